//! The later part of a request's course: token, creation, answer, record.

use super::*;

impl<'a> Course<'a> {
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.pairs
            .iter()
            .find(|(other, _)| other == name)
            .map(|(_, value)| value.as_str())
    }

    /// The token of a request that has one, if the request is to be done.
    pub(super) async fn token(&self, entry: &Entry) -> Result<Option<Held>, Arc<Answer>> {
        let Some(parameter) = entry.operation.idempotency_parameter.as_deref() else {
            return Ok(None);
        };
        let Some(token) = self.value(parameter).filter(|token| !token.is_empty()) else {
            return Ok(None);
        };
        let key = digest([
            self.caller.as_bytes(),
            entry.version.as_bytes(),
            entry.operation.name.as_bytes(),
            token.as_bytes(),
        ]);
        let fingerprint = fingerprint(&self.pairs);
        let lost = || self.fault("InternalError", "The table of tokens is lost.");
        loop {
            let now = self.engine.clock.seconds();
            let claim =
                self.engine
                    .tokens
                    .claim(key, fingerprint, now, self.switches.token_lifetime);
            match claim.ok_or_else(lost)? {
                Claim::New(held) => return Ok(Some(held)),
                Claim::Replay(answer) => return Err(answer),
                Claim::Mismatch => {
                    let otherwise = "Request uses a client token in a previous request but is not identical to that request.";
                    return Err(self.named(entry, &tokens::mismatch_code(entry), otherwise));
                }
                Claim::InFlight(mut end) => {
                    if self.switches.in_flight == InFlight::Refuse {
                        let otherwise = "A request with this token is under way.";
                        return Err(self.named(
                            entry,
                            &self.switches.in_flight_code.clone(),
                            otherwise,
                        ));
                    }
                    // An error says that it ended, which is what is waited for.
                    let _ = end.changed().await;
                }
            }
        }
    }

    pub(super) async fn perform(
        &mut self,
        entry: &'a Arc<Entry>,
        held: Option<Held>,
        now: i64,
    ) -> Arc<Answer> {
        let number = self.engine.numbers.fetch_add(1, Ordering::Relaxed) + 1;
        let making = Making {
            entry,
            pairs: &self.pairs,
            request_id: &self.request_id,
            seed: self.engine.seed,
            number,
        };
        let status = making.status().unwrap_or(self.switches.success_status);
        let answer = Arc::new(Answer::success(
            status,
            &entry.operation.name,
            making.body(),
        ));
        if !entry.writes {
            return answer;
        }
        let token = entry
            .operation
            .idempotency_parameter
            .as_deref()
            .and_then(|name| self.value(name));
        let created = Created {
            number,
            operation: entry.operation.name.clone(),
            time: utc(now),
            request_id: self.request_id.clone(),
            access_key_id: self.caller.clone(),
            token: token.map(str::to_owned),
            parameters: self.masked(&self.pairs),
            answer: compact(&answer.body),
        };
        if let Some(journal) = &self.engine.journal
            && !journal
                .append(&entry_of(&created, &answer, held.as_ref(), &self.pairs))
                .await
        {
            return self.fault("InternalError", "The state file cannot be written.");
        }
        self.engine.world.add(created);
        if let Some(held) = held {
            held.done(Arc::clone(&answer), self.engine.clock.seconds());
        }
        answer
    }

    pub(super) fn masked(&self, pairs: &[(String, String)]) -> Vec<(String, String)> {
        let is_secret = |name: &str| {
            matches!(name, "SecurityToken" | "Signature")
                || self.entry.is_some_and(|entry| entry.is_sensitive(name))
        };
        let shown = |(name, value): &(String, String)| {
            (
                name.clone(),
                if is_secret(name) {
                    mask(value)
                } else {
                    value.clone()
                },
            )
        };
        pairs.iter().map(shown).collect()
    }

    /// An error of this code, as operation or service have it.
    pub(super) fn named(&self, entry: &Entry, code: &str, otherwise: &str) -> Arc<Answer> {
        Arc::new(self.answer(rows::of_name(
            Some(entry),
            None,
            code,
            otherwise,
            &self.switches,
        )))
    }

    /// An error of the gate, whose message says more than a table's could.
    pub(super) fn fault(&self, code: &str, message: &str) -> Arc<Answer> {
        let entry = self.entry.map(|entry| &**entry);
        let fault = rows::of_name(entry, None, code, message, &self.switches);
        Arc::new(self.answer(Fault {
            message: message.to_owned(),
            ..fault
        }))
    }

    pub(super) fn answer(&self, fault: Fault) -> Answer {
        let product = self.entry.map_or("", |entry| entry.product.as_str());
        let at = Circumstances {
            request_id: &self.request_id,
            host: &self.host,
            product,
        };
        Answer::error(fault.status, &fault.code, &fault.message, &at)
    }

    pub(super) fn deliver(&self, answer: &Answer, format: Format, now: i64) -> Delivery {
        let (content_type, body) = answer.written(format);
        let mut headers = answer.headers.clone();
        headers.push(("x-acs-request-id".to_owned(), self.request_id.clone()));
        Delivery {
            status: answer.status,
            content_type: Some(content_type),
            headers,
            body,
            code: answer.code.clone(),
            broken: self.broken,
            now,
        }
    }

    pub(super) fn received(&self, message: &Message, delivery: &Delivery, now: i64) -> Received {
        let shown = |name: &str, value: &str| match name {
            "x-acs-security-token" | "x-acs-bearer-token" => mask(value),
            "authorization" => match value.split_once("Signature=") {
                Some((before, signature)) => format!("{before}Signature={}", mask(signature)),
                None => mask(value),
            },
            name if self.entry.is_some_and(|entry| entry.is_sensitive(name)) => mask(value),
            _ => value.to_owned(),
        };
        let headers = message.headers.iter().map(|(name, value)| {
            (
                name.as_str().to_owned(),
                shown(name.as_str(), &String::from_utf8_lossy(value.as_bytes())),
            )
        });
        let parameters = if self.pairs.is_empty() {
            self.masked(&message.parameters().cloned().collect::<Vec<_>>())
        } else {
            self.masked(&self.pairs)
        };
        Received {
            number: 0,
            time: now,
            method: message.method.to_string(),
            path: message.path.clone(),
            operation: self
                .entry
                .map_or_else(String::new, |entry| entry.operation.name.clone()),
            headers: headers.collect(),
            parameters,
            status: delivery.status,
            code: delivery.code.clone(),
            request_id: self.request_id.clone(),
        }
    }
}
