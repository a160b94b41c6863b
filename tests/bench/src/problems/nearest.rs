use chainrule::differentiable;

use super::kept;
use crate::data;
use crate::hand::gradbench::kmeans as hand;
use crate::harness::Case;

/// The squared distances of points from the nearest of some centroids, in loops that ask.
#[differentiable(constant(points))]
fn nearest(points: &[f64], centroids: &[f64], d: usize) -> f64 {
    let mut total = 0.0;
    for i in 0..points.len() / d {
        let mut best = f64::INFINITY;
        for j in 0..centroids.len() / d {
            let mut distance = 0.0;
            for k in 0..d {
                let difference = points[i * d + k] - centroids[j * d + k];
                distance += difference * difference;
            }
            if distance < best {
                best = distance;
            }
        }
        total += best;
    }
    total
}

pub(super) fn cases() -> Vec<Box<dyn Case>> {
    let (k, n, d) = (100, 2000, 8);
    let points = kept(data::uniform(71, n * d, 0.0, 1.0));
    let centroids = &points[(n - k) * d..];
    let ones = kept(vec![1.0; k * d]);
    let out = (vec![0.0; k * d], vec![0.0; k * d]);
    let contest = contest! { ("nearest 100/2000/8", "gradient and hvp", out) |out|
        primal => [nearest](points, centroids, d),
        hand("in lanes") => [hand::gradient_and_diagonal](points, centroids, d, &mut out.0, &mut out.1),
        generated => [nearest::gradient_and_hvp_into](points, centroids, d, ones, &mut out.0, &mut out.1),
    };
    vec![contest.boxed()]
}
