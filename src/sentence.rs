//! Sentences: Unicode's bounds (UAX #29, by `unicode-segmentation`), mended for Italian news.
//!
//! Unicode is asked only about the places where a mark of its own stands, on a window just wide enough for its rules to decide
//! (`unicode_breaks`; a property test holds the answer against the one for the whole text). What it answers is then mended:
//!
//! | text | Unicode | mended |
//! | --- | --- | --- |
//! | `il dott. Rossi` | break | none: an abbreviation of `lexicons/abbreviations.csv` |
//! | `J. Huang`, `C.C. Wei` | break | none: initials |
//! | `cinesi.È evidente` | none | break: a space is missing |
//! | `«Basta!» disse` | break | none: the sentence goes on in lower case |
//! | `1. Primo punto` | break | none: a list number |
//!
//! A line's end always ends a sentence, but where a text is wrapped: a long line that ends in no mark goes on in lower case.

use crate::lexicon::{Abbreviation, Function, Lexicons, TermKind};
use crate::span::Span;
use crate::token::{Kind, Token};
use unicode_segmentation::UnicodeSegmentation;

/// A sentence: a span of the article and its tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its bytes; only white space lies between two sentences.
    pub span: Span,
    /// Its first token.
    pub first: u32,
    /// One past its last token.
    pub last: u32,
    /// Whether it is a leftover of a web page, which holds no mentions.
    pub leftover: bool,
}

impl Sentence {
    /// Its tokens' places.
    pub fn tokens(&self) -> std::ops::Range<usize> {
        self.first as usize..self.last as usize
    }
}

/// A line shorter than this (in bytes) is no line of a wrapped text.
const SHORTEST_WRAPPED_LINE: u32 = 50;

/// The most tokens a leftover line has that is known by its beginning.
const LONGEST_LEFTOVER: usize = 40;

/// Parts an article's tokens into sentences.
pub fn split(text: &str, tokens: &[Token], lexicons: &Lexicons) -> Vec<Sentence> {
    let mut sentences = Vec::with_capacity(tokens.len() / 20 + 1);
    let mut splitter = Splitter { text, tokens, lexicons, abbreviation: None, line: 0 };
    let mut first = 0;
    for at in 0..tokens.len() {
        if at > first && splitter.ends_before(at, first) {
            sentences.push(sentence(tokens, first, at));
            first = at;
        }
        splitter.see(at);
    }
    if first < tokens.len() {
        sentences.push(sentence(tokens, first, tokens.len()));
    }
    mark_leftovers(&mut sentences, tokens, lexicons);
    sentences
}

fn sentence(tokens: &[Token], first: usize, last: usize) -> Sentence {
    let span = Span::new(tokens[first].start, tokens[last - 1].end);
    Sentence { span, first: first as u32, last: last as u32, leftover: false }
}

struct Splitter<'a> {
    text: &'a str,
    tokens: &'a [Token],
    lexicons: &'a Lexicons,
    /// The place of the last abbreviation's full stop, and what it says.
    abbreviation: Option<(usize, Abbreviation)>,
    /// Where the current line begins.
    line: u32,
}

impl Splitter<'_> {
    /// Notes what token `at` begins.
    fn see(&mut self, at: usize) {
        let token = self.tokens[at];
        if token.after_line() {
            self.line = token.start;
        }
        if !self.lexicons.vocabulary.begins(token.word, TermKind::Abbreviation) {
            return;
        }
        // A form is written close: in «a. C» or «St .» the parts stand apart.
        for (len, payload) in self.lexicons.vocabulary.terms(&self.tokens[at..], TermKind::Abbreviation) {
            let close = self.tokens[at + 1..at + len].iter().all(Token::glued);
            let free = at == 0 || token.spaced() || !self.tokens[at - 1].is_word();
            let covered = self.abbreviation.is_some_and(|(end, _)| end >= at + len - 1);
            if close && free && !covered && self.tokens[at + len - 1].is('.') {
                self.abbreviation = Some((at + len - 1, self.lexicons.abbreviations[payload as usize]));
                break;
            }
        }
    }

    /// Whether a sentence that began at token `first` ends before token `at`.
    fn ends_before(&self, at: usize, first: usize) -> bool {
        let (token, before) = (self.tokens[at], self.tokens[at - 1]);
        if token.after_line() {
            return token.after_paragraph() || !self.wrapped(at);
        }
        // Only marks, and what closes after them, can end a sentence inside a line.
        let ends = |t: &Token| matches!(t.symbol, '.' | '!' | '?' | '…');
        if !(ends(&before) || closes(before.symbol)) {
            return false;
        }
        let mut mark = at - 1;
        while mark > first && closes(self.tokens[mark].symbol) && self.tokens[mark].glued() {
            mark -= 1;
        }
        if !ends(&self.tokens[mark]) || mark == first {
            return false;
        }
        // More marks to come, or a quote or bracket that still belongs to this sentence.
        if ends(&token) || matches!(token.symbol, ',' | ';' | ':' | ')' | ']' | '»' | '”') {
            return false;
        }
        if closes(token.symbol) && token.glued() {
            return false;
        }
        let unicode = self.unicode_ends(mark, at);
        self.mend(unicode, mark, at, first)
    }

    /// Unicode's answer, by its plainest rule where that decides (a lower-case letter, a mark, a space, a capital), else asked.
    fn unicode_ends(&self, mark: usize, at: usize) -> bool {
        let bytes = self.text.as_bytes();
        let (end, next) = (self.tokens[mark].end as usize, self.tokens[at].start as usize);
        let plain = mark + 1 == at
            && next == end + 1
            && bytes[end] == b' '
            && bytes[next].is_ascii_uppercase()
            && bytes[self.tokens[mark].start as usize - 1].is_ascii_lowercase()
            && bytes[end - 1].is_ascii();
        plain || unicode_breaks(self.text, self.tokens, mark, at)
    }

    /// Unicode's answer about the place between the mark's token and token `at`, mended.
    fn mend(&self, unicode: bool, mark: usize, at: usize, first: usize) -> bool {
        let (token, before) = (self.tokens[at], self.tokens[mark - 1]);
        let next = self.word_from(at);
        let full_stop = self.tokens[mark].is('.');
        let lower = next.is_some_and(|n| n.is_word() && !n.capital());
        if lower {
            // «“Perché?” chiese», «Yahoo! ha», «fine... ma»
            return false;
        }
        if full_stop && let Some((end, kind)) = self.abbreviation && end == mark {
            return kind == Abbreviation::Tail && token.spaced() && next.is_some_and(|n| self.ordinary(n));
        }
        if full_stop && before.is_word() && self.tokens[mark].glued() {
            let letters = before.of(self.text).chars().count();
            if letters == 1 && before.capital() {
                // «J. Huang», «C.C. Wei»; but «vitamina C. Il»
                return token.spaced() && next.is_some_and(|n| self.ordinary(n)) && before.spaced();
            }
            if token.glued() {
                // «cinesi.È»: a space is missing; but «S.Antonio», «U.Smith», «p.Rossi»
                return letters > 1 && token.is_word() && token.capital() && !before.capital();
            }
        }
        if full_stop && before.is_digits() {
            if token.is_digits() && token.glued() {
                return false;
            }
            // «1. Primo punto»: the number opens the line
            if mark - 1 == first && before.after_line() {
                return false;
            }
        }
        if token.glued() && !(token.is_word() && token.capital()) && !opens(token.symbol) {
            return false;
        }
        if matches!(token.symbol, '-' | '–') && token.spaced() {
            // «Basta! - disse»: told apart by what follows the dash
            return unicode && self.tokens.get(at + 1).is_some_and(|t| t.capital());
        }
        if self.tokens[mark].is('…') {
            return token.spaced() && next.is_some();
        }
        unicode || token.spaced() || !full_stop
    }

    /// The first word or number from token `at` on, past opening quotes and brackets.
    fn word_from(&self, at: usize) -> Option<Token> {
        let mut rest = self.tokens[at..].iter().take(4);
        rest.find(|t| !matches!(t.kind, Kind::Symbol)).copied()
    }

    /// Whether a capitalized word is an ordinary one (article, verb, noun) that only the sentence's start made capital.
    fn ordinary(&self, token: Token) -> bool {
        const KINDS: [TermKind; 6] = [
            TermKind::Function,
            TermKind::Verb,
            TermKind::Noun,
            TermKind::Attribution,
            TermKind::Calendar,
            TermKind::Numeral,
        ];
        token.capital() && KINDS.iter().any(|&k| self.lexicons.vocabulary.begins(token.word, k))
    }

    /// Whether the line that ends before token `at` goes on there: a wrapped text.
    fn wrapped(&self, at: usize) -> bool {
        let (token, before) = (self.tokens[at], self.tokens[at - 1]);
        let long = before.end - self.line >= SHORTEST_WRAPPED_LINE;
        let open = !matches!(before.symbol, '.' | '!' | '?' | '…' | ':' | ';');
        let function = self.lexicons.vocabulary.term(&self.tokens[at - 1..at], TermKind::Function);
        let hangs = function.is_some_and(|(_, f)| {
            matches!(self.lexicons.functions[f as usize], Function::Preposition | Function::Article | Function::Conjunction)
        });
        long && open && ((token.is_word() && !token.capital()) || hangs || before.is(','))
    }
}

/// Whether the symbol can close a quote or bracket after a mark.
fn closes(symbol: char) -> bool {
    matches!(symbol, '"' | '»' | ')' | ']' | '\'' | '”' | '*')
}

/// Whether the symbol can open a quote or bracket.
fn opens(symbol: char) -> bool {
    matches!(symbol, '"' | '«' | '(' | '[' | '“' | '\'')
}

/// Whether UAX #29 breaks the text before token `at`, the last mark being token `mark`.
///
/// Its rules look back to the letter before the mark, and on to the first letter, mark or line end after it: that is the window.
fn unicode_breaks(text: &str, tokens: &[Token], mark: usize, at: usize) -> bool {
    let from = tokens[mark.saturating_sub(1)].start as usize;
    let mut last = at;
    while last + 1 < tokens.len() && !tokens[last].is_word() && !matches!(tokens[last].symbol, '.' | '!' | '?') {
        last += 1;
    }
    let window = &text[from..tokens[last].end as usize];
    let target = tokens[at].start as usize - from;
    window.split_sentence_bound_indices().any(|(start, _)| start == target)
}

/// Marks the lines of a web page that are no part of the article.
fn mark_leftovers(sentences: &mut [Sentence], tokens: &[Token], lexicons: &Lexicons) {
    let mut at = 0;
    while at < sentences.len() {
        // all sentences of one line
        let mut end = at + 1;
        while end < sentences.len() && !tokens[sentences[end].first as usize].after_line() {
            end += 1;
        }
        let line = &tokens[sentences[at].first as usize..sentences[end - 1].last as usize];
        if lexicons.vocabulary.begins(line[0].word, TermKind::Leftover) {
            let leftover = lexicons.vocabulary.terms(line, TermKind::Leftover).any(|(len, payload)| {
                let rest = &line[len..];
                match lexicons.leftovers[payload as usize].whole_line {
                    true => rest.iter().all(|t| t.kind == Kind::Symbol),
                    false => line.len() <= LONGEST_LEFTOVER,
                }
            });
            if leftover {
                sentences[at..end].iter_mut().for_each(|s| s.leftover = true);
            }
        }
        at = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::tokenize;
    use proptest::prelude::*;
    use std::sync::OnceLock;

    fn lexicons() -> &'static Lexicons {
        static LEXICONS: OnceLock<Lexicons> = OnceLock::new();
        LEXICONS.get_or_init(|| Lexicons::builtin().expect("the built-in lexicons load"))
    }

    fn parts(text: &str) -> Vec<&str> {
        let mut tokens = Vec::new();
        tokenize(text, 0, &lexicons().vocabulary, &mut tokens);
        split(text, &tokens, lexicons()).iter().map(|s| s.span.of(text)).collect()
    }

    #[test]
    fn sentences_end_where_a_reader_ends_them() {
        for text in [
            "Il dott. Rossi ha parlato.|Poi è uscito.",
            "La società S.p.A. ha chiuso.|Il titolo sale.",
            "Nel 2024 Enel S.p.A.|Il gruppo ha chiuso.",
            "J. Huang e C.C. Wei si sono visti.|Fine.",
            "Le aziende cinesi.|È evidente.",
            "Sono 1.234,5 euro.|Altri 3.5 no.",
            "«Basta!» disse il ministro.|«Non torno.»|Poi tacque.",
            "Disse: “Ovviamente no”.|Poi andò via.",
            "Chi lo sa?|Nessuno!|Davvero...|Ma forse.",
            "Anche se… non tutti sono convinti.",
            "1. Primo punto|2. Secondo punto",
            "Titolo senza punto|Il testo comincia qui.",
            "L'art. 5 del d.l. n. 12 vale.|Il resto no.",
            "Vedi www.esempio.it/a.html e torna.|Ecco.",
            "Vive negli U.S.A. da anni.|Torna ora.",
            "Yahoo! ha detto sì.",
            "Il testo (vedi sotto.) continua.",
        ] {
            let expected: Vec<&str> = text.split('|').collect();
            let line_ends = text.starts_with("Titolo") || text.starts_with("1.");
            let joined = expected.join(if line_ends { "\n" } else { " " });
            let joined = joined.replace("cinesi. È", "cinesi.È");
            assert_eq!(parts(&joined), expected, "{text}");
        }
    }

    #[test]
    fn a_wrapped_line_goes_on() {
        let text = "Questa è una riga abbastanza lunga da essere andata a capo\nnel mezzo della frase.\nNuova riga.";
        assert_eq!(parts(text).len(), 2);
    }

    #[test]
    fn leftovers_are_marked() {
        let text = "Il chip costa poco.\n\nFonte e immagini\n\nLascia un commento\nFonte di ricavi sicura.";
        let mut tokens = Vec::new();
        tokenize(text, 0, &lexicons().vocabulary, &mut tokens);
        let leftover: Vec<bool> = split(text, &tokens, lexicons()).iter().map(|s| s.leftover).collect();
        assert_eq!(leftover, [false, true, true, false]);
    }

    proptest! {
        #[test]
        fn sentences_cover_the_text(text in "[a-zA-ZàèÈ0-9 .!?,;:«»\"'()\n…-]{0,200}") {
            let mut tokens = Vec::new();
            tokenize(&text, 0, &lexicons().vocabulary, &mut tokens);
            let mut at = 0;
            for s in split(&text, &tokens, lexicons()) {
                prop_assert!(text[at..s.span.start as usize].chars().all(char::is_whitespace));
                prop_assert!(!s.span.of(&text).starts_with(char::is_whitespace));
                at = s.span.end as usize;
            }
            prop_assert!(text[at..].chars().all(char::is_whitespace));
        }

        #[test]
        fn the_window_answers_as_the_whole_text(text in "[a-zA-ZàÈ0-9 .!?,;«»\"()-]{0,80}") {
            let mut tokens = Vec::new();
            tokenize(&text, 0, &lexicons().vocabulary, &mut tokens);
            let whole: Vec<usize> = text.split_sentence_bound_indices().map(|(start, _)| start).collect();
            for at in 1..tokens.len() {
                let mark = at - 1;
                if matches!(tokens[mark].symbol, '.' | '!' | '?') && tokens[at].is_word() && mark > 0 && tokens[mark - 1].is_word() {
                    let start = tokens[at].start as usize;
                    prop_assert_eq!(unicode_breaks(&text, &tokens, mark, at), whole.contains(&start), "{:?} at {}", text, start);
                }
            }
        }
    }
}
