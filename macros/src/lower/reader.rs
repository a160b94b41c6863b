//! Reads the user's tokens into steps: resolves names, infers types, refuses what it does not know.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;
use syn::{Item, ItemFn};

use super::closures::Callable;
use super::dims::Dims;
use super::enums::Layouts;
use super::expr::first_span;
use super::fence;
use super::functions::Heading;
use super::hints::{self, Told};
use super::iter::Chain;
use super::lifted::Lifted;
use super::settle::Projections;
use super::signature::{Head, HeadParam};
use super::steps::{Flow, Role, Seq, Temp, TempInfo, Var, VarInfo};
use super::types::{Kind, TyId, Types};
use super::written;
use crate::errors::Errors;
use crate::ir::{Place, Ty};
use crate::naming::Home;
use crate::origins::Origins;
use crate::signature::Access as ParamAccess;

/// The function's result, as a variable.
pub(super) const RESULT: Var = Var(0);
/// The flag that `return` raises.
pub(super) const RETURNED: Var = Var(1);

/// A body that was read.
pub(super) struct Body {
    pub(super) steps: Seq,
    pub(super) temps: Vec<TempInfo>,
    pub(super) vars: Vec<VarInfo>,
    pub(super) types: Types,
    /// The variable of each parameter.
    pub(super) params: Vec<Var>,
    pub(super) projections: Projections,
    pub(super) dims: Dims,
    /// Those that are written.
    pub(super) written: Vec<Var>,
    /// Parameters that are references to arrays.
    pub(super) borrowed_places: Vec<Place>,
    /// The types of parts of results that nobody looks at.
    pub(super) unseen: Vec<TyId>,
    /// It may call itself.
    pub(super) recursive: bool,
    pub(super) assertions: Vec<TokenStream>,
    /// Closures that are handed to annotated functions.
    pub(super) lifted: Vec<Lifted>,
    /// Items of inner blocks.
    pub(super) hoisted: Vec<Item>,
    /// What goes to parameters that are marked as constants, and whose they are.
    pub(super) constant_args: Vec<(Temp, String)>,
    /// What is missing where the type of something is unknown.
    pub(super) unseen_self: UnseenSelf,
}

/// Whether `self` varies in a block that is not annotated, so that nobody knows its fields.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum UnseenSelf {
    No,
    Yes,
    /// It was said that it is so.
    Told,
}

/// Has the fields of `self` known.
pub(super) const WHOLE_BLOCK: &str =
    "put `#[differentiable]` on the whole `impl` block, which tells what `self` is: then its fields are known";

impl Body {
    pub(super) fn is_unseen(&mut self, ty: TyId) -> bool {
        let root = self.types.root(ty);
        self.unseen.contains(&root)
    }
}

pub(super) struct Reader<'a> {
    pub(super) errors: &'a mut Errors,
    pub(super) origins: &'a mut Origins,
    pub(super) dims: Dims,
    pub(super) types: Types,
    pub(super) temps: Vec<TempInfo>,
    pub(super) vars: Vec<VarInfo>,
    pub(super) out: Seq,
    pub(super) labels: Vec<Label>,
    /// The `&mut` parameters.
    pub(super) written: Vec<Var>,
    /// Variables in the order in which they are assigned to.
    pub(super) assigned: Vec<Var>,
    /// The function, or the closure, whose body is read.
    pub(super) frame: Frame,
    /// Calls of closures so far.
    pub(super) closure_calls: usize,
    /// Parts of joined iterators read so far.
    pub(super) repeats: usize,
    /// The function that is read: its name, and its twin's.
    pub(super) own: Own,
    /// How many parameters it has.
    pub(super) params: usize,
    /// Those that are structs with a derivative.
    pub(super) structs: Vec<Var>,
    /// Those that are functions.
    pub(super) functions: HashMap<Var, Heading>,
    /// The names of the enums that hold active values, and what is in them.
    pub(super) open_enums: Vec<String>,
    /// The path of the runtime crate.
    pub(super) krate: TokenStream,
    pub(super) layouts: Layouts,
    /// The types of those that are structs, as written.
    pub(super) struct_types: HashMap<Var, TokenStream>,
    /// What structs are called here whose definitions were seen, by their names there.
    pub(super) struct_paths: HashMap<String, syn::Type>,
    /// Closures that are handed to annotated functions.
    pub(super) lifted: Vec<Lifted>,
    /// Inside of `constant!(..)`: what is read has no derivative.
    pub(super) constant: bool,
    /// What rustc is to look at beside the function.
    pub(super) assertions: Vec<TokenStream>,
    pub(super) scopes: Vec<HashMap<Ident, Binding>>,
    /// The function as written, and the items of its inner blocks.
    pub(super) source: TokenStream,
    pub(super) hoisted: Vec<Item>,
    /// What `a[i]` and `a.0` say about types once that of `a` is known.
    pub(super) projections: Projections,
    /// The parts of tuples that were just put together.
    pub(super) tuples: HashMap<Temp, Vec<Temp>>,
    /// Integers that are written out.
    pub(super) literals: HashMap<Temp, i128>,
    /// The ends of arrays that were just asked for, in an `Option`: the method, the array, and the steps before.
    pub(super) ends: HashMap<Temp, (String, Temp, usize)>,
    /// The types of what calls give.
    pub(super) given: Vec<TyId>,
    /// Calls of which another attribute has seen what they give.
    pub(super) told: Vec<Told>,
    /// The same of calls by longer paths, which say it where nothing else does.
    pub(super) untold: Vec<Told>,
    /// Values and variables that depend on no active parameter, whatever else is in the body.
    pub(super) fixed: (HashSet<Temp>, HashSet<Var>),
    /// What a method of a user's type can be called on.
    pub(super) receivers: HashMap<Temp, Receiver>,
    /// The names that were bound, in order.
    pub(super) bound: Vec<Ident>,
    /// What goes to parameters that are marked as constants, and whose they are.
    pub(super) constant_args: Vec<(Temp, String)>,
    /// The types of constants of structs, which may be these structs.
    pub(super) constants: Vec<(TyId, String)>,
    /// The function is the instance of one of a generic scalar.
    pub(super) is_instance: bool,
    /// What `to_f64` gives in an instance: an `Option` where the trait is that of `num_traits`.
    pub(super) converted: HashSet<Temp>,
    /// What `Vec::with_capacity` announced.
    pub(super) capacities: HashMap<Temp, Temp>,
    /// Variables whose contents were exchanged behind references: by their own names, they are no longer known.
    pub(super) shuffled: Vec<Var>,
    /// Names that were looked up, and found as what another macro, or none, wrote.
    merged: RefCell<Vec<Ident>>,
    /// The same, of variables that are never assigned to.
    pub(super) aliases: HashMap<Var, Receiver>,
}

/// The name of the function, after that of the type whose method it is.
fn label(head: &Head) -> String {
    use syn::ext::IdentExt;
    let own = head.signature.item.sig.ident.unraw().to_string();
    let Home::Block(block) = &head.signature.home else { return own };
    let ty = block.ty.to_token_stream().to_string();
    let ty: String = ty.chars().filter(|c| c.is_alphanumeric()).collect();
    format!("{ty}_{own}").to_lowercase()
}

/// A parameter, or a field of one.
#[derive(Clone)]
pub(super) struct Receiver {
    pub(super) root: Temp,
    /// `.inner.spring`
    pub(super) fields: TokenStream,
}

/// The function that is read, to itself.
pub(super) struct Own {
    pub(super) function: Ident,
    /// The name of its twin, where that is another.
    pub(super) twin: Option<Ident>,
    pub(super) params: Vec<TyId>,
    /// It stands in an `impl` block: its bare name is another function's.
    pub(super) in_a_block: bool,
    /// What functions that are made of its closures begin with.
    pub(super) label: String,
    pub(super) home: Home,
    /// It calls itself.
    pub(super) recursive: bool,
}

/// What a name means.
#[derive(Clone)]
pub(super) enum Binding {
    Var(Var),
    /// A constant inside the function, or a const generic parameter.
    Constant(TyId),
    /// A mutable reference, as it was taken.
    Alias(Temp),
    /// A closure, or a function that was given as one.
    Callable(Callable),
    /// An iterator, which is run over once.
    Iterator(Rc<Chain>),
}

/// What `return` leaves.
pub(super) struct Frame {
    pub(super) result: Var,
    /// The flag that `return` raises.
    pub(super) returned: Var,
    pub(super) returns_early: bool,
    /// Levels of nesting of the closures around.
    pub(super) depth: usize,
}

/// A loop or block that can be left.
pub(super) struct Label {
    pub(super) name: Option<Ident>,
    pub(super) breaks: Var,
    /// Nothing for a block.
    pub(super) continues: Option<Var>,
    /// Takes the value of `break value`.
    pub(super) value: Option<Var>,
    /// A `break` without a label means it.
    pub(super) is_loop: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        head: &Head,
        twin: Option<Ident>,
        origins: &'a mut Origins,
        dims: Dims,
        mut types: Types,
        errors: &'a mut Errors,
    ) -> Self {
        let flag = types.exact(Ty::Bool);
        let hidden = |ty, role| VarInfo {
            name: None,
            ty,
            mutable: true,
            refs: 0,
            lenders: Vec::new(),
            exclusive: false,
            at: None,
            capacity: None,
            role,
            poisoned: false,
        };
        let vars = vec![hidden(head.result, Role::Content), hidden(flag, Role::Flag)];
        let constants = head.generics.iter().map(|(name, ty)| (name.clone(), Binding::Constant(*ty)));
        let scopes = vec![constants.collect()];
        Self {
            krate: TokenStream::new(),
            own: Own {
                function: head.signature.item.sig.ident.clone(),
                twin,
                params: head.params.iter().map(|p| p.ty).collect(),
                in_a_block: !matches!(head.signature.home, Home::Module),
                label: label(head),
                home: head.signature.home.clone(),
                recursive: false,
            },
            params: head.params.len(),
            structs: Vec::new(),
            functions: HashMap::new(),
            open_enums: Vec::new(),
            layouts: Layouts::new(),
            struct_types: HashMap::new(),
            struct_paths: HashMap::new(),
            lifted: Vec::new(),
            constant: false,
            assertions: Vec::new(),
            errors,
            origins,
            dims,
            types,
            temps: Vec::new(),
            vars,
            out: Vec::new(),
            labels: Vec::new(),
            assigned: Vec::new(),
            written: Vec::new(),
            frame: Frame { result: RESULT, returned: RETURNED, returns_early: false, depth: 0 },
            closure_calls: 0,
            repeats: 0,
            scopes,
            source: TokenStream::new(),
            hoisted: Vec::new(),
            projections: Projections::default(),
            tuples: HashMap::new(),
            literals: HashMap::new(),
            ends: HashMap::new(),
            given: Vec::new(),
            told: Vec::new(),
            untold: Vec::new(),
            fixed: Default::default(),
            receivers: HashMap::new(),
            aliases: HashMap::new(),
            bound: Vec::new(),
            constant_args: Vec::new(),
            constants: Vec::new(),
            is_instance: false,
            converted: HashSet::new(),
            capacities: HashMap::new(),
            shuffled: Vec::new(),
            merged: RefCell::default(),
        }
    }

    pub(super) fn body(mut self, item: &ItemFn, head: &Head) -> Body {
        self.source = item.to_token_stream();
        fence::attributes(item.block.to_token_stream(), self.errors);
        let params: Vec<Var> = head.params.iter().map(|p| self.param(p)).collect();
        let structs = params.iter().zip(&head.signature.params).filter(|(_, param)| param.is_struct());
        self.structs = structs.map(|(var, _)| *var).collect();
        for (var, param) in params.iter().zip(&head.signature.params).filter(|(_, param)| param.is_struct()) {
            self.struct_types.insert(*var, param.ty.to_token_stream());
        }
        for param in &head.signature.params {
            self.note_struct_path(written::element(&param.ty));
        }
        let constant = params.iter().zip(&head.signature.params).filter(|(_, param)| !param.active);
        self.fixed.1.extend(constant.map(|(var, _)| *var).filter(|var| !self.vars[var.at()].mutable));
        for (param, var) in head.params.iter().zip(&params) {
            self.functions.extend(param.function.clone().map(|heading| (*var, heading)));
        }
        self.references(&head.params, &params);
        for (param, var) in head.params.iter().zip(&params) {
            if let Some(pattern) = &param.pattern {
                let whole = self.read_var(*var, first_span(pattern));
                self.bind(pattern, whole);
            }
        }
        self.function_block(&item.block);
        self.refuse_merged();
        self.tell_distant();
        self.assertions.extend(hints::assertions(self.told, &mut self.types));
        Body {
            steps: self.out,
            temps: self.temps,
            vars: self.vars,
            types: self.types,
            params,
            written: self.written,
            projections: self.projections,
            dims: self.dims,
            borrowed_places: Vec::new(),
            unseen: Vec::new(),
            recursive: self.own.recursive,
            assertions: self.assertions,
            lifted: self.lifted,
            hoisted: self.hoisted,
            constant_args: self.constant_args,
            unseen_self: match head.signature.params.first() {
                Some(first) if first.is_receiver() && first.active && matches!(self.own.home, Home::Impl) => {
                    UnseenSelf::Yes
                }
                _ => UnseenSelf::No,
            },
        }
    }

    fn param(&mut self, param: &HeadParam) -> Var {
        let changed = param.access != ParamAccess::Read;
        let var = self.new_var(param.name.clone(), param.ty, param.mutable || changed);
        self.vars[var.at()].refs = param.refs;
        if let (Some(name), false) = (&param.name, changed) {
            self.bind_name(name, Binding::Var(var));
        }
        if changed {
            self.written.push(var);
        }
        var
    }

    /// The content of a `&mut` parameter is a variable, and the parameter a mutable reference to it.
    fn references(&mut self, params: &[HeadParam], vars: &[Var]) {
        for (param, var) in params.iter().zip(vars) {
            let (Some(name), true) = (&param.name, self.written.contains(var)) else { continue };
            let content = self.read_var(*var, name.span());
            let reference = self.exclusive(content, name.span());
            self.bind_name(name, Binding::Alias(reference));
        }
    }

    // ---- types

    pub(super) fn ty(&self, temp: Temp) -> TyId {
        self.temps[temp.at()].ty
    }

    pub(super) fn unify(&mut self, a: TyId, b: TyId) {
        // What contradicts itself, rustc reports.
        let _ = self.types.unify(a, b);
    }

    pub(super) fn unify_temps(&mut self, a: Temp, b: Temp) {
        self.unify(self.ty(a), self.ty(b));
    }

    pub(super) fn expect(&mut self, temp: Temp, kind: Kind) {
        let ty = self.types.fresh(kind);
        self.unify(self.ty(temp), ty);
    }

    // ---- names

    pub(super) fn new_var(&mut self, name: Option<Ident>, ty: TyId, mutable: bool) -> Var {
        self.vars.push(VarInfo {
            name,
            ty,
            mutable,
            refs: 0,
            lenders: Vec::new(),
            exclusive: false,
            at: None,
            capacity: None,
            role: Role::Content,
            poisoned: false,
        });
        Var(u32::try_from(self.vars.len() - 1).expect("fewer than 2^32 variables"))
    }

    pub(super) fn literal_of(&self, temp: Temp) -> Option<i128> {
        self.literals.get(&temp).copied()
    }

    /// A variable that the user did not write, with a name to be read.
    pub(super) fn made_var(&mut self, name: &str, ty: TyId) -> Var {
        let var = self.new_var(Some(Ident::new(name, Span::mixed_site())), ty, true);
        self.vars[var.at()].role = Role::Made;
        var
    }

    pub(super) fn hidden_var(&mut self) -> Var {
        let ty = self.types.fresh(Kind::Open);
        self.new_var(None, ty, true)
    }

    pub(super) fn bind_name(&mut self, name: &Ident, binding: Binding) {
        let scope = self.scopes.last_mut().expect("a scope is open");
        // The name in the map is to be the one that was bound last: it knows which macro wrote it.
        scope.remove(name);
        scope.insert(name.clone(), binding);
        self.bound.push(name.clone());
    }

    pub(super) fn lookup(&self, name: &Ident) -> Option<Binding> {
        let (bound, binding) = self.scopes.iter().rev().find_map(|scope| scope.get_key_value(name))?;
        if writer(bound) != writer(name) {
            self.merged.borrow_mut().push(name.clone());
        }
        Some(binding.clone())
    }

    /// To rustc a name of a `macro_rules` is another than the same name of its caller.
    fn refuse_merged(&mut self) {
        for name in self.merged.take() {
            let help = format!("give one of them another name than `{name}`");
            self.errors.not_yet(name.span(), "names that a macro and its caller both use", help);
        }
    }

    /// Has rustc look at an expression of type `()`.
    pub(super) fn assert(&mut self, expected: TokenStream) {
        if !self.assertions.iter().any(|known| known.to_string() == expected.to_string()) {
            self.assertions.push(expected);
        }
    }

    pub(super) fn scope<T>(&mut self, f: impl FnOnce(&mut Self) -> T) -> T {
        self.scopes.push(HashMap::new());
        let result = f(self);
        self.scopes.pop();
        result
    }

    // ---- refusals

    pub(super) fn refuse(&mut self, span: Span, message: impl Into<String>, help: impl AsRef<str>) -> Temp {
        self.errors.refuse(span, message, help);
        self.poison(span)
    }

    pub(super) fn not_yet(&mut self, span: Span, what: &str, help: impl AsRef<str>) -> Temp {
        self.errors.not_yet(span, what, help);
        self.poison(span)
    }

    pub(super) fn flow(&self) -> Flow {
        Flow::of(&self.out)
    }
}

/// Tokens, shared.
pub(super) fn text(s: &str) -> Rc<str> {
    Rc::from(s)
}

/// Which expansion a name comes from: stable Rust shows the number of it, and compares nothing. `self` is the same everywhere.
fn writer(name: &Ident) -> Option<String> {
    let text = format!("{:?}", name.span());
    let number = text.split_once(' ').map(|(number, _)| number.to_owned()).filter(|number| number.starts_with('#'));
    number.filter(|_| name != "self")
}
