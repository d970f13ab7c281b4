//! The catalogue of diagnostics: a stable code for each kind of fault, with what it means and how such faults arise.
//!
//! Ranges: `ACS00xx` reading and decoding, `ACS01xx` lints of a spec, `ACS02xx` pages and other sources,
//! `ACS03xx` lowering and generating, `ACS04xx` the command line.

use crate::diag::Severity;

/// One kind of fault.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// `ACS0001` and up. Never reused.
    pub id: &'static str,
    /// Usual weight.
    pub severity: Severity,
    /// A few words.
    pub title: &'static str,
    /// What it means, why it matters, and how to mend it.
    pub explanation: &'static str,
}

macro_rules! codes {
    ($($name:ident = $id:literal $severity:ident $title:literal: $explanation:literal;)*) => {
        $(
            #[doc = concat!($id, ": ", $title)]
            pub static $name: Code =
                Code { id: $id, severity: Severity::$severity, title: $title, explanation: $explanation };
        )*
        /// Every code, in order of its id.
        pub static ALL: &[&Code] = &[$(&$name),*];
    };
}

codes! {
    SYNTAX = "ACS0001" Error "not JSON":
        "The file is not well-formed JSON, is too large, or nests too deeply. The message names the byte at which reading stopped; nothing after it was looked at.";
    NOT_UTF8 = "ACS0002" Error "not UTF-8":
        "The file holds bytes that are not UTF-8 text. Save it as UTF-8; if it is an archive or an image, it is the wrong file.";
    UNREADABLE = "ACS0003" Error "cannot be read":
        "The file does not exist, may not be read, or is larger than 64 MiB.";
    WRONG_KIND = "ACS0004" Error "a value of the wrong kind":
        "A value is of another JSON kind than the format asks for, such as a text where a number belongs.";
    UNKNOWN_KEY = "ACS0005" Error "an unknown key":
        "The format has no such key. Unknown keys are refused, so that a misspelt one cannot silently mean nothing.";
    DUPLICATE_KEY = "ACS0006" Error "a key twice":
        "An object has the same key twice. Readers disagree about which one counts, so neither does.";
    MISSING_KEY = "ACS0007" Error "a key is missing":
        "The format asks for this key. What no source states is written as the text \"unstated\".";
    UNKNOWN_WORD = "ACS0008" Error "a word that is none of the known":
        "The value must be one of a few words, and is none of them. The help names the nearest.";
    OUT_OF_RANGE = "ACS0009" Error "a number out of range":
        "The number does not fit the width that the format gives it, or is no whole number.";
    WRONG_FORMAT = "ACS0010" Error "another format version":
        "The file's `format` is not the one this version reads.";
    TOO_MANY = "ACS0011" Error "more faults than are listed":
        "The file has so many faults that only the first are listed. Most often one mistake repeats: mend the first ones and read the file again.";

    REVERSED_BOUNDS = "ACS0101" Error "reversed bounds":
        "A minimum stands above its maximum, so that nothing would be valid; or the ranges of a set do not ascend.";
    EMPTY_CONSTRAINT = "ACS0102" Error "a constraint that says nothing":
        "The constraint has no bound, no value or no character in it, so that it allows nothing or everything.";
    DUPLICATE_NAME = "ACS0103" Error "a name twice":
        "Two parameters of one operation, two fields of one object, or two constraints have the same name or id.";
    UNKNOWN_PARAMETER = "ACS0104" Error "a rule names no parameter":
        "A cross-field rule, an outcome or the idempotency entry names a parameter that the operation does not have.";
    UNKNOWN_SOURCE = "ACS0105" Error "evidence names no source":
        "A piece of evidence names a source that is not among the operation's sources.";
    NO_EVIDENCE = "ACS0106" Warning "no evidence":
        "A constraint or rule names no source. A rule without evidence cannot be checked when documentation changes.";
    CYCLIC_REFERENCE = "ACS0107" Error "a reference that leads to itself":
        "Following the references never reaches a type. Recursion is allowed through an object, a list or a map only.";
    UNKNOWN_REFERENCE = "ACS0108" Error "a reference to nothing":
        "A schema refers to a name that the operation's `schemas` do not define.";
    WRONG_TYPE_FOR_CHECK = "ACS0109" Error "a constraint that does not fit the type":
        "The constraint cannot apply to values of this type, such as a length on a whole number.";
    NUMERIC_BOUND_ON_TEXT = "ACS0110" Warning "a numeric bound on a text":
        "The provider's metadata gives a numeric bound on a parameter of type string. It is kept among the vendor's facts and never enforced.";
    PROSE_IN_SPEC = "ACS0111" Error "the provider's prose in a spec file":
        "Spec files hold facts and our own words, never the provider's sentences. `acsgen lint --fix` removes them.";
    NO_SUMMARY = "ACS0112" Warning "no summary":
        "An operation or a parameter has no one-line summary in our own words.";
    CONFLICT = "ACS0113" Note "sources disagree":
        "Two sources state different rules. The looser one is enforced, the stricter one is reported only.";
    UNKNOWN_WIRE_ERROR = "ACS0114" Error "a wire error that no table lists":
        "A constraint names a (status, code) that neither the operation's error table nor the service's common errors list.";
    STALE_CORRECTION = "ACS0115" Error "a correction that no longer applies":
        "A recorded correction names a place that is not there, or what it says was there is not. The source has changed: look again, then drop or renew the correction.";
    EXAMPLE_BREAKS_RULE = "ACS0116" Warning "an example that breaks a rule":
        "The documented example of a parameter breaks one of its own constraints. One of the two was read wrongly, or the documentation is wrong.";
    AMBIGUOUS_ROW = "ACS0117" Error "an ambiguous row is unsettled":
        "An error row could be read in more than one way, and no correction has settled which.";
    NOT_CANONICAL = "ACS0118" Warning "not in canonical form":
        "The file means the same, but its keys or blanks are not as `acsgen lint --fix` writes them.";
    BAD_SHAPE = "ACS0119" Error "a type whose parts do not fit":
        "A schema's parts do not belong to its type: a list needs `items`, an object has `fields`, a reference has `reference`, and no other type has any of them.";
    BAD_PATTERN = "ACS0120" Error "a pattern that cannot be used":
        "The pattern is not a regular expression in the dialect that is supported (no look-around, no back-references).";
    BAD_FORMAT = "ACS0121" Error "a date format that cannot be used":
        "The date format has a letter that stands for nothing known.";
    DANGLING_NARROWS = "ACS0122" Error "a constraint narrows nothing":
        "`narrows` must name another constraint of the same parameter, or another rule of the operation.";
    UNRESOLVED_LOSS = "ACS0123" Note "content that a source has lost":
        "The source is known to have lost content here, so that what it does not say is unknown, not absent.";

    WRONG_LAYOUT = "ACS0201" Error "not a layout that is read here":
        "The text is not a documentation page in a layout that can be read, or is not a page at all.";
    MISSING_SECTION = "ACS0202" Error "a section is missing":
        "The page lacks a section that pages of its layout have; most often it was cut off.";
    BAD_ROW = "ACS0203" Error "a row that cannot be read":
        "A line stands where a row belongs and cannot be read as one.";
    AMBIGUOUS_READING = "ACS0204" Warning "a row with several readings":
        "The row can be read in more than one way. The candidates are listed; a correction settles which is right.";
    LOST_CONTENT = "ACS0205" Note "content lost in the layout":
        "The layout dropped something, such as the text of a note. What it said is unknown.";
    UNREAD_SENTENCE = "ACS0206" Note "a sentence that looks like a rule":
        "The sentence sounds like a rule, but no extraction rule understood it. Read it, and add a constraint by hand if it is one.";
    UNKNOWN_KEYWORD = "ACS0207" Note "a keyword kept among the vendor's facts":
        "The metadata has a keyword that this version gives no meaning to. It is kept, unread.";
    SOURCE_CONFLICT = "ACS0208" Note "constraints of one source that disagree":
        "Two readings of one source disagree, so the looser one was kept as a rule and the other as advice.";
    ODD_ROW = "ACS0209" Note "an unusual row":
        "The row was read without doubt, but is unusual enough that a person should look at it.";
    UNRESOLVED_NAME = "ACS0210" Warning "a rule speaks of an unknown parameter":
        "A sentence states a rule about another parameter, and no parameter of that name is at hand. Nothing was made of it.";

    NAME_COLLISION = "ACS0301" Error "two names become one":
        "Two names of the provider become the same Rust name, and no naming rule tells them apart. Give one a `rust_name`.";
    BAD_NAME = "ACS0302" Error "not a Rust name":
        "A `rust_name` is not usable as a Rust identifier.";
    UNSUPPORTED = "ACS0303" Error "cannot be generated":
        "The spec is valid, but code for this cannot be generated.";
    STALE_OUTPUT = "ACS0304" Error "generated code is stale":
        "The generated files are not what the spec gives. The message names the command that mends it.";
    INTERRUPTED = "ACS0305" Warning "an interrupted run":
        "An earlier run was interrupted between writing and swapping; it has been finished or undone.";
    OVERRIDE_UNMATCHED = "ACS0306" Error "a setting that matches nothing":
        "A naming override or an operation filter names something that no spec has.";
    BAD_SETTING = "ACS0307" Error "a setting that cannot be used":
        "No option has this name, or the option does not take this value. Every door (command line, build script, macro) has the same options; `acsgen help generate` lists them.";
    NOT_A_SPEC = "ACS0308" Error "not a spec file":
        "A file was passed to be generated from that is no spec: no JSON object whose `format` is one of ours. A documentation page or an api-docs.json is read by the command line, and by build scripts and macros with their feature `import`.";

    UNKNOWN_OPERATION = "ACS0401" Error "no such operation":
        "No spec of that name was found in the spec folder.";
    NO_SPEC_FOLDER = "ACS0402" Error "no spec folder":
        "No folder with specs was found upwards from the current one. Name one with `--spec`.";
    BAD_REQUEST_FILE = "ACS0403" Error "a request that cannot be read":
        "The request is neither a JSON object in the shape of the request, nor wire pairs, nor a query string.";
    WRITE_FAILED = "ACS0404" Error "cannot be written":
        "A file or folder could not be written. Nothing was changed.";
    UNKNOWN_CODE = "ACS0405" Error "no such code":
        "`acsgen explain` was asked for a code that does not exist.";
    BAD_EXTRACT_LINE = "ACS0406" Error "a line that cannot be read":
        "`acsgen extract` reads lines of JSON with the texts `type` and `description`; this line is none.";
    NOTHING_TO_EXPORT = "ACS0407" Error "nothing to export":
        "The operation has nothing that this form could hold, such as a RAM policy where no authorization is disclosed.";
}

/// The code of this id, in any letter case.
#[must_use]
pub fn find(id: &str) -> Option<&'static Code> {
    ALL.iter()
        .copied()
        .find(|code| code.id.eq_ignore_ascii_case(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_in_order() {
        assert!(ALL.windows(2).all(|pair| pair[0].id < pair[1].id));
        assert_eq!(find("acs0001").unwrap().id, "ACS0001");
    }
}
