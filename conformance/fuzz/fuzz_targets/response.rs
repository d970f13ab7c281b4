//! See [`acs_fuzz::response`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| acs_fuzz::response(data));
