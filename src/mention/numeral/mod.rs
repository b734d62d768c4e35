//! Numbers, in digits and in words: what the text writes, before any unit.
//!
//! | text | value | read in |
//! | --- | --- | --- |
//! | `10.000`, `10 000`, `50,000 H100s`, `1, 6` | 10000, 10000, 50000, 1.6 | `digits.rs` |
//! | `1/4 di`, `10 1/2` | 0.25, 10.5 | `digits.rs` |
//! | `ventitré`, `duemilacento` | 23, 2100 | `word.rs` |
//! | `duemila cento`, `cento uno`, `mille e cinquecento` | 2100, 101, 1500 | here |
//! | `4mila`, `4 mila miliardi`, `1, 6 miliardi` | 4000, 4e12, 1.6e9 | here |
//! | `due milioni e 300mila`, `un miliardo venticinque milioni` | 2.3e6, 1.025e9 | here |
//! | `un miliardo e mezzo`, `un miliardo e mezzo milione`, `mezzo milione` | 1.5e9, 1.0005e9, 5e5 | here |
//! | `il miliardo di euro`, `quasi il miliardo e mezzo`, `oltre il milione` | 1e9, 1.5e9, 1e6 | here |
//! | `5,5 miliardi e 800 milioni`, `rispettivamente di 5 miliardi e 800 milioni` | two numbers | here |
//! | `due terzi`, `un quarto di`, `due e tre quarti` | 0.6667, 0.25, 2.75 | here |
//! | `duecento virgola settantuno` | 200.71 | here |
//! | `52 milioni di miliardi` | 5.2e16 | here |
//! | `un gigawatt`, `un gigawatt e mezzo`: before a unit of measure | 1, 1.5 | here, `figure` |
//! | `un anno e mezzo`, `un'ora e un quarto`; `un euro e cinquanta`, `un metro e ottanta` | 1.5, 1.25; 1.5, 1.8 | here, `figure` |
//! | `un paio`, `un paio di milioni`; `quattro centinaia`, `mezza dozzina`, `un migliaio e mezzo` | 2, 2e6; 400, 6, 1500 | here |
//! | `una ventina`, `un migliaio`, `tre dozzine`, `una decina di migliaia` | 20, 1000, 36, 10000 | here |
//! | `decine di migliaia`, `qualche centinaio` | none, but about | here |
//! | `venti uno`, `tre milioni quattro milioni` | two numbers | |
//!
//! A number is a sum of groups, each below the multiplier of the one before it: the loop in [`groups`] never goes back, so
//! reading is linear in what is written.

mod digits;
mod word;

pub(super) use digits::{no_code, part_of_one};

use super::Context;
use crate::lexicon::{NumeralClass, TermKind, TermKinds, WordId, WordRole};
use crate::token::Token;

/// A number as written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Number {
    /// Its value; none for «decine di migliaia», «qualche centinaio».
    pub value: Option<f64>,
    /// One past its last token.
    pub last: usize,
    /// What its first group is multiplied by: 1e6 in «3 milioni», 1e12 in «3 mila miliardi», 1 where nothing is.
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
    /// `1.234,5`
    Digits {
        /// How many digits stand after the decimal mark.
        decimals: u8,
        /// Whether that mark is a full stop.
        point: bool,
        /// Whether thousands are grouped.
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

/// Whether a number may begin with this word.
#[inline]
pub(super) fn may_begin(context: &Context<'_>, token: &Token) -> bool {
    token.begins(TermKind::Numeral) || may_be_one_word(token) && in_one_word(context, token)
}

/// Whether the token may be a number written in one word: the lexicons hold none but number words, so that no other term begins with it.
#[inline]
fn may_be_one_word(token: &Token) -> bool {
    token.is_word() & (token.terms == TermKinds::default()) & (token.end - token.start >= word::SHORTEST)
}

#[inline]
fn in_one_word(context: &Context<'_>, token: &Token) -> bool {
    let written = &context.text.as_bytes()[token.start as usize..token.end as usize];
    word::may_be(written) && word::value(written).is_some()
}

/// The number that begins at token `at`, if one does.
pub(super) fn read(context: &Context<'_>, at: usize) -> Option<Number> {
    let token = context.tokens.get(at)?;
    if token.is_digits() {
        let number = digits::read(context, at)?;
        return Some(if number.fraction { number } else { after_digits(context, at, number) });
    }
    token.is_word().then(|| words(context, at)).flatten()
}

/// The number word at token `at`: how many tokens it takes, its class and its value.
#[inline]
pub(super) fn numeral(context: &Context<'_>, at: usize) -> Option<(usize, NumeralClass, f64)> {
    // most tokens are none
    if context.tokens.get(at)?.begins(TermKind::Numeral) { numeral_at(context, at) } else { None }
}

#[inline(never)] // what is asked before it is: most tokens begin none
fn numeral_at(context: &Context<'_>, at: usize) -> Option<(usize, NumeralClass, f64)> {
    let (len, payload) = context.term_at(at, TermKind::Numeral)?;
    let numeral = context.lexicons.numerals[payload as usize];
    Some((len, numeral.class, numeral.value))
}

/// The multipliers at token `at`, one after the other: 1e6 of «milioni», 1e12 of «mila miliardi»; and the token after them.
pub(super) fn multiplier(context: &Context<'_>, at: usize) -> Option<(f64, usize)> {
    let one = |at: usize| {
        let token = context.tokens.get(at)?;
        if token.after_line() {
            return None;
        }
        match numeral(context, at)? {
            (len, NumeralClass::Multiplier, value) => Some((value, at + len)),
            _ => None,
        }
    };
    let (mut by, mut last) = one(at)?;
    if let Some((more, end)) = one(last).filter(|m| m.0 > by) {
        (by, last) = (by * more, end);
    }
    // «52 milioni di miliardi», «migliaia di miliardi»
    if is(context, last, &["di"])
        && let Some((more, end)) = one(last + 1).filter(|m| m.0 >= 1e9 && m.0 >= by)
    {
        (by, last) = (by * more, end);
    }
    Some((by, last))
}

/// `value` times a power of ten, rounded as the decimal number would be: 1.6 times 1e9 is 1600000000.
pub(super) fn scaled(value: f64, by: f64) -> f64 {
    let product = value * by;
    let rounded = product.round();
    if (product - rounded).abs() < 1e-6 * product.abs().max(1.0) && rounded.abs() < 1e16 { rounded } else { product }
}

/// Whether the word at token `at` is one of these.
fn is(context: &Context<'_>, at: usize, words: &[&str]) -> bool {
    context.tokens.get(at).is_some_and(|t| {
        t.is_word() && t.word != WordId::NONE && words.contains(&context.lexicons.vocabulary.text(t.word))
    })
}

/// What may follow digits: suffixes («$500k»), multipliers and their parts, a collective («3 dozzine»).
fn after_digits(context: &Context<'_>, at: usize, number: Number) -> Number {
    let value = number.value.unwrap_or(0.0);
    let last = number.last;
    if let Some((by, end)) = multiplier(context, last) {
        let read = Number { value: Some(scaled(value, by)), last: end, multiplier: by, ..number };
        // «5,5 miliardi e 800 milioni»: a decimal says all of the first
        let decimal = matches!(number.style, Style::Digits { decimals, .. } if decimals > 0);
        return if decimal { read } else { groups(context, read, by) };
    }
    match numeral(context, last) {
        Some((len, NumeralClass::Suffix, by))
            if digits::money_suffix(context, at, last, last + len) || thousands_of_things(context, last, value) =>
        {
            Number { value: Some(scaled(value, by)), last: last + len, multiplier: by, ..number }
        }
        Some((len, NumeralClass::About, by)) if context.tokens[last].spaced() && plural(context, last) => {
            Number { value: Some(value * by), last: last + len, ..number }
        }
        Some((1, NumeralClass::Many, by)) if context.tokens[last].spaced() => {
            let (more, end) = counted(context, last + 1).unwrap_or((1.0, last + 1));
            Number { value: Some(value * by * more), last: end, multiplier: more, ..number }
        }
        _ => number,
    }
}

/// «100k GPU»: a small `k` close to the digits; but 2k, 4k, 5k and 8k are ways to measure a screen.
fn thousands_of_things(context: &Context<'_>, at: usize, value: f64) -> bool {
    let token = &context.tokens[at];
    token.glued() && token.of(context.text) == "k" && ![2.0, 4.0, 5.0, 8.0].contains(&value)
}

/// «dozzine», «ventine»: a collective that is counted itself.
fn plural(context: &Context<'_>, at: usize) -> bool {
    context.tokens[at].of(context.text).ends_with(['e', 'E'])
}

/// Goes on with a number whose first group ended in a multiplier (or in thousands): smaller groups, «e mezzo».
///
/// `room` is the last group's multiplier: what comes next must be below it.
fn groups(context: &Context<'_>, mut number: Number, mut room: f64) -> Number {
    while room >= 1000.0 {
        let and = is(context, number.last, &["e", "ed"]);
        let at = number.last + usize::from(and);
        let Some(token) = context.tokens.get(at).filter(|t| t.spaced() && !t.after_line()) else { break };
        let total = number.value.unwrap_or(0.0);
        if and && let Some((len, NumeralClass::Half, half)) = numeral(context, at) {
            // «un miliardo e mezzo», «un miliardo e mezzo milione»
            let (unit, end) = match multiplier(context, at + len) {
                Some((unit, end)) if unit < room => (unit, end),
                Some(_) => break,
                None => (room, at + len),
            };
            return Number { value: Some(total + half * unit), last: end, ..number };
        }
        let Some((value, by, end)) = group(context, at, token) else { break };
        // «tre milioni e venti chip» is two numbers; «tre milioni e ventimila chip» and «mille e cinquecento» are one.
        let joins = match (token.is_digits(), and) {
            (_, true) if respective(context, number.last, end) => false,
            // «15 mila 300», «3 milioni e 400.000»
            (true, false) => by >= 1000.0 || room <= 1000.0 && token.end - token.start == 3,
            (true, true) => by >= 1000.0 || room <= 1000.0 && token.end - token.start == 3 || value >= 1000.0,
            (false, true) => value >= 1000.0 || room <= 1000.0,
            (false, false) => true,
        };
        if value >= room || !joins {
            break;
        }
        number = Number { value: Some(total + value), last: end, ..number };
        room = by;
    }
    number
}

/// One group of a number after its first: «venticinque milioni», «trecentomila», «300 mila», «un milione».
fn group(context: &Context<'_>, at: usize, token: &Token) -> Option<(f64, f64, usize)> {
    let (value, last) = if token.is_digits() {
        let number = digits::read(context, at).filter(|n| !n.fraction)?;
        (number.value?, number.last)
    } else if let Some((len, NumeralClass::One, value)) = numeral(context, at) {
        // «un milione»; «uno» closes a number: «tre milioni uno»
        if !is(context, at, &["uno"]) {
            multiplier(context, at + len)?;
        }
        (value, at + len)
    } else {
        cardinal(context, at)?
    };
    match multiplier(context, last) {
        Some((by, end)) => Some((scaled(value, by), by, end)),
        None => Some((value, 1.0, last)),
    }
}

/// A number that begins with a word.
fn words(context: &Context<'_>, at: usize) -> Option<Number> {
    let number = |value: f64, last: usize| Number::new(value, last, Style::Words);
    if let Some((len, class, value)) = numeral(context, at) {
        let next = at + len;
        match class {
            NumeralClass::One => return one(context, next),
            NumeralClass::Half => {
                if let Some((by, last)) = multiplier(context, next) {
                    return Some(Number { multiplier: by, ..number(value * by, last) });
                }
                // «mezza dozzina»
                if let Some((len, NumeralClass::About, by)) = numeral(context, next) {
                    return Some(number(value * by, next + len));
                }
                // «mezz'ora», «mezzo punto percentuale», «mezzo gigawatt»
                return digits::measure(context, next).then(|| number(value, next));
            }
            NumeralClass::Many => return Some(many(context, next)),
            // «il miliardo di euro», «sfiora il miliardo e mezzo»: one of them
            NumeralClass::Multiplier if value >= 1e6 && the_one(context, at) => {
                let (by, end) = multiplier(context, at)?;
                return Some(groups(context, Number { multiplier: by, ..number(by, end) }, by));
            }
            // «milioni di persone», «miliardi di dollari»
            NumeralClass::Multiplier if value >= 1e6 && is(context, next, &["di"]) && !context.tokens[at].glued() => {
                return context.tokens[at].of(context.text).ends_with(['i', 'I']).then(|| many(context, next));
            }
            NumeralClass::Unit
            | NumeralClass::Teen
            | NumeralClass::Ten
            | NumeralClass::Hundred
            | NumeralClass::Thousand => {}
            _ => return None,
        }
    }
    let (value, last) = cardinal(context, at)?;
    if is(context, last, &["virgola"])
        && let Some(read) = with_decimals(context, value, last)
    {
        return Some(read);
    }
    if let Some((by, end)) = multiplier(context, last) {
        return Some(groups(context, Number { multiplier: by, ..number(scaled(value, by), end) }, by));
    }
    match numeral(context, last) {
        // «tre dozzine»
        Some((len, NumeralClass::About, by)) if plural(context, last) => return Some(number(value * by, last + len)),
        // «quattro centinaia», «tre migliaia»
        Some((len, NumeralClass::Many, by)) if len == 1 => {
            let (more, end) = counted(context, last + len).unwrap_or((1.0, last + len));
            return Some(Number { multiplier: more, ..number(value * by * more, end) });
        }
        // «due terzi»
        // … but «quindici centesimi» are coins
        Some((len, NumeralClass::Part, of)) if (2.0..of).contains(&value) && !digits::coins(context, last) => {
            return Some(Number { fraction: true, ..number(value / of, last + len) });
        }
        _ => {}
    }
    // «due e tre quarti»
    if is(context, last, &["e"])
        && let Some((top, end)) = cardinal(context, last + 1)
        && let Some((len, NumeralClass::Part, of)) = numeral(context, end)
        && top < of
    {
        return Some(number(value + top / of, end + len));
    }
    Some(number(value, last))
}

/// After «un», «uno», «una»: a number only before a multiplier, a collective or a part of one.
fn one(context: &Context<'_>, next: usize) -> Option<Number> {
    // «un altro miliardo» is one more of them
    let next = next + usize::from(is(context, next, &["altro", "solo"]) && multiplier(context, next + 1).is_some());
    let number = |value: f64, last: usize| Number::new(value, last, Style::Words);
    // «uno virgola sei miliardi»
    if is(context, next, &["virgola"])
        && is(context, next - 1, &["uno"])
        && let Some(read) = with_decimals(context, 1.0, next)
    {
        return Some(read);
    }
    // «un paio di milioni», «un paio di centinaia», «un paio di giorni»
    if let Some(read) = pair(context, next) {
        return Some(read);
    }
    if let Some((by, end)) = multiplier(context, next) {
        // «un mila» is nothing
        return (by >= 1e6).then(|| groups(context, Number { multiplier: by, ..number(by, end) }, by));
    }
    // «un gigawatt», «un megawatt»: what comes one at a time but is measured
    if digits::spelled_measure(context, next) || digits::parted(context, next) {
        return Some(number(1.0, next));
    }
    match numeral(context, next)? {
        (len, NumeralClass::About, value) => {
            let read = Number { about: true, ..number(value, next + len) };
            // «una decina di migliaia», «una ventina di milioni»
            Some(match counted(context, next + len) {
                Some((by, end)) => Number { value: Some(value * by), last: end, multiplier: by, ..read },
                // «un migliaio e mezzo»
                None => match and_half(context, next + len).filter(|_| value >= 100.0) {
                    Some((half, end)) => Number { value: Some(value + half * value), last: end, ..read },
                    None => read,
                },
            })
        }
        (len, NumeralClass::Part, of) => Some(Number { fraction: true, ..number(1.0 / of, next + len) }),
        _ => None,
    }
}

/// «e mezzo» at `at` with nothing to be counted after it: the half, and the token after it.
fn and_half(context: &Context<'_>, at: usize) -> Option<(f64, usize)> {
    match is(context, at, &["e", "ed"]).then(|| numeral(context, at + 1))?? {
        (len, NumeralClass::Half, half) => Some((half, at + 1 + len)),
        _ => None,
    }
}

/// What «virgola» at token `at` adds to `value`, with the multiplier after it: «due virgola cinque milioni».
fn with_decimals(context: &Context<'_>, value: f64, at: usize) -> Option<Number> {
    let (decimals, end) = decimals(context, at + 1)?;
    let read = Number::new(value + decimals, end, Style::Words);
    Some(match multiplier(context, end) {
        Some((by, end)) => Number { value: Some(scaled(value + decimals, by)), last: end, multiplier: by, ..read },
        None => read,
    })
}

/// «(un) paio», «paio di milioni», «paio di centinaia»: about two.
fn pair(context: &Context<'_>, at: usize) -> Option<Number> {
    let pair = context.tokens.get(at)?.of(context.text).eq_ignore_ascii_case("paio");
    if !pair {
        return None;
    }
    let read = Number { about: true, ..Number::new(2.0, at + 1, Style::Words) };
    let next = at + 1 + usize::from(is(context, at + 1, &["di", "d'"]));
    match numeral(context, next) {
        Some((len, NumeralClass::Many, by)) => {
            let (more, end) = counted(context, next + len).unwrap_or((1.0, next + len));
            Some(Number { value: Some(2.0 * by * more), last: end, multiplier: more.max(by), ..read })
        }
        Some((_, NumeralClass::Multiplier, _)) => {
            let (by, end) = multiplier(context, next)?;
            Some(Number { value: Some(scaled(2.0, by)), last: end, multiplier: by, ..read })
        }
        _ => Some(read),
    }
}

/// Whether the multiplier at token `at` stands in the singular after its article: «il miliardo», «al milione».
fn the_one(context: &Context<'_>, at: usize) -> bool {
    let token = context.tokens[at];
    let singular = token.of(context.text).ends_with(['o', 'e', 'O', 'E']) && (!token.capital() || token.all_capitals());
    singular && at > 0 && is(context, at - 1, &["il", "al", "del", "dal", "sul"])
}

/// How many tokens before a number «rispettivamente» may stand, or after it.
const RESPECTIVE_REACH: usize = 8;

/// Whether «rispettivamente» stands near the number at tokens `first..last`, so that «e» parts two of them: «rispettivamente di 5 miliardi e
/// 800 milioni».
fn respective(context: &Context<'_>, first: usize, last: usize) -> bool {
    let role = |t: &Token| context.lexicons.has_role(t, WordRole::Respective);
    let before = context.tokens[first.saturating_sub(RESPECTIVE_REACH)..first].iter().rev();
    let after = context.tokens[last..].iter().take(RESPECTIVE_REACH);
    before.take_while(|t| !t.is('.')).any(role) || after.take_while(|t| !t.is('.')).any(role)
}

/// «di migliaia», «di milioni»: what a collective counts, and the token after it.
fn counted(context: &Context<'_>, at: usize) -> Option<(f64, usize)> {
    if !is(context, at, &["di"]) {
        return None;
    }
    match numeral(context, at + 1)? {
        (len, NumeralClass::Many | NumeralClass::Multiplier, value) if value >= 1000.0 => Some((value, at + 1 + len)),
        _ => None,
    }
}

/// «decine di migliaia», «centinaia di milioni», «migliaia»: no value, but a quantity. `next` follows the first word.
fn many(context: &Context<'_>, mut next: usize) -> Number {
    let mut multiplier = 1.0;
    // «centinaia di migliaia di miliardi» has three
    for _ in 0..2 {
        let Some((by, end)) = counted(context, next) else { break };
        (multiplier, next) = (by, end);
    }
    Number { value: None, about: true, multiplier, ..Number::new(0.0, next, Style::Words) }
}

/// A cardinal in one word or several: «duecentomila», «cento uno», «settecentomila duecento», «mille e cinquecento».
///
/// Its value and the token after it.
fn cardinal(context: &Context<'_>, at: usize) -> Option<(f64, usize)> {
    let mut value = one_word(context, at)?;
    let mut last = past_accent(context, at);
    let between = at > 0 && {
        let vocabulary = &context.lexicons.vocabulary;
        matches!(vocabulary.text(context.tokens[at - 1].word), "tra" | "fra")
    };
    // A part goes on only under a round part above it; «venti uno» are two numbers, «cento mila» a multiplier's work.
    loop {
        let room = if value >= 1000.0 && value % 1000.0 == 0.0 {
            1000.0
        } else if value >= 100.0 && value % 100.0 == 0.0 {
            100.0
        } else {
            break;
        };
        let and = !between && is(context, last, &["e", "ed"]);
        let next = last + usize::from(and);
        let close = context.tokens.get(next).is_some_and(|t| t.spaced() && !t.after_line());
        let one = is(context, next, &["uno"]).then_some(1.0);
        let part = one.or_else(|| one_word(context, next));
        let Some(part) = part.filter(|&part| close && part >= 1.0 && part < room) else { break };
        // «cento e dieci miliardi di euro» is rare, «cento e due chip» rarer; «mille e cinquecento» is plain
        if and && room < 1000.0 && part >= 10.0 {
            break;
        }
        (value, last) = (value + part, past_accent(context, next));
    }
    Some((value, last))
}

/// The token after the number word at `at`, and after the apostrophe that stands for its accent: «ventitre'».
fn past_accent(context: &Context<'_>, at: usize) -> usize {
    let accent = context.tokens.get(at + 1).is_some_and(|t| t.is('\'') && t.glued());
    at + 1 + usize::from(accent && context.tokens[at].of(context.text).ends_with("tre"))
}

/// What «virgola» is followed by: «settantuno» 0.71, «zero cinque» 0.05. Its value and the token after it.
fn decimals(context: &Context<'_>, mut at: usize) -> Option<(f64, usize)> {
    let mut scale = 1.0;
    // as many noughts as a number has decimals
    for _ in 0..6 {
        let value = one_word(context, at)?;
        if value > 0.0 {
            let mut power = 10.0;
            while power <= value {
                power *= 10.0;
            }
            return Some((value / (scale * power), at + 1));
        }
        scale *= 10.0;
        at += 1;
    }
    None
}

/// The cardinal written in one word at token `at`.
pub(super) fn one_word(context: &Context<'_>, at: usize) -> Option<f64> {
    let token = context.tokens.get(at).filter(|t| t.is_word())?;
    if let Some((1, class, value)) = numeral(context, at) {
        let lone = matches!(
            class,
            NumeralClass::Unit
                | NumeralClass::Teen
                | NumeralClass::Ten
                | NumeralClass::Hundred
                | NumeralClass::Thousand
        );
        return lone.then_some(value);
    }
    word::value(token.of(context.text).as_bytes())
}
