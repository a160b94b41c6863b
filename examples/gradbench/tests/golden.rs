//! Inputs and results of the suite, where they are at hand:
//!
//! ```sh
//! GRADBENCH_DATA=folder cargo test --release -p chainrule-gradbench --test golden
//! ```
//!
//! The folder has `inputs/MODULE/NAME.json`, and `expected/MODULE/NAME.FUNCTION.json`.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use chainrule_gradbench::answer;
use serde_json::{Value, json};

/// How far a number may be off, relative to one and the size of both, in the suite.
const TOLERANCE: f64 = 1e-4;

#[test]
fn answers_are_those_of_the_suite() {
    let Some(folder) = std::env::var_os("GRADBENCH_DATA").map(PathBuf::from) else {
        eprintln!("skipped: GRADBENCH_DATA does not name a folder with inputs and results of the suite");
        return;
    };
    let modules = entries(&folder.join("expected"));
    let wrong: Vec<String> = modules.iter().flat_map(|module| check_module(&folder, module)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is wrong in a module, a line each.
fn check_module(folder: &Path, module: &Path) -> Vec<String> {
    let results = entries(module);
    eprintln!("{}: {} results", name(module), results.len());
    results.iter().filter_map(|result| check(folder, &name(module), result).err()).collect()
}

fn check(folder: &Path, module: &str, result: &Path) -> Result<(), String> {
    let stem = result.file_stem().map(OsStr::to_string_lossy).expect("a name");
    let (input, function) = stem.rsplit_once('.').expect("input and function in the name");
    let output = evaluate(module, function, &folder.join("inputs").join(module).join(format!("{input}.json")))?;
    let expected = read(result);
    compare(&output, &expected).map_err(|what| format!("{module} {stem}: {what}"))
}

fn evaluate(module: &str, function: &str, input: &Path) -> Result<Value, String> {
    let message = json!({
        "id": 1, "kind": "evaluate", "module": module, "function": function, "input": read(input),
    });
    let mut response: Value = serde_json::from_str(&answer(message.to_string().as_bytes())).expect("JSON");
    if response["success"] == true {
        Ok(response["output"].take())
    } else {
        Err(format!("{module} {function}: {response}"))
    }
}

/// The rule of the suite: the same structure, and numbers that are near each other.
fn compare(x: &Value, y: &Value) -> Result<(), String> {
    match (x, y) {
        (Value::Object(a), Value::Object(b)) if a.keys().eq(b.keys()) => a.values().zip(b.values()).try_for_each(pair),
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => a.iter().zip(b).try_for_each(pair),
        (Value::Number(a), Value::Number(b)) => near(a.as_f64().expect("a number"), b.as_f64().expect("a number")),
        _ => Err("another structure".into()),
    }
}

fn pair((x, y): (&Value, &Value)) -> Result<(), String> {
    compare(x, y)
}

fn near(x: f64, y: f64) -> Result<(), String> {
    let error = (x - y).abs() / (x.abs() + y.abs()).max(1.0);
    if error <= TOLERANCE { Ok(()) } else { Err(format!("{x} is not {y}")) }
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = files.map(|file| file.expect("an entry").path()).collect();
    paths.sort();
    paths
}

fn name(path: &Path) -> String {
    path.file_name().expect("a name").to_string_lossy().into_owned()
}

fn read(path: &Path) -> Value {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
