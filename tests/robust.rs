//! The whole pipeline on any text: nothing panics, every span slices, time grows straight with the text.
#![allow(missing_docs, clippy::unwrap_used)]

use crate::common::{Chance, rounds};
use fatti::{Article, Lexicons, Published, extract, extract_all};
use proptest::prelude::*;
use std::sync::OnceLock;
use std::time::Instant;

fn lexicons() -> &'static Lexicons {
    static LEXICONS: OnceLock<Lexicons> = OnceLock::new();
    LEXICONS.get_or_init(|| Lexicons::builtin().unwrap())
}

fn article(text: &str) -> Article {
    Article::new("a.txt", text, Published::parse("2026-02-24").unwrap())
}

/// Articles that are read together tell what each tells alone: nothing is left in mind of the one before, whose memory they use.
#[test]
fn read_together_or_alone() {
    let mut articles: Vec<Article> = Vec::new();
    for folder in ["corpus", "tests/gold"] {
        for entry in std::fs::read_dir(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|e| e == "txt") {
                let text = std::fs::read_to_string(&path).unwrap();
                articles.push(Article::new(path.display().to_string(), &text, Published::Unknown));
            }
        }
    }
    articles.sort_by(|a, b| a.name.cmp(&b.name));
    // a signed post, whose lines tell nothing of their own, a long article and an empty one between the others
    let post = "Nvidia ha venduto 9.000 H20.\n\n— Marco Bianchi (@mbianchi)\n";
    articles.insert(3, Article::new("post.txt", post, Published::Unknown));
    let long: String = articles.iter().take(20).map(|a| a.text.as_str()).collect();
    articles.insert(5, Article::new("long.txt", &long, Published::Unknown));
    articles.insert(7, Article::new("empty.txt", "", Published::Unknown));
    let together = extract_all(&articles, lexicons());
    assert_eq!(together.len(), articles.len());
    for (article, found) in articles.iter().zip(together) {
        assert_eq!(format!("{:?}", extract(article, lexicons())), format!("{found:?}"), "{}", article.name);
    }
}

/// Every mention and fact of the text lies on character bounds, inside its sentence, in order.
fn check(text: &str) {
    let article = article(text);
    let found = extract(&article, lexicons());
    let mut last = 0;
    for sentence in &found.sentences {
        assert!(sentence.span.start >= last, "sentences overlap in {text:?}");
        last = sentence.span.end;
        let _ = sentence.span.of(&article.text);
    }
    for mention in &found.mentions {
        let _ = mention.span.of(&article.text);
        let sentence = found.sentences[mention.sentence as usize];
        assert!(sentence.span.contains(mention.span), "a mention outside its sentence in {text:?}");
    }
    let mut ids: Vec<&str> = found.facts.iter().map(|f| f.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), found.facts.len(), "two facts of one id in {text:?}");
    for fact in &found.facts {
        let _ = fact.span.of(&article.text);
        assert!((fact.sentence as usize) < found.sentences.len());
    }
}

/// Words the rules look for, thrown together.
const WORDS: &[&str] = &[
    "Nvidia",
    "Amd",
    "DeepSeek",
    "l'azienda",
    "cinese",
    "il colosso",
    "di Santa Clara",
    "H100",
    "H20",
    "GPU",
    "chip",
    "10.000",
    "3,2%",
    "+740%",
    "cinquantamila",
    "un miliardo e mezzo",
    "di",
    "dollari",
    "l'ora",
    "a",
    "Singapore",
    "in Cina",
    "la prima",
    "la seconda",
    "più",
    "capacità",
    "rispettivamente",
    "e",
    ",",
    ";",
    ":",
    "«",
    "»",
    "“",
    "”",
    "(",
    ")",
    "–",
    "che",
    "cui",
    "il quale",
    "mentre",
    "se",
    "non",
    "ha",
    "venduto",
    "vende",
    "ha autorizzato",
    "a vendere",
    "secondo",
    "Bloomberg",
    "ha detto",
    "Huang",
    "spiega",
    "avrebbe",
    "sono saliti del",
    "è",
    "stato",
    "ricavi",
    "per",
    "da",
    "tra il 15 e il 20 per cento",
    "ieri",
    "nel 2025",
    "altrettanti",
    "un numero uguale",
    "quello di",
    "?",
    "!",
    ".",
    "\n",
    "\n\n",
    "È",
    "ù",
    "’",
    "AI",
    "IL TITOLO",
    "@KobeissiLetter",
    "www.a.it",
    "—",
    "ne",
    "si",
    "lo",
    "suo",
    "metà",
    "il doppio",
    "due",
    "terzi",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn words_thrown_together_are_read(words in proptest::collection::vec(0..WORDS.len(), 0..60)) {
        check(&words.iter().map(|&w| WORDS[w]).collect::<Vec<_>>().join(" "));
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,200}") {
        check(&text);
    }

    #[test]
    fn marks_and_digits_are_read(text in "[0-9.,;:%$€'’\"«»()\\-–+ a-zà-ùA-Z\n]{0,200}") {
        check(&text);
    }
}

/// «Singapore secondo» once looked past the last token.
#[test]
fn any_two_words_are_read() {
    for first in WORDS {
        for second in WORDS {
            check(&format!("{first} {second}"));
        }
    }
}

/// Real sentences with words left out, doubled and moved, and halves of two put together: grammar that almost holds reaches rules that
/// words thrown together never do.
#[test]
fn sentences_cut_and_joined_are_read() {
    let mut sentences: Vec<String> = Vec::new();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let of = |folder: &str, ending: &str| {
        let entries = std::fs::read_dir(root.join(folder)).unwrap().map(|e| e.unwrap().path());
        let mut paths: Vec<_> = entries.filter(|p| p.extension().is_some_and(|e| e == ending)).collect();
        paths.sort();
        paths
    };
    for path in of("corpus", "txt").iter().chain(&of("tests/gold", "txt")) {
        let text = std::fs::read_to_string(path).unwrap();
        sentences.extend(text.lines().flat_map(|line| line.split_inclusive(". ")).map(str::to_owned));
    }
    for name in ["facts", "events", "plain"] {
        let mut table = csv::Reader::from_path(root.join(format!("tests/cases/{name}.csv"))).unwrap();
        let text = table.headers().unwrap().iter().position(|h| h == "text").unwrap();
        sentences.extend(table.records().map(|row| row.unwrap()[text].to_owned()));
    }
    let words: Vec<Vec<&str>> = sentences.iter().map(|s| s.split(' ').filter(|w| !w.is_empty()).collect()).collect();
    let mut failed: Vec<String> = Vec::new();
    for seed in 0..rounds("FATTI_SPLICES", 5_000) {
        let mut chance = Chance(seed);
        let mut text: Vec<&str> = Vec::new();
        for _ in 0..=chance.below(5) {
            let (one, other) = (&words[chance.below(words.len())], &words[chance.below(words.len())]);
            text.extend(&one[..chance.below(one.len() + 1)]);
            text.extend(&other[chance.below(other.len() + 1)..]);
        }
        for _ in 0..chance.below(6).min(text.len()) {
            let at = chance.below(text.len());
            match chance.below(3) {
                0 => drop(text.remove(at)),
                1 => text.insert(at, text[at]),
                _ => {
                    let word = text.remove(at);
                    text.insert(chance.below(text.len() + 1), word);
                }
            }
        }
        let text = text.join(" ");
        if std::panic::catch_unwind(|| check(&text)).is_err() {
            failed.push(text);
        }
    }
    assert!(failed.is_empty(), "{failed:#?}");
}

#[test]
fn time_grows_straight_with_the_text() {
    let time = |text: String| {
        let article = article(&text);
        let start = Instant::now();
        std::hint::black_box(extract(&article, lexicons()));
        start.elapsed().as_secs_f64()
    };
    for piece in [
        "Nvidia ha venduto 10.000 H20 in Cina ",
        "Nvidia, Amd e Intel ",
        "10.000 ",
        "cento ",
        "il colosso di Roma ",
        "secondo Bloomberg, ",
        "«che ha detto: ",
        "1.1.1.",
        "Nvidia ha perso il 3%. ",
        "— Nvidia (@nvidia)\n",
        "(a ",
        "Mario Rossi ",
        "Samsung Italia, ",
        "Huang spiega, ",
        "l'azienda Zorba Group ",
    ] {
        // Four times the text in less than eight times the time: sixteen would be the square. A busy machine may upset one
        // measure, not five.
        let (mut small, mut large) = (0.0, 0.0);
        let straight = (0..5).any(|_| {
            (small, large) = (time(piece.repeat(1500)), time(piece.repeat(6000)));
            large < small.max(0.002) * 8.0
        });
        assert!(straight, "{piece:?}: {small:.3} s for 1,500 copies, {large:.3} s for 6,000");
    }
}

/// A fact bears its sentence: text without an end of sentence must not be written anew for each of its facts.
#[test]
fn what_is_found_grows_straight_with_the_text() {
    for piece in ["cento ", "Nvidia vende 10 H20 ", "(3 ", "1.1.1.", "10%"] {
        let size = |times: usize| {
            let article = article(&piece.repeat(times));
            let found = extract(&article, lexicons());
            let evidence = |f: &fatti::Fact| found.sentences[f.sentence as usize].span.of(&article.text).len();
            found.facts.iter().map(evidence).sum::<usize>()
        };
        let (small, large) = (size(2000), size(8000));
        assert!(large <= small * 5, "{piece:?}: {small} bytes of evidence for 2,000 copies, {large} for 8,000");
    }
}
