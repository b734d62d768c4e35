//! Claims: what several sentences and articles tell of the same thing, side by side, and whether they agree.
//!
//! Every quantity gives a [`Statement`], a record that needs its article no more; [`gather`] puts those of one thing together.
//!
//! | what | file |
//! | --- | --- |
//! | which facts speak of the same thing | `key.rs`, and the column `by` of `lexicons/relations.csv` |
//! | the same sentence in several articles is one voice | `duplicate.rs` |
//! | what a figure with its bound leaves room for | `range.rs` |
//! | whether voices agree | `verdict.rs` |
//! | where statements are kept, and read a claim at a time | `statements.rs` |

mod duplicate;
mod hash;
mod key;
mod range;
mod statements;
mod verdict;

use duplicate::Voices;
pub use key::state;
pub use range::Range;
pub(crate) use statements::{Place, Record, Records, Statements, claims_of, record};
pub use verdict::Verdict;

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A claim's id: a hash of what its facts speak of, so that it stays the same whichever articles tell of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ClaimId(pub u64);

impl std::fmt::Display for ClaimId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// An entity as slots show it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Name {
    /// The lexicon's key.
    pub id: String,
    /// What it is called.
    pub name: String,
}

/// What a claim is about. Facts that are alike in all of this speak of the same thing.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct About {
    /// The relation's family; for a sum of money the relation.
    pub family: String,
    /// Of whom it is told, by id.
    pub company: Vec<Name>,
    /// The other party, where the family asks for it.
    pub counterparty: Vec<Name>,
    /// The chips, by id.
    pub chip: Vec<Name>,
    /// Where, by id.
    pub place: Vec<Name>,
    /// What is counted or measured, as the singular of `lexicons/nouns.csv`, where the family asks for it.
    pub of: String,
    /// The part of the company, in lower case, without what only says that it is one («divisione»).
    pub part: String,
    /// The unit; empty for a count.
    pub unit: String,
    /// When, where the family asks for it: a date's value, or the month or day of the paper.
    pub date: String,
}

/// What a fact gives to the gathering. It owns all it says: statements can be kept apart from their articles.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// The claim it belongs to.
    pub claim: ClaimId,
    /// What it speaks of.
    pub about: About,
    /// The article.
    pub article: String,
    /// When that was published, as the tables have it; empty where it is not known.
    pub published: String,
    /// The fact.
    pub fact_id: String,
    /// The sentence's number, from 1.
    pub sentence: u32,
    /// The sentence.
    pub evidence: String,
    /// The relation.
    pub relation: String,
    /// The figure as written.
    pub figure: String,
    /// Its value; none for «decine di migliaia».
    pub value: Option<f64>,
    /// The high end of a range.
    pub value_high: Option<f64>,
    /// Its bound, as the tables have it.
    pub bound: Cow<'static, str>,
    /// `+`, `-` or nothing.
    pub direction: Cow<'static, str>,
    /// When it holds: the date's value, its first and last day.
    pub date: [String; 3],
    /// Who says so.
    pub source: Vec<Name>,
    /// How sure it is.
    pub certainty: Cow<'static, str>,
}

/// What of a statement tells whether it can be part of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Mark {
    /// The claim it belongs to.
    pub claim: ClaimId,
    /// A hash of its article, sentence and source.
    pub breath: u64,
}

impl Statement {
    /// What tells whether it can be part of a claim.
    pub fn mark(&self) -> Mark {
        Mark { claim: self.claim, breath: verdict::breath(self) }
    }

    /// The numbers its figure stands for; falls are below zero.
    pub fn range(&self) -> Option<Range> {
        Range::said(self.value?, self.value_high, &self.bound, &self.direction)
    }
}

/// A sentence, and the copies of it that other articles print: they are no other source.
#[derive(Clone, Debug, PartialEq)]
pub struct Voice<C = Copied> {
    /// The first to print it, as far as the articles tell.
    pub first: Statement,
    /// What is kept of the others, in the same order.
    pub copies: Vec<C>,
}

/// Where a sentence is printed again. A million sites may print one: of each, only this is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Copied {
    /// The article.
    pub article: String,
    /// When that was published; none where it is not known.
    pub published: Option<String>,
    /// The sentence's number, from 1.
    pub sentence: u32,
    /// The fact.
    pub fact_id: String,
}

impl From<Statement> for Copied {
    fn from(statement: Statement) -> Copied {
        let Statement { article, published, sentence, fact_id, .. } = statement;
        Copied { article, published: Some(published).filter(|p| !p.is_empty()), sentence, fact_id }
    }
}

/// What is told of one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim<C = Copied> {
    /// Its id.
    pub id: ClaimId,
    /// What it is about.
    pub about: About,
    /// Whether its voices agree.
    pub verdict: Verdict,
    /// The voices, by what they say, the lowest figure first.
    pub voices: Vec<Voice<C>>,
    /// How many articles tell of it.
    pub articles: usize,
    /// All that its voices leave room for.
    pub range: Option<Range>,
}

/// Gathers statements into claims. A thing told of in a single place makes no claim: there is nothing to compare.
///
/// Conflicts come first, then what most articles tell of. The articles may come in any order; an article's own statements come in
/// the order they are told.
pub fn gather(mut statements: Vec<Statement>) -> Vec<Claim> {
    statements.sort_by(|a, b| {
        let place = |s: &Statement| (s.claim, Printed::parse(&s.published));
        place(a).cmp(&place(b)).then_with(|| (&a.article, a.sentence).cmp(&(&b.article, b.sentence)))
    });
    let mut claims: Vec<Claim> = Vec::new();
    let mut rest = statements.into_iter().peekable();
    while let Some(first) = rest.peek() {
        let id = first.claim;
        let mut told = Gathering::default();
        while let Some(next) = rest.next_if(|s| s.claim == id) {
            told.add(next, Copied::from);
        }
        claims.extend(told.claim());
    }
    claims.sort_by(|a, b| {
        let rank = |c: &Claim| (c.verdict, std::cmp::Reverse((c.articles, c.voices.len())));
        rank(a).cmp(&rank(b)).then_with(|| a.about.cmp(&b.about)).then_with(|| a.id.cmp(&b.id))
    });
    claims
}

/// When a statement was printed, as a number that days are in order by: year, month and day, 0 for those that are not told; last of
/// all where nothing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Printed(u64);

impl Printed {
    /// Of `2026-02-24`, `2026-02`, `2026` or nothing.
    fn parse(published: &str) -> Printed {
        let mut parts = published.split('-').map(|part| part.parse::<u64>().ok());
        let Some(Some(year)) = parts.next() else { return Printed(u64::MAX) };
        let mut part = || parts.next().flatten().unwrap_or(0);
        Printed(year * 10_000 + part() * 100 + part())
    }
}

/// A claim while its statements come in, the first printed first.
#[derive(Default)]
struct Gathering<C> {
    voices: Voices<C>,
    articles: usize,
    /// The article of the last statement, and what was said there in one breath.
    last: Option<(String, u64)>,
    /// Whether it was told of in more than one breath.
    again: bool,
    range: Option<Range>,
}

impl<C> Gathering<C> {
    /// Takes a statement; of a copy, `keep` says what is kept.
    fn add(&mut self, statement: Statement, keep: impl FnOnce(Statement) -> C) {
        let breath = verdict::breath(&statement);
        let (article, before) = self.last.as_ref().map_or(("", breath), |(article, breath)| (article, *breath));
        self.again |= before != breath;
        if self.last.is_none() || article != statement.article {
            self.articles += 1;
            self.last = Some((statement.article.clone(), breath));
        }
        self.range = [self.range, statement.range()].into_iter().flatten().reduce(Range::span);
        self.voices.add(statement, keep);
    }

    /// The claim; none where all stand in one sentence and have one source.
    fn claim(self) -> Option<Claim<C>> {
        let mut voices = self.voices.finish();
        let first = &voices.first().filter(|_| self.again)?.first;
        let (id, about) = (first.claim, first.about.clone());
        let verdict = verdict::verdict(&voices);
        let low = |v: &Voice<C>| v.first.range().map_or((f64::INFINITY, f64::INFINITY), |r| (r.low, r.high));
        voices.sort_by(|a, b| low(a).0.total_cmp(&low(b).0).then(low(a).1.total_cmp(&low(b).1)));
        Some(Claim { id, about, verdict, voices, articles: self.articles, range: self.range })
    }
}
