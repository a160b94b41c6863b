//! Arrays that are filled by an iterator, or element by element.

use proc_macro2::Span;
use syn::{ExprCall, ExprMethodCall};

use super::{Chain, Counted, Item, Source, Stage};
use crate::ir::Dim;
use crate::lower::closures::Callable;
use crate::lower::expr::first_span;
use crate::lower::reader::Reader;
use crate::lower::steps::{End, Growth, Rhs, Role, Step, Temp, Turns, Var};
use crate::lower::types::{Kind, TyId};

/// As many elements of an array are written one by one.
const FEW: u64 = 8;

/// Where items go.
struct Order {
    /// There are no more of them than this.
    room: Temp,
    /// How many there have been, where some may be dropped.
    filled: Option<Var>,
}

impl Reader<'_> {
    /// `collect::<Vec<_>>()`: room for as many elements as there are items, or may be.
    pub(super) fn collected(&mut self, chain: &Chain, call: &ExprMethodCall) -> Temp {
        let span = call.method.span();
        if is_open(chain) {
            return self.pushed(chain, call, span);
        }
        let Some(order) = self.in_order(chain, span) else { return self.poison(span) };
        let (room, elem) = self.room(Some(order.room), Dim::Dyn, span);
        self.has_turbofish(call, self.vars[room.at()].ty);
        self.put_all(chain, &order, span, &mut |r, at, value| {
            r.unify(elem, r.ty(value));
            r.put(room, at, value, span);
        });
        self.filled_part(room, &order, span)
    }

    /// As many as there are, one behind the other.
    fn pushed(&mut self, chain: &Chain, call: &ExprMethodCall, span: Span) -> Temp {
        let nothing = self.array(Vec::new(), true, span);
        self.has_turbofish(call, self.ty(nothing));
        let var = self.state_without_name(nothing);
        self.vars[var.at()].role = Role::Handover;
        self.drive(chain, span, &mut |r, item, _| {
            let all = r.read_var(var, span);
            r.is_item(all, item);
            r.assigned.push(var);
            r.out.push(Step::Grow { var, how: Growth::Push(item) });
        });
        self.read_var(var, span)
    }

    pub(super) fn unzipped(&mut self, chain: &Chain, span: Span) -> Temp {
        let Some(order) = self.in_order(chain, span) else { return self.poison(span) };
        let rooms = [0, 1].map(|_| self.room(Some(order.room), Dim::Dyn, span));
        self.put_all(chain, &order, span, &mut |r, at, pair| {
            for (k, (room, elem)) in rooms.iter().enumerate() {
                let value = r.field(pair, k, span);
                r.unify(*elem, r.ty(value));
                r.put(*room, at, value, span);
            }
        });
        let vecs = rooms.map(|(room, _)| self.filled_part(room, &order, span));
        self.tuple(vecs.to_vec(), span)
    }

    fn in_order(&mut self, chain: &Chain, span: Span) -> Option<Order> {
        let Some(room) = self.at_most(chain, span) else {
            let help = "fill a `vec![0.0; n]` in a loop";
            self.errors.not_yet(span, "`collect`s of a number of items that has no bound before", help);
            return None;
        };
        let filled = chain.counted().is_none().then(|| {
            let zero = self.number(0, span);
            self.state("filled", zero)
        });
        Some(Order { room, filled })
    }

    /// As many items as there may be.
    fn at_most(&mut self, chain: &Chain, span: Span) -> Option<Temp> {
        if chain.stages.iter().any(|stage| matches!(stage, Stage::FlatMap(_) | Stage::Flatten)) {
            return None;
        }
        match &chain.source {
            Source::Counted(counted) => self.number_of(counted, span),
            Source::Once(_) => Some(self.number(1, span)),
            Source::Joined(a, b) => {
                let (a, b) = (self.at_most(a, span)?, self.at_most(b, span)?);
                Some(self.plus(a, b, span))
            }
            Source::Successors(..) | Source::Asked(_) => None,
        }
    }

    /// Hands over the items with their positions.
    fn put_all(&mut self, chain: &Chain, order: &Order, span: Span, put: &mut dyn FnMut(&mut Self, Temp, Temp)) {
        match (chain.counted(), order.filled) {
            (Some(counted), _) => {
                let chain = Chain::of(self.numbered(counted, span));
                self.drive(&chain, span, &mut |r, item, _| {
                    let (at, value) = (r.field(item, 0, span), r.field(item, 1, span));
                    put(r, at, value);
                });
            }
            (None, filled) => self.drive(chain, span, &mut |r, value, _| {
                let at = filled.map(|filled| r.counted_up(filled, span));
                if let Some(at) = at {
                    put(r, at, value);
                }
            }),
        }
    }

    /// What was put into the room: all of it, or as much as was filled.
    fn filled_part(&mut self, room: Var, order: &Order, span: Span) -> Temp {
        let all = self.read_var(room, span);
        let Some(filled) = order.filled else { return all };
        let end = self.read_var(filled, span);
        let part = self.cut(all, None, End::At(end), true, span);
        self.same(part, 1, span)
    }

    /// An array with nothing in it yet, and the type of its elements. Whoever reads it takes it.
    pub(in crate::lower) fn room(&mut self, len: Option<Temp>, dim: Dim, span: Span) -> (Var, TyId) {
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
        let chain = Chain::of(counted.mapped(f.clone()));
        let order = Order { room: hi, filled: None };
        self.put_all(&chain, &order, span, &mut |r, at, value| {
            r.unify(elem, r.ty(value));
            r.put(room, at, value, span);
        });
        self.read_var(room, span)
    }
}

/// Nobody knows how many items there may be.
fn is_open(chain: &Chain) -> bool {
    match &chain.source {
        _ if chain.stages.iter().any(|stage| matches!(stage, Stage::FlatMap(_) | Stage::Flatten)) => true,
        Source::Counted(counted) => counted.hi.is_none(),
        Source::Once(_) => false,
        Source::Joined(a, b) => is_open(a) || is_open(b),
        Source::Successors(..) | Source::Asked(_) => true,
    }
}
