//! Mutants of texts, the same for the same number: JSON, pages, anything with lines.

/// A small generator of numbers (splitmix64).
pub struct Dice(pub u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Below `n`; 0 where `n` is.
    pub fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % n.max(1) as u64).unwrap()
    }

    /// One of a list that is not empty.
    pub fn one_of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

const WORDS: &[&str] = &[
    "null",
    "true",
    "-1",
    "0",
    "1e999",
    "18446744073709551616",
    "\"\"",
    "\"Self\"",
    "\"9\"",
    "\"a.b\"",
    "[]",
    "{}",
    "\"unstated\"",
    "\"(\"",
    "\"\\u0000\"",
    "\"\u{540d}\"",
    "\"ref\"",
    "\"string\"",
    "\"array\"",
    "\"map\"",
    "\"object\"",
];

/// A line is where canonical JSON has one member: lines are dropped, doubled, swapped, and their values replaced.
pub fn mutate(text: &str, dice: &mut Dice) -> Vec<u8> {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for _ in 0..=dice.below(3) {
        let at = dice.below(lines.len());
        match dice.below(5) {
            0 => drop(lines.remove(at)),
            1 => lines.insert(at, lines[at].clone()),
            2 => {
                let other = dice.below(lines.len());
                lines.swap(at, other);
            }
            _ => {
                if let Some((key, value)) = lines[at].clone().split_once(": ") {
                    let comma = if value.ends_with(',') { "," } else { "" };
                    let opens = value.starts_with(['{', '[']);
                    if !opens || value.ends_with([']', '}']) {
                        lines[at] = format!("{key}: {}{comma}", dice.one_of(WORDS));
                    }
                }
            }
        }
        if lines.is_empty() {
            break;
        }
    }
    let mut bytes = lines.join("\n").into_bytes();
    if dice.below(4) == 0 && !bytes.is_empty() {
        let at = dice.below(bytes.len());
        match dice.below(3) {
            0 => bytes[at] = u8::try_from(dice.below(256)).unwrap(),
            1 => bytes.truncate(at),
            _ => bytes.insert(at, u8::try_from(dice.below(256)).unwrap()),
        }
    }
    bytes
}
