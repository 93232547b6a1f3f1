//! Headers and footers of a sheet: printed on every page, so a secrecy mark may stand there.

/// The texts of a sheet's headers and footers, one for each of left, centre and right.
pub(super) fn of_sheet(source: &str) -> Vec<String> {
    let Some((inside, _)) = source.split_once("headerFooter").and_then(|(_, rest)| rest.split_once("headerFooter")) else {
        return Vec::new();
    };
    // What stands outside the angle brackets is text.
    let texts = inside.split('>').filter_map(|it| it.split_once('<')).map(|(text, _)| text).filter(|it| !it.trim().is_empty());
    texts.flat_map(|it| sections(&it.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))).collect()
}

/// Splits a text at its codes for left, centre and right, and drops those for font, size, colour and fields.
fn sections(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut open = String::new();
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        if c != '&' {
            open.push(c);
            continue;
        }
        match rest.next() {
            Some('L' | 'C' | 'R') => out.push(std::mem::take(&mut open)),
            Some('"') => drop(rest.by_ref().find(|it| *it == '"')),
            Some('K') => drop(rest.by_ref().take(6).count()),
            Some(digit) if digit.is_ascii_digit() => while rest.next_if(char::is_ascii_digit).is_some() {},
            Some('&') => open.push('&'),
            Some(_) | None => {}
        }
    }
    out.push(open);
    out.retain(|it| !it.trim().is_empty());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_a_header_are_no_part_of_its_text() {
        let sheet = "<sheetData/><headerFooter><oddHeader>&amp;L&amp;&quot;Times,Bold&quot;&amp;14Xã Mẫu A&amp;C&amp;KFF0000TỐI MẬT&amp;RTrang &amp;P</oddHeader></headerFooter>";
        assert_eq!(of_sheet(sheet), ["Xã Mẫu A", "TỐI MẬT", "Trang "]);
        assert!(of_sheet("<sheetData/><headerFooter/>").is_empty());
    }
}
