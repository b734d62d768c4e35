//! What must hold for any bytes: the fuzz targets look for bytes for which it does not, `tests/fuzz.rs` tries those that are kept.
#![allow(dead_code, missing_docs, clippy::unwrap_used, reason = "a test; not each target uses all")]

use super::common::{difference, small_lexicons};
use fatti::lexicon::Source;
use fatti::run::{Options, run};
use fatti::{Article, Extraction, Lexicons, Published, decode, extract};
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

static LEXICONS: LazyLock<Lexicons> = LazyLock::new(|| Lexicons::builtin().unwrap());

fn read(text: &str) -> (Article, Extraction) {
    let article = Article::new("a.txt", text, Published::parse("2026-02-24").unwrap());
    let found = extract(&article, &LEXICONS);
    check(&article, &found);
    (article, found)
}

/// Spans slice, sentences cover the body and follow one another, mentions lie in their sentences, ids are of one fact each and the
/// same when the article is read again.
fn check(article: &Article, found: &Extraction) {
    let text = &article.text;
    let mut last = article.body;
    let seen = |part: &str| part.chars().any(char::is_alphanumeric);
    for sentence in &found.sentences {
        let (start, end) = (sentence.span.start as usize, sentence.span.end as usize);
        assert!(start >= last && start < end, "sentences follow one another");
        assert!(!seen(&text[last..start]), "words between sentences: {:?}", &text[last..start]);
        last = end;
    }
    assert!(!seen(&text[last..]), "words after the last sentence: {:?}", &text[last..]);
    for mention in &found.mentions {
        assert!(!mention.span.of(text).is_empty());
        assert!(
            found.sentences[mention.sentence as usize].span.contains(mention.span),
            "a mention outside its sentence"
        );
    }
    let ids = |found: &Extraction| found.facts.iter().map(|f| f.id.clone()).collect::<Vec<_>>();
    let mut each = ids(found);
    each.sort_unstable();
    each.dedup();
    assert_eq!(each.len(), found.facts.len(), "an id is of one fact");
    for fact in &found.facts {
        assert!(!fact.span.of(text).is_empty());
    }
    assert_eq!(ids(&extract(article, &LEXICONS)), ids(found), "ids are the same again");
}

/// Bytes are text or not; text that was decoded is the same when it is decoded again.
pub fn decode(bytes: &[u8]) {
    if let Ok((text, _)) = decode::decode(bytes.to_vec()) {
        assert!(!text.contains('\0') && !text.trim().is_empty());
        match decode::decode(text.clone().into_bytes()) {
            Ok((again, encoding)) => assert!(text.starts_with('\u{feff}') || (again == text && encoding == "utf-8")),
            // what stood behind a byte order mark may look like something else without it
            Err(reason) => assert!(reason.starts_with("is ") || reason.starts_with("holds "), "{reason}"),
        }
    }
}

/// Any text is cut into sentences that cover it.
pub fn sentences(bytes: &[u8]) {
    read(&String::from_utf8_lossy(bytes));
}

/// Any bytes, as a file: decoded and read.
pub fn pipeline(bytes: &[u8]) {
    let published = Published::parse("2026-02-24").unwrap();
    if let Ok(article) = Article::decode("a.txt", bytes.to_vec(), Path::new("a.txt"), published) {
        let found = extract(&article, &LEXICONS);
        check(&article, &found);
        let rows = fatti::table::Rows::of(&article, &found, &LEXICONS);
        let records = csv::ReaderBuilder::new().has_headers(false).from_reader(&rows.facts[..]).into_records();
        assert_eq!(records.filter(Result::is_ok).count(), found.facts.len(), "a row a fact");
    }
}

/// Words for numbers and units, thrown together as the bytes say.
const FIGURES: &[&str] = &[
    "10",
    ".",
    ",",
    "000",
    "5",
    "0",
    "99999999999999999999",
    "mila",
    "milioni",
    "miliardi",
    "mld",
    "un",
    "mezzo",
    "e",
    "cento",
    "venti",
    "tre",
    "duecentomila",
    "%",
    "per cento",
    "punti",
    "dollari",
    "euro",
    "$",
    "€",
    "l'ora",
    "al mese",
    "tra",
    "il",
    "e il",
    "da",
    "a",
    "-",
    "–",
    "+",
    "circa",
    "oltre",
    "fino a",
    "meno di",
    "il doppio",
    "volte",
    "terzi",
    "GW",
    "nm",
    "TB/s",
    "anni",
    "giorni",
    "H100",
    "Nvidia",
    "ha venduto",
    "in calo del",
    "decine di",
    "«",
    "»",
    "(",
    ")",
    "\n",
    ". ",
    " ",
    "altrettanti",
    "1/2",
    "½",
    "x",
    "°",
    "/",
    "'",
    "²",
];

/// Words for dates, likewise.
const DATES: &[&str] = &[
    "31",
    "30",
    "29",
    "28",
    "1",
    "0",
    "02",
    "2026",
    "2025",
    "1899",
    "99",
    "gennaio",
    "febbraio",
    "set",
    "ott.",
    "maggio",
    "lunedì",
    "martedì",
    "venerdì",
    "ieri",
    "oggi",
    "domani",
    "la",
    "lo",
    "scorso",
    "scorsa",
    "prossima",
    "settimana",
    "mese",
    "anno",
    "trimestre",
    "semestre",
    "secondo",
    "primo",
    "quarto",
    "Q3",
    "metà",
    "fine",
    "inizio",
    "estate",
    "Natale",
    "Pasqua",
    "Ferragosto",
    "due",
    "tre",
    "fa",
    "tra",
    "entro",
    "dal",
    "al",
    "nel",
    "il",
    "del",
    "di",
    "/",
    "-",
    ".",
    ",",
    " ",
    "'",
    "anni '90",
    "fiscale",
    "ore",
    "12:30",
    "T",
    "T08:00:00Z",
    "\n",
    "weekend",
    "secolo",
    "XX",
    "decennio",
];

fn words(of: &[&str], bytes: &[u8]) -> String {
    bytes.iter().take(256).map(|&b| of[b as usize % of.len()].to_owned() + if b >= 128 { " " } else { "" }).collect()
}

/// Figures have values that are numbers, never below zero, the low end first.
pub fn figures(bytes: &[u8]) {
    let (_, found) = read(&words(FIGURES, bytes));
    for figure in found.mentions.iter().filter_map(|m| m.figure()) {
        for value in [figure.value, figure.high].into_iter().flatten() {
            assert!(value.is_finite() && value >= 0.0, "{value}");
        }
    }
}

/// Dates have a first day that is not after the last.
pub fn dates(bytes: &[u8]) {
    let (_, found) = read(&words(DATES, bytes));
    for date in found.mentions.iter().filter_map(|m| m.date()) {
        assert!(date.from.zip(date.to).is_none_or(|(from, to)| from <= to), "{date:?}");
    }
}

/// Small lexicons in a folder of their own.
struct Small {
    dir: tempfile::TempDir,
}

impl Small {
    fn new() -> Small {
        let dir = tempfile::tempdir().unwrap();
        small_lexicons(&dir.path().join("lexicons"));
        Small { dir }
    }

    fn at(&self, below: impl AsRef<Path>) -> PathBuf {
        self.dir.path().join(below)
    }
}

/// Any bytes as one of the lexicons: loaded, or every bad row named.
pub fn lexicons(bytes: &[u8]) {
    thread_local!(static SMALL: Small = Small::new());
    let Some((&which, rows)) = bytes.split_first() else { return };
    SMALL.with(|small| {
        let mut files: Vec<PathBuf> = fs::read_dir(small.at("lexicons")).unwrap().map(|e| e.unwrap().path()).collect();
        files.sort();
        let path = &files[which as usize % files.len()];
        let kept = fs::read(path).unwrap();
        // after the header, as hardly any bytes come upon it by chance
        let head = kept.split_inclusive(|&b| b == b'\n').next().unwrap_or_default();
        fs::write(path, [head, rows].concat()).unwrap();
        match Source::folder(&small.at("lexicons")).and_then(|source| source.load()) {
            Ok(lexicons) => {
                let article = Article::new("a.txt", "Nvidia ha venduto 10.000 H20 in Cina.", Published::Unknown);
                drop(extract(&article, &lexicons));
            }
            Err(error) => assert!(!error.to_string().is_empty()),
        }
        fs::write(path, kept).unwrap();
    });
}

/// A corpus, and what a run left that is then spoilt.
struct Ran {
    small: Small,
    state: Vec<u8>,
}

impl Ran {
    fn new() -> Ran {
        let small = Small::new();
        for name in ["a.txt", "b/c.txt", "empty.txt"] {
            let path = small.at("corpus").join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, if name == "empty.txt" { "" } else { "Nvidia ha venduto 10.000 H20 in Cina." }).unwrap();
        }
        let ran = Ran { small, state: Vec::new() };
        ran.run("clean");
        ran.run("output");
        let state = fs::read(ran.file()).unwrap();
        Ran { state, ..ran }
    }

    fn file(&self) -> PathBuf {
        self.small.at("output/.extract/state.sqlite")
    }

    fn run(&self, output: &str) {
        let lexicons = Source::folder(&self.small.at("lexicons")).unwrap();
        let watch = |_| ControlFlow::Continue(());
        let options = Options { jobs: 1, ..Options::default() };
        run(&self.small.at("corpus"), &self.small.at(output), &lexicons, &options, &watch).unwrap();
    }
}

/// Whatever becomes of the state, the next run ends in the tables of a clean one. Three bytes each spoil one: where, and how; what
/// begins with a zero is a state of its own.
pub fn state(bytes: &[u8]) {
    thread_local!(static RAN: Ran = Ran::new());
    RAN.with(|ran| {
        let mut spoilt = ran.state.clone();
        match bytes.split_first() {
            Some((0, rest)) => spoilt = rest.to_vec(),
            _ => {
                for edit in bytes.chunks_exact(3) {
                    let at = (usize::from(edit[0]) << 8 | usize::from(edit[1])) % spoilt.len();
                    spoilt[at] ^= edit[2];
                }
            }
        }
        fs::write(ran.file(), spoilt).unwrap();
        ran.run("output");
        let difference = difference(&ran.small.at("output"), &ran.small.at("clean"));
        assert_eq!(difference, None);
    });
}
