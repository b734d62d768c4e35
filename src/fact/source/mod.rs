//! Who says so: attribution before, after and around.
//!
//! | form | source | where |
//! | --- | --- | --- |
//! | «Secondo Alexandr Wang, …», «Per il Financial Times, …» | the name after the cue | `cue.rs` |
//! | «un rapporto di Bloomberg rileva che …» | the name the noun of a source hangs on | `saying.rs`, `speaker.rs` |
//! | «Huang ha dichiarato che …», «…, spiega Huang» | the subject of the verb of saying | `saying.rs`, `speaker.rs` |
//! | «…», ha tagliato corto | whoever the verb beside a quote is told of; else who spoke last | `saying.rs` |
//! | «…» in quotes over several sentences | the speaker of the quote | here |
//! | answers after «Ne abbiamo parlato con Rossi», or that say «noi», and questions on lines of their own | the one interviewed | `interview.rs` |
//! | «Lo ha annunciato Intel.», «A dirlo è Intel.» | the speaker, for the sentence before | `saying.rs`, `cue.rs`, `colon.rs` |
//! | «La direttrice finanziaria Kress: «…»», «Il CSIS ha messo in fila i numeri: …» | who is named before the colon | `colon.rs` |
//! | «secondo il rapporto» | whose the report is that was spoken of last | `report.rs` |
//! | «— The Kobeissi Letter (@KobeissiLetter)» under a post | the signature, for the post's lines | `signature.rs` |
//! | «il 50% in più dei 7 miliardi attesi» | nobody: the market had expected it | `awaited.rs` |
//! | «rispetto alla stima di Citi di 3,9 miliardi» | whose estimate it is | `awaited.rs` |
//!
//! The rules, as `extract explain` names them:
//!
//! | rule | where | example | source |
//! | --- | --- | --- | --- |
//! | `according` | `cue` | «Secondo Wang DeepSeek ha 50.000 H100», «a detta di Reuters» | the name after the cue |
//! | `saying` | `saying` | «Huang ha dichiarato che …», «un rapporto di Bloomberg rileva che …» | the subject's, whose the noun is |
//! | `name before a quote` | `colon` | «La direttrice finanziaria Kress: «Il 52%»» | who is named before the colon |
//! | `observer before a colon` | `colon` | «Il CSIS ha fatto i conti: …» | who looks on |
//! | `interview` | `interview` | «Abbiamo venduto 3.000 server», in an answer | the one interviewed |
//! | `quote goes on` | here | a sentence inside a quote that began before | who speaks there |
//! | `said at the quote's end` | `fact/finish/` | «… e 31 sistemi», spiega Marini: the quote's earlier sentences | who is named at its end |
//! | `said by the next sentence` | `fact/mod.rs` | «Lo ha annunciato Intel.», after what it announced | the speaker |
//! | `signature` | `fact/finish/` | «— The Kobeissi Letter (@KobeissiLetter)» | who signs the post |
//! | `awaited` | `awaited` | «sopra i 3,9 miliardi previsti» | nobody: the market had expected it |
//! | `judged` | `fact/who/said.rs` | «Per Citi le vendite salirebbero del 5%» | who judges |
//!
//! An attribution has a source, named in `name.rs` or found by the verb in `speaker.rs`, and speaks for a run of items, its content
//! (`content.rs`): its complement, its quote, or its part of the sentence between semicolons. Where several speak for an item, the
//! shortest run wins, then a person over a firm. `employer.rs` reads for whom a speaker works whom no lexicon holds.
//!
//! Examples of each, with what they give, stand in `tests/cases/facts.csv`.

mod awaited;
mod colon;
mod content;
mod cue;
mod employer;
mod interview;
mod name;
mod report;
mod saying;
mod signature;
mod speaker;

pub(super) use awaited::{AWAITED, expectation, expected_by};
pub(super) use content::said_infinitive;
pub(super) use employer::{employed, employer};
pub(super) use interview::{asked, interview};
pub(super) use report::reporter;
pub(super) use signature::signature;

use super::parse::{Clause, Parsed, What};
use super::{Filler, Fillers, Text};
use name::is_person;
use saying::SAYING;
use smallvec::smallvec;
use std::ops::Range;

/// One attribution: who speaks for which items.
#[derive(Clone, Debug)]
struct Voice {
    items: Range<usize>,
    names: Fillers,
    /// The form it has, a name of its function.
    rule: &'static str,
}

/// The attributions of a sentence.
#[derive(Clone, Debug, Default)]
pub(super) struct Attribution {
    voices: Vec<Voice>,
    /// Who speaks in the quote that is open, or just closed, at the sentence's end.
    pub speaker: Fillers,
    /// Who said the sentence before («Lo ha annunciato Intel»), if the sentence says so.
    pub backward: Fillers,
    /// Items that name or lead to a source: they fill no other slot.
    pub items: Vec<usize>,
    /// Whether somebody speaks beside a quote whom the sentence does not name: «…», ha spiegato un dirigente.
    unnamed: bool,
    /// The rule that finds the attributions that are added.
    rule: &'static str,
}

impl Attribution {
    /// Who says what item `at` tells, and the rule that says so.
    pub fn sources(&self, text: &Text<'_>, at: usize) -> (Fillers, &'static str) {
        let person = |v: &Voice| v.names.iter().any(|n| is_person(text, n));
        let spoken = self.voices.iter().filter(|v| v.items.contains(&at) && !v.names.is_empty());
        // a firm and a person of one run: the medium of an interview and the one interviewed
        let best = spoken.min_by_key(|v| (v.items.len() + if person(v) { 0 } else { 4 }, v.items.start));
        best.map_or((Fillers::new(), "none"), |v| (v.names.clone(), v.rule))
    }

    /// Whether what item `at` tells is another's word.
    pub fn reported(&self, at: usize) -> bool {
        self.voices.iter().any(|v| v.items.contains(&at))
    }

    /// Who speaks in the quote that ends here and began sentences ago, where this sentence names him.
    pub fn closes(&self, text: &Text<'_>) -> Option<&[Filler]> {
        let named = self.voices.iter().rev().find(|v| v.rule == SAYING && !v.names.is_empty());
        named.filter(|v| text.begins_quoted() && v.items.start == 0).map(|v| v.names.as_slice())
    }

    /// The last names that spoke.
    pub fn last(&self) -> Option<&[Filler]> {
        self.voices.iter().rev().find(|v| !v.names.is_empty()).map(|v| v.names.as_slice())
    }

    /// Adds that these names speak for the items, by the rule that is being asked.
    fn add(&mut self, items: Range<usize>, names: Fillers) {
        self.voices.push(Voice { items, names, rule: self.rule });
    }
}

/// The rule of a quote that goes on: whoever spoke last.
pub(super) const GOES_ON: &str = "quote goes on";

/// A way to find attributions in a sentence.
type Rule = fn(&Text<'_>, &Parsed, &mut Attribution);

/// The rules, in their order, and their names.
const RULES: [(&str, Rule); 6] = [
    ("according", cue::according),
    ("judged", cue::judged),
    (SAYING, saying::saying),
    ("name before a quote", colon::announced),
    ("who says it", colon::cleft),
    ("observer before a colon", colon::counted_up),
];

/// Reads the attributions of a sentence; `text.mind.speaker` is who spoke in the quote before it.
pub(super) fn attribute(text: &Text<'_>, parsed: &Parsed) -> Attribution {
    let mut found = Attribution::default();
    for (name, rule) in RULES {
        found.rule = name;
        rule(text, parsed, &mut found);
    }
    let opens_quoted = parsed.items.first().is_some_and(|i| i.quoted || matches!(i.what, What::Mark('«' | '“' | '"')));
    if opens_quoted && !found.unnamed && found.voices.iter().all(|v| v.names.is_empty()) {
        // the quote goes on, or an answer follows a question: who spoke last
        let speaker = if text.mind.speaker.is_empty() && text.mind.last_source.iter().all(|f| is_person(text, f)) {
            &text.mind.last_source
        } else {
            &text.mind.speaker
        };
        if !speaker.is_empty() {
            found.rule = GOES_ON;
            found.add(0..parsed.items.len(), speaker.clone());
        }
    }
    let named = found.voices.iter().any(|v| !v.names.is_empty());
    let interviewed = text.about.interview.filter(|&(_, first)| text.now > first && !named);
    if let Some((who, _)) = interviewed.filter(|_| !interview::asks(text)) {
        found.rule = "interview";
        found.add(0..parsed.items.len(), smallvec![who]);
    }
    if opens_quoted || parsed.quotes && parsed.items.iter().any(|i| i.quoted) {
        // «risponde la manager: «Dell ci ha avvertiti che …»»: who speaks, not whom he quotes
        let quoted = parsed.items.iter().rposition(|i| i.quoted).unwrap_or(0);
        let around = found.voices.iter().filter(|v| v.items.contains(&quoted) && !v.names.is_empty());
        let speaker = around.max_by_key(|v| v.items.len()).map(|v| v.names.clone());
        found.speaker = speaker.unwrap_or_else(|| found.last().unwrap_or_default().into());
    }
    found
}

/// A clause, then those it hangs on.
pub(super) fn ancestors(clauses: &[Clause], clause: usize) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(clause), |&c| clauses[c].parent)
}
