#!/usr/bin/env python3
"""Score a build of `extract` against shared gold and conformance cases, and hold the scores against floors.

    scores.py EXTRACT SHARED FLOORS

EXTRACT is the program, SHARED a folder with `seeds`, `gold`, `conformance` and `score`, FLOORS a JSON file: for each measure
`[floor, goal]`. Below a floor the exit code is 1; what is above it and below its goal is only said.
"""
import json, pathlib, subprocess, sys, tempfile


def main(extract, shared, floors):
    extract, shared = pathlib.Path(extract).resolve(), pathlib.Path(shared)
    score, conformance = shared / "score/score.py", shared / "score/conformance.py"
    call = lambda *command: subprocess.run([str(c) for c in command], check=True, capture_output=True, text=True).stdout
    with tempfile.TemporaryDirectory() as output:
        call(extract, shared / "seeds", "-o", output, "--quiet")
        print(call(sys.executable, score, shared / "gold", output))
        found = json.loads(call(sys.executable, score, shared / "gold", output, "--json"))
    cases = json.loads(call(sys.executable, conformance, shared / "conformance", extract, "--json"))
    for name, values in cases.items():
        print(f"{name:24} " + "  ".join(f"{k} {v}" for k, v in values.items()))

    measures = {"core mentions": found["core mentions"]["f1"], "date value": found["date value"], "facts": found["facts"]["f1"]}
    measures |= {f"figure {k}": v for k, v in found["figure"].items()}
    measures |= {f"slot {k}": v["f1"] for k, v in found["slots"].items()}
    measures["events recall"] = found["events"]["recall"]
    measures |= {k: cases[k]["f1"] for k in cases if "f1" in cases[k]}
    measures |= {"places precision": cases["entities.kind"]["p"], "places recall": cases["entities.kind"]["r"]}
    measures["figures and dates"] = cases["figures and dates"]["share"]

    print(f"\n{'measure':24} {'now':>7} {'floor':>7} {'goal':>7}")
    low = 0
    for name, (floor, goal) in json.loads(pathlib.Path(floors).read_text(encoding="utf-8")).items():
        # A measure of nothing (no date found, say) holds nothing.
        now = measures[name] or 0.0
        # Floors have the four digits the scores are printed with.
        below = round(now, 4) < floor
        low += below
        said = "BELOW ITS FLOOR" if below else "below the goal" if round(now, 4) < goal else ""
        print(f"{name:24} {now:7.4f} {floor:7.4f} {goal:7.4f}  {said}")
    return 1 if low else 0


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
