//! `report.html` holds what the tables hold, the same bytes each time, and nothing an article says becomes markup.
#![allow(clippy::unwrap_used, reason = "a test")]

use crate::common::{Chance, small_lexicons};
use fatti::lexicon::Source;
use fatti::report::{Limits, Tables, write};
use fatti::run::{Options, run};
use regex::Regex;
use serde_json::Value;
use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The page of the tables in a folder, and what was told of it.
fn page(folder: &Path, limits: Limits) -> (String, Vec<String>) {
    let place = |name: &str| folder.join(name);
    let mut out = Vec::new();
    let told = write(&Tables { place: &place, go_on: &|| true }, limits, &mut out).unwrap();
    (String::from_utf8(out).unwrap(), told)
}

/// A block of the page's data, as a browser reads it: up to the first end of a script.
fn data(page: &str, name: &str) -> Value {
    let from = format!("<script type=\"application/json\" id=\"data-{name}\">");
    let (_, rest) = page.split_once(&from).unwrap();
    serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap()
}

/// A cell of a column in which each different word stands once.
fn word(column: &Value, row: usize) -> &str {
    column["d"][column["r"][row].as_u64().unwrap() as usize].as_str().unwrap()
}

fn rows(folder: &Path, table: &str) -> (csv::StringRecord, Vec<csv::StringRecord>) {
    let mut csv = csv::Reader::from_path(folder.join(table)).unwrap();
    (csv.headers().unwrap().clone(), csv.records().map(Result::unwrap).collect())
}

/// Sees to it that the page holds the tables in a folder, all of them.
fn holds_the_tables(folder: &Path, page: &str) {
    let (facts, texts) = (data(page, "facts"), data(page, "texts"));
    let article: Vec<usize> = (facts["sentences"].as_array().unwrap().iter().enumerate())
        .flat_map(|(at, n)| std::iter::repeat_n(at, n.as_u64().unwrap() as usize))
        .collect();
    let slice = |text: &str, start: u64, end: u64| {
        let units: Vec<u16> = text.encode_utf16().collect();
        String::from_utf16(&units[start as usize..end as usize]).unwrap()
    };

    let (columns, records) = rows(folder, "sentences.csv");
    let at = |columns: &csv::StringRecord, name: &str| columns.iter().position(|c| c == name).unwrap();
    assert_eq!(texts["text"].as_array().unwrap().len(), records.len());
    for (row, record) in records.iter().enumerate() {
        assert_eq!(texts["text"][row], record[at(&columns, "text")]);
        assert_eq!(facts["article"][article[row]], record[at(&columns, "article")]);
        assert_eq!(texts["number"][row].to_string(), record[at(&columns, "sentence")]);
    }

    let (columns, records) = rows(folder, "facts.csv");
    assert_eq!(facts["id"].as_array().unwrap().len(), records.len());
    for (row, record) in records.iter().enumerate() {
        let sentence = facts["sentence"][row].as_u64().unwrap() as usize;
        for (name, cell) in columns.iter().zip(record) {
            match name {
                "fact_id" => assert_eq!(facts["id"][row], cell),
                "article" => assert_eq!(facts["article"][article[sentence]], cell),
                "published" => assert_eq!(facts["published"][article[sentence]], cell),
                "sentence" => assert_eq!(texts["number"][sentence].to_string(), cell),
                "evidence" => assert_eq!(texts["text"][sentence], cell),
                "value" | "value_high" => assert_eq!(facts[name][row].as_f64(), cell.parse().ok(), "{record:?}"),
                "start" | "end" => assert!(facts[name][row].is_u64()),
                _ => assert_eq!(word(&facts[name], row), cell, "{name} of {record:?}"),
            }
        }
        if record[at(&columns, "kind")] == *"quantity" {
            let [start, end] = ["start", "end"].map(|name| facts[name][row].as_u64().unwrap());
            let own = slice(texts["text"][sentence].as_str().unwrap(), start, end);
            assert_eq!(own, record[at(&columns, "figure")], "the words that are lit are the fact's own");
        }
    }

    let (columns, records) = rows(folder, "mentions.csv");
    assert_eq!(texts["mention"].as_array().unwrap().len(), records.len());
    for (row, record) in records.iter().enumerate() {
        let text = texts["text"][texts["mention"][row].as_u64().unwrap() as usize].as_str().unwrap();
        let (start, length) = (texts["start"][row].as_u64().unwrap(), texts["length"][row].as_u64().unwrap());
        assert_eq!(slice(text, start, start + length), record[at(&columns, "text")]);
        assert_eq!(word(&texts["kind"], row), &record[at(&columns, "type")]);
    }
}

#[test]
fn the_page_holds_the_sample_tables() {
    let (html, told) = page(&root().join("output"), Limits::default());
    holds_the_tables(&root().join("output"), &html);
    assert!(told.is_empty());
    assert_eq!(html, page(&root().join("output"), Limits::default()).0, "the same tables give the same bytes");
    assert_eq!(data(&html, "summary")["claims"]["claims"][0]["verdict"], "conflict", "conflicts come first");
}

/// What could end a script, open a comment, or run.
const BAD: [&str; 14] = [
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "]]>-->",
    "<img src=x onerror=alert(1)>",
    "{{facts}}",
    "\"'`${1}\\",
    "&lt;&#x3c;",
    "\u{2028}\u{2029}",
    "\u{202e}evil\u{202c}",
    "\u{1b}[31m\u{7}",
    "\u{feff}\u{fffe}\u{ad}",
    "😀\u{10ffff}",
    "=1+1",
    "\r\n\t",
];

#[test]
fn nothing_an_article_says_becomes_markup() {
    let dir = tempfile::tempdir().unwrap();
    let [corpus, output, lexicons] = ["corpus", "output", "lexicons"].map(|name| dir.path().join(name));
    std::fs::create_dir_all(&corpus).unwrap();
    small_lexicons(&lexicons);
    let chance = &mut Chance(7);
    for n in 0..40 {
        let bad = |chance: &mut Chance| chance.one(&BAD);
        let text: String =
            (0..5).map(|_| format!("Nvidia ha venduto {} 10.000 H20 {} in Cina. ", bad(chance), bad(chance))).collect();
        let title = bad(chance).replace(['\r', '\n'], " ");
        let name = if cfg!(windows) { format!("{n}.txt") } else { format!("{n}<script>&\".txt") };
        std::fs::write(corpus.join(name), format!("---\ntitle: '{title}'\ndate: 2026-02-24\n---\n{text}")).unwrap();
    }
    let source = Source::folder(&lexicons).unwrap();
    run(&corpus, &output, &source, &Options::default(), &|_| ControlFlow::Continue(())).unwrap();
    let (html, _) = page(&output, Limits::default());
    holds_the_tables(&output, &html);
    let scripts = Regex::new("(?i)<script[^>]*>").unwrap();
    let found: Vec<_> = scripts.find_iter(&html).map(|tag| tag.as_str()).collect();
    let data = |name: &str| format!("<script type=\"application/json\" id=\"data-{name}\">");
    assert_eq!(found, [data("summary").as_str(), "<script>", &data("facts"), &data("texts")]);
    assert!(!html.contains("<!--"));
    assert!(!html.chars().any(|c| matches!(c, '\u{2028}' | '\u{2029}' | '\u{202e}' | '\u{1b}' | '\u{7}' | '\u{feff}')));
}

#[test]
fn what_there_is_no_room_for_is_told() {
    let limits = Limits { facts: 40, text: 4000, claims: 2, voices: 3, ..Limits::default() };
    let (html, told) = page(&root().join("output"), limits);
    let (summary, facts, texts) = (data(&html, "summary"), data(&html, "facts"), data(&html, "texts"));
    assert_eq!((summary["shown"]["facts"].as_u64(), facts["id"].as_array().unwrap().len()), (Some(40), 40));
    assert_eq!(summary["claims"]["claims"].as_array().unwrap().len(), 2);
    assert!(summary["claims"]["claims"][0]["voices"].as_array().unwrap().len() == 3);
    assert_eq!(told.len(), 3, "{told:?}");
    // the newest article is there, as a whole; of the next only sentences with facts
    let whole: Vec<u64> = facts["whole"].as_array().unwrap().iter().map(|w| w.as_u64().unwrap()).collect();
    assert_eq!(whole.iter().sum::<u64>(), summary["shown"]["texts"].as_u64().unwrap());
    assert!(whole.contains(&0) && whole.contains(&1));
    let (sentences, texts) = (facts["sentences"].as_array().unwrap(), texts["text"].as_array().unwrap());
    assert_eq!(sentences.iter().map(|n| n.as_u64().unwrap()).sum::<u64>(), texts.len() as u64);
}

#[test]
fn every_word_of_the_page_is_in_both_languages() {
    let [script, html] =
        ["page.js", "page.html"].map(|f| std::fs::read_to_string(root().join("src/report").join(f)).unwrap());
    let (_, labels) = rows(&root().join("src/report"), "labels.csv");
    let keys: Vec<&str> = labels.iter().map(|row| &row[0]).collect();
    assert!(keys.is_sorted() && keys.iter().collect::<BTreeSet<_>>().len() == keys.len(), "keys are sorted, each once");
    let slots = Regex::new(r"\{\w+\}").unwrap();
    for row in &labels {
        let [en, it] =
            [&row[1], &row[2]].map(|text| slots.find_iter(text).map(|m| m.as_str()).collect::<BTreeSet<_>>());
        assert!(!row[1].is_empty() && !row[2].is_empty() && en == it, "{row:?}");
    }
    let asked = Regex::new(r#"\bt\("(\w+)"[,)]|data-t="(\w+)""#).unwrap();
    for text in [&script, &html] {
        for found in asked.captures_iter(text) {
            let key = found.get(1).or(found.get(2)).unwrap().as_str();
            assert!(keys.contains(&key), "no label `{key}`");
        }
    }
    let (_, relations) = rows(&root().join("lexicons"), "relations.csv");
    for relation in relations {
        assert!(
            keys.contains(&format!("relation_{}", &relation[0]).as_str()),
            "no label for relation {}",
            &relation[0]
        );
        let family = [format!("relation_{}", &relation[1]), format!("family_{}", &relation[1])];
        assert!(family.iter().any(|key| keys.contains(&key.as_str())), "no label for family {}", &relation[1]);
    }
}

#[test]
fn tables_of_different_runs_make_no_page() {
    let dir = tempfile::tempdir().unwrap();
    for table in ["articles.csv", "sentences.csv", "mentions.csv", "facts.csv", "claims.csv"] {
        std::fs::copy(root().join("output").join(table), dir.path().join(table)).unwrap();
    }
    let articles = std::fs::read_to_string(dir.path().join("articles.csv")).unwrap();
    let fewer: Vec<&str> = articles.lines().take(3).collect();
    std::fs::write(dir.path().join("articles.csv"), fewer.join("\n")).unwrap();
    let place = |name: &str| dir.path().join(name);
    let tables = Tables { place: &place, go_on: &|| true };
    let error = write(&tables, Limits::default(), &mut Vec::new()).unwrap_err();
    assert!(error.to_string().contains("is not of these tables"), "{error}");
    std::fs::remove_file(dir.path().join("claims.csv")).unwrap();
    assert!(write(&tables, Limits::default(), &mut Vec::new()).is_err());
}
