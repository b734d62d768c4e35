//! `docs/tables.md` says what the schema says: its tables of columns are written from it.
#![allow(clippy::unwrap_used, reason = "a test")]

use fatti::table::schema::{Column, Kind, Table, TableName};
use std::path::Path;

/// Set, the page is written anew instead: `tools/renew.sh`.
const RENEW: &str = "RENEW_DOCS";

#[test]
fn the_page_on_the_tables_is_written_from_the_schema() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/tables.md");
    let page = std::fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
    let mut now = page.clone();
    for name in TableName::ALL {
        let (begin, end) = (format!("<!-- {}: ", name.name()), format!("<!-- /{} -->", name.name()));
        let from = now.find(&begin).unwrap_or_else(|| panic!("{} has no place in the page", name.name()));
        let from = from + now[from..].find("-->\n").unwrap() + 4;
        let to = from + now[from..].find(&end).unwrap();
        now.replace_range(from..to, &columns(name.schema()));
    }
    if std::env::var_os(RENEW).is_some() {
        std::fs::write(&path, &now).unwrap();
    } else {
        assert!(
            now == page,
            "docs/tables.md does not say what src/table/schema.rs says; renew it with `tools/renew.sh`"
        );
    }
}

/// The columns of a table, a row each.
fn columns(table: &Table) -> String {
    let rows: String = table.columns.iter().map(row).collect();
    let key: Vec<String> = table.key.iter().map(|column| format!("`{column}`")).collect();
    let links = table.links.iter().map(|link| {
        let columns: Vec<String> = link.columns.iter().map(|column| format!("`{column}`")).collect();
        format!("; {} points to `{}`", columns.join(", "), link.to.name())
    });
    let links: String = links.collect();
    format!(
        "| column | type | meaning |\n| --- | --- | --- |\n{rows}\nA row is told from others by {}{links}.\n",
        key.join(", ")
    )
}

fn row(column: &Column) -> String {
    let kind = match column.kind {
        Kind::Text => "text",
        Kind::Term(_) => "one of",
        Kind::Integer => "integer",
        Kind::Number => "number",
        Kind::Measure => "number or text",
        Kind::Day => "day",
        Kind::Date => "day or longer",
        Kind::List => "names",
    };
    let unit = column.unit.map_or(String::new(), |unit| match unit {
        "unit" => ", in `unit`".to_owned(),
        unit => format!(", in {unit}"),
    });
    let optional = if column.optional { ", or empty" } else { "" };
    format!("| `{}` | {kind}{unit}{optional} | {} |\n", column.name, column.about)
}
