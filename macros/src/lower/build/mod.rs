//! Builds the body: variables become values, arrays places, exits flags.

mod arrays;
mod calls;
mod change;
mod checkpoint;
mod choose;
mod composed;
mod filled;
mod flow;
mod foreign;
mod grow;
mod listed;
mod loops;
mod params;
mod parts;
mod records;
mod rhs;
mod sweep;
mod value;
mod vars;

use std::collections::HashMap;
use std::rc::Rc;

use proc_macro2::Span;

use super::growth::{self, Growths};
use super::reader::{Body, RESULT, RETURNED};
use super::settle::Activity;
use super::steps::{Temp, Var};
use crate::errors::Errors;
use crate::ir::build::Rules;
use crate::ir::{BinOp, BlockId, Builder, Const, Func, Origin, Place, ResultItem, Ty, Val};
use crate::origins::Origins;
use crate::signature::Signature;
use value::Value;

pub(super) struct Build<'a> {
    b: Builder,
    body: &'a mut Body,
    activity: &'a Activity,
    /// For each variable, whether it is an array held as one value for each element.
    split: &'a [bool],
    origins: &'a mut Origins,
    errors: &'a mut Errors,
    temps: Vec<Value>,
    slots: Vec<Value>,
    /// What the variables were before each change, so that a block can be left as if it had not run.
    journal: Vec<(Var, Value)>,
    /// Flags that somebody looks at.
    wanted: Vec<Var>,
    places: Vec<PlaceState>,
    /// For a value that is a part of a variable: which.
    paths: HashMap<Temp, (Var, Vec<usize>)>,
    /// The struct parameters that are handed to calls as they are.
    wholes: HashMap<Var, Value>,
    /// What is in structs that are there as a whole.
    unpacked: HashMap<Place, Value>,
    /// Where the type of the result is written.
    result_span: Span,
    /// The rows of arrays of rows that were read, by number.
    rows: HashMap<Temp, (Rc<Vec<Value>>, Val)>,
    /// Variables that are given another value as a whole.
    reassigned: Vec<Var>,
    shared_origins: HashMap<String, Origin>,
    /// The loops around, by their indices.
    loops: HashMap<Val, LoopBounds>,
    /// Lengths that are the smaller of two.
    at_most: HashMap<Val, Vec<Val>>,
    growths: Rc<Growths<'a>>,
    /// Places that grow, and begin where the body does.
    begun: Vec<Place>,
    /// `Vec`s that were found to be replaced by others, of other lengths.
    replaced: Vec<Var>,
    /// Local arrays that are operands of the user's own expressions.
    /// Functions that are arguments: path, number of own arguments, what they have captured.
    functions: HashMap<Temp, Function>,
    lent_out: Vec<(Place, Span)>,
    /// Comparisons that have been made on the way here.
    checked: Vec<(BinOp, Val, Val)>,
    /// Where a call has left what it was lent: by call and number of the argument.
    left: HashMap<(Temp, usize), Place>,
    /// The `&mut` parameters: arrays as they are, numbers as variables whose content, another than at first, goes back at the end.
    written: Vec<(Var, Place, Option<Val>)>,
    /// Blocks around the one that is open.
    depth: usize,
    too_deep: bool,
}

/// What is known of the index of a loop.
struct LoopBounds {
    /// It is never less than this.
    from: Option<i128>,
    /// It is less than each of these.
    below: Vec<Val>,
}

/// What is known of a place while the body is built.
#[derive(Clone, Default)]
struct PlaceState {
    /// How often it was written.
    stamp: u32,
    /// Its owner may change it.
    mutable: bool,
    /// A variable owns it.
    owned: bool,
    /// It is brought into being in the body itself.
    outermost: bool,
    /// What it is a copy of, as long as neither is written, and the block in which it was made.
    copy_of: Option<(value::View, BlockId)>,
    /// The lengths that only the run knows, axis by axis.
    sizes: Vec<Option<Val>>,
    /// It says where all rows of a list begin.
    all_rows: Option<AllRows>,
}

/// The rows of a list that a function is given.
#[derive(Clone, Copy)]
struct AllRows {
    count: Val,
    /// How many offsets there are.
    offsets: Val,
    /// They are slices of the caller's.
    lent: bool,
}

/// A function that is an argument.
#[derive(Clone)]
struct Function {
    path: Origin,
    arity: Option<usize>,
    captured: Vec<Temp>,
}

/// What was found out of the body before it is built.
pub(super) struct Survey<'a> {
    pub(super) activity: &'a Activity,
    pub(super) split: &'a [bool],
    /// The `Vec`s that are replaced by others, of other lengths, as far as this is known.
    pub(super) replaced: &'a [Var],
}

/// Builds the function; nothing if something was refused. Where it turns out that more `Vec`s are replaced by others: these.
pub(super) fn build(
    body: &mut Body,
    survey: &Survey<'_>,
    signature: &Signature,
    rules: Rules,
    origins: &mut Origins,
    errors: &mut Errors,
) -> Result<Option<Func>, Vec<Var>> {
    let steps = std::mem::take(&mut body.steps);
    let (temps, slots) = (vec![Value::Absent; body.temps.len()], vec![Value::Absent; body.vars.len()]);
    let mut build = Build {
        b: Builder::new(rules),
        body,
        activity: survey.activity,
        split: survey.split,
        origins,
        errors,
        temps,
        slots,
        journal: Vec::new(),
        wanted: Vec::new(),
        places: Vec::new(),
        paths: HashMap::new(),
        result_span: crate::lower::signature::first_span(&signature.item.sig.output),
        wholes: HashMap::new(),
        unpacked: HashMap::new(),
        rows: HashMap::new(),
        reassigned: records::reassigned(&steps),
        shared_origins: HashMap::new(),
        loops: HashMap::new(),
        at_most: HashMap::new(),
        growths: Rc::new(growth::survey(&steps, survey.replaced)),
        begun: Vec::new(),
        replaced: Vec::new(),
        lent_out: Vec::new(),
        checked: Vec::new(),
        left: HashMap::new(),
        functions: HashMap::new(),
        written: Vec::new(),
        depth: 0,
        too_deep: false,
    };
    build.params(signature);
    build.slots[RESULT.at()] = Value::Uninit;
    build.slots[RETURNED.at()] = Value::Uninit;
    build.run(&steps, None);
    if build.replaced.is_empty() { Ok(build.finish()) } else { Err(build.replaced) }
}

impl Build<'_> {
    fn finish(mut self) -> Option<Func> {
        let mut yields = Vec::new();
        let result = self.slots[RESULT.at()].clone();
        self.results(&result, self.body.vars[RESULT.at()].ty, &mut yields);
        self.check_lent();
        for (var, place, first) in std::mem::take(&mut self.written) {
            if let Some(first) = first {
                let ty = self.b.func.place(place).elem;
                let value = self.number(&self.slots[var.at()].clone(), ty, Span::call_site());
                if value != first {
                    self.b.store(place, Vec::new(), value);
                }
            }
            self.b.func.results.push(ResultItem::Array(place));
        }
        self.begin_at_the_top();
        self.errors.is_empty().then(|| self.b.finish(yields))
    }

    fn results(&mut self, value: &Value, ty: super::types::TyId, yields: &mut Vec<Val>) {
        match value {
            _ if self.layout(ty).is_some() => self.list_result(value, ty),
            Value::Group(items) if self.body.types.is_struct(ty) => self.struct_result(items, ty, yields),
            Value::Group(items) if let Some(content) = self.body.types.content(ty) => {
                let present = self.number(&items[0], Ty::Bool, Span::call_site());
                self.b.func.results.push(ResultItem::Scalar);
                yields.push(present);
                self.content_result(&items[1], content, yields);
            }
            Value::Group(items) => {
                let tys = match self.body.types.kind(ty) {
                    super::types::Kind::Tuple(tys) => tys,
                    _ => vec![ty; items.len()],
                };
                for (item, ty) in items.iter().zip(tys) {
                    self.results(item, ty, yields);
                }
            }
            Value::Unit if self.body.types.kind(ty) == super::types::Kind::Unit => {}
            Value::Composed(..) => self.unlisted_result(),
            Value::View(view) if view.is_whole() => self.b.func.results.push(ResultItem::Array(view.place)),
            Value::View(view) => {
                if let Some(place) = self.copied(view, ty, Span::call_site()) {
                    self.b.func.results.push(ResultItem::Array(place));
                }
            }
            other => {
                let ty = self.body.types.solved(ty);
                let v = self.number(other, ty, Span::call_site());
                self.b.func.results.push(ResultItem::Scalar);
                yields.push(v);
            }
        }
    }

    /// What is in an `Option`; where there is nothing, nobody looks at it.
    fn content_result(&mut self, value: &Value, ty: super::types::TyId, yields: &mut Vec<Val>) {
        let value = if let Value::Uninit = value { &self.unseen(ty) } else { value };
        match (value, self.body.types.kind(ty)) {
            (Value::Group(_), super::types::Kind::Array(..)) => {
                let place = self.placed(value, ty, Span::call_site());
                self.b.func.results.extend(place.map(ResultItem::Array));
            }
            (Value::Group(items), super::types::Kind::Tuple(tys)) if self.body.types.content(ty).is_none() => {
                items.iter().zip(tys).for_each(|(item, ty)| self.content_result(item, ty, yields));
            }
            _ => self.results(value, ty, yields),
        }
    }

    // ---- answers

    fn span(&self, temp: Temp) -> Span {
        self.body.temps[temp.at()].span
    }

    fn refs(&self, temp: Temp) -> usize {
        self.body.temps[temp.at()].refs
    }

    fn ty(&mut self, temp: Temp) -> Ty {
        self.body.types.solved(self.body.temps[temp.at()].ty)
    }

    fn value(&self, temp: Temp) -> Value {
        self.temps[temp.at()].clone()
    }

    /// The operand of an operation on numbers.
    fn operand(&mut self, temp: Temp) -> Val {
        let (ty, span, value) = (self.ty(temp), self.span(temp), self.value(temp));
        let v = self.number(&value, ty, span);
        if let Value::Foreign(_) = value {
            self.temps[temp.at()] = Value::Scalar(v);
        }
        v
    }

    /// A scalar, which the user's own tokens become here at the latest.
    fn number(&mut self, value: &Value, ty: Ty, span: Span) -> Val {
        match value {
            Value::Scalar(v) => *v,
            Value::Foreign(foreign) => self.settle(foreign, ty),
            Value::Unit => {
                self.errors.leave_to_rustc();
                self.zero(ty)
            }
            // What was refused is not reported again.
            Value::Uninit if !self.errors.is_empty() => self.zero(ty),
            Value::Absent
            | Value::Uninit
            | Value::Group(_)
            | Value::View(_)
            | Value::Constant(_)
            | Value::Composed(..)
            | Value::Repeat(_) => {
                self.errors.not_yet(span, "operations on whole arrays and tuples", "write them for the elements");
                self.zero(ty)
            }
        }
    }

    /// Stands where no value is ever looked at.
    fn zero(&mut self, ty: Ty) -> Val {
        self.b.constant(zero(ty), ty)
    }

    fn not_yet(&mut self, span: Span, what: &str, help: &str) -> Value {
        self.errors.not_yet(span, what, help);
        Value::Uninit
    }

    fn known_index(&self, temp: Temp) -> Option<usize> {
        let Value::Scalar(v) = &self.temps[temp.at()] else { return None };
        match self.b.known(*v) {
            Some(Const::Int(n)) => usize::try_from(n).ok(),
            _ => None,
        }
    }
}

fn zero(ty: Ty) -> Const {
    match ty {
        Ty::Bool => Const::Bool(false),
        Ty::Int(_) => Const::Int(0),
        Ty::F64 | Ty::F32 | Ty::Other(_) | Ty::State => Const::Float(0),
    }
}
