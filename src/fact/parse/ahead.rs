//! What comes later in the sentence: its next finite verb, and what is looked past to find it.

use super::{Item, What};
use crate::lexicon::{Function, Mood, WordClass};

/// How far ahead a clause's verb is looked for.
const CLAUSE_REACH: usize = 40;

/// The next finite verb before a mark or word that opens another clause.
pub(super) fn finite_ahead(items: &[Item], from: usize) -> Option<usize> {
    let mut skip = from;
    for (at, item) in items.iter().enumerate().skip(from).take(CLAUSE_REACH) {
        if at < skip {
            continue;
        }
        match &item.what {
            What::Verb(verb) if verb.finite() => return Some(at),
            What::Mark('(') if at > from => match past_bracket(items, at) {
                Some(past) => skip = past,
                None => return None,
            },
            What::Mark(';' | ':' | '(' | ')') => return None,
            What::Mark(',') if at > from + 1 => return None,
            What::Function(Function::Relative | Function::Subordinator) if at > from => return None,
            _ => {}
        }
    }
    None
}

/// Whether a finite verb stands ahead in this part of the sentence, whatever commas lie between.
pub(super) fn verb_ahead(items: &[Item], from: usize) -> bool {
    let mut depth = 0;
    for item in items.iter().skip(from).take(CLAUSE_REACH) {
        match &item.what {
            What::Mark(';') => return false,
            What::Mark('(') => depth += 1,
            What::Mark(')') if depth == 0 => return false,
            What::Mark(')') => depth -= 1,
            What::Verb(v) if v.finite() && depth == 0 => return true,
            _ => {}
        }
    }
    false
}

/// Whether a finite verb that no «che» governs stands ahead in this part of the sentence.
pub(super) fn main_verb_ahead(items: &[Item], from: usize) -> bool {
    let mut relative = false;
    for item in items.iter().skip(from).take(CLAUSE_REACH) {
        match &item.what {
            What::Mark(';' | ')') => return false,
            What::Function(Function::Relative | Function::Subordinator) => relative = true,
            What::Verb(v) if v.finite() && !relative => return true,
            What::Verb(v) if v.finite() => relative = false,
            _ => {}
        }
    }
    false
}

/// Whether what the verb of permitting at item `verb` permits is yet to come, past an apposition: «che ha autorizzato G42, la rivale di
/// Khazna, a importare 35.000 chip».
pub(super) fn permitted_ahead(items: &[Item], verb: Option<usize>, from: usize) -> bool {
    if !matches!(verb.map(|v| &items[v].what), Some(What::Verb(v)) if v.class.has(WordClass::PERMIT)) {
        return false;
    }
    let next = |i: &&Item| matches!(i.what, What::Verb(_) | What::Mark(';' | ':' | '('));
    let infinitive = items[from..].iter().take(CLAUSE_REACH).find(next);
    infinitive.is_some_and(|i| matches!(&i.what, What::Verb(v) if v.infinitive()))
}

/// How many items a bracket may hold that is looked past: «Amazon Web Services (AWS) investirà», «il costo in conto capitale (CapEx) dei server
/// di DeepSeek».
const BRACKET_REACH: usize = 4;

/// One past a short bracket that opens at item `at`.
pub(in crate::fact) fn past_bracket(items: &[Item], at: usize) -> Option<usize> {
    let close =
        (at + 1..items.len().min(at + 2 + BRACKET_REACH)).find(|&i| matches!(items[i].what, What::Mark(')')))?;
    let verb = items[at..close].iter().any(|i| matches!(i.what, What::Verb(_)));
    (!verb).then_some(close + 1)
}

/// How many items a subject may take before its apposition.
const SUBJECT_REACH: usize = 8;

/// How many items an aside between a subject and its verb may take.
const ASIDE: usize = 5;

/// The finite verb after a subject with a name in apposition: «e il suo processore, AmpereOne, arriva».
pub(super) fn past_apposition(items: &[Item], from: usize) -> Option<usize> {
    let mark = |i: &usize| matches!(items[*i].what, What::Mark(','));
    let comma = (from..items.len().min(from + SUBJECT_REACH)).find(mark).filter(|&comma| comma > from)?;
    let close = (comma + 2..items.len().min(comma + 2 + ASIDE)).find(mark)?;
    // a name, or a few words: «e Huawei, a quanto pare, progetta»
    let name = close == comma + 2 && matches!(items[comma + 1].what, What::Mention(_));
    // «e soltanto xAI, al gruppo texano, ne ha ordinati»
    let opens = |i: &Item| matches!(i.what, What::Function(Function::Adverb | Function::Article));
    let aside = matches!(items[comma - 1].what, What::Mention(_))
        && items[from..comma - 1].iter().all(opens)
        && items[comma + 1..close].iter().all(|i| {
            matches!(
                i.what,
                What::Cue(_)
                    | What::Word
                    | What::Noun(_)
                    | What::Description(_)
                    | What::Preposition(_)
                    | What::Function(Function::Adverb | Function::Article)
            )
        });
    // «e il debito, calcola Moody's, ha superato»
    let told = said_aside(items, comma) == Some(close);
    let small =
        |i: &usize| matches!(items[*i].what, What::Function(Function::Clitic | Function::Negation | Function::Adverb));
    let verb = (close + 1..items.len()).find(|i| !small(i))?;
    let finite = matches!(&items[verb].what, What::Verb(v) if v.finite());
    ((name || aside || told) && finite).then_some(verb)
}

/// Where the aside ends that begins at the comma `comma`: «, calcola Moody's,».
pub(super) fn said_aside(items: &[Item], comma: usize) -> Option<usize> {
    if !matches!(&items.get(comma + 1)?.what, What::Verb(v) if v.finite() && v.person == 3 && v.class.has(WordClass::SAY | WordClass::PLAN))
    {
        return None;
    }
    let close = (comma + 2..items.len().min(comma + 2 + ASIDE)).find(|&i| matches!(items[i].what, What::Mark(',')))?;
    // «ha raccontato Wei uscendo dall'incontro»
    let while_ = |i: usize| matches!(&items[i].what, What::Verb(v) if v.mood == Mood::Gerund && i > comma + 2);
    let other = |i: usize| match items[i].what {
        What::Verb(_) => !while_(i),
        What::Function(Function::Relative | Function::Subordinator) => true,
        _ => false,
    };
    (close > comma + 2 && !(comma + 2..close).any(other)).then_some(close)
}

/// How many items past an aside the figure may stand that the verb before it governs.
const FIGURE_REACH: usize = 4;

/// Whether what the verb at item `verb` measures comes past the aside from the comma `at` to `close`: «ha perso, scrive Reuters, circa 2 miliardi».
pub(super) fn figure_waits(items: &[Item], verb: usize, at: usize, close: usize) -> bool {
    let opens = |i: &&Item| {
        !i.figure
            && !matches!(
                i.what,
                What::Verb(_) | What::Mark(_) | What::Function(Function::Conjunction | Function::Relative)
            )
    };
    let next = items[close + 1..].iter().take(FIGURE_REACH).find(|i| !opens(i));
    items.get(verb..at).is_some_and(|told| !told.iter().any(|i| i.figure)) && next.is_some_and(|i| i.figure)
}
