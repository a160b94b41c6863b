use chainrule::{SparseHessian, differentiable};

use super::kept;
use crate::data;
#[cfg(feature = "peers")]
use crate::generic;
use crate::hand::chained as hand;
use crate::harness::{Case, Numbers};

/// The chained Rosenbrock function.
#[differentiable]
fn chained(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() - 1 {
        let a = 1.0 - x[i];
        let b = x[i + 1] - x[i] * x[i];
        sum += a * a + 100.0 * b * b;
    }
    sum
}

pub(super) fn cases() -> Vec<Box<dyn Case>> {
    let first = [10, 100, 1000, 10_000].into_iter().flat_map(first_order);
    let second = [10, 100, 1000].into_iter().map(dense);
    let banded = [100, 10_000].into_iter().map(sparse);
    first.chain(second).chain(banded).collect()
}

fn first_order(n: usize) -> [Box<dyn Case>; 2] {
    let x = kept(data::uniform(1, n, -2.0, 2.0));
    let name = || format!("chained {n}");
    let both = contest! { (name(), "value and gradient", vec![0.0; n]) |out|
        primal => [chained](x),
        hand("in lanes") => [hand::value_and_gradient](x, out),
        hand("fused") => [hand::value_and_gradient_fused](x, out),
        generated => [chained::value_and_gradient_into](x, out),
    };
    let both = with_peers!(both, x, |x| generic::chained(x));
    let alone = contest! { (name(), "gradient", vec![0.0; n]) |out|
        primal => [chained](x),
        hand("carried") => [hand::gradient](x, out),
        hand("gathered") => [hand::gradient_gathered](x, out),
        generated => [chained::gradient_into](x, out),
    };
    [both.boxed(), alone.boxed()]
}

/// A tridiagonal matrix, as either side holds it.
struct Band {
    entries: SparseHessian,
    diagonal: Vec<f64>,
    beside: Vec<f64>,
    as_entries: bool,
}

impl Band {
    fn from_entries(x: &[f64], band: &mut Self) {
        band.as_entries = true;
        chained::hessian_sparse_into(x, &mut band.entries);
    }

    fn from_diagonals(x: &[f64], band: &mut Self) {
        band.as_entries = false;
        hand::hessian_band(x, &mut band.diagonal, &mut band.beside);
    }
}

impl Numbers for Band {
    fn numbers(&self, to: &mut Vec<f64>) {
        if self.as_entries {
            return to.extend(self.entries.values());
        }
        to.push(self.diagonal[0]);
        self.beside.iter().zip(&self.diagonal[1..]).for_each(|(beside, own)| to.extend([beside, own]));
    }
}

fn sparse(n: usize) -> Box<dyn Case> {
    let x = kept(data::uniform(1, n, -2.0, 2.0));
    let band = Band {
        entries: chained::hessian_sparse(x),
        diagonal: vec![0.0; n],
        beside: vec![0.0; n - 1],
        as_entries: true,
    };
    let contest = contest! { (format!("chained {n}"), "sparse hessian", band) |out|
        primal => [chained](x),
        hand("two diagonals") => [Band::from_diagonals](x, out),
        generated => [Band::from_entries](x, out),
    };
    contest.boxed()
}

fn dense(n: usize) -> Box<dyn Case> {
    let x = kept(data::uniform(1, n, -2.0, 2.0));
    let contest = contest! { (format!("chained {n}"), "hessian", vec![0.0; n * n]) |out|
        primal => [chained](x),
        hand("direct") => [hand::hessian](x, out),
        generated => [chained::hessian_into](x, out),
    };
    contest.boxed()
}
