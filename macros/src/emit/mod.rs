//! Turns a function of the intermediate language into Rust that reads as if somebody had written it.
//!
//! Nothing here decides mathematics: every operation is evaluated as the function says, in its association.
//! - [`uses`] and [`needs`]: what is needed, and who needs it
//! - [`plan`] and [`order`]: what is written where it is used, and what gets a `let`
//! - [`moments`] and [`webs`]: which values share a variable
//! - [`types`]: where a type must be written
//! - the others: the text

mod assign;
mod branch;
mod buffers;
mod call;
mod expr;
mod functions;
mod given;
mod growing;
mod lists;
mod literal;
mod loops;
mod meaning;
mod moments;
mod names;
mod needs;
mod optional;
mod order;
mod packed;
mod place;
mod plan;
mod record;
mod slots;
mod stacks;
mod state;
mod stmt;
#[cfg(test)]
mod tests;
mod types;
mod uses;
mod webs;
mod whole;
mod window;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::quote;

use crate::ir::{Func, Op, Place, Pure, ResultItem, Ty, Val};
use crate::origins::Origins;
use names::Names;
use plan::Plan;
use types::Types;
use webs::Webs;

/// How a place is held: what it takes to borrow it, and to index it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Held {
    Owned,
    /// Behind `&`.
    Shared,
    /// Behind `&mut`.
    Mutable,
    /// A generic sink: `name.add_at(i, value)`, or `name.add(value)` for a scalar.
    Sink,
    /// A sparse matrix: `name.add(row, column, value)`.
    Entries,
    /// A generic source: `name.at(i)`, or `name.get()` for a scalar.
    Tangent,
    /// The same in lanes: `name.lane(i, k)`.
    Tangents,
}

/// What was emitted.
pub(crate) struct Emitted {
    /// The statements up to the suspension, or all.
    pub(crate) first: TokenStream,
    /// What the first phase hands over.
    pub(crate) values: Vec<TokenStream>,
    /// The statements after the suspension.
    pub(crate) second: TokenStream,
    /// What the second phase is given.
    pub(crate) seeds: Vec<Ident>,
    /// What the body yields.
    pub(crate) yields: Vec<TokenStream>,
    /// The names of places.
    pub(crate) place_names: BTreeMap<Place, Ident>,
    /// What a whole function names, or the first of two phases.
    pub(crate) uses: Named,
}

/// The parameters and places that occur in the text.
#[derive(Default, Debug)]
pub(crate) struct Named {
    pub(crate) vals: BTreeSet<Val>,
    pub(crate) places: BTreeSet<Place>,
}

pub(crate) struct Emitter<'a> {
    printer: Printer<'a>,
}

impl<'a> Emitter<'a> {
    /// `krate` is the path of the runtime crate.
    pub(crate) fn new(func: &'a Func, origins: &'a Origins, krate: &TokenStream) -> Self {
        let plan = Plan::new(func, origins);
        let webs = Webs::new(&plan);
        let types = Types::new(&plan, &webs);
        let slots = slots::slots(func, &plan.uses);
        let named = |v: Val| plan.uses.live(v) && webs.declares(v);
        let stacks = stacks::stacks(func, &plan.uses, |place| slots.contains(&place), named);
        Self {
            printer: Printer {
                written: written(&plan),
                own: buffers::own(func),
                vecs: buffers::vecs(func, origins),
                slots,
                stacks,
                plan,
                webs,
                types,
                origins,
                krate: krate.clone(),
                names: Names::default(),
                bound: HashMap::new(),
                variables: HashMap::new(),
                places: HashMap::new(),
                declared: HashSet::new(),
                functions: HashSet::new(),
                lent: HashSet::new(),
                named: Named::default(),
                workspace: None,
                buffers: HashSet::new(),
                lends_results: false,
                few_in_place: false,
                kept: HashSet::new(),
                again: Vec::new(),
            },
        }
    }

    /// The tokens that stand for a parameter: `x`, `*x`, `x[0]`.
    pub(crate) fn bind(&mut self, v: Val, tokens: TokenStream) {
        self.printer.bound.insert(v, tokens);
    }

    /// How a place is named and held.
    pub(crate) fn bind_place(&mut self, p: Place, name: Ident, held: Held) {
        self.printer.names.reserve(&name.to_string());
        self.printer.places.insert(p, (name, held));
    }

    /// The user has the place as a `Vec`, and this function as a slice.
    pub(crate) fn lend(&mut self, p: Place) {
        self.printer.lent.insert(p);
    }

    /// The place is a function.
    pub(crate) fn bind_function(&mut self, p: Place) {
        self.printer.functions.insert(p);
    }

    /// A name that no generated variable takes.
    pub(crate) fn reserve(&mut self, name: &str) {
        self.printer.names.reserve(name);
    }

    /// Local `Vec`s come from this workspace.
    pub(crate) fn borrow_from(&mut self, workspace: Ident) {
        self.reserve(&workspace.to_string());
        self.printer.workspace = Some(workspace);
    }

    /// Local arrays need no heap where they are short.
    pub(crate) fn put_few_in_place(&mut self) {
        self.printer.few_in_place = true;
    }

    /// Those that the function gives stay where they are: nobody takes them away.
    pub(crate) fn lend_results(&mut self) {
        self.printer.lends_results = true;
    }

    pub(crate) fn emit(self) -> Emitted {
        self.printer.body()
    }
}

/// What is printing.
struct Printer<'a> {
    plan: Plan<'a>,
    webs: Webs,
    types: Types,
    origins: &'a Origins,
    krate: TokenStream,
    names: Names,
    bound: HashMap<Val, TokenStream>,
    /// Names of variables, by web.
    variables: HashMap<u32, Ident>,
    places: HashMap<Place, (Ident, Held)>,
    declared: HashSet<Place>,
    /// Places that change after their birth.
    written: HashSet<Place>,
    /// Places that are no buffers of a workspace: they come out of the state of a call, stand in tokens of the user's, or come into
    /// being in several places of the text.
    own: HashSet<Place>,
    /// Places that are `Vec`s, not slices: they grow, or go to a function that may ask for one.
    vecs: HashSet<Place>,
    /// Stacks that hold one value at most.
    slots: HashSet<Place>,
    /// Stacks that are one.
    stacks: stacks::Stacks,
    named: Named,
    /// Parameters that are functions.
    functions: HashSet<Place>,
    /// Parameters that are slices here, and `Vec`s to the user.
    lent: HashSet<Place>,
    /// Where local `Vec`s come from, if there is such a place.
    workspace: Option<Ident>,
    /// Those that do.
    buffers: HashSet<Place>,
    /// Those do too that the function gives.
    lends_results: bool,
    /// Short arrays stand in place.
    few_in_place: bool,
    /// Places of the first of two phases that the second one reads or writes.
    kept: HashSet<Place>,
    /// How the second phase borrows those that stand in place, by their names.
    again: Vec<(Ident, TokenStream)>,
}

impl Printer<'_> {
    fn note_val(&mut self, v: Val) {
        self.named.vals.insert(v);
    }

    fn note_place(&mut self, p: Place) {
        self.named.places.insert(p);
    }

    fn body(mut self) -> Emitted {
        let func = self.plan.func;
        let statements = self.plan.statements(func.body);
        let insts = &func.block(func.body).insts;
        let cut = statements.iter().position(|at| matches!(insts[*at].op, Op::Suspend { .. }));
        let (mut values, mut seeds) = (Vec::new(), Vec::new());
        let mut second = TokenStream::new();
        let mut uses = Named::default();
        let first;
        let mut yields = None;
        if let Some(cut) = cut {
            self.kept = buffers::kept(func, &insts[statements[cut] + 1..]);
            first = self.statements(func.body, &statements[..cut]);
            let suspend = &insts[statements[cut]];
            if let Op::Suspend { values: handed } = &suspend.op {
                values = handed.iter().map(|v| self.tokens(*v)).collect();
            }
            uses = std::mem::take(&mut self.named);
            seeds = suspend.outs.iter().map(|v| self.variable(*v)).collect();
            second = self.statements(func.body, &statements[cut + 1..]);
            second = self.with_borrows(&statements[..cut], second);
            second = self.borrowed_again(&second);
        } else if let Some((before, value)) = self.body_value() {
            first = before;
            yields = Some(vec![value]);
        } else {
            first = self.statements(func.body, &statements);
        }
        let yields = yields.unwrap_or_else(|| func.block(func.body).yields.iter().map(|v| self.tokens(*v)).collect());
        if cut.is_none() {
            uses = std::mem::take(&mut self.named);
        }
        let place_names = self.places.into_iter().map(|(p, (name, _))| (p, name)).collect();
        Emitted { first, values, second, seeds, yields, place_names, uses }
    }

    /// A value of the user's own type may borrow from a parameter, which the state must not: the second phase makes it again.
    fn with_borrows(&mut self, first: &[usize], second: TokenStream) -> TokenStream {
        let func = self.plan.func;
        first.iter().rev().fold(second, |second, at| {
            let inst = &func.block(func.body).insts[*at];
            let Op::Pure(Pure::Opaque(..)) = inst.op else { return second };
            let v = inst.outs[0];
            if !matches!(func.ty(v), Ty::Other(_)) || !mentions(&second, &self.variable(v)) {
                return second;
            }
            let again = self.binding(v);
            quote!(#again #second)
        })
    }

    /// The one value of a body that ends with a branch: the branch itself. An array beside it would be read before the
    /// branch has written to it.
    fn body_value(&mut self) -> Option<(TokenStream, TokenStream)> {
        let func = self.plan.func;
        if func.results.iter().any(|item| matches!(item, ResultItem::Array(_))) {
            return None;
        }
        let [value] = func.block(func.body).yields.as_slice() else { return None };
        let value = self.plan.uses.canon(*value);
        let (before, inst) = self.tail(func.body, &[value])?;
        let before = self.statements(func.body, &before);
        Some((before, self.branch_value(inst, &[value])))
    }
}

/// The locals that need `mut`.
fn written(plan: &Plan<'_>) -> HashSet<Place> {
    let func = plan.func;
    let mut written = HashSet::new();
    let mut born = HashSet::new();
    func.each_inst(func.body, &mut |_, inst| {
        let births = inst.op.born();
        for p in births.iter().copied().filter(|p| !born.insert(*p)) {
            written.insert(p);
        }
        written.extend(inst.op.written().into_iter().filter(|p| !births.contains(p)));
    });
    written
}

/// Whether a name stands in these tokens.
fn mentions(tokens: &TokenStream, name: &Ident) -> bool {
    tokens.clone().into_iter().any(|tree| match tree {
        TokenTree::Ident(ident) => ident == *name,
        TokenTree::Group(group) => mentions(&group.stream(), name),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}
