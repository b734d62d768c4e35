//! Names by example: `cases/names.csv` holds texts with the mentions of each type named; a row without a mention says that the
//! text holds none of that type. An empty id is one the case does not ask about.

use fatti::lexicon::Lexicons;
use fatti::{Article, Published, extract};
use std::collections::BTreeMap;

type Expected = BTreeMap<(String, String), Vec<(String, String)>>;

fn cases() -> (Vec<(String, String)>, Expected) {
    let mut reader = csv::Reader::from_reader(&include_bytes!("cases/names.csv")[..]);
    let (mut order, mut expected) = (Vec::new(), Expected::new());
    for row in reader.records() {
        let row = row.expect("a row of four columns");
        let key = (row[0].to_owned(), row[1].to_owned());
        if !order.contains(&key) {
            order.push(key.clone());
        }
        let mentions = expected.entry(key).or_default();
        if !row[2].is_empty() {
            mentions.push((row[2].to_owned(), row[3].to_owned()));
        }
    }
    (order, expected)
}

#[test]
fn names_are_those_of_the_cases() {
    let lexicons = Lexicons::builtin().expect("the built-in lexicons load");
    let (order, expected) = cases();
    let mut misses = Vec::new();
    for key in &order {
        let (text, kind) = key;
        let article = Article::new("case.txt", text, Published::Unknown);
        let found: Vec<(String, String)> = extract(&article, &lexicons)
            .mentions
            .iter()
            .filter(|m| m.kind.name() == kind)
            .map(|m| {
                let entity = lexicons.entity(m.entity().expect("a name"));
                let words = m.span.of(text).to_owned();
                let id = if entity.by_pattern { words.clone() } else { entity.id.clone() };
                (words, id)
            })
            .collect();
        let wanted = &expected[key];
        let same = found.len() == wanted.len()
            && found.iter().zip(wanted).all(|(f, w)| f.0 == w.0 && (w.1.is_empty() || f.1 == w.1));
        if !same {
            misses.push(format!("{text}\n  {kind}: expected {wanted:?}, found {found:?}"));
        }
    }
    assert!(order.len() > 100, "only {} cases were read", order.len());
    assert!(misses.is_empty(), "{} of {} cases:\n{}", misses.len(), order.len(), misses.join("\n"));
}
