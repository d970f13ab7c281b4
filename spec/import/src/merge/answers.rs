//! Merges what sources say of answers and authorization, as far as it is lists of rows.

use acs_spec::Operation;

/// Adds the rows of one source to those of others. What both have is one row; the first one's words stand.
pub(super) fn add(own: &mut Operation, part: &mut Operation) {
    for row in part.errors.drain(..) {
        let same = own.errors.iter_mut().find(|one| {
            let message =
                one.message.is_none() || row.message.is_none() || one.message == row.message;
            one.status == row.status && one.code == row.code && message
        });
        match same {
            Some(one) => {
                one.message = one.message.take().or(row.message);
                one.prose = one.prose.take().or(row.prose);
                for (key, value) in row.vendor {
                    one.vendor.entry(key).or_insert(value);
                }
            }
            None => own.errors.push(row),
        }
    }
    for outcome in part.outcomes.drain(..) {
        if !own.outcomes.iter().any(|one| one.code == outcome.code) {
            own.outcomes.push(outcome);
        }
    }
    for example in part.examples.drain(..) {
        let shown = |one: &acs_spec::operation::Example| {
            one.format == example.format && one.is_error == example.is_error
        };
        if !own.examples.iter().any(shown) {
            own.examples.push(example);
        }
    }
    for authorization in part.authorization.drain(..) {
        if !own
            .authorization
            .iter()
            .any(|one| one.action == authorization.action)
        {
            own.authorization.push(authorization);
        }
    }
}
