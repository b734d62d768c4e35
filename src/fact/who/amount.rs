//! Whose amount the figure measures: the firm it hangs on, or, where it is told without a name, the firm the article or the sentence is
//! about.

use super::nobody::counted_apart;
use super::{Answer, Asked, deed, makes, works_for};
use crate::fact::parse::{Hang, Item, Verb, What};
use crate::fact::subject::{determiner, topic};
use crate::fact::{Filler, Fillers, OBJECT, mind, parallel};
use crate::lexicon::{Function, Mood, RelationId, TermKind, UnitKind, WordClass, WordRole};
use crate::mention::Type;
use smallvec::smallvec;

/// The firm the amount hangs on; a share of it that is held or dealt in is of the one who holds it or deals.
pub(super) fn amount_of(asked: &Asked<'_>) -> Option<Answer> {
    let firms = moved(asked).or_else(|| after_it(asked)).or_else(|| counted(asked)).or_else(|| before_it(asked))?;
    // «Il 53% di Altera è detenuto da Silver Lake»: of the one who holds it
    if deed::held(asked)
        && let Some(holder) = deed::agent(asked)
    {
        return Some(holder);
    }
    // «OpenAI potrà comprare il 10% di Amd»: of the one who deals in it
    let dealer = deed::deals(asked).then(|| {
        // «permette a OpenAI di comprarne il 10%», «porterà OpenAI a detenerne il 10%»
        let moved = deed::permitted(asked).or_else(|| deed::made_to(asked));
        moved.map_or_else(|| asked.subject.firms.clone(), |(firms, _)| firms)
    });
    match dealer.filter(|d| !d.is_empty()) {
        Some(dealer) => Some((dealer, "dealer")),
        None => Some((firms, "amount_of")),
    }
}

/// Who has the loss or the gain the figure measures, whoever caused it: «una perdita di 8 miliardi nel valore di mercato di Arm», «un crollo
/// di 90 miliardi per AMD».
pub(super) fn suffered(asked: &Asked<'_>) -> Option<Answer> {
    let &Asked { text, items, figure, .. } = asked;
    let moves = WordClass::UP | WordClass::DOWN;
    let known = &text.relations;
    // not «una multa di 3 miliardi per Mellanox»
    let owned = |r| [known.lose, known.earn].contains(&r);
    let moved = |i: &Item| matches!(&i.what, What::Noun(n) if n.class.has(moves) || n.class.has(WordClass::OWNED) && n.relation.is_some_and(owned));
    let of = figure >= 2 && matches!(items[figure - 1].what, What::Preposition("di")) && moved(&items[figure - 2]);
    if !of || !matches!(asked.kind, Some(UnitKind::Money | UnitKind::Percent)) {
        return None;
    }
    let small =
        |i: usize| usize::from(matches!(items.get(i).map(|i| &i.what), Some(What::Function(Function::Article))));
    let named = match items.get(figure + 1)?.what {
        What::Preposition("per") => figure + 2 + small(figure + 2),
        What::Preposition("in") => {
            let worth = figure + 2 + small(figure + 2);
            let worth =
                matches!(&items.get(worth)?.what, What::Noun(n) if n.relation == Some(known.worth)).then_some(worth)?;
            let of = (worth + 1..worth + 4).find(|&i| {
                items.get(i + 1).is_some_and(|i| text.is_firm(i)) && matches!(items[i].what, What::Preposition("di"))
            })?;
            of + 1
        }
        _ => return None,
    };
    let firm = text.is_firm(items.get(named)?) && asked.free(named) && !makes(text, items, named);
    firm.then(|| (asked.group(named), "suffered"))
}

/// Whose the amount is that is named past the share by which it moved: «ha fatto salire del 30% le azioni di AMD», «è crollato del 7% il
/// titolo di Nvidia».
fn moved(asked: &Asked<'_>) -> Option<Fillers> {
    let &Asked { items, figure, clause, .. } = asked;
    let article = matches!(items.get(figure + 1)?.what, What::Function(Function::Article));
    let amount =
        |i: usize| matches!(&items[i].what, What::Noun(n) if n.class.has(WordClass::AMOUNT | WordClass::OWNED));
    let moves = |i: usize| matches!(&items[i].what, What::Verb(v) if v.class.has(WordClass::UP | WordClass::DOWN));
    let of = article && figure > 1 && matches!(items[figure - 1].what, What::Preposition("di")) && moves(figure - 2);
    let noun = Some(figure + 2).filter(|&n| of && n < items.len() && amount(n) && items[n].clause == clause)?;
    hung(asked, noun + 1, noun + 5, true)
}

/// The firm that is valued, right before or after the word: «valutando la società 103 miliardi», «la startup francese oggi valutata 11
/// miliardi».
pub(super) fn valued(asked: &Asked<'_>) -> Option<Answer> {
    let &Asked { text, parsed, items, figure, .. } = asked;
    if !matches!(asked.kind, None | Some(UnitKind::Money)) {
        return None;
    }
    let values = |i: usize| match &items[i].what {
        What::Verb(v) => v.relation == Some(text.relations.worth) && v.class.has(WordClass::ASK),
        _ => false,
    };
    let small = |i: &Item| {
        matches!(i.what, What::Preposition(_) | What::Word | What::Function(Function::Article | Function::Adverb))
            || text.is_kind(i, Type::Date)
    };
    let first = (0..figure).rev().take(4).find(|&i| !small(&items[i]))?;
    if text.is_firm(&items[first]) && asked.free(first) {
        let verb = (0..first).rev().take(3).find(|&i| !small(&items[i])).filter(|&i| values(i))?;
        let alone = matches!(text.governor(items, first), None | Some(OBJECT));
        return (alone && items[verb].clause == items[first].clause).then(|| (asked.group(first), "valued"));
    }
    let participle = values(first) && matches!(&items[first].what, What::Verb(v) if v.mood == Mood::Participle);
    let named = (0..first).rev().take(3).find(|&i| !small(&items[i])).filter(|&n| participle && asked.free(n))?;
    let whole = parsed.clauses[items[first].clause].verb != Some(first);
    (whole && asked.firm(named).is_some()).then(|| (asked.group(named), "valued"))
}

/// What the figure is a part of or measures: «il 20% di Nvidia», «50 miliardi di ricavi di Amd»; chips of a firm are its make, not its own.
fn after_it(asked: &Asked<'_>) -> Option<Fillers> {
    let &Asked { items, figure, kind, .. } = asked;
    let amount = matches!(kind, Some(UnitKind::Percent | UnitKind::Money | UnitKind::Points | UnitKind::Measure));
    // «pesa per il 13% sul fatturato di Nvidia»
    let on = kind == Some(UnitKind::Percent)
        && items.get(figure + 2).is_some_and(|i| matches!(&i.what, What::Noun(n) if n.class.has(WordClass::OWNED)));
    let of = amount
        && match items.get(figure + 1).map(|i| &i.what) {
            Some(What::Preposition("di")) => true,
            Some(What::Preposition("su")) => on,
            _ => false,
        };
    // «il 5% di quella di Nvidia»: what it is held against
    let against = || items.get(figure + 2).is_some_and(|i| asked.text.is_that(i.first));
    if of && !against() { hung(asked, figure + 1, figure + 7, false) } else { None }
}

/// Whose the counted people and things are: «dieci ex quadri di SK Hynix», «i 2.000 ingegneri di Intel»; but not chips of its make.
fn counted(asked: &Asked<'_>) -> Option<Fillers> {
    let &Asked { text, items, figure, .. } = asked;
    if asked.kind.is_some() {
        return None;
    }
    let chips =
        items[figure + 1..].iter().take(2).any(|i| matches!(&i.what, What::Noun(n) if n.class.has(WordClass::CHIP)));
    let of = (figure + 2..items.len().min(figure + 5)).find(|&i| matches!(items[i].what, What::Preposition("di")));
    let plain = |i: usize| matches!(items[i].what, What::Noun(_) | What::Word);
    // «le 30.000 GPU Nvidia di ByteDance»: past their maker stands whose they are
    let maker = |i: usize| text.is_firm(&items[i]) && makes(text, items, i);
    let past_maker = of.filter(|&of| maker(of - 1) && chips && (figure + 1..of - 1).all(plain));
    let of = of.filter(|&of| !chips && (figure + 1..of).all(plain)).or(past_maker)?;
    hung(asked, of, of + 4, false)
}

/// Whose the nearest amount noun before the figure is, in its clause, or «quello di».
fn before_it(asked: &Asked<'_>) -> Option<Fillers> {
    let &Asked { text, items, figure, clause, .. } = asked;
    let judges = |i: usize| asked.firm(i).is_some_and(|f| text.judges(f.entity));
    for at in (0..figure).rev().take(12) {
        if items[at].clause != clause {
            break;
        }
        let carries = match &items[at].what {
            // «in base ai numeri di Crunchbase»: who tells it
            What::Noun(_) if by_whose_word(items, at) => return None,
            // «supera le stime FactSet»: whose estimate it is
            What::Noun(n) if n.class.has(WordClass::SOURCE) && judges(at + 1) => false,
            What::Noun(n) => n.class.has(WordClass::AMOUNT | WordClass::UP | WordClass::DOWN),
            What::Function(Function::Demonstrative) => {
                text.is_that(items[at].first)
                    && matches!(items.get(at + 1).map(|i| &i.what), Some(What::Preposition("di")))
            }
            What::Mention(_) if text.figure_item(&items[at]) => return None,
            _ => false,
        };
        if carries && let Some(firms) = hung(asked, at + 1, (at + 7).min(figure), true) {
            return Some(firms);
        }
    }
    None
}

/// Whether the noun at item `at` is what something is told by: «in base ai numeri di».
fn by_whose_word(items: &[Item], at: usize) -> bool {
    let small = |i: &&Item| matches!(i.what, What::Word | What::Function(_));
    let before = items[..at].iter().rev().find(|i| !small(i));
    matches!(before.map(|i| &i.what), Some(What::Cue(class)) if class.has(WordClass::ACCORDING))
}

/// What hangs on item `from - 1` by «di», or stands right beside it.
fn hung(asked: &Asked<'_>, from: usize, to: usize, beside: bool) -> Option<Fillers> {
    let &Asked { text, items, .. } = asked;
    for at in from..to.min(items.len()) {
        match &items[at].what {
            // «un miliardo di dollari di GPU Nvidia»: what they make is not theirs
            What::Noun(n) if n.class.has(WordClass::CHIP) && !beside => return None,
            What::Preposition("di")
            | What::Function(Function::Article | Function::Possessive)
            | What::Noun(_)
            | What::Word => {}
            // «le vendite a Singapore di Nvidia»
            What::Preposition(_) if from < at => {}
            What::Mention(m) if matches!(text.mentions[*m as usize].kind, Type::Place | Type::Date | Type::Model) => {}
            What::Mention(_) | What::Description(_) => {
                let named = asked.free(at) && asked.firm(at).is_some();
                let by = text.governor(items, at);
                let tied = by == Some("di") || (beside && at == from);
                return (named && tied).then(|| asked.group(at));
            }
            _ => return None,
        }
    }
    None
}

/// What it is held against is its maker's: «contro le 72 Gpu di Nvidia».
pub(super) fn compared(asked: &Asked<'_>) -> Option<Answer> {
    let &Asked { text, parsed, items, figure, .. } = asked;
    if asked.unit.is_some() || !parallel::is_compared(parsed, figure) {
        return None;
    }
    let [chips, of, maker] = items.get(figure + 1..figure + 4)? else { return None };
    let theirs = matches!(&chips.what, What::Noun(n) if n.class.has(WordClass::CHIP))
        && matches!(of.what, What::Preposition("di"))
        && text.is_firm(maker);
    theirs.then(|| (asked.group(figure + 3), "amount_of"))
}

/// Of the topic, where houses of analysts only judge: «Quanto ad Amd, gli analisti di Goldman confermano il giudizio: il prezzo obiettivo
/// passa a 175 dollari».
pub(super) fn judged_topic(asked: &Asked<'_>) -> Option<Answer> {
    let &Asked { text, parsed, items, subject, .. } = asked;
    if !text.has_role(items[0].first, WordRole::AsFor) || !subject.firms.iter().all(|f| text.judges(f.entity)) {
        return None;
    }
    Some((asked.group(topic(text, parsed, 0)?), "amount of the topic"))
}

/// The firm the person works for who has reached it: «Altman ha raggiunto i 10 miliardi di ricavi».
pub(super) fn persons_firm(asked: &Asked<'_>) -> Option<Answer> {
    let firm = asked.subject.item.and_then(|s| works_for(asked.text, &asked.items[s]));
    // «Zuckerberg assicura di salire a 400.000 chip»
    let chips = || {
        let &Asked { text, parsed, items, figure, clause, .. } = asked;
        let says = parsed.clauses[clause]
            .verb
            .is_some_and(|v| matches!(&items[v].what, What::Verb(v) if v.class.has(WordClass::SAY | WordClass::PLAN)));
        let others = parsed
            .names
            .iter()
            .any(|&i| items[i].clause == clause && asked.firm(i).is_some() && !makes(text, items, i));
        says && !others
            && asked.unit.is_none()
            && items.get(figure + 1).is_some_and(|i| text.of_chips(i) || text.is_kind(i, Type::Chip))
    };
    let firm = firm.filter(|_| owns(asked) || deed::trades(asked) || chips())?;
    Some((smallvec![firm], "person's firm"))
}

/// Whose an amount is that is always some firm's, told without the firm's name: of the clause above, the topic, the protagonist, the last
/// subject.
pub(super) fn owned(asked: &Asked<'_>) -> Option<Answer> {
    let &Asked { text, parsed, items, figure, clause, subject, .. } = asked;
    if !subject.firms.is_empty() || !is_owned(asked) {
        return None;
    }
    let parent = parsed.clauses[clause]
        .parent
        .map(|p| asked.subject_of(p))
        // «La banca prevede che le consegne …»: whose they are, it does not say
        .filter(|s| !s.firms.is_empty() && !s.firms.iter().all(|f| text.judges(f.entity)));
    if let Some(parent) = parent {
        return Some((parent.firms.clone(), "amount of the clause above"));
    }
    if let Some(topic) = topic(text, parsed, 0) {
        return Some((asked.group(topic), "amount of the topic"));
    }
    if let Some(given) = given_above(asked) {
        return Some((asked.group(given), "amount of the clause above"));
    }
    // «Quattro società pesano per il 61% delle vendite»: of whom they buy
    if people(asked) && !part_of_results(asked) {
        return Some((Fillers::new(), "other subject"));
    }
    if let Some(only) = only_one(asked) {
        return Some((asked.group(only), "amount of the only one"));
    }
    if let Some(firm) = text.about.protagonist {
        return Some((smallvec![firm], "amount of the protagonist"));
    }
    // «L'utile è cresciuto del 5%.», «La divisione valeva 1,1 miliardi.»: of whom the sentence before told
    let told = &text.mind.subject;
    // not of several: «Nvidia e Amd salgono. La raccolta è di 700 milioni»
    if told.len() == 1 && !text.judges(told[0].entity) {
        return Some((told.clone(), "amount of the last subject"));
    }
    // «Permetteremo ad AMD di consegnare i chip. Il 15% delle entrate andrà a Washington»: of whom alone it spoke, what it earns and makes
    let known = &text.relations;
    let makes = |r: RelationId| [known.earn, known.sell, known.produce].contains(&r);
    let result = |i: &Item| {
        matches!(&i.what, What::Noun(n)
            if n.class.has(WordClass::OWNED) && n.class.has(WordClass::AMOUNT) && n.relation.is_none_or(makes))
    };
    let near = &items[figure.saturating_sub(4)..items.len().min(figure + 4)];
    let earned = subject.item.is_some_and(|s| result(&items[s])) || near.iter().any(result);
    let leads = |f: &Filler| text.about.leading.is_none_or(|l| l.entity == f.entity);
    let named = items[..figure].iter().any(|i| text.is_firm(i));
    let spoken = match text.mind.firms.as_slice() {
        [one] if told.is_empty() && earned && !named && !text.judges(one.entity) && leads(one) => Some(*one),
        _ => None,
    };
    Some(match spoken {
        Some(firm) => (smallvec![firm], "amount of the last subject"),
        None => (Fillers::new(), "nobody's amount"),
    })
}

/// To whom the state or a person gives what the clause above tells, where a gerund goes on with it: «Trump ha dato a Nvidia il permesso di
/// esportare, trattenendo il 25% degli incassi».
fn given_above(asked: &Asked<'_>) -> Option<usize> {
    let &Asked { text, parsed, items, clause, subject, .. } = asked;
    let gerund = parsed.clauses[clause].hang == Hang::Gerund && subject.item.is_some();
    let above = parsed.clauses[clause].parent.filter(|_| gerund)?;
    let to = |i: usize| asked.firm(i).is_some() && asked.free(i) && text.governor(items, i) == Some("a");
    let mut named = parsed.names.iter().copied().filter(|&i| items[i].clause == above && to(i));
    named.next().filter(|_| named.next().is_none())
}

/// The only firm its clause names, where that has no subject, before the figure, alone or after «per»: «Bene anche per SK Hynix, con ricavi
/// di 44 miliardi».
fn only_one(asked: &Asked<'_>) -> Option<usize> {
    let &Asked { text, parsed, items, figure, clause, .. } = asked;
    let mut firms = parsed.names.iter().copied().filter(|&i| items[i].clause == clause && asked.firm(i).is_some());
    // «Trump ha aperto il negoziato con AMD pretendendo il 35% degli incassi»
    let state = asked.subject.item.is_some_and(|s| match text.kind_of(&items[s]) {
        Some(Type::Person) => works_for(text, &items[s]).is_none(),
        kind => matches!(kind, Some(Type::Institution | Type::Place)),
    });
    let state = state && asked.kind == Some(UnitKind::Percent);
    let only = firms.next().filter(|_| firms.next().is_none() && (!asked.subject.some || state))?;
    let told =
        asked.firm(only).is_some_and(|f| !text.judges(f.entity)) && asked.free(only) && !makes(text, items, only);
    // «Escludendo Samsung, …», «superando Tesla»
    let by = text.governor(items, only);
    let alone = (matches!(by, None | Some("per")) || state && matches!(by, Some("con" | "a")))
        && !(only > 0 && matches!(items[only - 1].what, What::Verb(_)));
    (told && alone && only < figure).then_some(only)
}

/// How many items before a colon the noun may stand whose amount follows it.
const HEAD_REACH: usize = 4;

/// Whether the figure is an amount that is always some firm's («il titolo ha ceduto il 13%», «i dipendenti sono 5.000»), told here
/// without the firm's name: as the subject, or as the noun the figure hangs on.
pub(super) fn is_owned(asked: &Asked<'_>) -> bool {
    let &Asked { text, parsed, items, figure, clause, subject, .. } = asked;
    let owned = |i: usize| matches!(&items[i].what, What::Noun(n) if n.class.has(WordClass::OWNED));
    // «Kress ha indicato ricavi di 54 miliardi», «il consensus si aspetta un utile di 3»: others tell the firm's amounts
    let person = subject.item.is_some_and(|s| match &items[s].what {
        What::Mention(m) => text.mentions[*m as usize].kind == Type::Person,
        What::Noun(n) => n.class.has(WordClass::SOURCE | WordClass::SPEAKER) && !n.class.has(WordClass::OWNED),
        _ => false,
    });
    // «hanno pesato per il 23% del fatturato»
    let of_owned = matches!(items.get(figure + 1).map(|i| &i.what), Some(What::Preposition("di")))
        && items.get(figure + 2).is_some_and(|i| matches!(&i.what, What::Noun(n) if n.class.has(WordClass::OWNED)));
    if of_owned && (!subject.some || parsed.clauses[clause].verb.is_none()) || part_of_results(asked) || as_for(asked) {
        return true;
    }
    // «Per Foxconn, che assembla server, il trimestre si è chiuso con ricavi in aumento dell'11%»
    if clause == 0
        && topic(text, parsed, 0).is_some()
        && (figure.saturating_sub(4)..figure).any(|i| items[i].clause == 0 && owned(i))
    {
        return true;
    }
    // «Il traino rimane il segmento Data Center: 62,3 miliardi»
    let colon = figure.checked_sub(1).filter(|&c| matches!(items[c].what, What::Mark(':')));
    let headed = |c: usize| {
        items[..c]
            .iter()
            .rev()
            .take(HEAD_REACH)
            .take_while(|i| !matches!(i.what, What::Verb(_)))
            .any(|i| matches!(&i.what, What::Noun(n) if n.class.has(WordClass::OWNED)))
    };
    if colon.is_some_and(headed) {
        return true;
    }
    // «l'utile, 2,10 dollari per azione, …»
    let apposed = figure >= 3
        && matches!(items[figure - 1].what, What::Mark(','))
        && owned(figure - 2)
        && determiner(items, figure - 2) == Some(Function::Article)
        && matches!(items.get(figure + 1).map(|i| &i.what), Some(What::Mark(_)));
    if apposed {
        return true;
    }
    // «una scorta già ampia (fra 80.000 e 95.000 chip)»
    let bracket = parsed.clauses[clause].hang == Hang::Bracket && parsed.clauses[clause].verb.is_none();
    let open = parsed.clauses[clause].first().filter(|_| bracket && asked.unit.is_none());
    let bracketed = |open: usize| {
        let small = |i: &usize| matches!(items[*i].what, What::Word | What::Function(Function::Adverb));
        (0..open).rev().take(HEAD_REACH).find(|i| !small(i)).is_some_and(owned)
    };
    if open.is_some_and(bracketed) {
        return true;
    }
    // «i numeri del primo semestre sono arrivati a 59 milioni»
    let accounts = |s: usize| {
        text.has_role(items[s].first, WordRole::Accounts)
            && matches!(items.get(s + 1).map(|i| &i.what), Some(What::Preposition("di")))
            && items.get(s + 2).is_some_and(|i| text.is_kind(i, Type::Date))
    };
    if let Some(s) = subject.item.filter(|&s| !person && matches!(items[s].what, What::Noun(_) | What::Word)) {
        // «la spesa mondiale per i chip»; «il fatturato mondiale» is a firm's
        let earned = matches!(&items[s].what, What::Noun(n) if n.relation == Some(text.relations.earn));
        let worldwide = !earned && items.get(s + 1).is_some_and(|i| text.has_role(i.first, WordRole::World));
        return owned(s) && !worldwide
            || accounts(s)
            || ((s + 1)..items.len().min(s + 3))
                .any(|i| items[i].clause == clause && owned(i) && text.governor(items, i).is_none());
    }
    // «In magazzino ci sono 700.000 chip»
    let kept = (subject.item == Some(figure) || subject.item.is_none() && subject.firms.is_empty())
        && (figure.saturating_sub(5)..figure).any(|i| {
            items[i].clause == clause
                && is_own(&items[i])
                && i > 0
                && matches!(items[i - 1].what, What::Preposition("in"))
        });
    // «in quel magazzino»: not of whom is told
    let here =
        |i: usize| items[i].clause == clause && owned(i) && determiner(items, i) != Some(Function::Demonstrative);
    kept || (!subject.some || person) && (figure.saturating_sub(4)..items.len().min(figure + 4)).any(here)
}

/// Whether the share is one of a firm's results, whatever else the clause tells of: «un quarto delle vendite dipende dalla Cina», «i clienti
/// cinesi valevano il 16% dei ricavi», «la regione pesa per l'1% sui ricavi»; not «il 40% delle vendite di smartphone», «delle vendite mondiali».
fn part_of_results(asked: &Asked<'_>) -> bool {
    let &Asked { text, items, figure, .. } = asked;
    if asked.kind != Some(UnitKind::Percent) {
        return false;
    }
    let Some([of, noun]) = items.get(figure + 1..figure + 3) else { return false };
    let ends = |i: usize| matches!(items.get(i).map(|i| &i.what), Some(What::Verb(_) | What::Mark(_)) | None);
    let closed = match items.get(figure + 3).map(|i| &i.what) {
        // «un terzo delle entrate dei data center viene da»
        Some(What::Preposition("di")) => {
            let branch = |i: &Item| match &i.what {
                What::Noun(n) => n.class.has(WordClass::SITE),
                _ => text.has_role(i.first, WordRole::Segment),
            };
            items.get(figure + 4).is_some_and(branch) && ends(figure + 5)
        }
        Some(What::Noun(_)) => false,
        Some(What::Word) => text.tokens[items[figure + 3].first].begins(TermKind::Demonym),
        Some(What::Mention(_)) => !text.is_kind(&items[figure + 3], Type::Chip),
        _ => true,
    };
    closed && matches!(of.what, What::Preposition("di" | "su")) && text.is_result(noun) && is_own(noun)
}

/// Whether the sentence opens with what of a firm's it is about: «Quanto ai ricavi, la Cina è valsa 17 miliardi».
fn as_for(asked: &Asked<'_>) -> bool {
    let &Asked { text, items, clause, .. } = asked;
    clause == 0
        && text.has_role(items[0].first, WordRole::AsFor)
        && items.iter().take(4).take_while(|i| !matches!(i.what, What::Mark(_))).any(is_own)
}

/// Whether the noun is for what is always some firm's.
fn is_own(item: &Item) -> bool {
    matches!(&item.what, What::Noun(n) if n.class.has(WordClass::OWNED))
}

/// Whether the subject is counted people or firms: «Due persone sono state arrestate …, ottenendo un guadagno di 3 milioni» is theirs.
fn people(asked: &Asked<'_>) -> bool {
    let &Asked { text, items, figure, subject, .. } = asked;
    let money = asked.kind == Some(UnitKind::Money);
    subject.item.filter(|&s| s != figure && text.figure_item(&items[s])).is_some_and(
        |s| matches!(items.get(s + 1).map(|i| &i.what), Some(What::Noun(n)) if counted_apart(n.class, money)),
    )
}

/// Whether the figure measures what is always some firm's, as the noun beside it says: «10 miliardi di ricavi».
fn owns(asked: &Asked<'_>) -> bool {
    let &Asked { text, items, figure, clause, .. } = asked;
    // «un risultato netto per il 2024 di 7,6 miliardi»
    let dated = (figure.saturating_sub(4)..figure).any(|i| text.is_kind(&items[i], Type::Date));
    let reach = if dated { 5 } else { 4 };
    (figure.saturating_sub(reach)..items.len().min(figure + 4))
        .any(|i| items[i].clause == clause && matches!(&items[i].what, What::Noun(n) if n.class.has(WordClass::OWNED)))
}

/// Of the protagonist, where a part or a make of its earns it: «I data center hanno generato 71 miliardi», «i Blackwell hanno portato ricavi
/// per 27».
pub(super) fn earned(asked: &Asked<'_>) -> Option<Answer> {
    let firm = asked.text.about.protagonist.filter(|p| asked.subject.firms.is_empty() && earned_for(asked, *p))?;
    Some((smallvec![firm], "earned for the protagonist"))
}

/// Whether the subject earns the figure for the firm: a site of its own, or chips of its make.
fn earned_for(asked: &Asked<'_>, firm: Filler) -> bool {
    let &Asked { text, parsed, items, figure, clause, subject, .. } = asked;
    let money = asked.kind == Some(UnitKind::Money);
    let earns = parsed.clauses[clause].verb.is_some_and(|v| match &items[v].what {
        What::Verb(verb) => v < figure && (verb.relation == Some(text.relations.earn) || brings(asked, v, verb)),
        _ => false,
    }) || items[..figure].iter().rev().take(3).any(|i| text.is_result(i))
        // «Incassando 717 milioni di dollari, lo sbarco dà ossigeno»
        || figure > 0 && matches!(&items[figure - 1].what, What::Verb(v) if v.mood == Mood::Gerund && v.relation == Some(text.relations.earn));
    let made = |item: &Item| match item.what {
        What::Mention(m) => {
            let mention = &text.mentions[m as usize];
            let maker = mention.entity().and_then(|e| text.lexicons.entity(e).owner);
            mention.kind == Type::Chip && maker == Some(firm.entity)
        }
        _ => false,
    };
    let thing = |s: usize| items[s].clause == clause && determiner(items, s) == Some(Function::Article);
    let part = subject.item.is_some_and(|s| match &items[s].what {
        // «Le reti hanno fruttato 31 miliardi»
        What::Word => thing(s) && text.tokens[items[s].first].is_word() && !text.tokens[items[s].first].capital(),
        What::Noun(n) if n.class.has(WordClass::CHIP) => items.get(s + 1).is_some_and(made),
        What::Noun(n) => n.class.has(WordClass::SITE) && items[s].clause == clause,
        _ => made(&items[s]),
    });
    // «Dai data center sono arrivati 41 miliardi»
    let from = || {
        let reach = parsed.clauses[clause].reach.start..figure;
        let by =
            reach.into_iter().find(|&i| items[i].clause == clause && matches!(items[i].what, What::Preposition("da")));
        let part =
            |i: usize| matches!(&items[i].what, What::Noun(n) if n.class.has(WordClass::SITE | WordClass::OWNED));
        by.is_some_and(|b| b + 1 < figure && (part(b + 1) || part(b + 2)))
    };
    money && (earns && part || (subject.item == Some(figure) || !subject.some) && from())
}

/// Whether the verb at item `v` brings the sum before it of what was spoken of: «57 miliardi di ricavi: i data center ne hanno portati 51».
fn brings(asked: &Asked<'_>, v: usize, verb: &Verb) -> bool {
    let of_it = v.checked_sub(1).is_some_and(|b| asked.text.has_role(asked.items[b].first, WordRole::OfIt));
    of_it && !verb.passive && verb.class.has(WordClass::LIGHT)
}

/// Of the protagonist, else of the last subject, where a part of its business is told of: «Il software cede il 3%».
pub(super) fn segment(asked: &Asked<'_>) -> Option<Answer> {
    if !asked.subject.firms.is_empty() || !is_segment(asked) {
        return None;
    }
    if let Some(firm) = asked.text.about.protagonist {
        return Some((smallvec![firm], "segment of the protagonist"));
    }
    asked.text.last_subject().map(|firm| (smallvec![firm], "segment of the last subject"))
}

/// Whether a part of a firm's business («il cloud», «il gaming») is what earns the sum or moves by the share.
fn is_segment(asked: &Asked<'_>) -> bool {
    let &Asked { text, parsed, items, clause, subject, .. } = asked;
    let known = &text.relations;
    let amount = asked.kind.is_none_or(|k| matches!(k, UnitKind::Money | UnitKind::Percent | UnitKind::Multiple));
    let fits = parsed.clauses[clause].verb.is_none_or(|v| match &items[v].what {
        What::Verb(verb) => verb
            .relation
            .is_none_or(|r| [known.earn, known.grow, known.fall, known.lose, known.worth, known.sell].contains(&r)),
        _ => false,
    });
    let ends = |i: usize| {
        matches!(items.get(i).map(|i| &i.what), Some(What::Verb(_) | What::Mark(_) | What::Function(_)) | None)
    };
    // «Il cloud da solo vale 5 miliardi»
    let alone = |i: usize| {
        let by = matches!(items.get(i).map(|i| &i.what), Some(What::Preposition("da")));
        let itself = by && items.get(i + 1).is_some_and(|i| text.has_role(i.first, WordRole::Alone));
        if itself { i + 2 } else { i }
    };
    // «il cloud di Amazon», «i servizi pubblici» are none; «il comparto data center» is
    let part = |s: usize| {
        let site =
            |i: usize| matches!(items.get(i).map(|i| &i.what), Some(What::Noun(n)) if n.class.has(WordClass::SITE));
        let segment = text.has_role(items[s].first, WordRole::Segment);
        let branch = text.has_role(items[s].first, WordRole::Branch) && site(s + 1);
        // «- Gaming: 4,3 miliardi (+49%)»
        let colon = || matches!(items.get(s + 1).map(|i| &i.what), Some(What::Mark(':')));
        let label = (segment || site(s)) && s <= 1 && colon() && mind::in_list(text, parsed);
        let told = (segment || branch) && determiner(items, s) == Some(Function::Article);
        label || told && ends(alone(s + 1 + usize::from(branch)))
    };
    let here = |i: &usize| items[*i].clause == clause && text.is_firm(&items[*i]);
    amount && fits && subject.item.is_some_and(part) && !parsed.names.iter().any(here)
}

/// Of the protagonist, where nobody is named: «I clienti sono oltre 300.000», «svaniscono 5.000 assunzioni».
pub(super) fn of_the_protagonist(asked: &Asked<'_>) -> Option<Answer> {
    let &Asked { text, parsed, items, clause, subject, .. } = asked;
    let state = |s: usize| matches!(text.kind_of(&items[s]), Some(Type::Place | Type::Institution));
    if let Some(firm) = text.about.protagonist.filter(|p| gives_work(asked, *p)) {
        return Some((smallvec![firm], "amount of the protagonist"));
    }
    let nobody = subject.some
        && owns(asked)
        && parsed.chips.is_empty()
        // «la microelettronica in Italia ha portato investimenti per 9 miliardi»
        && !parsed.places.iter().any(|&i| items[i].clause == clause)
        && !subject.item.is_some_and(state)
        && !people(asked);
    let another = |p: &Filler| {
        let names = |i: usize| asked.firm(i).is_some_and(|f| f.entity != p.entity) || makes(text, items, i);
        parsed.names.iter().any(|&i| text.is_firm(&items[i]) && names(i))
    };
    let firm = text.about.protagonist.filter(|p| nobody && !another(p) || arises(asked))?;
    Some((smallvec![firm], "amount of the protagonist"))
}

/// Whether sites are counted that will stand somewhere, where the sentence names no firm: «Sorgeranno altri tre edifici in Indiana».
fn arises(asked: &Asked<'_>) -> bool {
    let &Asked { parsed, items, figure, clause, subject, .. } = asked;
    let site = matches!(items.get(figure + 1).map(|i| &i.what), Some(What::Noun(n)) if n.class.has(WordClass::SITE));
    let verb = parsed.clauses[clause].verb.filter(|&v| v < figure && clause == 0 && v == 0);
    let future = verb.is_some_and(|v| {
        matches!(&items[v].what, What::Verb(v) if v.mood == Mood::Future && v.plural && v.person == 3 && !v.class.has(WordClass::COPULA))
    });
    let alone = subject.firms.is_empty() && subject.item.is_none_or(|s| s == figure);
    site && future && alone && asked.unit.is_none() && asked.no_firm()
}

/// Whether the figure counts who is given work, with nobody said who gives it, or a site: «Sarà aggiunta una fabbrica, dando lavoro a 17.000
/// persone», «lo stabilimento potrà dare impiego a 2.000 addetti».
fn gives_work(asked: &Asked<'_>, firm: Filler) -> bool {
    let &Asked { text, parsed, items, figure, clause, subject, .. } = asked;
    let people = |i: &Item| matches!(&i.what, What::Noun(n) if n.class.has(WordClass::PEOPLE));
    let employs = parsed.clauses[clause]
        .reach
        .clone()
        .filter(|&i| i < figure && items[i].clause == clause)
        .any(|i| matches!(&items[i].what, What::Verb(v) if v.relation == Some(text.relations.employ)));
    let site = subject.item.is_none_or(|s| {
        matches!(&items[s].what, What::Noun(n) if n.class.has(WordClass::SITE | WordClass::PLAN))
            && determiner(items, s) == Some(Function::Article)
    });
    let another = |i: &usize| asked.firm(*i).is_some_and(|f| f.entity != firm.entity) && asked.free(*i);
    asked.unit.is_none()
        && subject.firms.is_empty()
        && employs
        && site
        && items[figure + 1..].iter().take(2).any(people)
        && !parsed.names.iter().any(another)
}

/// How many items before a share the «quanto» it is a part of may stand.
const PARTED_REACH: usize = 10;

/// Whose that is what the share is a part of: «di quanto CoreWeave incassa, due terzi vengono da Microsoft», «ha perso il 46% di quanto
/// valeva», «il volume non superi la metà di quanto venduto in patria».
pub(super) fn part_of_what(asked: &Asked<'_>) -> Option<Answer> {
    let &Asked { text, parsed, items, figure, clause, subject, .. } = asked;
    if asked.kind != Some(UnitKind::Percent) || !subject.firms.is_empty() {
        return None;
    }
    let what = |&q: &usize| {
        let of = q > 0 && matches!(items.get(q - 1).map(|i| &i.what), Some(What::Preposition("di")));
        of && items.get(q).is_some_and(|i| text.has_role(i.first, WordRole::AsMuch))
    };
    let after = Some(figure + 2).filter(what);
    let opens = || (0..figure).rev().take(PARTED_REACH).take_while(|&i| !text.figure_item(&items[i])).find(what);
    let quanto = after.or_else(opens)?;
    let small = |i: &Item| matches!(i.what, What::Function(Function::Article) | What::Word);
    let doer = (quanto + 1..items.len()).find(|&i| !small(&items[i]) || text.is_firm(&items[i]))?;
    if asked.firm(doer).is_some() && asked.free(doer) {
        return Some((asked.group(doer), "part of what"));
    }
    // «di quanto si produce nel mondo»: anybody's
    let anybody = text.has_role(items[doer].first, WordRole::Reflexive);
    after.filter(|_| !anybody)?;
    let mut above = std::iter::successors(parsed.clauses[clause].parent, |&c| parsed.clauses[c].parent);
    let told = above.find(|&c| !asked.subject_of(c).firms.is_empty())?;
    let firms = &asked.subject_of(told).firms;
    (!firms.iter().all(|f| text.observes(f.entity))).then(|| (firms.clone(), "part of what"))
}

/// Of the foundry the sentence named last, or the article or the last sentence is about: how fine the chips are that it makes («La produzione,
/// affidata a Tsmc con il processo a 4 nanometri», «I 3 nanometri pesano per il 23%»).
pub(super) fn node(asked: &Asked<'_>) -> Option<Answer> {
    let &Asked { text, parsed, figure, subject, .. } = asked;
    let node = asked.unit.is_some_and(|u| text.lexicons.units[u as usize].node);
    if !node || !subject.firms.is_empty() {
        return None;
    }
    let foundry = |f: &Filler| text.lexicons.entity(f.entity).is("foundry");
    // «L'unica alternativa è Smic: gli Ascend occupano le linee a 7 nanometri»: the one the sentence names
    let before = &parsed.names[..parsed.names.partition_point(|&i| i < figure)];
    let named = before.iter().rev().filter_map(|&i| asked.firm(i)).find(foundry);
    let firm = || text.about.protagonist.filter(foundry).or_else(|| text.last_subject().filter(foundry));
    named.or_else(firm).map(|firm| (smallvec![firm], "node"))
}
