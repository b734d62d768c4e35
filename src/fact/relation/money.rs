//! Sums and prices: what is got, put in, paid and lost, what chips and markets are worth.

use super::verb::object_sum;
use super::{Answer, Asked};
use crate::fact::parse::{Item, What};
use crate::fact::slots;
use crate::lexicon::{Mood, UnitKind, WordClass, WordRole};
use crate::mention::Type;

/// Money is not launched: «un rilascio di 180 milioni di scorte».
pub(super) fn launched(asked: &Asked<'_>) -> Option<Answer> {
    let known = asked.known;
    (asked.money() && asked.near == Some(known.launch)).then_some((known.other, "none"))
}

/// What renting costs: «2,2 euro l'ora».
pub(super) fn hourly(asked: &Asked<'_>) -> Option<Answer> {
    let rate = asked.quantity.rate.filter(|_| asked.money())?;
    (asked.text.lexicons.rates[rate as usize] == "h").then_some((asked.known.rent, "hourly price"))
}

/// Whether it is a sum of which no noun says what it is.
fn bare(asked: &Asked<'_>) -> bool {
    asked.money() && asked.near.is_none() && asked.after.is_none() && !asked.told.chip
}

/// Money is not bought, it is put into a firm: «ha ottenuto 13 miliardi di dollari da Microsoft».
pub(super) fn got(asked: &Asked<'_>) -> Option<Answer> {
    let Asked { text, parsed, items, clause, known, .. } = *asked;
    if !bare(asked) || !asked.verb_is(WordClass::GET) {
        return None;
    }
    let state =
        || parsed.names.iter().any(|&i| items[i].clause == clause && text.is_kind(&items[i], Type::Institution));
    let gets = asked.verb_says(known.buy) || asked.by_verb.is_none() && state();
    gets.then_some((known.invest, "money got"))
}

/// What is announced without a word on what it is: «ha annunciato 8 miliardi di dollari per i suoi data center».
pub(super) fn announced(asked: &Asked<'_>) -> Option<Answer> {
    let Asked { parsed, figure, known, .. } = *asked;
    let (verb, _) = asked.verb.filter(|_| asked.verb_says(known.launch) && bare(asked))?;
    object_sum(parsed, verb, figure).then_some((known.invest, "sum announced"))
}

/// What a thing costs: «un kit pagato 255 sterline», «un server lo paghiamo 380mila euro», «le memorie si pagano 183 dollari».
pub(super) fn paid(asked: &Asked<'_>) -> Option<Answer> {
    let Asked { text, parsed, items, figure, known, .. } = *asked;
    let (verb, _) = asked.verb.filter(|&(at, _)| at > 0 && asked.money() && asked.paid())?;
    let small = |i: &Item| {
        matches!(i.what, What::Function(_) | What::Word | What::Preposition("tra" | "fra") | What::Mark(','))
            || text.is_kind(i, Type::Chip)
    };
    let right_after = verb < figure && items[verb + 1..figure].iter().all(small);
    let before = items[verb - 1].first;
    let pronoun = || text.has_role(before, WordRole::Reflexive) || text.has_role(before, WordRole::Object);
    // «Mellanox, pagata 6,9 miliardi»
    let firm = || {
        let participle = matches!(&items[verb].what, What::Verb(v) if v.mood == Mood::Participle);
        participle && verb >= 2 && matches!(items[verb - 1].what, What::Mark(',')) && text.is_firm(&items[verb - 2])
    };
    // «pagava H100 32.000 euro l'una»
    let chip = || parsed.chips.iter().any(|&c| verb < c && c + 1 == figure);
    let price = thing_paid(asked, verb) || right_after && (pronoun() || firm() || chip());
    price.then_some((known.worth, "price paid"))
}

/// Whether the participle at item `verb` says what was paid for the thing before it, the figure right after: «un kit pagato 255 sterline»;
/// a fine, a tax, a dividend is paid itself.
fn thing_paid(asked: &Asked<'_>, verb: usize) -> bool {
    let Asked { text, parsed, items, figure, .. } = *asked;
    let thing = |i: &Item| match &i.what {
        What::Noun(n) => {
            n.relation.is_none() && !n.class.has(WordClass::AMOUNT | WordClass::PEOPLE | WordClass::COMPANY)
        }
        What::Word => true,
        _ => text.is_kind(i, Type::Chip) || text.unit_kind(i) == Some(UnitKind::Measure),
    };
    matches!(&items[verb].what, What::Verb(v) if v.mood == Mood::Participle && v.class.has(WordClass::LIGHT))
        && verb < figure
        && object_sum(parsed, verb, figure)
        && thing(&items[verb - 1])
}

/// A chip's price: «una H100 si paga 30.000 dollari».
pub(super) fn chip_costs(asked: &Asked<'_>) -> Option<Answer> {
    let price = asked.money() && asked.light() && asked.of_chip();
    price.then_some((asked.known.worth, "price of a chip"))
}

/// What it costs a firm it loses: «la stretta costerà ad Amd 800 milioni», «gli è costata 4 miliardi».
pub(super) fn costs(asked: &Asked<'_>) -> Option<Answer> {
    let known = asked.known;
    // «il blocco potrebbe costare 8 miliardi»
    let halts = || asked.by_subject.is_some_and(|r| [known.ban, known.tax].contains(&r));
    let loses = asked.verb_says(known.worth)
        && asked.told.company
        && asked.sum()
        && (asked.told.given || halts())
        && asked.verb_called("costare");
    loses.then_some((known.lose, "cost to a firm"))
}

/// The price of chips, where no word says what it is.
pub(super) fn of_chips(asked: &Asked<'_>) -> Option<Answer> {
    (asked.money() && !asked.parsed.chips.is_empty()).then_some((asked.known.worth, "price of a chip"))
}

/// The size of a market: «un mercato da 50 miliardi».
pub(super) fn of_a_market(asked: &Asked<'_>) -> Option<Answer> {
    let market = asked.money() && slots::market_before(asked.text, asked.items, asked.figure).is_some();
    market.then_some((asked.known.worth, "size of a market"))
}
