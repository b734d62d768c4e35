//! Units: what stands before or after a number and says what it measures.
//!
//! | text | value, unit |
//! | --- | --- |
//! | `$5,5 mld`, `USD 3bn`, `5,5 miliardi di $`, `EUR29,99` | 5.5e9 USD, 3e9 USD, 5.5e9 USD, 29.99 EUR |
//! | `+740%`, `-0,4%`, `- 1.200.000`, `meno 1.200.000` | 740 % `+`, 0.4 % `-`, 1200000 `-` |
//! | `452,3 miliardi di dollari taiwanesi` | 4.523e11 TWD: the longest unit wins |
//! | `6 dollari l'ora`, `50 miliardi di dollari l'anno`, `1,4 TB/s` | 6 USD/h, 5e10 USD/year, 1.4 TB/s |
//! | `15 centesimi di dollaro` | 0.15 USD |
//! | `1.809 exaflop` where `17.41 petaflop` is told | 1.809 EFLOPS: the article's full stops are decimal marks |
//! | `2x16 GB` | 16 GB: of two |
//! | `5 miliardi l'anno scorso`, `5 miliardi l'anno prima` | 5e9, no rate: it says when |
//! | `6 dollari l'ora dopo i tagli`, `20 dollari al mese prima dei rincari` | 6 USD/h, 20 USD/month |
//! | `3 milioni di litri d'acqua al giorno` | 3e6 L/day: the rate after what is measured |
//! | `75.000 wafer al mese` | 75000: rates only after money and measures |
//! | `7-nm`, `16-bit`, `10kg`, `20 l d'acqua` | 7 nm, 16 bit, 10 kg, 20 L |
//! | `400 m2`, `3 km3` | 400 m2, 3 km3 |
//! | `meno dieci gradi`, `dieci gradi sotto zero` | 10 ° `-` |
//! | `un quarto d'ora`, `1/4 di miglio` | 0.25 h, 0.25 mi |
//! | `1,6 miliardi del secondo trimestre` | 1.6e9: «del» tells no unit |
//! | `42 miliardi di dollari USA`, `US$ 500 milioni` | 4.2e10 USD, 5e8 USD: no place stands there |
//! | `20 FP8 petaflops`, `15 FP4 PFLOPS` | 20 PFLOPS, 15 PFLOPS |
//! | `scaricata 2 milioni di volte` | 2e6: how often, no multiple |
//! | ` - 35 milioni` on a line of a list | 3.5e7: a dash apart marks the line |

use super::{Context, Scan, Sign};
use crate::lexicon::{CalendarClass, Function, NumeralClass, TermKind, UnitKind, WordRole};
use crate::mention::Type;
use crate::mention::numeral::{self, Number, Style};
use crate::span::Span;
use crate::token::{Kind, Token};

/// A number with its sign and unit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measured {
    pub number: Number,
    /// First token, sign and money before the number included.
    pub first: usize,
    /// One past the last token, unit and rate included.
    pub last: usize,
    /// The number's own first token.
    pub start: usize,
    pub unit: Option<u16>,
    pub rate: Option<u16>,
    pub sign: Option<Sign>,
}

/// How many of its coins a piece of money has.
pub(super) const COINS: f64 = 100.0;

/// The prefixes of units, the smaller first.
const PREFIXES: &str = "kMGTPE";

/// Whether two units differ in nothing but their prefix, and the first has none smaller: `EFLOPS`, `PFLOPS`.
fn kin_prefix(unit: &str, other: &str) -> bool {
    let place = |unit: &str| PREFIXES.find(unit.get(..1)?);
    let same = unit.get(1..).is_some_and(|rest| Some(rest) == other.get(1..));
    same && place(unit).is_some() && place(unit) >= place(other)
}

/// The unit of the article's first measure of a device with one or two decimals after a full stop: `17.41 petaflop`.
pub(super) fn points(context: &Context<'_>, starts: &[u32]) -> Option<u16> {
    let tokens = context.tokens;
    starts.iter().find_map(|&at| {
        let at = at as usize;
        let [whole, point, part, unit, ..] = tokens.get(at..)? else { return None };
        let decimal = whole.is_digits()
            && point.is('.')
            && part.is_digits()
            && point.glued()
            && part.glued()
            && part.end - part.start <= 2;
        if !decimal || !unit.begins(TermKind::Unit) {
            return None;
        }
        let (_, unit) = context.term_at(at + 3, TermKind::Unit)?;
        context.lexicons.units[unit as usize].device.then_some(unit as u16)
    })
}

impl Scan<'_> {
    /// A number at `at` with the sign and money before it and the unit after it.
    pub(super) fn measured(&self, at: usize) -> Option<Measured> {
        let code = self.token(at)?.is_digits() && !numeral::no_code(&self.context, at);
        if code && !self.by_pieces(at) {
            return None;
        }
        self.measure(at).filter(|m| !code || m.unit.is_some()).map(|m| self.pointed(m))
    }

    /// `2x16 GB`: whether the digits at `at` stand glued to an `x` with digits before it: of so many pieces.
    fn by_pieces(&self, at: usize) -> bool {
        let Some(times) = at.checked_sub(1).filter(|&x| x > self.from) else { return false };
        self.token(at).is_some_and(Token::glued)
            && matches!(self.text(times), "x" | "×")
            && self.token(times).is_some_and(Token::glued)
            && self.token(times - 1).is_some_and(Token::is_digits)
    }

    /// `1.809 exaflop`: thousands by the book, but decimals in an article that writes `17.41 petaflop`, or smaller yet.
    fn pointed(&self, mut m: Measured) -> Measured {
        let units = &self.context.lexicons.units;
        let device = m.unit.filter(|&u| units[u as usize].device);
        let (Some(unit), Some(points)) = (device, self.points) else { return m };
        let written = self.text(m.start).len() + 1 + 3;
        let span = Span::new(self.context.tokens[m.start].start, self.context.tokens[m.number.last - 1].end);
        let one_group = matches!(m.number.style, Style::Digits { decimals: 0, grouped: true, .. })
            && span.of(self.context.text).len() == written
            && self.is(m.start + 1, '.');
        if one_group && m.number.multiplier == 1.0 && kin_prefix(&units[unit as usize].id, &units[points as usize].id) {
            m.number.value = m.number.value.map(|v| v / 1000.0);
            m.number.style = Style::Digits { decimals: 3, point: true, grouped: false };
        }
        m
    }

    /// The same for the second number of `10-12mila`, which stands glued to a dash.
    pub(super) fn measure(&self, at: usize) -> Option<Measured> {
        let token = self.token(at)?;
        let (sign, mut start) = match self.sign(at, token)? {
            Some((sign, next)) => (Some(sign), next),
            None => (None, at),
        };
        let mut money = None;
        if let Some((len, unit)) = self.unit_at(start)
            && self.kind(unit) == UnitKind::Money
            && self.token(start + len).is_some_and(Token::is_digits)
            && self.money_before(start, len)
        {
            (money, start) = (Some(unit), start + len);
        }
        if start != at && !self.token(start)?.is_digits() && self.numeral(at).is_none() {
            return None;
        }
        let number = self.number(start)?;
        if !self.free(start..number.last) {
            return None;
        }
        let (mut unit, mut last) = (money, number.last);
        if let Some((found, end)) = self.unit_after(&number)
            && (money.is_none() || self.kind(found) == UnitKind::Money && !self.opens_next(end))
        {
            (unit, last) = (Some(found), end);
        }
        let mut number = number;
        // «15 centesimi di dollaro»: a tenth and a half of one
        if let Some((found, end)) = self.coin_of(unit, last) {
            (unit, last) = (Some(found), end);
            number.value = number.value.map(|v| v / COINS);
        }
        // «un centesimo di dollaro»: a coin, and no part
        if number.fraction
            && self.unit_at(number.last - 1).is_some_and(|(_, unit)| self.kind(unit) == UnitKind::Coin)
            && let Some((len, money)) = (self.closed(last) == "di").then(|| self.unit_at(last + 1)).flatten()
            && self.kind(money) == UnitKind::Money
        {
            (unit, last, number.fraction) = (Some(money), last + 1 + len, false);
        }
        let mut rate = None;
        if let Some((found, end)) = self.rate_after(unit, number.multiplier, last) {
            (rate, last) = (Some(found).filter(|&rate| !self.by_itself(unit, rate)), end);
        } else if self.matter(unit, last) {
            rate = self.rate_after(unit, number.multiplier, last + 2).map(|(found, _)| found);
        }
        Some(Measured { number, first: at, last, start, unit, rate, sign })
    }

    /// The money whose coins are told, and the token after it: «centesimi di dollaro».
    fn coin_of(&self, unit: Option<u16>, last: usize) -> Option<(u16, usize)> {
        let coin = unit.is_some_and(|u| self.kind(u) == UnitKind::Coin);
        let (len, money) = (coin && self.closed(last) == "di").then(|| self.unit_at(last + 1))??;
        (self.kind(money) == UnitKind::Money).then_some((money, last + 1 + len))
    }

    /// Whether what is measured stands after its unit, so that the rate comes after it: «3 milioni di litri d'acqua al giorno».
    fn matter(&self, unit: Option<u16>, last: usize) -> bool {
        let measure = unit.is_some_and(|u| self.kind(u) == UnitKind::Measure);
        measure
            && matches!(self.closed(last), "di" | "d'")
            && self.token(last + 1).is_some_and(|t| t.is_word() && !t.capital())
            && self.function(last + 1).is_none()
    }

    /// Whether a unit tells by itself that it is by the second: «200 teraflop al secondo» are as many TFLOPS.
    fn by_itself(&self, unit: Option<u16>, rate: u16) -> bool {
        let lexicons = self.context.lexicons;
        let id = unit.map_or("", |u| lexicons.units[u as usize].id.as_str());
        lexicons.rates[rate as usize] == "s" && (id.ends_with("OPS") || id.ends_with("/s"))
    }

    /// Whether the sign of money before token `end` is that of the next number: «$9,66 miliardi $8,94 miliardi».
    fn opens_next(&self, end: usize) -> bool {
        self.token(end - 1).is_some_and(|sign| sign.kind == Kind::Symbol && sign.spaced())
            && self.token(end).is_some_and(|next| next.is_digits() && next.glued())
    }

    /// A sign at `at` and the token after it: `+740%`, `-0,4%`; `- 1.200.000` and `meno 3` only where the sentence begins.
    ///
    /// `Some(None)` where there is no sign, `None` where a mark is there but is no sign («2-3», «F-35»).
    #[allow(clippy::option_option, reason = "no sign, and a mark that bars a number, are two answers")]
    fn sign(&self, at: usize, token: &Token) -> Option<Option<(Sign, usize)>> {
        if matches!(token.symbol, '+' | '-' | '–') {
            let digits = self.token(at + 1)?;
            let opens = self.before(at).is_none();
            // «con un – 6%»
            let article = at > 0
                && !token.is('+')
                && token.spaced()
                && matches!(self.function(at - 1), Some(Function::Article | Function::Indefinite));
            // « - 35 milioni» on a line of a list
            let item = opens && at > 0 && token.after_line() && digits.spaced();
            let close = digits.glued() || article || (opens && !item && !token.is('–'));
            let free =
                opens || token.spaced() || self.before(at).is_some_and(|b| matches!(b.symbol, '(' | '[' | '"' | '«'));
            let number = digits.is_digits() || matches!(digits.symbol, '$' | '€' | '£');
            let sign = if token.is('+') { Sign::Up } else { Sign::Down };
            return (close && free && number).then_some(Some((sign, at + 1)));
        }
        if let Some((len, NumeralClass::Minus, _)) = self.numeral(at) {
            let next = at + len;
            let opens = self.before(at).is_none() && self.token(next)?.is_digits();
            // «meno dieci gradi», «a meno 20 °C»
            let cold = || self.number(next).and_then(|n| self.unit_at(n.last)).is_some_and(|u| self.degrees(Some(u.1)));
            return (opens || self.number_at(next) && cold()).then_some(Some((Sign::Down, at + len)));
        }
        Some(None)
    }

    /// Whether a unit before a number is a sign or code of money, not a word: «$», «USD», «us $»; but not «dollari 5».
    fn money_before(&self, at: usize, len: usize) -> bool {
        let text = self.text(at);
        self.token(at + len - 1).is_some_and(|t| t.kind == Kind::Symbol) && self.base(at) != "di"
            || text.len() <= 3 && text.bytes().all(|b| b.is_ascii_uppercase())
    }

    /// The longest unit at `at` that is written as its lexicon row wants it and holds no part of a name.
    #[inline]
    pub(super) fn unit_at(&self, at: usize) -> Option<(usize, u16)> {
        if self.begins(at, TermKind::Unit) { self.longest_unit(at) } else { None }
    }

    #[inline(never)] // what is asked before it is: most tokens begin none
    fn longest_unit(&self, at: usize) -> Option<(usize, u16)> {
        let lexicons = self.context.lexicons;
        let rest = self.context.tokens.get(at..)?;
        let fits = |len: usize, unit: u32| {
            let unit = &lexicons.units[unit as usize];
            let written = Span::new(rest[0].start, rest[len - 1].end).of(self.context.text);
            // «dollari di Taiwan», «dollari USA», «US$» hold a place; «18.000 GB300» is no unit
            let money = unit.kind == UnitKind::Money && len > 1;
            let free = if len > 2 && !self.taken[at] { true } else { self.free_but_place(at..at + len, money) };
            free && rest[1..len].iter().all(|t| !t.after_line())
                && unit.allows(written, rest[..len].iter().any(|t| t.kind == Kind::Symbol))
        };
        let found = lexicons.vocabulary.terms(rest, TermKind::Unit).find(|&(len, unit)| fits(len, unit));
        found.map(|(len, unit)| (len, unit as u16))
    }

    /// Whether no name stands in the range, or, where it is money, none but a place inside it.
    fn free_but_place(&self, range: std::ops::Range<usize>, money: bool) -> bool {
        let place = |at: usize| {
            self.mention_over(at).is_some_and(|m| {
                m.kind == Type::Place && range.start <= m.first as usize && m.last as usize <= range.end
            })
        };
        self.free(range.clone())
            || money && range.end <= self.to && range.clone().all(|at| !self.taken[at] || place(at))
    }

    /// The unit after a number, and the token after it.
    fn unit_after(&self, number: &Number) -> Option<(u16, usize)> {
        let at = number.last;
        let token = self.token(at)?;
        if token.after_line() {
            return None;
        }
        // «7-nm», «16-bit»
        if token.is('-') && token.glued() && number.in_digits() {
            let word = self.token(at + 1).is_some_and(|t| t.glued() && t.is_word());
            let (len, unit) = self.unit_at(at + 1).filter(|_| word)?;
            return (self.kind(unit) == UnitKind::Measure).then_some((unit, at + 1 + len));
        }
        // «due milioni di euro», «decine di migliaia di dollari», «un quarto d'ora»; «del secondo trimestre» is no unit
        let of = number.multiplier >= 1e6 || number.value.is_none() || number.about || number.fraction;
        if of
            && matches!(self.closed(at), "di" | "d'")
            && let Some((len, unit)) = self.unit_at(at + 1)
        {
            let fits = match self.kind(unit) {
                // «scaricata 2 milioni di volte»; «un milione di volte più veloce» is a multiple
                UnitKind::Multiple => self.has_role(at + 1 + len, WordRole::Degree),
                // «un decimo di punto»
                UnitKind::Points => number.fraction,
                UnitKind::Coin | UnitKind::Percent => false,
                UnitKind::Measure | UnitKind::Time => true,
                _ => !number.fraction,
            };
            return fits.then_some((unit, at + 1 + len));
        }
        // «20 FP8 petaflops»: how precisely it computes
        let at = if self.precision(at) { at + 2 } else { at };
        let (len, unit) = self.unit_at(at)?;
        // «400 m2», «3 km3»
        if let Some(powered) = self.powered(unit, at + len) {
            return (!number.fraction).then_some((powered, at + len + 1));
        }
        let last = at + len;
        let end = self.token(last - 1)?;
        match self.kind(unit) {
            // «un quarto di punto»
            UnitKind::Points if number.fraction && self.word(at) == "di" => Some((unit, last)),
            // A fraction's unit stands after «di».
            _ if number.fraction => None,
            // «30 anni e 2 mesi» yes; «il 5 secondo la Rand», «la 3 volta» no
            UnitKind::Time if self.word(last - 1) == "secondo" => None,
            UnitKind::Multiple if self.word(last - 1) == "volta" => None,
            // «il 2° posto»
            UnitKind::Measure if end.is('°') && end.glued() && len == 1 && self.counts(last) => None,
            // `3x`, but not `3 x 4`
            UnitKind::Multiple if end.end - end.start == 1 && (end.spaced() || !number.in_digits()) => None,
            // `2x16 GB`
            UnitKind::Multiple if self.token(last).is_some_and(|t| t.glued() && t.is_digits()) => None,
            // A letter is a unit only beside digits, and where no full stop or dash makes it an initial: «20 l d'acqua».
            UnitKind::Measure | UnitKind::Time if len == 1 && end.is_word() && end.end - end.start == 1 => {
                let closed = self.token(last).is_none_or(|t| {
                    t.spaced()
                        || t.kind == Kind::Symbol && !matches!(t.symbol, '/' | '.' | '-' | '\'')
                        || t.is('.') && self.token(last + 1).is_none_or(Token::spaced)
                });
                (number.in_digits() && !end.elided() && closed).then_some((unit, last))
            }
            _ => Some((unit, last)),
        }
    }

    /// The square or cube of a unit of length whose exponent is the digit glued to it at `at`: «m2», «km3».
    fn powered(&self, unit: u16, at: usize) -> Option<u16> {
        let units = &self.context.lexicons.units;
        let exponent = self.token(at).filter(|t| t.glued() && t.is_digits()).map(|_| self.text(at))?;
        let small = self.text(at - 1).bytes().all(|b| b.is_ascii_lowercase());
        let ends = self.token(at + 1).is_none_or(|t| !t.glued() || !t.is_word() && !t.is_digits());
        if !small || !ends || !matches!(exponent, "2" | "3") || !units[unit as usize].id.ends_with('m') {
            return None;
        }
        let id = format!("{}{exponent}", units[unit as usize].id);
        units.iter().position(|u| u.id == id).map(|u| u as u16)
    }

    /// Whether «FP8», «INT4» or the like stands at `at` before a device's measure.
    fn precision(&self, at: usize) -> bool {
        let code = self.token(at).is_some_and(|t| t.all_capitals() && t.spaced() && !t.after_line())
            && self.token(at + 1).is_some_and(|t| t.is_digits() && t.glued())
            && self.free(at..at + 2);
        code && self.token(at + 2).is_some_and(Token::spaced)
            && self.unit_at(at + 2).is_some_and(|(_, unit)| self.context.lexicons.units[unit as usize].device)
    }

    /// «l'ora», «al mese», «per azione» after an amount of money; only what tells how often after a measure.
    pub(super) fn rate_after(&self, unit: Option<u16>, multiplier: f64, at: usize) -> Option<(u16, usize)> {
        let kind = self.kind(unit?);
        let money = matches!(kind, UnitKind::Money | UnitKind::Coin | UnitKind::Currency);
        if !money && kind != UnitKind::Measure {
            return None;
        }
        // «120mila dollari lordi l'anno»
        let at = at + usize::from(money && self.has_role(at, WordRole::Gross));
        let lexicons = self.context.lexicons;
        let (len, rate) = self.context.term_at(at, TermKind::Rate)?;
        // «60 gigaflops per watt»: how much a device does with what it draws
        let often = ["s", "min", "h", "day", "week", "month", "quarter", "year", "W"];
        if !money && !often.contains(&lexicons.rates[rate as usize].as_str()) {
            return None;
        }
        // «un ordine da 10 miliardi di dollari per chip AI»: no chip costs so much
        if lexicons.rates[rate as usize] == "chip" && multiplier >= 1e6 {
            return None;
        }
        // «5 miliardi l'anno prima» tells when, but «6 dollari l'ora dopo i tagli», «al mese prima dei rincari» are rates
        let period = || {
            const LONG: [&str; 5] = ["day", "week", "month", "quarter", "year"];
            self.function(at) == Some(Function::Article) && LONG.contains(&lexicons.rates[rate as usize].as_str())
        };
        let around = matches!(self.word(at + len), "prima" | "dopo");
        let dated = if around { period() } else { self.says_which(at + len) };
        (!dated && self.free(at..at + len) && !self.context.tokens[at].after_line()).then_some((rate as u16, at + len))
    }

    /// Whether the word at `at` says which year or month the one before it is: «5 miliardi l'anno scorso» tells when, not how often.
    fn says_which(&self, at: usize) -> bool {
        let Some(token) = self.token(at) else { return false };
        let lexicons = self.context.lexicons;
        let which =
            |row: u32| matches!(lexicons.calendar[row as usize].class, CalendarClass::Shift | CalendarClass::Text);
        let mut terms = lexicons.vocabulary.terms(&self.context.tokens[at..], TermKind::Calendar);
        terms.any(|(_, row)| which(row))
            || self.has_role(at, WordRole::WhichYear)
            || token.is_digits() && token.end - token.start == 4
    }
}
