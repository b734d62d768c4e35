//! What takes the whole article: who signs or closes a quote, a source's full name, what is told again, and the facts' ids.

use super::source;
use super::text::Text;
use super::{COUNTS_OTHERS, Fact, Filler, Fillers};
use crate::article::Article;
use crate::lexicon::{KnownRelations, Lexicons, RelationId};
use crate::mention::Mention;
use crate::sentence::Sentence;
use crate::span::Span;
use crate::token::Token;
use rustc_hash::FxHashMap;
use smallvec::{SmallVec, smallvec};

/// A line of a post is no longer than this, in bytes.
const LONGEST_POST_LINE: u32 = 280;

/// The most lines a signature under a post speaks for.
const POST_LINES: u32 = 8;

/// Gives the lines of a post to the one who signs it.
pub(super) fn sign(facts: &mut [Fact], sentences: &[Sentence], tokens: &[Token], number: usize, signer: Filler) {
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
pub(super) fn quoted_before(text: &Text<'_>, facts: &mut [Fact], speaker: &[Filler]) {
    let opening = (0..text.now).rev().find(|&s| !text.frames[s].quoted).unwrap_or(0);
    let opens = |t: &&Token| matches!(t.symbol, '«' | '“' | '"');
    let Some(mark) = text.tokens[text.sentences[opening].tokens()].iter().rfind(opens) else { return };
    let nobody = |f: &&mut Fact| f.source.is_empty() || f.rules.source == source::GOES_ON;
    let within = facts.iter_mut().rev().take_while(|f| f.span.start > mark.start).filter(nobody);
    for fact in within {
        (fact.source, fact.rules.source) = (speaker.into(), "said at the quote's end");
        fact.report("said at the quote's end");
    }
}

/// Gives the sources that no lexicon holds the name the article gives them in full: «Giulia Ferri» where the sentence has «Ferri».
pub(super) fn in_full(facts: &mut [Fact], mentions: &[Mention], article: &Article, lexicons: &Lexicons) {
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

/// The smallest count that, told again in an article, is sure to be of the same.
const NO_SMALL_COUNT: f64 = 1000.0;

/// Gives a figure that names no firm that of the same figure elsewhere in the article: a title's, a caption's; and its relation, where it
/// says none but that it is planned or announced: «I 4,3 miliardi annunciati ieri».
pub(super) fn told_again(facts: &mut [Fact], mentions: &[Mention], relations: &KnownRelations) {
    let sum = |f: &Fact| {
        let figure = f.figure.and_then(|m| mentions[m as usize].figure())?;
        let value = figure.value.filter(|v| figure.high.is_none() && *v >= NO_SMALL_COUNT)?;
        Some((value.to_bits(), figure.unit))
    };
    let unnamed = |f: &Fact| f.company.is_empty() && f.rules.company != COUNTS_OTHERS;
    if !facts.iter().any(|f| unnamed(f) && sum(f).is_some()) {
        return;
    }
    // by sum and relation, and by the sum alone, where all tell of the same firm
    let mut known: FxHashMap<_, Option<(Fillers, RelationId)>> = FxHashMap::default();
    for fact in facts.iter().filter(|f| !f.company.is_empty()) {
        let Some(sum) = sum(fact) else { continue };
        for key in [(sum, Some(fact.relation)), (sum, None)] {
            let told = known.entry(key).or_insert_with(|| Some((fact.company.clone(), fact.relation)));
            let same = |known: &Fillers| known.iter().map(|f| f.entity).eq(fact.company.iter().map(|f| f.entity));
            if !told.as_ref().is_some_and(|(firms, relation)| same(firms) && *relation == fact.relation) {
                *told = None;
            }
        }
    }
    for fact in facts.iter_mut().filter(|f| unnamed(f)) {
        let Some(sum) = sum(fact) else { continue };
        // two counts may be alike by chance
        let vague = sum.1.is_some() && [relations.other, relations.launch, relations.plan].contains(&fact.relation);
        let alike = known.get(&(sum, Some(fact.relation))).or_else(|| known.get(&(sum, None)).filter(|_| vague));
        if let Some(Some((company, relation))) = alike {
            (fact.company, fact.rules.company) = (company.clone(), "told again");
            (fact.relation, fact.rules.relation) = (*relation, "told again");
        }
    }
}

/// Gives the facts their ids, which are stable across runs and machines.
pub(super) fn identify(facts: &mut [Fact], article: &Article, sentences: &[Sentence]) {
    // The same sentence twice in an article: its second copy tells other facts.
    let mut copies: FxHashMap<&str, u32> = FxHashMap::with_capacity_and_hasher(sentences.len(), Default::default());
    let copy: Vec<u32> = sentences
        .iter()
        .map(|s| {
            let count = copies.entry(s.span.of(&article.text)).or_default();
            *count += 1;
            *count - 1
        })
        .collect();
    // Facts stand sentence by sentence, and share what their ids begin with.
    let mut told: Vec<u8> = Vec::new();
    for facts in facts.chunk_by_mut(|a, b| a.sentence == b.sentence) {
        let number = facts[0].sentence as usize;
        let sentence = sentences[number].span;
        told.clear();
        for part in [&article.name, sentence.of(&article.text)] {
            told.extend_from_slice(part.as_bytes());
            told.push(0);
        }
        let mut shared = blake3::Hasher::new();
        shared.update(&told);
        if let Some((last, others)) = facts.split_last_mut() {
            for fact in others {
                fact.id = id(&mut shared.clone(), sentence, copy[number], fact);
            }
            last.id = id(&mut shared, sentence, copy[number], last);
        }
    }
}

/// A fact's id: a hash of the article's name, the sentence's text (`told` has read both) and which copy of it, and which of its words the
/// fact is about, in hexadecimal.
fn id(told: &mut blake3::Hasher, sentence: Span, copy: u32, fact: &Fact) -> String {
    let mut own: SmallVec<[u8; 32]> = SmallVec::from_slice(fact.kind.name().as_bytes());
    own.push(0);
    let from = fact.span.start - sentence.start.min(fact.span.start);
    for number in [copy, from, fact.span.end - fact.span.start, u32::from(fact.relation.0)] {
        own.extend_from_slice(&number.to_le_bytes());
    }
    let hash = told.update(&own).finalize();
    let mut id = String::with_capacity(ID_BYTES * 2);
    for byte in &hash.as_bytes()[..ID_BYTES] {
        for half in [byte >> 4, byte & 15] {
            id.push(char::from(b"0123456789abcdef"[half as usize]));
        }
    }
    id
}

/// How many bytes of its hash a fact's id keeps.
const ID_BYTES: usize = 8;
