//! Enums whose variants hold active values. Numbers are worked out by hand.

use chainrule::differentiable;

enum Shape {
    Disc(f64),
    Square(f64),
    Rect { w: f64, h: f64 },
    Nothing,
}

#[differentiable]
fn area(x: f64, y: f64, n: u32) -> f64 {
    let shape = match n {
        0 => Shape::Disc(x),
        1 => Shape::Square(2.0),
        2 => Shape::Rect { w: x, h: y },
        _ => Shape::Nothing,
    };
    let bonus = if let Shape::Disc(r) = &shape { r * y } else { 0.0 };
    bonus
        + match shape {
            Shape::Disc(r) if r > 10.0 => 7.0 * r,
            Shape::Disc(r) => 3.0 * r * r,
            Shape::Square(a) => a * a * x,
            Shape::Rect { w, h } => w * h,
            Shape::Nothing => y,
        }
}

#[test]
fn what_a_variant_holds_varies() {
    assert_eq!(area::gradient(2.0, 5.0, 0), [17.0, 2.0]);
    assert_eq!(area::hessian(2.0, 5.0, 0), [[6.0, 1.0], [1.0, 0.0]]);
    assert_eq!(area::gradient(11.0, 5.0, 0), [12.0, 11.0]);
    assert_eq!(area::gradient(2.0, 5.0, 1), [4.0, 0.0]);
    assert_eq!(area::gradient(2.0, 5.0, 2), [5.0, 2.0]);
    assert_eq!(area::jvp(2.0, 5.0, 2, [1.0, 2.0]), 9.0);
    assert_eq!(area::gradient(2.0, 5.0, 3), [0.0, 1.0]);
}

#[derive(Clone, Copy)]
enum State {
    Idle,
    Moving(f64),
    Falling { speed: f64, time: f64 },
}

/// From 0.5: moving at 1.5, at 2.25, then falling from there, and on at half the speed.
#[differentiable]
fn run(x: f64, turns: usize) -> f64 {
    let mut state = State::Idle;
    let mut sum = 0.0;
    for _ in 0..turns {
        state = match state {
            State::Idle => State::Moving(3.0 * x),
            State::Moving(v) if v > 2.0 => State::Falling { speed: v, time: x },
            State::Moving(v) => State::Moving(v * v),
            State::Falling { speed, .. } => State::Falling { speed: 0.5 * speed, time: speed },
        };
        if let State::Falling { speed, time } = state {
            sum += speed * time;
        }
    }
    if matches!(state, State::Falling { .. }) { sum } else { -x }
}

/// `9x² · x`, then `½ (9x²)²` more.
#[test]
fn states_of_a_loop() {
    assert_eq!(run::derivative(0.5, 2), -1.0);
    assert_eq!(run::value_and_derivative(0.5, 3), (1.125, 6.75));
    assert_eq!(run::value_and_derivative(0.5, 4), (1.125 + 2.531_25, 6.75 + 20.25));
    run::check(0.5, 4);
}

enum Op {
    Scale(f64),
    Shift(f64),
}

#[differentiable]
fn applied(x: f64, #[constant] op: &Op) -> f64 {
    match op {
        Op::Scale(k) => k * x,
        Op::Shift(b) => x + b,
    }
}

#[differentiable]
fn either(x: f64) -> f64 {
    let op = if x > 1.0 { Op::Scale(x) } else { Op::Shift(2.0 * x) };
    let (Op::Scale(k) | Op::Shift(k)) = op;
    k * x
}

#[differentiable]
fn fixed(x: f64) -> f64 {
    applied(x, &Op::Scale(2.0)) + applied(x, &Op::Shift(1.0))
}

#[test]
fn alternatives_and_constants() {
    assert_eq!(either::derivative(3.0), 6.0);
    assert_eq!(either::derivative(0.5), 2.0);
    assert_eq!(fixed::derivative(0.5), 3.0);
}

enum Triple {
    Of(f64, f64, f64),
    Nothing,
}

/// The parameter has the name of what the pattern binds.
#[differentiable]
fn last(x: f64, c: f64) -> f64 {
    let t = if x > 0.0 { Triple::Of(x, x * x, x * c) } else { Triple::Nothing };
    match t {
        Triple::Of(a, .., c) => a * c,
        Triple::Nothing => c,
    }
}

#[differentiable]
fn first_and_last(x: f64, y: f64) -> f64 {
    let t = Triple::Of(x, y, x * y);
    let p = match &t {
        Triple::Of(.., c) => *c * 2.0,
        Triple::Nothing => 0.0,
    };
    match t {
        Triple::Of(a, b, c, ..) => p * a + b * c,
        Triple::Nothing => 0.0,
    }
}

#[test]
fn rests_of_variants() {
    // x²c; 2x²y + xy²
    assert_eq!(last::gradient(2.0, 3.0), [12.0, 4.0]);
    assert_eq!(last::gradient(-2.0, 3.0), [0.0, 1.0]);
    assert_eq!(last::hessian(2.0, 3.0), [[6.0, 4.0], [4.0, 0.0]]);
    assert_eq!(first_and_last::gradient(2.0, 3.0), [33.0, 20.0]);
}
