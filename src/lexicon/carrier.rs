//! Words and expressions that carry a relation or a class: verbs, nouns, phrases, cues of attribution.

use super::relation::RelationId;
use serde::{Deserialize, Serialize};

macro_rules! classes {
    ($(#[$outer:meta])* $name:ident { $($flag:ident = $text:literal at $bit:literal),* $(,)? }) => {
        $(#[$outer])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        pub struct $name(pub u64);
        #[allow(missing_docs, reason = "each flag is a value of a `class` column, explained in docs/lexicons.md")]
        impl $name {
            $(pub const $flag: $name = $name(1 << $bit);)*
            pub(super) const NAMES: &'static [&'static str] = &[$($text),*];
            pub(super) const FLAGS: &'static [$name] = &[$($name::$flag),*];
            /// Whether it shares a flag with `other`.
            pub fn has(self, other: $name) -> bool { self.0 & other.0 != 0 }
            /// The same without the flags of `other`.
            pub fn without(self, other: $name) -> $name { $name(self.0 & !other.0) }
        }
        impl std::ops::BitOr for $name {
            type Output = $name;
            fn bitor(self, other: $name) -> $name { $name(self.0 | other.0) }
        }
    };
}
classes! {
    /// Classes of words that carry a relation.
    WordClass {
        AUX = "aux" at 0, MODAL = "modal" at 1, SAY = "say" at 2, PLAN = "plan" at 3, PERMIT = "permit" at 4,
        DENY = "deny" at 5, ASK = "ask" at 6, LIGHT = "light" at 7, COPULA = "copula" at 8, UP = "up" at 9,
        DOWN = "down" at 10, GET = "get" at 11, X2 = "x2" at 12, X3 = "x3" at 13, X4 = "x4" at 14, X10 = "x10" at 15,
        HALVE = "x0.5" at 16, AMOUNT = "amount" at 17, PEOPLE = "people" at 18, SOURCE = "source" at 19,
        SPEAKER = "speaker" at 20, COMPANY = "company" at 21, CHIP = "chip" at 22, SITE = "site" at 23,
        ACCORDING = "according" at 24, HEARSAY = "hearsay" at 25, DOUBT = "doubt" at 26, PLANNED = "planned" at 27,
        NEGATION = "negation" at 28, QUESTION = "question" at 29, FIRM = "firm" at 30,
        OWNED = "owned" at 31, OVER = "over" at 32, NEAR = "near" at 33, STOP = "stop" at 34, DEED = "deed" at 35, TOTAL = "total" at 36, BANK = "bank" at 37, LEAD = "lead" at 38, TARGET = "target" at 39, SEE = "see" at 40, SHIFT = "shift" at 41,
        EXPECT = "expect" at 42, PRESENT = "present" at 43, ARRIVE = "arrive" at 44, OFFER = "offer" at 45, SHOW = "show" at 46, CONTAIN = "contain" at 47, REFLEXIVE = "reflexive" at 48,
        CHOOSE = "choose" at 49, TURN = "turn" at 50, LEAVE = "leave" at 51, BID = "bid" at 52,
    }
}

/// A word or expression that carries a relation or a class.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Carrier {
    /// Its key: infinitive, singular, slug.
    pub id: String,
    /// Its relation, if it carries one.
    pub relation: Option<RelationId>,
    /// Its classes.
    pub class: WordClass,
    /// Of a noun, the noun that claims have it as, where that is another: a place in [`super::Lexicons::nouns`].
    pub meant: Option<u32>,
}
