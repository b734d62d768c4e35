//! SQLite: one database, for Datasette, `sqlite3` and anything that speaks SQL. Tables are typed and tied by keys, the names of slots
//! stand in a table of their own, the evidence in a full-text index, and views answer what is asked most.

use super::finished::{Finished, Value, names};
use crate::error::{Error, Result};
use crate::table::schema::{Column, Kind, Link, Table, TableName};
use rusqlite::types::ToSqlOutput;
use rusqlite::{Connection, ToSql, params};
use std::fmt::Write;
use std::path::Path;

/// Columns people look for rows by, beyond the keys.
const INDEXES: &[(TableName, &[&str])] = &[
    (TableName::Articles, &["published"]),
    (TableName::Mentions, &["type", "id"]),
    (TableName::Facts, &["relation"]),
    (TableName::Facts, &["claim"]),
    (TableName::Facts, &["unit", "value"]),
    (TableName::Facts, &["date_from"]),
    (TableName::Facts, &["published"]),
    (TableName::Claims, &["verdict"]),
];

/// The names of each fact's slots, a row each.
const NAMES: &str = "\
CREATE TABLE names ( -- a name in a slot of a fact
  name TEXT NOT NULL,
  slot TEXT NOT NULL, -- the column of facts it stands in: company, counterparty, chip, place, source
  fact_id TEXT NOT NULL REFERENCES facts (fact_id),
  position INTEGER NOT NULL -- its place in the slot, from 1
)";

/// The words of the evidence; diacritics do not count.
const FULL_TEXT: &str = "CREATE VIRTUAL TABLE facts_fts USING fts5(evidence, content=\"facts\", tokenize=\"unicode61 remove_diacritics 2\")";

const VIEWS_OF_FACTS: [&str; 3] = [
    "CREATE VIEW by_company AS -- a row a company of a fact\n\
     SELECT n.name AS company_name, f.* FROM names n JOIN facts f USING (fact_id) WHERE n.slot = 'company'",
    "CREATE VIEW by_chip AS -- a row a chip of a fact\n\
     SELECT n.name AS chip_name, f.* FROM names n JOIN facts f USING (fact_id) WHERE n.slot = 'chip'",
    "CREATE VIEW companies AS -- how much is told of each company\n\
     SELECT n.name AS company, count(DISTINCT f.fact_id) AS facts, count(DISTINCT f.article) AS articles, \
     min(nullif(f.published, '')) AS first_published, max(f.published) AS last_published \
     FROM names n JOIN facts f USING (fact_id) WHERE n.slot = 'company' GROUP BY n.name",
];
const VIEW_OF_CLAIMS: &str = "CREATE VIEW conflicts AS -- what is told in ways that cannot all be right, a row a voice\n\
     SELECT * FROM claims WHERE verdict = 'conflict'";

/// Writes the tables to `to`.
///
/// # Errors
/// [`Error::Io`] where a table cannot be read or the file not written, [`Error::Stopped`] where the run was.
pub(super) fn write(tables: &Finished<'_>, asked: &[TableName], to: &Path) -> Result<Vec<String>> {
    match std::fs::remove_file(to) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(Error::io("write", to, e)),
        _ => {}
    }
    let failed = |e: rusqlite::Error| Error::io("write", to, std::io::Error::other(e));
    let connection = Connection::open(to).map_err(failed)?;
    // The file has no name yet: what is cut off is thrown away whole, and needs no journal.
    let quick = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -65536; \
                 PRAGMA temp_store = FILE; PRAGMA foreign_keys = OFF; BEGIN";
    connection.execute_batch(quick).map_err(failed)?;
    for &name in asked {
        connection.execute_batch(&create(name.schema(), asked)).map_err(failed)?;
    }
    let facts = asked.contains(&TableName::Facts);
    if facts {
        connection.execute_batch(NAMES).map_err(failed)?;
    }
    for &name in asked {
        fill(&connection, tables, name, to)?;
    }
    describe(&connection, asked).map_err(failed)?;
    connection.execute_batch(&finish(asked)).map_err(failed)?;
    connection.close().map_err(|(_, e)| failed(e))?;
    Ok(Vec::new())
}

/// What a column's cells are in SQLite; those of a measure are what the row says.
fn kind(column: &Column) -> &'static str {
    match column.kind {
        Kind::Integer => " INTEGER",
        Kind::Number => " REAL",
        Kind::Measure => "",
        Kind::Text | Kind::Term(_) | Kind::Day | Kind::Date | Kind::List => " TEXT",
    }
}

/// The statement that makes a table; its columns' descriptions are comments in it.
fn create(table: &Table, asked: &[TableName]) -> String {
    let mut sql = format!("CREATE TABLE {} ( -- {}\n", table.name.name(), table.row);
    for column in table.columns {
        let null = if column.optional { "" } else { " NOT NULL" };
        // Writing to memory cannot fail.
        let _ = writeln!(sql, "  {}{}{null}, -- {}", quoted(column.name), kind(column), column.about);
    }
    let _ = write!(sql, "  PRIMARY KEY ({})", list(table.key));
    for link in table.links.iter().filter(|link| asked.contains(&link.to)) {
        let columns = list(link.columns);
        let _ = write!(sql, ",\n  FOREIGN KEY ({columns}) REFERENCES {} ({columns})", link.to.name());
    }
    sql.push_str("\n)");
    sql
}

/// A column's name; some are words of SQL.
fn quoted(name: &str) -> String {
    format!("\"{name}\"")
}

fn list(columns: &[&str]) -> String {
    columns.iter().map(|column| quoted(column)).collect::<Vec<_>>().join(", ")
}

/// A cell on its way into the database.
struct Bound<'a> {
    value: Value<'a>,
    cell: &'a str,
    optional: bool,
}

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        match self.value {
            Value::Empty if self.optional => Ok(ToSqlOutput::from(rusqlite::types::Null)),
            Value::Integer(n) => Ok(n.into()),
            Value::Number(n) => Ok(n.into()),
            _ => Ok(self.cell.into()),
        }
    }
}

fn fill(connection: &Connection, tables: &Finished<'_>, name: TableName, to: &Path) -> Result<()> {
    let failed = |e: rusqlite::Error| Error::io("write", to, std::io::Error::other(e));
    let table = name.schema();
    let places = vec!["?"; table.columns.len()].join(",");
    let mut insert = connection.prepare(&format!("INSERT INTO {} VALUES ({places})", name.name())).map_err(failed)?;
    let mut of_slot = match name {
        TableName::Facts => Some(connection.prepare("INSERT INTO names VALUES (?, ?, ?, ?)").map_err(failed)?),
        _ => None,
    };
    let mut rows = tables.rows(name)?;
    while let Some(row) = rows.next_row()? {
        let bound = row.values().enumerate().map(|(at, (column, value))| Bound {
            value,
            cell: row.cell(at),
            optional: column.optional,
        });
        insert.execute(rusqlite::params_from_iter(bound)).map_err(failed)?;
        let Some(insert) = &mut of_slot else { continue };
        for (column, value) in row.values() {
            let Value::List(list) = value else { continue };
            for (position, name) in (1i64..).zip(names(list)) {
                insert.execute(params![name, column.name, row.get("fact_id"), position]).map_err(failed)?;
            }
        }
    }
    Ok(())
}

/// A table of the tables' columns, so that a query can ask what they mean.
fn describe(connection: &Connection, asked: &[TableName]) -> rusqlite::Result<()> {
    connection.execute_batch(
        "CREATE TABLE columns ( -- what each column holds\n  \"table\" TEXT NOT NULL,\n  \"column\" TEXT NOT NULL,\n  unit TEXT, \
         -- what its numbers are counted in, or the column that tells it\n  about TEXT NOT NULL,\n  PRIMARY KEY (\"table\", \"column\")\n)",
    )?;
    let mut insert = connection.prepare("INSERT INTO columns VALUES (?, ?, ?, ?)")?;
    for table in asked.iter().map(|name| name.schema()) {
        for column in table.columns {
            insert.execute(params![table.name.name(), column.name, column.unit, column.about])?;
        }
    }
    Ok(())
}

/// What is made when all rows are there: indexes, the full-text index, views.
fn finish(asked: &[TableName]) -> String {
    let mut sql = String::new();
    let links = asked.iter().flat_map(|&name| {
        // the first columns of a key are found by the key
        let needed = move |link: &&Link| asked.contains(&link.to) && !name.schema().key.starts_with(link.columns);
        name.schema().links.iter().filter(needed).map(move |link| (name, link.columns))
    });
    let wanted = INDEXES.iter().copied().filter(|(name, _)| asked.contains(name));
    for (name, columns) in links.chain(wanted) {
        let table = name.name();
        let _ = write!(sql, "CREATE INDEX {table}_{} ON {table} ({});", columns.join("_"), list(columns));
    }
    if asked.contains(&TableName::Facts) {
        sql.push_str("CREATE UNIQUE INDEX names_name ON names (name, slot, fact_id, position); CREATE INDEX names_fact ON names (fact_id);");
        let _ = write!(sql, "{FULL_TEXT}; INSERT INTO facts_fts (facts_fts) VALUES ('rebuild');");
        for view in VIEWS_OF_FACTS {
            let _ = write!(sql, "{view};");
        }
    }
    if asked.contains(&TableName::Claims) {
        let _ = write!(sql, "{VIEW_OF_CLAIMS};");
    }
    sql.push_str("ANALYZE; COMMIT");
    sql
}
