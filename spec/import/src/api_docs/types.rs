//! Reads what a value is: its type from the provider's word for it, its format, or the schema it refers to.

use acs_spec::codes;
use acs_spec::json::{Node, Value};
use acs_spec::{Schema, Type};

use super::schema::{Keywords, Reader};
use super::values::keep;

impl Reader<'_> {
    /// Reads type, format and reference: what a value is, before anything is asked of it.
    pub(super) fn read_type(&mut self, keywords: &Keywords<'_>, schema: &mut Schema) {
        let format = keywords.format.and_then(Node::as_str);
        let word = keywords.r#type.and_then(Node::as_str);
        // Whether the type's own word, and the format's, can be told from the type that was read.
        let (mut word_told, mut format_told) = (true, false);
        let fields = keywords
            .properties
            .is_some_and(|node| matches!(&node.value, Value::Object(found) if !found.is_empty()));
        schema.r#type = match (word, format) {
            (Some("string"), Some("binary")) | (Some("binary" | "file"), _) => {
                word_told = word == Some("string");
                Type::Binary
            }
            (Some("string"), _) => Type::String,
            (Some("integer"), Some("int32")) => {
                format_told = true;
                Type::Int32
            }
            (Some("integer"), Some("int64")) => {
                format_told = true;
                Type::Int64
            }
            (Some("integer"), _) => Type::Int64,
            (Some("number"), Some("float")) => {
                format_told = true;
                Type::Float
            }
            (Some("number"), Some("double")) => {
                format_told = true;
                Type::Double
            }
            (Some("number"), _) => Type::Double,
            (Some("boolean"), _) => Type::Boolean,
            (Some("array"), _) => Type::Array,
            (Some("object"), _) if fields => Type::Object,
            (Some("object"), _) => Type::Map,
            (Some("any"), _) => Type::Any,
            (Some(other), _) => {
                word_told = false;
                self.other_word(other, keywords.r#type)
            }
            (None, _) => {
                word_told = keywords.r#type.is_none();
                match (fields, keywords.items) {
                    (true, _) => Type::Object,
                    (false, Some(_)) => Type::Array,
                    (false, None) if keywords.additional.is_some() => Type::Map,
                    (false, None) => Type::Unstated,
                }
            }
        };
        self.read_reference(keywords, schema, &mut word_told, &mut format_told);
        if let (Some(node), false) = (keywords.r#type, word_told) {
            keep(&mut schema.vendor, "type", node.to_json());
        }
        match (keywords.format, format) {
            (Some(_), Some(_)) if format_told => {}
            (Some(_), Some(text)) => schema.format = Some(text.to_owned()),
            (Some(node), None) => keep(&mut schema.vendor, "format", node.to_json()),
            (None, _) => {}
        }
    }

    /// Words for types from other dialects of the same metadata.
    fn other_word(&mut self, word: &str, node: Option<&Node>) -> Type {
        match word.to_ascii_lowercase().as_str() {
            "string" | "text" | "date" | "datetime" => Type::String,
            "int" | "int32" => Type::Int32,
            "long" | "int64" | "integer" => Type::Int64,
            "float" => Type::Float,
            "double" | "number" => Type::Double,
            "bool" | "boolean" => Type::Boolean,
            "json" => Type::Json,
            "map" => Type::Map,
            _ => {
                if let Some(node) = node {
                    self.remark_at(
                        ("type", node),
                        &codes::UNKNOWN_KEYWORD,
                        format!("`{word}` is no type that is known here"),
                        "it is kept under `vendor`, and values of any kind are taken",
                    );
                }
                Type::Any
            }
        }
    }

    fn read_reference(
        &mut self,
        keywords: &Keywords<'_>,
        schema: &mut Schema,
        word_told: &mut bool,
        format_told: &mut bool,
    ) {
        let Some(node) = keywords.reference else {
            return;
        };
        let target = node.as_str().and_then(|text| {
            let name = text.strip_prefix("#/components/schemas/")?;
            let plain = name.replace("~1", "/").replace("~0", "~");
            [name.to_owned(), plain]
                .into_iter()
                .find(|name| self.components.contains(name))
        });
        match target {
            Some(name) => {
                // The reference decides; what stands beside it is kept.
                *word_told = keywords.r#type.is_none();
                *format_told = false;
                schema.r#type = Type::Ref;
                if node.as_str() != Some(&format!("#/components/schemas/{name}")) {
                    keep(&mut schema.vendor, "$ref", node.to_json());
                }
                schema.reference = Some(name);
            }
            None => {
                if keywords.r#type.is_none() && schema.r#type == Type::Unstated {
                    schema.r#type = Type::Any;
                }
                self.remark_at(
                    ("$ref", node),
                    &codes::UNKNOWN_REFERENCE,
                    "the reference leads to no schema of the file's `components`".to_owned(),
                    "it is kept under `vendor`, and values of any kind are taken",
                );
                keep(&mut schema.vendor, "$ref", node.to_json());
            }
        }
    }
}
