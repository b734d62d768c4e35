//! The subject another clause gives: the one above, what a relative clause hangs on, the noun before a colon or a bracket.

use super::own::impersonal;
use super::presented::PRESENTED_REACH;
use super::{Subject, carried, find_subject};
use crate::fact::Text;
use crate::fact::parse::{Hang, Item, Parsed, What};
use crate::lexicon::{Function, WordClass, WordRole};

/// How many items after «la casa» the chips it makes may take: «la casa dei processori Instinct».
const MAKE_REACH: usize = 5;

/// The described firm that many chips before the relative clause hang on, where its verb is of one: «la casa dei processori Instinct che
/// brindava».
pub(super) fn past_its_make(text: &Text<'_>, parsed: &Parsed, clause: usize, antecedent: usize) -> Option<usize> {
    let items = &parsed.items;
    let verb = parsed.clauses[clause].verb?;
    let one = matches!(&items[verb].what, What::Verb(v) if v.person == 3 && !v.plural);
    let make = |i: usize| {
        text.of_chips(&items[i])
            || matches!(items[i].what, What::Word | What::Preposition("di") | What::Function(Function::Article))
    };
    let firm = (0..antecedent).rev().take(MAKE_REACH).find(|&i| !make(i))?;
    let many = matches!(items[firm + 1].what, What::Preposition("di")) && text.plural_article(items[firm + 1].first);
    let described = matches!(items[firm].what, What::Description(d) if d.entity.is_some());
    (one && many && described && text.of_chips(&items[antecedent])).then_some(firm)
}

/// Whether the clause says of its subject that it is, or is one of, the firms at item `at`: «Zhipu è tra i gruppi che», «Nvidia è una delle
/// aziende che», «Tsmc è la società che».
pub(super) fn one_of(text: &Text<'_>, parsed: &Parsed, at: usize) -> bool {
    let items = &parsed.items;
    let firms =
        matches!(&items[at].what, What::Noun(n) if n.class.has(WordClass::COMPANY) && !n.class.has(WordClass::OWNED));
    let Some(verb) = parsed.clauses[items[at].clause].verb.filter(|&v| v < at && firms) else { return false };
    let is = matches!(&items[verb].what, What::Verb(v) if v.class.has(WordClass::COPULA));
    let small = |i: &Item| {
        matches!(i.what, What::Word | What::Function(_) | What::Preposition("tra" | "fra"))
            || text.has_role(i.first, WordRole::Only)
    };
    let of = |i: usize| matches!(items[i].what, What::Preposition("di")) && i == verb + 2;
    is && (verb + 1..at).all(|i| small(&items[i]) || of(i))
}

/// Whether the firm at item `at` is named as the maker of chips that are counted right before it: «400.000 acceleratori AMD».
pub(super) fn makes_counted(text: &Text<'_>, items: &[Item], at: usize) -> bool {
    at > 1 && text.of_chips(&items[at - 1]) && text.figure_item(&items[at - 2])
}

/// How many items may stand between a name and its bracket: «con Iliad in quinta posizione (0,7 miliardi)».
const NAME_TO_BRACKET: usize = 6;

/// The name the bracket at item `open` says more of: the one right before it, or of a list the one past its rank.
pub(super) fn bracketed(text: &Text<'_>, items: &[Item], open: usize) -> Option<usize> {
    let clause = items.get(open.checked_sub(1)?)?.clause;
    let small = |i: &Item| {
        matches!(
            i.what,
            What::Preposition("in" | "a") | What::Word | What::Mark('°') | What::Function(Function::Article)
        )
    };
    let named = (0..open).rev().take(NAME_TO_BRACKET).find(|&i| !small(&items[i]) || items[i].clause != clause)?;
    let alone = || matches!(text.governor(items, named), None | Some("con"));
    (items[named].clause == clause && (named + 1 == open || text.is_firm(&items[named]) && alone())).then_some(named)
}

/// Whether the bracket at item `open` is one of those of a list of names, each with its figures: «Vodafone (5,1 miliardi), Wind (4,9)».
pub(super) fn in_list(text: &Text<'_>, items: &[Item], open: usize) -> bool {
    let mark = |i: usize, mark: char| matches!(items[i].what, What::Mark(m) if m == mark);
    let Some(comma) = (0..open).rev().take(NAME_TO_BRACKET).find(|&i| !matches!(items[i].what, What::Word)) else {
        return false;
    };
    let joins = mark(comma, ',') || matches!(items[comma].what, What::Function(Function::Conjunction));
    let closed = joins && comma > 0 && mark(comma - 1, ')');
    let before = (0..comma).rev().find(|&i| mark(i, '(')).filter(|&b| closed && b > 0);
    before.is_some_and(|b| text.is_firm(&items[b - 1]))
}

/// The noun a sentence before a colon ends with, where the clause after it tells of it: «A spaventare sono gli investimenti:
/// raggiungeranno i 50 miliardi».
pub(super) fn before_colon(parsed: &Parsed, clause: usize) -> Option<usize> {
    let items = &parsed.items;
    let this = &parsed.clauses[clause];
    let colon = this.first().filter(|&c| c > 1 && matches!(items[c].what, What::Mark(':')))?;
    let verb = |v: Option<usize>| match v.map(|v| &items[v].what) {
        Some(What::Verb(verb)) => Some(verb),
        _ => None,
    };
    let tells = verb(this.verb)?;
    if let Some(presented) = this.parent.and_then(|above| predicate(parsed, above, colon)) {
        return Some(presented).filter(|_| tells.person == 3 && !tells.plural);
    }
    let is = verb(parsed.clauses[items[colon - 1].clause].verb)?;
    // «Il vero vincitore è Broadcom: nel trimestre ha guadagnato 8 miliardi»
    let noun = matches!(items[colon - 1].what, What::Noun(_) | What::Mention(_) if !items[colon - 1].figure);
    let same = tells.person == 3 && is.person == 3 && tells.plural == is.plural;
    (noun && same && is.class.has(WordClass::COPULA)).then_some(colon - 1)
}

/// The firm that the clause says its subject is, where more is said of it before the colon: «L'emblema della caduta è proprio AMD, la casa
/// dei processori Instinct: in quattro giorni ha perso 95 miliardi».
pub(super) fn predicate(parsed: &Parsed, clause: usize, colon: usize) -> Option<usize> {
    let items = &parsed.items;
    let at = parsed.clauses[clause].verb?;
    let is = matches!(&items[at].what, What::Verb(v) if v.class.has(WordClass::COPULA) && v.person == 3 && !v.plural);
    let small = |i: &usize| matches!(items[*i].what, What::Word | What::Function(Function::Adverb));
    let name = (at + 1..colon).take(PRESENTED_REACH).find(|i| !small(i)).filter(|_| is)?;
    let noun = items[..at].iter().any(|i| i.clause == clause && matches!(i.what, What::Noun(_) | What::Word));
    let named = matches!(items[name].what, What::Mention(_)) && parsed.names.contains(&name);
    let more = matches!(items.get(name + 1).map(|i| &i.what), Some(What::Mark(',')));
    let first = !parsed.names.iter().any(|&i| i < at);
    (noun && named && more && first).then_some(name)
}

/// The subject of a clause that has none of its own: the one `above`, unless a clause beside it tells of another, or the verb is
/// of many.
pub(super) fn inherited(
    text: &Text<'_>,
    parsed: &Parsed,
    clause: usize,
    above: Subject,
    taken: &[usize],
    depth: usize,
) -> Subject {
    let items = &parsed.items;
    let this = &parsed.clauses[clause];
    // «Meta, che ha allungato la vita dei server, risparmiando 2,9 miliardi»
    if this.hang == Hang::Gerund
        && let Some(beside) = clause.checked_sub(1).filter(|&b| b > 0)
        && matches!(parsed.clauses[beside].hang, Hang::Relative(Some(_)))
        && parsed.clauses[beside].parent == this.parent
        && this.first().is_some_and(|f| f > 0 && items[f - 1].clause == beside)
    {
        return find_subject(text, parsed, beside, taken, depth + 1);
    }
    let Some(verb) = this.verb else { return above };
    // «Glielo spiego: nel 2024 ha speso 180 miliardi»: of whom the sentence before told
    let person = |v: usize| match &items[v].what {
        What::Verb(verb) => verb.person,
        _ => 0,
    };
    let speaks = this.parent.and_then(|p| parsed.clauses[p].verb).is_some_and(|v| matches!(person(v), 1 | 2));
    // «Per farsi un'idea: nel 2025 ha incassato 130 miliardi»: past a colon before which nothing with a person stands
    let opened = || {
        let colon = this.first().is_some_and(|f| matches!(items[f].what, What::Mark(':')));
        let bare = this.parent.is_none_or(|p| parsed.clauses[p].verb.is_none_or(|v| person(v) == 0));
        colon && bare && !matches!(&items[verb].what, What::Verb(v) if impersonal(text, items, verb, v))
    };
    if person(verb) == 3 && above.firms.is_empty() && above.item.is_none() && (speaks || opened()) {
        return carried(text, matches!(&items[verb].what, What::Verb(v) if v.plural));
    }
    // «secondo cui Huawei ha comprato i die, e con quelli potrebbe produrre …»: whoever the clause beside it is told of
    if this.hang == Hang::Coordinate
        && above.item.is_none()
        && let Some(beside) = clause.checked_sub(1).filter(|&b| b > 0)
        && let Hang::Relative(_) | Hang::Complement = parsed.clauses[beside].hang
        && parsed.clauses[beside].parent == this.parent
    {
        let told = find_subject(text, parsed, beside, taken, depth + 1);
        if !told.firms.is_empty() && told.item.is_some() {
            return told;
        }
    }
    // «ha ricordato che in Italia sono attivi 168 data center»: one firm is not many
    let many = matches!(&items[verb].what, What::Verb(v) if v.plural && v.person == 3 && v.class.has(WordClass::COPULA))
        && items.get(verb + 1).is_some_and(|i| !text.figure_item(i));
    let one = matches!(above.item.map(|i| &items[i].what), None | Some(What::Mention(_) | What::Description(_)));
    if many && one && above.firms.len() == 1 { Subject { some: true, ..Subject::default() } } else { above }
}

/// Whether the noun at item `at` hangs on a conjunction: «Nonostante questo dazio, le aziende …».
pub(super) fn conceded(items: &[Item], at: usize, verb: usize) -> bool {
    let before = items[..at].iter().rev().take(3);
    let mut before = before.skip_while(|i| {
        matches!(i.what, What::Function(Function::Article | Function::Demonstrative | Function::Indefinite))
    });
    // «mentre Intel, che produce ancora, sale» concedes nothing
    let told = matches!(items.get(at + 2).map(|i| &i.what), Some(What::Function(Function::Relative)));
    // «le voci per cui Microsoft, tra i suoi clienti, tratta»
    let name = matches!(items[at].what, What::Mention(_) | What::Description(_));
    let aside = name && verb > at + 2 && matches!(items.get(verb - 1).map(|i| &i.what), Some(What::Mark(',')));
    let told = told || aside;
    matches!(before.next().map(|i| &i.what), Some(What::Function(Function::Subordinator)))
        && matches!(items.get(at + 1).map(|i| &i.what), Some(What::Mark(',')))
        && !told
}

/// Whether the noun at item `at` is what something is told by: «Secondo le perdite precedenti, la scheda avrà 32 GB».
pub(super) fn told_by(items: &[Item], at: usize) -> bool {
    let mut before = items[..at].iter().rev().take(3);
    let cue = before.find(|i| {
        !matches!(
            i.what,
            What::Word | What::Function(Function::Article | Function::Demonstrative | Function::Indefinite)
        )
    });
    matches!(items[at].what, What::Noun(_))
        && matches!(cue.map(|i| &i.what), Some(What::Cue(class)) if class.has(WordClass::ACCORDING))
}
