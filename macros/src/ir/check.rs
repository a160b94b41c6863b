//! What a well-formed function is. Runs after every pass where debug assertions are on.

use super::node::{Block, BlockId, Func, Inst, Op, Param, Place, ResultItem, Val};
use super::text;
use super::types::Ty;

mod calls;
mod flow;
mod places;
mod pure;
#[cfg(test)]
mod tests;

type Verdict = Result<(), String>;

/// The first thing that is wrong, with the instruction in which it was found.
pub(crate) fn check(func: &Func) -> Verdict {
    let mut checker = Checker::new(func);
    checker.params()?;
    checker.block(func.body, &[])?;
    checker.results()
}

struct Checker<'a> {
    func: &'a Func,
    vals: Vec<Seen>,
    places: Vec<Seen>,
    entered: Vec<bool>,
    /// What was defined in the blocks that are open, in order.
    defined: Vec<Val>,
    declared: Vec<Place>,
    suspended: bool,
    /// Places that some instruction writes.
    written: Vec<bool>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Seen {
    NotYet,
    Visible,
    /// In a block that is closed.
    Gone,
}

fn ensure(holds: bool, message: impl FnOnce() -> String) -> Verdict {
    if holds { Ok(()) } else { Err(message()) }
}

/// Integers whose width is left to inference agree with every integer; what the macro does not know agrees with anything.
fn agree(a: Ty, b: Ty) -> bool {
    match (a, b) {
        (Ty::Int(a), Ty::Int(b)) => a.is_none() || b.is_none() || a == b,
        (Ty::State, _) | (_, Ty::State) => a == b,
        (Ty::Other(_), _) | (_, Ty::Other(_)) => true,
        _ => a == b,
    }
}

fn is_int(ty: Ty) -> bool {
    matches!(ty, Ty::Int(_) | Ty::Other(_))
}

fn is_bool(ty: Ty) -> bool {
    matches!(ty, Ty::Bool | Ty::Other(_))
}

impl<'a> Checker<'a> {
    fn new(func: &'a Func) -> Self {
        let mut written = vec![false; func.places.len()];
        let mut mark = |_, inst: &Inst| {
            for place in inst.op.written() {
                written[place.0 as usize] |= !matches!(inst.op, Op::Alloc { .. });
            }
        };
        for block in &func.blocks {
            block.insts.iter().for_each(|inst| mark(func.body, inst));
        }
        Self {
            func,
            vals: vec![Seen::NotYet; func.vals.len()],
            places: vec![Seen::NotYet; func.places.len()],
            entered: vec![false; func.blocks.len()],
            defined: Vec::new(),
            declared: Vec::new(),
            suspended: false,
            written,
        }
    }

    fn params(&mut self) -> Verdict {
        for param in &self.func.params {
            match param {
                Param::Scalar(v) => self.define(*v)?,
                Param::Elements(vals) => vals.iter().try_for_each(|v| self.define(*v))?,
                Param::Array(p) => {
                    let local = self.func.place(*p).kind.is_local();
                    ensure(!local, || format!("the parameter {p} is local"))?;
                    self.declare(*p)?;
                }
            }
        }
        ensure(self.func.block(self.func.body).params.is_empty(), || "the body has parameters of its own".to_owned())
    }

    fn results(&self) -> Verdict {
        let func = self.func;
        let scalars = func.results.iter().filter(|r| **r == ResultItem::Scalar).count();
        let yields = func.block(func.body).yields.len();
        ensure(scalars == yields, || format!("{scalars} scalar results, {yields} yields of the body"))?;
        // The scopes of the body are closed by now: what was declared there is gone, not unseen.
        for result in &func.results {
            if let ResultItem::Array(p) = result {
                let inner = self.places[p.0 as usize] == Seen::NotYet;
                ensure(!inner && self.in_body(*p), || format!("the result {p} is not declared in the body"))?;
            }
        }
        Ok(())
    }

    fn in_body(&self, p: Place) -> bool {
        let declares = |inst: &Inst| match &inst.op {
            Op::Alloc { place, .. } => *place == p,
            Op::Call(call) => call.results.contains(&p) || call.result_dots.contains(&p),
            _ => false,
        };
        self.func.params.contains(&Param::Array(p)) || self.func.block(self.func.body).insts.iter().any(declares)
    }

    // ---- scopes

    fn define(&mut self, v: Val) -> Verdict {
        let seen = self.vals.get_mut(v.0 as usize).ok_or_else(|| format!("{v} is not in the arena"))?;
        ensure(*seen == Seen::NotYet, || format!("{v} is defined twice"))?;
        *seen = Seen::Visible;
        self.defined.push(v);
        Ok(())
    }

    fn declare(&mut self, p: Place) -> Verdict {
        let seen = self.places.get_mut(p.0 as usize).ok_or_else(|| format!("{p} is not in the arena"))?;
        ensure(*seen == Seen::NotYet, || format!("{p} is declared twice"))?;
        *seen = Seen::Visible;
        self.declared.push(p);
        Ok(())
    }

    /// The type of a value that may be read here.
    fn read(&self, v: Val) -> Result<Ty, String> {
        match self.vals.get(v.0 as usize) {
            Some(Seen::Visible) => Ok(self.func.ty(v)),
            Some(Seen::NotYet) => Err(format!("{v} is used before it is defined")),
            Some(Seen::Gone) => Err(format!("{v} is used outside of its block")),
            None => Err(format!("{v} is not in the arena")),
        }
    }

    fn tys(&self, vals: &[Val]) -> Result<Vec<Ty>, String> {
        vals.iter().map(|v| self.read(*v)).collect()
    }

    /// A place that exists here.
    fn exists(&self, p: Place) -> Verdict {
        match self.places.get(p.0 as usize) {
            Some(Seen::Visible) => Ok(()),
            Some(Seen::NotYet) => Err(format!("{p} is used before it is declared")),
            Some(Seen::Gone) => Err(format!("{p} is used outside of its block")),
            None => Err(format!("{p} is not in the arena")),
        }
    }

    /// Checks a block that is entered with parameters of these types, and gives the types of its yields.
    fn block(&mut self, id: BlockId, params: &[Ty]) -> Result<Vec<Ty>, String> {
        let func = self.func;
        let block: &'a Block = func.blocks.get(id.0 as usize).ok_or_else(|| format!("no block {}", id.0))?;
        ensure(!self.entered[id.0 as usize], || format!("block {} is used twice", id.0))?;
        self.entered[id.0 as usize] = true;
        let (vals, places) = (self.defined.len(), self.declared.len());
        block.params.iter().try_for_each(|v| self.define(*v))?;
        let own: Vec<Ty> = block.params.iter().map(|v| func.ty(*v)).collect();
        same(&own, params).map_err(|e| format!("the parameters of block {}: {e}", id.0))?;
        for inst in &block.insts {
            self.inst(id, inst).map_err(|e| in_context(func, inst, &e))?;
        }
        let yields = self.tys(&block.yields).map_err(|e| format!("the yields of block {}: {e}", id.0))?;
        self.defined.drain(vals..).for_each(|v| self.vals[v.0 as usize] = Seen::Gone);
        self.declared.drain(places..).for_each(|p| self.places[p.0 as usize] = Seen::Gone);
        Ok(yields)
    }

    fn inst(&mut self, block: BlockId, inst: &Inst) -> Verdict {
        let mut unreadable = None;
        inst.op.operands(|v| unreadable = unreadable.take().or(self.read(v).err()));
        unreadable.map_or(Ok(()), Err)?;
        let outs: Vec<Ty> = inst.outs.iter().map(|v| self.func.ty(*v)).collect();
        match &inst.op {
            Op::Pure(pure) => self.pure(pure, &outs)?,
            Op::If { .. } | Op::For { .. } | Op::While { .. } => self.flow(&inst.op, &outs)?,
            Op::Call(call) => self.call(call, &outs)?,
            Op::Suspend { values } => self.suspend(block, values, &outs)?,
            Op::Effect { places, .. } => {
                places.iter().try_for_each(|p| self.exists(*p))?;
                same(&outs, &[])?;
            }
            Op::Assert { cond } => {
                same(&outs, &[])?;
                same(&[self.func.ty(*cond)], &[Ty::Bool])?;
            }
            Op::Splice(_) => return Err("room that was left is not filled".to_owned()),
            op => self.access(op, &outs)?,
        }
        inst.outs.iter().try_for_each(|v| self.define(*v))
    }

    /// The second phase begins: its places are handed over.
    fn suspend(&mut self, block: BlockId, values: &[Val], outs: &[Ty]) -> Verdict {
        ensure(block == self.func.body, || "a suspension inside a block".to_owned())?;
        ensure(!self.suspended, || "suspended twice".to_owned())?;
        self.suspended = true;
        same(outs, &self.tys(values)?)?;
        let mut windows = Vec::new();
        self.func.each_inst(self.func.body, &mut |_, inst| {
            if let Op::Window { place, .. } = inst.op {
                windows.push(place.0 as usize);
            }
        });
        for (k, info) in self.func.places.iter().enumerate() {
            let handed = !info.kind.is_local() && !windows.contains(&k);
            if handed && self.places[k] == Seen::NotYet {
                self.places[k] = Seen::Visible;
            }
        }
        Ok(())
    }
}

fn same(found: &[Ty], wanted: &[Ty]) -> Verdict {
    let agrees = found.len() == wanted.len() && found.iter().zip(wanted).all(|(a, b)| agree(*a, *b));
    let list = |tys: &[Ty]| tys.iter().map(Ty::to_string).collect::<Vec<_>>().join(", ");
    ensure(agrees, || format!("types ({}) where ({}) are due", list(found), list(wanted)))
}

/// Names the innermost instruction, once.
fn in_context(func: &Func, inst: &Inst, error: &str) -> String {
    if error.contains("\n  in: ") { error.to_owned() } else { format!("{error}\n  in: {}", text::inst(func, inst)) }
}
