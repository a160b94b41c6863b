//! What all outputs of one function share: its signature in tokens, and how a transformed function becomes a method.

use proc_macro2::{Ident, Span, TokenStream};

use super::outcome::Outcome;
use super::space::{Kind, Part, Space, float, is_same, positions, tuple};
use crate::emit::{Emitted, Emitter, Held};
use crate::ir::{Func, Inst, Op, Origin, Param, Place, PlaceKind, Pure, ResultItem, Ty, Val, ValInfo};
use crate::lower::Lowered;
use crate::naming::{Home, Naming};
use crate::options::Options;
use crate::origins::Origins;
use crate::signature::{Access, Handing, Leaf, Shape, SigParam};
use crate::transform::finish;
use crate::transform::simplify::polish::polish;

pub(super) struct Context<'a> {
    pub(super) lowered: &'a Lowered,
    pub(super) krate: TokenStream,
    pub(super) twin: Ident,
    pub(super) naming: Naming,
    /// Nobody sees what is generated.
    pub(super) hidden: bool,
    /// Something in the body is as long as only the run knows.
    needs_heap: bool,
    /// Everything that is selected.
    pub(super) space: Space,
    /// Nobody calls its derivatives but those of the function around it.
    pub(super) is_closure: bool,
    /// The function that states the derivative.
    pub(super) rule: Option<syn::Path>,
    /// The selected parameters that are not written.
    pub(super) inputs: Space,
    pub(super) leaves: Vec<Leaf>,
    /// The function for those who look at what it returns alone, and not at what it leaves in its parameters.
    returned: Option<Func>,
}

/// Statements around calls on the same content of the in-out parameters.
#[derive(Default)]
pub(super) struct Start {
    /// They note what the parameters hold.
    pub(super) notes: TokenStream,
    /// The same in memory of the workspace, where there is one, and those that give that back.
    pub(super) borrows: TokenStream,
    pub(super) gives: TokenStream,
    /// They bring it back.
    pub(super) restores: TokenStream,
}

impl<'a> Context<'a> {
    pub(super) fn new(lowered: &'a Lowered, options: &Options) -> Self {
        let krate = options.krate.as_ref().map_or_else(|| code!(::chainrule), |path| code!(#path));
        let twin = options.name.clone().unwrap_or_else(|| lowered.signature.item.sig.ident.clone());
        let signature = &lowered.signature;
        let naming = Naming::new(&signature.home, &signature.item.sig.ident, options.name.as_ref());
        let read = |p: &SigParam| p.access == Access::Read;
        let (space, inputs) = (Space::of(lowered, |_| true), Space::of(lowered, read));
        let leaves = signature.leaves();
        let writes = leaves.iter().any(|leaf| leaf.access != Access::Read);
        let returned = writes.then(|| returned(lowered.func.clone()));
        let rule = options.rule.clone();
        let (is_closure, needs_heap) = (options.is_closure, super::workspace::needs_heap(&lowered.func));
        Self {
            lowered,
            krate,
            twin,
            naming,
            is_closure,
            hidden: false,
            needs_heap,
            space,
            rule,
            inputs,
            leaves,
            returned,
        }
    }

    /// For the functions that take the fields of structs.
    pub(super) fn of_fields(lowered: &'a Lowered, options: &Options) -> Self {
        let signature = &lowered.signature;
        let naming = Naming::of_fields(&signature.home, &signature.item.sig.ident);
        Self { naming, hidden: true, ..Self::new(lowered, options) }
    }

    pub(super) fn func(&self) -> &Func {
        &self.lowered.func
    }

    /// The function as far as it returns something.
    pub(super) fn returned(&self) -> &Func {
        self.returned.as_ref().unwrap_or(&self.lowered.func)
    }

    pub(super) fn params(&self) -> &[SigParam] {
        &self.lowered.signature.params
    }

    /// The float type of the one number that is returned.
    pub(super) fn value_float(&self) -> TokenStream {
        float(self.lowered.signature.float())
    }

    /// Everything that has a derivative is `f64`, as optimizers want it.
    pub(super) fn all_f64(&self) -> bool {
        let outcome = Outcome::any(self);
        let results = outcome.parts.iter().filter(|part| part.active).map(|part| &part.float);
        let mut floats = results.chain(self.space.parts.iter().map(|part| &part.float));
        floats.all(|ty| is_same(ty, &float(Ty::F64)))
            && self.written().iter().all(|(_, part)| is_same(&part.float, &float(Ty::F64)))
    }

    /// The user's function takes pointers to functions, which nothing else can be made into.
    pub(super) fn takes_pointers(&self) -> bool {
        let is_pointer = |p: &SigParam| matches!(&p.shape, Shape::Function(f) if f.handing == Handing::Pointer);
        self.params().iter().any(is_pointer)
    }

    /// What is differentiated and what it is differentiated by are of one float type.
    pub(super) fn one_width(&self) -> bool {
        self.space.one_width() && is_same(&self.space.float(), &self.value_float())
    }

    /// A mark for each parameter in the language: whether the public outputs report it.
    pub(super) fn selected(&self) -> Vec<bool> {
        self.leaves.iter().map(|leaf| leaf.selected).collect()
    }

    pub(super) fn function(&self) -> &Ident {
        &self.lowered.signature.item.sig.ident
    }

    /// A name for something of ours that no parameter has.
    pub(super) fn name(&self, text: &str) -> Ident {
        let mut text = text.to_owned();
        let structs = self.lowered.outer.iter().flatten();
        let params = || self.params().iter().chain(structs.clone()).map(|p| &p.name);
        let names = || params().chain(self.leaves.iter().map(|leaf| &leaf.name));
        while names().any(|name| is_taken(&syn::ext::IdentExt::unraw(name).to_string(), &text)) {
            text.push('_');
        }
        Ident::new(&text, Span::mixed_site())
    }

    /// `x: f64, a: &[f64]`
    pub(super) fn inputs(&self) -> TokenStream {
        let params = self.params().iter().map(SigParam::declared);
        code!(#(#params),*)
    }

    /// `x, a`
    pub(super) fn arguments(&self) -> TokenStream {
        let names = self.params().iter().map(|p| &p.name);
        code!(#(#names),*)
    }

    /// The same where more calls follow: what is handed over by value is copied.
    pub(super) fn arguments_again(&self) -> TokenStream {
        let krate = &self.krate;
        let args = self.params().iter().map(|param| {
            let SigParam { name, shape, .. } = param;
            match shape {
                Shape::Array { borrowed: false, owned_vec: true, .. } => code!(#name.clone()),
                Shape::Tuple { refs: 0, .. } if shape.holds_vec() => code!(#name.clone()),
                Shape::Other if !matches!(&param.ty, syn::Type::Reference(_)) && !super::problem::is_copy(param) => {
                    code!(#krate::__private::copied(&#name))
                }
                _ => code!(#name),
            }
        });
        code!(#(#args),*)
    }

    pub(super) fn start(&self) -> Start {
        let written = self.written();
        let changed = written.iter().filter(|(at, _)| self.leaves[*at].access == Access::InOut);
        let mut all = Start::default();
        for (_, part) in changed {
            let (name, start) = (&part.name, step_name(&part.name, "start"));
            if let Kind::Slice(_) = part.kind {
                all.notes.extend(code!(let #start = #name.to_vec();));
                let workspace = self.workspace();
                all.borrows.extend(code!(let #start = #workspace.lend_copy(#name);));
                let gives = &all.gives;
                all.gives = code!(#workspace.take_back(#start); #gives);
                all.restores.extend(code!(#name.copy_from_slice(&#start);));
            } else {
                all.notes.extend(code!(let #start = *#name;));
                all.borrows.extend(code!(let #start = *#name;));
                all.restores.extend(code!(*#name = #start;));
            }
        }
        if !self.has_workspaces() {
            all.borrows = all.notes.clone();
            all.gives = TokenStream::new();
        }
        all
    }

    /// `` [`f()`] ``, for docs.
    pub(super) fn link(&self) -> String {
        match self.lowered.signature.home {
            Home::Module => format!("[`{}()`]", self.function()),
            Home::Impl | Home::Block(_) => format!("[`Self::{}()`]", self.function()),
        }
    }

    // ---- bodies

    /// An emitter of a function whose first parameters are those of the user's.
    pub(super) fn emitter<'f>(&'f self, func: &'f Func) -> Emitter<'f> {
        let mut emitter = Emitter::new(func, &self.lowered.origins, &self.krate);
        self.params().iter().for_each(|sig| emitter.reserve(&sig.name.to_string()));
        for (leaf, param) in self.leaves.iter().zip(&func.params) {
            let name = &leaf.name;
            emitter.reserve(&name.to_string());
            match (param, &leaf.shape) {
                (Param::Scalar(v), Shape::Scalar { refs, .. }) => {
                    let stars = std::iter::repeat_n(code!(*), *refs + usize::from(leaf.behind));
                    emitter.bind(*v, code!(#(#stars)* #name));
                }
                (Param::Scalar(v), _) => emitter.bind(*v, code!(#name)),
                (Param::Elements(vals), shape) => {
                    let Shape::Array { dims, .. } = shape else { unreachable!("elements of an array") };
                    let sizes = super::space::sizes(dims, &self.lowered.origins).unwrap_or_default();
                    let sizes: Vec<usize> = sizes.iter().filter_map(|s| s.literal).collect();
                    for (v, at) in vals.iter().zip(positions(&sizes)) {
                        emitter.bind(*v, code!(#name #at));
                    }
                }
                (Param::Array(p), shape) => {
                    let held = match shape {
                        _ if leaf.access != Access::Read => Held::Mutable,
                        Shape::Array { borrowed, .. } if *borrowed || leaf.behind => Held::Shared,
                        _ => Held::Owned,
                    };
                    emitter.bind_place(*p, name.clone(), held);
                    if let Shape::Function(_) = shape {
                        emitter.bind_function(*p);
                    }
                }
            }
        }
        emitter
    }

    /// The same, where local `Vec`s come from a workspace.
    pub(super) fn emitter_of_buffers<'f>(&'f self, func: &'f Func) -> Emitter<'f> {
        let mut emitter = self.emitter(func);
        if self.has_workspaces() {
            emitter.borrow_from(self.workspace());
        }
        emitter
    }

    /// What is asked of a comparison with differences.
    pub(super) fn passes(&self) -> TokenStream {
        if self.func().reassociate { code!(.but_for_rounding().assert_ok()) } else { code!(.assert_ok()) }
    }

    /// The parameter that is one.
    pub(super) fn workspace(&self) -> Ident {
        self.name("workspace")
    }

    /// There are forms with a workspace, whatever their bodies take from it.
    pub(super) fn has_workspaces(&self) -> bool {
        !self.hidden && (self.needs_heap || self.space.has_slices() || self.has_written_slices())
    }

    fn has_written_slices(&self) -> bool {
        self.written().iter().any(|(_, part)| matches!(part.kind, Kind::Slice(_)))
    }

    /// The parameters that are written, by number, in the order of the signature.
    pub(super) fn written(&self) -> Vec<(usize, Part)> {
        let written = self.leaves.iter().enumerate().filter(|(_, leaf)| leaf.access != Access::Read);
        let part = |at, leaf: &Leaf| Part::of(at, leaf, &leaf.name, &self.lowered.origins);
        written.map(|(at, leaf)| (at, part(at, leaf))).collect()
    }

    /// What a body begins with: the items, tuples taken apart, and `let _ = x;` for each parameter that it does not read.
    pub(super) fn head(&self, func: &Func, emitted: &Emitted) -> TokenStream {
        let used: Vec<bool> = func.params.iter().map(|param| is_used(param, &emitted.uses)).collect();
        let mut leaves = self.leaves.iter().zip(&used);
        let lets = self.params().iter().map(|sig| {
            let (name, mut any) = (&sig.name, false);
            let mut leaf = |_: &Shape| {
                let (leaf, used) = leaves.next().expect("a part for each shape");
                any |= used;
                let name = &leaf.name;
                if *used { code!(#name) } else { code!(_) }
            };
            let pattern = sig.shape.fold(&mut leaf, &|items| tuple(&items));
            let value = pairs(&sig.shape, code!(#name), false, &self.lowered.origins);
            match sig.shape {
                Shape::Tuple { .. } if any => code!(let #pattern = #value;),
                _ if any || name.to_string().starts_with('_') => code!(),
                _ => code!(let _ = #name;),
            }
        });
        let items = self.items();
        code!(#items #(#lets)*)
    }

    /// Tuples taken apart, all of them.
    pub(super) fn apart(&self) -> TokenStream {
        let mut leaves = self.leaves.iter();
        let lets = self.params().iter().map(|sig| {
            let (name, mut leaf) = (&sig.name, |_: &Shape| {
                let name = &leaves.next().expect("a part for each shape").name;
                code!(#name)
            });
            let pattern = sig.shape.fold(&mut leaf, &|items| tuple(&items));
            let value = pairs(&sig.shape, code!(#name), false, &self.lowered.origins);
            if let Shape::Tuple { .. } = sig.shape { code!(let #pattern = #value;) } else { code!() }
        });
        code!(#(#lets)*)
    }
}

/// A parameter with each `Option` in it as a pair of whether there is a value, and the value.
fn pairs(shape: &Shape, value: TokenStream, behind: bool, origins: &Origins) -> TokenStream {
    let Shape::Tuple { items, refs, option } = shape else { return value };
    let stars = std::iter::repeat_n(code!(*), refs + usize::from(behind));
    if *option {
        let (some, blank) = (Ident::new("some", Span::mixed_site()), blank(&items[1], origins));
        let content = pairs(&items[1], code!(#some), false, origins);
        return code!((#(#stars)* #value).map_or((false, #blank), |#some| (true, #content)));
    }
    if !shape.holds_option() {
        return value;
    }
    let names: Vec<Ident> = (0..items.len()).map(|k| Ident::new(&format!("part_{k}"), Span::mixed_site())).collect();
    let behind = behind || *refs > 0;
    let parts = items.iter().zip(&names).map(|(item, name)| pairs(item, code!(#name), behind, origins));
    let parts: Vec<TokenStream> = parts.collect();
    code!({ let (#(#names,)*) = #value; (#(#parts,)*) })
}

/// What stands where an `Option` has no value.
fn blank(shape: &Shape, origins: &Origins) -> TokenStream {
    match shape {
        Shape::Scalar { ty, .. } => zero(*ty),
        Shape::Array { elem, dims, .. } => {
            let sizes = super::space::sizes(dims, origins).unwrap_or_default();
            sizes.iter().rev().fold(zero(*elem), |inner, size| {
                let n = &size.tokens;
                code!([#inner; #n])
            })
        }
        Shape::Tuple { items, .. } => tuple(&items.iter().map(|item| blank(item, origins)).collect::<Vec<_>>()),
        Shape::Record(_) | Shape::Function(_) | Shape::Other => code!(::core::default::Default::default()),
    }
}

fn zero(ty: Ty) -> TokenStream {
    match ty {
        Ty::Int(_) => code!(0),
        Ty::Bool => code!(false),
        Ty::F64 | Ty::F32 | Ty::Other(_) | Ty::State => code!(0.0),
    }
}

/// What is left in parameters is no result.
fn returned(mut func: Func) -> Func {
    let places = &func.places;
    func.results.retain(|item| match item {
        ResultItem::Scalar => true,
        ResultItem::Array(p) => places[p.0 as usize].kind != PlaceKind::InOut,
    });
    func
}

/// The text is the name of a parameter, or of what is made of one.
fn is_taken(param: &str, text: &str) -> bool {
    text.strip_prefix(param).is_some_and(|rest| rest.is_empty() || MADE.contains(&rest))
}

/// How the names of tangents, adjoints and the like end.
const MADE: [&str; 6] = ["_dot", "_bar", "_bar_dot", "_out", "_row", "_"];

fn is_used(param: &Param, uses: &crate::emit::Named) -> bool {
    match param {
        Param::Scalar(v) => uses.vals.contains(v),
        Param::Elements(vals) => vals.iter().any(|v| uses.vals.contains(v)),
        Param::Array(p) => uses.places.contains(p),
    }
}

/// What goes along with a parameter: `y_dot`, `y_bar`.
pub(super) fn step_name(name: &Ident, suffix: &str) -> Ident {
    let name = syn::ext::IdentExt::unraw(name);
    Ident::new(&format!("{name}_{suffix}"), Span::mixed_site())
}

/// Everything that is done to a function before it is emitted.
pub(super) fn finished(func: Func) -> Func {
    let func = polish(finish(func));
    #[cfg(debug_assertions)]
    if let Err(fault) = crate::ir::check::check(&func) {
        panic!("a transform made an ill-formed function: {fault}\n{}", crate::ir::text::text(&func));
    }
    func
}

/// The same for those who call the function, and did not say that sums may be added in another order.
pub(super) fn finished_for_callers(func: Func) -> Func {
    finished(Func { reassociate: false, ..func })
}

/// The arrays that a function returns, in order.
pub(super) fn array_results(func: &Func) -> Vec<Place> {
    let arrays = func.results.iter().filter_map(|r| if let ResultItem::Array(p) = r { Some(*p) } else { None });
    arrays.filter(|p| func.place(*p).kind != PlaceKind::InOut).collect()
}

/// Brings the yields of a function from this one on to a float type that holds them all.
pub(super) fn widen(func: &mut Func, first: usize, to: &TokenStream) {
    let to = if is_same(to, &float(Ty::F32)) { Ty::F32 } else { Ty::F64 };
    let body = func.body.0 as usize;
    let mut wider: Vec<(Val, Val)> = Vec::new();
    for at in first..func.blocks[body].yields.len() {
        let v = func.blocks[body].yields[at];
        if func.ty(v) == to {
            continue;
        }
        let known = wider.iter().find(|(narrow, _)| *narrow == v).map(|(_, wide)| *wide);
        let wide = known.unwrap_or_else(|| in_width(func, v, to));
        wider.push((v, wide));
        func.blocks[body].yields[at] = wide;
    }
}

/// The value as one of another float type, which holds it, at the end of the body.
fn in_width(func: &mut Func, v: Val, ty: Ty) -> Val {
    let wide = Val(u32::try_from(func.vals.len()).expect("fewer than 2^32 values"));
    func.vals.push(ValInfo { ty, hint: None, origin: Origin::NOWHERE, loose: false });
    let body = &mut func.blocks[func.body.0 as usize].insts;
    let constant = body.iter().find_map(|inst| match &inst.op {
        Op::Pure(Pure::Const(c)) if inst.outs == [v] => Some(Pure::Const(*c)),
        _ => None,
    });
    body.push(Inst { outs: vec![wide], op: Op::Pure(constant.unwrap_or(Pure::Cast(v))) });
    wide
}

/// Keeps these yields and array results of a function, in this order.
pub(super) fn keep(func: &mut Func, yields: Vec<crate::ir::Val>, arrays: Vec<Place>) {
    func.results = yields.iter().map(|_| ResultItem::Scalar).collect();
    func.results.extend(arrays.into_iter().map(ResultItem::Array));
    let body = func.body.0 as usize;
    func.blocks[body].yields = yields;
}
