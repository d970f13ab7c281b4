//! Whether the service may be asked at all. Must not know how.

use acs_runtime::credentials::Environment;

use crate::trouble::Trouble;

/// The variable that has to be set, to [`VALUE`].
pub const VARIABLE: &str = "ACS_CONFORM_LIVE";

/// What it has to be set to.
const VALUE: &str = "dry-runs-only";

/// That somebody said, by a flag and by a variable, that the service may be asked. There is no other way to one.
///
/// ```compile_fail
/// let permission = acs_conform::live::Permission { _private: () };
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Permission {
    _private: (),
}

impl Permission {
    /// `flag` says whether the flag was given; the variable is looked for in `environment`.
    ///
    /// # Errors
    /// What is missing of the two.
    pub fn given(flag: bool, environment: &dyn Environment) -> Result<Permission, Trouble> {
        let is_set = environment
            .variable(VARIABLE)
            .is_some_and(|value| value == VALUE);
        let mut missing = Vec::new();
        if !flag {
            missing.push("the flag `--ask-the-service`".to_owned());
        }
        if !is_set {
            missing.push(format!("the variable {VARIABLE}={VALUE}"));
        }
        match missing.is_empty() {
            true => Ok(Permission { _private: () }),
            false => Err(Trouble::new(format!(
                "the service is not asked: that takes the flag and the variable, and {} is missing; what would be sent are dry runs alone, signed with your key",
                missing.join(" and ")
            ))),
        }
    }
}
