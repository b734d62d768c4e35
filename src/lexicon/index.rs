//! A hash table that is a plain row of numbers, so that it can lie in the program ready made.

use super::compiled::Rows;

/// No value: what an empty slot holds.
pub const NONE: u32 = u32::MAX;

/// Values by keys of numbers, each key in a slot with its value as the last number. A key stands in the first empty slot from the
/// one its hash leads to; most slots are empty, so that a search is short.
#[derive(Clone, Debug)]
pub struct Index<const N: usize> {
    pub slots: Rows<[u32; N]>,
    len: usize,
}

impl<const N: usize> Default for Index<N> {
    fn default() -> Self {
        Index::new(Rows::default())
    }
}

/// The slot a hash leads to: its first bits say which.
#[inline]
fn home(hash: u64, slots: usize) -> usize {
    ((u128::from(hash) * slots as u128) >> 64) as usize
}

impl<const N: usize> Index<N> {
    /// Of slots that are filled.
    pub fn new(slots: Rows<[u32; N]>) -> Index<N> {
        Index { slots, len: 0 }
    }

    /// The value of the key with this hash that is the `same`; [`NONE`] where there is none.
    #[inline]
    pub fn find(&self, hash: u64, same: impl Fn(&[u32; N]) -> bool) -> u32 {
        let slots = &*self.slots;
        let mut at = home(hash, slots.len());
        // No key is the same as what an empty slot holds.
        while let Some(slot) = slots.get(at) {
            if same(slot) || slot[N - 1] == NONE {
                return slot[N - 1];
            }
            at += 1;
            if at == slots.len() {
                at = 0;
            }
        }
        NONE
    }

    /// Adds a key that is not there yet. `hash` tells a slot's.
    pub fn add(&mut self, slot: [u32; N], hash: impl Fn(&[u32; N]) -> u64) {
        if (self.len + 1) * 2 > self.slots.len() {
            self.resize((self.slots.len() * 2).max(64), &hash);
        }
        self.len += 1;
        put(self.slots.to_mut(), slot, hash(&slot));
    }

    /// Gives it so many slots for each of its keys, of which all but one are empty: the more, the fewer are looked at in a search.
    pub fn fit(&mut self, slots: usize, hash: impl Fn(&[u32; N]) -> u64) {
        self.resize(self.len * slots + 1, &hash);
    }

    /// Makes room for so many keys more.
    pub fn reserve(&mut self, keys: usize, hash: impl Fn(&[u32; N]) -> u64) {
        let slots = (self.len + keys) * 2;
        if slots > self.slots.len() {
            self.resize(slots, &hash);
        }
    }

    fn resize(&mut self, slots: usize, hash: &impl Fn(&[u32; N]) -> u64) {
        let mut larger = vec![[NONE; N]; slots];
        for &slot in self.slots.iter().filter(|slot| slot[N - 1] != NONE) {
            put(&mut larger, slot, hash(&slot));
        }
        self.slots = larger.into();
    }
}

fn put<const N: usize>(slots: &mut [[u32; N]], slot: [u32; N], hash: u64) {
    let mut at = home(hash, slots.len());
    while slots[at][N - 1] != NONE {
        at = (at + 1) % slots.len();
    }
    slots[at] = slot;
}

/// A number's hash: all its bits tell in the first ones. The same on every machine, as the program holds what another one hashed.
#[inline]
pub fn hash_of(number: u64) -> u64 {
    (number ^ number >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The hash of bytes.
pub fn hash_bytes(bytes: &[u8]) -> u64 {
    let (eights, rest) = bytes.as_chunks::<8>();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let hash = eights.iter().fold(bytes.len() as u64, |hash, eight| hash_of(hash ^ u64::from_le_bytes(*eight)));
    hash_of(hash ^ u64::from_le_bytes(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_found_and_no_other() {
        let hash = |slot: &[u32; 2]| hash_of(slot[0].into());
        let mut index = Index::default();
        assert_eq!(index.find(7, |_| true), NONE);
        for key in (0..3000).step_by(3) {
            index.add([key, key * 2], hash);
        }
        for fitted in [false, true] {
            if fitted {
                index.fit(2, hash);
            }
            for key in 0..3000 {
                let value = if key % 3 == 0 { key * 2 } else { NONE };
                assert_eq!(index.find(hash_of(key.into()), |slot| slot[0] == key), value);
            }
        }
    }
}
