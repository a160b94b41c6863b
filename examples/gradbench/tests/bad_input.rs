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
        ("ode", "primal", json!({"x": [], "s": 1}), "`x` is empty"),
        ("ode", "gradient", json!({"x": [1], "s": 0}), "`s` must be 1 or more"),
        ("det", "primal", json!({"A": [1, 2, 3], "ell": 2}), "`A` must have 4 numbers, not 3"),
        ("det", "gradient", json!({"A": [], "ell": 0}), "`ell` must be from 1 to 32"),
        ("kmeans", "cost", json!({"points": [[1, 2]], "centroids": [[1]]}), "`points` must have 1 rows of 1 numbers"),
        ("kmeans", "dir", json!({"points": [[1], [1, 2]], "centroids": [[1]]}), "rows of different lengths"),
        ("kmeans", "dir", json!({"points": [[1]], "centroids": []}), "there are no centroids"),
        ("kmeans", "dir", json!({"points": [[0]], "centroids": [[0], [5]]}), "not finite"),
        ("gmm", "objective", mixture(&json!({"d": 0})), "`d` and `k` must be 1 or more"),
        ("gmm", "objective", mixture(&json!({"gamma": -1})), "`gamma` must be positive"),
        ("gmm", "jacobian", mixture(&json!({"alpha": [1]})), "`alpha` must have 2 numbers, not 1"),
        ("gmm", "jacobian", mixture(&json!({"l": [[1], [1]]})), "`l` must have 2 rows of 0 numbers, not 2 of 1"),
        ("gmm", "jacobian", mixture(&json!({"n": 7})), "`x` must have 7 rows of 1 numbers, not 3 of 1"),
        ("lstm", "objective", network(&json!({"sequence": [[1]]})), "`sequence` must have two characters"),
        ("lstm", "objective", network(&json!({"state": [[1], [1], [1]]})), "`state` must have two rows for each layer"),
        ("lstm", "jacobian", network(&json!({"main_params": [[1]]})), "`main_params` must have 2 rows of 4 numbers"),
        ("ba", "objective", bundle(&json!({"p": 0})), "`p` must be from 1 to 100000000, not 0"),
        ("ba", "jacobian", bundle(&json!({"m": 1_000_000_000_000u64})), "`m` must be from 1"),
        ("ba", "jacobian", bundle(&json!({"cam": [1, 2]})), "expected an array of length 11"),
        ("ba", "jacobian", bundle(&json!({"x": [0, 0, 0]})), "not finite"),
        ("ht", "objective", hand(&json!({"us": [[0.1, 0.1]]})), "there are 2 points, but 1 `us`"),
        ("ht", "jacobian", hand(&json!({"theta": [1, 2]})), "expected an array of length 26"),
        ("ht", "jacobian", of_hand(&json!({"points": []})), "there are no points"),
        ("ht", "jacobian", of_hand(&json!({"correspondences": [0, 9]})), "not on the hand"),
        ("ht", "jacobian", of_model(&json!({"parents": [-1]})), "a hand has 22 bones, not [1, 22, 22]"),
        ("ht", "jacobian", of_model(&json!({"parents": vec![3; 22]})), "the parent of bone 0 does not come before it"),
        (
            "ht",
            "jacobian",
            of_model(&json!({"weights": [[1]]})),
            "`weights` must have 3 rows of 22 numbers, not 1 of 1",
        ),
        ("ht", "jacobian", of_model(&json!({"triangles": [[0, 1, 7]]})), "not on the hand"),
        ("particle", "ff", json!({"w": null}), "null"),
        ("saddle", "rr", json!({"start": [1]}), "expected an array of length 2"),
    ]
}

/// An input in which some fields have other values.
fn with(mut input: Value, changes: &Value) -> Value {
    let changes = changes.as_object().expect("fields");
    changes.iter().for_each(|(name, value)| input[name] = value.clone());
    input
}

fn mixture(changes: &Value) -> Value {
    let input = json!({
        "d": 1, "k": 2, "n": 3, "x": [[1], [2], [3]], "m": 0, "gamma": 1,
        "alpha": [1, 2], "mu": [[1], [2]], "q": [[1], [2]], "l": [[], []],
    });
    with(input, changes)
}

fn network(changes: &Value) -> Value {
    let input = json!({
        "main_params": [[1, 2, 3, 4], [5, 6, 7, 8]], "extra_params": [[1], [2], [3]],
        "state": [[0], [0]], "sequence": [[1], [0]],
    });
    with(input, changes)
}

fn bundle(changes: &Value) -> Value {
    let input = json!({
        "n": 1, "m": 1, "p": 1, "cam": [0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0], "x": [0, 0, 1], "w": 1, "feat": [0, 0],
    });
    with(input, changes)
}

fn hand(changes: &Value) -> Value {
    let matrix = json!([[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]);
    let parents: Vec<i64> = (-1..21).collect();
    let model = json!({
        "bone_count": 22, "bone_names": [], "parents": parents, "base_relatives": vec![&matrix; 22],
        "inverse_base_absolutes": vec![&matrix; 22], "base_positions": vec![[0, 0, 0, 1]; 3],
        "weights": vec![vec![0; 22]; 3], "triangles": [[0, 1, 2]], "is_mirrored": false,
    });
    let data = json!({"model": model, "correspondences": [0, 0], "points": [[0, 0, 0], [1, 1, 1]]});
    let us: [[f64; 2]; 0] = [];
    with(json!({"theta": vec![0; 26], "data": data, "us": us}), changes)
}

fn of_hand(changes: &Value) -> Value {
    let data = with(hand(&json!({}))["data"].take(), changes);
    hand(&json!({"data": data}))
}

fn of_model(changes: &Value) -> Value {
    let model = with(hand(&json!({}))["data"]["model"].take(), changes);
    let us = [[0.1, 0.1], [0.2, 0.2]];
    with(of_hand(&json!({"model": model})), &json!({"us": us}))
}

#[test]
fn the_inputs_that_are_changed_are_taken() {
    let mut tool = Tool::start();
    let none = json!({});
    let inputs = [
        ("gmm", mixture(&none)),
        ("lstm", network(&none)),
        ("ba", bundle(&none)),
        ("ht", hand(&none)),
        ("ht", of_model(&none)),
    ];
    for (module, input) in inputs {
        let input = with(input, &json!({"min_seconds": 0}));
        ["objective", "jacobian"].iter().for_each(|function| drop(tool.output(module, function, &input)));
    }
    tool.finish();
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
