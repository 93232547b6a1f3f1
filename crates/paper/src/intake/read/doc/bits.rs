//! Little-endian numbers out of bytes, where they are there.

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at.checked_add(2)?)?.try_into().ok().map(u16::from_le_bytes)
}

pub(super) fn i16_at(bytes: &[u8], at: usize) -> Option<i16> {
    u16_at(bytes, at).map(|it| i16::from_le_bytes(it.to_le_bytes()))
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_le_bytes)
}

pub(super) fn i32_at(bytes: &[u8], at: usize) -> Option<i32> {
    u32_at(bytes, at).map(|it| i32::from_le_bytes(it.to_le_bytes()))
}

/// Every second byte pair as a number.
pub(super) fn u16s(bytes: &[u8]) -> impl Iterator<Item = u16> {
    bytes.chunks_exact(2).map(|it| u16::from_le_bytes([it[0], it[1]]))
}

/// A table of places and what is known from each to the next (a PLC): `n + 1` numbers, then `n` entries of this size.
pub(super) fn plc(bytes: &[u8], size: usize) -> Vec<(u32, u32, &[u8])> {
    let count = bytes.len().saturating_sub(4) / (4 + size);
    let entry = |at: usize| {
        let from = 4 * (count + 1) + size * at;
        Some((u32_at(bytes, 4 * at)?, u32_at(bytes, 4 * (at + 1))?, bytes.get(from..from + size)?))
    };
    (0..count).filter_map(entry).collect()
}
