//! The nodes of the language. What each one means is said in the prose of the parent module.

use std::rc::Rc;

use super::types::{Dim, Origin, Ty};

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub(crate) struct Val(pub(crate) u32);

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub(crate) struct Place(pub(crate) u32);

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub(crate) struct BlockId(pub(crate) u32);

/// A row of the table of elementary functions.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub(crate) struct ElemId(pub(crate) u16);

impl ElemId {
    const LIBM: u16 = 1 << 15;

    /// The same row, computed by the function of `libm` rather than by a method.
    pub(crate) const fn of_libm(self) -> Self {
        Self(self.0 | Self::LIBM)
    }

    pub(crate) const fn is_of_libm(self) -> bool {
        self.0 & Self::LIBM != 0
    }

    /// The number of the row.
    pub(crate) fn at(self) -> usize {
        usize::from(self.0 & !Self::LIBM)
    }
}

/// What a value or place would like to be called.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Hint {
    pub(crate) text: Rc<str>,
    /// The user gave this name with a `let` or as a parameter: it keeps a `let` of its own even where it is used once.
    pub(crate) users: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct ValInfo {
    pub(crate) ty: Ty,
    pub(crate) hint: Option<Hint>,
    pub(crate) origin: Origin,
    /// It was built loosely: a part of a derivative, whose rounding is ours.
    pub(crate) loose: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum PlaceKind {
    /// A parameter that is only read: `&[f64]`, `&[f64; N]`, `[f64; N]`, a `Vec` by value, or the like.
    Input,
    /// A parameter that is written: `&mut [f64]`. Its content at entry can be read.
    InOut,
    /// A parameter that is accumulated into: the adjoint of an argument. It is never read.
    Sink,
    /// A parameter that is read like an input, but may be the type that says "constant": the tangent of an argument.
    Tangent,
    /// A local array, on the stack where its dimensions are known, else a `Vec`.
    Local,
    /// A local `Vec` that grows by `Push` and shrinks by `Pop`.
    Stack,
    /// A local `Vec` that `Lengthen` makes longer. It comes into being in the body; its length is asked for only when it is done growing.
    Growing,
}

impl PlaceKind {
    /// It comes into being in the function.
    pub(crate) fn is_local(self) -> bool {
        matches!(self, Self::Local | Self::Stack | Self::Growing)
    }
}

#[derive(Clone, Debug)]
pub(crate) struct PlaceInfo {
    /// Type of an element.
    pub(crate) elem: Ty,
    pub(crate) dims: Vec<Dim>,
    pub(crate) kind: PlaceKind,
    pub(crate) hint: Option<Hint>,
    pub(crate) origin: Origin,
    /// Places of the same number have the same shape; zero is the number of those of which nothing is known.
    pub(crate) shape: u32,
}

/// A parameter of the function, in the order of its signature.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Param {
    Scalar(Val),
    Array(Place),
    /// An array of literal length of which only elements with constant indices are read: one value for each, row-major.
    Elements(Vec<Val>),
}

/// A part of the function's result, in order. Scalars are the yields of the body, in the same order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ResultItem {
    Scalar,
    Array(Place),
}

#[derive(Clone, Debug)]
pub(crate) struct Func {
    pub(crate) params: Vec<Param>,
    pub(crate) vals: Vec<ValInfo>,
    pub(crate) places: Vec<PlaceInfo>,
    pub(crate) blocks: Vec<Block>,
    pub(crate) body: BlockId,
    pub(crate) results: Vec<ResultItem>,
    /// The opaque origins that are compile-time constants of type `usize`: they can be the length of an array.
    pub(crate) constants: Vec<Origin>,
    /// The opaque origins that may panic: they stay where they are.
    pub(crate) partial: Vec<Origin>,
    /// The opaque origins that may change something, or give something else the next time: they run once, where they stand.
    pub(crate) effects: Vec<Origin>,
    /// The terms of its sums may be added in another order.
    pub(crate) reassociate: bool,
    /// Instructions that do in another way what others do: what a function is in length is told without them.
    pub(crate) repeated: usize,
    /// A sum of the user's keeps its order in a loop in strips: where nobody wants it, the loop is another one.
    pub(crate) in_order: bool,
    /// The body is a call of the function itself, whose derivative this states.
    pub(crate) rule: Option<Rule>,
}

/// Another function, which gives the partial derivatives of one: a number, or several as an array; or those of an array.
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    pub(crate) callee: Origin,
    /// For each parameter, whether the partial derivatives with respect to it are given.
    pub(crate) covers: Vec<bool>,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Block {
    pub(crate) params: Vec<Val>,
    pub(crate) insts: Vec<Inst>,
    pub(crate) yields: Vec<Val>,
}

#[derive(Clone, Debug)]
pub(crate) struct Inst {
    pub(crate) outs: Vec<Val>,
    pub(crate) op: Op,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Const {
    /// The bits of the number as `f64` (an `f32` is widened, which loses nothing).
    Float(u64),
    Int(i128),
    Bool(bool),
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum UnOp {
    Neg,
    Not,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum BinOp {
    Add,
    Sub,
    Mul,
    Div,
    /// On integers only: `%` of floats is an elementary function.
    Rem,
    And,
    Or,
    Xor,
    Shl,
    Shr,
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

impl BinOp {
    pub(crate) fn is_comparison(self) -> bool {
        matches!(self, Self::Eq | Self::Ne | Self::Lt | Self::Le | Self::Gt | Self::Ge)
    }
    pub(crate) fn commutes(self) -> bool {
        matches!(self, Self::Add | Self::Mul | Self::And | Self::Or | Self::Xor | Self::Eq | Self::Ne)
    }
}

/// A question to a float that has no derivative.
#[expect(clippy::enum_variant_names, reason = "they are the names of the methods")]
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Test {
    IsNan,
    IsFinite,
    IsInfinite,
    IsNormal,
    IsSignPositive,
    IsSignNegative,
}

/// A value without effects. Evaluating it twice, or not at all, changes nothing but time
/// (integer overflow and division by zero may panic: such a value is never moved out of its block).
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Pure {
    Const(Const),
    Un(UnOp, Val),
    Bin(BinOp, Val, Val),
    /// An elementary function of the table.
    Elem(ElemId, Vec<Val>),
    Test(Test, Val),
    /// `as` to the type of the value.
    Cast(Val),
    /// `if c { a } else { b }` of values that are there anyway.
    Select(Val, Val, Val),
    /// Length of a place along an axis.
    Len(Place, u8),
    /// The user's own inactive expression, with these values in its holes: a path to a constant, a field of a parameter,
    /// a method of an integer, a call of a function on inactive values.
    /// and these places, which are only read in the whole function, in the holes after those.
    Opaque(Origin, Vec<Val>, Vec<Place>),
}

#[derive(Clone, Debug)]
pub(crate) enum Op {
    Pure(Pure),
    /// One element. As many indices as the place has dimensions.
    Load {
        place: Place,
        index: Vec<Val>,
    },
    Store {
        place: Place,
        index: Vec<Val>,
        value: Val,
    },
    /// `place[index] += value`
    Accumulate {
        place: Place,
        index: Vec<Val>,
        value: Val,
    },
    /// Brings a local into being, afresh at each execution; `sizes` are its run-time dimensions, one for each `Dim::Dyn`; of a stack,
    /// how much it will hold at most, where that is known.
    Alloc {
        place: Place,
        sizes: Vec<Val>,
        init: Init,
    },
    /// `to = from`, element by element, over the same shape. `to` exists already.
    Copy {
        to: Place,
        from: Place,
    },
    /// The contents change places, over the same shape.
    Swap {
        a: Place,
        b: Place,
    },
    /// `to += from`, element by element, over the same shape.
    AccumulateAll {
        to: Place,
        from: Place,
    },
    /// `place[from..] = value`; all of it without `from`.
    Fill {
        place: Place,
        value: Val,
        from: Option<Val>,
    },
    /// From here on the place has at least so many elements along its first axis. Those that are new are written before they are read.
    Lengthen {
        place: Place,
        len: Val,
    },
    Push {
        place: Place,
        value: Val,
    },
    /// Takes the last value pushed; there always is one.
    Pop {
        place: Place,
    },
    If {
        cond: Val,
        then: BlockId,
        otherwise: BlockId,
    },
    For {
        range: Range,
        inits: Vec<Val>,
        body: BlockId,
        exits: bool,
    },
    While {
        inits: Vec<Val>,
        head: BlockId,
        body: BlockId,
    },
    /// A call of another annotated function.
    Call(Box<Call>),
    /// Ends the first phase of a two-phase function: hands these values (and the array results) to the caller.
    /// Outputs: the adjoints of the values, which the caller brings to the second phase. Only in the body block.
    Suspend {
        values: Vec<Val>,
    },
    /// Panics unless the condition holds: an index beyond a part of an array that is still within the array.
    Assert {
        cond: Val,
    },
    /// The user's own statement, kept for its effect: an assertion, a panic. It reads the places.
    Effect {
        origin: Origin,
        args: Vec<Val>,
        places: Vec<Place>,
    },
    /// The elements `from..from + len` of a place along its first axis, under a name of its own as long as the instruction after it runs; nothing where
    /// `len` is zero. Only the last tuning makes them. What is `mutable` is reached by this name alone in the meantime.
    Window {
        place: Place,
        of: Place,
        from: Val,
        len: Val,
        mutable: bool,
    },
    /// The instructions of another block, in place: how a transform leaves room for what it will know later.
    /// None is left when a transform is done.
    Splice(BlockId),
}

/// How a local begins.
#[derive(Clone, Debug)]
pub(crate) enum Init {
    /// Every element the same.
    Fill(Val),
    /// Row-major, as many as the dimensions say.
    Items(Vec<Val>),
    /// The content of another place of the same shape.
    Copy(Place),
    /// Zeros, in the shape and type of another place.
    ZerosLike(Place),
    /// The zeros that the first phase of a call put into its state for the array result of this number ([`Call::zeros`]).
    FromState(Val, usize),
    /// A stack, or what grows: nothing yet.
    Empty,
    /// Whatever is cheapest: every element is written before it is read.
    Scratch,
}

/// `lo..hi` or `lo..=hi`, with a step and reversals:
///
/// | `reversed` | `step_after` | Rust |
/// |---|---|---|
/// | no | no | `range.step_by(s)` |
/// | yes | no | `range.step_by(s).rev()` |
/// | yes | yes | `range.rev().step_by(s)` |
/// | no | yes | `range.rev().step_by(s).rev()` |
///
/// so that flipping `reversed` runs the same indices backwards.
#[derive(Clone, Debug)]
pub(crate) struct Range {
    pub(crate) lo: Val,
    pub(crate) hi: Val,
    pub(crate) inclusive: bool,
    pub(crate) step: Option<Val>,
    pub(crate) reversed: bool,
    pub(crate) step_after: bool,
    /// The loop is checkpointed: its adjoint runs so many turns again at a time. Only the reverse transform looks at it.
    pub(crate) segment: Option<Val>,
}

impl Range {
    /// `lo..hi`
    pub(crate) fn plain(lo: Val, hi: Val) -> Self {
        Self { lo, hi, inclusive: false, step: None, reversed: false, step_after: false, segment: None }
    }
}

/// A call. The fields beyond `args` and `results` are empty where the mode does not use them.
/// Outputs of the instruction, in this order and as far as the mode has them: scalar results, their tangents, the state,
/// contributions (one for each `SinkArg::Scalar` of `sinks`, then of `sink_dots`).
#[derive(Clone, Debug)]
pub(crate) struct Call {
    /// The path of the callee.
    pub(crate) callee: Origin,
    pub(crate) mode: CallMode,
    /// The callee can be asked for its tangents in lanes.
    pub(crate) in_lanes: bool,
    /// How the arguments are put together from `args`, and what the callee gives from its scalars and arrays.
    pub(crate) forms: Rc<Forms>,
    pub(crate) args: Vec<Arg>,
    /// For each argument: the part of the array that is handed over, of its tangent and its adjoint too; nothing for all of it.
    pub(crate) parts: Vec<Option<Part>>,
    /// In a first phase, for each argument: the state keeps a copy, since the place may not be what it was when the second runs.
    pub(crate) keep: Vec<bool>,
    /// In a first phase, for each argument: its adjoint is wanted.
    pub(crate) varies: Vec<bool>,
    /// The state is a tuple: what the callee handed over, and zeros in the shapes of the array results, whose types only rustc knows.
    pub(crate) zeros: bool,
    /// Tangents of the arguments, one for each.
    pub(crate) dots: Vec<Arg>,
    /// Places for the arrays that the callee returns, in order, and for their tangents.
    pub(crate) results: Vec<Place>,
    pub(crate) result_dots: Vec<Place>,
    /// What the first phase handed over.
    pub(crate) state: Option<Val>,
    /// Adjoints of the results, and their tangents.
    pub(crate) seeds: Vec<Arg>,
    pub(crate) seed_dots: Vec<Arg>,
    /// Where the adjoints of the arguments go, one for each, and their tangents.
    pub(crate) sinks: Vec<SinkArg>,
    pub(crate) sink_dots: Vec<SinkArg>,
}

/// A row of an array, or a range of the axis after it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Part {
    pub(crate) row: Vec<Val>,
    pub(crate) range: Option<(Val, Val)>,
    /// The same as a range of all elements, row-major.
    pub(crate) from: Val,
    pub(crate) to: Val,
}

impl Part {
    pub(crate) fn operands(&self) -> impl Iterator<Item = Val> + '_ {
        let ends = self.range.iter().flat_map(|(lo, hi)| [*lo, *hi]);
        self.row.iter().copied().chain(ends).chain([self.from, self.to])
    }

    #[must_use]
    pub(crate) fn map(&self, mut f: impl FnMut(Val) -> Val) -> Self {
        Self {
            row: self.row.iter().map(|v| f(*v)).collect(),
            range: self.range.map(|(lo, hi)| (f(lo), f(hi))),
            from: f(self.from),
            to: f(self.to),
        }
    }
}

/// What the arguments and the result of a call look like to the callee.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Forms {
    /// One for each argument.
    pub(crate) args: Vec<Form>,
    pub(crate) result: Form,
}

/// A number, an array, or several in a tuple; `refs` counts the `&` before it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Form {
    Scalar {
        refs: usize,
    },
    Array,
    /// An `Option` is a pair of whether there is a value, and the value: so companions take and give it.
    Tuple {
        refs: usize,
        items: Vec<Form>,
        option: bool,
    },
    Record {
        refs: usize,
        record: Rc<Record>,
    },
    /// A function, with what it has captured; the number of its own arguments, where it has captured something.
    Function {
        refs: usize,
        path: Origin,
        arity: Option<usize>,
        captured: Vec<Form>,
    },
    /// A result that is a number of a float type which only the callee knows. It is read as `f64`.
    Widened,
    /// A result that nobody looks at.
    Unseen,
}

/// Which companion of the callee runs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum CallMode {
    /// `f(args) -> results`
    Value,
    /// `(args, dots) -> results, result_dots`
    Tangent,
    /// The same in lanes, for several directions: `dots` and `result_dots` are places with the lanes as their last axis, those of numbers
    /// before those of arrays.
    Tangents,
    /// First phase: `(args) -> results, state`
    Forward,
    /// Second phase: `(state, args, seeds) -> contributions into sinks`
    Reverse,
    /// Both phases, since the adjoints are known: `(args, seeds) -> results, contributions into sinks`
    Both,
    /// First phase with tangents: `(args, dots) -> results, result_dots, state`
    ForwardTangent,
    /// Second phase with tangents: `(state, args, dots, seeds, seed_dots) -> contributions into sinks and sink_dots`
    ReverseTangent,
}

/// An argument of a call.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Arg {
    Scalar(Val),
    /// An array, handed over as a reference or by value, as the user wrote it.
    Array {
        place: Place,
        borrowed: bool,
    },
    /// An array that the callee changes.
    InOut(Place),
    /// In a second phase: an array that the first phase has kept a copy of (see [`Call::keep`]).
    Kept {
        borrowed: bool,
    },
    /// Nothing: the tangent or the adjoint of something that is constant.
    Constant,
}

/// Where the adjoint of an argument goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum SinkArg {
    /// An output of the instruction: what the callee contributes.
    Scalar,
    /// Accumulated in place.
    Array(Place),
    /// The adjoint of an array that the callee changes: that of its content at the end, which becomes that of its content
    /// at the beginning.
    InOut(Place),
    /// Nowhere: the argument is constant, and nothing is computed for it.
    Constant,
}

/// A struct of the user.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Record {
    /// The path of a literal with all fields; without one, the fields are put into a copy of the rest.
    pub(crate) literal: Option<Origin>,
    /// The names of fields, and what they hold.
    pub(crate) fields: Vec<(Origin, Form)>,
    /// After the fields there is a struct as a whole, which the other fields come from.
    pub(crate) rest: bool,
    /// It is a list: the fields are arrays, for each part of its elements, under the names that lead to them; then where rows begin.
    pub(crate) list: Option<List>,
}

/// A list of tuples, of structs or of rows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct List {
    /// How many elements there are, if that is in the type.
    pub(crate) size: Option<Dim>,
    /// An element, or one of a row, from its parts.
    pub(crate) item: Origin,
    /// What these are made of, and the extents of those that are arrays.
    pub(crate) parts: Vec<(Ty, Vec<Dim>)>,
    /// That is a struct.
    pub(crate) of_structs: bool,
    pub(crate) rows: bool,
}

impl Forms {
    /// All arguments by themselves, as this call has them.
    #[cfg(test)]
    pub(crate) fn plain(args: &[Arg], result: Form) -> Rc<Self> {
        let form = |arg: &Arg| if let Arg::Array { .. } = arg { Form::Array } else { Form::Scalar { refs: 0 } };
        Rc::new(Self { args: args.iter().map(form).collect(), result })
    }
}

impl Form {
    /// Its scalars and arrays, in order.
    pub(crate) fn parts(&self) -> Vec<&Self> {
        match self {
            Self::Tuple { items, .. } | Self::Function { captured: items, .. } => {
                items.iter().flat_map(Self::parts).collect()
            }
            Self::Record { record, .. } => record.parts(),
            Self::Unseen => Vec::new(),
            part => vec![part],
        }
    }
}

impl Form {
    /// An `Option` is in it.
    pub(crate) fn holds_option(&self) -> bool {
        match self {
            Self::Tuple { items, option, .. } => *option || items.iter().any(Self::holds_option),
            _ => false,
        }
    }
}

impl Record {
    /// Those of its fields, and the rest.
    pub(crate) fn parts(&self) -> Vec<&Form> {
        let fields = self.fields.iter().flat_map(|(_, form)| form.parts());
        fields.chain(self.rest.then_some(&Form::Array)).collect()
    }
}

impl Pure {
    /// Calls `f` for every operand.
    pub(crate) fn operands(&self, mut f: impl FnMut(Val)) {
        match self {
            Self::Const(_) | Self::Len(..) => {}
            Self::Un(_, a) | Self::Test(_, a) | Self::Cast(a) => f(*a),
            Self::Bin(_, a, b) => {
                f(*a);
                f(*b);
            }
            Self::Select(c, a, b) => {
                f(*c);
                f(*a);
                f(*b);
            }
            Self::Elem(_, args) | Self::Opaque(_, args, _) => args.iter().for_each(|a| f(*a)),
        }
    }

    /// The same operation on other operands.
    #[must_use]
    pub(crate) fn map(&self, mut f: impl FnMut(Val) -> Val, place: impl Fn(Place) -> Place) -> Self {
        match self {
            Self::Const(c) => Self::Const(*c),
            Self::Len(p, axis) => Self::Len(place(*p), *axis),
            Self::Un(op, a) => Self::Un(*op, f(*a)),
            Self::Test(t, a) => Self::Test(*t, f(*a)),
            Self::Cast(a) => Self::Cast(f(*a)),
            Self::Bin(op, a, b) => {
                let a = f(*a);
                Self::Bin(*op, a, f(*b))
            }
            Self::Select(c, a, b) => {
                let c = f(*c);
                let a = f(*a);
                Self::Select(c, a, f(*b))
            }
            Self::Elem(id, args) => Self::Elem(*id, args.iter().map(|a| f(*a)).collect()),
            Self::Opaque(o, args, places) => {
                let args = args.iter().map(|a| f(*a)).collect();
                Self::Opaque(*o, args, places.iter().map(|p| place(*p)).collect())
            }
        }
    }
}

impl Func {
    /// It runs once, where it stands, also if nobody looks at what it gives.
    pub(crate) fn is_effect(&self, pure: &Pure) -> bool {
        matches!(pure, Pure::Opaque(origin, ..) if self.effects.contains(origin))
    }
    pub(crate) fn ty(&self, v: Val) -> Ty {
        self.vals[v.0 as usize].ty
    }
    pub(crate) fn val(&self, v: Val) -> &ValInfo {
        &self.vals[v.0 as usize]
    }
    pub(crate) fn place(&self, p: Place) -> &PlaceInfo {
        &self.places[p.0 as usize]
    }
    pub(crate) fn block(&self, b: BlockId) -> &Block {
        &self.blocks[b.0 as usize]
    }
}
