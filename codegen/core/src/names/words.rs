//! Splits a wire name into words.
//!
//! Humps (`InstanceName`), runs of capitals (`DBInstance`), digits (`Ipv6`) and separators (`x-acs-id`, `A.B`) are found
//! by rule. Compounds that no rule finds, such as `VSwitch`, stand in a table. The result is ASCII: any other character
//! becomes a word that names its code point, so that identifiers can be typed everywhere and no look-alike slips in.

/// The provider's compounds: each is one word wherever it stands whole between two boundaries.
const COMPOUNDS: &[&str] = &[
    "ApsaraDB",
    "ClickHouse",
    "DBaaS",
    "DevOps",
    "ECSs",
    "GBps",
    "GitHub",
    "GitLab",
    "GiB",
    "GraphQL",
    "HBase",
    "IPsec",
    "IPSec",
    "IPv4",
    "IPv6",
    "IaaS",
    "IoT",
    "JavaScript",
    "KVCache",
    "KVStore",
    "KiB",
    "MBps",
    "MariaDB",
    "MaxCompute",
    "MiB",
    "MongoDB",
    "MySQL",
    "NewSQL",
    "NoSQL",
    "OAuth",
    "PaaS",
    "PiB",
    "PolarDB",
    "PostgreSQL",
    "QoS",
    "RocksDB",
    "SaaS",
    "TiB",
    "VCluster",
    "VCpu",
    "VGpu",
    "VHost",
    "VLan",
    "VNode",
    "VRouter",
    "VServer",
    "VSwitch",
    "VTap",
    "eRDMA",
    "mTLS",
    "vCPU",
    "vCluster",
    "vCpu",
    "vGPU",
    "vNode",
    "vServer",
    "vSwitch",
];

/// The words of a wire name, each as it was written. A name without letters and digits has none.
///
/// ```
/// use acsgen_core::names::words::split;
/// assert_eq!(split("CreateTairKVCacheVNode"), ["Create", "Tair", "KVCache", "VNode"]);
/// assert_eq!(split("InvalidvSwitchId"), ["Invalid", "vSwitch", "Id"]);
/// assert_eq!(split("x-acs-名"), ["x", "acs", "u540d"]);
/// ```
#[must_use]
pub fn split(wire: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut chunk = String::new();
    for c in wire.chars() {
        if c.is_ascii_alphanumeric() {
            chunk.push(c);
        } else {
            split_chunk(&std::mem::take(&mut chunk), &mut words);
            if !c.is_ascii() {
                words.push(format!("u{:x}", u32::from(c)));
            }
        }
    }
    split_chunk(&chunk, &mut words);
    words
}

/// Splits a run of ASCII letters and digits.
fn split_chunk(chunk: &str, words: &mut Vec<String>) {
    let mut rest = chunk;
    while !rest.is_empty() {
        let length = compound(rest).unwrap_or_else(|| hump(rest));
        // The chunk is ASCII, so every length is a boundary; `max` keeps the loop moving whatever happens.
        let (word, tail) = rest.split_at(length.clamp(1, rest.len()));
        words.push(word.to_owned());
        rest = tail;
    }
}

/// Length of the longest compound that stands whole at the beginning, with a plural `s`.
fn compound(rest: &str) -> Option<usize> {
    COMPOUNDS
        .iter()
        .filter_map(|compound| {
            let tail = rest.strip_prefix(compound)?;
            let digits = run(tail, |b| b.is_ascii_digit());
            if is_boundary(tail.get(digits..)?) {
                return Some(compound.len() + digits);
            }
            let plural = tail.strip_prefix('s')?;
            is_boundary(plural).then_some(compound.len() + 1)
        })
        .max()
}

/// Whether a new word may start here.
fn is_boundary(tail: &str) -> bool {
    !tail.starts_with(|c: char| c.is_ascii_lowercase())
}

/// Length of the hump at the beginning: `Name`, `DB` of `DBName`, `IDs`, `ipv4`, `80`.
fn hump(rest: &str) -> usize {
    let capitals = run(rest, |b| b.is_ascii_uppercase());
    let after = rest.get(capitals..).unwrap_or_default();
    let lower = run(after, |b| b.is_ascii_lowercase());
    if capitals == 0 {
        let letters = run(rest, |b| b.is_ascii_lowercase());
        return until_compound(rest, with_digits(rest, letters));
    }
    if capitals == 1 {
        return until_compound(rest, with_digits(rest, capitals + lower));
    }
    if lower == 0 {
        return with_digits(rest, capitals);
    }
    // `VPCs`, `IDs`: a plural, not a hump of its own.
    if lower == 1 && after.starts_with('s') {
        return capitals + 1;
    }
    capitals - 1
}

/// Cuts a hump short where a compound with a small first letter stands at its end (`InvalidvSwitch`).
fn until_compound(rest: &str, length: usize) -> usize {
    let hump = rest.get(..length).unwrap_or(rest);
    hump.char_indices()
        .skip(1)
        .filter(|(_, c)| c.is_ascii_lowercase())
        .map(|(at, _)| at)
        .find(|at| {
            rest.get(*at..).is_some_and(|tail| {
                tail.as_bytes().get(1).is_some_and(u8::is_ascii_uppercase)
                    && compound(tail).is_some()
            })
        })
        .unwrap_or(length)
}

/// Digits belong to the word before them; small letters right after leading digits belong to these.
fn with_digits(rest: &str, letters: usize) -> usize {
    let tail = rest.get(letters..).unwrap_or_default();
    let digits = run(tail, |b| b.is_ascii_digit());
    let small = match letters {
        0 => run(tail.get(digits..).unwrap_or_default(), |b| {
            b.is_ascii_lowercase()
        }),
        _ => 0,
    };
    letters + digits + small
}

fn run(text: &str, belongs: impl Fn(u8) -> bool) -> usize {
    text.bytes().take_while(|b| belongs(*b)).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_of_real_and_odd_names() {
        for (wire, want) in [
            ("RegionId", "Region Id"),
            ("VSwitchId", "VSwitch Id"),
            ("VSwitchIds", "VSwitch Ids"),
            ("VSwitches", "V Switches"),
            ("VNodes", "VNodes"),
            ("VkName", "Vk Name"),
            ("DBInstanceClass", "DB Instance Class"),
            ("VPCId", "VPC Id"),
            ("VPCIDs", "VPCIDs"),
            ("VSwitch2Id", "VSwitch2 Id"),
            ("InstanceIDs", "Instance IDs"),
            ("EnableIPv6", "Enable IPv6"),
            ("Ipv6CidrBlock", "Ipv6 Cidr Block"),
            ("MySQLVersion", "MySQL Version"),
            ("x-acs-version", "x acs version"),
            ("A.B", "A B"),
            ("2fa", "2fa"),
            ("80Port", "80 Port"),
            ("ecs.g5.2xlarge", "ecs g5 2xlarge"),
            ("SCREAMING_CASE", "SCREAMING CASE"),
            ("InvalidvSwitchId", "Invalid vSwitch Id"),
            ("clientToken", "client Token"),
            ("$ref", "ref"),
            ("", ""),
            ("--", ""),
            ("名称", "u540d u79f0"),
            ("Café", "Caf ue9"),
        ] {
            assert_eq!(split(wire).join(" "), want, "{wire}");
        }
    }

    proptest! {
        #[test]
        fn ascii_letters_and_digits_all_survive_in_order(wire in "[ -~]{0,40}") {
            let kept: String = wire.chars().filter(char::is_ascii_alphanumeric).collect();
            prop_assert_eq!(split(&wire).concat(), kept);
        }

        #[test]
        fn every_word_is_ascii_letters_and_digits(wire in any::<String>()) {
            for word in split(&wire) {
                prop_assert!(!word.is_empty() && word.bytes().all(|b| b.is_ascii_alphanumeric()), "{}", word);
            }
        }
    }
}
