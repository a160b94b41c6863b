//! The data sets, read from `examples/data/nist.txt`, which says how it is written.

#![allow(unreachable_pub, reason = "the benchmarks of the optimizers read the data too")]

use chainrule_examples::Figure;

/// A data set with its certified results.
#[derive(Debug, Default)]
pub struct Set {
    pub name: String,
    /// How difficult it is to fit, in NIST's view.
    pub level: String,
    /// Both starting points.
    pub starts: [Vec<f64>; 2],
    pub parameters: Vec<Figure>,
    pub errors: Vec<Figure>,
    pub rss: Option<Figure>,
    pub x: Vec<f64>,
    /// The second predictor, of the one set that has two.
    pub z: Vec<f64>,
    pub y: Vec<f64>,
}

/// All sets of the file, or what is wrong with it.
pub fn sets() -> Result<Vec<Set>, String> {
    let mut sets = Vec::new();
    for (number, line) in include_str!("../data/nist.txt").lines().enumerate() {
        let words: Vec<&str> = line.split_whitespace().collect();
        read(&words, &mut sets).map_err(|what| format!("nist.txt, line {}: {what}", number + 1))?;
    }
    Ok(sets)
}

fn read(words: &[&str], sets: &mut Vec<Set>) -> Result<(), String> {
    match (words, sets.last_mut()) {
        ([] | ["#", ..], _) => {}
        (["set", name, level], _) => {
            sets.push(Set { name: (*name).into(), level: (*level).into(), ..Set::default() });
        }
        (["b", first, second, value, error], Some(set)) => {
            set.starts[0].push(number(first)?);
            set.starts[1].push(number(second)?);
            set.parameters.push(value.parse()?);
            set.errors.push(error.parse()?);
        }
        (["rss", value], Some(set)) => set.rss = Some(value.parse()?),
        ([y, x, z @ ..], Some(set)) if z.len() < 2 => {
            set.y.push(number(y)?);
            set.x.push(number(x)?);
            if let [z] = z {
                set.z.push(number(z)?);
            }
        }
        _ => return Err("not understood".into()),
    }
    Ok(())
}

fn number(word: &str) -> Result<f64, String> {
    word.parse().map_err(|_| format!("`{word}` is not a number"))
}
