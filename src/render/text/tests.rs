//! Small pages, as they are read.

use expect_test::expect;

use super::*;

#[test]
fn every_kind_of_block_is_read_in_its_order() {
    let page = "<!doctype html><html><head><title>no</title><style>no {}</style></head><body><a class=\"skip\" href=\"#t\">Skip</a>\
        <h1>Our plan</h1><dl class=\"facts\"><div><dt>Version</dt><dd>V1.0</dd></div><div><dt>Date</dt><dd>1 May 2026</dd></div></dl>\
        <h2><span class=\"number\">1</span> Aims</h2><p>One\n two<br>three &amp; <em>four</em>.</p>\
        <ul><li>a<ul><li>b</li></ul></li><li>c</li></ul><ol start=\"3\"><li><p>x</p></li><li><p>y</p><p>z</p></li></ol>\
        <ul class=\"tasks\" role=\"list\"><li><span role=\"img\" aria-label=\"done\">☑</span> sent</li></ul>\
        <blockquote><p>They said.</p></blockquote><pre><code>a  b\n  c</code></pre><hr>\
        <figure><img src=\"data:,\" alt=\"A map\"><figcaption><span class=\"number\">Figure 1</span> Where</figcaption></figure>\
        <ol class=\"notes\"><li value=\"1\"><p>Counted in 2021.</p><a class=\"back\" href=\"#\">↩</a></li></ol>\
        <footer><p>no</p></footer></body></html>";
    expect![[r#"
        Our plan

        Version: V1.0
        Date: 1 May 2026


        1 Aims

        One two
        three & four.

        • a
          ◦ b
        • c

        3. x

        4. y

           z

        ☑ sent

            They said.

            a  b
              c

        * * *

        [A map]

        Figure 1 Where

        [note 1] Counted in 2021.
    "#]]
    .assert_eq(&of_page(page));
}

#[test]
fn running_text_says_notes_addresses_and_what_is_outstanding() {
    let page = "<p>CO<sub>2</sub> by 10<sup>6</sup> t<sup class=\"note\"><a href=\"#_note-1\"><span class=\"hidden\">Note </span>1</a></sup>, \
        see <a href=\"#x\">Table 1</a>, <a href=\"https://example.org/\">the site</a>, \
        <a href=\"https://example.org\">https://example.org</a>. <del>Gone</del> \
        <mark>TBC<a class=\"pill\" href=\"#\"><span class=\"hidden\"> Outstanding item </span>3</a></mark></p>";
    let read = "CO₂ by 10⁶ t [note 1], see Table 1, the site (https://example.org/), https://example.org. [struck out: Gone] TBC [outstanding item 3]\n";
    assert_eq!(of_page(page), read);
}

#[test]
fn a_table_is_read_row_by_row_and_wide_cells_say_how_far_they_go() {
    let page = "<figure><figcaption>Table 1 Costs</figcaption><table><thead><tr><td></td><th>2025</th><th>2026</th><th>2027</th></tr></thead>\
        <tbody><tr><th colspan=\"4\">Staff</th></tr><tr><th>Nurses</th><td>1</td><td colspan=\"2\">2<br>each</td></tr>\
        <tr><th>Plan</th><td colspan=\"2\"></td><td><p>a</p><p>b</p></td></tr></tbody></table></figure>";
    expect![[r#"
        Table 1 Costs

         | 2025 | 2026 | 2027
        Staff
        Nurses | 1 | 2; each (2026 to 2027)
        Plan | | | a; b
    "#]]
    .assert_eq(&of_page(page));
}

#[test]
fn a_page_that_is_not_well_formed_loses_no_words() {
    assert_eq!(
        of_page("<p>a<ul><li>b<li>c</ul></b>d<img alt=\"e\">"),
        "a\n\n• b\n• c\n\nd[e]\n"
    );
    assert_eq!(of_page(""), "\n");
}
