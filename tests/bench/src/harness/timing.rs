use std::hint::black_box;
use std::time::Duration;

use cpu_time::ThreadTime;

use super::Role;

/// How long to look.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// Rounds, in each of which every contender runs one batch.
    pub rounds: usize,
    /// The time of a batch.
    pub batch: Duration,
}

/// Runs so many times.
pub(crate) type Batch<'a> = Box<dyn FnMut(u32) + 'a>;

/// What the rounds gave: for each contender the time of a call in each round, in nanoseconds.
#[derive(Debug)]
pub struct Times(Vec<(Role, Vec<f64>)>);

impl Effort {
    /// Nanoseconds a call, in rounds whose order turns around.
    pub(crate) fn times(&self, mut runs: Vec<(Role, Batch<'_>)>) -> Times {
        let turns: Vec<u32> = runs.iter_mut().map(|(_, run)| self.turns(run)).collect();
        let mut times: Vec<(Role, Vec<f64>)> = runs.iter().map(|(role, _)| (*role, Vec::new())).collect();
        let count = runs.len();
        for round in 0..self.rounds {
            for k in 0..count {
                let at = (k + round) % count;
                let spent = clock(|| runs[at].1(turns[at]));
                times[at].1.push(spent.as_secs_f64() * 1e9 / f64::from(turns[at]));
            }
        }
        Times(times)
    }

    /// How many calls fill a batch.
    fn turns(&self, run: &mut dyn FnMut(u32)) -> u32 {
        let mut turns = 1;
        loop {
            let spent = clock(|| run(turns)).min(clock(|| run(turns)));
            if spent * 2 > self.batch || turns > 1 << 28 {
                return turns;
            }
            turns *= 2;
        }
    }
}

impl Times {
    /// The median time of a contender, in nanoseconds.
    #[must_use]
    pub fn median(&self, role: Role) -> Option<f64> {
        self.of(role).map(median)
    }

    /// The median over the rounds of the ratio of two contenders.
    #[must_use]
    pub fn ratio(&self, role: Role, to: Role) -> Option<f64> {
        let (a, b) = (self.of(role)?, self.of(to)?);
        Some(median(&a.iter().zip(b).map(|(a, b)| a / b).collect::<Vec<f64>>()))
    }

    /// Who took part.
    pub fn roles(&self) -> impl Iterator<Item = Role> {
        self.0.iter().map(|(role, _)| *role)
    }

    /// The fastest of the opponents.
    ///
    /// # Panics
    /// Where there is none.
    #[must_use]
    pub fn best(&self) -> Role {
        let opponents = self.0.iter().filter(|(role, _)| matches!(role, Role::Hand(_)));
        let best = opponents.min_by(|(_, a), (_, b)| median(a).total_cmp(&median(b)));
        best.expect("each problem has an opponent").0
    }

    fn of(&self, role: Role) -> Option<&[f64]> {
        self.0.iter().find(|(r, _)| *r == role).map(|(_, times)| &times[..])
    }
}

fn median(times: &[f64]) -> f64 {
    let mut sorted = times.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}

/// The time that the processor spends on this thread: what other programs do in between does not count.
fn clock(run: impl FnOnce()) -> Duration {
    let start = ThreadTime::now();
    run();
    start.elapsed()
}

/// The time of the control kernel in nanoseconds: a million products and sums, each of which waits for the one before. Times of two machines
/// compare as their controls do.
#[must_use]
pub fn control() -> f64 {
    let kernel = || {
        let (mut x, a) = (black_box(0.5), black_box(0.999));
        for _ in 0..1_000_000 {
            x = x * a + 0.001;
        }
        black_box(x);
    };
    let times: Vec<f64> = (0..31).map(|_| clock(kernel).as_secs_f64() * 1e9).collect();
    median(&times)
}
