//! I.2.a-2: what is copied from the source or from a neighbour fits no single place. Findings only, all of them notes;
//! marked quotations are left out.

use std::sync::Arc;

use hanhdong_domain::programme::Programme;
use hanhdong_domain::{Code, Finding, Severity};

use super::{Asked, share};
use crate::facts::Facts;
use crate::say::{percent, say};
use crate::similar::nearly_same;
use crate::statement::segments;
use crate::text::{Memory, Text};

pub(super) fn findings(asked: &Asked<'_>) -> Vec<Finding> {
    let mut out = copied(asked);
    let source = say!(asked.language, "văn bản nguồn", "the source");
    let neighbour = say!(asked.language, "chương trình của đơn vị khác", "another unit's programme");
    out.extend(asked.source.and_then(|it| mostly_copied(asked, it, &source)));
    out.extend(asked.neighbour.and_then(|it| mostly_copied(asked, it, &neighbour)));
    out
}

/// Where the share of sentences that another paper has nearly word for word reaches the guideline's measure.
fn mostly_copied(asked: &Asked<'_>, other: &Facts<'_>, name: &str) -> Option<Finding> {
    /// A share of fewer sentences says nothing.
    const SENTENCES_MIN: usize = 10;
    let Likeness { same, of } = between(asked.facts, other);
    if of < SENTENCES_MIN {
        return None;
    }
    let copied = share(same, of);
    if copied < asked.number("copied") {
        return None;
    }
    let (part, count) = (percent(copied, asked.language), of);
    let message = say!(
        asked.language,
        "{part} % số câu ({same}/{count}) gần như nguyên văn {name}, không kể phần trích dẫn trong ngoặc kép",
        "{part} % of the sentences ({same}/{count}) stand nearly word for word in {name}, quotations left out"
    );
    let hint = say!(asked.language, "Viết lại theo tình hình, điều kiện của đơn vị: việc gì, ở đâu, bao nhiêu, ai làm", "Make it your own: what, where, how much, who");
    Some(Finding { severity: Severity::Note, ..asked.whole(Code::Duplicate, message, hint) })
}

/// How much of one paper stands in another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Likeness {
    /// Its own sentences that stand there nearly word for word, quotations left out.
    pub same: usize,
    /// All of its own sentences that were held against the other.
    pub of: usize,
}

/// How much of a programme stands in another one.
#[doc(alias = "độ giống nhau")]
pub fn likeness(programme: &Programme, other: &Programme) -> Likeness {
    let mut memory = Memory::new();
    memory.begin();
    between(&Facts::of(programme, &mut memory), &Facts::of(other, &mut memory))
}

/// Pairs of sentences that are held against each other at most: where there are more, the share is that of the sentences
/// that were reached. Two papers of 2,000 sentences need less.
const PAIRS_MAX: usize = 2_000_000;

fn between(ours: &Facts<'_>, theirs: &Facts<'_>) -> Likeness {
    let (ours, mut theirs) = (sentences(ours), sentences(theirs));
    theirs.sort_by_key(|it| it.words().len());
    let mut pairs = PAIRS_MAX;
    let mut found = Likeness::default();
    for sentence in &ours {
        let near = near(&theirs, sentence);
        let Some(left) = pairs.checked_sub(near.len()) else { break };
        pairs = left;
        found.of += 1;
        found.same += usize::from(near.iter().any(|it| nearly_same(it, sentence)));
    }
    found
}

/// The sentences, sorted by length, that are long enough and not too long to be the same but for one word in ten.
fn near<'a>(sorted: &'a [Text], sentence: &Text) -> &'a [Text] {
    let words = sentence.words().len();
    let from = sorted.partition_point(|it| it.words().len() * 10 < words * 8);
    let to = sorted.partition_point(|it| it.words().len() * 8 <= words * 10);
    sorted.get(from..to).unwrap_or(&[])
}

/// The sentences of a paper long enough to be somebody's own, quotations left out.
fn sentences(facts: &Facts<'_>) -> Vec<Text> {
    const WORDS_MIN: usize = 8;
    let goals = facts.goals.iter().map(|it| &it.text);
    let requirements = facts.requirements.iter().map(|it| &it.text);
    let tasks = facts.tasks.iter().flat_map(|it| std::iter::once(&it.fact.text).chain(&it.details));
    let duties = facts.duties.iter().map(|it| &it.fact.text);
    let passages = facts.passages.iter().map(|it| &it.text);
    let texts = goals.chain(requirements).chain(tasks).chain(duties).chain(passages).map(without_quotations);
    let made = |it: Arc<Text>| segments(it.raw()).map(Text::new).filter(|it| it.words().len() >= WORDS_MIN).collect::<Vec<_>>();
    texts.flat_map(made).collect()
}

/// Tasks that repeat the source word for word, quotations left out: what a superior says of all fits no single place.
fn copied(asked: &Asked<'_>) -> Vec<Finding> {
    const WORDS_MIN: usize = 12;
    let Some(source) = asked.source else { return Vec::new() };
    let theirs: Vec<(Arc<Text>, u32)> = source
        .tasks
        .iter()
        .flat_map(|it| std::iter::once(&it.fact.text).chain(&it.details).map(|text| (without_quotations(text), it.task().place.line)))
        .filter(|(text, _)| text.words().len() >= WORDS_MIN)
        .collect();
    let tasks = asked.facts.tasks.iter();
    tasks
        .filter_map(|task| {
            let own = without_quotations(&task.fact.text);
            let (_, line) = theirs.iter().find(|(text, _)| own.words().len() >= WORDS_MIN && nearly_same(&own, text))?;
            Some(Finding {
                severity: Severity::Note,
                ..asked.about_task(
                    Code::Duplicate,
                    task,
                    say!(asked.language, "Nhiệm vụ lặp lại gần như nguyên văn văn bản nguồn (dòng {line})", "The task repeats the source nearly word for word (line {line})"),
                    say!(
                        asked.language,
                        "Cụ thể hoá theo điều kiện của đơn vị: việc gì, ở đâu, bao nhiêu; nếu trích dẫn thì đặt trong ngoặc kép",
                        "Make it your own: what, where, how much; where it is quoted, use quotation marks"
                    ),
                )
            })
        })
        .collect()
}

/// The text without what stands between “ and ” or between straight marks.
fn without_quotations(text: &Arc<Text>) -> Arc<Text> {
    if !text.raw().contains(['“', '"']) {
        return text.clone();
    }
    let mut inside = false;
    let own: String = text
        .raw()
        .chars()
        .filter(|c| match c {
            '“' => {
                inside = true;
                false
            }
            '”' => {
                inside = false;
                false
            }
            '"' => {
                inside = !inside;
                false
            }
            _ => !inside,
        })
        .collect();
    Arc::new(Text::new(&own))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Draft, beside, codes_in};
    use rstest::rstest;

    const CLAUSE: &str = "I.2.a-2";

    const THEIRS: &str = "Đầu tư nâng cấp hệ thống thuỷ lợi nội đồng phục vụ sản xuất nông nghiệp hàng hoá";

    #[rstest]
    #[case(THEIRS, 1)]
    #[case("Đầu tư nâng cấp hệ thống thuỷ lợi nội đồng phục vụ tốt sản xuất nông nghiệp hàng hoá", 1)]
    #[case("Đầu tư nâng cấp trạm bơm thôn Một phục vụ 40 ha lúa, xong trước vụ đông xuân", 0)]
    #[case("Làm kênh ven đồi theo yêu cầu “Đầu tư nâng cấp hệ thống thuỷ lợi nội đồng phục vụ sản xuất nông nghiệp hàng hoá” trong năm 2027", 0)]
    fn a_task_copied_from_the_source_is_a_note(#[case] ours: &str, #[case] found: usize) {
        let source = Draft::new().task(THEIRS, "", "", "");
        let report = crate::fixture::report_against(&Draft::new().task(ours, "Phòng Kinh tế", "", "2027"), Some(&source), hanhdong_domain::Language::Vi);
        let copies: Vec<_> = report.findings.iter().filter(|it| it.clause == CLAUSE && it.code == Code::Duplicate).map(|it| it.severity).collect();
        assert_eq!(copies, vec![Severity::Note; found], "{ours}");
    }

    /// Trust case 53: papers made to be slow are answered in time, by what could be reached.
    #[test]
    fn two_papers_made_to_be_slow_are_held_against_each_other_in_bounded_work() {
        let of = |shift: usize| (0..3_000).fold(Draft::new(), |it, n| it.task(&format!("{} thứ {}", sentence(n + shift), n + shift), "A", "", ""));
        let found = likeness(&of(0).programme, &of(5_000).programme);
        assert!(0 < found.of && found.of < 3_000, "{found:?}");
    }

    fn sentence(n: usize) -> String {
        let words = ["lúa", "kênh", "đường", "chợ", "trường", "trạm", "rừng", "ao", "cầu", "đê", "vườn", "bến"];
        let word = |step: usize| words[(n * 5 + step * 7) % words.len()];
        format!("Nâng cấp {} {} gắn với {} {} tại thôn số {n} của địa phương", word(0), word(1), word(2), word(3))
    }

    fn paper(own: usize, common: usize) -> Draft {
        let draft = (0..own).fold(Draft::new(), |it, n| it.task(&format!("Việc riêng {n}: {}", sentence(n + 40).to_uppercase()), "A", "", ""));
        (0..common).fold(draft, |it, n| it.task(&sentence(n), "A", "", ""))
    }

    #[rstest]
    #[case(12, 8, 1)]
    #[case(11, 9, 0)]
    #[case(8, 0, 0)]
    fn a_paper_mostly_in_the_words_of_a_neighbour_is_noted_once(#[case] common: usize, #[case] own: usize, #[case] found: usize) {
        let neighbour = paper(0, 12);
        let report = beside(&paper(own, common), None, Some(&neighbour));
        assert_eq!(codes_in(&report, CLAUSE), vec![Code::Duplicate; found]);
        assert!(report.findings.iter().filter(|it| it.code == Code::Duplicate && it.clause == CLAUSE).all(|it| it.severity == Severity::Note && it.message.starts_with("60 %")));
    }

    #[test]
    fn a_marked_quotation_is_nobodys_copy() {
        let quoted = (0..12).fold(Draft::new(), |it, n| it.task(&format!("Làm theo yêu cầu “{}” trong năm nay và các năm sau nữa", sentence(n)), "A", "", ""));
        assert_eq!(codes_in(&beside(&quoted, None, Some(&paper(0, 12))), CLAUSE), []);
    }
}
