//! Prints each sentence of an article with its clauses and the rules that filled its facts: what to read when a row looks wrong.
#![allow(missing_docs, clippy::print_stdout)]
use fatti::{Article, Lexicons, Published, extract};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("expected an article")?;
    let lexicons = Lexicons::load(std::path::Path::new("lexicons"))?;
    let article = Article::read(path.as_ref(), path.clone(), Published::Unknown)?;
    let found = extract(&article, &lexicons);
    if std::env::args().nth(2).as_deref() == Some("--rules") {
        let mut points = fatti::span::CodePoints::new(&article.text);
        for fact in &found.facts {
            let rule = |slot| fact.rules.iter().find(|(s, _)| *s == slot).map_or("", |r| r.1);
            let (start, end) = (points.at(fact.span.start), points.at(fact.span.end));
            println!("{start}\t{end}\t{}\t{}", rule("company"), rule("chip"));
        }
        return Ok(());
    }
    let mut tokens = Vec::new();
    fatti::token::tokenize(&article.text, article.body, &lexicons.vocabulary, &mut tokens);
    let outlines = fatti::fact::outline(&article, &tokens, &found.sentences, &found.mentions, &lexicons);
    for (number, (sentence, outline)) in found.sentences.iter().zip(outlines).enumerate() {
        println!("{}. {}\n{outline}", number + 1, sentence.span.of(&article.text));
        for fact in found.facts.iter().filter(|f| f.sentence as usize == number) {
            let names = |f: &[fatti::fact::Filler]| {
                f.iter().map(|f| lexicons.entity(f.entity).name.clone()).collect::<Vec<_>>().join("+")
            };
            println!(
                "      => {:?} {} | {} | company {} counter {} chip {} place {} source {} date {:?} {:?} {:?}",
                fact.kind,
                fact.span.of(&article.text),
                lexicons.relation(fact.relation),
                names(&fact.company),
                names(&fact.counterparty),
                names(&fact.chip),
                names(&fact.place),
                names(&fact.source),
                fact.date.map(|d| found.mentions[d as usize].span.of(&article.text)),
                fact.certainty,
                fact.rules
            );
        }
    }
    Ok(())
}
