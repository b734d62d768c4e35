//! What: the chips a figure counts, measures or prices.
//!
//! [`chip`] asks its rules one after the other, and the first that answers wins. A rule is a function from what is asked for ([`Asked`])
//! to an answer; they stand by what they look at:
//!
//! | file | looks at |
//! | --- | --- |
//! | `counted.rs` | the figure's own noun phrase, and what stands right beside it |
//! | `clause.rs` | the chips of its clause, of the one above, of its sentence |
//! | `told.rs` | what was told before |
//! | `spoken.rs` | what a deal, a price or a toll is of, where its own words name no chip |
//!
//! `list.rs` reads lists of chips, and what a chip there is a part of.

mod clause;
mod counted;
mod list;
mod spoken;
mod told;

use crate::fact::parse::{Item, Parsed, What};
use crate::fact::quantity::Story;
use crate::fact::subject::Subject;
use crate::fact::{Fillers, Text, who};
use crate::lexicon::{UnitKind, WordClass};
use crate::mention::{Figure, Type};
use counted::Phrase;
use smallvec::smallvec;
pub(in crate::fact) use spoken::{PASSED_ON, TOLL};

/// The rule of chips that are counted themselves.
pub(in crate::fact) const COUNTED: &str = "counted";

/// The chips of a figure, and the rule that says so.
type Answer = (Fillers, &'static str);

/// The figure that is asked for, and what every rule may look at.
#[derive(Clone, Copy)]
struct Asked<'a> {
    text: &'a Text<'a>,
    parsed: &'a Parsed,
    /// The items of its sentence.
    items: &'a [Item],
    /// Its item.
    figure: usize,
    /// The clause it stands in.
    clause: usize,
    /// What it tells.
    quantity: &'a Figure,
    /// What its unit measures.
    unit: Option<UnitKind>,
    /// What it counts, as its noun phrase says.
    phrase: Phrase,
    /// The subject of its clause.
    subject: &'a Subject,
    /// What the facts before it were told of.
    story: &'a Story,
}

impl Asked<'_> {
    /// Whether item `at` names a chip.
    fn is_chip(&self, at: usize) -> bool {
        self.items.get(at).is_some_and(|i| self.text.is_kind(i, Type::Chip))
    }

    /// What item `at` is, if there is one.
    fn what(&self, at: usize) -> Option<&What> {
        self.items.get(at).map(|i| &i.what)
    }

    /// The chips listed with the one at item `at`, by this rule.
    fn chips(&self, at: usize, rule: &'static str) -> Answer {
        (list::chips(self.text, self.items, at), rule)
    }

    /// Whether its unit tells technical data of a device: «288 GB».
    fn data(&self) -> bool {
        self.quantity.unit.is_some_and(|u| self.text.lexicons.units[u as usize].device)
    }

    /// Whether its unit tells how small what is made is: «3 nm».
    fn node(&self) -> bool {
        self.quantity.unit.is_some_and(|u| self.text.lexicons.units[u as usize].node)
    }

    /// Whether it tells a part of something, or how many times as much.
    fn share(&self) -> bool {
        matches!(self.unit, Some(UnitKind::Percent | UnitKind::Points | UnitKind::Multiple))
    }

    /// Whether a figure before it in its clause counts something else: «dei 500 progetti ne sono stati completati 150».
    fn after_others(&self) -> bool {
        self.parsed.figures_of(self.clause).any(|i| {
            // «15,7 milioni di azioni, 278.700 in più»
            let noun = i + 1 + usize::from(matches!(self.what(i + 1), Some(What::Preposition("di"))));
            i < self.figure
                && match self.what(noun) {
                    Some(What::Noun(n)) => !n.class.has(WordClass::CHIP),
                    Some(What::Word) => self.text.tokens[self.items[noun].first].is_word(),
                    _ => false,
                }
        })
    }
}

/// The chips a figure counts, measures or prices.
///
/// | rule | where | example |
/// | --- | --- | --- |
/// | `counted` | `counted` | «10.000 GPU H800», «cinquantamila H100» |
/// | `taxed` | `clause` | «La tariffa del 25% riguarda H200 e MI308» |
/// | `size` | `counted` | «18 Cpu Venice da 256 core» |
/// | `lead-in` | `told` | «DDR5 16Gb:», «- Media della sessione: 26 dollari»; «- 6.912 core» |
/// | `product` | `told` | «- Memoria: 288 GB», in an article on one chip |
/// | `pieces` | `told` | «il primo lotto comprende 25.000 unità», «60 milioni di yuan per ciascun sistema» |
/// | `ordinal`, `respectively` | here | «H100 e H200 costano rispettivamente 2 e 3 dollari» |
/// | `pronoun` | `told` | «ne ha ordinati 16.000», after a sentence on the H20 |
/// | `limit` | `spoken` | «sotto la soglia di 1,4 TB/s»: of no chip |
/// | `passed on` | `spoken` | «ha comprato i GB200 e li ha rivenduti a Indosat, che ha pagato 100 milioni» |
/// | `unnamed` | `spoken` | «avrebbe preteso 300.000 schede», in an article on one chip |
/// | `further` | `told` | «Altri 18.000 chip dovrebbero seguire», after a sentence on the H20 |
/// | `parts` | `told` | «Integra 80 miliardi di transistor», after a sentence on one chip |
/// | `other head` | `clause` | «15,7 milioni di azioni»: counts no chips |
/// | `spent beside` | `clause` | «addestrato con 10.000 H800 e una spesa di 5,6 milioni»: of no chip |
/// | `clause` | `clause` | «l'H20 costa 12.000 dollari», «vendite di H20 per 4 miliardi» |
/// | `clause above` | `clause` | «può vendere gli H200 in Cina, trattenendo il 25% degli incassi» |
/// | `valued` | `told` | «12.000 H200, per un valore di 350 milioni» |
/// | `toll` | `spoken` | «promettendo a Washington il 15% dei ricavi», after a sentence on the H20 |
/// | `of trade` | `spoken` | «può vendere l'H200, purché le consegne non superino la metà» |
/// | `written off` | `spoken` | «hanno fermato gli H20, e Nvidia ci ha rimesso 4,5 miliardi» |
/// | `restated` | `spoken` | «una H20 costa 90.000 yuan (12.500 dollari)» |
/// | `dropped` | `spoken` | «Costerebbe 50.000 yuan», after a sentence whose subject is a chip |
/// | `built of` | `clause` | «la prima tranche, da 1 gigawatt, sarà basata sulla MI450» |
/// | `definite` | `told` | «Il nuovo chip costa il 40% in meno», after a sentence on one |
/// | `how many` | `told` | «Non è chiaro quante H20 siano partite: Bernstein parla di 200.000» |
/// | `story` | `told` | «Bloomberg parla di 1,6 milioni» |
/// | `price` | `told` | «2,2 euro l'ora» |
/// | `sentence` | `clause` | «il sistema, che riunisce 384 Ascend 910C, arriva a 300 PFLOPS» |
/// | `topic` | `told` | «Ha 288 GB di memoria.», under a heading or after a sentence on one chip |
pub(in crate::fact) fn chip(
    text: &Text<'_>,
    parsed: &Parsed,
    figure: usize,
    subject: &Subject,
    story: &Story,
) -> Answer {
    let items = &parsed.items;
    let Some(quantity) = text.figure_of(&items[figure]) else { return (Fillers::new(), "none") };
    let unit = quantity.unit_kind(text.lexicons);
    let (clause, phrase) = (items[figure].clause, Phrase::default());
    let asked = Asked { text, parsed, items, figure, clause, quantity, unit, phrase, subject, story };
    let asked = Asked { phrase: counted::phrase(&asked), ..asked };
    by_the_figure(&asked).or_else(|| by_the_clause(&asked)).unwrap_or((Fillers::new(), "none"))
}

/// The rules that go by the figure and the words around it.
fn by_the_figure(asked: &Asked<'_>) -> Option<Answer> {
    counted::counted(asked)
        .or_else(|| clause::taxed(asked))
        .or_else(|| counted::size(asked))
        .or_else(|| counted::apposed(asked))
        .or_else(|| counted::equated(asked))
        .or_else(|| counted::alternatives(asked))
        .or_else(|| told::further(asked))
        .or_else(|| told::listed(asked))
        .or_else(|| told::product(asked))
        .or_else(|| spoken::limit(asked))
        .or_else(|| told::pieces(asked))
        .or_else(|| spoken::passed_on(asked))
        .or_else(|| spoken::unnamed(asked))
        .or_else(|| ordinal(asked))
        .or_else(|| respectively(asked))
        .or_else(|| told::pronoun(asked))
        .or_else(|| told::of_parts(asked))
        .or_else(|| clause::other_head(asked))
}

/// The rules that go by its clause, the one above, and what was told before.
fn by_the_clause(asked: &Asked<'_>) -> Option<Answer> {
    clause::spent_beside(asked)
        .or_else(|| clause::before(asked))
        .or_else(|| clause::subject(asked))
        .or_else(|| told::resold(asked))
        .or_else(|| clause::relative(asked))
        .or_else(|| clause::subject_above(asked))
        .or_else(|| clause::of_subject_before(asked))
        .or_else(|| clause::sold_above(asked))
        .or_else(|| clause::sales_of(asked))
        .or_else(|| clause::paid_for(asked))
        .or_else(|| told::valued(asked))
        .or_else(|| spoken::toll(asked))
        .or_else(|| spoken::of_trade(asked))
        .or_else(|| spoken::written_off(asked))
        .or_else(|| spoken::restated(asked))
        .or_else(|| spoken::dropped(asked))
        .or_else(|| clause::built_of(asked))
        .or_else(|| told::definite(asked))
        .or_else(|| told::how_many(asked))
        .or_else(|| told::goes_on(asked))
        .or_else(|| told::rented(asked))
        .or_else(|| clause::sentence(asked))
        .or_else(|| told::topic(asked))
}

/// The chip of that rank in the list before: «la prima ne ha 3.000, la seconda 500».
fn ordinal(asked: &Asked<'_>) -> Option<Answer> {
    let one = who::ordinal(asked.text, asked.parsed, asked.figure, Type::Chip)?;
    Some((smallvec![one], "ordinal"))
}

/// The chip of the same rank: «H100 e H200 costano rispettivamente 2 e 3 dollari».
fn respectively(asked: &Asked<'_>) -> Option<Answer> {
    let one = who::respectively(asked.text, asked.parsed, asked.figure, &[Type::Chip])?;
    Some((smallvec![one], "respectively"))
}
