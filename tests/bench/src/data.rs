//! Data that is the same in every run.

/// `n` numbers between `low` and `high`, from a seed: `SplitMix64` (Steele, Lea, Flood 2014).
#[must_use]
pub fn uniform(seed: u64, n: usize, low: f64, high: f64) -> Vec<f64> {
    let mut state = seed;
    (0..n).map(|_| low + (high - low) * unit(&mut state)).collect()
}

/// An array of numbers between `low` and `high`, from a seed.
#[must_use]
pub fn array<const N: usize>(seed: u64, low: f64, high: f64) -> [f64; N] {
    let mut state = seed;
    std::array::from_fn(|_| low + (high - low) * unit(&mut state))
}

/// `n` rows of numbers between `low` and `high`, from a seed.
#[must_use]
pub fn rows<const N: usize>(seed: u64, n: usize, low: f64, high: f64) -> Vec<[f64; N]> {
    uniform(seed, n * N, low, high).chunks_exact(N).map(|row| std::array::from_fn(|j| row[j])).collect()
}

/// A cubic lattice of `n` particles with distance `spacing`, each moved a little.
#[must_use]
pub fn lattice(seed: u64, n: usize, spacing: f64) -> Vec<[f64; 3]> {
    let mut side = 1;
    while side * side * side < n {
        side += 1;
    }
    let moves: Vec<[f64; 3]> = rows(seed, n, -0.1, 0.1);
    let place = |i: usize| [i % side, i / side % side, i / side / side];
    (0..n).map(|i| std::array::from_fn(|k| spacing * place(i)[k] as f64 + moves[i][k])).collect()
}

/// The next number in [0, 1).
fn unit(state: &mut u64) -> f64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
}
