//! The language between Rust and its derivatives.
//!
//! A [`Func`] is one function body: typed parameters, arenas of values, places and blocks, and an entry block.
//!
//! **Values** ([`Val`]) are scalars: floats, integers, booleans, or inactive things of some other type that are only carried
//! through. A value is defined once: as a parameter of the function, as a parameter of a block, or as an output of one
//! instruction. Values without effects ([`Pure`]) are shared by the builder: the same operation on the same operands is
//! the same value, as long as the first one dominates.
//!
//! **Places** ([`Place`]) are arrays: parameters, locals, tapes. They are read and written in order, by instructions.
//! Safe Rust has no aliasing: two places never overlap. A place with no dimensions is one mutable scalar.
//!
//! **Blocks** ([`Block`]) hold instructions in order. A block has parameters, and yields values where it ends. Whatever a block
//! changes leaves it by a yield or through a place; it may *read* every value of the blocks around it.
//!
//! **Control flow** is structured, and an instruction like any other:
//! - `If` runs one of two blocks; both yield as many values as the instruction has outputs.
//! - `For` runs its block once for each index of a range. The block's parameters are the index, then the carried values;
//!   it yields the next carried values, which after the last turn are the outputs.
//!   Where `exits` is set, the first yield is a boolean in front: whether to stop after this turn.
//! - `While` runs its head (parameters: the carried values; yields: whether to go on, then the carried values), then its body
//!   (the same parameters; yields the next carried values), over again. Outputs are what the head yielded last.
//!
//! **Calls** name another annotated function by an [`Origin`]. `mode` says which of its companions runs: the function
//! itself, its tangent, its two-phase pullback, or the tangent of that.
//!
//! Every transform takes a well-formed function to a well-formed function, so derivatives of derivatives are the
//! transforms composed. [`check`] says what well-formed means, in code.
//!
//! The language knows no tokens and no spans: an [`Origin`] is a number that only the front end can read.

pub(crate) mod build;
pub(crate) mod check;
pub(crate) mod dense;
#[cfg(test)]
pub(crate) mod eval;
pub(crate) mod hash;
pub(crate) mod node;
// Without debug assertions only its instructions are shown.
#[cfg_attr(not(any(test, debug_assertions)), allow(dead_code))]
pub(crate) mod text;
pub(crate) mod types;
pub(crate) mod walk;

pub(crate) use build::Builder;
pub(crate) use node::{
    Arg, BinOp, Block, BlockId, Call, CallMode, Const, ElemId, Form, Forms, Func, Hint, Init, Inst, List, Op, Param,
    Part, Place, PlaceInfo, PlaceKind, Pure, Range, Record, ResultItem, Rule, SinkArg, Test, UnOp, Val, ValInfo,
};
pub(crate) use types::{Dim, Int, Origin, Ty};
