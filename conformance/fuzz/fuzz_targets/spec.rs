//! See [`acs_fuzz::spec`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| acs_fuzz::spec(data));
