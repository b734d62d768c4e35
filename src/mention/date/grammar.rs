//! The rules for dates that name their place on the calendar: days, months, years, quarters, feasts, and their numeric forms.
//!
//! Every rule is asked about one place in the sentence and looks at the next few tokens; none goes back. A rule that fits
//! pushes what it read onto `out` and returns the token after it.

use super::Mod;
use super::calendar::Season;
use super::phrase::{Month, Nth, Phrase, Reader, Unit, What, Year};
use crate::lexicon::CalendarClass as Class;
use crate::lexicon::{Function, TermKind};
use crate::token::Token;

/// How many days may be listed before the month they share: «il 3, il 4, il 10 e l'11 marzo».
const LONGEST_LIST: usize = 6;

/// Words before a day and month that make a street or a stadium of it: «via 25 Aprile».
const STREETS: [&str; 12] = [
    "via",
    "viale",
    "piazza",
    "piazzale",
    "corso",
    "largo",
    "ponte",
    "vicolo",
    "brigata",
    "stadio",
    "caserma",
    "lungomare",
];

/// The year of two digits: «'24» 2024, «'98» 1998.
fn century(two: i32) -> i16 {
    (if two < 40 { 2000 + two } else { 1900 + two }) as i16
}

impl<'a> Reader<'a> {
    /// Reads the phrase that begins at `at`, or several that hang together.
    pub fn phrase(&self, at: usize, out: &mut Vec<Phrase<'a>>) -> Option<usize> {
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
    fn word_rules(&self, at: usize, out: &mut Vec<Phrase<'a>>) -> Option<usize> {
        let one = self
            .feast(at)
            .or_else(|| self.part(at))
            .or_else(|| self.weekday(at))
            .or_else(|| self.month_phrase(at))
            .or_else(|| self.shifted(at))
            .or_else(|| self.ordinal_phrase(at))
            .or_else(|| self.season(at))
            .or_else(|| self.today(at))
            .or_else(|| self.unit_phrase(at))
            .or_else(|| self.years(at))
            .or_else(|| self.letter_quarter(at))
            .or_else(|| self.relative(at));
        if let Some(phrase) = one {
            out.push(phrase);
            return Some(phrase.last);
        }
        // «primo maggio», «primo e 2 giugno»
        self.days(at, out)
    }

    /// The rules for digits.
    fn digit_rules(&self, at: usize, out: &mut Vec<Phrase<'a>>) -> Option<usize> {
        let glued = self.before(at).is_some_and(|b| {
            self.glued(at)
                && !b.elided()
                && !matches!(b.symbol, '(' | '[' | '«' | '"' | '\'' | '–' | ',' | '.' | ';' | ':' | '/')
        });
        if glued && !(self.before(at).is_some_and(|b| b.is('-')) && out.last().is_some_and(|p| p.last + 1 == at)) {
            return None;
        }
        let one = self
            .numeric(at)
            .or_else(|| self.ordinal_phrase(at))
            .or_else(|| self.digit_quarter(at))
            .or_else(|| self.counted_units(at));
        if let Some(phrase) = one {
            out.push(phrase);
            return Some(phrase.last);
        }
        self.days(at, out)
            .or_else(|| self.lone_years(at, out))
            .or_else(|| self.days_after_month(at, out))
            .or_else(|| self.bare_day(at, out))
    }

    /// The rules for a number word.
    fn number_rules(&self, at: usize, out: &mut Vec<Phrase<'a>>) -> Option<usize> {
        if let Some(phrase) = self.counted_units(at) {
            out.push(phrase);
            return Some(phrase.last);
        }
        if self.context.tokens[at].word != crate::lexicon::WordId::NONE && self.number_word(at).is_none() {
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
    fn inner(&self, at: usize) -> Option<Phrase<'a>> {
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
    fn part(&self, at: usize) -> Option<Phrase<'a>> {
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

    /// A month's name at `at`: its number and the token after it (after the full stop of an abbreviation that a year follows).
    ///
    /// | text | read |
    /// | --- | --- |
    /// | `luglio`, `LUGLIO` | 7 |
    /// | `lug`, `lug.` | 7, only beside a day or a year |
    /// | Marco `Maggio`, il `Maggio` Musicale | none |
    pub fn month(&self, at: usize, beside: bool) -> Option<(i8, usize)> {
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

    /// Whether a capital month at `at` is part of a name.
    fn named(&self, at: usize, next: usize) -> bool {
        let Some(token) = self.token(at).filter(|t| t.capital() && !t.all_capitals()) else { return false };
        let _ = token;
        let Some(before) = self.before(at) else { return false };
        let name = |t: &Token| {
            t.is_word()
                && t.capital()
                && !t.all_capitals()
                && !self.context.lexicons.vocabulary.begins(t.word, TermKind::Function)
        };
        let first = at >= 2 && at - 1 > self.from;
        if self.taken[at - 1] {
            return before.capital() && before.is_word() && self.glued(at);
        }
        if first && name(before) && !self.context.lexicons.vocabulary.begins(before.word, TermKind::Calendar) {
            return true;
        }
        // «il Maggio Musicale», «la Domenica Sportiva»
        let article = matches!(self.base(at - 1), "il" | "di" | "a" | "in") && self.word(at - 1) != self.base(at - 1)
            || self.word(at - 1) == "il";
        article && self.token(next).is_some_and(|t| name(t) && t.spaced())
    }

    /// A month, alone or with its year.
    ///
    /// | text | read |
    /// | --- | --- |
    /// | `luglio 2025`, `luglio del 2025`, `lug. 2025`, `luglio '25`, `Gen, 2001` | 2025-07 |
    /// | `luglio`, `luglio scorso`, `luglio dell'anno scorso` | by the article's date |
    /// | `luglio di quest'anno` | this year's |
    fn month_phrase(&self, at: usize) -> Option<Phrase<'a>> {
        let (month, next) = self.month(at, false)?;
        let (year, last, fiscal) = self.year_tail(next, true);
        if !matches!(year, Year::Given(_)) && self.named(at, next) {
            return None;
        }
        Some(Phrase { fiscal, ..Phrase::new(at, last, What::Month { month, year }) })
    }

    /// A year of four digits, two after an apostrophe, or words, where a year is expected: after a month, «fine», a quarter.
    ///
    /// | text | read |
    /// | --- | --- |
    /// | (luglio) `2025`, `'25`, `duemilaventicinque` | 2025 |
    /// | (a luglio) `2000 dipendenti` | none |
    pub fn year(&self, at: usize) -> Option<(i16, usize)> {
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

    /// Whether what stands at `at` is glued to the digits before it and makes something else of them.
    fn joined(&self, at: usize) -> bool {
        let Some(token) = self.token(at).filter(|t| t.glued()) else { return false };
        if token.is_word() || token.is_digits() || matches!(token.symbol, '%' | '°' | '_' | '$' | '€') {
            return true;
        }
        let more = |ok: fn(&Token) -> bool| self.token(at + 1).is_some_and(|t| t.glued() && ok(t));
        match token.symbol {
            '.' | ',' | ':' => more(Token::is_digits),
            '/' | '-' => more(|t| t.is_digits() || t.is_word()),
            _ => false,
        }
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
    pub fn year_tail(&self, at: usize, comma: bool) -> (Year, usize, bool) {
        let open = (Year::Open, at, false);
        if comma && self.is(at, ',') && !self.glued(at + 1) {
            // «Gen, 2001»; «a maggio, 2000 persone» tells no year
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
            return (Year::Open, next, true);
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

    /// The day of the month at `at`: «15», «1°», «quindici», «primo».
    fn day_number(&self, at: usize) -> Option<(i8, usize)> {
        if self.is_digits(at) {
            let day = self.digits(at, 2)?;
            let degree = self.token(at + 1).is_some_and(|t| t.glued() && t.is('°'));
            let next = if degree { at + 2 } else { at + 1 };
            return ((1..=31).contains(&day) && (day == 1 || !degree)).then_some((day as i8, next));
        }
        if self.word(at) == "primo" {
            return Some((1, at + 1));
        }
        let day = self.number_word(at)?;
        (1..=31).contains(&day).then_some((day as i8, at + 1))
    }

    /// The month of a day at `at`, with its year.
    ///
    /// | text | read |
    /// | --- | --- |
    /// | (15) `luglio 2025`, `di luglio`, `lug.` | the month |
    /// | (20) `del prossimo mese`, `di questo mese`, `del mese scorso` | from the article's month |
    fn month_of_day(&self, at: usize, weak: bool, range: bool) -> Option<(Month, Year, usize, bool)> {
        let of = self.skip_of(at);
        if let Some((month, next)) = self.month(of, true) {
            // «2 set a 1», «3 ago»: words of their own, months only where something says so
            let unsure = self.term(of, &[Class::MonthWeak]).is_some() && self.term(of, &[Class::Month]).is_none();
            let (year, last, fiscal) = self.year_tail(next, true);
            let stop = self.is(next, '.') && self.glued(next);
            if unsure
                && !weak
                && !stop
                && !matches!(year, Year::Given(_))
                && !self.token(of).is_some_and(Token::all_capitals)
            {
                return None;
            }
            return Some((Month::Named(month), year, last, fiscal));
        }
        let into = if of == at && range && matches!(self.word(at), "nel" | "il") { at + 1 } else { of };
        if into == at && !range {
            return None;
        }
        if let Some((term, next)) = self.term(into, &[Class::Shift])
            && let Some((Unit::Month, last)) = self.unit(next)
        {
            return (!self.plural(into)).then_some((Month::Shift(term.number), Year::Open, last, false));
        }
        if let Some((Unit::Month, next)) = self.unit(into)
            && let Some((term, last)) = self.term(next, &[Class::Shift])
        {
            return Some((Month::Shift(term.number), Year::Open, last, false));
        }
        None
    }

    /// Days of a named month, one or several that share it.
    ///
    /// | text | read |
    /// | --- | --- |
    /// | `15 luglio 2025`, `15 lug.`, `1° maggio`, `primo maggio`, `dieci di settembre` | the day |
    /// | dal `13` al `15 luglio`, `13`-`15 luglio` | two days of July |
    /// | il `3`, il `4` e l'`11 marzo` | three days of March |
    /// | dal `4` al `22 questo mese` | two days of this month |
    /// | via `25 Aprile`, `31 novembre`, `2 set` a 1 | none |
    fn days(&self, at: usize, out: &mut Vec<Phrase<'a>>) -> Option<usize> {
        let (day, mut next) = self.day_number(at)?;
        if STREETS.contains(&self.word_before(at)) {
            return None;
        }
        let before = self.word_before(at);
        let cue =
            matches!(before, "il" | "l'" | "dal" | "al" | "del" | "nel" | "dall'" | "all'" | "dell'" | "sul" | "lo")
                || self.before(at).is_none_or(|b| b.is('('))
                || self.is_weekday(at);
        if let Some((month, year, last, fiscal)) = self.month_of_day(next, cue, false) {
            let article = cue || !matches!(month, Month::Shift(_));
            if !article {
                return None;
            }
            out.push(Phrase { fiscal, ..Phrase::new(at, last, What::Day { day, month, year, weekday: None }) });
            return Some(last);
        }
        // days that share the month named after the last of them
        let mut days = [(0, 0, 0); LONGEST_LIST];
        days[0] = (day, at, next);
        let mut count = 1;
        let mut range = false;
        while count < LONGEST_LIST {
            let (link, is_range) = self.link(next)?;
            range |= is_range;
            let (day, after) = self.day_number(link)?;
            days[count] = (day, link, after);
            count += 1;
            next = after;
            let Some((month, year, last, fiscal)) = self.month_of_day(after, true, range) else { continue };
            for &(day, first, end) in &days[..count - 1] {
                let year = if matches!(year, Year::Which(_)) { Year::Open } else { year };
                out.push(Phrase { fiscal, ..Phrase::new(first, end, What::Day { day, month, year, weekday: None }) });
            }
            out.push(Phrase { fiscal, ..Phrase::new(link, last, What::Day { day, month, year, weekday: None }) });
            return Some(last);
        }
        None
    }

    /// The token after what links two days or years at `at`, and whether it makes a range: `al`, `-`, `fino al`; `e il`, `,`.
    pub fn link(&self, at: usize) -> Option<(usize, bool)> {
        let token = self.token(at)?;
        if matches!(token.symbol, '-' | '–') {
            return Some((at + 1, true));
        }
        if token.is(',') {
            return (!self.glued(at + 1)).then(|| (self.skip_article(at + 1), false));
        }
        match self.word(at) {
            "e" | "ed" => Some((self.skip_article(self.skip_to(at + 1)), true)),
            "o" => Some((self.skip_article(self.skip_to(at + 1)), false)),
            "fino" | "sino" if self.base(at + 1) == "a" => Some((at + 2, true)),
            _ if self.base(at) == "a" => Some((at + 1, true)),
            _ => None,
        }
    }

    /// The token after a «del», «nel», «al», «dal» at `at`, or `at`: «nel 2024 e nel 2025».
    fn skip_to(&self, at: usize) -> usize {
        if matches!(self.word(at), "del" | "nel" | "al" | "dal" | "dell'" | "nell'" | "all'" | "dall'") {
            at + 1
        } else {
            at
        }
    }

    /// Whether a weekday stands before `at`.
    fn is_weekday(&self, at: usize) -> bool {
        at > self.from && self.term(at - 1, &[Class::Weekday, Class::WeekdayShort]).is_some()
    }

    /// A weekday, alone or with its day or week.
    ///
    /// | text | read |
    /// | --- | --- |
    /// | `giovedì 15 luglio 2025`, `lun. 15 lug.`, `giovedì, 15 luglio` | the day |
    /// | `venerdì 22`, `venerdì ventidue` | the 22nd that is a Friday |
    /// | `giovedì`, `giovedì scorso` | by the article's date |
    /// | `martedì di questa settimana` | by its week |
    /// | `sabato 23/06/18` | the day |
    /// | `lunedì 3 milioni`, `domenica 3-1`, `Domenica Rossi` | the weekday alone; none |
    fn weekday(&self, at: usize) -> Option<Phrase<'a>> {
        let (term, next) = self.term(at, &[Class::Weekday, Class::WeekdayShort])?;
        let weekday = term.number as i8;
        let short = term.class == Class::WeekdayShort;
        let stop = if short && self.is(next, '.') && self.glued(next) { next + 1 } else { next };
        let comma = if self.is(stop, ',') { self.skip_article(stop + 1) } else { self.skip_article(stop) };
        let mut read = Vec::new();
        if self.token(comma).is_some_and(|t| t.is_digits() || t.is_word()) && self.day_number(comma).is_some() {
            if self.numeric_into(comma, &mut read).or_else(|| self.days(comma, &mut read)).is_some() {
                let first = read.first()?;
                if let What::Day { day, month, year, .. } = first.what
                    && read.len() == 1
                {
                    return Some(Phrase::new(at, first.last, What::Day { day, month, year, weekday: Some(weekday) }));
                }
            }
            let (day, after) = self.day_number(comma)?;
            let alone = comma == stop
                && !self.joined(after)
                && !self.measured(after)
                && !self.counted(after)
                && self.word(comma) != "primo";
            let score = self.token(after).is_some_and(|t| matches!(t.symbol, '-' | '–' | '/' | ':') && t.glued());
            if alone && !score {
                return Some(Phrase::new(
                    at,
                    after,
                    What::Day { day, month: Month::Open, year: Year::Open, weekday: Some(weekday) },
                ));
            }
        }
        if short {
            return None;
        }
        let surname = matches!(self.word(at), "domenica" | "sabato")
            && self.token(at).is_some_and(|t| t.capital() && !t.all_capitals())
            && self.before(at).is_some()
            && self.token(next).is_some_and(|t| t.capital() && t.is_word() && t.spaced());
        if surname {
            return None;
        }
        // «martedì di questa settimana», «lunedì della prossima»
        let of = self.skip_of(next);
        if of > next
            && let Some((week, last)) = self.week(of)
        {
            return Some(Phrase::new(at, last, What::WeekdayOf { weekday, week }));
        }
        let (year, last) = match self.term(next, &[Class::Shift]) {
            Some((term, last)) if !self.plural(next) && term.number != 0 => (Year::Which(term.number), last),
            _ => (Year::Open, next),
        };
        Some(Phrase::new(at, last, What::Weekday { weekday, year }))
    }

    /// A week told from the article's: «questa settimana» 0, «settimana prossima» 1.
    pub fn week(&self, at: usize) -> Option<(i32, usize)> {
        let at = self.skip_article(at);
        if let Some((term, next)) = self.term(at, &[Class::Shift]) {
            let (unit, last) = self.unit(next)?;
            return (unit == Unit::Week && !self.plural(at)).then_some((term.number, last));
        }
        let (unit, next) = self.unit(at)?;
        let (term, last) = self.term(next, &[Class::Shift])?;
        (unit == Unit::Week && !self.plural(at)).then_some((term.number, last))
    }

    fn numeric_into(&self, at: usize, out: &mut Vec<Phrase<'a>>) -> Option<usize> {
        let phrase = self.numeric(at)?;
        out.push(phrase);
        Some(phrase.last)
    }

    /// Dates in digits alone.
    ///
    /// | text | read |
    /// | --- | --- |
    /// | `23/06/2018`, `23/06/18`, `23.06.2018`, `23-06-2018` | 2018-06-23 |
    /// | `2025-06-23`, `2015/08/12` | as written |
    /// | `2025-06`, `3/2015` | the month |
    /// | il `22/04`, `22/04` | the day, its year open |
    /// | `24/7`, `3/4`, `10.12`, `1.1.1.1` | none |
    fn numeric(&self, at: usize) -> Option<Phrase<'a>> {
        let mark = self.token(at + 1).filter(|t| t.glued() && matches!(t.symbol, '/' | '-' | '.' | '–'))?.symbol;
        if self.width(at + 2) == 0 || !self.glued(at + 2) {
            return None;
        }
        let third = self.is(at + 3, mark) && self.glued(at + 3) && self.width(at + 4) > 0 && self.glued(at + 4);
        let (wa, wb, wc) = (self.width(at), self.width(at + 2), if third { self.width(at + 4) } else { 0 });
        let (a, b) = (self.digits(at, 4)?, self.digits(at + 2, 4)?);
        let day_phrase = |year: Year, month: i32, day: i32, last: usize| {
            let valid = (1..=12).contains(&month) && (1..=31).contains(&day);
            let what = What::Day { day: day as i8, month: Month::Named(month as i8), year, weekday: None };
            (valid && (!self.joined(last) || self.slash_follows(last))).then(|| Phrase::new(at, last, what))
        };
        if third {
            let c = self.digits(at + 4, 4)?;
            let more = self.token(at + 5).is_some_and(|t| {
                t.glued() && (t.is(mark) || t.is_digits()) && self.width(at + 6) > 0 && self.glued(at + 6)
            });
            return match (wa, wb, wc) {
                _ if more => None,
                (4, 1..=2, 1..=2) if mark != '.' => day_phrase(Year::Given(a as i16), b, c, at + 5),
                (1..=2, 1..=2, 4) if (1000..2200).contains(&c) => day_phrase(Year::Given(c as i16), b, a, at + 5),
                (1..=2, 1..=2, 2) if mark == '/' || wa == 2 && wb == 2 && mark == '.' => {
                    day_phrase(Year::Given(century(c)), b, a, at + 5)
                }
                _ => None,
            };
        }
        let month_phrase = |year: i32, month: i32| {
            let what = What::Month { month: month as i8, year: Year::Given(year as i16) };
            ((1..=12).contains(&month) && (1900..2200).contains(&year) && !self.joined(at + 3))
                .then(|| Phrase::new(at, at + 3, what))
        };
        match (wa, wb, mark) {
            (4, 2, '-') if b != (a + 1) % 100 => month_phrase(a, b),
            (1..=2, 4, '/') => month_phrase(b, a),
            (1..=2, 1..=2, '/') if self.day_slash(at, a, b, wb == 2) => day_phrase(Year::Open, b, a, at + 3),
            _ => None,
        }
    }

    /// Whether a hyphen and another day and month follow: `28/2-1/3`.
    fn slash_follows(&self, at: usize) -> bool {
        matches!(self.width(at + 1), 1..=2)
            && !self.is(at, '/')
            && self.is(at + 2, '/')
            && matches!(self.width(at + 3), 1..=2)
    }

    /// Whether `a/b` at `at` is a day and a month, no fraction, score or rate.
    fn day_slash(&self, at: usize, a: i32, b: i32, padded: bool) -> bool {
        if (a, b) == (24, 7) && !padded || self.measured(at + 3) {
            return false;
        }
        let before = self.word_before(at);
        let article = matches!(before, "il" | "l'" | "del" | "dal" | "al" | "dell'" | "dall'" | "all'" | "entro");
        let range = self.before(at).is_some_and(|t| matches!(t.symbol, '-' | '–')) && self.glued(at);
        let opens = self.before(at).is_none_or(|b| b.is('('));
        article
            || self.is_weekday(at)
            || range
            || (padded && (b > 9 || self.text(at + 2).starts_with('0')) && a != b)
            || (opens && a >= b && !self.counted(at + 3))
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
    /// | `ventunesimo secolo`, `XX secolo` | the century |
    /// | `secondo Bloomberg`, `prima settimana di lavoro` | none |
    fn ordinal_phrase(&self, at: usize) -> Option<Phrase<'a>> {
        let (n, next) = if self.is_digits(at) {
            let n = self.digits(at, 2)?;
            let marked = self.token(at + 1).is_some_and(|t| t.glued() && matches!(t.symbol, '°' | 'ª'));
            marked.then_some((n, at + 2))?
        } else {
            let (term, next) = self.term(at, &[Class::Ordinal, Class::Roman])?;
            (term.number, next)
        };
        if let Some((unit, next)) = self.unit(next) {
            return self.nth_unit(at, n, unit, next);
        }
        let (weekday, next) = self.term(next, &[Class::Weekday])?;
        let weekday = weekday.number as i8;
        if let Some((month, year, last)) = self.of_month(next) {
            let what = What::Nth { n: n as i8, nth: Nth::Weekday(weekday), month: Some(month), year };
            return Some(Phrase::new(at, last, what));
        }
        (n == -1).then(|| Phrase::new(at, next, What::Weekday { weekday, year: Year::Which(-1) }))
    }

    /// The month after «di»: «di ottobre 2014», «in ottobre», «del mese di ottobre», «di questo mese», «del mese».
    fn of_month(&self, at: usize) -> Option<(Month, Year, usize)> {
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
    fn nth_unit(&self, at: usize, n: i32, unit: Unit, next: usize) -> Option<Phrase<'a>> {
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

    /// A season.
    ///
    /// | text | read |
    /// | --- | --- |
    /// | `estate 2025`, `estate del 2025`, `estate scorsa` | the season |
    /// | in `primavera` | by the article's date |
    /// | la `Primavera` di Praga, la `primavera` araba | none |
    fn season(&self, at: usize) -> Option<Phrase<'a>> {
        let (term, next) = self.term(at, &[Class::Season])?;
        let season = Season::parse(&term.value)?;
        let (year, last, _) = self.year_tail(next, false);
        if matches!(year, Year::Open) {
            let token = self.token(at)?;
            let title = token.capital()
                && !token.all_capitals()
                && self.before(at).is_some_and(|b| !b.is('"') && !b.is('«') && !b.is('.'));
            let made = matches!(self.word(next), "araba" | "caldo" | "calda")
                || self.word(next) == "di" && self.token(next + 1).is_some_and(Token::capital);
            let noun = self.base_before(at) == "di"
                && matches!(self.base_before(at - 1), "giardino" | "sport" | "olimpiadi" | "giochi" | "metà");
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
    fn feast(&self, at: usize) -> Option<Phrase<'a>> {
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

    /// Periods of several years.
    ///
    /// | text | read |
    /// | --- | --- |
    /// | `biennio 2024-25`, `triennio 2023-2025` | 2024 to 2025, 2023 to 2025 |
    /// | `esercizio 2024/25`, `esercizio 2025`, `anno fiscale 2026`, `FY2025` | fiscal |
    /// | `anni Settanta` | the decade |
    /// | `biennio`, `esercizio` | none |
    fn years(&self, at: usize) -> Option<Phrase<'a>> {
        if let Some((term, next)) = self.term(at, &[Class::Decade]) {
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
        } else {
            self.year(of)?
        };
        // «esercizio fiscale 2025» names it; «esercizio 2025» is most firms' calendar year, but not all's
        Some(Phrase { fiscal: true, ..Phrase::new(at, last, What::Year(Year::Given(year))) })
    }

    /// Two years in one: `2024-25`, `2024/25`, `2024-2026`.
    fn year_span(&self, at: usize) -> Option<(i16, i16, usize)> {
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

    /// A quarter or half by its letter, letter first: `Q2 2025`, `Q2`, `H1 2025`, `Q3 FY26`.
    fn letter_quarter(&self, at: usize) -> Option<Phrase<'a>> {
        let (term, next) = self.term(at, &[Class::Other]).filter(|(t, _)| matches!(t.value.as_str(), "Q" | "H"))?;
        let of = if term.value == "Q" { 3 } else { 6 };
        if !self.token(at)?.capital()
            || !self.glued(next)
            || self.width(next) != 1
            || self.glued(next + 1) && self.joined(next + 1)
        {
            return None;
        }
        let n = self.digits(next, 1).filter(|&n| n >= 1 && n * of <= 12)? as i8;
        let (year, last, fiscal) = self.year_tail(next + 1, false);
        // «H1» alone is a chip or a heading
        if of == 6 && !matches!(year, Year::Given(_)) {
            return None;
        }
        Some(Phrase { fiscal, ..Phrase::new(at, last, What::Part { n, of: of as i8, year }) })
    }

    /// A quarter or half by its letter, number first: `2Q25`, `1H 2025`.
    fn digit_quarter(&self, at: usize) -> Option<Phrase<'a>> {
        let n = self.digits(at, 1)?;
        let letter = self.text(at + 1);
        let of = match letter {
            "Q" => 3,
            "H" => 6,
            _ => return None,
        };
        if !self.glued(at + 1) || n < 1 || n * of > 12 {
            return None;
        }
        let glued = self.width(at + 2) == 2 && self.glued(at + 2);
        let (year, last) = if glued { (century(self.digits(at + 2, 2)?), at + 3) } else { self.year(at + 2)? };
        (!self.joined(last))
            .then(|| Phrase::new(at, last, What::Part { n: n as i8, of: of as i8, year: Year::Given(year) }))
    }

    /// Years in digits.
    ///
    /// | text | read |
    /// | --- | --- |
    /// | nel `2024`, (`2023`), la produzione `2026` | the year |
    /// | `2024-2026`, `2024-25` | two years; one stretch |
    /// | nel `1391` | the year: «nel» makes it plain |
    /// | `2000 dipendenti`, oltre `2000`, `2024%`, `2.024`, Peugeot `2008` | none |
    fn lone_years(&self, at: usize, out: &mut Vec<Phrase<'a>>) -> Option<usize> {
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
    fn year_stands(&self, at: usize, value: i32, next: usize) -> bool {
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
        if announced && word != "anni" {
            return (1000..=2100).contains(&value)
                && !(value < 1900 && self.counted(next))
                && !(value % 1000 == 0 && self.counted(next));
        }
        if !(1900..=2100).contains(&value) {
            return false;
        }
        let span = (1950..=2060).contains(&value);
        if before.kind == crate::token::Kind::Symbol {
            let opens = matches!(before.symbol, '(' | '[' | '«' | '"' | '–' | '-' | ';' | ':' | ',' | '.');
            return opens && span && !self.counted(next) && (value % 100 != 0 || matches!(before.symbol, '(' | '['));
        }
        let vocabulary = &self.context.lexicons.vocabulary;
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
                let verb =
                    vocabulary.begins(before.word, TermKind::Verb) && !vocabulary.begins(before.word, TermKind::Noun);
                let counts = vocabulary.begins(before.word, TermKind::Numeral)
                    || vocabulary.begins(before.word, TermKind::Bound)
                    || vocabulary.begins(before.word, TermKind::Unit);
                span && before.is_word()
                    && !counts
                    && value % 100 != 0
                    && (!verb || !self.counted(next))
                    && !matches!(word, "numero" | "n" | "pagina" | "articolo" | "quota")
            }
        }
    }

    /// The part of the closed-class word at `at` in the sentence.
    pub fn function(&self, at: usize) -> Option<Function> {
        let lexicons = self.context.lexicons;
        let rest = self.context.tokens.get(at..self.to)?;
        let (_, payload) = lexicons.vocabulary.terms(rest, TermKind::Function).find(|(len, _)| *len == 1)?;
        Some(lexicons.functions[payload as usize])
    }

    /// A year of two digits where «nel» announces it: nel `'24`, del `'98`.
    fn short_year(&self, at: usize, out: &mut Vec<Phrase<'a>>) -> Option<usize> {
        if !matches!(self.word_before(at), "nel" | "del" | "dal" | "al" | "il") {
            return None;
        }
        let (year, next) = self.year(at)?;
        out.push(Phrase::new(at, next, What::Year(Year::Given(year))));
        Some(next)
    }

    /// A year in words where «nel» announces it: nel `millenovecentoventotto`, del `duemilaventisette`; nel `duemila`.
    fn word_year(&self, at: usize, out: &mut Vec<Phrase<'a>>) -> Option<usize> {
        if !matches!(self.word_before(at), "nel" | "del" | "dal" | "al" | "anno") || self.counted(at + 1) {
            return None;
        }
        let (year, next) = self.year(at)?;
        out.push(Phrase::new(at, next, What::Year(Year::Given(year))));
        Some(next)
    }

    /// Days of a month named before them.
    ///
    /// | text | read |
    /// | --- | --- |
    /// | a `marzo`, tra il `3` e il `7`; a `Feb` tra il `2`-`7 duemiladiciotto` | two days of that month |
    fn days_after_month(&self, at: usize, out: &mut Vec<Phrase<'a>>) -> Option<usize> {
        let opens = match self.word_before(at) {
            "dal" => at - 1,
            "il" if at >= 2 && matches!(self.word(at - 2), "tra" | "fra") => at - 2,
            _ => return None,
        };
        let &Phrase { what: What::Month { month, mut year }, last, .. } = out.last()? else { return None };
        if opens.checked_sub(last + usize::from(self.is(last, ',')))? > 0 {
            return None;
        }
        let (day, next) = self.day_number(at)?;
        let (second, true) = self.link(next)? else { return None };
        let (to, mut end) = self.day_number(second)?;
        if let Some((told, after)) = self.year(end).filter(|_| year == Year::Open) {
            (year, end) = (Year::Given(told), after);
        }
        if to <= day || end == second + 1 && !self.ends_day(end, false) {
            return None;
        }
        let phrase = |first, last, day| {
            Phrase::new(first, last, What::Day { day, month: Month::Named(month), year, weekday: None })
        };
        out.extend([phrase(at, next, day), phrase(second, end, to)]);
        Some(end)
    }

    /// A day with no month: «il 15», «dal 20», «dal 3 al 5».
    ///
    /// | text | read |
    /// | --- | --- |
    /// | tornerà il `15`; per il `27`; il `due`! | the day of some month |
    /// | dal `20`, dal `3` al `5` | likewise |
    /// | il `15 per cento`, il `27° piano`, il `10 di Downing Street`, contro il `12` | none |
    fn bare_day(&self, at: usize, out: &mut Vec<Phrase<'a>>) -> Option<usize> {
        let word = self.word_before(at);
        let from = matches!(word, "dal" | "dall'");
        if !(from || matches!(word, "il" | "l'")) || self.word(at) == "primo" {
            return None;
        }
        let (day, next) = self.day_number(at)?;
        let phrase = |first, last, day| {
            Phrase::new(first, last, What::Day { day, month: Month::Open, year: Year::Open, weekday: None })
        };
        if from
            && let Some((second, true)) = self.link(next).filter(|_| self.word(next) != "e")
            && let Some((to, last)) = self.day_number(second)
            && to > day
            && self.ends_day(last, false)
        {
            out.extend([phrase(at, next, day), phrase(second, last, to)]);
            return Some(last);
        }
        let words = !self.is_digits(at);
        if words && !from && day == 1 || !self.ends_day(next, words) {
            return None;
        }
        let left = match at.checked_sub(2).filter(|&b| b >= self.from) {
            _ if from => self.base(next) != "a",
            None => true,
            Some(b) => {
                let token = &self.context.tokens[b];
                let vocabulary = &self.context.lexicons.vocabulary;
                let verb =
                    vocabulary.begins(token.word, TermKind::Verb) && !vocabulary.begins(token.word, TermKind::Bound);
                verb || matches!(self.word(b), "per" | "entro" | "già" | "solo" | "dopo")
                    || matches!(token.symbol, '(' | ';' | ':')
            }
        };
        if !left {
            return None;
        }
        out.push(phrase(at, next, day));
        Some(next)
    }

    /// Whether what stands at `at` lets a bare day before it be one: a mark, the end, or a little word but «di».
    fn ends_day(&self, at: usize, strict: bool) -> bool {
        let Some(token) = self.token(at) else { return at >= self.to };
        if token.kind == crate::token::Kind::Symbol {
            let close = matches!(token.symbol, '.' | ',' | ';' | ':' | '!' | '?' | ')' | '»' | '"');
            return close && !self.joined(at) && !(token.glued() && self.width(at + 1) > 0 && self.glued(at + 1));
        }
        if strict || token.glued() || self.measured(at) {
            return false;
        }
        match self.function(at) {
            Some(Function::Preposition) => !matches!(self.base(at), "di" | "su"),
            Some(Function::Conjunction | Function::Adversative | Function::Relative | Function::Subordinator) => true,
            _ => false,
        }
    }

    /// Whether the mention that holds token `at` is a place.
    fn of_place(&self, at: usize) -> bool {
        let found = self.mentions.partition_point(|m| m.last as usize <= at);
        self.mentions.get(found).is_some_and(|m| m.first as usize <= at && m.kind == super::super::Type::Place)
    }

    /// «oggi», «ieri», «l'altro ieri», «domani».
    fn today(&self, at: usize) -> Option<Phrase<'a>> {
        let (term, next) = self.term(at, &[Class::Day])?;
        let first = if self.word(at) == "l'" || self.base(at) == "in" { at + 1 } else { at };
        Some(Phrase::new(first, next, What::Today(term.number)))
    }
}
