//! The rules of the invented operation, as a generator would emit them.

use acs_runtime::RuleInfo;

macro_rules! types {
    ($($name:ident = $id:literal;)*) => {
        $(pub static $name: RuleInfo = RuleInfo::documented($id, "type");)*
    };
}

types! {
    NAME_TYPE = "Name.type";
    PERIOD_TYPE = "Period.type";
    CHARGE_TYPE_TYPE = "ChargeType.type";
    RATE_TYPE = "Rate.type";
    TAG_TYPE = "Tag.type";
    TAG_KEY_TYPE = "Tag.Key.type";
    TAG_VALUE_TYPE = "Tag.Value.type";
    SECTOR_TYPE = "Sector.type";
    SECTOR_FROM_TYPE = "Sector.From.type";
    SECTOR_TO_TYPE = "Sector.To.type";
    CONFIG_TYPE = "Config.type";
    CONFIG_LEVEL_TYPE = "Config.Level.type";
    CONFIG_INNER_TYPE = "Config.Inner.type";
    CONFIG_INNER_NOTE_TYPE = "Config.Inner.Note.type";
    LABELS_TYPE = "Labels.type";
    ZONES_TYPE = "Zones.type";
    SHOW_TYPE = "Show.type";
}

pub static PASSWORD_TYPE: RuleInfo = RuleInfo::documented("Password.type", "type").sensitive();
pub static NAME_REQUIRED: RuleInfo =
    RuleInfo::documented("Name.required", "required").error(400, "MissingParameter");
pub static NAME_EMPTY: RuleInfo = RuleInfo::advisory("Name.empty", "empty");
pub static NAME_LENGTH: RuleInfo = RuleInfo::documented("Name.length", "length")
    .allowed("2 to 80 characters")
    .error(400, "InvalidName.Malformed");
pub static NAME_LENGTH_NARROW: RuleInfo =
    RuleInfo::advisory("Name.length_narrow", "length").narrows("Name.length");
pub static NAME_FIRST: RuleInfo = RuleInfo::documented("Name.first_char", "first_char");
pub static PERIOD_SET: RuleInfo = RuleInfo::documented("Period.int_set", "int_set");
pub static PERIOD_REQUIRED_IF: RuleInfo = RuleInfo::documented("Period.required_if", "required_if")
    .reads(&[&["Period"], &["ChargeType"]]);
pub static CHARGE_TYPE_ONE_OF: RuleInfo = RuleInfo::documented("ChargeType.one_of", "one_of");
pub static PASSWORD_LENGTH: RuleInfo =
    RuleInfo::documented("Password.length", "length").sensitive();
pub static TAG_ITEMS: RuleInfo = RuleInfo::documented("Tag.items", "items");
pub static TAG_KEY_REQUIRED: RuleInfo = RuleInfo::documented("Tag.Key.required", "required");
pub static TAG_KEY_EMPTY: RuleInfo = RuleInfo::advisory("Tag.Key.empty", "empty");
pub static TAG_VALUE_LENGTH: RuleInfo = RuleInfo::documented("Tag.Value.length", "length");
pub static TAG_REQUIRES: RuleInfo = RuleInfo::documented("Tag.Value.requires", "requires")
    .within(&["Tag"])
    .reads(&[&["Key"], &["Value"]]);
pub static SECTOR_COMPARE: RuleInfo = RuleInfo::documented("Sector.From.compare", "compare")
    .reads(&[&["Sector", "From"], &["Sector", "To"]]);
pub static CONFIG_ITEMS: RuleInfo = RuleInfo::documented("Config.items", "items");
pub static CONFIG_LEVEL_RANGE: RuleInfo =
    RuleInfo::documented("Config.Level.int_range", "int_range");
pub static ZONES_REQUIRED: RuleInfo = RuleInfo::documented("Zones.required", "required");
pub static ZONES_LENGTH: RuleInfo = RuleInfo::documented("Zones.items.length", "length");
pub static EITHER: RuleInfo =
    RuleInfo::advisory("Zones.at_least_one", "at_least_one").reads(&[&["Zones"], &["Sector"]]);
