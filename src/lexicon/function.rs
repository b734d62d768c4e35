//! Closed-class words: what part each has in the sentence, and the prepositions rules ask for.

use super::vocabulary::{Vocabulary, WordId};
use serde::{Deserialize, Serialize};

/// A closed-class word's part in the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the names are the grammar's own")]
pub enum Function {
    Preposition,
    Article,
    Indefinite,
    Conjunction,
    Adversative,
    Subordinator,
    Relative,
    Pronoun,
    Possessive,
    Demonstrative,
    Quantifier,
    Clitic,
    Negation,
    Adverb,
}
pub(super) const FUNCTIONS: [(&str, Function); 14] = [
    ("preposition", Function::Preposition),
    ("article", Function::Article),
    ("indefinite", Function::Indefinite),
    ("conjunction", Function::Conjunction),
    ("adversative", Function::Adversative),
    ("subordinator", Function::Subordinator),
    ("relative", Function::Relative),
    ("pronoun", Function::Pronoun),
    ("possessive", Function::Possessive),
    ("demonstrative", Function::Demonstrative),
    ("quantifier", Function::Quantifier),
    ("clitic", Function::Clitic),
    ("negation", Function::Negation),
    ("adverb", Function::Adverb),
];

/// The plain forms of prepositions, as the rules ask for them.
const PREPOSITIONS: [&str; 25] = [
    "a",
    "attraverso",
    "con",
    "contro",
    "da",
    "dentro",
    "di",
    "dietro",
    "dopo",
    "durante",
    "entro",
    "fino",
    "fra",
    "in",
    "oltre",
    "per",
    "presso",
    "rispetto",
    "salvo",
    "secondo",
    "senza",
    "sopra",
    "sotto",
    "su",
    "tranne",
];

/// For each word up to the last such one, the preposition whose plain form it is.
pub(super) fn prepositions(vocabulary: &Vocabulary) -> Vec<Option<&'static str>> {
    let mut plain = Vec::new();
    for preposition in PREPOSITIONS {
        let WordId(word) = vocabulary.id(preposition.as_bytes());
        if word != WordId::NONE.0 {
            plain.resize(plain.len().max(word as usize + 1), None);
            plain[word as usize] = Some(preposition);
        }
    }
    plain
}
