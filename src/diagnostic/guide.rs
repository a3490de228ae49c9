//! The guide: what each code means, why, and how to mend it, from the pages of `docs/rules/`, which
//! travel inside the program.
//!
//! A page is `# CODE`, a summary of one paragraph, and sections `## What`, `## Why`, `## Bad`, `##
//! Good`. Nothing is rendered here: a page is Markdown that reads well as it is.

use include_dir::{Dir, include_dir};

use super::rules;

static RULES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/docs/rules");

/// The page of one code.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    text: &'static str,
}

/// The page of a code; `None` if it has none.
pub fn page(code: &str) -> Option<Page> {
    let rule = rules::find(code)?;
    let text = RULES
        .get_file(format!("{}.md", rule.code))?
        .contents_utf8()?;
    Some(Page { text })
}

impl Page {
    /// The whole page, as Markdown.
    pub fn text(self) -> &'static str {
        self.text
    }

    /// The paragraph below the title, on one line.
    pub fn summary(self) -> String {
        let below = self
            .text
            .lines()
            .skip_while(|line| !line.starts_with("# "))
            .skip(1);
        let paragraph = below
            .skip_while(|line| line.trim().is_empty())
            .take_while(|line| !line.trim().is_empty());
        paragraph.map(str::trim).collect::<Vec<_>>().join(" ")
    }

    /// What stands below `## NAME`; empty if there is no such section.
    pub fn section(self, name: &str) -> &'static str {
        let heading = format!("\n## {name}\n");
        let Some((_, after)) = self.text.split_once(&heading) else {
            return "";
        };
        after
            .split_once("\n## ")
            .map_or(after, |(section, _)| section)
            .trim()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_a_summary_and_sections() {
        let page = Page {
            text: "# a/b\n\nOne\nline.\n\nMore.\n\n## What\n\nThis.\n\n## Bad\n\n```\nx\n```\n",
        };
        assert_eq!(page.summary(), "One line.");
        assert_eq!(page.section("What"), "This.");
        assert_eq!(page.section("Bad"), "```\nx\n```");
        assert_eq!(page.section("Good"), "");
    }

    #[test]
    fn only_codes_have_pages() {
        assert!(page("../codes").is_none());
        assert!(page("placeholder/tcb").is_none());
    }
}
