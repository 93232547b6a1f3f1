//! The signed paper that came back: what the file is, and how its words stand to what was issued. Whether a signature in it
//! is valid is nothing that is said here.

use serde::{Deserialize, Serialize};

/// Letters of a reason for which a copy is taken back.
pub const WITHDRAWN_WHY_MAX: usize = 500;

/// How the words of a copy stand to the issued ones.
#[doc(alias = "kết quả đối chiếu")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CopyReading {
    /// Word by word the same.
    Same,
    /// Some words differ.
    Differs,
    /// So many differ that it is another paper.
    Other,
    /// The file holds pictures of pages and no letters, or is too long to be read: nothing was compared.
    #[doc(alias = "bản quét")]
    NoText,
}

impl CopyReading {
    /// Every one.
    pub const ALL: [CopyReading; 4] = [CopyReading::Same, CopyReading::Differs, CopyReading::Other, CopyReading::NoText];
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            CopyReading::Same => "same",
            CopyReading::Differs => "differs",
            CopyReading::Other => "other",
            CopyReading::NoText => "no_text",
        }
    }
    /// Reads a wire name.
    pub fn of_name(name: &str) -> Option<CopyReading> {
        CopyReading::ALL.into_iter().find(|it| it.name() == name)
    }
}

/// A place where a copy differs from what was issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CopyDifference {
    /// Page of the copy, from 1.
    pub page: u32,
    /// The words before it, so that people find it.
    pub after: String,
    /// What was issued; empty where the copy says more.
    pub issued: String,
    /// What the copy says; empty where it says less.
    pub came: String,
}

impl CopyDifference {
    /// Is it about a figure, a day or a number? Such are told first.
    pub fn is_of_numbers(&self) -> bool {
        let digits = |it: &str| it.chars().filter(char::is_ascii_digit).collect::<String>();
        digits(&self.issued) != digits(&self.came)
    }
}

/// What was found of a copy on the day it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyFindings {
    /// How its words stand to the issued ones.
    pub reading: CopyReading,
    /// Places that differ, all of them.
    pub count: usize,
    /// Stretches that only stand elsewhere: how a file orders its blocks says nothing.
    pub moved: usize,
    /// The first places, those about figures before the others.
    pub differences: Vec<CopyDifference>,
    /// Signatures that the file says it carries. None of them was checked.
    pub signatures: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_of_figures_is_known_by_its_digits() {
        let place = |issued: &str, came: &str| CopyDifference { page: 1, after: String::new(), issued: issued.to_owned(), came: came.to_owned() };
        assert!(place("tăng 8%", "tăng 9%").is_of_numbers() && place("", "2030").is_of_numbers());
        assert!(!place("tăng 8%", "giảm 8%").is_of_numbers());
    }

    #[test]
    fn every_reading_is_known_again_by_its_name() {
        for it in CopyReading::ALL {
            assert_eq!(CopyReading::of_name(it.name()), Some(it));
        }
    }
}
