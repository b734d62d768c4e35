//! Who says so: attribution before, after and around.
//!
//! | form | source |
//! | --- | --- |
//! | «Secondo Alexandr Wang, …» | the name after the cue |
//! | «un rapporto di Bloomberg rileva che …» | the name the noun of a source hangs on |
//! | «Huang ha dichiarato che …», «…, spiega Huang» | the subject of the verb of saying |
//! | «…» in quotes over several sentences | the speaker of the quote |
//! | «Lo ha annunciato Intel.» | the speaker, for the sentence before |
//! | «— The Kobeissi Letter (@KobeissiLetter)» under a post | the signature, for the post's lines |

use super::parse::{Clause, Hang, Item, Parsed, Verb, What};
use super::{Filler, Text};
use crate::lexicon::{Function, WordClass};
use crate::mention::Type;

/// What is said of a sentence's clauses: by whom, and whether it is another's word at all.
#[derive(Clone, Debug, Default)]
pub(super) struct Attribution {
    /// For each clause: who says it.
    pub sources: Vec<Vec<Filler>>,
    /// For each clause: whether it is another's word.
    pub reported: Vec<bool>,
    /// The speaker of a quote that is still open, or just closed, at the sentence's end.
    pub speaker: Vec<Filler>,
    /// Whether the sentence says who said the sentence before («Lo ha annunciato Intel»).
    pub backward: bool,
    /// Items that name or lead to a source: they fill no other slot.
    pub items: Vec<usize>,
}

/// Reads the attributions of a sentence; `speaker` is who spoke in the quote before it.
pub(super) fn attribute(text: &Text<'_>, parsed: &Parsed, speaker: &[Filler]) -> Attribution {
    let clauses = parsed.clauses.len();
    let mut found = Attribution { sources: vec![Vec::new(); clauses], reported: vec![false; clauses], ..Attribution::default() };
    according(text, parsed, &mut found);
    judged(text, parsed, &mut found);
    saying(text, parsed, &mut found);
    let opens_quoted = parsed.items.first().is_some_and(|i| i.quoted || matches!(i.what, What::Mark('«' | '“' | '"')));
    if opens_quoted && !speaker.is_empty() && found.sources.iter().all(Vec::is_empty) {
        for clause in 0..clauses {
            found.sources[clause] = speaker.to_vec();
            found.reported[clause] = true;
        }
    }
    if opens_quoted || parsed.items.iter().any(|i| i.quoted) {
        found.speaker = found.sources.iter().find(|s| !s.is_empty()).cloned().unwrap_or_default();
    }
    found
}

/// «secondo X», «stando a X», «a detta di X»; «secondo indiscrezioni» names nobody.
fn according(text: &Text<'_>, parsed: &Parsed, found: &mut Attribution) {
    for (at, item) in parsed.items.iter().enumerate() {
        let What::Cue(class) = item.what else { continue };
        if class.has(WordClass::HEARSAY) {
            found.reported.iter_mut().for_each(|r| *r = true);
        }
        if !class.has(WordClass::ACCORDING) {
            continue;
        }
        // «secondo il quale», «secondo cui»: the one named before
        let relative = parsed.items.iter().skip(at + 1).take(2).any(|i| matches!(i.what, What::Function(Function::Relative)));
        let (names, last) = match relative {
            true => (before(text, parsed, at), at + 1),
            false => name_after(text, parsed, at + 1),
        };
        found.items.extend(at..last);
        for clause in scope(parsed, item.clause) {
            found.reported[clause] = true;
            if found.sources[clause].is_empty() {
                found.sources[clause].clone_from(&names);
            }
        }
    }
}

/// The person, else the firm or institution, named last before item `at` in the sentence; else who spoke last.
fn before(text: &Text<'_>, parsed: &Parsed, at: usize) -> Vec<Filler> {
    let named = |kinds: &[Type]| {
        parsed.items[..at].iter().rev().find_map(|i| match i.what {
            What::Mention(m) if kinds.contains(&text.mentions[m as usize].kind) => {
                text.mentions[m as usize].entity().map(|entity| Filler { entity, span: text.mentions[m as usize].span })
            }
            _ => None,
        })
    };
    let found = named(&[Type::Person]).or_else(|| named(&[Type::Company, Type::Institution]));
    found.map_or_else(|| text.speaker.clone(), |f| vec![f])
}

/// «Per il Financial Times, …», «Per gli analisti di Jefferies …»: a medium, an analyst or a person that opens the clause.
fn judged(text: &Text<'_>, parsed: &Parsed, found: &mut Attribution) {
    for (at, item) in parsed.items.iter().enumerate() {
        let opens = at == 0 || matches!(parsed.items[at - 1].what, What::Mark(_) | What::Function(Function::Conjunction | Function::Adversative | Function::Adverb));
        if !opens || !matches!(item.what, What::Preposition("per")) {
            continue;
        }
        let (names, last) = name_after(text, parsed, at + 1);
        let Some(name) = names.first() else { continue };
        let known = text.lexicons.entity(name.entity);
        let judges = known.kind == Type::Person
            || known.kinds.iter().any(|k| matches!(k.as_str(), "media" | "agency" | "analyst" | "consultancy" | "bank" | "fund"))
            || parsed.items[at + 1..last].iter().any(|i| matches!(&i.what, What::Noun(n) if n.class.has(WordClass::SPEAKER)));
        if judges && last <= at + 8 {
            found.items.extend(at..last);
            for clause in scope(parsed, item.clause) {
                found.reported[clause] = true;
                if found.sources[clause].is_empty() {
                    found.sources[clause].clone_from(&names);
                }
            }
        }
    }
}

/// The clauses an attribution in `clause` speaks of: in brackets its own only, else all.
fn scope(parsed: &Parsed, clause: usize) -> Vec<usize> {
    let bracket = ancestors(&parsed.clauses, clause).find(|&c| parsed.clauses[c].hang == Hang::Bracket);
    match bracket {
        Some(bracket) => {
            // «(secondo Bloomberg)» speaks of what it stands in; a bracket with its own verb of itself
            if parsed.clauses[bracket].verb.is_some() {
                return (0..parsed.clauses.len()).filter(|&c| ancestors(&parsed.clauses, c).any(|a| a == bracket)).collect();
            }
            (0..parsed.clauses.len()).collect()
        }
        None => (0..parsed.clauses.len()).collect(),
    }
}

/// A clause, then those it hangs on.
pub(super) fn ancestors(clauses: &[Clause], clause: usize) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(clause), |&c| clauses[c].parent)
}

/// How many items after a cue its name may stand.
const NAME_REACH: usize = 14;

/// The first name after item `from`, up to a mark or verb: a person, firm or institution; a person before the firm of his role.
fn name_after(text: &Text<'_>, parsed: &Parsed, from: usize) -> (Vec<Filler>, usize) {
    let mut names = Vec::new();
    let mut last = from;
    for (at, item) in parsed.items.iter().enumerate().skip(from).take(NAME_REACH) {
        match &item.what {
            What::Mention(m) => {
                let mention = &text.mentions[*m as usize];
                if matches!(mention.kind, Type::Person | Type::Company | Type::Institution)
                    && let Some(entity) = mention.entity()
                {
                    // «l'analista di Morgan Stanley Erik Woodring»: the person after the firm
                    let person = mention.kind == Type::Person;
                    if person {
                        names.clear();
                    }
                    names.push(Filler { entity, span: mention.span });
                    last = at + 1;
                    let more = matches!(parsed.items.get(at + 1).map(|i| &i.what), Some(What::Function(Function::Conjunction)));
                    let next_person = parsed.items.get(at + 1).is_some_and(|i| matches!(i.what, What::Mention(n) if text.mentions[n as usize].kind == Type::Person));
                    if !(more || next_person) || person {
                        break;
                    }
                } else if mention.figure().is_some() {
                    break;
                }
            }
            What::Description(described) => {
                if let Some(entity) = described.entity {
                    names.push(Filler { entity, span: described.span });
                }
                last = at + 1;
                break;
            }
            What::Mark(_) | What::Function(Function::Relative) => break,
            What::Verb(v) if v.finite() => break,
            _ => {}
        }
    }
    (names, last)
}

/// Verbs of saying: what they govern is their subject's word.
fn saying(text: &Text<'_>, parsed: &Parsed, found: &mut Attribution) {
    for (at, item) in parsed.items.iter().enumerate() {
        let What::Verb(verb) = &item.what else { continue };
        if !verb.class.has(WordClass::SAY) || !(verb.finite() || verb.mood == crate::lexicon::Mood::Participle) || verb.negated {
            continue;
        }
        let covered = covers(parsed, at, verb);
        if covered.is_empty() {
            continue;
        }
        let (names, spoken) = speaker(text, parsed, at, verb);
        // A firm that announces its own deed is told of, not quoted: «Nvidia ha annunciato» plus a noun has no complement.
        for clause in covered {
            found.reported[clause] |= spoken || !names.is_empty();
            if found.sources[clause].is_empty() {
                found.sources[clause].clone_from(&names);
            }
        }
        let backward = at <= 4 && parsed.items[..at].iter().any(|i| {
            let word = text.word(i.first).to_lowercase();
            matches!(word.as_str(), "lo" | "l'" | "l’" | "quanto")
        }) && !parsed.items[at..].iter().any(|i| matches!(i.what, What::Mention(m) if text.mentions[m as usize].figure().is_some()));
        if backward && !names.is_empty() {
            found.backward = true;
            found.speaker = names;
        }
    }
}

/// The clauses a verb of saying at item `at` covers.
fn covers(parsed: &Parsed, at: usize, verb: &Verb) -> Vec<usize> {
    let clauses = &parsed.clauses;
    let own = parsed.items[at].clause;
    let below = |top: usize| -> Vec<usize> {
        (0..clauses.len()).filter(|&c| ancestors(clauses, c).any(|a| a == top)).collect()
    };
    // «dice che …»: the complement, and what hangs on it
    let complement: Vec<usize> = (own + 1..clauses.len())
        .filter(|&c| clauses[c].hang == Hang::Complement && clauses[c].parent == Some(own))
        .flat_map(below)
        .collect();
    let quotes = parsed.items.iter().any(|i| i.quoted);
    let after = parsed.items.get(at + 1).map(|i| &i.what);
    let infinitive = matches!(after, Some(What::Preposition("di"))) && matches!(parsed.items.get(at + 2).map(|i| &i.what), Some(What::Verb(v)) if v.infinitive());
    let opens = parsed.items[..at].iter().all(|i| !matches!(i.what, What::Verb(_)));
    // «…, scrive Bloomberg», «…», spiega Wang»: after a comma or quote, the verb before its subject
    let inserted = at > 0 && matches!(parsed.items[at - 1].what, What::Mark(',' | '»' | '”' | '"' | '–' | '-')) && !opens
        || at > 0 && matches!(parsed.items[at - 1].what, What::Mark('»' | '”' | '"'));
    let mut covered = complement;
    if inserted || quotes || infinitive {
        covered.extend(0..clauses.len());
    } else if covered.is_empty() && verb.mood == crate::lexicon::Mood::Participle && !verb.passive {
        return Vec::new();
    } else if covered.is_empty() {
        // «Intel prevede ricavi per 12 miliardi»: no complement; the object is what is said, for verbs that only say
        let only_says = verb.relation.is_none();
        if only_says {
            covered.push(own);
        }
    }
    covered.sort_unstable();
    covered.dedup();
    covered
}

/// Who speaks: the verb's subject, or the name its noun of a source hangs on. Second: whether someone speaks at all.
fn speaker(text: &Text<'_>, parsed: &Parsed, at: usize, verb: &Verb) -> (Vec<Filler>, bool) {
    let clause = parsed.items[at].clause;
    // agent of a passive: «è stato rivelato da Bloomberg»
    if verb.passive || verb.mood == crate::lexicon::Mood::Participle {
        let agent = parsed.items[at + 1..].iter().take(3).position(|i| matches!(i.what, What::Preposition("da")));
        return match agent {
            Some(offset) => (name_after(text, parsed, at + 2 + offset).0, true),
            None => (Vec::new(), false),
        };
    }
    let name = |item: &Item| -> Option<Filler> {
        match &item.what {
            What::Mention(m) => {
                let mention = &text.mentions[*m as usize];
                matches!(mention.kind, Type::Person | Type::Company | Type::Institution)
                    .then(|| mention.entity().map(|entity| Filler { entity, span: mention.span }))
                    .flatten()
            }
            What::Description(d) => d.entity.map(|entity| Filler { entity, span: d.span }),
            _ => None,
        }
    };
    let before: Vec<usize> = (0..at).filter(|&i| parsed.items[i].clause == clause).collect();
    // «un rapporto di Bloomberg», «i dati condivisi da …»: a noun of a source before the verb, and the name after it
    let mut nominal = false;
    for &i in before.iter() {
        let noun = matches!(&parsed.items[i].what, What::Noun(n) if n.class.has(WordClass::SOURCE | WordClass::SPEAKER));
        if noun {
            nominal = true;
            let names: Vec<Filler> = before.iter().filter(|&&j| j > i).filter_map(|&j| name(&parsed.items[j])).collect();
            // the person, where a role stands before his name («l'amministratore delegato di Nvidia Jensen Huang»)
            let person = names.iter().find(|f| text.lexicons.entity(f.entity).kind == Type::Person);
            if let Some(first) = person.or(names.first()) {
                return (vec![*first], true);
            }
        }
    }
    let subject = before.iter().rev().find_map(|&i| {
        let free = text.governor(&parsed.items, i).is_none();
        name(&parsed.items[i]).filter(|_| free)
    });
    if let Some(subject) = subject {
        return (vec![subject], true);
    }
    // after the verb: «spiega Wang», «ha dichiarato un portavoce di Nvidia»
    let after = &parsed.items[at + 1..];
    for item in after.iter().take(8) {
        match &item.what {
            What::Mark(_) | What::Verb(_) | What::Function(Function::Relative) => break,
            _ => {
                if let Some(filler) = name(item) {
                    return (vec![filler], true);
                }
            }
        }
    }
    if nominal {
        return (Vec::new(), true);
    }
    // a relative clause's antecedent; else the subject carried over
    if let Hang::Relative(Some(antecedent)) = parsed.clauses[clause].hang
        && let Some(filler) = name(&parsed.items[antecedent])
    {
        return (vec![filler], true);
    }
    if verb.person == 3 && before.iter().all(|&i| !text.nominal(&parsed.items[i])) && !verb.plural {
        return (text.speaker.clone(), true);
    }
    (Vec::new(), verb.person == 3)
}

/// The signature under a post («— The Kobeissi Letter (@KobeissiLetter) 31 gennaio 2025»): who signs.
pub(super) fn signature(text: &Text<'_>, parsed: &Parsed, first_token: usize) -> Option<Filler> {
    let dash = matches!(parsed.items.first()?.what, What::Mark('–' | '-')) && text.tokens[first_token].after_line();
    let handle = parsed.items.iter().any(|i| text.word(i.first).starts_with('@'));
    let What::Mention(m) = parsed.items.get(1)?.what else { return None };
    let mention = &text.mentions[m as usize];
    let signs = matches!(mention.kind, Type::Person | Type::Company);
    (dash && signs && (handle || parsed.items.len() <= 6)).then(|| mention.entity().map(|entity| Filler { entity, span: mention.span })).flatten()
}
