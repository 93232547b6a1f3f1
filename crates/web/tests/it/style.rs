//! The style sheets keep their own rules: sizes, distances, contrast, old browsers.

use std::collections::BTreeMap;
use std::path::Path;

fn sheets() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/src");
    let files = std::fs::read_dir(folder).expect("the sources of the pages' styles").flatten();
    files
        .filter(|it| it.path().extension().is_some_and(|end| end == "css"))
        .map(|it| (it.file_name().to_string_lossy().into_owned(), std::fs::read_to_string(it.path()).expect("a sheet reads")))
        .collect()
}

fn tokens() -> String {
    sheets().into_iter().find(|it| it.0 == "tokens.css").expect("tokens.css").1
}

/// The colours of a block that begins with `opening`.
fn colours(text: &str, opening: &str) -> BTreeMap<String, String> {
    let block = text.split(opening).nth(1).and_then(|it| it.split('}').next()).unwrap_or("");
    let pairs = block.split(';').filter_map(|it| it.trim().strip_prefix("--")?.split_once(": #"));
    pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// Relative luminance as WCAG 2 defines it.
fn luminance(colour: &str) -> f64 {
    let part = |at: usize| f64::from(u8::from_str_radix(&colour[at..at + 2], 16).expect("six hexadecimal digits")) / 255.0;
    let linear = |it: f64| if it <= 0.04045 { it / 12.92 } else { ((it + 0.055) / 1.055).powf(2.4) };
    0.2126 * linear(part(0)) + 0.7152 * linear(part(2)) + 0.0722 * linear(part(4))
}

fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn every_text_stands_out_from_its_ground_in_light_and_dark() {
    let text = tokens();
    let light = colours(&text, "color-scheme: light;");
    let dark = colours(&text, ":root[data-theme=\"dark\"] {");
    let auto = colours(&text, ":root[data-theme=\"auto\"] {");
    assert_eq!(dark, auto, "dark is the same, chosen or by the machine");
    assert_eq!(light.keys().collect::<Vec<_>>(), dark.keys().collect::<Vec<_>>());
    let readable: [(&str, &[&str], f64); 9] = [
        ("ink", &["paper", "surface", "sunk", "accent-wash", "beware-wash", "good-wash", "bad-wash"], 7.0),
        ("quiet", &["paper", "surface", "sunk", "accent-wash", "beware-wash"], 4.5),
        ("accent", &["paper", "surface", "sunk", "accent-wash", "beware-wash"], 4.5),
        ("on-accent", &["accent", "accent-deep"], 4.5),
        ("bad", &["paper", "surface", "accent-wash", "bad-wash"], 4.5),
        ("beware", &["paper", "surface", "accent-wash", "beware-wash"], 4.5),
        ("told", &["paper", "surface", "accent-wash", "told-wash"], 4.5),
        ("good", &["paper", "surface", "accent-wash", "good-wash"], 4.5),
        // Edges of fields are no text: three to one is asked of them.
        ("edge", &["paper", "surface"], 3.0),
    ];
    for (theme, colours) in [("light", &light), ("dark", &dark)] {
        for (front, grounds, least) in readable {
            for ground in grounds {
                let it = contrast(&colours[front], &colours[*ground]);
                assert!(least <= it, "{theme}: {front} on {ground} is {it:.2}, {least} is asked");
            }
        }
    }
}

#[test]
fn six_sizes_of_type_and_one_scale_of_distances() {
    assert_eq!(tokens().matches("\n  --size-").count(), 6);
    for (name, text) in sheets().iter().filter(|it| it.0 != "tokens.css") {
        for line in text.lines().map(str::trim) {
            if let Some(size) = line.strip_prefix("font-size:") {
                assert!(size.trim().starts_with("var(--size-") || name == "print.css", "{name}: {line}");
            }
            if line.starts_with("margin") || line.starts_with("gap") {
                assert!(!line.contains("px;") || line.contains("1px"), "{name}: {line}");
            }
        }
    }
}

#[test]
fn nothing_that_the_oldest_browsers_do_not_know() {
    for (name, text) in sheets() {
        for word in [":has(", "@container", "@layer", "color-mix(", "oklch(", "light-dark(", "subgrid", "dvh", "\n  &"] {
            assert!(!text.contains(word), "{name}: {word}");
        }
    }
}
