//! The rules for what lies between a day and a year: months, quarters, halves, seasons, the nth of something, feasts.

use super::calendar::Season;
use super::day::STREETS;
use super::phrase::{Month, Nth, Phrase, Reader, Unit, What, Year};
use super::year::century;
use crate::lexicon::CalendarClass as Class;
use crate::lexicon::{Function, TermKind, WordRole};
use crate::token::Token;

impl<'a> Reader<'a> {
    /// A month's name at `at`: its number and the token after it (after the full stop of an abbreviation that a year follows).
    ///
    /// | text | read |
    /// | --- | --- |
    /// | `luglio`, `LUGLIO` | 7 |
    /// | `lug`, `lug.` | 7, only beside a day or a year |
    /// | Marco `Maggio`, il `Maggio` Musicale | none |
    pub(super) fn month(&self, at: usize, beside: bool) -> Option<(i8, usize)> {
        if let Some((month, next)) = self.term(at, &[Class::Month]) {
            return Some((month.number as i8, next));
        }
        let (month, next) = self.term(at, &[Class::MonthShort, Class::MonthWeak])?;
        let stop = self.is(next, '.') && self.glued(next);
        let after = if stop { next + 1 } else { next };
        let comma = if self.is(after, ',') { after + 1 } else { after };
        let year = self.width(comma) == 4 || self.is(comma, '\'');
        let beside = beside || matches!(self.word(next), "tra" | "fra") && self.word(next + 1) == "il";
        (beside || year).then_some((month.number as i8, if stop && year { after } else { next }))
    }

    /// Whether a capital month at `at` is part of a name: a month is written small, or capital after a preposition at most.
    ///
    /// | text | a name |
    /// | --- | --- |
    /// | Marco `Maggio`, il ministro `Luglio`, `Agosto` Rossi, il `Maggio` Musicale | yes |
    /// | ad `Agosto`, questo `Gennaio`, `Marzo` è finito, MARZO | no |
    fn named(&self, at: usize, next: usize) -> bool {
        if !self.token(at).is_some_and(|t| t.capital() && !t.all_capitals()) {
            return false;
        }
        // «l'on. Maggio»
        if self.before(at).is_some_and(|b| b.is('.')) && at >= 2 && self.begins(at - 2, TermKind::Abbreviation) {
            return true;
        }
        let name_after = self.token(next).is_some_and(|t| {
            t.is_word() && t.capital() && t.spaced() && !t.all_capitals() && !t.begins(TermKind::Function)
        });
        let Some(before) = self.before(at).filter(|b| b.is_word() && at > self.from) else { return name_after };
        if before.begins(TermKind::Calendar) || matches!(self.word(at - 1), "e" | "o" | "ed") {
            return false;
        }
        match self.function(at - 1) {
            // «il Maggio Musicale», «del Maggio Fiorentino»; «a Maggio Anna parte»
            Some(Function::Article) => true,
            Some(Function::Preposition) => self.word(at - 1) != self.base(at - 1) && name_after,
            Some(_) => name_after,
            None => !before.begins(TermKind::Verb) || name_after,
        }
    }

    /// A month, alone or with its year.
    ///
    /// | text | read |
    /// | --- | --- |
    /// | `luglio 2025`, `luglio del 2025`, `lug. 2025`, `luglio '25`, `Gen, 2024` | 2025-07 |
    /// | `luglio`, `luglio scorso`, `luglio dell'anno scorso` | by the article's date |
    /// | `luglio di quest'anno` | this year's |
    /// | `Luglio 9, 2025` | the day |
    /// | `luglio-settembre 2025`, `gennaio-giugno` | 2025-Q3, H1: two months joined by a hyphen that bound a quarter or half |
    /// | `gennaio-settembre`, `luglio - settembre` | two months |
    pub(super) fn month_phrase(&self, at: usize) -> Option<Phrase<'a>> {
        let (month, next) = self.month(at, false)?;
        // «Luglio 9, 2025», as English has it
        if matches!(self.width(next), 1 | 2)
            && self.is(next + 1, ',')
            && self.glued(next + 1)
            && self.width(next + 2) == 4
            && let Some(day) = self.digits(next, 2).filter(|day| (1..=31).contains(day))
            && let Some((year, last)) = self.year(next + 2)
        {
            let what = What::Day { day: day as i8, month: Month::Named(month), year: Year::Given(year), weekday: None };
            return Some(Phrase::new(at, last, what));
        }
        if at >= 2 && self.is_digits(at - 1) && STREETS.contains(&self.word(at - 2)) {
            return None;
        }
        if let Some((n, of, next)) = self.joined_months(month, next) {
            let (year, last, fiscal) = self.year_tail(next, true);
            return Some(Phrase { fiscal, ..Phrase::new(at, last, What::Part { n, of, year }) });
        }
        let (year, last, fiscal) = self.year_tail(next, true);
        if !matches!(year, Year::Given(_)) && self.named(at, next) {
            return None;
        }
        Some(Phrase { fiscal, ..Phrase::new(at, last, What::Month { month, year }) })
    }

    /// The quarter or half that begins with `month` and ends with the month that a hyphen joins to it at `next`: which one it is, of how many
    /// months, and the token after it.
    fn joined_months(&self, month: i8, next: usize) -> Option<(i8, i8, usize)> {
        let hyphen = self.glued(next) && self.glued(next + 1) && (self.is(next, '-') || self.is(next, '–'));
        let (end, after) = self.term(next + 1, &[Class::Month]).filter(|_| hyphen)?;
        let of = end.number as i8 - month + 1;
        (matches!(of, 3 | 6) && (month - 1) % of == 0).then(|| ((month - 1) / of + 1, of, after))
    }

    /// An ordinal and what it counts.
    ///
    /// | text | read |
    /// | --- | --- |
    /// | `secondo trimestre 2025`, `2° trimestre`, `II trimestre del 2025` | 2025-Q2 |
    /// | `primo semestre`, `terzo trimestre dell'anno fiscale 2026` | H1; fiscal |
    /// | `primo martedì di ottobre`, `ultimo venerdì del mese` | the day |
    /// | `terza settimana del 2027`, `ultimo giorno di ottobre 2015` | the week, the day |
    /// | `ultima domenica`, `ultimo trimestre` | by the article's date |
    /// | `primo quarto del 2010` | 2010-Q1 |
    /// | `ventunesimo secolo`, `XX secolo`, `XVI` e `XVII secolo` | the century |
    /// | `secondo Bloomberg`, `prima settimana di lavoro`, `quarto trimestre consecutivo`, `terzo mese di fila` | none |
    pub(super) fn ordinal_phrase(&self, at: usize) -> Option<Phrase<'a>> {
        let (n, next) = if self.is_digits(at) {
            let marked = self.token(at + 1).is_some_and(|t| t.glued() && matches!(t.symbol, '°' | 'ª'));
            if !marked {
                return None;
            }
            (self.digits(at, 2)?, at + 2)
        } else {
            let (term, next) = self.term(at, &[Class::Ordinal, Class::Roman])?;
            (term.number, next)
        };
        if let Some((unit, next)) = self.unit(next) {
            // «il quarto trimestre consecutivo di crescita» counts them
            let of = next + usize::from(self.word(next) == "di");
            let in_a_row = self.token(of).is_some_and(|t| self.context.lexicons.has_role(t, WordRole::InARow));
            return if in_a_row { None } else { self.nth_unit(at, n, unit, next) };
        }
        // «il primo quarto del 2010»
        if self.word(next) == "quarto" && (1..=4).contains(&n) {
            let (year, last, fiscal) = self.year_tail(next + 1, false);
            let told = !matches!(year, Year::Open | Year::Which(_));
            return told.then(|| Phrase { fiscal, ..Phrase::new(at, last, What::Part { n: n as i8, of: 3, year }) });
        }
        let (weekday, next) = self.term(next, &[Class::Weekday]).filter(|_| self.word_before(at) != "ogni")?;
        let weekday = weekday.number as i8;
        if let Some((month, year, last)) = self.of_month(next) {
            let what = What::Nth { n: n as i8, nth: Nth::Weekday(weekday), month: Some(month), year };
            return Some(Phrase::new(at, last, what));
        }
        (n == -1).then(|| Phrase::new(at, next, What::Weekday { weekday, year: Year::Which(-1) }))
    }

    /// An ordinal whose quarter or half is told after another: nel `secondo` e terzo trimestre del 2024.
    pub(super) fn shared_quarter(&self, at: usize, out: &mut Vec<Phrase<'a>>) -> Option<usize> {
        let (term, next) = self.term(at, &[Class::Ordinal, Class::Roman])?;
        let (link, _) = self.link(next)?;
        let other = self.ordinal_phrase(link)?;
        let n = term.number as i8;
        // «nel XVI e XVII secolo»
        if let What::Century(_) = other.what {
            let what = What::Century((i16::from(n) - 1) * 100);
            out.push(Phrase { first: at, last: next, what, ..other });
            return (n > 1).then_some(next);
        }
        let What::Part { of, year, .. } = other.what else { return None };
        if n < 1 || n * of > 12 {
            return None;
        }
        out.push(Phrase { first: at, last: next, what: What::Part { n, of, year }, ..other });
        Some(next)
    }

    /// The month after «di»: «di ottobre 2014», «in ottobre», «del mese di ottobre», «di questo mese», «del mese».
    pub(super) fn of_month(&self, at: usize) -> Option<(Month, Year, usize)> {
        let of = if self.base(at) == "in" { at + 1 } else { self.skip_of(at) };
        if of == at {
            return None;
        }
        let named = |i: usize| {
            let (month, next) = self.month(i, true)?;
            let (year, last, _) = self.year_tail(next, true);
            Some((Month::Named(month), year, last))
        };
        if let Some(found) = named(of) {
            return Some(found);
        }
        if let Some((term, next)) = self.term(of, &[Class::Shift])
            && let Some((Unit::Month, last)) = self.unit(next)
        {
            return Some((Month::Shift(term.number), Year::Open, last));
        }
        let (unit, next) = self.unit(of).filter(|_| !self.plural(of))?;
        if unit != Unit::Month {
            return None;
        }
        if let Some((term, last)) = self.term(next, &[Class::Shift]) {
            return Some((Month::Shift(term.number), Year::Open, last));
        }
        let inner = self.skip_of(next);
        if inner > next
            && let Some(found) = named(inner)
        {
            return Some(found);
        }
        Some((Month::Shift(0), Year::Open, next))
    }

    /// The `n`th quarter, half, week, day, weekend or century.
    pub(super) fn nth_unit(&self, at: usize, n: i32, unit: Unit, next: usize) -> Option<Phrase<'a>> {
        if self.plural(next - 1) {
            return self.last_units(at, n, unit, next);
        }
        match unit {
            Unit::Months(of) => {
                let n = n as i8;
                let (year, last, fiscal) = self.year_tail(next, true);
                let fiscal = fiscal || self.term(next, &[Class::Fiscal]).is_some();
                let told = !matches!(year, Year::Open);
                match n {
                    -1 if told => Some(Phrase { fiscal, ..Phrase::new(at, last, What::Part { n: 12 / of, of, year }) }),
                    -1 => Some(Phrase { fiscal, ..Phrase::new(at, last, What::Unit { unit, shift: Some(-1) }) }),
                    1.. if n * of <= 12 => Some(Phrase { fiscal, ..Phrase::new(at, last, What::Part { n, of, year }) }),
                    _ => None,
                }
            }
            Unit::Century if n > 1 => Some(Phrase::new(at, next, What::Century((n as i16 - 1) * 100))),
            Unit::Week | Unit::Day | Unit::Weekend => {
                let nth = match unit {
                    Unit::Week => Nth::Week,
                    Unit::Weekend => Nth::Weekend,
                    _ => Nth::Day,
                };
                if let Some((month, year, last)) = self.of_month(next) {
                    return Some(Phrase::new(at, last, What::Nth { n: n as i8, nth, month: Some(month), year }));
                }
                let of = self.skip_of(next);
                let (year, last, _) = self.year_tail(next, false);
                if of > next && !matches!(year, Year::Open | Year::Which(_)) && n.abs() <= 53 {
                    return Some(Phrase::new(at, last, What::Nth { n: n as i8, nth, month: None, year }));
                }
                if n != -1 {
                    return None;
                }
                match unit {
                    Unit::Weekend => Some(Phrase::new(at, next, What::Unit { unit, shift: Some(-1) })),
                    Unit::Week => self.last_units(at, n, unit, next),
                    _ => None,
                }
            }
            _ => self.last_units(at, n, unit, next),
        }
    }

    /// A quarter or half by its letter, letter first: `Q2 2025`, `Q2`, `H1 2025`, `Q3 FY26`, `T1 2027`.
    pub(super) fn letter_quarter(&self, at: usize) -> Option<Phrase<'a>> {
        let (term, next) =
            self.term(at, &[Class::Other]).filter(|(t, _)| matches!(t.value.as_str(), "Q" | "T" | "H"))?;
        let of = if term.value == "H" { 6 } else { 3 };
        if !self.token(at)?.capital()
            || !self.glued(next)
            || self.width(next) != 1
            || self.glued(next + 1) && self.joined(next + 1)
        {
            return None;
        }
        let n = self.digits(next, 1).filter(|&n| n >= 1 && n * of <= 12)? as i8;
        let (year, last, fiscal) = self.year_tail(next + 1, false);
        // «H1» and «T2» alone are chips or headings
        if term.value != "Q" && !matches!(year, Year::Given(_)) {
            return None;
        }
        Some(Phrase { fiscal, ..Phrase::new(at, last, What::Part { n, of: of as i8, year }) })
    }

    /// A quarter or half by its letter, number first: `2Q25`, `1T 2025`, `1H 2025`; a quarter without a year after «nel»: `3Q`, `2T`.
    pub(super) fn digit_quarter(&self, at: usize) -> Option<Phrase<'a>> {
        let n = self.digits(at, 1)?;
        let letter = self.text(at + 1);
        let of = match letter {
            "Q" | "T" => 3,
            "H" => 6,
            _ => return None,
        };
        if !self.glued(at + 1) || n < 1 || n * of > 12 {
            return None;
        }
        let glued = self.width(at + 2) == 2 && self.glued(at + 2);
        let (year, last) = if glued {
            (Year::Given(century(self.digits(at + 2, 2)?)), at + 3)
        } else if let Some((year, last)) = self.year(self.skip_of(at + 2)) {
            (Year::Given(year), last)
        } else {
            // «nel 2T»; «una chiavetta da 2T» is a measure
            let told = of == 3 && matches!(self.word_before(at), "nel" | "del" | "al" | "dal" | "il" | "sul");
            (told && !self.counted(at + 2)).then_some((Year::Open, at + 2))?
        };
        (!self.joined(last)).then(|| Phrase::new(at, last, What::Part { n: n as i8, of: of as i8, year }))
    }

    /// A season.
    ///
    /// | text | read |
    /// | --- | --- |
    /// | `estate 2025`, `estate del 2025`, `estate scorsa` | the season |
    /// | `inverno 2024-25` | the winter that begins in 2024 |
    /// | in `primavera` | by the article's date |
    /// | la `Primavera` di Praga, la `primavera` araba | none |
    pub(super) fn season(&self, at: usize) -> Option<Phrase<'a>> {
        let (term, next) = self.term(at, &[Class::Season]).filter(|_| self.word_before(at) != "ogni")?;
        let season = Season::parse(&term.value)?;
        let of = self.skip_of(next);
        if season == Season::Winter
            && let Some((from, to, last)) = self.year_span(of)
            && to == from + 1
        {
            return Some(Phrase::new(at, last, What::Season { season, year: Year::Given(from) }));
        }
        let (year, last, _) = self.year_tail(next, false);
        if matches!(year, Year::Open) {
            let token = self.token(at)?;
            let title = token.capital()
                && !token.all_capitals()
                && self.before(at).is_some_and(|b| !b.is('"') && !b.is('«') && !b.is('.'));
            let adjective = self.context.tokens[..self.to].get(next).map_or("", |t| t.of(self.context.text));
            let capital = self.context.tokens[..self.to].get(next + 1).is_some_and(Token::capital);
            let made = matches!(adjective, "araba" | "caldo") || self.word(next) == "di" && capital;
            let noun = self.base_before(at) == "di"
                && matches!(self.word_before(at - 1), "giardino" | "sport" | "olimpiadi" | "giochi" | "metà");
            if title || made || noun {
                return None;
            }
        }
        Some(Phrase::new(at, last, What::Season { season, year }))
    }

    /// A feast.
    ///
    /// | text | read |
    /// | --- | --- |
    /// | `Natale`, `Natale 2024`, `Natale scorso`, `vigilia di Natale`, `Pasquetta` | the day |
    /// | albero di `Natale`, `Natale` Rossi, `Santo Stefano` Belbo, isola di `Pasqua` | none |
    pub(super) fn feast(&self, at: usize) -> Option<Phrase<'a>> {
        let (term, next) = self.term(at, &[Class::Feast])?;
        let (year, last, _) = self.year_tail(next, false);
        let year_told = matches!(year, Year::Given(_) | Year::Shift(_) | Year::Which(_));
        if !year_told && next == at + 1 {
            let after = self.token(next).is_some_and(|t| t.is_word() && t.capital() && t.spaced() && !t.all_capitals());
            let before = self.before(at);
            let of = self.base_before(at) == "di" && self.word_before(at).len() == 2;
            let of_day = of
                && at >= 2
                && matches!(
                    self.word(at - 2),
                    "giorno"
                        | "weekend"
                        | "settimana"
                        | "vigilia"
                        | "ponte"
                        | "notte"
                        | "prima"
                        | "periodo"
                        | "vacanze"
                        | "festività"
                        | "mattina"
                        | "indomani"
                );
            let name = before.is_some_and(|b| {
                b.is_word() && b.capital() && b.spaced() && at - 1 > self.from && self.glued(at) == b.elided()
            }) && !self.begins(at - 1, TermKind::Function)
                && self.token(at).is_some_and(Token::capital);
            if after && self.token(at).is_some_and(Token::capital) && !self.begins(next, TermKind::Function)
                || of && !of_day
                || name
            {
                return None;
            }
        } else if !year_told {
            let place = self.word(next) == "di" && self.token(next + 1).is_some_and(Token::capital);
            let after = self.token(at + 1).is_some_and(Token::capital)
                && self.token(next).is_some_and(|t| t.is_word() && t.capital() && t.spaced());
            if place || after {
                return None;
            }
        }
        let last = if year_told { last } else { next };
        Some(Phrase::new(at, last, What::Feast { rule: &term.value, year: if year_told { year } else { Year::Open } }))
    }
}
