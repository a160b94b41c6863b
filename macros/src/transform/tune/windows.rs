//! A loop that goes through a part of an array, `x[base + i]` or `x[at]` with a counter, goes through the part under a name of its own: its
//! bounds are asked for once, and rustc takes several turns at a time.
//!
//! Only what every turn reads or writes counts: where there is no such part, the loop would have panicked.

use super::edit::Editor;
use crate::ir::hash::Set as HashSet;
use crate::ir::{BinOp, BlockId, Dim, Hint, Inst, Op, Origin, Place, PlaceInfo, PlaceKind, Pure, Range, Ty, Val};

pub(super) fn open(e: &mut Editor, insts: Vec<Inst>) -> Vec<Inst> {
    let mut out = Vec::with_capacity(insts.len());
    for mut inst in insts {
        let mut after = Vec::new();
        if let Op::For { range, inits, body, exits: false } = &mut inst.op {
            let turns = Loop { range: range.clone(), inits: inits.clone(), body: *body };
            if let Some(parts) = parts(e, &turns) {
                let len = turns.through(e, &mut out, &parts);
                (range.lo, range.hi) = (e.int(&mut out, 0, Ty::USIZE), len);
                count_at_once(e, &mut inst, len, &mut after);
            }
        }
        out.push(inst);
        out.extend(after);
    }
    out
}

/// What only counts turns has counted them all after the loop.
fn count_at_once(e: &mut Editor, inst: &mut Inst, len: Val, after: &mut Vec<Inst>) {
    let Op::For { inits, body, .. } = &mut inst.op else { unreachable!("a counted loop") };
    for k in (0..inits.len()).rev() {
        let block = e.func.block(*body);
        let (param, next) = (block.params[k + 1], block.yields[k]);
        let reads = |v: Val| {
            let mut reads = block.yields.iter().filter(|w| **w == v).count();
            block.insts.iter().for_each(|inst| inst.op.operands(|w| reads += usize::from(w == v)));
            reads
        };
        if !(counts_turns(e, param, next) && reads(param) == 1 && reads(next) == 1) {
            continue;
        }
        let block = e.block_mut(*body);
        block.params.remove(k + 1);
        block.yields.remove(k);
        block.insts.retain(|inst| inst.outs != [next]);
        let (init, out) = (inits.remove(k), inst.outs.remove(k));
        let sum = e.defined(out, Pure::Bin(BinOp::Add, init, len));
        after.push(sum);
    }
}

/// What is carried is one more in each turn.
fn counts_turns(e: &Editor, from: Val, to: Val) -> bool {
    let one = |by: Val| e.known_int(by) == Some(1);
    match e.definition(to) {
        Some(Pure::Bin(BinOp::Add, x, y)) => {
            (*x == from && one(*y) || *y == from && one(*x)) && e.func.ty(from) == Ty::USIZE
        }
        _ => false,
    }
}

struct Loop {
    range: Range,
    inits: Vec<Val>,
    body: BlockId,
}

/// What an index is in each turn.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Along {
    /// The index of the loop, which begins beyond zero.
    Itself,
    /// The index of the loop, and a number that is the same in every turn.
    Beyond(Val),
    /// A counter that begins with a number, and is one more in each turn.
    Counter(Val),
}

struct Part {
    place: Place,
    along: Along,
    mutable: bool,
}

/// The parts that a loop of arithmetic goes through, if there are any that do not begin where the loop does.
fn parts(e: &Editor, turns: &Loop) -> Option<Vec<Part>> {
    let parts = parts_at(e, turns);
    parts.iter().any(|part| part.along != Along::Itself).then_some(parts)
}

fn parts_at(e: &Editor, turns: &Loop) -> Vec<Part> {
    let block = e.func.block(turns.body);
    let plain = turns.range.step.is_none() && !turns.range.inclusive && e.func.ty(turns.range.hi) == Ty::USIZE;
    let simple =
        |inst: &Inst| matches!(inst.op, Op::Pure(_) | Op::Load { .. } | Op::Store { .. } | Op::Accumulate { .. });
    if !plain || !block.insts.iter().all(simple) {
        return Vec::new();
    }
    let inside = e.defined_in(turns.body);
    let mut parts: Vec<Part> = Vec::new();
    let mut refused: HashSet<Place> = HashSet::default();
    for inst in &block.insts {
        let Some((place, index)) = access(&inst.op) else { continue };
        let written = block.insts.iter().any(|inst| inst.op.written().contains(&place));
        let lent = matches!(e.func.place(place).kind, PlaceKind::Sink | PlaceKind::Tangent);
        let along = index.and_then(|v| turns.along(e, &inside, v)).filter(|_| is_list(e, place));
        match along {
            Some(along) if !parts.iter().any(|p| p.place == place && p.along == along) => {
                // What is written is reached by one name alone.
                if written && !lent && (parts.iter().any(|p| p.place == place) || turns.asks_for_length(e, place)) {
                    refused.insert(place);
                }
                parts.push(Part { place, along, mutable: written });
            }
            None if written && !lent => _ = refused.insert(place),
            _ => {}
        }
    }
    parts.retain(|part| !refused.contains(&part.place));
    parts
}

/// The place of an access, and its index, if it has one axis.
fn access(op: &Op) -> Option<(Place, Option<Val>)> {
    op.element().map(|(place, index)| (place, if let [v] = index { Some(*v) } else { None }))
}

fn is_list(e: &Editor, p: Place) -> bool {
    let info = e.func.place(p);
    !matches!(info.kind, PlaceKind::Stack | PlaceKind::Growing) && info.dims[..] == [Dim::Dyn]
}

impl Loop {
    fn along(&self, e: &Editor, inside: &HashSet<Val>, v: Val) -> Option<Along> {
        let block = e.func.block(self.body);
        let counter = block.params[1..].iter().position(|param| *param == v);
        if let Some(k) = counter.filter(|_| !self.range.reversed) {
            return counts_turns(e, v, block.yields[k]).then(|| Along::Counter(self.inits[k]));
        }
        let index = block.params[0];
        if v == index {
            return (!self.begins_at_zero(e)).then_some(Along::Itself);
        }
        let Pure::Bin(BinOp::Add, x, y) = e.definition(v)? else { return None };
        let base = if *x == index { *y } else { *x };
        let fits = (*x == index) != (*y == index) && !inside.contains(&base) && e.known_int(base).is_none();
        fits.then_some(Along::Beyond(base))
    }

    /// Something in the loop, in its range or in what it begins with is computed from the length of the place.
    fn asks_for_length(&self, e: &Editor, place: Place) -> bool {
        let block = e.func.block(self.body);
        let mut open: Vec<Val> = vec![self.range.lo, self.range.hi];
        open.extend(&self.inits);
        block.insts.iter().for_each(|inst| inst.op.operands(|v| open.push(v)));
        open.extend(&block.yields);
        let mut seen: HashSet<Val> = HashSet::default();
        while let Some(v) = open.pop() {
            if !seen.insert(v) {
                continue;
            }
            match e.definition(v) {
                Some(Pure::Len(p, _)) if *p == place => return true,
                Some(Pure::Opaque(_, _, places)) if places.contains(&place) => return true,
                Some(pure) => pure.operands(|v| open.push(v)),
                None => {}
            }
        }
        false
    }

    /// Opens the parts before the loop, and has the loop go through them; gives how many turns there are.
    fn through(&self, e: &mut Editor, out: &mut Vec<Inst>, parts: &[Part]) -> Val {
        let len = self.len(e, out);
        let mut windows = Vec::new();
        for part in parts {
            let from = match part.along {
                Along::Itself => self.range.lo,
                Along::Counter(init) => init,
                Along::Beyond(base) if self.begins_at_zero(e) => base,
                Along::Beyond(base) => e.pure(out, Pure::Bin(BinOp::Add, base, self.range.lo), Ty::USIZE),
            };
            windows.push(there(e, out, part, from, len).unwrap_or_else(|| {
                let place = window(e, part.place, part.mutable, "part");
                e.sized(place, len);
                let op = Op::Window { place, of: part.place, from, len, mutable: part.mutable };
                out.push(Inst { outs: Vec::new(), op });
                place
            }));
        }
        let index = e.func.block(self.body).params[0];
        let number = if self.begins_at_zero(e) { index } else { e.alike(&[index])[0] };
        self.rename(e, parts, &windows, number);
        if number != index {
            self.count(e, index, number);
        }
        e.drop_unread(self.body);
        len
    }

    /// The first turn has the number zero; the index is computed from it, where it is still read.
    fn count(&self, e: &mut Editor, index: Val, number: Val) {
        let at = e.defined(index, Pure::Bin(BinOp::Add, number, self.range.lo));
        let block = e.block_mut(self.body);
        block.params[0] = number;
        block.insts.insert(0, at);
    }

    fn begins_at_zero(&self, e: &Editor) -> bool {
        e.known_int(self.range.lo) == Some(0)
    }

    /// What went to a part goes to it by its name, at the number of the turn.
    fn rename(&self, e: &mut Editor, parts: &[Part], windows: &[Place], number: Val) {
        let inside = e.defined_in(self.body);
        let mut insts = std::mem::take(&mut e.block_mut(self.body).insts);
        for inst in &mut insts {
            let along = access(&inst.op).and_then(|(place, v)| Some((place, self.along(e, &inside, v?)?)));
            let Some(k) = along.and_then(|(place, a)| parts.iter().position(|p| p.place == place && p.along == a))
            else {
                continue;
            };
            if let Some((place, at)) = inst.op.element_mut() {
                (*place, *at) = (windows[k], vec![number]);
            }
        }
        e.block_mut(self.body).insts = insts;
    }

    /// How many turns there are.
    fn len(&self, e: &mut Editor, out: &mut Vec<Inst>) -> Val {
        let (lo, hi) = (self.range.lo, self.range.hi);
        if self.begins_at_zero(e) {
            return hi;
        }
        let (mut some, mut none) = (Vec::new(), Vec::new());
        let (turns, zero) =
            (e.pure(&mut some, Pure::Bin(BinOp::Sub, hi, lo), Ty::USIZE), e.int(&mut none, 0, Ty::USIZE));
        let cond = e.pure(out, Pure::Bin(BinOp::Gt, hi, lo), Ty::Bool);
        let (then, otherwise) = (e.new_block(some), e.new_block(none));
        e.block_mut(then).yields.push(turns);
        e.block_mut(otherwise).yields.push(zero);
        let len = e.fresh(Ty::USIZE, Some(Hint { text: "turns".into(), users: false }));
        out.push(Inst { outs: vec![len], op: Op::If { cond, then, otherwise } });
        len
    }
}

/// The same part under a name that a loop before has given it, if nobody could have written to it.
fn there(e: &Editor, out: &[Inst], part: &Part, from: Val, len: Val) -> Option<Place> {
    let kind = e.func.place(part.place).kind;
    let lasts = matches!(kind, PlaceKind::Input | PlaceKind::Sink | PlaceKind::Tangent);
    let same = |v: Val, w: Val| v == w || e.known_int(v).is_some() && e.known_int(v) == e.known_int(w);
    // The second phase has the arguments anew.
    let phase = out.iter().rev().take_while(|inst| !matches!(inst.op, Op::Suspend { .. }));
    phase.filter(|_| lasts).find_map(|inst| match inst.op {
        Op::Window { place, of, from: f, len: l, .. } if of == part.place && same(f, from) && same(l, len) => {
            Some(place)
        }
        _ => None,
    })
}

/// The name of a part of a place.
pub(super) fn window(e: &mut Editor, of: Place, mutable: bool, suffix: &str) -> Place {
    let info = e.func.place(of).clone();
    let kind = match info.kind {
        PlaceKind::Sink | PlaceKind::Tangent => info.kind,
        _ if mutable => PlaceKind::InOut,
        _ => PlaceKind::Input,
    };
    let dims = std::iter::once(Dim::Dyn).chain(info.dims[1..].iter().copied()).collect();
    let hint = e.named_after(of, suffix);
    e.place(PlaceInfo { elem: info.elem, dims, kind, hint, origin: Origin::NOWHERE, shape: 0 })
}
