//! The rules that tie a figure: a row of `cases/facts.csv` a rule and its example, every slot as a reader would fill it; of
//! `cases/fact_dates.csv` when it holds, as ISO-TimeML writes it.
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

#[test]
fn every_fact_is_dated_as_the_table_says() {
    let lexicons = Lexicons::builtin().unwrap();
    let mut reader = csv::Reader::from_path("tests/cases/fact_dates.csv").unwrap();
    let mut wrong = Vec::new();
    for (row, record) in reader.records().enumerate() {
        let record = record.unwrap();
        let (rule, text, figure, expected) = (&record[0], &record[1], &record[2], &record[3]);
        let article = Article::new("a.txt", text, Published::parse("2026-02-24").unwrap());
        let found = extract(&article, &lexicons);
        let fact = found.facts.iter().find(|f| f.kind == FactKind::Quantity && f.span.of(text) == figure);
        let date = fact.and_then(|f| f.date).map(|m| &found.mentions[m as usize]);
        let got = date.and_then(|m| m.date()).map_or("", |d| d.value.as_str());
        if fact.is_none() || got != expected {
            wrong.push(format!("line {} ({rule}): date is «{got}», expected «{expected}», in: {text}", row + 2));
        }
    }
    assert!(wrong.is_empty(), "mend the rule in src/fact/slots.rs, or the row:\n{}", wrong.join("\n"));
}

#[test]
fn every_event_is_told_as_the_table_says() {
    let lexicons = Lexicons::builtin().unwrap();
    let mut reader = csv::Reader::from_path("tests/cases/events.csv").unwrap();
    let mut wrong = Vec::new();
    for (row, record) in reader.records().enumerate() {
        let record = record.unwrap();
        let (rule, text) = (&record[0], &record[1]);
        let article = Article::new("a.txt", text, Published::parse("2026-02-24").unwrap());
        let found = extract(&article, &lexicons);
        let names = |slot: &[Filler]| {
            slot.iter().map(|f| lexicons.entity(f.entity).name.as_str()).collect::<Vec<_>>().join("; ")
        };
        let told: Vec<[String; 6]> = found
            .facts
            .iter()
            .filter(|f| f.kind == FactKind::Event)
            .map(|f| {
                let relation = lexicons.relation(f.relation).to_owned();
                let slots = [&f.company, &f.counterparty, &f.chip, &f.place].map(|s| names(s));
                let [company, counterparty, chip, place] = slots;
                [relation, company, counterparty, chip, place, f.certainty.name().to_owned()]
            })
            .collect();
        // «!sell»: no such event
        let expected: Vec<&str> = record.iter().skip(2).collect();
        let right = match expected[0].strip_prefix('!') {
            Some(relation) => !told.iter().any(|t| t[0] == relation),
            None => told.iter().any(|t| t.iter().map(String::as_str).eq(expected.iter().copied())),
        };
        if !right {
            wrong.push(format!("line {} ({rule}): expected {expected:?}, have {told:?}, in: {text}", row + 2));
        }
    }
    assert!(
        wrong.is_empty(),
        "mend the rule in src/fact/event.rs, or the row if it asks for the wrong thing:\n{}",
        wrong.join("\n")
    );
}
