//! What stands under `/_double/`: looking into a double, and ordering what it does next.

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use axum::routing::{get, post};

use acs_spec::Json;
use acs_spec::write::canonical;

use crate::clock::{at, utc};
use crate::engine::Engine;
use crate::evidence;
use crate::http::{App, plain, read};
use crate::rows::reach;
use crate::scenario::{ClockChange, Scenario};
use crate::switches::NAMES;
use crate::text::{number, object};

/// Place, method, what it is for.
const PLACES: [(&str, &str, &str); 11] = [
    ("/_double/", "GET", "this list"),
    (
        "/_double/operations",
        "GET",
        "the operations that are served",
    ),
    (
        "/_double/errors/{operation}",
        "GET",
        "its error table, each row with how it can be brought about",
    ),
    (
        "/_double/evidence",
        "GET",
        "every behaviour with the level of its evidence",
    ),
    (
        "/_double/switches",
        "GET, POST",
        "what the documentation leaves open; POST {\"name\": \"value\"} turns some",
    ),
    (
        "/_double/scenario",
        "GET, POST, DELETE",
        "the answers that come next",
    ),
    (
        "/_double/release",
        "POST",
        "lets requests go that a scenario's `hold` keeps waiting",
    ),
    (
        "/_double/requests",
        "GET, DELETE",
        "the latest requests; secrets are masked",
    ),
    (
        "/_double/state",
        "GET",
        "what was created, and how full the tables are",
    ),
    (
        "/_double/reset",
        "POST",
        "forgets everything but specs, keys and switches",
    ),
    (
        "/_double/call/{operation}",
        "POST",
        "the operation with its parameters as a JSON object",
    ),
];

pub(crate) fn router() -> Router<App> {
    Router::new()
        .route("/", get(index))
        .route("/operations", get(operations))
        .route("/errors/{operation}", get(errors))
        .route("/evidence", get(show_evidence))
        .route("/switches", get(switches).post(turn))
        .route("/scenario", get(waiting).post(order).delete(cancel))
        .route("/release", post(release))
        .route("/requests", get(requests).delete(forget_requests))
        .route("/state", get(state))
        .route("/reset", post(reset))
        .fallback(nowhere)
}

/// A slip of the pen under `/_double/` is none of the service's business.
async fn nowhere(request: Request) -> Response {
    let what = format!(
        "there is no {} here: GET /_double/ lists what is",
        request.uri().path()
    );
    json(
        StatusCode::NOT_FOUND,
        &object([("error", Json::text(what))]),
    )
}

fn json(status: StatusCode, body: &Json) -> Response {
    let mut response = Response::new(Body::from(canonical(body)));
    *response.status_mut() = status;
    response.headers_mut().insert(
        "content-type",
        HeaderValue::from_static("application/json;charset=utf-8"),
    );
    response
}

fn ok(body: &Json) -> Response {
    json(StatusCode::OK, body)
}

fn refused(fault: impl Into<String>) -> Response {
    json(
        StatusCode::BAD_REQUEST,
        &object([("error", Json::text(fault))]),
    )
}

pub(crate) async fn index() -> Response {
    let place = |(path, methods, what): (&str, &str, &str)| {
        object([
            ("path", Json::text(path)),
            ("methods", Json::text(methods)),
            ("what", Json::text(what)),
        ])
    };
    ok(&Json::Array(PLACES.into_iter().map(place).collect()))
}

async fn operations(State(app): State<App>) -> Response {
    let entries = app.engine.catalogue.entries().iter().map(|entry| {
        object([
            ("name", Json::text(&entry.operation.name)),
            ("product", Json::text(&entry.product)),
            ("version", Json::text(&entry.version)),
            ("writes", Json::Bool(entry.writes)),
        ])
    });
    ok(&Json::Array(entries.collect()))
}

async fn errors(State(app): State<App>, Path(operation): Path<String>) -> Response {
    let Some(entry) = app.engine.catalogue.named(&operation) else {
        let fault = format!("there is no operation `{operation}`; see /_double/operations");
        return json(
            StatusCode::NOT_FOUND,
            &object([("error", Json::text(fault))]),
        );
    };
    let switches = app.engine.switches();
    let rows = reach(entry, &switches).into_iter().map(|(row, reach)| {
        object([
            ("status", number(row.status)),
            ("code", Json::text(&row.code)),
            (
                "message",
                row.message.as_ref().map_or(Json::Null, Json::text),
            ),
            ("reach", Json::text(reach.word())),
        ])
    });
    ok(&Json::Array(rows.collect()))
}

async fn show_evidence(State(app): State<App>) -> Response {
    ok(&evidence::json(
        &app.engine.switches(),
        app.engine.catalogue.entries(),
    ))
}

async fn switches(State(app): State<App>) -> Response {
    let switches = app.engine.switches();
    let switch = |(name, values): (&str, &str)| {
        object([
            ("name", Json::text(name)),
            ("value", Json::text(switches.value(name))),
            ("values", Json::text(values)),
        ])
    };
    ok(&Json::Array(NAMES.into_iter().map(switch).collect()))
}

async fn turn(State(app): State<App>, request: Request) -> Response {
    let body = match parsed(&app, request).await {
        Ok(body) => body,
        Err(response) => return response,
    };
    let Json::Object(members) = body else {
        return refused("write {\"name\": \"value\"}; see GET /_double/switches");
    };
    let mut switches = (*app.engine.switches()).clone();
    for (name, value) in &members {
        let value = match value {
            Json::String(text) | Json::Number(text) => text.as_str(),
            _ => return refused(format!("the value of `{name}` is no text")),
        };
        if let Err(fault) = switches.set(name, value) {
            return refused(fault);
        }
    }
    if let Ok(mut place) = app.engine.switches.lock() {
        *place = std::sync::Arc::new(switches);
    }
    ok(&object([("turned", number(members.len()))]))
}

async fn waiting(State(app): State<App>) -> Response {
    ok(&object([
        ("waiting", number(app.engine.queue.len())),
        ("clock", Json::text(utc(app.engine.clock.seconds()))),
    ]))
}

async fn order(State(app): State<App>, request: Request) -> Response {
    let body = match parsed(&app, request).await {
        Ok(body) => body,
        Err(response) => return response,
    };
    match Scenario::read(&body).and_then(|scenario| apply(&app.engine, scenario)) {
        Ok(()) => waiting(State(app)).await,
        Err(fault) => refused(fault),
    }
}

/// Does what a scenario says.
pub(crate) fn apply(engine: &Engine, scenario: Scenario) -> Result<(), String> {
    for answer in &scenario.answers {
        let Some(name) = &answer.operation else {
            continue;
        };
        if engine.catalogue.named(name).is_none() {
            return Err(format!(
                "there is no operation `{name}`; see /_double/operations"
            ));
        }
    }
    engine.queue.push(scenario.answers)?;
    match scenario.clock {
        None => {}
        Some(ClockChange::System) => engine.clock.follow_system(),
        Some(ClockChange::RunFrom(seconds)) => engine.clock.run_from(at(seconds)),
        Some(ClockChange::Freeze(seconds)) => engine.clock.freeze(at(seconds)),
        Some(ClockChange::Advance(seconds)) => engine
            .clock
            .advance(std::time::Duration::from_secs(seconds)),
    }
    Ok(())
}

async fn cancel(State(app): State<App>) -> Response {
    app.engine.queue.clear();
    waiting(State(app)).await
}

async fn release(State(app): State<App>) -> Response {
    ok(&object([("released", number(app.engine.holds.release()))]))
}

async fn requests(State(app): State<App>) -> Response {
    ok(&Json::Array(
        app.engine
            .record
            .list()
            .iter()
            .map(|received| received.to_json())
            .collect(),
    ))
}

async fn forget_requests(State(app): State<App>) -> Response {
    app.engine.record.clear();
    requests(State(app)).await
}

async fn state(State(app): State<App>) -> Response {
    let (things, count) = app.engine.world.list();
    ok(&object([
        ("count", number(count)),
        (
            "created",
            Json::Array(things.iter().map(|created| created.to_json()).collect()),
        ),
        ("tokens", number(app.engine.tokens.len())),
        ("nonces", number(app.engine.nonces.len())),
        ("held", number(app.engine.holds.waiting())),
        ("clock", Json::text(utc(app.engine.clock.seconds()))),
    ]))
}

async fn reset(State(app): State<App>) -> Response {
    match app.engine.reset().await {
        true => ok(&object([("reset", Json::Bool(true))])),
        false => json(
            StatusCode::INTERNAL_SERVER_ERROR,
            &object([("error", Json::text("the state file cannot be written"))]),
        ),
    }
}

async fn parsed(app: &App, request: Request) -> Result<Json, Response> {
    let body = read(app, request.into_body()).await.map_err(plain)?;
    let text = std::str::from_utf8(&body).map_err(|_| refused("the body is no UTF-8"))?;
    match acs_spec::json::parse(text) {
        Ok(tree) => Ok(tree.to_json()),
        Err(fault) => Err(refused(format!("the body is no JSON: {fault}"))),
    }
}
