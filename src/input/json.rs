//! JSON Lines, and JSON: an array of records, one record, or several one after the other.

use super::columns::{Columns, TEXT};
use super::record::{Cell, Cells, Records};
use super::{Budget, Failed, Source};
use crate::article::LARGEST;
use crate::decode::decode_markup;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::cell::Cell as Shared;
use std::io::{BufRead, BufReader, ErrorKind, Read};
use std::ops::ControlFlow;
use std::rc::Rc;

/// Hands on the records of a file that has one a line.
pub(super) fn lines(source: &Source<'_>, records: &mut Records<'_, '_>) -> Result<(), Failed> {
    let mut reader = BufReader::with_capacity(1 << 16, source.open()?);
    let (mut line, mut row) = (Vec::new(), 0);
    loop {
        line.clear();
        row += 1;
        if (&mut reader).take(LARGEST + 1).read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        if line.len() as u64 > LARGEST {
            return Err(Failed::No(format!("line {row} is longer than 256 MB")));
        }
        let bytes = line.trim_ascii_end();
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").filter(|_| row == 1).unwrap_or(bytes);
        if row == 1 && (bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff")) {
            return Err(Failed::No("is UTF-16: save it as UTF-8".to_owned()));
        }
        if bytes.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let decoded = match std::str::from_utf8(bytes) {
            Ok(text) => Ok((std::borrow::Cow::Borrowed(text), "utf-8")),
            Err(_) => decode_markup(bytes.to_vec()).map(|(text, encoding)| (text.into(), encoding)),
        };
        let flow = match decoded {
            Err(reason) => records.bad(row, format!("line {row} {reason}")),
            Ok((text, encoding)) => {
                let mut json = serde_json::Deserializer::from_str(&text);
                let element = Pick(records.columns()).deserialize(&mut json).and_then(|e| json.end().map(|()| e));
                match element {
                    Ok(element) => element.add(records, row, encoding, &format!("line {row}")),
                    Err(error) => records.bad(row, format!("line {row} is no JSON: {}", without_line(&error))),
                }
            }
        };
        if flow.is_break() {
            return Ok(());
        }
    }
}

/// An error of JSON that is one line: its column alone.
fn without_line(error: &serde_json::Error) -> String {
    error.to_string().replace(" at line 1 column ", " in column ")
}

/// Hands on the records of an array; one record alone; several one after the other, as in a file of lines.
pub(super) fn array(source: &Source<'_>, records: &mut Records<'_, '_>) -> Result<(), Failed> {
    let left = Rc::new(Shared::new(LARGEST));
    let mut reader = BufReader::with_capacity(1 << 16, Budget { inner: source.open()?, left: Rc::clone(&left) });
    if reader.fill_buf()?.starts_with(b"\xef\xbb\xbf") {
        reader.consume(3);
    }
    let first = loop {
        match reader.fill_buf()?.first() {
            None => return Err(Failed::No("is empty".to_owned())),
            Some(b) if b.is_ascii_whitespace() => reader.consume(1),
            Some(&b) => break b,
        }
    };
    let columns = records.columns();
    let mut json = serde_json::Deserializer::from_reader(reader);
    if first == b'[' {
        let mut broken = false;
        let all = Elements { records, left: &left, broken: &mut broken };
        let read = json.deserialize_seq(all);
        return match read {
            Err(_) if broken => Ok(()),
            read => read.and_then(|()| json.end()).map_err(|e| no_json(&e)),
        };
    }
    let mut stream = json.into_iter::<serde_json::Value>();
    // One value is looked at after the other; the first is held back until it is known whether it is alone.
    let mut next = || {
        left.set(LARGEST);
        stream.next().transpose().map_err(|e| no_json(&e))
    };
    let Some(one) = next()? else { return Ok(()) };
    let element = |value: serde_json::Value| Pick(columns).deserialize(value).map_err(|e| no_json(&e));
    let second = next();
    if matches!(second, Ok(None)) {
        let flow = match element(one)? {
            Element::Record { cells, names } => records.alone(*cells, || columns.lacks(TEXT, &refer(&names))),
            Element::Other(what) => records.bad(1, format!("is {what}, not a record")),
        };
        let _ = flow;
        return Ok(());
    }
    let (mut row, mut value) = (1, Some(one));
    let mut following = Some(second);
    while let Some(now) = value {
        if element(now)?.add(records, row, "utf-8", &format!("record {row}")).is_break() {
            return Ok(());
        }
        row += 1;
        value = match following.take() {
            Some(read) => read?,
            None => next()?,
        };
    }
    Ok(())
}

fn no_json(error: &serde_json::Error) -> Failed {
    match error.io_error_kind() {
        Some(ErrorKind::InvalidData | ErrorKind::Other) => {
            // our own words, which the error has at its beginning
            Failed::No(error.to_string())
        }
        Some(kind) => Failed::Io(kind.into()),
        None => Failed::No(format!("is no JSON: {error}")),
    }
}

/// The entries of an array, handed on one by one.
struct Elements<'e, 'r, 's, 't> {
    records: &'r mut Records<'s, 't>,
    left: &'e Shared<u64>,
    /// Set where no more are wanted.
    broken: &'e mut bool,
}

impl<'de> Visitor<'de> for Elements<'_, '_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an array of records")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<(), A::Error> {
        let mut row = 0;
        self.left.set(LARGEST);
        while let Some(element) = array.next_element_seed(Pick(self.records.columns()))? {
            row += 1;
            self.left.set(LARGEST);
            if element.add(self.records, row, "utf-8", &format!("record {row}")).is_break() {
                *self.broken = true;
                return Err(serde::de::Error::custom("no more is wanted"));
            }
        }
        Ok(())
    }
}

/// What stands where a record is looked for.
enum Element {
    Record {
        cells: Box<Cells>,
        /// The names of its columns, where none holds a text.
        names: Vec<String>,
    },
    Other(&'static str),
}

impl Element {
    fn add(self, records: &mut Records<'_, '_>, row: u64, encoding: &'static str, place: &str) -> ControlFlow<()> {
        match self {
            Element::Record { cells, names } => {
                let columns = records.columns();
                records.add(row, *cells, encoding, || columns.lacks(TEXT, &refer(&names)))
            }
            Element::Other(what) => records.bad(row, format!("{place} is {what}, not a record")),
        }
    }
}

fn refer(names: &[String]) -> Vec<&str> {
    names.iter().map(String::as_str).collect()
}

/// Takes out of a record what the columns are asked for; the rest is not kept.
struct Pick<'c>(&'c Columns);

impl<'de> DeserializeSeed<'de> for Pick<'_> {
    type Value = Element;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Element, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Pick<'_> {
    type Value = Element;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a record")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Element, A::Error> {
        let mut cells = Box::new(Cells::default());
        let mut ranks = [usize::MAX; super::COLUMNS.len()];
        let mut names = Vec::new();
        while let Some(name) = map.next_key::<String>()? {
            match self.0.holds(&name) {
                Some((at, rank)) if rank < ranks[at] => {
                    ranks[at] = rank;
                    cells[at] = map.next_value_seed(Value)?;
                }
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
            if names.len() < 64 {
                names.push(name);
            }
        }
        Ok(Element::Record { cells, names })
    }

    fn visit_bool<E>(self, _: bool) -> Result<Element, E> {
        Ok(Element::Other("true or false"))
    }
    fn visit_i64<E>(self, _: i64) -> Result<Element, E> {
        Ok(Element::Other("a number"))
    }
    fn visit_u64<E>(self, _: u64) -> Result<Element, E> {
        Ok(Element::Other("a number"))
    }
    fn visit_f64<E>(self, _: f64) -> Result<Element, E> {
        Ok(Element::Other("a number"))
    }
    fn visit_str<E>(self, _: &str) -> Result<Element, E> {
        Ok(Element::Other("a string"))
    }
    fn visit_unit<E>(self) -> Result<Element, E> {
        Ok(Element::Other("null"))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<Element, A::Error> {
        while array.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Element::Other("a list"))
    }
}

/// A cell of a record.
struct Value;

impl<'de> DeserializeSeed<'de> for Value {
    type Value = Cell;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Cell, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value {
    type Value = Cell;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a value")
    }
    fn visit_bool<E>(self, _: bool) -> Result<Cell, E> {
        Ok(Cell::Other("true or false"))
    }
    fn visit_i64<E>(self, number: i64) -> Result<Cell, E> {
        Ok(Cell::Number(number.to_string()))
    }
    fn visit_u64<E>(self, number: u64) -> Result<Cell, E> {
        Ok(Cell::Number(number.to_string()))
    }
    fn visit_f64<E>(self, number: f64) -> Result<Cell, E> {
        Ok(Cell::Number(number.to_string()))
    }
    fn visit_str<E>(self, text: &str) -> Result<Cell, E> {
        Ok(Cell::Text(text.to_owned()))
    }
    fn visit_string<E>(self, text: String) -> Result<Cell, E> {
        Ok(Cell::Text(text))
    }
    fn visit_unit<E>(self) -> Result<Cell, E> {
        Ok(Cell::Null)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<Cell, A::Error> {
        while array.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Cell::Other("a list"))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Cell, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Cell::Other("a record"))
    }
}
