//! A programme held against a guideline: every clause with its verdict and why, and what to look at again.

use std::collections::HashMap;

use hanhdong_domain::guideline::{Answer, Clause, Guideline, Room};
use hanhdong_domain::programme::{Capacity, Programme};
use hanhdong_domain::{ClauseVerdict, Coverage, Date, Finding, Language, Report, Verdict};

use crate::facts::Facts;
use crate::questions::{Asked, Said, question};
use crate::say::say;
use crate::text::Memory;

/// What a check is made with besides the programme and the guideline.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The document the programme carries out (political report, resolution, superior's programme), where it is at hand.
    pub source: Option<&'a Programme>,
    /// The unit's own programme of the last term, where it is at hand: what became of its works and schemes (II.2.b-2).
    #[doc(alias = "nhiệm kỳ trước")]
    pub last_term: Option<&'a Programme>,
    /// A programme of another unit, where copying is to be looked for (I.2.a-2).
    pub neighbour: Option<&'a Programme>,
    /// The bodies of the committee whose programme it is, where they are known: who is named in prose without a duty (II.2.c-1).
    pub bodies: &'a [String],
    /// What the committee has declared of its money and people (I.2.a-3), where it is at hand.
    #[doc(alias = "khả năng cân đối")]
    pub capacity: Option<&'a Capacity>,
    /// The day of the check: dates of drafts are judged on it; issued papers are judged on their own date.
    pub today: Date,
    /// The language of the report.
    pub language: Language,
}

/// Holds a programme against a guideline. Never fails: a draft with holes is normal.
#[doc(alias = "rà soát theo Hướng dẫn")]
pub fn review(programme: &Programme, guideline: &Guideline, context: &Context<'_>) -> Report {
    review_again(&mut Memory::new(), programme, guideline, context)
}

/// The same with a memory: a check after an edit folds only the texts that changed. Its report is that of [`review`].
pub fn review_again(memory: &mut Memory, programme: &Programme, guideline: &Guideline, context: &Context<'_>) -> Report {
    memory.begin();
    let facts = Facts::of(programme, memory);
    let source = context.source.map(|it| Facts::of(it, memory));
    let last_term = context.last_term.map(|it| Facts::of(it, memory));
    let neighbour = context.neighbour.map(|it| Facts::of(it, memory));
    let beside = Beside { source: source.as_ref(), last_term: last_term.as_ref(), neighbour: neighbour.as_ref() };
    let mut clauses = Vec::with_capacity(guideline.clauses.len());
    let mut findings = Vec::new();
    for clause in &guideline.clauses {
        let said = answer(clause, guideline, &facts, beside, context);
        let statement = match context.language {
            Language::Vi => &clause.statement_vi,
            Language::En => &clause.statement_en,
        };
        clauses.push(ClauseVerdict { id: clause.id.clone(), statement: statement.clone(), verdict: said.verdict, why: said.why });
        findings.extend(in_order_of_the_paper(said.findings));
    }
    let coverage = coverage(&facts);
    memory.end();
    let title = match context.language {
        Language::Vi => &guideline.title,
        Language::En => &guideline.title_en,
    };
    Report { guideline: guideline.id.clone(), guideline_title: title.clone(), clauses, findings, coverage }
}

/// The other papers, read.
#[derive(Clone, Copy)]
struct Beside<'a> {
    source: Option<&'a Facts<'a>>,
    last_term: Option<&'a Facts<'a>>,
    neighbour: Option<&'a Facts<'a>>,
}

fn answer(clause: &Clause, guideline: &Guideline, facts: &Facts<'_>, beside: Beside<'_>, context: &Context<'_>) -> Said {
    let Beside { source, last_term, neighbour } = beside;
    match &clause.answer {
        Answer::Records { room } => Said::not_judged(records(*room, context.language)),
        Answer::Question { name, parameters } => match question(name) {
            Some(question) => {
                let asked = Asked {
                    facts,
                    source,
                    last_term,
                    neighbour,
                    capacity: context.capacity,
                    clause,
                    guideline,
                    question,
                    parameters,
                    bodies: context.bodies,
                    today: context.today,
                    language: context.language,
                };
                (question.ask)(&asked)
            }
            // A guideline made by hand, not loaded: `load` refuses a name that no question has.
            None => Said::not_judged(say!(context.language, "Chưa có câu hỏi \"{name}\" để trả lời khoản này", "There is no question \"{name}\" to answer this clause")),
        },
    }
}

/// Why a clause of records is not judged from a file: which records would show it.
fn records(room: Room, language: Language) -> String {
    let (vi, en) = match room {
        Room::Organisation => ("tổ chức, phân quyền", "organisations and rights"),
        Room::Guideline => ("hướng dẫn và văn bản căn cứ", "guidelines and their legal basis"),
        Room::Programme => ("quá trình soạn thảo", "the drafting"),
        Room::Deliberation => ("thảo luận, góp ý và đại hội", "deliberation, opinions and the congress"),
        Room::Publication => ("ban hành, phát hành văn bản", "signing, issuing and sending"),
        Room::Execution => ("thực hiện và báo cáo kết quả", "execution and reports"),
        Room::Steering => ("chỉ đạo, theo dõi của cấp trên", "the superior's steering"),
    };
    match language {
        Language::Vi => format!("Chỉ hồ sơ {vi} mới cho thấy; riêng văn bản thì chưa đủ căn cứ"),
        Language::En => format!("Only the records of {en} can show it; the text alone cannot"),
    }
}

/// Findings of one clause by place; sheets of a workbook stay in the order they come in.
fn in_order_of_the_paper(mut findings: Vec<Finding>) -> Vec<Finding> {
    let mut sheets: HashMap<Option<String>, usize> = HashMap::new();
    for finding in &findings {
        let next = sheets.len();
        sheets.entry(finding.place.sheet.clone()).or_insert(next);
    }
    findings.sort_by_key(|it| (sheets.get(&it.place.sheet).copied(), it.place.page, it.place.line));
    findings
}

fn coverage(facts: &Facts<'_>) -> Vec<Coverage> {
    facts
        .aims_and_levels()
        .map(|(item, _)| {
            let tasks = facts.served_by(item.anchor()).iter().filter_map(|it| facts.tasks.get(*it)).map(|it| it.task().anchor.clone());
            Coverage { goal: item.anchor().clone(), served_by: tasks.chain(facts.ties.works_for(item.anchor()).iter().cloned()).collect() }
        })
        .collect()
}

impl Said {
    pub(crate) fn not_judged(why: String) -> Said {
        Said { verdict: Verdict::NotJudged, why, findings: Vec::new() }
    }
}
