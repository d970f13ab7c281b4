//! The generator's seeded faults: each is chosen, code is generated with it, compiled and asked.

use std::time::{Duration, Instant};

use acsgen_core::faults::{ALL, Fault, with};
use acsgen_core::{Output, generate};

use super::ground::{Ground, settings};
use super::source;
use super::workshop::{Line, Workshop, main_of, module, request_types};

/// What is generated with a fault.
pub(super) trait Seeded {
    fn faulty(&self, fault: &Fault) -> Result<Option<Output>, String>;
    fn unsaid(&self, output: &Output) -> Option<String>;
}

impl Seeded for Ground {
    /// What is generated with a fault; `None` where it is what is generated without.
    fn faulty(&self, fault: &Fault) -> Result<Option<Output>, String> {
        let output = with(fault, || generate(&self.specs, &settings()));
        let output = output.map_err(|faults| format!("refused: {faults:?}"))?;
        Ok((output != self.sound).then_some(output))
    }

    /// What the documentation of emitted code does not say.
    fn unsaid(&self, output: &Output) -> Option<String> {
        let request = output
            .files()
            .find(|(file, _)| file.ends_with("/request.rs"))?;
        source::check(&self.operation, request.1).err()
    }
}

/// How a fault was found.
#[derive(Debug)]
pub struct Found {
    /// The question that found it, or what else did.
    pub by: String,
    /// What was expected and what came, with the request in forms that can be tried again.
    pub account: String,
    /// On which operation.
    pub on: &'static str,
    /// From the choice of the fault: generating, compiling, asking.
    pub time: Duration,
    /// Asking alone.
    pub asking: Duration,
}

/// Looks for faults, one after another.
#[derive(Debug)]
pub struct Hunt {
    shop: Workshop,
    grounds: Vec<Ground>,
}

impl Hunt {
    /// Prepares: where `all`, compiles what is linked, and makes sure that sound code passes.
    ///
    /// # Errors
    /// Something does not compile, or sound code does not pass.
    pub fn new(all: bool) -> Result<Hunt, String> {
        let hunt = Hunt {
            shop: Workshop::new("seeded")?,
            grounds: Ground::all()?,
        };
        for ground in hunt.grounds.iter().filter(|_| all) {
            if let Some(unsaid) = ground.unsaid(&ground.sound) {
                return Err(format!("sound documentation is taken for faulty: {unsaid}"));
            }
            if let Some((by, account, _)) = hunt.ask(ground, &ground.sound)? {
                return Err(format!(
                    "sound code of {} fails: {by}: {account}",
                    ground.name
                ));
            }
        }
        Ok(hunt)
    }

    /// Compiles and asks: what found fault, the account, and how long asking took.
    fn ask(
        &self,
        ground: &Ground,
        output: &Output,
    ) -> Result<Option<(String, String, Duration)>, String> {
        let tokens = output.tokens();
        let name = ground.name.to_owned();
        let types = request_types(tokens);
        let r#type = types.first().ok_or("no request type")?.clone();
        let [operation, service] = ground.files.clone();
        let main = main_of(
            &[(operation, service)],
            &[(name.clone(), name.clone(), r#type, 0)],
            "main",
        );
        let built = self.shop.build(&[(name, module(tokens))], &main);
        if let Err(error) = built {
            let first = error.lines().find(|line| line.starts_with("error"));
            let by = format!("the compiler: {}", first.unwrap_or_default());
            return Ok(Some((by, error, Duration::ZERO)));
        }
        let start = Instant::now();
        let said = self.shop.run(&[])?;
        let lines: Vec<Line> = said.lines().map(Line::read).collect::<Result<_, _>>()?;
        let found = lines
            .into_iter()
            .find_map(|line| Some((line.question?, line.account)));
        Ok(found.map(|(by, account)| (by, account, start.elapsed())))
    }

    /// Looks for one fault; `None`: it was not found.
    ///
    /// # Errors
    /// The fault changes nothing on any ground, or a program fails.
    pub fn find(&self, fault: &Fault) -> Result<Option<Found>, String> {
        let start = Instant::now();
        let mut changes = false;
        for ground in &self.grounds {
            let output = match ground.faulty(fault) {
                Ok(None) => continue,
                Ok(Some(output)) => output,
                Err(refused) => {
                    return Ok(Some(Found {
                        by: "the generator itself".to_owned(),
                        account: refused,
                        on: ground.name,
                        time: start.elapsed(),
                        asking: Duration::ZERO,
                    }));
                }
            };
            changes = true;
            let unsaid = ground.unsaid(&output);
            let found = match unsaid {
                Some(unsaid) => Some(("documentation".to_owned(), unsaid, Duration::ZERO)),
                None => self.ask(ground, &output)?,
            };
            if let Some((by, account, asking)) = found {
                return Ok(Some(Found {
                    by,
                    account,
                    on: ground.name,
                    time: start.elapsed(),
                    asking,
                }));
            }
        }
        match changes {
            true => Ok(None),
            false => Err(format!(
                "the fault `{}` changes nothing that is generated",
                fault.id
            )),
        }
    }
}

/// All faults, or the one of this id.
///
/// # Errors
/// There is none of this id.
pub fn chosen(id: Option<&str>) -> Result<Vec<&'static Fault>, String> {
    let chosen: Vec<&'static Fault> = ALL
        .iter()
        .filter(|fault| id.is_none_or(|id| id == fault.id))
        .collect();
    match chosen.is_empty() {
        true => Err(format!("there is no fault `{}`", id.unwrap_or_default())),
        false => Ok(chosen),
    }
}
