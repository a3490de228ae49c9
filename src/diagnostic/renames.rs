//! Files that have another name than before: of those that are gone, the ones whose lines are found
//! again in a file that is new.
//!
//! As in git, a file is taken for another when at least half of their lines are the same; the most
//! alike are paired first.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::source::{Source, SourceSet};

/// The new path of each file that moved, by its old one.
pub fn moved<'a>(before: &'a SourceSet, now: &'a SourceSet) -> BTreeMap<&'a str, &'a str> {
    let (gone, added) = (without(before, now), without(now, before));
    let mut pairs: Vec<(usize, usize, usize)> = Vec::new();
    let holders = holders(&gone);
    for (at, file) in added.iter().enumerate() {
        for (from, shared) in shared(file, &holders) {
            if shared * 4 >= lines(gone[from]).count() + lines(file).count() {
                pairs.push((shared, from, at));
            }
        }
    }
    // The most alike first; of those that are as much alike, the first in order.
    pairs.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| (a.1, a.2).cmp(&(b.1, b.2))));
    let (mut moved, mut taken) = (BTreeMap::new(), BTreeSet::new());
    for (_, from, to) in pairs {
        if !moved.contains_key(gone[from].path()) && taken.insert(to) {
            moved.insert(gone[from].path(), added[to].path());
        }
    }
    moved
}

/// The files of one set whose paths the other does not have.
fn without<'a>(files: &'a SourceSet, others: &SourceSet) -> Vec<&'a Source> {
    let known: BTreeSet<&str> = others.iter().map(Source::path).collect();
    files
        .iter()
        .filter(|file| !known.contains(file.path()))
        .collect()
}

/// The files that hold a line, each as often as it does.
fn holders<'a>(files: &[&'a Source]) -> HashMap<&'a str, BTreeMap<usize, usize>> {
    let mut holders: HashMap<&str, BTreeMap<usize, usize>> = HashMap::new();
    for (index, file) in files.iter().enumerate() {
        for line in lines(file) {
            *holders.entry(line).or_default().entry(index).or_default() += 1;
        }
    }
    holders
}

/// How many lines a file has in common with each of those that hold any.
fn shared(
    file: &Source,
    holders: &HashMap<&str, BTreeMap<usize, usize>>,
) -> BTreeMap<usize, usize> {
    let mut own: HashMap<&str, usize> = HashMap::new();
    lines(file).for_each(|line| *own.entry(line).or_default() += 1);
    let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
    for (line, count) in own {
        for (&index, &held) in holders.get(line).into_iter().flatten() {
            *shared.entry(index).or_default() += count.min(held);
        }
    }
    shared
}

/// The lines of a file that say something.
fn lines(file: &Source) -> impl Iterator<Item = &str> {
    file.text()
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && *line != "---")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(files: &[(&str, &str)]) -> SourceSet {
        let mut sources = SourceSet::default();
        for (path, text) in files {
            sources.add(Source::new(*path, *text));
        }
        sources
    }

    #[test]
    fn a_file_is_known_again_by_its_lines() {
        let before = set(&[
            ("a.md", "one\ntwo\nthree\n"),
            ("b.md", "four\nfive\n"),
            ("same.md", "one\ntwo\nthree\n"),
        ]);
        let now = set(&[
            ("new.md", "quite\nother\n"),
            ("x/a.md", "one\n\ntwo\nchanged\n"),
            ("same.md", "one\ntwo\nthree\n"),
        ]);
        assert_eq!(
            moved(&before, &now).into_iter().collect::<Vec<_>>(),
            [("a.md", "x/a.md")]
        );
    }

    #[test]
    fn the_most_alike_are_paired_and_each_once() {
        let before = set(&[("a.md", "one\ntwo\n")]);
        let now = set(&[("half.md", "one\nother\n"), ("whole.md", "one\ntwo\n")]);
        assert_eq!(
            moved(&before, &now).into_iter().collect::<Vec<_>>(),
            [("a.md", "whole.md")]
        );
    }
}
