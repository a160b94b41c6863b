//! The front end of the macro: programs as source, parsed and lowered.

use std::rc::Rc;

use proc_macro2::TokenStream;

use super::companions::Unit;
use super::modes::Wrong;
use super::opaque;
use super::program::ast::{Fun, Program};
use super::program::print;
use crate::errors::Errors;
use crate::ir::{Func, Op, Origin, Pure, text};
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
    let number = program.funs.iter().position(|f| f.name == fun.name).expect("it is in the program");
    let opaques = origins(&mut func, &lowered.origins, program, number)
        .map_err(|e| Wrong { message: e, listing: text::text(&func) })?;
    let active = lowered.signature.params.iter().map(|p| p.active).collect();
    Ok(Unit { name: fun.name.clone(), func: Rc::new(func), active, opaques })
}

/// Origins that mean the same in every function of the program: callees have their number in it, from 1; the user's own
/// expressions, which are returned, have numbers beyond.
fn origins(
    func: &mut Func,
    origins: &Origins,
    program: &Program,
    number: usize,
) -> Result<Vec<(Origin, String)>, String> {
    let mut opaques = Vec::new();
    for inst in func.blocks.iter_mut().flat_map(|block| &mut block.insts) {
        match &mut inst.op {
            Op::Call(call) => {
                let name = origins.render(call.callee, &[]).to_string();
                let callee = program.funs.iter().position(|fun| fun.name == name);
                let callee = callee.ok_or_else(|| format!("the callee `{name}` is not in the program"))?;
                call.callee = Origin(u32::try_from(callee + 1).expect("few functions"));
            }
            Op::Pure(Pure::Opaque(origin, vals, places)) => {
                let holes: Vec<TokenStream> =
                    (0..vals.len() + places.len()).map(|k| opaque::hole(k).parse().expect("a name")).collect();
                let text = origins.render(*origin, &holes).to_string();
                *origin = Origin(u32::try_from((number + 1) * 100_000).expect("few functions") + origin.0);
                opaques.push((*origin, text));
            }
            _ => {}
        }
    }
    Ok(opaques)
}
