//! What, where, when: the slots of a figure that are neither firms nor relations; place and date are an event's, too.
//!
//! | file | slot |
//! | --- | --- |
//! | `chip/` | the chip counted, measured or priced |
//! | `place.rs` | where |
//! | `date/` | when |
//! | `of.rs` | the noun counted or measured |
//! | `part.rs` | which part of its firm that is of |
//!
//! `zone.rs` tells which part of a clause is a figure's own, `phrase.rs` what belongs to its noun. The rules of a slot stand in a table
//! at the head of its file; `tests/cases/facts.csv` and `fact_dates.csv` have an example a rule.

mod chip;
mod date;
mod of;
mod part;
mod phrase;
mod place;
mod zone;

pub(super) use chip::{COUNTED, PASSED_ON, TOLL, chip};
pub(super) use date::{date, was};
pub(super) use of::{of, past_aside};
pub(super) use part::{Last, RESPECTIVE, part};
pub(super) use place::{market_before, place};
