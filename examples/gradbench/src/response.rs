//! What the tool answers.

use serde::Serialize;
use serde_json::value::RawValue;

/// The name under which the suite lists the tool.
const TOOL: &str = "chainrule";

/// A response; what does not belong to its kind is left out.
#[derive(Default, Serialize)]
pub(crate) struct Response {
    /// The id of the message, as it was written.
    id: Option<Box<RawValue>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tool: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    success: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    output: Option<Box<RawValue>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    timings: Option<Vec<Timing>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

/// How long a part of an evaluation took.
#[derive(Serialize)]
pub(crate) struct Timing {
    pub(crate) name: &'static str,
    pub(crate) nanoseconds: u64,
}

/// What a function gave, and how long it took.
pub(crate) struct Evaluation {
    pub(crate) output: Box<RawValue>,
    pub(crate) timings: Vec<Timing>,
}

impl Response {
    pub(crate) fn received() -> Self {
        Self::default()
    }

    pub(crate) fn named() -> Self {
        Self { tool: Some(TOOL), ..Self::default() }
    }

    pub(crate) fn done() -> Self {
        Self { success: Some(true), ..Self::default() }
    }

    pub(crate) fn evaluated(evaluation: Evaluation) -> Self {
        let Evaluation { output, timings } = evaluation;
        Self { output: Some(output), timings: Some(timings), ..Self::done() }
    }

    pub(crate) fn failed(error: String) -> Self {
        Self { success: Some(false), error: Some(error), ..Self::default() }
    }

    pub(crate) fn to(self, id: Option<Box<RawValue>>) -> Self {
        Self { id, ..self }
    }

    pub(crate) fn line(&self) -> String {
        serde_json::to_string(self).expect("a response is text, numbers and JSON")
    }
}
