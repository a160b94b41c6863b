//! What cannot be answered gets an error that says why, and the tool goes on.

mod support;

use serde_json::{Value, json};
use support::Tool;

/// Lines that are no message, the id that can be made out, and words of the error.
const LINES: [(&str, Option<i64>, &str); 9] = [
    ("nonsense", None, "not a message"),
    ("[1, 2]", None, "not a message"),
    ("7", None, "not a message"),
    (r#"{"id": 3, "kind": "evaluate", "input": {"x": [1,}}"#, Some(3), "not a message"),
    (r#"{"id": 4, "kind""#, Some(4), "not a message"),
    (r#"{"id": 5}"#, Some(5), "no `kind`"),
    (r#"{"id": 6, "kind": 1}"#, Some(6), "`kind` must be text, not 1"),
    (r#"{"id": 7, "kind": "define"}"#, Some(7), "no `module`"),
    (r#"{"id": 8, "kind": "evaluate", "module": "lse", "function": "primal"}"#, Some(8), "no `input`"),
];

#[test]
fn lines_that_are_no_messages() {
    let mut tool = Tool::start();
    for (line, id, words) in LINES {
        let response = tool.send_line(line);
        assert_eq!(response["id"], id.map_or(Value::Null, Value::from), "{line}");
        assert_eq!(response["success"], false, "{line}");
        assert!(response["error"].as_str().is_some_and(|error| error.contains(words)), "{line}: {response}");
    }
    tool.finish();
}

#[test]
fn modules_and_functions_that_are_not_there() {
    let mut tool = Tool::start();
    let response = tool.send(&json!({"id": 1, "kind": "define", "module": "fft"}));
    assert_eq!(response, json!({"id": 1, "success": false, "error": "there is no module `fft`"}));
    assert_eq!(tool.error("fft", "primal", &json!({})), "there is no module `fft`");
    assert_eq!(tool.error("lse", "hessian", &json!({})), "there is no function `hessian` in module `lse`");
    tool.finish();
}

/// Module, function, an input that it does not take, and words of the error.
fn inputs() -> Vec<(&'static str, &'static str, Value, &'static str)> {
    vec![
        ("hello", "square", json!("x"), "expected f64"),
        ("hello", "square", json!(1e200), "not finite"),
        ("lse", "primal", json!([1]), "this is no input of the function"),
        ("lse", "primal", json!({}), "missing field `x`"),
        ("lse", "primal", json!({"x": []}), "`x` is empty"),
        ("lse", "primal", json!({"x": [1, null]}), "null"),
        ("lse", "primal", json!({"x": [1], "min_runs": -1}), "-1"),
        ("lse", "primal", json!({"x": [1], "min_seconds": "long"}), "long"),
        ("llsq", "gradient", json!({"x": [1], "n": 1}), "`n` must be 2 or more"),
        ("llsq", "gradient", json!({"x": [1], "n": 2.5}), "2.5"),
    ]
}

#[test]
fn inputs_that_a_function_does_not_take() {
    let mut tool = Tool::start();
    for (module, function, input, words) in inputs() {
        let error = tool.error(module, function, &input);
        assert!(error.contains(words), "{module} {function} {input}: {error}");
    }
    tool.finish();
}
