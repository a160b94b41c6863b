//! Evals of `GradBench`.

use std::array::from_fn;

use super::{Scalar, log_sum_exp};
use crate::hand::gradbench::ht::{Hand, Matrix};

/// The determinant of the rows from `row` on, of the columns whose bit is set, of a matrix of `l` rows.
pub fn minor<S: Scalar>(a: &[S], l: usize, row: usize, columns: u64) -> S {
    let first = a[row * l + columns.trailing_zeros() as usize];
    if row + 1 == l {
        return first;
    }
    let (mut sum, mut sign) = (first * 0.0, 1.0);
    for column in (0..l).filter(|column| columns >> column & 1 == 1) {
        sum = sum + a[row * l + column] * sign * minor(a, l, row + 1, columns & !(1 << column));
        sign = -sign;
    }
    sum
}

/// The sum of squared distances from each point to the nearest centroid, all of dimension `d`.
pub fn kmeans<S: Scalar>(points: &[f64], centroids: &[S], d: usize) -> S {
    let mut sum = centroids[0] * 0.0;
    for point in points.chunks_exact(d) {
        let square = |centroid: &[S]| {
            let squares = point.iter().zip(centroid).map(|(p, c)| (*c - *p) * (*c - *p));
            squares.fold(centroid[0] * 0.0, |sum, square| sum + square)
        };
        let nearer = |a: S, b: S| if b.value() < a.value() { b } else { a };
        sum = sum + centroids.chunks_exact(d).map(square).reduce(nearer).unwrap_or(sum);
    }
    sum
}

/// The last component of the solution at 2, in so many steps.
pub fn ode<S: Scalar>(x: &[S], steps: usize) -> S {
    let h = 2.0 / steps as f64;
    let rate = |y: &[S]| -> Vec<S> { (0..x.len()).map(|i| if i == 0 { x[0] } else { x[i] * y[i - 1] }).collect() };
    let along = |y: &[S], k: &[S], h: f64| -> Vec<S> { y.iter().zip(k).map(|(y, k)| *y + *k * h).collect() };
    let mut y: Vec<S> = x.iter().map(|x| *x * 0.0).collect();
    for _ in 0..steps {
        let k1 = rate(&y);
        let k2 = rate(&along(&y, &k1, 0.5 * h));
        let k3 = rate(&along(&y, &k2, 0.5 * h));
        let k4 = rate(&along(&y, &k3, h));
        y = (0..x.len()).map(|i| y[i] + (k1[i] + k2[i] * 2.0 + k3[i] * 2.0 + k4[i]) * (h / 6.0)).collect();
    }
    y[x.len() - 1]
}

/// The logarithm of the probability of the points and, but for a constant, of a mixture of `k` Gaussians: weights, means, diagonals and what is below.
pub fn gmm<S: Scalar>(mixture: &[S], k: usize, points: &[f64], d: usize, gamma: f64, m: f64) -> S {
    let (alpha, rest) = mixture.split_at(k);
    let (mu, rest) = rest.split_at(k * d);
    let (q, l) = rest.split_at(k * d);
    let size = d * (d - 1) / 2;
    let mut sum = alpha[0] * 0.0;
    for x in points.chunks_exact(d) {
        let term = |j: usize| {
            let centered: Vec<S> = (0..d).map(|i| -mu[j * d + i] + x[i]).collect();
            let mut y: Vec<S> = (0..d).map(|i| q[j * d + i].exp() * centered[i]).collect();
            let mut at = j * size;
            for i in 0..d {
                for r in i + 1..d {
                    y[r] = y[r] + l[at] * centered[i];
                    at += 1;
                }
            }
            let term = q[j * d..][..d].iter().fold(alpha[j], |sum, q| sum + *q);
            y.iter().fold(term, |sum, y| sum - *y * *y * 0.5)
        };
        sum = sum + log_sum_exp(&(0..k).map(term).collect::<Vec<S>>());
    }
    sum = sum - log_sum_exp(alpha) * (points.len() / d) as f64;
    for q in q {
        let diagonal = q.exp();
        sum = sum - diagonal * diagonal * (0.5 * gamma * gamma) + *q * m;
    }
    l.iter().fold(sum, |sum, l| sum - *l * *l * (0.5 * gamma * gamma))
}

/// The mean loss of a network of long short-term memories over a sequence of characters of `b` bits; `extra` are the last of the parameters.
pub fn lstm<S: Scalar>(parameters: &[S], start: &[f64], sequence: &[f64], b: usize) -> S {
    let (main, extra) = parameters.split_at(parameters.len() - 3 * b);
    let zero = parameters[0] * 0.0;
    let sigmoid = |x: S| (zero + 1.0) / ((-x).exp() + 1.0);
    let mut state: Vec<S> = start.iter().map(|s| zero + *s).collect();
    let mut sum = zero;
    let count = sequence.len() / b - 1;
    for t in 0..count {
        let mut y: Vec<S> = (0..b).map(|i| extra[i] * sequence[t * b + i]).collect();
        for (main, state) in main.chunks_exact(8 * b).zip(state.chunks_exact_mut(2 * b)) {
            for i in 0..b {
                let at = |gate: usize, x: S| x * main[gate * b + i] + main[(4 + gate) * b + i];
                let hidden = state[i];
                let change = at(3, hidden).tanh();
                state[b + i] = state[b + i] * sigmoid(at(0, y[i])) + sigmoid(at(1, hidden)) * change;
                state[i] = sigmoid(at(2, y[i])) * state[b + i].tanh();
                y[i] = state[i];
            }
        }
        let y: Vec<S> = (0..b).map(|i| y[i] * extra[b + i] + extra[2 * b + i]).collect();
        let norm = y.iter().fold(zero + 2.0, |sum, y| sum + y.exp()).ln();
        for i in 0..b {
            sum = sum + (y[i] - norm) * sequence[(t + 1) * b + i];
        }
    }
    sum * (-1.0 / (count * b) as f64)
}

/// How far from a feature a camera sees a point: eleven numbers of the camera, three of the point, the weight.
pub fn ba<S: Scalar>(v: &[S], feature: &[f64; 2]) -> [S; 2] {
    let moved: [S; 3] = from_fn(|i| v[11 + i] - v[3 + i]);
    let r: [S; 3] = from_fn(|i| v[i]);
    let square = dot(&r, &r);
    let seen: [S; 3] = if square.value() == 0.0 {
        let across = cross(&r, &moved);
        from_fn(|i| moved[i] + across[i])
    } else {
        let angle = square.sqrt();
        let axis = r.map(|r| r / angle);
        let across = cross(&axis, &moved);
        let along = dot(&axis, &moved) * (-angle.cos() + 1.0);
        from_fn(|i| moved[i] * angle.cos() + across[i] * angle.sin() + axis[i] * along)
    };
    let p = [seen[0] / seen[2], seen[1] / seen[2]];
    let square = p[0] * p[0] + p[1] * p[1];
    let distortion = v[9] * square + 1.0 + v[10] * square * square;
    from_fn(|e| v[14] * (p[e] * distortion * v[6] + v[7 + e] - feature[e]))
}

/// From the skin of a hand to what was seen of it: the 26 parameters of the hand, then two coordinates for each corner.
pub fn ht<S: Scalar>(parameters: &[S], hand: &Hand, corners: &[[usize; 3]], seen: &[[f64; 3]]) -> Vec<S> {
    let (theta, us) = parameters.split_at(26);
    let places = skin(theta, hand);
    let residual = |at: usize| {
        let (u, v) = (us[2 * at], us[2 * at + 1]);
        let [a, b, c] = corners[at].map(|corner| places[corner]);
        let place: [S; 3] = from_fn(|i| u * a[i] + v * b[i] + (-u - v + 1.0) * c[i]);
        from_fn::<S, 3, _>(|i| -place[i] + seen[at][i])
    };
    (0..corners.len()).flat_map(residual).collect()
}

fn skin<S: Scalar>(theta: &[S], hand: &Hand) -> Vec<[S; 3]> {
    let zero = theta[0] * 0.0;
    let constant = |m: &Matrix| m.map(|row| row.map(|entry| zero + entry));
    let mut absolutes: Vec<[[S; 4]; 4]> = Vec::new();
    for (b, &parent) in hand.parents.iter().enumerate() {
        let relative = product(&constant(&hand.relatives[b]), &bent(theta, b));
        absolutes.push(if parent < b { product(&absolutes[parent], &relative) } else { relative });
    }
    let transforms =
        absolutes.iter().zip(hand.inverses).map(|(absolute, inverse)| product(absolute, &constant(inverse)));
    let transforms: Vec<[[S; 4]; 4]> = transforms.collect();
    let global = about(&from_fn(|i| theta[i]));
    let place = |(vertex, weights): (&[f64; 4], &[f64])| {
        let mut p = [zero; 3];
        for (transform, weight) in transforms.iter().zip(weights) {
            for (p, row) in p.iter_mut().zip(transform) {
                *p = (0..4).fold(*p, |p, j| p + row[j] * (vertex[j] * weight));
            }
        }
        p[0] = p[0] * if hand.mirrored { -1.0 } else { 1.0 };
        from_fn(|i| dot(&global[i], &p) + theta[3 + i])
    };
    hand.vertices.iter().zip(hand.weights.chunks_exact(hand.parents.len())).map(place).collect()
}

/// The rotation of a bone at its joint: about the first axis, then about the third.
fn bent<S: Scalar>(theta: &[S], bone: usize) -> [[S; 4]; 4] {
    let (zero, one) = (theta[0] * 0.0, theta[0] * 0.0 + 1.0);
    let at = |from: usize, joint: usize| {
        (bone >= 2 && (bone - 2) / 4 < 5 && (bone - 2) % 4 == joint).then(|| theta[6 + (bone - 2) / 4 * 4 + from])
    };
    let x = at(0, 0).or(at(2, 1)).or(at(3, 2)).unwrap_or(zero);
    let z = at(1, 0).unwrap_or(zero);
    let about_x = [[one, zero, zero], [zero, x.cos(), -x.sin()], [zero, x.sin(), x.cos()]];
    let about_z = [[z.cos(), -z.sin(), zero], [z.sin(), z.cos(), zero], [zero, zero, one]];
    let wide = |m: [[S; 3]; 3]| -> [[S; 4]; 4] {
        from_fn(|i| {
            from_fn(|j| {
                if i < 3 && j < 3 {
                    m[i][j]
                } else if i == j {
                    one
                } else {
                    zero
                }
            })
        })
    };
    product(&wide(about_z), &wide(about_x))
}

fn about<S: Scalar>(v: &[S; 3]) -> [[S; 3]; 3] {
    let angle = dot(v, v).sqrt();
    let n = v.map(|v| v / angle);
    let (s, c) = (angle.sin(), angle.cos());
    let zero = angle * 0.0;
    let across = [[zero, -n[2], n[1]], [n[2], zero, -n[0]], [-n[1], n[0], zero]];
    from_fn(|i| {
        from_fn(|j| {
            let outer = n[i] * n[j] * (-c + 1.0) + across[i][j] * s;
            if i == j { outer + c } else { outer }
        })
    })
}

fn product<S: Scalar>(a: &[[S; 4]; 4], b: &[[S; 4]; 4]) -> [[S; 4]; 4] {
    from_fn(|i| from_fn(|j| a[i][0] * b[0][j] + a[i][1] * b[1][j] + a[i][2] * b[2][j] + a[i][3] * b[3][j]))
}

fn dot<S: Scalar>(a: &[S; 3], b: &[S; 3]) -> S {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

fn cross<S: Scalar>(a: &[S; 3], b: &[S; 3]) -> [S; 3] {
    [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}
