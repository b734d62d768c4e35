//! The chips a deal, a price or a toll is of, where the figure's own words name none: those the sentence or the one before speaks of.

use super::told::{made, spoken_of};
use super::{Answer, Asked};
use crate::fact::parse::{Hang, Item, What};
use crate::fact::source::ancestors;
use crate::fact::{Fillers, mind};
use crate::lexicon::{Function, RelationId, UnitKind, WordClass, WordRole};
use crate::mention::Type;
use smallvec::smallvec;

impl Asked<'_> {
    /// The relation item `at` carries.
    fn relation(&self, at: usize) -> Option<RelationId> {
        match &self.items[at].what {
            What::Verb(v) => v.relation,
            What::Noun(n) | What::Phrase(n) => n.relation,
            _ => None,
        }
    }

    /// The chips the sentence names last before item `at`, other than as a measure; none where it names one only later; else the chip
    /// the last sentence spoke of.
    fn chips_so_far(&self, at: usize) -> Option<Fillers> {
        spoken_of(self, at)
    }

    /// The article's one chip.
    fn product(&self) -> Option<Fillers> {
        self.text.about.product.map(|p| smallvec![p])
    }
}

/// Technical data that are a limit, and no chip's: «sotto la soglia di 1,4 TB/s».
pub(super) fn limit(asked: &Asked<'_>) -> Option<Answer> {
    let Asked { text, items, figure, .. } = *asked;
    let of = figure > 1 && matches!(items[figure - 1].what, What::Preposition("di"));
    let threshold = of && text.has_role(items[figure - 2].first, WordRole::Threshold);
    (asked.data() && threshold).then(|| (Fillers::new(), "limit"))
}

/// The rule of chips that are sold on.
pub(in crate::fact) const PASSED_ON: &str = "passed on";

/// How many clauses up the sale of what is paid for may stand.
const RESOLD_ABOVE: usize = 2;

/// The chips a clause above passes on by a pronoun, where the figure tells what was paid for them, or how many carriers of them that
/// buys: «ha comprato i GB200 e li ha rivenduti a Indosat, che ha pagato 100 milioni per 32 rack».
pub(super) fn passed_on(asked: &Asked<'_>) -> Option<Answer> {
    let Asked { text, parsed, items, figure, clause, .. } = *asked;
    let known = text.relations;
    let carrier = asked.unit.is_none() && text.has_role(items.get(figure + 1)?.first, WordRole::Carrier);
    let verb = parsed.clauses[clause].verb.filter(|&v| v < figure)?;
    let pays = asked.relation(verb).is_some_and(|r| known.trades(r) || r == known.invest);
    if !(pays && (asked.unit == Some(UnitKind::Money) || carrier)) {
        return None;
    }
    let up = ancestors(&parsed.clauses, clause).skip(1).take(RESOLD_ABOVE).find(|&c| {
        let traded = parsed.clauses[c].verb.filter(|&v| asked.relation(v).is_some_and(|r| known.trades(r)));
        traded.is_some_and(|v| v > 0 && of_chips(asked, v - 1))
    })?;
    let start = parsed.clauses[up].reach.start;
    asked.chips_so_far(start).map(|chips| (chips, PASSED_ON))
}

/// Whether item `at` is the pronoun of an object that may be chips: «li», «le».
fn of_chips(asked: &Asked<'_>, at: usize) -> bool {
    let first = asked.items[at].first;
    asked.text.has_role(first, WordRole::Object) && !asked.text.has_role(first, WordRole::Neuter)
}

/// From how many on chips without a name are those spoken of.
const MANY: f64 = 10.0;

/// Firms whose chips these may be.
const MAKERS: [&str; 2] = ["chipmaker", "foundry"];

/// The chip spoken of, where the figure counts chips and no word says of which kind or make: «avrebbe preteso 300.000 schede», in an
/// article about one chip; «Ogni rack contiene 72 GPU», after a sentence on the GB200.
pub(super) fn unnamed(asked: &Asked<'_>) -> Option<Answer> {
    let Asked { text, parsed, items, figure, clause, .. } = *asked;
    let noun = figure + 1 + usize::from(matches!(asked.what(figure + 1), Some(What::Preposition("di"))));
    let counted =
        asked.unit.is_none() && matches!(asked.what(noun), Some(What::Noun(n)) if n.class.has(WordClass::CHIP));
    // «4 milioni di acceleratori venduti nel Paese», «100.000 GPU l'una»
    let bare = || {
        asked.what(noun + 1).is_none_or(|w| {
            matches!(w, What::Preposition("entro" | "a" | "per" | "in" | "da") | What::Mark(',' | '.' | ';'))
        })
    };
    // «due generazioni», «migliaia di schede»: none in particular
    let many = asked.quantity.value.is_some_and(|v| v >= MANY);
    // «ha ordinato a Cambricon 200.000 acceleratori»: another maker's
    let owner = text.about.product.and_then(|p| text.lexicons.entity(p.entity).owner);
    let maker = |e| Some(e) != owner && MAKERS.iter().any(|kind| text.lexicons.entity(e).is(kind));
    let here = || items.iter().filter(|i| i.clause == clause && text.is_firm(i));
    let others = || here().filter_map(|i| text.mention(i)?.entity()).any(maker);
    if !counted || !many || others() || made(asked) || !parsed.chips.is_empty() || !bare() {
        return None;
    }
    // «i data center da 100.000 GPU»: of a kind
    if matches!(asked.what(figure.wrapping_sub(1)), Some(What::Preposition("da" | "con" | "a"))) {
        return None;
    }
    let each = items[..figure].iter().any(|i| text.has_role(i.first, WordRole::Carrier));
    // «Meta avrà 600.000 GPU»: whoever has some need not have these
    let known = text.relations;
    let dealt = |i: usize| match &items[i].what {
        What::Noun(n) if n.class.has(WordClass::OWNED) && n.relation == Some(known.own) => true,
        _ => asked.relation(i).is_some_and(|r| known.trades(r) || r == known.acquire),
    };
    let deal = || (0..figure).any(|i| items[i].clause == clause && dealt(i));
    let chips = match each {
        true => asked.chips_so_far(figure),
        false => asked.product().filter(|_| deal()),
    };
    chips.map(|c| (c, "unnamed"))
}

/// The chip the last sentence was about, where a clause without a subject tells its price or data: «Costerebbe 50.000 yuan».
pub(super) fn dropped(asked: &Asked<'_>) -> Option<Answer> {
    let Asked { text, parsed, items, figure, clause, subject, .. } = *asked;
    let this = &parsed.clauses[clause];
    let verb = this.verb.filter(|&v| v < figure)?;
    let What::Verb(v) = &items[verb].what else { return None };
    let alone = subject.item.is_none() && parsed.chips.iter().all(|&i| i > figure) && text.mind.topic_subject;
    let own = matches!(this.hang, Hang::Main) && v.finite() && v.person == 3 && !v.plural;
    let told = match asked.unit? {
        UnitKind::Money => v.relation == Some(text.relations.worth),
        UnitKind::Measure => v.relation != Some(text.relations.invest),
        _ => false,
    };
    let reflexive = verb > 0 && text.has_role(items[verb - 1].first, WordRole::Reflexive);
    (alone && own && told && !reflexive && !text.mind.topic.is_empty()).then(|| (text.mind.topic.clone(), "dropped"))
}

/// The chips of the price beside it, which the figure tells in other money, or how much above another that is: «3 milioni di yuan, cioè
/// 489.000 dollari: il 50% in più».
pub(super) fn restated(asked: &Asked<'_>) -> Option<Answer> {
    let Asked { text, parsed, items, figure, story, .. } = *asked;
    let before = parsed.figure_before(figure)?;
    let unit = |i: usize| text.figure_of(&items[i]).and_then(|f| f.unit);
    if text.unit_kind(&items[before]) != Some(UnitKind::Money) || story.chip.is_empty() {
        return None;
    }
    // of this sentence, or of the list it is a line of
    let told = |e| story.chip.iter().any(|c| Some(c.entity) == e);
    let here = parsed.chips.iter().any(|&i| i < before && told(text.mention(&items[i]).and_then(|m| m.entity())));
    let listed = mind::bullet(items) && told(text.about.product.map(|p| p.entity));
    let between = &items[before + 1..figure];
    let more = asked.unit == Some(UnitKind::Percent)
        && matches!(asked.what(figure + 1), Some(What::Preposition("in")))
        && items.get(figure + 2).is_some_and(|i| text.has_role(i.first, WordRole::Degree));
    let other = asked.unit == Some(UnitKind::Money) && unit(before) != unit(figure);
    let named = |i: &Item| text.is_firm(i) || matches!(i.what, What::Verb(_) | What::Noun(_) | What::Mark(';'));
    let beside = between.first().is_some_and(|i| matches!(i.what, What::Mark(',' | '(' | ':')));
    ((here || listed) && (more || other) && beside && !between.iter().any(named))
        .then(|| (story.chip.clone(), "restated"))
}

/// The rule of a part of what chips bring in, paid for the leave to sell them.
pub(in crate::fact) const TOLL: &str = "toll";

/// How far from the figure whom it is paid to may stand.
const PAID_TO: usize = 8;

/// The chips a government lets be sold for a part of what they bring in: «ha riavuto le licenze promettendo a Washington il 15% dei
/// ricavi», after a sentence on the H20; «il 25% degli incassi andrà al Tesoro».
pub(super) fn toll(asked: &Asked<'_>) -> Option<Answer> {
    let Asked { text, parsed, items, figure, .. } = *asked;
    let known = text.relations;
    if asked.unit != Some(UnitKind::Percent) || asked.quantity.direction.is_some() {
        return None;
    }
    let of = matches!(asked.what(figure + 1)?, What::Preposition("di"));
    let income =
        |at: usize| at < items.len() && asked.relation(at).is_some_and(|r| [known.earn, known.sell].contains(&r));
    let taken =
        of && (income(figure + 2) || income(figure + 3) && text.has_role(items[figure + 2].first, WordRole::AsMuch));
    let state = |i: usize| {
        let power = text.is_kind(&items[i], Type::Institution)
            || text.is_kind(&items[i], Type::Place)
            || text.has_role(items[i].first, WordRole::Treasury);
        power && text.governor(items, i) == Some("a")
    };
    // «in cambio del 25% degli incassi»
    let paid = || (figure.saturating_sub(PAID_TO)..figure).any(state);
    let allowed = || (0..figure).any(|i| asked.relation(i) == Some(known.authorize));
    if !taken || !(paid() || allowed()) {
        return None;
    }
    // «il 15% di quanto incassano con gli H20»
    let with = (figure + 2..items.len().min(figure + PAID_TO)).find(|&i| asked.is_chip(i));
    if let Some(at) = with.filter(|&i| matches!(text.governor(items, i), Some("con" | "da" | "di" | "su"))) {
        return Some(asked.chips(at, TOLL));
    }
    // «E l'H20? …»: in the sentences after, only where a question set what they are about
    let asked_about = text.mind.topic_asked && text.mind.topic_age == 0;
    let here = parsed.chips.first().is_some_and(|&i| i < figure);
    (here || asked_about).then(|| asked.chips_so_far(figure))?.map(|chips| (chips, TOLL))
}

/// The chips the sentence names before, where the clause's subject is a noun of their trade alone: «può vendere l'H200, purché le consegne
/// non superino la metà».
pub(super) fn of_trade(asked: &Asked<'_>) -> Option<Answer> {
    let Asked { text, parsed, items, clause, subject, .. } = *asked;
    let known = text.relations;
    let noun = subject.item.filter(|&s| items[s].clause == clause)?;
    let verb = parsed.clauses[clause].verb.filter(|&v| v > noun)?;
    let trade = matches!(&items[noun].what, What::Noun(n) if n.relation.is_some_and(|r| [known.deliver, known.order, known.export].contains(&r)));
    // «le consegne di iPhone», «le consegne in Cina»
    let alone = !items[noun + 1..verb]
        .iter()
        .any(|i| matches!(i.what, What::Preposition("di") | What::Noun(_) | What::Verb(_)) || text.is_firm(i));
    let part = asked.unit == Some(UnitKind::Percent) && asked.quantity.direction.is_none();
    (trade && alone && part).then(|| asked.chips_so_far(noun))?.map(|chips| (chips, "of trade"))
}

/// The chips the sentence says are stopped, where the figure is what that costs: «hanno fermato gli H20, e Nvidia ci ha rimesso 4,5
/// miliardi», «ha bloccato anche questo modello, costringendola a una svalutazione da 4,5 miliardi».
pub(super) fn written_off(asked: &Asked<'_>) -> Option<Answer> {
    let Asked { text, parsed, items, figure, clause, .. } = *asked;
    let known = text.relations;
    if asked.unit != Some(UnitKind::Money) {
        return None;
    }
    let noun = items[..figure].iter().rev().take(3).any(|i| text.has_role(i.first, WordRole::WriteDown));
    let verb = parsed.clauses[clause].verb.filter(|&v| v > 0 && v < figure && asked.relation(v) == Some(known.lose));
    let lost = verb.is_some_and(|v| [v - 1, v].iter().any(|&i| text.has_role(items[i].first, WordRole::WithIt)));
    let start = verb.unwrap_or(figure);
    let stopped = || (0..start).any(|i| asked.relation(i) == Some(known.ban));
    if !(noun || lost) || !stopped() {
        return None;
    }
    let joint = |i: &&Item| matches!(i.what, What::Function(Function::Adversative));
    if items[..figure].iter().rev().take(8).find(joint).is_some() {
        return None;
    }
    asked.chips_so_far(start).map(|chips| (chips, "written off"))
}
