//! Ends of chains and of slices that give an `Option`, two lists or an array.

#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]

use chainrule::differentiable;
use chainrule_tests::{agree, of_slices};

#[differentiable]
fn parted_references(x: &[f64]) -> f64 {
    let (pos, neg): (Vec<&f64>, Vec<&f64>) = x.iter().partition(|v| **v > 0.3);
    pos.iter().map(|v| **v).sum::<f64>() * neg.iter().map(|v| *v * *v).product::<f64>()
}
#[differentiable]
fn parted_values(x: &[f64]) -> f64 {
    let (pos, neg): (Vec<f64>, Vec<f64>) = x.iter().map(|v| v * v).partition(|&v| v > 0.1);
    pos.iter().sum::<f64>() * neg.iter().product::<f64>()
}
#[differentiable]
fn tried(x: &[f64]) -> f64 {
    x.iter().try_fold(1.0, |a, v| if *v > 9.0 { None } else { Some(a * v) }).unwrap_or(1.0)
}
#[differentiable]
fn tried_with_return(x: &[f64]) -> f64 {
    x.iter()
        .try_fold(1.0, |a, &v| {
            if v > 0.5 {
                return None;
            }
            Some(a * v)
        })
        .map_or(x[0] * 2.0, |v| v * v)
}
#[differentiable]
fn last_of_all(x: &[f64]) -> f64 {
    match x.iter().rposition(|v| *v > 0.5) {
        Some(k) => x[k] * x[k],
        None => 0.0,
    }
}
#[differentiable]
fn from_behind(x: &[f64]) -> f64 {
    x.iter().rfold(1.0, |a, v| a * v + 1.0)
        + x.iter().find_map(|v| if *v > 0.5 { Some(v * v) } else { None }).unwrap_or(0.0)
        + x.iter().rfind(|v| **v > 0.1).copied().unwrap_or(2.0)
}
#[differentiable]
fn first_and_others(x: &[f64]) -> f64 {
    let Some((first, rest)) = x.split_first() else { return 0.0 };
    rest.iter().map(|v| v * first).sum()
}
#[differentiable]
fn last_and_others(x: &[f64]) -> f64 {
    if let Some((last, rest)) = x.split_last() { rest.iter().map(|v| v * last).sum() } else { 0.0 }
}
#[differentiable]
fn recursive(x: &[f64]) -> f64 {
    match x.split_first() {
        None => 1.0,
        Some((a, rest)) => a * recursive(rest) + a,
    }
}
#[differentiable]
fn unwrapped(x: &[f64]) -> f64 {
    let (first, rest) = x.split_first().unwrap();
    rest.iter().fold(*first, |a, b| a * b + 1.0)
}
#[differentiable]
fn parts_of_parts(x: &[f64]) -> f64 {
    let (first, rest) = x[1..].split_first().expect("one");
    let s = if let Some((a, more)) = rest.split_last() { a * more.len() as f64 * more[0] } else { 0.0 };
    rest.iter().fold(*first, |a, b| a * b + 1.0) + s
}
#[differentiable]
fn mapped(x: &[f64]) -> f64 {
    x.split_first().map_or(0.0, |(a, r)| a * r.iter().sum::<f64>())
}
#[differentiable]
fn joined(x: &[f64], #[constant] y: &[f64]) -> f64 {
    let all = [&x[1..], y, &[x[0], 2.0]].concat();
    all.iter().zip(x).map(|(v, w)| v * v * w).sum()
}
#[differentiable]
fn joined_parts(x: &[f64]) -> f64 {
    let (a, b) = x.split_at(1);
    let all = [a, b, a].concat();
    all.iter().enumerate().map(|(k, v)| v.powi(k as i32)).sum()
}
#[differentiable]
fn joined_arrays(x: &[f64]) -> f64 {
    let all = [[x[0], x[1]], [x[2], x[0] * x[1]]].concat();
    all.iter().enumerate().map(|(k, v)| v.powi(k as i32)).sum()
}
#[differentiable]
fn part(x: &[f64]) -> f64 {
    let Some([a, b]) = x.get(1..3) else { return 0.0 };
    a * b
}
#[differentiable]
fn within(x: &[f64]) -> f64 {
    let mut s = 0.0;
    for i in 0..6 {
        if let Some(w) = x.get(i..i + 2) { s += w[0] * w[1] } else { s += x[0] * i as f64 }
    }
    s
}
#[differentiable]
fn inclusive_and_open(x: &[f64]) -> f64 {
    x.get(1..=2).map_or(1.0, |w| w.iter().product()) + x.get(3..).unwrap_or(&[]).iter().sum::<f64>()
}
#[differentiable]
fn sized(x: &[f64]) -> f64 {
    let a: [f64; 3] = x[1..4].try_into().unwrap();
    let [p, q, r] = a;
    p * q * r
}
#[differentiable]
fn cross(a: &[f64; 2], b: &[f64; 2]) -> f64 {
    a[0] * b[1] - a[1] * b[0]
}
#[differentiable]
fn lent_array(x: &[f64]) -> f64 {
    let a: &[f64; 2] = x[..2].try_into().unwrap();
    let b: [f64; 2] = x[2..].try_into().expect("two");
    cross(a, &b) * a[0]
}
#[differentiable]
fn changed_array(x: &[f64]) -> f64 {
    let mut a: [f64; 2] = x[..2].try_into().unwrap();
    a[0] *= a[1];
    a[1] += x[0];
    a[0] * a[1]
}
#[differentiable]
fn lent_elements(x: &[f64]) -> f64 {
    let mut y = x.to_vec();
    for i in 0..6 {
        if let Some(v) = y.get_mut(i) {
            *v *= 2.0 * x[0];
        }
    }
    if let Some(v) = y.first_mut() {
        *v *= x[1];
    }
    if let Some(v) = y.last_mut() {
        *v *= *v;
    } else {
        y.push(1.0);
    }
    let mut none: Vec<f64> = Vec::new();
    if let Some(v) = none.last_mut() {
        *v *= 2.0;
    } else {
        none.push(x[1] * x[2]);
    }
    let t = if let Some(v) = y.get_mut(1) {
        *v += 1.0;
        *v
    } else {
        0.0
    };
    y.iter().map(|v| v * v).sum::<f64>() + none[0] * t
}
#[differentiable]
fn last_of_a_row(x: &[f64]) -> f64 {
    let mut rows = vec![vec![1.0; 3]; 2];
    for (i, v) in x.iter().enumerate() {
        if let Some(last) = rows[i % 2].last_mut() {
            *last *= *v;
        } else {
            return 0.0;
        }
    }
    rows.iter().flatten().sum()
}

mod every_output {
    use super::*;

    agree! {
        of_parted_values: parted_values(X.to_vec());
        of_parted_references: parted_references(X.to_vec());
        of_tried_with_return: tried_with_return(X.to_vec());
        of_tried: tried(X.to_vec());
        of_from_behind: from_behind(X.to_vec());
        of_last_of_all: last_of_all(X.to_vec());
        of_last_and_others: last_and_others(X.to_vec());
        of_recursive: recursive(X.to_vec());
        of_unwrapped: unwrapped(X.to_vec());
        of_parts_of_parts: parts_of_parts(X.to_vec());
        of_mapped: mapped(X.to_vec());
        of_first_and_others: first_and_others(X.to_vec());
        of_joined_parts: joined_parts(X.to_vec());
        of_joined_arrays: joined_arrays(X.to_vec());
        of_joined: joined(X.to_vec(), &[1.0, 2.0]);
        of_within: within(X.to_vec());
        of_inclusive_and_open: inclusive_and_open(X.to_vec());
        of_part: part(X.to_vec());
        of_lent_array: lent_array(X.to_vec());
        of_changed_array: changed_array(X.to_vec());
        of_sized: sized(X.to_vec());
        of_last_of_a_row: last_of_a_row(X.to_vec());
        of_lent_elements: lent_elements(X.to_vec());
    }
}

const X: [f64; 4] = [0.7, 0.2, 0.9, 0.4];

of_slices! {
    the_sum_of_some_times_the_squares_of_others: parted_references(X) => [0.04, 2.0 * 0.2 * 2.0, 0.04, 0.04];
    no_item_too_large: tried(X) => [0.072, 0.252, 0.056, 0.126];
    an_item_too_large: tried_with_return(X) => [2.0, 0.0, 0.0, 0.0];
    the_last_that_is_large: last_of_all(X) => [0.0, 0.0, 1.8, 0.0];
    the_first_times_the_others: first_and_others(X) => [1.5, 0.7, 0.7, 0.7];
    nothing_to_split: first_and_others([]) => [];
    the_last_times_the_others: last_and_others(X) => [0.4, 0.4, 0.4, 1.8];
    a_part_that_is_there: part(X) => [0.0, 0.9, 0.2, 0.0];
    a_part_that_is_not_there: part([0.7, 0.2]) => [0.0, 0.0];
    three_of_four: sized(X) => [0.0, 0.36, 0.08, 0.18];
}

chainrule_tests::panics! {
    an_array_of_another_length: sized(&[1.0, 2.0, 3.0]);
}
