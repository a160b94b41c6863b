//! Builds functions block by block. Values without effects go through the simplifying rules and are shared.

use std::rc::Rc;

use super::hash::Map;
use super::node::{
    BinOp, Block, BlockId, Const, ElemId, Func, Hint, Init, Inst, Op, Param, Place, PlaceInfo, PlaceKind, Pure, UnOp,
    Val, ValInfo,
};
use super::types::{Dim, Int, Origin, Ty};

/// Simplifies an operation before it is built: the value that it equals, if there is a simpler one.
pub(crate) type Rules = fn(&mut Builder, &Pure, Ty) -> Option<Val>;

/// An element that was read.
struct Read {
    place: Place,
    index: Vec<Val>,
    block: BlockId,
    /// How often the place had been written then.
    writes: u32,
}

pub(crate) struct Builder {
    pub(crate) func: Func,
    /// Derivative expressions may be rearranged (rules marked `rounds` and `assumes finite`); what computes the user's value may not.
    pub(crate) loose: bool,
    /// What is built is a copy of a derivative's: it keeps its form, but its sums may be added in another order.
    pub(crate) derived: bool,
    rules: Rules,
    scopes: Vec<Scope>,
    /// Counts beginnings and ends of blocks: a read of a writable place is shared only within one epoch, and until the place is written.
    epoch: u32,
    /// By value: how it is computed, if it is an operation without effects.
    definitions: Vec<Option<Pure>>,
    /// How often each place was written, and what was read from one.
    written: Map<Place, u32>,
    loaded: Map<Val, Read>,
    /// Run-time sizes of locals.
    sizes: Map<Place, Vec<Val>>,
}

/// An element, and the moment since which nothing has written to it.
type Reading = (Place, Vec<Val>, (u32, u32));

struct Scope {
    block: BlockId,
    shared: Map<(Pure, Ty), Val>,
    reads: Map<Reading, Val>,
}

impl Builder {
    /// Begins a function; its body is the open block.
    pub(crate) fn new(rules: Rules) -> Self {
        let body = BlockId(0);
        let func = Func {
            params: Vec::new(),
            vals: Vec::new(),
            places: Vec::new(),
            blocks: vec![Block::default()],
            body,
            results: Vec::new(),
            constants: Vec::new(),
            partial: Vec::new(),
            effects: Vec::new(),
            reassociate: false,
            repeated: 0,
            in_order: false,
            rule: None,
        };
        let mut builder = Self {
            func,
            loose: false,
            derived: false,
            rules,
            scopes: Vec::new(),
            epoch: 0,
            definitions: Vec::new(),
            written: Map::default(),
            loaded: Map::default(),
            sizes: Map::default(),
        };
        builder.enter(body);
        builder
    }

    /// Ends the body with these scalars as its yields.
    pub(crate) fn finish(mut self, yields: Vec<Val>) -> Func {
        assert_eq!(self.scopes.len(), 1, "every block is closed before the function is finished");
        self.func.blocks[0].yields = yields;
        self.func
    }

    // ---- names for what will be built

    pub(crate) fn fresh(&mut self, ty: Ty, hint: Option<Hint>) -> Val {
        let loose = self.loose || self.derived;
        self.func.vals.push(ValInfo { ty, hint, origin: Origin::NOWHERE, loose });
        Val(u32::try_from(self.func.vals.len() - 1).expect("fewer than 2^32 values"))
    }

    pub(crate) fn scalar_param(&mut self, ty: Ty, hint: Option<Hint>) -> Val {
        let v = self.fresh(ty, hint);
        self.func.params.push(Param::Scalar(v));
        v
    }

    pub(crate) fn new_place(&mut self, info: PlaceInfo) -> Place {
        self.func.places.push(info);
        Place(u32::try_from(self.func.places.len() - 1).expect("fewer than 2^32 places"))
    }

    pub(crate) fn ty(&self, v: Val) -> Ty {
        self.func.ty(v)
    }

    /// Suggests a name for a value that has none, or has one that the user did not give.
    pub(crate) fn name(&mut self, v: Val, text: &str, users: bool) {
        let hint = &mut self.func.vals[v.0 as usize].hint;
        if hint.as_ref().is_none_or(|h| users && !h.users) {
            *hint = Some(Hint { text: Rc::from(text), users });
        }
    }

    // ---- blocks

    /// Opens a block with these parameters; what is built goes into it until it is closed.
    pub(crate) fn open(&mut self, params: Vec<Val>) -> BlockId {
        let id = BlockId(u32::try_from(self.func.blocks.len()).expect("fewer than 2^32 blocks"));
        self.func.blocks.push(Block { params, ..Block::default() });
        self.enter(id);
        id
    }

    /// Closes the open block.
    pub(crate) fn close(&mut self, yields: Vec<Val>) -> BlockId {
        let scope = self.scopes.pop().expect("a block is open");
        self.func.blocks[scope.block.0 as usize].yields = yields;
        self.epoch += 1;
        scope.block
    }

    fn enter(&mut self, block: BlockId) {
        self.epoch += 1;
        self.scopes.push(Scope { block, shared: Map::default(), reads: Map::default() });
    }

    /// The body is open, and no block inside it.
    pub(crate) fn is_outermost(&self) -> bool {
        self.scopes.len() == 1
    }

    /// The block that is open.
    pub(crate) fn here(&self) -> BlockId {
        self.scopes.last().expect("a block is open").block
    }

    /// Leaves room at this point of the open block; [`Builder::raw`] fills it later.
    pub(crate) fn splice(&mut self) -> BlockId {
        let id = BlockId(u32::try_from(self.func.blocks.len()).expect("fewer than 2^32 blocks"));
        self.func.blocks.push(Block::default());
        self.push(Op::Splice(id), &[]);
        id
    }

    /// Builds into a splice. Nothing built elsewhere is shared with it: it may come later than the splice.
    pub(crate) fn inside<R>(&mut self, splice: BlockId, build: impl FnOnce(&mut Self) -> R) -> R {
        let outer = std::mem::take(&mut self.scopes);
        self.enter(splice);
        let result = build(self);
        self.scopes = outer;
        self.epoch += 1;
        result
    }

    /// How many blocks are open.
    pub(crate) fn depth(&self) -> usize {
        self.scopes.len()
    }

    /// Builds at the end of an open block, before that which is open inside of it: the last of so many.
    pub(crate) fn around<R>(&mut self, depth: usize, build: impl FnOnce(&mut Self) -> R) -> R {
        let inside = self.scopes.split_off(depth);
        let result = build(self);
        self.scopes.extend(inside);
        result
    }

    /// What is built from here on is shared with nothing before it.
    fn share_nothing(&mut self) {
        for scope in &mut self.scopes {
            scope.shared.clear();
            scope.reads.clear();
        }
    }

    // ---- instructions

    /// Appends an instruction to the open block; its outputs have these types.
    pub(crate) fn push(&mut self, op: Op, outs: &[Ty]) -> Vec<Val> {
        let block = self.here();
        let suspends = matches!(op, Op::Suspend { .. });
        let outs = self.raw(block, op, outs);
        if suspends {
            // The second phase computes again what it does, and is not handed that.
            self.share_nothing();
        }
        outs
    }

    /// Appends an instruction to any block, open or not.
    pub(crate) fn raw(&mut self, block: BlockId, op: Op, outs: &[Ty]) -> Vec<Val> {
        let outs: Vec<Val> = outs.iter().map(|ty| self.fresh(*ty, None)).collect();
        if let (Op::Pure(pure), [v]) = (&op, outs.as_slice()) {
            self.definitions.resize(v.0 as usize + 1, None);
            self.definitions[v.0 as usize] = Some(pure.clone());
        }
        if let Op::Alloc { place, sizes, .. } = &op {
            self.sizes.insert(*place, sizes.clone());
        }
        self.note(block, &op, &outs);
        self.func.blocks[block.0 as usize].insts.push(Inst { outs: outs.clone(), op });
        outs
    }

    fn note(&mut self, block: BlockId, op: &Op, outs: &[Val]) {
        if let (Op::Load { place, index }, [v]) = (op, outs) {
            let read = Read { place: *place, index: index.clone(), block, writes: self.writes(*place) };
            self.loaded.insert(*v, read);
        }
        for place in op.written() {
            *self.written.entry(place).or_default() += 1;
        }
    }

    fn writes(&self, place: Place) -> u32 {
        self.written.get(&place).copied().unwrap_or_default()
    }

    /// How a value is computed, if it is an operation without effects.
    pub(crate) fn definition(&self, v: Val) -> Option<&Pure> {
        self.definitions.get(v.0 as usize)?.as_ref()
    }

    /// An operation without effects: simplified, shared, or appended.
    pub(crate) fn pure(&mut self, pure: Pure, ty: Ty) -> Val {
        let rules = self.rules;
        if let Some(v) = rules(self, &pure, ty) {
            return v;
        }
        if self.func.is_effect(&pure) {
            return self.push(Op::Pure(pure), &[ty])[0];
        }
        let key = (canonical(&pure), ty);
        if let Some(v) = self.scopes.iter().rev().find_map(|s| s.shared.get(&key)) {
            return *v;
        }
        let v = self.push(Op::Pure(pure), &[ty])[0];
        self.scopes.last_mut().expect("a block is open").shared.insert(key, v);
        v
    }

    /// From here on the operation is this value, as far as the open block reaches.
    pub(crate) fn assume(&mut self, pure: &Pure, value: Val) {
        let key = (canonical(pure), self.ty(value));
        self.scopes.last_mut().expect("a block is open").shared.insert(key, value);
    }

    pub(crate) fn load(&mut self, place: Place, index: Vec<Val>) -> Val {
        let info = self.func.place(place);
        let (ty, fixed) = (info.elem, matches!(info.kind, PlaceKind::Input | PlaceKind::Tangent));
        let since = if fixed { (0, 0) } else { (self.epoch, self.writes(place)) };
        let key = (place, index.clone(), since);
        if let Some(v) = self.scopes.iter().rev().find_map(|s| s.reads.get(&key)) {
            return *v;
        }
        let v = self.push(Op::Load { place, index }, &[ty])[0];
        self.scopes.last_mut().expect("a block is open").reads.insert(key, v);
        v
    }

    /// Whether an element is known to hold this value now.
    pub(crate) fn holds(&self, place: Place, index: &[Val], value: Val) -> bool {
        self.loaded.get(&value).is_some_and(|read| {
            read.place == place && read.index == index && read.block == self.here() && read.writes == self.writes(place)
        })
    }

    pub(crate) fn store(&mut self, place: Place, index: Vec<Val>, value: Val) {
        self.push(Op::Store { place, index, value }, &[]);
    }

    pub(crate) fn accumulate(&mut self, place: Place, index: Vec<Val>, value: Val) {
        self.push(Op::Accumulate { place, index, value }, &[]);
    }

    pub(crate) fn alloc(&mut self, place: Place, sizes: Vec<Val>, init: Init) {
        self.push(Op::Alloc { place, sizes, init }, &[]);
    }

    /// The run-time sizes of a local of several axes, if they were given when it was brought into being, and are so still.
    pub(crate) fn sizes_of_rows(&self, place: Place) -> Option<&Vec<Val>> {
        let PlaceInfo { dims, kind, .. } = self.func.place(place);
        if *kind == PlaceKind::Growing {
            return None;
        }
        let dynamic = dims.iter().filter(|d| **d == Dim::Dyn).count();
        self.sizes.get(&place).filter(|sizes| dims.len() > 1 && dynamic > 0 && sizes.len() == dynamic)
    }

    /// The length of a place along an axis.
    pub(crate) fn length(&mut self, place: Place, axis: usize) -> Val {
        let dims = &self.func.place(place).dims;
        let before = dims[..axis].iter().filter(|d| **d == Dim::Dyn).count();
        match self.sizes_of_rows(place) {
            Some(sizes) if dims[axis] == Dim::Dyn => sizes[before],
            _ => self.pure(Pure::Len(place, u8::try_from(axis).expect("few axes")), Ty::USIZE),
        }
    }

    /// `if cond { then } else { otherwise }`; both arms yield values of the same types.
    pub(crate) fn branch(
        &mut self,
        cond: Val,
        then: impl FnOnce(&mut Self) -> Vec<Val>,
        otherwise: impl FnOnce(&mut Self) -> Vec<Val>,
    ) -> Vec<Val> {
        self.open(Vec::new());
        let yields = then(self);
        let tys: Vec<Ty> = yields.iter().map(|v| self.ty(*v)).collect();
        let then = self.close(yields);
        self.open(Vec::new());
        let yields = otherwise(self);
        let otherwise = self.close(yields);
        self.push(Op::If { cond, then, otherwise }, &tys)
    }

    /// A counted loop: `body` gets the index and the carried values and returns the next carried values.
    #[cfg(test)]
    pub(crate) fn counted(
        &mut self,
        range: super::node::Range,
        inits: Vec<Val>,
        body: impl FnOnce(&mut Self, Val, &[Val]) -> Vec<Val>,
    ) -> Vec<Val> {
        let index = self.fresh(self.ty(range.hi), None);
        let carried: Vec<Val> = inits.iter().map(|v| self.fresh(self.ty(*v), self.func.val(*v).hint.clone())).collect();
        let mut params = vec![index];
        params.extend(&carried);
        self.open(params);
        let yields = body(self, index, &carried);
        let body = self.close(yields);
        let tys: Vec<Ty> = inits.iter().map(|v| self.ty(*v)).collect();
        self.push(Op::For { range, inits, body, exits: false }, &tys)
    }

    // ---- the usual operations

    pub(crate) fn constant(&mut self, c: Const, ty: Ty) -> Val {
        self.pure(Pure::Const(c), ty)
    }
    pub(crate) fn float(&mut self, x: f64, ty: Ty) -> Val {
        self.constant(Const::Float(x.to_bits()), ty)
    }
    pub(crate) fn int(&mut self, n: i128, ty: Ty) -> Val {
        self.constant(Const::Int(n), ty)
    }
    pub(crate) fn bool(&mut self, b: bool) -> Val {
        self.constant(Const::Bool(b), Ty::Bool)
    }
    pub(crate) fn bin(&mut self, op: BinOp, a: Val, b: Val) -> Val {
        let ty = if op.is_comparison() { Ty::Bool } else { self.ty(a) };
        self.pure(Pure::Bin(op, a, b), ty)
    }
    pub(crate) fn add(&mut self, a: Val, b: Val) -> Val {
        self.bin(BinOp::Add, a, b)
    }
    pub(crate) fn sub(&mut self, a: Val, b: Val) -> Val {
        self.bin(BinOp::Sub, a, b)
    }
    pub(crate) fn mul(&mut self, a: Val, b: Val) -> Val {
        self.bin(BinOp::Mul, a, b)
    }
    pub(crate) fn div(&mut self, a: Val, b: Val) -> Val {
        self.bin(BinOp::Div, a, b)
    }
    pub(crate) fn neg(&mut self, a: Val) -> Val {
        let ty = self.ty(a);
        self.pure(Pure::Un(UnOp::Neg, a), ty)
    }
    pub(crate) fn select(&mut self, c: Val, a: Val, b: Val) -> Val {
        let ty = self.ty(a);
        self.pure(Pure::Select(c, a, b), ty)
    }
    pub(crate) fn elem(&mut self, id: ElemId, args: Vec<Val>) -> Val {
        let ty = self.ty(args[0]);
        self.pure(Pure::Elem(id, args), ty)
    }
    pub(crate) fn cast(&mut self, a: Val, ty: Ty) -> Val {
        self.pure(Pure::Cast(a), ty)
    }

    pub(crate) fn as_usize(&mut self, v: Val) -> Val {
        if self.ty(v) == Ty::USIZE { v } else { self.cast(v, Ty::USIZE) }
    }
    pub(crate) fn add_one(&mut self, v: Val) -> Val {
        let one = self.int(1, self.ty(v));
        self.add(v, one)
    }

    /// The quotient of two `usize`s, rounded up.
    pub(crate) fn div_up(&mut self, n: Val, by: Val) -> Val {
        if let (Some(Const::Int(n)), Some(Const::Int(by))) = (self.known(n), self.known(by)) {
            return self.int((n + by - 1) / by, Ty::USIZE);
        }
        let (all, one) = (self.add(n, by), self.int(1, Ty::USIZE));
        let all = self.sub(all, one);
        self.div(all, by)
    }

    /// `hi - lo` of integers in order, which may be further apart than their type can say.
    pub(crate) fn distance(&mut self, lo: Val, hi: Val) -> Val {
        let far = !self.ty(hi).is_unsigned() && !matches!(self.known(lo), Some(Const::Int(0..)));
        let (lo, hi) = if far { (self.widened(lo), self.widened(hi)) } else { (lo, hi) };
        let distance = self.sub(hi, lo);
        self.as_usize(distance)
    }

    /// The integer `by` after `from`, which is one of the type.
    pub(crate) fn after(&mut self, from: Val, by: Val) -> Val {
        // An integer of a type that nothing says is an `i32`.
        let ty = if self.ty(from) == Ty::Int(None) { Ty::Int(Some(Int::I32)) } else { self.ty(from) };
        let (from, by) = (self.widened(from), self.cast_int(by, ty.wide()));
        let sum = self.add(from, by);
        self.cast_int(sum, ty)
    }

    fn widened(&mut self, v: Val) -> Val {
        self.cast_int(v, self.ty(v).wide())
    }

    /// An integer in another type.
    pub(crate) fn cast_int(&mut self, v: Val, ty: Ty) -> Val {
        match self.known(v) {
            Some(Const::Int(n)) => self.int(n, ty),
            _ if self.ty(v) == ty => v,
            _ => self.cast(v, ty),
        }
    }

    /// The number of indices from the lower to the upper bound of a range.
    pub(crate) fn span(&mut self, range: &super::node::Range) -> Val {
        let (lo, hi, inclusive) = (range.lo, range.hi, range.inclusive);
        let ty = self.ty(hi);
        let count = |b: &mut Self| {
            let span = b.distance(lo, hi);
            if inclusive { b.add_one(span) } else { span }
        };
        match (self.known(lo), self.known(hi)) {
            (Some(Const::Int(0)), _) if ty.is_unsigned() => return count(self),
            (Some(Const::Int(lo)), Some(Const::Int(hi))) => {
                return self.int((hi - lo + i128::from(inclusive)).max(0), Ty::USIZE);
            }
            _ => {}
        }
        if let Some(Pure::Bin(BinOp::Add, from, n)) = self.definition(hi).cloned()
            && from == lo
            && ty.is_unsigned()
            && !inclusive
        {
            return self.as_usize(n);
        }
        let any = self.bin(if inclusive { BinOp::Ge } else { BinOp::Gt }, hi, lo);
        self.branch(any, |b| vec![count(b)], |b| vec![b.int(0, Ty::USIZE)])[0]
    }

    /// The number that a value is known to be.
    pub(crate) fn known(&self, v: Val) -> Option<Const> {
        match self.definition(v) {
            Some(Pure::Const(c)) => Some(*c),
            _ => None,
        }
    }
    pub(crate) fn known_float(&self, v: Val) -> Option<f64> {
        match self.known(v) {
            Some(Const::Float(bits)) => Some(f64::from_bits(bits)),
            _ => None,
        }
    }
}

/// Operands of a commuting operation in a fixed order: IEEE addition and multiplication commute exactly.
fn canonical(pure: &Pure) -> Pure {
    match pure {
        Pure::Bin(op, a, b) if op.commutes() && b < a => Pure::Bin(*op, *b, *a),
        other => other.clone(),
    }
}
