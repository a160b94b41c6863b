//! Calls of other annotated functions, a function for each mode.
//!
//! The companions of `f` are hidden functions on its twin, those of a method stand beside it ([`crate::naming`]). Every list has
//! an entry for each argument:
//! - `f::__tangent(args.., dots..) -> (value, tangent)`
//! - `f::__tangents(args.., dots..) -> (value, tangent)`, in lanes: `[f64; LANES]` in the place of each number of a tangent
//! - `f::__pullback(args..) -> (value, state)`; the state is a closure
//!   `state(args.., seed, sinks..) -> (contributions..)`
//! - `f::__adjoint(args.., seed, sinks..) -> (value, (contributions..))`: both phases in one
//! - `f::__pullback_tangent(args.., dots..) -> (value, tangent, state)`; the state is a closure
//!   `state(args.., dots.., seed, seed dot, sinks.., sink dots..) -> ((contributions..), (their tangents..))`
//!
//! The tangent of a scalar is a number, that of an array a `Dot`; the adjoint of an array goes to a `Sink`, that of a scalar is
//! a contribution; what is in a tuple, is in a tuple here too. What is constant is `Default::default()`, whatever the callee takes
//! there. An array that the callee changes has its tangent and its adjoint as `&mut`, like itself; the second phase gets nothing
//! in its place.
//! Where the caller's array may not be what it was when the second phase runs, the state goes along with a copy of it.

mod arguments;
mod results;

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::quote;

use super::expr::Piece;
use super::functions::Captured;
use super::record::{firsts, holds_struct};
use super::state::has_extras;
use super::uses::flat;
use super::{Held, Printer};
use crate::ir::{Arg, Call, CallMode, Form, Inst, Part, Place, SinkArg, Val};
use crate::naming::{Callee, in_lanes};
use results::Number;

impl Printer<'_> {
    pub(super) fn call(&mut self, inst: &Inst, call: &Call) -> TokenStream {
        match call.mode {
            CallMode::Value => {
                let value = match call.forms.result {
                    Form::Record { .. } => self.plain_call(call),
                    _ => self.call_value(call).tokens,
                };
                let value = if call.forms.result.holds_option() { self.opened(inst, call, value) } else { value };
                self.bind_results(&inst.outs, call, &value)
            }
            CallMode::Tangent => self.companion(inst, call, "__tangent"),
            CallMode::Tangents => self.companion(inst, call, "__tangents"),
            CallMode::Forward => self.companion(inst, call, "__pullback"),
            CallMode::ForwardTangent => self.companion(inst, call, "__pullback_tangent"),
            CallMode::Reverse | CallMode::ReverseTangent | CallMode::Both => self.reverse(inst, call),
        }
    }

    /// `f(x, &a)`
    pub(super) fn call_value(&mut self, call: &Call) -> Piece {
        let value = Piece::atom(self.plain_call(call));
        match &call.forms.result {
            Form::Widened => value.cast_to(&quote!(f64)),
            Form::Record { record, .. } => {
                let (value, path) = (value.tokens, self.only_path(record));
                Piece::atom(quote!(#value #path))
            }
            _ => value,
        }
    }

    /// `f(x, &a)`, whatever is done with the result.
    fn plain_call(&mut self, call: &Call) -> TokenStream {
        let parts = self.arg_parts(call);
        let functions = self.function_values(call, &parts);
        let forms = call.forms.clone();
        let is_method = self.is_method(call);
        let mut record = |k: usize, first: usize| {
            let Form::Record { refs, record } = &forms.args[k] else {
                return functions[k].clone().unwrap_or_default();
            };
            // A copy would be what a method with `&mut self` changes.
            if is_method && k == 0 && record.literal.is_none() && record.fields.is_empty() {
                let receiver = self.arg(call.args[first], None);
                return quote!((#receiver));
            }
            let value = self.packed(call, record, first);
            let refs = std::iter::repeat_n(quote!(&), *refs);
            if is_method && k == 0 { quote!((#value)) } else { quote!(#(#refs)* #value) }
        };
        let mut args = wholes(&call.forms.args, &parts, true, &mut record);
        let callee = self.callee(call, None, &mut args);
        quote!(#callee(#(#args),*))
    }

    /// What stands before the arguments, which lose the receiver of a method.
    fn callee(&self, call: &Call, companion: Option<&str>, args: &mut Vec<TokenStream>) -> TokenStream {
        let twin = companion.and_then(|_| self.origins.twin(call.callee));
        let callee = Callee::of(twin.unwrap_or_else(|| self.origins.render(call.callee, &[])));
        let first = callee.is_method() || matches!(callee, Callee::Applied);
        let receiver = if first { lent_by_itself(args.remove(0)) } else { TokenStream::new() };
        callee.path(companion, &receiver)
    }

    fn is_method(&self, call: &Call) -> bool {
        Callee::of(self.origins.render(call.callee, &[])).is_method()
    }

    fn companion(&mut self, inst: &Inst, call: &Call, name: &str) -> TokenStream {
        let packs = self.packs(call);
        let mut args = self.args(call, &packs, false);
        let dots = self.dots(call, &packs);
        let value = if self.is_applied(call) {
            self.applied(call, args, dots)
        } else {
            args.extend(dots);
            let callee = self.callee(call, Some(name), &mut args);
            let callee = self.lane_count(call).map_or(callee.clone(), |lanes| in_lanes(callee, &lanes));
            quote!(#callee(#(#args),*))
        };
        let first = matches!(call.mode, CallMode::Forward | CallMode::ForwardTangent);
        let value = if first && has_extras(call) { self.with_extras(call, &packs, &value) } else { value };
        let lets = packs.lets;
        let value = if lets.is_empty() { value } else { quote!({ #lets #value }) };
        let value = located(value, self.origins.span(call.callee));
        self.bind_results(&inst.outs, call, &value)
    }

    // ---- the second phase, or both in one

    fn reverse(&mut self, inst: &Inst, call: &Call) -> TokenStream {
        let state = call.state.map(|s| self.tokens(s));
        let both = call.mode == CallMode::Both;
        let mut packs = self.packs(call);
        let mut args = self.args(call, &packs, !both);
        if let Some(receiver) = args.first_mut().filter(|_| !both) {
            *receiver = Callee::of(self.origins.render(call.callee, &[])).lent(receiver);
        }
        let applied = self.is_applied(call);
        let mut dots = self.dots(call, &packs);
        if applied {
            args.remove(0);
            dots.drain(..1.min(dots.len()));
        }
        args.extend(dots);
        let with_dots = call.mode == CallMode::ReverseTangent;
        let mut given = TokenStream::new();
        for (seeds, dots) in [(&call.seeds, false), (&call.seed_dots, true)] {
            if !dots || with_dots {
                let (lets, seed) = self.whole_seed(call, seeds, dots);
                given.extend(lets);
                args.push(seed);
            }
        }
        let mut lent = Lent::default();
        let mut outs = inst.outs.iter().copied();
        let (mut patterns, mut after) = (Vec::new(), TokenStream::new());
        if both {
            let given = [outs.next().expect("the result is a number")];
            let numbers = given.map(Number::Value);
            patterns.push(self.result_pattern(&call.forms.result, false, &given, &numbers, &[], &mut after));
        }
        let in_structs = Self::in_structs(call);
        let mut sides = Vec::new();
        for sinks in [&call.sinks, &call.sink_dots].into_iter().take(1 + usize::from(with_dots)) {
            let given = sinks.iter().enumerate().map(|(k, sink)| match sink {
                _ if in_structs[k] => TokenStream::new(),
                sink => self.sink(*sink, call.part(k), &mut lent),
            });
            let given: Vec<TokenStream> = given.collect();
            let mut next = || outs.next().expect("a scalar sink has an output");
            let own = sinks.iter().map(|sink| (*sink == SinkArg::Scalar).then(&mut next));
            let own: Vec<Option<Val>> = own.collect();
            sides.push((given, own));
        }
        let mut functions = self.captured(call, &sides);
        let mut called = None;
        for (side, (given, own)) in sides.iter().enumerate() {
            let sinks = [&call.sinks, &call.sink_dots][side];
            let mut contributions = Vec::new();
            for (k, out) in own.iter().enumerate() {
                contributions.push(match out {
                    Some(v) if !in_structs[k] && !in_functions(call, k) => self.out(*v, &mut after),
                    _ => quote!(_),
                });
            }
            let mut out = |me: &mut Self, k: usize, after: &mut TokenStream| {
                own[k].map_or_else(|| quote!(_), |v| me.out(v, after))
            };
            let (packed, adds) = self.packed_sinks(call, &mut packs, sinks, &mut out);
            let function = |k: usize| match &functions.given[k] {
                Some(function) if side == 0 => function.clone(),
                Some(_) => constant(),
                None => packed[k].clone(),
            };
            let mut given = wholes(&call.forms.args, given, false, &mut |k, _| function(k));
            let mut entries = wholes(&call.forms.args, &contributions, false, &mut |_, _| quote!(_));
            if applied {
                entries.remove(0);
                called.get_or_insert(given.remove(0));
                given.truncate(entries.len());
            }
            args.extend(given);
            if applied && !with_dots {
                patterns.push(quote!(_));
            }
            patterns.push(quote!((#(#entries,)*)));
            after.extend(adds);
        }
        after.extend(std::mem::take(&mut functions.after));
        let (lets, packed) = (lent.lets, packs.lets);
        let second_phase = match () {
            () if applied => quote!(#called),
            () if both => self.callee(call, Some("__adjoint"), &mut args),
            () if has_extras(call) => quote!((#state.0)),
            () => quote!(#state),
        };
        let value = quote!(#second_phase(#(#args),*));
        let value = if lets.is_empty() { value } else { quote!({ #lets #value }) };
        let span = self.origins.span(call.callee);
        let value = located(value, span);
        let functions = functions.before;
        let unused = (applied && !has_extras(call)).then(|| quote!(let _ = #state;));
        let before = located(quote!(#packed #given #functions #unused), span);
        let bound = match patterns.as_slice() {
            [first, second] => bind(&quote!((#first, #second)), &value, &after),
            _ => bind(&patterns[0], &value, &after),
        };
        quote!(#before #bound)
    }

    /// What is handed over in place of functions, and takes the adjoints of what they have captured.
    fn captured(&mut self, call: &Call, sides: &[(Vec<TokenStream>, Vec<Option<Val>>)]) -> Captured {
        if !call.forms.args.iter().any(|form| matches!(form, Form::Function { .. })) {
            return Captured { given: vec![None; call.forms.args.len()], ..Captured::default() };
        }
        let (parts, dots) = (self.arg_parts(call), self.dot_parts(call));
        let (first, last) = (&sides[0], &sides[sides.len() - 1]);
        self.function_sinks(call, [&parts, &dots], [&first.0, &last.0], [&first.1, &last.1])
    }

    /// For each part of the arguments, whether it is in a struct.
    fn in_structs(call: &Call) -> Vec<bool> {
        let forms = call.forms.args.iter();
        forms.flat_map(|form| vec![matches!(form, Form::Record { .. }); form.parts().len()]).collect()
    }

    /// The adjoint of the result: statements before the call, and what is handed over.
    fn whole_seed(&mut self, call: &Call, seeds: &[Arg], dots: bool) -> (TokenStream, TokenStream) {
        if holds_struct(&call.forms.result) {
            return self.packed_seed(call, seeds, dots);
        }
        let widened = call.forms.result == Form::Widened;
        let seeds: Vec<TokenStream> = seeds.iter().map(|seed| self.seed(*seed, widened)).collect();
        (TokenStream::new(), whole_of_results(&call.forms.result, &seeds, &self.unseen()))
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
        if self.is_struct(p) {
            return quote!(#krate::__private::sink(&#cells));
        }
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
        if self.is_struct(p) {
            let krate = &self.krate;
            lent.lets.extend(quote!(let #cells = #krate::__private::cells(&mut #name);));
            lent.cells.push((p, cells.clone()));
            return cells;
        }
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
    pub(super) fn seed(&mut self, seed: Arg, widened: bool) -> TokenStream {
        match seed {
            Arg::Scalar(v) if widened => self.written(v, true).cast_to(&quote!(_)).tokens,
            Arg::Scalar(v) => self.tokens(v),
            Arg::Array { place, .. } => self.array(place, true),
            Arg::InOut(_) | Arg::Kept { .. } | Arg::Constant => self.unseen(),
        }
    }

    /// The adjoint of what nobody looks at.
    pub(super) fn unseen(&self) -> TokenStream {
        let krate = &self.krate;
        quote!(#krate::__private::unseen())
    }
}

/// Something for each part of an argument or result, put together as that is; `unseen` for what nobody looks at.
fn assembled<'t>(
    form: &Form,
    parts: &mut impl Iterator<Item = &'t TokenStream>,
    with_refs: bool,
    unseen: &TokenStream,
) -> TokenStream {
    let (refs, inner) = match form {
        Form::Tuple { refs, items, option: true } if with_refs => {
            let (present, content) = [&items[0], &items[1]].map(|item| assembled(item, parts, true, unseen)).into();
            match present.to_string().as_str() {
                "true" => (*refs, quote!(::core::option::Option::Some(#content))),
                _ => (*refs, quote!((#present).then_some(#content))),
            }
        }
        Form::Tuple { refs, items, .. } => {
            let items: Vec<TokenStream> = items.iter().map(|item| assembled(item, parts, with_refs, unseen)).collect();
            (*refs, if let [only] = items.as_slice() { quote!((#only,)) } else { quote!((#(#items),*)) })
        }
        Form::Scalar { refs } => (*refs, parts.next().cloned().unwrap_or_default()),
        Form::Array | Form::Widened => (0, parts.next().cloned().unwrap_or_default()),
        Form::Record { .. } | Form::Function { .. } => unreachable!("structs are put together elsewhere"),
        Form::Unseen => (0, unseen.clone()),
    };
    if !with_refs || refs == 0 {
        return inner;
    }
    let (refs, inner) = (std::iter::repeat_n(quote!(&), refs), grouped(inner));
    quote!(#(#refs)* #inner)
}

/// In parentheses where an `&` before it would belong to a part of it.
fn grouped(tokens: TokenStream) -> TokenStream {
    let splits = |tree: TokenTree| match tree {
        TokenTree::Punct(punct) => "+-*/%<>=&|^".contains(punct.as_char()),
        TokenTree::Ident(word) => word == "as",
        TokenTree::Group(_) | TokenTree::Literal(_) => false,
    };
    if tokens.clone().into_iter().skip(1).any(splits) { quote!((#tokens)) } else { tokens }
}

/// What stands for a struct, by the number of the argument and of its first part.
type OfStruct<'f> = &'f mut dyn FnMut(usize, usize) -> TokenStream;

/// The arguments of a call from their parts.
pub(super) fn wholes(forms: &[Form], parts: &[TokenStream], with_refs: bool, record: OfStruct<'_>) -> Vec<TokenStream> {
    if parts.is_empty() && !forms.iter().any(|form| matches!(form, Form::Record { .. } | Form::Function { .. })) {
        return Vec::new();
    }
    let mut at = 0;
    let whole = |(k, form): (usize, &Form)| {
        let first = at;
        at += form.parts().len();
        match form {
            Form::Record { .. } | Form::Function { .. } => record(k, first),
            form => assembled(form, &mut parts[first..at].iter(), with_refs, &constant()),
        }
    };
    forms.iter().enumerate().map(whole).collect()
}

/// The seed of a result: scalars come first in `parts`, then arrays.
fn whole_of_results(form: &Form, parts: &[TokenStream], unseen: &TokenStream) -> TokenStream {
    let kinds = form.parts();
    let scalars = kinds.iter().filter(|part| ***part != Form::Array).count();
    let (mut scalar, mut array) = (0, scalars);
    let ordered = kinds.iter().map(|part| {
        let at = if **part == Form::Array { &mut array } else { &mut scalar };
        *at += 1;
        parts.get(*at - 1).unwrap_or(unseen).clone()
    });
    let ordered: Vec<TokenStream> = ordered.collect();
    assembled(form, &mut ordered.iter(), false, unseen)
}

/// `&mut a` is lent to a method as `a`.
fn lent_by_itself(receiver: TokenStream) -> TokenStream {
    let mut trees = receiver.clone().into_iter();
    match (trees.next(), trees.next()) {
        (Some(TokenTree::Punct(and)), Some(TokenTree::Ident(mutable))) if and.as_char() == '&' && mutable == "mut" => {
            trees.collect()
        }
        _ => receiver,
    }
}

/// The arrays that one call has been lent as cells.
#[derive(Default)]
struct Lent {
    lets: TokenStream,
    cells: Vec<(Place, Ident)>,
}

/// The part of the arguments is captured by a function.
fn in_functions(call: &Call, part: usize) -> bool {
    let is_in = |(first, form): (usize, &Form)| {
        matches!(form, Form::Function { .. }) && (first..first + form.parts().len()).contains(&part)
    };
    firsts(&call.forms.args).any(is_in)
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

pub(super) fn constant() -> TokenStream {
    quote!(::core::default::Default::default())
}

fn bind(pattern: &TokenStream, value: &TokenStream, after: &TokenStream) -> TokenStream {
    let nothing = pattern.to_string().chars().all(|c| "(_, )".contains(c));
    if nothing { quote!(#value; #after) } else { quote!(let #pattern = #value; #after) }
}
