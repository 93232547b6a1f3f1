//! The letters of Vietnamese lettered lists.

/// The alphabet of a), b), c) lists: `đ` is in it; f, j, w, z and the marked vowels are not (format.md, 4).
pub const LIST_LETTERS: [char; 23] = ['a', 'b', 'c', 'd', 'đ', 'e', 'g', 'h', 'i', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v', 'x', 'y'];

/// The letter of the item at this place, from 0; `None` after the last.
pub fn list_letter(ordinal: usize) -> Option<char> {
    LIST_LETTERS.get(ordinal).copied()
}

/// The place of a letter in a list, from 0; `None` for a letter that such lists skip.
pub fn list_ordinal(letter: char) -> Option<usize> {
    let letter = letter.to_lowercase().next()?;
    LIST_LETTERS.iter().position(|it| *it == letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn d_is_followed_by_its_barred_sister_and_f_is_skipped() {
        assert_eq!([3, 4, 5, 6].map(list_letter), [Some('d'), Some('đ'), Some('e'), Some('g')]);
        assert_eq!(list_ordinal('Đ'), Some(4));
        assert_eq!(list_ordinal('f'), None);
    }
}
