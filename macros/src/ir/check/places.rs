//! Accesses to places.

use super::{Checker, Verdict, agree, ensure, is_int, same};
use crate::ir::node::{Init, Op, Place, PlaceKind, Val};
use crate::ir::types::{Dim, Ty};

impl Checker<'_> {
    pub(super) fn access(&mut self, op: &Op, outs: &[Ty]) -> Verdict {
        match op {
            Op::Load { place, index } => {
                self.element(*place, index)?;
                self.readable(*place)?;
                same(outs, &[self.func.place(*place).elem])
            }
            Op::Pop { place } => {
                self.stack(*place)?;
                same(outs, &[self.func.place(*place).elem])
            }
            _ => {
                same(outs, &[])?;
                self.write(op)
            }
        }
    }

    fn write(&mut self, op: &Op) -> Verdict {
        match op {
            Op::Store { place, index, value } => {
                self.element(*place, index)?;
                self.writable(*place)?;
                self.fits(*value, *place)
            }
            Op::Accumulate { place, index, value } => {
                self.element(*place, index)?;
                self.accumulates(*place)?;
                self.fits(*value, *place)
            }
            Op::Alloc { place, sizes, init } => self.alloc(*place, sizes, init),
            Op::Window { place, of, from, len, mutable } => {
                if *mutable {
                    self.accumulates(*of)?;
                } else {
                    self.readable(*of)?;
                }
                self.shapes(*place, *of)?;
                for ty in self.tys(&[*from, *len])? {
                    ensure(is_int(ty), || format!("an end of type {ty}"))?;
                }
                self.declare(*place)
            }
            Op::Copy { to, from } => {
                self.writable(*to)?;
                self.readable(*from)?;
                self.shapes(*to, *from)
            }
            Op::Swap { a, b } => {
                self.writable(*a)?;
                self.writable(*b)?;
                self.shapes(*a, *b)
            }
            Op::AccumulateAll { to, from } => {
                self.accumulates(*to)?;
                self.readable(*from)?;
                self.shapes(*to, *from)
            }
            Op::Fill { place, value, from } => {
                self.writable(*place)?;
                for ty in self.tys(&from.iter().copied().collect::<Vec<_>>())? {
                    ensure(is_int(ty), || format!("a beginning of type {ty}"))?;
                }
                self.fits(*value, *place)
            }
            Op::Lengthen { place, len } => {
                self.exists(*place)?;
                ensure(self.func.place(*place).kind == PlaceKind::Growing, || format!("{place} does not grow"))?;
                self.tys(&[*len])?
                    .into_iter()
                    .try_for_each(|ty| ensure(is_int(ty), || format!("a length of type {ty}")))
            }
            Op::Push { place, value } => {
                self.stack(*place)?;
                self.fits(*value, *place)
            }
            _ => Err("not an access to a place".to_owned()),
        }
    }

    fn alloc(&mut self, place: Place, sizes: &[Val], init: &Init) -> Verdict {
        let info = self.func.place(place);
        let stack = info.kind == PlaceKind::Stack;
        ensure(info.kind.is_local(), || format!("{place} is not local"))?;
        let empty = matches!(init, Init::Empty);
        ensure(stack == empty || info.kind == PlaceKind::Growing, || {
            "only a stack begins empty, and always does".to_owned()
        })?;
        let unknown = info.dims.iter().filter(|dim| **dim == Dim::Dyn).count();
        let due =
            if empty || matches!(init, Init::Copy(_) | Init::ZerosLike(_) | Init::FromState(..)) { 0 } else { unknown };
        let fits = sizes.len() == due || sizes.len() == unknown || stack && sizes.len() == 1;
        ensure(fits, || format!("{} sizes for {unknown}", sizes.len()))?;
        for ty in self.tys(sizes)? {
            ensure(is_int(ty), || format!("a size of type {ty}"))?;
        }
        match init {
            // A struct that only rustc knows.
            Init::Fill(v) if info.dims == [Dim::Whole] => {
                ensure(matches!(self.read(*v)?, Ty::Other(_)), || "a struct begins as a number".to_owned())?;
            }
            Init::Fill(v) => self.fits(*v, place)?,
            Init::Items(items) => self.items(items, place)?,
            Init::Copy(from) => {
                self.readable(*from)?;
                self.shapes(place, *from)?;
            }
            Init::ZerosLike(like) => {
                self.exists(*like)?;
                self.shapes(place, *like)?;
            }
            Init::FromState(v, _) => ensure(self.func.ty(*v) == Ty::State, || "zeros come from a state".to_owned())?,
            Init::Empty | Init::Scratch => {}
        }
        self.declare(place)
    }

    fn items(&self, items: &[Val], place: Place) -> Verdict {
        items.iter().try_for_each(|v| self.fits(*v, place))?;
        let known = self.func.place(place).dims.iter().try_fold(1, |count, dim| match dim {
            Dim::Lit(n) => Some(count * n),
            _ => None,
        });
        ensure(known.is_none_or(|count| count == items.len() as u64), || format!("{} items for {place}", items.len()))
    }

    fn element(&self, place: Place, index: &[Val]) -> Verdict {
        self.exists(place)?;
        let dims = self.func.place(place).dims.len();
        ensure(index.len() == dims, || format!("{} indices for {dims} dimensions", index.len()))?;
        for ty in self.tys(index)? {
            ensure(is_int(ty), || format!("an index of type {ty}"))?;
        }
        Ok(())
    }

    fn fits(&self, value: Val, place: Place) -> Verdict {
        let (ty, elem) = (self.read(value)?, self.func.place(place).elem);
        ensure(agree(ty, elem), || format!("a value of type {ty} for elements of type {elem}"))
    }

    fn shapes(&self, a: Place, b: Place) -> Verdict {
        let (a, b) = (self.func.place(a), self.func.place(b));
        let dims = |a: &Dim, b: &Dim| !matches!((a, b), (Dim::Lit(m), Dim::Lit(n)) if m != n);
        let fits = a.dims.len() == b.dims.len() && a.dims.iter().zip(&b.dims).all(|(a, b)| dims(a, b));
        ensure(fits && agree(a.elem, b.elem), || "two places of different shape".to_owned())
    }

    pub(super) fn readable(&self, place: Place) -> Verdict {
        self.exists(place)?;
        ensure(self.func.place(place).kind != PlaceKind::Sink, || format!("the sink {place} is read"))
    }

    pub(super) fn writable(&self, place: Place) -> Verdict {
        self.exists(place)?;
        let kind = self.func.place(place).kind;
        let fits = kind == PlaceKind::InOut || kind.is_local();
        ensure(fits, || format!("{place} is written, and is {kind:?}"))
    }

    pub(super) fn accumulates(&self, place: Place) -> Verdict {
        if self.func.place(place).kind == PlaceKind::Sink { self.exists(place) } else { self.writable(place) }
    }

    fn stack(&self, place: Place) -> Verdict {
        self.exists(place)?;
        ensure(self.func.place(place).kind == PlaceKind::Stack, || format!("{place} is not a stack"))
    }
}
