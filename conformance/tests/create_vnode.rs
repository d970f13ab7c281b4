//! The example `create_vnode`, against a small server on this machine: what it prints, for everything that a user may meet.
//! No real service is asked, and no metadata service.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)] // a test: a fault is meant to end it

#[path = "../examples/create_vnode.rs"]
#[allow(dead_code)] // `main` is not called here
mod create_vnode;

use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread::JoinHandle;

use acs_r_kvstore::acs_runtime::credentials::FixedEnvironment;
use acs_r_kvstore::{Client, blocking};
use clap::Parser as _;

use create_vnode::{Arguments, Outcome};

/// A server that gives one answer, and gives back the request's first line and headers.
fn serve(status: &'static str, body: &'static str) -> (String, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let thread = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut head = Vec::new();
        let mut byte = [0];
        while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).unwrap() == 1 {
            head.push(byte[0]);
        }
        let length = body.len();
        write!(
            stream,
            "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\
             Connection: close\r\n\r\n{body}"
        )
        .unwrap();
        String::from_utf8(head).unwrap()
    });
    (endpoint, thread)
}

/// Keys as a user has them in variables; nothing else of this machine counts.
fn environment() -> FixedEnvironment {
    FixedEnvironment::new()
        .with_variable("ALIBABA_CLOUD_ACCESS_KEY_ID", "id")
        .with_variable("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "hush-hush")
        .with_variable("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true")
}

fn run(environment: FixedEnvironment, further: &[&str]) -> Outcome {
    let required = "create_vnode --zone cn-beijing-f --class kvcache.cu.g4b.2 --cluster tk-2ze4bba3c8fe \
                    --vswitch vsw-bp1e7clcw529l773d";
    let arguments = required.split_whitespace().chain(further.iter().copied());
    let arguments = Arguments::parse_from(arguments);
    if arguments.blocking {
        let builder = blocking::Client::builder().environment(environment);
        return create_vnode::run_blocking(&arguments, builder);
    }
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(create_vnode::run(
            &arguments,
            Client::builder().environment(environment),
        ))
}

const CREATED: &str = r#"{"RequestId":"2BE6E619","InstanceId":"tv-2zeb1ce76fee","NodeId":"vn-1","OrderId":20905403119,"VClusterId":"vc-1"}"#;

#[test]
fn a_node_is_created() {
    for further in [&[][..], &["--blocking"]] {
        let (endpoint, server) = serve("200 OK", CREATED);
        let further = [&["--endpoint", &endpoint, "--tag", "team=kv"], further].concat();
        let outcome = run(environment(), &further);
        assert_eq!(
            outcome.text,
            "created\n  instance  tv-2zeb1ce76fee\n  node      vn-1\n  cluster   vc-1\n  order     20905403119\n  \
             request   2BE6E619\n  attempts  1\n"
        );
        assert_eq!(outcome.status, 0);
        let request = server.join().unwrap();
        assert!(request.starts_with("POST /?"), "{request}");
        for part in [
            "Tag.1.Key=team",
            "Tag.1.Value=kv",
            "ClientToken=",
            "VSwitchId=vsw-bp1e",
        ] {
            assert!(request.contains(part), "{part}: {request}");
        }
        assert!(!request.contains("hush-hush"));
    }
}

#[test]
fn a_dry_run_passes() {
    let body = r#"{"RequestId":"2BE6E619","Code":"DryRunOperation","Message":"Request validation has been passed."}"#;
    for further in [&[][..], &["--blocking"]] {
        let (endpoint, server) = serve("400 Bad Request", body);
        let further = [&["--endpoint", &endpoint, "--dry-run"], further].concat();
        let outcome = run(environment(), &further);
        assert_eq!(
            outcome.text,
            "the dry run passed: nothing was created\n  request   2BE6E619\n"
        );
        assert_eq!(outcome.status, 0);
        assert!(server.join().unwrap().contains("DryRun=true"));
    }
}

#[test]
fn violations_are_all_listed_and_nothing_is_sent() {
    // Nobody listens there, and nobody is asked.
    let further = [
        "--endpoint",
        "http://127.0.0.1:1",
        "--period",
        "10",
        "--name",
        "x",
    ];
    let outcome = run(environment(), &further);
    assert_eq!(outcome.status, 2);
    for part in [
        "not sent",
        "  Period: breaks Period.int_set",
        "  InstanceName: breaks InstanceName.length",
    ] {
        assert!(outcome.text.contains(part), "{part}: {}", outcome.text);
    }
}

#[test]
fn an_error_of_the_service_is_told_with_what_helps() {
    let body = r#"{"RequestId":"2BE6E619","HostId":"h","Code":"InsufficientBalance","Message":"Your account does not have enough balance.","Recommend":"https://example.com/advice"}"#;
    let (endpoint, server) = serve("400 Bad Request", body);
    let outcome = run(environment(), &["--endpoint", &endpoint]);
    server.join().unwrap();
    assert_eq!(
        outcome.text,
        "refused by the service\n  code      400 InsufficientBalance\n  message   Your account does not have enough \
         balance.\n  meaning   The account's balance is too low: add money and try again.\n  \
         advice    https://example.com/advice\n  request   2BE6E619\n  attempts  1\n"
    );
    assert_eq!(outcome.status, 1);
}

#[test]
fn without_credentials_each_place_says_why() {
    let nothing =
        FixedEnvironment::new().with_variable("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true");
    let outcome = run(nothing, &["--endpoint", "http://127.0.0.1:1"]);
    assert_eq!(outcome.status, 2);
    for part in [
        "no credentials",
        "ALIBABA_CLOUD_ACCESS_KEY_ID",
        "ALIBABA_CLOUD_ECS_METADATA_DISABLED",
        "nothing was sent",
    ] {
        assert!(outcome.text.contains(part), "{part}: {}", outcome.text);
    }
}

#[test]
fn an_impossible_region_or_endpoint_is_refused_before_anything_else() {
    for (further, part) in [
        (["--region", "Beijing"], "did you mean `cn-beijing`"),
        (["--endpoint", "http://example.com"], "plain HTTP"),
    ] {
        let outcome = run(environment(), &further);
        assert_eq!(outcome.status, 2);
        assert!(outcome.text.contains(part), "{}", outcome.text);
    }
}

/// As in the README: it compiles, and does what is said there.
async fn as_in_the_readme(
    client: &Client,
    request: &acs_r_kvstore::create_tair_kvcache_vnode::CreateTairKVCacheVNode,
) -> Result<(), Box<dyn std::error::Error>> {
    use acs_r_kvstore::acs_runtime::client::Error;
    use acs_r_kvstore::create_tair_kvcache_vnode::ErrorCode;

    client.dry_run(request).await?;
    match client.create_tair_kvcache_vnode(request).await {
        Ok(success) => println!(
            "{:?}, request {:?}",
            success.response.instance_id, success.request_id
        ),
        Err(Error::Violations(broken)) => println!("not sent: {broken}"),
        Err(error) if error.code() == Some(&ErrorCode::InsufficientBalance) => {
            println!("add money");
        }
        Err(error) => println!("{error}"),
    }
    Ok(())
}

#[test]
fn the_readme_shows_what_works() {
    use acs_r_kvstore::acs_runtime::credentials::Credentials;
    use acs_r_kvstore::acs_runtime::mock::{MockTimer, MockTransport, block_on};
    let transport = MockTransport::new();
    transport.answer(400, r#"{"Code":"DryRunOperation","RequestId":"1"}"#);
    transport.answer(400, r#"{"Code":"InsufficientBalance","RequestId":"2"}"#);
    let client = Client::builder()
        .region("cn-beijing")
        .credentials(Credentials::new("id", "secret"))
        .transport(transport.clone())
        .timer(MockTimer::new())
        .build()
        .unwrap();
    assert_eq!(client.host(), "r-kvstore.cn-beijing.aliyuncs.com");
    let arguments = "create_vnode --zone z --class c --cluster k --vswitch v";
    let arguments = Arguments::parse_from(arguments.split(' '));
    let request = create_vnode::operation(&arguments);
    block_on(as_in_the_readme(&client, &request)).unwrap();
    assert_eq!((transport.requests().len(), transport.left()), (2, 0));
}
