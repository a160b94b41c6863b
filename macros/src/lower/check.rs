//! Refuses what has no derivative, once it is known which values are active.

use super::methods;
use super::options::MAX_IN_OPTION;
use super::reader::{Body, UnseenSelf, WHOLE_BLOCK};
use super::references::Access;
use super::settle::Activity;
use super::steps::{Opaque, Rhs, Step, Temp, Width, each_step};
use super::types::Kind;
use crate::errors::Errors;
use crate::ir::{Dim, Ty};
use crate::naming::Callee;

/// Reports every step that a derivative cannot flow through. What follows from one is not reported again.
pub(super) fn check(body: &mut Body, activity: &Activity, errors: &mut Errors) {
    let steps = std::mem::take(&mut body.steps);
    let mut spoiled_vars = vec![false; body.vars.len()];
    each_step(&steps, &mut |step| match step {
        Step::Def(out, rhs) => {
            let mut spoiled = body.temps[out.at()].poisoned;
            rhs.operands(|t| spoiled |= body.temps[t.at()].poisoned);
            if let Rhs::Read(var) = rhs {
                spoiled |= spoiled_vars[var.at()];
            }
            let bad = !spoiled && refuse(body, activity, *out, rhs, errors);
            body.temps[out.at()].poisoned |= spoiled || bad;
        }
        Step::Bind(var, value) | Step::Write { var, value, .. } => {
            spoiled_vars[var.at()] |= body.temps[value.at()].poisoned;
        }
        _ => {}
    });
    body.steps = steps;
}

/// Reports a step that is not understood, and says whether it was.
fn refuse(body: &mut Body, activity: &Activity, out: Temp, rhs: &Rhs, errors: &mut Errors) -> bool {
    let span = body.temps[out.at()].span;
    if let Some(what) = unlisted(body, out, rhs) {
        errors.not_yet(span, what, "keep the array in a variable of its own, and numbers in the `Option`");
        return true;
    }
    if !activity.any(rhs) {
        return false;
    }
    match rhs {
        Rhs::Cast { written, .. } if !activity.temp(out) => {
            let message = format!("a cast of an active value to `{written}` has no derivative");
            errors.refuse(span, message, format!("say that what is cast is constant: `constant!(x) as {written}`"));
        }
        Rhs::Method { name, elem, receiver, args, .. } => {
            if elem.is_some() && is_float(body, *receiver) || !activity.temp(*receiver) && is_known_int(body, *receiver)
            {
                return false;
            }
            let text = name.to_string();
            let active = activity.temp(*receiver) || args.iter().any(|a| activity.temp(*a));
            debug_assert!(active, "an operand is active");
            if matches!(kind(body, *receiver), Kind::Array(..)) && !text.ends_with("_mut") {
                if methods::similar(&text) == Some(&text) {
                    let help = "call it on the elements, or write a free function with `#[differentiable]`";
                    errors.refuse(span, format!("no derivative known for method `{text}` of an array"), help);
                } else {
                    errors.not_yet(span, &format!("calls of `{text}` on arrays"), "write a loop over indices");
                }
                return true;
            }
            unknown_method(&text, args.len(), span, errors);
        }
        Rhs::Opaque { kind: Opaque::Field, .. } => {
            errors.not_yet(span, "fields of active values", "pass the number itself");
        }
        Rhs::Payload { .. } => {
            let help = "keep the number in a variable of its own, or in an `Option` whose type is written";
            errors.not_yet(span, "active values inside of enums", help);
        }
        Rhs::Opaque { kind: Opaque::Function(name), .. } if is_constructor(name) => {
            unknown_constructor(name, span, errors);
        }
        Rhs::Opaque { kind: Opaque::Function(name), .. } if &**name == "format!" => {
            errors.no_derivative(span, name, "print the value with `println!`");
        }
        Rhs::Opaque { kind: Opaque::Function(name), .. } => {
            let mut names = name.rsplit("::");
            let (last, parent) = (names.next().unwrap_or_default(), names.next().unwrap_or_default());
            let help = super::calls::of_std(parent, last).map(str::to_owned);
            let help = help.or_else(|| super::special::instead(Some(name), last)).unwrap_or_else(|| {
                "annotate it with `#[differentiable]`; wrap one of another crate in a function with `derivative = ..`; or hold its value: `constant!(..)`".to_owned()
            });
            errors.refuse(span, format!("`{name}` is not differentiable"), help);
        }
        Rhs::Call { path, args, lent, .. }
            if body.temps[out.at()].unused && !lent.contains(&true) && Callee::of(path.clone()).is_method() =>
        {
            let given = args.iter().find(|arg| activity.temp(**arg)).map_or(span, |arg| body.temps[arg.at()].span);
            let help = "use its value, or say that what it is given is constant: `constant!(x)`";
            errors.refuse(given, "an active value goes into a call whose value is not used", help);
        }
        Rhs::Call { args, .. }
            if let Some(arg) = args.iter().find(|arg| body.types.is_enum(body.temps[arg.at()].ty)) =>
        {
            let help = "take it apart with `match`, and pass the numbers";
            errors.not_yet(body.temps[arg.at()].span, "enums that hold active values as arguments of a call", help);
        }
        Rhs::Call { .. } => return of_no_width(body, out, errors) || untyped(body, activity, out, errors),
        Rhs::Field { base, .. } if !matches!(kind(body, *base), Kind::Tuple(_)) && activity.temp(*base) => {
            errors.refuse(span, "the type of this tuple is needed here", "take it apart with `let (a, b) = ..`");
        }
        Rhs::Index { base, .. } | Rhs::Len { base, .. }
            if !matches!(kind(body, *base), Kind::Array(..)) && activity.temp(*base) =>
        {
            let help = match body.unseen_self {
                UnseenSelf::No => "say its type where it is bound: `let a: [f64; 2] = ..`",
                UnseenSelf::Yes => WHOLE_BLOCK,
                UnseenSelf::Told => return true,
            };
            errors.refuse(span, "the type of this array is needed here", help);
            if body.unseen_self == UnseenSelf::Yes {
                body.unseen_self = UnseenSelf::Told;
            }
        }
        _ => return untyped(body, activity, out, errors),
    }
    true
}

fn is_part(body: &Body, temp: Temp) -> bool {
    matches!(body.temps[temp.at()].access, Some(Access::Part(..)))
}

/// Options and arrays of what the other cannot hold.
fn unlisted(body: &mut Body, out: Temp, rhs: &Rhs) -> Option<&'static str> {
    let ty = body.temps[out.at()].ty;
    match (rhs, body.types.kind(ty), body.types.content(ty)) {
        (Rhs::Tuple(items), _, Some(content)) if !body.temps[items[1].at()].never => {
            let (elem, dims) = body.types.shape(content)?;
            let mut few = dims.iter().all(|dim| matches!(dim, Dim::Lit(n) if *n <= MAX_IN_OPTION));
            few &= dims.len() == 1 && body.types.content(elem).is_none();
            // What does not cross a branch need not be copied.
            let is_part = matches!(body.temps[items[1].at()].access, Some(Access::Same(part)) if is_part(body, part));
            (!few && !is_part).then_some("options of slices, of long arrays and of nested ones")
        }
        (Rhs::Array(_) | Rhs::Repeat { .. }, Kind::Array(elem, _), _) => {
            body.types.content(elem).map(|_| "arrays of options")
        }
        _ => None,
    }
}

fn unknown_method(name: &str, args: usize, span: proc_macro2::Span, errors: &mut Errors) {
    if name.ends_with("_mut") {
        errors.not_yet(
            span,
            &format!("calls of `{name}` in this place"),
            "take the element with `unwrap`, or by its index",
        );
    } else if methods::has_no_derivative(name) {
        let args = if args == 0 { "" } else { ".." };
        errors.no_derivative(span, name, format!("say that its value is constant: `constant!(x.{name}({args}))`"));
    } else if methods::is_chained(name) {
        errors.not_yet(span, "iterator chains", "write a `for` loop that adds up");
    } else {
        let special = super::special::instead(None, name);
        let help = match methods::similar(name).filter(|_| special.is_none()) {
            // The method is known: it is the number of its arguments that is wrong.
            Some(similar) if similar == name => return errors.leave_to_rustc(),
            Some(similar) => format!("did you mean `{similar}`?"),
            None => special.unwrap_or_else(|| {
                "write it with arithmetic, or as a free function with `#[differentiable]`".to_owned()
            }),
        };
        errors.refuse(span, format!("no derivative known for method `{name}`"), help);
    }
}

/// What a call gives is cast, and calculated with before: only the callee knows whether in `f32`.
fn of_no_width(body: &Body, out: Temp, errors: &mut Errors) -> bool {
    let needed = body.temps[out.at()].width == Width::Needed;
    if needed {
        let help = "say what it gives: `let y: f32 = ..`";
        errors.refuse(body.temps[out.at()].span, "only the callee knows of which float type this is", help);
    }
    needed
}

/// An active value must be known to be made of floats: another type would be a guess.
fn untyped(body: &mut Body, activity: &Activity, out: Temp, errors: &mut Errors) -> bool {
    if !activity.temp(out) || body.is_unseen(body.temps[out.at()].ty) {
        return false;
    }
    let mut ty = body.temps[out.at()].ty;
    while let Kind::Array(elem, _) = body.types.kind(ty) {
        ty = elem;
    }
    if !matches!(body.types.kind(ty), Kind::Open | Kind::Other(_)) {
        return false;
    }
    let (message, help) = ("the type of this value is needed here", "give it to a variable: `let x: f64 = ..`");
    errors.refuse(body.temps[out.at()].span, message, help);
    true
}

/// `Mode::Scale`, `Ok`
/// A variant of an enum, or a tuple struct whose definition was not seen.
fn unknown_constructor(name: &str, span: proc_macro2::Span, errors: &mut Errors) {
    if name.contains("::") || matches!(name, "Ok" | "Err") {
        let help = "keep the number in a variable of its own, or in an `Option`";
        return errors.not_yet(span, "active values inside of enums", help);
    }
    let help = format!("of a struct that is `Differentiable`, write the fields: `{name} {{ 0: x }}`");
    errors.not_yet(span, "active values inside of enums and of tuple structs that are defined elsewhere", help);
}

fn is_constructor(name: &str) -> bool {
    name.rsplit("::").next().is_some_and(|last| last.starts_with(char::is_uppercase))
}

fn kind(body: &mut Body, temp: Temp) -> Kind {
    body.types.kind(body.temps[temp.at()].ty)
}

fn is_float(body: &mut Body, temp: Temp) -> bool {
    matches!(kind(body, temp), Kind::Float | Kind::Exact(Ty::F64 | Ty::F32))
}

fn is_known_int(body: &mut Body, temp: Temp) -> bool {
    matches!(kind(body, temp), Kind::Int | Kind::Exact(Ty::Int(_)))
}
