//! The blocking client: the same calls, anywhere.

use std::time::Duration;

use acs_runtime::blocking::Client;
use acs_runtime::client::{CallOptions, Error, Retry};

use crate::kit::{CreateWithToken, CreateWithout, builder, credentials, lamp, wait};
use crate::server::{Server, answer};

fn client(server: &Server) -> Client {
    let inner = builder()
        .endpoint(server.endpoint())
        .allow_plain_http_to_loopback(true)
        .retry(Retry::attempts(2).pauses(Duration::from_millis(1), Duration::from_millis(1)))
        .build()
        .unwrap();
    Client::new(inner).unwrap()
}

#[test]
fn it_sends_tries_again_and_fails_like_the_other_one() {
    let server = Server::start(vec![credentials()], |stream, _, number| match number {
        1 => answer(stream, 503, &[], b"{}"),
        2 => answer(stream, 200, &[], b"{\"OrderId\":1}"),
        3 => answer(
            stream,
            400,
            &[],
            br#"{"Code":"DryRunOperation","RequestId":"r"}"#,
        ),
        _ => answer(stream, 400, &[], br#"{"Code":"InvalidName.Malformed"}"#),
    });
    let client = client(&server);
    let success = client.send(&CreateWithToken::new()).unwrap();
    assert_eq!((success.attempts, success.response.order_id), (2, Some(1)));
    let passed = client.dry_run(&lamp()).unwrap();
    assert_eq!(passed.request_id.as_deref(), Some("r"));
    let error = client
        .send_with(&CreateWithout::new(), &CallOptions::new())
        .unwrap_err();
    assert!(matches!(error, Error::Service(_)), "{error}");
    let mut broken = lamp();
    broken.name = "1".to_owned();
    assert!(matches!(client.send(&broken), Err(Error::Violations(_))));
    assert_eq!(server.requests().len(), 4);
}

#[test]
fn it_works_within_a_runtime_from_many_threads_and_is_dropped_anywhere() {
    let server = Server::start(vec![credentials()], |stream, _, _| {
        answer(stream, 200, &[], b"{}")
    });
    let client = client(&server);
    wait(async {
        client.send(&lamp()).unwrap();
        let own = client.clone();
        drop(own);
    });
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| client.send(&lamp()).unwrap());
        }
    });
    assert_eq!(server.requests().len(), 9);
    wait(async move { drop(client) });
}

#[test]
fn a_transport_that_panics_is_an_error_of_the_call() {
    let transport = acs_runtime::mock::MockTransport::new();
    transport.with(|_| panic!("a fault of the user's own transport"));
    transport.answer(200, "{}");
    let inner = builder()
        .endpoint("h.example")
        .transport(transport)
        .build()
        .unwrap();
    let client = Client::new(inner).unwrap();
    let error = client.send(&lamp()).unwrap_err();
    assert!(matches!(error, Error::Interrupted(_)), "{error}");
    client.send(&lamp()).unwrap();
}
