//! What the clause says is not so: verbs and nouns that deny, and what of it they leave alone.

use super::Asked;
use crate::fact::Text;
use crate::fact::parse::{Carried, Item, Parsed, Verb, What};
use crate::lexicon::{Bound, Function, Mood, UnitKind, WordClass};
use crate::mention::Type;

/// A verb with a negation: «i 300 server non sono stati venduti».
pub(super) fn verb(asked: &Asked<'_>, place: usize, verb: &Verb) -> bool {
    let &Asked { text, parsed, items, at, .. } = asked;
    verb.negated
        // «i piani, pari a 80 miliardi, non sono cambiati»: what is set off is not what is denied
        && !not_to_lose(asked, place.saturating_sub(1))
        && !(place > at && (asked.set_off() || stays(verb) || verb.class.has(WordClass::SAY) || before_subject(asked, place))
            || only_bounds(text, parsed, place, at)
            || denial_ends(text, items, place, at))
}

/// Whether a denied verb after the figure only says how things stand, of what is there all the same: «il 15% chiesto dal governo non è scritto
/// in nessuna norma», «l'arrivo di 30 tecnici non è servito»; not «300 server non sono stati venduti».
fn stays(verb: &Verb) -> bool {
    verb.relation.is_none() && !verb.passive
}

/// Whether the figure stands in a phrase with a preposition that opens the clause, before the firm of which the verb at item `place` is denied:
/// «Con altri 23 milioni di azioni Nvidia per poco non raddoppia la quota».
fn before_subject(asked: &Asked<'_>, place: usize) -> bool {
    let &Asked { text, parsed, items, at, clause, .. } = asked;
    let opens = parsed.clauses[clause].first().is_some_and(|f| f < at && matches!(items[f].what, What::Preposition(_)));
    opens && items[at + 1..place].iter().any(|i| text.is_firm(i))
}

/// Whether the figure only says what the thing before it is like, whatever is denied of that: «la HBM3E a 12 strati era stata respinta».
fn describes(asked: &Asked<'_>) -> bool {
    let &Asked { text, items, at, .. } = asked;
    at > 1
        && matches!(items[at - 1].what, What::Preposition("a"))
        && text.figure_of(&items[at]).is_some_and(|f| f.unit.is_none())
        && text.is_kind(&items[at - 2], Type::Chip)
}

/// A verb that denies: «esclude di vendere 10.000 H20».
pub(super) fn verb_of_denying(asked: &Asked<'_>, place: usize, verb: &Verb) -> bool {
    let of_another = place > asked.at && describes(asked);
    verb.class.has(WordClass::DENY) && !excepts(asked.items, place, asked.at) && !given_up(asked, place) && !of_another
}

/// A verb of stopping, before what a firm does or meant to: «sospende la produzione di 3.000 veicoli», «ha cancellato il progetto da 4,6
/// miliardi».
pub(super) fn verb_of_stopping(asked: &Asked<'_>, place: usize, verb: &Verb) -> bool {
    let &Asked { text, items, at, .. } = asked;
    // «fermano l'aumento al 380%» ends nothing a firm does
    let deed = |i: &Item| matches!(&i.what, What::Noun(n) if n.relation.is_some_and(|r| text.relations.eventful(r)));
    verb.class.has(WordClass::STOP)
        && place < at
        && !verb.passive
        // «ha abbandonato il Paese dopo investimenti per 3 miliardi»
        && items[place..=at]
            .iter()
            .take_while(|i| !matches!(i.what, What::Preposition(p) if p != "di"))
            .any(deed)
        && asked.of_a_firm()
}

/// A verb of denying in the clause above: «smentisce che Tencent abbia comprato 10.000 H20»; not «ha smentito: «I nostri piani …»».
pub(super) fn verb_above(asked: &Asked<'_>, place: usize, verb: &Verb) -> bool {
    verb.class.has(WordClass::DENY) && !verb.negated && !asked.past_colon(place)
}

/// A noun of denying before the item.
pub(super) fn noun(_: &Asked<'_>, _: usize, noun: &Carried) -> bool {
    noun.class.has(WordClass::DENY)
}

/// A negation before a verb: «non ha mai venduto 10.000 Exynos», «senza vendere 300 server».
pub(super) fn negation(asked: &Asked<'_>, place: usize, class: WordClass) -> bool {
    let &Asked { text, parsed, items, at, .. } = asked;
    class.has(WordClass::NEGATION)
        && place < at
        && governs_verb(text, parsed, place)
        && !only_bounds(text, parsed, place + 1, at)
        && !asked.past_colon(place)
        && !not_to_lose(asked, place)
        && !denial_ends(text, items, place, at)
}

/// Whether the negation at item `place` says what for something is done that keeps what is there: «per non perdere un mercato da 17 miliardi».
fn not_to_lose(asked: &Asked<'_>, place: usize) -> bool {
    let &Asked { text, items, .. } = asked;
    let lost = |i: &Item| matches!(&i.what, What::Verb(v) if v.infinitive() && v.relation == Some(text.relations.lose));
    place > 0 && matches!(items[place - 1].what, What::Preposition("per")) && items.get(place + 1).is_some_and(lost)
}

/// Whether what is denied at item `place`, a verb or a negation, ends before item `at`: «non venderà 54 chip, ma 51», «senza citare Intel,
/// ha detto», «di non comprare i nuovi e di sostituire i vecchi».
fn denial_ends(text: &Text<'_>, items: &[Item], place: usize, at: usize) -> bool {
    if place >= at {
        return false;
    }
    let denied = items[place..at].iter().find_map(|i| match &i.what {
        What::Verb(v) => Some(v),
        _ => None,
    });
    let finite = denied.is_none_or(|v| v.finite());
    // «la più grossa scommessa mai vista, con un valore di»
    let attribute = denied.is_some_and(|v| v.mood == Mood::Participle);
    let without = (place.saturating_sub(1)..=place).any(|i| text.preposition(items[i].first) == Some("senza"));
    (place + 1..at).any(|i| match &items[i].what {
        // «non accenna a fermarsi Tsmc, che ha segnato un record, in aumento del 5,9%»
        What::Function(Function::Adversative | Function::Relative) => true,
        What::Mark(',') => without || attribute || finite && opens_part(text, items, i, at) || opens_gerund(items, i),
        // «alla quota mai vista di 5 miliardi»
        What::Preposition("di") if attribute => {
            matches!(&items[i - 1].what, What::Verb(v) if v.mood == Mood::Participle)
        }
        What::Verb(v) if v.finite() => !finite,
        What::Verb(v) if v.infinitive() && !finite && i > place + 1 => {
            matches!(items[i - 1].what, What::Preposition(_))
                && matches!(items[i - 2].what, What::Function(Function::Conjunction) | What::Mark(','))
        }
        _ => false,
    })
}

/// Whether a gerund follows the comma at item `comma`: «di non avere energia, pur avendo attivato 850 megawatt».
fn opens_gerund(items: &[Item], comma: usize) -> bool {
    let gerund =
        |i: &Item| matches!(&i.what, What::Verb(v) if !v.finite() && !v.infinitive() && v.mood != Mood::Participle);
    items[comma + 1..].iter().take(2).any(gerund)
}

/// Whether the comma at item `comma` opens a part without a verb that tells item `at`, as headlines have: «… ma non basta, titolo giù del
/// 10%»; not a name that another comma closes («non vende in Cina, primo mercato, 300 server»), nor the next of a list.
fn opens_part(text: &Text<'_>, items: &[Item], comma: usize, at: usize) -> bool {
    let article = matches!(items[comma + 1].what, What::Function(Function::Article));
    let head = comma + 1 + usize::from(article);
    let parts = |i: &Item| {
        matches!(i.what, What::Mark(',') | What::Verb(_) | What::Function(Function::Conjunction | Function::Negation))
    };
    head < at
        && (matches!(items[head].what, What::Noun(_)) || text.is_firm(&items[head]))
        && !items[head..at].iter().any(parts)
}

/// Whether the verb at item `place` only gives up a share of an amount, the figure right after it: «rinuncia al 25% degli incassi»; that
/// there is such a share is not denied.
fn given_up(asked: &Asked<'_>, place: usize) -> bool {
    let &Asked { text, items, at, .. } = asked;
    let share = matches!(text.unit_kind(&items[at]), Some(UnitKind::Percent));
    share && text.ends_in_preposition(&items[place]) && place + 1 == at
}

/// Whether the denied verb at item `place` only says that the figure at `at` is not passed: «la resa non va oltre il 20%», «non ne
/// consegnerà più di 300».
fn only_bounds(text: &Text<'_>, parsed: &Parsed, place: usize, at: usize) -> bool {
    let pronoun = |i: &Item| matches!(i.what, What::Function(Function::Clitic));
    let place = place + parsed.items[place..].iter().take_while(|i| pronoun(i)).count();
    if !matches!(parsed.items.get(place).map(|i| &i.what), Some(What::Verb(_))) {
        return false;
    }
    let bound = text.figure_of(&parsed.items[at]).map(|f| f.bound);
    let small = |i: &Item| {
        matches!(
            i.what,
            What::Verb(_) | What::Preposition(_) | What::Word | What::Function(Function::Article | Function::Adverb)
        )
    };
    matches!(bound, Some(Bound::AtMost | Bound::Less)) && parsed.items[place + 1..at.max(place + 1)].iter().all(small)
}

/// Whether the verb of denying at item `place` only leaves something out of account, in a phrase that a comma closes: «Escludendo oneri per
/// 180 milioni, AMD ha riportato un utile».
fn excepts(items: &[Item], place: usize, at: usize) -> bool {
    let impersonal = matches!(&items[place].what, What::Verb(v) if !v.finite() && !v.infinitive());
    let opens = place == 0 || matches!(items[place - 1].what, What::Mark(_));
    impersonal && opens && place < at && items[place..].iter().any(|i| matches!(i.what, What::Mark(',')))
}

/// Whether a negation stands before a verb: «non ha mai venduto»; «non solo», «non più di» negate nothing.
fn governs_verb(text: &Text<'_>, parsed: &Parsed, at: usize) -> bool {
    if text.preposition(parsed.items[at].first) == Some("senza") {
        return matches!(parsed.items.get(at + 1).map(|i| &i.what), Some(What::Verb(_)));
    }
    parsed.items[at + 1..]
        .iter()
        .take(3)
        .find(|i| !matches!(i.what, What::Function(Function::Clitic | Function::Adverb)))
        .is_some_and(|i| matches!(&i.what, What::Verb(v) if v.negated && (v.finite() || v.infinitive())))
}
