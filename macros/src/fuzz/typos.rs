//! Slips of the pen: programs of the test suite in which a few tokens are others. What comes of one is refused, left to rustc or understood,
//! but it never brings the macro down.
//!
//! `CHAINRULE_SEED` and `CHAINRULE_PROGRAMS` choose, as for random programs.

use std::path::Path;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use super::program::rng::Rng;
use super::setting;
use crate::expand::expand;

#[test]
fn no_slip_brings_the_macro_down() {
    let functions = functions();
    // A tenth as many as random programs: what comes of one is rustc's to refuse in the end.
    let (first, slips) = (setting("CHAINRULE_SEED", 1), setting("CHAINRULE_PROGRAMS", 4000) / 10);
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let fallen: Vec<String> =
        (first..first + slips.max(1)).filter_map(|seed| fallen(&functions, seed)).take(20).collect();
    std::panic::set_hook(hook);
    // Another test may have the hook just now, and swallow the message of a panic.
    fallen.iter().for_each(|program| eprintln!("{program}"));
    assert!(fallen.is_empty(), "slips bring the macro down: they are above");
}

/// Slips that once did.
#[test]
fn slips_that_were_found_come_to_an_end() {
    let programs = [
        "fn f(rows: Vec<Vec<f64>>) -> Vec<Vec<f64>> { \
             let mut Vec = rows; rows[0] = vec![rows[1][0] * 2.0, 1.0, rows[0][0]]; rows.swap(0, 1); rows }",
        "fn f(#[active] points: &[Point]) -> P { length2(points) * points[0].x }",
        // Results of other types than are written.
        "fn f(x: f64, y: f64) -> (f64, f64) { (x * y * x * x) }",
        "fn f(x: f64, y: f64) -> [(f64, f64); 3] { [(x, y), (x * y, f64), (y * y,)] }",
        "fn f(x: f64, y: f64) -> [(f64, f64); 3] { [(x, y), (x * y, y), (y * y,)] }",
        "fn f(x: f64, y: f64) -> (f64, [f64; 2]) { (x * y, [x * x * y * y * y]) }",
        "fn f(points: &[(f64,)]) -> Vec<(f64, f64)> { points.to_vec() }",
        "fn f(x: &mut [f64]) { x.sort_by(|a, b| b.partial_cmp(a).unwrap()); x[0] * 2.0 }",
        "fn f(x: f64, y: f64) -> (f64, u32, f64) { (x * y, x, x.sin()) }",
        "fn f(#[active] s: &State, h: f64) -> f64 { let (next, e) = both(s, h); let (last, f) = both(&next, e); last.x * next + drag(&last) }",
        "fn f(x: f64, y: f64) -> (f64, u32, y, f64) { (x * y, x, x.sin(), y * y) }",
        // Options and tuples where something else is meant.
        "fn f(x: f64, n: i32) -> f64 { match n { 0 => Some(x), _ => x * 2.0 } }",
        "fn f(x: f64, n: i32) -> f64 { match n { 0 => x * 2.0, 1 => Some(x), _ => None } }",
        "fn f(x: f64, n: i32) -> Option<f64> { match n { 0 => Some(x), _ => x * 2.0 } }",
        "fn f(x: f64, n: i32) -> Option<f64> { let t = match n { 0 => Some(Some(x)), _ => Some(x) }; t }",
        "fn f(#[active] s: &State, h: f64) -> f64 { step(&(s, h)).x }",
        "fn f(#[active] s: &State, h: f64) -> f64 { step(&(s, h), h).x * s.x }",
        "fn f(#[active] s: &State, h: f64) -> State { let t = &(s, h); step(t, h) }",
        "fn f(#[active] s: &State, h: f64) -> State { State { x: s, v: (s, h) } }",
        "fn f(#[active] s: &State, h: f64) -> State { let t = State { x: h, v: h }; &(t, h) }",
        "fn f(#[active] s: &State, h: f64) -> Option<State> { Some(s) }",
        "fn f(x: f64) -> Option<State> { Some(State { x, v: x }) }",
        "fn f(#[active] s: &State, n: i32) -> f64 { let t = match n { 0 => Some(s), _ => s }; t.x }",
        "fn f(#[active] s: &State, n: i32) -> f64 { let t = match n { 0 => Some(step(s)), _ => step(s) }; t.x }",
        "fn f(#[active] s: &State, n: i32) -> f64 { let t = match n { 0 => Some(State { x: s.x }), _ => State { x: 2.0 } }; t.x }",
        // Parameters without a name.
        "fn f(m: f64, 0: f64) -> f64 { (0..50).fold(m, |x, _| x - (x - e * x.sin() - m) / (1.0 - e * x.cos())) }",
        // Types that have themselves in them.
        "fn f(x: f64) -> f64 { let mut v = std::array::from_fn(|i| g(x)); v = vec![v]; v[0] }",
        "fn f(x: f64) -> f64 { let mut v = Default::default(); v = vec![v]; v[0][1] }",
        "fn f(x: f64) -> f64 { let mut v = g(x); v[0] = v; v[1] }",
        "fn f(x: f64) -> f64 { let mut v = g(x); v[0] = vec![v]; v[1].len(); x }",
        "fn f(x: f64) -> f64 { let mut v = g(x); v.a = [v]; v.a[0] }",
        "fn f(x: f64) -> f64 { let v = g(x); let mut w = h(x); w.b = v; w.a = v; v.a = w; w.a.b.c }",
        "fn f(x: f64) -> f64 { let mut v = g(x); let mut w = g(x); v = (w, v); w = [v]; v.0[1] }",
    ];
    for program in programs {
        let tokens = program.parse().expect("a program is tokens");
        let expanded = expand(TokenStream::new(), &tokens).to_string();
        assert!(!expanded.contains("meets a defect"), "{program}\n{expanded}");
    }
}

/// The program of a seed, if it brings the macro down.
fn fallen(functions: &[(TokenStream, TokenStream)], seed: u64) -> Option<String> {
    let mut rng = Rng::new(seed);
    let (arguments, function) = &functions[rng.below(functions.len())];
    let mut pool = Vec::new();
    leaves(function, &mut pool);
    let slips = 1 + rng.below(2);
    let slipped = (0..slips).fold(function.clone(), |tokens, _| {
        let mut at = rng.below(pool.len());
        let new = (rng.below(6) > 0).then(|| pool[rng.below(pool.len())].clone());
        replaced(tokens, &mut at, new.as_ref())
    });
    crate::known::forget();
    let expanded = expand(arguments.clone(), &slipped).to_string();
    expanded.contains("meets a defect").then(|| format!("seed {seed}: #[differentiable({arguments})] {slipped}"))
}

/// All tokens that are no brackets.
fn leaves(tokens: &TokenStream, out: &mut Vec<TokenTree>) {
    for tree in tokens.clone() {
        match tree {
            TokenTree::Group(group) => leaves(&group.stream(), out),
            leaf => out.push(leaf),
        }
    }
}

/// The tokens with another one, or none, in place of leaf `at`.
fn replaced(tokens: TokenStream, at: &mut usize, new: Option<&TokenTree>) -> TokenStream {
    let mut out = TokenStream::new();
    for tree in tokens {
        match tree {
            TokenTree::Group(group) => {
                let inner = replaced(group.stream(), at, new);
                out.extend([TokenTree::Group(Group::new(group.delimiter(), inner))]);
            }
            leaf => {
                let here = *at == 0;
                *at = at.wrapping_sub(1);
                out.extend(if here { new.cloned() } else { Some(leaf) });
            }
        }
    }
    out
}

/// Every annotated function of the tests and of the expansions: what the attribute says, and the function.
fn functions() -> Vec<(TokenStream, TokenStream)> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests");
    let mut out = Vec::new();
    for folder in ["tests", "expansions"] {
        let mut files: Vec<_> = std::fs::read_dir(tests.join(folder))
            .expect("the folder is there")
            .map(|file| file.expect("a file").path())
            .filter(|path| path.extension().is_some_and(|e| e == "rs"))
            .collect();
        files.sort();
        for file in files {
            let source = std::fs::read_to_string(&file).expect("a test can be read");
            annotated(source.parse().expect("a test is Rust"), &mut out);
        }
    }
    out
}

/// `#[differentiable(..)] fn f(..) -> .. { .. }`, wherever it stands.
fn annotated(tokens: TokenStream, out: &mut Vec<(TokenStream, TokenStream)>) {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    for (k, tree) in trees.iter().enumerate() {
        let TokenTree::Group(group) = tree else { continue };
        match mark(group) {
            Some(arguments) if matches!(trees[..k].last(), Some(TokenTree::Punct(p)) if p.as_char() == '#') => {
                let brace = |tree: &TokenTree| matches!(tree, TokenTree::Group(g) if g.delimiter() == Delimiter::Brace);
                let Some(end) = trees[k + 1..].iter().position(brace) else { continue };
                let item: TokenStream = trees[k + 1..=k + 1 + end].iter().cloned().collect();
                if syn::parse2::<syn::ItemFn>(item.clone()).is_ok() {
                    out.push((arguments, item));
                }
            }
            _ => annotated(group.stream(), out),
        }
    }
}

/// What the attribute says, if it is ours.
fn mark(group: &Group) -> Option<TokenStream> {
    let trees: Vec<TokenTree> = group.stream().into_iter().collect();
    match (group.delimiter(), trees.as_slice()) {
        (Delimiter::Bracket, [TokenTree::Ident(name)]) if name == "differentiable" => Some(TokenStream::new()),
        (Delimiter::Bracket, [TokenTree::Ident(name), TokenTree::Group(options)]) if name == "differentiable" => {
            Some(options.stream())
        }
        _ => None,
    }
}
