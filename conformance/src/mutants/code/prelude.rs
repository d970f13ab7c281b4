use acs_runtime as rt;

/// Conversions of an enum: listed texts are their values, and any other text is kept.
macro_rules! texts {
    ($type:ty, $other:pat, [$(($text:expr, $value:expr)),* $(,)?], $unlisted:expr) => {
        let all: Vec<(&str, $type)> = vec![$(($text, $value)),*];
        let values: Vec<$type> = all.iter().map(|(_, value)| value.clone()).collect();
        assert_eq!(<$type>::KNOWN, values);
        for (text, value) in &all {
            assert!(!matches!(value, $other));
            same!($type, *text, value);
        }
        let unlisted = <$type>::from($unlisted);
        assert!(matches!(unlisted, $other));
        same!($type, $unlisted, &unlisted);
        assert!(!values.contains(&unlisted));
    };
}

/// A text and a value are each other's.
macro_rules! same {
    ($type:ty, $text:expr, $value:expr) => {
        let (text, value): (&str, &$type) = ($text, $value);
        assert_eq!(<$type>::from(text), *value);
        assert_eq!(<$type>::from(text.to_owned()), *value);
        assert_eq!(String::from(value.clone()), text);
        assert_eq!(value.to_string(), text);
        assert_eq!(value.as_str(), text);
    };
}

/// Everything that a code tells of itself.
macro_rules! code {
    ($type:ty, $value:expr, $status:expr, $code:expr, $message:expr, $summary:expr, $listed:expr) => {
        let value: &$type = $value;
        let (status, code, message, summary): (u16, &str, Option<&str>, Option<&str>) =
            ($status, $code, $message, $summary);
        assert_eq!(<$type as rt::ErrorCode>::classify(status, code), *value);
        assert_eq!((value.status(), value.code()), (status, code));
        assert_eq!((value.message(), value.summary()), (message, summary));
        assert_eq!(rt::ErrorCode::status(value), status);
        assert_eq!(rt::ErrorCode::code(value), code);
        assert_eq!(rt::ErrorCode::message(value), message);
        assert_eq!(rt::ErrorCode::summary(value), summary);
        assert_eq!(value.to_string(), format!("{status} {code}"));
        let info = rt::ErrorCode::info(value).map(|info| (info.status, info.code));
        assert_eq!(info, $listed.then_some((status, code)));
    };
}

fn pairs_of(request: &Asked) -> Vec<(String, String)> {
    let pairs = request.encode();
    let mut all: Vec<_> =
        pairs.iter().map(|pair| (pair.name().to_owned(), pair.value().to_owned())).collect();
    all.sort();
    all
}

fn said_of(request: &Asked) -> Vec<String> {
    let violations = request.validate();
    let said = violations.iter().map(|violation| {
        let wire = violation.wire_error().map(|error| format!("{} {}", error.status, error.code));
        let (path, rule, tier) = (violation.path(), violation.rule_id(), violation.tier());
        format!("{path} {rule} {tier:?} {}", wire.unwrap_or_default())
    });
    let mut said: Vec<String> = said.collect();
    said.sort();
    said
}

/// A struct shows a field by its name, and the value unless that is to be hidden.
fn shows(all: &impl std::fmt::Debug, name: &str, value: &impl std::fmt::Debug, is_hidden: bool) {
    let shown = format!("{all:?}").replace('"', "");
    let field = format!("{name}: {value:?}").replace('"', "");
    assert!(shown.contains(&format!("{name}: ")));
    assert_eq!(shown.contains(&field), !is_hidden);
}

/// A request is written as these pairs, is judged so, and is read again from what was written.
fn asked(request: Asked, pairs: &[(&str, &str)], said: &[&str]) {
    let mut want: Vec<(String, String)> =
        pairs.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
    want.sort();
    assert_eq!(pairs_of(&request), want);
    assert_eq!(said_of(&request), said);
    assert!(Asked::decode(&request.encode()).value == Some(request));
}

/// What holds nothing is not written and not counted.
fn closed_up(holes: Asked, without: Asked) {
    assert_eq!(pairs_of(&holes), pairs_of(&without));
    assert_eq!(said_of(&holes), said_of(&without));
}

/// A request breaks a rule.
fn breaks(request: &Asked, rule: &str, tier: rt::Tier) {
    let violations = request.validate();
    let broken = violations.iter().find(|violation| violation.rule_id() == rule);
    assert_eq!(broken.map(|violation| violation.tier()), Some(tier), "{rule}");
}
