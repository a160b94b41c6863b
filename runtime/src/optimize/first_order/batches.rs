//! Mini-batches: indices of data in a new order each time.

use alloc::vec::Vec;

/// The indices of `n` data, shuffled anew for each epoch and handed out in batches. The same seed gives the same order on every machine.
///
/// ```
/// use chainrule::{Adam, Batches, Schedule, differentiable};
///
/// /// Mean squared error of a line, over the data that `batch` names.
/// #[differentiable]
/// fn loss(w: &[f64; 2], #[constant] xs: &[f64], #[constant] ys: &[f64], batch: &[usize]) -> f64 {
///     let mut sum = 0.0;
///     for &i in batch {
///         sum += (w[0] + w[1] * xs[i] - ys[i]).powi(2);
///     }
///     sum / batch.len() as f64
/// }
///
/// let xs: Vec<f64> = (0..100).map(|i| f64::from(i) / 100.0).collect();
/// let ys: Vec<f64> = xs.iter().map(|x| 1.0 + 2.0 * x).collect();
///
/// let mut batches = Batches::new(xs.len(), 20, 7);
/// let adam = Adam::new(Schedule::cosine(0.1, 500));
/// let mut state = adam.start(&loss::objective(&xs, &ys, batches.all()), [0.0, 0.0]);
/// for epoch in 0..100 {
///     for batch in batches.shuffle() {
///         let _ = state.step_batch(&loss::objective(&xs, &ys, batch));
///     }
/// }
/// let [a, b] = state.into_point();
/// assert!((a - 1.0).abs() < 1e-2 && (b - 2.0).abs() < 1e-2);
/// ```
#[derive(Clone, Debug)]
#[doc(alias = "DataLoader")]
#[doc(alias = "mini-batch")]
pub struct Batches {
    indices: Vec<usize>,
    size: usize,
    random: SplitMix,
}

stored! { Batches { indices, size, random } }

impl Batches {
    /// Batches of `size` of the indices below `n`, the last one of an epoch shorter perhaps.
    ///
    /// # Panics
    /// If `size` is 0.
    #[must_use]
    #[inline]
    pub fn new(n: usize, size: usize, seed: u64) -> Self {
        assert!(size > 0, "a batch must hold something");
        Self { indices: (0..n).collect(), size, random: SplitMix(seed) }
    }

    /// The next epoch: shuffles, and gives the batches one by one.
    #[inline]
    pub fn shuffle(&mut self) -> impl ExactSizeIterator<Item = &[usize]> {
        for last in (1..self.indices.len()).rev() {
            let chosen = self.random.below(last + 1);
            self.indices.swap(last, chosen);
        }
        self.indices.chunks(self.size)
    }

    /// All indices, in their present order.
    #[must_use]
    pub fn all(&self) -> &[usize] {
        &self.indices
    }
}

/// Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014).
#[derive(Clone, Debug)]
struct SplitMix(u64);

#[cfg(feature = "serde")]
impl crate::stored::Stored for SplitMix {
    fn write(&self, out: &mut Vec<u64>) {
        out.push(self.0);
    }

    fn read(from: &mut crate::stored::Words<'_>) -> Option<Self> {
        from.next().map(Self)
    }
}

impl SplitMix {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `n`, each as likely as the others to within `n / 2^64`.
    #[expect(clippy::cast_possible_truncation, reason = "the upper half of the product is below `n`")]
    fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.next()) * n as u128) >> 64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::{Batches, SplitMix};

    /// The first outputs for the seed 1234567, as published with the generator.
    #[test]
    fn the_generator() {
        let mut random = SplitMix(1_234_567);
        let expected = [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423];
        assert_eq!(expected, core::array::from_fn(|_| random.next()));
    }

    #[test]
    fn o22_epochs() {
        let epochs = |seed| {
            let mut batches = Batches::new(10, 4, seed);
            let mut epoch = || batches.shuffle().map(<[usize]>::to_vec).collect::<Vec<_>>();
            [epoch(), epoch()]
        };
        let [first, second] = epochs(1);
        assert_eq!(first.iter().map(Vec::len).collect::<Vec<_>>(), [4, 4, 2]);
        for epoch in [&first, &second] {
            let mut all = epoch.concat();
            all.sort_unstable();
            assert_eq!(all, (0..10).collect::<Vec<_>>());
        }
        assert_ne!(first, second);
        assert_eq!(epochs(1), [first.clone(), second]);
        assert_ne!(epochs(2)[0], first);
        assert_eq!(Batches::new(0, 4, 1).shuffle().len(), 0);
    }

    /// Each of the six orders of three comes about as often.
    #[test]
    fn orders_are_alike() {
        let mut batches = Batches::new(3, 3, 5);
        let mut counts = [0; 27];
        for _ in 0..6000 {
            let order = batches.shuffle().next().expect("one batch");
            counts[order[0] * 9 + order[1] * 3 + order[2]] += 1;
        }
        let seen: Vec<i32> = counts.into_iter().filter(|c| *c > 0).collect();
        assert!(seen.len() == 6 && seen.iter().all(|c| (900..1100).contains(c)), "{seen:?}");
    }
}
