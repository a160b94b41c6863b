//! What the interpreter computes with.

use super::{Eval, Frame, Outcome};
use crate::fuzz::program::number::{Number, Width};
use crate::ir::node::{Func, Place, Val};
use crate::ir::types::{Int, Ty};

use std::rc::Rc;

#[derive(Clone, Debug)]
pub(crate) enum Value<S> {
    Float(S),
    Int(i128),
    Bool(bool),
    /// An array as a call returned it, under a name that nothing reads.
    Unread,
    State(Rc<Outcome<S>>),
    /// What the user's own expression gives.
    Option(Option<Box<Value<S>>>),
}

/// Elements in row-major order.
#[derive(Clone, Debug)]
pub(crate) struct Array<S> {
    pub(crate) dims: Vec<usize>,
    pub(crate) data: Vec<Value<S>>,
}

/// What a parameter is bound to.
#[derive(Clone, Debug)]
pub(crate) enum Binding<S> {
    Scalar(Value<S>),
    Array(Array<S>),
    /// A tangent that is zero, or a sink that takes nothing.
    Constant,
    /// Only the second phase has it.
    Later,
}

#[derive(Clone, Debug)]
pub(super) enum Content<S> {
    Absent,
    Constant,
    Array(Array<S>),
}

pub(super) fn width(ty: Ty) -> Width {
    if ty == Ty::F32 { Width::F32 } else { Width::F64 }
}

impl<S: Number> Value<S> {
    pub(crate) fn float(&self) -> Eval<S> {
        match self {
            Self::Float(s) => Ok(*s),
            other => Err(format!("{other:?} is no float")),
        }
    }
    pub(crate) fn int(&self) -> Eval<i128> {
        match self {
            Self::Int(n) => Ok(*n),
            other => Err(format!("{other:?} is no integer")),
        }
    }
    pub(crate) fn bool(&self) -> Eval<bool> {
        match self {
            Self::Bool(b) => Ok(*b),
            other => Err(format!("{other:?} is no truth value")),
        }
    }
    pub(super) fn zero(ty: Ty) -> Self {
        match ty {
            Ty::Int(_) => Self::Int(0),
            Ty::Bool => Self::Bool(false),
            _ => Self::Float(S::real(0.0)),
        }
    }
}

impl<S: Number> Array<S> {
    pub(crate) fn floats(dims: &[usize], data: impl IntoIterator<Item = S>) -> Self {
        Self { dims: dims.to_vec(), data: data.into_iter().map(Value::Float).collect() }
    }

    pub(crate) fn filled(dims: &[usize], value: &Value<S>) -> Self {
        Self { dims: dims.to_vec(), data: vec![value.clone(); dims.iter().product()] }
    }

    /// The floats in it.
    pub(crate) fn to_floats(&self) -> Eval<Vec<S>> {
        self.data.iter().map(Value::float).collect()
    }

    fn position(&self, index: &[i128]) -> Eval<usize> {
        if index.len() != self.dims.len() {
            return Err(format!("{} indices for {} dimensions", index.len(), self.dims.len()));
        }
        index.iter().zip(&self.dims).try_fold(0, |at, (i, dim)| match usize::try_from(*i) {
            Ok(i) if i < *dim => Ok(at * dim + i),
            _ => Err(format!("index {i} is out of bounds for length {dim}")),
        })
    }
}

impl<S: Number> Frame<S> {
    pub(super) fn array(&self, place: Place) -> Eval<&Array<S>> {
        match &self.places[place.0 as usize] {
            Content::Array(array) => Ok(array),
            Content::Constant => Err(format!("{place} is constant")),
            Content::Absent => Err(format!("{place} does not exist")),
        }
    }

    /// `None` for what is constant: zero to read, nothing to write.
    pub(super) fn array_mut(&mut self, place: Place) -> Eval<Option<&mut Array<S>>> {
        match &mut self.places[place.0 as usize] {
            Content::Array(array) => Ok(Some(array)),
            Content::Constant => Ok(None),
            Content::Absent => Err(format!("{place} does not exist")),
        }
    }

    pub(super) fn is_constant(&self, place: Place) -> bool {
        matches!(self.places[place.0 as usize], Content::Constant)
    }

    pub(super) fn set(&mut self, place: Place, array: Array<S>) {
        self.places[place.0 as usize] = Content::Array(array);
    }

    /// Reads an element.
    pub(super) fn load(&self, func: &Func, place: Place, index: &[Val]) -> Eval<Value<S>> {
        let (place, index) = self.through_window(place, self.index(index)?)?;
        if self.is_constant(place) {
            return Ok(Value::zero(func.place(place).elem));
        }
        let array = self.array(place)?;
        Ok(array.data[array.position(&index)?].clone())
    }

    /// An element to write; `None` if nothing is kept there.
    pub(super) fn element(&mut self, place: Place, index: &[Val]) -> Eval<Option<&mut Value<S>>> {
        let (place, index) = self.through_window(place, self.index(index)?)?;
        let Some(array) = self.array_mut(place)? else { return Ok(None) };
        let at = array.position(&index)?;
        Ok(Some(&mut array.data[at]))
    }

    /// How many elements a place has, or a part of one; none for what is constant.
    pub(super) fn extent(&self, place: Place) -> Eval<Option<i128>> {
        match self.windows.iter().rev().find(|w| w.place == place) {
            Some(window) => Ok(Some(window.len)),
            None if self.is_constant(place) => Ok(None),
            None => Ok(Some(self.array(place)?.dims[0] as i128)),
        }
    }

    /// What is reached through a window, if it is one.
    fn through_window(&self, place: Place, mut index: Vec<i128>) -> Eval<(Place, Vec<i128>)> {
        let Some(window) = self.windows.iter().rev().find(|w| w.place == place) else { return Ok((place, index)) };
        if !(0..window.len).contains(&index[0]) {
            return Err(format!("{place} has no element {}", index[0]));
        }
        index[0] += window.from;
        self.through_window(window.of, index)
    }

    fn index(&self, index: &[Val]) -> Eval<Vec<i128>> {
        index.iter().map(|v| self.get(*v)?.int()).collect()
    }
}

/// The least and the greatest number of a type; a width that is left to inference has any number.
pub(super) fn limits(ty: Ty) -> (i128, i128) {
    let Ty::Int(Some(int)) = ty else { return (i128::MIN, i128::MAX) };
    let signed = |bits: u32| (-(1_i128 << (bits - 1)), (1_i128 << (bits - 1)) - 1);
    let unsigned = |bits: u32| (0, (1_i128 << bits) - 1);
    match int {
        Int::I8 => signed(8),
        Int::I16 => signed(16),
        Int::I32 => signed(32),
        Int::I64 | Int::Isize => signed(64),
        Int::I128 => (i128::MIN, i128::MAX),
        Int::U8 => unsigned(8),
        Int::U16 => unsigned(16),
        Int::U32 => unsigned(32),
        Int::U64 | Int::Usize => unsigned(64),
        Int::U128 => (0, i128::MAX),
    }
}
