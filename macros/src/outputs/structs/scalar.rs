//! Functions of structs that give one number.

use proc_macro2::TokenStream;

use super::{Kind, Structs, Whole, together};
use crate::errors::Errors;
use crate::outputs::gradient::into_docs;
use crate::outputs::method::{Extra, Method};
use crate::outputs::problem::Problems;
use crate::outputs::{
    FIRST_ORDER, HESSIAN, JACOBIAN, PROBLEM, PRODUCT, SPARSE, TANGENT, Wanted, gradient, hessian, product, refuse, stub,
};
use crate::transform::reverse::ArrayAdjoint;

impl Structs<'_> {
    pub(super) fn scalar(&self, wanted: &Wanted<'_>, errors: &mut Errors) -> Problems {
        refuse(wanted, JACOBIAN, errors, "a vector result", "use `gradient`");
        let (mut methods, mut impls) = (Vec::new(), Vec::new());
        let second = wanted.any(&[PRODUCT, HESSIAN, PROBLEM].concat());
        if second || wanted.any(&[FIRST_ORDER, &["curve"]].concat()) {
            let kernels = gradient::methods(self.fields, &[]);
            methods.extend(self.kernels(kernels, &["value_and_gradient_into"]));
            methods.extend(self.gradients());
        }
        if wanted.any(TANGENT) {
            methods.extend(self.kernels(product::jvp(self.fields), &["value_and_jvp"]));
            let float = self.ctx.value_float();
            methods.extend(self.jvps(&float));
        }
        let mut twice = false;
        if let Some(reason) = wanted.no_second_order(self.ctx) {
            methods.extend(stub::second_order(self.ctx, reason));
        } else if second {
            let product = product::hvp_func(self.fields, ArrayAdjoint::Out);
            let asked = wanted.asks_for_second_order();
            twice = asked || hessian::statements(&product) <= hessian::LONG;
            if twice {
                methods.extend(self.kernels(product::hvp(self.fields, &product), &["gradient_and_hvp_into"]));
                methods.extend(self.products());
                methods.extend(self.hessians());
                methods.extend(self.sparse_hessians(wanted.named(&[SPARSE])));
            } else {
                methods.extend(stub::second_order(self.ctx, "LongSecondOrder"));
            }
        }
        if wanted.any(PROBLEM)
            && let Some(problems) = self.objective(twice)
        {
            methods.extend(problems.methods);
            impls.extend(problems.impls);
        }
        Problems { methods, impls }
    }

    fn gradients(&self) -> Vec<TokenStream> {
        let (krate, float, ty, args) = (&self.krate, self.ctx.value_float(), self.derivative(), self.arguments());
        let (kernel, fields, w) = (self.kernel("value_and_gradient_into"), self.fields(), self.ctx.name("w"));
        let extras = || {
            self.wholes.iter().map(|whole| {
                let ty = &whole.ty;
                Extra { name: whole.suffixed("bar"), ty: code!(&mut #ty) }
            })
        };
        let clears = self.wholes.iter().filter(|w| matches!(w.kind, Kind::Struct | Kind::List)).map(|w| {
            let (name, like) = (w.suffixed("bar"), w.lent());
            if let Some(list) = &w.list {
                return list.clear(&name);
            }
            let text = name.to_string();
            code!(#krate::__private::clear(#text, #name, #like);)
        });
        let (outs, clears) = (self.outs("bar", true), code!(#(#clears)*));
        let bars = self.names("bar");
        let (zeros, whole) = (self.zeros("bar"), together(&bars));
        let lent = self.outs("bar", false);
        let (rest_lets, rest_adds) = self.set_apart("bar", false);
        let (into_lets, into_adds) = self.set_apart("bar", true);
        let listed = bars.iter().map(|b| format!("`{b}`")).collect::<Vec<_>>().join(", ");
        let scaled = self.wholes.iter().map(|whole| {
            let name = whole.suffixed("bar");
            code!(#krate::Differentiable::update(&mut #name, &mut |x| f64::from(#w) * x);)
        });
        let scaled = code!(#(#scaled)*);
        let given = || vec![Extra { name: w.clone(), ty: float.clone() }];
        let into = |name, docs: String, result: TokenStream, body| {
            let docs = into_docs(docs);
            let method = Method { name, alias: None, docs, extras: extras().collect(), result, body };
            self.on_heap(self.ctx.method_of(&self.inputs(), &method))
        };
        let link = self.ctx.link();
        vec![
            self.own("gradient", Some("grad"), "The gradient of {}.", Vec::new(), ty.clone(), code!(__Own::value_and_gradient(#args).1)),
            self.own("value_and_gradient", Some("value_and_grad"), "Value and gradient of {}.", Vec::new(), code!((#float, #ty)),
                code!(#zeros #rest_lets let value = #kernel(#fields, #lent); #rest_adds (value, #whole))),
            into("value_and_gradient_into", format!("Value and gradient of {link}; the gradient is written to {listed}."), float.clone(),
                code!(#clears #into_lets let value = #kernel(#fields, #outs); #into_adds value)),
            into("gradient_into", format!("The gradient of {link}, written to {listed}."), TokenStream::new(),
                code!(__Own::value_and_gradient_into(#args, #(#bars),*);)),
            self.own("vjp", None, "The gradient of {} times `w`, the adjoint of the result.", given(), ty.clone(), code!(__Own::value_and_vjp(#args, #w).1)),
            self.own("value_and_vjp", None, "Value of {}, and its gradient times `w`.", given(), code!((#float, #ty)),
                code!(let (value, #whole) = __Own::value_and_gradient(#args); #(let mut #bars = #bars;)* #scaled (value, #whole))),
        ]
    }

    pub(super) fn jvps(&self, result: &TokenStream) -> Vec<TokenStream> {
        let (args, v) = (self.arguments(), self.ctx.name("v"));
        let (kernel, fields, unpacked, direction) =
            (self.kernel("value_and_jvp"), self.fields(), self.unpacked(), self.direction_of_fields());
        let extras = || vec![self.direction()];
        vec![
            self.own(
                "jvp",
                Some("directional_derivative"),
                "The derivative of {} along `v`.",
                extras(),
                result.clone(),
                code!(__Own::value_and_jvp(#args, #v).1),
            ),
            self.own(
                "value_and_jvp",
                None,
                "Value of {}, and its derivative along `v`.",
                extras(),
                code!((#result, #result)),
                code!(#unpacked #kernel(#fields, #direction)),
            ),
        ]
    }

    fn products(&self) -> Vec<TokenStream> {
        let (ty, args, v) = (self.derivative(), self.arguments(), self.ctx.name("v"));
        let (kernel, fields, unpacked, direction) =
            (self.kernel("gradient_and_hvp_into"), self.fields(), self.unpacked(), self.direction_of_fields());
        let (g, p) = (self.zeros("bar"), self.zeros("out"));
        let (g_outs, p_outs) = (self.outs("bar", false), self.outs("out", false));
        let ((g_lets, g_adds), (p_lets, p_adds)) = (self.set_apart("bar", false), self.set_apart("out", false));
        let (g_whole, p_whole) = (together(&self.names("bar")), together(&self.names("out")));
        let extras = || vec![self.direction()];
        vec![
            self.own(
                "hvp",
                Some("hessp"),
                "The Hessian of {} times `v`.",
                extras(),
                ty.clone(),
                code!(__Own::gradient_and_hvp(#args, #v).1),
            ),
            self.own(
                "gradient_and_hvp",
                None,
                "Gradient of {}, and its Hessian times `v`, in one pass.",
                extras(),
                code!((#ty, #ty)),
                code! {
                    #unpacked #g #p #g_lets #p_lets
                    #kernel(#fields, #direction, #g_outs, #p_outs);
                    #g_adds #p_adds
                    (#g_whole, #p_whole)
                },
            ),
        ]
    }

    /// A direction that is zero, owned, and how it is handed over.
    pub(super) fn owned_direction(&self) -> (TokenStream, TokenStream) {
        let zeros: Vec<TokenStream> = self.wholes.iter().map(|w| w.zero(&self.krate)).collect();
        let lent = |w: &Whole<'_>, entry: TokenStream| match w.kind {
            Kind::Struct | Kind::List | Kind::Slice => code!(&#entry),
            Kind::Scalar | Kind::Fixed => entry,
        };
        if let [only] = self.wholes.as_slice() {
            let given = if let Kind::Scalar | Kind::Fixed = only.kind { code!(*v) } else { code!(v) };
            return (code!(#(#zeros)*), given);
        }
        let given = self.wholes.iter().enumerate().map(|(k, w)| {
            let k = syn::Index::from(k);
            lent(w, code!(v.#k))
        });
        (code!((#(#zeros),*)), code!((#(#given),*)))
    }
}
