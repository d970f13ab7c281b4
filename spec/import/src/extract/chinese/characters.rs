//! Which characters a value may hold and begin or end with: `以字母或中文开头`, `可包含数字、下划线（_）`, `由…组成`.

use super::clause::{before, conditional, statements};
use super::kinds::{Kinds, kinds};
use super::pattern::patterns;
use crate::extract::finding::{CharClass, CharSet, Finding, Kind, TypeHint};
use crate::extract::reading::{Reading, Sentence};

patterns! {
    EDGE = ["头", "尾", "开始", "结束"] r"(?:^|[^可所加])((?:以|由)([^以由。;]{1,40}?)(开头|结尾|作为开头|作为结尾|开始|结束))";
    SECOND_EDGE = r"^[,、和]?(?:且|并|并且|以|由)*([^。;,]{1,24}?)(结尾|结束)";
    BOTH = ["开头"] r"开头(?:与|和|及|、|,)结尾(?:必须|需|只能)?(?:为|是)([^。;]{1,40})";
    FIRST = ["首", "第一", "开头"] r"(?:首字母|首字符|首位|第一个字符|开头)(?:必须|需|只能)?(?:为|是)([^。;]{1,40})";
    NOT = r"(不能|不得|不可|不可以|不允许|禁止|请勿|不支持|不要|勿|无需)(?:使用|用)?$";
    SET = ["由", "包", "使用", "支持", "允许", "可为", "可以为"] r"(由|只能由|必须由|可以由|可由|仅由|可包含|可以包含|只能包含|仅能包含|仅包含|只包含|能包含|允许包含|可使用|可以使用|仅支持|只支持|支持|允许使用|允许|包括|包含|可以为|可为)\s*";
    NOT_SET = r"(不|需|须|必须|至少|同时|勿|请|应)(?:要|能|可|可以|得|允许)?$";
    MADE = r"^(?:的?字符)?(?:组成|构成)";
    CLOSED = r"^\s*(?:组成|构成|$|[。,;]|且|并|,|等字符)";
    ASCII = ["ASCII"] r"(?:只|仅)(?:能|可)?(?:支持|包含|允许|使用|可以使用)?(?:输入)?\s*ASCII\s*(?:编码)?字符|(?:不能|不得|不可)包含非\s*ASCII\s*字符";
}

fn edge_set(text: &str) -> Option<CharSet> {
    let text = text.trim().trim_start_matches("半角");
    let read = kinds(text);
    let whole = read.count > 0
        && text
            .get(read.end..)
            .is_none_or(|rest| rest.trim().is_empty());
    whole.then(|| normal(read))
}

/// `letter` knows every script, so that Chinese beside letters adds nothing.
fn normal(read: Kinds) -> CharSet {
    let mut set = read.set;
    if set.classes.contains(&CharClass::Letters) {
        set.classes.remove(&CharClass::Chinese);
        set.classes.remove(&CharClass::Lowercase);
        set.classes.remove(&CharClass::Uppercase);
    }
    set
}

/// What stands at one end, in a sentence that says so without a condition.
fn edges(sentence: &Sentence<'_, '_>) -> (Option<CharSet>, Option<CharSet>) {
    let text = sentence.text();
    let (mut first, mut last) = (None, None);
    if let Some(found) = BOTH.captures(text)
        && let Some(inside) = found.get(1)
        && !conditional(before(sentence, inside.start()))
    {
        let set = edge_set(inside.as_str());
        return (set.clone(), set);
    }
    for found in EDGE.all(text) {
        let (Some(whole), Some(inside), Some(word)) = (found.get(1), found.get(2), found.get(3))
        else {
            continue;
        };
        let ahead = before(sentence, whole.start());
        if NOT.is_in(ahead) || conditional(ahead) {
            continue;
        }
        let set = edge_set(inside.as_str());
        if matches!(word.as_str(), "开头" | "作为开头" | "开始") {
            first = first.or(set);
            let rest = text.get(whole.end()..).unwrap_or_default();
            if let Some(second) = SECOND_EDGE.captures(rest)
                && let Some(inside) = second.get(1)
            {
                last = last.or(edge_set(inside.as_str()));
            }
        } else {
            last = last.or(set);
        }
    }
    if first.is_none()
        && let Some(found) = FIRST.captures(text)
        && let Some(inside) = found.get(1)
        && !conditional(before(sentence, inside.start()))
    {
        first = edge_set(inside.as_str());
    }
    (first, last)
}

fn texts<'r, 'a>(reading: &'r Reading<'a>) -> impl Iterator<Item = Sentence<'r, 'a>> {
    let text = matches!(
        reading.hint,
        TypeHint::Text | TypeHint::Array | TypeHint::Other
    );
    statements(reading).filter(move |_| text)
}

/// `zh-first-char`.
pub fn first_char(reading: &Reading<'_>) -> Vec<Finding> {
    texts(reading)
        .filter_map(|s| Some(Finding::new(Kind::FirstChar(edges(&s).0?), s.source())))
        .collect()
}

/// `zh-last-char`.
pub fn last_char(reading: &Reading<'_>) -> Vec<Finding> {
    texts(reading)
        .filter_map(|s| Some(Finding::new(Kind::LastChar(edges(&s).1?), s.source())))
        .collect()
}

/// `zh-charset`.
pub fn charset(reading: &Reading<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    let ends: Vec<CharSet> = texts(reading)
        .flat_map(|s| <[_; 2]>::from(edges(&s)))
        .flatten()
        .collect();
    for sentence in texts(reading) {
        let text = sentence.text();
        for cue in SET.all(text) {
            let (Some(cue), Some(word)) = (cue.get(0), cue.get(1)) else {
                continue;
            };
            let ahead = before(&sentence, cue.start());
            if NOT_SET.is_in(ahead) || conditional(ahead) || ahead.ends_with('(') {
                continue;
            }
            let rest = text.get(cue.end()..).unwrap_or_default();
            let read = kinds(rest);
            let after = rest.get(read.end..).unwrap_or_default();
            let made = MADE.is_in(after);
            // `由字母开头`, `支持中文`: no list of what all characters may be.
            let list = read.count >= 2 || made;
            let open = matches!(
                word.as_str(),
                "支持" | "包括" | "包含" | "可以为" | "可为" | "允许"
            );
            if !list
                || !(made || CLOSED.is_in(after))
                || (word.as_str().ends_with('由') && !made)
                || (open && !made && read.set.classes.is_empty())
            {
                continue;
            }
            let mut set = read.set;
            let made = made || word.as_str().contains(['只', '仅']);
            // `以字母开头，可包含数字`: letters may stand further on as well.
            for edge in &ends {
                set.classes.extend(edge.classes.iter().copied());
                set.add_literals(&edge.literals);
            }
            // `可包含数字、下划线` besides letters, of which nothing is said.
            let letters = set
                .classes
                .iter()
                .any(|class| !matches!(class, CharClass::Digits | CharClass::Chinese));
            let kind = Kind::Charset(set);
            out.push(if made || letters {
                Finding::new(kind, sentence.source())
            } else {
                Finding::soft(kind, sentence.source())
            });
            break;
        }
    }
    out
}

/// `zh-ascii`.
pub fn ascii(reading: &Reading<'_>) -> Vec<Finding> {
    texts(reading)
        .filter(|s| {
            ASCII
                .find(s.text())
                .is_some_and(|found| !conditional(before(s, found.start())))
        })
        .map(|s| Finding::new(Kind::Ascii, s.source()))
        .collect()
}
