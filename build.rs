//! Tells the program what it is made of: a hash of the source, so that what another build wrote is not taken for its own.

use std::path::{Path, PathBuf};

fn main() {
    let mut files = Vec::new();
    for folder in ["src", "lexicons"] {
        println!("cargo::rerun-if-changed={folder}");
        list(Path::new(folder), &mut files);
    }
    println!("cargo::rerun-if-changed=Cargo.toml");
    files.push(PathBuf::from("Cargo.toml"));
    files.sort();
    let mut hasher = blake3::Hasher::new();
    for file in files {
        // A file that vanishes while it is built will fail the build by itself.
        let bytes = std::fs::read(&file).unwrap_or_default();
        for part in [file.to_string_lossy().replace('\\', "/").as_bytes(), &bytes] {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
    }
    println!("cargo::rustc-env=FATTI_SOURCE={}", &hasher.finalize().to_hex()[..32]);
}

/// All files below the folder.
fn list(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { list(&path, files) } else { files.push(path) }
    }
}
