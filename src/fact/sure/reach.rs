//! How far words reach: which clauses speak for the item, and which verbs of theirs.

use super::{Asked, of_itself};
use crate::fact::Certainty;
use crate::fact::parse::{Hang, Item, Verb, What};
use crate::fact::slots::was;
use crate::lexicon::{Bound, Function, Mood, WordClass};
use crate::mention::Type;

/// The item's clause and those above it that have a say, and whether the item is told by their verb: its own clause, or one above a bracket
/// without a verb, «taglierà il 15% dei posti (oltre 15.000 persone)». Of the other clauses above only what governs this one has.
pub(super) fn clauses<'a>(asked: &Asked<'a>) -> impl Iterator<Item = (usize, bool)> + use<'a> {
    let asked = *asked;
    std::iter::successors(Some((asked.clause, true)), move |&(clause, own)| {
        let here = &asked.parsed.clauses[clause];
        // what a bracket tells without a verb
        let own = own && here.hang == Hang::Bracket && here.verb.is_none() && !dated(&asked, clause);
        let governed = own
            || matches!(here.hang, Hang::Complement | Hang::Gerund)
            || of_object(&asked, clause)
            || of_given_up(&asked, clause);
        here.parent.filter(|_| governed).map(|above| (above, own))
    })
}

/// How large a count may be that an article takes up as one known: «i due partner».
const KNOWN: f64 = 12.0;

/// Whether the figure counts who or what is known already, as the article before it says: «Il legame tra le due aziende non è nuovo», «i due
/// partner metteranno un miliardo». That they are two is so, whatever the verb says of them; what is done to them is not («le due fabbriche
/// verranno chiuse»), nor is a part of them («sette dei dieci clienti»).
pub(super) fn taken_for_granted(asked: &Asked<'_>) -> bool {
    let &Asked { text, parsed, items, at, clause, .. } = asked;
    let Some(figure) = text.figure_of(&items[at]) else { return false };
    let few = figure.unit.is_none()
        && figure.value.is_some_and(|v| (2.0..=KNOWN).contains(&v))
        && figure.bound == Bound::Exact;
    let known = at.checked_sub(1).is_some_and(|b| match items[b].what {
        What::Function(Function::Article) => true,
        What::Preposition(plain) => text.folded(items[b].first) != plain,
        _ => false,
    });
    let noun = matches!(items.get(at + 1).map(|i| &i.what), Some(What::Noun(_) | What::Word));
    let part = at > 1 && items[at - 2].figure;
    let done_to = |v: usize| matches!(&items[v].what, What::Verb(v) if v.passive);
    let told_of = few && known && noun && !part && !parsed.clauses[clause].verb.is_some_and(done_to);
    // «scenderanno a 75mila dagli attuali 101mila»: what was; not «in due fasi da 500»
    let the = |i: &Item| matches!(i.what, What::Preposition(plain) if text.folded(i.first) != plain);
    told_of || was(text, parsed, at) && items[..at].iter().rev().take(3).any(the)
}

/// Whether a date stands in a clause.
fn dated(asked: &Asked<'_>, clause: usize) -> bool {
    let &Asked { text, parsed, items, .. } = asked;
    parsed.dates.iter().any(|&d| items[d].clause == clause && text.is_kind(&items[d], Type::Date))
}

/// Whether the verb at item `place`, of a clause that tells the item, speaks for it.
pub(super) fn speaks(asked: &Asked<'_>, place: usize, verb: &Verb) -> bool {
    let &Asked { parsed, items, at, .. } = asked;
    if place < at {
        // «Le scorte non bastano: ordinati 300.000 chip»
        return verb.class.has(WordClass::SAY) || !asked.past_colon(place);
    }
    // a verb after the item speaks for it only as the clause's own: «10.000 chip saranno venduti»
    let comma = || items[at..place].iter().filter(|i| matches!(i.what, What::Mark(','))).count() == 1;
    parsed.clauses[items[place].clause].verb == Some(place) && (!comma() || asked.set_off())
}

/// How many items before a figure the comma before it may stand.
const ASIDE_REACH: usize = 5;

/// Whether the item stands between commas with a date of its own, before the verb at item `place`: «Il margine, oggi al 75%, dovrebbe restare
/// sopra». What is now is sure.
pub(super) fn is_now(asked: &Asked<'_>, place: usize) -> bool {
    let &Asked { text, items, at, .. } = asked;
    if place < at {
        return false;
    }
    let comma = |i: &Item| matches!(i.what, What::Mark(','));
    let open = (at.saturating_sub(ASIDE_REACH)..at).rev().find(|&i| comma(&items[i]));
    let close = items[at + 1..].iter().take(2).any(comma);
    let dated = |i: &Item| text.is_kind(i, Type::Date);
    close && open.is_some_and(|o| items[o..at].iter().any(dated))
}

/// Whether the item's clause hangs on what the verb at item `place` says, which is that of a clause above (or the item itself): «ha smentito
/// che», «prevede che».
pub(super) fn governs(asked: &Asked<'_>, place: usize) -> bool {
    let &Asked { parsed, items, clause, .. } = asked;
    parsed.clauses[items[place].clause].verb == Some(place)
        && matches!(parsed.clauses[clause].hang, Hang::Complement | Hang::Gerund)
}

/// Whether a clause says what the object of the one above is like, as of now, where an article, a number or nothing makes that one of many:
/// «avrà accesso a 500 sistemi che montano 36.000 chip»; not «venderà la MI450, che ha 432 GB».
fn of_object(asked: &Asked<'_>, clause: usize) -> bool {
    let &Asked { parsed, items, .. } = asked;
    let here = &parsed.clauses[clause];
    let Hang::Relative(Some(antecedent)) = here.hang else { return false };
    let above = here.parent.and_then(|p| parsed.clauses[p].verb);
    let now = here.verb.is_some_and(|v| matches!(&items[v].what, What::Verb(verb) if verb.mood == Mood::Present && items[v].last == items[v].first + 1));
    let counts = items[antecedent].figure;
    let noun = counts || matches!(items[antecedent].what, What::Noun(_) | What::Word);
    let comma = here.first().is_some_and(|f| f > 0 && matches!(items[f - 1].what, What::Mark(_)));
    let one = counts
        || antecedent
            .checked_sub(1)
            .is_some_and(|b| items[b].figure || matches!(items[b].what, What::Function(Function::Indefinite)));
    // «…, una quantità che supera»: past a comma it says something of its own; not «…, con una quota che sale al 25%»
    let with = |i: usize| matches!(items[i].what, What::Preposition(_));
    let parts = |i: usize| matches!(items[i].what, What::Mark(',' | ';' | ':' | '(' | '–')) && !with(i + 1);
    let close = |v: usize| v < antecedent && !(v..antecedent).any(parts);
    above.is_some_and(close) && now && noun && one && !comma
}

/// Whether a clause says what was to be done with what the one above gives up: «ha rinunciato a Magdeburgo, dove voleva spendere 30 miliardi»,
/// «ha cancellato la fabbrica che avrebbe dato lavoro a 300 persone»; not «ha cancellato il modello, che ha 300 iscritti».
pub(super) fn of_given_up(asked: &Asked<'_>, clause: usize) -> bool {
    let &Asked { text, parsed, items, .. } = asked;
    let here = &parsed.clauses[clause];
    let Hang::Relative(Some(antecedent)) = here.hang else { return false };
    let Some(above) = here.parent.and_then(|p| parsed.clauses[p].verb).filter(|&v| v < antecedent) else {
        return false;
    };
    let gives_up = matches!(&items[above].what, What::Verb(v)
        if !v.negated && !v.passive
            && (v.class.has(WordClass::STOP) || v.class.has(WordClass::DENY) && text.ends_in_preposition(&items[above])));
    let meant = here.verb.is_some_and(|v| match &items[v].what {
        What::Verb(verb) => {
            let sure = of_itself(verb).0;
            matches!(sure, Certainty::Planned | Certainty::Conditional) || verb.class.has(WordClass::PLAN)
        }
        _ => false,
    });
    let object = items[above + 1..antecedent].iter().all(|i| {
        matches!(i.what, What::Function(Function::Article | Function::Possessive) | What::Word | What::Noun(_))
            || matches!(i.what, What::Preposition("di"))
    });
    gives_up && meant && object
}

/// Whether the item's clause says what the object of the verb at item `place` is like.
pub(super) fn says_what(asked: &Asked<'_>, place: usize, verb: &Verb) -> bool {
    let &Asked { parsed, items, clause, .. } = asked;
    let above = parsed.clauses[items[place].clause].verb == Some(place);
    above && verb.finite() && parsed.clauses[clause].parent == Some(items[place].clause) && of_object(asked, clause)
}

/// Whether the item's clause is a gerund that tells what goes with the verb at item `place`, above it: «portando la capacità a 5 GW», not
/// «avendo venduto», which was before.
pub(super) fn goes_with(asked: &Asked<'_>, place: usize) -> bool {
    let &Asked { text, parsed, items, at, clause, .. } = asked;
    let here = &parsed.clauses[clause];
    let first = || items[here.reach.clone()].iter().find(|i| matches!(i.what, What::Verb(_)));
    // «dando lavoro a 300 persone»
    let done = |i: &Item| i.last > i.first + 1 && text.is_participle(i.last - 1);
    let gerund = |i: &Item| matches!(&i.what, What::Verb(v) if v.mood == Mood::Gerund) && !done(i);
    place < at && here.hang == Hang::Gerund && first().is_some_and(gerund)
}
