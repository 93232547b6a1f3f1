#!/usr/bin/env bash
# Builds the program and does the main job on a sample: import, check, review, export. What it makes lies in out/.
set -euo pipefail
cd "$(dirname "$0")/.."

sample=${1:-samples/xa-mau.notation}
guideline=${2:-seed-2025}
name=$(basename "${sample%.*}")
out=out
mkdir -p "$out"

echo "building (the first time takes some minutes) ..."
bin=$(cargo build --quiet --release --locked -p hanhdong-cli --message-format=json-render-diagnostics | sed -n 's/.*"executable":"\([^"]*\)".*/\1/p' | tail -1)

may_find() { # a check that has something to say ends with 1; anything above is an error
  "$@" || [ $? = 1 ]
}

"$bin" import "$sample" --as programme --format json >"$out/$name.json"
may_find "$bin" check "$sample" --guideline "$guideline"
may_find "$bin" check "$sample" --guideline "$guideline" --format html -o "$out/$name-ra-soat.html"
"$bin" export "$sample" --to docx -o "$out/$name.docx"
"$bin" export "$sample" --to pdf -o "$out/$name.pdf"
"$bin" export "$sample" --to xlsx -o "$out/$name.xlsx"
may_find "$bin" review "$out/$name.docx" --guideline "$guideline" -o "$out/$name-ra-soat.docx" --slip "$out/$name-phieu-ra-soat.docx"

say() { [ ! -f "$1" ] || printf '  %-44s %s\n' "$PWD/$1" "$2"; }
echo
echo "Done. What was made:"
say "$out/$name.docx" "the official Word file"
say "$out/$name.pdf" "the same as PDF"
say "$out/$name.xlsx" "its annexes as a workbook"
say "$out/$name-ra-soat.docx" "the Word file back, a comment at each place to look at again"
say "$out/$name-phieu-ra-soat.docx" "the one-page slip of the review"
say "$out/$name-ra-soat.html" "the report: verdict per clause, findings, coverage"
say "$out/$name.json" "the programme as data"
