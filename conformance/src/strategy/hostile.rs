//! What nobody should send: broken names, indices, duplicates, holes, and values that programs trip over.

use crate::boundary::resembling;
use crate::dice::Dice;
use crate::plan::{Plan, slots};
use crate::wire::Pairs;

/// Values that programs trip over.
const VALUES: &[&str] = &[
    "",
    " ",
    "\t",
    "\0",
    "\u{1}\u{2}\u{1b}[31m",
    "\r\n",
    "\u{7f}\u{80}\u{9f}",
    // Combining marks, things without width, other directions, other planes, the last scalar values.
    "e\u{301}\u{301}\u{301}",
    "\u{301}",
    "a\u{200d}b\u{200b}",
    "\u{feff}x",
    "\u{202e}abc\u{202c}",
    "مرحبا",
    "שלום",
    "𝒜𝓑",
    "👩\u{200d}👩\u{200d}👧",
    "\u{ffff}",
    "\u{10ffff}",
    "\u{e0001}",
    "İıſﬀß",
    "\u{1f1e6}\u{1f1e6}",
    // Almost numbers.
    "0",
    "-0",
    "00",
    "+0",
    "1.",
    ".1",
    "1e",
    "1e400",
    "-1e400",
    "NaN",
    "inf",
    "Infinity",
    "0x10",
    "1_0",
    "١٢",
    "１２",
    "2147483648",
    "-2147483649",
    "9223372036854775808",
    "-9223372036854775809",
    "18446744073709551616",
    "340282366920938463463374607431768211456",
    "1e-99999999999999999999",
    "0.1e1",
    "1E+05",
    "- 1",
    // Almost truth values.
    "TRUE",
    "tRUE",
    "true ",
    "falsee",
    "yes",
    "ＴＲＵＥ",
    // JSON, and almost JSON.
    "null",
    "{}",
    "[]",
    "[null]",
    "{\"\":null}",
    "[[],{}]",
    "[1,2,",
    "{\"Key\":\"a\",\"Key\":\"b\"}",
    "{\"Key\":{\"Key\":1}}",
    "[{\"Key\":null}]",
    "\"\\ud800\"",
    "\"\\u0000\"",
    "[1e999]",
    "{'a':1}",
    "[true,false,1.0,\"x\"]",
    "[\"a\",[\"b\"]]",
    "\u{feff}{}",
    "[1]]",
    "// x\n[]",
    // What means something elsewhere.
    "a=b&c=d",
    "%00",
    "%zz",
    "a+b",
    "<a>&amp;</a>",
    "'; --",
    "${x}",
    "../..",
    "\\u0061",
    ",",
    ",,",
    "a,b",
    ",a",
    "{#x}",
    // Times.
    "2024-02-30T00:00:00Z",
    "2024-01-01T24:00:00Z",
    "2024-01-01t00:00:00z",
    "0000-00-00T00:00:00Z",
    "2024-01-01T00:00:00+08:00",
    "10000-01-01",
];

/// What may follow a name.
const ENDINGS: &[&str] = &[
    ".1",
    ".2",
    ".0",
    ".00",
    ".01",
    ".+1",
    ".-1",
    ".1.",
    ".",
    "..",
    ".1.1",
    ".2147483647",
    ".2147483648",
    ".99999999999999999999",
    ".٣",
    ".１",
    ".x",
    ".1.Key",
    ".1.x",
    ".Key",
    ".1..Key",
    ".[1]",
    "[1]",
    " ",
    "\0",
    "X",
    ".1 ",
    ". 1",
    ".1e0",
    ".0x1",
];

/// Changes a request in up to four ways, however senseless.
pub(crate) fn spoil(plan: &Plan, pairs: &mut Pairs, dice: &mut Dice) {
    for _ in 0..1 + dice.below(4) {
        let n = dice.below(pairs.len());
        match dice.below(12) {
            0 => remove(pairs, n),
            1 => {
                let again = pairs.get(n).map(|(name, old)| {
                    (
                        name.clone(),
                        if dice.chance(30) {
                            old.clone()
                        } else {
                            value(old, dice)
                        },
                    )
                });
                pairs.extend(again);
            }
            2..=4 => {
                if let Some((_, old)) = pairs.get_mut(n) {
                    *old = value(old, dice);
                }
            }
            5 | 6 => {
                if let Some((old, _)) = pairs.get_mut(n) {
                    *old = name(plan, old, dice);
                }
            }
            7 | 8 => {
                let declared = dice
                    .pick(plan.slots())
                    .map(|slot| slot.name.clone())
                    .unwrap_or_default();
                let made = name(plan, &declared, dice);
                pairs.push((made, value("x", dice)));
            }
            9 => {
                let declared = dice
                    .pick(plan.slots())
                    .map(|slot| slot.name.clone())
                    .unwrap_or_default();
                pairs.push((declared, value("", dice)));
            }
            10 => pairs.push((value("", dice), value("", dice))),
            _ => deepen(plan, pairs, dice),
        }
    }
    if dice.chance(30) {
        dice.shuffle(pairs);
    }
}

fn remove(pairs: &mut Pairs, n: usize) {
    if n < pairs.len() {
        pairs.remove(n);
    }
}

fn value(old: &str, dice: &mut Dice) -> String {
    match dice.below(10) {
        0 | 1 => dice.pick(&resembling(old)).cloned().unwrap_or_default(),
        2 => match dice.below(4) {
            0 => "a".repeat(3_000),
            1 => "中".repeat(1_000),
            2 => "[".repeat(200),
            _ => format!("{}1{}", "[".repeat(127), "]".repeat(127)),
        },
        3 => json_change(old, dice),
        _ => (*dice.pick(VALUES).unwrap_or(&"")).to_owned(),
    }
}

/// JSON text with one thing changed, as far as that can be done without reading it.
fn json_change(old: &str, dice: &mut Dice) -> String {
    let (from, to) = *dice
        .pick(&[
            ("\"", ""),
            ("[", "[null,"),
            ("{", "{\"NoSuch\":1,"),
            ("{", "["),
            (":", ":null,\"x\":"),
            (":", ":["),
            (",", ",,"),
            ("}", ",}"),
            ("1", "1.0"),
            ("true", "\"TRUE\""),
            ("false", "0"),
        ])
        .unwrap_or(&("", ""));
    old.replacen(from, to, 1 + dice.below(2))
}

fn name(plan: &Plan, old: &str, dice: &mut Dice) -> String {
    match dice.below(6) {
        0 => dice.pick(&resembling(old)).cloned().unwrap_or_default(),
        1 | 2 => format!("{old}{}", dice.pick(ENDINGS).unwrap_or(&"")),
        3 => {
            // One part of it is another.
            let mut parts: Vec<&str> = old.split('.').collect();
            let n = dice.below(parts.len());
            let other = *dice
                .pick(&[
                    "",
                    "0",
                    "1",
                    "01",
                    "2",
                    "7",
                    "2147483647",
                    "2147483648",
                    "x",
                    "-1",
                    "Key",
                    "key",
                ])
                .unwrap_or(&"");
            if let Some(part) = parts.get_mut(n) {
                *part = other;
            }
            parts.join(".")
        }
        4 => {
            let inner = dice.pick(plan.slots()).and_then(|slot| {
                let fields = slots(&plan.node(slot.node).kind);
                Some(format!("{}.{}", slot.name, dice.pick(fields)?.name))
            });
            inner.unwrap_or_else(|| format!(".{old}"))
        }
        _ => dice
            .pick(plan.slots())
            .map(|slot| slot.name.clone())
            .unwrap_or_default(),
    }
}

/// A name that leads far inwards, or beside what is there.
fn deepen(plan: &Plan, pairs: &mut Pairs, dice: &mut Dice) {
    let Some(slot) = dice.pick(plan.slots()) else {
        return;
    };
    let part = *dice
        .pick(&[".1", ".x", ".1.1", ".Key", ".1.Child", ".Child"])
        .unwrap_or(&".1");
    let times = *dice.pick(&[2, 3, 64, 127, 128, 129, 300]).unwrap_or(&2);
    pairs.push((
        format!("{}{}", slot.name, part.repeat(times)),
        "1".to_owned(),
    ));
}
