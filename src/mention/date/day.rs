//! The rules for days: with their month, by their weekday, in digits, alone.

use super::phrase::{Month, Phrase, Reader, Unit, What, Year};
use super::year::century;
use crate::lexicon::CalendarClass as Class;
use crate::lexicon::{Function, NumeralClass, TermKind, TermKinds};
use crate::token::{Kind, Token};

/// How many days may be listed before the month they share: «il 3, il 4, il 10 e l'11 marzo».
const LONGEST_LIST: usize = 6;

/// Words before a day and month that make a street or a stadium of it: «via 25 Aprile».
pub(super) const STREETS: [&str; 12] = [
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

/// How many tokens into its sentence the day of an agency's line may stand: «San Francisco, 16 mag -».
const AGENCY_REACH: usize = 5;

impl<'a> Reader<'a> {
    /// The day of the month at `at`: «15», «1°», «quindici», «primo».
    pub(super) fn day_number(&self, at: usize) -> Option<(i8, usize)> {
        let token = self.token(at)?;
        if token.is_digits() {
            let day = self.digits(at, 2)?;
            let degree = self.token(at + 1).is_some_and(|t| t.glued() && t.is('°'));
            let next = if degree { at + 2 } else { at + 1 };
            return ((1..=31).contains(&day) && (day == 1 || !degree)).then_some((day as i8, next));
        }
        if token.begins(TermKind::Calendar) && self.word(at) == "primo" {
            return Some((1, at + 1));
        }
        let day = self.number_word(at)?;
        (1..=31).contains(&day).then_some((day as i8, at + 1))
    }

    /// The day that begins a phrase at `at`: not the end of a number, as in «contro gli 11,7 di settembre».
    fn first_day(&self, at: usize) -> Option<(i8, usize)> {
        let mark = self.before(at).filter(|_| self.glued(at) && self.is_digits(at));
        let within = mark.is_some_and(|m| matches!(m.symbol, ',' | '.'))
            && self.glued(at - 1)
            && self.before(at - 1).is_some_and(|b| b.is_digits());
        if within { None } else { self.day_number(at) }
    }

    /// The month of a day at `at`, with its year.
    ///
    /// | text | read |
    /// | --- | --- |
    /// | (15) `luglio 2025`, `di luglio`, `lug.` | the month |
    /// | (26) `del mese` | the article's |
    /// | (20) `del prossimo mese`, `di questo mese`, `del mese scorso` | from the article's month |
    pub(super) fn month_of_day(&self, at: usize, weak: bool, range: bool) -> Option<(Month, Year, usize, bool)> {
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
                && !self.opens_agency(of, next)
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
        // «il 23 del mese»; «il 23 del mese di aprile»
        if of > at
            && let Some((Unit::Month, next)) = self.unit(of).filter(|_| !self.plural(of))
        {
            let inner = self.skip_of(next);
            if inner == next {
                return Some((Month::Shift(0), Year::Open, next, false)).filter(|_| self.ends_day(next, false));
            }
            let (month, last) = self.month(inner, true)?;
            let (year, last, fiscal) = self.year_tail(last, true);
            return Some((Month::Named(month), year, last, fiscal));
        }
        None
    }

    /// Whether the month at `month` stands in the line an agency opens with, past its place and day: «ROMA, 16 mag - », «Milano, 3 set (Reuters)».
    fn opens_agency(&self, month: usize, next: usize) -> bool {
        let day = month.checked_sub(1).filter(|&d| self.is_digits(d));
        let placed = day.is_some_and(|d| self.before(d).is_some_and(|t| t.is(',')) && d < self.from + AGENCY_REACH);
        placed && ['-', '–', '—', '('].iter().any(|&m| self.token(next).is_some_and(|t| t.is(m) && !t.glued()))
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
    pub(super) fn days(&self, at: usize, out: &mut Vec<Phrase<'a>>) -> Option<usize> {
        let (day, mut next) = self.first_day(at)?;
        // a month follows, or another day: not so after most numbers
        let month = self.calendar(self.skip_of(next));
        let other = || self.link(next).is_some_and(|(second, _)| self.day_number(second).is_some());
        if !month && !other() || STREETS.contains(&self.word_before(at)) {
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

    /// Whether a weekday stands before `at`.
    pub(super) fn is_weekday(&self, at: usize) -> bool {
        at > self.from && self.term(at - 1, &[Class::Weekday, Class::WeekdayShort]).is_some()
    }

    /// A weekday, alone or with its day or week.
    ///
    /// | text | read |
    /// | --- | --- |
    /// | `giovedì 15 luglio 2025`, `lun. 15 lug.`, `giovedì, 15 luglio` | the day |
    /// | `venerdì 22`, `venerdì ventidue` | the 22nd that is a Friday |
    /// | `giovedì`, `giovedì scorso` | by the article's date |
    /// | `martedì di questa settimana`, `martedì prossima settimana` | by its week |
    /// | `lunedì successivo` | from the date last named |
    /// | `sabato 23/06/18` | the day |
    /// | `lunedì 3 milioni`, `domenica 3-1` | the weekday alone |
    /// | ogni `lunedì`, il primo `lunedì` di ogni mese, la `domenica`, un `venerdì`, `Domenica Rossi` | none |
    pub(super) fn weekday(&self, at: usize) -> Option<Phrase<'a>> {
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
            let score = self.token(after).is_some_and(|t| matches!(t.symbol, '-' | '–' | '/' | ':') && t.glued())
                || self.word(after) == "a" && self.is_digits(after + 1);
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
        if let Some((week, last)) = self.week(of) {
            return Some(Phrase::new(at, last, What::WeekdayOf { weekday, week }));
        }
        if let Some((term, last)) = self.term(next, &[Class::Shift])
            && !self.plural(next)
            && term.number != 0
        {
            return Some(Phrase::new(at, last, What::Weekday { weekday, year: Year::Which(term.number) }));
        }
        if let Some((term, last)) = self.term(next, &[Class::Text])
            && term.number != 0
            && !matches!(self.word(next), "prima" | "dopo")
        {
            return Some(Phrase::new(at, last, What::TextWeekday { weekday, shift: term.number }));
        }
        if matches!(self.word_before(at), "quel" | "quella") {
            return Some(Phrase::new(at, next, What::TextWeekday { weekday, shift: 0 }));
        }
        // «la domenica», «ogni lunedì» are many; «un venerdì nero» is some day
        let many = matches!(self.word_before(at), "il" | "la" | "i" | "le" | "un" | "una" | "ogni");
        // «il primo lunedì di ogni mese»
        let many = many || of > next && self.word(of) == "ogni" || self.word_before(at.saturating_sub(1)) == "ogni";
        (!many).then(|| Phrase::new(at, next, What::Weekday { weekday, year: Year::Open }))
    }

    /// A week told from the article's: «questa settimana» 0, «settimana prossima» 1.
    pub(super) fn week(&self, at: usize) -> Option<(i32, usize)> {
        let at = self.skip_article(at);
        if let Some((term, next)) = self.term(at, &[Class::Shift]) {
            let (unit, last) = self.unit(next)?;
            return (unit == Unit::Week && !self.plural(at)).then_some((term.number, last));
        }
        let (unit, next) = self.unit(at)?;
        let (term, last) = self.term(next, &[Class::Shift])?;
        (unit == Unit::Week && !self.plural(at)).then_some((term.number, last))
    }

    pub(super) fn numeric_into(&self, at: usize, out: &mut Vec<Phrase<'a>>) -> Option<usize> {
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
    /// | `3-mag-2026`, `28-Nov`, `2020/set/23` | the day |
    /// | legge `3/2020`, decreto n. `34/2019` | none |
    /// | `24/7`, `3/4`, `10.12`, `1.1.1.1` | none |
    pub(super) fn numeric(&self, at: usize) -> Option<Phrase<'a>> {
        let mark = self.token(at + 1).filter(|t| t.glued() && matches!(t.symbol, '/' | '-' | '.' | '–'))?.symbol;
        if let Some(phrase) = self.with_month_name(at, mark) {
            return Some(phrase);
        }
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
            (1..=2, 4, '/') if !self.numbered(at) => month_phrase(b, a),
            (1..=2, 1..=2, '/') if self.day_slash(at, a, b, wb == 2) => day_phrase(Year::Open, b, a, at + 3),
            _ => None,
        }
    }

    /// `3-mag-2026`, `28-Nov`, `2020/set/23`: a month's name between two marks, or after one.
    fn with_month_name(&self, at: usize, mark: char) -> Option<Phrase<'a>> {
        if mark == '.' || !self.glued(at + 2) || !self.token(at + 2).is_some_and(Token::is_word) {
            return None;
        }
        let (month, next) = self.term(at + 2, &[Class::Month, Class::MonthShort, Class::MonthWeak])?;
        let third = self.is(next, mark) && self.glued(next) && self.glued(next + 1) && self.width(next + 1) > 0;
        let (year, day, last) = match (self.width(at), if third { self.width(next + 1) } else { 0 }) {
            (1..=2, 4) => (Year::Given(self.digits(next + 1, 4)? as i16), self.digits(at, 2)?, next + 2),
            (1..=2, 2) => (Year::Given(century(self.digits(next + 1, 2)?)), self.digits(at, 2)?, next + 2),
            (4, 1..=2) => (Year::Given(self.digits(at, 4)? as i16), self.digits(next + 1, 2)?, next + 2),
            (1..=2, 0) if month.class != Class::MonthWeak => (Year::Open, self.digits(at, 2)?, next),
            _ => return None,
        };
        let what = What::Day { day: day as i8, month: Month::Named(month.number as i8), year, weekday: None };
        ((1..=31).contains(&day) && !self.joined(last)).then(|| Phrase::new(at, last, what))
    }

    /// Whether the digits at `at` number what is named before them: «legge 3/2020», «decreto n. 5/2019».
    fn numbered(&self, at: usize) -> bool {
        let named = |i: usize| {
            let numeral = |row: u32| self.context.lexicons.numerals[row as usize].class == NumeralClass::Named;
            let token = self.before(i + 1).filter(|t| t.is_word());
            token.is_some_and(|t| self.context.lexicons.vocabulary.own(t, TermKind::Numeral).any(numeral))
        };
        let stop = usize::from(self.before(at).is_some_and(|b| b.is('.')));
        at.checked_sub(1 + stop).is_some_and(named)
    }

    /// Whether a hyphen and another day and month follow: `28/2-1/3`.
    pub(super) fn slash_follows(&self, at: usize) -> bool {
        matches!(self.width(at + 1), 1..=2)
            && !self.is(at, '/')
            && self.is(at + 2, '/')
            && matches!(self.width(at + 3), 1..=2)
    }

    /// Whether `a/b` at `at` is a day and a month, no fraction, score or rate.
    pub(super) fn day_slash(&self, at: usize, a: i32, b: i32, padded: bool) -> bool {
        // «il 3/4 luglio» are two days
        let month = self.term(at + 3, &[Class::Month]).is_some();
        if month || (a, b) == (24, 7) && !padded || self.measured(at + 3) {
            return false;
        }
        let before = self.word_before(at);
        let article = matches!(before, "il" | "l'" | "del" | "dal" | "al" | "dell'" | "dall'" | "all'" | "entro");
        let range = self.before(at).is_some_and(|t| matches!(t.symbol, '-' | '–')) && self.glued(at);
        let opens = self.before(at).is_none_or(|b| b.is('('));
        article
            || self.is_weekday(at)
            || range
            || padded && (a > 12 || self.text(at).starts_with('0') || self.text(at + 2).starts_with('0'))
            || (opens && a >= b && !self.counted(at + 3))
    }

    /// Days of a month named before them.
    ///
    /// | text | read |
    /// | --- | --- |
    /// | a `marzo`, tra il `3` e il `7`; a `Set` tra il `12`-`17 duemilaventi` | two days of that month |
    pub(super) fn days_after_month(&self, at: usize, out: &mut Vec<Phrase<'a>>) -> Option<usize> {
        let &Phrase { what: What::Month { month, mut year }, last, .. } = out.last()? else { return None };
        let opens = match self.word_before(at) {
            "dal" => at - 1,
            "il" if at >= 2 && matches!(self.word(at - 2), "tra" | "fra") => at - 2,
            _ => return None,
        };
        if opens.checked_sub(last + usize::from(self.is(last, ',')))? > 0 {
            return None;
        }
        let (day, next) = self.first_day(at)?;
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
    /// | tornerà il `15`; per il `27`; il `due`!; il giorno `15` | the day of some month |
    /// | dal `20`, dal `3` al `5` | likewise |
    /// | il `23 prossimo`, il `3 scorso` | the next, the last such day |
    /// | il `15 per cento`, il `27° piano`, il `10 di Downing Street`, contro il `12` | none |
    pub(super) fn bare_day(&self, at: usize, out: &mut Vec<Phrase<'a>>) -> Option<usize> {
        const LEADS: TermKinds = TermKinds::of(&[TermKind::Function, TermKind::Calendar]);
        self.before(at).filter(|b| b.terms.any(LEADS))?;
        let word = self.word_before(at);
        let from = matches!(word, "dal" | "dall'");
        if !(from || matches!(word, "il" | "l'" | "giorno")) {
            return None;
        }
        let (day, next) = self.first_day(at)?;
        if self.word(at) == "primo" {
            return None;
        }
        if self.among_percentages(at) && !self.day_named(out) {
            return None;
        }
        let phrase = |first, last, day| {
            Phrase::new(first, last, What::Day { day, month: Month::Open, year: Year::Open, weekday: None })
        };
        if from
            && let Some((second, true)) = self.link(next).filter(|_| self.word(next) != "e")
            && let Some((to, last)) = self.day_number(second)
            && to > day
            && (self.ends_day(last, false) || self.function(last) == Some(Function::Article) && self.day_named(out))
        {
            out.extend([phrase(at, next, day), phrase(second, last, to)]);
            return Some(last);
        }
        // «il 23 prossimo», «il 3 scorso»
        if let Some((term, last)) =
            self.term(next, &[Class::Shift]).filter(|(t, _)| t.number != 0 && !self.plural(next))
            && (self.ends_day(last, false) || self.is(last, '.'))
            && !from
        {
            let year = Year::Which(term.number);
            out.push(Phrase::new(at, last, What::Day { day, month: Month::Open, year, weekday: None }));
            return Some(last);
        }
        let words = !self.is_digits(at);
        if words && !from && day == 1 || !self.ends_day(next, words) {
            return None;
        }
        let left = match at.checked_sub(2).filter(|&b| b >= self.from) {
            _ if from => self.base(next) != "a",
            _ if word == "giorno" => true,
            None => true,
            Some(b) => {
                let token = &self.context.tokens[b];
                let verb = token.begins(TermKind::Verb) && !token.begins(TermKind::Bound);
                verb || self.function(b) == Some(Function::Adverb) && !token.begins(TermKind::Bound)
                    || matches!(self.word(b), "per" | "entro" | "già" | "solo" | "dopo")
                    || matches!(token.symbol, '(' | ';' | ':')
            }
        };
        if !left {
            return None;
        }
        out.push(phrase(at, next, day));
        Some(next)
    }

    /// Whether percentages stand just before, or one is joined to it: «dal 10 al 12 per cento, dal 3 al 5», «il 12 e l'8%».
    fn among_percentages(&self, at: usize) -> bool {
        let cent = |i: usize| self.is(i, '%') || self.word(i) == "cento";
        let joined = self.is(at + 1, ',') || matches!(self.word(at + 1), "e" | "ed" | "o");
        (self.from..at).rev().take(12).any(cent) || joined && (at + 2..self.to.min(at + 6)).any(cent)
    }

    /// Whether the sentence has named a day already.
    pub(super) fn day_named(&self, out: &[Phrase<'a>]) -> bool {
        out.iter().any(|p| matches!(p.what, What::Day { .. }))
    }

    /// Whether what stands at `at` lets a bare day before it be one: a mark, the end, or a little word but «di».
    pub(super) fn ends_day(&self, at: usize, strict: bool) -> bool {
        let Some(token) = self.token(at) else { return at >= self.to };
        if token.kind == Kind::Symbol {
            let close = matches!(token.symbol, '.' | ',' | ';' | ':' | '!' | '?' | ')' | '»' | '"');
            return close && !self.joined(at) && !(token.glued() && self.width(at + 1) > 0 && self.glued(at + 1));
        }
        if strict || token.glued() || self.measured(at) {
            return false;
        }
        match self.function(at) {
            Some(Function::Preposition) => !matches!(self.base(at), "di" | "su"),
            Some(
                Function::Conjunction
                | Function::Adversative
                | Function::Relative
                | Function::Subordinator
                | Function::Clitic,
            ) => true,
            Some(_) => false,
            None => self.begins(at, TermKind::Verb) && !self.begins(at, TermKind::Noun),
        }
    }

    /// «oggi», «ieri», «l'altro ieri», «domani».
    pub(super) fn today(&self, at: usize) -> Option<Phrase<'a>> {
        let (term, next) = self.term(at, &[Class::Day])?;
        // «in giornata», not «nella giornata»
        if self.base(at) == "in" && self.word(at) != "in" {
            return None;
        }
        // «se un domani Nvidia vendesse»: some day
        if self.function(at.wrapping_sub(1)) == Some(Function::Indefinite) {
            return None;
        }
        let first = if self.word(at) == "l'" || self.base(at) == "in" { at + 1 } else { at };
        Some(Phrase::new(first, next, What::Today(term.number)))
    }
}
