//! `#[out]` parameters: what they hold at entry is not looked at, so they are written before they are read.

use super::reader::Body;
use super::steps::{Change, Rhs, Step, Temp, Var, each_step};
use crate::errors::Errors;

/// Reports the first read of each that comes before any write, in the order of the text.
pub(super) fn check(body: &Body, outs: &[Var], errors: &mut Errors) {
    let mut open = outs.to_vec();
    each_step(&body.steps, &mut |step| {
        let (read, written) = touched(body, step);
        for temp in read {
            let Some(var) = owners(body, temp).into_iter().find(|var| open.contains(var)) else { continue };
            let name = body.vars[var.at()].name.as_ref().map_or_else(String::new, ToString::to_string);
            let message = format!("`{name}` is read here before it is written");
            let help = "drop `#[out]`: a `&mut` parameter is in-out by default";
            errors.refuse(body.temps[temp.at()].span, message, help);
            open.retain(|open| *open != var);
        }
        open.retain(|var| !written.iter().any(|temp| owners(body, *temp).contains(var)));
        if let Step::Write { var, .. } = step {
            open.retain(|open| open != var);
        }
    });
}

/// The variables that a value is, or a part of, or a reference to.
fn owners(body: &Body, temp: Temp) -> Vec<Var> {
    let Some(root) = body.temps[temp.at()].root else { return Vec::new() };
    let lenders = &body.vars[root.at()].lenders;
    if lenders.is_empty() { vec![root] } else { lenders.clone() }
}

/// The values whose content a step looks at, and those whose content it changes.
fn touched(body: &Body, step: &Step) -> (Vec<Temp>, Vec<Temp>) {
    let (mut read, mut written) = (Vec::new(), Vec::new());
    match step {
        Step::Def(_, Rhs::Same(_) | Rhs::Len { .. } | Rhs::Part { .. } | Rhs::Field { .. } | Rhs::Left { .. }) => {}
        Step::Def(_, Rhs::Index { index, .. }) => read.push(*index),
        Step::Def(_, Rhs::Parts { size, .. }) => read.push(*size),
        // A reference that is kept is not looked through yet.
        Step::Def(_, Rhs::Tuple(items)) => read.extend(items.iter().filter(|item| !body.temps[item.at()].exclusive)),
        Step::Bind(var, _) if !body.vars[var.at()].lenders.is_empty() => {}
        Step::Def(_, Rhs::Call { args, lent, .. }) => {
            for (arg, lent) in args.iter().zip(lent) {
                if *lent { written.push(*arg) } else { read.push(*arg) }
            }
        }
        Step::Def(_, rhs) => rhs.operands(|t| read.push(t)),
        Step::Store { base, index, value } => {
            read.extend([*index, *value]);
            written.push(*base);
        }
        Step::Change(base, change) => {
            read.extend(change.operands());
            if !matches!(change, Change::Fill(_) | Change::CopyFrom(_)) {
                read.push(*base);
            }
            written.push(*base);
        }
        Step::Swap(a, b) => read.extend([*a, *b]),
        Step::Bind(_, value) | Step::Write { value, .. } => read.push(*value),
        Step::Effect { args, .. } => read.extend(args),
        _ => {}
    }
    (read, written)
}
