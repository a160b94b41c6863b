//! The numbers that the README prints.

use chainrule::{Newton, differentiable};

#[differentiable]
fn rosenbrock(x: f64, y: f64) -> f64 {
    let a = 1.0 - x;
    let b = y - x * x;
    a * a + 100.0 * b * b
}

#[differentiable]
fn decay(b: &[f64; 2], #[constant] t: f64) -> f64 {
    b[0] * (-b[1] * t).exp()
}

fn readme() -> String {
    std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../README.md")).expect("the README can be read")
}

#[track_caller]
fn assert_printed(text: &str) {
    let readme = readme();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        assert!(readme.contains(line.trim_end()), "the README does not have this line:\n{line}");
    }
}

#[test]
fn first_page_is_what_is_printed() {
    assert_printed(&format!("value     {}", rosenbrock(-1.2, 1.0)));
    assert_printed(&format!("gradient  {:?}", rosenbrock::gradient(-1.2, 1.0)));
    assert_printed(&format!("Hessian   {:?}", rosenbrock::hessian(-1.2, 1.0)));
    assert_printed(rosenbrock::FORMULA);
    let report = Newton::new().minimize(rosenbrock::objective(), [-1.2, 1.0]).expect("it converges");
    assert_printed(&report.to_string());
}

#[test]
fn fit_is_what_is_printed() {
    let t = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0];
    let y = [2.96, 1.47, 0.80, 0.36, 0.19, 0.09];
    let fit = decay::curve(&t, &y).fit([1.0, 1.0]).expect("it converges");
    assert_printed(&fit.to_string());
}

#[test]
fn expansions_are_what_the_macro_writes() {
    let readme = readme();
    for name in ["banana", "sse"] {
        let path = format!("{}/expansions/{name}.expanded.rs", env!("CARGO_MANIFEST_DIR"));
        let written = std::fs::read_to_string(path).expect("the expansion can be read");
        let from = written.find("    fn value_and_gradient(").expect("there is a gradient");
        let to = from + written[from..].find("\n    }\n").expect("it ends");
        for line in written[from..to].lines() {
            assert!(readme.contains(line.trim_start()), "the README does not have this line of {name}:\n{line}");
        }
    }
}

/// The gallery and the README speak of every example.
#[test]
fn examples_are_shown() {
    let read =
        |path: &str| std::fs::read_to_string(format!("{}/../examples/{path}", env!("CARGO_MANIFEST_DIR"))).expect(path);
    let (manifest, gallery, readme) = (read("Cargo.toml"), read("README.md"), readme());
    let tables = manifest.split("[[example]]").skip(1);
    for name in tables.filter_map(|table| table.split('"').nth(1)) {
        assert!(gallery.contains(&format!("## {name}\n")), "the gallery does not have {name}");
        assert!(readme.contains(&format!("`{name}`")), "the README does not have {name}");
    }
}
