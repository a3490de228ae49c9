//! The table of rules: for each code what it says, the patterns that raise a suspicion, and the
//! judge that decides.
//!
//! A pattern matches only the core of a placeholder, a few bytes, so that all of them run as one
//! automaton and none can swallow another's core; the judge looks at the words around. To add a
//! wording: a pattern here, a case in `cases.rs`.

use super::context::{Context, Hit};
use super::{
    amounts, assignments, author_notes, capitals, dates, fields, figures, filler, gaps, imperative,
    numbered, phrases, question, stubs, tasks, tbc,
};
use crate::diagnostic::rules;

/// The code of a rule.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Code {
    /// `placeholder/to-be-completed`
    ToBeCompleted,
    /// `placeholder/to-be-written`
    ToBeWritten,
    /// `placeholder/to-be-added`
    ToBeAdded,
    /// `placeholder/to-be-updated`
    ToBeUpdated,
    /// `placeholder/to-be-confirmed`
    ToBeConfirmed,
    /// `placeholder/tbc`
    Tbc,
    /// `placeholder/missing-figure`
    MissingFigure,
    /// `placeholder/figure-x`
    FigureX,
    /// `placeholder/instruction`
    Instruction,
    /// `placeholder/question`
    Question,
    /// `placeholder/insert`
    Insert,
    /// `placeholder/todo`
    Todo,
    /// `placeholder/filler`
    Filler,
}

/// Decides whether a match is a placeholder, and how far it reaches.
pub type Matcher = fn(&Context<'_>) -> Option<Hit>;

/// One rule of the table.
pub struct Rule {
    /// Its code.
    pub code: Code,
    /// Its full name.
    pub name: &'static str,
    /// What is wrong; the found text follows it.
    pub message: &'static str,
    /// How to mend it.
    pub help: &'static str,
    /// How owner, due date and note may follow.
    pub notes: Notes,
    /// Patterns and their judges.
    pub patterns: &'static [(&'static str, Matcher)],
}

/// What may follow a placeholder as its annotation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Notes {
    /// Nothing.
    None,
    /// Owner and date in brackets, and a note behind these or behind a colon.
    Marked,
    /// A note at once, where the placeholder is in capitals.
    Eager,
}

const ANNOTATE: &str = "write what is missing, or say who owes it and by when: `TO BE COMPLETED (R Millson, 2017-03-01) what is missing`";

/// All rules.
pub const RULES: &[Rule] = &[
    Rule {
        code: Code::ToBeCompleted,
        name: rules::placeholder::TO_BE_COMPLETED.code,
        message: "a part is still to be completed",
        help: ANNOTATE,
        notes: Notes::Eager,
        patterns: &[(
            r"(?i-u:\bto\s+be\s+(?:completed|finished|filled\s+in|filled\s+out|populated|discussed|scoped|worked\s+up|firmed\s+up|fleshed\s+out)\b)",
            phrases::to_be,
        )],
    },
    Rule {
        code: Code::ToBeWritten,
        name: rules::placeholder::TO_BE_WRITTEN.code,
        message: "a part is still to be written",
        help: ANNOTATE,
        notes: Notes::Eager,
        patterns: &[
            (
                r"(?i-u:\bto\s+be\s+(?:(?:re-?)?(?:written|drafted|worded)|authored|developed|expanded)\b)",
                phrases::to_be,
            ),
            (
                r"(?i-u:\bnot\s+(?:yet\s+)?(?:been\s+)?(?:written|drafted)(?:\s+yet)?\b)",
                phrases::not_yet,
            ),
        ],
    },
    Rule {
        code: Code::ToBeAdded,
        name: rules::placeholder::TO_BE_ADDED.code,
        message: "content is still to be added",
        help: "add the content, or take the announcement out",
        notes: Notes::Eager,
        patterns: &[
            (
                r"(?i-u:\bto\s+be\s+(?:added|inserted|provided|supplied|included|attached|appended|inputted|linked)\b)",
                phrases::to_be,
            ),
            (
                r"(?i-u:\bstill\s+being\s+(?:finalised|drafted|written|collected|collated|agreed|confirmed|worked\s+(?:up|on)|gathered)\b)",
                phrases::still_being,
            ),
            (
                r"(?i-u:\bwill\s+be\s+(?:added|inserted|populated|drafted|written|filled\s+in)\b)",
                phrases::will_be,
            ),
            (
                r"(?i-u:\bhere,?\s+(?:if|where|as)\s+(?:required|applicable|needed|appropriate|necessary)\b)",
                gaps::here_if,
            ),
            (
                r"(?i-u:\b(?:(?:will|to)\s+go|goes|to\s+be\s+placed|will\s+sit)\s+(?:in\s+)?here\b|\bhere\b)",
                gaps::ends_here,
            ),
            (
                r"(?i-u:\b(?:coming\s+soon|watch\s+this\s+space)\b)",
                stubs::announcement,
            ),
            (
                r"(?i-u:\b(?:(?:is|are)\s+)?(?:(?:currently|still)\s+)?(?:under\s+(?:construction|development)|(?:a\s+)?work\s+in\s+progress)\b)|(?-u:\bWIP\b)",
                stubs::unfinished,
            ),
            (r"(?i-u:\bto\s+(?:follow|come)\b)", stubs::to_follow),
            (
                r"(?i-u:\b(?:awaiting|awaited|waiting\s+for|pending)\b)",
                stubs::awaiting,
            ),
        ],
    },
    Rule {
        code: Code::ToBeUpdated,
        name: rules::placeholder::TO_BE_UPDATED.code,
        message: "a part is still to be updated",
        help: "update the part, or say who owes it and by when: `TO BE UPDATED (R Millson, 2017-03-01) what has changed`",
        notes: Notes::Eager,
        patterns: &[(
            r"(?i-u:\bto\s+be\s+(?:updated|revised|refreshed|amended|replaced|reviewed|checked|corrected)\b)",
            phrases::to_be,
        )],
    },
    Rule {
        code: Code::ToBeConfirmed,
        name: rules::placeholder::TO_BE_CONFIRMED.code,
        message: "a point is still to be confirmed",
        help: "write what was confirmed, or say in a sentence who decides and when",
        notes: Notes::Eager,
        patterns: &[
            (
                r"(?i-u:\bto\s+be\s+(?:confirmed|determined|decided|agreed|advised|announced|finali[sz]ed|defined|identified|clarified|arranged|appointed|verified|scheduled|quantified|costed|calculated|established|approved|set|nominated|allocated)\b)",
                phrases::to_be,
            ),
            (r"(?i-u:\bTO\s+BE\s+[A-Z]{4,}(?:D|EN)\b)", phrases::misspelt),
            (
                r"(?i-u:\bnot\s+(?:yet\s+)?(?:confirmed|agreed|decided|finalised)(?:\s+yet)?\b)",
                phrases::unconfirmed,
            ),
        ],
    },
    Rule {
        code: Code::Tbc,
        name: rules::placeholder::TBC.code,
        message: "a point is left open",
        help: "write what is known, or, if these are initials, declare them in the glossary",
        notes: Notes::Marked,
        patterns: &[(
            r"(?i-u:\bt(?:b(?:[cda]|conf)|\.\s?b\.\s?[cda])\b)",
            tbc::tbc,
        )],
    },
    Rule {
        code: Code::MissingFigure,
        name: rules::placeholder::MISSING_FIGURE.code,
        message: "a figure is missing",
        help: "write the figure, or say that it is not known",
        notes: Notes::None,
        patterns: &[
            (r"X{2,}|x{2,}", figures::run),
            (r"[£$€] ?(?:[Xx#]|\?)", amounts::money),
            (r"[£€](?:[£€]{2,}| ?_+| ?(?:…|\.{3}))", amounts::blank_money),
            (r"[£€$] ?(?:-?,)?(?:-{2,}|[–—]+)", amounts::dashes),
            (r"\?(?:\.?\?)* ?%", amounts::asked_share),
            (r"(?-u:\b)x\.x+", amounts::decimal),
            (r"#{4,}", amounts::narrow_column),
            (r"(?-u:\b[0-9]{1,2}\.x\b)", amounts::lone_version),
            (
                r"(?i-u:\bv(?:er(?:sion)?)?[.:]? ?(?:[0-9]+|x)\.x+\b|\bversion:? x\b)",
                amounts::version,
            ),
            (
                r"(?:_{2,}|…|\.{3}|(?-u:\b)(?:nn+|NN+|00(?:\.0)?)) ?%",
                amounts::blank_share,
            ),
            (
                r"(?-u:\b)(?:20[1-4][Xx](?-u:\b)|20_+|00/00/)",
                amounts::blank_date,
            ),
            (
                r"(?:__* ?)?/ ?_* ?/ ?(?:_{2,}|20(?:_+|[0-9]{2}))",
                gaps::slashes,
            ),
            (
                r"(?:\.{2,}|…\.*)/(?:\.{2,}|…\.*)/(?:20[0-9]{2}|\.{3,}|…\.*)",
                gaps::slashes,
            ),
            (r"[/-]#{2,}", amounts::hashes),
            (r"(?-u:\b)(?:X[.,][X0-9]|[Xx] ?%)", amounts::single),
            (r"(?-u:\b)X(?:m|bn|k)(?-u:\b)", amounts::single),
            (r"(?-u:\b)[Xx] ", amounts::count),
            (
                r"(?i-u:\b(?:of|by|saves?|saving|around|about|approximately|nearly|over|costs?|additional|further|another|spend|invest) )[£€] ?(?:million|billion)(?-u:\b)",
                amounts::blank_scale,
            ),
            (
                r"(?i-u:\b(?:around|approximately|about|only|nearly|almost)\s+%)",
                amounts::blank_scale,
            ),
            (r"#{1,3}(?:,###|%|/#)", amounts::hashes),
            (
                r"(?i-u:\bdd ?[/. -] ?mmm? ?[/. -] ?yy)|(?i-u:\byyyy-mm-dd\b)|(?i-u:\bdd (?:mmm|month) yy)|(?-u:\bM(?:onth|ONTH) YYYY\b)|(?i-u:\bmonth day,? year\b|\bday month year\b)|(?-u:\b[dD][dD] [A-Z]?[a-z]{2,8} (?:20[0-9]{2}|YY))",
                dates::format,
            ),
            (
                r"(?i-u:\bpages?\s+(?:[0-9]+\s+of\s+)?[xn]\b)",
                numbered::page,
            ),
        ],
    },
    Rule {
        code: Code::FigureX,
        name: rules::placeholder::FIGURE_X.code,
        message: "a figure or table has no number",
        help: "refer to it by its id, `[](#id)`, and the number is always right",
        notes: Notes::None,
        patterns: &[
            (
                r"(?i-u:\b(?:figures?|fig|tables?|charts?|diagrams?|graphs?|maps?|box|exhibit)\.?\s+)(?:[0-9]+\.)?(?:[Xx]+|\?+|#+|_{2,}|\[[ Xx?]*\])",
                numbered::numbered,
            ),
            (
                r"(?i-u:\b(?:appendix|appendices|annexe?|sections?|chapters?|pages?|paras?|paragraphs?|footnotes?|slides?)\s+)(?:[0-9]+\.)*(?:\?+|#{2,}|_{2,}|\[[ Xx?]*\]|x\.x)",
                numbered::part,
            ),
            (r"(?i-u:\b(?:paras?|paragraph|slide)\s+x\b)", numbered::page),
            (
                r"(?-u:\b(?i-u:appendix|annexe?|section|chapter|table|(?:appendices|annexes|sections|chapters)\s+[XY]\s+(?:to|and|&|-|–))\s+[XYZx]\b)",
                numbered::lettered,
            ),
        ],
    },
    Rule {
        code: Code::Instruction,
        name: rules::placeholder::INSTRUCTION.code,
        message: "a note to the author is left in the text",
        help: "do what the note asks, and take the note out",
        notes: Notes::None,
        patterns: &[
            (
                r"(?i-u:\b(?:can|could|should|shall|do)\s+we\b)",
                author_notes::shall_we,
            ),
            (
                r"(?i-u:\b(?:is|are)\s+(?:this|these|that|it)\s+(?:still\s+)?(?:current|correct|right|accurate|true|valid|up\s+to\s+date|the\s+(?:case|right|latest|correct|final)|needed|relevant|ok|agreed|final)\b)",
                author_notes::doubt,
            ),
            (
                r"(?-u:\b)(?:NUMBERS|FIGURES?|EVIDENCE|BASELINES?|DETAILS?|DATA|INFO|INFORMATION|STATS|STATISTICS|TEXT|NARRATIVE|CONTENT|COSTS|COSTINGS|EXAMPLES?|DATES|NAMES|REFERENCES?|REFS?|SOURCES?|STAT|CASE\s+STUD(?:Y|IES)|WORDING|PARA(?:GRAPH)?S?|INFOGRAPHICS?|GRAPHICS?|LINKS?|PICTURES?|PHOTOS?|IMAGES?|MAP|DIAGRAM|GRAPH|CHART|TABLE|QUOTES?|CITATION|INPUT|TARGETS?|TRAJECTORY|TRAJECTORIES|KPIS?|LOGOS?)(?-u:\b)",
                capitals::noun,
            ),
            (
                r"(?-u:\b)(?:NEEDS?|ADD|PUT|MORE|FURTHER|CHECK|CONFIRM|UPDATE|AMEND|DELETE|REMOVE|REPLACE|EXPAND|REWRITE|REWORD|REVISE|CLARIFY|COMPLETE|PROVIDE|INCLUDE|ATTACH|MENTION|QUANTIFY|DESCRIBE|EXPLAIN|REPHRASE|SHORTEN)(?-u:\b)",
                capitals::order,
            ),
            (
                r"(?-u:\b)(?:ANY|WHO|WHAT|WHERE|WHEN|WHICH|WHY|IS|ARE|DO|DOES|CAN|SHOULD|COULD|SAY|ASK|CHASE)(?-u:\b)",
                capitals::aside,
            ),
            (
                r"(?-u:\b)(?:BY\s+WH(?:EN|OM)|HOW\s+(?:MANY|MUCH))(?-u:\b)",
                capitals::gap,
            ),
            (
                r"(?-u:\b)TO\s+(?:CONFIRM|PROVIDE|UPDATE|ADD|SUPPLY|ADVISE|CHECK|CLARIFY|EXPAND|SEND|WRITE|DRAFT|AMEND|REVIEW|COMPLETE|REWORD|INSERT|DISCUSS)(?-u:\b)",
                capitals::assigned,
            ),
            (
                r"(?i-u:\((?:please\s+)?(?:add|check|confirm|update|need|needs|expand|amend|reword|ask|chase)\b)",
                imperative::bracketed,
            ),
            (r"(?-u:\([A-Z]{2,3}\s?)[:–—-]", assignments::remark),
            (
                r"(?-u:\b)[tT]o (?:confirm|provide|update|add|supply|advise|check|clarify|expand|complete|write|draft|insert|send|review|finish|reword)(?-u:\b)",
                assignments::assigned,
            ),
            (r"@[A-Z][a-z]+(?-u:\b)", assignments::mention),
            (
                r"(?i-u:\b(?:please\s+(?:can|could)|(?:can|could)\s+(?:someone|somebody))\b)",
                assignments::request,
            ),
            (r"(?-u:\b)(?:[Cc]hase|[Aa]sk)(?-u:\b)", assignments::chase),
            (r"(?-u:\bNB\b)", author_notes::nota_bene),
            (
                r"(?i-u:\b(?:can|could)\s+you\s+(?:please\s+)?(?:check|confirm|add|update|reword|rewrite|supply|provide|send|review|expand|insert|write|draft)\b)",
                author_notes::can_you,
            ),
            (
                r"(?i-u:\bplease\s+(?:add|check|confirm|update|amend|reword|rewrite|insert|expand|supply|send|review|comment|edit)\b)",
                author_notes::please,
            ),
            (
                r"(?-u:\bI(?:'ve| have)\s+(?:left|assumed|put|added|moved|deleted|changed|used|taken|highlighted|not|kept|tried)\b)|(?-u:\bI’ve\s+(?:left|assumed|put|added|moved|deleted|changed|used|taken|highlighted|not|kept|tried)\b)",
                author_notes::i_have,
            ),
            (
                r"(?i-u:\b(?:update|amend|edit|adapt|complete|change|expand|delete|add\s+to)\s+as\s+(?:required|needed|necessary)\b)",
                author_notes::as_required,
            ),
            (
                r"(?i-u:\b(?:find|use|need|add|get|choose|include)\s+(?:an?\s+)?(?:better|another|newer|more\s+recent|different)\s+(?:example|quote|photo|picture|map|graph|chart|figure|source|reference|stat|word|title|case\s+study)\b)",
                author_notes::better,
            ),
            (
                r"(?i-u:\b(?:(?:left\s+)?blank\s+for\s+now|working\s+title|holding\s+title)\b)",
                author_notes::mark,
            ),
            (r"(?i-u:\bdelete\b)", imperative::delete),
            (
                r"(?i-u:\bneeds?\s+(?:updating|completing|rewriting|rewording|redrafting|checking|expanding|finishing|inserting|referencing|confirming|editing|tidying|proofing|shortening|sourcing|formatting)\b)",
                author_notes::needs,
            ),
            (
                r"(?i-u:\bneeds?\s+(?:(?:more|some|an?|the|another|better|new|up-to-date|latest|updated|recent|local|final)\s+)*(?:work|expansion|sign-off|input|detail|details|info|information|data|evidence|reference|references|ref|source|sources|citation|map|graph|chart|table|figures?|numbers?|input|text|quote|photo|picture|link|links|narrative|baseline|word|wording|phrase|title|heading|example|examples|stats?|caption|sentence|paragraph|para)\b)",
                author_notes::needs,
            ),
            (
                r"(?i-u:\bneeds?\s+to\s+(?:add|include|insert|check|confirm|update|reference|mention|say|expand|reword|rewrite|clarify|quantify|link|cross-reference|get|find|put|write|draft)\b)",
                author_notes::need_to,
            ),
            (
                r"(?i-u:\b(?:sources?|refs?|references?|citation|evidence|figures?|data|baseline|numbers?|links?|photos?|picture|map|quote|stats?|wording|text|details?|examples?|case\s+study)\s+(?:is\s+|are\s+)?(?:needed|required|missing|wanted)\b)",
                author_notes::wanted,
            ),
            (
                r"(?-u:\b)(?:Update|Revise|Refresh|Complete|Populate|Finalise|Expand|Insert|Add|Amend|Reword|Rewrite|Rephrase|Shorten|Write|Draft|Check|Confirm|Review|Move|Replace|Discuss)(?-u:\s+(?:in\s+|on\s+)?(?:when|once|later|after|following|here|this|these|with)\b)",
                author_notes::order,
            ),
            (
                r"(?i-u:\b(?:something|a\s+(?:bit|line|sentence|paragraph|para|section|reference)|more|wording)\s+(?:here\s+)?(?:on|about|re|around)\b)",
                author_notes::something,
            ),
            (
                r"(?i-u:\b(?:(?:copy|cut)\s+and\s+)?paste\b)",
                author_notes::paste,
            ),
            (
                r"(?i-u:\bnot\s+sure\s+(?:this|these|about\s+(?:this|these)|(?:if|whether)\s+(?:this|these|we|it|the))\b|\bsuggest\s+(?:we\s+|that\s+we\s+)?(?:delet|mov|add|remov|cut|reword|merg|shorten|drop)(?:e|ing|ting|ping)?\b|\bsuggested\s+(?:text|wording)\s+(?:below|above|here)\b)",
                author_notes::weighing,
            ),
            (
                r"(?i-u:\bthis\s+(?:section|chapter|paragraph|part|page|box|appendix|annex|table)\s+(?:should|must|needs\s+to|will\s+need\s+to)\s+(?:describe|set\s+out|include|explain|summari[sz]e|outline|cover|contain|identify|list|provide|give|state|show|demonstrate|say)\b)",
                author_notes::guidance,
            ),
            (r"(?-u:\b)Add (?:in )?(?-u:\b)", imperative::add_line),
            (
                r"(?-u:\b(?:Move|Cut|Merge|Keep|Split|Remove|Drop|Include|Mention|Reference|Combine|Reword|Expand)\b)",
                author_notes::asked_order,
            ),
            (
                r"(?i-u:\b(?:text|clauses|cells|sections|areas)\s+(?:highlighted\s+)?in\s+yellow\b|\bhighlighted\s+text\b)",
                imperative::colour,
            ),
            (
                r"(?i-u:\b(?:drafting\s+note|note\s+(?:to|for)\s+(?:editor|self|author|reviewer|designer|comms|printer|design)s?|author\s+query|(?:author|editor|reviewer|drafter)(?:'s|s')?\s+(?:note|comment|query))\s*)[:–-]|(?i-u:\b(?:author|editor|reviewer|drafter)’s\s+(?:note|comment|query)\s*)[:–-]|(?-u:\bDN ?)[:–-]",
                author_notes::headed,
            ),
        ],
    },
    Rule {
        code: Code::Question,
        name: rules::placeholder::QUESTION.code,
        message: "the author's own question is left in the text",
        help: "answer the question, or take it out",
        notes: Notes::None,
        patterns: &[(r"\?+", question::mark)],
    },
    Rule {
        code: Code::Insert,
        name: rules::placeholder::INSERT.code,
        message: "a field is not filled in",
        help: "write what the field asks for",
        notes: Notes::None,
        patterns: &[
            (r"\[", fields::square),
            (r"<[A-Za-z]", fields::angle),
            (
                r"(?i-u:\((?:(?:please\s+)?(?:insert|enter|fill)|(?:job\s+title|names?|address|title|signature|role|description|summary|number|reasons?)\s+(?:of|for)|statement\s+(?:of|about))\b|\((?:what|which)\s+[a-z]+\))",
                fields::round,
            ),
            (r"(?i-u:\binsert\b)", fields::bare),
            (
                r"(?i-u:\b(?:text|name|title|date|details|logo|image|picture|photo|quote|content|link|figures?|numbers?|map|diagram|chart|graph|address|table)\s+(?:goes\s+|to\s+go\s+)?here\b)",
                fields::here,
            ),
            (r"\{", fields::brace),
            (
                r"(?-u:\b(?:Name|Title|Organisation|Date),)",
                gaps::list_of_fields,
            ),
            (r"(?i-u:\((?:\s+|ref|insert|stats?)\))", gaps::hollow),
            (
                r"(?i-u:\((?:(?:contact |full |your |first |last |council |trust |practice |school |company |team |partner |project |service |organi[sz]ation )?names?|job title|date|organi[sz]ation|title|role|telephone|phone|email|address)\))",
                gaps::asked,
            ),
            (
                r"(?i-u:\b(?:start\s+typing|(?:enter|type|write|paste|put)\s+(?:[a-z]+\s+){0,3}?)\s*here\b)",
                gaps::prompt,
            ),
            (
                r"(?i-u:\benter\s+(?:a\s+|the\s+)?(?:name|role|details|date|text|title|description|address|number|value|amount|figure)\b)",
                gaps::prompt,
            ),
            (r":[ *_]*(?:\.{4,}|…{2,})", gaps::dots),
            (r"\.{5,}|…{2,}", gaps::dots_to_sign_on),
            (r"_{3,}", gaps::rule),
            (
                r"«[ \u{a0}]?[A-Za-z][A-Za-z_ ]{0,40}[ \u{a0}]?»",
                fields::merge,
            ),
        ],
    },
    Rule {
        code: Code::Todo,
        name: rules::placeholder::TODO.code,
        message: "a task is left in the text",
        help: "do the task, and take the mark out",
        notes: Notes::Eager,
        patterns: &[
            (r"(?-u:\b)(?:TODO|FIXME)(?-u:\b)", tasks::todo),
            (r"(?i-u:\bto[ -]do\b)|(?-u:\b[Tt]o[dD]o\b)", tasks::to_do),
        ],
    },
    Rule {
        code: Code::Filler,
        name: rules::placeholder::FILLER.code,
        message: "filler text stands where content belongs",
        help: "write the content",
        notes: Notes::None,
        patterns: &[
            (
                r"(?i-u:\blorem\s+ipsum\b|\bdolor\s+sit\s+amet\b|\bconsectetur\s+adipi\w+|\bsed\s+(?:do\s+eiusmod|ut\s+perspiciatis)\b|\bduis\s+aute\s+irure\b|\bexcepteur\s+sint\b|\bpellentesque\s+habitant\b|\bvestibulum\s+ante\b|\bnullam\s+(?:quis|id)\b)",
                filler::lorem,
            ),
            (
                r"(?-u:\b)(?:Lorem|[Bb]ody text|(?i-u:text(?:\s+text){2,}|test(?:\s+test)+|quick\s+brown\s+fox)|[Ss]ome text(?: some text)*|(?-u:asdf\w*(?:\s+asdf\w*)*)|ASDF|Asdf|qwerty|Untitled|(?:[Dd]ummy|[Ss]ample|[Tt]est|[Hh]olding|[Ff]iller)\s+(?:text|copy)|[Hh]olding page)(?-u:\b)",
                filler::alone,
            ),
            (
                r"(?i-u:\b(?:click|tap)\s+(?:or\s+tap\s+)?(?:here\s+)?to\s+(?:enter|add|insert|edit|type)\s+(?:an?\s+|the\s+|your\s+)?(?:text|date|title|subtitle|name|picture|image)\b)",
                filler::residue,
            ),
            (
                r"(?i-u:\bchoose\s+an\s+item\b|\bclick\s+edit\s+button\s+to\s+change\b)|Error! (?:Reference source|Bookmark|No text|No table|Not a valid|Hyperlink|Unknown|Use the)",
                filler::residue,
            ),
            (
                r#"(?-u:\bTOC\s+\\|\bPAGEREF\s+_|\bHYPERLINK\s+(?:\\|")|\bMERGEFIELD\s|\bComment(?:ed)? \[[A-Z]+[0-9]+\])"#,
                filler::residue,
            ),
            (
                r"#(?:REF|DIV/0|VALUE|NUM|NULL|SPILL|CALC|FIELD|BLOCKED|CONNECT|BUSY|UNKNOWN|ERROR|EXTERNAL|PYTHON)!|#(?:NAME\?|(?:N/A|GETTING_DATA)(?-u:\b))|(?-u:\bErr:5[0-9][0-9]\b)",
                filler::residue,
            ),
            (
                // The same of spreadsheets in German, French, Spanish, Portuguese, Italian, Polish
                // and Dutch.
                r"#(?:BEZUG|WERT|ZAHL|VALEUR|NOMBRE|NUL|¡REF|¡VALOR|¡NUM|¡NULO|¡DIV/0|VALOR|NÚM|RIF|VALORE|NULLO|ADR|ARG|LICZBA|ZERO|DZIEL/0|VERW|WAARDE|GETAL|DEEL/0|LEEG)!|#(?:NOM|¿NOMBRE|NOME|NAZWA|NAAM)\?|#(?:NV|N/D!?|N/B)(?-u:\b)",
                filler::residue,
            ),
            (
                r"(?i-u:\b(?:is|some)\s+(?:just\s+)?(?:dummy|filler|sample)\s+text\b)",
                filler::dummy,
            ),
            (r"(?i-u:\bblah(?:[ ,]+blah\b)+)", filler::blah),
            (r"(?i-u:\bplaceholder\b)", filler::placeholder),
            (
                r"(?-u:\b)(?:Sub-?heading|New (?:section|heading|page|chapter)|[Ii]mage ?[0-9]+|[Dd]escription of (?:the )?(?:image|picture|photo|chart|graph|diagram|map)|(?:Section|Chapter|Table|Figure|Page|Document|Card) (?:title|heading)|(?:Image|Photo|Picture) (?:caption|description)|Caption|Alt text(?: here)?)(?-u:\b)",
                filler::label,
            ),
            (
                r"(?-u:\b(?:A ?N Other|Joe? Bloggs|(?:First ?[Nn]ame|Forename) (?:Surname|Last ?[Nn]ame))\b)",
                filler::nobody,
            ),
            (
                r"(?i-u:\b(?:name|first\.?name|firstname\.(?:surname|lastname)|your\.?(?:name|email)|email)@)",
                filler::nobody,
            ),
            (r"\(", assignments::parenthesis),
        ],
    },
];

/// The rule of a code.
pub fn rule(code: Code) -> &'static Rule {
    // The enumeration and the table are in one order; a test holds them together.
    &RULES[code as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A single Unicode boundary would take the whole automaton off its fast path: 1 MB/s instead
    /// of hundreds.
    #[test]
    fn all_patterns_run_on_the_lazy_automaton() {
        let patterns: Vec<&str> = RULES
            .iter()
            .flat_map(|rule| rule.patterns)
            .map(|&(pattern, _)| pattern)
            .collect();
        regex_automata::hybrid::dfa::DFA::new_many(&patterns).unwrap();
    }

    #[test]
    fn the_table_is_in_the_order_of_the_codes() {
        for (at, rule) in RULES.iter().enumerate() {
            assert_eq!(rule.code as usize, at, "{}", rule.name);
        }
    }
}
