#!/usr/bin/env python3
"""Draws a document of the corpus as an HTML page with real tables, for a word processor to save.

    word-samples.py plain|merged|nested FILE.inspect > PAGE.html

FILE.inspect is what `gongkai inspect` prints of the text. plain: every grid column a cell of its own. merged: blank
cells behind a label or its value become their span, blank first cells the merge of the one above. nested: the rows
beside one label are a table inside its cell.
"""

import html
import json
import re
import sys


def parts(lines):
    """Lines ('line', text), blank lines ('gap',) and tables ('table', rows); a row is a list of lists of paragraphs."""
    found, open_row = [], None
    for line in lines:
        kind, place, blank, _, text = re.match(r"(\S+) (\S+) +(\S) (\S+) +(.*)", line).groups()
        text = json.loads(text)
        in_table = found and found[-1][0] == "table"
        if kind == "grid":
            row, column = map(int, place.split("."))
            if blank == "*" or not in_table:
                found.append(("table", []))
            rows = found[-1][1]
            if open_row != row or not rows:
                rows.append([])
            open_row = row
            while len(rows[-1]) < column:
                rows[-1].append([""])
            rows[-1].append([text])
        elif in_table and (kind == "more" or (blank != "*" and not text.endswith("目标表"))):
            # A further line of a cell: it touches the row, and is no title of the next form.
            [cell for cell in found[-1][1][-1] if cell[0]][-1].append(text)
        else:
            if blank == "*":
                found.append(("gap",))
            found.append(("line", text))
    return found


def cell(paragraphs, attributes=""):
    inner = "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in paragraphs)
    return f"<td{attributes}>{inner}</td>"


def plain(rows):
    return table(["".join(cell(c) for c in row) for row in rows])


def table(rows):
    return "<table border=1>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def merged(rows):
    filled = [sum(1 for c in row if c[0]) for row in rows]
    below = [i > 0 and not rows[i][0][0] and filled[i] > 0 for i in range(len(rows))] + [False]
    drawn = []
    for i, row in enumerate(rows):
        pairs = row[0][0] and filled[i] <= 4 and len(row) - filled[i] >= 2
        cells, at = [], 0
        while at < len(row):
            if at == 0 and below[i]:
                at = 1
                continue
            span = 1
            while pairs and at + span < len(row) and not row[at + span][0]:
                span += 1
            down = 1
            while at == 0 and below[i + down]:
                down += 1
            cells.append(cell(row[at], f' colspan="{span}" rowspan="{down}"'))
            at += span
        drawn.append("".join(cells))
    return table(drawn)


def nested(rows):
    drawn, i, width = [], 0, max(map(len, rows))
    while i < len(rows):
        end = i + 1
        while end < len(rows) and not rows[end][0][0]:
            end += 1
        group = rows[i:end]
        if end - i == 1 or not rows[i][0][0] or any(len(row) < 2 for row in group):
            drawn += ["".join(cell(c) for c in row) for row in group]
        else:
            inner = table(["".join(cell(c) for c in row[1:]) for row in group])
            drawn.append(cell(rows[i][0]) + f'<td colspan="{width - 1}">{inner}</td>')
        i = end
    return table(drawn)


def main():
    draw = {"plain": plain, "merged": merged, "nested": nested}[sys.argv[1]]
    with open(sys.argv[2], encoding="utf-8") as lines:
        found = parts(lines)
    print('<html><head><meta charset="utf-8"></head><body>')
    # What a word processor takes for the header and footer of its pages.
    print('<div title="header"><p>预算绩效公开</p></div>')
    print('<div title="footer"><p>— <sdfield type=PAGE subtype=RANDOM format=PAGE>1</sdfield> —</p></div>')
    for before, part in zip([("gap",)] + found, found):
        if part[0] == "table":
            if before[0] == "table":
                # Tables that touch each other are one table in a .doc.
                print("<p><br></p>")
            print(draw(part[1]))
        elif part[0] == "gap":
            print("<p><br></p>")
        else:
            print(f"<p>{html.escape(part[1])}</p>")
    print("</body></html>")


main()
