//! Stacks that get a value each in every run of one block, and give it back in every run of another, are one stack of tuples:
//! `states.push((state2, state)); .. let (state2, state) = pop(states);`.

use std::collections::HashMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::Printer;
use super::uses::Uses;
use crate::ir::{BlockId, Func, Init, Inst, Op, Place, Ty, Val};

/// What is to be printed in place of an instruction on a stack.
pub(super) enum Together {
    /// Everything was printed at another one, or will be.
    Elsewhere,
    /// These go onto the stack.
    Pushed(Place, Vec<Val>),
    /// These come off it.
    Popped(Place, Vec<Val>),
}

/// Stacks that are one.
#[derive(Default)]
pub(super) struct Stacks {
    groups: Vec<Group>,
    group_of: HashMap<Place, usize>,
}

struct Group {
    /// In order; all have the name of the first.
    members: Vec<Place>,
    pushed: Vec<Val>,
    popped: Vec<Val>,
    /// The last that is pushed to, and the first that is popped from, of the members as they stand in the text.
    last: Place,
    first: Place,
}

/// What is done with a stack of states.
struct Use {
    place: Place,
    born: (BlockId, Vec<Val>),
    push: Option<(BlockId, usize, Val)>,
    pop: Option<(BlockId, usize, Val)>,
    /// There is more than that.
    other: bool,
}

/// Where the values of stacks go and come from, if several can be one.
type Kin = (BlockId, Vec<Val>, BlockId, BlockId);

impl Use {
    fn kin(&self) -> Option<Kin> {
        let ((born, sizes), (push, ..), (pop, ..)) = (&self.born, self.push?, self.pop?);
        (!self.other).then(|| (*born, sizes.clone(), push, pop))
    }
}

/// Those that are kept apart are not among them, nor those whose values have no name of their own.
pub(super) fn stacks(
    func: &Func,
    uses: &Uses<'_>,
    kept_apart: impl Fn(Place) -> bool,
    named: impl Fn(Val) -> bool,
) -> Stacks {
    let mut stacks = Stacks::default();
    let mut kin: Vec<(Kin, Vec<Use>)> = Vec::new();
    for one in each(func, uses).into_iter().filter(|one| !kept_apart(one.place)) {
        if !one.pop.is_some_and(|(_, _, v)| named(v)) {
            continue;
        }
        let Some(key) = one.kin() else { continue };
        match kin.iter_mut().find(|(known, _)| *known == key) {
            Some((_, members)) => members.push(one),
            None => kin.push((key, vec![one])),
        }
    }
    for (_, members) in kin.into_iter().filter(|(_, members)| members.len() > 1) {
        stacks.add(&members);
    }
    stacks
}

/// The stacks of states, in the order of their births.
fn each(func: &Func, uses: &Uses<'_>) -> Vec<Use> {
    let mut all: Vec<Use> = Vec::new();
    let mut at: HashMap<Place, usize> = HashMap::new();
    let mut place_in: HashMap<BlockId, usize> = HashMap::new();
    func.each_inst(func.body, &mut |block, inst| {
        let number = *place_in.entry(block).and_modify(|n| *n += 1).or_insert(0);
        match inst {
            Inst { op: Op::Alloc { place, sizes, init: Init::Empty }, .. } if func.place(*place).elem == Ty::State => {
                let sizes = sizes.iter().map(|v| uses.canon(*v)).collect();
                let known = at.insert(*place, all.len());
                if let Some(known) = known {
                    all[known].other = true;
                }
                all.push(Use { place: *place, born: (block, sizes), push: None, pop: None, other: known.is_some() });
            }
            Inst { op: Op::Push { place, value }, .. } => {
                let Some(one) = at.get(place).map(|k| &mut all[*k]) else { return };
                one.other |= one.push.replace((block, number, *value)).is_some();
            }
            Inst { op: Op::Pop { place }, outs } => {
                let Some(one) = at.get(place).map(|k| &mut all[*k]) else { return };
                one.other |= one.pop.replace((block, number, outs[0])).is_some();
            }
            _ => {}
        }
    });
    all
}

impl Stacks {
    fn add(&mut self, members: &[Use]) {
        let of = |at: Option<(BlockId, usize, Val)>| at.map(|(_, number, v)| (number, v)).expect("it has kin");
        let places: Vec<Place> = members.iter().map(|one| one.place).collect();
        self.group_of.extend(places.iter().map(|place| (*place, self.groups.len())));
        let last = members.iter().max_by_key(|one| of(one.push).0).expect("there are several");
        let first = members.iter().min_by_key(|one| of(one.pop).0).expect("there are several");
        self.groups.push(Group {
            members: places,
            pushed: members.iter().map(|one| of(one.push).1).collect(),
            popped: members.iter().map(|one| of(one.pop).1).collect(),
            last: last.place,
            first: first.place,
        });
    }

    /// What stands in place of an instruction, if it is about one of several stacks in one.
    pub(super) fn together(&self, inst: &Inst) -> Option<Together> {
        let (Op::Alloc { place, .. } | Op::Push { place, .. } | Op::Pop { place }) = &inst.op else { return None };
        let group = &self.groups[*self.group_of.get(place)?];
        let name = group.members[0];
        match inst.op {
            Op::Alloc { .. } if *place == name => None,
            Op::Push { .. } if *place == group.last => Some(Together::Pushed(name, group.pushed.clone())),
            Op::Pop { .. } if *place == group.first => Some(Together::Popped(name, group.popped.clone())),
            _ => Some(Together::Elsewhere),
        }
    }
}

impl Printer<'_> {
    pub(super) fn together(&mut self, together: Together) -> TokenStream {
        match together {
            Together::Elsewhere => TokenStream::new(),
            Together::Pushed(place, values) => {
                let values: Vec<TokenStream> = values.into_iter().map(|v| self.tokens(v)).collect();
                self.pushed(place, &quote!((#(#values),*)))
            }
            Together::Popped(place, values) => {
                let value = self.pop(place);
                let patterns: Vec<TokenStream> = values.into_iter().map(|v| self.pattern(v)).collect();
                quote!(let (#(#patterns),*) = #value;)
            }
        }
    }
}
