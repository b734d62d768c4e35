//! Names: every form of every entity in one table, looked up from the places where a name can begin.
//!
//! The table holds folded forms (lower case, straight apostrophes, hyphen as space) and each beginning of one that ends where
//! a word does («new york» for «New York Times»). A walk folds the text word by word and stops at the first word that begins
//! no form; the form's own case rule is checked on the few found. So the longest *whole* name wins: a longer one that is cut
//! inside a word («Intel» in «Intelligence») hides nothing, as it would were the boundary checked after the search.
//!
//! No automaton: walks begin at word starts only, so its failure links would never be followed, and building it took longer
//! than all the rest of the lexicons.

use super::EntityId;
use super::vocabulary::hash;
use crate::error::Problem;
use hashbrown::HashTable;

/// How a form's letters must be written to count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// As in the lexicon, or ALL CAPS.
    Name,
    /// Only as in the lexicon.
    Exact,
    /// Any.
    Any,
}

/// Where a form counts only with evidence around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cue {
    /// Nowhere: it counts wherever it stands.
    Never,
    /// Where any word is capital: it is an Italian word too («Meta», «Nato»).
    Opening,
    /// Everywhere: it is also another name, a surname, a sheet of paper.
    Always,
}

/// One form of one entity.
#[derive(Clone, Debug)]
pub struct Form {
    /// Whose form it is.
    pub entity: EntityId,
    /// As the lexicon has it.
    pub written: Box<str>,
    /// Its case rule.
    pub case: Case,
    /// Where it counts only with evidence around it.
    pub cue: Cue,
    /// Whether it is a person's bare surname.
    pub surname: bool,
}

/// All forms, ready to be found.
#[derive(Debug)]
pub struct Names {
    /// Places in `nodes` by the hash of their bytes.
    table: HashTable<u32>,
    nodes: Vec<Node>,
    /// The folded forms, one after the other.
    keys: Vec<u8>,
    forms: Vec<Form>,
    /// For each form the next one of the same letters, or `NO_FORM`.
    next: Vec<u32>,
    /// Bits of the first three folded bytes of forms that begin without a capital or digit.
    lower: Vec<u64>,
}

/// A form, or the beginning of one that ends where a word does: bytes of `keys`, and its first form if it is one.
#[derive(Clone, Copy, Debug)]
struct Node {
    start: u32,
    len: u32,
    form: u32,
}

const NO_FORM: u32 = u32::MAX;

/// The longest form, folded; longer ones are never found.
const LONGEST: usize = 160;

/// A whole name found at a place: where it ends, and the forms it may be.
#[derive(Clone, Copy, Debug)]
pub struct Found<'n> {
    /// One past its last byte.
    pub end: usize,
    names: &'n Names,
    form: u32,
}

/// The folded bytes of what stands at `at`, and the byte after it. `None` at a character no form holds.
fn fold(bytes: &[u8], at: usize, out: &mut [u8; 4]) -> Option<(usize, usize)> {
    let one = |b: u8| ([b, 0, 0, 0], 1);
    let (folded, len, next) = match bytes[at] {
        b @ b'A'..=b'Z' => (one(b | 0x20).0, 1, at + 1),
        b'-' | b'\n' => (one(b' ').0, 1, at + 1),
        b'`' => (one(b'\'').0, 1, at + 1),
        b if b < 0x80 => (one(b).0, 1, at + 1),
        0xc2 if bytes[at + 1] == 0xa0 => (one(b' ').0, 1, at + 2),
        0xc3 if !matches!(bytes[at + 1], 0x97 | 0x9f | 0xb7) => ([0xc3, bytes[at + 1] | 0x20, 0, 0], 2, at + 2),
        0xe2 if bytes[at + 1] == 0x80 => match bytes[at + 2] {
            0x98 | 0x99 => (one(b'\'').0, 1, at + 3),
            0x90 | 0x91 => (one(b' ').0, 1, at + 3),
            _ => return None,
        },
        b => {
            let len = if b >= 0xf0 {
                4
            } else if b >= 0xe0 {
                3
            } else {
                2
            };
            let c = std::str::from_utf8(&bytes[at..at + len]).ok()?.chars().next()?;
            let mut lower = c.to_lowercase();
            let (Some(single), None) = (lower.next(), lower.next()) else { return None };
            let mut buffer = [0; 4];
            let len_out = single.encode_utf8(&mut buffer).len();
            (buffer, len_out, at + len)
        }
    };
    *out = folded;
    Some((len, next))
}

/// Appends the whole of `form` folded; `false` where it holds a character no text is folded to.
fn fold_all(form: &str, key: &mut Vec<u8>) -> bool {
    let bytes = form.as_bytes();
    let (mut at, mut buffer) = (0, [0; 4]);
    while at < bytes.len() {
        let Some((len, next)) = fold(bytes, at, &mut buffer) else { return false };
        key.extend_from_slice(&buffer[..len]);
        at = next;
    }
    at > 0
}

/// Whether a word ends at `at`: what follows is neither letter nor digit.
fn ends_word(text: &str, at: usize) -> bool {
    match text.as_bytes().get(at) {
        None => true,
        Some(b) if b.is_ascii() => !b.is_ascii_alphanumeric(),
        Some(_) => !text[at..].chars().next().is_some_and(char::is_alphanumeric),
    }
}

/// The first three bytes of a folded form, spaces from the first that is no letter or digit.
fn beginning(key: impl Iterator<Item = u8>) -> [u8; 3] {
    let mut three = [b' '; 3];
    let part = key.take_while(|b| b.is_ascii_alphanumeric() || *b >= 0x80);
    three.iter_mut().zip(part).for_each(|(to, from)| *to = from);
    three
}

/// The bit of three folded bytes in the `lower` table.
fn lower_bit(key: &[u8; 3]) -> usize {
    (key[0] as usize * 961 + key[1] as usize * 31 + key[2] as usize) & 0xfff
}

impl Names {
    /// Of all forms. Two entities may share one.
    pub fn new(forms: Vec<Form>) -> Names {
        let mut names = Names {
            table: HashTable::with_capacity(2 * forms.len()),
            nodes: Vec::with_capacity(2 * forms.len()),
            keys: Vec::with_capacity(20 * forms.len()),
            next: vec![NO_FORM; forms.len()],
            lower: vec![0; 64],
            forms: Vec::new(),
        };
        // From the last to the first, so that of two forms alike the first one heads the chain.
        for (at, form) in forms.iter().enumerate().rev() {
            let start = names.keys.len();
            if !fold_all(&form.written, &mut names.keys) || names.keys.len() - start > LONGEST {
                names.keys.truncate(start);
                continue;
            }
            let capital = form.written.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
            if !capital || form.case == Case::Any {
                let bit = lower_bit(&beginning(names.keys[start..].iter().copied()));
                names.lower[bit / 64] |= 1 << (bit % 64);
            }
            let key =
                std::str::from_utf8(&names.keys[start..]).expect("folding makes whole characters of whole characters");
            let marks = key.char_indices().filter(|(at, c)| *at > 0 && !c.is_alphanumeric());
            for end in marks.map(|(at, _)| at).collect::<Vec<_>>() {
                names.node(start, start + end);
            }
            let node = names.node(start, names.keys.len());
            names.next[at] = std::mem::replace(&mut names.nodes[node].form, at as u32);
        }
        names.forms = forms;
        names
    }

    /// The place of the node whose bytes are those of `keys[start..end]`, made new where there is none.
    fn node(&mut self, start: usize, end: usize) -> usize {
        let (keys, nodes) = (&self.keys, &mut self.nodes);
        let bytes = |n: Node| &keys[n.start as usize..(n.start + n.len) as usize];
        let key = &keys[start..end];
        let hashed = hash(key);
        if let Some(&found) = self.table.find(hashed, |&n| bytes(nodes[n as usize]) == key) {
            return found as usize;
        }
        nodes.push(Node { start: start as u32, len: (end - start) as u32, form: NO_FORM });
        let place = nodes.len() - 1;
        self.table.insert_unique(hashed, place as u32, |&n| hash(bytes(nodes[n as usize])));
        place
    }

    /// Whether some form can begin, without a capital, with what stands at `at`.
    pub fn may_begin_lower(&self, bytes: &[u8], at: usize) -> bool {
        let (mut key, mut read, mut next, mut buffer) = ([b' '; 8], 0, at, [0; 4]);
        while read < 3 && next < bytes.len() {
            let Some((len, after)) = fold(bytes, next, &mut buffer) else { break };
            key[read..read + len].copy_from_slice(&buffer[..len]);
            (next, read) = (after, read + len);
        }
        let bit = lower_bit(&beginning(key.into_iter().take(read)));
        self.lower[bit / 64] & (1 << (bit % 64)) != 0
    }

    /// The names that begin at `at` and end where a word ends, longest first. `found` is emptied first.
    pub fn at<'n>(&'n self, text: &str, at: usize, found: &mut Vec<Found<'n>>) {
        found.clear();
        let bytes = text.as_bytes();
        let (mut key, mut read, mut next, mut buffer) = ([0; LONGEST], 0, at, [0; 4]);
        while next < bytes.len() {
            let Some((len, after)) = fold(bytes, next, &mut buffer) else { break };
            let Some(room) = key.get_mut(read..read + len) else { break };
            room.copy_from_slice(&buffer[..len]);
            (next, read) = (after, read + len);
            if !ends_word(text, next) {
                continue;
            }
            let key = &key[..read];
            let same = |&n: &u32| {
                let Node { start, len, .. } = self.nodes[n as usize];
                &self.keys[start as usize..(start + len) as usize] == key
            };
            match self.table.find(hash(key), same).map(|&n| self.nodes[n as usize].form) {
                Some(NO_FORM) => {}
                Some(form) => found.push(Found { end: next, names: self, form }),
                None => break,
            }
        }
        found.reverse();
    }

    /// How many forms it holds.
    pub fn len(&self) -> usize {
        self.forms.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.forms.is_empty()
    }

    /// All forms, as the lexicons have them: for benches and checks.
    pub fn forms(&self) -> &[Form] {
        &self.forms
    }
}

impl<'n> Found<'n> {
    /// The forms whose case rule the text `written` keeps.
    pub fn forms(self, written: &str) -> impl Iterator<Item = &'n Form> {
        let capitals =
            written.chars().all(|c| !c.is_lowercase()) && written.chars().filter(|c| c.is_alphabetic()).count() > 1;
        let any = written.chars().any(char::is_alphabetic);
        let chain =
            std::iter::successors(Some(self.form), |&f| Some(self.names.next[f as usize]).filter(|&n| n != NO_FORM));
        let forms = chain.map(|f| &self.names.forms[f as usize]);
        forms.filter(move |form| match form.case {
            Case::Any => any,
            Case::Name => capitals || same(&form.written, written),
            Case::Exact => same(&form.written, written),
        })
    }
}

/// Whether two spellings are one: apostrophes, hyphens and spaces alike, and the first letter may be made capital.
fn same(form: &str, written: &str) -> bool {
    let plain = |c: char| match c {
        '’' | '‘' | '`' => '\'',
        '-' | '‐' | '‑' | '\u{a0}' | '\n' => ' ',
        c => c,
    };
    let (mut a, mut b) = (form.chars().map(plain), written.chars().map(plain));
    let first = match (a.next(), b.next()) {
        (Some(x), Some(y)) => x == y || x.to_uppercase().eq(std::iter::once(y)),
        _ => return false,
    };
    first && a.eq(b)
}

/// A series no list can hold: chips by the shape of their names.
#[derive(Debug)]
pub struct Patterns {
    set: regex::RegexSet,
    forms: Vec<Form>,
}

impl Patterns {
    /// Compiles patterns, each with its entity and whether it needs evidence; a bad one is a problem of its row.
    pub(super) fn new(rows: Vec<(String, EntityId, Cue, Problem)>, problems: &mut Vec<Problem>) -> Patterns {
        let (mut sources, mut forms) = (Vec::new(), Vec::new());
        for (source, entity, cue, mut problem) in rows {
            let whole = format!("^(?:{source})$");
            match regex::Regex::new(&whole) {
                Ok(_) => {
                    sources.push(whole);
                    forms.push(Form { entity, written: "".into(), case: Case::Exact, cue, surname: false });
                }
                Err(error) => {
                    let reason = error.to_string().lines().last().unwrap_or_default().trim().to_owned();
                    problem.message = format!("found `{source}`, expected a regular expression: {reason}");
                    problems.push(problem);
                }
            }
        }
        let set = regex::RegexSet::new(&sources).unwrap_or_else(|_| regex::RegexSet::empty());
        Patterns { set, forms }
    }

    /// The form of the first pattern that matches the whole of `word`.
    pub fn of(&self, word: &str) -> Option<&Form> {
        self.set.matches(word).iter().next().map(|at| &self.forms[at])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(forms: &[(&str, Case)]) -> Names {
        let forms = forms
            .iter()
            .enumerate()
            .map(|(at, (written, case))| Form {
                entity: EntityId(at as u32),
                written: (*written).into(),
                case: *case,
                cue: Cue::Never,
                surname: false,
            })
            .collect();
        Names::new(forms)
    }

    /// The longest name at the start of `text` whose case rule is kept.
    fn longest(names: &Names, text: &str) -> Option<String> {
        let mut found = Vec::new();
        names.at(text, 0, &mut found);
        found.iter().find_map(|f| {
            let written = &text[..f.end];
            f.forms(written).next().map(|_| written.to_owned())
        })
    }

    #[test]
    fn longest_whole_name_wins() {
        let n = names(&[
            ("New York", Case::Name),
            ("New York Times", Case::Name),
            ("Intel", Case::Name),
            ("Dell'Oro Group", Case::Name),
            ("Dipartimento del Commercio", Case::Any),
            ("o1", Case::Exact),
            ("RTX Pro 6000", Case::Name),
        ]);
        for (text, expected) in [
            ("New York Times ha scritto", Some("New York Times")),
            ("New York Timeslot", Some("New York")),
            ("Intel, poi", Some("Intel")),
            ("Intelligence", None),
            ("INTEL", Some("INTEL")),
            ("intel", None),
            ("Dell’Oro Group", Some("Dell’Oro Group")),
            ("dipartimento del commercio", Some("dipartimento del commercio")),
            ("RTX-Pro 6000", Some("RTX-Pro 6000")),
            ("RTX PRO 6000D", None),
            ("o1 di OpenAI", Some("o1")),
            ("o12", None),
        ] {
            assert_eq!(longest(&n, text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn lower_case_starts_are_known() {
        let n = names(&[("xAI", Case::Name), ("Dipartimento del Commercio", Case::Any), ("Intel", Case::Name)]);
        assert!(n.may_begin_lower(b"xAI", 0));
        assert!(n.may_begin_lower(b"dipartimento", 0));
        assert!(!n.may_begin_lower(b"intel", 0));
    }
}
