//! Programs as Rust source.

use std::fmt::Write;

use super::ast::{
    ArrayInit, Block, CallArg, Cmp, Cond, Each, Float, Fun, Int, IntOp, IntTy, Lvalue, Param, ParamTy, Pat, Program,
    Range, Ret, Stmt,
};
use super::number::Arith;

/// How tightly an operator binds; what is printed where a tighter one is needed gets parentheses.
const ANY: u8 = 0;
const SUM: u8 = 1;
const PRODUCT: u8 = 2;
const UNARY: u8 = 3;
const POSTFIX: u8 = 4;

struct Printer<'a> {
    program: &'a Program,
    out: String,
    depth: usize,
}

/// The source of every function, each under the attribute.
pub(crate) fn source(program: &Program, attribute: &str) -> String {
    program.funs.iter().map(|fun| format!("{attribute}\n{}\n", function(program, fun))).collect()
}

pub(crate) fn function(program: &Program, fun: &Fun) -> String {
    let mut p = Printer { program, out: String::new(), depth: 1 };
    let float = program.width.name();
    let params: Vec<String> = fun.params.iter().map(|q| param(q, float)).collect();
    let ret = match &fun.ret {
        Ret::Scalar => float.to_owned(),
        Ret::Array { len, .. } => format!("[{float}; {len}]"),
    };
    let _ = writeln!(p.out, "fn {}({}) -> {ret} {{", fun.name, params.join(", "));
    p.inside(&fun.body);
    if let Ret::Array { name, .. } = &fun.ret {
        p.line(name);
    }
    p.out.push('}');
    p.out
}

fn param(param: &Param, float: &str) -> String {
    let constant = if param.constant && param.ty.is_float() { "#[constant] " } else { "" };
    let mutable = if param.mutable { "mut " } else { "" };
    let ty = match param.ty {
        ParamTy::Float => float.to_owned(),
        ParamTy::Array(n) => format!("[{float}; {n}]"),
        ParamTy::ArrayRef(n) => format!("&[{float}; {n}]"),
        ParamTy::MatrixRef(rows, columns) => format!("&[[{float}; {columns}]; {rows}]"),
        ParamTy::Slice => format!("&[{float}]"),
        ParamTy::Usize => "usize".to_owned(),
        ParamTy::I32 => "i32".to_owned(),
        ParamTy::Bool => "bool".to_owned(),
    };
    format!("{constant}{mutable}{}: {ty}", param.name)
}

/// Whether rustc would not know the width of this expression by itself.
pub(crate) fn ambiguous(e: &Float) -> bool {
    match e {
        Float::Lit(_) => true,
        Float::Neg(a) => ambiguous(a),
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
    fn line(&mut self, text: &str) {
        let _ = writeln!(self.out, "{:1$}{text}", "", 4 * self.depth);
    }

    fn inside(&mut self, block: &Block) {
        block.stmts.iter().for_each(|stmt| self.stmt(stmt));
        if let Some(tail) = &block.tail {
            let tail = self.float(tail, ANY);
            self.line(&tail);
        }
    }

    /// `{ .. }`, ending at the column of what encloses it.
    fn braces(&mut self, block: &Block) -> String {
        let before = std::mem::take(&mut self.out);
        self.depth += 1;
        self.inside(block);
        self.depth -= 1;
        let inner = std::mem::replace(&mut self.out, before);
        format!("{{\n{inner}{:1$}}}", "", 4 * self.depth)
    }

    // ---- statements

    fn stmt(&mut self, stmt: &Stmt) {
        let text = match stmt {
            Stmt::If(..) | Stmt::Match(..) | Stmt::For { .. } | Stmt::ForEach { .. } | Stmt::While { .. } => {
                self.control(stmt)
            }
            Stmt::Scope(block) => self.braces(block),
            Stmt::Assign(target, e) => format!("{} = {};", self.lvalue(target), self.float(e, ANY)),
            Stmt::Compound(op, target, e) => {
                format!("{} {}= {};", self.lvalue(target), op.symbol(), self.float(e, ANY))
            }
            Stmt::AssignInt { name, value } => format!("{name} = {};", self.int(value, ANY)),
            Stmt::AssignArray { name, init } => format!("{name} = {};", self.array(init)),
            Stmt::AssignTuple(targets, values) => {
                let targets: Vec<String> = targets.iter().map(|t| self.lvalue(t)).collect();
                format!("({}) = ({});", targets.join(", "), self.list(values))
            }
            Stmt::Return(e) => format!("return {};", self.float(e, ANY)),
            Stmt::Break => "break;".to_owned(),
            Stmt::Continue => "continue;".to_owned(),
            _ => self.binding(stmt),
        };
        self.line(&text);
    }

    fn binding(&mut self, stmt: &Stmt) -> String {
        let float = self.program.width.name();
        let keyword = |mutable: bool| if mutable { "mut " } else { "" };
        match stmt {
            Stmt::Let { name, mutable, typed, init } => {
                let ty = if *typed { format!(": {float}") } else { String::new() };
                let init = init.as_ref().map(|e| format!(" = {}", self.float(e, ANY))).unwrap_or_default();
                format!("let {}{name}{ty}{init};", keyword(*mutable))
            }
            Stmt::LetTuple { names, inits, nested } => {
                let names: Vec<String> = names.iter().map(|(n, m)| format!("{}{n}", keyword(*m))).collect();
                let inits: Vec<String> = inits.iter().map(|e| self.typed(e)).collect();
                format!("let {} = {};", tuple(&names, *nested), tuple(&inits, *nested))
            }
            Stmt::LetSinCos { sin, cos, of } => format!("let ({sin}, {cos}) = {}.sin_cos();", self.receiver(of)),
            Stmt::LetInt { name, mutable, ty, init } => {
                let ty = if *ty == IntTy::Usize { "usize" } else { "i32" };
                format!("let {}{name}: {ty} = {};", keyword(*mutable), self.int(init, ANY))
            }
            Stmt::LetBool { name, init } => format!("let {name} = {};", self.cond(init, ANY)),
            Stmt::LetArray { name, mutable, init } => format!("let {}{name} = {};", keyword(*mutable), self.array(init)),
            _ => unreachable!("every other statement is printed elsewhere"),
        }
    }

    fn control(&mut self, stmt: &Stmt) -> String {
        match stmt {
            Stmt::If(cond, then, otherwise) => {
                let head = format!("if {} {}", self.cond(cond, ANY), self.braces(then));
                match otherwise {
                    Some(block) => format!("{head} else {}", self.braces(block)),
                    None => head,
                }
            }
            Stmt::Match(on, arms, rest) => self.arms(on, arms, rest),
            Stmt::For { var, range, body } => {
                format!("for {var} in {} {}", self.range(range), self.braces(body))
            }
            Stmt::ForEach { var, index, array, each, body } => {
                let body = self.braces(body);
                let index = index.as_deref().unwrap_or("_");
                match each {
                    Each::Pattern => format!("for &{var} in {array}.iter() {body}"),
                    Each::Reference => format!("for {var} in {array}.iter() {body}"),
                    Each::Value => format!("for {var} in {array} {body}"),
                    Each::Enumerate => format!("for ({index}, &{var}) in {array}.iter().enumerate() {body}"),
                }
            }
            Stmt::While { cond, body } => format!("while {} {}", self.cond(cond, ANY), self.braces(body)),
            _ => unreachable!("every other statement is printed elsewhere"),
        }
    }

    fn arms(&mut self, on: &Int, arms: &[(Pat, Block)], rest: &Block) -> String {
        let on = self.int(on, ANY);
        self.depth += 1;
        let mut all = String::new();
        let indent = 4 * self.depth;
        for (pat, block) in arms {
            let pat = match pat {
                Pat::One(a) => format!("{a}"),
                Pat::Two(a, b) => format!("{a} | {b}"),
                Pat::Range(a, b) => format!("{a}..={b}"),
            };
            let _ = writeln!(all, "{:indent$}{pat} => {},", "", self.braces(block));
        }
        let _ = writeln!(all, "{:indent$}_ => {},", "", self.braces(rest));
        self.depth -= 1;
        format!("match {on} {{\n{all}{:1$}}}", "", 4 * self.depth)
    }

    fn range(&mut self, range: &Range) -> String {
        let dots = if range.inclusive { "..=" } else { ".." };
        let mut text = format!("{}{dots}{}", self.int(&range.lo, SUM), self.int(&range.hi, SUM));
        let step = range.step.map(|s| format!(".step_by({s})")).unwrap_or_default();
        let rev = if range.rev { ".rev()" } else { "" };
        if range.rev || range.step.is_some() {
            text = format!("({text})");
        }
        if range.step_last { format!("{text}{rev}{step}") } else { format!("{text}{step}{rev}") }
    }

    fn lvalue(&mut self, target: &Lvalue) -> String {
        match target {
            Lvalue::Var(name) => name.clone(),
            Lvalue::Index(name, index) => self.element(name, index),
        }
    }

    fn element(&mut self, name: &str, index: &[Int]) -> String {
        index.iter().fold(name.to_owned(), |text, i| format!("{text}[{}]", self.int(i, ANY)))
    }

    // ---- expressions

    fn list(&mut self, items: &[Float]) -> String {
        items.iter().map(|e| self.float(e, ANY)).collect::<Vec<_>>().join(", ")
    }

    fn typed_list(&mut self, items: &[Float]) -> String {
        items.iter().map(|e| self.typed(e)).collect::<Vec<_>>().join(", ")
    }

    /// An expression whose width rustc can see.
    fn typed(&mut self, e: &Float) -> String {
        let width = self.program.width.name();
        match e {
            Float::Lit(x) => format!("{x:?}_{width}"),
            _ if ambiguous(e) => format!("({} as {width})", self.float(e, POSTFIX)),
            _ => self.float(e, ANY),
        }
    }

    fn receiver(&mut self, e: &Float) -> String {
        match e {
            Float::Deref(name) => name.clone(),
            _ if ambiguous(e) => self.typed(e),
            _ => self.float(e, POSTFIX),
        }
    }

    fn float(&mut self, e: &Float, needs: u8) -> String {
        let (binds, text) = match e {
            Float::Lit(x) => (POSTFIX, format!("{x:?}")),
            Float::Var(name) => (POSTFIX, name.clone()),
            Float::Deref(name) => (UNARY, format!("*{name}")),
            Float::Index(name, index) => (POSTFIX, self.element(name, index)),
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
            Float::Powi(a, n) => (POSTFIX, format!("{}.powi({})", self.receiver(a), self.int(n, ANY))),
            Float::FromInt(n) => (ANY, format!("{} as {}", self.int(n, UNARY), self.program.width.name())),
            Float::If(cond, then, otherwise) => (
                ANY,
                format!("if {} {} else {}", self.cond(cond, ANY), self.braces(then), self.braces(otherwise)),
            ),
            Float::Match(on, arms, rest) => (ANY, self.arms(on, arms, rest)),
            Float::Block(block) => (ANY, self.braces(block)),
            Float::Call(fun, args) => (POSTFIX, self.call(*fun, args)),
        };
        if binds < needs { format!("({text})") } else { text }
    }

    fn call(&mut self, fun: usize, args: &[CallArg]) -> String {
        let args: Vec<String> = args
            .iter()
            .map(|arg| match arg {
                CallArg::Float(e) => self.float(e, ANY),
                CallArg::Int(n) => self.int(n, ANY),
                CallArg::Bool(c) => self.cond(c, ANY),
                CallArg::Array(name, passing) => format!("{}{name}", passing.prefix()),
            })
            .collect();
        format!("{}({})", self.program.funs[fun].name, args.join(", "))
    }

    fn array(&mut self, init: &ArrayInit) -> String {
        match init {
            ArrayInit::Repeat(e, n) => format!("[{}; {n}]", self.typed(e)),
            ArrayInit::Grid(e, rows, columns) => format!("[[{}; {columns}]; {rows}]", self.typed(e)),
            ArrayInit::Items(items) => format!("[{}]", self.typed_list(items)),
            ArrayInit::VecItems(items) => format!("vec![{}]", self.typed_list(items)),
            ArrayInit::VecRepeat(e, n) => format!("vec![{}; {}]", self.typed(e), self.int(n, ANY)),
            ArrayInit::Rows(rows) => {
                let rows: Vec<String> = rows.iter().map(|row| format!("[{}]", self.typed_list(row))).collect();
                format!("[{}]", rows.join(", "))
            }
            ArrayInit::Copy(name, passing) => format!("{}{name}", passing.prefix()),
            ArrayInit::ToVec(name) => format!("{name}.to_vec()"),
            ArrayInit::Call(fun, args) => self.call(*fun, args),
        }
    }

    fn int(&mut self, e: &Int, needs: u8) -> String {
        let (binds, text) = match e {
            Int::Lit(n) if *n < 0 => (UNARY, format!("{n}")),
            Int::Lit(n) => (POSTFIX, format!("{n}")),
            Int::Var(name) => (POSTFIX, name.clone()),
            Int::Len(name) => (POSTFIX, format!("{name}.len()")),
            Int::Cast(a, IntTy::Usize) => (ANY, format!("{} as usize", self.int(a, UNARY))),
            Int::Cast(a, IntTy::I32) => (ANY, format!("{} as i32", self.int(a, UNARY))),
            Int::Bin(op, a, b) => {
                let (level, symbol) = match op {
                    IntOp::Add => (SUM, "+"),
                    IntOp::Sub => (SUM, "-"),
                    IntOp::Mul => (PRODUCT, "*"),
                    IntOp::Div => (PRODUCT, "/"),
                    IntOp::Rem => (PRODUCT, "%"),
                };
                (level, format!("{} {symbol} {}", self.int(a, level), self.int(b, level + 1)))
            }
        };
        if binds < needs { format!("({text})") } else { text }
    }

    /// The operators of truth values bind as `||`, `&&`, comparison, `!`.
    fn cond(&mut self, c: &Cond, needs: u8) -> String {
        let (binds, text) = match c {
            Cond::Lit(b) => (POSTFIX, b.to_string()),
            Cond::Var(name) => (POSTFIX, name.clone()),
            Cond::Floats(cmp, a, b) => {
                (PRODUCT, format!("{} {} {}", self.float(a, SUM), symbol(*cmp), self.float(b, SUM)))
            }
            Cond::Ints(cmp, a, b) => (PRODUCT, format!("{} {} {}", self.int(a, SUM), symbol(*cmp), self.int(b, SUM))),
            Cond::Not(a) => (UNARY, format!("!{}", self.cond(a, UNARY))),
            Cond::And(a, b) => (SUM, format!("{} && {}", self.cond(a, SUM), self.cond(b, PRODUCT))),
            Cond::Or(a, b) => (ANY, format!("{} || {}", self.cond(a, ANY), self.cond(b, SUM))),
        };
        if binds < needs { format!("({text})") } else { text }
    }
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

fn tuple(items: &[String], nested: bool) -> String {
    match items {
        [first @ .., last] if nested && first.len() >= 2 => format!("(({}), {last})", first.join(", ")),
        all => format!("({})", all.join(", ")),
    }
}
