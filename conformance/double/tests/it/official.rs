//! The official Python client, where it is installed: `ACS_DOUBLE_PYTHON` names a Python that has it, else `python3`.

use std::process::Command;

use acs_double::Double;

#[test]
fn the_official_python_client_agrees() {
    let python = std::env::var("ACS_DOUBLE_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let probe = Command::new(&python)
        .args(["-c", "import alibabacloud_r_kvstore20150101"])
        .output();
    if !probe.is_ok_and(|probe| probe.status.success()) {
        println!(
            "skipped: no Python with alibabacloud_r_kvstore20150101 (scripts/official_clients.sh installs one)"
        );
        return;
    }
    let double = Double::builder()
        .credentials("id", "first-secret")
        .session("sid", "second-secret", "session-token-text", None)
        .start()
        .unwrap();
    let out = Command::new(python)
        .arg("scripts/official_python.py")
        .arg(double.url())
        .args([
            "id",
            "first-secret",
            "sid",
            "second-secret",
            "session-token-text",
        ])
        .output()
        .unwrap();
    let said = format!(
        "{}{}",
        String::from_utf8_lossy(&out.stdout),
        String::from_utf8_lossy(&out.stderr)
    );
    assert!(out.status.success(), "{said}");
    println!("{said}");
}
