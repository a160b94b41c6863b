//! What is refused, and in which words. One mistake is one message.

use super::{attempt, refusals, refusals_with};

macro_rules! refused {
    ($($name:ident: $source:literal => [$($message:literal),*];)*) => {$(
        #[test]
        fn $name() {
            let expected: Vec<&str> = vec![$($message),*];
            assert_eq!(refusals($source), expected, "{}", $source);
        }
    )*};
}

refused! {
    // ---- the signature
    e03_async: "async fn f(x: f64) -> f64 { x }" => ["`async` functions cannot be differentiated"];
    e04_unsafe: "unsafe fn f(x: f64) -> f64 { x }" => ["`unsafe` functions cannot be differentiated"];
    e05_abi: "extern \"C\" fn f(x: f64) -> f64 { x }" => ["functions with a foreign ABI cannot be differentiated"];
    l20_mutable_self: "fn f(&mut self, x: f64) -> f64 { x }" => ["methods that change `self` are not supported yet"];
    l20_boxed_self: "fn f(self: Box<Self>, x: f64) -> f64 { x }" => ["receivers of this type are not supported yet"];
    e07_nothing_active: "fn f(n: usize) -> f64 { n as f64 }" => ["nothing to differentiate: no active parameter of type `f64` or `f32`"];
    e08_nothing_returned: "fn f(x: f64) { }" =>
        ["a differentiable function must return a number, array or tuple, or write to a `&mut` parameter"];
    e09_integer_result: "fn f(x: f64) -> usize { 1 }" => ["`usize` has no derivative"];
    e10_unknown_type: "fn f(x: Real) -> f64 { 1.0 }" => ["values of type `Real` cannot be differentiated"];
    e10_all_at_once: "fn f(x: Real, y: &Point, z: f64) -> f64 { z }" =>
        ["values of type `Real` cannot be differentiated", "values of type `&Point` cannot be differentiated"];
    e31_pointer: "fn f(x: *const f64) -> f64 { 1.0 }" => ["raw pointers cannot be differentiated"];
    e35_cfg: "fn f(#[cfg(a)] x: f64) -> f64 { 1.0 }" => ["`#[cfg]` on a parameter is not supported"];
    e39_generic: "fn f<T: Shape>(x: T, y: &[T]) -> T { x }" => ["generic parameters of this bound are not supported yet"];
    e39_function: "fn f<F: FnMut(f64) -> f64>(x: f64, mut g: F) -> f64 { g(x) }" => ["`FnMut` functions as parameters are not supported yet"];
    e39_unbounded: "fn f<T>(x: T) -> T { x }" => ["generic parameters without a bound are not supported yet"];
    mutable_vec: "fn f(x: &mut Vec<f64>, y: f64) { x.push(y); }" => ["`&mut Vec` parameters that become longer or shorter are not supported yet"];
    mutable_integer: "fn f(x: f64, n: &mut usize) -> f64 { x }" => ["`&mut` parameters without a derivative are not supported yet"];
    mutable_in_a_tuple: "fn f((a, b): (&mut f64, &[f64]), x: f64) -> f64 { *a *= x; b[0] }" =>
        ["`&mut` references inside of a tuple are not supported yet"];
    handed_on_by_name: "fn f(x: f64) -> f64 { let mut p = [x, 1.0]; let [a, b] = &mut p; g(a, b); p[0] }" =>
        ["mutable references that are handed on by their name are not supported yet"];
    out_that_is_not_written: "fn f(#[out] x: f64) -> f64 { x }" => ["`#[out]` is for `&mut` parameters"];
    e30_out_read_first: "fn f(x: f64, #[out] y: &mut f64) { *y += x; }" => ["`y` is read here before it is written"];
    e30_slice_read_first: "fn f(x: f64, #[out] y: &mut [f64]) { y[0] = y[1] * x; }" => ["`y` is read here before it is written"];
    e30_item_read_first: "fn f(x: &[f64], #[out] y: &mut [f64]) { for (b, a) in y.iter_mut().zip(x) { *b += *a; } }" =>
        ["`y` is read here before it is written"];
    e30_half_read_first: "fn f(x: f64, #[out] y: &mut [f64]) { let (a, b) = y.split_at_mut(1); a[0] = b[0] * x; }" =>
        ["`y` is read here before it is written"];
    tuple_of_strangers: "fn f(p: (f64, Point)) -> f64 { p.0 }" => ["parameters of type `(f64, Point)` are not supported yet"];

    // ---- what has no derivative
    cast: "fn f(x: f64) -> f64 { let n = x as usize; n as f64 }" => ["a cast of an active value to `usize` has no derivative"];
    cast_of_a_loop_variable: "fn f(x: f64) -> f64 { let mut s = 0.0; for _ in 0..3 { let n = s as i32; s += x + n as f64; } s }" =>
        ["a cast of an active value to `i32` has no derivative"];
    e12_method: "fn f(x: f64) -> f64 { x.cosinus() }" => ["no derivative known for method `cosinus`"];
    e12_one_message_a_chain: "fn f(x: f64) -> f64 { x.foo().bar() + x.foo().sin() }" =>
        ["no derivative known for method `foo`", "no derivative known for method `foo`"];
    e15_bits: "fn f(x: f64) -> f64 { f64::from_bits(x.to_bits() + 1) }" => ["`to_bits` has no derivative"];
    constructor: "fn f(x: f64) -> f64 { let p = Mode::Scale(x); let q = Ok(x); 1.0 }" =>
        ["active values inside of enums are not supported yet"];
    callback: "fn f(x: f64, #[constant] g: fn(f64) -> f64) -> f64 { g(x) }" => ["`g` is not differentiable"];

    // ---- what is not understood
    e03_async_closure: "fn f(x: f64) -> f64 { let g = async |y: f64| y * x; g(x); x }" => ["`async` closures cannot be differentiated"];
    e11_macro_of_a_module: "fn f(x: f64) -> f64 { let v = mine::vec![x, x]; v[0] }" => ["cannot see through the macro `vec!`"];
    e04_unsafe_block: "fn f(x: f64) -> f64 { unsafe { g(x) } }" => ["`unsafe` code cannot be differentiated"];
    e11_macro: "fn f(x: f64) -> f64 { foo!(x) * 2.0 }" => ["cannot see through the macro `foo!`"];
    e14_closure_returned: "fn f(x: f64) -> f64 { let g = |y: f64| y * x; let h = (g, x); h.1 }" => ["closures as values are not supported yet"];
    e14_closure_stored: "fn f(x: f64) -> f64 { let g = Box::new(|y: f64| y * x); x }" => ["closures as values are not supported yet"];
    e14_closure_handed_over: "fn f(x: f64) -> f64 { integrate(|y| y[0] * x, x) }" => ["the type of this parameter is needed here"];
    e14_closure_of_an_integer: "fn f(x: f64) -> f64 { powers(x, |y, n| y * n as f64) }" => ["the type of this parameter is needed here"];
    e14_closure_handed_over_with_a_reference: "fn f(x: f64) -> f64 { let mut s = x; let r = &mut s; integrate(|y: f64| y * *r, x) }" =>
        ["mutable references in closures that are handed over are not supported yet"];
    closures_in_closures_in_closures: "fn f(x: f64) -> f64 {
        let a = |y: f64| y + y; let b = |y: f64| a(y) + a(y) + a(y) + a(y) + a(y) + a(y) + a(y);
        let c = |y: f64| b(y) + b(y) + b(y) + b(y) + b(y) + b(y) + b(y); c(x) + c(x) + c(x) + c(x) }" =>
        ["more than 200 calls of closures are not supported yet"];
    iterators_as_values: "fn f(xs: &[f64]) -> f64 { let mut squares = xs.iter().map(|x| x * x); squares.next().unwrap() + squares.sum::<f64>() }" =>
        ["iterators as values are not supported yet"];
    unusual_adaptors: "fn f(xs: &[f64]) -> f64 { xs.iter().cycle().take(9).sum::<f64>() + xs.iter().peekable().sum::<f64>() }" =>
        ["iterators with `cycle` are not supported yet", "iterators with `peekable` are not supported yet"];
    sum_of_options: "fn f(xs: &[f64]) -> f64 { xs.iter().map(|x| Some(*x)).sum::<Option<f64>>().unwrap_or(0.0) }" => ["options in a `sum` are not supported yet"];
    matrices_that_are_collected: "fn f(x: f64) -> f64 { let m: Vec<Vec<Vec<f64>>> = (0..3).map(|i| (0..i).map(|j| vec![x; j]).collect()).collect(); m[0][1][2] }" =>
        ["`collect`s of rows of rows are not supported yet"];
    effects_of_items_that_are_dropped: "fn f(xs: &[f64]) -> f64 { let mut n = 0.0; let s: f64 = xs.iter().map(|x| { n += x; x * n }).skip(1).sum(); s + n }" =>
        ["adaptors that drop items of closures which change variables are not supported yet"];
    effects_beside_a_shorter_one: "fn f(xs: &[f64]) -> f64 { let mut n = 0.0; let s: f64 = xs.iter().map(|x| { n += x; x * n }).zip(1..3).map(|(x, k)| x * k as f64).sum(); s + n }" =>
        ["adaptors that drop items of closures which change variables are not supported yet"];
    other_comparisons: "fn f(xs: &[f64]) -> f64 { xs.iter().copied().max_by(|a, b| compare(a, b)).unwrap() }" => ["comparisons of this kind are not supported yet"];
    collected_without_a_bound: "fn f(xs: &[f64]) -> (Vec<f64>, Vec<f64>) { xs.iter().flat_map(|_| xs.iter()).map(|x| (x * x, *x)).unzip() }" =>
        ["`collect`s of a number of items that has no bound before are not supported yet"];
    two_filters_side_by_side: "fn f(xs: &[f64]) -> f64 { xs.iter().filter(|x| **x > 0.0).zip(xs.iter().filter(|x| **x < 0.0)).map(|(a, b)| a * b).sum() }" =>
        ["`zip`s of two iterators that both drop items are not supported yet"];
    backwards_after_a_filter: "fn f(xs: &[f64]) -> f64 { xs.iter().filter(|x| **x > 0.0).rev().sum() }" =>
        ["backward iterators after adaptors that drop items are not supported yet"];
    e29_global: "fn f(x: f64) -> f64 { COUNT = x; x }" => ["global state cannot be differentiated through"];
    e32_await: "fn f(x: f64) -> f64 { g().await * x }" => ["`.await` cannot be differentiated"];
    e33_field_of_call: "fn f(x: f64) -> f64 { g(x).0 }" => ["the type of this tuple is needed here"];
    alias: "fn f(x: f64) -> f64 { let y: Real = 0.1; x * (y as f64) }" => ["the type `Real` is not known here"];
    e40_diverges: "fn f(x: f64) -> f64 { panic!(\"no\") }" => ["the function never returns a value"];
    question_mark: "fn f(x: f64, #[constant] text: &str) -> Option<f64> { Some(x * parsed(text)?) }" => ["`?` on other values than options are not supported yet"];
    mutable_borrow_chosen: "fn f(x: f64, c: bool) -> f64 { let (mut a, mut b) = (x, x); let r = if c { &mut a } else { &mut b }; *r = 2.0; a * b }" =>
        ["mutable references as values are not supported yet"];
    mutable_borrow_in_a_tuple: "fn f(x: f64) -> f64 { let mut a = x; let t = (&mut a, 1.0); *t.0 = 2.0; a }" =>
        ["mutable references as values are not supported yet"];
    mutable_borrow_handed_on: "fn f(x: f64, y: &mut [f64]) -> f64 { g(x, y); y[0] }" =>
        ["mutable references that are handed on by their name are not supported yet"];
    part_handed_on_by_name: "fn f(x: &[f64]) -> f64 { let mut a = x.to_vec(); let s = &mut a[1..]; g(s); a[1] }" =>
        ["mutable references that are handed on by their name are not supported yet"];
    shuffled: "fn f(x: f64) -> f64 { let (mut a, mut b) = ([x], [1.0]); { let (mut p, mut q) = (&mut a, &mut b); std::mem::swap(&mut p, &mut q); } a[0] }" =>
        ["variables whose references were swapped are not supported yet"];
    slices_that_take_turns: "fn f(x: &[f64], y: &[f64]) -> f64 { let (mut a, mut b) = (x, y); for _ in 0..3 { std::mem::swap(&mut a, &mut b); } a[0] }" =>
        ["variables that become another array in a loop are not supported yet", "variables that become another array in a loop are not supported yet"];
    row_of_another_length: "fn f(x: &[f64], n: usize) -> f64 { let mut m = (vec![vec![0.0; n]; n], 0.0); m.0[0] = x.to_vec(); m.0[0][0] }" =>
        ["rows of another length are not supported yet"];
    vec_of_another_length: "fn f(x: &[f64], n: usize) -> f64 { let mut v = (vec![0.0; n], 0.0); for _ in 0..3 { v.0 = x.to_vec(); } v.0[0] }" =>
        ["assignments of a `Vec` of another length in this place are not supported yet"];
    structs_in_structs: "fn f(#[active] p: &Outer) -> f64 { g(&p.inner) * p.inner.x }" =>
        ["structs whose fields are not all known here are not supported yet"];
    struct_of_another_name: "fn f(x: f64) -> Real { x * x }" => ["values of type `Real` cannot be differentiated"];
    push_of_matrices: "fn f(x: f64) -> f64 { let mut v = Vec::new(); v.push(vec![vec![x]]); v[0][0][0] }" =>
        ["`Vec`s of this kind that grow are not supported yet"];
    push_to_a_row: "fn f(x: f64) -> f64 { let mut v = vec![vec![x]]; v[0].push(x); v[0][1] }" =>
        ["`push` and other methods that change an array are not supported yet"];
    rows_that_are_filled: "fn f(x: &[f64]) -> f64 { let mut v = vec![(0.0, 1.0); 3]; v.reverse(); v[0].0 * x[0] }" =>
        ["changes of arrays of tuples and of rows in place are not supported yet"];
    sort: "fn f(x: f64) -> f64 { let mut v = [x, 1.0]; v.sort_by(|a, b| a.abs().total_cmp(&b.abs())); v[0] }" =>
        ["`sort_by` and other methods that change an array are not supported yet"];
    statics: "fn f(x: f64) -> f64 { static A: f64 = 1.0; x }" => ["global state cannot be differentiated through"];
    l25_shadowing: "fn f(x: f64) -> f64 { let y = { const LIMIT: f64 = 2.0; x * LIMIT }; y * LIMIT }" =>
        ["items of an inner block whose names mean something else outside are not supported yet"];
    l25_glob: "fn f(x: f64) -> f64 { { use std::f64::consts::*; x * PI } }" =>
        ["items of an inner block whose names mean something else outside are not supported yet"];
    l17_macro: "fn f(x: f64) -> f64 { macro_rules! twice { () => { 2.0 } } x * twice!() }" =>
        ["cannot see through the macro `twice!`"];
    cfg_statement: "fn f(x: f64) -> f64 { #[cfg(a)] let y = 1.0; x }" => ["`#[cfg]` attributes inside a function are not supported yet"];
    e11_format: "fn f(x: f64) -> f64 { println!(concat!(\"{}\"), x); x }" => ["format strings that are not literals are not supported yet"];
    enum_payload: "fn f(x: f64) -> f64 { if let Mode::Scale(y) = g(x) { x * y } else { x } }" =>
        ["active values inside of enums are not supported yet"];
    option_of_slice: "fn f(x: &[f64], n: usize) -> f64 { let o = if n > 1 { Some(&x[1..]) } else { None }; o.map_or(0.0, |a| a[0]) }" =>
        ["arrays chosen by a branch are not supported yet"];
    option_of_rows: "fn f(x: f64) -> f64 { let o = if x > 1.0 { Some([[x; 2]; 2]) } else { None }; o.map_or(0.0, |a| a[0][0]) }" =>
        ["options of slices, of long arrays and of nested ones are not supported yet"];
    options_in_array: "fn f(x: f64, n: usize) -> f64 { let v = [Some(x), None]; v[n].unwrap_or(x) }" =>
        ["arrays of options are not supported yet"];
    option_result: "fn f(x: f64) -> Option<Vec<f64>> { Some(vec![x]) }" => ["results of type `Option<Vec<f64>>` are not supported yet"];
    option_parameter: "fn f(x: f64, o: Option<&[f64]>) -> f64 { x }" => ["parameters of type `Option<&[f64]>` are not supported yet"];
    option_method: "fn f(x: f64) -> f64 { let mut o = Some(x); *o.get_or_insert(2.0) * x }" =>
        ["the method `get_or_insert` of an option and others like it are not supported yet"];
    ref_mut: "fn f(x: f64) -> f64 { let mut o = Some(x); if let Some(ref mut v) = o { *v *= 2.0; } o.unwrap() }" =>
        ["`ref mut` bindings are not supported yet"];
    l16_format: "fn f(x: f64) -> f64 { let s = format!(\"{x}\"); println!(\"{s}\"); x }" => ["`format!` has no derivative"];
    l16_write: "fn f(x: f64) -> f64 { write!(out, \"{x}\").unwrap(); x }" => ["cannot see through the macro `write!`"];
    n60_gamma: "fn f(x: f64) -> f64 { x.gamma() + libm::erf(x) }" =>
        ["no derivative known for method `gamma`", "`libm::erf` is not differentiable"];
    all_at_once: "fn f(x: f64) -> f64 { let a = x.foo(); let b = foo!(x); let c = x as i32; a + b }" =>
        ["cannot see through the macro `foo!`", "no derivative known for method `foo`", "a cast of an active value to `i32` has no derivative"];
    rows_of_rows: "fn f(x: &[Vec<Vec<f64>>]) -> f64 { x[0][0][0] }" => ["active parameters of type `&[Vec<Vec<f64>>]` are not supported yet"];
    text_in_tuples: "fn f(x: &[(f64, String)]) -> f64 { x[0].0 }" => ["active parameters of type `&[(f64, String)]` are not supported yet"];
    unmarked_structs: "fn f(x: &[Point]) -> f64 { x[0].x }" => ["parameters of type `&[Point]` without a mark are not supported yet"];
    changed_in_the_same_expression: "fn f(x: f64, i: usize) -> f64 { let mut a = [x; 3]; g(a, { a[i] = 1.0; 2.0 }) }" =>
        ["uses of an array that changed in the same expression are not supported yet"];
}

#[test]
fn misspelt_methods_get_a_hint() {
    let errors = attempt("", "fn f(x: f64) -> f64 { x.asinn() }").err().expect("refused");
    assert_eq!(errors, ["no derivative known for method `asinn`\n\n  = help: did you mean `asin`?"]);
}

#[test]
fn the_attribute_names_parameters() {
    let source = "fn f(x: f64, n: usize) -> f64 { x * n as f64 }";
    assert_eq!(refusals_with("wrt(z)", source), ["no parameter named `z`"]);
    assert_eq!(refusals_with("constant(z)", source), ["no parameter named `z`"]);
    assert_eq!(refusals_with("wrt(n)", source), ["`n` is an integer and has no derivative"]);
    assert_eq!(
        refusals_with("constant(x)", source),
        ["nothing to differentiate: no active parameter of type `f64` or `f32`"]
    );
}

#[test]
fn depth_is_counted_without_recursion() {
    use super::super::fence::depth;
    let nested = |n: usize| format!("{}x{}", "(".repeat(n), ")".repeat(n)).parse().expect("tokens");
    assert!(depth(&nested(200)).is_none());
    assert!(depth(&nested(400)).is_some());
    let minus = |n: usize| format!("{}x", "- ".repeat(n)).parse().expect("tokens");
    assert!(depth(&minus(100)).is_none());
    assert!(depth(&minus(10_000)).is_some());
}

#[test]
fn too_many_alternatives_are_refused() {
    let chain = (0..400).map(|k| format!("if x > {k}.0 {{ {k}.0 }} else ")).collect::<Vec<_>>().concat();
    let source = format!("fn f(x: f64) -> f64 {{ {chain} {{ x }} }}");
    let tested = std::thread::Builder::new().stack_size(16 << 20).spawn(move || refusals(&source));
    let messages = tested.expect("a thread").join().expect("no panic");
    assert_eq!(messages, ["more than 256 alternatives are not supported yet"]);
}

#[test]
fn too_many_exits_are_refused() {
    let guards = (0..2000).map(|k| format!("if x > {k}.0 {{ return {k}.0; }}")).collect::<Vec<_>>().concat();
    let source = format!("fn f(x: f64) -> f64 {{ {guards} x }}");
    let tested = std::thread::Builder::new().stack_size(16 << 20).spawn(move || refusals(&source));
    let messages = tested.expect("a thread").join().expect("no panic");
    assert_eq!(messages, ["more than 256 exits behind one another are not supported yet"]);
}

/// Wherever an attribute stands that changes what is compiled.
#[test]
fn e35_attributes_are_found_everywhere() {
    let cfg = "`#[cfg]` attributes inside a function are not supported yet";
    let places = [
        "#[cfg(a)] s += x; s",
        "#[cfg(a)] (s += x); s",
        "#[cfg(a)] { s += x; } s",
        "#[cfg(a)] if x > 0.0 { s += x; } s",
        "#[cfg(a)] assert!(x > 0.0); s",
        "{ #![cfg(a)] s += x; } s",
        "match n { #[cfg(a)] 0 => x, _ => s }",
        "let v = [#[cfg(a)] x, s]; v[0]",
        "let v = vec![#[cfg(a)] x, s]; v[0]",
        "let t = (#[cfg(a)] x, s); t.0",
        "g(#[cfg(a)] x, s)",
        "let P { #[cfg(a)] y, z } = p; x * z",
        "let q = P { #[cfg(a)] y: x, z: s }; q.z",
        "let q = Q::R { #[cfg(a)] y: 1.0, z: 2.0 }; x",
        "let h = |#[cfg(a)] y: f64| y * x; h(s)",
        "xs.iter().map(|y| { #[cfg(a)] let y = y * 2.0; y * x }).sum::<f64>() + s",
        "for y in { #[cfg(a)] xs } { s += y * x; } s",
        "while { #[cfg(a)] { s += 1.0; } s < x } { s += x; } s",
        "#[cfg(a)] return s; x",
        "if c { const K: f64 = 2.0; #[cfg(a)] { s *= K; } } s * x",
        "#[cfg(a)] unsafe { s += x } s",
    ];
    for body in places {
        let source =
            format!("fn f(x: f64, n: usize, c: bool, xs: &[f64], #[constant] p: P) -> f64 {{ let mut s = x; {body} }}");
        let messages = refusals(&source);
        assert!(messages.contains(&cfg.to_owned()), "{body}: {messages:?}");
    }
    let source = "fn f<#[cfg(a)] const N: usize>(x: &[f64; N]) -> f64 { x[0] }";
    assert!(refusals(source).contains(&cfg.to_owned()));
}

/// Those of an item stay with it, and those that only lint or format are no matter.
#[test]
fn l05_attributes_of_items_and_lints_are_kept() {
    let source = "fn f(x: f64) -> f64 {
        #[cfg(any())] const K: f64 = 3.0;
        #[cfg(all())] const K: f64 = 2.0;
        #[cfg(all())] pub(crate) fn inner(y: f64) -> f64 { #[cfg(any())] let y = 2.0 * y; y }
        #[rustfmt::skip] let y = x;
        #[allow(unused)] #[expect(clippy::all)] let z = y;
        let g: fn(f64) -> f64 = f64::sin;
        #[allow(clippy::neg_multiply)] { g(y) * K }
    }";
    assert_eq!(attempt("", source).err(), None);
}

#[test]
fn patterns_that_bind_what_cannot_be_seen() {
    let macros = "macros in patterns are not supported yet";
    for body in [
        "let p!(y) = x; y",
        "for (p!(y), _) in xs { s += y; } s",
        "match m { Mode::A(p!(y)) => x * y, _ => x }",
        "match n { p!() => x, _ => s }",
    ] {
        let source = format!(
            "fn f(x: f64, n: usize, #[constant] xs: &[(f64, f64)], #[constant] m: Mode) -> f64 {{ let mut s = x; {body} }}"
        );
        assert!(refusals(&source).contains(&macros.to_owned()), "{body}");
    }
}
