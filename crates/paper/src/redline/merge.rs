//! Two texts that both come from a third, put together where they do not touch each other.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::words::tokens;

/// Beyond this product of counts nothing is put together: a bound on work that gives the same answer each time. Texts of
/// some 2,000 words a side; a person puts such texts together with both in sight.
const WORK_MAX: usize = 4_000_000;

/// Puts two texts together word by word. `None` where both changed the same stretch, or stretches with no unchanged word
/// between them: then only a person can say what is meant. The same change by both is one change; two insertions at one
/// place both stay, theirs first.
#[doc(alias = "gộp ba bên")]
pub fn merge_words(base: &str, mine: &str, theirs: &str) -> Option<String> {
    let (base, mine, theirs) = (tokens(base), tokens(mine), tokens(theirs));
    merged(&base, &mine, &theirs, |it| it.trim().is_empty()).map(|it| it.concat())
}

/// Puts two lists together entry by entry, one a line: for figures, money, conditions, where half of an entry of each side
/// would say what nobody said.
pub fn merge_lines(base: &str, mine: &str, theirs: &str) -> Option<String> {
    let lines = |text| if str::is_empty(text) { Vec::new() } else { text.split('\n').collect::<Vec<_>>() };
    merged(&lines(base), &lines(mine), &lines(theirs), |_| false).map(|it| it.join("\n"))
}

/// A stretch of the base and what stands in its place.
type Change<'a> = (Range<usize>, &'a [&'a str]);

fn changes<'a>(base: &[&str], new: &'a [&'a str], is_gap: impl Fn(&str) -> bool) -> Option<Vec<Change<'a>>> {
    if WORK_MAX < base.len().saturating_mul(new.len()) {
        return None;
    }
    let mut out: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, base, new) {
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        match out.last_mut() {
            // Only white space between two changes makes them one.
            Some((old, put)) if base.get(old.end..op.old_range().start).is_some_and(|it| it.iter().all(|it| is_gap(it))) => {
                old.end = op.old_range().end;
                put.end = op.new_range().end;
            }
            Some(_) | None => out.push((op.old_range(), op.new_range())),
        }
    }
    out.into_iter().map(|(old, put)| Some((old, new.get(put)?))).collect()
}

fn merged<'a>(base: &[&'a str], mine: &'a [&'a str], theirs: &'a [&'a str], is_gap: impl Fn(&str) -> bool + Copy) -> Option<Vec<&'a str>> {
    // What is equal needs no comparing, however long it is.
    if mine == theirs || theirs == base {
        return Some(mine.to_vec());
    }
    if mine == base {
        return Some(theirs.to_vec());
    }
    let (ours, others) = (changes(base, mine, is_gap)?, changes(base, theirs, is_gap)?);
    let (mut ours, mut others) = (ours.into_iter().peekable(), others.into_iter().peekable());
    let mut out = Vec::new();
    let mut at = 0;
    loop {
        let change = match (ours.peek(), others.peek()) {
            (None, None) => break,
            (Some(_), None) => ours.next(),
            (None, Some(_)) => others.next(),
            (Some(a), Some(b)) if a == b => {
                others.next();
                ours.next()
            }
            (Some(a), Some(b)) if a.0.is_empty() && a.0 == b.0 => {
                // Two insertions at one place: theirs here, ours right after it.
                out.extend(base.get(at..b.0.start)?);
                at = b.0.start;
                out.extend(b.1);
                others.next();
                ours.next()
            }
            (Some(a), Some(b)) if touch(base, &a.0, &b.0, is_gap) => return None,
            (Some(a), Some(b)) if a.0.start < b.0.start => ours.next(),
            (Some(_), Some(_)) => others.next(),
        };
        let (old, put) = change?;
        out.extend(base.get(at..old.start)?);
        out.extend(put);
        at = old.end;
    }
    out.extend(base.get(at..)?);
    Some(out)
}

/// Is there no unchanged word between two stretches?
fn touch(base: &[&str], a: &Range<usize>, b: &Range<usize>, is_gap: impl Fn(&str) -> bool) -> bool {
    let (first, second) = if (a.start, a.end) <= (b.start, b.end) { (a, b) } else { (b, a) };
    second.start <= first.end || base.get(first.end..second.start).is_none_or(|it| it.iter().all(|it| is_gap(it)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn changes_that_do_not_touch_are_put_together_and_others_are_a_persons_to_settle() {
        for (base, mine, theirs, merged) in [
            // Each elsewhere.
            ("một hai ba bốn năm", "một HAI ba bốn năm", "một hai ba bốn NĂM", Some("một HAI ba bốn NĂM")),
            ("một hai ba bốn năm", "hai ba bốn năm", "một hai ba bốn năm sáu", Some("hai ba bốn năm sáu")),
            // The same change is one change, also beside a further one.
            ("Đề án sinh kế của xã", "Đề án mới của xã", "Đề án mới của xã", Some("Đề án mới của xã")),
            ("Đề án sinh kế của xã Mẫu", "Kế hoạch sinh kế của xã Mẫu", "Kế hoạch sinh kế của xã Mẫu A", Some("Kế hoạch sinh kế của xã Mẫu A")),
            // Two insertions at one place both stay.
            ("một ba", "một hai ba", "một nhì ba", Some("một nhì hai ba")),
            // The same words changed to different ones, one word taken out whole and changed, neighbours without a word between.
            ("Đề án sinh kế", "Đề án chợ", "Đề án đường", None),
            ("một hai ba bốn năm", "một năm", "một hai BA bốn năm", None),
            ("một hai ba bốn năm sáu", "một bốn năm sáu", "một hai năm sáu", None),
            ("tăng 8 lần", "tăng 9 lần", "tăng 8 %", None),
            // Composed and decomposed marks are different words: nothing is guessed.
            ("việc hòa", "việc hoà", "việc hòa", Some("việc hoà")),
            ("", "mới", "", Some("mới")),
            ("", "của tôi", "của họ", Some("của họcủa tôi")),
        ] {
            assert_eq!(merge_words(base, mine, theirs).as_deref(), merged, "{base:?} {mine:?} {theirs:?}");
        }
    }

    #[test]
    fn entries_of_a_list_are_kept_whole() {
        let base = "3 tỷ đồng ngân sách xã\n1 tỷ đồng xã hội hoá";
        let mine = "4 tỷ đồng ngân sách xã\n1 tỷ đồng xã hội hoá";
        assert_eq!(merge_lines(base, mine, "3 tỷ đồng ngân sách tỉnh\n1 tỷ đồng xã hội hoá"), None, "half of each would be what nobody said");
        let added = merge_lines(base, mine, &format!("{base}\n500 triệu đồng"));
        assert_eq!(added.as_deref(), Some("4 tỷ đồng ngân sách xã\n1 tỷ đồng xã hội hoá\n500 triệu đồng"));
        assert_eq!(merge_lines("3 tỷ đồng", "4 tỷ đồng", "3 tỷ đồng\n500 triệu đồng"), None, "entries that stand side by side");
        let long = format!("{base}\nđất công");
        assert_eq!(merge_lines(&long, &format!("{mine}\nđất công"), &format!("{long} 2 ha")).as_deref(), Some("4 tỷ đồng ngân sách xã\n1 tỷ đồng xã hội hoá\nđất công 2 ha"));
        assert_eq!(merge_lines("", "a\nb", "").as_deref(), Some("a\nb"));
    }

    #[test]
    fn what_is_too_long_is_left_to_a_person_at_once() {
        let words: String = (0..4000).map(|it| format!("w{it} ")).collect();
        let back: String = (0..4000).rev().map(|it| format!("w{it} ")).collect();
        assert_eq!(merge_words(&words, &back, &format!("{words}x")), None);
        assert_eq!(merge_words(&words, &back, &words).as_deref(), Some(back.as_str()), "what only one changed is theirs, however long");
    }

    fn text() -> impl Strategy<Value = String> {
        proptest::collection::vec("[abcđ]{1,2}", 0..10).prop_map(|it| it.join(" "))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]
        /// What only one changed is taken as it is; it does not matter for the answer who is called mine; and nothing that
        /// either put in is lost.
        #[test]
        fn nothing_is_lost_and_nothing_is_guessed(base in text(), mine in text(), theirs in text()) {
            prop_assert_eq!(merge_words(&base, &mine, &base), Some(mine.clone()));
            prop_assert_eq!(merge_words(&base, &base, &theirs), Some(theirs.clone()));
            prop_assert_eq!(merge_words(&base, &mine, &mine), Some(mine.clone()));
            let merged = merge_words(&base, &mine, &theirs);
            prop_assert_eq!(merged.is_some(), merge_words(&base, &theirs, &mine).is_some());
            let Some(merged) = merged else { return Ok(()) };
            let stood = tokens(&base);
            for side in [&mine, &theirs] {
                let new = tokens(side);
                for (_, put) in changes(&stood, &new, |it| it.trim().is_empty()).expect("short") {
                    prop_assert!(merged.contains(&put.concat()), "{:?} of {:?} is lost in {:?}", put, side, merged);
                }
            }
        }
    }
}
