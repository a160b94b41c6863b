//! `y₀' = x₀`, `yᵢ' = xᵢ yᵢ₋₁`, from zero at 0 to 2, by the classical method of Runge and Kutta.

/// Where the four stages of a step ask for the derivative: one component of `y`, and of what three stages make of it.
type Stages = [f64; 4];

/// The gradient of the last component. Each component follows from the one before it, so that a step is one pass, and so is its adjoint.
///
/// # Panics
/// Where `g` is not as long as `x`, or both are empty.
pub fn gradient(x: &[f64], steps: usize, g: &mut [f64]) {
    let n = x.len();
    assert!(n >= 1 && g.len() == n);
    let h = 2.0 / steps as f64;
    let mut kept = vec![[0.0; 4]; n * steps];
    let mut y = vec![0.0; n];
    for stages in kept.chunks_exact_mut(n) {
        advance(x, h, &mut y, stages);
    }
    let mut y_bar = y;
    y_bar.fill(0.0);
    y_bar[n - 1] = 1.0;
    g.fill(0.0);
    for stages in kept.chunks_exact(n).rev() {
        retreat(x, h, stages, &mut y_bar, g);
    }
}

/// A step.
#[inline]
fn advance(x: &[f64], h: f64, y: &mut [f64], stages: &mut [Stages]) {
    // The component that there is before the first is one.
    let mut before = [1.0; 4];
    for ((x, y), stages) in x.iter().zip(y).zip(stages) {
        let k = before.map(|before| x * before);
        *stages = [*y, *y + 0.5 * h * k[0], *y + 0.5 * h * k[1], *y + h * k[2]];
        *y += h / 6.0 * (k[0] + 2.0 * k[1] + 2.0 * k[2] + k[3]);
        before = *stages;
    }
}

/// The adjoint of a step, from the last component to the first.
#[inline]
fn retreat(x: &[f64], h: f64, stages: &[Stages], y_bar: &mut [f64], g: &mut [f64]) {
    let n = x.len();
    let (stages, y_bar, g) = (&stages[..n], &mut y_bar[..n], &mut g[..n]);
    // What the component after pulls on the stages of this one.
    let mut pull = [0.0; 4];
    for i in (0..n).rev() {
        let (sixth, third) = (h / 6.0 * y_bar[i], h / 3.0 * y_bar[i]);
        let k_bar = [sixth + 0.5 * h * pull[1], third + 0.5 * h * pull[2], third + h * pull[3], sixth];
        y_bar[i] += (pull[0] + pull[1]) + (pull[2] + pull[3]);
        let before = if i > 0 { stages[i - 1] } else { [1.0; 4] };
        g[i] += (k_bar[0] * before[0] + k_bar[1] * before[1]) + (k_bar[2] * before[2] + k_bar[3] * before[3]);
        pull = k_bar.map(|k_bar| x[i] * k_bar);
    }
}
