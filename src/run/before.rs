//! What the run before left: the state, the tables it wrote, and why they can be built upon or not.

use super::folder::Folder;
use super::list::Listing;
use super::plan::{Ground, Plan, plan};
use super::{Options, Why};
use crate::error::Result;
use crate::state::{Basis, Broken, State};
use crate::table::{Old, Places, Shape, publish, whole};
use std::path::Path;

/// What the run before left.
#[derive(Debug, Default)]
pub(super) struct Before {
    /// What is known of it; `None` where a state can be neither read nor made.
    pub state: Option<State>,
    /// Whether its tables of articles' rows are as it wrote them.
    whole: bool,
    /// Whether those that are made of all statements are.
    pub claims: bool,
    /// Whether its state could not be used.
    broken: bool,
    /// Whether it was cut off before all tables were in their places, and they were put there now.
    pub mended: bool,
}

impl Before {
    /// Opens what the run before left; completes it where it was cut off, and makes a state where there is none.
    ///
    /// # Errors
    /// [`crate::Error::Io`] where a finished table cannot be put in its place.
    pub fn open(folder: &Folder, warnings: &mut Vec<String>) -> Result<Before> {
        let mut before = Before::default();
        match State::open(&folder.state, true) {
            Ok(state) => before.state = Some(state),
            Err(broken) => before.give_up(folder, &broken, warnings),
        }
        if let Some(state) = before.state.as_ref().filter(|state| !state.empty) {
            before.mended = publish(&folder.next, &folder.output, &state.written)?;
            let places = Places::of(&state.written);
            before.whole = are_whole(folder, state, &places.tables);
            before.claims = are_whole(folder, state, &places.claims);
        }
        folder.clear();
        Ok(before)
    }

    /// Looks at what the run before left, and changes nothing.
    pub fn look(folder: Option<&Folder>, warnings: &mut Vec<String>) -> Before {
        let mut before = Before::default();
        let Some(folder) = folder.filter(|folder| folder.state.exists()) else { return before };
        match State::open(&folder.state, false) {
            Ok(state) => {
                before.whole = are_whole(folder, &state, &Places::of(&state.written).tables);
                before.state = Some(state);
            }
            Err(broken) => {
                before.broken = true;
                warnings.push(format!("the state {} {broken}; everything would be done again", folder.state.display()));
            }
        }
        before
    }

    /// Does without a state that cannot be used; where it is spoilt, a new one is begun in its place.
    pub fn give_up(&mut self, folder: &Folder, broken: &Broken, warnings: &mut Vec<String>) {
        (self.broken, self.whole, self.state) = (true, false, None);
        if broken.spoilt {
            folder.forget();
            self.state = State::open(&folder.state, true).ok();
        }
        warnings.push(format!("the state {} {broken}; everything is done again", folder.state.display()));
    }

    /// The state, where a run has ended in it.
    pub fn known(&self) -> Option<&State> {
        self.state.as_ref().filter(|state| !state.empty)
    }

    /// Why nothing can be kept, if so.
    pub fn why(&self, basis: &Basis, options: &Options) -> Option<Why> {
        let Some(state) = self.known() else {
            return Some(if self.broken { Why::State } else { Why::First });
        };
        let reasons = [
            (options.full, Why::Full),
            (state.basis.engine != basis.engine, Why::Engine),
            (state.basis.lexicons != basis.lexicons, Why::Lexicons),
            (state.basis.options != basis.options, Why::Options),
            (!self.whole, Why::Tables),
        ];
        reasons.iter().find(|(differs, _)| *differs).map(|&(_, why)| why)
    }

    /// Where its tables stand.
    pub fn places(&self) -> Places {
        Places::of(self.known().map_or(&[], |state| &state.written))
    }

    /// Whether it was this corpus: the times of other files say nothing.
    pub fn same_corpus(&self, corpus: &str) -> bool {
        self.known().is_some_and(|state| state.corpus == corpus)
    }

    /// What is to be done with the files, and the tables whose rows may be kept or compared with.
    ///
    /// # Errors
    /// Within: why the state cannot be used.
    pub fn plan(
        &self,
        folder: &Folder,
        listing: &Listing,
        ground: Ground,
        go_on: impl Fn() -> bool + Sync,
    ) -> std::result::Result<(Plan, Option<Old>), Broken> {
        let plan = plan(listing, self.known(), ground, go_on)?;
        if !self.whole {
            return Ok((plan, None));
        }
        match Old::open(&folder.output, &self.places().tables, &plan.before) {
            Ok(old) => Ok((plan, Some(old))),
            Err(error) => Err(Broken { words: format!("does not fit the tables ({error})"), spoilt: true }),
        }
    }
}

/// Whether the tables of these shapes are all there, as they were written.
fn are_whole(folder: &Folder, state: &State, shapes: &[Shape]) -> bool {
    shapes.iter().all(|shape| {
        let written = state.written.iter().find(|table| table.name == shape.name);
        written.is_some_and(|table| whole(&folder.output, std::slice::from_ref(table)))
    })
}

/// A corpus as the state remembers it.
pub(super) fn corpus_place(corpus: &Path) -> String {
    std::fs::canonicalize(corpus).unwrap_or_else(|_| corpus.to_owned()).to_string_lossy().into_owned()
}
