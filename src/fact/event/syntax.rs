//! What stands around a verb: its object, before it or after it, its doer after «da», what a participle says more of.

use crate::fact::parse::{Hang, Item, Parsed, What};
use crate::fact::text::OBJECT;
use crate::fact::{Filler, Fillers, Text, subject, who};
use crate::lexicon::{Function, Mood, WordClass, WordRole};
use crate::mention::Type;

/// How many items a verb of planning and what is planned, or a noun and what hangs on it, may lie apart.
pub(super) const HANG_REACH: usize = 4;

/// How many items a verb and what its object hangs on may lie apart.
pub(super) const OBJECT_REACH: usize = 20;

/// What the participle at item `at` says more of: the name, chip or noun right before it («chip H20, usati per», «le GPU progettate
/// da»); none for the participle of a verb group and for one that opens its clause.
pub(super) fn modified(parsed: &Parsed, at: usize) -> Option<usize> {
    let items = &parsed.items;
    if !matches!(&items[at].what, What::Verb(v) if v.mood == Mood::Participle) {
        return None;
    }
    let small = |i: &Item| {
        matches!(i.what, What::Mark(',' | '(') | What::Word | What::Cue(_) | What::Function(Function::Adverb))
    };
    let head = (at.saturating_sub(HANG_REACH)..at).rev().find(|&i| !small(&items[i]))?;
    // «un Kimi K2 che toglie il sonno alla Silicon Valley, addestrato su»: past the relative clause, of what that hangs on
    if let (Hang::Relative(Some(on)), What::Mention(_)) = (parsed.clauses[items[head].clause].hang, &items[head].what)
        && items[head].clause != items[at].clause
        && items[on].clause == items[at].clause
        && matches!(items[on].what, What::Mention(_))
        && !parsed.chips.contains(&head)
    {
        return Some(on);
    }
    let nominal = matches!(items[head].what, What::Mention(_) | What::Noun(_) | What::Description(_));
    // right after a comma the clause may be another: «: gli H200, venduti a»
    let near = head + 2 >= at && matches!(items[head].what, What::Mention(_));
    (nominal && (near || items[head].clause == items[at].clause)).then_some(head)
}

/// How many items after a passive verb its doer may stand: «comprate in grande quantità da clienti come Microsoft».
const BY_REACH: usize = 8;

/// The firm after «da» that does what the passive verb or participle at item `at` says.
pub(super) fn by_whom(text: &Text<'_>, parsed: &Parsed, at: usize) -> Option<usize> {
    let items = &parsed.items;
    // «dal fondo High-Flyer», «da clienti come Microsoft»
    let by_noun = |i: usize| {
        let noun = i - 1 - usize::from(text.has_role(items[i - 1].first, WordRole::Instance));
        noun > at + 1 && matches!([&items[noun - 1].what, &items[noun].what], [What::Preposition("da"), What::Noun(_)])
    };
    (at + 1..items.len()).take(BY_REACH).find(|&i| {
        who::firm(text, &items[i], &[Type::Company]).is_some()
            && (text.governor(items, i) == Some("da") || i > at + 2 && by_noun(i))
    })
}

/// What stands right after the verb at item `at`, past what says how many, which and when.
pub(super) fn object(text: &Text<'_>, parsed: &Parsed, at: usize) -> Option<usize> {
    let items = &parsed.items;
    let date = |i: &Item| text.is_kind(i, Type::Date);
    // «promette per il 2027 una GPU»
    let dated = |i: usize| items[i + 1..].iter().take(2).any(date);
    let small = |i: usize| match items[i].what {
        What::Word | What::Function(_) | What::Preposition("di") => true,
        What::Preposition(_) => dated(i),
        _ => date(&items[i]),
    };
    (at + 1..items.len()).take(HANG_REACH + 2).find(|&i| !small(i))
}

/// How many items may stand between a verb and the subject after it: «lo produrranno sia Samsung».
const SMALL_REACH: usize = 3;

/// The item right after the verb at item `at`, where the pronoun of its object stands before: «li produce TSMC», «lo produrrà anche TSMC».
pub(super) fn after_object(text: &Text<'_>, parsed: &Parsed, at: usize) -> Option<usize> {
    let items = &parsed.items;
    let active = matches!(&items[at].what, What::Verb(v) if v.finite() && !v.passive);
    let object = at > 0 && text.has_role(items[at - 1].first, WordRole::Object);
    let small = |i: &Item| matches!(i.what, What::Word | What::Function(Function::Adverb | Function::Conjunction));
    let firm = |i: &usize| text.is_firm(&items[*i]);
    let past = || (at + 1..items.len()).take(SMALL_REACH).find(|&i| !small(&items[i])).filter(firm);
    let after = (active && object).then(|| past().unwrap_or(at + 1)).filter(|&i| i < items.len())?;
    text.governor(items, after).is_none().then_some(after)
}

/// The object of the clause's verb or of a gerund there, where the expression at item `at` ends what that says: «hanno inserito Huawei
/// nella lista nera», «inserendo Huawei nella lista nera».
pub(super) fn object_before(text: &Text<'_>, parsed: &Parsed, at: usize) -> Option<usize> {
    let items = &parsed.items;
    let clause = items[at].clause;
    let gerund = |v: &usize| {
        items[*v].clause == clause
            && matches!(&items[*v].what, What::Verb(v) if v.mood == Mood::Gerund || v.infinitive())
    };
    let verb = (0..at)
        .rev()
        .take(OBJECT_REACH)
        .find(gerund)
        .or(parsed.clauses[clause].verb)
        .filter(|&v| v < at && matches!(items[at].what, What::Phrase(_)))?;
    let active = matches!(&items[verb].what, What::Verb(v) if !v.passive);
    (verb + 1..at)
        .find(|&i| active && text.is_firm(&items[i]) && matches!(text.governor(items, i), None | Some(OBJECT)))
}

/// Whether an item is an expression of a deed that begins with an infinitive: «aumentare la produzione».
pub(super) fn expressed_deed(text: &Text<'_>, item: &Item) -> bool {
    let deed = matches!(&item.what, What::Phrase(p) if p.relation.is_some_and(|r| text.relations.eventful(r)));
    deed && text.lexicons.forms(&text.tokens[item.first]).any(|f| f.mood == Mood::Infinitive)
}

/// Whether the pronoun before the verb at item `at` says to whom it is done, and no object: «le fornirà i macchinari», «gli vietano di comprare»;
/// not «le vende», «le ha comprate».
pub(super) fn to_whom(text: &Text<'_>, items: &[Item], at: usize) -> bool {
    let finite = matches!(&items[at].what, What::Verb(v) if v.finite() && !v.passive);
    let pronoun = at.checked_sub(1).map(|p| &items[p]).filter(|p| finite && text.has_role(p.first, WordRole::ToIt));
    let pronoun = pronoun.filter(|p| matches!(p.what, What::Function(_) | What::Word));
    // «le» is an object, too, unless another stands after the verb
    let article = |i: &Item| matches!(i.what, What::Function(Function::Article | Function::Indefinite));
    let thing =
        |i: &Item| matches!(&i.what, What::Noun(n) if !n.class.has(WordClass::COMPANY)) || matches!(i.what, What::Word);
    let other = || {
        items.get(at + 1).is_some_and(article) && items.get(at + 2).is_some_and(thing)
            || items.get(at + 1).is_some_and(|i| matches!(i.what, What::Preposition("di")))
    };
    let agrees = || text.word(items[at].last - 1).ends_with("te") && items[at].last > items[at].first + 1;
    pronoun.is_some_and(|p| !text.has_role(p.first, WordRole::Object) || other() && !agrees())
}

/// The firm that the pronoun before the verb at item `at` stands for, to whom something is done: of whom the clause above tells, else the
/// sentence before; none of `told`.
pub(super) fn whom(text: &Text<'_>, parsed: &Parsed, at: usize, told: &[Filler], taken: &[usize]) -> Option<Filler> {
    if !to_whom(text, &parsed.items, at) {
        return None;
    }
    let above = parsed.clauses[parsed.items[at].clause].parent.map(|p| subject::subject(text, parsed, p, taken));
    let one = |firms: &Fillers| firms.first().copied().filter(|_| firms.len() == 1);
    let other = |f: &Filler| told.iter().all(|t| t.entity != f.entity);
    above.and_then(|s| one(&s.firms)).filter(other).or_else(|| text.told_of().filter(other))
}
