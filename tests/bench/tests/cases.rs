//! Every case: its contenders agree, has a limit, and generated code takes no more from the heap than is written down.

use chainrule_bench::harness::Role;
use chainrule_bench::{limits, problems};

/// Problem, output, how often the generated code asks for memory: a tape for a loop whose length only the run knows. All others never do.
const ALLOCATIONS: &[(&str, &str, u64)] = &[
    ("chained 10", "hessian", 2),
    ("chained 100", "hessian", 2),
    ("chained 1000", "hessian", 2),
    ("log-sum-exp 2500", "value and gradient", 2),
    ("least squares 512x128", "value and gradient", 512),
    ("tanh recurrence 1000", "value and gradient", 2),
    ("tanh recurrence 100000", "value and gradient", 2),
    ("orbit fit 200 steps", "value and gradient", 51),
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
