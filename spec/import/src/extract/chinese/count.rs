//! How many items a list may hold, and what separates the pieces of a text that holds a list.

use super::clause::{before, conditional, statements};
use super::pattern::patterns;
use crate::extract::finding::{Finding, Kind, Subject, TypeHint};
use crate::extract::reading::{Reading, Sentence};

patterns! {
    SEPARATED = ["分", "隔"] r"(?:以|用|使用|通过|之间|采用|由|请用)[^。;]{0,16}?(逗号|分号|竖线|空格|换行符|冒号)\s*(?:\([^)]{1,3}\))?\s*(?:进行)?(?:分隔|隔开|分割|分开|间隔|作为分隔)";
    COUNT = ["最多", "至多", "上限", "超过"] r"(?:最多|至多)(?:一次)?(?:可以|可|能|允许|支持|只能)*(?:同时)?(?:支持)?(?:输入|传入|添加|绑定|查询|包含|填写|指定|设置|配置|解绑|创建|删除|选择|有|为\S{0,12}添加|加入|一个请求传入|批量操作|关联)?\s*([0-9]+)\s*(?:个|条|组|对|台)([^。,;]{0,12})|上限(?:为|是)\s*([0-9]+)\s*(?:个|条)([^。,;]{0,6})|(?:不能超过|不超过|不得超过)\s*([0-9]+)\s*(?:个|条|组)([^。,;]{0,6})";
    OF_N = ["N"] r"\bN的?(?:取值范围|取值|最大取值|最大值)(?:为|是|:)*\s*(?:([0-9]+)\s*(?:~|-|至|到)\s*)?([0-9]+)";
    NUMBER_OF = ["个数", "数量"] r"(?:个数|数量)(?:的)?(?:取值范围|范围|取值)(?:为|是|:)*\s*\[?\s*([0-9]+)\s*(?:~|-|,|至|到)\s*([0-9]+)";
    /// Counted, but no items.
    NOT_ITEMS = r"^\s*(?:中英文|英文|ASCII)?(?:字符|字节|字|汉字|小时|月|天|工作日|数据|监控数据|可用区级)";
}

/// What separates the pieces of the value, if the text says so.
fn separator_in(sentence: &Sentence<'_, '_>) -> Option<&'static str> {
    let found = SEPARATED.captures(sentence.text())?;
    Some(match found.get(1)?.as_str() {
        "逗号" => ",",
        "分号" => ";",
        "竖线" => "|",
        "空格" => " ",
        "冒号" => ":",
        _ => "\n",
    })
}

fn is_text(hint: TypeHint) -> bool {
    matches!(hint, TypeHint::Text | TypeHint::Other)
}

/// `zh-separator`.
pub fn separator(reading: &Reading<'_>) -> Vec<Finding> {
    if !is_text(reading.hint) {
        return Vec::new();
    }
    statements(reading)
        .filter_map(|s| {
            let separator = separator_in(&s)?.to_owned();
            Some(Finding::new(Kind::Separator(separator), s.source()))
        })
        .collect()
}

/// `zh-max-items`.
pub fn max_items(reading: &Reading<'_>) -> Vec<Finding> {
    let array = reading.hint == TypeHint::Array;
    let separator = if is_text(reading.hint) {
        statements(reading).find_map(|s| separator_in(&s))
    } else {
        None
    };
    if !array && !is_text(reading.hint) {
        return Vec::new();
    }
    let mut out = Vec::new();
    for sentence in statements(reading) {
        let Some((n, at)) = count(sentence.text(), array) else {
            continue;
        };
        if conditional(before(&sentence, at)) {
            continue;
        }
        let kind = Kind::MaxItems {
            n,
            separator: separator.map(str::to_owned),
        };
        let mut finding = Finding::new(kind, sentence.source());
        if !array && separator.is_none() {
            finding.subject = Subject::ParentArray;
        }
        out.push(finding);
    }
    out
}

/// The greatest count that a sentence states, and where.
fn count(text: &str, array: bool) -> Option<(u64, usize)> {
    for found in COUNT.all(text) {
        for (number, thing) in [(1, 2), (3, 4), (5, 6)] {
            let Some(n) = found.get(number) else { continue };
            if NOT_ITEMS.is_in(found.get(thing).map_or("", |m| m.as_str())) {
                continue;
            }
            return Some((n.as_str().parse().ok()?, found.get(0)?.start()));
        }
    }
    for table in [&*OF_N, &*NUMBER_OF] {
        if !array && std::ptr::eq(table, &*NUMBER_OF) {
            continue;
        }
        if let Some(found) = table.captures(text) {
            return Some((found.get(2)?.as_str().parse().ok()?, found.get(0)?.start()));
        }
    }
    None
}
