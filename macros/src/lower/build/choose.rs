//! Arrays chosen by a branch: each arm copies its own into one place.

use std::collections::HashSet;

use super::Build;
use super::value::{Value, View};
use crate::ir::{BinOp, BlockId, Builder, Dim, Init, Op, Place, Pure, Range, Ty, Val};
use crate::lower::steps::Var;
use crate::lower::types::TyId;

/// What is made inside of two arms, and is gone after them.
#[derive(Default)]
struct Inside {
    vals: HashSet<Val>,
    places: HashSet<Place>,
}

impl Build<'_> {
    /// The array that either arm leaves in a variable; nothing where it is not known before the branch how long that is.
    pub(super) fn chosen(&mut self, x: &View, y: &View, var: Var, arms: [BlockId; 2]) -> Option<Value> {
        if [x, y].iter().all(|view| self.b.func.place(view.place).dims == [Dim::Whole]) {
            return self.chosen_struct(x, y, var, arms);
        }
        let elem = self.b.func.place(x.place).elem;
        if elem != self.b.func.place(y.place).elem || x.lent != y.lent {
            return None;
        }
        let inside = self.made_in(arms);
        let (a, b) = (self.lengths_before(x, &inside)?, self.lengths_before(y, &inside)?);
        let same = |a: Val, b: Val| a == b || self.known_int(a).is_some() && self.known_int(a) == self.known_int(b);
        if a.len() != b.len() || !a.iter().zip(&b).all(|(a, b)| same(*a, *b)) {
            return None;
        }
        let mut dims = self.b.func.place(x.place).dims[x.index.len()..].to_vec();
        if x.window.is_some() || y.window.is_some() {
            dims[0] = Dim::Dyn;
        }
        let sizes = a.iter().zip(&dims).filter(|(_, dim)| **dim == Dim::Dyn).map(|(n, _)| *n).collect();
        let place = self.local(elem, dims);
        let zero = self.zero(elem);
        self.alloc(place, sizes, Init::Fill(zero));
        for (block, from) in arms.into_iter().zip([x, y]) {
            let whole = from.is_whole() && self.b.func.place(from.place).dims == self.b.func.place(place).dims;
            if whole {
                self.b.raw(block, Op::Copy { to: place, from: from.place }, &[]);
            } else {
                self.b.inside(block, |b| copy(b, place, from, &a, &mut Vec::new()));
            }
        }
        if !x.lent {
            self.own(place, true);
        }
        self.touch(place);
        let stamp = self.places[place.0 as usize].stamp;
        Some(Value::View(View { place, index: Vec::new(), window: None, lent: x.lent, stamp }))
    }

    /// The same of a struct, for which there has to be one of its type before the branch.
    fn chosen_struct(&mut self, x: &View, y: &View, var: Var, arms: [BlockId; 2]) -> Option<Value> {
        let inside = self.made_in(arms);
        let ty = self.body.vars[var.at()].ty;
        let own = [x, y].map(|view| view.place);
        let before = own.into_iter().chain(self.structs_of(ty)).find(|place| !inside.places.contains(place))?;
        let place = self.local(Ty::F64, vec![Dim::Whole]);
        self.alloc(place, Vec::new(), Init::Copy(before));
        for (block, from) in arms.into_iter().zip(own).filter(|(_, from)| *from != before) {
            self.b.raw(block, Op::Copy { to: place, from }, &[]);
        }
        self.own(place, true);
        self.touch(place);
        Some(self.view(place))
    }

    /// The structs of a type that variables hold, as a whole.
    fn structs_of(&mut self, ty: TyId) -> Vec<Place> {
        let (Some(at), root) = (self.body.types.rest(ty), self.body.types.root(ty)) else { return Vec::new() };
        let mut places = Vec::new();
        for k in 0..self.slots.len() {
            let same = self.body.types.root(self.body.vars[k].ty) == root;
            if let (true, Some(Value::View(view))) = (same, self.slots[k].part(at)) {
                places.push(view.place);
            }
        }
        places
    }

    fn made_in(&self, arms: [BlockId; 2]) -> Inside {
        let mut inside = Inside::default();
        for arm in arms {
            self.b.func.each_inst(arm, &mut |block, inst| {
                inside.vals.extend(&inst.outs);
                inside.vals.extend(&self.b.func.block(block).params);
                match &inst.op {
                    Op::Alloc { place, .. } => _ = inside.places.insert(*place),
                    Op::Call(call) => inside.places.extend(&call.results),
                    _ => {}
                }
            });
        }
        inside
    }

    /// The lengths of a view, if they are known before the arms.
    fn lengths_before(&mut self, view: &View, inside: &Inside) -> Option<Vec<Val>> {
        let dims = self.b.func.place(view.place).dims.clone();
        let mut lengths = Vec::new();
        for (axis, dim) in dims.iter().enumerate().skip(view.index.len()) {
            let window = view.window.filter(|_| axis == view.index.len());
            let given = self.places[view.place.0 as usize].sizes.get(axis).copied().flatten();
            let length = match (window, dim, given) {
                (Some(window), ..) => window.len,
                (None, Dim::Lit(n), _) => self.b.int(i128::from(*n), Ty::USIZE),
                (None, _, Some(n)) => n,
                _ if inside.places.contains(&view.place) => return None,
                _ => self.len(view.place, axis),
            };
            lengths.push(self.before(length, inside)?);
        }
        Some(lengths)
    }

    /// A length, computed before the arms.
    fn before(&mut self, v: Val, inside: &Inside) -> Option<Val> {
        if !inside.vals.contains(&v) {
            return Some(v);
        }
        match self.b.definition(v)?.clone() {
            pure @ Pure::Const(_) => Some(self.b.pure(pure, Ty::USIZE)),
            pure @ Pure::Len(place, _) if !inside.places.contains(&place) => Some(self.b.pure(pure, Ty::USIZE)),
            Pure::Bin(op @ (BinOp::Add | BinOp::Mul), x, y) => {
                let (x, y) = (self.before(x, inside)?, self.before(y, inside)?);
                Some(self.b.bin(op, x, y))
            }
            _ => None,
        }
    }
}

/// Copies an array element by element to the end of an arm.
fn copy(b: &mut Builder, to: Place, from: &View, lengths: &[Val], at: &mut Vec<Val>) {
    let Some((hi, rest)) = lengths.split_first() else {
        let shifted = at.iter().enumerate().map(|(k, i)| match from.window {
            Some(window) if k == 0 => b.add(window.lo, *i),
            _ => *i,
        });
        let shifted: Vec<Val> = shifted.collect();
        let item = b.load(from.place, from.index.iter().copied().chain(shifted).collect());
        return b.store(to, at.clone(), item);
    };
    let (lo, index) = (b.int(0, Ty::USIZE), b.fresh(Ty::USIZE, None));
    b.open(vec![index]);
    at.push(index);
    copy(b, to, from, rest, at);
    at.pop();
    let body = b.close(Vec::new());
    let range = Range::plain(lo, *hi);
    b.push(Op::For { range, inits: Vec::new(), body, exits: false }, &[]);
}
