//! What a basis document is called.

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident = $name:literal $words:literal,)+) => {
        /// The kind of a basis document, as papers name it.
        #[doc(alias = "thể loại văn bản")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum BasisKind { $($(#[$doc])* $variant,)+ }
        impl BasisKind {
            /// Every kind: those of the Party, then those of the state.
            pub const ALL: &'static [BasisKind] = &[$(BasisKind::$variant,)+];
            /// The wire name.
            pub const fn name(self) -> &'static str { match self { $(BasisKind::$variant => $name,)+ } }
            /// As a citation prints it.
            pub const fn words(self) -> &'static str { match self { $(BasisKind::$variant => $words,)+ } }
        }
    };
}

kinds! {
    /// Chỉ thị.
    Directive = "directive" "Chỉ thị",
    /// Nghị quyết.
    Resolution = "resolution" "Nghị quyết",
    /// Kết luận.
    Conclusion = "conclusion" "Kết luận",
    /// Quy định.
    Regulation = "regulation" "Quy định",
    /// Quyết định.
    Decision = "decision" "Quyết định",
    /// Quy chế.
    Statute = "statute" "Quy chế",
    /// Hướng dẫn.
    Guideline = "guideline" "Hướng dẫn",
    /// Kế hoạch.
    Plan = "plan" "Kế hoạch",
    /// Chương trình.
    Programme = "programme" "Chương trình",
    /// Đề án.
    Scheme = "scheme" "Đề án",
    /// Thông tri.
    Instruction = "instruction" "Thông tri",
    /// Thông báo.
    Notice = "notice" "Thông báo",
    /// Báo cáo.
    Report = "report" "Báo cáo",
    /// Công văn.
    Letter = "letter" "Công văn",
    /// Chiến lược.
    Strategy = "strategy" "Chiến lược",
    /// Điều lệ.
    Charter = "charter" "Điều lệ",
    /// Hiến pháp.
    Constitution = "constitution" "Hiến pháp",
    /// Bộ luật.
    Code = "code" "Bộ luật",
    /// Luật.
    Law = "law" "Luật",
    /// Pháp lệnh.
    Ordinance = "ordinance" "Pháp lệnh",
    /// Nghị định.
    Decree = "decree" "Nghị định",
    /// Thông tư.
    Circular = "circular" "Thông tư",
}

impl BasisKind {
    /// Reads a wire name.
    pub fn of_name(name: &str) -> Option<BasisKind> {
        BasisKind::ALL.iter().copied().find(|it| it.name() == name)
    }
    /// Is its name what it is about ("Luật Đất đai"), so that no "về" stands between?
    pub const fn is_named_by_subject(self) -> bool {
        matches!(self, BasisKind::Charter | BasisKind::Constitution | BasisKind::Code | BasisKind::Law | BasisKind::Ordinance)
    }
}
