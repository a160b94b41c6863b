//! Programs that are understood, run by the interpreter; the expected numbers are computed by Rust from the same text.

use super::{In, dump, lowered, run};
use crate::ir::{Op, Param};

macro_rules! agrees {
    ($($name:ident: $item:item, $call:expr, [$($input:expr),*];)*) => {$(
        #[test]
        fn $name() {
            #[allow(unused, clippy::all, clippy::pedantic)]
            $item
            let source = stringify!($item);
            let expected: Vec<f64> = Flat::flat(&$call);
            let found = run(source, &[$($input.into()),*]);
            let bits = |v: &[f64]| v.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
            assert_eq!(bits(&found), bits(&expected), "{found:?} instead of {expected:?}\n{source}\n{}", dump(source));
        }
    )*};
}

impl From<f64> for In {
    fn from(x: f64) -> Self {
        In::F(x)
    }
}
impl From<i32> for In {
    fn from(n: i32) -> Self {
        In::I(n.into())
    }
}
impl<const N: usize> From<[f64; N]> for In {
    fn from(xs: [f64; N]) -> Self {
        In::A(xs.to_vec())
    }
}

pub(super) trait Flat {
    fn flat(&self) -> Vec<f64>;
}
impl Flat for f64 {
    fn flat(&self) -> Vec<f64> {
        vec![*self]
    }
}
impl<const N: usize> Flat for [f64; N] {
    fn flat(&self) -> Vec<f64> {
        self.to_vec()
    }
}
impl Flat for Vec<f64> {
    fn flat(&self) -> Vec<f64> {
        self.clone()
    }
}
impl Flat for (f64, f64) {
    fn flat(&self) -> Vec<f64> {
        vec![self.0, self.1]
    }
}

agrees! {
    valley: fn f(x: f64, y: f64) -> f64 { let a = 1.0 - x; let b = y - x * x; a * a + 100.0 * b * b }, f(-1.2, 1.0), [-1.2, 1.0];
    literals: fn f(x: f64) -> f64 { x * 1e3 + 1_000.0 + 2. + 1f64 + 0x10 as f64 + 10_i32 as f64 + b'a' as f64 - -2.0 }, f(0.5), [0.5];
    deferred: fn f(x: f64) -> f64 { let y; if x > 0.0 { y = x.ln(); } else { y = 0.0; } y * 2.0 }, f(2.0), [2.0];
    deferred_else: fn f(x: f64) -> f64 { let y; if x > 0.0 { y = x.ln(); } else { y = 0.0; } y * 2.0 }, f(-2.0), [-2.0];
    shadowing: fn f(x: f64) -> f64 { let mut s = 0.0; { let x = x * 2.0; s += x; } s += x; let s = s * s; let s = s + s; s }, f(3.0), [3.0];
    loops: fn f(x: f64) -> f64 { let mut x = x; for _ in 0..3 { x = x * x; } x }, f(1.1), [1.1];
    swap: fn f(x: f64, y: f64) -> f64 { let (mut x, mut y) = (x, y); std::mem::swap(&mut x, &mut y); x * x * y }, f(2.0, 3.0), [2.0, 3.0];
    fibonacci: fn f(x: f64, y: f64) -> f64 { let (mut x, mut y) = (x, y); for _ in 0..5 { (x, y) = (y, x + y); } x * y }, f(1.0, 2.0), [1.0, 2.0];
    array_writes: fn f(a: &[f64; 4]) -> f64 { let mut a = *a; for i in 1..4 { a[i] = a[i - 1] * a[i]; } a[3] + a[1] }, f(&[2.0, 3.0, 5.0, 7.0]), [[2.0, 3.0, 5.0, 7.0]];
    element_times_element: fn f(x: [f64; 3], i: usize, j: usize) -> f64 { let mut a = x; a[i] *= a[j]; a[i] }, f([2.0, 3.0, 4.0], 1, 1), [[2.0, 3.0, 4.0], 1, 1];
    compound: fn f(x: f64) -> f64 { let mut a = x; a += a; a *= a; a -= 1.0; a /= x; a %= 3.0; a }, f(1.7), [1.7];
    branch_then_overwrite: fn f(mut x: f64) -> f64 { if x > 1.0 { x = 0.5 * x } else { x = x * x } x * x }, f(1.5), [1.5];
    condition_assigns: fn f(mut x: f64) -> f64 { while { x *= 0.5; x > 1.0 } {} x }, f(9.0), [9.0];
    newton: fn f(a: f64) -> f64 { let mut g = a; while (g * g - a).abs() > 1e-12 { g = 0.5 * (g + a / g); } g }, f(2.0), [2.0];
    return_block: fn f(x: f64) -> f64 { let mut a = x; return { a += 1.0; a } * x; }, f(3.0), [3.0];
    order_of_operands: fn f(x: f64) -> f64 { let mut a = x; a + { a += 1.0; a } * a }, f(3.0), [3.0];
    return_in_loop: fn f(x: f64) -> f64 { let mut acc = 0.0; for i in 0..10 { if i == 3 { return 2.0 * acc; } acc += x.powi(i + 1); } acc }, f(1.5), [1.5];
    triangular: fn f(x: f64) -> f64 { let mut s = 1.0; let mut t = x; for i in 0..4 { for j in 0..i { t = t * x + j as f64; s += t * i as f64; } } s }, f(1.3), [1.3];
    zero_turns: fn f(x: f64) -> f64 { let mut x = x; for _ in 5..2 { x = x * x; } x }, f(1.1), [1.1];
    matches_of_integers: fn f(x: f64, n: i32) -> f64 { match n { 0 => x, 1 => x * x, m @ 2..=5 if m != 3 => x * x * x, 3 | 4 => x + 1.0, _ => 1.0 / x } }, f(2.0, 3), [2.0, 3];
    matches_of_integers_range: fn f(x: f64, n: i32) -> f64 { match n { 0 => x, 1 => x * x, m @ 2..=5 if m != 3 => x * x * x, 3 | 4 => x + 1.0, _ => 1.0 / x } }, f(2.0, 5), [2.0, 5];
    matches_of_integers_rest: fn f(x: f64, n: i32) -> f64 { match n { 0 => x, 1 => x * x, m @ 2..=5 if m != 3 => x * x * x, 3 | 4 => x + 1.0, _ => 1.0 / x } }, f(2.0, -6), [2.0, -6];
    match_with_return: fn f(x: f64, n: i32) -> f64 { let y = match n { 0 => return x, 1 => { let z = x * x; z + 1.0 } _ => x.sin() }; y * y }, f(2.0, 1), [2.0, 1];
    match_with_return_taken: fn f(x: f64, n: i32) -> f64 { let y = match n { 0 => return x, 1 => { let z = x * x; z + 1.0 } _ => x.sin() }; y * y }, f(2.0, 0), [2.0, 0];
    match_pair: fn f(x: f64, n: i32, m: i32) -> f64 { match (n, m) { (0, _) => x, (k, 1) if k > 2 => x * k as f64, (_, _) => -x } }, f(2.0, 5, 1), [2.0, 5, 1];
    negative_patterns: fn f(x: f64, n: i32) -> f64 { match n { -3..=-2 => x, -1 => x * x, _ => 1.0 } }, f(2.0, -1), [2.0, -1];
    panics_on_the_way: fn f(xs: &[f64]) -> Vec<f64> { let n = xs.len(); if n == 0 { panic!("empty"); } let mut out = vec![0.0; n]; out[0] = xs[0] * xs[n - 1]; out }, f(&[2.0, 3.0]), [[2.0, 3.0]];
    panics_in_the_end: fn f(x: f64) -> f64 { let mut s = x; for _ in 0..9 { s *= x; if s > 10.0 { return s; } } unreachable!() }, f(2.0), [2.0];
    let_else: fn f(x: f64, n: i32) -> f64 { let 1..=3 = n else { return -x }; let 2 = n else { panic!("no") }; x * x }, f(2.0, 2), [2.0, 2];
    match_panics: fn f(x: f64, n: i32) -> f64 { match n { 0 => x, 1 => x * x, _ => panic!("no") } }, f(2.0, 1), [2.0, 1];
    breaks: fn f(x: f64) -> f64 { let mut s = x; for i in 0..10 { if s > 20.0 { break; } if i % 2 == 0 { continue; } s += s * x; } s }, f(1.5), [1.5];
    labelled: fn f(x: f64) -> f64 { let mut s = 0.0; 'a: for i in 0..5 { for j in 0..5 { if i + j == 6 { break 'a; } if j > i { continue 'a; } s += x * j as f64 + s; } } s }, f(1.5), [1.5];
    break_with_value: fn f(x: f64) -> f64 { let mut s = x; let y = loop { s *= 2.0; if s > 30.0 { break s + 1.0; } }; y * s }, f(1.5), [1.5];
    while_with_break: fn f(x: f64) -> f64 { let mut s = x; let mut n = 0; while n < 10 { n += 1; if s > 30.0 { break; } if n == 2 { continue; } s *= x; } s + n as f64 }, f(1.5), [1.5];
    while_with_return: fn f(x: f64) -> f64 { let mut s = x; while s < 100.0 { s *= x; if s > 5.0 { return s * s; } } s }, f(1.5), [1.5];
    loop_with_return: fn f(x: f64) -> f64 { let mut s = x; loop { s *= x; if s > 5.0 { return s * s; } } }, f(1.5), [1.5];
    labelled_block: fn f(x: f64) -> f64 { let y = 'a: { if x > 1.0 { break 'a x * x; } x + 1.0 }; y * 2.0 }, f(1.5), [1.5];
    nested_returns: fn f(x: f64, n: i32) -> f64 { let mut y = x; if n > 0 { if n > 3 { return y; } y *= 2.0; } else if n < -3 { return -y; } y += 1.0; if y > 100.0 { return 100.0; } y * y }, f(1.5, 2), [1.5, 2];
    nested_returns_taken: fn f(x: f64, n: i32) -> f64 { let mut y = x; if n > 0 { if n > 3 { return y; } y *= 2.0; } else if n < -3 { return -y; } y += 1.0; if y > 100.0 { return 100.0; } y * y }, f(1.5, 4), [1.5, 4];
    return_from_nested_loops: fn f(x: f64) -> f64 { let mut s = x; for i in 0..3 { for j in 0..4 { s += x; if i * j == 2 { return s * 2.0; } } s *= 1.1; } s }, f(1.5), [1.5];
    reversed: fn f(x: f64) -> f64 { let mut s = 0.0; for i in (0..7).rev() { s = s * x + i as f64; } s }, f(1.5), [1.5];
    stepped: fn f(x: f64) -> f64 { let mut s = 0.0; for i in (1..=9).step_by(3) { s = s * x + i as f64; } for i in (0..9).rev().step_by(2) { s = s * x - i as f64; } for i in (0..9).step_by(2).rev() { s = s * x - i as f64; } s }, f(1.5), [1.5];
    horner: fn f(c: &[f64], x: f64) -> f64 { let mut s = 0.0; for a in c.iter().rev() { s = s * x + a; } s }, f(&[1.0, 2.0, 3.0], 1.5), [[1.0, 2.0, 3.0], 1.5];
    by_reference: fn f(xs: &[f64]) -> f64 { let mut s = 0.0; for x in xs { s += x * x; } for &x in xs { s += x; } for (i, x) in xs.iter().enumerate() { s += i as f64 * *x; } s }, f(&[1.0, 2.0, 4.0]), [[1.0, 2.0, 4.0]];
    zipped: fn f(xs: &[f64], ys: &[f64]) -> f64 { let mut s = 0.0; for (i, (x, y)) in xs.iter().zip(ys).enumerate() { s += x * y * i as f64; } s }, f(&[1.0, 2.0, 4.0], &[3.0, 1.0, 5.0]), [[1.0, 2.0, 4.0], [3.0, 1.0, 5.0]];
    tuples: fn f(x: f64, y: f64) -> f64 { let p = (x, (y, x * y)); let (a, (b, _)) = p; let mut q = (1.0, 2.0); q.0 = p.1.1; q.1 += a; q.0 * q.1 * b }, f(2.0, 3.0), [2.0, 3.0];
    tuple_result: fn f(x: f64, y: f64) -> (f64, f64) { if x > y { return (x, y); } (y, x * y) }, f(2.0, 3.0), [2.0, 3.0];
    array_result: fn f(x: f64, y: f64) -> [f64; 2] { [x * y, x + y] }, f(2.0, 3.0), [2.0, 3.0];
    array_result_early: fn f(x: f64, y: f64) -> [f64; 2] { if x > y { return [x, y]; } let mut r = [0.0; 2]; r[0] = x * y; r }, f(2.0, 3.0), [2.0, 3.0];
    vec_result: fn f(xs: &[f64]) -> Vec<f64> { let n = xs.len(); let mut out = vec![0.0; n]; for i in 0..n { out[i] = xs[i] * xs[n - 1 - i]; } out }, f(&[1.0, 2.0, 4.0]), [[1.0, 2.0, 4.0]];
    vec_of_an_array: fn f(xs: &[f64; 3]) -> Vec<f64> { let mut v = xs.to_vec(); for i in 1..v.len() { v[i] += v[i - 1]; } v }, f(&[1.0, 2.0, 4.0]), [[1.0, 2.0, 4.0]];
    changed_while_looped_over: fn f(x: f64) -> f64 { let mut t = [1.0, 2.0, x]; for a in t { t[2] = a + 0.5; t[1] = x * a; } t[2] * t[1] }, f(1.5), [1.5];
    vec_copy: fn f(xs: &[f64]) -> f64 { let mut v = xs.to_vec(); for i in 1..v.len() { v[i] += v[i - 1]; } v[v.len() - 1] * v[0] }, f(&[1.0, 2.0, 4.0]), [[1.0, 2.0, 4.0]];
    copies_are_copies: fn f(x: [f64; 3], i: usize) -> f64 { let mut a = x; let b = a; a[i] = 10.0; let mut c = b; c[i] += 1.0; a[i] * b[i] + c[i] }, f([1.0, 2.0, 3.0], 1), [[1.0, 2.0, 3.0], 1];
    whole_assignment: fn f(x: [f64; 3], i: usize) -> f64 { let mut a = [0.0; 3]; let mut b = x; a = b; b[i] = 7.0; a[i] * b[i] }, f([1.0, 2.0, 3.0], 1), [[1.0, 2.0, 3.0], 1];
    matrices: fn f(x: &[f64; 2]) -> f64 { let m = [[1.0, x[0]], [x[1], 2.0]]; let mut s = 0.0; for i in 0..2 { for j in 0..2 { s += m[i][j] * m[j][i]; } } s }, f(&[3.0, 4.0]), [[3.0, 4.0]];
    matrix_writes: fn f(x: &[f64; 2]) -> f64 { let mut m = [[0.0; 3]; 2]; for i in 0..2 { m[i][i + 1] = x[i]; m[i][0] += 1.0; } let row = m[1]; m[1][2] = 0.0; row[2] * m[0][1] + row[0] }, f(&[3.0, 4.0]), [[3.0, 4.0]];
    constant_indices: fn f(x: &[f64; 3]) -> f64 { let [a, b, _] = *x; let mut w = [a, b, x[2]]; w[0] += w[1]; let v = w; w[1] = 0.0; v[1] * w[0] + w[1] }, f(&[3.0, 4.0, 5.0]), [[3.0, 4.0, 5.0]];
    array_by_branch: fn f(x: f64, i: usize) -> f64 { let a = if x > 1.0 { [x, 2.0] } else { [1.0, x] }; a[i] }, f(0.5, 1), [0.5, 1];
    destructuring: fn f(x: f64, y: f64) -> f64 { let [mut a, mut b] = [x, y]; [a, b] = [b, a * b]; (a, _) = (a + b, 0.0); a - b }, f(2.0, 3.0), [2.0, 3.0];
    short_circuit: fn f(x: f64) -> f64 { let mut s = x; if x > 1.0 && { s += x; true } { s *= 2.0; } if x > 1.0 || { s += 100.0; false } { s += 1.0; } s }, f(1.5), [1.5];
    guards_of_bounds: fn f(xs: &[f64], i: usize) -> f64 { if i < xs.len() && xs[i] > 0.0 { xs[i].sqrt() } else { 0.0 } }, f(&[1.0, 4.0], 5), [[1.0, 4.0], 5];
    tests: fn f(x: f64) -> f64 { if x.is_nan() || !x.is_finite() { 0.0 } else if matches!(x as f32, 0.0) { 1.0 } else { x } }, f(2.0), [2.0];
    conversions: fn f(x: f64, n: usize) -> f64 { let y = x as f32; let k = n as i32 - 5; (y * 0.1) as f64 + f64::from(y) + k as f64 }, f(2.3, 3), [2.3, 3];
    elementary: fn f(x: f64, y: f64) -> f64 { let (s, c) = x.sin_cos(); s.max(c).clamp(-0.5, 0.5) + f64::atan2(y, x) + x.mul_add(y, s) + x.powf(y) + y.abs() % x + f64::max(x, y) }, f(2.3, -3.5), [2.3, -3.5];
    references: fn f(x: &f64, y: &&f64) -> f64 { let r = &*x; r * **y + (*r).sin() }, f(&2.3, &&1.5), [2.3, 1.5];
    integers: fn f(x: f64, n: usize) -> f64 { let m = (n << 2) | 1; let k = (m ^ 3) % 7 / 2; let big = !0u8 & 15; x * k as f64 + big as f64 }, f(2.0, 5), [2.0, 5];
    const_generic_like: fn f(x: [f64; 3]) -> f64 { let mut s = 0.0; for i in 0..x.len() { s += x[i]; } s }, f([1.0, 2.0, 3.0]), [[1.0, 2.0, 3.0]];
    mutable_parameter: fn f(mut x: [f64; 3], i: usize) -> f64 { x[i] *= 2.0; x[0] + x[i] }, f([1.0, 2.0, 3.0], 0), [[1.0, 2.0, 3.0], 0];
    swap_elements: fn f(x: [f64; 3], i: usize) -> f64 { let mut a = x; a.swap(0, i); a[0] - a[i] }, f([1.0, 2.0, 4.0], 2), [[1.0, 2.0, 4.0], 2];
    contains: fn f(x: f64, n: i32) -> f64 { if (2..5).contains(&n) && (0.0..=3.0).contains(&x) { x } else { -x } }, f(3.0, 4), [3.0, 4];
    if_let: fn f(x: f64, n: i32) -> f64 { if let 1..=3 = n { x } else { -x } }, f(3.0, 4), [3.0, 4];
    assertion: fn f(x: f64) -> f64 { assert!(x > 0.0, "x is {}", x); debug_assert_eq!(1, 1); x.ln() }, f(3.0), [3.0];
    value_in_operand: fn f(x: f64) -> f64 { 1.0 + if x > 2.0 { x } else { return -x } * 2.0 }, f(3.0), [3.0];
    value_in_operand_returns: fn f(x: f64) -> f64 { 1.0 + if x > 5.0 { x } else { return -x } * 2.0 }, f(3.0), [3.0];
    group_carried: fn f(x: f64) -> f64 { let mut p = (x, 1.0); let mut a = [x, x]; for _ in 0..3 { p.0 *= p.1; p.1 += x; a[0] += a[1]; a = [a[1], a[0]]; } p.0 + a[0] * a[1] }, f(1.5), [1.5];
    dead_code_after_return: fn f(x: f64) -> f64 { if x > 1.0 { return x; #[allow(unreachable_code)] { let _ = x.sin(); } } x * x }, f(1.5), [1.5];
    nested_loops_with_labels: fn f(x: f64) -> f64 { let mut s = x; 'o: while s < 50.0 { let mut k = 0; loop { k += 1; s += x; if k > 3 { continue 'o; } if s > 40.0 { break 'o; } } } s }, f(1.5), [1.5];
}

#[test]
fn constant_indices_make_elements() {
    let lowered = lowered("fn f(x: &[f64; 3]) -> f64 { let [a, b, c] = *x; a * b + c * x[0] }");
    assert!(matches!(&lowered.func.params[..], [Param::Elements(vals)] if vals.len() == 3));
}

#[test]
fn counted_loops_stay_counted() {
    let lowered = lowered("fn f(x: &[f64]) -> f64 { let mut s = 0.0; for i in 0..x.len() { s += x[i] * x[i]; } s }");
    let body = lowered.func.block(lowered.func.body);
    let exits = body.insts.iter().find_map(|inst| if let Op::For { exits, .. } = inst.op { Some(exits) } else { None });
    assert_eq!(exits, Some(false));
}

/// An early return must not double the code behind it.
#[test]
fn early_returns_stay_linear() {
    let size = |n: usize| {
        let guards = (0..n).map(|k| format!("if x > {k}.0 {{ y += 1.0; if y > {k}.5 {{ return y; }} }}"));
        let guards = guards.collect::<Vec<_>>().concat();
        lowered(&format!("fn f(x: f64) -> f64 {{ let mut y = x; {guards} y * y }}")).func.vals.len()
    };
    let (small, large) = (size(10), size(40));
    assert!(large < 5 * small, "{small} values for 10, {large} for 40");
}

#[test]
fn long_chains_need_no_deep_stack() {
    let sum = vec!["x"; 5000].join(" + ");
    let chain = "x".to_owned() + &".sin()".repeat(1000);
    for body in [sum, chain] {
        let source = format!("fn f(x: f64) -> f64 {{ {body} }}");
        // Dropping the syntax tree is recursive: that is not what is tested.
        let tested = std::thread::Builder::new().stack_size(16 << 20).spawn(move || lowered(&source).func.vals.len());
        assert!(tested.expect("a thread").join().expect("no panic") > 1000);
    }
}

#[test]
fn ten_thousand_statements_take_linear_time() {
    let time = |n: usize| {
        let body = (0..n).map(|k| format!("let x = x * {k}.5 + y; if x > 3.0 {{ y += x; }}"));
        let body = body.collect::<Vec<_>>().concat();
        let source = format!("fn f(x: f64) -> f64 {{ let mut y = x; {body} y }}");
        let item = syn::parse_str(&source).expect("Rust");
        let begun = crate::sizes::busy();
        let mut errors = crate::errors::Errors::new();
        let lowered = super::lower(&item, &crate::options::Options::default(), |_, _, _| None, &mut errors);
        assert!(errors.is_empty() && lowered.is_some());
        crate::sizes::busy() - begun
    };
    // The best of several: what else runs on the machine only adds.
    let best = |n: usize| (0..5).map(|_| time(n)).fold(f64::INFINITY, f64::min);
    let (small, large) = (best(1000), best(10_000));
    assert!(large < 25.0 * small.max(0.001), "{small} s for 1000, {large} s for 10000");
}
