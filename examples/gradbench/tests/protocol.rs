//! The protocol of the suite, over pipes.

mod support;

use serde_json::{Value, json};
use support::Tool;

#[test]
fn every_kind_of_message_has_its_response() {
    let mut tool = Tool::start();
    let start = json!({"id": 0, "kind": "start", "eval": "lse", "config": {"sizes": [1, 2]}});
    assert_eq!(tool.send(&start), json!({"id": 0, "tool": "chainrule"}));
    let define = json!({"id": 1, "kind": "define", "module": "lse"});
    assert_eq!(tool.send(&define), json!({"id": 1, "success": true}));
    let analysis = json!({"id": 2, "kind": "analysis", "of": 1, "valid": false, "error": "no"});
    assert_eq!(tool.send(&analysis), json!({"id": 2}));
    assert_eq!(tool.send(&json!({"id": 3, "kind": "of tomorrow", "module": 3})), json!({"id": 3}));
    tool.finish();
}

#[test]
fn the_id_comes_back_as_it_was_written() {
    let mut tool = Tool::start();
    for id in ["7", "123456789012345678901234567890", "1.50", "\"a b\"", "null", "{\"n\":[1]}"] {
        let line = format!("{{\"kind\":\"analysis\",\"id\":{id}}}");
        assert_eq!(tool.send_line(&line), serde_json::from_str::<Value>(&format!("{{\"id\":{id}}}")).unwrap());
    }
    tool.finish();
}

#[test]
fn hello_squares_and_doubles() {
    let mut tool = Tool::start();
    let mut x = json!(1.0);
    for _ in 0..4 {
        let y = tool.output("hello", "square", &x);
        x = tool.output("hello", "double", &y);
    }
    // x ↦ 2 x² four times, from 1.
    assert_eq!(x, json!(32768.0));
    tool.finish();
}

#[test]
fn runs_go_on_until_both_limits_are_reached() {
    let mut tool = Tool::start();
    let input = |runs: u64, seconds: f64| json!({"x": [0.5, 0.25], "min_runs": runs, "min_seconds": seconds});
    for (runs, seconds) in [(0, 0.0), (1, 0.0), (5, 0.0), (2, 0.01), (1, 0.02)] {
        let response = tool.evaluate("lse", "primal", &input(runs, seconds));
        let timings = response["timings"].as_array().expect("timings");
        assert_eq!(timings[0]["name"], "prepare");
        assert!(timings[1..].iter().all(|timing| timing["name"] == "evaluate"));
        let times = timings[1..].iter().map(|timing| timing["nanoseconds"].as_u64().expect("a whole number"));
        let (count, total) = times.fold((0, 0), |(count, total), time| (count + 1, total + time));
        assert!(count >= runs.max(1) && total as f64 >= seconds * 1e9, "{count} runs, {total} ns");
        assert!(seconds > 0.0 || count == runs.max(1));
    }
    tool.finish();
}

#[test]
fn without_limits_a_function_runs_for_a_second() {
    let mut tool = Tool::start();
    let response = tool.evaluate("lse", "primal", &json!({"x": vec![0.5; 100_000]}));
    let timings = response["timings"].as_array().expect("timings");
    let total: u64 = timings[1..].iter().filter_map(|timing| timing["nanoseconds"].as_u64()).sum();
    assert!((1_000_000_000..1_500_000_000).contains(&total), "{total}");
    tool.finish();
}

#[test]
fn empty_lines_are_no_messages() {
    let mut tool = Tool::start();
    assert_eq!(tool.send_line("\n  \n{\"id\":4,\"kind\":\"start\"}"), json!({"id": 4, "tool": "chainrule"}));
    tool.finish();
}
