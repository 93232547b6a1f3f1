//! Vietnamese letters from before Unicode: TCVN3 (ABC, fonts named `.Vn...`) and VNI (fonts named `VNI-...`).
//!
//! Both put Vietnamese glyphs on the code points of Western European letters, so text in them is told from
//! ordinary text only by its font, or by whether it makes Vietnamese words once converted.

use unicode_normalization::UnicodeNormalization;

/// An encoding from before Unicode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Legacy {
    /// TCVN 5712 VN3, also called ABC.
    #[doc(alias = "ABC")]
    Tcvn3,
    /// VNI for Windows.
    Vni,
}

/// A legacy font: its encoding, and whether its small letters look like capitals (`.VnTimeH`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LegacyFont {
    /// The encoding of its letters.
    pub encoding: Legacy,
    /// Does it print capitals for small letters?
    pub capitals: bool,
}

/// From this share of known words on, a text passes for Vietnamese.
pub(super) const LIKENESS_MIN: f64 = 0.04;
/// How many characters are looked at to tell an encoding.
const SAMPLE_CHARS: usize = 20_000;

/// Words that no Vietnamese office paper can do without; marked letters only.
const COMMON: [&str; 40] = [
    "và", "của", "các", "được", "thực", "hiện", "nhiệm", "vụ", "chương", "trình", "đảng", "tỉnh", "xã", "huyện", "phát", "triển", "công", "năm", "tổ", "chức", "về", "cấp", "ủy",
    "uỷ", "hành", "động", "mục", "tiêu", "đến", "đạt", "trên", "địa", "quyết", "nghị", "đơn", "vị", "hội", "đại", "bộ", "những",
];

/// Letters of TCVN3 in the order of their code points from U+00A1; a space stands for a code that is no letter.
const TCVN3: &str = "ĂÂÊÔƠƯĐăâêôơưđ      àảãáạ ằẳẵắ       ặầẩẫấậè ẻẽéẹềểễếệìỉ   ĩíịò ỏõóọồổỗốộờởỡớợù ủũúụừửữứựỳỷỹýỵ";

impl Legacy {
    /// What the person has to know: code and Vietnamese words.
    pub fn note(self) -> (String, String) {
        let name = match self {
            Legacy::Tcvn3 => "TCVN3 (ABC)",
            Legacy::Vni => "VNI",
        };
        ("legacy-encoding".to_owned(), format!("Văn bản dùng bảng mã {name}; đã chuyển sang Unicode, đề nghị đọc soát lại."))
    }
}

/// The encoding that a font name stands for; `None` for every font of today.
pub fn of_font(name: &str) -> Option<LegacyFont> {
    let lower = name.trim().to_ascii_lowercase();
    let encoding = if lower.starts_with(".vn") {
        Legacy::Tcvn3
    } else if lower.starts_with("vni-") || lower.starts_with("vni ") {
        Legacy::Vni
    } else {
        return None;
    };
    Some(LegacyFont { encoding, capitals: encoding == Legacy::Tcvn3 && name.trim_end().ends_with('H') })
}

/// Converts a run of text printed in a legacy font.
pub fn convert_run(text: &str, font: LegacyFont) -> String {
    let out = convert(text, font.encoding);
    if font.capitals { out.to_uppercase() } else { out }
}

/// Converts a whole text whose fonts are not known. A word whose plain letters are all capitals was printed in a
/// capital font, so its marked letters become capitals too.
pub fn convert_text(text: &str, encoding: Legacy) -> String {
    let out = convert(text, encoding);
    match encoding {
        Legacy::Vni => out,
        Legacy::Tcvn3 => out.split_inclusive(char::is_whitespace).map(raised).collect(),
    }
}

fn raised(word: &str) -> String {
    let mut plain = word.chars().filter(char::is_ascii_alphabetic).peekable();
    let shouts = plain.peek().is_some() && plain.all(|it| it.is_ascii_uppercase());
    if shouts && word.chars().filter(|it| it.is_alphabetic()).count() > 1 { word.to_uppercase() } else { word.to_owned() }
}

fn convert(text: &str, encoding: Legacy) -> String {
    match encoding {
        Legacy::Tcvn3 => text.chars().map(tcvn3).collect(),
        Legacy::Vni => vni(text),
    }
}

fn tcvn3(c: char) -> char {
    let Some(place) = (c as u32).checked_sub(0xA1) else { return c };
    TCVN3.chars().nth(place as usize).filter(|it| *it != ' ').unwrap_or(c)
}

/// The combining marks that a VNI mark stands for; `None` for a letter that is no mark.
fn vni_marks(mark: char) -> Option<&'static str> {
    Some(match mark {
        'ù' => "\u{301}",
        'ø' => "\u{300}",
        'û' => "\u{309}",
        'õ' => "\u{303}",
        'ï' => "\u{323}",
        'â' => "\u{302}",
        'á' => "\u{302}\u{301}",
        'à' => "\u{302}\u{300}",
        'å' => "\u{302}\u{309}",
        'ã' => "\u{302}\u{303}",
        'ä' => "\u{302}\u{323}",
        'ê' => "\u{306}",
        'é' => "\u{306}\u{301}",
        'è' => "\u{306}\u{300}",
        'ú' => "\u{306}\u{309}",
        'ü' => "\u{306}\u{303}",
        'ë' => "\u{306}\u{323}",
        _ => return None,
    })
}

/// The letter that a single VNI character stands for.
fn vni_letter(c: char) -> Option<char> {
    Some(match c {
        'ñ' => 'đ',
        'Ñ' => 'Đ',
        'ô' => 'ơ',
        'Ô' => 'Ơ',
        'ö' => 'ư',
        'Ö' => 'Ư',
        'æ' => 'ỉ',
        'Æ' => 'Ỉ',
        'ó' => 'ĩ',
        'Ó' => 'Ĩ',
        'ò' => 'ị',
        'Ò' => 'Ị',
        'î' => 'ỵ',
        'Î' => 'Ỵ',
        _ => return None,
    })
}

/// May a mark follow this letter? The hat and the breve stand only on the letters that have them.
fn vni_takes(base: char, marks: &str) -> bool {
    let first = marks.chars().next();
    match base.to_ascii_lowercase() {
        'a' => true,
        'e' | 'o' => first != Some('\u{306}'),
        'u' | 'y' | 'ô' | 'Ô' | 'ö' | 'Ö' => !matches!(first, Some('\u{302}' | '\u{306}')),
        _ => false,
    }
}

fn vni(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let marks = chars.peek().and_then(|next| vni_marks(next.to_lowercase().next()?)).filter(|it| vni_takes(c, it));
        out.push(vni_letter(c).unwrap_or(c));
        if let Some(marks) = marks {
            out.push_str(marks);
            chars.next();
        }
    }
    out.nfc().collect()
}

/// How Vietnamese a text reads: the share of its words that are common ones with marks, 0 to 1.
pub(super) fn likeness(text: &str) -> f64 {
    let sample: String = text.chars().take(SAMPLE_CHARS).collect::<String>().to_lowercase();
    let (mut all, mut known) = (0usize, 0usize);
    for word in hanhdong_domain::text::words(&sample) {
        all += 1;
        known += usize::from(COMMON.contains(&word));
    }
    if all == 0 { 0.0 } else { known as f64 / all as f64 }
}

/// Tells whether a Unicode text holds the letters of a legacy encoding as they were.
pub fn detect(text: &str) -> Option<Legacy> {
    let sample: String = text.chars().take(SAMPLE_CHARS).collect();
    let (mut letters, mut western, mut vietnamese) = (0usize, 0usize, 0usize);
    for c in sample.chars() {
        letters += usize::from(c.is_alphabetic());
        western += usize::from(('\u{A1}'..='\u{FF}').contains(&c));
        vietnamese += usize::from(matches!(c, '\u{1EA0}'..='\u{1EF9}' | 'ă' | 'Ă' | 'đ' | 'Đ' | 'ơ' | 'Ơ' | 'ư' | 'Ư' | '\u{300}'..='\u{323}'));
    }
    // A text that already holds letters only Unicode has is not in an old encoding.
    if western * 25 < letters || vietnamese * 50 > letters {
        return None;
    }
    let plain = likeness(&sample);
    [Legacy::Tcvn3, Legacy::Vni]
        .into_iter()
        .map(|it| (it, likeness(&convert_text(&sample, it))))
        .filter(|(_, likeness)| *likeness >= LIKENESS_MIN && *likeness > plain * 3.0)
        .max_by(|left, right| left.1.total_cmp(&right.1))
        .map(|(it, _)| it)
}
