//! Hashes that are the same on every machine and in every version of the program: what is a copy must not hang on them.

const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

/// The hash of a text (FNV-1a).
pub(super) fn exact(text: &str) -> u64 {
    text.bytes().fold(OFFSET, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME))
}

/// The hash of a text, capitals or not (FNV-1a, a character at a time).
pub(super) fn folded(text: &str) -> u64 {
    let lower = text.chars().flat_map(char::to_lowercase);
    lower.fold(OFFSET, |hash, c| (hash ^ u64::from(c)).wrapping_mul(PRIME))
}

/// Stirs the bits of a number (the finalizer of splitmix64).
pub(super) fn mix(number: u64) -> u64 {
    let n = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let n = (n ^ (n >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let n = (n ^ (n >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    n ^ (n >> 31)
}
