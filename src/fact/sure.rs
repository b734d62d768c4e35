//! How sure: the certainty of a clause, from mood, words and attribution.
//!
//! The strongest wins: negated, question, conditional, planned, reported; else asserted. The rule named is the one that raised it last.

use super::parse::{Hang, Item, Parsed, Verb, What};
use super::source::{self, Attribution, ancestors};
use super::{Certainty, Text, subject};
use crate::lexicon::{Bound, Function, Mood, WordClass, WordRole, is_past_subjunctive};
use crate::mention::Type;

/// The certainty of what item `at` says, and the rule that says so.
pub(super) fn certainty(
    text: &Text<'_>,
    parsed: &Parsed,
    at: usize,
    attribution: &Attribution,
) -> (Certainty, &'static str) {
    let items = &parsed.items;
    let clause = items[at].clause;
    let (mut sure, mut rule) = (Certainty::Asserted, "none");
    let mut raise = |to: Certainty, by: &'static str| {
        if to > sure {
            (sure, rule) = (to, by);
        }
    };
    if attribution.reported(at) {
        raise(Certainty::Reported, "another's word");
    }
    if items[at].quoted && quoted_at_length(parsed, at) {
        raise(Certainty::Reported, "quoted");
    }
    // «trecentomila processori, da produrre a Taiwan»
    if to_be_done(parsed, at) {
        raise(Certainty::Planned, "to be done");
    }
    // «contro i 46,1 stimati dagli analisti», «un soffio sotto i 41,3 attesi»
    // «ha battuto le stime di 3,9 miliardi»: so others had said, and whatever came is not told of it
    if expected(parsed, at) || source::expectation(text, parsed, at).is_some() {
        return (Certainty::Reported, "expected");
    }
    // «1,2 GW entro il 2028»: with no verb that would say when
    if by_a_day_to_come(text, parsed, at) {
        raise(Certainty::Planned, "by a day to come");
    }
    let asked = items.iter().rev().take(3).any(|i| matches!(i.what, What::Mark('?')));
    if asked && !given_reason(text, parsed, clause) {
        raise(Certainty::Question, "question mark");
    }
    // whether the item is told by this clause's verb: its own, or one in a bracket without a verb
    let mut own = true;
    for (level, up) in ancestors(&parsed.clauses, clause).enumerate() {
        let here = &parsed.clauses[up];
        if here.asked {
            raise(Certainty::Question, "asked");
        }
        // The clause's own verbs before the item say how sure it is; of the clauses above, only what governs this one does.
        let from = parsed.telling.partition_point(|&place| place < here.reach.start);
        for &place in parsed.telling[from..].iter().take_while(|&&place| place < here.reach.end) {
            let item = &items[place];
            if item.clause != up {
                continue;
            }
            let near = own && place != at && (level == 0 || place < at);
            // «la prima fase, da 2 gigawatt, sarà pronta»: set off by a comma on either side
            let set_off = || {
                parsed.items[at.saturating_sub(3)..at]
                    .iter()
                    .any(|i| i.clause == clause && matches!(i.what, What::Mark(',')))
            };
            match &item.what {
                What::Verb(verb) if near => {
                    // a verb after the item speaks for it only as the clause's own: «10.000 chip saranno venduti»
                    let comma =
                        || parsed.items[at..place].iter().filter(|i| matches!(i.what, What::Mark(','))).count() == 1;
                    let governs = place < at || here.verb == Some(place) && (!comma() || set_off());
                    if !governs {
                        continue;
                    }
                    // «i piani, pari a 80 miliardi, non sono cambiati»: what is set off is not what is denied
                    // «Le scorte non bastano: ordinati 300.000 chip»
                    let told_apart = place < at
                        && !verb.class.has(WordClass::SAY)
                        && items[place..at].iter().any(|i| matches!(i.what, What::Mark(':')));
                    if told_apart {
                        continue;
                    }
                    let denies_another = || {
                        place > at && set_off()
                            || only_bounds(text, parsed, place, at)
                            || denial_ends(text, items, place, at)
                    };
                    if verb.negated && !denies_another() {
                        raise(Certainty::Negated, "negated verb");
                    }
                    if verb.class.has(WordClass::DENY) && !excepts(items, place, at) {
                        raise(Certainty::Negated, "verb of denying");
                    }
                    let firm = || !subject::subject(text, parsed, clause, &attribution.items).firms.is_empty();
                    // «fermano l'aumento al 380%» ends nothing a firm does
                    let deed = || {
                        items[place..=at.max(place)].iter().any(
                            |i| matches!(&i.what, What::Noun(n) if n.relation.is_some_and(|r| text.relations.eventful(r))),
                        )
                    };
                    if verb.class.has(WordClass::STOP) && place < at && !verb.passive && deed() && firm() {
                        raise(Certainty::Negated, "verb of stopping");
                    }
                    // «Il margine, oggi al 75%, dovrebbe restare sopra»: what is now is sure
                    if place > at && aside_dated(text, parsed, at) {
                        continue;
                    }
                    if verb.mood == Mood::Conditional || supposed(text, parsed, clause, verb) {
                        raise(Certainty::Conditional, "conditional verb");
                    }
                    // «prevede ricavi», «prevede di vendere», «autorizzati ad acquistare»; «ha chiesto 30 macchine» plans nothing
                    let leads = || {
                        [text.relations.plan, text.relations.invest].map(Some).contains(&verb.relation)
                            || infinitive_after(parsed, place, at)
                            // «si aspetta vendite tra 12 e 13 miliardi»
                            || verb.relation.is_none() && items[place..at.max(place)].iter().any(|i| text.is_result(i))
                    };
                    // «ha annunciato un piano da 6 miliardi»: the expression is more than its verb
                    let says = verb.class.has(WordClass::SAY)
                        && verb.relation == text.lexicons.verbs[verb.verb as usize].relation;
                    let plans = verb.class.has(WordClass::PLAN | WordClass::PERMIT) && place < at && !says && leads();
                    if verb.mood == Mood::Future {
                        raise(Certainty::Planned, "future verb");
                    }
                    // «vuole un milione di GPU»
                    let wants = place < at && verb.class.has(WordClass::MODAL) && !verb.modal && verb.finite();
                    // «Per il trimestre in corso la società indica 54 miliardi di ricavi»
                    // «il management vede ricavi di 9,8 miliardi»
                    let indicates = place < at
                        && verb.class.has(WordClass::SAY | WordClass::SEE)
                        && verb.mood == Mood::Present
                        && opens_period(text, parsed, clause)
                        && items[place..items.len().min(at + 4)].iter().any(|i| text.is_result(i));
                    // «il gruppo vede un miglioramento dei ricavi del 3,5%»; not «il 2024 vede un calo»
                    let outlook = place < at
                        && verb.class.has(WordClass::SEE)
                        && verb.mood == Mood::Present
                        && item.last == item.first + 1
                        && moves_after(items, place)
                        && firm()
                        && !items[place.saturating_sub(2)..place].iter().any(|i| text.is_kind(i, Type::Date));
                    if plans || wants || indicates || outlook || (verb.modal && verb.mood != Mood::Conditional) {
                        raise(Certainty::Planned, "verb of planning");
                    }
                }
                What::Verb(verb)
                    if here.verb == Some(place)
                        && matches!(parsed.clauses[clause].hang, Hang::Complement | Hang::Gerund) =>
                {
                    if verb.class.has(WordClass::DENY) {
                        raise(Certainty::Negated, "verb of denying above");
                    }
                    if verb.class.has(WordClass::PLAN) && !verb.class.has(WordClass::SAY) {
                        raise(Certainty::Planned, "verb of planning above");
                    }
                    // «verrà ampliato, portando la capacità a 5 GW»: when the verb above says
                    if place < at
                        && goes_with(parsed, clause)
                        && let to @ (Certainty::Planned | Certainty::Conditional) = of_itself(verb).0
                    {
                        raise(to, "verb above");
                    }
                }
                What::Noun(noun) | What::Phrase(noun) if near && place < at => {
                    // «la guidance parla di ricavi tra 28 e 29 miliardi»
                    let forecast =
                        || noun.class.has(WordClass::SOURCE) && items[place + 1..at].iter().any(|i| text.is_result(i));
                    let leads = || {
                        infinitive_after(parsed, place, at)
                            || at - place <= 3
                            || matches!(item.what, What::Phrase(_))
                            || forecast()
                    };
                    if noun.class.has(WordClass::PLAN | WordClass::PERMIT)
                        && leads()
                        && !surpassed(text, parsed, place, at)
                    {
                        raise(Certainty::Planned, "noun of planning");
                    }
                    if noun.class.has(WordClass::DENY) {
                        raise(Certainty::Negated, "noun of denying");
                    }
                }
                What::Cue(class) if near => {
                    if class.has(WordClass::DOUBT) && !doubts_another(text, parsed, place, at) {
                        raise(Certainty::Conditional, "cue of doubt");
                    }
                    // «un mercato da 50 miliardi, destinato a crescere»: past a comma it speaks of something else
                    let parted = place > at
                        && (!set_off() && items[at..place].iter().any(|i| matches!(i.what, What::Mark(',')))
                            || items[at..place].iter().any(|i| matches!(i.what, What::Mark('-' | '–'))));
                    if class.has(WordClass::PLANNED) && !parted {
                        raise(Certainty::Planned, "cue of planning");
                    }
                    if class.has(WordClass::HEARSAY) {
                        raise(Certainty::Reported, "cue of hearsay");
                    }
                    if class.has(WordClass::QUESTION) {
                        raise(Certainty::Question, "cue of a question");
                    }
                    if class.has(WordClass::NEGATION)
                        && place < at
                        && governs_verb(text, parsed, place)
                        && !only_bounds(text, parsed, place + 1, at)
                        && !items[place..at].iter().any(|i| matches!(i.what, What::Mark(':')))
                        && !denial_ends(text, items, place, at)
                    {
                        raise(Certainty::Negated, "negation");
                    }
                }
                _ => {}
            }
        }
        // «taglierà il 15% dei posti (oltre 15.000 persone)»: what a bracket tells without a verb
        own &= here.hang == Hang::Bracket && here.verb.is_none() && !dated(text, parsed, up);
        if !(own || matches!(here.hang, Hang::Complement | Hang::Gerund)) {
            break;
        }
    }
    (sure, rule)
}

/// Whether a date stands in a clause.
fn dated(text: &Text<'_>, parsed: &Parsed, clause: usize) -> bool {
    let items = &parsed.items;
    parsed.dates.iter().any(|&d| items[d].clause == clause && text.is_kind(&items[d], Type::Date))
}

/// Whether the gerund clause tells what goes with the verb above it: «portando la capacità a 5 GW», not «avendo venduto», which was before.
fn goes_with(parsed: &Parsed, clause: usize) -> bool {
    let here = &parsed.clauses[clause];
    let first = parsed.items[here.reach.clone()].iter().find(|i| matches!(i.what, What::Verb(_)));
    here.hang == Hang::Gerund
        && first.is_some_and(|i| i.last == i.first + 1 && matches!(&i.what, What::Verb(v) if v.mood == Mood::Gerund))
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
    let without = (place.saturating_sub(1)..=place).any(|i| text.preposition(items[i].first) == Some("senza"));
    (place + 1..at).any(|i| match &items[i].what {
        // «non accenna a fermarsi Tsmc, che ha segnato un record, in aumento del 5,9%»
        What::Function(Function::Adversative | Function::Relative) => true,
        What::Mark(',') => without,
        What::Verb(v) if v.finite() => !finite,
        What::Verb(v) if v.infinitive() && !finite && i > place + 1 => {
            matches!(items[i - 1].what, What::Preposition(_))
                && matches!(items[i - 2].what, What::Function(Function::Conjunction) | What::Mark(','))
        }
        _ => false,
    })
}

/// How many items after the figure what doubts it may stand: «3.000 presunte vendite».
const DOUBT_REACH: usize = 2;

/// Whether the word of doubt at item `place` doubts something else than item `at`: «per la presunta vendita» only what is sold, «forse 1,5»
/// only what follows. A word before the clause's verb («probabilmente») and expressions («è possibile che») speak for all of it.
fn doubts_another(text: &Text<'_>, parsed: &Parsed, place: usize, at: usize) -> bool {
    let items = &parsed.items;
    let cue = &items[place];
    if cue.last > cue.first + 1 {
        return false;
    }
    let parts = |i: &Item| matches!(i.what, What::Mark(_) | What::Verb(_) | What::Preposition(_));
    if place > at {
        let ends = items.get(place + 1).is_none_or(|i| matches!(i.what, What::Mark(_)));
        return !ends && (place > at + DOUBT_REACH || items[at..place].iter().any(parts));
    }
    // «la presunta vendita di 300 chip»
    let adjective = text.has_role(cue.first, WordRole::Prenominal);
    let verb = parsed.clauses[items[at].clause].verb;
    let comma = items[place + 1..at].iter().any(|i| matches!(i.what, What::Mark(',' | '–' | '-')));
    comma && (adjective || verb.is_none_or(|v| v < place)) && !matches!(items[place + 1].what, What::Mark(_))
}

/// How many items after a verb of seeing what it foresees may stand.
const OUTLOOK_REACH: usize = 3;

/// Whether the object of the verb at item `place` is a rise or a fall: «un miglioramento dei ricavi».
fn moves_after(items: &[Item], place: usize) -> bool {
    items[place + 1..]
        .iter()
        .take(OUTLOOK_REACH)
        .any(|i| matches!(&i.what, What::Noun(n) if n.class.has(WordClass::UP | WordClass::DOWN)))
}

/// Whether the figure at item `at` stands in a clause without a verb, with a day to come it is to be reached by: «verso 1,2 GW entro il 2028».
fn by_a_day_to_come(text: &Text<'_>, parsed: &Parsed, at: usize) -> bool {
    let items = &parsed.items;
    let clause = items[at].clause;
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

/// Whether the verb of denying at item `place` only leaves something out of account, in a phrase that a comma closes: «Escludendo oneri per
/// 180 milioni, AMD ha riportato un utile».
fn excepts(items: &[Item], place: usize, at: usize) -> bool {
    let impersonal = matches!(&items[place].what, What::Verb(v) if !v.finite() && !v.infinitive());
    let opens = place == 0 || matches!(items[place - 1].what, What::Mark(_));
    impersonal && opens && place < at && items[place..].iter().any(|i| matches!(i.what, What::Mark(',')))
}

/// Whether a clause only supposes what it tells: «se Nvidia vendesse», «ipotizzando che AMD venda».
pub(super) fn supposed(text: &Text<'_>, parsed: &Parsed, clause: usize, verb: &Verb) -> bool {
    let here = &parsed.clauses[clause];
    let Some(first) = here.first().filter(|_| verb.mood == Mood::Subjunctive) else { return false };
    let opener = &parsed.items[first];
    match opener.what {
        // «non ha detto se intenda vendere» asks
        What::Function(Function::Subordinator) => {
            let unreal = |v: usize| is_past_subjunctive(text.word(parsed.items[v].first));
            text.has_role(opener.first, WordRole::Condition) && here.verb.is_some_and(unreal)
        }
        What::Function(Function::Relative) => {
            let before = first.checked_sub(1).map(|b| &parsed.items[b].what);
            matches!(before, Some(What::Verb(v)) if v.mood == Mood::Gerund && v.class.has(WordClass::SAY))
        }
        _ => false,
    }
}

/// Whether what was expected, the noun at item `place`, is only what the figure at item `at` is above or below: «ricavi sopra le attese a
/// 9,2 miliardi», «in linea con le previsioni, ricavi per 9,2 miliardi», unlike «sotto le attese di 9,2 miliardi».
fn surpassed(text: &Text<'_>, parsed: &Parsed, place: usize, at: usize) -> bool {
    let items = &parsed.items;
    let beyond = match text.governor(items, place) {
        Some("sopra" | "sotto" | "oltre") => true,
        // «con previsioni fino a 93 miliardi» plans
        Some("con") => text.plural_article(items[place].first - 1),
        _ => false,
    };
    let beyond = beyond
        || items[place..at.max(place)].iter().any(|i| matches!(i.what, What::Mark(',')))
            && !infinitive_after(parsed, place, at);
    let own = matches!(items.get(place + 1).map(|i| &i.what), Some(What::Preposition("di" | "per")));
    beyond && !own && place < at
}

/// Whether the figure at item `at` stands between commas with a date of its own: «, oggi al 75%,».
fn aside_dated(text: &Text<'_>, parsed: &Parsed, at: usize) -> bool {
    let items = &parsed.items;
    let comma = |i: &Item| matches!(i.what, What::Mark(','));
    let open = (at.saturating_sub(ASIDE_REACH)..at).rev().find(|&i| comma(&items[i]));
    let close = items[at + 1..].iter().take(2).any(comma);
    let dated = |i: &Item| text.is_kind(i, Type::Date);
    close && open.is_some_and(|o| items[o..at].iter().any(dated))
}

/// How many items before a figure the comma before it may stand.
const ASIDE_REACH: usize = 5;

/// How many items after a figure «da» and what is to be done with it may stand.
const TO_DO_REACH: usize = 6;

/// Whether what the figure at item `at` counts is yet to be done: «30 macchine da consegnare entro giugno».
fn to_be_done(parsed: &Parsed, at: usize) -> bool {
    let items = &parsed.items;
    if !items[at].figure {
        return false;
    }
    let phrase = (at + 1..items.len()).take(TO_DO_REACH).take_while(|&i| !matches!(items[i].what, What::Verb(_)));
    let by = phrase.filter(|&i| matches!(items[i].what, What::Preposition("da"))).last();
    by.is_some_and(
        |b| matches!(items.get(b + 1).map(|i| &i.what), Some(What::Verb(v)) if v.infinitive() && v.relation.is_some()),
    )
}

/// Whether a participle right after the figure says that others expected it, and something is held against it: «contro i 46,1 stimati»,
/// «sopra i 3,9 miliardi previsti».
fn expected(parsed: &Parsed, at: usize) -> bool {
    let items = &parsed.items;
    // «dei 434.487 veicoli attesi», «ai 30 miliardi precedentemente previsti»
    let between = matches!(items.get(at + 1).map(|i| &i.what), Some(What::Word | What::Noun(_)));
    let participle = match items.get(at + 1 + usize::from(between)).map(|i| &i.what) {
        // «i 288 chiesti da Nvidia» are wanted
        Some(What::Verb(v)) => {
            v.mood == Mood::Participle && v.class.has(WordClass::PLAN | WordClass::SAY) && !v.class.has(WordClass::ASK)
        }
        Some(What::Cue(class)) => class.has(WordClass::PLANNED | WordClass::ACCORDING),
        _ => false,
    };
    if !(items[at].figure && participle) {
        return false;
    }
    let article = at > 0
        && matches!(items[at - 1].what, What::Function(Function::Article) | What::Preposition("di" | "a" | "da"));
    let held = at > 1
        && (super::parallel::is_compared(parsed, at)
            || matches!(items[at - 2].what, What::Preposition("sopra" | "sotto") | What::Word));
    article && held
}

/// Whether «per» and a period open the clause: «Per il trimestre in corso», «Per il 2027».
fn opens_period(text: &Text<'_>, parsed: &Parsed, clause: usize) -> bool {
    let items = &parsed.items;
    let first = parsed.clauses[clause].first().unwrap_or(0);
    let dated = |i: &Item| text.is_kind(i, Type::Date);
    matches!(items[first].what, What::Preposition("per")) && items[first..].iter().take(4).any(dated)
}

/// Whether the denied verb at item `place` only says that the figure at `at` is not passed: «la resa non va oltre il 20%».
fn only_bounds(text: &Text<'_>, parsed: &Parsed, place: usize, at: usize) -> bool {
    let Some(What::Verb(verb)) = parsed.items.get(place).map(|i| &i.what) else { return false };
    let bound = text.figure_of(&parsed.items[at]).map(|f| f.bound);
    let small = |i: &Item| {
        matches!(
            i.what,
            What::Verb(_) | What::Preposition(_) | What::Word | What::Function(Function::Article | Function::Adverb)
        )
    };
    matches!(bound, Some(Bound::AtMost | Bound::Less))
        && verb.relation.is_none_or(|r| !text.relations.eventful(r))
        && parsed.items[place + 1..at.max(place + 1)].iter().all(small)
}

/// How sure a verb is by itself: its mood, its negation, a modal.
pub(super) fn of_itself(verb: &Verb) -> (Certainty, &'static str) {
    let sure = match verb.mood {
        _ if verb.negated => Certainty::Negated,
        Mood::Conditional => Certainty::Conditional,
        Mood::Future => Certainty::Planned,
        _ if verb.modal => Certainty::Planned,
        _ => Certainty::Asserted,
    };
    (sure, "the verb itself")
}

/// Whether a clause gives the reason for what is asked: «perché crescere ancora, visto che Tsmc ha già assegnato il 60%?»
fn given_reason(text: &Text<'_>, parsed: &Parsed, clause: usize) -> bool {
    let here = &parsed.clauses[clause];
    let first = here.first().unwrap_or(0);
    first > 0 && matches!(here.hang, Hang::Subordinate) && text.has_role(parsed.items[first].first, WordRole::Reason)
}

/// How many items after a noun of planning what is planned may stand: «L'obiettivo finale, infatti, è quello di arrivare a».
const INFINITIVE_REACH: usize = 9;

/// Whether a verb without a person follows item `place` by «di», «a» or «per», up to item `at`: «il permesso di vendere».
fn infinitive_after(parsed: &Parsed, place: usize, at: usize) -> bool {
    let items = &parsed.items;
    // «una centrale dedicata, capace di generare 3 GW»
    let apart = |i: usize| matches!(items[i].what, What::Mark(',')) && matches!(items[i + 1].what, What::Word);
    let after = (place + 1..(at + 1).max(place + 1)).take(INFINITIVE_REACH).take_while(|&i| i >= at || !apart(i));
    after.into_iter().any(|i| match &items[i].what {
        What::Verb(v) => v.infinitive(),
        // «di aumentare la produzione»
        What::Phrase(p) => p.relation.is_some() && matches!(items[i - 1].what, What::Preposition("di" | "a")),
        _ => false,
    })
}

/// Whether the quote around item `at` is more than a word or two.
fn quoted_at_length(parsed: &Parsed, at: usize) -> bool {
    let run = |range: &mut dyn Iterator<Item = usize>| range.take_while(|&i| parsed.items[i].quoted).count();
    run(&mut (0..at).rev()) + run(&mut (at..parsed.items.len())) >= 5
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
