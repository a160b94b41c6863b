//! Variables: binding, assignment, and what a block has changed.

use proc_macro2::{Ident, Span};
use quote::quote;

use super::Build;
use super::value::{Foreign, Layout, Value, View};
use crate::ir::{Dim, Init, Op, Place, PlaceKind, Pure, Ty, Val};
use crate::lower::reader::RESULT;
use crate::lower::steps::{Role, Temp, Var};
use crate::lower::types::{Kind, TyId};

impl Build<'_> {
    /// The user's token that a variable comes from.
    pub(super) fn place_of(&self, var: Var) -> Span {
        let info = &self.body.vars[var.at()];
        let result = (var == RESULT).then_some(self.result_span);
        info.name.as_ref().map(Ident::span).or(info.at).or(result).unwrap_or_else(Span::call_site)
    }

    pub(super) fn set(&mut self, var: Var, value: Value) {
        let old = std::mem::replace(&mut self.slots[var.at()], value);
        self.journal.push((var, old));
    }

    /// Puts every variable back to what it was, and says what those that had changed were.
    pub(super) fn undo(&mut self, mark: usize) -> Vec<(Var, Value)> {
        let mut changed = Vec::new();
        while self.journal.len() > mark {
            let (var, old) = self.journal.pop().expect("longer than the mark");
            let new = std::mem::replace(&mut self.slots[var.at()], old);
            changed.push((var, new));
        }
        // Undone from the end, so that the first entry of a variable has what it was at the end.
        let mut last: Vec<(Var, Value)> = Vec::new();
        changed.sort_by_key(|(var, _)| *var);
        for (var, value) in changed {
            if last.last().is_none_or(|(v, _)| *v != var) {
                last.push((var, value));
            }
        }
        last
    }

    /// `let y;`: an array of known size is there from now on.
    pub(super) fn declare(&mut self, var: Var) {
        let value = if self.split[var.at()] { Value::Uninit } else { self.blank(self.body.vars[var.at()].ty) };
        if let Value::View(view) = &value {
            self.own(view.place, true);
            self.name_place(view.place, var);
        }
        self.set(var, value);
    }

    fn blank(&mut self, ty: TyId) -> Value {
        if let Kind::Tuple(items) = self.body.types.kind(ty) {
            return Value::group(items.into_iter().map(|t| self.blank(t)).collect());
        }
        let Some((elem, dims)) = self.body.types.shape(ty) else { return Value::Uninit };
        let elem = self.body.types.solved(elem);
        let known = dims.iter().all(|d| matches!(d, Dim::Lit(_) | Dim::Named(_)));
        if !known || matches!(elem, Ty::Other(_)) {
            return Value::Uninit;
        }
        let zero = self.zero(elem);
        let place = self.local(elem, dims);
        self.alloc(place, Vec::new(), Init::Fill(zero));
        self.view(place)
    }

    /// `let y = value;`
    pub(super) fn bind(&mut self, var: Var, temp: Temp) {
        let (value, span) = (self.value(temp), self.span(temp));
        let ty = self.body.vars[var.at()].ty;
        let mutable = self.body.vars[var.at()].mutable && var != RESULT;
        self.move_out(temp, &value);
        if var == RESULT {
            self.let_go(&value);
        }
        let value = if self.grows(var) {
            self.begin_growing(var, temp)
        } else if self.split[var.at()] {
            self.exploded(&value, ty, span)
        } else {
            let kept = self.kept(&value, ty, mutable, self.refs(temp) > 0, span);
            self.with_shared_rest(kept, &value, var)
        };
        self.named(&value, var, true);
        self.set(var, value);
    }

    /// The owner of an array that is read for the last time owns it no more.
    fn move_out(&mut self, temp: Temp, value: &Value) {
        if let Some((from, path)) = self.paths.get(&temp)
            && self.body.vars[from.at()].role == Role::Handover
            && path.is_empty()
        {
            self.give_up(value);
        }
    }

    fn give_up(&mut self, value: &Value) {
        match value {
            Value::View(view) if !view.lent && (view.is_whole() || self.is_grown(view)) => {
                self.places[view.place.0 as usize].owned = false;
            }
            Value::Composed(_, parts) => parts.iter().for_each(|part| self.give_up(part)),
            _ => {}
        }
    }

    /// All of a place that grows.
    pub(super) fn is_grown(&self, view: &View) -> bool {
        let from_the_start = view.window.is_some_and(|window| self.known_int(window.lo) == Some(0));
        view.index.is_empty() && from_the_start && self.b.func.place(view.place).kind == PlaceKind::Growing
    }

    /// The result is bound last: arrays in it are nobody's any more.
    fn let_go(&mut self, value: &Value) {
        match value {
            Value::View(view) if view.is_whole() && !view.lent => {
                let is_local = self.b.func.place(view.place).kind == PlaceKind::Local;
                self.places[view.place.0 as usize].owned &= !is_local;
            }
            Value::Group(items) => items.iter().for_each(|item| self.let_go(item)),
            _ => {}
        }
    }

    /// What a variable holds that is given this value.
    fn kept(&mut self, value: &Value, ty: TyId, mutable: bool, borrowed: bool, span: Span) -> Value {
        match (value, self.body.types.kind(ty)) {
            (Value::Foreign(_) | Value::Scalar(_), Kind::Tuple(tys)) if mutable => {
                let whole = self.number(value, Ty::Other(crate::ir::Origin::NOWHERE), span);
                self.opened(&Value::Scalar(whole), ty, &tys)
            }
            (Value::Group(items), Kind::Tuple(tys)) if items.len() == 2 && self.body.types.content(ty).is_some() => {
                let content = self.listed(&items[1], tys[1], span);
                let content = if let Kind::Array(..) = self.body.types.kind(tys[1]) {
                    content
                } else {
                    self.kept(&content, tys[1], mutable, borrowed, span)
                };
                Value::group(vec![items[0].clone(), content])
            }
            (Value::Group(items), Kind::Tuple(tys)) if tys.len() == items.len() => {
                let kept = items.iter().zip(tys).map(|(item, ty)| self.kept(item, ty, mutable, borrowed, span));
                Value::group(kept.collect())
            }
            (Value::Foreign(foreign), Kind::Array(..)) if borrowed => {
                let tokens = &foreign.tokens;
                let reference = Foreign { tokens: quote!((&#tokens)), ..(**foreign).clone() };
                Value::Scalar(self.settle(&reference, Ty::Other(crate::ir::Origin::NOWHERE)))
            }
            (Value::Foreign(foreign), kind) => {
                let ty =
                    if let Kind::Array(..) | Kind::Tuple(_) = kind { None } else { Some(self.body.types.solved(ty)) };
                Value::Scalar(self.settle(foreign, ty.unwrap_or(Ty::Other(crate::ir::Origin::NOWHERE))))
            }
            (Value::Composed(layout, parts), _) => self
                .each_part((*layout, parts), ty, &mut |build, part, ty| build.kept(part, ty, mutable, borrowed, span)),
            (Value::Group(_) | Value::Repeat(_), _) if self.layout(ty).is_some() => {
                let Some(array) = self.arranged_value(value, ty, span) else { return Value::Uninit };
                self.own_all(&array, mutable);
                array
            }
            (Value::View(view), _) if borrowed || view.lent => Value::View(view.clone()),
            (Value::View(view), _) => self.owned(view, ty, mutable, span),
            // A parameter stays what it is.
            (Value::Constant(view), _) if !mutable && self.b.func.place(view.place).kind == PlaceKind::Input => {
                value.clone()
            }
            (Value::Constant(_), _) => {
                let help = "mark the elements where they are read: `constant!(a[i])`";
                self.not_yet(span, "copies of arrays that are `constant!`", help);
                value.clone()
            }
            (Value::Group(_) | Value::Repeat(_), _) => match self.placed(value, ty, span) {
                Some(place) => {
                    self.own(place, mutable);
                    self.view(place)
                }
                None => Value::Uninit,
            },
            (Value::Scalar(_) | Value::Unit | Value::Uninit | Value::Absent, _) => value.clone(),
        }
    }

    /// The user's own pair or `Option`, part by part: a variable can take one part from elsewhere.
    fn opened(&mut self, whole: &Value, ty: TyId, parts: &[TyId]) -> Value {
        let parts = parts.iter().enumerate().map(|(k, part)| {
            let template = self.part_template(ty, k);
            let value = Self::part_of(whole, template);
            match self.body.types.kind(*part) {
                Kind::Tuple(inner) => self.opened(&value, *part, &inner),
                _ => {
                    let ty = self.body.types.solved(*part);
                    Value::Scalar(self.number(&value, ty, Span::call_site()))
                }
            }
        });
        Value::group(parts.collect())
    }

    /// `x = value`, or along a path of fields.
    pub(super) fn write(&mut self, var: Var, path: &[usize], temp: Temp) {
        if self.growths.is_replaced(var) && path.is_empty() {
            return self.replace(var, temp);
        }
        let (value, span) = (self.value(temp), self.span(temp));
        let mut ty = self.body.vars[var.at()].ty;
        let mut old = self.slots[var.at()].clone();
        for k in path {
            ty = match self.body.types.kind(ty) {
                Kind::Tuple(tys) if *k < tys.len() => tys[*k],
                Kind::Array(elem, _) => elem,
                _ => ty,
            };
            old = old.part(*k).cloned().unwrap_or(Value::Uninit);
        }
        let new = if self.split[var.at()] {
            self.exploded(&value, ty, span)
        } else {
            let owner = Some(var).filter(|_| path.is_empty());
            self.assigned(&old, &value, ty, self.body.vars[var.at()].refs > 0, owner, span)
        };
        let whole = self.slots[var.at()].clone().with(path, new);
        self.named(&whole, var, false);
        self.set(var, whole);
    }

    /// What is in a variable after an assignment; an array stays where it is, and takes the content.
    fn assigned(
        &mut self,
        old: &Value,
        value: &Value,
        ty: TyId,
        borrowed: bool,
        owner: Option<Var>,
        span: Span,
    ) -> Value {
        match (old, value) {
            (Value::Composed(layout, olds), _) if !borrowed => {
                let new = self.arranged_value(value, ty, span);
                match new {
                    Some(Value::Composed(other, news)) if *layout == Layout::Columns && *layout == other => {
                        let tys = self.parts_of(ty, *layout);
                        let parts = olds.iter().zip(news.iter()).zip(tys);
                        let parts =
                            parts.map(|((old, new), ty)| self.assigned(old, new, ty, borrowed, owner, span)).collect();
                        Value::composed(*layout, parts)
                    }
                    _ if self.is_to_grow(owner) => old.clone(),
                    _ => {
                        self.not_yet(span, "assignments of rows in this place", "keep them in a variable by themselves")
                    }
                }
            }
            (Value::View(to), Value::Composed(..)) if !to.lent && !borrowed => {
                if !self.is_to_grow(owner) {
                    self.not_yet(span, "assignments of rows in this place", "keep them in a variable by themselves");
                }
                old.clone()
            }
            (Value::View(to), _) if !to.lent && to.window.is_some() => {
                if self.is_to_grow(owner) {
                    return old.clone();
                }
                let help = "`clear` it, and `push` the elements";
                self.not_yet(span, "assignments of a `Vec` that grows", help);
                old.clone()
            }
            (Value::View(to), _) if !borrowed && !to.lent => {
                let Some(from) = self.placed(value, ty, span) else { return Value::Uninit };
                if from == to.place {
                    return old.clone();
                }
                if !self.keep_length(to, from) {
                    if self.b.is_outermost() {
                        return self.kept(&self.view(from), ty, true, false, span);
                    }
                    if self.is_to_grow(owner) {
                        return old.clone();
                    }
                    let help = "copy the elements with `copy_from_slice`";
                    self.not_yet(span, "assignments of a `Vec` of another length in this place", help);
                    return old.clone();
                }
                self.b.push(Op::Copy { to: to.place, from }, &[]);
                self.touch(to.place);
                self.view(to.place)
            }
            (Value::Group(olds), Value::Group(news)) if olds.len() == news.len() => {
                let tys = match self.body.types.kind(ty) {
                    Kind::Tuple(tys) if tys.len() == news.len() => tys,
                    Kind::Array(elem, _) => vec![elem; news.len()],
                    _ => vec![ty; news.len()],
                };
                let items = olds.iter().zip(news.iter()).zip(tys);
                Value::group(items.map(|((old, new), ty)| self.assigned(old, new, ty, borrowed, None, span)).collect())
            }
            _ => self.kept(value, ty, true, borrowed, span),
        }
    }

    /// Whether an array that is assigned is as long as what is there: its length is known, or the same.
    fn keep_length(&mut self, to: &View, from: Place) -> bool {
        let Value::View(from) = self.view(from) else { return false };
        let dims = &self.b.func.place(to.place).dims;
        if !dims.contains(&Dim::Dyn) {
            return to.is_whole();
        }
        to.is_whole() && self.are_alike(to, &from)
    }

    /// An element of an array, or of one held as values.
    pub(super) fn store(&mut self, base: Temp, index: Temp, temp: Temp) {
        let span = self.span(base);
        if let (Some((var, path)), Some(k)) = (self.paths.get(&base).cloned(), self.known_index(index))
            && self.split[var.at()]
        {
            let path: Vec<usize> = path.into_iter().chain([k]).collect();
            let (value, ty) = (self.value(temp), self.body.temps[temp.at()].ty);
            let value = self.exploded(&value, ty, span);
            let whole = self.slots[var.at()].clone().with(&path, value);
            self.set(var, whole);
            return;
        }
        let array = self.value(base);
        if let Value::Composed(..) = &array {
            let rows = self.rows_in(&array);
            if rows == Some(false) {
                if !self.is_to_grow(self.owner_of(base)) {
                    let help = "keep the rows in a variable of their own";
                    self.not_yet(span, "rows that are replaced in this place", help);
                }
                return;
            }
            let ty = self.body.temps[base.at()].ty;
            let (index, item) = (self.operand(index), self.value(temp));
            let new = self.with_item(&array, index, &item, ty, span);
            if rows.is_some() {
                self.update(base, new, span);
            }
            return;
        }
        let Value::View(view) = array else {
            // An array that could not be made was reported where that was.
            if matches!(self.value(base), Value::Uninit) && !self.errors.is_empty() {
                return;
            }
            self.unknown_array(base, span);
            return;
        };
        if self.is_of_copied_struct(&view, span) {
            return;
        }
        let index = self.operand(index);
        let at = self.element(&view, index);
        if self.is_of_another_length(&view, &at, temp) && self.is_to_grow(self.owner_of(base)) {
            return;
        }
        self.store_value(view.place, at, temp);
    }

    /// The variable that a value is, as a whole.
    fn owner_of(&self, temp: Temp) -> Option<Var> {
        self.paths.get(&temp).filter(|(_, path)| path.is_empty()).map(|(var, _)| *var)
    }

    /// The value is a row, and not known to be as long as the one that is there.
    fn is_of_another_length(&mut self, view: &View, at: &[Val], temp: Temp) -> bool {
        let dims = &self.b.func.place(view.place).dims;
        let open = dims.get(at.len()..).is_some_and(|rest| rest.contains(&Dim::Dyn));
        match self.value(temp) {
            Value::View(from) if open => {
                let to = View { index: at.to_vec(), window: None, ..view.clone() };
                !self.are_alike(&to, &from)
            }
            _ => false,
        }
    }

    pub(super) fn store_value(&mut self, place: Place, at: Vec<Val>, temp: Temp) {
        let ty = self.body.temps[temp.at()].ty;
        if at.len() == self.b.func.place(place).dims.len() {
            self.operand(temp);
        }
        let (value, span) = (self.value(temp), self.span(temp));
        self.store_item(place, at, &value, ty, span);
    }

    /// An element, or a row.
    pub(super) fn store_item(&mut self, place: Place, at: Vec<Val>, value: &Value, ty: TyId, span: Span) {
        let info = self.b.func.place(place);
        if at.len() < info.dims.len() {
            return self.store_row(place, &at, value, ty, span);
        }
        let value = self.number(value, info.elem, span);
        self.b.store(place, at, value);
        self.touch(place);
    }

    /// A copy of a struct still has the arrays of the parameter, of lengths that only rustc knows.
    pub(super) fn is_of_copied_struct(&mut self, view: &View, span: Span) -> bool {
        let input = self.b.func.place(view.place).kind == PlaceKind::Input;
        if input {
            let help = "copy the array into a variable of its own: `let mut w: [f64; 2] = p.w`";
            self.not_yet(span, "changes of arrays in a copied struct", help);
        }
        input
    }

    fn unknown_array(&mut self, base: Temp, span: Span) {
        let help = if let Value::Foreign(_) | Value::Scalar(_) = self.value(base) {
            "write the type of the variable: `let mut a: [usize; 3] = ..`"
        } else {
            "copy it into a local array first"
        };
        self.not_yet(span, "assignments to elements of this value", help);
    }

    /// `a[i] = [x, y]`
    fn store_row(&mut self, place: Place, at: &[Val], value: &Value, ty: TyId, span: Span) {
        let elem = self.b.func.place(place).elem;
        if let Value::View(from) = value
            && !self.is_listed(from)
        {
            self.fresh_enough(from, span);
            let to = View { place, index: at.to_vec(), window: None, lent: false, stamp: from.stamp };
            if !self.are_alike(&to, from) {
                self.not_yet(span, "rows of another length", "copy the elements with `copy_from_slice`");
                return;
            }
            return self.copy_elements(&to, from);
        }
        let mut items = Vec::new();
        if !self.flatten(value, ty, elem, span, &mut items) {
            return;
        }
        for (index, item) in items {
            let index = index.into_iter().map(|k| self.index_constant(k));
            let index: Vec<Val> = at.iter().copied().chain(index.collect::<Vec<_>>()).collect();
            self.b.store(place, index, item);
        }
        self.touch(place);
    }

    /// The name of a variable. Those of what is read in place of a method begin so that they meet none of the user's, and are written without that.
    pub(super) fn spoken(&self, var: Var) -> Option<String> {
        let name = self.body.vars[var.at()].name.as_ref()?.to_string();
        Some(name.trim_start_matches("__").to_owned()).filter(|name| !name.is_empty())
    }

    /// Suggests the user's name for what a variable holds.
    pub(super) fn named(&mut self, value: &Value, var: Var, users: bool) {
        let Some(name) = self.spoken(var) else { return };
        match value {
            Value::Scalar(v) if !self.is_constant(*v) => {
                self.b.name(*v, &name, users && self.body.vars[var.at()].role == Role::Content);
            }
            Value::View(view) => self.name_place(view.place, var),
            Value::Composed(layout, parts) => {
                for (k, part) in parts.iter().enumerate() {
                    let name = match (layout, k) {
                        (Layout::Rows, 0) => name.clone(),
                        (Layout::Rows, 1) => format!("{name}_begins"),
                        (Layout::Rows, _) => format!("{name}_ends"),
                        (Layout::Columns, k) => format!("{name}_{k}"),
                    };
                    for place in Self::places_of(part) {
                        let hint = &mut self.b.func.places[place.0 as usize].hint;
                        hint.get_or_insert_with(|| crate::ir::Hint { text: name.clone().into(), users: false });
                    }
                }
            }
            Value::Group(items) => {
                let option = self.body.types.content(self.body.vars[var.at()].ty).is_some();
                for (k, item) in items.iter().enumerate() {
                    if let Value::Scalar(v) = item
                        && !self.is_constant(*v)
                    {
                        let name = match (option, k) {
                            (true, 0) => format!("{name}_is_some"),
                            (true, _) => name.clone(),
                            (false, k) => format!("{name}_{k}"),
                        };
                        self.b.name(*v, &name, false);
                    }
                }
            }
            _ => {}
        }
    }

    /// A constant is shared by all who need the number: it takes nobody's name.
    fn is_constant(&self, v: Val) -> bool {
        matches!(self.b.definition(v), Some(Pure::Const(_)))
    }

    fn name_place(&mut self, place: Place, var: Var) {
        let Some(name) = self.spoken(var) else { return };
        let hint = &mut self.b.func.places[place.0 as usize].hint;
        let users = self.body.vars[var.at()].role == Role::Content;
        if hint.as_ref().is_none_or(|known| users && !known.users) {
            *hint = Some(crate::ir::Hint { text: name.into(), users });
        }
    }
}
