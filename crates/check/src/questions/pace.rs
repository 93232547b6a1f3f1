//! I.2.a-2: targets beside what is known of the years before: where the figure comes from, how fast it has to move, its
//! yearly path, the whole that a ratio is of, the superior's target. Nothing here changes the verdict.

use hanhdong_domain::programme::{Item, PathFault, Relation, Target, TargetValue, ValueKind};
use hanhdong_domain::text::print_number;
use hanhdong_domain::{Code, Finding, Language, Severity};
use rust_decimal::Decimal;

use super::Asked;
use super::reality::lower_is_better;
use crate::facts::Fact;
use crate::say::say;
use crate::similar::Index;

pub(super) fn findings(asked: &Asked<'_>) -> Vec<Finding> {
    let levels: Vec<&Fact<'_, Target>> = asked.facts.levels().collect();
    let mut out = without_source(asked, &levels);
    let before = Before::of(asked);
    for fact in levels {
        out.extend(before.stretched(asked, fact));
        out.extend(fact.it.path_faults().into_iter().map(|it| path_fault(asked, fact.it, it)));
        out.extend(fact.it.changed_whole().map(|it| changed_whole(asked, fact.it, it)));
        out.extend(below_superior(asked, fact));
    }
    out
}

fn note(finding: Finding) -> Finding {
    Finding { severity: Severity::Note, ..finding }
}

/// A figure as people of the language write it, with two decimals at most.
fn figure(number: Decimal, language: Language) -> String {
    let text = print_number(number.round_dp(2));
    match language {
        Language::Vi => text,
        Language::En => text.replace('.', " ").replace(',', "."),
    }
}

/// Baselines of which nobody can look up the figure. Where hardly any says its source, it is one thing to mend.
fn without_source(asked: &Asked<'_>, levels: &[&Fact<'_, Target>]) -> Vec<Finding> {
    let based: Vec<&Target> = levels.iter().map(|it| it.it).filter(|it| it.value.number.is_some() && it.baseline().is_some_and(|it| it.value.number.is_some())).collect();
    let without: Vec<&&Target> = based.iter().filter(|it| it.baseline().is_some_and(|it| it.source.is_none())).collect();
    // A source below the table is one for all of it.
    let for_all = asked.facts.passages.iter().any(|it| it.text.begins_any(&["nguon so lieu", "nguon"]) || it.text.says("nguon so lieu"));
    if without.is_empty() || for_all {
        return Vec::new();
    }
    let hint = say!(asked.language, "Ghi tài liệu mà số liệu lấy từ đó (niên giám, báo cáo số ..., quyết định ...)", "Name the paper the figure is taken from");
    if without.len() * 2 > based.len() {
        let count = without.len();
        let message = say!(asked.language, "{count} chỉ tiêu có số liệu năm gốc nhưng chưa ghi nguồn số liệu", "{count} targets have a baseline without its source");
        return vec![note(asked.whole(Code::NoBaseline, message, hint))];
    }
    let message = say!(asked.language, "Số liệu năm gốc chưa ghi nguồn", "The baseline says no source");
    without.into_iter().map(|it| note(asked.about(Code::NoBaseline, Item::Target(it), message.clone(), hint.clone()))).collect()
}

/// The targets of last term's programme, to be found by their names.
struct Before<'a> {
    targets: Vec<&'a Fact<'a, Target>>,
    index: Index,
}

impl<'a> Before<'a> {
    fn of(asked: &Asked<'a>) -> Before<'a> {
        let targets: Vec<&Fact<'_, Target>> = asked.last_term.map(|it| it.targets.iter().collect()).unwrap_or_default();
        Before { index: Index::of(targets.iter().map(|it| it.text.words())), targets }
    }
    fn same(&self, fact: &Fact<'_, Target>) -> Option<&'a Target> {
        if self.targets.is_empty() {
            return None;
        }
        let alike = self.index.alike(fact.text.words(), 2).into_iter().find(|it| it.1.is_alike());
        alike.and_then(|it| self.targets.get(it.0)).map(|it| it.it).filter(|it| it.unit == fact.it.unit)
    }
    /// A target that has to move much faster than it did, or the other way.
    fn stretched(&self, asked: &Asked<'_>, fact: &Fact<'_, Target>) -> Option<Finding> {
        let stretch = Decimal::try_from(asked.number("stretch")).ok().filter(|it| Decimal::ZERO < *it)?;
        let pace = fact.it.pace(self.same(fact))?;
        let past = pace.past?;
        if pace.needed.is_zero() {
            return None;
        }
        let (needed, years) = (figure(pace.needed, asked.language), pace.years);
        let before = figure(past, asked.language);
        let unit = fact.it.unit.as_deref().map_or(String::new(), |it| format!(" {it}"));
        let turns = past.is_zero() || past.is_sign_negative() != pace.needed.is_sign_negative();
        let message = if turns {
            say!(
                asked.language,
                "Mỗi năm cần {needed}{unit} trong {years} năm, trong khi nhiệm kỳ trước mỗi năm {before}: ngược với xu thế đã qua",
                "{needed}{unit} a year are needed for {years} years; the last term had {before} a year: against what was"
            )
        } else {
            let times = pace.needed.checked_div(past).filter(|it| stretch < *it)?;
            let times = figure(times.round_dp(1), asked.language);
            say!(
                asked.language,
                "Mỗi năm cần {needed}{unit} trong {years} năm, gấp {times} lần mức {before} mỗi năm của nhiệm kỳ trước",
                "{needed}{unit} a year are needed for {years} years, {times} times the {before} a year of the last term"
            )
        };
        let hint = say!(asked.language, "Ghi lý do, giải pháp tạo chuyển biến, hoặc điều chỉnh mức đề ra", "Say what will make the difference, or set another level");
        Some(note(asked.about(Code::NoBaseline, Item::Target(fact.it), message, hint)))
    }
}

fn path_fault(asked: &Asked<'_>, target: &Target, fault: PathFault) -> Finding {
    let say_figure = |it| figure(it, asked.language);
    let message = match fault {
        PathFault::TurnsBack { year, before, after } => {
            let (before, after) = (say_figure(before), say_figure(after));
            say!(asked.language, "Phân kỳ năm {year} là {after}, đi ngược so với mức {before} trước đó", "The path says {after} for {year}, back from {before} before it")
        }
        PathFault::EndsElsewhere { year, path, target } => {
            let (path, target) = (say_figure(path), say_figure(target));
            say!(asked.language, "Phân kỳ năm {year} là {path}, khác mức đề ra {target} của cùng năm", "The path says {path} for {year}, the target itself {target}")
        }
    };
    let hint = say!(asked.language, "Sửa phân kỳ để đi đúng hướng và kết thúc ở mức đề ra", "Let the path go one way and end at the target");
    Finding { severity: Severity::Warning, ..asked.about(Code::Contradiction, Item::Target(target), message, hint) }
}

fn changed_whole(asked: &Asked<'_>, target: &Target, (then, now): (Decimal, Decimal)) -> Finding {
    let (then, now) = (figure(then, asked.language), figure(now, asked.language));
    let message = say!(
        asked.language,
        "Số liệu năm gốc tính trên {then}, mức đề ra tính trên {now}: mẫu số đã thay đổi, hai tỷ lệ chưa so sánh được với nhau",
        "The baseline is of {then}, the level of {now}: the whole has changed, the two cannot be compared as they stand"
    );
    let hint = say!(asked.language, "Tính lại số liệu năm gốc theo địa bàn hiện nay và ghi chú cách tính", "Reckon the baseline anew for what it is of today, and say how");
    note(asked.about(Code::NoBaseline, Item::Target(target), message, hint))
}

/// A level below the superior's target that it serves; above it where less is better.
fn below_superior(asked: &Asked<'_>, fact: &Fact<'_, Target>) -> Option<Finding> {
    let target = fact.it;
    let printed = target.superior.as_deref()?;
    let level = printed.rsplit(':').next().unwrap_or(printed);
    let theirs = TargetValue::parse(level, &target.name, target.unit.as_deref());
    let counts = |it: &TargetValue| match it.kind {
        ValueKind::Milestone | ValueKind::Qualitative => false,
        ValueKind::Threshold | ValueKind::Level | ValueKind::AnnualAverage | ValueKind::AnnualMinimum | ValueKind::Cumulative | ValueKind::Decrease | ValueKind::Ratio => {
            it.relation != Relation::Text
        }
    };
    // A sum or a number of the whole province is no measure of a commune's: only shares and rates are compared.
    let is_share = level.contains('%') || target.unit.as_deref().is_some_and(|it| it.contains('%') || it.contains('/'));
    let (ours, theirs) = (target.value.number?, theirs.number.filter(|_| counts(&theirs) && counts(&target.value) && is_share)?);
    let falls = matches!(target.value.kind, ValueKind::Decrease);
    let worse = if lower_is_better(fact) && !falls { theirs < ours } else { ours < theirs };
    if !worse {
        return None;
    }
    let (here, there) = (figure(ours, asked.language), figure(theirs, asked.language));
    let message =
        say!(asked.language, "Mức đề ra {here} chưa đạt chỉ tiêu {there} của cấp trên (\"{printed}\")", "The level {here} falls short of the superior's {there} (\"{printed}\")");
    let hint = say!(asked.language, "Nâng mức đề ra, hoặc ghi rõ lý do và ý kiến của cấp trên", "Raise the level, or say why and what the superior said to it");
    Some(Finding { severity: Severity::Warning, ..asked.about(Code::FigureDiffers, Item::Target(target), message, hint) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Draft, beside, report};
    use hanhdong_domain::programme::{Baseline, YearlyValue};
    use rstest::rstest;

    const CLAUSE: &str = "I.2.a-2";

    fn target(value: &str, change: impl Fn(&mut Target)) -> Draft {
        Draft::new().target_with("1", "Hộ dùng nước sạch", value, Some(2030), |it| {
            it.baselines = Draft::baseline(Some(2025), "60").into_iter().collect();
            change(it);
        })
    }

    fn messages(draft: &Draft) -> Vec<String> {
        report(draft).findings.into_iter().filter(|it| it.clause == CLAUSE).map(|it| it.message).collect()
    }

    #[rstest]
    #[case("2020: 40; 2025: 60", 0)]
    #[case("2020: 55; 2025: 60", 1)]
    #[case("2020: 65; 2025: 60", 1)]
    #[case("", 0)]
    fn a_pace_far_from_the_last_terms_is_told_with_both_numbers(#[case] trend: &str, #[case] found: usize) {
        let draft = target("80", |it| it.trend = YearlyValue::parse_all(trend, "", None).expect("years"));
        let said = messages(&draft);
        assert_eq!(said.len(), found, "{said:?}");
        assert!(said.iter().all(|it| it.contains("cần 4 %") && (it.contains("gấp 4 lần mức 1 ") || it.contains("-1"))), "{said:?}");
    }

    #[test]
    fn the_programme_of_the_last_term_tells_where_it_began() {
        let last = Draft::new().target_with("9", "Hộ dùng nước sạch", "70", Some(2025), |it| it.baselines = Draft::baseline(Some(2020), "58").into_iter().collect());
        let found: Vec<_> = beside(&target("80", |_| {}), Some(&last), None).findings.into_iter().filter(|it| it.clause == CLAUSE).map(|it| it.message).collect();
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains("mức 0,4 mỗi năm"), "{found:?}");
    }

    #[test]
    fn a_baseline_without_a_source_is_a_note_and_one_below_the_table_is_for_all() {
        let without = |it: &mut Target| it.baselines.iter_mut().for_each(|it| it.source = None);
        assert_eq!(messages(&target("80", without)).len(), 1);
        assert_eq!(messages(&target("80", without).passage("Nguồn số liệu: Niên giám thống kê.")).len(), 0);
        assert_eq!(messages(&target("80", |_| {})).len(), 0);
    }

    #[test]
    fn a_path_that_turns_back_or_ends_elsewhere_is_a_warning() {
        let draft = target("80", |it| it.path = YearlyValue::parse_all("2026: 70; 2028: 65; 2030: 85", "", None).expect("years"));
        let found: Vec<_> = report(&draft).findings.into_iter().filter(|it| it.clause == CLAUSE).map(|it| (it.code, it.severity)).collect();
        assert_eq!(found, [(Code::Contradiction, Severity::Warning); 2]);
    }

    #[test]
    fn a_merged_whole_is_told() {
        let value = |text: &str| TargetValue::parse(text, "Xã đạt chuẩn", Some("xã"));
        let draft = target("80", |it| {
            it.value = value("18/20");
            it.baselines = vec![Baseline { year: Some(2025), value: value("12/52"), source: Some("Báo cáo".to_owned()) }];
        });
        assert!(messages(&draft).iter().any(|it| it.contains("52") && it.contains("20")));
    }

    #[rstest]
    #[case("Chỉ tiêu 4 của tỉnh: 95%", 1)]
    #[case("Chỉ tiêu 4 của tỉnh: 80%", 0)]
    #[case("Chỉ tiêu 4 của tỉnh", 0)]
    fn a_level_below_the_superiors_is_found(#[case] superior: &str, #[case] found: usize) {
        let draft = target("80", |it| it.superior = Some(superior.to_owned()));
        let codes: Vec<_> = report(&draft).findings.into_iter().filter(|it| it.clause == CLAUSE).map(|it| it.code).collect();
        assert_eq!(codes, vec![Code::FigureDiffers; found], "{superior}");
    }
}
