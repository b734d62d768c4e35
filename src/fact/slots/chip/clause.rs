//! The chips of a figure's clause, of the one it hangs on, of its sentence.

use super::list::others_chip;
use super::told::definite;
use super::{Answer, Asked};
use crate::fact::parse::{Hang, Item, What};
use crate::fact::source::ancestors;
use crate::fact::text::OBJECT;
use crate::fact::{Fillers, Text, subject as subjects};
use crate::lexicon::{Function, UnitKind, WordClass};

/// How many items after the verb of a duty the chip it is laid on may stand.
const TAXED_REACH: usize = 6;

/// The chip a duty is laid on, where the figure tells how high it is: «La tariffa del 25% riguarda H200 e MI308».
pub(super) fn taxed(asked: &Asked<'_>) -> Option<Answer> {
    let Asked { text, parsed, items, figure, clause, .. } = *asked;
    let percent = asked.unit == Some(UnitKind::Percent);
    let verb = parsed.clauses[clause].verb.filter(|&v| v > figure && percent)?;
    let duty = |i: &Item| matches!(&i.what, What::Noun(n) if n.relation == Some(text.relations.tax));
    let own = items[..figure].iter().rev().take(3).any(duty)
        && !items[figure + 1..verb].iter().any(|i| matches!(i.what, What::Verb(_) | What::Mark(_)));
    // its object, or what it lies on
    let small = |i: &Item| {
        matches!(i.what, What::Function(_) | What::Preposition("a" | "su") | What::Word | What::Noun(_))
            || text.is_firm(i)
    };
    let chip = (verb + 1..items.len()).take(TAXED_REACH).find(|&i| !small(&items[i]))?;
    (own && items[chip].clause == clause && asked.is_chip(chip)).then(|| asked.chips(chip, "taxed"))
}

/// How many items a noun of chips and the name in apposition to it may take: «il suo processore di punta, AmpereOne».
const NAMED_REACH: usize = 5;

/// The chip the noun at item `at`, a subject, names: «l'H20», «il nuovo chip Blackwell», «il suo processore, AmpereOne».
fn named(asked: &Asked<'_>, at: usize) -> Option<usize> {
    let items = asked.items;
    // «la versione dell'H20 veniva proposta a 880.000 yuan»
    let of = matches!(items[at].what, What::Noun(_) | What::Word)
        && matches!(asked.what(at + 1), Some(What::Preposition("di")));
    if of && !asked.share() && asked.is_chip(at + 2) {
        return Some(at + 2);
    }
    let noun = matches!(&items[at].what, What::Noun(n) if n.class.has(WordClass::CHIP));
    let reach = match items[at].clause == asked.clause {
        _ if !noun => 1,
        true => NAMED_REACH,
        false => 3,
    };
    (at..items.len().min(at + reach))
        .take_while(|&i| !matches!(items[i].what, What::Verb(_)))
        .find(|&i| asked.is_chip(i) && !(asked.phrase.of_chips && others_chip(asked, i)))
}

/// Where the figure counts something else, the chip that is the clause's subject, whose parts these are: «il suo processore, AmpereOne,
/// arriva a 192 core»; or none.
pub(super) fn other_head(asked: &Asked<'_>) -> Option<Answer> {
    if asked.unit.is_some() || !asked.phrase.of_others || asked.quantity.ellipsis {
        return None;
    }
    let subject = asked.subject.item.filter(|&s| asked.items[s].clause == asked.clause);
    Some(match subject.and_then(|s| named(asked, s)) {
        Some(at) => asked.chips(at, "clause"),
        None => definite(asked).unwrap_or((Fillers::new(), "other head")),
    })
}

/// Units of power only sites take.
const SITE_POWER: [&str; 2] = ["GW", "MW"];

/// The chip nearest before the figure in its clause; past another figure only as the clause's subject.
pub(super) fn before(asked: &Asked<'_>) -> Option<Answer> {
    let Asked { text, parsed, items, figure, clause, .. } = *asked;
    // «Un server con otto H200, che valeva 1 milione, costa 2 milioni»: what a relative clause tells lies aside
    let coordinated = |i: usize| {
        matches!(&items[i].what, What::Verb(v) if v.infinitive())
            && items[..i].iter().rev().take(2).any(|b| matches!(b.what, What::Function(Function::Conjunction)))
    };
    // «un banco DDR5 da 32 GB costa 326 dollari»: the price of what is so large
    let size = |i: usize| {
        let device =
            || text.figure_of(&items[i]).and_then(|f| f.unit).is_some_and(|u| text.lexicons.units[u as usize].device);
        asked.unit == Some(UnitKind::Money)
            && i > 0
            && matches!(items[i - 1].what, What::Preposition("da" | "con"))
            && device()
    };
    let at = (parsed.chips.first().copied().unwrap_or(figure)..figure)
        .rev()
        .take_while(|&i| !(text.figure_item(&items[i]) && items[i].clause == clause && !size(i) || coordinated(i)))
        .find(|&i| items[i].clause == clause && asked.is_chip(i) && own_chip(asked, i))?;
    // «ha tagliato le tariffe della H200 del 25%»
    let amount = |i: &Item| matches!(&i.what, What::Noun(n) if n.class.has(WordClass::AMOUNT));
    let governor = text.governor(items, at);
    let of_amount = || governor == Some("di") && items[..at].iter().rev().take(4).any(amount);
    // «su ogni H200 venduta il governo tratterrà il 25%»
    let on = governor == Some("su");
    let is_subject = || asked.subject.item.is_some_and(|s| s == at || (s < at && at < s + 6));
    // «il campus, da cinque gigawatt»: the power of a site is no chip's, but where its chips are bought by it
    let site = asked.quantity.unit.is_some_and(|u| SITE_POWER.contains(&text.lexicons.units[u as usize].id.as_str()))
        && governor != Some("di")
        && !parsed.clauses[clause].verb.is_some_and(
            |v| matches!(&items[v].what, What::Verb(v) if v.relation.is_some_and(|r| text.relations.trades(r))),
        );
    if site && !is_subject() {
        return None;
    }
    (!asked.share() || on || of_amount() || is_subject() || charged(asked, at)).then(|| asked.chips(at, "clause"))
}

/// A sum spent beside the chips that are counted, and not on them: «addestrato con 10.000 H800 e una spesa di 5,6 milioni».
pub(super) fn spent_beside(asked: &Asked<'_>) -> Option<Answer> {
    let Asked { text, parsed, items, figure, .. } = *asked;
    let count = parsed.figure_before(figure).filter(|_| asked.unit == Some(UnitKind::Money))?;
    let chip = (count + 1..figure).take(4).find(|&i| asked.is_chip(i))?;
    let joined = matches!(asked.what(chip + 1)?, What::Function(Function::Conjunction));
    let spent = |i: &Item| matches!(&i.what, What::Noun(n) if n.relation == Some(text.relations.invest));
    let between = &items[chip + 1..figure];
    let verb = between.iter().any(|i| matches!(i.what, What::Verb(_) | What::Mark(_)));
    (text.unit_kind(&items[count]).is_none() && joined && !verb && between.iter().any(spent))
        .then(|| (Fillers::new(), "spent beside"))
}

/// Whether the share is of the price or the duty at which the chip at item `at` is sold: «ha proposto l'Ascend 910C, a un prezzo inferiore del
/// 30%», «può esportare gli H200, con un prelievo del 25%».
fn charged(asked: &Asked<'_>, at: usize) -> bool {
    let Asked { text, items, figure, .. } = *asked;
    let charge = |i: usize| {
        let relation = matches!(&items[i].what, What::Noun(n) if n.relation.is_some_and(|r| [text.relations.worth, text.relations.tax].contains(&r)));
        relation && matches!(text.governor(items, i), Some("a" | "con"))
    };
    let object = matches!(text.governor(items, at), None | Some(OBJECT));
    object && (at + 1..figure).any(charge) && !items[at + 1..figure].iter().any(|i| matches!(i.what, What::Verb(_)))
}

/// The chips whose sales bring in what the figure before them tells: «un giro d'affari di 900 milioni nel 2026 dalle forniture di Gaudi 3».
pub(super) fn sales_of(asked: &Asked<'_>) -> Option<Answer> {
    let Asked { text, parsed, items, figure, clause, .. } = *asked;
    let known = text.relations;
    let sale = |i: &usize| {
        let sold = matches!(&items[*i].what, What::Noun(n) if n.relation.is_some_and(|r| [known.sell, known.deliver, known.export].contains(&r)));
        sold && text.governor(items, *i) == Some("da")
    };
    let earned = asked.unit == Some(UnitKind::Money)
        && items[..figure].iter().rev().take(SALES_REACH).any(|i| text.is_result(i));
    let noun = (figure + 1..items.len()).take(SALES_REACH).take_while(|&i| items[i].clause == clause).find(sale)?;
    let of = matches!(asked.what(noun + 1), Some(What::Preposition("di"))) && earned;
    let chip = parsed.chips.iter().copied().find(|&c| c > noun).filter(|c| of && c - noun <= 4)?;
    (text.governor(items, chip) == Some("di")).then(|| asked.chips(chip, "clause"))
}

/// How many items after a sum the chips it is paid for may stand.
const PAID_REACH: usize = 16;

/// The chips a sum is paid for: «ha speso 1,4 miliardi per 130.000 pezzi della H20», «un contratto da 16,5 miliardi per la produzione
/// dell'AI6»; not «per chiudere l'indagine sull'Ascend».
pub(super) fn paid_for(asked: &Asked<'_>) -> Option<Answer> {
    let Asked { text, parsed, items, figure, clause, .. } = *asked;
    let chip = parsed.chips.first().copied().filter(|&c| c > figure && c - figure <= PAID_REACH)?;
    let by = (figure + 1..chip).rev().find(|&i| matches!(items[i].what, What::Preposition("per")))?;
    let counted = |i: &Item| text.figure_item(i) && text.unit_kind(i).is_none();
    let phrase = |i: &Item| match i.what {
        What::Noun(_) | What::Word | What::Preposition("di") => true,
        What::Function(f) => matches!(f, Function::Article | Function::Adverb),
        _ => counted(i),
    };
    let apart = |i: &Item| matches!(&i.what, What::Verb(v) if v.finite() || v.infinitive()) || text.figure_item(i);
    let own = asked.unit == Some(UnitKind::Money)
        && items[chip].clause == clause
        && items[by + 1..chip].iter().all(phrase)
        && !items[figure + 1..by].iter().any(apart);
    own.then(|| asked.chips(chip, "clause"))
}

/// How many items before or after a sum what was sold, and what that brought in, may stand.
const SALES_REACH: usize = 6;

/// Whether the chip at item `at` may be the figure's: neither what another is measured by, nor a memory counted by itself, nor, as in
/// «e 3.600 GPU Nvidia», another maker's.
fn own_chip(asked: &Asked<'_>, at: usize) -> bool {
    let Asked { text, items, .. } = *asked;
    !(text.measure_of(items, at) && !priced_beside(asked, at)
        || counted_memory(text, items, at)
        || asked.phrase.of_chips && others_chip(asked, at))
}

/// Whether the figure prices the chip at item `at`, with which another before it is compared: «costa 14.000 dollari rispetto alla RTX 5090,
/// in vendita a 7.000».
fn priced_beside(asked: &Asked<'_>, at: usize) -> bool {
    let Asked { text, parsed, items, .. } = *asked;
    let money = |f: usize| text.unit_kind(&items[f]) == Some(UnitKind::Money);
    asked.unit == Some(UnitKind::Money) && parsed.figure_before(at).is_some_and(money)
}

/// Whether the chip at item `at` is a memory that a figure before it counts, and so no device of its own: «512 GB di memoria DDR5».
fn counted_memory(text: &Text<'_>, items: &[Item], at: usize) -> bool {
    let memory =
        text.mention(&items[at]).and_then(|m| m.entity()).is_some_and(|e| text.lexicons.entity(e).is("memory"));
    let phrase = items[..at].iter().rev().take(4).take_while(|i| {
        matches!(i.what, What::Noun(_) | What::Word | What::Preposition("di") | What::Function(Function::Article))
            || text.figure_item(i)
    });
    let device =
        |i: &Item| text.figure_of(i).and_then(|f| f.unit).is_some_and(|u| text.lexicons.units[u as usize].device);
    memory && phrase.into_iter().any(device)
}

/// The chip the subject names: «l'H20», «il nuovo chip Blackwell».
pub(super) fn subject(asked: &Asked<'_>) -> Option<Answer> {
    let at = asked.subject.item.and_then(|s| named(asked, s))?;
    Some(asked.chips(at, "clause"))
}

/// The chip a relative clause hangs on.
pub(super) fn relative(asked: &Asked<'_>) -> Option<Answer> {
    let Hang::Relative(Some(antecedent)) = asked.parsed.clauses[asked.clause].hang else { return None };
    asked.is_chip(antecedent).then(|| asked.chips(antecedent, "clause"))
}

/// The chip that is the subject of the clause above, where a relative clause tells of an amount: «la H20 è prodotta da Tsmc, con una resa
/// che arriva al 40%».
pub(super) fn subject_above(asked: &Asked<'_>) -> Option<Answer> {
    let Asked { text, parsed, items, clause, .. } = *asked;
    let Hang::Relative(Some(antecedent)) = parsed.clauses[clause].hang else { return None };
    let amount = matches!(&items[antecedent].what, What::Noun(n) if n.class.has(WordClass::AMOUNT));
    let above = parsed.clauses[clause].parent.filter(|_| amount)?;
    let subject = subjects::subject(text, parsed, above, &[]).item.filter(|&s| s < antecedent)?;
    named(asked, subject).map(|at| asked.chips(at, "clause above"))
}

/// The chip that is the subject of the clause before, where this one tells of its price or yield: «Il Siyuan 690 è fatto da Hua Hong, ma la resa
/// è del 30%».
pub(super) fn of_subject_before(asked: &Asked<'_>) -> Option<Answer> {
    let Asked { text, parsed, items, clause, .. } = *asked;
    let noun = asked.subject.item.filter(|&s| items[s].clause == clause)?;
    let of_it = matches!(&items[noun].what, What::Noun(n) if n.class.has(WordClass::AMOUNT)
        && n.relation.is_some_and(|r| [text.relations.worth, text.relations.produce].contains(&r)));
    let the = noun > 0 && matches!(items[noun - 1].what, What::Function(Function::Article));
    let bare = !matches!(asked.what(noun + 1)?, What::Preposition(_) | What::Mention(_));
    let before = parsed.clauses[clause].parent.filter(|_| parsed.clauses[clause].hang == Hang::Coordinate)?;
    let subject = subjects::subject(text, parsed, before, &[]).item.filter(|&s| s < noun && asked.is_chip(s))?;
    (of_it && the && bare).then(|| asked.chips(subject, "clause above"))
}

/// The chips whose sale the clause above tells of, where the share is one of what they bring in: «può vendere gli H200 in Cina,
/// trattenendo il 25% degli incassi», «ma verserà il 25% dei ricavi», «non vende H20, benché Trump l'abbia permesso per il 15% degli incassi».
pub(super) fn sold_above(asked: &Asked<'_>) -> Option<Answer> {
    let Asked { text, parsed, items, figure, clause, .. } = *asked;
    let this = &parsed.clauses[clause];
    let known = &text.relations;
    // «potrà vendere l'H200, con una quota per il governo che sale al 25%»
    let quota = match this.hang {
        Hang::Relative(Some(a)) => {
            matches!(&items[a].what, What::Noun(n) if n.class.has(WordClass::AMOUNT))
                && (a.saturating_sub(2)..=a).any(|i| text.governor(items, i) == Some("con"))
        }
        _ => false,
    };
    let goes_on = asked.share() && (quota || matches!(this.hang, Hang::Gerund | Hang::Coordinate | Hang::Subordinate));
    let told = |up: &usize| parsed.clauses[*up].verb.is_some();
    let up = ancestors(&parsed.clauses, clause).skip(1).find(told).filter(|_| goes_on)?;
    let of = matches!(asked.what(figure + 1), Some(What::Preposition("di")));
    let income = of
        && matches!(asked.what(figure + 2), Some(What::Noun(n)) if n.relation.is_some_and(|r| [known.earn, known.sell].contains(&r)));
    let sells = |i: usize| {
        let relation = match &items[i].what {
            What::Verb(v) => v.relation,
            What::Noun(n) => n.relation,
            _ => None,
        };
        items[i].clause == up && relation.is_some_and(|r| [known.sell, known.export, known.deliver].contains(&r))
    };
    if !(quota || income) || !(parsed.clauses[up].reach.start..figure).any(sells) {
        return None;
    }
    let at = parsed.chips.iter().copied().find(|&i| i < figure && items[i].clause == up)?;
    Some(asked.chips(at, "clause above"))
}

/// What a power is built of: «la prima tranche, da 1 gigawatt, sarà basata sulla MI450».
pub(super) fn built_of(asked: &Asked<'_>) -> Option<Answer> {
    let Asked { text, items, figure, clause, .. } = *asked;
    if asked.unit != Some(UnitKind::Measure) {
        return None;
    }
    let at = (figure + 1..items.len())
        .take_while(|&i| !text.figure_item(&items[i]))
        .find(|&i| items[i].clause == clause && asked.is_chip(i))?;
    matches!(text.governor(items, at), Some("su" | "con" | "di")).then(|| asked.chips(at, "built of"))
}

/// The chip nearest before technical data in the sentence: «il sistema, che riunisce 384 Ascend 910C, arriva a 300 PFLOPS».
pub(super) fn sentence(asked: &Asked<'_>) -> Option<Answer> {
    if !asked.data() {
        return None;
    }
    // «Baidu vuole consegnare 120.000 P800, sebbene le linee a 7 nm di SMIC siano impegnate»: what a firm works by
    let clause = &asked.parsed.clauses[asked.clause];
    let apart = asked.node()
        && asked
            .subject
            .item
            .is_some_and(|s| asked.items[s].clause == asked.clause && !asked.text.of_chips(&asked.items[s]))
        && !matches!(clause.hang, Hang::Relative(Some(on)) if asked.is_chip(on));
    let near = |i: usize| !apart || asked.items[i].clause == asked.clause;
    let mut part = (0..asked.figure).rev().take_while(|&i| !matches!(asked.items[i].what, What::Mark(';')));
    let at = part.find(|&i| asked.is_chip(i) && own_chip(asked, i) && !bracketed_off(asked, i))?;
    near(at).then(|| asked.chips(at, "sentence"))
}

/// Whether the chip at item `at` is closed off from the figure: in a bracket that ends before it.
fn bracketed_off(asked: &Asked<'_>, at: usize) -> bool {
    let Asked { parsed, items, figure, clause, .. } = *asked;
    parsed.clauses[items[at].clause].hang == Hang::Bracket
        && items[at].clause != clause
        && items[at..figure].iter().any(|i| matches!(i.what, What::Mark(')' | ']')))
}
