//! The catalogue of hard places has rows of six kinds, N01 to N62 and so on. None of them may lose its test: each number stands at
//! the head of a test's name, as in `n07_second`, or in a comment of a file in `tests/ui`, for what is refused.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Kinds of rows, and how many there are.
const ROWS: [(char, u32); 6] = [('n', 62), ('m', 20), ('c', 24), ('l', 34), ('s', 10), ('e', 40)];

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of this project") {
        let path = entry.expect("an entry").path();
        if path.is_dir() && !path.ends_with("target") {
            files(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
}

/// The row at the head of a word, as in `n07` or `n07_n08_second`.
fn rows(word: &str) -> Vec<String> {
    let is_row = |part: &&str| {
        let (kind, number) = part.split_at_checked(1).unwrap_or_default();
        number.len() == 2 && number.parse::<u32>().is_ok() && "nmclse".contains(kind)
    };
    word.split('_').take_while(is_row).map(str::to_owned).collect()
}

/// The rows that names in a file of tests begin with; in a file of what is refused, comments count.
fn named(path: &Path) -> BTreeSet<String> {
    let text = fs::read_to_string(path).expect("a file of this project");
    let is_refused = path.components().any(|part| part.as_os_str() == "ui");
    let lines = text.lines().filter(|line| line.trim_start().starts_with("//") == is_refused);
    let words = lines.flat_map(|line| line.split(|c: char| !c.is_alphanumeric() && c != '_'));
    words.flat_map(|word| rows(&if is_refused { word.to_lowercase() } else { word.to_owned() })).collect()
}

#[test]
fn every_row_has_a_test() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    files(tests, &mut found);
    files(&tests.join("../macros/src"), &mut found);
    let named: BTreeSet<String> = found.iter().flat_map(|path| named(path)).collect();
    let all = ROWS.iter().flat_map(|(kind, last)| (1..=*last).map(move |k| format!("{kind}{k:02}")));
    let lost: Vec<String> = all.filter(|row| !named.contains(row)).collect();
    assert!(lost.is_empty(), "no test is named after {}", lost.join(", "));
}
