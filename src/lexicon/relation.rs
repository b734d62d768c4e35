//! Relations a fact can have, and what tells the things apart that facts of one family speak of.

use serde::{Deserialize, Serialize};

/// A relation a fact can have.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Relation {
    /// Its key.
    pub id: String,
    /// The relations it can speak of the same thing with.
    pub family: String,
    /// What tells the things its facts speak of apart.
    pub by: By,
}

/// What, besides company, chip, unit and place, two facts of one family must have in common to speak of the same thing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct By {
    /// What is counted or measured: revenue is no profit.
    pub of: bool,
    /// The date told: a quarter's sales are no other's.
    pub date: bool,
    /// Where no date is told, when the paper came out: what it calls today's.
    pub news: bool,
    /// The other party: what one buyer gets is not what another does.
    pub counterparty: bool,
}

impl By {
    /// As the lexicon has them.
    pub(super) const NAMES: [&'static str; 4] = ["of", "date", "news", "counterparty"];
}

macro_rules! known_relations {
    ($($name:ident),* $(,)?) => {
        /// The relations that rules ask for by name; one the lexicon has not is no fact's.
        #[derive(Clone, Copy, Debug, Serialize, Deserialize)]
        #[allow(missing_docs, reason = "the names are the relations' own; lexicons/relations.csv tells them")]
        pub struct KnownRelations { $(pub $name: RelationId),* }
        impl KnownRelations {
            pub(super) fn new(relations: &[Relation]) -> KnownRelations {
                let get = |id| relations.iter().position(|r| r.id == id).map_or(u16::MAX, |at| at as u16);
                KnownRelations { $($name: RelationId(get(stringify!($name).trim_start_matches("r#")))),* }
            }
        }
    };
}
known_relations! {
    grow, fall, share, own, employ, worth, other, authorize, ban, tax, earn, lose, launch, rent, plan, invest, buy, sell, acquire,
    order, deliver, export, import, produce, r#use, train,
}

/// A relation: a place in [`super::Lexicons::relations`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RelationId(pub u16);
