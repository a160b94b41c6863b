//! Random programs, compiled by rustc: every output of each against hyper-dual numbers, and the value against the bits of the
//! function itself, without optimization and with it.
//!
//! `CHAINRULE_SOURCES` says how many programs, `CHAINRULE_SEED` the first of them. One program alone:
//! ```sh
//! CHAINRULE_SEED=7 CHAINRULE_SOURCES=1 cargo test -p chainrule-tests --test random_programs
//! ```
//! With `CHAINRULE_SHRINK=1`, the first that fails is also made small, which takes minutes.

#[allow(dead_code)]
#[path = "../../macros/src/fuzz/program/mod.rs"]
mod program;

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

use program::ast::Program;
use program::make::{self, Case, Features};
use program::{print, shrink, source, witness};

/// Programs in one file: files are compiled side by side.
const FILE: usize = 10;

/// The packages that hold the same files, and whether rustc optimizes them.
const BUILDS: [&str; 2] = ["plain", "optimized"];

/// One profile for both packages, so that what they depend on is built once.
const WORKSPACE: &str = r#"[workspace]
members = ["plain", "optimized"]
resolver = "2"

[profile.dev]
debug = false
incremental = false

[profile.dev.package.optimized]
opt-level = 3
debug-assertions = false
overflow-checks = false
"#;

#[test]
fn programs_agree_with_hyper_dual_numbers() {
    let (seed, count) = (setting("CHAINRULE_SEED", 1), setting("CHAINRULE_SOURCES", 40));
    let mut cases: Vec<Case> = (seed..seed + count).filter_map(|seed| make::case(seed, Features::ALL)).collect();
    let (mut report, mut failing, mut refused) = (String::new(), Vec::new(), 0);
    // What does not compile hides what the others compute.
    while let Err(said) = attempt("random_programs", &cases) {
        let fails = |case: &Case| said.lines().any(|line| line.ends_with(&format!(" in {}", name(case))));
        let (wrong, fine): (Vec<Case>, Vec<Case>) = cases.into_iter().partition(fails);
        assert!(!wrong.is_empty(), "{report}{said}");
        let is_refused = |case: &Case| said.lines().any(|line| line == format!("refused: {}", name(case)));
        let (no, wrong): (Vec<Case>, Vec<Case>) = wrong.into_iter().partition(is_refused);
        report.push_str(&said);
        refused += no.len();
        failing.extend(wrong);
        cases = fine;
    }
    println!(
        "{} programs from seed {seed}: {} agree, {refused} are refused, {} fail",
        count,
        cases.len(),
        failing.len()
    );
    assert!(10 * refused <= cases.len(), "{report}too many programs are refused");
    if failing.is_empty() {
        return;
    }
    if env::var_os("CHAINRULE_SHRINK").is_some() {
        failing.push(shrunk(&failing[0]));
    }
    let sources: Vec<String> = failing.iter().map(|case| print::source(&case.program, "#[differentiable]")).collect();
    let names: Vec<&str> = failing.iter().map(name).collect();
    panic!("{report}\n{}\nthe programs {names:?} fail", sources.join("\n"));
}

fn name(case: &Case) -> &str {
    &case.program.funs.last().expect("a program has a function").name
}

/// Compiles and runs the programs; else gives what was said, in which ` in p7` stands wherever program 7 failed.
fn attempt(folder: &str, cases: &[Case]) -> Result<(), String> {
    if cases.is_empty() {
        return Ok(());
    }
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(folder);
    let files: Vec<(String, String)> =
        cases.chunks(FILE).map(|cases| (format!("from_{}", name(&cases[0])), source::file(cases))).collect();
    write_workspace(&root, &files);
    succeeded(&cargo_build(&root)).map_err(|said| located(&root, &said))?;
    for (file, _) in &files {
        let [plain, optimized] = BUILDS.map(|build| {
            let out = Command::new(binary(&root, build, file)).output().expect("the program runs");
            succeeded(&out).map(|()| String::from_utf8(out.stdout).expect("text"))
        });
        let (plain, optimized) = (plain?, optimized?);
        if let Some((name, lines)) = changed(&plain, &optimized) {
            return Err(format!("the optimizer changes bits in {name}\n{lines}"));
        }
    }
    Ok(())
}

/// The first program of which derivatives differ though the function itself does not. Where rustc computes a constant such as
/// `1.1_f32.sinh()` while it compiles, the user's own function can have other bits.
fn changed<'a>(plain: &'a str, optimized: &str) -> Option<(&'a str, String)> {
    let mut itself = true;
    for (a, b) in plain.lines().zip(optimized.lines()) {
        let (what, _) = a.split_once(' ').unwrap_or((a, ""));
        match what.split_once("::") {
            None => itself = a == b,
            Some((name, _)) if itself && a != b => return Some((name, format!("{a}\n{b}\n"))),
            Some(_) => {}
        }
    }
    None
}

/// A small program that fails in the same way.
fn shrunk(case: &Case) -> Case {
    let with = |program: &Program| {
        let witness = witness::witness(program, &case.inputs).ok()?;
        Some(Case { program: program.clone(), inputs: case.inputs.clone(), witness })
    };
    let kind = |program: &Program| {
        with(program).and_then(|case| attempt("random_program", &[case]).err()).map(|said| kind(&said))
    };
    let wanted = kind(&case.program);
    let small = shrink::shrink(case.program.clone(), |program| wanted.is_some() && kind(program) == wanted);
    with(&small).expect("what was made small has derivatives")
}

/// What was said first that is wrong, without its numbers.
fn kind(said: &str) -> String {
    let mut lines = said.lines();
    let wrong = |line: &str| line.contains("message: ") || line.starts_with("error[") || line.contains(", expected ");
    lines.find(|line| wrong(line)).unwrap_or_default().chars().filter(|c| c.is_alphabetic()).collect()
}

fn setting(name: &str, default: u64) -> u64 {
    env::var(name).map_or(default, |text| text.parse().unwrap_or_else(|_| panic!("{name} is a number, not {text}")))
}

fn write_workspace(root: &Path, files: &[(String, String)]) {
    let chainrule = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests lie in the workspace");
    fs::create_dir_all(root).expect("a directory");
    write(&root.join("Cargo.toml"), WORKSPACE);
    let lock = fs::read_to_string(chainrule.join("Cargo.lock")).expect("the workspace has a lock file");
    write(&root.join("Cargo.lock"), &lock);
    let mut targets = String::new();
    for (name, text) in files {
        write(&root.join(name).with_extension("rs"), text);
        let _ = writeln!(targets, "[[bin]]\nname = \"NAME_{name}\"\npath = \"../{name}.rs\"\n");
    }
    for build in BUILDS {
        let manifest = format!(
            "[package]\nname = \"{build}\"\nedition = \"2024\"\n\n[dependencies]\nchainrule = {{ path = '{}' }}\n\n{}",
            chainrule.join("runtime").display(),
            targets.replace("NAME", build)
        );
        fs::create_dir_all(root.join(build)).expect("a directory");
        write(&root.join(build).join("Cargo.toml"), &manifest);
    }
}

/// Leaves a file alone that has the text already, and its time with it.
fn write(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return;
    }
    fs::write(path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}

/// Without the network: the lock file is that of the workspace, which has been built.
fn cargo_build(root: &Path) -> Output {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(root).args(["build", "--offline", "--quiet", "--keep-going"]);
    cargo.env("CARGO_TARGET_DIR", root.join("target")).env_remove("CARGO_BUILD_TARGET");
    cargo.output().expect("cargo runs")
}

fn binary(root: &Path, build: &str, file: &str) -> PathBuf {
    root.join("target/debug").join(format!("{build}_{file}{}", env::consts::EXE_SUFFIX))
}

fn succeeded(out: &Output) -> Result<(), String> {
    if out.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&out.stderr);
    let list = said.rsplit_once("wrong:").map_or("", |(_, list)| list);
    let names: Vec<String> =
        list.split('"').filter(|s| s.starts_with('p')).map(|name| format!("wrong in {name}\n")).collect();
    Err(format!("{said}\n{}", names.concat()))
}

/// What rustc said of errors, each with the program that it is in. A program that is refused is named so.
fn located(root: &Path, said: &str) -> String {
    let (mut error, mut refusal) = (false, false);
    let mut text = String::new();
    for line in said.lines() {
        if !line.starts_with(' ') && !line.is_empty() && !line.starts_with(|c: char| c.is_ascii_digit()) {
            error = line.starts_with("error");
            refusal = error && line.ends_with("not supported yet");
        }
        if !error {
            continue;
        }
        let place = line.trim_start().strip_prefix("--> ").and_then(|place| named_at(root, place));
        let _ = writeln!(text, "{line}{}", place.as_ref().map(|name| format!(" in {name}")).unwrap_or_default());
        if let Some(name) = place.filter(|_| refusal) {
            let _ = writeln!(text, "refused: {name}");
        }
    }
    text
}

/// The program at a place such as `plain/../from_p1.rs:25:7`: that of the function below an attribute, or of the one around the line.
fn named_at(root: &Path, place: &str) -> Option<String> {
    let mut parts = place.split("/../").last()?.split(':');
    let text = fs::read_to_string(root.join(parts.next()?)).ok()?;
    let line: usize = parts.next()?.parse().ok()?;
    let name = |line: &str| line.strip_prefix("fn ")?.split(['(', '_']).next().map(str::to_owned);
    let at = text.lines().nth(line - 1)?;
    if at.starts_with("#[") {
        text.lines().skip(line).find_map(name)
    } else {
        text.lines().take(line).filter_map(name).last()
    }
}
