//! What people drop into a corpus by mistake or from elsewhere: it is read or named, never a panic, never a hang, never an offset
//! that is wrong. Encodings and what is no text have their tables in `src/decode.rs`.
#![allow(missing_docs, clippy::unwrap_used, reason = "a test")]

use crate::common::{self, difference, small_lexicons};
use fatti::lexicon::Source;
use fatti::run::{Options, Summary, run};
use fatti::{Article, Lexicons, Published, extract};
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

const SENTENCE: &str = "Nvidia ha venduto 10.000 H20 in Cina.";

static LEXICONS: LazyLock<Lexicons> = LazyLock::new(|| Lexicons::builtin().unwrap());

struct Trial {
    dir: tempfile::TempDir,
}

impl Trial {
    fn new() -> Trial {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("corpus")).unwrap();
        small_lexicons(&dir.path().join("lexicons"));
        Trial { dir }
    }

    fn at(&self, below: impl AsRef<Path>) -> PathBuf {
        self.dir.path().join(below)
    }

    fn write(&self, below: impl AsRef<Path>, bytes: impl AsRef<[u8]>) {
        let path = self.at(below);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn run(&self, corpus: &str, output: &str) -> Summary {
        let lexicons = Source::folder(&self.at("lexicons")).unwrap();
        let watch = |_| ControlFlow::Continue(());
        run(&self.at(corpus), &self.at(output), &lexicons, &Options::default(), &watch).unwrap()
    }

    /// What `articles.csv` has of each file: its name and its status.
    fn statuses(&self, output: &str) -> Vec<(String, String)> {
        let mut reader = csv::Reader::from_path(self.at(output).join("articles.csv")).unwrap();
        reader.records().map(|row| row.unwrap()).map(|row| (row[0].to_owned(), row[6].to_owned())).collect()
    }
}

/// Reads a text, holds every span against it, and tells its mentions: type, and what is known of them.
fn read(text: &str) -> Vec<String> {
    let article = Article::new("a.txt", text, Published::parse("2026-02-24").unwrap());
    let found = extract(&article, &LEXICONS);
    for sentence in &found.sentences {
        assert!(!sentence.span.of(&article.text).trim().is_empty(), "{text:?}");
    }
    for fact in &found.facts {
        assert!(!fact.span.of(&article.text).is_empty(), "{text:?}");
    }
    let name = |m: &fatti::Mention| match (m.entity(), m.figure()) {
        (Some(entity), _) => LEXICONS.entity(entity).id.clone(),
        (_, Some(figure)) => format!("{:?}", figure.value),
        _ => m.date().map_or(String::new(), |date| date.value.clone()),
    };
    found.mentions.iter().map(|m| format!("{} {}", m.kind.name(), name(m))).collect()
}

#[test]
fn marks_that_are_not_seen_do_no_harm() {
    let plain = read(SENTENCE);
    assert_eq!(plain.len(), 4, "{plain:?}");
    for text in [
        format!("\u{200f}{SENTENCE}\u{200e}"),
        format!("🇮🇹 👩‍💻 {SENTENCE} 🚀🏳️‍🌈"),
        format!("{SENTENCE}\r"),
        format!("\u{202b}{SENTENCE}\u{202c}\r\n"),
        SENTENCE.replace(' ', "\u{a0}"),
        SENTENCE.replace(' ', "\r\n"),
        SENTENCE.replace(' ', " \u{200b}"),
    ] {
        assert_eq!(read(&text), plain, "{text:?}");
    }
    // accents as letters and marks of their own
    let composed = "Così Nvidia ha venduto metà dei 10.000 H20, più del 5%, perché la città è là. ";
    let parted: String = composed
        .chars()
        .flat_map(|c| match c {
            'ì' => vec!['i', '\u{300}'],
            'à' => vec!['a', '\u{300}'],
            'è' => vec!['e', '\u{300}'],
            'é' => vec!['e', '\u{301}'],
            c => vec![c],
        })
        .collect();
    assert_eq!(read(&parted), read(composed));
}

#[test]
fn walls_of_one_thing_take_time_that_grows_straight() {
    for piece in
        ["a", "\u{301}", "\0", "\u{fffd}", "👩‍", "=", "\n", "\r", " ", "1", "1.", "«", "€", "\u{200b}", "#", "'"]
    {
        let start = Instant::now();
        read(&format!("Nvidia {}", piece.repeat(1_000_000 / piece.len())));
        assert!(start.elapsed() < Duration::from_secs(60), "a megabyte of {piece:?} takes {:?}", start.elapsed());
    }
}

#[test]
fn names_of_files_may_be_anything() {
    let trial = Trial::new();
    let names = [
        "a;b.txt",
        "=SOMMA(A1).txt",
        "-rf",
        "--help",
        "a\nb.txt",
        "\"a\",b.txt",
        "@x",
        "+1",
        "\u{1b}[31m",
        "a\tb",
        "%s",
        "con.txt",
    ];
    names.iter().for_each(|name| trial.write(format!("corpus/{name}"), SENTENCE));
    let summary = trial.run("corpus", "output");
    assert_eq!((summary.articles, summary.facts), (names.len(), names.len()));
    let mut expected: Vec<(String, String)> = names.map(|name| (name.to_owned(), "read".to_owned())).into();
    expected.sort();
    assert_eq!(trial.statuses("output"), expected);
    assert!(trial.run("corpus", "output").written.is_empty(), "they are known again");
}

#[cfg(unix)]
#[test]
fn names_that_are_no_text_are_told_apart() {
    use std::os::unix::ffi::OsStrExt;
    let trial = Trial::new();
    for name in [&b"caff\xe8.txt"[..], b"caff\xe9.txt", b"\xff/\xfe.txt"] {
        trial.write(Path::new("corpus").join(std::ffi::OsStr::from_bytes(name)), SENTENCE);
    }
    trial.run("corpus", "output");
    let names: Vec<String> = trial.statuses("output").into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, [r"\xff/\xfe.txt", r"caff\xe8.txt", r"caff\xe9.txt"]);
    assert!(trial.run("corpus", "output").written.is_empty(), "they are known again");
}

/// Makes so many folders one in the other, each from the one above it: their path may be longer than the system takes.
#[cfg(unix)]
fn deeper(corpus: &Path, name: &str, count: usize) {
    use rustix::fs::{CWD, Mode, OFlags, mkdirat, openat};
    let mut folder = openat(CWD, corpus, OFlags::DIRECTORY, Mode::empty()).unwrap();
    for _ in 0..count {
        let _ = mkdirat(&folder, name, Mode::RWXU);
        folder = openat(&folder, name, OFlags::DIRECTORY, Mode::empty()).unwrap();
    }
    let file = openat(&folder, "c.txt", OFlags::CREATE | OFlags::WRONLY, Mode::RWXU).unwrap();
    rustix::io::write(file, SENTENCE.as_bytes()).unwrap();
}

#[cfg(unix)]
#[test]
fn paths_may_be_as_long_as_the_system_allows_and_longer() {
    let trial = Trial::new();
    trial.write("corpus/a.txt", SENTENCE);
    // as long as can be opened by its path; then one that only a walk down from folder to folder reaches
    let part = "p".repeat(200);
    let long: PathBuf = std::iter::repeat_n(part.as_str(), 18).collect();
    trial.write(Path::new("corpus").join(&long).join("b.txt"), SENTENCE);
    deeper(&trial.at("corpus"), &part, 25);
    let summary = trial.run("corpus", "output");
    assert_eq!(summary.articles, 2);
    assert!(summary.skipped.iter().all(|(_, reason)| reason.contains("cannot be read: File name too long")));
    assert_eq!(summary.skipped.len(), 1, "{:?}", summary.skipped);
}

#[test]
fn a_huge_file_is_named_and_not_read() {
    let trial = Trial::new();
    trial.write("corpus/a.txt", SENTENCE);
    fs::File::create(trial.at("corpus/huge.txt")).unwrap().set_len(1 << 30).unwrap();
    let start = Instant::now();
    let summary = trial.run("corpus", "output");
    assert_eq!((summary.articles, summary.skipped.len()), (1, 1));
    assert!(summary.skipped[0].1.contains("larger than 256 MB"), "{:?}", summary.skipped);
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
    assert!(trial.run("corpus", "output").written.is_empty());
}

#[test]
fn the_corpus_may_stand_in_the_output_and_the_output_in_the_corpus() {
    let trial = Trial::new();
    trial.write("output/corpus/a.txt", SENTENCE);
    trial.write("corpus/a.txt", SENTENCE);
    for (corpus, output) in [("output/corpus", "output"), ("corpus", "corpus/tables")] {
        for _ in 0..2 {
            assert_eq!(trial.run(corpus, output).articles, 1);
        }
        assert!(difference(&trial.at(output), &trial.at("output")).is_none(), "{corpus}");
    }
}

/// Files are written, cut, renamed and removed while runs go on; when that has ended, a run ends as a clean one does.
#[test]
fn what_changes_while_it_is_read_is_noticed_by_the_next_run() {
    let trial = Trial::new();
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut chance = common::Chance(7);
            while !stop.load(Ordering::Relaxed) {
                let path = trial.at(format!("corpus/{}.txt", chance.below(40)));
                match chance.below(4) {
                    0 => drop(fs::remove_file(path)),
                    1 => drop(fs::rename(path, trial.at(format!("corpus/{}.txt", chance.below(40))))),
                    _ => drop(fs::write(path, common::article(&mut chance))),
                }
            }
        });
        // a run that fails must not leave the other thread at it
        let ran = std::panic::catch_unwind(|| (0..20).for_each(|_| drop(trial.run("corpus", "output"))));
        stop.store(true, Ordering::Relaxed);
        ran.unwrap();
    });
    trial.run("corpus", "output");
    trial.run("corpus", "clean");
    assert_eq!(difference(&trial.at("output"), &trial.at("clean")), None);
}
