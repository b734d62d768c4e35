//! CSV as Excel with Italian settings opens it by a double click: `;` between cells, a comma before decimals, a byte order mark,
//! lines ended by CR LF, and text that a spreadsheet would take for a formula kept from it by an apostrophe.

use super::finished::{Finished, Value};
use crate::error::{Error, Result};
use crate::table::schema::{Kind, TableName};
use std::borrow::Cow;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

/// Writes a table to `to`.
///
/// # Errors
/// [`Error::Io`] where the table cannot be read or the file not written, [`Error::Stopped`] where the run was.
pub(super) fn write(tables: &Finished<'_>, table: TableName, to: &Path) -> Result<Vec<String>> {
    let failed = |e| Error::io("write", to, e);
    let mut out = BufWriter::with_capacity(1 << 17, File::create(to).map_err(failed)?);
    out.write_all("\u{feff}".as_bytes()).map_err(failed)?;
    let mut out = csv::WriterBuilder::new().delimiter(b';').terminator(csv::Terminator::CRLF).from_writer(out);
    let names = table.schema().columns.iter().map(|column| column.name);
    out.write_record(names).map_err(|e| failed(e.into()))?;
    let mut rows = tables.rows(table)?;
    while let Some(row) = rows.next_row()? {
        let cells = row.values().enumerate().map(|(at, (column, value))| {
            let cell = row.cell(at);
            match value {
                Value::Number(_) => Cow::Owned(cell.replace('.', ",")),
                // Words of our own: `=` alone is no formula.
                Value::Text(_) if matches!(column.kind, Kind::Term(words) if words.contains(&cell)) => {
                    Cow::Borrowed(cell)
                }
                Value::Text(_) | Value::List(_) => harmless(cell),
                _ => Cow::Borrowed(cell),
            }
        });
        let cells: Vec<Cow<'_, str>> = cells.collect();
        out.write_record(cells.iter().map(|cell| cell.as_bytes())).map_err(|e| failed(e.into()))?;
    }
    out.flush().map_err(failed)?;
    Ok(Vec::new())
}

/// The text with an apostrophe before it where a spreadsheet would run it.
fn harmless(text: &str) -> Cow<'_, str> {
    if dangerous(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// Whether a spreadsheet may take the text for a formula: it begins with one of the signs OWASP lists, their full-width forms
/// included, a tab or a line end; also behind quotes and spaces, which some programs strip.
pub(super) fn dangerous(text: &str) -> bool {
    let skipped = |c: char| matches!(c, '"' | '\'' | '\u{feff}' | '\u{200b}') || (c.is_whitespace() && !ends(c));
    text.chars().find(|&c| !skipped(c)).is_some_and(|c| {
        ends(c) || matches!(c, '=' | '+' | '-' | '@' | '\u{ff1d}' | '\u{ff0b}' | '\u{ff0d}' | '\u{ff20}')
    })
}

fn ends(c: char) -> bool {
    matches!(c, '\t' | '\r' | '\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_run_does_not() {
        for (text, runs) in [
            ("=1+1", true),
            ("+740%", true),
            ("-5 per cento", true),
            ("@SUM(1)", true),
            ("\t=1", true),
            ("\r=1", true),
            ("\n=1", true),
            (" =1", true),
            ("\"=1", true),
            ("' =1", true),
            ("＝1", true),
            ("\u{feff}=1", true),
            ("=cmd|' /C calc'!A0", true),
            ("740%", false),
            ("a=1", false),
            ("«=1»", false),
            ("", false),
            ("–5", false),
        ] {
            assert_eq!(dangerous(text), runs, "{text:?}");
            assert_eq!(harmless(text).starts_with('\''), runs || text.starts_with('\''), "{text:?}");
        }
    }
}
