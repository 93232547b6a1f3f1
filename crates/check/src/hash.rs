//! A quick hasher for texts and for numbers that are hashes already.

use std::hash::{BuildHasherDefault, Hasher};

/// The hasher of maps inside one check. It does not guard against keys made to collide: a paper has at most some
/// thousand items, and the worst that such a paper could do is to make its own check slow.
pub(crate) type Quick = BuildHasherDefault<QuickHasher>;

/// Eight bytes at a time, one rotation and one multiplication each.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct QuickHasher(u64);

impl Hasher for QuickHasher {
    fn finish(&self) -> u64 {
        // The table looks at the highest bits too.
        self.0 ^ (self.0 >> 29)
    }
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word.iter_mut().zip(chunk).for_each(|(to, from)| *to = *from);
            self.write_u64(u64::from_le_bytes(word));
        }
    }
    fn write_u32(&mut self, number: u32) {
        self.write_u64(u64::from(number));
    }
    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0.rotate_left(23) ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;
    use std::hash::BuildHasher;

    #[test]
    fn neighbours_do_not_meet() {
        let numbers: HashSet<u64> = (0_u32..10_000).map(|it| Quick::default().hash_one(it)).collect();
        let texts: HashSet<u64> = (0..10_000).map(|it| Quick::default().hash_one(format!("Nhiệm vụ số {it}"))).collect();
        assert_eq!((numbers.len(), texts.len()), (10_000, 10_000));
    }
}
