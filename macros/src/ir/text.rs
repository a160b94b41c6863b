//! A function as text, for failing tests and golden files.

use std::fmt::{self, Display, Formatter, Write};

use super::node::{
    Arg, BinOp, BlockId, Call, Const, Func, Hint, Init, Inst, Op, Param, Place, PlaceKind, Pure, Range, ResultItem,
    SinkArg, UnOp, Val,
};
use super::types::{Dim, Ty};
use crate::elementary;

/// One instruction a line; `%` is a value, `@` a place, and behind `;` stand the names that they would like to have.
pub(crate) fn text(func: &Func) -> String {
    let mut out = format!("fn({})\n", list(func.params.iter().map(|p| param(func, p))));
    block(func, func.body, 1, &mut out);
    let results = func.results.iter().map(|r| match r {
        ResultItem::Scalar => "scalar".to_owned(),
        ResultItem::Array(p) => p.to_string(),
    });
    out + &format!("results {}\n", list(results))
}

/// One instruction, without the blocks inside it.
pub(crate) fn inst(func: &Func, inst: &Inst) -> String {
    let mut line = String::new();
    if !inst.outs.is_empty() {
        line = format!("{} = ", vals(&inst.outs));
    }
    line += &op(func, &inst.op);
    let names = inst.outs.iter().filter_map(|v| func.val(*v).hint.as_ref());
    let names: Vec<&str> = names.map(|hint| &*hint.text).collect();
    if names.is_empty() { line } else { format!("{line:<40} ; {}", names.join(", ")) }
}

impl Display for Val {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "%{}", self.0)
    }
}

impl Display for Place {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "@{}", self.0)
    }
}

impl Display for Ty {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::F64 => f.write_str("f64"),
            Self::F32 => f.write_str("f32"),
            Self::Bool => f.write_str("bool"),
            Self::Int(Some(int)) => f.write_str(int.name()),
            Self::Int(None) => f.write_str("int"),
            Self::Other(_) => f.write_str("other"),
            Self::State => f.write_str("state"),
        }
    }
}

fn list(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join(", ")
}

fn vals(vals: &[Val]) -> String {
    list(vals.iter().map(Val::to_string))
}

fn named(hint: Option<&Hint>) -> String {
    hint.map(|hint| format!(" {}", hint.text)).unwrap_or_default()
}

fn scalar(func: &Func, v: Val) -> String {
    format!("{v}: {}{}", func.ty(v), named(func.val(v).hint.as_ref()))
}

fn param(func: &Func, param: &Param) -> String {
    match param {
        Param::Scalar(v) => scalar(func, *v),
        Param::Array(p) => place(func, *p),
        Param::Elements(vals) => format!("[{}]", list(vals.iter().map(|v| scalar(func, *v)))),
    }
}

/// `@1: inout [3 n] f64 name`
fn place(func: &Func, p: Place) -> String {
    let info = func.place(p);
    let dims: Vec<String> = info.dims.iter().map(dim).collect();
    let kind = match info.kind {
        PlaceKind::Input => "input",
        PlaceKind::InOut => "inout",
        PlaceKind::Sink => "sink",
        PlaceKind::Tangent => "tangent",
        PlaceKind::Local => "local",
        PlaceKind::Stack => "stack",
        PlaceKind::Growing => "growing",
    };
    format!("{p}: {kind} [{}] {}{}", dims.join(" "), info.elem, named(info.hint.as_ref()))
}

fn dim(dim: &Dim) -> String {
    match dim {
        Dim::Lit(n) => n.to_string(),
        Dim::Named(origin) => format!("#{}", origin.0),
        Dim::Dyn => "dyn".to_owned(),
        Dim::Inferred => "_".to_owned(),
        Dim::Whole => "struct".to_owned(),
    }
}

fn block(func: &Func, id: BlockId, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    for i in &func.block(id).insts {
        let _ = writeln!(out, "{indent}{}", inst(func, i));
        for (k, inner) in i.op.blocks().into_iter().enumerate() {
            let _ = writeln!(out, "{indent}{}", heading(func, &i.op, k, inner));
            block(func, inner, depth + 1, out);
        }
    }
    let yields = &func.block(id).yields;
    if !yields.is_empty() {
        let _ = writeln!(out, "{indent}yield {}", vals(yields));
    }
}

fn heading(func: &Func, op: &Op, k: usize, inner: BlockId) -> String {
    let word = match (op, k) {
        (Op::If { .. }, 0) => "then",
        (Op::If { .. }, _) => "else",
        (Op::While { .. }, 0) => "head",
        _ => "body",
    };
    let params = &func.block(inner).params;
    if params.is_empty() {
        word.to_owned()
    } else {
        format!("{word} ({})", list(params.iter().map(|v| scalar(func, *v))))
    }
}

fn element(place: Place, index: &[Val]) -> String {
    index.iter().fold(place.to_string(), |text, i| format!("{text}[{i}]"))
}

fn op(func: &Func, op: &Op) -> String {
    match op {
        Op::Pure(p) => pure(p),
        Op::Load { place, index } => element(*place, index),
        Op::Store { place, index, value } => format!("{} = {value}", element(*place, index)),
        Op::Accumulate { place, index, value } => format!("{} += {value}", element(*place, index)),
        Op::Alloc { place: p, sizes, init } => {
            let sizes = if sizes.is_empty() { String::new() } else { format!(" sizes {}", vals(sizes)) };
            format!("alloc {}{sizes} = {}", place(func, *p), initial(init))
        }
        Op::Copy { to, from } => format!("{to} = {from}"),
        Op::Swap { a, b } => format!("swap {a}, {b}"),
        Op::AccumulateAll { to, from } => format!("{to} += {from}"),
        Op::Fill { place, value, from } => {
            let from = from.map(|v| v.to_string()).unwrap_or_default();
            format!("{place}[{from}..] = {value}")
        }
        Op::Lengthen { place, len } => format!("lengthen {place} to {len}"),
        Op::Window { place: p, of, from, len, .. } => format!("window {} = {of}[{from}; {len}]", place(func, *p)),
        Op::Push { place, value } => format!("push {place}, {value}"),
        Op::Pop { place } => format!("pop {place}"),
        Op::If { cond, .. } => format!("if {cond}"),
        Op::For { range: r, inits, exits, .. } => {
            let exits = if *exits { " exits" } else { "" };
            format!("for {}{} {}{exits}", range(r), if inits.is_empty() { "" } else { " with" }, vals(inits))
        }
        Op::While { inits, .. } => format!("while with {}", vals(inits)),
        Op::Call(c) => call(c),
        Op::Suspend { values } => format!("suspend {}", vals(values)),
        Op::Effect { origin, args, places } => {
            format!("effect #{} ({}) ({})", origin.0, vals(args), list(places.iter().map(Place::to_string)))
        }
        Op::Assert { cond } => format!("assert {cond}"),
        Op::Splice(block) => format!("splice {}", block.0),
    }
}

fn initial(init: &Init) -> String {
    match init {
        Init::Fill(v) => format!("fill {v}"),
        Init::Scratch => "scratch".to_owned(),
        Init::Items(items) => format!("[{}]", vals(items)),
        Init::Copy(p) => format!("copy {p}"),
        Init::ZerosLike(p) => format!("zeros like {p}"),
        Init::FromState(v, _) => format!("zeros of {v}"),
        Init::Empty => "empty".to_owned(),
    }
}

fn range(range: &Range) -> String {
    let dots = if range.inclusive { "..=" } else { ".." };
    let step = range.step.map(|s| format!(".step({s})")).unwrap_or_default();
    let (before, after) = match (range.step_after, range.reversed) {
        (false, false) => ("", ""),
        (false, true) => ("", ".rev"),
        (true, true) => (".rev", ""),
        (true, false) => (".rev", ".rev"),
    };
    let segment = range.segment.map(|s| format!(".in_segments({s})")).unwrap_or_default();
    format!("{}{dots}{}{before}{step}{after}{segment}", range.lo, range.hi)
}

fn pure(pure: &Pure) -> String {
    match pure {
        Pure::Const(Const::Float(bits)) => format!("{:?}", f64::from_bits(*bits)),
        Pure::Const(Const::Int(n)) => n.to_string(),
        Pure::Const(Const::Bool(b)) => b.to_string(),
        Pure::Un(UnOp::Neg, a) => format!("-{a}"),
        Pure::Un(UnOp::Not, a) => format!("!{a}"),
        Pure::Bin(op, a, b) => format!("{a} {} {b}", symbol(*op)),
        Pure::Elem(id, args) => format!("{}({})", elementary::row(*id).name, vals(args)),
        Pure::Test(test, a) => format!("{test:?}({a})"),
        Pure::Cast(a) => format!("{a} as _"),
        Pure::Select(c, a, b) => format!("select {c}, {a}, {b}"),
        Pure::Len(p, axis) => format!("len {p} axis {axis}"),
        Pure::Opaque(origin, args, places) => {
            format!("opaque #{} ({}) ({})", origin.0, vals(args), list(places.iter().map(Place::to_string)))
        }
    }
}

fn symbol(op: BinOp) -> &'static str {
    match op {
        BinOp::Add => "+",
        BinOp::Sub => "-",
        BinOp::Mul => "*",
        BinOp::Div => "/",
        BinOp::Rem => "%",
        BinOp::And => "&",
        BinOp::Or => "|",
        BinOp::Xor => "^",
        BinOp::Shl => "<<",
        BinOp::Shr => ">>",
        BinOp::Eq => "==",
        BinOp::Ne => "!=",
        BinOp::Lt => "<",
        BinOp::Le => "<=",
        BinOp::Gt => ">",
        BinOp::Ge => ">=",
    }
}

fn call(call: &Call) -> String {
    let mut text = format!("call #{} {:?} ({})", call.callee.0, call.mode, args(&call.args));
    for (word, list) in [("dots", &call.dots), ("seeds", &call.seeds), ("seed dots", &call.seed_dots)] {
        if !list.is_empty() {
            let _ = write!(text, " {word} ({})", args(list));
        }
    }
    for (word, places) in [("results", &call.results), ("result dots", &call.result_dots)] {
        if !places.is_empty() {
            let _ = write!(text, " {word} ({})", list(places.iter().map(Place::to_string)));
        }
    }
    for (word, all) in [("sinks", &call.sinks), ("sink dots", &call.sink_dots)] {
        if !all.is_empty() {
            let _ = write!(text, " {word} ({})", list(all.iter().copied().map(sink)));
        }
    }
    if call.keep.contains(&true) {
        let _ = write!(text, " keep {:?}", call.keep);
    }
    text + &call.state.map(|v| format!(" state {v}")).unwrap_or_default()
}

fn args(args: &[Arg]) -> String {
    list(args.iter().map(|arg| match arg {
        Arg::Scalar(v) => v.to_string(),
        Arg::Array { place, borrowed: true } => format!("&{place}"),
        Arg::Array { place, borrowed: false } => place.to_string(),
        Arg::InOut(place) => format!("&mut {place}"),
        Arg::Kept { .. } => "kept".to_owned(),
        Arg::Constant => "constant".to_owned(),
    }))
}

fn sink(sink: SinkArg) -> String {
    match sink {
        SinkArg::Scalar => "scalar".to_owned(),
        SinkArg::Array(p) => p.to_string(),
        SinkArg::InOut(p) => format!("&mut {p}"),
        SinkArg::Constant => "constant".to_owned(),
    }
}
