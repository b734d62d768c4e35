//! Numbers in digits: grouping, decimal marks, stray spaces and slashed fractions, told apart by what stands around them.
//!
//! | text | value | because |
//! | --- | --- | --- |
//! | `10.000`, `1.234.567,8` | 10000, 1234567.8 | three digits after a full stop |
//! | `10 000`, `10 000,00` | 10000 | three digits after one space |
//! | `50,000`, `253,500 H100s`, `1,250,000.50` | 50000, 253500, 1250000.5 | English: noughts, a chip's plural, more groups |
//! | `3,125`, `0,500` | 3.125, 0.5 | else a comma is the decimal mark |
//! | `3.5`, `2.75` | 3.5, 2.75 | no three digits after the full stop |
//! | `1, 6 miliardi`, `14. 8%` | 1.6, 14.8 | a stray space, before a multiplier or `%` |
//! | `1/4 di`, `10 1/2` | 0.25, 10.5 | a small fraction beside «di», a number or a unit |

use super::{Context, Number, Style, is, multiplier};
use crate::lexicon::{NumeralClass, TermKind, UnitKind};
use crate::token::Token;

/// The longest run of digits that is a number; longer ones are codes.
const LONGEST: u32 = 18;

/// The most groups of three a number has: 10^18.
const GROUPS: usize = 6;

/// The number nearest to what is written, read at once, as adding groups and decimals would not give it: the digits after `mark` are
/// its decimals, other characters part its groups.
fn nearest(written: &[u8], mark: Option<char>) -> Option<f64> {
    /// So many digits a float holds as they are, and their quotient by a power of ten is the nearest number there is.
    const EXACT: usize = 15;
    const TENS: [f64; EXACT + 1] =
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];
    let (mut number, mut digits, mut decimals, mut past_mark) = (0_u64, 0, 0, false);
    for &byte in written {
        if byte.is_ascii_digit() {
            number = number.wrapping_mul(10).wrapping_add(u64::from(byte - b'0'));
            digits += 1;
            decimals += usize::from(past_mark);
        } else {
            past_mark |= mark == Some(byte.into());
        }
    }
    if digits <= EXACT {
        return Some(number as f64 / TENS[decimals]);
    }
    let plain = |&byte: &u8| match char::from(byte) {
        digit if digit.is_ascii_digit() => Some(digit),
        other => (mark == Some(other)).then_some('.'),
    };
    written.iter().filter_map(plain).collect::<String>().parse().ok()
}

fn len(context: &Context<'_>, at: usize) -> u32 {
    context.tokens.get(at).filter(|t| t.is_digits()).map_or(0, |t| t.end - t.start)
}

fn glued(context: &Context<'_>, at: usize) -> bool {
    context.tokens.get(at).is_some_and(Token::glued)
}

/// Whether token `at` is this mark, with digits right after it and nothing between.
fn mark(context: &Context<'_>, at: usize, symbol: char) -> bool {
    context.tokens.get(at).is_some_and(|t| t.is(symbol) && t.glued())
        && len(context, at + 1) > 0
        && glued(context, at + 1)
}

/// Whether one character of white space stands before token `at`, and no end of line.
fn one_space(context: &Context<'_>, at: usize) -> bool {
    let Some(token) = context.tokens.get(at).filter(|t| !t.after_line()) else { return false };
    let gap = &context.text[context.tokens[at - 1].end as usize..token.start as usize];
    let mut characters = gap.chars();
    characters.next().is_some_and(char::is_whitespace) && characters.next().is_none()
}

/// The number that begins with the digits at token `at`, without multiplier or unit.
pub(super) fn read(context: &Context<'_>, at: usize) -> Option<Number> {
    let &Context { text, tokens, .. } = context;
    if len(context, at) > LONGEST {
        return None;
    }
    let (mut last, mut decimals, mut point, mut grouped) = (at + 1, 0, false, false);
    // after most follows nothing that could belong to the number: no digits, nor a mark and digits
    let goes_on = tokens.get(last).is_some_and(|t| {
        t.is_digits()
            || matches!(t.symbol, '.' | ',' | '/' | '\'') && tokens.get(last + 1).is_some_and(Token::is_digits)
    });
    if !goes_on {
        let value = nearest(tokens[at].of(text).as_bytes(), None)?;
        return Some(Number::new(value, last, Style::Digits { decimals, point, grouped }));
    }
    let short = len(context, at) <= 3 && !tokens[at].of(text).starts_with('0');

    // groups of three after `.`, after `,` or after a space
    let separator = if short && mark(context, last, '.') && len(context, last + 1) == 3 {
        Some('.')
    } else if short && mark(context, last, ',') && len(context, last + 1) == 3 && english(context, at) {
        Some(',')
    } else if short && mark(context, last, '\'') && len(context, last + 1) == 3 {
        // «50'000», as papers of Switzerland write
        Some('\'')
    } else {
        None
    };
    if let Some(separator) = separator {
        for _ in 0..GROUPS {
            if !mark(context, last, separator) || len(context, last + 1) != 3 {
                break;
            }
            (last, grouped) = (last + 2, true);
        }
    } else if short && !tokens[at].glued() | opens(context, at) {
        let end = spaced_groups(context, last);
        (grouped, last) = (end > last, end);
    }

    // a decimal mark
    let mut decimal = match separator {
        Some('.') => mark(context, last, ',').then_some(','),
        Some('\'') if mark(context, last, ',') => Some(','),
        Some(_) => mark(context, last, '.').then_some('.'),
        None if mark(context, last, ',') => Some(','),
        None if !grouped && mark(context, last, '.') => Some('.'),
        None => None,
    };
    if let Some(symbol) = decimal {
        (decimals, point) = (len(context, last + 1).min(255) as u8, symbol == '.');
        last += 2;
    } else if !grouped && let Some(end) = stray_space(context, last) {
        decimal = Some(tokens[last].symbol);
        (decimals, last) = (1, end);
    }

    let written = &text.as_bytes()[tokens[at].start as usize..tokens[last - 1].end as usize];
    let value = nearest(written, decimal)?;
    let number = Number::new(value, last, Style::Digits { decimals, point, grouped });
    if decimals == 0 && !grouped {
        if let Some((part, end)) = slash(context, at) {
            return Some(Number { value: Some(part), last: end, fraction: true, ..number });
        }
        if one_space(context, last)
            && let Some((part, end)) = slash(context, last)
        {
            return Some(Number { value: Some(value + part), last: end, ..number });
        }
    }
    Some(number)
}

/// Whether the digits at `at`, glued to what stands before, still begin a number: after a money sign or an opening mark.
fn opens(context: &Context<'_>, at: usize) -> bool {
    at > 0
        && (context.tokens[at - 1].elided()
            || matches!(context.tokens[at - 1].symbol, '$' | '€' | '£' | '(' | '"' | '«'))
}

/// The token after the groups «000 000» that begin at `first`: three digits each, one space before each.
fn spaced_groups(context: &Context<'_>, first: usize) -> usize {
    let group = |i: usize| len(context, i) == 3 && !glued(context, i) && one_space(context, i);
    let mut end = first;
    while end < first + GROUPS && group(end) {
        end += 1;
    }
    if end == first {
        return first;
    }
    // The last group may be glued to nothing a number cannot end in: «10 000,00», «10 000%», but not «10 000/7».
    let token = context.tokens.get(end);
    let ends = token.is_none_or(|t| {
        t.spaced() && !t.is_digits()
            || !t.is_word() && !t.is_digits() && !matches!(t.symbol, '/' | '.' | ':' | '_')
            || t.is('.') && !mark(context, end, '.')
    });
    if (ends || measured(context, end)) && !group(end) { end } else { first }
}

/// `1, 6 miliardi`: a decimal mark with a stray space, told from a list by what must follow: a multiplier or percent sign.
fn stray_space(context: &Context<'_>, at: usize) -> Option<usize> {
    let (mark, part) = (context.tokens.get(at)?, context.tokens.get(at + 1)?);
    let digits = part.is_digits() && part.end - part.start <= 2 && part.spaced() && !part.after_line();
    if !digits || !matches!(mark.symbol, ',' | '.') || mark.spaced() && !mark.is('.') && !mark.is(',') {
        return None;
    }
    let percent = unit_kind(context, at + 2) == Some(UnitKind::Percent);
    (percent || multiplier(context, at + 2).is_some()).then_some(at + 2)
}

/// Whether a comma groups thousands here: noughts or more groups follow, or a chip's plural, or it groups so nearby.
fn english(context: &Context<'_>, at: usize) -> bool {
    let &Context { text, tokens, .. } = context;
    let noughts = tokens[at + 2].of(text) == "000";
    // «1,250,000», «1,250.50»
    let goes_on = mark(context, at + 3, ',') && len(context, at + 4) == 3 || mark(context, at + 3, '.');
    if noughts || goes_on {
        return true;
    }
    // «253,500 H100s»
    let next = tokens.get(at + 3).filter(|t| t.is_word() && t.capital() && t.spaced());
    let plural = next.is_some_and(|t| {
        let rest = &text[t.start as usize..];
        let end = rest.bytes().take(24).position(|b| !b.is_ascii_alphanumeric()).unwrap_or(0);
        rest[..end].ends_with('s') && rest[..end].bytes().any(|b| b.is_ascii_digit())
    });
    if plural {
        return true;
    }
    // «600,000 unità, contro le 253,500»: other English grouping around it
    let near = at.saturating_sub(40)..(at + 40).min(tokens.len());
    near.clone().any(|i| {
        i != at
            && len(context, i) > 0
            && len(context, i) <= 3
            && mark(context, i + 1, ',')
            && len(context, i + 2) == 3
            && (tokens[i + 2].of(text) == "000" || mark(context, i + 3, ',') && len(context, i + 4) == 3)
    })
}

/// `3/4` where it can be nothing but a fraction: a usual denominator, and a unit, «di» or a number beside it.
fn slash(context: &Context<'_>, at: usize) -> Option<(f64, usize)> {
    let &Context { text, tokens, .. } = context;
    let value =
        |i: usize| -> Option<f64> { (1..=2).contains(&len(context, i)).then(|| tokens[i].of(text).parse().ok())? };
    let bar = tokens.get(at + 1).filter(|t| t.is('/'))?;
    let (top, bottom) = (value(at)?, value(at + 2)?);
    let close = bar.glued() == tokens[at + 2].glued();
    let more = tokens.get(at + 3).is_some_and(|t| t.glued() && (t.is('/') || t.is_digits()));
    if !close || more || top >= bottom || ![2.0, 3.0, 4.0, 5.0, 8.0, 10.0].contains(&bottom) {
        return None;
    }
    let number_before = at > 0 && tokens[at - 1].is_digits() && tokens[at].spaced();
    (is(context, at + 3, &["di", "d'"]) || number_before || measured(context, at + 3)).then_some((top / bottom, at + 3))
}

/// The kind of the unit at token `at`.
fn unit_kind(context: &Context<'_>, at: usize) -> Option<UnitKind> {
    let (_, unit) = context.term_at(at, TermKind::Unit)?;
    Some(context.lexicons.units[unit as usize].kind)
}

/// Whether a unit of measure, time or points stands at token `at`: what there can be half of.
pub(super) fn measure(context: &Context<'_>, at: usize) -> bool {
    matches!(unit_kind(context, at), Some(UnitKind::Measure | UnitKind::Time | UnitKind::Points | UnitKind::Percent))
}

/// Whether coins are told at `at`, and no hundredths of a time: «centesimi», unlike «centesimi di secondo».
pub(super) fn coins(context: &Context<'_>, at: usize) -> bool {
    let time = || is(context, at + 1, &["di"]) && unit_kind(context, at + 2) == Some(UnitKind::Time);
    unit_kind(context, at) == Some(UnitKind::Coin) && !time()
}

/// Whether a measure or time at token `at` is told with a half or quarter after it: «(un) anno e mezzo», «(un') ora e un quarto».
pub(super) fn parted(context: &Context<'_>, at: usize) -> bool {
    let Some((len, unit)) = context.term_at(at, TermKind::Unit) else { return false };
    let unit = &context.lexicons.units[unit as usize];
    let spelled = context.tokens[at].end - context.tokens[at].start > 2;
    if !spelled || !is(context, at + len, &["e", "ed"]) {
        return false;
    }
    let part = at + len + 1;
    matches!(unit.kind, UnitKind::Measure | UnitKind::Time) && part_of_one(context, part).is_some()
        || (unit.kind == UnitKind::Money || unit.id == "m") && hundredths(context, part)
}

/// Whether a number of two digits with nothing to count stands at `at`, or its coin: «(un euro e) cinquanta», «(un metro e) 80».
fn hundredths(context: &Context<'_>, at: usize) -> bool {
    let number = if len(context, at) > 0 {
        (len(context, at) == 2).then(|| read(context, at)).flatten().and_then(|n| Some((n.value?, n.last)))
    } else {
        super::cardinal(context, at)
    };
    let Some((value, last)) = number else { return false };
    let small = (10.0..100.0).contains(&value) && value.fract() == 0.0;
    let ends = context.tokens.get(last).is_none_or(|t| {
        t.spaced() && t.begins(TermKind::Function) || !t.is_word() && !t.is_digits() && !t.is('%') && !t.is('-')
    });
    let named = || match context.term_at(last, TermKind::Unit) {
        Some((_, unit)) => matches!(context.lexicons.units[unit as usize].id.as_str(), "cm" | "cent"),
        None => false,
    };
    small && (ends || named())
}

/// A half, «un quarto», «tre quarti» at `at`, with nothing after it to be one of: its value and the token after it.
pub(in crate::mention) fn part_of_one(context: &Context<'_>, at: usize) -> Option<(f64, usize)> {
    let (len, class, count) = super::numeral(context, at)?;
    let half = class == NumeralClass::Half;
    let (value, last) = if half {
        (count, at + len)
    } else {
        // no more than these two words are read: what is nested is no part
        match super::numeral(context, at + len)? {
            (more, NumeralClass::Part, 4.0) if count == 1.0 || count == 3.0 => (count / 4.0, at + len + more),
            _ => return None,
        }
    };
    // «un anno e mezzo milione di euro», «un'ora e un quarto di luna», «un giorno e mezza Europa»
    let name = context.tokens.get(last).is_some_and(|t| t.is_word() && t.capital() && t.spaced() && !t.after_line());
    let of = is(context, last, &["di", "d'", "del", "della"]);
    let ends = multiplier(context, last).is_none() && !name;
    let more = of && (!half || unit_kind(context, last + 1).is_some());
    (ends && !more).then_some((value, last))
}

/// Whether a unit of measure or computing stands at token `at`, spelled out: «gigawatt», «petaflop»; «un grado», «un metro» are words of
/// everyday.
pub(super) fn spelled_measure(context: &Context<'_>, at: usize) -> bool {
    let spelled = || {
        let text = context.tokens[at].of(context.text).as_bytes();
        LARGE.iter().any(|large| text.len() > large.len() && text[..large.len()].eq_ignore_ascii_case(large))
    };
    unit_kind(context, at) == Some(UnitKind::Measure) && spelled()
}

/// What the names of units begin with that nobody uses for anything but measuring.
const LARGE: [&[u8]; 6] = [b"kilo", b"mega", b"giga", b"tera", b"peta", b"exa"];

/// Whether a unit or multiplier stands at token `at`.
fn measured(context: &Context<'_>, at: usize) -> bool {
    unit_kind(context, at).is_some() || multiplier(context, at).is_some()
}

/// Whether «k», «M», «B» glued to the number that begins at `first` multiply it: money stands beside it.
pub(super) fn money_suffix(context: &Context<'_>, first: usize, suffix: usize, after: usize) -> bool {
    let before = first.checked_sub(1).and_then(|b| context.tokens.get(b));
    let money = |at: usize| unit_kind(context, at) == Some(UnitKind::Money);
    context.tokens[suffix].glued()
        && (before.is_some_and(|b| matches!(b.symbol, '$' | '€' | '£' | '¥'))
            || money(after)
            || first > 0 && money(first - 1))
}

/// Whether the digits at token `at` begin a number and are no part of a word or code («H100», «Covid-19», «1.2.3»).
pub(in crate::mention) fn no_code(context: &Context<'_>, at: usize) -> bool {
    let token = context.tokens[at];
    let Some(before) = at.checked_sub(1).map(|b| context.tokens[b]) else { return true };
    if token.spaced() {
        return true;
    }
    if before.kind == crate::token::Kind::Symbol {
        // `#1`, `-5` (met at its sign), `3-1`, `10:30`, `N+2`
        return match before.symbol {
            '+' => before.spaced() || at < 2 || !context.tokens[at - 2].is_word(),
            '-' | '–' | '#' | '@' | '_' | '\\' => false,
            '.' | ',' | '/' | ':' => before.spaced(),
            _ => true,
        };
    }
    before.elided()
}
