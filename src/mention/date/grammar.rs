//! Which rules are asked where, and the rule for parts of a period.
//!
//! Every rule is asked about one place in the sentence and looks at the next few tokens; none goes back. A rule that fits
//! gives the phrase it read, or pushes several onto `out` and returns the token after them.

use super::Mod;
use super::phrase::{Phrase, Reader, Unit, What, Year};
use crate::lexicon::CalendarClass as Class;
use crate::lexicon::{TermKind, TermKinds, WordId};
use crate::token::Token;

/// Classes as the bits of [`Reader::classes`].
const fn bits(classes: &[Class]) -> u32 {
    let (mut bits, mut at) = (0, 0);
    while at < classes.len() {
        bits |= 1 << classes[at] as u32;
        at += 1;
    }
    bits
}

const ORDINAL: u32 = bits(&[Class::Ordinal, Class::Roman]);

impl<'a> Reader<'a> {
    /// Reads the phrase that begins at `at`, or several that hang together.
    pub(super) fn phrase(&self, at: usize, out: &mut Vec<Phrase<'a>>) -> Option<usize> {
        let token = self.token(at)?;
        if token.is_digits() {
            return self.digit_rules(at, out);
        }
        if token.is('\'') {
            return self.short_year(at, out);
        }
        if self.begins(at, TermKind::Calendar)
            && let Some(next) = self.word_rules(at, out)
        {
            return Some(next);
        }
        if self.may_be_number(at) { self.number_rules(at, out) } else { None }
    }

    /// The rules for a word of the calendar.
    pub(super) fn word_rules(&self, at: usize, out: &mut Vec<Phrase<'a>>) -> Option<usize> {
        let classes = self.classes(at);
        if classes & !ORDINAL == 0 && !self.counts_on(at) {
            return None;
        }
        type Rule<'a> = for<'r> fn(&'r Reader<'a>, usize) -> Option<Phrase<'a>>;
        let ask = |wanted: u32, rule: Rule<'a>| if classes & wanted != 0 { rule(self, at) } else { None };
        let one = ask(const { bits(&[Class::Feast]) }, Reader::feast)
            .or_else(|| ask(const { bits(&[Class::Part, Class::Half]) }, Reader::part))
            .or_else(|| ask(const { bits(&[Class::Weekday, Class::WeekdayShort]) }, Reader::weekday))
            .or_else(|| ask(const { bits(&[Class::Month, Class::MonthShort, Class::MonthWeak]) }, Reader::month_phrase))
            .or_else(|| ask(const { bits(&[Class::Shift, Class::Ordinal, Class::Part]) }, Reader::shifted))
            .or_else(|| ask(ORDINAL, Reader::ordinal_phrase))
            .or_else(|| ask(const { bits(&[Class::Season]) }, Reader::season))
            .or_else(|| ask(const { bits(&[Class::Day]) }, Reader::today))
            .or_else(|| ask(const { bits(&[Class::Unit]) }, Reader::unit_phrase))
            .or_else(|| {
                ask(const { bits(&[Class::Century, Class::Decade, Class::Years, Class::Fiscal]) }, Reader::years)
            })
            .or_else(|| ask(const { bits(&[Class::Other]) }, Reader::letter_quarter))
            .or_else(|| ask(const { bits(&[Class::Other, Class::Text]) }, Reader::relative));
        if let Some(phrase) = one {
            out.push(phrase);
            return Some(if matches!(phrase.what, What::Decade(_)) {
                self.more_decades(phrase.last, out)
            } else {
                phrase.last
            });
        }
        // «primo maggio», «primo e 2 giugno»
        if classes & ORDINAL != 0 {
            return self.shared_quarter(at, out).or_else(|| self.days(at, out));
        }
        None
    }

    /// Whether an ordinal at `at` may be of the calendar by the word after it: «i» is an article far more often than the first.
    fn counts_on(&self, at: usize) -> bool {
        const LEADS: TermKinds = TermKinds::of(&[TermKind::Calendar, TermKind::Function, TermKind::Numeral]);
        let plain = |t: &Token| t.is_word() && !t.terms.any(LEADS) && t.terms != TermKinds::default();
        self.context.tokens[at].goes_on.has(TermKind::Calendar) || !self.token(at + 1).is_none_or(plain)
    }

    /// The rules for digits.
    pub(super) fn digit_rules(&self, at: usize, out: &mut Vec<Phrase<'a>>) -> Option<usize> {
        let glued = self.before(at).is_some_and(|b| {
            self.glued(at)
                && !b.elided()
                && !matches!(b.symbol, '(' | '[' | '«' | '"' | '\'' | '–' | ',' | '.' | ';' | ':' | '/')
        });
        if glued && !(self.before(at).is_some_and(|b| b.is('-')) && out.last().is_some_and(|p| p.last + 1 == at)) {
            return None;
        }
        // `45%`, `12,5`: a figure
        let decimal = |next: &Token| next.is(',') && self.glued(at + 1) && self.glued(at + 2) && self.is_digits(at + 2);
        if self.token(at + 1).is_some_and(|t| matches!(t.symbol, '%' | '€' | '$' | '£') || decimal(t)) {
            return None;
        }
        // `23/06/2018`, `2°`, `2Q25`
        let close = || self.numeric(at).or_else(|| self.ordinal_phrase(at)).or_else(|| self.digit_quarter(at));
        let goes_on = self.token(at + 1).is_some_and(Token::glued);
        let one = if goes_on { close() } else { None }.or_else(|| self.counted_units(at));
        if let Some(phrase) = one {
            out.push(phrase);
            return Some(phrase.last);
        }
        match self.width(at) {
            1 | 2 => {
                // after most numbers a word follows that no month or second day can stand behind
                const LEADS: TermKinds = TermKinds::of(&[TermKind::Calendar, TermKind::Function]);
                let leads = self.token(at + 1).is_some_and(|t| !t.is_word() || t.terms.any(LEADS));
                let days = if leads { self.days(at, out).or_else(|| self.days_after_month(at, out)) } else { None };
                days.or_else(|| self.bare_day(at, out))
            }
            4 => self.lone_years(at, out),
            _ => None,
        }
    }

    /// The rules for a number word.
    pub(super) fn number_rules(&self, at: usize, out: &mut Vec<Phrase<'a>>) -> Option<usize> {
        if let Some(phrase) = self.counted_units(at) {
            out.push(phrase);
            return Some(phrase.last);
        }
        if self.context.tokens[at].word != WordId::NONE && self.number_word(at).is_none() {
            return None;
        }
        self.days(at, out)
            .or_else(|| self.word_year(at, out))
            .or_else(|| self.days_after_month(at, out))
            .or_else(|| self.bare_day(at, out))
    }

    /// A phrase to stand after «fine», «inizio», «metà»: any one phrase, or a bare unit.
    ///
    /// | text | read |
    /// | --- | --- |
    /// | (fine) `anno` | this year |
    /// | (metà) `2025` | 2025 |
    /// | (inizio) `del mese scorso` | last month |
    pub(super) fn inner(&self, at: usize) -> Option<Phrase<'a>> {
        let mut read = Vec::new();
        if let Some((year, next)) = self.year(at) {
            return Some(Phrase::new(at, next, What::Year(Year::Given(year))));
        }
        if self.phrase(at, &mut read).is_some() {
            return read.into_iter().next().filter(|p| p.part.is_none());
        }
        let (unit, next) = self.unit(at)?;
        if self.plural(at) || matches!(unit, Unit::Day) {
            return None;
        }
        let fiscal = self.term(at, &[Class::Fiscal]).is_some();
        Some(Phrase { fiscal, ..Phrase::new(at, next, What::Unit { unit, shift: Some(0) }) })
    }

    /// A part of a period.
    ///
    /// | text | read |
    /// | --- | --- |
    /// | `fine 2025`, `fine del 2025` | 2025 END |
    /// | `metà febbraio` | February MID |
    /// | `primi di marzo`, `primi mesi del 2025` | START |
    /// | `seconda metà del 2027` | 2027-H2 |
    /// | `prima metà di marzo` | March START |
    /// | `fine settimana`, `fine della guerra`, `metà dei ricavi` | none |
    pub(super) fn part(&self, at: usize) -> Option<Phrase<'a>> {
        if self.unit(at).is_some_and(|(unit, _)| unit == Unit::Weekend) {
            return None;
        }
        if let Some((half, next)) = self.term(at, &[Class::Half]) {
            let of = self.skip_of(next);
            if of == next {
                return None;
            }
            let inner = self.inner(of)?;
            let part = if half.number == 1 { Mod::Start } else { Mod::End };
            let year = match inner.what {
                What::Year(year) => Some(year),
                What::Unit { unit: Unit::Year, shift } => Some(Year::Shift(shift.unwrap_or(0))),
                _ => None,
            };
            return Some(match year {
                Some(year) => Phrase { first: at, what: What::Part { n: half.number as i8, of: 6, year }, ..inner },
                None => Phrase { first: at, part: Some(part), ..inner },
            });
        }
        let (term, next) = self.term(at, &[Class::Part])?;
        // «primi anni Duemila»: the decade, not its first year
        if let Some((Unit::Year, _)) = self.unit(next - 1)
            && let Some(inner) = self.years(next - 1).or_else(|| self.unit_phrase(next - 1))
        {
            let part = if term.value == "START" { Mod::Start } else { Mod::End };
            return Some(Phrase { first: at, part: Some(part), ..inner });
        }
        let of = self.skip_of(next);
        // «i primi di marzo» needs its «di»
        let bare = self.word(at).starts_with("prim") && next == at + 1;
        if bare && of == next {
            return None;
        }
        let of = if of > next && matches!(self.word(of), "la" | "il") { of + 1 } else { of };
        let inner = self.inner(of)?;
        let part = match term.value.as_str() {
            "START" => Mod::Start,
            "MID" => Mod::Mid,
            _ => Mod::End,
        };
        Some(Phrase { first: at, part: Some(part), ..inner })
    }
}
