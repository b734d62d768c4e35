//! What articles come in: each kind of file, what can be wrong with it, and that every offset counts in the text that is kept.
#![allow(missing_docs, clippy::unwrap_used, reason = "a test")]

use crate::common::{self, Chance, small_lexicons};
use fatti::input::Columns;
use fatti::lexicon::Source;
use fatti::run::{Options, Summary, run};
use std::fs;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

const SENTENCE: &str = "Nvidia ha venduto 10.000 H20 in Cina.";

struct Trial {
    dir: tempfile::TempDir,
    options: Options,
}

type Row = Vec<String>;

impl Trial {
    fn new() -> Trial {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("corpus")).unwrap();
        small_lexicons(&dir.path().join("lexicons"));
        Trial { dir, options: Options { keep_text: true, ..Options::default() } }
    }

    /// A corpus of one file.
    fn of(name: &str, bytes: impl AsRef<[u8]>) -> Trial {
        let trial = Trial::new();
        trial.write(name, bytes);
        trial
    }

    fn columns(mut self, columns: &str) -> Trial {
        self.options.columns = Columns::parse(columns).unwrap();
        self
    }

    fn at(&self, below: impl AsRef<Path>) -> PathBuf {
        self.dir.path().join(below)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.at("corpus").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn run(&self) -> Summary {
        let lexicons = Source::folder(&self.at("lexicons")).unwrap();
        let watch = |_| ControlFlow::Continue(());
        run(&self.at("corpus"), &self.at("output"), &lexicons, &self.options, &watch).unwrap()
    }

    /// Rows of a table, the cells of these columns.
    fn rows<const N: usize>(&self, table: &str, columns: [&str; N]) -> Vec<[String; N]> {
        let mut reader = csv::Reader::from_path(self.at("output").join(table)).unwrap();
        let header = reader.headers().unwrap().clone();
        let at = columns.map(|column| header.iter().position(|h| h == column).unwrap());
        reader.records().map(|row| row.unwrap()).map(|row| at.map(|at| row[at].to_owned())).collect()
    }

    /// Runs, and tells each article and its status.
    fn statuses(&self) -> Vec<(String, String)> {
        self.run();
        self.check_offsets();
        self.rows("articles.csv", ["article", "status"])
            .into_iter()
            .map(|[article, status]| (article, status))
            .collect()
    }

    /// Every span of every table slices the text that is kept, by code points.
    fn check_offsets(&self) -> usize {
        let mut texts = std::collections::BTreeMap::new();
        let mut checked = 0;
        for (table, column) in [("sentences.csv", "text"), ("mentions.csv", "text")] {
            for [article, start, end, words] in self.rows(table, ["article", "start", "end", column]) {
                let text: &Vec<char> =
                    texts.entry(article.clone()).or_insert_with(|| self.text(&article).chars().collect());
                let slice: String = text[start.parse().unwrap()..end.parse().unwrap()].iter().collect();
                assert_eq!(slice, words, "{article}");
                checked += 1;
            }
        }
        checked
    }

    /// The text that is kept of an article.
    fn text(&self, article: &str) -> String {
        let place = match article.split_once('#') {
            Some((file, record)) => format!("{file}/{}", escaped(record)),
            None => article.to_owned(),
        };
        fs::read_to_string(self.at("output/text").join(place + ".txt")).unwrap()
    }
}

/// What a file's name cannot hold, as docs/inputs.md says it is written.
fn escaped(name: &str) -> String {
    let bad = |at: usize, c: char| c.is_control() || "/\\:*?\"<>|%".contains(c) || (c == '.' && at == 0);
    let one = |(at, c): (usize, char)| match bad(at, c) {
        true => c.to_string().bytes().map(|b| format!("%{b:02X}")).collect(),
        false => c.to_string(),
    };
    name.char_indices().map(one).collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
}

fn gz(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(bytes.as_ref()).unwrap();
    packer.finish().unwrap()
}

fn zst(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    zstd::encode_all(bytes.as_ref(), 1).unwrap()
}

#[test]
fn each_kind_of_file_gives_its_articles() {
    let json =
        |id: &str| format!("{{\"id\":\"{id}\",\"date\":\"2026-02-24\",\"title\":\"Uno\",\"text\":\"{SENTENCE}\"}}");
    let line = json("a");
    for (name, bytes, article, format) in [
        ("x.txt", SENTENCE.as_bytes().to_vec(), "x.txt", "text"),
        ("x", SENTENCE.into(), "x", "text"),
        (
            "x.md",
            format!("---\ntitle: Uno\ndate: 2026-02-24\n---\n**Nvidia** {}", &SENTENCE[7..]).into(),
            "x.md",
            "markdown",
        ),
        (
            "x.html",
            format!("<title>Uno</title><meta name=date content=2026-02-24><p>{SENTENCE}</p>").into(),
            "x.html",
            "html",
        ),
        ("x.jsonl", format!("{line}\n").into(), "x.jsonl#a", "jsonl"),
        ("x.ndjson", line.clone().into(), "x.ndjson#a", "jsonl"),
        ("x.json", format!("[{line}]").into(), "x.json#a", "json"),
        ("x.json", line.clone().into(), "x.json", "json"),
        ("x.json", format!("{line}\n{}", json("b")).into(), "x.json#a", "json"),
        ("x.csv", format!("id,date,title,text\na,24/02/2026,Uno,{SENTENCE}\n").into(), "x.csv#a", "csv"),
        ("x.csv", format!("id;date;title;text\r\na;1771920000;Uno;{SENTENCE}\r\n").into(), "x.csv#a", "csv"),
        ("x.tsv", format!("id\tdate\ttitle\ttext\na\t2026-02-24\tUno\t{SENTENCE}\n").into(), "x.tsv#a", "csv"),
        ("x.parquet", parquet(&["a"], &[SENTENCE]), "x.parquet#a", "parquet"),
    ] {
        for (end, bytes) in [("", bytes.clone()), (".gz", gz(&bytes)), (".zst", zst(&bytes))] {
            let trial = Trial::of(&format!("{name}{end}"), bytes);
            let summary = trial.run();
            assert_eq!(summary.skipped, [], "{name}{end}");
            let rows = trial.rows("articles.csv", ["article", "format", "facts", "status", "title", "published"]);
            let article = article.replacen(name, &format!("{name}{end}"), 1);
            let (title, date) = if format == "text" { ("", "") } else { ("Uno", "2026-02-24") };
            assert_eq!(rows[0], [&article, format, "1", "read", title, date], "{name}{end}");
            assert!(trial.check_offsets() > 0);
            assert_eq!(trial.text(&article).trim(), SENTENCE, "{name}{end}");
            assert!(trial.run().written.is_empty(), "{name}{end} is known again");
        }
    }
}

/// A Parquet file with columns `id`, `text`, `date` (days) and `title`.
fn parquet(ids: &[&str], texts: &[&str]) -> Vec<u8> {
    use parquet::data_type::{ByteArray, ByteArrayType, Int32Type};
    use parquet::file::properties::WriterProperties;
    use parquet::file::writer::SerializedFileWriter;
    let schema = "message articles {
        required binary id (UTF8); optional binary text (UTF8); required int32 date (DATE); required binary title (UTF8);
        required double score; }";
    let schema = std::sync::Arc::new(parquet::schema::parser::parse_message_type(schema).unwrap());
    let mut out = Vec::new();
    let mut writer = SerializedFileWriter::new(&mut out, schema, WriterProperties::builder().build().into()).unwrap();
    let mut group = writer.next_row_group().unwrap();
    let strings = |values: &[&str]| values.iter().map(|v| ByteArray::from(*v)).collect::<Vec<_>>();
    let present: Vec<&str> = texts.iter().copied().filter(|text| !text.is_empty()).collect();
    let levels: Vec<i16> = texts.iter().map(|text| i16::from(!text.is_empty())).collect();
    for at in 0..5 {
        let mut column = group.next_column().unwrap().unwrap();
        match at {
            0 => drop(column.typed::<ByteArrayType>().write_batch(&strings(ids), None, None).unwrap()),
            1 => drop(column.typed::<ByteArrayType>().write_batch(&strings(&present), Some(&levels), None).unwrap()),
            2 => drop(column.typed::<Int32Type>().write_batch(&vec![20_508; ids.len()], None, None).unwrap()),
            3 => drop(
                column.typed::<ByteArrayType>().write_batch(&strings(&vec!["Uno"; ids.len()]), None, None).unwrap(),
            ),
            _ => drop(
                column
                    .typed::<parquet::data_type::DoubleType>()
                    .write_batch(&vec![0.5; ids.len()], None, None)
                    .unwrap(),
            ),
        }
        column.close().unwrap();
    }
    group.close().unwrap();
    writer.close().unwrap();
    out
}

#[test]
fn bad_records_are_named_and_the_rest_goes_on() {
    let good = format!("{{\"id\":1,\"text\":\"{SENTENCE}\"}}");
    let lines = [
        good.as_str(),
        "",
        "{\"id\":2,\"text\":",
        "{\"id\":3,\"text\":\"  \"}",
        "{\"id\":4,\"text\":null}",
        "{\"id\":5,\"text\":7}",
        "{\"id\":6,\"text\":[\"a\"]}",
        "{\"id\":7,\"body\":\"x\"}",
        "[1]",
        "{\"text\":\"Amd ha venduto 5 H20.\"}",
        &good,
        "{\"id\":\"https://a.it/1\",\"text\":\"Amd ha venduto 6 H20.\"}",
    ];
    let trial = Trial::of("x.jsonl", lines.join("\n"));
    let expected = pairs(&[
        ("x.jsonl#1", "read"),
        ("x.jsonl#row-3", "skipped: line 3 is no JSON: EOF while parsing a value in column 15"),
        ("x.jsonl#3", "skipped: its text is empty"),
        ("x.jsonl#4", "skipped: its text is empty"),
        ("x.jsonl#5", "skipped: its text is a number"),
        ("x.jsonl#6", "skipped: its text is a list"),
        ("x.jsonl#row-8", "skipped: has no column `text`; it has id, body; name it with --columns text=NAME"),
        ("x.jsonl#row-9", "skipped: line 9 is a list, not a record"),
        ("x.jsonl#row-10", "read"),
        // an id again: another article all the same
        ("x.jsonl#1#row-11", "read"),
        ("x.jsonl#https://a.it/1", "read"),
    ]);
    assert_eq!(trial.statuses(), expected);
    let summary = trial.run();
    assert!(summary.written.is_empty(), "they are known again");
    assert_eq!((summary.skipped_files, summary.bad_records > 4), (0, true));
    let told: Vec<String> = summary.skipped.iter().map(|(path, _)| path.display().to_string()).collect();
    assert!(told[0].ends_with("corpus/x.jsonl#row-3") && told.len() == 7, "{told:?}");
    assert_eq!((summary.articles, summary.work.untouched), (4, 1));
}

#[test]
fn files_of_which_nothing_can_be_read_say_why() {
    let csv = format!("id,body,dat\n1,{SENTENCE},x\n");
    let cut = gz(format!("{{\"text\":\"{SENTENCE}\"}}\n").repeat(500));
    for (name, bytes, columns, reason) in [
        (
            "x.csv",
            csv.as_bytes().to_vec(),
            "",
            "has no column `text`; it has id, body, dat; name it with --columns text=NAME",
        ),
        (
            "x.csv",
            csv.as_bytes().to_vec(),
            "text=bod",
            "has no column `bod`; it has id, body, dat (did you mean `body`?)",
        ),
        (
            "x.csv",
            csv.as_bytes().to_vec(),
            "text=body,date=date",
            "has no column `date`; it has id, body, dat (did you mean `dat`?)",
        ),
        ("x.csv", b"".to_vec(), "", "is empty"),
        ("x.csv", b"id,text\n".to_vec(), "", "holds no records"),
        ("x.csv", b"\x00\x01\x02".to_vec(), "", "is no CSV: it holds binary data"),
        ("x.jsonl", b"{\"body\":\"a\"}\n".repeat(300), "", "has no column `text`; it has body; name it with"),
        ("x.jsonl", b"\n\n".to_vec(), "", "holds no records"),
        ("x.jsonl", b"\xff\xfe{\0".to_vec(), "", "is UTF-16: save it as UTF-8"),
        ("x.json", b" ".to_vec(), "", "is empty"),
        ("x.json", b"[]".to_vec(), "", "holds no records"),
        ("x.json", b"{\"articles\":[]}".to_vec(), "", "has no column `text`; it has articles"),
        ("x.json", b"{\"text\":".to_vec(), "", "is no JSON: EOF while parsing"),
        ("x.json", b"12".to_vec(), "", "is a number, not a record"),
        ("x.parquet", b"PAR1 no".to_vec(), "", "is no Parquet, or damaged"),
        ("x.parquet", parquet(&["a"], &[SENTENCE])[..200].to_vec(), "", "is no Parquet, or damaged"),
        ("x.parquet", parquet(&["a"], &[SENTENCE]), "text=score", "its text is a number"),
        (
            "x.parquet",
            parquet(&["a"], &[SENTENCE]),
            "text=testo",
            "has no column `testo`; it has id, text, date, title, score",
        ),
        ("x.txt.gz", b"no gzip at all".to_vec(), "", "its compressed data cannot be unpacked"),
        ("x.txt.gz", gz(SENTENCE)[..20].to_vec(), "", "is cut: its compressed data ends too early"),
        ("x.txt.zst", zst(SENTENCE)[..20].to_vec(), "", "is cut: its compressed data ends too early"),
        ("x.jsonl.gz", cut[..15].to_vec(), "", "is cut: its compressed data ends too early"),
        ("x.tar.gz", gz([&[0; 257][..], b"ustar", &[0; 250]].concat()), "", "is a tar archive"),
        ("x.html", b"<html><body></body></html>".to_vec(), "", "is a web page without an article"),
        ("x.md", b"---\ntitle: a\n---\n\n![](x.png)\n".to_vec(), "", "holds no words"),
        ("x.txt", b"<!DOCTYPE html><p>a</p>".to_vec(), "", "is a web page (HTML): give its name the end .html"),
    ] {
        let trial = Trial::of(name, bytes).columns(columns);
        let statuses = trial.statuses();
        assert_eq!(statuses.len(), 1, "{name} {columns} {reason}: {statuses:?}");
        assert!(
            statuses[0].1.starts_with("skipped: ") && statuses[0].1.contains(reason),
            "{name} {columns}: {statuses:?}"
        );
        assert!(trial.run().written.is_empty(), "{name} is known again");
    }
}

#[test]
fn what_is_cut_is_read_up_to_there_and_says_so() {
    // long enough that something comes out before the end is missed
    let mut chance = Chance(3);
    let line = |chance: &mut Chance| format!("{{\"text\":\"{SENTENCE} {:x}{:x}\"}}\n", chance.next(), chance.next());
    let lines: String = (0..20_000).map(|_| line(&mut chance)).collect();
    let packed = gz(&lines);
    let trial = Trial::of("x.jsonl.gz", &packed[..packed.len() / 2]);
    let statuses = trial.statuses();
    let (last, rest) = statuses.split_last().unwrap();
    assert!(last.1.contains("is cut") && last.1.contains("nothing after it is read"), "{last:?}");
    assert!(rest.len() > 5_000 && rest.iter().all(|(_, status)| status == "read"), "{}", rest.len());
    let array = format!("[{{\"text\":\"{SENTENCE}\"}},{{\"text\":\"{SENTENCE}\"");
    let statuses = Trial::of("x.json", array).statuses();
    assert_eq!(statuses.len(), 2);
    assert!(statuses[1].0 == "x.json#row-2" && statuses[1].1.contains("is no JSON: EOF"), "{statuses:?}");
}

#[test]
fn what_unpacks_to_more_than_an_article_may_have_is_named() {
    let zeros = vec![b' '; 1 << 20];
    let bomb = |start: &str| {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packer.write_all(start.as_bytes()).unwrap();
        (0..300).for_each(|_| packer.write_all(&zeros).unwrap());
        packer.finish().unwrap()
    };
    for (name, start, reason) in [
        ("x.txt.gz", SENTENCE, "is larger than 256 MB"),
        ("x.html.gz", "<p>", "larger than"),
        ("x.jsonl.gz", "{\"text\":\"", "line 1 is longer than 256 MB"),
        ("x.json.gz", "[{\"text\":\"", "holds a record larger than 256 MB"),
        ("x.csv.gz", "text\n\"", "holds a record larger than 256 MB"),
    ] {
        let bytes = bomb(start);
        assert!(bytes.len() < 1 << 20);
        let statuses = Trial::of(name, bytes).statuses();
        assert!(statuses.len() == 1 && statuses[0].1.contains(reason), "{name}: {statuses:?}");
    }
}

#[test]
fn rows_of_csv_may_be_anything() {
    let table = "\u{feff}id;Titolo;text;url\r\n\
                 1;Uno;\"Nvidia ha venduto 10.000 H20; a \"\"caro\"\" prezzo,\r\nin Cina.\";https://a.it\r\n\
                 2;Due\r\n\
                 3;Tre;Amd ha venduto 5 H20.;;\r\n\
                 4;Quattro;Amd ha venduto 5 H20.;;x\r\n\
                 ;;Amd ha venduto 6 H20.;\r\n";
    let trial = Trial::of("x.csv", table);
    let expected = pairs(&[
        ("x.csv#1", "read"),
        ("x.csv#row-2", "skipped: line 4 has 2 cells, the header 4"),
        ("x.csv#3", "read"),
        ("x.csv#row-4", "skipped: line 6 has 5 cells, the header 4"),
        ("x.csv#row-5", "read"),
    ]);
    assert_eq!(trial.statuses(), expected);
    assert_eq!(trial.rows("articles.csv", ["title", "url"])[0], ["Uno", "https://a.it"]);
    assert!(trial.text("x.csv#1").contains("a \"caro\" prezzo,\r\nin Cina."));
    // an old code page, as spreadsheets of old write it
    let latin = b"id;text\n1;La societ\xe0 Nvidia ha venduto 5 H20, perch\xe9 pu\xf2.\n".to_vec();
    let trial = Trial::of("x.csv", latin);
    assert_eq!(trial.statuses(), pairs(&[("x.csv#1", "read")]));
    assert_eq!(trial.rows("articles.csv", ["encoding"])[0], ["windows-1252"]);
    assert!(trial.text("x.csv#1").starts_with("La società Nvidia"));
    let wide: Vec<u8> =
        [0xff, 0xfe].into_iter().chain("id\ttext\n1\tè Nvidia.".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(Trial::of("x.csv", wide).statuses(), pairs(&[("x.csv#1", "read")]));
}

#[test]
fn rows_of_parquet_may_be_empty() {
    let trial = Trial::of("x.parquet", parquet(&["a", "b", "a"], &[SENTENCE, "", "Amd ha venduto 5 H20."]));
    let expected =
        pairs(&[("x.parquet#a", "read"), ("x.parquet#b", "skipped: its text is empty"), ("x.parquet#a#row-3", "read")]);
    assert_eq!(trial.statuses(), expected);
}

#[test]
fn dates_that_are_not_understood_are_told() {
    let rows =
        format!("text,date\n{SENTENCE},2026-02-24T23:00:00Z\n{SENTENCE},02/24/2026\n{SENTENCE},ieri\n{SENTENCE},\n");
    let trial = Trial::of("x.csv", rows);
    let summary = trial.run();
    assert_eq!(trial.rows("articles.csv", ["published"]), [["2026-02-24"], [""], [""], [""]]);
    assert_eq!(summary.warnings.len(), 1);
    assert!(
        summary.warnings[0].contains("2 dates are not understood: the first `02/24/2026` in record 2"),
        "{:?}",
        summary.warnings
    );
}

#[test]
fn the_sidecar_says_what_files_do_not() {
    let trial = Trial::new();
    trial.write("a.txt", SENTENCE);
    trial.write("b.md", format!("---\ndate: 2025-01-01\nsource: Suo\n---\n{SENTENCE}"));
    trial.write("2025-03-09_c.txt", SENTENCE);
    trial.write("d.jsonl", format!("{{\"text\":\"{SENTENCE}\"}}\n{{\"text\":\"{SENTENCE}\",\"date\":\"2025-02-02\"}}"));
    trial.write("sub/articles.csv", format!("text\n{SENTENCE}\n"));
    let sidecar = "file,published,source,url\na.txt,2026-02-24,Testata,https://a.it\nb.md,2026-02-24,Testata,\n\
                   2025-03-09_c.txt,2026-02-24,,\nd.jsonl,2026-02-24,Testata,\ne.txt,2026-02-24,,\n";
    trial.write("articles.csv", sidecar);
    let summary = trial.run();
    let found = trial.rows("articles.csv", ["article", "published", "source", "url"]);
    let expected = [
        ["2025-03-09_c.txt", "2026-02-24", "", ""],
        ["a.txt", "2026-02-24", "Testata", "https://a.it"],
        ["b.md", "2025-01-01", "Suo", ""],
        ["d.jsonl#row-1", "2026-02-24", "Testata", ""],
        ["d.jsonl#row-2", "2025-02-02", "Testata", ""],
        ["sub/articles.csv#row-1", "", "", ""],
    ];
    assert_eq!(found, expected);
    assert_eq!(summary.warnings.len(), 1, "{:?}", summary.warnings);
    assert!(
        summary.warnings[0].contains("articles.csv:6: there is no file `e.txt` (did you mean `a.txt`?)"),
        "{:?}",
        summary.warnings
    );
    // of a row that changes only that file is done again
    trial.write("articles.csv", sidecar.replace("Testata,https", "Altra,https"));
    let summary = trial.run();
    assert_eq!((summary.work.changed, summary.work.untouched, summary.work.all), (1, 4, None));
    assert_eq!(trial.rows("articles.csv", ["source"])[1], ["Altra"]);
    // a row that says nothing new does not
    trial.write("articles.csv", sidecar.replace("Testata,https", "Altra,https").replace("e.txt", "f.txt"));
    assert!(trial.run().written.is_empty());
    fs::remove_file(trial.at("corpus/articles.csv")).unwrap();
    let summary = trial.run();
    assert_eq!((summary.work.changed, summary.work.untouched), (4, 1));
}

#[test]
fn columns_and_texts_are_options_all_hangs_on() {
    let mut trial = Trial::of("x.csv", format!("text,body,title\nAmd tace.,{SENTENCE},Uno\n"));
    trial.run();
    assert_eq!(trial.text("x.csv#row-1"), "Amd tace.");
    trial.options.columns = Columns::parse("text=body").unwrap();
    let summary = trial.run();
    assert_eq!((summary.work.all, summary.facts), (Some(fatti::run::Why::Options), 1));
    assert_eq!(trial.text("x.csv#row-1"), SENTENCE);
    trial.options.keep_text = false;
    trial.run();
    assert!(!trial.at("output/text").exists(), "texts that are not kept up are not left");
}

#[test]
fn texts_follow_their_articles() {
    let trial = Trial::of("x.jsonl", format!("{{\"id\":1,\"text\":\"{SENTENCE}\"}}\n{{\"id\":2,\"text\":\"Amd.\"}}"));
    trial.write("a/b.txt", SENTENCE);
    trial.run();
    let there = |below: &str| trial.at("output/text").join(below).exists();
    assert!(there("x.jsonl/1.txt") && there("x.jsonl/2.txt") && there("a/b.txt.txt"));
    trial.write("x.jsonl", format!("{{\"id\":2,\"text\":\"{SENTENCE}\"}}"));
    fs::remove_file(trial.at("corpus/a/b.txt")).unwrap();
    trial.run();
    assert!(!there("x.jsonl/1.txt") && there("x.jsonl/2.txt") && !there("a/b.txt.txt"));
    trial.check_offsets();
}

#[test]
fn a_large_file_of_records_gives_the_rows_of_a_small_one() {
    let mut chance = Chance(11);
    let record = |at: usize, chance: &mut Chance| {
        let text: String = (0..3).map(|_| common::words(chance)).collect();
        serde_json::json!({ "id": at, "text": text }).to_string() + "\n"
    };
    let lines: Vec<String> = (0..8_000).map(|at| record(at, &mut chance)).collect();
    let large = Trial::of("x.jsonl", lines.concat());
    assert!(fs::metadata(large.at("corpus/x.jsonl")).unwrap().len() > 1 << 20);
    let summary = large.run();
    assert_eq!(summary.articles, 8_000);
    // the same records, in the same order, from files small enough to be done at one go
    let small = Trial::new();
    lines.chunks(1_000).enumerate().for_each(|(at, lines)| small.write(&format!("{at}.jsonl"), lines.concat()));
    small.run();
    let facts = |trial: &Trial| trial.rows("facts.csv", ["value", "company", "chip", "evidence", "start"]);
    assert_eq!(facts(&large), facts(&small));
    // one record more: only it is new among the facts
    let more = lines.concat() + &serde_json::json!({ "id": "n", "text": SENTENCE }).to_string();
    large.write("x.jsonl", more);
    let changes = large.run().changes.unwrap();
    assert_eq!((changes.appeared, changes.disappeared, changes.changed), (1, 0, 0));
    let clean = Trial::of("x.jsonl", fs::read(large.at("corpus/x.jsonl")).unwrap());
    clean.run();
    assert_eq!(common::difference(&large.at("output"), &clean.at("output")), None);
}

/// Whatever stands in a file, nothing panics, and what is read of it slices.
#[test]
fn any_bytes_are_read_or_named() {
    let mut chance = Chance(5);
    let rounds = common::rounds("FATTI_INPUTS", 60);
    let html = format!(
        "<html><head><title>Uno</title><meta charset=utf-8></head><body><nav>a</nav><article><h1>Uno</h1><p>{SENTENCE}</p>\
         <ul><li>5 H20<li>b</ul><table><tr><td>1</td></tr></table></article></body></html>"
    );
    let md = format!("# Uno\n\n- **{SENTENCE}**\n> a [b](c) <b>d</b>\n\n| a | b |\n|---|---|\n| 1 | 2 |\n");
    let seeds = [
        ("x.html", html.into_bytes()),
        ("x.md", md.into_bytes()),
        ("x.jsonl", format!("{{\"id\":1,\"text\":\"{SENTENCE}\"}}\n").repeat(3).into_bytes()),
        ("x.json", format!("[{{\"id\":1,\"text\":\"{SENTENCE}\"}}]").into_bytes()),
        ("x.csv", format!("id,text\n1,\"{SENTENCE}\"\n2,b\n").into_bytes()),
        ("x.parquet", parquet(&["a", "b"], &[SENTENCE, "Amd."])),
        ("x.txt.gz", gz(SENTENCE)),
        ("x.jsonl.zst", zst(format!("{{\"id\":1,\"text\":\"{SENTENCE}\"}}\n"))),
    ];
    let trial = Trial::new();
    let mut names: Vec<Row> = Vec::new();
    for round in 0..rounds {
        for (name, seed) in &seeds {
            let mut bytes = seed.clone();
            for _ in 0..=chance.below(4) {
                let at = chance.below(bytes.len());
                match chance.below(4) {
                    0 => bytes.truncate(at),
                    1 => bytes[at] ^= 1 << chance.below(8),
                    2 => drop(bytes.splice(at..at, [b'<', b'"', 0xff, b'\n', b','][chance.below(5)..].to_vec())),
                    _ => {
                        let part = bytes[at..(at + chance.below(40)).min(bytes.len())].to_vec();
                        drop(bytes.splice(at..at, part));
                    }
                }
                if bytes.is_empty() {
                    break;
                }
            }
            trial.write(&format!("{round}{name}"), &bytes);
            names.push(vec![format!("{round}{name}")]);
        }
    }
    let summary = trial.run();
    assert!(trial.check_offsets() > names.len() / 4, "{} of {} skipped", summary.skipped.len(), names.len());
    assert!(trial.run().written.is_empty(), "they are known again");
}
