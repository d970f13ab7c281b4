//! Spec files as they come in: their name, their text, and what is read from it.

use acs_spec::{Diagnostic, Operation, Service, codes, load, service};

/// One spec file, an operation's or a `service.json`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpecFile {
    /// How emitted code and diagnostics name it: relative to the project, with `/`, never an absolute path.
    pub name: String,
    /// Its text.
    pub text: String,
}

impl SpecFile {
    /// A spec file of this name and text.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        SpecFile {
            name: name.into(),
            text: text.into(),
        }
    }
}

/// What was read from one file, and what emitted code says about that file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read<T> {
    /// The file's name.
    pub file: String,
    /// Lower-case hexadecimal sha256 of its text.
    pub sha256: String,
    /// The contract.
    pub value: T,
}

/// The specs of one crate.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Specs {
    /// The service, if its file was passed.
    pub service: Option<Read<Service>>,
    /// Operations, sorted by name.
    pub operations: Vec<Read<Operation>>,
}

impl Specs {
    /// Reads files; the `format` in each decides what it is.
    ///
    /// # Errors
    /// All faults of all files; also two services, or one operation twice, or operations of several products.
    pub fn read(files: &[SpecFile]) -> Result<Specs, Vec<Diagnostic>> {
        let mut faults = Vec::new();
        let mut specs = Specs::default();
        for file in files {
            let is_service = load::parse_file(&file.name, &file.text)
                .ok()
                .and_then(|tree| {
                    tree.get("format")
                        .and_then(|node| node.as_str().map(str::to_owned))
                })
                .is_some_and(|format| format == service::FORMAT);
            if is_service {
                match load::service(&file.name, &file.text) {
                    Ok(value) => specs.add_service(file, value, &mut faults),
                    Err(more) => faults.extend(more),
                }
            } else {
                match load::operation(&file.name, &file.text) {
                    Ok(value) => specs.operations.push(read(file, value)),
                    Err(more) => faults.extend(more),
                }
            }
        }
        specs
            .operations
            .sort_by(|a, b| (&a.value.name, &a.file).cmp(&(&b.value.name, &b.file)));
        specs.check(&mut faults);
        if faults.is_empty() {
            Ok(specs)
        } else {
            Err(faults)
        }
    }

    /// The product's code; empty where nothing says.
    #[must_use]
    pub fn product(&self) -> &str {
        let service = self
            .service
            .as_ref()
            .map(|service| service.value.product.as_str());
        let operation = || {
            self.operations
                .iter()
                .find_map(|spec| spec.value.product.get())
        };
        service
            .or_else(|| operation().map(String::as_str))
            .unwrap_or_default()
    }

    fn add_service(&mut self, file: &SpecFile, value: Service, faults: &mut Vec<Diagnostic>) {
        if let Some(first) = &self.service {
            let message = format!("a second service, after {}", first.file);
            let help = "generate one crate for each product version";
            faults.push(
                Diagnostic::new(&codes::UNSUPPORTED, message, help).in_file(&file.name, 0, 0),
            );
            return;
        }
        self.service = Some(read(file, value));
    }

    fn check(&self, faults: &mut Vec<Diagnostic>) {
        for pair in self.operations.windows(2) {
            let [first, second] = pair else { continue };
            if first.value.name == second.value.name {
                let message = format!(
                    "the operation `{}` stands in {} too",
                    second.value.name, first.file
                );
                let help = "pass one file for each operation";
                faults.push(
                    Diagnostic::new(&codes::NAME_COLLISION, message, help)
                        .at("/name")
                        .in_file(&second.file, 0, 0),
                );
            }
        }
        let Some(service) = &self.service else { return };
        for spec in &self.operations {
            let other = |field: &str, stated: Option<&String>, want: &str| {
                let found = stated.filter(|stated| *stated != want)?;
                let message =
                    format!("the operation is of {field} `{found}`, the service of `{want}`");
                let help = "generate one crate for each product version";
                Some(
                    Diagnostic::new(&codes::UNSUPPORTED, message, help)
                        .at(format!("/{field}"))
                        .in_file(&spec.file, 0, 0),
                )
            };
            faults.extend(other(
                "product",
                spec.value.product.get(),
                &service.value.product,
            ));
            faults.extend(other(
                "version",
                spec.value.version.get(),
                &service.value.version,
            ));
        }
    }
}

fn read<T>(file: &SpecFile, value: T) -> Read<T> {
    let digest = hmac_sha256::Hash::hash(file.text.as_bytes());
    let sha256 = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    Read {
        file: file.name.clone(),
        sha256,
        value,
    }
}

/// The part of a file's name after the last `/`.
#[must_use]
pub fn short_name(file: &str) -> &str {
    file.rsplit('/').next().unwrap_or(file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use acs_spec::load::to_text;

    fn file(name: &str, operation: &str) -> SpecFile {
        SpecFile::new(name, to_text(&Operation::named(operation)))
    }

    #[test]
    fn files_are_sorted_and_doubles_refused() {
        let specs = Specs::read(&[file("b.json", "B"), file("a.json", "A")]).unwrap();
        assert_eq!(specs.operations[0].value.name, "A");
        assert_eq!(specs.operations[0].sha256.len(), 64);
        let faults = Specs::read(&[file("a.json", "A"), file("b.json", "A")]).unwrap_err();
        assert_eq!(faults[0].code, "ACS0301");
    }

    #[test]
    fn all_faults_of_all_files_come_together() {
        let faults = Specs::read(&[SpecFile::new("x", "{"), SpecFile::new("y", "[]")]).unwrap_err();
        let files: Vec<&str> = faults.iter().map(|fault| fault.file.as_str()).collect();
        assert!(files.contains(&"x") && files.contains(&"y"), "{files:?}");
    }
}
