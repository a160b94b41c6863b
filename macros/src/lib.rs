//! The attribute macro of chainrule: derivatives by source transformation. Users depend on `chainrule`, which re-exports it.

mod derive;
mod elementary;
mod emit;
mod errors;
mod expand;
mod fallback;
mod formula;
#[cfg(test)]
mod fuzz;
#[cfg(test)]
mod golden;
mod ir;
mod known;
mod lower;
mod naming;
mod options;
mod origins;
mod outputs;
mod signature;
#[cfg(test)]
mod sizes;
mod transform;
mod warnings;

/// Differentiates a function: leaves it as it is, and writes its derivatives on a struct of the same name.
///
/// `f(x)` is the function; `f::gradient(x)`, `f::hessian(x)` and so on are its derivatives. The struct's page lists them all.
/// It takes functions of floats, arrays, slices and tuples that return floats, arrays, `Vec`s or tuples of these, or write to `&mut` parameters.
///
/// # Arguments
/// All are optional, in any order.
///
/// | argument | means |
/// |---|---|
/// | `gradient`, `hessian`, .. | generate these outputs only; see below |
/// | `constant(p, q)` | these parameters have no derivative; the same as `#[constant]` before each of them |
/// | `wrt(x, y)` | the outputs report the derivatives with respect to these parameters only, in the order of the signature |
/// | `name = Twin` | the name of the struct, where that of the function is taken by a module or a type |
/// | `crate = my::path` | the path of the crate `chainrule`, where it is re-exported |
/// | `derivative = d_f` | the body is not looked at: `d_f` gives the derivative; see below |
/// | `recursive` | it calls itself through others: needed on one function of the circle where rustc says `cannot resolve opaque type` |
/// | `reassociate` | what is generated may add the terms of a sum in another order: four at a time, in lanes |
/// | `allow(unused_parameter)` | no warning of a parameter with a derivative that is zero everywhere |
/// | `associated` | the function stands in an `impl` block and has no `self` |
/// | `order = 2` | generate the second order however long it is, also that of a function that calls `g::gradient` or has a stated derivative |
/// | `order = 3` | let others differentiate `f::gradient` twice: third derivatives, which is the highest order |
///
/// Functions that call this one can differentiate through it with respect to all its float parameters, whatever `wrt` selects.
///
/// # Parameters that are written
/// A `&mut` float, array or slice is in-out: derivatives are with respect to what it holds at entry, and after any of them it holds
/// what the function leaves. With `#[out]` before it, what it holds at entry is constant.
///
/// `jvp` takes one more `&mut` for each, `y_dot` for `y`: it enters as the direction of what `y` holds, and leaves as its derivative.
/// `vjp` takes `y_bar`: it enters as the adjoint of what `y` holds at the end, and leaves as that of what it held at entry (zero for
/// `#[out]`). `jacobian` has a row for each number that is returned, then for each that is written; it makes what is `#[out]`
/// itself, and takes the length of a slice in front: `f::jacobian(m, x)`. `jacobian_into` takes all parameters.
///
/// A Jacobian goes by rows where there are fewer results than parameters, or where only the number of results is known; else by columns.
///
/// # Generic scalars
/// A type parameter that stands for a float gives way to `f64`: `f::gradient` is that of `f::<f64>`. Its bounds say what it can do and are
/// known by their names: `chainrule::Float`, those of `num_traits` (`Float`, `FloatConst`, `NumCast`, ..) and of `std` (`Copy`, `Add`, `Sum`, `From`, ..).
///
/// # Methods
/// In an `impl` block, derivatives are methods beside the one that is annotated, with its name in front: `spring.energy_gradient(x)`
/// is the gradient of `spring.energy(x)`. `self` is constant, unless it is marked `#[active]`. A function without `self` says that it stands there: `#[differentiable(associated)]`.
///
/// The attribute on a whole block, `#[differentiable] impl Potential for Morse { .. }`, takes the methods that carry the attribute
/// themselves; where none does, every method that takes floats and gives some, be it through `&mut`. It is needed for the methods of traits, and in blocks with generics.
/// Optimizers, fits and `check` take free functions only.
///
/// # Outputs
/// | name | for | gives |
/// |---|---|---|
/// | `derivative`, `second_derivative` | one float | a float |
/// | `gradient`, `hessian` | a scalar result | what has the type of the parameters; its square |
/// | `partials` | a scalar result | only where it is named: `d_x`, `d_y` and so on, the derivative with respect to each parameter alone |
/// | `hessian_sparse` | a scalar result | the entries that need not be zero; where nothing is named, of points whose Hessian is a `Vec` |
/// | `jacobian` | several results | a row for each result |
/// | `jvp` | any | the derivative along a direction |
/// | `vjp` | any | the derivatives of a weighted sum of the results |
/// | `hvp`, `gradient_and_hvp` | a scalar result | the Hessian times a direction |
/// | `objective`, `check` | a scalar result | the function for an optimizer; a comparison with differences, for tests |
/// | `residuals` | several results | the function for least squares |
/// | `curve` | a scalar result | a model to be fitted: parameters are active, the constants are what was observed at |
///
/// Where nothing is named, everything that fits the function is generated, apart from the second order of a function of more
/// than 500 straight-line statements. What is not called is not compiled to machine code.
///
/// # Long loops
/// A loop whose turns depend on each other keeps what its way back needs, a number for each turn and value. `#[checkpoint]` before a
/// `for` has it keep what parts of the loop begin with, and run each part again on the way back: of a million turns, a thousand parts
/// of a thousand turns, at about twice the time. `#[checkpoint(every = 100)]` sets the length of parts.
/// The mark is for the outermost loop: inside of one that keeps its turns it has no effect, and where turns only add up nothing is kept anyway.
///
/// # Memory
/// Fixed sizes with loops of known length never allocate. Where a parameter is a slice, where there are local `Vec`s, or loops of a length that only the run
/// knows, most forms that give numbers or arrays, or write to a slice, have one beside them that takes tapes and `Vec`s from a `Workspace`:
/// `gradient_with(x, g, &mut workspace)` for `gradient_into(x, g)`, `hessian_with(x, n, &mut workspace)` for `hessian(x, n)`. It does not touch the
/// heap from the second call on, where arguments are no longer than before; functions that are called inside take what they need from the heap.
/// Functions of structs and of lists have no such forms, nor those of slices that give an `Option`, or what writes the derivative of a returned `Vec` to a slice.
///
/// # Sums in another order
/// The value that comes with a derivative has the bits of the function, so a sum waits for each addition before it begins the next. With `reassociate`,
/// the loops of what is generated that only add up arithmetic do so in four lanes, and values and derivatives differ from those without it by rounding. The
/// function itself stays as it is, and so do the derivatives of functions that call it: their values are theirs.
///
/// # Stated derivatives
/// What the macro should not look into, such as a solver, a table, or a function of a foreign library, is wrapped in a function whose
/// derivative you state: `#[differentiable(derivative = d_f)] fn f(x: f64, y: f64) -> f64 { .. }`. Then `d_f` takes what `f` takes, and gives what
/// `f::gradient` gives, here `[f64; 2]`; of one number it gives the number. With `order = 2`, `d_f` is annotated itself,
/// and second derivatives are those of `d_f`.
///
/// # Parameters
/// Floats, and arrays and slices of floats, are active. Integers, `bool`, `char` and `str` are constants. Any other type
/// must be marked `#[constant]`, or `#[active]` if it is a struct that is `Differentiable`: fields that are constants of such a struct are
/// listed, as in `constant(p.scale)`, where they are floats. An active value that is handed to a constant is an error.
///
/// # Warnings
/// A parameter that varies, and that no result is computed from, is warned of: one that is only compared, or cut to a whole number. Its derivative is zero
/// everywhere, so it is meant to be `#[constant]`, or forgotten. Where it is neither, `allow(unused_parameter)` says so. A macro on stable Rust has no
/// warnings of its own: rustc calls this the use of something deprecated, and `#[allow(deprecated)]` on the function is as good.
///
/// # Errors
/// What is not understood is refused, each mistake under its token, with what to write instead. Nothing is guessed.
#[proc_macro_attribute]
pub fn differentiable(attribute: proc_macro::TokenStream, input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    expand::expand(attribute.into(), &input.into()).into()
}

/// The derivatives of a closure, as methods of a value: attributes cannot stand on closures.
///
/// The types of the parameters are written; the result is an `f64`, or an array or a tuple of them, unless it is written. What is around
/// the closure is not seen: hand it over as a parameter, marked `#[constant]` where it has no derivative.
#[proc_macro]
pub fn differentiate(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    expand::closure::expand(input.into()).into()
}

/// Implements `chainrule::Differentiable` for a struct: its numbers are those of its fields, in the order in which they are declared.
///
/// Fields of integers, `bool`, `char` and text are constants; others are where they are marked `#[constant]`.
#[proc_macro_derive(Differentiable, attributes(constant))]
pub fn derive_differentiable(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    derive::derive(input.into()).into()
}
