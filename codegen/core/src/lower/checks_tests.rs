//! Tests of [`super::checks`].

use acs_spec::constraint::*;
use acs_spec::{Check, Tier};

use super::checks::{Refusal, Subject, broken};
use super::model::Broken;

fn asked(check: Check, pieces: Option<&str>, subject: Subject) -> Result<Option<Broken>, Refusal> {
    let constraint = Constraint {
        id: "x".into(),
        tier: Tier::Documented,
        check,
        pieces: pieces.map(|separator| Pieces {
            separator: separator.into(),
        }),
        narrows: None,
        wire_error: None,
        evidence: Vec::new(),
    };
    broken(&constraint, subject, &mut |_| "PATTERN".to_owned())
}

fn one_of(values: &[&str]) -> Check {
    Check::OneOf(OneOf {
        values: values.iter().map(|value| (*value).to_owned()).collect(),
    })
}

fn int_range(min: Option<i64>, max: Option<i64>) -> Check {
    Check::IntRange(IntRange { min, max })
}

fn length(min: Option<u64>, max: Option<u64>, allow_empty: bool) -> Check {
    Check::Length(Length {
        min,
        max,
        unit: LengthUnit::Bytes,
        allow_empty,
    })
}

#[test]
fn a_bound_of_zero_and_an_absent_one_differ_where_it_matters() {
    let gaps = |gaps: &[(Option<i64>, Option<i64>)]| Ok(Some(Broken::Gaps(gaps.to_vec())));
    assert_eq!(
        asked(int_range(Some(0), None), None, Subject::Whole(32)),
        gaps(&[(None, Some(0))])
    );
    assert_eq!(
        asked(int_range(None, Some(0)), None, Subject::Whole(32)),
        gaps(&[(Some(0), None)])
    );
    assert_eq!(
        asked(int_range(None, None), None, Subject::Whole(64)),
        Ok(None)
    );
    assert_eq!(
        asked(length(Some(0), None, false), None, Subject::Text),
        Ok(None)
    );
    let most = Broken::Length {
        count: "bytes",
        min: None,
        max: Some(0),
        allow_empty: false,
    };
    assert_eq!(
        asked(length(None, Some(0), true), None, Subject::Text),
        Ok(Some(most))
    );
}

#[test]
fn bounds_beyond_the_width_break_nothing_or_everything() {
    let beyond = i64::from(i32::MAX) + 1;
    assert_eq!(
        asked(int_range(None, Some(beyond)), None, Subject::Whole(32)),
        Ok(None)
    );
    assert_eq!(
        asked(int_range(Some(beyond), None), None, Subject::Whole(32)),
        Ok(Some(Broken::Always))
    );
    assert!(matches!(
        asked(int_range(Some(beyond), None), None, Subject::Whole(64)),
        Ok(Some(Broken::Gaps(_)))
    ));
}

#[test]
fn values_compare_as_their_type_does() {
    let mixed = one_of(&["1", "01", "x", "2"]);
    assert_eq!(
        asked(mixed.clone(), None, Subject::Whole(32)),
        Ok(Some(Broken::NotWhole(vec![1, 2])))
    );
    let floats = vec!["1.0".to_owned(), "2.0".to_owned()];
    assert_eq!(
        asked(mixed, None, Subject::Number(64)),
        Ok(Some(Broken::NotNumber(floats)))
    );
    assert_eq!(
        asked(one_of(&["TRUE"]), None, Subject::Truth),
        Ok(Some(Broken::Is(false)))
    );
    assert_eq!(
        asked(one_of(&["true", "false"]), None, Subject::Truth),
        Ok(None)
    );
    assert_eq!(
        asked(one_of(&["yes"]), None, Subject::Truth),
        Ok(Some(Broken::Always))
    );
    assert_eq!(
        asked(one_of(&[]), None, Subject::Text),
        Ok(Some(Broken::Always))
    );
}

#[test]
fn pieces_may_hold_numbers_and_texts_may_not() {
    let on_pieces = asked(int_range(Some(1), Some(9)), Some(","), Subject::Text);
    let gaps = Broken::TextGaps(vec![(None, Some(1)), (Some(9), None)]);
    assert_eq!(
        on_pieces,
        Ok(Some(Broken::Pieces(",".into(), Box::new(gaps))))
    );
    assert_eq!(
        asked(int_range(Some(1), None), None, Subject::Text),
        Err(Refusal::NumericOnText)
    );
    assert!(asked(int_range(Some(1), None), Some(""), Subject::Text).is_err());
    assert!(asked(int_range(Some(1), None), Some(","), Subject::Whole(32)).is_err());
}

#[test]
fn open_texts_are_bounded_beyond_64_bits_only_where_a_bound_says_so() {
    let open = |min, max| asked(int_range(min, max), None, Subject::Open);
    assert_eq!(
        open(Some(1), None),
        Ok(Some(Broken::TextGaps(vec![(None, Some(1))])))
    );
    assert_eq!(
        open(Some(1), Some(i64::MAX)),
        Ok(Some(Broken::TextGaps(vec![
            (None, Some(1)),
            (Some(i64::MAX), None)
        ])))
    );
    assert_eq!(open(None, None), Ok(Some(Broken::TextGaps(vec![]))));
}

#[test]
fn what_does_not_fit_is_refused() {
    for subject in [
        Subject::Whole(32),
        Subject::Number(64),
        Subject::Truth,
        Subject::Many,
        Subject::Object,
    ] {
        assert!(asked(length(Some(1), None, false), None, subject).is_err());
    }
    assert!(asked(one_of(&["a"]), None, Subject::Many).is_err());
    assert!(
        asked(
            Check::IntSet(IntSet {
                ranges: vec![vec![1]]
            }),
            None,
            Subject::Whole(32)
        )
        .is_err()
    );
    let items = |separator: Option<&str>| {
        Check::Items(Items {
            min: Some(1),
            max: None,
            separator: separator.map(str::to_owned),
        })
    };
    assert!(asked(items(None), None, Subject::Text).is_err());
    assert!(asked(items(Some(",")), None, Subject::Many).is_err());
    assert_eq!(
        asked(items(None), None, Subject::Many),
        Ok(Some(Broken::Items(Some(1), None)))
    );
}
