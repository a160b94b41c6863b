//! Functions from their source, and what is printed of their derivatives.

mod evaluate;

use std::collections::HashMap;

use super::notation;
use super::{Formula, Names, gradient};
use crate::elementary;
use crate::errors::Errors;
use crate::fuzz::program::make::{self, Features};
use crate::fuzz::program::print;
use crate::ir::eval::{Alone, Array, Binding, Interp, Value};
use crate::ir::{Func, Param, Val};
use crate::lower::{Lowered, lower};
use crate::options::Options;
use crate::signature::Shape;
use crate::transform::reverse::{ArrayAdjoint, Seeds, reverse};
use crate::transform::simplify::dead::drop_dead;
use crate::transform::simplify::rules::rules;

/// A gradient, and what is printed of it.
struct Subject {
    func: Func,
    names: Names,
    formula: Option<Formula>,
}

fn subject(source: &str) -> Subject {
    try_subject(source).unwrap_or_else(|messages| panic!("{source}: {messages:?}"))
}

fn try_subject(source: &str) -> Result<Subject, Vec<String>> {
    let item: syn::ItemFn = syn::parse_str(source).expect("the source of a test is a function");
    let mut errors = Errors::new();
    let lowered = lower(&item, &Options::default(), rules, &mut errors);
    let messages = errors.into_messages();
    let Lowered { func, signature, origins, .. } = lowered.ok_or(messages)?;
    let (mut names, mut variables) = (Names::new(), Vec::new());
    for (sig, param) in signature.params.iter().zip(&func.params) {
        let printed = elements(&sig.name.to_string(), &sig.shape, param);
        names.extend(printed.iter().map(|(v, text)| (*v, text.clone())));
        variables.extend(printed.into_iter().filter(|_| sig.selected).map(|(_, text)| text));
    }
    let marks: Vec<bool> = signature.params.iter().map(|p| p.selected).collect();
    let func = drop_dead(reverse(&func, &marks, Seeds::One, ArrayAdjoint::Result).func);
    let formula = gradient(&signature.item.sig.ident.to_string(), &func, &origins, &names, &variables);
    Ok(Subject { func, names, formula })
}

fn formula(source: &str) -> Option<Formula> {
    subject(source).formula
}

fn elements(name: &str, shape: &Shape, param: &Param) -> Vec<(Val, String)> {
    match (param, shape) {
        (Param::Scalar(v), _) => vec![(*v, name.to_owned())],
        (Param::Elements(vals), Shape::Array { .. }) => {
            vals.iter().enumerate().map(|(k, v)| (*v, format!("{name}[{k}]"))).collect()
        }
        _ => Vec::new(),
    }
}

/// Functions of which a row is a source and the text of its derivative. Where the point is all there is to know, the text
/// is read back and computed, and has to give what the function gives.
fn check(rows: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (source, expected) in rows {
        let subject = subject(source);
        let text = subject.formula.as_ref().map_or_else(|| "(too long)".to_owned(), Formula::text);
        if text != *expected {
            wrong.push(format!("{source}\n--- expected\n{expected}\n--- printed\n{text}\n"));
        }
        wrong.extend(subject.difference().map(|d| format!("{source}\n--- printed\n{text}\n{d}\n")));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Points on both sides of the kinks and branches of the rows, and on some of them.
const POINTS: [[f64; 3]; 6] =
    [[0.7, 0.3, 1.9], [0.2, 0.9, 0.4], [-0.6, 0.35, 0.8], [0.5, 0.5, 0.5], [-1.5, -0.4, -0.2], [0.0, 1.25, -1.0]];

impl Subject {
    /// Where the text says something else than the function computes.
    fn difference(&self) -> Option<String> {
        let formula = self.formula.as_ref().filter(|_| self.is_of_floats())?;
        POINTS.iter().find_map(|point| {
            let (args, values) = self.bind(point);
            let computed = Interp::<f64>::new(&Alone).run(&self.func, args).ok()?.floats();
            let read = evaluate::evaluate(formula, &values);
            // Where a formula is not a number, the function may give the limit.
            let near = |x: &f64, y: &f64| (x - y).abs() <= 1e-6 * (1.0 + x.abs());
            let close = |x: &f64, y: &f64| near(x, y) || x.is_nan() || y.is_nan() || x == y;
            let all = computed[1..].iter().zip(&read).all(|(x, y)| close(x, y));
            (!all).then(|| format!("at {values:?}: reads {read:?}, computes {:?}", &computed[1..]))
        })
    }

    fn is_of_floats(&self) -> bool {
        self.func.params.iter().all(|param| match param {
            Param::Scalar(v) => self.func.ty(*v).is_float(),
            Param::Elements(_) => true,
            Param::Array(_) => false,
        })
    }

    fn bind(&self, point: &[f64; 3]) -> (Vec<Binding<f64>>, HashMap<String, f64>) {
        let mut numbers = point.iter().cycle().copied();
        let mut values = HashMap::new();
        let mut next = |v: Val| {
            let x = numbers.next().expect("it goes round");
            values.insert(self.names.get(&v).map_or_else(String::new, |name| super::unraw(name)), x);
            x
        };
        let args = self.func.params.iter().map(|param| match param {
            Param::Scalar(v) => Binding::Scalar(Value::Float(next(*v))),
            Param::Elements(vals) => Binding::Array(Array::floats(&[vals.len()], vals.iter().map(|v| next(*v)))),
            Param::Array(_) => Binding::Constant,
        });
        (args.collect(), values)
    }
}

#[test]
fn every_internal_function_is_written_as_mathematics() {
    for (_, row) in elementary::all().filter(|(_, row)| row.is_internal()) {
        assert!(notation::is_internal(row.name), "{} has no printed form", row.name);
    }
}

const VALLEY: &str = "fn valley(x: f64, y: f64) -> f64 { let a = 1.0 - x; let b = y - x * x; a * a + 100.0 * b * b }";
const ROBUST: &str = "fn robust(r: f64, delta: f64) -> f64 {
    let a = r.abs();
    if a <= delta { 0.5 * r * r } else { delta * (a - 0.5 * delta) }
}";

#[test]
fn abbreviates_with_the_names_of_the_user() {
    check(&[
        (VALLEY, "∂valley/∂x = −2·a − 400·b·x\n∂valley/∂y = 200·b\nwhere a = 1 − x and b = y − x²."),
        (
            "fn f(x: f64, k: f64) -> f64 { let e = (-k * x).exp(); let s = 1.0 + e; s.ln() }",
            "∂f/∂x = −e·k/s\n∂f/∂k = −e·x/s\nwhere e = exp(−k·x) and s = 1 + e.",
        ),
        // One name for two values is no name.
        ("fn f(x: f64) -> f64 { let t = x.sin(); let t = t * t; t * x }", "df/dx = sin²(x) + 2·x·cos(x)·sin(x)"),
    ]);
}

#[test]
fn writes_markdown_as_code() {
    assert_eq!(
        formula(VALLEY).unwrap().markdown(),
        ["- `∂valley/∂x = −2·a − 400·b·x`", "- `∂valley/∂y = 200·b`", "", "where `a = 1 − x` and `b = y − x²`."]
    );
    assert_eq!(
        formula(ROBUST).unwrap().markdown(),
        [
            "- where `a ≤ delta`: `∂robust/∂r = r`, `∂robust/∂delta = 0`",
            "- elsewhere: `∂robust/∂r = delta·sign(r)`, `∂robust/∂delta = a − delta`",
            "",
            "where `a = |r|`."
        ]
    );
}

#[test]
fn prints_products_powers_and_signs() {
    check(&[
        ("fn f(x: f64) -> f64 { x * x * x }", "df/dx = 3·x²"),
        ("fn f(x: f64, y: f64) -> f64 { x * x * y }", "∂f/∂x = 2·x·y\n∂f/∂y = x²"),
        ("fn f(x: f64, y: f64) -> f64 { x / y }", "∂f/∂x = 1/y\n∂f/∂y = −x/y²"),
        ("fn f(x: f64) -> f64 { x.powi(-2) }", "df/dx = −2/x³"),
        ("fn f(x: f64) -> f64 { x.powi(5) }", "df/dx = 5·x⁴"),
        ("fn f(x: f64) -> f64 { x.sqrt() }", "df/dx = 1/(2·√x)"),
        ("fn f(x: f64) -> f64 { 1.0 / (1.0 + x * x) }", "df/dx = −2·x/(1 + x²)²"),
        ("fn f(x: f64) -> f64 { x * x * x - 2.0 * x * x + x - 7.0 }", "df/dx = 1 − 4·x + 3·x²"),
        ("fn f(x: f64) -> f64 { (x - 1.0) * (x + 2.0) }", "df/dx = 1 + 2·x"),
        ("fn f(x: f64) -> f64 { -x }", "df/dx = −1"),
        ("fn f(x: f64, y: f64) -> f64 { 2.0 * y - (x - y) }", "∂f/∂x = −1\n∂f/∂y = 3"),
        ("fn f(x: f64) -> f64 { x / 3.0 }", "df/dx = 1/3"),
        ("fn f(x: f64) -> f64 { 0.1 * x * 3.0 }", "df/dx = 0.3"),
    ]);
}

#[test]
fn prints_functions_as_mathematics() {
    check(&[
        ("fn f(x: f64) -> f64 { x.tanh() }", "df/dx = 1 − tanh²(x)"),
        (
            "fn f(x: f64, k: f64) -> f64 { let t = (k * x).tanh(); t }",
            "∂f/∂x = k·(1 − t²)\n∂f/∂k = x·(1 − t²)\nwhere t = tanh(k·x).",
        ),
        ("fn f(x: f64, p: f64) -> f64 { x.powf(p) }", "∂f/∂x = p·x^(p − 1)\n∂f/∂p = x^p·ln(x)"),
        ("fn f(x: f64) -> f64 { x.powf(1.5) }", "df/dx = 1.5·√x"),
        ("fn f(x: f64) -> f64 { x.powf(-0.7) }", "df/dx = −0.7/x^1.7"),
        ("fn f(y: f64, x: f64) -> f64 { y.atan2(x) }", "∂f/∂y = x/(y² + x²)\n∂f/∂x = −y/(y² + x²)"),
        ("fn f(x: f64, y: f64) -> f64 { x.hypot(y) }", "∂f/∂x = x/√(x² + y²)\n∂f/∂y = y/√(x² + y²)"),
        ("fn f(x: f64) -> f64 { x.asin() }", "df/dx = 1/√(1 − x²)"),
        ("fn f(x: f64) -> f64 { x.abs() }", "df/dx = sign(x)"),
        ("fn f(x: f64) -> f64 { x.signum() * x }", "df/dx = signum(x)"),
        ("fn f(x: f64) -> f64 { x.abs().ln().abs().sqrt() }", "df/dx = sign(ln(|x|))·sign(x)/(2·√(|ln(|x|)|)·|x|)"),
        ("fn f(x: f64) -> f64 { x.ln() * x.log10() }", "df/dx = log₁₀(x)/x + ln(x)/(ln(10)·x)"),
        ("fn f(x: f64) -> f64 { x.tan() }", "df/dx = 1 + tan²(x)"),
        ("fn f(x: f64) -> f64 { x.exp2() }", "df/dx = ln(2)·2^x"),
        ("fn f(x: f64, y: f64) -> f64 { (x % y) * x }", "∂f/∂x = x + x % y\n∂f/∂y = −x·round((x − x % y)/y)"),
        ("fn f(r#type: f64) -> f64 { r#type * r#type }", "df/dtype = 2·type"),
        ("fn f(x: f64) -> f64 { x.cbrt() }", "df/dx = 1/(3·(∛x)²)"),
        ("fn f(x: f64) -> f64 { (-x).exp() * x.sin().exp() }", "df/dx = (cos(x) − 1)·exp(sin(x))·exp(−x)"),
    ]);
}

#[test]
fn prints_models() {
    check(&[
        (
            "fn rise(b: &[f64; 2], #[constant] x: f64) -> f64 { b[0] * (1.0 - (-b[1] * x).exp()) }",
            "∂rise/∂b[0] = 1 − exp(−b[1]·x)\n∂rise/∂b[1] = b[0]·x·exp(−b[1]·x)",
        ),
        ("fn logistic(x: f64) -> f64 { 1.0 / (1.0 + (-x).exp()) }", "dlogistic/dx = exp(−x)/(1 + exp(−x))²"),
        (
            "fn pdf(x: f64, s: f64) -> f64 { 0.398_942_280_401_432_7 / s * (-0.5 * (x / s).powi(2)).exp() }",
            "∂pdf/∂x = −x·exp(−x²/(2·s²))/(√(2·π)·s³)\n\
             ∂pdf/∂s = (x²/s² − 1)·exp(−x²/(2·s²))/(√(2·π)·s²)",
        ),
    ]);
}

#[test]
fn names_constants() {
    check(&[
        ("fn f(r: f64) -> f64 { std::f64::consts::PI * r * r }", "df/dr = 2·π·r"),
        ("fn f(r: f64) -> f64 { 4.0 / 3.0 * core::f64::consts::PI * r * r * r }", "df/dr = 4·π·r²"),
        ("fn f(r: f64) -> f64 { 3.141592653589793 * 1e-7 * r }", "df/dr = 1e-7·π"),
        ("fn f(r: f64) -> f64 { r.to_radians() }", "df/dr = π/180"),
        ("fn f(x: f32) -> f32 { 0.1 * x * x }", "df/dx = 0.2·x"),
        ("fn f(x: f64, #[constant] n: usize) -> f64 { x.powi(n as i32) + n as f64 * x }", "df/dx = n + n·x^(n − 1)"),
        ("fn f(x: f64, #[constant] p: Params) -> f64 { p.rate * x * LIMIT }", "df/dx = LIMIT·p.rate"),
        (
            "fn f(x: f64, #[constant] w: &[f64]) -> f64 { w[0] * x + w[w.len() - 1] * x * x }",
            "df/dx = w[0] + 2·w[w.len() − 1]·x",
        ),
    ]);
}

#[test]
fn goes_case_by_case() {
    check(&[
        (
            ROBUST,
            "where a ≤ delta: ∂robust/∂r = r, ∂robust/∂delta = 0\n\
             elsewhere: ∂robust/∂r = delta·sign(r), ∂robust/∂delta = a − delta\nwhere a = |r|.",
        ),
        (
            "fn f(x: f64, y: f64) -> f64 { x.max(y) }",
            "where x = y: ∂f/∂x = 0.5, ∂f/∂y = 0.5\n\
             else where x > y: ∂f/∂x = 1, ∂f/∂y = 0\nelsewhere: ∂f/∂x = 0, ∂f/∂y = 1",
        ),
        (
            "fn relu(x: f64) -> f64 { x.max(0.0) }",
            "where x = 0: drelu/dx = 0.5\nelse where x > 0: drelu/dx = 1\nelsewhere: drelu/dx = 0",
        ),
        (
            "fn f(x: f64) -> f64 { x.clamp(-1.0, 1.0) }",
            "where x = −1: df/dx = 0.5\nelse where x < −1: df/dx = 0\n\
             else where x = 1: df/dx = 0.5\nelse where x > 1: df/dx = 0\nelsewhere: df/dx = 1",
        ),
        (
            "fn f(x: f64) -> f64 { if x < 0.0 { 0.0 } else if x < 1.0 { x * x } else { 2.0 * x - 1.0 } }",
            "where x < 0: df/dx = 0\nelse where x < 1: df/dx = 2·x\nelsewhere: df/dx = 2",
        ),
        (
            "fn f(x: f64, y: f64) -> f64 { if x > 0.0 && y > 0.0 { x * y } else { 0.0 } }",
            "where x > 0 and y > 0: ∂f/∂x = y, ∂f/∂y = x\nelsewhere: ∂f/∂x = 0, ∂f/∂y = 0",
        ),
        (
            "fn f(x: f64, y: f64) -> f64 { if x > 0.0 || y > 0.0 { x * y } else { 0.0 } }",
            "where x > 0 or y > 0: ∂f/∂x = y, ∂f/∂y = x\nelsewhere: ∂f/∂x = 0, ∂f/∂y = 0",
        ),
        (
            "fn f(x: f64, #[constant] up: bool) -> f64 { let s = if up { x.sin() } else { x }; s * s }",
            "where up: df/dx = 2·cos(x)·sin(x)\nelsewhere: df/dx = 2·x",
        ),
        (
            "fn f(x: f64, y: f64) -> f64 { let mut s = x * y; if x > y { s = s.exp(); } s * s }",
            "where x > y: ∂f/∂x = 2·y·exp(s)², ∂f/∂y = 2·x·exp(s)²\n\
             elsewhere: ∂f/∂x = 2·s·y, ∂f/∂y = 2·s·x\nwhere s = x·y.",
        ),
        (
            "fn f(x: f64) -> f64 { x.max(0.0).sqrt() }",
            "where x = 0: df/dx = 1/(4·√x)\nelse where x > 0: df/dx = 1/(2·√x)\nelsewhere: df/dx = 0",
        ),
        (
            "fn f(x: f64, y: f64) -> f64 {
                if x > 0.0 { let u = x * y; if y > 0.5 { u * u } else { u.sin() } } else { let u = x + y; u * u * u }
            }",
            "where x > 0 and y > 0.5: ∂f/∂x = 2·x·y², ∂f/∂y = 2·x²·y\n\
             else where x > 0: ∂f/∂x = y·cos(x·y), ∂f/∂y = x·cos(x·y)\n\
             elsewhere: ∂f/∂x = 3·(x + y)², ∂f/∂y = 3·(x + y)²",
        ),
        (
            "fn f(x: f64, y: f64) -> f64 { let d = (x - y).abs(); d.min(1.0) * x }",
            "where d = 1: ∂f/∂x = d + 0.5·x·sign(x − y), ∂f/∂y = −0.5·x·sign(x − y)\n\
             else where d < 1: ∂f/∂x = d + x·sign(x − y), ∂f/∂y = −x·sign(x − y)\n\
             elsewhere: ∂f/∂x = 1, ∂f/∂y = 0\nwhere d = |x − y|.",
        ),
    ]);
}

#[test]
fn names_what_is_long_and_gives_up_on_what_stays_so() {
    check(&[
        (
            "fn f(x: f64, y: f64, z: f64) -> f64 { let r = (x * x + y * y + z * z).sqrt(); (-r).exp() / r }",
            "∂f/∂x = −x·(1 + 1/r)·exp(−r)/r²\n∂f/∂y = −y·(1 + 1/r)·exp(−r)/r²\n\
             ∂f/∂z = −z·(1 + 1/r)·exp(−r)/r²\nwhere r = √(x² + y² + z²).",
        ),
        (
            "fn f(x: f64, y: f64, z: f64) -> f64 {
                (x * x + y * y + z * z + x * y).sqrt().exp() * (x * x + y * y + z * z + x * y).sin()
            }",
            "∂f/∂x = (cos(u) + sin(u)/(2·√u))·(y + 2·x)·exp(√u)\n\
             ∂f/∂y = (cos(u) + sin(u)/(2·√u))·(x + 2·y)·exp(√u)\n\
             ∂f/∂z = 2·z·(cos(u) + sin(u)/(2·√u))·exp(√u)\nwhere u = x² + y² + z² + x·y.",
        ),
        ("fn f(x: &[f64]) -> f64 { let mut s = 0.0; for i in 0..x.len() { s += x[i] * x[i]; } s }", "(too long)"),
        ("fn f(x: f64, #[constant] n: usize) -> f64 { let mut s = x; for _ in 0..n { s = s.sin(); } s }", "(too long)"),
        (
            "fn f(x: f64, y: f64) -> f64 {
                (x + y).sin() * (x - 2.0 * y).cos() * (x * y + 3.0).exp() * (1.0 + x).ln() * (x / y).sinh() * (x + 3.0 * y).tan()
            }",
            "(too long)",
        ),
    ]);
}

#[test]
fn every_function_of_the_table_can_be_read_back() {
    for (_, row) in
        elementary::all().filter(|(_, row)| !row.is_internal() && !["%", "powi", "clamp"].contains(&row.name))
    {
        let params: Vec<String> = (0..row.arity).map(|k| format!("x{k}: f64")).collect();
        let others: Vec<String> = (1..row.arity).map(|k| format!("x{k}")).collect();
        let source = format!(
            "fn f({}) -> f64 {{ let y = x0.{}({}); y * y + x0 * y }}",
            params.join(", "),
            row.name,
            others.join(", ")
        );
        let subject = subject(&source);
        assert!(subject.formula.is_some(), "{source}");
        assert_eq!(subject.difference(), None, "{source}\n{}", subject.formula.unwrap().text());
    }
}

/// Most programs are no formula; those that are, among a hundred, say what they compute.
#[test]
fn random_programs_can_be_read_back() {
    let cases = (1..150).filter_map(|seed| make::case(seed, Features::without("vecs,whiles,calls,jumps")));
    let sources = cases.filter_map(|c| Some(print::function(&c.program, c.program.funs.last()?)));
    let subjects: Vec<(String, Subject)> = sources.filter_map(|s| Some((s.clone(), try_subject(&s).ok()?))).collect();
    let printed = subjects.iter().filter(|(_, subject)| subject.formula.is_some()).count();
    assert!(printed > 8, "only {printed} formulas");
    for (source, subject) in &subjects {
        if let Some(difference) = subject.difference() {
            panic!("{source}\n{}\n{difference}", subject.formula.as_ref().map_or_else(String::new, Formula::text));
        }
    }
}
