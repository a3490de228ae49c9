//! The tag tree (ISO 32000-1, 14.7), put together with what stands on the pages.

use std::collections::{HashMap, HashSet};

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier};
use hayro_syntax::xref::XRef;

use super::content::{Marked, Reader};
use super::object::{self, Found, text_of};
use super::{Attributes, Element, Kid, Role, Scope, TaggedPdf, Unreadable, places};
use crate::limits;

pub(super) fn read(pdf: &Pdf) -> Result<TaggedPdf, Unreadable> {
    let xref = pdf.xref();
    let catalog: Dict<'_> = xref.get(xref.root_id()).ok_or(Unreadable::Broken)?;
    let root: Dict<'_> = catalog.get("StructTreeRoot").ok_or(Unreadable::Untagged)?;
    let mut pages = HashMap::new();
    let mut marked = Vec::new();
    let mut reader = Reader::default();
    for (number, page) in pdf.pages().iter().enumerate() {
        pages.extend(page.raw().obj_id().map(|id| (id, number)));
        marked.push(reader.page(page, number)?);
    }
    let places = places::read(&catalog, &pages, xref)?;
    let mut tree = Tree {
        xref,
        roles: root.get("RoleMap").unwrap_or_default(),
        pages,
        marked,
        seen: HashSet::new(),
        elements: 0,
    };
    Ok(TaggedPdf {
        root: Element {
            kids: tree.kids(&root, None, 0)?,
            ..Element::default()
        },
        language: text_of(&catalog, "Lang"),
        places,
    })
}

/// Where the reading of the tree has come to.
struct Tree<'a> {
    xref: &'a XRef,
    /// What a PDF's own names of roles stand for.
    roles: Dict<'a>,
    pages: HashMap<ObjectIdentifier, usize>,
    /// Of each page, what has not been taken by an element yet.
    marked: Vec<Marked>,
    /// Elements that were met; one that leads back to itself is not gone through again.
    seen: HashSet<ObjectIdentifier>,
    elements: usize,
}

impl<'a> Tree<'a> {
    /// What an element has inside; `page` is where its content stands, `depth` how many are around
    /// it.
    fn kids(
        &mut self,
        of: &Dict<'a>,
        page: Option<usize>,
        depth: usize,
    ) -> Result<Vec<Kid>, Unreadable> {
        if depth > limits::PDF_TAG_DEPTH {
            return Err(Unreadable::TooMuch("tags inside each other"));
        }
        let mut kids = Vec::new();
        match object::value(of, "K", self.xref) {
            Some(Found {
                object: Object::Array(array),
                ..
            }) => {
                for found in object::values(&array, self.xref) {
                    self.kid(found, page, depth, &mut kids)?;
                }
            }
            Some(found) => self.kid(found, page, depth, &mut kids)?,
            None => {}
        }
        Ok(kids)
    }

    fn kid(
        &mut self,
        found: Found<'a>,
        page: Option<usize>,
        depth: usize,
        kids: &mut Vec<Kid>,
    ) -> Result<(), Unreadable> {
        match found.object {
            Object::Number(number) => {
                let id = i32::try_from(number.as_i64()).unwrap_or(-1);
                self.take(page, id, kids);
            }
            Object::Dict(dict) => match dict.get::<Name<'_>>("Type").as_deref() {
                Some(b"MCR") => {
                    let page = self.page(&dict).or(page);
                    self.take(page, dict.get("MCID").unwrap_or(-1), kids);
                }
                // An annotation: what it lies on stands beside it.
                Some(b"OBJR") => {}
                _ if found.id.is_none_or(|id| self.seen.insert(id)) => {
                    kids.push(Kid::Element(self.element(&dict, page, depth + 1)?));
                }
                _ => {}
            },
            _ => {}
        }
        Ok(())
    }

    /// Takes what stands in marked content; nobody else has it then.
    fn take(&mut self, page: Option<usize>, id: i32, kids: &mut Vec<Kid>) {
        let marked = page.and_then(|page| self.marked.get_mut(page));
        let runs = marked.and_then(|marked| marked.remove(&id));
        kids.extend(runs.into_iter().flatten().map(Kid::Text));
    }

    fn page(&self, dict: &Dict<'_>) -> Option<usize> {
        let page = ObjectIdentifier::from(dict.get_ref("Pg")?);
        self.pages.get(&page).copied()
    }

    fn element(
        &mut self,
        dict: &Dict<'a>,
        page: Option<usize>,
        depth: usize,
    ) -> Result<Element, Unreadable> {
        self.elements += 1;
        if self.elements > limits::PDF_TAGS {
            return Err(Unreadable::TooMuch("tags"));
        }
        let id = dict.get::<object::Bytes<'_>>("ID");
        Ok(Element {
            role: self.role(dict),
            language: text_of(dict, "Lang").filter(|language| !language.is_empty()),
            alternative: text_of(dict, "Alt"),
            actual: text_of(dict, "ActualText"),
            id: id.map(|id| id.as_bytes().to_vec()),
            attributes: self.attributes(dict),
            kids: self.kids(dict, self.page(dict).or(page), depth)?,
        })
    }

    /// The standard's role: names that are the PDF's own lead to one, perhaps by way of others.
    fn role(&self, element: &Dict<'a>) -> Role {
        const MOST_STEPS: usize = 8;
        let mut name = element.get::<Name<'_>>("S");
        for _ in 0..MOST_STEPS {
            let Some(own) = name else { break };
            let next = self.roles.get::<Name<'_>>(&own);
            if next.is_none() || next.as_ref() == Some(&own) {
                return Role::of(&own).unwrap_or_default();
            }
            name = next;
        }
        Role::default()
    }

    fn attributes(&self, element: &Dict<'a>) -> Attributes {
        let mut attributes = Attributes::default();
        match object::value(element, "A", self.xref).map(|found| found.object) {
            Some(Object::Dict(dict)) => self.attribute(&dict, &mut attributes),
            // Between them may stand numbers, of the revision that set them.
            Some(Object::Array(several)) => object::values(&several, self.xref)
                .filter_map(|found| found.object.into_dict())
                .for_each(|dict| self.attribute(&dict, &mut attributes)),
            _ => {}
        }
        attributes
    }

    fn attribute(&self, dict: &Dict<'a>, attributes: &mut Attributes) {
        match dict.get::<Name<'_>>("Scope").as_deref() {
            Some(b"Row") => attributes.scope = Some(Scope::Row),
            Some(b"Column") => attributes.scope = Some(Scope::Column),
            Some(b"Both") => attributes.scope = Some(Scope::Both),
            _ => {}
        }
        if let Some(headers) = dict.get::<Array<'_>>("Headers") {
            let ids = object::values(&headers, self.xref)
                .filter_map(|found| found.object.into_string())
                .map(|id| id.as_bytes().to_vec());
            attributes.headers = Some(ids.collect());
        }
        let span = |key| {
            dict.get::<i32>(key)
                .and_then(|span| usize::try_from(span).ok())
        };
        attributes.row_span = span("RowSpan").unwrap_or(attributes.row_span);
        attributes.column_span = span("ColSpan").unwrap_or(attributes.column_span);
    }
}
