//! The gradient descent of the suite: steps that grow as long as they help.

/// Where both steps and gradients are small enough to stop.
const TOLERANCE: f64 = 1e-5;

/// Descends from `start`, until the gradient or a step is at most 1e-5 long.
///
/// The step is 1e-5 times the gradient at first, twice that after ten steps in a row that go down, and half after one that does not.
pub(super) fn argmin<const N: usize>(
    value: impl Fn(&[f64; N]) -> f64,
    gradient: impl Fn(&[f64; N]) -> [f64; N],
    start: [f64; N],
) -> [f64; N] {
    let (mut x, mut fx, mut g) = (start, value(&start), gradient(&start));
    let (mut rate, mut gains) = (1e-5, 0);
    while norm(&g) > TOLERANCE {
        if gains == 10 {
            rate *= 2.0;
            gains = 0;
            continue;
        }
        let next = std::array::from_fn(|i| x[i] - rate * g[i]);
        if distance(&x, &next) <= TOLERANCE {
            break;
        }
        let below = value(&next);
        if below < fx {
            (x, fx, g) = (next, below, gradient(&next));
            gains += 1;
        } else {
            rate /= 2.0;
            gains = 0;
        }
    }
    x
}

fn distance<const N: usize>(a: &[f64; N], b: &[f64; N]) -> f64 {
    norm(&std::array::from_fn::<f64, N, _>(|i| a[i] - b[i]))
}

fn norm<const N: usize>(x: &[f64; N]) -> f64 {
    x.iter().map(|x| x * x).sum::<f64>().sqrt()
}
