#!/bin/sh
# Makes samples out of documents of the corpus: text → HTML tables → LibreOffice → .doc and .docx, and these → .rtf and .html.
#   scripts/word-samples.sh FOLDER          needs: libreoffice-writer, python3, a built gongkai (or GONGKAI=path)
# Debian: apt-get install --no-install-recommends libreoffice-writer
set -eu
out=${1:?the folder to write to}
here=$(cd "$(dirname "$0")/.." && pwd)
gongkai=${GONGKAI:-$here/target/debug/gongkai}
mkdir -p "$out"
make() { # drawing layout/name sample
    "$gongkai" inspect "$here/corpus/$2.txt" >"$out/$3.inspect"
    python3 "$here/scripts/word-samples.py" "$1" "$out/$3.inspect" >"$out/$3.html"
    rm "$out/$3.inspect"
}
make plain korla/01-plain-school-repairs korla-plain
make merged korla/02-three-forms-water korla-merged
make merged korla/06-short-and-long-rows-agriculture korla-short-rows
make plain korla/10-goal-lines-repeated-header-grassland korla-goal-lines
make plain zhushan/05-forestry-tab-budget-tables zhushan-budget-tables
make merged zhushan/06-agriculture-tab-project zhushan-merged
make nested zhushan/06-agriculture-tab-project zhushan-nested-project
make nested zhushan/07-veterans-tab-department zhushan-nested-department
make merged shapotou/08-forestry-tab-rows shapotou-merged
make plain shapotou/12-school-tab-two-forms shapotou-plain
make plain kunming/09-tab-rows-public-health kunming-plain
make merged kunming/15-docx-export-housing kunming-merged
make merged changsha/01-data-bureau-tab-rows changsha-merged
make plain yantai/04-school-guards-tab-rows yantai-plain
cd "$out"
soffice --headless --infilter="HTML (StarWriter)" --convert-to doc:"MS Word 97" ./*.html
soffice --headless --infilter="HTML (StarWriter)" --convert-to docx:"MS Word 2007 XML" ./*.html
rm ./*.html
soffice --headless --convert-to rtf:"Rich Text Format" ./*.docx
soffice --headless --convert-to html:"HTML (StarWriter)" ./*.docx
for sample in *.docx; do
    "$gongkai" inspect "$sample" >"${sample%.docx}.inspect"
done
