//! Sentence bounds by example: `cases/sentences.csv` holds texts with `|` where a sentence ends and `\n` where a line does.

use fatti::{Lexicons, sentence, token};

/// The text of a case, and its sentences.
fn case(text: &str) -> (String, Vec<String>) {
    let text = text.replace("\\n", "\n");
    let sentences = text.split('|').map(|s| s.trim().to_owned()).collect();
    (text.replace('|', ""), sentences)
}

#[test]
fn sentences_end_where_the_cases_say() {
    let lexicons = Lexicons::builtin().expect("the built-in lexicons load");
    let mut reader = csv::Reader::from_reader(&include_bytes!("cases/sentences.csv")[..]);
    let (mut tokens, mut count, mut misses) = (Vec::new(), 0, Vec::new());
    for row in reader.records() {
        let row = row.expect("a row of two columns");
        let (text, expected) = case(&row[0]);
        token::tokenize(&text, 0, &lexicons.vocabulary, &mut tokens);
        let found: Vec<&str> = sentence::split(&text, &tokens, &lexicons).iter().map(|s| s.span.of(&text)).collect();
        count += 1;
        if found != expected {
            misses.push(format!("{}\n  found {found:?}", &row[0]));
        }
    }
    assert!(count > 80, "only {count} cases were read");
    assert!(misses.is_empty(), "{} of {count} cases:\n{}", misses.len(), misses.join("\n"));
}

#[test]
fn leftovers_of_web_pages_are_marked_and_news_that_begins_alike_is_not() {
    let lexicons = Lexicons::builtin().expect("the built-in lexicons load");
    let mut reader = csv::Reader::from_reader(&include_bytes!("cases/leftovers.csv")[..]);
    let (mut tokens, mut misses) = (Vec::new(), Vec::new());
    for row in reader.records() {
        let row = row.expect("a row of three columns");
        let text = format!("Il prezzo sale.\n\n{}\n\nIl prezzo scende.", &row[0]);
        token::tokenize(&text, 0, &lexicons.vocabulary, &mut tokens);
        let sentences = sentence::split(&text, &tokens, &lexicons);
        let expected = &row[1] == "yes";
        let marked = sentences[1..sentences.len() - 1].iter().map(|s| s.leftover);
        if marked.clone().any(|m| m != expected) || sentences[0].leftover || sentences[sentences.len() - 1].leftover {
            misses.push(format!("{} (expected {})", &row[0], &row[1]));
        }
    }
    assert!(misses.is_empty(), "{} wrong:\n{}", misses.len(), misses.join("\n"));
}

#[test]
fn leftovers_at_the_end_of_a_line_are_marked_alone() {
    let lexicons = Lexicons::builtin().expect("the built-in lexicons load");
    let text = "Il prezzo sale. © Riproduzione riservata";
    let mut tokens = Vec::new();
    token::tokenize(text, 0, &lexicons.vocabulary, &mut tokens);
    let leftover: Vec<bool> = sentence::split(text, &tokens, &lexicons).iter().map(|s| s.leftover).collect();
    assert_eq!(leftover, [false, true]);
}
