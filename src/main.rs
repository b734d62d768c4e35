//! The binary `extract`: arguments in, exit code out.

mod command;

use std::process::ExitCode;

/// An article makes thousands of small vectors; this allocator takes a fifth of the system's time for each.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    ExitCode::from(command::main() as u8)
}
