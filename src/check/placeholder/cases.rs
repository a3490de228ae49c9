//! Every rule on lines of both kinds, in the style of plans of councils and health bodies.
//!
//! Each table holds lines that the code must find and lines in which nothing at all may be found. `=` before a line makes
//! it a cell, `#` a heading, `:` a value; others are prose.

use super::{Finding, Input, Place, Scanner};

fn scan(line: &str) -> Vec<Finding> {
    let marked = [('=', Place::Cell), ('#', Place::Heading), (':', Place::Value)];
    let marked = marked.iter().find_map(|&(mark, place)| Some((place, line.strip_prefix(mark)?)));
    let (place, text) = marked.unwrap_or((Place::Prose, line));
    let scanner = Scanner::new(&[], &[]).unwrap();
    scanner.scan(&Input { text, place, language: "en-GB", declared: &|term| term == "GHC" })
}

fn check(code: &str, found: &[&str], quiet: &[&str]) {
    let code = format!("placeholder/{code}");
    let mut wrong = Vec::new();
    for line in found {
        let codes: Vec<String> = scan(line).iter().map(|finding| finding.code.to_string()).collect();
        if !codes.contains(&code) {
            wrong.push(format!("not found: {line} {codes:?}"));
        }
    }
    for line in quiet {
        wrong.extend(scan(line).iter().map(|finding| format!("false alarm: {line}: {}", finding.message)));
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
        ],
        &[
            "Tewkesbury Borough Council (TBC) adopted the plan.",
            "TBC’s housing strategy",
            "“TBC” means that a date is not known.",
            "See www.tbc.gov.uk for the register.",
            "This page sets out how to handle TBC entries.",
            "TBC = to be confirmed",
            "The TBC-led partnership",
            "GHC",
            "Cells marked TBC are explained in the notes.",
            "Outbreak control (TBCases)",
        ],
    );
}

#[test]
fn missing_figure() {
    check(
        "missing-figure",
        &[
            "We plan to deliver £X million of savings.",
            "Reduce smoking to xxx by xxx",
            "XX% of patients wait longer than 18 weeks.",
            "Mandate x% of spend on contracts",
            "The grant is £XX,XXX for each ward.",
            "A saving of £Xm by 2020",
            "Adopted by the board on XX March 2024",
            "Reference: LCC/23/XXXX",
            "By 20XX all practices will offer this.",
            "Download the plan (PDF, XX KB)",
            "The cost is €X million.",
            "Meeting of xx/xx/2024",
            "Approved on dd/mm/yyyy by the board",
            "=XX",
            "There are XX practices in the federation.",
            "around X,000 residents",
            "Too many women smoking XXXX need numbers",
            "see page X for the budget",
            "A further £?m is held in reserve.",
            "an increase of X.X%",
            "Minute ref HWB/XX/17",
            "Telephone 01484 XXXXXX",
            "cut admissions by xx per cent",
            "£##,### a year",
            "valid to August XX, 2024",
            "over XX residents replied",
        ],
        &[
            "Girls have XX chromosomes and boys XY.",
            "See Appendix X and Part X of the schedule.",
            "The Vitamin X study and Malcolm X Avenue",
            "Article XX of the Treaty, and Louis XX",
            "Schedule XX and Volume XXX apply.",
            "A ward with X HAP recipients who receive €Y relating to Z homes",
            "The XX century and the XXX Olympiad",
            "If a scheme costing £x saves £y it pays for itself.",
            "Dates are in the format dd/mm/yyyy.",
            "Date of birth (dd/mm/yyyy)",
            "Sizes run from XXL to XXXL.",
            "Exxon and Foxx House",
            "version v1.xx of the software",
            "X-rays and X chromosomes",
            "Uncle Rex lives at 20 Example Street.",
            "Service level is expressed as x per cent of contacts.",
            "Class X prescribed drugs",
            "XXXXXXXXXXXXXXXXXX",
            "“You should write XX% here”, said the guide.",
            "Thank you so much xx",
        ],
    );
}

#[test]
fn figure_x() {
    check(
        "figure-x",
        &[
            "as described in figure X.",
            "Figure x shows the commissioners.",
            "See Table XX for the costs.",
            "(Fig. X)",
            "Figure XX: Governance",
            "shown in Figures X and 3",
            "Chart X shows the trend.",
            "see table x below",
            "Figure ??",
            "in Figure 3 and Figure X.X",
        ],
        &[
            "Table X follows Table W.",
            "Figure W, Figure X and Figure Y show the route.",
            "A figure X-ray",
            "Figure 10 shows the trend.",
            "Appendix X",
            "These figures exclude VAT.",
            "Can you figure XML out?",
            "Put it on the table?",
        ],
    );
}

#[test]
fn instruction() {
    check(
        "instruction",
        &[
            "NEED INFO ON VOLUNTARY AND COMMUNITY SECTOR",
            "social workers NEED SOME EVIDENCE/BASELINE Agency spend",
            "training practices in primary care (NUMBERS) and more",
            "in line with national trends. NUMBERS TO SUPPORT THIS",
            "using tools such as Care Trak. ANY RESULTING COST SAVINGS",
            "ADD IN EMOTIONAL HEALTH AND WELLBEING? EVIDENCE BASED",
            "MORE DIRECT RE THE IMPACT ON PATIENTS Alignment to principles",
            "to be rolled out across the patch BY WHEN",
            "a community plus level (add diagram?). Supporting the sector",
            "(Sarah to confirm)",
            "The trust has signed up. FINANCE TO CONFIRM",
            "Please delete as appropriate",
            "Delete this box before publication",
            "CHECK FIGURES WITH PUBLIC HEALTH before this goes out",
            "Uptake is low. WHO IS LEADING THIS?",
            "[DN: check with legal]",
            "Drafting note: align with the STP",
            "The offer is being redesigned. MORE DETAIL NEEDED",
            "(please check figures)",
            "UPDATE THIS SECTION",
            "Good progress has been made – need to say more. EVIDENCE REQUIRED",
            "ADD LINK TO STRATEGY",
        ],
        &[
            "#NUMBERS OF PATIENTS BY AREA",
            "#NEED FOR HOUSING",
            "ADDITIONAL INFORMATION",
            "ADD VALUE FOR RESIDENTS",
            "We need to add evidence from residents.",
            "=BY WHEN",
            "=BY WHOM",
            "#HOW TO CONFIRM YOUR PLACE",
            "#MORE INFORMATION",
            "A number of actions (add to basket, check out) are tracked.",
            "NHS ENGLAND AND THE CQC",
            "#DATA PROTECTION",
            "The DUTY TO PROVIDE accommodation",
            "The numbers to support this are in Annex B.",
            "Check with your GP.",
            "#NEED MORE INFORMATION?",
            "Press delete to remove a row from the register.",
            "Cells in red are off target.",
            "#EVIDENCE BASE",
            "#WHAT WE WILL DO",
        ],
    );
}

#[test]
fn question() {
    check(
        "question",
        &[
            "? CAMHS access",
            "extended access by 2018/19. ? MH",
            "Reduction in avoidable deaths - ? Current position",
            "Funded by the CCG??",
            "orthopaedics for NK ? GHCCG",
            "=?",
            "The pilot starts in May (date?)",
            "With ??",
            "Signed off by the board (2018?)",
            "(?) 45 practices",
            "- ?need to include dementia",
        ],
        &[
            "What do we know?",
            "“Getting in whose way?? It is only vans,” said one resident.",
            "How will this be delivered? By working together.",
            "What is this ? We do not know.",
            "Is it fair? Is it affordable?",
            "A respondent wrote: why now??",
            "??? note \"Styles\"",
            "locale ?? \"en\"",
            "Where are we now? Where do we want to be?",
            "Did you know (and do you care?)",
        ],
    );
}

#[test]
fn insert() {
    check(
        "insert",
        &[
            "[insert graph of visits]",
            "Signed off by (Please insert name) on (please insert date)",
            "[name]",
            "on [date] at [venue]",
            "[organisation]",
            "from [day/month/year] to [day/month/year]",
            "<insert email address here>",
            "<Name of organisation> continuity plan",
            "NHS [ ] CLINICAL COMMISSIONING GROUP",
            "The lead officer is [job title].",
            "Insert logo here",
            "Approved by ____ on behalf of the board",
            "[Council name] will publish this.",
            "Contact: [your name], [phone number]",
            "INSERT MAP",
            "[Photo of the town hall]",
            "the [description of project]",
            "Your text here",
            "(name of practice)",
            "[●] days after signature",
            "[specify period]",
            "[Trust Name] and [ICB name]",
        ],
        &[
            "Available at www.gov.uk [Accessed 1 June 2017].",
            "The minister said that “[the council] must act”.",
            "He wrote “recieve [sic]”.",
            "Email: [email protected]",
            "As shown before [1], [2, 3].",
            "[HAP] and [CoLC]",
            "Green Belt land [MM180]",
            "[This page is intentionally left blank]",
            "[Name redacted] gave evidence.",
            "Subject: [EXTERNAL] Query",
            "Yes [ ] No [ ]",
            "_______________    _______________",
            "Signed: ____________ Date: ____________",
            "We will insert a clause into each contract.",
            "The device is inserted by a nurse (insert 2 of 3).",
            "3 < 5 and 7 > 2",
            "Enter by the main door (enter via Market Street).",
            "“protect views by […]”",
        ],
    );
}

#[test]
fn todo() {
    check(
        "todo",
        &[
            "TODO",
            "TODO: reference the toolkit",
            "TO DO: further details",
            "(TO DO)",
            ":TO DO",
            "FIXME(jsmith)",
            "[TODO] Add milestones",
            "Todo: check this",
            "=todo",
            "Some text. TODO find the source",
        ],
        &[
            "Add it to your to-do list.",
            "There is much to do.",
            "#THINGS TO DO IN KIRKLEES",
            "Use context.TODO in the client.",
            "#To do",
            "What we want to do next",
            "No TODO items remain.",
            "a TODO list",
        ],
    );
}

#[test]
fn filler() {
    check(
        "filler",
        &[
            "Lorem ipsum dolor sit amet",
            "Click here to enter text.",
            "Error! Reference source not found.",
            "asdf",
            "blah blah blah",
            ":placeholder",
            "Choose an item.",
            "Click or tap to enter a date.",
            "Placeholder for the foreword",
            "Left here as a placeholder until the map is drawn.",
            "TOC \\o \"1-3\" \\h",
            "Error! Bookmark not defined.",
        ],
        &[
            "Do not use placeholder text in place of a label.",
            "We never use lorem ipsum.",
            "Click here to read the strategy.",
            "An error occurred.",
            "The pod creates a placeholder controller.",
            "Choose an item of clothing for the appeal? No.",
            "“blah, blah, blah,” as one member put it",
            "The toc at the front",
        ],
    );
}
