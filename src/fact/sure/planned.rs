//! What is yet to come: the future, plans and permits, what one wants, foresees or has still to do.

use super::{Asked, of_itself, reach};
use crate::fact::Certainty;
use crate::fact::parse::{Carried, Hang, Item, Verb, What};
use crate::fact::source::ancestors;
use crate::fact::subject;
use crate::lexicon::{Function, Mood, WordClass, WordRole, is_past_subjunctive};
use crate::mention::Type;

/// How many items after a figure «da» and what is to be done with it may stand.
const TO_DO_REACH: usize = 6;

/// How many items before a figure «verso» may stand.
const TOWARDS_REACH: usize = 5;

/// What the figure counts is yet to be done: «30 macchine da consegnare entro giugno», «trecentomila processori, da produrre a Taiwan».
pub(super) fn to_be_done(asked: &Asked<'_>) -> bool {
    let &Asked { items, at, .. } = asked;
    if !items[at].figure {
        return false;
    }
    let phrase = (at + 1..items.len()).take(TO_DO_REACH).take_while(|&i| !matches!(items[i].what, What::Verb(_)));
    let by = phrase.filter(|&i| matches!(items[i].what, What::Preposition("da"))).last();
    by.is_some_and(
        |b| matches!(items.get(b + 1).map(|i| &i.what), Some(What::Verb(v)) if v.infinitive() && v.relation.is_some()),
    )
}

/// The figure stands in a clause with no verb that would say when, with a day to come it is to be reached by: «verso 1,2 GW entro il 2028».
pub(super) fn by_a_day_to_come(asked: &Asked<'_>) -> bool {
    let &Asked { text, parsed, items, at, clause, .. } = asked;
    if parsed.clauses[clause].verb.is_some() || !items[at].figure {
        return false;
    }
    let Some(published) = text.article.published.month() else { return false };
    let next = parsed.figure_after(at).unwrap_or(items.len());
    parsed.dates.iter().any(|&d| {
        let by = items[..d].iter().rev().take(2).any(|i| matches!(i.what, What::Preposition("entro")));
        let from = text.mention(&items[d]).and_then(|m| m.date()).and_then(|d| d.from);
        (at..next).contains(&d) && by && items[d].clause == clause && from.is_some_and(|from| from > published)
    })
}

/// The figure is what a forecast is now at: «ha portato a 5 miliardi la previsione sulle vendite».
pub(super) fn forecast_after(asked: &Asked<'_>) -> bool {
    let &Asked { text, items, at, .. } = asked;
    let level = items[..at].iter().rev().take(2).any(|i| matches!(i.what, What::Preposition("a")));
    let article = matches!(items.get(at + 1).map(|i| &i.what), Some(What::Function(Function::Article)));
    let forecast = |n: &Carried| n.class.has(WordClass::PLAN) && n.class.has(WordClass::EXPECT);
    items[at].figure
        && level
        && article
        && matches!(items.get(at + 2).map(|i| &i.what), Some(What::Noun(n)) if forecast(n))
        && text.figure_of(&items[at]).is_some_and(|f| f.direction.is_none())
}

/// A clause with no verb leads to it: «SK Hynix verso una spesa di 50 miliardi»; not «La RAM verso i 500 dollari», which a price may be at.
pub(super) fn towards(asked: &Asked<'_>) -> bool {
    let &Asked { parsed, items, at, clause, .. } = asked;
    let small = |i: &&Item| !matches!(i.what, What::Mark(_)) && !i.figure;
    let mut before = items[..at].iter().rev().take(TOWARDS_REACH).take_while(small);
    items[at].figure
        && parsed.clauses[clause].verb.is_none()
        && before.by_ref().any(|i| matches!(i.what, What::Noun(_)))
        && before.any(|i| i.clause == clause && matches!(i.what, What::Preposition("verso")))
}

/// The figure is what a deal is made for: «ha firmato un contratto per dotare i suoi centri di 300 chip», «ha stretto un'intesa per costruire
/// 500 megawatt»; not «ha usato 300 chip per».
pub(super) fn for_a_purpose(asked: &Asked<'_>) -> bool {
    let &Asked { parsed, items, at, clause, .. } = asked;
    let Some(verb) = parsed.telling_before(at).find(|&i| matches!(items[i].what, What::Verb(_))) else { return false };
    let infinitive = matches!(&items[verb].what, What::Verb(v) if v.infinitive());
    let purpose = verb > 0 && items[verb].clause == clause && matches!(items[verb - 1].what, What::Preposition("per"));
    let parts = |i: &Item| matches!(i.what, What::Verb(_) | What::Mark(_) | What::Function(Function::Relative));
    let deal =
        |i: &Item| matches!(&i.what, What::Noun(n) if n.class.has(WordClass::DEED) && n.class.has(WordClass::AMOUNT));
    items[at].figure
        && infinitive
        && purpose
        && !items[verb + 1..at].iter().any(parts)
        && items[..verb - 1].iter().rev().take_while(|i| !parts(i)).any(deal)
}

/// A verb in the future: «venderà».
pub(super) fn future_verb(asked: &Asked<'_>, place: usize, verb: &Verb) -> bool {
    verb.mood == Mood::Future && !reach::is_now(asked, place)
}

/// A verb of planning, permitting, wanting or foreseeing before the item, or one with a modal.
pub(super) fn verb(asked: &Asked<'_>, place: usize, verb: &Verb) -> bool {
    let before = || {
        place < asked.at
            && (plans(asked, place, verb)
                || wants(asked, place, verb)
                || indicates(asked, place, verb)
                || foresees(asked, place, verb))
    };
    let &Asked { text, items, .. } = asked;
    // «poteva contare su 24.000 GPU»: it has them
    let has = verb.relation == Some(text.relations.own)
        && verb.mood != Mood::Future
        && text.ends_in_preposition(&items[place]);
    (verb.modal && !has && verb.mood != Mood::Conditional || before()) && !reach::is_now(asked, place)
}

/// «prevede ricavi», «prevede di vendere», «autorizzati ad acquistare»; «ha chiesto 30 macchine» plans nothing.
fn plans(asked: &Asked<'_>, place: usize, verb: &Verb) -> bool {
    let &Asked { text, items, at, .. } = asked;
    let leads = || {
        [text.relations.plan, text.relations.invest].map(Some).contains(&verb.relation)
            || infinitive_after(asked, place)
            // «ricavi attesi per 6,7 miliardi»
            || verb.mood == Mood::Participle && place > 0 && text.is_result(&items[place - 1]) && expects(asked, place, verb)
            // «si aspetta vendite tra 12 e 13 miliardi»
            || verb.relation.is_none() && (items[place..at].iter().any(|i| text.is_result(i)) || expects(asked, place, verb))
    };
    // «ha esportato o tentato di esportare»: what was tried is told with what was done
    let tried = || {
        let or = place > 0 && matches!(items[place - 1].what, What::Function(Function::Conjunction));
        let done = items[..place].iter().rev().take(4).find_map(|i| match &i.what {
            What::Verb(v) => Some(v),
            _ => None,
        });
        let next = items.get(place + 1).and_then(|i| match &i.what {
            What::Verb(v) => v.relation,
            _ => None,
        });
        or && !verb.finite() && next.is_some() && done.is_some_and(|v| v.finite() && v.relation == next)
    };
    // «ha annunciato un piano da 6 miliardi»: the expression is more than its verb
    let says = || verb.class.has(WordClass::SAY) && verb.relation == text.lexicons.verbs[verb.verb as usize].relation;
    verb.class.has(WordClass::PLAN | WordClass::PERMIT)
        && !says()
        && leads()
        && !tried()
        && !enables(asked, place, verb)
}

/// Whether the verb of permitting at item `place` says what a thing makes possible, which no one has leave to do: «i circuiti chiusi permettono
/// di ridurre i consumi del 60%», «affidarsi a Inferentia2 permette di limare le spese»; not «Washington permette», «la licenza permette».
fn enables(asked: &Asked<'_>, place: usize, verb: &Verb) -> bool {
    let &Asked { text, parsed, items, attribution, .. } = asked;
    let thing = |s: usize| match &items[s].what {
        What::Noun(n) => {
            !n.class
                .has(WordClass::COMPANY | WordClass::PEOPLE | WordClass::SPEAKER | WordClass::PERMIT | WordClass::DEED)
                && n.relation.is_none_or(|r| !text.relations.permits(r))
        }
        What::Word => true,
        What::Verb(v) => v.infinitive(),
        _ => text.is_kind(&items[s], Type::Chip) || text.is_kind(&items[s], Type::Model),
    };
    let subject = subject::subject(text, parsed, items[place].clause, &attribution.items);
    let told = subject.item.filter(|&s| s < place && subject.firms.is_empty());
    // «ha ottenuto il permesso di»
    let plain = items[place].last == items[place].first + 1 && verb.mood == Mood::Present && !verb.passive;
    verb.class.has(WordClass::PERMIT) && plain && told.is_some_and(thing)
}

/// Whether the figure is what the verb at item `place` waits for or threatens with: «si aspetta 65 miliardi», «ne aspetta altri 60.400», «aveva
/// minacciato il 100%»; not what it asks for.
fn expects(asked: &Asked<'_>, place: usize, verb: &Verb) -> bool {
    let small = |i: &Item| match &i.what {
        What::Function(Function::Article | Function::Adverb) | What::Word => true,
        // «ha ventilato dazi pari al 25%»
        What::Noun(n) => n.class.has(WordClass::AMOUNT),
        What::Phrase(_) | What::Preposition("di" | "a" | "per") => true,
        _ => false,
    };
    // «rinvia a giudizio tre cittadini», «viene proposta a 50.000 yuan»
    let people =
        matches!(asked.items.get(asked.at + 1).map(|i| &i.what), Some(What::Noun(n)) if n.class.has(WordClass::PEOPLE));
    let another = verb.class.has(WordClass::ASK | WordClass::PERMIT) || asked.attribution.reported(asked.at);
    !(another || verb.passive || people)
        && asked.items[asked.at].figure
        && asked.items[place + 1..asked.at].iter().all(small)
}

/// «vuole un milione di GPU»; not «ce ne vogliono tre».
fn wants(asked: &Asked<'_>, place: usize, verb: &Verb) -> bool {
    let &Asked { text, items, .. } = asked;
    let takes = items[..place].iter().rev().take(2).any(|i| text.has_role(i.first, WordRole::WithIt));
    verb.class.has(WordClass::MODAL) && !verb.modal && verb.finite() && !takes
}

/// «Per il trimestre in corso la società indica 54 miliardi di ricavi», «il management vede ricavi di 9,8 miliardi».
fn indicates(asked: &Asked<'_>, place: usize, verb: &Verb) -> bool {
    let &Asked { text, items, at, .. } = asked;
    verb.class.has(WordClass::SAY | WordClass::SEE)
        && verb.mood == Mood::Present
        && opens_period(asked)
        && items[place..items.len().min(at + 4)].iter().any(|i| text.is_result(i))
}

/// Whether «per» and a period open the clause: «Per il trimestre in corso», «Per il 2027».
fn opens_period(asked: &Asked<'_>) -> bool {
    let &Asked { text, parsed, items, clause, .. } = asked;
    let first = parsed.clauses[clause].first().unwrap_or(0);
    let dated = |i: &Item| text.is_kind(i, Type::Date);
    matches!(items[first].what, What::Preposition("per")) && items[first..].iter().take(4).any(dated)
}

/// How many items after a verb of seeing what it foresees may stand.
const OUTLOOK_REACH: usize = 3;

/// «il gruppo vede un miglioramento dei ricavi del 3,5%»; not «il 2024 vede un calo».
fn foresees(asked: &Asked<'_>, place: usize, verb: &Verb) -> bool {
    let &Asked { text, items, .. } = asked;
    let alone = items[place].last == items[place].first + 1;
    let moves = |i: &Item| matches!(&i.what, What::Noun(n) if n.class.has(WordClass::UP | WordClass::DOWN));
    verb.class.has(WordClass::SEE)
        && verb.mood == Mood::Present
        && alone
        && items[place + 1..].iter().take(OUTLOOK_REACH).any(moves)
        && asked.of_a_firm()
        && !items[place.saturating_sub(2)..place].iter().any(|i| text.is_kind(i, Type::Date))
}

/// A verb of planning in the clause above: «prevede che Tencent compri 300 server»; what it says is not what it plans.
pub(super) fn verb_of_planning_above(asked: &Asked<'_>, place: usize, verb: &Verb) -> bool {
    let &Asked { text, parsed, items, attribution, clause, .. } = asked;
    // «Musk vuole che Samsung produca 300 chip»; not «Sappiamo che Samsung produce», «Le regole vogliono che»
    let subjunctive = |v: usize| matches!(&items[v].what, What::Verb(v) if v.mood == Mood::Subjunctive);
    let somebody = || {
        let subject = subject::subject(text, parsed, items[place].clause, &attribution.items).item;
        subject.is_none_or(|s| matches!(items[s].what, What::Mention(_) | What::Description(_)))
    };
    let wants = verb.class.has(WordClass::MODAL)
        && !verb.modal
        && verb.finite()
        && parsed.clauses[clause].verb.is_some_and(subjunctive)
        && somebody();
    (verb.class.has(WordClass::PLAN) || wants) && !verb.class.has(WordClass::SAY)
}

/// The clause goes with the verb above, in the future or with a modal: «verrà ampliato, portando la capacità a 5 GW».
pub(super) fn verb_above(asked: &Asked<'_>, place: usize, verb: &Verb) -> bool {
    of_itself(verb).0 == Certainty::Planned && reach::goes_with(asked, place)
}

/// A noun of planning or permitting before the item: «il permesso di vendere», «il piano da 6 miliardi».
pub(super) fn noun(asked: &Asked<'_>, place: usize, noun: &Carried) -> bool {
    let &Asked { text, items, at, .. } = asked;
    // «la guidance parla di ricavi tra 28 e 29 miliardi»
    // «ha portato le attese sui ricavi a 12,5 miliardi»
    let forecast = || {
        noun.class.has(WordClass::SOURCE | WordClass::EXPECT) && items[place + 1..at].iter().any(|i| text.is_result(i))
    };
    // «lettere d'intenti per una quantità pari al 40%»
    let aims = || {
        let small = |i: &Item| !matches!(i.what, What::Verb(_) | What::Mark(_)) && !i.figure;
        noun.relation == Some(text.relations.plan)
            && matches!(items[place + 1].what, What::Preposition("per"))
            && items[place + 1..at].iter().all(small)
    };
    let leads = || {
        infinitive_after(asked, place)
            || at - place <= 3
            || matches!(items[place].what, What::Phrase(_))
            || forecast()
            || aims()
    };
    noun.class.has(WordClass::PLAN | WordClass::PERMIT)
        && leads()
        && !surpassed(asked, place)
        && !sized(asked, place, noun)
}

/// Whether the noun at item `place` is of something done, of which the figure tells how large it is: «un progetto da 120 megawatt è stato
/// bocciato», «un impegno da 2 miliardi»; a plan is a plan.
fn sized(asked: &Asked<'_>, place: usize, noun: &Carried) -> bool {
    let &Asked { items, at, .. } = asked;
    let from = items[place + 1..at].first().is_some_and(|i| matches!(i.what, What::Preposition("da")));
    let small = |i: &Item| matches!(i.what, What::Preposition(_) | What::Word | What::Function(_));
    noun.class.has(WordClass::DEED) && from && items[place + 1..at].iter().all(small)
}

/// Whether what was expected, the noun at item `place`, is only what the figure is above or below: «ricavi sopra le attese a
/// 9,2 miliardi», «in linea con le previsioni, ricavi per 9,2 miliardi», unlike «sotto le attese di 9,2 miliardi».
fn surpassed(asked: &Asked<'_>, place: usize) -> bool {
    let &Asked { text, items, at, .. } = asked;
    let beyond = match text.governor(items, place) {
        Some("sopra" | "sotto" | "oltre") => true,
        // «con previsioni fino a 93 miliardi» plans
        Some("con") => text.plural_article(items[place].first - 1),
        _ => false,
    };
    let beyond =
        beyond || items[place..at].iter().any(|i| matches!(i.what, What::Mark(','))) && !infinitive_after(asked, place);
    let own = matches!(items.get(place + 1).map(|i| &i.what), Some(What::Preposition("di" | "per")));
    beyond && !own
}

/// How many items after a noun of planning what is planned may stand: «L'obiettivo finale, infatti, è quello di arrivare a».
const INFINITIVE_REACH: usize = 9;

/// Whether a verb without a person follows item `place` by «di», «a» or «per», up to the item asked for: «il permesso di vendere».
fn infinitive_after(asked: &Asked<'_>, place: usize) -> bool {
    let &Asked { items, at, .. } = asked;
    // «una centrale dedicata, capace di generare 3 GW»
    let apart = |i: usize| matches!(items[i].what, What::Mark(',')) && matches!(items[i + 1].what, What::Word);
    let mut after = (place + 1..at + 1).take(INFINITIVE_REACH).take_while(|&i| i >= at || !apart(i));
    after.any(|i| match &items[i].what {
        What::Verb(v) => v.infinitive(),
        // «di aumentare la produzione»
        What::Phrase(p) => p.relation.is_some() && matches!(items[i - 1].what, What::Preposition("di" | "a")),
        _ => false,
    })
}

/// A word that says it is planned: «un impianto da 50 miliardi previsto per il 2028».
pub(super) fn cue(asked: &Asked<'_>, place: usize, class: WordClass) -> bool {
    let &Asked { items, at, .. } = asked;
    // «un mercato da 50 miliardi, destinato a crescere»: past a comma it speaks of something else
    let parted = || {
        place > at
            && !to_come(asked, place)
            && (!asked.set_off() && items[at..place].iter().any(|i| matches!(i.what, What::Mark(',')))
                || items[at..place].iter().any(|i| matches!(i.what, What::Mark('-' | '–' | ':'))))
    };
    class.has(WordClass::PLANNED) && !parted() && !says_which(asked, place) && !of_subject(asked, place)
}

/// Whether a day to come follows the word of planning at item `place`, past a comma that sets it off: «un impianto da 1.600 addetti, atteso nel
/// 2028».
fn to_come(asked: &Asked<'_>, place: usize) -> bool {
    let &Asked { text, items, at, .. } = asked;
    let next = place.checked_sub(1).is_some_and(|c| {
        matches!(items[c].what, What::Mark(','))
            && !items[at + 1..c].iter().any(|i| i.figure || matches!(i.what, What::Verb(_) | What::Mark(_)))
    });
    let after = items.iter().skip(place + 1).take(3).find(|i| text.is_kind(i, Type::Date));
    let from = after.and_then(|i| text.mention(i)).and_then(|m| m.date()).and_then(|d| d.from);
    let published = text.article.published.month();
    next && from.zip(published).is_some_and(|(from, published)| from > published)
}

/// Whether the word at item `place` belongs to the subject, and the figure to what the verb between them tells as so: «Ogni wafer destinato
/// agli acceleratori ne sottrae tre»; not «Il data center previsto in Texas costerà 3 miliardi».
fn of_subject(asked: &Asked<'_>, place: usize) -> bool {
    let &Asked { parsed, items, at, clause, .. } = asked;
    let verb = parsed.clauses[clause].verb.filter(|&v| place < v && v < at);
    verb.is_some_and(|v| {
        let leads = matches!(items[place - usize::from(place > 0)].what, What::Noun(_) | What::Word);
        let now = |v: &Verb| v.mood == Mood::Present && !v.passive && !v.modal && !v.class.has(WordClass::COPULA);
        leads && matches!(&items[v].what, What::Verb(v) if now(v))
    })
}

/// Whether the word at item `place` only says which ones were dealt with, as the verb before the figure tells what was done: «ha preso più
/// della metà delle schede destinate alla Cina»; what is announced or agreed on is yet to come («ha annunciato 300 server destinati a»).
fn says_which(asked: &Asked<'_>, place: usize) -> bool {
    let &Asked { text, parsed, items, at, clause, .. } = asked;
    // of an event: «ha testato i chip per gli iPhone destinati alla Cina», «ha revocato la licenza per le macchine destinate a Smic»
    let verb = parsed.clauses[clause].verb.filter(|&v| v <= at && at < place);
    verb.is_some_and(|v| match &items[v].what {
        What::Verb(verb) => {
            let told = WordClass::SAY | WordClass::PLAN | WordClass::PERMIT | WordClass::ASK;
            let known = text.relations;
            let to_come = [known.launch, known.plan, known.invest, known.order, known.authorize].map(Some);
            let over = verb.mood == Mood::Past || (items[v].first + 1..items[v].last).any(|t| text.is_participle(t));
            over && !verb.class.has(told) && !to_come.contains(&verb.relation)
        }
        _ => false,
    })
}

/// How many items before a figure the verb by which a duty is threatened may stand.
const THREAT_REACH: usize = 6;

/// A duty somebody threatens: «Trump ha ventilato tariffe del 30%».
pub(super) fn threatened(asked: &Asked<'_>) -> bool {
    let &Asked { text, parsed, items, at, clause, .. } = asked;
    let Some(verb) = parsed.clauses[clause].verb.filter(|&v| v < at && at - v <= THREAT_REACH) else { return false };
    let plans = matches!(&items[verb].what, What::Verb(v) if v.finite() && v.class.has(WordClass::PLAN) && v.relation.is_none());
    let duty = |i: &Item| matches!(&i.what, What::Noun(n) if n.relation == Some(text.relations.tax));
    items[at].figure && plans && items[verb + 1..at].iter().take(3).any(duty)
}

/// What is made a condition of something else: «a patto che le consegne non superino la metà».
pub(super) fn on_condition(asked: &Asked<'_>) -> bool {
    let &Asked { text, parsed, items, clause, .. } = asked;
    let opens = |c: usize| parsed.clauses[c].first().map(|f| &items[f]);
    let proviso = |c: usize| {
        parsed.clauses[c].hang == Hang::Subordinate
            && opens(c).is_some_and(|i| (i.first..i.last).any(|t| text.has_role(t, WordRole::Proviso)))
    };
    // «a patto che versasse al Tesoro il 15%»: told of what is over
    let over = parsed.clauses[clause].verb.is_some_and(|v| is_past_subjunctive(text.word(items[v].first)));
    // «e che le consegne non superino …»: the second of two
    let up = parsed.clauses[clause].parent;
    let that = |i: &Item| matches!(i.what, What::Function(Function::Relative | Function::Subordinator));
    let joined = opens(clause).is_some_and(that)
        && parsed.clauses[clause]
            .first()
            .is_some_and(|f| f > 0 && matches!(items[f - 1].what, What::Function(Function::Conjunction)));
    let second = || {
        let subjunctive = |v: usize| matches!(&items[v].what, What::Verb(v) if v.mood == Mood::Subjunctive);
        joined
            && parsed.clauses[clause].verb.is_some_and(subjunctive)
            && ancestors(&parsed.clauses, clause).skip(1).take(3).any(proviso)
    };
    !over && (proviso(clause) || parsed.clauses[clause].hang == Hang::Coordinate && up.is_some_and(proviso) || second())
}
