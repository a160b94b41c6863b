//! The tool as the suite runs it: a process with a pipe each way.

#![allow(dead_code, reason = "each test uses a part")]

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

pub(crate) struct Tool {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Tool {
    pub(crate) fn start() -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_chainrule-gradbench"));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("the tool starts");
        let input = child.stdin.take();
        let output = BufReader::new(child.stdout.take().expect("a pipe"));
        Self { child, input, output }
    }

    /// Sends a line as it is, and reads one.
    pub(crate) fn send_line(&mut self, line: &str) -> Value {
        let input = self.input.as_mut().expect("the pipe is open");
        writeln!(input, "{line}").expect("the tool reads");
        let mut response = String::new();
        self.output.read_line(&mut response).expect("the tool writes");
        serde_json::from_str(&response).unwrap_or_else(|error| panic!("{error}: {response}"))
    }

    pub(crate) fn send(&mut self, message: &Value) -> Value {
        self.send_line(&message.to_string())
    }

    /// The response to a request to evaluate.
    pub(crate) fn evaluate(&mut self, module: &str, function: &str, input: &Value) -> Value {
        self.send(&json!({"id": 1, "kind": "evaluate", "module": module, "function": function, "input": input}))
    }

    /// The output of an evaluation that succeeds.
    pub(crate) fn output(&mut self, module: &str, function: &str, input: &Value) -> Value {
        let mut response = self.evaluate(module, function, input);
        assert_eq!(response["success"], true, "{module} {function}: {}", response["error"]);
        response["output"].take()
    }

    /// The error of an evaluation that fails.
    pub(crate) fn error(&mut self, module: &str, function: &str, input: &Value) -> String {
        let response = self.evaluate(module, function, input);
        assert_eq!(response["success"], false, "{module} {function} {input}: {response}");
        assert!(response.get("output").is_none(), "{response}");
        response["error"].as_str().expect("an error is text").to_owned()
    }

    /// Ends the input, and waits for the end of the tool.
    pub(crate) fn finish(mut self) {
        self.input = None;
        assert!(self.child.wait().expect("the tool ends").success());
    }
}
