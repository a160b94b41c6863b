//! What operators of structs are called, as hidden methods of these.

/// An operator of `std`.
pub(crate) struct Operator {
    pub(crate) of: &'static str,
    pub(crate) method: &'static str,
    pub(crate) symbol: &'static str,
    pub(crate) unary: bool,
    /// It changes what stands left of it.
    pub(crate) assigns: bool,
}

const fn row(of: &'static str, method: &'static str, symbol: &'static str) -> Operator {
    Operator { of, method, symbol, unary: false, assigns: false }
}

const fn assigning(of: &'static str, method: &'static str, symbol: &'static str) -> Operator {
    Operator { of, method, symbol, unary: false, assigns: true }
}

const OPERATORS: [Operator; 11] = [
    row("Add", "add", "+"),
    row("Sub", "sub", "-"),
    row("Mul", "mul", "*"),
    row("Div", "div", "/"),
    row("Rem", "rem", "%"),
    Operator { of: "Neg", method: "neg", symbol: "-", unary: true, assigns: false },
    assigning("AddAssign", "add_assign", "+="),
    assigning("SubAssign", "sub_assign", "-="),
    assigning("MulAssign", "mul_assign", "*="),
    assigning("DivAssign", "div_assign", "/="),
    assigning("RemAssign", "rem_assign", "%="),
];

pub(crate) fn operator_of_trait(name: &str) -> Option<&'static Operator> {
    OPERATORS.iter().find(|operator| operator.of == name)
}

pub(crate) fn operator_of_symbol(symbol: &str, unary: bool) -> Option<&'static Operator> {
    OPERATORS.iter().find(|operator| operator.symbol == symbol && operator.unary == unary)
}

/// An operand in the name of a method: nothing for the struct itself, `ref` for a reference to it, else its type.
pub(crate) fn operand(lent: bool, of: &str) -> String {
    let words = [if lent { "ref" } else { "" }, &of.to_lowercase()];
    words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join("_")
}

/// `add`, `ref_add_ref`, `mul_f64`, `f64_mul`
pub(crate) fn operator_name(operator: &Operator, left: &str, right: Option<&String>) -> String {
    let words = [left, operator.method, right.map_or("", String::as_str)];
    words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join("_")
}
