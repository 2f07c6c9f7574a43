//! Documents, each once, and the names that they were read under.

use crate::model::record::Record;
use crate::write::schema::{json, table, word};

table! {
    /// One row for each document.
    DOCUMENTS = "documents", "One row for each document, that is for each sequence of bytes, under however many names it was found.",
    key ["document_sha256"], indexed ["organization", "fiscal_year", "layout"];
    document(sha256: &'a str, record: &'a Record);
    "document_sha256": Text = sha256, "SHA-256 of the document's bytes in hexadecimal";
    "path": Text = &record.source.path, "The first name that it was read under; members of archives as `archive.zip!/folder/name.txt`";
    "raw_name": Text or null = &record.source.raw_name, "That name undecoded, escaped, where it had to be decoded";
    "bytes": Integer or null = record.source.bytes, "Size of the document";
    "container": Text or null = &record.source.container, "`text`, `docx`, `doc`, …";
    "encoding": Text or null = &record.source.encoding, "IANA name of the encoding of a text";
    "schema_version": Text = &record.schema_version, "Version of the JSON contract";
    "extractor_version": Text = &record.extractor.version, "Version of gongkai that read it";
    "grammar": Text or null = &record.extractor.grammar, "Id of the grammar that read it";
    "grammar_sha256": Text or null = &record.extractor.grammar_sha256, "SHA-256 of that grammar and the vocabulary it builds on";
    "outcome": Text = word(&record.outcome), "`complete`, `partial`, `unknown`, `failed` or `skipped`";
    "error_code": Text or null = record.error.as_ref().map(|error| &error.code), "Why it failed or was skipped: a stable code";
    "error_message": Text or null = record.error.as_ref().map(|error| &error.message), "Why, in words";
    "layout": Text = &record.layout, "Id of the layout, or `unknown`";
    "title": Text or null = &record.title, "The document's title 标题";
    "fiscal_year": Year or null = &record.fiscal_year, "The year it is for 预算年度";
    "organization": Text or null = &record.organization, "The publishing body 部门（单位）";
    "characters": Integer = record.coverage.characters, "Characters of the canonical text that are not blank";
    "claimed": Integer = record.coverage.claimed, "… of these: inside a value";
    "structural": Integer = record.coverage.structural, "… labels, headers, notes and the like";
    "unclaimed": Integer = record.coverage.unclaimed, "… neither; listed in `residue`";
    "structural_kinds": Json = json(&record.coverage.structural_kinds), "Structural characters by kind";
    "residue": Json = json(&record.coverage.residue), "The unclaimed pieces: `[{\"start\",\"end\",\"text\"}]`";
    "provenance": Json or null = record.provenance.as_ref().map(|places| json(places)), "Places of all values by JSON Pointer; only with `--provenance`";
}

table! {
    /// One row for each name.
    SOURCES = "sources",
    "One row for each name in the order read: bytes found under two names are two rows here and one in `documents`. Also what failed or was skipped, with `--failures`.",
    key ["position"], indexed ["document_sha256"];
    source(position: i64, record: &'a Record, document: Option<&'a str>);
    "position": Integer = position, "In the order of the input, from 0";
    "path": Text = &record.source.path, "The name; members of archives as `archive.zip!/folder/name.txt`";
    "raw_name": Text or null = &record.source.raw_name, "The name undecoded, escaped, where it had to be decoded";
    "document_sha256": Text or null = document, "The document; null where its bytes could not be read";
    "bytes": Integer or null = record.source.bytes, "Size of the document";
    "outcome": Text = word(&record.outcome), "`complete`, `partial`, `unknown`, `failed` or `skipped`";
    "error_code": Text or null = record.error.as_ref().map(|error| &error.code), "Why it failed or was skipped: a stable code";
    "error_message": Text or null = record.error.as_ref().map(|error| &error.message), "Why, in words";
}
