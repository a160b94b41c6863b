//! Hessians of functions of structs and of lists: over all numbers, in the order in which they are in memory.

use proc_macro2::{Ident, TokenStream};

use super::{Kind, Structs};
use crate::outputs::gradient::into_docs;
use crate::outputs::method::{Extra, Method};
use crate::outputs::{hessian, lanes, sparse};

const FIELDS: &str = "over the fields of a struct in the order in which they are declared";
const ELEMENTS: &str = "over the elements of a list one after the other";

impl Structs<'_> {
    pub(super) fn hessians(&self) -> Vec<TokenStream> {
        let (krate, float, ty) = (&self.krate, self.ctx.space.float(), self.derivative());
        let value = self.ctx.value_float();
        if float.to_string() != "f64" {
            return Vec::new();
        }
        let (args, again) = (self.arguments(), self.arguments_again());
        let (zero, _) = self.owned_direction();
        let flat = code!(#krate::__private::Vec<f64>);
        let order = self.order();
        let mut methods = self.hessian_into(&order);
        methods.extend([
            self.own(
                "hessian",
                None,
                &format!("The Hessian of {{}}, symmetric and row-major: {order}."),
                Vec::new(),
                flat.clone(),
                code! {
                    let n = #krate::Differentiable::dimension(&#zero);
                    let mut h = #krate::__private::zeros::<f64>(n * n);
                    __Own::hessian_into(#args, &mut h);
                    h
                },
            ),
            self.own(
                "value_and_hessian",
                None,
                "Value, gradient and Hessian of {}; the Hessian is row-major.",
                Vec::new(),
                code!((#value, #ty, #flat)),
                code! {
                    let (value, gradient) = __Own::value_and_gradient(#again);
                    (value, gradient, __Own::hessian(#args))
                },
            ),
        ]);
        methods
    }

    /// Those with the entries that need not be zero: of lists, and of any where they are asked for.
    pub(super) fn sparse_hessians(&self, asked: bool) -> Vec<TokenStream> {
        let large = self.wholes.iter().any(|whole| matches!(whole.kind, Kind::List | Kind::Slice));
        if !asked && !large || self.ctx.space.float().to_string() != "f64" {
            return Vec::new();
        }
        let (krate, h, args) = (&self.krate, self.ctx.name("h"), self.arguments());
        let (ty, order) = (code!(#krate::SparseHessian), self.order());
        let (kernel, body) = self.sparse_body(&h);
        let alone = self.own(
            "hessian_sparse",
            None,
            &format!("The entries of the Hessian of {{}} that need not be zero: {order}."),
            Vec::new(),
            ty.clone(),
            code! {
                let mut h = <#ty>::new();
                __Own::hessian_sparse_into(#args, &mut h);
                h
            },
        );
        let extras = vec![Extra { name: h.clone(), ty: code!(&mut #ty) }];
        let docs = format!("The entries of the Hessian of {{}} that need not be zero, written to `{h}`: {order}.");
        let into = self.own("hessian_sparse_into", None, &docs, extras, TokenStream::new(), body);
        let all = kernel.into_iter().chain([alone, into]);
        vec![code!(#krate::__private::with_alloc! { #(#all)* })]
    }

    /// The function of the parts that sees the entries, if there is one, and what makes use of it.
    fn sparse_body(&self, h: &Ident) -> (Option<TokenStream>, TokenStream) {
        let (krate, args, fields) = (&self.krate, self.arguments(), self.fields());
        let (zero, given) = self.owned_direction();
        let lists = self.wholes.iter().any(|whole| whole.kind == Kind::List);
        if let Some(method) = lists.then(|| sparse::of_parts(self.fields)).flatten() {
            let (order, kernel) = (self.order_of_parts(&zero, &given), self.kernel("hessian_sparse_into"));
            let body = code! {
                #order
                let mut of_parts = #krate::SparseHessian::new();
                #kernel(#fields, &mut of_parts);
                #h.fill_in_order(&of_parts, &order, n);
            };
            return (Some(self.fields.naming.resolved(method)), body);
        }
        let body = code! {
            let n = #krate::Differentiable::dimension(&#zero);
            #h.fill_from(&__Own::hessian(#args), n);
        };
        (None, body)
    }

    /// What the rows and columns are.
    fn order(&self) -> String {
        let has = |kind| self.wholes.iter().any(|whole| whole.kind == kind);
        let all = "rows and columns run over all parameters";
        match (has(Kind::Struct), has(Kind::List)) {
            (true, true) => format!("{all}, {FIELDS}, and {ELEMENTS}"),
            (false, true) => format!("{all}, and {ELEMENTS}"),
            (_, false) => format!("{all}, and {FIELDS}"),
        }
    }

    fn hessian_into(&self, order: &str) -> Vec<TokenStream> {
        let (krate, again, h) = (&self.krate, self.arguments_again(), self.ctx.name("h"));
        let (zero, given) = self.owned_direction();
        let kernel = self.of_parts();
        let body = match &kernel {
            Some(_) => self.put_in_order(&zero, &given),
            None => code!(#krate::__private::fill_rows(#zero, #h, |v| __Own::hvp(#again, #given));),
        };
        let into = Method {
            name: "hessian_into",
            alias: None,
            docs: into_docs(format!("The Hessian of {}, row-major, written to `{h}`: {order}.", self.ctx.link())),
            extras: vec![Extra { name: h.clone(), ty: code!(&mut [f64]) }],
            result: TokenStream::new(),
            body,
        };
        let into = self.ctx.method_of(&self.inputs(), &into);
        let heap = kernel.is_some() || self.wholes.iter().any(|w| w.kind == Kind::Slice);
        let into = if heap { code!(#krate::__private::with_alloc! { #into }) } else { self.on_heap(into) };
        kernel.into_iter().chain([into]).collect()
    }

    /// The Hessian of the function that takes the parts of lists, whose order is another.
    fn of_parts(&self) -> Option<TokenStream> {
        let lists = self.wholes.iter().any(|whole| whole.kind == Kind::List);
        // Where sizes are in the types, there need not be a heap.
        (lists && super::lists::need_heap(self.outer) && lanes::fits(self.fields)).then_some(())?;
        hessian::of_parts(self.fields).map(|method| self.fields.naming.resolved(method))
    }

    /// Every number is known by its place, which goes to the parts with it.
    fn put_in_order(&self, zero: &TokenStream, given: &TokenStream) -> TokenStream {
        let (krate, h) = (&self.krate, self.ctx.name("h"));
        let (text, kernel, fields) = (h.to_string(), self.kernel("hessian_into"), self.fields());
        let order = self.order_of_parts(zero, given);
        code! {
            #order
            #krate::__private::same_length(#text, #h.len(), "the square of the number of parameters", n * n);
            let mut of_parts = #krate::__private::zeros::<f64>(order.len() * order.len());
            #kernel(#fields, &mut of_parts);
            #krate::__private::put_in_order(&of_parts, &order, #h);
        }
    }

    /// Statements that say how many numbers there are, and where those of the parts are among them.
    fn order_of_parts(&self, zero: &TokenStream, given: &TokenStream) -> TokenStream {
        let krate = &self.krate;
        let names = super::together(&self.names("dot"));
        let parts = self.parts(|whole, path, _| {
            let name = whole.suffixed("dot");
            match (&whole.list, whole.kind) {
                (Some(list), _) => list.column(&name, path),
                (None, Kind::Slice) => code!(#name),
                (None, _) => code!(&#name),
            }
        });
        code! {
            let mut numbered = #zero;
            let n = #krate::__private::number(&mut numbered);
            let v = &numbered;
            let #names = #given;
            let mut order = #krate::__private::Vec::with_capacity(n);
            #(#krate::__private::note_numbers(#parts, &mut order);)*
        }
    }
}
