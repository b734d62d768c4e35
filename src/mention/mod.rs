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
use crate::lexicon::{EntityId, Function, Lexicons, TermKind, TermKinds};
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

impl Context<'_> {
    /// The longest term of this kind that begins at token `at`: how many tokens it takes and its payload.
    fn term_at(&self, at: usize, kind: TermKind) -> Option<(usize, u32)> {
        self.lexicons.vocabulary.term(self.tokens.get(at..)?, kind)
    }
}

/// Tags the names, dates and figures of an article, in the text's order.
pub fn tag(article: &Article, tokens: &[Token], sentences: &[Sentence], lexicons: &Lexicons) -> Vec<Mention> {
    let context = Context { article, text: &article.text, tokens, sentences, lexicons };
    let mut mentions = name::tag(context);
    let starts = starts(&context);
    let mut taken = vec![false; tokens.len()];
    take(&mut taken, &mentions);
    let mut dates = date::tag(context, &starts.dates, &mut taken, &mentions);
    take(&mut taken, &dates);
    let figures = figure::tag(context, &starts.figures, &taken, [&mentions, &dates]);
    // «dollari di Taiwan» is a currency and holds no place.
    if figures.iter().any(|f| taken[f.first as usize..f.last as usize].contains(&true)) {
        let mut covered = vec![false; tokens.len()];
        take(&mut covered, &figures);
        mentions.retain(|m| !covered[m.first as usize]);
        dates.retain(|m| !covered[m.first as usize]);
    }
    merge(&mut dates, figures);
    merge(&mut mentions, dates);
    mentions
}

/// The tokens at which dates and figures may begin.
struct Starts {
    dates: Vec<u32>,
    figures: Vec<u32>,
}

/// Where dates and figures may begin: the other tokens, most of all, are looked at this once.
fn starts(context: &Context<'_>) -> Starts {
    let tokens = context.tokens;
    let mut starts =
        Starts { dates: Vec::with_capacity(tokens.len() / 4), figures: Vec::with_capacity(tokens.len() / 3) };
    for at in marked(tokens) {
        let token = &tokens[at as usize];
        match token.kind {
            Kind::Digits => {
                // «USD 3bn», «EUR29,99»
                if at > 0 && money(&tokens[at as usize - 1]) && tokens[at as usize - 1].capital() {
                    starts.figures.push(at - 1);
                }
                starts.dates.push(at);
                starts.figures.push(at);
            }
            Kind::Word => {
                let number = numeral::may_begin(context, token);
                if number || token.begins(TermKind::Calendar) && calendar(context, token) {
                    starts.dates.push(at);
                }
                if number && !article(tokens, at as usize) {
                    starts.figures.push(at);
                }
            }
            Kind::Symbol if token.is('\'') => starts.dates.push(at),
            Kind::Symbol => {
                // «us $ 10 miliardi»
                if at > 0 && token.is('$') && money(&tokens[at as usize - 1]) {
                    starts.figures.push(at - 1);
                }
                if signs(token.symbol) {
                    starts.figures.push(at);
                }
            }
            Kind::Link => {}
        }
    }
    starts
}

/// The tokens with a mark of what dates and figures begin with; all that is asked is asked at once, as no one of it says yes or no to most.
fn marked(tokens: &[Token]) -> Vec<u32> {
    const WORDS: TermKinds = TermKinds::of(&[TermKind::Calendar, TermKind::Numeral]);
    let mut marked = vec![0; tokens.len()];
    let mut count = 0;
    for (at, token) in (0..).zip(tokens) {
        // the marks that most sentences are full of
        let mark = token.is(',') | token.is('.');
        // a number written in one word begins no term
        let plain = token.is_word() & (token.terms != TermKinds::default());
        let begins = token.terms.any(WORDS) | !(plain | mark);
        marked[count] = at;
        count += usize::from(begins);
    }
    marked.truncate(count);
    marked
}

/// Whether a figure may begin with the symbol.
fn signs(symbol: char) -> bool {
    matches!(
        symbol,
        '+' | '-'
            | '–'
            | '$'
            | '€'
            | '£'
            | '¥'
            | '₩'
            | '₹'
            | '₽'
            | '₺'
            | '₴'
            | '₪'
            | '₱'
            | '₦'
            | '₫'
            | '฿'
            | '₿'
    )
}

/// Whether the token is a word for money, or another unit, that no number begins with.
fn money(token: &Token) -> bool {
    token.is_word() && token.begins(TermKind::Unit) && !token.begins(TermKind::Numeral)
}

/// Whether a word that begins terms of the calendar does so here: «in», «l'» begin some of several words, alone none («in settimana»).
fn calendar(context: &Context<'_>, token: &Token) -> bool {
    !token.begins(TermKind::Function)
        || token.goes_on.has(TermKind::Calendar)
        || context.lexicons.vocabulary.own(token, TermKind::Calendar).next().is_some()
}

/// Whether a number word is an article here: «un», «la» count only before another number word or a unit («un milione», «la metà»).
fn article(tokens: &[Token], at: usize) -> bool {
    const COUNTS: TermKinds = TermKinds::of(&[TermKind::Numeral, TermKind::Unit]);
    let token = &tokens[at];
    let begins = |at: usize, kinds: TermKinds| tokens.get(at).is_some_and(|t| t.terms.any(kinds));
    matches!(token.function, Some(Function::Article | Function::Indefinite))
        && !token.goes_on.has(TermKind::Numeral)
        && !begins(at + 1, COUNTS)
        && !begins(at + 2, const { TermKinds::of(&[TermKind::Numeral]) })
}

/// Parts off those of `starts` that stand in the sentence; the sentences are asked in their order.
fn starts_in<'s>(starts: &mut &'s [u32], sentence: &Sentence) -> &'s [u32] {
    let here = starts.iter().take_while(|&&at| at < sentence.last).count();
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
