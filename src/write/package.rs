//! What stands beside tables in a folder: `datapackage.json` (Frictionless Data Package), and a card that tells Hugging
//! Face which files are which table.

use serde_json::{Value, json};

use super::csv;
use super::schema::{Kind, Table};
use super::tables::TABLES;
use super::{parquet, schema};

/// `datapackage.json` of a folder of CSV files.
pub fn of_csv() -> Value {
    let resource = |table: &&Table| {
        let mut resource = resource(table, json!(csv::file_name(table)));
        resource["format"] = json!("csv");
        resource["mediatype"] = json!("text/csv");
        resource["encoding"] = json!("utf-8");
        resource["dialect"] = json!({ "delimiter": ",", "lineTerminator": "\r\n", "quoteChar": "\"", "doubleQuote": true, "header": true });
        resource
    };
    let about = "Texts that a spreadsheet would take for a formula, and texts that begin with an apostrophe, have one \
                 apostrophe in front: take it off to get the text as printed.";
    package(about, TABLES.iter().map(resource).collect())
}

/// `datapackage.json` of Parquet parts; `parts` are the file names of each table of [`TABLES`].
pub fn of_parquet(tables: &[&Table], parts: &[Vec<String>]) -> Value {
    let resource = |(table, parts): (&&Table, &Vec<String>)| {
        let mut resource = resource(table, json!(parts));
        resource["format"] = json!("parquet");
        resource["mediatype"] = json!("application/vnd.apache.parquet");
        if table.has_decimals()
            && let Some(fields) = resource["schema"]["fields"].as_array_mut()
        {
            fields.push(json!({ "name": parquet::BEYOND, "type": "string", "description": "Numbers of this row that the decimal columns cannot hold, as JSON" }));
        }
        resource
    };
    package("Rows of a table lie in its parts in the order of their numbers.", tables.iter().zip(parts).map(resource).collect())
}

fn package(about: &str, resources: Vec<Value>) -> Value {
    let description = format!("Budget disclosures of Chinese government bodies as tables, keyed by document and position. {about}");
    json!({ "name": "gongkai", "title": "gongkai", "profile": "data-package", "description": description, "resources": resources })
}

fn resource(table: &Table, path: Value) -> Value {
    let fields: Vec<Value> = table.columns.iter().map(field).collect();
    let mut links = Vec::new();
    if table.of_document() {
        links.push(json!({ "fields": ["document_sha256"], "reference": { "resource": "documents", "fields": ["document_sha256"] } }));
    }
    for column in table.columns {
        // A key that is null in part would count as broken.
        if let (Kind::Row(parent), false) = (column.kind, column.nullable) {
            let there = json!({ "resource": parent, "fields": ["document_sha256", "position"] });
            links.push(json!({ "fields": ["document_sha256", column.name], "reference": there }));
        }
    }
    let schema = json!({ "fields": fields, "missingValues": [""], "primaryKey": table.key, "foreignKeys": links });
    json!({ "name": table.name, "path": path, "profile": "tabular-data-resource", "description": table.meaning, "schema": schema })
}

fn field(column: &schema::Column) -> Value {
    let kind = match column.kind {
        Kind::Text | Kind::Json => "string",
        Kind::Integer | Kind::Row(_) => "integer",
        Kind::Year => "year",
        Kind::Boolean => "boolean",
        Kind::Decimal | Kind::Yuan => "number",
    };
    let mut field = json!({ "name": column.name, "type": kind, "description": column.meaning });
    if !column.nullable {
        field["constraints"] = json!({ "required": true });
    }
    field
}

/// `README.md` of a folder of Parquet tables; these have rows, and Hugging Face loads no others.
pub fn card(tables: &[&Table]) -> String {
    let configs: String =
        tables.iter().map(|table| format!("- config_name: {0}\n  data_files: {0}/part-*.parquet\n", table.name)).collect();
    format!(
        "---\nconfigs:\n{configs}---\n\n# Budget disclosures as tables\n\nWritten by gongkai. Each folder is a table, `datapackage.json` \
         describes its columns.\n\n    SELECT * FROM read_parquet('indicators/*.parquet')\n"
    )
}
