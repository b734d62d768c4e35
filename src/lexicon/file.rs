//! The files: their names and columns, the rows built into the program, and how they are read.

use super::table::Table;
use crate::error::{Error, Problem, Result};
use crate::mention::Type;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;

/// A lexicon file: its name, its columns, and the rows built into the program.
pub(super) struct File {
    pub name: &'static str,
    /// The file of a folder whose rows are added to its rows: `companies.add.csv`.
    pub add: &'static str,
    pub columns: &'static [&'static str],
    pub builtin: &'static [u8],
}

macro_rules! files {
    ($($name:literal: $columns:literal),* $(,)?) => {
        &[$(File {
            name: concat!($name, ".csv"),
            add: concat!($name, ".add.csv"),
            columns: &{ const N: usize = commas($columns); split::<N>($columns) },
            builtin: include_bytes!(concat!("../../lexicons/", $name, ".csv")),
        }),*]
    };
}

/// How many names parted by commas.
const fn commas(text: &str) -> usize {
    let (mut n, mut at) = (1, 0);
    while at < text.len() {
        n += (text.as_bytes()[at] == b',') as usize;
        at += 1;
    }
    n
}

/// The names parted by commas.
const fn split<const N: usize>(text: &'static str) -> [&'static str; N] {
    let mut out = [""; N];
    let (mut n, mut rest) = (0, text);
    while n < N {
        let mut at = 0;
        while at < rest.len() && rest.as_bytes()[at] != b',' {
            at += 1;
        }
        let (head, tail) = rest.split_at(at);
        out[n] = head;
        n += 1;
        if !tail.is_empty() {
            rest = tail.split_at(1).1;
        }
    }
    out
}

/// All of them.
pub(super) const FILES: &[File] = files! {
    "abbreviations": "id,forms,class,note",
    "attribution": "id,forms,class,note",
    "bounds": "id,forms,bound,side,note",
    "calendar": "id,forms,class,value,note",
    "chip_patterns": "id,pattern,cue,maker,family,kind,note",
    "chips": "id,name,forms,case,cue,maker,family,kind,year,note",
    "companies": "id,name,forms,case,cue,country,seat,kind,descriptions,note",
    "continents": "id,countries,note",
    "demonyms": "id,forms,note",
    "function_words": "id,forms,class,note",
    "given_names": "id,order,note",
    "institution_nouns": "id,forms,kind,of_place,note",
    "institutions": "id,name,forms,case,cue,country,kind,note",
    "leftovers": "id,forms,class,note",
    "models": "id,name,forms,case,cue,maker,note",
    "name_cues": "id,forms,class,note",
    "nouns": "id,forms,relation,class,as,note",
    "numerals": "id,forms,value,class,note",
    "persons": "id,name,forms,surname,alone,works_for,role,note",
    "phrases": "id,forms,relation,class,note",
    "places": "id,name,forms,case,cue,kind,country,note",
    "rates": "id,forms,note",
    "relations": "id,family,by,note",
    "stop": "id,form,article,note",
    "units": "id,forms,kind,case,note",
    "verbs": "id,relation,class,irregular,note",
    "words": "id,forms,class,value,note",
};

/// Each file's rows, by its name.
pub(super) type Tables = BTreeMap<&'static str, Table>;

/// The bytes of a file of the folder; `None` where it has none of that name.
pub(super) fn read_dir(dir: &Path, name: &str) -> Result<Option<Vec<u8>>> {
    let path = dir.join(name);
    match std::fs::read(&path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(Error::io("read", &path, e)),
    }
}

/// All files as rows, those added to them in their places, and for each whether it was built in.
pub(super) fn tables(
    read: impl Fn(&str) -> Result<Option<Vec<u8>>>,
    problems: &mut Vec<Problem>,
) -> Result<(Tables, Vec<(&'static str, bool)>)> {
    let mut origin = Vec::new();
    let mut bytes = Vec::new();
    for file in FILES {
        let own = read(file.name)?;
        origin.push((file.name, own.is_none()));
        bytes.push((file, own, read(file.add)?));
    }
    let tables = bytes.par_iter().with_max_len(1).map(|(file, own, added)| {
        let mut problems = Vec::new();
        let bytes = own.as_deref().unwrap_or(file.builtin);
        let mut table = Table::read(file.name, file.columns, bytes, &mut problems);
        table.own = bytes != file.builtin;
        if let Some(added) = added {
            table = table.with(Table::read(file.add, file.columns, added, &mut problems));
        }
        (table, problems)
    });
    let mut all = BTreeMap::new();
    for (table, found) in tables.collect::<Vec<_>>() {
        all.insert(table.file, table);
        problems.extend(found);
    }
    Ok((all, origin))
}

/// The lexicons built into the program: the name and the bytes of each file.
///
/// ```
/// let mut files = fatti::lexicon::builtin_files();
/// assert!(files.any(|(name, bytes)| name == "companies.csv" && bytes.starts_with(b"id,name,forms")));
/// ```
pub fn builtin_files() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    FILES.iter().map(|file| (file.name, file.builtin))
}

/// The columns of the lexicon that names of this type stand in.
pub(crate) fn columns(kind: Type) -> &'static [&'static str] {
    let file = FILES.iter().find(|f| f.name.strip_suffix(".csv") == Some(kind.lexicon()));
    file.map_or(&[], |f| f.columns)
}
