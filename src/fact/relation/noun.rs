//! The nouns beside a figure: the one before it, with no verb between, and the one right after it.

use super::{Answer, Asked};
use crate::fact::parse::{Parsed, What};
use crate::fact::{Text, slots};
use crate::lexicon::{Function, Mood, RelationId, UnitKind, WordClass};

/// How many items before a figure its noun may stand, the names of a list not counted.
const BEFORE_REACH: usize = 6;

/// How many items after a figure its noun may stand.
const AFTER_REACH: usize = 4;

/// What the noun before the figure says of it, with no verb between, and whether it is an expression of reach: «ricavi per», «una quota
/// del», «un investimento da 3 miliardi».
pub(super) fn nearest_before(asked: &Asked<'_>) -> (Option<RelationId>, bool) {
    let Asked { text, parsed, items, figure, clause, known, .. } = *asked;
    let (mut near, mut reaches, mut deed) = (None, false, false);
    let mut left = BEFORE_REACH;
    for at in (0..figure).rev() {
        if listed(asked, at) {
            continue;
        }
        if left == 0 {
            break;
        }
        left -= 1;
        match &items[at].what {
            What::Noun(noun) | What::Phrase(noun) if noun.relation.is_some() && items[at].clause == clause => {
                near = chain_head(text, parsed, at).or(noun.relation);
                let phrased = matches!(items[at].what, What::Phrase(_));
                reaches = phrased && noun.class.has(WordClass::LIGHT);
                deed = noun.class.has(WordClass::DEED);
                // «ricavi pari a 11 miliardi»: how much they are worth says less than what they are; «capitali a una valutazione di» does not
                let less = phrased && !noun.class.has(WordClass::AMOUNT);
                if near == Some(known.worth) && less && !goods_worth(text, parsed, at) {
                    continue;
                }
                break;
            }
            _ if parts(asked, at) => break,
            _ => {}
        }
    }
    // «un supercomputer da 240 milioni»: money is not owned, it is a price
    let over = usize::from(matches!(
        asked.what_before(),
        Some(What::Preposition("oltre") | What::Word | What::Function(Function::Adverb))
    ));
    let sized = || figure.checked_sub(1 + over).is_some_and(|b| matches!(items[b].what, What::Preposition("da")));
    let price = || asked.money() && sized();
    // «un progetto da 3 miliardi»: it is put into what is planned
    let near = near.map(|r| match r {
        r if r == known.own && price() => known.worth,
        r if r == known.plan && deed && price() => known.invest,
        r => r,
    });
    (near.filter(|r| measures(asked, *r)), reaches)
}

/// Whether item `at` is of a list of names, which is one: «contratti con Nvidia, Amd e Oracle per 500 miliardi».
fn listed(asked: &Asked<'_>, at: usize) -> bool {
    let Asked { text, items, .. } = *asked;
    let named = |i: usize| matches!(&items[i].what, What::Mention(_)) && text.is_firm(&items[i]);
    at > 0 && (named(at) || named(at - 1) && items.get(at + 1).is_some_and(|_| named(at + 1)))
}

/// Whether item `at` parts the nouns before it from the figure.
fn parts(asked: &Asked<'_>, at: usize) -> bool {
    let Asked { text, items, figure, known, .. } = *asked;
    match &items[at].what {
        // «un raddoppio degli investimenti, con 10 miliardi di euro»
        What::Mark(',') if matches!(items[at + 1].what, What::Preposition("con")) && at + 2 == figure => false,
        // «una "commissione" del 25%»
        What::Mark('"' | '»' | '”') => false,
        // «ricavi compresi tra 28 e 29 miliardi»
        What::Verb(v) if v.mood == Mood::Participle && v.relation.is_none() && !v.passive => false,
        // «una perdita stimata di 5,5 miliardi», unlike «una startup valutata 5 miliardi»
        What::Verb(v)
            if v.mood == Mood::Participle
                && v.relation == Some(known.worth)
                && (matches!(items[at + 1].what, What::Preposition("di" | "in"))
                    // «una quota stimata intorno all'80%»
                    || asked.percent()) =>
        {
            false
        }
        // «ordini saliti a 455 miliardi»
        What::Verb(v)
            if v.mood == Mood::Participle
                && !v.passive
                && v.relation.is_some_and(|r| asked.moves(r))
                && matches!(items[at + 1].what, What::Preposition("a")) =>
        {
            false
        }
        What::Verb(_) | What::Mark(_) => true,
        What::Mention(m) => text.mentions[*m as usize].figure().is_some(),
        _ => false,
    }
}

/// What the noun right after the figure says of it: «57 miliardi di ricavi», «il 20% delle vendite».
pub(super) fn right_after(asked: &Asked<'_>) -> Option<RelationId> {
    let Asked { text, items, figure, known, .. } = *asked;
    for (at, item) in items.iter().enumerate().skip(slots::past_aside(items, figure)).take(AFTER_REACH) {
        match &item.what {
            What::Noun(noun) if noun.relation.is_some() => return noun.relation,
            What::Noun(noun) if noun.class.has(WordClass::PEOPLE) && noun.class.has(WordClass::OWNED) => {
                return Some(known.employ);
            }
            // «10.000 H100 e nuovi acquisti», unlike «nuove e costose schede»
            What::Function(Function::Conjunction) if !matches!(items[at - 1].what, What::Word) => break,
            // «10 miliardi a fronte dell'impegno», «il 30% rispetto agli ordini»: of something else
            // («da 35.000 a 80.000 wafer»)
            What::Preposition("a" | "da" | "con" | "contro" | "rispetto")
                if !items.get(at + 1).is_some_and(|i| text.figure_item(i)) =>
            {
                break;
            }
            What::Verb(_) | What::Mark(_) => break,
            _ => {}
        }
    }
    None
}

/// Whether such a figure can measure what a noun says: «un accordo con 4 aziende», «i ricavi di tre divisioni», «La Commissione ha ascoltato
/// 20 aziende»: things are no amount; «aumentare le sanzioni fino a quattro volte»: nothing is barred.
pub(super) fn measures(asked: &Asked<'_>, relation: RelationId) -> bool {
    let known = asked.known;
    let amount = [known.worth, known.earn, known.lose, known.tax].contains(&relation);
    let times = asked.unit == Some(UnitKind::Multiple) && relation == known.ban;
    !(amount && asked.counts() && super::counted::counts_things(asked) || times)
}

/// The noun before the figure; where it only tells how far that reaches, the subject says what it is: «I ricavi sono aumentati, toccando
/// quota 7 miliardi».
pub(super) fn own(asked: &Asked<'_>) -> Option<RelationId> {
    let known = asked.known;
    let told = || asked.by_subject.is_some_and(|r| known.tells(r));
    asked.near.filter(|r| !(*r == known.worth && asked.reaches && told()))
}

/// What is announced, as the noun after the sum says: «ha annunciato 57 miliardi di dollari di ricavi».
pub(super) fn announced(asked: &Asked<'_>) -> Option<Answer> {
    let known = asked.known;
    let sum = asked.money() && asked.verb_says(known.launch);
    asked.after.filter(|r| sum && known.tells(*r)).map(|r| (r, "noun after"))
}

/// The noun before a share or a sum, whatever the verb: «un investimento da 3 miliardi».
pub(super) fn before_amount(asked: &Asked<'_>) -> Option<Answer> {
    let amount = matches!(asked.unit, Some(UnitKind::Percent | UnitKind::Points | UnitKind::Money));
    // «raccogliere ordini per oltre un milione di pezzi»
    let by = || asked.text.governor(asked.items, asked.figure) == Some("per");
    if amount || asked.counts() && asked.near == Some(asked.known.order) && by() { before(asked) } else { None }
}

/// The noun before the figure.
pub(super) fn before(asked: &Asked<'_>) -> Option<Answer> {
    own(asked).filter(|r| !asked.moves(*r)).map(|r| (r, "noun before"))
}

/// The noun right after it: «57 miliardi di ricavi».
pub(super) fn after(asked: &Asked<'_>) -> Option<Answer> {
    asked.after.filter(|r| !asked.moves(*r)).map(|r| (r, "noun after"))
}

/// Whether the expression at item `at` tells the worth of goods: «un carico del valore di 3 milioni», unlike «ricavi pari a» and «ordini
/// del valore di».
fn goods_worth(text: &Text<'_>, parsed: &Parsed, at: usize) -> bool {
    let items = &parsed.items;
    let known = &text.relations;
    // «una perdita di capitalizzazione del valore di 600 milioni»
    let told = at.checked_sub(1).is_some_and(|b| match &items[b].what {
        What::Noun(n) if n.class.has(WordClass::AMOUNT) => {
            n.relation.is_some_and(|r| known.tells(r) && r != known.deliver) || chain_head(text, parsed, b).is_some()
        }
        _ => false,
    });
    text.preposition(items[at].first) == Some("di") && !told
}

/// The relation of the noun that heads a chain whose last noun is at `at`: «una tassa sulle esportazioni del 15%» taxes.
fn chain_head(text: &Text<'_>, parsed: &Parsed, at: usize) -> Option<RelationId> {
    let items = &parsed.items;
    let mut before =
        (0..at).rev().take(3).skip_while(|&i| matches!(items[i].what, What::Function(Function::Article) | What::Word));
    let joined = before.next().filter(|&i| matches!(items[i].what, What::Preposition("di" | "su" | "a" | "da")))?;
    let head = (0..joined).rev().find(|&i| !matches!(items[i].what, What::Word))?;
    match &items[head].what {
        // «una perdita di capitalizzazione del valore di 600 milioni»: what tells may stand further up
        What::Noun(n) if n.class.has(WordClass::AMOUNT) => {
            n.relation.filter(|r| text.relations.tells(*r)).or_else(|| chain_head(text, parsed, head))
        }
        _ => None,
    }
}
