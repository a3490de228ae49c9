//! The words that the judges know: lists, and nothing else.
//!
//! Each list is lower case and compared without regard to case. A word belongs here when it decides for lines of many
//! documents; a term of one project belongs into that project's rules or glossary.

/// What a draft lacks: the parts of a document that someone still has to supply.
pub const CONTENT: &[&str] = &[
    "detail", "details", "information", "info", "text", "data", "figure", "figures", "number",
    "numbers", "narrative", "section", "content", "contents", "table", "tables", "diagram",
    "diagrams", "chart", "charts", "map", "maps", "graph", "graphs", "graphic", "infographic",
    "link", "links", "hyperlink", "url", "photo", "photos", "photograph", "picture", "pictures",
    "image", "images", "logo", "logos", "reference", "references", "citation", "source",
    "paragraph", "paragraphs", "wording", "appendix", "annex", "list", "name", "names", "date",
    "dates", "example", "examples", "foreword", "introduction", "summary", "quote", "quotes",
    "baseline", "baselines", "costs", "costings", "costing", "stats", "statistics", "evidence",
    "kpi", "kpis", "metrics", "trajectory", "trajectories", "chapter", "box", "caption",
    "signature", "signatures", "biography", "description", "commentary", "analysis",
    "screenshot", "screengrab", "video", "heading", "title", "subtitle", "address", "postcode",
    "email", "bullet", "bullets", "glossary", "acronyms", "study", "studies", "input", "para",
    "percentage", "breakdown", "row", "column", "more", "definition", "definitions", "timeline",
    "footnote", "message", "statement", "page", "numbering", "amount", "slide", "slides",
    "case", "copy", "ref", "refs", "stat", "pic", "pics", "graphics", "sentence", "sentences",
    "bio", "bios", "intro", "footnotes", "hyperlinks", "infographics", "captions", "comparator",
    "comparators", "benchmark", "benchmarks", "quotation", "quotations", "photography",
    "boxes", "acronym", "headings", "annexes", "appendices", "paras", "vignette", "wordings",
];

/// The parts of the document itself: what is done to them is done by its authors.
pub const PARTS: &[&str] = &[
    "section", "sections", "subsection", "chapter", "chapters", "paragraph", "paragraphs",
    "para", "paras", "sentence", "narrative", "foreword", "introduction", "intro", "preface",
    "summary", "conclusion", "conclusions", "appendix", "appendices", "annex", "commentary",
    "wording", "text", "glossary", "caption", "captions", "chart", "charts", "graph", "graphs",
    "diagram", "diagrams", "infographic", "footnote", "heading", "headings", "bullet",
    "bullets", "quote", "quotes", "figures", "numbers", "data", "table", "tables", "map",
    "maps", "case", "box", "reference", "references", "ref", "refs", "title", "content",
    "detail", "details", "bit", "bibliography", "strapline",
];

/// What authors do to a text, as they order it of one another.
pub const EDITS: &[&str] = &[
    "add", "insert", "include", "check", "confirm", "update", "amend", "revise", "reword",
    "rewrite", "rephrase", "redraft", "expand", "shorten", "clarify", "quantify", "reference",
    "mention", "link", "delete", "remove", "replace", "move", "merge", "finish", "complete",
    "populate", "chase", "provide", "supply", "send", "advise", "review", "write", "draft",
    "cross-reference", "proofread", "edit", "tidy", "verify", "query", "cite",
];

/// Teams that supply parts of a plan.
pub const TEAMS: &[&str] = &[
    "finance", "comms", "communications", "legal", "hr", "estates", "it", "ict", "bi",
    "performance", "policy", "planning", "housing", "analysts", "officers", "intelligence",
    "procurement", "design", "designer", "designers", "workforce", "contracts", "governance",
    "engagement", "marketing", "author", "authors", "editor", "team", "lead", "leads",
];

/// What may stand open in a plan: who, when, where, how much.
pub const OPEN: &[&str] = &[
    "date", "dates", "time", "times", "timing", "timings", "timescale", "timescales", "venue",
    "venues", "location", "locations", "lead", "leads", "owner", "owners", "officer",
    "officers", "amount", "amounts", "cost", "costs", "funding", "budget", "value", "target",
    "targets", "trajectory", "baseline", "name", "names", "chair", "sponsor", "sro", "details",
    "detail", "figure", "figures", "measure", "measures", "kpi", "kpis", "metric", "metrics",
    "governance", "responsibility", "format", "frequency", "membership", "contact", "post",
    "person", "deadline", "numbers", "percentage", "wording", "attendees", "speaker",
    "speakers",
];

/// Words that make a clause a sentence, or its phrase an ordinary future: such a clause is not a note to the author.
pub const VERBS: &[&str] = &[
    "is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "will", "would",
    "shall", "should", "must", "can", "could", "may", "might", "need", "needs", "needed", "due",
    "expected", "expects", "expect", "projected", "likely", "planned", "scheduled", "required",
    "requires", "require", "continue", "continues", "remain", "remains", "going", "ought",
    "want", "wants", "wish", "believed", "considered", "allow", "allows", "allowing", "enable",
    "enables", "enabling", "which", "who", "that", "whose", "whether", "until", "if", "because",
    "when", "while", "we", "they", "it", "you", "intended", "proposed", "anticipated", "seeks",
    "how", "what", "for", "ready", "able", "said", "agreed", "noted", "asked", "where", "as",
];

/// Months, long and short.
pub const MONTHS: &[&str] = &[
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep",
    "sept", "oct", "nov", "dec", "month", "monday", "tuesday", "wednesday", "thursday",
    "friday", "saturday", "sunday",
];

/// Words that a letter names: `Group X`, `Category X`; what follows such a letter is not counted by it.
pub const LETTERED: &[&str] = &[
    "group", "groups", "category", "type", "class", "ward", "site", "zone", "level", "option", "provider", "cohort", "team",
    "phase", "band", "grade", "factor", "vitamin", "chromosome", "generation", "brand", "product", "arm", "trial", "area", "school",
    "hospital", "practice", "home", "company", "person", "child", "patient", "family", "project", "programme", "scenario", "model",
    "item", "part", "section", "chapter", "appendix", "annex", "table", "map", "question", "rule", "platform", "the", "an", "each",
    "every", "this", "fragile", "malcolm", "pius",
];

/// Units and counted things that follow a figure.
pub const UNITS: &[&str] = &[
    "kb", "mb", "gb", "km", "kg", "m", "k", "bn", "mn", "million", "billion", "thousand",
    "hundred", "per", "percent", "hectares", "ha", "miles", "metres", "hours", "days", "weeks",
    "months", "years", "minutes", "people", "patients", "residents", "homes", "dwellings",
    "units", "beds", "staff", "fte", "wte", "pages", "places", "practices", "gps", "nurses",
    "carers", "children", "adults", "households", "cases", "responses", "respondents",
    "schools", "jobs", "tonnes", "sqm", "sq", "kwh", "mwh", "mw", "points", "premises", "sites",
    "visits", "referrals", "admissions", "appointments", "attendances", "deaths", "births",
    "wards", "members", "projects", "organisations", "businesses", "employees", "participants",
    "volunteers", "services", "additional", "new", "pa", "p.a", "number",
];

/// Small words before a figure.
pub const BEFORE_FIGURE: &[&str] = &[
    "to", "by", "of", "from", "than", "at", "approximately", "around", "over", "under", "circa",
    "c", "about", "in", "is", "are", "was", "were", "and", "with", "for", "between", "nearly",
    "almost", "some", "least", "further", "additional", "another", "up", "only", "approx",
    "below", "above", "total", "or", "until", "on", "that", "every", "within", "next", "last",
    "reach", "average",
];

/// Words that announce a number in a document.
pub const NUMBERED: &[&str] = &[
    "policy", "policies", "section", "sections", "page", "pages", "para", "paragraph",
    "paragraphs", "objective", "action", "actions", "ref", "reference", "no", "number",
    "version", "minute", "item", "appendix", "annex", "site", "q", "p", "pp", "step",
    "recommendation", "risk", "priority", "line", "footnote", "target", "project", "case",
    "phase", "tel", "v", "id", "day", "week",
];

/// Small words that stand before a figure at the start of a sentence.
pub const OPENERS: &[&str] = &[
    "on", "from", "the", "a", "an", "between", "total", "over", "around", "approximately",
    "nearly", "about", "up", "some", "only", "by", "to", "in", "of", "at", "and", "with",
    "under",
];

/// Words that say that an `XX` beside them is a sex chromosome or a Roman number.
pub const NOT_FIGURES: &[&str] = &[
    "chromosome", "chromosomes", "chromosomal", "karyotype", "genotype", "century", "siècle",
    "siglo", "secolo", "olympic", "olympiad", "olympics", "olympian", "xy", "rated", "large",
    "small", "corps", "legion", "size", "wiek", "wieku", "wieków", "siècles", "siglos", "secoli",
    "século", "séculos", "segle", "jahrhundert", "jahrhunderts", "jh", "eeuw", "století",
    "storočia", "század", "stoljeće", "stoletje", "secol", "secolul", "ganrif", "haois",
];

/// Words that, anywhere near an `XX`, say that it is a pair of chromosomes.
pub const GENETICS: &[&str] = &[
    "chromosome", "chromosomes", "chromosomal", "karyotype", "karyotypes", "genotype",
    "genotypes", "xy",
];

/// Bodies and people that may stand behind an `XX` in place of a name.
pub const BODIES: &[&str] = &[
    "council", "ccg", "trust", "hospital", "team", "board", "partnership", "university",
    "school", "college", "locality", "ward", "borough", "district", "department", "directorate",
    "service", "centre", "forum", "commissioner", "authority", "group", "federation", "surgery", "practice", "committee", "programme",
    "strategy", "road", "street", "lane",
];

/// Forms of address that a name follows.
pub const STYLES: &[&str] = &["cllr", "councillor", "dr", "mr", "mrs", "ms", "miss", "professor", "prof", "sir", "dame", "rev"];

/// What a bracketed field asks for.
pub const FIELDS: &[&str] = &[
    "name", "names", "title", "date", "dates", "organisation", "organization", "organisations",
    "address", "email", "e-mail", "telephone", "phone", "mobile", "number", "amount", "role",
    "position", "department", "signature", "logo", "postcode", "month", "year", "day", "time",
    "venue", "location", "figure", "figures", "percentage", "link", "url", "hyperlink", "ref",
    "reference", "owner", "text", "description", "photo", "photograph", "picture", "image",
    "diagram", "graph", "chart", "initials", "surname", "forename", "firstname", "lastname",
    "dd", "mm", "yyyy", "yy", "month/year", "day/month/year", "name/title", "deadline",
    "company", "placeholder", "job", "authority", "xx", "xxx", "xxxx", "qualification",
    "details", "detail", "content", "caption", "foreword", "signatory", "author", "authors",
    "designation", "subtitle", "infographic", "screenshot", "acronym", "frequency", "source",
    "definition", "theme", "region", "quantity", "duration", "period", "requirement", "topic",
    "locality", "town", "community", "quarter", "currency", "sector",
];

/// Words that may stand beside a field's name without changing what the bracket is.
pub const FIELD_COMPANIONS: &[&str] = &[
    "your", "of", "and", "or", "the", "to", "for", "here", "a", "an", "full", "first", "last",
    "contact", "lead", "responsible", "local", "council", "trust", "ccg", "practice", "agency",
    "project", "programme", "officer", "team", "service", "area", "borough", "district",
    "county", "ward", "partner", "supplier", "provider", "client", "document", "report", "plan",
    "policy", "meeting", "start", "end", "review", "approval", "issue", "publication", "cost",
    "total", "budget", "brief", "short", "failure", "mode", "dependency", "version", "status",
    "page", "section", "line", "manager", "director", "chair", "chief", "executive",
    "councillor", "cllr", "mayor", "insert", "needed", "required", "if", "applicable", "as",
    "appropriate", "site", "setting", "school", "organisation's", "council's", "board",
    "street", "house", "1", "2", "3", "by", "with", "who", "committee", "case", "study", "add",
    "goes", "event", "product", "component", "system", "partnership", "this",
];

/// Imperatives that open a field or a drafting instruction in brackets.
pub const FIELD_VERBS: &[&str] = &[
    "insert", "add", "enter", "specify", "provide", "state", "describe", "replace", "delete",
    "select", "choose", "type", "attach", "put", "list", "update", "fill", "complete",
    "include", "expand", "remove", "amend", "check", "give", "confirm", "use", "redact",
    "paste",
];

/// Words by which an editor, not a draft, speaks in brackets.
pub const EDITORIAL: &[&str] = &[
    "sic", "redacted", "withheld", "removed", "unknown", "illegible", "emphasis", "accessed",
    "translated", "translation", "inaudible", "anonymised", "intentionally", "continued",
    "cont", "end", "applause", "laughter", "pause", "optional", "external", "see", "note",
    "online", "protected", "courtesy", "credit", "copyright", "ibid", "unpublished", "page",
    "left", "original", "sources",
];

/// Works of others, whose parts are cited.
pub const WORKS: &[&str] = &[
    "act", "acts", "order", "regulation", "regulations", "rules", "directive", "treaty",
    "convention", "charter", "code", "constitution", "agreement", "contract", "lease", "deed",
    "form", "questionnaire", "return", "guidance", "handbook", "manual", "standard",
    "framework", "toolkit", "schedule", "statute", "bill", "licence",
];

/// What a document calls itself.
pub const OWN_WORKS: &[&str] =
    &["this", "our", "plan", "report", "document", "strategy", "paper", "below", "above", "draft"];

/// What a picture may be called.
pub const PICTURES: &[&str] = &[
    "image", "images", "photo", "photos", "photograph", "photography", "picture", "pictures",
    "graph", "chart", "diagram", "map", "logo", "video", "screenshot", "screengrab",
    "infographic", "icon", "graphic", "table", "illustration", "artwork", "cartography",
];

/// Words of a line that says whose a picture is.
pub const CREDITING: &[&str] = &[
    "copyright", "courtesy", "credit", "credits", "licence", "license", "licensed",
    "reproduced", "photographer",
];

/// What a plan counts.
pub const COUNTED: &[&str] = &[
    "people", "patients", "residents", "homes", "practices", "staff", "beds", "hours", "days",
    "weeks", "months", "years", "hectares", "places", "sites", "schools", "children", "adults",
    "carers", "gps", "nurses", "wards", "pupils", "families", "households", "volunteers",
    "visits", "referrals", "admissions", "appointments", "attendances", "jobs", "units",
    "dwellings", "responses", "respondents", "organisations", "partners", "projects", "events",
    "sessions", "services", "members", "businesses", "employees", "participants", "deaths",
    "tonnes", "miles", "metres", "pharmacies", "libraries", "teams", "workers", "women", "men",
    "tenants", "pages", "meetings", "groups", "points", "trees", "tests", "workshops",
    "apprentices", "times", "occasions", "locations", "areas", "stakeholders", "priorities",
    "themes", "actions", "objectives", "recommendations", "clusters", "networks", "hubs",
    "localities", "settings", "providers", "students", "individuals", "interviews", "centres",
    "percentage", "no", "number", "pharmacists", "vacancies", "posts", "calls", "incidents",
    "offences",
];

/// What is completed, provided or agreed in the ordinary course of things.
pub const UNDERTAKEN: &[&str] = &[
    "work", "works", "action", "actions", "task", "tasks", "scheme", "schemes", "project",
    "projects", "homes", "dwellings", "units", "form", "forms", "training", "items",
    "buildings", "phase", "questionnaire", "milestones", "is", "are", "was", "were", "must",
];

/// Verbs that, even in capitals, announce work as often as they mark a gap.
pub const WEAK: &[&str] = &[
    "provided", "agreed", "determined", "decided", "identified", "included", "reviewed",
    "approved", "supplied", "replaced", "appointed", "set", "allocated", "established",
    "developed", "defined", "attached", "scheduled", "expanded", "checked",
];

/// Those whom a form tells to fill it in, as against those who write a plan.
pub const FORM_FILLERS: &[&str] = &[
    "applicant", "applicants", "parent", "parents", "patient", "patients", "carer", "carers",
    "referrer", "referrers", "employee", "employees", "manager", "managers", "staff",
    "candidate", "candidates", "pupil", "pupils", "school", "schools", "provider", "providers",
    "bidder", "bidders", "tenderer", "tenderers", "participant", "participants", "respondent",
    "respondents", "resident", "residents", "clinician", "clinicians", "doctor", "practitioner",
    "practitioners", "user", "users", "landlord", "the", "a", "an", "all", "each", "every",
    "any", "both", "end",
];

/// What is done to a text by those who write it.
pub const WRITING: &[&str] = &[
    "written", "drafted", "redrafted", "reworded", "added", "inserted", "completed", "finished",
    "updated", "expanded", "populated", "in", "out",
];

/// Words that say that a point is settled in a later draft of the document.
pub const BEFORE_IT_IS_OUT: &[&str] = &[
    "before publication", "prior to publication", "before we publish", "before publishing",
    "before submission", "before sign-off", "before final version", "for final version", "for
    the final version", "in the final version", "in final version", "in the next draft", "in
    next draft", "in the next version", "in next version", "in next iteration",
    "in the next iteration", "in the final draft", "in a later draft", "in a later version",
    "with the next version", "with the final version",
];

/// What another body decides, in its own time.
pub const DECISIONS: &[&str] = &[
    "decision", "decisions", "outcome", "outcomes", "approval", "ruling", "judgment", "judgement",
    "permission", "consent", "determination", "result", "results", "verdict", "ratification",
    "hearing", "award", "announcement", "response", "licence", "appeal",
];

/// Ends of a clause that leave the phrase a note to the author.
pub const LATER: &[&str] = &[
    "shortly", "soon", "later", "here", "once", "asap", "when", "following", "after", "prior",
    "still", "please", "tbc", "last", "below", "above", "post",
];

/// Labels of a form that somebody fills in by hand.
pub const SIGNED: &[&str] = &[
    "signed", "signature", "sign", "date", "dated", "name", "print", "position", "witness",
    "initials", "designation", "title", "witnessed", "countersigned", "authorised", "approved",
];

/// Nouns that, alone in capitals, ask for what they name.
pub const STRONG: &[&str] = &[
    "numbers", "figures", "evidence", "baseline", "details", "dates", "names", "examples",
    "costs", "diagram", "graph", "chart", "picture", "photo", "image", "quote", "narrative",
];

/// Words in capitals before `TO CONFIRM` and its like that name nobody.
pub const NOT_PEOPLE: &[&str] = &[
    "how", "duty", "power", "powers", "right", "requirement", "agreement", "proposal",
    "commitment", "failure", "ability", "need", "who", "what", "where", "when", "aim", "aims",
    "order", "wish", "plan", "plans", "ways", "way", "time", "opportunity", "opportunities",
    "not", "and", "or", "is", "are", "continue", "decision", "letter", "notice", "application",
    "steps", "working", "us", "you", "it", "ready", "proud", "pleased", "able", "unable",
    "willing", "likely", "due", "set", "keen", "happy", "free", "place", "space", "chance",
    "freedom", "invitation", "room", "nothing", "anything", "something", "here", "want",
    "wants", "hoping", "trying", "going", "easy", "hard", "safe", "best", "first", "next",
    "last", "money", "support", "help", "needs", "required", "expected", "asked", "told",
];

/// Words that an editor puts in the place of another.
pub const PRONOUNS: &[&str] = &[
    "it", "its", "they", "them", "their", "he", "she", "his", "her", "him", "we", "our", "us",
    "you", "your", "my", "the", "a", "an", "that", "this", "these", "those", "is", "are", "was",
    "were", "be", "been", "has", "have", "had", "and", "or", "not", "to", "in", "of", "as",
];

/// Words that announce the wording of a form or a letter.
pub const FORMS: &[&str] = &[
    "form", "forms", "letter", "template", "headed", "entitled", "titled", "labelled", "begins",
    "reads", "wording", "called", "beginning", "marked", "state", "states", "write", "say",
    "saying",
];

/// Keys of a keyboard, which guides write in angle brackets.
pub const KEYS: &[&str] = &[
    "esc", "enter", "return", "tab", "space", "shift", "ctrl", "alt", "delete", "del",
    "backspace", "home", "end", "up", "down", "left", "right", "insert", "cr",
];
