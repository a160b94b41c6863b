//! Chains of adaptors, for every source, adaptor and consumer.

use super::programs::Flat;
use super::{dump, run};

const XS: [f64; 5] = [1.5, -2.0, 0.25, 3.0, -0.5];
const YS: [f64; 4] = [2.0, 0.5, -1.0, 7.0];

agrees! {
    // ---- consumers
    sum: fn f(xs: &[f64]) -> f64 { xs.iter().sum() }, f(&XS), [XS];
    sum_of_nothing: fn f(xs: &[f64; 1]) -> f64 { xs.iter().take(0).sum::<f64>() }, f(&[1.0]), [[1.0]];
    sum_of_minus_zero: fn f(xs: &[f64; 1]) -> f64 { xs.iter().sum::<f64>() }, f(&[-0.0]), [[-0.0]];
    sum_of_integers: fn f(x: f64) -> f64 { let n: usize = (1..=4).sum(); x * n as f64 }, f(1.5), [1.5];
    product: fn f(xs: &[f64]) -> f64 { xs.iter().product::<f64>() + xs.iter().take(0).product::<f64>() }, f(&XS), [XS];
    fold: fn f(xs: &[f64]) -> f64 { xs.iter().fold(0.5, |s, x| s * x + 1.0) }, f(&XS), [XS];
    fold_of_a_pair: fn f(xs: &[f64]) -> (f64, f64) { xs.iter().fold((0.0, 1.0), |(s, p), &x| (s + x, p * x)) }, f(&XS), [XS];
    fold_of_an_array: fn f(xs: &[f64]) -> [f64; 3] {
        xs.iter().enumerate().fold([0.0; 3], |mut a, (i, x)| { a[i % 3] += x; a })
    }, f(&XS), [XS];
    fold_with_a_path: fn f(xs: &[f64]) -> f64 { xs.iter().copied().fold(-1e300, f64::max) }, f(&XS), [XS];
    for_each: fn f(xs: &[f64]) -> f64 { let mut s = 1.0; xs.iter().for_each(|x| s = s * 0.5 + x); s }, f(&XS), [XS];
    any_and_all: fn f(xs: &[f64]) -> f64 {
        let a = xs.iter().any(|x| *x > 2.0);
        let b = xs.iter().all(|&x| x < 3.0);
        let none = xs.iter().take(0).any(|_| true) || !xs.iter().take(0).all(|_| false);
        if a && !b && !none { xs[0] } else { xs[1] }
    }, f(&XS), [XS];
    any_that_counts: fn f(xs: &[f64]) -> f64 {
        let mut seen = 0.0;
        if xs[0] > 0.0 && xs.iter().any(|x| { seen += x; *x < 0.0 }) { seen += 10.0; }
        if xs[0] < 0.0 && xs.iter().any(|x| { seen += x; *x < 0.0 }) { seen += 100.0; }
        seen
    }, f(&XS), [XS];
    count: fn f(xs: &[f64]) -> f64 { (xs.iter().filter(|x| **x > 0.0).count() + xs.iter().skip(1).count()) as f64 * xs[0] }, f(&XS), [XS];
    collected: fn f(xs: &[f64]) -> f64 {
        let mut v: Vec<f64> = xs.iter().map(|x| x * 2.0).collect();
        v[0] += 1.0;
        let w = v.iter().rev().copied().collect::<Vec<_>>();
        w[0] * 10.0 + w[4] + v.len() as f64
    }, f(&XS), [XS];
    collected_as_result: fn f(xs: &[f64]) -> Vec<f64> { xs.iter().enumerate().map(|(i, x)| x * i as f64).collect() }, f(&XS), [XS];
    unzipped: fn f(xs: &[f64]) -> f64 {
        let (a, b): (Vec<f64>, Vec<f64>) = xs.iter().map(|x| (x * x, x + 1.0)).unzip();
        a.iter().zip(&b).map(|(a, b)| a * b).sum()
    }, f(&XS), [XS];

    // ---- sources
    ranges: fn f(x: f64, n: usize) -> f64 {
        (0..n).map(|i| x * i as f64).sum::<f64>() + (1..=n).map(|i| x.powi(i as i32)).product::<f64>()
    }, f(1.5, 3_usize), [1.5, 3];
    ranges_of_signed: fn f(x: f64, n: i32) -> f64 {
        let a: f64 = (-2..n).rev().enumerate().map(|(k, i)| x * i as f64 + k as f64).sum();
        let b: f64 = (-2..n).skip(1).step_by(2).map(|i| x * i as f64).sum();
        let c: f64 = (5..n).zip(0..3).map(|(i, _)| x * i as f64).sum();
        let d: f64 = (0..=n).zip(1..).map(|(i, j)| i as f64 * x + j as f64).sum();
        a + 2.0 * b + c + d
    }, f(1.5, 3), [1.5, 3];
    open_ranges: fn f(xs: &[f64]) -> f64 {
        let a: f64 = xs.iter().zip(1..).map(|(x, k)| x * k as f64).sum();
        let b: f64 = (0..).zip(xs).map(|(k, x)| x * k as f64).sum();
        let c: f64 = (2..).take(3).map(|k| 0.5 * k as f64).sum();
        let d: f64 = (1..).map(|k| xs[0] * k as f64).take_while(|t| *t < 10.0).sum();
        let e: f64 = (1..).step_by(3).skip(1).zip(xs.iter()).map(|(k, x)| x * k as f64).sum();
        a + b + c + d + e
    }, f(&XS), [XS];
    once_and_repeat: fn f(xs: &[f64]) -> f64 {
        let a: f64 = std::iter::once(xs[0]).chain(xs.iter().copied()).map(|x| x * x).sum();
        let b: f64 = std::iter::repeat(xs[1]).take(3).zip(xs).map(|(r, x)| r * x).sum();
        let c: f64 = std::iter::repeat_n(xs[1], 2).sum();
        a + b + c
    }, f(&XS), [XS];
    arrays_by_value: fn f(x: f64) -> f64 { [x, 2.0 * x, 3.0].into_iter().map(|v| v * v).sum::<f64>() + vec![x; 3].into_iter().sum::<f64>() }, f(1.5), [1.5];
    windows: fn f(xs: &[f64; 5]) -> f64 {
        let a: f64 = xs.windows(2).map(|w| (w[1] - w[0]).powi(2)).sum();
        let b: f64 = xs.chunks(2).map(|c| c.iter().product::<f64>()).sum();
        let c: f64 = xs.chunks_exact(2).rev().zip(1..).map(|(c, k)| (c[0] - c[1]) * k as f64).sum();
        a + b + c
    }, f(&XS), [XS];

    // ---- adaptors
    zip: fn f(xs: &[f64], ys: &[f64; 4]) -> f64 { xs.iter().zip(ys).map(|(x, y)| x * y).sum() }, f(&XS, &YS), [XS, YS];
    zip_of_what_is_skipped: fn f(xs: &[f64], ys: &[f64], n: usize) -> f64 {
        let a: f64 = xs.iter().skip(1).zip(xs.iter()).map(|(b, a)| (b - a).powi(2)).sum();
        let b: f64 = xs.iter().zip(xs.iter().skip(2)).map(|(b, a)| b * a).sum();
        let c: f64 = xs.iter().skip(n).zip(ys).map(|(x, y)| x * y).sum();
        let d: f64 = xs.iter().skip(10).zip(ys).map(|(x, y)| x * y).sum();
        let e: f64 = xs.iter().zip(ys.iter().skip(n + 7)).map(|(x, y)| x * y).sum();
        a + b + c + d + e
    }, f(&XS, &YS, 2), [XS, YS, 2];
    zip_backwards: fn f(xs: &[f64], ys: &[f64; 4]) -> f64 {
        let a: f64 = xs.iter().rev().zip(ys).map(|(x, y)| x * y).sum();
        let b: f64 = xs.iter().zip(ys).rev().enumerate().map(|(k, (x, y))| x * y * k as f64).sum();
        let c: f64 = xs.iter().zip(ys.iter().rev()).map(|(x, y)| x * y).fold(0.0, |s, t| 0.5 * s + t);
        a + b + c
    }, f(&XS, &YS), [XS, YS];
    enumerate: fn f(xs: &[f64]) -> f64 {
        let a: f64 = xs.iter().enumerate().map(|(k, x)| x * k as f64).sum();
        let b: f64 = xs.iter().enumerate().rev().map(|(k, x)| x * k as f64).sum();
        let c: f64 = xs.iter().rev().enumerate().map(|(k, x)| x * k as f64).sum();
        let d: f64 = xs.iter().enumerate().skip(2).map(|(k, x)| x * k as f64).sum();
        let e: f64 = xs.iter().skip(2).enumerate().map(|(k, x)| x * k as f64).sum();
        let g: f64 = xs.iter().filter(|x| **x < 1.0).enumerate().map(|(k, x)| x * k as f64).sum();
        a + 2.0 * b + 3.0 * c + 4.0 * d + 5.0 * e + 6.0 * g
    }, f(&XS), [XS];
    steps: fn f(xs: &[f64]) -> [f64; 8] {
        let digits = |s: f64, x: &f64| 3.0 * s + x;
        [
            xs.iter().step_by(2).fold(0.0, digits),
            xs.iter().rev().step_by(2).fold(0.0, digits),
            xs.iter().step_by(2).rev().fold(0.0, digits),
            xs.iter().step_by(3).rev().enumerate().fold(0.0, |s, (k, x)| 3.0 * s + x * k as f64),
            xs.iter().rev().step_by(3).enumerate().fold(0.0, |s, (k, x)| 3.0 * s + x * k as f64),
            xs.iter().rev().step_by(2).rev().skip(1).fold(0.0, digits),
            xs.iter().skip(1).step_by(2).step_by(2).fold(0.0, digits),
            xs.iter().rev().skip(1).take(3).fold(0.0, digits),
        ]
    }, f(&XS), [XS];
    take_and_skip: fn f(xs: &[f64], n: usize) -> [f64; 4] {
        let digits = |s: f64, x: &f64| 3.0 * s + x;
        [
            xs.iter().take(n).fold(0.0, digits),
            xs.iter().skip(n).fold(0.0, digits),
            xs.iter().skip(n).take(1).fold(0.0, digits),
            xs.iter().take(n + 20).skip(n).rev().fold(0.0, digits),
        ]
    }, f(&XS, 2), [XS, 2];
    chained: fn f(xs: &[f64], ys: &[f64]) -> f64 {
        let a = xs.iter().chain(ys).fold(0.0, |s, x| 0.5 * s + x);
        let b = xs.iter().chain(ys).rev().enumerate().fold(0.0, |s, (k, x)| 0.5 * s + x * k as f64);
        let c: f64 = xs.iter().chain(ys).skip(3).step_by(2).take(2).sum();
        let d: f64 = xs.iter().chain(ys).zip(ys.iter().chain(xs).take_while(|x| **x != 3.0).count()..).map(|(x, k)| x * k as f64).sum();
        let mut e = 0.0;
        'all: for x in xs.iter().chain(ys) {
            if *x < 0.0 { continue; }
            e += x;
            for y in ys { if *y < 0.0 { continue 'all; } if e > 6.0 { break 'all; } }
        }
        a + b + c + d + e
    }, f(&XS, &YS), [XS, YS];
    filter: fn f(xs: &[f64]) -> f64 {
        let a: f64 = xs.iter().filter(|x| **x > 0.0).map(|x| x.ln()).sum();
        let b: f64 = xs.iter().copied().filter(|&x| x < 0.0).skip(1).sum();
        let mut c = 0.0;
        for (k, x) in xs.iter().enumerate().filter(|(k, _)| k % 2 == 0).take(2) {
            if *x < 1.0 { continue; }
            c += x * k as f64 + x;
        }
        a + b + c
    }, f(&XS), [XS];
    laziness: fn f(xs: &[f64], n: usize) -> f64 {
        let mut pulled = 0.0;
        let a: f64 = xs.iter().filter(|x| { pulled += 1.0; **x > 0.0 }).take(n).sum();
        let b: f64 = xs.iter().filter(|x| { pulled += 1.0; **x > 0.0 }).take(n - n).sum();
        let c: f64 = xs.iter().inspect(|_| pulled += 10.0).map(|x| x * 2.0).take(2).sum();
        let d: f64 = xs.iter().filter(|_| { pulled += 100.0; true }).zip(0..2).map(|(x, k)| x * k as f64).sum();
        let e: f64 = (0..2).zip(xs.iter().filter(|_| { pulled += 1000.0; true })).map(|(k, x)| x * k as f64).sum();
        a + b + c + d + e + pulled
    }, f(&XS, 2), [XS, 2];
    whiles: fn f(xs: &[f64]) -> f64 {
        let a: f64 = xs.iter().take_while(|x| **x != 3.0).sum();
        let b: f64 = xs.iter().skip_while(|x| **x != 0.25).enumerate().map(|(k, x)| x * k as f64).sum();
        a + 10.0 * b
    }, f(&XS), [XS];
    flat: fn f(xs: &[f64; 5]) -> f64 {
        let a: f64 = (0..4).flat_map(|i| (0..i).map(move |j| xs[i] * xs[j])).sum();
        let b: f64 = (1..3).flat_map(|i| { let w = &xs[i..i + 2]; w.iter().map(move |x| x * i as f64) }).take(3).sum();
        let c: f64 = xs.chunks(2).flatten().zip(1..).map(|(x, k)| x * k as f64).sum();
        let d: f64 = (0..3).map(|i| xs.iter().skip(i)).flatten().filter(|x| **x > 0.0).sum();
        let mut e = 0.0;
        for x in xs.chunks(2).flat_map(|c| c.iter().rev()) {
            if *x == 0.25 { continue; }
            if *x == 3.0 { break; }
            e = 0.5 * e + x;
        }
        a + b + c + d + e
    }, f(&XS), [XS];
    by_functions: fn f(xs: &[f64]) -> f64 { xs.iter().copied().map(f64::abs).map(f64::sqrt).fold(1.0, f64::min) }, f(&XS), [XS];
    in_a_closure: fn f(xs: &[f64], ys: &[f64; 4]) -> f64 {
        let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(x, y)| x * y).sum::<f64>();
        dot(xs, ys) / dot(ys, ys).sqrt() + (0..4).map(|i| dot(&xs[i..], &ys[..i])).sum::<f64>()
    }, f(&XS, &YS), [XS, YS];
    of_other_widths: fn f(x: f64) -> f64 { let v = [0.1, 0.2, 0.3]; let s: f32 = v.iter().map(|w| w * x as f32).sum(); f64::from(s) }, f(1.5), [1.5];

    // ---- arrays
    from_fn: fn f(xs: &[f64]) -> [f64; 3] { let a: [f64; 3] = std::array::from_fn(|i| xs[i] * xs[i + 1]); std::array::from_fn(|i| a[2 - i] + 1.0) }, f(&XS), [XS];
    array_map: fn f(x: f64) -> [f64; 3] { let [a, b] = [x, x + 1.0].map(|v| v * v); [a, b, 1.0].map(f64::sqrt) }, f(1.5), [1.5];
    long_array_map: fn f(xs: [f64; 12]) -> [f64; 12] { xs.map(|v| v * v) }, f([2.0; 12]), [[2.0; 12]];
    nested_arrays: fn f(x: f64) -> f64 {
        let m = [[x, 2.0, 3.0], [4.0, x * x, 6.0]];
        let a: f64 = m.iter().map(|row| row.iter().sum::<f64>().powi(2)).sum();
        let b: f64 = m.iter().flatten().product();
        let c = (0..3).map(|j| (0..2).map(|i| m[i][j]).product::<f64>()).fold(1e300, f64::min);
        a + b + c
    }, f(1.5), [1.5];

    // ---- options
    found: fn f(xs: &[f64]) -> f64 {
        let a = xs.iter().position(|x| *x < 0.0).unwrap();
        let b = xs.iter().position(|x| *x > 100.0).is_none();
        let c = xs.iter().find(|x| **x < 1.0).copied().unwrap_or(0.5);
        let d = xs.iter().enumerate().find(|(k, x)| *k > 0 && **x > 0.0).map_or(0.0, |(k, x)| x * k as f64);
        let e = xs.iter().find_map(|x| if *x < 0.3 { Some(x * 2.0) } else { None }).unwrap();
        let g = if let Some(x) = xs.iter().rev().find(|x| **x > 100.0) { *x } else { 7.0 };
        a as f64 + if b { 10.0 } else { 0.0 } + c * d + e + g
    }, f(&XS), [XS];
    one_of_them: fn f(xs: &[f64]) -> f64 {
        let a = xs.iter().filter(|x| **x > 0.0).nth(1).unwrap() + xs.iter().skip(1).nth(2).unwrap();
        let b = xs.iter().map(|x| x * x).last().unwrap() * xs.iter().rev().map(|x| x * x).next().unwrap();
        let c = xs.iter().nth(50).is_some();
        if c { a } else { a * b }
    }, f(&XS), [XS];
    reduced: fn f(xs: &[f64], n: usize) -> f64 {
        let a = xs.iter().copied().reduce(f64::max).unwrap();
        let b = xs.iter().map(|x| x * x).skip(1).reduce(|s, x| 0.5 * s + x).unwrap();
        let c = xs.iter().filter(|x| **x < 0.0).copied().reduce(|s, x| 0.5 * s + x).unwrap();
        let d = xs.iter().take(n - n).copied().reduce(f64::max).unwrap_or(3.0);
        let e = (0..n).max().unwrap() + [3, 1, 4, n].iter().copied().min().unwrap();
        a + b * c + d * e as f64
    }, f(&XS, 3), [XS, 3];
    extremes: fn f(xs: &[f64]) -> f64 {
        let a = xs.iter().copied().max_by(|a, b| a.partial_cmp(b).unwrap_or(core::cmp::Ordering::Equal)).unwrap();
        let (k, b) = xs.iter().enumerate().min_by(|a, b| a.1.partial_cmp(b.1).unwrap_or(core::cmp::Ordering::Equal)).unwrap();
        let c = xs.iter().enumerate().max_by(|(_, a), (_, b)| b.abs().partial_cmp(&a.abs()).unwrap_or(core::cmp::Ordering::Equal)).map(|(k, _)| k).unwrap();
        a + b * k as f64 + 10.0 * c as f64
    }, f(&XS), [XS];
    extremes_that_are_equal: fn f(x: f64) -> f64 {
        let v = [x, 2.0, x, 1.0, 1.0];
        let a = v.iter().enumerate().max_by(|a, b| a.1.partial_cmp(b.1).unwrap_or(core::cmp::Ordering::Equal)).map(|(k, _)| k).unwrap();
        let b = v.iter().enumerate().min_by(|a, b| a.1.partial_cmp(b.1).unwrap_or(core::cmp::Ordering::Equal)).map(|(k, _)| k).unwrap();
        (a * 10 + b) as f64 * x
    }, f(2.0), [2.0];
    by_options: fn f(xs: &[f64]) -> f64 {
        let a: f64 = xs.iter().filter_map(|x| (*x > 0.0).then(|| x.ln())).sum();
        let b: f64 = xs.iter().map_while(|x| if *x != 3.0 { Some(x * x) } else { None }).sum();
        let c: f64 = xs.iter().scan(1.0, |s, x| { *s *= x; if *s > -3.0 { Some(*s + x) } else { None } }).sum();
        let d: f64 = std::iter::successors(Some(xs[0]), |t| (*t > 0.01).then_some(t * 0.5)).sum();
        let e: f64 = std::iter::successors(Some(xs[0]), |t| Some(t * 0.5)).take(5).zip(xs).map(|(t, x)| t * x).sum();
        let mut n = 0.0;
        let g: f64 = std::iter::from_fn(|| { n += 1.0; if n < 5.0 { Some(n * xs[1]) } else { None } }).sum();
        a + b + c + d + e + g + n
    }, f(&XS), [XS];
    collected_of_some: fn f(xs: &[f64]) -> f64 {
        let mut v: Vec<f64> = xs.iter().filter(|x| **x > 0.0).map(|x| x * 2.0).collect();
        v[0] += 1.0;
        let (low, high): (Vec<f64>, Vec<f64>) = v.iter().chain(xs).take_while(|x| **x > -3.0).map(|x| (x * x, -x)).unzip();
        let none: Vec<f64> = xs.iter().copied().filter(|x| *x > 100.0).collect();
        v.iter().sum::<f64>() * v.len() as f64 + low.iter().zip(&high).map(|(a, b)| a * b).sum::<f64>() + high[high.len() - 1] + none.len() as f64
    }, f(&XS), [XS];
    some_collected_as_result: fn f(xs: &[f64]) -> Vec<f64> { xs.iter().copied().filter(|x| *x > 0.0).collect() }, f(&XS), [XS];
    changing: fn f(xs: &[f64], ys: &[f64; 4]) -> [f64; 4] {
        let mut a = *ys;
        a.iter_mut().zip(xs).for_each(|(a, x)| *a += x);
        a.iter_mut().rev().step_by(2).for_each(|a| *a *= 3.0);
        for (k, a) in a.iter_mut().enumerate().skip(1) { *a -= k as f64; }
        a.iter_mut().filter(|a| **a > 5.0).for_each(|a| *a = 0.5 * *a);
        a.chunks_exact_mut(2).zip(xs.iter().skip(2)).for_each(|(c, x)| { c[0] += x; c[1] = c[0] * x; });
        a
    }, f(&XS, &YS), [XS, YS];
}
