//! What the documentation leaves open, as switches. Each has the value that we think likeliest; a client should be tried
//! with the others as well.

use std::collections::BTreeMap;

use acs_judge::Reading;

/// Of several broken rules, which one is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Precedence {
    SpecOrder,
    RequiredFirst,
    ReverseOrder,
}

/// Whether a dry run is answered before its token is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DryRun {
    First,
    AfterToken,
}

/// What becomes of a request whose twin is still being worked on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum InFlight {
    Wait,
    Refuse,
}

/// What becomes of a token whose request failed after its checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FailedToken {
    Forget,
    Keep,
}

/// The form of answers where none is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Json,
    Xml,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Switches {
    pub(crate) reading: Reading,
    pub(crate) strict: bool,
    pub(crate) precedence: Precedence,
    pub(crate) dry_run: DryRun,
    pub(crate) in_flight: InFlight,
    pub(crate) in_flight_code: String,
    pub(crate) failed_token: FailedToken,
    /// Seconds.
    pub(crate) token_lifetime: i64,
    /// Seconds.
    pub(crate) clock_window: i64,
    pub(crate) all_signed: bool,
    pub(crate) format: Format,
    pub(crate) success_status: u16,
    /// Statuses of codes, before what any source says.
    pub(crate) statuses: BTreeMap<String, u16>,
}

impl Default for Switches {
    fn default() -> Self {
        Switches {
            reading: Reading::Effective,
            strict: false,
            precedence: Precedence::SpecOrder,
            dry_run: DryRun::First,
            in_flight: InFlight::Wait,
            in_flight_code: "RequestTokenConflict".to_owned(),
            failed_token: FailedToken::Forget,
            token_lifetime: 24 * 3600,
            clock_window: 15 * 60,
            all_signed: true,
            format: Format::Json,
            success_status: 200,
            statuses: BTreeMap::new(),
        }
    }
}

/// Every switch: its name and its values.
pub(crate) const NAMES: [(&str, &str); 13] = [
    (
        "reading",
        "effective, page, api-docs, cli-metadata or observation",
    ),
    ("advisory", "pass or refuse"),
    ("precedence", "spec-order, required-first or reverse-order"),
    ("dry-run", "first or after-token"),
    ("in-flight", "wait or refuse"),
    ("in-flight-code", "an error code"),
    ("failed-token", "forget or keep"),
    ("token-lifetime", "seconds"),
    ("clock-window", "seconds"),
    ("unsigned-headers", "refuse or accept"),
    ("format", "json or xml"),
    ("success-status", "an HTTP status from 200 to 299"),
    (
        "status.CODE",
        "an HTTP status from 200 to 599, for the error code named",
    ),
];

impl Switches {
    /// Turns one switch.
    pub(crate) fn set(&mut self, name: &str, value: &str) -> Result<(), String> {
        let seconds = || {
            value
                .parse::<i64>()
                .ok()
                .filter(|n| (0..=i64::from(u32::MAX)).contains(n))
        };
        let status = |least: u16, most: u16| {
            value
                .parse::<u16>()
                .ok()
                .filter(|n| (least..=most).contains(n))
        };
        let done = match name {
            "reading" => Reading::from_word(value).map(|reading| self.reading = reading),
            "advisory" => {
                pick(value, [("pass", false), ("refuse", true)]).map(|strict| self.strict = strict)
            }
            "precedence" => pick(
                value,
                [
                    ("spec-order", Precedence::SpecOrder),
                    ("required-first", Precedence::RequiredFirst),
                    ("reverse-order", Precedence::ReverseOrder),
                ],
            )
            .map(|precedence| self.precedence = precedence),
            "dry-run" => pick(
                value,
                [
                    ("first", DryRun::First),
                    ("after-token", DryRun::AfterToken),
                ],
            )
            .map(|dry_run| self.dry_run = dry_run),
            "in-flight" => pick(
                value,
                [("wait", InFlight::Wait), ("refuse", InFlight::Refuse)],
            )
            .map(|in_flight| self.in_flight = in_flight),
            "in-flight-code" => (!value.is_empty()).then(|| self.in_flight_code = value.to_owned()),
            "failed-token" => pick(
                value,
                [("forget", FailedToken::Forget), ("keep", FailedToken::Keep)],
            )
            .map(|failed_token| self.failed_token = failed_token),
            "token-lifetime" => seconds().map(|lifetime| self.token_lifetime = lifetime),
            "clock-window" => seconds().map(|window| self.clock_window = window),
            "unsigned-headers" => pick(value, [("refuse", true), ("accept", false)])
                .map(|all_signed| self.all_signed = all_signed),
            "format" => pick(value, [("json", Format::Json), ("xml", Format::Xml)])
                .map(|format| self.format = format),
            "success-status" => status(200, 299).map(|status| self.success_status = status),
            _ => match name.strip_prefix("status.").filter(|code| !code.is_empty()) {
                Some(code) => status(200, 599).map(|status| {
                    self.statuses.insert(code.to_owned(), status);
                }),
                None => {
                    let names: Vec<&str> = NAMES.iter().map(|(name, _)| *name).collect();
                    return Err(format!(
                        "there is no switch `{name}`; the switches are {}",
                        names.join(", ")
                    ));
                }
            },
        };
        done.ok_or_else(|| {
            let known = NAMES.iter().find(|(known, _)| {
                *known == name || name.starts_with("status.") && *known == "status.CODE"
            });
            format!(
                "the switch `{name}` takes {}, not `{value}`",
                known.map_or("other values", |(_, values)| values)
            )
        })
    }
}

impl Switches {
    /// The value of a switch, as it would be set.
    pub(crate) fn value(&self, name: &str) -> String {
        match name {
            "reading" => self.reading.word().to_owned(),
            "advisory" => if self.strict { "refuse" } else { "pass" }.to_owned(),
            "precedence" => match self.precedence {
                Precedence::SpecOrder => "spec-order",
                Precedence::RequiredFirst => "required-first",
                Precedence::ReverseOrder => "reverse-order",
            }
            .to_owned(),
            "dry-run" => if self.dry_run == DryRun::First {
                "first"
            } else {
                "after-token"
            }
            .to_owned(),
            "in-flight" => if self.in_flight == InFlight::Wait {
                "wait"
            } else {
                "refuse"
            }
            .to_owned(),
            "in-flight-code" => self.in_flight_code.clone(),
            "failed-token" => if self.failed_token == FailedToken::Forget {
                "forget"
            } else {
                "keep"
            }
            .to_owned(),
            "token-lifetime" => self.token_lifetime.to_string(),
            "clock-window" => self.clock_window.to_string(),
            "unsigned-headers" => if self.all_signed { "refuse" } else { "accept" }.to_owned(),
            "format" => if self.format == Format::Json {
                "json"
            } else {
                "xml"
            }
            .to_owned(),
            "success-status" => self.success_status.to_string(),
            _ => {
                let set: Vec<String> = self
                    .statuses
                    .iter()
                    .map(|(code, status)| format!("{code}={status}"))
                    .collect();
                set.join(", ")
            }
        }
    }
}

fn pick<T: Copy, const N: usize>(value: &str, choices: [(&str, T); N]) -> Option<T> {
    choices
        .iter()
        .find(|(word, _)| *word == value)
        .map(|(_, choice)| *choice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_switch_is_turned_and_read_back() {
        let turned = [
            ("reading", "page"),
            ("advisory", "refuse"),
            ("precedence", "required-first"),
            ("dry-run", "after-token"),
            ("in-flight", "refuse"),
            ("in-flight-code", "Busy"),
            ("failed-token", "keep"),
            ("token-lifetime", "5"),
            ("clock-window", "0"),
            ("unsigned-headers", "accept"),
            ("format", "xml"),
            ("success-status", "201"),
        ];
        assert_eq!(turned.len() + 1, NAMES.len());
        let (mut switches, fresh) = (Switches::default(), Switches::default());
        for (name, value) in turned {
            assert_ne!(fresh.value(name), value);
            switches.set(name, value).unwrap();
            assert_eq!(switches.value(name), value);
            assert!(switches.set(name, "").is_err(), "{name}");
        }
        switches.set("status.DryRunOperation", "200").unwrap();
        assert_eq!(switches.value("status.CODE"), "DryRunOperation=200");
        assert!(
            switches
                .set("status.X", "99")
                .unwrap_err()
                .contains("from 200 to 599")
        );
        assert!(
            switches
                .set("sponge", "1")
                .unwrap_err()
                .contains("precedence")
        );
    }
}
