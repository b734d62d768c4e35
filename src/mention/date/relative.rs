//! The rules for dates counted from somewhere: from the article's own date, or from the date the text named last.

use super::phrase::{Amount, Phrase, Reader, Unit, What, Year};
use crate::lexicon::CalendarClass as Class;
use crate::lexicon::{Function, Mood};
use crate::token::Token;

impl<'a> Reader<'a> {
    /// What a word for «this», «last», «next» stands before.
    ///
    /// | text | read |
    /// | --- | --- |
    /// | `prossima settimana`, `questo mese`, `quest'anno`, `scorso trimestre` | the unit |
    /// | `prossima settimana, domenica` | its Sunday |
    /// | `scorso aprile`, `prossimo lunedì`, `scorso autunno`, `scorso Natale` | the one before, the one to come |
    /// | `scorso 15 aprile`, `scorso mese di luglio` | the day, the month |
    /// | `ultimi 3 mesi`, `prossime due settimane`, `primi nove mesi del 2025` | a window |
    /// | `prossimi mesi`, `ultimi anni`, `questo giorno` | none: vague |
    pub fn shifted(&self, at: usize) -> Option<Phrase<'a>> {
        if let Some(phrase) = self.first_months(at) {
            return Some(phrase);
        }
        let (sign, next) = match self.term(at, &[Class::Shift]) {
            Some(_) if self.passed(at) => return None,
            Some((term, next)) => (term.number, next),
            None => match self.term(at, &[Class::Ordinal]) {
                Some((term, next)) if term.number == -1 && self.plural(at) => (-1, next),
                _ => return None,
            },
        };
        if self.plural(at) {
            let (amount, last) = self.amount(next)?;
            return (sign != 0).then(|| self.window(at, amount, sign, last)).flatten();
        }
        if let Some((unit, next)) = self.unit(next) {
            if self.plural(next - 1) || matches!(unit, Unit::Day) {
                return None;
            }
            // «lo scorso mese di luglio»
            if unit == Unit::Month
                && self.base(next) == "di"
                && let Some((month, last)) = self.month(next + 1, true)
            {
                return Some(Phrase::new(at, last, What::Month { month, year: Year::Which(sign) }));
            }
            let fiscal = self.term(next, &[Class::Fiscal]);
            let phrase = self.with_weekday(at, unit, sign, fiscal.map_or(next, |f| f.1));
            return Some(Phrase { fiscal: fiscal.is_some(), ..phrase });
        }
        let which = |mut phrase: Phrase<'a>| {
            phrase.first = at;
            if let Some(year @ Year::Open) = phrase.what.year_mut() {
                *year = Year::Which(sign);
            }
            if let What::Weekday { year, .. } = &mut phrase.what {
                *year = Year::Which(sign);
            }
            phrase
        };
        if let Some((month, last)) = self.month(next, true) {
            return Some(which(Phrase::new(at, last, What::Month { month, year: Year::Open })));
        }
        if let Some((term, last)) = self.term(next, &[Class::Season]) {
            let season = super::calendar::Season::parse(&term.value)?;
            return Some(which(Phrase::new(at, last, What::Season { season, year: Year::Open })));
        }
        if let Some((term, last)) = self.term(next, &[Class::Feast]) {
            return Some(which(Phrase::new(at, last, What::Feast { rule: &term.value, year: Year::Open })));
        }
        let mut read = Vec::new();
        let weekday = self.term(next, &[Class::Weekday]).is_some();
        if weekday || self.token(next).is_some_and(Token::is_digits) || self.may_be_number(next) {
            self.phrase(next, &mut read)?;
        }
        let phrase = *read.first().filter(|_| read.len() == 1)?;
        matches!(phrase.what, What::Day { .. } | What::Weekday { .. }).then(|| which(phrase))
    }

    /// Whether «passato» at `at` is a verb: «è passato giovedì al Senato», «una norma passata lunedì»; before its noun the adjective has an
    /// article or a preposition, «il passato aprile», or opens what is said.
    fn passed(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).filter(|&b| b >= self.from) else { return false };
        let token = &self.context.tokens[before];
        let led = matches!(
            self.function(before),
            Some(Function::Article | Function::Preposition | Function::Conjunction | Function::Demonstrative)
        );
        let participle = || self.context.lexicons.forms(&self.context.tokens[at]).any(|f| f.mood == Mood::Participle);
        token.is_word() && !led && participle()
    }

    /// «primi nove mesi», «primi due trimestri del 2025», «ultimi tre mesi dell'anno»
    fn first_months(&self, at: usize) -> Option<Phrase<'a>> {
        let from_end = match self.word(at) {
            "primi" | "prime" => false,
            "ultimi" | "ultime" => true,
            _ => return None,
        };
        let (n, next) = self.count(at + 1)?;
        let (unit, next) = self.unit(next)?;
        let n = match unit {
            Unit::Month => n,
            Unit::Months(3) => n * 3,
            _ => return None,
        };
        let (year, last, fiscal) = self.year_tail(next, false);
        let open = matches!(year, Year::Open | Year::Which(_));
        // «i primi tre mesi di vita» belong to no year
        if !(1..12).contains(&n) || open && (from_end || self.base(next) == "di" && !fiscal) {
            return None;
        }
        let year = if open { Year::Open } else { year };
        let last = if open && !fiscal { next } else { last };
        Some(Phrase { fiscal, ..Phrase::new(at, last, What::Months { n: n as i8, from_end, year }) })
    }

    /// «prossima settimana», with the weekday that may follow: «prossima settimana, di venerdì».
    fn with_weekday(&self, at: usize, unit: Unit, shift: i32, next: usize) -> Phrase<'a> {
        if unit == Unit::Week {
            let comma = if self.is(next, ',') { next + 1 } else { next };
            let of = if self.word(comma) == "di" || self.word(comma) == "il" || self.word(comma) == "la" {
                comma + 1
            } else {
                comma
            };
            if of > next
                && let Some((term, last)) = self.term(of, &[Class::Weekday])
            {
                return Phrase::new(at, last, What::WeekdayOf { weekday: term.number as i8, week: shift });
            }
        }
        Phrase::new(at, next, What::Unit { unit, shift: Some(shift) })
    }

    /// The quarter told by its last month: `trimestre di giugno`.
    fn quarter_of(&self, at: usize, next: usize) -> Option<Phrase<'a>> {
        let of = self.skip_of(next);
        let (month, after) = self.month(of, true).filter(|_| of > next)?;
        let (year, last, fiscal) = self.year_tail(after, true);
        (month % 3 == 0).then(|| Phrase { fiscal, ..Phrase::new(at, last, What::Part { n: month / 3, of: 3, year }) })
    }

    /// A unit and what tells which one.
    ///
    /// | text | read |
    /// | --- | --- |
    /// | `settimana scorsa`, `mese in corso`, `anno prossimo` | the unit |
    /// | `settimana dopo la prossima` | the one after next |
    /// | `settimana del 7 ottobre` | the week of that day |
    /// | `mese di luglio 2025` | the month |
    /// | `trimestre di giugno` | the quarter |
    /// | `anni '70`, `anni 2000` | the decade |
    /// | `giorno dopo`, `anno precedente`, `mese successivo` | from the date last named |
    /// | entro l'`anno` | this year |
    /// | `weekend`, `fine settimana` | the nearest |
    /// | `settimana`, `anni fa`, `giorno dopo giorno`, `anno dopo l'accordo` | none |
    pub fn unit_phrase(&self, at: usize) -> Option<Phrase<'a>> {
        let (unit, next) = self.unit(at)?;
        if self.plural(at) {
            return if unit == Unit::Year { self.decade(at, next) } else { None };
        }
        // «il secolo XX»
        if unit == Unit::Century
            && let Some((term, last)) = self.term(next, &[Class::Roman]).filter(|(t, _)| t.number > 1)
            && self.token(next).is_some_and(|t| t.all_capitals() || t.capital())
        {
            return Some(Phrase::new(at, last, What::Century((term.number as i16 - 1) * 100)));
        }
        if let Some((term, last)) = self.term(next, &[Class::Shift])
            && !self.plural(next)
            && unit != Unit::Day
            && !matches!(self.word(next), "questo" | "questa" | "quest'" | "presente")
        {
            return Some(self.with_weekday(at, unit, term.number, last));
        }
        if self.word(next) == "dopo"
            && let Some((term, last)) = self.term(self.skip_article(next + 1), &[Class::Shift])
            && term.number == 1
            && unit != Unit::Day
        {
            return Some(Phrase::new(at, last, What::Unit { unit, shift: Some(2) }));
        }
        if unit == Unit::Months(3)
            && let Some(phrase) = self.quarter_of(at, next)
        {
            return Some(phrase);
        }
        let of = self.skip_of(next);
        if of > next {
            match unit {
                Unit::Week | Unit::Weekend => {
                    let mut read = Vec::new();
                    if (self.token(of).is_some_and(Token::is_digits) || self.may_be_number(of))
                        && self.phrase(of, &mut read).is_some()
                        && let [phrase] = read[..]
                        && let What::Day { day, month, year, .. } = phrase.what
                    {
                        return (unit == Unit::Week)
                            .then(|| Phrase::new(at, phrase.last, What::WeekOf { day, month, year }));
                    }
                    if self.term(of, &[Class::Feast]).is_some() {
                        return None;
                    }
                }
                Unit::Month => {
                    let (month, after) = self.month(of, true)?;
                    let (year, last, fiscal) = self.year_tail(after, true);
                    return Some(Phrase { fiscal, ..Phrase::new(at, last, What::Month { month, year }) });
                }
                _ => {}
            }
        }
        if let Some((term, last)) = self.term(next, &[Class::Text])
            && self.counts_from_text(last, unit)
        {
            return Some(Phrase::new(at, last, What::TextUnit { unit, shift: term.number, year: Year::Open }));
        }
        let within = at >= 2 && self.word(at - 2) == "entro" && matches!(self.word(at - 1), "il" | "l'" | "la");
        if within
            && !matches!(unit, Unit::Day | Unit::Weekend)
            && self.function(next).is_none_or(|f| f != Function::Preposition || self.base(next) != "di")
        {
            return Some(Phrase::new(at, next, What::Unit { unit, shift: Some(0) }));
        }
        (unit == Unit::Weekend && self.word_before(at) != "ogni")
            .then(|| Phrase::new(at, next, What::Unit { unit, shift: None }))
    }

    /// Whether «dopo», «prima» before `at` count from a date, not from what is named after them.
    ///
    /// | text | from the text |
    /// | --- | --- |
    /// | il giorno dopo, ha detto | yes |
    /// | il giorno dopo l'annuncio; giorno dopo giorno; l'anno prima della crisi | no |
    fn counts_from_text(&self, at: usize, unit: Unit) -> bool {
        let said = matches!(self.word(at - 1), "prima" | "dopo");
        if self.unit(at).is_some_and(|(again, _)| again == unit) {
            return false;
        }
        let names = matches!(
            self.function(at),
            Some(
                Function::Article
                    | Function::Preposition
                    | Function::Relative
                    | Function::Possessive
                    | Function::Demonstrative
                    | Function::Indefinite
                    | Function::Subordinator
            )
        );
        // «l'anno precedente il voto» is rare; «l'anno precedente in Cina» is not
        let event = names && !matches!(self.base(at), "in" | "con" | "per" | "su" | "a");
        !said || !event && !self.counted(at)
    }

    /// An amount of time: «tre mesi», «2 anni, 1 mese e 21 giorni», «due anni e mezzo».
    pub fn amount(&self, at: usize) -> Option<(Amount, usize)> {
        let mut amount = Amount { months: 0, days: 0, finest: Unit::Century };
        let rank = |unit: Unit| match unit {
            Unit::Day => 0,
            Unit::Week | Unit::Weekend => 1,
            Unit::Month | Unit::Months(_) => 2,
            Unit::Year => 3,
            Unit::Decade => 4,
            Unit::Century => 5,
        };
        let mut last = at;
        for _ in 0..4 {
            let begin = match (last == at, self.word(last)) {
                (true, _) => last,
                (false, "e") => last + 1,
                (false, _) if self.is(last, ',') => last + 1,
                (false, _) => last,
            };
            let read = self.count(begin).and_then(|(n, next)| Some((n, self.unit(next)?)));
            let Some((n, (unit, next))) = read else { break };
            match unit {
                Unit::Day => amount.days += n,
                Unit::Week => amount.days += n * 7,
                Unit::Weekend => return None,
                Unit::Month => amount.months += n,
                Unit::Months(of) => amount.months += n * i32::from(of),
                Unit::Year => amount.months += n * 12,
                Unit::Decade => amount.months += n * 120,
                Unit::Century => amount.months += n * 1200,
            }
            if rank(unit) < rank(amount.finest) || last == at {
                amount.finest = unit;
            }
            last = next;
            if self.word(last) == "e" && matches!(self.text(last + 1).to_ascii_lowercase().as_str(), "mezzo" | "mezza")
            {
                match unit {
                    Unit::Year => (amount.months, amount.finest) = (amount.months + 6, Unit::Month),
                    Unit::Month => (amount.days, amount.finest) = (amount.days + 15, Unit::Day),
                    _ => return None,
                }
                last += 2;
            }
        }
        (last > at && amount.months < 12_000 && amount.days < 40_000).then_some((amount, last))
    }

    fn window(&self, at: usize, amount: Amount, sign: i32, last: usize) -> Option<Phrase<'a>> {
        (sign != 0).then(|| Phrase::new(at, last, What::Window { amount, sign }))
    }

    /// A count, its unit, and what tells from where.
    ///
    /// | text | read |
    /// | --- | --- |
    /// | `tre mesi fa`, `7 giorni fa`, `2 anni, 1 mese e 21 giorni fa` | back from the article |
    /// | `4 settimane in futuro` | on from it |
    /// | `2 giorni scorsi`, `3 settimane precedenti`, `precedenti tre mesi`, `2 ultime settimane`, `tre prossimi anni` | a window |
    /// | `due anni dopo`, `tre giorni prima` | from the date last named |
    /// | per `tre anni`, `due anni dopo il lancio`, `due ore fa` | none |
    #[inline]
    pub fn counted_units(&self, at: usize) -> Option<Phrase<'a>> {
        // most numbers count something else; a count is one token, or as long as «un paio di»
        if self.calendar(at + 1) || self.text(at + 1).eq_ignore_ascii_case("paio") {
            self.units_after(at)
        } else {
            None
        }
    }

    #[inline(never)] // what is asked before it is
    fn units_after(&self, at: usize) -> Option<Phrase<'a>> {
        let (_, next) = self.count(at)?;
        if !self.calendar(next) {
            return None;
        }
        // «le 2 ultime settimane», «i tre prossimi anni»
        let shift = self
            .term(next, &[Class::Shift, Class::Ordinal])
            .filter(|(t, _)| t.number != 0 && (t.class == Class::Shift || t.number == -1));
        if let Some((term, after)) = shift {
            let (n, _) = self.count(at)?;
            let (unit, last) = self.unit(after)?;
            let amount = match unit {
                Unit::Day => Amount { months: 0, days: n, finest: unit },
                Unit::Week => Amount { months: 0, days: n * 7, finest: unit },
                Unit::Month => Amount { months: n, days: 0, finest: unit },
                Unit::Months(of) => Amount { months: n * i32::from(of), days: 0, finest: unit },
                Unit::Year => Amount { months: n * 12, days: 0, finest: unit },
                Unit::Decade => Amount { months: n * 120, days: 0, finest: unit },
                _ => return None,
            };
            return self.window(at, amount, term.number, last);
        }
        let (amount, next) = self.amount(at)?;
        if let Some((term, last)) = self.term(next, &[Class::Ago]) {
            // «in due anni fa il pieno» would be the verb; a preposition of duration before it tells
            return Some(Phrase::new(at, last, What::Ago { amount, sign: term.number, text: false }));
        }
        if let Some((term, last)) = self.term(next, &[Class::Shift]) {
            return self.window(at, amount, term.number, last);
        }
        if let Some((term, last)) = self.term(next, &[Class::Text]) {
            let window = self.plural(next) && term.number != 0;
            if window {
                return self.window(at, amount, term.number, last);
            }
            let from = term.number != 0
                && matches!(self.word(next), "prima" | "dopo")
                && self.counts_from_text(last, Unit::Weekend);
            return from.then(|| Phrase::new(at, last, What::Ago { amount, sign: term.number, text: true }));
        }
        if self.word(next) == "più" && self.text(next + 1).eq_ignore_ascii_case("tardi") {
            return Some(Phrase::new(at, next + 2, What::Ago { amount, sign: 1, text: true }));
        }
        None
    }

    /// What is left of «ultimo», «primo» with a unit: «ultimo anno», «primo mese dell'anno».
    pub fn last_units(&self, at: usize, n: i32, unit: Unit, next: usize) -> Option<Phrase<'a>> {
        if self.plural(next - 1) {
            return None;
        }
        let (year, last, fiscal) = self.year_tail(next, false);
        if unit == Unit::Month && !matches!(year, Year::Open | Year::Which(_)) {
            let month = if n == -1 { 12 } else { n };
            let what = What::Month { month: month as i8, year };
            return (1..=12).contains(&month).then(|| Phrase { fiscal, ..Phrase::new(at, last, what) });
        }
        let of = self.base(next) == "di" || self.term(next, &[Class::Fiscal]).is_some();
        if n != -1 || of {
            return None;
        }
        let amount = match unit {
            Unit::Week => Amount { months: 0, days: 7, finest: unit },
            Unit::Month => Amount { months: 1, days: 0, finest: unit },
            Unit::Year => Amount { months: 12, days: 0, finest: unit },
            Unit::Decade => Amount { months: 120, days: 0, finest: unit },
            _ => return None,
        };
        self.window(at, amount, -1, next)
    }

    /// What is left: counts ahead, what is left of a unit, and what hangs on the text.
    ///
    /// | text | read |
    /// | --- | --- |
    /// | `tra due settimane`, `fra tre anni` | on from the article |
    /// | `resto dell'anno`, `resto della settimana corrente` | from the article to its end |
    /// | `stesso mese`, `stesso mese del 2024`, `successivo trimestre`, `indomani` | from the date last named |
    /// | in `settimana` | this week |
    /// | `tra due aziende`, `tra 3 e 5 anni`, `resto del mondo`, `stesso prezzo` | none |
    pub fn relative(&self, at: usize) -> Option<Phrase<'a>> {
        if let Some((term, next)) = self.term(at, &[Class::Text]) {
            if matches!(self.word(at), "prima" | "dopo") {
                return None;
            }
            // «i precedenti tre mesi»
            if self.plural(at)
                && term.number != 0
                && let Some((amount, last)) = self.amount(next)
            {
                return self.window(at, amount, term.number, last);
            }
            let (unit, last) = self.unit(next)?;
            if self.plural(next) {
                return None;
            }
            // «stesso trimestre del 2024», «stesso mese dell'anno scorso»
            let (year, after, _) = if term.number == 0 && self.base(last) == "di" {
                self.year_tail(last, false)
            } else {
                (Year::Open, last, false)
            };
            return Some(Phrase::new(at, after, What::TextUnit { unit, shift: term.number, year }));
        }
        let (term, next) = self.term(at, &[Class::Other])?;
        match term.value.as_str() {
            "within" => {
                let (amount, last) = self.amount(next)?;
                let last = match self.term(last, &[Class::Ago]) {
                    Some((term, after)) if term.number == 1 => after,
                    Some(_) => return None,
                    None => last,
                };
                // «tra due anni e tre»; «tra due anni di studio»
                let more = self.word(last) == "e" && self.count(self.skip_article(last + 1)).is_some();
                (!more && self.base(last) != "di")
                    .then(|| Phrase::new(at, last, What::Ago { amount, sign: 1, text: false }))
            }
            "rest" => {
                let of = self.skip_of(next);
                let of = if matches!(self.word(of), "questo" | "questa" | "quest'") { of + 1 } else { of };
                let (unit, last) = self.unit(of).filter(|_| of > next && !self.plural(of))?;
                let last =
                    self.term(last, &[Class::Shift]).filter(|(t, _)| t.number == 0).map_or(last, |(_, after)| after);
                (!matches!(unit, Unit::Day | Unit::Century)).then(|| Phrase::new(at, last, What::Rest(unit)))
            }
            "this-week" if self.word(at) == "in" => {
                Some(Phrase::new(at + 1, next, What::Unit { unit: Unit::Week, shift: Some(0) }))
            }
            "next-day" => {
                let named = matches!(self.base(next), "di");
                (!named).then(|| Phrase::new(at, next, What::TextUnit { unit: Unit::Day, shift: 1, year: Year::Open }))
            }
            _ => None,
        }
    }
}
