//! Expressions: operations, and the parentheses between them.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::quote;

use super::Printer;
use super::literal;
use super::plan::{Form, elem_name};
use crate::ir::{BinOp, Const, ElemId, Op, Origin, Pure, Test, Ty, UnOp, Val};

/// How tightly the outermost operator of an expression binds, as the Rust reference ranks them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Prec {
    /// An `if` from beginning to end.
    If,
    Lowest,
    Or,
    And,
    Compare,
    BitOr,
    BitXor,
    BitAnd,
    Shift,
    Sum,
    Product,
    Cast,
    Unary,
    Postfix,
}

/// What has to be known of an expression to put it into another one.
pub(super) struct Piece {
    pub(super) tokens: TokenStream,
    pub(super) prec: Prec,
    /// It ends with a type, which swallows a `<` behind it.
    ends_in_type: bool,
    /// It has braces that are not inside parentheses: no condition.
    braces: bool,
    /// Numbers without a type, and nothing else.
    pub(super) literal: bool,
}

/// Sign, rank, the least rank of the left operand and of the right one.
/// Shifts and bits ask for parentheses where Rust does not: nobody knows their ranks by heart.
fn binary(op: BinOp) -> (TokenStream, Prec, Prec, Prec) {
    use Prec::{BitAnd, BitOr, BitXor, Cast, Compare, Product, Shift, Sum, Unary};
    match op {
        BinOp::Add => (quote!(+), Sum, Sum, Product),
        BinOp::Sub => (quote!(-), Sum, Sum, Product),
        BinOp::Mul => (quote!(*), Product, Product, Cast),
        BinOp::Div => (quote!(/), Product, Product, Cast),
        BinOp::Rem => (quote!(%), Product, Product, Cast),
        BinOp::Shl => (quote!(<<), Shift, Unary, Unary),
        BinOp::Shr => (quote!(>>), Shift, Cast, Unary),
        BinOp::And => (quote!(&), BitAnd, Unary, Unary),
        BinOp::Xor => (quote!(^), BitXor, Unary, Unary),
        BinOp::Or => (quote!(|), BitOr, Unary, Unary),
        BinOp::Eq => (quote!(==), Compare, BitOr, BitOr),
        BinOp::Ne => (quote!(!=), Compare, BitOr, BitOr),
        BinOp::Lt => (quote!(<), Compare, BitOr, BitOr),
        BinOp::Le => (quote!(<=), Compare, BitOr, BitOr),
        BinOp::Gt => (quote!(>), Compare, BitOr, BitOr),
        BinOp::Ge => (quote!(>=), Compare, BitOr, BitOr),
    }
}

pub(super) fn sign(op: BinOp) -> TokenStream {
    binary(op).0
}

/// The sign of an assignment that operates: `+=`.
pub(super) fn compound(op: BinOp) -> TokenStream {
    match op {
        BinOp::Add => quote!(+=),
        BinOp::Sub => quote!(-=),
        BinOp::Mul => quote!(*=),
        BinOp::Div => quote!(/=),
        BinOp::Rem => quote!(%=),
        BinOp::And => quote!(&=),
        BinOp::Or => quote!(|=),
        BinOp::Xor => quote!(^=),
        BinOp::Shl => quote!(<<=),
        BinOp::Shr => quote!(>>=),
        _ => unreachable!("a comparison assigns nothing"),
    }
}

impl Piece {
    pub(super) fn new(tokens: TokenStream, prec: Prec) -> Self {
        Self { tokens, prec, ends_in_type: false, braces: false, literal: false }
    }
    pub(super) fn atom(tokens: TokenStream) -> Self {
        Self::new(tokens, Prec::Postfix)
    }
    /// An expression that begins with an operator such as `-` or `*`.
    pub(super) fn prefixed(self, operator: &TokenStream) -> Self {
        let braces = self.braces;
        let operand = if self.prec == Prec::Unary { self.grouped() } else { self.at_least(Prec::Unary) };
        Self { braces, ..Self::new(quote!(#operator #operand), Prec::Unary) }
    }
    pub(super) fn cast_to(self, ty: &TokenStream) -> Self {
        let operand = self.at_least(Prec::Cast);
        Self { ends_in_type: true, ..Self::new(quote!(#operand as #ty), Prec::Cast) }
    }
    fn grouped(self) -> TokenStream {
        let tokens = self.tokens;
        quote!((#tokens))
    }
    /// The tokens, in parentheses where the operator binds less than `least`.
    pub(super) fn at_least(self, least: Prec) -> TokenStream {
        if self.prec < least { self.grouped() } else { self.tokens }
    }
    /// The tokens as a condition.
    pub(super) fn condition(self) -> TokenStream {
        if self.braces { self.grouped() } else { self.tokens }
    }
    pub(super) fn and(self, right: Self) -> Self {
        self.lazy(&quote!(&&), Prec::And, right)
    }
    fn or(self, right: Self) -> Self {
        self.lazy(&quote!(||), Prec::Or, right)
    }
    /// Rust lets `a && b || c` stand without parentheses; a reader should not have to know.
    fn lazy(self, sign: &TokenStream, prec: Prec, right: Self) -> Self {
        let braces = self.braces || right.braces;
        let least = if self.prec == prec { prec } else { Prec::Compare };
        let (left, right) = (self.at_least(least), right.at_least(Prec::Compare));
        Self { braces, ..Self::new(quote!(#left #sign #right), prec) }
    }
    pub(super) fn infix(self, op: BinOp, right: Self) -> Self {
        Self::chain(self, vec![(op, right)])
    }

    /// `first op right op right ..`, all of one rank.
    fn chain(first: Self, rest: Vec<(BinOp, Self)>) -> Self {
        let (_, prec, left, right) = binary(rest[0].0);
        let mut literal = first.literal;
        let mut braces = first.braces && first.prec >= left;
        let mut ends_in_type = first.ends_in_type;
        let swallows = matches!(rest[0].0, BinOp::Lt | BinOp::Le | BinOp::Shl) && first.ends_in_type;
        let mut tokens = if swallows { first.grouped() } else { first.at_least(left) };
        for (op, piece) in rest {
            literal &= piece.literal;
            braces |= piece.braces && piece.prec >= right;
            ends_in_type = piece.ends_in_type && piece.prec >= right;
            tokens.extend(sign(op));
            tokens.extend(piece.at_least(right));
        }
        Self { tokens, prec, ends_in_type, braces, literal }
    }
}

impl Printer<'_> {
    /// What is written for a value.
    pub(super) fn value(&mut self, v: Val) -> Piece {
        self.written(v, false)
    }

    pub(super) fn tokens(&mut self, v: Val) -> TokenStream {
        self.value(v).tokens
    }

    /// With `typed`, an expression of bare numbers gets a suffix.
    pub(super) fn written(&mut self, v: Val, typed: bool) -> Piece {
        let v = self.plan.uses.canon(v);
        match self.plan.form(v) {
            Form::Own => {
                let name = self.variable(v);
                Piece::atom(quote!(#name))
            }
            Form::Atom if self.plan.known(v).is_none() => self.parameter(v),
            _ => self.computed(v, typed),
        }
    }

    fn parameter(&mut self, v: Val) -> Piece {
        self.note_val(v);
        let tokens = self.bound.get(&v).unwrap_or_else(|| panic!("parameter {v:?} has a name")).clone();
        let star = matches!(tokens.clone().into_iter().next(), Some(TokenTree::Punct(_)));
        Piece::new(tokens, if star { Prec::Unary } else { Prec::Postfix })
    }

    /// The operation that computes a value, written out.
    pub(super) fn computed(&mut self, v: Val, typed: bool) -> Piece {
        let inst = self.plan.uses.inst(v).expect("what is computed is computed by an instruction");
        if let Some(logic) = self.plan.logic(inst) {
            return self.logic(logic.and, logic.cond, logic.arm);
        }
        match &inst.op {
            Op::Load { place, index } => self.load(*place, index),
            Op::Call(call) => self.call_value(call),
            Op::Pure(pure) => self.pure(v, pure, typed),
            // Two questions in one, of which the second turned out to need statements of its own.
            Op::If { .. } => {
                let branch = self.branch_value(inst, &[v]);
                Piece::atom(quote!((#branch)))
            }
            other => unreachable!("{other:?} is a statement"),
        }
    }

    fn pure(&mut self, v: Val, pure: &Pure, typed: bool) -> Piece {
        if self.plan.binary(v).is_some() {
            return self.chain(v, typed);
        }
        match pure {
            Pure::Const(c) => literal::constant(*c, self.plan.func.ty(v), typed),
            Pure::Un(UnOp::Neg, a) => {
                let a = self.written(*a, typed);
                let literal = a.literal;
                Piece { literal, ..a.prefixed(&quote!(-)) }
            }
            Pure::Un(UnOp::Not, a) => self.written(*a, typed).prefixed(&quote!(!)),
            Pure::Bin(..) => unreachable!("a binary operation is a chain of one"),
            Pure::Elem(id, args) => {
                if let Some(name) = libm_name(*id, self.plan.func.ty(v)) {
                    let args = args.iter().map(|a| self.tokens(*a));
                    return Piece::atom(quote!(libm::#name(#(#args),*)));
                }
                let receiver = self.receiver(args[0]);
                let name = Ident::new(elem_name(*id), Span::mixed_site());
                let rest = args[1..].iter().map(|a| self.tokens(*a));
                Piece::atom(quote!(#receiver.#name(#(#rest),*)))
            }
            Pure::Test(test, a) => {
                let receiver = self.receiver(*a);
                let name = Ident::new(test_name(*test), Span::mixed_site());
                Piece::atom(quote!(#receiver.#name()))
            }
            Pure::Cast(a) => {
                let ty = self.ty(self.plan.func.ty(v));
                self.written(*a, true).cast_to(&ty)
            }
            Pure::Select(c, a, b) => self.select(*c, *a, *b),
            Pure::Len(place, axis) => self.len(*place, *axis),
            Pure::Opaque(origin, args, places) => {
                let mut operands: Vec<TokenStream> = args.iter().map(|a| self.operand(*a)).collect();
                operands.extend(places.iter().map(|p| self.place_name(*p)));
                opaque(self.origins.render(*origin, &operands))
            }
        }
    }

    /// Operations of one rank that begin with one another, without recursion: `a + b - c + d`.
    fn chain(&mut self, v: Val, typed: bool) -> Piece {
        let mut rest = Vec::new();
        let (mut op, mut left, mut right) = self.plan.binary(v).expect("a chain has a sign");
        loop {
            rest.push((op, right));
            if !self.plan.continues(op, left) {
                break;
            }
            (op, left, right) = self.plan.binary(left).expect("a chain goes on with a sign");
        }
        let compares_bare = op.is_comparison() && self.is_guessed_wrong(left);
        let first = self.written(left, typed || compares_bare);
        let rest = rest.into_iter().rev().map(|(op, v)| (op, self.value(v))).collect();
        Piece::chain(first, rest)
    }

    /// Bare numbers compared with each other have the type that rustc guesses.
    fn is_guessed_wrong(&mut self, left: Val) -> bool {
        let ty = self.plan.func.ty(left);
        ty == Ty::F32 && self.value(left).literal
    }

    /// The tokens, with a suffix where they are bare numbers.
    pub(super) fn typed(&mut self, v: Val) -> TokenStream {
        self.written(v, true).tokens
    }

    pub(super) fn receiver(&mut self, v: Val) -> TokenStream {
        self.written(v, true).at_least(Prec::Postfix)
    }

    /// What stands in a hole of the user's own tokens.
    pub(super) fn operand(&mut self, v: Val) -> TokenStream {
        self.written(v, true).at_least(Prec::Postfix)
    }

    fn logic(&mut self, and: bool, cond: Val, arm: Val) -> Piece {
        let (left, right) = (self.value(cond), self.value(arm));
        if and { left.and(right) } else { left.or(right) }
    }

    fn select(&mut self, c: Val, a: Val, b: Val) -> Piece {
        let (c, a, b) = (self.value(c).condition(), self.tokens(a), self.value(b));
        let otherwise = if b.prec == Prec::If {
            b.tokens
        } else {
            let b = b.tokens;
            quote!({ #b })
        };
        Piece { braces: true, ..Piece::new(quote!(if #c { #a } else #otherwise), Prec::If) }
    }

    /// A type as it is written.
    pub(super) fn ty(&self, ty: Ty) -> TokenStream {
        let name = match ty {
            Ty::F64 => "f64",
            Ty::F32 => "f32",
            Ty::Bool => "bool",
            Ty::Int(Some(int)) => int.name(),
            Ty::Other(origin) if origin != Origin::NOWHERE => return self.origins.render(origin, &[]),
            Ty::Int(None) | Ty::Other(_) | Ty::State => return quote!(_),
        };
        let name = Ident::new(name, Span::mixed_site());
        quote!(#name)
    }

    pub(super) fn is_const(&self, v: Val, c: Const) -> bool {
        self.plan.known(v) == Some(c)
    }
}

/// The user's own expression.
pub(super) fn opaque(tokens: TokenStream) -> Piece {
    use syn::Expr;
    let prec = match syn::parse2::<Expr>(tokens.clone()) {
        Ok(
            Expr::Path(_)
            | Expr::Call(_)
            | Expr::MethodCall(_)
            | Expr::Field(_)
            | Expr::Index(_)
            | Expr::Lit(_)
            | Expr::Paren(_)
            | Expr::Array(_)
            | Expr::Repeat(_)
            | Expr::Tuple(_),
        ) => Prec::Postfix,
        Ok(Expr::Macro(m)) if !matches!(m.mac.delimiter, syn::MacroDelimiter::Brace(_)) => Prec::Postfix,
        Ok(Expr::Unary(_) | Expr::Reference(_)) => Prec::Unary,
        _ => Prec::Lowest,
    };
    let brace = |t: TokenTree| matches!(t, TokenTree::Group(g) if g.delimiter() == Delimiter::Brace);
    let braces = tokens.clone().into_iter().any(brace);
    Piece { braces, ..Piece::new(tokens, prec) }
}

/// `sin`, or `sinf` for `f32`; nothing for a method.
fn libm_name(id: ElemId, ty: Ty) -> Option<Ident> {
    let name = crate::elementary::row(id).libm.filter(|_| id.is_of_libm())?;
    let suffix = if ty == Ty::F32 { "f" } else { "" };
    Some(Ident::new(&format!("{name}{suffix}"), Span::mixed_site()))
}

fn test_name(test: Test) -> &'static str {
    match test {
        Test::IsNan => "is_nan",
        Test::IsFinite => "is_finite",
        Test::IsInfinite => "is_infinite",
        Test::IsNormal => "is_normal",
        Test::IsSignPositive => "is_sign_positive",
        Test::IsSignNegative => "is_sign_negative",
    }
}
