//! Shows on standard error how far a run is, while it runs.

use std::io::{IsTerminal, Write};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use crate::run::Progress;

/// Between two looks, on a terminal and elsewhere.
const TERMINAL: Duration = Duration::from_millis(150);
const ELSEWHERE: Duration = Duration::from_secs(5);

/// Does the work and shows how far it is: on a terminal, or if it is asked for.
pub(crate) fn watched<T>(progress: &Progress, asked: bool, work: impl FnOnce() -> T) -> T {
    let terminal = std::io::stderr().is_terminal();
    if !terminal && !asked {
        return work();
    }
    let (done, is_done) = channel::<()>();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            let pause = if terminal { TERMINAL } else { ELSEWHERE };
            while is_done.recv_timeout(pause) == Err(RecvTimeoutError::Timeout) {
                show(progress, terminal);
            }
            if terminal {
                // The line is wiped: results follow on standard output.
                let _ = write!(std::io::stderr(), "\r\u{1b}[K");
            } else {
                show(progress, terminal);
            }
        });
        let out = work();
        drop(done);
        out
    })
}

/// A closed standard error leaves nothing that could be told to anybody.
fn show(progress: &Progress, terminal: bool) {
    let (done, total) = progress.now();
    let mut err = std::io::stderr();
    let percent = done
        .saturating_mul(100)
        .checked_div(total)
        .unwrap_or(0)
        .min(100);
    let _ = match terminal {
        true => write!(err, "\r\u{1b}[K{percent:3} %  {done} of {total} cases"),
        false => writeln!(err, "{percent:3} %  {done} of {total} cases"),
    };
}
