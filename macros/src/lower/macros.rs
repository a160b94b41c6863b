//! Macros that the front end sees through.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Expr, Ident, Macro, Pat, Token};

use super::expr::{first_span, peel};
use super::format;
use super::reader::Reader;
use super::steps::{Change, Length, Opaque, Rhs, Seq, Step, Temp, Var, each_step};
use super::types::Kind;
use crate::ir::{Dim, Int, Ty};
use crate::origins::hole;

/// Kept as they are: for their effect, once, where the value is computed. The number counts the arguments before the format string.
const KEPT: [(&str, usize); 10] = [
    ("assert", 1),
    ("debug_assert", 1),
    ("assert_eq", 2),
    ("assert_ne", 2),
    ("debug_assert_eq", 2),
    ("debug_assert_ne", 2),
    ("print", 0),
    ("println", 0),
    ("eprint", 0),
    ("eprintln", 0),
];

/// Known when the program is compiled.
const CONSTANTS: [(&str, Kind); 9] = [
    ("cfg", Kind::Exact(Ty::Bool)),
    ("line", Kind::Exact(Ty::Int(Some(Int::U32)))),
    ("column", Kind::Exact(Ty::Int(Some(Int::U32)))),
    ("file", Kind::Open),
    ("module_path", Kind::Open),
    ("stringify", Kind::Open),
    ("concat", Kind::Open),
    ("env", Kind::Open),
    ("include_str", Kind::Open),
];

const DIVERGING: [&str; 4] = ["panic", "unreachable", "todo", "unimplemented"];

impl Reader<'_> {
    pub(super) fn macro_call(&mut self, invocation: &Macro) -> Temp {
        let span = first_span(&invocation.path);
        let name = name_of(invocation);
        let tokens = invocation.tokens.clone();
        if name != "constant" && !is_of_std(&invocation.path) {
            return self.unknown_macro(invocation);
        }
        match name.as_str() {
            "vec" => self.vec_macro(tokens, span),
            "constant" => self.constant_macro(invocation, span),
            "matches" => match MatchesInput::parse.parse2(tokens) {
                Ok(input) => self.matches_macro(&input.value, &input.pat, input.guard.as_ref()),
                Err(error) => self.syntax(&error, span),
            },
            "format" => self.format_macro(invocation, span),
            "dbg" => self.dbg_macro(&tokens, span),
            name if DIVERGING.contains(&name) => self.effect(invocation, 0, true, span),
            name => {
                if let Some((_, leading)) = KEPT.iter().find(|(kept, _)| *kept == name) {
                    return self.effect(invocation, *leading, false, span);
                }
                if let Some((_, kind)) = CONSTANTS.iter().find(|(known, _)| *known == name) {
                    let template = invocation.to_token_stream();
                    let rhs = Rhs::Opaque { kind: Opaque::Constant, template, args: Vec::new() };
                    return self.def_kind(kind.clone(), span, rhs);
                }
                self.unknown_macro(invocation)
            }
        }
    }

    fn unknown_macro(&mut self, invocation: &Macro) -> Temp {
        let message = format!("cannot see through the macro `{}!`", name_of(invocation));
        let help = match name_of(invocation).as_str() {
            "differentiate" => {
                "make it a function beside this one, `#[differentiable(order = 3)] fn g(x: f64) -> f64 { .. }`, and call `g::derivative(x)`"
            }
            _ => "expand it by hand, or move it out of the function",
        };
        self.refuse(first_span(&invocation.path), message, help)
    }

    /// `constant!(x)`: as a whole it has no derivative, and so nothing that is read in it has.
    fn constant_macro(&mut self, invocation: &Macro, span: Span) -> Temp {
        let parser = |input: ParseStream<'_>| -> syn::Result<Expr> {
            let value = input.parse()?;
            input.parse::<Option<Token![,]>>()?;
            Ok(value)
        };
        let value = match parser.parse2(invocation.tokens.clone()) {
            Ok(value) => value,
            Err(error) => return self.syntax(&error, span),
        };
        let path = &invocation.path;
        let ours = quote_spanned!(span=> #path!(@chainrule));
        self.assert(ours);
        let before = self.vars.len();
        let outer = std::mem::replace(&mut self.constant, true);
        let (steps, value) = self.nested(|me| me.expr(&value));
        self.constant = outer;
        let mut leaves = false;
        each_step(&steps, &mut |step| leaves |= self.changes(step).iter().any(|var| var.at() < before));
        self.out.extend(steps);
        if leaves {
            let message = "`constant!` cannot change a variable from outside, nor leave a loop";
            return self.refuse(span, message, "move that out of it");
        }
        value
    }

    /// The variables that a step writes to.
    fn changes(&self, step: &Step) -> Vec<Var> {
        match step {
            Step::Write { var, .. } | Step::Grow { var, .. } | Step::Exit(var) => vec![*var],
            Step::Swap(a, b) | Step::Change(a, Change::SwapWith(b)) => [self.owners(*a), self.owners(*b)].concat(),
            Step::Store { base, .. } | Step::Change(base, _) => self.owners(*base),
            Step::Def(..)
            | Step::Declare(_)
            | Step::Bind(..)
            | Step::Short(_)
            | Step::If(_)
            | Step::Loop(_)
            | Step::Block { .. }
            | Step::Effect { .. }
            | Step::Discard(_) => Vec::new(),
        }
    }

    fn syntax(&mut self, error: &syn::Error, span: Span) -> Temp {
        self.errors.syntax(error);
        self.poison(span)
    }

    fn vec_macro(&mut self, tokens: TokenStream, span: Span) -> Temp {
        match VecInput::parse.parse2(tokens) {
            Ok(VecInput::List(items)) => {
                let items = self.exprs(&items);
                self.array(items, true, span)
            }
            Ok(VecInput::Repeat(parts)) => {
                let (item, len) = (self.expr(&parts.0), self.expr(&parts.1));
                self.expect(len, Kind::Exact(Ty::USIZE));
                self.repeat(item, Length::Run(len), Dim::Dyn, span)
            }
            Err(error) => self.syntax(&error, span),
        }
    }

    /// `format!(..)` of constants; text has no derivative.
    fn format_macro(&mut self, invocation: &Macro, span: Span) -> Temp {
        match self.template(invocation, 0) {
            Ok(Said { template, args, message }) => {
                self.out.extend(message);
                let rhs = Rhs::Opaque { kind: Opaque::Function("format!".into()), template, args };
                self.def_kind(Kind::Open, span, rhs)
            }
            Err(refused) => refused,
        }
    }

    /// `assert!(x > 0.0, "x is {x}")` as a statement. What stands in the message is evaluated where it is said, and what
    /// stands in a `debug_assert!` where that is compiled.
    fn effect(&mut self, invocation: &Macro, leading: usize, diverges: bool, span: Span) -> Temp {
        let (mut steps, said) = self.nested(|r| r.template(invocation, leading));
        let Said { template, args, message } = match said {
            Ok(said) => said,
            Err(refused) => {
                self.out.extend(steps);
                return refused;
            }
        };
        let checked = args[..leading.min(args.len())].to_vec();
        let effect = Step::Effect { template, span, args };
        let (rest, ()) = self.nested(|r| {
            if leading == 0 || r.are_plain(&message) {
                r.out.extend(message);
                r.out.push(effect);
                return;
            }
            let fails = r.fails(invocation, checked, span);
            r.push_if(fails, message.into_iter().chain([effect]).collect(), Vec::new());
        });
        steps.extend(rest);
        let plain = match steps.split_last() {
            Some((Step::Effect { .. }, before)) => self.are_plain(before),
            _ => false,
        };
        if name_of(invocation).starts_with("debug_") && !plain {
            let template = quote!(::core::cfg!(debug_assertions));
            let rhs = Rhs::Opaque { kind: Opaque::Constant, template, args: Vec::new() };
            let compiled = self.def_kind(Kind::Exact(Ty::Bool), span, rhs);
            self.push_if(compiled, steps, Vec::new());
        } else {
            self.out.extend(steps);
        }
        if diverges { self.never(span) } else { self.unit(span) }
    }

    /// Whether an assertion does not hold.
    fn fails(&mut self, invocation: &Macro, checked: Vec<Temp>, span: Span) -> Temp {
        if let [holds] = checked[..] {
            return self.not(holds, span);
        }
        let (x, y) = (hole(0), hole(1));
        let template = if name_of(invocation).ends_with("_ne") { quote!((#x == #y)) } else { quote!((#x != #y)) };
        let rhs = Rhs::Opaque { kind: Opaque::Pattern, template, args: checked };
        self.def_kind(Kind::Exact(Ty::Bool), span, rhs)
    }

    /// Steps that change nothing, cost next to nothing and do not panic, so that they may run where the user's do not.
    fn are_plain(&mut self, steps: &[Step]) -> bool {
        steps.iter().all(|step| match step {
            Step::Def(_, rhs) => match rhs {
                Rhs::Bin(op, a, _) => op.is_comparison() || self.is_float(*a),
                Rhs::Opaque { kind, .. } => !matches!(kind, Opaque::Function(_)),
                Rhs::Float(_)
                | Rhs::Int(_)
                | Rhs::Bool(_)
                | Rhs::Unit
                | Rhs::Read(_)
                | Rhs::Tuple(_)
                | Rhs::Field { .. }
                | Rhs::Same(_)
                | Rhs::Constant(_)
                | Rhs::Un(..)
                | Rhs::Test(..)
                | Rhs::Elem(..)
                | Rhs::Cast { .. }
                | Rhs::From { .. }
                | Rhs::Len { .. } => true,
                _ => false,
            },
            _ => false,
        })
    }

    fn is_float(&mut self, temp: Temp) -> bool {
        let kind = self.types.kind(self.ty(temp));
        kind == Kind::Float || matches!(kind, Kind::Exact(ty) if ty.is_float())
    }

    /// The operands are values, and so is what the format string names; the rest stays as written.
    fn template(&mut self, invocation: &Macro, leading: usize) -> Result<Said, Temp> {
        let span = first_span(&invocation.path);
        let arguments = arguments(&invocation.tokens).map_err(|error| self.syntax(&error, span))?;
        let format = arguments.iter().nth(leading);
        let text = format.and_then(format::literal);
        if let (Some(format), None) = (format, text) {
            let help = "write the string where it is used";
            return Err(self.not_yet(first_span(format), "format strings that are not literals", help));
        }
        let mut operands = Operands::default();
        for argument in arguments.iter().take(leading) {
            let value = self.expr(argument);
            operands.push(value);
        }
        let named = text.map(format::names).unwrap_or_default();
        let (message, ()) = self.nested(|r| r.message(arguments.iter().skip(leading), &named, &mut operands));
        let Operands { args, mut parts, .. } = operands;
        if format.is_none() && leading == 1 {
            // Without a message, the failed condition is quoted as the user wrote it.
            let said = format!("assertion failed: {}", source(invocation));
            parts.extend([quote!("{}"), quote!(#said)]);
        }
        let path = &invocation.path;
        Ok(Said { template: quote!(#path!(#(#parts),*)), args, message })
    }

    /// A format string, its arguments, and the variables that it names.
    fn message<'e>(&mut self, arguments: impl Iterator<Item = &'e Expr>, named: &[Ident], operands: &mut Operands) {
        for (k, argument) in arguments.enumerate() {
            match peel(argument) {
                _ if k == 0 => operands.parts.push(argument.to_token_stream()),
                Expr::Assign(named) => {
                    let value = self.expr(&named.right);
                    operands.name(&named.left.to_token_stream(), value);
                }
                argument => {
                    let value = self.expr(argument);
                    operands.push(value);
                }
            }
        }
        for name in named {
            if !operands.names.contains(&name.to_string()) {
                let value = self.expr(&variable(name));
                operands.name(&name.to_token_stream(), value);
            }
        }
    }

    /// `dbg!(x)` says what it says in the user's function, once, and is `x`.
    fn dbg_macro(&mut self, tokens: &TokenStream, span: Span) -> Temp {
        let arguments = match arguments(tokens) {
            Ok(arguments) => arguments,
            Err(error) => return self.syntax(&error, span),
        };
        let mut values = Vec::new();
        for argument in &arguments {
            let value = self.expr(argument);
            let h = hole(0);
            // With the span of the user's token, the place that is printed is the user's.
            let template = quote_spanned! {span=>
                ::std::eprintln!("[{}:{}:{}] {} = {:#?}", ::core::file!(), ::core::line!(), ::core::column!(), ::core::stringify!(#argument), #h)
            };
            self.out.push(Step::Effect { template, span, args: vec![value] });
            values.push(value);
        }
        match values[..] {
            [] => {
                let template = quote_spanned! {span=>
                    ::std::eprintln!("[{}:{}:{}]", ::core::file!(), ::core::line!(), ::core::column!())
                };
                self.out.push(Step::Effect { template, span, args: Vec::new() });
                self.unit(span)
            }
            [value] => value,
            _ => self.tuple(values, span),
        }
    }
}

/// A macro as it will be written.
struct Said {
    template: TokenStream,
    args: Vec<Temp>,
    /// What is evaluated for the message.
    message: Seq,
}

fn name_of(invocation: &Macro) -> String {
    invocation.path.segments.last().map(|s| s.ident.to_string()).unwrap_or_default()
}

/// `assert`, `std::assert`: another path names a macro of the user's.
fn is_of_std(path: &syn::Path) -> bool {
    let first = path.segments.first().map(|s| s.ident.to_string()).unwrap_or_default();
    let ours = path.segments.iter().any(|s| s.ident == "__private");
    path.segments.len() == 1 || ours || ["std", "core", "alloc"].contains(&first.as_str())
}

/// The arguments of a macro as the user wrote them, on one line.
fn source(invocation: &Macro) -> String {
    let written = invocation.delimiter.span().join().source_text();
    let text = match &written {
        Some(text) => text.get(1..text.len().saturating_sub(1)).unwrap_or_default().to_owned(),
        None => invocation.tokens.to_string(),
    };
    let words: Vec<&str> = text.trim().trim_end_matches(',').split_whitespace().collect();
    words.join(" ")
}

fn arguments(tokens: &TokenStream) -> syn::Result<Punctuated<Expr, Token![,]>> {
    Punctuated::parse_terminated.parse2(tokens.clone())
}

/// The variable that a format string means by a name: `{type}` is `r#type`.
fn variable(name: &Ident) -> Expr {
    let plain: syn::Result<Ident> = syn::parse2(name.to_token_stream());
    let ident = plain.unwrap_or_else(|_| Ident::new_raw(&name.to_string(), name.span()));
    syn::parse_quote!(#ident)
}

/// The arguments of a macro as it will be written.
#[derive(Default)]
struct Operands {
    args: Vec<Temp>,
    parts: Vec<TokenStream>,
    names: Vec<String>,
}

impl Operands {
    fn push(&mut self, value: Temp) {
        let h = hole(self.args.len());
        self.args.push(value);
        self.parts.push(quote!(#h));
    }

    fn name(&mut self, name: &TokenStream, value: Temp) {
        let h = hole(self.args.len());
        self.args.push(value);
        self.parts.push(quote!(#name = #h));
        self.names.push(name.to_string());
    }
}

enum VecInput {
    List(Vec<Expr>),
    Repeat(Box<(Expr, Expr)>),
}

impl Parse for VecInput {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        if input.is_empty() {
            return Ok(Self::List(Vec::new()));
        }
        let first: Expr = input.parse()?;
        if input.parse::<Option<Token![;]>>()?.is_some() {
            return Ok(Self::Repeat(Box::new((first, input.parse()?))));
        }
        let mut items = vec![first];
        while input.parse::<Option<Token![,]>>()?.is_some() && !input.is_empty() {
            items.push(input.parse()?);
        }
        Ok(Self::List(items))
    }
}

struct MatchesInput {
    value: Expr,
    pat: Pat,
    guard: Option<Expr>,
}

impl Parse for MatchesInput {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let value = input.parse()?;
        input.parse::<Token![,]>()?;
        let pat = Pat::parse_multi_with_leading_vert(input)?;
        let guard = if input.parse::<Option<Token![if]>>()?.is_some() { Some(input.parse()?) } else { None };
        input.parse::<Option<Token![,]>>()?;
        Ok(Self { value, pat, guard })
    }
}
