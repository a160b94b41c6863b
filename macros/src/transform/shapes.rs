//! Finds shapes in the user's function whose derivative, operation by operation, would lose what the value has.
//!
//! | shape | becomes | because |
//! |---|---|---|
//! | `a / (1 + exp(z))` | `logistic(a, z, 1 + exp(z))` | zero times infinity where `exp(z)` overflows |
//!
//! What a shape becomes has the shape as its formula, so the value's bits stay.

use crate::elementary;
use crate::ir::hash::Map;
use crate::ir::{
    BinOp, Const, ElemId, Func, Init, Inst, Op, Place, PlaceInfo, PlaceKind, Pure, ResultItem, Ty, Val, ValInfo,
};

/// An array parameter that is returned as it is becomes a copy: what is returned is not what was given.
pub(crate) fn own_results(mut func: Func) -> Func {
    for k in 0..func.results.len() {
        let ResultItem::Array(p) = func.results[k] else { continue };
        let again = func.results[..k].contains(&func.results[k]);
        let kind = func.place(p).kind;
        if kind == PlaceKind::InOut || kind == PlaceKind::Local && !again {
            continue;
        }
        func.places.push(PlaceInfo { kind: PlaceKind::Local, ..func.place(p).clone() });
        let copy = Place(u32::try_from(func.places.len() - 1).expect("fewer than 2^32 places"));
        let alloc = Op::Alloc { place: copy, sizes: Vec::new(), init: Init::Copy(p) };
        let body = func.body.0 as usize;
        func.blocks[body].insts.push(Inst { outs: Vec::new(), op: alloc });
        func.results[k] = ResultItem::Array(copy);
    }
    func
}

/// Puts internal elementary functions where a shape is found.
pub(crate) fn recognize(mut func: Func) -> Func {
    let mut definitions = Map::default();
    func.each_inst(func.body, &mut |_, inst| {
        if let (Op::Pure(pure), [out]) = (&inst.op, inst.outs.as_slice()) {
            definitions.insert(*out, pure.clone());
        }
    });
    for block in 0..func.blocks.len() {
        let mut insts = Vec::new();
        for mut inst in std::mem::take(&mut func.blocks[block].insts) {
            if let Some(pure) = logistic(&mut func, &definitions, &mut insts, &inst) {
                inst.op = Op::Pure(pure);
            }
            insts.push(inst);
        }
        func.blocks[block].insts = insts;
    }
    func
}

/// `a / y` or `y.recip()`, where `y` is one plus an exponential.
fn logistic(func: &mut Func, definitions: &Map<Val, Pure>, before: &mut Vec<Inst>, inst: &Inst) -> Option<Pure> {
    let Op::Pure(pure) = &inst.op else { return None };
    let (numerator, y) = match pure {
        Pure::Bin(BinOp::Div, a, y) => (Some(*a), *y),
        Pure::Elem(id, args) if elementary::row(*id).name == "recip" => (None, args[0]),
        _ => return None,
    };
    let (z, exp) = exponent(definitions, y)?;
    let numerator = numerator.unwrap_or_else(|| one(func, before, func.ty(y)));
    let logistic = elementary::internal("logistic");
    let logistic = if exp.is_of_libm() { logistic.of_libm() } else { logistic };
    Some(Pure::Elem(logistic, vec![numerator, z, y]))
}

/// `z`, where `y = 1 + exp(z)`, and that exponential.
fn exponent(definitions: &Map<Val, Pure>, y: Val) -> Option<(Val, ElemId)> {
    let Pure::Bin(BinOp::Add, x, e) = definitions.get(&y)? else { return None };
    let is_one = |v: &Val| definitions.get(v) == Some(&Pure::Const(Const::Float(1.0_f64.to_bits())));
    let argument = |v: &Val| match definitions.get(v)? {
        Pure::Elem(id, args) if elementary::row(*id).name == "exp" => Some((args[0], *id)),
        _ => None,
    };
    if is_one(x) { argument(e) } else { argument(x).filter(|_| is_one(e)) }
}

fn one(func: &mut Func, before: &mut Vec<Inst>, ty: Ty) -> Val {
    func.vals.push(ValInfo { ty, hint: None, origin: crate::ir::Origin::NOWHERE, loose: false });
    let v = Val(u32::try_from(func.vals.len() - 1).expect("fewer than 2^32 values"));
    before.push(Inst { outs: vec![v], op: Op::Pure(Pure::Const(Const::Float(1.0_f64.to_bits()))) });
    v
}
