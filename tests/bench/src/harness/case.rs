use std::cell::RefCell;
use std::hint::black_box;

use super::Numbers;
use super::timing::{Batch, Effort, Times};

/// Who a contender is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The function itself.
    Primal,
    /// Written by hand, in this way; where there are several, the fastest counts.
    Hand(&'static str),
    /// What the macro writes.
    Generated,
    /// Another library, by its name.
    Peer(&'static str),
}

/// What a contender takes from the heap in one call.
#[derive(Clone, Copy, Debug)]
pub struct Heap {
    /// Who.
    pub role: Role,
    /// The most bytes at any one time.
    pub peak: u64,
    /// How often it asks for memory.
    pub allocations: u64,
}

/// One thing to compute, and who computes it. All write to the same `out`, so that none is luckier with its addresses.
pub struct Contest<O = ()> {
    problem: String,
    output: &'static str,
    out: O,
    contenders: Vec<(Role, Run<O>)>,
}

/// Runs so many times; not at all to give the numbers.
type Run<O> = Box<dyn FnMut(&mut O, u32) -> Vec<f64>>;

/// A contest whose `out` is of no interest.
pub trait Case {
    /// The name of the problem, with its size.
    fn problem(&self) -> &str;
    /// What is computed.
    fn output(&self) -> &'static str;
    /// Says who gives other numbers than the first opponent.
    ///
    /// # Errors
    /// If anybody does, with the entry.
    fn agree(&mut self) -> Result<(), String>;
    /// Nanoseconds a call for each contender, in rounds in which each runs once.
    fn times(&mut self, effort: &Effort) -> Times;
    /// What each contender takes from the heap.
    fn memory(&mut self) -> Vec<Heap>;
}

impl Contest {
    /// A contest whose contenders write nowhere.
    #[must_use]
    pub fn new(problem: impl Into<String>, output: &'static str) -> Self {
        Contest::writing(problem, output, ())
    }
}

impl<O: Numbers + 'static> Contest<O> {
    /// A contest whose contenders write to `out`.
    #[must_use]
    pub fn writing(problem: impl Into<String>, output: &'static str, out: O) -> Self {
        Contest { problem: problem.into(), output, out, contenders: Vec::new() }
    }

    /// The function itself.
    #[must_use]
    pub fn primal<R: Numbers>(self, run: impl FnMut(&mut O) -> R + 'static) -> Self {
        self.contender(Role::Primal, run)
    }

    /// An opponent, and what it does.
    #[must_use]
    pub fn hand<R: Numbers>(self, way: &'static str, run: impl FnMut(&mut O) -> R + 'static) -> Self {
        self.contender(Role::Hand(way), run)
    }

    /// What the macro writes.
    #[must_use]
    pub fn generated<R: Numbers>(self, run: impl FnMut(&mut O) -> R + 'static) -> Self {
        self.contender(Role::Generated, run)
    }

    /// Another library.
    #[must_use]
    pub fn peer<R: Numbers>(self, name: &'static str, run: impl FnMut(&mut O) -> R + 'static) -> Self {
        self.contender(Role::Peer(name), run)
    }

    /// As one of many.
    #[must_use]
    pub fn boxed(self) -> Box<dyn Case> {
        Box::new(self)
    }

    fn contender<R: Numbers>(mut self, role: Role, mut run: impl FnMut(&mut O) -> R + 'static) -> Self {
        let run = move |out: &mut O, turns: u32| {
            let mut numbers = Vec::new();
            // Called at one place, so that it is compiled into this loop.
            for _ in 0..turns.max(1) {
                let result = run(black_box(out));
                black_box(&result);
                if turns == 0 {
                    result.numbers(&mut numbers);
                }
            }
            numbers
        };
        self.contenders.push((role, Box::new(run)));
        self
    }
}

impl<O: Numbers + 'static> Case for Contest<O> {
    fn problem(&self) -> &str {
        &self.problem
    }

    fn output(&self) -> &'static str {
        self.output
    }

    fn agree(&mut self) -> Result<(), String> {
        let mut expected: Option<Vec<f64>> = None;
        for (role, run) in &mut self.contenders {
            if *role == Role::Primal {
                continue;
            }
            let mut got = run(&mut self.out, 0);
            self.out.numbers(&mut got);
            let expected = expected.get_or_insert_with(|| got.clone());
            same(&got, expected).map_err(|how| format!("{} of {}, {role:?}: {how}", self.output, self.problem))?;
        }
        Ok(())
    }

    fn times(&mut self, effort: &Effort) -> Times {
        let out = RefCell::new(&mut self.out);
        let runs = self.contenders.iter_mut().map(|(role, run)| {
            let batch: Batch<'_> = Box::new(|turns| drop(run(&mut out.borrow_mut(), turns)));
            (*role, batch)
        });
        let runs = runs.collect();
        effort.times(runs)
    }

    fn memory(&mut self) -> Vec<Heap> {
        let out = &mut self.out;
        let heap = |(role, run): &mut (Role, Run<O>)| {
            let info = allocation_counter::measure(|| drop(run(out, 1)));
            Heap { role: *role, peak: info.bytes_max, allocations: info.count_total }
        };
        self.contenders.iter_mut().map(heap).collect()
    }
}

/// Equal to nine digits of the largest.
fn same(got: &[f64], expected: &[f64]) -> Result<(), String> {
    if got.len() != expected.len() {
        return Err(format!("{} numbers and not {}", got.len(), expected.len()));
    }
    let scale = expected.iter().fold(0.0, |a: f64, b| a.max(b.abs()));
    let off = (0..got.len()).find(|&i| (got[i] - expected[i]).abs() > 1e-9 * scale || got[i].is_nan());
    off.map_or(Ok(()), |i| Err(format!("entry {i} is {} and not {}", got[i], expected[i])))
}
