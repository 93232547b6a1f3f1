//! Guidelines, and search.

use axum::Json as Gives;
use axum::extract::{Path, State};
use hanhdong_domain::Language;
use hanhdong_domain::guideline::{Clause, Guideline};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::asked::Ask;
use super::trouble::Trouble;
use crate::problem::Asker;
use crate::request::In;
use crate::state::Web;
use crate::words::Words;

/// Guidelines.
#[derive(Serialize, ToSchema)]
pub(crate) struct Guidelines {
    guidelines: Vec<Named>,
}

/// A guideline by its name.
#[derive(Serialize, ToSchema)]
pub(crate) struct Named {
    id: String,
    title: String,
    version: u32,
    layout: String,
}

/// A guideline with its clauses.
#[derive(Serialize, ToSchema)]
pub(crate) struct Whole {
    #[serde(flatten)]
    named: Named,
    clauses: Vec<Stated>,
}

/// A clause in our words, and in the official ones where the own office handed them in.
#[derive(Serialize, ToSchema)]
pub(crate) struct Stated {
    id: String,
    statement: String,
    official: Option<String>,
}

/// What is looked for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wanted {
    q: String,
}

/// Items that were found.
#[derive(Serialize, ToSchema)]
pub(crate) struct Hits {
    found: Vec<Hit>,
    /// Everything else that was found: programmes, papers, documents, people ...
    elsewhere: Vec<HitElsewhere>,
}

/// Something else that was found.
#[derive(Serialize, ToSchema)]
pub(crate) struct HitElsewhere {
    /// programmes, issues, bases, requirements, comments, units, people or clauses
    kind: &'static str,
    code: Option<String>,
    text: String,
    of: String,
    href: String,
}

/// An item that was found.
#[derive(Serialize, ToSchema)]
pub(crate) struct Hit {
    programme: String,
    anchor: String,
    role: String,
    code: Option<String>,
    title: String,
    lead: String,
    deadline: String,
    due_on: Option<String>,
}

fn named(it: &Guideline, language: Language) -> Named {
    let title = match language {
        Language::Vi => &it.title,
        Language::En => &it.title_en,
    };
    Named { id: it.id.clone(), title: title.clone(), version: it.version, layout: it.layout.clone() }
}

pub(crate) async fn list(State(web): State<Web>, In(_): In, words: Words) -> Gives<Guidelines> {
    Gives(Guidelines { guidelines: web.app.guidelines().iter().map(|it| named(it, words.0)).collect() })
}

pub(crate) async fn show(State(web): State<Web>, In(who): In, Path(id): Path<String>, words: Words, asker: Asker) -> Result<Gives<Whole>, Trouble> {
    let guideline = web.app.guideline(&id).map_err(|it| asker.problem(it))?;
    let official = web.app.guideline_text(&who, &id).await.map_err(|it| asker.problem(it))?;
    let stated = |clause: &Clause| Stated {
        id: clause.id.clone(),
        statement: match words.0 {
            Language::Vi => clause.statement_vi.clone(),
            Language::En => clause.statement_en.clone(),
        },
        official: official.as_ref().and_then(|(bound, _)| bound.iter().find(|it| it.id == clause.id)).map(|it| it.text.clone()),
    };
    Ok(Gives(Whole { named: named(&guideline, words.0), clauses: guideline.clauses.iter().map(stated).collect() }))
}

pub(crate) async fn search(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Ask(Wanted { q }): Ask<Wanted>) -> Result<Gives<Hits>, Trouble> {
    let found = web.app.search(&who, &q).await.map_err(|it| asker.problem(it))?;
    let hit = |it: hanhdong_actions::programme::Found| Hit {
        programme: it.programme.to_string(),
        anchor: it.item.anchor,
        role: it.item.role,
        code: it.item.code,
        title: it.item.title,
        lead: it.item.lead,
        deadline: it.item.deadline,
        due_on: it.item.due_on.map(|it| it.to_string()),
    };
    let groups = web.app.seek(&who, &q, words.0).await.map_err(|it| asker.problem(it))?;
    // Items are above, with all that a program asks of them.
    let others = groups.into_iter().filter(|it| it.kind != "items");
    let elsewhere = others
        .flat_map(|group| group.hits.into_iter().map(move |it| HitElsewhere { kind: group.kind, href: crate::search::href(&it.at), code: it.code, text: it.text, of: it.of }));
    Ok(Gives(Hits { found: found.into_iter().map(hit).collect(), elsewhere: elsewhere.collect() }))
}
