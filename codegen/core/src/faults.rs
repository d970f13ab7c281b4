//! Faults that authors of generators make, each at one place of this crate, for the conformance suite to find.
//!
//! Without the feature `faults`, which nothing but the suite's own proof turns on, `on` is `false` at compile time and
//! no fault exists. With it, a fault is chosen for one call by [`with`], on the calling thread alone.

/// Whether this fault is chosen.
#[cfg(not(feature = "faults"))]
pub(crate) const fn on(_id: &str) -> bool {
    false
}

#[cfg(feature = "faults")]
pub use catalogue::*;

#[cfg(feature = "faults")]
mod catalogue {
    use std::cell::Cell;

    thread_local! {
        static CHOSEN: Cell<&'static str> = const { Cell::new("") };
    }

    /// One fault.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub struct Fault {
        /// By which it is chosen.
        pub id: &'static str,
        /// The file of this crate that has it.
        pub place: &'static str,
        /// What the generated code then does.
        pub effect: &'static str,
    }

    const fn fault(id: &'static str, place: &'static str, effect: &'static str) -> Fault {
        Fault { id, place, effect }
    }

    /// Every fault.
    #[rustfmt::skip]
    pub const ALL: &[Fault] = &[
        fault("length-max-one-more", "lower/checks.rs", "a text may be one longer than documented"),
        fault("length-min-one-less", "lower/checks.rs", "a text may be one shorter than documented"),
        fault("length-in-bytes", "lower/checks.rs", "characters are counted in bytes"),
        fault("length-empty-refused", "lower/checks.rs", "the empty text is refused though it is allowed"),
        fault("first-char-unchecked", "lower/checks.rs", "the first character is not looked at"),
        fault("last-char-is-first", "lower/checks.rs", "the first character is looked at instead of the last"),
        fault("charset-first-only", "lower/checks.rs", "only the first character must be of the set"),
        fault("forbidden-char-dropped", "lower/checks.rs", "the last forbidden character is allowed"),
        fault("forbidden-prefix-first-only", "lower/checks.rs", "only the first forbidden beginning is refused"),
        fault("ascii-unchecked", "lower/checks.rs", "characters that are not ASCII pass"),
        fault("pattern-unanchored", "lower/checks.rs", "a pattern may match anywhere in the text"),
        fault("months-as-minutes", "lower/checks.rs", "months of a time are read as minutes"),
        fault("pieces-as-whole", "lower/checks.rs", "what is asked of each piece is asked of the whole text"),
        fault("separators-counted", "lower/checks.rs", "separators are counted instead of pieces"),
        fault("letter-ascii-only", "lower/checks.rs", "only ASCII letters are letters"),
        fault("set-literals-dropped", "lower/checks.rs", "single characters of a set are not allowed"),
        fault("member-dropped", "lower/checks.rs", "the last of several values is refused"),
        fault("fixed-truth-inverted", "lower/checks.rs", "the one truth value that is allowed is refused"),
        fault("absent-min-is-zero", "lower/checks.rs", "an absent lower bound is taken for 0"),
        fault("zero-max-is-absent", "lower/checks.rs", "an upper bound of 0 is taken for none"),
        fault("set-as-range", "lower/checks.rs", "what lies between the ranges of a set is allowed"),
        fault("exclusive-bound-allowed", "lower/checks.rs", "a bound that is excluded is allowed"),
        fault("least-refused", "lower/numbers.rs", "the least number of a range is refused"),
        fault("greatest-count-lost", "lower/numbers.rs", "the greatest length or number of elements is not kept"),
        fault("int64-as-int32", "lower/graph.rs", "whole numbers of 64 bits have 32"),
        fault("absent-list-unnoticed", "lower/validate.rs", "a required list may be absent"),
        fault("requires-reversed", "lower/cross.rs", "the parameter that is needed needs the other"),
        fault("times-as-numbers", "lower/cross.rs", "times are compared as whole numbers"),
        fault("condition-first-value", "lower/cross.rs", "of several values that trigger a rule only the first does"),
        fault("condition-on-truth-lost", "lower/cross.rs", "a truth value is compared as a text, which it never equals"),
        fault("tier-swapped", "lower/rules.rs", "documented constraints are advisory, and the reverse"),
        fault("own-error-lost", "lower/rules.rs", "the error that a constraint names is not kept"),
        fault("error-status-off", "lower/rules.rs", "a wire error has another status"),
        fault("narrows-lost", "lower/rules.rs", "a narrower rule is reported beside the looser one"),
        fault("common-code-wrong", "lower/rules.rs", "a violation has the code of another kind"),
        fault("first-evidence-lost", "lower/rules.rs", "the first of several pieces of evidence is not kept"),
        fault("secret-in-violation", "lower/rules.rs", "a violation shows a sensitive value"),
        fault("json-as-pairs", "lower/structs.rs", "JSON text travels as pairs"),
        fault("joined-as-pairs", "lower/structs.rs", "a list joined by commas travels as pairs"),
        fault("location-lost", "lower/structs.rs", "everything travels in the query"),
        fault("secret-in-debug", "lower/structs.rs", "the request shows a sensitive value"),
        fault("answer-number-narrow", "lower/response.rs", "whole numbers of an answer have 32 bits"),
        fault("second-status-lost", "lower/errors.rs", "a code that has two statuses is kept under the first alone"),
        fault("own-methods-lost", "lower/info.rs", "methods and schemes of the operation are not kept"),
        fault("docs-all-documented", "lower/docs.rs", "the documentation calls advisory constraints documented"),
        fault("docs-default-lost", "lower/docs.rs", "the documentation does not tell the default"),
        fault("words-bound-off", "lower/words.rs", "the words of a rule tell another bound"),
        fault("greatest-count-refused", "emit/broken.rs", "the greatest length or number of elements is itself refused"),
        fault("absent-list-counted", "emit/broken.rs", "a list that is absent has too few elements"),
        fault("prefix-anywhere", "emit/broken.rs", "a forbidden beginning is refused anywhere"),
        fault("values-ignore-case", "emit/broken.rs", "values are compared without regard to case"),
        fault("first-piece-only", "emit/broken.rs", "only the first piece of a text is looked at"),
        fault("greatest-number-refused", "emit/broken.rs", "the greatest number is itself refused"),
        fault("first-element-skipped", "emit/validate.rs", "the first element of a list is not looked at"),
        fault("index-one-more", "emit/validate.rs", "elements are counted from 2 in paths"),
        fault("nested-path-lost", "emit/validate.rs", "a path lacks what holds the field"),
        fault("optional-objects-unchecked", "emit/validate.rs", "objects that may be absent are never looked into"),
        fault("condition-inverted", "emit/cross.rs", "a condition holds for all values but those named"),
        fault("default-as-if-sent", "emit/cross.rs", "a default that was not sent triggers a rule as if it had been"),
        fault("exclusive-at-first", "emit/cross.rs", "of two exclusive parameters the first is reported"),
        fault("at-least-one-wants-all", "emit/cross.rs", "all of several parameters must be given, not one"),
        fault("equal-taken-wrong", "emit/cross.rs", "two equal values pass where they must not, and the reverse"),
        fault("rule-in-first-element-only", "emit/cross.rs", "a rule within a list is judged in its first element alone"),
        fault("empty-for-absent", "emit/wire.rs", "a text that is absent is sent as an empty one"),
        fault("default-sent", "emit/wire.rs", "a truth value that is absent is sent as its default"),
        fault("wire-name-cased", "emit/wire.rs", "a wire name is made from words anew: `VSwitchId` becomes `VswitchId`"),
        fault("absent-as-type-fault", "emit/wire.rs", "an absent parameter is reported as one of the wrong type"),
        fault("half-an-object-absent", "emit/wire.rs", "an object that lacks one field is taken for absent"),
        fault("unlisted-value-lost", "emit/values.rs", "a value that is not listed becomes the first that is"),
        fault("values-mixed-up", "emit/values.rs", "a value is read as its neighbour"),
        fault("unknown-field-dropped", "emit/response.rs", "fields of an answer that are not described are lost"),
        fault("answer-name-cased", "emit/response.rs", "a field of an answer is looked for in lower case"),
        fault("error-status-ignored", "emit/errors.rs", "an error is known by its code alone"),
        fault("error-codes-mixed-up", "emit/errors.rs", "a variant tells the code of its neighbour"),
        fault("message-for-summary", "emit/errors.rs", "message and summary of an error are exchanged"),
        fault("token-unset", "emit/info.rs", "the idempotency token is accepted and not set"),
    ];

    /// Runs something with one fault chosen.
    pub fn with<T>(fault: &Fault, run: impl FnOnce() -> T) -> T {
        /// Takes the choice back, also where `run` panics.
        struct Back(&'static str);
        impl Drop for Back {
            fn drop(&mut self) {
                CHOSEN.set(self.0);
            }
        }
        let _back = Back(CHOSEN.replace(fault.id));
        run()
    }

    /// Whether this fault is chosen.
    pub(crate) fn on(id: &str) -> bool {
        CHOSEN.get() == id
    }
}
