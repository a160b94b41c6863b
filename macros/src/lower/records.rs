//! Structs as values: their fields are told apart by name, and have the types that their uses say.

use proc_macro2::Span;
use quote::{ToTokens, quote};
use syn::spanned::Spanned;
use syn::{ExprStruct, Member, Path, Type, parse_quote};

use super::defaults;
use super::expr::first_span;
use super::reader::{Body, RESULT, Reader, Receiver, text};
use super::signature::Head;
use super::steps::{Opaque, Rhs, Step, Temp, each_step};
use super::types::{Kind, TyId, Types};
use crate::errors::Errors;
use crate::ir::{Dim, Origin, Ty};
use crate::known;
use crate::options::FieldPath;
use crate::origins::{Origins, hole};
use crate::signature::{Access, Fields, Part, Shape, SigParam};

impl Reader<'_> {
    /// A field, if this is a struct with a derivative.
    pub(super) fn member(&mut self, base: Temp, member: &Member) -> Option<Temp> {
        if let (Member::Named(_), true) = (member, self.is_given(base)) {
            let record = self.types.record();
            self.unify(self.ty(base), record);
        }
        let (index, _) = self.types.member(self.ty(base), member)?;
        Some(self.field(base, index, member.span()))
    }

    /// `Point::ORIGIN` may be a `Point`.
    pub(super) fn note_owner(&mut self, constant: Temp, path: &Path) {
        let mut owner = path.clone();
        owner.segments.pop();
        owner.segments.pop_punct();
        let Ok(owner) = syn::parse2::<Type>(owner.to_token_stream()) else { return };
        if let Some(name) = self.known_struct(&owner) {
            self.constants.push((self.ty(constant), name));
        }
    }

    /// The struct that a value of an unknown type is a constant of.
    pub(super) fn owner_of(&mut self, value: Temp) -> Option<String> {
        let root = self.types.root(self.ty(value));
        if self.types.kind(root) != Kind::Open {
            return None;
        }
        let constants = self.constants.clone();
        constants.into_iter().find(|(ty, _)| self.types.root(*ty) == root).map(|(_, name)| name)
    }

    /// A constant of a struct is one itself if it has a method or an operator of that.
    pub(super) fn is_struct_by_method(&mut self, value: Temp, method: &str) {
        if let Some(owner) = self.owner_of(value)
            && known::result(&format!("{owner}::{method}")).is_some()
        {
            let record = self.types.record();
            self.types.name(record, owner);
            self.unify(self.ty(value), record);
        }
    }

    /// Arguments of a call: a struct parameter is handed on as it is.
    pub(super) fn structs_handed_on(&mut self, args: Vec<Temp>) -> Vec<Temp> {
        args.into_iter().map(|arg| self.whole(arg).unwrap_or(arg)).collect()
    }

    /// A call gives it, and nothing else is known of it.
    pub(super) fn is_given(&mut self, temp: Temp) -> bool {
        self.is_given_type(self.ty(temp))
    }

    pub(super) fn is_given_type(&mut self, ty: TyId) -> bool {
        let root = self.types.root(ty);
        self.types.kind(root) == Kind::Open
            && self.given.clone().into_iter().any(|ty| self.types.numbers(ty).contains(&root))
    }

    /// A parameter that is a struct, as a whole.
    pub(super) fn whole(&mut self, arg: Temp) -> Option<Temp> {
        let Kind::Record(_) = self.types.kind(self.ty(arg)) else { return None };
        let Receiver { root, fields } = self.receivers.get(&arg)?;
        let var = self.temps[root.at()].root.filter(|var| fields.is_empty() && self.structs.contains(var))?;
        let elem = self.types.exact(Ty::F64);
        let (span, refs) = (self.temps[arg.at()].span, self.refs(arg));
        let whole = self.def_kind(Kind::Array(elem, Dim::Whole), span, Rhs::Whole(var));
        self.temps[whole.at()].refs = refs;
        Some(whole)
    }

    /// `Point { x: a, ..p }`
    pub(super) fn record(&mut self, literal: &ExprStruct) -> Temp {
        let span = first_span(&literal.path);
        if literal.qself.is_some() || literal.path.segments.len() > 1 && is_variant(&literal.path) {
            return self.variant(literal, span);
        }
        let fields: Vec<(Member, Temp)> =
            literal.fields.iter().map(|field| (field.member.clone(), self.expr(&field.expr))).collect();
        let rest = literal.rest.as_ref().map(|rest| self.expr(&defaults::of_type(rest, &literal.path)));
        self.record_of(&literal.path, &fields, rest, span)
    }

    /// `Point(x, y)`, where the definition of the struct was seen.
    pub(super) fn tuple_struct(&mut self, path: &Path, fields: &[(Member, Temp)], span: Span) -> Option<Temp> {
        let written: Type = syn::parse2(path.to_token_stream()).ok()?;
        self.is_known_struct(&written).then(|| self.record_of(path, fields, None, span))
    }

    fn record_of(&mut self, path: &Path, given: &[(Member, Temp)], rest: Option<Temp>, span: Span) -> Temp {
        let ty = self.types.record();
        self.name_struct(ty, path);
        let mut fields = Vec::new();
        for (member, value) in given {
            let Some((index, field)) = self.types.member(ty, member) else { continue };
            self.unify(field, self.ty(*value));
            fields.push((index, *value));
        }
        match rest {
            Some(rest) => self.unify(ty, self.ty(rest)),
            None => self.types.note_literal(ty, path.to_token_stream()),
        }
        self.def(ty, span, Rhs::Record { fields, rest })
    }

    /// `Shape::Disc { r: 1.0 }`: fine on constants.
    fn variant(&mut self, literal: &ExprStruct, span: Span) -> Temp {
        if literal.rest.is_none()
            && let Some(variant) = self.open_record(literal, span)
        {
            return variant;
        }
        if literal.rest.is_some() {
            return self.not_yet(span, "active values inside of enums", "keep the numbers in variables");
        }
        let args: Vec<Temp> = literal.fields.iter().map(|field| self.expr(&field.expr)).collect();
        let fields = literal.fields.iter().enumerate().map(|(k, field)| {
            let (member, h) = (&field.member, hole(k));
            quote!(#member: #h)
        });
        let path = &literal.path;
        let template = quote!(#path { #(#fields),* });
        let name = text(&path.to_token_stream().to_string().replace(' ', ""));
        self.def_kind(Kind::Open, span, Rhs::Opaque { kind: Opaque::Function(name), template, args })
    }
}

/// `Shape::Disc { .. }`
pub(super) fn is_variant(path: &syn::Path) -> bool {
    let parent = path.segments.iter().rev().nth(1);
    parent.is_some_and(|parent| parent.ident.to_string().starts_with(char::is_uppercase))
}

// ---- what is known of structs once the body was read

/// What of each struct is used, in place of what its type does not say: of parameters, and of the result.
pub(super) fn settle(body: &mut Body, head: &mut Head, constant: &[FieldPath], origins: &Origins, errors: &mut Errors) {
    indexed(body);
    rests(body, head);
    parameters(body, head, constant, origins, errors);
    let params = &head.signature.params;
    for listed in constant {
        let used = params.iter().filter_map(|p| p.fields.as_ref().map(|fields| (p, fields)));
        let mut used =
            used.flat_map(|(p, fields)| fields.leaves().into_iter().map(|(path, _)| format!("{}{path}", p.name)));
        if !used.any(|path| path.replace(' ', "") == listed.text) {
            let message = format!("no field `{}` is used", listed.text);
            errors.refuse(listed.span, message, "name a field of a struct parameter as the body does");
        }
    }
    body.types.records_are_tuples();
}

/// A struct that is handed to a call, or returned, is whole: what is not known of it goes along. One inside of a parameter is put
/// together of its fields.
fn rests(body: &mut Body, head: &Head) {
    let inner = inside_of_parameters(body, head);
    let apart = taken_apart(body);
    let Body { steps, temps, vars, types, .. } = body;
    let mut wanted = vec![vars[RESULT.at()].ty];
    each_step(steps, &mut |step| {
        if let Step::Def(_, Rhs::Call { args, .. }) = step {
            wanted.extend(args.iter().map(|arg| temps[arg.at()].ty));
        }
    });
    while let Some(ty) = wanted.pop() {
        match types.kind(ty) {
            Kind::Tuple(items) => wanted.extend(items),
            // The elements of lists are put together one by one.
            Kind::Array(elem, _) => _ = types.complete(elem),
            Kind::Record(_) => {
                let root = types.root(ty);
                let is_inner = inner.contains(&root);
                if !(is_inner || apart.contains(&root)) || !types.complete(ty) {
                    types.keeps_rest(ty);
                }
                let fields = types.fields(ty).into_iter().flatten().filter(|_| !is_inner);
                let fields: Vec<TyId> = fields.map(|(.., ty)| types.root(ty)).collect();
                let is_wanted = |ty: &TyId| inner.contains(ty) || apart.contains(ty);
                wanted.extend(fields.into_iter().filter(is_wanted));
            }
            _ => {}
        }
    }
}

/// The types of structs that branches choose, that are written into other ones, or are constants: what nobody looks into is none of these.
fn taken_apart(body: &mut Body) -> Vec<TyId> {
    let Body { steps, temps, vars, types, .. } = body;
    let mut found = Vec::new();
    each_step(steps, &mut |step| match step {
        Step::If(branch) => {
            let written = branch.then.iter().chain(&branch.otherwise).filter_map(|step| match step {
                Step::Write { var, .. } if vars[var.at()].name.is_none() && *var != RESULT => Some(vars[var.at()].ty),
                _ => None,
            });
            found.extend(written);
        }
        Step::Def(_, Rhs::Record { fields, rest: None }) => {
            found.extend(fields.iter().map(|(_, value)| temps[value.at()].ty));
        }
        Step::Def(out, Rhs::Opaque { kind: Opaque::Constant, args, .. }) if args.is_empty() => {
            found.push(temps[out.at()].ty);
        }
        _ => {}
    });
    found.retain(|ty| matches!(types.kind(*ty), Kind::Record(_)));
    found.into_iter().map(|ty| types.root(ty)).collect()
}

/// The types of structs that are fields of parameters, or elements of them.
fn inside_of_parameters(body: &mut Body, head: &Head) -> Vec<TyId> {
    let types = &mut body.types;
    let (mut open, mut found) = (Vec::new(), Vec::new());
    for param in &head.params {
        open.push(param.ty);
        if let Kind::Array(elem, _) = types.kind(param.ty)
            && let Kind::Record(_) = types.kind(elem)
        {
            open.push(elem);
            found.push(types.root(elem));
        }
    }
    while let Some(ty) = open.pop() {
        for (.., field) in types.fields(ty).into_iter().flatten() {
            let field = types.root(field);
            if matches!(types.kind(field), Kind::Record(_)) && !found.contains(&field) {
                found.push(field);
                open.push(field);
            }
        }
    }
    found
}

fn parameters(body: &mut Body, head: &mut Head, constant: &[FieldPath], origins: &Origins, errors: &mut Errors) {
    let of_params = || head.signature.params.iter().find_map(|p| p.shape.float());
    let float = head.signature.result.float().or_else(of_params).unwrap_or(Ty::F64);
    let names: Vec<String> = head.signature.params.iter().map(|p| p.name.to_string()).collect();
    let mut wholes = Vec::new();
    each_step(&body.steps, &mut |step| {
        if let Step::Def(_, Rhs::Whole(var)) = step {
            wholes.push(*var);
        }
    });
    let vars = body.params.clone();
    for ((param, of), var) in head.signature.params.iter_mut().zip(&head.params).zip(vars) {
        if param.fields.is_none() {
            continue;
        }
        body.projections.settle(&body.temps, &mut body.types);
        let whole = wholes.contains(&var) || body.types.rest(of.ty).is_some();
        let owner = (param.active, param.selected);
        let mut leaves = Leaves { types: &mut body.types, errors, constant, origins, float, names: &names, owner };
        let path = syn::ext::IdentExt::unraw(&param.name).to_string();
        if let Some(list) = param.list().cloned() {
            param.fields = leaves.list(of.ty, &path, list, first_span(&param.ty));
            continue;
        }
        let whole = whole.then(|| Box::new(leaves.whole(param, &path)));
        param.fields = leaves.fields(of.ty, &path).map(|fields| Fields { whole, ..fields });
    }
}

/// A field whose elements are used is an array.
fn indexed(body: &mut Body) {
    let Body { steps, temps, types, projections, .. } = body;
    let mut bases = projections.bases();
    each_step(steps, &mut |step| {
        if let Step::Def(_, Rhs::Len { base, .. }) = step {
            bases.push(*base);
        }
    });
    for base in bases {
        let ty = temps[base.at()].ty;
        if types.kind(ty) == Kind::Open && types.is_field(ty) {
            let elem = types.fresh(Kind::Open);
            let array = types.fresh(Kind::Array(elem, Dim::Dyn));
            let _ = types.unify(ty, array);
        }
    }
    projections.settle(temps, types);
}

/// Makes parameters of the fields that are used.
pub(super) struct Leaves<'a> {
    pub(super) types: &'a mut Types,
    pub(super) errors: &'a mut Errors,
    constant: &'a [FieldPath],
    pub(super) origins: &'a Origins,
    float: Ty,
    names: &'a [String],
    /// Whether the struct is active and selected.
    owner: (bool, bool),
}

impl Leaves<'_> {
    fn fields(&mut self, ty: TyId, path: &str) -> Option<Fields> {
        self.fields_of(ty, path, &mut |me, ty, path, member| me.leaf(ty, path, member))
    }

    /// The fields, each a parameter that is made of its type, its path and its name.
    pub(super) fn fields_of(
        &mut self,
        ty: TyId,
        path: &str,
        leaf: &mut dyn FnMut(&mut Self, TyId, &str, &Member) -> Option<SigParam>,
    ) -> Option<Fields> {
        let members: Vec<(Member, usize, TyId)> = match self.types.fields(ty) {
            Some(fields) => fields,
            None => match self.types.kind(ty) {
                Kind::Tuple(items) => {
                    (0..).zip(items).map(|(k, ty)| (Member::Unnamed(syn::Index::from(k)), k, ty)).collect()
                }
                _ => return None,
            },
        };
        let count = if let Kind::Record(_) = self.types.kind(ty) { self.types.members() } else { members.len() };
        let mut items = Vec::new();
        for (member, index, ty) in members {
            let path = format!("{path}.{}", member.to_token_stream());
            let part = match self.fields_of(ty, &path, leaf) {
                Some(fields) => Part::Fields(fields),
                None => Part::Leaf(Box::new(leaf(self, ty, &path, &member)?)),
            };
            items.push((member, index, part));
        }
        Some(Fields { items, count, ..Fields::default() })
    }

    /// The struct itself, for calls.
    fn whole(&self, param: &SigParam, path: &str) -> SigParam {
        let name = self.free_name(&format!("{path}_whole"));
        let owned = match &param.ty {
            Type::Reference(inner) => &*inner.elem,
            other => other,
        };
        let (active, selected) = self.owner;
        let shape = Shape::Array { elem: self.float, dims: vec![Dim::Whole], borrowed: true, owned_vec: false };
        SigParam { name, ty: syn::parse_quote!(&#owned), shape, access: Access::Read, active, selected, fields: None }
    }

    fn leaf(&mut self, ty: TyId, path: &str, member: &Member) -> Option<SigParam> {
        let span = member.span();
        if let Kind::Other(text) = self.types.kind(ty)
            && Origins::is_text(text)
        {
            return Some(self.text(text, path));
        }
        let (scalar, dims) = self.scalars(ty, span)?;
        if dims.len() > 1 && dims.iter().any(|dim| !matches!(dim, Dim::Lit(_))) {
            let help = "give it to a variable: `let m: [[f64; 2]; 2] = p.m`";
            self.errors.refuse(span, "the size of this field is needed here", help);
            return None;
        }
        let dims: Vec<Dim> = dims.into_iter().map(|dim| if let Dim::Lit(_) = dim { dim } else { Dim::Dyn }).collect();
        Some(self.parameter(scalar, dims, path))
    }

    /// The scalar type that something is made of, and its extents.
    pub(super) fn scalars(&mut self, ty: TyId, span: Span) -> Option<(Ty, Vec<Dim>)> {
        let (elem, dims) = self.types.shape(ty).unwrap_or((ty, Vec::new()));
        // What nothing is known of is taken for a float, which rustc then checks under its name.
        if let Kind::Float | Kind::Open = self.types.kind(elem) {
            let float = self.types.exact(self.float);
            let _ = self.types.unify(elem, float);
        }
        let scalar = self.types.solved(elem);
        if matches!(scalar, Ty::Other(_) | Ty::Int(None) | Ty::State) {
            let help = if let Ty::Int(_) = scalar {
                "give it to a variable: `let n: usize = p.n`"
            } else {
                "give it to a variable: `let k: f64 = p.k`"
            };
            self.errors.refuse(span, "the type of this field is needed here", help);
            return None;
        }
        Some((scalar, dims))
    }

    /// Text, which is constant.
    fn text(&self, text: Origin, path: &str) -> SigParam {
        let written = self.origins.render(text, &[]);
        let ty = if written.to_string() == "char" { parse_quote!(#written) } else { parse_quote!(&#written) };
        let (name, access) = (self.free_name(path), Access::Read);
        SigParam { name, ty, shape: Shape::Other, access, active: false, selected: false, fields: None }
    }

    fn free_name(&self, path: &str) -> syn::Ident {
        let mut name = path.replace("r#", "").replace('.', "_");
        while self.names.contains(&name) {
            name.push('_');
        }
        syn::Ident::new(&name, Span::mixed_site())
    }

    /// A parameter of its own, which is a number or lent.
    pub(super) fn parameter(&self, scalar: Ty, dims: Vec<Dim>, path: &str) -> SigParam {
        let ty = written(scalar, &dims, self.origins);
        let shape = if dims.is_empty() {
            Shape::Scalar { ty: scalar, refs: 0 }
        } else {
            Shape::Array { elem: scalar, dims, borrowed: true, owned_vec: false }
        };
        let active = scalar.is_float() && !self.constant.iter().any(|listed| listed.text == path);
        let name = self.free_name(path);
        let (owner, selected) = self.owner;
        let (active, selected, access) = (active && owner, active && selected, Access::Read);
        SigParam { name, ty, shape, access, active, selected, fields: None }
    }
}

/// The type of a parameter for a field.
fn written(scalar: Ty, dims: &[Dim], origins: &Origins) -> Type {
    let scalar = match scalar {
        Ty::F32 => "f32",
        Ty::Bool => "bool",
        Ty::Int(Some(int)) => int.name(),
        _ => "f64",
    };
    let scalar = syn::Ident::new(scalar, Span::mixed_site());
    let array = dims.iter().rev().fold(quote::quote!(#scalar), |inner, dim| match dim {
        Dim::Lit(n) => {
            let n = proc_macro2::Literal::u64_unsuffixed(*n);
            quote::quote!([#inner; #n])
        }
        Dim::Named(origin) => {
            let n = origins.render(*origin, &[]);
            quote::quote!([#inner; #n])
        }
        _ => quote::quote!([#inner]),
    });
    if dims.is_empty() { syn::parse_quote!(#array) } else { syn::parse_quote!(&#array) }
}
