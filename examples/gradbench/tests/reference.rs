//! Small inputs, and results that `tests/reference/make.py` has from 50-digit arithmetic.

use std::fs;

use chainrule_gradbench::answer;
use serde::Deserialize;
use serde_json::{Value, json};

/// How far a number may be off, relative to one or its size.
const TOLERANCE: f64 = 1e-13;

#[derive(Deserialize)]
struct Case {
    module: String,
    function: String,
    input: Value,
    output: Value,
}

impl Case {
    fn answer(&self) -> Value {
        let message =
            json!({"id": 1, "kind": "evaluate", "module": self.module, "function": self.function, "input": self.input});
        let mut response: Value = serde_json::from_str(&answer(message.to_string().as_bytes())).expect("JSON");
        assert_eq!(response["success"], true, "{} {}: {response}", self.module, self.function);
        response["output"].take()
    }

    fn check(&self) {
        let answer = self.answer();
        let error = distance(&answer, &self.output);
        let Self { module, function, input, output } = self;
        assert!(error <= TOLERANCE, "{module} {function} {input}\n{answer}\n{output}\nerror {error:e}");
    }
}

/// The greatest difference of numbers, relative to one or their size; infinite where the structures differ.
fn distance(x: &Value, y: &Value) -> f64 {
    match (x, y) {
        (Value::Object(a), Value::Object(b)) if a.keys().eq(b.keys()) => greatest(a.values().zip(b.values())),
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => greatest(a.iter().zip(b)),
        (Value::Number(a), Value::Number(b)) => {
            let (a, b) = (a.as_f64().expect("a number"), b.as_f64().expect("a number"));
            (a - b).abs() / b.abs().max(1.0)
        }
        _ => f64::INFINITY,
    }
}

fn greatest<'a>(pairs: impl Iterator<Item = (&'a Value, &'a Value)>) -> f64 {
    pairs.map(|(x, y)| distance(x, y)).fold(0.0, f64::max)
}

fn check(module: &str) {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/reference/cases.json");
    let cases: Vec<Case> = serde_json::from_str(&fs::read_to_string(path).expect("cases.json")).expect("cases");
    let cases: Vec<Case> = cases.into_iter().filter(|case| case.module == module).collect();
    assert!(!cases.is_empty());
    cases.iter().for_each(Case::check);
}

#[test]
fn lse() {
    check("lse");
}

#[test]
fn llsq() {
    check("llsq");
}

#[test]
fn ode() {
    check("ode");
}

#[test]
fn det() {
    check("det");
}

#[test]
fn kmeans() {
    check("kmeans");
}

#[test]
fn gmm() {
    check("gmm");
}

#[test]
fn lstm() {
    check("lstm");
}

#[test]
fn ba() {
    check("ba");
}

#[test]
fn ht() {
    check("ht");
}
