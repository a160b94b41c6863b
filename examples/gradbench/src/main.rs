//! The GradBench tool: one JSON message a line on standard input, one JSON response a line on standard output.
//!
//! ```sh
//! cargo build --release -p chainrule-gradbench
//! gradbench run --eval "gradbench eval lse" --tool target/release/chainrule-gradbench
//! ```

use std::io::{self, BufRead, ErrorKind, Write};
use std::process::ExitCode;

use chainrule_gradbench::answer;

fn main() -> ExitCode {
    match serve(io::stdin().lock(), io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        // Who asked has gone: nobody is left to answer.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("chainrule-gradbench: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Answers every line until the input ends.
fn serve(mut input: impl BufRead, mut output: impl Write) -> io::Result<()> {
    let mut line = Vec::new();
    while input.read_until(b'\n', &mut line)? > 0 {
        if !line.trim_ascii().is_empty() {
            writeln!(output, "{}", answer(&line))?;
            output.flush()?;
        }
        line.clear();
    }
    Ok(())
}
