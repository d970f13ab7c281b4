//! How things are measured here: contenders take turns in short batches, so that whatever else the machine does slows
//! all of them alike, and the median over many rounds counts. No benchmark asserts a time.
//!
//! A benchmark is a program in `benches/` that makes [`Group`]s and prints [`Table`]s. Words on the command line choose
//! among its groups: `cargo bench --bench validation -- chinese`.

pub mod fixture;
pub mod peer;

use std::time::{Duration, Instant};

/// Rounds in which every contender runs one batch.
const ROUNDS: usize = 101;

/// How long one batch is meant to take.
const BATCH: Duration = Duration::from_micros(400);

/// Contenders that do the same work.
pub struct Group<'a> {
    name: String,
    contenders: Vec<(&'static str, Box<dyn FnMut(u32) + 'a>)>,
}

/// How long one contender took for one piece of work, in nanoseconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Time {
    /// The contender.
    pub name: &'static str,
    /// Half of the rounds were faster.
    pub median: f64,
    /// The fastest round.
    pub least: f64,
    /// How many times longer it took than the first contender: the median over the rounds, each compared with itself,
    /// since what else the machine does is much the same within a round.
    pub ratio: f64,
}

impl<'a> Group<'a> {
    /// A group of this name with nobody in it.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Group {
            name: name.into(),
            contenders: Vec::new(),
        }
    }

    /// Adds a contender; the first one is what the others are compared with. `work` is done once a call, and what it
    /// gives is kept from being optimised away; hide what goes into it behind `black_box`.
    #[must_use]
    pub fn with<T>(mut self, name: &'static str, mut work: impl FnMut() -> T + 'a) -> Self {
        let batch = move |count: u32| {
            for _ in 0..count {
                std::hint::black_box(work());
            }
        };
        self.contenders.push((name, Box::new(batch)));
        self
    }

    /// Measures all contenders, in turns. The order changes from round to round.
    #[must_use]
    pub fn run(mut self) -> (String, Vec<Time>) {
        let counts: Vec<u32> = self
            .contenders
            .iter_mut()
            .map(|(_, batch)| calibrate(batch))
            .collect();
        let mut times = vec![Vec::with_capacity(ROUNDS); self.contenders.len()];
        for round in 0..ROUNDS {
            for turn in 0..self.contenders.len() {
                let n = (turn + round) % self.contenders.len();
                let start = Instant::now();
                (self.contenders[n].1)(counts[n]);
                times[n].push(start.elapsed().as_secs_f64() * 1e9 / f64::from(counts[n]));
            }
        }
        let first = times.first().cloned().unwrap_or_default();
        let summary = |(times, name): (Vec<f64>, &'static str)| Time {
            name,
            median: median(times.clone()),
            least: times.iter().copied().fold(f64::INFINITY, f64::min),
            ratio: median(
                times
                    .iter()
                    .zip(&first)
                    .map(|(time, first)| time / first)
                    .collect(),
            ),
        };
        let names = self.contenders.iter().map(|(name, _)| *name);
        let times = times.into_iter().zip(names).map(summary).collect();
        (self.name, times)
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// How often a batch must do its work to last about [`BATCH`]; warms up on the way.
fn calibrate(batch: &mut dyn FnMut(u32)) -> u32 {
    let mut count = 1_u32;
    loop {
        let start = Instant::now();
        batch(count);
        let took = start.elapsed();
        if took >= BATCH || count >= 1 << 24 {
            let scale = BATCH.as_secs_f64() / took.as_secs_f64().max(1e-9);
            return ((f64::from(count) * scale) as u32).max(1);
        }
        count *= 2;
    }
}

/// Lines of Markdown: one a contender, with how many times longer than the first one it took.
#[must_use]
pub fn table(what: &str, groups: &[(String, Vec<Time>)]) -> String {
    let mut out =
        format!("| {what} | contender | median | fastest | ratio |\n|---|---|---:|---:|---:|\n");
    for (group, times) in groups {
        for time in times {
            out.push_str(&format!(
                "| {group} | {} | {} | {} | {:.2} |\n",
                time.name,
                duration(time.median),
                duration(time.least),
                time.ratio
            ));
        }
    }
    out
}

fn duration(nanoseconds: f64) -> String {
    match nanoseconds {
        n if n < 1e3 => format!("{n:.1} ns"),
        n if n < 1e6 => format!("{:.2} µs", n / 1e3),
        n => format!("{:.2} ms", n / 1e6),
    }
}

/// Whether the command line asks for this group: it names part of it, or names none. What cargo itself adds does not
/// count.
#[must_use]
pub fn asked_for(group: &str) -> bool {
    let mut words = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with('-'))
        .peekable();
    words.peek().is_none() || words.any(|word| group.contains(&word))
}
