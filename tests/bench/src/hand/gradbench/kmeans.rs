//! The distances of points from the nearest of some centroids.

/// Adds a point to the gradient and to the diagonal of the Hessian of each centroid, all of dimension `d`: both depend on the nearest centroid alone.
/// Eight centroids are compared at a time, in lanes.
///
/// # Panics
/// Where `g` or `h` is not as long as `centroids`.
pub fn gradient_and_diagonal(points: &[f64], centroids: &[f64], d: usize, g: &mut [f64], h: &mut [f64]) {
    assert!(g.len() == centroids.len() && h.len() == centroids.len());
    g.fill(0.0);
    h.fill(0.0);
    let groups = in_lanes(centroids, d);
    for point in points.chunks_exact(d) {
        let at = d * nearest(point, &groups);
        let parts = point.iter().zip(&centroids[at..][..d]).zip(&mut g[at..][..d]).zip(&mut h[at..][..d]);
        for (((p, c), g), h) in parts {
            *g += 2.0 * (c - p);
            *h += 2.0;
        }
    }
}

/// Groups of eight centroids, coordinate by coordinate; those that are missing in the last are infinitely far away.
fn in_lanes(centroids: &[f64], d: usize) -> Vec<Vec<[f64; 8]>> {
    let group = |eight: &[f64]| {
        let coordinate = |j: usize| std::array::from_fn(|lane| *eight.get(lane * d + j).unwrap_or(&f64::INFINITY));
        (0..d).map(coordinate).collect()
    };
    centroids.chunks(8 * d).map(group).collect()
}

/// Which centroid is the nearest, the first of those that are.
#[inline]
fn nearest(point: &[f64], groups: &[Vec<[f64; 8]>]) -> usize {
    let (mut best, mut at) = (f64::INFINITY, 0);
    for (group, first) in groups.iter().zip((0..).step_by(8)) {
        let mut distances = [0.0; 8];
        for (p, centroids) in point.iter().zip(group) {
            for lane in 0..8 {
                let difference = p - centroids[lane];
                distances[lane] += difference * difference;
            }
        }
        for lane in 0..8 {
            if distances[lane] < best {
                (best, at) = (distances[lane], first + lane);
            }
        }
    }
    at
}
