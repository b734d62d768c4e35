//! Words and their ids: one look-up a token, by its bytes where they are few.

use super::WordId;
use crate::lexicon::compiled::{Reader, Rows, Writer};
use crate::lexicon::index::{Index, hash_bytes, hash_of};
use std::borrow::Cow;

/// All words, and the other spellings that lead to them.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// The words of eight bytes or less, by those bytes: most words a text is made of.
    short: Index<3>,
    /// Those of sixteen or less.
    middle: Index<5>,
    /// The longer ones: their places in `texts`.
    long: Index<2>,
    texts: Texts,
}

impl Words {
    /// The word's id; `folded` is lower case with straight apostrophes.
    pub fn id(&self, folded: &[u8]) -> WordId {
        match Key::of(folded) {
            Key::Short(key) => self.short_id(key),
            Key::Middle(key) => self.middle_id(key),
            Key::Long => {
                WordId(self.long.find(hash_bytes(folded), |&[text, _]| self.texts.get(text).as_bytes() == folded))
            }
        }
    }

    /// The id of a word of eight bytes or less, the first one lowest, zeros after the last.
    #[inline]
    pub fn short_id(&self, key: u64) -> WordId {
        WordId(self.short.find(hash_short(key), |&[low, high, _]| whole(low, high) == key))
    }

    /// The id of a word of nine bytes to sixteen, likewise.
    #[inline]
    pub fn middle_id(&self, key: [u64; 2]) -> WordId {
        WordId(self.middle.find(hash_middle(key), |&[a, b, c, d, _]| [whole(a, b), whole(c, d)] == key))
    }

    /// The word `spelling` leads to: the one it led to before, else `word`, a new one where none is given.
    pub fn spell(&mut self, spelling: &str, word: Option<WordId>) -> WordId {
        let known = self.id(spelling.as_bytes());
        if known != WordId::NONE {
            return known;
        }
        let place = self.texts.push(spelling);
        let word = word.unwrap_or(WordId(place));
        match Key::of(spelling.as_bytes()) {
            Key::Short(key) => {
                let [low, high] = halves(key);
                self.short.add([low, high, word.0], short_slot);
            }
            Key::Middle([first, last]) => {
                let ([a, b], [c, d]) = (halves(first), halves(last));
                self.middle.add([a, b, c, d, word.0], middle_slot);
            }
            Key::Long => self.long.add([place, word.0], long_slot(&self.texts)),
        }
        word
    }

    /// The word of this id as folded; nothing where there is none.
    pub fn text(&self, word: u32) -> &str {
        self.texts.get(word)
    }

    /// How many texts lead to words: as many as there are words, until other spellings are added.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Makes room for so many words more.
    pub fn reserve(&mut self, words: usize) {
        let Words { short, middle, texts, .. } = self;
        short.reserve(words / 4, short_slot);
        middle.reserve(words, middle_slot);
        texts.bytes.to_mut().reserve(words * 12);
        texts.ends.to_mut().reserve(words);
    }

    /// Gives the tables the size they are looked up fastest in.
    pub fn fit(&mut self) {
        // Short words are what most of a text is.
        self.short.fit(4, short_slot);
        self.middle.fit(2, middle_slot);
        self.long.fit(2, long_slot(&self.texts));
    }

    /// Writes them into the program.
    pub fn write(&self, into: &mut Writer) {
        let Words { short, middle, long, texts } = self;
        into.table(&short.slots);
        into.table(&middle.slots);
        into.table(&long.slots);
        into.table(texts.bytes.as_bytes());
        into.table(&texts.ends);
    }

    /// As they were written.
    pub fn read(from: &mut Reader) -> Option<Words> {
        Some(Words {
            short: Index::new(from.table()?),
            middle: Index::new(from.table()?),
            long: Index::new(from.table()?),
            texts: Texts { bytes: from.text()?, ends: from.table()? },
        })
    }
}

/// Texts one after another: the words in the order of their ids, then other spellings of them.
#[derive(Debug, Default)]
struct Texts {
    bytes: Cow<'static, str>,
    /// Where each ends.
    ends: Rows<u32>,
}

impl Texts {
    fn len(&self) -> usize {
        self.ends.len()
    }

    /// The text at this place; nothing where there is none.
    fn get(&self, place: u32) -> &str {
        let Some(&end) = self.ends.get(place as usize) else { return "" };
        let start = (place as usize).checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.bytes[start as usize..end as usize]
    }

    /// Adds a text; returns its place.
    fn push(&mut self, text: &str) -> u32 {
        let bytes = self.bytes.to_mut();
        bytes.push_str(text);
        let ends = self.ends.to_mut();
        ends.push(bytes.len() as u32);
        ends.len() as u32 - 1
    }
}

/// A number as slots have it.
fn halves(number: u64) -> [u32; 2] {
    [number as u32, (number >> 32) as u32]
}

/// A number from its halves.
fn whole(low: u32, high: u32) -> u64 {
    u64::from(low) | u64::from(high) << 32
}

/// The hash a short word is looked up by.
#[inline]
fn hash_short(key: u64) -> u64 {
    hash_of(key)
}

/// The hash a word of middle length is looked up by.
#[inline]
fn hash_middle([first, last]: [u64; 2]) -> u64 {
    hash_of(first) ^ last.wrapping_mul(0xf39c_c060_5ced_c835)
}

/// The hashes of slots.
fn short_slot(&[low, high, _]: &[u32; 3]) -> u64 {
    hash_short(whole(low, high))
}
fn middle_slot(&[a, b, c, d, _]: &[u32; 5]) -> u64 {
    hash_middle([whole(a, b), whole(c, d)])
}
fn long_slot(texts: &Texts) -> impl Fn(&[u32; 2]) -> u64 {
    |&[text, _]| hash_bytes(texts.get(text).as_bytes())
}

/// What a word is looked up by.
enum Key {
    /// Its eight bytes or less, the first one lowest, zeros after the last.
    Short(u64),
    /// Its sixteen or less, likewise, eight and eight.
    Middle([u64; 2]),
    Long,
}

impl Key {
    fn of(folded: &[u8]) -> Key {
        let mut bytes = [0; MIDDLE];
        match bytes.get_mut(..folded.len()) {
            Some(own) => own.copy_from_slice(folded),
            None => return Key::Long,
        }
        let key = u128::from_le_bytes(bytes);
        let (first, last) = (key as u64, (key >> 64) as u64);
        if folded.len() <= SHORT { Key::Short(first) } else { Key::Middle([first, last]) }
    }
}

/// The longest short word, and the longest one of middle length, in bytes.
const SHORT: usize = 8;
const MIDDLE: usize = 16;
