//! The number of a chip alone, where the article has named the chip: «Siyuan 590», then «del 590».

use super::{Context, Kind, Mention, Reading, Type, named, overlapping, put};
use crate::lexicon::{EntityId, Function, TermKind};

/// The fewest digits of a number that stands for a chip.
const DIGITS: u32 = 3;

/// Puts them among the mentions. A number after an article in the singular counts nothing: «la 5090», unlike «le 590 schede», «il 590%».
pub(super) fn alone(context: Context<'_>, mentions: &mut Vec<Mention>) {
    let mut numbers: Vec<(&str, EntityId)> = Vec::new();
    for mention in mentions.iter().filter(|m| m.kind == Type::Chip && m.last > m.first + 1) {
        let Reading::Name(entity) = mention.reading else { continue };
        let last = mention.last as usize - 1;
        let token = context.token(last);
        let whole = token.kind == Kind::Digits && token.spaced() && token.end == mention.span.end;
        if whole && token.end - token.start >= DIGITS && !numbers.iter().any(|(n, _)| *n == context.word(last)) {
            numbers.push((context.word(last), entity));
        }
    }
    if numbers.is_empty() {
        return;
    }
    let mut new = Vec::new();
    for (number, sentence) in context.sentences.iter().enumerate().filter(|(_, s)| !s.leftover) {
        for at in sentence.tokens().skip(1) {
            let token = context.token(at);
            if token.kind != Kind::Digits || !token.spaced() {
                continue;
            }
            let Some(&(_, entity)) = numbers.iter().find(|(n, _)| *n == context.word(at)) else { continue };
            if singular_article(context, at - 1)
                && ends(context, at + 1, sentence.last as usize)
                && overlapping(mentions, at, at + 1).is_empty()
            {
                new.push(named(context, entity, at, at + 1, token.end, number as u32));
            }
        }
    }
    put(mentions, new);
}

/// Whether an article in the singular stands at the token, alone or in its preposition: «il», «della», «una».
fn singular_article(context: Context<'_>, at: usize) -> bool {
    let token = context.token(at);
    let vocabulary = &context.lexicons.vocabulary;
    let articled = match context.function(at) {
        Some(Function::Article | Function::Indefinite) => true,
        Some(Function::Preposition) => vocabulary.text(token.word) != vocabulary.text(vocabulary.base(token.word)),
        _ => false,
    };
    articled && !context.lexicons.plural_article(token)
}

/// Whether the number ends before token `at`: no per cent, no further digits.
fn ends(context: Context<'_>, at: usize, until: usize) -> bool {
    let Some(next) = context.tokens.get(at).filter(|_| at < until) else { return true };
    let digits = || context.tokens.get(at + 1).is_some_and(|t| t.glued() && t.kind == Kind::Digits);
    let measured = next.begins(TermKind::Unit) || next.begins(TermKind::Numeral);
    match next.kind {
        Kind::Symbol if next.glued() => {
            matches!(next.symbol, ',' | '.' | ';' | ':' | ')' | '»' | '"' | '?' | '!') && !digits()
        }
        _ => !next.glued() && !measured && !context.is_word(at, &["per"]),
    }
}
