//! See [`acs_fuzz::page`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| acs_fuzz::page(data));
