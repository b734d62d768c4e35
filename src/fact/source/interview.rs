//! Interviews: who answers questions that stand on lines of their own, and where the interviewer speaks.

use super::Attribution;
use crate::article::Article;
use crate::fact::{Filler, Text};
use crate::lexicon::{Lexicons, WordRole};
use crate::mention::{Mention, Type};
use crate::sentence::Sentence;
use crate::span::Span;
use crate::token::Token;

/// How many sentences before its question mark an interviewer may speak.
const QUESTION_REACH: usize = 12;

/// Whether the paragraph ends in a question within a few sentences: who asks in an interview.
pub(super) fn asks(text: &Text<'_>) -> bool {
    let own = |s: &&Sentence| !text.tokens[s.first as usize].after_paragraph();
    let rest = text.sentences[text.now + 1..].iter().take_while(own).take(QUESTION_REACH);
    let last = rest.last().unwrap_or(&text.sentences[text.now]);
    text.tokens[last.last as usize - 1].is('?')
}

/// Whether the sentence stands on a line of its own that ends in a question, and the next line answers in quotes: «Ed Elon Musk?», «Non lo
/// conosco». Who is named there speaks nothing; «Che cosa ha detto Huang?» asks for his words, where nobody has spoken before.
pub(in crate::fact) fn asked(text: &Text<'_>, attribution: &Attribution) -> bool {
    let sentence = text.sentences[text.now];
    let quote = |t: &Token| matches!(t.symbol, '«' | '“' | '"');
    let own = |s: &&Sentence| !text.tokens[s.first as usize].after_line();
    let rest = text.sentences[text.now + 1..].iter().take_while(own).take(QUESTION_REACH);
    let more = rest.clone().count() > 0;
    let last = rest.last().unwrap_or(&sentence).last as usize;
    let answered = text.tokens.get(last).is_some_and(|t| t.after_line() && quote(t));
    let words = !more && attribution.last().is_some() && text.mind.last_source.is_empty();
    let said = text.frames[text.now].quoted || quote(&text.tokens[sentence.first as usize]);
    text.tokens[last - 1].is('?') && answered && !words && !said
}

/// How many questions on lines of their own make an interview.
const QUESTIONS: usize = 3;

/// In how many sentences of an interview that is not said to be one «noi» must speak.
const ANSWERS: usize = 4;

/// Who answers the questions of an interview, and the first one's sentence: the only person named before it, in an article with
/// questions on lines of their own that says it is one («Ne abbiamo parlato con Dario Rossi, che guida …»).
pub(in crate::fact) fn interview(
    article: &Article,
    tokens: &[Token],
    sentences: &[Sentence],
    mentions: &[Mention],
    lexicons: &Lexicons,
) -> Option<(Filler, usize)> {
    let asks = |s: &Sentence| {
        let opens = tokens[s.first as usize].after_line();
        let closes = tokens.get(s.last as usize).is_none_or(Token::after_line);
        opens && closes && s.last > s.first && tokens[s.last as usize - 1].is('?')
    };
    let first = sentences.iter().position(asks).filter(|&f| f > 0)?;
    sentences[first..].iter().filter(|s| asks(s)).nth(QUESTIONS - 1)?;
    // answers in quotes say by themselves whose they are
    let answer = tokens.get(sentences[first].last as usize)?;
    if matches!(answer.symbol, '«' | '“' | '"') {
        return None;
    }
    let intro = sentences[first].first as usize;
    // «Ne abbiamo parlato con Rossi», or answers that say «noi»
    let us = |s: &&Sentence| {
        !asks(s)
            && tokens[s.tokens()]
                .iter()
                .any(|t| lexicons.forms(t).any(|f| f.person == 1 && f.plural && f.mood.finite()))
    };
    let said = tokens[..intro].iter().any(|t| lexicons.has_role(t, WordRole::Interview));
    if !said && sentences[first..].iter().filter(us).nth(ANSWERS - 1).is_none() {
        return None;
    }
    let surname = |span: Span| span.of(&article.text).rsplit([' ', '\u{a0}']).next();
    let mut people = mentions.iter().filter(|m| m.kind == Type::Person && (m.first as usize) < intro);
    let who = people.next()?;
    let one = people.all(|m| surname(m.span) == surname(who.span));
    let entity = who.entity().filter(|_| one)?;
    Some((Filler { entity, span: who.span }, first))
}
