//! The end of a run: rows into the tables, in order; what was done into the state; all in their places.

use super::before::Before;
use super::edited::{Edited, edited};
use super::folder::{Folder, OWN};
use super::list::{File, Listing};
use super::plan::{Kept, Place, Plan, Step};
use super::texts::Texts;
use super::work::{Done, Work};
use super::{Options, Progress, Summary, Watched, Why};
use crate::TOGETHER;
use crate::claim::{ClaimId, claims_of};
use crate::error::{Error, Result};
use crate::input::{Format, Reading};
use crate::lexicon::{Lexicons, Source};
use crate::state::{Basis, Broken, Known, Stat, State, Untold, Written};
use crate::table::changes::{self, Changes};
use crate::table::{FACTS_CSV, MARKS, Old, Places, Rows, TABLES, Tables, publish, sync_folder, write_claims};
use crate::timings::{Stage, Timings};
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use std::path::Path;
use std::sync::mpsc::{Receiver, sync_channel};

/// Files worked on before their rows are written: enough to keep every core busy, little enough to bound memory.
const BATCH_FILES: usize = 512;

/// A batch ends before this many bytes of files, unless one file alone is larger. Rows take some ten times the bytes of
/// their articles, and three batches are in memory at once: being worked on, waiting, being written.
const BATCH_BYTES: u64 = 3 << 16;

/// A file with records that is larger than this, in bytes, is worked on alone, all cores at its records, and its rows are written
/// as they come: it may be of any size.
const PARTS_FROM: u64 = 1 << 20;

/// A run that knows what it has to do.
pub(super) struct Run<'r> {
    pub corpus: &'r str,
    pub folder: &'r Folder,
    pub listing: &'r Listing,
    pub options: &'r Options,
    pub reading: &'r Reading,
    pub basis: &'r Basis,
    pub watched: &'r Watched<'r>,
    pub timings: &'r Timings,
    /// When the run began, in nanoseconds since 1970.
    pub now: i64,
}

/// The lexicons, which are not loaded where nothing is to be read.
pub(super) enum Loaded<'s> {
    Yes(Box<Lexicons>),
    NotYet(&'s Source),
}

/// A step that was done.
enum Piece {
    Keep(Kept),
    Done {
        file: usize,
        done: Box<Done>,
        before: Option<Box<Place>>,
    },
    /// Some rows of the file that is done next.
    Part(Box<Rows>),
    Gone(Box<Place>),
}

impl Run<'_> {
    /// Does what is planned. Where that is nothing, the lexicons are not even loaded.
    ///
    /// # Errors
    /// As [`super::run`].
    pub fn go(
        &self,
        before: Before,
        plan: Plan,
        old: Option<Old>,
        why: Option<Why>,
        lexicons: Loaded<'_>,
    ) -> Result<Summary> {
        let mut summary = Summary::default();
        summary.work.all = why;
        let Plan { steps, touched, skipped, .. } = plan;
        let mended = before.mended;
        let claims = (why.is_none() && before.claims).then(FxHashSet::default);
        let (places, stood) = (Places::new(|name| self.options.choice.shows(name)), before.places());
        let mut writer = Writer {
            claims,
            run: self,
            state: before.state,
            keep: why.is_none(),
            old,
            skipped,
            summary,
            facts: Vec::new(),
            places,
            before: stood,
        };
        let nothing = why.is_none() && before.claims && steps.iter().all(|step| matches!(step, Step::Keep(_)));
        if nothing {
            self.watched.tell(Progress::Listed(0));
            return writer.nothing(&steps, &touched, mended);
        }
        let todo = steps.iter().filter(|step| matches!(step, Step::Do { .. })).count();
        let lexicons = match (todo, lexicons) {
            (0, _) => None,
            (_, Loaded::Yes(lexicons)) => Some(*lexicons),
            (_, Loaded::NotYet(source)) => Some(self.timings.time(Stage::Lexicons, || source.load())?),
        };
        self.watched.tell(Progress::Listed(todo));
        writer.begin()?;
        let tables = Tables::create(&self.folder.next, &places.tables)?;
        let changes = Changes::create(&self.folder.next)?;
        let (writer, tables, changes) = std::thread::scope(|scope| {
            let (send, receive) = sync_channel(1);
            let writing = scope.spawn(move || writer.write(tables, changes, &receive));
            for batch in batches(steps, self.listing) {
                // What a run that was told to stop did not do must not reach the writer, who hangs up only when it failed, and
                // then says why.
                let sent = |done| self.watched.go_on() && send.send(done).is_ok();
                let lexicons = lexicons.as_ref();
                let go_on = if batch.iter().any(|step| self.in_parts(step)) {
                    let part = &mut |rows: &mut Rows| sent(vec![Piece::Part(Box::new(std::mem::take(rows)))]);
                    batch.into_iter().all(|step| sent(vec![self.step(step, lexicons, part)]))
                } else {
                    sent(
                        batch
                            .into_par_iter()
                            .chunks(TOGETHER)
                            .flat_map_iter(|steps| self.steps(steps, lexicons))
                            .collect(),
                    )
                };
                if !go_on {
                    break;
                }
            }
            drop(send);
            writing.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        })?;
        // Here, and not in the writer's thread, the work that is left is shared among as many threads as the caller asked for.
        self.timings.time(Stage::Finish, || writer.finish(tables, changes, &touched))
    }

    /// Whether a step is a file with so many records that their rows are written as they come.
    fn in_parts(&self, step: &Step) -> bool {
        let Step::Do { file, .. } = step else { return false };
        let file = &self.listing.files[*file];
        file.stat.as_ref().is_ok_and(|stat| stat.size > PARTS_FROM) && Format::of(&file.name()).has_records()
    }

    /// Steps whose articles take each stage together.
    fn steps(&self, steps: Vec<Step>, lexicons: Option<&Lexicons>) -> Vec<Piece> {
        let file = |step: &Step| match step {
            Step::Do { file, .. } => {
                Some(&self.listing.files[*file]).filter(|file| !Format::of(&file.name()).has_records())
            }
            _ => None,
        };
        let articles: Vec<&File> = steps.iter().filter_map(file).collect();
        let done = match lexicons.filter(|_| !articles.is_empty() && self.watched.go_on()) {
            Some(lexicons) => self.work(lexicons).articles(&articles),
            // The run was stopped: nothing of this is written.
            None => articles.iter().map(|_| Done::default()).collect(),
        };
        self.watched.tell(Progress::Done { files: articles.len(), articles: 0, bytes: 0 });
        let mut done = done.into_iter();
        let piece = |step: Step| match (file(&step).is_some(), step) {
            (true, Step::Do { file, before }) => {
                Piece::Done { file, done: Box::new(done.next().unwrap_or_default()), before }
            }
            (_, step) => self.step(step, lexicons, &mut |_| false),
        };
        steps.into_iter().map(piece).collect()
    }

    fn step(&self, step: Step, lexicons: Option<&Lexicons>, part: &mut dyn FnMut(&mut Rows) -> bool) -> Piece {
        match (step, lexicons) {
            (Step::Keep(kept), _) => Piece::Keep(*kept),
            (Step::Gone(place), _) => Piece::Gone(place),
            (Step::Do { file, before }, Some(lexicons)) if self.watched.go_on() => {
                let done = self.work(lexicons).file(&self.listing.files[file], part);
                self.watched.tell(Progress::Done { files: 1, articles: 0, bytes: 0 });
                Piece::Done { file, done: Box::new(done), before }
            }
            // The run was stopped: nothing of this is written.
            (Step::Do { file, before }, _) => Piece::Done { file, done: Box::default(), before },
        }
    }
}

/// How many articles of the table tell no date; `None` where it cannot be read.
fn undated(articles: &Path) -> Option<usize> {
    let mut reader = csv::Reader::from_path(articles).ok()?;
    let header = reader.byte_headers().ok()?;
    let at = |name: &str| header.iter().position(|column| column == name.as_bytes());
    let (published, status) = (at("published")?, at("status")?);
    let (mut row, mut count) = (csv::ByteRecord::new(), 0);
    while reader.read_byte_record(&mut row).ok()? {
        count += usize::from(row.get(published) == Some(b"") && row.get(status) == Some(b"read"));
    }
    Some(count)
}

/// The steps in batches, bounded by the count and the bytes of the files to be read.
fn batches(steps: Vec<Step>, listing: &Listing) -> impl Iterator<Item = Vec<Step>> {
    let size = |step: &Step| match step {
        Step::Do { file, .. } => Some(listing.files[*file].stat.as_ref().map_or(0, |stat| stat.size)),
        _ => None,
    };
    let mut rest = steps.into_iter().peekable();
    std::iter::from_fn(move || {
        let (mut batch, mut files, mut bytes) = (Vec::new(), 0, 0);
        while let Some(step) = rest.peek() {
            if let Some(size) = size(step) {
                if files == BATCH_FILES || (files > 0 && bytes + size > BATCH_BYTES) {
                    break;
                }
                files += 1;
                bytes += size;
            } else if batch.len() == BATCH_FILES * 16 {
                break;
            }
            batch.extend(rest.next());
        }
        (!batch.is_empty()).then_some(batch)
    })
}

/// What a run has written so far.
pub(super) struct Writer<'r> {
    pub(super) run: &'r Run<'r>,
    pub(super) state: Option<State>,
    /// Whether the state is changed, not begun anew.
    keep: bool,
    old: Option<Old>,
    /// The claims whose statements changed; `None` where all are made anew.
    claims: Option<FxHashSet<ClaimId>>,
    /// What is skipped: places of files in the listing, the record where it is only one of theirs, and why.
    pub(super) skipped: Vec<(usize, Untold)>,
    /// The facts' rows of a file that is written piece by piece.
    facts: Vec<u8>,
    pub(super) summary: Summary,
    /// Where the tables are to stand, and where they stood.
    pub(super) places: Places,
    pub(super) before: Places,
}

impl Writer<'_> {
    /// Begins to change the state.
    pub(super) fn begin(&mut self) -> Result<()> {
        let keep = self.keep;
        self.state(|state| {
            state.begin()?;
            if keep { Ok(()) } else { state.clear() }
        })
    }

    /// Changes the state, where there is one.
    fn state(&mut self, change: impl FnOnce(&mut State) -> std::result::Result<(), Broken>) -> Result<()> {
        let Some(state) = &mut self.state else { return Ok(()) };
        change(state).map_err(|broken| {
            let words = std::io::Error::other(format!("the state {broken}"));
            Error::io("write", &self.run.folder.state, words)
        })
    }

    /// The end of a run that had nothing to do but, perhaps, to remember new times of files.
    fn nothing(mut self, steps: &[Step], touched: &[(usize, Known)], mended: bool) -> Result<Summary> {
        for step in steps {
            if let Step::Keep(kept) = step {
                self.count(kept);
            }
        }
        let run = self.run;
        self.summary.changes = Some(changes::Count::default());
        [self.summary.claims, self.summary.conflicts] =
            self.state.as_ref().map(|state| state.claims).unwrap_or_default();
        let changes = run.folder.output.join(self.before.changes);
        // What changed since the run before is nothing now, unless it is that run which was completed just now.
        let changes = match !mended && !changes::is_empty(&changes) {
            true => Some(Changes::create(&run.folder.next)?.finish(self.places.changes)?),
            false => None,
        };
        let written = self.formats_again(changes)?;
        let moved = self.state.as_ref().is_some_and(|state| state.corpus != run.corpus || state.written != written);
        if moved || touched.iter().any(|(file, known)| run.stat(*file) != known.stat) {
            self.begin()?;
            self.touch(touched)?;
            self.place(&written)?;
        }
        Ok(self.end())
    }

    /// Remembers the new times of files whose content did not change.
    fn touch(&mut self, touched: &[(usize, Known)]) -> Result<()> {
        for (file, known) in touched {
            let stat = self.run.stat(*file);
            if stat != known.stat {
                self.state(|state| {
                    state.remove(known)?;
                    state.add(&Known { stat, ..known.clone() })
                })?;
            }
        }
        Ok(())
    }

    /// Writes what comes in; returns what has to be finished.
    fn write(
        mut self,
        mut tables: Tables,
        mut changes: Changes,
        receive: &Receiver<Vec<Piece>>,
    ) -> Result<(Self, Tables, Changes)> {
        for piece in receive.iter().flatten() {
            self.run.timings.time(Stage::Write, || self.piece(piece, &mut tables, &mut changes))?;
        }
        Ok((self, tables, changes))
    }

    /// Puts what was written in its place, and adds up what was done.
    fn finish(mut self, tables: Tables, changes: Changes, touched: &[(usize, Known)]) -> Result<Summary> {
        self.run.watched.check()?;
        self.touch(touched)?;
        self.summary.changes = self.old.is_some().then_some(changes.count);
        let mut written = tables.finish()?;
        let Folder { output, next, .. } = self.run.folder;
        let (claims, count) = write_claims(next, output, self.claims.as_ref(), &self.places, &self.before)?;
        [self.summary.claims, self.summary.conflicts] = count;
        written.extend(claims);
        written.push(changes.finish(self.places.changes)?);
        written.extend(self.formats()?);
        self.place(&written)?;
        self.summary.undated = undated(&output.join(self.places.place("articles.csv")));
        let shown = written.into_iter().map(|table| table.name).filter(|name| !name.starts_with(OWN));
        self.summary.written = shown.collect();
        Ok(self.end())
    }

    /// The order that makes it safe: the tables are on the disk; the state says they are the ones; they get their names.
    fn place(&mut self, written: &[Written]) -> Result<()> {
        let run = self.run;
        let Folder { output, next, .. } = run.folder;
        sync_folder(next);
        // What cannot be renamed later is told before anything is changed.
        let in_the_way = written.iter().map(|table| output.join(&table.name)).find(|place| place.is_dir());
        let ready = match in_the_way {
            Some(place) => Err(Error::io("write", &place, std::io::ErrorKind::IsADirectory.into())),
            None => {
                let before = self.state.as_ref().map_or(&[][..], |state| &state.written);
                let edited = edited(output, next, before, written);
                let kept = edited.into_iter().map(Edited::keep).collect::<Result<Vec<_>>>();
                let claims = [self.summary.claims, self.summary.conflicts];
                kept.and_then(|kept| {
                    self.summary.warnings.extend(kept);
                    self.state(|state| {
                        state.claims = claims;
                        state.commit(run.basis, run.corpus, written)
                    })
                })
            }
        };
        if ready.is_err() {
            run.folder.clear();
        }
        // From here on the tables are needed where they are, until they have their names.
        ready.and_then(|()| publish(next, output, written))?;
        self.retire(written);
        Ok(())
    }

    fn piece(&mut self, piece: Piece, tables: &mut Tables, changes: &mut Changes) -> Result<()> {
        match piece {
            Piece::Keep(kept) => {
                self.count(&kept);
                let Some(old) = &mut self.old else { return Ok(()) };
                tables.copy(old, &kept.from, &kept.lengths)
            }
            Piece::Part(rows) => {
                tables.append(&rows.parts())?;
                self.claims_changed(&rows.marks);
                if self.old.is_some() {
                    self.facts.extend_from_slice(&rows.facts);
                }
                Ok(())
            }
            Piece::Gone(place) => {
                self.summary.work.gone += 1;
                if self.run.options.keep_text {
                    Texts::below(&self.run.folder.output).forget(&place.known.name);
                }
                let before = self.rows_before(FACTS_CSV, &place)?;
                let marks = self.rows_before(MARKS, &place)?;
                self.claims_changed(&marks);
                self.compare(changes, &before, b"")?;
                if self.keep { self.state(|state| state.remove(&place.known)) } else { Ok(()) }
            }
            Piece::Done { file, done, before } => {
                let Done { rows, known, notes, failed } = *done;
                if let Some(error) = failed {
                    return Err(error);
                }
                let path = self.run.listing.path(&self.run.listing.files[file]);
                self.summary.warnings.extend(notes.iter().map(|note| format!("{}: {note}", path.display())));
                tables.append(&rows.parts())?;
                self.claims_changed(&rows.marks);
                let facts_before = match &before {
                    Some(place) => {
                        let marks = self.rows_before(MARKS, place)?;
                        self.claims_changed(&marks);
                        self.rows_before(FACTS_CSV, place)?
                    }
                    None => Vec::new(),
                };
                let facts = std::mem::take(&mut self.facts);
                let facts = if facts.is_empty() { rows.facts } else { [facts, rows.facts].concat() };
                self.compare(changes, &facts_before, &facts)?;
                match &before {
                    None => self.summary.work.new += 1,
                    Some(place)
                        if (&place.known.hash, &place.known.skipped, &place.known.beside)
                            == (&known.hash, &known.skipped, &known.beside) =>
                    {
                        self.summary.work.untouched += 1;
                    }
                    Some(_) => self.summary.work.changed += 1,
                }
                let keep = self.keep;
                self.state(|state| {
                    if let Some(place) = before.filter(|_| keep) {
                        state.remove(&place.known)?;
                    }
                    state.add(&known)
                })?;
                self.summary.bytes += known.bytes;
                self.summary.sentences += known.sentences as usize;
                self.summary.mentions += known.mentions as usize;
                self.summary.facts += known.facts as usize;
                self.summary.articles += known.articles as usize;
                self.summary.skipped_files += usize::from(known.skipped.is_some());
                self.summary.bad_records += known.bad as usize;
                self.skipped.extend(known.untold().map(|untold| (file, untold)));
                Ok(())
            }
        }
    }

    /// The rows a file had before in one of the tables.
    fn rows_before(&mut self, table: &str, place: &Place) -> Result<Vec<u8>> {
        let at = TABLES.iter().position(|shape| shape.name == table).unwrap_or_default();
        match &mut self.old {
            Some(old) => old.rows(at, place.from[at], place.known.lengths[at]),
            None => Ok(Vec::new()),
        }
    }

    /// The claims of these statements have to be made anew.
    fn claims_changed(&mut self, marks: &[u8]) {
        if let Some(claims) = &mut self.claims {
            claims.extend(claims_of(marks));
        }
    }

    /// Tells what changed, where there are tables to compare with: of a first run, nothing did.
    fn compare(&self, changes: &mut Changes, before: &[u8], after: &[u8]) -> Result<()> {
        if self.old.is_some() { changes.compare(before, after) } else { Ok(()) }
    }

    fn count(&mut self, kept: &Kept) {
        let summary = &mut self.summary;
        summary.articles += kept.articles as usize;
        summary.bytes += kept.bytes;
        summary.sentences += kept.sentences as usize;
        summary.mentions += kept.mentions as usize;
        summary.facts += kept.facts as usize;
        summary.skipped_files += kept.skipped as usize;
        summary.bad_records += kept.bad as usize;
        summary.work.untouched += kept.files as usize;
    }

    fn end(mut self) -> Summary {
        // what is skipped of one file keeps its order
        self.skipped.sort_by_key(|(file, _)| *file);
        let listing = self.run.listing;
        let place = |file: usize, record: &str| {
            let mut path = listing.path(&listing.files[file]).into_os_string();
            if !record.is_empty() {
                path.push("#");
                path.push(record);
            }
            path.into()
        };
        let named = |(file, (record, reason)): (usize, Untold)| (place(file, &record), reason);
        self.summary.skipped = self.skipped.into_iter().map(named).collect();
        self.summary
    }
}

impl Run<'_> {
    fn work<'w>(&'w self, lexicons: &'w Lexicons) -> Work<'w> {
        let Run { listing, reading, watched, timings, now, .. } = *self;
        let texts = self.options.keep_text.then(|| Texts::below(&self.folder.output));
        Work { listing, reading, lexicons, texts, watched, timings, now }
    }

    /// The size and times of a file as the state remembers them.
    fn stat(&self, file: usize) -> Stat {
        self.listing.files[file].stat.as_ref().map(|stat| stat.settled(self.now)).unwrap_or_default()
    }
}
