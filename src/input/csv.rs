//! CSV: a record a row; its delimiter and code page are found out.

use super::record::{Cell, Cells, Records};
use super::{Budget, COLUMNS, Columns, Failed, Source, whole};
use crate::article::LARGEST;
use crate::decode::decode_markup;
use std::cell::Cell as Shared;
use std::io::{Cursor, Read};
use std::rc::Rc;

/// What may part cells; the first that fits is taken.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// So much of a file is looked at to find out what parts its cells.
const SAMPLE: u64 = 1 << 16;

/// Hands on the records of a file.
pub(super) fn rows(source: &Source<'_>, records: &mut Records<'_, '_>) -> Result<(), Failed> {
    let mut reader = source.open()?;
    let mut sample = Vec::new();
    (&mut reader).take(SAMPLE).read_to_end(&mut sample)?;
    if sample.is_empty() {
        return Err(Failed::No("is empty".to_owned()));
    }
    let reader: Box<dyn Read> = if sample.starts_with(b"\xff\xfe") || sample.starts_with(b"\xfe\xff") {
        let bytes = whole(Cursor::new(sample).chain(reader)).map_err(Failed::No)?;
        let text = decode_markup(bytes).map_err(|reason| Failed::No(reason.to_owned()))?.0;
        sample = text.as_bytes()[..text.len().min(SAMPLE as usize)].to_vec();
        Box::new(Cursor::new(text.into_bytes()))
    } else if sample.contains(&0) {
        return Err(Failed::No("is no CSV: it holds binary data".to_owned()));
    } else {
        let start = if sample.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        Box::new(Cursor::new(sample[start..].to_vec()).chain(reader))
    };
    let left = Rc::new(Shared::new(LARGEST));
    let reader = Budget { inner: reader, left: Rc::clone(&left) };
    let delimiter = delimiter(&sample, records.columns());
    let mut table = ::csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(reader);
    let header: Vec<String> =
        table.byte_headers().map_err(no_csv)?.iter().map(|name| words(name).0.trim().to_owned()).collect();
    let names: Vec<&str> = header.iter().map(String::as_str).collect();
    let places = records.columns().among(&names).map_err(Failed::No)?;
    // Where lines end with two characters, the position of a row is between them.
    let crlf = u64::from(sample.windows(2).any(|pair| pair == b"\r\n"));
    let mut record = ::csv::ByteRecord::new();
    for row in 1.. {
        left.set(LARGEST);
        if !table.read_byte_record(&mut record).map_err(no_csv)? {
            break;
        }
        let line = record.position().map_or(0, ::csv::Position::line) + crlf;
        let surplus = record.iter().skip(header.len()).any(|cell| !cell.is_empty());
        let flow = if record.len() < header.len() || surplus {
            let cells = |n: usize| format!("{n} cell{}", if n == 1 { "" } else { "s" });
            records.bad(row, format!("line {line} has {}, the header {}", cells(record.len()), header.len()))
        } else {
            let mut cells = Cells::default();
            let mut encoding = "utf-8";
            for at in 0..COLUMNS.len() {
                let Some(bytes) = places[at].and_then(|place| record.get(place)) else { continue };
                let (text, page) = words(bytes);
                if page != "utf-8" {
                    encoding = page;
                }
                cells[at] = if text.is_empty() { Cell::Null } else { Cell::Text(text) };
            }
            records.add(row, cells, encoding, String::new)
        };
        if flow.is_break() {
            break;
        }
    }
    Ok(())
}

/// What parts the cells: what makes the asked-for columns of the first line, else what stands in it most often.
pub(super) fn delimiter(sample: &[u8], columns: &Columns) -> u8 {
    let header = |delimiter: u8| {
        let mut reader = ::csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(sample);
        reader.byte_headers().map(|names| names.iter().map(|n| words(n).0.trim().to_owned()).collect::<Vec<_>>())
    };
    let fits = |names: &[String]| columns.among(&names.iter().map(String::as_str).collect::<Vec<_>>()).is_ok();
    let headers = DELIMITERS.map(|delimiter| (delimiter, header(delimiter).unwrap_or_default()));
    let fitting = headers.iter().find(|(_, names)| fits(names));
    let longest = || headers.iter().rev().max_by_key(|(_, names)| names.len());
    fitting.or_else(longest).map_or(b',', |(delimiter, _)| *delimiter)
}

/// A cell as text, and how it was encoded. Old code pages share the signs that part cells with UTF-8.
pub(super) fn words(bytes: &[u8]) -> (String, &'static str) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (text.trim_start_matches('\u{feff}').to_owned(), "utf-8"),
        Err(_) => decode_markup(bytes.to_vec())
            .unwrap_or_else(|_| (String::from_utf8_lossy(bytes).into_owned(), "utf-8 (damaged)")),
    }
}

fn no_csv(error: ::csv::Error) -> Failed {
    match error.into_kind() {
        ::csv::ErrorKind::Io(cause) => Failed::from(cause),
        other => Failed::No(format!("is no CSV: {other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_parts_cells_is_found_out() {
        for (header, expected) in [
            ("id,text\n", b','),
            ("id;text\n1;a,b,c\n", b';'),
            ("id\ttext", b'\t'),
            ("text", b','),
            ("id|date|text\n", b'|'),
            ("\"text\";\"a,b,c,d\"\n", b';'),
            ("a;b;c\n", b';'),
            ("", b','),
        ] {
            assert_eq!(delimiter(header.as_bytes(), &Columns::default()), expected, "{header}");
        }
    }
}
