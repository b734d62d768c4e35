//! Who does what an event tells; who may, must or must not, where it permits or forbids.
//!
//! | rule | example |
//! | --- | --- |
//! | `permitted` | «ha autorizzato Nvidia», «le restrizioni per i prodotti NVIDIA» |
//! | `agent` | «comprate da Microsoft», «l'acquisto da parte di DeepSeek», «la produzione è affidata a TSMC» |
//! | `ordered by` | «AMD crescerà, spinta dagli ordini di OpenAI» |
//! | `party` | «SK Hynix è fornitore di Nvidia» (`party.rs`) |
//! | `made to` | «costringendo DeepSeek a tornare» |
//! | `subject after the verb` | «la fornisce Eviden» |
//! | `hung` | «vieta di esportare le macchine di Asml», «le vendite di Nvidia» |
//! | `person's firm` | «Jensen Huang ha svelato Rubin» |
//! | `apposed` | «INF Tech, una startup fondata da Qi Yuan, che affitta» |
//! | `owner` | «Nexperia è di proprietà di Wingtech», «le GPU escono dalle fabbriche di TSMC» |
//! | `clause above` | «delle GPU, che deve comprare da Nvidia» |
//! | `state body` | «Il governo olandese ha assunto il controllo di Nexperia» |
//! | `maker` | «Gemini è addestrato con le TPU» |
//! | `carried` | «Il modello è stato addestrato sulle H800», after a sentence on Moonshot |
//! | `named before` | «Nvidia indagata per l'acquisizione di Mellanox» |
//! | `subject` | «NVIDIA non vende le GPU Blackwell in Cina» |

use super::choice;
use super::company::of_makers;
use super::counterparty::taken_over;
use super::deed::{dealt, ordered_by};
use super::party;
use super::scope::Scope;
use super::syntax::{HANG_REACH, OBJECT_REACH, after_object, by_whom, expressed_deed, modified, object_before, whom};
use super::trigger::{buys_firm, comes_from};
use super::{Answer, Asked};
use crate::fact::parse::{Hang, Item, Verb, What};
use crate::fact::subject::{self as subjects, Subject};
use crate::fact::text::OBJECT;
use crate::fact::who::{self, FIRMS};
use crate::fact::{Filler, Fillers};
use crate::lexicon::{Function, Mood, WordClass, WordRole};
use crate::mention::Type;
use smallvec::smallvec;

/// The rule of those to whom somebody belongs.
pub(super) const OWNER: &str = "owner";

/// The rule of those whose orders another firm has.
pub(super) const ORDERED: &str = "ordered by";

/// The rule of those who may or must not.
pub(super) const PERMITTED: &str = "permitted";

/// The rule of institutions that deal.
pub(super) const STATE_BODY: &str = "state body";

impl Asked<'_> {
    /// The firm item `i` names or describes, where it does not only say who tells it.
    fn firm(&self, i: usize) -> Option<Filler> {
        who::firm(self.text, &self.items[i], FIRMS).filter(|_| !self.attribution.items.contains(&i))
    }

    /// The firms listed with the one at item `i`.
    pub(super) fn firms(&self, i: usize) -> Fillers {
        who::group(self.text, self.items, i, FIRMS)
    }
}

/// Who does what a verb says; who may, where the verb permits or forbids.
pub(super) fn of_verb(asked: &Asked<'_>, subject: &Subject) -> Answer {
    let passive = matches!(&asked.items[asked.at].what, What::Verb(v) if v.passive) && !choice::turns(asked);
    permitted(asked, subject, passive)
        .or_else(|| owner(asked))
        .or_else(|| by_agent(asked, passive))
        .or_else(|| made_to(asked))
        .or_else(|| after_verb(asked))
        .or_else(|| hung(asked, subject))
        .or_else(|| made_by(asked, subject, passive))
        .or_else(|| persons_firm(asked, subject))
        .or_else(|| founded(asked, subject))
        .or_else(|| done_to(asked, subject))
        .or_else(|| built_in(asked, subject))
        .or_else(|| state_body(asked, subject))
        .or_else(|| trained(asked, subject))
        .or_else(|| planned(asked, subject))
        .unwrap_or_else(|| (subject.firms.clone(), "subject"))
}

/// Whose somebody is, as an expression says: «Nexperia è di proprietà della cinese Wingtech».
fn owner(asked: &Asked<'_>) -> Option<Answer> {
    let Asked { text, parsed, items, at, relation, .. } = *asked;
    let owned = match &items[at].what {
        What::Verb(v) => v.class.has(WordClass::OWNED),
        What::Phrase(p) => p.class.has(WordClass::OWNED),
        _ => false,
    };
    let owns = [text.relations.own, text.relations.acquire].contains(&relation) && text.ends_in_preposition(&items[at]);
    // «le GPU escono dagli stabilimenti di TSMC»
    let comes = relation == text.relations.produce;
    let owner = if owned && (owns || comes) { taken_over(text, parsed, at) } else { None };
    owner.map(|owner| (smallvec![owner], OWNER))
}

/// How many items after a word that permits or forbids the one it is done to may stand.
const PERMITTED_REACH: usize = 14;

/// Who may or must not: «ha autorizzato Nvidia», «il via libera a Nvidia», «ha inserito Huawei nella lista nera».
fn permitted(asked: &Asked<'_>, subject: &Subject, passive: bool) -> Option<Answer> {
    let Asked { text, parsed, items, at, clause, .. } = *asked;
    if !asked.permits() || passive {
        return None;
    }
    // «ha ottenuto il via libera»: the subject
    let got = subject.item.is_some_and(|s| asked.firm(s).is_some());
    let firm = |fits: &dyn Fn(Option<&str>) -> bool| {
        // «hanno scoraggiato gli acquisti, e si dice che ByteDance»: what is said besides
        let said = |i: &usize| !matches!(items[*i].what, What::Cue(class) if class.has(WordClass::HEARSAY));
        let mut near = (at + 1..items.len()).take(PERMITTED_REACH).take_while(said);
        near.find(|&i| items[i].clause == clause && asked.firm(i).is_some() && fits(text.governor(items, i)))
    };
    let to = || firm(&|governor| governor == Some("a") || governor.is_none() && !got);
    // «danno il via libera ai chip di Nvidia per Humain e G42», «Il governo vuole limitare la possibilità per Tokyo Electron di»
    let state = subject.item.is_some_and(|s| text.is_kind(&items[s], Type::Institution));
    let for_whom = || firm(&|governor| governor == Some("per") && (!got || state));
    // «Huawei, inserita nella lista nera»; «ha inserito Huawei nella lista nera»
    let named = modified(parsed, at).or_else(|| put_on_list(asked)).or_else(|| object_before(text, parsed, at));
    // «revocare le licenze con cui Samsung riforniva i suoi stabilimenti»: who has them
    let who_has = || {
        let permit = |i: usize| matches!(&items[i].what, What::Noun(n) if n.class.has(WordClass::PERMIT));
        let noun = (at + 1..items.len()).take(HANG_REACH).find(|&i| permit(i) && items[i].clause == clause && !got)?;
        let hangs = |c: &usize| parsed.clauses[*c].hang == Hang::Relative(Some(noun));
        let relative = (clause + 1..parsed.clauses.len()).find(hangs)?;
        subjects::subject(text, parsed, relative, &asked.attribution.items).item.filter(|&s| asked.firm(s).is_some())
    };
    let Some(to) = named.filter(|&n| asked.firm(n).is_some()).or_else(to).or_else(for_whom).or_else(who_has) else {
        // «i divieti che gli impediscono di comprare»
        let it = whom(text, parsed, at, &[], &asked.attribution.items)?;
        return Some((smallvec![it], PERMITTED));
    };
    Some((asked.firms(to), PERMITTED))
}

/// What the participle says more of that the expression at the word's item ends: «Cambricon, inserita nel 2022 nella lista nera».
pub(super) fn put_on_list(asked: &Asked<'_>) -> Option<usize> {
    let Asked { text, parsed, items, at, .. } = *asked;
    let small = |i: &Item| matches!(i.what, What::Preposition(_)) || text.is_kind(i, Type::Date);
    let participle = (0..at).rev().take(HANG_REACH).find(|&i| !small(&items[i]))?;
    let expression = matches!(items[at].what, What::Phrase(_));
    modified(parsed, participle).filter(|_| expression && items[participle].clause == items[at].clause)
}

/// The one after «da», of a passive verb or a participle.
fn by_agent(asked: &Asked<'_>, passive: bool) -> Option<Answer> {
    let Asked { text, parsed, items, at, .. } = *asked;
    if let Some(from) = comes_from(text, parsed, at) {
        return Some((asked.firms(from), "agent"));
    }
    let done = passive || matches!(&items[at].what, What::Verb(v) if v.mood == Mood::Participle);
    let by = || by_whom(text, parsed, at).filter(|by| !asked.attribution.items.contains(by));
    if done { by().map(|by| (asked.firms(by), "agent")) } else { None }
}

/// The firm before an infinitive that is made to do it: «costringendo DeepSeek a tornare», «a Nvidia di vendere», «a Nvidia per vendere».
fn made_to(asked: &Asked<'_>) -> Option<Answer> {
    let Asked { text, items, at, clause, .. } = *asked;
    let infinitive = match &items[at].what {
        What::Verb(v) => v.infinitive(),
        // «ha chiesto a SK hynix di aumentare la produzione»
        _ => expressed_deed(text, &items[at]),
    };
    if !infinitive {
        return None;
    }
    // «ha chiesto ai grandi gruppi, ByteDance e Alibaba in testa, di fermare»
    let of = matches!(items[at.saturating_sub(1)].what, What::Preposition("di"));
    let aside = of && at >= 2 && matches!(items[at - 2].what, What::Mark(','));
    let reach = if aside { HANG_REACH + 2 } else { HANG_REACH };
    let from = joined(asked).unwrap_or(at);
    let made = (0..from).rev().take(reach).find(|&i| items[i].clause == clause && asked.firm(i).is_some())?;
    // «ordini che hanno inviato a Nvidia per assicurarsi gli H20»: what they did it for; «ha dato a Nvidia il permesso per vendere»
    let ends = matches!(items[at - 1].what, What::Preposition("per"));
    let permit = |i: &Item| match &i.what {
        What::Noun(n) | What::Phrase(n) => n.class.has(WordClass::PERMIT),
        What::Verb(v) => v.class.has(WordClass::PERMIT | WordClass::ASK),
        _ => false,
    };
    let above = asked.parsed.clauses[clause].verb.filter(|&v| v < made);
    if ends && above.is_some_and(|v| !items[v..at].iter().any(permit)) {
        return None;
    }
    matches!(text.governor(items, made), None | Some("a" | OBJECT)).then(|| (asked.firms(made), "made to"))
}

/// The first infinitive, where this one is joined to it: «ha chiesto a Moonshot di tagliare gli acquisti e di rinunciare agli H20».
fn joined(asked: &Asked<'_>) -> Option<usize> {
    let Asked { items, at, clause, .. } = *asked;
    let led = |i: usize| match items[i.checked_sub(1)?].what {
        What::Preposition(by @ ("di" | "a")) => Some(by),
        _ => None,
    };
    let by = led(at)?;
    let and = at.checked_sub(2).filter(|&a| matches!(items[a].what, What::Function(Function::Conjunction)))?;
    let first = |i: &usize| {
        let infinitive = matches!(&items[*i].what, What::Verb(v) if v.infinitive());
        infinitive && items[*i].clause == clause && led(*i) == Some(by)
    };
    (0..and).rev().take(OBJECT_REACH).find(first)
}

/// The subject after the verb, whose object stands before it: «la fornisce Eviden».
fn after_verb(asked: &Asked<'_>) -> Option<Answer> {
    let after = after_object(asked.text, asked.parsed, asked.at).filter(|&i| asked.firm(i).is_some())?;
    Some((asked.firms(after), "subject after the verb"))
}

/// Whose things it is done to, where nobody does it: «Washington vieta di esportare le macchine di Asml».
fn hung(asked: &Asked<'_>, subject: &Subject) -> Option<Answer> {
    let Asked { text, items, at, clause, .. } = *asked;
    if !asked.permits() || !subject.firms.is_empty() {
        return None;
    }
    let hung = (at + 1..items.len()).take(OBJECT_REACH).find(|&i| {
        items[i].clause == clause && asked.firm(i).is_some() && matches!(text.governor(items, i), Some("di" | "da"))
    })?;
    Some((asked.firms(hung), "hung"))
}

/// Nobody, where chips are the subject: «i processori di Groq verranno integrati», who makes them does not use them.
fn made_by(asked: &Asked<'_>, subject: &Subject, passive: bool) -> Option<Answer> {
    let Asked { text, items, at, relation, .. } = *asked;
    let theirs = passive && !asked.permits() && !of_makers(text, relation) && relation != text.relations.train;
    // «I modelli di Apple saranno basati su Gemini»
    let used = |i: &Item| matches!(text.kind_of(i), Some(Type::Chip | Type::Model));
    let on = || items[at + 1..].iter().take(HANG_REACH).any(used);
    let chips = || subject.item.is_some_and(|s| text.of_chips(&items[s]));
    (theirs && !on() && chips()).then(|| (Fillers::new(), "none"))
}

/// The firm the person who does it works for: «Jensen Huang ha svelato Rubin».
fn persons_firm(asked: &Asked<'_>, subject: &Subject) -> Option<Answer> {
    let Asked { text, items, clause, .. } = *asked;
    if !subject.firms.is_empty() || asked.permits() {
        return None;
    }
    let firm = subject.item.filter(|&s| items[s].clause == clause).and_then(|s| who::works_for(text, &items[s]))?;
    Some((smallvec![firm], "person's firm"))
}

/// The firm that a relative clause goes on about past the one who founded it: «INF Tech, una startup fondata da Qi Yuan, che affitta».
fn founded(asked: &Asked<'_>, subject: &Subject) -> Option<Answer> {
    let Asked { text, parsed, items, clause, relation, .. } = *asked;
    let Hang::Relative(Some(antecedent)) = parsed.clauses[clause].hang else { return None };
    let known = text.relations;
    let firms_do = [known.buy, known.order, known.rent, known.sell, known.deliver, known.produce].contains(&relation);
    let name = |i: &usize| {
        let person = text.is_kind(&items[*i], Type::Person);
        person || matches!(items[*i].what, What::Word) && text.tokens[items[*i].first].capital()
    };
    let first = (0..=antecedent).rev().take(HANG_REACH).take_while(name).last()?;
    let by = first.checked_sub(1).filter(|&b| matches!(items[b].what, What::Preposition("da")))?;
    let participle = by.checked_sub(1)?;
    let done = matches!(&items[participle].what, What::Verb(v) if v.mood == Mood::Participle);
    let own = items[..participle].iter().rposition(|i| who::firm(text, i, &[Type::Company]).is_some())?;
    let same = items[own].clause == items[antecedent].clause && participle - own <= OBJECT_REACH;
    let told = firms_do && done && same && subject.firms.is_empty();
    told.then(|| asked.firm(own).map(|firm| (smallvec![firm] as Fillers, "apposed")))?
}

/// Who does what a relative clause says is done to a thing, where it names nobody: «delle GPU, che deve comprare da Nvidia», «data
/// center che affitterà a OpenAI».
fn done_to(asked: &Asked<'_>, subject: &Subject) -> Option<Answer> {
    let Asked { text, parsed, items, at, clause, relation, .. } = *asked;
    let known = text.relations;
    let Hang::Relative(Some(antecedent)) = parsed.clauses[clause].hang else { return None };
    let site = matches!(&items[antecedent].what, What::Noun(n) if n.class.has(WordClass::SITE));
    let dealt = [known.buy, known.order, known.rent].contains(&relation);
    // «le macchine che ha ordinato ad AMD»
    let with = |i: &usize| text.is_firm(&items[*i]) && matches!(text.governor(items, *i), Some("a" | "da"));
    let plain = match &items[antecedent].what {
        What::Noun(n) => !n.class.has(WordClass::COMPANY),
        other => matches!(other, What::Word),
    };
    let thing =
        site || text.of_chips(&items[antecedent]) || plain && (at + 1..items.len()).take(HANG_REACH).any(|i| with(&i));
    let own = subject.item != Some(antecedent) || !subject.firms.is_empty();
    if !thing || !dealt || own || at < antecedent {
        return None;
    }
    let above = subjects::subject(text, parsed, parsed.clauses[clause].parent?, &asked.attribution.items);
    (!above.firms.is_empty()).then(|| (above.firms.clone(), "clause above"))
}

/// Who builds, opens or turns on the site or computer of which a relative clause says what chips are in it: «Eni ha acceso un supercomputer che
/// monta gli MI250X».
fn built_in(asked: &Asked<'_>, subject: &Subject) -> Option<Answer> {
    let Asked { text, parsed, items, at, clause, relation, .. } = *asked;
    let Hang::Relative(Some(antecedent)) = parsed.clauses[clause].hang else { return None };
    let of_it = subject.item == Some(antecedent) && subject.firms.is_empty() && relation == text.relations.r#use;
    let active = matches!(&items[at].what, What::Verb(v) if !v.passive && v.finite());
    let thing = match &items[antecedent].what {
        What::Noun(n) => {
            n.class.has(WordClass::SITE)
                || n.relation == Some(text.relations.own)
                || text.has_role(items[antecedent].first, WordRole::Carrier)
        }
        _ => false,
    };
    let above = subjects::subject(text, parsed, parsed.clauses[clause].parent?, &asked.attribution.items);
    let object =
        above.item.is_some_and(|s| s < antecedent) && matches!(text.governor(items, antecedent), None | Some(OBJECT));
    (of_it && active && thing && object && !above.firms.is_empty()).then(|| (above.firms.clone(), "clause above"))
}

/// The institution that buys, owns or takes over: «Il governo olandese ha assunto il controllo di Nexperia».
fn state_body(asked: &Asked<'_>, subject: &Subject) -> Option<Answer> {
    let Asked { text, items, at, clause, relation, .. } = *asked;
    let active = matches!(&items[at].what, What::Verb(v) if !v.passive && (v.finite() || v.infinitive()));
    let body = subject.item.filter(|&s| s < at && items[s].clause == clause && subject.firms.is_empty())?;
    let body = who::firm(text, &items[body], &[Type::Institution])?;
    let deals = text.relations.deals(relation) && relation != text.relations.sell;
    (active && deals).then(|| (smallvec![body], STATE_BODY))
}

/// Whose the models are that are trained: «Gemini e Claude sono addestrati con le TPU».
fn trained(asked: &Asked<'_>, subject: &Subject) -> Option<Answer> {
    let Asked { text, parsed, items, at, clause, relation, .. } = *asked;
    // «è stata addestrata sulle H100» is an expression
    let is = |v: &Verb| text.lexicons.verbs[v.verb as usize].id == "essere";
    let passive = matches!(&items[at].what, What::Verb(v) if v.passive || is(v)) && relation == text.relations.train;
    if !passive {
        return None;
    }
    let before = subject.item.filter(|&s| s < at);
    // «L'ultima versione di Grok, il modello di xAI, è stata addestrata»
    let first = parsed.clauses[clause].first()?;
    let of_it =
        |i: usize| before == Some(i) || i > 1 && text.governor(items, i) == Some("di") && !text.is_firm(&items[i - 2]);
    let own = |i: &usize| items[*i].clause == clause && text.is_kind(&items[*i], Type::Model) && of_it(*i);
    let Some(model) = (first..at).find(own) else {
        // «il modello è stato addestrato sulle H800»: of whom the sentence before tells
        let first = first + usize::from(matches!(items[first].what, What::Mark(':')));
        let noun = before.is_some_and(|b| b <= first + 1 && matches!(items[b].what, What::Noun(_)));
        let carried = text.told_of().filter(|_| noun)?;
        return Some((smallvec![carried], "carried"));
    };
    let mut makers = Fillers::new();
    for model in who::group(text, items, model, &[Type::Model]) {
        let Some(maker) = text.lexicons.entity(model.entity).owner else { continue };
        if makers.iter().all(|m| m.entity != maker) {
            makers.push(Filler { entity: maker, span: model.span });
        }
    }
    (!makers.is_empty()).then_some((makers, "maker"))
}

/// Of whom the sentence before tells, where this one only says what the plan is: «L'idea sarebbe di installarle».
fn planned(asked: &Asked<'_>, subject: &Subject) -> Option<Answer> {
    let Asked { text, parsed, items, at, clause, .. } = *asked;
    let infinitive = matches!(&items[at].what, What::Verb(v) if v.infinitive());
    let is = parsed.clauses[clause].verb.filter(|&v| infinitive && v < at && at - v <= HANG_REACH)?;
    let copula = matches!(&items[is].what, What::Verb(v) if v.class.has(WordClass::COPULA));
    let linked = matches!(items[at - 1].what, What::Preposition("di") | What::Function(Function::Article));
    // «L'idea», and nothing that acts
    let first = parsed.clauses[clause].first()?;
    let bare = items[first..is].iter().all(|i| matches!(i.what, What::Word | What::Noun(_) | What::Function(_)));
    let carried = text.last_subject().filter(|_| copula && linked && bare && subject.firms.is_empty())?;
    Some((smallvec![carried], "carried"))
}

/// Whose deed a noun tells: «l'acquisto … da parte di DeepSeek», «le vendite di Nvidia», «restrizioni per i prodotti NVIDIA».
pub(super) fn of_noun(asked: &Asked<'_>, scope: &Scope<'_>) -> Answer {
    let Asked { text, parsed, items, at, .. } = *asked;
    let subject = scope.subject;
    let relation = match &items[at].what {
        What::Noun(noun) => noun.relation,
        _ => None,
    };
    let permits = relation.is_some_and(|r| text.relations.permits(r));
    // «l'uso delle H100 di Nvidia»: their maker does not use them
    let others = !permits && relation.is_some_and(|r| !of_makers(text, r));
    let told_aside = |i: usize| {
        let relative = match parsed.clauses[items[i].clause].hang {
            Hang::Relative(on) => on.is_some_and(|on| on != at),
            _ => false,
        };
        relative && items[i].clause != asked.clause
    };
    let firms: Vec<usize> = (at + 1..scope.stop.min(at + 16))
        .filter(|&i| asked.firm(i).is_some())
        .filter(|&i| !(others && who::makes(text, items, i) && text.governor(items, i) == Some("di")))
        // «gli ordini di H20, il processore che Nvidia vendeva»: who is told of there does what is told there
        .filter(|&i| !others || !told_aside(i))
        .collect();
    // «da parte di», «da»: the doer by name
    let by = firms.iter().copied().find(|&i| {
        let part = items[..i].iter().rev().take(3).any(|p| text.has_role(p.last - 1, WordRole::Doer));
        part || text.governor(items, i) == Some("da")
    });
    if dealt(asked) {
        return (subject.firms.clone(), "subject");
    }
    if let Some(by) = ordered_by(asked) {
        return (asked.firms(by), ORDERED);
    }
    if let Some(party) = party::company(asked).or_else(|| entrusted(asked)) {
        return party;
    }
    if let Some(by) = by {
        return (asked.firms(by), "agent");
    }
    if relation == Some(text.relations.acquire) || relation == Some(text.relations.buy) && buys_firm(text, parsed, at) {
        return buyer(asked, subject);
    }
    if permits && let Some(answer) = permitted_by_noun(asked, &firms) {
        return answer;
    }
    // «Il ritorno alle AMD e l'impiego dei Siyuan 590 per l'inferenza.»
    let used = [text.relations.r#use, text.relations.train].contains(&asked.relation);
    let ends = text.tokens[text.sentences[text.now].last as usize - 1].symbol == '.';
    if used
        && ends
        && !parsed.finite
        && firms.is_empty()
        && let Some(carried) = text.told_of()
    {
        return (smallvec![carried], "carried");
    }
    if !subject.firms.is_empty() {
        return (subject.firms.clone(), "subject");
    }
    // «R2 è rinviato perché l'addestramento sulle Ascend è fallito»: whose model it is
    if asked.relation == text.relations.train
        && firms.is_empty()
        && let Some(owner) = model_before(asked)
    {
        return (smallvec![owner], "maker");
    }
    firms.first().map_or((Fillers::new(), "none"), |&i| (asked.firms(i), "hung"))
}

/// The firm of the model that is the subject of the clause which the word's clause hangs on.
fn model_before(asked: &Asked<'_>) -> Option<Filler> {
    let Asked { text, parsed, items, clause, .. } = *asked;
    let above = subjects::subject(text, parsed, parsed.clauses[clause].parent?, &asked.attribution.items);
    let mention = above.item.filter(|&i| text.is_kind(&items[i], Type::Model)).and_then(|i| text.mention(&items[i]))?;
    let entity = text.lexicons.entity(mention.entity()?).owner?;
    Some(Filler { entity, span: mention.span })
}

/// To whom the deed is given that the noun tells as a subject: «La produzione delle H200 è affidata a TSMC».
fn entrusted(asked: &Asked<'_>) -> Option<Answer> {
    let Asked { text, parsed, items, at, clause, .. } = *asked;
    let verb = parsed.clauses[clause].verb.filter(|&v| v > at)?;
    let given = matches!(&items[verb].what, What::Verb(v) if v.passive && v.relation == Some(text.relations.order));
    let noun = at.checked_sub(1).is_none_or(|b| matches!(items[b].what, What::Function(_) | What::Mark(_)));
    let to = |i: &usize| asked.firm(*i).is_some() && text.governor(items, *i) == Some("a");
    let to = (verb + 1..items.len()).take(HANG_REACH).find(to).filter(|_| given && noun)?;
    Some((asked.firms(to), "agent"))
}

/// Who takes over, who is none of those that hang on the noun: «un'indagine su Nvidia per l'acquisizione di Mellanox».
fn buyer(asked: &Asked<'_>, subject: &Subject) -> Answer {
    let Asked { text, items, at, clause, .. } = *asked;
    if !subject.firms.is_empty() {
        return (subject.firms.clone(), "subject");
    }
    let before = (0..at).rev().find(|&i| items[i].clause == clause && who::firm(text, &items[i], FIRMS).is_some());
    match before.filter(|i| !asked.attribution.items.contains(i)) {
        Some(before) => (asked.firms(before), "named before"),
        // «Poi è saltata la fusione con Core Scientific»
        None => match text.told_of().filter(|_| subject.item.is_none_or(|s| s == at)) {
            Some(carried) => (smallvec![carried], "carried"),
            None => (Fillers::new(), "none"),
        },
    }
}

/// The one permitted or barred: «a DeepSeek», «per i prodotti NVIDIA».
fn permitted_by_noun(asked: &Asked<'_>, firms: &[usize]) -> Option<Answer> {
    let Asked { text, items, .. } = *asked;
    let to = firms.iter().copied().find(|&i| text.governor(items, i) == Some("a")).or(firms.first().copied())?;
    let mut all = asked.firms(to);
    // «Il divieto riguarda Nvidia H20 e AMD MI308»: each for its own chips
    let makers = firms.iter().filter(|&&i| who::makes(text, items, i));
    for filler in makers.filter_map(|&i| who::firm(text, &items[i], FIRMS)) {
        if who::makes(text, items, to) && !all.iter().any(|f| f.entity == filler.entity) {
            all.push(filler);
        }
    }
    Some((all, PERMITTED))
}
