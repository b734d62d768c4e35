//! How sure an event is: as its clause says it, and its verb.

use super::Asked;
use super::choice;
use super::scope::Scope;
use crate::fact::parse::What;
use crate::fact::quantity::stronger;
use crate::fact::{Certainty, Filler, sure};

/// How sure the event is; `source` says who tells it.
pub(super) fn certainty(asked: &Asked<'_>, scope: &Scope<'_>, source: &[Filler]) -> (Certainty, &'static str) {
    let Asked { text, parsed, items, at, clause, .. } = *asked;
    let sure = sure::certainty(text, parsed, at, asked.attribution);
    let What::Verb(verb) = &items[at].what else { return sure };
    // «Se Nvidia vendesse la H20»
    let sure = match sure::supposed(text, parsed, clause, verb) {
        true => stronger(sure, (Certainty::Conditional, "supposed")),
        false => sure,
    };
    // «abbandona gli Snapdragon»: they are used no more; «non abbandona» they are
    if choice::leaves(asked) {
        return match verb.negated {
            true if source.is_empty() => (Certainty::Asserted, "left"),
            true => (Certainty::Reported, "left"),
            false => stronger(sure, (Certainty::Negated, "left")),
        };
    }
    // the verb itself: negated, conditional or future
    let sure = stronger(sure, sure::of_itself(verb));
    // «vuole fermare le H20 progettate da Nvidia»: they are, whatever is wanted
    match scope.head {
        Some(_) if sure.0 > Certainty::Reported && !verb.negated => {
            (if source.is_empty() { Certainty::Asserted } else { Certainty::Reported }, "participle")
        }
        _ => sure,
    }
}
