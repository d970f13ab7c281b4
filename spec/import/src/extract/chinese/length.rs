//! Lengths: `长度为2~80个字符`, `最多支持64个字符`, `不能超过64个字符`, `8~32位`.

use super::clause::{before, conditional, statements};
use super::pattern::patterns;
use crate::extract::finding::{Finding, Kind, LengthUnit, TypeHint};
use crate::extract::reading::Reading;

patterns! {
    RANGE = ["字符", "字节", "位", "个字", "字母"] r"([0-9]+)\s*(?:~|-|至|到)\s*([0-9]+)\s*(?:个)?(?:中英文|英文|半角|ASCII|UTF-8)?(字符|字节|位|个字|字母)";
    /// Without the unit, where it says that it is a length.
    LENGTH_RANGE = ["长度"] r"长度(?:限制|范围|需要|需|应|必须|可以)*(?:在|为|是|:)*\s*([0-9]+)\s*(?:~|-|至|到)\s*([0-9]+)\s*(?:之间)?(?:$|[。,;])";
    MOST = ["字符", "字节"] r"(最多(?:可以|可|能|允许)?(?:支持|包含|输入|填写)?|不能超过|不超过|不得超过|不可超过|最大为|最长为|最长|最大长度(?:为|是|:)|长度限制(?:为|是|:)|长度(?:最大|最长|最多)(?:为|是)?|上限(?:为|是)|最大值?不超过|小于等于|小于或等于|少于或等于)\s*([0-9]+)\s*(?:个)?(?:中英文|英文|ASCII)?(?:以内的)?(字符|字节|位字符)";
    LEAST = ["字符", "字节"] r"(至少|不少于|最少|不能少于|最短为|最短)(?:包含|输入)?\s*([0-9]+)\s*(?:个)?(?:英文|ASCII)?(字符|字节)";
    EXACT = ["长度"] r"长度(?:固定)?(?:必须)?(?:为|是|:)\s*([0-9]+)\s*(?:个)?(?:英文|ASCII)?(字符|字节|位)";
    EMPTY = ["空"] r"(可以为空|可为空|允许为空|可以是空|可以输入空字符串|可以为空字符串|可以是空字符串)";
    NOT_EMPTY = ["空"] r"(不能为空字符串|不能是空字符串|不能输入空字符串|不允许为空字符串|请勿输入空字符串|不可为空字符串|不能为空)";
    /// Lengths of something else.
    OF_ANOTHER = r"(掩码|报文|前缀|单个|每个|每行|每条|各个|其中|时间|路径|参数名|前|后|第)[^,。;]{0,12}$";
}

/// `zh-length`.
pub fn length(reading: &Reading<'_>) -> Vec<Finding> {
    if !matches!(
        reading.hint,
        TypeHint::Text | TypeHint::Array | TypeHint::Other
    ) {
        return Vec::new();
    }
    let mut out = Vec::new();
    for sentence in statements(reading) {
        let text = sentence.text();
        let mut found = Vec::new();
        for caught in RANGE.all(text) {
            let unit = caught.get(3).map_or("", |m| m.as_str());
            // `8~32位` counts characters only where that is what is spoken of.
            if unit == "位" && !(text.contains("长度") || text.contains("密码")) {
                continue;
            }
            found.push((
                caught.get(0),
                number(caught.get(1)),
                number(caught.get(2)),
                unit,
            ));
        }
        if found.is_empty() {
            for caught in LENGTH_RANGE.all(text) {
                found.push((
                    caught.get(0),
                    number(caught.get(1)),
                    number(caught.get(2)),
                    "",
                ));
            }
        }
        if found.is_empty() {
            for caught in MOST.all(text) {
                let unit = caught.get(3).map_or("", |m| m.as_str());
                found.push((caught.get(0), None, number(caught.get(2)), unit));
            }
            for caught in LEAST.all(text) {
                let unit = caught.get(3).map_or("", |m| m.as_str());
                found.push((caught.get(0), number(caught.get(2)), None, unit));
            }
        }
        if found.is_empty() {
            for caught in EXACT.all(text) {
                let n = number(caught.get(1));
                let unit = caught.get(2).map_or("", |m| m.as_str());
                found.push((caught.get(0), n, n, unit));
            }
        }
        for (place, min, max, unit) in found {
            let ahead = before(&sentence, place.map_or(0, |m| m.start()));
            let crossed = min.zip(max).is_some_and(|(min, max)| min > max);
            if crossed || conditional(ahead) || OF_ANOTHER.is_in(ahead) {
                continue;
            }
            let kind = Kind::Length {
                min,
                max,
                unit: if unit == "字节" {
                    LengthUnit::Bytes
                } else {
                    LengthUnit::Chars
                },
                allow_empty: EMPTY.is_in(text),
            };
            out.push(Finding::new(kind, sentence.source()));
        }
    }
    out
}

fn number(found: Option<regex_lite::Match<'_>>) -> Option<u64> {
    found?.as_str().parse().ok()
}

/// `zh-empty-allowed`: a text that may be empty, or may not.
pub fn empty_allowed(reading: &Reading<'_>) -> Vec<Finding> {
    if reading.hint != TypeHint::Text {
        return Vec::new();
    }
    let mut out = Vec::new();
    for sentence in statements(reading) {
        if let Some(found) = NOT_EMPTY.find(sentence.text())
            && !conditional(before(&sentence, found.start()))
        {
            let kind = Kind::Length {
                min: Some(1),
                max: None,
                unit: LengthUnit::Chars,
                allow_empty: false,
            };
            out.push(Finding::new(kind, sentence.source()));
        }
    }
    out
}
