//! Calls of annotated functions: what they are given, what they give, and what they leave in what they were lent.

use std::rc::Rc;

use proc_macro2::Span;
use quote::quote;

use super::Build;
use super::value::Value;
use crate::ir::{Arg, Call, CallMode, Dim, Form, Forms, Init, Op, Origin, Part, Place, PlaceKind, Ty, Val};
use crate::lower::steps::{Temp, Width};
use crate::lower::types::{Kind, TyId};
use crate::origins::hole;

/// The numbers and arrays that a call is given.
#[derive(Default)]
pub(super) struct Given {
    pub(super) args: Vec<Arg>,
    /// Which part of its array each is.
    parts: Vec<Option<Part>>,
}

impl Given {
    pub(super) fn push(&mut self, arg: Arg, part: Option<Part>) {
        self.args.push(arg);
        self.parts.push(part);
    }
}

impl Build<'_> {
    pub(super) fn call(&mut self, out: Temp, callee: Origin, args: &[Temp], lent: &[bool]) -> Value {
        let (mut given, mut forms) = (Given::default(), Vec::new());
        for (at, (arg, lent)) in args.iter().zip(lent).enumerate() {
            let form = if *lent { self.lent(out, at, args, &mut given) } else { self.argument(*arg, &mut given) };
            forms.push(form);
        }
        let Given { args, parts } = given;
        let parts = if parts.iter().any(Option::is_some) { parts } else { Vec::new() };
        let (mut scalars, mut results) = (Vec::new(), Vec::new());
        let ty = self.body.temps[out.at()].ty;
        let unseen = self.body.temps[out.at()].unused;
        let mut result = if unseen { Form::Unseen } else { self.result_shape(ty, callee, &mut scalars, &mut results) };
        if self.body.temps[out.at()].width == Width::Callee {
            result = Form::Widened;
        }
        let forms = Forms { args: forms, result };
        if self.origins.is_derivative(callee) && forms.args.iter().chain([&forms.result]).any(is_list) {
            let help = "write the derivative out, or hand the numbers over in an array for each part";
            self.not_yet(self.origins.span(callee), "derivatives of functions of lists inside of functions", help);
        }
        let call = Call {
            callee,
            mode: CallMode::Value,
            in_lanes: self.is_in_lanes(callee, &forms, &args),
            forms: Rc::new(forms),
            args,
            parts,
            keep: Vec::new(),
            varies: Vec::new(),
            zeros: false,
            dots: Vec::new(),
            results: results.clone(),
            result_dots: Vec::new(),
            state: None,
            seeds: Vec::new(),
            seed_dots: Vec::new(),
            sinks: Vec::new(),
            sink_dots: Vec::new(),
        };
        call.changed().for_each(|place| self.touch(place));
        let outs = self.b.push(Op::Call(Box::new(call)), &scalars);
        for v in &outs {
            self.b.func.vals[v.0 as usize].origin = callee;
        }
        if unseen {
            return Value::Unit;
        }
        self.result_value(ty, self.span(out), &mut outs.into_iter(), &mut results.into_iter())
    }

    /// The callee has tangents in lanes: it takes and gives numbers and arrays, and changes nothing.
    fn is_in_lanes(&self, callee: Origin, forms: &Forms, args: &[Arg]) -> bool {
        let read = |arg: &Arg| match arg {
            Arg::Array { place, .. } => self.b.func.place(*place).dims != [Dim::Whole],
            Arg::InOut(_) => false,
            _ => true,
        };
        !self.origins.is_derivative(callee)
            && forms.args.iter().chain([&forms.result]).all(is_plain)
            && args.iter().all(read)
    }

    /// What is called here may be any function, which may change how long a `Vec` is.
    pub(super) fn refuse_lent_lists(&mut self, args: &[Temp], lent: &[bool]) {
        for (arg, _) in args.iter().zip(lent).filter(|(_, lent)| **lent) {
            let Value::View(view) = self.value(*arg) else { continue };
            let info = self.b.func.place(view.place);
            if view.is_whole() && info.kind == PlaceKind::Local && info.dims == [Dim::Dyn] {
                let help = "lend its elements, of which there will be as many: `&mut v[..]`";
                self.not_yet(self.span(*arg), "constant `Vec`s that a function may make longer or shorter", help);
            }
        }
    }

    // ---- what is lent

    /// An argument behind `&mut`: an array, or a part of one, where it is; anything else in a place of its own.
    fn lent(&mut self, call: Temp, at: usize, args: &[Temp], given: &mut Given) -> Form {
        let arg = args[at];
        let (value, ty, span) = (self.value(arg), self.body.temps[arg.at()].ty, self.span(arg));
        if args.iter().any(|arg| self.activity.temp(*arg)) && self.holds_integers(ty) {
            let help = "let the function take the integer and give the new one";
            self.not_yet(span, "integers behind `&mut` in calls with a derivative", help);
            return Form::Array;
        }
        if let Value::View(view) = &value
            && self.is_handed_over(view)
            && self.is_alone(view.place, at, args)
        {
            self.fresh_enough(view, span);
            let part = self.portion(view);
            given.push(Arg::InOut(view.place), part);
            return Form::Array;
        }
        if let Some(whole) = self.unopened(&value, ty) {
            given.push(Arg::InOut(whole), None);
            return Form::Array;
        }
        let kind = self.body.types.kind(ty);
        let place = match &kind {
            Kind::Array(..) => self.own_place(&value, ty, span),
            Kind::Tuple(_) if self.body.types.is_struct(ty) => {
                self.not_yet(
                    span,
                    "struct literals that a call changes",
                    "make the struct in a function: `Rng::new(42)`",
                );
                None
            }
            Kind::Tuple(_) => {
                self.not_yet(span, "tuples behind `&mut` as arguments of a call", "hand the numbers over one by one");
                None
            }
            _ => {
                let v = self.operand(arg);
                let place = self.local(self.b.ty(v), Vec::new());
                self.alloc(place, Vec::new(), Init::Fill(v));
                Some(place)
            }
        };
        given.push(place.map_or(Arg::Constant, Arg::InOut), None);
        if let Some(place) = place {
            self.left.insert((call, at), place);
        }
        if let Kind::Array(..) = kind { Form::Array } else { Form::Scalar { refs: 0 } }
    }

    fn holds_integers(&mut self, ty: TyId) -> bool {
        let elem = self.body.types.shape(ty).map_or(ty, |(elem, _)| elem);
        matches!(self.body.types.kind(elem), Kind::Int | Kind::Exact(Ty::Int(_) | Ty::Bool))
    }

    /// The place of a struct made here that nobody looks into: it changes where it is.
    fn unopened(&mut self, value: &Value, ty: TyId) -> Option<Place> {
        let (Value::Group(items), Some(rest)) = (value, self.body.types.rest(ty)) else { return None };
        let alone = items.iter().enumerate().all(|(k, item)| k == rest || matches!(item, Value::Unit));
        match &items[rest] {
            Value::View(view) if alone && view.is_whole() && self.b.func.place(view.place).kind == PlaceKind::Local => {
                self.touch(view.place);
                Some(view.place)
            }
            _ => None,
        }
    }

    /// No other argument is in the same place: two parts of an array cannot both be borrowed.
    fn is_alone(&self, place: Place, at: usize, args: &[Temp]) -> bool {
        let mut others = args.iter().enumerate().filter(|(k, _)| *k != at);
        !others.any(|(_, arg)| matches!(&self.temps[arg.at()], Value::View(view) if view.place == place))
    }

    /// A copy that nobody else has.
    fn own_place(&mut self, value: &Value, ty: TyId, span: Span) -> Option<Place> {
        if let Value::View(view) = value {
            self.fresh_enough(view, span);
            return self.copied(view, ty, span);
        }
        self.placed(value, ty, span)
    }

    /// What a call has left in an argument; nothing where that is the array itself.
    pub(super) fn left(&mut self, call: Temp, at: usize) -> Value {
        match self.left.get(&(call, at)) {
            Some(place) if self.b.func.place(*place).dims.is_empty() => Value::Scalar(self.b.load(*place, Vec::new())),
            Some(place) => self.view(*place),
            None => Value::Absent,
        }
    }

    /// The value is where it belongs already: a call has left it there.
    pub(super) fn is_in_place(&self, temp: Temp) -> bool {
        matches!(self.temps[temp.at()], Value::Absent)
    }

    // ---- what is given

    /// An argument: its numbers and arrays, and how they are put together.
    fn argument(&mut self, temp: Temp, given: &mut Given) -> Form {
        let (value, ty, span) = (self.value(temp), self.body.temps[temp.at()].ty, self.span(temp));
        let refs = self.refs(temp);
        if let Some(function) = self.functions.get(&temp).cloned() {
            let captured = function.captured.iter().map(|t| self.captured(*t, given)).collect();
            return Form::Function { refs, path: function.path, arity: function.arity, captured };
        }
        // What is constant is one thing to the callee.
        if let Value::Group(_) = &value
            && self.is_one_constant(temp, ty)
        {
            let h = hole(0);
            let option = self.foreign(quote!(#h), &[temp], false, span);
            given.push(Arg::Scalar(self.number(&option, Ty::Other(Origin::NOWHERE), span)), None);
            return Form::Scalar { refs: 0 };
        }
        let known = !matches!(self.ty(temp), Ty::Other(_));
        match self.item(&value, ty, refs > 0, span, given) {
            Form::Scalar { .. } => Form::Scalar { refs: if known { refs } else { 0 } },
            Form::Tuple { items, option, .. } => Form::Tuple { refs, items, option },
            Form::Record { record, .. } => Form::Record { refs, record },
            form => form,
        }
    }

    /// An `Option` that does not vary, or a tuple of integers.
    fn is_one_constant(&mut self, temp: Temp, ty: TyId) -> bool {
        match self.body.types.kind(ty) {
            Kind::Tuple(_) if self.body.types.content(ty).is_some() => !self.activity.temp(temp),
            Kind::Tuple(_) => !self.body.types.may_be_active(ty) && !self.body.types.is_struct(ty),
            _ => false,
        }
    }

    /// What is captured by value is lent: a function that is called often cannot use it up.
    fn captured(&mut self, temp: Temp, given: &mut Given) -> Form {
        if !self.is_lent_to_closures(temp) {
            return self.argument(temp, given);
        }
        self.body.temps[temp.at()].refs = 1;
        let form = self.argument(temp, given);
        self.body.temps[temp.at()].refs = 0;
        if let Form::Scalar { .. } = form { Form::Scalar { refs: 1 } } else { form }
    }

    /// A `Vec`, or a constant of a type that only rustc knows, by value.
    pub(super) fn is_lent_to_closures(&mut self, temp: Temp) -> bool {
        let ty = self.body.temps[temp.at()].ty;
        self.refs(temp) == 0 && matches!(self.body.types.kind(ty), Kind::Array(_, Dim::Dyn) | Kind::Other(_))
    }

    /// An argument, or an item of a tuple.
    pub(super) fn item(&mut self, value: &Value, ty: TyId, borrowed: bool, span: Span, given: &mut Given) -> Form {
        match (value, self.body.types.kind(ty)) {
            (Value::Composed(..) | Value::View(_) | Value::Group(_) | Value::Repeat(_), _)
                if self.layout(ty).is_some() =>
            {
                self.list_argument(value, ty, span, given)
            }
            (Value::Group(items), _) if self.body.types.is_struct(ty) => self.packed(items, ty, span, given),
            (Value::Group(items), Kind::Tuple(tys)) => {
                let option = self.body.types.content(ty).is_some();
                let items = items.iter().zip(tys).map(|(item, ty)| self.item(item, ty, false, span, given));
                let items: Vec<Form> = items.collect();
                if items.iter().any(|form| matches!(form, Form::Record { record, .. } if record.list.is_none())) {
                    let help = "give the struct a parameter of its own";
                    self.not_yet(span, "structs in tuples or options as arguments of calls", help);
                }
                Form::Tuple { refs: 0, items, option }
            }
            (Value::View(view), _) if self.is_handed_over(view) => {
                self.fresh_enough(view, span);
                let is_struct = self.b.func.place(view.place).dims == [Dim::Whole];
                let borrowed = borrowed || view.lent && !is_struct;
                let part = self.portion(view);
                given.push(Arg::Array { place: view.place, borrowed }, part);
                Form::Array
            }
            (Value::View(_) | Value::Group(_) | Value::Repeat(_), _) => {
                let place = self.placed(value, ty, span);
                given.push(place.map_or(Arg::Constant, |place| Arg::Array { place, borrowed }), None);
                Form::Array
            }
            _ => {
                let ty = self.body.types.solved(ty);
                let v = self.number(value, ty, span);
                given.push(Arg::Scalar(v), None);
                Form::Scalar { refs: 0 }
            }
        }
    }

    // ---- what it gives

    pub(super) fn result_shape(
        &mut self,
        ty: TyId,
        origin: Origin,
        scalars: &mut Vec<Ty>,
        results: &mut Vec<Place>,
    ) -> Form {
        match self.body.types.kind(ty) {
            Kind::Tuple(_) if self.body.types.is_struct(ty) => self.struct_shape(ty, origin, scalars, results),
            Kind::Tuple(items) => {
                let option = self.body.types.content(ty).is_some();
                let items = items.into_iter().map(|t| self.result_shape(t, origin, scalars, results)).collect();
                Form::Tuple { refs: 0, items, option }
            }
            Kind::Unit => Form::Tuple { refs: 0, items: Vec::new(), option: false },
            Kind::Array(..) if self.layout(ty).is_some() => self.list_shape(ty, origin, results),
            Kind::Array(..) => {
                let (elem, dims) = self.body.types.shape(ty).expect("an array has a shape");
                let elem = self.body.types.solved(elem);
                let place = self.local(elem, dims);
                self.b.func.places[place.0 as usize].origin = origin;
                results.push(place);
                Form::Array
            }
            Kind::Open if self.body.is_unseen(ty) => Form::Unseen,
            _ => {
                scalars.push(self.body.types.solved(ty));
                Form::Scalar { refs: 0 }
            }
        }
    }

    pub(super) fn result_value(
        &mut self,
        ty: TyId,
        span: Span,
        scalars: &mut dyn Iterator<Item = Val>,
        results: &mut dyn Iterator<Item = Place>,
    ) -> Value {
        match self.body.types.kind(ty) {
            Kind::Tuple(_) if self.body.types.is_struct(ty) => self.struct_value(ty, span, scalars, results),
            Kind::Tuple(items) => {
                let parts: Vec<Value> = items.iter().map(|t| self.result_value(*t, span, scalars, results)).collect();
                match self.body.types.content(ty) {
                    Some(content) => Value::group(vec![parts[0].clone(), self.listed(&parts[1], content, span)]),
                    None => Value::group(parts),
                }
            }
            Kind::Unit => Value::Unit,
            Kind::Array(..) if self.layout(ty).is_some() => self.list_value(ty, results),
            Kind::Array(..) => {
                let place = results.next().expect("one place for each array");
                self.view(place)
            }
            Kind::Open if self.body.is_unseen(ty) => Value::Unit,
            _ => Value::Scalar(scalars.next().expect("one output for each scalar")),
        }
    }
}

fn is_list(form: &Form) -> bool {
    match form {
        Form::Record { record, .. } => record.list.is_some(),
        Form::Tuple { items, .. } => items.iter().any(is_list),
        Form::Scalar { .. } | Form::Array | Form::Function { .. } | Form::Widened | Form::Unseen => false,
    }
}

/// Numbers and arrays, and tuples of those.
fn is_plain(form: &Form) -> bool {
    match form {
        Form::Scalar { .. } | Form::Array => true,
        Form::Tuple { items, option, .. } => !option && items.iter().all(is_plain),
        Form::Record { .. } | Form::Function { .. } | Form::Widened | Form::Unseen => false,
    }
}
