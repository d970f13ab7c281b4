//! How each behaviour of a double is known. The levels are never summed: a chain is as strong as this list is honest.

use std::collections::BTreeSet;
use std::sync::Arc;

use acs_spec::constraint::WireError;
use acs_spec::source::Evidence;
use acs_spec::{Json, Tier};

use crate::catalogue::Entry;
use crate::gateway;
use crate::switches::Switches;
use crate::text::{number, object};

/// How something is known, weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    /// Nobody says so.
    Assumption,
    /// A sentence of the provider's documentation says so.
    Documentation,
    /// Two sources that do not copy each other say so.
    TwoSources,
    /// An official vector, or an official client, shows it.
    OfficialVector,
    /// The service was seen to do it. Nothing here is of this level yet: it takes recordings.
    #[allow(dead_code)] // Named because the level is a part of the published scale.
    Live,
}

impl Level {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Level::Assumption => "assumption",
            Level::Documentation => "documentation",
            Level::TwoSources => "two sources",
            Level::OfficialVector => "official vector",
            Level::Live => "live",
        }
    }
}

/// A behaviour, how it is known, from where, and the switch that changes it.
type Behaviour = (&'static str, Level, &'static str, Option<&'static str>);

const BEHAVIOURS: [Behaviour; 38] = [
    (
        "ACS3-HMAC-SHA256: canonical request, string to sign, signature",
        Level::OfficialVector,
        "the vendor's worked example and official clients' signatures",
        None,
    ),
    (
        "ACS3: names of the query are signed as they are",
        Level::OfficialVector,
        "both official clients",
        None,
    ),
    (
        "ACS3: names of the query are signed percent-encoded (taken as well)",
        Level::Documentation,
        "the vendor's page on signatures",
        None,
    ),
    (
        "ACS3: the list of signed headers is the client's; content-type need not be in it",
        Level::OfficialVector,
        "the Python asyncio client sends it unsigned",
        None,
    ),
    (
        "ACS3: host and every x-acs-* header have to be signed",
        Level::Documentation,
        "the vendor's page on signatures",
        Some("unsigned-headers"),
    ),
    (
        "ACS3: x-acs-content-sha256 is the hash of the body",
        Level::OfficialVector,
        "official clients",
        None,
    ),
    (
        "V1: HMAC-SHA1 over all parameters of query and form",
        Level::OfficialVector,
        "official clients",
        None,
    ),
    (
        "V1 of ROA requests: HMAC-SHA1 over method, five headers, x-acs-* headers, path and query; a nonce need not be there",
        Level::OfficialVector,
        "official clients",
        None,
    ),
    (
        "A bearer token or an identity token is refused: only access keys are known",
        Level::Assumption,
        "",
        None,
    ),
    (
        "A request's time may be 15 minutes away, and not a second more",
        Level::Documentation,
        "the vendor's page on signatures",
        Some("clock-window"),
    ),
    (
        "Which is refused first: form, time, key, token, signature, nonce (in this order)",
        Level::Assumption,
        "",
        None,
    ),
    (
        "A nonce serves once per access key, and is used up only by a request that is otherwise sound",
        Level::Assumption,
        "",
        None,
    ),
    (
        "Codes of the gate: SignatureDoesNotMatch, SignatureNonceUsed, InvalidTimeStamp.Expired, InvalidAccessKeyId.NotFound, IncompleteSignature",
        Level::Documentation,
        "the vendor's pages on common errors",
        None,
    ),
    (
        "Codes of the gate: InvalidTimeStamp.Format, InvalidSecurityToken.*, InvalidAction.NotFound, UnsupportedHTTPMethod, RequestEntityTooLarge",
        Level::Assumption,
        "",
        None,
    ),
    (
        "Statuses of the gate's codes, where neither operation nor service lists them",
        Level::Assumption,
        "",
        Some("status.CODE"),
    ),
    (
        "A session's key without its token is an unknown key",
        Level::Assumption,
        "",
        None,
    ),
    (
        "Errors have RequestId, HostId, Code, Message, Recommend",
        Level::TwoSources,
        "documentation, and what official clients read",
        None,
    ),
    (
        "XML where it is asked for by Accept or Format, root Error, text/xml;charset=utf-8",
        Level::OfficialVector,
        "official clients read this and no other XML",
        None,
    ),
    (
        "JSON where no form is asked for",
        Level::Assumption,
        "",
        Some("format"),
    ),
    (
        "RPC operations take GET and POST, values in query or form",
        Level::Documentation,
        "the vendor's page on RPC calls",
        None,
    ),
    (
        "Every documented constraint refuses; an advisory one does not",
        Level::Documentation,
        "the spec",
        Some("advisory"),
    ),
    (
        "Of several broken rules, the first in the spec's order is answered",
        Level::Assumption,
        "",
        Some("precedence"),
    ),
    (
        "Where two sources disagree, the looser one counts",
        Level::Assumption,
        "",
        Some("reading"),
    ),
    (
        "A message of the error table that speaks of another parameter speaks of the one at fault",
        Level::Assumption,
        "",
        None,
    ),
    (
        "A passed dry run is answered with the outcome's code and changes nothing",
        Level::Documentation,
        "the spec's outcomes",
        None,
    ),
    (
        "Status of a passed dry run",
        Level::Assumption,
        "",
        Some("status.CODE"),
    ),
    (
        "A dry run is answered before its token is looked at",
        Level::Assumption,
        "",
        Some("dry-run"),
    ),
    (
        "The same token with the same request has the same answer, RequestId included",
        Level::Assumption,
        "",
        None,
    ),
    (
        "The same token with another request is IdempotentParameterMismatch",
        Level::Documentation,
        "the error table",
        None,
    ),
    (
        "Two requests are the same when their decoded parameters are, in any order",
        Level::Assumption,
        "",
        None,
    ),
    (
        "A request whose twin is being worked on waits for it",
        Level::Assumption,
        "",
        Some("in-flight"),
    ),
    (
        "The code for a request that is refused since its twin is being worked on",
        Level::Assumption,
        "",
        Some("in-flight-code"),
    ),
    (
        "A token whose request failed is free again",
        Level::Assumption,
        "",
        Some("failed-token"),
    ),
    (
        "How long a token is remembered",
        Level::Assumption,
        "",
        Some("token-lifetime"),
    ),
    (
        "A token is one's own: other access keys may use the same text",
        Level::Assumption,
        "",
        None,
    ),
    (
        "Success has status 200",
        Level::Assumption,
        "",
        Some("success-status"),
    ),
    (
        "A success gives back what was asked for; ids are new; the rest is as the documented example",
        Level::Assumption,
        "",
        None,
    ),
    (
        "Throttling comes with x-acs-retry-after, in milliseconds",
        Level::OfficialVector,
        "official clients read it",
        None,
    ),
];

/// The report.
pub(crate) fn json(switches: &Switches, entries: &[Arc<Entry>]) -> Json {
    let behaviour = |(what, level, source, switch): Behaviour| {
        object([
            ("behaviour", Json::text(what)),
            ("level", Json::text(level.word())),
            ("source", Json::text(source)),
            ("switch", switch.map_or(Json::Null, Json::text)),
            (
                "value",
                switch.map_or(Json::Null, |switch| Json::text(switches.value(switch))),
            ),
        ])
    };
    let codes = gateway::CODES.into_iter().map(|(code, status)| {
        object([
            ("code", Json::text(code)),
            ("assumedStatus", number(status)),
        ])
    });
    object([
        (
            "levels",
            Json::Array(
                [
                    "assumption",
                    "documentation",
                    "two sources",
                    "official vector",
                    "live",
                ]
                .map(Json::text)
                .to_vec(),
            ),
        ),
        (
            "behaviours",
            Json::Array(BEHAVIOURS.into_iter().map(behaviour).collect()),
        ),
        ("gate", Json::Array(codes.collect())),
        (
            "operations",
            Json::Array(entries.iter().map(|entry| operation(entry)).collect()),
        ),
    ])
}

/// The rules of an operation, as its spec knows them.
fn operation(entry: &Entry) -> Json {
    let mut rules = Vec::new();
    acs_spec::walk::followed(&entry.operation, &mut |visit| {
        if visit.place == acs_spec::walk::Place::Parameter {
            for constraint in &visit.schema.constraints {
                let kind = constraint.check.kind();
                rules.push(rule(
                    entry,
                    &constraint.id,
                    kind,
                    constraint.tier,
                    &constraint.evidence,
                    constraint.wire_error.as_ref(),
                ));
            }
        }
    });
    for each in &entry.operation.rules {
        rules.push(rule(
            entry,
            &each.id,
            each.check.kind(),
            each.tier,
            &each.evidence,
            each.wire_error.as_ref(),
        ));
    }
    object([
        ("name", Json::text(&entry.operation.name)),
        ("rules", Json::Array(rules)),
    ])
}

fn rule(
    entry: &Entry,
    id: &str,
    kind: &str,
    tier: Tier,
    evidence: &[Evidence],
    answer: Option<&WireError>,
) -> Json {
    let sources: BTreeSet<&str> = evidence.iter().map(|piece| piece.source.as_str()).collect();
    let level = match sources.len() {
        0 => Level::Assumption,
        1 => Level::Documentation,
        _ => Level::TwoSources,
    };
    let common = entry
        .service
        .iter()
        .flat_map(|service| &service.common_errors);
    let inferred = common
        .into_iter()
        .find(|error| error.answers.iter().any(|answered| answered == kind));
    let (status, code, level_of_answer) = match (answer, inferred) {
        (Some(error), _) if !error.inferred => (
            Some(error.status),
            error.code.as_str(),
            Level::Documentation,
        ),
        (Some(error), _) => (Some(error.status), error.code.as_str(), Level::Assumption),
        (None, Some(error)) => (Some(error.status), error.code.as_str(), Level::Assumption),
        (None, None) => (Some(400), "InvalidParameter", Level::Assumption),
    };
    object([
        ("rule", Json::text(id)),
        ("tier", Json::text(tier.word())),
        ("level", Json::text(level.word())),
        ("judged", Json::Bool(kind != "server_side")),
        ("status", status.map_or(Json::Null, number)),
        ("code", Json::text(code)),
        ("levelOfAnswer", Json::text(level_of_answer.word())),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::switches::NAMES;

    #[test]
    fn every_switch_stands_at_a_behaviour_and_every_claim_has_a_source() {
        for (name, _) in NAMES {
            assert!(
                BEHAVIOURS.iter().any(|(.., switch)| *switch == Some(name)),
                "{name}"
            );
        }
        for (what, level, source, switch) in BEHAVIOURS {
            assert_eq!(level == Level::Assumption, source.is_empty(), "{what}");
            assert!(
                switch.is_none_or(|switch| NAMES.iter().any(|(name, _)| *name == switch)),
                "{what}"
            );
        }
    }
}
