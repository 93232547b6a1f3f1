//! Pages of programmes.

mod appraisal;
mod approval;
mod approvals;
mod asked;
mod bases;
mod beside;
mod comments;
mod coverage;
mod download;
mod export;
mod feasibility;
mod findings;
mod form;
mod found;
mod hand_in;
mod history;
mod house;
mod item;
mod lead_asks;
mod leaf;
mod list;
mod live;
mod look;
mod manner;
mod merge;
mod opening;
mod outline;
mod pen;
mod piece;
mod place;
mod plan;
mod returned;
mod returned_rows;
mod risks;
mod sections;
mod show;
mod source;
mod traced;
mod understood;
mod upload;
mod versions;
mod watch;

pub(crate) use bases::wording_badge;
pub(crate) use download::{EXCEL, WORD, attachment};
pub(crate) use history::act_word;
pub(crate) use leaf::{Tab, below, tab, thing as programme_thing, titled};
pub(crate) use look::{KINDS, guideline_title, organisation_field, said_beside};
pub(crate) use outline::kind_name;
pub(crate) use show::path_to;
pub(crate) use upload::{Upload, post_files};
pub(crate) use versions::changes as changes_shown;

use crate::router::{Route, get, post};

pub(crate) fn routes() -> Vec<Route> {
    let mut routes = drafting();
    routes.extend(papers());
    routes.extend(house());
    routes
}

/// A programme in work: read, changed, looked at.
fn drafting() -> Vec<Route> {
    vec![
        get("/programmes", list::show),
        get("/programmes/{id}", show::show),
        get("/programmes/{id}/findings", findings::show),
        post("/programmes/{id}/fix", findings::fix),
        get("/programmes/{id}/feasibility", feasibility::show),
        post("/programmes/{id}/explanations", risks::explain),
        post("/programmes/{id}/risks", risks::accept),
        post("/programmes/{id}/answers/take-back", risks::take_back),
        get("/programmes/{id}/coverage", coverage::show),
        post("/programmes/{id}/ties", coverage::tie),
        get("/programmes/{id}/manner", manner::show),
        post("/programmes/{id}/manner", manner::arrange),
        post("/programmes/{id}/manner/part", manner::part),
        get("/programmes/{id}/history", history::show),
        get("/programmes/{id}/house", house::show),
        post("/programmes/{id}/house/mend", house::mend),
        post("/programmes/{id}/house/all", house::mend_all),
        get("/programmes/{id}/appraisal", appraisal::show),
        post("/programmes/{id}/appraisal", appraisal::open),
        post("/programmes/{id}/appraisal/remarks", appraisal::remark),
        post("/programmes/{id}/appraisal/remarks/{number}/take-back", appraisal::take_back),
        post("/programmes/{id}/appraisal/remarks/{number}/answer", appraisal::answer),
        post("/programmes/{id}/appraisal/close", appraisal::close),
        post("/programmes/{id}/appraisal/give-up", appraisal::give_up),
        get("/programmes/{id}/appraisal/{number}/slip", appraisal::slip),
        get("/programmes/{id}/approval", approval::show),
        post("/programmes/{id}/approval", approval::submit),
        post("/programmes/{id}/approval/withdraw", approval::withdraw),
        post("/programmes/{id}/approval/{approval}/comments/{number}/answer", approval::answer),
        get("/programmes/{id}/approval/{approval}/slip", approval::slip),
        get("/approvals", approvals::list),
        get("/approvals/{approval}", approvals::show),
        get("/approvals/{approval}/draft/{format}", approvals::file),
        post("/approvals/{approval}/comments", approvals::comment),
        post("/approvals/{approval}/comments/{number}/take-back", approvals::take_back),
        post("/approvals/{approval}/verdict", approvals::decide),
        get("/programmes/{id}/asked", lead_asks::show),
        post("/programmes/{id}/asked", lead_asks::ask),
        post("/programmes/{id}/asked/{ask}/take", lead_asks::take),
        post("/programmes/{id}/asked/{ask}/keep", lead_asks::keep),
        post("/programmes/{id}/asked/{ask}/record", lead_asks::record),
        get("/asked", asked::list),
        get("/asked/{id}", asked::show),
        post("/asked/{id}/answers/{ask}", asked::answer),
        post("/asked/{id}/all", asked::agree),
        get("/programmes/{id}/bases", bases::show),
        post("/programmes/{id}/bases", bases::cite),
        post("/programmes/{id}/undo", history::undo),
        post("/programmes/{id}/put-away", history::put_away),
        post("/programmes/{id}/take-back", history::take_back),
        get("/programmes/{id}/live", live::line),
        get("/programmes/{id}/changes", live::changes),
        get("/programmes/{id}/head", place::edit_head),
        post("/programmes/{id}/head", place::save_head),
        get("/programmes/{id}/parts/new", place::new_part),
        post("/programmes/{id}/parts", place::make_part),
        get("/programmes/{id}/parts/{part}/edit", place::edit_part),
        post("/programmes/{id}/parts/{part}/edit", place::save_part),
        get("/programmes/{id}/lines/{part}/{at}/edit", place::edit_line),
        post("/programmes/{id}/lines/{part}/{at}/edit", place::save_line),
        post("/programmes/{id}/lines/{part}/{at}/remove", place::remove_line),
        get("/programmes/{id}/new", place::new),
        post("/programmes/{id}/new", place::make),
        get("/programmes/{id}/one-line", place::one_line),
        get("/programmes/{id}/opening", opening::edit),
        post("/programmes/{id}/opening", opening::save),
        get("/programmes/{id}/items/{anchor}/edit", item::edit),
        post("/programmes/{id}/items/{anchor}/edit", item::save),
        post("/programmes/{id}/items/{anchor}/look", item::look),
        post("/programmes/{id}/items/{anchor}/remove", item::remove),
        post("/programmes/{id}/items/{anchor}/move", item::go),
        get("/programmes/{id}/items/{anchor}/ties", coverage::of_item),
    ]
}

/// The drafting house: drafts under their number, who works on what.
fn house() -> Vec<Route> {
    vec![
        post("/programmes/{id}/items/{anchor}/merge", merge::settle_fields),
        post("/programmes/{id}/items/{anchor}/take-over", merge::take_over),
        get("/programmes/{id}/comments", comments::show),
        post("/programmes/{id}/comments", comments::say),
        post("/programmes/{id}/comments/{thread}/turn", comments::turn),
        get("/programmes/{id}/plan", plan::show),
        post("/programmes/{id}/plan", plan::make),
        get("/programmes/{id}/plan/move", plan::preview),
        post("/programmes/{id}/plan/move", plan::move_end),
        post("/programmes/{id}/plan/usual", plan::keep_usual),
        post("/programmes/{id}/plan/milestones", plan::add),
        post("/programmes/{id}/plan/milestones/{number}", plan::keep),
        post("/programmes/{id}/plan/milestones/{number}/remove", plan::remove),
        post("/programmes/{id}/plan/milestones/{number}/reached", plan::reach),
        get("/programmes/{id}/sections", sections::show),
        post("/programmes/{id}/sections", sections::assign),
        post("/programmes/{id}/sections/{section}/turn", sections::turn),
        post("/programmes/{id}/sections/leads", sections::lead),
        get("/programmes/{id}/sections/forms", returned::forms),
        get("/programmes/{id}/sections/{section}/form", returned::form),
        get("/programmes/{id}/returned", returned::show),
        post_files("/programmes/{id}/returned", returned::bring),
        get("/programmes/{id}/returned/{paper}", returned::one),
        post("/programmes/{id}/returned/{paper}", returned::settle),
        get("/programmes/{id}/versions", versions::list),
        post("/programmes/{id}/versions", versions::freeze),
        get("/programmes/{id}/versions/{version}", versions::show),
        get("/programmes/{id}/versions/{version}/export/{format}", versions::fetch),
        get("/programmes/{id}/versions/{version}/pen", pen::show),
        post("/programmes/{id}/versions/{version}/pen", pen::correct),
        get("/programmes/{id}/versions/{version}/lines/{format}", pen::lines_file),
        get("/programmes/{id}/compare", versions::compare),
        get("/programmes/{id}/compare/{format}", versions::compare_file),
    ]
}

/// Papers that come in and go out.
fn papers() -> Vec<Route> {
    vec![
        get("/look", look::show),
        post_files("/look", look::take),
        get("/look/{token}", look::seen),
        get("/look/{token}/commented", look::commented),
        get("/look/{token}/slip", look::slip),
        post("/look/{token}/keep", look::keep),
        get("/programmes/new", hand_in::show),
        post_files("/programmes/new", hand_in::take),
        get("/programmes/{id}/understood", understood::show),
        post("/programmes/{id}/understood", understood::accept),
        get("/programmes/{id}/file", understood::file),
        get("/programmes/{id}/source", source::show),
        post_files("/programmes/{id}/source", source::hand_in),
        get("/programmes/{id}/source/workbook", source::workbook),
        post("/programmes/{id}/traces", traced::say),
        post("/programmes/{id}/written", place::write),
        post("/programmes/{id}/source/tie", source::tie),
        get("/programmes/{id}/beside", beside::show),
        post_files("/programmes/{id}/beside", beside::hand_in),
        post("/programmes/{id}/beside/tie", beside::tie),
        post("/programmes/{id}/beside/copy", beside::copy),
        post("/programmes/{id}/beside/say", beside::say),
        get("/programmes/{id}/export", export::show),
        get("/programmes/{id}/export/{format}", export::fetch),
        get("/watch", watch::show),
        post("/watch", watch::begin),
        post("/watch/end", watch::end),
        get("/watch/found", watch::found),
        get("/watch/live", watch::live),
    ]
}
