//! Making a failing program smaller while it still fails.

use super::ast::{ArrayInit, Block, CallArg, Chain, Change, Cond, End, Float, Program, Stage, Stmt};

#[derive(Clone, Copy)]
enum Edit {
    /// Drops a statement.
    Remove,
    /// Puts the block inside a statement in its place.
    Hoist(usize),
    /// Replaces an expression by a part of it.
    Part(usize),
    /// Replaces an expression by a number.
    One,
}

const EDITS: [Edit; 7] =
    [Edit::Remove, Edit::Hoist(0), Edit::Hoist(1), Edit::One, Edit::Part(0), Edit::Part(1), Edit::Part(2)];

/// A small program for which `fails` holds, as it does for the one given.
pub(crate) fn shrink(mut program: Program, mut fails: impl FnMut(&Program) -> bool) -> Program {
    let mut tries = 3000;
    loop {
        let mut smaller = false;
        for edit in EDITS {
            let mut at = 0;
            while let Some(candidate) = edited(&program, edit, at) {
                if tries == 0 {
                    return program;
                }
                tries -= 1;
                if size(&candidate) < size(&program) && fails(&candidate) {
                    program = candidate;
                    smaller = true;
                } else {
                    at += 1;
                }
            }
        }
        if !smaller {
            return program;
        }
    }
}

/// The program with one edit at the position of that number; `None` behind the last position.
fn edited(program: &Program, edit: Edit, at: usize) -> Option<Program> {
    let mut program = program.clone();
    let mut editor = Editor { edit, left: at, done: false };
    program.funs.iter_mut().rev().for_each(|fun| editor.block(&mut fun.body));
    editor.done.then_some(program)
}

/// Statements and expressions, counted.
fn size(program: &Program) -> usize {
    format!("{program:?}").len()
}

struct Editor {
    edit: Edit,
    left: usize,
    done: bool,
}

impl Editor {
    /// Whether the edit belongs at this position.
    fn here(&mut self) -> bool {
        if self.done {
            return false;
        }
        self.done = self.left == 0;
        self.left = self.left.wrapping_sub(1);
        self.done
    }

    fn block(&mut self, block: &mut Block) {
        for k in 0..block.stmts.len() {
            let edit = self.edit;
            match edit {
                Edit::Remove if self.here() => {
                    block.stmts.remove(k);
                    return;
                }
                Edit::Hoist(which) => {
                    let inner = blocks(&mut block.stmts[k]).into_iter().nth(which).map(std::mem::take);
                    if let Some(inner) = inner {
                        if self.here() {
                            block.stmts[k] = Stmt::Scope(inner);
                            return;
                        }
                        *blocks(&mut block.stmts[k]).swap_remove(which) = inner;
                    }
                }
                _ => {}
            }
            self.stmt(&mut block.stmts[k]);
            if self.done {
                return;
            }
        }
        if let Some(tail) = &mut block.tail {
            self.float(tail);
        }
    }

    fn stmt(&mut self, stmt: &mut Stmt) {
        match stmt {
            Stmt::Let { init: Some(e), .. }
            | Stmt::LetSinCos { of: e, .. }
            | Stmt::Assign(_, e)
            | Stmt::Compound(_, _, e)
            | Stmt::Change(_, Change::Fill(e) | Change::Exchanged(_, e))
            | Stmt::Through { value: e, .. }
            | Stmt::Return(e) => self.float(e),
            Stmt::LetTuple { inits, .. } | Stmt::AssignTuple(_, inits) => inits.iter_mut().for_each(|e| self.float(e)),
            Stmt::LetBool { init: c, .. } | Stmt::If(c, ..) | Stmt::While { cond: c, .. } => self.cond(c),
            Stmt::Lend { args, .. } => self.args(args),
            Stmt::LetArray { init, .. } | Stmt::AssignArray { init, .. } => self.array(init),
            Stmt::Closure { value, .. } => self.block(value),
            _ => {}
        }
        for block in blocks(stmt) {
            self.block(block);
        }
    }

    fn array(&mut self, init: &mut ArrayInit) {
        match init {
            ArrayInit::Repeat(e, _) | ArrayInit::Grid(e, ..) | ArrayInit::VecRepeat(e, _) => self.float(e),
            ArrayInit::Items(items) | ArrayInit::VecItems(items) => items.iter_mut().for_each(|e| self.float(e)),
            ArrayInit::Rows(rows) => rows.iter_mut().flatten().for_each(|e| self.float(e)),
            ArrayInit::Call(_, args) => self.args(args),
            ArrayInit::Copy(..) | ArrayInit::ToVec(_) => {}
        }
    }

    fn args(&mut self, args: &mut [CallArg]) {
        for arg in args {
            match arg {
                CallArg::Float(e) => self.float(e),
                CallArg::Bool(c) => self.cond(c),
                CallArg::Int(_) | CallArg::Array(..) | CallArg::Lent(..) => {}
            }
        }
    }

    fn cond(&mut self, cond: &mut Cond) {
        match cond {
            Cond::Floats(_, a, b) => {
                self.float(a);
                self.float(b);
            }
            Cond::Not(a) => self.cond(a),
            Cond::And(a, b) | Cond::Or(a, b) => {
                self.cond(a);
                self.cond(b);
            }
            Cond::After(block, then) => {
                self.block(block);
                self.cond(then);
            }
            Cond::Chain(chain, _, _, cond) => {
                self.chain(chain);
                self.cond(cond);
            }
            Cond::Lit(_) | Cond::Var(_) | Cond::Ints(..) => {}
        }
    }

    fn chain(&mut self, chain: &mut Chain) {
        for stage in &mut chain.stages {
            match stage {
                Stage::Filter(_, cond) | Stage::TakeWhile(_, cond) => self.cond(cond),
                Stage::Map(_, block) => self.block(block),
                Stage::Enumerate | Stage::Rev | Stage::Skip(_) | Stage::Take(_) | Stage::StepBy(_) => {}
            }
        }
        match &mut chain.end {
            End::Fold(init, _, _, value) => {
                self.float(init);
                self.float(value);
            }
            End::Max(init) => self.float(init),
            End::Sum | End::Product => {}
        }
    }

    fn float(&mut self, e: &mut Float) {
        let edit = self.edit;
        match edit {
            Edit::One if !matches!(e, Float::Lit(_)) && self.here() => *e = Float::Lit(1.0),
            Edit::Part(k) => {
                if let Some(part) = part(e, k).filter(|_| self.here()) {
                    *e = part;
                }
            }
            _ => {}
        }
        if !self.done {
            self.inside(e);
        }
    }

    fn inside(&mut self, e: &mut Float) {
        match e {
            Float::Neg(a) | Float::Powi(a, _) => self.float(a),
            Float::Arith(_, a, b) => {
                self.float(a);
                self.float(b);
            }
            Float::Method(_, args) => args.iter_mut().for_each(|a| self.float(a)),
            Float::If(cond, then, otherwise) => {
                self.cond(cond);
                self.block(then);
                self.block(otherwise);
            }
            Float::Match(_, arms, rest) => {
                for (_, block) in arms {
                    self.block(block);
                }
                self.block(rest);
            }
            Float::Block(block) => self.block(block),
            Float::Call(_, args) => self.args(args),
            Float::Apply(_, args) => args.iter_mut().for_each(|a| self.float(a)),
            Float::Chain(chain) => self.chain(chain),
            Float::Lit(_) | Float::Var(_) | Float::Deref(_) | Float::Index(..) | Float::FromInt(_) => {}
        }
    }
}

fn part(e: &Float, k: usize) -> Option<Float> {
    let tail = |block: &Block| block.stmts.is_empty().then(|| block.tail.as_deref().cloned()).flatten();
    match e {
        Float::Neg(a) | Float::Powi(a, _) => (k == 0).then(|| (**a).clone()),
        Float::Arith(_, a, b) => [a, b].get(k).map(|e| (***e).clone()),
        Float::Method(_, args) => args.get(k).cloned(),
        Float::If(_, a, b) => [a, b].get(k).and_then(|block| tail(block)),
        Float::Match(_, arms, rest) => arms.iter().map(|(_, b)| b).chain([rest]).nth(k).and_then(tail),
        Float::Block(block) if k == 0 => tail(block),
        _ => None,
    }
}

/// The blocks directly inside a statement.
fn blocks(stmt: &mut Stmt) -> Vec<&mut Block> {
    match stmt {
        Stmt::If(_, then, otherwise) => [then].into_iter().chain(otherwise).collect(),
        Stmt::Match(_, arms, rest) => arms.iter_mut().map(|(_, block)| block).chain([rest]).collect(),
        Stmt::For { body, .. }
        | Stmt::ForEach { body, .. }
        | Stmt::ForMut { body, .. }
        | Stmt::Part { body, .. }
        | Stmt::Split { body, .. }
        | Stmt::Closure { body, .. }
        | Stmt::While { body, .. }
        | Stmt::Scope(body) => vec![body],
        _ => Vec::new(),
    }
}
