//! The door: HTTP in, HTTP out. Must not know what a request comes to.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Path, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use axum::routing::{get, post};

use crate::control;
use crate::engine::{Delivery, Door, Engine};
use crate::fate::Fate;
use crate::listen::Limits;
use crate::message::Message;

/// What handlers share.
#[derive(Clone)]
pub(crate) struct App {
    pub(crate) engine: Arc<Engine>,
    pub(crate) limits: Arc<Limits>,
}

/// All that a double serves.
pub(crate) fn router(engine: Arc<Engine>, limits: Limits) -> Router {
    let app = App {
        engine,
        limits: Arc::new(limits),
    };
    Router::new()
        .nest("/_double", control::router())
        .route("/_double/", get(control::index))
        .route("/_double/call/{operation}", post(call))
        .fallback(service)
        .with_state(app)
}

async fn service(State(app): State<App>, request: Request) -> Response {
    answer(app, request, None).await
}

async fn call(State(app): State<App>, Path(operation): Path<String>, request: Request) -> Response {
    answer(app, request, Some(operation)).await
}

async fn answer(app: App, request: Request, json_door: Option<String>) -> Response {
    let (parts, body) = request.into_parts();
    let fate = parts.extensions.get::<Arc<Fate>>().cloned();
    let body = match read(&app, body).await {
        Ok(body) => body,
        Err(status) => return plain(status),
    };
    let message = Message::read(parts.method, &parts.uri, parts.headers, body);
    let engine = Arc::clone(&app.engine);
    // A task of its own: a caller who hangs up does not stop what it asked for halfway.
    let served = tokio::spawn(async move {
        let door = json_door.as_deref().map_or(Door::Service, Door::Json);
        engine.serve(message, door).await
    });
    let Ok(delivery) = served.await else {
        return plain(StatusCode::INTERNAL_SERVER_ERROR);
    };
    if let (Some(how), Some(fate)) = (delivery.broken, fate) {
        fate.seal(how);
    }
    respond(delivery)
}

/// The body, whole, unless it is too long or too slow.
pub(crate) async fn read(app: &App, body: Body) -> Result<Bytes, StatusCode> {
    match tokio::time::timeout(app.limits.body_time, to_bytes(body, app.limits.body_bytes)).await {
        Ok(Ok(body)) => Ok(body),
        Ok(Err(_)) => Err(StatusCode::PAYLOAD_TOO_LARGE),
        Err(_) => Err(StatusCode::REQUEST_TIMEOUT),
    }
}

/// An answer to a request that was not read to its end: the connection is of no further use.
pub(crate) fn plain(status: StatusCode) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert("connection", HeaderValue::from_static("close"));
    response
}

fn respond(delivery: Delivery) -> Response {
    let mut response = Response::new(Body::from(delivery.body));
    *response.status_mut() =
        StatusCode::from_u16(delivery.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    if let Some(kind) = delivery.content_type {
        headers.insert("content-type", HeaderValue::from_static(kind));
    }
    if let Ok(date) = HeaderValue::from_str(&crate::clock::http_date(delivery.now)) {
        headers.insert("date", date);
    }
    for (name, value) in delivery.headers {
        if let (Ok(name), Ok(value)) = (
            HeaderName::from_bytes(name.as_bytes()),
            HeaderValue::from_str(&value),
        ) {
            headers.append(name, value);
        }
    }
    response
}
