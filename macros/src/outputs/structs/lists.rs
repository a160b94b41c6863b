//! Lists of tuples, of structs and of rows: an array for each part of their elements, and what is found for the parts put back.

use proc_macro2::{Ident, Span, TokenStream};
use quote::format_ident;
use syn::ext::IdentExt;

use crate::origins::Origins;
use crate::outputs::context::Context;
use crate::outputs::space::{array, float, sizes};
use crate::signature::{self, Shape, SigParam};

/// A parameter that is a list.
pub(super) struct List<'a> {
    param: &'a SigParam,
    of: &'a signature::List,
    origins: &'a Origins,
    krate: &'a TokenStream,
}

/// What a second phase does for the parts of a list.
pub(super) struct Apart {
    /// Makes what is added to.
    pub(super) before: TokenStream,
    /// One for each part.
    pub(super) given: Vec<TokenStream>,
    pub(super) after: TokenStream,
}

/// `points_0_bar`
pub(super) fn suffixed(leaf: &SigParam, suffix: &str) -> Ident {
    format_ident!("{}_{suffix}", leaf.name.unraw(), span = Span::mixed_site())
}

/// There are lists of which only the run knows how long they are.
pub(super) fn need_heap(params: &[SigParam]) -> bool {
    params.iter().filter_map(SigParam::list).any(|list| list.size.is_none() || list.rows.is_some())
}

impl<'a> List<'a> {
    pub(super) fn of(param: &'a SigParam, ctx: &'a Context<'_>) -> Self {
        let of = param.list().expect("a list");
        Self { param, of, origins: &ctx.lowered.origins, krate: &ctx.krate }
    }

    // ---- types

    fn row(&self) -> TokenStream {
        let (item, krate) = (&self.of.item, self.krate);
        if self.of.rows.is_some() { code!(#krate::__private::Vec<#item>) } else { item.clone() }
    }

    fn size(&self) -> Option<TokenStream> {
        let size = sizes(&[self.of.size?], self.origins)?;
        size.into_iter().next().map(|size| size.tokens)
    }

    /// The type of its derivative.
    pub(super) fn owned(&self) -> TokenStream {
        let (row, krate) = (self.row(), self.krate);
        self.size().map_or_else(|| code!(#krate::__private::Vec<#row>), |n| code!([#row; #n]))
    }

    /// The same where it is lent.
    pub(super) fn slice(&self) -> TokenStream {
        let row = self.row();
        self.size().map_or_else(|| code!([#row]), |n| code!([#row; #n]))
    }

    /// The number of elements, where there is one of each part for each.
    fn fixed(&self) -> Option<TokenStream> {
        self.size().filter(|_| self.of.rows.is_none())
    }

    // ---- taken apart

    /// Every part, in order, with what leads to it in an element.
    fn leaves(&self) -> Vec<(TokenStream, &'a SigParam)> {
        self.param.fields.as_ref().expect("a list has parts").leaves()
    }

    /// There are parts without derivative, for which a point has nothing.
    pub(super) fn has_constants(&self) -> bool {
        self.of.has_constants
    }

    fn is_offsets(&self, leaf: &SigParam) -> bool {
        let rows = self.of.rows.as_ref().and_then(|rows| rows.offsets.as_ref());
        rows.is_some_and(|offsets| offsets.name == leaf.name)
    }

    /// The arguments of the function that takes the parts.
    pub(super) fn arguments(&self) -> Vec<TokenStream> {
        let (name, krate) = (&self.param.name, self.krate);
        let argument = |(path, leaf): (TokenStream, &SigParam)| {
            if self.is_offsets(leaf) {
                return code!(&#krate::__private::offsets(#name.iter().map(|row| row.len())));
            }
            self.column(name, &path)
        };
        self.leaves().into_iter().map(argument).collect()
    }

    /// `&points.iter().map(|item| item.0).collect::<Vec<_>>()`
    pub(super) fn column(&self, of: &Ident, path: &TokenStream) -> TokenStream {
        let own = self.own_column(of, path);
        code!(&#own)
    }

    /// A part of a direction: an array goes by value.
    pub(super) fn direction(&self, of: &Ident, path: &TokenStream) -> TokenStream {
        if self.fixed().is_some() { self.own_column(of, path) } else { self.column(of, path) }
    }

    fn own_column(&self, of: &Ident, path: &TokenStream) -> TokenStream {
        let krate = self.krate;
        if let Some(n) = self.fixed() {
            return code!(::core::array::from_fn::<_, #n, _>(|k| #of[k] #path));
        }
        let items =
            if self.of.rows.is_some() { code!(#of.iter().flat_map(|row| row.iter())) } else { code!(#of.iter()) };
        let parts = if path.is_empty() { code!(#items.copied()) } else { code!(#items.map(|item| item #path)) };
        code!(#parts.collect::<#krate::__private::Vec<_>>())
    }

    /// The parts that a derivative is taken with respect to.
    pub(super) fn selected(&self) -> Vec<(TokenStream, &'a SigParam)> {
        self.leaves().into_iter().filter(|(_, leaf)| leaf.selected).collect()
    }

    /// `let mut points_0_bar = zeros::<f64>(points.len());` for each part.
    pub(super) fn zeros(&self, suffix: &str) -> TokenStream {
        let lets = self.selected().into_iter().map(|(_, leaf)| {
            let (name, zeros) = (suffixed(leaf, suffix), self.zeros_of(leaf));
            code!(let mut #name = #zeros;)
        });
        code!(#(#lets)*)
    }

    /// As many zeros as there are entries in a part.
    pub(super) fn zeros_of(&self, leaf: &SigParam) -> TokenStream {
        let (name, krate) = (&self.param.name, self.krate);
        let Shape::Array { elem, dims, .. } = &leaf.shape else { unreachable!("a part of a list is an array") };
        let inner = sizes(&dims[1..], self.origins).unwrap_or_default();
        let entry = array(&float(*elem), &inner);
        match self.fixed() {
            Some(n) => code!(<[#entry; #n] as #krate::__private::Zero>::ZERO),
            None if self.of.rows.is_some() => {
                code!(#krate::__private::zeros::<#entry>(#name.iter().map(|row| row.len()).sum()))
            }
            None => code!(#krate::__private::zeros::<#entry>(#name.len())),
        }
    }

    // ---- put together

    /// Zeros in its shape.
    pub(super) fn zero(&self) -> TokenStream {
        let name = &self.param.name;
        self.zero_of(&code!(#name))
    }

    /// Zeros in the shape of what is like it.
    pub(super) fn zero_of(&self, of: &TokenStream) -> TokenStream {
        let (krate, item, size) = (self.krate, &self.of.item, self.size());
        if self.of.rows.is_some() {
            return self.each_of(of, &|row| code!(#krate::__private::zeros::<#item>(#row.len())));
        }
        if self.of.of_structs {
            return self.each_of(of, &|item| code!(#krate::Differentiable::zero_like(#item)));
        }
        match size {
            Some(n) => code!(<[#item; #n] as #krate::__private::Zero>::ZERO),
            None => code!(#krate::__private::zeros::<#item>(#of.len())),
        }
    }

    /// A copy that owns everything.
    pub(super) fn copied(&self) -> TokenStream {
        let name = &self.param.name;
        let copy = |item| {
            if self.of.rows.is_some() { code!(#item.to_vec()) } else { code!(::core::clone::Clone::clone(#item)) }
        };
        self.each_of(&code!(#name), &copy)
    }

    /// A value of the type of its derivative as the user's function takes it.
    pub(super) fn lent(&self, value: &TokenStream) -> TokenStream {
        match &self.of.rows {
            Some(rows) if rows.lent => {
                let rows = self.each_of(value, &|row| code!(::core::convert::AsRef::<[_]>::as_ref(#row)));
                code!(&#rows)
            }
            _ => code!(&#value),
        }
    }

    /// A list with something for each element.
    fn each_of(&self, of: &TokenStream, make: &dyn Fn(TokenStream) -> TokenStream) -> TokenStream {
        let krate = self.krate;
        if let Some(n) = self.size() {
            let item = make(code!((&#of[k])));
            return code!(::core::array::from_fn::<_, #n, _>(|k| #item));
        }
        let item = make(code!(item));
        code!(#of.iter().map(|item| #item).collect::<#krate::__private::Vec<_>>())
    }

    /// Adds what was found for each part to the elements.
    pub(super) fn adds(&self, to: &Ident, suffix: &str) -> TokenStream {
        self.adds_of(&self.selected(), to, suffix)
    }

    fn adds_of(&self, parts: &[(TokenStream, &SigParam)], to: &Ident, suffix: &str) -> TokenStream {
        let krate = self.krate;
        let adds = parts.iter().map(|(path, leaf)| {
            let from = suffixed(leaf, suffix);
            let Shape::Array { dims, .. } = &leaf.shape else { unreachable!("a part of a list is an array") };
            match (dims.len() - 1, path.is_empty()) {
                (0, true) => code!(*item += #from[k];),
                (0, false) => code!(item #path += #from[k];),
                (axes, _) => {
                    let (flat, flat_mut) =
                        ((1..axes).map(|_| code!(.as_flattened())), (1..axes).map(|_| code!(.as_flattened_mut())));
                    let to = if path.is_empty() { code!(&mut (*item)) } else { code!(&mut item #path) };
                    code!(#krate::__private::add_all(#to #(#flat_mut)*, &#from[k] #(#flat)*);)
                }
            }
        });
        let adds = code!(#(#adds)*);
        if adds.is_empty() {
            return adds;
        }
        let rows = self.of.rows.as_ref().map(|_| code!(.flatten()));
        code!(for (k, item) in #to.iter_mut() #rows.enumerate() { #adds })
    }

    // ---- for callers

    /// The parts that have a derivative, reported or not.
    fn active(&self) -> Vec<(TokenStream, &'a SigParam)> {
        self.leaves().into_iter().filter(|(_, leaf)| leaf.active).collect()
    }

    /// The tangent of an argument, part by part.
    pub(super) fn dots_apart(&self, of: &Ident) -> TokenStream {
        let dot = Ident::new("d", Span::mixed_site());
        let lets = self.active().into_iter().map(|(path, leaf)| {
            let (name, column) = (suffixed(leaf, "dot"), self.own_column(&dot, &path));
            code!(let #name = #of.map(|#dot| #column);)
        });
        lets.collect()
    }

    /// What takes the adjoint of an argument, part by part.
    pub(super) fn sinks_apart(&self, of: &Ident, suffix: &str) -> Apart {
        let krate = self.krate;
        let active = self.active();
        let own = format_ident!("{of}_own", span = Span::mixed_site());
        let (names, zeros): (Vec<Ident>, Vec<TokenStream>) =
            active.iter().map(|(_, leaf)| (suffixed(leaf, suffix), self.zeros_of(leaf))).unzip();
        let cells: Vec<Ident> = active.iter().map(|(_, leaf)| suffixed(leaf, &format!("{suffix}_cells"))).collect();
        let flat = active.iter().map(|(_, leaf)| match &leaf.shape {
            Shape::Array { dims, .. } => (1..dims.len()).map(|_| code!(.as_flattened_mut())).collect(),
            _ => code!(),
        });
        let flat: Vec<TokenStream> = flat.collect();
        let none = cells.iter().map(|_| code!(::core::default::Default::default()));
        let before = code! {
            let mut #own = #of.map(|_| (#(#zeros,)*));
            let (#(#cells,)*) = match &mut #own {
                ::core::option::Option::Some((#(#names,)*)) => {
                    (#(#krate::__private::Sink::new(#krate::__private::Sink::cells(#names #flat)),)*)
                }
                ::core::option::Option::None => (#(#none,)*),
            };
        };
        let bar = Ident::new("bar", Span::mixed_site());
        let adds = self.adds_of(&active, &bar, suffix);
        let after = code! {
            if let (::core::option::Option::Some(cell), ::core::option::Option::Some((#(#names,)*))) = (#of, #own) {
                let mut #bar = cell.borrow_mut();
                #adds
            }
        };
        let mut cells = cells.iter();
        let given = self.leaves().into_iter().map(|(_, leaf)| match leaf.active.then(|| cells.next()) {
            Some(cells) => code!(#cells),
            None => code!(::core::default::Default::default()),
        });
        Apart { before, given: given.collect(), after }
    }

    // ---- checked

    /// What goes along with it has its shape.
    pub(super) fn check(&self, of: &Ident) -> TokenStream {
        let (krate, name) = (self.krate, &self.param.name);
        let (ours, theirs) = (of.to_string(), name.unraw().to_string());
        match self.size() {
            _ if self.of.rows.is_some() => {
                code!(#krate::__private::same_rows(#ours, #of.iter().map(|row| row.len()), #theirs, #name.iter().map(|row| row.len()));)
            }
            Some(_) => code!(),
            None => code!(#krate::__private::same_length(#ours, #of.len(), #theirs, #name.len());),
        }
    }

    /// Makes everything zero, in the shape that it must have.
    pub(super) fn clear(&self, of: &Ident) -> TokenStream {
        let (krate, check) = (self.krate, self.check(of));
        code! {
            #check
            for item in #of.iter_mut() {
                #krate::Differentiable::update(item, &mut |_| 0.0);
            }
        }
    }
}
