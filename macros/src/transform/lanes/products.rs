//! Puts together what all lanes share in a product, so that each lane multiplies once. All rules round.

use super::Marks;
use super::wide::{Facts, roots};
use crate::ir::hash::{Map as HashMap, Set as HashSet};
use crate::ir::{BinOp, BlockId, Const, Func, Inst, Op, Pure, Ty, Val, ValInfo};
use crate::transform::activity::Activity;

/// (d · a) · b = d · (a · b) and d / a = d · (1 / a), where only `d` is wide.
pub(super) fn gathered(mut func: Func, marks: &Marks) -> Func {
    let mut gather = Gather {
        wide: roots(&func, marks),
        facts: Facts::of(&func),
        scaled: HashMap::default(),
        constants: HashSet::default(),
    };
    for at in 0..func.blocks.len() {
        let block = BlockId(u32::try_from(at).expect("fewer than 2^32 blocks"));
        let insts = std::mem::take(&mut func.blocks[at].insts);
        let mut gathered = Vec::with_capacity(insts.len());
        for inst in insts {
            let inst = gather.inst(&mut func, block, &mut gathered, inst);
            gathered.push(inst);
        }
        func.blocks[at].insts = gathered;
    }
    func
}

struct Gather {
    wide: Activity,
    facts: Facts,
    /// Wide products: what is wide in them, and the factor.
    scaled: HashMap<Val, (Val, Val)>,
    constants: HashSet<Val>,
}

impl Gather {
    fn inst(&mut self, func: &mut Func, block: BlockId, before: &mut Vec<Inst>, inst: Inst) -> Inst {
        let Op::Pure(pure) = &inst.op else { return inst };
        if let Pure::Const(_) = pure {
            self.constants.insert(inst.outs[0]);
        }
        let Some((d, factor)) = self.product(func, before, pure) else { return inst };
        let inner = self.scaled.get(&d).copied().filter(|_| self.is_inner(d, block));
        let (d, factor) = match inner {
            Some((inner, other)) => (inner, self.shared(func, before, other, factor)),
            None => (d, factor),
        };
        self.scaled.insert(inst.outs[0], (d, factor));
        match pure {
            Pure::Bin(BinOp::Mul, ..) if inner.is_none() => inst,
            _ => Inst { outs: inst.outs, op: Op::Pure(Pure::Bin(BinOp::Mul, d, factor)) },
        }
    }

    /// A wide factor and one that is not.
    fn product(&self, func: &mut Func, before: &mut Vec<Inst>, pure: &Pure) -> Option<(Val, Val)> {
        let Pure::Bin(op, x, y) = pure else { return None };
        match (op, self.is_wide(*x), self.is_wide(*y)) {
            (BinOp::Mul, true, false) => Some((*x, *y)),
            (BinOp::Mul, false, true) => Some((*y, *x)),
            (BinOp::Div, true, false) => {
                let one = add(func, before, Pure::Const(Const::Float(1.0_f64.to_bits())), *x);
                Some((*x, add(func, before, Pure::Bin(BinOp::Div, one, *y), *x)))
            }
            _ => None,
        }
    }

    /// The product of what all lanes share, a constant in front.
    fn shared(&self, func: &mut Func, before: &mut Vec<Inst>, a: Val, b: Val) -> Val {
        let (a, b) = if self.constants.contains(&b) { (b, a) } else { (a, b) };
        add(func, before, Pure::Bin(BinOp::Mul, a, b), a)
    }

    fn is_wide(&self, v: Val) -> bool {
        self.facts.knows(v) && self.wide.val(v)
    }

    /// Nobody but one instruction of this block reads the value, which is computed in it.
    fn is_inner(&self, v: Val, block: BlockId) -> bool {
        self.facts.reads(v) == 1 && self.facts.is_born_in(v, block)
    }
}

fn add(func: &mut Func, before: &mut Vec<Inst>, pure: Pure, like: Val) -> Val {
    let ty: Ty = func.ty(like);
    func.vals.push(ValInfo { ty, hint: None, origin: crate::ir::Origin::NOWHERE, loose: false });
    let v = Val(u32::try_from(func.vals.len() - 1).expect("fewer than 2^32 values"));
    before.push(Inst { outs: vec![v], op: Op::Pure(pure) });
    v
}
