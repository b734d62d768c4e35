//! CoNLL: two columns parted by a tab, token and tag, an empty line after each sentence. Tags are BIO (IOB2): `B-company` begins a
//! mention, `I-company` goes on with it, `O` is none.
//!
//! Tokens are those of `token.rs`, put together where readers of such files expect one (`H` `200`, `10` `.` `000`), but never across
//! the bounds of a mention.

use crate::Extraction;
use crate::article::Article;
use crate::lexicon::Lexicons;
use crate::mention::Mention;
use crate::span::Span;
use crate::token::{Kind, Token, tokenize};

/// The article's sentences.
pub(super) fn sentences(article: &Article, found: &Extraction, lexicons: &Lexicons) -> Vec<u8> {
    let mut tokens = Vec::new();
    tokenize(&article.text, article.body, &lexicons.vocabulary, &mut tokens);
    let mut out = Vec::with_capacity(article.text.len() * 2);
    let mut mentions = found.shown().peekable();
    for sentence in &found.sentences {
        let before = out.len();
        let mut first = sentence.first as usize;
        while first < sentence.last as usize {
            while mentions.next_if(|mention| mention.last as usize <= first).is_some() {}
            let mention = mentions.peek().copied();
            let last = end_of_word(&tokens, first, limit(mention, first, sentence.last as usize));
            let span = Span::new(tokens[first].start, tokens[last - 1].end);
            line(span.of(&article.text), mention.filter(|m| m.first as usize <= first), first, &mut out);
            first = last;
        }
        if out.len() > before {
            out.push(b'\n');
        }
    }
    out
}

/// Where a word that begins at a token ends at the latest: at a bound of the mention, or of the sentence.
fn limit(mention: Option<&Mention>, first: usize, sentence: usize) -> usize {
    let bound = mention.map_or(sentence, |m| if first < m.first as usize { m.first } else { m.last } as usize);
    bound.min(sentence)
}

/// One past the last token of the word that begins at `first`.
fn end_of_word(tokens: &[Token], first: usize, limit: usize) -> usize {
    let letters = |token: &Token| matches!(token.kind, Kind::Word | Kind::Digits);
    let digits = |token: &Token| token.kind == Kind::Digits;
    let mut last = first + 1;
    if !letters(&tokens[first]) {
        return last;
    }
    while last < limit && tokens[last].glued() && !tokens[last - 1].elided() {
        let mark = matches!(tokens[last].symbol, '.' | ',') && digits(&tokens[last - 1]);
        last += match tokens.get(last + 1) {
            _ if letters(&tokens[last]) => 1,
            Some(next) if mark && last + 1 < limit && next.glued() && digits(next) => 2,
            _ => break,
        };
    }
    last
}

/// A token's line. Control characters, at which readers would part lines and columns, are no tokens.
fn line(word: &str, mention: Option<&Mention>, first: usize, out: &mut Vec<u8>) {
    if word.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return;
    }
    out.extend_from_slice(word.as_bytes());
    match mention {
        None => out.extend_from_slice(b"\tO\n"),
        Some(mention) => {
            let begins = if mention.first as usize == first { "B" } else { "I" };
            out.extend_from_slice(format!("\t{begins}-{}\n", mention.kind.name()).as_bytes());
        }
    }
}
