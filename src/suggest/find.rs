//! Where a name unknown may stand: runs of capital words that no mention covers.

use super::{Seen, evidence};
use crate::lexicon::{NameCue, TermKind, WordClass};
use crate::mention::{Context, Mention, Type};
use crate::span::Span;
use crate::token::{Kind, Token};
use rustc_hash::FxHashSet;

/// A run of capital words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    /// Its first token.
    pub first: usize,
    /// One past its last token.
    pub last: usize,
    /// The sentence it stands in.
    pub sentence: usize,
    /// Whether any word would be capital here.
    pub opening: bool,
    /// Whether it is a single word of everyday («Domani»): only a strong cue makes a name of it.
    pub ordinary: bool,
    /// The legal tail («S.p.A.») right after it, or the word for a chip («GPU»): its tokens.
    pub tail: Option<(usize, usize)>,
}

/// An article as its unknown names are looked for.
#[derive(Clone, Copy)]
pub(super) struct Page<'a> {
    pub context: Context<'a>,
    pub mentions: &'a [Mention],
    /// For each token the mention that covers it, or `NONE`.
    pub owners: &'a [u32],
    /// Whether the article speaks of chips, so that «componente», «unità» are some.
    pub chips: bool,
    /// Words the article writes without a capital too.
    lower: &'a FxHashSet<&'a str>,
}

const NONE: u32 = u32::MAX;

/// The longest name that is suggested, in tokens: more is a line of capitals.
const LONGEST: usize = 12;

/// A line of so many words or more, most of them capital, is a title in the English manner.
const TITLE_WORDS: usize = 4;

/// Looks through an article.
pub(super) fn look(context: Context<'_>, mentions: &[Mention], seen: &mut Seen) {
    let mut owners = vec![NONE; context.tokens.len()];
    // a firm no lexicon holds is one to suggest
    let held = |m: &&Mention| !m.entity().is_some_and(|e| context.lexicons.is_unknown_company(e));
    for (mention, at) in mentions.iter().zip(0..).filter(|(m, _)| held(m)) {
        owners[mention.first as usize..mention.last as usize].fill(at);
    }
    let small = |t: &&Token| t.kind == Kind::Word && !t.capital() && t.spaced();
    let lower = context.tokens.iter().filter(small).map(|t| t.of(context.text)).collect();
    let chips = speaks_of_chips(context, mentions);
    let page = Page { context, mentions, owners: &owners, chips, lower: &lower };
    for (sentence, bounds) in context.sentences.iter().enumerate().filter(|(_, s)| !s.leftover) {
        let shouting = page.shouting(sentence);
        let words = || context.tokens[bounds.tokens()].iter().filter(|t| t.is_word() && t.end - t.start > 1);
        if shouting && words().all(Token::all_capitals) {
            // a line of capitals tells no name from a word
            continue;
        }
        let mut at = bounds.first as usize;
        while at < bounds.last as usize {
            if !page.starts(at) {
                at += 1;
                continue;
            }
            let chunks = page.chunks(at, bounds.last as usize);
            at = chunks.last().map_or(at + 1, |c| c.1);
            if let Some(run) = page.run(&chunks, sentence, shouting)
                && run.last - run.first <= LONGEST
            {
                evidence::weigh(page, run, seen);
            }
        }
    }
    evidence::people(page, seen);
}

/// So many nouns for chips make an article one about them.
const CHIP_NOUNS: usize = 3;

/// Whether the article names a chip or a firm that makes them, or has the nouns again and again.
fn speaks_of_chips(context: Context<'_>, mentions: &[Mention]) -> bool {
    let named = mentions.iter().any(|m| {
        let maker = |e| ["chipmaker", "memory", "foundry"].iter().any(|k| context.lexicons.entity(e).is(k));
        m.kind == Type::Chip || (m.kind == Type::Company && m.entity().is_some_and(maker))
    });
    let nouns = || (0..context.tokens.len()).filter(|&at| context.noun(at, WordClass::CHIP));
    named || nouns().take(CHIP_NOUNS).count() == CHIP_NOUNS
}

impl Page<'_> {
    /// Whether the run is a part of a longer name, the rest of which is known: «The Daily Mirror», «Roma Capitale». A firm right
    /// before may be the maker.
    pub fn part_of_longer(&self, run: Run) -> bool {
        let close = |at: usize| self.context.token(at).spaced() && !self.context.token(at).after_line();
        let name = |m: &&Mention| m.entity().is_some();
        let before = run.first.checked_sub(1).and_then(|b| self.mention(b)).filter(name);
        let after = self.mention(run.last).filter(name);
        before.is_some_and(|m| m.kind != Type::Company && close(run.first)) || (after.is_some() && close(run.last))
    }

    /// The mention that covers the token.
    pub fn mention(&self, at: usize) -> Option<&Mention> {
        self.mentions.get(*self.owners.get(at)? as usize)
    }

    fn free(&self, at: usize) -> bool {
        self.owners[at] == NONE
    }

    /// Whether the token is a free word written as a name is: with a capital, or one inside («xAI»).
    fn named(&self, at: usize) -> bool {
        let token = self.context.token(at);
        let camel = || token.of(self.context.text).chars().skip(1).any(char::is_uppercase);
        token.is_word() && self.free(at) && (token.capital() || camel())
    }

    /// Whether a name may begin at the token: it stands apart, or after an elided word or an opening mark.
    fn starts(&self, at: usize) -> bool {
        let token = self.context.token(at);
        let apart = || match at.checked_sub(1).map(|b| self.context.token(b)) {
            Some(before) => before.elided() || matches!(before.symbol, '«' | '"' | '(' | '[' | '/'),
            None => true,
        };
        self.named(at) && (token.spaced() || apart())
    }

    /// One past the tokens written close to the one at `at`: «MI455X», «Chips-IT», «GENE.01».
    fn close(&self, at: usize, until: usize) -> usize {
        let tokens = self.context.tokens;
        let mut end = at + 1;
        while end < until && tokens[end].glued() && self.free(end) {
            let joins = match tokens[end].kind {
                Kind::Word => !tokens[end - 1].elided() || tokens[end].capital(),
                Kind::Digits => true,
                Kind::Symbol => {
                    let next = tokens.get(end + 1).filter(|t| end + 1 < until && t.glued() && t.kind != Kind::Symbol);
                    let word = next
                        .is_some_and(|t| !t.is_word() || t.capital() || !tokens[end].is('.') || t.end - t.start < 4);
                    word && matches!(tokens[end].symbol, '-' | '.' | '&')
                }
                Kind::Link => false,
            };
            if !joins {
                break;
            }
            end += 1;
        }
        end
    }

    /// The words of the run that begins at `at`, each with what is written close to it.
    fn chunks(&self, at: usize, until: usize) -> Vec<(usize, usize)> {
        let context = self.context;
        let body = context.cue(at, NameCue::Body) || context.token(at).begins(TermKind::InstitutionNoun);
        let mut chunks = vec![(at, self.close(at, until))];
        let mut end = chunks[0].1;
        let next_word = |at: usize| at < until && context.token(at).spaced() && !context.token(at).after_line();
        while next_word(end) {
            // «Bank of Zeta», «Zeta & Figli»; of Italian words only where the first says that it is a body's name
            let linked = context.is_word(end, &["of", "for"])
                || context.token(end).is('&')
                || (body && (context.preposition(end, "di") || context.preposition(end, "per")));
            let elided = context.token(end).elided();
            let next = if self.named(end) {
                end
            } else if linked && end + 1 < until && self.named(end + 1) && (elided || next_word(end + 1)) {
                end + 1
            } else {
                break;
            };
            end = self.close(next, until);
            chunks.push((next, end));
        }
        chunks
    }

    /// The name in a run: without the ordinary words it begins with, and its tail apart. `None` where nothing is left.
    fn run(&self, chunks: &[(usize, usize)], sentence: usize, shouting: bool) -> Option<Run> {
        let context = self.context;
        let begins_name = |at: usize| {
            !self.grammar(at) && !context.cue(at, NameCue::Title) && !context.token(at).begins(TermKind::Noun)
        };
        let mut rest = chunks;
        while let [first, after @ ..] = rest {
            let opening = shouting || context.opening(first.0, sentence as u32);
            let word = self.word_of_everyday(*first, opening);
            // «Banca Zeta», «Air Zeta»: a cue that is part of the name
            let part = !after.is_empty() && !opening && begins_name(first.0)
                || !after.is_empty() && context.cue(first.0, NameCue::Body);
            if !word || part || (after.is_empty() && !opening && !self.grammar(first.0)) {
                break;
            }
            rest = after;
        }
        let mut tail = None;
        while let [before @ .., last] = rest
            && !before.is_empty()
            && (context.cue(last.0, NameCue::Legal)
                || (context.token(last.0).all_capitals() && context.noun(last.0, WordClass::CHIP)))
        {
            tail = Some(*last);
            rest = before;
        }
        let (first, last) = (rest.first()?.0, rest.last()?.1);
        let opening = shouting || context.opening(first, sentence as u32);
        let ordinary = rest.len() == 1 && self.word_of_everyday(rest[0], true);
        Some(Run { first, last, sentence, opening, ordinary, tail })
    }

    /// Whether the word is of the closed classes, or of the calendar or numbers.
    fn grammar(&self, at: usize) -> bool {
        let begins = |kind| self.context.token(at).begins(kind);
        [TermKind::Function, TermKind::Calendar, TermKind::Numeral, TermKind::Attribution].into_iter().any(begins)
    }

    /// Whether it is a word of everyday, and no name; where any word would be capital, one the article writes small too.
    fn word_of_everyday(&self, (first, last): (usize, usize), opening: bool) -> bool {
        if last > first + 1 {
            return false;
        }
        let context = self.context;
        let begins = |kind| context.token(first).begins(kind);
        let known = self.grammar(first)
            || begins(TermKind::Noun)
            || begins(TermKind::Unit)
            || begins(TermKind::Demonym)
            || begins(TermKind::InstitutionNoun)
            || begins(TermKind::NameCue);
        known
            || (opening && (begins(TermKind::Verb) || self.lower.contains(context.word(first).to_lowercase().as_str())))
    }

    /// Whether most words of the sentence are capital: a title, where a capital says nothing.
    fn shouting(&self, sentence: usize) -> bool {
        let bounds = self.context.sentences[sentence];
        // The first word is capital anyhow, and so are known names.
        let long = |&at: &usize| {
            let token = self.context.token(at);
            token.is_word() && token.end - token.start >= 4 && self.free(at)
        };
        let words = bounds.tokens().skip(1).filter(long).map(|at| self.context.token(at));
        let (mut all, mut capital) = (0, 0);
        for word in words {
            all += 1;
            capital += usize::from(word.capital());
        }
        all >= TITLE_WORDS && capital * 10 > all * 7
    }

    /// The text between two tokens, on one line and with straight apostrophes.
    pub fn text(&self, first: usize, last: usize) -> String {
        let span = Span::new(self.context.token(first).start, self.context.token(last - 1).end);
        plain(span.of(self.context.text))
    }
}

/// Text on one line, its apostrophes straight.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().map(|c| if matches!(c, '’' | '‘' | '`') { '\'' } else { c }));
    }
    out
}
