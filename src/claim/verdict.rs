//! Whether the voices of a claim agree.
//!
//! Two voices are compared where they can mean the same state of things: neither tells a date or both the same or only one of them
//! does; both plan or neither; and they are not two figures of one sentence and one source («da 5,4 a 2,2 euro»). Compared, they
//! conflict where their ranges share no number. A voice that denies a figure conflicts with one that says nothing but that
//! figure.

use super::hash::{exact, mix};
use super::range::Range;
use super::{Statement, Voice};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// What a claim's voices come to; in the order a reader wants to see them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Verdict {
    /// Two of them cannot both be right.
    Conflict,
    /// Their figures differ, but so do the dates they are told of, or some plan what others tell as done.
    Differ,
    /// The ranges of all of them share a number.
    Agree,
    /// There is one sentence, copied.
    Copied,
}

impl Verdict {
    /// As the tables have it.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Conflict => "conflict",
            Verdict::Differ => "differ",
            Verdict::Agree => "agree",
            Verdict::Copied => "copied",
        }
    }
}

/// A hash of a statement's sentence and source: two figures of one speaker in one breath are no contradiction.
pub(super) fn breath(statement: &Statement) -> u64 {
    let sentence = mix(exact(&statement.article) ^ u64::from(statement.sentence));
    statement.source.iter().fold(sentence, |hash, name| mix(hash ^ exact(&name.id)))
}

/// What the voices come to.
pub(super) fn verdict<C>(voices: &[Voice<C>]) -> Verdict {
    let mut breaths = voices.iter().map(|v| breath(&v.first));
    let first = breaths.next();
    if breaths.all(|b| Some(b) == first) {
        return Verdict::Copied;
    }
    // Voices of one date, and those without one; the planned apart.
    let mut states: FxHashMap<(bool, &str), State> = FxHashMap::default();
    let mut all = State::default();
    for Voice { first: told, .. } in voices {
        let range = told.value.and_then(|v| Range::meant(v, told.value_high, &told.bound, &told.direction));
        let Some(range) = range else { continue };
        let state = states.entry((told.certainty == "planned", told.date[0].as_str())).or_default();
        for state in [state, &mut all] {
            state.add(range, breath(told), told.certainty == "negated");
        }
    }
    let conflict = states.iter().any(|(&(planned, date), state)| {
        let undated = states.get(&(planned, "")).filter(|_| !date.is_empty());
        state.conflicts(state) || undated.is_some_and(|other| state.conflicts(other) || other.conflicts(state))
    });
    match conflict {
        true => Verdict::Conflict,
        false if all.conflicts(&all) => Verdict::Differ,
        false => Verdict::Agree,
    }
}

/// What is said of one state of things; each range with the breath it is said in.
#[derive(Default)]
struct State {
    told: Vec<(Range, u64)>,
    denied: Vec<(Range, u64)>,
    /// The highest low ends of two different breaths.
    highest_low: Extreme,
    /// The lowest high ends, with their sign turned.
    lowest_high: Extreme,
}

impl State {
    fn add(&mut self, range: Range, breath: u64, denied: bool) {
        if denied {
            // Few figures are denied, however often they are.
            if !self.denied.iter().take(DENIED).any(|d| *d == (range, breath)) {
                self.denied.push((range, breath));
            }
            return;
        }
        self.told.push((range, breath));
        self.highest_low.add(range.low, breath);
        self.lowest_high.add(-range.high, breath);
    }

    /// Whether something said here cannot be true beside something said there.
    fn conflicts(&self, other: &State) -> bool {
        let apart = |(low, a): (f64, u64)| other.lowest_high.ends().any(|(high, b)| low > -high && a != b);
        self.highest_low.ends().any(apart) || self.denies(other)
    }

    /// Whether something denied here is all that something said there leaves room for.
    fn denies(&self, other: &State) -> bool {
        self.denied
            .iter()
            .take(DENIED)
            .any(|(no, a)| other.told.iter().any(|(yes, b)| no.low <= yes.low && yes.high <= no.high && a != b))
    }
}

/// How many denials of one claim are held against what is told: enough for any story, and time stays linear.
const DENIED: usize = 64;

/// The largest number said, and the largest said in another breath.
#[derive(Default)]
struct Extreme {
    first: Option<(f64, u64)>,
    second: Option<(f64, u64)>,
}

impl Extreme {
    fn add(&mut self, number: f64, breath: u64) {
        let beats = |end: Option<(f64, u64)>| end.is_none_or(|(best, _)| number > best);
        if self.first.is_some_and(|(_, by)| by == breath) {
            if beats(self.first) {
                self.first = Some((number, breath));
            }
        } else if beats(self.first) {
            self.second = self.first;
            self.first = Some((number, breath));
        } else if beats(self.second) {
            self.second = Some((number, breath));
        }
    }

    fn ends(&self) -> impl Iterator<Item = (f64, u64)> {
        self.first.into_iter().chain(self.second)
    }
}
