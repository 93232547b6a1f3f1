//! Modifiers: what a stretch of text is set otherwise than its style, one after the other (`Prl` of [MS-DOC]).

use super::bits::u16_at;

/// One modifier: its number and its operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Modifier<'b> {
    pub(super) number: u16,
    pub(super) operand: &'b [u8],
}

impl Modifier<'_> {
    pub(super) fn byte(self) -> u8 {
        self.operand.first().copied().unwrap_or(0)
    }
    pub(super) fn half(self) -> u16 {
        u16_at(self.operand, 0).unwrap_or(0)
    }
    pub(super) fn is_on(self) -> bool {
        self.byte() & 1 != 0
    }
}

/// The modifiers that these bytes hold; what is cut off at their end is left out.
pub(super) fn modifiers(bytes: &[u8]) -> impl Iterator<Item = Modifier<'_>> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let number = u16_at(rest, 0)?;
        let (head, length) = operand(number, rest.get(2..)?)?;
        let operand = rest.get(2 + head..2 + head + length)?;
        rest = rest.get(2 + head + length..)?;
        Some(Modifier { number, operand })
    })
}

/// Defines the columns of a row: the one modifier whose length takes two bytes.
pub(super) const COLUMNS: u16 = 0xD608;
/// Changes tabs: 255 for its length means that it is told by what it holds.
const TABS: u16 = 0xC615;

/// How many bytes say the length of an operand, and how long it is.
fn operand(number: u16, rest: &[u8]) -> Option<(usize, usize)> {
    match number >> 13 {
        0 | 1 => Some((0, 1)),
        2 | 4 | 5 => Some((0, 2)),
        3 => Some((0, 4)),
        7 => Some((0, 3)),
        _ if number == COLUMNS => Some((2, usize::from(u16_at(rest, 0)?).checked_sub(1)?)),
        _ => {
            let length = usize::from(*rest.first()?);
            if number == TABS && length == 255 {
                let deleted = usize::from(*rest.get(1)?);
                let added = usize::from(*rest.get(2 + 4 * deleted)?);
                return Some((1, 2 + 4 * deleted + 3 * added));
            }
            Some((1, length))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modifiers_are_read_one_after_the_other_and_a_cut_one_ends_them() {
        let bytes = [0x03, 0x24, 1, 0x0B, 0x46, 5, 0, 0x08, 0xD6, 3, 0, 7, 8, 0x15, 0xC6, 2, 9, 9, 0x16, 0x24];
        let found: Vec<(u16, &[u8])> = modifiers(&bytes).map(|it| (it.number, it.operand)).collect();
        assert_eq!(found, [(0x2403, &[1][..]), (0x460B, &[5, 0][..]), (COLUMNS, &[7, 8][..]), (0xC615, &[9, 9][..])]);
    }
}
