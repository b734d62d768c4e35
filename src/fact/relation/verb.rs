//! The verb that governs a figure, and what it says of such a one.

use super::Asked;
use crate::fact::parse::{Carried, Item, Parsed, Verb, What};
use crate::fact::text::large;
use crate::fact::{OBJECT, Text, who};
use crate::lexicon::{Function, Mood, RelationId, TermKind, UnitKind, WordClass, WordRole};
use crate::mention::Type;

/// How many items after a figure its verb may stand.
const AFTER_REACH: usize = 10;

/// The nearest verb before the figure in its clause, else the clause's own, and its item; past another figure only a finite one («possiede
/// risorse valutate 1,6 miliardi, tra cui 10.000 GPU»).
pub(super) fn governing<'a>(asked: &Asked<'a>) -> Option<(usize, &'a Verb)> {
    let Asked { text, parsed, items, figure, clause, .. } = *asked;
    let other = asked.other();
    let before = parsed.telling_before(figure).find_map(|at| match &items[at].what {
        What::Verb(verb) if !verb.finite() && other.is_some_and(|o| at < o) => None,
        What::Verb(verb) if !verb.class.has(WordClass::SAY) || verb.relation.is_some() => Some((at, verb)),
        _ => None,
    });
    before.or_else(|| {
        // «il 25% dei ricavi generati in Cina andrà al governo»: which ones they are is not what is told of the figure
        let says_which = |at: usize, verb: &Verb| {
            verb.mood == Mood::Participle
                && matches!(&items[at - 1].what, What::Noun(n) if n.class.has(WordClass::AMOUNT) && n.relation.is_some())
        };
        // «ventidue perquisizioni, nove fermati»: a participle past another figure is of that one
        let of_next =
            |at: usize, verb: &Verb| !verb.finite() && items[figure + 1..at].iter().any(|i| text.figure_item(i));
        (figure + 1..items.len().min(figure + AFTER_REACH)).find_map(|at| match &items[at].what {
            What::Verb(verb) if items[at].clause == clause && !says_which(at, verb) && !of_next(at, verb) => {
                Some((at, verb))
            }
            _ => None,
        })
    })
}

/// What the verb says of the figure, where it can say it of such a one.
pub(super) fn says(asked: &Asked<'_>) -> Option<RelationId> {
    let Asked { parsed, figure, known, unit, .. } = *asked;
    let (at, verb) = asked.verb?;
    let relation = meant(asked, at, verb.relation?);
    let says = match relation {
        r if asked.moves(r) => !asked.percent(),
        r if r == known.share => part(asked),
        // «ha incassato 4 miliardi: abbonati 281 milioni»
        r if r == known.earn => !(asked.counts() && people_before(asked)),
        r if r == known.worth => worth(asked, verb),
        r if r == known.invest => invests(asked),
        // «gli aiuti, pari alla metà del costo, hanno avuto il via libera»
        r if r == known.authorize => !asked.percent(),
        // «i due gruppi hanno promesso»: who plans is not planned
        r if r == known.plan => !(figure < at && !verb.passive && firms_counted(asked)),
        // «distribuisce 250 milioni di dollari di dividendi»: money is no goods
        r if r == known.deliver => !asked.money() || !object_sum(parsed, at, figure),
        // «lavora al 30%», «lavoriamo con 256 A100» employs nobody
        r if r == known.employ => asked.counts() && !asked.told.chip,
        // «ha fermato nove persone», «ha sospeso i due dipendenti»: that bans nothing
        r if r == known.ban => !super::counted::people(asked),
        _ => true,
    };
    // «genera 5 GW»: power is made, and nobody earns it
    let made = relation == known.earn && unit == Some(UnitKind::Measure);
    says.then_some(if made { known.produce } else { relation })
}

/// What the verb at item `at`, which says this by itself, means of the figure's things.
fn meant(asked: &Asked<'_>, at: usize, relation: RelationId) -> RelationId {
    let Asked { text, parsed, items, figure, known, .. } = *asked;
    let chips = asked.counts() && asked.told.chip;
    // «il lotto di 12.000 H20 è destinato a Tencent»
    let to_firm = || items.get(at + 1).is_some_and(|i| text.is_firm(i));
    // «5.000 MI308 sono state vendute a Oracle»: what is counted has no price
    if relation == known.worth {
        return if chips && figure < at && to_firm() { known.sell } else { relation };
    }
    // «dopo averne già impiegati 14 miliardi»: money that is used is spent
    if relation == known.r#use && asked.money() && object_sum(parsed, at, figure) {
        return known.invest;
    }
    let relation = of_deal(text, parsed, at, relation);
    // «pagherà 2 milioni per vendere gli H20»
    let paid = || matches!(asked.what(figure + 1), Some(What::Preposition("per")));
    let goods = relation == known.invest || relation == known.plan && to_firm();
    if goods && chips && !paid() { known.deliver } else { relation }
}

/// Whether the figure counts firms, as a noun right after it says.
fn firms_counted(asked: &Asked<'_>) -> bool {
    let firms = |n: &Carried| n.class.has(WordClass::COMPANY);
    asked.counts() && matches!(asked.what(asked.figure + 1), Some(What::Noun(n)) if firms(n))
        || asked.counts() && matches!(asked.what(asked.figure + 1), Some(What::Description(_)))
}

/// Whether those stand right before the figure whom it counts: «abbonati 281 milioni», «con iscritti a 713 milioni».
fn people_before(asked: &Asked<'_>) -> bool {
    let Asked { items, figure, .. } = *asked;
    let before = items[..figure].iter().rev().find(|i| !matches!(i.what, What::Preposition("a") | What::Word));
    before.is_some_and(
        |i| matches!(&i.what, What::Noun(n) if n.class.has(WordClass::PEOPLE) && !n.class.has(WordClass::OWNED)),
    )
}

/// Whether the figure is a part of something: «rappresenta il 22% dei ricavi» shares; «rappresenta 3 miliardi», «rappresenta il doppio» do
/// not.
fn part(asked: &Asked<'_>) -> bool {
    matches!(asked.unit, Some(UnitKind::Percent | UnitKind::Points))
}

/// Whether the figure can be what something is worth, as this verb says.
fn worth(asked: &Asked<'_>, verb: &Verb) -> bool {
    let Asked { text, parsed, items, figure, known, subject, unit, .. } = *asked;
    // «le vale il 6% del mercato», «la quota è stimata intorno al 20%»: a share is worth nothing
    let of_share = || {
        let shares = |i: usize| matches!(&items[i].what, What::Noun(n) if n.relation == Some(known.share));
        subject.item.is_some_and(shares)
            || items[figure + 1..].iter().take(3).any(|i| text.has_role(i.first, WordRole::Market))
    };
    // «supera i 4 miliardi, con 176 data center»: what it comes with is not what it is worth
    let beside = || accompanies(parsed, figure) && asked.other().is_some();
    // «ha raggiunto i 200 megawatt»: only money is worth something
    let reached = verb.class.has(WordClass::LIGHT | WordClass::OVER | WordClass::NEAR);
    // «Gli abbonati superano i 3 milioni», «ha raggiunto 40 Paesi»: only sums are
    let sum = || match unit {
        None => bare_worth(asked),
        Some(unit) => matches!(unit, UnitKind::Money | UnitKind::Coin | UnitKind::Currency),
    };
    // «Samsung ha superato Apple: 62 milioni di telefoni contro 58»
    let rival = || {
        let first = who::rivals(text, parsed, figure).map(|(first, _)| first).filter(|_| unit.is_none());
        first.is_some_and(|f| f < figure && !matches!(items[f + 1].what, What::Preposition("contro" | "a")))
    };
    // «una domanda stimata in 2 milioni di unità», «equivale a 11 milioni di libri»
    let likened = verb.mood == Mood::Participle || asked.verb_called("equivalere");
    let counted = || unit.is_none() && likened && !bare_worth(asked);
    let worthless = part(asked) && of_share() || beside() || reached && !sum() || counted() || rival();
    !worthless
}

/// Whether the figure can be put into something: «promette prestazioni doppie»: only money is; «ha contribuito con il 36%».
fn invests(asked: &Asked<'_>) -> bool {
    match asked.unit {
        Some(UnitKind::Measure | UnitKind::Multiple) => false,
        Some(UnitKind::Percent) => asked.told.company && !asked.subject.firms.is_empty(),
        // «ha stanziato 50 mila euro per corsi: ne sono previsti 15»
        None => {
            let colon = |v: usize| asked.parsed.colons.iter().any(|&c| v < c && c < asked.figure);
            large(asked.quantity) || !asked.verb.is_some_and(|(at, _)| colon(at))
        }
        _ => true,
    }
}

/// Whether the bare number may be what something is worth: a large one, told of a firm or an amount («La capitalizzazione supera i 300
/// miliardi»), and of no chips or people («Gli abbonati superano i 3 milioni», «Il numero di GPU»).
fn bare_worth(asked: &Asked<'_>) -> bool {
    let Asked { text, items, figure, subject, .. } = *asked;
    let things = |i: &Item| match &i.what {
        What::Noun(n) => {
            !n.class.has(WordClass::AMOUNT | WordClass::COMPANY)
                || n.class.has(WordClass::AMOUNT) && n.relation.is_none()
        }
        What::Mention(_) => text.is_kind(i, Type::Chip) || text.is_kind(i, Type::Model),
        _ => false,
    };
    let told = || subject.item.is_some_and(|s| things(&items[s]));
    let counts = || {
        let mut after = items[figure + 1..].iter().skip_while(|i| matches!(i.what, What::Preposition("di")));
        after.next().is_some_and(|i| matches!(i.what, What::Word | What::Description(_)) || things(i))
    };
    large(asked.quantity) && !told() && !counts()
}

/// Whether the figure comes with the one before it: «, con 176 data center».
fn accompanies(parsed: &Parsed, figure: usize) -> bool {
    let items = &parsed.items;
    let with = (0..figure).rev().take(2).find(|&i| matches!(items[i].what, What::Preposition("con")));
    with.and_then(|w| w.checked_sub(1)).is_some_and(|c| matches!(items[c].what, What::Mark(',')))
}

/// Whether the sum at item `figure` is what the verb at item `verb` is done to, with nothing but small words between: «ha annunciato 8
/// miliardi», «i 3 miliardi annunciati».
pub(super) fn object_sum(parsed: &Parsed, verb: usize, figure: usize) -> bool {
    let small = |i: &Item| matches!(i.what, What::Function(_) | What::Word);
    let participle = matches!(&parsed.items[verb].what, What::Verb(v) if v.mood == Mood::Participle);
    if verb < figure { parsed.items[verb + 1..figure].iter().all(small) } else { participle && verb == figure + 1 }
}

/// What the verb at item `at` says: to buy a firm is to acquire it («ha comprato Ampere per 6,5 miliardi»), its chips are bought.
pub(in crate::fact) fn of_deal(text: &Text<'_>, parsed: &Parsed, at: usize, relation: RelationId) -> RelationId {
    if relation != text.relations.buy {
        return relation;
    }
    let items = &parsed.items;
    let small = |i: &Item| {
        matches!(i.what, What::Function(Function::Article | Function::Adverb))
            || matches!(&i.what, What::Noun(n) if n.class.has(WordClass::COMPANY))
            // «ha acquistato la cinese Manus»
            || matches!(i.what, What::Word) && text.tokens[i.first].begins(TermKind::Demonym)
    };
    let object = (at + 1..items.len()).take(3).find(|&i| !small(&items[i]));
    let object_of = |i: usize| matches!(text.governor(items, i), None | Some(OBJECT));
    let firm = |i: usize| text.is_firm(&items[i]) && object_of(i) && !who::makes(text, items, i);
    if object.is_some_and(firm) { text.relations.acquire } else { relation }
}
