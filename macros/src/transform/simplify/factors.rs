//! c * (x * y), c * (z * y) and so on are x * (c * y), z * (c * y): a product less for each that has the constant and a factor in common.
//! For derivative expressions only: it rounds in another order.

use crate::ir::hash::{Map, Set as HashSet};
use crate::ir::{BinOp, BlockId, Const, Func, Inst, Op, Pure, Val};

/// From how many products on: of two, the shared one would be another name to read for one product less.
const SEVERAL: usize = 3;

pub(super) fn share(func: &mut Func) {
    let reads = func.reads();
    for block in 0..func.blocks.len() {
        let block = BlockId(u32::try_from(block).expect("fewer than 2^32 blocks"));
        let groups = groups(func, block, &reads);
        if !groups.is_empty() {
            rewrite(func, block, &groups);
        }
    }
}

/// A product `out = scale * inner`, `inner = factor * other`, of which nobody reads the inner one for anything else.
#[derive(Clone, Copy)]
struct Scaled {
    out: Val,
    inner: Val,
    other: Val,
}

/// Products with a constant and a factor in common.
struct Group {
    scale: Val,
    factor: Val,
    products: Vec<Scaled>,
    /// The factor is this number times something, for these products alone.
    inside: Option<(f64, Val)>,
}

/// The largest first; each product is in one.
fn groups(func: &Func, block: BlockId, reads: &[u32]) -> Vec<Group> {
    let insts = &func.block(block).insts;
    let definitions: Map<Val, &Pure> = insts.iter().filter_map(pure).collect();
    let (mut groups, mut at): (Vec<Group>, Map<(u64, Val), usize>) = (Vec::new(), Map::default());
    for (out, pure) in insts.iter().filter_map(pure) {
        let Some((scale, bits, inner, [x, y])) = scaled(func, &definitions, out, pure, reads) else { continue };
        for (factor, other) in [(x, y), (y, x)] {
            let k = *at.entry((bits, factor)).or_insert(groups.len());
            if k == groups.len() {
                groups.push(Group { scale, factor, products: Vec::new(), inside: None });
            }
            groups[k].products.push(Scaled { out, inner, other });
        }
    }
    groups.sort_by_key(|group| std::cmp::Reverse(group.products.len()));
    let mut taken: HashSet<Val> = HashSet::default();
    for group in &mut groups {
        group.products.retain(|product| !taken.contains(&product.out));
        if group.products.len() >= SEVERAL {
            taken.extend(group.products.iter().map(|product| product.out));
        }
    }
    groups.retain(|group| group.products.len() >= SEVERAL);
    for group in &mut groups {
        group.inside = inside(func, &definitions, group, reads);
    }
    groups
}

/// The constant that the scaled factor has, and what it is a multiple of.
fn inside(func: &Func, definitions: &Map<Val, &Pure>, group: &Group, reads: &[u32]) -> Option<(f64, Val)> {
    let (number, info) = (|v: Val| number(definitions, v), func.val(group.factor));
    let Pure::Bin(BinOp::Mul, c, x) = definitions.get(&group.factor)? else { return None };
    let alone = reads[group.factor.0 as usize] as usize == group.products.len();
    let scale = number(*c)? * number(group.scale)?;
    let ours = alone && info.loose && info.hint.as_ref().is_none_or(|hint| !hint.users);
    (ours && scale.is_normal()).then_some((scale, *x))
}

fn number(definitions: &Map<Val, &Pure>, v: Val) -> Option<f64> {
    match definitions.get(&v)? {
        Pure::Const(Const::Float(bits)) => Some(f64::from_bits(*bits)),
        _ => None,
    }
}

fn pure(inst: &Inst) -> Option<(Val, &Pure)> {
    match (&inst.op, inst.outs.as_slice()) {
        (Op::Pure(pure), [v]) => Some((*v, pure)),
        _ => None,
    }
}

/// The constant, its bits, the inner product and its two factors, which differ.
fn scaled(
    func: &Func,
    definitions: &Map<Val, &Pure>,
    out: Val,
    pure: &Pure,
    reads: &[u32],
) -> Option<(Val, u64, Val, [Val; 2])> {
    let Pure::Bin(BinOp::Mul, scale, inner) = pure else { return None };
    let bits = number(definitions, *scale)?.to_bits();
    let Some(Pure::Bin(BinOp::Mul, x, y)) = definitions.get(inner) else { return None };
    let is_number = |v: &Val| matches!(definitions.get(v), Some(Pure::Const(_)));
    let apart = x != y && !is_number(x) && !is_number(y);
    let ours = func.val(out).loose && func.val(*inner).loose && reads[inner.0 as usize] == 1;
    (apart && ours).then_some((*scale, bits, *inner, [*x, *y]))
}

/// A common factor is scaled before the first of its products.
fn rewrite(func: &mut Func, block: BlockId, groups: &[Group]) {
    let mut gone: HashSet<Val> = HashSet::default();
    let (mut first, mut rewritten): (Map<Val, Vec<Inst>>, Map<Val, Pure>) = (Map::default(), Map::default());
    for group in groups {
        let mut before = Vec::new();
        let (scale, factor) = match group.inside {
            Some((scale, x)) => {
                gone.insert(group.factor);
                (fresh(func, group, &mut before, Pure::Const(Const::Float(scale.to_bits()))), x)
            }
            None => (group.scale, group.factor),
        };
        let shared = fresh(func, group, &mut before, Pure::Bin(BinOp::Mul, scale, factor));
        first.insert(group.products[0].out, before);
        for product in &group.products {
            gone.insert(product.inner);
            rewritten.insert(product.out, Pure::Bin(BinOp::Mul, product.other, shared));
        }
    }
    let insts = std::mem::take(&mut func.blocks[block.0 as usize].insts);
    let mut out = Vec::with_capacity(insts.len());
    for mut inst in insts {
        let Some(v) = inst.outs.first().copied() else {
            out.push(inst);
            continue;
        };
        if gone.contains(&v) {
            continue;
        }
        out.extend(first.remove(&v).into_iter().flatten());
        if let Some(pure) = rewritten.remove(&v) {
            inst.op = Op::Pure(pure);
        }
        out.push(inst);
    }
    func.blocks[block.0 as usize].insts = out;
}

/// A value of the type of the products, computed so.
fn fresh(func: &mut Func, group: &Group, to: &mut Vec<Inst>, pure: Pure) -> Val {
    let v = Val(u32::try_from(func.vals.len()).expect("fewer than 2^32 values"));
    let info = func.val(group.products[0].inner).clone();
    func.vals.push(crate::ir::ValInfo { hint: None, ..info });
    to.push(Inst { outs: vec![v], op: Op::Pure(pure) });
    v
}
