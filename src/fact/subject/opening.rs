//! What only opens a sentence and is no subject: «In cambio Abu Dhabi ha promesso», «Negoziati con il codice 6082, i titoli hanno».

use crate::fact::Text;
use crate::fact::parse::{Item, Parsed, What};
use crate::lexicon::{Function, Mood, VerbForm, WordClass};

/// Whether the name at item `at`, right before the verb, stands past an expression of two words that opens the sentence: «In cambio Abu Dhabi ha
/// promesso», «A sorpresa Nvidia vende»; not «Nella vicina Milano ha comprato».
pub(super) fn past_adverbial(text: &Text<'_>, items: &[Item], at: usize, verb: usize) -> bool {
    let named = at == 2 && verb == 3 && matches!(items[2].what, What::Mention(_)) && !items[2].figure;
    named
        && matches!(items[0].what, What::Preposition("in" | "a" | "per" | "di"))
        && text.base(items[0].first) == text.word(items[0].first).to_lowercase()
        && matches!(items[1].what, What::Word)
        && !text.tokens[items[1].first].capital()
}

/// How many items the label of a heading may take.
const LABEL: usize = 4;

/// Where the subject of a clause is looked for: past a heading of nouns and a colon, where a subject follows («Un esempio: ByteDance ha
/// ordinato»), else from the clause's start.
pub(super) fn past_heading(text: &Text<'_>, parsed: &Parsed, clause: usize) -> usize {
    let items = &parsed.items;
    let reach = &parsed.clauses[clause].reach;
    let Some(verb) = parsed.clauses[clause].verb else {
        // «Microchip: Smic, utile +28,9%»: a heading without a verb is told of the firm right past its label
        let label = parsed.colons.first().copied().filter(|&c| reach.start < c && c < reach.start + LABEL);
        let firm = |c: &usize| items.get(c + 1).is_some_and(|i| items[*c].clause == clause && text.is_firm(i));
        return label.filter(firm).map_or(reach.start, |c| c + 1);
    };
    let within = |i: &usize| (reach.start..verb).contains(i) && items[*i].clause == clause;
    let colon = parsed.colons.iter().rev().copied().find(within);
    let subject = |i: usize| items[i].clause == clause && text.nominal(&items[i]) && text.governor(items, i).is_none();
    colon.filter(|&c| (c + 1..verb).any(subject)).map_or(reach.start, |c| c + 1)
}

/// How many items may stand between the subject and its verb: «Amd, nel 2025, non ne ha più».
const SUBJECT_TO_VERB: usize = 3;

/// How many items before its object the gerund that opens a sentence may stand.
const GERUND_TO_OBJECT: usize = 4;

/// The firm right before the verb, past a comma, where the noun at item `at` only opens the sentence: «Malgrado i divieti, nel 2025
/// ByteDance ha comprato».
pub(super) fn past_opening(text: &Text<'_>, items: &[Item], at: usize, verb: usize) -> Option<usize> {
    // «Fondata nel 2017 e valutata 52 miliardi, CoreWeave è …»
    let noun = matches!(items[at].what, What::Noun(_) | What::Word) || text.figure_item(&items[at]);
    // «Escludendo le più piccole Eolo e Linkem, Fastweb è l'unica»: the object of what opens
    let object = || {
        items[..at]
            .iter()
            .rev()
            .take(GERUND_TO_OBJECT)
            .any(|i| i.clause == items[at].clause && matches!(&i.what, What::Verb(v) if v.mood == Mood::Gerund))
    };
    let object = text.is_firm(&items[at]) && object();
    if !(noun || object) {
        return None;
    }
    let small = |i: &Item| matches!(i.what, What::Cue(_) | What::Function(_) | What::Word);
    let last = (at + 1..verb.min(items.len())).rev().take(SUBJECT_TO_VERB).find(|&i| !small(&items[i]))?;
    // «Per i cinque nuovi siti, OpenAI, Oracle e SoftBank spenderanno»
    let firm = first_of_list(text, items, at, last);
    // «Nella classifica dei ricavi, 40 miliardi, Nvidia e AMD si confermano prime»
    if firm < last && items[at..firm].iter().any(|i| text.figure_item(i)) {
        return None;
    }
    let comma = (at + 1..firm).rev().find(|&i| matches!(items[i].what, What::Mark(_)))?;
    let opens = matches!(items[comma].what, What::Mark(','))
        && !items[at..firm].iter().any(|i| match i.what {
            What::Verb(_) => true,
            What::Function(Function::Conjunction) => !object,
            _ => false,
        });
    (opens
        && text.is_firm(&items[firm])
        && text.governor(items, firm).is_none()
        && items[firm].clause == items[at].clause)
        .then_some(firm)
}

/// The first of the firms that are listed up to the one at item `last`, after item `at`.
fn first_of_list(text: &Text<'_>, items: &[Item], at: usize, last: usize) -> usize {
    let mut first = last;
    let joins = |i: &Item, first: bool| match i.what {
        What::Function(Function::Conjunction) => true,
        What::Mark(',') => !first,
        _ => false,
    };
    while first > at + 2
        && joins(&items[first - 1], first == last)
        && text.is_firm(&items[first - 2])
        && text.is_firm(&items[last])
    {
        first -= 2;
    }
    first
}

/// The noun or name with its article right before the verb, past a comma, where a participle opens the sentence that is a noun, too:
/// «Negoziati con il codice 6082, i titoli hanno debuttato», «Prodotto su una linea che Tsmc ha aperto, il chip Biren ha».
pub(super) fn past_participle(text: &Text<'_>, items: &[Item], at: usize, verb: usize) -> Option<usize> {
    let participle = |f: VerbForm| f.mood == Mood::Participle;
    let token = &text.tokens[items[at].first];
    let opens = at == 0 && matches!(items[0].what, What::Noun(_)) && text.lexicons.forms(token).any(participle);
    if !opens || verb >= items.len() {
        return None;
    }
    let comma = (1..verb).rev().find(|&i| matches!(items[i].what, What::Mark(_)))?;
    let same = |i: usize| items[i].clause == items[at].clause;
    let whole = |i: usize| same(i) && matches!(items[i].what, What::Noun(_) | What::Mention(_)) && !items[i].figure;
    let noun = comma + 2;
    let the = matches!(items.get(comma + 1)?.what, What::Function(Function::Article));
    let small = |i: &Item| matches!(i.what, What::Function(Function::Clitic | Function::Negation | Function::Adverb));
    let till = (noun..verb).rev().find(|&i| !small(&items[i]))?;
    (matches!(items[comma].what, What::Mark(',')) && comma > 1 && the && (noun..=till).all(whole)).then_some(noun)
}

/// The firm in apposition to the noun or description at item `at`, between commas before the verb: «L'investitore di startup, SoftBank,
/// ha perso». What firms earn, build or make is not called by their names.
pub(super) fn apposed_name(text: &Text<'_>, items: &[Item], at: usize, verb: usize) -> Option<usize> {
    let described = match &items[at].what {
        What::Description(_) | What::Word => true,
        What::Noun(n) => {
            let things = WordClass::AMOUNT | WordClass::SITE | WordClass::CHIP | WordClass::UP | WordClass::DOWN;
            !n.class.has(things | WordClass::PLAN | WordClass::DEED)
        }
        _ => false,
    };
    let comma = |i: usize| matches!(items[i].what, What::Mark(','));
    let name = verb.checked_sub(2).filter(|&n| n > at + 1 && n < items.len() && verb < items.len())?;
    let only = !(at + 1..name - 1).any(|i| comma(i) || matches!(items[i].what, What::Function(Function::Relative)));
    let one = matches!(items[name].what, What::Mention(_)) && text.is_firm(&items[name]);
    (described && one && only && comma(name - 1) && comma(name + 1)).then_some(name)
}
