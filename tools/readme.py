#!/usr/bin/env python3
"""Write the README's tables: facts and claims from output/, scores from standard input.

    cargo test --test all gold:: -- --nocapture | readme.py

Standard library only. What stands between `<!-- NAME: … -->` and `<!-- /NAME -->` is replaced.
"""
import csv, pathlib, re, sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
# Rows that show something each: an article's file stem, and the figure as written there.
SHOWN = [
    ("deepseek-cinquantamila-h100", "cinquantamila"),
    ("deepseek-cinquantamila-h100", "1, 6 miliardi di dollari"),
    ("2025-02-04_singapore-740-per-cento", "+740%"),
    ("pechino-quattrocentomila-h200", "400.000"),
    ("noleggio-gpu-sei-dollari", "6 dollari l'ora"),
    ("tsmc-terzo-trimestre", "60%"),
    ("noleggio-gpu-sei-dollari", "15.000"),
]
SETS = ("corpus", "held out", "fresh", "hard", "press", "apart", "plain")
COLUMNS = ["figure", "value", "unit", "bound", "direction", "relation", "company", "chip", "place", "source", "certainty"]
CLAIM = ("DeepSeek", "H100")  # the claim to show: company and chip
CLAIM_COLUMNS = ["verdict", "company", "chip", "figure", "value", "bound", "date", "source", "certainty", "article"]
MEASURES = ["chip", "company", "place", "date", "figure", "person", "institution", "core mentions", "facts"]
SLOTS = ["company", "chip", "place", "source", "relation", "certainty"]


def facts():
    with open(ROOT / "output/facts.csv", encoding="utf-8", newline="") as table:
        rows = {(pathlib.PurePath(r["article"]).stem, r["figure"]): r for r in reversed(list(csv.DictReader(table)))}
    yield "| " + " | ".join(COLUMNS) + " |"
    yield "|" + " --- |" * len(COLUMNS)
    for shown in SHOWN:
        if shown not in rows:
            sys.exit(f"readme: output/facts.csv has no {shown}; choose another row to show")
        yield "| " + " | ".join(rows[shown][c].replace("|", "\\|") for c in COLUMNS) + " |"


def claims():
    with open(ROOT / "output/claims.csv", encoding="utf-8", newline="") as table:
        rows = [r for r in csv.DictReader(table) if (r["company"], r["chip"]) == CLAIM and not r["unit"]]
    if not rows:
        sys.exit(f"readme: output/claims.csv has no claim on {CLAIM}; choose another to show")
    yield "| " + " | ".join(CLAIM_COLUMNS) + " |"
    yield "|" + " --- |" * len(CLAIM_COLUMNS)
    for row in rows:
        row["article"] = pathlib.PurePath(row["article"]).stem
        yield "| " + " | ".join(row[c].replace("|", "\\|") for c in CLAIM_COLUMNS) + " |"


def scores(printed):
    """The lines of each set: everything up to `facts` is a measure, what follows it a slot."""
    line = re.compile(r"^  (.+?) +P ([\d.]+)  R ([\d.]+)  F1 ([\d.]+) ")
    sets, one, slots = {}, None, False
    for text in printed.splitlines():
        if text in SETS:
            one, slots = sets.setdefault(text, {}), False
        elif (found := line.match(text)) and one is not None:
            one[("slot " if slots else "") + found[1]] = found.groups()[1:]
            slots = slots or found[1] == "facts"
    if set(sets) != set(SETS):
        sys.exit("readme: standard input is no output of cargo test --test all gold:: -- --nocapture")
    yield "| | " + " | ".join(SETS) + " |"
    yield "| --- |" + " ---: |" * len(SETS)
    for name in MEASURES + [f"slot {s}" for s in SLOTS] + ["slot events"]:
        # Only what the annotation names is counted among events: precision would say nothing.
        shown, place = ("events, recall", 1) if name == "slot events" else (name, 2)
        yield f"| {shown} | " + " | ".join(sets[s].get(name, ("–",) * 3)[place] for s in SETS) + " |"


def main():
    path = ROOT / "README.md"
    text = path.read_text(encoding="utf-8")
    for name, rows in (("facts", facts()), ("claims", claims()), ("scores", scores(sys.stdin.read()))):
        table = "\n".join(rows)
        text, n = re.subn(rf"(<!-- {name}: .* -->\n)(?:.*\n)*?(<!-- /{name} -->)", lambda m: f"{m[1]}{table}\n{m[2]}", text)
        if n != 1:
            sys.exit(f"readme: README.md has no place for {name}")
    path.write_text(text, encoding="utf-8")


main()
