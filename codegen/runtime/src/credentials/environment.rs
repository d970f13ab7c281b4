//! Variables, the home folder and small files: the real ones, or fixed ones for tests. Must not know what is in them.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

/// Most bytes of a file that are read: 1 MiB. Files of credentials are far smaller.
pub const MAX_FILE_BYTES: u64 = 1 << 20;

/// Where providers look for variables and files.
pub trait Environment: Send + Sync {
    /// The value of a variable, if it is set and is UTF-8.
    fn variable(&self, name: &str) -> Option<String>;

    /// The home folder, if there is one.
    fn home(&self) -> Option<PathBuf>;

    /// The bytes of a file. It may block for as long as a small local file takes.
    ///
    /// # Errors
    ///
    /// As reading does; also when it is no regular file or larger than [`MAX_FILE_BYTES`].
    fn read_file(&self, path: &Path) -> io::Result<Vec<u8>>;
}

/// The process's environment and the machine's files.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemEnvironment;

impl Environment for SystemEnvironment {
    fn variable(&self, name: &str) -> Option<String> {
        std::env::var(name).ok()
    }

    fn home(&self) -> Option<PathBuf> {
        std::env::home_dir().filter(|home| !home.as_os_str().is_empty())
    }

    fn read_file(&self, path: &Path) -> io::Result<Vec<u8>> {
        // Asked before opening: to open a pipe would wait for a writer.
        if !std::fs::metadata(path)?.is_file() {
            return Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                "no regular file",
            ));
        }
        let mut bytes = Zeroizing::new(Vec::new());
        std::fs::File::open(path)?
            .take(MAX_FILE_BYTES + 1)
            .read_to_end(&mut bytes)?;
        if bytes.len() as u64 > MAX_FILE_BYTES {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "larger than 1 MiB",
            ));
        }
        Ok(std::mem::take(&mut *bytes))
    }
}

/// An environment that holds what it is given and nothing else. For tests, and for callers who want no variable and no
/// file to count.
///
/// ```
/// use acs_runtime::credentials::{Environment, FixedEnvironment};
/// let environment = FixedEnvironment::new().with_variable("A", "1").with_home("/home/me");
/// assert_eq!(environment.variable("A").as_deref(), Some("1"));
/// assert!(environment.read_file("/home/me/x".as_ref()).is_err());
/// ```
#[derive(Clone, Default)]
pub struct FixedEnvironment {
    variables: BTreeMap<String, String>,
    home: Option<PathBuf>,
    files: BTreeMap<PathBuf, Vec<u8>>,
}

impl FixedEnvironment {
    /// Nothing at all.
    #[must_use]
    pub const fn new() -> Self {
        FixedEnvironment {
            variables: BTreeMap::new(),
            home: None,
            files: BTreeMap::new(),
        }
    }

    /// Sets a variable.
    #[must_use]
    pub fn with_variable(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.variables.insert(name.into(), value.into());
        self
    }

    /// Sets the home folder.
    #[must_use]
    pub fn with_home(mut self, path: impl Into<PathBuf>) -> Self {
        self.home = Some(path.into());
        self
    }

    /// Puts a file in place.
    #[must_use]
    pub fn with_file(mut self, path: impl Into<PathBuf>, content: impl Into<Vec<u8>>) -> Self {
        self.files.insert(path.into(), content.into());
        self
    }
}

impl Environment for FixedEnvironment {
    fn variable(&self, name: &str) -> Option<String> {
        self.variables.get(name).cloned()
    }

    fn home(&self) -> Option<PathBuf> {
        self.home.clone()
    }

    fn read_file(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.files
            .get(path)
            .cloned()
            .ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
    }
}

/// Shows names alone: the values may be secret.
impl std::fmt::Debug for FixedEnvironment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FixedEnvironment")
            .field("variables", &self.variables.keys())
            .field("home", &self.home)
            .field("files", &self.files.keys())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn real_files_are_read_within_bounds() {
        let folder = std::env::temp_dir().join(format!("acs-environment-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join("credentials");
        std::fs::write(&file, "a = b").unwrap();
        assert_eq!(SystemEnvironment.read_file(&file).unwrap(), b"a = b");
        assert!(SystemEnvironment.read_file(&folder).is_err());
        assert!(SystemEnvironment.read_file(&folder.join("none")).is_err());
        std::fs::write(&file, vec![b'a'; 1 << 20]).unwrap();
        assert_eq!(SystemEnvironment.read_file(&file).unwrap().len(), 1 << 20);
        std::fs::write(&file, vec![b'a'; (1 << 20) + 1]).unwrap();
        assert!(SystemEnvironment.read_file(&file).is_err());
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_fixed_one_shows_no_value() {
        let shown = format!(
            "{:?}",
            FixedEnvironment::new()
                .with_variable("NAME", "hunter2")
                .with_file("/f", "hunter2")
        );
        assert!(shown.contains("NAME") && shown.contains("/f") && !shown.contains("hunter2"));
    }
}
