//! Tokens: the one pass over an article's bytes. Every later stage reads tokens and the word ids looked up here.
//!
//! | text | tokens |
//! | --- | --- |
//! | `l’H200` | `l’` (elided), `H`, `200` (glued) |
//! | `4mila` | `4`, `mila` (glued) |
//! | `+740%` | `+`, `740`, `%` |
//! | `pic.twitter.com/Jyx` | one link |
//! | `l'**H200**`, `_circa_ 3` | `l'`, `H`, `200` (glued); `circa`, `3`: pairs of marks of emphasis are passed over |
//!
//! Nothing is lost: what lies between two tokens is white space, characters of no width, trade marks or marks of emphasis.

use crate::lexicon::{Function, Info, TermKind, TermKinds, Vocabulary, WordId};
use crate::span::Span;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A run of letters; with its apostrophe where it is elided («dell'», «l’») or cut («po'»).
    Word,
    /// A run of ASCII digits.
    Digits,
    /// One character that is neither letter, digit nor space.
    Symbol,
    /// A web address.
    Link,
}

/// One token. 28 bytes; an article's tokens stand in one vector.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// First byte in the article.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// The word's id, if a lexicon of words or the grammar knows it.
    pub word: WordId,
    /// The kinds of terms it begins, by its word and the next one: most questions to a token end here, without a look at the vocabulary.
    pub terms: TermKinds,
    /// The kinds of terms of several words that it begins together with the next token.
    pub goes_on: TermKinds,
    /// Its part in the sentence, if its word is one of a closed class.
    pub function: Option<Function>,
    /// What it is made of.
    pub kind: Kind,
    /// The symbol, with look-alikes made one: ’ is `'`, “ is `"`, – and — are `–`. 0 for words and digits.
    pub symbol: char,
    flags: u8,
}

const SPACED: u8 = 1;
const LINE: u8 = 2;
const PARAGRAPH: u8 = 4;
const CAPITAL: u8 = 8;
const ELIDED: u8 = 16;
const ALL_CAPITALS: u8 = 32;

impl Token {
    /// Whether white space (or the article's start) stands before it.
    pub fn spaced(&self) -> bool {
        self.flags & SPACED != 0
    }
    /// Whether nothing stands between it and the token before.
    pub fn glued(&self) -> bool {
        !self.spaced()
    }
    /// Whether a line ends before it.
    pub fn after_line(&self) -> bool {
        self.flags & LINE != 0
    }
    /// Whether an empty line (or the article's start) stands before it.
    pub fn after_paragraph(&self) -> bool {
        self.flags & PARAGRAPH != 0
    }
    /// Whether it begins with a capital letter.
    pub fn capital(&self) -> bool {
        self.flags & CAPITAL != 0
    }
    /// Whether it has two letters or more, all capital.
    pub fn all_capitals(&self) -> bool {
        self.flags & ALL_CAPITALS != 0
    }
    /// Whether it ends in an apostrophe.
    pub fn elided(&self) -> bool {
        self.flags & ELIDED != 0
    }
    /// Whether it is this symbol.
    pub fn is(&self, symbol: char) -> bool {
        self.symbol == symbol
    }
    /// Whether a term of this kind begins with it.
    #[inline]
    pub fn begins(&self, kind: TermKind) -> bool {
        self.terms.has(kind)
    }
    /// Whether it is a word.
    pub fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }
    /// Whether it is a run of digits.
    pub fn is_digits(&self) -> bool {
        self.kind == Kind::Digits
    }
    /// Its bytes.
    pub fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }
    /// Its characters.
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        self.span().of(text)
    }
}

/// What a byte can begin.
#[derive(Clone, Copy, PartialEq)]
enum Class {
    Lower,
    Upper,
    Digit,
    Space,
    Newline,
    Symbol,
    High,
}

const CLASS: [Class; 256] = {
    let mut table = [Class::Symbol; 256];
    let mut b = 0;
    while b < 256 {
        table[b] = match b as u8 {
            b'a'..=b'z' => Class::Lower,
            b'A'..=b'Z' => Class::Upper,
            b'0'..=b'9' => Class::Digit,
            b'\n' | b'\r' => Class::Newline,
            0..=b' ' | 0x7f => Class::Space,
            0x80.. => Class::High,
            _ => Class::Symbol,
        };
        b += 1;
    }
    table
};

/// The longest word that is looked up, in bytes; longer ones have no id (no lexicon holds one).
const FOLDED: usize = 64;

/// Letters that PDF files join, and what they stand for.
const LIGATURES: [(char, &str); 6] = [('ﬀ', "ff"), ('ﬁ', "fi"), ('ﬂ', "fl"), ('ﬃ', "ffi"), ('ﬄ', "ffl"), ('ﬅ', "st")];

/// A word's letters made lower case, apostrophes straight, while it is read.
struct Folded {
    /// With room for eight bytes written at once.
    bytes: [u8; FOLDED + 8],
    len: usize,
    all_capitals: bool,
    letters: usize,
}

impl Folded {
    fn push(&mut self, byte: u8) {
        if self.len < FOLDED {
            self.bytes[self.len] = byte;
        }
        self.len += 1;
    }
    fn push_char(&mut self, c: char) {
        let mut buffer = [0; 4];
        if let Some(&(_, letters)) = LIGATURES.iter().find(|l| l.0 == c) {
            letters.bytes().for_each(|b| self.push(b));
            return;
        }
        for lower in c.to_lowercase() {
            for &b in lower.encode_utf8(&mut buffer).as_bytes() {
                self.push(b);
            }
        }
    }
    fn id(&self, words: &Vocabulary) -> WordId {
        let eight = |at: usize, len: usize| {
            let chunk = self.bytes[at..].first_chunk().map_or(0, |chunk| u64::from_le_bytes(*chunk));
            chunk & first_bytes(len)
        };
        match self.len {
            0..=8 => words.short_id(eight(0, self.len)),
            9..=16 => words.middle_id([eight(0, 8), eight(8, self.len - 8)]),
            17..=FOLDED => words.id(&self.bytes[..self.len]),
            _ => WordId::NONE,
        }
    }

    /// Reads the ASCII letters that stand at `start`, eight at a time; returns the byte after them.
    fn ascii(&mut self, bytes: &[u8], start: usize) -> usize {
        let mut at = start;
        loop {
            let mut eight = [0; 8];
            match bytes[at..].first_chunk() {
                Some(chunk) => eight = *chunk,
                None => eight[..bytes.len() - at].copy_from_slice(&bytes[at..]),
            }
            let chunk = u64::from_le_bytes(eight);
            let lower = chunk | LOWER_CASE;
            let letters = leading_letters(lower);
            if self.len <= FOLDED {
                self.bytes[self.len..self.len + 8].copy_from_slice(&lower.to_le_bytes());
            }
            self.len += letters;
            self.letters += letters;
            // the bits of the letters alone, shifted in two steps: none of eight is left at once
            let kept = if letters == 0 { 0 } else { u64::MAX >> (64 - 8 * letters) };
            self.all_capitals &= chunk & LOWER_CASE & kept == 0;
            at += letters;
            if letters < 8 {
                return at;
            }
        }
    }
}

/// The bit that makes an ASCII letter lower case, in each of eight bytes.
const LOWER_CASE: u64 = 0x2020_2020_2020_2020;

/// How many of eight bytes, from the first on, are ASCII letters; `lower` has the bit of lower case set in each.
fn leading_letters(lower: u64) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * ONES;
    let low = lower & !HIGH;
    // Adding carries into a byte's high bit from 'a' on, and from past 'z' on.
    let from_a = low + (0x80 - b'a' as u64) * ONES;
    let past_z = low + (0x80 - b'z' as u64 - 1) * ONES;
    let letter = (from_a ^ past_z) & !lower & HIGH;
    ((letter ^ HIGH).trailing_zeros() / 8) as usize
}

/// All bits of the first of eight bytes.
fn first_bytes(len: usize) -> u64 {
    !u64::MAX.checked_shl(8 * len as u32).unwrap_or(0)
}

/// Whether it is a quote or dash of those that news has most of: no letter, space or mark of no width. Unicode's tables take long to
/// look in.
fn quote_or_dash(c: char) -> bool {
    matches!(c, '«' | '»' | '‐'..='\u{2027}')
}

/// The character at `at`, and the byte after it.
fn char_at(text: &str, at: usize) -> (char, usize) {
    let c = text[at..].chars().next().unwrap_or('\0');
    (c, at + c.len_utf8().max(1))
}

/// Whether the character counts as nothing: soft hyphen, zero-width marks, byte order mark, direction marks.
pub(crate) fn no_width(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// Whether the character says of the name before it that it is registered: «EPYC™ 9004».
pub(crate) fn trade_mark(c: char) -> bool {
    matches!(c, '™' | '®')
}

/// Whether the byte is a mark of emphasis where no token holds it: «**Nvidia**», «_H20_».
pub(crate) fn emphasis_mark(byte: u8) -> bool {
    matches!(byte, b'*' | b'_')
}

/// Whether the character is seen where it stands: it is no white space and has a width.
fn visible(c: char) -> bool {
    !c.is_whitespace() && !c.is_control() && !no_width(c)
}

/// Whether the character is a mark set on the letter before it.
pub(crate) fn combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}')
}

/// The one character look-alikes are read as.
fn plain_symbol(c: char) -> char {
    match c {
        '’' | '‘' | '‛' | '´' | '`' | 'ʼ' | '′' => '\'',
        '“' | '”' | '„' | '‟' | '″' | '＂' => '"',
        '–' | '—' | '―' | '‒' => '–',
        '‐' | '‑' | '−' | '﹣' => '-',
        '％' => '%',
        'º' | '˚' => '°',
        '＄' => '$',
        c => c,
    }
}

/// Reads `text[from..]` into `tokens`, which is emptied first.
pub fn tokenize(text: &str, from: usize, words: &Vocabulary, tokens: &mut Vec<Token>) {
    tokens.clear();
    // prose with figures has no more tokens than that, so that they are not moved as they grow
    tokens.reserve((text.len() - from.min(text.len())) / 4);
    let mut out = Out { words, tokens, before: words.info(WordId::NONE) };
    let bytes = text.as_bytes();
    let mut at = from;
    let mut flags = SPACED | LINE | PARAGRAPH;
    let mut links = Links::default();
    let mut emphasis = Emphasis::default();
    while at < bytes.len() {
        let start = at;
        at = match CLASS[bytes[at] as usize] {
            Class::Lower | Class::Upper => match PlainWord::read(bytes, start) {
                Some(word) => {
                    let flags = flags | capital(bytes[start] < b'a', word.letters, word.all_capitals);
                    out.push(start, start + word.letters, word.id(words), Kind::Word, '\0', flags);
                    start + word.letters
                }
                None => word(text, start, &mut out, flags, &mut links),
            },
            Class::Space => {
                flags |= SPACED;
                at += 1;
                continue;
            }
            Class::Newline => {
                // A second end of line with nothing but spaces since the first is an empty line.
                let crlf = bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n');
                flags |= if flags & LINE != 0 { PARAGRAPH } else { LINE } | SPACED;
                at += 1 + usize::from(crlf);
                continue;
            }
            Class::Digit => {
                let digits = bytes[at..].iter().take_while(|b| b.is_ascii_digit()).count();
                out.push(start, start + digits, WordId::NONE, Kind::Digits, '\0', flags);
                start + digits
            }
            Class::Symbol => {
                if emphasis_mark(bytes[at])
                    && let Some(end) = emphasis.past(text, at)
                {
                    at = end;
                    continue;
                }
                let symbol = plain_symbol(bytes[at] as char);
                out.push(start, start + 1, words.symbol(symbol), Kind::Symbol, symbol, flags);
                start + 1
            }
            // é, è, à: the letters of Latin-1 but × and ÷
            Class::High if bytes[at] == 0xc3 && !matches!(bytes[at + 1], 0x97 | 0xb7) => {
                word(text, start, &mut out, flags, &mut links)
            }
            Class::High => {
                let (c, next) = char_at(text, at);
                let mark = quote_or_dash(c);
                if !mark && c.is_alphabetic() && !matches!(c, 'º' | 'ª' | 'ʼ') {
                    word(text, start, &mut out, flags, &mut links)
                } else if !mark && c.is_whitespace() {
                    let line = matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}');
                    flags |= SPACED
                        | match (line, flags & LINE != 0) {
                            (true, true) => PARAGRAPH,
                            (true, false) => LINE,
                            _ => 0,
                        };
                    at = next;
                    continue;
                } else if no_width(c) || combining(c) || trade_mark(c) {
                    at = next;
                    continue;
                } else {
                    let symbol = plain_symbol(c);
                    let mut end = next;
                    // «❤️»: what is set on the symbol belongs to it
                    while end < bytes.len() && bytes[end] >= 0xcc && combining(char_at(text, end).0) {
                        end = char_at(text, end).1;
                    }
                    out.push(start, end, words.symbol(symbol), Kind::Symbol, symbol, flags);
                    end
                }
            }
        };
        // A space follows most tokens.
        let space = bytes.get(at) == Some(&b' ');
        (at, flags) = (at + usize::from(space), if space { SPACED } else { 0 });
    }
}

/// Where tokens go, and the words they are looked up in.
struct Out<'o> {
    words: &'o Vocabulary,
    tokens: &'o mut Vec<Token>,
    /// What is known of the last token's word.
    before: &'o Info,
}

impl Out<'_> {
    fn push(&mut self, start: usize, end: usize, word: WordId, kind: Kind, symbol: char, flags: u8) {
        let info = self.words.info(word);
        if self.before.may_go_on(info)
            && let Some(before) = self.tokens.last_mut()
        {
            before.goes_on = self.words.pair(self.before, word, info);
            before.terms = before.terms.and(before.goes_on);
        }
        self.before = info;
        self.tokens.push(Token {
            start: start as u32,
            end: end as u32,
            word,
            terms: info.kinds,
            goes_on: TermKinds::default(),
            function: info.function(),
            kind,
            symbol,
            flags,
        });
    }
}

/// A word of at most sixteen ASCII letters that a space or a plain mark ends, as most are: read eight bytes at a time.
struct PlainWord {
    /// Its letters in lower case, the first one lowest, zeros after the last: eight and eight.
    key: [u64; 2],
    letters: usize,
    all_capitals: bool,
}

impl PlainWord {
    /// The one at `start`, where a letter stands. None where the text ends close by, which [`word`] reads.
    fn read(bytes: &[u8], start: usize) -> Option<PlainWord> {
        let chunk = u64::from_le_bytes(*bytes[start..].first_chunk()?);
        let letters = leading_letters(chunk | LOWER_CASE);
        let word = if letters < 8 {
            let (key, all_capitals) = folded(chunk, letters);
            PlainWord { key: [key, 0], letters, all_capitals }
        } else {
            let rest = u64::from_le_bytes(*bytes[start + 8..].first_chunk()?);
            let letters = leading_letters(rest | LOWER_CASE);
            let (key, all_capitals) = folded(rest, letters);
            let all_capitals = all_capitals && chunk & LOWER_CASE == 0;
            PlainWord { key: [chunk | LOWER_CASE, key], letters: 8 + letters, all_capitals }
        };
        // What can go on in a web address, an elision or an accented letter is no plain mark.
        let next = *bytes.get(start + word.letters)?;
        let plain = match next {
            b' ' | b'\n' | b'\r' | b'\t' | b',' | b';' | b'?' | b'!' | b'"' | b')' | b']' | b'/' | b'%' => true,
            b'.' => bytes.get(start + word.letters + 1).is_none_or(u8::is_ascii_whitespace),
            _ => false,
        };
        plain.then_some(word)
    }

    fn id(&self, words: &Vocabulary) -> WordId {
        if self.letters <= 8 { words.short_id(self.key[0]) } else { words.middle_id(self.key) }
    }
}

/// The first `letters` of eight bytes in lower case, zeros after them; and whether all are capital.
fn folded(chunk: u64, letters: usize) -> (u64, bool) {
    let kept = first_bytes(letters);
    ((chunk | LOWER_CASE) & kept, chunk & LOWER_CASE & kept == 0)
}

/// The flags of a word by its letters.
fn capital(first: bool, letters: usize, all: bool) -> u8 {
    match first {
        true if all && letters > 1 => CAPITAL | ALL_CAPITALS,
        true => CAPITAL,
        false => 0,
    }
}

/// Reads one word, or a web address, from `start`; returns the byte after it.
fn word(text: &str, start: usize, out: &mut Out<'_>, mut flags: u8, links: &mut Links) -> usize {
    let words = out.words;
    let bytes = text.as_bytes();
    let mut folded = Folded { bytes: [0; FOLDED + 8], len: 0, all_capitals: true, letters: 0 };
    let mut at = folded.ascii(bytes, start);
    // One past the last letter: a soft hyphen or mark of no width belongs to a word only inside it.
    let mut end = at;
    // Most words are ASCII alone, and read by now.
    while at < bytes.len() {
        match CLASS[bytes[at] as usize] {
            Class::Lower => {
                folded.push(bytes[at]);
                folded.all_capitals = false;
                at += 1;
            }
            Class::Upper => {
                folded.push(bytes[at] | 0x20);
                at += 1;
            }
            // À to Þ and à to ÿ: C3 80..9E and C3 A0..BF, but × (97), ß (9F) and ÷ (B7).
            Class::High if bytes[at] == 0xc3 && !matches!(bytes[at + 1], 0x97 | 0x9f | 0xb7) => {
                folded.push(0xc3);
                folded.push(bytes[at + 1] | 0x20);
                folded.all_capitals &= bytes[at + 1] < 0x9f;
                at += 2;
            }
            Class::High => {
                let (c, next) = char_at(text, at);
                at = next;
                if quote_or_dash(c) {
                    break;
                } else if combining(c) {
                    compose(&mut folded, c);
                    end = next;
                    continue;
                } else if c.is_alphabetic() && !matches!(c, 'º' | 'ª' | 'ʼ') {
                    folded.push_char(c);
                    folded.all_capitals &= c.is_uppercase();
                } else if matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}') {
                    continue;
                } else {
                    break;
                }
            }
            _ => break,
        }
        folded.letters += 1;
        end = at;
    }
    let at = end;
    let first = bytes[start];
    let upper = first.is_ascii_uppercase() || (first >= 0x80 && char_at(text, start).0.is_uppercase());
    flags |= capital(upper, folded.letters, folded.all_capitals);
    if at < bytes.len() && CLASS[bytes[at] as usize] != Class::Space {
        if let Some(end) = links.end(bytes, start, at) {
            out.push(start, end, WordId::NONE, Kind::Link, '\0', flags);
            return end;
        }
        let apostrophe = match bytes[at] {
            b'\'' | b'`' => 1,
            0xe2 if bytes[at + 1] == 0x80 && matches!(bytes[at + 2], 0x98 | 0x99) => 3,
            0xc2 if bytes[at + 1] == 0xb4 => 2,
            _ => 0,
        };
        if apostrophe > 0 {
            let rest = &text[at + apostrophe..];
            // «Nvidia's»: the English genitive elides nothing
            let genitive = rest.starts_with('s') && !rest[1..].starts_with(char::is_alphanumeric);
            let joined = !genitive && rest.starts_with(char::is_alphanumeric);
            folded.push(b'\'');
            let id = folded.id(words);
            // «dell'H200» is elided whatever the lexicons know; «po'» only where a lexicon has it, else a quote closes.
            if (joined && folded.len <= 12) || id != WordId::NONE {
                out.push(start, at + apostrophe, id, Kind::Word, '\0', flags | ELIDED);
                return at + apostrophe;
            }
            folded.len -= 1;
        }
    }
    out.push(start, at, folded.id(words), Kind::Word, '\0', flags);
    at
}

/// Sets a combining accent on the vowel before it, as the composed letter (NFD text: e + U+0300 is è).
fn compose(folded: &mut Folded, mark: char) {
    let Some(&vowel) = folded.len.checked_sub(1).and_then(|last| folded.bytes.get(last)) else { return };
    let composed = match (mark, vowel) {
        ('\u{300}', b'a') => 'à',
        ('\u{300}', b'e') => 'è',
        ('\u{300}', b'i') => 'ì',
        ('\u{300}', b'o') => 'ò',
        ('\u{300}', b'u') => 'ù',
        ('\u{301}', b'a') => 'á',
        ('\u{301}', b'e') => 'é',
        ('\u{301}', b'i') => 'í',
        ('\u{301}', b'o') => 'ó',
        ('\u{301}', b'u') => 'ú',
        ('\u{308}', b'a') => 'ä',
        ('\u{308}', b'o') => 'ö',
        ('\u{308}', b'u') => 'ü',
        ('\u{303}', b'n') => 'ñ',
        ('\u{327}', b'c') => 'ç',
        _ => return,
    };
    folded.len -= 1;
    folded.push_char(composed);
}

/// Endings a bare web address («twitter.com/x») may have; longer lists would read «fine.Ma» as one.
const TOP_LEVEL: [&[u8]; 22] = [
    b"com", b"it", b"org", b"net", b"io", b"ai", b"eu", b"gov", b"cn", b"uk", b"de", b"fr", b"ly", b"me", b"tv",
    b"info", b"co", b"edu", b"ch", b"es", b"us", b"be",
];

/// Finds web and mail addresses. A run of labels («a.b.c») is read once: what was found of it holds for every label inside.
#[derive(Default)]
struct Links {
    /// The end of the last run that no `@` follows with a host.
    no_mail_before: usize,
    /// The end of the last run that is no host.
    no_host_before: usize,
}

impl Links {
    /// The end of an address that begins at `start`, its first word ending at `at`.
    fn end(&mut self, bytes: &[u8], start: usize, at: usize) -> Option<usize> {
        if !matches!(bytes[at], b'.' | b':' | b'@' | b'-' | b'_' | b'+' | b'0'..=b'9') {
            return None;
        }
        if bytes[at] == b':' {
            return bytes[at..].starts_with(b"://").then(|| address_end(bytes, at + 3));
        }
        if at >= self.no_mail_before {
            // «mario.rossi@esempio.it»
            let local = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'+');
            let run = at + bytes[at..].iter().position(|&b| !local(b)).unwrap_or(bytes.len() - at);
            if bytes.get(run) == Some(&b'@')
                && let Some(end) = host_end(bytes, run + 1).0
            {
                return Some(end);
            }
            self.no_mail_before = run + 1;
        }
        if bytes[at] == b'.' && at >= self.no_host_before {
            let next = bytes.get(at + 1).copied().unwrap_or(b' ');
            let www = bytes[start..at].eq_ignore_ascii_case(b"www") && next.is_ascii_alphanumeric();
            // «fine.Ma» is none
            if next.is_ascii_lowercase() || www {
                match host_end(bytes, start) {
                    (Some(end), _) if bytes.get(end) == Some(&b'/') => return Some(address_end(bytes, end)),
                    (Some(end), _) => return Some(end),
                    (None, run) => self.no_host_before = run,
                }
            }
        }
        None
    }
}

/// The end of a host's name that begins at `from`: labels of letters, digits and hyphens between full stops, the last one known;
/// and the end of the labels, known or not.
fn host_end(bytes: &[u8], from: usize) -> (Option<usize>, usize) {
    let (mut end, mut label) = (from, from);
    while end < bytes.len() {
        if bytes[end] == b'.' {
            if !bytes.get(end + 1).is_some_and(u8::is_ascii_alphanumeric) {
                break;
            }
            label = end + 1;
        } else if !(bytes[end].is_ascii_alphanumeric() || bytes[end] == b'-') {
            break;
        }
        end += 1;
    }
    let next = bytes.get(end).copied().unwrap_or(b' ');
    let known = TOP_LEVEL.iter().any(|ending| ending.eq_ignore_ascii_case(&bytes[label..end]));
    ((label > from && known && next < 0x80 && next != b'_').then_some(end), end)
}

/// Where an address ends that goes on at `from`: at white space, a quote or bracket, without the marks of the sentence it closes.
fn address_end(bytes: &[u8], from: usize) -> usize {
    let stop = |b: &u8| b.is_ascii_whitespace() || matches!(b, b'"' | b'<' | b'>' | b')' | b']' | b'|' | 0xc2 | 0xe2);
    let mut end = from + bytes[from..].iter().position(stop).unwrap_or(bytes.len() - from);
    while end > from && matches!(bytes[end - 1], b'.' | b',' | b';' | b':' | b'!' | b'?' | b'\'' | b'*') {
        end -= 1;
    }
    end
}

/// Pairs of marks of emphasis as plain texts have them: `**Nvidia**`, `*3 miliardi*`, `__H20__`, `_circa_`.
#[derive(Default)]
struct Emphasis {
    /// Where the pair closes that is open: of one, two and three `*`, and of as many `_`. 0 where none is.
    close: [usize; 6],
}

impl Emphasis {
    /// The most bytes between the two marks of a pair, which stand on one line.
    const LONGEST: usize = 500;

    /// The byte after the marks that stand at `at`, where they are one half of a pair.
    fn past(&mut self, text: &str, at: usize) -> Option<usize> {
        let bytes = text.as_bytes();
        let mark = bytes[at];
        let run = |from: usize| bytes[from..].iter().take(4).take_while(|&&b| b == mark).count();
        let marks = run(at);
        let end = at + marks;
        let close = self.close.get_mut(usize::from(mark == b'_') * 3 + marks - 1).filter(|_| marks <= 3)?;
        if *close == at && at > 0 {
            return Some(end);
        }
        let inside = |b: u8| b.is_ascii_alphanumeric() || (0xc3..0xe2).contains(&b);
        let opens = |c: char| {
            c.is_ascii_alphanumeric() || !c.is_ascii() && visible(c) || matches!(c, '"' | '\'' | '$' | '+' | '*' | '_')
        };
        if at > 0 && (inside(bytes[at - 1]) || bytes[at - 1] == mark) || !text[end..].chars().next().is_some_and(opens)
        {
            return None;
        }
        let line = &bytes[end..bytes.len().min(end + Self::LONGEST)];
        for (from, &byte) in (end..).zip(line) {
            if byte == b'\n' {
                return None;
            }
            if byte == mark && bytes[from - 1] != mark {
                let closes = run(from) == marks
                    && text[..from].chars().next_back().is_some_and(visible)
                    && !bytes.get(from + marks).is_some_and(|&b| inside(b));
                if closes {
                    *close = from;
                    return Some(end);
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<String> {
        let mut tokens = Vec::new();
        tokenize(text, 0, &Vocabulary::default(), &mut tokens);
        tokens.iter().map(|t| t.of(text).to_owned()).collect()
    }

    #[test]
    fn words_digits_and_symbols_part() {
        for (text, expected) in [
            ("l’H200", vec!["l’", "H", "200"]),
            ("dell'NVIDIA", vec!["dell'", "NVIDIA"]),
            ("4mila", vec!["4", "mila"]),
            ("+740%", vec!["+", "740", "%"]),
            ("cinesi.È", vec!["cinesi", ".", "È"]),
            ("vedi pic.twitter.com/Jyx8z.", vec!["vedi", "pic.twitter.com/Jyx8z", "."]),
            ("https://a.it/b?c=1 ok", vec!["https://a.it/b?c=1", "ok"]),
            ("fine.ma poi", vec!["fine", ".", "ma", "poi"]),
            ("'virgolette'", vec!["'", "virgolette", "'"]),
            ("dell'H200", vec!["dell'", "H", "200"]),
            ("L’H20 e l`AI", vec!["L’", "H", "20", "e", "l`", "AI"]),
            ("anni '70 e ’80", vec!["anni", "'", "70", "e", "’", "80"]),
            ("cinquant'anni d’oro", vec!["cinquant'", "anni", "d’", "oro"]),
            ("i chip 'puliti' no", vec!["i", "chip", "'", "puliti", "'", "no"]),
            ("Nvidia's chip", vec!["Nvidia", "'", "s", "chip"]),
            ("a mario.rossi@esempio.it.", vec!["a", "mario.rossi@esempio.it", "."]),
            ("info@esempio.it, a_b-c+d@x.com", vec!["info@esempio.it", ",", "a_b-c+d@x.com"]),
            ("@Rossi_M e #AI2026", vec!["@", "Rossi", "_", "M", "e", "#", "AI", "2026"]),
            ("50@60 a@b", vec!["50", "@", "60", "a", "@", "b"]),
            ("www.Esempio.IT/a?b=1!", vec!["www.Esempio.IT/a?b=1", "!"]),
            ("(x.com/abc) [a.ai]", vec!["(", "x.com/abc", ")", "[", "a.ai", "]"]),
            ("su Amazon.com.", vec!["su", "Amazon.com", "."]),
            ("dice.Ma è a.b.c", vec!["dice", ".", "Ma", "è", "a", ".", "b", ".", "c"]),
            ("se\u{ad}mi\u{200b}con\u{ad} poi", vec!["se\u{ad}mi\u{200b}con", "poi"]),
            ("10\u{a0}000\u{202f}€", vec!["10", "000", "€"]),
            ("perche\u{301} no", vec!["perche\u{301}", "no"]),
            ("uﬃcio", vec!["uﬃcio"]),
            ("❤\u{fe0f}.", vec!["❤\u{fe0f}", "."]),
            ("perché no…", vec!["perché", "no", "…"]),
            ("EPYC™ 9004, Gaudi® 3", vec!["EPYC", "9004", ",", "Gaudi", "3"]),
            ("«**H200**», *3 miliardi*", vec!["«", "H", "200", "»", ",", "3", "miliardi"]),
            ("«*\u{2028}*.» *\u{a0}x*", vec!["«", "*", "*", ".", "»", "*", "x", "*"]),
            ("__circa__ (_due_) ***x***.", vec!["circa", "(", "due", ")", "x", "."]),
            ("3 * 4 e 5*6*7", vec!["3", "*", "4", "e", "5", "*", "6", "*", "7"]),
            ("Nvidia* e Amd** ** a_b_c", vec!["Nvidia", "*", "e", "Amd", "*", "*", "*", "*", "a", "_", "b", "_", "c"]),
            ("* voce\n* altra *\n(*) no", vec!["*", "voce", "*", "altra", "*", "(", "*", ")", "no"]),
        ] {
            assert_eq!(pieces(text), expected, "{text}");
        }
    }

    #[test]
    fn lines_and_paragraphs_are_told_apart() {
        let mut tokens = Vec::new();
        tokenize("uno\ndue\r\n\r\ntre", 0, &Vocabulary::default(), &mut tokens);
        let breaks: Vec<_> = tokens.iter().map(|t| (t.after_line(), t.after_paragraph())).collect();
        assert_eq!(breaks, [(true, true), (true, false), (true, true)]);
    }

    #[test]
    fn look_alikes_are_one_word() {
        use crate::lexicon::Lexicons;
        let lexicons = Lexicons::builtin().expect("the built-in lexicons load");
        let mut tokens = Vec::new();
        let mut word = |text: &str| {
            tokenize(text, 0, &lexicons.vocabulary, &mut tokens);
            assert_eq!(tokens.len(), 1, "{text}: {tokens:?}");
            tokens[0].word
        };
        for (plain, others) in [
            ("metà", vec!["Metà", "METÀ", "meta\u{300}", "me\u{ad}tà", "meta'"]),
            ("perché", vec!["perche\u{301}", "perchè", "PERCHÉ"]),
            ("dell'", vec!["dell’", "DELL'", "dell`"]),
            ("un", vec!["Un", "UN", "u\u{200b}n"]),
            ("finché", vec!["ﬁnché"]),
        ] {
            let id = word(plain);
            assert_ne!(id, WordId::NONE, "{plain}");
            for other in others {
                assert_eq!(word(other), id, "{other}");
            }
        }
    }

    /// Reading four times the text takes about four times as long, whatever it is made of.
    #[test]
    fn time_is_linear() {
        use crate::lexicon::Lexicons;
        let lexicons = Lexicons::builtin().expect("the built-in lexicons load");
        let time = |text: &str| {
            let run = || {
                let start = std::time::Instant::now();
                let mut tokens = Vec::new();
                tokenize(text, 0, &lexicons.vocabulary, &mut tokens);
                crate::sentence::split(text, &tokens, &lexicons);
                start.elapsed()
            };
            (0..5).map(|_| run()).min().expect("five runs")
        };
        const PIECES: [&str; 16] =
            [".", "\"", "a", "a.b.c.d", "a.", "A.", ")", ".)", "(", "«", "'", "1.", "a@", "a-", ". ", "dott. "];
        for piece in PIECES {
            let short = piece.repeat((1 << 17) / piece.len());
            let (one, four) = (time(&short), time(&short.repeat(4)));
            // a quadratic pass would take sixteen times as long, and many seconds; a busy machine is no reason to fail
            assert!(four < one * 10 || four.as_millis() < 400, "{piece}: {one:?}, then {four:?}");
        }
    }
}
