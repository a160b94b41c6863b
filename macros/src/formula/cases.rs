//! Case by case: what is known on a path, and the question that a value depends on.

use super::expr::Expr;
use super::print::text;
use crate::ir::BinOp;

/// Which of `<`, `=` and `>` two numbers can be in; not-a-number is left out of the text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Order(u8);

impl Order {
    const ANY: Self = Self(7);

    pub(super) fn of(op: BinOp) -> Option<Self> {
        match op {
            BinOp::Lt => Some(Self(1)),
            BinOp::Eq => Some(Self(2)),
            BinOp::Le => Some(Self(3)),
            BinOp::Gt => Some(Self(4)),
            BinOp::Ne => Some(Self(5)),
            BinOp::Ge => Some(Self(6)),
            _ => None,
        }
    }

    fn between(x: f64, y: f64) -> Self {
        x.partial_cmp(&y).map_or(Self(5), |o| match o {
            std::cmp::Ordering::Less => Self(1),
            std::cmp::Ordering::Equal => Self(2),
            std::cmp::Ordering::Greater => Self(4),
        })
    }

    fn flipped(self) -> Self {
        Self((self.0 & 1) << 2 | self.0 & 2 | self.0 >> 2)
    }

    fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The order of `x` and `z`, where this is that of `x` and `y`, and `next` that of `y` and `z`.
    fn then(self, next: Self) -> Self {
        let step = |bit: u8| match (bit, next.0) {
            (_, 2) => bit,
            (2, _) => next.0,
            _ if bit == next.0 => bit,
            _ => Self::ANY.0,
        };
        Self([1, 2, 4].into_iter().filter(|bit| self.0 & bit != 0).fold(0, |all, bit| all | step(bit)))
    }

    fn not(self) -> Self {
        Self(7 & !self.0)
    }

    fn symbol(self) -> &'static str {
        ["", "<", "=", "≤", ">", "≠", "≥", ""][usize::from(self.0)]
    }
}

/// What a value depends on and is not known yet.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Question {
    Compare(Expr, Expr, Order),
    /// Something that is true or false, in the user's words.
    Flag(Expr),
}

/// What a path has settled.
#[derive(Clone, Default, Debug)]
pub(super) struct Knowledge {
    facts: Vec<Fact>,
}

#[derive(Clone, PartialEq, Debug)]
struct Fact {
    about: Question,
    /// The answer to a flag.
    holds: bool,
    /// Some question about it was answered with yes: the path says so. What was denied is what earlier paths say.
    stated: bool,
}

impl Knowledge {
    /// The answer, if it follows from what is known.
    pub(super) fn answer(&self, question: &Question) -> Option<bool> {
        match question {
            Question::Flag(_) => self.facts.iter().find(|f| f.about == *question).map(|f| f.holds),
            Question::Compare(l, r, order) => {
                let possible = self.possible(l, r);
                if possible.and(*order) == possible {
                    Some(true)
                } else {
                    (possible.and(*order).0 == 0).then_some(false)
                }
            }
        }
    }

    fn possible(&self, l: &Expr, r: &Expr) -> Order {
        if l == r {
            return Order(2);
        }
        if let (Some(x), Some(y)) = (l.as_number(), r.as_number()) {
            return Order::between(x, y);
        }
        let known = self.facts.iter().map(|f| f.order(l, r).and(f.order(r, l).flipped()));
        known.fold(Order::ANY, Order::and)
    }

    /// With the question answered.
    pub(super) fn with(&self, question: &Question, answer: bool) -> Self {
        let mut facts = self.facts.clone();
        let mut fact = Fact { about: question.clone(), holds: answer, stated: answer };
        if let Question::Compare(l, r, order) = question {
            let possible = self.possible(l, r).and(if answer { *order } else { order.not() });
            fact.about = Question::Compare(l.clone(), r.clone(), possible);
            let same =
                |f: &Fact| matches!(&f.about, Question::Compare(a, b, _) if a == l && b == r || a == r && b == l);
            fact.stated |= facts.iter().any(|f| same(f) && f.stated);
            facts.retain(|f| !same(f));
        }
        facts.push(fact);
        Self { facts }
    }

    /// What the path says.
    pub(super) fn stated(&self) -> Vec<Question> {
        self.facts.iter().filter(|f| f.stated).map(|f| f.about.clone()).collect()
    }
}

impl Fact {
    /// What it says of `l` and `r`: about themselves, or about `l` and another number.
    fn order(&self, l: &Expr, r: &Expr) -> Order {
        let Question::Compare(a, b, order) = &self.about else { return Order::ANY };
        let (m, n) = (b.as_number(), r.as_number());
        match (a == l, b == r, m.zip(n)) {
            (true, true, _) => *order,
            (true, false, Some((m, n))) => order.then(Order::between(m, n)),
            _ => Order::ANY,
        }
    }
}

impl Question {
    pub(super) fn text(&self) -> String {
        match self {
            Self::Compare(l, r, order) if l.as_number().is_some() => {
                format!("{} {} {}", text(r), order.flipped().symbol(), text(l))
            }
            Self::Compare(l, r, order) => format!("{} {} {}", text(l), order.symbol(), text(r)),
            Self::Flag(e) => text(e),
        }
    }

    pub(super) fn exprs(&self) -> Vec<&Expr> {
        match self {
            Self::Compare(l, r, _) => vec![l, r],
            Self::Flag(e) => vec![e],
        }
    }

    pub(super) fn map(&self, f: &dyn Fn(&Expr) -> Expr) -> Self {
        match self {
            Self::Compare(l, r, order) => Self::Compare(f(l), f(r), *order),
            Self::Flag(e) => Self::Flag(f(e)),
        }
    }
}

/// A case: the adjoints on one path, or on several that come to the same.
#[derive(Clone, Debug)]
pub(super) struct Case {
    /// What each of the paths says; a path that says nothing is what earlier ones leave over.
    pub(super) paths: Vec<Vec<Question>>,
    pub(super) adjoints: Vec<Expr>,
}

/// Joins neighbours that come to the same. The cases are read in order: the first that applies.
pub(super) fn merge(cases: Vec<Case>) -> Vec<Case> {
    let mut merged: Vec<Case> = Vec::new();
    for case in cases {
        match merged.last_mut() {
            Some(last) if last.adjoints == case.adjoints => last.paths.extend(case.paths),
            _ => merged.push(case),
        }
    }
    if let Some(last) = merged.last_mut() {
        last.paths.clear();
    }
    merged
}

impl Case {
    /// `a ≤ delta and x > 0`; nothing where this is what is left over.
    pub(super) fn condition(&self) -> Option<String> {
        let all = |path: &Vec<Question>| path.iter().map(Question::text).collect::<Vec<_>>().join(" and ");
        let paths: Vec<String> = self.paths.iter().map(all).collect();
        (!paths.is_empty()).then(|| paths.join(" or "))
    }

    pub(super) fn exprs(&self) -> Vec<&Expr> {
        let conditions = self.paths.iter().flatten().flat_map(Question::exprs);
        conditions.chain(&self.adjoints).collect()
    }

    pub(super) fn map(&self, f: &dyn Fn(&Expr) -> Expr) -> Self {
        let paths = self.paths.iter().map(|p| p.iter().map(|q| q.map(f)).collect()).collect();
        Self { paths, adjoints: self.adjoints.iter().map(f).collect() }
    }
}
