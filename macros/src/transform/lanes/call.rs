//! Calls: the tangents of all lanes are asked for at once.

use super::{Home, Transform};
use crate::ir::{Arg, Call, CallMode, Dim, Func, Inst, Op, Place, PlaceKind, Val};
use crate::transform::activity::Activity;
use crate::transform::copy;

/// Whether the callee can be asked for all lanes at once: what varies are the tangents alone, in shapes that can be written down.
pub(super) fn falls_apart(func: &Func, wide: &Activity, call: &Call) -> bool {
    let is_wide = |arg: &Arg| match arg {
        Arg::Scalar(v) => wide.val(*v),
        arg => arg.place().is_some_and(|p| wide.place(p)),
    };
    let others = call.args.iter().chain(&call.seeds).chain(&call.seed_dots);
    let shapes = call.result_dots.iter().all(|p| !func.place(*p).dims.iter().skip(1).any(|dim| *dim == Dim::Dyn));
    call.mode == CallMode::Tangent && call.in_lanes && !others.into_iter().any(is_wide) && shapes
}

impl Transform<'_> {
    pub(super) fn call(&mut self, inst: &Inst, call: &Call) {
        self.flush(&[]);
        let dots: Vec<Arg> = call.dots.iter().map(|dot| self.lanes_of(*dot)).collect();
        let without = Call { dots: Vec::new(), result_dots: Vec::new(), ..call.clone() };
        let narrow = copy::call(&mut self.b, self.src, &mut self.map, &without);
        let (values, tangents) = Call::sides(self.src, &inst.outs);
        let numbers: Vec<_> = tangents.iter().map(|v| self.row(*v, &[], PlaceKind::Local)).collect();
        let arrays: Vec<_> = call.result_dots.iter().map(|p| self.place(*p)).collect();
        let result_dots = numbers.iter().chain(&arrays).copied().collect();
        let tys: Vec<_> = values.iter().map(|v| self.src.ty(*v)).collect();
        let wide = Call { mode: CallMode::Tangents, dots, result_dots, ..narrow };
        let outs = self.b.push(Op::Call(Box::new(wide)), &tys);
        for (old, new) in values.iter().zip(outs) {
            copy::name(&mut self.b, self.src, *old, new);
            self.map.vals.insert(*old, new);
        }
        let homes = numbers.into_iter().map(|place| Home { place, index: Vec::new() });
        self.homes.extend(tangents.iter().copied().zip(homes));
    }

    /// A tangent in all lanes. What is not wide is zero.
    fn lanes_of(&mut self, dot: Arg) -> Arg {
        match dot {
            Arg::Scalar(v) if self.wide.val(v) => Arg::Array { place: self.own_row(v), borrowed: false },
            Arg::Array { place, .. } if self.wide.place(place) => {
                Arg::Array { place: self.place(place), borrowed: true }
            }
            _ => Arg::Constant,
        }
    }

    /// The lanes of a number as a place of their own.
    fn own_row(&mut self, v: Val) -> Place {
        match self.homes.get(&v) {
            Some(home) if home.index.is_empty() => home.place,
            _ => self.new_home(v, v).place,
        }
    }
}
