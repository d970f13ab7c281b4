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
    /// What it means and why it matters.
    pub explanation: &'static str,
    /// What to do about it, in general: a diagnostic's own help says it for the case.
    pub remedy: &'static str,
}

macro_rules! codes {
    ($($name:ident = $id:literal $severity:ident $title:literal: $explanation:literal mend $remedy:literal;)*) => {
        $(
            #[doc = concat!($id, ": ", $title)]
            pub static $name: Code =
                Code { id: $id, severity: Severity::$severity, title: $title, explanation: $explanation, remedy: $remedy };
        )*
        /// Every code, in order of its id.
        pub static ALL: &[&Code] = &[$(&$name),*];
    };
}

codes! {
    SYNTAX = "ACS0001" Error "not JSON":
        "The file is not well-formed JSON, is too large, or nests too deeply. The message names the byte at which reading stopped; nothing after it was looked at."
        mend "Look at the place that is named: most often a comma is missing or too many just before it, or the file was cut off. An editor that knows JSON marks it.";
    NOT_UTF8 = "ACS0002" Error "not UTF-8":
        "The file holds bytes that are not UTF-8 text. An archive or an image is the wrong file altogether."
        mend "Save the file as UTF-8 (`iconv -f OLD -t UTF-8`), or name the file that you meant.";
    UNREADABLE = "ACS0003" Error "cannot be read":
        "The file does not exist, may not be read, or is larger than 64 MiB."
        mend "Check the spelling of the path, the folder that you run in, and the permissions; `-` reads standard input.";
    WRONG_KIND = "ACS0004" Error "a value of the wrong kind":
        "A value is of another JSON kind than the format asks for, such as a text where a number belongs."
        mend "Write the kind of value that the help names: numbers without quotation marks, texts with them. `acsgen schema operation` has the whole format for editors.";
    UNKNOWN_KEY = "ACS0005" Error "an unknown key":
        "The format has no such key. Unknown keys are refused, so that a misspelt one cannot silently mean nothing."
        mend "Write the key that the help names as the nearest, or remove it. What the provider says and the format has no place for goes under `vendor`.";
    DUPLICATE_KEY = "ACS0006" Error "a key twice":
        "An object has the same key twice. Readers disagree about which one counts, so neither does."
        mend "Keep one of the two; if both are meant, they are two elements of a list.";
    MISSING_KEY = "ACS0007" Error "a key is missing":
        "The format asks for this key. What no source states is written as the text \"unstated\"."
        mend "Add it at the place that is named; `acsgen schema operation` says what it takes.";
    UNKNOWN_WORD = "ACS0008" Error "a word that is none of the known":
        "The value must be one of a few words, and is none of them. The help names the nearest."
        mend "Write one of the words that the help lists.";
    OUT_OF_RANGE = "ACS0009" Error "a number out of range":
        "The number does not fit the width that the format gives it, or is no whole number."
        mend "Write a whole number within the range that the message names, without a fraction, exponent or quotation marks.";
    WRONG_FORMAT = "ACS0010" Error "another format version":
        "The file's `format` is not the one this version reads."
        mend "Write the format that the message asks for if the file is one; a spec of a later version needs a later `acsgen`.";
    TOO_MANY = "ACS0011" Error "more faults than are listed":
        "The file has so many faults that only the first are listed. Most often one mistake repeats."
        mend "Mend the first faults that are listed and read the file again; if all are of one kind, mend it with one replacement throughout the file.";

    REVERSED_BOUNDS = "ACS0101" Error "reversed bounds":
        "A minimum stands above its maximum, so that nothing would be valid; or the ranges of a set do not ascend."
        mend "Put the smaller number first and the ranges of a set in ascending order, or drop a bound that no source states. Look at the evidence to see which was read wrongly.";
    EMPTY_CONSTRAINT = "ACS0102" Error "a constraint that says nothing":
        "The constraint has no bound, no value or no character in it, so that it allows nothing or everything."
        mend "Write down what the source states, or drop the constraint: a parameter without constraints is sound.";
    DUPLICATE_NAME = "ACS0103" Error "a name twice":
        "Two parameters of one operation, two fields of one object, or two constraints have the same name or id."
        mend "Rename or drop one of the two. If the provider really has the name twice, keep the one that its clients send.";
    UNKNOWN_PARAMETER = "ACS0104" Error "a rule names no parameter":
        "A cross-field rule, an outcome or the idempotency entry names a parameter that the operation does not have."
        mend "Correct the name; within an object, rules name fields of that object alone, and say so with `within`.";
    UNKNOWN_SOURCE = "ACS0105" Error "evidence names no source":
        "A piece of evidence names a source that is not among the operation's sources."
        mend "Name one of the `sources`, or add the document there with its kind and date.";
    NO_EVIDENCE = "ACS0106" Warning "no evidence":
        "A constraint or rule names no source. A rule without evidence cannot be checked when documentation changes."
        mend "Add the source's id and the row under `evidence`; if no source states the rule, drop it.";
    CYCLIC_REFERENCE = "ACS0107" Error "a reference that leads to itself":
        "Following the references never reaches a type. Recursion is allowed through an object, a list or a map only."
        mend "Put the type itself where the reference is, or let the recursion pass through a field of an object, the items of a list or the values of a map.";
    UNKNOWN_REFERENCE = "ACS0108" Error "a reference to nothing":
        "A schema refers to a name that the operation's `schemas` do not define."
        mend "Correct the name, or define the schema under `schemas`; names are case-sensitive.";
    WRONG_TYPE_FOR_CHECK = "ACS0109" Error "a constraint that does not fit the type":
        "The constraint cannot apply to values of this type, such as a length on a whole number."
        mend "Choose the check for this type (`length` for texts, `items` for lists, `int_range` or `int_set` for whole numbers), or correct the type if that was read wrongly.";
    NUMERIC_BOUND_ON_TEXT = "ACS0110" Warning "a numeric bound on a text":
        "The provider's metadata gives a numeric bound on a parameter of type string. It is kept among the vendor's facts and never enforced."
        mend "Nothing has to be mended. If it is meant as a length, add a `length` constraint with a source that says so.";
    PROSE_IN_SPEC = "ACS0111" Error "the provider's prose in a spec file":
        "Spec files hold facts and our own words, never the provider's sentences."
        mend "Run `acsgen lint --fix`, and say the fact in one line of your own under `summary`.";
    NO_SUMMARY = "ACS0112" Warning "no summary":
        "An operation or a parameter has no one-line summary in our own words."
        mend "Add a `summary`: one line of your own words on what it is for. It becomes the documentation of the Rust item.";
    CONFLICT = "ACS0113" Note "sources disagree":
        "Two sources state different rules. The looser one is enforced, the stricter one is reported only."
        mend "Nothing has to be mended. Observe what the service does, record it as a source of kind `observation`, and drop the reading that was wrong.";
    UNKNOWN_WIRE_ERROR = "ACS0114" Error "a wire error that no table lists":
        "A constraint names a (status, code) that neither the operation's error table nor the service's common errors list."
        mend "Correct status and code to a row of `errors`, add the row, or mark the answer as `inferred` if no source has it.";
    STALE_CORRECTION = "ACS0115" Error "a correction that no longer applies":
        "A recorded correction names a place that is not there, or what it says was there is not. The source or the file has changed since."
        mend "Look at the source as it is now: renew `was` and `now` if the correction is still needed, else drop it.";
    EXAMPLE_BREAKS_RULE = "ACS0116" Warning "an example that breaks a rule":
        "The documented example of a parameter breaks one of its own constraints. One of the two was read wrongly, or the documentation is wrong."
        mend "Look at the source again and correct the example or the constraint by a correction; if the documentation itself errs, say so in the correction's `why`.";
    AMBIGUOUS_ROW = "ACS0117" Error "an ambiguous row is unsettled":
        "An error row could be read in more than one way, and no correction has settled which."
        mend "Choose the right reading by a correction of code and message if need be, and empty `candidates` by another; the help shows how.";
    NOT_CANONICAL = "ACS0118" Warning "not in canonical form":
        "The file means the same, but its keys or blanks are not as `acsgen lint --fix` writes them."
        mend "Run `acsgen lint --fix`.";
    BAD_SHAPE = "ACS0119" Error "a type whose parts do not fit":
        "A schema's parts do not belong to its type: a list needs `items`, an object has `fields`, a reference has `reference`, and no other type has any of them."
        mend "Give a list its `items`, an object its `fields`, a reference its `reference`; take them away from any other type.";
    BAD_PATTERN = "ACS0120" Error "a pattern that cannot be used":
        "The pattern is not a regular expression in the dialect that is supported (no look-around, no back-references)."
        mend "Write the pattern without look-around and back-references, or split it into several constraints (`charset`, `length`, `forbid_prefix`); drop it if nothing of it can be said.";
    BAD_FORMAT = "ACS0121" Error "a date format that cannot be used":
        "The date format has a letter that stands for nothing known."
        mend "Use the letters yyyy, MM, dd, HH, mm, ss and the like, and put literal text in single quotation marks.";
    DANGLING_NARROWS = "ACS0122" Error "a constraint narrows nothing":
        "`narrows` must name another constraint of the same parameter, or another rule of the operation."
        mend "Name the id of the looser constraint of the same parameter (or rule of the operation), or drop `narrows`.";
    UNRESOLVED_LOSS = "ACS0123" Note "content that a source has lost":
        "The source is known to have lost content here, so that what it does not say is unknown, not absent."
        mend "Look the place up in another source (another layout of the page, the metadata), add what it says, and drop the loss.";

    WRONG_LAYOUT = "ACS0201" Error "not a layout that is read here":
        "The text is not a documentation page in a layout that can be read, or is not a page at all."
        mend "Pass the whole text of the page, from its title to its error codes, or an api-docs.json; HTML as the browser saves it will do too.";
    MISSING_SECTION = "ACS0202" Error "a section is missing":
        "The page lacks a section that pages of its layout have; most often it was cut off."
        mend "Fetch the page again and pass all of it, through the table of error codes.";
    BAD_ROW = "ACS0203" Error "a row that cannot be read":
        "A line stands where a row belongs and cannot be read as one."
        mend "Compare the line with the published page. If the page is odd there, record what it means by a correction; if the metadata is, it has been kept under `vendor`.";
    AMBIGUOUS_READING = "ACS0204" Warning "a row with several readings":
        "The row can be read in more than one way. The candidates are listed, the one that was chosen first."
        mend "Decide which reading is right, and record it in the spec file: a correction that empties `candidates` if the first one is, and one of code and message before it if another is.";
    LOST_CONTENT = "ACS0205" Note "content lost in the layout":
        "The layout dropped something, such as the text of a note. What it said is unknown."
        mend "Look the place up in the published document or another source, and add what it says by a correction.";
    UNREAD_SENTENCE = "ACS0206" Note "a sentence that looks like a rule":
        "The sentence sounds like a rule, but no extraction rule understood it."
        mend "Read the sentence. If it states a rule that can be checked, add the constraint by a correction; else nothing has to be done.";
    UNKNOWN_KEYWORD = "ACS0207" Note "a keyword kept among the vendor's facts":
        "The metadata has a keyword that this version gives no meaning to. It is kept, unread."
        mend "Nothing has to be mended: read it under `vendor` if you care for it.";
    SOURCE_CONFLICT = "ACS0208" Note "constraints of one source that disagree":
        "Two readings of one source disagree, so the looser one was kept as a rule and the other as advice."
        mend "Look at both places; if one is wrong, settle it with a correction.";
    ODD_ROW = "ACS0209" Note "an unusual row":
        "The row was read without doubt, but is unusual enough that a person should look at it."
        mend "Look at the row; if it was read wrongly, correct it by a correction.";
    UNRESOLVED_NAME = "ACS0210" Warning "a rule speaks of an unknown parameter":
        "A sentence states a rule about another parameter, and no parameter of that name is at hand. Nothing was made of it."
        mend "Find out what the sentence speaks of. Add the rule by a correction if the parameter goes by another name here; else leave it.";

    NAME_COLLISION = "ACS0301" Error "two names become one":
        "Two names of the provider become the same Rust name, and no naming rule tells them apart."
        mend "Give one of the two a `rust_name` in the spec, or pass `--name Operation.Parameter=name`.";
    BAD_NAME = "ACS0302" Error "not a Rust name":
        "A `rust_name` is not usable as a Rust identifier."
        mend "Write letters, digits and `_`, not beginning with a digit; a keyword only as `r#type`.";
    UNSUPPORTED = "ACS0303" Error "cannot be generated":
        "The spec is valid, but code for this cannot be generated."
        mend "Reword the spec as the help says. If the provider's contract cannot be said otherwise, make the check `server_side`, which is documented and not checked.";
    STALE_OUTPUT = "ACS0304" Error "generated code is stale":
        "The generated files are not what the spec gives."
        mend "Run the command that the help names, and commit what it writes. Never edit generated files by hand: change the spec.";
    INTERRUPTED = "ACS0305" Warning "an interrupted run":
        "An earlier run was interrupted between writing and swapping; it has been finished or undone."
        mend "Nothing has to be mended: the run that said so has left the folder whole.";
    OVERRIDE_UNMATCHED = "ACS0306" Error "a setting that matches nothing":
        "A naming override or an operation filter names something that no spec has."
        mend "Correct the spelling; names are the provider's, case and all.";
    BAD_SETTING = "ACS0307" Error "a setting that cannot be used":
        "No option has this name, or the option does not take this value. Every door (command line, build script, macro) has the same options; `acsgen help generate` lists them."
        mend "Write one of the values that the help names.";
    NOT_A_SPEC = "ACS0308" Error "not a spec file":
        "A file was passed to be generated from that is no spec: no JSON object whose `format` is one of ours. A documentation page or an api-docs.json is read by the command line, and by build scripts and macros with their feature `import`."
        mend "Name the spec file. A page or metadata becomes one with `acsgen import SOURCE --no-prose > NAME.json`; a build script or macro reads it itself with its feature `import`.";

    UNKNOWN_OPERATION = "ACS0401" Error "no such operation":
        "No spec of that name was found in the spec folder."
        mend "Correct the name, write product/version/name where several have it, or pass the path of the spec file.";
    NO_SPEC_FOLDER = "ACS0402" Error "no spec folder":
        "No folder with specs was found upwards from the current one."
        mend "Run from within a checkout, or name the folder with `--spec DIR`: it holds `PRODUCT/VERSION/service.json`, and operations beside it.";
    BAD_REQUEST_FILE = "ACS0403" Error "a request that cannot be read":
        "The request is neither a JSON object in the shape of the request, nor wire pairs, nor a query string."
        mend "Pass a JSON object in the shape of the request, a JSON list of `[name, value]` pairs, or a query string.";
    WRITE_FAILED = "ACS0404" Error "cannot be written":
        "A file or folder could not be written. Nothing was changed."
        mend "Check permissions, the space on the disk, and what else stands at that path; then run again.";
    UNKNOWN_CODE = "ACS0405" Error "no such code":
        "`acsgen explain` was asked for a code that does not exist."
        mend "`acsgen explain` without a code lists all.";
    BAD_EXTRACT_LINE = "ACS0406" Error "a line that cannot be read":
        "`acsgen extract` reads lines of JSON with the texts `type` and `description`; this line is none."
        mend "Write one JSON object a line: {\"type\": \"string\", \"description\": \"…\"}.";
    NOTHING_TO_EXPORT = "ACS0407" Error "nothing to export":
        "The operation has nothing that this form could hold, such as a RAM policy where no authorization is disclosed."
        mend "Add `authorization` if a source states it, or export another form; `acsgen export --help` lists them.";
    NO_SERVICE = "ACS0408" Error "a spec without its service":
        "A spec of an operation lies in the spec folder, and no `service.json` beside it: it would belong to no product version, and be passed over without a word."
        mend "Write the `service.json` of the product version: its name and version, what its operations share, its endpoints. What no source states is `unstated`.";
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
