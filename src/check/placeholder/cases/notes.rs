//! Notes, questions, fields, tasks and filler.

use super::check;

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
            "(Finance to confirm)",
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
            "This section needs updating.",
            "LINK TO STP NEEDED",
            "The plan is agreed. NEEDS UPDATING",
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
            "The report was noted. ANY OTHER BUSINESS",
            "The guidance needs updating.",
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
            "[Is this still correct?]",
            "Lead: ?",
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
            "{insert name}",
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
            "FIXME(estates)",
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
            "The total is #REF! in 2018.",
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
