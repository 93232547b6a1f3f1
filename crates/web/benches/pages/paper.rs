//! A programme of any size in our notation, the same every time.

/// Words that titles are made of.
const WORDS: [&str; 40] = [
    "xây",
    "dựng",
    "đề",
    "án",
    "phát",
    "triển",
    "sinh",
    "kế",
    "nông",
    "nghiệp",
    "công",
    "nghệ",
    "chuyển",
    "đổi",
    "số",
    "hạ",
    "tầng",
    "giao",
    "thông",
    "nước",
    "sạch",
    "môi",
    "trường",
    "giáo",
    "dục",
    "y",
    "tế",
    "văn",
    "hoá",
    "cơ",
    "sở",
    "dữ",
    "liệu",
    "nâng",
    "cấp",
    "tuyến",
    "đường",
    "liên",
    "xã",
    "thuỷ",
];

/// A small generator of its own.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }
    fn words(&mut self, count: usize) -> String {
        (0..count).map(|_| WORDS[self.roll(WORDS.len())]).collect::<Vec<_>>().join(" ")
    }
}

/// A programme of so many targets and tasks; one in twenty tasks has no lead.
pub fn programme(number: usize, targets: usize, tasks: usize) -> String {
    let mut dice = Dice(number as u64 + 7);
    let mut text = format!(
        "hanhdong 1\n\ndocument\n  issuer: ĐẢNG UỶ XÃ MẪU A\n  kind: CHƯƠNG TRÌNH HÀNH ĐỘNG\n  title: số {number} thực hiện Nghị quyết Đại hội Đảng bộ xã\n  period: 2025-2030\n\npart goals I: MỤC TIÊU, YÊU CẦU\n"
    );
    for it in 0..targets {
        text += &format!("  target {} #c_{it}: Tỷ lệ {}\n    value: {}\n    unit: %\n    horizon: 2030\n", it + 1, dice.words(10), 20 + dice.roll(80));
    }
    text += "\npart content II: NỘI DUNG CHƯƠNG TRÌNH\n";
    for it in 0..tasks {
        text += &format!("  task {} #t_{it}: {}\n", it + 1, dice.words(24));
        if dice.roll(20) != 0 {
            text += &format!("    lead: Phòng Mẫu {}\n", dice.roll(40));
        }
        text += &format!(
            "    coordinators: Phòng Mẫu {}\n    deliverable: Đề án\n    deadline: quý {}/{}\n",
            dice.roll(40),
            ["I", "II", "III", "IV"][dice.roll(4)],
            2026 + dice.roll(5)
        );
        text += "    resource: 3 tỷ đồng ngân sách xã\n";
    }
    text += "\npart organisation III: TỔ CHỨC THỰC HIỆN\n\nlinks\n";
    (0..tasks).for_each(|it| text += &format!("  t_{it} -> c_{} by matrix\n", it % targets.max(1)));
    text
}
