//! The facts figures tell: one a figure, but for durations, which only tell how long something lasts.
//!
//! Slot by slot for a window of sentences, not figure by figure: the rules of all slots together are more than the cache of instructions
//! next to a core holds, those of one step are not. A step may look at what the steps before it found for any figure, and at what it
//! found itself for the figures before.
//!
//! | step | slots |
//! | --- | --- |
//! | [`who`] | company, chip, source |
//! | [`what`] | relation, counterparty, of |
//! | [`how`] | place, date, certainty |

use super::mind::{self, Seen};
use super::parallel::{self, Beside};
use super::parse::{Parsed, What};
use super::text::Text;
use super::{
    COUNTS_OTHERS, Certainty, Fact, FactKind, Fillers, Rules, copy, relation, slots, source, subject, sure, unit_of,
    who as firms,
};
use crate::lexicon::{RelationId, UnitKind};
use crate::mention::Mention;
use smallvec::SmallVec;

/// A quantity whose slots are being filled.
pub(super) struct Draft {
    pub fact: Fact,
    /// The figure: an item of its sentence.
    at: usize,
    /// The rule that found its company, before the figure beside it had a say.
    rule: &'static str,
    /// Whether that found one.
    named: bool,
    /// The figure it stands beside, and that one's draft.
    beside: Option<(Beside, Option<usize>)>,
    /// The story it may go on with.
    story: Option<RelationOf>,
    /// Whether it goes on with that, by its own words.
    goes_on: bool,
}

/// What the last quantity was told of.
#[derive(Debug, Default)]
pub(super) struct Story {
    pub company: Fillers,
    pub chip: Fillers,
    pub unit: Option<u16>,
    /// Which quantity that was: its relation is told once all know whom they are told of.
    relation: Option<RelationOf>,
}

/// The quantity of the article whose relation is meant, in their order.
type RelationOf = u32;

/// What goes on from one window to the next.
#[derive(Debug, Default)]
pub(super) struct Teller {
    /// What the last fact was told of: what another source's figure for it is about.
    story: Story,
    /// The relations of the article's quantities, in order.
    relations: Vec<RelationId>,
    /// The part of a firm named last.
    part: Option<slots::Last>,
    /// What the last sum of money told was: revenue, a loss, an investment; no move of one and no price.
    sum: Option<RelationId>,
}

/// How many mentions back «altrettanti» looks for the figure it repeats.
const LOOK_BACK: usize = 50;

impl Teller {
    /// The quantities of the sentences, which note where theirs are.
    pub fn tell(&mut self, text: &Text<'_>, seen: &mut [Seen]) -> Vec<Draft> {
        let mut drafts = Vec::with_capacity(seen.iter().map(|s| s.parsed.figures.len()).sum());
        for sentence in seen.iter_mut().filter(|s| s.signer.is_none()) {
            let first = drafts.len();
            if !sentence.parsed.figures.is_empty() {
                self.who(&sentence.text(text), sentence, &mut drafts);
            }
            sentence.told = first..drafts.len();
        }
        for sentence in seen.iter().filter(|s| !s.told.is_empty()) {
            self.what(&sentence.text(text), sentence, &mut drafts[sentence.told.clone()]);
        }
        for sentence in seen.iter().filter(|s| !s.told.is_empty()) {
            how(&sentence.text(text), sentence, &mut drafts[sentence.told.clone()]);
        }
        drafts
    }

    /// Of whom a sentence's figures are told, of which chips, and who says so.
    fn who(&mut self, text: &Text<'_>, seen: &Seen, drafts: &mut Vec<Draft>) {
        let Seen { parsed, attribution, .. } = seen;
        let items = &parsed.items;
        let first = drafts.len();
        // the relations of the quantities so far in its window are not told yet
        let so_far = self.relations.len() as u32;
        let Story { company, chip, unit, relation } = &self.story;
        let mut story = Story { company: copy(company), chip: copy(chip), unit: *unit, relation: *relation };
        for &at in &parsed.figures {
            let item = &items[at];
            let What::Mention(mention) = item.what else { continue };
            let subject = subject::subject(text, parsed, item.clause, &attribution.items);
            let (company, rule) = firms::company(text, parsed, at, &attribution.items, &story);
            let (chip, chip_rule) = slots::chip(text, parsed, at, subject, &story);
            // «due fonti», «tre banche»: counted themselves, told of nobody
            let others = rule == COUNTS_OTHERS;
            let beside = parallel::parallel(text, parsed, at).map(|beside| {
                let prior = drafts[first..].iter().rposition(|d: &Draft| d.fact.figure == Some(beside.mention));
                (beside, prior)
            });
            // «secondo due fonti», «cita tre banchieri»; not «secondo Reuters, da 40 investitori»
            let speak = || attribution.items.contains(&at) || firms::counts_speakers(text, parsed, at);
            let (source, source_rule) = if others && speak() {
                (Fillers::new(), COUNTS_OTHERS)
            } else if let Some(by) = source::expected_by(text, parsed, at) {
                (by, source::AWAITED)
            } else {
                attribution.sources(text, at)
            };
            // «i ricavi di Nvidia sono sotto la stima di Bloomberg»: whose word it is has not earned it
            let (company, rule) = match source_rule == source::AWAITED && !source.is_empty() && company == source {
                true => drafts[first..].last().map_or((Fillers::new(), rule), |d| (copy(&d.fact.company), source_rule)),
                false => (company, rule),
            };
            let mut draft = Draft {
                at,
                rule,
                named: !company.is_empty(),
                beside,
                story: story.relation,
                goes_on: rule == "story"
                    || firms::of_them(text, parsed, at)
                    || chip_rule == "story"
                        && drafts[first..].last().is_some_and(|d| !chip.is_empty() && d.fact.chip == chip),
                fact: Fact {
                    id: String::new(),
                    kind: FactKind::Quantity,
                    sentence: seen.number as u32,
                    relation: text.relations.other,
                    company,
                    counterparty: Fillers::new(),
                    chip,
                    place: Fillers::new(),
                    source,
                    figure: Some(mention),
                    value_of: repeated(text, mention as usize).map(|r| r as u32),
                    of: None,
                    part: None,
                    date: None,
                    certainty: Certainty::Asserted,
                    span: text.mentions[mention as usize].span,
                    rules: Rules { company: rule, chip: chip_rule, source: source_rule, ..Rules::default() },
                },
            };
            if let (Some((beside, Some(prior))), false) = (draft.beside, others) {
                parallel::share_who(text, parsed, at, beside, &drafts[first + prior].fact, &mut draft.fact);
            }
            if !others && let Some(maker) = firms::maker_of_measured(text, &draft.fact) {
                (draft.fact.company, draft.fact.rules.company) = (maker, firms::MAKER_OF_MEASURED);
            }
            let unit = unit_of(text.mentions, &draft.fact);
            if !draft.fact.company.is_empty() || !draft.fact.chip.is_empty() && story.company.is_empty() {
                story = story_of(&draft.fact, unit, so_far + drafts.len() as u32);
            } else if !others && !is_node(text, unit) && (story.unit == unit || rule == "other subject") {
                // what this sentence tells of nobody is not told of whom the last one was
                story.company.clear();
            }
            drafts.push(draft);
        }
        if let Some(told) = drafts[first..].iter().rposition(|d| !d.fact.company.is_empty()) {
            let fact = &drafts[first + told].fact;
            self.story = story_of(fact, unit_of(text.mentions, fact), so_far + (first + told) as u32);
        }
    }

    /// What is told of them: the relation, the other party, what is counted.
    fn what(&mut self, text: &Text<'_>, seen: &Seen, drafts: &mut [Draft]) {
        let Seen { parsed, attribution, .. } = seen;
        for n in 0..drafts.len() {
            let (before, rest) = drafts.split_at_mut(n);
            let Some(draft) = rest.first_mut() else { continue };
            let (at, rule) = (draft.at, draft.rule);
            let prior = draft.beside.and_then(|(beside, prior)| Some((beside, &before[prior?].fact)));
            let subject = subject::subject(text, parsed, parsed.items[at].clause, &attribution.items);
            let unit = unit_of(text.mentions, &draft.fact);
            let money = kind_of(text, &draft.fact) == Some(UnitKind::Money);
            let goes_on = draft.goes_on;
            let story = || draft.story.map(|of| self.relations[of as usize]);
            let known = relation::Told {
                company: draft.named && rule != firms::JUDGED,
                given: rule == "given",
                earned: rule == "earned for the protagonist",
                chip: !draft.fact.chip.is_empty(),
                beside: prior
                    .filter(|(beside, _)| !beside.moved())
                    .map(|(_, prior)| prior.relation)
                    .or_else(|| {
                        story()
                            .filter(|r| goes_on && text.relations.lasts(*r))
                            .map(|r| relation::of_these(text, parsed, at, r))
                    })
                    .or_else(|| self.sum.filter(|_| goes_on && money)),
                same_unit: before.last().filter(|d| unit_of(text.mentions, &d.fact) == unit).map(|d| d.fact.relation),
            };
            let fact = &mut draft.fact;
            // «delle 120.000 che Amd aveva accumulato»: what is done to them
            let relative = relative_of(text, parsed, at, rule).and_then(|c| relation::of_relative(text, parsed, c));
            (fact.relation, fact.rules.relation) = match relative {
                Some(relation) => (relation, "relative"),
                // «li ha rivenduti a Indosat, che ha pagato 100 milioni per 32 rack»
                None if fact.rules.chip == slots::PASSED_ON => (text.relations.buy, slots::PASSED_ON),
                // «verseranno a Washington il 15% di quanto incassano con gli H20»
                None if fact.rules.chip == slots::TOLL => (text.relations.tax, slots::TOLL),
                None => relation::relation(text, parsed, at, subject, known),
            };
            // «ricavi di 4 miliardi contro i 3,9 delle stime»: they expected the same of it
            let bare = [text.relations.worth, text.relations.plan, text.relations.other].contains(&fact.relation);
            let held = bare && fact.rules.source == source::AWAITED;
            let like = before.iter().rev().find(|d| held && unit_of(text.mentions, &d.fact) == unit);
            if let Some(like) = like.filter(|d| text.relations.lasts(d.fact.relation)) {
                (fact.relation, fact.rules.relation) = (like.fact.relation, source::AWAITED);
            }
            // «le sue tecnologie a 5 nm»: how fine a chip is made is no plan and no revenue
            if is_node(text, unit) && !text.relations.makes(fact.relation) {
                (fact.relation, fact.rules.relation) = (text.relations.other, "none");
            }
            // «i test dei ricercatori …, con 128 GB di memoria»: no measure is employed
            let measure = unit.is_some_and(|u| text.lexicons.units[u as usize].kind == UnitKind::Measure);
            if measure && fact.relation == text.relations.employ {
                (fact.relation, fact.rules.relation) = (text.relations.other, "none");
            }
            // «Meta e Google spenderanno 10 e 20 miliardi», «Amd +3%, Intel -2%»: firms of one list deal with each other as little
            (fact.counterparty, fact.rules.counterparty) = match rule {
                "respectively" | "beside" | firms::IN_ROW | COUNTS_OTHERS => (Fillers::new(), "none"),
                _ => {
                    let (clause, relation) = (parsed.items[at].clause, fact.relation);
                    // «Bain parla di 2.000 miliardi», «Nvidia ha chiesto un anticipo del 10%»: who only tells it is no party
                    let teller = subject.item.filter(|_| matches!(rule, "said" | "story"));
                    let taken: SmallVec<[usize; 16]> = attribution.items.iter().copied().chain(teller).collect();
                    firms::counterparty(text, parsed, clause, at, relation, &fact.company, &taken)
                }
            };
            (fact.of, fact.rules.of) = slots::of(text, parsed, at);
            if fact.rules.relation == relation::LIKE_THE_ONE_BEFORE
                && fact.of.is_none()
                && let Some(like) = before.last()
            {
                (fact.of, fact.rules.of) = (like.fact.of, fact.rules.relation);
            }
            if fact.of.is_none()
                && let Some(told) = parallel::measured_before(text, parsed, at)
                && let Some(like) = before.iter().rfind(|d| d.at == told)
            {
                (fact.of, fact.rules.of) = (like.fact.of, "bracketed");
            }
            led(text, parsed, fact);
            if let (Some((beside, prior)), true) = (prior, rule != COUNTS_OTHERS) {
                parallel::share_what(text, beside, prior, fact);
            }
            (fact.part, fact.rules.part) = slots::part(text, parsed, at, subject, fact, self.part);
            if let Some((_, prior)) = prior
                && fact.part.is_none()
                && prior.part.is_some()
                && fact.rules.part != slots::RESPECTIVE
                && fact.company == prior.company
            {
                (fact.part, fact.rules.part) = (prior.part, parallel::RULE);
            }
            if let Some(part) = fact.part {
                self.part = Some(slots::Last { part, sentence: fact.sentence });
            }
            if money && text.relations.lasts(fact.relation) && fact.relation != text.relations.worth {
                self.sum = Some(fact.relation);
            }
            self.relations.push(fact.relation);
        }
    }
}

/// Gives the figure of a list's line what the list is about: «Il prezzo della DDR5 è salito:», «- 6 dollari il 20 settembre».
fn led(text: &Text<'_>, parsed: &Parsed, fact: &mut Fact) {
    let Some((of, relation)) = text.mind.lead.amount else { return };
    let known = text.relations;
    let fits = match kind_of(text, fact) {
        Some(UnitKind::Money) => [known.worth, known.earn, known.lose].contains(&relation),
        Some(UnitKind::Percent) => relation == known.share && unmoved(text, fact),
        _ => false,
    };
    if fits && fact.relation == known.other && fact.of.is_none() && mind::in_list(text, parsed) {
        (fact.relation, fact.of) = (relation, Some(of));
        (fact.rules.relation, fact.rules.of) = (mind::LEAD_IN, mind::LEAD_IN);
    }
}

/// Whether a fact's figure tells no growth or fall.
fn unmoved(text: &Text<'_>, fact: &Fact) -> bool {
    fact.figure.and_then(|m| text.mentions[m as usize].figure()).is_some_and(|f| f.direction.is_none())
}

/// Where and when that was, and how sure it is.
fn how(text: &Text<'_>, seen: &Seen, drafts: &mut [Draft]) {
    let Seen { parsed, attribution, .. } = seen;
    let items = &parsed.items;
    for n in 0..drafts.len() {
        let (before, rest) = drafts.split_at_mut(n);
        let Some(draft) = rest.first_mut() else { continue };
        let (at, rule, fact) = (draft.at, draft.rule, &mut draft.fact);
        if rule == COUNTS_OTHERS && firms::says(text, parsed, at) {
            (fact.rules.place, fact.rules.date, fact.rules.certainty) = (rule, rule, rule);
            if !fact.source.is_empty() {
                fact.report("another's word");
            }
            continue;
        }
        let subject = subject::subject(text, parsed, items[at].clause, &attribution.items);
        let named = draft.named && !rule.starts_with("amount");
        // «Fanno parte delle nove persone fermate»: who is only counted is nowhere where the clause tells nothing of him
        let nowhere = rule == COUNTS_OTHERS && !firms::told_of(text, parsed, at);
        (fact.place, fact.rules.place) = match nowhere {
            true => (Fillers::new(), rule),
            false => slots::place(text, parsed, at, named, subject),
        };
        // «la quota di Huawei in Cina toccherà il 40% e quella di Nvidia scenderà al 54%», «la percentuale scenderà»
        let amount = rule == "story" || subject.item.is_some_and(|s| text.is_that(items[s].first));
        let unit = unit_of(text.mentions, fact);
        if let Some(like) = before.last().filter(|l| amount && unit_of(text.mentions, &l.fact) == unit)
            && fact.place.is_empty()
        {
            (fact.place, fact.rules.place) = (like.fact.place.clone(), "like the one before");
        }
        (fact.date, fact.rules.date) = if nowhere { (None, rule) } else { slots::date(text, parsed, at) };
        if fact.date.is_none()
            && let Some(period) = mind::period(text, parsed, fact)
        {
            (fact.date, fact.rules.date) = (Some(period), mind::PERIOD);
        }
        let verb = relative_of(text, parsed, at, rule).and_then(|c| parsed.clauses[c].verb);
        let sure = sure::certainty(text, parsed, verb.unwrap_or(at), attribution);
        // «le 700.000 unità che Nvidia avrebbe in magazzino»
        (fact.certainty, fact.rules.certainty) = match verb.map(|v| &items[v].what) {
            Some(What::Verb(verb)) => stronger(sure, sure::of_itself(verb)),
            _ => sure,
        };
        // «240 TWh (+130% sul 2024)»: what the figure before the bracket tells, when and how sure
        if rule == "bracketed"
            && let Some(before) = before.last()
        {
            let held = parsed.figure_before(at).is_some_and(|b| parallel::is_compared(parsed, b));
            // «300 miliardi di ricavi (280 nel 2024)»: of its own time
            let own = fact.date.is_some_and(|d| Some(d) > before.fact.figure);
            if fact.date.is_none() && !held {
                (fact.date, fact.rules.date) = (before.fact.date, rule);
            }
            if before.fact.certainty > fact.certainty && !own {
                (fact.certainty, fact.rules.certainty) = (before.fact.certainty, rule);
            }
        }
        if let Some((beside, Some(prior))) = draft.beside.filter(|_| rule != COUNTS_OTHERS) {
            parallel::share_how(beside, &before[prior].fact, fact);
        }
    }
}

/// The figure an ellipsis («altrettanti») repeats.
fn repeated(text: &Text<'_>, mention: usize) -> Option<usize> {
    text.mentions[mention].figure().filter(|f| f.ellipsis)?;
    let from = mention.saturating_sub(LOOK_BACK);
    let whole = |m: &Mention| m.figure().is_some_and(|f| f.value.is_some() && !f.ellipsis && f.unit.is_none());
    text.mentions[from..mention].iter().rposition(whole).map(|at| from + at)
}

/// The relative clause that tells who does it, where that is how its company was found.
fn relative_of(text: &Text<'_>, parsed: &Parsed, at: usize, rule: &str) -> Option<usize> {
    if rule == "relative" { firms::relative_of(text, parsed, at) } else { None }
}

/// Whether the unit tells how fine a chip is made: «5 nm».
fn is_node(text: &Text<'_>, unit: Option<u16>) -> bool {
    unit.is_some_and(|u| text.lexicons.units[u as usize].node)
}

/// What the unit of a fact's figure measures.
fn kind_of(text: &Text<'_>, fact: &Fact) -> Option<UnitKind> {
    fact.figure.and_then(|m| text.mentions[m as usize].figure()).and_then(|f| f.unit_kind(text.lexicons))
}

/// The stronger of two certainties with their rules, the first where they are alike.
pub(super) fn stronger(one: (Certainty, &'static str), other: (Certainty, &'static str)) -> (Certainty, &'static str) {
    if other.0 > one.0 { other } else { one }
}

/// What a fact leaves for the next figure of its kind.
fn story_of(fact: &Fact, unit: Option<u16>, relation: RelationOf) -> Story {
    Story { company: copy(&fact.company), chip: copy(&fact.chip), unit, relation: Some(relation) }
}
