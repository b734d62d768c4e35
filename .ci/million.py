#!/usr/bin/env python3
"""A million facts into each format: how long it takes, and how much memory.

    .ci/million.py EXTRACT [FACTS [FORMAT …]]

makes articles of sentences of corpus/ in a temporary folder until they hold some FACTS facts (1,000,000 if not told), reads them
once, and then asks for each format (xlsx, parquet, sqlite, jsonl if none is told) alone: nothing is read again then, so the time
is the format's. Prints a table. Python 3.9, Linux; some 20 GB for a million.
"""

import random
import shutil
import sys
import tempfile
from pathlib import Path

from reruns import ROOT, make, sentences, timed


def rows(table):
    with open(table, "rb") as file:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1 << 20), b"")) - 1


def main():
    extract = Path(sys.argv[1]).resolve()
    wanted = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    formats = sys.argv[3:] or ["xlsx", "parquet", "sqlite", "jsonl"]
    pool, chance = sentences(), random.Random(1)
    work, how = Path(tempfile.mkdtemp(prefix="million-")), ["--quiet", "--lexicons", ROOT / "lexicons"]
    try:
        # how many facts a thousand articles hold
        make(work / "some", 1000, pool, chance)
        timed(extract, work / "some", "-o", work / "out", *how)
        facts = rows(work / "out/facts.csv")
        shutil.rmtree(work / "some")
        make(work / "corpus", wanted * 1000 // facts, pool, random.Random(2))
        tables = ["--tables", "articles,sentences,mentions,facts,claims"]
        seconds, memory = timed(extract, work / "corpus", "-o", work / "out", *how, *tables)
        counts = {table: rows(work / f"out/{table}.csv") for table in ["facts", "mentions", "sentences", "claims", "articles"]}
        told = ", ".join(f"{count:,} {table}" for table, count in counts.items())
        print(f"{told}\n\n| format | seconds | MB of memory | MB on the disk |\n| --- | ---: | ---: | ---: |")
        size = sum(path.stat().st_size for path in (work / "out").glob("*.csv"))
        print(f"| csv, json, and reading the articles | {seconds:.0f} | {memory:.0f} | {size / 1e6:.0f} |", flush=True)
        for form in formats:
            seconds, memory = timed(extract, work / "corpus", "-o", work / "out", *how, "--format", form, *tables)
            size = sum(path.stat().st_size for path in (work / "out").glob(f"*.{form}"))
            print(f"| {form} | {seconds:.0f} | {memory:.0f} | {size / 1e6:.0f} |", flush=True)
    finally:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
