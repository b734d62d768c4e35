//! Mentions: the tagged spans of an article.
//!
//! Three taggers, in this order, each leaving the tokens of the ones before alone: names (`name/`; a digit in `H100` is no
//! figure), dates (`date/`; a year is no count), figures (`figure/`).

mod date;
mod figure;
mod kind;
mod name;
mod numeral;

pub use date::{Date, Mod};
pub use figure::{Figure, Sign};
pub use kind::Type;

use crate::article::Article;
use crate::lexicon::{EntityId, Lexicons, TermKind};
use crate::sentence::Sentence;
use crate::span::Span;
use crate::token::{Kind, Token};

/// What a mention stands for.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// An entity of the lexicons.
    Name(EntityId),
    /// A place on the calendar.
    Date(Date),
    /// A quantity.
    Figure(Figure),
}

/// A tagged span.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// What it is.
    pub kind: Type,
    /// Its bytes in the article's text.
    pub span: Span,
    /// Its first token.
    pub first: u32,
    /// One past its last token.
    pub last: u32,
    /// The sentence it stands in: a place in the article's sentences.
    pub sentence: u32,
    /// What it stands for.
    pub reading: Reading,
}

impl Mention {
    /// The entity it names.
    pub fn entity(&self) -> Option<EntityId> {
        match self.reading {
            Reading::Name(entity) => Some(entity),
            _ => None,
        }
    }
    /// The quantity it tells.
    pub fn figure(&self) -> Option<&Figure> {
        match &self.reading {
            Reading::Figure(figure) => Some(figure),
            _ => None,
        }
    }
    /// The date it tells.
    pub fn date(&self) -> Option<&Date> {
        match &self.reading {
            Reading::Date(date) => Some(date),
            _ => None,
        }
    }
}

/// An article as the taggers see it.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    pub article: &'a Article,
    pub text: &'a str,
    pub tokens: &'a [Token],
    pub sentences: &'a [Sentence],
    pub lexicons: &'a Lexicons,
}

/// Tags the names, dates and figures of an article, in the text's order.
pub fn tag(article: &Article, tokens: &[Token], sentences: &[Sentence], lexicons: &Lexicons) -> Vec<Mention> {
    let context = Context { article, text: &article.text, tokens, sentences, lexicons };
    let mut mentions = name::tag(context);
    let starts = starts(&context);
    let mut taken = vec![false; tokens.len()];
    take(&mut taken, &mentions);
    let dates = date::tag(context, &starts, &mut taken, &mentions);
    take(&mut taken, &dates);
    merge(&mut mentions, dates);
    let figures = figure::tag(context, &starts, &taken, &mentions);
    // «dollari di Taiwan» is a currency and holds no place.
    if figures.iter().any(|f| taken[f.first as usize..f.last as usize].contains(&true)) {
        let mut covered = vec![false; tokens.len()];
        take(&mut covered, &figures);
        mentions.retain(|m| !covered[m.first as usize]);
    }
    merge(&mut mentions, figures);
    mentions
}

/// A token at which a date or figure may begin.
#[derive(Clone, Copy)]
struct Start {
    at: u32,
    date: bool,
    figure: bool,
}

/// Where dates and figures may begin: the other tokens, most of all, are looked at this once.
fn starts(context: &Context<'_>) -> Vec<Start> {
    let mut starts = Vec::with_capacity(context.tokens.len() / 2);
    for (at, token) in (0..).zip(context.tokens) {
        let (date, figure) = match token.kind {
            Kind::Word if numeral::may_begin(context, token) => (true, true),
            Kind::Word => (token.begins(TermKind::Calendar), token.begins(TermKind::Unit)),
            Kind::Digits => (true, true),
            Kind::Symbol => {
                let sign = matches!(token.symbol, '+' | '-' | '–' | '$' | '€' | '£' | '¥' | '₩' | '₹' | '₽' | '₺');
                (token.is('\''), sign)
            }
            Kind::Link => (false, false),
        };
        if date || figure {
            starts.push(Start { at, date, figure });
        }
    }
    starts
}

/// Parts off those of `starts` that stand in the sentence; the sentences are asked in their order.
fn starts_in<'s>(starts: &mut &'s [Start], sentence: &Sentence) -> &'s [Start] {
    let here = starts.iter().take_while(|start| start.at < sentence.last).count();
    let (here, rest) = starts.split_at(here);
    *starts = rest;
    here
}

/// Puts `others` among `mentions`; both are in the text's order, and none overlaps another.
fn merge(mentions: &mut Vec<Mention>, others: Vec<Mention>) {
    if others.is_empty() {
        return;
    }
    let both = Vec::with_capacity(mentions.len() + others.len());
    let mut left = std::mem::replace(mentions, both).into_iter();
    for other in others {
        let before = left.as_slice().iter().take_while(|m| m.first < other.first).count();
        mentions.extend(left.by_ref().take(before));
        mentions.push(other);
    }
    mentions.extend(left);
}

/// Tags the names alone: what [`tag`] begins with.
pub fn names(article: &Article, tokens: &[Token], sentences: &[Sentence], lexicons: &Lexicons) -> Vec<Mention> {
    name::tag(Context { article, text: &article.text, tokens, sentences, lexicons })
}

/// Whether `lexicons/stop.csv` silences this text, everywhere or in the article.
pub(crate) fn stopped(context: Context<'_>, written: &str) -> bool {
    name::stopped(context, written)
}

/// Every form that stands whole in the article, evidence or not: its span and whose it is.
pub(crate) fn candidates(context: Context<'_>) -> impl Iterator<Item = (Span, EntityId)> {
    name::candidates(context)
}

/// Marks the tokens of `mentions` as no longer free.
fn take(taken: &mut [bool], mentions: &[Mention]) {
    for mention in mentions {
        taken[mention.first as usize..mention.last as usize].fill(true);
    }
}
