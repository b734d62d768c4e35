//! The lexicons: CSV files read once, checked, compiled, and lent to every stage.
//!
//! | file | read by |
//! | --- | --- |
//! | `chips` `chip_patterns` `companies` `places` `persons` `institutions` `models` `institution_nouns` `demonyms` `name_cues` `given_names` `stop` | `mention/name/` |
//! | `numerals` `units` `rates` `bounds` | `mention/numeral/` `mention/figure/` |
//! | `calendar` | `mention/date/` |
//! | `abbreviations` `leftovers` | `sentence.rs` |
//! | `relations` `verbs` `nouns` `phrases` `attribution` `function_words` `continents` | `fact/` |
//! | `words` | any rule that asks for a word |
//!
//! `docs/lexicons.md` says what each column means. What a row says stands by what reads it:
//!
//! | module | holds |
//! | --- | --- |
//! | `file.rs` `table.rs` | the files, their columns and rows |
//! | `vocabulary/` | words and the terms they begin |
//! | `name.rs` `entity.rs` | names, and whose they are |
//! | `function.rs` `role.rs` | parts of closed-class words in the sentence; what rules ask of single words |
//! | `verb.rs` | forms of verbs |
//! | `carrier.rs` `relation.rs` | what words carry: classes and relations |
//! | `figure.rs` `calendar.rs` `sentence.rs` | numbers, units, bounds; dates; abbreviations and leftovers |
//! | `load.rs` `parts.rs` `compiled.rs` `index.rs` | from rows to lexicons; the built-in ones, compiled |
//! | `source.rs` `check.rs` | where a run's lexicons come from; which rows are doubtful |

mod calendar;
mod carrier;
#[cfg(compiled)]
pub mod check;
mod compiled;
mod entity;
mod figure;
mod file;
mod function;
mod index;
mod load;
mod name;
mod parts;
mod relation;
mod role;
mod sentence;
mod source;
mod table;
mod verb;
mod vocabulary;

pub use calendar::{CalendarClass, CalendarTerm};
pub use carrier::{Carrier, WordClass};
pub use entity::{Entity, EntityId, InstitutionNoun, Made, NameCue, Seats};
pub use figure::{Bound, BoundTerm, Numeral, NumeralClass, Unit, UnitKind};
pub use file::builtin_files;
pub(crate) use file::columns;
pub use function::Function;
pub use name::{Begin, Case, Cue, Form, Found, Names, Patterns};
pub use relation::{By, KnownRelations, Relation, RelationId};
pub use role::WordRole;
pub use sentence::{Abbreviation, Leftover};
pub use source::Source;
pub use table::did_you_mean;
pub use verb::{Mood, VerbForm, is_past_subjunctive};
pub(crate) use vocabulary::Info;
pub use vocabulary::{TermKind, TermKinds, Vocabulary, WordId};

use crate::error::Result;
use crate::mention::Type;
use crate::token::Token;
use compiled::{List, Rows};
use rustc_hash::FxHashMap;
use std::path::Path;
use std::sync::OnceLock;

/// Everything the lexicons say.
#[derive(Debug)]
pub struct Lexicons {
    /// Words and terms.
    pub vocabulary: Vocabulary,
    /// Names.
    pub names: Names,
    /// Series of chips by the shape of their names.
    pub patterns: Patterns,
    /// All entities.
    entities: List<Entity>,
    /// The firms among them by where they sit, put together when first asked for.
    seats: OnceLock<Seats>,
    /// Closed-class words; payload of [`TermKind::Function`].
    pub functions: Vec<Function>,
    /// For each word up to the last such one, the preposition whose plain form it is.
    prepositions: Vec<Option<&'static str>>,
    /// Countries and the continents papers call their firms by.
    continents: Vec<(EntityId, EntityId)>,
    /// Number words; payload of [`TermKind::Numeral`].
    pub numerals: Vec<Numeral>,
    /// Units; payload of [`TermKind::Unit`].
    pub units: Vec<Unit>,
    /// The unit `%`.
    pub percent_unit: Option<u16>,
    /// The unit of multiples, `x`.
    pub multiple_unit: Option<u16>,
    /// What makes a rate, as the tables show it; payload of [`TermKind::Rate`].
    pub rates: Vec<String>,
    /// Bounds; payload of [`TermKind::Bound`].
    pub bounds: Vec<BoundTerm>,
    /// Calendar words; payload of [`TermKind::Calendar`].
    pub calendar: Vec<CalendarTerm>,
    /// Relations.
    pub relations: Vec<Relation>,
    /// Those that rules ask for.
    pub known_relations: KnownRelations,
    /// Verbs.
    pub verbs: Vec<Carrier>,
    /// Forms of verbs, as numbers; payload of [`TermKind::Verb`].
    verb_forms: Rows<u64>,
    /// Nouns; payload of [`TermKind::Noun`].
    pub nouns: Vec<Carrier>,
    /// Expressions; payload of [`TermKind::Phrase`].
    pub phrases: Vec<Carrier>,
    /// Cues of attribution and certainty; payload of [`TermKind::Attribution`].
    pub attribution: Vec<Carrier>,
    /// Nouns that make institutions; payload of [`TermKind::InstitutionNoun`].
    pub institution_nouns: Vec<InstitutionNoun>,
    /// The institutions made of such a noun and a place.
    pub made: Made,
    /// A person the lexicons do not hold, told by a first name; the mention's own words are its id and name.
    pub unknown_person: EntityId,
    /// Abbreviations; payload of [`TermKind::Abbreviation`].
    pub abbreviations: Vec<Abbreviation>,
    /// Leftovers; payload of [`TermKind::Leftover`].
    pub leftovers: Vec<Leftover>,
    /// What rules ask of ordinary words; payload of [`TermKind::Word`].
    pub words: Vec<WordRole>,
    /// Forms that are no names, and the one article they are silenced in (empty: everywhere).
    pub stop: Vec<(String, String)>,
    /// Where the lexicons came from: a file's name and whether it was built in.
    pub origin: Vec<(&'static str, bool)>,
    /// The entities by type and key, put together when first asked for.
    by_key: OnceLock<ByKey>,
}

/// Entities by type and key.
type ByKey = FxHashMap<Type, FxHashMap<String, EntityId>>;

impl Lexicons {
    /// The lexicons built into the program.
    ///
    /// # Errors
    /// [`Error::Lexicon`](crate::error::Error::Lexicon) when a built-in file is bad: a test keeps that from landing.
    pub fn builtin() -> Result<Lexicons> {
        Source::builtin().load()
    }

    /// The files in `dir`, each in place of the built-in one of its name; the built-in ones for those `dir` lacks; the rows of
    /// `companies.add.csv` added to those of `companies.csv`, and so on.
    ///
    /// # Errors
    /// [`Error::Io`](crate::error::Error::Io) when a file cannot be read, [`Error::Lexicon`](crate::error::Error::Lexicon) naming every bad row of every file.
    pub fn load(dir: &Path) -> Result<Lexicons> {
        Source::folder(dir)?.load()
    }

    /// The preposition in its plain form («della»: «di»), if the word is one the rules know.
    #[inline]
    pub fn preposition(&self, word: WordId) -> Option<&'static str> {
        self.prepositions.get(self.vocabulary.base(word).0 as usize).copied().flatten()
    }

    /// The roles of a word: `words.csv` may list it more than once.
    pub(crate) fn roles<'a>(&'a self, token: &'a Token) -> impl Iterator<Item = WordRole> + 'a {
        self.vocabulary.own(token, TermKind::Word).map(|payload| self.words[payload as usize])
    }

    /// The part of a closed-class word.
    #[inline]
    pub fn function(&self, token: &Token) -> Option<Function> {
        token.function
    }

    /// The longest term of a closed class that begins at `tokens[0]`: how many tokens it takes and its part in the sentence.
    #[inline]
    pub fn closed(&self, tokens: &[Token]) -> Option<(usize, Function)> {
        let first = tokens.first()?;
        if first.goes_on.has(TermKind::Function) {
            let (len, payload) = self.vocabulary.term(tokens, TermKind::Function)?;
            return Some((len, self.functions[payload as usize]));
        }
        first.function.map(|function| (1, function))
    }

    /// The forms of verbs the word may be.
    #[inline]
    pub fn forms(&self, token: &Token) -> impl Iterator<Item = VerbForm> + '_ {
        self.vocabulary.own(token, TermKind::Verb).map(|payload| self.verb_form(payload))
    }

    /// The form a newspaper most likely means by the word: the first of the lowest rank.
    pub fn likeliest_form(&self, token: &Token) -> Option<VerbForm> {
        let numbers = self.vocabulary.own(token, TermKind::Verb).map(|payload| self.verb_forms[payload as usize]);
        numbers.min_by_key(|&number| VerbForm::rank_of(number)).map(VerbForm::of)
    }

    /// The form of a verb that is the payload of [`TermKind::Verb`].
    #[inline]
    pub fn verb_form(&self, payload: u32) -> VerbForm {
        VerbForm::of(self.verb_forms[payload as usize])
    }

    /// The verb of which it is a form.
    pub fn verb(&self, form: VerbForm) -> &Carrier {
        &self.verbs[form.verb as usize]
    }

    /// Whether `words.csv` gives the word this role.
    pub fn has_role(&self, token: &Token, role: WordRole) -> bool {
        self.roles(token).any(|r| r == role)
    }

    /// Whether the word is an article in the plural, alone or in its preposition, or says as much: «i», «delle», «queste».
    pub fn plural_article(&self, token: &Token) -> bool {
        self.has_role(token, WordRole::Plural)
    }

    /// The rank a word gives in a list, from 1: 2 for «la seconda».
    pub fn rank(&self, token: &Token) -> Option<u8> {
        self.roles(token).find_map(|role| match role {
            WordRole::Rank(rank) => Some(rank),
            _ => None,
        })
    }

    /// Whether papers call the firms of a country by a continent: «l'azienda europea».
    pub fn on_continent(&self, country: EntityId, continent: EntityId) -> bool {
        self.continents.contains(&(country, continent))
    }

    /// The entity.
    #[inline]
    pub fn entity(&self, id: EntityId) -> &Entity {
        match self.entities.get(id.0 as usize) {
            Some(entity) => entity,
            None => self.made.entity(id, &self.institution_nouns, &self.entities),
        }
    }

    /// The firms by where they sit.
    pub fn seats(&self) -> &Seats {
        self.seats.get_or_init(|| Seats::new(self.entities.iter()))
    }

    /// The entity of this type and lexicon key.
    pub fn by_key(&self, kind: Type, id: &str) -> Option<EntityId> {
        let by_key = self.by_key.get_or_init(|| {
            let mut all = ByKey::default();
            for (entity, at) in self.entities.iter().zip(0..) {
                all.entry(entity.kind).or_default().insert(entity.id.clone(), EntityId(at));
            }
            all
        });
        by_key.get(&kind)?.get(id).copied()
    }

    /// The relation's key.
    pub fn relation(&self, id: RelationId) -> &str {
        &self.relations[id.0 as usize].id
    }

    /// The relation of this key.
    pub fn relation_by_key(&self, id: &str) -> Option<RelationId> {
        self.relations.iter().position(|r| r.id == id).map(|at| RelationId(at as u16))
    }
}

#[cfg(test)]
mod tests {
    use super::file::FILES;
    use super::parts::COMPILED;
    use super::table::Table;
    use super::*;

    #[test]
    fn the_built_in_lexicons_load() {
        if let Err(error) = Lexicons::builtin() {
            panic!("{error}");
        }
    }

    /// What the program holds is what its files say, to the byte.
    #[test]
    fn the_compiled_lexicons_are_the_built_in_ones() {
        let loaded = Lexicons::from_files(|_| Ok(None)).expect("the built-in lexicons load");
        let compiled = Lexicons::compiled().expect("the program holds them");
        assert!(loaded.compile() == COMPILED.0, "the build script compiled other lexicons");
        assert!(compiled.compile() == COMPILED.0, "what is compiled is not read as it was written");
    }

    #[test]
    fn rows_are_sorted_by_id() {
        for file in FILES {
            let mut problems = Vec::new();
            let table = Table::read(file.name, file.columns, file.builtin, &mut problems);
            let ids: Vec<&str> = table.rows().map(|r| r.get("id")).collect();
            if let Some(pair) = ids.windows(2).find(|p| p[0].as_bytes() >= p[1].as_bytes()) {
                panic!("{}: `{}` stands before `{}`; sort the rows by id, byte by byte", file.name, pair[0], pair[1]);
            }
        }
    }
}
