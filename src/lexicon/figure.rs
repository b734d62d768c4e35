//! What figures are made of: number words, units, bounds. The grammar of `mention/numeral/` and `mention/figure/` reads them.

use serde::{Deserialize, Serialize};

/// What part a number word takes in a numeral.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each is a value of the `class` column, explained in docs/lexicons.md")]
pub enum NumeralClass {
    One,
    Unit,
    Teen,
    Ten,
    Hundred,
    Thousand,
    Multiplier,
    Suffix,
    Half,
    Share,
    About,
    Many,
    Part,
    Multiple,
    Point,
    Minus,
    Same,
    Times,
    Named,
    Saying,
}
pub(super) const NUMERALS: [(&str, NumeralClass); 20] = [
    ("one", NumeralClass::One),
    ("unit", NumeralClass::Unit),
    ("teen", NumeralClass::Teen),
    ("ten", NumeralClass::Ten),
    ("hundred", NumeralClass::Hundred),
    ("thousand", NumeralClass::Thousand),
    ("multiplier", NumeralClass::Multiplier),
    ("suffix", NumeralClass::Suffix),
    ("half", NumeralClass::Half),
    ("share", NumeralClass::Share),
    ("about", NumeralClass::About),
    ("many", NumeralClass::Many),
    ("part", NumeralClass::Part),
    ("multiple", NumeralClass::Multiple),
    ("point", NumeralClass::Point),
    ("minus", NumeralClass::Minus),
    ("same", NumeralClass::Same),
    ("times", NumeralClass::Times),
    ("named", NumeralClass::Named),
    ("saying", NumeralClass::Saying),
];

/// A number word.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Numeral {
    /// Its part.
    pub class: NumeralClass,
    /// Its value, or the denominator of a part.
    pub value: f64,
}

/// What a unit measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each is a value of the `kind` column, explained in docs/lexicons.md")]
pub enum UnitKind {
    Percent,
    Points,
    Money,
    Currency,
    Coin,
    Multiple,
    Time,
    Measure,
}
pub(super) const UNIT_KINDS: [(&str, UnitKind); 10] = [
    ("percent", UnitKind::Percent),
    ("points", UnitKind::Points),
    ("money", UnitKind::Money),
    ("currency", UnitKind::Currency),
    ("coin", UnitKind::Coin),
    ("multiple", UnitKind::Multiple),
    ("time", UnitKind::Time),
    ("measure", UnitKind::Measure),
    ("device", UnitKind::Measure),
    ("node", UnitKind::Measure),
];

/// A unit of measure or money.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Unit {
    /// What the tables show: `USD`, `%`, `nm`.
    pub id: String,
    /// What it measures.
    pub kind: UnitKind,
    /// Whether it measures chips and machines («GB», «TB/s», «nm», «W»), not buildings or roads.
    pub device: bool,
    /// Whether it measures how fine chips are made («nm»), which no date changes.
    pub node: bool,
    /// The forms that must be written just so, where the unit's case counts («MW», «W»); empty where any case will do.
    pub exact: Vec<String>,
    /// Of a unit in any case, the forms that still must be written so: one letter («h»), letters joined to a mark («A$»).
    pub joined: Vec<String>,
}

/// From this many letters on a unit is a word and no sign.
const SPELLED_OUT: usize = 6;

impl Unit {
    /// Whether the unit may be written so; `marked` tells that a mark («$», «/») is part of what is written.
    pub fn allows(&self, written: &str, marked: bool) -> bool {
        if !self.exact.is_empty() {
            // «Gigawatt», «PETAFLOPS»: spelled out, a unit may have capitals
            let spelled = written.len() >= SPELLED_OUT && !marked;
            return self.exact.iter().any(|e| e == written || spelled && e.eq_ignore_ascii_case(written));
        }
        if marked && written.len() > written.chars().next().map_or(0, char::len_utf8) {
            return self.joined.iter().any(|e| e.eq_ignore_ascii_case(written));
        }
        written.len() > 1 || self.joined.iter().any(|e| e == written) || !written.as_bytes()[0].is_ascii_alphabetic()
    }
}

/// How a figure is bounded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Bound {
    /// `=`
    #[default]
    Exact,
    /// `~`
    About,
    /// `>`
    More,
    /// `>=`
    AtLeast,
    /// `<`
    Less,
    /// `<=`
    AtMost,
}

impl Bound {
    /// As the tables have it.
    pub fn sign(self) -> &'static str {
        BOUNDS.iter().find(|b| b.1 == self).map_or("=", |b| b.0)
    }
}
pub(super) const BOUNDS: [(&str, Bound); 6] = [
    ("=", Bound::Exact),
    ("~", Bound::About),
    (">", Bound::More),
    (">=", Bound::AtLeast),
    ("<", Bound::Less),
    ("<=", Bound::AtMost),
];

/// A bound word and the side of the figure it stands on.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct BoundTerm {
    /// What it says.
    pub bound: Bound,
    /// Whether it stands after the figure.
    pub after: bool,
}
