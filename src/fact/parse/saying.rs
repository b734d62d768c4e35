//! Verbs of saying: the words they take up past what stands between, and those that before a result say nothing.

use super::{Item, Verb, What};
use crate::fact::text::Text;
use crate::lexicon::{Function, Mood, WordClass};
use crate::mention::Type;

/// How many items may stand between a verb of saying and what it says.
const TOLD_REACH: usize = 12;

/// The verb of saying that «che» or «di» at item `at` takes up past what stands between: «ha detto a Reuters che», «ha scritto in una
/// nota, il mese scorso, che», «ha annunciato lunedì di». A noun without a preposition is its object («ha annunciato un accordo che»),
/// and one after «con» or «di» may be what «che» hangs on.
pub(in crate::fact) fn told_before(text: &Text<'_>, items: &[Item], at: usize) -> Option<usize> {
    let verb = (at.saturating_sub(TOLD_REACH)..at).rev().find(|&i| matches!(items[i].what, What::Verb(_)))?;
    let says = matches!(&items[verb].what, What::Verb(v) if v.class.has(WordClass::SAY) && v.mood != Mood::Infinitive);
    let opens = verb == 0 && matches!(&items[0].what, What::Verb(v) if v.finite() && v.person == 3);
    let teller =
        |i: usize| text.is_firm(&items[i]) || matches!(text.kind_of(&items[i]), Some(Type::Person | Type::Institution));
    let mut between = verb + 1..at;
    let aside = between.all(|i| match &items[i].what {
        What::Mention(m) if text.mentions[*m as usize].kind == Type::Date => true,
        // «ha avvertito gli investitori che»: those it is said to
        // not «ha annunciato esuberi, che …»
        What::Noun(n)
            if n.class.has(WordClass::PEOPLE | WordClass::SPEAKER) && n.relation.is_none() && i <= verb + 2 =>
        {
            true
        }
        // «Scrive Reuters che»: who says it
        What::Mention(_) if opens && i == verb + 1 && teller(i) => true,
        What::Mention(_) | What::Description(_) | What::Noun(_) => {
            !text.figure_item(&items[i])
                && matches!(text.governor(items, i), Some("a" | "in" | "su" | "durante" | "di" | "per" | "da"))
        }
        What::Preposition(p) => i > verb + 1 || !matches!(*p, "di" | "con"),
        What::Word => !text.unknown_name(items[i].first) || text.governor(items, i).is_some(),
        What::Mark(mark) => *mark == ',',
        What::Function(f) => !matches!(f, Function::Relative | Function::Subordinator | Function::Conjunction),
        _ => false,
    });
    (says && aside && verb + 1 < at).then_some(verb)
}

/// How many items after its verb a result may stand: «ha riportato per il terzo trimestre un utile».
const RESULT_REACH: usize = 8;

/// A firm that «ha riportato un utile» has made it, and says nothing: verbs of saying that are light before a result.
pub(super) fn reported_results(text: &Text<'_>, items: &mut [Item]) {
    for at in 0..items.len() {
        let What::Verb(verb) = items[at].what else { continue };
        if verb.class.has(WordClass::SAY) && verb.class.has(WordClass::DEED) && !says_words(text, items, at) {
            let class = verb.class.without(WordClass::SAY);
            items[at].what = What::Verb(Verb { class, ..verb });
            continue;
        }
        if !verb.class.has(WordClass::SAY) || !verb.class.has(WordClass::LIGHT) {
            continue;
        }
        let object = items[at + 1..].iter().take(RESULT_REACH).find(|i| {
            !matches!(
                i.what,
                What::Preposition(_)
                    | What::Function(Function::Article | Function::Indefinite | Function::Adverb)
                    | What::Word
            ) && !text.is_kind(i, Type::Date)
        });
        // «ha concluso contratti per 500 miliardi», «ha sostenuto costi per 6 milioni»
        let done = |i: &Item| matches!(&i.what, What::Noun(n) if n.class.has(WordClass::DEED) || n.class.has(WordClass::AMOUNT) && n.relation.is_some());
        if object.is_some_and(done) {
            let class = verb.class.without(WordClass::SAY);
            items[at].what = What::Verb(Verb { class, ..verb });
        }
    }
}

/// Whether the verb at item `at` tells words, not a deed: «ha aggiunto che», «…, ha aggiunto Huang»; not «ha aggiunto 300 ingegneri», «ha
/// aggiunto al listino tre schede».
fn says_words(text: &Text<'_>, items: &[Item], at: usize) -> bool {
    let apart = at > 0 && matches!(items[at - 1].what, What::Mark(_));
    if apart || text.ends_in_preposition(&items[at]) {
        return true;
    }
    for (i, item) in items.iter().enumerate().skip(at + 1).take(RESULT_REACH) {
        match &item.what {
            What::Function(Function::Relative) | What::Mark(_) | What::Verb(_) => return true,
            What::Noun(n) if !n.class.has(WordClass::SPEAKER) && text.governor(items, i).is_none() => return false,
            _ if text.figure_item(item) => return false,
            _ => {}
        }
    }
    true
}
