//! Reading a list of kinds of characters: `数字、下划线（_）和短划线（-）`.
//!
//! It must not know what the list is for.

use crate::extract::finding::{CharClass, CharSet};
use crate::extract::text::is_han;

/// What a list of kinds of characters holds.
#[derive(Debug, Clone, Default)]
pub struct Kinds {
    /// The characters.
    pub set: CharSet,
    /// How many kinds were named.
    pub count: usize,
    /// Byte after the last kind that was understood.
    pub end: usize,
}

/// Names of classes, longer ones first.
const CLASSES: &[(&str, &[CharClass])] = {
    use CharClass::{Chinese, Digits, Letters, Lowercase, Uppercase};
    &[
        ("大小写英文字母", &[Letters]),
        ("英文大小写字母", &[Letters]),
        ("大写或小写字母", &[Letters]),
        ("大写和小写字母", &[Letters]),
        ("大写字母,小写字母", &[Letters]),
        ("大小写字母", &[Letters]),
        ("大小字母", &[Letters]),
        ("小写英文字母", &[Lowercase]),
        ("英文小写字母", &[Lowercase]),
        ("小写字母", &[Lowercase]),
        ("大写英文字母", &[Uppercase]),
        ("英文大写字母", &[Uppercase]),
        ("大写字母", &[Uppercase]),
        ("阿拉伯数字", &[Digits]),
        ("英文字母", &[Letters]),
        ("英文字符", &[Letters]),
        ("中英文字符", &[Letters, Chinese]),
        ("中英文", &[Letters, Chinese]),
        ("中文字符", &[Chinese]),
        ("中文汉字", &[Chinese]),
        ("汉字", &[Chinese]),
        ("中文", &[Chinese]),
        ("字母", &[Letters]),
        ("英文", &[Letters]),
        ("数字", &[Digits]),
    ]
};

/// Names of single characters, longer ones first.
const NAMES: &[(&str, char)] = &[
    ("英文下划线", '_'),
    ("半角下划线", '_'),
    ("下划线", '_'),
    ("英文短划线", '-'),
    ("短划线", '-'),
    ("短横线", '-'),
    ("连字符", '-'),
    ("中划线", '-'),
    ("中横线", '-'),
    ("横线", '-'),
    ("减号", '-'),
    ("半角句号", '.'),
    ("半角句点", '.'),
    ("英文句号", '.'),
    ("英文句点", '.'),
    ("英文点号", '.'),
    ("点号", '.'),
    ("句点", '.'),
    ("半角冒号", ':'),
    ("英文冒号", ':'),
    ("冒号", ':'),
    ("半角逗号", ','),
    ("英文逗号", ','),
    ("逗号", ','),
    ("半角分号", ';'),
    ("分号", ';'),
    ("正斜线", '/'),
    ("正斜杠", '/'),
    ("斜线", '/'),
    ("斜杠", '/'),
    ("反斜线", '\\'),
    ("反斜杠", '\\'),
    ("空格", ' '),
    ("星号", '*'),
    ("加号", '+'),
    ("等号", '='),
    ("等于号", '='),
    ("波浪线", '~'),
    ("井号", '#'),
    ("半角问号", '?'),
    ("问号", '?'),
    ("感叹号", '!'),
    ("竖线", '|'),
    ("双引号", '"'),
    ("单引号", '\''),
];

/// Names that stand for the characters in brackets after them, or for nothing.
const SIGNS: &[&str] = &["at符号", "符号", "特殊字符", "以下特殊字符", "字符"];

/// Between two kinds.
const JOINTS: &[&str] = &["以及", "或者", "或", "和", "及", "与", ",", " "];

/// Reads kinds from the start of `text` as far as they are understood.
pub fn kinds(text: &str) -> Kinds {
    let mut out = Kinds::default();
    let mut at = 0;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let Some((length, known)) = one(rest, &mut out.set) else {
            break;
        };
        if !known && length == 0 {
            break;
        }
        out.count += 1;
        at += length;
        out.end = at;
        let mut joined = 0;
        while let Some(joint) = JOINTS
            .iter()
            .find(|joint| text.get(at..).is_some_and(|rest| rest.starts_with(**joint)))
        {
            at += joint.len();
            joined += 1;
        }
        if joined == 0 && text.get(at..).is_none_or(str::is_empty) {
            break;
        }
    }
    // `letter` knows every script.
    if out.set.classes.contains(&CharClass::Lowercase)
        && out.set.classes.contains(&CharClass::Uppercase)
    {
        out.set.classes.remove(&CharClass::Lowercase);
        out.set.classes.remove(&CharClass::Uppercase);
        out.set.classes.insert(CharClass::Letters);
    }
    out
}

/// One kind at the start of `text`: its length.
fn one(text: &str, set: &mut CharSet) -> Option<(usize, bool)> {
    // `英文句号` is no letter.
    if let Some((name, sign)) = NAMES.iter().find(|(name, _)| text.starts_with(name)) {
        let rest = text.get(name.len()..).unwrap_or_default();
        let length = match bracketed(rest) {
            Some((inside, end)) => {
                set.add_literals(literal(inside).unwrap_or(&sign.to_string()));
                end
            }
            None => {
                set.add_literals(&sign.to_string());
                0
            }
        };
        return Some((name.len() + length, true));
    }
    if let Some((name, classes)) = CLASSES.iter().find(|(name, _)| text.starts_with(name)) {
        set.classes.extend(classes.iter().copied());
        let rest = text.get(name.len()..).unwrap_or_default();
        let bracket = bracketed(rest).filter(|(inside, _)| explains_class(inside));
        return Some((name.len() + bracket.map_or(0, |(_, end)| end), true));
    }
    // `@符号（@）`, `符号（&）`: the brackets say which.
    let word: usize = text
        .chars()
        .take_while(|c| is_han(*c))
        .take(6)
        .map(char::len_utf8)
        .sum();
    let name = text.get(..word).unwrap_or_default();
    let rest = text.get(word..).unwrap_or_default();
    if SIGNS.contains(&name)
        && let Some((inside, end)) = bracketed(rest)
        && let Some(literal) = literal(inside)
    {
        set.add_literals(literal);
        return Some((word + end, true));
    }
    None
}

fn explains_class(inside: &str) -> bool {
    matches!(
        inside,
        "a~z" | "A~Z" | "a-z" | "A-Z" | "0~9" | "0-9" | "不区分大小写"
    )
}

/// Text in brackets at the start, and the byte after them.
fn bracketed(text: &str) -> Option<(&str, usize)> {
    let inside = text.strip_prefix('(')?;
    // `())`: a bracket that is itself the sign.
    let close = inside
        .char_indices()
        .skip(1)
        .find(|(_, c)| *c == ')')
        .map(|(at, _)| at)?;
    (close <= 24).then(|| (inside.get(..close).unwrap_or_default(), close + 2))
}

/// What stands in brackets as characters: nothing Chinese, no words.
fn literal(inside: &str) -> Option<&str> {
    let inside = inside.trim_matches(['`', '"', '\'']);
    let plain = !inside.is_empty() && !inside.chars().any(|c| c.is_alphanumeric());
    plain.then_some(inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_kinds_and_stops_at_what_is_none() {
        let found = kinds("数字,下划线(_)和短划线(-)组成");
        assert_eq!((found.count, found.set.literals.as_str()), (3, "_-"));
        assert!(found.set.classes.contains(&CharClass::Digits));
        let text = "数字,下划线(_)和短划线(-)组成";
        assert_eq!(text.get(found.end..), Some("组成"));
        let found = kinds("大写字母,小写字母和中文");
        assert_eq!(
            found.set.classes.into_iter().collect::<Vec<_>>(),
            [CharClass::Letters, CharClass::Chinese]
        );
        assert_eq!(kinds("特殊字符").count, 0);
        assert_eq!(kinds("英文逗号(,)").set.literals, ",");
    }
}
