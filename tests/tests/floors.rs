//! A module of the macro leans only on lower floors: `ARCHITECTURE.md` says why. Read from the source as text.

use std::fs;
use std::path::{Path, PathBuf};

/// The modules, lowest floor first. A row for part of a module holds for what is not named more closely.
const FLOORS: [&[&str]; 9] = [
    &["errors", "ir", "naming"],
    &["elementary", "known", "options", "origins", "signature"],
    &["ir::text"],
    &["ir::check"],
    &["derive", "emit", "fallback", "formula", "lower", "transform"],
    &["outputs", "warnings"],
    &["expand"],
    &["lib"],
    // Tests may lean on anything.
    &["fuzz", "golden", "ir::eval", "sizes", "tests"],
];

#[test]
fn modules_lean_on_lower_floors() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("../macros/src");
    let mut files = Vec::new();
    collect(&src, &mut files);
    assert!(files.len() > 50, "the sources of the macro are in {}", src.display());
    let mut arrows = Vec::new();
    for file in files {
        let module = module(file.strip_prefix(&src).expect("a file below"));
        let (from, text) = (room(&module), fs::read_to_string(&file).expect("a source file"));
        for target in leans_on(&module, &text) {
            let to = room(&target);
            if from.1 != to.1 && from.0 <= to.0 && from.0 + 1 < FLOORS.len() {
                arrows.push(format!("{} leans on {}", module.join("::"), target.join("::")));
            }
        }
    }
    assert!(arrows.is_empty(), "arrows that do not go down:\n{}", arrows.join("\n"));
}

#[test]
fn arrows_are_read() {
    let text = "use crate::a::{self, b};\nuse super::x::Y; // crate::no\nfn f() { crate::c::d(super::super::e::F) }\n#[cfg(test)]\nmod tests { use crate::t; }";
    let module = ["lower", "build"].map(str::to_owned);
    let arrows: Vec<String> = leans_on(&module, text).iter().map(|target| target.join("::")).collect();
    assert_eq!(arrows, ["a", "a::b", "lower::x::Y", "c::d", "e::F"]);
    assert_eq!(room(&["ir".to_owned(), "check".to_owned(), "flow".to_owned()]), (3, "ir::check"));
    assert_eq!(room(&["ir".to_owned(), "node".to_owned()]), (0, "ir"));
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
}

/// `lower/build/mod.rs` is `lower::build`.
fn module(file: &Path) -> Vec<String> {
    let parts = file.with_extension("");
    parts.iter().filter_map(|part| part.to_str()).filter(|part| *part != "mod").map(str::to_owned).collect()
}

/// The floor of a path, and the module on it that the path is in.
fn room(path: &[String]) -> (usize, &'static str) {
    if path.iter().any(|part| part == "tests") {
        return (FLOORS.len() - 1, "tests");
    }
    let rooms = (0..).zip(FLOORS).flat_map(|(floor, names)| names.iter().map(move |name| (floor, *name)));
    let held = rooms
        .filter(|(_, name)| name.split("::").zip(path).filter(|(a, b)| a == b).count() == name.split("::").count());
    held.max_by_key(|(_, name)| name.len()).unwrap_or_else(|| panic!("{path:?} is on no floor: give it one"))
}

/// The paths in a file that begin with `crate` or `super`, from the root of the crate; tests and comments are passed over.
fn leans_on(module: &[String], text: &str) -> Vec<Vec<String>> {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let code: String =
        code.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n");
    let mut targets = Vec::new();
    let mut rest = code.as_str();
    while let Some(at) = ["crate::", "super::"].iter().filter_map(|word| rest.find(word)).min() {
        let begins = !rest[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | ':' | '$'));
        rest = &rest[at..];
        let mut base = if rest.starts_with("crate") { Vec::new() } else { module.to_vec() };
        while let Some(after) = rest.strip_prefix("super::") {
            base.pop();
            rest = after;
        }
        rest = rest.strip_prefix("crate::").unwrap_or(rest);
        let end = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | ':'))).unwrap_or(rest.len());
        base.extend(rest[..end].split("::").filter(|part| !part.is_empty()).map(str::to_owned));
        rest = &rest[end..];
        if let Some(group) = rest.strip_prefix('{').filter(|_| begins) {
            targets.extend(members(group, &base));
        } else if begins {
            targets.push(base);
        }
    }
    targets.into_iter().filter(|target| !target.is_empty()).collect()
}

/// `{self, a, b::c}` below a path.
fn members(group: &str, base: &[String]) -> Vec<Vec<String>> {
    let names = group.split('}').next().unwrap_or_default().split([',', '{']).map(str::trim);
    let names = names.filter(|name| !name.is_empty());
    names
        .map(|name| {
            let parts = name.split("::").filter(|part| !part.is_empty() && *part != "self").map(str::to_owned);
            base.iter().cloned().chain(parts).collect()
        })
        .collect()
}
