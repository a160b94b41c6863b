//! Operators of structs: calls of hidden methods that annotated `impl`s bring.

use proc_macro2::{Ident, Span};

use super::reader::Reader;
use super::steps::Temp;
use super::types::Kind;
use crate::ir::Ty;
use crate::known;
use crate::naming::{self, Operator};

impl Reader<'_> {
    /// `a + b`, `-a`, `2.0 * a` or `a += b`, where one of them is a struct.
    pub(super) fn of_structs(
        &mut self,
        operator: &Operator,
        left: Temp,
        right: Option<Temp>,
        span: Span,
    ) -> Option<Temp> {
        let [left_is, right_is] = [Some(left), right].map(|side| side.is_some_and(|side| self.is_record(side)));
        let owner = match (left_is, right) {
            (true, _) => left,
            (false, Some(right)) if right_is => right,
            _ => return None,
        };
        if [Some(left), right].into_iter().flatten().any(|side| self.temps[side.at()].poisoned) {
            return Some(self.poison(span));
        }
        let name = self.types.struct_name(self.ty(owner))?;
        let sides = [Some(left), right].map(|side| side.map(|side| self.operand(operator, side, &name)));
        let right_name = if operator.unary { None } else { sides[1].as_ref() };
        let method = naming::operator_name(operator, sides[0].as_deref().unwrap_or_default(), right_name);
        let method = Ident::new(&format!("__operator_{method}"), span);
        if known::result(&format!("{name}::{method}")).is_none() {
            return Some(self.unknown(operator, span));
        }
        // What stands left may have turned out to be a struct just now.
        let (receiver, other) = if self.is_record(left) { (left, right) } else { (owner, Some(left)) };
        Some(self.struct_method(&method, receiver, &other.into_iter().collect::<Vec<_>>()))
    }

    fn is_record(&mut self, temp: Temp) -> bool {
        matches!(self.types.kind(self.ty(temp)), Kind::Record(_))
    }

    /// What an operand is called in the name of the method.
    fn operand(&mut self, operator: &Operator, side: Temp, owner: &str) -> String {
        let lent = self.refs(side) > 0 && !operator.assigns;
        if matches!(self.types.kind(self.ty(side)), Kind::Open) && takes_only_itself(operator, owner) {
            let record = self.types.record();
            self.types.name(record, owner.to_owned());
            self.unify(self.ty(side), record);
        }
        let of = match self.types.kind(self.ty(side)) {
            Kind::Record(_) => {
                let name = self.types.struct_name(self.ty(side));
                name.filter(|name| name != owner).unwrap_or_default()
            }
            Kind::Exact(Ty::F32) => "f32".to_owned(),
            _ => {
                self.expect(side, Kind::Exact(Ty::F64));
                "f64".to_owned()
            }
        };
        naming::operand(lent, &of)
    }

    fn unknown(&mut self, operator: &Operator, span: Span) -> Temp {
        let message = format!("the operator `{}` of this struct is not known here", operator.symbol);
        let help =
            format!("put `#[differentiable]` on its `impl {}`, which has to come before this function", operator.of);
        self.refuse(span, message, help)
    }
}

/// There is an operator with another one of these, and none with a number.
fn takes_only_itself(operator: &Operator, owner: &str) -> bool {
    let is_known = |left: &str, right: &str| {
        let method = naming::operator_name(operator, left, Some(&right.to_owned()));
        known::result(&format!("{owner}::__operator_{method}")).is_some()
    };
    let (itself, number) = (["", "ref"], ["f64", "ref_f64"]);
    let any = |lefts: [&str; 2], rights: [&str; 2]| lefts.iter().any(|l| rights.iter().any(|r| is_known(l, r)));
    any(itself, itself) && !any(itself, number) && !any(number, itself)
}
