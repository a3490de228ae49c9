//! The named places of a PDF (ISO 32000-1, 12.3.2.3).

use std::collections::{BTreeMap, HashMap};

use hayro_syntax::object::{Array, Dict, Object, ObjectIdentifier};
use hayro_syntax::xref::XRef;

use super::object::{self, text};
use super::{Point, Unreadable};
use crate::limits;

/// The named places; `pages` are the numbers of the pages' objects.
pub(super) fn read(
    catalog: &Dict<'_>,
    pages: &HashMap<ObjectIdentifier, usize>,
    xref: &XRef,
) -> Result<BTreeMap<String, Point>, Unreadable> {
    let mut reader = Places {
        pages,
        xref,
        found: BTreeMap::new(),
        nodes: 0,
    };
    let names = catalog.get::<Dict<'_>>("Names");
    if let Some(places) = names.and_then(|names| names.get::<Dict<'_>>("Dests")) {
        reader.node(&places, 0)?;
    }
    Ok(reader.found)
}

struct Places<'p, 'a> {
    pages: &'p HashMap<ObjectIdentifier, usize>,
    xref: &'a XRef,
    found: BTreeMap<String, Point>,
    nodes: usize,
}

impl<'a> Places<'_, 'a> {
    /// A node of the tree of names: names with their places, or other nodes.
    fn node(&mut self, node: &Dict<'a>, depth: usize) -> Result<(), Unreadable> {
        self.nodes += 1;
        if depth > limits::PDF_TAG_DEPTH || self.nodes > limits::PDF_TAGS {
            return Err(Unreadable::TooMuch("named places"));
        }
        let below = node.get::<Array<'_>>("Kids");
        for kid in below.iter().flat_map(Array::iter::<Dict<'_>>) {
            self.node(&kid, depth + 1)?;
        }
        let names = node.get::<Array<'_>>("Names");
        let mut entries = names
            .iter()
            .flat_map(|names| object::values(names, self.xref));
        let mut found = Vec::new();
        while let (Some(name), Some(place)) = (entries.next(), entries.next()) {
            let name = name.object.into_string();
            let place = name.zip(self.place(place.object));
            found.extend(place.map(|(name, place)| (text(name.as_bytes()), place)));
        }
        self.found.extend(found);
        Ok(())
    }

    /// `[page /XYZ x y zoom]`, or a dictionary that holds it.
    fn place(&self, place: Object<'a>) -> Option<Point> {
        let place = match place {
            Object::Dict(dict) => dict.get::<Array<'_>>("D")?,
            place => place.into_array()?,
        };
        let mut parts = object::values(&place, self.xref);
        let page = self.pages.get(&parts.next()?.id?)?;
        let mut numbers = parts.skip(1).map(|part| part.object.into_f32());
        let mut number = || numbers.next().flatten().map(f64::from);
        Some(Point {
            page: *page,
            x: number().unwrap_or_default(),
            y: number().unwrap_or(f64::MAX),
        })
    }
}
