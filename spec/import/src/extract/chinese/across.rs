//! Rules across parameters: together, one of several, one only, earlier and later.

use super::clause::{before, conditional, statements};
use super::pattern::patterns;
use crate::extract::finding::{Finding, Kind, Relation};
use crate::extract::reading::Reading;

patterns! {
    BOTH = ["同时"] r"([A-Za-z][A-Za-z0-9_.]*)\s*(?:参数)?\s*(?:和|与|及|、)\s*([A-Za-z][A-Za-z0-9_.]*)\s*(?:参数|两个参数)?\s*(?:必须|需要|需)同时(?:指定|传入|设置|配置|输入|填写)";
    ONE_OF = ["一个", "一项", "其一", "其中"] r"([A-Za-z][A-Za-z0-9_.]*|本参数|该参数)\s*(?:参数)?\s*(?:和|与|及|、|,|或)\s*([A-Za-z][A-Za-z0-9_.]*)\s*(?:参数)?\s*(?:两者|两个参数)?(?:中|之间)?\s*(至少|必须|需要|需)(?:至少)?(?:需要|需|要)?(?:传入|输入|指定|填写|设置|选择|传递)(?:其中)?(?:一个|一项|其一|其中之一)";
    NOT_BOTH = ["同时"] r"(?:不支持|不能|不可以|不可|无法|不允许)同时(?:配置|输入|指定|传入|设置|使用|填写)\s*([A-Za-z][A-Za-z0-9_.]*)\s*(?:参数)?\s*(?:和|与|及|、|以及)\s*([A-Za-z][A-Za-z0-9_.]*)";
    EITHER = ["二选一", "互斥", "同时"] r"(?:和|与|跟)\s*([A-Za-z][A-Za-z0-9_.]*)\s*(?:参数)?\s*(二选一|互斥|不能同时)";
    LATER = ["晚于", "早于", "大于", "小于"] r"(晚于|早于|大于|小于)\s*(?:查询|任务|数据|历史监控)?的?(?:最早|最晚)?(开始时间|起始时间|结束时间|[A-Z][A-Za-z]*Time)";
}

/// `zh-requires`: two parameters that go together.
pub fn requires(reading: &Reading<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    for sentence in statements(reading) {
        if let Some(found) = BOTH.captures(sentence.text())
            && let (Some(whole), Some(a), Some(b)) = (found.get(0), found.get(1), found.get(2))
            && before(&sentence, whole.start()).trim().is_empty()
        {
            let names = vec![a.as_str().to_owned(), b.as_str().to_owned()];
            out.push(Finding::new(Kind::Requires(names), sentence.source()));
        }
    }
    out
}

/// `zh-one-of-parameters`.
pub fn one_of_parameters(reading: &Reading<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    for sentence in statements(reading) {
        let text = sentence.text();
        let plain = |start: usize| !conditional(before(&sentence, start));
        if let Some(found) = ONE_OF.captures(text)
            && let (Some(whole), Some(a), Some(b)) = (found.get(0), found.get(1), found.get(2))
            && plain(whole.start())
        {
            let names = [a.as_str(), b.as_str()];
            let names = names
                .into_iter()
                .filter(|name| !name.ends_with("参数"))
                .map(str::to_owned)
                .collect();
            out.push(Finding::new(Kind::AtLeastOne(names), sentence.source()));
        }
        if let Some(found) = NOT_BOTH.captures(text)
            && let (Some(whole), Some(a), Some(b)) = (found.get(0), found.get(1), found.get(2))
            && plain(whole.start())
        {
            let names = vec![a.as_str().to_owned(), b.as_str().to_owned()];
            out.push(Finding::new(Kind::Exclusive(names), sentence.source()));
        }
        if let Some(found) = EITHER.captures(text)
            && let (Some(whole), Some(other)) = (found.get(0), found.get(1))
            && plain(whole.start())
        {
            let names = vec![other.as_str().to_owned()];
            out.push(Finding::new(Kind::Exclusive(names), sentence.source()));
        }
    }
    out
}

/// `zh-later-than`.
pub fn later_than(reading: &Reading<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    for sentence in statements(reading) {
        let Some(found) = LATER.captures(sentence.text()) else {
            continue;
        };
        let (Some(whole), Some(word), Some(other)) = (found.get(0), found.get(1), found.get(2))
        else {
            continue;
        };
        let ahead = before(&sentence, whole.start());
        if conditional(ahead) || ahead.ends_with('不') || ahead.ends_with("不能") {
            continue;
        }
        let other = match other.as_str() {
            "开始时间" | "起始时间" => "start time",
            "结束时间" => "end time",
            name => name,
        };
        let relation = if matches!(word.as_str(), "晚于" | "大于") {
            Relation::Greater
        } else {
            Relation::Less
        };
        let kind = Kind::Compare {
            relation,
            other: other.to_owned(),
        };
        out.push(Finding::new(kind, sentence.source()));
    }
    out
}
