//! Several directions at a time, against the witness in each of them.

use super::modes::{Judged, Subject, direction, dot, finished, wrong};
use super::program::ast::Input;
use crate::ir::eval::{Array, Binding, Outcome};
use crate::ir::{Dim, Func, Op, Param, ResultItem};
use crate::transform::forward::{Seed, forward};
use crate::transform::lanes::{Marks, Units, lanes};
use crate::transform::reverse::{ArrayAdjoint, Seeds, reverse};
use crate::transform::simplify::dead::drop_dead;

/// A number that no register is wide.
pub(super) const WIDTH: usize = 3;

/// Results of a function with lanes, for one of them: scalars, then arrays.
type Lane = (Vec<f64>, Vec<Array<f64>>);

impl Subject {
    /// The function with these parameters and results in lanes; nothing where calls stand in the way.
    fn in_lanes(func: Func, marked: impl Fn(usize) -> bool, wide: impl Fn(usize) -> bool) -> Judged<Option<Func>> {
        Self::in_so_many(func, marked, wide, Units::default(), WIDTH)
    }

    fn in_so_many(
        func: Func,
        marked: impl Fn(usize) -> bool,
        wide: impl Fn(usize) -> bool,
        units: Units,
        width: usize,
    ) -> Judged<Option<Func>> {
        let params = (0..func.params.len()).map(marked).collect();
        let results = (0..func.results.len()).map(wide).collect();
        let mut calls = false;
        func.each_inst(func.body, &mut |_, inst| calls |= matches!(inst.op, Op::Call(_)));
        let src = func.clone();
        match lanes(func, &Marks { params, results, units }, Dim::Lit(width as u64)) {
            None if !calls => wrong(&src, "there are no lanes of a function without calls"),
            func => Ok(func.map(finished)),
        }
    }

    /// The active inputs in the shape of directions, `along[lane]` being all numbers of one of them.
    fn wide_tangents(&self, along: &[Vec<f64>]) -> Vec<Binding<f64>> {
        let params = self.case.inputs.iter().zip(&self.unit.func.params);
        let active = params.zip(&self.unit.active).filter(|(_, active)| **active);
        let mut first = 0;
        let mut binding = |((input, param), _): ((&Input, &Param), _)| {
            let dims = if let Input::Array { dims, .. } = input { dims.clone() } else { Vec::new() };
            let len: usize = dims.iter().product();
            let mut dims = if let Param::Elements(_) = param { vec![len] } else { dims };
            dims.push(along.len());
            let data: Vec<f64> = (first..first + len).flat_map(|k| along.iter().map(move |v| v[k])).collect();
            first += len;
            Binding::Array(Array::floats(&dims, data))
        };
        active.map(&mut binding).collect()
    }

    /// Results from number `first` on, in one lane; `src` says what they were before there were lanes.
    fn lane(func: &Func, src: &[ResultItem], outcome: &Outcome<f64>, first: usize, lane: usize) -> Judged<Lane> {
        Self::lane_of(func, src, outcome, first, (lane, WIDTH))
    }

    fn lane_of(
        func: &Func,
        src: &[ResultItem],
        outcome: &Outcome<f64>,
        first: usize,
        (lane, width): (usize, usize),
    ) -> Judged<Lane> {
        let mut arrays = outcome.arrays.iter();
        let (mut scalars, mut found) = (Vec::new(), Vec::new());
        for (k, (item, was)) in func.results.iter().zip(src).enumerate() {
            let ResultItem::Array(_) = item else { continue };
            let array = arrays.next().expect("an array for each result");
            if k < first {
                continue;
            }
            let mut dims = array.dims.clone();
            if dims.pop() != Some(width) {
                return wrong(func, format!("result {k} has no lanes: {:?}", array.dims));
            }
            let all = array.to_floats().or_else(|e| wrong(func, e))?;
            let of_lane = all.into_iter().skip(lane).step_by(width);
            match was {
                ResultItem::Scalar => scalars.extend(of_lane),
                ResultItem::Array(_) => found.push(Array::floats(&dims, of_lane)),
            }
        }
        Ok((scalars, found))
    }

    /// Tangents along several directions.
    pub(crate) fn jvps(&self) -> Judged {
        let seeds: Vec<Seed> = self.unit.active.iter().map(|a| if *a { Seed::Param } else { Seed::None }).collect();
        let f = forward(&self.unit.func, &seeds, 1).func;
        let (own, results) = (self.unit.func.params.len(), f.results.clone());
        let Some(f) = Self::in_lanes(f, |k| k >= own, |k| 2 * k >= results.len())? else { return Ok(()) };
        let n = self.case.witness.gradient.len();
        let along: Vec<Vec<f64>> =
            (0..WIDTH).map(|lane| direction(n).into_iter().map(|v| v + lane as f64).collect()).collect();
        let mut args = self.inputs();
        args.extend(self.wide_tangents(&along));
        let outcome = self.run(&f, args)?;
        self.exact(&f, "jvps", outcome.floats()[0])?;
        for (lane, along) in along.iter().enumerate() {
            let (found, _) = Self::lane(&f, &results, &outcome, results.len() / 2, lane)?;
            self.agree(&f, "jvps", &found, &[dot(&self.case.witness.gradient, along)])?;
        }
        Ok(())
    }

    /// The gradient times several numbers.
    pub(crate) fn vjps(&self) -> Judged {
        let r = reverse(&self.unit.func, &self.unit.active, Seeds::Given, ArrayAdjoint::Result).func;
        let (own, results) = (self.unit.func.params.len(), r.results.clone());
        let Some(r) = Self::in_lanes(r, |k| k >= own, |k| k >= 1)? else { return Ok(()) };
        let mut args = self.inputs();
        let w = [2.0, 0.0, -0.5];
        args.push(Binding::Array(Array::floats(&[WIDTH], w)));
        let outcome = self.run(&r, args)?;
        self.exact(&r, "vjps", outcome.floats()[0])?;
        for (lane, w) in w.iter().enumerate() {
            let (scalars, arrays) = Self::lane(&r, &results, &outcome, 1, lane)?;
            let found = self.flat(&scalars, &arrays)?;
            let expected: Vec<f64> = self.case.witness.gradient.iter().map(|g| w * g).collect();
            self.agree(&r, "vjps", &found, &expected)?;
        }
        Ok(())
    }

    /// Columns of the Hessian, several at a time.
    pub(crate) fn hvps(&self) -> Judged {
        let r = reverse(&self.unit.func, &self.unit.active, Seeds::One, ArrayAdjoint::Result);
        let seeds: Vec<Seed> = self.unit.active.iter().map(|a| if *a { Seed::Param } else { Seed::None }).collect();
        let f = forward(&drop_dead(r.func), &seeds, 1).func;
        let (own, results) = (self.unit.func.params.len(), f.results.clone());
        let Some(f) = Self::in_lanes(f, |k| k >= own, |k| 2 * k >= results.len())? else { return Ok(()) };
        let n = self.case.witness.hessian.len();
        for first in (0..n).step_by(WIDTH) {
            let axis = |k: usize| (0..n).map(|j| if j == k { 1.0 } else { 0.0 }).collect();
            let along: Vec<Vec<f64>> = (first..first + WIDTH).map(axis).collect();
            let mut args = self.inputs();
            args.extend(self.wide_tangents(&along));
            let outcome = self.run(&f, args)?;
            self.exact(&f, "hvps", outcome.floats()[0])?;
            for lane in 0..WIDTH.min(n - first) {
                let (scalars, arrays) = Self::lane(&f, &results, &outcome, results.len() / 2, lane)?;
                let row = self.flat(&scalars[1..], &arrays)?;
                let what = format!("row {} of the Hessian in lanes", first + lane);
                self.agree(&f, &what, &row, &self.case.witness.hessian[first + lane])?;
            }
        }
        Ok(())
    }

    /// The Hessian up to its diagonal, all columns at a time.
    pub(crate) fn half_hessian(&self) -> Judged {
        let r = reverse(&self.unit.func, &self.unit.active, Seeds::One, ArrayAdjoint::Result);
        let seeds: Vec<Seed> = self.unit.active.iter().map(|a| if *a { Seed::Param } else { Seed::None }).collect();
        let f = forward(&drop_dead(r.func), &seeds, 1).func;
        let (own, results, n) = (self.unit.func.params.len(), f.results.clone(), self.case.witness.hessian.len());
        let units = self.units(&results);
        // Callees have `WIDTH` lanes here.
        let mut calls = false;
        f.each_inst(f.body, &mut |_, inst| calls |= matches!(inst.op, Op::Call(_)));
        if n == 0 || calls && n != WIDTH {
            return Ok(());
        }
        let Some(f) = Self::in_so_many(f, |k| k >= own, |k| 2 * k >= results.len(), units, n)? else { return Ok(()) };
        let axis = |k: usize| (0..n).map(|j| if j == k { 1.0 } else { 0.0 }).collect();
        let mut args = self.inputs();
        args.extend(self.wide_tangents(&(0..n).map(axis).collect::<Vec<_>>()));
        let outcome = self.run(&f, args)?;
        self.exact(&f, "half_hessian", outcome.floats()[0])?;
        for lane in 0..n {
            let (scalars, arrays) = Self::lane_of(&f, &results, &outcome, results.len() / 2, (lane, n))?;
            let column = self.flat(&scalars[1..], &arrays)?;
            let what = format!("column {lane} of the lower half of the Hessian");
            self.agree(&f, &what, &column[lane..], &self.case.witness.hessian[lane][lane..])?;
        }
        Ok(())
    }

    /// Where the directions of each active parameter begin, and the rows of the tangents of their adjoints.
    fn units(&self, results: &[ResultItem]) -> Units {
        let mut units = Units { params: vec![None; self.unit.func.params.len()], rows: vec![None; results.len() / 2] };
        units.rows.extend(
            results[results.len() / 2..].iter().filter(|item| matches!(item, ResultItem::Scalar)).map(|_| None),
        );
        let mut first = 0;
        for ((input, param), active) in self.case.inputs.iter().zip(&self.unit.func.params).zip(&self.unit.active) {
            if !active {
                continue;
            }
            let len: usize = if let Input::Array { dims, .. } = input { dims.iter().product() } else { 1 };
            units.params.push(Some(first));
            if let Param::Array(_) = param {
                units.rows.push(Some(first));
            }
            first += len as u64;
        }
        units
    }
}
