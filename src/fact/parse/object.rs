//! Verbs that tell something only of one kind of object, as their row says: «ha messo 3 miliardi» invests, «ha messo radici» does not.
//!
//! | class of the verb | its relation holds where | example |
//! | --- | --- | --- |
//! | `amount` | a sum or a share is its object | «mobilita 20 miliardi», «ci ha messo 4 miliardi» |
//! | `chip` | chips or an AI model are | «ha preso 4.000 H20», «lavora a un nuovo chip» |
//! | `people` | no other thing is counted | «lavorano 300 operai», unlike «lavora 10.000 wafer» |
//! | `site` | a site is | «aprirà tre stabilimenti» |

use super::{Item, Verb, What};
use crate::fact::text::{Text, large};
use crate::lexicon::{Function, Mood, UnitKind, WordClass, WordRole};
use crate::mention::Type;

/// The classes of a verb that say what its object must be.
pub(super) const OBJECTS: WordClass =
    WordClass(WordClass::AMOUNT.0 | WordClass::CHIP.0 | WordClass::PEOPLE.0 | WordClass::SITE.0);

/// How many items a verb and its object may lie apart.
const REACH: usize = 8;

/// Takes the relation from verbs whose object is none they tell something of.
pub(super) fn told_of_objects(text: &Text<'_>, items: &mut [Item]) {
    for at in 0..items.len() {
        let What::Verb(verb) = items[at].what else { continue };
        if verb.relation.is_some() && verb.class.has(OBJECTS) && !told(text, items, at, &verb) {
            items[at].what = What::Verb(Verb { relation: None, ..verb });
        }
    }
}

/// Whether the object of the verb at item `at` is one it tells something of.
fn told(text: &Text<'_>, items: &[Item], at: usize, verb: &Verb) -> bool {
    let object = || object(text, items, at, !verb.class.has(WordClass::AMOUNT));
    // «gli stabilimenti aperti in Texas», «10 miliardi sono stati messi»
    let undergone = verb.passive || verb.mood == Mood::Participle;
    let before = |of: fn(&Text<'_>, &Item) -> bool| {
        let here = items[..at].iter().rev().take(REACH).take_while(|i| i.clause == items[at].clause);
        undergone && here.take_while(|i| !matches!(i.what, What::Verb(_))).any(|i| of(text, i))
    };
    let class = verb.class;
    // «ne metteremo mille miliardi»: things, unless money is said
    let of_it = at > 0 && text.has_role(items[at - 1].first, WordRole::OfIt);
    let put =
        |i: usize| sum(text, &items[i]) && !(of_it && text.figure_of(&items[i]).is_some_and(|f| f.unit.is_none()));
    class.has(WordClass::AMOUNT) && (object().is_some_and(put) || before(sum))
        || class.has(WordClass::CHIP) && (object().is_some_and(|i| chips(text, &items[i])) || before(chips))
        || class.has(WordClass::CHIP) && verb.relation == Some(text.relations.r#use) && taken_up(text, items, at)
        // «ha scoraggiato i gruppi cinesi dall'acquisto degli H20»
        || class.has(WordClass::CHIP) && verb.relation == Some(text.relations.ban) && items[at + 1..].iter().take(REACH).any(|i| text.is_kind(i, Type::Chip))
        || class.has(WordClass::SITE) && (object().is_some_and(|i| site(text, &items[i])) || before(site))
        || class.has(WordClass::PEOPLE) && people(items, at)
}

/// Whether chips named before are what the verb at item `at` uses, by its pronoun or its «che»: «Il Siyuan è lento, anche se ByteDance lo prova»,
/// «della MI355X, che proveremo».
fn taken_up(text: &Text<'_>, items: &[Item], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|b| &items[b]) else { return false };
    let chip = |i: &Item| text.is_kind(i, Type::Chip);
    let small = |i: &&Item| matches!(i.what, What::Mark(','));
    // «che proveremo», «che OVHcloud proverà»
    let that = |i: &usize| matches!(items[*i].what, What::Function(Function::Relative));
    if let Some(that) = (at.saturating_sub(2)..at).rev().find(that) {
        return items[..that].iter().rev().find(|i| !small(i)).is_some_and(chip);
    }
    let pronoun =
        matches!(before.what, What::Function(_) | What::Word) && text.has_role(before.first, WordRole::Object);
    pronoun && items[..at].iter().any(chip)
}

/// The object after the verb at item `at`: a sum, or the thing counted or named, past small words, adjectives (of
/// `things`, other words end the search), and who or where it is done to; «su» and «con» may lead to it: «basato su H100», «contribuisce con 3 miliardi».
fn object(text: &Text<'_>, items: &[Item], at: usize, things: bool) -> Option<usize> {
    let clause = items[at].clause;
    let mut after = (at + 1..items.len()).take(REACH).take_while(|&i| items[i].clause == clause);
    after.find(|&i| match items[i].what {
        What::Function(_) | What::Cue(_) => false,
        What::Preposition(plain) => {
            let named = items[i + 1..].iter().take(1).any(|n| by_the_way(text, n));
            let leads = i == at + 1 && matches!(plain, "su" | "con") || text.figure_item(&items[i - 1]);
            // «fino a 7 miliardi», «tra i 30 e i 50», «più di 3»; «mette fine a 3 anni di …» is told of no sum
            let counted = items[i + 1..].iter().take(2).any(|n| n.figure) && !matches!(plain, "per" | "da");
            !(named || leads || counted)
        }
        // «prende spunto dagli H20», unlike «prende nuovi H20»
        What::Word => {
            let qualifies =
                |r| matches!(r, WordRole::Prenominal | WordRole::Rank(_) | WordRole::Modifier | WordRole::Degree);
            things && !text.lexicons.roles(&text.tokens[items[i].first]).any(qualifies)
                || text.has_role(items[i].first, WordRole::Piece)
        }
        _ if by_the_way(text, &items[i]) => false,
        What::Mention(_) if items[i].figure => sum(text, &items[i]),
        _ => true,
    })
}

/// Whether an item says who, where or when it is, and is no object: «mette in Groq», «nella società», «a Memphis».
fn by_the_way(text: &Text<'_>, item: &Item) -> bool {
    match &item.what {
        What::Mention(m) => !item.figure && !matches!(text.mentions[*m as usize].kind, Type::Chip | Type::Model),
        What::Description(_) => true,
        What::Noun(n) => n.class.has(WordClass::COMPANY),
        _ => false,
    }
}

/// Whether an item is a sum of money or a share of something.
fn sum(text: &Text<'_>, item: &Item) -> bool {
    text.figure_of(item).is_some_and(|f| match f.unit_kind(text.lexicons) {
        None => large(f),
        Some(kind) => matches!(kind, UnitKind::Money | UnitKind::Currency | UnitKind::Percent | UnitKind::Points),
    })
}

/// Whether an item is chips or an AI model.
fn chips(text: &Text<'_>, item: &Item) -> bool {
    text.of_chips(item) || text.is_kind(item, Type::Model) || text.has_role(item.first, WordRole::Piece)
}

/// Whether an item is a site.
fn site(_: &Text<'_>, item: &Item) -> bool {
    matches!(&item.what, What::Noun(n) if n.class.has(WordClass::SITE))
}

/// Whether people are counted in the clause of the verb at item `at`, or nothing that is no people is: «lavorano in 5.000», «300 precari».
fn people(items: &[Item], at: usize) -> bool {
    let clause = items[at].clause;
    let here = |i: &usize| items[*i].clause == clause;
    let noun = |i: usize| matches!(&items[i].what, What::Noun(n) if n.class.has(WordClass::PEOPLE));
    let mut around = (at.saturating_sub(REACH)..items.len().min(at + REACH)).filter(here);
    let thing = |i: usize| match items.get(i + 1).map(|n| &n.what) {
        Some(What::Noun(n)) => !n.class.has(WordClass::PEOPLE),
        Some(What::Mention(_)) => true,
        _ => false,
    };
    around.clone().any(noun) || !around.any(|i| items[i].figure && thing(i))
}
