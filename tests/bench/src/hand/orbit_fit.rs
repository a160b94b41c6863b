//! The fit of four rates of predators and prey (Lotka 1925, Volterra 1926), integrated by the classical method of Runge and Kutta.

/// The step of time.
const H: f64 = 0.05;
/// Steps between observations.
const STEPS: usize = 10;

/// Value and gradient with respect to the four rates, whose derivatives go along with the populations.
#[inline]
#[must_use]
pub fn value_and_gradient(p: &[f64; 4], data: &[[f64; 2]]) -> (f64, [f64; 4]) {
    let mut state = State { u: 1.0, v: 0.5, u_dot: [0.0; 4], v_dot: [0.0; 4] };
    let mut loss = 0.0;
    let mut g = [0.0; 4];
    for seen in data {
        for _ in 0..STEPS {
            state = step(&state, p);
        }
        let (du, dv) = (state.u - seen[0], state.v - seen[1]);
        loss += du * du + dv * dv;
        for k in 0..4 {
            g[k] += 2.0 * (du * state.u_dot[k] + dv * state.v_dot[k]);
        }
    }
    (loss, g)
}

/// Two populations, and their derivatives with respect to the rates.
struct State {
    u: f64,
    v: f64,
    u_dot: [f64; 4],
    v_dot: [f64; 4],
}

#[inline]
fn step(s: &State, p: &[f64; 4]) -> State {
    let k1 = field(s, p);
    let k2 = field(&s.along(&k1, 0.5 * H), p);
    let k3 = field(&s.along(&k2, 0.5 * H), p);
    let k4 = field(&s.along(&k3, H), p);
    let blend = |a: f64, b: f64, c: f64, d: f64| H / 6.0 * (a + 2.0 * b + 2.0 * c + d);
    State {
        u: s.u + blend(k1.u, k2.u, k3.u, k4.u),
        v: s.v + blend(k1.v, k2.v, k3.v, k4.v),
        u_dot: std::array::from_fn(|k| s.u_dot[k] + blend(k1.u_dot[k], k2.u_dot[k], k3.u_dot[k], k4.u_dot[k])),
        v_dot: std::array::from_fn(|k| s.v_dot[k] + blend(k1.v_dot[k], k2.v_dot[k], k3.v_dot[k], k4.v_dot[k])),
    }
}

impl State {
    /// `h` along a direction.
    #[inline]
    fn along(&self, k: &State, h: f64) -> State {
        State {
            u: self.u + h * k.u,
            v: self.v + h * k.v,
            u_dot: std::array::from_fn(|i| self.u_dot[i] + h * k.u_dot[i]),
            v_dot: std::array::from_fn(|i| self.v_dot[i] + h * k.v_dot[i]),
        }
    }
}

/// The rates of change: prey is born and eaten, predators die and eat.
#[inline]
fn field(s: &State, [birth, loss, death, gain]: &[f64; 4]) -> State {
    let (u, v) = (s.u, s.v);
    let uv = u * v;
    let (u_u, u_v) = (birth - loss * v, -(loss * u));
    let (v_u, v_v) = (gain * v, gain * u - death);
    let mut u_dot: [f64; 4] = std::array::from_fn(|k| u_u * s.u_dot[k] + u_v * s.v_dot[k]);
    let mut v_dot: [f64; 4] = std::array::from_fn(|k| v_u * s.u_dot[k] + v_v * s.v_dot[k]);
    u_dot[0] += u;
    u_dot[1] -= uv;
    v_dot[2] -= v;
    v_dot[3] += uv;
    State { u: birth * u - loss * uv, v: gain * uv - death * v, u_dot, v_dot }
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
