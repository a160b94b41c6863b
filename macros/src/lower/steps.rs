//! A function's body as a list of steps: names resolved, one operation each, in the order of evaluation. Variables are still assigned
//! to, and control still leaves from the middle; both are gone in the language that this is built into.

use std::rc::Rc;

use proc_macro2::{Span, TokenStream};
use syn::Ident;

use super::references::Access;
use super::types::TyId;
use crate::ir::{BinOp, Dim, ElemId, Test, UnOp};

/// A value: computed once, by one step.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub(super) struct Temp(pub(super) u32);

/// A variable of the user, or a hidden one. Each binding is its own variable, whatever its name.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub(super) struct Var(pub(super) u32);

impl Temp {
    pub(super) fn at(self) -> usize {
        self.0 as usize
    }
}

impl Var {
    pub(super) fn at(self) -> usize {
        self.0 as usize
    }
}

#[expect(clippy::struct_excessive_bools, reason = "each is a question of its own")]
pub(super) struct TempInfo {
    pub(super) ty: TyId,
    pub(super) span: Span,
    /// How many `&` stand before it: types leave references out, but the user's own calls need them.
    pub(super) refs: usize,
    /// An error about it was reported: what follows from it is not.
    pub(super) poisoned: bool,
    /// The value that a method was called on.
    pub(super) receiver: Option<Temp>,
    /// The variable that it is, or is a part of.
    pub(super) root: Option<Var>,
    /// How it was come by, where it is a variable or a part of one.
    pub(super) access: Option<Access>,
    /// It is a `&mut`.
    pub(super) exclusive: bool,
    /// There is no value: control has left, or panicked.
    pub(super) never: bool,
    /// The result of a call that nobody looks at.
    pub(super) unused: bool,
    /// Another attribute has seen its type, and the body says nothing of it.
    pub(super) told: bool,
    /// The type that is written beside it, where nothing else says it.
    pub(super) ascribed: Option<TokenStream>,
    pub(super) width: Width,
}

/// Who knows of which float type the result of a call is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Width {
    /// The body says so.
    Known,
    /// The callee alone; the body does nothing but cast it.
    Callee,
    /// The callee alone, and the body calculates with it.
    Needed,
}

pub(super) struct VarInfo {
    pub(super) name: Option<Ident>,
    pub(super) ty: TyId,
    pub(super) mutable: bool,
    pub(super) refs: usize,
    /// The variables that it is a reference to, or to parts of.
    pub(super) lenders: Vec<Var>,
    /// It is a `&mut` to a part of an array.
    pub(super) exclusive: bool,
    /// Where a hidden one comes from.
    pub(super) at: Option<Span>,
    /// What `Vec::with_capacity` announced.
    pub(super) capacity: Option<Temp>,
    pub(super) role: Role,
    /// An error about it was reported.
    pub(super) poisoned: bool,
}

/// What a variable is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Role {
    Content,
    /// Content under a name that is not the user's.
    Made,
    /// Raised by an exit; down where nothing was written to it.
    Flag,
    /// Whoever reads it takes what is in it: an array is not copied.
    Handover,
}

pub(super) type Seq = Vec<Step>;

pub(super) enum Step {
    Def(Temp, Rhs),
    /// `let y;`
    Declare(Var),
    /// `let y = value;`
    Bind(Var, Temp),
    /// `y = value;` or, along a path of tuple fields, `y.0 = value;`
    Write {
        var: Var,
        path: Vec<usize>,
        value: Temp,
    },
    /// `base[index] = value;`
    Store {
        base: Temp,
        index: Temp,
        value: Temp,
    },
    /// `left && right`, or `left || right`
    Short(Box<Short>),
    /// Two arrays, or rows, exchange their contents.
    Swap(Temp, Temp),
    /// A `Vec` becomes longer or shorter.
    Grow {
        var: Var,
        how: Growth,
    },
    /// A method that changes an array in place.
    Change(Temp, Change),
    If(Box<If>),
    Loop(Box<Loop>),
    /// `'a: { .. }`; an exit that raises the flag ends it.
    Block {
        body: Seq,
        label: Var,
        flow: Flow,
    },
    /// Control leaves from here, to wherever the flag that this raises is looked at.
    Exit(Var),
    /// A statement of the user on values that need no derivative.
    Effect {
        template: TokenStream,
        span: Span,
        args: Vec<Temp>,
    },
    /// `value;`
    Discard(Temp),
}

/// How a `Vec` becomes longer or shorter.
#[derive(Clone, Copy)]
pub(super) enum Growth {
    Push(Temp),
    Extend(Temp),
    Resize(Temp, Temp),
    /// Not longer than this.
    Truncate(Temp),
    Clear,
}

impl Growth {
    pub(super) fn operands(self) -> impl Iterator<Item = Temp> {
        let (a, b) = match self {
            Self::Push(a) | Self::Extend(a) | Self::Truncate(a) => (Some(a), None),
            Self::Resize(a, b) => (Some(a), Some(b)),
            Self::Clear => (None, None),
        };
        a.into_iter().chain(b)
    }

    /// What goes into it.
    pub(super) fn added(self) -> Option<Temp> {
        match self {
            Self::Push(value) | Self::Extend(value) | Self::Resize(_, value) => Some(value),
            Self::Truncate(_) | Self::Clear => None,
        }
    }
}

/// How an array changes in place.
#[derive(Clone, Copy)]
pub(super) enum Change {
    Fill(Temp),
    CopyFrom(Temp),
    SwapWith(Temp),
    Reverse,
    RotateLeft(Temp),
    RotateRight(Temp),
    /// A part of it, to where another begins.
    CopyWithin(Temp, Temp),
}

impl Change {
    pub(super) fn operands(self) -> impl Iterator<Item = Temp> {
        let (a, b) = match self {
            Self::Fill(a) | Self::CopyFrom(a) | Self::SwapWith(a) | Self::RotateLeft(a) | Self::RotateRight(a) => {
                (Some(a), None)
            }
            Self::CopyWithin(a, b) => (Some(a), Some(b)),
            Self::Reverse => (None, None),
        };
        a.into_iter().chain(b)
    }
}

pub(super) struct Short {
    pub(super) out: Temp,
    pub(super) is_or: bool,
    pub(super) left: Temp,
    pub(super) right: Seq,
    pub(super) value: Temp,
}

pub(super) struct If {
    pub(super) cond: Temp,
    pub(super) then: Seq,
    pub(super) otherwise: Seq,
    pub(super) then_flow: Flow,
    pub(super) otherwise_flow: Flow,
}

pub(super) struct Loop {
    pub(super) kind: LoopKind,
    pub(super) body: Seq,
    /// Variables from outside that the loop assigns to.
    pub(super) carried: Vec<Var>,
    /// Raised by `break` and by `continue`.
    pub(super) breaks: Var,
    pub(super) continues: Var,
    pub(super) body_flow: Flow,
    pub(super) flow: Flow,
}

pub(super) enum LoopKind {
    For { index: Temp, range: Bounds },
    While { head: Seq, cond: Temp },
    Forever,
}

/// See [`crate::ir::Range`].
#[derive(Clone, Copy)]
pub(super) struct Bounds {
    pub(super) lo: Temp,
    pub(super) hi: Temp,
    pub(super) inclusive: bool,
    pub(super) step: Option<Temp>,
    pub(super) reversed: bool,
    pub(super) step_after: bool,
    pub(super) segment: Option<Segment>,
}

/// How many turns of a checkpointed loop are run again at a time.
#[derive(Clone, Copy)]
pub(super) enum Segment {
    /// The square root of their number.
    Root,
    Turns(u32),
}

/// How control leaves a sequence.
#[derive(Clone, Debug)]
pub(super) struct Flow {
    /// It may reach the end.
    pub(super) falls: bool,
    /// The flags that exits inside may raise for somebody outside, sorted.
    pub(super) exits: Vec<Var>,
}

/// How a value is computed.
pub(super) enum Rhs {
    /// Something that was refused.
    Poison,
    Unit,
    /// Digits in decimal, to be read in the width that inference finds.
    Float(Rc<str>),
    Int(i128),
    Bool(bool),
    Read(Var),
    /// A parameter that is a struct, to be handed on as it is.
    Whole(Var),
    Tuple(Vec<Temp>),
    Array(Vec<Temp>),
    Repeat {
        item: Temp,
        len: Length,
    },
    Field {
        base: Temp,
        index: usize,
    },
    /// A struct: fields by their numbers, and what the others come from.
    Record {
        fields: Vec<(usize, Temp)>,
        rest: Option<Temp>,
    },
    Index {
        base: Temp,
        index: Temp,
    },
    /// `base[lo..hi]`: no copy, but another name for a part of an array.
    Part {
        base: Temp,
        lo: Option<Temp>,
        end: End,
        /// The array is long enough in any case.
        sure: bool,
    },
    /// How many parts of a size an array has.
    Parts {
        base: Temp,
        size: Temp,
        cut: Cut,
    },
    /// `&x`, `*x` and a copy of a scalar: the same value.
    Same(Temp),
    /// The same value, which the user says is constant.
    Constant(Temp),
    /// `.to_vec()` or `.clone()`: content of its own.
    Copied(Temp),
    Un(UnOp, Temp),
    Bin(BinOp, Temp, Temp),
    Elem(ElemId, Vec<Temp>),
    /// A method that floats and integers share a name for, or that only the user knows.
    Method {
        name: Ident,
        turbofish: Option<TokenStream>,
        elem: Option<ElemId>,
        receiver: Temp,
        args: Vec<Temp>,
    },
    Test(Test, Temp),
    Cast {
        value: Temp,
        written: TokenStream,
    },
    /// `f64::from(x)`
    From {
        value: Temp,
        path: TokenStream,
    },
    Len {
        base: Temp,
        template: TokenStream,
    },
    /// The smaller of two lengths.
    Shorter(Temp, Temp),
    Turns(Turns),
    /// A call by path: of another annotated function where an argument is active.
    Call {
        path: TokenStream,
        /// The path of the callee's twin, where that is not the same.
        twin: Option<TokenStream>,
        args: Vec<Temp>,
        /// For each argument: it is handed over as `&mut`.
        lent: Vec<bool>,
    },
    /// An annotated function as an argument, with what it has captured, and then the number of its own arguments.
    Function {
        path: TokenStream,
        arity: Option<usize>,
        captured: Vec<Temp>,
    },
    /// What a call has left in the argument of this number.
    Left {
        call: Temp,
        at: usize,
        args: Vec<Temp>,
    },
    /// What a name stands for in a pattern that the value has passed. Every other name of the pattern is a `_`.
    Payload {
        value: Temp,
        pattern: TokenStream,
        name: Ident,
    },
    /// The user's tokens with these values in the holes.
    Opaque {
        kind: Opaque,
        template: TokenStream,
        args: Vec<Temp>,
    },
}

/// What iterators need.
pub(super) enum Turns {
    /// The number of a turn in the type of a range.
    Number(Temp),
    /// How many integers there are from one to before another.
    Distance(Temp, Temp),
    /// What changes nothing: -0 in a sum of floats, 1 in a product.
    Neutral(BinOp),
    /// An array that is still to be filled; its length is that of its type where none is given.
    Room(Option<Temp>),
}

impl Turns {
    fn operands(&self, mut f: impl FnMut(Temp)) {
        match self {
            Self::Neutral(_) => {}
            Self::Number(a) => f(*a),
            Self::Distance(a, b) => {
                f(*a);
                f(*b);
            }
            Self::Room(len) => len.iter().for_each(|n| f(*n)),
        }
    }
}

/// What the user's own tokens are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Opaque {
    /// A path or a literal: the same wherever it stands.
    Constant,
    /// A named field of a value.
    Field,
    /// A function that has no derivative, by this name.
    Function(Rc<str>),
    /// A question whether a value has a certain form.
    Pattern,
}

/// Where a part of an array ends.
#[derive(Clone, Copy)]
pub(super) enum End {
    /// With the array.
    Open,
    /// Before this index.
    At(Temp),
    /// With this index.
    Through(Temp),
    /// After so many elements.
    After(Temp),
    /// After so many elements, or with the array.
    AtMost(Temp),
}

/// How an array is cut into parts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Cut {
    Windows,
    Chunks,
    ChunksExact,
}

pub(super) enum Length {
    Fixed(Dim),
    /// `vec![x; n]`
    Run(Temp),
}

impl Rhs {
    /// Calls `f` for every value that the step reads.
    pub(super) fn operands(&self, mut f: impl FnMut(Temp)) {
        match self {
            Self::Poison
            | Self::Unit
            | Self::Float(_)
            | Self::Int(_)
            | Self::Bool(_)
            | Self::Read(_)
            | Self::Whole(_) => {}
            Self::Turns(turns) => turns.operands(f),
            Self::Field { base: a, .. }
            | Self::Same(a)
            | Self::Constant(a)
            | Self::Copied(a)
            | Self::Un(_, a)
            | Self::Test(_, a)
            | Self::Cast { value: a, .. }
            | Self::From { value: a, .. }
            | Self::Payload { value: a, .. }
            | Self::Len { base: a, .. } => f(*a),
            Self::Index { base: a, index: b } | Self::Bin(_, a, b) | Self::Shorter(a, b) => {
                f(*a);
                f(*b);
            }
            Self::Part { base, lo, end, .. } => {
                f(*base);
                lo.iter().chain(&end.operand()).for_each(|t| f(*t));
            }
            Self::Parts { base, size, .. } => {
                f(*base);
                f(*size);
            }
            Self::Record { fields, rest } => {
                fields.iter().for_each(|(_, value)| f(*value));
                rest.iter().copied().for_each(f);
            }
            Self::Repeat { item, len } => {
                f(*item);
                if let Length::Run(n) = len {
                    f(*n);
                }
            }
            Self::Method { receiver, args, .. } => {
                f(*receiver);
                args.iter().copied().for_each(f);
            }
            Self::Left { call, args, .. } => {
                f(*call);
                args.iter().copied().for_each(f);
            }
            Self::Tuple(args)
            | Self::Array(args)
            | Self::Elem(_, args)
            | Self::Call { args, .. }
            | Self::Function { captured: args, .. }
            | Self::Opaque { args, .. } => args.iter().copied().for_each(f),
        }
    }
}

impl End {
    pub(super) fn operand(self) -> Option<Temp> {
        match self {
            Self::Open => None,
            Self::At(t) | Self::Through(t) | Self::After(t) | Self::AtMost(t) => Some(t),
        }
    }
}

impl Flow {
    pub(super) fn straight() -> Self {
        Self { falls: true, exits: Vec::new() }
    }

    /// Of a sequence; what comes after a step that never ends is dead.
    pub(super) fn of(seq: &[Step]) -> Self {
        let mut flow = Self::straight();
        for step in seq {
            let (falls, exits) = step.flow();
            flow.exits.extend(exits);
            if !falls {
                flow.falls = false;
                break;
            }
        }
        flow.tidy()
    }

    pub(super) fn without(mut self, flags: &[Var]) -> Self {
        self.exits.retain(|e| !flags.contains(e));
        self
    }

    fn tidy(mut self) -> Self {
        self.exits.sort_unstable();
        self.exits.dedup();
        self
    }
}

impl Step {
    fn flow(&self) -> (bool, Vec<Var>) {
        match self {
            Self::Exit(flag) => (false, vec![*flag]),
            Self::If(branch) => {
                let (a, b) = (&branch.then_flow, &branch.otherwise_flow);
                (a.falls || b.falls, a.exits.iter().chain(&b.exits).copied().collect())
            }
            Self::Loop(inner) => (inner.flow.falls, inner.flow.exits.clone()),
            Self::Block { flow, .. } => (flow.falls, flow.exits.clone()),
            // What panics needs no flag: nobody is there to look at it.
            Self::Effect { .. }
            // The right side of `&&` never leaves: the reader turns one that does into an `If`.
            | Self::Short(_)
            | Self::Def(..)
            | Self::Declare(_)
            | Self::Bind(..)
            | Self::Write { .. }
            | Self::Store { .. }
            | Self::Swap(..)
            | Self::Grow { .. }
            | Self::Change(..)
            | Self::Discard(_) => (true, Vec::new()),
        }
    }

    /// The sequences inside, in the order in which they run.
    pub(super) fn inner(&self) -> Vec<&[Step]> {
        match self {
            Self::Short(short) => vec![&short.right],
            Self::If(branch) => vec![&branch.then, &branch.otherwise],
            Self::Block { body, .. } => vec![body],
            Self::Loop(inner) => match &inner.kind {
                LoopKind::While { head, .. } => vec![head, &inner.body],
                LoopKind::For { .. } | LoopKind::Forever => vec![&inner.body],
            },
            Self::Def(..)
            | Self::Declare(_)
            | Self::Bind(..)
            | Self::Write { .. }
            | Self::Store { .. }
            | Self::Swap(..)
            | Self::Grow { .. }
            | Self::Change(..)
            | Self::Exit(_)
            | Self::Effect { .. }
            | Self::Discard(_) => Vec::new(),
        }
    }
}

/// Calls `f` for every step, outermost first.
pub(super) fn each_step<'a>(seq: &'a [Step], f: &mut dyn FnMut(&'a Step)) {
    for step in seq {
        f(step);
        for inner in step.inner() {
            each_step(inner, f);
        }
    }
}
