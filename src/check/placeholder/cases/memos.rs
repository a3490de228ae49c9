//! Notes in ordinary letters, by name or without, and phrases in brackets.

use super::check;

#[test]
fn notes_without_a_subject() {
    check(
        "instruction",
        &[
            "Wider determinants – needs updating",
            "Needs a map",
            "Need to check with Finance",
            "To check with Public Health",
            "Still need to confirm with the ICB",
            "Check with legal",
            "Needs checking with legal before it goes to Cabinet",
            "need a better heading",
            "Need data from the acute trust",
            "This paragraph needs rewording",
            "Need to add a line about veterans here.",
            "(source needed)",
            "Reference needed",
            "Figures required from estates",
            "Update when the census is published",
            "Check these figures",
            "Add after the May workshop",
            "Say something about loneliness",
            "Include a sentence on digital exclusion",
            "Copy and paste from last year's report",
            "Not sure if this belongs here",
            "Suggest moving to the annex",
            "This section should set out the case for change.",
            "DN: tie in with the local plan",
            "Author's note: shorten",
            "AMEND ONCE CABINET HAS MET",
            "LEGAL TO REVIEW",
            "NOT SURE THIS IS STILL TRUE",
            "PICTURE OF THE NEW POOL",
            "This section needs expansion!",
            "Move to annex?",
            "Delete if not needed",
            "I've left this blank until we hear",
            "Housing need – update as required",
            "(working title)",
            "Blank for now",
            "Suggested wording below – please comment",
            "Editor's note: move to the annex",
            "The offer is universal. NB check with the provider",
        ],
        &[
            "The register needs updating every year.",
            "Everyone needs a home.",
            "Managers need to check with HR before they recruit.",
            "To check with your GP, call 111.",
            "To confirm with residents that it works, we ask them.",
            "You need to check with your GP first.",
            "#Need a hand?",
            "Need to talk to someone? Call us.",
            "We need to add more homes.",
            "Evidence needed to claim is listed on the form.",
            "The data required are held by the council.",
            "Update following the May cabinet",
            "Complete this form and send it to us.",
            "Add this number to your phone.",
            "Find out more about your choices.",
            "Tell us something about yourself.",
            "Wallpaper paste is sold in the shop.",
            "Not sure where to go? Ring 111.",
            "Respondents suggest adding a crossing.",
            "This section sets out the case for change.",
            "The DN: 150 pipe",
            "Editor’s note: the figures were published in June.",
            "=Evidence required",
            "NB: rates are rounded.",
            "Keep warm this winter. Need help?",
            "Move more, eat well",
            "I have put residents first.",
            "Update your details as required by law.",
            "PICTURE HOUSE",
            "NOT SURE WHAT TO DO? CALL 111",
            "Data missing from the return are estimated.",
        ],
    );
}

#[test]
fn notes_that_name_a_colleague() {
    check(
        "instruction",
        &[
            "PH to provide",
            "Older people – Jo to write",
            "Comms to check",
            "Action: Priya to send final figures",
            "[RM to check]",
            "[SJ – check the year]",
            "(TC: please confirm)",
            "@Sam please check the numbers",
            "Please can finance check this paragraph",
            "Baseline missing, chase BI – chase PHE",
            "(ask Healthwatch)",
            "(ONS figure? Ask Ruth)",
            "Jo/Sam – can you check the wording?",
            "Sam, please add the latest numbers",
            "FIGURES FROM FINANCE",
        ],
        &[
            "Public Health to lead on smoking",
            "CCG to commission the pathway by April",
            "The Director to present the item in June",
            "GPs to offer extended hours",
            "[HWB: Health and Wellbeing Board]",
            "(NHS – the national body)",
            "Follow @KirkleesCouncil for news.",
            "Please can you return the form by May.",
            "Police chase cars in Batley.",
            "How to complete",
            "DATA FROM THE CENSUS",
            "Partners to review progress",
            "Can you check your balance online?",
            "If so, please check the website.",
            "Ask your GP.",
            "(Chase Farm)",
        ],
    );
}

#[test]
fn questions_to_colleagues() {
    check(
        "question",
        &[
            "Can we get a quote from a carer here?",
            "CAN WE SAY THIS?",
            "IS THIS THE RIGHT FIGURE?",
            "Should we mention this?",
            "Is this still correct?",
            "Are these figures right? Are these correct?",
            "(who?)",
            "(or is this 2019?)",
            "=2018/19?",
            "=£50k?",
            "Spring 2019 ?",
        ],
        &[
            "Can we help?",
            "Is this right for you?",
            "Should we do more?",
            "Is it fair?",
            "=Over 65?",
            "=Who?",
            "Do we have enough homes?",
            "Are these the right priorities?",
            "IS IT AN EMERGENCY?",
            "#Can we use this building?",
        ],
    );
    check(
        "instruction",
        &["NUMBERS?", "BASELINE?", "Uptake is 40% (UPDATE)"],
        &["CAN WE HELP?", "=DATE?", "#NUMBERS?"],
    );
}

#[test]
fn phrases_in_brackets_and_about_parts() {
    check(
        "to-be-added",
        &["(regional comparator to be added)"],
        &["(twenty homes to be added)", "(beds to be added in 2019)"],
    );
    check(
        "to-be-confirmed",
        &[
            "[Numbers to be confirmed with the trust]",
            "Exact figure to be confirmed by the audit",
            "=Not yet confirmed",
        ],
        &[
            "(sites to be agreed with the landlord)",
            "The appointment was not confirmed.",
        ],
    );
    check(
        "to-be-added",
        &[
            "List of consultees will be added",
            "=Will be populated after Q2",
            "Ward map will go here",
            "Quote from the chair here",
        ],
        &[
            "Two bus stops will be added.",
            "More information here",
            "Age matters here",
            "The photos will be added to the archive in May.",
        ],
    );
    check(
        "to-be-written",
        &[
            "#Executive summary (to be written last)",
            "Chapter 4 is still to be drafted.",
            "Intro para to be drafted by policy team",
            "[Case study to be written up by comms]",
            "Not yet written",
            "The foreword has not been written yet.",
        ],
        &[
            "The letter is to be drafted by the clerk.",
            "The strategy has not been written down anywhere else.",
            "A new contract is to be drafted in May.",
        ],
    );
    check(
        "to-be-completed",
        &[
            "TO BE COMPLETED BY PUBLIC HEALTH",
            "=TO BE COMPLETD",
            "Section on carers still to be completed by Sam",
            "(to be completed after the workshop on 12 May)",
        ],
        &[
            "TO BE COMPLETED BY THE APPLICANT",
            "TO BE COMPLETED BY MARCH 2018",
            "Part B is to be completed by the carer.",
            "TO BE PROUD OF OUR TOWN",
            "(to be completed by March 2018)",
        ],
    );
    check(
        "to-be-updated",
        &[
            "Figures to be updated when the 2018 estimates are published.",
            "Data to be updated before publication",
        ],
        &[
            "Guidance to be updated when the law changes",
            "All rates are to be reviewed before publication of the accounts.",
        ],
    );
    check(
        "to-be-added",
        &[
            "Commentary to follow from Head of Housing",
            "More text to follow here…",
            "Data pending from the trust",
            "Awaiting figures from finance.",
            "Content under construction",
            "Under development",
        ],
        &[
            "=Pending",
            "Decision pending",
            "Patients awaiting discharge are seen daily.",
            "=awaiting approval by Cabinet 12/03/19",
            "=Under development",
            "Homes under construction",
            "The plan is a work in progress and will change.",
        ],
    );
}
