//! Sentences: Unicode's bounds (UAX #29, by `unicode-segmentation`), mended for Italian news.
//!
//! Only where a mark of its own stands can a sentence end inside a line. What Unicode says there is mended by rules, tried in this
//! order; where none decides, Unicode is asked, on a window just wide enough for its own rules (`unicode_breaks`; a property test
//! holds every answer against the one for the whole text).
//!
//! | text | Unicode | mended | rule |
//! | --- | --- | --- | --- |
//! | `«Basta!» disse` | none | none | goes on in lower case |
//! | `sale. iPhone e iPad` | none | break | a name with a capital inside |
//! | `il film «Che fai?» Nolan` | break | none | `inside_the_sentence` |
//! | `il dott. Rossi` | break | none | an abbreviation of `lexicons/abbreviations.csv` |
//! | `J. Huang`, `C.C. Wei` | break | none | `after_letter` |
//! | `una serie B. Mistral` | break | break | `after_letter`: the noun takes a letter (`lexicons/words.csv`) |
//! | `cinesi.È evidente` | none | break | a space is missing |
//! | `nel 2024. 10 aziende` | none | break | white space after a full stop |
//! | `1. Primo punto` | break | none | a list number |
//! | `l'ora.[1] Il` | break | break after the note | a footnote mark |
//!
//! A line's end always ends a sentence, but where a text is wrapped: a long line that ends in no mark goes on in lower case, a short
//! one in what can begin no sentence (`broken_off`). A bullet (`•`) begins one.

use crate::lexicon::{Abbreviation, Function, Leftover, Lexicons, TermKind, TermKinds, WordRole};
use crate::span::Span;
use crate::token::{Kind, Token, combining, emphasis_mark, no_width, trade_mark};
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

/// The longest sentence in tokens. No sentence of a newspaper is so long; a table, a menu, a wall of words is cut at a space. Each
/// fact bears its sentence and looks at all of it, so that without a bound tables and time would grow with the square of the text.
const LONGEST: usize = 250;

/// A line shorter than this (in bytes) is no line of a wrapped text.
const SHORTEST_WRAPPED_LINE: u32 = 50;

/// The most tokens a leftover line has that is known by its beginning.
const LONGEST_LEFTOVER: usize = 40;

/// The most words after «Foto:» that are still a credit and no caption.
const LONGEST_CREDIT: usize = 8;

/// Parts an article's tokens into sentences.
pub fn split(text: &str, tokens: &[Token], lexicons: &Lexicons) -> Vec<Sentence> {
    let mut sentences = part(text, tokens, lexicons, |mark, at| unicode_breaks(text, tokens, mark, at));
    mark_leftovers(&mut sentences, tokens, lexicons);
    sentences
}

/// The same before leftovers are marked; `unicode` answers whether UAX #29 breaks before a token, the last mark being another.
fn part(text: &str, tokens: &[Token], lexicons: &Lexicons, unicode: impl FnMut(usize, usize) -> bool) -> Vec<Sentence> {
    let mut sentences = Vec::with_capacity(tokens.len() / 20 + 1);
    let mut splitter = Splitter { text, tokens, lexicons, unicode, sentence: Part::default(), line: 0 };
    for at in 0..tokens.len() {
        if splitter.goes_on(at) {
            continue;
        }
        let first = splitter.sentence.first;
        if at > first && splitter.ends_before(at) {
            sentences.push(sentence(text, tokens, first, at, sentences.last()));
            splitter.sentence = Part { first: at, ..Part::default() };
        }
        splitter.see(at);
    }
    if !tokens.is_empty() {
        sentences.push(sentence(text, tokens, splitter.sentence.first, tokens.len(), sentences.last()));
    }
    sentences
}

/// Whether the character is a mark of emphasis.
fn emphasis(c: char) -> bool {
    u8::try_from(c).is_ok_and(emphasis_mark)
}

fn sentence(text: &str, tokens: &[Token], first: usize, last: usize, before: Option<&Sentence>) -> Sentence {
    let Token { mut start, .. } = tokens[first];
    let Token { mut end, .. } = tokens[last - 1];
    // marks of emphasis around it are no tokens, but its own: «**EPYC™**»
    let next = tokens.get(last).map_or(text.len(), |t| t.start as usize);
    let beside = |c: &char| no_width(*c) || combining(*c) || trade_mark(*c) || emphasis(*c);
    let marks = |beside: &str| beside.rfind(emphasis).map_or(0, |at| at + 1);
    let after = &text[end as usize..next];
    end += marks(&after[..after.chars().take_while(beside).map(char::len_utf8).sum()]) as u32;
    let before = &text[before.map_or(0, |s| s.span.end) as usize..start as usize];
    let behind: usize = before.chars().rev().take_while(beside).map(char::len_utf8).sum();
    let behind = &before[before.len() - behind..];
    start -= behind.find(emphasis).map_or(0, |at| behind.len() - at) as u32;
    let span = Span::new(start, end);
    Sentence { span, first: first as u32, last: last as u32, leftover: false }
}

struct Splitter<'a, Unicode> {
    text: &'a str,
    tokens: &'a [Token],
    lexicons: &'a Lexicons,
    unicode: Unicode,
    sentence: Part,
    /// Where the current line begins.
    line: u32,
}

/// What was seen of the sentence so far. Kept up token by token, so that no rule looks back over text without bound.
#[derive(Default)]
struct Part {
    /// Its first token.
    first: usize,
    /// Whether it holds a word, number or link: marks alone are no sentence.
    solid: bool,
    /// The last mark, while nothing but closing quotes, brackets and footnote marks came after it.
    mark: Option<usize>,
    /// One past the footnote mark that stands after the mark.
    note: usize,
    /// The bracket that is open, and the quote.
    bracket: Option<usize>,
    quote: Option<usize>,
    /// Where the bracket or quote began that was closed after the mark.
    closed: Option<usize>,
}

impl<Unicode: FnMut(usize, usize) -> bool> Splitter<'_, Unicode> {
    /// Whether token `at` is a word inside a line, no mark before it, as most are: no rule has a say there, and nothing is to be noted.
    fn goes_on(&self, at: usize) -> bool {
        let (token, part) = (&self.tokens[at], &self.sentence);
        token.kind != Kind::Symbol
            && !token.after_line()
            && part.mark.is_none()
            && part.solid
            && at - part.first < LONGEST
    }

    /// Notes token `at`, which belongs to the current sentence.
    fn see(&mut self, at: usize) {
        let token = &self.tokens[at];
        if token.after_line() {
            self.line = token.start;
        }
        if token.kind != Kind::Symbol {
            self.sentence.solid = true;
            if at >= self.sentence.note {
                let note = self.sentence.mark.filter(|&mark| token.is_digits() && self.footnote_digits(mark, at));
                self.sentence.mark = note;
            }
            return;
        }
        if ends(token) {
            (self.sentence.mark, self.sentence.closed) = (Some(at), None);
            return;
        }
        let (opening, footnote) = (self.opening(at), self.footnote(at));
        let part = &mut self.sentence;
        let closing = closes(token.symbol) && !opening;
        let closed = match token.symbol {
            ')' | ']' => part.bracket.take(),
            '(' | '[' => {
                part.bracket = Some(at);
                None
            }
            '"' | '«' | '»' if opening => {
                part.quote = Some(at);
                None
            }
            '"' | '»' => part.quote.take(),
            _ => None,
        };
        let Some(mark) = part.mark else { return };
        if closing {
            part.closed = closed.filter(|&open| open < mark).or(part.closed);
        } else if footnote {
            part.note = at + 3;
        } else if at >= part.note {
            part.mark = None;
        }
    }

    /// Whether `[1]` stands glued at token `at`.
    fn footnote(&self, at: usize) -> bool {
        let tokens = &self.tokens[at..];
        tokens.len() > 2
            && tokens[0].is('[')
            && tokens[1].is_digits()
            && tokens[2].is(']')
            && tokens[..3].iter().all(Token::glued)
    }

    /// Whether the digits at token `at` are a footnote mark glued to a full stop: «l'ora.1 Il».
    fn footnote_digits(&self, mark: usize, at: usize) -> bool {
        let (token, word) = (&self.tokens[at], self.tokens[mark.max(1) - 1]);
        mark + 1 == at
            && token.glued()
            && token.end - token.start <= 2
            && self.tokens[mark].glued()
            && word.is_word()
            && word.end - word.start > 2
            && lower_case(word.of(self.text))
            && self.tokens.get(at + 1).is_some_and(Token::spaced)
            && self.abbreviation(mark).is_none()
    }

    /// Whether the quote or bracket at token `at` opens: by its shape, a straight quote by the side the space is on.
    fn opening(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        match token.symbol {
            '(' | '[' | '«' => true,
            '"' | '\'' => match self.text.as_bytes()[token.start as usize..token.end as usize] {
                // “ „ ‘ ‚ and ” ’
                [0xe2, 0x80, 0x9c | 0x9e | 0x98 | 0x9a] => true,
                [0xe2, 0x80, 0x9d | 0x99] => false,
                _ => {
                    let before = at.checked_sub(1).map(|before| &self.tokens[before]);
                    token.spaced() || before.is_some_and(|b| b.elided() || matches!(b.symbol, '(' | '[' | '«' | ':'))
                }
            },
            _ => false,
        }
    }

    /// Whether the current sentence ends before token `at`.
    fn ends_before(&mut self, at: usize) -> bool {
        let token = &self.tokens[at];
        let length = at - self.sentence.first;
        if length >= LONGEST && (token.spaced() || length >= 2 * LONGEST) {
            return true;
        }
        if token.after_line() {
            return token.after_paragraph() || !self.wrapped(at);
        }
        if let Some(mark) = self.sentence.mark {
            return self.sentence.solid && self.ends_after(mark, at);
        }
        token.spaced() && self.sentence.solid && bullet(token.symbol)
    }

    /// Whether it ends before token `at`, with only closing quotes, brackets and notes between that and the mark.
    fn ends_after(&mut self, mark: usize, at: usize) -> bool {
        let (tokens, token) = (self.tokens, self.tokens[at]);
        // Marks to come, or a quote, bracket or note that still belongs to this sentence.
        if ends(&token)
            || matches!(token.symbol, ',' | ';' | ':')
            || (closes(token.symbol) && !self.opening(at) && (token.glued() || !matches!(token.symbol, '\'' | '*')))
            || at < self.sentence.note
            || self.footnote(at)
        {
            return false;
        }
        let Some(next) = self.word_from(at) else { return token.spaced() };
        if lower_case(next.of(self.text)) {
            return token.spaced() && matches!(self.tokens[mark].symbol, '.' | '?') && camel_case(next.of(self.text));
        }
        if let Some(open) = self.sentence.closed
            && open > self.sentence.first
            && self.inside_the_sentence(open, mark, &next)
        {
            return false;
        }
        if matches!(token.symbol, '-' | '–') {
            // «“Basta!” - Trump se ne va» goes on; «il prezzo sale. – Il governo» does not
            let after = tokens.get(at + 1);
            return tokens[mark].is('.')
                && mark + 1 == at
                && token.spaced()
                && after.is_some_and(|t| t.spaced() && t.capital());
        }
        let full_stop = tokens[mark].is('.');
        let letter = |t: &Token| t.is_word() && t.end - t.start == 1;
        if full_stop && token.glued() && mark > 0 && letter(&tokens[mark - 1]) {
            // «C.C. Wei», «S.p.A.», «U.Smith»: letters written close
            return false;
        }
        if mark > 0 && tokens[mark].glued() && (full_stop || tokens[mark].is('!')) {
            // «N. Chandrasekaran»: an initial; «n. 5» is the abbreviation
            let initial = letter(&tokens[mark - 1]) && tokens[mark - 1].capital() && next.is_word() && next.capital();
            if let Some(kind) = self.abbreviation(mark).filter(|_| !initial || tokens[mark - 1].glued()) {
                return match kind {
                    Abbreviation::Title => false,
                    Abbreviation::Before => token.spaced() && self.opens_sentence(at),
                    Abbreviation::Number => token.spaced() && next.capital() && !roman(next.of(self.text)),
                    Abbreviation::Tail => token.spaced() && self.ordinary(&next),
                };
            }
            if full_stop && let Some(answer) = self.after_word(mark, at) {
                return answer;
            }
        }
        if token.glued() && !(token.is_word() && token.capital()) && !self.opening(at) {
            return false;
        }
        token.spaced() || !full_stop || (self.unicode)(mark, at)
    }

    /// Whether the mark stands in a bracket or quote that began at token `open`, in the midst of a sentence which goes on after it:
    /// «il film “Che fai?” Nolan», «il testo (vedi sotto.) Nvidia», «un calo [...] Huang».
    fn inside_the_sentence(&self, open: usize, mark: usize, next: &Token) -> bool {
        let before = &self.tokens[open - 1];
        let alone = self.tokens[open + 1..mark].iter().all(|t| t.kind == Kind::Symbol);
        if self.tokens[open].is('"') || self.tokens[open].is('«') {
            let introduced = matches!(before.symbol, ':' | ',') || ends(before);
            return !introduced && !self.tokens[mark].is('.') && !self.ordinary(next);
        }
        alone || !self.ordinary(next)
    }

    /// What the word or number before a full stop says, where it says something.
    fn after_word(&self, mark: usize, at: usize) -> Option<bool> {
        let (token, before) = (&self.tokens[at], &self.tokens[mark - 1]);
        let number = before.is_digits();
        // «1. Primo punto», «a. Primo punto», «IV. Quarto punto»: a list number
        let opens_line = mark - 1 == self.sentence.first;
        if opens_line && number && before.end - before.start <= 4 && mark + 1 == at {
            return Some(false);
        }
        let word = before.of(self.text);
        if opens_line && before.after_line() && mark + 1 == at && (word.len() == 1 || roman(word)) {
            return Some(false);
        }
        if number {
            // «3.5», «01.AI»
            return (token.glued() && (token.is_digits() || token.all_capitals())).then_some(false);
        }
        if !before.is_word() {
            return None;
        }
        if word.len() == 1 {
            return Some(self.after_letter(mark, at));
        }
        if token.glued() && token.is_word() && !before.elided() {
            // «cinesi.È», «in Cina.Il governo»: a space is missing; but «Booking.Com», «ASP.NET», «p.Rossi»
            return Some(token.capital() && (!before.capital() || self.opens_sentence(at)));
        }
        if let Some(digits) = token.is_digits().then_some(token)
            && token.glued()
            && digits.end - digits.start <= 2
        {
            return Some(false);
        }
        None
    }

    /// Whether the full stop after a single letter ends the sentence: «J. Huang», «C.C. Wei», «i.e. Nvidia», «p. 12»; but «una
    /// serie B. Mistral», «la vitamina C. Il».
    fn after_letter(&self, mark: usize, at: usize) -> bool {
        let letter = &self.tokens[mark - 1];
        let dotted = mark > 1 && letter.glued() && self.tokens[mark - 2].is('.');
        if letter.glued() && !dotted && mark > 1 {
            // «H100B», «Model-T», «TB/s»: the end of a name or unit, no initial; but «(J. Huang», «l'X. Rossi», «J.-P. Sartre»
            let name = match &self.tokens[mark - 2] {
                t if t.is('-') => mark < 3 || !self.tokens[mark - 3].is('.'),
                t if t.is('/') => !letter.capital(),
                t => t.kind != Kind::Symbol && !t.elided(),
            };
            return name || self.opens_sentence(at);
        }
        if !dotted && mark > 1 && self.lexicons.has_role(&self.tokens[mark - 2], WordRole::Lettered) {
            return true;
        }
        self.opens_sentence(at)
    }

    /// The abbreviation that ends with the full stop at token `mark`: «S.p.A.», «dell'art.».
    fn abbreviation(&self, mark: usize) -> Option<Abbreviation> {
        /// The longest one («S.c.a.r.l.») in tokens.
        const LONGEST: usize = 12;
        let vocabulary = &self.lexicons.vocabulary;
        let mut start = mark;
        while start > 0 && mark - start < LONGEST && self.tokens[start].glued() && !self.tokens[start - 1].elided() {
            start -= 1;
            if !self.tokens[start].begins(TermKind::Abbreviation) {
                continue;
            }
            let len = mark - start + 1;
            // A form is written close, and is no word's tail: in «a. C» or «St .» the parts stand apart.
            if start > 0
                && self.tokens[start].glued()
                && self.tokens[start - 1].is_word()
                && !self.tokens[start - 1].elided()
            {
                continue;
            }
            let mut forms = vocabulary.terms(&self.tokens[start..=mark], TermKind::Abbreviation);
            if let Some((_, payload)) = forms.find(|&(l, _)| l == len) {
                return Some(self.lexicons.abbreviations[payload as usize]);
            }
        }
        None
    }

    /// The first word or number from token `at` on, past opening quotes and brackets.
    fn word_from(&self, at: usize) -> Option<Token> {
        let mut rest = self.tokens[at..].iter().take(4);
        rest.find(|t| !matches!(t.kind, Kind::Symbol)).copied()
    }

    /// Whether token `at` is a word of the closed classes that only a sentence's start makes capital: «Il gruppo», «Secondo»; not
    /// «La Malfa», «Di Pietro», «Il Sole 24 Ore».
    fn opens_sentence(&self, at: usize) -> bool {
        let Some(at) = (at..self.tokens.len().min(at + 4)).find(|&t| self.tokens[t].kind != Kind::Symbol) else {
            return false;
        };
        let token = &self.tokens[at];
        let closed = token.begins(TermKind::Function)
            || token.begins(TermKind::Attribution)
            || self.lexicons.has_role(token, WordRole::Opener);
        // «La Malfa», «A. O. Smith»
        let name = self.tokens.get(at + 1).is_some_and(|t| t.capital())
            || (token.end - token.start == 1 && self.tokens.get(at + 1).is_some_and(|t| t.is('.') && t.glued()));
        closed && token.capital() && (!token.all_capitals() || token.of(self.text).len() > 4) && !name
    }

    /// Whether a capitalized word is an ordinary one (article, verb, noun) that only the sentence's start made capital.
    fn ordinary(&self, token: &Token) -> bool {
        const KINDS: TermKinds = TermKinds::of(&[
            TermKind::Function,
            TermKind::Verb,
            TermKind::Noun,
            TermKind::Attribution,
            TermKind::Calendar,
            TermKind::Numeral,
        ]);
        token.capital() && token.terms.any(KINDS)
    }

    /// Whether the line that ends before token `at` goes on there: a wrapped text.
    fn wrapped(&self, at: usize) -> bool {
        let (token, before) = (&self.tokens[at], &self.tokens[at - 1]);
        if before.end - self.line < SHORTEST_WRAPPED_LINE {
            return self.broken_off(at);
        }
        if ends(before) || matches!(before.symbol, ':' | ';') {
            return before.is('.')
                && match self.abbreviation(at - 1) {
                    // «26,1 mld.» and «Il successo»; «tel.» and «02 …»
                    Some(Abbreviation::Number) => token.is_digits(),
                    Some(Abbreviation::Title | Abbreviation::Before) => token.capital() || token.is_digits(),
                    Some(Abbreviation::Tail) | None => false,
                };
        }
        let function = self.lexicons.function(&self.tokens[at - 1]);
        let hangs =
            function.is_some_and(|f| matches!(f, Function::Preposition | Function::Article | Function::Conjunction));
        (token.is_word() && lower_case(token.of(self.text))) || hangs || before.is(',')
    }

    /// Whether a short line that ends before token `at` was broken off beside a linked name: what follows can begin no sentence, or it
    /// ends in what must go on. Lines of a list are told by their dash, and by nouns in lower case.
    fn broken_off(&self, at: usize) -> bool {
        let (token, before) = (&self.tokens[at], &self.tokens[at - 1]);
        let line = &self.tokens[self.sentence.first..at];
        let dash = |t: &Token| bullet(t.symbol) || matches!(t.symbol, '-' | '–' | '*' | '·' | '>' | '#');
        let item = line.iter().rev().find(|t| t.after_line()).is_some_and(dash);
        if item || ends(before) || matches!(before.symbol, ':' | ';' | '|') {
            return false;
        }
        // «a⏎Meta⏎.», «STMicroelectronics⏎, sceso del 4%»
        if matches!(token.symbol, ',' | ';' | '.') {
            return self.tokens.get(at + 1).is_none_or(Token::spaced);
        }
        let lower = token.is_word() && lower_case(token.of(self.text)) && !camel_case(token.of(self.text));
        if !lower {
            // «i ricavi di», «accordo con la», «dell'»
            let base = self.lexicons.preposition(before.word).unwrap_or_default();
            let preposition = matches!(base, "di" | "a" | "da" | "in" | "con" | "per");
            return token.kind != Kind::Symbol
                && (before.elided()
                    || before.is_word()
                        && !before.capital()
                        && (preposition || self.lexicons.function(before) == Some(Function::Article)));
        }
        let finite = || self.lexicons.forms(token).any(|form| form.mood.finite());
        before.capital()
            || before.is_digits()
            || token.begins(TermKind::Function)
            || finite() && !token.begins(TermKind::Noun)
    }
}

/// Whether the token is a mark that can end a sentence.
fn ends(token: &Token) -> bool {
    matches!(token.symbol, '.' | '!' | '?' | '…')
}

/// Whether the symbol can close a quote or bracket after a mark (a straight quote can also open one), or marks a note.
fn closes(symbol: char) -> bool {
    matches!(symbol, '"' | '»' | ')' | ']' | '\'' | '*' | '¹' | '²' | '³')
}

/// Whether the symbol begins a list's item.
fn bullet(symbol: char) -> bool {
    matches!(symbol, '•' | '●' | '▪' | '■' | '◆' | '◦' | '‣' | '►' | '▶' | '➤' | '✓' | '✔' | '✅')
}

/// Whether the word begins with a small letter.
fn lower_case(word: &str) -> bool {
    word.starts_with(char::is_lowercase)
}

/// Whether it is a name written with a capital after small letters: «iPhone», «xAI».
fn camel_case(word: &str) -> bool {
    word.bytes().skip(1).take(3).any(|b| b.is_ascii_uppercase())
}

/// Whether it is a Roman numeral, or one capital letter as lists have it.
fn roman(word: &str) -> bool {
    (word.len() == 1 && word.as_bytes()[0].is_ascii_uppercase())
        || (word.len() < 8 && word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X' | b'L' | b'C')))
}

/// Whether UAX #29 breaks the text before token `at`, the last mark being token `mark`.
///
/// Its rules look back to the letter before the mark, and on to the first letter, mark or line end after it: that is the window.
fn unicode_breaks(text: &str, tokens: &[Token], mark: usize, at: usize) -> bool {
    let from = tokens[mark.saturating_sub(1)].start as usize;
    let mut last = at;
    while last + 1 < tokens.len() && !decides(text, &tokens[last]) {
        last += 1;
    }
    let window = &text[from..tokens[last].end as usize];
    let target = tokens[at].start as usize - from;
    let mut bounds = window.split_sentence_bound_indices().map(|(start, _)| start);
    bounds.find(|&start| start >= target) == Some(target)
}

/// Whether Unicode's rules look no further than this token: it is a mark, or begins with a cased letter.
fn decides(text: &str, token: &Token) -> bool {
    matches!(token.symbol, '.' | '!' | '?')
        || (token.is_word() && token.of(text).starts_with(|c: char| c.is_lowercase() || c.is_uppercase()))
}

/// Marks the lines of a web page that are no part of the article, and such sentences at the end of a line («© Riproduzione riservata»).
fn mark_leftovers(sentences: &mut [Sentence], tokens: &[Token], lexicons: &Lexicons) {
    let mut at = 0;
    while at < sentences.len() {
        // all sentences of one line
        let mut end = at + 1;
        while end < sentences.len() && !tokens[sentences[end].first as usize].after_line() {
            end += 1;
        }
        let line = &tokens[sentences[at].first as usize..sentences[end - 1].last as usize];
        if leftover(line, lexicons) {
            sentences[at..end].iter_mut().for_each(|s| s.leftover = true);
        } else if end - at > 1 {
            for sentence in &mut sentences[at..end] {
                sentence.leftover = leftover(&tokens[sentence.tokens()], lexicons);
            }
        }
        at = end;
    }
}

/// Whether the tokens of a line are a leftover: by what it begins with, past bullets, arrows, brackets and a number.
fn leftover(line: &[Token], lexicons: &Lexicons) -> bool {
    let vocabulary = &lexicons.vocabulary;
    let begins = |t: &Token| t.begins(TermKind::Leftover);
    let Some(mut at) = line.iter().take(6).position(|t| begins(t) || !(t.kind == Kind::Symbol || t.is_digits())) else {
        return false;
    };
    if !begins(&line[at]) {
        return false;
    }
    for (len, payload) in vocabulary.terms(&line[at..], TermKind::Leftover) {
        let rest = &line[at + len..];
        let found = match lexicons.leftovers[payload as usize] {
            Leftover::Line => false,
            Leftover::Start => line.len() <= LONGEST_LEFTOVER,
            Leftover::Short => rest.iter().filter(|t| t.is_word()).count() <= LONGEST_CREDIT,
            Leftover::Dated => {
                // «Pubblicato il 3 marzo 2025 da Anna Neri», not «Pubblicato il 3 marzo il rapporto»
                const KINDS: TermKinds =
                    TermKinds::of(&[TermKind::Calendar, TermKind::Function, TermKind::Unit, TermKind::Rate]);
                let known = |t: &Token| t.terms.any(KINDS);
                rest.len() <= LONGEST_LEFTOVER
                    && rest.iter().any(Token::is_digits)
                    && rest.iter().all(|t| !t.is_word() || t.capital() || known(t))
            }
        };
        if found {
            return true;
        }
    }
    // a row of what stands alone: «Facebook | WhatsApp», «12 commenti», «Privacy · Note legali»
    while at < line.len() {
        if matches!(line[at].kind, Kind::Symbol | Kind::Digits) && !begins(&line[at]) {
            at += 1;
            continue;
        }
        let mut terms = vocabulary.terms(&line[at..], TermKind::Leftover);
        let Some((len, _)) = terms.find(|&(_, p)| lexicons.leftovers[p as usize] == Leftover::Line) else {
            return false;
        };
        at += len;
    }
    true
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

    /// Any text, with more of what sentences hang on than chance would bring: marks, quotes, ends of line, marks of no width.
    fn any_text() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            8 => "[a-zA-ZàèÈ]{1,4}",
            2 => "[0-9]{1,3}",
            8 => "[.!?…]",
            8 => " ",
            3 => "[«»\"“”'’()\\[\\]*]",
            2 => "[-–,;:•@#/]",
            2 => prop_oneof![Just("\n"), Just("\n\n"), Just("\r\n"), Just("\r\n\r\n"), Just("\u{2028}"), Just("\u{85}")]
                .prop_map(str::to_owned),
            2 => prop_oneof![
                Just("e\u{300}"), Just("\u{301}"), Just("\u{200b}"), Just("\u{ad}"), Just("\u{a0}"), Just("\u{feff}"),
                Just("\u{202e}"), Just("שלום"), Just("نص."), Just("👩‍💻"), Just("❤️"), Just("🇮🇹"), Just("。"), Just("中文"),
                Just("ﬁ"), Just("ǅ"), Just("１２"), Just("dott."), Just("S.p.A."), Just("art."), Just("www.a.it"), Just("[1]"),
            ].prop_map(str::to_owned),
            1 => any::<char>().prop_map(String::from),
        ];
        prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]

        #[test]
        fn sentences_and_what_lies_between_give_the_text_back(text in any_text()) {
            let blank = |s: &str| s.chars().all(|c| {
                c.is_whitespace()
                    || c.is_control()
                    || crate::token::no_width(c)
                    || crate::token::combining(c)
                    || crate::token::trade_mark(c)
            });
            let mut tokens = Vec::new();
            tokenize(&text, 0, &lexicons().vocabulary, &mut tokens);
            let (mut at, mut token) = (0, 0);
            for s in split(&text, &tokens, lexicons()) {
                prop_assert!(blank(&text[at..s.span.start as usize]), "{:?}", &text[at..s.span.start as usize]);
                prop_assert!(!s.span.of(&text).is_empty() && s.span.of(&text).trim() == s.span.of(&text));
                prop_assert_eq!(s.first, token);
                prop_assert!(tokens[s.first as usize + 1..s.last as usize].iter().all(|t| !t.after_paragraph()));
                (at, token) = (s.span.end as usize, s.last);
            }
            prop_assert_eq!(token as usize, tokens.len());
            prop_assert!(blank(&text[at..]));
        }

        #[test]
        fn the_window_answers_as_the_whole_text(text in any_text()) {
            let mut tokens = Vec::new();
            tokenize(&text, 0, &lexicons().vocabulary, &mut tokens);
            let whole: Vec<usize> = text.split_sentence_bound_indices().map(|(start, _)| start).collect();
            let mut wrong = None;
            part(&text, &tokens, lexicons(), |mark, at| {
                let answer = unicode_breaks(&text, &tokens, mark, at);
                if answer != whole.contains(&(tokens[at].start as usize)) {
                    wrong = Some(tokens[at].start);
                }
                answer
            });
            prop_assert_eq!(wrong, None);
            // and wherever it could ask: before any token with a mark in front of it, closing quotes and brackets between
            let mut mark = None;
            for at in 0..tokens.len() {
                if let Some(mark) = mark && mark > 0 {
                    let start = tokens[at].start as usize;
                    prop_assert_eq!(unicode_breaks(&text, &tokens, mark, at), whole.contains(&start), "{:?} at {}", text, start);
                }
                mark = match &tokens[at] {
                    t if matches!(t.symbol, '.' | '!' | '?') => Some(at),
                    t if closes(t.symbol) => mark,
                    _ => None,
                };
            }
        }
    }
}
