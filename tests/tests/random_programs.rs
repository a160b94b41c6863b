//! Random programs, compiled by rustc: every output of each against hyper-dual numbers, and the value against the bits of the
//! function itself, without optimization and with it.
//!
//! `CHAINRULE_SOURCES` says how many programs, `CHAINRULE_SEED` the first of them. One program alone:
//! ```sh
//! CHAINRULE_SEED=7 CHAINRULE_SOURCES=1 cargo test -p chainrule-tests --test random_programs
//! ```

#[allow(dead_code)]
#[path = "../../macros/src/fuzz/program/mod.rs"]
mod program;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

use program::{make, print, source};

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
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("random_programs");
    let seeds: Vec<u64> = (seed..seed + count).collect();
    let files: Vec<(String, String)> = seeds.chunks(FILE).map(file).collect();
    write_workspace(&root, &files);
    succeeded(&root, "the programs compile", &cargo_build(&root));
    for (file, _) in &files {
        let [plain, optimized] = BUILDS.map(|build| {
            let out = Command::new(binary(&root, build, file)).output().expect("the program runs");
            succeeded(&root, &format!("{build}: the programs of {file} agree"), &out);
            String::from_utf8(out.stdout).expect("text")
        });
        let mut pairs = plain.lines().zip(optimized.lines());
        if let Some((plain, optimized)) = pairs.find(|(plain, optimized)| plain != optimized) {
            panic!("the optimizer changes bits:\n{plain}\n{optimized}");
        }
    }
}

fn setting(name: &str, default: u64) -> u64 {
    env::var(name).map_or(default, |text| text.parse().unwrap_or_else(|_| panic!("{name} is a number, not {text}")))
}

/// The name and the text of the file that holds these programs.
fn file(seeds: &[u64]) -> (String, String) {
    (format!("from_{}", seeds[0]), source::module(seeds[0], seeds.len()))
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
            "[package]\nname = \"{build}\"\nedition = \"2024\"\n\n[dependencies]\nchainrule = {{ path = {:?} }}\n\n{}",
            chainrule.join("runtime"),
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

/// Panics with what the command said, and with the programs that it names.
fn succeeded(root: &Path, what: &str, out: &Output) {
    if out.status.success() {
        return;
    }
    let said = String::from_utf8_lossy(&out.stderr);
    let seeds = wrong(&said).into_iter().chain(uncompiled(root, &said)).collect::<BTreeSet<_>>();
    let mut text = format!("not so: {what}\n{said}\n");
    for case in seeds.iter().filter_map(|seed| make::case(*seed, make::Features::ALL)) {
        let _ = writeln!(text, "{}", print::source(&case.program, "#[differentiable]"));
    }
    panic!("{text}seeds {seeds:?}");
}

/// The seeds of the programs that a run lists after its last `wrong:`.
fn wrong(said: &str) -> Vec<u64> {
    let list = said.rsplit_once("wrong:").map_or("", |(_, list)| list);
    list.split('"').filter_map(|name| name.strip_prefix('p')?.parse().ok()).collect()
}

/// The seeds of the programs in which rustc found errors.
fn uncompiled(root: &Path, said: &str) -> Vec<u64> {
    let mut error = false;
    let mut seeds = Vec::new();
    for line in said.lines() {
        if let Some((_, place)) = line.split_once("--> ") {
            seeds.extend(seed_at(root, place).filter(|_| error));
            error = false;
        } else if !line.starts_with(' ') {
            error = line.starts_with("error");
        }
    }
    seeds
}

/// The program at a place such as `plain/../from_1.rs:25:7`: the first function after it that names its seed, or the test around it.
fn seed_at(root: &Path, place: &str) -> Option<u64> {
    let mut parts = place.split("/../").last()?.split(':');
    let text = fs::read_to_string(root.join(parts.next()?)).ok()?;
    let line: usize = parts.next()?.parse().ok()?;
    let name = |line: &str| line.strip_prefix("fn p")?.split(['(', '_']).next()?.parse().ok();
    let (before, after): (Vec<&str>, Vec<&str>) =
        (text.lines().take(line).collect(), text.lines().skip(line).collect());
    if before.last()?.starts_with("#[") {
        after.into_iter().find_map(name)
    } else {
        before.into_iter().rev().find_map(name)
    }
}
