//! What a unit is among others: its level, and apart from it its kind.

use super::UnitKind;

/// How high a committee stands. What it governs is said apart, by its [`OrgKind`]: a commune was grassroots until the
/// reform of 2025 and is upper grassroots since.
#[doc(alias = "cấp")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OrgLevel {
    /// The centre.
    #[doc(alias = "trung ương")]
    Central,
    /// Directly below the centre.
    #[doc(alias = "cấp tỉnh")]
    Province,
    /// Directly above grassroots organisations.
    #[doc(alias = "cấp trên trực tiếp của tổ chức cơ sở đảng")]
    UpperGrassroots,
    /// A grassroots organisation: a body of several cells, or a cell that stands alone.
    #[doc(alias = "tổ chức cơ sở đảng")]
    Grassroots,
    /// A section of a grassroots body.
    #[doc(alias = "đảng bộ bộ phận")]
    Section,
    /// A cell below a grassroots body or a section.
    #[doc(alias = "chi bộ trực thuộc")]
    Cell,
}

impl OrgLevel {
    /// Every level, the highest first.
    pub const ALL: [OrgLevel; 6] = [OrgLevel::Central, OrgLevel::Province, OrgLevel::UpperGrassroots, OrgLevel::Grassroots, OrgLevel::Section, OrgLevel::Cell];
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            OrgLevel::Central => "central",
            OrgLevel::Province => "province",
            OrgLevel::UpperGrassroots => "upper_grassroots",
            OrgLevel::Grassroots => "grassroots",
            OrgLevel::Section => "section",
            OrgLevel::Cell => "cell",
        }
    }
    /// Reads a wire name.
    pub fn of_name(name: &str) -> Option<OrgLevel> {
        OrgLevel::ALL.into_iter().find(|it| it.name() == name)
    }
    /// May a committee of this level stand below one of that level? Only below a higher one.
    pub fn may_stand_below(self, above: OrgLevel) -> bool {
        above < self
    }
}

macro_rules! org_kinds {
    ($($(#[$doc:meta])* $variant:ident = $name:literal: $($of:ident)+,)+) => {
        /// What a unit governs or does, whatever its level.
        #[doc(alias = "loại hình")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum OrgKind { $($(#[$doc])* $variant,)+ }
        impl OrgKind {
            /// Every kind: territories, then organisations, then bodies.
            pub const ALL: &'static [OrgKind] = &[$(OrgKind::$variant,)+];
            /// The wire name.
            pub const fn name(self) -> &'static str { match self { $(OrgKind::$variant => $name,)+ } }
            /// Which units may be of this kind.
            pub const fn fits(self) -> &'static [UnitKind] { match self { $(OrgKind::$variant => &[$(UnitKind::$of,)+],)+ } }
        }
    };
}

org_kinds! {
    /// A province.
    #[doc(alias = "tỉnh")]
    Province = "province": Committee,
    /// A city directly below the centre.
    #[doc(alias = "thành phố trực thuộc trung ương")]
    City = "city": Committee,
    /// A district, until the reform of 2025.
    #[doc(alias = "huyện")]
    District = "district": Committee,
    /// A town or a city of a province, until the reform of 2025.
    #[doc(alias = "thị xã")]
    Town = "town": Committee,
    /// A commune.
    #[doc(alias = "xã")]
    Commune = "commune": Committee,
    /// A ward.
    #[doc(alias = "phường")]
    Ward = "ward": Committee,
    /// A special zone.
    #[doc(alias = "đặc khu")]
    SpecialZone = "special_zone": Committee,
    /// A village or a neighbourhood.
    #[doc(alias = "thôn, tổ dân phố")]
    Village = "village": Committee,
    /// An enterprise.
    #[doc(alias = "doanh nghiệp")]
    Enterprise = "enterprise": Committee,
    /// An agency.
    #[doc(alias = "cơ quan")]
    Agency = "agency": Committee Body,
    /// Military, police, border guard.
    #[doc(alias = "lực lượng vũ trang")]
    ArmedForce = "armed_force": Committee Body,
    /// A school, a hospital, a centre.
    #[doc(alias = "đơn vị sự nghiệp")]
    PublicService = "public_service": Committee Body,
    /// A committee's office.
    #[doc(alias = "văn phòng")]
    Office = "office": Body,
    /// A commission.
    #[doc(alias = "ban")]
    Commission = "commission": Body,
    /// The office of the inspection commission.
    #[doc(alias = "cơ quan uỷ ban kiểm tra")]
    Inspection = "inspection": Body,
    /// A department.
    #[doc(alias = "sở, phòng")]
    Department = "department": Body,
    /// The people's council, the people's committee, or their office.
    #[doc(alias = "hội đồng nhân dân, uỷ ban nhân dân")]
    Government = "government": Body,
    /// The Fatherland Front.
    #[doc(alias = "mặt trận")]
    Front = "front": Body,
    /// A mass organisation.
    #[doc(alias = "đoàn thể")]
    MassOrganisation = "mass_organisation": Body,
    /// A steering committee, a sub-committee, an editing group.
    #[doc(alias = "ban chỉ đạo, tiểu ban, tổ biên tập")]
    WorkingGroup = "working_group": Body,
}

impl OrgKind {
    /// Reads a wire name.
    pub fn of_name(name: &str) -> Option<OrgKind> {
        OrgKind::ALL.iter().copied().find(|it| it.name() == name)
    }
}

/// Level and kind together; each may be not recorded yet.
///
/// Invariant: only a committee has a level, and the kind is one that the unit may be of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Nature {
    level: Option<OrgLevel>,
    kind: Option<OrgKind>,
}

/// Why a unit cannot be of a level or kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NatureRefusal {
    /// A body has no level of its own: it stands where its committee stands.
    LevelOfBody,
    /// A committee cannot be of a body's kind, nor a body of a territory's.
    KindUnfit,
    /// A committee stands below one of a higher level only.
    LevelNotBelow,
}

impl Nature {
    /// Nothing recorded yet.
    pub const UNKNOWN: Nature = Nature { level: None, kind: None };
    /// What a unit with such records may be.
    pub fn of(records: UnitKind, level: Option<OrgLevel>, kind: Option<OrgKind>) -> Result<Nature, NatureRefusal> {
        if level.is_some() && records == UnitKind::Body {
            return Err(NatureRefusal::LevelOfBody);
        }
        if kind.is_some_and(|it| !it.fits().contains(&records)) {
            return Err(NatureRefusal::KindUnfit);
        }
        Ok(Nature { level, kind })
    }
    /// How high it stands.
    pub fn level(self) -> Option<OrgLevel> {
        self.level
    }
    /// What it governs or does.
    pub fn kind(self) -> Option<OrgKind> {
        self.kind
    }
    /// May it stand between this committee above and these below? A level not recorded yet stands in nobody's way.
    pub fn stands_between(self, above: Option<Nature>, below: impl IntoIterator<Item = Nature>) -> Result<(), NatureRefusal> {
        let is_ordered = |above: Nature, below: Nature| below.level.zip(above.level).is_none_or(|(low, high)| low.may_stand_below(high));
        let is_sound = above.is_none_or(|it| is_ordered(it, self)) && below.into_iter().all(|it| is_ordered(self, it));
        if is_sound { Ok(()) } else { Err(NatureRefusal::LevelNotBelow) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_reads_back_as_what_it_names() {
        for level in OrgLevel::ALL {
            assert_eq!(OrgLevel::of_name(level.name()), Some(level));
        }
        for kind in OrgKind::ALL {
            assert_eq!(OrgKind::of_name(kind.name()), Some(*kind));
        }
        assert_eq!((OrgLevel::of_name(""), OrgKind::of_name("")), (None, None));
    }

    #[test]
    fn level_and_kind_are_apart_and_a_body_has_no_level() {
        for level in OrgLevel::ALL {
            assert!(Nature::of(UnitKind::Committee, Some(level), Some(OrgKind::Commune)).is_ok(), "a commune may be of any level: {level:?}");
            assert_eq!(Nature::of(UnitKind::Body, Some(level), Some(OrgKind::Office)), Err(NatureRefusal::LevelOfBody));
        }
        assert_eq!(Nature::of(UnitKind::Body, None, Some(OrgKind::Commune)), Err(NatureRefusal::KindUnfit));
        assert_eq!(Nature::of(UnitKind::Committee, None, Some(OrgKind::Office)), Err(NatureRefusal::KindUnfit));
        for records in [UnitKind::Committee, UnitKind::Body] {
            assert!(Nature::of(records, None, Some(OrgKind::PublicService)).is_ok(), "a school may be either");
        }
    }

    #[test]
    fn a_committee_stands_below_a_higher_level_and_above_lower_ones_only() {
        let of = |level| Nature::of(UnitKind::Committee, Some(level), None).unwrap();
        for above in OrgLevel::ALL {
            for below in OrgLevel::ALL {
                let expected = if above < below { Ok(()) } else { Err(NatureRefusal::LevelNotBelow) };
                assert_eq!(of(below).stands_between(Some(of(above)), []), expected, "{below:?} below {above:?}");
                assert_eq!(of(above).stands_between(None, [Nature::UNKNOWN, of(below)]), expected, "{above:?} above {below:?}");
            }
        }
        assert_eq!(of(OrgLevel::Province).stands_between(Some(Nature::UNKNOWN), [Nature::UNKNOWN]), Ok(()), "what is not recorded stands in nobody's way");
    }
}
