//! Checkpointed loops: the same derivatives, from less memory.
#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]

use allocation_counter::measure;
use chainrule::differentiable;

/// A pair of each function: as it stands, and with the mark.
macro_rules! twice {
    ($plain:ident, $marked:ident, fn($($args:tt)*) $(-> $out:ty)? { $($before:tt)* } #[loop] $($after:tt)*) => {
        #[differentiable]
        fn $plain($($args)*) $(-> $out)? { $($before)* $($after)* }
        #[differentiable]
        fn $marked($($args)*) $(-> $out)? { $($before)* #[checkpoint] $($after)* }
    };
}

twice!(logistic_map, logistic_map_marked, fn(x: f64, r: f64, steps: usize) -> f64 {
    let mut x = x;
} #[loop] for _ in 0..steps { x = r * x * (1.0 - x); } x);

#[test]
fn a_recurrence() {
    for steps in [0, 1, 2, 3, 10, 99, 100, 101] {
        let (value, slopes) = logistic_map_marked::value_and_gradient(0.3, 3.2, steps);
        assert_eq!(value, logistic_map(0.3, 3.2, steps));
        close(&slopes, &logistic_map::gradient(0.3, 3.2, steps));
        close(
            &logistic_map::hessian(0.3, 3.2, steps).concat(),
            &logistic_map_marked::hessian(0.3, 3.2, steps).concat(),
        );
    }
    logistic_map_marked::check(0.3, 3.2, 12);
}

fn close(a: &[f64], b: &[f64]) {
    assert_eq!(a.len(), b.len());
    for (a, b) in a.iter().zip(b) {
        assert!((a - b).abs() <= 1e-12 * a.abs().max(1.0), "{a} {b}");
    }
}

/// Explicit Euler steps of the heat equation, in two buffers that are exchanged.
fn heat_step(u: &[f64], v: &mut [f64], c: f64) {
    for i in 1..u.len() - 1 {
        v[i] = u[i] + c * (u[i - 1] - 2.0 * u[i] + u[i + 1]) * (1.0 + 0.1 * u[i]);
    }
}

#[differentiable]
fn heat(u: &[f64], c: f64, steps: usize) -> f64 {
    let (mut now, mut next) = (u.to_vec(), u.to_vec());
    for _ in 0..steps {
        for i in 1..now.len() - 1 {
            next[i] = now[i] + c * (now[i - 1] - 2.0 * now[i] + now[i + 1]) * (1.0 + 0.1 * now[i]);
        }
        std::mem::swap(&mut now, &mut next);
    }
    now.iter().map(|x| x * x).sum()
}

#[differentiable]
fn heat_marked(u: &[f64], c: f64, steps: usize) -> f64 {
    let (mut now, mut next) = (u.to_vec(), u.to_vec());
    #[checkpoint]
    for _ in 0..steps {
        for i in 1..now.len() - 1 {
            next[i] = now[i] + c * (now[i - 1] - 2.0 * now[i] + now[i + 1]) * (1.0 + 0.1 * now[i]);
        }
        std::mem::swap(&mut now, &mut next);
    }
    now.iter().map(|x| x * x).sum()
}

fn plain_heat(u: &[f64], c: f64, steps: usize) -> f64 {
    let (mut now, mut next) = (u.to_vec(), u.to_vec());
    for _ in 0..steps {
        heat_step(&now, &mut next, c);
        std::mem::swap(&mut now, &mut next);
    }
    now.iter().map(|x| x * x).sum()
}

#[test]
fn arrays_that_change() {
    let u: Vec<f64> = (0..9).map(|k| (k as f64 * 0.7).sin()).collect();
    for steps in [0, 1, 5, 16, 17] {
        let (value, (g, c)) = heat_marked::value_and_gradient(&u, 0.2, steps);
        assert_eq!(value, plain_heat(&u, 0.2, steps));
        let (_, (g2, c2)) = heat::value_and_gradient(&u, 0.2, steps);
        assert_eq!(g, g2, "{steps}");
        close(&[c], &[c2]);
    }
    let v: Vec<f64> = (0..9).map(|k| (k as f64).cos()).collect();
    let (a, b) = (heat::hvp(&u, 0.2, 10, (&v, 0.5)), heat_marked::hvp(&u, 0.2, 10, (&v, 0.5)));
    close(&a.0, &b.0);
    close(&[a.1], &[b.1]);
}

#[test]
fn memory_falls_to_a_few_percent() {
    let u: Vec<f64> = (0..32).map(|k| (k as f64 * 0.7).sin()).collect();
    let peak = |run: &dyn Fn()| measure(run).bytes_max;
    let plain = peak(&|| _ = heat::value_and_gradient(&u, 0.1, 4000));
    let marked = peak(&|| _ = heat_marked::value_and_gradient(&u, 0.1, 4000));
    assert!(marked * 12 < plain, "{marked} of {plain} bytes");
    let plain = peak(&|| _ = logistic_map::gradient(0.3, 3.2, 1_000_000));
    let marked = peak(&|| _ = logistic_map_marked::gradient(0.3, 3.2, 1_000_000));
    assert!(marked * 100 < plain, "{marked} of {plain} bytes");
}

twice!(newton, newton_marked, fn(a: f64) -> f64 {
    let mut x = a;
} #[loop] for _ in 0..100 {
    let step = (x * x - a) / (2.0 * x);
    x -= step;
    if step.abs() < 1e-12 {
        break;
    }
} x);

#[test]
fn a_loop_that_is_left() {
    for a in [0.5, 2.0, 9.0] {
        assert_eq!(newton::value_and_derivative(a), newton_marked::value_and_derivative(a));
        close(&[newton::second_derivative(a)], &[newton_marked::second_derivative(a)]);
        assert!((newton_marked::derivative(a) - 0.5 / a.sqrt()).abs() < 1e-9);
    }
}

twice!(returns, returns_marked, fn(x: f64, n: usize) -> f64 {
    let mut s = x;
} #[loop] for k in 0..n {
    s = s.sin() + 0.1 * k as f64;
    if s > 2.0 {
        return s * s;
    }
} s.exp());

#[test]
fn a_function_that_returns_from_the_loop() {
    for n in [0, 3, 14, 15, 40] {
        assert_eq!(returns::value_and_derivative(0.4, n), returns_marked::value_and_derivative(0.4, n), "{n}");
    }
}

/// Loops over this range, with types of indices.
macro_rules! ranges {
    ($($name:ident: $n:ty, $lo:ident, $hi:ident, $range:expr;)*) => { $(
        #[test]
        fn $name() {
            #[differentiable]
            fn plain(x: f64, $lo: $n, $hi: $n) -> f64 {
                let mut s = x;
                for k in $range { s = (s * 1.1 + k as f64).sin(); }
                s
            }
            #[differentiable]
            fn marked(x: f64, $lo: $n, $hi: $n) -> f64 {
                let mut s = x;
                #[checkpoint]
                for k in $range { s = (s * 1.1 + k as f64).sin(); }
                s
            }
            #[differentiable]
            fn by_three(x: f64, $lo: $n, $hi: $n) -> f64 {
                let mut s = x;
                #[checkpoint(every = 3)]
                for k in $range { s = (s * 1.1 + k as f64).sin(); }
                s
            }
            for (lo, hi) in [(0, 0), (0, 1), (2, 12), (3, 2), (3, 1), (0, 30), (5, 36)] {
                let wanted = plain::value_and_derivative(0.3, lo, hi);
                assert_eq!(wanted.0, plain(0.3, lo, hi));
                assert_eq!(wanted, marked::value_and_derivative(0.3, lo, hi), "{lo} {hi}");
                assert_eq!(wanted, by_three::value_and_derivative(0.3, lo, hi), "{lo} {hi}");
            }
        }
    )* };
}

ranges! {
    forwards: usize, lo, hi, lo..hi;
    inclusive: usize, lo, hi, lo..=hi;
    backwards: usize, lo, hi, (lo..hi).rev();
    inclusive_backwards: usize, lo, hi, (lo..=hi).rev();
    in_steps: usize, lo, hi, (lo..hi).step_by(2);
    inclusive_in_steps: usize, lo, hi, (lo..=hi).step_by(2);
    in_steps_backwards: usize, lo, hi, (lo..hi).step_by(2).rev();
    backwards_in_steps: usize, lo, hi, (lo..hi).rev().step_by(2);
    inclusive_backwards_in_steps: usize, lo, hi, (lo..=hi).rev().step_by(2);
    of_bytes: u8, lo, hi, lo..hi;
    of_signed: i32, lo, hi, lo - 4..hi - 4;
    of_signed_backwards: i64, lo, hi, (lo - 4..=hi - 4).rev();
    of_literals: i32, _lo, hi, 0..(40 - hi);
}

#[test]
fn an_index_that_nothing_says_the_type_of() {
    #[differentiable]
    fn marked(x: f64) -> f64 {
        let mut s = x;
        #[checkpoint]
        for _ in 0..1000 {
            s = s.cos();
        }
        s
    }
    // The fixed point of the cosine.
    let (value, slope) = marked::value_and_derivative(0.5);
    assert!((value - 0.739_085_133_215_160_6).abs() < 1e-15);
    assert!(slope.abs() < 1e-100, "{slope}");
}

#[test]
fn parts_of_a_literal_range_need_no_heap() {
    #[differentiable]
    fn marked(x: f64) -> f64 {
        let mut s = x;
        #[checkpoint]
        for k in 0..100 {
            s = s.sin() + k as f64;
        }
        s
    }
    assert_eq!(measure(|| _ = marked::derivative(0.5)).count_total, 0);
}

/// Items, their numbers, and a label.
#[test]
fn iterators() {
    #[differentiable]
    fn plain(x: f64, #[constant] w: &[f64]) -> f64 {
        let mut s = x;
        for (k, w) in w.iter().enumerate() {
            s = s.sin() * w + k as f64;
        }
        s
    }
    #[differentiable]
    fn marked(x: f64, #[constant] w: &[f64]) -> f64 {
        let mut s = x;
        #[checkpoint]
        'turns: for (k, w) in w.iter().enumerate() {
            if *w < 0.0 {
                continue 'turns;
            }
            s = s.sin() * w + k as f64;
        }
        s
    }
    let w: Vec<f64> = (0..50).map(|k| 1.0 + 0.01 * k as f64).collect();
    assert_eq!(plain::value_and_derivative(0.2, &w), marked::value_and_derivative(0.2, &w));
}

/// A loop that is fused around it, and one that is not.
#[test]
fn in_other_loops() {
    #[differentiable]
    fn fitted(k: f64, #[constant] starts: &[f64]) -> f64 {
        let mut sum = 0.0;
        for start in starts {
            let mut y = *start;
            #[checkpoint(every = 4)]
            for _ in 0..37 {
                y -= 0.1 * k * y * y;
            }
            sum += (y - 0.2) * (y - 0.2);
        }
        sum
    }
    #[differentiable]
    fn twice_marked(x: f64) -> f64 {
        let mut y = x;
        #[checkpoint]
        for _ in 0..9 {
            #[checkpoint(every = 2)]
            for k in 0..7 {
                y = (y + 0.1 * k as f64).sin();
            }
            y *= 1.5;
        }
        y
    }
    fitted::check(0.7, &[1.0, 2.0, 0.5]);
    twice_marked::check(0.3);
}

/// Calls whose states are handed over, arguments that are changed, and effects that happen once.
#[test]
fn calls() {
    #[differentiable]
    fn step(y: &mut [f64; 2], h: f64) -> f64 {
        let (a, b) = (y[0], y[1]);
        y[0] += h * b;
        y[1] -= h * a.sin();
        y[0] * y[1]
    }
    #[differentiable]
    fn swing(y0: [f64; 2], h: f64, n: usize) -> f64 {
        let mut y = y0;
        let mut work = 0.0;
        #[checkpoint(every = 5)]
        for k in 0..n {
            assert!(k < n, "not run again");
            work += step(&mut y, h) * y[0];
        }
        work + y[1]
    }
    swing::check([0.5, 0.1], 0.1, 23);
    // The callee is called again by another.
    #[differentiable]
    fn outer(a: f64, n: usize) -> f64 {
        swing([a, a * a], 0.1 * a, n).tanh()
    }
    outer::check(0.6, 17);
}

/// What the function changes for its caller, and what it reads afterwards.
#[test]
fn parameters_that_are_changed() {
    #[differentiable]
    fn relax(x: &mut [f64], c: f64) -> f64 {
        let n = x.len();
        #[checkpoint(every = 3)]
        for _ in 0..10 {
            for i in 1..n {
                x[i] = x[i] + c * x[i - 1] * x[i];
            }
        }
        x[0] *= 2.0;
        x.iter().sum()
    }
    #[differentiable]
    fn plain(x: &mut [f64], c: f64) -> f64 {
        let n = x.len();
        for _ in 0..10 {
            for i in 1..n {
                x[i] = x[i] + c * x[i - 1] * x[i];
            }
        }
        x[0] *= 2.0;
        x.iter().sum()
    }
    let start = [0.3, 0.2, 0.5, 0.1];
    let (mut a, mut b) = (start, start);
    let ((value, (x, c)), (value2, (x2, c2))) =
        (relax::value_and_gradient(&mut a, 0.3), plain::value_and_gradient(&mut b, 0.3));
    assert_eq!((value, x, a), (value2, x2, b));
    close(&[c], &[c2]);
}

/// An array that the loop only reads, and that is changed afterwards.
#[test]
fn what_is_read_is_as_it_was() {
    #[differentiable]
    fn marked(x: f64, w: f64) -> f64 {
        let mut table = [w, w * w, w.sin()];
        let mut s = x;
        #[checkpoint(every = 4)]
        for k in 0..13 {
            s = (s * table[k % 3]).sin() + table[(k + 1) % 3];
        }
        table[0] = s * s;
        table[1] = 0.0;
        table[0] * table[2] + table[1]
    }
    marked::check(0.4, 1.2);
}

/// A `Vec` that grows by a number for each turn.
#[test]
fn what_is_pushed() {
    #[differentiable]
    fn marked(x: f64, n: usize) -> f64 {
        let mut all = vec![x];
        #[checkpoint]
        for k in 0..n {
            all.push((all[k] + all[k / 2]).sin());
        }
        all[n] * all[n / 2]
    }
    marked::check(0.4, 0);
    marked::check(0.4, 11);
}

#[test]
fn single_precision() {
    #[differentiable]
    fn marked(x: f32) -> f32 {
        let mut s = x;
        #[checkpoint]
        for _ in 0..20 {
            s = s.sin();
        }
        s
    }
    #[differentiable]
    fn plain(x: f32) -> f32 {
        let mut s = x;
        for _ in 0..20 {
            s = s.sin();
        }
        s
    }
    assert_eq!(marked::value_and_derivative(0.5), plain::value_and_derivative(0.5));
}

/// Ranges that end before they begin have no tape.
#[test]
fn a_range_that_ends_below_zero() {
    #[differentiable]
    fn f(x: f64, n: i32) -> f64 {
        let mut s = x;
        for i in 0..n {
            s = s.sin() + i as f64;
        }
        s
    }
    assert_eq!(f::derivative(0.3, -2), 1.0);
    assert_eq!(f::derivative(0.3, 1), 0.3_f64.cos());
}

#[test]
fn with_a_workspace() {
    let u: Vec<f64> = (0..32).map(|k| (k as f64 * 0.7).sin()).collect();
    let (mut g, mut c, mut workspace) = (vec![0.0; 32], 0.0, chainrule::Workspace::new());
    let first = heat_marked::value_and_gradient_with(&u, 0.1, 100, &mut g, &mut c, &mut workspace);
    let again = measure(|| _ = heat_marked::value_and_gradient_with(&u, 0.1, 100, &mut g, &mut c, &mut workspace));
    assert_eq!(again.count_total, 0);
    assert_eq!((first, (g, c)), heat_marked::value_and_gradient(&u, 0.1, 100));
}

macro_rules! wide {
    ($($name:ident: $n:ty, $lo:ident, $hi:ident, $range:expr, $from:expr, $to:expr;)*) => { $(
        #[test]
        fn $name() {
            #[differentiable]
            fn plain(x: f64, $lo: $n, $hi: $n) -> f64 {
                let mut s = x;
                for k in $range {
                    s = (s + 1e-7 * k as f64).sin();
                }
                s
            }
            #[differentiable]
            fn marked(x: f64, $lo: $n, $hi: $n) -> f64 {
                let mut s = x;
                #[checkpoint]
                for k in $range {
                    s = (s + 1e-7 * k as f64).sin();
                }
                s
            }
            #[differentiable]
            fn long_parts(x: f64, $lo: $n, $hi: $n) -> f64 {
                let mut s = x;
                #[checkpoint(every = 100_000)]
                for k in $range {
                    s = (s + 1e-7 * k as f64).sin();
                }
                s
            }
            let (value, slope) = marked::value_and_derivative(0.3, $from, $to);
            assert_eq!(value, plain(0.3, $from, $to));
            assert_eq!((value, slope), plain::value_and_derivative(0.3, $from, $to));
            assert_eq!((value, slope), long_parts::value_and_derivative(0.3, $from, $to));
            let h = 1e-6;
            let quotient = (plain(0.3 + h, $from, $to) - plain(0.3 - h, $from, $to)) / (2.0 * h);
            assert!((slope - quotient).abs() < 1e-7, "{slope} {quotient}");
        }
    )* };
}

// As far as their types go, and further than differences of them do.
wide! {
    wide_bytes: u8, lo, hi, lo..hi, 0, 255;
    wide_inclusive_bytes: u8, lo, hi, lo..=hi, 0, 255;
    wide_bytes_in_steps: u8, lo, hi, (lo..=hi).step_by(7), 0, 255;
    wide_bytes_in_steps_backwards: u8, lo, hi, (lo..=hi).step_by(7).rev(), 0, 252;
    wide_bytes_backwards_in_steps: u8, lo, hi, (lo..=hi).rev().step_by(7), 0, 255;
    wide_signed_bytes: i8, lo, hi, lo..hi, -100, 100;
    wide_signed_bytes_backwards: i8, lo, hi, (lo..=hi).rev(), -128, 127;
    wide_signed_bytes_in_steps: i8, lo, hi, (lo..=hi).step_by(3), -128, 127;
    wide_words: i16, lo, hi, lo..hi, -200, 300;
    wide_numbers: i32, lo, hi, (lo..=hi).step_by(1_000_000_000), i32::MIN, i32::MAX;
}

/// Integers that the loop counts.
#[test]
fn counts() {
    #[differentiable]
    fn in_a_vec(x: f64, n: usize) -> f64 {
        let mut y = x;
        let mut c = vec![0usize; 3];
        #[checkpoint]
        for i in 0..n {
            c[i % 3] += 1;
            y = (y * c[0] as f64).sin();
        }
        y
    }
    #[differentiable]
    fn of_inner_loops(x: f64, n: usize) -> f64 {
        let mut u = vec![x; 3];
        #[checkpoint(every = 3)]
        for i in 0..n {
            for _ in 0..i {
                u[0] = u[0].sin();
            }
            #[checkpoint(every = 3)]
            for _ in 0..n {
                u[0] = u[0].cos();
            }
        }
        u[0]
    }
    in_a_vec::check(0.7, 8);
    of_inner_loops::check(0.7, 7);
}

macro_rules! made {
    ($name:ident, |$x:ident| $body:block) => {
        #[differentiable]
        fn $name($x: f64) -> f64 $body
    };
}

made!(of_a_block, |x| {
    let mut s = x;
    #[checkpoint]
    for _ in 0..10 {
        s = s.sin();
    }
    s
});

#[test]
fn a_block_that_a_macro_hands_on() {
    of_a_block::check(0.4);
}

/// The length of what the loop changes, where it is written.
#[test]
fn lengths_in_indices() {
    #[differentiable]
    fn marked(x: f64, n: usize, y: &mut [f64]) {
        let mut s = x;
        #[checkpoint]
        for k in 0..n {
            s = s.sin();
            y[k % y.len()] = s * y[0];
        }
    }
    #[differentiable]
    fn plain(x: f64, n: usize, y: &mut [f64]) {
        let mut s = x;
        for k in 0..n {
            s = s.sin();
            y[k % y.len()] = s * y[0];
        }
    }
    let (mut a, mut b) = ([0.5, 1.5, 2.5], [0.5, 1.5, 2.5]);
    let (mut a_bar, mut b_bar) = ([1.0, 2.0, 3.0], [1.0, 2.0, 3.0]);
    let (one, other) = (marked::vjp(0.7, 11, &mut a, &mut a_bar), plain::vjp(0.7, 11, &mut b, &mut b_bar));
    close(&[one], &[other]);
    close(&a_bar, &b_bar);
    assert_eq!(a, b);
}

/// What a loop prints is printed once for each turn, though turns are run again.
#[test]
fn effects_happen_once() {
    use std::sync::atomic::{AtomicUsize, Ordering};
    #[derive(Default)]
    struct Shown(AtomicUsize);
    impl std::fmt::Display for Shown {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            write!(f, "turn {}", self.0.fetch_add(1, Ordering::Relaxed))
        }
    }
    #[differentiable]
    fn marked(x: f64, n: usize, #[constant] shown: &Shown) -> f64 {
        let mut s = x;
        #[checkpoint(every = 4)]
        for _ in 0..n {
            println!("{shown}");
            s = s.sin();
        }
        s
    }
    let shown = Shown::default();
    let _ = marked::derivative(0.4, 10, &shown);
    assert_eq!(shown.0.into_inner(), 10);
}
