//! What is held to the whole, one file a subject. They are one program, as each would link the library anew: `cargo test --test all
//! facts::` runs those of `facts.rs`, `cargo nextest run -E 'test(/^facts::/)'` does, too.

mod bad_input;
mod claims;
mod cli;
mod commands;
mod common;
mod contract;
mod crashes;
mod dates;
mod docs;
mod export;
mod facts;
mod figures;
mod formats;
mod fuzz;
mod gold;
mod histories;
mod inputs;
mod lexicons;
mod names;
mod numerals;
mod output;
mod report;
mod robust;
mod schema;
mod sentences;
mod snapshots;
mod suggest;
