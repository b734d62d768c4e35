//! What `extract export` writes, read back: the mentions of each article, whatever stands in it.
#![allow(clippy::unwrap_used, reason = "a test")]

use crate::common::{self, Chance};
use fatti::export::{To, Writer};
use fatti::{Article, Lexicons, Published, extract};
use serde_json::Value;
use std::path::Path;
use std::sync::LazyLock;

static LEXICONS: LazyLock<Lexicons> = LazyLock::new(|| Lexicons::builtin().unwrap());

/// A mention's type and words.
type Found = (String, String);

const HOSTILE: [&str; 7] = [
    "",
    " \n",
    "😀 L’azienda «cinese» 𝒳 👨🏻‍🚒 Nvidia ha venduto 10.000 H20 in Cina; ieri Amd 4mila.",
    "date 2026-02-24\r\n\r\nNvidia\tha venduto\u{2028}«10.000 H20»\u{85}in Cina\u{1d}. </script>\r\nL’H200s costa 6 dollari l’ora.",
    "-DOCSTART- -X- O O\n\nNvidia\tB-company\nvende 3 H20, \"10.000,50\" euro\\",
    "H\u{200b}200 di Nvi\u{ad}dia: +740%, 1, 6 miliardi di dollari, 5.5GB.",
    "Lascia un commento\nNvidia ha 3.000 dipendenti a Santa Clara",
];

/// The corpus, what is hostile, and chance.
fn articles() -> Vec<Article> {
    let mut articles = Vec::new();
    for entry in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")).unwrap().flatten() {
        if entry.path().is_dir() {
            continue;
        }
        articles.push(Article::read(&entry.path(), entry.file_name().to_string_lossy(), Published::Unknown).unwrap());
    }
    articles.sort_by(|a, b| a.name.cmp(&b.name));
    let mut chance = Chance(7);
    let random = (0..200).map(|_| {
        let pieces = (0..chance.below(8)).map(|_| match chance.below(3) {
            0 => common::words(&mut chance),
            1 => chance.one(&HOSTILE).to_owned(),
            _ => {
                chance.one(&["😀", "\u{1f}", "l'H100", " 10.000.000", "\t", "«", "5G", "\u{0}", "à", "n. 7"]).to_owned()
            }
        });
        pieces.collect::<String>()
    });
    let texts: Vec<String> = HOSTILE.iter().map(|text| (*text).to_owned()).chain(random).collect();
    let texts = texts.into_iter().enumerate();
    articles.extend(texts.map(|(at, text)| Article::new(format!("{at}.txt"), text, Published::Unknown)));
    articles
}

/// The mentions of each article, as they should be found again.
fn expected(articles: &[Article]) -> Vec<Vec<Found>> {
    let found = |article: &Article| {
        let extraction = extract(article, &LEXICONS);
        let shown = extraction.shown().map(|m| (m.kind.name().to_owned(), m.span.of(&article.text).to_owned()));
        shown.collect()
    };
    articles.iter().map(found).collect()
}

fn export(to: To, articles: &[Article]) -> String {
    let mut writer = Writer::new(to, Vec::new());
    for article in articles {
        writer.write(&to.piece(article, &extract(article, &LEXICONS), &LEXICONS)).unwrap();
    }
    String::from_utf8(writer.finish().unwrap()).unwrap()
}

fn string(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

fn number(value: &Value) -> usize {
    value.as_u64().unwrap() as usize
}

#[test]
fn label_studio_finds_the_mentions_by_code_points() {
    let articles = articles();
    let tasks: Vec<Value> = serde_json::from_str(&export(To::LabelStudio, &articles)).unwrap();
    let names: Vec<String> = tasks.iter().map(|task| string(&task["data"]["article"])).collect();
    assert!(names.iter().eq(articles.iter().map(|article| &article.name)), "{names:?}");
    for (task, expected) in tasks.iter().zip(expected(&articles)) {
        let text: Vec<char> = string(&task["data"]["text"]).chars().collect();
        let found = |region: &Value| {
            let value = &region["value"];
            let cut: String = text[number(&value["start"])..number(&value["end"])].iter().collect();
            assert_eq!(cut, string(&value["text"]));
            (string(&value["labels"][0]), cut)
        };
        let found: Vec<Found> = task["predictions"][0]["result"].as_array().unwrap().iter().map(found).collect();
        assert_eq!(found, expected, "{}", task["data"]["article"]);
    }
    assert_eq!(export(To::LabelStudio, &[]), "[]\n");
}

/// The interface the page gives to paste has the labels and names the tasks have.
#[test]
fn the_labelling_interface_fits_the_tasks() {
    let page = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/export.md")).unwrap();
    let config = page.split("```xml").nth(1).unwrap().split("```").next().unwrap();
    let mut labels: Vec<&str> = config.split("Label value=\"").skip(1).map(|l| l.split('"').next().unwrap()).collect();
    let mut types: Vec<&str> = fatti::mention::Type::ALL.iter().map(|kind| kind.name()).collect();
    labels.sort_unstable();
    types.sort_unstable();
    assert_eq!(labels, types);
    let task = &serde_json::from_str::<Value>(&export(To::LabelStudio, &articles())).unwrap()[0];
    let region = &task["predictions"][0]["result"][0];
    for (key, tag) in [("from_name", "Labels name"), ("to_name", "Text name")] {
        assert!(config.contains(&format!("<{tag}={}", region[key])), "{tag}");
    }
}

#[test]
fn doccano_finds_the_mentions_by_utf_16_units() {
    let articles = articles();
    let text = export(To::Doccano, &articles);
    assert_eq!(text.lines().count(), articles.len());
    for ((line, article), expected) in text.split_terminator('\n').zip(&articles).zip(expected(&articles)) {
        let line: Value = serde_json::from_str(line).unwrap();
        assert_eq!((string(&line["text"]), string(&line["article"])), (article.text.clone(), article.name.clone()));
        let units: Vec<u16> = article.text.encode_utf16().collect();
        let found = |label: &Value| {
            let cut = String::from_utf16(&units[number(&label[0])..number(&label[1])]).unwrap();
            (string(&label[2]), cut)
        };
        let found: Vec<Found> = line["label"].as_array().unwrap().iter().map(found).collect();
        assert_eq!(found, expected, "{}", article.name);
    }
}

#[test]
fn conll_holds_the_mentions_and_all_other_words() {
    let solid = |text: &str| text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect::<String>();
    for (article, expected) in articles().iter().zip(expected(&articles())) {
        let text = export(To::Conll, std::slice::from_ref(article));
        assert!(text.is_empty() || text.ends_with("\n\n") && !text.starts_with('\n') && !text.contains("\n\n\n"));
        let (mut found, mut words): (Vec<Found>, String) = Default::default();
        for sentence in text.split("\n\n") {
            let mut before = "O";
            for line in sentence.split_terminator('\n') {
                let (word, tag) = line.split_once('\t').unwrap();
                assert!(!word.is_empty() && !line.contains(char::is_whitespace) || line.matches('\t').count() == 1);
                words.push_str(word);
                match tag.split_at_checked(2) {
                    None => assert_eq!(tag, "O"),
                    Some(("B-", kind)) => found.push((kind.to_owned(), word.to_owned())),
                    Some((_, kind)) => {
                        assert!(tag.starts_with("I-") && before.ends_with(kind), "{tag} after {before}");
                        found.last_mut().unwrap().1.push_str(word);
                    }
                }
                before = tag;
            }
        }
        let expected: Vec<Found> = expected.into_iter().map(|(kind, words)| (kind, solid(&words))).collect();
        let found: Vec<Found> = found.into_iter().map(|(kind, words)| (kind, solid(&words))).collect();
        assert_eq!(found, expected, "{}", article.name);
        let wide = |text: &str| solid(text).replace(['\u{200b}', '\u{ad}', '\u{feff}', '\u{2060}', '\u{200d}'], "");
        assert_eq!(wide(&words), wide(&article.text[article.body..]), "{}", article.name);
    }
}

/// Words are put together as readers expect them, and parted where a mention ends.
#[test]
fn words_of_conll() {
    for (text, expected) in [
        ("Nvidia ha venduto 10.000 H20.", "Nvidia:B-company ha:O venduto:O 10.000:B-figure H20:B-chip .:O"),
        ("l’H200 costa 1, 6 miliardi", "l’:O H200:B-chip costa:O 1:B-figure ,:I-figure 6:I-figure miliardi:I-figure"),
        ("una scheda da 5.5GB, 4mila euro", "una:O scheda:O da:O 5.5GB:B-figure ,:O 4mila:B-figure euro:I-figure"),
        ("Scale AI e data-center", "Scale:B-company AI:I-company e:O data:O -:O center:O"),
        ("", ""),
    ] {
        let text = export(To::Conll, &[Article::new("a.txt", text, Published::Unknown)]);
        let lines: Vec<String> = text.lines().filter(|l| !l.is_empty()).map(|line| line.replace('\t', ":")).collect();
        assert_eq!(lines.join(" "), expected);
    }
}
