//! `report.html`: the page, made by [`crate::report`].

use super::finished::Finished;
use crate::error::{Error, Result};
use crate::report::{self, Limits, Tables};
use crate::table::schema::TableName;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// Writes the page to `to`; tells what it had no room for. It is made of all tables but `changes`, whichever are asked for.
///
/// # Errors
/// As [`report::write`].
pub(super) fn write(tables: &Finished<'_>, _: &[TableName], to: &Path) -> Result<Vec<String>> {
    let failed = |e| Error::io("write", to, e);
    let mut out = BufWriter::with_capacity(1 << 17, File::create(to).map_err(failed)?);
    let place = |file: &str| {
        let table = file.split_once('.').and_then(|(table, _)| TableName::parse(table));
        table.map_or_else(PathBuf::new, |table| tables.path(table).to_owned())
    };
    let told = report::write(&Tables { place: &place, go_on: &|| tables.go_on() }, Limits::default(), &mut out)?;
    out.flush().map_err(failed)?;
    Ok(told)
}
