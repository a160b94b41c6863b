//! Last touches that depend on how often a value is read. All but shared factors and common constants are exact.

use crate::ir::{BinOp, Const, Func, Inst, Op, Pure, UnOp, Val, ValInfo};

/// -(c * x) = (-c) * x, where nothing else reads the product; x + (-c) * y = x - c * y the same way; and c * x + c * y = c * (x + y) in
/// derivative expressions.
pub(crate) fn polish(mut func: Func) -> Func {
    super::factors::share(&mut func);
    let mut facts = Facts::of(&func);
    for block in 0..func.blocks.len() {
        let insts = std::mem::take(&mut func.blocks[block].insts);
        let mut polished = Vec::with_capacity(insts.len());
        for inst in insts {
            let inst = rewrite(&mut func, &mut facts, &mut polished, inst);
            polished.push(inst);
        }
        func.blocks[block].insts = polished;
    }
    func
}

/// How often values are read, and the products with a constant in front.
struct Facts {
    reads: Vec<u32>,
    scaled: Vec<Option<(BinOp, f64, Val)>>,
}

impl Facts {
    fn of(func: &Func) -> Self {
        let mut constants = vec![None; func.vals.len()];
        let mut facts = Self { reads: func.reads(), scaled: vec![None; func.vals.len()] };
        func.each_inst(func.body, &mut |_, inst| match (&inst.op, inst.outs.as_slice()) {
            (Op::Pure(Pure::Const(Const::Float(bits))), [out]) => constants[out.0 as usize] = Some(*bits),
            (Op::Pure(Pure::Bin(op @ (BinOp::Mul | BinOp::Div), c, x)), [out]) => {
                let c = constants[c.0 as usize].map(f64::from_bits);
                facts.scaled[out.0 as usize] = c.map(|c| (*op, c, *x));
            }
            _ => {}
        });
        facts
    }

    /// `v = c * x` or `c / x`, read once.
    fn scaled(&self, v: Val) -> Option<(BinOp, f64, Val)> {
        self.scaled[v.0 as usize].filter(|_| self.reads[v.0 as usize] == 1)
    }
}

fn rewrite(func: &mut Func, facts: &mut Facts, before: &mut Vec<Inst>, inst: Inst) -> Inst {
    let (Op::Pure(pure), &[out]) = (&inst.op, inst.outs.as_slice()) else { return inst };
    let scaled = match *pure {
        Pure::Un(UnOp::Neg, v) => facts.scaled(v).map(|(op, c, x)| (op, -c, x, v)),
        Pure::Bin(op @ (BinOp::Add | BinOp::Sub), x, y) => in_common(func, facts, before, out, [x, y], op),
        _ => None,
    };
    if let Some((op, c, x, like)) = scaled {
        facts.scaled[out.0 as usize] = Some((op, c, x));
        let c = constant(func, before, c, like);
        return Inst { op: Op::Pure(Pure::Bin(op, c, x)), ..inst };
    }
    match turned(func, facts, before, pure) {
        Some(pure) => Inst { op: Op::Pure(pure), ..inst },
        None => inst,
    }
}

/// x + (-c) * y = x - c * y
fn turned(func: &mut Func, facts: &Facts, before: &mut Vec<Inst>, pure: &Pure) -> Option<Pure> {
    let &Pure::Bin(op @ (BinOp::Add | BinOp::Sub), x, v) = pure else { return None };
    let (scale, c, y) = facts.scaled(v).filter(|(_, c, _)| *c < 0.0)?;
    let other = if op == BinOp::Add { BinOp::Sub } else { BinOp::Add };
    let c = constant(func, before, -c, v);
    let product = fresh(func, v);
    before.push(Inst { outs: vec![product], op: Op::Pure(Pure::Bin(scale, c, y)) });
    Some(Pure::Bin(other, x, product))
}

/// c * x + c * y = c * (x + y), where c is finite and not below 1: the new sum is infinite only where the old one is.
fn in_common(
    func: &mut Func,
    facts: &Facts,
    before: &mut Vec<Inst>,
    out: Val,
    [v, w]: [Val; 2],
    op: BinOp,
) -> Option<(BinOp, f64, Val, Val)> {
    let product = |v: Val| {
        let info = func.val(v);
        let ours = info.loose && info.hint.as_ref().is_none_or(|hint| !hint.users);
        facts.scaled(v).filter(|(op, ..)| ours && *op == BinOp::Mul).map(|(_, c, x)| (c, x))
    };
    let ((c, x), (d, y)) = (product(v)?, product(w)?);
    let fits = func.val(out).loose && c.is_finite() && c.abs() >= 1.0 && c.abs() == d.abs();
    if !fits {
        return None;
    }
    let sum = fresh(func, v);
    func.vals[sum.0 as usize].hint = None;
    let op = if (c == d) == (op == BinOp::Add) { BinOp::Add } else { BinOp::Sub };
    before.push(Inst { outs: vec![sum], op: Op::Pure(Pure::Bin(op, x, y)) });
    Some((BinOp::Mul, c, sum, v))
}

fn constant(func: &mut Func, before: &mut Vec<Inst>, c: f64, like: Val) -> Val {
    let v = fresh(func, like);
    func.vals[v.0 as usize].hint = None;
    before.push(Inst { outs: vec![v], op: Op::Pure(Pure::Const(Const::Float(c.to_bits()))) });
    v
}

fn fresh(func: &mut Func, like: Val) -> Val {
    let info: ValInfo = func.val(like).clone();
    func.vals.push(info);
    Val(u32::try_from(func.vals.len() - 1).expect("fewer than 2^32 values"))
}
