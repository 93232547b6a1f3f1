//! What the head and the foot of the paper say.

use jiff::civil::Date;

use crate::period::Period;

/// Head and foot of a paper: who issues it, its number, date and name, who signs, who receives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The issuer's direct superior, as printed top left.
    pub superior: Option<String>,
    /// The issuing body.
    pub issuer: Option<String>,
    /// Number and symbol as printed, without the word "Số" ("12-CTr/ĐU").
    #[doc(alias = "số và ký hiệu")]
    pub number: Option<String>,
    /// Place of issue ("Xã Mẫu A").
    pub place: Option<String>,
    /// Date of issue.
    pub date: Option<Date>,
    /// Kind of document in capitals ("CHƯƠNG TRÌNH HÀNH ĐỘNG").
    pub kind: Option<String>,
    /// What the paper is about (trích yếu), without the kind.
    #[doc(alias = "trích yếu")]
    pub title: Option<String>,
    /// Draft mark ("Dự thảo lần thứ 2"); `None` for a paper that is not a draft.
    pub draft: Option<String>,
    /// The period it covers, where the text states one.
    pub period: Option<Period>,
    /// Who signs.
    pub signature: Signature,
    /// Nơi nhận, one entry a line.
    #[doc(alias = "nơi nhận")]
    pub recipients: Vec<Recipient>,
}

/// The signature block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signature {
    /// Authority lines ("T/M BAN CHẤP HÀNH").
    pub authority: Vec<String>,
    /// The signer's title ("BÍ THƯ").
    pub title: Option<String>,
    /// The signer's name.
    pub name: Option<String>,
}

impl Signature {
    /// Is there anything to print?
    pub fn is_empty(&self) -> bool {
        self.authority.is_empty() && self.title.is_none() && self.name.is_none()
    }
}

/// One line of the distribution list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recipient {
    /// The line as printed, without dash and end mark ("Các đồng chí Tỉnh uỷ viên").
    pub text: String,
}
