//! Clients of the obstacle course: operations that are called like what a client has for itself, by both clients.

#![cfg(feature = "client-core")]

use acs_obstacle::acs_runtime::Validation;
use acs_obstacle::acs_runtime::client::BuildError;
use acs_obstacle::acs_runtime::credentials::Credentials;
use acs_obstacle::acs_runtime::endpoint::Network;
use acs_obstacle::acs_runtime::mock::{MockTimer, MockTransport, block_on};
use acs_obstacle::{Client, ENDPOINTS, OPERATIONS};
use acs_obstacle::{client_value, endpoints_value, new, send};

fn transport(answers: usize) -> MockTransport {
    let transport = MockTransport::new();
    for _ in 0..answers {
        transport.answer(200, r#"{"RequestId":"1C5A"}"#);
    }
    transport
}

macro_rules! client {
    ($client:ty, $transport:expr) => {
        <$client>::builder()
            .region("aa-early-1")
            .credentials(Credentials::new("id", "secret"))
            .transport($transport.clone())
            .timer(MockTimer::new())
            .build()
            .unwrap()
    };
}

fn actions(transport: &MockTransport) -> Vec<String> {
    let sent = transport.requests();
    let action = |header: Option<&str>| header.unwrap().to_owned();
    sent.iter()
        .map(|request| action(request.header("x-acs-action")))
        .collect()
}

#[test]
fn methods_send_the_operation_that_they_are_called_like() {
    let transport = transport(5);
    let client = client!(Client, transport);
    block_on(async {
        assert_eq!(client.host(), "obstacle.example.invalid");
        let success = client
            .send_operation(&send::SendValue::new())
            .await
            .unwrap();
        assert_eq!(success.request_id.as_deref(), Some("1C5A"));
        client.new_operation(&new::NewValue::new()).await.unwrap();
        let named = client_value::Client::new();
        client.client_value(&named).await.unwrap();
        client
            .endpoints_value(&endpoints_value::Endpoints::new())
            .await
            .unwrap();
        // The client's own method is still there.
        client.send(&send::SendValue::new()).await.unwrap();
    });
    assert_eq!(
        actions(&transport),
        ["Send", "New", "Client", "Endpoints", "Send"]
    );
    assert!(OPERATIONS.iter().any(|entry| entry.info.name == "Client"));
}

#[test]
fn a_policy_is_the_clients_or_the_calls() {
    let transport = transport(1);
    let client = client!(Client, transport);
    let broken = send::SendValue::new().with_client("much too long");
    block_on(async {
        let error = client.send_operation(&broken).await.unwrap_err();
        assert_eq!(error.violations().unwrap().iter().count(), 1);
        assert!(transport.requests().is_empty());
        let report = client.call(&broken).validation(Validation::Report);
        let success = report.send().await.unwrap();
        assert_eq!(success.violations.iter().count(), 1);
    });
}

#[test]
fn errors_have_the_operations_own_codes() {
    let transport = MockTransport::new();
    transport.answer(404, r#"{"Code":"Strange","RequestId":"r"}"#);
    let client = client!(Client, transport);
    let error = block_on(client.send_operation(&send::SendValue::new())).unwrap_err();
    let code: &send::ErrorCode = error.code().unwrap();
    assert_eq!((code.status(), code.code()), (404, "Strange"));
}

#[test]
fn endpoints_are_those_of_the_service() {
    let host = |region, network| ENDPOINTS.resolve(None, Some(region), network).unwrap();
    assert_eq!(
        host("zz-late-1", Network::Vpc).host(),
        "obstacle-vpc.zz-late-1.example.invalid"
    );
    assert_eq!(
        host("aa-early-1", Network::Public).host(),
        "obstacle.example.invalid"
    );
    // Before any I/O: there is not even a transport.
    let impossible = Client::builder().region("Nowhere!").build().unwrap_err();
    assert!(
        matches!(impossible, BuildError::Endpoint(_)),
        "{impossible}"
    );
}

#[cfg(feature = "blocking")]
#[test]
fn the_blocking_client_does_the_same() {
    let transport = transport(2);
    let client = client!(acs_obstacle::blocking::Client, transport);
    client.send_operation(&send::SendValue::new()).unwrap();
    let success = client.call(&new::NewValue::new()).send().unwrap();
    assert_eq!((success.status, success.attempts), (200, 1));
    assert_eq!(actions(&transport), ["Send", "New"]);
}

#[test]
fn calls_may_move_between_threads() {
    fn moves<T: Send>(future: T) -> T {
        future
    }
    let transport = transport(2);
    let client = client!(Client, transport);
    let operation = send::SendValue::new();
    block_on(async {
        moves(client.send_operation(&operation)).await.unwrap();
        moves(client.call(&operation).send()).await.unwrap();
        // Dropped before it was polled: nothing is sent.
        drop(client.send_operation(&operation));
    });
    assert_eq!(actions(&transport), ["Send", "Send"]);
}
