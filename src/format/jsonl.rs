//! JSON Lines: a record a line. Facts and claims are the records of `facts.json` and `claims.json`; those of the other tables have
//! the columns of CSV as keys, numbers as numbers, lists as lists, and `null` where nothing is known.

use super::finished::{Finished, Row, Value, names};
use crate::error::{Error, Result};
use crate::table::json::number;
use crate::table::schema::TableName;
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

/// Writes a table's records to `to`.
///
/// # Errors
/// [`Error::Io`] where the table cannot be read or the file not written, [`Error::Stopped`] where the run was.
pub(super) fn write(tables: &Finished<'_>, table: TableName, to: &Path) -> Result<Vec<String>> {
    let failed = |e| Error::io("write", to, e);
    let mut out = BufWriter::with_capacity(1 << 17, File::create(to).map_err(failed)?);
    let whole =
        tables.records(table, |record| out.write_all(record).and_then(|()| out.write_all(b"\n")).map_err(failed))?;
    if !whole {
        let mut rows = tables.rows(table)?;
        while let Some(row) = rows.next_row()? {
            serde_json::to_writer(&mut out, &Record(row)).map_err(|e| failed(e.into()))?;
            out.write_all(b"\n").map_err(failed)?;
        }
    }
    out.flush().map_err(failed)?;
    Ok(Vec::new())
}

/// A row as a record.
struct Record<'a>(Row<'a>);

impl Serialize for Record<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (at, (column, value)) in self.0.values().enumerate() {
            map.serialize_key(column.name)?;
            match value {
                Value::Empty if column.kind == crate::table::schema::Kind::List => map.serialize_value(&[(); 0])?,
                Value::Empty => map.serialize_value(&())?,
                Value::Text(text) => map.serialize_value(text)?,
                Value::Integer(n) => map.serialize_value(&n)?,
                Value::Number(n) => map.serialize_value(&number(n))?,
                Value::Day(_) => map.serialize_value(self.0.cell(at))?,
                Value::List(list) => map.serialize_value(&names(list).collect::<Vec<_>>())?,
            }
        }
        map.end()
    }
}
