//! The lanes of a group in parts, where not all of them do the same.

use super::Transform;
use super::group::Group;
use super::spans::{AFTER, AT, BEFORE, EVERY, Parts, Pivot, Span};
use crate::ir::{Place, Ty, Val};

/// Lanes that do the same, where these are not all.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) struct Part {
    pivot: Option<Pivot>,
    parts: Parts,
}

impl Part {
    /// Whether a set of lanes has those of the part.
    pub(super) fn meets(self, span: Span) -> bool {
        span.meets(self.pivot, self.parts)
    }
}

impl Transform<'_> {
    /// The parts that a group is built in.
    pub(super) fn parts(&self, group: &Group) -> Vec<Part> {
        let pivot = group.spans().find_map(Span::pivot);
        if pivot.is_none() {
            return vec![Part::default()];
        }
        let part = |parts| Part { pivot, parts };
        let mut found: Vec<(Part, Vec<bool>)> = Vec::new();
        for parts in [BEFORE, AT, AFTER] {
            let does = self.does(group, part(parts));
            match found.last_mut() {
                Some((last, same)) if *same == does => last.parts |= parts,
                _ => found.push((part(parts), does)),
            }
        }
        let acts = |part: &Part| group.spans().any(|span| part.meets(span));
        let found: Vec<Part> = found.into_iter().map(|(part, _)| part).filter(acts).collect();
        // Where every lane has something to do, one loop is faster.
        let lanes = found.iter().fold(0, |lanes, part| lanes | part.parts);
        if lanes == EVERY { vec![Part::default()] } else { found }
    }

    /// What of a group is done in a part, and which of the values that it reads are there.
    fn does(&self, group: &Group, part: Part) -> Vec<bool> {
        let mut does = Vec::new();
        group.each(|span, reads| {
            does.push(part.meets(span));
            if part.meets(span) {
                does.extend(reads.iter().filter(|v| self.wide.val(**v)).map(|v| part.meets(self.live(*v))));
            }
        });
        does
    }

    /// Builds for the lanes of a part.
    pub(super) fn over_part(&mut self, part: Part, body: impl FnOnce(&mut Self, Val)) {
        let Some(pivot) = part.pivot else { return self.each_lane(body) };
        let (index, first) = (self.map.val(pivot.index), self.b.int(i128::from(pivot.first), Ty::USIZE));
        let here = self.b.add(first, index);
        if part.parts == AT {
            return body(self, here);
        }
        let one = self.b.int(1, Ty::USIZE);
        let next = self.b.add(here, one);
        let lo = match part.parts {
            AFTER => next,
            parts if parts & BEFORE == 0 => here,
            _ => self.b.int(0, Ty::USIZE),
        };
        let hi = match part.parts {
            BEFORE => here,
            parts if parts & AFTER == 0 => next,
            _ => self.count(),
        };
        self.between(lo, hi, "k", false, body);
    }

    /// What a unit vector has in its own lane.
    pub(super) fn unit(&mut self, place: Place, index: &[Val]) -> Option<Val> {
        let pivot = self.part.pivot.filter(|_| self.part.parts == AT)?;
        let is_own = self.units.get(&place) == Some(&pivot.first) && index == [self.map.val(pivot.index)];
        is_own.then(|| self.b.float(1.0, self.b.func.place(place).elem))
    }
}
