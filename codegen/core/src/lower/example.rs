//! A program that sends a request through a client whose transport is a stand-in. It compiles and runs as a doctest of
//! the emitted crate.

use super::model::{Docs, Presence, RustField, RustOperation, RustStruct, RustType};

/// Names that the program needs for other things.
const USED: &[&str] = &["Client", "Credentials", "MockTimer", "MockTransport"];

/// How deep structs may lie in each other in an example.
const DEPTH: usize = 6;

/// The program for the first operation of which one can be made, as lines of Rust. `package` is the crate as Rust names
/// it; without a region, the client is told an endpoint.
#[must_use]
pub fn lower(package: &str, region: Option<&str>, operations: &[RustOperation]) -> Docs {
    operations
        .iter()
        .find_map(|operation| program(package, region, operation))
        .unwrap_or_default()
}

fn program(package: &str, region: Option<&str>, operation: &RustOperation) -> Option<Docs> {
    let request = operation.structs.first()?;
    let mut maker = Maker {
        structs: &operation.structs,
        imports: Vec::new(),
        package,
    };
    let value = maker.structure(request, 1)?;
    maker.imports.sort();
    maker.imports.dedup();
    if maker
        .imports
        .iter()
        .any(|name| USED.contains(&name.as_str()))
    {
        return None;
    }
    let imports = match maker.imports.as_slice() {
        [one] => one.clone(),
        many => format!("{{{}}}", many.join(", ")),
    };
    let (module, method) = (&operation.module, &operation.method);
    let place = match region {
        Some(region) => format!("region({region:?})"),
        None => "endpoint(\"service.example.com\")".to_owned(),
    };
    let text = format!(
        "\
use {package}::Client;
use {package}::acs_runtime::credentials::Credentials;
use {package}::acs_runtime::mock::{{MockTimer, MockTransport}};
use {package}::{module}::{imports};
# {package}::acs_runtime::mock::block_on(async {{
let transport = MockTransport::new();
transport.answer(200, r#\"{{\"RequestId\":\"1C5A\"}}\"#);
let client = Client::builder()
    .{place}
    .credentials(Credentials::new(\"id\", \"secret\"))
    .transport(transport)
    .timer(MockTimer::new())
    .build()?;
let operation = {value};
match client.{method}(&operation).await {{
    Ok(success) => println!(\"done, request {{:?}}\", success.request_id),
    Err(error) => println!(\"{{error}}\"),
}}
# Ok::<(), {package}::acs_runtime::client::BuildError>(())
# }}).unwrap();"
    );
    Some(text.lines().map(str::to_owned).collect())
}

struct Maker<'a> {
    structs: &'a [RustStruct],
    imports: Vec<String>,
    package: &'a str,
}

impl Maker<'_> {
    fn structure(&mut self, each: &RustStruct, depth: usize) -> Option<String> {
        if depth > DEPTH {
            return None;
        }
        self.imports.push(each.ident.clone());
        let Some(required) = &each.required else {
            return Some(format!("{}::new()", each.ident));
        };
        self.imports.push(required.clone());
        let indent = "    ".repeat(depth);
        let mut fields = String::new();
        for field in each.fields.iter().filter(|field| field.is_asked()) {
            let value = self.field(field, depth)?;
            fields.push_str(&format!("{indent}{}: {value},\n", field.ident));
        }
        let end = "    ".repeat(depth - 1);
        Some(format!(
            "{}::new({required} {{\n{fields}{end}}})",
            each.ident
        ))
    }

    fn field(&mut self, field: &RustField, depth: usize) -> Option<String> {
        // What is asked for as a collection is one: an example of it in the documentation may be anything.
        let example = match field.presence {
            Presence::Collection(_) => None,
            _ => field.example.as_deref(),
        };
        self.value(&field.ty, example, depth)
    }

    fn value(&mut self, ty: &RustType, example: Option<&str>, depth: usize) -> Option<String> {
        Some(match ty {
            RustType::Text | RustType::Enum(_) => format!("{:?}.into()", example.unwrap_or("text")),
            RustType::I32 => number::<i32>(example, "1"),
            RustType::I64 => number::<i64>(example, "1"),
            RustType::F32 | RustType::F64 => "1.5".to_owned(),
            RustType::Bool => (example == Some("true")).to_string(),
            RustType::Struct { ident, boxed } => {
                let structs = self.structs;
                let inner = structs.iter().find(|each| each.ident == *ident)?;
                let inner = self.structure(inner, depth + 1)?;
                if *boxed {
                    format!("Box::new({inner})")
                } else {
                    inner
                }
            }
            RustType::List(inner) => format!("vec![{}]", self.value(inner, None, depth)?),
            RustType::Map(inner) => {
                format!(
                    "[(\"key\".into(), {})].into()",
                    self.value(inner, None, depth)?
                )
            }
            RustType::Value => format!("{}::acs_runtime::Value::Null", self.package),
        })
    }
}

/// The number in an example, in the way that Rust writes it.
fn number<N: std::str::FromStr + ToString>(example: Option<&str>, otherwise: &str) -> String {
    example
        .and_then(|text| text.parse::<N>().ok())
        .map_or_else(|| otherwise.to_owned(), |number| number.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_that_cannot_be_read_are_replaced() {
        assert_eq!(number::<i32>(Some("-3"), "1"), "-3");
        for odd in [None, Some(""), Some("3.5"), Some("99999999999")] {
            assert_eq!(number::<i32>(odd, "1"), "1", "{odd:?}");
        }
    }
}
