//! The files a run makes of its finished tables, for those who asked for other formats.

use super::folder::OWN;
use super::write::Writer;
use crate::error::Result;
use crate::format::{Counts, File, Finished};
use crate::state::Written;
use crate::table::{Places, being_made, made, unfinished, whole};
use rayon::prelude::*;
use std::path::{Path, PathBuf};

impl Writer<'_> {
    /// Makes every file that was asked for, of the tables that were written just now and have no place yet.
    ///
    /// # Errors
    /// [`crate::Error::Io`] where one cannot be written, [`crate::Error::Stopped`] where the run was.
    pub(super) fn formats(&mut self) -> Result<Vec<Written>> {
        let next = &self.run.folder.next;
        let files = self.run.options.choice.files();
        self.make(&files, |table| unfinished(next, table))
    }

    /// All that the output folder is to hold after a run that had nothing to do: the tables as they are, perhaps in other places,
    /// perhaps with an emptied table of `changes`, and the files asked for, of which those are made that are not as they should be.
    ///
    /// # Errors
    /// As [`Writer::formats`].
    pub(super) fn formats_again(&mut self, changes: Option<Written>) -> Result<Vec<Written>> {
        let folder = self.run.folder;
        let before = self.state.as_ref().map(|state| state.written.clone()).unwrap_or_default();
        let (tables, others): (Vec<_>, Vec<_>) = before.into_iter().partition(|written| written.made_of.is_empty());
        let stays = |file: &File| {
            let untouched = changes.is_none() || !file.of_changes;
            let same = |written: &&Written| (&written.name, &written.made_of) == (&file.name, &file.made_of);
            let there = |written: &&Written| whole(&folder.output, std::slice::from_ref(*written));
            others.iter().find(same).filter(there).filter(|_| untouched).cloned()
        };
        let (mut kept, mut missing) = (Vec::new(), Vec::new());
        for file in self.run.options.choice.files() {
            match stays(&file) {
                Some(written) => kept.push(written),
                None => missing.push(file),
            }
        }
        let stood = self.before;
        let new = changes.is_some();
        let made = self.make(&missing, |table| match table {
            changes if new && Places::is_changes(changes) => unfinished(&folder.next, changes),
            table => folder.output.join(stood.place(table)),
        })?;
        let mut written: Vec<Written> = tables
            .into_iter()
            .filter(|table| !new || !Places::is_changes(&table.name))
            .map(|table| Written { name: self.places.place(&table.name).to_owned(), ..table })
            .collect();
        written.extend(changes);
        self.summary.written = made.iter().map(|written| written.name.clone()).collect();
        written.extend(kept);
        written.extend(made);
        Ok(written)
    }

    /// Makes these files of the tables that stand where `place` says, many at once.
    fn make(&mut self, files: &[File], place: impl Fn(&str) -> PathBuf) -> Result<Vec<Written>> {
        if files.is_empty() {
            return Ok(Vec::new());
        }
        let (run, summary) = (self.run, &self.summary);
        let counts = Counts {
            articles: summary.articles,
            skipped: self.skipped.len(),
            bytes: summary.bytes,
            sentences: summary.sentences,
            mentions: summary.mentions,
            facts: summary.facts,
            claims: summary.claims,
            conflicts: summary.conflicts,
        };
        let go_on = || run.watched.go_on();
        let tables = Finished::new(place, counts, &go_on);
        let make = |file: &File| -> Result<(Written, Vec<String>)> {
            let told = file.make(&tables, &being_made(&run.folder.next, &file.name))?;
            Ok((made(&run.folder.next, &file.name, &file.made_of)?, told))
        };
        let done = files.par_iter().map(make).collect::<Result<Vec<_>>>().inspect_err(|_| {
            // What cannot be removed is removed by the next run.
            files.iter().for_each(|file| drop(std::fs::remove_file(being_made(&run.folder.next, &file.name))));
        })?;
        let (written, told): (Vec<_>, Vec<_>) = done.into_iter().unzip();
        self.summary.warnings.extend(told.into_iter().flatten());
        Ok(written)
    }

    /// Removes what the run before wrote and this one was not asked for, unless someone else wrote to it since.
    pub(super) fn retire(&mut self, written: &[Written]) {
        let output: &Path = &self.run.folder.output;
        for before in self.state.iter().flat_map(|state| &state.written) {
            let gone = written.iter().all(|now| now.name != before.name);
            let place = output.join(&before.name);
            let removed = match gone && whole(output, std::slice::from_ref(before)) {
                // What cannot be removed is left; it was not asked for.
                true => std::fs::remove_file(&place).is_ok(),
                // A table may have gone into the hidden folder.
                false => gone && before.made_of.is_empty() && !place.exists(),
            };
            if removed && !before.name.starts_with(OWN) {
                self.summary.removed.push(before.name.clone());
            }
        }
    }
}
