//! Functions that call each other in a circle. The state that a companion hands over holds those of its callees: in a circle it
//! would be of infinite size, unless one function keeps it behind a pointer. That is the one that closes the circle.
//!
//! One attribute sees one function. What it saw is remembered for those that come later in the same crate, by name: a name that
//! two functions share costs a pointer at worst.

use std::cell::RefCell;
use std::collections::BTreeSet;

use proc_macro2::TokenTree;

use crate::ir::{Func, Op};
use crate::origins::Origins;

/// A function and those that it calls, in the order in which the functions were met first.
struct Met {
    name: String,
    callees: BTreeSet<String>,
}

thread_local! {
    static MET: RefCell<Vec<Met>> = const { RefCell::new(Vec::new()) };
}

/// Whether the function calls itself through functions that were met before it.
pub(super) fn closes(name: &str, func: &Func, origins: &Origins) -> bool {
    let callees = callees(func, origins);
    if callees.is_empty() {
        return false;
    }
    MET.with_borrow_mut(|met| {
        let at = met.iter().position(|other| other.name == name).unwrap_or(met.len());
        let circle = reaches(&met[..at], &callees, name);
        let this = Met { name: name.to_owned(), callees };
        if at == met.len() {
            met.push(this);
        } else {
            met[at] = this;
        }
        circle
    })
}

fn reaches(before: &[Met], from: &BTreeSet<String>, name: &str) -> bool {
    let mut found = BTreeSet::new();
    let mut open: Vec<&String> = from.iter().collect();
    while let Some(callee) = open.pop() {
        if let Some(met) = before.iter().find(|met| met.name == *callee)
            && found.insert(callee)
        {
            open.extend(&met.callees);
        }
        if callee == name && !from.contains(name) {
            return true;
        }
    }
    false
}

/// The last names of the paths of all callees.
fn callees(func: &Func, origins: &Origins) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    func.each_inst(func.body, &mut |_, inst| {
        if let Op::Call(call) = &inst.op {
            let idents = origins.render(call.callee, &[]).into_iter().filter_map(|tree| match tree {
                TokenTree::Ident(ident) => Some(ident.to_string()),
                _ => None,
            });
            names.extend(idents.last());
        }
    });
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn a_circle_is_closed_by_its_last_function() {
        let met: Vec<Met> = [("a", ["b", "x"]), ("b", ["c", "x"]), ("d", ["x", "a"])]
            .map(|(name, callees)| Met { name: name.to_owned(), callees: set(&callees) })
            .into();
        assert!(reaches(&met, &set(&["a"]), "c"));
        assert!(!reaches(&met[1..], &set(&["a"]), "c"), "what comes later closes it");
        assert!(!reaches(&met, &set(&["a"]), "e"));
        assert!(!reaches(&met, &set(&["c"]), "c"), "a call of itself is seen without this");
    }
}
