//! Tells the program what it is made of: a hash of the source, so that what another build wrote is not taken for its own; and
//! compiles the built-in lexicons into it, with the modules it loads others with (`src/lexicon/compiled.rs` says what for).
#![allow(dead_code, unused_imports, unreachable_pub, missing_docs, reason = "the modules do more than is needed here")]

use std::path::{Path, PathBuf};

#[path = "src/error.rs"]
mod error;
#[path = "src/mention/kind.rs"]
mod kind;
#[path = "src/lexicon/mod.rs"]
mod lexicon;
#[path = "src/span.rs"]
mod span;
#[path = "src/token.rs"]
mod token;
mod mention {
    pub use crate::kind::Type;
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut files = Vec::new();
    for folder in ["src", "lexicons"] {
        println!("cargo::rerun-if-changed={folder}");
        list(Path::new(folder), &mut files);
    }
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=Cargo.toml");
    files.push(PathBuf::from("Cargo.toml"));
    files.sort();
    println!("cargo::rustc-env=FATTI_SOURCE={}", hash(&files));
    println!("cargo::rustc-cfg=compiled");
    compile()
}

/// Writes the compiled lexicons where the program takes them from, and beside them what they were compiled of.
fn compile() -> Result<(), Box<dyn std::error::Error>> {
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    let (compiled, of) = (out.join("lexicons.bin"), out.join("lexicons.of"));
    // This very program holds the lexicons and what they are compiled with.
    let hash = hash(&[std::env::current_exe()?]);
    if compiled.exists() && std::fs::read_to_string(&of).is_ok_and(|before| before == hash) {
        return Ok(());
    }
    // Numbers are written as this machine has them; a program for one that has them otherwise loads the files.
    let same =
        std::env::var("CARGO_CFG_TARGET_ENDIAN")? == if cfg!(target_endian = "little") { "little" } else { "big" };
    let bytes = if same { lexicon::Lexicons::builtin()?.compile() } else { Vec::new() };
    std::fs::write(compiled, bytes)?;
    std::fs::write(of, hash)?;
    Ok(())
}

/// A hash of the files' names and bytes.
fn hash(files: &[PathBuf]) -> String {
    let mut hasher = blake3::Hasher::new();
    for file in files {
        // A file that vanishes while it is built will fail the build by itself.
        let bytes = std::fs::read(file).unwrap_or_default();
        for part in [file.to_string_lossy().replace('\\', "/").as_bytes(), &bytes] {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
    }
    hasher.finalize().to_hex()[..32].to_owned()
}

/// All files below the folder.
fn list(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { list(&path, files) } else { files.push(path) }
    }
}
