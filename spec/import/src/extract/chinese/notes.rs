//! What is worth keeping though no request can be judged by it: units, rules of the service, other operations.

use super::clause::{before, conditional, statements};
use super::pattern::patterns;
use crate::extract::finding::{Finding, Kind};
use crate::extract::reading::Reading;

patterns! {
    UNIT = ["单位"] r"单位\s*(?:为|是|:)?\s*([A-Za-z][A-Za-z/]*|毫秒|秒|分钟|小时|天|个月|月|年|元/小时|美元/小时|字节|个|%)";
    SERVICE = ["必须", "不能", "不可", "不得", "需要"] r"必须属于|必须在同一|必须与\S{0,20}(?:相同|一致|同)|不能重复|不可重复|必须唯一|需要唯一|不能与\S{0,30}(?:重复|冲突|重叠|相同)|必须是已|必须存在|必须处于|不得与\S{0,30}(?:重叠|冲突)";
    OPERATION = ["调用", "通过"] r"(?:调用|通过)\s*([A-Z][a-z]+[A-Za-z0-9]*[A-Z][A-Za-z0-9]*)\s*(?:接口|API|来|以|获取|查询|查看|的|,|。|$|\))";
}

/// `zh-unit`.
pub fn unit(reading: &Reading<'_>) -> Vec<Finding> {
    statements(reading)
        .filter_map(|s| {
            let found = UNIT.captures(s.text())?;
            let unit = found.get(1)?.as_str().to_owned();
            let start = found.get(0)?.start();
            (!conditional(before(&s, start))).then(|| Finding::new(Kind::Unit(unit), s.source()))
        })
        .collect()
}

/// `zh-server-side`.
pub fn server_side(reading: &Reading<'_>) -> Vec<Finding> {
    statements(reading)
        .filter(|s| SERVICE.is_in(s.text()))
        .map(|s| Finding::new(Kind::ServerSide, s.source()))
        .collect()
}

/// `zh-refers-to-operation`.
pub fn refers_to_operation(reading: &Reading<'_>) -> Vec<Finding> {
    let mut out: Vec<Finding> = Vec::new();
    for sentence in reading.sentences() {
        for found in OPERATION.all(sentence.text()) {
            let Some(name) = found.get(1) else { continue };
            let kind = Kind::RefersToOperation(name.as_str().to_owned());
            if !out.iter().rev().take(16).any(|f| f.kind == kind) {
                out.push(Finding::new(kind, sentence.source()));
            }
        }
    }
    out
}
