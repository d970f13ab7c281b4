//! Rules across parameters: which speak of the same thing, and which of two asks more.

use std::collections::BTreeSet;

use acs_spec::{Rule, RuleCheck};

use super::order::Order;

/// The parameters that a rule names.
#[must_use]
pub fn names(check: &RuleCheck) -> Vec<&str> {
    match check {
        RuleCheck::RequiredIf(check) => vec![&check.param, &check.when.param],
        RuleCheck::Requires(check) => vec![&check.param, &check.needs],
        RuleCheck::Exclusive(check) => check.params.iter().map(String::as_str).collect(),
        RuleCheck::AtLeastOne(check) => check.params.iter().map(String::as_str).collect(),
        RuleCheck::Compare(check) => vec![&check.param, &check.less_than],
        RuleCheck::ServerSide(_) => Vec::new(),
    }
}

fn sets<'a>(a: &'a [String], b: &'a [String]) -> (BTreeSet<&'a String>, BTreeSet<&'a String>) {
    (a.iter().collect(), b.iter().collect())
}

/// How the second rule stands to the first; `None`: they are not about the same.
#[must_use]
pub fn order(a: &Rule, b: &Rule) -> Option<Order> {
    if a.within != b.within {
        return None;
    }
    let of = |looser: bool, tighter: bool| match (looser, tighter) {
        (true, true) => Order::Same,
        (true, false) => Order::Looser,
        (false, true) => Order::Tighter,
        (false, false) => Order::Other,
    };
    match (&a.check, &b.check) {
        (RuleCheck::RequiredIf(a), RuleCheck::RequiredIf(b)) => {
            let same = a.param == b.param && a.when.param == b.when.param;
            let (was, is) = sets(&a.when.equals, &b.when.equals);
            same.then(|| of(is.is_subset(&was), was.is_subset(&is)))
        }
        (RuleCheck::Requires(a), RuleCheck::Requires(b)) => (a == b).then_some(Order::Same),
        // Of fewer parameters more may be present together.
        (RuleCheck::Exclusive(a), RuleCheck::Exclusive(b)) => {
            let (was, is) = sets(&a.params, &b.params);
            let shared = was.intersection(&is).count() > 1;
            shared.then(|| of(is.is_subset(&was), was.is_subset(&is)))
        }
        // Of more parameters one is easier to give.
        (RuleCheck::AtLeastOne(a), RuleCheck::AtLeastOne(b)) => {
            let (was, is) = sets(&a.params, &b.params);
            let shared = was.intersection(&is).count() > 0;
            shared.then(|| of(was.is_subset(&is), is.is_subset(&was)))
        }
        (RuleCheck::Compare(a), RuleCheck::Compare(b)) => {
            let same = a.param == b.param && a.less_than == b.less_than && a.order == b.order;
            same.then_some(match (a.or_equal, b.or_equal) {
                (false, true) => Order::Looser,
                (true, false) => Order::Tighter,
                _ => Order::Same,
            })
        }
        (RuleCheck::ServerSide(one), RuleCheck::ServerSide(other)) => {
            (one.text == other.text && a.id == b.id).then_some(Order::Same)
        }
        _ => None,
    }
}
