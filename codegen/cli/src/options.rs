//! The core's table of options as arguments of the command line: none is listed here by hand.

use acs_spec::Diagnostic;
use acsgen_core::Settings;
use acsgen_core::options::{OPTIONS, OptionInfo, Takes};
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};

/// Options as they were given, in the order of the table.
#[derive(Debug, Clone, Default)]
pub struct Options {
    given: Vec<(&'static str, String)>,
}

impl Options {
    /// What was given, name and value.
    pub fn given(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.given
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
    }

    /// The same, without one of them.
    pub fn without(mut self, name: &str) -> Self {
        self.given.retain(|(given, _)| *given != name);
        self
    }

    /// Whether this option was given.
    pub fn has(&self, name: &str) -> bool {
        self.given.iter().any(|(given, _)| *given == name)
    }

    /// The settings.
    ///
    /// # Errors
    /// Every value that its option does not take.
    pub fn settings(&self) -> Result<Settings, Vec<Diagnostic>> {
        let mut settings = Settings::default();
        let set = |(name, value)| settings.set(name, value).err();
        let faults: Vec<Diagnostic> = self.given().filter_map(set).collect();
        if faults.is_empty() {
            Ok(settings)
        } else {
            Err(faults)
        }
    }
}

fn argument(option: &'static OptionInfo) -> Arg {
    let arg = Arg::new(option.name)
        .long(option.name)
        .help(if option.is_repeated {
            format!("{} (may be repeated)", option.help)
        } else {
            option.help.to_owned()
        })
        .help_heading("What is emitted")
        .action(if option.is_repeated {
            ArgAction::Append
        } else {
            ArgAction::Set
        });
    let arg = match option.takes {
        Takes::Switch => arg
            .value_name("BOOL")
            .value_parser(PossibleValuesParser::new(["true", "false"])),
        Takes::OneOf(words) => arg
            .value_name("WORD")
            .value_parser(PossibleValuesParser::new(words)),
        Takes::Text(what) => arg.value_name(what),
    };
    match option.name {
        // Its name before there was a table.
        "runtime-path" => arg.alias("runtime").conflicts_with("runtime-version"),
        _ => arg,
    }
}

impl Args for Options {
    fn augment_args(command: Command) -> Command {
        command.args(OPTIONS.iter().map(argument))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Options {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let values = |option: &'static OptionInfo| {
            let values = matches.get_many::<String>(option.name);
            values
                .into_iter()
                .flatten()
                .map(|value| (option.name, value.clone()))
        };
        Ok(Options {
            given: OPTIONS.iter().flat_map(values).collect(),
        })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}
