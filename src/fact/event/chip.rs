//! The chips an event is told of: those its word governs; of a verb that governs none, those spoken of before (`spoken.rs`).

use super::Asked;
use super::choice;
use super::scope::Scope;
use super::spoken::spoken_of;
use super::syntax::{HANG_REACH, object};
use crate::fact::parse::{Hang, Item, What};
use crate::fact::text::OBJECT;
use crate::fact::{Filler, Fillers, who};
use crate::lexicon::{Function, Mood, TermKind, WordClass, WordRole};
use crate::mention::Type;
use std::ops::Range;

/// The chips the word tells of, and whether what it governs names them.
pub(super) fn chips(asked: &Asked<'_>, scope: &Scope<'_>) -> (Fillers, bool) {
    let Asked { text, parsed, at, clause, .. } = *asked;
    let first = parsed.clauses[clause].first().unwrap_or(at);
    let all = |range| named(asked, scope, range, Type::Chip);
    // what a participle says more of, and not what comes after its doer
    let mut chip = all(scope.start..if scope.head.is_some() { at } else { scope.stop });
    // «nel processore Ascend 910B c'è un chip realizzato da Tsmc»
    if chip.is_empty() && scope.head.is_some_and(|h| text.of_chips(&parsed.items[h])) {
        chip = all(first..scope.stop);
    }
    // «un Kimi K2 addestrato su vecchie H800»
    if chip.is_empty() && scope.head.is_some_and(|h| text.is_kind(&parsed.items[h], Type::Model)) {
        chip = all(at..scope.stop);
    }
    if !chip.is_empty() {
        return (chip, true);
    }
    if !asked.noun {
        let listed = contained(asked);
        return if listed.is_empty() { (spoken_of(asked), false) } else { (listed, true) };
    }
    // «ha ottenuto l'ok per l'HBM4 e dovrebbe iniziare le consegne»
    if let Some(above) = begun(asked) {
        let named = parsed.chips.iter().find(|&&c| parsed.items[c].clause == above);
        chip = named.map_or_else(Fillers::new, |&c| who::group(asked.text, &parsed.items, c, &[Type::Chip]));
        return (chip, false);
    }
    // «per spedire gli H20 servirà una licenza»
    if asked.permits() && plain(asked) {
        chip = all(first..at);
    }
    (chip, false)
}

/// The chips that a relative clause says are in what is presented or planned: «ha presentato una tabella di marcia che comprende l'Ascend 950».
fn contained(asked: &Asked<'_>) -> Fillers {
    let Asked { text, parsed, items, at, relation, .. } = *asked;
    let shown = [text.relations.launch, text.relations.plan].contains(&relation);
    let object = object(text, parsed, at).filter(|_| shown);
    let Some(object) = object.filter(|&o| matches!(items[o].what, What::Noun(_) | What::Word)) else {
        return Fillers::new();
    };
    let of_it = |c: usize| parsed.clauses[c].hang == Hang::Relative(Some(object));
    let contains = |c: usize| {
        let verb = parsed.clauses[c].verb.map(|v| &items[v].what);
        matches!(verb, Some(What::Verb(v)) if v.class.has(WordClass::CONTAIN) && !v.passive)
    };
    let chip = parsed.chips.iter().find(|&&c| of_it(items[c].clause) && contains(items[c].clause));
    chip.map_or_else(Fillers::new, |&c| who::group(text, items, c, &[Type::Chip]))
}

/// The clause before, where the noun is what the verb of its own begins, and both are one expression: «e dovrebbe iniziare le consegne».
fn begun(asked: &Asked<'_>) -> Option<usize> {
    let Asked { text, parsed, items, at, clause, .. } = *asked;
    let above = parsed.clauses[clause].parent.filter(|_| parsed.clauses[clause].hang == Hang::Coordinate)?;
    let verb = parsed.clauses[clause].verb.filter(|&v| v < at && at - v <= 2)?;
    let first = items[verb].last - 1;
    let (len, phrase) = text.lexicons.vocabulary.term(&text.tokens[first..items[at].last], TermKind::Phrase)?;
    let same = text.lexicons.phrases[phrase as usize].relation == Some(asked.relation);
    (same && first + len == items[at].last).then_some(above)
}

/// The names of a kind between two items that the word is told of.
pub(super) fn named(asked: &Asked<'_>, scope: &Scope<'_>, range: Range<usize>, kind: Type) -> Fillers {
    let Asked { text, items, .. } = *asked;
    let mut out = Fillers::new();
    let mut add = |filler: Filler| {
        if !out.iter().any(|f| f.entity == filler.entity) {
            out.push(filler);
        }
    };
    let mut last = None;
    for i in range.clone() {
        let What::Mention(m) = items[i].what else { continue };
        let mention = &text.mentions[m as usize];
        let Some(entity) = mention.entity().filter(|_| mention.kind == kind) else { continue };
        if aside(asked, scope, range.start, i) {
            continue;
        }
        add(Filler { entity, span: mention.span });
        last = Some(i);
    }
    // «tra cui H800, L40 e L40S, in quanto …»: what the list of the last one goes on with past the clause
    if let Some(last) = last.filter(|&last| last + 2 >= range.end) {
        who::group(text, items, last, &[kind]).into_iter().for_each(add);
    }
    out
}

/// Whether the name at item `i` has another part in the sentence than the one the word tells; `from` is where names are looked for.
fn aside(asked: &Asked<'_>, scope: &Scope<'_>, from: usize, i: usize) -> bool {
    let Asked { text, items, at, clause, .. } = *asked;
    let known = text.relations;
    let by = text.governor(items, i);
    if i < at {
        // «ByteDance, che ha usato H20, vuole comprare gli H200»
        if items[i].clause != clause && scope.object {
            return true;
        }
        // «Microsoft, in ritardo con Maia, utilizzerà», «L'H20, derivato da Hopper, è stato prodotto»
        let comma = |range: Range<usize>| items[range].iter().any(|i| matches!(i.what, What::Mark(',')));
        if scope.head.is_none() && comma(from..i) && comma(i..at) && matches!(by, Some("con" | "per" | "su" | "da")) {
            return true;
        }
    }
    // «poteva ancora vendere in Cina dopo il bando di H100»: what is banned, not sold
    let banned = || {
        let nouns = items[at + 1..i.max(at + 1)].iter().rev().take(HANG_REACH);
        let mut nouns = nouns.filter_map(|i| if let What::Noun(n) = &i.what { Some(n.relation) } else { None });
        nouns.next() == Some(Some(known.ban))
    };
    if !asked.noun && !asked.permits() && banned() {
        return true;
    }
    // «monta la stessa rete utilizzata nei sistemi Blackwell»: in what else it is used
    let used_in = |p: usize| {
        matches!(&items[p].what, What::Verb(v) if v.mood == Mood::Participle && v.relation == Some(known.r#use))
            && matches!(items[p + 1].what, What::Preposition("in"))
    };
    if by == Some("in") && i > at + 1 && (at + 1..i).any(used_in) {
        return true;
    }
    // «le consegne a febbraio, in tempo per i sistemi Rubin»
    let parted = || items[at + 1..i].iter().any(|i| matches!(i.what, What::Mark(',')));
    if asked.noun && !asked.permits() && i > at && by == Some("per") && parted() {
        return true;
    }
    match by {
        Some("dopo" | "contro" | "rispetto" | "oltre") => true,
        // «passa dai Xeon agli Epyc»
        Some("da") if choice::turns(asked) && !choice::leaves(asked) => true,
        // «ha annunciato una collaborazione per costruire data center con le GPU»
        // («con gli acceleratori Kunlun P800 disegnati in casa»)
        // («assembla i server con le GB300», «debutta nei data center con l'AI200»)
        Some("con") => {
            let made = [known.launch, known.produce].contains(&asked.relation) && scope.head != Some(i);
            made && !built_with(asked, i)
        }
        // «una GPU capace di superare la Rubin»: what another verb is done to
        Some(OBJECT) => {
            let plans = matches!(&items[at].what, What::Verb(v) if v.class.has(WordClass::PLAN));
            i > at + 1 && !(scope.own || asked.permits() || plans)
        }
        _ => false,
    }
}

/// Whether «con» before the chips at item `i` says with what the word's own object comes, a site or what chips are built into, or, without an
/// object, what its subject comes out with.
fn built_with(asked: &Asked<'_>, i: usize) -> bool {
    let Asked { text, items, at, clause, relation, .. } = *asked;
    let Some(with) = (at + 1..i).rev().find(|&w| matches!(items[w].what, What::Preposition("con"))) else {
        return false;
    };
    let things: Vec<usize> = (at + 1..with)
        .filter(|&t| matches!(items[t].what, What::Noun(_) | What::Mention(_)) && items[t].clause == clause)
        .collect();
    let direct = |t: &usize| matches!(text.governor(items, *t), None | Some(OBJECT));
    let holds = |t: &usize| match &items[*t].what {
        What::Noun(n) => {
            relation == asked.text.relations.launch && n.class.has(WordClass::SITE)
                || text.has_role(items[*t].first, WordRole::Carrier)
        }
        _ => false,
    };
    let itself = || {
        relation == text.relations.launch
            && !items[at + 1..with].iter().any(|i| matches!(i.what, What::Word | What::Function(Function::Conjunction)))
    };
    match things.iter().find(|t| direct(t)) {
        Some(object) => holds(object),
        None => itself(),
    }
}

/// Whether a noun of banning or permitting is told of what stands before it: «gli H20 restano sotto divieto»; not «la risposta di Amd ai
/// paletti», «nonostante le restrizioni», «in base a quelle licenze».
fn plain(asked: &Asked<'_>) -> bool {
    let Asked { text, items, at, .. } = *asked;
    let aside = |i: &Item| match i.what {
        What::Function(function) => function == Function::Subordinator,
        What::Cue(class) => class.has(WordClass::ACCORDING),
        _ => false,
    };
    let governor = text.governor(items, at);
    let sought = asked.relation == text.relations.authorize && matches!(governor, Some(OBJECT | "senza"));
    (governor.is_none() || sought) && !items[..at].iter().rev().take(2).any(aside)
}
