//! Of whom an event is told: who does it (`agent.rs`), the maker of its chips, or nobody that is named.
//!
//! | rule | example |
//! | --- | --- |
//! | those of `agent.rs` | «Nvidia vende gli H20» |
//! | `another's deed` | «Anthropic ha criticato la decisione di vendere gli H200»: of whom it is not told |
//! | `own site` | «Nei suoi stabilimenti nascono le HBM3E» |
//! | `maker` | «le H20 tornano in vendita» |

use super::scope::Scope;
use super::{Answer, Asked, agent};
use crate::fact::parse::{Carried, Item, Verb, What};
use crate::fact::subject::Subject;
use crate::fact::{Filler, Fillers, Text, who};
use crate::lexicon::{Function, Mood, RelationId, WordClass};
use crate::mention::Type;
use smallvec::smallvec;

/// Of whom the event is told, and the rule that says so; none where it tells nothing. `chip` are its chips, `named` whether it names
/// them.
pub(super) fn company(asked: &Asked<'_>, scope: &Scope<'_>, chip: &[Filler], named: bool) -> Option<Answer> {
    let Asked { text, parsed, items, .. } = *asked;
    let known = text.relations;
    let (mut company, mut rule) =
        if asked.noun { agent::of_noun(asked, scope) } else { agent::of_verb(asked, scope.subject) };
    if rule == "subject" {
        // «avrebbe aiutato ad aggirare il divieto sugli H100»: who else acts is not banned, but who makes them
        let bystander = asked.noun && asked.relation == known.ban && !chip.is_empty();
        // «Anthropic ha criticato la decisione di vendere gli H200»: another's deed
        if bystander || judged(asked) {
            (company, rule) = (Fillers::new(), "another's deed");
        }
    }
    if ["subject", "person's firm"].contains(&rule) {
        // «ce l'ha con la decisione di Washington di consentire»: whose it is
        if let Some(owner) = decided(asked) {
            company = who::firm(text, &items[owner], &[Type::Company]).into_iter().collect();
            rule = if company.is_empty() { "another's deed" } else { "agent" };
        }
    }
    // «Bloomberg scrive di un blocco dell'H20»: who looks on does nothing; Mediaset takes over others
    let deal = [known.acquire, known.invest, known.sell].contains(&asked.relation) && chip.is_empty();
    let looks_on = !company.is_empty() && company.iter().all(|f| text.observes(f.entity)) && !deal;
    let nobody = company.is_empty() && acts_alone(asked, scope.subject) || looks_on;
    if let Some(maker) = maker(text, chip).filter(|_| nobody && made(asked)) {
        return Some((smallvec![maker], "maker"));
    }
    if looks_on {
        return None;
    }
    // «Rimpiazzandole con gli acceleratori Kunlun disegnati in casa.»
    if nobody
        && !parsed.finite
        && of_makers(text, asked.relation)
        && opens_with_gerund(items)
        && let Some(firm) = text.told_of()
    {
        return Some((smallvec![firm], "carried"));
    }
    // «Nei suoi stabilimenti nascono le HBM3E»
    if nobody
        && !asked.noun
        && of_makers(text, asked.relation)
        && !chip.is_empty()
        && in_own_site(asked)
        && let Some(firm) = text.last_subject()
    {
        return Some((smallvec![firm], "own site"));
    }
    // «Pechino ha bloccato gli H20», «la B300 è in produzione»: of nobody that is named
    let of_chip = || scope.subject.item.is_some_and(|s| text.of_chips(&items[s]));
    let smuggled = named && asked.relation == known.export;
    let alone = || {
        let made = !scope.impersonal && made(asked);
        !asked.noun && (smuggled || made && (named && of_chip() || asked.permits()))
    };
    (!company.is_empty() || !chip.is_empty() && alone()).then_some((company, rule))
}

/// Whether a gerund opens the sentence, which goes on from the one before.
fn opens_with_gerund(items: &[Item]) -> bool {
    matches!(items.first().map(|i| &i.what), Some(What::Verb(v)) if v.mood == Mood::Gerund)
}

/// Whether nobody but chips is the subject of the verb: «una rete che contrabbandava H100» does it without their maker.
fn acts_alone(asked: &Asked<'_>, subject: &Subject) -> bool {
    let Asked { text, items, at, .. } = *asked;
    let item = &items[at];
    // «due uomini, accusati di aver esportato le H100»
    let done = |v: &Verb| v.infinitive() && item.last > item.first + 1;
    let active = matches!(&item.what, What::Verb(v) if !v.passive && (v.finite() || done(v)));
    let chip = |i: usize| {
        let item = &items[i];
        text.of_chips(item) || matches!(&item.what, What::Noun(n) if n.class.has(WordClass::AMOUNT))
    };
    // «il governo ha revocato le restrizioni sulle H20»
    !active || !subject.some || subject.item.is_some_and(chip) || asked.permits()
}

/// How many items a verb and the deed it judges may lie apart.
const JUDGED_REACH: usize = 5;

/// Whether the infinitive hangs by «di» on a noun that the clause's verb, which tells no deed or plan itself, only judges: «ha criticato la
/// decisione di vendere».
fn judged(asked: &Asked<'_>) -> bool {
    let Asked { text, parsed, items, at, clause, .. } = *asked;
    let infinitive = matches!(&items[at].what, What::Verb(v) if v.infinitive());
    if !infinitive || at < JUDGED_REACH || !matches!(items[at - 1].what, What::Preposition("di")) {
        return false;
    }
    let plain = |n: &Carried| !n.class.has(WordClass::PERMIT | WordClass::PLAN) && n.relation.is_none();
    let noun = match &items[at - 2].what {
        What::Noun(n) => plain(n),
        What::Word => true,
        _ => false,
    };
    let article = matches!(items[at - 3].what, What::Function(Function::Article | Function::Possessive));
    let acts =
        WordClass::PLAN | WordClass::PERMIT | WordClass::GET | WordClass::LIGHT | WordClass::AUX | WordClass::MODAL;
    let verb = parsed.clauses[clause].verb.filter(|&v| v < at && at - v <= JUDGED_REACH);
    let judges =
        verb.is_some_and(|v| matches!(&items[v].what, What::Verb(v) if !v.class.has(acts) && v.relation.is_none()));
    noun && article && judges && of_makers(text, asked.relation)
}

/// Whose decision the infinitive is that hangs by «di» on its noun: «la decisione dell'amministrazione Trump di consentire».
fn decided(asked: &Asked<'_>) -> Option<usize> {
    let Asked { text, items, at, .. } = *asked;
    let infinitive = matches!(&items[at].what, What::Verb(v) if v.infinitive());
    let owner = at.checked_sub(2).filter(|_| infinitive && matches!(items[at - 1].what, What::Preposition("di")))?;
    let kind = text.kind_of(&items[owner])?;
    let noun = owner.checked_sub(2).filter(|_| text.governor(items, owner) == Some("di"))?;
    let of = matches!(items[noun].what, What::Noun(_) | What::Word) && text.determined(items[noun].first);
    let decides = matches!(kind, Type::Company | Type::Institution | Type::Place | Type::Person);
    (of && decides).then_some(owner)
}

/// Whether the relation is done with chips by their maker where nobody else is named: «le H20 tornano in vendita», «la MI350 è in
/// produzione», «le H200 ferme alla dogana».
fn made(asked: &Asked<'_>) -> bool {
    of_makers(asked.text, asked.relation) || asked.permits()
}

/// Whether the firm the sentence before told of makes the chips: the sentence opens in its plants («Nei suoi stabilimenti nascono le HBM3E»), or
/// names no other.
fn in_own_site(asked: &Asked<'_>) -> bool {
    let Asked { text, parsed, items, at, .. } = *asked;
    let own = |i: usize| matches!(items[i - 1].what, What::Function(Function::Possessive));
    let site = |i: &usize| matches!(&items[*i].what, What::Noun(n) if n.class.has(WordClass::SITE));
    let site = (1..at.min(OPENING)).find(site);
    let there = site.is_some_and(|i| own(i) && matches!(text.governor(items, i), Some("in" | "da")));
    // «Poi sarà la volta delle HBM4»: of a maker no lexicon knows, and nobody is named
    let maker = |i: &usize| matches!(text.mention(&items[*i]).and_then(|m| m.entity()), Some(e) if text.lexicons.entity(e).owner.is_some());
    let makes = asked.relation != text.relations.export && !text.relations.trades(asked.relation);
    let nobody = || makes && !items.iter().any(|i| text.is_firm(i)) && !parsed.chips.iter().any(maker);
    there || nobody()
}

/// How many items where a sentence opens may take.
const OPENING: usize = 5;

/// Whether makers do it with their chips.
pub(super) fn of_makers(text: &Text<'_>, relation: RelationId) -> bool {
    let known = text.relations;
    [known.sell, known.deliver, known.export, known.produce, known.launch, known.plan].contains(&relation)
}

/// The one maker of the chips, where the article names it.
fn maker(text: &Text<'_>, chips: &[Filler]) -> Option<Filler> {
    let owner = |f: &Filler| text.lexicons.entity(f.entity).owner;
    let maker = owner(chips.first()?)?;
    let one = chips.iter().all(|f| owner(f) == Some(maker));
    let named = text.mentions.iter().find(|m| m.kind == Type::Company && m.entity() == Some(maker))?;
    one.then_some(Filler { entity: maker, span: named.span })
}
