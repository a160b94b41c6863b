//! Reads formulas back, as a person would, and computes with them: brackets, signs and precedence are checked with the rest.

use std::collections::HashMap;
use std::iter::Peekable;
use std::vec::IntoIter;

use crate::formula::Formula;

pub(super) type Values = HashMap<String, f64>;

/// The right-hand sides at a point, by the first case that applies.
pub(super) fn evaluate(formula: &Formula, point: &Values) -> Vec<f64> {
    let mut values = point.clone();
    for text in &formula.lets {
        let (name, right) = text.split_once(" = ").expect("an abbreviation is an equation");
        let value = number(right, &values);
        values.insert(name.to_owned(), value);
    }
    let applies = |condition: &Option<String>| condition.as_ref().is_none_or(|c| holds(c, &values));
    let case = formula.cases.iter().find(|c| applies(&c.condition)).expect("the last case always applies");
    let right = |text: &String| number(text.split_once(" = ").expect("an equation").1, &values);
    case.equations.iter().map(right).collect()
}

fn holds(condition: &str, values: &Values) -> bool {
    condition.split(" or ").any(|path| path.split(" and ").all(|one| compares(one, values)))
}

type Comparison = fn(f64, f64) -> bool;

fn compares(condition: &str, values: &Values) -> bool {
    let symbols: [(&str, Comparison); 6] = [
        (" < ", |x, y| x < y),
        (" ≤ ", |x, y| x <= y),
        (" > ", |x, y| x > y),
        (" ≥ ", |x, y| x >= y),
        (" = ", |x, y| x == y),
        (" ≠ ", |x, y| x != y),
    ];
    let found = symbols.iter().find_map(|(symbol, op)| Some((condition.split_once(symbol)?, op)));
    let ((left, right), op) = found.unwrap_or_else(|| panic!("{condition} is no comparison"));
    op(number(left, values), number(right, values))
}

fn number(text: &str, values: &Values) -> f64 {
    let tokens = tokens(text);
    let mut parser = Parser { tokens: tokens.into_iter().peekable(), values };
    let value = parser.sum();
    assert!(parser.tokens.next().is_none(), "{text} goes on");
    value
}

#[derive(Clone, PartialEq, Debug)]
enum Token {
    Number(f64),
    Name(String),
    Raised(i32),
    Sign(char),
}

fn tokens(text: &str) -> Vec<Token> {
    let mut chars = text.chars().peekable();
    let mut tokens = Vec::new();
    let is_name = |c: char| (c.is_alphanumeric() || "_[]₀₁₂".contains(c)) && !is_raised(c);
    while let Some(c) = chars.next() {
        let mut taken = c.to_string();
        match c {
            ' ' => {}
            _ if c.is_ascii_digit() => {
                while let Some(next) = chars.next_if(|n| n.is_ascii_digit() || *n == '.' || *n == 'e' || *n == '-') {
                    taken.push(next);
                }
                tokens.push(Token::Number(taken.parse().expect("a number")));
            }
            _ if is_raised(c) => {
                while let Some(next) = chars.next_if(|n| is_raised(*n)) {
                    taken.push(next);
                }
                let digits: String = taken.chars().map(lowered).collect();
                tokens.push(Token::Raised(digits.parse().expect("a power")));
            }
            _ if is_name(c) => {
                while let Some(next) = chars.next_if(|n| is_name(*n)) {
                    taken.push(next);
                }
                tokens.push(Token::Name(taken));
            }
            _ => tokens.push(Token::Sign(c)),
        }
    }
    tokens
}

const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";

fn is_raised(c: char) -> bool {
    RAISED.contains(c)
}

fn lowered(c: char) -> char {
    let digit = RAISED.chars().position(|r| r == c).expect("a raised digit");
    char::from_digit(u32::try_from(digit).expect("a digit"), 10).expect("a digit")
}

struct Parser<'a> {
    tokens: Peekable<IntoIter<Token>>,
    values: &'a Values,
}

impl Parser<'_> {
    fn eat(&mut self, c: char) -> bool {
        self.tokens.next_if_eq(&Token::Sign(c)).is_some()
    }

    fn expect(&mut self, c: char) {
        assert!(self.eat(c), "expected {c}, found {:?}", self.tokens.peek());
    }

    fn sum(&mut self) -> f64 {
        let mut total = self.signed();
        loop {
            if self.eat('+') {
                total += self.product();
            } else if self.eat('−') {
                total -= self.product();
            } else {
                return total;
            }
        }
    }

    /// A sign stands before a whole product, and at its beginning only.
    fn signed(&mut self) -> f64 {
        if self.eat('−') { -self.product() } else { self.product() }
    }

    fn product(&mut self) -> f64 {
        let mut value = self.power();
        loop {
            if self.eat('·') {
                value *= self.power();
            } else if self.eat('/') {
                value /= self.power();
            } else if self.eat('%') {
                value %= self.power();
            } else {
                return value;
            }
        }
    }

    fn power(&mut self) -> f64 {
        if self.eat('√') {
            return self.atom().sqrt();
        }
        if self.eat('∛') {
            return self.atom().cbrt();
        }
        let base = self.atom();
        if let Some(Token::Raised(n)) = self.tokens.next_if(|t| matches!(t, Token::Raised(_))) {
            return base.powi(n);
        }
        if self.eat('^') { base.powf(self.atom()) } else { base }
    }

    fn atom(&mut self) -> f64 {
        match self.tokens.next() {
            Some(Token::Number(x)) => x,
            Some(Token::Sign('(')) => self.enclosed(')'),
            Some(Token::Sign('|')) => self.enclosed('|').abs(),
            Some(Token::Sign('⌊')) => self.enclosed('⌋').floor(),
            Some(Token::Sign('⌈')) => self.enclosed('⌉').ceil(),
            Some(Token::Name(name)) => self.named(&name),
            other => panic!("{other:?} is no operand"),
        }
    }

    fn enclosed(&mut self, close: char) -> f64 {
        let value = self.sum();
        self.expect(close);
        value
    }

    fn named(&mut self, name: &str) -> f64 {
        let raised = matches!(self.tokens.peek(), Some(Token::Raised(_))) && !self.values.contains_key(name);
        let power = if raised { self.tokens.next() } else { None };
        if !self.eat('(') {
            assert!(power.is_none());
            return match name {
                "π" => std::f64::consts::PI,
                _ => *self.values.get(name).unwrap_or_else(|| panic!("nobody knows {name}")),
            };
        }
        let mut args = vec![self.sum()];
        while self.eat(',') {
            args.push(self.sum());
        }
        self.expect(')');
        let value = function(name, &args);
        if let Some(Token::Raised(n)) = power { value.powi(n) } else { value }
    }
}

fn function(name: &str, x: &[f64]) -> f64 {
    match (name, x) {
        ("sin", [x]) => x.sin(),
        ("cos", [x]) => x.cos(),
        ("tan", [x]) => x.tan(),
        ("sinh", [x]) => x.sinh(),
        ("cosh", [x]) => x.cosh(),
        ("tanh", [x]) => x.tanh(),
        ("asin", [x]) => x.asin(),
        ("acos", [x]) => x.acos(),
        ("atan", [x]) => x.atan(),
        ("asinh", [x]) => x.asinh(),
        ("acosh", [x]) => x.acosh(),
        ("atanh", [x]) => x.atanh(),
        ("exp", [x]) => x.exp(),
        ("ln", [x]) => x.ln(),
        ("log₂", [x]) => x.log2(),
        ("log₁₀", [x]) => x.log10(),
        ("signum", [x]) => x.signum(),
        ("div_euclid", [x, y]) => x.div_euclid(*y),
        ("rem_euclid", [x, y]) => x.rem_euclid(*y),
        ("sign", [x]) => {
            if *x == 0.0 {
                0.0
            } else {
                x.signum()
            }
        }
        ("round", [x]) => x.round(),
        ("round_ties_even", [x]) => x.round_ties_even(),
        ("trunc", [x]) => x.trunc(),
        ("fract", [x]) => x.fract(),
        ("max", [x, y]) => x.max(*y),
        ("min", [x, y]) => x.min(*y),
        ("atan2", [y, x]) => y.atan2(*x),
        ("copysign", [x, y]) => x.copysign(*y),
        ("clamp", [x, lo, hi]) => x.clamp(*lo, *hi),
        _ => panic!("nobody knows the function {name}"),
    }
}
