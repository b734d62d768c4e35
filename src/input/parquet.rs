//! Parquet: a record a row; only the columns that are asked for are read.

use super::record::{Cell, Cells, Records};
use super::{COLUMNS, Failed, Source};
use crate::input::pack::Packing;
use ::parquet::file::reader::{FileReader, SerializedFileReader};
use ::parquet::record::Field;
use ::parquet::schema::types::Type;
use std::fs::File;
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// Hands on the records of a file.
pub(super) fn rows(source: &Source<'_>, records: &mut Records<'_, '_>) -> Result<(), Failed> {
    if source.open()?.read(&mut [0])? == 0 {
        return Err(Failed::No("is empty".to_owned()));
    }
    let reader = whole_or_damaged(|| SerializedFileReader::new(file(source)?).map_err(no_parquet))?;
    let schema = reader.metadata().file_metadata().schema();
    let names: Vec<&str> = schema.get_fields().iter().map(|field| field.name()).collect();
    let places = records.columns().among(&names).map_err(Failed::No)?;
    // A column may hold two things; it is read once. Columns stand in the order of the file.
    let mut wanted: Vec<usize> = places.iter().flatten().copied().collect();
    wanted.sort_unstable();
    wanted.dedup();
    let fields = wanted.iter().map(|&place| Arc::clone(&schema.get_fields()[place])).collect();
    let projection = Type::group_type_builder(schema.name()).with_fields(fields).build().map_err(no_parquet)?;
    let mut rows = whole_or_damaged(|| reader.get_row_iter(Some(projection)).map_err(no_parquet))?;
    for number in 1.. {
        let Some(row) = whole_or_damaged(|| Ok(rows.next()))? else { break };
        let row = row.map_err(no_parquet)?;
        let read: Vec<Cell> = row.into_columns().into_iter().map(|(_, field)| cell(field)).collect();
        let mut cells = Cells::default();
        for at in 0..COLUMNS.len() {
            let place = places[at].and_then(|place| wanted.binary_search(&place).ok());
            if let Some(cell) = place.and_then(|place| read.get(place)) {
                cells[at] = cell.clone();
            }
        }
        if records.add(number, cells, "utf-8", String::new).is_break() {
            break;
        }
    }
    Ok(())
}

/// The file, to be read at any place: a packed one is unpacked into a file without a name.
fn file(source: &Source<'_>) -> Result<File, Failed> {
    if Packing::of(source.name).1 == Packing::None {
        return File::open(source.path).map_err(Failed::Io);
    }
    let mut file = tempfile::tempfile().map_err(Failed::Io)?;
    std::io::copy(&mut source.open()?, &mut file)?;
    Ok(file)
}

/// What a cell holds.
fn cell(field: Field) -> Cell {
    let seconds = |seconds: i64| match jiff::Timestamp::from_second(seconds) {
        Ok(at) => Cell::Text(jiff::tz::Offset::UTC.to_datetime(at).date().to_string()),
        Err(_) => Cell::Null,
    };
    match field {
        Field::Null => Cell::Null,
        Field::Str(text) => Cell::Text(text),
        // text of programs that do not say it is text
        Field::Bytes(bytes) => match std::str::from_utf8(bytes.data()) {
            Ok(text) => Cell::Text(text.to_owned()),
            Err(_) => Cell::Other("binary data"),
        },
        Field::Date(days) => seconds(i64::from(days) * 86_400),
        Field::TimestampMillis(ms) => seconds(ms.div_euclid(1_000)),
        Field::TimestampMicros(us) => seconds(us.div_euclid(1_000_000)),
        Field::Bool(_) => Cell::Other("true or false"),
        Field::Group(_) | Field::ListInternal(_) | Field::MapInternal(_) => Cell::Other("a list or a record"),
        number => Cell::Number(number.to_string()),
    }
}

/// Damaged files can make the reader panic: that is its way to say so.
fn whole_or_damaged<T>(read: impl FnOnce() -> Result<T, Failed>) -> Result<T, Failed> {
    let damaged = |_| Err(Failed::No("is no Parquet, or damaged".to_owned()));
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(damaged)
}

fn no_parquet(error: ::parquet::errors::ParquetError) -> Failed {
    Failed::No(format!("is no Parquet, or damaged: {error}").replace('\n', " "))
}
