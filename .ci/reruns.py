#!/usr/bin/env python3
"""Re-runs over a large corpus: how long they take, how much memory, and whether the tables are the same bytes.

    .ci/reruns.py EXTRACT [ARTICLES]

makes ARTICLES articles (100,000 if not told) of sentences of corpus/ in a temporary folder, and times: a clean run; a run over the
same; one over one article more. Beside it `find -printf` over the same tree. Then a tenth of the articles with 1, 2 and 16
threads. Exit code 1 where tables differ, or a goal is missed: what is unchanged in twice the time of find and a tenth of a
second, one article more in a twentieth of the clean run. Python 3.9, Linux.
"""

import filecmp
import os
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TABLES = ["articles.csv", "sentences.csv", "mentions.csv", "facts.csv", "facts.json", "claims.csv", "claims.json"]


def sentences():
    text = " ".join(path.read_text("utf-8") for path in sorted(ROOT.glob("corpus/**/*.txt")))
    return [part for part in text.replace("\n", " ").split(". ") if part.strip()]


def make(folder, count, pool, chance):
    for at in range(count):
        path = folder / f"{at // 1000:03}" / f"2026-{at % 12 + 1:02}-{at % 28 + 1:02}_{at:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(". ".join(chance.choice(pool) for _ in range(chance.randint(4, 30))) + ".\n", "utf-8")


def timed(*words):
    """The seconds a command takes, and the most memory it held, in MB."""
    began = time.monotonic()
    process = os.posix_spawnp(words[0], [str(w) for w in words], os.environ, file_actions=[
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)])
    _, status, used = os.wait4(process, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"{' '.join(map(str, words))}: exit code {os.waitstatus_to_exitcode(status)}")
    return time.monotonic() - began, used.ru_maxrss / 1000


def best(times, *words):
    return min(timed(*words) for _ in range(times))


def same(one, other):
    return all(filecmp.cmp(one / table, other / table, shallow=False) for table in TABLES)


def main():
    extract, count = Path(sys.argv[1]).resolve(), int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    pool, chance = sentences(), random.Random(1)
    work = Path(tempfile.mkdtemp(prefix="reruns-"))
    missed = []
    try:
        corpus, output, clean = work / "corpus", work / "output", work / "clean"
        make(corpus, count, pool, chance)
        size = sum(path.stat().st_size for path in corpus.glob("*/*")) / 1e6
        time.sleep(3)  # files written within two seconds of a run are looked into by the next
        run = lambda *words: (extract, corpus, "--quiet", "--output", *words)
        whole, whole_memory = timed(*run(output))
        found, _ = best(5, "find", corpus, "-type", "f", "-printf", "%s %T@ %p\n")
        again, again_memory = best(5, *run(output))
        (corpus / "000" / "2026-06-15_new.txt").write_text(". ".join(pool[:20]) + ".\n", "utf-8")
        more, more_memory = timed(*run(output))
        timed(*run(clean))
        print(f"{count} articles, {size:.0f} MB, {os.cpu_count()} cores")
        print(f"{'clean run':<24}{whole:8.2f} s {whole_memory:6.0f} MB")
        print(f"{'find -printf':<24}{found:8.2f} s")
        print(f"{'nothing new':<24}{again:8.2f} s {again_memory:6.0f} MB   {again / found:.1f} x find")
        print(f"{'one article more':<24}{more:8.2f} s {more_memory:6.0f} MB   {100 * more / whole:.1f} % of the clean run")
        if not same(output, clean):
            missed.append("the tables after a re-run are not those of a clean run")
        if again > 2 * found + 0.1:
            missed.append("nothing new takes more than twice the time of find and a tenth of a second")
        if more > whole / 20:
            missed.append("one article more takes more than a twentieth of the clean run")
        shutil.rmtree(output), shutil.rmtree(clean), shutil.rmtree(corpus)
        make(corpus, max(count // 10, 100), pool, chance)
        for jobs in (1, 2, 16):
            timed(*run(work / f"jobs{jobs}", "--jobs", jobs))
        if not (same(work / "jobs1", work / "jobs2") and same(work / "jobs1", work / "jobs16")):
            missed.append("the tables hang on --jobs")
        print(f"--jobs 1, 2 and 16 over {max(count // 10, 100)} articles: compared")
    finally:
        shutil.rmtree(work, ignore_errors=True)
    print("\n".join(missed) or "all goals reached")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
