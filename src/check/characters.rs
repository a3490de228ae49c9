//! Characters that nobody sees, and that change what is read: they come with text pasted from
//! elsewhere, or with intent.
//!
//! In: one source as it stands in memory. Out: diagnostics, at most ten of a file and one for the
//! rest. Letters of every script, soft hyphens, no-break spaces and emoji are left alone.

use crate::diagnostic::{Diagnostic, Report, rules};
use crate::source::{SourceId, SourceSet, Span};

/// So many of a file are shown one by one.
const MOST_SHOWN: usize = 10;

/// A mark of direction belongs to letters that stand within so many bytes of it.
const NEAR: usize = 200;

/// What is wrong with a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    Bidirectional,
    Control,
    Invisible,
}

/// `source/bidirectional-character`, `source/control-character`, `source/invisible-character`.
pub fn check(id: SourceId, sources: &SourceSet, report: &mut Report) {
    let found = find(sources.get(id).text());
    let (shown, rest) = found.split_at(found.len().min(MOST_SHOWN));
    for &(at, c, fault) in shown {
        report.push(diagnostic(
            fault,
            Span::new(id, at..at + c.len_utf8()),
            message(c, fault),
        ));
    }
    // What the rest amounts to is the worst of it.
    let worst = rest
        .iter()
        .find(|(.., fault)| *fault != Fault::Invisible)
        .or(rest.first());
    if let Some(&(at, c, fault)) = worst {
        let more = rest.len() - 1;
        let more = if more > 0 {
            format!(", and {more} more like it stand in this file")
        } else {
            String::new()
        };
        let message = message(c, fault) + &more;
        report.push(diagnostic(
            fault,
            Span::new(id, at..at + c.len_utf8()),
            message,
        ));
    }
}

fn message(c: char, fault: Fault) -> String {
    let code = u32::from(c);
    match fault {
        Fault::Bidirectional => {
            format!(
                "the character U+{code:04X} turns the direction of text, so that it reads otherwise than it is"
            )
        }
        Fault::Control => {
            format!("the character U+{code:04X} is a control character, which no page can show")
        }
        Fault::Invisible => format!("the character U+{code:04X} cannot be seen"),
    }
}

fn diagnostic(fault: Fault, span: Span, message: String) -> Diagnostic {
    let rule = match fault {
        Fault::Bidirectional => rules::source::BIDIRECTIONAL_CHARACTER,
        Fault::Control => rules::source::CONTROL_CHARACTER,
        Fault::Invisible => rules::source::INVISIBLE_CHARACTER,
    };
    rule.at(span, message)
        .help("delete it, or delete the words around it and type them again")
}

fn find(text: &str) -> Vec<(usize, char, Fault)> {
    // Without a way out in the middle, the compiler looks at many bytes at once.
    if !text.bytes().fold(false, |any, byte| {
        any | !byte.is_ascii() | (byte.is_ascii_control() & !is_layout(byte))
    }) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut before = '\n';
    for (at, c) in text.char_indices() {
        let is_plain = (' '..='~').contains(&c) || (c.is_ascii() && is_layout(c as u8));
        if !is_plain
            && let Some(fault) = fault(c)
            && !belongs(c, before, text, at)
        {
            found.push((at, c, fault));
        }
        before = c;
    }
    found
}

fn is_layout(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r' | b'\t')
}

fn fault(c: char) -> Option<Fault> {
    match c {
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => Some(Fault::Bidirectional),
        '\u{61C}'
        | '\u{115F}'
        | '\u{1160}'
        | '\u{180E}'
        | '\u{200B}'..='\u{200F}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{2060}'..='\u{2065}'
        | '\u{206A}'..='\u{206F}'
        | '\u{3164}'
        | '\u{FEFF}'
        | '\u{FFA0}'
        | '\u{FFF9}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E007F}' => Some(Fault::Invisible),
        c if c.is_control() => Some(Fault::Control),
        _ => None,
    }
}

/// Whether an invisible character does what it is for: joiners in emoji and in scripts that need
/// them, marks of direction in lines with letters that run from right to left, tags in flags,
/// fillers between Korean letters.
fn belongs(c: char, before: char, text: &str, at: usize) -> bool {
    let after = text[at..].chars().nth(1).unwrap_or('\n');
    match c {
        '\u{200C}' | '\u{200D}' => is_joined(before) && is_joined(after),
        '\u{200B}' => is_unspaced(before) || is_unspaced(after),
        '\u{200E}' | '\u{200F}' | '\u{61C}' => line_around(text, at).contains(is_leftward),
        '\u{E0020}'..='\u{E007F}' => {
            before == '\u{1F3F4}' || ('\u{E0020}'..='\u{E007E}').contains(&before)
        }
        '\u{115F}' | '\u{1160}' => {
            ('\u{1100}'..='\u{11FF}').contains(&before)
                || ('\u{1100}'..='\u{11FF}').contains(&after)
        }
        _ => false,
    }
}

/// Letters and signs that joiners tie: emoji, Arabic, the scripts of India and their like; not
/// Latin, Greek or Cyrillic.
fn is_joined(c: char) -> bool {
    let is_emoji = matches!(c, '\u{FE0F}' | '\u{2190}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}');
    is_emoji || ('\u{590}'..='\u{1CFF}').contains(&c)
}

/// Scripts that write words without spaces between them.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{2E80}'..='\u{9FFF}')
}

/// The line, or of a long one what is near, which bounds the work.
fn line_around(text: &str, at: usize) -> &str {
    let from = text.floor_char_boundary(at.saturating_sub(NEAR));
    let to = text.floor_char_boundary((at + NEAR).min(text.len()));
    let start = text[from..at]
        .rfind('\n')
        .map_or(from, |line_break| from + line_break + 1);
    &text[start..text[at..to].find('\n').map_or(to, |length| at + length)]
}

fn is_leftward(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Vec<Fault> {
        find(text).into_iter().map(|(.., fault)| fault).collect()
    }

    #[test]
    fn characters_that_nobody_sees_are_found() {
        assert_eq!(
            faults("a\u{202E}b\u{2069}"),
            [Fault::Bidirectional, Fault::Bidirectional]
        );
        assert_eq!(
            faults("a\0b\u{7F}\u{85}\u{1B}[31m\u{C}"),
            [Fault::Control; 5]
        );
        assert_eq!(
            faults("TO\u{200B} BE\u{FEFF} a\u{200D}b\u{200F}"),
            [Fault::Invisible; 4]
        );
        assert_eq!(faults("a\u{E0041}"), [Fault::Invisible]);
    }

    #[test]
    fn what_belongs_to_a_script_or_an_emoji_is_left_alone() {
        assert!(faults("a\tb\r\n£5 – “é” a\u{A0}b soft\u{AD}hyphen\n").is_empty());
        assert!(
            faults("👩\u{200D}⚕\u{FE0F} 🏴\u{E0067}\u{E0062}\u{E007F} 👩🏽\u{200D}🚀").is_empty()
        );
        assert!(faults("می\u{200C}خواهم क्\u{200D}ष שלום\u{200F}!").is_empty());
        assert!(faults("ภาษา\u{200B}ไทย").is_empty());
    }
}
