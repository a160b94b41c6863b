//! The energy of particles that attract and repel each other (Lennard-Jones 1924).

/// Value and gradient.
///
/// # Panics
/// Where `g` is not as long as `x`.
#[inline]
pub fn value_and_gradient(x: &[[f64; 3]], g: &mut [[f64; 3]]) -> f64 {
    assert!(g.len() == x.len());
    let mut energy = 0.0;
    for i in 0..x.len() {
        let [xi, yi, zi] = x[i];
        let (before, here) = g.split_at_mut(i);
        let [mut gx, mut gy, mut gz] = [0.0; 3];
        for (xj, gj) in x.iter().zip(before) {
            let (dx, dy, dz) = (xi - xj[0], yi - xj[1], zi - xj[2]);
            let s2 = 1.0 / (dx * dx + dy * dy + dz * dz);
            let s6 = s2 * s2 * s2;
            energy += 4.0 * (s6 * s6 - s6);
            let pull = (24.0 - 48.0 * s6) * (s6 * s2);
            let (px, py, pz) = (pull * dx, pull * dy, pull * dz);
            gx += px;
            gy += py;
            gz += pz;
            *gj = [gj[0] - px, gj[1] - py, gj[2] - pz];
        }
        here[0] = [gx, gy, gz];
    }
    energy
}
