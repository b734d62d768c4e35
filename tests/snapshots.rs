//! Three whole articles, sentence by sentence, with what was found in each: what a change does to them is read here first.
//!
//! A snapshot is renewed only on purpose, with `tools/renew.sh`.
#![allow(clippy::unwrap_used, reason = "a test")]

use fatti::table::{FACTS, MENTIONS, Rows};
use fatti::{Article, Lexicons, Published, extract};
use std::fmt::Write;
use std::path::Path;

#[test]
fn whole_articles_are_read_as_before() {
    let lexicons = Lexicons::builtin().unwrap();
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for name in
            ["2025/deepseek-cinquantamila-h100", "2026/pechino-quattrocentomila-h200", "noleggio-gpu-sei-dollari"]
        {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("corpus/{name}.txt"));
            let article = Article::read(&path, format!("{name}.txt"), Published::Unknown).unwrap();
            insta::assert_snapshot!(name.rsplit('/').next().unwrap(), readable(&article, &lexicons));
        }
    });
}

/// Each sentence, its mentions, and its facts (after `=>`): column by column, those left out that are empty or stand elsewhere.
fn readable(article: &Article, lexicons: &Lexicons) -> String {
    let extraction = extract(article, lexicons);
    let rows = Rows::of(article, &extraction, lexicons);
    let (mentions, facts) = (read(&rows.mentions), read(&rows.facts));
    let cells = |columns: &[&str], left_out: &[&str], row: &csv::StringRecord| {
        let cells = columns.iter().zip(row).filter(|(column, cell)| !cell.is_empty() && !left_out.contains(column));
        cells.map(|(column, cell)| format!("{column} {cell}")).collect::<Vec<_>>().join(" | ")
    };
    let at = |columns: &[&str], column: &str| columns.iter().position(|c| *c == column).unwrap();
    let mut out = format!("title: {}\npublished: {}\n", article.title, article.published);
    for (number, sentence) in (1..).zip(&extraction.sentences) {
        let number = number.to_string();
        let _ = writeln!(out, "\n{number}. {}", sentence.span.of(&article.text));
        for row in mentions.iter().filter(|r| r[at(MENTIONS, "sentence")] == number) {
            let left_out = ["article", "sentence", "type", "text", "start", "end"];
            let (kind, text) = (&row[at(MENTIONS, "type")], &row[at(MENTIONS, "text")]);
            let _ = writeln!(out, "   {kind} «{text}» {}", cells(MENTIONS, &left_out, row));
        }
        for row in facts.iter().filter(|r| r[at(FACTS, "sentence")] == number) {
            let left_out = [
                "fact_id",
                "article",
                "published",
                "sentence",
                "evidence",
                "start",
                "end",
                "date_from",
                "date_to",
                "claim",
            ];
            let _ = writeln!(out, "   => {}", cells(FACTS, &left_out, row));
        }
    }
    out
}

fn read(table: &[u8]) -> Vec<csv::StringRecord> {
    csv::ReaderBuilder::new().has_headers(false).from_reader(table).records().map(|r| r.unwrap()).collect()
}
