//! The parts of arrays that a strip goes through, under names of their own: their lengths are numbers, and nothing asks for bounds.

use super::super::edit::Editor;
use super::super::windows::window;
use super::LANES;
use crate::ir::hash::Set as HashSet;
use crate::ir::{BlockId, Dim, Inst, Op, Place, PlaceKind, Pure, Ty, Val};

/// The elements `place[i + first]` to `place[i + last]`, where `i` is the index of the loop.
pub(super) struct Span {
    place: Place,
    first: i128,
    last: i128,
    pub(super) written: bool,
}

/// What a loop of arithmetic reads and writes at its index; nothing if it goes elsewhere too, or where it has written.
pub(super) fn spans(e: &Editor, body: BlockId) -> Option<Vec<Span>> {
    let inside = e.defined_in(body);
    let mut spans: Vec<Span> = Vec::new();
    let (mut elsewhere, mut measured): (HashSet<Place>, HashSet<Place>) = (HashSet::default(), HashSet::default());
    for inst in &e.func.block(body).insts {
        match &inst.op {
            Op::Pure(Pure::Len(p, _)) => _ = measured.insert(*p),
            Op::Pure(Pure::Opaque(_, _, places)) => measured.extend(places),
            _ => {}
        }
        let Some((place, index)) = inst.op.element() else { continue };
        let written = !inst.op.written().is_empty();
        let at = index.first().map(|v| e.affine(*v));
        match at.filter(|at| at.base == e.func.block(body).params[0]) {
            Some(at) if is_list(e, place) => note(&mut spans, place, at.offset, written),
            _ if written || index.iter().any(|v| inside.contains(v)) => return None,
            _ => _ = elsewhere.insert(place),
        }
    }
    // What is written is reached by one name alone, and no turn waits for another.
    let apart = |s: &Span| s.first == s.last && !elsewhere.contains(&s.place) && !measured.contains(&s.place);
    spans.iter().all(|s| !s.written || apart(s)).then_some(spans)
}

fn note(spans: &mut Vec<Span>, place: Place, offset: i128, written: bool) {
    match spans.iter_mut().find(|s| s.place == place) {
        Some(s) => (s.first, s.last, s.written) = (s.first.min(offset), s.last.max(offset), s.written || written),
        None => spans.push(Span { place, first: offset, last: offset, written }),
    }
}

/// Its elements lie one after the other, and nobody else can write them.
fn is_list(e: &Editor, p: Place) -> bool {
    let info = e.func.place(p);
    let rows = info.dims.get(1..).is_some_and(|rows| rows.iter().all(|dim| matches!(dim, Dim::Lit(_))));
    match info.kind {
        PlaceKind::Input | PlaceKind::InOut | PlaceKind::Local => rows,
        PlaceKind::Tangent | PlaceKind::Sink => info.dims.len() == 1,
        PlaceKind::Stack | PlaceKind::Growing => false,
    }
}

/// Opens the parts at the beginning of a strip, and has its turns go through them by the number of the lane.
pub(super) fn open(e: &mut Editor, out: &mut Vec<Inst>, (body, strip, k): (BlockId, Val, Val), spans: &[Span]) {
    let index = e.func.block(body).params[0];
    let mut named = Vec::new();
    for span in spans {
        let from = e.shifted(out, strip, span.first);
        let len = e.int(out, i128::from(LANES) + span.last - span.first, Ty::USIZE);
        let place = window(e, span.place, span.written, "strip");
        e.sized(place, len);
        let op = Op::Window { place, of: span.place, from, len, mutable: span.written };
        out.push(Inst { outs: Vec::new(), op });
        named.push((span, place));
    }
    let mut insts = Vec::new();
    for mut inst in std::mem::take(&mut e.block_mut(body).insts) {
        if let Some((place, at)) = inst.op.element_mut()
            && let Some((span, name)) = named.iter().find(|(span, _)| span.place == *place)
            && e.affine(at[0]).base == index
        {
            let beyond = e.affine(at[0]).offset - span.first;
            (*place, at[0]) = (*name, e.shifted(&mut insts, k, beyond));
        }
        insts.push(inst);
    }
    e.block_mut(body).insts = insts;
}
