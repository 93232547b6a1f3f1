//! How long a check takes, on generated programmes, beside a raw control: folding all text once.

use divan::{Bencher, black_box};
use hanhdong_check::{Context, Memory, guideline, review, review_again};
use hanhdong_domain::Language;
use hanhdong_domain::guideline::{Answer, Guideline};
use hanhdong_domain::programme::{Anchor, Deadline, Lead, Node, Part, PartRole, Programme, Target, TargetValue, TaskItem};
use hanhdong_domain::{Date, Place};

fn main() {
    divan::main();
}

const WORDS: &[&str] = &[
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
    "quốc",
    "gia",
    "nâng",
    "cấp",
    "tuyến",
    "đường",
    "liên",
    "xã",
    "thuỷ",
    "lợi",
    "đào",
    "tạo",
    "nhân",
    "lực",
    "chất",
    "lượng",
    "cao",
    "dịch",
    "vụ",
    "trực",
    "tuyến",
];

/// A small generator of its own, so that every run measures the same paper.
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

fn anchor(role: &str, number: usize) -> Anchor {
    Anchor::new(&format!("{role}_{number}")).expect("a sound anchor")
}

fn programme(tasks: usize, targets: usize, units: usize) -> Programme {
    let mut dice = Dice(7);
    let part = |role, heading: &str, nodes| Part { role, mark: None, heading: heading.into(), place: Place::default(), nodes };
    let goals = (0..targets).map(|n| {
        let name = dice.words(16);
        let value = TargetValue::parse(&format!("≥ {}", 20 + dice.roll(80)), &name, Some("%"));
        Node::Target(Target {
            code: Some((n + 1).to_string()),
            unit: Some("%".into()),
            horizon: Some(2030),
            value,
            place: Place::line(n as u32 + 1),
            ..Target::named(anchor("c", n), &name)
        })
    });
    let goals: Vec<Node> = goals.collect();
    let content = (0..tasks).map(|n| {
        let unit = format!("Phòng Mẫu {}", dice.roll(units));
        let quarter = format!("Quý {}/{}", ["I", "II", "III", "IV"][dice.roll(4)], 2026 + dice.roll(5));
        Node::Task(TaskItem {
            code: Some((n + 1).to_string()),
            lead: if dice.roll(20) == 0 { Lead::default() } else { Lead::parse(&unit) },
            coordinators: vec![format!("Phòng Mẫu {}", dice.roll(units))],
            deadline: Deadline::parse(&quarter),
            deliverable: Some("Đề án".into()),
            place: Place::line((targets + n) as u32 + 10),
            ..TaskItem::titled(anchor("t", n), &dice.words(35))
        })
    });
    let content: Vec<Node> = content.collect();
    let parts = vec![part(PartRole::Goals, "MỤC TIÊU", goals), part(PartRole::Content, "NHIỆM VỤ", content), part(PartRole::Organisation, "TỔ CHỨC THỰC HIỆN", Vec::new())];
    Programme { parts, ..Programme::default() }
}

fn context() -> Context<'static> {
    let today: Date = "2026-01-05".parse().expect("a date");
    Context { source: None, last_term: None, neighbour: None, bodies: &[], capacity: None, today, language: Language::Vi }
}

fn seed() -> Guideline {
    guideline::builtin("seed-2025").expect("built in")
}

/// The raw control: the text has to be folded at least once.
#[divan::bench(args = [140, 2000])]
fn fold_all_text_once(bencher: Bencher, tasks: usize) {
    let programme = programme(tasks, 57, 40);
    bencher.bench(|| programme.texts().map(|(text, _)| hanhdong_domain::text::fold(black_box(text)).len()).sum::<usize>());
}

#[divan::bench(args = [140, 2000])]
fn full_check(bencher: Bencher, tasks: usize) {
    let (programme, guideline) = (programme(tasks, 57, 40), seed());
    bencher.bench(|| review(black_box(&programme), &guideline, &context()));
}

/// After one task was edited; everything is asked again, only the new text is folded.
#[divan::bench(args = [140, 2000])]
fn check_after_an_edit(bencher: Bencher, tasks: usize) {
    let (mut programme, guideline) = (programme(tasks, 57, 40), seed());
    let mut memory = Memory::new();
    review_again(&mut memory, &programme, &guideline, &context());
    let mut n = 0;
    bencher.bench_local(|| {
        n += 1;
        if let Some(Node::Task(task)) = programme.parts.get_mut(1).and_then(|it| it.nodes.get_mut(7)) {
            task.title = format!("Xây dựng đề án sinh kế lần {n}");
        }
        review_again(&mut memory, black_box(&programme), &guideline, &context())
    });
}

/// Feasibility alone: 2,000 tasks of 40 units.
#[divan::bench(args = [140, 2000])]
fn feasibility_alone(bencher: Bencher, tasks: usize) {
    let (programme, mut guideline) = (programme(tasks, 57, 40), seed());
    guideline.clauses.retain(|it| matches!(&it.answer, Answer::Question { name, .. } if name == "feasibility"));
    let mut memory = Memory::new();
    review_again(&mut memory, &programme, &guideline, &context());
    bencher.bench_local(|| review_again(&mut memory, black_box(&programme), &guideline, &context()));
}

/// Against a source of the same size.
#[divan::bench]
fn against_a_source(bencher: Bencher) {
    let (programme, source, guideline) = (programme(140, 57, 40), programme(60, 40, 10), seed());
    bencher.bench(|| review(black_box(&programme), &guideline, &Context { source: Some(&source), ..context() }));
}
