//! A formula, as `f::FORMULA` holds it, in LaTeX.

/// Line by line; what is not an equation stays text.
#[must_use]
pub fn latex(formula: &str) -> String {
    formula.lines().map(line).collect::<Vec<_>>().join("\n")
}

fn line(line: &str) -> String {
    if let Some(lets) = line.strip_prefix("where ") {
        let lets = lets.trim_end_matches('.').replace(" and ", ", ");
        let lets: Vec<String> = lets.split(", ").map(equation).collect();
        return format!(r"\text{{where }} {}", lets.join(r",\quad "));
    }
    equation(line)
}

fn equation(text: &str) -> String {
    let parsed = text.split_once(" = ").and_then(|(left, right)| Some(format!("{} = {}", side(left)?, whole(right)?)));
    parsed.unwrap_or_else(|| format!(r"\text{{{text}}}"))
}

/// `∂f/∂x`, `df/dx` or a name.
fn side(left: &str) -> Option<String> {
    match left.trim().split_once('/') {
        None => whole(left.trim()),
        Some((above, below)) => {
            let part = |text: &str| {
                let text = text
                    .strip_prefix('∂')
                    .map_or_else(|| text.replacen('d', "d ", 1), |rest| format!(r"\partial {rest}"));
                text.replace('_', r"\_")
            };
            Some(format!(r"\frac{{{}}}{{{}}}", part(above), part(below)))
        }
    }
}

fn whole(text: &str) -> Option<String> {
    let mut reader = Reader { rest: text.trim() };
    let sum = reader.sum()?;
    reader.rest.is_empty().then_some(sum)
}

/// Reads the text from left to right; `None` where it is not understood.
struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn eat(&mut self, token: &str) -> bool {
        self.rest.strip_prefix(token).map(|rest| self.rest = rest).is_some()
    }

    /// Characters while they belong.
    fn run(&mut self, belongs: impl Fn(char) -> bool) -> &str {
        let end = self.rest.find(|c| !belongs(c)).unwrap_or(self.rest.len());
        let (run, rest) = self.rest.split_at(end);
        self.rest = rest;
        run
    }

    fn sum(&mut self) -> Option<String> {
        let mut out = if self.eat("−") { format!("-{}", self.product()?) } else { self.product()? };
        loop {
            let sign = if self.eat(" + ") {
                "+"
            } else if self.eat(" − ") {
                "-"
            } else {
                return Some(out);
            };
            out = format!("{out} {sign} {}", self.product()?);
        }
    }

    fn product(&mut self) -> Option<String> {
        let mut out = self.power()?;
        loop {
            if self.eat("·") {
                out = format!(r"{out} \cdot {}", self.power()?);
            } else if self.eat("/") {
                let below = self.power()?;
                let bare = below.strip_prefix(r"\left(").and_then(|below| below.strip_suffix(r"\right)"));
                out = format!(r"\frac{{{out}}}{{{}}}", bare.unwrap_or(&below));
            } else {
                return Some(out);
            }
        }
    }

    fn power(&mut self) -> Option<String> {
        let base = self.atom()?;
        if self.eat("^") {
            let sign = if self.eat("−") { "-" } else { "" };
            return Some(format!("{{{base}}}^{{{sign}{}}}", self.atom()?));
        }
        Some(match self.superscript() {
            Some(power) => format!("{{{base}}}^{{{power}}}"),
            None => base,
        })
    }

    fn superscript(&mut self) -> Option<String> {
        const DIGITS: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";
        let run = self.run(|c| DIGITS.contains(c) || "⁻ᐟ˙".contains(c));
        let plain = |c: char| match DIGITS.chars().position(|digit| digit == c) {
            Some(digit) => char::from_digit(u32::try_from(digit).unwrap_or(0), 10).unwrap_or('0'),
            None if c == '⁻' => '-',
            None if c == '˙' => '.',
            None => '/',
        };
        (!run.is_empty()).then(|| run.chars().map(plain).collect())
    }

    fn atom(&mut self) -> Option<String> {
        for (open, close, left, right) in [
            ("(", ")", "(", ")"),
            ("|", "|", "|", "|"),
            ("⌊", "⌋", r"\lfloor ", r"\rfloor"),
            ("⌈", "⌉", r"\lceil ", r"\rceil"),
        ] {
            if self.eat(open) {
                let inside = self.sum()?;
                return self.eat(close).then(|| format!(r"\left{left}{inside}\right{right}"));
            }
        }
        for (root, command) in [("√", r"\sqrt"), ("∛", r"\sqrt[3]")] {
            if self.eat(root) {
                let inside = self.atom()?;
                let bare = inside.strip_prefix(r"\left(").and_then(|inside| inside.strip_suffix(r"\right)"));
                return Some(format!("{command}{{{}}}", bare.unwrap_or(&inside)));
            }
        }
        if self.rest.starts_with(|c: char| c.is_ascii_digit()) {
            return Some(self.run(|c| c.is_ascii_digit() || ".e".contains(c)).to_owned());
        }
        self.name()
    }

    /// A name, an element of an array, or a function of arguments.
    fn name(&mut self) -> Option<String> {
        const FUNCTIONS: [&str; 11] = ["sin", "cos", "tan", "sinh", "cosh", "tanh", "exp", "ln", "max", "min", "log"];
        let name = self.run(|c| c.is_alphanumeric() && !"⁰¹²³⁴⁵⁶⁷⁸⁹".contains(c) || c == '_' || c == '.').to_owned();
        if name.is_empty() {
            return None;
        }
        if self.eat("[") {
            let index = self.run(|c| c != ']').to_owned();
            return self.eat("]").then(|| format!("{name}_{{{index}}}"));
        }
        let power = self.superscript();
        let known = FUNCTIONS.contains(&&name[..]);
        let name = if known { format!(r"\{name}") } else { name.replace('_', r"\_") };
        let name = power.map_or_else(|| name.clone(), |power| format!("{name}^{{{power}}}"));
        if !self.eat("(") {
            return Some(name);
        }
        let mut arguments = vec![self.sum()?];
        while self.eat(", ") {
            arguments.push(self.sum()?);
        }
        self.eat(")").then(|| format!(r"{name}\left({}\right)", arguments.join(", ")))
    }
}

#[cfg(test)]
mod tests {
    use super::latex;

    #[test]
    fn equations_are_read() {
        for (text, expected) in [
            ("∂f/∂x = −2·a − 400·b·x", r"\frac{\partial f}{\partial x} = -2 \cdot a - 400 \cdot b \cdot x"),
            ("where a = 1 − x and b = y − x².", r"\text{where } a = 1 - x,\quad b = y - x^{2}"),
            (
                "df/dx = cos²(x)/(2·√(1 + b[0]))",
                r"\frac{d f}{d x} = \frac{\cos^{2}\left(x\right)}{2 \cdot \sqrt{1 + b_{0}}}",
            ),
            ("for x > 0:", r"\text{for x > 0:}"),
        ] {
            assert_eq!(latex(text), expected);
        }
    }
}
