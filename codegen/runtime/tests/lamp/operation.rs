//! An invented operation, written by hand as a generator would emit it.

use std::collections::BTreeMap;

use acs_runtime::response::{Fields, FromValue, ResponseBody, put, take};
use acs_runtime::wire::{
    self, Cursor, Field, Location, ObjectReader, ObjectWriter, Shape, Slot, Wire,
};
use acs_runtime::{
    Access, ErrorCode, ErrorInfo, Operation, OperationInfo, OutcomeInfo, Path, RuleInfo, Style,
    Unlisted, UnlistedCode, Value, Violations, check, emitted,
};

use crate::rules;

#[derive(Clone, Debug, PartialEq)]
pub struct LightLamp {
    pub name: String,
    pub period: Option<i32>,
    pub charge_type: Option<ChargeType>,
    pub password: Option<String>,
    pub rate: Option<f64>,
    pub show: Option<bool>,
    pub tag: Vec<Tag>,
    pub sector: Option<Sector>,
    pub config: Vec<Config>,
    pub labels: BTreeMap<String, i64>,
    pub zones: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ChargeType {
    PrePaid,
    PostPaid,
    Other(Unlisted),
}

impl ChargeType {
    pub fn as_str(&self) -> &str {
        match self {
            ChargeType::PrePaid => "PrePaid",
            ChargeType::PostPaid => "PostPaid",
            ChargeType::Other(text) => text.as_str(),
        }
    }
}

impl From<String> for ChargeType {
    fn from(text: String) -> Self {
        match text.as_str() {
            "PrePaid" => ChargeType::PrePaid,
            "PostPaid" => ChargeType::PostPaid,
            _ => ChargeType::Other(emitted::unlisted(text)),
        }
    }
}

impl Wire for ChargeType {
    fn read(from: &mut Cursor<'_>) -> Self {
        Self::from(from.text())
    }

    fn write(&self, to: &mut Slot<'_>) {
        to.text(self.as_str());
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tag {
    pub key: String,
    pub value: Option<String>,
}

impl Wire for Tag {
    fn read(from: &mut Cursor<'_>) -> Self {
        let mut from = from.object();
        Tag {
            key: from.required("Key", &rules::TAG_KEY_TYPE, &rules::TAG_KEY_REQUIRED),
            value: from.optional("Value", &rules::TAG_VALUE_TYPE),
        }
    }

    fn write(&self, to: &mut Slot<'_>) {
        to.object()
            .field("Key", &self.key)
            .field("Value", &self.value);
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sector {
    pub from: Option<i64>,
    pub to: Option<String>,
}

impl Wire for Sector {
    fn read(from: &mut Cursor<'_>) -> Self {
        let mut from = from.object();
        Sector {
            from: from.optional("From", &rules::SECTOR_FROM_TYPE),
            to: from.optional("To", &rules::SECTOR_TO_TYPE),
        }
    }

    fn write(&self, to: &mut Slot<'_>) {
        to.object().field("From", &self.from).field("To", &self.to);
    }

    fn is_absent(&self) -> bool {
        self.from.is_absent() && self.to.is_absent()
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Config {
    pub level: Option<i32>,
    pub inner: Option<Box<Inner>>,
}

impl Wire for Config {
    fn read(from: &mut Cursor<'_>) -> Self {
        let mut from = from.object();
        Config {
            level: from.optional("Level", &rules::CONFIG_LEVEL_TYPE),
            inner: from.optional("Inner", &rules::CONFIG_INNER_TYPE),
        }
    }

    fn write(&self, to: &mut Slot<'_>) {
        to.object()
            .field("Level", &self.level)
            .field("Inner", &self.inner);
    }

    fn is_absent(&self) -> bool {
        self.level.is_absent() && self.inner.is_absent()
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Inner {
    pub note: Vec<Vec<String>>,
}

impl Wire for Inner {
    fn read(from: &mut Cursor<'_>) -> Self {
        let mut from = from.object();
        Inner {
            note: from.optional("Note", &rules::CONFIG_INNER_NOTE_TYPE),
        }
    }

    fn write(&self, to: &mut Slot<'_>) {
        to.object().field("Note", &self.note);
    }

    fn is_absent(&self) -> bool {
        self.note.is_absent()
    }
}

static TAG: [Field; 2] = [
    Field::new("Key", Shape::Scalar),
    Field::new("Value", Shape::Scalar),
];
static SECTOR: [Field; 2] = [
    Field::new("From", Shape::Scalar),
    Field::new("To", Shape::Scalar),
];
static CONFIG: [Field; 2] = [
    Field::new("Level", Shape::Scalar),
    Field::new("Inner", Shape::Object(&INNER)),
];
static INNER: [Field; 1] = [Field::new(
    "Note",
    Shape::List(&Shape::List(&Shape::Scalar)),
)];
static FIELDS: [Field; 11] = [
    Field::new("Name", Shape::Scalar),
    Field::new("Period", Shape::Scalar),
    Field::new("ChargeType", Shape::Scalar),
    Field::new("Password", Shape::Scalar)
        .sensitive()
        .at(Location::Form),
    Field::new("Rate", Shape::Scalar),
    Field::new("Show", Shape::Scalar),
    Field::new("Tag", Shape::List(&Shape::Object(&TAG))),
    Field::new("Sector", Shape::Object(&SECTOR)),
    Field::new("Config", Shape::Json(&Shape::List(&Shape::Object(&CONFIG)))).at(Location::Form),
    Field::new("Labels", Shape::Map(&Shape::Scalar)),
    Field::new("Zones", Shape::Simple),
];

static ERRORS: [ErrorInfo; 1] = [ErrorInfo::new(400, "InvalidName.Malformed")
    .message("The name is malformed.")
    .summary("Fix it.")];
static OUTCOMES: [OutcomeInfo; 1] = [OutcomeInfo::new(400, "DryRunOperation")
    .summary("The dry run passed.")
    .inferred()
    .when("Show", &["true"])];
static ALL: [&RuleInfo; 2] = [&rules::NAME_LENGTH, &rules::PERIOD_SET];
static INFO: OperationInfo = OperationInfo::new("LightLamp")
    .product("Lamps")
    .version("2024-01-01")
    .summary("Lights a lamp.")
    .style(Style::Rpc)
    .schemes(&["https"])
    .methods(&["POST"])
    .path("/")
    .access(Access::Write)
    .documentation("https://example.com/light-lamp")
    .ram_policy("{}")
    .outcomes(&OUTCOMES)
    .rules(&ALL)
    .errors(&ERRORS);

impl Operation for LightLamp {
    const INFO: &'static OperationInfo = &INFO;
    const FIELDS: &'static [Field] = &FIELDS;
    type Response = Response;
    type ErrorCode = LampError;

    fn check(&self, out: &mut Violations) {
        let at = Path::ROOT;
        check_name(&self.name, &at.field("Name"), out);
        if let Some(value) = self.period {
            check_period(value, &at.field("Period"), out);
        }
        if let Some(value) = &self.charge_type
            && !matches!(value, ChargeType::PrePaid)
        {
            out.push(
                &at.field("ChargeType"),
                &rules::CHARGE_TYPE_ONE_OF,
                &value.as_str(),
            );
        }
        if let Some(value) = &self.password {
            let length = check::chars(value);
            if length < 8 {
                out.push(&at.field("Password"), &rules::PASSWORD_LENGTH, value);
            }
        }
        if let Some(value) = self.rate
            && !value.is_finite()
        {
            out.push(&at.field("Rate"), &rules::RATE_TYPE, &value);
        }
        check_tag(&self.tag, &at.field("Tag"), out);
        check_config(&self.config, &at.field("Config"), out);
        check_zones(&self.zones, &at.field("Zones"), out);
        if self.charge_type == Some(ChargeType::PrePaid) && self.period.is_none() {
            out.push_absent(&at.field("Period"), &rules::PERIOD_REQUIRED_IF);
        }
        if let Some(sector) = wire::some(&self.sector)
            && let (Some(from), Some(to)) = (sector.from, &sector.to)
            && let Some(to) = check::Whole::parse(to)
            && check::Whole::from(from) > to
        {
            out.push(
                &at.field("Sector").field("From"),
                &rules::SECTOR_COMPARE,
                &from,
            );
        }
        if self.zones.is_absent() && wire::some(&self.sector).is_none() {
            out.push_absent(&at.field("Zones"), &rules::EITHER);
        }
        for (index, tag) in wire::present(&self.tag).enumerate() {
            if tag.key == "solo" && tag.value.is_none() {
                let list = at.field("Tag");
                let element = list.item(index);
                out.push_absent(&element.field("Value"), &rules::TAG_REQUIRES);
            }
        }
    }

    fn read(from: &mut ObjectReader<'_>) -> Self {
        LightLamp {
            name: from.required("Name", &rules::NAME_TYPE, &rules::NAME_REQUIRED),
            period: from.optional("Period", &rules::PERIOD_TYPE),
            charge_type: from.optional("ChargeType", &rules::CHARGE_TYPE_TYPE),
            password: from.optional("Password", &rules::PASSWORD_TYPE),
            rate: from.optional("Rate", &rules::RATE_TYPE),
            show: from.optional("Show", &rules::SHOW_TYPE),
            tag: from.optional("Tag", &rules::TAG_TYPE),
            sector: from.optional("Sector", &rules::SECTOR_TYPE),
            config: from.optional("Config", &rules::CONFIG_TYPE),
            labels: from.optional("Labels", &rules::LABELS_TYPE),
            zones: from.optional("Zones", &rules::ZONES_TYPE),
        }
    }

    fn write(&self, to: &mut ObjectWriter<'_>) {
        to.field("Name", &self.name)
            .field("Period", &self.period)
            .field("ChargeType", &self.charge_type)
            .field("Password", &self.password)
            .field("Rate", &self.rate)
            .field("Show", &self.show)
            .field("Tag", &self.tag)
            .field("Sector", &self.sector)
            .field("Config", &self.config)
            .field("Labels", &self.labels)
            .field("Zones", &self.zones);
    }
}

fn check_name(value: &str, at: &Path<'_>, out: &mut Violations) {
    if value.is_empty() {
        out.push(at, &rules::NAME_EMPTY, &value);
    }
    let length = check::chars(value);
    let (short, long) = (length < 2, length > 80);
    if short || long {
        out.push(at, &rules::NAME_LENGTH, &value);
    }
    if length > 40 {
        out.push(at, &rules::NAME_LENGTH_NARROW, &value);
    }
    if check::first(value).is_some_and(|c| !check::letter(c)) {
        out.push(at, &rules::NAME_FIRST, &value);
    }
}

fn check_period(value: i32, at: &Path<'_>, out: &mut Violations) {
    if !matches!(value, 1..=9 | 12 | 24) {
        out.push(at, &rules::PERIOD_SET, &value);
    }
}

fn check_tag(list: &[Tag], at: &Path<'_>, out: &mut Violations) {
    let items = wire::count(list);
    if items > 2 {
        out.push(at, &rules::TAG_ITEMS, &items);
    }
    for (index, tag) in wire::present(list).enumerate() {
        let at = at.item(index);
        if tag.key.is_empty() {
            out.push(&at.field("Key"), &rules::TAG_KEY_EMPTY, &"");
        }
        if let Some(value) = &tag.value
            && check::bytes(value) > 3
        {
            out.push(&at.field("Value"), &rules::TAG_VALUE_LENGTH, value);
        }
    }
}

fn check_config(list: &[Config], at: &Path<'_>, out: &mut Violations) {
    let items = wire::count(list);
    if items > 2 {
        out.push(at, &rules::CONFIG_ITEMS, &items);
    }
    for (index, config) in wire::present(list).enumerate() {
        if let Some(level) = config.level
            && level > 5
        {
            out.push(
                &at.item(index).field("Level"),
                &rules::CONFIG_LEVEL_RANGE,
                &level,
            );
        }
    }
}

fn check_zones(list: &[String], at: &Path<'_>, out: &mut Violations) {
    if wire::count(list) < 1 {
        out.push_absent(at, &rules::ZONES_REQUIRED);
    }
    for (index, zone) in list.iter().enumerate() {
        if check::chars(zone) > 4 {
            out.push(&at.item(index), &rules::ZONES_LENGTH, zone);
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Response {
    pub order_id: Option<i64>,
    pub name: Option<String>,
    pub state: Option<ChargeType>,
    pub lamps: Option<Vec<Lamp>>,
    pub extra: Fields,
}

impl ResponseBody for Response {
    fn from_fields(mut fields: Fields) -> Self {
        Response {
            order_id: take(&mut fields, "OrderId"),
            name: take(&mut fields, "Name"),
            state: take(&mut fields, "State"),
            lamps: take(&mut fields, "Lamps"),
            extra: fields,
        }
    }

    fn into_fields(self) -> Fields {
        let mut fields = self.extra;
        put(&mut fields, "OrderId", self.order_id);
        put(&mut fields, "Name", self.name);
        put(&mut fields, "State", self.state);
        put(&mut fields, "Lamps", self.lamps);
        fields
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Lamp {
    pub lit: Option<bool>,
    pub extra: Fields,
}

impl ResponseBody for Lamp {
    fn from_fields(mut fields: Fields) -> Self {
        Lamp {
            lit: take(&mut fields, "Lit"),
            extra: fields,
        }
    }

    fn into_fields(self) -> Fields {
        let mut fields = self.extra;
        put(&mut fields, "Lit", self.lit);
        fields
    }
}

impl FromValue for Lamp {
    fn fits(value: &Value) -> bool {
        value.is_object()
    }

    fn from_value(value: Value) -> Option<Self> {
        value.into_object().map(Self::from_fields)
    }

    fn into_value(self) -> Value {
        Value::Object(self.into_fields())
    }
}

impl FromValue for ChargeType {
    fn fits(value: &Value) -> bool {
        value.is_scalar()
    }

    fn from_value(value: Value) -> Option<Self> {
        value.into_text().map(Self::from)
    }

    fn into_value(self) -> Value {
        Value::from(self.as_str())
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LampError {
    InvalidNameMalformed,
    Other(UnlistedCode),
}

impl ErrorCode for LampError {
    fn classify(status: u16, code: &str) -> Self {
        match (status, code) {
            (400, "InvalidName.Malformed") => LampError::InvalidNameMalformed,
            _ => LampError::Other(emitted::unlisted_code(status, code)),
        }
    }

    fn status(&self) -> u16 {
        match self {
            LampError::InvalidNameMalformed => 400,
            LampError::Other(other) => other.status(),
        }
    }

    fn code(&self) -> &str {
        match self {
            LampError::InvalidNameMalformed => "InvalidName.Malformed",
            LampError::Other(other) => other.code(),
        }
    }

    fn info(&self) -> Option<&'static ErrorInfo> {
        match self {
            LampError::InvalidNameMalformed => ERRORS.first(),
            LampError::Other(_) => None,
        }
    }
}
