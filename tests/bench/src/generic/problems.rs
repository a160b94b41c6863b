use super::Scalar;

/// Rosenbrock's function of two numbers.
pub fn rosenbrock<S: Scalar>(x: S, y: S) -> S {
    let a = -x + 1.0;
    let b = y - x * x;
    a * a + b * 100.0 * b
}

/// The chained Rosenbrock function.
pub fn chained<S: Scalar>(x: &[S]) -> S {
    let mut sum = x[0] * 0.0;
    for pair in x.windows(2) {
        sum = sum + rosenbrock(pair[0], pair[1]);
    }
    sum
}

/// A function of two numbers whose parts are used several times.
pub fn shared<S: Scalar>(x: S, y: S) -> S {
    let s = (x * y).sin();
    let e = (x - y).exp();
    let r = (x * x + 1.0 + y * y).sqrt();
    e * s + r * s * s + e / r
}

/// The negative log-likelihood of logistic regression.
pub fn logistic<S: Scalar>(w: &[S], xs: &[[f64; 10]], ys: &[f64]) -> S {
    let mut loss = w[0] * 0.0;
    for (x, y) in xs.iter().zip(ys) {
        let z = dot(w, x);
        loss = loss + (z.exp().ln_1p() - z * *y);
    }
    loss
}

fn dot<S: Scalar>(w: &[S], x: &[f64]) -> S {
    let mut z = w[0] * x[0];
    for (w, x) in w.iter().zip(x).skip(1) {
        z = z + *w * *x;
    }
    z
}

/// The product of all.
pub fn product<S: Scalar>(x: &[S]) -> S {
    x[1..].iter().fold(x[0], |p, x| p * *x)
}

/// Sines and exponentials, twenty deep.
pub fn nested<S: Scalar>(x: S, y: S) -> S {
    let mut t = x * y;
    for _ in 0..10 {
        t = (x + t).sin();
        t = (-y * t).exp();
    }
    t
}

/// A map of sixteen numbers to sixteen.
pub fn mix<S: Scalar>(x: &[S; 16]) -> [S; 16] {
    let mut t = *x;
    for round in 0..6 {
        for i in 0..16 {
            t[i] = (t[i] + t[(i + 1 + 3 * round) % 16] * 0.5).sin();
        }
    }
    t
}

/// The logarithm of a sum of exponentials.
pub fn log_sum_exp<S: Scalar>(x: &[S]) -> S {
    let largest = x.iter().fold(x[0], |a, b| if b.value() > a.value() { *b } else { a });
    let mut sum = x[0] * 0.0;
    for x in x {
        sum = sum + (*x - largest).exp();
    }
    sum.ln() + largest
}

/// The fit of a polynomial to a step.
pub fn least_squares<S: Scalar>(x: &[S], n: usize) -> S {
    let mut total = x[0] * 0.0;
    for i in 0..n {
        let t = -1.0 + 2.0 * i as f64 / (n - 1) as f64;
        let (mut sum, mut power) = (x[0] * 0.0, 1.0);
        for x in x {
            sum = sum + *x * power;
            power *= t;
        }
        let residual = -sum + if t == 0.0 { 0.0 } else { t.signum() };
        total = total + residual * residual;
    }
    total * 0.5
}

/// A recurrent unit with one state, fitted to a series.
pub fn recurrence<S: Scalar>(p: &[S], x: &[f64], y: &[f64]) -> S {
    let mut h = p[0] * 0.0;
    let mut loss = h;
    for (x, y) in x.iter().zip(y) {
        h = (p[0] * h + p[1] * *x + p[2]).tanh();
        let e = h - *y;
        loss = loss + e * e;
    }
    loss
}

/// The energy of particles that attract and repel each other, their places one after the other.
pub fn lennard_jones<S: Scalar>(x: &[S]) -> S {
    let mut energy = x[0] * 0.0;
    for i in 0..x.len() / 3 {
        for j in 0..i {
            let [dx, dy, dz] = [0, 1, 2].map(|k| x[3 * i + k] - x[3 * j + k]);
            let r2 = dx * dx + dy * dy + dz * dz;
            let s2 = (r2 * 0.0 + 1.0) / r2;
            let s6 = s2 * s2 * s2;
            energy = energy + (s6 * s6 - s6) * 4.0;
        }
    }
    energy
}

/// The fit of the four rates of predators and prey.
pub fn orbit_fit<S: Scalar>(p: &[S], data: &[[f64; 2]]) -> S {
    const H: f64 = 0.05;
    let zero = p[0] * 0.0;
    let mut y = [zero + 1.0, zero + 0.5];
    let mut loss = zero;
    for seen in data {
        for _ in 0..10 {
            let along = |k: [S; 2], h: f64| [y[0] + k[0] * h, y[1] + k[1] * h];
            let k1 = rates(y, p);
            let k2 = rates(along(k1, 0.5 * H), p);
            let k3 = rates(along(k2, 0.5 * H), p);
            let k4 = rates(along(k3, H), p);
            y = [0, 1].map(|i| y[i] + (k1[i] + k2[i] * 2.0 + k3[i] * 2.0 + k4[i]) * (H / 6.0));
        }
        let e = [y[0] - seen[0], y[1] - seen[1]];
        loss = loss + (e[0] * e[0] + e[1] * e[1]);
    }
    loss
}

fn rates<S: Scalar>([u, v]: [S; 2], p: &[S]) -> [S; 2] {
    let uv = u * v;
    [p[0] * u - p[1] * uv, p[3] * uv - p[2] * v]
}

/// The squared error of a network, its weights one after the other: each layer by rows, then its biases.
pub fn mlp<S: Scalar>(w: &[S], xs: &[[f64; 8]], ys: &[f64]) -> S {
    let (first, rest) = w.split_at(16 * 8 + 16);
    let (second, third) = rest.split_at(16 * 16 + 16);
    let mut loss = w[0] * 0.0;
    for (x, y) in xs.iter().zip(ys) {
        let x = x.map(|x| w[0] * 0.0 + x);
        let h = layer(second, &layer(first, &x));
        let out = (0..16).fold(third[16], |out, i| out + third[i] * h[i]);
        let e = out - *y;
        loss = loss + e * e;
    }
    loss
}

fn layer<S: Scalar>(w: &[S], x: &[S]) -> [S; 16] {
    let n = x.len();
    std::array::from_fn(|i| (0..n).fold(w[16 * n + i], |z, j| z + w[i * n + j] * x[j]).tanh())
}
