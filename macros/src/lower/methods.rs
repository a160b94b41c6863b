//! Methods.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{Expr, ExprMethodCall, parse_quote_spanned};

use super::assign::Target;
use super::options::OPTIONS_ALONE;
use super::reader::{Reader, Receiver};
use super::references::Access;
use super::steps::{Rhs, Step, Temp};
use super::types::Kind;
use super::written;
use crate::elementary;
use crate::ir::{ElemId, Int, Test, Ty};
use crate::naming;
use crate::origins::hole;

/// Questions to a float.
const TESTS: [(&str, Test); 6] = [
    ("is_nan", Test::IsNan),
    ("is_finite", Test::IsFinite),
    ("is_infinite", Test::IsInfinite),
    ("is_normal", Test::IsNormal),
    ("is_sign_positive", Test::IsSignPositive),
    ("is_sign_negative", Test::IsSignNegative),
];

/// Elementary functions whose name integers have a method of, too: all operands are of one type.
const SHARED: [&str; 8] = ["abs", "min", "max", "clamp", "signum", "rem_euclid", "div_euclid", "midpoint"];

/// Methods of integers whose arguments and result are of the receiver's type.
const SAME_INT: [&str; 12] = [
    "wrapping_add",
    "wrapping_sub",
    "wrapping_mul",
    "wrapping_neg",
    "saturating_add",
    "saturating_sub",
    "saturating_mul",
    "isqrt",
    "div_ceil",
    "next_multiple_of",
    "next_power_of_two",
    "swap_bytes",
];

/// Methods of integers whose argument is of the receiver's type, and whose result is an `Option` of it.
const CHECKED: [&str; 6] = ["checked_add", "checked_sub", "checked_mul", "checked_div", "checked_rem", "checked_neg"];

/// Methods of integers with an argument of type `u32`, and a result of the receiver's type.
const BY_U32: [&str; 6] = ["pow", "wrapping_pow", "saturating_pow", "rotate_left", "rotate_right", "wrapping_shl"];

const COUNTS: [&str; 8] =
    ["count_ones", "count_zeros", "leading_zeros", "trailing_zeros", "ilog2", "ilog10", "ilog", "trailing_ones"];

const BOOLEANS: [&str; 9] =
    ["is_empty", "is_some", "is_none", "is_ok", "is_err", "contains", "is_power_of_two", "is_positive", "is_negative"];

/// Methods that change what they are called on.
const MUTATING: [&str; 17] = [
    "push",
    "pop",
    "fill",
    "copy_from_slice",
    "clone_from_slice",
    "reverse",
    "rotate_left",
    "rotate_right",
    "sort_by",
    "sort_unstable_by",
    "iter_mut",
    "resize",
    "extend",
    "insert",
    "remove",
    "truncate",
    "clear",
];

/// Methods of collections that take values, with what they are refused as, and what to write.
const COLLECTIONS: [(&str, &str, &str); 4] = [
    ("push_back", DEQUES, "keep them in a `Vec`, with the index of the first one that counts"),
    ("push_front", DEQUES, "keep them in a `Vec`, with the index of the first one that counts"),
    ("insert", MAPS, "number the keys, and keep the values in a `Vec`"),
    ("entry", MAPS, "number the keys, and keep the values in a `Vec`"),
];

const DEQUES: &str = "queues of active values";

const MAPS: &str = "maps that change";

/// Searches that give a `Result`.
const SEARCHES: [&str; 2] = ["binary_search_by", "binary_search_by_key"];

/// Methods that are those of an array, if they are called on what a call gives.
const ARRAYS_ALONE: [&str; 11] = [
    "split_at",
    "split_at_mut",
    "fill",
    "copy_from_slice",
    "reverse",
    "rotate_left",
    "rotate_right",
    "copy_within",
    "windows",
    "chunks_exact",
    "iter_mut",
];

/// Methods that take elements out of a `Vec`, or put others in.
const REMOVING: [&str; 8] =
    ["drain", "dedup", "dedup_by_key", "retain", "split_off", "append", "swap_remove", "extend_from_within"];

/// Adaptors of iterators: without them the chain means nothing.
const CHAINED: [&str; 30] = [
    "map",
    "filter",
    "sum",
    "product",
    "fold",
    "zip",
    "enumerate",
    "rev",
    "windows",
    "chunks",
    "chunks_exact",
    "iter",
    "into_iter",
    "take_while",
    "skip_while",
    "skip",
    "take",
    "step_by",
    "chain",
    "flat_map",
    "for_each",
    "all",
    "any",
    "count",
    "last",
    "nth",
    "collect",
    "reduce",
    "scan",
    "cloned",
];

impl Reader<'_> {
    pub(super) fn method(&mut self, call: &ExprMethodCall, receiver: Temp) -> Temp {
        let span = call.method.span();
        let name = call.method.to_string();
        let name = name.as_str();
        self.is_struct_by_method(receiver, name);
        if name == "swap" && call.args.len() == 2 {
            return self.swap_elements(receiver, &call.args[0], &call.args[1], span);
        }
        if let ("get", [key], Some(content)) =
            (name, call.args.iter().collect::<Vec<_>>().as_slice(), self.content_of_map(receiver))
        {
            if let syn::Type::Array(_) = content {
                return self.not_yet(
                    span,
                    "maps of arrays",
                    "index it: `if m.contains_key(&k) { m[&k][0] } else { .. }`",
                );
            }
            let map = &call.receiver;
            let found: Expr = parse_quote_spanned! { span =>
                if #map.contains_key(#key) { let __found: &#content = &#map[#key]; Some(__found) } else { None }
            };
            return self.expr(&found);
        }
        self.array_of_a_call(name, receiver);
        if self.is_array(receiver)
            && let Some(value) = self.array_method(name, receiver, call, span)
        {
            return value;
        }
        if let "unwrap" | "expect" = name
            && self.converted.contains(&receiver)
        {
            return receiver;
        }
        if let "unwrap" | "expect" = name
            && let Some((end, base, steps)) = self.ends.remove(&receiver)
        {
            // The method before is not evaluated: the element is there, or the index panics.
            self.out.truncate(steps);
            return self.end_of_array(&end, base, span);
        }
        if let Some(refused) = self.collection_method(name, call, receiver) {
            return refused;
        }
        let changes = MUTATING.contains(&name) && !self.is_integer(receiver);
        if changes || REMOVING.contains(&name) && self.is_array(receiver) {
            self.spoil(receiver);
            let help = match name {
                "extend" | "append" => "`push` the elements in a loop",
                name if REMOVING.contains(&name) => "`push` what stays to another `Vec`",
                "sort_by" => {
                    "compare the numbers themselves: `sort_by(f64::total_cmp)`, or `sort_by(|a, b| a.partial_cmp(b).unwrap())`"
                }
                "sort_unstable_by" => "write `sort_unstable_by(f64::total_cmp)`, or `sort_by`",
                _ => "assign element by element",
            };
            return self.not_yet(span, &format!("`{name}` and other methods that change an array"), help);
        }
        if let ("map", Some(f), Kind::Array(_, dim)) = (name, call.args.first(), self.types.kind(self.ty(receiver)))
            && let Some(f) = self.callable(f)
        {
            return self.array_map(receiver, dim, &f, span);
        }
        if let Some(value) = self.optional(call, receiver) {
            return value;
        }
        if let Some(closure) = call.args.iter().find(|a| matches!(super::expr::peel(a), Expr::Closure(_))) {
            if self.temps[receiver.at()].poisoned {
                return self.poison(span);
            }
            self.spoil(receiver);
            if CHAINED.contains(&name) {
                let help = "write a loop over indices";
                return self.not_yet(span, "iterators of this kind", help);
            }
            if SEARCHES.contains(&name) {
                return self.not_yet(
                    span,
                    &format!("searches with `{name}`"),
                    "write `partition_point`: `a.partition_point(|v| *v < x)`",
                );
            }
            if self.is_array(receiver) {
                return self.not_yet(span, &format!("calls of `{name}` on arrays"), "write a loop over indices");
            }
            return self.expr(closure);
        }
        let args = self.exprs(&call.args);
        if let Some(named) = self.handed_on(&call.args, &args) {
            return named;
        }
        if args.is_empty()
            && let Some(value) = self.nullary(name, receiver, span)
        {
            return value;
        }
        if let Some(option) = self.element_option(name, receiver, &args, span) {
            return option;
        }
        let turbofish = call.turbofish.as_ref().map(ToTokens::to_token_stream);
        self.method_named(&call.method, turbofish, receiver, args)
    }

    /// Collections that have no places for derivatives: they are refused where something that may vary goes in.
    fn collection_method(&mut self, name: &str, call: &ExprMethodCall, receiver: Temp) -> Option<Temp> {
        let (_, of, help) = COLLECTIONS.iter().find(|(method, ..)| *method == name)?;
        if self.is_array(receiver) || self.is_option(receiver) || self.temps[receiver.at()].poisoned {
            return None;
        }
        let (args, _) = self.nested(|r| r.exprs(&call.args));
        let args = args.iter().filter_map(|step| if let Step::Def(out, _) = step { Some(*out) } else { None });
        let varies = args.collect::<Vec<_>>().into_iter().any(|arg| self.may_vary(arg));
        (varies || name == "entry").then(|| {
            self.spoil(receiver);
            self.not_yet(call.method.span(), of, help)
        })
    }

    /// What is in a constant `HashMap` or `BTreeMap`, as its type is written, if that is numbers.
    fn content_of_map(&mut self, temp: Temp) -> Option<syn::Type> {
        let Kind::Other(origin) = self.types.kind(self.ty(temp)) else { return None };
        let path: syn::TypePath = syn::parse2(self.origins.render(origin, &[])).ok()?;
        let last = path.path.segments.last().filter(|last| last.ident == "HashMap" || last.ident == "BTreeMap")?;
        let syn::PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
        match arguments.args.get(1)? {
            syn::GenericArgument::Type(content) if is_number_type(content) => Some(content.clone()),
            _ => None,
        }
    }

    /// Methods without arguments that are more than a function.
    pub(super) fn nullary(&mut self, name: &str, receiver: Temp, span: Span) -> Option<Temp> {
        if self.method_of_struct(receiver, &Ident::new(name, span)).is_some() {
            return None;
        }
        if let Some((_, test)) = TESTS.iter().find(|(n, _)| *n == name) {
            self.expect(receiver, Kind::Float);
            return Some(self.def_kind(Kind::Exact(Ty::Bool), span, Rhs::Test(*test, receiver)));
        }
        match name {
            "to_f64" if self.is_instance && self.is_number(receiver) => {
                let written = Ident::new("f64", span).into_token_stream();
                let number = self.def_kind(Kind::Exact(Ty::F64), span, Rhs::Cast { value: receiver, written });
                self.converted.insert(number);
                Some(number)
            }
            "sin_cos" => {
                let (sin, cos) =
                    (self.elementary_call("sin", receiver, span)?, self.elementary_call("cos", receiver, span)?);
                Some(self.tuple(vec![sin, cos], span))
            }
            "clone" | "to_owned" | "to_vec" => {
                let kind = self.types.kind(self.ty(receiver));
                let ty = match kind {
                    Kind::Array(elem, _) if name == "to_vec" => {
                        self.types.fresh(Kind::Array(elem, crate::ir::Dim::Dyn))
                    }
                    _ => self.ty(receiver),
                };
                Some(self.def(ty, span, Rhs::Copied(receiver)))
            }
            "as_slice" | "as_ref" | "borrow" => Some(self.same(receiver, 1, span)),
            "as_mut_slice" | "as_mut" => Some(self.exclusive(receiver, span)),
            "is_empty" if matches!(self.types.kind(self.ty(receiver)), Kind::Array(..)) => {
                let length = self.length(receiver, span);
                let zero = self.def_kind(Kind::Exact(Ty::USIZE), span, Rhs::Int(0));
                Some(self.equal(length, zero, span))
            }
            "len" => Some(self.length(receiver, span)),
            _ if self.gives_an_end(name, receiver) => {
                let steps = self.out.len();
                let element = self.element_option(name, receiver, &[], span);
                let end = element.unwrap_or_else(|| {
                    let name = Ident::new(name, span);
                    self.method_named(&name, None, receiver, Vec::new())
                });
                self.ends.insert(end, (name.to_owned(), receiver, steps));
                Some(end)
            }
            _ => None,
        }
    }

    fn elementary_call(&mut self, name: &str, x: Temp, span: Span) -> Option<Temp> {
        self.expect(x, Kind::Float);
        Some(self.def(self.ty(x), span, Rhs::Elem(elementary::by_name(name)?, vec![x])))
    }

    /// What a call gives is an array if a method is called on it that nothing else has.
    fn array_of_a_call(&mut self, name: &str, receiver: Temp) {
        if ARRAYS_ALONE.contains(&name) && self.is_given(receiver) {
            let elem = self.types.fresh(Kind::Open);
            self.expect(receiver, Kind::Array(elem, crate::ir::Dim::Inferred));
        }
    }

    pub(super) fn is_array(&mut self, temp: Temp) -> bool {
        matches!(self.types.kind(self.ty(temp)), Kind::Array(..))
    }

    pub(super) fn is_number(&mut self, temp: Temp) -> bool {
        let kind = self.types.kind(self.ty(temp));
        matches!(kind, Kind::Float | Kind::Int) || matches!(kind, Kind::Exact(ty) if ty.is_float() || ty.is_int())
    }

    pub(super) fn is_integer(&mut self, temp: Temp) -> bool {
        matches!(self.types.kind(self.ty(temp)), Kind::Int | Kind::Exact(Ty::Int(_)))
    }

    /// `receiver.name(args)`, or the same written as a path.
    pub(super) fn method_named(
        &mut self,
        name: &Ident,
        turbofish: Option<TokenStream>,
        receiver: Temp,
        args: Vec<Temp>,
    ) -> Temp {
        let span = name.span();
        let text = name.to_string();
        let (receiver, args) = self.compared(&text, receiver, args);
        let elem = elementary::by_name(&text).filter(|id| elementary::row(*id).arity == args.len() + 1);
        let elem = elem.filter(|_| args.is_empty() || !self.is_users_method(receiver, name));
        if let (Some(id), false) = (elem, SHARED.contains(&text.as_str()) || self.is_array(receiver)) {
            return self.elementary(id, receiver, args, span);
        }
        if elem.is_none()
            && !is_named(&text)
            && let Some(call) = self.changing_method(name, turbofish.as_ref(), receiver, &args)
        {
            return call;
        }
        if let Some(call) = self.annotated_method(name, turbofish.as_ref(), elem, receiver, &args) {
            return call;
        }
        if let Some(refused) = self.lent_out(&args) {
            return refused;
        }
        let ty = self.method_type(&text, receiver, &args);
        let rhs = Rhs::Method { name: name.clone(), turbofish, elem, receiver, args };
        let out = self.def(ty, span, rhs);
        self.temps[out.at()].receiver = Some(receiver);
        out
    }

    /// A comparison has no derivative, whatever it is of.
    fn compared(&mut self, name: &str, receiver: Temp, args: Vec<Temp>) -> (Temp, Vec<Temp>) {
        let is_open = matches!(self.types.kind(self.ty(receiver)), Kind::Open);
        let known = ["partial_cmp", "total_cmp"].contains(&name) && args.len() == 1;
        if !known || !(is_open || self.is_number(receiver)) {
            return (receiver, args);
        }
        self.unify_temps(receiver, args[0]);
        let [receiver, arg] = [receiver, args[0]].map(|value| self.held(value, self.temps[value.at()].span));
        (receiver, vec![arg])
    }

    /// A method of something of an unknown type that can change, such as a generator of random numbers: it is lent, and what the method leaves
    /// of it is its new content.
    fn changing_method(
        &mut self,
        name: &Ident,
        turbofish: Option<&TokenStream>,
        receiver: Temp,
        args: &[Temp],
    ) -> Option<Temp> {
        let known = !matches!(self.types.kind(self.ty(receiver)), Kind::Open | Kind::Other(_) | Kind::Record(_));
        let var = self.temps[receiver.at()].root?;
        if known || !self.only_methods_change(var) && !self.is_exclusive(receiver) {
            return None;
        }
        if turbofish.is_some() {
            let help = "call it in a function of its own: `draw(&mut rng)`";
            return Some(self.not_yet(name.span(), "methods with `::<>` of something that changes", help));
        }
        let lent = self.exclusive(receiver, name.span());
        let path = naming::method(&TokenStream::new(), false, name);
        let args: Vec<Temp> = std::iter::once(lent).chain(args.iter().copied()).collect();
        let lent: Vec<bool> = args.iter().map(|arg| self.is_exclusive(*arg)).collect();
        let rhs = Rhs::Call { path, twin: None, args: args.clone(), lent: lent.clone() };
        let out = self.def_kind(Kind::Open, name.span(), rhs);
        self.given.push(self.ty(out));
        self.give_back(out, &args, &lent);
        Some(out)
    }

    /// The type of the receiver was seen to have an annotated method of this name.
    fn is_users_method(&mut self, receiver: Temp, name: &Ident) -> bool {
        self.users_method(receiver, name).is_some()
    }

    /// A method of something constant that is not a number: that of a type of the user, which may be annotated.
    fn annotated_method(
        &mut self,
        name: &Ident,
        turbofish: Option<&TokenStream>,
        elem: Option<ElemId>,
        receiver: Temp,
        args: &[Temp],
    ) -> Option<Temp> {
        if elem.is_none() && turbofish.is_none() && !is_named(&name.to_string()) && self.is_given(receiver) {
            let record = self.types.record();
            self.unify(self.ty(receiver), record);
        }
        let is_struct = matches!(self.types.kind(self.ty(receiver)), Kind::Record(_));
        let users = self.is_users_method(receiver, name);
        let Some(Receiver { root, fields }) = self.receivers.get(&receiver).cloned() else {
            let is_method = elem.is_none() && turbofish.is_none() && !is_named(&name.to_string());
            let is_method = is_struct && (users || is_method);
            return is_method.then(|| self.struct_method(name, receiver, args));
        };
        let known =
            elem.is_some() || turbofish.is_some() || args.is_empty() && !is_struct || is_named(&name.to_string());
        let known = known && !(users && (is_struct || !args.is_empty()));
        if known || !is_struct && !matches!(self.types.kind(self.ty(receiver)), Kind::Open | Kind::Other(_)) {
            return None;
        }
        if is_struct {
            return Some(self.struct_method(name, receiver, args));
        }
        self.own.recursive |= self.own.in_a_block && self.own.function == *name;
        let is_element = matches!(self.temps[root.at()].access, Some(Access::Element(..)));
        let root = if is_element && self.refs(root) == 0 { self.same(root, 1, name.span()) } else { root };
        let borrow = !fields.is_empty() || self.refs(root) == 0;
        let path = naming::method(&fields, borrow, name);
        let args = self.structs_handed_on(args.to_vec());
        let args: Vec<Temp> = std::iter::once(root).chain(args).collect();
        let lent: Vec<bool> = args.iter().map(|arg| self.is_exclusive(*arg)).collect();
        let rhs = Rhs::Call { path, twin: None, args: args.clone(), lent: lent.clone() };
        let out = self.method_giving(receiver, name, rhs);
        self.temps[out.at()].receiver = Some(receiver);
        self.give_back(out, &args, &lent);
        Some(out)
    }

    /// A method of a struct with a derivative: a parameter, or one that was made or changed.
    pub(super) fn struct_method(&mut self, name: &Ident, receiver: Temp, args: &[Temp]) -> Temp {
        // What is beside a struct with a derivative is only read.
        if let Some(refused) = self.lent_out(args) {
            return refused;
        }
        let span = name.span();
        let whole = self.whole(receiver).unwrap_or_else(|| self.same(receiver, 1, span));
        self.own.recursive |= self.own.in_a_block && self.own.function == *name;
        self.temps[whole.at()].refs = 1;
        let path = naming::method(&TokenStream::new(), false, name);
        let args = self.structs_handed_on(args.to_vec());
        let args: Vec<Temp> = std::iter::once(whole).chain(args).collect();
        let lent = vec![false; args.len()];
        let out = self.method_giving(receiver, name, Rhs::Call { path, twin: None, args, lent });
        self.temps[out.at()].receiver = Some(receiver);
        out
    }

    pub(super) fn elementary(&mut self, id: ElemId, receiver: Temp, mut args: Vec<Temp>, span: Span) -> Temp {
        self.expect(receiver, Kind::Float);
        args.insert(0, receiver);
        for (k, arg) in args.iter().enumerate().skip(1) {
            if elementary::row(id).is_integer(k) {
                self.expect(*arg, Kind::Exact(Ty::Int(Some(Int::I32))));
            } else {
                self.unify_temps(receiver, *arg);
            }
        }
        self.def(self.ty(receiver), span, Rhs::Elem(id, args))
    }

    /// What the name of a method says about the types around it.
    fn method_type(&mut self, name: &str, receiver: Temp, args: &[Temp]) -> super::types::TyId {
        // A type of the user's own may have a method of any name, and floats have none with other numbers of arguments.
        let shared = elementary::by_name(name).filter(|_| SHARED.contains(&name));
        let other = shared.is_some_and(|id| elementary::row(id).arity != args.len() + 1);
        if other || matches!(self.types.kind(self.ty(receiver)), Kind::Other(_)) {
            let kind = if BOOLEANS.contains(&name) { Kind::Exact(Ty::Bool) } else { Kind::Open };
            return self.types.fresh(kind);
        }
        if SHARED.contains(&name) || SAME_INT.contains(&name) {
            for arg in args {
                self.unify_temps(receiver, *arg);
            }
            return self.ty(receiver);
        }
        if BY_U32.contains(&name) {
            for arg in args {
                self.expect(*arg, Kind::Exact(Ty::Int(Some(Int::U32))));
            }
            return self.ty(receiver);
        }
        let kind = match name {
            _ if CHECKED.contains(&name) && self.is_integer(receiver) => {
                for arg in args {
                    self.unify_temps(receiver, *arg);
                }
                self.types.option(self.ty(receiver))
            }
            "unwrap_or" if args.len() == 1 => return self.ty(args[0]),
            _ if BOOLEANS.contains(&name) => Kind::Exact(Ty::Bool),
            _ if COUNTS.contains(&name) => Kind::Exact(Ty::Int(Some(Int::U32))),
            _ => Kind::Open,
        };
        self.types.fresh(kind)
    }

    /// `a.swap(i, j)`
    fn swap_elements(&mut self, base: Temp, i: &Expr, j: &Expr, span: Span) -> Temp {
        let (i, j) = (self.expr(i), self.expr(j));
        self.exchange(&Target::Element { base, index: i }, &Target::Element { base, index: j }, span);
        self.unit(span)
    }
}

/// Numbers, or arrays of them.
fn is_number_type(ty: &syn::Type) -> bool {
    match ty {
        syn::Type::Array(array) => is_number_type(&array.elem),
        syn::Type::Path(path) => path.path.get_ident().is_some_and(|name| written::scalar(&name.to_string()).is_some()),
        _ => false,
    }
}

/// The tokens of a method call with the operands in holes.
pub(super) fn method_template(name: &Ident, turbofish: Option<&TokenStream>, args: usize) -> TokenStream {
    let receiver = hole(0);
    let args = (1..=args).map(hole);
    quote!(#receiver.#name #turbofish (#(#args),*))
}

/// Names near a misspelt method.
pub(super) fn similar(name: &str) -> Option<&'static str> {
    crate::options::nearest(name, elementary::all().filter(|(_, row)| !row.is_internal()).map(|(_, row)| row.name))
}

/// A method whose name says what it is.
fn is_named(name: &str) -> bool {
    let tables: [&[&str]; 8] = [&SHARED, &SAME_INT, &BY_U32, &COUNTS, &BOOLEANS, &CHAINED, &BITS, &OPTIONS_ALONE];
    tables.iter().any(|table| table.contains(&name))
}

/// Methods of `std` that only look at what they are called on.
const READING: [&str; 24] = [
    "unwrap",
    "expect",
    "unwrap_or",
    "unwrap_or_default",
    "copied",
    "ok",
    "err",
    "len",
    "first",
    "as_str",
    "as_bytes",
    "as_deref",
    "chars",
    "bytes",
    "keys",
    "values",
    "contains_key",
    "starts_with",
    "ends_with",
    "start",
    "end",
    "abs_diff",
    "unsigned_abs",
    "as_secs_f64",
];

/// Whether a method is known to change nothing, and to give the same whenever it is called: that of a `Cell` without arguments is not.
pub(super) fn is_reading(name: &str, args: usize) -> bool {
    match (name, args) {
        ("take", 0) => false,
        ("get", 1) => true,
        _ => is_named(name) || READING.contains(&name),
    }
}

/// Whether a method belongs to iterators.
pub(super) fn is_chained(name: &str) -> bool {
    CHAINED.contains(&name)
}

/// Methods that look at the bits of a float, or at the order of the numbers: no derivative exists.
const BITS: [&str; 14] = [
    "to_bits",
    "next_up",
    "next_down",
    "total_cmp",
    "partial_cmp",
    "to_int_unchecked",
    "classify",
    "to_ne_bytes",
    "to_le_bytes",
    "to_be_bytes",
    "cmp",
    "eq",
    "to_string",
    "hash",
];

pub(super) fn has_no_derivative(name: &str) -> bool {
    BITS.contains(&name)
}
