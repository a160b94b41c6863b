//! Reverse mode through places: the adjoint of an array is an array of the same shape.

use super::Transform;
use super::shape::Def;
use crate::ir::{BinOp, BlockId, Dim, Init, Inst, Op, Place, PlaceKind, Pure, Range, ResultItem, Ty, Val};
use crate::transform::chain::loosely;
use crate::transform::copy;

impl Transform<'_> {
    pub(super) fn backward_place(&mut self, inst: &Inst) {
        match &inst.op {
            Op::Load { place, index } => {
                let Some(bar) = self.adjoint(inst.outs[0]) else { return };
                let (to, index) = (self.bars[place], self.get_all(index));
                self.b.accumulate(to, index, bar);
            }
            Op::Store { place, index, value } => {
                let added = self.added(inst);
                let (from, index) = (self.bars[place], self.get_all(index));
                if let Some(added) = added {
                    return self.backward_added(from, index, added);
                }
                if self.active.val(*value) {
                    let bar = self.b.load(from, index.clone());
                    // Zero where nothing reads the element.
                    self.gates.mark(bar);
                    self.contribute(*value, bar);
                }
                let zero = self.b.float(0.0, self.src.place(*place).elem);
                self.b.store(from, index, zero);
            }
            Op::Accumulate { place, index, value } => {
                if self.active.val(*value) {
                    let (from, index) = (self.bars[place], self.get_all(index));
                    let bar = self.b.load(from, index);
                    self.contribute(*value, bar);
                }
            }
            Op::Alloc { place, sizes, init } => self.backward_alloc(*place, sizes, init),
            Op::Copy { to, from } => {
                self.hand_over(*to, *from);
                self.clear(self.bars[to]);
            }
            Op::Swap { a, b } => {
                let (a, b) = (self.bars[a], self.bars[b]);
                self.b.push(Op::Swap { a, b }, &[]);
            }
            Op::AccumulateAll { to, from } => self.hand_over(*to, *from),
            Op::Fill { place, value, .. } => {
                if self.active.val(*value) {
                    let total = self.total(self.bars[place]);
                    self.contribute(*value, total);
                }
                self.clear(self.bars[place]);
            }
            Op::Lengthen { .. } | Op::Effect { .. } | Op::Assert { .. } => {}
            Op::Push { .. } | Op::Pop { .. } => {
                unreachable!("stacks are made by this transform, and are not its source")
            }
            Op::Suspend { .. } | Op::Splice(_) | Op::Window { .. } => unreachable!("not in a source"),
            Op::Pure(_) | Op::If { .. } | Op::For { .. } | Op::While { .. } | Op::Call(_) => {
                unreachable!("visited elsewhere")
            }
        }
    }

    /// `a[i] += value` leaves the adjoint of the element as it is.
    fn backward_added(&mut self, from: Place, index: Vec<Val>, (value, is_less): (Val, bool)) {
        if self.active.val(value) {
            let bar = self.b.load(from, index);
            self.gates.mark(bar);
            let bar = if is_less { loosely(&mut self.b, |b| b.neg(bar)) } else { bar };
            self.contribute(value, bar);
        }
    }

    /// What a store adds to the element, and whether it is subtracted.
    fn added(&self, inst: &Inst) -> Option<(Val, bool)> {
        let Op::Store { place, index, value } = &inst.op else { return None };
        let (is_less, x, y) = match self.definition(*value)? {
            Op::Pure(Pure::Bin(BinOp::Add, x, y)) => (false, *x, *y),
            Op::Pure(Pure::Bin(BinOp::Sub, x, y)) => (true, *x, *y),
            _ => return None,
        };
        let is_old = |v: Val| self.is_content_at(v, *place, index, inst);
        match () {
            () if x != y && is_old(x) => Some((y, is_less)),
            () if x != y && !is_less && is_old(y) => Some((x, false)),
            () => None,
        }
    }

    /// The value was read from the element in the block of this store, which is the next to write to the place.
    fn is_content_at(&self, v: Val, place: Place, index: &[Val], store: &Inst) -> bool {
        let Def::Inst(block, read) = self.shape.def(v) else { return false };
        let insts = &self.src.block(block).insts;
        let Op::Load { place: from, index: at } = &insts[read].op else { return false };
        let between = insts[read + 1..].iter().take_while(|inst| !std::ptr::eq(*inst, store));
        let reaches = insts[read + 1..].iter().any(|inst| std::ptr::eq(inst, store));
        let mut writes = false;
        for inst in between {
            writes |= inst.op.written().contains(&place);
            for inner in inst.op.blocks() {
                self.src.each_inst(inner, &mut |_, inst| writes |= inst.op.written().contains(&place));
            }
        }
        *from == place && at == index && reaches && !writes
    }

    fn backward_alloc(&mut self, place: Place, sizes: &[Val], init: &Init) {
        let bar = self.bars[&place];
        match init {
            Init::Fill(v) if self.active.val(*v) => {
                let total = self.total(bar);
                self.contribute(*v, total);
            }
            Init::Items(items) => {
                for (at, v) in items.iter().enumerate() {
                    if self.active.val(*v) {
                        let index = self.position(place, sizes, at);
                        let item = self.b.load(bar, index);
                        self.gates.mark(item);
                        self.contribute(*v, item);
                    }
                }
            }
            Init::Copy(from) => self.hand_over(place, *from),
            Init::Fill(_) | Init::ZerosLike(_) | Init::FromState(..) | Init::Empty | Init::Scratch => {}
        }
    }

    /// The indices of item number `at`, row-major.
    fn position(&mut self, place: Place, sizes: &[Val], at: usize) -> Vec<Val> {
        let mut rest = at;
        let dims = self.src.place(place).dims.clone();
        let mut index = Vec::new();
        let mut sizes = sizes.iter().rev();
        for dim in dims.iter().skip(1).rev() {
            let n = match dim {
                Dim::Lit(n) => i128::from(*n),
                _ => sizes.next().and_then(|n| self.literal(*n)).expect("a list of items says how many there are"),
            };
            let n = usize::try_from(n).expect("an array fits in memory");
            index.push(rest % n);
            rest /= n;
        }
        index.push(rest);
        index.into_iter().rev().map(|k| self.b.int(k as i128, Ty::USIZE)).collect()
    }

    /// The adjoint of `to` is added to that of what was copied into it.
    fn hand_over(&mut self, to: Place, from: Place) {
        if self.active.place(from) {
            let (to, from) = (self.bars[&from], self.bars[&to]);
            self.b.push(Op::AccumulateAll { to, from }, &[]);
        }
    }

    pub(super) fn clear(&mut self, place: Place) {
        let value = self.b.float(0.0, self.b.func.place(place).elem);
        self.b.push(Op::Fill { place, value, from: None }, &[]);
    }

    /// The sum over a place.
    fn total(&mut self, place: Place) -> Val {
        let zero = self.b.float(0.0, self.b.func.place(place).elem);
        self.total_from(place, Vec::new(), zero)
    }

    fn total_from(&mut self, place: Place, index: Vec<Val>, start: Val) -> Val {
        let axes = self.b.func.place(place).dims.len();
        if index.len() == axes {
            let item = self.b.load(place, index);
            return loosely(&mut self.b, |b| b.bin(BinOp::Add, start, item));
        }
        let lo = self.b.int(0, Ty::USIZE);
        let hi = self.b.length(place, index.len());
        let range = Range::plain(lo, hi);
        let i = self.b.fresh(Ty::USIZE, None);
        let sum = self.b.fresh(self.b.ty(start), None);
        self.b.open(vec![i, sum]);
        let mut inner = index;
        inner.push(i);
        let next = self.total_from(place, inner, sum);
        let body = self.b.close(vec![next]);
        let ty = self.b.ty(start);
        self.b.push(Op::For { range, inits: vec![start], body, exits: false }, &[ty])[0]
    }

    // ---- adjoint places of locals

    /// The adjoints of what an instruction of a direct block brings into being.
    pub(super) fn alloc_bars_of(&mut self, inst: &Inst) {
        for p in self.born(inst) {
            // What is handed to the caller is not there in the second phase, which then needs another way to know its shape.
            let waits = self.waits && (!self.src.results.contains(&ResultItem::Array(p)) || self.is_sized(p));
            if waits || self.grows(p) {
                self.late.push((p, inst.op.clone()));
                continue;
            }
            let bar = self.declare_bar(p);
            copy::zeros_like(&mut self.b, bar, self.map.place(p));
        }
    }

    pub(super) fn grows(&self, p: Place) -> bool {
        self.src.place(p).kind == PlaceKind::Growing
    }

    /// The adjoints of what has grown, and is read now by an instruction that visits it at once.
    pub(super) fn alloc_bars_read_by(&mut self, inst: &Inst) {
        let (read, late): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.late).into_iter().partition(|(p, _)| self.reads(inst, *p));
        self.late = late;
        for (p, _) in read {
            let bar = self.declare_bar(p);
            copy::zeros_like(&mut self.b, bar, self.map.place(p));
        }
    }

    /// The instruction reads what has grown, whose adjoint is not there yet.
    pub(super) fn reads_late(&self, inst: &Inst) -> bool {
        self.late.iter().any(|(p, _)| self.reads(inst, *p))
    }

    fn reads(&self, inst: &Inst, p: Place) -> bool {
        let mut reads = inst.op.read().contains(&p);
        for block in inst.op.blocks() {
            self.src.each_inst(block, &mut |_, inner| reads |= inner.op.read().contains(&p));
        }
        reads
    }

    /// The adjoints of locals of the first phase, in the second, and of what has grown.
    pub(super) fn alloc_late_bars(&mut self) {
        self.waits = false;
        for (p, op) in std::mem::take(&mut self.late) {
            let bar = self.declare_bar(p);
            match &op {
                Op::Alloc { sizes, init: Init::Fill(_) | Init::Items(_) | Init::Scratch, .. } if !self.grows(p) => {
                    self.alloc_bar(bar, p, sizes);
                }
                _ if self.is_sized(p) => self.alloc_bar(bar, p, &[]),
                _ => copy::zeros_like(&mut self.b, bar, self.map.place(p)),
            }
        }
    }

    /// The extents are written in the type.
    fn is_sized(&self, p: Place) -> bool {
        self.src.place(p).dims.iter().all(|dim| matches!(dim, Dim::Lit(_) | Dim::Named(_)))
    }

    /// Zeros, as many as the place is brought into being with.
    fn alloc_bar(&mut self, bar: Place, p: Place, sizes: &[Val]) {
        let sizes = self.get_all(sizes);
        let zero = self.b.float(0.0, self.src.place(p).elem);
        self.b.alloc(bar, sizes, Init::Fill(zero));
    }

    /// The adjoints of what a replayed block brings into being, at the head of its backward sweep.
    pub(super) fn alloc_bars(&mut self, block: BlockId) {
        let src = self.src;
        for inst in &src.block(block).insts {
            for p in self.born(inst) {
                let bar = self.declare_bar(p);
                if self.src.place(p).dims.iter().any(|d| matches!(d, Dim::Inferred | Dim::Dyn | Dim::Whole))
                    && matches!(inst.op, Op::Call(_))
                {
                    let state = self.get(*inst.outs.last().expect("a call has a state"));
                    let number = result_number(inst, p);
                    self.b.alloc(bar, Vec::new(), Init::FromState(state, number));
                    continue;
                }
                if let Some(like) = self.shape_to_hand(&inst.op, p) {
                    copy::zeros_like(&mut self.b, bar, like);
                    continue;
                }
                self.alloc_bar(bar, p, if let Op::Alloc { sizes, .. } = &inst.op { sizes } else { &[] });
            }
        }
    }

    /// A place in scope that has the shape of a copy whose own shape is not written down.
    fn shape_to_hand(&self, op: &Op, p: Place) -> Option<Place> {
        let Op::Alloc { init: Init::Copy(from) | Init::ZerosLike(from), .. } = op else { return None };
        let is_struct = self.src.place(p).dims == [Dim::Whole];
        let unknown = is_struct || self.src.place(p).dims.contains(&Dim::Inferred);
        let here = unknown && self.direct.contains_key(&self.shape.place_home(*from));
        // Its adjoint is there before that of a copy.
        let bar = self.bars.get(from).copied().filter(|_| is_struct);
        if here { Some(self.map.place(*from)) } else { bar }
    }

    fn born(&self, inst: &Inst) -> Vec<Place> {
        let places = match &inst.op {
            Op::Alloc { place, .. } => vec![*place],
            Op::Call(call) => call.results.clone(),
            _ => Vec::new(),
        };
        places.into_iter().filter(|p| self.active.place(*p)).collect()
    }

    pub(super) fn declare_bar(&mut self, p: Place) -> Place {
        let bar = copy::companion(&mut self.b, self.src, p, "_bar", PlaceKind::Local);
        self.bars.insert(p, bar);
        bar
    }
}

/// Which of the array results of a call a place is.
fn result_number(inst: &Inst, p: Place) -> usize {
    let Op::Call(call) = &inst.op else { unreachable!("a state comes from a call") };
    call.results.iter().position(|result| *result == p).expect("the call gives the place")
}
