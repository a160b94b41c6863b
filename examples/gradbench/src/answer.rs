//! From a message to its response.

use serde_json::value::RawValue;

use crate::evals::{self, Function};
use crate::message::{Message, id_within};
use crate::response::{Evaluation, Response};

/// The response to one message of the suite, both a line of JSON.
///
/// What cannot be done is answered by `"success":false` and an error that says why; a line that is no message is reported on standard
/// error too, since nobody may look for its answer.
#[must_use]
pub fn answer(line: &[u8]) -> String {
    let response = match Message::read(line) {
        Ok(message) => respond(&message).unwrap_or_else(Response::failed).to(message.raw("id").map(RawValue::to_owned)),
        Err(error) => {
            eprintln!("chainrule-gradbench: {error}");
            Response::failed(error).to(id_within(line))
        }
    };
    response.line()
}

fn respond(message: &Message<'_>) -> Result<Response, String> {
    Ok(match &message.text("kind")?[..] {
        "start" => Response::named(),
        "define" => module(&message.text("module")?).map(|_| Response::done())?,
        "evaluate" => Response::evaluated(evaluate(message)?),
        _ => Response::received(),
    })
}

fn module(name: &str) -> Result<&'static [Function], String> {
    evals::module(name).ok_or_else(|| format!("there is no module `{name}`"))
}

fn evaluate(message: &Message<'_>) -> Result<Evaluation, String> {
    let (module_name, name) = (message.text("module")?, message.text("function")?);
    let function = module(&module_name)?.iter().find(|function| function.name == name);
    let function = function.ok_or_else(|| format!("there is no function `{name}` in module `{module_name}`"))?;
    (function.run)(message.required("input")?)
}
