#!/bin/sh
# typst 0.15.0 and 0.15.2 (PyPI wheels): every numbered list is tagged as one of decimal numbers, whatever is printed before its items.
#
# In a tagged PDF the attribute ListNumbering says how the items of a list are marked (ISO 32000-1, 14.8.5.5, table 347): LowerAlpha for
# (a), (b), LowerRoman for i., ii. A device that announces the kind of list goes by it. Lists with the patterns "(a)", "i." and "1."
# pass PDF/UA-1 in typst's own check and are all tagged Decimal; only the label that is printed tells them apart.
#
# Seen on 2026-11-28, in each version:  Decimal Decimal Decimal Circle
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat >"$folder/look.py" <<'PYTHON'
import re
import typst

source = b"""
#set document(title: "Lists")
#enum(numbering: "(a)")[alpha][beta]
#enum(numbering: "i.")[one][two]
#enum(numbering: "1.")[first][second]
- a bullet
"""
pdf = typst.compile(source, format="pdf", pdf_standards=["ua-1"])
print(" ".join(kind.decode() for kind in re.findall(rb"/ListNumbering\s*/(\w+)", pdf)))
PYTHON

for version in 0.15.0 0.15.2; do
  python3 -m venv "$folder/$version"
  "$folder/$version/bin/pip" install --quiet --disable-pip-version-check "typst==$version"
  seen=$("$folder/$version/bin/python" "$folder/look.py")
  echo "typst $version: $seen"
  [ "$seen" = "Decimal Decimal Decimal Circle" ] || { echo "this has changed"; exit 1; }
done
