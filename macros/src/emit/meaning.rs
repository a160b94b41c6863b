//! What a variable is called.

use proc_macro2::Ident;

use super::Printer;
use super::plan::Form;
use crate::ir::{BinOp, Const, Op, Pure, Ty, Val};

impl Printer<'_> {
    /// The name of a variable.
    pub(super) fn variable(&mut self, v: Val) -> Ident {
        let web = self.webs.of(v);
        if let Some(name) = self.variables.get(&web) {
            return name.clone();
        }
        let text = self.wish(web, v);
        let name = match self.shadowed(web, &text) {
            Some(name) => name,
            None => self.names.give(&text),
        };
        self.variables.insert(web, name.clone());
        name
    }

    /// `x` in `let mut x = x;`
    fn shadowed(&self, web: u32, text: &str) -> Option<Ident> {
        let param = self.bound.get(&self.webs.shadows(web)?)?;
        (param.to_string() == text).then(|| super::names::ident(text))
    }

    /// What a variable would like to be called: by the user, by a transform, by its meaning.
    fn wish(&self, web: u32, v: Val) -> String {
        let hints = || self.webs.members(web).iter().filter_map(|v| self.plan.func.val(*v).hint.as_ref());
        let hint = hints().find(|h| h.users).or_else(|| hints().next());
        hint.map_or_else(|| self.meaning(v).unwrap_or_else(|| "t".to_owned()), |h| h.text.to_string())
    }

    /// `sin_x`, `x_sq`, `inv_x`, `x_i`: what is computed from something that has a name.
    fn meaning(&self, v: Val) -> Option<String> {
        match &self.plan.uses.inst(v)?.op {
            Op::Pure(Pure::Elem(id, args)) => {
                let x = self.short_name(args[0])?;
                match super::plan::elem_name(*id) {
                    "powi" if self.is_const(args[1], Const::Int(2)) => Some(format!("{x}_sq")),
                    "powi" | "powf" => Some(format!("{x}_pow")),
                    "%" => None,
                    name if args.len() == 1 => Some(format!("{name}_{x}")),
                    _ => None,
                }
            }
            Op::Pure(Pure::Bin(BinOp::Mul, a, b)) if self.plan.uses.canon(*a) == self.plan.uses.canon(*b) => {
                Some(format!("{}_sq", self.short_name(*a)?))
            }
            Op::Pure(Pure::Bin(BinOp::Div, a, b)) if self.is_const(*a, Const::Float(1.0_f64.to_bits())) => {
                Some(format!("inv_{}", self.short_name(*b)?))
            }
            Op::Pure(Pure::Un(_, a)) if self.plan.func.ty(v) != Ty::Bool => {
                Some(format!("neg_{}", self.short_name(*a)?))
            }
            Op::Pure(Pure::Len(..)) => Some("n".to_owned()),
            Op::Load { .. } => self.short_name_of_load(v),
            _ => None,
        }
    }

    fn short_name(&self, v: Val) -> Option<String> {
        let v = self.plan.uses.canon(v);
        let name = match self.plan.form(v) {
            Form::Own => self.variables.get(&self.webs.of(v))?.to_string(),
            Form::Atom => self.bound.get(&v)?.to_string(),
            _ => self.short_name_of_load(v)?,
        };
        let plain = name
            .trim_start_matches(['*', ' '])
            .replace("r#", "")
            .replace(" [", "[")
            .replace(['[', '.'], "_")
            .replace([']', ' '], "");
        (plain.len() <= 12 && syn::parse_str::<Ident>(&plain).is_ok()).then_some(plain)
    }

    /// `x_0`, `x_i`
    fn short_name_of_load(&self, v: Val) -> Option<String> {
        let Some(Op::Load { place, index }) = self.plan.uses.inst(v).map(|i| &i.op) else { return None };
        let mut name = self.places.get(place)?.0.to_string();
        for i in index {
            let i = self.plan.uses.canon(*i);
            let text = match self.plan.known(i) {
                Some(Const::Int(n)) if n >= 0 => n.to_string(),
                None if self.plan.form(i) == Form::Own => self.variables.get(&self.webs.of(i))?.to_string(),
                _ => return None,
            };
            name = format!("{name}_{text}");
        }
        Some(name)
    }
}
