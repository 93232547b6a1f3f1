//! The OpenAPI document, made from the list of operations.

use axum::http::Method;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use std::sync::LazyLock;
use utoipa::openapi::path::{HttpMethod, OperationBuilder, ParameterBuilder, ParameterIn, PathItem};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::schema::{ComponentsBuilder, ObjectBuilder, SchemaFormat, SchemaType, Type};
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{Content, InfoBuilder, OpenApi, OpenApiBuilder, PathsBuilder, Ref, RefOr, Required, ResponseBuilder, Schema};
use utoipa::{PartialSchema, ToSchema};

use crate::router::Route;

/// A route with what it takes and gives.
pub(crate) struct Operation {
    pub(crate) route: Route,
    id: &'static str,
    summary: &'static str,
    asks: Vec<(&'static str, &'static str)>,
    takes: Vec<Takes>,
    gives: (u16, Gives),
    wants_if_match: bool,
    is_open: bool,
}

/// Schemas with their names.
type Schemas = Vec<(String, RefOr<Schema>)>;

/// What a request brings.
pub(crate) enum Takes {
    Json(String, Schemas),
    /// Multipart: text fields, and files of which the first has to be there.
    Files(&'static [&'static str], &'static [&'static str]),
}

/// What an answer holds.
pub(crate) enum Gives {
    Nothing,
    Json(String, Schemas),
    /// Something of a media type whose shape is written down elsewhere.
    Any(&'static str),
}

fn schemas<T: ToSchema + PartialSchema>() -> Schemas {
    let mut all = vec![(T::name().into_owned(), T::schema())];
    T::schemas(&mut all);
    all
}

impl Takes {
    pub(crate) fn json<T: ToSchema + PartialSchema>() -> Takes {
        Takes::Json(T::name().into_owned(), schemas::<T>())
    }
}

impl Gives {
    pub(crate) fn json<T: ToSchema + PartialSchema>() -> Gives {
        Gives::Json(T::name().into_owned(), schemas::<T>())
    }
}

impl Operation {
    pub(crate) fn new(id: &'static str, summary: &'static str, route: Route) -> Operation {
        Operation { route, id, summary, asks: Vec::new(), takes: Vec::new(), gives: (200, Gives::Nothing), wants_if_match: false, is_open: false }
    }
    /// A parameter of the query.
    pub(crate) fn asks(mut self, name: &'static str, what: &'static str) -> Operation {
        self.asks.push((name, what));
        self
    }
    pub(crate) fn takes(mut self, takes: Takes) -> Operation {
        self.takes.push(takes);
        self
    }
    pub(crate) fn gives(mut self, status: u16, gives: Gives) -> Operation {
        self.gives = (status, gives);
        self
    }
    /// It changes what was seen, and says so.
    pub(crate) fn if_match(mut self) -> Operation {
        self.wants_if_match = true;
        self
    }
    /// It asks for no log-in.
    pub(crate) fn by_anyone(mut self) -> Operation {
        self.is_open = true;
        self
    }

    fn described(&self) -> OperationBuilder {
        let mut operation = OperationBuilder::new().operation_id(Some(self.id)).summary(Some(self.summary));
        for name in self.route.path.split('{').skip(1).filter_map(|it| it.split('}').next()) {
            operation = operation.parameter(parameter(name, ParameterIn::Path, Required::True, None));
        }
        for (name, what) in &self.asks {
            operation = operation.parameter(parameter(name, ParameterIn::Query, Required::False, Some(what)));
        }
        if self.wants_if_match {
            operation = operation.parameter(parameter("If-Match", ParameterIn::Header, Required::True, Some("ETag of the item as it was seen")));
        }
        if self.route.method == Method::POST {
            operation =
                operation.parameter(parameter("Idempotency-Key", ParameterIn::Header, Required::False, Some("the same key with the same request is done once and answered alike")));
        }
        if !self.takes.is_empty() {
            let body = self.takes.iter().fold(RequestBodyBuilder::new().required(Some(Required::True)), |body, it| {
                let (kind, content) = it.content();
                body.content(kind, content)
            });
            operation = operation.request_body(Some(body.build()));
        }
        let (status, gives) = &self.gives;
        let mut answer = ResponseBuilder::new().description(self.summary);
        answer = match gives {
            Gives::Nothing => answer,
            Gives::Json(name, _) => answer.content("application/json", Content::new(Some(Ref::from_schema_name(name)))),
            Gives::Any(kind) => answer.content(*kind, Content::new(Some(Schema::Object(ObjectBuilder::new().schema_type(SchemaType::AnyValue).build())))),
        };
        let refused =
            ResponseBuilder::new().description("Why not, with the message's key.").content("application/problem+json", Content::new(Some(Ref::from_schema_name(PROBLEM))));
        operation = operation.response(status.to_string(), answer.build()).response("default", refused.build());
        if self.is_open { operation } else { operation.security(SecurityRequirement::new::<_, [&str; 0], _>(TOKEN, [])) }
    }

    fn schemas(self) -> Schemas {
        let gives = match self.gives.1 {
            Gives::Json(_, schemas) => schemas,
            Gives::Nothing | Gives::Any(_) => Vec::new(),
        };
        let takes = self.takes.into_iter().flat_map(|it| match it {
            Takes::Json(_, schemas) => schemas,
            Takes::Files(..) => Vec::new(),
        });
        takes.chain(gives).collect()
    }
}

impl Takes {
    fn content(&self) -> (&'static str, Content) {
        match self {
            Takes::Json(name, _) => ("application/json", Content::new(Some(Ref::from_schema_name(name)))),
            Takes::Files(fields, files) => {
                let mut form = ObjectBuilder::new();
                for name in *fields {
                    form = form.property(*name, text()).required(*name);
                }
                for name in *files {
                    form = form.property(*name, ObjectBuilder::new().schema_type(Type::String).format(Some(SchemaFormat::Custom("binary".to_owned()))));
                }
                let form = files.first().into_iter().fold(form, |form, name| form.required(*name));
                ("multipart/form-data", Content::new(Some(Schema::Object(form.build()))))
            }
        }
    }
}

fn text() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String)
}

fn parameter(name: &str, at: ParameterIn, required: Required, what: Option<&str>) -> ParameterBuilder {
    ParameterBuilder::new().name(name).parameter_in(at).required(required).description(what).schema(Some(Schema::Object(text().build())))
}

/// The name of the way to log in.
const TOKEN: &str = "token";
/// The name of the shape of a refusal.
const PROBLEM: &str = "Problem";

fn document() -> OpenApi {
    let mut paths = PathsBuilder::new();
    let mut components = ComponentsBuilder::new().security_scheme(TOKEN, SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer))).schema(PROBLEM, problem());
    for operation in super::operations() {
        if let Some(method) = method(&operation.route.method) {
            paths = paths.path(operation.route.path, PathItem::new(method, operation.described()));
        }
        for (name, schema) in operation.schemas() {
            components = components.schema(name, schema);
        }
    }
    let info = InfoBuilder::new().title("Hành Động").version("1").description(Some("The main job by programs: the same acts as the pages, the same refusals. See docs/api.md."));
    OpenApiBuilder::new().info(info.build()).paths(paths).components(Some(components.build())).build()
}

fn method(method: &Method) -> Option<HttpMethod> {
    Some(match *method {
        Method::GET => HttpMethod::Get,
        Method::POST => HttpMethod::Post,
        Method::PUT => HttpMethod::Put,
        Method::DELETE => HttpMethod::Delete,
        _ => return None,
    })
}

fn problem() -> Schema {
    let form = ObjectBuilder::new()
        .property("type", text())
        .property("title", text())
        .property("status", ObjectBuilder::new().schema_type(Type::Integer))
        .property("key", text())
        .property("detail", text())
        .property("now", text().description(Some("What stands there now, where somebody was faster.")))
        .property("field", ObjectBuilder::new().property("name", text()).property("key", text()));
    Schema::Object(["type", "title", "status", "key"].into_iter().fold(form, |form, name| form.required(name)).build())
}

static TEXT: LazyLock<String> = LazyLock::new(|| document().to_json().unwrap_or_default());

pub(crate) async fn show() -> impl IntoResponse {
    ([(CONTENT_TYPE, "application/json")], TEXT.as_str())
}
