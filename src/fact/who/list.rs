//! Lists of names and of figures: who is named together with whom, and whose rank in one is whose in the other.

use super::firm;
use crate::fact::parse::{Item, Parsed, What, past_bracket};
use crate::fact::{Filler, Fillers, Text};
use crate::lexicon::{Function, WordClass, WordRole};
use crate::mention::Type;
use smallvec::smallvec;

/// The firms joined with the one at item `at`: «ByteDance, Alibaba e Tencent».
pub(in crate::fact) fn group(text: &Text<'_>, items: &[Item], at: usize, kinds: &[Type]) -> Fillers {
    let listed = listed(text, items, list_start(text, items, at, kinds), kinds);
    // Commas alone make no list: in «secondo Bloomberg, Oracle …» two roles meet.
    match firm(text, &items[at], kinds) {
        // or it stands past the list: «Escludendo Eolo e Linkem, Fastweb …»
        Some(one)
            if !listed.closed || listed.names.len() < 2 || !listed.names.iter().any(|f| f.entity == one.entity) =>
        {
            smallvec![one]
        }
        _ => listed.names,
    }
}

/// Names that are joined.
pub(in crate::fact) struct Listed {
    /// Each once, in the text's order.
    pub names: Fillers,
    /// Whether more than commas joins them.
    pub closed: bool,
    /// One past the last name.
    pub end: usize,
}

/// The list of names that begins at item `first`.
pub(in crate::fact) fn listed(text: &Text<'_>, items: &[Item], first: usize, kinds: &[Type]) -> Listed {
    let mut next = first;
    let mut found = Listed { names: Fillers::new(), closed: false, end: first };
    let mut ended = false;
    while let Some(filler) = items.get(next).and_then(|i| firm(text, i, kinds)) {
        if !found.names.iter().any(|f| f.entity == filler.entity) {
            found.names.push(filler);
        }
        let apposed = past_apposition(text, items, first, next);
        let mut after = apposed.unwrap_or_else(|| past_name(text, items, next));
        found.end = after;
        let mut marks = 0;
        // «Eolo e Linkem, Fastweb …»: past «e» a comma ends the list
        let comma = |i: usize| matches!(items.get(i).map(|i| &i.what), Some(What::Mark(',')));
        if ended && comma(after) && !items.get(after + 1).is_some_and(joins) {
            break;
        }
        while items.get(after).is_some_and(joins) && marks < 2 {
            ended |= matches!(items[after].what, What::Function(Function::Conjunction));
            found.closed |= !matches!(items[after].what, What::Mark(','));
            after += 1;
            marks += 1;
        }
        // «per Gaudi 3, e Falcon Shores non arriverà»: a comma before «e» ends a list of one
        // (unlike «sia da Samsung, sia da TSMC»)
        if marks == 2
            && found.names.len() < 2
            && apposed.is_none()
            && !text.has_role(items[after - 1].first, WordRole::Counterpart)
        {
            break;
        }
        // «per Google e per Meta»
        if marks > 0 && items.get(after).is_some_and(|i| same_governor(text, items, first, i)) {
            after += 1;
        }
        // «Meta e la cinese ByteDance», «Oracle e il fondo MGX»
        let limit = after + 3;
        while marks > 0 && after < limit && items.get(after).is_some_and(before_name) {
            after += 1;
        }
        if marks == 0 {
            break;
        }
        next = after;
    }
    found
}

/// One past the name at item `at` and what says more of it: «Intel (NASDAQ: INTC) e», the chips of one make before those of another
/// («Nvidia H20 e AMD MI308»).
fn past_name(text: &Text<'_>, items: &[Item], at: usize) -> usize {
    if matches!(items.get(at + 1).map(|i| &i.what), Some(What::Mark('('))) {
        let past = past_bracket(items, at + 1).filter(|&past| !items[at + 2..past].iter().any(|i| text.figure_item(i)));
        return past.unwrap_or(at + 1);
    }
    let make = |i: usize| items.get(i).is_some_and(|i| text.is_firm(i)) && chip(text, items, i + 1);
    let another = items.get(at + 2).is_some_and(joins) && make(at + 3);
    if make(at) && another { at + 2 } else { at + 1 }
}

/// How many items what is said of a name in a list may take.
const APPOSED_REACH: usize = 18;

/// One past the name at item `at` and what stands in apposition to it, where its list goes on with the preposition said again: «a Humain, la
/// società voluta dal principe, e alla emiratina G42».
fn past_apposition(text: &Text<'_>, items: &[Item], first: usize, at: usize) -> Option<usize> {
    let comma = |i: usize| matches!(items.get(i).map(|i| &i.what), Some(What::Mark(',')));
    let firm = |i: usize| {
        matches!(items.get(i).map(|i| &i.what), Some(What::Description(_)))
            || matches!(items.get(i).map(|i| &i.what), Some(What::Noun(n)) if n.class.has(WordClass::COMPANY))
    };
    let article = matches!(items.get(at + 2)?.what, What::Function(Function::Article | Function::Indefinite));
    if !comma(at + 1) || !firm(at + 2 + usize::from(article)) {
        return None;
    }
    let end = (at + 4..items.len()).take(APPOSED_REACH).find(|&i| comma(i))?;
    let and = matches!(items.get(end + 1)?.what, What::Function(Function::Conjunction));
    (and && same_governor(text, items, first, items.get(end + 2)?)).then_some(end)
}

/// Whether item `at` names a chip.
fn chip(text: &Text<'_>, items: &[Item], at: usize) -> bool {
    items.get(at).is_some_and(|i| text.is_kind(i, Type::Chip))
}

/// The name that ends right before item `end`, with what says more of it: the reverse of [`past_name`].
fn name_before(text: &Text<'_>, items: &[Item], end: usize) -> usize {
    let opens = |i: &usize| matches!(items[*i].what, What::Mark('('));
    let starts = match items[end - 1].what {
        What::Mark(')') => (end.saturating_sub(NAME_REACH)..end).rev().find(opens).and_then(|open| open.checked_sub(1)),
        _ if chip(text, items, end - 1) => end.checked_sub(2),
        _ => None,
    };
    starts.filter(|&s| past_name(text, items, s) == end).unwrap_or(end - 1)
}

/// How many items a name may take with its bracket.
const NAME_REACH: usize = 7;

/// The first name of the list the one at item `at` stands in.
fn list_start(text: &Text<'_>, items: &[Item], at: usize, kinds: &[Type]) -> usize {
    let mut first = at;
    loop {
        let mut start = first;
        while start > 0 && first - start < 3 && before_name(&items[start - 1]) {
            start -= 1;
        }
        // «sia da Samsung che da TSMC»
        let again = start > 2 && matches!(items[start - 1].what, What::Preposition(_)) && joins(&items[start - 2]);
        let governor = again.then(|| &items[start - 1]);
        start -= usize::from(again);
        if start < 2 || !joins(&items[start - 1]) {
            break;
        }
        let end = if joins(&items[start - 2]) && start >= 3 { start - 2 } else { start - 1 };
        let before = name_before(text, items, end);
        // «Secondo Reuters, Dell e Supermicro …»: who says so is none of them
        let says = before > 0 && matches!(items[before - 1].what, What::Cue(c) if c.has(WordClass::ACCORDING));
        let parted = governor.is_some_and(|g| !same_governor(text, items, before, g));
        if says || parted || firm(text, &items[before], kinds).is_none() {
            break;
        }
        first = before;
    }
    first
}

/// Whether an item is the preposition that governs the name at item `at`, said again: «da Samsung e da TSMC».
fn same_governor(text: &Text<'_>, items: &[Item], at: usize, item: &Item) -> bool {
    matches!(item.what, What::Preposition(p) if text.governor(items, at) == Some(p))
}

/// Whether an item joins names: «,», «/», «&», «e».
fn joins(item: &Item) -> bool {
    matches!(item.what, What::Mark(',' | '/' | '&') | What::Function(Function::Conjunction))
}

/// Whether an item may stand between what joins names and the next one: «Oracle e il fondo MGX», «Meta e la cinese ByteDance».
fn before_name(item: &Item) -> bool {
    matches!(item.what, What::Function(Function::Article) | What::Word)
        || matches!(&item.what, What::Noun(n) if n.class.has(WordClass::COMPANY | WordClass::CHIP))
}

/// «A e B … rispettivamente 10 e 20», «A e B perdono il 3% e il 5%»: the name of the same rank in the list of the same length.
pub(in crate::fact) fn respectively(text: &Text<'_>, parsed: &Parsed, figure: usize, kinds: &[Type]) -> Option<Filler> {
    let items = &parsed.items;
    if parsed.figures.len() < 2 || parsed.names.len() < 2 {
        return None;
    }
    let figures = run(text, items, figure);
    if figures.len() < 2 || !parsed.respective && !two_by_two(text, parsed, &figures) {
        return None;
    }
    let rank = figures.iter().position(|&f| f == figure)?;
    // the list named last before the figures, else the one after them
    let mut paired = None;
    let mut seen = 0;
    while seen < items.len() && (seen < figures[0] || paired.is_none()) {
        if firm(text, &items[seen], kinds).is_some() && matches!(&items[seen].what, What::Mention(_)) {
            let names = group(text, items, seen, kinds);
            if names.len() == figures.len() {
                paired = names.get(rank).copied();
            }
            seen += names.len().max(1);
        }
        seen += 1;
    }
    paired
}

/// Whether figures that «e» joins are of one unit and clause, where nothing else can tell them apart: not «il 3% nel 2025 e il 5% nel 2026»,
/// and no name stands after the list they may be told of.
fn two_by_two(text: &Text<'_>, parsed: &Parsed, figures: &[usize]) -> bool {
    let items = &parsed.items;
    let [first, .., last] = *figures else { return false };
    let unit = |i: usize| text.figure_of(&items[i]).map(|f| f.unit);
    let before = figures[figures.len() - 2];
    let joined = items[before + 1..last].iter().any(|i| matches!(i.what, What::Function(Function::Conjunction)));
    let dates = parsed.dates.iter().filter(|&&d| items[d].clause == items[first].clause).count();
    let verb = parsed.clauses[items[first].clause].verb;
    let told = |i: &usize| *i < first && items[*i].clause == items[first].clause;
    let past = parsed.names.iter().filter(|i| told(i)).any(|&i| verb.is_some_and(|v| v < i));
    joined
        && dates < 2
        && verb.is_some_and(|v| v < first)
        && !past
        && figures.iter().all(|&f| unit(f) == unit(first) && items[f].clause == items[first].clause)
}

/// The figures listed with the one at item `figure`: «10, 20 e 30 miliardi», «del 5,3 e dell'1,1%».
pub(in crate::fact) fn run(text: &Text<'_>, items: &[Item], figure: usize) -> Vec<usize> {
    let small = |i: &Item| {
        matches!(
            i.what,
            What::Mark(',')
                | What::Preposition(_)
                | What::Function(Function::Conjunction | Function::Article | Function::Adverb)
                | What::Word
        )
    };
    let next =
        |from: usize| (from + 1..items.len()).find(|&i| !small(&items[i])).filter(|&i| text.figure_item(&items[i]));
    let last = |from: usize| (0..from).rev().find(|&i| !small(&items[i])).filter(|&i| text.figure_item(&items[i]));
    let first = std::iter::successors(Some(figure), |&at| last(at)).last().unwrap_or(figure);
    std::iter::successors(Some(first), |&at| next(at)).collect()
}

/// The names of the clauses before the figure's, each once.
fn two_before(text: &Text<'_>, parsed: &Parsed, figure: usize, kind: Type) -> Fillers {
    let items = &parsed.items;
    let start = parsed.clauses[items[figure].clause].first().unwrap_or(figure);
    let mut found = Fillers::new();
    for name in parsed.names.iter().filter(|&&i| i < start).filter_map(|&i| firm(text, &items[i], &[kind])) {
        if !found.iter().any(|f| f.entity == name.entity) {
            found.push(name);
        }
    }
    found
}

/// «la prima … la seconda …»: the firm or chip of that rank in the list named before the figure, in its sentence or the last one.
pub(in crate::fact) fn ordinal(text: &Text<'_>, parsed: &Parsed, figure: usize, kind: Type) -> Option<Filler> {
    if !parsed.ranked {
        return None;
    }
    let items = &parsed.items;
    let clause = items[figure].clause;
    let own = (1..figure).rev().filter(|&i| items[i].clause == clause);
    let rank = own.take(10).take_while(|&i| !text.figure_item(&items[i])).find_map(|i| {
        // «il secondo trimestre» ranks no firm
        if matches!(items[i].what, What::Mention(_)) {
            return None;
        }
        let rank = text.rank(items[i].first)?;
        let alone = matches!(
            items.get(i + 1).map(|n| &n.what),
            Some(What::Verb(_) | What::Function(_) | What::Mark(_) | What::Mention(_))
        );
        let article = matches!(items[i - 1].what, What::Function(Function::Article));
        (article && alone).then_some(rank)
    })?;
    let listed = (0..figure).find_map(|i| {
        let names = match firm(text, &items[i], &[kind]) {
            Some(_) => group(text, items, i, &[kind]),
            None => Fillers::new(),
        };
        (names.len() > 1).then_some(names)
    });
    // «Nvidia entra nel capitale di Intel: la prima investirà 5 miliardi»
    let two = two_before(text, parsed, figure, kind);
    let kept = match kind {
        _ if two.len() == 2 => &two,
        Type::Chip => &text.mind.chips,
        _ => &text.mind.firms,
    };
    match usize::from(rank).checked_sub(1) {
        Some(place) => listed.as_ref().unwrap_or(kept).get(place).copied(),
        None => listed?.last().copied(),
    }
}
