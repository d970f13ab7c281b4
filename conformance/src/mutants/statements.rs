//! What an operation states besides what it says of requests: the error table, answers, and facts. Each is an obligation
//! of its own, asked of anything that has an entry in a crate's `OPERATIONS`.

use acs_runtime::OperationEntry;
use acs_spec::{Operation, Service, Stated};

use super::exam::{Ask, Question};
use super::facts::Facts;
use super::rules::Known;
use super::{answers, exam};

/// One thing that is stated.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Statement {
    /// Unique among those of an operation, and stable: `error 404 InvalidvSwitchId`, `answer: OrderId`, `facts`.
    pub id: String,
    /// `error`, `answer` or `fact`.
    pub aspect: &'static str,
    /// Where the spec says so, as JSON pointer into the operation's file.
    pub pointer: String,
    questions: Vec<Question>,
    /// The parameter, where it is about how one travels.
    travels: Option<String>,
}

/// All that an operation states.
///
/// ```
/// use acs_conformance::mutants::Statements;
/// # let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../spec/r-kvstore/2015-01-01");
/// # let read = |file: &str| std::fs::read_to_string(format!("{folder}/{file}")).unwrap();
/// # let operation = acs_spec::load::operation("spec", &read("CreateTairKVCacheVNode.json")).unwrap();
/// # let service = acs_spec::load::service("service", &read("service.json")).unwrap();
///
/// let statements = Statements::of(&operation, Some(&service));
/// let entry = acs_r_kvstore::OPERATIONS[0];
/// for statement in statements.iter() {
///     statements.ask(statement, &entry).unwrap();
/// }
/// assert!(statements.iter().any(|statement| statement.id == "error 404 InvalidvSwitchId"));
/// ```
#[derive(Debug)]
pub struct Statements {
    all: Vec<Statement>,
    facts: Facts,
    known: Known,
}

impl Statements {
    /// Of an operation and its service.
    #[must_use]
    pub fn of(operation: &Operation, service: Option<&Service>) -> Statements {
        let mut questions = Vec::new();
        answers::ask_errors(operation, &mut questions);
        answers::ask(operation, service, &mut questions);
        questions.push(exam::facts());
        let mut all: Vec<Statement> = Vec::new();
        for question in questions {
            // What only a type shows of itself, and no entry does, is not asked here.
            let aspect = match &question.ask {
                Ask::Error { .. } => "error",
                Ask::Answer { .. } => "answer",
                Ask::Facts => "fact",
                _ => continue,
            };
            match all.iter_mut().find(|one| one.id == question.name) {
                Some(one) => one.questions.push(question),
                None => all.push(Statement {
                    id: question.name.clone(),
                    aspect,
                    pointer: place(operation, &question),
                    questions: vec![question],
                    travels: None,
                }),
            }
        }
        for (n, parameter) in operation.parameters.iter().enumerate() {
            all.push(Statement {
                id: format!("where {} travels", parameter.name),
                aspect: "fact",
                pointer: format!("/parameters/{n}"),
                questions: Vec::new(),
                travels: Some(parameter.name.clone()),
            });
        }
        Statements {
            all,
            facts: Facts::of(operation, service),
            known: Known::of(operation, service),
        }
    }

    /// Errors in the order of their table, then answers, then facts, the way of each parameter last.
    pub fn iter(&self) -> impl Iterator<Item = &Statement> {
        self.all.iter()
    }

    /// Whether an operation of a crate says what the spec states.
    ///
    /// # Errors
    /// What it says instead.
    pub fn ask(&self, statement: &Statement, entry: &OperationEntry) -> Result<(), String> {
        if let Some(name) = &statement.travels {
            return self.facts.check_field(name, entry.fields);
        }
        statement
            .questions
            .iter()
            .try_for_each(|question| match &question.ask {
                Ask::Error {
                    status,
                    code,
                    expected,
                } => answers::check_row(*status, code, expected.as_ref(), entry),
                Ask::Answer { body, expected } => answers::check(body, expected, entry),
                _ => {
                    let wrong = self.facts.check(entry.info);
                    let wrong = wrong.and_then(|()| self.known.check_all(entry.info.rules));
                    wrong.map_err(|(_, account)| account)
                }
            })
    }
}

/// Where the spec states what a question is about.
fn place(operation: &Operation, question: &Question) -> String {
    match &question.ask {
        Ask::Error { status, .. } => {
            let of = |row: &&acs_spec::operation::ErrorRow| row.code == question.about;
            let mut rows = operation.errors.iter();
            let same = rows.position(|row| of(&row) && row.status == *status);
            let at = same.or_else(|| operation.errors.iter().position(|row| of(&row)));
            at.map_or_else(|| "/errors".to_owned(), |at| format!("/errors/{at}"))
        }
        Ask::Answer { .. } => {
            let Stated::Stated(responses) = &operation.responses else {
                return "/responses".to_owned();
            };
            let field = |(n, response): (usize, &acs_spec::operation::Response)| {
                let schema = response.schema.as_ref()?;
                let mut fields = schema.fields.iter();
                let at = fields.position(|field| field.name == question.about)?;
                Some(format!("/responses/{n}/schema/fields/{at}"))
            };
            let mut found = responses.iter().enumerate().filter_map(field);
            found.next().unwrap_or_else(|| "/responses".to_owned())
        }
        _ => String::new(),
    }
}
