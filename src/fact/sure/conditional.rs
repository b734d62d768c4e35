//! What only would or may be so: the conditional, what is supposed, words of doubt.

use super::{Asked, of_itself, reach};
use crate::fact::parse::{Item, Parsed, Verb, What};
use crate::fact::{Certainty, Text};
use crate::lexicon::{Function, Mood, WordClass, WordRole, is_past_subjunctive};

/// A verb in the conditional, or that only supposes: «avrebbe venduto», «se Nvidia vendesse».
pub(super) fn verb(asked: &Asked<'_>, place: usize, verb: &Verb) -> bool {
    let would = verb.mood == Mood::Conditional || supposed(asked.text, asked.parsed, asked.clause, verb);
    would && !reach::is_now(asked, place)
}

/// The clause goes with the verb above, in the conditional: «verrebbe ampliato, portando la capacità a 5 GW».
pub(super) fn verb_above(asked: &Asked<'_>, place: usize, verb: &Verb) -> bool {
    of_itself(verb).0 == Certainty::Conditional && reach::goes_with(asked, place)
}

/// A word of doubt: «probabilmente», «forse».
pub(super) fn cue(asked: &Asked<'_>, place: usize, class: WordClass) -> bool {
    class.has(WordClass::DOUBT) && !doubts_another(asked.text, asked.parsed, place, asked.at)
}

/// Whether a clause only supposes what it tells: «se Nvidia vendesse», «ipotizzando che AMD venda».
pub(in crate::fact) fn supposed(text: &Text<'_>, parsed: &Parsed, clause: usize, verb: &Verb) -> bool {
    let here = &parsed.clauses[clause];
    let Some(first) = here.first().filter(|_| verb.mood == Mood::Subjunctive) else { return false };
    let opener = &parsed.items[first];
    match opener.what {
        // «non ha detto se intenda vendere» asks
        What::Function(Function::Subordinator) => {
            let unreal = |v: usize| is_past_subjunctive(text.word(parsed.items[v].first));
            text.has_role(opener.first, WordRole::Condition) && here.verb.is_some_and(unreal)
        }
        What::Function(Function::Relative) => {
            let before = first.checked_sub(1).map(|b| &parsed.items[b].what);
            matches!(before, Some(What::Verb(v)) if v.mood == Mood::Gerund && v.class.has(WordClass::SAY))
        }
        _ => false,
    }
}

/// How many items after the figure what doubts it may stand: «3.000 presunte vendite».
const DOUBT_REACH: usize = 2;

/// Whether the word of doubt at item `place` doubts something else than item `at`: «per la presunta vendita» only what is sold, «forse 1,5»
/// only what follows. A word before the clause's verb («probabilmente») and expressions («è possibile che») speak for all of it.
fn doubts_another(text: &Text<'_>, parsed: &Parsed, place: usize, at: usize) -> bool {
    let items = &parsed.items;
    let cue = &items[place];
    if cue.last > cue.first + 1 {
        return false;
    }
    let parts = |i: &Item| matches!(i.what, What::Mark(_) | What::Verb(_) | What::Preposition(_));
    if place > at {
        let ends = items.get(place + 1).is_none_or(|i| matches!(i.what, What::Mark(_)));
        return !ends && (place > at + DOUBT_REACH || items[at..place].iter().any(parts));
    }
    // «la presunta vendita di 300 chip»
    let adjective = text.has_role(cue.first, WordRole::Prenominal);
    let verb = parsed.clauses[items[at].clause].verb;
    let comma = items[place + 1..at].iter().any(|i| matches!(i.what, What::Mark(',' | '–' | '-')));
    comma && (adjective || verb.is_none_or(|v| v < place)) && !matches!(items[place + 1].what, What::Mark(_))
}
