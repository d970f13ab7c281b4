//! What must not stand in a value: `不能以http://或https://开头`, `不能包含http://`, `不支持空格和@/:=`.

use super::clause::{before, conditional, statements};
use super::kinds::kinds;
use super::pattern::patterns;
use crate::extract::finding::{Finding, Kind, TypeHint};
use crate::extract::reading::{Reading, Sentence};
use crate::extract::text::is_han;

patterns! {
    PREFIX = ["头", "开始", "前缀"] r"(?:不能|不得|不可以|不可|不允许|禁止|请勿|不要|不支持)(?:使用|用)?以(.{1,80}?)(?:开头|开始|作为开头|为开头|为前缀)";
    NOT_FIRST = ["开头"] r"开头(?:不能|不得|不可|不允许)(?:为|是)([^。;]{1,60})";
    CONTAIN = ["包", "含", "出现", "使用", "输入", "不支持", "有"] r"(?:不能|不得|不可以|不可|不允许|禁止|请勿)(?:包含|含有|包括|出现|使用|输入|有)([^;]*)|不支持(?:字符|空格|特殊字符|以下字符|符号)([^;]*)|不包含(?:字符|空格|特殊字符)([^;]*)";
    NAMES = r"^(?:以下|下列|特殊|字符|符号|及|和|或|以及|:|,|\s|、)+";
}

fn texts<'r, 'a>(reading: &'r Reading<'a>) -> impl Iterator<Item = Sentence<'r, 'a>> {
    let text = matches!(
        reading.hint,
        TypeHint::Text | TypeHint::Array | TypeHint::Other
    );
    statements(reading).filter(move |_| text)
}

/// `zh-forbid-prefix`.
pub fn forbid_prefix(reading: &Reading<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    for sentence in texts(reading) {
        for table in [&*PREFIX, &*NOT_FIRST] {
            for found in table.all(sentence.text()) {
                let Some(inside) = found.get(1) else { continue };
                let start = found.get(0).map_or(0, |m| m.start());
                if conditional(before(&sentence, start)) {
                    continue;
                }
                if let Some(prefixes) = pieces(inside.as_str()) {
                    out.push(Finding::new(
                        Kind::ForbidPrefix(prefixes),
                        sentence.source(),
                    ));
                }
            }
        }
    }
    out
}

/// Texts joined by `或` and the like; `None` where one of them is described and not written.
fn pieces(text: &str) -> Option<Vec<String>> {
    let mut out: Vec<String> = Vec::new();
    for piece in text.split([',', '或', '和', '及', '者', '与', '以']) {
        let piece = piece
            .trim()
            .trim_matches(['`', '"', '\'', '*', '。', '.'])
            .trim();
        if piece.is_empty() {
            continue;
        }
        let literal = if piece.chars().any(is_han) {
            let read = kinds(piece);
            let whole = read.end == piece.len() && read.set.classes.is_empty();
            let mut signs = read.set.literals.chars();
            match (whole, signs.next(), signs.next()) {
                (true, Some(sign), None) => sign.to_string(),
                _ => return None,
            }
        } else {
            // `http: //` is `http://`.
            piece.split_whitespace().collect()
        };
        if !out.contains(&literal) {
            out.push(literal);
        }
    }
    (!out.is_empty()).then_some(out)
}

/// `zh-forbid-chars`: characters, or whole texts, that must not stand anywhere.
pub fn forbid_chars(reading: &Reading<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    for sentence in texts(reading) {
        for found in CONTAIN.all(sentence.text()) {
            let Some(whole) = found.get(0) else { continue };
            if conditional(before(&sentence, whole.start())) {
                continue;
            }
            let inside = match found.get(1) {
                Some(inside) => inside.as_str(),
                None => whole
                    .as_str()
                    .trim_start_matches("不支持")
                    .trim_start_matches("不包含"),
            };
            let inside = inside.trim_end_matches(['。', '.']).trim();
            let words = pieces(inside).unwrap_or_default();
            let texts = !words.is_empty()
                && words
                    .iter()
                    .all(|w| w.len() > 1 && w.chars().any(char::is_alphanumeric));
            if texts {
                out.push(Finding::new(Kind::ForbidText(words), sentence.source()));
                continue;
            }
            let chars = signs(inside);
            if !chars.is_empty() {
                out.push(Finding::new(Kind::ForbidChars(chars), sentence.source()));
            }
        }
    }
    out
}

/// The characters that a text names or shows.
fn signs(text: &str) -> String {
    let mut out = String::new();
    let mut add = |text: &str| {
        for c in text.chars() {
            if !out.contains(c) {
                out.push(c);
            }
        }
    };
    let mut rest = text;
    loop {
        let read = kinds(rest);
        add(&read.set.literals);
        let mut next = rest.get(read.end..).unwrap_or_default();
        if let Some(words) = NAMES.find(next) {
            next = next.get(words.end()..).unwrap_or_default();
            // Signs as they are: up to the next Chinese word.
            let end = next
                .find(|c: char| is_han(c) || c == '。')
                .unwrap_or(next.len());
            let shown = next.get(..end).unwrap_or_default();
            if !shown.is_empty() && !shown.chars().any(char::is_alphanumeric) {
                let shown = shown.trim().trim_matches('`');
                add(&shown
                    .chars()
                    .filter(|c| !c.is_whitespace())
                    .collect::<String>());
                next = next.get(end..).unwrap_or_default();
            }
        }
        if next.len() == rest.len() {
            break;
        }
        rest = next;
    }
    out
}
