//! Turns Italian news into facts one can count.
//!
//! ```text
//! article ──▶ tokens ──▶ sentences ──▶ mentions ──▶ facts ──▶ claims ──▶ tables ──▶ formats
//! article.rs  token.rs   sentence.rs   mention/     fact/     claim/     table/     format/
//! ```
//!
//! What is no plain text (pages, records of a table, compressed files) becomes articles in `input/`. Each stage knows the ones before it. The lexicons (`lexicon/`, data in `lexicons/*.csv`) are loaded once and lent to all;
//! `run/` takes a folder through all stages. The library neither prints nor exits.
//!
//! ```
//! use fatti::{Article, Lexicons, Published, extract};
//!
//! let lexicons = Lexicons::builtin()?;
//! let article = Article::new("a.txt", "Nvidia ha venduto 10.000 H20 in Cina.", Published::Unknown);
//! let found = extract(&article, &lexicons);
//! assert_eq!(found.facts.len(), 1);
//! # Ok::<(), fatti::Error>(())
//! ```

pub mod article;
pub mod claim;
pub mod decode;
pub mod error;
pub mod export;
pub mod fact;
pub mod format;
pub mod input;
pub mod lexicon;
pub mod mention;
pub mod report;
pub mod run;
pub mod sentence;
mod sorted;
pub mod span;
pub mod state;
pub mod suggest;
pub mod table;
pub mod timings;
pub mod token;

pub use article::{Article, Published};
pub use claim::Claim;
pub use error::{Error, Result};
pub use fact::Fact;
pub use lexicon::Lexicons;
pub use mention::Mention;
pub use sentence::Sentence;

use mention::Figure;
use timings::{Stage, Timings};

/// What was found in an article.
#[derive(Clone, Debug, Default)]
pub struct Extraction {
    /// Its sentences.
    pub sentences: Vec<Sentence>,
    /// Its mentions, in the text's order.
    pub mentions: Vec<Mention>,
    /// Its facts, in the text's order.
    pub facts: Vec<Fact>,
}

impl Extraction {
    /// The mentions the tables show: all but those of an ellipsis («altrettanti»), a fact but no figure by its own words.
    pub fn shown(&self) -> impl Iterator<Item = &Mention> {
        self.mentions.iter().filter(|m| !m.figure().is_some_and(|f| f.ellipsis))
    }

    /// A fact's figure; for an ellipsis («altrettanti») the one it repeats.
    pub fn figure(&self, fact: &Fact) -> Option<&Figure> {
        let own = self.mentions[fact.figure? as usize].figure()?;
        match fact.value_of {
            Some(repeated) => self.mentions[repeated as usize].figure(),
            None => Some(own),
        }
    }
}

/// Reads an article from its text to its facts.
pub fn extract(article: &Article, lexicons: &Lexicons) -> Extraction {
    extract_timed(article, lexicons, &Timings::default())
}

/// The same, each stage under the clock where that runs.
fn extract_timed(article: &Article, lexicons: &Lexicons, timings: &Timings) -> Extraction {
    let mut tokens = Vec::new();
    timings.time(Stage::Tokens, || {
        token::tokenize(&article.text, article.body, &lexicons.vocabulary, &mut tokens);
    });
    let sentences = timings.time(Stage::Sentences, || sentence::split(&article.text, &tokens, lexicons));
    let mentions = timings.time(Stage::Mentions, || mention::tag(article, &tokens, &sentences, lexicons));
    let facts = timings.time(Stage::Facts, || fact::build(article, &tokens, &sentences, &mentions, lexicons));
    Extraction { sentences, mentions, facts }
}
