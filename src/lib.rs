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
pub mod published;
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

pub use article::Article;
pub use claim::Claim;
pub use error::{Error, Result};
pub use fact::Fact;
pub use lexicon::Lexicons;
pub use mention::Mention;
pub use published::Published;
pub use sentence::Sentence;

use mention::Figure;
use timings::{Stage, Timings};
use token::Token;

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
    extract_timed(&[article], lexicons, &Timings::default()).pop().unwrap_or_default()
}

/// Reads articles from their texts to their facts: the same as one by one, and an eighth faster for short ones.
pub fn extract_all(articles: &[Article], lexicons: &Lexicons) -> Vec<Extraction> {
    extract_timed(&articles.iter().collect::<Vec<_>>(), lexicons, &Timings::default())
}

/// How many articles take a stage together, and how many bytes their texts have at the most, where they are more than one: what a stage
/// works with is then still in the second of a core's caches, while its tables and instructions are fetched, and its branches learnt, for
/// all of them at once. Measured from 8 to 256: 64 took a tenth less than 8, more gained nothing.
const TOGETHER: usize = 64;
const TOGETHER_BYTES: usize = 1 << 18;

/// The same, each stage under the clock where that runs.
fn extract_timed(articles: &[&Article], lexicons: &Lexicons, timings: &Timings) -> Vec<Extraction> {
    let mut found = Vec::with_capacity(articles.len());
    let mut facts = fact::Builder::default();
    let mut rest = articles;
    while !rest.is_empty() {
        let (mut count, mut bytes) = (0, 0);
        while let Some(article) = rest.get(count)
            && count < TOGETHER
            && (count == 0 || bytes + article.text.len() <= TOGETHER_BYTES)
        {
            (count, bytes) = (count + 1, bytes + article.text.len());
        }
        let (together, others) = rest.split_at(count);
        rest = others;
        stage_by_stage(together, lexicons, timings, &mut facts, &mut found);
    }
    found
}

fn stage_by_stage(
    articles: &[&Article],
    lexicons: &Lexicons,
    timings: &Timings,
    facts: &mut fact::Builder,
    found: &mut Vec<Extraction>,
) {
    let read = |article: &&Article| {
        let mut tokens = Vec::new();
        token::tokenize(&article.text, article.body, &lexicons.vocabulary, &mut tokens);
        tokens
    };
    let first = found.len();
    let tokens: Vec<_> = timings.time(Stage::Tokens, || articles.iter().map(read).collect());
    let split = |(article, tokens): (&&Article, &Vec<Token>)| {
        let sentences = sentence::split(&article.text, tokens, lexicons);
        Extraction { sentences, ..Extraction::default() }
    };
    timings.time(Stage::Sentences, || found.extend(articles.iter().zip(&tokens).map(split)));
    let of = || articles.iter().zip(&tokens);
    timings.time(Stage::Mentions, || {
        for (found, (article, tokens)) in found[first..].iter_mut().zip(of()) {
            found.mentions = mention::tag(article, tokens, &found.sentences, lexicons);
        }
    });
    timings.time(Stage::Facts, || {
        for (found, (article, tokens)) in found[first..].iter_mut().zip(of()) {
            found.facts = facts.build(article, tokens, &found.sentences, &found.mentions, lexicons);
        }
    });
}
