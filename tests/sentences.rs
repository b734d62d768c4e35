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
