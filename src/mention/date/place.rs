//! Where a phrase falls on the calendar, from the article's date, the date last named, and the lean of its clause.

use super::calendar::{Grain, Period, add_days, add_months, feast, fixed_feast, monday, month_end, nth_weekday};
use super::lean::Lean;
use super::phrase::{Amount, Month, Nth, Unit, What, Year};
use crate::published::Published;
use jiff::civil::Date;

/// How many years away the year of a date may be that tells none (29 February, Friday 13 March).
const YEARS: i16 = 9;

/// How many hours away a day of a told weekday may be that is meant whichever way its clause leans: half a year.
const CLOSE: i64 = 183 * 24;

/// What dates are counted from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Anchor {
    /// The article's day.
    pub day: Option<Date>,
    /// The first of the article's month.
    pub month: Option<Date>,
    /// The date last named.
    pub last: Option<Period>,
    /// The day last named in the same sentence.
    pub named: Option<Date>,
    /// The period last named that is shorter than a year.
    pub part: Option<Period>,
    /// The year told of a quarter, half or month in the same sentence, and the month it begins in.
    pub begun: Option<(i16, i8)>,
    /// The quarter or half last named with its year: which one, of how many months, the year, and whether that is a fiscal one.
    pub dated: Option<(i8, i8, i16, bool)>,
}

/// Where a phrase falls. `None` outside: on no calendar. `None` inside: it hangs on a date that is not known.
type Placed = Option<Option<Period>>;

impl Anchor {
    pub fn new(published: Published) -> Anchor {
        Anchor {
            day: published.day(),
            month: published.month(),
            last: None,
            named: None,
            part: None,
            begun: None,
            dated: None,
        }
    }

    /// Remembers what was named.
    pub fn remember(&mut self, period: Option<Period>, what: What<'_>) {
        // «erano 8 un anno fa», «nello stesso periodo dell'anno precedente»: «l'anno precedente» counts from what these are compared with
        let year_ago = matches!(what, What::Ago { amount, text: false, .. } if amount.finest == Unit::Year);
        // «contro i 7 di un anno prima», «contro gli 8 dell'anno precedente»: both count from what is told
        let before = |amount: Amount, sign| sign < 0 && amount.finest == Unit::Year;
        let compared = matches!(what.year(), Year::Text(..0))
            || matches!(what, What::TextUnit { year: Year::Text(..0), .. })
            || matches!(what, What::Ago { amount, sign, text: true } if before(amount, sign));
        if year_ago {
            self.last = self.year().map(Period::Year).or(self.last);
        } else if !compared {
            self.last = period.or(self.last);
        }
        if let Some(period) = period.filter(|p| p.grain() <= Grain::Half && !compared) {
            self.part = Some(period);
        }
        if let (Some(Period::Day(day)), What::Day { month: Month::Named(_), .. }) = (period, what) {
            self.named = Some(day);
        }
    }

    /// Gives a quarter, half or month the year told of an earlier one in its sentence, unless its clause leans the other way: «lancerà il
    /// primo nel Q1 2026, il secondo nel Q4».
    pub fn go_on(&mut self, what: &mut What<'_>, fiscal: &mut bool, lean: Lean) {
        // «nel quarto trimestre dell'esercizio 2026 … nel quarto trimestre»: a fiscal year runs ahead, and what was told of it holds
        if let (What::Part { n, of, year }, Some((m, months, told, of_firm))) = (&mut *what, self.dated)
            && (*n, *of, *year) == (m, months, Year::Open)
            && let Some(usual) = self.choose(Year::Open, lean, false, |y| Period::Months(Some(y), m, months).days())
            && usual < told
        {
            (*year, *fiscal) = (Year::Given(told), *fiscal || of_firm);
        }
        if let What::Part { n, of, year: Year::Given(told) } = *what {
            self.dated = Some((n, of, told, *fiscal));
        }
        let begins = match *what {
            What::Part { n, of, .. } => (n - 1) * of + 1,
            What::Month { month, .. } => month,
            _ => return,
        };
        let Some(year) = what.year_mut() else { return };
        match (*year, self.begun, self.now()) {
            (Year::Given(told), ..) => self.begun = Some((told, begins)),
            (Year::Open, Some((told, earlier)), Some((now, _))) if begins > earlier => {
                let past = (told, begins) <= (now.year(), now.month());
                let against = if past { lean == Lean::Future } else { lean == Lean::Past };
                if !against {
                    *year = Year::Given(told);
                }
            }
            _ => {}
        }
    }

    /// The first and last day the article may be of.
    fn now(&self) -> Option<(Date, Date)> {
        match (self.day, self.month) {
            (Some(day), _) => Some((day, day)),
            (None, Some(month)) => Some((month, month.last_of_month())),
            _ => None,
        }
    }

    fn year(&self) -> Option<i16> {
        self.month.map(Date::year)
    }

    /// The year told from the article or from the date last named; `None` where the phrase tells none of these.
    fn told(&self, year: Year) -> Option<Option<i16>> {
        Some(match year {
            Year::Given(year) => Some(year),
            Year::Shift(shift) => self.year().map(|y| y + shift as i16),
            Year::Text(shift) => self.last.and_then(Period::days).map(|(from, _)| from.year() + shift as i16),
            Year::Open | Year::Which(_) => return None,
        })
    }

    /// The year that puts a period, which comes once a year, where the lean wants it.
    fn choose(&self, year: Year, lean: Lean, nearest: bool, days: impl Fn(i16) -> Option<(Date, Date)>) -> Option<i16> {
        let (first, last) = self.now()?;
        let this = first.year();
        // «il prossimo 24 novembre», «il 25 gennaio scorso» told in that month, of which no day is known
        let within = |(from, to): (Date, Date)| self.day.is_none() && from == to && first <= from && to <= last;
        if matches!(year, Year::Which(-1 | 1)) && days(this).is_some_and(within) {
            return Some(this);
        }
        let mut back = (this - YEARS..=this + 1).rev().filter_map(|y| days(y).map(|d| (y, d)));
        let mut on = (this - 1..=this + YEARS).filter_map(|y| days(y).map(|d| (y, d)));
        match (year, lean) {
            (Year::Which(-1), _) => back.find(|(_, (_, to))| *to < first).map(|f| f.0),
            (Year::Which(1), _) => on.find(|(_, (from, _))| *from > last).map(|f| f.0),
            (Year::Which(_), _) => Some(this),
            (_, Lean::Future) => on.find(|(_, (_, to))| *to >= first).map(|f| f.0),
            (_, lean) if lean == Lean::Near || nearest && lean == Lean::Open => {
                let far = |d: Date| d.duration_since(first).as_secs().abs();
                on.chain(back).min_by_key(|(_, (from, _))| far(*from)).map(|f| f.0)
            }
            _ => back.find(|(_, (from, _))| *from <= last).map(|f| f.0),
        }
    }

    /// Where the phrase falls.
    pub fn place(&self, what: What<'_>, lean: Lean) -> Placed {
        match what {
            What::Day { day, month, year, weekday } => self.day(day, month, year, weekday, lean),
            What::Month { month, year } => Some(Some(self.yearly(year, lean, |y| Period::Month(y, month)))),
            What::Part { n, of, year } => Some(Some(self.yearly(year, lean, |y| Period::Months(y, n, of)))),
            What::Season { season, year } => Some(Some(self.season(year, lean, |y| Period::Season(y, season)))),
            What::Year(year) => Some(self.told(year).flatten().map(Period::Year)),
            What::Weekday { weekday, year } => {
                Some(self.day.and_then(|today| self.weekday(today, weekday, year, lean)))
            }
            What::WeekdayOf { weekday, week } => Some(
                self.day.and_then(|today| add_days(monday(today)?, week * 7 + i32::from(weekday) - 1).map(Period::Day)),
            ),
            What::Today(shift) => Some(self.day.and_then(|today| add_days(today, shift)).map(Period::Day)),
            What::Unit { unit, shift } => Some(self.unit(unit, shift, lean)),
            What::TextUnit { unit, shift, year } => Some(self.text_unit(unit, shift, year)),
            // «quel lunedì» without a day named before it is the last one
            What::TextWeekday { weekday, shift: 0 } => {
                Some(self.text_weekday(weekday, 0).or_else(|| self.weekday(self.day?, weekday, Year::Open, Lean::Past)))
            }
            What::TextWeekday { weekday, shift } => Some(self.text_weekday(weekday, shift)),
            What::Ago { amount, sign, text } => Some(self.ago(amount, sign, text)),
            What::Window { amount, sign } => Some(self.day.and_then(|today| {
                let other = shifted(today, amount, sign)?;
                Some(if sign < 0 {
                    Period::Span(other, add_days(today, -1)?)
                } else {
                    Period::Span(add_days(today, 1)?, other)
                })
            })),
            What::Months { n, from_end, year } => Some(self.months(n, from_end, year, lean)),
            What::Nth { n, nth, month, year } => self.nth(n, nth, month, year, lean),
            What::WeekOf { day, month, year } => {
                // as with «primo martedì di ottobre», this year's unless the clause tells
                let this = lean == Lean::Open && year == Year::Open && matches!(month, Month::Named(_));
                let year = if this { Year::Shift(0) } else { year };
                Some(self.day(day, month, year, None, lean)?.and_then(|p| match p {
                    Period::Day(day) => Some(Period::Week(day)),
                    _ => None,
                }))
            }
            What::Feast { rule, year } => self.feast(rule, year, lean),
            What::Decade(year) => Some(Some(Period::Decade(year))),
            What::Century(year) => Some(Some(Period::Century(year))),
            What::Years(from, to) => {
                let (from, to) = (Date::new(from, 1, 1).ok()?, Date::new(to, 12, 31).ok()?);
                Some(Some(Period::Span(from, to)))
            }
            What::Rest(unit) => Some(self.day.and_then(|today| {
                let (_, end) = self.unit(unit, Some(0), lean)?.days()?;
                Some(Period::Span(today, end))
            })),
        }
    }

    /// A period that comes once a year; its year unknown where nothing tells.
    fn yearly(&self, year: Year, lean: Lean, period: impl Fn(Option<i16>) -> Period) -> Period {
        match self.told(year) {
            Some(year) => period(year),
            None => period(self.choose(year, lean, false, |y| period(Some(y)).days())),
        }
    }

    /// A season: «scorsa estate» said in September is this year's.
    fn season(&self, year: Year, lean: Lean, period: impl Fn(Option<i16>) -> Period) -> Period {
        const LATE: i32 = 75;
        const NEARLY: i32 = 60;
        if year == Year::Which(-1)
            && let Some((first, _)) = self.now()
        {
            let late =
                |y: i16| period(Some(y)).days().and_then(|(from, _)| add_days(from, LATE)).is_some_and(|d| d <= first);
            return period((first.year() - 2..=first.year()).rev().find(|&y| late(y)));
        }
        // a season nearly gone is not the one to come
        if lean == Lean::Future && year == Year::Open {
            return period(self.choose(year, lean, false, |y| {
                let (from, to) = period(Some(y)).days()?;
                Some((from, add_days(to, -NEARLY)?))
            }));
        }
        self.yearly(year, lean, period)
    }

    fn day(&self, day: i8, month: Month, year: Year, weekday: Option<i8>, lean: Lean) -> Placed {
        let on = |y: i16, m: i8| Date::new(y, m, day).ok();
        match month {
            Month::Named(month) => {
                // a leap year holds every day there is
                on(2000, month)?;
                if let Some(told) = self.told(year) {
                    return Some(Some(match told {
                        Some(year) => Period::Day(on(year, month)?),
                        None => Period::DayOf(month, day),
                    }));
                }
                let one = |y: i16| on(y, month).map(|d| (d, d));
                let fits = |d: Date| weekday.is_none_or(|w| d.weekday().to_monday_one_offset() == w);
                let strict = weekday.and_then(|_| {
                    let chosen = |lean| self.choose(year, lean, true, |y| one(y).filter(|d| fits(d.0)));
                    // «giovedì 6 novembre le linee potrebbero fermarsi»: a day it fits close by is meant, whatever the clause says
                    let (now, _) = self.now()?;
                    let close = |y: &i16| on(*y, month).is_some_and(|d| d.duration_since(now).as_hours().abs() < CLOSE);
                    chosen(Lean::Near).filter(close).or_else(|| chosen(lean))
                });
                let found = strict.or_else(|| self.choose(year, lean, true, one)).and_then(|y| on(y, month));
                Some(Some(found.map_or(Period::DayOf(month, day), Period::Day)))
            }
            Month::Shift(shift) => {
                let Some(first) = self.month.and_then(|m| add_months(m, shift)) else { return Some(None) };
                Some(Some(Period::Day(on(first.year(), first.month())?)))
            }
            // «il 23 prossimo», «il 3 scorso»
            Month::Open if matches!(year, Year::Which(n) if n != 0) => {
                Some(self.open_day(day, weekday, if year == Year::Which(1) { Lean::Future } else { Lean::Past }))
            }
            Month::Open => Some(match self.named.filter(|_| weekday.is_none()) {
                Some(named) => after(named, day),
                None => self.open_day(day, weekday, lean),
            }),
        }
    }

    /// A day of no named month: the nearest on the side the lean wants; with a weekday, one that falls on it.
    fn open_day(&self, day: i8, weekday: Option<i8>, lean: Lean) -> Option<Period> {
        let today = self.day?;
        let first = today.first_of_month();
        let mut best: Option<(i32, Date)> = None;
        for shift in -12..=12 {
            let Some(month) = add_months(first, shift) else { continue };
            let Ok(date) = Date::new(month.year(), month.month(), day) else { continue };
            if weekday.is_some_and(|w| date.weekday().to_monday_one_offset() != w) {
                continue;
            }
            let far = date.since(today).map_or(i32::MAX, |s| s.get_days());
            let wrong = match lean {
                Lean::Future => far < 0,
                Lean::Open | Lean::Near => false,
                Lean::Past => far > 0,
            };
            let cost = far.abs() + if wrong { 100_000 } else { 0 };
            if best.is_none_or(|b| cost < b.0) {
                best = Some((cost, date));
            }
        }
        best.map(|b| Period::Day(b.1))
    }

    fn weekday(&self, today: Date, weekday: i8, year: Year, lean: Lean) -> Option<Period> {
        let ahead = (i32::from(weekday) - i32::from(today.weekday().to_monday_one_offset())).rem_euclid(7);
        let shift = match (year, lean) {
            (Year::Which(-1), _) => {
                if ahead == 0 {
                    -7
                } else {
                    ahead - 7
                }
            }
            (Year::Which(1), _) | (Year::Open, Lean::Future) => {
                if ahead == 0 {
                    7
                } else {
                    ahead
                }
            }
            (Year::Which(_), _) => return add_days(monday(today)?, i32::from(weekday) - 1).map(Period::Day),
            _ => {
                if ahead == 0 {
                    0
                } else {
                    ahead - 7
                }
            }
        };
        add_days(today, shift).map(Period::Day)
    }

    /// The unit that holds the article's date, `shift` units on.
    fn unit(&self, unit: Unit, shift: Option<i32>, lean: Lean) -> Option<Period> {
        match (unit, shift) {
            (Unit::Week | Unit::Day, shift) => stepped(self.day?, unit, shift.unwrap_or(0)),
            (Unit::Weekend, Some(shift)) => stepped(self.day?, unit, shift),
            (Unit::Weekend, None) => {
                // the one that is on, else the last or the next
                let today = self.day?;
                let on = today.weekday().to_monday_one_offset() >= 6;
                stepped(today, unit, if on || lean == Lean::Future { 0 } else { -1 })
            }
            (_, shift) => stepped(self.month?, unit, shift.unwrap_or(0)),
        }
    }

    /// The unit that holds the date last named, `shift` units on, in the year told; the year alone where that date is not so fine.
    fn text_unit(&self, unit: Unit, shift: i32, year: Year) -> Option<Period> {
        let fine = match unit {
            Unit::Day => Grain::Day,
            Unit::Week | Unit::Weekend => Grain::Week,
            Unit::Month => Grain::Month,
            Unit::Months(n) if n <= 3 => Grain::Quarter,
            Unit::Months(_) => Grain::Half,
            Unit::Year => Grain::Year,
            Unit::Decade | Unit::Century => Grain::Decade,
        };
        let told = self.told(year);
        let fits = |p: &Period| p.grain() <= fine;
        // «… la peggiore dal 2009: nello stesso trimestre dell'anno precedente»: as that of the quarter told, not of that year
        let part = self.part.filter(fits).filter(|_| matches!(year, Year::Text(_)));
        let told = match part.and_then(Period::days) {
            Some((from, _)) => Some(Some(from.year() + if let Year::Text(shift) = year { shift as i16 } else { 0 })),
            None => told,
        };
        let last = self.last.filter(fits).or(part).and_then(Period::days);
        match (last, told) {
            (Some((from, _)), None) => stepped(from, unit, shift),
            (Some((from, _)), Some(year)) => stepped(from.with().year(year?).build().ok()?, unit, shift),
            (None, told) => told.flatten().map(Period::Year),
        }
    }

    /// The weekday next before or after the day last named.
    fn text_weekday(&self, weekday: i8, shift: i32) -> Option<Period> {
        let Period::Day(day) = self.last? else { return None };
        let same = add_days(monday(day)?, i32::from(weekday) - 1)?;
        let over = if shift > 0 { same <= day } else { same >= day };
        add_days(same, if over { 7 * shift } else { 0 }).map(Period::Day)
    }

    /// So much time back or on: as fine as the finest unit counted.
    fn ago(&self, amount: Amount, sign: i32, text: bool) -> Option<Period> {
        let days = matches!(amount.finest, Unit::Day | Unit::Week | Unit::Weekend);
        let base = if text {
            let last = self.last?;
            let fine = match amount.finest {
                Unit::Day => Grain::Day,
                Unit::Week | Unit::Weekend => Grain::Week,
                Unit::Month => Grain::Month,
                Unit::Months(_) => Grain::Quarter,
                _ => Grain::Year,
            };
            if last.grain() > fine {
                return None;
            }
            last.days()?.0
        } else if days {
            self.day?
        } else {
            self.day.or(self.month)?
        };
        let date = shifted(base, amount, sign)?;
        Some(match amount.finest {
            Unit::Day => Period::Day(date),
            Unit::Week | Unit::Weekend => Period::Week(date),
            Unit::Month => Period::Month(Some(date.year()), date.month()),
            Unit::Months(of) => Period::Months(Some(date.year()), (date.month() - 1) / of + 1, of),
            Unit::Year | Unit::Decade | Unit::Century => Period::Year(date.year()),
        })
    }

    /// «primi nove mesi»: a quarter or half where they make one, else a part of the year; done unless the clause looks ahead.
    fn months(&self, n: i8, from_end: bool, year: Year, lean: Lean) -> Option<Period> {
        let year = match self.told(year) {
            Some(year) => year,
            None => {
                let (first, _) = self.now()?;
                let this = first.year();
                let over = month_end(this, n).is_some_and(|end| end <= first);
                Some(if over || lean == Lean::Future { this } else { this - 1 })
            }
        };
        Some(match n {
            3 => Period::Months(year, if from_end { 4 } else { 1 }, 3),
            6 => Period::Months(year, if from_end { 2 } else { 1 }, 6),
            _ if from_end => Period::Stretch(year?, 13 - n, 12),
            _ => Period::Stretch(year?, 1, n),
        })
    }

    fn nth(&self, n: i8, nth: Nth, month: Option<Month>, year: Year, lean: Lean) -> Placed {
        let Some(month) = month else {
            let Some(year) = self.told(year).flatten() else { return Some(None) };
            return Some(Some(match nth {
                Nth::Week if n > 0 => {
                    // ISO week 1 holds 4 January
                    let first = monday(Date::new(year, 1, 4).ok()?)?;
                    Period::Week(add_days(first, i32::from(n - 1) * 7)?)
                }
                Nth::Week => Period::Week(Date::new(year, 12, 28).ok()?),
                Nth::Day if n > 0 => Period::Day(add_days(Date::new(year, 1, 1).ok()?, i32::from(n) - 1)?),
                Nth::Day => Period::Day(Date::new(year, 12, 31).ok()?),
                _ => return None,
            }));
        };
        let on = |y: i16, m: i8| -> Option<Period> {
            Some(match nth {
                Nth::Weekday(weekday) => Period::Day(nth_weekday(y, m, weekday, n)?),
                Nth::Week => Period::Week(nth_weekday(y, m, 1, n)?),
                Nth::Weekend => Period::Weekend(nth_weekday(y, m, 6, n)?),
                Nth::Day if n > 0 => Period::Day(Date::new(y, m, n).ok()?),
                Nth::Day => Period::Day(add_days(month_end(y, m)?, i32::from(n) + 1)?),
            })
        };
        match month {
            Month::Named(month) => {
                let year = match self.told(year) {
                    Some(year) => year,
                    // said of a month ahead as often as of one gone: this year's, unless the clause tells
                    None if lean == Lean::Open && year == Year::Open => self.year(),
                    None => self.choose(year, lean, false, |y| on(y, month)?.days()),
                };
                match year {
                    Some(year) => Some(Some(on(year, month)?)),
                    None => Some(None),
                }
            }
            Month::Shift(shift) => {
                let Some(first) = self.month.and_then(|m| add_months(m, shift)) else { return Some(None) };
                Some(Some(on(first.year(), first.month())?))
            }
            Month::Open => None,
        }
    }

    fn feast(&self, rule: &str, year: Year, lean: Lean) -> Placed {
        let on = |y: i16| feast(rule, y).map(|d| (d, d));
        let year = match self.told(year) {
            Some(year) => year,
            None => self.choose(year, lean, true, on),
        };
        if let Some(year) = year {
            return Some(on(year).map(|(day, _)| Period::Day(day)));
        }
        Some(fixed_feast(rule).map(|(month, day)| Period::DayOf(month, day)))
    }
}

/// The unit that holds `date`, `shift` units on.
fn stepped(date: Date, unit: Unit, shift: i32) -> Option<Period> {
    Some(match unit {
        Unit::Day => Period::Day(add_days(date, shift)?),
        Unit::Week => Period::Week(add_days(date, shift * 7)?),
        Unit::Weekend => Period::Weekend(add_days(date, shift * 7)?),
        Unit::Month => {
            let month = add_months(date.first_of_month(), shift)?;
            Period::Month(Some(month.year()), month.month())
        }
        Unit::Months(of) => {
            let month = add_months(date.first_of_month(), shift * i32::from(of))?;
            Period::Months(Some(month.year()), (month.month() - 1) / of + 1, of)
        }
        Unit::Year => Period::Year(date.year() + shift as i16),
        Unit::Decade => Period::Decade(date.year() / 10 * 10 + shift as i16 * 10),
        Unit::Century => Period::Century(date.year() / 100 * 100 + shift as i16 * 100),
    })
}

/// The first such day of a month from `named` on: «il 12 settembre …; dal 16 al 18».
fn after(named: Date, day: i8) -> Option<Period> {
    let months = (0..3).filter_map(|shift| add_months(named.first_of_month(), shift));
    let mut days = months.filter_map(|m| Date::new(m.year(), m.month(), day).ok());
    days.find(|d| *d >= named).map(Period::Day)
}

/// `date` and so much time, back or on.
fn shifted(date: Date, amount: Amount, sign: i32) -> Option<Date> {
    add_days(add_months(date, sign * amount.months)?, sign * amount.days)
}
