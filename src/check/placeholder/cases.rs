//! Every rule on lines of both kinds, in the style of plans of councils and health bodies.
//!
//! Each table holds lines that the code must find and lines in which nothing at all may be found.
//! `=` before a line makes it a cell, `#` a heading, `:` a value; others are prose.

mod figures;
mod memos;
mod notes;

use std::sync::LazyLock;

use super::{Finding, Input, Place, Scanner};

static SCANNER: LazyLock<Scanner> = LazyLock::new(|| Scanner::new(&[], &[]).unwrap());

fn scan(line: &str) -> Vec<Finding> {
    let marked = [
        ('=', Place::Cell),
        ('#', Place::Heading),
        (':', Place::Value),
    ];
    let marked = marked
        .iter()
        .find_map(|&(mark, place)| Some((place, line.strip_prefix(mark)?)));
    let (place, text) = marked.unwrap_or((Place::Prose, line));
    SCANNER.scan(&Input {
        text,
        place,
        language: "en-GB",
        passages: &[],
        declared: &|term| term == "GHC",
    })
}

pub(super) fn check(code: &str, found: &[&str], quiet: &[&str]) {
    let code = format!("placeholder/{code}");
    let mut wrong = Vec::new();
    for line in found {
        let codes: Vec<String> = scan(line)
            .iter()
            .map(|finding| finding.code.to_string())
            .collect();
        if !codes.contains(&code) {
            wrong.push(format!("not found: {line} {codes:?}"));
        }
    }
    for line in quiet {
        wrong.extend(
            scan(line)
                .iter()
                .map(|finding| format!("false alarm: {line}: {}", finding.message)),
        );
    }
    assert!(wrong.is_empty(), "{code}\n{}", wrong.join("\n"));
}

#[test]
fn to_be_completed() {
    check(
        "to-be-completed",
        &[
            "TO BE COMPLETED",
            "=TO BE COMPLETED",
            "Chapter 4: TO BE COMPLETED following the March board",
            "=To be completed",
            "Section to be completed.",
            "Equality impact summary (to be completed)",
            "The foreword is TO BE COMPLETED by the chair.",
            ":to be completed",
            "Costs table to be completed once the budget is set.",
            "Workforce narrative: to be filled in",
        ],
        &[
            "The works are to be completed by March 2018.",
            "All 79 homes are expected to be completed in 2019.",
            "#ACTIONS TO BE COMPLETED BY MARCH 2018",
            "The form is to be completed by the applicant.",
            "The review has yet to be completed.",
            "Refurbishment of ward 7 to be completed by Q3",
            "Care plans need to be completed within 28 days.",
            "New community hub at Batley to be completed",
            "Statutory training to be completed by all staff annually",
            "The trust expects the building to be\ncompleted next year.",
        ],
    );
}

#[test]
fn to_be_written() {
    check(
        "to-be-written",
        &[
            "TO BE WRITTEN",
            "=to be written",
            "Executive summary to be written",
            "Section 6 – to be drafted",
            "[Chair's foreword to be written]",
            "Narrative TO BE DRAFTED after the workshop",
            "Introduction: to be written.",
            ":To be re-written",
        ],
        &[
            "The letter has to be written in plain English.",
            "A new constitution is to be drafted by the monitoring officer.",
            "Policies are to be written with residents.",
            "The next strategy needs to be written before 2020.",
            "Business cases to be developed by each locality",
            "She said the report ought to be written down.",
            "A specification to be developed with partners in 2017/18",
            "Minutes have to be written up within five days.",
        ],
    );
}

#[test]
fn to_be_added() {
    check(
        "to-be-added",
        &[
            "Detail to be added",
            "Further information to be added regarding preconceptual care. Focus on smoking.",
            "LATEST CONTACT LIST TO BE INSERTED",
            "=Figures to be provided",
            "Map of the localities to be inserted here",
            "(baseline to be added)",
            "Coming soon",
            "#Coming soon...",
            "We are rebuilding this page. Watch this space!",
            "Details to follow",
            "=to follow",
            "Lead: to follow",
            "Figures to follow in the next version",
            "Narrative to be provided by finance",
            "Further information will be added in the next draft.",
            "(links to be added)",
            "=Awaiting data from the trust",
        ],
        &[
            "A Part V condition to be inserted in the permission.",
            "Additional beds to be provided at Dewsbury",
            "If you need to be added to the mailing list, write to us.",
            "The amount of employment space to be provided on each site is set out below.",
            "The guidance is easy to follow.",
            "The main report, with the others to follow by March 2014.",
            "Improvements are coming soon to a street near you.",
            "The proposal, pending approval by cabinet, is set out below.",
            "Two posts are awaiting recruitment.",
            "Awaiting decision from NHS England",
            ":Awaiting approval by the Secretary of State",
            "=Awaiting outcome of the Planning Inspectorate appeal",
            "Training to be provided by the finance team",
            "New cycle lanes to be added to the network",
        ],
    );
}

#[test]
fn to_be_updated() {
    check(
        "to-be-updated",
        &[
            "TO BE UPDATED",
            "=To be updated",
            "Figures to be updated",
            "Governance diagram TO BE UPDATED",
            "Table to be updated once year-end data are in",
            ":to be updated",
            "(to be revised)",
            "Organisation chart – to be replaced",
        ],
        &[
            "The strategy is due to be updated shortly.",
            "The register has to be updated every quarter.",
            "Policies to be reviewed annually",
            "The plan will need to be refreshed in 2019.",
            "IT equipment to be replaced over five years",
            "Systems need to be updated to meet the standard.",
            "Local plans are to be revised by December 2018.",
            "The joint needs assessment to be refreshed by public health",
        ],
    );
}

#[test]
fn to_be_confirmed() {
    check(
        "to-be-confirmed",
        &[
            "Leadership and governance to be confirmed.",
            "=to be confirmed",
            "Venue: to be confirmed",
            "Senior responsible officer (to be confirmed)",
            "TO BE CONFIRMED",
            "Lead officer to be agreed",
            "=Date to be determined",
            ":to be agreed",
            "Public consultation, dates to be confirmed",
            "Budget TO BE AGREED",
            "Start date yet to be confirmed",
        ],
        &[
            "The appointment has to be confirmed by full council.",
            "The date of the hearing is to be confirmed.",
            "40% of the homes are to be determined by the borough.",
            "Applications to be determined under delegated powers",
            "The budget is to be agreed by cabinet in February.",
            "Outcomes to be agreed with each provider in 2017/18",
            "Reserved matters to be approved by the planning committee",
            "The model remains to be defined.",
            "TBC: to be confirmed",
            "Funding of £2m to be confirmed by NHS England in April",
        ],
    );
}

#[test]
fn tbc() {
    check(
        "tbc",
        &[
            "TBC",
            "=tbc",
            "Launch event, July (date tbc)",
            "Owner: TBD",
            "The chair is TBC.",
            "£TBC",
            "Venue TBA, Huddersfield",
            "=Q3 2018/TBC",
            "T.B.C.",
            "[TBC]",
            "Lead: A Jones / TBC",
            "TBC (to be confirmed)",
            "The lead is TBC: to be confirmed.",
            "The budget is to be confirmed (TBC).",
            "Owner TBC. Trafford Borough Council leads.",
        ],
        &[
            "Tewkesbury Borough Council (TBC) adopted the plan.",
            "TBC’s housing strategy",
            "“TBC” means that a date is not known.",
            "See www.tbc.gov.uk for the register.",
            "This page sets out how to handle TBC entries.",
            "TBC = to be confirmed",
            "The TBC-led partnership",
            "TBC, Tewkesbury Borough Council, is a member.",
            "GHC",
            "Cells marked TBC are explained in the notes.",
            "Outbreak control (TBCases)",
        ],
    );
}
