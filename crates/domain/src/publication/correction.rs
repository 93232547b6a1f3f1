//! A correction notice: what an issued text says wrongly, and what it should say. The text itself is never changed.

use crate::Date;
use crate::organisation::{CorrectionId, FileId, ProgrammeId};
use crate::text::{nfc, squeeze};

/// Places that one notice corrects, at most.
pub const POINTS_MAX: usize = 50;
/// The symbols of the kinds of paper by which something is corrected: a notice, a letter.
pub const CORRECTING_KINDS: [&str; 2] = ["TB", "CV"];

/// One place: what stands there and what should.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// What stands in the issued text.
    pub stands: String,
    /// What should stand.
    pub should: String,
}

/// A notice that went out.
#[doc(alias = "đính chính")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// Its id.
    pub id: CorrectionId,
    /// The issued programme.
    pub programme: ProgrammeId,
    /// Number and symbol of the notice.
    pub number: String,
    /// Its date.
    pub dated_on: Date,
    /// What it corrects.
    pub points: Vec<Point>,
    /// The notice as a file.
    pub file: FileId,
}

/// Why something cannot be corrected so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CorrectionRefusal {
    /// Nothing, or more than a notice holds.
    Count,
    /// A place without one of its two texts.
    Empty,
    /// Both texts are the same.
    Same,
    /// The issued text does not say what is to be corrected.
    NotThere,
}

/// Do the points correct what an issued text says?
pub fn corrects(points: &[Point], issued: &str) -> Result<(), CorrectionRefusal> {
    let plain = |it: &str| squeeze(&nfc(it)).trim().to_owned();
    if points.is_empty() || POINTS_MAX < points.len() {
        return Err(CorrectionRefusal::Count);
    }
    let issued = plain(issued);
    for point in points {
        let (stands, should) = (plain(&point.stands), plain(&point.should));
        if stands.is_empty() || should.is_empty() {
            return Err(CorrectionRefusal::Empty);
        }
        if stands == should {
            return Err(CorrectionRefusal::Same);
        }
        if !issued.contains(&stands) {
            return Err(CorrectionRefusal::NotThere);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(stands: &str, should: &str) -> Point {
        Point { stands: stands.to_owned(), should: should.to_owned() }
    }

    #[test]
    fn only_what_really_stands_there_is_corrected_and_only_into_something_else() {
        let issued = "  target: Tỷ lệ hộ nghèo giảm 9%\n  mỗi năm";
        assert_eq!(corrects(&[point("giảm 9% mỗi năm", "giảm 8% mỗi năm")], issued), Ok(()));
        assert_eq!(corrects(&[point("giảm 7%", "giảm 8%")], issued), Err(CorrectionRefusal::NotThere));
        assert_eq!(corrects(&[point("giảm 9%", " giảm  9%")], issued), Err(CorrectionRefusal::Same));
        assert_eq!(corrects(&[point("giảm 9%", " ")], issued), Err(CorrectionRefusal::Empty));
        assert_eq!(corrects(&[point(" ", "giảm 9%")], issued), Err(CorrectionRefusal::Empty));
        assert_eq!(corrects(&[], issued), Err(CorrectionRefusal::Count));
        assert_eq!(corrects(&vec![point("giảm 9%", "giảm 8%"); POINTS_MAX + 1], issued), Err(CorrectionRefusal::Count));
    }
}
