//! The rules that tie a figure: a row of `cases/facts.csv` a rule and its example, every slot as a reader would fill it.
#![allow(missing_docs, clippy::unwrap_used)]

use fatti::fact::{FactKind, Filler};
use fatti::{Article, Lexicons, Published, extract};

#[test]
fn every_slot_is_filled_as_the_table_says() {
    let lexicons = Lexicons::builtin().unwrap();
    let mut reader = csv::Reader::from_path("tests/cases/facts.csv").unwrap();
    let mut wrong = Vec::new();
    for (row, record) in reader.records().enumerate() {
        let record = record.unwrap();
        let (rule, text, figure) = (&record[0], &record[1], &record[2]);
        let article = Article::new("a.txt", text, Published::parse("2026-02-24").unwrap());
        let found = extract(&article, &lexicons);
        let facts = found.facts.iter().filter(|f| f.kind == FactKind::Quantity);
        let fact = facts.clone().find(|f| f.span.of(text) == figure);
        let Some(fact) = fact else {
            let have: Vec<&str> = facts.map(|f| f.span.of(text)).collect();
            wrong.push(format!("line {} ({rule}): no fact «{figure}», only {have:?}, in: {text}", row + 2));
            continue;
        };
        // People no lexicon holds have the name the article gives them.
        let name = |f: &Filler| match f.entity == lexicons.unknown_person {
            true => f.span.of(text).to_owned(),
            false => lexicons.entity(f.entity).name.clone(),
        };
        let names = |slot: &[Filler]| slot.iter().map(name).collect::<Vec<_>>().join("; ");
        let got = [
            lexicons.relation(fact.relation).to_owned(),
            names(&fact.company),
            names(&fact.chip),
            names(&fact.place),
            names(&fact.source),
            fact.certainty.name().to_owned(),
        ];
        for ((column, got), expected) in
            ["relation", "company", "chip", "place", "source", "certainty"].iter().zip(&got).zip(record.iter().skip(3))
        {
            if got != expected {
                wrong
                    .push(format!("line {} ({rule}): {column} is «{got}», expected «{expected}», in: {text}", row + 2));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "mend the rule in src/fact/, or the row if it asks for the wrong thing:\n{}",
        wrong.join("\n")
    );
}
