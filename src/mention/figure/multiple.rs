//! Figures with no number of their own: multiples, halves and fractions, and what repeats a figure before it.
//!
//! | text | reading |
//! | --- | --- |
//! | `il doppio`, `più del triplo`, `il quadruplo` | 2, 3, 4 x |
//! | `sono raddoppiati`, `è più che triplicato`, `è decuplicato` | 2, 3, 10 x `+` |
//! | `si è dimezzato` | 0.5 x `-` |
//! | `ha triplicato i ricavi`, `conta di raddoppiare la produzione`, `dimezzando i tempi` | 3 x `+`, 2 x `+`, 0.5 x `-` |
//! | `una banda quasi tripla rispetto al rivale`, `a un costo doppio` | 3, 2 x |
//! | `il raddoppio della produzione`, `un doppio turno` | none |
//! | `metà dei ricavi`, `la metà`, `più della metà` | 50 % |
//! | `uno su due`, `un server su quattro` | 50, 25 % |
//! | `tre clienti su quattro`, `nove su dieci` | 75, 90 % |
//! | `una casa su due piani` | 2: what it stands on |
//! | `a metà febbraio`, `nella seconda metà del 2025`, `a metà strada` | none: a part of a period or a way |
//! | `due terzi dei ricavi`, `per un terzo` | 66.67 %, 33.33 % |
//! | `due terzi` alone in its sentence | 0.6667 |
//! | `un terzo, che è fuggito`, `un terzo stabilimento` | none: an ordinal |
//! | `altrettanti`, `un numero uguale` | the figure before it |
//! | `regole altrettanto severe` | none: an adverb |

use super::unit::Measured;
use super::{Draft, Figure, Scan, Sign};
use crate::lexicon::{Function, NumeralClass, TermKind, WordClass, WordRole};
use crate::mention::numeral::{Number, Style};
use crate::token::Token;

impl Scan<'_> {
    /// A figure that the word at `at..last` tells with no number.
    pub(super) fn special(&self, at: usize, last: usize, class: NumeralClass, value: f64) -> Option<Draft> {
        let unit = self.context.lexicons.multiple_unit;
        let (figure, fraction) = match class {
            // «un numero uguale di», «altrettanti»: the figure before it, told again
            NumeralClass::Same if self.free(at..last) && !self.to_a_degree(at) => {
                (Figure { ellipsis: true, ..Figure::default() }, false)
            }
            NumeralClass::Multiple if self.multiple(at, last) => {
                (Figure { value: Some(value), unit, ..Figure::default() }, false)
            }
            NumeralClass::Times if last == at + 1 && !self.begins(at, TermKind::Noun) => {
                let direction = Some(if value < 1.0 { Sign::Down } else { Sign::Up });
                (Figure { value: Some(value), unit, direction, ..Figure::default() }, false)
            }
            NumeralClass::Share if self.half(at, last) => {
                let unit = self.context.lexicons.percent_unit;
                (Figure { value: Some(value * 100.0), unit, ..Figure::default() }, true)
            }
            _ => return None,
        };
        Some(Draft { figure, first: at, last, multiplier: 1.0, bare: false, fraction })
    }

    /// «il doppio», «al triplo di»: whether the word at `at..last` multiplies.
    fn multiple(&self, at: usize, last: usize) -> bool {
        let article = matches!(self.base(at.wrapping_sub(1)), "il" | "di" | "a" | "da" | "in")
            && self.function(at.wrapping_sub(1)) != Some(Function::Indefinite);
        article && (self.base(last) == "di" || !self.counts(last)) || self.times_as_much(at, last)
    }

    /// «una banda quasi tripla rispetto a», «a un costo doppio»: whether the word at `at..last` says of the noun before it how many times as
    /// much it is.
    fn times_as_much(&self, at: usize, last: usize) -> bool {
        let adverb = matches!(self.text(at.wrapping_sub(1)), "quasi" | "circa");
        let noun = at.wrapping_sub(1 + usize::from(adverb));
        let amount = noun >= self.from && noun < at && self.lexicon_amount(noun);
        let compared = self.text(last) == "rispetto";
        let ends = self.to <= last || self.token(last).is_some_and(|t| matches!(t.symbol, '.' | ',' | ';' | ')'));
        let plain = noun >= self.from
            && self.token(noun).is_some_and(|t| t.is_word() && !t.capital())
            && self.function(noun).is_none();
        compared && plain || ends && amount
    }

    /// Whether a word that is told in money begins at `at`: «costo», «prezzo», «ricavi».
    fn lexicon_amount(&self, at: usize) -> bool {
        let lexicons = self.context.lexicons;
        lexicons
            .vocabulary
            .terms(&self.context.tokens[at..self.to], TermKind::Noun)
            .any(|(len, n)| len == 1 && lexicons.nouns[n as usize].class.has(WordClass::AMOUNT))
    }

    /// Whether «altrettanto» at `at` is an adverb: «regole altrettanto severe», unlike «ne ha comprato altrettanto».
    fn to_a_degree(&self, at: usize) -> bool {
        let next = at + 1;
        let plain = self.token(next).is_some_and(|t| t.is_word() && t.spaced() && !t.capital());
        self.word(at) == "altrettanto" && plain && self.function(next).is_none() && !self.begins(next, TermKind::Noun)
    }

    /// «uno su due», «un server su quattro»: one of so many, where the number is that at `at` and nothing stands after it to be counted.
    pub(super) fn one_in(&self, at: usize, done: Option<&Draft>) -> Option<Draft> {
        let on = at.checked_sub(2).filter(|&one| one >= self.from && self.closed(at - 1) == "su")?;
        let is_one = |at: usize| matches!(self.numeral(at), Some((1, NumeralClass::One, _)));
        let thing = || {
            let token = &self.context.tokens[on];
            on > self.from && token.is_word() && !token.capital() && self.function(on).is_none() && is_one(on - 1)
        };
        let first = if is_one(on) { on } else { thing().then(|| on - 1)? };
        let number = self.number(at)?;
        let of =
            number.value.filter(|&v| (2.0..=100.0).contains(&v) && v.fract() == 0.0 && number.multiplier == 1.0)?;
        let last = number.last;
        let counted = self.counts(last) || self.unit_at(last).is_some() || self.token(last).is_some_and(Token::glued);
        let marks =
            self.token(last).is_some_and(|t| matches!(t.symbol, '.' | ',' | ';' | ':' | ')' | '»' | '"' | '!' | '?'));
        let free = self.free(first..last) && done.is_none_or(|d| d.last <= first);
        (free && (marks || !counted)).then(|| Draft {
            figure: Figure { value: Some(1.0 / of), ..Figure::default() },
            first,
            last,
            multiplier: 1.0,
            bare: false,
            fraction: true,
        })
    }

    /// «tre clienti su quattro», «nove su dieci»: so many of so many, where nothing stands after them to be counted.
    pub(super) fn so_many_in(&self, at: usize) -> Option<Draft> {
        let plain = |n: &Number| n.multiplier == 1.0 && !n.fraction && !n.about;
        let part = self.number(at).filter(plain)?;
        let on = part.last + usize::from(self.counts(part.last) && self.closed(part.last + 1) == "su");
        if self.text(on) != "su" || !self.free(at..on) || !self.number_at(on + 1) {
            return None;
        }
        let of = self.number(on + 1).filter(plain)?;
        let (some, all) = (part.value?, of.value?);
        let sound =
            some >= 1.0 && some < all && some.fract() == 0.0 && (2.0..=100.0).contains(&all) && all.fract() == 0.0;
        let last = of.last;
        let next = self.token(last);
        let ends = next.is_none_or(|t| {
            !t.glued()
                || matches!(t.symbol, '.' | ',' | ';' | ':' | ')' | '»' | '"' | '!' | '?') && !self.digits_follow(last)
        });
        let counted = self.counts(last) || self.unit_at(last).is_some();
        (sound && ends && !counted && self.free(at..last)).then(|| Draft {
            figure: Figure { value: Some(some / all), ..Figure::default() },
            first: at,
            last,
            multiplier: 1.0,
            bare: false,
            fraction: true,
        })
    }

    /// Whether digits stand glued to the mark at `at`.
    fn digits_follow(&self, at: usize) -> bool {
        self.token(at + 1).is_some_and(|t| t.glued() && t.is_digits())
    }

    /// «metà dei ricavi», «la metà»: half of what follows; not «a metà febbraio», «la seconda metà del 2025».
    fn half(&self, at: usize, last: usize) -> bool {
        let before = at.wrapping_sub(1);
        let of = self.base(last) == "di";
        let article = self.text(before).eq_ignore_ascii_case("la")
            || matches!(self.closed(before), "della" | "alla" | "dalla" | "sulla");
        // «prima metà», «metà anno»: a period
        let ordinal = matches!(self.word(before), "prima" | "seconda")
            || matches!(self.text(before), "prima" | "seconda" | "Prima" | "Seconda");
        let next = last + usize::from(of);
        let period = self.token(next).is_some_and(|t| {
            t.is_digits() || self.taken[next] && self.mention_over(next).is_some_and(|m| m.date().is_some())
        }) || self.begins(next, TermKind::Calendar);
        let way = self.closed(before) == "a" && !of;
        !(ordinal || period || way) && (of || article || !self.counts(last))
    }

    /// Whether «un terzo», «un quarto» is a fraction, not an ordinal: something is shared, or a preposition or bound leads it.
    pub(super) fn shared(&self, m: &Measured) -> bool {
        let Style::Words = m.number.style else { return true };
        let one = m.number.last == m.start + 2 && matches!(self.function(m.start), Some(Function::Indefinite));
        let alone = m.first == self.from && self.rest_is_marks(m.last);
        // «un quarto esatto del mercato»
        let modifier = self.token(m.last).is_some_and(|t| self.context.lexicons.has_role(t, WordRole::Modifier));
        let of = self.base(m.last + usize::from(modifier)) == "di";
        if !one || alone || of || self.quantified(m.last) {
            return true;
        }
        // «un centesimo» is a coin, «un secondo» a time
        let coin = self.text(m.number.last - 1).starts_with("cent") || self.text(m.number.last - 1).starts_with("mill");
        let from = m.first.saturating_sub(4).max(self.from);
        let led = matches!(self.base(m.first.wrapping_sub(1)), "per" | "di" | "a" | "da")
            || self.bound_before(m.first).is_some()
            // «ne verrà realizzato un decimo»
            || (from..m.first).any(|i| self.closed(i) == "ne");
        led && !coin && !self.counts(m.last)
    }

    /// «in meno», «in più» after a figure.
    pub(super) fn quantified(&self, at: usize) -> bool {
        self.begins(at, TermKind::Function) && matches!(self.text(at + 1), "meno" | "più") && self.word(at) == "in"
    }

    /// Whether nothing but marks stands from `at` to the sentence's end.
    pub(super) fn rest_is_marks(&self, at: usize) -> bool {
        self.context.tokens[at..self.to].iter().take(4).all(|t| t.kind == crate::token::Kind::Symbol)
            && self.to <= at + 4
    }

    /// A fraction is a percentage of what follows («un terzo dei ricavi»); alone in its sentence it is a number.
    pub(super) fn fraction(&self, draft: &mut Draft) {
        if !draft.fraction || draft.figure.unit.is_some() {
            return;
        }
        if draft.first == self.from && self.rest_is_marks(draft.last) {
            return;
        }
        draft.figure.value = draft.figure.value.map(|v| (v * 10_000.0).round() / 100.0);
        draft.figure.unit = self.context.lexicons.percent_unit;
    }
}
