//! Valid values and bounds: `取值：`, `取值范围：1~50`, `取值大于0`, `最大值为100`, and lists that no such words announce
//! (hinted only).

use super::clause::{before, conditional, statements, token_at};
use super::list;
use super::pattern::patterns;
use crate::extract::bullets;
use crate::extract::finding::{Finding, Kind, TypeHint};
use crate::extract::heads::Entry;
use crate::extract::reading::{Reading, Sentence};
use crate::extract::rules::values::findings;
use crate::extract::text::is_han;

patterns! {
    /// Words that announce all values.
    CUE = ["值", "选项", "范围", "枚举"] r"(?:可选取值|可选值|可选项|有效取值|有效值|合法值|合法取值|枚举值|枚举类型|可能取值|可能的取值|可能值|可能的值|支持的取值|支持的值|取值范围|取值列表|取值|值域|有效范围|合法范围|数值范围|端口范围|范围(?:为|是|:))(?:分别|范围|列表|目前|当前|仅|只|可以|可|能|支持|如下|包括|包含|有|为|是|说明|必须|应|需|在|以下|之一|整数)*\s*:?\s*";
    /// The values of something else: another parameter, an index, a mask.
    OF_ANOTHER = r"([A-Za-z][A-Za-z0-9_.]*(?:参数)?的?\s*|长度|掩码|地址|网段|时间|个数|数量|默认|最大|最小|每个\S*|不同\S*|上一次\S*)$";
    /// A range that counts elements.
    OF_LIST = r"(列表|个数|数量|清单)[^。;]*$";
    COMPARED = r"^\s*(?:必须|需要|需|应|要|为|是)*\s*(大于或者等于|大于或等于|大于等于|不小于|不低于|≥|>=|大于|高于|>|小于或者等于|小于或等于|小于等于|不大于|不能超过|不超过|不高于|≤|<=|小于|低于|<)\s*(-?[0-9]+)(?:\s*[,]?\s*(?:且|并且|并)\s*(?:必须|需)?(小于或者等于|小于或等于|小于等于|不大于|不能超过|不超过|不高于|≤|<=|小于|低于|<)\s*(-?[0-9]+))?\s*(.*)$";
    AFTER_COMPARED = r"^(?:$|[。.,;)]|的?(?:正|非负)?整数|的值|且不超过\s*[A-Za-z]|并且|个?[。,;]|(?:秒|分钟|小时|天|个月|年|个)(?:$|[。,;]))";
    POSITIVE = r"^\s*(?:任意)?(正整数|非负整数|自然数)\s*(?:$|[。,;])";
    /// Bounds that no `取值` announces.
    LEAST_MOST = ["最大", "最小", "上限", "下限"] r"(?:^|[,;。:(]\s*|该值|取值|其)(最大值|最小值|最大|最小|上限|下限)(?:不能超过|不超过|只能为|可以?设置为|可为|为|是|:)\s*(-?[0-9]+)";
    ALONE = ["大于", "小于", "≥", "≤"] r"(?:^|[,;。]\s*)(?:该参数|本参数|该值|数值|值)?(?:必须|需要|需|应)?((?:大于|小于|不小于|不大于|≥|≤).*)$";
    FIRST = ["起始值", "初始值", "从"] r"(?:起始值|初始值)(?:为|是|:)\s*([0-9]+)|从\s*([0-9]+)\s*开始";
    JSON = r"(?i)json|结构体|如下参数|以下参数|子参数";
}

/// `zh-valid-values`.
pub fn valid_values(reading: &Reading<'_>) -> Vec<Finding> {
    let mut out = stated_values(reading);
    // What a case allows beyond the rest shows that the rest is not closed.
    let beyond = out.iter().any(|case| {
        case.soft
            && out
                .iter()
                .any(|rule| !rule.soft && !covers(&rule.kind, &case.kind))
    });
    if beyond {
        for finding in &mut out {
            finding.soft |= matches!(
                finding.kind,
                Kind::OneOf(_) | Kind::IntRange { .. } | Kind::IntSet(_)
            );
        }
    }
    out
}

/// Whether everything that `case` lists is allowed by `rule`. Kinds that cannot be compared are.
fn covers(rule: &Kind, case: &Kind) -> bool {
    let within = |n: i64| match rule {
        Kind::IntRange { min, max } => {
            min.is_none_or(|least| least <= n) && max.is_none_or(|most| n <= most)
        }
        Kind::IntSet(ranges) => ranges.iter().any(|(low, high)| (*low..=*high).contains(&n)),
        Kind::OneOf(values) => values.contains(&n.to_string()),
        _ => true,
    };
    match (rule, case) {
        (Kind::OneOf(rule), Kind::OneOf(case)) => case.iter().all(|value| rule.contains(value)),
        (Kind::IntRange { .. } | Kind::IntSet(_), Kind::OneOf(case)) => {
            case.iter().all(|value| value.parse().is_ok_and(within))
        }
        (_, Kind::IntRange { min, max }) => min.is_none_or(within) && max.is_none_or(within),
        (_, Kind::IntSet(case)) => case.iter().all(|(low, high)| within(*low) && within(*high)),
        _ => true,
    }
}

fn stated_values(reading: &Reading<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    for sentence in statements(reading) {
        for cue in CUE.all(sentence.text()) {
            let Some(cue) = cue.get(0) else { continue };
            let ahead = before(&sentence, cue.start());
            if OF_ANOTHER.is_in(ahead) {
                continue;
            }
            let counted = matches!(reading.hint, TypeHint::Text | TypeHint::Array)
                && OF_LIST.is_in(ahead)
                || reading.hint == TypeHint::Array;
            let soft = conditional(ahead);
            let rest = sentence.text().get(cue.end()..).unwrap_or_default();
            // `固定取值为` is for another rule; after `取值不区分大小写` no values stand.
            if ahead.ends_with("固定") {
                continue;
            }
            if let Some(kind) = compared(rest).or_else(|| positive(rest)) {
                out.push(make(kind, soft, &sentence));
                continue;
            }
            if rest.starts_with(is_han) {
                continue;
            }
            let at = token_at(&sentence, cue.end());
            let at_end = (at..sentence.to).all(|i| {
                sentence
                    .token(i)
                    .is_none_or(|t| t.is_any(&["。", ".", ":"]))
            });
            let listed = if at_end && sentence.to == sentence.line.tokens.len() {
                bullets::after_line(reading, sentence.line)
            } else if at_end {
                None
            } else {
                list::in_sentence(&sentence, at, reading.hint)
            };
            let listed = listed
                .filter(|l| counts_values(rest, l.lines.is_empty()))
                .filter(|l| !(counted && l.entries.iter().any(|e| matches!(e, Entry::Range(..)))));
            if let Some(listed) = listed {
                let soft = soft || bullets::goes_on(reading, &listed);
                findings(&sentence, &listed, reading.hint, soft, &mut out);
            }
        }
    }
    out
}

/// Numbers before `个字符` are a length.
fn counts_values(rest: &str, inline: bool) -> bool {
    let sentence = rest.split(['。', ';']).next().unwrap_or_default();
    !(inline && sentence.contains("字符") && !sentence.contains('a'))
}

fn make(kind: Kind, soft: bool, sentence: &Sentence<'_, '_>) -> Finding {
    if soft {
        Finding::soft(kind, sentence.source())
    } else {
        Finding::new(kind, sentence.source())
    }
}

/// `大于0且小于等于9`.
fn compared(rest: &str) -> Option<Kind> {
    let found = COMPARED.captures(rest)?;
    let text = |i: usize| found.get(i).map_or("", |m| m.as_str());
    if !AFTER_COMPARED.is_in(text(5)) {
        return None;
    }
    let (mut min, mut max) = (None, None);
    for (word, number) in [(1, 2), (3, 4)] {
        let Ok(n) = text(number).parse::<i64>() else {
            continue;
        };
        match text(word) {
            "大于" | "高于" | ">" => min = n.checked_add(1),
            "小于" | "低于" | "<" => max = n.checked_sub(1),
            word if word.starts_with("大于")
                || matches!(word, "不小于" | "不低于" | "≥" | ">=") =>
            {
                min = Some(n);
            }
            _ => max = Some(n),
        }
    }
    match (min, max) {
        (None, None) => None,
        (Some(low), Some(high)) if low > high => None,
        _ => Some(Kind::IntRange { min, max }),
    }
}

fn positive(rest: &str) -> Option<Kind> {
    let found = POSITIVE.captures(rest)?;
    let least = i64::from(found.get(1)?.as_str() == "正整数");
    Some(Kind::IntRange {
        min: Some(least),
        max: None,
    })
}

/// `zh-bounds`: the least and the greatest value of a number.
pub fn bounds(reading: &Reading<'_>) -> Vec<Finding> {
    if !matches!(reading.hint, TypeHint::Integer | TypeHint::Float) {
        return Vec::new();
    }
    let mut out = Vec::new();
    for sentence in statements(reading) {
        let text = sentence.text();
        for found in LEAST_MOST.all(text) {
            let group = |i: usize| found.get(i).map_or("", |m| m.as_str());
            let start = found.get(1).map_or(0, |m| m.start());
            let Ok(n) = group(2).parse::<i64>() else {
                continue;
            };
            // `最大为10GB`, `最大值为节点数`: other things than the number.
            let after = found
                .get(0)
                .and_then(|m| text.get(m.end()..))
                .unwrap_or_default()
                .trim_start();
            if conditional(before(&sentence, start))
                || after.starts_with(|c: char| {
                    c.is_ascii_alphanumeric() || matches!(c, '.' | '*' | '%')
                })
                || ["倍", "个字", "字符", "位"]
                    .iter()
                    .any(|word| after.starts_with(word))
            {
                continue;
            }
            let kind = if matches!(group(1), "最大值" | "最大" | "上限") {
                Kind::IntRange {
                    min: None,
                    max: Some(n),
                }
            } else {
                Kind::IntRange {
                    min: Some(n),
                    max: None,
                }
            };
            out.push(Finding::new(kind, sentence.source()));
        }
        if let Some(found) = ALONE.captures(text)
            && let Some(rest) = found.get(1)
            && !conditional(before(&sentence, rest.start()))
            && let Some(kind) = compared(rest.as_str())
        {
            out.push(Finding::new(kind, sentence.source()));
        }
        if let Some(found) = FIRST.captures(text)
            && let Some(n) = found.get(1).or(found.get(2))
            && let Ok(n) = n.as_str().parse::<i64>()
        {
            let kind = Kind::IntRange {
                min: Some(n),
                max: None,
            };
            out.push(Finding::soft(kind, sentence.source()));
        }
    }
    out
}

/// `zh-listed-values`: bullets that name values, though nothing says that these are all.
pub fn listed_values(reading: &Reading<'_>) -> Vec<Finding> {
    if reading.statements().any(|s| JSON.is_in(s.text())) {
        return Vec::new();
    }
    crate::extract::rules::values::listed_values(reading)
}
