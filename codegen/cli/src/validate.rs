//! `acsgen validate`: the reference interpreter at the command line.

use acs_judge::{Judge, Options, Reading, Verdict};
use acs_spec::diag::brief;
use acs_spec::shape::nearest;
use acs_spec::write::compact;
use acs_spec::{Diagnostic, codes};

use crate::args::{Format, Validate};
use crate::input::{read, shown};
use crate::render::Sources;
use crate::sarif;
use crate::specs;

/// Judges a request.
///
/// # Errors
/// Faults of the spec or of the request file; a request that breaks rules is no error here.
pub fn validate(args: &Validate, sources: &mut Sources) -> Result<Verdict, Vec<Diagnostic>> {
    let Some(reading) = Reading::from_word(&args.reading) else {
        let words = Reading::words().collect::<Vec<_>>();
        let near = nearest(&args.reading, &words)
            .map_or_else(String::new, |near| format!("did you mean `{near}`? "));
        let message = format!("there is no reading `{}`", brief(&args.reading));
        let help = format!("{near}the readings are: {}", words.join(", "));
        return Err(vec![Diagnostic::new(&codes::UNKNOWN_WORD, message, help)]);
    };
    let (operation, service) = specs::find(&args.folder, &args.operation, sources)?;
    let judge = Judge::new(&operation, service.as_ref())?;
    let text = read(&args.request).map_err(|fault| vec![fault])?;
    let name = shown(&args.request);
    let request = judge.read(&name, &text);
    sources.insert(name, text);
    Ok(judge.judge(&request?, &Options { reading }))
}

/// The verdict as it is printed.
pub fn printed(verdict: &Verdict, args: &Validate) -> String {
    let strict = args.strict;
    match args.format {
        Format::Sarif => as_sarif(verdict, &shown(&args.request)),
        Format::Json => format!("{}\n", compact(&verdict_json(verdict, strict))),
        Format::Text => {
            let mut out: String = verdict
                .violations
                .iter()
                .map(|violation| format!("{violation}\n"))
                .collect();
            out.push_str(match (verdict.violations.len(), verdict.refused(strict)) {
                (0, _) => "accepted: no violation\n",
                (_, true) => "refused\n",
                (_, false) => "accepted: advisory violations only\n",
            });
            out
        }
    }
}

/// Each violation as a result whose rule is the broken one's public id.
fn as_sarif(verdict: &Verdict, file: &str) -> String {
    let finding = |violation: &acs_judge::Violation| sarif::Finding {
        rule: violation.rule.to_string(),
        level: sarif::level_of(violation.tier),
        message: violation.to_string(),
        file: file.to_owned(),
        line: 0,
        column: 0,
        pointer: violation.path.clone(),
    };
    let rule = |violation: &acs_judge::Violation| sarif::Rule {
        id: violation.rule.to_string(),
        title: violation.kind.to_owned(),
        help: format!("wanted: {}", violation.allowed),
        level: sarif::level_of(violation.tier),
    };
    let findings: Vec<_> = verdict.violations.iter().map(finding).collect();
    let rules: Vec<_> = verdict.violations.iter().map(rule).collect();
    sarif::log(&findings, &rules)
}

fn verdict_json(verdict: &Verdict, strict: bool) -> acs_spec::Json {
    use acs_spec::{Json, shape::object};
    object(vec![
        ("refused", Json::Bool(verdict.refused(strict))),
        ("strict", Json::Bool(strict)),
        (
            "violations",
            Json::Array(
                verdict
                    .violations
                    .iter()
                    .map(acs_judge::Violation::to_json)
                    .collect(),
            ),
        ),
    ])
}
