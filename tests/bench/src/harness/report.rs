use std::fmt::Write as _;

use super::{Case, Role, Times};

/// The names of the columns.
#[must_use]
pub fn header() -> String {
    format!(
        "{:<22} {:<18} {:>9} {:>9} {:>9} {:>7} {:>7} {:>9} {:>9}  others, by the fastest by hand",
        "problem", "output", "primal", "by hand", "generated", "/hand", "/primal", "heap hand", "generated"
    )
}

/// One case.
#[must_use]
pub fn row(case: &mut dyn Case, times: &Times) -> String {
    let memory = case.memory();
    let best = times.best();
    let column = |role| times.median(role).map_or("-".into(), time);
    let heap = |role| memory.iter().find(|of| of.role == role).map_or("-".into(), |of| bytes(of.peak));
    let ratio = |role, to| times.ratio(role, to).map_or("-".into(), |r| format!("{r:.2}"));
    let mut line = format!(
        "{:<22} {:<18} {:>9} {:>9} {:>9} {:>7} {:>7} {:>9} {:>9} ",
        case.problem(),
        case.output(),
        column(Role::Primal),
        column(best),
        column(Role::Generated),
        ratio(Role::Generated, best),
        ratio(Role::Generated, Role::Primal),
        heap(best),
        heap(Role::Generated),
    );
    for role in times.roles() {
        if let Role::Hand(name) | Role::Peer(name) = role
            && role != best
        {
            write!(line, " {name} {}", ratio(role, best)).expect("a string takes all");
        }
    }
    line
}

/// Nanoseconds, in a unit that suits them.
#[must_use]
pub fn time(nanoseconds: f64) -> String {
    match nanoseconds {
        t if t < 1e3 => format!("{t:.1} ns"),
        t if t < 1e6 => format!("{:.2} us", t / 1e3),
        t => format!("{:.2} ms", t / 1e6),
    }
}

/// Bytes, in a unit that suits them.
fn bytes(bytes: u64) -> String {
    match bytes {
        b if b < 10_000 => format!("{b} B"),
        b if b < 10_000_000 => format!("{} kB", b / 1000),
        b => format!("{} MB", b / 1_000_000),
    }
}
