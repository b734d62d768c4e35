//! What a mention can be. By itself, as the build script reads the lexicons, too.

use serde::{Deserialize, Serialize};

/// What a mention is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Type {
    /// A named processor, accelerator, memory or chip family.
    #[default]
    Chip,
    /// A firm, a brand used as one, or a medium.
    Company,
    /// A country, city, region, continent.
    Place,
    /// A calendar expression.
    Date,
    /// A quantity.
    Figure,
    /// A person.
    Person,
    /// A government, ministry, agency, army, court, university.
    Institution,
    /// An AI model or its family.
    Model,
}

impl Type {
    /// All of them, in the order of this list.
    pub const ALL: [Type; 8] = [
        Type::Chip,
        Type::Company,
        Type::Place,
        Type::Date,
        Type::Figure,
        Type::Person,
        Type::Institution,
        Type::Model,
    ];

    /// As the tables have it.
    pub fn name(self) -> &'static str {
        match self {
            Type::Chip => "chip",
            Type::Company => "company",
            Type::Place => "place",
            Type::Date => "date",
            Type::Figure => "figure",
            Type::Person => "person",
            Type::Institution => "institution",
            Type::Model => "model",
        }
    }

    /// The lexicon its names stand in, without `.csv`.
    pub(crate) fn lexicon(self) -> &'static str {
        match self {
            Type::Chip => "chips",
            Type::Company => "companies",
            Type::Place => "places",
            Type::Person => "persons",
            Type::Institution => "institutions",
            Type::Model => "models",
            Type::Date => "calendar",
            Type::Figure => "numerals",
        }
    }
}
