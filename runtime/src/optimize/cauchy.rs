//! The step of L-BFGS-B: to the least of the quadratic model along the projected gradient, then on the unknowns that are free there.
//!
//! Byrd, Lu, Nocedal and Zhu, "A limited memory algorithm for bound constrained optimization" (1995): algorithm CP of section 4, and
//! the direct primal method of section 5.1; the step of the second phase is projected, not cut (Morales and Nocedal, "Remark on
//! algorithm 778", 2011).

use alloc::{vec, vec::Vec};

use super::compact::Compact;
use crate::linalg::dot;

/// The box around the current point, and room for a step in it.
#[derive(Clone, Debug)]
pub(crate) struct Room {
    /// How far each unknown may go down, and up.
    pub(crate) lower: Vec<f64>,
    pub(crate) upper: Vec<f64>,
    pub(crate) gradient: Vec<f64>,
    pub(crate) step: Vec<f64>,
    /// The unknowns that the first phase leaves within their bounds.
    free: Vec<bool>,
    breaks: Vec<f64>,
    order: Vec<usize>,
    direction: Vec<f64>,
    /// Of the width of the model.
    p: Vec<f64>,
    c: Vec<f64>,
    row: Vec<f64>,
    solved: Vec<f64>,
}

stored! { Room { lower, upper, gradient, step, free, breaks, order, direction, p, c, row, solved } }

impl Room {
    #[inline]
    pub(crate) fn new(n: usize, memory: usize) -> Self {
        let line = || vec![0.0; n];
        let wide = || vec![0.0; 2 * memory];
        Self {
            lower: line(),
            upper: line(),
            gradient: line(),
            step: line(),
            free: vec![true; n],
            breaks: line(),
            order: (0..n).collect(),
            direction: line(),
            p: wide(),
            c: wide(),
            row: wide(),
            solved: wide(),
        }
    }

    /// Writes the step of the model within the box.
    #[inline]
    pub(crate) fn choose(&mut self, model: &mut Compact) {
        let width = model.width();
        for wide in [&mut self.p, &mut self.c, &mut self.row, &mut self.solved] {
            wide.resize(width, 0.0);
        }
        self.cauchy(model);
        if width > 0 {
            self.improve(model);
        }
    }

    /// `a' K^-1 b`; overwrites `solved`.
    #[inline]
    fn form(model: &Compact, a: &[f64], b: &[f64], solved: &mut [f64]) -> f64 {
        solved.copy_from_slice(b);
        model.solve(solved);
        dot(a, solved)
    }

    #[inline]
    fn set_out(&mut self) {
        for i in 0..self.gradient.len() {
            let g = self.gradient[i];
            let wall = if g < 0.0 { self.upper[i] } else { self.lower[i] };
            self.breaks[i] = if g == 0.0 { f64::INFINITY } else { -wall / g };
            self.free[i] = self.breaks[i] > 0.0;
            self.direction[i] = if self.free[i] { -g } else { 0.0 };
            self.order[i] = i;
            self.step[i] = 0.0;
        }
        let breaks = &self.breaks;
        self.order.sort_unstable_by(|a, b| breaks[*a].total_cmp(&breaks[*b]).then(a.cmp(b)));
    }

    /// Algorithm CP: the first local minimizer of the model along the projected path of steepest descent.
    #[inline]
    fn cauchy(&mut self, model: &Compact) {
        self.set_out();
        let Self { gradient, step, free, breaks, order, direction, p, c, row, solved, lower, upper } = self;
        let theta = model.theta;
        model.gather(direction, p);
        c.fill(0.0);
        let square = dot(direction, direction);
        let (mut slope, mut bend) = (-square, theta * square - Self::form(model, p, p, solved));
        let least = f64::EPSILON * theta * square;
        let mut along = 0.0;
        for &b in order.iter() {
            if !free[b] {
                continue;
            }
            let rest = -slope / bend.max(least);
            let room = breaks[b] - along;
            if rest < room || !room.is_finite() {
                break;
            }
            let g = gradient[b];
            let z = if g < 0.0 { upper[b] } else { lower[b] };
            (step[b], direction[b], free[b], along) = (z, 0.0, false, breaks[b]);
            c.iter_mut().zip(&*p).for_each(|(c, p)| *c += room * p);
            model.row(b, row);
            slope += room * bend + g * g + theta * g * z - g * Self::form(model, row, c, solved);
            bend -= theta * g * g
                + 2.0 * g * Self::form(model, row, p, solved)
                + g * g * Self::form(model, row, row, solved);
            p.iter_mut().zip(&*row).for_each(|(p, w)| *p += g * w);
        }
        let rest = (-slope / bend.max(least)).max(0.0);
        let rest = if rest.is_finite() { rest } else { 0.0 };
        c.iter_mut().zip(&*p).for_each(|(c, p)| *c += rest * p);
        for ((step, d), free) in step.iter_mut().zip(&*direction).zip(&*free) {
            if *free {
                *step = (along + rest) * d;
            }
        }
    }

    /// The least of the model over the free unknowns, projected; cut short where that leads up.
    #[inline]
    fn improve(&mut self, model: &mut Compact) {
        if !model.restrict(&self.free, &mut self.row) {
            return;
        }
        let theta = model.theta;
        model.solve(&mut self.c);
        for (i, r) in self.direction.iter_mut().enumerate() {
            *r = 0.0;
            if self.free[i] {
                model.row(i, &mut self.row);
                *r = self.gradient[i] + theta * self.step[i] - dot(&self.row, &self.c);
            }
        }
        model.gather(&self.direction, &mut self.solved);
        model.solve_part(&mut self.solved);
        for (i, r) in self.direction.iter_mut().enumerate().filter(|(i, _)| self.free[*i]) {
            model.row(i, &mut self.row);
            *r = -(*r + dot(&self.row, &self.solved) / theta) / theta;
        }
        let inside = |i: usize, p: f64| p.clamp(self.lower[i], self.upper[i]);
        let ends = self.step.iter().zip(&self.direction).enumerate().map(|(i, (p, d))| inside(i, p + d));
        let slope: f64 = ends.zip(&self.gradient).map(|(p, g)| p * g).sum();
        let share = if slope < 0.0 { 1.0 } else { self.share() };
        for (i, (p, d)) in self.step.iter_mut().zip(&self.direction).enumerate() {
            *p = (*p + share * d).clamp(self.lower[i], self.upper[i]);
        }
    }

    /// The longest share of the second phase, up to all of it, that stays within the box.
    #[inline]
    fn share(&self) -> f64 {
        let mut share: f64 = 1.0;
        for (i, (p, d)) in self.step.iter().zip(&self.direction).enumerate() {
            let wall = if *d < 0.0 { self.lower[i] } else { self.upper[i] };
            if *d != 0.0 {
                share = share.min((wall - p) / d);
            }
        }
        share.max(0.0)
    }

    /// How many times the step may be taken within the box.
    #[inline]
    pub(crate) fn longest(&self) -> f64 {
        let mut longest = f64::INFINITY;
        for (i, p) in self.step.iter().enumerate() {
            let wall = if *p < 0.0 { self.lower[i] } else { self.upper[i] };
            if *p != 0.0 {
                longest = longest.min(wall / p);
            }
        }
        longest
    }
}

#[cfg(test)]
mod tests {
    use super::{Compact, Room};

    /// `g' p + p' B p / 2`.
    fn model(b: &Compact, g: &[f64], p: &[f64]) -> f64 {
        let mut v = vec![0.0; b.width()];
        b.gather(p, &mut v);
        let w = v.clone();
        b.solve(&mut v);
        super::dot(g, p) + 0.5 * (b.theta * super::dot(p, p) - super::dot(&w, &v))
    }

    fn along(room: &Room, t: f64) -> Vec<f64> {
        let g = &room.gradient;
        (0..g.len()).map(|i| (-t * g[i]).clamp(room.lower[i], room.upper[i])).collect()
    }

    /// The first phase against a fine search along the projected path; the second is no worse, and stays within the box.
    #[test]
    fn agrees_with_a_search_along_the_path() {
        let mut b = Compact::new(4, 3);
        for (s, y) in [
            ([1.0, 0.2, -0.3, 0.5], [2.0, 0.9, 0.1, 1.0]),
            ([-0.4, 1.0, 0.5, 0.1], [0.3, 3.0, 1.0, -0.2]),
            ([0.1, -0.7, 2.0, -1.0], [0.2, 0.1, 5.0, -0.5]),
        ] {
            b.learn(&s, &y, super::dot(&s, &y));
        }
        let mut corners = 0;
        for k in 0..40 {
            let mut room = Room::new(4, 3);
            let spread = |i: usize, a: f64| (f64::from(k) * 1.7 + a * i as f64 + a).sin();
            for i in 0..4 {
                room.gradient[i] = 3.0 * spread(i, 2.3);
                room.lower[i] = -spread(i, 0.7).abs();
                room.upper[i] = spread(i, 5.1).abs();
            }
            (room.lower[3], room.upper[2]) = (f64::NEG_INFINITY, f64::INFINITY);
            if k % 3 == 0 {
                (room.lower[0], room.upper[1]) = (0.0, 0.0);
            }
            let g = room.gradient.clone();
            let corners_of_path = (0..4).flat_map(|i| [-room.lower[i] / g[i], -room.upper[i] / g[i]]);
            let mut ts: Vec<f64> = (1..20_000).map(|i| 1e-3 * f64::from(i)).chain(corners_of_path).collect();
            ts.retain(|t| *t > 0.0 && t.is_finite());
            ts.sort_by(f64::total_cmp);
            let values = ts.iter().map(|t| model(&b, &g, &along(&room, *t)));
            let value = values.scan(0.0, |last, v| (v <= *last).then(|| *last = v).map(|()| v)).last().unwrap_or(0.0);
            for wide in [&mut room.p, &mut room.c, &mut room.row, &mut room.solved] {
                wide.resize(b.width(), 0.0);
            }
            room.cauchy(&b);
            let cauchy = model(&b, &g, &room.step);
            assert!((cauchy - value).abs() < 1e-5, "{k}: {cauchy} {value}");
            corners += usize::from(room.free.iter().any(|free| !free));
            room.choose(&mut b);
            assert!(model(&b, &g, &room.step) <= cauchy + 1e-12 || room.free.iter().any(|free| !free), "{k}");
            for i in 0..4 {
                assert!(room.step[i] >= room.lower[i] && room.step[i] <= room.upper[i], "{k}");
            }
        }
        assert!(corners > 20);
    }

    /// Without bounds the step is Newton's: `B p = -g`.
    #[test]
    fn without_bounds_it_is_the_full_step() {
        let mut b = Compact::new(3, 2);
        for (s, y) in [([1.0, 0.2, -0.3], [2.0, 0.9, 0.1]), ([-0.4, 1.0, 0.5], [0.3, 3.0, 1.0])] {
            b.learn(&s, &y, super::dot(&s, &y));
        }
        let mut room = Room::new(3, 2);
        room.gradient.copy_from_slice(&[1.0, -2.0, 0.5]);
        room.lower.fill(f64::NEG_INFINITY);
        room.upper.fill(f64::INFINITY);
        room.choose(&mut b);
        let (g, p) = (room.gradient.clone(), room.step.clone());
        for j in 0..3 {
            for h in [1e-3, -1e-3] {
                let mut near = p.clone();
                near[j] += h;
                assert!(model(&b, &g, &near) > model(&b, &g, &p));
            }
        }
        let half = 0.5 * super::dot(&g, &p);
        assert!((model(&b, &g, &p) - half).abs() < 1e-14);
    }
}
