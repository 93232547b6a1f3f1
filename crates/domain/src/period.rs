//! Stretches of years, which guidelines and programmes share.

/// The period a programme covers, both years included (nhiệm kỳ, giai đoạn).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// First year.
    pub from: i16,
    /// Last year.
    pub to: i16,
}
