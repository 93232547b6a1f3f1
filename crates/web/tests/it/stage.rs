//! The persons of the table and the world they stand in, made by the acts that offices use.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use hanhdong_actions::organisation::{NewPerson, NewRole};
use hanhdong_actions::programme::{
    Answering, Change, CommentOn, ExportFormat, HandIn, Holding, Kind, LookAt, NewRemark, NewSection, Shape, Sheet, Slot, fingerprint, fingerprint_of_head, fingerprint_of_opening,
    sheet_of_document, sheet_of_node,
};
use hanhdong_actions::publication::{Issuing, NewAuthority};
use hanhdong_actions::{Handing, LoggedIn, NewDelegation, PersonLine, Token, Who};
use hanhdong_domain::Language;
use hanhdong_domain::organisation::{OrganisationAct, Passing, PersonId, Post, ProgrammeId, Role, SectionId, UnitId, UnitKind};
use hanhdong_domain::programme::{Anchor, Assent, Document, Item, Lead, Node, Paper, Taken, TaskItem, Toward, Weight};
use hanhdong_domain::publication::Capacity;
use hanhdong_web::{Settings, Web, router};

use crate::client::token;
use crate::table::{PERSONS, Row, Values};
use crate::world::{COMMUNE, PASSWORD, World, percent};

/// A day, in seconds.
const DAY: i64 = 86_400;

/// A person of the table.
pub(crate) struct Person {
    pub(crate) name: &'static str,
    /// The name to log in by, where that works.
    login: Option<&'static str>,
    session: Mutex<String>,
}

impl Person {
    /// A session: the one that was begun, or one of its own.
    pub(crate) async fn session(&self, world: &World, is_fresh: bool) -> String {
        match self.login {
            Some(login) if is_fresh => token(world, login).await,
            Some(_) | None => self.session.lock().expect("a session").clone(),
        }
    }
    /// Begins another session in place of one that was ended.
    pub(crate) async fn renew(&self, world: &World) {
        if let Some(login) = self.login {
            let session = token(world, login).await;
            *self.session.lock().expect("a session") = session;
        }
    }
}

/// The demo world with every person of the table, in July 2026, when its programme can be issued.
pub(crate) struct Stage {
    pub(crate) persons: Vec<Person>,
    pub(crate) values: Values,
    /// The commune, whose records the table is about.
    pub(crate) commune: UnitId,
    /// The same program, run for the one who sits at it.
    pub(crate) here: Router,
    drafter: Who,
    paper: PathBuf,
}

impl Drop for Stage {
    fn drop(&mut self) {
        drop(std::fs::remove_file(&self.paper));
    }
}

/// The persons' names to log in by, in the order of the table's columns.
const LOGINS: [Option<&str>; PERSONS.len()] =
    [Some("quan-tri"), Some("vp-tinh"), Some("vp-xa"), Some("soan-thao"), Some("doc-xa"), Some("vp-phuong"), Some("duoi"), None, Some("dong"), Some("het"), Some("mai")];

impl Stage {
    pub(crate) async fn set(world: &World) -> Stage {
        // The day before the table's.
        world.clock.move_by(124 * DAY);
        let mut sessions = BTreeMap::new();
        for login in ["quan-tri", "vp-tinh", "vp-xa", "soan-thao", "doc-xa", "vp-phuong"] {
            sessions.insert(login, token(world, login).await);
        }
        let commune = home(world, &who(world, &sessions["vp-xa"]).await).await;
        let keeper = Keeper { world, who: who(world, &sessions["quan-tri"]).await };
        let (closed, values) = keeper.seats(&commune, &mut sessions).await;
        world.clock.move_by(DAY);
        let mut persons = Vec::new();
        for (name, login) in PERSONS.into_iter().zip(LOGINS) {
            let session = login.map(|it| sessions[it].clone()).unwrap_or_default();
            persons.push(Person { name, login: login.filter(|it| *it != "dong"), session: Mutex::new(session) });
        }
        let keeper = Keeper { world, who: who(world, &sessions["quan-tri"]).await };
        world.app.close_account(&keeper.who, &closed).await.expect("the account closes");
        let drafter = who(world, &sessions["soan-thao"]).await;
        let source = world.app.hand_in_source(&drafter, &commune, paper()).await.expect("a source");
        let settings = Settings { may_watch_files: true, ..Settings::default() };
        let here = router(Web { app: world.app.clone(), settings: Arc::new(settings) });
        let file = std::env::temp_dir().canonicalize().expect("a folder").join(format!("hd_stage_{}.notation", uuid::Uuid::now_v7().simple()));
        std::fs::write(&file, COMMUNE).expect("a file");
        let mut stage = Stage { persons, values, commune, here, drafter, paper: file };
        let draft = stage.draft(world).await;
        let grant = keeper.grant(&stage.commune, &stage.values.get("person")).await;
        let post = keeper.post(&stage.commune, &stage.values.get("person")).await;
        let look = stage.look(world, &draft).await;
        stage.values.0.extend(of_draft(world, &stage.drafter, &draft).await);
        let other = stage.draft(world).await;
        stage.values.0.insert("other", other.to_string());
        let office = who(world, &stage.person("office").session(world, false).await).await;
        stage.values.0.extend(crate::bases::of_register(world, &office, &stage.commune).await);
        let house = world.app.house(&office, &stage.commune).await.expect("a house");
        stage.values.0.insert("house_seen", house.seen);
        let meeting = stage.meeting(world, &office).await;
        stage.values.0.insert("meeting", meeting);
        let authority = stage.authority(world).await;
        stage.values.0.insert("authority", authority);
        stage.values.0.extend([
            ("unit", stage.commune.to_string()),
            ("source", source.to_string()),
            ("drafter", stage.drafter.id().to_string()),
            ("grant", grant),
            ("post", post),
            ("look", look.secret().to_owned()),
            ("today", stage.drafter.today().to_string()),
            ("tomorrow", stage.drafter.today().tomorrow().expect("a day").to_string()),
            ("guideline_text", guideline_text(world)),
            ("file", stage.paper.display().to_string()),
            ("password", PASSWORD.to_owned()),
            ("password_link", "0".repeat(48)),
            // Where a row needs a real one, matrix.rs has it made.
            ("section", "01935f4e-6f3a-7c21-8b7a-0123456789ac".to_owned()),
            ("thread", "01935f4e-6f3a-7c21-8b7a-0123456789ac".to_owned()),
            ("paper", "01935f4e-6f3a-7c21-8b7a-0123456789ac".to_owned()),
            ("approval", "01935f4e-6f3a-7c21-8b7a-0123456789ac".to_owned()),
            ("ask", "01935f4e-6f3a-7c21-8b7a-0123456789ac".to_owned()),
            ("moving", "0".repeat(20)),
        ]);
        stage
    }

    /// One more draft of the commune.
    pub(crate) async fn draft(&self, world: &World) -> ProgrammeId {
        world.app.hand_in(&self.drafter, &self.commune, "seed-2025", paper()).await.expect("a draft")
    }

    /// Plans a draft toward a day, where it is not planned yet; what was seen of a move by a day.
    pub(crate) async fn plan(&self, world: &World, id: &ProgrammeId) -> String {
        let tomorrow = self.drafter.today().tomorrow().expect("a day");
        if world.app.plan(&self.drafter, id).await.expect("asked").is_none() {
            world.app.make_plan(&self.drafter, id, Toward::Congress, tomorrow).await.expect("planned");
        }
        world.app.moving(&self.drafter, id, tomorrow).await.map(|it| it.seen).unwrap_or_default()
    }

    /// A thread of comments of the drafter, begun where there is none yet.
    pub(crate) async fn thread(&self, world: &World, id: &ProgrammeId) -> String {
        let there = world.app.threads(&self.drafter, id).await.expect("threads");
        if let Some(thread) = there.first() {
            return thread.id.to_string();
        }
        let item = hanhdong_domain::programme::Anchor::new(&self.values.get("from")).expect("an anchor");
        world.app.comment(&self.drafter, id, CommentOn::About(item), "Bổ sung nguồn lực").await.expect("said").to_string()
    }

    /// A section of a draft that its drafter leads, given where there is none yet.
    pub(crate) async fn section(&self, world: &World, id: &ProgrammeId) -> String {
        let there = world.app.sections(&self.drafter, id).await.expect("sections").sections;
        if let Some(section) = there.first() {
            return section.id.to_string();
        }
        let items = [hanhdong_domain::programme::Anchor::new(&self.values.get("free_goal")).expect("an anchor")].into();
        let section = NewSection { title: "Phần việc".to_owned(), holding: Holding::Person(self.drafter.id().clone()), due_on: None, items };
        world.app.assign_section(&self.drafter, id, section).await.expect("a section").to_string()
    }

    /// A form of a section that came back, brought where there is none yet.
    pub(crate) async fn returned(&self, world: &World, id: &ProgrammeId) -> String {
        if let Some(paper) = world.app.returned(&self.drafter, id).await.expect("papers").first() {
            return paper.id.to_string();
        }
        let called = |_: Kind, slot: &Slot| slot.name.to_owned();
        let section = SectionId::parse(&self.section(world, id).await).expect("a section");
        let form = world.app.section_form(&self.drafter, id, &section, called).await.expect("a form");
        let file = HandIn { name: form.name, bytes: Arc::new(form.bytes) };
        let brought = world.app.bring_back(&self.drafter, id, vec![file], called).await.expect("brought");
        brought[0].result.as_ref().expect("a form").to_string()
    }

    /// A draft is frozen, where it was not yet.
    pub(crate) async fn frozen(&self, world: &World, id: &ProgrammeId) {
        if world.app.frozen(&self.drafter, id).await.expect("frozen").is_empty() {
            let version = world.app.open(&self.drafter, id).await.expect("a draft").row.version;
            world.app.freeze(&self.drafter, id, "trình duyệt", version).await.expect("frozen");
        }
    }

    /// A draft is submitted to the level above, where it was not yet, which said something of it; and approved it where that is wanted.
    pub(crate) async fn submitted(&self, world: &World, id: &ProgrammeId, is_decided: bool) -> String {
        let there = world.app.approvals(&self.drafter, id).await.expect("submissions");
        let above = who(world, &self.person("above").session(world, false).await).await;
        if there.all.is_empty() {
            self.frozen(world, id).await;
            let office = who(world, &self.person("office").session(world, false).await).await;
            world.app.submit_for_approval(&office, id, 1, "").await.expect("submitted");
        }
        let it = world.app.approvals(&self.drafter, id).await.expect("submissions").all.remove(0).approval;
        if there.all.is_empty() {
            world.app.comment_on_submission(&above, &it.id, None, "Bổ sung nguồn lực").await.expect("a comment");
        }
        if is_decided && it.is_open() {
            world.app.decide_submission(&above, &it.id, true, "").await.expect("approved");
        }
        it.id.to_string()
    }

    /// The neighbour is to lead a task of a draft and is asked, where it was not yet; what it was asked.
    pub(crate) async fn asked(&self, world: &World, id: &ProgrammeId, proposes: bool) -> String {
        const NEIGHBOUR: &str = "Đảng bộ Phường Mẫu B";
        let there = world.app.lead_asks(&self.drafter, id).await.expect("asks");
        if !there.asks.iter().any(|it| it.ask.body == NEIGHBOUR) {
            let task = there.opened.programme.tasks().last().expect("a task").clone();
            let (anchor, seen) = (task.anchor.clone(), fingerprint(&Node::Task(task.clone())));
            let node = Some(Node::Task(TaskItem { lead: Lead::parse(NEIGHBOUR), ..task }));
            world.app.edit(&self.drafter, id, Change::Item { anchor, seen, node }).await.expect("the neighbour leads");
            world.app.ask_leads(&self.drafter, id, self.drafter.today()).await.expect("asked");
        }
        let asks = world.app.lead_asks(&self.drafter, id).await.expect("asks").asks;
        let it = asks.into_iter().find(|it| it.ask.body == NEIGHBOUR).expect("asked");
        if proposes && it.ask.answer.is_none() && there.opened.row.issued_on.is_none() {
            let neighbour = who(world, &self.person("neighbour").session(world, false).await).await;
            let answer = Answering { assent: Assent::Propose, proposed: "Công an xã".to_owned(), reason: "Ngoài địa bàn".to_owned() };
            world.app.answer_ask(&neighbour, &it.ask.id, answer).await.expect("answered");
        }
        it.ask.id.to_string()
    }

    /// The office opens an appraisal of a draft, with a remark or without.
    pub(crate) async fn appraise(&self, world: &World, id: &ProgrammeId, remarks: bool) {
        let office = who(world, &self.person("office").session(world, false).await).await;
        world.app.open_appraisal(&office, id).await.expect("opened");
        if remarks {
            let remark = NewRemark { item: None, weight: Weight::Must, words: "Chưa khớp nghị quyết".to_owned() };
            world.app.remark(&office, id, remark).await.expect("remarked");
        }
    }

    pub(crate) async fn issued(&self, world: &World) -> ProgrammeId {
        let id = self.draft(world).await;
        self.section(world, &id).await;
        self.plan(world, &id).await;
        self.thread(world, &id).await;
        self.returned(world, &id).await;
        self.asked(world, &id, true).await;
        let approval = hanhdong_domain::organisation::ApprovalId::parse(&self.submitted(world, &id, true).await).expect("an id");
        world.app.answer_approval_comment(&self.drafter, &id, &approval, 1, (Taken::Explained, "Theo nghị quyết")).await.expect("answered");
        self.appraise(world, &id, false).await;
        let appraiser = who(world, &self.person("office").session(world, false).await).await;
        world.app.close_appraisal(&appraiser, &id).await.expect("closed");
        let office = who(world, &self.person("office").session(world, false).await).await;
        let issuing = Issuing { unanswered: Some("Bổ sung sau".to_owned()), ..Issuing::default() };
        world.app.issue(&office, &id, issuing).await.expect("issued");
        id
    }

    /// A meeting of the commune's committee being prepared, with one member by name.
    async fn meeting(&self, world: &World, office: &Who) -> String {
        use hanhdong_actions::meeting::{Invited, MeetingChange, MeetingHead, MeetingKind};
        let on = office.today().tomorrow().expect("a day");
        let head = MeetingHead {
            title: "Cho ý kiến dự thảo".to_owned(), on, hour: "08:00".to_owned(), place: "Hội trường".to_owned(), chair: "Nguyễn Văn Mẫu".to_owned()
        };
        let id = world.app.plan_meeting(office, &self.commune, MeetingKind::StandingCommittee, &head).await.expect("planned");
        world.app.change_meeting(office, &id, MeetingChange::Invite(Invited::Name("Nguyễn Thị Mẫu".to_owned()), String::new(), true)).await.expect("invited");
        id.to_string()
    }

    /// Words for the table, taken from what was issued.
    pub(crate) async fn knows_issued(&mut self, world: &World, id: &ProgrammeId) {
        let paper = world.app.issued(&self.drafter, id).await.expect("readable").expect("issued");
        self.values.0.insert("issued_file", paper.files.first().expect("a file").file.to_string());
    }

    /// A draft for one cell: what is done to it is done to no other.
    pub(crate) async fn draft_for(&self, world: &World, row: &Row) -> ProgrammeId {
        let id = self.draft(world).await;
        if row.says("away").is_some() {
            world.app.put_away(&self.drafter, &id).await.expect("put away");
        }
        if row.says("arranged").is_some() {
            let requirement = Anchor::new(&self.values.get("manner")).expect("an anchor");
            let done = world.app.arrange(&self.drafter, &id, &requirement, "Văn phòng", "").await.expect("arranged");
            assert_eq!(done.anchor.as_ref().map(Anchor::as_str), Some(ARRANGED));
        }
        if row.says("appraised").is_some() {
            self.appraise(world, &id, !row.path.ends_with("/close")).await;
        }
        if row.says("numbered").is_some() {
            self.number(world, &id).await;
        }
        if row.says("beside").is_some() {
            world.app.hand_in_source_of(&self.drafter, &id, Paper::LastTerm, None, paper()).await.expect("a paper beside it");
        }
        id
    }

    /// A line of the commune's register: whoever signs its papers.
    async fn authority(&self, world: &World) -> String {
        let office = who(world, &self.person("office").session(world, false).await).await;
        let (from_on, kind) = (office.today(), "CTr".to_owned());
        let from_on = from_on.checked_sub(jiff::ToSpan::years(1)).expect("a day");
        let new = NewAuthority {
            person: None,
            name: "Nguyễn Văn Mẫu".to_owned(),
            post: "Bí thư".to_owned(),
            capacity: Capacity::OnBehalf,
            of: "Ban Chấp hành".to_owned(),
            kind,
            from_on,
            until_on: None,
        };
        world.app.enter_signer(&office, &self.commune, new).await.expect("a signer");
        world.app.signers(&office, &self.commune).await.expect("a register").first().expect("a line").id.to_string()
    }

    /// Gives a draft a number that no other has.
    async fn number(&self, world: &World, id: &ProgrammeId) {
        static NEXT: AtomicU32 = AtomicU32::new(20);
        let opened = world.app.open(&self.drafter, id).await.expect("a draft");
        let seen = fingerprint_of_head(&opened.programme.document);
        let number = Some(format!("{}-CTr/ĐU", NEXT.fetch_add(1, Ordering::Relaxed)));
        let document = Box::new(Document { number, ..opened.programme.document.clone() });
        world.app.edit(&self.drafter, id, Change::Head { seen, document }).await.expect("a number");
    }

    /// Who answers a row.
    pub(crate) fn router<'a>(&'a self, world: &'a World, row: &Row) -> &'a Router {
        if row.says("here").is_some() { &self.here } else { &world.router }
    }

    /// The words of the table, with a link that works once where the row asks for one.
    pub(crate) async fn values_for(&self, world: &World, row: &Row) -> Values {
        match row.says("link") {
            Some(_) => self.values.with("password_link", world.app.password_link("quen").await.expect("a link").secret()),
            None => self.values.clone(),
        }
    }

    /// A Word file that the drafter had looked at.
    async fn look(&self, world: &World, id: &ProgrammeId) -> Token {
        let word = world.app.export(&self.drafter, id, ExportFormat::Docx, None).await.expect("a Word file");
        let at = LookAt { bytes: Arc::new(word.bytes), name: word.name, guideline: "seed-2025".to_owned(), source: None, language: Language::Vi };
        world.app.look_and_keep(&self.drafter, at).await.expect("a look")
    }

    pub(crate) fn person(&self, name: &str) -> &Person {
        self.persons.iter().find(|it| it.name == name).expect("a person of the table")
    }
}

/// The administrator at work.
struct Keeper<'a> {
    world: &'a World,
    who: Who,
}

impl Keeper<'_> {
    /// Seats everybody whom the demo world lacks; says whose account is to be closed, and who the others are.
    async fn seats(&self, commune: &UnitId, sessions: &mut BTreeMap<&'static str, String>) -> (PersonId, Values) {
        let app = &self.world.app;
        let below = app.found_below(&self.who, commune, "Đảng bộ bộ phận Thôn Mẫu", UnitKind::Committee).await.expect("a unit below");
        let tomorrow = self.who.today().tomorrow().expect("a day");
        let (office, drafter) = (Role::Office, Role::Drafter);
        let mut ids = Vec::new();
        for (unit, login, roles) in
            [(&below.id, "duoi", &[office, drafter][..]), (commune, "dong", &[office, drafter]), (commune, "het", &[office, drafter]), (commune, "mai", &[Role::Reader])]
        {
            let seated = self.seat(unit, login, roles).await;
            sessions.insert(login, seated.token.secret().to_owned());
            ids.push(seated.person);
        }
        let [_, closed, ended, future] = <[PersonId; 4]>::try_from(ids).expect("four");
        for line in self.lines(commune).await.iter().filter(|it| [&ended, &future].contains(&&it.person.id)) {
            app.end_role(&self.who, &line.grant.id, tomorrow).await.expect("the role ends");
        }
        for role in [office, drafter] {
            let role = NewRole { unit: commune.clone(), role, from_on: tomorrow.tomorrow().expect("a day"), until_on: None };
            app.give_role(&self.who, &future, role).await.expect("a role to come");
        }
        let to = self.seat(commune, "quen", &[Role::Reader]).await.person;
        let (person, leaver) = (self.seat(commune, "nguoi", &[Role::Reader]).await, self.seat(commune, "roi", &[Role::Reader]).await.person);
        let giver = who(self.world, person.token.secret()).await;
        let lent = NewDelegation { grant: giver.grants()[0].id.clone(), to, from_on: tomorrow, until_on: tomorrow.tomorrow().expect("a day") };
        let lent = app.delegate(&giver, lent).await.expect("lent");
        let gone = self.seat(commune, "giao", &[Role::Reader]).await.person;
        let seen = app.handover_of(&self.who, &gone).await.expect("what is held");
        let passings = seen.items.iter().map(|it| (it.key.clone(), Passing::End)).collect();
        let record = app.hand_over(&self.who, &gone, Handing { passings, closes_account: true, seen: seen.seen }).await.expect("handed over");
        (
            closed,
            Values(BTreeMap::from([("person", person.person.to_string()), ("leaver", leaver.to_string()), ("delegation", lent.to_string()), ("handover", record.to_string())])),
        )
    }

    /// Invites a person, who then sets the password by the link.
    async fn seat(&self, unit: &UnitId, login: &str, roles: &[Role]) -> LoggedIn {
        let person = NewPerson { name: format!("Người {login}"), login: login.to_owned(), roles: roles.to_vec() };
        let link = self.world.app.invite(&self.who, unit, person).await.expect("invited");
        self.world.app.use_password_link(&link, PASSWORD).await.expect("a password")
    }

    async fn lines(&self, unit: &UnitId) -> Vec<PersonLine> {
        self.world.app.people_of(&self.who, unit).await.expect("people")
    }

    /// A post that a person holds from now on, by its name.
    async fn post(&self, unit: &UnitId, person: &str) -> String {
        let title = "Văn phòng, chuyên viên".to_owned();
        let person = PersonId::parse(person).expect("a person");
        let post = Post { person, unit: unit.clone(), title: title.clone(), from_on: self.who.today(), until_on: None };
        self.world.app.take_post(&self.who, post).await.expect("a post");
        title
    }

    /// A role of a person.
    async fn grant(&self, unit: &UnitId, person: &str) -> String {
        self.lines(unit).await.iter().find(|it| it.person.id.as_str() == person).expect("a role").grant.id.to_string()
    }
}

/// A text that reads as that of a guideline: it says one of its clauses.
fn guideline_text(world: &World) -> String {
    let guideline = world.app.guideline("seed-2025").expect("a guideline");
    let clause = guideline.clauses.iter().find(|it| it.keywords.as_ref().is_some_and(|it| !it.is_empty())).expect("a clause with words of its own");
    let sentence = format!("{}; {}.", clause.keywords.as_ref().expect("words").join(", "), clause.statement_vi);
    format!("HƯỚNG DẪN\n\n{sentence}\n\nII. NỘI DUNG\n\n1. {sentence}\n")
}

/// The commune's paper with something uncertain in it and something that can be mended at once: somebody who is on no list
/// of recipients is given a duty.
pub(crate) fn paper() -> HandIn {
    let (before, tasks) = COMMUNE.split_once("\n  task ").expect("a task");
    let (task, after) = tasks.split_once("\n    lead: ").expect("somebody leads");
    let after = after.split_once('\n').expect("a line").1;
    let text = format!("{before}\n  task {task}\n    lead: Bưu điện văn hoá xã\n    confidence: look\n{after}");
    HandIn { name: "ctr.notation".to_owned(), bytes: Arc::new(text.into_bytes()) }
}

/// Who asks by a session.
pub(crate) async fn who(world: &World, session: &str) -> Who {
    world.app.who(&Token::brought(session).expect("a token")).await.expect("somebody who is logged in")
}

/// The organisation in which a person works.
async fn home(world: &World, who: &Who) -> UnitId {
    let units = world.app.units_where(who, OrganisationAct::Create).await.expect("units");
    units.into_iter().find(|it| it.id == it.organisation).expect("an organisation").id
}

/// Words for the table, taken from a draft.
async fn of_draft(world: &World, drafter: &Who, id: &ProgrammeId) -> BTreeMap<&'static str, String> {
    let opened = world.app.open(drafter, id).await.expect("a draft");
    let programme = &opened.programme;
    let link = programme.links.first().expect("a tie").clone();
    let tied: BTreeSet<_> = programme.links.iter().filter(|it| it.from == link.from).map(|it| it.to.clone()).collect();
    let free = programme.targets().map(|it| it.anchor.clone()).find(|it| !tied.contains(it)).expect("a target not yet tied");
    let item = world.app.item(drafter, id, link.from.as_str()).await.expect("an item");
    let (part, at) = programme.position(&link.from).expect("a place");
    let node = &programme.parts[part].nodes[at];
    let line = programme.parts.iter().enumerate().find_map(|(part, it)| it.nodes.iter().position(|it| it.item().is_none()).map(|at| (part, at))).expect("a line");
    let line_node = &programme.parts[line.0].nodes[line.1];
    let (item_sheet, line_sheet, head_sheet) = (sheet_of_node(node), sheet_of_node(line_node), sheet_of_document(&programme.document));
    let changed = |mut sheet: Sheet, slot: &str, text: &str| {
        sheet.fill(slot, text).expect("a slot");
        sheet
    };
    let mut new = Sheet::new(Kind::Task);
    new.fill("text", "Rà soát quy hoạch đất ở").expect("a slot");
    let fix = world.app.review(drafter, id, Language::Vi).await.expect("a report").fixes().first().map_or_else(|| "0".repeat(16), |it| it.key.clone());
    BTreeMap::from([
        ("id", id.to_string()),
        ("anchor", link.from.to_string()),
        ("from", link.from.to_string()),
        ("to", link.to.to_string()),
        ("free_goal", free.to_string()),
        ("manner", programme.items().find(|it| matches!(it, Item::Requirement(_))).expect("a requirement").anchor().to_string()),
        ("tag", format!("\"{}\"", item.fingerprint)),
        ("seen", fingerprint(node)),
        ("item_form", form_of(&changed(item_sheet, "text", "Xây dựng đề án sinh kế của xã"))),
        ("part", line.0.to_string()),
        ("at", line.1.to_string()),
        ("line_seen", fingerprint(line_node)),
        ("line_form", form_of(&line_sheet)),
        ("heading", programme.parts[line.0].heading.clone()),
        ("opening_seen", fingerprint_of_opening(&programme.opening)),
        ("head_seen", fingerprint_of_head(&programme.document)),
        ("head_form", form_of(&changed(head_sheet, "title", "thực hiện Nghị quyết Đại hội"))),
        ("new_form", form_of(&new)),
        ("fix", fix),
        ("version", opened.row.version.to_string()),
        ("text", item.text),
        ("format", "notation".to_owned()),
    ])
}

/// A sheet as a browser sends it.
fn form_of(sheet: &Sheet) -> String {
    let mut pairs = vec![("item-kind", sheet.kind.name().to_owned())];
    for slot in sheet.kind.slots() {
        match slot.shape {
            Shape::Choices(_) => pairs.extend(sheet.get(slot.name).split(", ").filter(|it| !it.is_empty()).map(|it| (slot.name, it.to_owned()))),
            Shape::Line | Shape::Text | Shape::Lines | Shape::Choice(_) => pairs.push((slot.name, sheet.get(slot.name).to_owned())),
        }
    }
    pairs.iter().filter(|it| sheet.kind != Kind::Head || it.0 != "item-kind").map(|(name, value)| format!("{name}={}", percent(value))).collect::<Vec<_>>().join("&")
}

/// The duty that rows said to be `arranged` have.
const ARRANGED: &str = "d_van_phong_thuc_hien_yeu";
