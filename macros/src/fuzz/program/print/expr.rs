//! Expressions as Rust source.

use super::super::ast::{ArrayInit, Block, CallArg, Cmp, Cond, Float, Int, IntOp, IntTy, Part, Ret};
use super::super::number::Arith;
use super::Printer;

/// How tightly an operator binds; what is printed where a tighter one is needed gets parentheses.
pub(super) const ANY: u8 = 0;
pub(super) const SUM: u8 = 1;
pub(super) const PRODUCT: u8 = 2;
pub(super) const UNARY: u8 = 3;
pub(super) const POSTFIX: u8 = 4;

/// Whether rustc would not know the width of this expression by itself.
pub(crate) fn ambiguous(e: &Float) -> bool {
    match e {
        Float::Lit(_) => true,
        Float::Neg(a) => ambiguous(a),
        Float::Method("rem", args) => args.iter().all(ambiguous),
        Float::Arith(_, a, b) => ambiguous(a) && ambiguous(b),
        Float::If(_, a, b) => ambiguous_block(a) && ambiguous_block(b),
        Float::Match(_, arms, rest) => arms.iter().all(|(_, b)| ambiguous_block(b)) && ambiguous_block(rest),
        Float::Block(b) => ambiguous_block(b),
        _ => false,
    }
}

fn ambiguous_block(block: &Block) -> bool {
    block.tail.as_ref().is_some_and(|tail| ambiguous(tail))
}

impl Printer<'_> {
    pub(super) fn list(&mut self, items: &[Float]) -> String {
        items.iter().map(|e| self.float(e, ANY)).collect::<Vec<_>>().join(", ")
    }

    pub(super) fn typed_list(&mut self, items: &[Float]) -> String {
        items.iter().map(|e| self.typed(e)).collect::<Vec<_>>().join(", ")
    }

    /// An expression whose width rustc can see.
    pub(super) fn typed(&mut self, e: &Float) -> String {
        self.with_suffixes(e, ANY)
    }

    pub(super) fn receiver(&mut self, e: &Float) -> String {
        match e {
            Float::Deref(name) => name.clone(),
            _ => self.with_suffixes(e, POSTFIX),
        }
    }

    /// Where nothing but numbers says what the width is, they have it as a suffix.
    fn with_suffixes(&mut self, e: &Float, needs: u8) -> String {
        let outer = std::mem::replace(&mut self.suffixes, ambiguous(e));
        let text = self.float(e, needs);
        self.suffixes = outer;
        text
    }

    pub(super) fn float(&mut self, e: &Float, needs: u8) -> String {
        let (binds, text) = match e {
            Float::Lit(x) if self.suffixes => (POSTFIX, format!("{x:?}_{}", self.program.width.name())),
            Float::Lit(x) => (POSTFIX, format!("{x:?}")),
            Float::Var(name) => (POSTFIX, name.clone()),
            Float::Deref(name) => (UNARY, format!("*{name}")),
            Float::Index(name, index) => (POSTFIX, element(name, index)),
            Float::Neg(a) => (UNARY, format!("-{}", self.float(a, UNARY))),
            Float::Arith(op, a, b) => {
                let level = if matches!(op, Arith::Add | Arith::Sub) { SUM } else { PRODUCT };
                (level, format!("{} {} {}", self.float(a, level), op.symbol(), self.float(b, level + 1)))
            }
            Float::Method("rem", args) => {
                (PRODUCT, format!("{} % {}", self.float(&args[0], PRODUCT), self.float(&args[1], UNARY)))
            }
            Float::Method(name, args) => {
                (POSTFIX, format!("{}.{name}({})", self.receiver(&args[0]), self.list(&args[1..])))
            }
            Float::Powi(a, n) => (POSTFIX, format!("{}.powi({})", self.receiver(a), int(n, ANY))),
            Float::FromInt(n) => (ANY, format!("{} as {}", int(n, UNARY), self.program.width.name())),
            Float::If(cond, then, otherwise) => (ANY, self.choice(cond, then, otherwise)),
            Float::Match(on, arms, rest) => (ANY, self.arms(on, arms, rest)),
            Float::Block(block) => (ANY, self.braces(block)),
            Float::Call(fun, args) => self.number_of_call(*fun, args),
            Float::Apply(name, args) => (POSTFIX, format!("{name}({})", self.list(args))),
            Float::Chain(chain) => (POSTFIX, self.chain(chain)),
        };
        if binds < needs { format!("({text})") } else { text }
    }

    /// `if c { a } else { b }`, or the same by way of an `Option`.
    fn choice(&mut self, cond: &Cond, then: &Block, otherwise: &Block) -> String {
        let head = self.cond(cond, ANY);
        let (then, rest) = (self.braces(then), self.braces(otherwise));
        let option = format!("if {head} {{ Some({then}) }} else {{ None }}");
        let plain = otherwise.stmts.is_empty();
        match look(&head) % 6 {
            0 => format!("match {option} {{ Some(v) => v, None => {rest} }}"),
            1 => format!("if let Some(v) = ({option}) {{ v }} else {rest}"),
            2 if plain => format!("({option}).unwrap_or_else(|| {rest})"),
            _ => format!("if {head} {then} else {rest}"),
        }
    }

    /// The condition of an `if` or a `while`: as it is, or with `let`.
    pub(super) fn head(&mut self, cond: &Cond) -> String {
        match cond {
            Cond::And(a, b) if look(&self.cond(a, ANY)).is_multiple_of(3) => {
                format!("let true = ({}) && {}", self.cond(a, ANY), self.cond(b, PRODUCT))
            }
            _ => self.cond(cond, ANY),
        }
    }

    pub(super) fn call(&mut self, fun: usize, args: &[CallArg]) -> String {
        let args: Vec<String> = args
            .iter()
            .map(|arg| match arg {
                CallArg::Float(e) => self.float(e, ANY),
                CallArg::Int(n) => int(n, ANY),
                CallArg::Bool(c) => self.cond(c, ANY),
                CallArg::Array(name, passing) => format!("{}{name}", passing.prefix()),
                CallArg::Lent(name, None) => format!("&mut {name}"),
                CallArg::Lent(name, Some(Part::Whole)) => format!("&mut *{name}"),
                CallArg::Lent(name, Some(Part::Row(i))) => format!("&mut {name}[{}]", int(i, ANY)),
                CallArg::Lent(name, Some(Part::Range(lo, hi))) => {
                    format!("&mut {name}[{}..{}]", int(lo, SUM), int(hi, SUM))
                }
            })
            .collect();
        format!("{}({})", self.program.funs[fun].name, args.join(", "))
    }

    /// A call of a function that gives a number, or an `Option` of one.
    fn number_of_call(&mut self, fun: usize, args: &[CallArg]) -> (u8, String) {
        let call = self.call(fun, args);
        let Ret::Maybe { other, .. } = self.program.funs[fun].ret else { return (POSTFIX, call) };
        match look(&call) % 4 {
            0 => (ANY, format!("match {call} {{ Some(v) => v, None => {other:?} }}")),
            1 => (ANY, format!("if let Some(v) = {call} {{ v }} else {{ {other:?} }}")),
            2 => (POSTFIX, format!("{call}.map_or({other:?}, |v| v)")),
            _ => (POSTFIX, format!("{call}.unwrap_or({other:?})")),
        }
    }

    pub(super) fn array(&mut self, init: &ArrayInit) -> String {
        match init {
            ArrayInit::Repeat(e, n) => format!("[{}; {n}]", self.typed(e)),
            ArrayInit::Grid(e, rows, columns) => format!("[[{}; {columns}]; {rows}]", self.typed(e)),
            ArrayInit::Items(items) => format!("[{}]", self.typed_list(items)),
            ArrayInit::VecItems(items) => format!("vec![{}]", self.typed_list(items)),
            ArrayInit::VecRepeat(e, n) => format!("vec![{}; {}]", self.typed(e), int(n, ANY)),
            ArrayInit::Rows(rows) => {
                let rows: Vec<String> = rows.iter().map(|row| format!("[{}]", self.typed_list(row))).collect();
                format!("[{}]", rows.join(", "))
            }
            ArrayInit::Copy(name, passing) => format!("{}{name}", passing.prefix()),
            ArrayInit::ToVec(name) => format!("{name}.to_vec()"),
            ArrayInit::Call(fun, args) => self.call(*fun, args),
        }
    }

    /// The operators of truth values bind as `||`, `&&`, comparison, `!`.
    pub(super) fn cond(&mut self, c: &Cond, needs: u8) -> String {
        let (binds, text) = match c {
            Cond::Lit(b) => (POSTFIX, b.to_string()),
            Cond::Var(name) => (POSTFIX, name.clone()),
            Cond::Floats(cmp, a, b) if ambiguous(a) && ambiguous(b) => {
                let a = self.with_suffixes(a, SUM);
                (PRODUCT, format!("{a} {} {}", symbol(*cmp), self.float(b, SUM)))
            }
            Cond::Floats(cmp, a, b) => {
                (PRODUCT, format!("{} {} {}", self.float(a, SUM), symbol(*cmp), self.float(b, SUM)))
            }
            Cond::Ints(cmp, a, b) => (PRODUCT, format!("{} {} {}", int(a, SUM), symbol(*cmp), int(b, SUM))),
            Cond::Not(a) => (UNARY, format!("!{}", self.cond(a, UNARY))),
            Cond::And(a, b) => (SUM, format!("{} && {}", self.cond(a, SUM), self.cond(b, PRODUCT))),
            Cond::Or(a, b) => (ANY, format!("{} || {}", self.cond(a, ANY), self.cond(b, SUM))),
            Cond::Chain(chain, quantifier, item, cond) => (POSTFIX, self.quantified(chain, *quantifier, item, cond)),
            Cond::After(block, then) => {
                let then = self.cond(then, ANY);
                (POSTFIX, self.braces_with(block, Some(&then)))
            }
        };
        if binds < needs { format!("({text})") } else { text }
    }
}

pub(super) fn element(name: &str, index: &[Int]) -> String {
    index.iter().fold(name.to_owned(), |text, i| format!("{text}[{}]", int(i, ANY)))
}

pub(super) fn int(e: &Int, needs: u8) -> String {
    let (binds, text) = match e {
        Int::Lit(n) if *n < 0 => (UNARY, format!("{n}")),
        Int::Lit(n) => (POSTFIX, format!("{n}")),
        Int::Var(name) => (POSTFIX, name.clone()),
        Int::Len(name) => (POSTFIX, format!("{name}.len()")),
        Int::Cast(a, IntTy::Usize) => (ANY, format!("{} as usize", int(a, UNARY))),
        Int::Cast(a, IntTy::I32) => (ANY, format!("{} as i32", int(a, UNARY))),
        Int::Bin(op, a, b) => {
            let (level, symbol) = match op {
                IntOp::Add => (SUM, "+"),
                IntOp::Sub => (SUM, "-"),
                IntOp::Mul => (PRODUCT, "*"),
                IntOp::Div => (PRODUCT, "/"),
                IntOp::Rem => (PRODUCT, "%"),
            };
            (level, format!("{} {symbol} {}", int(a, level), int(b, level + 1)))
        }
    };
    if binds < needs { format!("({text})") } else { text }
}

fn symbol(cmp: Cmp) -> &'static str {
    match cmp {
        Cmp::Lt => "<",
        Cmp::Le => "<=",
        Cmp::Gt => ">",
        Cmp::Ge => ">=",
        Cmp::Eq => "==",
        Cmp::Ne => "!=",
    }
}

/// Something that looks at random, and is the same for the same text.
fn look(text: &str) -> u32 {
    text.bytes().fold(7, |hash, byte| hash.wrapping_mul(31).wrapping_add(byte.into()))
}
