//! Every message has an entry in `docs/errors.md`, and every entry is that of a message.

use std::{collections::BTreeSet, fs, path::Path};

/// What rustc says itself, and what the UI tests show because it is near.
const OF_RUSTC: [&str; 2] = ["removing an expression is not supported in this position", "no rules expected `_`"];

/// Words in backticks are those of an example.
fn general(message: &str) -> String {
    let parts = message.split('`').enumerate();
    parts.map(|(i, part)| if i % 2 == 1 { "`_`" } else { part }).collect()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
}

/// The messages of ours in what rustc printed: those without a code, and those of the traits that stand for what was not generated.
fn messages(printed: &str) -> impl Iterator<Item = String> {
    let errors = printed.split("\n\n").filter_map(|block| block.trim_start().strip_prefix("error"));
    errors.filter_map(|error| {
        let (code, message) = error.lines().next()?.split_once(": ")?;
        (code.is_empty() || error.contains("the trait `chainrule::__private::")).then(|| general(message))
    })
}

fn of_the_ui_tests() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let kinds = fs::read_dir(root.join("ui")).expect("a folder").map(|kind| kind.expect("a folder").path());
    let files = kinds.chain([root.join("no_std/ui")]).flat_map(|kind| fs::read_dir(kind).expect("a folder"));
    let printed =
        files.map(|file| file.expect("a file").path()).filter(|path| path.extension().is_some_and(|e| e == "stderr"));
    printed.flat_map(|path| messages(&read(&path)).collect::<Vec<_>>()).collect()
}

fn of_the_index() -> BTreeSet<String> {
    let index = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/errors.md"));
    index.lines().filter_map(|line| line.strip_prefix("### ")).map(general).collect()
}

#[test]
fn every_message_has_an_entry() {
    let index = of_the_index();
    let without: Vec<_> =
        of_the_ui_tests().into_iter().filter(|m| !index.contains(m) && !OF_RUSTC.contains(&&m[..])).collect();
    assert!(without.is_empty(), "docs/errors.md has no entry for\n{}", without.join("\n"));
}

#[test]
fn every_entry_is_that_of_a_message() {
    let messages = of_the_ui_tests();
    let stale: Vec<_> = of_the_index().into_iter().filter(|entry| !messages.contains(entry)).collect();
    assert!(stale.is_empty(), "docs/errors.md has entries for what is no message:\n{}", stale.join("\n"));
}
