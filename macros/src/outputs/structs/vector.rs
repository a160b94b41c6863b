//! Functions of structs that give several numbers.

use proc_macro2::{Ident, Span, TokenStream};

use super::{Structs, together};
use crate::errors::Errors;
use crate::outputs::method::Extra;
use crate::outputs::outcome::Outcome;
use crate::outputs::problem::Problems;
use crate::outputs::{HESSIAN, JACOBIAN, TANGENT, Wanted, refuse, vector};

impl Structs<'_> {
    pub(super) fn vector(&self, wanted: &Wanted<'_>, outcome: &Outcome, errors: &mut Errors) -> Problems {
        refuse(wanted, HESSIAN, errors, "one scalar result", "use `jacobian`");
        refuse(wanted, &["gradient", "value_and_gradient"], errors, "one scalar result", "use `jacobian` or `vjp`");
        let mut methods = Vec::new();
        if wanted.any(&[TANGENT, JACOBIAN].concat()) {
            methods.extend(self.kernels(vector::jvp(self.fields, outcome), &["value_and_jvp"]));
            methods.extend(self.jvps(&outcome.ty(self.ctx)));
        }
        if wanted.any(&["vjp", "value_and_vjp"]) {
            methods.extend(self.kernels(vector::vjp(self.fields, outcome), &["value_and_vjp_into"]));
            methods.extend(self.vjps(outcome));
        }
        if wanted.any(JACOBIAN) {
            methods.extend(self.jacobians(outcome));
        }
        Problems { methods, impls: Vec::new() }
    }

    fn vjps(&self, outcome: &Outcome) -> Vec<TokenStream> {
        let (ty, result, args, w) = (self.derivative(), outcome.ty(self.ctx), self.arguments(), self.ctx.name("w"));
        let (kernel, fields) = (self.kernel("value_and_vjp_into"), self.fields());
        let (zeros, lent, whole) = (self.zeros("bar"), self.outs("bar", false), together(&self.names("bar")));
        let (lets, adds) = self.set_apart("bar", false);
        let extras = || vec![Extra { name: w.clone(), ty: outcome.seed(self.ctx) }];
        vec![
            self.own(
                "vjp",
                Some("pullback"),
                "The adjoint of the parameters of {}, where `w` is that of its result.",
                extras(),
                ty.clone(),
                code!(__Own::value_and_vjp(#args, #w).1),
            ),
            self.own(
                "value_and_vjp",
                None,
                "Value of {}, and the adjoint of its parameters, where `w` is that of its result.",
                extras(),
                code!((#result, #ty)),
                code!(#zeros #lets let value = #kernel(#fields, #w, #lent); #adds (value, #whole)),
            ),
        ]
    }

    fn jacobians(&self, outcome: &Outcome) -> Vec<TokenStream> {
        let (krate, result, args, again) =
            (&self.krate, outcome.ty(self.ctx), self.arguments(), self.arguments_again());
        let (float, column) = (&outcome.float, self.ctx.name("column"));
        if float.to_string() != "f64" {
            return Vec::new();
        }
        let (zero, given) = self.owned_direction();
        let (put, value) = (outcome.put(&column), self.value(&again));
        let count = outcome.count(&Ident::new("value", Span::mixed_site()));
        let flat = code!(#krate::__private::Vec<f64>);
        vec![
            self.own(
                "jacobian",
                Some("jac"),
                "The Jacobian of {}, row-major: a row for each result, a column for each number in the parameters.",
                Vec::new(),
                flat.clone(),
                code!(__Own::value_and_jacobian(#args).1),
            ),
            self.own(
                "value_and_jacobian",
                None,
                "Value and Jacobian of {}; the Jacobian is row-major.",
                Vec::new(),
                code!((#result, #flat)),
                code! {
                    let value = #value;
                    let mut along = #zero;
                    let n = #krate::Differentiable::dimension(&along);
                    let mut j = #krate::__private::zeros::<f64>(#count * n);
                    for at in 0..n {
                        #krate::__private::set_number(&mut along, at, 1.0);
                        let v = &along;
                        let #column = __Own::jvp(#again, #given);
                        #krate::__private::set_number(&mut along, at, 0.0);
                        let mut row = 0;
                        let mut put = |entry| { j[row * n + at] = entry; row += 1; };
                        #put
                    }
                    (value, j)
                },
            ),
        ]
    }
}
