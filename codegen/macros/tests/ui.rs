//! Faults stand where they belong in the caller's source: at the path, at the option, several at once.

#[test]
fn faults_are_errors_of_the_compiler_at_their_span() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/ui/spec.rs");
    cases.compile_fail("tests/ui/settings.rs");
    cases.compile_fail("tests/ui/files.rs");
    #[cfg(feature = "import")]
    cases.compile_fail("tests/ui/page.rs");
    cases.pass("tests/ui/module.rs");
}
