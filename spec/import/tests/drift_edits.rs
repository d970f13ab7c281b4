//! Real metadata with seeded random edits: each edit is told as exactly the change that it is, and nothing else is.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)] // a test

#[path = "drift_support/draw.rs"]
mod draw;
mod drift_support;

use acs_import::drift::{Effect, Kind};
use draw::{Dice, excerpt, often, without_words};
use drift_support::{drift, shared};
use serde_json::{Map, Value, json};

/// What an edit must be told as.
type Told = (Kind, String, String, Effect);

struct Edit<'a> {
    file: &'a mut Value,
    dice: &'a mut Dice,
    operation: String,
}

impl Edit<'_> {
    fn api(&mut self) -> &mut Map<String, Value> {
        self.file["apis"][&self.operation].as_object_mut().unwrap()
    }

    fn told(&self, kind: Kind, place: &str, effect: Effect) -> Option<Told> {
        Some((kind, self.operation.clone(), place.to_owned(), effect))
    }

    /// A parameter whose name stands once, with its place in the list.
    fn parameter(&mut self, fits: impl Fn(&Value) -> bool) -> Option<(usize, String)> {
        let all = self.api().get("parameters")?.as_array()?.clone();
        let name = |one: &Value| one["name"].as_str().unwrap().to_owned();
        let fitting: Vec<(usize, String)> = all
            .iter()
            .enumerate()
            .filter(|(_, one)| {
                fits(one) && all.iter().filter(|other| name(other) == name(one)).count() == 1
            })
            .map(|(n, one)| (n, name(one)))
            .collect();
        self.dice.pick(&fitting).cloned()
    }

    fn schema(&mut self, n: usize) -> &mut Map<String, Value> {
        self.api()["parameters"][n]["schema"]
            .as_object_mut()
            .unwrap()
    }

    /// The properties of the answer of success, if it is an object in place.
    fn properties(&mut self) -> Option<&mut Map<String, Value>> {
        let schema = self
            .api()
            .get_mut("responses")?
            .get_mut("200")?
            .get_mut("schema")?;
        (schema["type"] == "object").then_some(())?;
        schema
            .get_mut("properties")?
            .as_object_mut()
            .filter(|fields| fields.len() > 1)
    }

    fn make(&mut self, which: usize) -> Option<Told> {
        let plain = |one: &Value| {
            one["schema"]["type"] == "string"
                && [
                    "enum",
                    "pattern",
                    "minLength",
                    "maxLength",
                    "enumValueTitles",
                    "minimum",
                    "maximum",
                    "format",
                ]
                .iter()
                .all(|key| one["schema"].get(*key).is_none())
        };
        let kept = |one: &Value| {
            !one["name"]
                .as_str()
                .unwrap()
                .to_lowercase()
                .contains("token")
        };
        match which {
            0 | 1 => {
                let required = which == 1;
                let parameter = json!({"name": "ZzNew", "in": "query", "schema": {"type": "string", "required": required}});
                self.api()
                    .get_mut("parameters")?
                    .as_array_mut()?
                    .push(parameter);
                let effect = if required {
                    Effect::CompileTime
                } else {
                    Effect::Compatible
                };
                self.told(Kind::ParameterAdded, "ZzNew", effect)
            }
            2 => {
                let (n, name) = self.parameter(|_| true)?;
                (self.api()["parameters"].as_array()?.len() > 1).then_some(())?;
                self.api().get_mut("parameters")?.as_array_mut()?.remove(n);
                self.told(Kind::ParameterRemoved, &name, Effect::CompileTime)
            }
            3 => {
                let (n, name) = self.parameter(|one| one["schema"]["required"].is_boolean())?;
                let was = self.schema(n)["required"].as_bool()?;
                self.schema(n).insert("required".into(), json!(!was));
                let kind = if was {
                    Kind::NowOptional
                } else {
                    Kind::NowRequired
                };
                self.told(kind, &name, Effect::CompileTime)
            }
            4 => {
                let (n, name) = self.parameter(|one| {
                    plain(one) && kept(one) && one["schema"].get("default").is_none()
                })?;
                self.schema(n).insert("type".into(), json!("boolean"));
                self.told(Kind::TypeChanged, &name, Effect::CompileTime)
            }
            5 | 6 => {
                let (n, name) = self.parameter(|one| {
                    one["schema"]["type"] == "string"
                        && one["schema"]["enum"]
                            .as_array()
                            .is_some_and(|e| e.len() > 1)
                })?;
                let values = self.schema(n)["enum"].as_array_mut()?;
                if which == 5 {
                    values.push(json!("ZzValue"));
                    return self.told(Kind::ValuesAdded, &name, Effect::Compatible);
                }
                values.pop();
                self.told(Kind::ValuesRemoved, &name, Effect::CompileTime)
            }
            7 => {
                let (n, name) = self.parameter(plain)?;
                self.schema(n).insert("enum".into(), json!(["a", "b"]));
                self.told(Kind::ConstraintAdded, &name, Effect::CompileTime)
            }
            8 => {
                let (n, name) = self.parameter(plain)?;
                self.schema(n).insert("maxLength".into(), json!(128));
                self.told(Kind::ConstraintAdded, &name, Effect::RunTime)
            }
            9..=12 => {
                let bound = |one: &Value| {
                    one["schema"]["maximum"]
                        .to_string()
                        .trim_matches('"')
                        .parse::<i64>()
                        .ok()
                };
                let (n, name) = self.parameter(|one| {
                    one["schema"]["type"] == "integer"
                        && one["schema"].get("enum").is_none()
                        && one["schema"].get("minimum").is_some()
                        && bound(one).is_some_and(|n| (1..1 << 40).contains(&n))
                })?;
                let old = bound(&self.api()["parameters"][n])?;
                let (kind, effect) = match which {
                    9 => {
                        self.schema(n)
                            .insert("maximum".into(), json!((old + 1).to_string()));
                        (Kind::ConstraintLoosened, Effect::Compatible)
                    }
                    10 => {
                        let low = self.schema(n)["minimum"]
                            .to_string()
                            .trim_matches('"')
                            .parse::<i64>()
                            .ok()?;
                        (low < old).then_some(())?;
                        self.schema(n)
                            .insert("maximum".into(), json!((old - 1).to_string()));
                        (Kind::ConstraintTightened, Effect::RunTime)
                    }
                    11 => {
                        self.schema(n).remove("maximum");
                        (Kind::ConstraintLoosened, Effect::Compatible)
                    }
                    _ => {
                        self.schema(n).remove("maximum");
                        self.schema(n).remove("minimum");
                        (Kind::ConstraintRemoved, Effect::CompileTime)
                    }
                };
                self.told(kind, &name, effect)
            }
            13 => {
                let (n, name) = self.parameter(|one| {
                    one["schema"]["type"] == "array" && one["schema"].get("maxItems").is_some()
                })?;
                let old = self.schema(n)["maxItems"]
                    .to_string()
                    .trim_matches('"')
                    .parse::<u64>()
                    .ok()?;
                self.schema(n).insert("maxItems".into(), json!(old + 7));
                self.told(Kind::ConstraintLoosened, &name, Effect::Compatible)
            }
            14 | 15 => {
                let key = if which == 14 { "default" } else { "example" };
                (often(self.file, key)).then_some(())?;
                let (n, name) = self.parameter(|one| {
                    one["schema"].get(key).is_some() && one["schema"]["type"] == "string"
                })?;
                if self.dice.next().is_multiple_of(2) {
                    self.schema(n).insert(key.into(), json!("zz"));
                } else {
                    self.schema(n).remove(key);
                }
                let kind = if which == 14 {
                    Kind::DefaultChanged
                } else {
                    Kind::ExampleChanged
                };
                self.told(kind, &name, Effect::Text)
            }
            16 => {
                let (n, name) = self.parameter(|one| one["schema"]["description"].is_string())?;
                let text = format!("{} 。", self.schema(n)["description"].as_str()?);
                self.schema(n).insert("description".into(), json!(text));
                self.told(
                    Kind::RowReworded,
                    &format!("row parameters/{name}"),
                    Effect::Text,
                )
            }
            17 => {
                let operation = self.operation.clone();
                self.file["apis"].as_object_mut()?.remove(&operation);
                self.told(Kind::OperationRemoved, "", Effect::CompileTime)
            }
            18 => {
                let copy = self.file["apis"][&self.operation].clone();
                self.file["apis"]
                    .as_object_mut()?
                    .insert("ZzOperation".into(), copy);
                self.operation = "ZzOperation".into();
                self.told(Kind::OperationAdded, "", Effect::Compatible)
            }
            19 => {
                let old = self.api()["methods"].as_array()?.clone();
                (!old.contains(&json!("put"))).then_some(())?;
                self.api()["methods"].as_array_mut()?.push(json!("put"));
                self.told(Kind::MethodsChanged, "", Effect::Compatible)
            }
            20 => {
                let was = self
                    .api()
                    .get("deprecated")
                    .and_then(Value::as_bool)
                    .unwrap_or(false);
                self.api().insert("deprecated".into(), json!(!was));
                self.told(Kind::DeprecationChanged, "", Effect::Text)
            }
            21 => {
                self.api().insert("security".into(), json!([{"ZzWay": []}]));
                self.told(Kind::SecurityChanged, "", Effect::RunTime)
            }
            22..=24 => {
                (often(self.file, "errorCode")).then_some(())?;
                let table = self.api().get_mut("errorCodes")?.as_object_mut()?;
                let status = table.keys().find(|key| key.len() == 3)?.clone();
                let whole = table.clone();
                let rows = table[&status].as_array_mut()?;
                if which == 22 {
                    rows.push(json!({"errorCode": "Zz.New", "errorMessage": "Zz."}));
                    return self.told(
                        Kind::ErrorAdded,
                        &format!("{status} Zz.New"),
                        Effect::Compatible,
                    );
                }
                let code = rows[0]["errorCode"].as_str()?.to_owned();
                let quoted = serde_json::to_string(&json!({"errorCode": code})).unwrap();
                let quoted = quoted.trim_matches(['{', '}']);
                (Value::Object(whole).to_string().matches(quoted).count() == 1).then_some(())?;
                let place = format!("{status} {code}");
                if which == 23 {
                    rows.remove(0);
                    return self.told(Kind::ErrorRemoved, &place, Effect::CompileTime);
                }
                rows[0]["errorMessage"].is_string().then_some(())?;
                rows[0]["errorMessage"] = json!("Zz other.");
                self.told(Kind::ErrorMessageChanged, &place, Effect::Compatible)
            }
            25 => {
                self.properties()?
                    .insert("ZzField".into(), json!({"type": "string"}));
                self.told(
                    Kind::ResponseFieldAdded,
                    "response.ZzField",
                    Effect::Compatible,
                )
            }
            26 => {
                let fields = self.properties()?;
                let name = fields.keys().next()?.clone();
                fields.remove(&name);
                self.told(
                    Kind::ResponseFieldRemoved,
                    &format!("response.{name}"),
                    Effect::CompileTime,
                )
            }
            27 => {
                let fields = self.properties()?;
                let (name, field) = fields
                    .iter_mut()
                    .find(|(_, field)| field["type"] == "string" && field.get("enum").is_none())?;
                let place = format!("response.{name}");
                field["type"] = json!("boolean");
                self.told(Kind::TypeChanged, &place, Effect::CompileTime)
            }
            28 => {
                let (n, name) = self.parameter(|one| one["in"] == "query" && kept(one))?;
                self.api()["parameters"][n]["in"] = json!("formData");
                self.told(Kind::LocationChanged, &name, Effect::Compatible)
            }
            29 => {
                (often(self.file, "docRequired")).then_some(())?;
                let (n, name) = self.parameter(|one| one["schema"].get("docRequired").is_some())?;
                let was = self.schema(n)["docRequired"].as_bool()?;
                self.schema(n).insert("docRequired".into(), json!(!was));
                self.told(Kind::MetadataChanged, &name, Effect::Text)
            }
            30 => {
                self.operation = String::new();
                let all = self.file["endpoints"].as_array_mut()?;
                let region = all[0]["regionId"].as_str()?.to_owned();
                all[0]["endpoint"] = json!("zz.example.com");
                self.told(
                    Kind::EndpointChanged,
                    &format!("endpoint {region}"),
                    Effect::Compatible,
                )
            }
            31 => {
                self.operation = String::new();
                let all = self.file["endpoints"].as_array_mut()?;
                let region = all.remove(0)["regionId"].as_str()?.to_owned();
                self.told(
                    Kind::EndpointRemoved,
                    &format!("endpoint {region}"),
                    Effect::RunTime,
                )
            }
            32 => {
                let (n, name) =
                    self.parameter(|one| plain(one) && one["schema"].get("deprecated").is_none())?;
                self.schema(n).insert("deprecated".into(), json!(true));
                self.told(Kind::DeprecationChanged, &name, Effect::Text)
            }
            33 => {
                let (n, name) = self.parameter(|one| {
                    one["schema"]["items"]["properties"]
                        .as_object()
                        .is_some_and(|fields| fields.len() > 1)
                        && one["schema"]["type"] == "array"
                })?;
                let fields = self.schema(n)["items"]["properties"].as_object_mut()?;
                fields.insert(
                    "ZzInner".into(),
                    json!({"type": "string", "required": false}),
                );
                self.told(
                    Kind::ParameterAdded,
                    &format!("{name}[].ZzInner"),
                    Effect::Compatible,
                )
            }
            _ => {
                self.operation = String::new();
                let schemas = self.file["components"]["schemas"].as_object_mut()?;
                let (name, schema) = schemas
                    .iter_mut()
                    .find(|(_, schema)| schema["properties"].is_object())?;
                let place = format!("schemas/{name}.ZzShared");
                schema["properties"]
                    .as_object_mut()?
                    .insert("ZzShared".into(), json!({"type": "string"}));
                self.told(Kind::ParameterAdded, &place, Effect::Compatible)
            }
        }
    }
}

const EDITS: usize = 35;

/// Tries every kind of edit on excerpts of a file; how many kinds found a place.
fn edits_of(file: &str, seeds: std::ops::Range<u64>) -> Option<usize> {
    let text = std::fs::read_to_string(shared(&format!("api-docs/{file}"))?).unwrap();
    let whole: Value = serde_json::from_str(&text).unwrap();
    let mut met = std::collections::BTreeSet::new();
    for seed in seeds {
        let mut dice = Dice(0x9E37_79B9_7F4A_7C15 ^ (seed + 1));
        let before = excerpt(&whole, &mut dice);
        for which in 0..EDITS {
            // The first few times every edit, later one in three.
            if seed > 1 && !dice.next().is_multiple_of(3) {
                continue;
            }
            let mut before = before.clone();
            // What is edited in structure may be said in words as well; there the words are left out.
            if matches!(which, 4..=15) {
                without_words(&mut before["apis"]);
            }
            let before_text = before.to_string();
            let mut after = before.clone();
            let names: Vec<String> = after["apis"].as_object().unwrap().keys().cloned().collect();
            let mut told = None;
            for _ in 0..6 {
                let operation = dice.pick(&names).unwrap().clone();
                let mut edit = Edit {
                    file: &mut after,
                    dice: &mut dice,
                    operation,
                };
                told = edit.make(which);
                if told.is_some() {
                    break;
                }
                after = before.clone();
            }
            let Some(want) = told else { continue };
            met.insert(which);
            let found = drift(&before_text, &after.to_string());
            let got: Vec<Told> = found
                .changes
                .into_iter()
                .map(|c| (c.kind, c.operation, c.place, c.judgement.effect))
                .collect();
            assert_eq!(got, [want], "{file}, seed {seed}, edit {which}");
        }
    }
    Some(met.len())
}

#[test]
fn each_edit_of_an_rpc_product_is_one_change() {
    let Some(met) = edits_of("r-kvstore.2015-01-01.2024-07.json", 0..3) else {
        return;
    };
    assert!(met >= 28, "{met} kinds of edit found a place");
}

#[test]
fn each_edit_of_a_large_product_is_one_change() {
    let Some(met) = edits_of("vpc.2016-04-28.2024-07.json", 0..3) else {
        return;
    };
    assert!(met >= 28, "{met} kinds of edit found a place");
}

#[test]
fn each_edit_of_a_path_style_product_is_one_change() {
    let Some(met) = edits_of("cs.2015-12-15.2024-07.json", 0..3) else {
        return;
    };
    assert!(met >= 15, "{met} kinds of edit found a place");
}
