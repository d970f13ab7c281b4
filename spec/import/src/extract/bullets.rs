//! Lists of values as bullets or as short paragraphs.
//!
//! A list is read whole or not at all: one bullet that does not open with a value, and the list is prose. It must not
//! know which words announce a list of valid values.

use super::heads::{Entry, Head, Strength, group, is_default};
use super::lists::{Listed, MAX_ENTRIES};
use super::reading::{Line, Place, Reading, Sentence};

/// Reads the bullets or short paragraphs that follow after a line.
pub fn after_line(reading: &Reading<'_>, line: &Line<'_>) -> Option<Listed> {
    let next = reading.lines.get(line.number + 1)?;
    match (line.place, next.place) {
        (Place::Item { depth: outer, .. }, Place::Item { depth, .. })
            if depth > outer && next.block == line.block =>
        {
            bullets(reading, line.number + 1, depth)
        }
        (Place::Item { .. } | Place::ItemMore, _) => None,
        (_, Place::Item { depth, .. }) => bullets(reading, line.number + 1, depth),
        (_, Place::Paragraph) => paragraphs(reading, line.number + 1),
        _ => None,
    }
}

/// Whether bullets that name values go on after a remark that nothing announces a new list in: then the list before the
/// remark may be only the first part.
pub fn goes_on(reading: &Reading<'_>, listed: &Listed) -> bool {
    let Some(last) = listed.lines.last().and_then(|n| reading.lines.get(*n)) else {
        return false;
    };
    // A remark of more lines than this is a text of its own.
    let after = reading.lines.get(last.number + 1..).unwrap_or_default();
    for line in after.iter().take(32) {
        match line.place {
            Place::Item { .. } if line.block != last.block => {
                return line.head.as_ref().is_some_and(clear);
            }
            Place::Item { .. } | Place::ItemMore => return false,
            Place::Paragraph | Place::Note => {
                let alike =
                    last.place == Place::Paragraph
                        && line.head.as_ref().filter(|h| clear(h)).is_some_and(|h| {
                            last.head.as_ref().is_some_and(|l| l.marked == h.marked)
                        });
                if alike {
                    return true;
                }
                if line.tokens.last().is_some_and(|t| t.is(":")) {
                    return false;
                }
            }
        }
    }
    false
}

/// Reads the bullets of one depth from line `from` on.
pub fn bullets(reading: &Reading<'_>, from: usize, depth: u8) -> Option<Listed> {
    let block = reading.lines.get(from)?.block;
    let mut listed = Listed::default();
    let mut heads: Vec<&Head> = Vec::new();
    let mut current: Option<(&Head, String)> = None;
    for line in reading.lines.get(from..)? {
        let here = match line.place {
            Place::Item { depth, .. } if line.block == block => Some(depth),
            Place::ItemMore if line.block == block => None,
            _ => break,
        };
        match here {
            Some(d) if d < depth => break,
            Some(d) if d == depth => {
                finish(&mut listed, current.take());
                let head = line.head.as_ref()?;
                if let Place::Item { ordered: true, .. } = line.place
                    && !head.marked
                    && !clear(head)
                {
                    // Numbered steps open with words.
                    return None;
                }
                if means_values(line, head) {
                    // `brass: 1 to 5`: the head is a case, and the values stand after it.
                    return None;
                }
                heads.push(head);
                current = Some((
                    head,
                    line.between(head.meaning, line.tokens.len()).to_owned(),
                ));
                if says_default(line, head) {
                    listed.defaults.extend(single(head));
                }
            }
            _ => {
                if let Some((_, meaning)) = &mut current {
                    meaning.push('\n');
                    meaning.push_str(line.between(0, line.tokens.len()));
                }
            }
        }
        if listed.entries.len() > MAX_ENTRIES {
            return None;
        }
        listed.lines.push(line.number);
    }
    finish(&mut listed, current);
    let words = heads
        .iter()
        .filter(|h| h.strength == Strength::Words)
        .count();
    let loose = heads
        .iter()
        .filter(|h| h.strength == Strength::Loose)
        .count();
    let sure = !heads.is_empty()
        && words * 2 <= heads.len()
        && (loose == 0 || heads.iter().all(|h| h.marked));
    (sure && listed.entries.len() <= MAX_ENTRIES).then_some(listed)
}

/// Short paragraphs, each a value and its meaning.
fn paragraphs(reading: &Reading<'_>, from: usize) -> Option<Listed> {
    let mut listed = Listed::default();
    let mut bare = 0_usize;
    for line in reading.lines.get(from..)? {
        if line.place != Place::Paragraph {
            break;
        }
        let Some(head) = line.head.as_ref().filter(|h| clear(h)) else {
            break;
        };
        bare += usize::from(head.strength == Strength::Bare && !head.marked);
        if says_default(line, head) {
            listed.defaults.extend(single(head));
        }
        let meaning = line.between(head.meaning, line.tokens.len()).to_owned();
        finish(&mut listed, Some((head, meaning)));
        if listed.entries.len() > MAX_ENTRIES {
            return None;
        }
        listed.lines.push(line.number);
    }
    // A single unmarked word on a line of its own is no list.
    (!listed.entries.is_empty() && bare != 1).then_some(listed)
}

fn clear(head: &Head) -> bool {
    matches!(head.strength, Strength::Separated | Strength::Bare)
}

/// Whether what follows a head is nothing but values.
fn means_values(line: &Line<'_>, head: &Head) -> bool {
    let all = Sentence {
        line,
        index: 0,
        from: 0,
        to: line.tokens.len(),
    };
    let mut at = head.meaning;
    let mut values = 0_usize;
    while let Some(token) = all.token(at) {
        if let Some((_, end)) = group(&all, at) {
            at = end;
            continue;
        }
        let joint = token.is_any(&["to", "-", "~", ",", "and", "or", ".", ":"]);
        if !(joint || token.is_digits() || token.mark.is_some()) {
            return false;
        }
        values += usize::from(!joint);
        at += 1;
    }
    values > 0
}

fn finish(listed: &mut Listed, current: Option<(&Head, String)>) {
    let Some((head, meaning)) = current else {
        return;
    };
    for entry in &head.entries {
        listed.add(entry.clone());
    }
    if let Some(name) = single(head)
        && !meaning.trim().is_empty()
    {
        listed.meanings.push((name, meaning));
    }
}

/// The value of a head that names just one.
fn single(head: &Head) -> Option<String> {
    match head.entries.as_slice() {
        [Entry::Value(v)] => Some(v.clone()),
        _ => None,
    }
}

/// Whether the line of a bullet says that its value is the default.
pub fn says_default(line: &Line<'_>, head: &Head) -> bool {
    if head.default {
        return true;
    }
    if super::chinese::default::clause_says_default(line.between(head.meaning, line.tokens.len())) {
        return true;
    }
    let sentences = line.sentences.iter().map(|range| Sentence {
        line,
        index: 0,
        from: range.start,
        to: range.end,
    });
    for sentence in sentences {
        if sentence.has_any(&["valid", "values"]) {
            return false;
        }
        let marked = (sentence.from..sentence.to)
            .any(|i| group(&sentence, i).is_some_and(|(inside, _)| is_default(inside)));
        let text = sentence.text().trim_end_matches('.').to_ascii_lowercase();
        let stated = [
            "this is the default value",
            "this value is the default value",
            "it is the default value",
            "this is the default setting",
            "this is the default option",
            "default value",
            "default",
        ]
        .contains(&text.trim())
            || text.ends_with("which is the default value")
            || text.ends_with(", the default value");
        if marked || stated {
            return true;
        }
    }
    false
}
