//! Calls of other annotated functions, a function for each mode.
//!
//! The companions of `f` are hidden functions on its twin, those of a method stand beside it ([`crate::naming`]). Every list has an entry for each argument, or for each result:
//! - `f::__tangent(args.., dots..) -> (values.., tangents..)`
//! - `f::__pullback(args..) -> (values.., state)`; the state is a closure
//!   `state(args.., seeds.., sinks..) -> (contributions..)`
//! - `f::__pullback_tangent(args.., dots..) -> (values.., tangents.., state)`; the state is a closure
//!   `state(args.., dots.., seeds.., seed dots.., sinks.., sink dots..) -> ((contributions..), (their tangents..))`
//!
//! The tangent of a scalar is a number, that of an array a `Dot`; the adjoint of an array goes to a `Sink`, that of a scalar is
//! a contribution. What is constant is `Default::default()`, whatever the callee takes there.
//! Where the caller's array may not be what it was when the second phase runs, the state is wrapped with a copy of it.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::quote;

use super::expr::Piece;
use super::place::mut_if;
use super::uses::flat;
use super::{Held, Printer};
use crate::ir::{Arg, Call, CallMode, Inst, Part, Place, SinkArg, Ty, Val};
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
        Piece::atom(quote!(#callee(#(#args),*)))
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

    /// The state in a pair with zeros in the shape of the array result.
    fn with_zeros(&mut self, call: &Call, value: &TokenStream) -> TokenStream {
        let (result, state, krate) = (self.names.give("result"), self.names.give("state"), &self.krate);
        let dot = (call.mode == CallMode::ForwardTangent).then(|| self.names.give("result_dot")).into_iter();
        let names: Vec<Ident> = std::iter::once(result.clone()).chain(dot).collect();
        quote!({
            let (#(#names,)* #state) = #value;
            let zeros = #krate::__private::zeros_like(&#result);
            (#(#names,)* (#state, zeros))
        })
    }

    // ---- the second phase

    fn reverse(&mut self, inst: &Inst, call: &Call) -> TokenStream {
        let state = call.state.map(|s| self.tokens(s));
        let mut args = self.args(call);
        if let Some(receiver) = args.first_mut() {
            *receiver = Callee::of(self.origins.render(call.callee, &[])).lent(receiver);
        }
        args.extend(self.dots(call));
        args.extend(call.seeds.iter().chain(&call.seed_dots).map(|seed| self.seed(*seed)));
        let mut lent = Lent::default();
        for sinks in [&call.sinks, &call.sink_dots] {
            args.extend(sinks.iter().enumerate().map(|(k, sink)| self.sink(*sink, call.part(k), &mut lent)));
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
                SinkArg::Array(_) | SinkArg::Constant => quote!(_),
            });
            let entries: Vec<TokenStream> = entries.collect();
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
        let SinkArg::Array(p) = sink else { return constant() };
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
        let rows = if self.is_array(p) { self.dims(p).len() } else { 1 };
        match (rows, self.held(p)) {
            (0 | 1, Held::Mutable) => quote!(&mut *#slice),
            (0 | 1, _) => quote!(&mut #slice),
            _ => slice,
        }
    }

    /// The adjoint of a result: a number, or a reference to an array.
    fn seed(&mut self, seed: Arg) -> TokenStream {
        match seed {
            Arg::Scalar(v) => self.tokens(v),
            Arg::Array { place, .. } => self.array(place, true),
            Arg::Kept | Arg::Constant => constant(),
        }
    }

    // ---- arguments

    fn args(&mut self, call: &Call) -> Vec<TokenStream> {
        let args = call.args.iter().enumerate().filter(|(_, arg)| **arg != Arg::Kept);
        args.map(|(k, arg)| self.arg(*arg, call.part(k))).collect()
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
            Arg::Kept | Arg::Constant => constant(),
        }
    }

    fn dots(&mut self, call: &Call) -> Vec<TokenStream> {
        let dots = call.dots.iter().enumerate().filter(|(_, dot)| **dot != Arg::Kept);
        dots.map(|(k, dot)| self.dot(*dot, call.part(k))).collect()
    }

    fn dot(&mut self, dot: Arg, part: Option<&Part>) -> TokenStream {
        let p = match dot {
            Arg::Scalar(v) => return self.tokens(v),
            Arg::Array { place, .. } => place,
            Arg::Kept | Arg::Constant => return constant(),
        };
        let krate = self.krate.clone();
        let held = self.held(p);
        let Some(part) = part else {
            let slice = self.slice(p);
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
        let has_dots = call.mode == CallMode::ForwardTangent;
        let mut wrap = Wrap::default();
        for (k, arg) in call.args.iter().enumerate() {
            self.wrap(&mut wrap, *arg, call.part(k), call.keep[k], false);
        }
        if let (true, Some(receiver)) = (self.is_method(call), wrap.params.first_mut()) {
            receiver.extend(quote!(: &_));
        }
        for (k, dot) in call.dots.iter().enumerate() {
            self.wrap(&mut wrap, *dot, call.part(k), call.keep[k], true);
        }
        let Wrap { lets, given, params, forwarded } = &mut wrap;
        let (krate, sides) = (&self.krate, if has_dots { 2 } else { 1 });
        for _ in 0..sides {
            for scalar in call.seed_kinds.iter().copied() {
                let w = self.names.give("w");
                params.push(if scalar { quote!(#w) } else { quote!(#w: &_) });
                forwarded.push(quote!(#w));
            }
        }
        for _ in 0..sides {
            for (arg, varies) in call.args.iter().zip(&call.varies) {
                let sink = self.names.give("sink");
                let is_array = *varies && !matches!(arg, Arg::Scalar(_));
                params.push(if is_array { quote!(#sink: #krate::__private::Sink<'_, _>) } else { quote!(#sink) });
                forwarded.push(quote!(#sink));
            }
        }
        let values: Vec<Ident> = (0..sides * call.seed_kinds.len()).map(|_| self.names.give("t")).collect();
        let state = self.names.give("state");
        let callee = self.callee(call, Some(companion), given);
        quote!({
            #lets
            let (#(#values,)* #state) = #callee(#(#given),*);
            (#(#values,)* move |#(#params),*| #state(#(#forwarded),*))
        })
    }

    /// One argument, or the tangent of one, on its way into a wrapped state.
    fn wrap(&mut self, wrap: &mut Wrap, arg: Arg, part: Option<&Part>, keep: bool, is_dot: bool) {
        let (Arg::Array { place, borrowed }, true) = (arg, keep) else {
            if arg != Arg::Kept {
                wrap.given.push(if is_dot { self.dot(arg, part) } else { self.arg(arg, part) });
            }
            if keep {
                wrap.forwarded.push(constant());
                return;
            }
            let (param, krate) = (self.names.give("t"), &self.krate);
            wrap.params.push(match (arg, is_dot) {
                (Arg::Array { .. }, true) => quote!(#param: #krate::__private::Dot<'_, _>),
                (Arg::Array { borrowed: true, .. }, false) => quote!(#param: &_),
                _ => quote!(#param),
            });
            wrap.forwarded.push(quote!(#param));
            return;
        };
        let krate = &self.krate.clone();
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
        wrap.given.push(again.clone());
        wrap.forwarded.push(again);
    }

    /// How often what is kept of an array has to be flattened.
    fn rows_of(&self, p: Place, part: Option<&Part>) -> usize {
        let given = part.map_or(0, |part| part.row.len());
        let nested = if part.is_some() { !flat(self.plan.func, p) } else { self.is_array(p) };
        if nested { self.dims(p).len().saturating_sub(given + 1) } else { 0 }
    }

    // ---- results

    /// `let (y, a, state) = ..;`
    fn bind_results(&mut self, outs: &[Val], call: &Call, value: &TokenStream) -> TokenStream {
        let mut after = TokenStream::new();
        let is_state = |v: &&Val| self.plan.func.ty(**v) == Ty::State;
        let state: Vec<Val> = outs.iter().filter(is_state).copied().collect();
        let scalars: Vec<Val> = outs.iter().filter(|v| !is_state(v)).copied().collect();
        let (values, tangents) = match call.mode {
            CallMode::Tangent | CallMode::ForwardTangent => scalars.split_at(scalars.len() / 2),
            _ => (scalars.as_slice(), &[][..]),
        };
        let mut patterns = Vec::new();
        for (vals, places) in [(values, &call.results), (tangents, &call.result_dots), (&state, &Vec::new())] {
            patterns.extend(vals.iter().map(|v| self.out(*v, &mut after)).collect::<Vec<_>>());
            patterns.extend(places.iter().map(|p| self.place_pattern(*p, &mut after)).collect::<Vec<_>>());
        }
        match patterns.as_slice() {
            [] => quote!(#value;),
            [only] => bind(only, value, &after),
            all => bind(&quote!((#(#all),*)), value, &after),
        }
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
