//! Figures side by side: what a figure without a verb or noun of its own takes from the one before it.
//!
//! | text | beside | takes |
//! | --- | --- | --- |
//! | «Nvidia ha il 62% del mercato, Micron il 21%» | the figure of the clause before | relation, chip, source, certainty |
//! | «da 175 a 250 dollari» | the figure it moved from | company, chip, relation, other party, of |
//! | «75.000 dipendenti, contro i 99.500 di giugno» | the figure it is compared with | relation, source; it is no plan |
//! | «100 miliardi di yuan (14 di dollari)» | the sum it says again | what is empty: place, date, other party |
//! | «300 PFLOPS, quasi il doppio della GB200» | the figure it says again | company, chip; the relation of a deal |
//! | «detiene il 92% del mercato (era all'84)» | the figure before the bracket | relation |

use super::parse::{Hang, Item, Parsed, What};
use super::{Certainty, Fact, Text, unit_of};
use crate::lexicon::{Function, RelationId, TermKind, UnitKind, WordClass};
use crate::mention::{Figure, Type};

/// The figure another stands beside.
#[derive(Clone, Copy, Debug)]
pub(super) struct Beside {
    /// The figure before: a place in the article's mentions.
    pub mention: u32,
    /// Whether the one is compared with the other: «contro», «rispetto a».
    compared: bool,
    /// Whether the one tells how the other moved: «5 miliardi, in calo del 3%».
    moved: bool,
    /// Whether it says the other again: «300 PFLOPS, quasi il doppio della GB200», «160 milioni di azioni, circa il 10%».
    apposed: bool,
    /// Whether it says the sum before it again in other money: «100 miliardi di yuan (14 miliardi di dollari)».
    converted: bool,
    /// Whether nothing but «e» stands between them: «il 23% e il 16% dei ricavi».
    joined: bool,
    /// Whether «ma» stands between them: «non 54, ma 51».
    opposed: bool,
    /// Whether the one moved to the other: «da 175 a 250 dollari».
    from_to: bool,
}

/// What fills a slot from the figure before, as `extract explain` names it.
pub(super) const RULE: &str = "figure beside";

impl Beside {
    /// Whether it only tells how the other moved.
    pub fn moved(&self) -> bool {
        self.moved
    }

    /// Whether it says the sum before it again in other money, and nothing else.
    fn converts(&self) -> bool {
        self.converted && !self.moved && !self.apposed
    }
}

/// How many items may lie between two figures side by side.
const REACH: usize = 14;

/// How many items before a figure the word that compares it may stand.
const COMPARED_REACH: usize = 4;

/// The figure before the one at item `figure`, in its sentence, that it stands beside.
pub(super) fn parallel(text: &Text<'_>, parsed: &Parsed, figure: usize) -> Option<Beside> {
    let items = &parsed.items;
    parsed.figures.first().filter(|&&earlier| earlier < figure)?;
    let unit = |i: usize| text.figure_of(&items[i]).and_then(|f| f.unit);
    let compared = is_compared(parsed, figure);
    let mut earlier = (0..figure).rev().take(REACH).filter(|&i| text.figure_item(&items[i]));
    // «ricavi di 11 miliardi, in aumento del 46% rispetto ai 7»: money is compared with money
    let before = match compared {
        true => earlier.find(|&i| unit(i) == unit(figure))?,
        false => earlier.next()?,
    };
    let What::Mention(mention) = items[before].what else { return None };
    // «5,5 miliardi di dollari (4,8 miliardi di euro)», «60 milioni di yuan, cioè 8 milioni di dollari»
    let kind = |i: usize| text.unit_kind(&items[i]);
    let alike = |a: usize, b: usize| unit(a) == unit(b) || kind(a) == Some(UnitKind::Money) && kind(b) == kind(a);
    let bracket = &parsed.clauses[items[figure].clause];
    let bracketed = bracket.hang == Hang::Bracket && bracket.parent == Some(items[before].clause);
    let beside = compared || (alike(before, figure) && (bracketed || gap(text, parsed, before, figure)));
    let converted = bracketed && unit(before) != unit(figure) && alike(before, figure);
    let moved = !beside && moves(text, parsed, before, figure);
    let joined = items[before + 1..figure]
        .iter()
        .all(|i| matches!(i.what, What::Preposition(_) | What::Function(Function::Article | Function::Conjunction)));
    let opposed = items[before + 1..figure].iter().any(|i| matches!(i.what, What::Function(Function::Adversative)));
    let apposed = !compared && !moved && apposed(text, parsed, before, figure);
    let from_to = unit(before) == unit(figure) && from_to(text, items, before, figure);
    (beside || moved || apposed || from_to).then_some(Beside {
        mention,
        compared,
        moved,
        apposed: apposed && !beside,
        converted,
        joined,
        opposed,
        from_to,
    })
}

/// Whether «da» leads the figure before, and «a» right after it this one: «da 175 a 250 dollari», «dal 10% nel 2023 al 15% nel 2024».
fn from_to(text: &Text<'_>, items: &[Item], before: usize, figure: usize) -> bool {
    let small = |i: &Item| {
        matches!(i.what, What::Function(Function::Article | Function::Adverb))
            || matches!(i.what, What::Word) && text.tokens[i.first].begins(TermKind::Bound)
    };
    let dated = |i: &Item| text.is_kind(i, Type::Date) || matches!(i.what, What::Preposition("di" | "in"));
    let from = items[..before].iter().rev().find(|i| !small(i));
    let mut to = items[before + 1..figure].iter().filter(|i| !small(i) && !dated(i));
    matches!(from.map(|i| &i.what), Some(What::Preposition("da")))
        && matches!(to.next().map(|i| &i.what), Some(What::Preposition("a")))
        && to.next().is_none()
}

/// The figure that tells what one measures which says no noun itself: the one its bracket says more of («ricavi per 13 miliardi (+5%)»,
/// «(erano 15 un anno fa)»), or the one before it in there («(0,7 miliardi; +58%)»).
pub(super) fn measured_before(text: &Text<'_>, parsed: &Parsed, figure: usize) -> Option<usize> {
    let items = &parsed.items;
    let bracket = &parsed.clauses[items[figure].clause];
    let open = bracket.first().filter(|_| bracket.hang == Hang::Bracket)?;
    let before = parsed.figure_before(figure)?;
    let told = |i: usize| text.figure_of(&items[i]);
    let (one, other) = (told(before)?, told(figure)?);
    let money = |f: &Figure| f.unit_kind(text.lexicons) == Some(UnitKind::Money);
    let alike = other.direction.is_some() || one.unit == other.unit || money(one) && money(other);
    // «ricavi per 13 miliardi, bene Amd (+3%)»
    let apart = |i: &Item| {
        text.is_firm(i) || matches!(i.what, What::Verb(_) | What::Mark(_) | What::Function(Function::Conjunction))
    };
    let near = before > open || !items[before + 1..open].iter().any(apart);
    (alike && near && (before > open || Some(items[before].clause) == bracket.parent)).then_some(before)
}

/// Whether a share or a multiple stands in apposition to the figure before: past that one's noun phrase, a comma and small words.
fn apposed(text: &Text<'_>, parsed: &Parsed, before: usize, figure: usize) -> bool {
    let items = &parsed.items;
    let kind = text.unit_kind(&items[figure]);
    if !matches!(kind, Some(UnitKind::Percent | UnitKind::Multiple)) || items[before].clause != items[figure].clause {
        return false;
    }
    let Some(comma) = (before + 1..figure).find(|&i| matches!(items[i].what, What::Mark(','))) else { return false };
    let phrase = items[before + 1..comma].iter().all(|i| {
        matches!(i.what, What::Noun(_) | What::Word | What::Mention(_) | What::Function(Function::Article))
            || matches!(i.what, What::Preposition("di"))
    });
    let small = items[comma + 1..figure]
        .iter()
        .all(|i| matches!(i.what, What::Word | What::Phrase(_) | What::Function(Function::Article | Function::Adverb)));
    // «il 3%, il 5% Intel», «un quinto dei quali destinato a G42»: another's
    let others = items[figure + 1..]
        .iter()
        .take(5)
        .take_while(|i| !matches!(i.what, What::Mark(_) | What::Verb(_)))
        .any(|i| text.is_firm(i) || matches!(i.what, What::Function(Function::Relative)));
    let compared = kind == Some(UnitKind::Multiple);
    phrase && small && (compared || !others)
}

/// Whether a figure with a direction stands right after another, past a comma and a word of growth or fall.
fn moves(text: &Text<'_>, parsed: &Parsed, before: usize, figure: usize) -> bool {
    let items = &parsed.items;
    let between = &items[before + 1..figure];
    let small = |i: &super::parse::Item| match &i.what {
        What::Mark(',') | What::Preposition(_) | What::Word => true,
        What::Function(f) => {
            matches!(f, Function::Article | Function::Indefinite | Function::Conjunction | Function::Adverb)
        }
        What::Noun(n) | What::Phrase(n) => n.class.has(WordClass::UP | WordClass::DOWN),
        What::Mention(m) => text.mentions[*m as usize].kind == Type::Date,
        _ => false,
    };
    text.figure_of(&items[figure]).is_some_and(|f| f.direction.is_some())
        && items[before].clause == items[figure].clause
        && between.iter().any(|i| matches!(i.what, What::Mark(',')))
        && between.iter().all(small)
}

/// Whether the figure is what another is compared with: «contro i 30», «rispetto ai 12», «oltre ai 120 già in forza».
pub(super) fn is_compared(parsed: &Parsed, figure: usize) -> bool {
    let items = &parsed.items;
    for at in (figure.saturating_sub(COMPARED_REACH)..figure).rev() {
        match items[at].what {
            What::Preposition("contro" | "rispetto") => return true,
            What::Preposition("oltre") => {
                return at + 1 < figure && matches!(items[at + 1].what, What::Preposition("a"));
            }
            What::Preposition("a" | "di" | "da")
            | What::Word
            | What::Function(Function::Article | Function::Adverb) => {}
            _ => return false,
        }
    }
    false
}

/// Whether between two figures nothing but names, small words and a comma or «e» stands: the verb is understood.
fn gap(text: &Text<'_>, parsed: &Parsed, before: usize, figure: usize) -> bool {
    let items = &parsed.items;
    let mut parted = false;
    for (at, item) in items.iter().enumerate().take(figure).skip(before + 1) {
        match &item.what {
            What::Mark(',' | ';') | What::Function(Function::Conjunction | Function::Adversative) => parted = true,
            What::Mention(m) if text.mentions[*m as usize].kind == Type::Figure => return false,
            What::Verb(_) | What::Phrase(_) | What::Mark(':' | '(' | ')') => return false,
            What::Function(Function::Relative | Function::Subordinator) => return false,
            // what the first figure counts may stand there, not what the second measures
            What::Noun(n) if parted && (n.relation.is_some() || n.class.has(WordClass::AMOUNT)) => {
                return at + 1 < figure && n.class.has(WordClass::OWNED) && n.relation.is_none();
            }
            _ => {}
        }
    }
    parted
}

/// Gives a figure's fact what it shares with the one beside it: of whom it is told, of which chips, and who says so.
pub(super) fn share_who(
    text: &Text<'_>,
    parsed: &Parsed,
    figure: usize,
    beside: Beside,
    prior: &Fact,
    fact: &mut Fact,
) {
    if fact.source.is_empty() && fact.rules.source != super::source::AWAITED {
        fact.source.clone_from(&prior.source);
        fact.rules.source = RULE;
    }
    if (beside.compared || beside.moved) && fact.company.is_empty() {
        fact.company.clone_from(&prior.company);
        fact.rules.company = RULE;
    }
    if beside.apposed {
        (fact.company, fact.chip) = (prior.company.clone(), prior.chip.clone());
        (fact.rules.company, fact.rules.chip) = (RULE, RULE);
    }
    if beside.from_to {
        for (slot, told, rule) in [
            (&mut fact.company, &prior.company, &mut fact.rules.company),
            (&mut fact.chip, &prior.chip, &mut fact.rules.chip),
        ] {
            if !told.is_empty() {
                slot.clone_from(told);
                *rule = RULE;
            }
        }
    }
    if beside.moved || beside.apposed {
        return;
    }
    if beside.converts() && fact.chip.is_empty() {
        (fact.chip, fact.rules.chip) = (prior.chip.clone(), RULE);
    }
    if beside.compared {
        return;
    }
    // «Bloomberg parla di 800.000, Reuters di 1,6 milioni»: another who tells
    let tells = !fact.company.is_empty() && fact.company.iter().all(|f| text.observes(f.entity));
    if tells && prior.source.iter().any(|f| text.observes(f.entity)) {
        fact.source = std::mem::replace(&mut fact.company, prior.company.clone());
        (fact.rules.source, fact.rules.company) = (RULE, RULE);
    }
    let bare = !(figure + 1..parsed.items.len().min(figure + 3)).any(|i| matches!(parsed.items[i].what, What::Noun(_)));
    let device = |f: &Fact| unit_of(text.mentions, f).is_some_and(|u| text.lexicons.units[u as usize].device);
    if fact.chip.is_empty()
        && (bare && unit_of(text.mentions, fact) == unit_of(text.mentions, prior) || device(fact) && device(prior))
    {
        fact.chip.clone_from(&prior.chip);
        fact.rules.chip = RULE;
    }
    if fact.company.is_empty() && (bare || beside.joined) {
        fact.company.clone_from(&prior.company);
        fact.rules.company = RULE;
    }
}

/// The same of the relation, the other party and what is counted.
pub(super) fn share_what(text: &Text<'_>, beside: Beside, prior: &Fact, fact: &mut Fact) {
    let deal = text.relations.trades(prior.relation) || text.relations.deals(prior.relation);
    if beside.apposed && deal || beside.converts() {
        (fact.relation, fact.rules.relation) = (prior.relation, RULE);
    }
    let known = &text.relations;
    let says_little = |r: RelationId| [known.grow, known.fall, known.plan, known.other].contains(&r);
    let like = unit_of(text.mentions, fact) == unit_of(text.mentions, prior);
    // «il prezzo obiettivo da 175 a 250 dollari»; «1,2 miliardi, contro gli 1,4 del secondo trimestre»: what was, was the same
    let own = [super::relation::MOVES, super::relation::BELOW_NOUGHT].contains(&fact.rules.relation);
    let told = !own && !says_little(prior.relation);
    if told && like && (beside.from_to || beside.compared && says_little(fact.relation)) {
        (fact.relation, fact.rules.relation) = (prior.relation, RULE);
    }
    if beside.from_to && !prior.company.is_empty() {
        (fact.counterparty, fact.rules.counterparty) = (prior.counterparty.clone(), RULE);
    }
    if (beside.from_to || beside.compared && like) && fact.of.is_none() {
        (fact.of, fact.rules.of) = (prior.of, RULE);
    }
    if !beside.converts() {
        return;
    }
    if fact.counterparty.is_empty() {
        (fact.counterparty, fact.rules.counterparty) = (prior.counterparty.clone(), RULE);
    }
    if fact.of.is_none() {
        (fact.of, fact.rules.of) = (prior.of, RULE);
    }
}

/// The same of where and when that was, and how sure it is.
pub(super) fn share_how(beside: Beside, prior: &Fact, fact: &mut Fact) {
    if beside.moved || beside.apposed {
        return;
    }
    if beside.converts() {
        if fact.place.is_empty() {
            (fact.place, fact.rules.place) = (prior.place.clone(), RULE);
        }
        if fact.date.is_none() {
            (fact.date, fact.rules.date) = (prior.date, RULE);
        }
    }
    if beside.compared {
        // what was is no plan, whatever it is compared with
        let expected = fact.certainty == Certainty::Reported;
        let told = matches!(prior.certainty, Certainty::Reported) || !fact.source.is_empty() || expected;
        fact.certainty = if told { Certainty::Reported } else { Certainty::Asserted };
        fact.rules.certainty = "compared";
    } else if prior.certainty > fact.certainty && !(prior.certainty == Certainty::Negated && beside.opposed) {
        (fact.certainty, fact.rules.certainty) = (prior.certainty, RULE);
    }
}
