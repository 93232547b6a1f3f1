//! The stream of an old workbook out of its compound file, for a look at it before a library reads it.

/// Marks the end of a chain of sectors; everything from here on is no sector.
const NO_SECTOR: u32 = 0xFFFF_FFFA;
/// Bytes of an entry of the directory.
const ENTRY: usize = 128;
/// Sectors that the header lists by itself.
const LISTED: usize = 109;

/// The bytes of the workbook's stream; `None` where the file is too broken to hold one.
pub(super) fn workbook(bytes: &[u8]) -> Option<Vec<u8>> {
    let file = Compound::open(bytes)?;
    let directory = file.chain(word(bytes, 48)?, usize::MAX);
    let entries = || directory.chunks_exact(ENTRY);
    let found = entries().find(|it| matches!(name(it).as_str(), "workbook" | "book"))?;
    let (start, size) = (word(found, 116)?, word(found, 120)? as usize);
    if size >= word(bytes, 56)? as usize {
        return Some(file.chain(start, size));
    }
    let small = file.chain(word(entries().next()?, 116)?, usize::MAX);
    let table = words(&file.chain(word(bytes, 60)?, usize::MAX));
    Some(follow(&small, 0, 1 << half(bytes, 32)?.min(16), &table, start, size))
}

struct Compound<'b> {
    bytes: &'b [u8],
    sector: usize,
    next: Vec<u32>,
}

impl<'b> Compound<'b> {
    fn open(bytes: &'b [u8]) -> Option<Compound<'b>> {
        let mut out = Compound { bytes, sector: 1 << half(bytes, 30)?.clamp(7, 16), next: Vec::new() };
        let mut listed: Vec<u32> = (0..LISTED).filter_map(|it| word(bytes, 76 + 4 * it)).collect();
        let mut more = word(bytes, 68)?;
        // A long file lists the rest in sectors of their own, each ending in the number of the next.
        for _ in 0..bytes.len() / out.sector {
            let Some(sector) = out.at(more) else { break };
            let mut entries = words(sector);
            more = entries.pop()?;
            listed.extend(entries);
        }
        listed.truncate(bytes.len() / out.sector);
        out.next = listed.into_iter().filter_map(|it| out.at(it)).flat_map(words).collect();
        Some(out)
    }

    fn at(&self, sector: u32) -> Option<&'b [u8]> {
        let from = (sector as usize).checked_add(1)?.checked_mul(self.sector)?;
        self.bytes.get(from..from.checked_add(self.sector)?).filter(|_| sector < NO_SECTOR)
    }

    fn chain(&self, start: u32, size: usize) -> Vec<u8> {
        follow(self.bytes, self.sector, self.sector, &self.next, start, size)
    }
}

/// The sectors of a chain, one after the other; never more than the file holds, however the chain turns.
fn follow(bytes: &[u8], from: usize, sector: usize, next: &[u32], start: u32, size: usize) -> Vec<u8> {
    let limit = size.min(bytes.len());
    let mut out = Vec::new();
    let mut at = start;
    while out.len() < limit && at < NO_SECTOR {
        let begin = (at as usize).saturating_mul(sector).saturating_add(from);
        let Some(rest) = bytes.get(begin..).filter(|it| !it.is_empty()) else { break };
        out.extend_from_slice(rest.get(..sector).unwrap_or(rest));
        at = next.get(at as usize).copied().unwrap_or(u32::MAX);
    }
    out.truncate(limit);
    out
}

fn name(entry: &[u8]) -> String {
    let units = entry.get(..64).unwrap_or_default().chunks_exact(2).map(|it| u16::from_le_bytes([it[0], it[1]])).take_while(|it| *it != 0);
    char::decode_utf16(units).filter_map(Result::ok).collect::<String>().to_lowercase()
}

fn half(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at + 2)?.try_into().ok().map(u16::from_le_bytes)
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes)
}

fn words(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).filter_map(|it| word(it, 0)).collect()
}
