//! Parts of something: of a market, of what a firm takes in, which a government may want.

use super::{Answer, Asked};
use crate::fact::parse::{Item, What};
use crate::fact::slots;
use crate::lexicon::{Function, RelationId, UnitKind, WordClass, WordRole};
use crate::mention::Type;

/// The rule of a figure that tells the same of another.
pub(in crate::fact) const LIKE_THE_ONE_BEFORE: &str = "like the one before";

/// A share that goes to a government, or is paid for its leave.
pub(super) fn levied(asked: &Asked<'_>) -> Option<Answer> {
    (asked.percent() && (to_the_state(asked) || buys_leave(asked) || paid(asked)))
        .then_some((asked.known.tax, "levied"))
}

/// Whether a share is paid, and of what is not said: «chi importa paga il 25%»; not «pagano il 20% in più».
fn paid(asked: &Asked<'_>) -> bool {
    let more = matches!(asked.what(asked.figure + 1), Some(What::Preposition("in" | "per" | "di")));
    asked.paid() && !more && asked.near.is_none() && asked.after.is_none()
}

/// Whether a share of what a firm takes in goes to a government: «al Tesoro andrà il 25% degli incassi», «il governo tratterrà il 25%».
fn to_the_state(asked: &Asked<'_>) -> bool {
    let Asked { text, parsed, items, figure, clause, known, .. } = *asked;
    // «il 25% degli incassi sarà girato al governo»
    let state = |i: usize| {
        text.is_kind(&items[i], Type::Institution)
            && match text.governor(items, i) {
                None => i < figure,
                by => by == Some("a"),
            }
    };
    // «versare al Tesoro il 15% dei ricavi»
    let treasury = || {
        let mut here = parsed.clauses[clause].reach.clone();
        here.any(|i| text.has_role(items[i].first, WordRole::Treasury) && text.governor(items, i) == Some("a"))
    };
    // «verserà al governo il 25% dei ricavi»
    let pays = |r: RelationId| r == known.own || r == known.invest;
    // «il governo ha il 27%»: it only has it
    let verb = parsed.telling_before(figure).find_map(|i| match &items[i].what {
        What::Verb(v) => Some(v),
        _ => None,
    });
    let has = verb.is_some_and(|v| text.lexicons.verbs[v.verb as usize].id == "avere");
    let taken = asked.by_verb.is_none_or(pays) && !has;
    let of = items.get(figure + 1).is_none_or(|i| matches!(i.what, What::Mark(_)))
        || items[figure + 1..].iter().take(3).any(|i| text.is_result(i));
    taken && of && (parsed.names.iter().any(|&i| items[i].clause == clause && state(i)) || treasury())
}

/// Whether a share is paid to be let sell: «verserà il 15% per esportare l'MI308».
fn buys_leave(asked: &Asked<'_>) -> bool {
    let Asked { figure, known, .. } = *asked;
    let deal = |r: RelationId| r == known.sell || r == known.export;
    asked.verb_says(known.invest)
        && matches!(asked.what(figure + 1), Some(What::Preposition("per")))
        && matches!(asked.what(figure + 2), Some(What::Verb(v)) if v.infinitive() && v.relation.is_some_and(deal))
}

/// A part of the market is not bought, nor owned: «si è assicurata il 26% del mercato», «detiene il 30% del mercato».
pub(super) fn of_the_market(asked: &Asked<'_>) -> Option<Answer> {
    let Asked { text, items, figure, known, .. } = *asked;
    let had = asked.percent() && (asked.verb_says(known.buy) || asked.verb_says(known.own));
    let market = || items[figure + 1..].iter().take(3).any(|i| text.has_role(i.first, WordRole::Market));
    (had && market()).then_some((known.share, "part of the market"))
}

/// What the share before it is one of: «Nvidia ha il 92% del mercato, Amd si ferma all'8%», «il margine di Tsmc è al 60%, Samsung può
/// arrivare al 63%».
pub(super) fn like_the_one_before(asked: &Asked<'_>) -> Option<Answer> {
    let known = asked.known;
    let unsaid = asked.percent()
        && super::noun::own(asked).is_none()
        && asked.after.is_none()
        && asked.by_subject.is_none()
        && (asked.by_verb.is_none() || asked.light());
    let told = asked.told.same_unit.filter(|r| unsaid && [known.share, known.earn, known.sell].contains(r))?;
    Some((told, LIKE_THE_ONE_BEFORE))
}

/// A part of what comes after «di»: «il 20% di …».
pub(super) fn part_of(asked: &Asked<'_>) -> Option<Answer> {
    let part = asked.percent()
        && asked.by_verb.is_none()
        && asked.items[asked.figure + 1..].iter().take(2).any(|i| matches!(i.what, What::Preposition("di")));
    part.then_some((asked.known.share, "part of"))
}

/// A share whose verb does not say so is one of a market: where its clause says in which one («Nel mercato delle CPU AMD è salita al 25%»),
/// or a share told after it in the sentence does («Micron era al 25%, Samsung al 33% del mercato»).
pub(super) fn of_a_market(asked: &Asked<'_>) -> Option<Answer> {
    let Asked { text, parsed, items, figure, known, .. } = *asked;
    let level = asked.percent()
        && asked.told.company
        && asked.verb_only_moves()
        && matches!(asked.what_before(), Some(What::Preposition("a" | "da")));
    let market = |i: &Item| text.has_role(i.first, WordRole::Market);
    let here = || slots::market_before(text, items, figure).is_some_and(|m| text.governor(items, m) == Some("in"));
    let share = |f: usize| text.unit_kind(&items[f]) == Some(UnitKind::Percent);
    let after = || {
        let mut later = parsed.figures.iter().copied().filter(|&f| f > figure);
        later.any(|f| share(f) && items[f + 1..].iter().take(3).any(market))
    };
    (level && (here() || after())).then_some((known.share, "part of the market"))
}

/// How high a firm stands in per cent, where no word says in what, is its share of a market: «Nvidia al 92%», «AMD sfiora il 30%», «A Intel
/// resta il 70,8%», «a guidare è Samsung con il 39,3%»; by how much it stands higher («del 30%») is none.
pub(super) fn of_who_stands(asked: &Asked<'_>) -> Option<Answer> {
    let Asked { text, items, figure, clause, known, subject, .. } = *asked;
    let told = asked.percent()
        && asked.told.company
        && asked.near.is_none()
        && asked.after.is_none()
        && asked.by_subject.is_none()
        && asked.verb_only_moves()
        && !asked.verb_is(WordClass::PLAN);
    // «il 20% dei chip», «il 20% in più»
    let of = matches!(asked.what(figure + 1), Some(What::Preposition("di" | "in" | "su")));
    if !told || of {
        return None;
    }
    let firm = |i: usize| matches!(items[i].what, What::Mention(_) | What::Description(_)) && text.is_firm(&items[i]);
    let stands = || subject.item.is_some_and(|s| s < figure && items[s].clause == clause && firm(s));
    let article = |i: &Item| matches!(i.what, What::Function(Function::Article));
    let before = items[..figure].iter().rposition(|i| !article(i))?;
    let level = match &items[before].what {
        // «Nvidia al 92%», «si ferma al 4%»
        What::Preposition("a" | "da") => before > 0 && firm(before - 1) || stands(),
        What::Preposition("con") => asked.verb_is(WordClass::LEAD),
        // «AMD sfiora il 30%»; «A Intel resta il 70,8%»
        What::Verb(v) if v.class.has(WordClass::COPULA) => {
            before > 0 && firm(before - 1) && text.governor(items, before - 1) == Some("a")
        }
        What::Verb(v) => {
            (v.relation == Some(known.worth) || v.class.has(WordClass::NEAR | WordClass::OVER)) && stands()
        }
        _ => false,
    };
    level.then_some((known.share, "level of a firm"))
}
