//! What a word of an event governs: the items of its clause it tells of.

use super::Asked;
use super::syntax::modified;
use crate::fact::Text;
use crate::fact::parse::{Hang, Item, Parsed, What};
use crate::fact::source::ancestors;
use crate::fact::subject::{self, Subject};
use crate::lexicon::{Function, Mood, WordClass};
use crate::mention::Type;

/// What a relation word governs.
pub(super) struct Scope<'p> {
    /// Of whom its clause is told.
    pub subject: &'p Subject,
    /// Where what it governs begins, and one past where that ends: to the next finite verb or the clause's end.
    pub start: usize,
    pub stop: usize,
    /// What it says more of, where it is a participle.
    pub head: Option<usize>,
    /// Whether it is a verb without a person.
    pub impersonal: bool,
    /// Whether it says more of what no lexicon knows: «con macchine comprate da Asml».
    pub strange: bool,
    /// Whether it has its own object after it, and nothing before.
    pub own: bool,
    /// Whether a chip stands after it.
    pub object: bool,
}

/// What the word governs.
pub(super) fn scope<'a>(asked: &Asked<'a>) -> Scope<'a> {
    let Asked { text, parsed, items, at, clause, .. } = *asked;
    let subject = subject::subject(text, parsed, clause, &asked.attribution.items);
    // «Il divieto riguarda le H20»: a verb that tells nothing itself leads to what it is laid on
    let leads = |i: usize| {
        let own = asked.noun && subject.item == Some(at) && parsed.clauses[clause].verb == Some(i);
        let empty = matches!(&items[i].what, What::Verb(v) if v.relation.is_none() && v.class == WordClass::default() && !v.passive);
        own && empty && asked.permits()
    };
    let stop = (past_aside(parsed, at)..items.len())
        .find(|&i| {
            items[i].clause != clause && !asked.noun && !names_chips(text, parsed, i, clause)
                // «Nvidia, che ha ricevuto l'ok per gli H200, e Broadcom»: the relative clause is over
                || asked.noun && over(parsed, clause, items[i].clause)
                || matches!(&items[i].what, What::Verb(v) if v.finite()) && !leads(i)
                // «… per la vendita in Cina, dopo che l'H100 è stato vietato»
                || matches!(items[i].what, What::Function(Function::Subordinator))
                || matches!(items[i].what, What::Mark(';'))
                // «i prossimi Ascend: il 950 nel 2026, il 960 nel 2027»
                || matches!(items[i].what, What::Mark(':')) && !lists_chips(text, items, i)
        })
        .unwrap_or(items.len());
    // a verb without a person has its object after it: «vende le H20 per finanziare OpenAI»
    let impersonal = matches!(&items[at].what, What::Verb(v) if v.infinitive() || v.mood == Mood::Gerund);
    let of_it = impersonal && matches!(items[at.saturating_sub(1)].what, What::Preposition("da"));
    let head = modified(parsed, at);
    let participle = matches!(&items[at].what, What::Verb(v) if v.mood == Mood::Participle);
    let strange = participle && head.is_none() && at > 0 && matches!(items[at - 1].what, What::Word);
    let own = asked.noun || impersonal && !of_it || strange;
    let start = match head {
        Some(head) => head.saturating_sub(1),
        None if own => at,
        None => parsed.clauses[clause].first().unwrap_or(at),
    };
    let object = parsed.chips.iter().any(|c| (at..stop).contains(c));
    Scope { subject, start, stop, head, impersonal, strange, own, object }
}

/// Where what the word at item `at` governs goes on: past the subordinate clause between commas, «addestrato, se è vero, su vecchie H800».
fn past_aside(parsed: &Parsed, at: usize) -> usize {
    let (items, next) = (&parsed.items, at + 1);
    let clause = items[at].clause;
    let comma = matches!(items.get(next).map(|i| &i.what), Some(What::Mark(',')));
    let aside = items.get(next + 1).is_some_and(|i| {
        parsed.clauses[i.clause].hang == Hang::Subordinate && parsed.clauses[i.clause].parent == Some(clause)
    });
    let participle = matches!(&items[at].what, What::Verb(v) if v.mood == Mood::Participle);
    let on = || (next + 1..items.len()).find(|&i| items[i].clause == clause);
    if comma && aside && participle { on().unwrap_or(next) } else { next }
}

/// Whether an item of clause `other` stands past the relative `clause`: in one that this one hangs on.
fn over(parsed: &Parsed, clause: usize, other: usize) -> bool {
    let relative = matches!(parsed.clauses[clause].hang, Hang::Relative(_));
    relative && other != clause && ancestors(&parsed.clauses, clause).any(|c| c == other)
}

/// Whether item `at` stands in a bracket that hangs on the clause and only names chips: «ha comprato GPU al mercato nero (H100)».
fn names_chips(text: &Text<'_>, parsed: &Parsed, at: usize, clause: usize) -> bool {
    let own = parsed.items[at].clause;
    let here = &parsed.clauses[own];
    let small = |i: &Item| text.is_kind(i, Type::Chip) || matches!(i.what, What::Mark(_) | What::Function(_));
    let named = || parsed.chips.iter().any(|&c| c < here.reach.start && parsed.items[c].clause == clause);
    here.hang == Hang::Bracket
        && here.parent == Some(clause)
        && !named()
        && parsed.items[here.reach.clone()].iter().filter(|i| i.clause == own).all(small)
}

/// Whether a list of chips follows the colon at item `at`: a chip, bare or with its article, and no verb with a person.
fn lists_chips(text: &Text<'_>, items: &[Item], at: usize) -> bool {
    let chip = |i: &Item| text.is_kind(i, Type::Chip);
    items[at + 1..].iter().take(2).any(chip)
        && !items[at..].iter().any(|i| matches!(&i.what, What::Verb(v) if v.finite()))
}
