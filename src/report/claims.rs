//! Claims as the page draws them: each voice with the range its figure leaves room for.

use super::room::Limits;
use super::rows::{Row, Rows, Tables};
use crate::claim::Range;
use crate::error::Result;
use serde::Serialize;
use std::collections::BTreeMap;

/// The claims of a run.
#[derive(Default, Serialize)]
pub struct Claims {
    /// How many there are of each verdict, in the page or not.
    verdicts: BTreeMap<String, usize>,
    /// The first ones, as the table has them: conflicts, then what most articles tell of.
    claims: Vec<Claim>,
}

#[derive(Serialize)]
struct Claim {
    id: String,
    verdict: String,
    /// How many voices and articles there are, in the page or not.
    count: u32,
    articles: u32,
    family: String,
    company: String,
    counterparty: String,
    chip: String,
    place: String,
    of: String,
    part: String,
    unit: String,
    when: String,
    voices: Vec<Voice>,
}

#[derive(Serialize)]
struct Voice {
    figure: String,
    bound: String,
    /// The range's ends; `null` where nothing bounds it, or there is no number.
    low: Option<f64>,
    high: Option<f64>,
    /// Whether the figure is a number at all.
    number: bool,
    relation: String,
    date: String,
    source: String,
    certainty: String,
    article: String,
    published: String,
    fact: String,
    evidence: String,
    copies: u32,
    copied_in: String,
}

const COLUMNS: [&str; 28] = [
    "claim",
    "verdict",
    "voices",
    "articles",
    "family",
    "company",
    "counterparty",
    "chip",
    "place",
    "of",
    "part",
    "unit",
    "when",
    "figure",
    "value",
    "value_high",
    "bound",
    "direction",
    "relation",
    "date",
    "source",
    "certainty",
    "article",
    "published",
    "fact_id",
    "evidence",
    "copies",
    "copied_in",
];

impl Claims {
    /// Reads the first claims, and counts all.
    pub fn read(tables: &Tables<'_>, limits: Limits) -> Result<Claims> {
        let mut rows = Rows::open(tables, "claims.csv", &COLUMNS)?;
        let mut claims = Claims::default();
        let mut last = String::new();
        while let Some(row) = rows.next_row()? {
            if row.cell(0) != last {
                row.cell(0).clone_into(&mut last);
                *claims.verdicts.entry(row.cell(1).to_owned()).or_default() += 1;
                if claims.claims.len() < limits.claims {
                    claims.claims.push(Claim::of(row));
                }
            }
            if let Some(claim) =
                claims.claims.last_mut().filter(|claim| claim.id == last && claim.voices.len() < limits.voices)
            {
                claim.voices.push(Voice::of(row));
            }
        }
        Ok(claims)
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.verdicts.values().sum()
    }

    /// How many of them are kept.
    pub fn shown(&self) -> usize {
        self.claims.len()
    }
}

impl Claim {
    fn of(row: Row<'_>) -> Claim {
        let cell = |column: usize| row.cell(column).to_owned();
        Claim {
            id: cell(0),
            verdict: cell(1),
            count: row.count(2),
            articles: row.count(3),
            family: cell(4),
            company: cell(5),
            counterparty: cell(6),
            chip: cell(7),
            place: cell(8),
            of: cell(9),
            part: cell(10),
            unit: cell(11),
            when: cell(12),
            voices: Vec::new(),
        }
    }
}

impl Voice {
    fn of(row: Row<'_>) -> Voice {
        let cell = |column: usize| row.cell(column).to_owned();
        let range = row.number(14).and_then(|value| Range::said(value, row.number(15), row.cell(16), row.cell(17)));
        Voice {
            figure: cell(13),
            bound: cell(16),
            low: range.map(|range| range.low).filter(|low| low.is_finite()),
            high: range.map(|range| range.high).filter(|high| high.is_finite()),
            number: range.is_some(),
            relation: cell(18),
            date: cell(19),
            source: cell(20),
            certainty: cell(21),
            article: cell(22),
            published: cell(23),
            fact: cell(24),
            evidence: cell(25),
            copies: row.count(26),
            copied_in: cell(27),
        }
    }
}
