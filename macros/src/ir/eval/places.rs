//! Accesses to places.

use super::value::width;
use super::{Array, Eval, Frame, Interp, Value, Window};
use crate::fuzz::program::number::{Arith, Number};
use crate::ir::node::{Func, Init, Op, Place, Val};
use crate::ir::types::{Dim, Ty};

impl<S: Number> Interp<'_, S> {
    pub(super) fn access(&self, func: &Func, frame: &mut Frame<S>, op: &Op) -> Eval<Vec<Value<S>>> {
        match op {
            Op::Load { place, index } => return Ok(vec![frame.load(func, *place, index)?]),
            Op::Pop { place } => {
                let array = frame.array_mut(*place)?.ok_or("a constant stack")?;
                let value = array.data.pop().ok_or_else(|| format!("{place} is empty"))?;
                array.dims = vec![array.data.len()];
                return Ok(vec![value]);
            }
            Op::Push { place, value } => {
                let value = frame.get(*value)?.clone();
                let array = frame.array_mut(*place)?.ok_or("a constant stack")?;
                array.data.push(value);
                array.dims = vec![array.data.len()];
            }
            Op::Store { place, index, value } => {
                let value = frame.get(*value)?.clone();
                *frame.element(*place, index)?.ok_or("a constant place is written")? = value;
            }
            Op::Accumulate { place, index, value } => {
                let value = frame.get(*value)?.clone();
                if let Some(element) = frame.element(*place, index)? {
                    *element = plus(element, &value, func.place(*place).elem)?;
                }
            }
            Op::Fill { place, value, from } => {
                let value = frame.get(*value)?.clone();
                let from = from.map_or(Ok(0), |v| frame.get(v)?.int())?;
                let from = usize::try_from(from).map_err(|e| e.to_string())?;
                let data = &mut frame.array_mut(*place)?.ok_or("a constant place is written")?.data;
                data.get_mut(from..).ok_or("filled from beyond the end")?.fill(value);
            }
            Op::Alloc { place, sizes, init } => {
                let array = self.initial(func, frame, *place, sizes, init)?;
                frame.set(*place, array);
            }
            Op::Window { place, of, from, len, .. } => {
                let (from, len) = (frame.get(*from)?.int()?, frame.get(*len)?.int()?);
                if len > 0 && frame.extent(*of)?.is_some_and(|n| from + len > n) {
                    return Err(format!("a window beyond {of}"));
                }
                frame.windows.push(Window { place: *place, of: *of, from, len });
            }
            Op::Lengthen { place, len } => {
                let len = usize::try_from(frame.get(*len)?.int()?).map_err(|e| e.to_string())?;
                let nothing = unwritten(func.place(*place).elem);
                let array = frame.array_mut(*place)?.ok_or("a constant place grows")?;
                array.dims[0] = array.dims[0].max(len);
                array.data.resize(array.dims.iter().product(), nothing);
            }
            Op::Copy { to, from } => {
                let zero = Value::zero(func.place(*to).elem);
                let from = if frame.is_constant(*from) { None } else { Some(frame.array(*from)?.clone()) };
                let array = frame.array_mut(*to)?.ok_or("a constant place is written")?;
                match from {
                    Some(from) => array.data = same_shape(array, from)?.data,
                    None => array.data.fill(zero),
                }
            }
            Op::Swap { a, b } => {
                let (first, second) = (frame.array(*a)?.clone(), frame.array(*b)?.clone());
                frame.set(*a, same_shape(&first, second)?);
                frame.set(*b, first);
            }
            Op::AccumulateAll { to, from } => accumulate_all(func, frame, *to, *from)?,
            _ => return Err(format!("{op:?} is no access")),
        }
        Ok(Vec::new())
    }

    fn initial(&self, func: &Func, frame: &Frame<S>, place: Place, sizes: &[Val], init: &Init) -> Eval<Array<S>> {
        let elem = func.place(place).elem;
        Ok(match init {
            Init::Empty => {
                let rows = self.extents_from(func, place, 1)?;
                Array { dims: std::iter::once(0).chain(rows).collect(), data: Vec::new() }
            }
            Init::Copy(from) => frame.array(*from)?.clone(),
            Init::ZerosLike(like) => Array::filled(&frame.array(*like)?.dims, &Value::zero(elem)),
            Init::FromState(v, k) => {
                let Value::State(state) = frame.get(*v)? else { return Err("zeros from what is no state".to_owned()) };
                let array = state.arrays.get(*k).ok_or("zeros from a state without an array result")?;
                Array::filled(&array.dims, &Value::zero(elem))
            }
            Init::Scratch => Array::filled(&self.extents(func, frame, place, sizes, 0)?, &unwritten(elem)),
            Init::Fill(v) => Array::filled(&self.extents(func, frame, place, sizes, 0)?, frame.get(*v)?),
            Init::Items(items) => {
                let dims = self.extents(func, frame, place, sizes, items.len())?;
                if dims.iter().product::<usize>() != items.len() {
                    return Err(format!("{} items for {dims:?}", items.len()));
                }
                Array { dims, data: frame.gets(items)? }
            }
        })
    }

    /// The extents from an axis on of a place that is empty.
    fn extents_from(&self, func: &Func, place: Place, axis: usize) -> Eval<Vec<usize>> {
        let extent = |dim: &Dim| match dim {
            Dim::Lit(n) => usize::try_from(*n).map_err(|e| e.to_string()),
            Dim::Named(origin) => self.hooks.extent(*origin),
            Dim::Dyn | Dim::Inferred | Dim::Whole => Err(format!("the extent of {place} is not written down")),
        };
        func.place(place).dims.iter().skip(axis).map(extent).collect()
    }

    /// The extents of a new place. Without a size, one that is only known at run time is the number of items.
    fn extents(&self, func: &Func, frame: &Frame<S>, place: Place, sizes: &[Val], items: usize) -> Eval<Vec<usize>> {
        let mut sizes = sizes.iter();
        let mut extent = |dim: &Dim| match dim {
            Dim::Lit(n) => usize::try_from(*n).map_err(|e| e.to_string()),
            Dim::Named(origin) => self.hooks.extent(*origin),
            Dim::Dyn => match sizes.next() {
                Some(v) => usize::try_from(frame.get(*v)?.int()?).map_err(|e| e.to_string()),
                None => Ok(items),
            },
            Dim::Inferred | Dim::Whole => Err(format!("the extent of {place} is not written down")),
        };
        func.place(place).dims.iter().map(&mut extent).collect()
    }
}

/// What an element is that is to be written before it is read.
fn unwritten<S: Number>(elem: Ty) -> Value<S> {
    if elem.is_float() { Value::Float(S::real(f64::NAN)) } else { Value::zero(elem) }
}

pub(super) fn plus<S: Number>(a: &Value<S>, b: &Value<S>, ty: Ty) -> Eval<Value<S>> {
    match (a, b) {
        (Value::Int(a), Value::Int(b)) => Ok(Value::Int(a + b)),
        _ => Ok(Value::Float(S::arith(Arith::Add, a.float()?, b.float()?, width(ty)))),
    }
}

fn same_shape<S: Number>(to: &Array<S>, from: Array<S>) -> Eval<Array<S>> {
    if to.dims == from.dims { Ok(from) } else { Err(format!("shapes {:?} and {:?}", to.dims, from.dims)) }
}

fn accumulate_all<S: Number>(func: &Func, frame: &mut Frame<S>, to: Place, from: Place) -> Eval<()> {
    if frame.is_constant(to) || frame.is_constant(from) {
        return Ok(());
    }
    let ty = func.place(to).elem;
    let from = frame.array(from)?.clone();
    let array = frame.array_mut(to)?.ok_or("a constant place")?;
    let from = same_shape(array, from)?;
    for (a, b) in array.data.iter_mut().zip(&from.data) {
        *a = plus(a, b, ty)?;
    }
    Ok(())
}
