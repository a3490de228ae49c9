//! Figures and numbers that are not there.

use super::check;

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
            "See Appendix XX for further information.",
            "There were around X people on the list.",
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
            "Category X patients and 3 x beds",
            "PO Box XX1 2XX",
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
            "as Figure 1.X shows",
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
