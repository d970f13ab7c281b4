//! What a double remembers: the things that were created. Bounded; must not know HTTP.

use std::collections::VecDeque;
use std::sync::Mutex;

use acs_spec::Json;

use crate::clock::utc;
use crate::text::{number, object};

/// One thing that was created.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Created {
    /// Its number, from 1 on, in the order of creation.
    pub number: u64,
    /// The operation that created it.
    pub operation: String,
    /// When, by the double's clock: `YYYY-MM-DDTHH:MM:SSZ`.
    pub time: String,
    /// The request that created it.
    pub request_id: String,
    /// The access key that asked for it; empty without authentication.
    pub access_key_id: String,
    /// The token that came with the request.
    pub token: Option<String>,
    /// The parameters, as sent; values of sensitive ones are masked.
    pub parameters: Vec<(String, String)>,
    /// The body of the answer: JSON text.
    pub answer: String,
}

impl Created {
    pub(crate) fn to_json(&self) -> Json {
        let answer = acs_spec::json::parse(&self.answer).map_or(Json::Null, |tree| tree.to_json());
        object([
            ("number", number(self.number)),
            ("operation", Json::text(&self.operation)),
            ("time", Json::text(&self.time)),
            ("requestId", Json::text(&self.request_id)),
            ("accessKeyId", Json::text(&self.access_key_id)),
            ("token", self.token.as_ref().map_or(Json::Null, Json::text)),
            ("parameters", pairs(&self.parameters)),
            ("answer", answer),
        ])
    }

    /// What [`Self::to_json`] wrote.
    pub(crate) fn from_json(json: &Json) -> Option<Self> {
        let text = |name: &str| json.get(name)?.as_str().map(str::to_owned);
        let Some(Json::Number(number)) = json.get("number") else {
            return None;
        };
        let Some(Json::Array(parameters)) = json.get("parameters") else {
            return None;
        };
        let pair = |pair: &Json| match pair {
            Json::Array(pair) => match pair.as_slice() {
                [name, value] => Some((name.as_str()?.to_owned(), value.as_str()?.to_owned())),
                _ => None,
            },
            _ => None,
        };
        Some(Created {
            number: number.parse().ok()?,
            operation: text("operation")?,
            time: text("time")?,
            request_id: text("requestId")?,
            access_key_id: text("accessKeyId")?,
            token: text("token"),
            parameters: parameters.iter().map(pair).collect::<Option<_>>()?,
            answer: acs_spec::write::compact(json.get("answer")?),
        })
    }
}

/// Pairs as a list of lists: a name may come twice.
pub(crate) fn pairs(pairs: &[(String, String)]) -> Json {
    Json::Array(
        pairs
            .iter()
            .map(|(name, value)| Json::Array(vec![Json::text(name), Json::text(value)]))
            .collect(),
    )
}

#[derive(Debug, Default)]
struct Things {
    kept: VecDeque<Created>,
    count: u64,
}

#[derive(Debug)]
pub(crate) struct World {
    things: Mutex<Things>,
    most: usize,
}

impl World {
    pub(crate) fn new(most: usize) -> Self {
        World {
            things: Mutex::default(),
            most: most.max(1),
        }
    }

    pub(crate) fn add(&self, created: Created) {
        if let Ok(mut things) = self.things.lock() {
            things.count += 1;
            if things.kept.len() >= self.most {
                things.kept.pop_front();
            }
            things.kept.push_back(created);
        }
    }

    /// Counts things that were created and are not remembered.
    pub(crate) fn add_forgotten(&self, count: u64) {
        if let Ok(mut things) = self.things.lock() {
            things.count += count;
        }
    }

    pub(crate) fn clear(&self) {
        if let Ok(mut things) = self.things.lock() {
            *things = Things::default();
        }
    }

    /// Those that are remembered, oldest first, and how many there were in all.
    pub(crate) fn list(&self) -> (Vec<Created>, u64) {
        self.things.lock().map_or((Vec::new(), 0), |things| {
            (things.kept.iter().cloned().collect(), things.count)
        })
    }

    pub(crate) fn count(&self) -> u64 {
        self.things.lock().map_or(0, |things| things.count)
    }
}

/// A request as it was received and what was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Received {
    /// Its number, from 1 on, in the order of arrival.
    pub number: u64,
    /// When, by the double's clock, in seconds since 1970.
    pub time: i64,
    /// HTTP method.
    pub method: String,
    /// Path, as sent.
    pub path: String,
    /// Name of the operation it was addressed to; empty where there was none.
    pub operation: String,
    /// Headers by name in lower case, in their order; secrets are masked.
    pub headers: Vec<(String, String)>,
    /// Parameters, decoded, in the order sent; secrets are masked.
    pub parameters: Vec<(String, String)>,
    /// HTTP status of the answer.
    pub status: u16,
    /// Code of the answer, where it was an error.
    pub code: Option<String>,
    /// The request's id, as answered.
    pub request_id: String,
}

impl Received {
    pub(crate) fn to_json(&self) -> Json {
        object([
            ("number", number(self.number)),
            ("time", Json::text(utc(self.time))),
            ("method", Json::text(&self.method)),
            ("path", Json::text(&self.path)),
            ("operation", Json::text(&self.operation)),
            ("headers", pairs(&self.headers)),
            ("parameters", pairs(&self.parameters)),
            ("status", number(self.status)),
            ("code", self.code.as_ref().map_or(Json::Null, Json::text)),
            ("requestId", Json::text(&self.request_id)),
        ])
    }
}

/// The latest requests.
#[derive(Debug)]
pub(crate) struct Record {
    latest: Mutex<(u64, VecDeque<Received>)>,
    most: usize,
}

impl Record {
    pub(crate) fn new(most: usize) -> Self {
        Record {
            latest: Mutex::default(),
            most,
        }
    }

    pub(crate) fn is_kept(&self) -> bool {
        self.most > 0
    }

    pub(crate) fn add(&self, mut received: Received) {
        if let Ok(mut latest) = self.latest.lock() {
            latest.0 += 1;
            received.number = latest.0;
            if latest.1.len() >= self.most {
                latest.1.pop_front();
            }
            latest.1.push_back(received);
        }
    }

    pub(crate) fn clear(&self) {
        if let Ok(mut latest) = self.latest.lock() {
            latest.1.clear();
        }
    }

    pub(crate) fn list(&self) -> Vec<Received> {
        self.latest
            .lock()
            .map_or(Vec::new(), |latest| latest.1.iter().cloned().collect())
    }
}
