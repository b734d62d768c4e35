//! One lexicon file as rows: the header checked, every bad row named with file, line and column.

use crate::error::Problem;
use rustc_hash::{FxHashMap, FxHashSet};

/// The rows of one lexicon file: all cells one after another in one text.
pub(super) struct Table {
    pub file: &'static str,
    columns: &'static [&'static str],
    text: String,
    /// Where each cell ends, row by row.
    ends: Vec<u32>,
    /// The line of each row.
    lines: Vec<u32>,
    /// Whether its rows, those added to it aside, are other than the built-in ones.
    pub own: bool,
    /// The file whose rows were added to it, and for each row whether it is of that.
    added: Option<(&'static str, Vec<bool>)>,
}

/// One row: its cells by column name.
#[derive(Clone, Copy)]
pub(super) struct Row<'t> {
    table: &'t Table,
    pub line: u64,
    /// Its place in the table.
    at: usize,
}

impl Table {
    /// Reads `bytes`; what is wrong with it goes into `problems`, what is right is kept.
    pub fn read(
        file: &'static str,
        columns: &'static [&'static str],
        bytes: &[u8],
        problems: &mut Vec<Problem>,
    ) -> Table {
        let mut table = Table {
            file,
            columns,
            text: String::new(),
            ends: Vec::with_capacity(bytes.len() / 8),
            lines: Vec::with_capacity(bytes.len() / 48),
            own: false,
            added: None,
        };
        let mut text = Vec::with_capacity(bytes.len());
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        for quote in bad_quotes(bytes) {
            let column = columns.get(quote.column).copied().unwrap_or("");
            let found = if quote.open {
                "found a quote `\"` that opens a cell and is never closed, expected another at the cell's end"
            } else {
                "found a quote `\"` in the midst of a cell; remove it, or put the whole cell in quotes and write `\"\"` for it"
            };
            problems.push(table.problem(quote.line, column, found.to_owned()));
            if quote.open {
                // all rows after it would be one cell
                return table;
            }
        }
        // Where the whole is UTF-8, each cell is.
        let sound = std::str::from_utf8(bytes).is_ok();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
        let mut record = csv::ByteRecord::new();
        let mut header = true;
        loop {
            match reader.read_byte_record(&mut record) {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => {
                    problems.push(table.problem(0, "", format!("cannot be read as CSV: {error}")));
                    break;
                }
            }
            let line = record.position().map_or(0, csv::Position::line);
            if !sound && let Some(at) = bad_cell(&record) {
                let cell = String::from_utf8_lossy(&record[at]).into_owned();
                let column = columns.get(at).copied().unwrap_or("");
                let message = format!("found `{cell}`, which is not UTF-8; save the file as UTF-8 CSV");
                problems.push(table.problem(line, column, message));
                continue;
            }
            if header {
                header = false;
                if !table.check_header(&record, problems) {
                    return table;
                }
                continue;
            }
            if record.len() != columns.len() {
                let message = format!(
                    "expected {} cells, found {}; a comma inside a cell needs quotes around the cell",
                    columns.len(),
                    record.len()
                );
                problems.push(table.problem(line, "", message));
                continue;
            }
            if record[0].trim_ascii().is_empty() {
                problems.push(table.problem(line, columns[0], "found nothing, expected a value".into()));
                continue;
            }
            let ends = (0..record.len()).filter_map(|at| record.range(at)).map(|cell| (text.len() + cell.end) as u32);
            table.ends.extend(ends);
            text.extend_from_slice(record.as_slice());
            table.lines.push(line as u32);
        }
        // Rows with a cell that is not UTF-8 are left out.
        table.text = String::from_utf8(text).unwrap_or_default();
        table.check_ids(problems);
        if header {
            problems.push(table.problem(0, "", format!("is empty, expected the header `{}`", columns.join(","))));
        }
        table
    }

    /// The same with the rows of another file among its own, by id; one whose id is there stands in place of that row.
    pub fn with(self, other: Table) -> Table {
        let Table { file, columns, own, .. } = self;
        let mut new: Vec<Row<'_>> = other.rows().collect();
        new.sort_by_key(|row| row.get("id"));
        let ids: FxHashSet<&str> = new.iter().map(|row| row.get("id")).collect();
        let mut table =
            Table { file, columns, text: String::new(), ends: Vec::new(), lines: Vec::new(), own, added: None };
        let mut added = Vec::new();
        let mut put = |row: Row<'_>, is_added: bool| {
            for column in 0..columns.len() {
                table.text.push_str(row.cell(column));
                table.ends.push(table.text.len() as u32);
            }
            table.lines.push(row.line as u32);
            added.push(is_added);
        };
        let mut new = new.into_iter().peekable();
        for row in self.rows() {
            let id = row.get("id");
            while let Some(before) = new.next_if(|new| new.get("id") <= id) {
                put(before, true);
            }
            if !ids.contains(id) {
                put(row, false);
            }
        }
        new.for_each(|row| put(row, true));
        table.added = Some((other.file, added));
        table
    }

    /// Names every id that stands in two rows. Where the rows are sorted none does.
    fn check_ids(&self, problems: &mut Vec<Problem>) {
        let ids = || self.rows().map(|row| row.cell(0));
        if ids().zip(ids().skip(1)).all(|(a, b)| a < b) {
            return;
        }
        let mut lines: FxHashMap<&str, u64> = FxHashMap::default();
        for row in self.rows() {
            let id = row.cell(0);
            if let Some(first) = lines.get(id) {
                let message = format!("found `{id}` again, first on line {first}; expected it once: join the two rows");
                problems.push(row.problem(self.columns[0], message));
            } else {
                lines.insert(id, row.line);
            }
        }
    }

    fn check_header(&self, cells: &csv::ByteRecord, problems: &mut Vec<Problem>) -> bool {
        let cells: Vec<&str> = cells.iter().map(|cell| std::str::from_utf8(cell).unwrap_or_default()).collect();
        if cells == self.columns {
            return true;
        }
        let expected = self.columns.join(",");
        let message = if cells.len() == 1 && cells[0].contains(';') {
            format!("found `;` between cells, expected commas: `{expected}`")
        } else if let Some(cell) = cells.iter().find(|c| !self.columns.contains(*c)) {
            let hint = did_you_mean(cell, self.columns.iter().copied());
            format!("found a column `{cell}`{hint}, expected `{expected}`")
        } else {
            format!("found the columns `{}`, expected `{expected}`", cells.join(","))
        };
        problems.push(self.problem(1, "", message));
        false
    }

    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.lines.iter().enumerate().map(|(at, line)| Row { table: self, line: u64::from(*line), at })
    }

    pub fn problem(&self, line: u64, column: &str, message: String) -> Problem {
        Problem { file: self.file.to_owned(), line, column: column.to_owned(), message }
    }
}

/// The first cell that is not UTF-8.
fn bad_cell(record: &csv::ByteRecord) -> Option<usize> {
    record.iter().position(|cell| std::str::from_utf8(cell).is_err())
}

/// A quote that is no quote of CSV.
struct BadQuote {
    line: u64,
    column: usize,
    /// Whether it opens a cell that never ends, rather than standing in the midst of one.
    open: bool,
}

/// The quotes that RFC 4180 does not allow, one a cell: the `csv` crate would take them, and what comes after, for text.
fn bad_quotes(bytes: &[u8]) -> Vec<BadQuote> {
    /// Where in a cell a byte stands.
    #[derive(PartialEq)]
    enum At {
        Start,
        Plain,
        Quoted,
        Closed,
    }
    let mut bad: Vec<BadQuote> = Vec::new();
    if !bytes.contains(&b'"') {
        return bad;
    }
    let (mut at, mut line, mut column, mut opened) = (At::Start, 1, 0, (1, 0));
    let mut next = 0;
    while next < bytes.len() {
        if at == At::Start && column == 0 {
            // most lines have no quote
            let end = bytes[next..].iter().position(|&b| b == b'\n').map_or(bytes.len(), |end| next + end + 1);
            if !bytes[next..end].contains(&b'"') {
                (next, line) = (end, line + 1);
                continue;
            }
        }
        let b = bytes[next];
        next += 1;
        let stray = match (&at, b) {
            (At::Quoted, b'"') => (at = At::Closed, false).1,
            (At::Quoted, _) => false,
            (At::Start, b'"') => (at = At::Quoted, opened = (line, column), false).2,
            (At::Closed, b'"') => (at = At::Quoted, false).1,
            (_, b',') => (at = At::Start, column += 1, false).2,
            (_, b'\n') => (at = At::Start, column = 0, false).2,
            (At::Closed, b'\r') => false,
            (At::Closed, _) => (at = At::Plain, true).1,
            (_, b'"') => true,
            _ => (at = At::Plain, false).1,
        };
        if stray && bad.last().is_none_or(|q| (q.line, q.column) != (line, column)) {
            bad.push(BadQuote { line, column, open: false });
        }
        line += u64::from(b == b'\n');
    }
    if at == At::Quoted {
        bad.push(BadQuote { line: opened.0, column: opened.1, open: true });
    }
    bad
}

impl<'t> Row<'t> {
    /// The cell under `column`, trimmed.
    pub fn get(&self, column: &str) -> &'t str {
        let same = |c: &str| c.as_bytes().first() == column.as_bytes().first() && c == column;
        let at = self.table.columns.iter().position(|c| same(c)).expect("a column of this table's header");
        let cell = self.cell(at);
        let edges = [cell.bytes().next(), cell.bytes().next_back()];
        // most cells have no white space to lose
        if edges.iter().flatten().all(u8::is_ascii_graphic) { cell } else { cell.trim() }
    }

    /// The cell of the column at this place.
    fn cell(&self, column: usize) -> &'t str {
        let place = self.at * self.table.columns.len() + column;
        let start = place.checked_sub(1).map_or(0, |before| self.table.ends[before]);
        &self.table.text[start as usize..self.table.ends[place] as usize]
    }

    /// The values of a cell, parted by `|`.
    pub fn list(&self, column: &str) -> impl Iterator<Item = &'t str> {
        self.get(column).split('|').map(str::trim).filter(|s| !s.is_empty())
    }

    /// The file it was added to its table from, if it was.
    pub fn added(&self) -> Option<&'static str> {
        self.table.added.as_ref().filter(|(_, added)| added[self.at]).map(|(file, _)| *file)
    }

    /// The file it stands in.
    pub fn file(&self) -> &'static str {
        self.added().unwrap_or(self.table.file)
    }

    /// Whether it is a row built into the program.
    pub fn builtin(&self) -> bool {
        !self.table.own && self.added().is_none()
    }

    pub fn problem(&self, column: &str, message: String) -> Problem {
        Problem { file: self.file().to_owned(), ..self.table.problem(self.line, column, message) }
    }

    /// The place of the cell's value in `known`; an unknown value is a problem and gives `None`, so does an empty cell.
    pub fn one_of(&self, column: &str, known: &[&str], problems: &mut Vec<Problem>) -> Option<usize> {
        let value = self.get(column);
        if value.is_empty() {
            return None;
        }
        self.known(column, value, known, problems)
    }

    /// The place of `value` in `known`, or a problem, which says that the cell may be empty.
    pub fn known_if_any(
        &self,
        column: &str,
        value: &str,
        known: &[&str],
        problems: &mut Vec<Problem>,
    ) -> Option<usize> {
        self.place_of(column, value, known, ", or nothing", problems)
    }

    /// The place of `value` in `known`, or a problem.
    pub fn known(&self, column: &str, value: &str, known: &[&str], problems: &mut Vec<Problem>) -> Option<usize> {
        self.place_of(column, value, known, "", problems)
    }

    /// The place of `value` in `known`; `or` says what else the cell may hold.
    fn place_of(
        &self,
        column: &str,
        value: &str,
        known: &[&str],
        or: &str,
        problems: &mut Vec<Problem>,
    ) -> Option<usize> {
        let at = known.iter().position(|&k| k == value);
        if at.is_none() {
            let hint = did_you_mean(value, known.iter().copied());
            let message = format!("found `{value}`{hint}, expected one of: {}{or}", known.join(", "));
            problems.push(self.problem(column, message));
        }
        at
    }

    /// `yes` or nothing.
    pub fn flag(&self, column: &str, problems: &mut Vec<Problem>) -> bool {
        self.one_of(column, &["yes"], problems).is_some()
    }

    /// A number, or a problem.
    pub fn number(&self, column: &str, problems: &mut Vec<Problem>) -> Option<f64> {
        match self.get(column).parse() {
            Ok(number) => Some(number),
            Err(_) => {
                problems
                    .push(self.problem(column, format!("found `{}`, expected a number like 12.5", self.get(column))));
                None
            }
        }
    }
}

/// ` (did you mean …?)` for the nearest of `known`, or nothing where none is near.
pub fn did_you_mean<'a>(value: &str, known: impl Iterator<Item = &'a str>) -> String {
    let near = known.map(|k| (distance(value, k), k)).min().filter(|(d, k)| *d <= 1 + k.len() / 4);
    near.map(|(_, k)| format!(" (did you mean `{k}`?)")).unwrap_or_default()
}

/// How many letters must change to make one word the other (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, &y) in b.iter().enumerate() {
            let changed = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(text: &[u8]) -> Vec<String> {
        let mut problems = Vec::new();
        Table::read("x.csv", &["id", "forms", "note"], text, &mut problems);
        problems.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn every_bad_row_is_named() {
        let mut found = problems(b"id,forms,note\na,b,c\na,x,y\n,q,\nz,1,2,3\nw,citt\xe0,\n");
        found.sort();
        assert_eq!(found.len(), 4, "{found:?}");
        assert!(found[0].starts_with("x.csv:3: column `id`: found `a` again, first on line 2"), "{found:?}");
        assert!(found[1].starts_with("x.csv:4: column `id`: found nothing"), "{found:?}");
        assert!(found[2].starts_with("x.csv:5: expected 3 cells, found 4"), "{found:?}");
        assert!(found[3].starts_with("x.csv:6: column `forms`") && found[3].contains("not UTF-8"), "{found:?}");
    }

    #[test]
    fn rows_are_added_in_their_places() {
        let read = |file, rows: &str| {
            let mut problems = Vec::new();
            let table = Table::read(file, &["id", "note"], format!("id,note\n{rows}").as_bytes(), &mut problems);
            assert!(problems.is_empty(), "{problems:?}");
            table
        };
        let table = read("x.csv", "b,old\nd,\nf,\n").with(read("x.add.csv", "g,\na,\nb,\"new, too\"\ne,\n"));
        let rows: Vec<_> = table.rows().map(|r| (r.get("id"), r.get("note"), r.file(), r.line)).collect();
        let (base, added) = ("x.csv", "x.add.csv");
        let expected = [
            ("a", "", added, 3),
            ("b", "new, too", added, 4),
            ("d", "", base, 3),
            ("e", "", added, 5),
            ("f", "", base, 4),
        ];
        assert_eq!(rows, [&expected[..], &[("g", "", added, 2)]].concat());
    }

    #[test]
    fn a_wrong_header_says_what_was_meant() {
        assert!(problems(b"id,form,note\n")[0].contains("did you mean `forms`?"));
        assert!(problems(b"id;forms;note\n")[0].contains("expected commas"));
        assert!(problems(b"")[0].contains("is empty"));
    }
}
