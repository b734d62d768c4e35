//! Formats: each tells what the CSV tells, cell by cell, whatever stands in the articles; each is made again where it has to be.
#![allow(clippy::unwrap_used, reason = "a test")]

use crate::common::{Chance, article, difference, small_lexicons};
use calamine::{Data, Reader};
use fatti::format::{Choice, Dialect, Format};
use fatti::lexicon::Source;
use fatti::run::{Options, Summary, run};
use fatti::table::schema::{Kind, TableName};
use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const FIGURE: &str =
    "Nvidia ha venduto 10.000 H20 in Cina, il 3,5 per cento. Intel, Amd e Nvidia ne hanno comprati 400.";
/// Articles that would like to be more than text.
const HOSTILE: [(&str, &str); 7] = [
    ("script.txt", "<script>alert(1)</script> ]]> </script><b onclick=\"x\"> "),
    ("=1+1.txt", "=HYPERLINK(\"http://x\";\"a\") "),
    ("+a.txt", "+1+cmd|' /C calc'!A0 "),
    ("-b;c\",d.txt", "-2+3 @SUM(1+1);=1+1 "),
    ("tab.txt", "\t=1+1\n\n\" =1+1 ＝1 "),
    ("2026-02-24_control.txt", "A\u{1}B\u{8}C\u{1b}D\u{7f}E\u{85}F\u{2028}G\u{202e}H\u{fffe}I _x0041_ \r\n\r\n"),
    ("long.txt", "LONG"),
];

/// A corpus, lexicons that load in a moment, and output folders.
struct Trial {
    dir: TempDir,
    lexicons: Source,
}

impl Trial {
    fn new() -> Trial {
        let dir = tempfile::tempdir().unwrap();
        let lexicons = dir.path().join("lexicons");
        small_lexicons(&lexicons);
        std::fs::create_dir(dir.path().join("corpus")).unwrap();
        let lexicons = Source::folder(&lexicons).unwrap();
        Trial { dir, lexicons }
    }

    fn hostile() -> Trial {
        let trial = Trial::new();
        for (name, text) in HOSTILE {
            let text = if text == "LONG" { format!("Nvidia {} ", "x".repeat(40_000)) } else { text.to_owned() };
            trial.write(name, format!("{text}{FIGURE}\n\n{FIGURE}").as_bytes());
        }
        trial
    }

    fn some(seed: u64, articles: usize) -> Trial {
        let trial = Trial::new();
        let mut chance = Chance(seed);
        (0..articles).for_each(|at| trial.write(&format!("{at}.txt"), &article(&mut chance)));
        trial
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.dir.path().join("corpus").join(name), bytes).unwrap();
    }

    fn output(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn run(&self, output: &str, choice: &Choice, jobs: usize) -> Summary {
        let options = Options { jobs, choice: choice.clone(), ..Options::default() };
        let corpus = self.dir.path().join("corpus");
        run(&corpus, &self.output(output), &self.lexicons, &options, &|_| ControlFlow::Continue(())).unwrap()
    }
}

fn all() -> Choice {
    Choice { formats: Format::ALL.to_vec(), ..Choice::default() }
}

fn only(formats: &[Format]) -> Choice {
    Choice { formats: formats.to_vec(), ..Choice::default() }
}

fn excel() -> Choice {
    Choice { formats: vec![Format::Csv], dialect: Dialect::ExcelIt, ..Choice::default() }
}

/// The files in a folder that are not hidden.
fn files(folder: &Path) -> BTreeSet<String> {
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| !name.starts_with('.')).collect()
}

/// The rows of a table as its CSV has them.
fn cells(folder: &Path, table: TableName) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_path(folder.join(format!("{}.csv", table.name()))).unwrap();
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// Whether two cells tell the same: as text, or as numbers.
fn same(a: &str, b: &str) -> bool {
    a == b || matches!((a.parse::<f64>(), b.parse::<f64>()), (Ok(a), Ok(b)) if a == b)
}

fn equal(what: &str, table: TableName, told: &[Vec<String>], expected: &[Vec<String>]) {
    assert_eq!(told.len(), expected.len(), "{what}: rows of {}", table.name());
    for (at, (row, expected)) in told.iter().zip(expected).enumerate() {
        for (column, (told, cell)) in table.schema().columns.iter().zip(row.iter().zip(expected)) {
            assert!(
                same(told, cell),
                "{what}: {}, row {}, {}: {told:?}, not {cell:?}",
                table.name(),
                at + 1,
                column.name
            );
        }
    }
}

fn of_jsonl(folder: &Path, table: TableName) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(folder.join(format!("{}.jsonl", table.name()))).unwrap();
    let cell = |value: &serde_json::Value| -> String {
        let name = |value: &serde_json::Value| value["name"].as_str().or(value.as_str()).unwrap().to_owned();
        match value {
            serde_json::Value::Null => String::new(),
            serde_json::Value::String(text) => text.clone(),
            serde_json::Value::Array(names) => names.iter().map(name).collect::<Vec<_>>().join("; "),
            other => other.to_string(),
        }
    };
    let columns = table.schema().columns;
    let records = text.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    records.map(|record| columns.iter().map(|column| cell(&record[column.name])).collect()).collect()
}

fn of_sqlite(folder: &Path, table: TableName) -> Vec<Vec<String>> {
    let base = rusqlite::Connection::open(folder.join("tables.sqlite")).unwrap();
    let mut statement = base.prepare(&format!("SELECT * FROM {} ORDER BY rowid", table.name())).unwrap();
    let columns = statement.column_count();
    let cell = |row: &rusqlite::Row<'_>, at: usize| match row.get::<_, rusqlite::types::Value>(at).unwrap() {
        rusqlite::types::Value::Null => String::new(),
        rusqlite::types::Value::Integer(n) => n.to_string(),
        rusqlite::types::Value::Real(n) => n.to_string(),
        rusqlite::types::Value::Text(text) => text,
        rusqlite::types::Value::Blob(_) => panic!("no blobs"),
    };
    let rows = statement.query_map([], |row| Ok((0..columns).map(|at| cell(row, at)).collect())).unwrap();
    rows.collect::<rusqlite::Result<_>>().unwrap()
}

fn of_parquet(folder: &Path, table: TableName) -> Vec<Vec<String>> {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::Field;
    let file = std::fs::File::open(folder.join(format!("{}.parquet", table.name()))).unwrap();
    let reader = SerializedFileReader::new(file).unwrap();
    let cell = |field: &Field| match field {
        Field::Null => String::new(),
        Field::Str(text) => text.clone(),
        Field::Long(n) => n.to_string(),
        Field::Double(n) => n.to_string(),
        Field::Date(days) => (jiff::civil::date(1970, 1, 1) + jiff::Span::new().days(i64::from(*days))).to_string(),
        Field::ListInternal(list) => {
            let names = list.elements().iter().map(|name| match name {
                Field::Str(name) => name.clone(),
                other => panic!("{other:?}"),
            });
            names.collect::<Vec<_>>().join("; ")
        }
        other => panic!("{other:?}"),
    };
    let rows = reader.get_row_iter(None).unwrap().map(|row| row.unwrap());
    rows.map(|row| row.get_column_iter().map(|(_, field)| cell(field)).collect()).collect()
}

fn of_xlsx(folder: &Path, table: TableName) -> Vec<Vec<String>> {
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(folder.join("tables.xlsx")).unwrap();
    let range = book.worksheet_range(table.name()).unwrap();
    let width = table.schema().columns.len();
    let cell = |data: &Data| match data {
        Data::Empty => String::new(),
        // what XML cannot hold is written as Excel writes it; calamine gives this one back as it stands
        Data::String(text) => text.replace("_xFFFE_", "\u{fffe}"),
        Data::Float(n) => n.to_string(),
        Data::DateTime(at) => at.as_f64().to_string(),
        other => panic!("{other:?}"),
    };
    assert!(book.worksheet_formula(table.name()).unwrap().is_empty(), "text is no formula");
    let rows = range.rows().skip(1).map(|row| row.iter().map(cell).collect::<Vec<_>>());
    rows.map(|mut row| {
        row.resize(width, String::new());
        row
    })
    .collect()
}

/// The days of Excel as the CSV has them, and long cells as they were cut.
fn as_excel_has_it(mut rows: Vec<Vec<String>>, table: TableName) -> Vec<Vec<String>> {
    for row in &mut rows {
        for (column, cell) in table.schema().columns.iter().zip(row) {
            let day = cell.parse::<jiff::civil::Date>().ok().filter(|_| cell.len() == 10);
            if let (Kind::Day | Kind::Date, Some(day)) = (column.kind, day) {
                *cell = jiff::civil::date(1899, 12, 30).until(day).unwrap().get_days().to_string();
            }
        }
    }
    rows
}

#[test]
fn each_format_tells_what_the_csv_tells() {
    for trial in [Trial::hostile(), Trial::some(1, 60)] {
        let summary = trial.run("out", &all(), 2);
        let out = trial.output("out");
        for table in TableName::ALL {
            let expected = cells(&out, table);
            if table != TableName::Claims {
                equal("jsonl", table, &of_jsonl(&out, table), &expected);
            }
            equal("parquet", table, &of_parquet(&out, table), &expected);
            if table != TableName::Changes {
                equal("sqlite", table, &of_sqlite(&out, table), &expected);
                let mut told = of_xlsx(&out, table);
                let expected = as_excel_has_it(expected, table);
                for (row, expected) in told.iter_mut().zip(&expected) {
                    for (cell, whole) in row.iter_mut().zip(expected) {
                        if whole.encode_utf16().count() > 32_767 {
                            let said = format!("[…cut: {} characters in all]", whole.chars().count());
                            assert!(cell.ends_with(&said) && cell.encode_utf16().count() <= 32_767);
                            cell.clone_from(whole);
                        }
                    }
                }
                equal("xlsx", table, &told, &expected);
            }
        }
        let lists = |name: &str| std::fs::read_to_string(out.join(name)).unwrap().lines().count();
        assert_eq!(lists("facts.jsonl"), summary.facts);
        assert_eq!(lists("claims.jsonl"), summary.claims);
    }
}

#[test]
fn what_a_cell_cannot_hold_is_told() {
    let summary = Trial::hostile().run("out", &only(&[Format::Xlsx]), 2);
    assert!(
        summary.warnings.iter().any(|told| told.contains("cells hold more than 32767 characters")),
        "{:?}",
        summary.warnings
    );
}

#[test]
fn no_cell_of_the_excel_dialect_runs() {
    let trial = Trial::hostile();
    trial.run("plain", &Choice::default(), 2);
    trial.run("excel", &excel(), 2);
    let mut escaped = 0;
    for table in TableName::ALL {
        let bytes = std::fs::read(trial.output("excel").join(format!("{}.csv", table.name()))).unwrap();
        let text = std::str::from_utf8(&bytes).unwrap().strip_prefix('\u{feff}').expect("a byte order mark");
        let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_bytes());
        let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.unwrap()).collect();
        for (row, plain) in rows.iter().zip(cells(&trial.output("plain"), table)) {
            for ((column, cell), plain) in table.schema().columns.iter().zip(row).zip(plain) {
                match column.kind {
                    Kind::Number => assert_eq!(cell, plain.replace('.', ",")),
                    Kind::Term(_) | Kind::Integer | Kind::Day => assert_eq!(cell, plain),
                    _ if cell == plain || cell == plain.replace('.', ",") => {
                        assert!(!cell.trim_start().starts_with(['=', '+', '-', '@', '＝']), "{cell:?} runs");
                    }
                    _ => {
                        assert_eq!(cell.strip_prefix('\''), Some(plain.as_str()));
                        escaped += 1;
                    }
                }
            }
        }
        assert!(text.lines().count() <= 1 || text.contains("\r\n"));
    }
    assert!(escaped > 20, "only {escaped} cells were escaped");
}

#[test]
fn the_files_are_the_same_bytes_for_any_number_of_threads_and_any_history() {
    let trial = Trial::some(2, 40);
    let removed = trial.output("corpus").join("7.txt");
    let text = std::fs::read(&removed).unwrap();
    trial.run("one", &all(), 1);
    trial.run("four", &all(), 4);
    std::fs::remove_file(&removed).unwrap();
    trial.run("again", &only(&[Format::Parquet]), 2);
    trial.write("7.txt", &text);
    trial.run("again", &excel(), 2);
    trial.run("again", &all(), 2);
    let names = files(&trial.output("one"));
    assert_eq!(names.len(), 8 + 2 + 6 + 6 + 2 + 1, "{names:?}");
    for other in ["four", "again"] {
        assert_eq!(files(&trial.output(other)), names);
        for name in &names {
            let read = |folder: &str| std::fs::read(trial.output(folder).join(name)).unwrap();
            assert!(read("one") == read(other), "{name} of {other}");
        }
    }
}

#[test]
fn another_format_is_made_without_reading_articles_again() {
    let trial = Trial::some(3, 20);
    trial.run("out", &Choice::default(), 2);
    let before = std::fs::metadata(trial.output("out/facts.csv")).unwrap().modified().unwrap();
    let mut choice = Choice::default();
    choice.formats.push(Format::Sqlite);
    let summary = trial.run("out", &choice, 2);
    assert_eq!((summary.work.all, summary.work.untouched), (None, 20));
    assert_eq!(summary.written, ["tables.sqlite"]);
    assert_eq!(std::fs::metadata(trial.output("out/facts.csv")).unwrap().modified().unwrap(), before);
    assert!(trial.run("out", &choice, 2).written.is_empty(), "nothing is made twice");
}

#[test]
fn a_missing_or_damaged_file_is_made_again() {
    let trial = Trial::some(4, 20);
    let choice = all();
    trial.run("out", &choice, 2);
    let path = trial.output("out/facts.parquet");
    let whole = std::fs::read(&path).unwrap();
    for damage in [None, Some(&b"no parquet"[..])] {
        match damage {
            None => std::fs::remove_file(&path).unwrap(),
            Some(bytes) => std::fs::write(&path, bytes).unwrap(),
        }
        let summary = trial.run("out", &choice, 2);
        assert_eq!((summary.written, summary.work.all), (vec!["facts.parquet".to_owned()], None));
        assert!(std::fs::read(&path).unwrap() == whole);
    }
}

#[test]
fn the_folder_holds_what_the_last_run_asked_for() {
    let trial = Trial::some(5, 20);
    let out = trial.output("out");
    trial.run("clean", &Choice::default(), 2);
    let steps = [
        (Choice::default(), 10),
        (only(&[Format::Xlsx]), 1),
        (Choice { tables: vec![TableName::Facts, TableName::Claims], ..only(&[Format::Csv, Format::Parquet]) }, 5),
        (excel(), 7),
        (only(&[Format::Jsonl]), 7),
        (Choice::default(), 10),
    ];
    for (choice, count) in steps {
        let summary = trial.run("out", &choice, 2);
        assert!(summary.work.new == 20 || summary.work.all.is_none(), "nothing is read again");
        assert_eq!(files(&out).len(), count, "{choice:?}: {:?}", files(&out));
    }
    assert_eq!(difference(&trial.output("clean"), &out), None);
    let hidden: BTreeSet<String> = std::fs::read_dir(out.join(".extract"))
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(hidden.iter().all(|name| !name.contains(".csv")), "nothing is kept twice: {hidden:?}");
    // What someone else wrote is not taken away, whatever it is called.
    std::fs::write(out.join("tables.xlsx"), "mine").unwrap();
    trial.run("out", &Choice::default(), 2);
    assert_eq!(std::fs::read_to_string(out.join("tables.xlsx")).unwrap(), "mine");
}

#[test]
fn changes_go_through_formats_too() {
    let trial = Trial::some(6, 20);
    let choice = Choice { tables: TableName::ALL.to_vec(), ..only(&[Format::Jsonl, Format::Sqlite]) };
    trial.run("out", &choice, 2);
    trial.write("new.txt", FIGURE.as_bytes());
    let rows = || {
        (
            of_jsonl(&trial.output("out"), TableName::Changes).len(),
            of_sqlite(&trial.output("out"), TableName::Changes).len(),
        )
    };
    let appeared = trial.run("out", &choice, 2).changes.unwrap().appeared;
    assert!(appeared > 1);
    assert_eq!(rows(), (appeared, appeared));
    trial.run("out", &choice, 2);
    assert_eq!(rows(), (0, 0), "nothing changed since");
}
