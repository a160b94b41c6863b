//! Names for what is long and stands in several places, where the user gave none.

use std::collections::HashSet;

use super::cases::Case;
use super::expr::{Expr, name};
use super::{Text, names_in, print};

const FREE: [&str; 5] = ["u", "v", "w", "p", "q"];

/// What is larger than this, in nodes, does not come down to lines.
const LARGEST: usize = 500;

/// The text with one more abbreviation: the one that saves most. `None` where nothing stands twice.
pub(super) fn name_one(text: &Text) -> Option<Text> {
    let sizes = text.cases.iter().flat_map(Case::exprs).chain(text.lets.iter().map(|(_, e)| e)).map(Expr::size);
    if sizes.sum::<usize>() > LARGEST {
        return None;
    }
    let best = best(text)?;
    let name_of = free(text)?;
    let within = |e: &Expr| replace(e, &best, &name(name_of));
    let at = text.lets.iter().position(|(_, e)| contains(e, &best));
    let mut lets: Vec<_> = text.lets.iter().map(|(n, e)| (n.clone(), within(e))).collect();
    let mut used = HashSet::new();
    names_in(&best, &mut used);
    let after = lets.iter().rposition(|(n, _)| used.contains(n)).map_or(0, |k| k + 1);
    lets.insert(at.unwrap_or(after), (name_of.to_owned(), best.clone()));
    Some(Text { cases: text.cases.iter().map(|c| c.map(&within)).collect(), lets })
}

/// The expression that takes most room over all its places but one.
fn best(text: &Text) -> Option<Expr> {
    let mut seen: Vec<(Expr, usize)> = Vec::new();
    let whole = text.cases.iter().flat_map(Case::exprs).chain(text.lets.iter().map(|(_, e)| e));
    whole.for_each(|e| count(e, &mut seen));
    let saved = |e: &Expr, times: usize| (times - 1) * print::text(e).chars().count();
    let shared = seen.into_iter().filter(|(e, times)| *times > 1 && print::text(e).chars().count() > 4);
    let mut best: Option<(Expr, usize)> = None;
    for (e, times) in shared {
        let saves = saved(&e, times);
        if best.as_ref().is_none_or(|(_, most)| saves > *most) {
            best = Some((e, saves));
        }
    }
    best.map(|(e, _)| e)
}

fn count(e: &Expr, seen: &mut Vec<(Expr, usize)>) {
    if e.children().is_empty() {
        return;
    }
    match seen.iter_mut().find(|(other, _)| other == e) {
        Some((_, times)) => *times += 1,
        None => seen.push((e.clone(), 1)),
    }
    e.children().into_iter().for_each(|child| count(child, seen));
}

/// A name that nothing in the text has.
fn free(text: &Text) -> Option<&'static str> {
    let mut used: HashSet<String> = text.lets.iter().map(|(n, _)| n.clone()).collect();
    text.cases.iter().flat_map(Case::exprs).for_each(|e| names_in(e, &mut used));
    text.lets.iter().for_each(|(_, e)| names_in(e, &mut used));
    let arrays: Vec<String> = used.iter().filter_map(|n| Some(n.split_once('[')?.0.to_owned())).collect();
    used.extend(arrays);
    FREE.into_iter().find(|name| !used.contains(*name))
}

fn contains(e: &Expr, part: &Expr) -> bool {
    e == part || e.children().into_iter().any(|child| contains(child, part))
}

fn replace(e: &Expr, part: &Expr, by: &Expr) -> Expr {
    if e == part { by.clone() } else { e.map(&|child| replace(child, part, by)) }
}
