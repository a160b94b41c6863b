//! `kmeans`: how far points are from the nearest of some centroids, and a step of Newton's method.

use chainrule::differentiable;
use serde::Deserialize;

use super::{Function, refuse_if};
use crate::Table;
use crate::run::run;

pub(crate) const FUNCTIONS: [Function; 2] = [
    Function {
        name: "cost",
        run: |input| run(input, Input::checked, |i| cost(&i.points.values, &i.centroids.values, i.points.columns)),
    },
    Function {
        name: "dir",
        run: |input| {
            run(input, Input::checked, |i| {
                let step = direction(&i.points.values, &i.centroids.values, i.points.columns);
                Table::new(i.centroids.rows, i.centroids.columns, step)
            })
        },
    },
];

#[derive(Deserialize)]
struct Input {
    points: Table,
    centroids: Table,
}

impl Input {
    fn checked(self) -> Result<Self, String> {
        refuse_if(self.centroids.rows == 0, "there are no centroids")?;
        refuse_if(self.centroids.columns == 0, "the centroids have no coordinates")?;
        self.points.check("points", self.points.rows, self.centroids.columns)?;
        Ok(self)
    }
}

/// The sum of squared distances from each point to the centroid next to it, all of dimension `d`.
#[differentiable(constant(points))]
#[must_use]
pub fn cost(points: &[f64], centroids: &[f64], d: usize) -> f64 {
    points.chunks_exact(d).map(|point| nearest(point, centroids)).sum()
}

/// The squared distance to the nearest centroid.
#[differentiable(constant(point))]
fn nearest(point: &[f64], centroids: &[f64]) -> f64 {
    centroids.chunks_exact(point.len()).map(|centroid| squared_distance(point, centroid)).fold(f64::INFINITY, f64::min)
}

#[differentiable]
fn squared_distance(p: &[f64], q: &[f64]) -> f64 {
    p.iter().zip(q).map(|(p, q)| (p - q) * (p - q)).sum()
}

/// Newton's step: the gradient over the diagonal of the Hessian. The Hessian is diagonal, so that its product with ones is its diagonal.
#[must_use]
pub fn direction(points: &[f64], centroids: &[f64], d: usize) -> Vec<f64> {
    let ones = vec![1.0; centroids.len()];
    let (gradient, curvature) = cost::gradient_and_hvp(points, centroids, d, &ones);
    gradient.iter().zip(&curvature).map(|(g, h)| g / h).collect()
}
