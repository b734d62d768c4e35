//! Which dates are another's: of what is told by the way, of what came before or after, of a figure beside it.

use crate::fact::Text;
use crate::fact::parse::{Hang, Item, Parsed, What};
use crate::lexicon::{Function, Mood, WordClass, WordRole};
use crate::mention::Type;

/// Whether the date at item `i` dates something else than the figure at item `at`.
pub(super) fn of_other(text: &Text<'_>, parsed: &Parsed, at: usize, i: usize) -> bool {
    let items = &parsed.items;
    if of_what_came_before(items, i) || of_what_was_issued(text, items, at, i) || of_how_long(text, items, i) {
        return true;
    }
    if i < at {
        return since_when_leads(items, i)
            || of_telling(items, i)
            || of_another(text, items, i)
            || opens_apposition(items, i, at)
            || of_figure(text, items, i)
            || of_what_was(text, parsed, at, i)
            || of_agreement(text, parsed, at, i);
    }
    let clause = items[at].clause;
    i > at
        && (of_event(text, items, at, i)
            || of_cue(text, items, at, i)
            || of_aside(parsed, at, i)
            || by_the_way(text, items, i)
                && items[at..i].iter().any(|i| matches!(i.what, What::Mark(',')))
                && parsed.dates.iter().any(|&d| d < at && items[d].clause == clause))
}

/// How many items before its participle the cue may stand of what was told: «stando ai numeri resi noti giovedì».
const TOLD_REACH: usize = 4;

/// Whether the date at item `i` says when what a source goes by was told: «Stando ai numeri resi noti giovedì, …».
fn of_telling(items: &[Item], i: usize) -> bool {
    let Some(before) = i.checked_sub(1) else { return false };
    let verb = before - usize::from(before > 0 && matches!(items[before].what, What::Preposition(_)));
    let told = matches!(&items[verb].what, What::Verb(v) if v.mood == Mood::Participle && v.class.has(WordClass::SAY));
    let cue = |i: &Item| matches!(i.what, What::Cue(c) if c.has(WordClass::ACCORDING));
    told && items[..verb].iter().rev().take(TOLD_REACH).any(cue)
}

/// Whether a clause tells of what was before or after the one it hangs on: «dopo che …», «prima che …».
pub(super) fn another_time(text: &Text<'_>, parsed: &Parsed, clause: usize) -> bool {
    let this = &parsed.clauses[clause];
    let Some(first) = this.first().filter(|_| this.hang == Hang::Subordinate) else { return false };
    let item = &parsed.items[first];
    matches!(text.preposition(item.first), Some("dopo")) || text.has_role(item.first, WordRole::Earlier)
}

/// Whether a clause only says more of a thing or firm of the one it hangs on: «una multa, che la società pagherà in tre rate».
pub(super) fn of_a_thing(text: &Text<'_>, parsed: &Parsed, clause: usize) -> bool {
    let this = &parsed.clauses[clause];
    let Hang::Relative(Some(antecedent)) = this.hang else { return false };
    if text.is_kind(&parsed.items[antecedent], Type::Date) {
        return false;
    }
    // «a patto che versasse il 15%»: a condition, and of no thing
    let subjunctive = |v: usize| matches!(&parsed.items[v].what, What::Verb(v) if v.mood == Mood::Subjunctive);
    // «nel 2020 quando», «da dicembre, quando»
    let when = this.first().is_some_and(|f| text.has_role(parsed.items[f].first, WordRole::When));
    !when && !this.verb.is_some_and(subjunctive)
}

/// Whether the date at item `i` dates what the figure's own deed came after: «Dopo i conti del primo trimestre il titolo è salito del 25%»,
/// «dopo un secondo trimestre in perdita»; not «dopo il 2026».
fn of_what_came_before(items: &[Item], i: usize) -> bool {
    let small = |i: usize| matches!(items[i].what, What::Function(Function::Article | Function::Indefinite));
    let Some(by) = i.checked_sub(1) else { return false };
    let one = matches!(items[by].what, What::Function(Function::Indefinite));
    if one && by > 0 && matches!(items[by - 1].what, What::Preposition("dopo")) {
        return true;
    }
    let by = by - usize::from(small(by) && by > 0);
    if !matches!(items[by].what, What::Preposition("di")) || by < 2 {
        return false;
    }
    let noun = matches!(items[by - 1].what, What::Noun(_) | What::Word);
    let head = by - 2 - usize::from(small(by - 2) && by > 2);
    noun && matches!(items[head].what, What::Preposition("dopo"))
}

/// Whether the date at item `i` only says since when somebody leads or owns what the figure is told of: «guida dal 2019 il frantoio, 45
/// dipendenti».
fn since_when_leads(items: &[Item], i: usize) -> bool {
    let since = i > 0 && matches!(items[i - 1].what, What::Preposition("da"));
    let leads = |i: &Item| matches!(&i.what, What::Verb(v) if v.class.has(WordClass::LEAD));
    since && (items[..i].iter().rev().take(LED_REACH).any(leads) || items[i + 1..].iter().take(LED_REACH).any(leads))
}

/// How many items from a date the verb of leading may stand: «dal 2019 la guida».
const LED_REACH: usize = 3;

/// How many items before a date «valido» may stand: «valido almeno fino al 2033».
const VALID: usize = 5;

/// Whether the date at item `i` only says how long something holds: «un contratto da 16,5 miliardi, valido fino al 2033».
fn of_how_long(text: &Text<'_>, items: &[Item], i: usize) -> bool {
    let near = items[..i].iter().rev().take(VALID).take_while(|i| !i.figure && !matches!(i.what, What::Mark(_)));
    near.into_iter().any(|i| text.has_role(i.first, WordRole::Valid))
}

/// How many items before a date the participle may stand that it belongs to: «decisa dagli Usa in aprile».
const ISSUED: usize = 6;

/// Whether the date at item `i` only says when that was told, signed or decided which stands before the participle: «I conti diffusi ieri
/// mostrano ricavi per 10 miliardi», «dopo la stretta decisa dagli Usa in aprile», «un accordo da 6 gigawatt annunciato in ottobre». What is
/// counted itself has no other date: «16.000 gli esuberi annunciati ieri».
fn of_what_was_issued(text: &Text<'_>, items: &[Item], figure: usize, i: usize) -> bool {
    let between = |i: &Item| {
        matches!(i.what, What::Preposition(_) | What::Function(Function::Article) | What::Word | What::Noun(_))
            || matches!(i.what, What::Mention(_) | What::Description(_)) && !i.figure
    };
    let issued = |p: &usize| text.has_role(items[*p].first, WordRole::Issued) && items[*p].last == items[*p].first + 1;
    let mut near = (0..i).rev().take(ISSUED).take_while(|&p| between(&items[p]) || issued(&p));
    let Some(participle) = near.find(issued) else { return false };
    let Some(head) = participle.checked_sub(1) else { return false };
    // «un accordo da 6 gigawatt annunciato», «dai 4,5 miliardi indicati in estate», «i 4 miliardi presentati ieri»
    if head == figure {
        let the = |i: &Item| matches!(i.what, What::Function(Function::Article)) && text.plural_article(i.first);
        return head > 0
            && (matches!(items[head - 1].what, What::Preposition("da")) && head > 1 || the(&items[head - 1]));
    }
    let noun = match &items[head].what {
        What::Noun(n) => !n.class.has(WordClass::AMOUNT) || n.relation.is_none_or(|r| !text.relations.tells(r)),
        What::Word => true,
        _ => false,
    };
    // «in 800 milioni l'impatto delle restrizioni introdotte», «il 10% dell'utile, frutto dell'accordo firmato»
    let another = || {
        let ends = |i: &Item| matches!(i.what, What::Mark(',') | What::Function(Function::Article));
        items[figure + 1..head].iter().any(ends)
    };
    // after the figure, a noun of another phrase: «nelle settimane successive alla stretta decisa»
    let other = || match text.governor(items, head) {
        Some("a" | "con" | "da" | "dopo") => head > figure + 3,
        Some("di") => another(),
        _ => false,
    };
    noun && (head < figure || other())
}

/// Whether the date at item `i` is told with what a participle adds past a comma, where the clause has a date of its own before: «Nel primo
/// trimestre lancerà il 950PR, seguito dal 950DT nel quarto».
fn of_aside(parsed: &Parsed, at: usize, i: usize) -> bool {
    let items = &parsed.items;
    let clause = items[at].clause;
    let comma = (at..i).rev().find(|&c| matches!(items[c].what, What::Mark(',')));
    // «Oggi usiamo 256 A100, comprate nel 2021»: of the same, the participle names nothing else
    let adds = comma.is_some_and(|c| {
        matches!(&items[c + 1].what, What::Verb(v) if v.mood == Mood::Participle)
            && items[c + 2..i].iter().any(|i| matches!(i.what, What::Mention(_)))
    });
    adds && parsed.dates.iter().any(|&d| d < at && items[d].clause == clause)
}

/// Whether the date at item `i` says when that was told which a cue after the figure names: «…, secondo quanto comunicato ieri», «…, secondo i
/// dati diffusi lunedì».
fn of_cue(text: &Text<'_>, items: &[Item], at: usize, i: usize) -> bool {
    let cue = |c: &usize| matches!(items[*c].what, What::Cue(class) if class.has(WordClass::ACCORDING));
    let told = |t: &Item| {
        text.has_role(t.first, WordRole::AsMuch) || matches!(&t.what, What::Noun(n) if n.class.has(WordClass::SOURCE))
    };
    let Some(cue) = (at + 1..i).rev().find(cue) else { return false };
    let phrase = &items[cue + 1..i];
    phrase.iter().any(told) && !phrase.iter().any(|i| matches!(i.what, What::Mark(_)))
}

/// Whether the date at item `at`, which a comma closes and the preposition at item `by` leads to, is of a participle after another comma whose
/// doer stands between them: «dei GB300, già annunciati da Nvidia a marzo, ne sono stati installati 4.600».
fn of_announced(text: &Text<'_>, items: &[Item], at: usize, by: usize) -> bool {
    let comma = |i: &Item| matches!(i.what, What::Mark(','));
    let closed = items.get(at + 1).is_some_and(comma) && matches!(items[by].what, What::Preposition(_));
    let Some(doer) = by.checked_sub(1).filter(|&d| text.is_firm(&items[d]) && text.governor(items, d) == Some("da"))
    else {
        return false;
    };
    let done = (0..doer).rev().take(APPOSED).find(|&i| matches!(&items[i].what, What::Verb(_)));
    closed
        && done.is_some_and(|d| {
            let small = |i: &&Item| matches!(i.what, What::Word | What::Function(Function::Adverb));
            let issued = text.has_role(items[d].first, WordRole::Issued);
            issued && items[..d].iter().rev().find(|i| !small(i)).is_some_and(comma)
        })
}

/// How many items before the participle of an apposition the comma before it may stand: «, la startup californiana fondata nel 2021,».
const APPOSED: usize = 4;

/// Whether the date at item `at` says when something else was, told by the way: «Fondata nel 2017, …», «l'Ascend 910, del 2019, …», «la
/// stretta di aprile», «nella lista nera dal 2020, …».
fn of_another(text: &Text<'_>, items: &[Item], at: usize) -> bool {
    let article = at > 0 && matches!(items[at - 1].what, What::Function(Function::Article));
    let Some(by) = at.checked_sub(1 + usize::from(article)) else { return false };
    // «Una nota, datata 16 ottobre, indica …», «la relazione, pubblicata il 15 giugno,»
    let participle = match &items[by].what {
        What::Verb(v) => v.mood == Mood::Participle,
        // «, datata 16 ottobre,»
        What::Word => !article && text.tokens[items[by].first].is_word() && !text.tokens[items[by].first].capital(),
        _ => false,
    };
    if of_announced(text, items, at, by) {
        return true;
    }
    if participle {
        // «il contratto, firmato il 3 novembre, è da 9,7 miliardi»
        if of_deal(text, items, by) {
            return false;
        }
        let comma = |i: usize| matches!(items.get(i).map(|i| &i.what), Some(What::Mark(',')));
        return by > 0 && comma(by - 1) && comma(at + 1);
    }
    let What::Preposition(preposition) = items[by].what else { return false };
    let closes = |i: usize| {
        matches!(items.get(i).map(|i| &i.what), Some(What::Mark(',') | What::Function(Function::Conjunction)))
    };
    // «, presentato a giugno 2024 da iGenius,»
    let by_firm = matches!(items.get(at + 1).map(|i| &i.what), Some(What::Preposition("da")))
        && items.get(at + 2).is_some_and(|i| text.is_firm(i));
    let closed = closes(at + 1) || by_firm && closes(at + 3);
    let Some(head) = by.checked_sub(1) else { return false };
    match &items[head].what {
        What::Mark(',') => preposition == "di" && closed,
        // «Fondata nel 2017 e valutata 52 miliardi»; «, startup fondata nel 2021,»
        What::Verb(v) if v.mood == Mood::Participle => {
            let comma = |i: usize| matches!(items[i].what, What::Mark(','));
            let apposed = || {
                let noun = matches!(items[head - 1].what, What::Noun(_) | What::Word | What::Description(_));
                noun && (head.saturating_sub(APPOSED)..head - 1).any(comma) && comma(at + 1)
            };
            // «il contratto, firmato nel novembre 2025, è da 9,7 miliardi»
            closed && (head == 0 || comma(head - 1) || apposed()) && !of_deal(text, items, head)
        }
        What::Noun(n) if preposition == "di" => {
            let own = WordClass::AMOUNT | WordClass::OWNED | WordClass::UP | WordClass::DOWN | WordClass::SOURCE;
            // «L'accordo di primavera prevede»
            let plans = |i: &Item| matches!(&i.what, What::Verb(v) if v.class.has(WordClass::PLAN));
            let deal = n.class.has(WordClass::DEED)
                && n.relation == Some(text.relations.worth)
                && items.get(at + 1).is_some_and(plans);
            (!n.class.has(own) || deal) && !text.tokens[items[at].first].is_digits()
        }
        // «I numeri: da settembre, rileva TrendForce, …»
        What::Mark(_) => false,
        // «ne noleggerebbe dal 2026, spendendo 3 miliardi»: when it does
        What::Verb(v) if v.finite() => false,
        _ => preposition == "da" && closed && matches!(items[at + 1].what, What::Mark(',')),
    }
}

/// Whether the participle at item `by`, between commas, says when the deal before it was made, whose size the verb after the second comma
/// tells: «il contratto, firmato il 3 novembre, è da 9,7 miliardi», «l'accordo, siglato nel 2024, vale 5 miliardi».
fn of_deal(text: &Text<'_>, items: &[Item], by: usize) -> bool {
    let Some(head) = by.checked_sub(2) else { return false };
    let deal = matches!(&items[head].what, What::Noun(n) if n.class.has(WordClass::DEED)
        && n.relation.is_some_and(|r| [text.relations.worth, text.relations.order].contains(&r)));
    let next = items[by + 1..].iter().take(APPOSED + 1).find_map(|i| match &i.what {
        What::Verb(v) => Some(v),
        _ => None,
    });
    let sized = next.is_some_and(|v| v.class.has(WordClass::COPULA) || v.relation == Some(text.relations.worth));
    deal && sized && matches!(items[by - 1].what, What::Mark(','))
}

/// Whether the date at item `at` belongs to the participle the sentence opens with, which a comma closes before the figure: «Nata nel
/// 1984 da una costola di Philips, impiega 44.000 persone».
fn opens_apposition(items: &[Item], at: usize, figure: usize) -> bool {
    let opens = matches!(&items[0].what, What::Verb(v) if v.mood == Mood::Participle);
    let comma = |i: &Item| matches!(i.what, What::Mark(','));
    opens && !items[..at].iter().any(comma) && items[at..figure].iter().any(comma)
}

/// Whether the date at item `at` is a figure's own, right before it: «dal 66% del 2024 al 54%».
fn of_figure(text: &Text<'_>, items: &[Item], at: usize) -> bool {
    let from = |f: usize| matches!(items[f - 1].what, What::Preposition("da"));
    at >= 3 && matches!(items[at - 1].what, What::Preposition("di")) && text.figure_item(&items[at - 2]) && from(at - 2)
}

/// How many items a figure and its date may lie apart: «255 sterline nel maggio 2023».
const DATED: usize = 3;

/// Whether the date at item `at` is that of a figure which a participle before the clause's verb tells: «un kit pagato 255 sterline nel
/// maggio 2023 è venduto a 495».
fn of_what_was(text: &Text<'_>, parsed: &Parsed, figure: usize, at: usize) -> bool {
    let items = &parsed.items;
    let clause = items[figure].clause;
    let verb = parsed.clauses[clause].verb.is_some_and(|v| (at..figure).contains(&v));
    let before = parsed.figure_before(at).filter(|&f| verb && at - f <= DATED && items[f].clause == clause);
    let told = |f: usize| {
        let paid = items[..f].iter().rev().take(DATED).find(|i| !matches!(i.what, What::Word | What::Function(_)));
        paid.is_some_and(|i| match &i.what {
            What::Verb(v) => v.mood == Mood::Participle,
            What::Preposition(_) => false,
            _ => text.is_participle(i.first),
        })
    };
    before.is_some_and(told)
}

/// Whether the date at item `at` only says which agreement, permission or ban it is that the clause's verb tells the figure of: «l'accordo
/// di primavera prevede 500.000 chip», unlike «l'accordo di ottobre vale 38 miliardi».
fn of_agreement(text: &Text<'_>, parsed: &Parsed, figure: usize, at: usize) -> bool {
    let items = &parsed.items;
    let known = text.relations;
    let verb = parsed.clauses[items[figure].clause].verb.filter(|v| (at..figure).contains(v));
    let tells = verb.is_some_and(|v| matches!(&items[v].what, What::Verb(v) if v.relation != Some(known.worth)));
    let lasts = |i: &Item| match &i.what {
        What::Noun(n) => {
            let agreed = n.relation == Some(known.worth) && n.class.has(WordClass::DEED);
            agreed || n.class.has(WordClass::PERMIT) || n.relation == Some(known.ban)
        }
        _ => false,
    };
    // «con l'accordo di gennaio i dazi scendono»: by it
    let subject = |i: usize| lasts(&items[i]) && text.governor(items, i).is_none();
    tells && at >= 2 && matches!(items[at - 1].what, What::Preposition("di")) && subject(at - 2)
}

/// Whether the date at item `at` says when something was that the figure's own deed came before or after: «acquistate prima del divieto
/// introdotto nell'ottobre 2023»; not «prima dell'ottobre 2023».
fn of_event(text: &Text<'_>, items: &[Item], figure: usize, at: usize) -> bool {
    let order = |i: usize| match items[i].what {
        What::Preposition("dopo") => true,
        _ => {
            matches!(items[i + 1].what, What::Preposition("di"))
                && matches!(items[i].what, What::Function(Function::Adverb))
                && text.has_role(items[i].first, WordRole::Earlier)
        }
    };
    let Some(from) = (figure + 1..at).find(|&i| order(i)) else { return false };
    let between = &items[from + 1..at];
    // «dopo la pubblicazione dei risultati del primo trimestre»
    let article = matches!(items[at - 1].what, What::Function(Function::Article));
    let of_noun = || matches!(items[at - 1 - usize::from(article)].what, What::Preposition("di"));
    between.iter().any(|i| matches!(i.what, What::Noun(_) | What::Word))
        && (of_noun() || between.iter().any(|i| matches!(&i.what, What::Verb(v) if v.mood == Mood::Participle)))
        && !between.iter().any(|i| matches!(i.what, What::Mark(_)))
}

/// Whether the date at item `at` hangs on a participle or a noun that is no amount: «dopo il piano avviato a giugno», «tra il saldo di maggio e
/// quello di novembre».
fn by_the_way(text: &Text<'_>, items: &[Item], at: usize) -> bool {
    let Some(by) = at.checked_sub(1) else { return false };
    let What::Preposition(preposition) = items[by].what else { return false };
    match by.checked_sub(1).map(|h| &items[h].what) {
        // «256 A100, comprate nel 2021»: what is counted
        Some(What::Verb(v)) => {
            let thing = by >= 2 && !matches!(items[by - 2].what, What::Mark(_));
            v.mood == Mood::Participle && matches!(preposition, "a" | "in") && thing
        }
        Some(What::Noun(_) | What::Word) => preposition == "di" && !text.is_result(&items[by - 1]),
        _ => false,
    }
}

/// Past which item a date must stand to date the figure at item `at`, where the figure hangs on what had been done before: «condannati
/// mercoledì per aver venduto 400 A100».
pub(super) fn having_done(text: &Text<'_>, parsed: &Parsed, at: usize) -> usize {
    let nearest = parsed.telling_before(at).find(|&i| matches!(parsed.items[i].what, What::Verb(_)));
    let infinitive = |i: usize| matches!(&parsed.items[i].what, What::Verb(v) if v.infinitive());
    let perfect = |i: &usize| {
        let item = &parsed.items[*i];
        infinitive(*i) && (item.first + 1..item.last).any(|t| text.is_participle(t))
    };
    // «per aver fatto passare 400 A100»
    let caused = |i: usize| i.checked_sub(1).filter(|&b| infinitive(i) && perfect(&b));
    nearest.map(|i| caused(i).unwrap_or(i)).filter(perfect).unwrap_or(0)
}
