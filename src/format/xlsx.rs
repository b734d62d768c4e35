//! XLSX: a workbook for people. A sheet a table, and before them one that says what the run was and what each column holds.
//!
//! Cells are typed: numbers look as their unit asks, days are dates, all else is text and never a formula or a link. What a sheet
//! cannot hold goes on in the next; what a cell cannot hold is cut, and the cell and the run say so.

use super::finished::{Counts, Finished, Row, Value};
use crate::error::{Error, Result};
use crate::table::schema::{Column, Table, TableName};
use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime, Format, Note, Workbook, Worksheet, XlsxError};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// The rows of a sheet, its header included.
const SHEET_ROWS: u32 = 1_048_576;
/// UTF-16 units in a cell.
const CELL_UNITS: usize = 32_767;
/// Number formats a workbook may have: readers take some two hundred.
const NUMBER_FORMATS: usize = 150;
/// Decimal places that are shown.
const PLACES: usize = 6;
/// The narrowest and the widest column, in characters.
const WIDTHS: [usize; 2] = [8, 60];
/// From this many bytes of tables on a sheet may need the larger offsets of ZIP64.
const LARGE: u64 = 1 << 28;

/// Writes the tables to `to`; tells which cells were cut and which tables take several sheets.
///
/// # Errors
/// [`Error::Io`] where a table cannot be read or the file not written, [`Error::Stopped`] where the run was.
pub(super) fn write(tables: &Finished<'_>, names: &[TableName], to: &Path) -> Result<Vec<String>> {
    write_sheets(tables, names, to, SHEET_ROWS)
}

/// The same for sheets of so many rows.
fn write_sheets(tables: &Finished<'_>, names: &[TableName], to: &Path, rows: u32) -> Result<Vec<String>> {
    // The crate panics where its temporary files cannot be written: a full disk is an error like any other.
    let written = catch_unwind(AssertUnwindSafe(|| Book::new(to, rows)?.write(tables, names)));
    written
        .unwrap_or_else(|_| Err(Error::io("write", to, std::io::Error::other("its temporary files cannot be written"))))
}

/// A workbook being written.
struct Book<'p> {
    to: &'p Path,
    workbook: Workbook,
    /// The rows a sheet can hold.
    rows: u32,
    looks: Looks,
    sheets: Vec<Worksheet>,
    /// A line a sheet: its name, its rows, its table.
    contents: Vec<(String, u32, TableName)>,
    /// Cells that were cut.
    cut: usize,
}

/// How cells look.
struct Looks {
    header: Format,
    title: Format,
    day: Format,
    /// Numbers by unit and decimal places.
    numbers: FxHashMap<(String, usize), Format>,
    /// Numbers by decimal places, when there are enough units.
    plain: [Format; PLACES + 1],
}

impl Looks {
    fn new() -> Looks {
        let header = Format::new().set_bold().set_background_color(Color::RGB(0xE8_EC_F1)).set_text_wrap();
        Looks {
            header,
            title: Format::new().set_bold().set_font_size(14),
            day: Format::new().set_num_format("yyyy-mm-dd"),
            numbers: FxHashMap::default(),
            plain: std::array::from_fn(|places| Format::new().set_num_format(number_format("", places))),
        }
    }

    /// How a number of this unit looks.
    fn number(&mut self, unit: &str, places: usize) -> &Format {
        let places = places.min(PLACES);
        let key = (unit.to_owned(), places);
        if unit.is_empty() || (self.numbers.len() == NUMBER_FORMATS && !self.numbers.contains_key(&key)) {
            return &self.plain[places];
        }
        self.numbers.entry(key).or_insert_with(|| Format::new().set_num_format(number_format(unit, places)))
    }
}

/// Groups of three digits, so many decimal places, and the unit behind; percent signs stand close.
fn number_format(unit: &str, places: usize) -> String {
    let digits = match places {
        0 => "#,##0".to_owned(),
        _ => format!("#,##0.{}", "0".repeat(places)),
    };
    let unit: String = unit.chars().filter(|c| !c.is_control() && *c != '"').collect();
    match unit.as_str() {
        "" => digits,
        "%" => format!("{digits}\"%\""),
        unit => format!("{digits} \"{unit}\""),
    }
}

impl<'p> Book<'p> {
    fn new(to: &'p Path, rows: u32) -> Result<Book<'p>> {
        let mut workbook = Workbook::new();
        // Its temporary files wait beside it: where there is room for the one there should be for the others.
        let folder = to.parent().unwrap_or(Path::new("."));
        workbook.set_tempdir(folder).map_err(|e| failed(to, e))?;
        // Any day will do, as long as it is always the same.
        let made = ExcelDateTime::from_ymd(2000, 1, 1).map_err(|e| failed(to, e))?;
        workbook.set_properties(&DocProperties::new().set_title("extract").set_creation_datetime(&made));
        Ok(Book { to, workbook, rows, looks: Looks::new(), sheets: Vec::new(), contents: Vec::new(), cut: 0 })
    }

    fn write(mut self, tables: &Finished<'_>, names: &[TableName]) -> Result<Vec<String>> {
        let to = self.to;
        for &name in names {
            self.table(tables, name)?;
        }
        let mut first = Worksheet::new();
        let about =
            About { counts: tables.counts, published: published(tables)?, contents: &self.contents, cut: self.cut };
        about.write(&mut first, names, &self.looks).map_err(|e| failed(to, e))?;
        let bytes: u64 =
            names.iter().filter_map(|&n| std::fs::metadata(tables.path(n)).ok()).map(|kind| kind.len()).sum();
        self.workbook.use_zip_large_file(bytes > LARGE);
        self.workbook.push_worksheet(first);
        self.sheets.drain(..).for_each(|sheet| self.workbook.push_worksheet(sheet));
        self.workbook.save(to).map_err(|e| failed(to, e))?;
        Ok(self.told())
    }

    /// What the user should know.
    fn told(&self) -> Vec<String> {
        let mut told: Vec<String> = Vec::new();
        if self.cut > 0 {
            told.push(format!(
                "tables.xlsx: {} cells hold more than {CELL_UNITS} characters, the most a cell can; they are cut and say so",
                self.cut
            ));
        }
        for pair in self.contents.windows(2).filter(|pair| pair[0].2 == pair[1].2) {
            told.push(format!("tables.xlsx: {} goes on in {}, as a sheet is full", pair[0].0, pair[1].0));
        }
        told
    }

    /// Writes a table, to as many sheets as it takes.
    fn table(&mut self, tables: &Finished<'_>, name: TableName) -> Result<()> {
        let to = self.to;
        let mut rows = tables.rows(name)?;
        let mut number = 1;
        let mut sheet = self.begin(name, number)?;
        while let Some(row) = rows.next_row()? {
            if sheet.rows == self.rows {
                self.end(sheet).map_err(|e| failed(to, e))?;
                number += 1;
                sheet = self.begin(name, number)?;
            }
            sheet.row(row, &mut self.looks, &mut self.cut).map_err(|e| failed(to, e))?;
        }
        self.end(sheet).map_err(|e| failed(to, e))
    }

    fn begin(&mut self, name: TableName, number: usize) -> Result<Sheet> {
        let to = self.to;
        let title = if number == 1 { name.name().to_owned() } else { format!("{} ({number})", name.name()) };
        let sheet = self.workbook.new_worksheet_with_constant_memory().map_err(|e| failed(to, e))?;
        Sheet::begin(sheet, title, name.schema(), &self.looks).map_err(|e| failed(to, e))
    }

    fn end(&mut self, mut sheet: Sheet) -> std::result::Result<(), XlsxError> {
        for (at, &width) in (0u16..).zip(&sheet.widths) {
            sheet.sheet.set_column_width(at, width.clamp(WIDTHS[0], WIDTHS[1]) as f64 + 2.0)?;
        }
        sheet.sheet.autofilter(0, 0, sheet.rows - 1, sheet.widths.len() as u16 - 1)?;
        self.contents.push((sheet.title, sheet.rows - 1, sheet.table.name));
        self.sheets.push(sheet.sheet);
        Ok(())
    }
}

/// A sheet being written, row by row.
struct Sheet {
    sheet: Worksheet,
    title: String,
    table: &'static Table,
    /// Rows written, the header included.
    rows: u32,
    /// The widest cell of each column, in characters.
    widths: Vec<usize>,
    units: Vec<Option<usize>>,
}

impl Sheet {
    fn begin(
        mut sheet: Worksheet,
        title: String,
        table: &'static Table,
        looks: &Looks,
    ) -> std::result::Result<Sheet, XlsxError> {
        sheet.set_name(&title)?;
        sheet.set_freeze_panes(1, 0)?;
        for (at, column) in (0u16..).zip(table.columns) {
            sheet.write_string_with_format(0, at, column.name, &looks.header)?;
            let note =
                Note::new(note(column)).add_author_prefix(false).set_author("extract").set_width(320).set_height(120);
            sheet.insert_note(0, at, &note)?;
        }
        let widths = table.columns.iter().map(|column| column.name.len() + 2).collect();
        let units = table.columns.iter().map(|column| column.unit.and_then(|unit| table.at(unit))).collect();
        Ok(Sheet { sheet, title, table, rows: 1, widths, units })
    }

    fn row(&mut self, row: Row<'_>, looks: &mut Looks, cut: &mut usize) -> std::result::Result<(), XlsxError> {
        let line = self.rows;
        for (at, (_, value)) in row.values().enumerate() {
            let column = at as u16;
            match value {
                Value::Empty => continue,
                Value::Integer(n) => {
                    self.sheet.write_number(line, column, n as f64)?;
                }
                Value::Number(n) => {
                    let places = row.cell(at).split_once('.').map_or(0, |(_, places)| places.len());
                    let unit = self.units[at].map_or("", |unit| row.cell(unit));
                    self.sheet.write_number_with_format(line, column, n, looks.number(unit, places))?;
                    self.widths[at] = self.widths[at].max(row.cell(at).len() * 4 / 3 + unit.len() + 1);
                }
                Value::Day(day) => match excel_day(day) {
                    Some(day) => {
                        self.sheet.write_datetime_with_format(line, column, &day, &looks.day)?;
                    }
                    None => {
                        self.sheet.write_string(line, column, row.cell(at))?;
                    }
                },
                Value::Text(text) | Value::List(text) => {
                    let (text, shortened) = fitting(text);
                    *cut += usize::from(shortened);
                    self.sheet.write_string(line, column, text.as_ref())?;
                }
            }
            let width = row.cell(at).len().min(2 * WIDTHS[1]);
            self.widths[at] = self.widths[at].max(width);
        }
        self.rows += 1;
        Ok(())
    }
}

/// A day as a date of Excel: it knows those from 1900 on, and miscounts the first two months.
fn excel_day(day: jiff::civil::Date) -> Option<ExcelDateTime> {
    let year = u16::try_from(day.year()).ok().filter(|&year| year > 1900)?;
    ExcelDateTime::from_ymd(year, day.month() as u8, day.day() as u8).ok()
}

/// The text as far as a cell can hold it, and whether it was cut.
fn fitting(text: &str) -> (Cow<'_, str>, bool) {
    // No character takes more UTF-16 units than bytes.
    if text.len() <= CELL_UNITS || text.encode_utf16().count() <= CELL_UNITS {
        return (Cow::Borrowed(text), false);
    }
    let mark = format!(" […cut: {} characters in all]", text.chars().count());
    let room = CELL_UNITS - mark.encode_utf16().count();
    let mut units = 0;
    let end = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > room
    });
    let kept = end.map_or(text, |(at, _)| &text[..at]);
    (Cow::Owned(format!("{kept}{mark}")), true)
}

/// What the note on a column's header says.
fn note(column: &Column) -> String {
    let unit = column.unit.map(|unit| format!("\nUnit: {unit}")).unwrap_or_default();
    let empty = if column.optional { "\nEmpty: unknown, or does not apply." } else { "" };
    format!("{}.{unit}{empty}", sentence(column.about))
}

/// A description with a capital letter and without marks of code.
fn sentence(about: &str) -> String {
    let mut plain = about.replace('`', "");
    if about.chars().next().is_some_and(|c| c.is_ascii_lowercase()) && plain.is_char_boundary(1) {
        plain[..1].make_ascii_uppercase();
    }
    plain
}

/// The first and the last day articles were published on.
fn published(tables: &Finished<'_>) -> Result<Option<(String, String)>> {
    let mut rows = tables.rows(TableName::Articles)?;
    let mut days: Option<(String, String)> = None;
    while let Some(row) = rows.next_row()? {
        let day = row.get("published");
        if day.is_empty() {
            continue;
        }
        match &mut days {
            None => days = Some((day.to_owned(), day.to_owned())),
            Some((first, last)) => {
                if day < first.as_str() {
                    day.clone_into(first);
                }
                if day > last.as_str() {
                    day.clone_into(last);
                }
            }
        }
    }
    Ok(days)
}

/// The first sheet.
struct About<'a> {
    counts: Counts,
    published: Option<(String, String)>,
    contents: &'a [(String, u32, TableName)],
    cut: usize,
}

impl About<'_> {
    fn write(&self, sheet: &mut Worksheet, names: &[TableName], looks: &Looks) -> std::result::Result<(), XlsxError> {
        sheet.set_name("run")?;
        sheet.write_string_with_format(0, 0, "Tables of facts from Italian news", &looks.title)?;
        let mut at = 2;
        let mut line = |sheet: &mut Worksheet, cells: &[Cell<'_>], header: bool| {
            for (column, cell) in (0u16..).zip(cells) {
                match cell {
                    Cell::Text(text) if header => {
                        sheet.write_string_with_format(at, column, *text, &looks.header)?;
                    }
                    Cell::Text(text) => {
                        sheet.write_string(at, column, *text)?;
                    }
                    Cell::Number(n) => {
                        sheet.write_number_with_format(at, column, *n as f64, &looks.plain[0])?;
                    }
                }
            }
            at += 1;
            Ok::<(), XlsxError>(())
        };
        let counts = &self.counts;
        line(sheet, &[Cell::Text("made by"), Cell::Text(concat!("extract ", env!("CARGO_PKG_VERSION")))], false)?;
        for (what, n) in [
            ("articles", counts.articles as u64),
            ("files skipped", counts.skipped as u64),
            ("bytes of text", counts.bytes),
            ("sentences", counts.sentences as u64),
            ("mentions", counts.mentions as u64),
            ("facts", counts.facts as u64),
            ("claims", counts.claims as u64),
            ("conflicts among them", counts.conflicts as u64),
            ("cells cut to fit", self.cut as u64),
        ] {
            line(sheet, &[Cell::Text(what), Cell::Number(n)], false)?;
        }
        if let Some((first, last)) = &self.published {
            line(sheet, &[Cell::Text("published from"), Cell::Text(first)], false)?;
            line(sheet, &[Cell::Text("published to"), Cell::Text(last)], false)?;
        }
        line(sheet, &[], false)?;
        line(sheet, &["sheet", "rows", "a row is"].map(Cell::Text), true)?;
        for (title, rows, table) in self.contents {
            line(sheet, &[Cell::Text(title), Cell::Number((*rows).into()), Cell::Text(table.schema().row)], false)?;
        }
        line(sheet, &[], false)?;
        line(sheet, &["sheet", "column", "holds"].map(Cell::Text), true)?;
        for &name in names {
            for column in name.schema().columns {
                let about = sentence(column.about);
                line(sheet, &[Cell::Text(name.name()), Cell::Text(column.name), Cell::Text(&about)], false)?;
            }
        }
        for (column, width) in [(0, 22.0), (1, 18.0), (2, 120.0)] {
            sheet.set_column_width(column, width)?;
        }
        Ok(())
    }
}

/// A cell of the first sheet.
enum Cell<'a> {
    Text(&'a str),
    Number(u64),
}

fn failed(to: &Path, error: XlsxError) -> Error {
    let cause = match error {
        XlsxError::IoError(cause) => cause,
        other => std::io::Error::other(other.to_string()),
    };
    Error::io("write", to, cause)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_look_as_their_unit_asks() {
        for (unit, places, look) in [
            ("", 0, "#,##0"),
            ("%", 1, "#,##0.0\"%\""),
            ("USD", 0, "#,##0 \"USD\""),
            ("USD/h", 2, "#,##0.00 \"USD/h\""),
            ("a\"b", 0, "#,##0 \"ab\""),
        ] {
            assert_eq!(number_format(unit, places), look);
        }
    }

    #[test]
    fn only_what_a_cell_cannot_hold_is_cut_and_says_so() {
        for (text, cut) in [
            ("a".repeat(32_767), false),
            ("a".repeat(32_768), true),
            ("😀".repeat(16_383), false),
            ("😀".repeat(16_384), true),
        ] {
            let (kept, shortened) = fitting(&text);
            assert_eq!(shortened, cut);
            assert!(kept.encode_utf16().count() <= CELL_UNITS);
            let said = format!("cut: {} characters in all]", text.chars().count());
            assert_eq!(kept.ends_with(&said), cut);
            assert!(cut || kept == text);
        }
    }
}
