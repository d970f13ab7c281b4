//! The checked-in JSON Schemas are those of the types.

use acs_spec::load;
use acs_spec::write::canonical;

use crate::{check_file, path, sample_text};

#[test]
fn the_schemas_are_up_to_date() {
    let (operation, service) = (load::operation_schema(), load::service_schema());
    check_file("schema/operation.schema.json", &canonical(&operation));
    check_file("schema/service.schema.json", &canonical(&service));
}

/// What an editor sees: the checked-in file against a text, both read by someone else's code.
pub fn validator(file: &str) -> jsonschema::Validator {
    let text = std::fs::read_to_string(path(file)).unwrap();
    let schema = serde_json::from_str(&text).unwrap();
    assert!(jsonschema::meta::is_valid(&schema));
    jsonschema::validator_for(&schema).unwrap()
}

#[test]
fn the_samples_are_valid() {
    let operation = serde_json::from_str(&sample_text()).unwrap();
    let found: Vec<String> = validator("schema/operation.schema.json")
        .iter_errors(&operation)
        .map(|error| error.to_string())
        .collect();
    assert_eq!(found, [""; 0]);
    let service = std::fs::read_to_string(path("tests/data/service.json")).unwrap();
    let service = serde_json::from_str(&service).unwrap();
    let validator = validator("schema/service.schema.json");
    assert!(validator.is_valid(&service));
    assert!(!validator.is_valid(&operation));
}
