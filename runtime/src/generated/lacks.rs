//! What functions may lack, each a trait that nothing implements: its message is what a user reads.

/// Stands in for a derivative of a function that was refused. It does not compile: where the refusal was an error, nothing gets
/// as far as this.
#[must_use]
pub fn not_differentiated<F, R>() -> R {
    const {
        assert!(size_of::<F>() > 0, "chainrule did not understand the types in this function: write them down");
    }
    unreachable!()
}

/// Second derivatives that a function does not have, for callers of its own: they have theirs only where nobody asks for them.
macro_rules! missing {
    ($($(#[$doc:meta])* $name:ident: $message:literal)*) => {$(
        $(#[$doc])*
        #[must_use]
        pub fn $name<F, R>() -> R {
            const { assert!(align_of::<F>() == 0, $message) }
            unreachable!()
        }
    )*};
}

missing! {
    /// Of a function whose derivative is stated by one that may have no derivative itself.
    rule_second_order: "the derivative of a function that is called here is stated once only, and it is differentiated twice: \
        annotate the function that states it with `#[differentiable]`, and write `#[differentiable(derivative = .., order = 2)]`"
    /// Of a function that calls a derivative.
    nested_second_order: "a function that is called here calls a derivative, and is differentiated twice: \
        write `#[differentiable(order = 2)]` on it, and `#[differentiable(order = 3)]` on the function whose derivative it calls"
    /// Of a long function.
    long_second_order: "the second derivatives of a function that is called here are more than 500 statements long, and were not generated: \
        write `#[differentiable(order = 2)]` on it"
}

/// What a function lacks whose attribute asks for first-order outputs alone.
#[diagnostic::on_unimplemented(
    message = "this function was differentiated once only, and is differentiated twice here",
    label = "needs second derivatives of a function that it calls",
    note = "add `hvp` to the outputs in the `#[differentiable(..)]` of the function that is called, or ask for first-order outputs here too"
)]
pub trait SecondOrder {}

/// What a function that calls itself lacks where there is no heap.
#[diagnostic::on_unimplemented(
    message = "recursion needs a tape, which needs the `alloc` feature",
    label = "differentiates a function that calls itself",
    note = "enable the `alloc` feature of `chainrule`, or write the function as a loop"
)]
pub trait Recursion {}

/// What a function of one number lacks.
#[diagnostic::on_unimplemented(
    message = "a function of one number has a derivative, not a gradient",
    label = "differentiates a function of one number",
    note = "call `derivative`, `value_and_derivative` or `second_derivative`"
)]
pub trait GradientOfOneNumber {}

/// What a function with several results lacks.
#[diagnostic::on_unimplemented(
    message = "a gradient or Hessian needs one scalar result, and this function has several",
    label = "differentiates a function with several results",
    note = "call `jacobian`, `jvp` or `vjp`"
)]
pub trait GradientOfSeveralResults {}

/// What a function of functions lacks.
#[diagnostic::on_unimplemented(
    message = "the derivatives of this function need those of the function that it is given, which a plain closure does not have",
    label = "differentiates a function of functions",
    note = "differentiate a function that calls it: `#[differentiable] fn g(x: f64) -> f64 {{ integrate(|t| t * x, 0.0, 1.0) }}`",
    note = "or mark the parameter `#[constant]`, if nothing that varies goes into the function or comes out of it"
)]
pub trait FunctionParameter {}

/// What a function that gives an `Option` lacks.
#[diagnostic::on_unimplemented(
    message = "this function gives an `Option`, and where that is `None` there is nothing to differentiate",
    label = "differentiates a function that gives an `Option`",
    note = "of an `Option<f64>` there are `derivative` or `gradient`, `jvp`, `hvp` and `hessian`, in an `Option`; else differentiate a function that calls it and gives a number, as in `f(x).unwrap_or(0.0)`"
)]
pub trait OptionResult {}

/// What a function of structs and of tuples, or of structs and of what it changes, lacks.
#[diagnostic::on_unimplemented(
    message = "this function takes a struct with a derivative beside a tuple or a `&mut`, and calls of it are not differentiated yet",
    label = "calls a function of structs",
    note = "call a function that takes the numbers by themselves"
)]
pub trait StructArguments {}

/// What a long function lacks whose attribute does not ask for it.
#[diagnostic::on_unimplemented(
    message = "the second derivatives of this function are more than 500 statements long, and were not generated",
    label = "needs second derivatives",
    note = "ask for them: `#[differentiable(order = 2)]`"
)]
pub trait LongSecondOrder {}

/// What a function lacks whose derivative is stated by one that may have no derivative itself.
#[diagnostic::on_unimplemented(
    message = "the derivative of this function is stated once only, and it is differentiated twice here",
    label = "needs second derivatives",
    note = "annotate the function that states it with `#[differentiable]`, and ask for them: `#[differentiable(derivative = .., order = 2)]`; or ask for first-order outputs of its callers"
)]
pub trait RuleSecondOrder {}

/// What a function lacks that calls a derivative, where its second order was not asked for.
#[diagnostic::on_unimplemented(
    message = "this function calls a derivative, and its own second derivatives were not asked for",
    label = "needs second derivatives",
    note = "ask for them with `#[differentiable(order = 2)]`, and write `#[differentiable(order = 3)]` on the function whose derivative it calls; or ask for first-order outputs of its callers"
)]
pub trait NestedSecondOrder {}

/// What a function lacks whose derivatives are differentiated twice.
#[diagnostic::on_unimplemented(
    message = "this needs third derivatives of the function whose derivative is called",
    label = "needs third derivatives",
    note = "write `#[differentiable(order = 3)]` on that function"
)]
pub trait ThirdOrder {}

/// What `jvp` lacks of a function that calls others and gives a `Vec`.
#[diagnostic::on_unimplemented(
    message = "tangents of `jvp` of a function that calls others and gives a `Vec` are not supported yet",
    label = "differentiates `jvp` in forward mode",
    note = "return an array of known size, or call the gradient of each number"
)]
pub trait TangentOfCalls {}

/// What a product of derivatives lacks that is differentiated twice.
#[diagnostic::on_unimplemented(
    message = "a Jacobian, or a product with one, is called here, and differentiated twice",
    label = "needs second derivatives of a product",
    note = "ask for first-order outputs of its callers; where the function that is called gives one number, call `gradient`, and multiply"
)]
pub trait ProductSecondOrder {}

/// What no function has.
#[diagnostic::on_unimplemented(
    message = "this needs fourth derivatives, and three is the highest order",
    label = "needs fourth derivatives",
    note = "write the second derivative out as a function of its own, and differentiate that"
)]
pub trait FourthOrder {}

/// What a function lacks that takes structs, tuples or rows of a slice.
#[diagnostic::on_unimplemented(
    message = "derivatives of a gradient by structs, by tuples, or by slices of arrays are not supported yet",
    label = "differentiates a gradient",
    note = "call a function that takes numbers and arrays of numbers"
)]
pub trait MixedInside {}
