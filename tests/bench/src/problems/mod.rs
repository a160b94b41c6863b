//! The problems: the function as a user writes it, its data, and who computes what of it.

/// A contest: its name, its output and what is written to, then who calls what. Whoever writes to something knows it by the name in bars.
/// A function in brackets is called through a pointer, and so is compiled by itself, as the libraries of a program are; what is compiled into
/// the loop that times it depends on chance. Calls without brackets are for functions that take no longer than a call.
macro_rules! contest {
    (($($about:expr),+) |$out:ident| $($role:ident $(($name:literal))? => $([$function:expr])? ($($arg:expr),*)),+ $(,)?) => {
        crate::harness::Contest::writing($($about),+)
            $(.$role($($name,)? move |$out| {
                let _ = &$out;
                contest!(@call $([$function])? ($($arg),*))
            }))+
    };
    (@call [$function:expr] ($($arg:expr),*)) => {{
        let function: fn($(contest!(@hole $arg)),*) -> _ = $function;
        std::hint::black_box(function)($($arg),*)
    }};
    (@call ($call:expr)) => { $call };
    (@hole $arg:expr) => { _ };
}

/// A contest for value and gradient with the other libraries, where they are asked for: how many numbers there are where dual numbers are to have
/// as many derivatives, the point, and the function for a slice of any kind of number.
#[cfg(feature = "peers")]
macro_rules! with_peers {
    ($contest:expr, $x:expr, |$v:ident| $f:expr $(, $n:literal)?) => {{
        use crate::peers::{self, Put};
        let contest = $contest.peer("reverse", move |out| out.put(peers::tape(|$v| $f, $x)));
        $(let contest = contest
            .peer("num-dual", move |out| out.put(peers::dual::<$n>(|$v| $f, $x)))
            .peer("autodiff", move |out| out.put(peers::forward(|$v| $f, $x)));)?
        contest
    }};
}
#[cfg(not(feature = "peers"))]
macro_rules! with_peers {
    ($contest:expr, $x:expr, |$v:ident| $f:expr $(, $n:literal)?) => {
        $contest
    };
}

/// A contest for a Hessian, with dual numbers that have as many derivatives as there are numbers.
#[cfg(feature = "peers")]
macro_rules! with_dual_hessian {
    ($contest:expr, $n:literal, $x:expr, |$v:ident| $f:expr) => {
        $contest.peer("num-dual", move |_| crate::peers::dual_hessian::<$n>(|$v| $f, $x))
    };
}
#[cfg(not(feature = "peers"))]
macro_rules! with_dual_hessian {
    ($contest:expr, $n:literal, $x:expr, |$v:ident| $f:expr) => {
        $contest
    };
}

mod calls;
mod chained;
mod evals;
mod least_squares;
mod lennard_jones;
mod linear;
mod log_sum_exp;
mod logistic;
mod mix;
mod mlp;
mod nearest;
mod nested;
mod orbit_fit;
mod product;
mod recurrence;
mod rosenbrock;
mod shared;

use crate::harness::Case;

/// Every case of every problem.
#[must_use]
pub fn all() -> Vec<Box<dyn Case>> {
    let problems = [
        rosenbrock::cases,
        shared::cases,
        chained::cases,
        logistic::cases,
        product::cases,
        nested::cases,
        mix::cases,
        log_sum_exp::cases,
        least_squares::cases,
        recurrence::cases,
        lennard_jones::cases,
        linear::cases,
        orbit_fit::cases,
        calls::cases,
        mlp::cases,
        nearest::cases,
        evals::cases,
    ];
    problems.iter().flat_map(|cases| cases()).collect()
}

/// Data for the whole run.
fn kept<T>(data: Vec<T>) -> &'static [T] {
    Box::leak(data.into_boxed_slice())
}
