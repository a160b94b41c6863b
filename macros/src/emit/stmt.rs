//! Statements: `let`, and what stands for itself.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::{quote, quote_spanned};

use super::Printer;
use super::place::mut_if;
use crate::ir::{BlockId, Inst, Op, Origin, Place, Pure, Ty, Val};

impl Printer<'_> {
    /// The statements of a block.
    pub(super) fn block(&mut self, block: BlockId) -> TokenStream {
        let statements = self.plan.statements(block);
        self.statements(block, &statements)
    }

    pub(super) fn statements(&mut self, block: BlockId, at: &[usize]) -> TokenStream {
        let mut out = TokenStream::new();
        for at in at {
            out.extend(self.statement(block, *at));
        }
        out
    }

    pub(super) fn statement(&mut self, block: BlockId, at: usize) -> TokenStream {
        let inst = &self.plan.func.block(block).insts[at];
        if let Some((sin, cos)) = self.plan.pair(block, at) {
            return self.sin_cos(inst, sin, cos);
        }
        if let Some(together) = self.stacks.together(inst) {
            return self.together(together);
        }
        match &inst.op {
            Op::Pure(_) if !self.plan.uses.live(inst.outs[0]) => {
                let value = self.computed(inst.outs[0], false).tokens;
                quote!(let _ = #value;)
            }
            Op::Pure(_) | Op::Load { .. } => self.binding(inst.outs[0]),
            Op::Store { place, index, value } => self.store(*place, index, *value),
            Op::Accumulate { place, index, value } => self.accumulate(*place, index, *value),
            Op::Alloc { place, init, .. } => self.alloc(*place, init),
            Op::Copy { to, from } => self.copy(*to, *from),
            Op::Swap { a, b } => self.swap(*a, *b),
            Op::AccumulateAll { to, from } => self.accumulate_all(*to, *from),
            Op::Fill { place, value, from } => self.fill(*place, *value, *from),
            Op::Lengthen { place, len } => self.lengthen(*place, *len),
            Op::Window { place, of, from, len, mutable } => self.window(*place, *of, (*from, *len), *mutable),
            Op::Push { place, value } => self.push(*place, *value),
            Op::Pop { place } => {
                let value = self.pop(*place);
                self.bind_to(inst, &value)
            }
            Op::If { .. } if self.plan.logic(inst).is_some() => self.binding(inst.outs[0]),
            Op::If { .. } => self.branch(inst),
            Op::For { .. } => self.counted(inst),
            Op::While { .. } => self.conditional(inst),
            Op::Call(call) => self.call(inst, call),
            Op::Effect { origin, args, places } => self.effect(*origin, args, places),
            Op::Assert { cond } => {
                let cond = self.tokens(*cond);
                quote!(::core::assert!(#cond);)
            }
            Op::Suspend { .. } => unreachable!("only the body is suspended, and the body knows"),
            Op::Splice(_) => unreachable!("a transform leaves no splices"),
        }
    }

    // ---- variables

    /// `name`, or `mut name` where it is assigned later.
    pub(super) fn pattern(&mut self, v: Val) -> TokenStream {
        let mutable = mut_if(self.webs.mutable(self.webs.of(v)));
        let name = self.variable(v);
        quote!(#mutable #name)
    }

    /// `: f64`, where rustc would not know.
    pub(super) fn ascription(&mut self, v: Val) -> TokenStream {
        let ty = self.plan.func.ty(v);
        if let Some(Pure::Opaque(origin, ..)) = self.plan.pure(v)
            && ty.is_float()
        {
            let name = Ident::new(if ty == Ty::F32 { "f32" } else { "f64" }, self.origins.span(*origin));
            return quote_spanned!(self.origins.span(*origin)=> : #name);
        }
        if !self.types.of_web(self.webs.of(v)) {
            return TokenStream::new();
        }
        let ty = self.ty(ty);
        quote!(: #ty)
    }

    /// `let v = ..;`, or `v = ..;` where the variable is there already.
    pub(super) fn binding(&mut self, v: Val) -> TokenStream {
        if !self.webs.declares(v) {
            return self.assign_computed(v);
        }
        let value = bare(self.computed(v, false).tokens);
        let (pattern, ty) = (self.pattern(v), self.ascription(v));
        quote!(let #pattern #ty = #value;)
    }

    /// Binds the outputs of an instruction to a value that gives them all.
    pub(super) fn bind_to(&mut self, inst: &Inst, value: &TokenStream) -> TokenStream {
        match inst.outs.as_slice() {
            [v] if self.plan.uses.live(*v) && self.webs.declares(*v) => {
                let pattern = self.pattern(*v);
                quote!(let #pattern = #value;)
            }
            [v] if self.plan.uses.live(*v) => {
                let name = self.variable(*v);
                quote!(#name = #value;)
            }
            _ => quote!(#value;),
        }
    }

    fn sin_cos(&mut self, inst: &Inst, sin: Val, cos: Val) -> TokenStream {
        let Op::Pure(Pure::Elem(_, args)) = &inst.op else { unreachable!("a sine is an elementary function") };
        let receiver = self.receiver(args[0]);
        let (sin, cos) = (self.pattern(sin), self.pattern(cos));
        quote!(let (#sin, #cos) = #receiver.sin_cos();)
    }

    fn effect(&mut self, origin: Origin, args: &[Val], places: &[Place]) -> TokenStream {
        let mut operands: Vec<TokenStream> = args.iter().map(|a| self.operand(*a)).collect();
        operands.extend(places.iter().map(|p| self.place_name(*p)));
        let tokens = self.origins.render(origin, &operands);
        let ends = match tokens.clone().into_iter().last() {
            Some(TokenTree::Punct(p)) => p.as_char() == ';',
            Some(TokenTree::Group(g)) => g.delimiter() == Delimiter::Brace && is_block(&tokens),
            _ => false,
        };
        if ends { tokens } else { quote!(#tokens;) }
    }

    /// Names given inside are free again afterwards.
    pub(super) fn scoped<R>(&mut self, f: impl FnOnce(&mut Self) -> R) -> R {
        self.names.enter();
        let result = f(self);
        self.names.leave();
        result
    }
}

/// Whether the user's statement is a block, which needs no semicolon.
fn is_block(tokens: &TokenStream) -> bool {
    use syn::Expr::{Block, ForLoop, If, Loop, Match, While};
    matches!(
        syn::parse2(tokens.clone()),
        Ok(syn::Stmt::Expr(Block(_) | ForLoop(_) | If(_) | Loop(_) | Match(_) | While(_), _))
    )
}

/// `&a[i]` for `(&a[i])`, which stands alone.
fn bare(value: TokenStream) -> TokenStream {
    let trees: Vec<TokenTree> = value.clone().into_iter().collect();
    let [TokenTree::Group(group)] = trees.as_slice() else { return value };
    let inner: Vec<TokenTree> = group.stream().into_iter().collect();
    let refers = matches!(inner.first(), Some(TokenTree::Punct(first)) if "&*".contains(first.as_char()));
    let is_tuple = inner.iter().any(|tree| matches!(tree, TokenTree::Punct(p) if p.as_char() == ','));
    if group.delimiter() == Delimiter::Parenthesis && refers && !is_tuple { group.stream() } else { value }
}
