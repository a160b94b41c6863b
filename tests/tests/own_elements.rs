//! Loops whose turns write elements of their own go back in the order of the source; those that only look so do not.

#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]

use chainrule::differentiable;

const X: [f64; 9] = [0.7, -0.4, 1.3, 0.9, -1.1, 0.2, 0.5, 1.7, -0.8];

/// Reverse mode, forward mode and differences agree; so do the products with the Hessian.
macro_rules! witnesses {
    ($($f:ident)*) => {$(
        #[test]
        fn $f() {
            let gradient = super::$f::gradient(&X);
            for j in 0..9 {
                let mut v = [0.0; 9];
                v[j] = 1.0;
                let at = |h: f64| {
                    let mut x = X;
                    x[j] += h;
                    x
                };
                let difference = (super::$f(&at(1e-6)) - super::$f(&at(-1e-6))) / 2e-6;
                assert!((gradient[j] - difference).abs() < 1e-7, "{j}: {} {difference}", gradient[j]);
                let forward = super::$f::jvp(&X, &v);
                assert!((gradient[j] - forward).abs() <= 1e-13 * forward.abs().max(1.0), "{j}: {} {forward}", gradient[j]);
                let product = super::$f::hvp(&X, &v);
                let (plus, minus) = (super::$f::gradient(&at(1e-6)), super::$f::gradient(&at(-1e-6)));
                for i in 0..9 {
                    let difference = (plus[i] - minus[i]) / 2e-6;
                    assert!((product[i] - difference).abs() < 1e-6, "{i} {j}: {} {difference}", product[i]);
                }
            }
        }
    )*};
}

mod agree {
    use super::X;
    witnesses! {
        squared_in_place handed_on looked_ahead one_further one_back rows_of_others rows_of_their_own the_first_of_all from_both_sides
        twice_in_a_turn in_a_loop_around stencil shifted_by_a_variable only_added_to packed_triangle two_triangles counted_in_two_loops
        added_to_and_read lost_addition counted_back_outside taken_as_often_as_it_says
    }
}

#[differentiable]
fn weighed(y: &[f64; 9]) -> f64 {
    y.iter().enumerate().map(|(i, v)| (i as f64 + 0.5) * v * v).sum()
}

/// Each turn reads and writes its own element.
#[differentiable]
fn squared_in_place(x: &[f64; 9]) -> f64 {
    let mut y = *x;
    for i in 0..9 {
        y[i] = y[i] * y[i].sin();
    }
    weighed(&y)
}

/// Each turn reads what the one before has written.
#[differentiable]
fn handed_on(x: &[f64; 9]) -> f64 {
    let mut y = *x;
    for i in 1..9 {
        y[i] = y[i] * y[i - 1].sin();
    }
    weighed(&y)
}

/// Each turn reads what the next one writes over.
#[differentiable]
fn looked_ahead(x: &[f64; 9]) -> f64 {
    let mut y = *x;
    for i in 0..8 {
        y[i] = y[i] * y[i + 1].sin();
    }
    weighed(&y)
}

/// Its own element, which is one further on.
#[differentiable]
fn one_further(x: &[f64; 9]) -> f64 {
    let mut y = [1.0; 9];
    for i in 0..8 {
        y[i + 1] = x[i].sin() * y[i + 1] * x[i + 1];
        y[i + 1] += y[i + 1].exp();
    }
    weighed(&y)
}

/// Its own element, which is one back.
#[differentiable]
fn one_back(x: &[f64; 9]) -> f64 {
    let mut y = *x;
    for i in (2..9).rev() {
        y[i - 1] = y[i - 1].exp() * x[i].sin() * y[i - 1];
    }
    weighed(&y)
}

/// The outer turns write the rows of one another.
#[differentiable]
fn rows_of_others(x: &[f64; 9]) -> f64 {
    let mut y = [[0.5; 3]; 3];
    for i in 0..3 {
        for j in 0..3 {
            y[j][i] = y[i][j] * x[3 * i + j].sin() + y[j][i];
        }
    }
    y.iter().flatten().zip(x).map(|(y, x)| y * y * x).sum()
}

/// The outer turns have a row each, the inner ones what the one before has left.
#[differentiable]
fn rows_of_their_own(x: &[f64; 9]) -> f64 {
    let mut y = [[0.5; 3]; 3];
    for i in 0..3 {
        for j in 1..3 {
            y[i][j] = (y[i][j - 1] * x[3 * i + j]).sin() + y[i][j] * y[i][j];
        }
    }
    y.iter().flatten().zip(x).map(|(y, x)| y * y * x).sum()
}

/// One element for all turns.
#[differentiable]
fn the_first_of_all(x: &[f64; 9]) -> f64 {
    let mut y = *x;
    for i in 1..9 {
        y[0] = y[0].sin() * y[i] + 1.0;
        y[i] = y[i].cos();
    }
    weighed(&y)
}

/// Filled from both sides.
#[differentiable]
fn from_both_sides(x: &[f64; 9]) -> f64 {
    let mut y = [1.0; 9];
    for i in 0..9 {
        y[i] = y[i] * x[i].exp();
        y[8 - i] = y[8 - i] * x[i].sin();
    }
    weighed(&y)
}

#[differentiable]
fn twice_in_a_turn(x: &[f64; 9]) -> f64 {
    let mut y = *x;
    for i in 0..9 {
        y[i] = y[i].exp();
        if y[i] > 1.0 {
            y[i] = y[i] * x[i];
        }
        y[i] += x[8 - i] * y[i];
    }
    weighed(&y)
}

/// Independent turns in a loop whose turns depend on each other.
#[differentiable]
fn in_a_loop_around(x: &[f64; 9]) -> f64 {
    let mut y = *x;
    for t in 0..4 {
        for i in 0..9 {
            y[i] = (y[i] * x[(i + t) % 9]).sin() + x[i];
        }
    }
    weighed(&y)
}

#[differentiable]
fn stencil(x: &[f64; 9]) -> f64 {
    let (mut now, mut next) = (*x, [0.0; 9]);
    for _ in 0..3 {
        for i in 1..8 {
            next[i] = now[i] + 0.1 * (now[i - 1] - 2.0 * now[i] + now[i + 1]).sin();
        }
        std::mem::swap(&mut now, &mut next);
    }
    weighed(&now)
}

/// How far on is a variable, which changes.
#[differentiable]
fn shifted_by_a_variable(x: &[f64; 9]) -> f64 {
    let mut y = *x;
    let mut by = 0;
    for i in 0..5 {
        y[i + by] = y[i + by].sin() * x[i];
        by += i % 2;
    }
    weighed(&y)
}

/// Any turn adds to any element, and reads none.
#[differentiable]
fn only_added_to(x: &[f64; 9]) -> f64 {
    let mut y = [0.5; 9];
    for i in 0..9 {
        for j in 0..i {
            y[(i * j) % 9] += x[i].sin() * x[j];
            y[j] -= x[i] * x[i];
        }
    }
    weighed(&y)
}

/// A counter runs through both loops.
#[differentiable]
fn packed_triangle(x: &[f64; 9]) -> f64 {
    let mut y = [0.1; 4];
    let mut at = 0;
    for i in 0..4 {
        let centered = x[i] - 0.5;
        for j in i + 1..4 {
            y[j] += x[at] * centered;
            at += 1;
        }
    }
    y.iter().zip(x).map(|(y, x)| y * y * x).sum()
}

/// The counter goes on in a second loop, from where the first has left it.
#[differentiable]
fn two_triangles(x: &[f64; 9]) -> f64 {
    let mut y = [0.1; 9];
    let mut at = 0;
    for i in 0..3 {
        for j in 0..i {
            y[j] += x[at] * x[i];
            at += 1;
        }
        for j in i..3 {
            y[j + 3] += x[at % 9] * x[j];
            at += 1;
        }
    }
    weighed(&y)
}

#[differentiable]
fn counted_in_two_loops(x: &[f64; 9]) -> f64 {
    let mut y = [0.1; 9];
    let (mut at, mut other) = (0, 8);
    for i in 0..3 {
        at += 1;
        for j in 0..2 {
            y[at] += x[other] * x[i + j];
            at += 1;
            other -= 1;
        }
        y[at - 1] += x[other];
    }
    weighed(&y)
}

/// Added to, but what is there is read as well.
#[differentiable]
fn added_to_and_read(x: &[f64; 9]) -> f64 {
    let mut y = *x;
    for i in 0..9 {
        for j in 0..i {
            y[j] += x[i] * y[i].sin();
        }
    }
    weighed(&y)
}

/// Two sums of the same element, of which one is lost where the indices are the same.
#[differentiable]
fn lost_addition(x: &[f64; 9]) -> f64 {
    let mut y = *x;
    for i in 0..9 {
        let (a, b) = (i / 2, i / 3);
        let (at_a, at_b) = (y[a], y[b]);
        y[a] = at_a + x[i].sin();
        y[b] = at_b + x[i].cos();
    }
    weighed(&y)
}

/// The turns depend on each other around loops that do not.
#[differentiable]
fn counted_back_outside(x: &[f64; 9]) -> f64 {
    let mut s = 0.3;
    let mut y = [0.1; 9];
    let mut at = 0;
    for i in 0..3 {
        for j in 0..3 {
            y[j] += x[at] * s;
            at += 1;
        }
        s = (s * y[i]).sin();
    }
    weighed(&y) + s
}

/// How many turns there are is a number that the loop around it counts.
#[differentiable]
fn taken_as_often_as_it_says(x: &[f64; 9]) -> f64 {
    let mut y = [0.1; 9];
    let mut n = 1;
    for i in 0..4 {
        for j in 0..n {
            y[j] += x[i] * x[j + 1];
        }
        n += i % 2 + 1;
    }
    weighed(&y)
}
