//! Type inference by unification: what the signature, the annotations, the literals and the operators say.
//!
//! References are left out: a value and a reference to it have one type. The user's own function is compiled beside what is generated,
//! so a contradiction is rustc's to report, except where a type is not known here.

use std::collections::BTreeMap;

use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;
use syn::Member;

use super::hints;
use crate::ir::{Dim, Origin, Ty};
use crate::known;
use crate::origins::Origins;

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub(super) struct TyId(u32);

#[derive(Clone, PartialEq, Debug)]
pub(super) enum Kind {
    /// Nothing is known yet.
    Open,
    /// A float literal, or something that a float method is called on: `f32` or `f64`.
    Float,
    /// An integer literal: any integer.
    Int,
    /// `f64`, `f32`, `bool` or an integer of known width.
    Exact(Ty),
    Unit,
    /// An `Option` is a pair, too: whether there is a value, and the value.
    Tuple(Vec<TyId>),
    /// The first part of an `Option`.
    Present,
    Array(TyId, Dim),
    /// A struct, of which the fields are known that the function uses.
    Record(RecordId),
    /// A type that is only carried through.
    Other(Origin),
}

/// The fields of a struct.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct RecordId(u32);

impl Kind {
    /// Whether knowing the other adds to what is known.
    fn becomes(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Open, _)
            | (Self::Other(_), Self::Other(_) | Self::Record(_))
            | (Self::Float, Self::Float)
            | (Self::Int, Self::Int)
            | (Self::Present, Self::Present) => true,
            (Self::Float, Self::Exact(ty)) => ty.is_float(),
            (Self::Int, Self::Exact(ty)) => ty.is_int(),
            (Self::Exact(x), Self::Exact(y)) => x == y,
            _ => false,
        }
    }
}

enum Node {
    Link(TyId),
    Root(Kind),
}

/// A type that is not known here met one that is.
pub(super) struct Clash;

#[derive(Default)]
pub(super) struct Types {
    nodes: Vec<Node>,
    /// By struct: its fields by their numbers.
    records: Vec<BTreeMap<usize, TyId>>,
    /// The names of structs whose definition was seen.
    names: Vec<Option<String>>,
    /// The names of all fields; a field has one number wherever it occurs.
    members: Vec<Member>,
    /// The types of fields that were read.
    fields: Vec<TyId>,
    /// What has become tuples.
    structs: Vec<TyId>,
    /// The number of what stands for all fields that are not named, as if it were one.
    rest: Option<usize>,
    /// Enums that hold active values.
    enums: Vec<TyId>,
    /// Gradients, which are arrays unless a pattern says that they are tuples.
    gradients: Vec<TyId>,
    /// Structs of which a literal names all fields, and its path.
    literals: Vec<(TyId, TokenStream)>,
}

impl Types {
    pub(super) fn fresh(&mut self, kind: Kind) -> TyId {
        self.nodes.push(Node::Root(kind));
        TyId(u32::try_from(self.nodes.len() - 1).expect("fewer than 2^32 types"))
    }

    pub(super) fn exact(&mut self, ty: Ty) -> TyId {
        self.fresh(Kind::Exact(ty))
    }

    /// The same for types that are one.
    pub(super) fn root(&mut self, id: TyId) -> TyId {
        self.find(id)
    }

    fn find(&mut self, id: TyId) -> TyId {
        let mut root = id;
        while let Node::Link(next) = self.nodes[root.0 as usize] {
            root = next;
        }
        let mut at = id;
        while let Node::Link(next) = self.nodes[at.0 as usize] {
            self.nodes[at.0 as usize] = Node::Link(root);
            at = next;
        }
        root
    }

    pub(super) fn kind(&mut self, id: TyId) -> Kind {
        let root = self.find(id);
        match &self.nodes[root.0 as usize] {
            Node::Root(kind) => kind.clone(),
            Node::Link(_) => unreachable!("a root is not a link"),
        }
    }

    /// Makes two types one, as far as they agree.
    pub(super) fn unify(&mut self, a: TyId, b: TyId) -> Result<(), Clash> {
        let mut result = Ok(());
        let mut work = vec![(a, b)];
        while let Some((a, b)) = work.pop() {
            let (a, b) = (self.find(a), self.find(b));
            if a == b {
                continue;
            }
            let (ka, kb) = (self.kind(a), self.kind(b));
            match (&ka, &kb) {
                (Kind::Tuple(xs), Kind::Tuple(ys)) => work.extend(xs.iter().copied().zip(ys.iter().copied())),
                (Kind::Record(x), Kind::Record(y)) => {
                    let name = self.names[x.0 as usize].take();
                    let fields = std::mem::take(&mut self.records[x.0 as usize]);
                    for (k, ty) in fields {
                        match self.records[y.0 as usize].get(&k).copied() {
                            Some(known) => work.push((ty, known)),
                            None if self.occurs(b, ty) => {}
                            None => _ = self.records[y.0 as usize].insert(k, ty),
                        }
                    }
                    self.link(a, b);
                    if let Some(name) = name {
                        self.name(b, name);
                    }
                }
                (Kind::Array(x, dx), Kind::Array(y, dy)) => {
                    work.push((*x, *y));
                    if *dx == Dim::Inferred && *dy != Dim::Inferred {
                        self.link(a, b);
                    } else if *dy == Dim::Inferred && *dx != Dim::Inferred {
                        self.link(b, a);
                    }
                }
                // `String` is compared with `str`.
                (Kind::Other(x), Kind::Other(y)) if x != y && Origins::is_text(*x) && Origins::is_text(*y) => {}
                _ if ka.becomes(&kb) => self.link(a, b),
                _ if kb.becomes(&ka) => self.link(b, a),
                (Kind::Other(_), _) | (_, Kind::Other(_)) => result = Err(Clash),
                _ => {}
            }
        }
        result
    }

    /// A type inside what it would be linked to can only come from a program that rustc refuses.
    fn link(&mut self, ty: TyId, to: TyId) {
        if !self.occurs(ty, to) {
            self.nodes[ty.0 as usize] = Node::Link(to);
        }
    }

    fn occurs(&mut self, open: TyId, inside: TyId) -> bool {
        let mut work = vec![inside];
        while let Some(id) = work.pop() {
            let id = self.find(id);
            if id == open {
                return true;
            }
            match self.kind(id) {
                Kind::Tuple(items) => work.extend(items),
                Kind::Array(elem, _) => work.push(elem),
                Kind::Record(record) => work.extend(self.records[record.0 as usize].values()),
                _ => {}
            }
        }
        false
    }

    // ---- structs

    pub(super) fn record(&mut self) -> TyId {
        self.records.push(BTreeMap::new());
        self.names.push(None);
        self.fresh(Kind::Record(RecordId(u32::try_from(self.records.len() - 1).expect("fewer than 2^32 structs"))))
    }

    /// Number and type of a field, if this is a struct; a field that is used like one becomes one.
    pub(super) fn member(&mut self, id: TyId, member: &Member) -> Option<(usize, TyId)> {
        if self.kind(id) == Kind::Open && self.is_field(id) {
            let record = self.record();
            let _ = self.unify(id, record);
        }
        let Kind::Record(record) = self.kind(id) else { return None };
        let at = self.number(member);
        Some((at, self.numbered(record, at)))
    }

    /// A field has one number wherever it occurs.
    fn number(&mut self, member: &Member) -> usize {
        let rest = self.rest;
        let known = (0..).zip(&self.members).find(|(k, known)| Some(*k) != rest && *known == member);
        let at = known.map_or(self.members.len(), |(k, _)| k);
        if at == self.members.len() {
            self.members.push(member.clone());
        }
        at
    }

    /// The type of a field that is known by its number.
    pub(super) fn numbered(&mut self, record: RecordId, at: usize) -> TyId {
        if let Some(ty) = self.records[record.0 as usize].get(&at) {
            return *ty;
        }
        let told = self.names[record.0 as usize].clone().and_then(|name| self.told_field(&name, at));
        let ty = told.unwrap_or_else(|| self.fresh(Kind::Open));
        self.records[record.0 as usize].insert(at, ty);
        self.fields.push(ty);
        ty
    }

    pub(super) fn note_gradient(&mut self, id: TyId) {
        self.gradients.push(id);
    }

    /// A gradient by several parameters that are not numbers alone is a tuple.
    pub(super) fn gradient_is_tuple(&mut self, id: TyId, items: Vec<TyId>) {
        let id = self.find(id);
        if (0..self.gradients.len()).any(|k| self.find(self.gradients[k]) == id) {
            self.nodes[id.0 as usize] = Node::Root(Kind::Tuple(items));
        }
    }

    /// The name of a struct whose definition was seen.
    pub(super) fn struct_name(&mut self, id: TyId) -> Option<String> {
        let Kind::Record(record) = self.kind(id) else { return None };
        self.names[record.0 as usize].clone()
    }

    /// Has a struct be that of a name.
    pub(super) fn name(&mut self, id: TyId, name: String) {
        let Kind::Record(record) = self.kind(id) else { return };
        for (at, ty) in self.records[record.0 as usize].clone() {
            if let Some(told) = self.told_field(&name, at) {
                let _ = self.unify(ty, told);
            }
        }
        self.names[record.0 as usize] = Some(name);
    }

    /// Has all fields of a struct be known, if its definition says them all.
    pub(super) fn complete(&mut self, id: TyId) -> bool {
        let Kind::Record(record) = self.kind(id) else { return false };
        if self.literal(id).is_some() {
            return true;
        }
        let Some(name) = self.names[record.0 as usize].clone() else { return false };
        let known = known::fields(&name).unwrap_or_default();
        // A field that is looked up is one that is used.
        if !known.iter().all(|(_, ty)| ty.as_ref().is_some_and(|ty| hints::field(ty, self).is_some())) {
            return false;
        }
        for (member, _) in known {
            let Some((_, field)) = self.member(id, &member) else { return false };
            if let (Kind::Record(_), false) = (self.kind(field), self.complete(field)) {
                return false;
            }
        }
        let path = Ident::new(&name, Span::call_site());
        self.note_literal(id, path.into_token_stream());
        true
    }

    /// What the definition of a struct says of a field.
    fn told_field(&mut self, name: &str, at: usize) -> Option<TyId> {
        let known = (Some(at) != self.rest).then(|| known::fields(name)).flatten()?;
        let (_, ty) = known.into_iter().find(|(member, _)| *member == self.members[at])?;
        hints::field(&ty?, self)
    }

    pub(super) fn note_enum(&mut self, id: TyId) {
        self.enums.push(id);
    }

    pub(super) fn is_enum(&mut self, id: TyId) -> bool {
        let Kind::Tuple(items) = self.kind(id) else { return false };
        let Some(first) = items.first().map(|item| self.find(*item)) else { return false };
        let tag = |me: &mut Self, id: TyId| match me.kind(id) {
            Kind::Tuple(items) => items.first().map(|item| me.find(*item)),
            _ => None,
        };
        (0..self.enums.len()).any(|k| tag(self, self.enums[k]) == Some(first))
    }

    pub(super) fn is_struct(&mut self, id: TyId) -> bool {
        let id = self.find(id);
        self.structs.contains(&id)
    }

    pub(super) fn is_field(&mut self, id: TyId) -> bool {
        let id = self.find(id);
        (0..self.fields.len()).any(|k| self.find(self.fields[k]) == id)
    }

    /// The fields of a struct: member, number and type of each.
    pub(super) fn fields(&mut self, id: TyId) -> Option<Vec<(Member, usize, TyId)>> {
        let Kind::Record(record) = self.kind(id) else { return None };
        let fields = self.records[record.0 as usize].iter().filter(|(k, _)| Some(**k) != self.rest);
        Some(fields.map(|(k, ty)| (self.members[*k].clone(), *k, *ty)).collect())
    }

    /// The same of one that has become a tuple: number and type of each.
    pub(super) fn known_fields(&mut self, id: TyId) -> Vec<(usize, TyId)> {
        let Kind::Tuple(items) = self.kind(id) else { return Vec::new() };
        let rest = self.rest;
        let fields = items.into_iter().enumerate().filter(|(k, _)| Some(*k) != rest);
        fields.filter(|(_, ty)| self.kind(*ty) != Kind::Unit).collect()
    }

    /// What is known of a literal: it names all fields.
    pub(super) fn note_literal(&mut self, id: TyId, path: TokenStream) {
        self.literals.push((id, path));
    }

    /// The path of a literal with all fields.
    pub(super) fn literal(&mut self, id: TyId) -> Option<TokenStream> {
        let root = self.find(id);
        let at = (0..self.literals.len()).find(|k| self.find(self.literals[*k].0) == root);
        at.map(|at| self.literals[at].1.clone())
    }

    /// Has a struct be one with a rest, if no literal names all its fields.
    pub(super) fn keeps_rest(&mut self, id: TyId) {
        let Kind::Record(record) = self.kind(id) else { return };
        if self.literal(id).is_some() {
            return;
        }
        let at = self.rest.unwrap_or_else(|| {
            self.members.push(Member::Named(Ident::new("rest", Span::mixed_site())));
            self.members.len() - 1
        });
        self.rest = Some(at);
        let elem = self.exact(Ty::F64);
        let whole = self.fresh(Kind::Array(elem, Dim::Whole));
        self.records[record.0 as usize].insert(at, whole);
    }

    /// The number of the rest, if a struct has one, be it a tuple already or not.
    pub(super) fn rest(&mut self, id: TyId) -> Option<usize> {
        let at = self.rest?;
        let known = match self.kind(id) {
            Kind::Record(record) => self.records[record.0 as usize].contains_key(&at),
            Kind::Tuple(items) if self.is_struct(id) => items.get(at).is_some_and(|ty| self.kind(*ty) != Kind::Unit),
            _ => false,
        };
        known.then_some(at)
    }

    pub(super) fn member_at(&self, k: usize) -> &Member {
        &self.members[k]
    }

    pub(super) fn members(&self) -> usize {
        self.members.len()
    }

    /// Once all fields are known, a struct is a tuple with a place for every name.
    pub(super) fn records_are_tuples(&mut self) {
        for at in 0..self.nodes.len() {
            if let Node::Root(Kind::Record(record)) = self.nodes[at] {
                let fields = self.records[record.0 as usize].clone();
                let item = |k: usize| fields.get(&k).copied();
                let items =
                    (0..self.members.len()).map(|k| item(k).unwrap_or_else(|| self.fresh(Kind::Unit))).collect();
                self.nodes[at] = Node::Root(Kind::Tuple(items));
                self.structs.push(TyId(u32::try_from(at).expect("fewer than 2^32 types")));
            }
        }
    }

    /// An `Option` of something.
    pub(super) fn option(&mut self, content: TyId) -> Kind {
        Kind::Tuple(vec![self.fresh(Kind::Present), content])
    }

    /// The type inside of an `Option`.
    pub(super) fn content(&mut self, id: TyId) -> Option<TyId> {
        match self.kind(id) {
            Kind::Tuple(items) if items.len() == 2 && self.kind(items[0]) == Kind::Present => Some(items[1]),
            _ => None,
        }
    }

    /// The type of a scalar, in the end.
    pub(super) fn solved(&mut self, id: TyId) -> Ty {
        match self.kind(id) {
            Kind::Float => Ty::F64,
            Kind::Int => Ty::Int(None),
            Kind::Exact(ty) => ty,
            Kind::Present => Ty::Bool,
            Kind::Other(origin) => Ty::Other(origin),
            Kind::Open | Kind::Unit | Kind::Tuple(_) | Kind::Array(..) | Kind::Record(_) => Ty::Other(Origin::NOWHERE),
        }
    }

    /// Element type and extents of an array, nested or not.
    pub(super) fn shape(&mut self, id: TyId) -> Option<(TyId, Vec<Dim>)> {
        let mut dims = Vec::new();
        let mut at = id;
        while let Kind::Array(elem, dim) = self.kind(at) {
            dims.push(dim);
            at = elem;
        }
        (!dims.is_empty()).then_some((at, dims))
    }

    /// What an array or a tuple is made of in the end.
    pub(super) fn numbers(&mut self, id: TyId) -> Vec<TyId> {
        match self.kind(id) {
            Kind::Array(elem, _) => self.numbers(elem),
            Kind::Tuple(items) => items.into_iter().flat_map(|item| self.numbers(item)).collect(),
            _ => vec![self.find(id)],
        }
    }

    /// Whether a derivative could flow through a value of this type.
    pub(super) fn may_be_active(&mut self, id: TyId) -> bool {
        match self.kind(id) {
            Kind::Open | Kind::Float | Kind::Record(_) => true,
            Kind::Other(origin) => !Origins::is_text(origin),
            Kind::Exact(ty) => ty.is_float(),
            Kind::Int | Kind::Unit | Kind::Present => false,
            Kind::Tuple(items) => items.into_iter().any(|item| self.may_be_active(item)),
            Kind::Array(elem, _) => self.may_be_active(elem),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_take_the_width_of_what_they_meet() {
        let mut types = Types::default();
        let literal = types.fresh(Kind::Float);
        let open = types.fresh(Kind::Open);
        let f32 = types.exact(Ty::F32);
        assert!(types.unify(open, literal).is_ok());
        assert_eq!(types.solved(open), Ty::F64);
        assert!(types.unify(f32, open).is_ok());
        assert_eq!(types.solved(literal), Ty::F32);
    }

    #[test]
    fn a_type_inside_itself_does_not_hang() {
        let mut types = Types::default();
        let open = types.fresh(Kind::Open);
        let array = types.fresh(Kind::Array(open, Dim::Dyn));
        let _ = types.unify(open, array);
        assert_eq!(types.shape(array).map(|(_, dims)| dims), Some(vec![Dim::Dyn]));
    }

    #[test]
    fn an_unknown_type_clashes_with_a_known_one() {
        let mut types = Types::default();
        let other = types.fresh(Kind::Other(Origin(1)));
        let float = types.fresh(Kind::Float);
        assert!(types.unify(other, float).is_err());
    }
}
