//! What is suggested for the lexicons: `cases/suggest.csv` holds texts, a form, and the type it is suggested as (empty: it is
//! not), and the rows that are made of suggestions load.
#![allow(clippy::unwrap_used, reason = "a test")]

use fatti::lexicon::check::{Severity, check};
use fatti::mention::Type;
use fatti::run::{Options, each};
use fatti::suggest::{Seen, Suggestion, rows, table};
use fatti::{Article, Lexicons, Published};
use std::path::Path;
use std::sync::OnceLock;

fn lexicons() -> &'static Lexicons {
    static LEXICONS: OnceLock<Lexicons> = OnceLock::new();
    LEXICONS.get_or_init(|| Lexicons::builtin().unwrap())
}

/// What these articles give, in this order.
fn suggestions(texts: &[&str], lexicons: &Lexicons) -> Vec<Suggestion> {
    let mut seen = Seen::default();
    for (at, text) in texts.iter().enumerate() {
        seen.add(Seen::of(&Article::new(format!("{at}.txt"), *text, Published::Unknown), lexicons));
    }
    seen.suggestions(lexicons)
}

#[test]
fn names_are_suggested_as_the_cases_say() {
    let mut reader = csv::Reader::from_reader(&include_bytes!("cases/suggest.csv")[..]);
    let (mut count, mut misses) = (0, Vec::new());
    for row in reader.records().map(|row| row.unwrap()) {
        let found = suggestions(&[&row[0]], lexicons());
        let kind = found.iter().find(|s| s.form == row[1]).map_or("", |s| s.kind.name());
        // nothing else is suggested
        let others: Vec<&str> = found.iter().map(|s| s.form.as_str()).filter(|f| *f != &row[1]).collect();
        count += 1;
        if kind != &row[2] || !others.is_empty() {
            misses
                .push(format!("{}\n  {}: expected «{}», found «{kind}»; others {others:?}", &row[0], &row[1], &row[2]));
        }
    }
    assert!(count > 20, "only {count} cases were read");
    assert!(misses.is_empty(), "{} of {count} cases:\n{}", misses.len(), misses.join("\n"));
}

const NEWS: [&str; 3] = [
    "La startup cinese Zhoulang Chip ha presentato l'acceleratore ZX455T. La GPU ZX455T costa la metà di una H200.",
    "Zhoulang ha venduto 3.000 chip. La Zhoulang Chip assume. Nvidia, Zhoulang Chip e Intel tacciono.",
    "Il film Torvellino incassa. Lo dice il presidente Perlini. Le azioni di Torvelli salgono.",
];

#[test]
fn the_name_of_most_articles_and_reasons_comes_first() {
    let found = suggestions(&NEWS, lexicons());
    let forms: Vec<&str> = found.iter().map(|s| s.form.as_str()).collect();
    assert_eq!(forms, ["Zhoulang Chip", "ZX455T", "Torvelli"]);
    let first = &found[0];
    assert_eq!((first.articles, first.count, first.country.as_deref()), (2, 4, Some("CN")));
    assert_eq!(first.others, ["Zhoulang"], "a short form joins the name");
    assert_eq!(first.article, "0.txt");
    assert!(first.example.starts_with("La startup cinese"));
}

#[test]
fn the_table_is_csv_with_a_header() {
    let text = table(&suggestions(&NEWS, lexicons()));
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    assert_eq!(reader.headers().unwrap(), &["form", "type", "why", "articles", "count", "example", "article"][..]);
    assert_eq!(reader.records().filter(|r| r.is_ok()).count(), 3);
}

/// The rows of a type, pasted below those the lexicon has: they load, nothing in them is an error, and what they name is no
/// longer suggested.
#[test]
fn rows_can_be_pasted_into_their_lexicon() {
    let dir = tempfile::tempdir().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let found = suggestions(&NEWS, lexicons());
    for (kind, file) in [(Type::Company, "companies.csv"), (Type::Chip, "chips.csv")] {
        let new = rows(&found, kind, lexicons());
        let own = std::fs::read_to_string(root.join("lexicons").join(file)).unwrap();
        let (header, new) = new.split_once('\n').unwrap();
        assert_eq!(own.lines().next(), Some(header));
        assert!(!new.is_empty());
        std::fs::write(dir.path().join(file), format!("{}\n{new}", own.trim_end())).unwrap();
    }
    let grown = Lexicons::load(dir.path()).unwrap_or_else(|e| panic!("{e}"));
    let errors: Vec<_> =
        check(Some(dir.path())).unwrap().into_iter().filter(|d| d.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let company = grown.by_key(Type::Company, "zhoulang-chip").unwrap();
    assert_eq!(grown.entity(grown.entity(company).country.unwrap()).id, "CN");
    assert!(suggestions(&NEWS, &grown).is_empty());
}

#[test]
fn rows_are_the_same_for_any_number_of_threads() {
    // the articles without their annotations, which are records of another kind
    let (gold, folder) = (Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold"), tempfile::tempdir().unwrap());
    for entry in std::fs::read_dir(gold).unwrap().flatten().filter(|e| e.path().extension().is_some_and(|e| e == "txt"))
    {
        std::fs::copy(entry.path(), folder.path().join(entry.file_name())).unwrap();
    }
    let of = |jobs| {
        let mut seen = Seen::default();
        let options = Options { jobs, ..Options::default() };
        let look = |article: &Article| Seen::of(article, lexicons());
        let skipped = each(folder.path(), &options, &|_| (), look, |found| seen.add(found)).unwrap();
        assert!(skipped.is_empty(), "{skipped:?}");
        table(&seen.suggestions(lexicons()))
    };
    let one = of(1);
    assert!(one.lines().count() > 3, "{one}");
    assert_eq!(one, of(4));
}
