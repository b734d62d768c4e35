//! What a run has to do: the files of the corpus beside what the runs before did with them.

use super::list::Listing;
use super::work::same;
use crate::article::LARGEST;
use crate::state::{Broken, Known, Stat, State, Untold};
use crate::table::Lengths;
use rayon::prelude::*;
use std::cmp::Ordering;

/// What was found out of how a run begins.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ground {
    /// Whether rows of the tables before may be kept: they are whole, and nothing that all of them hang on has changed.
    pub keep: bool,
    /// Whether files' times say something: it is the corpus of the run before.
    pub times: bool,
}

/// Rows that stand next to one another in the tables before, and stay as they are.
#[derive(Clone, Debug, Default)]
pub(super) struct Kept {
    /// The files.
    pub files: u64,
    /// Articles in them.
    pub articles: u64,
    /// Bytes of their text.
    pub bytes: u64,
    /// Their sentences.
    pub sentences: u64,
    /// Their mentions.
    pub mentions: u64,
    /// Their facts.
    pub facts: u64,
    /// Files of them that were skipped.
    pub skipped: u64,
    /// Records of the others that hold no article.
    pub bad: u64,
    /// Where their rows begin in each table.
    pub from: Lengths,
    /// How many bytes they take.
    pub lengths: Lengths,
}

impl Kept {
    fn of(place: &Place) -> Kept {
        let Place { known, from } = place;
        Kept {
            files: 1,
            articles: known.articles,
            bytes: known.bytes,
            sentences: known.sentences,
            mentions: known.mentions,
            facts: known.facts,
            skipped: known.skipped.is_some().into(),
            bad: known.bad,
            from: *from,
            lengths: known.lengths,
        }
    }

    /// Takes in the rows that follow; `false` where they do not follow.
    fn join(&mut self, next: &Kept) -> bool {
        if add(&self.from, &self.lengths) != next.from {
            return false;
        }
        self.files += next.files;
        self.articles += next.articles;
        self.bytes += next.bytes;
        self.sentences += next.sentences;
        self.mentions += next.mentions;
        self.facts += next.facts;
        self.skipped += next.skipped;
        self.bad += next.bad;
        self.lengths = add(&self.lengths, &next.lengths);
        true
    }
}

fn add(a: &Lengths, b: &Lengths) -> Lengths {
    std::array::from_fn(|at| a[at] + b[at])
}

/// A file of the run before, and where its rows begin in each table.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub known: Known,
    pub from: Lengths,
}

/// What is to be done, in the order of the tables' rows.
#[derive(Debug)]
pub(super) enum Step {
    /// Rows stay. In a box, as most steps of a large corpus are files to be read.
    Keep(Box<Kept>),
    /// A file (a place in the listing) is read; it may have had rows before.
    Do { file: usize, before: Option<Box<Place>> },
    /// A file is gone.
    Gone(Box<Place>),
}

/// All that is to be done.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub steps: Vec<Step>,
    /// Files that stay but whose times changed: places in the listing, and what was known.
    pub touched: Vec<(usize, Known)>,
    /// What stays skipped: places of files in the listing, the record where it is only one of theirs, and why.
    pub skipped: Vec<(usize, Untold)>,
    /// How many bytes all rows take in the tables before.
    pub before: Lengths,
}

impl Plan {
    /// Keeps rows, at one with those before where they follow upon them.
    fn join(&mut self, kept: Kept) {
        if let Some(Step::Keep(last)) = self.steps.last_mut()
            && last.join(&kept)
        {
            return;
        }
        self.steps.push(Step::Keep(Box::new(kept)));
    }

    fn keep(&mut self, file: usize, place: &Place) {
        self.skipped.extend(place.known.untold().map(|untold| (file, untold)));
        self.join(Kept::of(place));
    }
}

/// What is to be done with one file, as far as its name, size and times tell.
enum First {
    Step(Step),
    /// Its content has to be looked at.
    Look {
        file: usize,
        place: Box<Place>,
    },
}

/// Holds the files beside the state; those whose times say nothing are read.
///
/// # Errors
/// Why the state cannot be used.
pub(super) fn plan(
    listing: &Listing,
    state: Option<&State>,
    ground: Ground,
    go_on: impl Fn() -> bool + Sync,
) -> Result<Plan, Broken> {
    let mut plan = Plan::default();
    let mut firsts: Vec<First> = Vec::new();
    let mut at = 0;
    let files = &listing.files;
    let new = |file| First::Step(Step::Do { file, before: None });
    if let Some(state) = state {
        let mut from = Lengths::default();
        state.each(|known| {
            while files.get(at).is_some_and(|file| compare(file, &known) == Ordering::Less) {
                firsts.push(new(at));
                at += 1;
            }
            let lengths = known.lengths;
            let place = Place { known, from };
            from = std::array::from_fn(|table| from[table].wrapping_add(lengths[table]));
            match files.get(at) {
                Some(file) if compare(file, &place.known) == Ordering::Equal => {
                    if !ground.keep {
                        firsts.push(First::Step(Step::Do { file: at, before: Some(Box::new(place)) }));
                    } else if ground.times
                        && untouched(&file.stat, &place.known)
                        && listing.beside(file) == place.known.beside
                    {
                        // The usual case of a run over a corpus of which little is new: nothing is stored a file.
                        let kept = Kept::of(&place);
                        let joined = match firsts.last_mut() {
                            Some(First::Step(Step::Keep(last))) => last.join(&kept),
                            _ => false,
                        };
                        if !joined {
                            firsts.push(First::Step(Step::Keep(Box::new(kept))));
                        }
                        plan.skipped.extend(place.known.untold().map(|untold| (at, untold)));
                    } else {
                        firsts.push(First::Look { file: at, place: Box::new(place) });
                    }
                    at += 1;
                }
                _ => firsts.push(First::Step(Step::Gone(Box::new(place)))),
            }
        })?;
        plan.before = from;
    }
    firsts.extend((at..files.len()).map(new));
    let looked: Vec<(First, bool)> = firsts
        .into_par_iter()
        .map(|first| {
            let same = match &first {
                First::Look { file, place } => go_on() && same(listing, &files[*file], &place.known),
                First::Step(_) => false,
            };
            (first, same)
        })
        .collect();
    for (first, same) in looked {
        match first {
            First::Step(Step::Keep(kept)) => plan.join(*kept),
            First::Step(step) => plan.steps.push(step),
            First::Look { file, place } if same => {
                plan.keep(file, &place);
                plan.touched.push((file, place.known));
            }
            First::Look { file, place } => plan.steps.push(Step::Do { file, before: Some(place) }),
        }
    }
    Ok(plan)
}

/// The order of the tables' rows.
fn compare(file: &super::list::File, known: &Known) -> Ordering {
    let by_name = file.name().as_bytes().cmp(known.name.as_bytes());
    by_name.then_with(|| file.path().cmp(&known.path))
}

/// Whether its size and times say that the file is as it was.
fn untouched(stat: &std::result::Result<Stat, Box<str>>, known: &Known) -> bool {
    match stat {
        Ok(stat) => {
            (known.hash.is_some() || stat.size > LARGEST) && stat.modified != Stat::UNSETTLED && *stat == known.stat
        }
        Err(reason) => known.hash.is_none() && known.skipped.as_deref() == Some(reason),
    }
}
