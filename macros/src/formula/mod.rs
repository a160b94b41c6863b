//! The derivative as text, for documentation: the formula that the generated code computes, as a book would print it.
//!
//! A gradient is read case by case ([`cases`]) into expressions in a normal form ([`expr`]), in which the user's `let`
//! names stay abbreviations. What does not fit a line of a page is named ([`share`]), or not shown at all.
//!
//! In Markdown every formula is code: brackets, bars, stars and underscores then need no escapes, neither rustdoc nor clippy looks
//! for links or identifiers in it, and columns of signs line up.

mod cases;
mod choose;
mod expr;
mod notation;
mod number;
mod print;
mod read;
mod share;
mod source;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::ir::{Func, ResultItem, Val};
use crate::origins::Origins;
use cases::{Case, Knowledge};
use expr::Expr;
use read::{Reader, Source, Stop};

/// What is printed of a parameter value: `x`, `b[0]`.
pub(crate) type Names = HashMap<Val, String>;

/// The longest line, in characters.
const LINE: usize = 100;
const MOST_VARIABLES: usize = 9;
const MOST_CASES: usize = 6;
const MOST_LETS: usize = 8;
/// Longer functions are not even tried.
const MOST_INSTRUCTIONS: usize = 400;

/// The derivative of a function, as lines of text.
pub(crate) struct Formula {
    cases: Vec<Printed>,
    lets: Vec<String>,
}

/// The equations of one case.
struct Printed {
    /// `x > 0`; nothing for the last case.
    condition: Option<String>,
    equations: Vec<String>,
}

/// Whether there is any hope that the gradient of this function fits: asked before it is made.
pub(crate) fn may_fit(func: &Func, variables: usize) -> bool {
    let insts: usize = func.blocks.iter().map(|b| b.insts.len()).sum();
    (1..=MOST_VARIABLES).contains(&variables) && insts <= MOST_INSTRUCTIONS
}

/// The formula of a gradient, if it fits.
///
/// `func` computes value and gradient, its internal functions not yet expanded: the first yield is the value, the others the
/// adjoints. `variables` says what each of them is taken with respect to.
pub(crate) fn gradient(
    function: &str,
    func: &Func,
    origins: &Origins,
    names: &Names,
    variables: &[String],
) -> Option<Formula> {
    let arrays = func.results.iter().any(|r| matches!(r, ResultItem::Array(_)));
    if arrays || !may_fit(func, variables.len()) {
        return None;
    }
    let mut source = Source::new(func, origins, names);
    let mut text = loop {
        match Text::read(&source) {
            Ok(text) => break text,
            Err(Failure::Ambiguous(name)) => drop(source.ambiguous.insert(name)),
            Err(Failure::TooMuch) => return None,
        }
    };
    let heads: Vec<String> = variables.iter().map(|x| head(function, x, variables.len())).collect();
    while text.too_wide(&heads) {
        text = share::name_one(&text)?;
    }
    (text.lets.len() <= MOST_LETS).then(|| text.printed(&heads))
}

/// `∂f/∂x`, or `df/dx` of one variable.
fn head(function: &str, variable: &str, variables: usize) -> String {
    let d = if variables == 1 { 'd' } else { '∂' };
    format!("{d}{}/{d}{}", unraw(function), unraw(variable))
}

/// `r#type` is printed as `type`.
fn unraw(text: &str) -> String {
    text.strip_prefix("r#").unwrap_or(text).to_owned()
}

enum Failure {
    /// The user gave this name to several values.
    Ambiguous(String),
    TooMuch,
}

/// All cases, and the abbreviations they use, in the order of the source.
struct Text {
    cases: Vec<Case>,
    lets: Vec<(String, Expr)>,
}

impl Text {
    fn read(source: &Source<'_>) -> Result<Self, Failure> {
        let (mut cases, mut lets) = (Vec::new(), BTreeMap::new());
        read_cases(source, &Knowledge::default(), &mut cases, &mut lets)?;
        let mut text = Self { cases: cases::merge(cases), lets: Vec::new() };
        if text.cases.len() > MOST_CASES {
            return Err(Failure::TooMuch);
        }
        text.lets = unambiguous(lets.into_values().collect())?;
        text.drop_unused();
        Ok(text)
    }

    /// Keeps the abbreviations that a case names, or another abbreviation that is kept.
    fn drop_unused(&mut self) {
        let mut used = HashSet::new();
        self.cases.iter().flat_map(Case::exprs).for_each(|e| names_in(e, &mut used));
        for (name, e) in self.lets.iter().rev() {
            if used.contains(name) {
                names_in(e, &mut used);
            }
        }
        self.lets.retain(|(name, _)| used.contains(name));
    }

    fn too_wide(&self, heads: &[String]) -> bool {
        let wide = |text: &String| text.chars().count() > LINE;
        let printed = self.printed(heads);
        printed.lets.iter().any(wide) || printed.cases.iter().any(|c| c.condition.iter().chain(&c.equations).any(wide))
    }

    fn printed(&self, heads: &[String]) -> Formula {
        let equation = |(head, e): (&String, &Expr)| format!("{head} = {}", print::text(e));
        let case = |case: &Case| Printed {
            condition: case.condition(),
            equations: heads.iter().zip(&case.adjoints).map(equation).collect(),
        };
        let lets = self.lets.iter().map(|(name, e)| format!("{name} = {}", print::text(e)));
        Formula { cases: self.cases.iter().map(case).collect(), lets: lets.collect() }
    }
}

type Lets = BTreeMap<(Val, String), (String, Expr)>;

/// One case for each path through the branches that the adjoints depend on, what was answered with yes first.
fn read_cases(source: &Source<'_>, known: &Knowledge, cases: &mut Vec<Case>, lets: &mut Lets) -> Result<(), Failure> {
    if cases.len() > 2 * MOST_CASES {
        return Err(Failure::TooMuch);
    }
    let mut reader = Reader::new(source, known.clone());
    let yields = &source.func.block(source.func.body).yields[1..];
    let adjoints: Result<Vec<Expr>, Stop> =
        yields.iter().map(|v| reader.value(*v).map(|e| expr::factored(&expr::tidy(e)))).collect();
    match adjoints {
        Ok(adjoints) => {
            cases.push(Case { paths: vec![known.stated()], adjoints });
            lets.extend(reader.lets.into_iter().map(|(v, (name, e))| ((v, print::text(&e)), (name, e))));
            Ok(())
        }
        Err(Stop::Ask(question)) => {
            read_cases(source, &known.with(&question, true), cases, lets)?;
            read_cases(source, &known.with(&question, false), cases, lets)
        }
        Err(Stop::GiveUp) => Err(Failure::TooMuch),
    }
}

/// The abbreviations, each once; a name for two things is none.
fn unambiguous(lets: Vec<(String, Expr)>) -> Result<Vec<(String, Expr)>, Failure> {
    let mut kept: Vec<(String, Expr)> = Vec::new();
    for (name, e) in lets {
        match kept.iter().find(|(other, _)| *other == name) {
            Some((_, same)) if *same == e => {}
            Some(_) => return Err(Failure::Ambiguous(name)),
            None => kept.push((name, e)),
        }
    }
    Ok(kept)
}

fn names_in(e: &Expr, names: &mut HashSet<String>) {
    if let Expr::Name(name) = e {
        names.insert(name.to_string());
    }
    e.children().into_iter().for_each(|child| names_in(child, names));
}

// ---- lines

impl Formula {
    /// For documentation: a list of equations or cases, and the abbreviations under it.
    pub(crate) fn markdown(&self) -> Vec<String> {
        self.lines(&Style { quote: "`", bullet: "- ", blank: true })
    }

    /// For a terminal.
    pub(crate) fn text(&self) -> String {
        self.lines(&Style { quote: "", bullet: "", blank: false }).join("\n")
    }

    fn lines(&self, style: &Style) -> Vec<String> {
        let mut lines = match self.cases.as_slice() {
            [only] if only.equations.len() == 1 => vec![style.code(&only.equations[0])],
            [only] => only.equations.iter().map(|e| style.item(0, &style.code(e))).collect(),
            cases => cases.iter().enumerate().flat_map(|(k, case)| case.lines(k, style)).collect(),
        };
        lines.extend(self.where_lines(style));
        lines
    }

    fn where_lines(&self, style: &Style) -> Vec<String> {
        let Some((last, others)) = self.lets.split_last() else { return Vec::new() };
        let mut lines = if style.blank { vec![String::new()] } else { Vec::new() };
        let others: Vec<String> = others.iter().map(|text| style.code(text)).collect();
        let together = match others.as_slice() {
            [] => format!("where {}.", style.code(last)),
            _ => format!("where {} and {}.", others.join(", "), style.code(last)),
        };
        if together.chars().count() <= LINE + 10 {
            lines.push(together);
        } else {
            lines.push("where".to_owned());
            lines.extend(self.lets.iter().map(|text| style.item(usize::from(!style.blank), &style.code(text))));
        }
        lines
    }
}

impl Printed {
    /// `- where a ≤ delta: ∂f/∂r = r, ∂f/∂delta = 0`, or an equation a line where that is too long.
    fn lines(&self, k: usize, style: &Style) -> Vec<String> {
        let first = match (&self.condition, k) {
            (None, _) => "elsewhere:".to_owned(),
            (Some(condition), 0) => format!("where {}:", style.code(condition)),
            (Some(condition), _) => format!("else where {}:", style.code(condition)),
        };
        let equations: Vec<String> = self.equations.iter().map(|e| style.code(e)).collect();
        let together = style.item(0, &format!("{first} {}", equations.join(", ")));
        if together.chars().count() <= LINE + 10 {
            return vec![together];
        }
        let mut lines = vec![style.item(0, &first)];
        lines.extend(equations.iter().map(|e| style.item(1, e)));
        lines
    }
}

struct Style {
    quote: &'static str,
    bullet: &'static str,
    /// Paragraphs are apart.
    blank: bool,
}

impl Style {
    fn code(&self, formula: &str) -> String {
        format!("{0}{formula}{0}", self.quote)
    }

    fn item(&self, depth: usize, text: &str) -> String {
        format!("{}{}{text}", "  ".repeat(depth), self.bullet)
    }
}
