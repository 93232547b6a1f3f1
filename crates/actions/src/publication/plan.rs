//! What would go out: everything that is decided before a programme is issued, worked out from what is on record. It is
//! worked out twice, before the files are made and again inside the act; only what came out the same is kept.

use hanhdong_domain::Date;
use hanhdong_domain::guideline::AdoptionMode;
use hanhdong_domain::organisation::{AuthorityId, ProgrammeId, Unit};
use hanhdong_domain::programme::Document;
use hanhdong_domain::publication::{BookLine, Expanded, Group, NumberForm, NumberRefusal, PaperNumber, Series, Surroundings, expand, gaps, judge, named, signer_of, term_of};
use hanhdong_paper::official::{LayoutPack, symbols};
use hanhdong_store::programme::{self as papers, ProgrammeRow};
use hanhdong_store::publication::{self as memory, SentTo};
use hanhdong_store::{Db, organisation};
use serde::{Deserialize, Serialize};

use super::book::has_verify_line;
use super::issue::Issuing;
use crate::programme::known_guideline;
use crate::refusal::Refusal;

/// Letters of a reason, a resolution's number and other words of the clerk.
const WORDS_MAX: usize = 500;

/// What an adoption mode asks for; what was not said stays empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adopted {
    /// The day of the congress that discussed it or voted.
    pub congress_on: Option<String>,
    /// Number and date of the resolution it is annexed to.
    pub resolution: Option<String>,
    /// How the congress voted, in the words of its minutes.
    pub vote: Option<String>,
    /// The number of the frozen draft that the congress discussed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discussed: Option<i64>,
}

/// How numbers are written under a pack.
pub(super) fn form(pack: &LayoutPack) -> NumberForm<'_> {
    let form = &pack.number;
    NumberForm { separator: &form.separator, organ_separator: &form.organ_separator, pads: form.pad_below_ten }
}

/// The term in which a number counts: the committee's, or the year where the pack's papers begin again with each.
pub(super) async fn term(db: &mut Db<'_>, organisation: &hanhdong_domain::organisation::UnitId, pack: &LayoutPack, on: Date) -> Result<Option<Date>, Refusal> {
    if pack.pack.family == "state" {
        return Ok(Date::new(on.year(), 1, 1).ok());
    }
    Ok(term_of(&memory::terms(db, organisation).await?, on))
}

/// Everything that is decided.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Plan {
    pub(super) version: i64,
    pub(super) pack: &'static LayoutPack,
    /// Head and foot as they go out.
    pub(super) document: Document,
    pub(super) on: Date,
    pub(super) line: BookLine,
    /// Is the number one of a run that is given here?
    pub(super) own: Option<Series>,
    pub(super) gaps: Vec<std::ops::RangeInclusive<u32>>,
    pub(super) authority: Option<AuthorityId>,
    pub(super) sent: Vec<SentTo>,
    pub(super) mode: AdoptionMode,
    pub(super) adopted: String,
    pub(super) replaces: Option<ProgrammeId>,
    /// How many bodies that lead have not answered, and why it goes out all the same.
    pub(super) missing: (usize, Option<String>),
    /// Does the paper bear a line to be asked by?
    pub(super) has_verify_line: bool,
}

/// A number of a run that is given here: the next one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnNumber {
    /// As it will be printed.
    pub text: String,
}

/// Works it out.
pub(super) async fn plan(db: &mut Db<'_>, row: &ProgrammeRow, document: &Document, issuing: &Issuing, today: Date) -> Result<Plan, Refusal> {
    crate::programme::no_appraisal_open(db, &row.id).await?;
    crate::programme::approval_allows(db, &row.id).await?;
    let on = issuing.date.or(document.date).ok_or(Refusal::Field { field: "date", why: "empty" })?;
    if today < on {
        return Err(Refusal::Field { field: "date", why: "in-future" });
    }
    let guideline = known_guideline(&row.guideline)?;
    let pack = LayoutPack::for_paper(None, Some(on), Some(&guideline.layout)).map_err(|_| Refusal::Field { field: "layout", why: "unknown" })?;
    let reason = words("reason", issuing.reason.as_deref())?;
    let (line, own, gaps, kind) = number(db, row, document, issuing, (pack, on, reason)).await?;
    let register = memory::authorities(db, &row.organisation).await?;
    let authority = signer_of(&register, &document.signature, &kind, on).map_err(Refusal::Signer)?.map(|it| it.id.clone());
    let sent = sent(db, row, document, issuing, on).await?;
    let replaces = replaced(db, row, issuing).await?;
    let adopted = adopted(guideline.adoption, &issuing.adopted)?;
    if let Some(number) = issuing.adopted.discussed
        && papers::frozen(db, &row.id, number).await?.is_none()
    {
        return Err(Refusal::Field { field: "discussed", why: "unknown" });
    }
    let document = Document { number: Some(line.text.clone()), date: Some(on), draft: None, ..document.clone() };
    let has_verify_line = has_verify_line(db, &row.organisation).await?;
    let missing = missing(db, row, issuing, today).await?;
    Ok(Plan { missing, version: row.version, pack, document, on, line, own, gaps, authority, sent, mode: guideline.adoption, adopted, replaces, has_verify_line })
}

/// How many bodies that lead have not answered: where some were asked at all, it goes out only with a reason.
async fn missing(db: &mut Db<'_>, row: &ProgrammeRow, issuing: &Issuing, today: Date) -> Result<(usize, Option<String>), Refusal> {
    let count = crate::programme::answers_missing(db, row, today).await?;
    let why = words("unanswered", issuing.unanswered.as_deref())?;
    match (count, why) {
        (0, _) => Ok((0, None)),
        (_, None) => Err(Refusal::Field { field: "unanswered", why: "leads-unanswered" }),
        (count, why) => Ok((count, why)),
    }
}

type Numbered = (BookLine, Option<Series>, Vec<std::ops::RangeInclusive<u32>>, String);

async fn number(
    db: &mut Db<'_>,
    row: &ProgrammeRow,
    document: &Document,
    issuing: &Issuing,
    (pack, on, reason): (&'static LayoutPack, Date, Option<String>),
) -> Result<Numbered, Refusal> {
    let form = form(pack);
    let (kind, body) = symbols(document, pack);
    let typed = issuing.number.as_deref().or(document.number.as_deref()).map(str::trim).filter(|it| !it.is_empty());
    let own = memory::own_series(db, &row.organisation).await?;
    let known = kind.zip(body).map(|(kind, body)| Series::of(kind, body));
    let term = term(db, &row.organisation, pack, on).await?;
    let (number, series, is_own) = match (typed, known.filter(|it| own.contains(it))) {
        (Some(_), Some(_)) => return Err(Refusal::Number(NumberRefusal::GivenHere)),
        (None, Some(series)) => {
            let run = memory::run(db, &row.organisation, &series, term).await?;
            let next = run.iter().map(|it| it.number).max().unwrap_or(0).saturating_add(1);
            let (kind, body) = kind.zip(body).ok_or(Refusal::Number(NumberRefusal::NoSeries))?;
            (PaperNumber { number: next, kind: kind.to_owned(), body: body.to_owned() }, series, true)
        }
        (None, None) => return Err(Refusal::Field { field: "number", why: "empty" }),
        (Some(typed), None) => {
            let number = read(typed, form, (kind, body))?;
            let series = Series::of(&number.kind, &number.body);
            if own.contains(&series) {
                return Err(Refusal::Number(NumberRefusal::GivenHere));
            }
            (number, series, false)
        }
    };
    let run = memory::run(db, &row.organisation, &series, term).await?;
    judge(&number, on, &run, reason.as_deref()).map_err(Refusal::Number)?;
    let gaps = gaps(number.number, &run);
    // A reason is kept only where there is something to give one for.
    let reason = reason.filter(|_| judge(&number, on, &run, None).is_err());
    let line = BookLine {
        series: series.clone(),
        term_on: term,
        number: number.number,
        text: number.written(form),
        dated_on: on,
        kind: document.kind.clone().unwrap_or_default(),
        title: document.title.clone().unwrap_or_default(),
        programme: Some(row.id.clone()),
        cancelled_why: None,
        reason,
    };
    Ok((line, is_own.then_some(series), gaps, number.kind))
}

/// Reads a number and holds it against the symbols that the pack knows for the paper.
pub(super) fn read(typed: &str, form: NumberForm<'_>, (kind, body): (Option<&str>, Option<&str>)) -> Result<PaperNumber, Refusal> {
    let shape = || {
        let example = PaperNumber { number: 5, kind: kind.unwrap_or("CTr").to_owned(), body: body.unwrap_or("ĐU").to_owned() };
        Refusal::Number(NumberRefusal::Shape { example: example.written(form) })
    };
    let number = PaperNumber::parse(&hanhdong_domain::text::nfc(typed), form).ok_or_else(shape)?;
    if let Some(expected) = kind.filter(|it| *it != number.kind) {
        return Err(Refusal::Number(NumberRefusal::Kind { expected: expected.to_owned() }));
    }
    if let Some(expected) = body.filter(|it| *it != number.body) {
        return Err(Refusal::Number(NumberRefusal::Body { expected: expected.to_owned() }));
    }
    Ok(number)
}

/// Whom each line of Nơi nhận comes to: as the clerk said, else as it expands on that day. No unit gets it twice.
pub(super) async fn sent(db: &mut Db<'_>, row: &ProgrammeRow, document: &Document, issuing: &Issuing, on: Date) -> Result<Vec<SentTo>, Refusal> {
    let units = organisation::units(db).await?;
    let issuer: &Unit = units.iter().find(|it| it.id == row.organisation).ok_or(Refusal::NotFound)?;
    let around = Surroundings { issuer, units: &units, day: on };
    let mut sent: Vec<SentTo> = Vec::new();
    for (at, line) in document.recipients.iter().enumerate() {
        let group = Group::of(&line.text);
        let found = match issuing.sent.as_ref() {
            None => expand(&group, around),
            Some(said) => {
                let names = said.get(at).map(Vec::as_slice).unwrap_or_default();
                let mut found = Vec::new();
                for name in names {
                    let name = words("recipients", Some(name))?;
                    found.extend(name.map(|it| named(&it, around).unwrap_or(Expanded { unit: None, name: it })));
                }
                found
            }
        };
        let is_new =
            |it: &Expanded, recipients: &[Expanded]| it.unit.is_none() || !sent.iter().flat_map(|it| it.recipients.as_slice()).chain(recipients).any(|there| there.unit == it.unit);
        let mut recipients: Vec<Expanded> = Vec::new();
        for it in found {
            if is_new(&it, &recipients) {
                recipients.push(it);
            }
        }
        sent.push(SentTo { group, recipients });
    }
    Ok(sent)
}

async fn replaced(db: &mut Db<'_>, row: &ProgrammeRow, issuing: &Issuing) -> Result<Option<ProgrammeId>, Refusal> {
    let Some(id) = &issuing.replaces else { return Ok(None) };
    let standing = memory::standing_issues(db, &row.organisation).await?;
    if standing.iter().any(|it| it.programme == *id) { Ok(Some(id.clone())) } else { Err(Refusal::Field { field: "replaces", why: "unknown" }) }
}

fn adopted(mode: AdoptionMode, said: &Adopted) -> Result<String, Refusal> {
    let said = Adopted {
        congress_on: words("congress_on", said.congress_on.as_deref())?,
        resolution: words("resolution", said.resolution.as_deref())?,
        vote: words("vote", said.vote.as_deref())?,
        discussed: said.discussed,
    };
    if said.congress_on.as_deref().is_some_and(|it| it.parse::<Date>().is_err()) {
        return Err(Refusal::Field { field: "congress_on", why: "no-date" });
    }
    let kept = match mode {
        AdoptionMode::DiscussThenCommitteeIssues => Adopted { resolution: None, vote: None, ..said },
        AdoptionMode::CongressVotes => Adopted { resolution: None, ..said },
        AdoptionMode::AnnexedToResolution if said.resolution.is_none() => return Err(Refusal::Field { field: "resolution", why: "empty" }),
        AdoptionMode::AnnexedToResolution => said,
        AdoptionMode::CommitteeIssues => Adopted::default(),
    };
    serde_json::to_string(&kept).map_err(|error| Refusal::Fault(error.to_string()))
}

/// Words of the clerk: on one line, not too long; nothing where there are none.
pub(super) fn words(field: &'static str, said: Option<&str>) -> Result<Option<String>, Refusal> {
    let said = hanhdong_domain::text::squeeze(&hanhdong_domain::text::nfc(said.unwrap_or("")));
    let said = said.trim();
    if WORDS_MAX < said.chars().count() {
        return Err(Refusal::Field { field, why: "too-long" });
    }
    Ok((!said.is_empty()).then(|| said.to_owned()))
}
