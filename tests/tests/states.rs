//! Enums without active values that a loop carries on: what is found out about them is kept for the way back.

#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]

use chainrule::differentiable;

#[derive(Clone, Copy, PartialEq, Debug)]
enum Phase {
    Rise,
    Fall,
}
impl Phase {
    fn rate(self) -> f64 {
        if self == Phase::Rise { 2.0 } else { 3.0 }
    }
    fn next(self) -> Phase {
        if self == Phase::Rise { Phase::Fall } else { Phase::Rise }
    }
}
#[differentiable]
fn hysteresis(x: f64, n: usize) -> f64 {
    let mut phase = Phase::Rise;
    let mut s = x;
    for _ in 0..n {
        match phase {
            Phase::Rise => {
                s = s * x + 1.0;
                if s > 3.0 {
                    phase = Phase::Fall;
                }
            }
            Phase::Fall => {
                s = s / x;
                if s < 1.0 {
                    phase = Phase::Rise;
                }
            }
        }
    }
    s
}
#[differentiable]
fn guarded(x: f64, n: usize) -> f64 {
    let mut phase = Phase::Rise;
    let mut s = x;
    for _ in 0..n {
        phase = match phase {
            Phase::Rise if s > 3.0 => Phase::Fall,
            Phase::Fall if s < 1.0 => Phase::Rise,
            p => p,
        };
        s = if phase == Phase::Rise { s * x + 1.0 } else { s / x };
    }
    s
}
#[differentiable]
fn part(x: f64, #[constant] p: Phase) -> f64 {
    x * x * p.rate()
}
#[differentiable]
fn asked(x: f64) -> f64 {
    let mut phase = Phase::Rise;
    let mut s = x;
    for i in 0..3 {
        s = (s * phase.rate()).sin() * s;
        phase = phase.next();
        if i % 2 == 0 {
            s = s.cos() * phase.rate();
        }
    }
    s
}
#[derive(Clone, PartialEq, Debug)]
enum Mode {
    A,
    B(usize),
}
#[differentiable]
fn holding(x: f64, n: usize) -> f64 {
    let mut mode = Mode::A;
    let mut s = x;
    for k in 0..n {
        match mode {
            Mode::A => s = s * s,
            Mode::B(j) => s = s.sin() * j as f64,
        }
        if s > 0.5 { mode = Mode::B(k + 2) } else { mode = Mode::A }
    }
    s
}
#[differentiable]
fn until(x: f64) -> f64 {
    let mut phase = Phase::Rise;
    let mut s = x + 1.0;
    while s < 50.0 {
        s = s * s * phase.rate();
        phase = match phase {
            Phase::Rise => Phase::Fall,
            Phase::Fall => Phase::Rise,
        };
    }
    s
}
#[differentiable]
fn handed_on(x: f64, n: usize) -> f64 {
    let mut phase = Phase::Rise;
    let mut s = x;
    for _ in 0..n {
        s = part(s, phase).sin();
        if s > 0.7 {
            phase = Phase::Fall;
        }
    }
    s
}
#[differentiable]
fn handed_on_in_a_counted_loop(x: f64) -> f64 {
    let mut phase = Phase::Rise;
    let mut s = x;
    for _ in 0..4 {
        s = part(s, phase).sin();
        phase = phase.next();
    }
    s
}
#[differentiable]
fn nested(x: f64) -> f64 {
    let mut mode = Mode::A;
    let mut s = x;
    for k in 0..3 {
        if matches!(mode, Mode::A) {
            s = (s * s).sin();
            mode = Mode::B(k);
        } else {
            s = s.cos() * s;
        }
        for _ in 0..2 {
            if mode == Mode::B(0) {
                s = s * x;
                mode = Mode::A;
            }
        }
    }
    s
}

macro_rules! checked {
    ($($f:ident($($n:literal)?);)*) => {$(
        #[test]
        fn $f() {
            for x in [0.35, 0.55, 0.81, 1.05] {
                let (value, slope) = super::$f::value_and_derivative(x $(, $n)?);
                assert_eq!(value.to_bits(), super::$f(x $(, $n)?).to_bits());
                let forward = super::$f::jvp(x $(, $n)?, 1.0);
                assert!((forward - slope).abs() <= 1e-12 * slope.abs().max(1.0), "{forward} {slope}");
                let (second, product) = (super::$f::second_derivative(x $(, $n)?), super::$f::hvp(x $(, $n)?, 1.0));
                assert!((second - product).abs() <= 1e-10 * second.abs().max(1.0), "{second} {product}");
                super::$f::check(x $(, $n)?);
            }
        }
    )*};
}

mod agreements {
    checked! {
        hysteresis(9);
        guarded(9);
        asked();
        holding(5);
        until();
        handed_on(5);
        handed_on_in_a_counted_loop();
        nested();
    }
}
