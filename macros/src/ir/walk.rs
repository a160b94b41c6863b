//! Visits of everything that an instruction names.

use super::node::{Arg, BlockId, Call, Func, Init, Op, Place, SinkArg, Val};

impl Op {
    /// Calls `f` for every value that the instruction itself reads (not those its blocks read).
    pub(crate) fn operands(&self, mut f: impl FnMut(Val)) {
        match self {
            Self::Pure(p) => p.operands(f),
            Self::Load { index, .. } => index.iter().for_each(|v| f(*v)),
            Self::Store { index, value, .. } | Self::Accumulate { index, value, .. } => {
                index.iter().for_each(|v| f(*v));
                f(*value);
            }
            Self::Alloc { sizes, init, .. } => {
                sizes.iter().for_each(|v| f(*v));
                match init {
                    Init::Fill(v) | Init::FromState(v, _) => f(*v),
                    Init::Items(items) => items.iter().for_each(|v| f(*v)),
                    Init::Copy(_) | Init::ZerosLike(_) | Init::Empty | Init::Scratch => {}
                }
            }
            Self::Fill { value, from, .. } => {
                f(*value);
                from.iter().for_each(|v| f(*v));
            }
            Self::Window { from, len, .. } => [*from, *len].into_iter().for_each(f),
            Self::Push { value, .. } => f(*value),
            Self::Lengthen { len, .. } => f(*len),
            Self::If { cond, .. } | Self::Assert { cond } => f(*cond),
            Self::For { range, inits, .. } => {
                f(range.lo);
                f(range.hi);
                range.step.into_iter().chain(range.segment).for_each(&mut f);
                inits.iter().for_each(|v| f(*v));
            }
            Self::While { inits, .. } => inits.iter().for_each(|v| f(*v)),
            Self::Call(call) => {
                call.state.iter().for_each(|v| f(*v));
                call.parts.iter().flatten().flat_map(super::node::Part::operands).for_each(&mut f);
                for arg in call.inputs() {
                    if let Arg::Scalar(v) = arg {
                        f(v);
                    }
                }
            }
            Self::Suspend { values } => values.iter().for_each(|v| f(*v)),
            Self::Effect { args, .. } => args.iter().for_each(|v| f(*v)),
            Self::Copy { .. } | Self::Swap { .. } | Self::AccumulateAll { .. } | Self::Pop { .. } | Self::Splice(_) => {
            }
        }
    }

    /// The blocks inside the instruction, in the order in which they run.
    pub(crate) fn blocks(&self) -> Vec<BlockId> {
        match self {
            Self::If { then, otherwise, .. } => vec![*then, *otherwise],
            Self::For { body, .. } => vec![*body],
            Self::While { head, body, .. } => vec![*head, *body],
            Self::Splice(block) => vec![*block],
            _ => Vec::new(),
        }
    }

    /// What a loop begins with.
    pub(crate) fn carried(&self) -> &[Val] {
        match self {
            Self::For { inits, .. } | Self::While { inits, .. } => inits,
            _ => &[],
        }
    }

    /// The places whose content the instruction itself changes.
    pub(crate) fn written(&self) -> Vec<Place> {
        match self {
            Self::Store { place, .. }
            | Self::Accumulate { place, .. }
            | Self::Alloc { place, .. }
            | Self::Fill { place, .. }
            | Self::Lengthen { place, .. }
            | Self::Push { place, .. }
            | Self::Window { place, mutable: false, .. }
            | Self::Pop { place } => vec![*place],
            Self::Copy { to, .. } | Self::AccumulateAll { to, .. } => vec![*to],
            Self::Swap { a, b } => vec![*a, *b],
            Self::Window { place, of, mutable: true, .. } => vec![*place, *of],
            Self::Call(call) => call.written(),
            _ => Vec::new(),
        }
    }

    /// The element that the instruction reads, writes or adds to.
    pub(crate) fn element(&self) -> Option<(Place, &[Val])> {
        match self {
            Self::Load { place, index } | Self::Store { place, index, .. } | Self::Accumulate { place, index, .. } => {
                Some((*place, index))
            }
            _ => None,
        }
    }

    /// The same, to be changed.
    pub(crate) fn element_mut(&mut self) -> Option<(&mut Place, &mut Vec<Val>)> {
        match self {
            Self::Load { place, index } | Self::Store { place, index, .. } | Self::Accumulate { place, index, .. } => {
                Some((place, index))
            }
            _ => None,
        }
    }

    /// The place whose shape alone the instruction reads.
    pub(crate) fn measured(&self) -> Option<Place> {
        match self {
            Self::Pure(super::node::Pure::Len(place, _)) | Self::Alloc { init: Init::ZerosLike(place), .. } => {
                Some(*place)
            }
            _ => None,
        }
    }

    /// The places whose content the instruction itself reads.
    pub(crate) fn read(&self) -> Vec<Place> {
        match self {
            Self::Load { place, .. } | Self::Accumulate { place, .. } | Self::Pop { place } => vec![*place],
            Self::Alloc { init: Init::Copy(from), .. } | Self::Copy { from, .. } => vec![*from],
            Self::AccumulateAll { to, from } | Self::Swap { a: to, b: from } => vec![*to, *from],
            Self::Window { of, .. } => vec![*of],
            Self::Call(call) => call.read(),
            Self::Pure(super::node::Pure::Opaque(_, _, places)) | Self::Effect { places, .. } => places.clone(),
            _ => Vec::new(),
        }
    }
}

impl Func {
    /// How often each value is read.
    pub(crate) fn reads(&self) -> Vec<u32> {
        let mut reads = vec![0; self.vals.len()];
        self.each_inst(self.body, &mut |_, inst| inst.op.operands(|v| reads[v.0 as usize] += 1));
        self.blocks.iter().flat_map(|block| &block.yields).for_each(|v| reads[v.0 as usize] += 1);
        reads
    }

    /// Calls `f` for every instruction of a block and of the blocks inside it, outermost first.
    pub(crate) fn each_inst<'a>(&'a self, block: BlockId, f: &mut dyn FnMut(BlockId, &'a super::node::Inst)) {
        for inst in &self.block(block).insts {
            f(block, inst);
            for inner in inst.op.blocks() {
                self.each_inst(inner, f);
            }
        }
    }
}

impl Op {
    /// The places that the instruction brings into being, if they are not there yet.
    pub(crate) fn born(&self) -> Vec<Place> {
        match self {
            Self::Alloc { place, .. } | Self::Window { place, .. } => vec![*place],
            Self::Call(call) => call.results.iter().chain(&call.result_dots).copied().collect(),
            _ => Vec::new(),
        }
    }
}

impl Call {
    /// The part of an argument that is handed over, if it is not all of it.
    pub(crate) fn part(&self, arg: usize) -> Option<&super::node::Part> {
        self.parts.get(arg)?.as_ref()
    }

    /// Everything handed over for reading.
    pub(crate) fn inputs(&self) -> impl Iterator<Item = Arg> + '_ {
        self.args.iter().chain(&self.dots).chain(&self.seeds).chain(&self.seed_dots).copied()
    }

    /// The places that the callee changes: arguments, and their tangents.
    pub(crate) fn changed(&self) -> impl Iterator<Item = Place> + '_ {
        self.inputs().filter_map(|arg| if let Arg::InOut(place) = arg { Some(place) } else { None })
    }

    /// Of what a call with tangents gives: the values, and the tangents of the floats among them.
    pub(crate) fn sides<'v>(func: &Func, outs: &'v [Val]) -> (&'v [Val], &'v [Val]) {
        let floats = |n: usize| outs[..n].iter().filter(|v| func.ty(**v).is_float()).count();
        let values = (0..=outs.len()).find(|n| n + floats(*n) == outs.len()).unwrap_or(outs.len());
        outs.split_at(values)
    }

    fn read(&self) -> Vec<Place> {
        self.inputs().filter_map(Arg::place).collect()
    }

    fn written(&self) -> Vec<Place> {
        let sinks = self.sinks.iter().chain(&self.sink_dots);
        let sinks = sinks.filter_map(|s| match s {
            SinkArg::Array(place) | SinkArg::InOut(place) => Some(*place),
            SinkArg::Scalar | SinkArg::Constant => None,
        });
        self.results.iter().chain(&self.result_dots).copied().chain(self.changed()).chain(sinks).collect()
    }
}

impl Arg {
    /// The array that is handed over.
    pub(crate) fn place(self) -> Option<Place> {
        match self {
            Self::Array { place, .. } | Self::InOut(place) => Some(place),
            Self::Scalar(_) | Self::Kept { .. } | Self::Constant => None,
        }
    }
}
