//! See [`acs_fuzz::doors`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| acs_fuzz::doors(data));
