//! `tests/cases/figures.csv`: for each text, the figures that must be read in it, all of them and no other.
//!
//! Rows of one text stand together; a text with an empty `mention` is a near miss and holds none. A new form is a new row; a row
//! of `lexicons/units.csv`, `rates.csv` or `numerals.csv` that no case reaches fails the second test.
#![allow(clippy::unwrap_used, reason = "a test")]

use fatti::span::Span;
use fatti::{Article, Lexicons, Published, Sentence, extract, mention, token};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::time::Instant;

#[derive(Debug, Deserialize)]
struct Case {
    rule: String,
    text: String,
    published: String,
    mention: String,
    value: Option<f64>,
    high: Option<f64>,
    unit: String,
    bound: String,
    direction: String,
}

/// A figure as the table writes it.
#[derive(Debug, PartialEq)]
struct Row {
    text: String,
    value: Option<f64>,
    high: Option<f64>,
    unit: String,
    bound: String,
    direction: String,
}

fn cases() -> Vec<Case> {
    let mut reader = csv::Reader::from_path(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/figures.csv")).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

/// The figures of a text, in its order.
fn read(text: &str, published: &str, lexicons: &Lexicons) -> Vec<Row> {
    let published = match published {
        "" => Published::Unknown,
        date => Published::parse(date).unwrap(),
    };
    let article = Article::new("a.txt", text, published);
    let found = extract(&article, lexicons);
    let figures = found.mentions.iter().filter_map(|m| Some((m.span.of(&article.text), m.figure()?)));
    figures
        .map(|(text, figure)| Row {
            text: text.to_owned(),
            value: figure.value,
            high: figure.high,
            unit: figure.unit_name(lexicons),
            bound: figure.bound.sign().to_owned(),
            direction: figure.direction.map_or("", |d| d.sign()).to_owned(),
        })
        .collect()
}

#[test]
fn every_case_is_read_as_it_says() {
    let lexicons = Lexicons::builtin().unwrap();
    let cases = cases();
    let mut wrong = Vec::new();
    for rows in cases.chunk_by(|a, b| a.text == b.text) {
        let expected: Vec<Row> = rows
            .iter()
            .filter(|c| !c.mention.is_empty())
            .map(|c| Row {
                text: c.mention.clone(),
                value: c.value,
                high: c.high,
                unit: c.unit.clone(),
                bound: c.bound.clone(),
                direction: c.direction.clone(),
            })
            .collect();
        let got = read(&rows[0].text, &rows[0].published, &lexicons);
        if got != expected {
            wrong.push(format!("{}: {}\n  expected {expected:?}\n  got      {got:?}", rows[0].rule, rows[0].text));
        }
    }
    let all = cases.chunk_by(|a, b| a.text == b.text).count();
    assert!(
        wrong.is_empty(),
        "{} of {all} cases differ; mend the rule, or the row of tests/cases/figures.csv where it is wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn every_row_of_units_and_rates_is_reached() {
    let lexicons = Lexicons::builtin().unwrap();
    let reached: BTreeSet<String> = cases().into_iter().map(|c| c.unit).collect();
    let parts: BTreeSet<&str> =
        reached.iter().map(String::as_str).chain(reached.iter().filter_map(|u| Some(u.split_once('/')?.1))).collect();
    let units = lexicons.units.iter().map(|u| u.id.as_str());
    let missing: Vec<&str> =
        units.chain(lexicons.rates.iter().map(String::as_str)).filter(|id| !parts.contains(id)).collect();
    assert!(missing.is_empty(), "no case of tests/cases/figures.csv reaches {missing:?}; add a row for each");
}

#[test]
fn reading_is_linear_in_the_text() {
    let lexicons = Lexicons::builtin().unwrap();
    // Each piece, repeated, has tempted some parser to read the rest of the text again from every place in it.
    let pieces = [
        "1.",
        "1,",
        "1-",
        "1 ",
        "100 ",
        "cento ",
        "mille ",
        "milioni ",
        "due milioni ",
        "tre miliardi e ",
        "10 e ",
        "da 1 a 2 ",
        "tra ",
        "circa ",
        "più di ",
        "2 anni, ",
        "-",
        "+",
        "$",
        "un terzo di ",
        "decine di ",
        "5% e ",
        "1/2 ",
        "cresce del 5% ",
        "ne ",
        "centomila",
        "9",
        "1.000.",
        "1,000,",
        "10-",
        "virgola uno ",
        "zero ",
        "mezzo ",
    ];
    for piece in pieces {
        let time = |count: usize| {
            let article = Article::new("a.txt", piece.repeat(count), Published::Unknown);
            let mut tokens = Vec::new();
            token::tokenize(&article.text, article.body, &lexicons.vocabulary, &mut tokens);
            // One sentence, whatever it is: how sentences are parted is measured elsewhere.
            let whole = Sentence {
                span: Span::new(0, article.text.len() as u32),
                first: 0,
                last: tokens.len() as u32,
                leftover: false,
            };
            let start = Instant::now();
            let mentions = mention::tag(&article, &tokens, &[whole], &lexicons);
            assert!(mentions.iter().all(|m| m.span.end as usize <= article.text.len()));
            start.elapsed().as_secs_f64()
        };
        time(1_000);
        let (small, large) = (time(5_000), time(50_000));
        // Ten times the text may take thirty times as long on a busy machine; a square would take a hundred.
        assert!(large < small * 50.0 + 0.3, "50,000 × `{piece}` took {large:.2} s, 5,000 took {small:.3} s");
    }
}
