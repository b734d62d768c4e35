//! What lexicons are put together of, when they are loaded and when the program holds them compiled.

use super::Lexicons;
use super::calendar::CalendarTerm;
use super::carrier::Carrier;
use super::compiled::{self, List, Reader, Rows, Writer};
use super::entity::{Entity, EntityId, InstitutionNoun, Made};
use super::figure::{BoundTerm, Numeral, Unit, UnitKind};
use super::function::{Function, prepositions};
use super::name::{Names, Patterns};
use super::relation::{KnownRelations, Relation};
use super::role::WordRole;
use super::sentence::{Abbreviation, Leftover};
use super::vocabulary::Vocabulary;
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

/// The built-in lexicons as the build script compiled them: nothing where the machine it ran on writes numbers otherwise than the
/// one the program is for.
#[cfg(compiled)]
pub(super) static COMPILED: &compiled::Aligned<[u8]> =
    &compiled::Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/lexicons.bin")));

/// What [`Lexicons`] hold that is large, as it is used.
pub(super) struct Large {
    pub vocabulary: Vocabulary,
    pub names: Names,
    pub patterns: Patterns,
    pub made: Made,
    pub entities: List<Entity>,
    pub verb_forms: Rows<u64>,
}

/// The parts of [`Lexicons`] while they are read; all but the large ones are written into the program together.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Parts {
    #[serde(skip)]
    pub entities: Vec<Entity>,
    pub functions: Vec<Function>,
    pub continents: Vec<(EntityId, EntityId)>,
    pub numerals: Vec<Numeral>,
    pub units: Vec<Unit>,
    pub rates: Vec<String>,
    pub bounds: Vec<BoundTerm>,
    pub calendar: Vec<CalendarTerm>,
    pub relations: Vec<Relation>,
    pub verbs: Vec<Carrier>,
    #[serde(skip)]
    pub verb_forms: Vec<u64>,
    pub nouns: Vec<Carrier>,
    pub phrases: Vec<Carrier>,
    pub attribution: Vec<Carrier>,
    pub institution_nouns: Vec<InstitutionNoun>,
    pub abbreviations: Vec<Abbreviation>,
    pub leftovers: Vec<Leftover>,
    pub words: Vec<WordRole>,
    pub stop: Vec<(String, String)>,
}

impl Lexicons {
    /// The built-in lexicons as the program holds them, if it does.
    #[cfg(compiled)]
    pub(super) fn compiled() -> Option<Lexicons> {
        Lexicons::read(&mut Reader::new(&COMPILED.0))
    }

    /// The build script has none yet.
    #[cfg(not(compiled))]
    pub(super) fn compiled() -> Option<Lexicons> {
        None
    }

    /// What the build script writes into the program: the lexicons as they are used.
    pub fn compile(&self) -> Vec<u8> {
        let mut into = Writer::default();
        self.vocabulary.write(&mut into);
        self.names.write(&mut into);
        self.patterns.write(&mut into);
        self.made.write(&mut into);
        into.list(&self.entities);
        into.table(&self.verb_forms);
        into.value(&(self.unknown_person, self.parts()));
        into.finish()
    }

    /// As they were compiled.
    fn read(from: &mut Reader) -> Option<Lexicons> {
        let large = Large {
            vocabulary: Vocabulary::read(from)?,
            names: Names::read(from)?,
            patterns: Patterns::read(from)?,
            made: Made::read(from)?,
            entities: from.list()?,
            verb_forms: from.table()?,
        };
        let (unknown_person, parts) = from.value()?;
        Some(Lexicons::new(parts, large, unknown_person, Vec::new()))
    }

    pub(super) fn new(
        parts: Parts,
        large: Large,
        unknown_person: EntityId,
        origin: Vec<(&'static str, bool)>,
    ) -> Lexicons {
        let Large { vocabulary, names, patterns, made, entities, verb_forms } = large;
        let unit = |kind| parts.units.iter().position(|u| u.kind == kind).map(|at| at as u16);
        Lexicons {
            names,
            patterns,
            made,
            unknown_person,
            seats: OnceLock::new(),
            entities,
            prepositions: prepositions(&vocabulary),
            vocabulary,
            functions: parts.functions,
            continents: parts.continents,
            numerals: parts.numerals,
            percent_unit: unit(UnitKind::Percent),
            multiple_unit: unit(UnitKind::Multiple),
            units: parts.units,
            rates: parts.rates,
            bounds: parts.bounds,
            calendar: parts.calendar,
            known_relations: KnownRelations::new(&parts.relations),
            relations: parts.relations,
            verbs: parts.verbs,
            verb_forms,
            nouns: parts.nouns,
            phrases: parts.phrases,
            attribution: parts.attribution,
            institution_nouns: parts.institution_nouns,
            abbreviations: parts.abbreviations,
            leftovers: parts.leftovers,
            words: parts.words,
            stop: parts.stop,
            origin,
            by_key: OnceLock::new(),
        }
    }

    /// The small tables, as they were when they were read.
    fn parts(&self) -> Parts {
        Parts {
            functions: self.functions.clone(),
            continents: self.continents.clone(),
            numerals: self.numerals.clone(),
            units: self.units.clone(),
            rates: self.rates.clone(),
            bounds: self.bounds.clone(),
            calendar: self.calendar.clone(),
            relations: self.relations.clone(),
            verbs: self.verbs.clone(),
            nouns: self.nouns.clone(),
            phrases: self.phrases.clone(),
            attribution: self.attribution.clone(),
            institution_nouns: self.institution_nouns.clone(),
            abbreviations: self.abbreviations.clone(),
            leftovers: self.leftovers.clone(),
            words: self.words.clone(),
            stop: self.stop.clone(),
            ..Parts::default()
        }
    }
}
