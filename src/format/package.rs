//! `datapackage.json`: what the CSV files hold, for programs that read a Data Package (version 2); `schema.json`: what the records of
//! JSON hold, as a JSON Schema. Both say what `table/schema.rs` says.

use super::Dialect;
use super::finished::Finished;
use crate::error::{Error, Result};
use crate::table::schema::{Column, FACTS, Kind, OF_THE_CLAIM, Table, TableName};
use serde_json::{Map, Value, json};
use std::path::Path;

/// Writes `datapackage.json` for the CSV files of these tables to `to`.
///
/// # Errors
/// [`Error::Io`] where it cannot be written.
pub(super) fn write(tables: &Finished<'_>, asked: &[TableName], dialect: Dialect, to: &Path) -> Result<Vec<String>> {
    let resources = asked.iter().map(|&name| resource(tables, name, asked, dialect)).collect::<Result<Vec<Value>>>()?;
    let package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "extract",
        "title": "Facts from Italian news",
        "description": "Tables of facts: who did what, how many, where, when, who says so, and how sure it is.",
        "version": env!("CARGO_PKG_VERSION"),
        "resources": resources,
    });
    save(&package, to)
}

fn resource(tables: &Finished<'_>, name: TableName, asked: &[TableName], dialect: Dialect) -> Result<Value> {
    let table = name.schema();
    let mut resource = json!({
        "name": name.name(),
        "type": "table",
        "path": format!("{}.csv", name.name()),
        "description": format!("A row is {}.", table.row),
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": table_schema(table, Some(asked)),
    });
    match dialect {
        // The table of changes is made anew by each run, also by one that has nothing else to do.
        Dialect::Rfc4180 if name != TableName::Changes => {
            let path = tables.path(name);
            let kind = std::fs::metadata(path).map_err(|e| Error::io("read", path, e))?;
            resource["bytes"] = kind.len().into();
        }
        Dialect::Rfc4180 => {}
        Dialect::ExcelIt => {
            resource["encoding"] = "utf-8-sig".into();
            resource["dialect"] = json!({ "delimiter": ";", "lineTerminator": "\r\n", "csv": { "delimiter": ";" } });
            resource["description"] = format!(
                "A row is {}. Text that a spreadsheet would take for a formula has an apostrophe before it.",
                table.row
            )
            .into();
            for field in resource["schema"]["fields"].as_array_mut().into_iter().flatten() {
                if field["type"] == "number" {
                    field["decimalChar"] = ",".into();
                }
            }
        }
    }
    Ok(resource)
}

/// A table's columns as a Table Schema; with the links to those of the tables `asked`, where any are.
pub(super) fn table_schema(table: &Table, asked: Option<&[TableName]>) -> Value {
    let fields: Vec<Value> = table.columns.iter().map(field).collect();
    let mut schema = json!({ "fields": fields, "missingValues": [""], "primaryKey": table.key });
    let links = table.links.iter().filter(|link| asked.is_some_and(|asked| asked.contains(&link.to)));
    let links: Vec<Value> = links
        .map(|link| json!({ "fields": link.columns, "reference": { "resource": link.to.name(), "fields": link.columns } }))
        .collect();
    if !links.is_empty() {
        schema["foreignKeys"] = links.into();
    }
    schema
}

fn field(column: &Column) -> Value {
    let kind = match column.kind {
        Kind::Integer => "integer",
        Kind::Number => "number",
        Kind::Day => "date",
        Kind::Measure => "any",
        Kind::Text | Kind::Term(_) | Kind::Date | Kind::List => "string",
    };
    let mut field = json!({ "name": column.name, "type": kind, "description": description(column) });
    if let Some(unit) = column.unit {
        field["unit"] = unit.into();
    }
    let mut constraints = Map::new();
    if !column.optional {
        constraints.insert("required".to_owned(), true.into());
    }
    if let Kind::Term(words) = column.kind {
        constraints.insert("enum".to_owned(), words.into());
    }
    if column.kind == Kind::Integer {
        constraints.insert("minimum".to_owned(), 0.into());
    }
    if !constraints.is_empty() {
        field["constraints"] = constraints.into();
    }
    field
}

fn description(column: &Column) -> String {
    match column.kind {
        Kind::List => format!("{}; several are joined by `; `", column.about),
        _ => column.about.to_owned(),
    }
}

/// Writes `schema.json` to `to`: a record of `facts.json`, and in `$defs` those of the other tables.
///
/// # Errors
/// [`Error::Io`] where it cannot be written.
pub(super) fn write_json_schema(to: &Path) -> Result<Vec<String>> {
    let mut schema = record(FACTS.columns, true);
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema".into();
    schema["title"] = "a fact: a record of facts.json, a line of facts.jsonl".into();
    let others = [TableName::Articles, TableName::Sentences, TableName::Mentions, TableName::Changes];
    let mut defs: Map<String, Value> =
        others.iter().map(|name| (name.name().to_owned(), record(name.schema().columns, false))).collect();
    defs.insert("claims".to_owned(), claim());
    defs.insert(
        "name".to_owned(),
        object(&[("id", json!({ "type": "string" })), ("name", json!({ "type": "string" }))]),
    );
    schema["$defs"] = defs.into();
    save(&schema, to)
}

/// A record with these columns as keys; lists hold names with their ids, or bare ones.
fn record<'c>(columns: impl IntoIterator<Item = &'c Column>, ids: bool) -> Value {
    let properties: Vec<(&str, Value)> =
        columns.into_iter().map(|column| (column.name, property(column, ids))).collect();
    object(&properties)
}

fn object(properties: &[(&str, Value)]) -> Value {
    let required: Vec<&str> = properties.iter().map(|(name, _)| *name).collect();
    let properties: Map<String, Value> =
        properties.iter().map(|(name, kind)| ((*name).to_owned(), kind.clone())).collect();
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

fn property(column: &Column, ids: bool) -> Value {
    let kind = match column.kind {
        Kind::List => {
            let item = if ids { json!({ "$ref": "#/$defs/name" }) } else { json!({ "type": "string" }) };
            return json!({ "type": "array", "items": item, "description": column.about });
        }
        Kind::Integer => json!(["integer"]),
        Kind::Number => json!(["number"]),
        Kind::Measure => json!(["number", "string"]),
        Kind::Text | Kind::Term(_) | Kind::Day | Kind::Date => json!(["string"]),
    };
    let mut kind = match kind {
        Value::Array(kinds) => kinds,
        _ => Vec::new(),
    };
    if column.optional {
        kind.push("null".into());
    }
    let mut property = json!({ "type": kind, "description": column.about });
    match column.kind {
        Kind::Integer => property["minimum"] = 0.into(),
        Kind::Day => property["format"] = "date".into(),
        Kind::Term(words) => {
            let mut words: Vec<Value> = words.iter().map(|&word| word.into()).collect();
            if column.optional {
                words.push(Value::Null);
            }
            property["enum"] = words.into();
        }
        _ => {}
    }
    if let (Some(unit), Value::Object(property)) = (column.unit, &mut property) {
        property.insert("unit".to_owned(), unit.into());
    }
    property
}

/// A record of `claims.json`: the claim's own columns, and its voices as a list, each with its copies as a list.
fn claim() -> Value {
    let columns = TableName::Claims.schema().columns;
    let (own, told) = columns.split_at(OF_THE_CLAIM);
    let own: Vec<(&str, Value)> =
        own.iter().filter(|c| c.name != "voices").map(|column| (column.name, property(column, true))).collect();
    let of_voice = |c: &&Column| !matches!(c.name, "voice" | "copies" | "copied_in");
    let mut voice: Vec<(&str, Value)> =
        told.iter().filter(of_voice).map(|column| (column.name, property(column, true))).collect();
    let of_copy = |c: &&Column| matches!(c.name, "article" | "published" | "sentence" | "fact_id");
    voice.push(("copies", json!({ "type": "array", "items": record(told.iter().filter(of_copy), true) })));
    let mut all = own;
    all.push(("voices", json!({ "type": "array", "items": object(&voice) })));
    object(&all)
}

fn save(value: &Value, to: &Path) -> Result<Vec<String>> {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    std::fs::write(to, text).map_err(|e| Error::io("write", to, e))?;
    Ok(Vec::new())
}
