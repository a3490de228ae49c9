//! Organisations among the authors of a `.bib` file. In: the words of a field. Out: the names that
//! will be taken apart like those of people, so that a list says “England, N.”.
//!
//! BibTeX takes the last word of a name for the surname unless the whole stands in braces of its own.

/// Words that a name of people does not have, or hardly ever.
const OF_ORGANISATIONS: [&str; 54] = [
    "academy",
    "agency",
    "alliance",
    "assembly",
    "association",
    "authority",
    "board",
    "borough",
    "bureau",
    "cabinet",
    "centre",
    "center",
    "charity",
    "college",
    "commission",
    "committee",
    "company",
    "confederation",
    "council",
    "department",
    "executive",
    "federation",
    "forum",
    "foundation",
    "fund",
    "government",
    "group",
    "health",
    "healthwatch",
    "hospital",
    "inspectorate",
    "institute",
    "institution",
    "limited",
    "ltd",
    "ministry",
    "nations",
    "network",
    "office",
    "ombudsman",
    "organisation",
    "organization",
    "parliament",
    "partnership",
    "plc",
    "police",
    "secretariat",
    "service",
    "services",
    "society",
    "statistics",
    "treasury",
    "trust",
    "university",
];

/// Short forms with which the names of organisations begin or end.
const SHORT_FORMS: [&str; 18] = [
    "BBC", "BMA", "CQC", "EU", "HM", "HMRC", "LGA", "NHS", "NICE", "OECD", "ONS", "RCGP", "RCN",
    "UK", "UN", "UNICEF", "US", "WHO",
];

/// Words that stand in names of organisations, in small letters.
const BETWEEN: [&str; 4] = ["for", "of", "the", "&"];

/// The first name among those of a field that is one of an organisation and will be taken apart;
/// `field` is what stands between the outer braces.
pub fn taken_apart(field: &str) -> Option<String> {
    let names = divided(field);
    let at = names.iter().position(|name| is_taken_apart(name))?;
    // “Department of Health and Social Care” was one name before it was divided at its “and”.
    let rest = names[at..].iter().skip(1);
    let own = rest.take_while(|name| !name.contains(',') && !is_braced(name));
    let parts: Vec<&str> = std::iter::once(names[at].as_str())
        .chain(own.map(String::as_str))
        .collect();
    Some(parts.join(" and "))
}

/// The names of a field: divided at each “and” that stands in no braces.
fn divided(field: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut name: Vec<&str> = Vec::new();
    let mut depth = 0_i32;
    for word in field.split_whitespace() {
        if depth == 0 && word.eq_ignore_ascii_case("and") {
            names.push(name.join(" "));
            name.clear();
            continue;
        }
        let count = |sign: char| i32::try_from(word.matches(sign).count()).unwrap_or_default();
        depth += count('{') - count('}');
        name.push(word);
    }
    names.push(name.join(" "));
    names
}

/// Whether a name stands in braces of its own, which keep it whole.
fn is_braced(name: &str) -> bool {
    name.starts_with('{') && name.ends_with('}')
}

fn is_taken_apart(name: &str) -> bool {
    if is_braced(name) {
        return false;
    }
    let bare = |word: &str| {
        word.trim_matches(|c: char| !c.is_alphanumeric() && c != '&')
            .to_owned()
    };
    let words: Vec<String> = name.split_whitespace().map(bare).collect();
    let [first, .., last] = words.as_slice() else {
        return false;
    };
    let is_of = |word: &String| {
        let is_title = word.starts_with(char::is_uppercase);
        is_title && OF_ORGANISATIONS.contains(&word.to_lowercase().as_str())
    };
    let is_between = |word: &String| BETWEEN.contains(&word.trim_start_matches('\\'));
    let has_word = words.iter().any(is_of);
    if name.contains(',') {
        // “Department for Business, Energy” has a comma of its own; “Council, J.” has not.
        return has_word && words.iter().any(is_between);
    }
    let is_short = |word: &String| SHORT_FORMS.contains(&word.as_str());
    has_word
        || is_short(first)
        || is_short(last)
        || words[1..].iter().any(|word| word == "for" || word == "&")
}
