//! The fit of four rates of predators and prey (Lotka 1925, Volterra 1926), integrated by the classical method of Runge and Kutta.

/// The step of time.
const H: f64 = 0.05;
/// Steps between observations.
const STEPS: usize = 10;

/// Value and gradient with respect to the four rates, whose derivatives go along with the populations.
#[inline]
#[must_use]
pub fn value_and_gradient(p: &[f64; 4], data: &[[f64; 2]]) -> (f64, [f64; 4]) {
    let mut state = State { y: [1.0, 0.5], dot: [[0.0; 4]; 2] };
    let mut loss = 0.0;
    let mut g = [0.0; 4];
    for seen in data {
        for _ in 0..STEPS {
            state.step(p);
        }
        let e = [state.y[0] - seen[0], state.y[1] - seen[1]];
        loss += e[0] * e[0] + e[1] * e[1];
        for k in 0..4 {
            g[k] += 2.0 * (e[0] * state.dot[0][k] + e[1] * state.dot[1][k]);
        }
    }
    (loss, g)
}

/// Two populations, and their derivatives with respect to the rates.
#[derive(Clone, Copy)]
struct State {
    y: [f64; 2],
    dot: [[f64; 4]; 2],
}

impl State {
    #[inline]
    fn step(&mut self, p: &[f64; 4]) {
        let k1 = self.field(p);
        let k2 = self.along(&k1, 0.5 * H).field(p);
        let k3 = self.along(&k2, 0.5 * H).field(p);
        let k4 = self.along(&k3, H).field(p);
        for i in 0..2 {
            self.y[i] += H / 6.0 * (k1.y[i] + 2.0 * k2.y[i] + 2.0 * k3.y[i] + k4.y[i]);
            for k in 0..4 {
                let inner = 2.0 * (k2.dot[i][k] + k3.dot[i][k]);
                self.dot[i][k] += H / 6.0 * ((k1.dot[i][k] + k4.dot[i][k]) + inner);
            }
        }
    }

    /// `h` along a direction.
    #[inline]
    fn along(&self, rate: &State, h: f64) -> State {
        let mut there = *self;
        for i in 0..2 {
            there.y[i] += h * rate.y[i];
            for k in 0..4 {
                there.dot[i][k] += h * rate.dot[i][k];
            }
        }
        there
    }

    /// The rates of change: prey is born and eaten, predators die and eat.
    #[inline]
    fn field(&self, p: &[f64; 4]) -> State {
        let [u, v] = self.y;
        let [birth, loss, death, gain] = *p;
        let uv = u * v;
        let mut dot = [[0.0; 4]; 2];
        for k in 0..4 {
            dot[0][k] = (birth - loss * v) * self.dot[0][k] - loss * u * self.dot[1][k];
            dot[1][k] = gain * v * self.dot[0][k] + (gain * u - death) * self.dot[1][k];
        }
        dot[0][0] += u;
        dot[0][1] -= uv;
        dot[1][2] -= v;
        dot[1][3] += uv;
        State { y: rates(self.y, p), dot }
    }
}

/// The same backwards, with the populations of each stage kept.
///
/// # Panics
/// With more than twenty observations.
#[inline]
#[must_use]
pub fn value_and_gradient_backwards(p: &[f64; 4], data: &[[f64; 2]]) -> (f64, [f64; 4]) {
    let mut stages = [[[0.0; 2]; 4]; 20 * STEPS];
    let mut ends = [[0.0; 2]; 20];
    let (mut y, mut loss) = ([1.0, 0.5], 0.0);
    for ((seen, end), stages) in data.iter().zip(&mut ends).zip(stages.chunks_exact_mut(STEPS)) {
        for stage in stages {
            y = forward(y, p, stage);
        }
        *end = [y[0] - seen[0], y[1] - seen[1]];
        loss += end[0] * end[0] + end[1] * end[1];
    }
    let (mut bar, mut g) = ([0.0; 2], [0.0; 4]);
    let used = data.len();
    for (end, stages) in ends[..used].iter().zip(stages.chunks_exact(STEPS)).rev() {
        bar = [bar[0] + 2.0 * end[0], bar[1] + 2.0 * end[1]];
        for stage in stages.iter().rev() {
            bar = backward(bar, p, stage, &mut g);
        }
    }
    (loss, g)
}

/// A step, which keeps where the field was asked.
#[inline]
fn forward(y: [f64; 2], p: &[f64; 4], stages: &mut [[f64; 2]; 4]) -> [f64; 2] {
    let along = |k: [f64; 2], h: f64| [y[0] + h * k[0], y[1] + h * k[1]];
    stages[0] = y;
    let k1 = rates(y, p);
    stages[1] = along(k1, 0.5 * H);
    let k2 = rates(stages[1], p);
    stages[2] = along(k2, 0.5 * H);
    let k3 = rates(stages[2], p);
    stages[3] = along(k3, H);
    let k4 = rates(stages[3], p);
    std::array::from_fn(|i| y[i] + H / 6.0 * (k1[i] + 2.0 * k2[i] + 2.0 * k3[i] + k4[i]))
}

#[inline]
fn rates([u, v]: [f64; 2], [birth, loss, death, gain]: &[f64; 4]) -> [f64; 2] {
    let uv = u * v;
    [birth * u - loss * uv, gain * uv - death * v]
}

/// The adjoint of a step.
#[inline]
fn backward(bar: [f64; 2], p: &[f64; 4], stages: &[[f64; 2]; 4], g: &mut [f64; 4]) -> [f64; 2] {
    let sixth = [H / 6.0 * bar[0], H / 6.0 * bar[1]];
    let third = [2.0 * sixth[0], 2.0 * sixth[1]];
    let a4 = pull(stages[3], sixth, p, g);
    let a3 = pull(stages[2], [third[0] + H * a4[0], third[1] + H * a4[1]], p, g);
    let a2 = pull(stages[1], [third[0] + 0.5 * H * a3[0], third[1] + 0.5 * H * a3[1]], p, g);
    let a1 = pull(stages[0], [sixth[0] + 0.5 * H * a2[0], sixth[1] + 0.5 * H * a2[1]], p, g);
    std::array::from_fn(|i| bar[i] + ((a1[i] + a2[i]) + (a3[i] + a4[i])))
}

/// The adjoint of the field: what `k_bar` pulls on the populations, and on the rates.
#[inline]
fn pull([u, v]: [f64; 2], k_bar: [f64; 2], [birth, loss, death, gain]: &[f64; 4], g: &mut [f64; 4]) -> [f64; 2] {
    let uv = u * v;
    g[0] += k_bar[0] * u;
    g[1] -= k_bar[0] * uv;
    g[2] -= k_bar[1] * v;
    g[3] += k_bar[1] * uv;
    let met = gain * k_bar[1] - loss * k_bar[0];
    [birth * k_bar[0] + met * v, met * u - death * k_bar[1]]
}
