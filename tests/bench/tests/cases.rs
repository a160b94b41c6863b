//! Every case: its contenders agree, has a limit, and generated code takes no more from the heap than is written down.

use chainrule_bench::harness::Role;
use chainrule_bench::{limits, problems};

/// Problem, output, how often the generated code asks for memory: a tape for a loop whose length only the run knows. All others never do.
const ALLOCATIONS: &[(&str, &str, u64)] = &[
    ("log-sum-exp 2500", "value and gradient", 2),
    ("least squares 512x128", "value and gradient", 1),
    ("tanh recurrence 1000", "value and gradient", 2),
    ("tanh recurrence 100000", "value and gradient", 2),
    ("orbit fit 200 steps", "value and gradient", 51),
    ("calls, recurrence 1000", "value and gradient", 2),
    ("lse 80000", "value and gradient", 2),
    ("llsq 512/128", "value and gradient", 512),
    ("ode 10000/10", "gradient", 136),
    ("kmeans 100/10000/8", "gradient and hvp", 20_000),
    ("gmm 2/5/1000", "gradient", 13_009),
    ("gmm 10/50/1000", "gradient", 103_009),
    ("gmm 64/25/1000", "gradient", 53_009),
    ("nearest 100/2000/8", "gradient and hvp", 2000),
    ("lstm 2/1024", "gradient", 41_947),
    ("lstm 4/1024", "gradient", 72_637),
    ("ht 26/100", "jacobian", 378),
];

#[test]
fn contenders_agree() {
    for mut case in problems::all() {
        case.agree().unwrap_or_else(|how| panic!("{how}"));
    }
}

#[test]
fn every_case_has_a_limit() {
    for case in problems::all() {
        assert!(limits::of(&*case).is_some(), "{}, {} has none", case.problem(), case.output());
    }
}

#[test]
fn generated_code_allocates_what_is_written_down_at_most() {
    let mut off = Vec::new();
    for mut case in problems::all() {
        let row = ALLOCATIONS.iter().find(|row| row.0 == case.problem() && row.1 == case.output());
        let allowed = row.map_or(0, |row| row.2);
        let heap = case.memory();
        let generated = heap.iter().find(|heap| heap.role == Role::Generated).expect("something is generated");
        if generated.allocations > allowed {
            off.push(format!("(\"{}\", \"{}\", {}),", case.problem(), case.output(), generated.allocations));
        }
    }
    assert!(off.is_empty(), "these ask more often: {off:#?}");
}
