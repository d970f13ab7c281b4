//! What may be said of a value: constraints on one parameter, and rules across several.
//!
//! The exact meaning of each kind stands at its definition; the reference interpreter (`acs-judge`) and the emitted
//! validators both follow it.

use crate::source::Evidence;

crate::words! {
    /// How firmly a constraint holds.
    pub enum Tier {
        /// Stated as a rule, and no source allows more. Enforced by default.
        Documented = "documented",
        /// Stated vaguely, or another source allows more. Reported by default, enforced only when the caller says strict.
        Advisory = "advisory",
    }
}

crate::words! {
    /// What a length counts.
    pub enum LengthUnit {
        /// Unicode scalar values.
        Chars = "chars",
        /// Bytes of the UTF-8 form.
        Bytes = "bytes",
    }
}

crate::words! {
    /// A class of characters.
    pub enum CharClass {
        /// Unicode-alphabetic (`char::is_alphabetic`), so Chinese characters too.
        Letter = "letter",
        /// `a` to `z` and `A` to `Z`.
        AsciiLetter = "ascii_letter",
        /// `a` to `z`.
        Lowercase = "lowercase",
        /// `A` to `Z`.
        Uppercase = "uppercase",
        /// `0` to `9`.
        Digit = "digit",
        /// Han ideographs: U+3400 to U+4DBF, U+4E00 to U+9FFF, U+F900 to U+FAFF, U+20000 to U+323AF.
        Chinese = "chinese",
    }
}

crate::record! {
    /// A set of characters: those of any class, and those listed.
    pub struct CharSet {
        /// Classes, each of which is allowed whole.
        classes: Vec<CharClass>,
        /// Single characters, in one text.
        literals: Option<String>,
    }
}

crate::record! {
    /// `length`: how long the text is. Both bounds are inclusive, and an absent bound is no bound (absent is not zero).
    pub struct Length {
        /// Fewest.
        min: Option<u64>,
        /// Most.
        max: Option<u64>,
        /// What is counted.
        unit: LengthUnit,
        /// The text may be empty whatever `min` says.
        allow_empty: bool,
    }
}

crate::record! {
    /// `first_char` and `last_char`: the class of the character at one end. Not judged on an empty text.
    pub struct EdgeChar {
        /// What that character may be.
        allowed: CharSet,
    }
}

crate::record! {
    /// `charset`: every character is one of these. An empty text has none that is not.
    pub struct Charset {
        /// What each character may be.
        allowed: CharSet,
    }
}

crate::record! {
    /// `forbid_chars`: none of these characters stands anywhere.
    pub struct ForbidChars {
        /// The characters, in one text, literally.
        chars: String,
    }
}

crate::record! {
    /// `forbid_prefix`: the text starts with none of these, case-sensitively.
    pub struct ForbidPrefix {
        /// The beginnings, literally.
        prefixes: Vec<String>,
    }
}

crate::record! {
    /// `ascii`: every character is U+0000 to U+007F.
    pub struct Ascii {}
}

crate::record! {
    /// `one_of`: exactly one of these texts, case-sensitively. For whole numbers the numbers are compared, for booleans
    /// the truth values; for texts that hold numbers, the texts.
    pub struct OneOf {
        /// The values, as texts.
        values: Vec<String>,
    }
}

crate::record! {
    /// `int_range`: a whole number within bounds, both inclusive. An absent bound is no bound.
    pub struct IntRange {
        /// Least.
        min: Option<i64>,
        /// Greatest.
        max: Option<i64>,
    }
}

crate::record! {
    /// `int_set`: a whole number within one of several ranges.
    pub struct IntSet {
        /// Pairs `[from, to]`, both inclusive, ascending, not overlapping.
        ranges: Vec<Vec<i64>>,
    }
}

crate::record! {
    /// `number_range`: a `float` or `double` within bounds, given as texts so that no digit is lost.
    pub struct NumberRange {
        /// Least.
        min: Option<String>,
        /// The least value itself is not allowed.
        exclusive_min: bool,
        /// Greatest.
        max: Option<String>,
        /// The greatest value itself is not allowed.
        exclusive_max: bool,
    }
}

crate::record! {
    /// `items`: how many elements the list has; or, with a separator, how many pieces the text has (an empty text has
    /// none, any other one more than it has separators).
    pub struct Items {
        /// Fewest.
        min: Option<u64>,
        /// Most.
        max: Option<u64>,
        /// What separates the pieces where the value is one text.
        separator: Option<String>,
    }
}

crate::record! {
    /// `fixed`: the documentation says to set this value, if any. Compared as `one_of` compares.
    pub struct Fixed {
        /// The value, as text.
        value: String,
    }
}

crate::record! {
    /// `pattern`: the whole text matches (anchored at both ends, whatever anchors it has of its own).
    pub struct Pattern {
        /// The regular expression.
        pattern: String,
        /// Its dialect.
        dialect: Dialect,
    }
}

crate::words! {
    /// The dialect of a pattern.
    pub enum Dialect {
        /// The part that regular expression languages agree on: no look-around, no back-references; `\d`, `\w` and `\s` are ASCII.
        Portable = "portable",
    }
}

crate::record! {
    /// `datetime`: a time in this format. A text must have the very shape, with month, day, hour, minute and second in
    /// their ranges (60 seconds are not), days as the month has them.
    pub struct Datetime {
        /// `yyyy`, `MM`, `dd`, `HH`, `mm`, `ss`, `SSS`, with `T`, `Z`, digits and punctuation as they stand; or `unix-seconds`, `unix-milliseconds` (a whole number, not negative).
        format: String,
    }
}

crate::record! {
    /// `server_side`: a rule that only the service can judge. For documentation and the service double, never for a validator.
    pub struct ServerSide {
        /// The rule in our words.
        text: String,
    }
}

crate::choice! {
    /// What a constraint asks of a value.
    pub enum Check {
        /// Length of a text.
        Length(Length) = "length",
        /// Class of the first character.
        FirstChar(EdgeChar) = "first_char",
        /// Class of the last character.
        LastChar(EdgeChar) = "last_char",
        /// Characters allowed.
        Charset(Charset) = "charset",
        /// Characters forbidden.
        ForbidChars(ForbidChars) = "forbid_chars",
        /// Beginnings forbidden.
        ForbidPrefix(ForbidPrefix) = "forbid_prefix",
        /// ASCII only.
        Ascii(Ascii) = "ascii",
        /// One of a list of values.
        OneOf(OneOf) = "one_of",
        /// Whole number in a range.
        IntRange(IntRange) = "int_range",
        /// Whole number in one of several ranges.
        IntSet(IntSet) = "int_set",
        /// Number in a range.
        NumberRange(NumberRange) = "number_range",
        /// Number of elements.
        Items(Items) = "items",
        /// One value only.
        Fixed(Fixed) = "fixed",
        /// Regular expression.
        Pattern(Pattern) = "pattern",
        /// A time.
        Datetime(Datetime) = "datetime",
        /// Only the service can judge.
        ServerSide(ServerSide) = "server_side",
    }
}

crate::record! {
    /// The constraint is on each piece of the text, not on the whole.
    pub struct Pieces {
        /// What separates the pieces.
        separator: String,
    }
}

crate::record! {
    /// The error that the service answers when a rule is broken.
    pub struct WireError {
        /// HTTP status.
        status: u16,
        /// Error code.
        code: String,
        /// No source says so; it follows from the service's common errors.
        inferred: bool,
    }
}

crate::record! {
    /// One constraint on one value. It is judged on every value that is present; absent values break nothing.
    pub struct Constraint {
        /// Public and stable, unique within the operation: the path of the parameter, a dot, and the kind (`Tag.Key.length`).
        id: String,
        /// How firmly it holds.
        tier: Tier,
        /// What it asks.
        check: Check,
        /// Asked of each piece of a text that holds several. (What is asked of a list's elements stands at its `items`.)
        pieces: Option<Pieces>,
        /// The looser constraint that this one narrows: where that one is broken, this one is not reported.
        narrows: Option<String>,
        /// What the service answers.
        wire_error: Option<WireError>,
        /// Which sources say so.
        evidence: Vec<Evidence>,
    }
}

crate::record! {
    /// A condition on another parameter.
    pub struct When {
        /// The other parameter.
        param: String,
        /// The values that trigger it, as texts; compared as `one_of` compares.
        equals: Vec<String>,
    }
}

crate::record! {
    /// `required_if`: this parameter must be present when another has one of some values. It may be present otherwise.
    /// Where the other is absent and its documented default would trigger the rule, a violation is advisory.
    pub struct RequiredIf {
        /// The parameter that must be present.
        param: String,
        /// When.
        when: When,
    }
}

crate::record! {
    /// `requires`: when one parameter is present, another must be.
    pub struct Requires {
        /// The parameter that needs another.
        param: String,
        /// The one it needs.
        needs: String,
    }
}

crate::record! {
    /// `exclusive`: at most one of these is present. The violation is at the second one present, in this order.
    pub struct Exclusive {
        /// The parameters.
        params: Vec<String>,
    }
}

crate::record! {
    /// `at_least_one`: one of these is present. The violation is at the first of them.
    pub struct AtLeastOne {
        /// The parameters.
        params: Vec<String>,
    }
}

crate::words! {
    /// How two values are compared.
    pub enum Order {
        /// As whole numbers.
        Number = "number",
        /// As times in ISO 8601 with the same format, which sort as texts do.
        Time = "time",
    }
}

crate::record! {
    /// `compare`: where both are present and well-formed, one is less than the other.
    pub struct Compare {
        /// The lesser; the violation is here.
        param: String,
        /// The greater.
        less_than: String,
        /// They may also be equal.
        or_equal: bool,
        /// How they are compared.
        order: Order,
    }
}

crate::choice! {
    /// What a cross-field rule asks.
    pub enum RuleCheck {
        /// Required under a condition.
        RequiredIf(RequiredIf) = "required_if",
        /// One needs another.
        Requires(Requires) = "requires",
        /// At most one.
        Exclusive(Exclusive) = "exclusive",
        /// At least one.
        AtLeastOne(AtLeastOne) = "at_least_one",
        /// One less than the other.
        Compare(Compare) = "compare",
        /// Only the service can judge.
        ServerSide(ServerSide) = "server_side",
    }
}

crate::record! {
    /// One rule across parameters. Stated in two places it is still one rule, with two pieces of evidence.
    pub struct Rule {
        /// Public and stable, unique within the operation: the parameter that a violation is reported at, a dot, and the kind.
        id: String,
        /// How firmly it holds.
        tier: Tier,
        /// The list or object within whose (each) element the names are found (`Beam`, `Beam.Sector`); absent: the request itself.
        within: Option<String>,
        /// What it asks.
        check: RuleCheck,
        /// The looser rule that this one narrows.
        narrows: Option<String>,
        /// What the service answers.
        wire_error: Option<WireError>,
        /// Which sources say so.
        evidence: Vec<Evidence>,
    }
}
