//! What depends on the lanes, and which functions fall apart into lanes.

use super::Marks;
use crate::ir::{BlockId, Dim, Func, Init, Inst, Op, Param, Place, PlaceKind, Pure, ResultItem, Val};
use crate::transform::activity::{Activity, dependent};

/// The wide values and places; nothing where something else than floats depends on the lanes.
pub(super) fn wide(func: &Func, marks: &Marks) -> Option<Activity> {
    let wide = roots(func, marks);
    let mut fits = true;
    func.each_inst(func.body, &mut |_, inst| fits &= falls_apart(func, &wide, inst));
    for (param, marked) in func.params.iter().zip(&marks.params) {
        fits &= *marked || !matches!(param, Param::Array(p) if wide.place(*p));
    }
    let places = (0..).map(Place).take(func.places.len());
    fits &= places.filter(|p| wide.place(*p)).all(|p| has_lanes(func, p));
    for (item, marked) in func.results.iter().zip(&marks.results) {
        fits &= *marked || !matches!(item, ResultItem::Array(p) if wide.place(*p));
    }
    let mut scalars = func.results.iter().zip(&marks.results).filter(|(item, _)| **item == ResultItem::Scalar);
    fits &= func.block(func.body).yields.iter().all(|v| scalars.next().is_some_and(|(_, m)| *m) || !wide.val(*v));
    fits.then_some(wide)
}

/// What depends on the marked parameters, and the arrays that are marked as results.
pub(super) fn roots(func: &Func, marks: &Marks) -> Activity {
    let (mut vals, mut places) = (Vec::new(), Vec::new());
    for (param, _) in func.params.iter().zip(&marks.params).filter(|(_, marked)| **marked) {
        match param {
            Param::Scalar(v) => vals.push(*v),
            Param::Elements(all) => vals.extend(all),
            Param::Array(p) => places.push(*p),
        }
    }
    for (item, _) in func.results.iter().zip(&marks.results).filter(|(_, marked)| **marked) {
        if let ResultItem::Array(p) = item {
            places.push(*p);
        }
    }
    loop {
        let wide = dependent(func, &vals, &places);
        let narrow = narrow_heads(func, &wide);
        if narrow.is_empty() {
            return wide;
        }
        vals.extend(narrow);
    }
}

/// What a loop carries into its head without lanes, and out of it with: it needs lanes from the start.
fn narrow_heads(func: &Func, wide: &Activity) -> Vec<Val> {
    let mut narrow = Vec::new();
    func.each_inst(func.body, &mut |_, inst| {
        if let Op::While { head, body, .. } = &inst.op {
            let slots = func.block(*head).params.iter().zip(&func.block(*body).params);
            narrow.extend(slots.filter(|(a, b)| !wide.val(**a) && wide.val(**b)).map(|(a, _)| *a));
        }
    });
    narrow
}

/// A place whose extents can be written down, with another axis behind them.
fn has_lanes(func: &Func, p: Place) -> bool {
    let info = func.place(p);
    let kind = !matches!(info.kind, PlaceKind::Sink);
    kind && !info.dims.iter().any(|dim| matches!(dim, Dim::Inferred | Dim::Whole))
}

/// The instruction, but not the blocks inside it, can be done for each lane by itself, or does not know of them.
fn falls_apart(func: &Func, wide: &Activity, inst: &Inst) -> bool {
    let mut reads = false;
    inst.op.operands(|v| reads |= wide.val(v));
    let places = || inst.op.read().into_iter().chain(inst.op.written()).any(|p| wide.place(p));
    match &inst.op {
        Op::Call(call) if super::call::falls_apart(func, wide, call) => true,
        Op::Pure(Pure::Opaque(..)) | Op::Call(_) | Op::Effect { .. } => {
            !reads && !places() && !inst.outs.iter().any(|v| wide.val(*v))
        }
        Op::Pure(_) => !reads || wide.val(inst.outs[0]),
        Op::Alloc { place, init: Init::FromState(..), .. } => !wide.place(*place),
        Op::While { head, body, .. } => {
            let slots = func.block(*head).params.iter().zip(&func.block(*body).params).zip(&inst.outs);
            slots.into_iter().all(|((a, b), out)| wide.val(*a) == wide.val(*b) && wide.val(*b) == wide.val(*out))
        }
        Op::Suspend { .. } | Op::Splice(_) => false,
        _ => true,
    }
}

/// The wide locals that would be flat, were it not for the lanes, and of which only elements are asked for.
pub(super) fn flattened(func: &Func, wide: &Activity) -> Vec<bool> {
    let is_flat = |p: Place| {
        let info = func.place(p);
        let rows = info.dims.get(1..).unwrap_or_default();
        info.kind == PlaceKind::Local && wide.place(p) && rows.contains(&Dim::Dyn)
    };
    let mut flat: Vec<bool> = (0..).map(Place).take(func.places.len()).map(is_flat).collect();
    func.each_inst(func.body, &mut |_, inst| {
        let like = inst.op.measured().filter(|_| !matches!(inst.op, Op::Alloc { .. }));
        let whole = match &inst.op {
            Op::Load { .. } | Op::Store { .. } | Op::Accumulate { .. } | Op::Alloc { init: Init::ZerosLike(_), .. } => {
                Vec::new()
            }
            Op::Alloc { init: Init::Fill(v), .. } | Op::Fill { value: v, .. } if !wide.val(*v) => Vec::new(),
            op => op.read().into_iter().chain(op.written()).collect(),
        };
        like.into_iter().chain(whole).for_each(|p| flat[p.0 as usize] = false);
    });
    for item in &func.results {
        if let ResultItem::Array(p) = item {
            flat[p.0 as usize] = false;
        }
    }
    flat
}

/// How often each value is read, and the block in which it comes into being.
pub(super) struct Facts {
    reads: Vec<u32>,
    births: Vec<BlockId>,
}

impl Facts {
    pub(super) fn of(func: &Func) -> Self {
        let mut facts = Self { reads: vec![0; func.vals.len()], births: vec![func.body; func.vals.len()] };
        facts.block(func, func.body);
        facts
    }

    fn block(&mut self, func: &Func, id: BlockId) {
        let block = func.block(id);
        block.params.iter().for_each(|v| self.births[v.0 as usize] = id);
        block.yields.iter().for_each(|v| self.reads[v.0 as usize] += 1);
        for inst in &block.insts {
            inst.outs.iter().for_each(|v| self.births[v.0 as usize] = id);
            inst.op.operands(|v| self.reads[v.0 as usize] += 1);
            inst.op.blocks().into_iter().for_each(|inner| self.block(func, inner));
        }
    }

    /// The value was there when the facts were found.
    pub(super) fn knows(&self, v: Val) -> bool {
        (v.0 as usize) < self.reads.len()
    }

    pub(super) fn reads(&self, v: Val) -> u32 {
        self.reads[v.0 as usize]
    }

    pub(super) fn is_born_in(&self, v: Val, block: BlockId) -> bool {
        self.births[v.0 as usize] == block
    }
}
