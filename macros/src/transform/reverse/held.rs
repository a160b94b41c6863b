//! Arrays as they were: for the parts of a checkpointed loop that are run again.

use super::Transform;
use super::tapes::Held;
use crate::ir::{BlockId, Builder, Dim, Hint, Init, Op, Place, PlaceInfo, PlaceKind, Range, Ty, Val};
use crate::transform::copy;

impl Transform<'_> {
    /// A place in the open scope with the content that a place of the source had.
    pub(super) fn held(&mut self, p: Place, held: Held) -> Place {
        let before = self.tapes.outermost();
        let own = self.map.place(p);
        match held {
            Held::Once => {
                let kept = copy::companion(&mut self.b, self.src, p, "_kept", PlaceKind::Local);
                self.b.inside(before, |b| b.alloc(kept, Vec::new(), Init::Copy(own)));
                kept
            }
            Held::ByPart(body) => self.held_by_part(p, own, body, before),
        }
    }

    fn held_by_part(&mut self, p: Place, own: Place, body: BlockId, before: BlockId) -> Place {
        let turn = self.tapes.turn_of(body);
        let (extent, dim) = self.extent_of(body, before);
        let info = self.src.place(p).clone();
        let axes = info.dims.len();
        let name = info.hint.as_ref().map_or("kept", |hint| &hint.text);
        let hint = Some(Hint { text: format!("{name}_tape").into(), users: false });
        let dims = std::iter::once(dim).chain(info.dims.iter().copied()).collect();
        let tape = PlaceInfo { dims, kind: PlaceKind::Local, hint, shape: 0, ..info.clone() };
        let tape = self.b.new_place(tape);
        let lengths = |b: &mut Builder, of: Place| -> Vec<Val> { (0..axes).map(|axis| b.length(of, axis)).collect() };
        let lengths = self.b.inside(before, |b| lengths(b, own));
        let open = |dims: &[Dim]| -> Vec<Val> {
            dims.iter().zip(&lengths).filter(|(dim, _)| **dim == Dim::Dyn).map(|(_, len)| *len).collect()
        };
        let sizes = open(&info.dims);
        let of_tape = extent.into_iter().chain(sizes.iter().copied()).collect();
        self.b.inside(before, |b| {
            let init = scratch(b, info.elem);
            b.alloc(tape, of_tape, init);
        });
        let head = self.tapes.heads[&body];
        self.b.inside(head, |b| copied(b, &lengths, (tape, &[turn.forward]), (own, &[])));
        let again = copy::companion(&mut self.b, self.src, p, "", PlaceKind::Local);
        let init = scratch(&mut self.b, info.elem);
        self.b.alloc(again, sizes, init);
        copied(&mut self.b, &lengths, (again, &[]), (tape, &[turn.backward]));
        self.lengths.insert(p, lengths);
        again
    }
}

fn scratch(b: &mut Builder, elem: Ty) -> Init {
    if elem.is_float() || elem == Ty::Bool { Init::Scratch } else { Init::Fill(b.int(0, elem)) }
}

/// Copies all elements below these indices.
fn copied(b: &mut Builder, lengths: &[Val], to: (Place, &[Val]), from: (Place, &[Val])) {
    let Some((len, inner)) = lengths.split_first() else {
        let value = b.load(from.0, from.1.to_vec());
        b.store(to.0, to.1.to_vec(), value);
        return;
    };
    let zero = b.int(0, Ty::USIZE);
    let k = b.fresh(Ty::USIZE, None);
    b.open(vec![k]);
    let at = |index: &[Val]| -> Vec<Val> { index.iter().copied().chain([k]).collect() };
    copied(b, inner, (to.0, &at(to.1)), (from.0, &at(from.1)));
    let body = b.close(Vec::new());
    b.push(Op::For { range: Range::plain(zero, *len), inits: Vec::new(), body, exits: false }, &[]);
}
