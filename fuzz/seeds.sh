#!/bin/sh
# Writes the seeds of all targets: the XML that the tests build, and the files around it; the streams of .doc files;
# parts of pages and RTF files.
# Usage: fuzz/seeds.sh (from the project's root); then
#        cargo +nightly fuzz run docx_xml -- -dict=fuzz/docx.dict -max_total_time=900
set -eu
mkdir -p fuzz/corpus/docx_xml fuzz/corpus/docx_file
GONGKAI_SEEDS="$PWD/fuzz/corpus/docx_file" cargo test --test docx -- content:: tables:: numbered::  >/dev/null
for file in fuzz/corpus/docx_file/*; do
    for part in document styles numbering footnotes; do
        unzip -p "$file" "word/$part.xml" 2>/dev/null || true
        printf '\000'
    done >"fuzz/corpus/docx_xml/$(basename "$file")"
done
mkdir -p fuzz/corpus/html_page fuzz/corpus/rtf_file
for file in corpus/containers/*; do
    case "$file" in
    *.html) tail -c +7000 "$file" | head -c 20000 >"fuzz/corpus/html_page/$(basename "$file")" ;;
    *.rtf) tail -c +20000 "$file" | head -c 20000 >"fuzz/corpus/rtf_file/$(basename "$file")" ;;
    esac
done
mkdir -p fuzz/corpus/doc_streams
GONGKAI_SEEDS="$PWD/fuzz/corpus/doc_streams" cargo test --test doc -- content:: tables:: property:: >/dev/null
