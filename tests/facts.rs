//! The rules that tie a figure: a row of `cases/facts.csv` a rule and its example, every slot as a reader would fill it; of
//! `cases/fact_dates.csv` when it holds, as ISO-TimeML writes it; of `cases/fact_parties.csv` of whom it is told, and who the other party
//! is; of `cases/fact_figures.csv` what it measures and how that moved; of `cases/events.csv` what a clause without a figure tells; of `cases/plain.csv` a plain construction each, with the slots that matter.
#![allow(missing_docs, clippy::unwrap_used)]

use fatti::fact::{FactKind, Filler};
use fatti::{Article, Extraction, Lexicons, Published, extract};

/// Reads each row's text, published on 24 February 2026, and tells all that `wrong` finds amiss with what was found in it. A row begins with the
/// rule and the text.
fn hold(table: &str, wrong: impl Fn(&csv::StringRecord, &Extraction, &Lexicons) -> Vec<String>) {
    let lexicons = Lexicons::builtin().unwrap();
    let mut reader = csv::Reader::from_path(format!("tests/cases/{table}")).unwrap();
    let mut all = Vec::new();
    for (row, record) in reader.records().enumerate() {
        let record = record.unwrap();
        let (rule, text) = (&record[0], &record[1]);
        let article = Article::new("a.txt", text, Published::parse("2026-02-24").unwrap());
        let found = extract(&article, &lexicons);
        let told = wrong(&record, &found, &lexicons);
        all.extend(told.into_iter().map(|wrong| format!("line {} ({rule}): {wrong}, in: {text}", row + 2)));
    }
    assert!(
        all.is_empty(),
        "mend the rule in src/fact/, or the row if it asks for the wrong thing:\n{}",
        all.join("\n")
    );
}

#[test]
fn every_slot_is_filled_as_the_table_says() {
    hold("facts.csv", |record, found, lexicons| {
        let (text, figure) = (&record[1], &record[2]);
        let facts = found.facts.iter().filter(|f| f.kind == FactKind::Quantity);
        let Some(fact) = facts.clone().find(|f| f.span.of(text) == figure) else {
            let have: Vec<&str> = facts.map(|f| f.span.of(text)).collect();
            return vec![format!("no fact «{figure}», only {have:?}")];
        };
        // People and firms no lexicon holds have the name the article gives them.
        let name = |f: &Filler| match lexicons.entity(f.entity).name.as_str() {
            "" | "person" => f.span.of(text).to_owned(),
            name => name.to_owned(),
        };
        let names = |slot: &[Filler]| slot.iter().map(name).collect::<Vec<_>>().join("; ");
        let got = [
            ("relation", lexicons.relation(fact.relation).to_owned()),
            ("company", names(&fact.company)),
            ("chip", names(&fact.chip)),
            ("place", names(&fact.place)),
            ("source", names(&fact.source)),
            ("certainty", fact.certainty.name().to_owned()),
        ];
        let wrong = got.into_iter().zip(record.iter().skip(3)).filter(|((_, got), expected)| got != expected);
        wrong.map(|((column, got), expected)| format!("{column} is «{got}», expected «{expected}»")).collect()
    });
}

#[test]
fn every_fact_is_dated_as_the_table_says() {
    hold("fact_dates.csv", |record, found, _| {
        let (text, figure, expected) = (&record[1], &record[2], &record[3]);
        let fact = found.facts.iter().find(|f| f.kind == FactKind::Quantity && f.span.of(text) == figure);
        let date = fact.and_then(|f| f.date).map(|m| &found.mentions[m as usize]);
        let got = date.and_then(|m| m.date()).map_or("", |d| d.value.as_str());
        let right = fact.is_some() && got == expected;
        (!right).then(|| format!("date is «{got}», expected «{expected}»")).into_iter().collect()
    });
}

#[test]
fn every_fact_is_told_of_whom_the_table_says() {
    hold("fact_parties.csv", |record, found, lexicons| {
        let (text, figure) = (&record[1], &record[2]);
        let fact = found.facts.iter().find(|f| f.kind == FactKind::Quantity && f.span.of(text) == figure);
        let Some(fact) = fact else { return vec![format!("no fact «{figure}»")] };
        let name = |f: &Filler| lexicons.entity(f.entity).name.clone();
        let names = |slot: &[Filler]| slot.iter().map(name).collect::<Vec<_>>().join("; ");
        let got = [("company", names(&fact.company)), ("counterparty", names(&fact.counterparty))];
        let wrong = got.into_iter().zip(record.iter().skip(3)).filter(|((_, got), expected)| got != expected);
        wrong.map(|((column, got), expected)| format!("{column} is «{got}», expected «{expected}»")).collect()
    });
}

#[test]
fn every_figure_measures_what_the_table_says() {
    hold("fact_figures.csv", |record, found, lexicons| {
        let (text, figure) = (&record[1], &record[2]);
        let fact = found.facts.iter().find(|f| f.kind == FactKind::Quantity && f.span.of(text) == figure);
        let Some(fact) = fact else { return vec![format!("no fact «{figure}»")] };
        let read = fact.figure.and_then(|m| found.mentions[m as usize].figure()).unwrap();
        let got = [
            ("relation", lexicons.relation(fact.relation)),
            ("direction", read.direction.map_or("", |d| d.sign())),
            ("bound", read.bound.sign()),
            ("of", fact.of.map_or("", |of| of.of(text))),
            ("part", fact.part.map_or("", |part| part.of(text))),
        ];
        let wrong = got.into_iter().zip(record.iter().skip(3)).filter(|((_, got), expected)| got != expected);
        wrong.map(|((column, got), expected)| format!("{column} is «{got}», expected «{expected}»")).collect()
    });
}

#[test]
fn every_event_is_told_as_the_table_says() {
    hold("events.csv", |record, found, lexicons| {
        let names = |slot: &[Filler]| {
            slot.iter().map(|f| lexicons.entity(f.entity).name.as_str()).collect::<Vec<_>>().join("; ")
        };
        let events = found.facts.iter().filter(|f| f.kind == FactKind::Event);
        let told: Vec<[String; 6]> = events
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
        (!right).then(|| format!("expected {expected:?}, have {told:?}")).into_iter().collect()
    });
}

/// A slot of a fact as the tables show it.
fn slot(fact: &fatti::fact::Fact, column: &str, found: &Extraction, lexicons: &Lexicons) -> String {
    let names =
        |slot: &[Filler]| slot.iter().map(|f| lexicons.entity(f.entity).name.as_str()).collect::<Vec<_>>().join("; ");
    match column {
        "company" => names(&fact.company),
        "counterparty" => names(&fact.counterparty),
        "chip" => names(&fact.chip),
        "place" => names(&fact.place),
        "source" => names(&fact.source),
        "relation" => lexicons.relation(fact.relation).to_owned(),
        "certainty" => fact.certainty.name().to_owned(),
        "date" => {
            let date = fact.date.and_then(|d| found.mentions[d as usize].date());
            date.map_or(String::new(), |d| d.value.clone())
        }
        _ => unreachable!("plain.csv has a column {column}"),
    }
}

/// Plain sentences, a construction each, alone or after the one they go on with: only the slots a row asks for, `-` where one stays empty;
/// a row without a figure asks for an event.
#[test]
fn every_plain_sentence_is_read_as_the_table_says() {
    let lexicons = Lexicons::builtin().unwrap();
    let mut reader = csv::Reader::from_path("tests/cases/plain.csv").unwrap();
    let columns = reader.headers().unwrap().clone();
    let mut all = Vec::new();
    for (row, record) in reader.records().enumerate() {
        let record = record.unwrap();
        let text = format!("{}\n\n{}\n", &record[0], &record[1]);
        let article = Article::new("a.txt", text.as_str(), Published::parse("2026-02-24").unwrap());
        let found = extract(&article, &lexicons);
        let event = record[2].is_empty();
        let asked = found.facts.iter().filter(|f| match event {
            true => f.kind == FactKind::Event,
            false => f.kind == FactKind::Quantity && f.span.of(&text) == &record[2],
        });
        let wrong = |fact: &fatti::fact::Fact| -> Vec<String> {
            let slots = columns.iter().zip(&record).skip(3).filter(|(_, expected)| !expected.is_empty());
            slots
                .map(|(column, expected)| (column, slot(fact, column, &found, &lexicons), expected.trim_matches('-')))
                .filter(|(_, got, expected)| got != expected)
                .map(|(column, got, expected)| format!("{column} is «{got}», expected «{expected}»"))
                .collect()
        };
        let told: Vec<Vec<String>> = asked.map(wrong).collect();
        let right = if event { told.iter().any(Vec::is_empty) } else { told.first().is_some_and(Vec::is_empty) };
        if !right {
            all.push(format!("line {}: {:?}, in: {}", row + 2, told, &record[1]));
        }
    }
    assert!(
        all.is_empty(),
        "mend the rule in src/fact/, or the row if it asks for the wrong thing:\n{}",
        all.join("\n")
    );
}
