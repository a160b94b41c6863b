//! The energy of particles that attract and repel each other (Lennard-Jones 1924).

/// Value and gradient, eight pairs at a time in lanes; the sum takes their energies in order.
///
/// # Panics
/// Where `g` is not as long as `x`.
#[inline]
pub fn value_and_gradient(x: &[[f64; 3]], g: &mut [[f64; 3]]) -> f64 {
    assert!(g.len() == x.len());
    let mut energy = 0.0;
    for i in 0..x.len() {
        let (before, here) = g.split_at_mut(i);
        let (eights, rest) = x[..i].as_chunks::<8>();
        let (eights_g, rest_g) = before.as_chunks_mut::<8>();
        let mut pulls = [[0.0; 8]; 3];
        for (others, g) in eights.iter().zip(eights_g) {
            for e in lanes(&x[i], others, g, &mut pulls) {
                energy += e;
            }
        }
        let mut own = pulls.map(|lanes| lanes.iter().sum());
        for (other, g) in rest.iter().zip(rest_g) {
            energy += pair(&x[i], other, g, &mut own);
        }
        here[0] = own;
    }
    energy
}

/// The energies of one particle with eight others, and what they pull.
#[inline]
fn lanes(x: &[f64; 3], others: &[[f64; 3]; 8], g: &mut [[f64; 3]; 8], pulls: &mut [[f64; 8]; 3]) -> [f64; 8] {
    let mut d = [[0.0; 8]; 3];
    let mut energies = [0.0; 8];
    for k in 0..8 {
        for c in 0..3 {
            d[c][k] = x[c] - others[k][c];
        }
    }
    for k in 0..8 {
        let s2 = 1.0 / (d[0][k] * d[0][k] + d[1][k] * d[1][k] + d[2][k] * d[2][k]);
        let s6 = s2 * s2 * s2;
        energies[k] = 4.0 * (s6 * s6 - s6);
        let pull = (24.0 - 48.0 * s6) * (s6 * s2);
        for c in 0..3 {
            d[c][k] *= pull;
        }
    }
    for c in 0..3 {
        for k in 0..8 {
            pulls[c][k] += d[c][k];
            g[k][c] -= d[c][k];
        }
    }
    energies
}

/// Value and gradient, pair by pair.
///
/// # Panics
/// Where `g` is not as long as `x`.
#[inline]
pub fn value_and_gradient_fused(x: &[[f64; 3]], g: &mut [[f64; 3]]) -> f64 {
    assert!(g.len() == x.len());
    let mut energy = 0.0;
    for i in 0..x.len() {
        let (before, here) = g.split_at_mut(i);
        let mut own = [0.0; 3];
        for (other, g) in x.iter().zip(before) {
            energy += pair(&x[i], other, g, &mut own);
        }
        here[0] = own;
    }
    energy
}

/// The energy of two particles, and what they pull on each other.
#[inline]
fn pair(x: &[f64; 3], other: &[f64; 3], g: &mut [f64; 3], own: &mut [f64; 3]) -> f64 {
    let d = [x[0] - other[0], x[1] - other[1], x[2] - other[2]];
    let s2 = 1.0 / (d[0] * d[0] + d[1] * d[1] + d[2] * d[2]);
    let s6 = s2 * s2 * s2;
    let pull = (24.0 - 48.0 * s6) * (s6 * s2);
    for c in 0..3 {
        own[c] += pull * d[c];
        g[c] -= pull * d[c];
    }
    4.0 * (s6 * s6 - s6)
}
