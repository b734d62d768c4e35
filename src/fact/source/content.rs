//! What an attribution speaks for: the complement of the verb of saying, the quote beside it, what follows a colon, or all of the
//! sentence's part between semicolons where the verb is only inserted.

use super::ancestors;
use super::name::name;
use super::saying::Saying;
use crate::fact::Text;
use crate::fact::parse::{Clause, Hang, Item, Parsed, What, told_before};
use crate::lexicon::{Function, Mood, WordClass};
use std::ops::Range;

/// The part of the sentence between semicolons that holds item `at`.
pub(super) fn segment(parsed: &Parsed, at: usize) -> Range<usize> {
    let ends = |i: &usize| matches!(parsed.items[*i].what, What::Mark(';'));
    let start = (0..at).rev().find(ends).map_or(0, |i| i + 1);
    let end = (at..parsed.items.len()).find(ends).unwrap_or(parsed.items.len());
    start..end
}

/// How many items at least are a statement after a colon.
const STATEMENT: usize = 3;

/// «Lo confermano i dati di Terna: …»: what follows the colon after item `at`.
pub(super) fn after_colon(parsed: &Parsed, at: usize) -> Option<Range<usize>> {
    let colon = parsed.colons.iter().copied().find(|&c| c >= at)?;
    (colon + STATEMENT < parsed.items.len()).then_some(colon + 1..parsed.items.len())
}

/// The runs of items a verb of saying speaks for.
pub(super) fn covers(saying: &Saying<'_>) -> Vec<Range<usize>> {
    let &Saying { text, parsed, items, at, verb, beside_quote, .. } = saying;
    let segment = segment(parsed, at);
    let mut out = Vec::new();
    // «dice che …», «dice: …»: from there to the segment's end
    if let Some(complement) = complement(parsed, at) {
        let first = parsed.clauses[complement].first().unwrap_or(at);
        out.push(first..segment.end.max(first + 1));
    }
    if beside_quote || out.is_empty() && quotes_at_length(parsed) {
        // the quotes of the sentence
        let first = items.iter().position(|i| i.quoted);
        let last = items.iter().rposition(|i| i.quoted);
        if let (Some(first), Some(last)) = (first, last) {
            out.push(first..last + 1);
        }
    }
    // «dice di avere venduto …»
    if let Some(said) = said_infinitive(text, items, at) {
        out.push(said..infinitive_end(saying, said, segment.end));
    }
    // «…, scrive Bloomberg, …», «…, spiega Wang.»: between commas, the verb before its subject
    if inserted(text, parsed, at) {
        out.push(around(saying, segment));
    }
    // «parla di 300 megawatt: «…»»: what stands before the quote, too
    let before_quote = beside_quote && verb.class.has(WordClass::SAY) && text.ends_in_preposition(&items[at]);
    if (out.is_empty() || before_quote) && verb.relation.is_none() && (verb.finite() || verb.passive) {
        // «parla di 1,6 milioni»: the object is what is said, for verbs that only say
        let end = past_relative(parsed, at, clause_end(parsed, at));
        let comma = |i: &usize| matches!(items[*i].what, What::Mark(','));
        // «indica 54 miliardi di ricavi, più o meno il 2%, e un margine del 73%»: as long as no other verb stands
        let first_figure = items.get(at + 1).is_some_and(|i| text.figure_item(i));
        let other = items[at + 1..end].iter().any(|i| matches!(&i.what, What::Verb(v) if v.finite() || v.infinitive()));
        let stop = (at + 1..end).find(comma).filter(|_| other || !first_figure).unwrap_or(end);
        out.push(at + 1..stop);
    }
    out
}

/// Where what is said ends that an infinitive at item `said` begins, at `end` at the latest: with what hangs on its clause, and before what
/// is compared or another does. «Quando DeepSeek disse di aver speso 5 milioni, Nvidia perse …», «…, contro i 370 di prima», «… e Deutsche
/// Telekom, che pagava».
fn infinitive_end(saying: &Saying<'_>, said: usize, end: usize) -> usize {
    let &Saying { text, parsed, items, clause, .. } = saying;
    let hangs = |i: &usize| ancestors(&parsed.clauses, items[*i].clause).any(|c| c == clause);
    let end = (said..end).rfind(hangs).map_or(end, |i| i + 1);
    let another = |i: &usize| {
        let next = |n: usize| items.get(i + n).map(|i| &i.what);
        match items[*i].what {
            What::Mark(',') => matches!(next(1), Some(What::Preposition("contro" | "rispetto"))),
            // «dice di aver potenziato il software e vuole incassare 5 miliardi»: what comes next is told as it is
            What::Function(Function::Conjunction | Function::Adversative) if matches!(next(1), Some(What::Verb(v)) if v.finite() && v.person == 3) => {
                true
            }
            What::Function(Function::Conjunction) => {
                items.get(i + 1).is_some_and(|i| text.is_firm(i))
                    && matches!(next(2), Some(What::Mark(',')))
                    && matches!(next(3), Some(What::Function(Function::Relative)))
            }
            _ => false,
        }
    };
    (said..end).find(another).unwrap_or(end)
}

/// What an inserted verb speaks for: all around it, or what a conjunction opened right before.
fn around(saying: &Saying<'_>, segment: Range<usize>) -> Range<usize> {
    let &Saying { parsed, items, at, clause, .. } = saying;
    // «e, stima X, nel 2028 …» speaks of what the conjunction opened
    let joined = at >= 2 && matches!(items[at - 2].what, What::Function(Function::Conjunction | Function::Adversative));
    // «…, e il debito, calcola Moody's, ha superato i 100»: of the clause it stands in
    let host = items[at - 1..=at].iter().chain(items[..at - 1].last()).map(|i| i.clause).min().unwrap_or(0);
    let within = parsed.clauses[clause].hang == Hang::Bracket;
    let own = parsed.clauses[host].first().filter(|_| within && parsed.clauses[host].hang == Hang::Coordinate);
    match own {
        Some(first) => first..segment.end,
        None if joined => at - 2..segment.end,
        // «L'azienda, che ricava di lì il 15%, minimizza: "…", si legge in una nota»: of the quote
        None if announced(items, at).is_some() => announced(items, at).unwrap_or(segment.start)..segment.end,
        // «…, calcola TrendForce; Samsung ha il 22%»: past a semicolon, too, where nobody else speaks
        None => segment.start..items.len(),
    }
}

/// Where the quote begins right after which the verb at item `at` stands, if a verb and a colon announce it.
pub(super) fn announced(items: &[Item], at: usize) -> Option<usize> {
    let quoted = |i: &usize| items[*i].quoted;
    let last = (0..at).rev().take(4).find(quoted)?;
    let first = (0..last).rev().take_while(quoted).last()?;
    let colon = (0..first).rev().take(2).find(|&i| matches!(items[i].what, What::Mark(':')))?;
    let verb = colon.checked_sub(1).map(|v| &items[v].what);
    matches!(verb, Some(What::Verb(v)) if v.finite()).then_some(first)
}

/// Where what is said ends that stands up to item `end`: past a relative clause that tells how much, with no comma before it: «attribuisce a
/// Huawei una produzione che non supera il 5%».
fn past_relative(parsed: &Parsed, from: usize, end: usize) -> usize {
    let on_it = |c: &Clause| matches!(c.hang, Hang::Relative(Some(on)) if (from..end).contains(&on));
    let counts = |c: &Clause| parsed.items[c.reach.clone()].iter().any(|i| i.figure);
    let how_much = parsed.clauses.iter().find(|c| c.first() == Some(end) && on_it(c) && counts(c));
    how_much.map_or(end, |c| c.reach.end)
}

/// The complement clause of the verb at item `at`.
pub(super) fn complement(parsed: &Parsed, at: usize) -> Option<usize> {
    let own = parsed.items[at].clause;
    let hangs = |c: &usize| {
        let clause = &parsed.clauses[*c];
        clause.hang == Hang::Complement && clause.parent == Some(own) && clause.first().is_some_and(|f| f > at)
    };
    (own + 1..parsed.clauses.len()).find(hangs)
}

/// One past the last item of the clause of item `at`.
pub(super) fn clause_end(parsed: &Parsed, at: usize) -> usize {
    parsed.clauses[parsed.items[at].clause].reach.end
}

/// Where what the verb of saying at item `at` says begins, where that is an infinitive: «dice di avere», «ha annunciato lunedì di aver».
pub(in crate::fact) fn said_infinitive(text: &Text<'_>, items: &[Item], at: usize) -> Option<usize> {
    // «ha dichiarato di» is one expression
    let infinitive = |i: usize| matches!(items.get(i).map(|n| &n.what), Some(What::Verb(v)) if v.infinitive());
    if text.preposition(items[at].last - 1) == Some("di") && infinitive(at + 1) {
        return Some(at + 1);
    }
    let opens = |i: usize| {
        matches!(items[i].what, What::Preposition("di"))
            && matches!(items.get(i + 1).map(|n| &n.what), Some(What::Verb(v)) if v.infinitive())
    };
    let said = (at + 1..items.len().min(at + SAID_REACH)).find(|&i| opens(i))?;
    (said == at + 1 || told_before(text, items, said) == Some(at)).then_some(said)
}

/// How many items after a verb of saying what it says may begin.
const SAID_REACH: usize = 13;

/// Whether the sentence quotes more than a word or two: a quote with a verb in it.
fn quotes_at_length(parsed: &Parsed) -> bool {
    parsed.items.iter().filter(|i| i.quoted).count() >= 5
        && parsed.items.iter().any(|i| i.quoted && matches!(&i.what, What::Verb(v) if v.finite()))
}

/// Whether the verb at `at` stands between commas or dashes with its subject after it: «…, scrive Bloomberg, …».
pub(super) fn inserted(text: &Text<'_>, parsed: &Parsed, at: usize) -> bool {
    let before = at.checked_sub(1).map(|b| &parsed.items[b].what);
    matches!(before, Some(What::Mark(',' | '–' | '-'))) && closes_after_name(text, parsed, at)
}

/// Whether after the verb at `at` come its subject and then a mark: an insertion.
fn closes_after_name(text: &Text<'_>, parsed: &Parsed, at: usize) -> bool {
    let mut named = false;
    for item in parsed.items.iter().skip(at + 1).take(8) {
        match &item.what {
            What::Mark(',' | '.' | ';' | '–' | '-' | ':' | '»' | '!') => {
                // «Il gruppo, che ne ha 300, ha smentito: «…»» goes on from its subject
                return named || parsed.items.get(at + 1).is_some_and(|i| matches!(i.what, What::Mark(m) if m != ':'));
            }
            // «…, ha raccontato Wei uscendo dall'incontro, …»
            What::Verb(v) if named && v.mood == Mood::Gerund => {}
            What::Verb(_) | What::Function(Function::Relative) => return false,
            // «…, scrive il sito americano, …»
            What::Noun(n) if n.class.has(WordClass::SPEAKER | WordClass::SOURCE | WordClass::SITE) => named = true,
            What::Word if text.tokens[item.first].capital() => named = true,
            _ => named |= name(text, item).is_some(),
        }
    }
    named && at + 9 > parsed.items.len()
}
