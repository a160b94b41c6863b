use std::fmt::Write as _;

use super::{Case, Role, Times};

/// The names of the columns.
#[must_use]
pub fn header() -> String {
    format!(
        "{:<22} {:<20} {:>10} {:>10} {:>10} {:>8} {:>8}  peers, by hand-written",
        "problem", "output", "primal", "by hand", "generated", "/hand", "/primal"
    )
}

/// One case.
#[must_use]
pub fn row(case: &dyn Case, times: &Times) -> String {
    let column = |role| times.median(role).map_or("-".into(), time);
    let ratio = |role, to| times.ratio(role, to).map_or("-".into(), |r| format!("{r:.2}"));
    let mut line = format!(
        "{:<22} {:<20} {:>10} {:>10} {:>10} {:>8} {:>8} ",
        case.problem(),
        case.output(),
        column(Role::Primal),
        column(Role::Hand),
        column(Role::Generated),
        ratio(Role::Generated, Role::Hand),
        ratio(Role::Generated, Role::Primal),
    );
    for peer in times.peers() {
        write!(line, " {peer} {}", ratio(Role::Peer(peer), Role::Hand)).expect("a string takes all");
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
