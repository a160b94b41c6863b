//! A network of long short-term memories, which foresees a text bit by bit.

use crate::hand::tanh_slope;

/// What one cell keeps of one character: what came in, what it had put out and held before, its gates, and the slopes of all that.
#[derive(Clone, Copy, Default)]
struct Kept {
    input: f64,
    hidden: f64,
    cell: f64,
    forget: [f64; 2],
    take: [f64; 2],
    give: [f64; 2],
    change: [f64; 2],
    out: [f64; 2],
}

/// The gradient of the mean loss with respect to the parameters of the layers, and to those of input and output.
///
/// # Panics
/// Where the derivatives are not as long as the parameters.
pub fn gradient(
    main: &[f64],
    extra: &[f64],
    start: &[f64],
    sequence: &[f64],
    b: usize,
    main_g: &mut [f64],
    extra_g: &mut [f64],
) {
    assert!(main.len() == main_g.len() && extra.len() == extra_g.len());
    let layers = main.len() / (8 * b);
    let count = sequence.len() / b - 1;
    let mut kept = vec![Kept::default(); count * layers * b];
    let mut errors = vec![0.0; count * b];
    let mut state = start.to_vec();
    for t in 0..count {
        let error = &mut errors[t * b..][..b];
        let foreseen = &mut kept[t * layers * b..][..layers * b];
        predict(main, extra, &sequence[t * b..][..b], &mut state, foreseen, error);
        compare(&sequence[(t + 1) * b..][..b], error, 1.0 / (count * b) as f64);
    }
    main_g.fill(0.0);
    extra_g.fill(0.0);
    let mut state_bar = vec![0.0; start.len()];
    let mut y_bar = vec![0.0; b];
    for t in (0..count).rev() {
        let kept = &kept[t * layers * b..][..layers * b];
        output(extra, &errors[t * b..][..b], &kept[(layers - 1) * b..], &mut y_bar, extra_g);
        for layer in (0..layers).rev() {
            let (main, main_g) = (&main[layer * 8 * b..][..8 * b], &mut main_g[layer * 8 * b..][..8 * b]);
            let state_bar = &mut state_bar[layer * 2 * b..][..2 * b];
            retreat(main, &kept[layer * b..][..b], &mut y_bar, state_bar, main_g);
        }
        for ((g, x), y_bar) in extra_g.iter_mut().zip(&sequence[t * b..][..b]).zip(&y_bar) {
            *g += x * y_bar;
        }
    }
}

/// Reads a character; what is foreseen goes to `y`.
#[inline]
fn predict(main: &[f64], extra: &[f64], x: &[f64], state: &mut [f64], kept: &mut [Kept], y: &mut [f64]) {
    let b = x.len();
    for i in 0..b {
        y[i] = x[i] * extra[i];
    }
    let layers = main.chunks_exact(8 * b).zip(state.chunks_exact_mut(2 * b)).zip(kept.chunks_exact_mut(b));
    for ((main, state), kept) in layers {
        let (hidden, cell) = state.split_at_mut(b);
        for (i, ((hidden, cell), kept)) in hidden.iter_mut().zip(cell).zip(kept).enumerate() {
            let at = |gate: usize, x: f64| x * main[gate * b + i] + main[(4 + gate) * b + i];
            let (forget, take) = (sigmoid(at(0, y[i])), sigmoid(at(1, *hidden)));
            let (give, change) = (sigmoid(at(2, y[i])), tanh(at(3, *hidden)));
            let before = Kept { input: y[i], hidden: *hidden, cell: *cell, forget, take, give, change, out: [0.0; 2] };
            *cell = *cell * forget[0] + take[0] * change[0];
            let out = tanh(*cell);
            *kept = Kept { out, ..before };
            *hidden = give[0] * out[0];
            y[i] = *hidden;
        }
    }
    for i in 0..b {
        y[i] = y[i] * extra[b + i] + extra[2 * b + i];
    }
}

/// From what was foreseen to the derivative of the loss with respect to it.
#[inline]
fn compare(came: &[f64], y: &mut [f64], scale: f64) {
    let mut sum = 0.0;
    for y in &mut *y {
        *y = y.exp();
        sum += *y;
    }
    let all: f64 = came.iter().sum();
    let share = all / (2.0 + sum);
    for (y, came) in y.iter_mut().zip(came) {
        *y = scale * (*y * share - came);
    }
}

/// The adjoint of the output.
#[inline]
fn output(extra: &[f64], error: &[f64], last: &[Kept], y_bar: &mut [f64], extra_g: &mut [f64]) {
    let b = error.len();
    for i in 0..b {
        extra_g[b + i] += error[i] * (last[i].give[0] * last[i].out[0]);
        extra_g[2 * b + i] += error[i];
        y_bar[i] = error[i] * extra[b + i];
    }
}

/// The adjoint of one layer: from what it put out to what came in.
#[inline]
fn retreat(main: &[f64], kept: &[Kept], y_bar: &mut [f64], state_bar: &mut [f64], main_g: &mut [f64]) {
    let b = kept.len();
    let (hidden_bar, cell_bar) = state_bar.split_at_mut(b);
    let (y_bar, hidden_bar, cell_bar) = (&mut y_bar[..b], &mut hidden_bar[..b], &mut cell_bar[..b]);
    for i in 0..b {
        let k = &kept[i];
        let out_bar = y_bar[i] + hidden_bar[i];
        let cell = cell_bar[i] + out_bar * k.give[0] * k.out[1];
        let bars = [
            cell * k.cell * k.forget[1],
            cell * k.change[0] * k.take[1],
            out_bar * k.out[0] * k.give[1],
            cell * k.take[0] * k.change[1],
        ];
        let inputs = [k.input, k.hidden, k.input, k.hidden];
        for gate in 0..4 {
            main_g[gate * b + i] += bars[gate] * inputs[gate];
            main_g[(4 + gate) * b + i] += bars[gate];
        }
        y_bar[i] = bars[0] * main[i] + bars[2] * main[2 * b + i];
        hidden_bar[i] = bars[1] * main[b + i] + bars[3] * main[3 * b + i];
        cell_bar[i] = cell * k.forget[0];
    }
}

/// The logistic function and its slope, from the smaller of the function and one less that.
#[inline]
fn sigmoid(x: f64) -> [f64; 2] {
    let e = (-x).exp();
    let s = 1.0 / (1.0 + e);
    let slope = if e < 1.0 { e * s * s } else { s * (1.0 - s) };
    [s, slope]
}

#[inline]
fn tanh(x: f64) -> [f64; 2] {
    let t = x.tanh();
    [t, tanh_slope(x, t)]
}
