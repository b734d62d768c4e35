//! The numbers a figure with its bound leaves room for.
//!
//! | bound | said | range |
//! | --- | --- | --- |
//! | `=` | «10.000» | 10.000 |
//! | `~` | «circa 10.000» | a tenth below to a tenth above |
//! | `>`, `>=` | «oltre 10.000» | 10.000 and all above |
//! | `<`, `<=` | «fino a 10.000» | 0 to 10.000 |
//!
//! A fall is below zero: «-3%» and «+5%» do not meet.

/// How far «circa» reaches to either side, as a part of the value: what papers round away.
const ABOUT: f64 = 0.1;

/// How far a rounded figure can be from what it stands for, at most, as a part of it: «10.000» is not 14.000, though that rounds
/// to it.
const ROUNDED: f64 = 0.025;

/// From `low` to `high`, both included; infinite where nothing bounds it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// The low end.
    pub low: f64,
    /// The high end.
    pub high: f64,
}

impl Range {
    /// What the words say: an exact figure is one number.
    pub fn said(value: f64, high: Option<f64>, bound: &str, direction: &str) -> Option<Range> {
        let (low, high) = (value.min(high.unwrap_or(value)), value.max(high.unwrap_or(value)));
        let range = match bound {
            "~" => Range { low: written(low * (1.0 - ABOUT)), high: written(high * (1.0 + ABOUT)) },
            ">" | ">=" => Range { low, high: f64::INFINITY },
            "<" | "<=" => Range { low: 0.0, high },
            _ => Range { low, high },
        };
        let range = if direction == "-" { Range { low: -range.high, high: -range.low } } else { range };
        (!range.low.is_nan() && !range.high.is_nan()).then_some(range)
    }

    /// What they can stand for: each end that is a written number is as wide as its rounding.
    pub fn meant(value: f64, high: Option<f64>, bound: &str, direction: &str) -> Option<Range> {
        let said = Range::said(value, high, bound, direction)?;
        if bound == "~" {
            return Some(said);
        }
        Some(Range { low: said.low - rounding(said.low), high: said.high + rounding(said.high) })
    }

    /// Whether the two share a number.
    pub fn meets(self, other: Range) -> bool {
        self.low <= other.high && other.low <= self.high
    }

    /// Both and what lies between.
    pub fn span(self, other: Range) -> Range {
        Range { low: self.low.min(other.low), high: self.high.max(other.high) }
    }
}

/// The number a person would write: without the last bits multiplying leaves (55000.00000000001).
fn written(value: f64) -> f64 {
    format!("{value:.11e}").parse().unwrap_or(value)
}

/// Half a unit of the last digit that is no closing zero: 0.05 for 1.6, 500 million for 57 billion.
fn rounding(value: f64) -> f64 {
    if !value.is_finite() || value == 0.0 {
        return 0.0;
    }
    // Scientific notation has the digits that matter, and no others: 5.7e10.
    let written = format!("{:e}", value.abs());
    let (digits, exponent) = written.split_once('e').unwrap_or((&written, "0"));
    let decimals = digits.split_once('.').map_or(0, |(_, d)| d.len() as i32);
    // A hair less than half: 5.4 and 5.5 do not meet at 5.45.
    let half = 0.499 * 10f64.powi(exponent.parse::<i32>().unwrap_or(0) - decimals);
    half.min(value.abs() * ROUNDED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_meet_where_their_words_leave_room() {
        // value, high, bound, direction; the other; whether they meet
        let cases = [
            ((50_000.0, None, "=", ""), (50_000.0, None, "=", ""), true),
            ((50_000.0, None, "=", ""), (10_000.0, None, "=", ""), false),
            ((57e9, None, "=", ""), (57.006e9, None, "=", ""), true),
            ((57e9, None, "=", ""), (57.6e9, None, "=", ""), false),
            ((7.7e9, None, "=", ""), (7.74e9, None, "=", ""), true),
            ((10_000.0, None, "=", ""), (14_000.0, None, "=", ""), false),
            ((54_500.0, None, "=", ""), (54_540.0, None, "=", ""), true),
            ((54_500.0, None, "=", ""), (54_600.0, None, "=", ""), false),
            ((5.4, None, "=", ""), (5.5, None, "=", ""), false),
            ((54_500.0, None, "=", ""), (54_551.0, None, "=", ""), false),
            ((10_000.0, None, "~", ""), (9_200.0, None, "=", ""), true),
            ((10_000.0, None, "~", ""), (8_900.0, None, "=", ""), false),
            ((10_000.0, None, "~", ""), (11_000.0, None, "~", ""), true),
            ((400_000.0, None, ">", ""), (500_000.0, None, "=", ""), true),
            ((400_000.0, None, ">", ""), (400_000.0, None, "=", ""), true),
            ((400_000.0, None, ">", ""), (300_000.0, None, "=", ""), false),
            ((400_000.0, None, ">=", ""), (300_000.0, None, "<=", ""), false),
            ((500_000.0, None, "<=", ""), (20_000.0, None, "=", ""), true),
            ((15.0, Some(20.0), "=", ""), (18.0, None, "=", ""), true),
            ((15.0, Some(20.0), "=", ""), (22.0, None, "=", ""), false),
            ((0.0, None, "=", ""), (10_000.0, None, "<", ""), true),
            ((0.0, None, "=", ""), (1.0, None, "=", ""), false),
            ((5.0, None, "=", "+"), (5.0, None, "=", "-"), false),
            ((5.0, None, "=", "-"), (3.0, None, ">", "-"), true),
            ((5.0, None, "=", "-"), (7.0, None, ">", "-"), false),
        ];
        for (a, b, meets) in cases {
            let range = |(value, high, bound, direction)| Range::meant(value, high, bound, direction);
            let (Some(one), Some(other)) = (range(a), range(b)) else { panic!("{a:?} {b:?}") };
            assert_eq!((one.meets(other), other.meets(one)), (meets, meets), "{a:?} {b:?}: {one:?} {other:?}");
        }
    }
}
