//! Parquet: a file a table, for query engines. Columns are typed (days are dates, slots lists of strings), compressed with zstd, and
//! stand in row groups of the size DuckDB and its like read at once. What the columns mean stands in the file's metadata.

use super::finished::{Finished, Row, Value, names};
use super::package::table_schema;
use crate::error::{Error, Result};
use crate::table::schema::{Column, Kind, Table, TableName};
use jiff::civil::{Date, date};
use parquet::basic::{Compression, ZstdLevel};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::{ParquetError, Result as Done};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use std::fs::File;
use std::io::BufWriter;
use std::path::Path;
use std::sync::Arc;

/// Rows of a row group, which are in memory until it is written.
const GROUP: usize = 122_880;

/// Writes a table to `to`.
///
/// # Errors
/// [`Error::Io`] where the table cannot be read or the file not written, [`Error::Stopped`] where the run was.
pub(super) fn write(tables: &Finished<'_>, table: TableName, to: &Path) -> Result<Vec<String>> {
    write_groups(tables, table, to, GROUP)
}

/// The same in row groups of so many rows.
fn write_groups(tables: &Finished<'_>, table: TableName, to: &Path, group: usize) -> Result<Vec<String>> {
    let failed = |e: ParquetError| Error::io("write", to, std::io::Error::other(e));
    let file = File::create(to).map_err(|e| Error::io("write", to, e))?;
    let schema = table.schema();
    let message = parse_message_type(&message(schema)).map_err(failed)?;
    let properties = Arc::new(properties(schema).map_err(failed)?);
    let out = BufWriter::with_capacity(1 << 18, file);
    let mut writer = SerializedFileWriter::new(out, Arc::new(message), properties).map_err(failed)?;
    let mut columns: Vec<Cells> = schema.columns.iter().map(Cells::new).collect();
    let (mut rows, mut held) = (tables.rows(table)?, 0);
    loop {
        let row = rows.next_row()?;
        if held == group || (row.is_none() && held > 0) {
            let mut group = writer.next_row_group().map_err(failed)?;
            columns.iter_mut().try_for_each(|cells| cells.write(&mut group)).map_err(failed)?;
            group.close().map_err(failed)?;
            held = 0;
        }
        let Some(row) = row else { break };
        columns.iter_mut().enumerate().for_each(|(at, cells)| cells.push(row, at));
        held += 1;
    }
    writer.close().map_err(failed)?;
    Ok(Vec::new())
}

fn properties(table: &Table) -> Done<WriterProperties> {
    let told = |key: &str, value: String| KeyValue::new(key.to_owned(), value);
    let schema = serde_json::to_string(&table_schema(table, None)).map_err(|e| ParquetError::External(e.into()))?;
    let metadata = vec![told("description", format!("a row is {}", table.row)), told("table_schema", schema)];
    Ok(WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(3)?))
        .set_created_by(concat!("extract ", env!("CARGO_PKG_VERSION")).to_owned())
        .set_key_value_metadata(Some(metadata))
        .build())
}

/// The schema as Parquet writes it.
fn message(table: &Table) -> String {
    let field = |column: &Column| {
        let name = column.name;
        let how = if column.optional { "optional" } else { "required" };
        match column.kind {
            Kind::Text | Kind::Term(_) | Kind::Measure | Kind::Date => format!("  {how} binary {name} (STRING);\n"),
            Kind::Integer => format!("  {how} int64 {name};\n"),
            Kind::Number => format!("  {how} double {name};\n"),
            Kind::Day => format!("  {how} int32 {name} (DATE);\n"),
            Kind::List => {
                format!(
                    "  required group {name} (LIST) {{ repeated group list {{ required binary element (STRING); }} }}\n"
                )
            }
        }
    };
    let fields: String = table.columns.iter().map(field).collect();
    format!("message {} {{\n{fields}}}\n", table.name.name())
}

/// The cells of a column that wait to be written: the values there are, and for each cell whether it has one.
struct Cells {
    optional: bool,
    values: Values,
    /// 1 where there is a value.
    levels: Vec<i16>,
    /// For lists: 0 where a row's list begins.
    repeated: Vec<i16>,
}

enum Values {
    Text(Vec<ByteArray>),
    List(Vec<ByteArray>),
    Integer(Vec<i64>),
    Number(Vec<f64>),
    Day(Vec<i32>),
}

impl Cells {
    fn new(column: &Column) -> Cells {
        let values = match column.kind {
            Kind::Text | Kind::Term(_) | Kind::Measure | Kind::Date => Values::Text(Vec::new()),
            Kind::Integer => Values::Integer(Vec::new()),
            Kind::Number => Values::Number(Vec::new()),
            Kind::Day => Values::Day(Vec::new()),
            Kind::List => Values::List(Vec::new()),
        };
        Cells { optional: column.optional, values, levels: Vec::new(), repeated: Vec::new() }
    }

    fn push(&mut self, row: Row<'_>, at: usize) {
        let value = row.value(at);
        let there = match (&mut self.values, value) {
            (Values::List(texts), Value::List(list)) => {
                for (number, name) in names(list).enumerate() {
                    texts.push(ByteArray::from(name));
                    self.levels.push(1);
                    self.repeated.push(i16::from(number > 0));
                }
                return;
            }
            (Values::List(_), _) => {
                self.levels.push(0);
                self.repeated.push(0);
                return;
            }
            (Values::Text(texts), Value::Empty) if !self.optional => {
                texts.push(ByteArray::from(""));
                true
            }
            (_, Value::Empty) => false,
            (Values::Text(texts), _) => {
                texts.push(ByteArray::from(row.cell(at)));
                true
            }
            (Values::Integer(numbers), Value::Integer(n)) => {
                numbers.push(n);
                true
            }
            (Values::Number(numbers), Value::Number(n)) => {
                numbers.push(n);
                true
            }
            (Values::Day(days), Value::Day(day)) => {
                days.push(since_1970(day));
                true
            }
            // the tables are this program's own: a number is a number
            _ => false,
        };
        if self.optional {
            self.levels.push(i16::from(there));
        }
    }

    /// Writes the cells as the next column of the row group, and forgets them.
    fn write(&mut self, group: &mut SerializedRowGroupWriter<'_, BufWriter<File>>) -> Done<()> {
        let Some(mut column) = group.next_column()? else {
            return Err(ParquetError::General("more columns than the schema has".to_owned()));
        };
        let levels = self.optional.then_some(&self.levels[..]);
        match (&self.values, column.untyped()) {
            (Values::Text(texts), ColumnWriter::ByteArrayColumnWriter(out)) => out.write_batch(texts, levels, None)?,
            (Values::List(texts), ColumnWriter::ByteArrayColumnWriter(out)) => {
                out.write_batch(texts, Some(&self.levels), Some(&self.repeated))?
            }
            (Values::Integer(numbers), ColumnWriter::Int64ColumnWriter(out)) => {
                out.write_batch(numbers, levels, None)?
            }
            (Values::Number(numbers), ColumnWriter::DoubleColumnWriter(out)) => {
                out.write_batch(numbers, levels, None)?
            }
            (Values::Day(days), ColumnWriter::Int32ColumnWriter(out)) => out.write_batch(days, levels, None)?,
            _ => return Err(ParquetError::General("a column of another type than the schema has".to_owned())),
        };
        match &mut self.values {
            Values::Text(values) | Values::List(values) => values.clear(),
            Values::Integer(values) => values.clear(),
            Values::Number(values) => values.clear(),
            Values::Day(values) => values.clear(),
        }
        self.levels.clear();
        self.repeated.clear();
        column.close()
    }
}

/// Days since 1970, as Parquet counts them.
fn since_1970(day: Date) -> i32 {
    date(1970, 1, 1).until(day).map_or(0, |span| span.get_days())
}
