//! Loops that go through parts of arrays: derivatives are those of the loops as written, and so are panics.

#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]

use chainrule::differentiable;

macro_rules! witnesses {
    ($($f:ident($n:literal))*) => {$(
        #[test]
        fn $f() {
            let x: Vec<f64> = (0..$n).map(|i| 0.3 + 0.7 * (1.9 * i as f64).sin()).collect();
            modes_agree(&x, super::$f, super::$f::gradient, super::$f::jvp, super::$f::hvp);
        }
    )*};
}

mod all_modes {
    use chainrule_tests::modes_agree;

    witnesses! {
        quadratic(12) layers(12) packed(10) from_one(12) backwards(12) in_place(12) two_rows(12) shifted_rows(12) counters(12) its_length(12)
        through_calls(12) every_other(12) asks(12) rows_that_end(12)
    }
}

/// Three rows of four.
#[differentiable]
fn quadratic(x: &[f64]) -> f64 {
    let n = 4;
    let mut s = 0.0;
    for i in 0..x.len() / n {
        let mut t = 0.0;
        for j in 0..n {
            t += x[i * n + j] * x[j] * x[j].exp();
        }
        s += t * t;
    }
    s
}

#[differentiable]
fn layers(x: &[f64]) -> f64 {
    let n = x.len() / 4;
    let mut y = vec![0.5; n];
    for l in 0..3 {
        let mut z = vec![0.0; n];
        for i in 0..n {
            let mut t = x[3 * n + i];
            for j in 0..n {
                t += x[l * n + j] * y[j];
            }
            z[i] = t.tanh();
        }
        y = z;
    }
    y.iter().map(|v| v * v).sum()
}

#[differentiable]
fn packed(x: &[f64]) -> f64 {
    let mut y = vec![0.1; 5];
    let mut at = 0;
    for i in 0..5 {
        for j in i + 1..5 {
            y[j] += x[at] * x[i] * x[at];
            at += 1;
        }
    }
    y.iter().map(|v| v * v).sum::<f64>() + x[at - 1]
}

#[differentiable]
fn from_one(x: &[f64]) -> f64 {
    let mut s = 0.0;
    for i in 0..3 {
        for j in 1..4 {
            s += x[4 * i + j] * x[4 * i + j - 1] * x[j];
        }
        for j in i..3 {
            s += (x[3 * i + j]).sin();
        }
    }
    s
}

#[differentiable]
fn backwards(x: &[f64]) -> f64 {
    let mut s: f64 = 0.2;
    for i in 0..3 {
        for j in (0..4).rev() {
            s = s * 0.5 + x[4 * i + j] * s.sin();
        }
    }
    s
}

#[differentiable]
fn in_place(x: &[f64]) -> f64 {
    let mut y = x.to_vec();
    for i in 0..3 {
        let t = 4 * i;
        for j in 0..4 {
            y[t + j] = y[t + j] * y[t + j].sin() + x[j];
        }
    }
    for i in 0..3 {
        let t = 4 * i;
        for j in 0..3 {
            y[t + j] += y[t + j + 1] * x[t + j];
        }
    }
    y.iter().map(|v| v * v).sum()
}

/// One row is written and another one read, in one loop.
#[differentiable]
fn two_rows(x: &[f64]) -> f64 {
    let mut y = x.to_vec();
    for i in 1..3 {
        let (a, b) = (4 * i, 4 * i - 4);
        for j in 0..4 {
            y[a + j] = y[b + j] * x[a + j].sin();
        }
    }
    y.iter().map(|v| v * v).sum()
}

/// The rows overlap.
#[differentiable]
fn shifted_rows(x: &[f64]) -> f64 {
    let mut y = x.to_vec();
    for i in 0..3 {
        let (a, b) = (i, i + 1);
        for j in 0..8 {
            y[a + j] += y[b + j] * x[a + j];
        }
    }
    y.iter().map(|v| v * v).sum()
}

#[differentiable]
fn counters(x: &[f64]) -> f64 {
    let (mut at, mut other, mut s) = (0, 3, 0.0);
    for i in 0..3 {
        for j in 0..3 {
            s += x[at] * x[other] * x[j];
            at += 1;
            other += 1;
        }
        s += x[at].exp();
        other -= 2;
        at += i % 2;
    }
    s
}

/// The length of what is written is asked for inside of the loop.
#[differentiable]
fn its_length(x: &[f64]) -> f64 {
    let mut y = vec![0.5; x.len()];
    for i in 0..3 {
        let t = 4 * i;
        for j in 0..y.len() / 3 {
            y[t + j] = y[t + j] * x[j] + x[(t + j) % y.len()];
        }
    }
    y.iter().map(|v| v * v).sum()
}

#[differentiable]
fn weighed(x: &[f64], w: &[f64], n: usize) -> f64 {
    let mut s = 0.0;
    for i in 0..x.len() / n {
        for j in 0..n {
            s += x[i * n + j] * w[j] * x[i * n + j];
        }
    }
    s
}

#[differentiable]
fn scaled(y: &mut [f64], x: &[f64], n: usize) {
    for i in 0..y.len() / n {
        for j in 0..n {
            y[i * n + j] *= x[j];
        }
    }
}

#[differentiable]
fn through_calls(x: &[f64]) -> f64 {
    let mut y = x.to_vec();
    scaled(&mut y, x, 4);
    weighed(x, &y, 3) + weighed(&y, &[1.0, 2.0, 3.0], 3) * weighed(&[1.0, 0.5], x, 2)
}

#[differentiable]
fn every_other(x: &[f64]) -> f64 {
    let mut s = 0.0;
    for i in 0..2 {
        for j in (0..6).step_by(2) {
            s += x[6 * i + j] * x[j] * x[j];
        }
    }
    s
}

/// Only some turns read, and one of them is the last.
#[differentiable]
fn asks(x: &[f64]) -> f64 {
    let mut s = 0.0;
    for i in 0..4 {
        for j in 0..4 {
            if i + j < 4 {
                s += x[3 * i + j] * x[3 * i + j];
            }
        }
    }
    s
}

#[differentiable]
fn rows_that_end(x: &[f64]) -> f64 {
    let mut s = 0.0;
    for i in 0..3 {
        for j in 0..4 {
            if j >= i {
                break;
            }
            s += x[5 * i + j] * x[j];
        }
    }
    s
}

/// A part that would begin beyond the end, in loops without a turn.
#[differentiable]
fn sums_of_parts(x: &[f64], start: usize, n: usize) -> f64 {
    let mut s = 0.0;
    for j in 0..n {
        s += x[start + j] * x[start + j];
    }
    for j in n..2 {
        s += x[start + j];
    }
    s
}

#[differentiable]
fn adds_to_a_part(x: f64, y: &mut [f64], start: usize, n: usize) {
    for j in 0..n {
        y[start + j] += x * x;
    }
}

#[test]
fn parts_without_elements_are_nowhere() {
    assert_eq!(sums_of_parts::gradient(&[1.0, 2.0, 3.0], 0, 2), [2.0, 4.0, 0.0]);
    assert_eq!(sums_of_parts::gradient(&[1.0, 2.0, 3.0], 1, 0), [0.0, 1.0, 1.0]);
    let (mut y, mut y_dot) = ([1.0; 3], [0.0; 3]);
    adds_to_a_part::jvp(2.0, &mut y, 9, 0, 1.0, &mut y_dot);
    assert_eq!((y, y_dot), ([1.0; 3], [0.0; 3]));
    adds_to_a_part::jvp(2.0, &mut y, 1, 2, 1.0, &mut y_dot);
    assert_eq!((y, y_dot), ([1.0, 5.0, 5.0], [0.0, 4.0, 4.0]));
}

#[test]
#[should_panic(expected = "range end index 4 out of range")]
fn parts_that_are_not_there_panic() {
    let _ = sums_of_parts::gradient(&[1.0, 2.0, 3.0], 2, 2);
}

/// Where a part begins is found out from the array that is written, or from how long it is.
#[differentiable]
fn begins_where_it_says(x: f64, n: usize) -> f64 {
    let mut y = vec![0.5; 3 * n];
    let mut at = y.len() - n;
    for j in 0..n {
        y[at] = y[at] * x + j as f64;
        at += 1;
    }
    let start = y.len() - 2 * n;
    for j in 0..n {
        y[start + j] += x * x;
    }
    y.iter().sum()
}

#[differentiable]
fn begins_where_an_element_says(x: f64, first: usize) -> f64 {
    let mut place = vec![first; 6];
    let mut y = vec![0.0; 6];
    let start = place[1];
    for j in 0..3 {
        place[start + j] = j;
    }
    for j in 0..3 {
        y[place[start + j]] += x * x * (j + 1) as f64;
    }
    y.iter().sum()
}

#[test]
fn where_parts_begin() {
    assert_eq!(begins_where_it_says::value_and_derivative(2.0, 2), (2.0 + 1.0 + 2.0 + 8.0, 1.0 + 8.0));
    assert_eq!(begins_where_an_element_says::value_and_derivative(3.0, 2), (54.0, 36.0));
}

/// Local arrays of numbers whose type nothing has said yet.
#[differentiable]
fn rustc_has_to_know(x: f64) -> f64 {
    let n = 3;
    let mut y = vec![0.5; 2 * n];
    for i in 0..2 {
        for j in 0..n {
            y[i * n + j] = y[i * n + j] + 0.25;
        }
    }
    let mut s = 0.0;
    for i in 0..2 {
        for j in 0..n {
            s += (x * y[i * n + j]).sin();
        }
    }
    s
}

#[differentiable]
fn narrow(x: &[f32], n: usize) -> f32 {
    let mut y = vec![0.5; x.len()];
    for i in 0..x.len() / n {
        for j in 0..n {
            y[i * n + j] += x[i * n + j] * x[j];
        }
    }
    let mut s = 0.0;
    for i in 0..x.len() / n {
        for j in 0..n {
            s += y[i * n + j].sin();
        }
    }
    s
}

#[test]
fn numbers_have_their_types() {
    assert!((rustc_has_to_know::derivative(0.0) - 4.5).abs() < 1e-15);
    let x = [0.5, -0.25, 1.0, 0.75];
    let (value, g) = narrow::value_and_gradient(&x, 2);
    assert_eq!(value, narrow(&x, 2));
    let slope = |v: f32| (0.5 + v).cos();
    let by_hand = 2.0 * x[0] * slope(x[0] * x[0]) + x[2] * slope(x[2] * x[0]);
    assert!((g[0] - by_hand).abs() < 1e-6, "{} {by_hand}", g[0]);
}
