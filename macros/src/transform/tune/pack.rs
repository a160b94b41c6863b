//! What every turn of a loop keeps for the way back goes into one array, not into an array for each value.
//!
//! Only where the loop calls something: others may run as vector instructions, which want the values of one kind side by side.

use super::edit::Editor;
use crate::elementary;
use crate::ir::hash::Map;
use crate::ir::{BlockId, Dim, Hint, Init, Inst, Op, Place, PlaceInfo, PlaceKind, Pure, ResultItem, Ty, Val};

/// From how many arrays on one is better.
const SEVERAL: usize = 3;

pub(super) fn pack(e: &mut Editor, insts: Vec<Inst>) -> Vec<Inst> {
    let groups = groups(e, &insts);
    if groups.is_empty() {
        return insts;
    }
    let mut slots = Map::default();
    for group in groups {
        let packed = declare(e, &group);
        slots.extend(group.into_iter().enumerate().map(|(k, tape)| (tape, Slot { packed, k })));
    }
    moved(e, insts, &slots)
}

/// Where the elements of a tape go.
struct Slot {
    packed: Place,
    k: usize,
}

// ---- which

/// The sizes of a tape, and the block that keeps something on it.
type Kin<'i> = (&'i [Val], BlockId);

/// The tapes that begin alike, and whose values one block of a loop keeps.
fn groups(e: &Editor, insts: &[Inst]) -> Vec<Vec<Place>> {
    let uses = uses(e, insts);
    let mut groups: Vec<(Kin<'_>, Vec<Place>)> = Vec::new();
    for inst in insts {
        let Op::Alloc { place, sizes, init: Init::Scratch } = &inst.op else { continue };
        let Some(Use { keeps: Some(block), apart: false }) = uses.get(place) else { continue };
        if !is_tape(e, *place, sizes) || !calls(e, *block) {
            continue;
        }
        let key = (&sizes[..], *block);
        match groups.iter_mut().find(|(known, _)| *known == key) {
            Some((_, group)) => group.push(*place),
            None => groups.push((key, vec![*place])),
        }
    }
    groups.into_iter().map(|(_, group)| group).filter(|group| group.len() >= SEVERAL).collect()
}

fn is_tape(e: &Editor, place: Place, sizes: &[Val]) -> bool {
    let info = e.func.place(place);
    let dynamic = info.dims.len() == sizes.len() && info.dims.iter().all(|dim| *dim == Dim::Dyn);
    info.kind == PlaceKind::Local
        && info.elem == Ty::F64
        && dynamic
        && !sizes.is_empty()
        && !e.func.results.contains(&ResultItem::Array(place))
}

/// What is done with an array: the one block that stores to it, and whether there is more than stores and loads.
#[derive(Default)]
struct Use {
    keeps: Option<BlockId>,
    apart: bool,
}

fn uses(e: &Editor, insts: &[Inst]) -> Map<Place, Use> {
    let mut uses = Map::default();
    for inst in insts {
        note(&mut uses, None, inst);
        inst.op.blocks().into_iter().for_each(|block| in_block(e, &mut uses, block));
    }
    uses
}

fn in_block(e: &Editor, uses: &mut Map<Place, Use>, block: BlockId) {
    for inst in &e.func.block(block).insts {
        note(uses, Some(block), inst);
        inst.op.blocks().into_iter().for_each(|inner| in_block(e, uses, inner));
    }
}

fn note(uses: &mut Map<Place, Use>, block: Option<BlockId>, inst: &Inst) {
    match &inst.op {
        Op::Load { .. } | Op::Alloc { init: Init::Scratch, .. } => {}
        Op::Store { place, .. } => {
            let known = uses.entry(*place).or_default();
            known.apart |= known.keeps.is_some() || block.is_none();
            known.keeps = block;
        }
        op => {
            let places = op.read().into_iter().chain(op.written()).chain(op.measured());
            places.for_each(|p| uses.entry(p).or_default().apart = true);
        }
    }
}

/// The block itself, and not a loop inside it, calls a function.
fn calls(e: &Editor, block: BlockId) -> bool {
    let is_call = |inst: &Inst| match &inst.op {
        Op::Call(_) => true,
        Op::Pure(Pure::Elem(id, _)) => !elementary::row(*id).cheap,
        _ => false,
    };
    e.func.block(block).insts.iter().any(is_call)
}

// ---- one array

fn declare(e: &mut Editor, group: &[Place]) -> Place {
    let info = e.func.place(group[0]).clone();
    let dims = info.dims.iter().copied().chain([Dim::Lit(group.len() as u64)]).collect();
    let hint = Some(Hint { text: "kept".into(), users: false });
    e.place(PlaceInfo { dims, hint, shape: 0, ..info })
}

fn moved(e: &mut Editor, insts: Vec<Inst>, slots: &Map<Place, Slot>) -> Vec<Inst> {
    let mut out = Vec::with_capacity(insts.len());
    for mut inst in insts {
        for block in inst.op.blocks() {
            let inner = std::mem::take(&mut e.block_mut(block).insts);
            let inner = moved(e, inner, slots);
            e.block_mut(block).insts = inner;
        }
        match &mut inst.op {
            Op::Load { place, index } | Op::Store { place, index, .. } => {
                if let Some(slot) = slots.get(place) {
                    index.push(e.int(&mut out, slot.k as i128, Ty::USIZE));
                    *place = slot.packed;
                }
            }
            Op::Alloc { place, .. } => match slots.get(place) {
                Some(Slot { k: 0, packed }) => *place = *packed,
                Some(_) => continue,
                None => {}
            },
            _ => {}
        }
        out.push(inst);
    }
    out
}
