//! Names and fingerprints of a file's rows: a later change of a row is noticed without keeping its words.

use acs_spec::Json;
use acs_spec::json::Node;
use acs_spec::write::compact;

/// A row's name: steps joined by `/`, in which a `/` is written `~1` and a `~` is written `~0`.
pub(crate) fn row(steps: &[&str]) -> String {
    let steps: Vec<String> = steps
        .iter()
        .map(|step| step.replace('~', "~0").replace('/', "~1"))
        .collect();
    steps.join("/")
}

/// The sha256 of a value's canonical form: on one line without blanks, members sorted by name, so that neither
/// formatting nor order makes a difference.
pub(crate) fn fingerprint(node: &Node) -> String {
    fingerprint_of(node.to_json())
}

/// The same, of a value without places.
pub(crate) fn fingerprint_of(value: Json) -> String {
    let digest = hmac_sha256::Hash::hash(compact(&sorted(value)).as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn sorted(value: Json) -> Json {
    match value {
        Json::Object(members) => {
            let mut members: Vec<(String, Json)> = members
                .into_iter()
                .map(|(name, value)| (name, sorted(value)))
                .collect();
            // Stable, so that even a name that occurs twice has one form.
            members.sort_by(|a, b| a.0.cmp(&b.0));
            Json::Object(members)
        }
        Json::Array(items) => Json::Array(items.into_iter().map(sorted).collect()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use acs_spec::json::parse;

    #[test]
    fn neither_order_nor_blanks_matter() {
        let one = parse(r#"{"b": [1, {"d": 1, "c": 2}], "a": "x"}"#).unwrap();
        let two = parse(r#"{"a":"x","b":[1,{"c":2,"d":1}]}"#).unwrap();
        let three = parse(r#"{"a":"x","b":[{"c":2,"d":1},1]}"#).unwrap();
        assert_eq!(fingerprint(&one), fingerprint(&two));
        assert_ne!(fingerprint(&one), fingerprint(&three));
        // `printf '{}' | sha256sum`
        assert_eq!(
            fingerprint(&parse("{ }").unwrap()),
            "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
        );
    }

    #[test]
    fn a_slash_in_a_name_is_no_step() {
        assert_eq!(row(&["parameters", "a/b~c"]), "parameters/a~1b~0c");
    }
}
