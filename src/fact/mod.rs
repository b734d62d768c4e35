//! Facts: one row a figure, tied to who, what, where, when, says who and how sure; and event rows.

use crate::article::Article;
use crate::lexicon::{EntityId, Lexicons, RelationId};
use crate::mention::Mention;
use crate::sentence::Sentence;
use crate::span::Span;
use crate::token::Token;

/// What a fact is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactKind {
    /// A figure and what it is tied to.
    Quantity,
    /// A relation without a figure.
    Event,
}

impl FactKind {
    /// As the tables have it.
    pub fn name(self) -> &'static str {
        match self {
            FactKind::Quantity => "quantity",
            FactKind::Event => "event",
        }
    }
}

/// How sure a fact is, as its clause says it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are the tables' own; docs/tables.md tells them")]
pub enum Certainty {
    #[default]
    Asserted,
    Reported,
    Planned,
    Conditional,
    Question,
    Negated,
}

impl Certainty {
    /// As the tables have it.
    pub fn name(self) -> &'static str {
        match self {
            Certainty::Asserted => "asserted",
            Certainty::Reported => "reported",
            Certainty::Planned => "planned",
            Certainty::Conditional => "conditional",
            Certainty::Question => "question",
            Certainty::Negated => "negated",
        }
    }
}

/// An entity in a slot, and the words that put it there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Filler {
    /// Who or what.
    pub entity: EntityId,
    /// Where the article names or describes it.
    pub span: Span,
}

/// One row of the facts table.
#[derive(Clone, Debug)]
pub struct Fact {
    /// Stable across runs and machines.
    pub id: String,
    /// Quantity or event.
    pub kind: FactKind,
    /// The sentence: a place in the article's sentences.
    pub sentence: u32,
    /// The relation.
    pub relation: RelationId,
    /// Of whom it is told.
    pub company: Vec<Filler>,
    /// The other party.
    pub counterparty: Vec<Filler>,
    /// The chips.
    pub chip: Vec<Filler>,
    /// Where.
    pub place: Vec<Filler>,
    /// Who says so.
    pub source: Vec<Filler>,
    /// The figure: a place in the article's mentions.
    pub figure: Option<u32>,
    /// The figure whose value an ellipsis repeats: a place in the article's mentions.
    pub value_of: Option<u32>,
    /// What is counted or measured.
    pub of: Option<Span>,
    /// When it holds: a place in the article's mentions.
    pub date: Option<u32>,
    /// How sure.
    pub certainty: Certainty,
    /// Where the fact's own words stand.
    pub span: Span,
}

/// Builds the facts of an article.
pub fn build(
    article: &Article,
    tokens: &[Token],
    sentences: &[Sentence],
    mentions: &[Mention],
    lexicons: &Lexicons,
) -> Vec<Fact> {
    let mut facts = Vec::new();
    let other = lexicons.relation_by_key("other").unwrap_or(RelationId(0));
    let _ = tokens;
    for (at, mention) in mentions.iter().enumerate() {
        if mention.figure().is_none() {
            continue;
        }
        facts.push(Fact {
            id: id(article, sentences, mention.span, "quantity"),
            kind: FactKind::Quantity,
            sentence: mention.sentence,
            relation: other,
            company: Vec::new(),
            counterparty: Vec::new(),
            chip: Vec::new(),
            place: Vec::new(),
            source: Vec::new(),
            figure: Some(at as u32),
            value_of: None,
            of: None,
            date: None,
            certainty: Certainty::Asserted,
            span: mention.span,
        });
    }
    facts
}

/// A fact's id: a hash of the article's name, the sentence's text, and which of its words the fact is about.
fn id(article: &Article, sentences: &[Sentence], span: Span, kind: &str) -> String {
    let sentence = sentences.iter().rev().find(|s| s.span.start <= span.start).map_or(span, |s| s.span);
    let mut hasher = blake3::Hasher::new();
    for part in [article.name.as_bytes(), sentence.of(&article.text).as_bytes(), kind.as_bytes()] {
        hasher.update(part);
        hasher.update(&[0]);
    }
    hasher.update(&(span.start - sentence.start).to_le_bytes());
    hasher.finalize().to_hex()[..16].to_owned()
}
