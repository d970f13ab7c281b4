//! Word lists and word boundaries of error rows. General English and the provider's usual compounds:
//! never a list of known codes (the longest known code first is right for only two rows in three).

/// Words that usually open a message and hardly ever end a code.
pub(super) const OPENERS: &[&str] = &[
    "A",
    "An",
    "At",
    "Action",
    "Are",
    "Both",
    "By",
    "Can",
    "Cannot",
    "Current",
    "Due",
    "Either",
    "Every",
    "Failed",
    "For",
    "Found",
    "How",
    "If",
    "In",
    "It",
    "Its",
    "Living",
    "Make",
    "Many",
    "More",
    "Must",
    "Neither",
    "No",
    "Not",
    "Of",
    "Only",
    "Or",
    "Our",
    "Please",
    "Request",
    "Requested",
    "Some",
    "Sorry",
    "Specified",
    "Specify",
    "Such",
    "That",
    "The",
    "There",
    "These",
    "They",
    "This",
    "To",
    "Too",
    "Under",
    "Unable",
    "We",
    "When",
    "While",
    "With",
    "You",
    "Your",
];

/// Words in lower case that may open a message directly behind a code.
pub(super) const LOWER_OPENERS: &[&str] = &[
    "a",
    "an",
    "at",
    "the",
    "this",
    "that",
    "these",
    "there",
    "you",
    "your",
    "can",
    "cannot",
    "not",
    "no",
    "only",
    "some",
    "please",
    "specified",
    "invalid",
    "instance",
    "user",
    "failed",
    "fail",
    "internal",
    "parameter",
    "param",
    "request",
    "resource",
    "current",
    "unknown",
    "illegal",
    "missing",
    "unsupported",
    "duplicate",
    "operation",
    "error",
    "other",
    "source",
    "system",
    "service",
    "validate",
    "account",
    "create",
    "delete",
    "modify",
    "query",
    "update",
    "order",
    "region",
    "zone",
    "tag",
    "token",
];

/// Lower-case openings so short that only these are safe: next to no English word ends in them.
pub(super) const SHORT_OPENERS: &[&str] = &["the", "this", "that", "your", "you", "there", "these"];

/// Words that usually end a code.
pub(super) const TERMINALS: &[&str] = &[
    "Error",
    "Errors",
    "Fault",
    "Failure",
    "Failed",
    "Fail",
    "Exception",
    "Denied",
    "Exceeded",
    "Exceed",
    "Found",
    "Invalid",
    "Malformed",
    "Supported",
    "Support",
    "Unsupported",
    "Matched",
    "Exist",
    "Exists",
    "Existed",
    "Limit",
    "Limited",
    "Expired",
    "Mismatch",
    "Match",
    "Conflict",
    "Forbidden",
    "Illegal",
    "Unavailable",
    "Available",
    "Missing",
    "Closed",
    "Duplicate",
    "Duplicated",
    "Required",
    "Busy",
    "Timeout",
    "Allowed",
    "Empty",
    "Null",
    "Format",
    "Status",
    "State",
    "Enough",
    "Insufficient",
    "Throttling",
    "Locked",
    "Deleted",
    "Used",
];

/// Among [`TERMINALS`], words that open codes as often as they end them: `InvalidinstanceId`.
pub(super) const CODE_OPENERS: &[&str] = &[
    "Invalid",
    "Missing",
    "Illegal",
    "Unsupported",
    "Duplicate",
    "Duplicated",
    "Insufficient",
    "Null",
    "Limit",
    "Status",
    "State",
    "Format",
    "Match",
    "Support",
    "Fail",
    "Empty",
    "Used",
    "Exist",
    "Available",
    "Required",
    "Allowed",
    "Locked",
];

/// Among [`TERMINALS`], nouns that can just as well open a message: `Error ip not in …`.
pub(super) const NOUN_TERMINALS: &[&str] = &["Error", "Fault", "Failure", "Exception"];

/// Words after a parameter's name at the opening of a message.
pub(super) const VERBS: &[&str] = &[
    "is", "are", "was", "were", "must", "can", "cannot", "could", "does", "do", "should", "has",
    "have", "may", "will", "shall", "not", "exceeds", "exceed", "already", "contains", "needs",
    "cant", "can't", "isn't", "doesn't", "don't", "or", "and",
];

/// Endings that make one English word of a terminal word and what follows: `Existence`, `Limitation`.
pub(super) const INFLECTIONS: &[&str] = &[
    "s", "d", "ed", "ing", "ion", "ions", "ation", "ations", "ence", "ances", "ance", "ity", "ly",
    "al", "able", "er", "ers", "es", "y", "ate", "ated", "ting", "ted", "ter", "ment", "ness",
    "ful", "less", "i", "ar", "ary", "ment", "sion", "r", "e", "out", "ment",
];

/// Spellings of the provider that a division at capitals would cut in two. Longest first where one begins another.
pub(super) const COMPOUNDS: &[&str] = &[
    "IPv4",
    "IPv6",
    "IpV4",
    "IpV6",
    "Ipv4",
    "Ipv6",
    "ipv4",
    "ipv6",
    "vSwitches",
    "vSwitch",
    "vRouter",
    "vCPU",
    "vNode",
    "vServer",
    "VSwitches",
    "VSwitch",
    "VRouter",
    "VServer",
    "VNode",
    "VCluster",
    "QoS",
    "HaVip",
    "NatGateway",
    "NATGateway",
    "RouterInterface",
    "PrivateLink",
    "IPSec",
    "IPsec",
    "IpSec",
    "MySQL",
    "PostgreSQL",
    "MongoDB",
    "OpenAPI",
    "AccessKey",
    "WebSocket",
    "GitHub",
    "JavaScript",
    "KVStore",
    "DBInstance",
];

/// The words of an identifier in lower case.
pub(super) fn split_lower(name: &str) -> impl Iterator<Item = String> + '_ {
    let starts = starts(name);
    let ends: Vec<usize> = starts.iter().copied().chain([name.len()]).collect();
    let from = [0].into_iter().chain(starts);
    from.zip(ends)
        .flat_map(|(a, b)| {
            name.get(a..b)
                .unwrap_or_default()
                .split(['.', '_', '-', '%'])
        })
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
}

/// Starts of words inside a run of code characters: all places at which a message could begin.
///
/// A word starts at a capital after a lower-case letter or digit, at the last capital of several when a
/// lower-case letter follows, at `%s`, behind `%s`, and at a compound with a small first letter.
pub(super) fn starts(run: &str) -> Vec<usize> {
    let bytes = run.as_bytes();
    let at = |i: usize| bytes.get(i).copied().unwrap_or(0);
    let mut out = Vec::new();
    let mut skip_to = 0;
    for i in 0..bytes.len() {
        let compound = COMPOUNDS.iter().find(|c| {
            run.get(i..).is_some_and(|rest| {
                rest.starts_with(**c)
                    && !rest
                        .as_bytes()
                        .get(c.len())
                        .is_some_and(|b| b.is_ascii_lowercase())
            })
        });
        let before = if i == 0 { b'.' } else { at(i - 1) };
        let boundary_before = !matches!(before, b'.' | b'_' | b'-');
        if let Some(compound) = compound {
            // A small first letter opens a word only where it cannot belong to the word before it.
            let opens =
                at(i).is_ascii_uppercase() || (before.is_ascii_alphanumeric() && i >= skip_to);
            if i >= skip_to && boundary_before && i > 0 && opens {
                out.push(i);
            }
            skip_to = skip_to.max(i + compound.len());
            continue;
        }
        if i < skip_to || i == 0 || !boundary_before {
            continue;
        }
        let percent = at(i) == b'%';
        let after_percent = i >= 2 && at(i - 2) == b'%';
        let capital = at(i).is_ascii_uppercase()
            && (before.is_ascii_lowercase()
                || before.is_ascii_digit()
                || (before.is_ascii_uppercase() && at(i + 1).is_ascii_lowercase()));
        if percent || after_percent || capital {
            out.push(i);
        }
    }
    out.dedup();
    out
}

#[cfg(test)]
mod tests {
    use super::starts;

    fn split(run: &str) -> Vec<&str> {
        let mut from = 0;
        let mut out = Vec::new();
        for at in starts(run).into_iter().chain([run.len()]) {
            out.push(&run[from..at]);
            from = at;
        }
        out
    }

    #[test]
    fn words_of_a_run() {
        assert_eq!(
            split("InvalidVSwitchId.NotFoundThe"),
            ["Invalid", "VSwitch", "Id.Not", "Found", "The"]
        );
        assert_eq!(split("BadVPCThe"), ["Bad", "VPC", "The"]);
        assert_eq!(split("NotFoundvSwitch"), ["Not", "Found", "vSwitch"]);
        assert_eq!(split("Illegal.%sThe"), ["Illegal.%s", "The"]);
        assert_eq!(split("NotFound%s"), ["Not", "Found", "%s"]);
        assert_eq!(split("NoIPv6Gateway"), ["No", "IPv6", "Gateway"]);
        assert!(split("").len() == 1 && split("%").len() == 1);
    }
}
