//! Whether what is told of a firm is tied to something: a chip, a model, a place, another firm; or ruled by a government.

use super::Asked;
use super::agent::{ORDERED, PERMITTED, STATE_BODY, put_on_list};
use super::deed::dealt;
use super::party::PARTY;
use super::scope::Scope;
use super::spoken::unnamed;
use super::syntax::{HANG_REACH, object};
use crate::fact::parse::{Item, What};
use crate::fact::{Fact, Text};
use crate::lexicon::{WordClass, WordRole};
use crate::mention::Type;

/// Whether what is told of a firm is tied to something, and is a deed; `models` whether it names an AI model.
pub(super) fn ties(asked: &Asked<'_>, scope: &Scope<'_>, fact: &Fact, models: bool) -> bool {
    let Asked { text, parsed, items, at, .. } = *asked;
    let known = text.relations;
    let things = !fact.chip.is_empty() || models;
    let placed = !fact.place.is_empty();
    if asked.noun {
        let taken_over = fact.relation == known.acquire && !fact.counterparty.is_empty();
        let dealt = !fact.counterparty.is_empty() && (dealt(asked) || [PARTY, ORDERED].contains(&fact.rules.company));
        return !fact.chip.is_empty() || taken_over || dealt || fact.relation == known.acquire && models;
    }
    // «con macchine comprate da Asml»
    if scope.strange && !things {
        return false;
    }
    // «DeepSeek ha presentato un modello gratuito», «ha ottenuto i chip»
    let bare = || {
        let dealt = known.deals(fact.relation) && fact.relation != known.acquire;
        let traded = known.trades(fact.relation) || [known.launch, known.r#use].contains(&fact.relation);
        // «TSMC non può produrre i suoi chip», not «Nessuna delle monarchie produce un wafer»
        let makes = known.makes(fact.relation) && scope.subject.item.is_some_and(|s| text.is_firm(&items[s]));
        let chips = || object(text, parsed, at).is_some_and(|o| text.of_chips(&items[o]) || computing(text, &items[o]));
        // «La capacità è stata prenotata da Apple»
        let first = parsed.clauses[asked.clause].first().unwrap_or(at);
        let taken = || fact.rules.company == "agent" && items[first..at].iter().any(|i| computing(text, i));
        // «i chip sono di Nvidia e li produce TSMC»
        let spoken_of = || known.makes(fact.relation) && unnamed(asked);
        // «si è impegnata a ricomprare la capacità»
        let wanted =
            || at > 0 && matches!(&items[at - 1].what, What::Verb(v) if v.class.has(WordClass::PLAN) && v.finite());
        let capacity = || wanted() && object(text, parsed, at).is_some_and(|o| computing(text, &items[o]));
        scope.impersonal && (dealt || traded) && capacity()
            || !scope.impersonal && ((dealt || traded) && (chips() || taken()) || makes && chips() || spoken_of())
    };
    // «Il governo ha acquistato farmaci in Cina»: no chips, no firm
    if fact.rules.company == STATE_BODY {
        return things || !fact.counterparty.is_empty();
    }
    if fact.relation == known.launch {
        // «Questi chip presentavano problemi», «ha annunciato una collaborazione con Broadcom»: no product
        let shows = scope.subject.item.is_some_and(|s| text.of_chips(&items[s]))
            && items.get(at + 1).is_some_and(|i| matches!(i.what, What::Word | What::Noun(_)));
        return !shows && (things || placed || bare());
    }
    // «punta a dipendere meno da Nvidia»: no deed with it
    let infinitive = |i: &Item| matches!(&i.what, What::Verb(v) if v.infinitive());
    if fact.relation == known.plan && !things && !placed && items[at + 1..].iter().take(HANG_REACH).any(infinitive) {
        return false;
    }
    things || placed || !fact.counterparty.is_empty() || ruled(asked, fact.rules.company) || bare()
}

/// Whether an item is what a plant or a data center can do: «noleggia potenza di calcolo», «ha prenotato la capacità».
fn computing(text: &Text<'_>, item: &Item) -> bool {
    matches!(item.what, What::Noun(_)) && text.has_role(item.first, WordRole::Computing)
}

/// Whether a government bans or permits it, a country by its name, too: «Gli Stati Uniti hanno inserito Huawei nella lista nera». `rule`
/// said of whom it is told.
fn ruled(asked: &Asked<'_>, rule: &str) -> bool {
    let Asked { text, parsed, items, at, clause, .. } = *asked;
    if !asked.permits() {
        return false;
    }
    let government = |i: usize| items[i].clause == clause && is_government(text, &items[i]);
    // «è stata inserita nella Entity List»: the list is a government's
    if let What::Verb(v) = &items[at].what
        && v.passive
        && v.relation == Some(text.relations.ban)
        && v.relation != text.lexicons.verbs[v.verb as usize].relation
    {
        return true;
    }
    // «inserita nella lista nera»
    if put_on_list(asked).is_some() {
        return true;
    }
    // «Dapprima ha impedito le forniture a ZTE»: who forbids trade to a firm governs
    let trade = |i: &Item| matches!(&i.what, What::Noun(n) if n.relation.is_some_and(|r| text.relations.trades(r)));
    if rule == PERMITTED && object(text, parsed, at).is_some_and(|o| trade(&items[o])) {
        return true;
    }
    let suffered = match &items[at].what {
        What::Verb(v) => v.passive || v.relation != text.lexicons.verbs[v.verb as usize].relation,
        _ => true,
    };
    (suffered || rule != "subject") && parsed.clauses[clause].reach.clone().any(government)
}

/// Whether an item names an institution, or a place that may stand for its government.
fn is_government(text: &Text<'_>, item: &Item) -> bool {
    matches!(text.kind_of(item), Some(Type::Place | Type::Institution))
}
