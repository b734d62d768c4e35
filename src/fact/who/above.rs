//! Of whom the clause above tells: what is said of an amount, a chip or a site of its is said of it.

use super::{Answer, Asked};
use crate::fact::parse::{Hang, Item, What};
use crate::fact::subject::{dative, determiner};
use crate::lexicon::{Function, UnitKind, WordClass};
use crate::mention::Type;

/// Where the subject is an amount without an owner: «Nvidia fattura il 18% a Singapore, ma le spedizioni valgono il 2%».
pub(super) fn amount(asked: &Asked<'_>) -> Option<Answer> {
    let &Asked { parsed, items, clause, subject, .. } = asked;
    let amount = |s: usize| {
        matches!(&items[s].what, What::Noun(n) if n.class.has(WordClass::AMOUNT) && n.relation.is_some())
            && determiner(items, s) == Some(Function::Article)
            && items[s].clause == clause
            && !matches!(items.get(s + 1).map(|i| &i.what), Some(What::Preposition("di")))
    };
    if !(subject.firms.is_empty()
        && subject.item.is_some_and(amount)
        && matches!(parsed.clauses[clause].hang, Hang::Coordinate | Hang::Subordinate))
    {
        return None;
    }
    let parent = parsed.clauses[clause].parent?;
    let above = asked.subject_of(parent);
    if !above.firms.is_empty() {
        return Some((above.firms.clone(), "amount of the clause above"));
    }
    // «Il chip viene realizzato dalla Smic, ma la resa è del 30%»: of who makes it
    let made = parsed.clauses[parent].verb.filter(
        |&v| matches!(&items[v].what, What::Verb(v) if v.passive && v.relation == Some(asked.text.relations.produce)),
    )?;
    let by = |i: usize| asked.firm(i).is_some() && asked.free(i) && asked.text.governor(items, i) == Some("da");
    let by = (made + 1..items.len()).take(MADE_REACH).find(|&i| by(i))?;
    Some((asked.group(by), "amount of the clause above"))
}

/// How many items after «viene realizzato» who makes it may stand.
const MADE_REACH: usize = 5;

/// Where a relative clause tells of an amount, chip or site: «con una resa che si aggira sul 40%».
pub(super) fn relative(asked: &Asked<'_>) -> Option<Answer> {
    let &Asked { text, parsed, items, clause, subject, .. } = asked;
    if !subject.firms.is_empty() {
        return None;
    }
    let Hang::Relative(Some(antecedent)) = parsed.clauses[clause].hang else { return None };
    let above = parsed.clauses[clause].parent?;
    let thing = matches!(&items[antecedent].what, What::Noun(n) if n.class.has(WordClass::AMOUNT | WordClass::CHIP | WordClass::SITE))
        // «Micron opera in un mercato che vale 21 miliardi»: what is only spoken of
        && !(matches!(text.governor(items, antecedent), Some("in" | "di"))
            && asked.subject_of(above).item.is_some_and(|s| text.is_firm(&items[s])));
    if !(thing || own_make(asked, antecedent, above)) {
        return None;
    }
    let by = (0..antecedent).find(|&i| {
        items[i].clause == above && text.is_firm(&items[i]) && text.governor(items, i) == Some("da") && asked.free(i)
    });
    let firms = by.map_or_else(|| asked.subject_of(above).firms.clone(), |i| asked.group(i));
    (!firms.is_empty()).then_some((firms, "clause above"))
}

/// To whom it is given that the relative clause tells of: «Una stima attribuisce a Huawei una produzione che non supera il 5%».
pub(super) fn attributed(asked: &Asked<'_>) -> Option<Answer> {
    let &Asked { text, parsed, items, clause, subject, .. } = asked;
    let Hang::Relative(Some(antecedent)) = parsed.clauses[clause].hang else { return None };
    let verb = parsed.clauses[parsed.clauses[clause].parent?].verb?;
    let says = matches!(&items[verb].what, What::Verb(v) if v.class.has(WordClass::SAY));
    if !says || !subject.firms.is_empty() || subject.item != Some(antecedent) {
        return None;
    }
    let to = |i: &usize| asked.firm(*i).is_some() && text.governor(items, *i) == Some("a") && asked.free(*i);
    let to = (verb + 1..antecedent).find(to)?;
    // «ha detto a Nvidia che una legge, che vieta …»: it is the object that is given
    let object = items[to + 1..antecedent]
        .iter()
        .all(|i| matches!(i.what, What::Function(Function::Article | Function::Indefinite) | What::Word));
    (object && !asked.firm(to).is_some_and(|f| text.observes(f.entity))).then(|| (asked.group(to), "given"))
}

/// How many items before the comma the thing may stand that is said more of.
const APPOSED_REACH: usize = 8;

/// Where the figure stands in apposition to what the clause before tells: «la fabbrica di Silicon Box a Novara, un progetto da 3,2
/// miliardi», «quando Amd consegnerà gli MI450, primo tassello di un accordo da 6 gigawatt».
pub(super) fn apposed(asked: &Asked<'_>) -> Option<Answer> {
    let &Asked { text, parsed, items, figure, clause, subject, .. } = asked;
    let amount = matches!(asked.kind, Some(UnitKind::Money | UnitKind::Measure));
    let sized = figure > 3 && matches!(items[figure - 1].what, What::Preposition("da" | "di"));
    if !amount || !sized || !subject.firms.is_empty() {
        return None;
    }
    let comma = (0..figure).rev().take(APPOSED_REACH).find(|&i| matches!(items[i].what, What::Mark(_)))?;
    let opens = match items[comma + 1].what {
        What::Function(Function::Indefinite) => true,
        _ => text.rank(items[comma + 1].first).is_some(),
    };
    let plain = |i: &Item| matches!(i.what, What::Noun(_) | What::Word | What::Preposition(_) | What::Function(_));
    let told = comma.checked_sub(1).map(|b| items[b].clause).filter(|&c| c != clause)?;
    let apposed = matches!(items[comma].what, What::Mark(',')) && items[comma + 1..figure].iter().all(plain);
    if !opens || !apposed || !matches!(parsed.clauses[told].hang, Hang::Subordinate | Hang::Relative(_)) {
        return None;
    }
    // «la fabbrica di Silicon Box a Novara»
    let thing = |i: usize| matches!(&items[i].what, What::Noun(n) if n.class.has(WordClass::SITE | WordClass::DEED | WordClass::AMOUNT));
    let hung =
        |i: &usize| *i > 1 && asked.firm(*i).is_some() && text.governor(items, *i) == Some("di") && thing(*i - 2);
    if let Some(whose) = (0..comma).rev().take(APPOSED_REACH).find(hung) {
        return Some((asked.group(whose), "apposed"));
    }
    let above = asked.subject_of(told);
    (!above.firms.is_empty()).then(|| (above.firms.clone(), "apposed"))
}

/// Whether item `at` is a chip of the make of the firm the clause is told of: «Huawei ha mostrato l'Ascend 950, che ha 128 GB».
fn own_make(asked: &Asked<'_>, at: usize, clause: usize) -> bool {
    let text = asked.text;
    let What::Mention(m) = asked.items[at].what else { return false };
    let maker = text.mentions[m as usize].entity().and_then(|chip| text.lexicons.entity(chip).owner);
    let chip = text.mentions[m as usize].kind == Type::Chip;
    chip && matches!(asked.subject_of(clause).firms.as_slice(), [one] if Some(one.entity) == maker)
}

/// Where a pronoun takes it up: «AMD avverte che la stretta potrebbe costarle 800 milioni», «le bastano 6 milioni».
pub(super) fn to_it(asked: &Asked<'_>) -> Option<Answer> {
    let &Asked { text, parsed, clause, subject, .. } = asked;
    if !subject.firms.is_empty() || !dative(text, parsed, clause) {
        return None;
    }
    let above = parsed.clauses[clause].parent.map(|p| asked.subject_of(p));
    let firms = above.map(|s| &s.firms).filter(|f| !f.is_empty()).unwrap_or(&text.mind.subject);
    (!firms.is_empty()).then(|| (firms.clone(), "given"))
}

/// What the parent's amount hangs on: «hanno alzato il prezzo obiettivo di Amd, portandolo a 185 dollari».
pub(super) fn gerund(asked: &Asked<'_>) -> Option<Answer> {
    let &Asked { parsed, items, clause, subject, .. } = asked;
    // «Washington ha comprato il 10% di Intel, spendendo 9 miliardi»: the state's own
    let state = |s: usize| matches!(asked.text.kind_of(&items[s]), Some(Type::Place | Type::Institution));
    if !subject.firms.is_empty() || parsed.clauses[clause].hang != Hang::Gerund || subject.item.is_some_and(state) {
        return None;
    }
    let first = parsed.clauses[clause].first()?;
    let parent = parsed.clauses[clause].parent?;
    let mut before = (0..first).rev().take(8);
    let at = before.find(|&i| items[i].clause == parent && asked.firm(i).is_some() && asked.free(i))?;
    Some((asked.group(at), "parent's amount"))
}

/// Where a possessive takes it up: «afferma che la stretta ridurrà il suo fatturato di 15 miliardi».
pub(super) fn its_own(asked: &Asked<'_>) -> Option<Answer> {
    let &Asked { text, parsed, items, figure, clause, subject, .. } = asked;
    let theirs = |i: usize| {
        items[i].clause == clause
            && matches!(&items[i].what, What::Noun(n) if n.class.has(WordClass::OWNED))
            && determiner(items, i) == Some(Function::Possessive)
    };
    if !subject.some || !(figure.saturating_sub(4)..figure).any(theirs) {
        return None;
    }
    let above = parsed.clauses[clause].parent.map(|p| &asked.subject_of(p).firms);
    let firms = above.filter(|f| !f.is_empty()).unwrap_or(&text.mind.subject);
    (!firms.is_empty()).then(|| (firms.clone(), "its own"))
}
