//! How sure: the certainty of what a figure or a word of an event says, from mood, words and attribution.
//!
//! The strongest wins: negated, question, conditional, planned, reported; else asserted. [`certainty`] asks the item itself ([`ITEM`]), then
//! each word of its clause, and of those above it that govern it, that may say how sure it is ([`VERB`], [`ABOVE`], [`NOUN`], [`CUE`]). Each
//! of these tables is in order, the strongest first, and a rule is asked only if it is stronger than the one that holds already; of two
//! that are alike, the one asked first is named. A rule stands in the file of its certainty:
//!
//! | rule | where | example |
//! | --- | --- | --- |
//! | `expected` | `reported` | «Nvidia resta un soffio sotto i 41,3 miliardi attesi»: whatever else the clause says |
//! | `negated verb` | `negated` | «I 300 server non sono stati venduti» |
//! | `verb of denying` | `negated` | «Nvidia esclude di vendere 10.000 H20» |
//! | `verb of stopping` | `negated` | «Stellantis sospende la produzione di 3.000 veicoli» |
//! | `given up` | `negated` | «Intel ha rinunciato a Magdeburgo, dove voleva spendere 30 miliardi» |
//! | `verb of denying above` | `negated` | «Nvidia smentisce che Tencent abbia comprato 10.000 H20» |
//! | `noun of denying` | `negated` | a noun or expression that the lexicons class `deny` |
//! | `negation` | `negated` | «Samsung non ha mai venduto 10.000 Exynos», «senza vendere 300 server» |
//! | `question mark` | `question` | «Microsoft ha davvero comprato 80.000 H100?» |
//! | `asked` | here | «per verificare se Tsmc abbia fornito 3.000 chip» |
//! | `cue of a question` | `question` | «Non è chiaro se Nvidia ha venduto 300 server» |
//! | `conditional verb` | `conditional` | «avrebbe venduto 300 server», «se Nvidia vendesse 300 server» |
//! | `verb above` | `conditional`, `planned` | «verrà ampliato, portando la capacità a 5 GW»: as the verb above says |
//! | `cue of doubt` | `conditional` | «Probabilmente Nvidia ha venduto 300 server» |
//! | `to be done` | `planned` | «30 macchine da consegnare entro giugno» |
//! | `by a day to come` | `planned` | «Il data center di Meta: 1,2 GW entro il 2028» |
//! | `on a condition` | `planned` | «a patto che le consegne non superino la metà» |
//! | `forecast after` | `planned` | «ha portato a 5 miliardi la previsione» |
//! | `on the way` | `planned` | «SK Hynix verso una spesa di 50 miliardi» |
//! | `for a purpose` | `planned` | «un'intesa per costruire 500 megawatt» |
//! | `threatened` | `planned` | «Trump ha ventilato tariffe del 30%», whoever says so |
//! | `future verb` | `planned` | «Nvidia venderà 300 server» |
//! | `verb of planning` | `planned` | «prevede di vendere 300 server», «vuole un milione di GPU», «può vendere 300 server» |
//! | `verb of planning above` | `planned` | «Nvidia prevede che Tencent compri 300 server» |
//! | `noun of planning` | `planned` | «Nvidia ha un piano da 6 miliardi» |
//! | `cue of planning` | `planned` | «clienti in procinto di comprare 300 server» |
//! | `another's word` | `reported` | «Wang dice che DeepSeek ha 50.000 H100» |
//! | `quoted` | `reported` | «La fabbrica di Nvidia ha prodotto in Cina 300 server», in quotes, whoever says it |
//! | `cue of hearsay` | `reported` | «a quanto pare», where `source/` makes nothing of it |
//! | `the verb itself` | here | of an event: «NVIDIA non vende», «venderebbe», «venderà», «può vendere» |
//! | `supposed` | `event/certainty.rs` | of an event: «Se Nvidia vendesse la H20» |
//! | `left` | `event/certainty.rs` | of an event: «Xiaomi abbandona gli Snapdragon»: used no more |
//! | `participle` | `event/certainty.rs` | of an event: «vuole fermare le H20 progettate da Nvidia»: they are, whatever is wanted |
//! | `compared` | `fact/parallel.rs` | «prevede 75.000 addetti, contro i 99.500 di giugno»: what was is no plan |
//!
//! `reach.rs` tells which clauses and verbs speak for the item. `tests/cases/facts.csv` and `events.csv` hold what they lead to.

mod conditional;
mod negated;
mod planned;
mod question;
mod reach;
mod reported;

pub(super) use conditional::supposed;

use super::parse::{Carried, Item, Parsed, Verb, What};
use super::source::Attribution;
use super::{Certainty, Text, subject};
use crate::lexicon::{Mood, WordClass};

/// How sure it is, and the rule that says so.
type Answer = (Certainty, &'static str);

/// A rule: how sure it makes what it holds of, its name, and what asks whether it holds.
type Rule<Holds> = (Certainty, &'static str, Holds);

/// What asks it of the item itself; of a verb, a noun or another word at an item.
type OfItem = fn(&Asked<'_>) -> bool;
type OfVerb = fn(&Asked<'_>, usize, &Verb) -> bool;
type OfNoun = fn(&Asked<'_>, usize, &Carried) -> bool;
type OfCue = fn(&Asked<'_>, usize, WordClass) -> bool;

/// The item that is asked for, and what every rule may look at.
#[derive(Clone, Copy)]
struct Asked<'a> {
    text: &'a Text<'a>,
    parsed: &'a Parsed,
    /// The items of its sentence.
    items: &'a [Item],
    /// Who says what there.
    attribution: &'a Attribution,
    /// Its place among them.
    at: usize,
    /// The clause it stands in.
    clause: usize,
}

impl Asked<'_> {
    /// Whether it is set off by a comma before it: «la prima fase, da 2 gigawatt, sarà pronta».
    fn set_off(&self) -> bool {
        let before = &self.items[self.at.saturating_sub(3)..self.at];
        before.iter().any(|i| i.clause == self.clause && matches!(i.what, What::Mark(',')))
    }

    /// Whether it stands past a colon after item `place`; not where it stands before that item.
    fn past_colon(&self, place: usize) -> bool {
        self.items.get(place..self.at).is_some_and(|i| i.iter().any(|i| matches!(i.what, What::Mark(':'))))
    }

    /// Whether its clause is told of a firm.
    fn of_a_firm(&self) -> bool {
        !subject::subject(self.text, self.parsed, self.clause, &self.attribution.items).firms.is_empty()
    }
}

/// What the item itself says, and the words beside it.
const ITEM: [Rule<OfItem>; 10] = [
    (Certainty::Question, "question mark", question::question_mark),
    (Certainty::Planned, "to be done", planned::to_be_done),
    (Certainty::Planned, "by a day to come", planned::by_a_day_to_come),
    (Certainty::Planned, "on a condition", planned::on_condition),
    (Certainty::Planned, "forecast after", planned::forecast_after),
    (Certainty::Planned, "on the way", planned::towards),
    (Certainty::Planned, "for a purpose", planned::for_a_purpose),
    (Certainty::Planned, "threatened", planned::threatened),
    (Certainty::Reported, "another's word", reported::anothers_word),
    (Certainty::Reported, "quoted", reported::quoted),
];

/// What a verb says, by its place, of an item its clause tells.
const VERB: [Rule<OfVerb>; 6] = [
    (Certainty::Negated, "negated verb", negated::verb),
    (Certainty::Negated, "verb of denying", negated::verb_of_denying),
    (Certainty::Negated, "verb of stopping", negated::verb_of_stopping),
    (Certainty::Conditional, "conditional verb", conditional::verb),
    (Certainty::Planned, "future verb", planned::future_verb),
    (Certainty::Planned, "verb of planning", planned::verb),
];

/// What a verb says of the clause it governs.
const ABOVE: [Rule<OfVerb>; 4] = [
    (Certainty::Negated, "verb of denying above", negated::verb_above),
    (Certainty::Conditional, "verb above", conditional::verb_above),
    (Certainty::Planned, "verb of planning above", planned::verb_of_planning_above),
    (Certainty::Planned, "verb above", planned::verb_above),
];

/// What a verb says of a relative clause that tells what its object is like.
const ABOUT: [Rule<OfVerb>; 2] = [
    (Certainty::Conditional, "verb above", |_, _, verb| verb.mood == Mood::Conditional),
    (Certainty::Planned, "verb above", |_, _, verb| verb.mood == Mood::Future),
];

/// What a noun or an expression before the item says.
const NOUN: [Rule<OfNoun>; 2] =
    [(Certainty::Negated, "noun of denying", negated::noun), (Certainty::Planned, "noun of planning", planned::noun)];

/// What the other words say that tell how sure something is.
const CUE: [Rule<OfCue>; 5] = [
    (Certainty::Negated, "negation", negated::negation),
    (Certainty::Question, "cue of a question", question::cue),
    (Certainty::Conditional, "cue of doubt", conditional::cue),
    (Certainty::Planned, "cue of planning", planned::cue),
    (Certainty::Reported, "cue of hearsay", reported::cue),
];

/// The certainty of what item `at` says, and the rule that says so.
pub(super) fn certainty(text: &Text<'_>, parsed: &Parsed, at: usize, attribution: &Attribution) -> Answer {
    let items = &parsed.items;
    let asked = Asked { text, parsed, items, attribution, at, clause: items[at].clause };
    if reported::expected(&asked) {
        return (Certainty::Reported, "expected");
    }
    let mut sure = stronger((Certainty::Asserted, "none"), &ITEM, |rule| rule(&asked));
    if reach::taken_for_granted(&asked) {
        return sure;
    }
    for (clause, own) in reach::clauses(&asked) {
        sure = by_the_clause(&asked, clause, own, sure);
    }
    sure
}

/// How sure the item is by the words of a clause, where it was `sure` before; `own` says whether that clause tells it.
fn by_the_clause(asked: &Asked<'_>, clause: usize, own: bool, mut sure: Answer) -> Answer {
    let &Asked { parsed, items, at, .. } = asked;
    let here = &parsed.clauses[clause];
    if here.asked && sure.0 < Certainty::Question {
        sure = (Certainty::Question, "asked");
    }
    let from = parsed.telling.partition_point(|&place| place < here.reach.start);
    let within = parsed.telling[from..].iter().copied().take_while(|&place| place < here.reach.end);
    for place in within.filter(|&place| items[place].clause == clause) {
        // of the clauses above, what comes after the item does not speak for it
        let near = own && place != at && (clause == asked.clause || place < at);
        sure = match &items[place].what {
            What::Verb(verb) if near => match reach::speaks(asked, place, verb) {
                true => stronger(sure, &VERB, |rule| rule(asked, place, verb)),
                false => sure,
            },
            What::Verb(_) if clause != asked.clause && reach::of_given_up(asked, asked.clause) => {
                (Certainty::Negated, "given up")
            }
            What::Verb(verb) if reach::says_what(asked, place, verb) => {
                stronger(sure, &ABOUT, |rule| rule(asked, place, verb))
            }
            What::Verb(verb) if reach::governs(asked, place) => stronger(sure, &ABOVE, |rule| rule(asked, place, verb)),
            What::Noun(noun) | What::Phrase(noun) if near && place < at => {
                stronger(sure, &NOUN, |rule| rule(asked, place, noun))
            }
            What::Cue(class) if near => stronger(sure, &CUE, |rule| rule(asked, place, *class)),
            _ => sure,
        };
    }
    sure
}

/// The first of the rules that holds, if it is stronger than what is known.
fn stronger<Holds: Copy>(known: Answer, rules: &[Rule<Holds>], holds: impl Fn(Holds) -> bool) -> Answer {
    let mut stronger = rules.iter().take_while(|&&(to, ..)| to > known.0);
    stronger.find(|&&(.., rule)| holds(rule)).map_or(known, |&(to, name, _)| (to, name))
}

/// How sure a verb is by itself: its mood, its negation, a modal.
pub(super) fn of_itself(verb: &Verb) -> Answer {
    let sure = match verb.mood {
        _ if verb.negated => Certainty::Negated,
        Mood::Conditional => Certainty::Conditional,
        Mood::Future => Certainty::Planned,
        _ if verb.modal => Certainty::Planned,
        _ => Certainty::Asserted,
    };
    (sure, "the verb itself")
}
