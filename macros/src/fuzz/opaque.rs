//! The user's own expressions, which the language between only carries: here they are calls of generated functions on
//! inactive arguments, and what can stand around them.

use std::rc::Rc;

use quote::ToTokens;
use syn::{Expr, ExprIndex, Lit};

use super::companions::Unit;
use super::program::number::{Arith, Number, Width};
use crate::ir::eval::{Array, Binding, Eval, Hooks, Interp, Value};
use crate::ir::{Param, Ty};

/// What fills the holes of an expression.
pub(crate) struct Holes<'a, S> {
    pub(crate) values: &'a [Value<S>],
    pub(crate) arrays: &'a [Array<S>],
}

pub(crate) fn hole(k: usize) -> String {
    format!("hole_{k}")
}

pub(crate) fn eval<S: Number>(units: &[Unit], hooks: &dyn Hooks<S>, text: &str, holes: &Holes<S>) -> Eval<Value<S>> {
    let expr: Expr = syn::parse_str(text).map_err(|e| format!("`{text}`: {e}"))?;
    match binding(units, hooks, &expr, holes)? {
        Binding::Scalar(value) => Ok(value),
        Binding::Array(_) => Ok(Value::Unread),
        other => Err(format!("`{text}` is {other:?}")),
    }
}

fn binding<S: Number>(units: &[Unit], hooks: &dyn Hooks<S>, expr: &Expr, holes: &Holes<S>) -> Eval<Binding<S>> {
    match expr {
        Expr::Paren(e) => binding(units, hooks, &e.expr, holes),
        Expr::Group(e) => binding(units, hooks, &e.expr, holes),
        Expr::Reference(e) => binding(units, hooks, &e.expr, holes),
        Expr::Unary(e) if matches!(e.op, syn::UnOp::Deref(_)) => binding(units, hooks, &e.expr, holes),
        Expr::Unary(e) if matches!(e.op, syn::UnOp::Neg(_)) => {
            let x = number(units, hooks, &e.expr, holes)?;
            Ok(Binding::Scalar(Value::Float(x.neg())))
        }
        Expr::Path(e) => filled(&e.path, holes),
        Expr::Lit(e) => literal(&e.lit).map(Binding::Scalar),
        Expr::Call(e) => {
            let Expr::Path(callee) = e.func.as_ref() else { return Err("a call of an expression".to_owned()) };
            let name = callee.path.require_ident().map_err(|e| e.to_string())?.to_string();
            let unit = units.iter().find(|unit| unit.name == name).ok_or_else(|| format!("no function {name}"))?;
            let args = e
                .args
                .iter()
                .zip(&unit.func.params)
                .map(|(arg, param)| Ok(narrowed(unit, param, binding(units, hooks, arg, holes)?)));
            let args = args.collect::<Eval<_>>()?;
            let mut outcome = Interp::new(hooks).run(&Rc::clone(&unit.func), args)?;
            match outcome.scalars.as_slice() {
                [Value::Bool(present), content] => {
                    let content = present.then(|| Box::new(content.clone()));
                    Ok(Binding::Scalar(Value::Option(content)))
                }
                [.., value] => Ok(Binding::Scalar(value.clone())),
                [] => outcome.arrays.pop().map(Binding::Array).ok_or_else(|| format!("{name} gives nothing")),
            }
        }
        Expr::Binary(e) => {
            let op = match e.op {
                syn::BinOp::Add(_) => Arith::Add,
                syn::BinOp::Sub(_) => Arith::Sub,
                syn::BinOp::Mul(_) => Arith::Mul,
                syn::BinOp::Div(_) => Arith::Div,
                _ => return Err(format!("`{}` of numbers", e.op.to_token_stream())),
            };
            let (a, b) = (number(units, hooks, &e.left, holes)?, number(units, hooks, &e.right, holes)?);
            Ok(Binding::Scalar(Value::Float(S::arith(op, a, b, Width::F64))))
        }
        Expr::Index(e) => window(units, hooks, e, holes),
        Expr::MethodCall(e) if integer_method(&e.method.to_string()).is_some() => {
            let method = integer_method(&e.method.to_string()).expect("just seen");
            let receiver = integer(units, hooks, &e.receiver, holes)?;
            let arg = integer(units, hooks, e.args.first().ok_or("a method without argument")?, holes)?;
            Ok(Binding::Scalar(Value::Int(method(receiver, arg))))
        }
        Expr::Match(e) => match option(units, hooks, &e.expr, holes)? {
            Some(content) => Ok(Binding::Scalar(*content)),
            None => Err("a match of nothing".to_owned()),
        },
        Expr::Macro(e) => {
            let tokens: Vec<_> = e.mac.tokens.clone().into_iter().collect();
            let comma = tokens.iter().position(|tree| tree.to_string() == ",").ok_or("a macro of one thing")?;
            let value: Expr = syn::parse2(tokens[..comma].iter().cloned().collect()).map_err(|e| e.to_string())?;
            let content = option(units, hooks, &value, holes)?;
            Ok(Binding::Scalar(Value::Bool(content.is_some() == (tokens[comma + 1].to_string() == "Some"))))
        }
        Expr::MethodCall(e) if OPTIONAL.contains(&e.method.to_string().as_str()) => {
            let content = option(units, hooks, &e.receiver, holes)?;
            let value = match (e.method.to_string().as_str(), content, e.args.first()) {
                ("is_some", content, _) => Value::Bool(content.is_some()),
                (_, Some(content), _) => *content,
                (_, None, Some(other)) => return binding(units, hooks, other, holes),
                (_, None, None) => Value::Float(S::real(0.0)),
            };
            Ok(Binding::Scalar(value))
        }
        Expr::MethodCall(e) => {
            let args = std::iter::once(e.receiver.as_ref()).chain(&e.args);
            let args: Vec<S> = args.map(|arg| number(units, hooks, arg, holes)).collect::<Eval<_>>()?;
            let value = S::function(&e.method.to_string(), &args, Width::F64);
            value.map(|v| Binding::Scalar(Value::Float(v))).ok_or_else(|| format!("no method {}", e.method))
        }
        _ => Err("an expression of another kind".to_owned()),
    }
}

/// Methods of options that the macro writes, or leaves where they are.
const OPTIONAL: [&str; 4] = ["is_some", "unwrap_or", "unwrap_or_default", "map_or"];

fn option<S: Number>(
    units: &[Unit],
    hooks: &dyn Hooks<S>,
    expr: &Expr,
    holes: &Holes<S>,
) -> Eval<Option<Box<Value<S>>>> {
    match binding(units, hooks, expr, holes)? {
        Binding::Scalar(Value::Option(content)) => Ok(content),
        other => Err(format!("{other:?} is no option")),
    }
}

/// `xs[lo..hi]`
fn window<S: Number>(units: &[Unit], hooks: &dyn Hooks<S>, expr: &ExprIndex, holes: &Holes<S>) -> Eval<Binding<S>> {
    let Binding::Array(whole) = binding(units, hooks, &expr.expr, holes)? else {
        return Err("a window of a number".to_owned());
    };
    let Expr::Range(range) = expr.index.as_ref() else { return Err("an element of an array".to_owned()) };
    let (Some(lo), Some(hi)) = (&range.start, &range.end) else { return Err("a window without bounds".to_owned()) };
    let bound = |end: &Expr| {
        let n = integer(units, hooks, end, holes)?;
        usize::try_from(n).ok().filter(|n| *n <= whole.data.len()).ok_or_else(|| format!("a window that ends at {n}"))
    };
    let (lo, hi) = (bound(lo)?, bound(hi)?);
    let data = whole.data.get(lo..hi).ok_or("a window that ends before it begins")?.to_vec();
    Ok(Binding::Array(Array { dims: vec![data.len()], data }))
}

/// A literal takes the width of the parameter that it is handed to.
fn narrowed<S: Number>(unit: &Unit, param: &Param, arg: Binding<S>) -> Binding<S> {
    match (param, arg) {
        (Param::Scalar(v), Binding::Scalar(Value::Float(x))) if unit.func.ty(*v) == Ty::F32 => {
            Binding::Scalar(Value::Float(x.cast(Width::F32)))
        }
        (_, arg) => arg,
    }
}

fn number<S: Number>(units: &[Unit], hooks: &dyn Hooks<S>, expr: &Expr, holes: &Holes<S>) -> Eval<S> {
    match binding(units, hooks, expr, holes)? {
        Binding::Scalar(value) => value.float(),
        other => Err(format!("{other:?} is no number")),
    }
}

/// Methods of lengths, which the macro calls itself.
fn integer_method(name: &str) -> Option<fn(i128, i128) -> i128> {
    match name {
        "saturating_sub" => Some(|n, m| (n - m).max(0)),
        "div_ceil" => Some(|n, m| (n + m - 1) / m),
        _ => None,
    }
}

fn integer<S: Number>(units: &[Unit], hooks: &dyn Hooks<S>, expr: &Expr, holes: &Holes<S>) -> Eval<i128> {
    match binding(units, hooks, expr, holes)? {
        Binding::Scalar(Value::Int(n)) => Ok(n),
        other => Err(format!("{other:?} is no integer")),
    }
}

fn filled<S: Number>(path: &syn::Path, holes: &Holes<S>) -> Eval<Binding<S>> {
    let name = path.require_ident().map_err(|e| e.to_string())?.to_string();
    let number = name.strip_prefix("hole_").and_then(|k| k.parse::<usize>().ok());
    let k = number.ok_or_else(|| format!("nobody knows `{name}`"))?;
    let scalar = holes.values.get(k).cloned().map(Binding::Scalar);
    let array = || k.checked_sub(holes.values.len()).and_then(|k| holes.arrays.get(k)).cloned().map(Binding::Array);
    scalar.or_else(array).ok_or_else(|| format!("nothing fills hole {k}"))
}

fn literal<S: Number>(lit: &Lit) -> Eval<Value<S>> {
    match lit {
        Lit::Float(x) => x.base10_parse().map(|x| Value::Float(S::real(x))).map_err(|e| e.to_string()),
        Lit::Int(n) => n.base10_parse().map(Value::Int).map_err(|e| e.to_string()),
        Lit::Bool(b) => Ok(Value::Bool(b.value)),
        _ => Err("a literal".to_owned()),
    }
}
