//! The only value that a text allows: `取值固定为**VPC**`, `目前只能取值**X**`.

use super::clause::{before, conditional, statements, token_at};
use super::pattern::patterns;
use crate::extract::finding::{Finding, Kind};
use crate::extract::phrase::value;
use crate::extract::reading::Reading;
use crate::extract::text::is_han;

patterns! {
    CUE = ["固定", "只能", "必须为"] r"(?:取值|值)?固定(?:取值|值)?(?:设置|填写|传入)?(?:为|是|:)+\s*|只能(?:取值|设置|传入|填写|输入)(?:为|是)?:?\s*|(?:取值|值)必须为\s*";
}

/// `zh-fixed`.
pub fn fixed(reading: &Reading<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    for sentence in statements(reading) {
        for cue in CUE.all(sentence.text()) {
            let Some(cue) = cue.get(0) else { continue };
            if conditional(before(&sentence, cue.start())) {
                continue;
            }
            let rest = sentence.text().get(cue.end()..).unwrap_or_default();
            if rest.starts_with(is_han) {
                continue;
            }
            let at = token_at(&sentence, cue.end());
            let Some(caught) = value(&sentence, at) else {
                continue;
            };
            let closed = sentence
                .token(caught.end)
                .is_none_or(|t| t.is_any(&["。", ".", ",", ";", "(", ")"]));
            let another = sentence
                .token(caught.end + 1)
                .is_some_and(|t| t.mark.is_some() || t.is_digits());
            if closed && !another && !caught.text.chars().any(is_han) {
                out.push(Finding::new(Kind::Fixed(caught.text), sentence.source()));
            }
        }
    }
    out
}
