//! Programs as Rust source.

use std::fmt::Write;

use super::ast::{Block, Each, Fun, Int, IntTy, Lvalue, Param, ParamTy, Pat, Program, Range, Ret, Stmt};
mod chains;
mod expr;

pub(crate) use expr::ambiguous;
use expr::{ANY, SUM, element, int};

struct Printer<'a> {
    program: &'a Program,
    out: String,
    depth: usize,
    /// Numbers are written with their width.
    suffixes: bool,
    /// What `return` leaves gives an `Option`.
    optional: bool,
}

/// The source of every function that is called, each under the attribute.
pub(crate) fn source(program: &Program, attribute: &str) -> String {
    let mut all = String::new();
    for fun in program.funs.iter().rev() {
        if all.is_empty() || all.contains(&format!("{}(", fun.name)) {
            all = format!("{attribute}\n{}\n{all}", function(program, fun));
        }
    }
    all
}

pub(crate) fn function(program: &Program, fun: &Fun) -> String {
    let mut p = Printer {
        program,
        out: String::new(),
        depth: 1,
        suffixes: false,
        optional: matches!(fun.ret, Ret::Maybe { .. }),
    };
    let float = program.width.name();
    let params: Vec<String> = fun.params.iter().map(|q| param(q, float)).collect();
    let ret = match &fun.ret {
        Ret::Scalar => format!("-> {float} "),
        Ret::Maybe { .. } => format!("-> Option<{float}> "),
        Ret::Array { len, .. } => format!("-> [{float}; {len}] "),
        Ret::Nothing => String::new(),
    };
    let _ = writeln!(p.out, "fn {}({}) {ret}{{", fun.name, params.join(", "));
    if let Ret::Maybe { limit, .. } = &fun.ret {
        fun.body.stmts.iter().for_each(|stmt| p.stmt(stmt));
        let kept = fun.body.tail.as_ref().map(|tail| p.float(tail, ANY)).unwrap_or_default();
        p.line(&format!("let kept: {float} = {kept};"));
        p.line(&format!("if kept > {limit:?} {{ None }} else {{ Some(kept) }}"));
    } else {
        p.inside(&fun.body);
    }
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
        ParamTy::Lent => format!("&mut [{float}]"),
        ParamTy::Usize => "usize".to_owned(),
        ParamTy::I32 => "i32".to_owned(),
        ParamTy::Bool => "bool".to_owned(),
    };
    format!("{constant}{mutable}{}: {ty}", param.name)
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
        self.braces_with(block, None)
    }

    /// The same with a last line.
    fn braces_with(&mut self, block: &Block, last: Option<&str>) -> String {
        let before = std::mem::take(&mut self.out);
        self.depth += 1;
        self.inside(block);
        last.iter().for_each(|text| self.line(text));
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
            Stmt::Change(..)
            | Stmt::Exchange(..)
            | Stmt::Lend { .. }
            | Stmt::Through { .. }
            | Stmt::ForMut { .. }
            | Stmt::Part { .. }
            | Stmt::Split { .. }
            | Stmt::Closure { .. } => self.changed(stmt),
            Stmt::Assign(target, e) => format!("{} = {};", lvalue(target), self.float(e, ANY)),
            Stmt::Compound(op, target, e) => {
                format!("{} {}= {};", lvalue(target), op.symbol(), self.float(e, ANY))
            }
            Stmt::AssignInt { name, value } => format!("{name} = {};", int(value, ANY)),
            Stmt::AssignArray { name, init } => format!("{name} = {};", self.array(init)),
            Stmt::AssignTuple(targets, values) => {
                let targets: Vec<String> = targets.iter().map(lvalue).collect();
                format!("({}) = ({});", targets.join(", "), self.list(values))
            }
            Stmt::Return(e) if self.optional => format!("return Some({});", self.float(e, ANY)),
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
                format!("let {}{name}: {ty} = {};", keyword(*mutable), int(init, ANY))
            }
            Stmt::LetBool { name, init } => format!("let {name} = {};", self.cond(init, ANY)),
            Stmt::LetArray { name, mutable, init } => {
                format!("let {}{name} = {};", keyword(*mutable), self.array(init))
            }
            _ => unreachable!("every other statement is printed elsewhere"),
        }
    }

    fn control(&mut self, stmt: &Stmt) -> String {
        match stmt {
            Stmt::If(cond, then, otherwise) => {
                let head = format!("if {} {}", self.head(cond), self.braces(then));
                match otherwise {
                    Some(block) => format!("{head} else {}", self.braces(block)),
                    None => head,
                }
            }
            Stmt::Match(on, arms, rest) => self.arms(on, arms, rest),
            Stmt::For { var, range, segment, body } => {
                let mark = segment.map(|every| format!("#[checkpoint(every = {every})] ")).unwrap_or_default();
                format!("{mark}for {var} in {} {}", range_text(range), self.braces(body))
            }
            Stmt::ForEach { var, index, array, each, body } => {
                let body = self.braces(body);
                let index = index.as_deref().unwrap_or("_");
                match each {
                    Each::Pattern => format!("for &{var} in {array}.iter() {body}"),
                    Each::Reference => format!("for {var} in {array}.iter() {body}"),
                    Each::Value => format!("for {var} in {array} {body}"),
                    Each::Call => format!("{array}.iter().for_each(|&{var}| {body});"),
                    Each::Enumerate => format!("for ({index}, &{var}) in {array}.iter().enumerate() {body}"),
                }
            }
            Stmt::While { cond, body } => format!("while {} {}", self.head(cond), self.braces(body)),
            _ => unreachable!("every other statement is printed elsewhere"),
        }
    }

    fn arms(&mut self, on: &Int, arms: &[(Pat, Block)], rest: &Block) -> String {
        let on = int(on, ANY);
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
}

fn range_text(range: &Range) -> String {
    let dots = if range.inclusive { "..=" } else { ".." };
    let mut text = format!("{}{dots}{}", int(&range.lo, SUM), int(&range.hi, SUM));
    let step = range.step.map(|s| format!(".step_by({s})")).unwrap_or_default();
    let rev = if range.rev { ".rev()" } else { "" };
    if range.rev || range.step.is_some() {
        text = format!("({text})");
    }
    if range.step_last { format!("{text}{rev}{step}") } else { format!("{text}{step}{rev}") }
}

fn lvalue(target: &Lvalue) -> String {
    match target {
        Lvalue::Var(name) => name.clone(),
        Lvalue::Index(name, index) => element(name, index),
        Lvalue::Deref(name) => format!("*{name}"),
    }
}

fn tuple(items: &[String], nested: bool) -> String {
    match items {
        [first @ .., last] if nested && first.len() >= 2 => format!("(({}), {last})", first.join(", ")),
        all => format!("({})", all.join(", ")),
    }
}
