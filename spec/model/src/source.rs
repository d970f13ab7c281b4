//! Where facts come from: sources, evidence, what was lost, and what a person has settled.

use std::collections::BTreeMap;

use crate::json::Json;
use crate::shape::Stated;

crate::words! {
    /// What kind of document a source is. Also the name of a reading (`acsgen validate --reading page`).
    pub enum SourceKind {
        /// A documentation page.
        Page = "page",
        /// The provider's `api-docs.json`.
        ApiDocs = "api-docs",
        /// The metadata of the provider's command line.
        CliMetadata = "cli-metadata",
        /// What official clients were seen to do.
        Observation = "observation",
    }
}

crate::record! {
    /// One document that facts were taken from.
    pub struct Source {
        /// Short name, by which evidence refers to it; unique within the file.
        id: String,
        /// What it is.
        kind: SourceKind,
        /// Its title or file name.
        document: String,
        /// Where a reader finds it.
        url: Option<String>,
        /// The date it bears, `yyyy-MM-dd`.
        date: Stated<String>,
        /// The layout it was read in.
        layout: Option<String>,
        /// For each row of the document the sha256 of its text, in hexadecimal: a later change of a row is noticed without keeping its words.
        rows: BTreeMap<String, String>,
    }
}

crate::words! {
    /// How a source states something.
    pub enum Statement {
        /// As a closed rule.
        Rule = "rule",
        /// In passing, or as an implication.
        Vague = "vague",
    }
}

crate::record! {
    /// One source's word for something.
    pub struct Evidence {
        /// The source's id.
        source: String,
        /// Its row there.
        row: String,
        /// The named extraction rule or keyword that read it.
        reading: Option<String>,
        /// How it is stated.
        stated: Statement,
    }
}

crate::record! {
    /// Something a source is known to have lost: it is unknown, not absent.
    pub struct Loss {
        /// The source's id.
        source: String,
        /// Its row there.
        row: String,
        /// What was lost, in our words.
        what: String,
    }
}

crate::record! {
    /// What a person has settled, against or beyond what the sources say. It is applied to what an importer reads, and
    /// fails where it no longer fits, so that it cannot rot.
    pub struct Correction {
        /// A pointer into the imported operation. A step into a list is the element's `id`, `name`, `code`, `status:code`, or its number; a step that is not there adds.
        at: String,
        /// What must stand there now; absent: nothing does.
        was: Option<Json>,
        /// What shall stand there; absent: nothing.
        now: Option<Json>,
        /// Why.
        why: String,
    }
}
