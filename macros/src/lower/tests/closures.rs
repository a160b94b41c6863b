//! Closures are read where they are called.

use super::programs::Flat;
use super::{dump, run};

agrees! {
    called_twice: fn f(x: f64, y: f64) -> f64 { let k = x * y; let g = |u: f64| u * k + x; g(x) * g(y + 1.0) }, f(1.5, 2.0), [1.5, 2.0];
    of_several_parameters: fn f(x: f64, y: f64) -> f64 {
        let g = |(a, b): (f64, f64), k: i32, &c: &f64| { let d = a * b; d.powi(k) - c };
        g((x, y), 3, &y) + g((y, 2.0), 2, &x)
    }, f(1.5, 2.0), [1.5, 2.0];
    without_types: fn f(x: f64) -> f64 { let half = |u| 0.5 * u; let twice = |u| { half(half(u)) }; twice(x) + half(3.0) }, f(1.5), [1.5];
    that_returns: fn f(x: f64, y: f64) -> f64 {
        let clipped = |u: f64| -> f64 { if u > 2.0 { return 2.0; } let v = u * u; if v < 1.0 { return v; } v + y };
        if clipped(x) > 50.0 { return 7.0; }
        clipped(x) + clipped(y) * clipped(0.5 * x)
    }, f(1.5, 2.5), [1.5, 2.5];
    that_always_returns: fn f(x: f64) -> f64 { let g = |u: f64| { return u * u; }; g(x) + g(2.0) }, f(1.5), [1.5];
    that_returns_from_a_loop: fn f(x: f64) -> f64 {
        let first = |limit: f64| { let mut t = x; for k in 0..10 { t *= x; if t > limit { return t + k as f64; } } 0.0 };
        first(3.0) * first(20.0)
    }, f(1.5), [1.5];
    that_changes_what_it_sees: fn f(x: f64) -> f64 {
        let mut sum = 0.0;
        let mut n = 0;
        let mut add = |u: f64| { sum += u; n += 1; sum };
        let first = add(x);
        for k in 0..3 { add(x * k as f64); }
        sum * first + n as f64
    }, f(1.5), [1.5];
    that_changes_an_array: fn f(x: f64) -> [f64; 3] {
        let mut a = [x, 0.0, 1.0];
        let mut put = |k: usize, v: f64| a[k] += v;
        put(0, x);
        for k in 0..3 { put(k, x * 2.0); }
        a
    }, f(1.5), [1.5];
    that_moves: fn f(x: f64) -> f64 {
        let mut k = x;
        let mut a = [x, 1.0];
        let g = move |u: f64| u * k + a[0];
        k = 10.0;
        a[0] = 100.0;
        g(x) + k + a[0]
    }, f(1.5), [1.5];
    that_moves_and_counts: fn f(x: f64) -> f64 {
        let mut n = x;
        let mut next = move || { n += 1.0; n };
        let a = next();
        let b = next();
        a * b + n
    }, f(1.5), [1.5];
    given_to_a_closure: fn f(x: f64) -> f64 {
        let twice = |g: &dyn Fn(f64) -> f64, u: f64| g(g(u));
        let square = |u: f64| u * u + x;
        twice(&square, x) + twice(&|u| u + x, 2.0) + twice(&f64::sin, x)
    }, f(1.5), [1.5];
    another_name: fn f(x: f64) -> f64 { let g = |u: f64| u * x; let h = &g; let s = f64::sin; (*h)(2.0) + g(s(x)) + (|u: f64| u + x)(1.0) }, f(1.5), [1.5];
    that_sees_what_was_there: fn f(x: f64) -> f64 { let k = x; let g = |u: f64| u * k; let k = 7.0; let u = 3.0; g(x) + k * u }, f(1.5), [1.5];
    in_a_condition: fn f(x: f64) -> f64 {
        let mut calls = 0.0;
        let mut over = |u: f64| { calls += 1.0; u > 1.0 };
        let mut s = x;
        if over(x) && over(x - 1.0) || over(2.0) { s *= 2.0; }
        while over(s) { s *= 0.5; }
        s + calls
    }, f(1.5), [1.5];
    in_one_width: fn f(x: f64) -> f64 { let g = |u| u * 0.1; let a = g(x as f32); let b = g(3.0); (a + b) as f64 }, f(1.5), [1.5];
}

/// Each calls the one before, in parentheses as deep as allowed, and returns early.
#[test]
fn towers_of_closures_do_not_overflow_the_stack() {
    let tower = |levels: usize, parens: usize| {
        let closures = (0..levels).map(|k| {
            let inner = if k == 0 { "x * u".to_owned() } else { format!("g{}(u) + x", k - 1) };
            let inner = format!("{}{inner}{}", "(".repeat(parens), ")".repeat(parens));
            format!("let g{k} = |u: f64| {{ if u > {k}.0 {{ return u; }} {inner} }};")
        });
        format!("fn f(x: f64) -> f64 {{ {} g{}(x) }}", closures.collect::<String>(), levels - 1)
    };
    let read = |source: String| {
        let tested = std::thread::Builder::new().stack_size(8 << 20).spawn(move || super::attempt("", &source).err());
        tested.expect("a thread").join().expect("no panic")
    };
    for (levels, parens) in [(60, 1), (8, 20), (80, 0)] {
        assert_eq!(read(tower(levels, parens)), None, "{levels} levels");
    }
    let message = "calls of closures nested deeper than 256 levels are not supported yet";
    for (levels, parens) in [(300, 0), (20, 20)] {
        let errors = read(tower(levels, parens)).expect("refused");
        assert!(errors[0].starts_with(message), "{errors:?}");
    }
}
