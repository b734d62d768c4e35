//! Firms that choose, turn to or leave chips, a model or another firm: these are used, or no more.
//!
//! | class of the verb or expression | what it chooses or leaves | example |
//! | --- | --- | --- |
//! | `choose` | its object, or what «per» leads to | «ha scelto gli Epyc», «opta per i chip di AMD», «TSMC, scelta da Apple» |
//! | `turn` | what follows after «a», «su», «verso» | «passa alle TPU», «si rivolge a Samsung» |
//! | `leave` | its object | «abbandona gli Snapdragon» |
//! | `leave` and `turn` | what follows after «a», «da», «di» | «rinuncia alle H20», «si sgancia da Nvidia» |
//!
//! Of an expression, what follows its own preposition: «dice addio a Intel». A maker that leaves its own chips makes them no more.

use super::Asked;
use super::syntax::{HANG_REACH, by_whom, modified};
use super::trigger::makers;
use crate::fact::parse::{Item, Parsed, Verb, What};
use crate::fact::text::OBJECT;
use crate::fact::{Filler, Text, subject, who};
use crate::lexicon::{Function, Mood, RelationId, WordClass, WordRole};
use crate::mention::Type;

/// The classes of verbs that choose or leave.
const CHOICE: WordClass = WordClass(WordClass::CHOOSE.0 | WordClass::TURN.0 | WordClass::LEAVE.0);

/// What the verb at item `at` tells of what it chooses or leaves: that it is used, or no longer made.
pub(super) fn relation(text: &Text<'_>, parsed: &Parsed, at: usize, verb: &Verb) -> Option<RelationId> {
    if !verb.class.has(CHOICE) {
        return None;
    }
    let known = text.relations;
    if undergone(verb) {
        return chosen_by(text, parsed, at).then_some(known.r#use);
    }
    let target = target(text, parsed, at, verb)?;
    let subject = subject::subject(text, parsed, parsed.items[at].clause, &[]);
    let own = |f: &Filler| {
        text.mention(&parsed.items[target])
            .and_then(|m| m.entity())
            .is_some_and(|e| text.lexicons.entity(e).owner == Some(f.entity))
    };
    let own = subject.firms.iter().any(own);
    match own {
        // «Intel abbandona i Gaudi 3»
        true if verb.class.has(WordClass::LEAVE) => Some(known.produce),
        // «Nvidia privilegia Blackwell»: to sell them
        true if verb.class.has(WordClass::CHOOSE) => None,
        _ => Some(known.r#use),
    }
}

/// Whether the verb at the word's item leaves what it tells of.
pub(super) fn leaves(asked: &Asked<'_>) -> bool {
    matches!(&asked.items[asked.at].what, What::Verb(v) if v.class.has(WordClass::LEAVE) && v.relation.is_none())
}

/// Whether the verb at the word's item only looks passive: «è passata alle TPU», «è tornata agli H20».
pub(super) fn turns(asked: &Asked<'_>) -> bool {
    matches!(&asked.items[asked.at].what, What::Verb(v) if v.class.has(WordClass::TURN) && v.relation.is_none())
}

/// Whose what the verb at the word's item chooses is: the firm itself, or who makes the chips: «passa dai Xeon di Intel agli Epyc di AMD».
pub(super) fn whose(asked: &Asked<'_>) -> Option<Filler> {
    let Asked { text, parsed, items, at, .. } = *asked;
    let What::Verb(verb) = &items[at].what else { return None };
    let target = target(text, parsed, at, verb)
        .filter(|_| verb.class.has(CHOICE) && verb.relation.is_none() && !undergone(verb))?;
    let of = matches!(items.get(target + 1).map(|i| &i.what), Some(What::Preposition("di")));
    let maker = if text.is_firm(&items[target]) { target } else { target + 1 + usize::from(of) };
    items.get(maker).and_then(|i| who::firm(text, i, &[Type::Company]))
}

/// Whether the verb's form says what is done to its subject; «è passata alle TPU» does not.
fn undergone(verb: &Verb) -> bool {
    (verb.passive || verb.mood == Mood::Participle) && !verb.class.has(WordClass::TURN)
}

/// Whether chips, a model or a firm are chosen or left by the firm after «da»: «Le TPU sono state scelte da Meta», «TSMC, scelta da Apple».
fn chosen_by(text: &Text<'_>, parsed: &Parsed, at: usize) -> bool {
    let items = &parsed.items;
    let subject = || subject::subject(text, parsed, items[at].clause, &[]).item.filter(|&s| s < at);
    let what = modified(parsed, at).or_else(subject);
    by_whom(text, parsed, at).is_some() && what.is_some_and(|w| text.of_chips(&items[w]) || named(text, &items[w]))
}

/// Whether an item names chips, a model or a firm, or describes one.
fn named(text: &Text<'_>, item: &Item) -> bool {
    matches!(text.kind_of(item), Some(Type::Chip | Type::Model)) || text.is_firm(item)
}

/// How many items after the verb what it chooses may stand: «passa per i nuovi server ai più recenti processori Epyc».
const CHOSEN_REACH: usize = 8;

/// What the verb at item `at` chooses, turns to or leaves: chips by their name or their maker's, a model, a firm.
fn target(text: &Text<'_>, parsed: &Parsed, at: usize, verb: &Verb) -> Option<usize> {
    let items = &parsed.items;
    let clause = items[at].clause;
    let chips = |i: usize| matches!(&items[i].what, What::Noun(n) if n.class.has(WordClass::CHIP));
    let from = verb.class.has(WordClass::TURN) && !verb.class.has(WordClass::LEAVE);
    // «ha scelto gli ingegneri di Intel», «passa ai clienti gli H20»: another is done to
    let past = |i: usize| match &items[i].what {
        What::Word => !text.unknown_name(items[i].first),
        What::Function(f) => *f != Function::Conjunction,
        What::Preposition(_) => true,
        What::Noun(_) => chips(i) && !makers(text, items, i),
        // «passa da Intel ad AMD»
        _ if text.is_kind(&items[i], Type::Date) => true,
        _ => from && named(text, &items[i]) && matches!(text.governor(items, i), Some("da" | "di")),
    };
    let target = (at + 1..items.len()).take(CHOSEN_REACH).find(|&i| !past(i)).filter(|&i| items[i].clause == clause)?;
    if !(named(text, &items[target]) || chips(target)) {
        return None;
    }
    let by = text.governor(items, target);
    let ends = text.preposition(items[at].last - 1);
    let led = match by {
        Some(by) if Some(by) == ends => true,
        Some("a" | "su" | "verso") if from => true,
        Some("a" | "da" | "di") => {
            verb.class.has(WordClass::TURN) && verb.class.has(WordClass::LEAVE) && direct(items, at, target)
        }
        Some("per") => verb.class.has(WordClass::CHOOSE) && direct(items, at, target),
        None | Some(OBJECT) => {
            verb.class.has(WordClass::CHOOSE | WordClass::LEAVE)
                && !verb.class.has(WordClass::TURN)
                && plain(items, at, target)
        }
        _ => false,
    };
    let firm = text.is_firm(&items[target]);
    (led && (!firm || of_firm(text, parsed, at, verb))).then_some(target)
}

/// Whether no preposition stands between the verb and its object but those of an adverb: «abbandona gli Snapdragon».
fn plain(items: &[Item], at: usize, target: usize) -> bool {
    !items[at + 1..target].iter().any(|i| matches!(i.what, What::Preposition(_)))
}

/// Whether the one preposition between the verb and what it leads to stands right after the verb: «opta per», «rinuncia agli».
fn direct(items: &[Item], at: usize, target: usize) -> bool {
    let prepositions = items[at + 1..target].iter().filter(|i| matches!(i.what, What::Preposition(_))).count();
    let adverb = |i: &&Item| matches!(i.what, What::Function(Function::Adverb));
    let first = items[at + 1..target].iter().find(|i| !adverb(i));
    prepositions == 1 && first.is_some_and(|i| matches!(i.what, What::Preposition(_)))
}

/// Whether a firm chooses or leaves another, as the verb at item `at` says: a firm stands before it, and who turns to one does so itself
/// («si rivolge a Samsung»); «il controllo passa a SoftBank», «Pat Gelsinger lascia Intel» do not.
fn of_firm(text: &Text<'_>, parsed: &Parsed, at: usize, verb: &Verb) -> bool {
    let items = &parsed.items;
    let subject = subject::subject(text, parsed, items[at].clause, &[]);
    // «Goldman Sachs preferisce Broadcom a Nvidia»: to buy their shares
    let judges = subject.firms.iter().all(|f| text.judges(f.entity));
    let firm = subject.item.is_some_and(|s| s < at && text.is_firm(&items[s])) && !judges;
    let word = text.word(items[at].last - 1);
    let itself = items[..at].iter().rev().take(HANG_REACH / 2).any(|i| text.has_role(i.first, WordRole::Reflexive))
        || ["rsi", "ndosi"].iter().any(|e| word.ends_with(e));
    // «lascia Intel al palo»
    let light = verb.class.has(WordClass::LIGHT);
    firm && !light && (itself || !verb.class.has(WordClass::TURN) || verb.class.has(WordClass::LEAVE))
}
