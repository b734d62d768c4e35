//! The firm named beside the figure: right before it, after «per», of the same rank in a list, at the head of a title; and, where
//! nothing else says whose it is, any the clause's nouns hang on.

use super::nobody::{self, Customers};
use super::said::looks_on;
use super::{Answer, Asked, FIRMS, IN_ROW, list, makes};
use crate::fact::parallel;
use crate::fact::parse::{Item, Parsed, What};
use crate::fact::{Filler, Fillers, Text};
use crate::lexicon::{Function, Mood, UnitKind, WordClass};
use crate::mention::Type;
use smallvec::smallvec;

/// The firm of the same rank in a list as long: «CoreWeave e Oracle salgono rispettivamente del 5,3 e dell'1,1%».
pub(super) fn respectively(asked: &Asked<'_>) -> Option<Answer> {
    let one = list::respectively(asked.text, asked.parsed, asked.figure, FIRMS)?;
    Some((smallvec![one], "respectively"))
}

/// The firm of the table's row: «| Amazon | 180 miliardi USD | +12% |».
pub(super) fn in_row(asked: &Asked<'_>) -> Option<Answer> {
    Some((smallvec![asked.text.row_firm()?], IN_ROW))
}

/// How many lines above a table's row its head may stand.
const HEAD_REACH: usize = 12;

/// The firm of the table's column: under a line that names firms alone, each line below with a label and a figure for each. «AMD Intel»,
/// «Ricavi 4,34 miliardi 4,12 miliardi».
pub(super) fn in_column(asked: &Asked<'_>) -> Option<Answer> {
    let &Asked { text, parsed, figure, .. } = asked;
    let line = |s: usize| text.tokens[text.sentences[s].first as usize].after_line();
    let row = parsed.figures.len() > 1
        && !parsed.finite
        && line(text.now)
        && parsed.names.iter().all(|&i| asked.firm(i).is_none());
    let column = parsed.figures.iter().position(|&f| f == figure).filter(|_| row)?;
    for above in (0..text.now).rev().take(HEAD_REACH) {
        let sentence = text.sentences[above];
        let from = text.mentions.partition_point(|m| m.first < sentence.first);
        let past = text.mentions.partition_point(|m| m.first < sentence.last);
        let mentions = &text.mentions[from..past];
        let firms: Fillers = mentions
            .iter()
            .filter(|m| m.kind == Type::Company)
            .filter_map(|m| m.entity().map(|entity| Filler { entity, span: m.span }))
            .collect();
        let named = |t: u32| mentions.iter().any(|m| m.kind == Type::Company && (m.first..m.last).contains(&t));
        let head = (sentence.first..sentence.last).all(|t| named(t) || text.tokens[t as usize].symbol == '|');
        if head && firms.len() == parsed.figures.len() {
            return Some((smallvec![firms[column]], IN_ROW));
        }
        // the lines between are rows, too
        let figures = mentions.iter().any(|m| m.kind == Type::Figure);
        if !figures || !line(above) || text.tokens[sentence.last as usize - 1].symbol == '.' {
            return None;
        }
    }
    None
}

/// The firm of a pair of figures that set one against the other: the first is the subject's, the one after «contro» or «a» the other's.
/// «Leapmotor ha superato Fiat: 1.870 targhe contro 1.240», «BYD batte Tesla 2.900 a 1.100».
pub(super) fn rival(asked: &Asked<'_>) -> Option<Answer> {
    let (first, other) = rivals(asked.text, asked.parsed, asked.figure)?;
    let subject = &asked.subject.firms;
    let other = asked.firm(other)?;
    let two = !subject.is_empty() && subject.iter().all(|f| f.entity != other.entity);
    two.then(|| (if asked.figure == first { subject.clone() } else { smallvec![other] }, "rival"))
}

/// The first figure of the pair the one at item `figure` belongs to, which sets a firm against another, and that other: items.
pub(in crate::fact) fn rivals(text: &Text<'_>, parsed: &Parsed, figure: usize) -> Option<(usize, usize)> {
    let items = &parsed.items;
    let pair = |first: usize, second: usize| against(text, items, first, second).then_some(first);
    let next = parsed.figure_after(figure).and_then(|next| pair(figure, next));
    let first = next.or_else(|| parsed.figure_before(figure).and_then(|before| pair(before, figure)))?;
    let verb = parsed.clauses[items[first].clause].verb.filter(|&v| v < first)?;
    let outdoes = matches!(&items[verb].what, What::Verb(v)
        if v.finite() && !v.passive && v.relation.is_none_or(|r| r == text.relations.worth) && !v.class.has(WordClass::SAY));
    let small = |i: &Item| {
        matches!(i.what, What::Function(Function::Article | Function::Adverb) | What::Word)
            || matches!(&i.what, What::Noun(n) if n.class.has(WordClass::COMPANY))
    };
    let other = (verb + 1..first).take(4).find(|&i| !small(&items[i]))?;
    // nobody else and nothing else told between: «: 1.870 targhe», «per 12.400 immatricolazioni»
    let alone =
        items[other + 1..first].iter().all(|i| !text.is_firm(i) && !i.figure && !matches!(i.what, What::Verb(_)));
    let from = matches!(items[first - 1].what, What::Preposition("da"));
    (outdoes && alone && !from && text.is_firm(&items[other])).then_some((first, other))
}

/// Whether the second of two figures is set against the first: «1.870 targhe contro 1.240», «2.900 a 1.100»; not against what was:
/// «62 milioni contro i 58 del 2024».
fn against(text: &Text<'_>, items: &[Item], first: usize, second: usize) -> bool {
    let article = matches!(items[second - 1].what, What::Function(Function::Article));
    let by = second - 1 - usize::from(article);
    let set = match items[by].what {
        What::Preposition("contro") => true,
        What::Preposition("a") => !article && text.folded(items[by].first) == "a",
        _ => false,
    };
    let counted = |i: &Item| {
        matches!(i.what, What::Noun(_) | What::Word | What::Preposition("di") | What::Function(Function::Adverb))
    };
    let unit = |i: usize| text.figure_of(&items[i]).and_then(|f| f.unit);
    let dated = items[second + 1..].iter().take(DATED_REACH).any(|i| text.is_kind(i, Type::Date));
    set && by > first && items[first + 1..by].iter().all(counted) && unit(first) == unit(second) && !dated
}

/// How many items after the second of two figures the date may stand that says it is of another time: «contro i 58 del 2024».
const DATED_REACH: usize = 4;

/// The firm right before the figure, or that moves along, and those listed with it.
pub(super) fn beside(asked: &Asked<'_>) -> Option<Answer> {
    let free = |at: &usize| asked.free(*at);
    let at = right_before(asked).filter(free);
    let at = at.or_else(|| along(asked).filter(free)).or_else(|| risen(asked).filter(free))?;
    Some((asked.group(at), "beside"))
}

/// The firm right before the figure: at most an article, «di», «a» or a bracket between, and no verb.
fn right_before(asked: &Asked<'_>) -> Option<usize> {
    let &Asked { text, items, figure, .. } = asked;
    // «seguita da Prysmian (-3%)», «Google (1,2)»: alone in a bracket it is of the name before
    let alone = figure >= 2
        && matches!(items[figure - 1].what, What::Mark('('))
        && matches!(items.get(figure + 1).map(|i| &i.what), Some(What::Mark(')')));
    if alone && asked.firm(figure - 2).is_some() && !makes(text, items, figure - 2) {
        return Some(figure - 2);
    }
    let mut at = figure;
    let mut with = false;
    for _ in 0..4 {
        at = at.checked_sub(1)?;
        let firm_before = |comma: usize| comma > 1 && asked.firm(comma - 1).is_some() && joined(items, comma - 1);
        match &items[at].what {
            What::Mention(_) | What::Description(_) if asked.firm(at).is_some() => {
                // «alle GPU di Nvidia 10.000 …» is no pair: the firm must be free, or stand in a list of pairs
                // («ad Alibaba 130.000 e a Tencent 90.000», «da Broadcom con il 15%»)
                let governor = text.governor(items, at);
                let listed = (0..at)
                    .rev()
                    .take_while(|&i| !matches!(items[i].what, What::Verb(_)))
                    .any(|i| text.figure_item(&items[i]));
                let paired = matches!(governor, None | Some("per")) || with || (listed && governor == Some("a"));
                // «seguita da Samsung al 29% e da Huawei al 9,5%»
                let paired = paired || governor == Some("da") && followed(asked, at);
                // «Nvidia scende al 54%, con Huawei al 40»
                let paired = paired || governor == Some("con") && beside_others(asked, at);
                return paired.then_some(at);
            }
            What::Function(Function::Article | Function::Adverb) | What::Mark('(' | ':') | What::Word => {}
            What::Preposition(p @ ("di" | "a" | "con")) => with |= *p == "con",
            // «Male i chip: Kla in flessione del 4%»
            What::Phrase(c)
                if c.class.has(WordClass::UP | WordClass::DOWN) && c.relation != Some(text.relations.earn) => {}
            // «Nvidia conta su 300 addetti e Intel su 40 operai»
            What::Preposition("su") if at + 1 == figure && asked.parsed.figure_before(figure).is_some() => {}
            // «per AMD, che guadagna il 15%, e per Intel, a +9,7%»
            What::Mark(',') if at + 2 == figure && firm_before(at) => {
                return asked.parsed.figure_before(figure).filter(|_| !text.of_chips(&items[at - 1])).map(|_| at - 1);
            }
            _ => return None,
        }
    }
    None
}

/// Whether «, con Huawei al 40» sets the share of the firm at item `at` beside another's.
fn beside_others(asked: &Asked<'_>, at: usize) -> bool {
    let &Asked { items, figure, .. } = asked;
    at >= 2
        && at + 2 == figure
        && asked.kind == Some(UnitKind::Percent)
        && matches!(items[at + 1].what, What::Preposition("a"))
        && matches!(items[at - 2].what, What::Mark(','))
        && asked.parsed.figure_before(figure).is_some()
}

/// The firm of which a participle past a comma tells how it moved: «davanti a Micron, cresciuta dal 22 al 25%».
fn risen(asked: &Asked<'_>) -> Option<usize> {
    let &Asked { text, items, figure, .. } = asked;
    let known = &text.relations;
    let small = |i: &usize| matches!(items[*i].what, What::Preposition(_)) || text.figure_item(&items[*i]);
    let verb = (0..figure).rev().take(RISEN_REACH).find(|i| !small(i))?;
    let moves = |r| r == known.grow || r == known.fall;
    let told = matches!(&items[verb].what, What::Verb(v)
        if v.mood == Mood::Participle && !v.finite() && v.relation.is_some_and(moves));
    let firm = verb.checked_sub(2).filter(|_| told && matches!(items[verb - 1].what, What::Mark(',')))?;
    // «il fatturato di Intel, sceso a 12 miliardi»: the amount is
    let free = !matches!(text.governor(items, firm), Some("di"));
    (free && asked.firm(firm).is_some()).then_some(firm)
}

/// How many items before a figure the participle may stand: «cresciuta dal 22 al 25%».
const RISEN_REACH: usize = 5;

/// Whether «e» joins the firm at item `at` to what stands before: «e Intel», «e per Intel».
fn joined(items: &[Item], at: usize) -> bool {
    let by = usize::from(at > 1 && matches!(items[at - 1].what, What::Preposition("per" | "da" | "a")));
    at > by && matches!(items[at - by - 1].what, What::Function(Function::Conjunction))
}

/// How many items before one who follows in rank the word may stand that says so.
const RANKED_REACH: usize = 14;

/// Whether the firm at item `at` follows another in rank, past those that do so with their figures: «seguita da Samsung al 29% e da Huawei».
fn followed(asked: &Asked<'_>, at: usize) -> bool {
    let &Asked { text, items, .. } = asked;
    let listed = |i: &&Item| {
        matches!(
            i.what,
            What::Mark(',')
                | What::Preposition(_)
                | What::Function(Function::Article | Function::Conjunction | Function::Adverb)
        ) || text.figure_item(i)
            || text.is_firm(i)
    };
    let before = items[..at].iter().rev().take(RANKED_REACH).find(|i| !listed(i));
    matches!(before.map(|i| &i.what), Some(What::Verb(v))
        if v.mood == Mood::Participle && v.relation.is_none() && !v.class.has(WordClass::SAY))
}

/// The firm that moves along: «Amsterdam +0,9%, con Asml in progresso del 2%», «CoreWeave, in calo del 3%».
fn along(asked: &Asked<'_>) -> Option<usize> {
    let &Asked { text, items, figure, .. } = asked;
    text.figure_of(&items[figure])?.direction?;
    let moving =
        |i: &Item| matches!(&i.what, What::Noun(n) | What::Phrase(n) if n.class.has(WordClass::UP | WordClass::DOWN));
    let small = |i: &Item| matches!(i.what, What::Preposition(_) | What::Word | What::Function(_)) || moving(i);
    let apposed =
        (0..figure).rev().take(7).find(|&i| !small(&items[i]) && !matches!(items[i].what, What::Mark(',')))?;
    let firm =
        (0..figure).rev().take(6).find(|&i| !small(&items[i])).filter(|&f| text.is_firm(&items[f])).unwrap_or(apposed);
    // «… e CoreWeave, giù del 3%»: the last of those that move
    let listed = firm > 0
        && matches!(items[firm - 1].what, What::Function(Function::Conjunction) | What::Mark(','))
        && matches!(items.get(firm + 1).map(|i| &i.what), Some(What::Mark(',')))
        && items.get(firm + 2).is_some_and(moving);
    let with = text.is_firm(&items[firm]) && (listed || text.governor(items, firm) == Some("con"));
    (with && items[firm..figure].iter().any(moving)).then_some(firm)
}

/// The firm right after a figure that stands beside another: «il 42% delle entrate di Micron e il 19% per Samsung».
pub(super) fn for_whom(asked: &Asked<'_>) -> Option<Answer> {
    let at = after_per(asked).filter(|&at| asked.free(at))?;
    Some((asked.group(at), "for whom"))
}

/// Where the firm stands after «per» and a figure of the same unit as the one before it.
fn after_per(asked: &Asked<'_>) -> Option<usize> {
    let &Asked { text, parsed, items, figure, .. } = asked;
    let unit = |i: usize| text.figure_of(&items[i]).and_then(|f| f.unit);
    let by = matches!(items.get(figure + 1)?.what, What::Preposition("per"));
    if !by || !matches!(asked.kind, Some(UnitKind::Percent | UnitKind::Multiple)) {
        return None;
    }
    // «I ricavi sono cresciuti di 44 volte per Cambricon»
    let results = || {
        let owned = |s: usize| matches!(&items[s].what, What::Noun(n) if n.class.has(WordClass::OWNED) && n.class.has(WordClass::AMOUNT));
        asked.subject.firms.is_empty() && asked.subject.item.is_some_and(owned)
    };
    let earlier = parsed.figure_before(figure).is_some_and(|e| unit(e) == unit(figure)) || results();
    let article = matches!(items.get(figure + 2)?.what, What::Function(Function::Article));
    let at = figure + 2 + usize::from(article);
    (earlier && items.get(at).is_some_and(|i| text.is_firm(i))).then_some(at)
}

/// The firm whose customers are counted: «Volcano Engine, scelto da oltre 100 clienti», «Con 3,5 milioni di clienti, Fastweb».
pub(super) fn customers(asked: &Asked<'_>) -> Option<Answer> {
    match nobody::customers(asked.text, asked.parsed, asked.figure)? {
        Customers::Of(firm) => Some((asked.group(firm), "customers")),
        Customers::Subject => None,
    }
}

/// The firm of that rank in the list named before: «la prima ne ha 3.000, la seconda 500».
pub(super) fn ordinal(asked: &Asked<'_>) -> Option<Answer> {
    let ranked = |kind| list::ordinal(asked.text, asked.parsed, asked.figure, kind);
    // «la prima avrà 24 GB»: chips have memory, firms have none
    let device = || asked.unit.is_some_and(|u| asked.text.lexicons.units[u as usize].device);
    let one = ranked(Type::Company).filter(|_| !device() || ranked(Type::Chip).is_none())?;
    Some((smallvec![one], "ordinal"))
}

/// Whose a heading without a verb says its figures are: «Da Meta 10 miliardi per i data center», «Cina: da Baidu ordini per 3 miliardi».
pub(super) fn opening_doer(asked: &Asked<'_>) -> Option<Answer> {
    let &Asked { text, parsed, items, clause, .. } = asked;
    let colon = items.iter().take(3).position(|i| matches!(i.what, What::Mark(':')));
    let by = colon.map_or(0, |c| c + 1);
    let opens = clause == 0
        && parsed.clauses[0].verb.is_none()
        && matches!(items.get(by).map(|i| &i.what), Some(What::Preposition("da")));
    let named = opens && text.is_firm(items.get(by + 1)?) && asked.free(by + 1);
    named.then(|| (asked.group(by + 1), "opening doer"))
}

/// At whose shop a chip has its price: «Una H100 costa 2,5 dollari l'ora da RunPod», «Su Lambda una B200 si affitta a 3,79 dollari».
pub(super) fn seller(asked: &Asked<'_>) -> Option<Answer> {
    let &Asked { text, parsed, items, figure, clause, .. } = asked;
    let verb = parsed.clauses[clause].verb.filter(|_| matches!(asked.kind, Some(UnitKind::Money | UnitKind::Coin)))?;
    let known = &text.relations;
    // «da Amazon si paga 1,3 dollari»; not «da Nvidia Meta compra»
    let dealt = |r| asked.subject.firms.is_empty() && [known.invest, known.buy, known.sell].contains(&r);
    let priced = matches!(&items[verb].what, What::Verb(v)
        if v.relation.is_some_and(|r| [known.worth, known.rent].contains(&r) || dealt(r)));
    let chip = |i: &Item| i.clause == clause && (text.is_kind(i, Type::Chip) || text.of_chips(i));
    if !priced || !items.iter().any(chip) {
        return None;
    }
    // not «prodotta da Tsmc», «il dazio su Nvidia»: by whom, on what
    let apart = |at: usize| match at.checked_sub(1).map(|b| &items[b]) {
        None => true,
        Some(before) => {
            before.clause != clause
                || text.figure_item(before)
                || matches!(before.what, What::Mark(',') | What::Function(Function::Conjunction))
                || text.is_kind(before, Type::Date)
        }
    };
    let shop = |i: usize| {
        let at = (0..i).rev().find(|&b| !matches!(items[b].what, What::Function(Function::Article) | What::Word))?;
        let led = matches!(items[at].what, What::Preposition("da" | "su" | "presso"));
        // «, da Lambda 2,8»: the shop of another price
        let other = i + 1 != figure && items.get(i + 1).is_some_and(|i| text.figure_item(i));
        (led && at + 2 >= i && apart(at) && asked.free(i) && !other).then_some(i)
    };
    let named = parsed.names.iter().copied().filter(|&i| items[i].clause == clause && text.is_firm(&items[i]));
    Some((asked.group(named.filter_map(shop).min_by_key(|&i| i.abs_diff(figure))?), "seller"))
}

/// Whose the figure is that stands for what was counted before, by «di» and the firm: «ne ha vendute 17.000, contro le 15.500 di Tesla», «si
/// aggiungono i 100.000 di SK Hynix», «il 57% del mercato, contro il 22% di Samsung e il 21% di Micron».
pub(super) fn theirs(asked: &Asked<'_>) -> Option<Answer> {
    let &Asked { text, parsed, items, figure, .. } = asked;
    let theirs = |f: usize| {
        matches!(items.get(f + 1).map(|i| &i.what), Some(What::Preposition("di")))
            && items.get(f + 2).is_some_and(|i| matches!(i.what, What::Mention(_)) && text.is_firm(i))
    };
    // «ha superato Nvidia e i suoi 70 miliardi»
    if let Some([owner, and, article, their]) = figure.checked_sub(4).and_then(|f| items.get(f..figure))
        && matches!(their.what, What::Function(Function::Possessive))
        && matches!(article.what, What::Function(Function::Article))
        && matches!(and.what, What::Function(Function::Conjunction))
        && text.is_firm(owner)
        && asked.free(figure - 4)
    {
        return Some((asked.group(figure - 4), "theirs"));
    }
    if !theirs(figure) || !asked.free(figure + 2) {
        return None;
    }
    let known = figure > 0
        && match items[figure - 1].what {
            What::Function(Function::Article) => true,
            What::Preposition(plain) => text.word(items[figure - 1].first) != plain,
            _ => false,
        };
    let compared = |f: usize| parallel::is_compared(parsed, f) && theirs(f);
    let joins =
        |i: &Item| matches!(i.what, What::Mark(',') | What::Function(Function::Conjunction | Function::Article));
    let row = || {
        let before = parsed.figure_before(figure).filter(|&b| compared(b));
        before.and_then(|b| items.get(b + 3..figure)).is_some_and(|between| between.iter().all(joins))
    };
    let another = match asked.kind {
        None => known,
        Some(UnitKind::Percent | UnitKind::Money) => compared(figure) || theirs(figure) && row(),
        _ => false,
    };
    another.then(|| (asked.group(figure + 2), "theirs"))
}

/// Whose the things are that the figure counts, by «è di», «sono di» after it: «Dei 150.000 wafer, 100.000 sono di SK Hynix», «Il 90% di Arm è
/// di SoftBank».
pub(super) fn belongs(asked: &Asked<'_>) -> Option<Answer> {
    let &Asked { text, parsed, items, figure, clause, .. } = asked;
    let verb = parsed.clauses[clause].verb.filter(|&v| v > figure)?;
    let is =
        matches!(&items[verb].what, What::Verb(v) if v.class.has(WordClass::COPULA) && v.person == 3 && v.finite());
    let of = matches!(items.get(verb + 1).map(|i| &i.what), Some(What::Preposition("di")));
    let firm = verb + 2;
    let named = items.get(firm).is_some_and(|i| matches!(i.what, What::Mention(_)) && text.is_firm(i));
    let part = matches!(asked.kind, None | Some(UnitKind::Percent)) && parsed.figures_of(clause).all(|f| f <= figure);
    // «il 5% è di AMD e il resto di Intel»
    let subject = text.governor(items, figure).is_none();
    (is && of && named && part && subject && asked.free(firm)).then(|| (asked.group(firm), "belongs"))
}

/// The firm that a noun without one is said to be, with the figure: «Il primo cliente è ByteDance, con 30.000 H200», «Il leader è TSMC (67%)».
pub(super) fn said_to_be(asked: &Asked<'_>) -> Option<Answer> {
    let &Asked { text, parsed, items, figure, subject, .. } = asked;
    let noun = subject.item.filter(|_| subject.firms.is_empty())?;
    let verb = parsed.clauses[items[noun].clause].verb.filter(|&v| noun < v)?;
    let is = matches!(&items[verb].what, What::Verb(v) if v.class.has(WordClass::COPULA) && v.person == 3 && !v.plural && v.finite());
    let firm = verb + 1;
    let named = items.get(firm).is_some_and(|i| matches!(i.what, What::Mention(_)) && text.is_firm(i));
    let small = |i: &Item| matches!(i.what, What::Mark(',' | '(') | What::Function(Function::Article));
    let with = |i: &Item| matches!(i.what, What::Preposition("con"));
    let between = items.get(firm + 1..figure)?;
    let told = !between.is_empty() && between.iter().all(|i| small(i) || with(i));
    (is && named && told && asked.free(firm)).then(|| (asked.group(firm), "said to be"))
}

/// Where there is no subject at all: a firm the clause's nouns hang on. The maker of the chips counted is not whose they are.
pub(super) fn hung(asked: &Asked<'_>) -> Option<Answer> {
    let &Asked { text, parsed, items, figure, clause, .. } = asked;
    let hung = |at: usize| {
        items[at].clause == clause
            && asked.free(at)
            && asked.firm(at).is_some_and(|f| !looks_on(asked, &f))
            && !matches!(text.governor(items, at), Some("a" | "con" | "contro" | "in"))
            && !(at > figure && (makes(text, items, at) || text.governor(items, at) == Some("da")))
            // «Lisa Su, presidente di Amd»: says who she is
            && !(at > 1 && matches!(&items[at - 2].what, What::Noun(n) if n.class.has(WordClass::SPEAKER)))
    };
    let at = parsed.names.iter().copied().find(|&at| hung(at))?;
    Some((asked.group(at), "hung"))
}
