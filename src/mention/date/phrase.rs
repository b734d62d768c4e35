//! What a phrase of the calendar says, before it is placed; and the reader the rules look through.

use super::super::numeral::one_word;
use super::super::{Context, Mention, Type, calendar};
use super::Mod;
use super::calendar::Season;
use crate::lexicon::{CalendarClass, CalendarTerm, Function, NumeralClass, TermKind, WordClass};
use crate::token::Token;

/// How a year is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Year {
    /// Not at all.
    Open,
    /// «2025», «'24»
    Given(i16),
    /// «quest'anno» 0, «dell'anno scorso» -1: from the article's year
    Shift(i32),
    /// «dello stesso anno» 0, «dell'anno precedente» -1: from the year last named
    Text(i32),
    /// «aprile scorso» -1, «prossimo giugno» 1, «questo agosto» 0: which of its kind
    Which(i32),
}

/// How the month of a day is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Month {
    /// «luglio»
    Named(i8),
    /// «del prossimo mese» 1: from the article's month
    Shift(i32),
    /// Not at all: «il 15».
    Open,
}

/// A unit of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Week,
    Weekend,
    Month,
    /// Two, three, four or six months.
    Months(i8),
    Year,
    Decade,
    Century,
}

impl Unit {
    fn parse(text: &str) -> Option<Unit> {
        Some(match text {
            "D" => Unit::Day,
            "W" => Unit::Week,
            "WE" => Unit::Weekend,
            "M" => Unit::Month,
            "B" => Unit::Months(2),
            "Q" => Unit::Months(3),
            "T" => Unit::Months(4),
            "H" => Unit::Months(6),
            "Y" => Unit::Year,
            "E" => Unit::Decade,
            "C" => Unit::Century,
            _ => return None,
        })
    }
}

/// A stretch of time as counted: «due anni, un mese e 21 giorni».
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Amount {
    pub months: i32,
    pub days: i32,
    /// The finest unit counted.
    pub finest: Unit,
}

/// The thing of which the nth is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nth {
    Weekday(i8),
    Week,
    Weekend,
    Day,
}

/// What a phrase says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum What<'a> {
    /// «giovedì 15 luglio 2025»
    Day { day: i8, month: Month, year: Year, weekday: Option<i8> },
    /// «luglio 2025»
    Month { month: i8, year: Year },
    /// «secondo trimestre del 2025»: the number, how many months each holds
    Part { n: i8, of: i8, year: Year },
    /// «estate 2025»
    Season { season: Season, year: Year },
    /// «2025», «anno scorso»
    Year(Year),
    /// «giovedì», «giovedì scorso»
    Weekday { weekday: i8, year: Year },
    /// «martedì di questa settimana»: which week, from the article's
    WeekdayOf { weekday: i8, week: i32 },
    /// «ieri» -1
    Today(i32),
    /// «prossima settimana»; `None` is the bare «weekend»
    Unit { unit: Unit, shift: Option<i32> },
    /// «il mese precedente», «lo stesso mese del 2024»: from the date last named
    TextUnit { unit: Unit, shift: i32, year: Year },
    /// «il lunedì successivo», «quel lunedì» 0
    TextWeekday { weekday: i8, shift: i32 },
    /// «tre mesi fa» -1, «tra due settimane» 1; `text` counts from the date last named
    Ago { amount: Amount, sign: i32, text: bool },
    /// «ultimi tre mesi» -1, «prossimi due anni» 1
    Window { amount: Amount, sign: i32 },
    /// «primi nove mesi del 2025»
    Months { n: i8, from_end: bool, year: Year },
    /// «primo martedì di ottobre»; without a month, of the year
    Nth { n: i8, nth: Nth, month: Option<Month>, year: Year },
    /// «la settimana del 7 ottobre»
    WeekOf { day: i8, month: Month, year: Year },
    /// «Natale»: the feast's rule
    Feast { rule: &'a str, year: Year },
    /// «anni '70»
    Decade(i16),
    /// «XXI secolo»: its first year
    Century(i16),
    /// «biennio 2024-25»
    Years(i16, i16),
    /// «resto dell'anno»
    Rest(Unit),
}

impl What<'_> {
    /// The place its year is kept in.
    pub fn year_mut(&mut self) -> Option<&mut Year> {
        match self {
            What::Day { year, .. }
            | What::Month { year, .. }
            | What::Part { year, .. }
            | What::Season { year, .. }
            | What::Year(year)
            | What::Months { year, .. }
            | What::Nth { year, .. }
            | What::WeekOf { year, .. }
            | What::Feast { year, .. } => Some(year),
            _ => None,
        }
    }

    /// How its year is told.
    pub fn year(mut self) -> Year {
        self.year_mut().map_or(Year::Open, |y| *y)
    }
}

/// A phrase of the calendar: its tokens and what they say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Phrase<'a> {
    pub first: usize,
    /// One past its last token.
    pub last: usize,
    pub what: What<'a>,
    /// Which part of it, or whether before or after it.
    pub part: Option<Mod>,
    /// Whether it counts by a company's own calendar («anno fiscale»): its days are not known.
    pub fiscal: bool,
}

impl<'a> Phrase<'a> {
    pub fn new(first: usize, last: usize, what: What<'a>) -> Phrase<'a> {
        Phrase { first, last, what, part: None, fiscal: false }
    }
}

/// The tokens of one sentence as the rules see them.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub context: Context<'a>,
    pub taken: &'a [bool],
    /// The names found before the dates, in the text's order.
    pub mentions: &'a [Mention],
    pub from: usize,
    pub to: usize,
}

impl<'a> Reader<'a> {
    /// The token at `at`, if it is in the sentence and no name has it.
    #[inline]
    pub fn token(&self, at: usize) -> Option<&'a Token> {
        (at >= self.from && at < self.to && !self.taken[at]).then(|| &self.context.tokens[at])
    }

    /// The token before `at` in the sentence, whoever has it.
    #[inline]
    pub fn before(&self, at: usize) -> Option<&'a Token> {
        at.checked_sub(1).filter(|&b| b >= self.from).map(|b| &self.context.tokens[b])
    }

    /// The word at `at` in lower case, if the vocabulary has it; else nothing.
    pub fn word(&self, at: usize) -> &'a str {
        if at < self.from || at >= self.to {
            return "";
        }
        self.context.lexicons.vocabulary.text(self.context.tokens[at].word)
    }

    /// The closed-class word at `at`; nothing for any other, so that most words are not looked up.
    pub fn closed(&self, at: usize) -> &'a str {
        if self.context.tokens[at].begins(TermKind::Function) { self.word(at) } else { "" }
    }

    /// The closed-class word at `at`, an articled preposition in its plain form («della»: «di»); nothing for any other word.
    pub fn base(&self, at: usize) -> &'a str {
        if at < self.from || at >= self.to || !self.context.tokens[at].begins(TermKind::Function) {
            return "";
        }
        let vocabulary = &self.context.lexicons.vocabulary;
        vocabulary.text(vocabulary.base(self.context.tokens[at].word))
    }

    /// The word before `at`; nothing at the sentence's start.
    pub fn word_before(&self, at: usize) -> &'a str {
        at.checked_sub(1).map_or("", |b| self.word(b))
    }

    /// The word before `at` in its plain form.
    pub fn base_before(&self, at: usize) -> &'a str {
        at.checked_sub(1).map_or("", |b| self.base(b))
    }

    /// The characters of the token at `at`.
    pub fn text(&self, at: usize) -> &'a str {
        self.token(at).map_or("", |t| t.of(self.context.text))
    }

    #[inline]
    pub fn is(&self, at: usize, symbol: char) -> bool {
        self.token(at).is_some_and(|t| t.is(symbol))
    }

    #[inline]
    pub fn is_digits(&self, at: usize) -> bool {
        self.token(at).is_some_and(Token::is_digits)
    }

    /// Whether the token at `at` stands right against the one before it.
    #[inline]
    pub fn glued(&self, at: usize) -> bool {
        at < self.context.tokens.len() && at < self.to && self.context.tokens[at].glued()
    }

    /// Whether a term of this kind begins at `at`.
    #[inline]
    pub fn begins(&self, at: usize, kind: TermKind) -> bool {
        self.token(at).is_some_and(|t| t.begins(kind))
    }

    /// Whether a term of the calendar begins at `at`: no closed-class word that would begin one with another word after it.
    pub fn calendar(&self, at: usize) -> bool {
        self.token(at).is_some_and(|t| t.begins(TermKind::Calendar) && calendar(&self.context, t))
    }

    /// The longest calendar term of one of these classes at `at`: the term and the token after it.
    #[inline]
    pub fn term(&self, at: usize, classes: &[CalendarClass]) -> Option<(&'a CalendarTerm, usize)> {
        if self.begins(at, TermKind::Calendar) { self.longest(at, classes) } else { None }
    }

    #[inline(never)] // what is asked before it is: most tokens begin none
    fn longest(&self, at: usize, classes: &[CalendarClass]) -> Option<(&'a CalendarTerm, usize)> {
        let lexicons = self.context.lexicons;
        let calendar = |payload: u32| &lexicons.calendar[payload as usize];
        let tokens = &self.context.tokens[at..self.to];
        if !tokens[0].goes_on.has(TermKind::Calendar) {
            let mut own = lexicons.vocabulary.own(&tokens[0], TermKind::Calendar).map(calendar);
            return own.find(|term| classes.contains(&term.class)).map(|term| (term, at + 1));
        }
        for (len, payload) in lexicons.vocabulary.terms(tokens, TermKind::Calendar) {
            let term = calendar(payload);
            if classes.contains(&term.class) && !self.taken[at..at + len].contains(&true) {
                return Some((term, at + len));
            }
        }
        None
    }

    /// The classes of the calendar terms at `at`, a bit each: what decides which rules are asked.
    pub fn classes(&self, at: usize) -> u32 {
        let lexicons = self.context.lexicons;
        let with = |bits: u32, payload: u32| bits | 1 << lexicons.calendar[payload as usize].class as u32;
        let tokens = &self.context.tokens[at..self.to];
        if !tokens[0].goes_on.has(TermKind::Calendar) {
            return lexicons.vocabulary.own(&tokens[0], TermKind::Calendar).fold(0, with);
        }
        lexicons.vocabulary.terms(tokens, TermKind::Calendar).fold(0, |bits, (_, payload)| with(bits, payload))
    }

    /// The unit at `at`.
    pub fn unit(&self, at: usize) -> Option<(Unit, usize)> {
        let (term, next) = self.term(at, &[CalendarClass::Unit])?;
        Some((Unit::parse(&term.value)?, next))
    }

    /// The token after a «di» in any form at `at`, or `at`.
    pub fn skip_of(&self, at: usize) -> usize {
        if self.begins(at, TermKind::Function) && self.base(at) == "di" { at + 1 } else { at }
    }

    /// The token after an article at `at`, or `at`.
    pub fn skip_article(&self, at: usize) -> usize {
        let closed = self.context.tokens.get(at).is_some_and(|t| t.begins(TermKind::Function));
        let il = || self.token(at).is_some() && self.base(at) == "il";
        let article = closed && (il() || matches!(self.word(at), "la" | "lo" | "l'" | "i" | "gli" | "le"));
        if article { at + 1 } else { at }
    }

    /// The token at `at` as a number, if it is digits and no more than `most` of them.
    pub fn digits(&self, at: usize, most: u32) -> Option<i32> {
        debug_assert!(most <= 9, "an i32 holds no more");
        let token = self.token(at).filter(|t| t.is_digits() && t.end - t.start <= most)?;
        let digits = &self.context.text.as_bytes()[token.start as usize..token.end as usize];
        Some(digits.iter().fold(0, |n, b| n * 10 + i32::from(b - b'0')))
    }

    /// How many digits the token at `at` has.
    #[inline]
    pub fn width(&self, at: usize) -> u32 {
        self.token(at).filter(|t| t.is_digits()).map_or(0, |t| t.end - t.start)
    }

    /// A number word in one word at `at`; no article.
    pub fn number_word(&self, at: usize) -> Option<i32> {
        self.token(at)?;
        one_word(&self.context, at).filter(|v| (1.0..10000.0).contains(v)).map(|v| v as i32)
    }

    /// Whether the word at `at` could be a number word.
    pub fn may_be_number(&self, at: usize) -> bool {
        self.token(at)
            .is_some_and(|t| t.is_word() && (t.word == crate::lexicon::WordId::NONE || t.begins(TermKind::Numeral)))
    }

    /// How many: «3», «tre», «vent'», «un», «un paio di»; and the token after it.
    pub fn count(&self, at: usize) -> Option<(i32, usize)> {
        if self.is_digits(at) {
            let glued = self.before(at).is_some_and(|b| {
                self.glued(at) && (b.is_digits() || matches!(b.symbol, '.' | ',' | '/' | '-' | '$' | '€' | '£'))
            });
            return (!glued).then(|| self.digits(at, 3)).flatten().map(|n| (n, at + 1));
        }
        match self.word(at) {
            "un" | "uno" | "una" | "un'"
                if self.text(at + 1).eq_ignore_ascii_case("paio") && self.base(at + 2) == "di" =>
            {
                Some((2, at + 3))
            }
            "un" | "uno" | "una" | "un'" => Some((1, at + 1)),
            _ => self.number_word(at).map(|n| (n, at + 1)),
        }
    }

    /// Whether a multiplier, a percent sign or a unit of measure or money stands at `at`: the number before it is a figure.
    pub fn measured(&self, at: usize) -> bool {
        let Some(token) = self.token(at) else { return false };
        if matches!(token.symbol, '%' | '‰' | '€' | '$' | '£' | '°') {
            return true;
        }
        let vocabulary = &self.context.lexicons.vocabulary;
        if !token.is_word() || token.begins(TermKind::Function) && self.word(at) != "per" {
            return false;
        }
        let rest = &self.context.tokens[at..self.to];
        if self.word(at) == "per" {
            return vocabulary.term(rest, TermKind::Unit).is_some();
        }
        let multiplier = vocabulary.term(rest, TermKind::Numeral).is_some_and(|(_, payload)| {
            matches!(
                self.context.lexicons.numerals[payload as usize].class,
                NumeralClass::Multiplier | NumeralClass::Thousand | NumeralClass::Part
            )
        });
        let letter = token.end - token.start == 1;
        multiplier || !letter && vocabulary.term(rest, TermKind::Unit).is_some()
    }

    /// Whether what stands at `at` is counted by a number before it: a lower-case word that is no function word and no verb.
    pub fn counted(&self, at: usize) -> bool {
        let Some(token) = self.token(at) else { return self.chip(at) };
        // «2048 GPU»: an acronym is counted as a word is
        let acronym = || self.context.noun(at, WordClass::CHIP);
        if token.all_capitals() && token.spaced() && !token.after_line() && acronym() {
            return true;
        }
        token.is_word()
            && token.spaced()
            && token.end - token.start > 1
            && !token.capital()
            && !token.begins(TermKind::Function)
            && (!token.begins(TermKind::Verb) || token.begins(TermKind::Noun))
    }

    /// Whether a chip's name stands at `at`: «2048 H800».
    fn chip(&self, at: usize) -> bool {
        let token = self.context.tokens[..self.to].get(at);
        let found = self.mentions.partition_point(|m| m.last as usize <= at);
        let chip = self.mentions.get(found).is_some_and(|m| m.first as usize == at && m.kind == Type::Chip);
        chip && token.is_some_and(|t| t.spaced() && !t.after_line())
    }

    /// Whether what stands at `at` is glued to the digits before it and makes something else of them.
    pub fn joined(&self, at: usize) -> bool {
        let Some(token) = self.token(at).filter(|t| t.glued()) else { return false };
        if token.is_word() || token.is_digits() || matches!(token.symbol, '%' | '°' | 'ª' | '_' | '$' | '€') {
            return true;
        }
        let more = |ok: fn(&Token) -> bool| self.token(at + 1).is_some_and(|t| t.glued() && ok(t));
        match token.symbol {
            '.' | ',' | ':' => more(Token::is_digits),
            '/' | '-' => more(|t| t.is_digits() || t.is_word()),
            _ => false,
        }
    }

    /// Whether the word at `at` is a plural: «scorsi», «prossime», «anni».
    pub fn plural(&self, at: usize) -> bool {
        let word = self.word(at);
        word.ends_with('i') && !matches!(word, "quindi")
            || matches!(
                word,
                "settimane" | "giornate" | "scorse" | "passate" | "prossime" | "ultime" | "queste" | "trascorse"
            )
            || word.ends_with("ecedenti")
    }

    /// The token after what links two days or years at `at`, and whether it makes a range: `al`, `-`, `fino al`; `e il`, `,`.
    pub fn link(&self, at: usize) -> Option<(usize, bool)> {
        let token = self.token(at)?;
        if matches!(token.symbol, '-' | '–') {
            return Some((at + 1, true));
        }
        if token.is('/') && token.glued() && self.glued(at + 1) {
            return Some((at + 1, false));
        }
        if token.is(',') {
            return (!self.glued(at + 1)).then(|| (self.skip_article(at + 1), false));
        }
        if !token.begins(TermKind::Function) {
            return None;
        }
        match self.word(at) {
            "e" | "ed" if matches!(self.word(at + 1), "fino" | "sino") && self.base(at + 2) == "a" => {
                Some((at + 3, true))
            }
            "e" | "ed" => Some((self.skip_article(self.skip_to(at + 1)), true)),
            "o" => Some((self.skip_article(self.skip_to(at + 1)), false)),
            "fino" | "sino" if self.base(at + 1) == "a" => Some((at + 2, true)),
            _ if self.base(at) == "a" => Some((at + 1, true)),
            _ => None,
        }
    }

    /// The token after a «del», «nel», «al», «dal» at `at`, or `at`: «nel 2024 e nel 2025».
    pub fn skip_to(&self, at: usize) -> usize {
        if matches!(self.word(at), "del" | "nel" | "al" | "dal" | "dell'" | "nell'" | "all'" | "dall'") {
            at + 1
        } else {
            at
        }
    }

    /// The part of the closed-class word at `at` in the sentence.
    pub fn function(&self, at: usize) -> Option<Function> {
        self.context.tokens.get(at..self.to)?.first()?.function
    }
}
