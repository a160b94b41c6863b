//! Arrays that are filled by an iterator, or element by element.

use proc_macro2::Span;
use syn::{ExprCall, ExprMethodCall};

use super::{Chain, Counted, Item};
use crate::ir::Dim;
use crate::lower::closures::Callable;
use crate::lower::expr::first_span;
use crate::lower::reader::Reader;
use crate::lower::steps::{Rhs, Role, Step, Temp, Turns, Var};
use crate::lower::types::{Kind, TyId};

/// As many elements of an array are written one by one.
const FEW: u64 = 8;

impl Reader<'_> {
    /// `collect::<Vec<_>>()`: as many elements as there are items, stored at their positions.
    pub(super) fn collected(&mut self, chain: &Chain, call: &ExprMethodCall) -> Temp {
        let span = call.method.span();
        let Some((chain, n)) = self.in_order(chain, span) else { return self.poison(span) };
        let (room, elem) = self.room(Some(n), Dim::Dyn, span);
        self.has_turbofish(call, self.vars[room.at()].ty);
        self.drive(&chain, span, &mut |r, item, _| {
            let (at, value) = (r.field(item, 0, span), r.field(item, 1, span));
            r.unify(elem, r.ty(value));
            r.put(room, at, value, span);
        });
        self.read_var(room, span)
    }

    pub(super) fn unzipped(&mut self, chain: &Chain, span: Span) -> Temp {
        let Some((chain, n)) = self.in_order(chain, span) else { return self.poison(span) };
        let rooms = [self.room(Some(n), Dim::Dyn, span), self.room(Some(n), Dim::Dyn, span)];
        self.drive(&chain, span, &mut |r, item, _| {
            let (at, pair) = (r.field(item, 0, span), r.field(item, 1, span));
            for (k, (room, elem)) in rooms.iter().enumerate() {
                let value = r.field(pair, k, span);
                r.unify(*elem, r.ty(value));
                r.put(*room, at, value, span);
            }
        });
        let vecs = rooms.map(|(room, _)| self.read_var(room, span));
        self.tuple(vecs.to_vec(), span)
    }

    /// The items with their positions, and how many there are.
    fn in_order(&mut self, chain: &Chain, span: Span) -> Option<(Chain, Temp)> {
        let counted = chain.counted().and_then(|counted| Some((self.number_of(&counted, span)?, counted)));
        let Some((n, counted)) = counted else {
            let help = "fill a `vec![0.0; n]` in a loop";
            self.errors.not_yet(span, "`collect`s of a number of items that is not known before", help);
            return None;
        };
        Some((Chain::of(self.numbered(counted, span)), n))
    }

    /// An array with nothing in it yet, and the type of its elements. Whoever reads it takes it.
    fn room(&mut self, len: Option<Temp>, dim: Dim, span: Span) -> (Var, TyId) {
        let elem = self.types.fresh(Kind::Open);
        let room = self.def_kind(Kind::Array(elem, dim), span, Rhs::Turns(Turns::Room(len)));
        let var = self.state_without_name(room);
        self.vars[var.at()].role = Role::Handover;
        (var, elem)
    }

    fn state_without_name(&mut self, start: Temp) -> Var {
        let var = self.new_var(None, self.ty(start), true);
        self.out.push(Step::Bind(var, start));
        var
    }

    fn put(&mut self, room: Var, at: Temp, value: Temp, span: Span) {
        let base = self.read_var(room, span);
        self.store(base, at, value);
    }

    /// `std::array::from_fn(|i| ..)`
    pub(in crate::lower) fn array_from(&mut self, call: &ExprCall) -> Temp {
        let span = first_span(&call.func);
        let Some(f) = call.args.first().and_then(|f| self.callable(f)) else {
            return self.not_yet(span, "computed functions", "write a closure");
        };
        self.filled(Dim::Inferred, &Item::Index, &f, span)
    }

    /// `[a, b].map(f)`
    pub(in crate::lower) fn array_map(&mut self, array: Temp, dim: Dim, f: &Callable, span: Span) -> Temp {
        if let Dim::Lit(n @ 0..=FEW) = dim {
            let items = (0..usize::try_from(n).expect("few")).map(|k| {
                let item = self.index_at(array, k, span);
                self.apply(f, vec![item], span)
            });
            let items = items.collect();
            return self.array(items, false, span);
        }
        self.filled(dim, &Item::Element(array, 0), f, span)
    }

    fn filled(&mut self, dim: Dim, item: &Item, f: &Callable, span: Span) -> Temp {
        let (room, elem) = self.room(None, dim, span);
        let array = self.read_var(room, span);
        let (lo, hi) = (self.number(0, span), self.length(array, span));
        let counted = Counted::plain(lo, Some(hi), item.clone());
        let chain = Chain::of(self.numbered(counted.mapped(f.clone()), span));
        self.drive(&chain, span, &mut |r, item, _| {
            let (at, value) = (r.field(item, 0, span), r.field(item, 1, span));
            r.unify(elem, r.ty(value));
            r.put(room, at, value, span);
        });
        self.read_var(room, span)
    }
}
