//! What goes on from what was told before: the figure is of whom the last one was.

use super::nobody::counted_apart;
use super::{Answer, Asked, works_for};
use crate::fact::parallel;
use crate::fact::parse::{Hang, Item, Parsed, What};
use crate::fact::subject::{determiner, governing};
use crate::fact::{Fillers, Text, mind};
use crate::lexicon::{Function, Mood, TermKind, UnitKind, WordClass, WordRole};
use crate::mention::Type;
use smallvec::smallvec;

/// Of the figure before the bracket: «3,2 miliardi di dollari (+14%)».
pub(super) fn bracketed(asked: &Asked<'_>) -> Option<Answer> {
    let &Asked { text, parsed, items, clause, story, .. } = asked;
    let bracket = parsed.clauses[clause].hang == Hang::Bracket && parsed.clauses[clause].verb.is_none();
    if !bracket {
        return None;
    }
    let open = parsed.clauses[clause].first()?;
    // «contro i 44 di un anno fa (+77%)»
    let dated = |i: &&Item| text.is_kind(i, Type::Date);
    let small = |i: &&Item| matches!(i.what, What::Preposition(_) | What::Function(Function::Article));
    let before = items[..open].iter().rev().find(|i| !dated(i) && !small(i))?;
    text.figure_item(before).then(|| (story.company.clone(), "bracketed"))
}

/// Of what the sentence before told, which a sentence without a verb is held against: «Un salto notevole rispetto ai 200.000 del 2025.»
pub(super) fn compared(asked: &Asked<'_>) -> Option<Answer> {
    verbless_comparison(asked).then(|| asked.as_told())
}

/// Whether the figure is the first of a sentence without a verb, and compared, by its words, with the last one of its unit.
fn verbless_comparison(asked: &Asked<'_>) -> bool {
    let &Asked { text, parsed, items, figure, clause, story, .. } = asked;
    parsed.clauses[0].verb.is_none_or(|v| v > figure)
        && clause == 0
        && (parallel::is_compared(parsed, figure) || leaps_from(asked))
        && parsed.figure_before(figure).is_none()
        && !items[..figure].iter().any(|i| text.is_firm(i))
        && story.unit == asked.unit
}

/// Whether a noun of growth or fall and «da» stand before the figure: «Un bel balzo dai 200.000 del 2025».
fn leaps_from(asked: &Asked<'_>) -> bool {
    let &Asked { items, figure, .. } = asked;
    let from = figure.checked_sub(2).filter(|&f| matches!(items[f + 1].what, What::Preposition("da")));
    from.is_some_and(|f| matches!(&items[f].what, What::Noun(n) if n.class.has(WordClass::UP | WordClass::DOWN)))
}

/// How many small words may stand before the figure of a sentence that only answers.
const ANSWER_REACH: usize = 4;

/// Of what the sentence before told, which one without a verb answers or rounds off: «Quanto? Fino a 80 miliardi di euro.», «Intorno ai
/// 180mila yuan l'una.»; a heading or a list's line does not.
pub(super) fn answers(asked: &Asked<'_>) -> Option<Answer> {
    let &Asked { text, parsed, items, figure, story, .. } = asked;
    let ends = sentence_ends(text);
    let small = |i: &Item| {
        matches!(
            i.what,
            What::Preposition(_) | What::Function(_) | What::Word | What::Mark('«' | '“' | '"' | ':' | ',')
        )
    };
    let amount = matches!(asked.kind, Some(UnitKind::Money | UnitKind::Percent));
    let bare = amount
        && ends
        && !parsed.finite
        && figure < ANSWER_REACH
        && items[..figure].iter().all(small)
        && parsed.names.is_empty()
        && !mind::in_list(text, parsed);
    let told = [&story.company, &text.mind.subject].into_iter().find(|firms| !firms.is_empty());
    told.filter(|_| bare).map(|firms| (firms.clone(), "answer"))
}

/// Whether a mark ends the sentence, which makes it no heading and no list's line.
fn sentence_ends(text: &Text<'_>) -> bool {
    let sentence = text.sentences[text.now];
    matches!(text.tokens[sentence.last as usize - 1].symbol, '.' | '»' | '”' | '"')
}

/// Of what the figure before tells, where nobody does it: «per Citi non si andrebbe oltre 1,2».
pub(super) fn nobody_does(asked: &Asked<'_>) -> Option<Answer> {
    let &Asked { text, parsed, items, figure, clause, story, subject, .. } = asked;
    let si = || {
        parsed.clauses[clause].verb.is_some_and(|v| {
            matches!(&items[v].what, What::Verb(verb) if v > 0 && verb.relation.is_none())
                && matches!(items[v - 1].what, What::Function(Function::Clitic))
                && text.has_role(items[v - 1].first, WordRole::Reflexive)
        })
    };
    let nobody = |s: Option<usize>| s.is_none_or(|s| items[s].clause != clause);
    // «si arriverà a un milione»: bare, it counts what the figure before does
    let bare = || {
        asked.unit.is_none()
            && matches!(items.get(figure + 1).map(|i| &i.what), None | Some(What::Mark(_)))
            && matches!(items[figure - 1].what, What::Preposition("a"))
    };
    let sum = asked.kind == Some(UnitKind::Money) || figure > 0 && bare();
    let like = sum && asked.unit == story.unit && !story.company.is_empty();
    (like && nobody(subject.item) && si()).then(|| asked.as_told())
}

/// Of what the clause's figure before tells, where a manager says both: «Kress ha indicato ricavi di 54 miliardi, con uno scarto del 2%»; or
/// a president asks for both shares: «Trump pretendeva il 35% degli incassi, ma si è accontentato del 25%».
pub(super) fn person_goes_on(asked: &Asked<'_>) -> Option<Answer> {
    let &Asked { text, parsed, items, figure, clause, story, subject, .. } = asked;
    let person = subject.item.is_some_and(|s| works_for(text, &items[s]).is_some());
    let before = parsed.figures_of(clause).take_while(|&i| i < figure).last()?;
    let state = || {
        let asks = subject.item.is_some_and(|s| {
            matches!(text.kind_of(&items[s]), Some(Type::Person | Type::Institution)) && subject.firms.is_empty()
        });
        let like = asked.kind == Some(UnitKind::Percent) && story.unit == asked.unit && !story.company.is_empty();
        let named = parsed.names.iter().any(|&i| i > before && items[i].clause == clause && asked.firm(i).is_some());
        asks && like && !named
    };
    (person || state()).then(|| asked.as_told())
}

/// Of whom the figure before tells: «il blocco è costato 2 miliardi e potrebbe costare altri 8».
pub(super) fn clause_goes_on(asked: &Asked<'_>) -> Option<Answer> {
    let &Asked { text, parsed, items, figure, clause, story, subject, .. } = asked;
    let unit = |i: usize| text.figure_of(&items[i]).and_then(|f| f.unit);
    let goes_on = subject.firms.is_empty()
        && parsed.clauses[clause].hang == Hang::Coordinate
        && subject.item.is_some_and(|s| items[s].clause != clause)
        && parsed.figures.iter().any(|&i| i < figure && items[i].clause != clause && unit(i) == asked.unit)
        && story.unit == asked.unit
        && !story.company.is_empty();
    goes_on.then(|| asked.as_told())
}

/// How many items past a figure what stands in apposition to it may begin.
const APPOSED_REACH: usize = 5;

/// Of what the figure before tells, to which what is measured stands in apposition: «35.000 GB300, un pacchetto che vale 1 miliardo».
pub(super) fn apposed(asked: &Asked<'_>) -> Option<Answer> {
    let &Asked { text, parsed, items, figure, clause, story, subject, .. } = asked;
    let Hang::Relative(Some(thing)) = parsed.clauses[clause].hang else { return None };
    let told = parsed.figure_before(figure).filter(|&f| f < thing && thing - f <= APPOSED_REACH)?;
    let opens = matches!(items[thing - 1].what, What::Function(Function::Indefinite))
        && matches!(items[thing - 2].what, What::Mark(','))
        && matches!(items[thing].what, What::Noun(_) | What::Word);
    let own = subject.item == Some(thing) && subject.firms.is_empty() && !story.company.is_empty();
    (opens && own && items[told].clause == items[thing].clause && !text.is_firm(&items[thing])).then(|| asked.as_told())
}

/// Of who holds or sells the share whose price the figure is: «ottenendo il 10% di Intel per 9 miliardi».
pub(super) fn price_of_share(asked: &Asked<'_>) -> Option<Answer> {
    let &Asked { text, parsed, items, figure, clause, story, subject, .. } = asked;
    let price = asked.kind == Some(UnitKind::Money)
        && figure > 1
        && matches!(items[figure - 1].what, What::Preposition("per"))
        && subject.firms.is_empty();
    let share = parsed.figure_before(figure).filter(|&f| price && items[f].clause == clause)?;
    let of = text.unit_kind(&items[share]) == Some(UnitKind::Percent)
        && matches!(items[share + 1].what, What::Preposition("di"))
        && text.is_firm(&items[figure - 2]);
    (of && figure - share <= APPOSED_REACH && !story.company.is_empty()).then(|| asked.as_told())
}

/// What the figure before tells of: «Questo rappresenta un aumento del 6%», «che segna una crescita del 69%» after a figure.
pub(super) fn stands_for_it(asked: &Asked<'_>) -> Option<Answer> {
    (asked.subject.firms.is_empty() && (total(asked) || stands_for_figure(asked))).then(|| asked.as_told())
}

/// Whether the total of what was counted before is brought to the figure: «il che porta il totale a 2.300».
fn total(asked: &Asked<'_>) -> bool {
    let &Asked { parsed, items, figure, .. } = asked;
    let total = |i: usize| {
        matches!(&items[i].what, What::Noun(n) if n.class.has(WordClass::TOTAL))
            && determiner(items, i) == Some(Function::Article)
            && matches!(items.get(i + 1).map(|i| &i.what), Some(What::Preposition("a")))
    };
    parsed.figure_before(figure).is_some() && (figure.saturating_sub(3)..figure).any(total)
}

/// Whether the subject is a pronoun or figure that stands for the amount told before: «Questo», «la cifra», «, che».
fn stands_for_figure(asked: &Asked<'_>) -> bool {
    let &Asked { text, parsed, items, figure, clause, subject, .. } = asked;
    let earlier = parsed.figure_before(figure);
    let money = asked.kind == Some(UnitKind::Money);
    if let Some(s) = subject.item {
        // «Il totale è di 216 miliardi»
        let total = matches!(&items[s].what, What::Noun(n) if n.class.has(WordClass::TOTAL));
        // «L'aumento rispetto al 2024 è stato del 56%»
        let move_ = total || matches!(&items[s].what, What::Noun(n) if n.class.has(WordClass::UP | WordClass::DOWN));
        let hung = || matches!(items.get(s + 1).map(|i| &i.what), Some(What::Preposition("di" | "in" | "a")));
        if move_ && determiner(items, s) == Some(Function::Article) && !hung() {
            return true;
        }
        // «la stessa forchetta era di 38 miliardi», «questo aumento vale 3 punti»
        let same = determiner(items, s) == Some(Function::Demonstrative)
            && matches!(items[s].what, What::Noun(_) | What::Word);
        // «Tre banche hanno alzato …»: counted themselves
        let apart = money || asked.unit.is_none();
        let counts = matches!(items.get(s + 1).map(|i| &i.what), Some(What::Noun(n)) if counted_apart(n.class, apart));
        // «il 33% delle vendite; la percentuale scenderà al 20%»
        let unit = |i: usize| text.figure_of(&items[i]).and_then(|f| f.unit);
        let share = matches!(&items[s].what, What::Noun(n) if n.relation == Some(text.relations.share))
            && !matches!(items.get(s + 1).map(|i| &i.what), Some(What::Preposition(_)))
            && determiner(items, s) == Some(Function::Article)
            && earlier.is_some_and(|e| e < s && unit(e) == unit(figure));
        return same || share || text.figure_item(&items[s]) && earlier == Some(s) && !counts;
    }
    let verb = parsed.clauses[clause].verb.filter(|&v| v < figure);
    verb.and_then(|v| v.checked_sub(1)).is_some_and(|before| {
        items[before].clause == clause && matches!(items[before].what, What::Function(Function::Demonstrative))
    })
}

/// A part of those told before: «Di questi, 51 miliardi vengono dal calcolo».
pub(super) fn part_of_these(asked: &Asked<'_>) -> Option<Answer> {
    let &Asked { text, story, subject, .. } = asked;
    if of_which(asked) {
        return Some(asked.as_told());
    }
    let share = |u: u16| text.lexicons.units[u as usize].kind == UnitKind::Percent;
    let like = || story.unit == asked.unit || story.unit.is_some_and(share);
    (subject.firms.is_empty() && of_these(asked) && like()).then(|| asked.as_told())
}

/// Whether the figure is a part of the one before, which its relative clause hangs on: «3 miliardi, dei quali circa un quarto andrebbe allo
/// Stato».
fn of_which(asked: &Asked<'_>) -> bool {
    let &Asked { text, parsed, items, figure, clause, story, subject, .. } = asked;
    let Hang::Relative(Some(antecedent)) = parsed.clauses[clause].hang else { return false };
    let before = parsed.figure_before(figure).is_some_and(|b| b <= antecedent);
    let small = |i: &Item| matches!(i.what, What::Function(_) | What::Word | What::Preposition(_));
    let opens = parsed.clauses[clause].first().filter(|&which| which > 0 && which < figure);
    let of = |which: usize| {
        text.folded(items[which].first).starts_with("qual")
            && matches!(governing(items, which), Some("di"))
            && items[which + 1..figure].iter().all(small)
    };
    let part = asked.kind == Some(UnitKind::Percent) || asked.unit == story.unit;
    before && part && opens.is_some_and(of) && subject.firms.is_empty() && !story.company.is_empty()
}

/// How many items past «cioè» an amount may stand that only says the one before otherwise.
const RESTATED_REACH: usize = 6;

/// Of whom the share before is told, which the sum only says otherwise: «il 12% dei ricavi di Broadcom, cioè una somma pari a 6 miliardi».
pub(super) fn restated(asked: &Asked<'_>) -> Option<Answer> {
    let &Asked { text, parsed, items, figure, story, .. } = asked;
    let small = |i: &usize| {
        matches!(items[*i].what, What::Word | What::Noun(_) | What::Preposition(_))
            || matches!(items[*i].what, What::Function(f) if f != Function::Conjunction)
    };
    let or = (0..figure).rev().take(RESTATED_REACH).find(|i| !small(i));
    let or = or.filter(|&i| i > 0 && matches!(items[i].what, What::Function(Function::Conjunction)));
    let says = or.is_some_and(|i| {
        text.has_role(items[i].first, WordRole::Restating) && matches!(items[i - 1].what, What::Mark(','))
    });
    let share = parsed.figure_before(figure).is_some_and(|b| text.unit_kind(&items[b]) == Some(UnitKind::Percent));
    let named = or.is_some_and(|i| parsed.names.iter().any(|&n| (i..figure).contains(&n)));
    let sum = says && share && asked.kind == Some(UnitKind::Money);
    (sum && !named && !story.company.is_empty()).then(|| asked.as_told())
}

/// Whether «di questi», «tra queste» opens the sentence before the figure.
fn of_these(asked: &Asked<'_>) -> bool {
    let &Asked { text, items, figure, .. } = asked;
    let of = items[0..figure.min(2)].iter().position(|i| matches!(i.what, What::Preposition("di" | "tra" | "fra")));
    of.is_some_and(|o| {
        items.get(o + 1).is_some_and(|i| {
            matches!(i.what, What::Function(Function::Demonstrative | Function::Pronoun))
                && text.has_role(i.first, WordRole::This)
        })
    })
}

/// Of what the figure before tells of: «ne sarebbero stati versati 2,2».
pub(super) fn part_of_them(asked: &Asked<'_>) -> Option<Answer> {
    let &Asked { text, parsed, items, figure, clause, story, subject, .. } = asked;
    let firms_here = || items.iter().any(|i| i.clause == clause && text.is_firm(i));
    let part = subject.firms.is_empty() && of_them(text, parsed, figure) && !firms_here() && story.unit == asked.unit;
    // nothing was told of anybody: whom the clause itself is about comes next
    (part && !story.company.is_empty()).then(|| asked.as_told())
}

/// Whether «ne» before the figure's verb takes up what was counted, and no noun after it counts anew.
pub(in crate::fact) fn of_them(text: &Text<'_>, parsed: &Parsed, figure: usize) -> bool {
    let items = &parsed.items;
    let clause = items[figure].clause;
    let ne = parsed.of_it
        && items[..figure].iter().rev().take(6).any(|i| {
            i.clause == clause
                && matches!(i.what, What::Function(Function::Clitic))
                && text.has_role(i.first, WordRole::OfIt)
        });
    ne && !matches!(items.get(figure + 1).map(|i| &i.what), Some(What::Noun(_) | What::Word | What::Preposition("di")))
}

/// Where the figure is the subject, it goes on from the one before it: «104.000 andranno in Texas, …».
pub(super) fn figure_goes_on(asked: &Asked<'_>) -> Option<Answer> {
    let &Asked { text, parsed, items, figure, clause, story, subject, .. } = asked;
    if !subject.firms.is_empty() || subject.item != Some(figure) {
        return None;
    }
    // or from the sentence before: «3.000 arrivano domani»
    let bare = figure == 0 && matches!(items.get(1).map(|i| &i.what), Some(What::Verb(_)));
    // «Ottomila MI308, altrettante MI300X e ottomila MI325X.»: a sentence that only lists what the one before counted
    let lists =
        figure == 0 && asked.unit.is_none() && !parsed.finite && parsed.figures.len() > 1 && sentence_ends(text);
    let lists = lists && items.get(1).is_some_and(|i| text.of_chips(i));
    let earlier = bare || lists || parsed.figure_before(figure).is_some();
    if earlier && story.unit == asked.unit {
        return Some(asked.as_told());
    }
    // «A Magdeburgo spenderemo 30 miliardi; a Breslavia 4,6 miliardi di dollari»: the verb is understood
    let this = &parsed.clauses[clause];
    if let Some(above) = this.parent.filter(|_| this.verb.is_none() && this.hang == Hang::Coordinate) {
        let above = asked.subject_of(above);
        if !above.firms.is_empty() {
            return Some((above.firms.clone(), "clause above"));
        }
    }
    // «Le prime 90.000 saranno disponibili da aprile», «Altri 500 megawatt …»: of whom the sentence before told
    let more = figure < 3 && items[..figure].iter().any(|i| text.has_role(i.first, WordRole::Prenominal));
    (more && text.mind.subject.len() == 1).then(|| (text.mind.subject.clone(), "more of the last subject's"))
}

/// Of whom the sentence before told, with which one without firms goes on.
pub(super) fn sentence_goes_on(asked: &Asked<'_>) -> Option<Answer> {
    let &Asked { text, subject, .. } = asked;
    if !subject.firms.is_empty() || !asked.no_firm() {
        return None;
    }
    if let Some(firms) = units_of_the_deal(asked) {
        return Some((firms, "deal goes on"));
    }
    let told = if opens_with_deed(asked) || leap(asked) { text.last_subject() } else { None };
    told.map(|firm| (smallvec![firm], "sentence goes on"))
}

/// Of the only firm the article is about and the last figure was told of, where the sentence speaks of nobody and nothing else: no firm,
/// state, place, chip or market.
pub(super) fn of_the_only_one(asked: &Asked<'_>) -> Option<Answer> {
    let &Asked { text, items, figure, clause, story, subject, .. } = asked;
    let firm = text.about.only.filter(|o| story.company.len() == 1 && story.company[0].entity == o.entity)?;
    let another = |i: &Item| match &i.what {
        What::Mention(_) if i.figure => false,
        What::Mention(_) => match text.kind_of(i) {
            Some(Type::Date | Type::Person) => false,
            Some(Type::Company) => text.mention(i).and_then(|m| m.entity()) != Some(firm.entity),
            _ => true,
        },
        What::Description(d) => d.entity != Some(firm.entity),
        // «le imprese cinesi», «tre persone»
        What::Noun(n) => {
            let others =
                WordClass::COMPANY | WordClass::PEOPLE | WordClass::SPEAKER | WordClass::SOURCE | WordClass::CHIP;
            n.class.has(others) && !n.class.has(WordClass::OWNED)
                || n.relation.is_some_and(|r| text.relations.permits(r))
                || text.has_role(i.first, WordRole::Market)
        }
        What::Word => {
            text.has_role(i.first, WordRole::Market)
                || text.tokens[i.first].begins(TermKind::Demonym)
                || i.first > 0 && text.unknown_name(i.first)
        }
        _ => false,
    };
    // «Il valore delle forniture sfiora i 390 milioni»: whoever sent them
    let sent = |i: &Item| matches!(&i.what, What::Noun(n) if n.relation.is_some_and(|r| [text.relations.deliver, text.relations.export].contains(&r)));
    let sent = (0..figure).any(|i| items[i].clause == clause && sent(&items[i]));
    let alone = subject.firms.is_empty() && asked.kind.is_some() && !sent && !items.iter().any(another);
    alone.then(|| (smallvec![firm], "only one"))
}

/// Who dealt in chips in the sentence before, where this one counts them: «Sono 100.000 H20.», «Ne arriveranno 100.000», «Le prime 20.000 unità
/// arriveranno a marzo».
fn units_of_the_deal(asked: &Asked<'_>) -> Option<Fillers> {
    let &Asked { text, parsed, items, figure, .. } = asked;
    let next = items.get(figure + 1)?;
    let counts = text.of_chips(next) || text.is_kind(next, Type::Chip) || text.has_role(next.first, WordRole::Piece);
    let counts = asked.unit.is_none() && (counts || of_them(text, parsed, figure));
    // «Sul mercato nero girano 5.000 H100», «In Cina ne servono 100.000»: another matter
    let elsewhere = parsed.places.iter().any(|&p| p < figure) || parsed.clauses.len() > 1;
    (counts && !elsewhere && !text.mind.deal.is_empty()).then(|| text.mind.deal.clone())
}

/// Whether the sentence opens with what was done, and nobody who did it: «Incassati 57 miliardi.», «Venduti 3 milioni di chip in un mese».
fn opens_with_deed(asked: &Asked<'_>) -> bool {
    let &Asked { parsed, items, figure, .. } = asked;
    let done = matches!(&items[0].what, What::Verb(v) if v.mood == Mood::Participle && v.relation.is_some());
    let small = |i: &Item| matches!(i.what, What::Function(_) | What::Word);
    done && !parsed.finite && figure < 4 && items[1..figure].iter().all(small) && sentence_ends(asked.text)
}

/// Whether the sentence is only a move and its size: «Un balzo del 60% rispetto a un anno prima.»
fn leap(asked: &Asked<'_>) -> bool {
    let &Asked { parsed, items, figure, .. } = asked;
    let of = figure.checked_sub(2).filter(|&m| matches!(items[m + 1].what, What::Preposition("di")));
    let moves = of.is_some_and(|m| {
        matches!(&items[m].what, What::Noun(n) if n.class.has(WordClass::UP | WordClass::DOWN) && n.relation.is_none_or(|r| !asked.text.relations.trades(r)))
            && determiner(items, m) == Some(Function::Indefinite)
    });
    let amount = matches!(asked.kind, Some(UnitKind::Percent | UnitKind::Money | UnitKind::Multiple));
    moves && amount && figure < 5 && !parsed.finite && sentence_ends(asked.text)
}

/// Of what was told right before and has moved: «un portafoglio da 523 miliardi, cresciuto del 438%».
pub(super) fn moved(asked: &Asked<'_>) -> Option<Answer> {
    (moved_since(asked) && !asked.story.company.is_empty()).then(|| asked.as_told())
}

/// Whether the figure tells how the one before it has moved: «da 523 miliardi, cresciuto del 438%».
fn moved_since(asked: &Asked<'_>) -> bool {
    let &Asked { text, items, figure, clause, .. } = asked;
    let moves = |i: usize| matches!(&items[i].what, What::Verb(v) if v.mood == Mood::Participle && v.class.has(WordClass::UP | WordClass::DOWN));
    let Some(participle) = (figure.saturating_sub(3)..figure).find(|&i| moves(i)) else { return false };
    participle >= 2
        && matches!(items[participle - 1].what, What::Mark(','))
        && text.figure_item(&items[participle - 2])
        && items[participle - 2].clause == clause
}
