#!/bin/sh
# A footnote's mark within the text of a link: `The [rate[^1]](https://example.org/rate) fell.`
#
# cmark-gfm (PyPI cmarkgfm 2025.10.22), which shows the text on code hosts: a link, with the note's own link inside it, which HTML does
# not allow (an element a within an element a).
# pulldown-cmark 0.13.6 with its footnotes: no link at all. The brackets and the address are printed, and nobody is told: a mark counts as
# a link, and links hold no links. So a page that looked right in the review loses its link in the document.
#
# Seen on 2026-11-28: `[rate` and `](https://example.org/rate)` as text in one, `href="https://example.org/rate"` in the other.
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
printf 'The [rate[^1]](https://example.org/rate) fell.\n\n[^1]: As of March.\n' >"$folder/note.md"

python3 -m venv "$folder/python"
"$folder/python/bin/pip" install --quiet --disable-pip-version-check cmarkgfm==2025.10.22
cat >"$folder/host.py" <<'PYTHON'
import sys
import cmarkgfm
from cmarkgfm.cmark import Options

print(cmarkgfm.github_flavored_markdown_to_html(open(sys.argv[1]).read(), options=Options.CMARK_OPT_FOOTNOTES))
PYTHON
host=$("$folder/python/bin/python" "$folder/host.py" "$folder/note.md" | sed -n 1p)
echo "cmark-gfm: $host"

cargo install --quiet --locked --root "$folder" --version 0.13.6 pulldown-cmark
parser=$("$folder/bin/pulldown-cmark" -F <"$folder/note.md" | sed -n 1p)
echo "pulldown-cmark: $parser"

case $host in *'<a href="https://example.org/rate">rate<sup'*) ;; *) echo "cmark-gfm has changed"; exit 1 ;; esac
case $parser in *'The [rate<sup'*'](https://example.org/rate) fell.'*) ;; *) echo "pulldown-cmark has changed"; exit 1 ;; esac
