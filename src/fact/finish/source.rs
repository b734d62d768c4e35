//! Whose word facts are that their own sentence does not say: who signs a post, who closes a quote; and a source's full name.

use crate::article::Article;
use crate::fact::source::GOES_ON;
use crate::fact::{Fact, Filler, Text};
use crate::lexicon::{EntityId, Lexicons};
use crate::mention::Mention;
use crate::sentence::Sentence;
use crate::span::Span;
use crate::token::Token;
use rustc_hash::FxHashMap;
use smallvec::smallvec;

/// A line of a post is no longer than this, in bytes.
const LONGEST_POST_LINE: u32 = 280;

/// The most lines a signature under a post speaks for.
const POST_LINES: u32 = 8;

/// Gives the lines of a post to the one who signs it.
pub(in crate::fact) fn sign(
    facts: &mut [Fact],
    sentences: &[Sentence],
    tokens: &[Token],
    number: usize,
    signer: Filler,
) {
    // the post's lines stand right above: short lines, one after the other
    let mut from = number;
    while from > 0 && number - from < POST_LINES as usize {
        let above = sentences[from - 1];
        let own_line = tokens[above.first as usize].after_line() && tokens[sentences[from].first as usize].after_line();
        let short = above.span.end - above.span.start <= LONGEST_POST_LINE;
        if !own_line || !short || above.leftover {
            break;
        }
        from -= 1;
    }
    for fact in facts.iter_mut().rev().take_while(|f| f.sentence as usize >= from) {
        fact.source = smallvec![signer];
        fact.rules.source = "signature";
        fact.report("signature");
    }
}

/// Gives the facts of a quote to the one whom only its last sentence names: «“Oggi sono 500. Erano 300 nel 2021”, ha detto Anna Neri».
pub(in crate::fact) fn quoted_before(text: &Text<'_>, facts: &mut [Fact], speaker: &[Filler]) {
    let opening = (0..text.now).rev().find(|&s| !text.frames[s].quoted).unwrap_or(0);
    let opens = |t: &&Token| matches!(t.symbol, '«' | '“' | '"');
    let Some(mark) = text.tokens[text.sentences[opening].tokens()].iter().rfind(opens) else { return };
    let nobody = |f: &&mut Fact| f.source.is_empty() || f.rules.source == GOES_ON;
    let within = facts.iter_mut().rev().take_while(|f| f.span.start > mark.start).filter(nobody);
    for fact in within {
        (fact.source, fact.rules.source) = (speaker.into(), "said at the quote's end");
        fact.report("said at the quote's end");
    }
}

/// Gives the firms that no lexicon holds the name the article tells them by in full: «Lumina Data» where the sentence has «l'azienda» or «Lumina».
pub(in crate::fact) fn firms_in_full(facts: &mut [Fact], mentions: &[Mention], lexicons: &Lexicons) {
    let mut names: FxHashMap<EntityId, Span> = FxHashMap::default();
    for mention in mentions {
        if let Some(firm) = mention.entity().filter(|&e| lexicons.is_unknown_company(e)) {
            let told = names.entry(firm).or_insert(mention.span);
            if mention.span.end - mention.span.start > told.end - told.start {
                *told = mention.span;
            }
        }
    }
    if names.is_empty() {
        return;
    }
    for filler in facts.iter_mut().flat_map(|f| [&mut f.company, &mut f.counterparty, &mut f.source]).flatten() {
        filler.span = names.get(&filler.entity).copied().unwrap_or(filler.span);
    }
}

/// Gives the sources that no lexicon holds the name the article gives them in full: «Giulia Ferri» where the sentence has «Ferri».
pub(in crate::fact) fn in_full(facts: &mut [Fact], mentions: &[Mention], article: &Article, lexicons: &Lexicons) {
    let unknown = lexicons.unknown_person;
    let words = |span: Span| span.of(&article.text).rsplit([' ', '\u{a0}']);
    let mut names: FxHashMap<&str, Span> = FxHashMap::default();
    for mention in mentions.iter().filter(|m| m.entity() == Some(unknown)) {
        if let (Some(surname), Some(_)) = (words(mention.span).next(), words(mention.span).nth(1)) {
            names.entry(surname).or_insert(mention.span);
        }
    }
    for source in facts.iter_mut().flat_map(|f| &mut f.source).filter(|s| s.entity == unknown) {
        let bare = words(source.span).nth(1).is_none();
        let full = names.get(source.span.of(&article.text)).filter(|_| bare);
        source.span = full.copied().unwrap_or(source.span);
    }
}
