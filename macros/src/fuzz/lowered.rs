//! The front end of the macro: programs as source, parsed and lowered.

use std::rc::Rc;

use super::companions::Unit;
use super::modes::Wrong;
use super::program::ast::{Fun, Program};
use super::program::print;
use crate::errors::Errors;
use crate::ir::{Func, Op, Origin, text};
use crate::lower;
use crate::options::Options;
use crate::origins::Origins;
use crate::transform::simplify::rules::rules;

pub(crate) fn lowered(program: &Program) -> Result<Vec<Unit>, Wrong> {
    program.funs.iter().map(|fun| one(program, fun)).collect()
}

fn one(program: &Program, fun: &Fun) -> Result<Unit, Wrong> {
    let source = print::function(program, fun);
    let wrong = |message: String| Wrong { message, listing: source.clone() };
    let item: syn::ItemFn = syn::parse_str(&source).map_err(|e| wrong(format!("syntax: {e}")))?;
    let mut errors = Errors::new();
    let lowered = lower::lower(&item, &Options::default(), rules, &mut errors);
    let messages = errors.into_messages();
    let lowered =
        lowered.filter(|_| messages.is_empty()).ok_or_else(|| wrong(format!("refused: {}", messages.join("; "))))?;
    let mut func = lowered.func;
    callees(&mut func, &lowered.origins, program).map_err(|e| Wrong { message: e, listing: text::text(&func) })?;
    let active = lowered.signature.params.iter().map(|p| p.active).collect();
    Ok(Unit { func: Rc::new(func), active })
}

/// Gives each callee its number in the program, from 1.
fn callees(func: &mut Func, origins: &Origins, program: &Program) -> Result<(), String> {
    for inst in func.blocks.iter_mut().flat_map(|block| &mut block.insts) {
        if let Op::Call(call) = &mut inst.op {
            let name = origins.render(call.callee, &[]).to_string();
            let number = program.funs.iter().position(|fun| fun.name == name);
            let number = number.ok_or_else(|| format!("the callee `{name}` is not in the program"))?;
            call.callee = Origin(u32::try_from(number + 1).expect("few functions"));
        }
    }
    Ok(())
}
