//! Default values: `默认值：10`, `默认为10`, `**on**（默认值）：…`.

use super::clause::{before, conditional, statements, token_at};
use super::list;
use super::pattern::patterns;
use crate::extract::finding::{Finding, Kind, TypeHint};
use crate::extract::phrase::value;
use crate::extract::reading::{Reading, Sentence};
use crate::extract::text::is_han;
use crate::extract::token::whole_number;

patterns! {
    CUE = ["默认", "缺省"] r"(?:默认取值|默认值|缺省值)(?:为|是|:)*\s*|(?:默认|缺省)(?:情况下)?(?:取值|值)?(?:为|是|:)\s*";
    /// `，默认AES。`
    BARE = ["默认"] r"(?:^|[,;。]\s*)默认\s*";
    /// `默认7天`.
    SHORT = ["默认", "缺省"] r"(?:默认值?|缺省值?)\s*(-?[0-9]+)\s*(秒|分钟|小时|天|个月|月|年|条|个|行|页|[,。;)]|$)";
    EMPTY = r"^(?:空|无|null)";
}

/// Whether one of the clauses of a value's meaning is nothing but `默认值`.
pub fn clause_says_default(meaning: &str) -> bool {
    meaning
        .split([',', ';', '。', '\n', '(', ')', ':'])
        .map(str::trim)
        .any(|clause| {
            matches!(
                clause,
                "默认" | "默认值" | "为默认值" | "此为默认值" | "该值为默认值" | "缺省值" | "默认选项"
            )
        })
        // `默认值：0`: what the default is stands after it.
        && !meaning.contains("默认值:")
}

/// `zh-default-value`.
pub fn default_value(reading: &Reading<'_>) -> Vec<Finding> {
    if matches!(reading.hint, TypeHint::Object) {
        return Vec::new();
    }
    let mut out = Vec::new();
    for sentence in statements(reading) {
        for cue in CUE
            .all(sentence.text())
            .into_iter()
            .chain(BARE.all(sentence.text()))
        {
            let Some(cue) = cue.get(0) else { continue };
            let rest = sentence.text().get(cue.end()..).unwrap_or_default();
            if EMPTY.is_in(rest)
                || rest.starts_with(is_han)
                || conditional(before(&sentence, cue.start()))
            {
                continue;
            }
            let at = token_at(&sentence, cue.end());
            if let Some(text) = stated(&sentence, at, reading.hint) {
                out.push(Finding::new(Kind::Default(text), sentence.source()));
            }
        }
        for found in SHORT.all(sentence.text()) {
            let start = found.get(0).map_or(0, |m| m.start());
            if let Some(n) = found.get(1)
                && !conditional(before(&sentence, start))
            {
                out.push(Finding::new(
                    Kind::Default(n.as_str().to_owned()),
                    sentence.source(),
                ));
            }
        }
    }
    out
}

/// The value at token `at`, if it stands alone and fits the type.
fn stated(sentence: &Sentence<'_, '_>, at: usize, hint: TypeHint) -> Option<String> {
    if list::range(sentence, at).is_some() {
        return None;
    }
    let caught = value(sentence, at)?;
    let number = whole_number(&caught.text);
    let next = sentence.token(caught.end);
    let unit = number.is_some()
        && next.is_some_and(|t| {
            [
                "秒", "毫秒", "分钟", "小时", "天", "个", "个月", "月", "年", "条", "行", "页",
                "次", "GB", "GiB", "MB", "Mbps",
            ]
            .contains(&t.text)
        });
    let closed = next.is_none_or(|t| t.is_any(&["。", ".", ",", ";", ")", "(", "!"]))
        || unit
        || (caught.marked
            && next.is_some_and(|t| {
                t.is_han() && (t.text.starts_with("表示") || t.text.starts_with('即'))
            }));
    let fits = match hint {
        TypeHint::Integer => number.is_some(),
        TypeHint::Float => caught.text.parse::<f64>().is_ok(),
        TypeHint::Boolean => ["true", "false"]
            .iter()
            .any(|w| caught.text.eq_ignore_ascii_case(w)),
        _ => true,
    };
    let plain = !caught.text.chars().any(is_han);
    (closed && fits && plain).then_some(caught.text)
}
