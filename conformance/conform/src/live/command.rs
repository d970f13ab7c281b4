//! `live`.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use acs_conformance::Ledger;
use acs_runtime::credentials::{SystemEnvironment, default_chain};

use super::args::Live as Args;
use super::choose::questions;
use super::{Comparison, Live, Permission, Transcript};
use crate::specs;
use crate::target::{Spec, Target};
use crate::trouble::Trouble;

/// Failures in a row after which the service is left alone.
const MOST_FAILURES: usize = 3;

/// Asks, or compares; whether every answer is as the spec says.
pub(crate) fn live(target: &Target, args: &Args) -> Result<bool, Trouble> {
    if let Some(file) = &args.replay {
        let transcript = read(file)?;
        let spec = spec(target, args, Some(&transcript.operation))?;
        return tell(&transcript, &spec);
    }
    // Before all else: without it neither specs nor keys are looked for.
    let permission = Permission::given(args.ask_the_service, &SystemEnvironment)?;
    let Some(record) = &args.record else {
        return Err(Trouble::new("name a file for the record with `--record`"));
    };
    if record.exists() {
        return Err(Trouble::new(format!(
            "{}: it is there already, and what was heard once is not overwritten",
            record.display()
        )));
    }
    let settings = settings(&args.settings)?;
    let spec = spec(target, args, args.operation.as_deref())?;
    let live = Live::new(
        permission,
        &address(args, &spec)?,
        (&spec.operation, spec.service.as_ref()),
        Arc::new(default_chain()),
        Arc::new(SystemEnvironment),
        Duration::from_secs(20),
    )?;
    let transcript = ask(
        &live,
        &spec,
        &settings,
        args.most,
        Duration::from_millis(args.pause),
    )?;
    transcript.write(record)?;
    tell(&transcript, &spec)
}

/// Asks one question after the other.
pub(super) fn ask(
    live: &Live,
    spec: &Spec,
    settings: &[(String, String)],
    most: usize,
    pause: Duration,
) -> Result<Transcript, Trouble> {
    let known = live.known();
    let ledger = Ledger::of(&spec.operation, spec.service.as_ref());
    let questions = questions(known, &ledger, settings, most);
    if questions.is_empty() {
        return Err(Trouble::new(format!(
            "{} has no dry run by a parameter `DryRun`: there is nothing that may be asked",
            spec.operation.name
        )));
    }
    let redactor = live.redactor();
    let version = known.version().unwrap_or_default();
    let mut transcript = Transcript::new(&spec.operation.name, version, live.host());
    let mut failures = 0;
    for (n, question) in questions.iter().enumerate() {
        if n > 0 {
            std::thread::sleep(pause);
        }
        let heard = live.ask(&question.request);
        failures = if heard.is_ok() { 0 } else { failures + 1 };
        let sensitive = |name: &str| known.is_sensitive(name);
        let pairs = question.request.pairs();
        let entry = redactor.entry(&question.obligation, pairs, sensitive, heard);
        transcript.entries.push(entry);
        if failures >= MOST_FAILURES {
            break;
        }
    }
    Ok(transcript)
}

fn tell(transcript: &Transcript, spec: &Spec) -> Result<bool, Trouble> {
    let comparison = Comparison::of(transcript, &spec.operation, spec.service.as_ref())?;
    crate::output::print(&comparison.account(transcript))?;
    Ok(comparison.agrees())
}

fn read(file: &Path) -> Result<Transcript, Trouble> {
    let fault = |why: String| Trouble::new(format!("{}: {why}", file.display()));
    let text = std::fs::read_to_string(file).map_err(|error| fault(error.to_string()))?;
    Transcript::parse(&text).map_err(fault)
}

fn settings(texts: &[String]) -> Result<Vec<(String, String)>, Trouble> {
    let setting = |text: &String| {
        text.split_once('=')
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .ok_or_else(|| Trouble::new(format!("`--set {text}`: write NAME=VALUE")))
    };
    texts.iter().map(setting).collect()
}

/// The spec of the operation of this name, or the only one.
fn spec(target: &Target, args: &Args, name: Option<&str>) -> Result<Spec, Trouble> {
    let names: Vec<String> = name.into_iter().map(str::to_owned).collect();
    let mut found = specs::all(args.specs.as_deref().or(target.specs.as_deref()), &names)?;
    match (found.pop(), found.is_empty()) {
        (Some(spec), true) => Ok(spec),
        (Some(_), false) => Err(Trouble::new(
            "there are several operations: choose one with `--operation`",
        )),
        (None, _) => Err(Trouble::new("there is no spec")),
    }
}

/// The host that was named, or that of the region by the service's spec.
fn address(args: &Args, spec: &Spec) -> Result<String, Trouble> {
    if let Some(host) = &args.endpoint {
        return Ok(host.clone());
    }
    let Some(region) = &args.region else {
        return Err(Trouble::new("name the region to ask with `--region`"));
    };
    let endpoints = spec.service.as_ref().map(|service| &service.endpoints);
    let stated = endpoints.and_then(|endpoints| {
        let mut regions = endpoints.regions.iter();
        regions
            .find(|known| known.region == *region)
            .and_then(|known| known.public.clone())
    });
    let ruled = || {
        let rule = endpoints?.rule.as_ref()?;
        let is_region = region
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        is_region.then(|| rule.replace("{region}", region))
    };
    stated.or_else(ruled).ok_or_else(|| {
        Trouble::new(format!(
            "the service's spec names no host in `{region}`; name one with `--endpoint`"
        ))
    })
}
