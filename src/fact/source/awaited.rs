//! What the market had expected, and a result is held against: nobody's word, or that of whose estimate it is.

use super::name::name;
use crate::fact::parse::{Item, Parsed, Verb, What};
use crate::fact::{Fillers, Text};
use crate::lexicon::{Function, Mood, WordClass};
use smallvec::smallvec;

/// Why a figure has no source: it is what the market had expected.
pub(in crate::fact) const AWAITED: &str = "awaited";

/// Whether the figure at item `at` is what the market had expected, which nobody named says: «il 50% in più dei 7 miliardi attesi»; not
/// «i 7 miliardi attesi da Citi».
fn awaited(text: &Text<'_>, items: &[Item], at: usize) -> bool {
    let foretells = |v: &Verb| v.relation.is_some_and(|r| [text.relations.plan, text.relations.worth].contains(&r));
    let expects =
        matches!(items.get(at + 1).map(|i| &i.what), Some(What::Verb(v)) if v.mood == Mood::Participle && foretells(v));
    let by = matches!(items.get(at + 2).map(|i| &i.what), Some(What::Preposition("da")));
    expects
        && !by
        && text.figure_of(&items[at]).is_some_and(|f| f.unit.is_some())
        && at > 0
        && definite(text, &items[at - 1])
}

/// Whether an item is an article in the plural, alone or in its preposition: «i», «dei», «ai».
fn definite(text: &Text<'_>, item: &Item) -> bool {
    let article = matches!(item.what, What::Function(Function::Article) | What::Preposition(_));
    article && text.plural_article(item.first)
}

/// How many items before a figure the noun may stand that tells what was expected: «le stime degli analisti, che erano per ricavi di 5,2».
const EXPECTED_REACH: usize = 12;

/// The noun of what others expected that the figure at item `at` is held against: «ha battuto le attese di 46 miliardi», «rispetto alle
/// stime di 3,9 miliardi»; not «le stime di Nvidia sono di 44 miliardi», which looks ahead.
pub(in crate::fact) fn expectation(text: &Text<'_>, parsed: &Parsed, at: usize) -> Option<usize> {
    let items = &parsed.items;
    if !parsed.classes.has(WordClass::EXPECT) || text.figure_of(&items[at]).is_none_or(|f| f.unit.is_none()) {
        return None;
    }
    let expects = |i: usize| matches!(&items[i].what, What::Noun(n) if n.class.has(WordClass::EXPECT));
    let noun = (at.saturating_sub(EXPECTED_REACH)..at).rev().find(|&i| expects(i))?;
    let mut relative = false;
    for i in noun + 1..at {
        match &items[i].what {
            What::Function(Function::Relative) => relative = true,
            What::Mark(',') => {
                let next = items.get(i + 1).map(|i| &i.what);
                if !matches!(next, Some(What::Function(Function::Relative) | What::Phrase(_) | What::Word)) {
                    return None;
                }
            }
            // «pari a», not «, segnando un incremento»
            What::Phrase(p) if p.relation.is_some_and(|r| r != text.relations.worth) => return None,
            // «ricavi sopra le attese a 9 miliardi»: what has come
            // «pari a 9 miliardi»: what was expected
            What::Preposition("a") if i + 1 >= at && !relative && !matches!(items[i - 1].what, What::Word) => {
                return None;
            }
            // «che erano per», «che si attestano a»
            What::Verb(v) if v.finite() && !relative => return None,
            What::Verb(v) if !v.finite() && v.mood != Mood::Participle => return None,
            What::Mark(_) | What::Cue(_) | What::Function(Function::Conjunction | Function::Adversative) => {
                return None;
            }
            What::Mention(_) if text.figure_item(&items[i]) => return None,
            _ => {}
        }
    }
    held_against(text, items, noun).then_some(noun)
}

/// Whether a result is held against what the noun at item `noun` tells: «rispetto alle stime», «sopra le attese», «battendo le attese».
fn held_against(text: &Text<'_>, items: &[Item], noun: usize) -> bool {
    // «prevede stime»: those that are known have an article
    let Some(article) = noun.checked_sub(1) else { return false };
    let article = match items[article].what {
        // «contro attese per 72,7 miliardi»
        What::Preposition("contro" | "rispetto" | "sopra" | "sotto") => return true,
        What::Function(Function::Article) => article,
        // «rispetto alle stime», «in linea con le previsioni», «della stima»
        What::Preposition(plain) if text.folded(items[article].first) != plain => noun,
        _ => return false,
    };
    let before = article.checked_sub(1).map(|b| &items[b].what);
    match before {
        Some(What::Preposition("rispetto" | "contro" | "sopra" | "sotto" | "oltre" | "con" | "a")) => true,
        // «al di sotto della stima», not «il taglio delle stime»
        Some(What::Preposition("di")) => {
            !matches!(article.checked_sub(2).map(|b| &items[b].what), Some(What::Noun(_) | What::Verb(_)))
        }
        Some(What::Phrase(_)) => text.ends_in_preposition(&items[article - 1]),
        Some(What::Verb(v)) => {
            let other = WordClass::SAY
                | WordClass::PLAN
                | WordClass::UP
                | WordClass::DOWN
                | WordClass::COPULA
                | WordClass::ASK
                | WordClass::SEE;
            let beats = v.relation.is_none_or(|r| r == text.relations.worth);
            beats && !v.passive && !v.class.has(other) && (v.relation.is_some() || !v.class.has(WordClass::LIGHT))
        }
        _ => false,
    }
}

/// Whose word the figure at item `at` is that a result is held against: «la stima di StreetAccount», «il consensus Bloomberg»; nobody's
/// where none is named. None for other figures.
pub(in crate::fact) fn expected_by(text: &Text<'_>, parsed: &Parsed, at: usize) -> Option<Fillers> {
    let items = &parsed.items;
    let Some(noun) = expectation(text, parsed, at) else {
        return awaited(text, items, at).then(Fillers::new);
    };
    // «le attese per 46 miliardi, secondo i dati Lseg»
    let cited = |&&t: &&usize| t > at && matches!(items[t].what, What::Cue(class) if class.has(WordClass::ACCORDING));
    if parsed.telling.iter().any(|t| cited(&t)) {
        return None;
    }
    let judge = (noun + 1..at).find_map(|i| name(text, &items[i]).filter(|f| text.judges(f.entity)));
    Some(judge.map_or_else(Fillers::new, |f| smallvec![f]))
}
