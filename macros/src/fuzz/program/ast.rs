//! Programs: a small typed language that is a part of Rust.

use super::number::{Arith, Width};

pub(crate) type Name = String;

/// Functions, each of which may call those before it; the last one is what is asked for.
#[derive(Clone, Debug)]
pub(crate) struct Program {
    pub(crate) width: Width,
    pub(crate) funs: Vec<Fun>,
}

#[derive(Clone, Debug)]
pub(crate) struct Fun {
    pub(crate) name: Name,
    pub(crate) params: Vec<Param>,
    pub(crate) ret: Ret,
    pub(crate) body: Block,
}

#[derive(Clone, Debug)]
pub(crate) struct Param {
    pub(crate) name: Name,
    pub(crate) ty: ParamTy,
    pub(crate) mutable: bool,
    pub(crate) constant: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ParamTy {
    Float,
    Array(usize),
    ArrayRef(usize),
    /// `&[[f64; columns]; rows]`
    MatrixRef(usize, usize),
    Slice,
    /// `&mut [f64]`, which is the last one
    Lent,
    Usize,
    I32,
    Bool,
}

impl ParamTy {
    pub(crate) fn is_float(self) -> bool {
        !matches!(self, Self::Usize | Self::I32 | Self::Bool)
    }
}

impl Ret {
    /// Callers get a number out of it.
    pub(crate) fn is_number(&self) -> bool {
        matches!(self, Self::Scalar | Self::Maybe { .. })
    }
}

#[derive(Clone, Debug)]
pub(crate) enum Ret {
    /// The tail of the body.
    Scalar,
    /// The tail of the body in an `Option`, unless it is greater than the limit; callers take the other number then.
    Maybe { limit: f64, other: f64 },
    /// A local array, named at the end.
    Array { name: Name, len: usize },
    /// What it is for is what it writes.
    Nothing,
}

/// What the asked function is called with.
#[derive(Clone, Debug)]
pub(crate) enum Input {
    Float(f64),
    Array { dims: Vec<usize>, data: Vec<f64> },
    Int(i64),
    Bool(bool),
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Block {
    pub(crate) stmts: Vec<Stmt>,
    pub(crate) tail: Option<Box<Float>>,
}

#[derive(Clone, Debug)]
pub(crate) enum Float {
    Lit(f64),
    Var(Name),
    /// `*v`, where `v` is the variable of a loop over references.
    Deref(Name),
    Index(Name, Vec<Int>),
    Neg(Box<Float>),
    Arith(Arith, Box<Float>, Box<Float>),
    /// `a.name(b, c)`
    Method(&'static str, Vec<Float>),
    Powi(Box<Float>, Box<Int>),
    FromInt(Box<Int>),
    If(Box<Cond>, Block, Block),
    Match(Box<Int>, Vec<(Pat, Block)>, Block),
    Block(Block),
    /// A call of function number so many of the program.
    Call(usize, Vec<CallArg>),
    /// A call of a closure.
    Apply(Name, Vec<Float>),
    Chain(Box<Chain>),
}

/// A chain of adaptors of iterators that ends in a number.
#[derive(Clone, Debug)]
pub(crate) struct Chain {
    pub(crate) source: Source,
    pub(crate) stages: Vec<Stage>,
    /// A variable holds it before it ends.
    pub(crate) named: bool,
    pub(crate) end: End,
}

#[derive(Clone, Debug)]
pub(crate) enum Source {
    /// `a.iter()`, copied or not
    Elements(Name, bool),
    /// `a.iter().zip(b.iter())`
    Zip(Name, Name),
    /// `(lo..hi)`
    Range(Int, Int),
    /// `a.windows(n)`
    Windows(Name, usize),
}

#[derive(Clone, Debug)]
pub(crate) enum Stage {
    Enumerate,
    Rev,
    Skip(usize),
    Take(usize),
    StepBy(usize),
    Filter(Item, Cond),
    TakeWhile(Item, Cond),
    Map(Item, Block),
}

/// What a closure of a chain calls an item.
#[derive(Clone, Debug)]
pub(crate) enum Item {
    Name(Name, Held),
    Pair(Box<Item>, Box<Item>),
}

/// What an item of a chain is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Held {
    Float,
    /// A reference to a float.
    Reference,
    Index,
    /// A part of an array.
    Part,
}

#[derive(Clone, Debug)]
pub(crate) enum End {
    Sum,
    Product,
    /// `.fold(init, |acc, item| value)`
    Fold(Float, Name, Item, Box<Float>),
    /// `.fold(init, f64::max)`
    Max(Float),
}

#[derive(Clone, Debug)]
pub(crate) enum CallArg {
    Float(Float),
    Int(Int),
    Bool(Cond),
    Array(Name, Passing),
    /// `&mut a`, or a part of it
    Lent(Name, Option<Part>),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Passing {
    /// `a`
    Plain,
    /// `&a`
    Borrow,
    /// `*a`
    Deref,
    /// `&*a` of a `&mut`
    Reborrow,
}

impl Passing {
    pub(crate) fn prefix(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Borrow => "&",
            Self::Deref => "*",
            Self::Reborrow => "&*",
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum IntTy {
    Usize,
    I32,
}

#[derive(Clone, Debug)]
pub(crate) enum Int {
    Lit(i64),
    Var(Name),
    Len(Name),
    Bin(IntOp, Box<Int>, Box<Int>),
    Cast(Box<Int>, IntTy),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum IntOp {
    Add,
    Sub,
    Mul,
    Div,
    Rem,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Cmp {
    Lt,
    Le,
    Gt,
    Ge,
    Eq,
    Ne,
}

#[derive(Clone, Debug)]
pub(crate) enum Cond {
    Lit(bool),
    Var(Name),
    Floats(Cmp, Float, Float),
    Ints(Cmp, Int, Int),
    Not(Box<Cond>),
    And(Box<Cond>, Box<Cond>),
    Or(Box<Cond>, Box<Cond>),
    /// `{ statements; condition }`, which has effects.
    After(Block, Box<Cond>),
    /// `chain.any(|item| condition)`, or `all`; the chain's own end is not looked at.
    Chain(Box<Chain>, Quantifier, Item, Box<Cond>),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Quantifier {
    Any,
    All,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Pat {
    One(i64),
    Two(i64, i64),
    Range(i64, i64),
}

impl Pat {
    pub(crate) fn matches(self, n: i64) -> bool {
        match self {
            Self::One(a) => n == a,
            Self::Two(a, b) => n == a || n == b,
            Self::Range(a, b) => (a..=b).contains(&n),
        }
    }
}

#[derive(Clone, Debug)]
pub(crate) enum Lvalue {
    Var(Name),
    Index(Name, Vec<Int>),
    /// `*v`, where `v` is the variable of a loop over mutable references.
    Deref(Name),
}

/// What a method changes in an array.
#[derive(Clone, Debug)]
pub(crate) enum Change {
    Fill(Float),
    Swap(Int, Int),
    Reverse,
    RotateLeft(usize),
    RotateRight(usize),
    /// One element goes, and another comes.
    Exchanged(Turnover, Float),
}

/// How a `Vec` loses an element and gets another.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Turnover {
    /// `a = a[1..].to_vec(); a.push(e);`
    Replaced,
    /// `a.push(e); a = a.iter().skip(1).copied().collect();`
    Collected,
    /// `a.pop(); a.push(e);`
    Popped,
}

/// What a name for a part of an array means.
#[derive(Clone, Debug)]
pub(crate) enum Part {
    /// `&a[lo..hi]`
    Range(Int, Int),
    /// `&a[i]` of an array of rows
    Row(Int),
    /// `&*a`
    Whole,
}

#[derive(Clone, Debug)]
pub(crate) enum ArrayInit {
    /// `[e; n]`
    Repeat(Float, usize),
    Items(Vec<Float>),
    /// `[[e; columns]; rows]`
    Grid(Float, usize, usize),
    Rows(Vec<Vec<Float>>),
    /// `vec![e; n]`
    VecRepeat(Float, Int),
    VecItems(Vec<Float>),
    Copy(Name, Passing),
    ToVec(Name),
    Call(usize, Vec<CallArg>),
}

#[derive(Clone, Debug)]
pub(crate) struct Range {
    pub(crate) lo: Int,
    pub(crate) hi: Int,
    pub(crate) inclusive: bool,
    pub(crate) rev: bool,
    pub(crate) step: Option<usize>,
    /// `.rev().step_by(s)` rather than `.step_by(s).rev()`.
    pub(crate) step_last: bool,
}

/// How a loop goes over the elements of an array.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Each {
    /// `for &v in a.iter()`
    Pattern,
    /// `for v in a.iter()`, used as `*v`
    Reference,
    /// `for v in a`: an array by value
    Value,
    /// `for (i, &v) in a.iter().enumerate()`
    Enumerate,
    /// `a.iter().for_each(|&v| ..)`
    Call,
}

#[derive(Clone, Debug)]
pub(crate) enum Stmt {
    Let {
        name: Name,
        mutable: bool,
        typed: bool,
        init: Option<Float>,
    },
    /// `let ((a, b), c) = ((e, e), e);` where `nested`, else flat.
    LetTuple {
        names: Vec<(Name, bool)>,
        inits: Vec<Float>,
        nested: bool,
    },
    LetSinCos {
        sin: Name,
        cos: Name,
        of: Float,
    },
    LetInt {
        name: Name,
        mutable: bool,
        ty: IntTy,
        init: Int,
    },
    LetBool {
        name: Name,
        init: Cond,
    },
    LetArray {
        name: Name,
        mutable: bool,
        init: ArrayInit,
    },
    AssignArray {
        name: Name,
        init: ArrayInit,
    },
    Assign(Lvalue, Float),
    Compound(Arith, Lvalue, Float),
    AssignInt {
        name: Name,
        value: Int,
    },
    /// `(a, b) = (e, e);`
    AssignTuple(Vec<Lvalue>, Vec<Float>),
    If(Cond, Block, Option<Block>),
    Match(Int, Vec<(Pat, Block)>, Block),
    /// With `#[checkpoint(every = segment)]` before it.
    For {
        var: Name,
        range: Range,
        segment: Option<usize>,
        body: Block,
    },
    ForEach {
        var: Name,
        index: Option<Name>,
        array: Name,
        each: Each,
        body: Block,
    },
    While {
        cond: Cond,
        body: Block,
    },
    Scope(Block),
    /// A method that changes an array.
    Change(Name, Change),
    /// `let v = f(x, &mut a);`, or without a result
    Lend {
        name: Option<Name>,
        fun: usize,
        args: Vec<CallArg>,
    },
    /// `std::mem::swap(&mut a, &mut b)`
    Exchange(Name, Name),
    /// `let name = &mut target; *name op= value;`
    Through {
        name: Name,
        target: Lvalue,
        op: Arith,
        value: Float,
    },
    /// `for v in a.iter_mut()`
    ForMut {
        var: Name,
        index: Option<Name>,
        array: Name,
        body: Block,
    },
    /// `{ let name = &a[lo..hi]; .. }`
    Part {
        name: Name,
        array: Name,
        part: Part,
        body: Block,
    },
    /// `{ let (l, r) = a.split_at_mut(at); .. }`
    Split {
        names: [Name; 2],
        array: Name,
        at: usize,
        body: Block,
    },
    /// `{ let name = |params| { body }; .. }`
    Closure {
        name: Name,
        mutable: bool,
        params: Vec<Name>,
        value: Block,
        body: Block,
    },
    Return(Float),
    Break,
    Continue,
}
