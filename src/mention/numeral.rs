//! Numbers, in digits and in words: what the text writes, before any unit.
//!
//! | text | value |
//! | --- | --- |
//! | `10.000`, `10 000` | 10000 |
//! | `1.234,5` | 1234.5 |
//! | `50,000 H100s` | 50000: English grouping, before a chip's plural or beside more of it |
//! | `1, 6 miliardi`, `46. 8 milioni` | 1.6e9, 46.8e6: a stray space |
//! | `4mila`, `cinquantamila` | 4000, 50000 |
//! | `un miliardo e mezzo` | 1.5e9 |
//! | `due milioni e 300mila` | 2300000 |
//! | `venti uno` | 20 and 1: two numbers |
//! | `due virgola cinque` | 2.5 |
//! | `10 1/2`, `1/4 di` | 10.5, 0.25 |
//!
//! Words are read morpheme by morpheme from left to right, never back: linear in their length.

use super::Context;
use crate::lexicon::{NumeralClass, TermKind, UnitKind};
use crate::token::Token;

/// A number as written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Number {
    /// Its value; none for «decine di migliaia», «qualche centinaio».
    pub value: Option<f64>,
    /// One past its last token.
    pub last: usize,
    /// The multiplier its last part was written with: 1e6 in «3 milioni», 1 where there is none.
    pub multiplier: f64,
    /// Whether it is about, by its own word («una ventina»).
    pub about: bool,
    /// How it was written.
    pub style: Style,
    /// Whether it is a fraction («due terzi»).
    pub fraction: bool,
}

/// How a number was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// `1.234,5`: the number of digits after the decimal mark, and whether the mark was a full stop.
    Digits {
        decimals: u8,
        point: bool,
        grouped: bool,
    },
    /// `cinquantamila`
    Words,
}

impl Number {
    fn new(value: f64, last: usize, style: Style) -> Number {
        Number { value: Some(value), last, multiplier: 1.0, about: false, style, fraction: false }
    }
    /// Whether it is written in digits.
    pub fn in_digits(&self) -> bool {
        matches!(self.style, Style::Digits { .. })
    }
}

/// The number that begins at token `at`, if one does.
pub(super) fn read(context: Context<'_>, at: usize) -> Option<Number> {
    let token = context.tokens.get(at)?;
    let number = if token.is_digits() { digits(context, at) } else { words(context, at) }?;
    Some(number)
}

fn numeral(context: Context<'_>, at: usize) -> Option<(usize, NumeralClass, f64)> {
    let (len, payload) = context.lexicons.vocabulary.term(context.tokens.get(at..)?, TermKind::Numeral)?;
    let numeral = context.lexicons.numerals[payload as usize];
    Some((len, numeral.class, numeral.value))
}

/// The multiplier at token `at`: its value and the token after it. Suffixes («k», «M») count only glued, where `money`.
pub(super) fn multiplier(context: Context<'_>, at: usize, money: bool) -> Option<(f64, usize)> {
    let (len, class, value) = numeral(context, at)?;
    let token = context.tokens[at];
    match class {
        NumeralClass::Multiplier => Some((value, at + len)),
        NumeralClass::Thousand if token.of(context.text).eq_ignore_ascii_case("mila") => Some((value, at + len)),
        NumeralClass::Suffix if money && token.glued() => Some((value, at + len)),
        _ => None,
    }
}

fn plain(token: &Token, text: &str) -> f64 {
    token.of(text).bytes().fold(0.0, |value, b| value * 10.0 + f64::from(b - b'0'))
}

/// A number that begins with digits: grouping, decimals, a stray space, a multiplier, a fraction.
fn digits(context: Context<'_>, at: usize) -> Option<Number> {
    let Context { text, tokens, .. } = context;
    let len = |i: usize| tokens.get(i).filter(|t| t.is_digits()).map_or(0, |t| t.end - t.start);
    let glued = |i: usize| tokens.get(i).is_some_and(Token::glued);
    // `tokens[i]` is this mark with digits right after it, nothing between
    let mark = |i: usize, symbol: char| {
        tokens.get(i).is_some_and(|t| t.is(symbol) && t.glued()) && len(i + 1) > 0 && glued(i + 1)
    };
    let mut value = plain(&tokens[at], text);
    let (mut last, mut decimals, mut point, mut grouped) = (at + 1, 0u8, false, false);
    let short = len(at) <= 3 && !text.as_bytes()[tokens[at].start as usize..].starts_with(b"0");
    let decimal = |value: &mut f64, i: usize| {
        // The whole digit string read at once: adding parts would not give the nearest number («1.234,56»).
        let digits = tokens[i].of(text);
        if let Ok(read) = format!("{value}.{digits}").parse() {
            *value = read;
        }
        digits.len().min(255) as u8
    };
    if short && mark(last, '.') && len(last + 1) == 3 {
        while mark(last, '.') && len(last + 1) == 3 {
            value = value * 1000.0 + plain(&tokens[last + 1], text);
            (last, grouped) = (last + 2, true);
        }
        if mark(last, ',') {
            decimals = decimal(&mut value, last + 1);
            last += 2;
        }
    } else if short && mark(last, ',') && len(last + 1) == 3 && english(context, at) {
        while mark(last, ',') && len(last + 1) == 3 {
            value = value * 1000.0 + plain(&tokens[last + 1], text);
            (last, grouped) = (last + 2, true);
        }
        if mark(last, '.') {
            decimals = decimal(&mut value, last + 1);
            (last, point) = (last + 2, true);
        }
    } else if mark(last, ',') {
        decimals = decimal(&mut value, last + 1);
        last += 2;
    } else if mark(last, '.') {
        decimals = decimal(&mut value, last + 1);
        (last, point) = (last + 2, true);
    } else if let Some(end) = stray_space(context, last) {
        decimals = decimal(&mut value, end - 1);
        last = end;
    } else if short && !tokens[at].glued() {
        // «10 000»: groups of three, each after one space, none of them glued to anything else
        let group = |i: usize| len(i) == 3 && !glued(i) && !tokens[i].after_line() && one_space(text, tokens, i);
        let ends = |i: usize| !glued(i) || tokens.get(i).is_some_and(|t| !t.is_word() && !t.is_digits() && !t.is('.'));
        let mut next = last;
        let mut total = value;
        while group(next) {
            total = total * 1000.0 + plain(&tokens[next], text);
            next += 1;
        }
        if next > last && (ends(next) || mark(next, ',') || measured(context, next)) {
            (value, last, grouped) = (total, next, true);
            if mark(last, ',') {
                decimals = decimal(&mut value, last + 1);
                last += 2;
            }
        }
    }
    let mut number = Number::new(value, last, Style::Digits { decimals, point, grouped });
    // «1/4 di», «10 1/2»
    if decimals == 0 && !grouped {
        if let Some((part, end)) = slash(context, at) {
            number = Number { value: Some(part), last: end, fraction: true, ..number };
            return Some(number);
        }
        if len(last) > 0 && !glued(last) && one_space(text, tokens, last)
            && let Some((part, end)) = slash(context, last)
        {
            number.value = Some(value + part);
            number.last = end;
            return Some(number);
        }
    }
    let before = at.checked_sub(1).map(|b| tokens[b]);
    let money_before = before.is_some_and(|b| matches!(b.symbol, '$' | '€' | '£' | '¥'));
    let money_after = |i: usize| unit_of(context, i) == Some(UnitKind::Money);
    if let Some((by, end)) = multiplier(context, last, true) {
        let suffix = matches!(numeral(context, last), Some((_, NumeralClass::Suffix, _)));
        if !suffix || money_before || money_after(end) {
            number = Number { value: Some(scaled(value, by)), last: end, multiplier: by, ..number };
            number = compound(context, number, by);
        }
    }
    Some(number)
}

/// `value` times a power of ten, rounded as the decimal number would be: 1.6 times 1e9 is 1600000000.
fn scaled(value: f64, by: f64) -> f64 {
    let product = value * by;
    let rounded = product.round();
    if (product - rounded).abs() < 1e-6 * product.abs().max(1.0) && rounded.abs() < 1e15 { rounded } else { product }
}

/// What follows a multiplier and belongs to it: «4 mila miliardi», «3 milioni e mezzo», «due milioni e 300mila».
fn compound(context: Context<'_>, mut number: Number, by: f64) -> Number {
    let Some(value) = number.value else { return number };
    // «4mila miliardi», «duemila miliardi»
    if let Some((next, end)) = multiplier(context, number.last, false)
        && next > by
    {
        number = Number { value: Some(scaled(value, next)), last: end, multiplier: next, ..number };
        return compound(context, number, next);
    }
    if by < 1000.0 {
        return number;
    }
    let and = |i: usize| word(context, i).is_some_and(|w| w == "e" || w == "ed");
    if and(number.last) {
        let next = number.last + 1;
        if let Some((len, NumeralClass::Half, half)) = numeral(context, next) {
            // «un miliardo e mezzo», «un miliardo e mezzo milione»
            let (unit, end) = match multiplier(context, next + len, false) {
                Some((unit, end)) if unit < by => (unit, end),
                _ => (by, next + len),
            };
            return Number { value: Some(value + half * unit), last: end, ..number };
        }
        if let Some(part) = read_part(context, next, by) {
            return Number { value: Some(value + part.0), last: part.1, ..number };
        }
    } else if let Some(part) = read_part(context, number.last, by).filter(|_| !context.tokens[number.last].is_digits()) {
        // «cinquantuno milioni cinquecentomila»
        return Number { value: Some(value + part.0), last: part.1, ..number };
    }
    number
}

/// A smaller number that goes on a larger one with multiplier `by`: «… e 300mila», «… venticinque milioni».
fn read_part(context: Context<'_>, at: usize, by: f64) -> Option<(f64, usize)> {
    let token = context.tokens.get(at)?;
    if token.glued() {
        return None;
    }
    let part = read(context, at)?;
    let value = part.value?;
    // After «milioni» only thousands go on («due milioni e 300mila»); «3 milioni e 20 chip» are two numbers.
    let joins = part.multiplier >= 1000.0 || (part.style == Style::Words && value >= 1000.0) || (part.style == Style::Words && by <= 1000.0);
    (value < by && joins && !part.about && !part.fraction).then_some((value, part.last))
}

/// The lower-case word at token `at`, if a lexicon knows it.
fn word<'c>(context: Context<'c>, at: usize) -> Option<&'c str> {
    context.tokens.get(at).filter(|t| t.is_word()).map(|t| context.lexicons.vocabulary.text(t.word))
}

/// The kind of the unit at token `at`.
fn unit_of(context: Context<'_>, at: usize) -> Option<UnitKind> {
    let (_, unit) = context.lexicons.vocabulary.term(context.tokens.get(at..)?, TermKind::Unit)?;
    Some(context.lexicons.units[unit as usize].kind)
}

/// Whether a unit or multiplier stands at token `at`.
fn measured(context: Context<'_>, at: usize) -> bool {
    unit_of(context, at).is_some() || multiplier(context, at, false).is_some()
}

/// `1, 6 miliardi`: a decimal mark with a stray space, told from a list by what must follow: a multiplier or percent sign.
fn stray_space(context: Context<'_>, at: usize) -> Option<usize> {
    let Context { tokens, .. } = context;
    let (mark, part) = (tokens.get(at)?, tokens.get(at + 1)?);
    let digits = part.is_digits() && part.end - part.start <= 2 && !part.glued() && !part.after_line();
    if !digits || !(mark.is(',') || mark.is('.')) {
        return None;
    }
    let percent = unit_of(context, at + 2) == Some(UnitKind::Percent);
    (percent || multiplier(context, at + 2, false).is_some()).then_some(at + 2)
}

/// Whether exactly one character of white space stands before token `at`.
fn one_space(text: &str, tokens: &[Token], at: usize) -> bool {
    let gap = &text[tokens[at - 1].end as usize..tokens[at].start as usize];
    gap.chars().count() == 1 && gap.chars().all(char::is_whitespace)
}

/// Whether a comma groups thousands here: more groups follow, a chip's plural follows, or the article groups so elsewhere.
fn english(context: Context<'_>, at: usize) -> bool {
    let Context { text, tokens, .. } = context;
    let three = |i: usize| tokens.get(i).is_some_and(|t| t.is_digits() && t.glued() && t.end - t.start == 3);
    let comma = |i: usize| tokens.get(i).is_some_and(|t| t.is(',') && t.glued());
    if comma(at + 3) && three(at + 4) {
        return true;
    }
    // «50,000 H100s»
    let next = tokens.get(at + 3).filter(|t| t.is_word() && t.capital() && t.spaced());
    let plural = next.is_some_and(|t| {
        let rest = &text[t.start as usize..];
        let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        rest[..end].ends_with('s') && rest[..end].bytes().any(|b| b.is_ascii_digit())
    });
    if plural {
        return true;
    }
    // «$1,250.50», «1,000,000» elsewhere in the sentence
    let near = at.saturating_sub(40)..(at + 40).min(tokens.len());
    near.clone().any(|i| i != at && tokens[i].is_digits() && comma(i + 1) && three(i + 2) && comma(i + 3) && three(i + 4))
}

/// `3/4` where it can be nothing but a fraction: a small numerator, a usual denominator, and a unit, «di» or a number around it.
fn slash(context: Context<'_>, at: usize) -> Option<(f64, usize)> {
    let Context { text, tokens, .. } = context;
    let value = |i: usize| tokens.get(i).filter(|t| t.is_digits() && t.end - t.start <= 2).map(|t| plain(t, text));
    let bar = tokens.get(at + 1).filter(|t| t.is('/'))?;
    let (top, bottom) = (value(at)?, value(at + 2)?);
    let close = bar.glued() == tokens[at + 2].glued();
    let more = tokens.get(at + 3).is_some_and(|t| t.glued() && (t.is('/') || t.is_digits()));
    if !close || more || top >= bottom || ![2.0, 3.0, 4.0, 5.0, 8.0, 10.0].contains(&bottom) {
        return None;
    }
    let of = word(context, at + 3).is_some_and(|w| w == "di" || w == "d'");
    let number_before = at > 0 && tokens[at - 1].is_digits() && tokens[at].spaced();
    (of || number_before || measured(context, at + 3)).then_some((top / bottom, at + 3))
}

/// A number that begins with a word.
fn words(context: Context<'_>, at: usize) -> Option<Number> {
    let Context { tokens, .. } = context;
    let token = tokens[at];
    if !token.is_word() {
        return None;
    }
    let number = |value: f64, last: usize| Number::new(value, last, Style::Words);
    if let Some((len, class, value)) = numeral(context, at) {
        let next = at + len;
        match class {
            NumeralClass::One => return one(context, next),
            NumeralClass::Half => {
                let (by, end) = multiplier(context, next, false)?;
                return Some(Number { multiplier: by, ..number(value * by, end) });
            }
            NumeralClass::Many => return many(context, at, next),
            NumeralClass::Unit | NumeralClass::Teen | NumeralClass::Ten | NumeralClass::Hundred => {}
            NumeralClass::Thousand if !token.of(context.text).eq_ignore_ascii_case("mila") => {}
            _ => return None,
        }
    }
    let (value, mut last) = cardinal(context, at)?;
    let mut read = number(value, last);
    // «duecento virgola settantuno»: the words after the mark are digits
    if word(context, last) == Some("virgola")
        && let Some((decimals, end)) = decimals(context, last + 1)
        && let Ok(value) = format!("{value}.{decimals}").parse()
    {
        last = end;
        read = number(value, last);
    }
    if let Some((by, end)) = multiplier(context, last, false) {
        read = Number { value: Some(scaled(read.value?, by)), last: end, multiplier: by, ..read };
        return Some(compound(context, read, by));
    }
    // «tre dozzine», «due terzi», «due e tre quarti»
    match numeral(context, last) {
        Some((len, NumeralClass::About, by)) if tokens[last].of(context.text).ends_with(['e', 'i', 'E', 'I']) => {
            return Some(number(value * by, last + len));
        }
        Some((len, NumeralClass::Part, of)) if value < of || of > 2.0 => {
            return Some(Number { fraction: true, ..number(value / of, last + len) });
        }
        _ => {}
    }
    if word(context, last) == Some("e")
        && let Some((top, end)) = cardinal(context, last + 1)
        && let Some((len, NumeralClass::Part, of)) = numeral(context, end)
        && top < of
    {
        return Some(number(value + top / of, end + len));
    }
    if (1000.0..1e6).contains(&value) {
        return Some(compound(context, read, 1000.0));
    }
    Some(read)
}

/// After «un», «uno», «una»: a number only before a multiplier, a collective or a part of one.
fn one(context: Context<'_>, next: usize) -> Option<Number> {
    let number = |value: f64, last: usize| Number::new(value, last, Style::Words);
    // «un altro miliardo» counts one more
    if let Some((by, end)) = multiplier(context, next, false) {
        if by < 1e6 {
            return None;
        }
        return Some(compound(context, Number { multiplier: by, ..number(by, end) }, by));
    }
    match numeral(context, next)? {
        (len, NumeralClass::About, value) => {
            let read = Number { about: true, ..number(value, next + len) };
            // «una decina di migliaia», «una ventina di milioni»
            let of = word(context, next + len).is_some_and(|w| w == "di");
            if of && let Some((by, end)) = thousands(context, next + len + 1) {
                return Some(Number { value: Some(value * by), last: end, multiplier: by, ..read });
            }
            Some(read)
        }
        (len, NumeralClass::Part, of) => {
            // «un quarto d'ora», «un terzo dei ricavi», «un terzo»; but «un secondo» is time
            Some(Number { fraction: true, ..number(1.0 / of, next + len) })
        }
        _ => None,
    }
}

/// «migliaia», «milioni» after «di»: what a collective counts.
fn thousands(context: Context<'_>, at: usize) -> Option<(f64, usize)> {
    match numeral(context, at)? {
        (len, NumeralClass::Many, value) | (len, NumeralClass::Multiplier, value) if value >= 1000.0 => {
            Some((value, at + len))
        }
        _ => None,
    }
}

/// «decine di migliaia», «centinaia di milioni», «migliaia»: no value, but a quantity.
fn many(context: Context<'_>, _at: usize, next: usize) -> Option<Number> {
    let mut last = next;
    if word(context, next).is_some_and(|w| w == "di")
        && let Some((_, end)) = thousands(context, next + 1)
    {
        last = end;
    }
    Some(Number { value: None, about: true, ..Number::new(0.0, last, Style::Words) })
}

/// A cardinal in one word or several: «duecentomila», «cento uno», «settecentomila duecento». Its value and the token after it.
fn cardinal(context: Context<'_>, at: usize) -> Option<(f64, usize)> {
    let mut value = one_word(context, at)?;
    let mut last = at + 1;
    // A part goes on only under a round part above it: «cento uno», «mille duecento»; «venti uno» are two numbers.
    loop {
        let Some(part) = context.tokens.get(last).filter(|t| t.spaced() && !t.after_line()).and_then(|_| one_word(context, last)) else { break };
        let room = if value % 1000.0 == 0.0 && value >= 1000.0 {
            1000.0
        } else if value % 100.0 == 0.0 && value > 0.0 {
            100.0
        } else {
            break;
        };
        // «cento mila» is a multiplier's work; a part must be smaller than the room it fills, and not itself open a range
        if part >= room || part < 1.0 {
            break;
        }
        value += part;
        last += 1;
    }
    Some((value, last))
}

/// The digits «virgola» is followed by: «settantuno» 71, «zero cinque» 05.
fn decimals(context: Context<'_>, mut at: usize) -> Option<(String, usize)> {
    let mut text = String::new();
    while let Some(value) = one_word(context, at) {
        text.push_str(&format!("{value}"));
        at += 1;
        if value != 0.0 {
            break;
        }
    }
    (!text.is_empty()).then_some((text, at))
}

/// The cardinal written in one word at token `at`.
pub(super) fn one_word(context: Context<'_>, at: usize) -> Option<f64> {
    let token = context.tokens.get(at).filter(|t| t.is_word())?;
    if let Some((1, class, value)) = numeral(context, at) {
        let lone = matches!(class, NumeralClass::Unit | NumeralClass::Teen | NumeralClass::Ten | NumeralClass::Hundred)
            || (class == NumeralClass::Thousand && value == 1000.0);
        return lone.then_some(value);
    }
    // A word another lexicon knows («sedicesimo», «trecce») is not taken apart.
    compound_word(token.of(context.text))
}

/// The parts of number words, longest first among those that begin alike; value and rank (how many figures it fills).
const PARTS: [(&str, f64); 40] = [
    ("quattordici", 14.0),
    ("diciassette", 17.0),
    ("dicassette", 17.0),
    ("diciannove", 19.0),
    ("cinquanta", 50.0),
    ("diciotto", 18.0),
    ("cinquant", 50.0),
    ("quaranta", 40.0),
    ("quarant", 40.0),
    ("quattro", 4.0),
    ("sessanta", 60.0),
    ("sessant", 60.0),
    ("settanta", 70.0),
    ("settant", 70.0),
    ("ottanta", 80.0),
    ("ottant", 80.0),
    ("novanta", 90.0),
    ("novant", 90.0),
    ("quindici", 15.0),
    ("tredici", 13.0),
    ("undici", 11.0),
    ("dodici", 12.0),
    ("sedici", 16.0),
    ("cinque", 5.0),
    ("trenta", 30.0),
    ("trent", 30.0),
    ("sette", 7.0),
    ("dieci", 10.0),
    ("venti", 20.0),
    ("vent", 20.0),
    ("nove", 9.0),
    ("otto", 8.0),
    ("due", 2.0),
    ("duo", 2.0),
    ("uno", 1.0),
    ("un", 1.0),
    ("tre", 3.0),
    ("tré", 3.0),
    ("trè", 3.0),
    ("sei", 6.0),
];

/// The value of a cardinal written in one word, read part by part from the left: «duecentoquarantamilatre» 240003.
///
/// | word | value |
/// | --- | --- |
/// | ventitré, ventitre, ventitrè | 23 |
/// | ventotto, centotto, centootto | 28, 108, 108 |
/// | duemilaventiquattro | 2024 |
/// | millecinquecento | 1500 |
/// | dueuno, ventidieci, trecento­mille | none |
fn compound_word(written: &str) -> Option<f64> {
    // The shortest number word has three letters; what begins none is dropped by its first two.
    const STARTS: [&str; 13] = ["un", "du", "tr", "qu", "ci", "se", "ot", "no", "di", "do", "ve", "ce", "mi"];
    let head = written.get(..2)?;
    if written.len() < 5 || !STARTS.iter().any(|s| head.eq_ignore_ascii_case(s)) {
        return None;
    }
    let lower = written.to_lowercase();
    let mut rest = lower.as_str();
    // total: what stands above «mila» and «milioni»; group: the three figures being read; room: the next part must be below it
    let (mut total, mut group, mut room) = (0.0f64, 0.0f64, 1000.0f64);
    let mut thousands = false;
    let mut read = false;
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix("cento").or_else(|| rest.strip_prefix("cent").filter(|r| r.starts_with("ott"))) {
            // «cento», or a digit before it: «duecento»
            match group {
                0.0 if room >= 1000.0 => group = 100.0,
                d if (2.0..10.0).contains(&d) && room <= 10.0 && room > 1.0 => group = d * 100.0,
                _ => return None,
            }
            (rest, room) = (after, 100.0);
        } else if let Some(after) = rest.strip_prefix("mila") {
            if thousands || group < 2.0 {
                return None;
            }
            (total, group, room, rest, thousands) = (total + group * 1000.0, 0.0, 1000.0, after, true);
        } else if let Some(after) = rest.strip_prefix("mille") {
            // «mille» opens a thousand; «centomille» is no word
            if thousands || read {
                return None;
            }
            (total, room, rest, thousands) = (1000.0, 1000.0, after, true);
        } else if let Some((after, by)) = million(rest) {
            if group == 0.0 && total == 0.0 {
                return None;
            }
            (total, group, room, rest, thousands) = ((total + group) * by, 0.0, 1000.0, after, false);
        } else {
            let &(part, value) = PARTS.iter().find(|(part, _)| rest.starts_with(part))?;
            rest = &rest[part.len()..];
            // A cut ten goes only before a vowel («ventuno», «ottantotto»); «un» only inside.
            let cut = matches!(part, "cinquant" | "quarant" | "sessant" | "settant" | "ottant" | "novant" | "trent" | "vent");
            if cut && !(rest.starts_with("uno") || rest.starts_with("un") || rest.starts_with("otto")) {
                return None;
            }
            // «un» only inside, before what it counts: «ventunmila», «unmilione»
            if part == "un" && !(rest.starts_with("mila") || rest.starts_with("mili")) {
                return None;
            }
            // A lone digit over «cento» or «mila» is still to come; else it must fit below what stands before it.
            let fits = match room {
                r if r >= 100.0 => value < 100.0,
                r if r >= 10.0 => value < 10.0,
                _ => false,
            };
            if !fits {
                return None;
            }
            // «ventuno» but not «ventidieci»; «duecento» is made when «cento» comes
            room = if value >= 20.0 { 10.0 } else if group == 0.0 && value < 10.0 { 1.5 } else { 1.0 };
            group += value;
            // a digit with nothing before it in its group may still be multiplied by «cento»
            if group < 10.0 {
                room = 1.5;
            }
        }
        read = true;
    }
    Some(total + group).filter(|_| read)
}

/// «milioni», «miliardi» joined to the number before them.
fn million(rest: &str) -> Option<(&str, f64)> {
    for (form, by) in [("milioni", 1e6), ("milione", 1e6), ("miliardi", 1e9), ("miliardo", 1e9)] {
        if let Some(after) = rest.strip_prefix(form) {
            return Some((after, by));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_joined_in_one_are_read() {
        for (word, value) in [
            ("ventitré", Some(23.0)),
            ("ventitre", Some(23.0)),
            ("ventuno", Some(21.0)),
            ("ventotto", Some(28.0)),
            ("centouno", Some(101.0)),
            ("centotto", Some(108.0)),
            ("centootto", Some(108.0)),
            ("centottanta", Some(180.0)),
            ("duecento", Some(200.0)),
            ("duecentoquarantamilatre", Some(240003.0)),
            ("duemilaventiquattro", Some(2024.0)),
            ("millecinquecento", Some(1500.0)),
            ("millenove", Some(1009.0)),
            ("ventunmila", Some(21000.0)),
            ("ventunomila", Some(21000.0)),
            ("trecentomila", Some(300000.0)),
            ("cinquecentosettantottomilatrecentodue", Some(578302.0)),
            ("novecentonovantanovemilanovecentonovantanove", Some(999999.0)),
            ("centomille", None),
            ("ventidieci", None),
            ("dueuno", None),
            ("seicento", Some(600.0)),
            ("settecento", Some(700.0)),
            ("tremendo", None),
            ("centrale", None),
            ("milanese", None),
            ("novembre", None),
            ("ventimiglia", None),
            ("millennio", None),
            ("cinquecento", Some(500.0)),
            ("undicicento", None),
            ("ventesimo", None),
        ] {
            assert_eq!(compound_word(word), value, "{word}");
        }
    }
}
