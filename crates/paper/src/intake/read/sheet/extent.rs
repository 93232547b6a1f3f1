//! How far the cells of an old workbook reach: a library makes room for the whole rectangle between the first and the
//! last, so two cells in far corners would cost gigabytes.

use super::compound;
use crate::intake::Refusal;

/// Cells of the rectangle of one sheet, filled or not: some 128 MB. A sheet of 65,536 rows has up to 61 columns.
const AREA_MAX: u64 = 4_000_000;
/// Cells that the old format has room for; a sheet that claims more lies.
const SHEET_MAX: u64 = 65_536 * 256;

/// Refuses a workbook in which a sheet reaches too far.
pub(super) fn refuse(bytes: &[u8]) -> Result<(), Refusal> {
    // A file too broken for this look is the library's matter.
    let stream = compound::workbook(bytes).unwrap_or_default();
    let sheets = Records { rest: &stream }.filter(|(kind, data)| *kind == 0x0085 && data.len() >= 4);
    let mut begins: Vec<usize> = sheets.filter_map(|(_, data)| Some(u32::from_le_bytes(data.get(..4)?.try_into().ok()?) as usize)).collect();
    begins.sort_unstable();
    begins.dedup();
    begins.into_iter().filter_map(|it| stream.get(it..)).try_for_each(|rest| refuse_sheet(Records { rest }))
}

fn refuse_sheet(records: Records<'_>) -> Result<(), Refusal> {
    let too_large = |limit: u64| Refusal::TooLarge { what: "table cells", limit: usize::try_from(limit).unwrap_or(usize::MAX) };
    let mut area: Option<[u64; 4]> = None;
    let mut depth = 0_u32;
    for (kind, data) in records {
        let at = |from: usize| data.get(from..from + 2).and_then(|it| it.try_into().ok()).map(|it| u64::from(u16::from_le_bytes(it)));
        let long = |from: usize| data.get(from..from + 4).and_then(|it| it.try_into().ok()).map(|it| u64::from(u32::from_le_bytes(it)));
        match kind {
            0x0809 => depth += 1,
            0x000A if depth <= 1 => break,
            0x000A => depth -= 1,
            0x0200 => {
                let claimed = if data.len() == 10 { (at(0), at(2), at(4), at(6)) } else { (long(0), long(4), at(8), at(10)) };
                let (Some(top), Some(bottom), Some(left), Some(right)) = claimed else { continue };
                let left = if left > 0xFF || right < left { 0 } else { left };
                // A claim that ends before it begins would wrap around to the largest one.
                if bottom > 0 && right > 0 && (bottom < top + 1 || (bottom - top).saturating_mul(right.saturating_sub(left)) > SHEET_MAX) {
                    return Err(too_large(SHEET_MAX));
                }
            }
            0x0203 | 0x0204 | 0x00D6 | 0x0205 | 0x0006 | 0x027E | 0x00FD | 0x00BD => {
                let (Some(row), Some(first)) = (at(0), at(2)) else { continue };
                let last = if kind == 0x00BD { at(data.len().saturating_sub(2)).unwrap_or(first).max(first) } else { first };
                let [top, left, bottom, right] = area.unwrap_or([row, first, row, last]);
                let reached = [top.min(row), left.min(first), bottom.max(row), right.max(last)];
                if (reached[2] - reached[0] + 1) * (reached[3] - reached[1] + 1) > AREA_MAX {
                    return Err(too_large(AREA_MAX));
                }
                area = Some(reached);
            }
            _ => {}
        }
    }
    Ok(())
}

/// The records of a stream: kind and data.
struct Records<'s> {
    rest: &'s [u8],
}

impl<'s> Iterator for Records<'s> {
    type Item = (u16, &'s [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let head: [u8; 4] = self.rest.get(..4)?.try_into().ok()?;
        let (kind, length) = (u16::from_le_bytes([head[0], head[1]]), usize::from(u16::from_le_bytes([head[2], head[3]])));
        let data = self.rest.get(4..4 + length)?;
        self.rest = self.rest.get(4 + length..)?;
        Some((kind, data))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        [&kind.to_le_bytes()[..], &u16::try_from(data.len()).expect("short").to_le_bytes(), data].concat()
    }

    fn number(row: u16, column: u16) -> Vec<u8> {
        record(0x0203, &[&row.to_le_bytes()[..], &column.to_le_bytes(), &[0; 10]].concat())
    }

    fn dimensions(rows: u32, columns: u16) -> Vec<u8> {
        record(0x0200, &[&[0; 4][..], &rows.to_le_bytes(), &[0; 2], &columns.to_le_bytes(), &[0; 2]].concat())
    }

    /// A compound file that holds a stream in its ordinary sectors.
    fn compound_of(stream: &[u8]) -> Vec<u8> {
        let sectors = stream.len().div_ceil(512).max(8);
        let mut header = vec![0u8; 512];
        header[..8].copy_from_slice(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
        header[30..32].copy_from_slice(&9u16.to_le_bytes());
        header[32..34].copy_from_slice(&6u16.to_le_bytes());
        header[48..52].copy_from_slice(&1u32.to_le_bytes());
        header[56..60].copy_from_slice(&4096u32.to_le_bytes());
        header[68..72].copy_from_slice(&u32::MAX.to_le_bytes());
        header[76..].fill(0xFF);
        header[76..80].copy_from_slice(&0u32.to_le_bytes());
        let mut table = vec![0xFFu8; 512];
        table[4..8].copy_from_slice(&0xFFFF_FFFEu32.to_le_bytes());
        for n in 0..sectors {
            let next = if n + 1 == sectors { 0xFFFF_FFFE } else { n as u32 + 3 };
            table[8 + 4 * n..12 + 4 * n].copy_from_slice(&next.to_le_bytes());
        }
        let mut directory = vec![0u8; 512];
        for (at, unit) in "Workbook".encode_utf16().enumerate() {
            directory[128 + 2 * at..130 + 2 * at].copy_from_slice(&unit.to_le_bytes());
        }
        directory[128 + 116..128 + 120].copy_from_slice(&2u32.to_le_bytes());
        directory[128 + 120..128 + 124].copy_from_slice(&(sectors as u32 * 512).to_le_bytes());
        let mut body = stream.to_vec();
        body.resize(sectors * 512, 0);
        [header, table, directory, body].concat()
    }

    /// A workbook of one sheet with these records.
    fn workbook(records: &[Vec<u8>]) -> Vec<u8> {
        let bof = record(0x0809, &[0; 16]);
        let begin = u32::try_from(bof.len() + 4 + 12 + 4).expect("short");
        let sheet = record(0x0085, &[&begin.to_le_bytes()[..], &[0; 8]].concat());
        compound_of(&[bof.clone(), sheet, record(0x000A, &[]), bof, records.concat(), record(0x000A, &[])].concat())
    }

    #[test]
    fn a_sheet_whose_cells_reach_too_far_is_refused_before_room_is_made() {
        for (records, refused) in [
            (vec![number(0, 0), number(9_999, 40)], false),
            (vec![number(65_535, 255), number(65_535, 0)], false),
            (vec![dimensions(65_536, 256), number(3, 3)], false),
            (vec![number(0, 0), number(65_535, 255)], true),
            (vec![number(0, 0), number(60_000, 60_000)], true),
            (vec![dimensions(u32::MAX, 255), number(3, 3)], true),
        ] {
            assert_eq!(refuse(&workbook(&records)).is_err(), refused, "{records:?}");
        }
    }

    #[test]
    fn a_broken_compound_file_is_left_to_the_library() {
        let sound = workbook(&[number(0, 0), number(65_535, 255)]);
        for cut in (0..sound.len()).step_by(97) {
            // Whatever is cut off, the look ends.
            drop(refuse(&sound[..cut]));
            let mut turned = sound.clone();
            turned[cut] ^= 0xFF;
            drop(refuse(&turned));
        }
        assert_eq!(refuse(&[]), Ok(()));
    }
}
