//! The rules for years: alone, after what they belong to, several at once, decades.

use super::phrase::{Phrase, Reader, Unit, What, Year};
use crate::lexicon::CalendarClass as Class;
use crate::lexicon::{Function, TermKind};
use crate::token::{Kind, Token};

/// The year of two digits: «'24» 2024, «'98» 1998.
pub(super) fn century(two: i32) -> i16 {
    (if two < 40 { 2000 + two } else { 1900 + two }) as i16
}

impl<'a> Reader<'a> {
    /// A year of four digits, two after an apostrophe, or words, where a year is expected: after a month, «fine», a quarter.
    ///
    /// | text | read |
    /// | --- | --- |
    /// | (luglio) `2025`, `'25`, `duemilaventicinque` | 2025 |
    /// | (a luglio) `2000 dipendenti` | none |
    pub(super) fn year(&self, at: usize) -> Option<(i16, usize)> {
        let (value, next) = if self.is(at, '\'') {
            (
                i32::from(century(self.digits(at + 1, 2).filter(|_| self.width(at + 1) == 2 && self.glued(at + 1))?)),
                at + 2,
            )
        } else if self.is_digits(at) {
            (self.digits(at, 4).filter(|_| self.width(at) == 4)?, at + 1)
        } else {
            let token = self.token(at).filter(|t| t.is_word() && t.end - t.start > 6)?;
            let letters = token.of(self.context.text);
            if !matches!(letters.as_bytes()[0] | 0x20, b'd' | b'm') {
                return None;
            }
            (self.number_word(at)?, at + 1)
        };
        let year = (1000..2200).contains(&value) && !self.joined(next) && !self.measured(next);
        let count = value % 100 == 0 && self.counted(next);
        (year && !count).then_some((value as i16, next))
    }

    /// The year that follows a month, quarter, season or day: how it is told, the token after it, and whether it is fiscal.
    ///
    /// | text | read |
    /// | --- | --- |
    /// | `2025`, `del 2025`, `, 2025`, `'25` | 2025 |
    /// | `scorso`, `prossimo` | the last one, the next one |
    /// | `di quest'anno`, `dell'anno scorso`, `dello scorso anno`, `dell'anno` | from the article's year |
    /// | `dello stesso anno`, `dell'anno precedente` | from the year last named |
    /// | `dell'anno fiscale 2026`, `dell'esercizio`, `fiscale 2026` | fiscal |
    pub(super) fn year_tail(&self, at: usize, comma: bool) -> (Year, usize, bool) {
        let open = (Year::Open, at, false);
        if comma && self.is(at, ',') && (!self.glued(at + 1) || self.width(at + 1) == 4) {
            // «Gen, 2024»; «a maggio, 2000 persone» tells no year
            return match self.year(at + 1) {
                Some((year, next)) if !self.counted(next) => (Year::Given(year), next, false),
                _ => open,
            };
        }
        let of = self.skip_of(at);
        let of = if of == at && matches!(self.word(at), "nel") && self.width(at + 1) == 4 { at + 1 } else { of };
        if let Some((year, next)) = self.year(of) {
            return (Year::Given(year), next, false);
        }
        if let Some((term, next)) = self.term(of, &[Class::Fiscal]) {
            let _ = term;
            let next = if let Some((_, after)) = self.term(next, &[Class::Fiscal]) { after } else { next };
            let next = self.skip_of(next);
            if let Some((year, last)) = self.year(next) {
                return (Year::Given(year), last, true);
            }
            if self.width(next) == 2 && self.glued(next) && self.text(of).eq_ignore_ascii_case("fy") {
                return (Year::Given(century(self.digits(next, 2).unwrap_or(0))), next + 1, true);
            }
            // «dell'esercizio in corso»
            return match self.term(next, &[Class::Shift]) {
                Some((term, last)) if !self.plural(next) => (Year::Shift(term.number), last, true),
                _ => (Year::Open, next, true),
            };
        }
        if let Some((term, next)) = self.term(of, &[Class::Shift]) {
            if let Some((Unit::Year, last)) = self.unit(next) {
                return (Year::Shift(term.number), last, false);
            }
            let bare = of == at && term.number != 0 && !self.plural(of);
            return if bare { (Year::Which(term.number), next, false) } else { open };
        }
        if of == at {
            return open;
        }
        if let Some((term, next)) = self.term(of, &[Class::Text])
            && let Some((Unit::Year, last)) = self.unit(next)
        {
            return (Year::Text(term.number), last, false);
        }
        let Some((Unit::Year, next)) = self.unit(of).filter(|_| !self.plural(of)) else { return open };
        if let Some((year, last)) = self.year(next) {
            return (Year::Given(year), last, false);
        }
        if let Some((term, last)) = self.term(next, &[Class::Shift]) {
            return (Year::Shift(term.number), last, false);
        }
        if let Some((term, last)) = self.term(next, &[Class::Text]) {
            return (Year::Text(term.number), last, false);
        }
        (Year::Shift(0), next, false)
    }

    /// Periods of several years.
    ///
    /// | text | read |
    /// | --- | --- |
    /// | `biennio 2024-25`, `triennio 2023-2025` | 2024 to 2025, 2023 to 2025 |
    /// | `esercizio 2024/25`, `esercizio 2025`, `anno fiscale 2026`, `FY2025` | fiscal |
    /// | `esercizio in corso`, `anno fiscale scorso` | by the article's date |
    /// | `anni Settanta`, `anni Quaranta del Novecento` | the decade |
    /// | nell'`Ottocento`, fine `Novecento` | the century |
    /// | ferrovie dell'`Ottocento`, `ottocento` schede | none |
    /// | `biennio`, `esercizio` | none |
    pub(super) fn years(&self, at: usize) -> Option<Phrase<'a>> {
        if let Some((term, next)) = self.term(at, &[Class::Century]) {
            return self.century_name(at, next).then(|| Phrase::new(at, next, What::Century(term.number as i16)));
        }
        if let Some((term, next)) = self.term(at, &[Class::Decade]) {
            // «anni Quaranta del Novecento»
            let of = self.skip_of(next);
            if let Some((century, last)) = self.term(of, &[Class::Century]).filter(|_| of > next)
                && self.token(of).is_some_and(Token::capital)
            {
                let year = century.number + term.number % 100;
                return Some(Phrase::new(at, last, What::Decade(year as i16)));
            }
            return Some(Phrase::new(at, next, What::Decade(term.number as i16)));
        }
        let (term, next) = self.term(at, &[Class::Years, Class::Fiscal])?;
        let fiscal = term.class == Class::Fiscal;
        let of = self.skip_of(next);
        if let Some((from, to, last)) = self.year_span(of) {
            return Some(Phrase { fiscal, ..Phrase::new(at, last, What::Years(from, to)) });
        }
        if !fiscal {
            return None;
        }
        let (year, last) = if self.text(at).eq_ignore_ascii_case("fy") && self.width(next) == 2 && self.glued(next) {
            (century(self.digits(next, 2)?), next + 1)
        } else if let Some((term, last)) = self.term(next, &[Class::Shift]).filter(|_| !self.plural(next)) {
            return Some(Phrase { fiscal: true, ..Phrase::new(at, last, What::Year(Year::Shift(term.number))) });
        } else {
            self.year(of)?
        };
        // «esercizio fiscale 2025» names it; «esercizio 2025» is most firms' calendar year, but not all's
        Some(Phrase { fiscal: true, ..Phrase::new(at, last, What::Year(Year::Given(year))) })
    }

    /// Whether «Novecento» at `at` is a century: written with a capital, after an article or what tells a part of it, and nothing counted.
    fn century_name(&self, at: usize, next: usize) -> bool {
        let capital = self.token(at).is_some_and(|t| t.capital() && !t.all_capitals());
        let classes = [Class::Part, Class::Half, Class::Ordinal];
        let calendar = |back: usize| {
            at >= self.from + back && self.classes(at - back) & classes.iter().fold(0, |b, c| b | 1 << *c as u32) != 0
        };
        // «nell'Ottocento», «fine Ottocento», «metà dell'Ottocento»; «le ferrovie dell'Ottocento» are of a kind
        let led = self.base_before(at) == "in" && self.word_before(at) != "in"
            || calendar(1)
            || self.base_before(at) == "di" && self.word_before(at) != "di" && calendar(2);
        let name = self.token(next).is_some_and(|t| t.is_word() && t.capital() && t.spaced());
        capital && led && !name && !self.counted(next) && !self.measured(next)
    }

    /// Two years in one: `2024-25`, `2024/25`, `2024-2026`.
    pub(super) fn year_span(&self, at: usize) -> Option<(i16, i16, usize)> {
        let from = self.digits(at, 4).filter(|y| self.width(at) == 4 && (1900..2200).contains(y))?;
        let mark = self.token(at + 1).is_some_and(|t| matches!(t.symbol, '-' | '/' | '–'));
        if !mark || self.glued(at + 1) != self.glued(at + 2) || self.joined(at + 3) {
            return None;
        }
        let to = match self.width(at + 2) {
            2 if self.glued(at + 2) => {
                let to = from / 100 * 100 + self.digits(at + 2, 2)?;
                if to < from { to + 100 } else { to }
            }
            4 => self.digits(at + 2, 4)?,
            _ => return None,
        };
        let sound = to > from && to - from <= 50 && !self.measured(at + 3);
        sound.then_some((from as i16, to as i16, at + 3))
    }

    /// Years in digits.
    ///
    /// | text | read |
    /// | --- | --- |
    /// | nel `2024`, (`2023`), la produzione `2026` | the year |
    /// | `2024-2026`, negli anni `2016-2020`; `2024-25` | two years; one stretch |
    /// | nel `1391` | the year: «nel» makes it plain |
    /// | `2000 dipendenti`, oltre `2000`, `2024%`, `2.024`, Peugeot `2008` | none |
    pub(super) fn lone_years(&self, at: usize, out: &mut Vec<Phrase<'a>>) -> Option<usize> {
        if self.width(at) != 4 {
            return None;
        }
        if let Some((from, to, last)) = self.year_span(at)
            && self.year_stands(at, i32::from(from), last)
        {
            if self.width(at + 2) == 4 {
                out.push(Phrase::new(at, at + 1, What::Year(Year::Given(from))));
                out.push(Phrase::new(at + 2, last, What::Year(Year::Given(to))));
            } else {
                out.push(Phrase::new(at, last, What::Years(from, to)));
            }
            return Some(last);
        }
        let (year, next) = self.year(at)?;
        if !self.year_stands(at, i32::from(year), next) {
            return None;
        }
        out.push(Phrase::new(at, next, What::Year(Year::Given(year))));
        Some(next)
    }

    /// Whether four digits at `at` are a year by what stands around them.
    pub(super) fn year_stands(&self, at: usize, value: i32, next: usize) -> bool {
        if (self.word(next) == "o" && self.word(next + 1) == "dopo")
            || (self.word(next) == "in" && matches!(self.word(next + 1), "poi" | "avanti"))
        {
            return (1900..=2100).contains(&value);
        }
        let Some(before) = self.before(at) else {
            return (1900..=2100).contains(&value) && !self.counted(next);
        };
        // what «nel», «il», «anno» announce
        let word = self.word(at - 1);
        let announced = matches!(
            word,
            "il" | "nel"
                | "del"
                | "dal"
                | "al"
                | "sul"
                | "un"
                | "entro"
                | "anno"
                | "quel"
                | "dello"
                | "nello"
                | "esercizio"
                | "anni"
                | "bilancio"
                | "dell'anno"
        );
        // «negli anni 2016-2020»
        if announced && (word != "anni" || next > at + 1) {
            return (1000..=2100).contains(&value)
                && !(value < 1900 && self.counted(next))
                && !(value % 1000 == 0 && self.counted(next));
        }
        if !(1900..=2100).contains(&value) {
            return false;
        }
        let span = (1950..=2060).contains(&value);
        if before.kind == Kind::Symbol {
            let opens = matches!(before.symbol, '(' | '[' | '«' | '"' | '–' | '-' | ';' | ':' | ',' | '.');
            return opens && span && !self.counted(next) && (value % 100 != 0 || matches!(before.symbol, '(' | '['));
        }
        if self.taken[at - 1] {
            // «Parigi 2024», «Milano-Cortina 2026»; «RTX 2080», «Peugeot 2008» belong to their names
            return span && value % 10 != 0 && self.of_place(at - 1) && !self.counted(next);
        }
        if before.is_digits() || before.elided() {
            return false;
        }
        match self.function(at - 1) {
            // «tra 2024 e 2026», «nel 2024 e 2025»
            Some(Function::Preposition) if matches!(word, "tra" | "fra") => {
                span && self.word(next) == "e"
                    && self.width(self.skip_article(next + 1)) == 4
                    && !self.counted(next + 2)
            }
            Some(Function::Preposition) if matches!(word, "da") => {
                span && self.base(next) == "a"
                    && self.width(next + 1) == 4
                    && !self.counted(next + 2)
                    && !self.measured(next + 2)
            }
            Some(Function::Preposition) if matches!(word, "a" | "ad") && at >= 2 => {
                span && self.width(at - 2) == 4 && !self.counted(next)
            }
            Some(Function::Conjunction) => span && at >= 2 && self.width(at - 2) == 4 && !self.counted(next),
            Some(_) => false,
            None => {
                let verb = before.begins(TermKind::Verb);
                let counts =
                    before.begins(TermKind::Numeral) || before.begins(TermKind::Bound) || before.begins(TermKind::Unit);
                span && before.is_word()
                    && !counts
                    && value % 100 != 0
                    // «solamente 2048 GPU»
                    && (!(verb || before.of(self.context.text).ends_with("mente")) || !self.counted(next))
                    && !matches!(word, "numero" | "n" | "pagina" | "pagine" | "articolo" | "quota")
            }
        }
    }

    /// Whether the mention that holds token `at` is a place.
    pub(super) fn of_place(&self, at: usize) -> bool {
        let found = self.mentions.partition_point(|m| m.last as usize <= at);
        self.mentions.get(found).is_some_and(|m| m.first as usize <= at && m.kind == super::super::Type::Place)
    }

    /// A year of two digits where «nel» announces it: nel `'24`, del `'98`.
    pub(super) fn short_year(&self, at: usize, out: &mut Vec<Phrase<'a>>) -> Option<usize> {
        if !matches!(self.word_before(at), "nel" | "del" | "dal" | "al" | "il") {
            return None;
        }
        let (year, next) = self.year(at)?;
        out.push(Phrase::new(at, next, What::Year(Year::Given(year))));
        Some(next)
    }

    /// A year in words where «nel» announces it: nel `millenovecentoventotto`, del `duemilaventisette`; nel `duemila`.
    pub(super) fn word_year(&self, at: usize, out: &mut Vec<Phrase<'a>>) -> Option<usize> {
        if !matches!(self.word_before(at), "nel" | "del" | "dal" | "al" | "anno") || self.counted(at + 1) {
            return None;
        }
        let (year, next) = self.year(at)?;
        out.push(Phrase::new(at, next, What::Year(Year::Given(year))));
        Some(next)
    }

    /// A decade: `anni '70`, `anni 70`, `anni 1970`, `anni 2000`, `anni Duemila`.
    pub(super) fn decade(&self, at: usize, next: usize) -> Option<Phrase<'a>> {
        let quote = usize::from(self.is(next, '\''));
        let n = match self.width(next + quote) {
            2 | 4 => self.digits(next + quote, 4)?,
            _ => self.number_word(next).filter(|n| *n >= 1000)?,
        };
        let from = match n {
            10 => 2010,
            11..=90 => 1900 + n,
            0 => 2000,
            _ => n,
        };
        let sound = (1500..2100).contains(&from)
            && from % 10 == 0
            && !self.measured(next + quote + 1)
            && (quote > 0 || !self.counted(next + quote + 1));
        sound.then(|| Phrase::new(at, next + quote + 1, What::Decade(from as i16)))
    }

    /// The decades that follow one: anni Settanta e `Ottanta`, anni '80 e `'90`; returns the token after the last.
    pub(super) fn more_decades(&self, mut last: usize, out: &mut Vec<Phrase<'a>>) -> usize {
        while let Some((at, _)) = self.link(last) {
            let quote = usize::from(self.is(at, '\''));
            let digits = (quote > 0 && self.width(at + 1) == 2).then(|| self.digits(at + 1, 2)).flatten();
            let Some(n) = digits.or_else(|| self.number_word(at)).filter(|n| (10..=90).contains(n) && n % 10 == 0)
            else {
                break;
            };
            let next = at + 1 + quote;
            if self.counted(next) || self.measured(next) {
                break;
            }
            out.push(Phrase::new(at, next, What::Decade(1900 + n as i16)));
            last = next;
        }
        last
    }
}
