//! Strategies for constraints and rules.

use acs_spec::constraint::*;
use acs_spec::source::{Evidence, Statement};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::strategy::Union;

use super::{text, texts, word};

fn evidence() -> impl Strategy<Value = Vec<Evidence>> {
    let one = (text(), text(), of(text()), word(Statement::ALL)).prop_map(
        |(source, row, reading, stated)| Evidence {
            source,
            row,
            reading,
            stated,
        },
    );
    vec(one, 0..2)
}

fn wire_error() -> impl Strategy<Value = Option<WireError>> {
    let one =
        (any::<u16>(), text(), any::<bool>()).prop_map(|(status, code, inferred)| WireError {
            status,
            code,
            inferred,
        });
    of(one)
}

fn char_set() -> impl Strategy<Value = CharSet> {
    (vec(word(CharClass::ALL), 0..3), of(text()))
        .prop_map(|(classes, literals)| CharSet { classes, literals })
}

fn length() -> impl Strategy<Value = Length> {
    let bound = || of(prop_oneof![0..9_u64, any::<u64>()]);
    (bound(), bound(), word(LengthUnit::ALL), any::<bool>()).prop_map(
        |(min, max, unit, allow_empty)| Length {
            min,
            max,
            unit,
            allow_empty,
        },
    )
}

fn check() -> impl Strategy<Value = Check> {
    let number = || prop_oneof![-9..9_i64, any::<i64>()];
    Union::new([
        length().prop_map(Check::Length).boxed(),
        char_set()
            .prop_map(|allowed| Check::FirstChar(EdgeChar { allowed }))
            .boxed(),
        char_set()
            .prop_map(|allowed| Check::LastChar(EdgeChar { allowed }))
            .boxed(),
        char_set()
            .prop_map(|allowed| Check::Charset(Charset { allowed }))
            .boxed(),
        text()
            .prop_map(|chars| Check::ForbidChars(ForbidChars { chars }))
            .boxed(),
        texts()
            .prop_map(|prefixes| Check::ForbidPrefix(ForbidPrefix { prefixes }))
            .boxed(),
        Just(Check::Ascii(Ascii {})).boxed(),
        texts()
            .prop_map(|values| Check::OneOf(OneOf { values }))
            .boxed(),
        (of(number()), of(number()))
            .prop_map(|(min, max)| Check::IntRange(IntRange { min, max }))
            .boxed(),
        vec(vec(number(), 0..3), 0..3)
            .prop_map(|ranges| Check::IntSet(IntSet { ranges }))
            .boxed(),
        (
            of("-?[0-9]{1,3}(e9)?"),
            any::<bool>(),
            of(text()),
            any::<bool>(),
        )
            .prop_map(|(min, exclusive_min, max, exclusive_max)| {
                Check::NumberRange(NumberRange {
                    min,
                    exclusive_min,
                    max,
                    exclusive_max,
                })
            })
            .boxed(),
        (of(any::<u64>()), of(0..9_u64), of(text()))
            .prop_map(|(min, max, separator)| {
                Check::Items(Items {
                    min,
                    max,
                    separator,
                })
            })
            .boxed(),
        text()
            .prop_map(|value| Check::Fixed(Fixed { value }))
            .boxed(),
        r"[\[\](){}a-c*+?|\\^1-3,-]{0,8}"
            .prop_map(|pattern| {
                Check::Pattern(Pattern {
                    pattern,
                    dialect: Dialect::Portable,
                })
            })
            .boxed(),
        "[yMdHmsSTZ:. -]{0,12}"
            .prop_map(|format| Check::Datetime(Datetime { format }))
            .boxed(),
        text()
            .prop_map(|text| Check::ServerSide(ServerSide { text }))
            .boxed(),
    ])
}

pub fn constraint() -> impl Strategy<Value = Constraint> {
    (
        text(),
        word(Tier::ALL),
        check(),
        of(text().prop_map(|separator| Pieces { separator })),
        of(text()),
        wire_error(),
        evidence(),
    )
        .prop_map(
            |(id, tier, check, pieces, narrows, wire_error, evidence)| Constraint {
                id,
                tier,
                check,
                pieces,
                narrows,
                wire_error,
                evidence,
            },
        )
}

pub fn when() -> impl Strategy<Value = When> {
    (text(), texts()).prop_map(|(param, equals)| When { param, equals })
}

fn rule_check() -> impl Strategy<Value = RuleCheck> {
    Union::new([
        (text(), when())
            .prop_map(|(param, when)| RuleCheck::RequiredIf(RequiredIf { param, when }))
            .boxed(),
        (text(), text())
            .prop_map(|(param, needs)| RuleCheck::Requires(Requires { param, needs }))
            .boxed(),
        texts()
            .prop_map(|params| RuleCheck::Exclusive(Exclusive { params }))
            .boxed(),
        texts()
            .prop_map(|params| RuleCheck::AtLeastOne(AtLeastOne { params }))
            .boxed(),
        (text(), text(), any::<bool>(), word(Order::ALL))
            .prop_map(|(param, less_than, or_equal, order)| {
                RuleCheck::Compare(Compare {
                    param,
                    less_than,
                    or_equal,
                    order,
                })
            })
            .boxed(),
        text()
            .prop_map(|text| RuleCheck::ServerSide(ServerSide { text }))
            .boxed(),
    ])
}

pub fn rule() -> impl Strategy<Value = Rule> {
    (
        text(),
        word(Tier::ALL),
        of(text()),
        rule_check(),
        of(text()),
        wire_error(),
        evidence(),
    )
        .prop_map(
            |(id, tier, within, check, narrows, wire_error, evidence)| Rule {
                id,
                tier,
                within,
                check,
                narrows,
                wire_error,
                evidence,
            },
        )
}
