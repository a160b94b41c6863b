//! Random programs through the macro: value and derivatives against the meaning of the program itself.
//!
//! `CHAINRULE_SEED` sets the first seed, `CHAINRULE_PROGRAMS` how many are tried, `CHAINRULE_WITHOUT` names features to
//! leave out (see [`program::make::Features`]), `CHAINRULE_STAGES` the stages to run.
//! With `CHAINRULE_REFUSED=skip`, programs that the front end refuses are passed over.

mod companions;
mod direct;
mod lanes;
mod lowered;
mod modes;
mod opaque;
pub(crate) mod program;
mod typos;

use std::cell::RefCell;
use std::fmt::{self, Debug, Formatter, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use companions::{Companions, Unit};
use modes::{Subject, Wrong};
use program::ast::Program;
use program::make::{self, Case, Features};
use program::{print, shrink, witness};

/// Stages that every program goes through; of the others each goes through one, in turn.
const ALWAYS: usize = 5;

/// The stages of a seed. Those that were asked for by name are not fewer for it.
fn of_seed(stages: &[Stage], seed: u64) -> Vec<Stage> {
    let (always, others) = stages.split_at(ALWAYS.min(stages.len()));
    let all = stages.len() < STAGES.len();
    let chosen = |k: usize| all || k as u64 == seed % others.len() as u64;
    always
        .iter()
        .copied()
        .chain(others.iter().copied().enumerate().filter(|(k, _)| chosen(*k)).map(|(_, s)| s))
        .collect()
}

/// From a program to its functions, in order.
type FrontEnd = fn(&Program) -> Result<Vec<Unit>, Wrong>;

/// A stage that went wrong, and everything that is needed to look at it.
pub(crate) struct Failure {
    seed: u64,
    stage: &'static str,
    wrong: Wrong,
    source: String,
    inputs: String,
}

impl Debug for Failure {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { seed, stage, wrong, source, inputs } = self;
        let Wrong { message, listing } = wrong;
        write!(f, "seed {seed}, {stage}: {message}\n\n{source}\ninputs {inputs}\n\n{listing}")
    }
}

type Stage = (&'static str, fn(&Subject) -> Result<(), Wrong>);

const STAGES: [Stage; 11] = [
    ("value", Subject::value),
    ("jvp", Subject::jvp),
    ("gradient", Subject::gradient),
    ("pullback", Subject::pullback),
    ("hessian", Subject::hessian),
    ("entries", Subject::entries),
    ("reassociated", Subject::reassociated),
    ("jvps", Subject::jvps),
    ("vjps", Subject::vjps),
    ("hvps", Subject::hvps),
    ("half_hessian", Subject::half_hessian),
];

/// The program of a seed through every stage; a failure is made small first.
pub(crate) fn check_program(seed: u64, front: FrontEnd, features: Features, stages: &[Stage]) -> Result<(), Failure> {
    let Some(case) = make::case(seed, features).map(Rc::new) else { return Ok(()) };
    let stages = &of_seed(stages, seed);
    let Err((stage, wrong)) = through(&case, front, stages) else { return Ok(()) };
    let kind = kind(&wrong);
    if kind.starts_with("refused") && std::env::var("CHAINRULE_REFUSED").is_ok_and(|v| v == "skip") {
        return Ok(());
    }
    // Now and then the maker indexes by a boolean that took the name of a number: rustc's to refuse, and none of ours.
    if wrong.message.starts_with("not well-formed: an index of type bool") {
        return Ok(());
    }
    // An `Option` of a call without varying arguments is one value, the user's; the interpreter has pairs alone.
    let is_optional = || print::source(&case.program, "").contains("Option<");
    if wrong.message.ends_with(" values for 1") && is_optional() {
        return Ok(());
    }
    // A caller of what gives an `Option` has its lanes one after the other; the interpreter has all at once alone.
    if wrong.message == companions::NO_LANES && is_optional() {
        return Ok(());
    }
    let inputs = case.inputs.clone();
    let with = |program: Program| {
        let witness = witness::witness(&program, &inputs).ok().filter(|_| direct::resolves(&program))?;
        Some(Rc::new(Case { program, inputs: inputs.clone(), witness }))
    };
    let small = shrink::shrink(case.program.clone(), |p| {
        with(p.clone())
            .is_some_and(|case| through(&case, front, stages).is_err_and(|(s, w)| s == stage && self::kind(&w) == kind))
    });
    let case = with(small).unwrap_or(case);
    let (stage, wrong) = through(&case, front, stages).expect_err("what was made small fails");
    let source = print::source(&case.program, "#[differentiable]");
    Err(Failure { seed, stage, wrong, source, inputs: format!("{:?}", case.inputs) })
}

/// A message without its numbers: what makes two failures the same.
fn kind(wrong: &Wrong) -> String {
    wrong.message.lines().next().unwrap_or_default().chars().filter(|c| c.is_alphabetic() || *c == ' ').collect()
}

/// The first stage that goes wrong.
fn through(case: &Rc<Case>, front: FrontEnd, stages: &[Stage]) -> Result<(), (&'static str, Wrong)> {
    let units = guarded(|| front(&case.program)).map_err(|w| ("front end", w))?;
    let unit = units.last().expect("a program has a function").clone();
    let subject = Subject { case: Rc::clone(case), unit, companions: Companions::new(units) };
    stages.iter().try_for_each(|(name, stage)| guarded(|| stage(&subject)).map_err(|w| (*name, w)))
}

thread_local! {
    /// Where the last panic was.
    static PLACE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// A panic is a failure like any other.
fn guarded<T>(run: impl FnOnce() -> Result<T, Wrong>) -> Result<T, Wrong> {
    catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|panic| {
        let message = panic.downcast_ref::<String>().cloned();
        let message = message.or_else(|| panic.downcast_ref::<&str>().map(|s| (*s).to_owned()));
        let message = format!("panic: {} at {}", message.unwrap_or_default(), PLACE.take());
        Err(Wrong { message, listing: String::new() })
    })
}

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// Failures after which no more programs are tried, unless `CHAINRULE_FAILURES` says otherwise.
const ENOUGH: u64 = 12;

/// Tries the seeds that were asked for; reports every failure in a line, and the smallest of each stage in full.
fn try_all(front: FrontEnd, features: Features, default: u64) {
    let first = setting("CHAINRULE_SEED", 1);
    let count = setting("CHAINRULE_PROGRAMS", default);
    let wanted = std::env::var("CHAINRULE_STAGES").ok();
    let wanted = |name: &str| wanted.as_ref().is_none_or(|list| list.split(',').any(|n| n.trim() == name));
    let stages: Vec<Stage> = STAGES.into_iter().filter(|(name, _)| wanted(name)).collect();
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|info| PLACE.set(info.location().map(ToString::to_string).unwrap_or_default())));
    let failures: Vec<Failure> = (first..first + count)
        .filter_map(|seed| check_program(seed, front, features, &stages).err())
        .take(usize::try_from(setting("CHAINRULE_FAILURES", ENOUGH)).expect("a small number"))
        .collect();
    std::panic::set_hook(hook);
    // Another test may have the hook just now, and swallow the message of a panic.
    let failed = !failures.is_empty();
    if failed {
        eprintln!("{}", report(failures));
    }
    assert!(!failed, "programs fail: the report is above");
}

fn report(mut failures: Vec<Failure>) -> String {
    failures.sort_by_key(|f| f.source.len());
    let mut text = format!("{} programs fail:\n", failures.len());
    for f in &failures {
        let line = f.wrong.message.lines().next().unwrap_or_default();
        let _ = writeln!(text, "  seed {}, {}: {line}", f.seed, f.stage);
    }
    for stage in ["front end"].into_iter().chain(STAGES.iter().map(|(name, _)| *name)) {
        if let Some(smallest) = failures.iter().find(|f| f.stage == stage) {
            let _ = write!(text, "\n---- {smallest:?}");
        }
    }
    text
}

fn features() -> Features {
    Features::without(&std::env::var("CHAINRULE_WITHOUT").unwrap_or_default())
}

#[allow(clippy::unnecessary_wraps)]
fn straight(program: &Program) -> Result<Vec<Unit>, Wrong> {
    let units = program.funs.iter().map(|fun| {
        let (func, active) = direct::direct(program, fun);
        Unit { name: fun.name.clone(), func: Rc::new(func), active, opaques: Vec::new() }
    });
    Ok(units.collect())
}

/// The file for tests from outside is Rust.
#[test]
fn exported_module_parses() {
    let text = program::source::module(1, 5);
    let file = syn::parse_file(&text).expect("a file of Rust");
    assert!(file.items.len() > 10);
}

/// Everything behind the front end.
#[test]
fn transforms_agree_with_hyper_dual_numbers() {
    try_all(
        straight,
        Features {
            jumps: false,
            whiles: false,
            returns: false,
            effects: false,
            chains: false,
            changes: false,
            ..features()
        },
        150,
    );
}

/// The whole way from the source.
#[test]
fn macros_front_end_agrees_with_hyper_dual_numbers() {
    try_all(lowered::lowered, features(), 150);
}
