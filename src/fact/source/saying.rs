//! By a verb: a verb of saying, one that foresees, or any beside a quote. What it governs is its subject's word.
//!
//! | form | whose word |
//! | --- | --- |
//! | «Huang ha dichiarato che …», «…, spiega Huang» | the subject's |
//! | «…», ha tagliato corto Huang | the subject's, whatever the verb |
//! | «Nadella non ha escluso che Microsoft possa comprare …» | of who leaves it open |
//! | «Citi prevede che Intel risparmierà …», «il rapporto prevede un aumento» | of who foresees what another does |
//! | «Intel si aspetta vendite tra 12 e 13 miliardi» | of the firm whose results are to come |
//! | «Bernstein vede il target a 225 dollari; KeyBanc sale a 230» | of each of those who judge |
//! | «Trump aveva annunciato dazi del 34%» | of the person who announces |
//! | «TrendForce assegna a SK Hynix il 59%» | of who looks on |
//! | «Lo ha annunciato Intel» | the speaker's, of the sentence before |
//! | «Trump ha ventilato tariffe del 30%» | of the person who threatens |
//! | «Tsmc si conferma leader», «ricordiamo che», «Asml ha annunciato che taglierà» | nobody's |
//! | «Infineon ha comunicato ricavi per 3 miliardi», «Google ha risposto con 6 miliardi» | nobody's: a firm's own affair |
//!
//! Who speaks is asked in `speaker.rs`, for which items in `content.rs`.

use super::Attribution;
use super::content::{after_colon, clause_end, complement, covers, inserted, said_infinitive, segment};
use super::name::{is_person, name};
use super::speaker::speaker;
use crate::fact::parse::{Hang, Item, Parsed, Verb, What};
use crate::fact::{Filler, Text, who};
use crate::lexicon::{Function, Mood, UnitKind, WordClass, WordRole};
use crate::mention::Type;

/// The rule of a verb of saying.
pub(super) const SAYING: &str = "saying";

/// A verb by which somebody may speak, and what the rules that ask of it share.
#[derive(Clone, Copy)]
pub(super) struct Saying<'a> {
    pub text: &'a Text<'a>,
    pub parsed: &'a Parsed,
    /// The items of its sentence.
    pub items: &'a [Item],
    /// Its item.
    pub at: usize,
    pub verb: &'a Verb,
    /// Its clause.
    pub clause: usize,
    /// Whether it has a person and stands right beside a quote.
    pub beside_quote: bool,
}

/// Verbs of saying, and any verb beside a quote: what they govern is their subject's word.
pub(super) fn saying(text: &Text<'_>, parsed: &Parsed, found: &mut Attribution) {
    let items = &parsed.items;
    for &at in &parsed.telling {
        let What::Verb(verb) = &items[at].what else { continue };
        let gerund = verb.mood == Mood::Gerund && verb.class.has(WordClass::SAY) && !shows(text, parsed, at);
        if !(verb.finite() || verb.mood == Mood::Participle || gerund) {
            continue;
        }
        let beside_quote = verb.finite() && beside_quote(parsed, at);
        // «Le regole prevedono che Nvidia debba certificare …»: what is to be said nobody has said
        if verb.modal && verb.person == 3 && verb.mood != Mood::Conditional && !beside_quote {
            continue;
        }
        // «avrebbe potuto riportare le linee a casa»: nobody has
        let would = verb.modal && verb.person == 3 && complement(parsed, at).is_none();
        if would && !beside_quote && said_infinitive(text, items, at).is_none() && !inserted(text, parsed, at) {
            continue;
        }
        let saying = Saying { text, parsed, items, at, verb, clause: items[at].clause, beside_quote };
        // «Huang non ha dubbi: «…»»: what he says is said, whatever he denies
        if verb.negated && !beside_quote && !leaves_open(&saying) {
            continue;
        }
        if asked_for(&saying) {
            continue;
        }
        let forecasts = forecasts(&saying) || reports(&saying) || moves_on(&saying, found) || threatens(&saying);
        if tells(&saying, forecasts, &found.items) && !of_the_paper(&saying) && (forecasts || !own_affair(&saying)) {
            attribute(&saying, forecasts, found);
        }
    }
}

/// Whether the verb, which is negated, denies nothing, so that who uses it says it may be: «non ha escluso che Microsoft possa comprare».
fn leaves_open(saying: &Saying<'_>) -> bool {
    let &Saying { parsed, at, verb, .. } = saying;
    verb.finite() && verb.class.has(WordClass::DENY) && complement(parsed, at).is_some()
}

/// Whether somebody speaks by the verb; `taken` are the items of other attributions.
fn tells(saying: &Saying<'_>, forecasts: bool, taken: &[usize]) -> bool {
    let &Saying { text, parsed, items, at, verb, beside_quote, .. } = saying;
    // «Gli utenti, prevede Su, passeranno da un miliardo a 5»
    let inserted = verb.class.has(WordClass::PLAN)
        && verb.finite()
        && inserted(text, parsed, at)
        && matches!(items[at - 1].what, What::Mark(','));
    if !verb.class.has(WordClass::SAY) {
        // «Nadella non ha escluso che Microsoft possa»: what he denies nobody has said
        let open = || verb.negated && leaves_open(saying);
        let observed = || verb.finite() && verb.relation.is_none() && observer(saying, taken);
        return beside_quote || inserted || forecasts || open() || observed() || foresees(saying);
    }
    // «Nvidia sta pensando di comprare»: what one means to do is a plan of his own
    let means = verb.class.has(WordClass::PLAN)
        && verb.relation == Some(text.relations.plan)
        && text.ends_in_preposition(&items[at])
        && said_infinitive(text, items, at).is_some();
    if means && !beside_quote && !inserted {
        return false;
    }
    // «se si pensa che Tim aveva …»: a reader may, nobody says so
    let thought = at > 1 && impersonal(text, items, at) && text.has_role(items[at - 2].first, WordRole::Condition);
    if thought {
        return false;
    }
    // «A questi si aggiungono altri 2 miliardi», «Tsmc si conferma leader»: nobody speaks
    let itself = reflexive(saying) && !beside_quote && !inserted && complement(parsed, at).is_none();
    !itself || said_infinitive(text, items, at).is_some()
}

/// Whether the gerund of saying at item `at` only shows something: «ha fornito i rack, segnalando la stretta collaborazione»; not
/// «segnalando che», «spiegando di avere», «citando Reuters».
fn shows(text: &Text<'_>, parsed: &Parsed, at: usize) -> bool {
    let items = &parsed.items;
    let object = (at + 1..items.len()).take(3).find(|&i| {
        !matches!(
            items[i].what,
            What::Function(Function::Article | Function::Indefinite | Function::Possessive) | What::Word
        )
    });
    let thing = object.is_none_or(|i| matches!(&items[i].what, What::Noun(n) if !n.class.has(WordClass::SOURCE | WordClass::SPEAKER | WordClass::AMOUNT)));
    thing
        && !text.ends_in_preposition(&items[at])
        && complement(parsed, at).is_none()
        && said_infinitive(text, items, at).is_none()
        && !items[at..].iter().any(|i| i.quoted)
}

/// Whether the verb tells what rules ask for, not what was said: «la legge stabilisce che Nvidia dichiari …».
fn asked_for(saying: &Saying<'_>) -> bool {
    let &Saying { parsed, items, verb, clause, beside_quote, .. } = saying;
    let here = &parsed.clauses[clause];
    let above = here.parent.and_then(|p| parsed.clauses[p].verb).map(|v| &items[v].what);
    verb.mood == Mood::Subjunctive
        && !beside_quote
        && here.hang == Hang::Complement
        && matches!(above, Some(What::Verb(v)) if v.class.has(WordClass::PLAN) || !v.class.has(WordClass::SAY))
}

/// Whether the paper speaks, and nobody else: «Ricordiamo che Nvidia ha venduto».
fn of_the_paper(saying: &Saying<'_>) -> bool {
    let &Saying { text, items, at, verb, .. } = saying;
    verb.person == 1 && !items[at].quoted && text.mind.speaker.is_empty() && text.about.interview.is_none()
}

/// Adds who speaks by the verb, for what it governs or for the sentence before.
fn attribute(saying: &Saying<'_>, forecasts: bool, found: &mut Attribution) {
    let &Saying { text, parsed, at, beside_quote, .. } = saying;
    let (names, spoken) = speaker(saying, found);
    if as_told(saying) {
        found.add(segment(parsed, at), names);
        return;
    }
    if !names.is_empty() && backward(saying) {
        match after_colon(parsed, at) {
            Some(told) => found.add(told, names),
            None => found.backward = names,
        }
        return;
    }
    if own_deed(saying) {
        // «Trump aveva annunciato dazi del 34%»: what a person announces is his word; not «Lo ha annunciato», which is told before
        let here = text.tokens[saying.items[0].first].start;
        let person = |f: &Filler| {
            is_person(text, f) && (here..text.tokens[saying.items[at].first].start).contains(&f.span.start)
        };
        let it = at > 0 && text.has_role(saying.items[at - 1].first, WordRole::Said);
        let told = !it && saying.verb.finite() && complement(parsed, at).is_none();
        if told && !names.is_empty() && names.iter().all(person) {
            found.add(at + 1..clause_end(parsed, at), names);
        }
        return;
    }
    // «…», ha spiegato un dirigente: somebody else than who spoke last
    found.unnamed |= names.is_empty() && beside_quote && spoken;
    let names = if names.is_empty() && beside_quote && !spoken { text.mind.last_source.clone() } else { names };
    if names.is_empty() && !spoken {
        return;
    }
    if forecasts {
        found.add(at + 1..clause_end(parsed, at), names.clone());
    }
    for range in covers(saying) {
        found.add(range, names.clone());
    }
}

/// «», ha tagliato corto», «“…”, il commento di …»: a verb right after a closed quote, or before a colon and a quote.
fn beside_quote(parsed: &Parsed, at: usize) -> bool {
    if !parsed.quotes {
        return false;
    }
    let items = &parsed.items;
    let closed = |i: usize| {
        matches!(items[i].what, What::Mark('»' | '”')) || matches!(items[i].what, What::Mark('"')) && !items[i].quoted
    };
    let after = (at >= 1 && closed(at - 1))
        || (at >= 2 && matches!(items[at - 1].what, What::Mark(',' | '–' | '-')) && closed(at - 2));
    let opens = parsed.colons.iter().copied().find(|&c| c > at).filter(|&c| c < at + 8);
    let before = opens.is_some_and(|i| matches!(items.get(i + 1).map(|n| &n.what), Some(What::Mark('«' | '“' | '"'))));
    after || before
}

/// Whether the verb tells with «si» what its subject does to itself: «Tsmc si conferma leader», «si aggiungono altri 2
/// miliardi»; not «si parla di», which anybody does.
fn reflexive(saying: &Saying<'_>) -> bool {
    let &Saying { text, items, at, verb, clause, .. } = saying;
    let subject = |i: usize| items[i].clause == clause && is_subject(text, items, i);
    // «In testa si conferma Samsung»
    let after = || items.get(at + 1).is_some_and(|i| text.is_firm(i));
    impersonal(text, items, at) && (verb.plural || (at.saturating_sub(SUBJECT_REACH)..at).any(subject) || after())
}

/// How many items before a verb its subject may stand.
const SUBJECT_REACH: usize = 6;

/// Whether «si» makes the verb at item `at` nobody's: «si dice che», «si legge che», an expression of its own.
pub(super) fn impersonal(text: &Text<'_>, items: &[Item], at: usize) -> bool {
    let si = |i: usize| text.has_role(items[i].first, WordRole::Reflexive);
    si(at) || at > 0 && si(at - 1)
}

/// «A quanto ha riferito Zafrul, i chip sono finiti in Cina», «Da quanto scrive Reuters, …»: of what comes next.
fn as_told(saying: &Saying<'_>) -> bool {
    let &Saying { text, items, at, .. } = saying;
    let opens = matches!(items.first().map(|i| &i.what), Some(What::Preposition("a" | "da" | "per")));
    opens && at <= 4 && items.get(1).is_some_and(|i| text.has_role(i.first, WordRole::AsMuch))
}

/// «Lo ha annunciato Intel», «È quanto sostiene Bloomberg»: of the sentence before.
fn backward(saying: &Saying<'_>) -> bool {
    let &Saying { text, items, at, clause, .. } = saying;
    // «L'analista stima che» is an article
    let it = |i: &Item| text.has_role(i.first, WordRole::Said);
    let close = items[..at].iter().rev().find(|i| !matches!(i.what, What::Function(Function::Adverb)));
    let quanto = |i: &Item| text.has_role(i.first, WordRole::AsMuch);
    let opens = at <= 4 && (close.is_some_and(it) || items[..at].iter().any(quanto));
    opens && !items[at..].iter().any(|i| i.clause == clause && text.figure_item(i))
}

/// «TrendForce assegna a SK Hynix il 59%», «il report di SemiAnalysis si ferma a diecimila»: who looks on does not do, but tell.
///
/// Not who is named by «secondo»: `taken` are those items.
fn observer(saying: &Saying<'_>, taken: &[usize]) -> bool {
    let &Saying { text, parsed, items, at, clause, .. } = saying;
    let named = parsed.names.iter().rev().copied().filter(|&i| i < at);
    let mut before = named.filter(|&i| items[i].clause == clause && !taken.contains(&i));
    before.any(|i| {
        let Some(filler) = name(text, &items[i]) else { return false };
        let firm = text.lexicons.entity(filler.entity).kind == Type::Company;
        // «Una stima del CNAS attribuisce»: an institution by what it has written
        (firm && text.observes(filler.entity) || !firm && !is_person(text, &filler))
            && match text.governor(items, i) {
                None => firm,
                // «un rapporto di SemiAnalysis»; «una SmartEstimate di LSEG»
                Some("di") => (0..i).any(|j| {
                    let head = match &items[j].what {
                        What::Noun(n) => n.class.has(WordClass::SOURCE),
                        What::Word => j + 2 == i && product_of(text, items, j).is_some(),
                        _ => false,
                    };
                    head && items[j].clause == clause
                }),
                _ => false,
            }
    })
}

/// Whose the product is that item `at` names by a word with a capital: «una SmartEstimate di LSEG».
pub(super) fn product_of(text: &Text<'_>, items: &[Item], at: usize) -> Option<Filler> {
    // not «ospite di Mornings with Maria di Fox Business»
    let article = at.checked_sub(1).is_none_or(|a| {
        matches!(items[a].what, What::Function(Function::Article | Function::Indefinite | Function::Demonstrative))
    });
    let named = article && matches!(items[at].what, What::Word) && text.unknown_name(items[at].first);
    let of = matches!(items.get(at + 1)?.what, What::Preposition("di"));
    name(text, items.get(at + 2)?).filter(|f| named && of && text.observes(f.entity))
}

/// How many items after a verb its object may stand.
const OBJECT_REACH: usize = 8;

/// «Intel si aspetta vendite tra 12 e 13 miliardi», «Goldman Sachs alza il prezzo obiettivo»: a firm tells results to come, a bank what a
/// share will be worth.
fn forecasts(saying: &Saying<'_>) -> bool {
    let &Saying { text, parsed, items, at, verb, clause, .. } = saying;
    // «il management vede ricavi di 9,8 miliardi»
    let simple = items[at].last == items[at].first + 1;
    let sees = simple && verb.class.has(WordClass::SEE);
    // «Micron stima un fatturato di 12,5 miliardi»
    let estimates = verb.class.has(WordClass::SAY) && verb.relation == Some(text.relations.worth);
    let plans =
        sees || estimates || verb.class.has(WordClass::PLAN) && verb.relation.is_none_or(|r| r == text.relations.plan);
    if !(plans || parsed.classes.has(WordClass::TARGET)) || !verb.finite() || verb.mood == Mood::Conditional {
        return false;
    }
    let within = |reach: usize| (at + 1..items.len()).take(reach).take_while(|&i| items[i].clause == clause);
    let mut after = within(OBJECT_REACH);
    let object = |i: usize| text.governor(items, i).is_none();
    let firm = |i: usize| items[i].clause == clause && object(i);
    // not «interpellati da Lseg»
    let cited = |i: usize| i > 0 && matches!(items[i - 1].what, What::Cue(_));
    let above = match parsed.clauses[clause].hang {
        Hang::Coordinate => parsed.clauses[clause].parent,
        _ => None,
    };
    let subject = || {
        let own = parsed.names.iter().rev().copied().find(|&i| i < at && firm(i) && !cited(i));
        // «Jefferies è più cauta e vede 20 miliardi»
        let shared = || {
            let verb = parsed.clauses[above?].verb?;
            let mut before = parsed.names.iter().copied().filter(|&i| i < verb && Some(items[i].clause) == above);
            before.find(|&i| object(i) && !cited(i))
        };
        name(text, &items[own.or_else(shared)?])
    };
    // «L'analista vede consegne per 120.000 schede»
    let analyst = |i: &Item| {
        i.clause == clause
            && matches!(&i.what, What::Noun(n) if n.class.has(WordClass::SPEAKER) && !n.class.has(WordClass::OWNED))
    };
    let by_trade = || sees && at > 0 && analyst(&items[at - 1]) && !text.mind.last_source.is_empty();
    let judges = || subject().is_some_and(|f| text.judges(f.entity)) || by_trade();
    // «UBS prevede quasi 6 miliardi di ordini», «Citi si aspettava 2 milioni di B300»
    let sum = |i: usize| text.figure_item(&items[i]);
    // «il ceo C.C. Wei stima una crescita dei ricavi»
    let moves = |i: usize| matches!(&items[i].what, What::Noun(n) if n.class.has(WordClass::UP | WordClass::DOWN));
    let grows = |i: usize| moves(i) && object(i) && items[i + 1..].iter().take(3).any(|i| text.is_result(i));
    let person = || subject().is_some_and(|f| is_person(text, &f));
    plans && after.clone().any(|i| text.is_result(&items[i]) && object(i))
        || plans && after.clone().any(grows) && person()
        || plans && after.clone().any(sum) && judges()
        // «SemiAnalysis stima per il solo addestramento una spesa intorno ai 490 milioni»
        || estimates && within(ESTIMATE_REACH).any(sum) && judges()
        // «Amd aveva stimato in 800 milioni l'impatto»
        || estimates && at_so_much(items, at)
        || after.any(|i| who::price_target(&items[i]) && object(i))
            && subject().is_some_and(|f| is_person(text, &f) || text.judges(f.entity))
}

/// How many items after a verb of estimating the estimate may stand.
const ESTIMATE_REACH: usize = 14;

/// Whether what is estimated is put at a figure: «ha stimato in circa 800 milioni».
fn at_so_much(items: &[Item], at: usize) -> bool {
    let small = |i: &&Item| matches!(i.what, What::Preposition(_) | What::Function(_) | What::Word);
    matches!(items.get(at + 1).map(|i| &i.what), Some(What::Preposition("in")))
        && items[at + 1..].iter().take(4).find(|i| !small(i)).is_some_and(|i| i.figure)
}

/// «Bernstein conferma il target a 225 dollari; KeyBanc sale a 230»: beside the estimate of one who judges, that of another.
fn moves_on(saying: &Saying<'_>, found: &Attribution) -> bool {
    let &Saying { text, parsed, items, at, verb, clause, .. } = saying;
    let judges = |f: &Filler| text.judges(f.entity);
    let before = || found.voices.iter().filter(|v| v.rule == SAYING && v.items.end <= at && !v.names.is_empty());
    let beside = || before().any(|v| v.names.iter().all(judges));
    let own = || {
        let mut before = parsed.names.iter().copied().filter(|&i| i < at && items[i].clause == clause);
        before.any(|i| text.governor(items, i).is_none() && name(text, &items[i]).is_some_and(|f| judges(&f)))
    };
    let amount = |i: usize| text.figure_item(&items[i]) && text.unit_kind(&items[i]) != Some(UnitKind::Percent);
    verb.finite()
        && verb.class.has(WordClass::UP | WordClass::DOWN)
        && (at + 1..items.len()).take_while(|&i| items[i].clause == clause).any(amount)
        && own()
        && beside()
}

/// «Il rapporto di SemiAnalysis prevede un aumento dei costi»: what a report foresees is its word.
fn reports(saying: &Saying<'_>) -> bool {
    let &Saying { text, parsed, items, at, verb, .. } = saying;
    let source = |i: usize| {
        matches!(&items[i].what, What::Noun(n) if n.class.has(WordClass::SOURCE) && !n.class.has(WordClass::OWNED))
            && text.governor(items, i).is_none()
    };
    verb.finite()
        && verb.class.has(WordClass::PLAN)
        && parsed.classes.has(WordClass::SOURCE)
        && parsed.telling_before(at).any(source)
}

/// «Citi prevede che Intel risparmierà …»: foresees what another firm will do.
fn foresees(saying: &Saying<'_>) -> bool {
    let &Saying { text, parsed, items, at, verb, .. } = saying;
    verb.class.has(WordClass::PLAN)
        && complement(parsed, at).is_some_and(|c| {
            let clause = &parsed.clauses[c];
            let head = clause.verb.unwrap_or(items.len());
            // «ha promesso che si arriverà a un milione»
            let si = head < items.len() && impersonal(text, items, head);
            si || (clause.first().unwrap_or(0)..head).any(|i| is_subject(text, items, i))
        })
}

/// «Asml ha annunciato che taglierà 1.700 posti»: a deed of its own, told and not quoted, as what is announced has no other subject.
fn own_deed(saying: &Saying<'_>) -> bool {
    let &Saying { text, parsed, items, at, verb, beside_quote, .. } = saying;
    let announced =
        verb.relation == Some(text.relations.launch) && !beside_quote && said_infinitive(text, items, at).is_none();
    let another = |c: usize| {
        let head = parsed.clauses[c].verb.unwrap_or(items.len());
        // «ha annunciato che verrà imposto un dazio»: by somebody
        let done_to = matches!(items.get(head).map(|i| &i.what), Some(What::Verb(v)) if v.passive);
        done_to || (at..head).any(|i| items[i].clause == c && is_subject(text, items, i))
    };
    announced && !complement(parsed, at).is_some_and(another)
}

/// Whether a person threatens a duty: «Trump ha ventilato tariffe del 30%».
fn threatens(saying: &Saying<'_>) -> bool {
    let &Saying { text, parsed, items, at, verb, clause, .. } = saying;
    let duty = |i: &usize| {
        items[*i].clause == clause
            && matches!(&items[*i].what, What::Noun(n) if n.relation == Some(text.relations.tax))
            && text.governor(items, *i).is_none()
    };
    let mut before = parsed.names.iter().rev().copied().filter(|&i| i < at && items[i].clause == clause);
    let subject = || before.find(|&i| text.governor(items, i).is_none()).and_then(|i| name(text, &items[i]));
    verb.finite()
        && verb.class.has(WordClass::PLAN)
        && verb.relation.is_none()
        && (at + 1..items.len()).take(THREAT_REACH).any(|i| duty(&i))
        && { subject }().is_some_and(|f| is_person(text, &f))
}

/// How many items after a verb of threatening the duty may stand.
const THREAT_REACH: usize = 3;

/// Whether the object of the verb is what its subject, a firm, has or does itself, so that the paper tells it: «Infineon ha comunicato
/// ricavi per 3 miliardi», «Intel ha calcolato un danno di 800 milioni», «Google ha risposto con 6 miliardi»; no «dichiara 288 GB», and
/// nobody who looks on by trade.
fn own_affair(saying: &Saying<'_>) -> bool {
    let &Saying { text, parsed, items, at, verb, clause, beside_quote } = saying;
    if !verb.finite() || verb.person != 3 || beside_quote || backward(saying) || as_told(saying) {
        return false;
    }
    if complement(parsed, at).is_some() || said_infinitive(text, items, at).is_some() || inserted(text, parsed, at) {
        return false;
    }
    let mut before = parsed.names.iter().rev().copied().filter(|&i| i < at && items[i].clause == clause);
    let subject = before.find(|&i| is_subject(text, items, i)).and_then(|i| name(text, &items[i]));
    let own = subject.is_some_and(|f| {
        text.lexicons.entity(f.entity).kind == Type::Company && !text.observes(f.entity) && !text.judges(f.entity)
    });
    let answers = || {
        matches!(items.get(at + 1).map(|i| &i.what), Some(What::Preposition("con")))
            && (at + 2..items.len()).take(3).any(|i| text.figure_item(&items[i]))
    };
    // its object: past a date, and what only describes it
    let within = || (at + 1..items.len()).take(OBJECT_REACH).take_while(|&i| items[i].clause == clause);
    let object = within().find(|&i| text.governor(items, i).is_none() && (text.nominal(&items[i]) || items[i].figure));
    let affair = object.is_some_and(|i| match &items[i].what {
        What::Noun(n) => n.relation.is_some() && !n.class.has(WordClass::SOURCE | WordClass::PLAN | WordClass::SPEAKER),
        _ => text.is_kind(&items[i], Type::Chip),
    });
    // «mostrerà un rack con 144 GPU»
    let shows = verb.class.has(WordClass::SHOW);
    let affair = affair || shows && object.is_some();
    own && !text.ends_in_preposition(&items[at]) && (affair || answers())
}

/// Whether item `at` is the subject of its clause, or can be.
fn is_subject(text: &Text<'_>, items: &[Item], at: usize) -> bool {
    text.nominal(&items[at]) && text.governor(items, at).is_none()
}
