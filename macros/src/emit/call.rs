//! Calls of other annotated functions, a function for each mode.
//!
//! The companions of `f` are hidden functions on its twin, those of a method stand beside it ([`crate::naming`]). Every list has
//! an entry for each argument:
//! - `f::__tangent(args.., dots..) -> (value, tangent)`
//! - `f::__pullback(args..) -> (value, state)`; the state is a closure
//!   `state(args.., seed, sinks..) -> (contributions..)`
//! - `f::__pullback_tangent(args.., dots..) -> (value, tangent, state)`; the state is a closure
//!   `state(args.., dots.., seed, seed dot, sinks.., sink dots..) -> ((contributions..), (their tangents..))`
//!
//! The tangent of a scalar is a number, that of an array a `Dot`; the adjoint of an array goes to a `Sink`, that of a scalar is
//! a contribution; what is in a tuple, is in a tuple here too. What is constant is `Default::default()`, whatever the callee takes
//! there. An array that the callee changes has its tangent and its adjoint as `&mut`, like itself; the second phase gets nothing
//! in its place.
//! Where the caller's array may not be what it was when the second phase runs, the state is wrapped with a copy of it.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::quote;

use super::expr::Piece;
use super::place::mut_if;
use super::uses::flat;
use super::{Held, Printer};
use crate::ir::{Arg, Call, CallMode, Form, Inst, Part, Place, SinkArg, Ty, Val};
use crate::naming::Callee;

impl Printer<'_> {
    pub(super) fn call(&mut self, inst: &Inst, call: &Call) -> TokenStream {
        match call.mode {
            CallMode::Value => {
                let value = self.call_value(call).tokens;
                self.bind_results(&inst.outs, call, &value)
            }
            CallMode::Tangent => self.companion(inst, call, "__tangent"),
            CallMode::Forward => self.companion(inst, call, "__pullback"),
            CallMode::ForwardTangent => self.companion(inst, call, "__pullback_tangent"),
            CallMode::Reverse | CallMode::ReverseTangent => self.reverse(inst, call),
        }
    }

    /// `f(x, &a)`
    pub(super) fn call_value(&mut self, call: &Call) -> Piece {
        let mut args = self.args(call);
        let callee = self.callee(call, None, &mut args);
        let value = Piece::atom(quote!(#callee(#(#args),*)));
        if call.forms.result == Form::Widened { value.cast_to(&quote!(f64)) } else { value }
    }

    /// What stands before the arguments, which lose the receiver of a method.
    fn callee(&self, call: &Call, companion: Option<&str>, args: &mut Vec<TokenStream>) -> TokenStream {
        let twin = companion.and_then(|_| self.origins.twin(call.callee));
        let callee = Callee::of(twin.unwrap_or_else(|| self.origins.render(call.callee, &[])));
        let receiver = if callee.is_method() { args.remove(0) } else { TokenStream::new() };
        callee.path(companion, &receiver)
    }

    fn is_method(&self, call: &Call) -> bool {
        Callee::of(self.origins.render(call.callee, &[])).is_method()
    }

    fn companion(&mut self, inst: &Inst, call: &Call, name: &str) -> TokenStream {
        let value = if call.keep.contains(&true) {
            self.kept(call, name)
        } else {
            let mut args = self.args(call);
            args.extend(self.dots(call));
            let callee = self.callee(call, Some(name), &mut args);
            quote!(#callee(#(#args),*))
        };
        let value = if call.zeros { self.with_zeros(call, &value) } else { value };
        let value = located(value, self.origins.span(call.callee));
        self.bind_results(&inst.outs, call, &value)
    }

    /// The state in a tuple with zeros in the shapes of the array results.
    fn with_zeros(&mut self, call: &Call, value: &TokenStream) -> TokenStream {
        let state = self.names.give("state");
        let result = self.named_parts(&call.forms.result, "result");
        let dot = if call.mode == CallMode::ForwardTangent {
            self.named_parts(&call.forms.result, "result_dot")
        } else {
            Vec::new()
        };
        let is_array = call.forms.result.parts().into_iter().map(|part| *part == Form::Array);
        let arrays: Vec<&TokenStream> =
            result.iter().zip(is_array).filter(|(_, is)| *is).map(|(name, _)| name).collect();
        let sides = [&result, &dot].into_iter().filter(|names| !names.is_empty());
        let wholes: Vec<TokenStream> = sides.map(|names| whole(&call.forms.result, names)).collect();
        let krate = &self.krate;
        let zeros = arrays.iter().map(|name| quote!(#krate::__private::zeros_like(&#name)));
        let zeros: Vec<TokenStream> = zeros.collect();
        let names: Vec<Ident> = zeros.iter().map(|_| self.names.give("zeros")).collect();
        quote!({
            let (#(#wholes,)* #state) = #value;
            #(let #names = #zeros;)*
            (#(#wholes,)* (#state, #(#names),*))
        })
    }

    /// A name for each part of a result.
    fn named_parts(&mut self, form: &Form, name: &str) -> Vec<TokenStream> {
        let names: Vec<Ident> = form.parts().iter().map(|_| self.names.give(name)).collect();
        names.into_iter().map(|name| quote!(#name)).collect()
    }

    // ---- the second phase

    fn reverse(&mut self, inst: &Inst, call: &Call) -> TokenStream {
        let state = call.state.map(|s| self.tokens(s));
        let mut args = self.args(call);
        if let Some(receiver) = args.first_mut() {
            *receiver = Callee::of(self.origins.render(call.callee, &[])).lent(receiver);
        }
        args.extend(self.dots(call));
        let mut sides = vec![&call.seeds];
        if call.mode == CallMode::ReverseTangent {
            sides.push(&call.seed_dots);
        }
        for seeds in sides {
            let widened = call.forms.result == Form::Widened;
            let seeds: Vec<TokenStream> = seeds.iter().map(|seed| self.seed(*seed, widened)).collect();
            args.push(whole_of_results(&call.forms.result, &seeds));
        }
        let mut lent = Lent::default();
        for sinks in [&call.sinks, &call.sink_dots] {
            let sinks = sinks.iter().enumerate().map(|(k, sink)| self.sink(*sink, call.part(k), &mut lent));
            let sinks: Vec<TokenStream> = sinks.collect();
            args.extend(wholes(&call.forms.args, &sinks, false));
        }
        let lets = lent.lets;
        let second_phase = if call.zeros { quote!((#state.0)) } else { quote!(#state) };
        let value = quote!(#second_phase(#(#args),*));
        let value = if lets.is_empty() { value } else { quote!({ #lets #value }) };
        let value = located(value, self.origins.span(call.callee));
        let mut outs = inst.outs.iter();
        let mut after = TokenStream::new();
        let mut pattern = |printer: &mut Self, sinks: &[SinkArg]| {
            let entries = sinks.iter().map(|sink| match sink {
                SinkArg::Scalar => printer.out(*outs.next().expect("a scalar sink has an output"), &mut after),
                SinkArg::Array(_) | SinkArg::InOut(_) | SinkArg::Constant => quote!(_),
            });
            let entries: Vec<TokenStream> = entries.collect();
            let entries = wholes(&call.forms.args, &entries, false);
            quote!((#(#entries,)*))
        };
        let first = pattern(self, &call.sinks);
        if call.mode == CallMode::Reverse {
            return bind(&first, &value, &after);
        }
        let second = pattern(self, &call.sink_dots);
        bind(&quote!((#first, #second)), &value, &after)
    }

    fn sink(&mut self, sink: SinkArg, part: Option<&Part>, lent: &mut Lent) -> TokenStream {
        let p = match sink {
            SinkArg::Array(p) => p,
            SinkArg::InOut(p) => return self.changed(p, part),
            SinkArg::Scalar | SinkArg::Constant => return constant(),
        };
        let range = part.map(|part| (self.tokens(part.from), self.tokens(part.to)));
        if self.held(p) == Held::Sink {
            let name = self.place_ident(p);
            return range.map_or_else(|| quote!(#name), |(from, to)| quote!(#name.part(#from, #to)));
        }
        let cells = self.cells(p, lent);
        let krate = &self.krate;
        let cells = range.map_or_else(|| quote!(#cells), |(from, to)| quote!(&#cells[#from..#to]));
        quote!(#krate::__private::Sink::new(#cells))
    }

    /// An array that two arguments share is lent as cells once.
    fn cells(&mut self, p: Place, lent: &mut Lent) -> Ident {
        if let Some((_, cells)) = lent.cells.iter().find(|(q, _)| *q == p) {
            return cells.clone();
        }
        let name = self.place_ident(p);
        let cells = self.names.give(&format!("{name}_cells"));
        let (slice, krate) = (self.lend(p), &self.krate);
        lent.lets.extend(quote!(let #cells = #krate::__private::Sink::cells(#slice);));
        lent.cells.push((p, cells.clone()));
        cells
    }

    /// Everything as one `&mut` slice.
    pub(super) fn lend(&mut self, p: Place) -> TokenStream {
        let slice = self.slice_mut(p);
        let rows = if flat(self.plan.func, p) { 1 } else { self.dims(p).len() };
        match (rows, self.held(p)) {
            (0 | 1, Held::Mutable) => quote!(&mut *#slice),
            (0 | 1, _) => quote!(&mut #slice),
            _ => slice,
        }
    }

    /// The adjoint of a result: a number, in the width that the callee wants, or a reference to an array.
    fn seed(&mut self, seed: Arg, widened: bool) -> TokenStream {
        match seed {
            Arg::Scalar(v) if widened => self.written(v, true).cast_to(&quote!(_)).tokens,
            Arg::Scalar(v) => self.tokens(v),
            Arg::Array { place, .. } => self.array(place, true),
            Arg::InOut(_) | Arg::Kept | Arg::Constant => constant(),
        }
    }

    // ---- arguments

    fn args(&mut self, call: &Call) -> Vec<TokenStream> {
        let args = call.args.iter().enumerate().map(|(k, arg)| self.arg(*arg, call.part(k)));
        let args: Vec<TokenStream> = args.collect();
        remaining(&call.forms.args, &call.args, &args, true)
    }

    fn arg(&mut self, arg: Arg, part: Option<&Part>) -> TokenStream {
        match arg {
            Arg::Scalar(v) => self.tokens(v),
            Arg::Array { place, borrowed } => match part {
                Some(part) => {
                    let (part, and) = (self.portion(place, part), if borrowed { quote!(&) } else { quote!() });
                    quote!(#and #part)
                }
                None => self.array(place, borrowed),
            },
            Arg::InOut(place) => self.changed(place, part),
            Arg::Kept => quote!(()),
            Arg::Constant => constant(),
        }
    }

    /// `&mut a`, or `a` where that is a `&mut` already; `&mut a[lo..hi]`
    fn changed(&mut self, p: Place, part: Option<&Part>) -> TokenStream {
        let name = self.place_ident(p);
        match part {
            Some(part) => {
                let part = self.portion(p, part);
                quote!(&mut #part)
            }
            None if self.held(p) == Held::Mutable => quote!(#name),
            None => quote!(&mut #name),
        }
    }

    fn dots(&mut self, call: &Call) -> Vec<TokenStream> {
        let dots = call.dots.iter().enumerate().map(|(k, dot)| self.dot(*dot, call.part(k)));
        let dots: Vec<TokenStream> = dots.collect();
        if dots.is_empty() { dots } else { remaining(&call.forms.args, &call.dots, &dots, false) }
    }

    fn dot(&mut self, dot: Arg, part: Option<&Part>) -> TokenStream {
        let p = match dot {
            Arg::Scalar(v) => return self.tokens(v),
            Arg::Array { place, .. } => place,
            Arg::InOut(place) => return self.changed(place, part),
            Arg::Kept => return quote!(()),
            Arg::Constant => return constant(),
        };
        let krate = self.krate.clone();
        let held = self.held(p);
        let Some(part) = part else {
            let slice = self.slice(p);
            if self.is_struct(p) && held != Held::Tangent {
                return quote!(::core::option::Option::Some(#slice));
            }
            return if held == Held::Tangent { slice } else { quote!(#krate::__private::Dot::new(#slice)) };
        };
        let name = self.place_ident(p);
        let (from, to) = (self.tokens(part.from), self.tokens(part.to));
        if held == Held::Tangent {
            return quote!(#name.part(#from, #to));
        }
        let rows = if flat(self.plan.func, p) { 0 } else { self.dims(p).len().saturating_sub(1) };
        let flatten = (0..rows).map(|_| quote!(.as_flattened()));
        quote!(#krate::__private::Dot::new(&#name #(#flatten)* [#from..#to]))
    }

    /// `m[i]`, or `a[lo..hi]`
    fn portion(&mut self, p: Place, part: &Part) -> TokenStream {
        let name = self.place_ident(p);
        if flat(self.plan.func, p) {
            let (from, to) = (self.tokens(part.from), self.tokens(part.to));
            return quote!(#name[#from..#to]);
        }
        let row: Vec<TokenStream> = part.row.iter().map(|i| self.tokens(*i)).collect();
        let range = part.range.map(|(lo, hi)| {
            let (lo, hi) = (self.tokens(lo), self.tokens(hi));
            quote!([#lo..#hi])
        });
        quote!(#name #([#row])* #range)
    }

    fn array(&mut self, p: Place, borrowed: bool) -> TokenStream {
        let name = self.place_ident(p);
        match (borrowed, self.held(p)) {
            (false, _) if self.is_struct(p) => quote!(::core::clone::Clone::clone(#name)),
            (true, Held::Shared) => quote!(#name),
            (true, Held::Mutable) => quote!(&*#name),
            (true, _) => quote!(&#name),
            (false, Held::Shared | Held::Mutable) => quote!(*#name),
            (false, _) if self.is_array(p) => quote!(#name),
            (false, _) => quote!(#name.clone()),
        }
    }

    // ---- arrays that the state keeps

    /// The first phase, with a state that brings its own copies to the second.
    fn kept(&mut self, call: &Call, companion: &str) -> TokenStream {
        let sides: &[bool] = if call.mode == CallMode::ForwardTangent { &[false, true] } else { &[false] };
        let mut wrap = Wrap::default();
        for is_dot in sides {
            let args = if *is_dot { &call.dots } else { &call.args };
            let parts = args.iter().zip(&call.keep).enumerate();
            let parts = parts.map(|(k, (arg, keep))| self.wrap(&mut wrap, *arg, call.part(k), *keep, *is_dot));
            let parts: Vec<Wrapped> = parts.collect();
            let column = |f: fn(&Wrapped) -> &TokenStream| parts.iter().map(|part| f(part).clone()).collect::<Vec<_>>();
            let refs = !is_dot;
            wrap.given.extend(wholes(&call.forms.args, &column(|p| &p.given), refs));
            wrap.forwarded.extend(wholes(&call.forms.args, &column(|p| &p.forwarded), refs));
            let kept: Vec<Arg> = call.keep.iter().map(|keep| if *keep { Arg::Kept } else { Arg::Constant }).collect();
            let patterns = remaining(&call.forms.args, &kept, &column(|p| &p.param), refs);
            let types = remaining(&call.forms.args, &kept, &column(|p| &p.ty), refs);
            wrap.params.extend(patterns.iter().zip(&types).map(|(pattern, ty)| quote!(#pattern: #ty)));
        }
        if let (true, Some(receiver)) = (self.is_method(call), wrap.params.first_mut()) {
            let name = receiver.clone().into_iter().next();
            *receiver = quote!(#name: &_);
        }
        let (krate, results) = (self.krate.clone(), call.forms.result.parts());
        for _ in sides {
            let names = self.named_parts(&call.forms.result, "w");
            let types = results
                .iter()
                .map(|part| if **part == Form::Array { quote!(&_) } else { quote!(_) })
                .collect::<Vec<_>>();
            let (seed, ty) = if call.forms.result == Form::Unseen {
                let w = self.names.give("w");
                (quote!(#w), quote!(_))
            } else {
                (whole(&call.forms.result, &names), whole(&call.forms.result, &types))
            };
            wrap.params.push(quote!(#seed: #ty));
            wrap.forwarded.push(seed);
        }
        for _ in sides {
            let names: Vec<Ident> = call.args.iter().map(|_| self.names.give("sink")).collect();
            let types = call.args.iter().zip(&call.varies).map(|(arg, varies)| match arg {
                Arg::Array { place, .. } if *varies && self.is_struct(*place) => {
                    quote!(#krate::__private::StructSink<'_, _>)
                }
                Arg::Array { .. } if *varies => quote!(#krate::__private::Sink<'_, _>),
                Arg::InOut(_) => quote!(&mut _),
                _ => quote!(_),
            });
            let (names, types): (Vec<_>, Vec<_>) = (names.iter().map(|n| quote!(#n)).collect(), types.collect());
            let (names, types) = (wholes(&call.forms.args, &names, false), wholes(&call.forms.args, &types, false));
            wrap.params.extend(names.iter().zip(&types).map(|(name, ty)| quote!(#name: #ty)));
            wrap.forwarded.extend(names);
        }
        let values: Vec<Ident> = sides.iter().map(|_| self.names.give("t")).collect();
        let state = self.names.give("state");
        let Wrap { lets, mut given, params, forwarded } = wrap;
        let callee = self.callee(call, Some(companion), &mut given);
        quote!({
            #lets
            let (#(#values,)* #state) = #callee(#(#given),*);
            (#(#values,)* move |#(#params),*| #state(#(#forwarded),*))
        })
    }

    /// A part of an argument, or of the tangent of one, on its way into a wrapped state.
    fn wrap(&mut self, wrap: &mut Wrap, arg: Arg, part: Option<&Part>, keep: bool, is_dot: bool) -> Wrapped {
        let krate = self.krate.clone();
        let Some((place, borrowed)) = kept_place(arg).filter(|_| keep) else {
            let given = if is_dot { self.dot(arg, part) } else { self.arg(arg, part) };
            if keep {
                return Wrapped { given, param: quote!(()), ty: quote!(()), forwarded: constant() };
            }
            let param = self.names.give("t");
            let ty = match (arg, is_dot) {
                (Arg::Array { place, .. }, true) if self.is_struct(place) => {
                    quote!(#krate::__private::StructDot<'_, _>)
                }
                (Arg::Array { .. }, true) => quote!(#krate::__private::Dot<'_, _>),
                (Arg::Array { borrowed: true, .. }, false) => quote!(&_),
                _ => quote!(_),
            };
            return Wrapped { given, param: quote!(#param), ty, forwarded: quote!(#param) };
        };
        let name = self.place_ident(place);
        let content = match part {
            Some(part) => self.portion(place, part),
            None => self.content(place),
        };
        let copy = self.names.give(&format!("{name}_kept"));
        wrap.lets.extend(quote!(let #copy = #krate::__private::keep(&#content);));
        let again = match (is_dot, borrowed) {
            (true, _) => {
                let rows = self.rows_of(place, part);
                let flatten = (0..rows).map(|_| quote!(.as_flattened()));
                quote!(#krate::__private::Dot::new(&#copy #(#flatten)*))
            }
            (false, true) => quote!(&#copy),
            (false, false) => quote!(#krate::__private::keep(&#copy)),
        };
        Wrapped { given: again.clone(), param: quote!(()), ty: quote!(()), forwarded: again }
    }

    /// How often what is kept of an array has to be flattened.
    fn rows_of(&self, p: Place, part: Option<&Part>) -> usize {
        let given = part.map_or(0, |part| part.row.len());
        if flat(self.plan.func, p) { 0 } else { self.dims(p).len().saturating_sub(given + 1) }
    }

    // ---- results

    /// `let (y, a, state) = ..;`
    fn bind_results(&mut self, outs: &[Val], call: &Call, value: &TokenStream) -> TokenStream {
        let mut after = TokenStream::new();
        let is_state = |v: &&Val| self.plan.func.ty(**v) == Ty::State;
        let state: Vec<Val> = outs.iter().filter(is_state).copied().collect();
        let scalars: Vec<Val> = outs.iter().filter(|v| !is_state(v)).copied().collect();
        let (values, tangents) = match call.mode {
            CallMode::Tangent | CallMode::ForwardTangent => {
                let is_scalar = |part: &&Form| matches!(part, Form::Scalar { .. } | Form::Widened);
                scalars.split_at(call.forms.result.parts().into_iter().filter(is_scalar).count())
            }
            _ => (scalars.as_slice(), &[][..]),
        };
        let mut patterns = Vec::new();
        let mut sides = vec![(values, &call.results)];
        if matches!(call.mode, CallMode::Tangent | CallMode::ForwardTangent) {
            sides.push((tangents, &call.result_dots));
        }
        // The value of a call by itself is cast where it is written.
        let cast = call.mode == CallMode::Value && call.forms.result == Form::Widened;
        let form = if cast { &Form::Scalar { refs: 0 } } else { &call.forms.result };
        for (k, (vals, places)) in sides.into_iter().enumerate() {
            patterns.push(self.result_pattern(form, k > 0, values, vals, places, &mut after));
        }
        for v in &state {
            patterns.push(self.out(*v, &mut after));
        }
        match patterns.as_slice() {
            [only] => bind(only, value, &after),
            all => bind(&quote!((#(#all),*)), value, &after),
        }
    }

    /// The pattern for a result, or for its tangent, where integers have none.
    fn result_pattern(
        &mut self,
        form: &Form,
        tangent: bool,
        values: &[Val],
        outs: &[Val],
        places: &[Place],
        after: &mut TokenStream,
    ) -> TokenStream {
        let (mut values, mut outs, mut places) = (values.iter(), outs.iter(), places.iter());
        let parts = form.parts().into_iter().map(|part| {
            if *part == Form::Array {
                return self.place_pattern(*places.next().expect("a place for each array"), after);
            }
            let value = values.next().expect("an output for each number");
            if tangent && !self.plan.func.ty(*value).is_float() {
                return quote!(_);
            }
            let out = *outs.next().expect("an output for each number");
            if *form == Form::Widened { self.widened(out, after) } else { self.out(out, after) }
        });
        let parts: Vec<TokenStream> = parts.collect();
        if *form == Form::Unseen { quote!(_) } else { whole(form, &parts) }
    }

    /// The pattern for an output of a call.
    fn out(&mut self, v: Val, after: &mut TokenStream) -> TokenStream {
        if !self.plan.uses.live(v) {
            return quote!(_);
        }
        if self.webs.declares(v) {
            return self.pattern(v);
        }
        let (name, new) = (self.variable(v), self.names.give("t"));
        after.extend(quote!(#name = #new;));
        quote!(#new)
    }

    /// The same for one that the callee may give in a narrower width.
    fn widened(&mut self, v: Val, after: &mut TokenStream) -> TokenStream {
        if !self.plan.uses.live(v) {
            return quote!(_);
        }
        let name = self.variable(v);
        let declared = self.webs.declares(v).then(|| (quote!(let), mut_if(self.webs.mutable(self.webs.of(v)))));
        let (keyword, mutable) = declared.unzip();
        let new = if keyword.is_some() { name.clone() } else { self.names.give("t") };
        after.extend(quote!(#keyword #mutable #name = #new as f64;));
        quote!(#new)
    }

    fn place_pattern(&mut self, p: Place, after: &mut TokenStream) -> TokenStream {
        if !self.plan.uses.named(p) {
            return quote!(_);
        }
        let name = self.place_ident(p);
        if self.is_local(p) && self.declared.insert(p) {
            let mutable = mut_if(self.is_written(p));
            return quote!(#mutable #name);
        }
        let new = self.names.give(&name.to_string());
        after.extend(if self.held(p) == Held::Mutable { quote!(*#name = #new;) } else { quote!(#name = #new;) });
        quote!(#new)
    }
}

/// The pieces of a state that is wrapped: copies, what the first phase gets, what the wrapper takes, what the second phase gets.
#[derive(Default)]
struct Wrap {
    lets: TokenStream,
    given: Vec<TokenStream>,
    params: Vec<TokenStream>,
    forwarded: Vec<TokenStream>,
}

/// What becomes of one part of an argument: what the first phase gets, what the wrapper takes and of which type, what the second
/// phase gets.
struct Wrapped {
    given: TokenStream,
    param: TokenStream,
    ty: TokenStream,
    forwarded: TokenStream,
}

fn kept_place(arg: Arg) -> Option<(Place, bool)> {
    if let Arg::Array { place, borrowed } = arg { Some((place, borrowed)) } else { None }
}

/// Something for each part of an argument, put together as the argument is.
fn assembled<'t>(form: &Form, parts: &mut impl Iterator<Item = &'t TokenStream>, with_refs: bool) -> TokenStream {
    let (refs, inner) = match form {
        Form::Tuple { refs, items } => {
            let items: Vec<TokenStream> = items.iter().map(|item| assembled(item, parts, with_refs)).collect();
            (*refs, if let [only] = items.as_slice() { quote!((#only,)) } else { quote!((#(#items),*)) })
        }
        Form::Scalar { refs } => (*refs, parts.next().cloned().unwrap_or_default()),
        Form::Array | Form::Widened => (0, parts.next().cloned().unwrap_or_default()),
        Form::Unseen => (0, TokenStream::new()),
    };
    let refs = std::iter::repeat_n(quote!(&), if with_refs { refs } else { 0 });
    quote!(#(#refs)* #inner)
}

fn whole(form: &Form, parts: &[TokenStream]) -> TokenStream {
    assembled(form, &mut parts.iter(), false)
}

/// The arguments of a call from their parts.
fn wholes(forms: &[Form], parts: &[TokenStream], with_refs: bool) -> Vec<TokenStream> {
    if parts.is_empty() {
        return Vec::new();
    }
    let mut parts = parts.iter();
    forms.iter().map(|form| assembled(form, &mut parts, with_refs)).collect()
}

/// The same without the arguments that the first phase has kept.
fn remaining(forms: &[Form], args: &[Arg], parts: &[TokenStream], with_refs: bool) -> Vec<TokenStream> {
    let mut at = 0;
    let kept = forms.iter().map(|form| {
        at += form.parts().len();
        !matches!(form, Form::Tuple { .. }) && args[at - 1] == Arg::Kept
    });
    let kept: Vec<bool> = kept.collect();
    wholes(forms, parts, with_refs).into_iter().zip(kept).filter(|(_, kept)| !kept).map(|(whole, _)| whole).collect()
}

/// The seed of a result: scalars come first in `parts`, then arrays.
fn whole_of_results(form: &Form, parts: &[TokenStream]) -> TokenStream {
    if *form == Form::Unseen {
        return constant();
    }
    let kinds = form.parts();
    let scalars = kinds.iter().filter(|part| ***part != Form::Array).count();
    let (mut scalar, mut array) = (0, scalars);
    let ordered = kinds.iter().map(|part| {
        let at = if **part == Form::Array { &mut array } else { &mut scalar };
        *at += 1;
        parts.get(*at - 1).cloned().unwrap_or_else(constant)
    });
    let ordered: Vec<TokenStream> = ordered.collect();
    whole(form, &ordered)
}

/// The arrays that one call has been lent as cells.
#[derive(Default)]
struct Lent {
    lets: TokenStream,
    cells: Vec<(Place, Ident)>,
}

/// The same tokens, which mean what they meant, at the place of the user's call: what is wrong with them is wrong there.
fn located(tokens: TokenStream, span: Span) -> TokenStream {
    let at = |mut tree: TokenTree| {
        if let TokenTree::Group(group) = &tree {
            let mut moved = Group::new(group.delimiter(), located(group.stream(), span));
            moved.set_span(group.span().located_at(span));
            return TokenTree::Group(moved);
        }
        tree.set_span(tree.span().located_at(span));
        tree
    };
    tokens.into_iter().map(at).collect()
}

fn constant() -> TokenStream {
    quote!(::core::default::Default::default())
}

fn bind(pattern: &TokenStream, value: &TokenStream, after: &TokenStream) -> TokenStream {
    let nothing = pattern.to_string().chars().all(|c| "(_, )".contains(c));
    if nothing { quote!(#value;) } else { quote!(let #pattern = #value; #after) }
}
