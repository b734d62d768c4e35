//! Two numbers that are one figure: ranges, compound durations, money and its cents.
//!
//! | text | low, high |
//! | --- | --- |
//! | `tra il 15 e il 20 per cento`, `fra 60 e 65 miliardi di dollari` | 15–20 %, 6e10–6.5e10 USD |
//! | `tra i 380 e i 400mila dollari` | 380000–400000 USD |
//! | `da 3 a 5 miliardi`, `dai 2 ai 5 milioni di euro`, `da mille a millecinquecento` | 3e9–5e9, 2e6–5e6 EUR, 1000–1500 |
//! | `tra 21 mila e 31 mila miliardi` | 2.1e13–3.1e13 |
//! | `€2-4/ora`, `$3-5/ora` | 2–4 EUR/h, 3–5 USD/h |
//! | `10-12mila`, `38-42 miliardi`, `3-4 mila miliardi`, `15-20%` | 10000–12000, 3.8e10–4.2e10, 3e12–4e12, 15–20 % |
//! | `2 o 3 anni`, `cinque o sei mesi`, `due-tre giorni` | 2–3 year, 5–6 month, 2–3 day |
//! | `è salita da 3 a 5 miliardi`, `dal 95% a zero` | two figures: a change, not a range |
//! | `un taglio dal 40% al 60%`, `un guadagno da 2 a 5 volte` | 40–60 %, 2–5 x: how large the change is |
//! | `vinse 3-1`, `2024-25`, `978-88-04` | none |
//! | `2 anni, 1 mese e 21 giorni` | one duration, with no single value |
//! | `15 dollari e 15 centesimi`, `1 euro e 50`, `un metro e 80`, `due ore e mezza` | 15.15 USD, 1.5 EUR, 1.8 m, 2.5 h |
//! | `dalle 9 alle 18` | none: hours |

use super::Scan;
use super::unit::Measured;
use crate::lexicon::{Function, NumeralClass, TermKind, UnitKind, WordClass};
use crate::mention::numeral::scaled;
use crate::token::Token;

/// Two ends with what they share.
pub(super) struct Range {
    pub low: f64,
    pub high: f64,
    pub unit: Option<u16>,
    pub rate: Option<u16>,
    pub multiplier: f64,
    /// One past the second number's last token.
    pub last: usize,
}

/// How a number is joined to a second one.
struct Joint {
    /// Where the second number begins.
    second: usize,
    /// Whether «da … a …» joins them: a range, or a change from one to the other.
    from_to: bool,
    /// Whether the words around say that a range is coming, so that nothing need be counted.
    sure: bool,
}

/// What «mila» and «miliardi» multiply by.
const THOUSAND: f64 = 1000.0;
const BILLION: f64 = 1e9;

impl Scan<'_> {
    /// The range the number begins, if a second one makes it one.
    pub(super) fn range(&self, low: &Measured) -> Option<Range> {
        let value = low.number.value.filter(|_| !low.number.fraction)?;
        let joint = self.joint(low)?;
        let high = self.measure(joint.second).filter(|h| !h.number.fraction)?;
        // «dalle 9 alle 18»: hours
        let hours = |at: usize| matches!(self.closed(at.wrapping_sub(1)), "dalle" | "alle" | "all'");
        if joint.from_to
            && low.unit.is_none()
            && high.unit.is_none()
            && hours(low.first)
            && hours(joint.second)
            && value < 25.0
            && high.number.value.is_some_and(|v| v < 25.0)
            && !self.counts(high.last)
        {
            return None;
        }
        if joint.from_to && self.change_before(low.first, high.unit) {
            return None;
        }
        let top = high.number.value?;
        let unit = match (low.unit, high.unit) {
            (Some(a), Some(b)) if a != b => return None,
            (a, b) => b.or(a),
        };
        // «da 3 a 5 miliardi»: the first shares the multiplier, where it is below the second's bare number
        let by = high.number.multiplier;
        // … and so where its money stands before it: «$3,43-3,72 miliardi»
        let open = low.unit.is_none() || low.last == low.number.last && low.rate.is_none();
        let shares = low.number.multiplier == 1.0 && by > 1.0 && open && value < top / by;
        // «tra 21 mila e 31 mila miliardi»: it shares what the second's thousands are multiplied by
        let thousands =
            low.number.multiplier == THOUSAND && by >= THOUSAND * BILLION && open && value * by < top * THOUSAND;
        let low_value = match (shares, thousands) {
            (true, _) => scaled(value, by),
            (false, true) => scaled(value, by / THOUSAND),
            (false, false) => value,
        };
        // «da 54 a 50 miliardi»: down, and no range
        if joint.from_to
            && !shares
            && !thousands
            && open
            && low.number.multiplier == 1.0
            && by > 1.0
            && value < THOUSAND
        {
            return None;
        }
        let counted = unit.is_some() || by > 1.0 || self.counts(high.last) || joint.sure;
        // «$0,64-0,74 per azione»: the money stands before the range, what it is by after it
        let (mut rate, mut last) = (high.rate.or(low.rate), high.last);
        if rate.is_none()
            && let Some((found, end)) = self.rate_after(unit, by, last)
        {
            (rate, last) = (Some(found), end);
        }
        (low_value < top && counted).then_some(Range { low: low_value, high: top, unit, rate, multiplier: by, last })
    }

    /// How the number is joined to a second one.
    fn joint(&self, low: &Measured) -> Option<Joint> {
        let at = low.last;
        let token = self.token(at)?;
        if matches!(token.symbol, '-' | '–') {
            return self.dash(low, token);
        }
        let (from_to, sure) = match self.base(at) {
            "e" | "ed" if matches!(self.lead(low.first), "tra" | "fra") => (false, true),
            "a" if self.lead(low.first) == "da" => (true, true),
            "o" if low.number.value.is_some_and(|v| v < 100.0) && low.unit.is_none() => (false, false),
            _ => return None,
        };
        let mut second = at + 1;
        // «tra il 15 e il 20», «da 3 a circa 5»
        for _ in 0..3 {
            if self.number_at(second) {
                break;
            }
            let filler = matches!(self.function(second), Some(Function::Article | Function::Adverb));
            match self.bound_term(second) {
                Some((len, bound)) if !bound.after => second += len,
                _ if filler => second += 1,
                _ => break,
            }
        }
        Some(Joint { second, from_to, sure })
    }

    /// `10-12mila`, `15-20%`, `20-100`: a dash between numbers, told from scores, years and codes.
    fn dash(&self, low: &Measured, dash: &Token) -> Option<Joint> {
        let next = low.last + 1;
        let second = self.token(next)?;
        // «due-tre giorni», «quattro-cinque settimane»
        if !low.number.in_digits() && low.unit.is_none() && dash.glued() && second.glued() && second.is_word() {
            let whole = low.number.value.is_some_and(|v| v < 100.0);
            return (whole && self.number_at(next)).then_some(Joint { second: next, from_to: false, sure: false });
        }
        let money = matches!(second.symbol, '$' | '€' | '£') && low.unit.is_some();
        let digits = self.token(next + usize::from(money)).filter(|t| t.is_digits())?;
        let spaced = dash.spaced() && !dash.is('–') && low.unit.is_none();
        if dash.glued() != second.glued()
            || !low.number.in_digits()
            || spaced
            || money && digits.spaced() && dash.glued()
        {
            return None;
        }
        let code = |i: usize| self.token(i).is_some_and(|t| t.glued() && matches!(t.symbol, '-' | '–' | '/' | ':'));
        // «€2-4/ora»
        let rate = |i: usize| low.unit.is_some() && self.context.term_at(i, TermKind::Rate).is_some();
        let before = self.context.tokens[low.first].glued()
            && self.before(low.first).is_some_and(|b| matches!(b.symbol, '-' | '–' | '/' | '.' | ':'));
        let end = next + 1 + usize::from(money);
        if code(end) && !rate(end) || before {
            return None;
        }
        // «3-1», «2-3» alone are scores; «20-100» is none
        let bound = self.bound_before(low.first).is_some();
        let sure = bound || self.before(low.first).is_none() || low.number.value.is_some_and(|v| v >= 10.0);
        Some(Joint { second: next, from_to: false, sure })
    }

    /// Whether a number may begin at `at`.
    pub(super) fn number_at(&self, at: usize) -> bool {
        self.token(at).is_some_and(|t| !self.taken[at] && self.may_begin(at, t))
    }

    /// The preposition before a number, past an article and bound words: «tra» of «tra il», «da» of «da circa».
    pub(super) fn lead(&self, first: usize) -> &str {
        let mut at = first;
        for _ in 0..4 {
            if at <= self.from {
                break;
            }
            at -= 1;
            match self.function(at) {
                Some(Function::Preposition) if !matches!(self.base(at), "oltre" | "sotto") => return self.base(at),
                Some(Function::Article | Function::Adverb | Function::Preposition) => {}
                _ if self.in_bound(at) => {}
                _ => break,
            }
        }
        ""
    }

    /// Whether a word of change governs «da … a …»: a move from one figure to another, not a range.
    fn change_before(&self, first: usize, unit: Option<u16>) -> bool {
        let lexicons = self.context.lexicons;
        let tokens = self.context.tokens;
        let from = first.saturating_sub(10).max(self.from);
        // «un guadagno da 2 a 5 volte»: how large the gain is
        let multiple = unit.is_some_and(|u| self.kind(u) == UnitKind::Multiple);
        let share = unit.is_some_and(|u| matches!(self.kind(u), UnitKind::Percent | UnitKind::Points));
        // what moves stands right before «da»
        let thing = first >= self.from + 3
            && self.begins(first - 2, TermKind::Noun)
            && !matches!(self.base(first - 3), "in" | "a");
        for at in (from..first).rev() {
            // «sono calati (da 32 a 31 miliardi)»
            let opens = tokens[at].is('(') && at + 2 == first;
            if matches!(tokens[at].symbol, '.' | ';' | ':' | '(') && !opens {
                return false;
            }
            // «un taglio dal 40% al 60%»: what goes down does not go from less to more
            let moved = |class: WordClass| class.has(WordClass::UP) || class.has(WordClass::DOWN) && !share;
            let verb = lexicons.forms(&tokens[at]).any(|f| {
                let verb = lexicons.verb(f);
                moved(verb.class) || verb.class.has(WordClass::SHIFT)
                    // «porta il prezzo obiettivo da 250 a 280 dollari»; «porterà (in cassa) dai 2 ai 5 miliardi» is a range
                    || verb.id == "portare" && (share || at + 2 < first && thing)
            });
            let noun = || {
                lexicons
                    .vocabulary
                    .terms(&tokens[at..self.to], TermKind::Noun)
                    .any(|(_, n)| moved(lexicons.nouns[n as usize].class))
            };
            if verb || !multiple && noun() {
                return true;
            }
        }
        false
    }

    /// «2 anni, 1 mese e 21 giorni»: times one after the other, each of a smaller unit; the token after the last.
    pub(super) fn compound_duration(&self, low: &Measured) -> Option<usize> {
        let time = |m: &Measured| m.unit.filter(|&u| self.kind(u) == UnitKind::Time);
        let mut unit = time(low)?;
        let mut last = low.last;
        // year, month, week, day, h, min, s: no duration has more parts
        for _ in 0..6 {
            let mut next = last;
            while next < last + 2 && (self.is(next, ',') || self.closed(next) == "e") {
                next += 1;
            }
            if !self.number_at(next) {
                break;
            }
            let Some(part) = self.measured(next) else { break };
            let Some(smaller) = time(&part).filter(|&u| self.length(u) < self.length(unit)) else { break };
            (unit, last) = (smaller, part.last);
        }
        (last > low.last).then_some(last)
    }

    /// How long a unit of time is, in seconds, roughly.
    fn length(&self, unit: u16) -> f64 {
        match self.context.lexicons.units[unit as usize].id.as_str() {
            "s" => 1.0,
            "min" => 60.0,
            "h" => 3600.0,
            "day" => 86_400.0,
            "week" => 604_800.0,
            "month" => 2_629_800.0,
            "quarter" => 7_889_400.0,
            "year" => 31_557_600.0,
            "decade" => 3.2e8,
            "century" => 3.2e9,
            _ => 0.0,
        }
    }

    /// «15 dollari e 15 centesimi», «1 USD 23 centesimi»; «due ore e mezza», «tre miliardi di euro e mezzo».
    pub(super) fn coins(&self, low: &Measured) -> Option<(f64, usize)> {
        let (value, unit) = (low.number.value?, low.unit?);
        let and = self.closed(low.last) == "e";
        let next = low.last + usize::from(and);
        if and && let Some((len, NumeralClass::Half, half)) = self.numeral(next) {
            let ends = !self.counts(next + len) && self.unit_at(next + len).is_none();
            let fits = ends && !matches!(self.kind(unit), UnitKind::Percent) && value.fract() == 0.0;
            return fits.then_some((value + half * low.number.multiplier, next + len));
        }
        let metre = self.context.lexicons.units[unit as usize].id == "m";
        let divided = self.kind(unit) == UnitKind::Money || metre;
        if !divided || !self.number_at(next) || !self.token(next)?.spaced() {
            return None;
        }
        let part = self.number(next).filter(|p| !p.fraction && p.multiplier == 1.0)?;
        let cents = part.value.filter(|&v| v < 100.0 && v.fract() == 0.0)?;
        let Some((len, coin)) = self.unit_at(part.last) else {
            // «1 euro e 50», «un metro e ottanta»: hundredths with no name, two digits of them
            let small = value < 100.0 && value.fract() == 0.0 && low.number.multiplier == 1.0 && low.rate.is_none();
            let alone = and
                && cents >= 10.0
                && !self.counts(part.last)
                && !self.token(part.last).is_some_and(|t| t.glued() && (t.is_word() || t.is_digits() || t.is('%')));
            let led = matches!(self.lead(low.first), "tra" | "fra" | "da");
            return (small && alone && !led).then_some((value + cents / 100.0, part.last));
        };
        if metre {
            let metres = self.context.lexicons.units[coin as usize].id == "cm";
            return metres.then_some((value + cents / 100.0, part.last + len));
        }
        (self.kind(coin) == UnitKind::Coin).then_some((value + cents / 100.0, part.last + len))
    }
}
