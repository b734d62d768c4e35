//! The subject a clause has itself: the first name, description or noun without a preposition before its verb, past what is said of it.

use super::{Subject, determiner, find_subject};
use crate::fact::parse::{Item, Parsed, Verb, What, among, past_bracket, there_is};
use crate::fact::who::{FIRMS, firm, group, listed, makes};
use crate::fact::{Filler, Fillers, Text};
use crate::lexicon::{Function, TermKind, WordClass, WordRole};
use crate::mention::Type;

/// The firms the sentence named so far, where «ciascuna» alone before the verb at item `at` takes them up: «ha autorizzato la vendita a Humain
/// e a G42: ciascuna potrà comprare».
pub(super) fn each_of(text: &Text<'_>, parsed: &Parsed, at: usize) -> Option<Fillers> {
    let items = &parsed.items;
    let alone = matches!(items.get(at + 1).map(|i| &i.what), Some(What::Verb(v)) if v.finite() && !v.plural);
    if !alone || !text.has_role(items[at].first, WordRole::Each) {
        return None;
    }
    let mut firms = Fillers::new();
    for &i in parsed.names.iter().filter(|&&i| i < at && text.is_firm(&items[i])) {
        if let Some(one) = firm(text, &items[i], FIRMS)
            && !makes(text, items, i)
            && !text.observes(one.entity)
            && !firms.iter().any(|f| f.entity == one.entity)
        {
            firms.push(one);
        }
    }
    (firms.len() > 1).then_some(firms)
}

/// «si prevede», «c'è», «ci sono», «è previsto»: nobody does it.
pub(super) fn impersonal(text: &Text<'_>, items: &[Item], at: usize, verb: &Verb) -> bool {
    let before = at.checked_sub(1).map(|b| &items[b]);
    let si = before.is_some_and(|i| matches!(i.what, What::Function(Function::Clitic)) && text.folded(i.first) == "si");
    // «Si propone di incassare 70 milioni», «si appresta a comprare»: its subject's own plan
    let own = si && verb.class.has(WordClass::REFLEXIVE) && !verb.plural && !one(text, items, at);
    there_is(text, before, verb) || si && verb.class.has(WordClass::SAY | WordClass::PLAN) && !own || verb.passive
}

/// Whether «ci» before «si» says that anybody does what the verb at item `at` tells: «ci si aspetta».
pub(super) fn one(text: &Text<'_>, items: &[Item], at: usize) -> bool {
    at > 1 && text.folded(items[at - 2].first) == "ci"
}

/// Of whom a clause is told whose subject is item `at`, wherever that stands.
pub(in crate::fact) fn subject_at(text: &Text<'_>, parsed: &Parsed, at: usize, taken: &[usize]) -> Subject {
    own_subject(text, parsed, at, parsed.items.len(), taken)
}

/// The subject that is item `at`: a firm with those joined to it; of a noun, the firm it hangs on by «di».
pub(super) fn own_subject(text: &Text<'_>, parsed: &Parsed, at: usize, verb: usize, taken: &[usize]) -> Subject {
    let items = &parsed.items;
    let found = |firms: Fillers| Subject { firms, item: Some(at), some: true, carried: false };
    if firm(text, &items[at], FIRMS).is_some() {
        let beside = past_aside(text, items, at, verb).map(|other| group(text, items, other, FIRMS));
        let mut firms = group(text, items, at, FIRMS);
        for other in beside.into_iter().flatten() {
            if !firms.iter().any(|f| f.entity == other.entity) {
                firms.push(other);
            }
        }
        return found(firms);
    }
    // «Cnr e Intel hanno comprato»: the firms beside an institution
    if text.is_kind(&items[at], Type::Institution)
        && matches!(items.get(at + 1).map(|i| &i.what), Some(What::Function(Function::Conjunction)))
        && items.get(at + 2).is_some_and(|i| text.is_firm(i))
        && matches!(items.get(verb).map(|i| &i.what), Some(What::Verb(v)) if v.plural)
    {
        return found(group(text, items, at + 2, FIRMS));
    }
    if let Some(firms) = apposed_list(text, items, at, verb) {
        return found(firms);
    }
    if let Some(together) = both(text, items, at).or_else(|| several(text, items, at)) {
        return found(together);
    }
    // «I chip Nvidia sono divisi tra G42 e Humain. Ciascuna azienda …»: the firms of the list before, not who makes the chips
    let each = at > 0 && text.has_role(items[at - 1].first, WordRole::Each);
    let firms = matches!(&items[at].what, What::Noun(n) if n.class.has(WordClass::COMPANY));
    if each && firms {
        let made = |f: &Filler| text.mind.chips.iter().any(|c| text.lexicons.entity(c.entity).owner == Some(f.entity));
        let all: Fillers = text.mind.firms.iter().filter(|f| !made(f)).copied().collect();
        return found(if all.len() > 1 { all } else { Fillers::new() });
    }
    // «il suo processore di punta»: of the firm spoken of
    let possessed = determiner(items, at) == Some(Function::Possessive);
    if possessed && !matches!(items[at].what, What::Mention(_)) {
        let clause = items[at].clause;
        // «Nvidia replica che le accuse sono false e che la sua quota …»: of the first above that tells of a firm
        let parents = std::iter::successors(parsed.clauses[clause].parent, |&c| parsed.clauses[c].parent);
        let above = parents
            .enumerate()
            .map(|(n, p)| (n, find_subject(text, parsed, p, taken, 3).firms))
            .find(|(n, firms)| !firms.is_empty() && (*n == 0 || !firms.iter().all(|f| text.observes(f.entity))));
        return found(above.map_or_else(|| text.mind.subject.clone(), |(_, firms)| firms));
    }
    let noun = matches!(items[at].what, What::Noun(_) | What::Word)
        || matches!(text.kind_of(&items[at]), Some(Type::Chip | Type::Model));
    if noun {
        // «le vendite di Nvidia a Singapore», «il nuovo modello di DeepSeek», «la vendita da parte di Amd», «i giganti ByteDance, …»
        let mut past = at + 1;
        for next in at + 1..verb.min(at + 12).min(items.len()) {
            // «i gruppi cinesi, tra cui ByteDance e Alibaba, hanno ordinato»
            if next >= past
                && let Some(first) = exemplified(text, items, next)
            {
                return found(group(text, items, first, FIRMS));
            }
            if matches!(items[next].what, What::Mark('(')) {
                past = past_bracket(items, next).unwrap_or(past);
            }
            if next < past {
                continue;
            }
            match &items[next].what {
                // «Il campus Stargate, che G42 sta costruendo, dovrebbe avere»: the one who does it
                What::Mark(',') if builds_it(text, items, at, next) => continue,
                // «gli analisti interpellati da Lseg»
                What::Mark(_) | What::Cue(_) | What::Function(Function::Subordinator) => break,
                // «il campus che G42 sta costruendo»: the one who does it
                What::Function(Function::Relative) => {
                    let doer = (next + 1..items.len())
                        .take(3)
                        .take_while(|&i| !matches!(&items[i].what, What::Verb(v) if v.finite()))
                        .find(|&i| text.is_firm(&items[i]) && items[i].clause != items[at].clause);
                    return found(doer.map_or(Fillers::new(), |i| group(text, items, i, FIRMS)));
                }
                What::Verb(v) if v.finite() => break,
                _ => {}
            }
            if firm(text, &items[next], FIRMS).is_some() {
                let governor = text.governor(items, next);
                let apposed = governor.is_none() && (next <= at + 3 || of_kind(items, at, next, verb));
                // «un accordo tra OpenAI e Amazon»: both made it
                let deal = matches!(&items[at].what, What::Noun(n) if n.class.has(WordClass::DEED));
                if deal && matches!(governor, Some("tra" | "fra")) {
                    return found(group(text, items, next, FIRMS));
                }
                // «il fornitore di Nvidia» is another firm; «il produttore di microchip Broadcom» is that one
                let made =
                    next > at + 2 && text.of_chips(&items[next - 1]) && !text.plural_article(items[next - 2].first);
                let another = governor == Some("di") && !made && other_firm(items, at, next);
                if another {
                    return found(
                        text.mind
                            .subject
                            .iter()
                            .filter(|s| firm(text, &items[next], FIRMS).is_none_or(|f| f.entity != s.entity))
                            .copied()
                            .collect(),
                    );
                }
                if matches!(governor, Some("di" | "da")) || apposed {
                    return found(group(text, items, next, FIRMS));
                }
            }
        }
    }
    found(Fillers::new())
}

/// Whether the comma at item `comma` opens what a firm does with what item `at` is: «il campus Stargate, che G42 costruisce, avrà», «Rubin,
/// che Nvidia lancerà, promette».
fn builds_it(text: &Text<'_>, items: &[Item], at: usize, comma: usize) -> bool {
    let thing = match &items[at].what {
        What::Noun(n) => n.class.has(WordClass::SITE | WordClass::CHIP),
        _ => matches!(text.kind_of(&items[at]), Some(Type::Chip | Type::Model)),
    };
    let that = items.get(comma + 1).is_some_and(|i| {
        matches!(i.what, What::Function(Function::Relative))
            && text.folded(i.first) == "che"
            && i.clause != items[at].clause
    });
    let does = matches!(items.get(comma + 3).map(|i| &i.what), Some(What::Verb(v)) if v.finite());
    thing && that && does && text.is_firm(&items[comma + 2])
}

/// Whether the firm at item `named`, right before the verb, is the one the noun at item `at` says the kind of: «la società francese di
/// intelligenza artificiale generativa Mistral ha comprato».
pub(super) fn of_kind(items: &[Item], at: usize, named: usize, verb: usize) -> bool {
    let firms =
        matches!(&items[at].what, What::Noun(n) if n.class.has(WordClass::COMPANY) && !n.class.has(WordClass::OWNED));
    let small = |i: &Item| matches!(i.what, What::Word | What::Noun(_) | What::Preposition("di"));
    let name = matches!(items[named].what, What::Mention(_));
    firms && name && named + 1 == verb && items[at + 1..named].iter().all(small)
}

/// The two firms told of together before, in the sentence or before it, where the noun for them at item `at` stands for both: «entrambi i produttori avevano accettato»,
/// «le due società verseranno».
pub(in crate::fact) fn both(text: &Text<'_>, items: &[Item], at: usize) -> Option<Fillers> {
    let firms = |i: usize| matches!(&items[i].what, What::Noun(n) if n.class.has(WordClass::COMPANY) && !n.class.has(WordClass::OWNED));
    // «le due» counts them, and is the subject then
    let noun = if text.figure_item(&items[at]) { Some(at + 1).filter(|&n| n < items.len())? } else { at };
    let near = noun.saturating_sub(2)..noun;
    let two = firms(noun) && near.into_iter().any(|i| text.has_role(items[i].first, WordRole::Both));
    let the = |i: &Item| matches!(i.what, What::Function(Function::Article)) && text.plural_article(i.first);
    let known = items[noun.saturating_sub(2)..noun].iter().any(the);
    // «le due aziende cinesi», «i due fornitori di Nvidia»: which two, their words say
    let more = match items.get(noun + 1).map(|i| &i.what) {
        Some(What::Word) => text.tokens[items[noun + 1].first].begins(TermKind::Demonym),
        Some(What::Preposition("di") | What::Mention(_) | What::Mark('(' | '–')) => true,
        _ => false,
    };
    if !two || !known || more {
        return None;
    }
    // «Nvidia e Telekom hanno presentato un progetto, nel quale i due partner metteranno»
    let here = items[..at].iter().position(|i| text.is_firm(i)).map(|first| group(text, items, first, FIRMS));
    here.filter(|f| f.len() == 2).or_else(|| (text.mind.both.len() == 2).then(|| text.mind.both.clone()))
}

/// The firms of the last list of as many, where their number at item `at` and the noun for them take it up: «i tre big hanno speso»; not «i
/// tre gruppi cinesi hanno speso».
fn several(text: &Text<'_>, items: &[Item], at: usize) -> Option<Fillers> {
    let number = text.figure_of(&items[at]).filter(|f| f.unit.is_none())?.value?;
    let told = &text.mind.several;
    let firms = matches!(&items.get(at + 1)?.what, What::Noun(n) if n.class.has(WordClass::COMPANY) && !n.class.has(WordClass::OWNED));
    let the = at > 0
        && matches!(items[at - 1].what, What::Function(Function::Article))
        && text.plural_article(items[at - 1].first);
    let alone = matches!(items.get(at + 2).map(|i| &i.what), Some(What::Verb(_)));
    (firms && the && alone && told.len() as f64 == number).then(|| told.clone())
}

/// How many items what is said of the first of two subjects may take.
const ASIDE_REACH: usize = 10;

/// The firm joined with the one at item `at` past what is said of that, before a verb of many: «Microsoft, la società di Redmond, e OpenAI
/// hanno comprato».
pub(super) fn past_aside(text: &Text<'_>, items: &[Item], at: usize, verb: usize) -> Option<usize> {
    let comma = |i: usize| matches!(items.get(i).map(|i| &i.what), Some(What::Mark(',')));
    let many = matches!(items.get(verb).map(|i| &i.what), Some(What::Verb(v)) if v.plural && v.finite());
    if !many || !comma(at + 1) {
        return None;
    }
    let clause = items[at].clause;
    let and = (at + 3..verb.min(at + ASIDE_REACH)).find(|&i| {
        comma(i - 1) && matches!(items[i].what, What::Function(Function::Conjunction)) && items[i].clause == clause
    })?;
    let article = usize::from(matches!(items.get(and + 1)?.what, What::Function(Function::Article)));
    let other = and + 1 + article;
    let named = other < verb && text.is_firm(&items[other]) && items[other].clause == clause;
    // «…, e Humain, la società saudita, riceveranno»
    let closed = other + 1 == verb || comma(other + 1) && comma(verb - 1);
    (named && closed).then_some(other)
}

/// How many items a noun of firms may take before their names.
const LIST_REACH: usize = 8;

/// The firms that a list names right after the noun for them at item `at`, or after its number there, or past it between marks: «Tre
/// aziende, Samsung e Micron, hanno», «I clienti di Nvidia – Google e Meta – hanno», «I tre giganti Google, Meta e Amazon hanno».
pub(super) fn apposed_list(text: &Text<'_>, items: &[Item], at: usize, verb: usize) -> Option<Fillers> {
    let many = |i: &usize| {
        matches!(items.get(*i).map(|i| &i.what), Some(What::Noun(n))
            if n.class.has(WordClass::COMPANY | WordClass::PEOPLE) && !n.class.has(WordClass::OWNED))
    };
    let counted = text.figure_item(&items[at]);
    // «Due dei maggiori clienti di Tsmc, Nvidia e AMD, hanno»
    let noun = match counted {
        // «I quattro grandi del cloud (Microsoft, Google, Amazon e Meta) spenderanno»: so many as are named, whatever they are called
        true => (at + 1..at + 4).find(many).or(Some(at + 1).filter(|&n| n < items.len()))?,
        false => Some(at).filter(many)?,
    };
    let number = text.figure_of(&items[at]).and_then(|f| f.value);
    let beside = items.get(noun + 1).is_some_and(|i| text.is_firm(i));
    let stops =
        |i: &usize| matches!(items[*i].what, What::Mark(_) | What::Verb(_) | What::Function(Function::Relative));
    let first = if beside { noun + 1 } else { (noun + 1..verb.min(items.len())).take(LIST_REACH).find(stops)? + 1 };
    let closes = match items[first - 1].what {
        _ if beside => None,
        What::Mark('(') => Some(')'),
        What::Mark(mark @ (',' | '–' | '-')) => Some(mark),
        _ => return None,
    };
    let list = listed(text, items, first, FIRMS);
    let end = items.get(list.end).map(|i| &i.what);
    let apart = closes.is_none_or(|mark| matches!(end, Some(What::Mark(m)) if *m == mark));
    let firms = many(&noun) || number == Some(list.names.len() as f64) && closes == Some(')');
    (apart && firms && list.closed && list.names.len() > 1).then_some(list.names)
}

/// Whether the name at item `at` is an example of what stands before: «Per i successori, tra cui l'atteso V4, la startup ha usato».
pub(super) fn example(items: &[Item], at: usize) -> bool {
    let small = |i: &Item| matches!(i.what, What::Word | What::Function(Function::Article));
    let which = (at.saturating_sub(3)..at).rev().find(|&i| !small(&items[i]));
    which.is_some_and(|w| matches!(items[w].what, What::Function(Function::Relative)) && among(items, w))
}

/// The first of the firms a list in apposition names, where one begins with a mark at item `comma`: «, tra cui ByteDance e
/// Alibaba,», «– fra le quali Nvidia –», «(tra cui Amd)».
pub(super) fn exemplified(text: &Text<'_>, items: &[Item], comma: usize) -> Option<usize> {
    let article = matches!(items.get(comma + 2)?.what, What::Function(Function::Article));
    let which = comma + 2 + usize::from(article);
    let relative = matches!(items.get(which)?.what, What::Function(Function::Relative));
    let opens = matches!(items[comma].what, What::Mark(',' | '(' | '–' | '-')) && relative && among(items, which);
    (opens && text.is_firm(&items[which + 1])).then_some(which + 1)
}

/// Whether the noun at item `noun`, or one before the firm at `named`, is a firm itself, so that what hangs on it by «di» is
/// another: «il produttore di memorie e fornitore di Nvidia».
pub(super) fn other_firm(items: &[Item], noun: usize, named: usize) -> bool {
    let is_firm = |i: &Item| matches!(&i.what, What::Noun(n) if n.class.has(WordClass::COMPANY) && !n.class.has(WordClass::OWNED));
    let nearest = items[noun..named].iter().rev().find(|i| matches!(i.what, What::Noun(_)));
    is_firm(&items[noun]) && nearest.is_some_and(is_firm)
}
