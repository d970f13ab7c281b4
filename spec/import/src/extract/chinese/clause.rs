//! What makes a Chinese sentence hold in a case only.

use super::pattern::patterns;
use crate::extract::reading::{Reading, Sentence};

patterns! {
    /// A condition on the parameter's effect, not on the rule: whoever sets it to no effect breaks nothing.
    EFFECT = ["生效", "有效", "可用", "起作用", "支持", "分隔", "隔开", "分割"] r"(仅|只|只有)?(当|在|指定|设置)[^。,;]{0,80}?(生效|有效|可用|起作用|支持设置|支持配置)(该参数|本参数)?,|如(?:需|果需要|要)[^。;]{0,16}多[^。;]{0,24}(?:分隔|隔开|分割)[^,。;]*,";
    CONDITION = r"当[^前天日月年]|如果|若|假如|假设|对于|针对|除非|情况下|仅适用于|如需|如您|时[,才则]|时\s*$|时候|^\s*如|建议|推荐|例如|比如|示例|通常|一般|每个|根据|之和|总和";
    CASE = r"(当|如果|若|对于|针对|选择|使用).{0,60}(时|情况下|的|类型)?[,:]\s*$|时[,:]\s*$|条件|场景";
}

/// Longest sentence that is matched against patterns, in bytes: real ones have some hundreds, and the cost of a match
/// grows with the sentence.
const MAX_SENTENCE: usize = 4096;

/// The sentences that speak of the parameter as a whole and are no examples.
pub fn statements<'r, 'a>(reading: &'r Reading<'a>) -> impl Iterator<Item = Sentence<'r, 'a>> {
    reading
        .statements()
        .filter(|s| s.text().len() <= MAX_SENTENCE && !s.is_example())
}

/// Whether words before a rule make it hold in a case only.
pub fn conditional(before: &str) -> bool {
    let rest = match EFFECT.find(before) {
        Some(effect) => before.get(effect.end()..).unwrap_or_default(),
        None => before,
    };
    CONDITION.is_in(rest)
}

/// Whether a line that ends with a colon announces what holds in a case only.
pub fn announces_case(text: &str) -> bool {
    text.starts_with(crate::extract::text::is_han) && CASE.is_in(text) && conditional(text)
}

/// The sentence's part that begins after its last full clause before byte `at`: nothing before a `;` speaks of it.
pub fn before<'a>(sentence: &Sentence<'_, 'a>, at: usize) -> &'a str {
    let text = sentence.text().get(..at).unwrap_or_default();
    text.rsplit(';').next().unwrap_or(text)
}

/// The token that begins at byte `at` of the sentence's text or after it.
pub fn token_at(sentence: &Sentence<'_, '_>, at: usize) -> usize {
    let Some(first) = sentence.tokens().first() else {
        return sentence.to;
    };
    (sentence.from..sentence.to)
        .find(|i| {
            sentence
                .token(*i)
                .is_some_and(|t| t.start >= first.start + at)
        })
        .unwrap_or(sentence.to)
}

/// The sentence's text from token `at` on.
pub fn rest<'a>(sentence: &Sentence<'_, 'a>, at: usize) -> &'a str {
    sentence.line.between(at, sentence.to)
}
