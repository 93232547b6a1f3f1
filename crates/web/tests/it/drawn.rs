//! PDFs with Vietnamese letters, drawn by hand: one line after the other, no layout.

use std::fmt::Write;

/// A PDF of these lines, forty to a page.
pub(crate) fn pdf(lines: &[String]) -> Vec<u8> {
    let pages: Vec<&[String]> = lines.chunks(40).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Count {} /Kids [{}] >>", pages.len(), (0..pages.len()).map(|it| format!("{} 0 R", 7 + 2 * it)).collect::<Vec<_>>().join(" ")),
        "<< /Type /Font /Subtype /Type0 /BaseFont /Mau /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 6 0 R >>".to_owned(),
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Mau /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 5 0 R /DW 500 >>"
            .to_owned(),
        "<< /Type /FontDescriptor /FontName /Mau /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>".to_owned(),
        stream(&to_unicode(lines)),
    ];
    for (at, page) in pages.iter().enumerate() {
        objects.push(format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {} 0 R >>", 8 + 2 * at));
        let mut content = String::from("BT /F1 10 Tf 18 TL 20 800 Td\n");
        for line in *page {
            let codes: String = line.encode_utf16().map(|it| format!("{it:04X}")).collect();
            writeln!(content, "<{codes}> Tj T*").expect("a string");
        }
        content.push_str("ET");
        objects.push(stream(&content));
    }
    let mut out = String::from("%PDF-1.7\n");
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(out.len());
        write!(out, "{} 0 obj\n{object}\nendobj\n", at + 1).expect("a string");
    }
    let start = out.len();
    write!(out, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).expect("a string");
    for place in &places {
        write!(out, "{place:010} 00000 n \n").expect("a string");
    }
    write!(out, "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1).expect("a string");
    out.into_bytes()
}

fn stream(text: &str) -> String {
    format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len())
}

/// Every code is the letter of its own number.
fn to_unicode(lines: &[String]) -> String {
    let mut codes: Vec<u16> = lines.iter().flat_map(|it| it.encode_utf16()).collect();
    codes.sort_unstable();
    codes.dedup();
    let mut out = String::from("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n");
    for chunk in codes.chunks(100) {
        writeln!(out, "{} beginbfchar", chunk.len()).expect("a string");
        for code in chunk {
            writeln!(out, "<{code:04X}> <{code:04X}>").expect("a string");
        }
        out.push_str("endbfchar\n");
    }
    out.push_str("endcmap end end");
    out
}
