//! Figures: a number with its unit, bound, direction and range.
//!
//! One left-to-right scan; at each free token a number may begin with, these steps in turn:
//!
//! 1. `numeral::read` the number; 2. `no_quantity` drops digits that count nothing (versions, scores, footnotes, codes);
//! 3. `unit` before or after; 4. `range` with a second number; 5. `bound` before or after; 6. `direction` of change.
//!
//! `tests/cases/figures.csv` holds the examples, a row a form, near misses included.

use super::numeral::{self, Number, Style};
use super::{Context, Mention, Reading, Type};
use crate::lexicon::{Bound, Function, NumeralClass, TermKind, UnitKind, WordClass};
use crate::span::Span;
use crate::token::{Kind, Token};

/// Growth or fall.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// `+`
    Up,
    /// `-`
    Down,
}

impl Sign {
    /// As the tables have it.
    pub fn sign(self) -> &'static str {
        match self {
            Sign::Up => "+",
            Sign::Down => "-",
        }
    }
}

/// A quantity, normalized.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Figure {
    /// Its value, never negative; the low end of a range; none for «decine di migliaia» and compound durations.
    pub value: Option<f64>,
    /// The high end of a range.
    pub high: Option<f64>,
    /// Its unit: a place in [`crate::lexicon::Lexicons::units`]; none for a count.
    pub unit: Option<u16>,
    /// What it is a rate by: a place in [`crate::lexicon::Lexicons::rates`].
    pub rate: Option<u16>,
    /// Its bound.
    pub bound: Bound,
    /// Growth or fall, where the text says so.
    pub direction: Option<Sign>,
    /// Whether it stands for a figure before it («altrettanti», «un numero uguale»).
    pub ellipsis: bool,
}

impl Figure {
    /// The unit as the tables have it: `USD`, `USD/h`, `%`, or nothing for a count.
    pub fn unit_name(&self, lexicons: &crate::lexicon::Lexicons) -> String {
        let mut name = self.unit.map_or(String::new(), |u| lexicons.units[u as usize].id.clone());
        if let Some(rate) = self.rate {
            name.push('/');
            name.push_str(&lexicons.rates[rate as usize]);
        }
        name
    }

    /// What its unit measures; none for a count.
    pub fn unit_kind(&self, lexicons: &crate::lexicon::Lexicons) -> Option<UnitKind> {
        self.unit.map(|u| lexicons.units[u as usize].kind)
    }
}

/// A number and its unit, while a figure is put together.
#[derive(Clone, Copy, Debug)]
struct Measured {
    number: Number,
    first: usize,
    last: usize,
    unit: Option<u16>,
    rate: Option<u16>,
    sign: Option<Sign>,
}

/// Tags the figures among the tokens no name or date has taken.
pub(super) fn tag(context: Context<'_>, taken: &[bool], mentions: &[Mention]) -> Vec<Mention> {
    let mut out: Vec<Mention> = Vec::new();
    for (number, sentence) in context.sentences.iter().enumerate() {
        if sentence.leftover {
            continue;
        }
        let mut scan = Scan { context, taken, mentions, sentence: number, from: sentence.first as usize, to: sentence.last as usize };
        let mut at = scan.from;
        while at < scan.to {
            match scan.figure(at, &out) {
                Some((mention, last)) => {
                    at = last.max(at + 1);
                    scan.from = scan.from.max(mention.first as usize);
                    scan.from = context.sentences[number].first as usize;
                    out.push(mention);
                }
                None => at = scan.skip(at),
            }
        }
    }
    out
}

struct Scan<'a> {
    context: Context<'a>,
    taken: &'a [bool],
    mentions: &'a [Mention],
    sentence: usize,
    from: usize,
    to: usize,
}

impl<'a> Scan<'a> {
    fn token(&self, at: usize) -> Option<&'a Token> {
        self.context.tokens[..self.to].get(at)
    }
    fn is(&self, at: usize, symbol: char) -> bool {
        self.token(at).is_some_and(|t| t.is(symbol))
    }
    fn before(&self, at: usize) -> Option<&'a Token> {
        at.checked_sub(1).filter(|&b| b >= self.from).and_then(|b| self.token(b))
    }
    fn text(&self, at: usize) -> &'a str {
        self.token(at).map_or("", |t| t.of(self.context.text))
    }
    /// The word at `at` as the vocabulary has it; articled prepositions in their plain form.
    fn base(&self, at: usize) -> &'a str {
        let vocabulary = &self.context.lexicons.vocabulary;
        self.token(at).map_or("", |t| vocabulary.text(vocabulary.base(t.word)))
    }
    fn function(&self, at: usize) -> Option<Function> {
        let lexicons = self.context.lexicons;
        let (len, payload) = lexicons.vocabulary.term(&self.context.tokens[at..(at + 1).min(self.to)], TermKind::Function)?;
        (len == 1).then(|| lexicons.functions[payload as usize])
    }
    fn free(&self, range: std::ops::Range<usize>) -> bool {
        range.end <= self.to && self.taken[range].iter().all(|t| !t)
    }

    /// The next token a figure could begin at: past the rest of a run of glued digits and marks that made none.
    fn skip(&self, at: usize) -> usize {
        let mut next = at + 1;
        let digits = self.token(at).is_some_and(Token::is_digits);
        while digits && self.token(next).is_some_and(|t| t.glued() && (t.is_digits() || matches!(t.symbol, '.' | ',' | ':' | '/' | '-'))) {
            next += 1;
        }
        next
    }

    /// The figure that begins at token `at`, and the token after it.
    fn figure(&self, at: usize, done: &[Mention]) -> Option<(Mention, usize)> {
        let token = self.token(at)?;
        if self.taken[at] {
            return None;
        }
        let vocabulary = &self.context.lexicons.vocabulary;
        // Most words begin no number: the vocabulary says so at once.
        let may = match token.kind {
            Kind::Digits => true,
            Kind::Word => vocabulary.begins(token.word, TermKind::Numeral) || numeral::one_word(self.context, at).is_some()
                || vocabulary.begins(token.word, TermKind::Unit) || vocabulary.begins(token.word, TermKind::Verb) && self.multiple_verb(at).is_some(),
            Kind::Symbol => matches!(token.symbol, '+' | '-' | '–' | '$' | '€' | '£' | '¥' | '₩' | '₹' | '₽' | '₺'),
            Kind::Link => false,
        };
        if !may {
            return None;
        }
        if let Some(special) = self.ellipsis(at).or_else(|| self.multiple(at)).or_else(|| self.share(at)) {
            return Some(special);
        }
        let low = self.measured(at)?;
        if self.no_quantity(&low) {
            return None;
        }
        let (mut figure, mut last) = (Figure::default(), low.last);
        (figure.value, figure.unit, figure.rate) = (low.number.value, low.unit, low.rate);
        figure.bound = if low.number.about { Bound::About } else { Bound::Exact };
        if let Some((high, low_value, unit, rate)) = self.range(&low) {
            (figure.value, figure.high, figure.unit, figure.rate, last) = (low_value, high.number.value, unit, rate, high.last);
        } else if let Some((value, unit, end)) = self.carried(&low) {
            // «da 3 a 5 miliardi» as a change: the first number takes the second's unit
            (figure.value, figure.unit) = (Some(value), unit);
            let _ = end;
        } else if let Some(end) = self.compound_duration(&low) {
            (figure.value, last) = (None, end);
        } else if let Some((value, end)) = self.coins(&low) {
            (figure.value, last) = (Some(value), end);
        }
        self.fraction(&low.number, &mut figure, last);
        if let Some((bound, end)) = self.bound_after(last) {
            figure.bound = bound;
            if self.is(last, '+') {
                last = end;
            }
        }
        let first = low.first;
        if let Some(bound) = self.bound_before(first) {
            figure.bound = bound;
        }
        figure.direction = low.sign.or_else(|| self.direction(first, last, &figure, done));
        Some((self.mention(first, last, figure), last))
    }

    fn mention(&self, first: usize, last: usize, figure: Figure) -> Mention {
        let tokens = self.context.tokens;
        Mention {
            kind: Type::Figure,
            span: Span::new(tokens[first].start, tokens[last - 1].end),
            first: first as u32,
            last: last as u32,
            sentence: self.sentence as u32,
            reading: Reading::Figure(figure),
        }
    }

    /// A number at `at` with the sign and money before it and the unit after it.
    fn measured(&self, at: usize) -> Option<Measured> {
        let (mut first, mut next, mut sign, mut money) = (at, at, None, None);
        let token = self.token(at)?;
        // `+740%`, `-0,4%`, `- 1.200.000`, `meno 3`
        if matches!(token.symbol, '+' | '-' | '–') {
            let digits = self.token(at + 1)?;
            let joined = digits.glued() || (self.before(at).is_none() && !token.is('–'));
            let free = token.spaced() || self.before(at).is_none_or(|b| matches!(b.symbol, '(' | '[' | '"' | '«'));
            if !joined || !free || !(digits.is_digits() || matches!(digits.symbol, '$' | '€' | '£')) {
                return None;
            }
            sign = Some(if token.is('+') { Sign::Up } else { Sign::Down });
            next = at + 1;
        } else if let Some((len, NumeralClass::Minus, _)) = self.numeral(at) {
            if self.before(at).is_some() || !self.token(at + len)?.is_digits() {
                return None;
            }
            sign = Some(Sign::Down);
            next = at + len;
        }
        // `$ 14 milioni`, `USD 3bn`, `us $ 10 miliardi`
        if let Some((len, unit)) = self.unit_at(next)
            && matches!(self.kind(unit), UnitKind::Money)
            && self.token(next + len).is_some_and(Token::is_digits)
            && (self.token(next)?.kind == Kind::Symbol || self.code(next, len))
        {
            money = Some(unit);
            next += len;
        }
        let start = self.token(next)?;
        // A number inside a word or code is none: `H100`, `Covid-19`, `10-K` are whole.
        if start.is_digits() && next == at && !self.begins_number(next) {
            return None;
        }
        let number = numeral::read(self.context, next)?;
        if !self.free(first..number.last) {
            return None;
        }
        if next != at && number.value.is_none() {
            return None;
        }
        let mut last = number.last;
        let (mut unit, mut rate) = (money, None);
        if let Some((found, end)) = self.unit_after(&number, next) {
            match money {
                // `$5,5 mld`, and no second unit; `5 USD` wins over nothing
                Some(_) if self.kind(found) != UnitKind::Money => {}
                _ => (unit, last) = (Some(found), end),
            }
        }
        if !self.free(first..last) {
            return None;
        }
        if let Some((found, end)) = self.rate_after(unit, last) {
            (rate, last) = (Some(found), end);
        }
        if token.kind == Kind::Word && sign.is_none() && money.is_none() {
            first = at;
        }
        Some(Measured { number, first, last, unit, rate, sign })
    }

    fn numeral(&self, at: usize) -> Option<(usize, NumeralClass, f64)> {
        let (len, payload) = self.context.lexicons.vocabulary.term(self.context.tokens.get(at..self.to)?, TermKind::Numeral)?;
        let numeral = self.context.lexicons.numerals[payload as usize];
        Some((len, numeral.class, numeral.value))
    }

    fn kind(&self, unit: u16) -> UnitKind {
        self.context.lexicons.units[unit as usize].kind
    }

    /// Whether a unit before a number is a currency code or sign, not a word («dollari 5»).
    fn code(&self, at: usize, len: usize) -> bool {
        let text = self.text(at);
        self.is(at + len - 1, '$') || (text.len() <= 3 && text.bytes().all(|b| b.is_ascii_uppercase()))
    }

    /// The longest unit at `at` whose case is right.
    fn unit_at(&self, at: usize) -> Option<(usize, u16)> {
        let Context { tokens, lexicons, text, .. } = self.context;
        let rest = tokens.get(at..self.to)?;
        lexicons
            .vocabulary
            .terms(rest, TermKind::Unit)
            .find(|&(len, unit)| {
                let exact = &lexicons.units[unit as usize].exact;
                let written = Span::new(rest[0].start, rest[len - 1].end).of(text);
                let close = rest[1..len].iter().all(|t| !t.after_line());
                close && (exact.is_empty() || exact.iter().any(|e| e == written))
            })
            .map(|(len, unit)| (len, unit as u16))
    }

    /// The unit after a number, and the token after it.
    fn unit_after(&self, number: &Number, _first: usize) -> Option<(u16, usize)> {
        let mut at = number.last;
        let token = self.token(at)?;
        if token.after_line() {
            return None;
        }
        // «7-nm», «16-bit»
        let hyphen = token.is('-') && token.glued() && number.in_digits() && self.token(at + 1).is_some_and(|t| t.glued() && t.is_word());
        if hyphen {
            let (len, unit) = self.unit_at(at + 1)?;
            return matches!(self.kind(unit), UnitKind::Measure).then_some((unit, at + 1 + len));
        }
        // «2,4 miliardi di galloni», «due milioni di euro»
        if number.multiplier >= 1e6 || number.value.is_none() || number.about {
            let of = self.base(at) == "di";
            if of && let Some((len, unit)) = self.unit_at(at + 1) && !matches!(self.kind(unit), UnitKind::Coin) {
                return Some((unit, at + 1 + len));
            }
        }
        // «un quarto d'ora», «1/4 di miglio»
        if number.fraction && self.base(at) == "di" {
            let (len, unit) = self.unit_at(at + 1)?;
            return matches!(self.kind(unit), UnitKind::Measure | UnitKind::Time).then_some((unit, at + 1 + len));
        }
        let (len, unit) = self.unit_at(at)?;
        at += len;
        let end = self.token(at - 1)?;
        let single = len == 1 && end.is_word() && end.end - end.start == 1;
        match self.kind(unit) {
            // One letter is a unit only close to its number or followed by no word it could belong to: «20 l d'acqua».
            UnitKind::Measure | UnitKind::Time if single => {
                let known = number.in_digits() && !end.elided();
                let after = self.token(at);
                let alone = after.is_none_or(|t| t.spaced() || (t.kind == Kind::Symbol && !t.is('/') && !t.is('.')) || t.is('.') && self.token(at + 1).is_none_or(Token::spaced));
                (known && alone && (token.glued() || !end.capital() || self.context.lexicons.units[unit as usize].exact.len() > 1)).then_some((unit, at))
            }
            // «il 5 per cento» yes; «secondo» the ordinal no
            UnitKind::Time if self.text(at - 1).eq_ignore_ascii_case("secondo") => None,
            UnitKind::Multiple if self.text(at - 1).eq_ignore_ascii_case("volta") => None,
            UnitKind::Currency => Some((unit, at)),
            // Glued letters must be all of the word: «10kg», not «10k» of «10kilo».
            _ => Some((unit, at)),
        }
    }

    /// «l'ora», «al mese», «per azione» after an amount of money or a measure.
    fn rate_after(&self, unit: Option<u16>, at: usize) -> Option<(u16, usize)> {
        let unit = unit?;
        if !matches!(self.kind(unit), UnitKind::Money | UnitKind::Measure | UnitKind::Subunit) {
            return None;
        }
        let rest = self.context.tokens.get(at..self.to)?;
        let (len, rate) = self.context.lexicons.vocabulary.term(rest, TermKind::Rate)?;
        // «5 miliardi l'anno scorso» tells when, not how often
        let next = self.base(at + len);
        let dated = matches!(next, "scorso" | "scorsa" | "prossimo" | "prossima" | "passato" | "passata" | "precedente" | "prima" | "dopo")
            || self.token(at + len).is_some_and(|t| t.is_digits() && t.end - t.start == 4);
        (!dated && self.free(at..at + len) && !rest[0].after_line()).then_some((rate as u16, at + len))
    }

    /// Whether the digits at `at` begin a number, and are no part of a word or code.
    fn begins_number(&self, at: usize) -> bool {
        let Some(token) = self.token(at) else { return false };
        if token.spaced() {
            return true;
        }
        let Some(before) = self.before(at) else { return true };
        match before.kind {
            Kind::Word => before.elided(),
            Kind::Digits | Kind::Link => false,
            Kind::Symbol => match before.symbol {
                // «Covid-19», «F-35»; but «-5%» and «2-3» are met at their sign or first number
                '-' | '–' => before.spaced() && self.before(at - 1).is_none_or(|b| !b.is_word()) && false,
                '.' | ',' | '/' | ':' | '_' | '#' | '@' | '\\' => before.spaced() && !matches!(before.symbol, '#' | '@'),
                _ => true,
            },
        }
    }

    /// Whether a number counts nothing: versions, scores, clock times, codes, list numbers, footnotes, house numbers.
    fn no_quantity(&self, m: &Measured) -> bool {
        let Number { style, value, .. } = m.number;
        let (first, last) = (m.first, m.number.last);
        if m.unit.is_some() || m.number.multiplier > 1.0 || m.sign.is_some() && m.unit.is_some() {
            return false;
        }
        let next = self.token(m.last);
        let Style::Digits { decimals, point, grouped } = style else {
            return self.no_number_word(m);
        };
        let written = Span::new(self.context.tokens[first].start, self.context.tokens[last - 1].end).of(self.context.text);
        let digits = self.token(last - 1).map_or(0, |t| t.end - t.start);
        // `27°`, `1º`, `3ª`
        if next.is_some_and(|t| t.glued() && matches!(t.symbol, '°' | 'ª')) {
            return true;
        }
        if let Some(next) = next.filter(|t| t.glued()) {
            // `5G`, `42enne`, `10x` is a multiple and has a unit
            if next.is_word() || next.kind == Kind::Digits {
                return true;
            }
            let after = self.token(m.last + 1).filter(|t| t.glued());
            let joined = after.is_some_and(|t| t.is_word() || t.is_digits());
            match next.symbol {
                // `10-K`, `2024-25`, `3-1`, `978-88-…`: a range was read before, what is left is a code
                '-' | '–' | '/' | ':' | '_' | '.' if joined => return self.range(m).is_none(),
                ')' if self.opens_line(first) => return true,
                ']' if self.is(first.wrapping_sub(1), '[') => return true,
                _ => {}
            }
        }
        // `007`, `06 1234`: a number does not begin with 0
        if written.len() > 1 && written.starts_with('0') && decimals == 0 && written.bytes().nth(1).is_some_and(|b| b.is_ascii_digit()) {
            return true;
        }
        // `1. Primo punto`, `1) Primo punto`
        if self.opens_line(first) && decimals == 0 && !grouped && next.is_some_and(|t| matches!(t.symbol, '.' | ')') && t.glued()) && m.last + 1 < self.to {
            return true;
        }
        let before = self.before(first);
        // `versione 2.0`, `PCIe 5.0`, `Web 3.0`: a decimal point with no unit after a name
        if point && decimals <= 2 {
            let name = before.is_some_and(|b| {
                b.is_word() && (b.capital() || matches!(b.of(self.context.text), "versione" | "release" | "industria" | "web"))
            });
            if name && m.first > self.from && self.function(first - 1).is_none() {
                return true;
            }
        }
        if let Some(before) = before {
            let word = self.base(first - 1);
            if before.is_word() && matches!(word, "articolo" | "art" | "numero" | "n" | "nr" | "num" | "pagina" | "pag" | "capitolo" | "comma" | "interno" | "isbn" | "tel" | "civico" | "volume" | "puntata" | "episodio" | "stagione" | "gate" | "canale") {
                return true;
            }
            // «n. 5», «art. 3»
            if before.is('.') && first >= self.from + 2 && matches!(self.base(first - 2), "n" | "art" | "nr" | "pag" | "p" | "tel" | "vol" | "cap" | "num" | "artt") {
                return true;
            }
            // «alle 18», «ore 9»: a clock time, unless it counts something («alle 10 aziende»)
            if decimals <= 2 && value.is_some_and(|v| v < 25.0) && !grouped {
                let clock = matches!(self.text(first - 1).to_lowercase().as_str(), "alle" | "ore" | "dalle" | "all'" | "le");
                let counted = next.is_some_and(|t| t.is_word() && t.spaced() && self.function(m.last).is_none() && !t.capital());
                let hours = self.text(first - 1).eq_ignore_ascii_case("ore");
                if clock && (hours || !counted) && !self.text(first - 1).eq_ignore_ascii_case("le") {
                    return true;
                }
            }
            // «iPhone 15», «Windows 11», «Serie 5», «via Roma 12»: a number that belongs to the name before it
            let small = !grouped && decimals == 0 && digits <= 4;
            let named = before.is_word() && before.capital() && !before.elided() && !self.opens_line(first - 1) && self.function(first - 1).is_none();
            if small && named && !self.counts(m.last) {
                return true;
            }
        }
        // a lone year is a date's business: what the dates left («il 1984 di Orwell») counts nothing
        if !grouped && decimals == 0 && written.len() == 4 && value.is_some_and(|v| (1900.0..2100.0).contains(&v)) && m.first > self.from && !self.counts(m.last) {
            return true;
        }
        self.footnote(m)
    }

    /// Whether token `at` begins a line or the sentence.
    fn opens_line(&self, at: usize) -> bool {
        at == self.context.sentences[self.sentence].first as usize || self.token(at).is_some_and(Token::after_line)
    }

    /// Whether what stands at `at` is counted by a number before it: a lower-case word that is no function word, or a chip.
    fn counts(&self, at: usize) -> bool {
        let Some(token) = self.token(at) else { return false };
        if self.taken[at] {
            let next = self.mentions.iter().find(|m| m.first as usize == at);
            return next.is_some_and(|m| matches!(m.kind, Type::Chip));
        }
        token.is_word() && token.spaced() && !token.capital() && self.function(at).is_none() && !self.verb(at)
    }

    fn verb(&self, at: usize) -> bool {
        let lexicons = self.context.lexicons;
        self.token(at).is_some_and(|t| lexicons.vocabulary.begins(t.word, TermKind::Verb)) && !lexicons.vocabulary.begins(self.context.tokens[at].word, TermKind::Noun)
    }

    /// A footnote mark: a small number, with nothing to count, that ends a line after a word no number hangs on.
    fn footnote(&self, m: &Measured) -> bool {
        let Style::Digits { decimals: 0, grouped: false, .. } = m.number.style else { return false };
        if m.last != self.to || m.number.value.is_some_and(|v| v > 99.0) || m.first == self.from {
            return false;
        }
        let before = m.first - 1;
        let hangs = matches!(self.function(before), Some(Function::Preposition | Function::Conjunction | Function::Article | Function::Adverb | Function::Negation));
        self.token(before).is_some_and(Token::is_word) && !hangs && !self.verb(before)
    }

    /// Number words that count nothing here: «sei» the verb, «mille» in «mille grazie» still counts.
    fn no_number_word(&self, m: &Measured) -> bool {
        let word = self.text(m.first);
        if m.number.last == m.first + 1 && word.eq_ignore_ascii_case("sei") {
            let before = self.before(m.first).map(|_| self.text(m.first - 1).to_lowercase());
            let said = before.as_deref().is_some_and(|b| matches!(b, "tu" | "ci" | "non" | "se" | "che" | "dove" | "come" | "chi" | "te" | "mi"));
            let next = self.token(m.last);
            let plural = next.is_some_and(|t| t.is_word() && self.function(m.last).is_none() && t.of(self.context.text).ends_with(['i', 'e', 'r', 't', 'p', 'k', 'U']));
            let governed = before.is_some() && matches!(self.function(m.first - 1), Some(Function::Article | Function::Preposition | Function::Possessive | Function::Demonstrative));
            let alone = next.is_none() && before.is_none();
            return said || !(plural || governed || alone || next.is_some_and(|t| self.taken[m.last] || t.kind == Kind::Symbol && before.is_some()));
        }
        // «dal primo al secondo»; «un secondo», «un quarto» are ordinals or time where nothing is shared
        if m.number.fraction {
            let of = self.base(m.last) == "di";
            let ordinal = self.text(m.number.last - 1).to_lowercase();
            let one = m.number.last == m.first + 2 && self.text(m.first).to_lowercase().starts_with("un");
            let whole_sentence = m.first == self.from && m.last == self.to;
            let next_noun = self.counts(m.last);
            return one && !of && !whole_sentence && (next_noun || ordinal.starts_with("second") || self.before(m.first).is_some_and(|_| self.base(m.first - 1) == "per"));
        }
        false
    }

    /// A second number that makes a range with the first: «tra il 15 e il 20 per cento», «da 3 a 5 miliardi», «10-12mila», «2 o 3 anni».
    ///
    /// Gives the second number, the first one's value with what it shares, the unit and the rate.
    #[allow(clippy::type_complexity)]
    fn range(&self, low: &Measured) -> Option<(Measured, Option<f64>, Option<u16>, Option<u16>)> {
        let joint = self.joint(low)?;
        let change = joint.from_to && self.change_before(low.first);
        if change {
            return None;
        }
        let high = self.measured(joint.second)?;
        let (value, unit) = self.share_unit(low, &high)?;
        let high_value = high.number.value?;
        let fits = value < high_value;
        let counted = unit.is_some() || high.number.multiplier > 1.0 || self.counts(high.last) || joint.sure;
        let rate = high.rate.or(low.rate);
        (fits && counted).then_some((high, Some(value), unit, rate))
    }

    /// The first number of a change («da 3 a 5 miliardi»), with the multiplier and unit it shares.
    fn carried(&self, low: &Measured) -> Option<(f64, Option<u16>, usize)> {
        let joint = self.joint(low).filter(|j| j.from_to || j.and)?;
        let high = self.measured(joint.second)?;
        if low.unit.is_some() || low.number.multiplier > 1.0 || high.unit.is_none() {
            return None;
        }
        if joint.and && !joint.from_to {
            // «10 e 20 miliardi» respectively: the first shares what the second has
            return None;
        }
        let value = low.number.value? * if high.number.multiplier >= 1e6 { high.number.multiplier } else { 1.0 };
        Some((value, high.unit, low.last))
    }

    /// How the first number is joined to a second one.
    fn joint(&self, low: &Measured) -> Option<Joint> {
        let at = low.last;
        let token = self.token(at)?;
        let (lead, lead_word) = self.lead(low.first);
        let mut joint = Joint { second: 0, from_to: false, and: false, sure: false };
        let word = self.base(at);
        let mut next = at + 1;
        if matches!(token.symbol, '-' | '–') {
            let close = token.glued() == self.token(next)?.glued();
            if !close || !self.token(next)?.is_digits() || !low.number.in_digits() {
                return None;
            }
            // a score or a code: «3-1», «2024-11-20»
            let more = |i: usize| self.token(i).is_some_and(|t| t.glued() && matches!(t.symbol, '-' | '–' | '/'));
            let before = self.before(low.first).is_some_and(|b| low.first > self.from && self.context.tokens[low.first].glued() && matches!(b.symbol, '-' | '/' | '.'));
            if more(next + 1) || before {
                return None;
            }
            joint.sure = self.before(low.first).is_none() || lead_word != "" || low.number.value.is_some_and(|v| v >= 10.0);
            joint.second = next;
            return Some(joint);
        }
        match word {
            "e" if lead_word == "tra" || lead_word == "fra" => joint.sure = true,
            "a" if lead_word == "da" => (joint.from_to, joint.sure) = (true, true),
            "o" if low.number.value.is_some_and(|v| v < 100.0) && low.unit.is_none() => {}
            _ => return None,
        }
        // «tra il 15 e il 20», «da 3 a circa 5», «da 3 fino a 5»
        while matches!(self.function(next), Some(Function::Article | Function::Adverb)) {
            next += 1;
        }
        if let Some((len, bound)) = self.bound_term(next).filter(|(_, b)| !b.after) {
            let _ = bound;
            next += len;
        }
        let _ = lead;
        joint.second = next;
        Some(joint)
    }

    /// The preposition before a number, past an article and bound words: «tra il», «da circa».
    fn lead(&self, first: usize) -> (usize, &'a str) {
        let mut at = first;
        for _ in 0..3 {
            if at == self.from {
                break;
            }
            match self.function(at - 1) {
                Some(Function::Article | Function::Adverb) => at -= 1,
                Some(Function::Preposition) => return (at - 1, self.base(at - 1)),
                _ => break,
            }
        }
        (first, "")
    }

    /// Whether a verb of change governs «da … a …»: a move between two figures, not a range.
    fn change_before(&self, first: usize) -> bool {
        let lexicons = self.context.lexicons;
        let from = first.saturating_sub(8).max(self.from);
        (from..first).rev().take_while(|&i| !matches!(self.token(i).map(|t| t.symbol), Some('.' | ';' | ':'))).any(|i| {
            let token = self.context.tokens[i];
            let moved = |class: WordClass| class.has(WordClass::UP | WordClass::DOWN);
            lexicons.vocabulary.terms(&self.context.tokens[i..], TermKind::Verb).any(|(_, f)| {
                let verb = &lexicons.verbs[lexicons.verb_forms[f as usize].verb as usize];
                moved(verb.class) || matches!(verb.id.as_str(), "passare" | "portare")
            }) || lexicons.vocabulary.begins(token.word, TermKind::Noun)
                && lexicons.vocabulary.terms(&self.context.tokens[i..], TermKind::Noun).any(|(_, n)| moved(lexicons.nouns[n as usize].class))
        })
    }

    /// The first value and unit of a range, with the multiplier and unit it shares with the second.
    fn share_unit(&self, low: &Measured, high: &Measured) -> Option<(f64, Option<u16>)> {
        let (mut value, top) = (low.number.value?, high.number.value?);
        if low.number.multiplier == 1.0 && high.number.multiplier > 1.0 && low.unit.is_none() {
            let bare = top / high.number.multiplier;
            // «da 500 a 2 mila» shares nothing: 500 is not below 2
            if value < bare {
                value = scaled(value, high.number.multiplier);
            }
        }
        let unit = match (low.unit, high.unit) {
            (Some(a), Some(b)) if a != b => return None,
            (a, b) => b.or(a),
        };
        Some((value, unit))
    }

    /// «2 anni, 1 mese e 21 giorni»: units of time one after the other, each smaller: one duration with no single value.
    fn compound_duration(&self, low: &Measured) -> Option<usize> {
        let time = |m: &Measured| m.unit.is_some_and(|u| self.kind(u) == UnitKind::Time);
        if !time(low) {
            return None;
        }
        let (mut last, mut parts) = (low.last, 1);
        loop {
            let mut next = last;
            if self.is(next, ',') || self.base(next) == "e" {
                next += 1;
            }
            if self.base(next) == "e" {
                next += 1;
            }
            match self.measured(next).filter(|m| time(m) && m.unit != low.unit) {
                Some(part) => (last, parts) = (part.last, parts + 1),
                None => break,
            }
        }
        (parts > 1).then_some(last)
    }

    /// «15 dollari e 15 centesimi», «1 USD 23 centesimi»; «due ore e mezza».
    fn coins(&self, low: &Measured) -> Option<(f64, usize)> {
        let (value, unit) = (low.number.value?, low.unit?);
        let and = usize::from(self.base(low.last) == "e");
        let next = low.last + and;
        if and == 1 && let Some((len, NumeralClass::Half, half)) = self.numeral(next) && !matches!(self.kind(unit), UnitKind::Percent) {
            let by = if low.number.multiplier > 1.0 { low.number.multiplier } else { 1.0 };
            return Some((value + half * by, next + len));
        }
        if self.kind(unit) != UnitKind::Money || !self.token(next)?.spaced() {
            return None;
        }
        let part = numeral::read(self.context, next)?;
        let (len, coin) = self.unit_at(part.last)?;
        (self.kind(coin) == UnitKind::Coin && part.value? < 100.0).then(|| (value + part.value.unwrap_or(0.0) / 100.0, part.last + len))
    }

    /// A fraction is a percentage of what follows («un terzo dei ricavi»); alone in its sentence it is a number.
    fn fraction(&self, number: &Number, figure: &mut Figure, last: usize) {
        if !number.fraction || figure.unit.is_some() {
            return;
        }
        let sentence = self.context.sentences[self.sentence];
        let alone = last == self.to && self.context.tokens[sentence.tokens()].len() <= 3;
        if alone {
            return;
        }
        let percent = self.context.lexicons.units.iter().position(|u| u.kind == UnitKind::Percent);
        figure.value = figure.value.map(|v| (v * 10_000.0).round() / 100.0);
        figure.unit = percent.map(|u| u as u16);
    }

    fn bound_term(&self, at: usize) -> Option<(usize, crate::lexicon::BoundTerm)> {
        let rest = self.context.tokens.get(at..self.to)?;
        let (len, payload) = self.context.lexicons.vocabulary.term(rest, TermKind::Bound)?;
        Some((len, self.context.lexicons.bounds[payload as usize]))
    }

    /// How many tokens before a figure its bound may begin: the longest forms have six words.
    const BOUND_REACH: usize = 7;

    /// The bound said before token `first`: «più di», «oltre il», «non meno di circa».
    fn bound_before(&self, first: usize) -> Option<Bound> {
        let mut end = first;
        // between a bound and its number may stand articles, the range's preposition, and words like «soli», «ben»
        for _ in 0..4 {
            let from = end.saturating_sub(Self::BOUND_REACH).max(self.from);
            let mut best = None;
            for at in from..end {
                let word = self.context.tokens[at].word;
                if !self.context.lexicons.vocabulary.begins(word, TermKind::Bound) {
                    continue;
                }
                let rest = &self.context.tokens[at..end];
                let fits = self.context.lexicons.vocabulary.terms(rest, TermKind::Bound).find(|(len, p)| {
                    *len == rest.len() && !self.context.lexicons.bounds[*p as usize].after
                });
                if let Some((_, payload)) = fits {
                    best = Some(self.context.lexicons.bounds[payload as usize].bound);
                    break;
                }
            }
            if best.is_some() {
                return best;
            }
            let step = end > self.from
                && (matches!(self.function(end - 1), Some(Function::Article | Function::Adverb))
                    || matches!(self.base(end - 1), "di" | "tra" | "fra") && end > self.from + 1
                    || self.is(end - 1, '('));
            if !step {
                return None;
            }
            end -= 1;
        }
        None
    }

    /// The bound said after token `last`: «o più», «in su», «+».
    fn bound_after(&self, last: usize) -> Option<(Bound, usize)> {
        let token = self.token(last)?;
        if token.after_line() || (token.is('+') && !token.glued()) {
            return None;
        }
        let rest = self.context.tokens.get(last..self.to)?;
        let (len, payload) = self.context.lexicons.vocabulary.terms(rest, TermKind::Bound).find(|(_, p)| self.context.lexicons.bounds[*p as usize].after)?;
        // «10 circa 20» is not written: the next number's own bound stands before it
        let next = self.token(last + len);
        let own = next.is_some_and(|t| t.is_digits() || self.context.lexicons.vocabulary.begins(t.word, TermKind::Numeral))
            || matches!(self.function(last + len), Some(Function::Article)) && self.token(last + len + 1).is_some_and(Token::is_digits);
        (!own).then(|| (self.context.lexicons.bounds[payload as usize].bound, last + len))
    }

    /// Growth or fall: the word of change the figure hangs on by «di» or as its object; «in più», «in meno» after it.
    fn direction(&self, first: usize, last: usize, figure: &Figure, done: &[Mention]) -> Option<Sign> {
        let Context { tokens, lexicons, .. } = self.context;
        let kind = figure.unit_kind(lexicons);
        if kind == Some(UnitKind::Time) {
            return None;
        }
        match (self.base(last), self.base(last + 1)) {
            ("in", "più") => return Some(Sign::Up),
            ("in", "meno") => return Some(Sign::Down),
            _ => {}
        }
        let change = |class: WordClass| {
            if class.has(WordClass::UP) {
                Some(Sign::Up)
            } else if class.has(WordClass::DOWN) {
                Some(Sign::Down)
            } else {
                None
            }
        };
        // what stands between the figure and its «di»: articles, adverbs, bounds, one adjective
        let mut at = first;
        let mut by = false;
        for _ in 0..6 {
            if at == self.from {
                break;
            }
            let before = at - 1;
            if self.base(before) == "di" {
                (by, at) = (true, before);
                break;
            }
            let token = tokens[before];
            let filler = matches!(self.function(before), Some(Function::Article | Function::Adverb | Function::Indefinite))
                || lexicons.vocabulary.begins(token.word, TermKind::Bound)
                || (token.is_word() && self.function(before).is_none() && !lexicons.vocabulary.begins(token.word, TermKind::Verb) && !lexicons.vocabulary.begins(token.word, TermKind::Noun))
                || matches!(token.symbol, '"' | '«' | '(');
            if !filler || self.taken[before] {
                break;
            }
            at = before;
        }
        if !by {
            // «guadagna il 3%», «perde lo 0,4%», «segna +3%»: a verb right before a percentage
            let before = at.checked_sub(1).filter(|&b| b >= self.from)?;
            let percent = matches!(kind, Some(UnitKind::Percent | UnitKind::Points));
            if !percent {
                return None;
            }
            return lexicons.vocabulary.terms(&tokens[before..], TermKind::Verb).find_map(|(len, f)| {
                let form = lexicons.verb_forms[f as usize];
                let verb = &lexicons.verbs[form.verb as usize];
                let won = matches!(verb.id.as_str(), "guadagnare" | "recuperare").then_some(Sign::Up);
                let lost = matches!(verb.id.as_str(), "perdere" | "cedere" | "lasciare").then_some(Sign::Down);
                (len == 1).then(|| change(verb.class).or(won).or(lost)).flatten()
            });
        }
        // leftwards from «di»: the nearest word of change in the clause, past names and what it is a change of
        let mut steps = 0;
        while at > self.from && steps < 8 {
            at -= 1;
            steps += 1;
            let token = tokens[at];
            if matches!(token.symbol, ';' | ':' | '.' | '(' | ')') {
                return None;
            }
            // «del 5% in Cina e del 3% in Europa»: the figure before it lends its direction
            if let Some(other) = done.iter().rev().find(|m| m.first as usize <= at && at < m.last as usize) {
                return other.figure().filter(|f| f.unit == figure.unit).and_then(|f| f.direction);
            }
            if lexicons.vocabulary.begins(token.word, TermKind::Phrase) {
                let phrase = lexicons.vocabulary.terms(&tokens[at..first], TermKind::Phrase).find_map(|(_, p)| change(lexicons.phrases[p as usize].class));
                if phrase.is_some() {
                    return phrase;
                }
            }
            if lexicons.vocabulary.begins(token.word, TermKind::Noun) {
                let noun = lexicons.vocabulary.terms(&tokens[at..first], TermKind::Noun).find_map(|(_, n)| change(lexicons.nouns[n as usize].class));
                if noun.is_some() {
                    return noun;
                }
            }
            if lexicons.vocabulary.begins(token.word, TermKind::Verb) {
                let mut known = false;
                for (_, f) in lexicons.vocabulary.terms(&tokens[at..], TermKind::Verb) {
                    let form = lexicons.verb_forms[f as usize];
                    let verb = &lexicons.verbs[form.verb as usize];
                    if let Some(sign) = change(verb.class) {
                        return Some(sign);
                    }
                    known |= form.mood.finite() && !verb.class.has(WordClass::AUX | WordClass::COPULA);
                }
                if known && self.function(at).is_none() && !lexicons.vocabulary.begins(token.word, TermKind::Noun) {
                    return None;
                }
            }
            if self.function(at) == Some(Function::Relative) {
                return None;
            }
        }
        None
    }

    /// «un numero uguale di», «altrettanti», «lo stesso numero di»: the figure before it, told again.
    fn ellipsis(&self, at: usize) -> Option<(Mention, usize)> {
        let (len, class, _) = self.numeral(at)?;
        if class != NumeralClass::Same {
            return None;
        }
        let figure = Figure { ellipsis: true, ..Figure::default() };
        Some((self.mention(at, at + len, figure), at + len))
    }

    /// «il doppio», «il triplo», «10 volte», «tre volte tanto»; verbs that multiply («decuplicato»).
    fn multiple(&self, at: usize) -> Option<(Mention, usize)> {
        let times = self.context.lexicons.units.iter().position(|u| u.kind == UnitKind::Multiple).map(|u| u as u16);
        if let Some((len, NumeralClass::Multiple, value)) = self.numeral(at) {
            let article = at > self.from && matches!(self.base(at - 1), "il" | "di" | "a" | "da" | "in");
            let noun = self.base(at + len) == "di" || !self.counts(at + len);
            if !article || !noun {
                return None;
            }
            let mut figure = Figure { value: Some(value), unit: times, ..Figure::default() };
            if let Some(bound) = self.bound_before(at) {
                figure.bound = bound;
            }
            return Some((self.mention(at, at + len, figure), at + len));
        }
        let (value, sign) = self.multiple_verb(at)?;
        let figure = Figure { value: Some(value), unit: times, direction: Some(sign), ..Figure::default() };
        Some((self.mention(at, at + 1, figure), at + 1))
    }

    /// The multiple a verb form says by itself: «raddoppiato» 2, «dimezzato» 0.5.
    fn multiple_verb(&self, at: usize) -> Option<(f64, Sign)> {
        let Context { tokens, lexicons, .. } = self.context;
        lexicons.vocabulary.terms(&tokens[at..at + 1], TermKind::Verb).find_map(|(_, f)| {
            let class = lexicons.verbs[lexicons.verb_forms[f as usize].verb as usize].class;
            let value = [(WordClass::X2, 2.0), (WordClass::X3, 3.0), (WordClass::X4, 4.0), (WordClass::X10, 10.0), (WordClass::HALVE, 0.5)];
            let value = value.iter().find(|(flag, _)| class.has(*flag))?.1;
            Some((value, if value < 1.0 { Sign::Down } else { Sign::Up }))
        })
    }

    /// «metà dei ricavi», «la metà»: half of what follows; «a metà febbraio» is a date's part.
    fn share(&self, at: usize) -> Option<(Mention, usize)> {
        let (len, NumeralClass::Share, value) = self.numeral(at)? else { return None };
        let before = at.checked_sub(1).filter(|&b| b >= self.from).map_or("", |b| self.base(b));
        let of = self.base(at + len) == "di" && !self.taken.get(at + len + 1).copied().unwrap_or(false);
        let plain = matches!(before, "la" | "circa" | "quasi" | "oltre" | "per" | "sotto" | "meno" | "della" | "alla") && !matches!(before, "a");
        let ordinal = at > self.from && (self.function(at - 1).is_none() && tokens_ordinal(self.text(at - 1)));
        let year = self.token(at + len + 1).is_some_and(|t| t.is_digits());
        if !(of || plain) || ordinal || year || before == "a" && !of {
            return None;
        }
        let percent = self.context.lexicons.units.iter().position(|u| u.kind == UnitKind::Percent).map(|u| u as u16);
        let mut figure = Figure { value: Some(value * 100.0), unit: percent, ..Figure::default() };
        if let Some(bound) = self.bound_before(at) {
            figure.bound = bound;
        }
        Some((self.mention(at, at + len, figure), at + len))
    }
}

/// «prima metà», «seconda metà» are halves of a period.
fn tokens_ordinal(word: &str) -> bool {
    matches!(word.to_lowercase().as_str(), "prima" | "seconda")
}

/// `value` times a power of ten, exact where the product is whole.
fn scaled(value: f64, by: f64) -> f64 {
    let product = value * by;
    let rounded = product.round();
    if (product - rounded).abs() < 1e-6 * product.abs().max(1.0) { rounded } else { product }
}

/// How two numbers are joined.
struct Joint {
    second: usize,
    /// «da … a …»
    from_to: bool,
    /// «… e …»
    and: bool,
    /// Whether the words before it say that a range is coming.
    sure: bool,
}
