//! The state: what the runs before did with each file, so that the next run does only what is new.
//!
//! It is an SQLite database beside the tables: one file, in a format anyone can look into, that stays whole whenever a run is
//! killed or the disk is full, and that says so when it is no database any more. What it holds is summed up, so that a row
//! lost or changed by anything else is noticed too: a state is read as it was written, or not at all. Nothing but the rows'
//! lengths is kept of the tables; the rows themselves stand in them.

use crate::table::Lengths;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags, params};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// What the database calls itself (`PRAGMA application_id`): «fatt».
const APPLICATION: i32 = 0x6661_7474;
/// The version of the schema (`PRAGMA user_version`): a state of another version is not read.
const VERSION: i32 = 2;
const SCHEMA: [&str; 2] = [
    "CREATE TABLE article (name BLOB NOT NULL, path BLOB NOT NULL, size INTEGER NOT NULL, modified INTEGER NOT NULL, \
     changed INTEGER NOT NULL, hash BLOB, skipped TEXT, bytes INTEGER NOT NULL, sentences INTEGER NOT NULL, \
     mentions INTEGER NOT NULL, facts INTEGER NOT NULL, lengths BLOB NOT NULL, articles INTEGER NOT NULL, bad INTEGER NOT NULL, \
     untold TEXT, beside BLOB, PRIMARY KEY (name, path)) WITHOUT ROWID",
    "CREATE TABLE run (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) WITHOUT ROWID",
];

/// What tells a file that was not written to since: its size and times.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stat {
    /// Bytes.
    pub size: u64,
    /// When its content was last written, in nanoseconds since 1970; [`Stat::UNSETTLED`] where that says nothing.
    pub modified: i64,
    /// When anything of it last changed, its times included, in nanoseconds since 1970; 0 where the system does not say.
    pub changed: i64,
}

impl Stat {
    /// The time of a file that may have been written to again within the same tick of the clock.
    pub const UNSETTLED: i64 = i64::MIN;

    /// What the system says of a file.
    pub fn of(kind: &std::fs::Metadata) -> Stat {
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt;
            let nanoseconds = |s: i64, ns: i64| s.saturating_mul(1_000_000_000).saturating_add(ns);
            Stat {
                size: kind.len(),
                modified: nanoseconds(kind.mtime(), kind.mtime_nsec()),
                changed: nanoseconds(kind.ctime(), kind.ctime_nsec()),
            }
        }
        #[cfg(not(unix))]
        {
            let modified = kind.modified().ok().and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok());
            let modified = modified.and_then(|since| i64::try_from(since.as_nanos()).ok()).unwrap_or(Self::UNSETTLED);
            Stat { size: kind.len(), modified, changed: 0 }
        }
    }

    /// The same where the file's times lie safely before `now` (nanoseconds since 1970); else unsettled: clocks of file systems
    /// tick in steps of up to two seconds, and what is written twice within one looks untouched.
    pub fn settled(self, now: i64) -> Stat {
        let safe = self.modified.max(self.changed) < now.saturating_sub(2_000_000_000);
        if safe { self } else { Stat { modified: Self::UNSETTLED, ..self } }
    }
}

/// What a run did with one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// What the tables call it.
    pub name: String,
    /// Its path below the corpus as the system has it; empty where the name is just that.
    pub path: Vec<u8>,
    /// Its size and times.
    pub stat: Stat,
    /// The hash of its bytes (BLAKE3); `None` where it could not be read.
    pub hash: Option<[u8; 32]>,
    /// Why it was skipped.
    pub skipped: Option<String>,
    /// Articles in it: one, or so many of its records.
    pub articles: u64,
    /// Records of it that hold no article.
    pub bad: u64,
    /// The first of these: what the tables call them after the file's name and `#`, and why.
    pub untold: Vec<(String, String)>,
    /// A hash of what is said of it beside it.
    pub beside: Option<[u8; 16]>,
    /// Bytes of its text.
    pub bytes: u64,
    /// Its sentences.
    pub sentences: u64,
    /// Its mentions.
    pub mentions: u64,
    /// Its facts.
    pub facts: u64,
    /// How many bytes its rows take in each table.
    pub lengths: Lengths,
}

/// Something that was skipped: the record, empty where it is the whole file; and why.
pub type Untold = (String, String);

/// So many records that were skipped are named of a file; the rest is counted.
pub const MOST_UNTOLD: usize = 20;

impl Known {
    /// What of it was skipped.
    pub fn untold(&self) -> impl Iterator<Item = Untold> {
        let file = self.skipped.iter().map(|reason| (String::new(), reason.clone()));
        let more = self.bad.saturating_sub(self.untold.len() as u64);
        let more = (more > 0).then(|| {
            let records = if more == 1 { "record" } else { "records" };
            (String::new(), format!("{more} more {records}, named in articles.csv"))
        });
        file.chain(self.untold.iter().cloned()).chain(more).collect::<Vec<_>>().into_iter()
    }

    /// A hash of all that is known; those of a state add up to its sum.
    fn check(&self) -> u128 {
        let mut hasher = blake3::Hasher::new();
        let numbers = [
            self.name.len() as u64,
            self.path.len() as u64,
            self.stat.size,
            self.stat.modified as u64,
            self.stat.changed as u64,
            self.bytes,
            self.sentences,
            self.mentions,
            self.facts,
            u64::from(self.hash.is_some()),
            self.articles,
            self.bad,
            self.untold.len() as u64,
            u64::from(self.beside.is_some()),
            self.skipped.as_ref().map_or(0, |reason| reason.len() as u64 + 1),
        ];
        // One buffer: a call a field costs more than the hashing.
        let mut bytes = Vec::with_capacity(512);
        numbers.iter().chain(&self.lengths).for_each(|n| bytes.extend_from_slice(&n.to_le_bytes()));
        bytes.extend_from_slice(self.hash.as_ref().map_or(&[], |hash| &hash[..]));
        bytes.extend_from_slice(self.name.as_bytes());
        bytes.extend_from_slice(&self.path);
        bytes.extend_from_slice(self.skipped.as_deref().unwrap_or_default().as_bytes());
        bytes.extend_from_slice(self.beside.as_ref().map_or(&[], |hash| &hash[..]));
        for text in self.untold.iter().flat_map(|(record, reason)| [record, reason]) {
            bytes.extend_from_slice(&(text.len() as u64).to_le_bytes());
            bytes.extend_from_slice(text.as_bytes());
        }
        hasher.update(&bytes);
        let mut half = [0; 16];
        half.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
        u128::from_le_bytes(half)
    }
}

/// A table as a run left it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// Its file's name.
    pub name: String,
    /// Its bytes.
    pub size: u64,
    /// When it was written, in nanoseconds since 1970.
    pub modified: i64,
    /// For a file in another format, what it was made of.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub made_of: String,
}

/// What the last run was done with; where any of it differs, nothing is the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Basis {
    /// The program: its version and a hash of its source.
    pub engine: String,
    /// The lexicons: a hash of all they say.
    pub lexicons: String,
    /// The options that change what the tables hold.
    pub options: String,
}

/// Why a state cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// In words that go on from «the state …».
    pub words: String,
    /// Whether what it holds is spoilt, so that there is nothing to keep it for; else it could only not be read or written now.
    pub spoilt: bool,
}

impl std::fmt::Display for Broken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.words)
    }
}

/// The state of an output folder.
#[derive(Debug)]
pub struct State {
    connection: Connection,
    /// What the last run was done with.
    pub basis: Basis,
    /// The folder it read: where another one is read now, times say nothing.
    pub corpus: String,
    /// The tables it wrote.
    pub written: Vec<Written>,
    /// How many claims its facts made, and how many of them are conflicts.
    pub claims: [usize; 2],
    /// The sum of the files' hashes.
    sum: u128,
    /// Whether no run has ended in this state.
    pub empty: bool,
}

impl State {
    /// Opens the state in the file `path`; a new one where there is none and `create` is set.
    ///
    /// # Errors
    /// Why it cannot be used: it is no state, or one of another version, or cannot be read.
    pub fn open(path: &Path, create: bool) -> Result<State, Broken> {
        State::try_open(path, create).map_err(broken)
    }

    fn try_open(path: &Path, create: bool) -> Result<State, Failure> {
        let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        if create {
            flags |= OpenFlags::SQLITE_OPEN_CREATE;
        }
        let connection = Connection::open_with_flags(path, flags)?;
        // One run at a time has the lock of the folder; FULL: what is committed is on the disk.
        connection.execute_batch(
            "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA locking_mode = EXCLUSIVE; \
             PRAGMA synchronous = FULL; PRAGMA cache_size = -2048;",
        )?;
        let number = |name: &str| connection.pragma_query_value(None, name, |row| row.get::<_, i32>(0));
        let schema: Vec<String> = connection
            .prepare("SELECT sql FROM sqlite_schema ORDER BY name")?
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        let (application, version) = (number("application_id")?, number("user_version")?);
        let mut state = State {
            connection,
            basis: Basis::default(),
            corpus: String::new(),
            written: Vec::new(),
            claims: [0; 2],
            sum: 0,
            empty: true,
        };
        if (application, version) == (0, 0) && schema.is_empty() {
            return Ok(state);
        }
        if (application, version) != (APPLICATION, VERSION) || schema != SCHEMA {
            return Err(Failure::OtherVersion);
        }
        state.empty = false;
        state.basis = Basis {
            engine: state.value("engine")?,
            lexicons: state.value("lexicons")?,
            options: state.value("options")?,
        };
        state.corpus = state.value("corpus")?;
        state.written = serde_json::from_str(&state.value("tables")?).map_err(|_| Failure::Damaged)?;
        state.claims = serde_json::from_str(&state.value("claims")?).map_err(|_| Failure::Damaged)?;
        state.sum = u128::from_str_radix(&state.value("sum")?, 16).map_err(|_| Failure::Damaged)?;
        Ok(state)
    }

    fn value(&self, key: &str) -> rusqlite::Result<String> {
        self.connection.query_row("SELECT value FROM run WHERE key = ?", [key], |row| row.get(0))
    }

    /// Shows every file to `see`, in the order of the tables' rows: by name, then by path.
    ///
    /// # Errors
    /// Why the state is no longer as it was written; what was shown until then must not be used.
    pub fn each(&self, mut see: impl FnMut(Known)) -> Result<(), Broken> {
        if self.empty {
            return Ok(());
        }
        let mut sum = 0u128;
        let mut scan = || -> Result<(), Failure> {
            let mut statement = self.connection.prepare("SELECT * FROM article ORDER BY name, path")?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let known = known(row)?;
                sum = sum.wrapping_add(known.check());
                see(known);
            }
            Ok(())
        };
        scan().map_err(broken)?;
        if sum == self.sum { Ok(()) } else { Err(broken(Failure::Damaged)) }
    }

    /// Begins to change the state; nothing is changed before [`State::commit`].
    ///
    /// # Errors
    /// Why it cannot be written.
    pub fn begin(&mut self) -> Result<(), Broken> {
        let mut begin = || -> rusqlite::Result<()> {
            self.connection.execute_batch("BEGIN IMMEDIATE")?;
            if self.empty {
                self.connection.pragma_update(None, "application_id", APPLICATION)?;
                self.connection.pragma_update(None, "user_version", VERSION)?;
                SCHEMA.iter().try_for_each(|table| self.connection.execute_batch(table))?;
                self.empty = false;
            }
            Ok(())
        };
        begin().map_err(broken)
    }

    /// Forgets every file.
    ///
    /// # Errors
    /// Why it cannot be written.
    pub fn clear(&mut self) -> Result<(), Broken> {
        self.sum = 0;
        self.connection.execute_batch("DELETE FROM article").map_err(broken)
    }

    /// Forgets a file.
    ///
    /// # Errors
    /// Why it cannot be written.
    pub fn remove(&mut self, known: &Known) -> Result<(), Broken> {
        self.sum = self.sum.wrapping_sub(known.check());
        let done = self
            .connection
            .prepare_cached("DELETE FROM article WHERE name = ? AND path = ?")
            .and_then(|mut s| s.execute(params![known.name.as_bytes(), known.path]));
        done.map(drop).map_err(broken)
    }

    /// Remembers a file that is not in the state.
    ///
    /// # Errors
    /// Why it cannot be written.
    pub fn add(&mut self, known: &Known) -> Result<(), Broken> {
        self.sum = self.sum.wrapping_add(known.check());
        let untold = (!known.untold.is_empty()).then(|| serde_json::to_string(&known.untold).unwrap_or_default());
        let lengths: Vec<u8> = known.lengths.iter().flat_map(|n| n.to_le_bytes()).collect();
        let done = self
            .connection
            .prepare_cached("INSERT INTO article VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)")
            .and_then(|mut s| {
                s.execute(params![
                    known.name.as_bytes(),
                    known.path,
                    known.stat.size as i64,
                    known.stat.modified,
                    known.stat.changed,
                    known.hash.as_ref().map(|hash| &hash[..]),
                    known.skipped,
                    known.bytes as i64,
                    known.sentences as i64,
                    known.mentions as i64,
                    known.facts as i64,
                    lengths,
                    known.articles as i64,
                    known.bad as i64,
                    untold,
                    known.beside.as_ref().map(|hash| &hash[..]),
                ])
            });
        done.map(drop).map_err(broken)
    }

    /// Makes all changes since [`State::begin`] at once, and sees to it that they are on the disk.
    ///
    /// # Errors
    /// Why it cannot be written; the state is then what it was.
    pub fn commit(&mut self, basis: &Basis, corpus: &str, written: &[Written]) -> Result<(), Broken> {
        let tables = serde_json::to_string(written).unwrap_or_default();
        let (claims, sum) = (format!("[{},{}]", self.claims[0], self.claims[1]), format!("{:032x}", self.sum));
        let put = |key: &str, value: &str| {
            self.connection.execute("INSERT OR REPLACE INTO run VALUES (?, ?)", [key, value]).map(drop)
        };
        put("engine", &basis.engine)
            .and_then(|()| put("lexicons", &basis.lexicons))
            .and_then(|()| put("options", &basis.options))
            .and_then(|()| put("corpus", corpus))
            .and_then(|()| put("tables", &tables))
            .and_then(|()| put("claims", &claims))
            .and_then(|()| put("sum", &sum))
            .and_then(|()| self.connection.execute_batch("COMMIT"))
            .map_err(broken)
    }
}

/// A file as its row tells it.
fn known(row: &rusqlite::Row<'_>) -> Result<Known, Failure> {
    let blob = |at: usize| -> Result<&[u8], Failure> { row.get_ref(at)?.as_blob().map_err(|_| Failure::Damaged) };
    let number = |at: usize| row.get::<_, i64>(at);
    let mut lengths = Lengths::default();
    let bytes = blob(11)?;
    if bytes.len() != lengths.len() * 8 {
        return Err(Failure::Damaged);
    }
    for (length, bytes) in lengths.iter_mut().zip(bytes.chunks_exact(8)) {
        *length = bytes.iter().rev().fold(0, |n, &b| n << 8 | u64::from(b));
    }
    let hash = match row.get_ref(5)? {
        ValueRef::Null => None,
        value => Some(value.as_blob().ok().and_then(|b| b.try_into().ok()).ok_or(Failure::Damaged)?),
    };
    Ok(Known {
        name: std::str::from_utf8(blob(0)?).map_err(|_| Failure::Damaged)?.to_owned(),
        path: blob(1)?.to_vec(),
        stat: Stat { size: number(2)? as u64, modified: number(3)?, changed: number(4)? },
        hash,
        skipped: row.get_ref(6)?.as_str_or_null().map_err(|_| Failure::Damaged)?.map(str::to_owned),
        bytes: number(7)? as u64,
        sentences: number(8)? as u64,
        mentions: number(9)? as u64,
        facts: number(10)? as u64,
        lengths,
        articles: number(12)? as u64,
        bad: number(13)? as u64,
        untold: match row.get_ref(14)?.as_str_or_null().map_err(|_| Failure::Damaged)? {
            Some(json) => serde_json::from_str(json).map_err(|_| Failure::Damaged)?,
            None => Vec::new(),
        },
        beside: match row.get_ref(15)? {
            ValueRef::Null => None,
            value => Some(value.as_blob().ok().and_then(|b| b.try_into().ok()).ok_or(Failure::Damaged)?),
        },
    })
}

/// What can go wrong: SQLite's errors, and our own word for what it does not notice.
enum Failure {
    Sql(rusqlite::Error),
    Damaged,
    OtherVersion,
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Failure {
        Failure::Sql(error)
    }
}

fn broken(failure: impl Into<Failure>) -> Broken {
    use rusqlite::{Error, ErrorCode};
    let spoilt = |words: &str| Broken { words: words.to_owned(), spoilt: true };
    match failure.into() {
        Failure::OtherVersion => spoilt("is of another version"),
        Failure::Damaged | Failure::Sql(Error::QueryReturnedNoRows | Error::FromSqlConversionFailure(..)) => {
            spoilt("is damaged")
        }
        Failure::Sql(Error::SqliteFailure(code, _))
            if matches!(code.code, ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) =>
        {
            spoilt("is damaged")
        }
        // a schema that is spoilt, a row that is not of the schema's types
        Failure::Sql(Error::InvalidColumnType(..) | Error::SqlInputError { .. } | Error::Utf8Error(..)) => {
            spoilt("is damaged")
        }
        Failure::Sql(other) => Broken { words: format!("cannot be used: {other}"), spoilt: false },
    }
}
