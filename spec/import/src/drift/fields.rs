//! Compares parameters and fields, and what is said of them.

use acs_spec::operation::{Field, Parameter, Schema};
use acs_spec::shape::{Shape, nearest};
use acs_spec::write::compact;
use acs_spec::{Json, RuleCheck, Stated, Tier, Type};

use super::change::{Change, Judgement, Kind};
use super::judge::{self, Part};
use super::limits;
use super::path::Path;
use super::view::{View, is_limit, vendor};
use crate::merge::TYPE_KEY;

/// One parameter or field.
pub(super) struct Named<'a> {
    pub(super) name: &'a str,
    required: Option<bool>,
    required_by: &'a [String],
    schema: &'a Schema,
    parameter: Option<&'a Parameter>,
}

impl<'a> From<&'a Parameter> for Named<'a> {
    fn from(parameter: &'a Parameter) -> Self {
        Named {
            name: &parameter.name,
            required: parameter.required.get().copied(),
            required_by: &parameter.required_by,
            schema: &parameter.schema,
            parameter: Some(parameter),
        }
    }
}

impl<'a> From<&'a Field> for Named<'a> {
    fn from(field: &'a Field) -> Self {
        Named {
            name: &field.name,
            required: field.required.get().copied(),
            required_by: &field.required_by,
            schema: &field.schema,
            parameter: None,
        }
    }
}

/// Compares, and collects what it finds.
pub(super) struct Walk<'v, 'a> {
    pub(super) view: &'v View<'a>,
    pub(super) changes: Vec<Change>,
}

impl<'a> Walk<'_, 'a> {
    /// Records a change at a place.
    pub(super) fn push(
        &mut self,
        kind: Kind,
        path: &Path,
        facts: (Option<String>, Option<String>),
        judgement: Judgement,
    ) -> &mut Change {
        self.record(
            kind,
            path.place(),
            path.at(""),
            facts,
            judgement,
            path.rows(),
        )
    }

    /// Records a change.
    pub(super) fn record(
        &mut self,
        kind: Kind,
        place: String,
        pointer: String,
        (before, after): (Option<String>, Option<String>),
        judgement: Judgement,
        rows: Vec<String>,
    ) -> &mut Change {
        self.changes.push(Change {
            kind,
            operation: self.view.before.name.clone(),
            place,
            pointer,
            before,
            after,
            judgement,
            note: None,
            rows: rows.into_iter().collect(),
            worded: false,
        });
        let at = self.changes.len() - 1;
        // The list was just added to.
        #[allow(clippy::indexing_slicing)]
        &mut self.changes[at]
    }

    /// Compares the fields of an object, or the parameters of a request. `list`: the pointer's step to them.
    pub(super) fn fields(
        &mut self,
        holder: &Path,
        list: &str,
        before: &[Named<'a>],
        after: &[Named<'a>],
    ) {
        let mut gone: Vec<usize> = Vec::new();
        let mut new: Vec<(&Named<'a>, usize)> = Vec::new();
        for (n, old) in before.iter().enumerate() {
            let path = holder.step(old.name, &format!("/{list}/{n}"));
            match after.iter().find(|new| new.name == old.name) {
                Some(new) => self.field(&path, old, new),
                None if self.view.lost_after(&path.rows()) && list == "fields" => {}
                None if !self.view.is_own_row(&path.rows()) => {}
                None => {
                    let judgement = match path.part {
                        Part::Request | Part::Shared => judge::parameter_removed(),
                        part => judge::response_field_removed(part),
                    };
                    let kind = match path.part {
                        Part::Request | Part::Shared => Kind::ParameterRemoved,
                        _ => Kind::ResponseFieldRemoved,
                    };
                    self.push(kind, &path, (Some(summed(old)), None), judgement);
                    gone.push(self.changes.len() - 1);
                }
            }
        }
        for one in after {
            if before.iter().any(|old| old.name == one.name) {
                continue;
            }
            let path = holder.step(one.name, &format!("/{list}"));
            if self.view.lost_before(&path.rows()) && list == "fields" {
                continue;
            }
            let first = before.is_empty() && list == "fields";
            let required = one.required == Some(true);
            let (kind, judgement) = match path.part {
                Part::Request | Part::Shared => {
                    let demanded = self.is_demanded(&path.name());
                    let judgement = judge::parameter_added(required, demanded, first);
                    (Kind::ParameterAdded, judgement)
                }
                part => {
                    // The answer itself is a struct even where no field is known.
                    let first = first && path.place().matches(['.', '[']).count() > 1;
                    (
                        Kind::ResponseFieldAdded,
                        judge::response_field_added(part, first),
                    )
                }
            };
            self.push(kind, &path, (None, Some(summed(one))), judgement);
            new.push((one, self.changes.len() - 1));
        }
        self.note_renames(before, &gone, &new);
    }

    /// One is gone and another is new, of the same type and with a similar name: most likely it was renamed.
    fn note_renames(&mut self, before: &[Named<'a>], gone: &[usize], new: &[(&Named<'a>, usize)]) {
        for at in gone {
            let Some(change) = self.changes.get(*at) else {
                continue;
            };
            let name = change
                .place
                .rsplit(['.', ']'])
                .next()
                .unwrap_or_default()
                .to_owned();
            let Some(old) = before.iter().find(|old| old.name == name) else {
                continue;
            };
            let same = |one: &&(&Named<'a>, usize)| one.0.schema.r#type == old.schema.r#type;
            let candidates: Vec<&str> = new.iter().filter(same).map(|(one, _)| one.name).collect();
            let by_letters = candidates
                .iter()
                .find(|one| one.eq_ignore_ascii_case(&name))
                .copied();
            let Some(found) = by_letters.or_else(|| nearest(&name, &candidates)) else {
                continue;
            };
            let found = found.to_owned();
            for change in &mut self.changes {
                let is_new = new.iter().any(|(one, _)| one.name == found)
                    && matches!(change.kind, Kind::ParameterAdded | Kind::ResponseFieldAdded)
                    && change.place.rsplit(['.', ']']).next() == Some(found.as_str());
                if is_new {
                    change.note = Some(format!("perhaps `{name}` under a new name"));
                }
            }
            if let Some(change) = self.changes.get_mut(*at) {
                change.note = Some(format!("perhaps renamed to `{found}`"));
            }
        }
    }

    /// Whether a documented rule can ask for a parameter.
    fn is_demanded(&self, name: &str) -> bool {
        self.view.after.rules.iter().any(|rule| {
            let full = |inner: &str| match &rule.within {
                Some(within) => format!("{within}.{inner}") == name,
                None => inner == name,
            };
            let documented = rule.tier == Tier::Documented;
            documented
                && match &rule.check {
                    RuleCheck::RequiredIf(check) => full(&check.param),
                    RuleCheck::Requires(check) => full(&check.needs),
                    _ => false,
                }
        })
    }

    fn field(&mut self, path: &Path, old: &Named<'a>, new: &Named<'a>) {
        self.requirement(path, old, new);
        if let (Some(old), Some(new)) = (old.parameter, new.parameter) {
            self.travel(path, old, new);
        }
        let style = |named: &Named<'a>| named.parameter.and_then(|parameter| parameter.style);
        let path = &path.deeper("/schema");
        self.schema(path, (old.schema, style(old)), (new.schema, style(new)));
    }

    fn requirement(&mut self, path: &Path, old: &Named<'a>, new: &Named<'a>) {
        // What a source of this kind said, where another one disagrees.
        let own = self.view.own.as_ref();
        let said = own.is_some_and(|own| old.required_by.iter().any(|id| own.contains(id)));
        let was = old.required == Some(true) || said;
        let is = new.required == Some(true) || (said && !new.required_by.is_empty());
        if new.required.is_none() || was == is {
            return;
        }
        let facts = |word: bool| Some(if word { "required" } else { "optional" }.to_owned());
        // Another source says that it need not be given: then its absence stays advice.
        let judgement = match (is, said) {
            (true, _) => judge::now_required(path.part),
            (false, true) => judge::constraint_removed(judge::Limit {
                part: path.part,
                tier: Tier::Advisory,
                server_side: false,
                turns_enum: false,
                renamed: false,
            }),
            (false, false) => judge::now_optional(path.part),
        };
        let kind = if is {
            Kind::NowRequired
        } else {
            Kind::NowOptional
        };
        self.push(kind, path, (facts(was), facts(is)), judgement);
    }

    fn travel(&mut self, path: &Path, old: &Parameter, new: &Parameter) {
        if self.view.both("location")
            && let (Stated::Stated(was), Stated::Stated(is)) = (&old.location, &new.location)
            && was != is
        {
            let facts = (Some(was.to_string()), Some(is.to_string()));
            self.push(
                Kind::LocationChanged,
                path,
                facts,
                judge::location_changed(),
            );
        }
        if self.view.both("param-style") && old.style != new.style {
            let word =
                |style: Option<acs_spec::operation::ParamStyle>| style.map(|s| s.to_string());
            let [was, is] =
                [(self.view.before, old), (self.view.after, new)].map(|(operation, p)| {
                    judge::rust_type(path.part, &p.schema, p.style, &operation.schemas)
                });
            let judgement = judge::parameter_style_changed(&was, &is);
            let facts = (word(old.style), word(new.style));
            self.push(Kind::ParameterStyleChanged, path, facts, judgement);
        }
        if self.view.both("allow_empty") && old.allow_empty != new.allow_empty {
            let word = |value: Option<bool>| value.map(|value| value.to_string());
            let facts = (word(old.allow_empty), word(new.allow_empty));
            self.push(
                Kind::EmptyValueChanged,
                path,
                facts,
                judge::empty_value_changed(),
            );
        }
    }

    /// Compares two schemas at one place.
    pub(super) fn schema(
        &mut self,
        path: &Path,
        (old, was): (&'a Schema, Option<acs_spec::operation::ParamStyle>),
        (new, is): (&'a Schema, Option<acs_spec::operation::ParamStyle>),
    ) {
        if new.r#type == Type::Unstated && old.r#type != Type::Unstated {
            return;
        }
        let differs = self.view.own_type(old) != new.r#type || old.reference != new.reference;
        if differs {
            let [from, to] = [(self.view.before, old, was), (self.view.after, new, is)].map(
                |(operation, s, style)| judge::rust_type(path.part, s, style, &operation.schemas),
            );
            let judgement = judge::type_changed(path.part, &from, &to);
            let facts = (Some(type_word(old)), Some(type_word(new)));
            self.push(Kind::TypeChanged, path, facts, judgement);
            return;
        }
        self.said(path, old, new);
        let limits = limits::compare(self, path, old, new);
        self.vendor(path, old, new, limits);
        let step = if new.r#type == Type::Map { "{}" } else { "[]" };
        if let (Some(old), Some(new)) = (&old.items, &new.items) {
            self.schema(&path.step(step, "/items"), (old, None), (new, None));
        }
        let named = |schema: &'a Schema| schema.fields.iter().map(Named::from).collect::<Vec<_>>();
        self.fields(path, "fields", &named(old), &named(new));
    }

    fn said(&mut self, path: &Path, old: &Schema, new: &Schema) {
        let lost = self.view.lost_after(&path.rows());
        let texts = |walk: &mut Self,
                     aspect: &str,
                     kind,
                     a: &Option<String>,
                     b: &Option<String>,
                     judgement| {
            let gone_only = b.is_none() && lost;
            let new_only = a.is_none() && walk.view.lost_before(&path.rows());
            if walk.view.both(aspect) && a != b && !gone_only && !new_only {
                walk.push(kind, path, (a.clone(), b.clone()), judgement);
            }
        };
        texts(
            self,
            "format",
            Kind::FormatChanged,
            &old.format,
            &new.format,
            judge::format_changed(),
        );
        texts(
            self,
            "unit",
            Kind::UnitChanged,
            &old.unit,
            &new.unit,
            judge::unit_changed(),
        );
        let example = judge::example_changed();
        texts(
            self,
            "example",
            Kind::ExampleChanged,
            &old.example,
            &new.example,
            example,
        );
        let triggers = self.triggers(&path.name());
        let judgement = judge::default_changed(triggers);
        texts(
            self,
            "default",
            Kind::DefaultChanged,
            &old.default,
            &new.default,
            judgement,
        );
        if old.deprecated != new.deprecated {
            let word = |value: bool| Some(if value { "deprecated" } else { "in use" }.to_owned());
            let facts = (word(old.deprecated), word(new.deprecated));
            let judgement = judge::deprecation_changed(new.deprecated);
            self.push(Kind::DeprecationChanged, path, facts, judgement);
        }
    }

    /// Whether a rule depends on the value of a parameter.
    fn triggers(&self, name: &str) -> bool {
        self.view.before.rules.iter().any(
            |rule| matches!(&rule.check, RuleCheck::RequiredIf(check) if check.when.param == name),
        )
    }

    fn vendor(&mut self, path: &Path, old: &Schema, new: &Schema, limits_changed: bool) {
        let keys: std::collections::BTreeSet<&String> =
            old.vendor.keys().chain(new.vendor.keys()).collect();
        for key in keys {
            let (was, is) = (old.vendor.get(key), new.vendor.get(key));
            // A bound that was usable and is not is told as the constraint that is gone.
            let told = is_limit(key) && limits_changed;
            let spoken = (is_limit(key) && !self.view.is_spec()) || self.view.both(&vendor(key));
            if was == is || told || !spoken || key.starts_with(TYPE_KEY) {
                continue;
            }
            self.metadata(path.place(), path.at(""), key, (was, is), path.rows());
        }
    }

    /// Records that a keyword without a meaning says something else.
    pub(super) fn metadata(
        &mut self,
        place: String,
        pointer: String,
        key: &str,
        (was, is): (Option<&Json>, Option<&Json>),
        rows: Vec<String>,
    ) {
        let shown = |value: Option<&Json>| value.map(|value| format!("{key}: {}", compact(value)));
        let facts = (shown(was), shown(is));
        let judgement = judge::metadata_changed();
        self.record(
            Kind::MetadataChanged,
            place,
            pointer,
            facts,
            judgement,
            rows,
        );
    }
}

/// The type in a word, with that of elements.
fn type_word(schema: &Schema) -> String {
    match (&schema.reference, &schema.items) {
        (Some(name), _) => format!("ref {name}"),
        (None, Some(items)) => format!("{}<{}>", schema.r#type, type_word(items)),
        (None, None) => schema.r#type.to_string(),
    }
}

/// A parameter in a few words.
fn summed(named: &Named<'_>) -> String {
    let required = match named.required {
        Some(true) => ", required",
        Some(false) => ", optional",
        None => "",
    };
    format!("{}{required}", type_word(named.schema))
}

/// What a check says, as a line of JSON.
pub(super) fn shown<T: Shape>(value: &T) -> String {
    compact(&value.encode())
}
