//! The questions about one operation, and asking them.

use std::fmt;
use std::sync::OnceLock;

use acs_runtime::Pairs;
use acs_spec::{Diagnostic, Operation, Service};

use super::facts::Facts;
use super::probe::Probe;
use super::requests::Maker;
use super::rules::Known;
use super::{answers, crossed, requests, secrets};
use crate::compare::Findings;

/// Something to be asked, and what must be said.
#[derive(Debug, Clone)]
pub struct Question {
    /// What it is about: an obligation, and the seed or number of the case.
    pub name: String,
    /// The rule, parameter or row of the spec that it is about; may be empty.
    pub about: String,
    /// The question itself.
    pub ask: Ask,
}

/// The kinds of questions.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Ask {
    /// All that is wrong with a request, and what it is written as again.
    Request {
        /// The request.
        pairs: Vec<(String, String)>,
        /// What must be said.
        expected: Findings,
        /// What writing it again must give; `None` where that was not worked out.
        again: Option<Vec<(String, String)>>,
    },
    /// An answer's body, and what reading and writing it must give.
    Answer {
        /// The body.
        body: String,
        /// The same after reading, as JSON.
        expected: String,
    },
    /// Which row of the error table an answer is.
    Error {
        /// HTTP status.
        status: u16,
        /// Code.
        code: String,
        /// Message and summary of the row; `None` where the table has none.
        expected: Option<(String, String)>,
    },
    /// The facts that the operation states of itself.
    Facts,
    /// Whether the idempotency token is where it belongs.
    Token {
        /// A sound request.
        pairs: Vec<(String, String)>,
        /// The parameter; `None` where the operation has none.
        parameter: Option<String>,
    },
    /// Whether a field of an answer is known as one.
    Described {
        /// The answer, of this field alone.
        body: String,
        /// Its name.
        name: String,
    },
    /// Whether a listed value is known as one.
    Listed {
        /// The request that has it; `None`: an answer.
        request: Option<Vec<(String, String)>>,
        /// The answer.
        body: String,
        /// The same after reading, as JSON.
        expected: String,
        /// The value.
        value: String,
    },
    /// Whether the one text of an answer shows where it may, and does not where it must not.
    AnswerShown {
        /// The answer.
        body: String,
        /// It must not show.
        sensitive: bool,
    },
    /// Whether a value shows where it may, and does not where it must not.
    Shown {
        /// A request that holds the value.
        pairs: Vec<(String, String)>,
        /// The value.
        value: String,
        /// It must not show.
        sensitive: bool,
    },
}

/// A question that was not answered as it must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The question's name.
    pub question: String,
    /// What the question is about, and every rule in which answer and expectation differ.
    pub about: Vec<String>,
    /// What was expected and what came instead, with the request in forms that can be tried again.
    pub account: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.question, self.account)
    }
}

/// How many requests are made by chance, for each fault and as a whole.
#[derive(Debug, Clone, Copy)]
pub struct Depth {
    /// Seeds for each single fault.
    pub single: u64,
    /// Valid requests, requests with several faults, and hostile ones: so many of each.
    pub other: u64,
}

impl Default for Depth {
    fn default() -> Self {
        Depth {
            single: 6,
            other: 48,
        }
    }
}

/// All questions about one operation.
#[derive(Debug)]
pub struct Exam {
    /// The operation's name.
    pub operation: String,
    questions: Vec<Question>,
    /// Every boundary: many questions, made when all others have been answered.
    late: OnceLock<Vec<Question>>,
    maker: Maker,
    pub(super) facts: Facts,
    pub(super) known: Known,
}

impl Exam {
    /// The questions that an operation's spec asks.
    ///
    /// # Errors
    /// The reference interpreter refuses the spec.
    pub fn new(operation: &Operation, service: Option<&Service>) -> Result<Exam, Vec<Diagnostic>> {
        Exam::of_depth(operation, service, Depth::default())
    }

    /// The same with more or fewer requests made by chance.
    ///
    /// # Errors
    /// The reference interpreter refuses the spec.
    pub fn of_depth(
        operation: &Operation,
        service: Option<&Service>,
        depth: Depth,
    ) -> Result<Exam, Vec<Diagnostic>> {
        let maker = Maker::new(operation, service)?;
        let mut questions = Vec::new();
        let sound = maker.ask(depth, &mut questions);
        crossed::ask(operation, service, maker.judge(), &sound, &mut questions);
        answers::ask(operation, service, &mut questions);
        answers::ask_errors(operation, &mut questions);
        if let Some(sound) = sound.first() {
            let parameter = operation.idempotency_parameter.clone();
            let ask = Ask::Token {
                pairs: sound.clone(),
                parameter: parameter.clone(),
            };
            questions.push(Question {
                name: "the idempotency token".to_owned(),
                about: parameter.unwrap_or_default(),
                ask,
            });
            secrets::ask(operation, service, sound, &mut questions);
        }
        questions.push(facts());
        Ok(Exam {
            operation: operation.name.clone(),
            questions,
            late: OnceLock::new(),
            maker,
            facts: Facts::of(operation, service),
            known: Known::of(operation, service),
        })
    }

    /// All questions, in the order in which they are asked: what is judged before what is stated, boundaries last.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        let late = std::iter::once_with(|| self.late.get_or_init(|| self.maker.boundaries()));
        self.questions.iter().chain(late.flatten())
    }

    /// All questions but boundaries.
    pub(super) fn few(&self) -> impl Iterator<Item = &Question> {
        self.questions.iter()
    }

    /// The first question that is not answered as it must be.
    #[must_use]
    pub fn sit(&self, probe: &Probe) -> Option<Failure> {
        self.questions()
            .find_map(|question| self.ask(question, probe).err())
    }

    /// Asks one question.
    ///
    /// # Errors
    /// It is not answered as it must be.
    pub fn ask(&self, question: &Question, probe: &Probe) -> Result<(), Failure> {
        let fail = |about: Vec<String>, account: String| {
            let mut all = vec![question.about.clone()];
            all.extend(about);
            all.retain(|each| !each.is_empty());
            Err(Failure {
                question: question.name.clone(),
                about: all,
                account,
            })
        };
        match &question.ask {
            Ask::Request {
                pairs,
                expected,
                again,
            } => {
                let asked = requests::check(
                    (pairs, expected, again.as_deref()),
                    &self.known,
                    &self.facts,
                    probe,
                );
                asked.or_else(|(about, account)| fail(about, account))
            }
            Ask::Answer { body, expected } => answers::check(body, expected, &probe.entry)
                .or_else(|account| fail(Vec::new(), account)),
            Ask::Error {
                status,
                code,
                expected,
            } => answers::check_error(*status, code, expected.as_ref(), probe)
                .or_else(|account| fail(Vec::new(), account)),
            Ask::Facts => {
                let wrong = self
                    .facts
                    .check(probe.entry.info)
                    .and_then(|()| self.known.check_all(probe.entry.info.rules));
                wrong.or_else(|(about, account)| fail(vec![about], account))
            }
            Ask::Token { pairs, parameter } => token(pairs, parameter.as_deref(), probe)
                .or_else(|account| fail(Vec::new(), account)),
            Ask::Described { body, name } => answers::check_described(body, name, probe)
                .or_else(|account| fail(Vec::new(), account)),
            Ask::Listed {
                request,
                body,
                expected,
                value,
            } => answers::check_listed(request.as_deref(), (body, expected), value, probe)
                .or_else(|account| fail(Vec::new(), account)),
            Ask::AnswerShown { body, sensitive } => answers::check_shown(body, *sensitive, probe)
                .or_else(|account| fail(Vec::new(), account)),
            Ask::Shown {
                pairs,
                value,
                sensitive,
            } => secrets::check(pairs, value, *sensitive, probe)
                .or_else(|account| fail(Vec::new(), account)),
        }
    }
}

/// The question about what an operation states of itself.
pub(super) fn facts() -> Question {
    Question {
        name: "facts".to_owned(),
        about: String::new(),
        ask: Ask::Facts,
    }
}

fn token(pairs: &[(String, String)], parameter: Option<&str>, probe: &Probe) -> Result<(), String> {
    const TOKEN: &str = "b5d1c1f0";
    let pairs: Pairs = crate::compare::pairs(pairs);
    let found = (probe.with_token)(&pairs, TOKEN);
    match (parameter, found) {
        (None, None) => Ok(()),
        (Some(name), Some((written, told))) => {
            let sent = written.get(name);
            match sent == Some(TOKEN) && told.as_deref() == Some(TOKEN) {
                true => Ok(()),
                false => Err(format!(
                    "the token was set, and `{name}` is written as {sent:?} and told as {told:?}"
                )),
            }
        }
        (wanted, found) => Err(format!(
            "the idempotency parameter is {wanted:?}, and setting a token gives {:?}",
            found.map(|(_, told)| told)
        )),
    }
}
