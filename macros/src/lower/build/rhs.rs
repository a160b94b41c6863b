//! Single operations.

use std::cmp::Ordering;
use std::rc::Rc;

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::quote;

use super::Build;
use super::value::{Layout, Repeat, Value, View};
use crate::elementary;
use crate::ir::{BinOp, Const, Dim, PlaceKind, Pure, Ty, UnOp, Val};
use crate::lower::calls::{call_template, is_making};
use crate::lower::methods::{is_reading, method_template};
use crate::lower::options::MAX_IN_OPTION;
use crate::lower::steps::{Length, Opaque, Rhs, Temp, Width};
use crate::lower::types::{Kind, TyId};
use crate::origins::hole;

impl Build<'_> {
    pub(super) fn def(&mut self, out: Temp, rhs: &Rhs) {
        let value = self.compute(out, rhs);
        self.temps[out.at()] = value;
    }

    /// The user's own tokens, with the type that is written beside them.
    fn ascribed(&self, out: Temp, template: TokenStream) -> TokenStream {
        match &self.body.temps[out.at()].ascribed {
            Some(ty) => quote!(::core::convert::identity::<#ty>(#template)),
            None => template,
        }
    }

    fn compute(&mut self, out: Temp, rhs: &Rhs) -> Value {
        let span = self.span(out);
        match rhs {
            Rhs::Poison => Value::Uninit,
            Rhs::Unit if self.body.temps[out.at()].never => self.unseen(self.body.temps[out.at()].ty),
            Rhs::Unit => Value::Unit,
            Rhs::Float(digits) => Value::Scalar(self.float(digits, out)),
            Rhs::Int(n) => {
                let ty = self.ty(out);
                Value::Scalar(self.b.int(*n, if ty.is_int() { ty } else { Ty::Int(None) }))
            }
            Rhs::Bool(value) => Value::Scalar(self.b.bool(*value)),
            Rhs::Read(var) => {
                self.paths.insert(out, (*var, Vec::new()));
                self.seen_now(&self.slots[var.at()])
            }
            Rhs::Tuple(items) if self.is_option(out) => {
                let (present, content) = (self.value(items[0]), self.value(items[1]));
                let ty = self.body.temps[items[1].at()].ty;
                Value::group(vec![present, self.listed(&content, ty, span)])
            }
            Rhs::Tuple(items) | Rhs::Array(items) => Value::group(items.iter().map(|item| self.value(*item)).collect()),
            Rhs::Whole(var) => self.wholes.get(var).cloned().unwrap_or(Value::Uninit),
            Rhs::Record { fields, rest } => self.record(out, fields, *rest),
            Rhs::Repeat { item, len } => self.repeat(*item, len),
            Rhs::Field { base, index } => self.field(out, *base, *index, span),
            Rhs::Index { base, index } => self.index(out, *base, *index, span),
            Rhs::Part { base, lo, end, sure } => self.part(*base, *lo, *end, *sure),
            Rhs::Parts { base, size, cut } => self.parts(*base, *size, *cut, span),
            Rhs::Same(value) => self.same(out, *value, span),
            Rhs::Constant(value) => {
                let inner = self.value(*value);
                if self.activity.temp(*value) { self.constant(&inner) } else { inner }
            }
            Rhs::Copied(value) => self.copy_of(out, *value, span),
            Rhs::Un(op, a) => self.unary(*op, *a, span),
            Rhs::Bin(op, a, b) => self.binary(*op, *a, *b, span),
            Rhs::Elem(id, args) => {
                let args = args.iter().map(|a| self.operand(*a)).collect();
                Value::Scalar(self.b.elem(*id, args))
            }
            Rhs::Method { name, turbofish, elem, receiver, args } => {
                let all: Vec<Temp> = std::iter::once(*receiver).chain(args.iter().copied()).collect();
                if let (Some(id), true) = (elem, self.ty(*receiver).is_float()) {
                    let args = all.iter().map(|a| self.operand(*a)).collect();
                    return Value::Scalar(self.b.elem(*id, args));
                }
                let template = self.ascribed(out, method_template(name, turbofish.as_ref(), args.len()));
                let known = !matches!(self.ty(*receiver), Ty::Other(_)) || elem.is_some();
                if known || self.is_of_std(*receiver) || is_reading(&name.to_string(), args.len()) {
                    return self.partial(template, &all, false, span);
                }
                self.acting(template, &all, out)
            }
            Rhs::Test(test, a) => {
                let a = self.operand(*a);
                Value::Scalar(self.b.pure(Pure::Test(*test, a), Ty::Bool))
            }
            Rhs::Cast { value, written } => self.cast(out, *value, written, span),
            Rhs::Turns(turns) => self.turns(out, turns, span),
            Rhs::From { value, path } => {
                if self.ty(*value).is_float() {
                    let (value, ty) = (self.operand(*value), self.ty(out));
                    return Value::Scalar(if self.b.ty(value) == ty { value } else { self.b.cast(value, ty) });
                }
                self.foreign(call_template(path, 1), &[*value], false, span)
            }
            Rhs::Len { base, template } => self.length_value(*base, template, span),
            Rhs::Shorter(a, b) => Value::Scalar(self.shorter(*a, *b)),
            Rhs::Call { path, args, lent, .. } if self.body.temps[out.at()].unused && !lent.contains(&true) => {
                self.unused_call(path, args, span)
            }
            Rhs::Call { path, twin, args, lent } => {
                if self.activity.any(rhs) || lent.contains(&true) || self.handles_arrays(out, args) {
                    let callee = self.origins.add_callee(span, path.clone(), twin.clone());
                    if !self.activity.any(rhs) {
                        self.refuse_lent_lists(args, lent);
                    }
                    return self.call(out, callee, args, lent);
                }
                let mut template = call_template(path, args.len());
                if self.body.temps[out.at()].width == Width::Callee && self.ty(out).is_float() {
                    template = quote!((#template as f64));
                }
                self.acting(template, args, out)
            }
            Rhs::Function { path, arity, captured } => self.function(out, path, *arity, captured),
            Rhs::Left { call, at, .. } => self.left(*call, *at),
            Rhs::Payload { value, pattern, name } => self.payload(out, *value, pattern, name),
            Rhs::Opaque { kind: Opaque::Function(name), template, args } if is_making(name) => {
                self.partial(self.ascribed(out, template.clone()), args, false, span)
            }
            Rhs::Opaque { kind: Opaque::Function(_), template, args } => {
                self.acting(self.ascribed(out, template.clone()), args, out)
            }
            Rhs::Opaque { kind, template, args } => {
                let constant = matches!(kind, Opaque::Constant | Opaque::Field);
                let value = self.foreign(template.clone(), args, constant, span);
                if constant && args.is_empty() { self.constant_struct(out, value) } else { value }
            }
        }
    }

    fn length_value(&mut self, base: Temp, template: &TokenStream, span: Span) -> Value {
        match self.value(base) {
            Value::View(view) | Value::Constant(view) => Value::Scalar(self.whole_window(&view).len),
            Value::Group(items) => Value::Scalar(self.index_constant(items.len())),
            composed @ Value::Composed(..) => match self.extent_of(&composed) {
                Some(window) => Value::Scalar(window.len),
                None => Value::Uninit,
            },
            Value::Repeat(repeat) => self.repeated_len(&repeat),
            _ => self.foreign(template.clone(), &[base], false, span),
        }
    }

    /// A function that is an argument: there is nothing to compute.
    fn function(&mut self, out: Temp, path: &TokenStream, arity: Option<usize>, captured: &[Temp]) -> Value {
        let path = self.origins.add_callee(self.span(out), path.clone(), None);
        self.functions.insert(out, super::Function { path, arity, captured: captured.to_vec() });
        Value::Absent
    }

    /// What is inside of a variant of a type that only rustc knows.
    fn payload(&mut self, out: Temp, value: Temp, pattern: &TokenStream, name: &syn::Ident) -> Value {
        let h = hole(0);
        let number = match (self.ty(out), self.refs(out)) {
            (Ty::Other(_), _) => quote!(#name),
            // What `std` gives out may be a reference: `Option<&f64>`.
            (_, 0) if is_of_std(pattern) => quote!(#name.clone()),
            (_, 0) => quote!(#name),
            _ => quote!(*#name),
        };
        let template = quote!(match #h { #pattern => #number, _ => ::core::unreachable!() });
        self.partial(template, &[value], false, self.span(out))
    }

    /// A call for its effect: a helper that asserts something.
    fn unused_call(&mut self, path: &TokenStream, args: &[Temp], span: Span) -> Value {
        let plain = |value: &Value| match value {
            Value::Scalar(_) => true,
            Value::View(view) | Value::Constant(view) => view.is_whole(),
            _ => false,
        };
        let is_method = path.clone().into_iter().next().is_some_and(|first| matches!(first, TokenTree::Punct(_)));
        // The width of a number that nothing but the callee asks for is the callee's.
        let loose = args.iter().any(|arg| self.body.types.kind(self.body.temps[arg.at()].ty) == Kind::Float);
        if is_method || !loose && args.iter().all(|arg| plain(&self.temps[arg.at()])) {
            let call = call_template(path, args.len());
            let statement = self.statement(quote!(let _ = #call;), args, span);
            self.effect(&statement);
        }
        Value::Unit
    }

    /// The digits, read in the width of the type: an `f32` is rounded once.
    fn float(&mut self, digits: &str, out: Temp) -> Val {
        let ty = self.ty(out);
        let x = match ty {
            Ty::F32 => digits.parse::<f32>().map(f64::from),
            _ => digits.parse::<f64>(),
        };
        self.b.float(x.unwrap_or(f64::NAN), if ty.is_float() { ty } else { Ty::F64 })
    }

    fn repeat(&mut self, item: Temp, len: &Length) -> Value {
        let (dim, size) = match len {
            Length::Fixed(dim) => (*dim, None),
            Length::Run(n) => (Dim::Dyn, Some(self.operand(*n))),
        };
        let mut value = self.value(item);
        if let Value::Foreign(_) = value {
            value = Value::Scalar(self.operand(item));
        }
        Value::Repeat(Rc::new(Repeat { item: value, dim, size }))
    }

    fn repeated_len(&mut self, repeat: &Repeat) -> Value {
        match (repeat.size, repeat.dim) {
            (Some(n), _) => Value::Scalar(n),
            (None, Dim::Lit(n)) => Value::Scalar(self.b.int(i128::from(n), Ty::USIZE)),
            _ => Value::Uninit,
        }
    }

    fn field(&mut self, out: Temp, base: Temp, k: usize, span: Span) -> Value {
        if let Some((var, mut path)) = self.paths.get(&base).cloned() {
            path.push(k);
            self.paths.insert(out, (var, path));
        }
        if let Some(part) = self.value(base).part(k) {
            return part.clone();
        }
        let part = self.part_template(self.body.temps[base.at()].ty, k);
        self.foreign(part, &[base], true, span)
    }

    /// How the user's own pair or `Option` is taken apart.
    pub(super) fn part_template(&mut self, ty: TyId, k: usize) -> proc_macro2::TokenStream {
        let h = hole(0);
        match (self.body.types.content(ty), k) {
            (Some(_), 0) => quote!(#h.is_some()),
            (Some(_), _) => quote!(#h.unwrap_or_default()),
            (None, k) => {
                let k = syn::Index::from(k);
                quote!(#h.#k)
            }
        }
    }

    /// An array, a tuple or an `Option`, whose methods are those of `std`.
    fn is_of_std(&mut self, temp: Temp) -> bool {
        matches!(self.body.types.kind(self.body.temps[temp.at()].ty), Kind::Array(..) | Kind::Tuple(_))
    }

    /// Stands where no value is ever looked at.
    pub(super) fn unseen(&mut self, ty: TyId) -> Value {
        match self.body.types.kind(ty) {
            Kind::Tuple(items) => Value::group(items.into_iter().map(|t| self.unseen(t)).collect()),
            Kind::Float | Kind::Int | Kind::Exact(_) | Kind::Present => {
                let ty = self.body.types.solved(ty);
                Value::Scalar(self.zero(ty))
            }
            Kind::Array(elem, Dim::Lit(n)) if n <= MAX_IN_OPTION => {
                Value::group((0..n).map(|_| self.unseen(elem)).collect())
            }
            Kind::Open | Kind::Unit | Kind::Array(..) | Kind::Record(_) | Kind::Other(_) => Value::Uninit,
        }
    }

    fn is_option(&mut self, temp: Temp) -> bool {
        let ty = self.body.temps[temp.at()].ty;
        self.body.types.content(ty).is_some()
    }

    /// What an `Option` holds: an array as its elements, if it is known how many these are.
    pub(super) fn listed(&mut self, value: &Value, ty: TyId, span: Span) -> Value {
        match (value, self.body.types.kind(ty)) {
            (Value::Uninit, _) => Value::Uninit,
            (Value::View(view), Kind::Array(..)) if !self.is_of_literal_size(view) => value.clone(),
            (_, Kind::Array(..)) => self.exploded(value, ty, span),
            (Value::Group(items), Kind::Tuple(tys)) if tys.len() == items.len() => {
                Value::group(items.iter().zip(tys).map(|(item, ty)| self.listed(item, ty, span)).collect())
            }
            _ => value.clone(),
        }
    }

    fn is_of_literal_size(&self, view: &super::value::View) -> bool {
        view.window.is_none() && self.b.func.place(view.place).dims.iter().all(|dim| matches!(dim, Dim::Lit(_)))
    }

    fn index(&mut self, out: Temp, base: Temp, index: Temp, span: Span) -> Value {
        let known = self.known_index(index);
        if let (Some(k), Some((var, mut path))) = (known, self.paths.get(&base).cloned()) {
            path.push(k);
            self.paths.insert(out, (var, path));
        }
        let mut value = self.value(base);
        if let (Some(k), Value::Group(items)) = (known, &value)
            && let Some(item) = items.get(k)
        {
            return item.clone();
        }
        if let Value::Group(_) | Value::Repeat(_) = value {
            let Some(arranged) = self.arranged(base) else { return Value::Uninit };
            value = arranged;
        }
        if let Value::Composed(..) = value {
            let index = self.operand(index);
            if let Value::Composed(Layout::Rows, parts) = &value {
                self.rows.insert(out, (parts.clone(), index));
            }
            return self.item_at(&value, index);
        }
        let (view, constant) = match value {
            Value::View(view) => (view, false),
            Value::Constant(view) => (view, true),
            _ => {
                let (a, i) = (hole(0), hole(1));
                return self.partial(quote!(#a[#i]), &[base, index], true, span);
            }
        };
        let index = self.operand(index);
        let at = self.element(&view, index);
        if at.len() == self.b.func.place(view.place).dims.len() {
            let element = Value::Scalar(self.b.load(view.place, at));
            return if constant { self.constant(&element) } else { element };
        }
        let row = View { index: at, window: None, lent: false, ..view };
        if constant { Value::Constant(row) } else { Value::View(row) }
    }

    /// The value without its derivative.
    pub(super) fn constant(&mut self, value: &Value) -> Value {
        match value {
            Value::Scalar(v) if self.b.ty(*v).is_float() => {
                Value::Scalar(self.b.elem(elementary::internal("constant"), vec![*v]))
            }
            Value::Group(items) => Value::group(items.iter().map(|item| self.constant(item)).collect()),
            Value::Composed(layout, parts) => {
                Value::composed(*layout, parts.iter().map(|part| self.constant(part)).collect())
            }
            Value::View(view) if self.b.func.place(view.place).elem.is_float() => Value::Constant(view.clone()),
            Value::Repeat(repeat) => {
                let item = self.constant(&repeat.item);
                Value::Repeat(Rc::new(Repeat { item, dim: repeat.dim, size: repeat.size }))
            }
            Value::Scalar(_)
            | Value::View(_)
            | Value::Constant(_)
            | Value::Foreign(_)
            | Value::Absent
            | Value::Uninit
            | Value::Unit => value.clone(),
        }
    }

    fn shorter(&mut self, a: Temp, b: Temp) -> Val {
        let (a, b) = (self.operand(a), self.operand(b));
        self.smaller(a, b)
    }

    /// The indices of an element of a view.
    pub(super) fn element(&mut self, view: &View, index: Val) -> Vec<Val> {
        let index = match view.window {
            Some(window) => {
                self.within(index, window.len);
                self.plus(window.lo, index)
            }
            None => {
                self.within_row(view, index);
                index
            }
        };
        view.index.iter().copied().chain([index]).collect()
    }

    /// Rows whose number only the run knows are held behind one another: an index beyond one would be in the next.
    fn within_row(&mut self, view: &View, index: Val) {
        let info = self.b.func.place(view.place);
        if !view.index.is_empty() && info.kind == PlaceKind::Local && info.dims.contains(&Dim::Dyn) {
            let n = self.len(view.place, view.index.len());
            self.within(index, n);
        }
    }

    /// A reference is not a value of its own, except to the user's own functions.
    fn same(&mut self, out: Temp, value: Temp, span: Span) -> Value {
        if let Some(path) = self.paths.get(&value).cloned() {
            self.paths.insert(out, path);
        }
        let unknown = matches!(self.ty(out), Ty::Other(_));
        match self.value(value) {
            inner @ (Value::Foreign(_) | Value::Scalar(_))
                if unknown && self.is_open(out) && !self.body.temps[out.at()].exclusive =>
            {
                let h = hole(0);
                let (more, less) = (self.refs(out) > self.refs(value), self.refs(out) < self.refs(value));
                let constant = if let Value::Foreign(f) = &inner { f.constant } else { true };
                match (more, less) {
                    (true, _) => self.foreign(quote!((&#h)), &[value], constant, span),
                    (_, true) => self.foreign(quote!((*#h)), &[value], constant, span),
                    _ => inner,
                }
            }
            composed @ Value::Composed(..) => composed,
            Value::View(view) => {
                let lent = match self.refs(out).cmp(&self.refs(value)) {
                    Ordering::Greater => true,
                    Ordering::Less => self.refs(out) > 0,
                    Ordering::Equal => view.lent,
                };
                Value::View(View { lent, ..view })
            }
            other => other,
        }
    }

    fn is_open(&mut self, temp: Temp) -> bool {
        let ty = self.body.temps[temp.at()].ty;
        matches!(self.body.types.kind(ty), Kind::Open | Kind::Other(_))
    }

    fn copy_of(&mut self, out: Temp, value: Temp, span: Span) -> Value {
        match self.value(value) {
            Value::View(view) => {
                let ty = self.body.temps[out.at()].ty;
                let vec = matches!(self.body.types.kind(ty), Kind::Array(_, Dim::Dyn));
                let copy = if vec { self.copied_to_vec(&view, ty, span) } else { self.copied(&view, ty, span) };
                let Some(place) = copy else { return Value::Uninit };
                self.places[place.0 as usize].copy_of = Some((view, self.b.here()));
                self.places[place.0 as usize].stamp = 0;
                self.view(place)
            }
            Value::Composed(layout, parts) => {
                let ty = self.body.temps[out.at()].ty;
                self.each_part((layout, &parts), ty, &mut |build, part, ty| build.copied_value(part, ty, span))
            }
            value @ (Value::Group(_) | Value::Repeat(_))
                if self.layout(self.body.temps[out.at()].ty) == Some(Layout::Columns) =>
            {
                let ty = self.body.temps[out.at()].ty;
                self.arranged_value(&value, ty, span).unwrap_or(Value::Uninit)
            }
            Value::Group(items)
                if matches!(self.body.types.kind(self.body.temps[out.at()].ty), Kind::Array(_, Dim::Dyn)) =>
            {
                let ty = self.body.temps[out.at()].ty;
                self.placed(&Value::Group(items), ty, span).map_or(Value::Uninit, |place| self.view(place))
            }
            Value::Foreign(_) => self.cloned(value, span),
            Value::Scalar(v) if matches!(self.b.ty(v), Ty::Other(_)) => self.cloned(value, span),
            other => other,
        }
    }

    fn cloned(&mut self, value: Temp, span: Span) -> Value {
        let h = hole(0);
        self.foreign(quote!(#h.clone()), &[value], false, span)
    }

    /// An array in places of its own.
    fn copied_value(&mut self, value: &Value, ty: TyId, span: Span) -> Value {
        match value {
            Value::Composed(layout, parts) => {
                self.each_part((*layout, parts), ty, &mut |build, part, ty| build.copied_value(part, ty, span))
            }
            Value::View(view) => self.copied(view, ty, span).map_or(Value::Uninit, |place| self.view(place)),
            other => other.clone(),
        }
    }

    fn unary(&mut self, op: UnOp, a: Temp, span: Span) -> Value {
        if let Ty::Other(_) = self.ty(a) {
            let op = if op == UnOp::Neg { quote!(-) } else { quote!(!) };
            return self.foreign_operator(&op, &[a], span);
        }
        let a = self.operand(a);
        let ty = self.b.ty(a);
        if let (UnOp::Not, Some(Const::Bool(b))) = (op, self.b.known(a)) {
            return Value::Scalar(self.b.bool(!b));
        }
        if let (UnOp::Neg, Some(x)) = (op, self.b.known_float(a)) {
            return Value::Scalar(self.b.float(-x, ty));
        }
        Value::Scalar(self.b.pure(Pure::Un(op, a), ty))
    }

    fn binary(&mut self, op: BinOp, a: Temp, b: Temp, span: Span) -> Value {
        let (ta, tb) = (self.ty(a), self.ty(b));
        if matches!(ta, Ty::Other(_)) || matches!(tb, Ty::Other(_)) {
            let tokens = op_tokens(op);
            return if op.is_comparison() {
                self.foreign_comparison(&tokens, [a, b], span)
            } else {
                self.foreign_operator(&tokens, &[a, b], span)
            };
        }
        let (a, b) = (self.operand(a), self.operand(b));
        if op == BinOp::Rem && ta.is_float() {
            let id = elementary::by_name("%").expect("the remainder is in the table");
            return Value::Scalar(self.b.elem(id, vec![a, b]));
        }
        Value::Scalar(self.b.bin(op, a, b))
    }

    fn cast(&mut self, out: Temp, value: Temp, written: &TokenStream, span: Span) -> Value {
        let ty = self.ty(out);
        if let (Ty::Other(_), _) | (_, Ty::Other(_)) = (self.ty(value), ty) {
            let h = hole(0);
            return self.foreign(quote!((#h as #written)), &[value], false, span);
        }
        let value = self.operand(value);
        Value::Scalar(if self.b.ty(value) == ty { value } else { self.b.cast(value, ty) })
    }

    // ---- calls of annotated functions

    /// A call of constants is the user's own expression, unless it takes or gives arrays of the function, or rows.
    fn handles_arrays(&mut self, out: Temp, args: &[Temp]) -> bool {
        let ty = self.body.temps[out.at()].ty;
        let gives = matches!(self.body.types.kind(ty), Kind::Array(..) | Kind::Tuple(_));
        gives || self.ty(out).is_float() && args.iter().any(|a| self.is_local_array(*a))
    }

    fn is_local_array(&self, temp: Temp) -> bool {
        match &self.temps[temp.at()] {
            Value::View(view) | Value::Constant(view) => {
                let place = self.b.func.place(view.place);
                place.kind != PlaceKind::Input || !view.is_whole() && place.dims.len() > 1
            }
            Value::Group(_) | Value::Repeat(_) => true,
            _ => false,
        }
    }
}

/// `Some(..)`, `Ok(..)`, `Err(..)`
fn is_of_std(pattern: &TokenStream) -> bool {
    let mut trees = pattern.clone().into_iter();
    matches!(trees.next(), Some(proc_macro2::TokenTree::Ident(name)) if name == "Some" || name == "Ok" || name == "Err")
}

fn op_tokens(op: BinOp) -> proc_macro2::TokenStream {
    match op {
        BinOp::Add => quote!(+),
        BinOp::Sub => quote!(-),
        BinOp::Mul => quote!(*),
        BinOp::Div => quote!(/),
        BinOp::Rem => quote!(%),
        BinOp::And => quote!(&),
        BinOp::Or => quote!(|),
        BinOp::Xor => quote!(^),
        BinOp::Shl => quote!(<<),
        BinOp::Shr => quote!(>>),
        BinOp::Eq => quote!(==),
        BinOp::Ne => quote!(!=),
        BinOp::Lt => quote!(<),
        BinOp::Le => quote!(<=),
        BinOp::Gt => quote!(>),
        BinOp::Ge => quote!(>=),
    }
}
