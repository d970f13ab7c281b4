//! When a parameter is required: `当ChargeType取值为PrePaid时，本参数必须传入`.

use super::clause::statements;
use super::pattern::patterns;
use crate::extract::finding::{Finding, Kind};
use crate::extract::reading::Reading;
use crate::extract::text::is_han;

patterns! {
    /// The other parameter and its values, then what is demanded of this one.
    REQUIRED = ["必", "需"] r#"(?:^|[^A-Za-z0-9_.])([A-Za-z][A-Za-z0-9_.]*)\s*(?:请求)?(?:参数|字段)?(?:的)?(?:取值|值|参数值)?\s*(?:被)?(?:设置|选择|指定|配置)?\s*(?:为|等于|是|=)\s*((?:["'\s]*[A-Za-z0-9_.\-]+["'\s]*(?:\([^)]{1,12}\))?(?:或者|或|、|,|和|及)?)+)(.{0,48}?)(必须传入|必须填写|必须设置|必须指定|必须输入|必须配置|必填|必选|必传|需要指定|需要传入|需要设置|才需要输入|才需要传入|才需要指定|才需要设置|需要填写|为必须|需填写|需传入|需指定|需设置)([^。;,]{0,24})"#;
    /// Between the condition and the demand nothing else is spoken of.
    BETWEEN = r"^(?:时|时候|,|才|且|并且|则|需|需要|必须|本|该|此|参数|字段|项|为|是|生效|有效|可用|可|您|\s|即[^,]{1,24}|且(?:创建|选择)[^,]{1,16}时|并|值|:)*$";
    /// Another parameter is demanded.
    OTHER = r"^\s*(?:参数)?\s*[A-Za-z]";
    EMPTY = r"^\s*(?:空|无)";
}

/// `zh-required-if`.
pub fn required_if(reading: &Reading<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    for sentence in statements(reading) {
        for part in sentence.text().split(';') {
            for found in REQUIRED.all(part) {
                let group = |i: usize| found.get(i).map_or("", |m| m.as_str());
                let values = values(group(2));
                if values.is_empty()
                    || !BETWEEN.is_in(group(3))
                    || OTHER.is_in(group(5))
                    || EMPTY.is_in(group(5))
                {
                    continue;
                }
                let kind = Kind::RequiredIf {
                    param: group(1).to_owned(),
                    equals: values,
                };
                out.push(Finding::new(kind, sentence.source()));
            }
        }
    }
    out
}

fn values(text: &str) -> Vec<String> {
    text.split(['或', '者', ',', '和', '及'])
        .map(|piece| {
            let piece = piece.split('(').next().unwrap_or(piece);
            piece.trim().trim_matches(['"', '\'', '.']).trim()
        })
        .filter(|piece| !piece.is_empty() && !piece.chars().any(is_han))
        .map(str::to_owned)
        .collect()
}
