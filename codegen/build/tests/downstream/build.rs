fn main() {
    acsgen_build::Builder::new()
        .spec("spec/r-kvstore/2015-01-01")
        .generate();
}
