//! The types that are written beside constants are there in the derivatives, too.

#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]

use std::collections::BTreeMap;

use chainrule::differentiable;

#[differentiable]
fn parsed(x: f64) -> f64 {
    let k: u32 = "17".parse().unwrap();
    let mut n: i64 = "3".parse().unwrap();
    n += 1;
    let c: f64 = "0.5".parse().unwrap();
    x * x * k as f64 * n as f64 * c
}

#[differentiable]
fn converted(x: f64, n: i64) -> f64 {
    let k: usize = n.try_into().unwrap();
    let text: String = "abc".into();
    let mut sum = 0.0;
    for i in 0..k {
        sum += x.powi(i as i32);
    }
    sum * text.len() as f64
}

#[differentiable]
fn results(x: f64) -> f64 {
    let r: Result<usize, ()> = Ok(2);
    let k = r.unwrap_or(1);
    let e: Result<f64, String> = Ok(2.0);
    match e {
        Ok(v) => x * x * v * k as f64,
        Err(_) => x,
    }
}

#[differentiable]
fn maps(x: f64) -> f64 {
    let map: BTreeMap<u32, f64> = [(1, 2.0), (2, 5.0)].into();
    let empty: BTreeMap<u32, f64> = Default::default();
    x * x * map[&2] + empty.len() as f64
}

#[test]
fn types_of_constants_are_written() {
    assert_eq!(parsed::derivative(2.0), 2.0 * 2.0 * 17.0 * 4.0 * 0.5);
    assert_eq!(converted::value_and_derivative(2.0, 4), (45.0, 3.0 * (1.0 + 4.0 + 12.0)));
    assert_eq!(results::derivative(3.0), 24.0);
    assert_eq!(maps::value_and_derivative(3.0), (45.0, 30.0));
}
