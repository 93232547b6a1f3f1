//! The REST API: the same acts as the pages, for programs. What every route takes and gives stands beside it, and the
//! OpenAPI document is made from the same list.

mod asked;
mod bases;
mod guidelines;
mod items;
mod openapi;
mod papers;
mod programmes;
mod session;
mod trouble;

pub(crate) use items::SaidWhence;
use openapi::{Gives, Operation, Takes};
pub(crate) use trouble::method_not_allowed;

use crate::router::{Route, delete, get, post, put};

pub(crate) fn routes() -> Vec<Route> {
    operations().into_iter().map(|it| it.route).collect()
}

/// Every operation, in the order of the main job.
fn operations() -> Vec<Operation> {
    let of = Operation::new;
    vec![
        of("describe", "This document.", get("/api/v1/openapi.json", openapi::show)).gives(200, Gives::Any("application/json")).by_anyone(),
        of("logIn", "Log in; the token goes into `Authorization: Bearer`.", post("/api/v1/session", session::log_in))
            .takes(Takes::json::<session::LogIn>())
            .gives(201, Gives::json::<session::Session>())
            .by_anyone(),
        of("logOut", "Log out.", delete("/api/v1/session", session::log_out)).gives(204, Gives::Nothing),
        of("me", "Who is logged in, and where that person may do what.", get("/api/v1/me", session::me)).gives(200, Gives::json::<session::Me>()),
        of("listProgrammes", "The programmes one sees, last changed first.", get("/api/v1/programmes", programmes::list))
            .asks("cursor", "`next` of the page before")
            .asks("away", "`1`: those put away")
            .gives(200, Gives::json::<programmes::Page>()),
        of("beginProgramme", "Begin a programme with its three parts, hand in a file, or draw the first draft from a report.", post("/api/v1/programmes", programmes::begin))
            .takes(Takes::json::<programmes::Beginning>())
            .takes(Takes::Files(&["organisation", "guideline"], &["file", "report"]))
            .gives(201, Gives::json::<programmes::Begun>()),
        of(
            "readProgramme",
            "The programme in the shape of `import --format json`, with id, version and whose it is; ETag is the version.",
            get("/api/v1/programmes/{id}", programmes::show),
        )
        .gives(200, Gives::Any("application/json")),
        of("readFindings", "Verdicts and findings in the shape of `check --format json`.", get("/api/v1/programmes/{id}/findings", programmes::findings))
            .gives(200, Gives::Any("application/json")),
        of("readHistory", "Who changed what, newest first.", get("/api/v1/programmes/{id}/history", programmes::history)).gives(200, Gives::json::<programmes::History>()),
        of("undo", "Take back one's own last change that still stands.", post("/api/v1/programmes/{id}/undo", programmes::undo)).gives(200, Gives::json::<programmes::Done>()),
        of(
            "recordIssue",
            "Record that it was issued; what is not said is taken from its head and from what is on record.",
            post("/api/v1/programmes/{id}/issue", programmes::issue),
        )
        .takes(Takes::json::<programmes::Issue>())
        .gives(200, Gives::json::<programmes::Issued>()),
        of("export", "A file: docx, pdf, xlsx, html, json or notation.", get("/api/v1/programmes/{id}/export/{format}", programmes::export))
            .asks("layout", "the layout pack")
            .gives(200, Gives::Any("application/octet-stream")),
        of("addItem", "A new item before what stands at a place.", post("/api/v1/programmes/{id}/items", items::add))
            .takes(Takes::json::<items::NewItem>())
            .gives(201, Gives::json::<programmes::Done>()),
        of("readItem", "An item in our notation and as data; ETag is its fingerprint.", get("/api/v1/programmes/{id}/items/{anchor}", items::show))
            .gives(200, Gives::json::<items::Item>()),
        of("changeItem", "Change an item as it was seen.", put("/api/v1/programmes/{id}/items/{anchor}", items::change))
            .takes(Takes::json::<items::Text>())
            .gives(200, Gives::json::<programmes::Done>())
            .if_match(),
        of("removeItem", "Take an item out as it was seen.", delete("/api/v1/programmes/{id}/items/{anchor}", items::remove))
            .gives(200, Gives::json::<programmes::Done>())
            .if_match(),
        of("moveItem", "Put an item before what stands at another place.", post("/api/v1/programmes/{id}/items/{anchor}/move", items::shift))
            .takes(Takes::json::<items::Spot>())
            .gives(200, Gives::json::<programmes::Done>()),
        of("sayWhence", "Say which statement of the source an item carries out, or why it is new.", put("/api/v1/programmes/{id}/items/{anchor}/whence", items::say_whence))
            .takes(Takes::json::<items::SaidWhence>())
            .gives(200, Gives::json::<programmes::Done>()),
        of("tie", "Tie a task or key work to a goal or target.", put("/api/v1/programmes/{id}/ties/{from}/{to}", items::tie)).gives(200, Gives::json::<programmes::Done>()),
        of("untie", "Untie it.", delete("/api/v1/programmes/{id}/ties/{from}/{to}", items::untie)).gives(200, Gives::json::<programmes::Done>()),
        of("linkSource", "Tie a programme to the paper it carries out.", put("/api/v1/programmes/{id}/source", papers::link))
            .takes(Takes::json::<papers::Link>())
            .gives(204, Gives::Nothing),
        of("unlinkSource", "Untie it.", delete("/api/v1/programmes/{id}/source", papers::unlink)).gives(204, Gives::Nothing),
        of("listSources", "The papers one may tie programmes to, newest first.", get("/api/v1/sources", papers::list)).gives(200, Gives::json::<papers::Sources>()),
        of("handInSource", "Hand in a paper that programmes carry out.", post("/api/v1/sources", papers::hand_in))
            .takes(Takes::Files(&["organisation"], &["file"]))
            .gives(201, Gives::json::<papers::HandedIn>()),
        of("look", "Findings of a paper; nothing is kept.", post("/api/v1/look", papers::look))
            .takes(Takes::Files(&["guideline"], &["file", "source"]))
            .gives(200, Gives::Any("application/json")),
        of("lookCommented", "The same Word file with a comment at each place; nothing is kept.", post("/api/v1/look/commented", papers::commented))
            .takes(Takes::Files(&["guideline"], &["file", "source"]))
            .gives(200, Gives::Any(papers::WORD)),
        of("listGuidelines", "Every guideline.", get("/api/v1/guidelines", guidelines::list)).gives(200, Gives::json::<guidelines::Guidelines>()),
        of("readGuideline", "A guideline with its clauses.", get("/api/v1/guidelines/{id}", guidelines::show)).gives(200, Gives::json::<guidelines::Whole>()),
        of("listBases", "The basis documents of the registers one reads, the newest first.", get("/api/v1/bases", bases::list))
            .asks("q", "words that each of them holds, with marks or without")
            .gives(200, Gives::json::<bases::Bases>()),
        of("enterBasis", "Enter a document in a register; its file is handed in on the page.", post("/api/v1/bases", bases::enter))
            .takes(Takes::json::<bases::BasisNew>())
            .gives(201, Gives::json::<bases::BasisEntered>()),
        of("readBasis", "A basis document; ETag is its fingerprint.", get("/api/v1/bases/{basis}", bases::show)).gives(200, Gives::json::<bases::Basis>()),
        of("correctBasis", "Correct what the register says of it, as it was seen.", put("/api/v1/bases/{basis}", bases::correct))
            .takes(Takes::json::<bases::BasisSaid>())
            .gives(204, Gives::Nothing)
            .if_match(),
        of("endBasis", "Record that it was replaced or is no longer in force.", put("/api/v1/bases/{basis}/end", bases::end))
            .takes(Takes::json::<bases::BasisEnd>())
            .gives(204, Gives::Nothing)
            .if_match(),
        of("reinstateBasis", "Take that back.", delete("/api/v1/bases/{basis}/end", bases::reinstate)).gives(204, Gives::Nothing).if_match(),
        of("readImpact", "What rests on it, as far as one may see it.", get("/api/v1/bases/{basis}/impact", bases::impact)).gives(200, Gives::json::<bases::BasisImpact>()),
        of("require", "Enter what it requires.", post("/api/v1/bases/{basis}/requirements", bases::require)).takes(Takes::json::<bases::Required>()).gives(204, Gives::Nothing),
        of("readMatrix", "What it requires beside the units: who has done what.", get("/api/v1/bases/{basis}/matrix", bases::matrix))
            .asks("on", "the day on which the units are looked at")
            .gives(200, Gives::json::<bases::BasisMatrix>()),
        of("tick", "Tick what a unit has done, with a document of the register as proof.", post("/api/v1/requirements/{requirement}/ticks", bases::tick))
            .takes(Takes::json::<bases::TickSaid>())
            .gives(201, Gives::json::<bases::Ticked>()),
        of("takeTickBack", "Take a tick back, with the reason.", post("/api/v1/ticks/{tick}/take-back", bases::take_back))
            .takes(Takes::json::<bases::TickBack>())
            .gives(204, Gives::Nothing),
        of("cite", "Cite a basis document in a programme's legal basis, in the words of the register.", put("/api/v1/programmes/{id}/bases/{basis}", bases::cite))
            .gives(200, Gives::json::<programmes::Done>()),
        of("uncite", "Take it out of the legal basis.", delete("/api/v1/programmes/{id}/bases/{basis}", bases::uncite)).gives(200, Gives::json::<programmes::Done>()),
        of("search", "Items that hold every word, with marks or without.", get("/api/v1/search", guidelines::search))
            .asks("q", "the words")
            .gives(200, Gives::json::<guidelines::Hits>()),
    ]
}
