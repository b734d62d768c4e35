//! Events: clauses without a figure in which a relation ties a firm or institution to a chip, a place, a model or another firm.
//!
//! [`events`] asks of every word that may make one what it tells; what all rules look at is [`Asked`]. In the order they are asked:
//!
//! | file | answers |
//! | --- | --- |
//! | `trigger.rs` | which words make an event, and of which relation |
//! | `choice.rs` | what is chosen, turned to or left |
//! | `deed.rs` | whether the word tells a deed of its own |
//! | `scope.rs` | what it governs: from where to where |
//! | `chip.rs`, `spoken.rs` | the chips it tells of: named, or spoken of before |
//! | `company.rs` | of whom it is told |
//! | `agent.rs` | who does it, may or must |
//! | `party.rs` | whose customer or supplier somebody is |
//! | `counterparty.rs` | the other party |
//! | `tie.rs` | whether it ties them to something |
//! | `certainty.rs` | how sure it is |
//! | `repeated.rs` | whether another fact tells it already |
//!
//! `syntax.rs` reads what stands around a verb, for all of them; place and date are those of quantities (`slots/`). `tests/cases/events.csv`
//! has an example a rule.
//!
//! | form | example |
//! | --- | --- |
//! | verb | «NVIDIA non vende le GPU Blackwell in Cina» |
//! | verb in the infinitive | «ha ottenuto il permesso di vendere gli H200» |
//! | a maker's chips | «le H20 tornano in vendita in Cina» |
//! | noun | «l'acquisto di chip H200 da parte di DeepSeek», «le restrizioni sull'H20 di Nvidia» |
//! | chips that arrive | «gli H20 arrivano a Tencent», «arriva la RTX 5050» |
//! | chips named before | «le TPU, i chip che Google produce»; «gli H800 … li ha comprati»; «quei chip»; without a name «le Gpu, Moonshot le affitta» |
//! | participle | «le H20 progettate da Nvidia»; without its doer it tells only of their maker |
//! | customers, suppliers | «SK Hynix è fornitore di Nvidia», «Tra i clienti delle TPU c'è Anthropic» |
//! | nobody named | «Pechino ha bloccato gli H20», «la B300 è in produzione» |

mod agent;
mod certainty;
mod chip;
mod choice;
mod company;
mod counterparty;
mod deed;
mod party;
mod repeated;
mod scope;
mod spoken;
mod syntax;
mod tie;
mod trigger;

use super::parse::{Item, Parsed};
use super::source::Attribution;
use super::{Certainty, Fact, FactKind, Filler, Fillers, Rules, Text, slots};
use crate::lexicon::RelationId;
use crate::mention::Type;
use crate::span::Span;

/// A word that may make an event, in its sentence: what every rule may look at.
#[derive(Clone, Copy)]
struct Asked<'a> {
    text: &'a Text<'a>,
    parsed: &'a Parsed,
    /// The items of its sentence.
    items: &'a [Item],
    /// Who says what there.
    attribution: &'a Attribution,
    /// Its item.
    at: usize,
    /// The clause it stands in.
    clause: usize,
    /// What it tells.
    relation: RelationId,
    /// Whether it is a noun.
    noun: bool,
}

impl<'a> Asked<'a> {
    /// The word at item `at`, if it makes an event.
    fn new(text: &'a Text<'a>, parsed: &'a Parsed, attribution: &'a Attribution, at: usize) -> Option<Asked<'a>> {
        let items = &parsed.items;
        let (relation, noun) = trigger::relation(text, parsed, at)?;
        Some(Asked { text, parsed, items, attribution, at, clause: items[at].clause, relation, noun })
    }

    /// Whether the relation is done to a firm: it may, must not, or pays.
    fn permits(&self) -> bool {
        self.text.relations.permits(self.relation)
    }
}

/// Who fills a slot, and the rule that says so.
type Answer = (Fillers, &'static str);

/// The events of a sentence.
///
/// `quantities` are the facts of its figures: what they tell of the same chips is not told twice, and what such an event says besides
/// they are given.
pub(super) fn events(
    text: &Text<'_>,
    parsed: &Parsed,
    attribution: &Attribution,
    number: u32,
    quantities: &mut [Fact],
) -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::new();
    for &at in &parsed.telling {
        let Some(asked) = Asked::new(text, parsed, attribution, at) else { continue };
        if !deed::of_its_own(&asked, &facts) {
            continue;
        }
        let Some(fact) = event(&asked, number) else { continue };
        if let Some(quantity) = repeated::quantity(&asked, &fact, quantities) {
            repeated::complete(text, &fact, quantity);
            continue;
        }
        if !repeated::told(&asked, &fact, &facts, quantities) {
            facts.push(fact);
        }
    }
    facts
}

/// The event the word makes, if it ties somebody to something.
fn event(asked: &Asked<'_>, number: u32) -> Option<Fact> {
    let Asked { text, parsed, at, .. } = *asked;
    let scope = scope::scope(asked);
    let (chip, chips_named) = chip::chips(asked, &scope);
    let chips = || syntax::object(text, parsed, at).is_some_and(|o| text.of_chips(&parsed.items[o]));
    let designed = (!chip.is_empty() || chips()) && trigger::designs(text, parsed, at);
    let (company, company_rule) = company::company(asked, &scope, &chip, chips_named)?;
    let mut fact = Fact {
        id: String::new(),
        kind: FactKind::Event,
        sentence: number,
        relation: if designed { text.relations.produce } else { asked.relation },
        company,
        counterparty: Fillers::new(),
        chip,
        place: Fillers::new(),
        source: Fillers::new(),
        figure: None,
        value_of: None,
        of: None,
        part: None,
        date: None,
        certainty: Certainty::Asserted,
        span: text.sentences[text.now].span,
        rules: Rules {
            relation: if asked.noun { "noun" } else { "verb" },
            company: company_rule,
            of: "none",
            part: "none",
            ..Rules::default()
        },
    };
    fact.rules.chip = if fact.chip.is_empty() { "none" } else { "clause" };
    (fact.counterparty, fact.rules.counterparty) = counterparty::counterparty(asked, &scope, &fact, chips_named);
    let models = chip::named(asked, &scope, scope.start..scope.stop, Type::Model);
    (fact.place, fact.rules.place) = slots::place(text, parsed, at, true, scope.subject);
    // «Nel 2023 siglarono in Cina un accordo sulle macchine prodotte da Asml»: what only says more of a thing was not then and there
    let word = text.tokens[asked.items[at].first].start;
    if scope.head.is_some() {
        fact.place.retain(|p| p.span.start > word);
    }
    fact.span = span(asked, &fact.chip, &models);
    if !tie::ties(asked, &scope, &fact, !models.is_empty()) {
        return None;
    }
    (fact.source, fact.rules.source) = asked.attribution.sources(text, at);
    (fact.date, fact.rules.date) = slots::date(text, parsed, at);
    if scope.head.is_some() && fact.date.is_some_and(|d| text.mentions[d as usize].span.start < word) {
        (fact.date, fact.rules.date) = (None, "participle");
    }
    (fact.certainty, fact.rules.certainty) = certainty::certainty(asked, &scope, &fact.source);
    Some(fact)
}

/// From the word or its first chip to the end of its last chip or model.
fn span(asked: &Asked<'_>, chips: &[Filler], models: &[Filler]) -> Span {
    let Asked { text, items, at, .. } = *asked;
    let first = text.tokens[items[at].first].start;
    let end = text.tokens[items[at].last - 1].end;
    // «le ha comprate»: chips named before lie outside the sentence
    let sentence = text.sentences[text.now].span;
    let here = |f: &&Filler| f.span.start >= sentence.start && f.span.end <= sentence.end;
    let last = chips.iter().chain(models).filter(here).map(|f| f.span.end).max().unwrap_or(end);
    let from = chips.iter().find(here).map_or(first, |f| f.span.start);
    Span::new(first.min(from), last.max(end))
}
