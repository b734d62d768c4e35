#!/usr/bin/env python3
"""Measures `extract` beside other programs on the same articles, and has each read the same dozen phrases.

    python3 benches/peers/run.py                 everything: installs, measures, writes the tables and the chart
    python3 benches/peers/run.py --only snips    these peers anew (ids of peers.py, with commas), the others as they were
    python3 benches/peers/run.py --render        only the verdicts, the page and the chart, from what was measured
    python3 benches/peers/run.py --check         that those are what --render writes, and that judge.py holds its cases

Python 3.9 or later and the Rust toolchain; npm, Java and a C compiler for the peers that need them. What cannot be had
is named and skipped. Everything installed goes to `peers/` in Cargo's target folder. Written are `results.csv`,
`readings.csv`, the tables of docs/peers.md and docs/images/peers.svg.
"""

import argparse, csv, datetime, io, json, math, os, pathlib, platform, re, shutil, statistics, subprocess, sys
import tempfile, time, venv

sys.dont_write_bytecode = True  # nothing beside the sources
import chart, judge
from peers import LEFT_OUT, PEERS

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve()
OWN = TARGET / "peers"
DAY = datetime.date(2026, 2, 24)
NAMES = 5_000
BYTES = 3_000_000  # at most so much of the articles is read in a pass, as `cargo bench` does
SECONDS = 1.0  # a pass takes about so long at least: the clock has ticks of 10 ms
PASSES, STARTS = 5, 3
COLUMNS = "peer name version mb_per_s start_s peak_mb bytes failed skipped measured machine load corpus".split()
Skip = type("Skip", (Exception,), {})


def run(*command, **more):
    """A command of the installation; what it said is told where it fails."""
    words = [str(word) for word in command]
    if not shutil.which(words[0]):
        raise Skip(f"needs {words[0]}")
    done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **more)
    if done.returncode:
        last = (done.stdout.strip().splitlines() or ["without a word"])[-1]
        raise Skip(f"{pathlib.Path(words[0]).name} fails: {last[:120]}")
    return done.stdout


# What is read


def articles():
    return [path.read_text(encoding="utf-8") for path in sorted((ROOT / "corpus").rglob("*.txt"))]


def names():
    """5,000 names of the lexicons: first those the articles have, then in the order of the files."""
    text, all_names = "\n".join(articles()), {}
    for lexicon in ("companies", "chips", "institutions", "models", "persons"):
        with open(ROOT / f"lexicons/{lexicon}.csv", encoding="utf-8", newline="") as rows:
            all_names.update((row["name"], None) for row in csv.DictReader(rows))
    return sorted(all_names, key=lambda name: name not in text)[:NAMES]


# Installing


def python():
    """A Python of its own: its pip installs, its interpreter runs the workers."""
    own = OWN / "venv"
    where = own / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not where.exists():
        venv.create(own, with_pip=True)
    return where


def once(folder, what, work):
    """Does the work unless what it gave, by the same words, is still there."""
    note = folder / ".installed"
    if not note.exists() or note.read_text() != what:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        work()
        note.write_text(what)


def crates(binary):
    run("cargo", "build", "--release", "--manifest-path", HERE / "workers/crates/Cargo.toml", "--target-dir", TARGET)
    return TARGET / "release" / binary


def install(peer):
    """The command of a peer's worker, its folder and its environment."""
    for program in peer.needs.split():
        if not shutil.which(program):
            raise Skip(f"needs {program}")
    # Python compiles what it imports once, not at every start.
    environment = {n: v for n, v in os.environ.items() if n not in ("PYTHONPATH", "PYTHONDONTWRITEBYTECODE")}
    environment["OMP_NUM_THREADS"] = "1"
    if peer.id == "extract":
        return [crates("worker-extract")], HERE, environment
    if peer.registry == "crate":
        return [crates("worker-crates"), peer.worker, OWN / "names.json"], HERE, environment
    folder = OWN / peer.id
    if peer.registry == "npm":
        wanted = f"{peer.package}@{peer.version}"
        once(folder, wanted, lambda: run("npm", "install", "--silent", "--prefix", folder, "--no-save", wanted))
        return ["node", HERE / "workers/chrono.mjs"], folder, environment
    wanted = [f"{peer.package}=={peer.version}", *peer.more.split()]
    pip = [python(), "-m", "pip", "install", "--quiet", "--target", folder]
    all_of_them = lambda: [run(*pip, *peer.pip.split(), wanted[0])] + [run(*pip, one) for one in wanted[1:]]
    once(folder, " ".join(wanted), all_of_them)
    environment["PYTHONPATH"] = str(folder)
    if peer.id == "snips":
        clock = folder / "clock.so"
        noon = datetime.datetime.combine(DAY, datetime.time(12), datetime.timezone.utc)
        run("cc", "-shared", "-fPIC", f"-DDAY={int(noon.timestamp())}", "-o", clock, HERE / "workers/clock.c")
        environment["LD_PRELOAD"] = str(clock)
    return [python(), HERE / "workers/python.py", peer.worker, OWN / "names.json"], folder, environment


# Measuring


def one_core():
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


class Worker:
    """A peer that runs, kept to one core."""

    def __init__(self, command, folder, environment):
        self.began = time.perf_counter()
        self.log = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen(
            [str(c) for c in command],
            cwd=folder,
            env=environment,
            text=True,
            encoding="utf-8",
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.log,
            preexec_fn=one_core if os.name == "posix" else None,
        )
        self.answer()
        self.start = self.clock()

    def answer(self):
        line = self.process.stdout.readline()
        if not line:
            self.log.seek(0)
            raise Skip("stops: " + (self.log.read().strip().splitlines() or ["without a word"])[-1][:120])
        return json.loads(line)

    def ask(self, **question):
        self.process.stdin.write(json.dumps(question, ensure_ascii=False) + "\n")
        self.process.stdin.flush()
        return self.answer()

    def clock(self):
        """Processor time of all its threads; the wall's where the system does not tell."""
        stat = pathlib.Path(f"/proc/{self.process.pid}/stat")
        if not stat.exists():
            return time.perf_counter() - self.began
        user, system = stat.read_text().rsplit(")", 1)[1].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def timed(self, rounds):
        before = self.clock()
        self.ask(**{"pass": rounds})
        return self.clock() - before

    def peak(self):
        """Megabytes at its peak, where the system tells."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status")
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text()) if status.exists() else None
        return int(found[1]) * 1024 / 1e6 if found else None

    def close(self):
        self.process.stdin.close()
        self.process.wait()
        self.log.close()


class Memory:
    """A peer whose worker holds the articles in memory, ready to be timed."""

    def __init__(self, peer, texts):
        self.peer, self.articles = peer, len(texts)
        how = install(peer)
        starts = [Worker(*how)]
        if starts[0].start < SECONDS * PASSES:
            starts += [Worker(*how) for _ in range(STARTS - 1)]
        self.start, self.worker = statistics.median(worker.start for worker in starts), starts.pop()
        for worker in starts:
            worker.close()
        self.said = [self.worker.ask(read=phrase["phrase"])["raw"] for phrase in phrases()] if peer.judge else []
        size = self.load(1)
        took, times, self.rounds = max(self.worker.timed(1), 0.001), 1, 1
        if took < SECONDS * PASSES:  # else one pass is long enough
            times = min(math.ceil(BYTES / size), math.ceil(SECONDS / max(self.worker.timed(1), 0.001)))
            self.load(times)
            self.rounds = math.ceil(SECONDS / max(self.worker.timed(1), 0.01))
        self.bytes = size * times

    def load(self, times):
        """The articles so many times over; the bytes of those it reads to their end."""
        read = self.worker.ask(load=str(OWN / "articles.json"), times=times)
        self.failed = self.articles - read["texts"]
        return read["bytes"]

    def once(self):
        """Bytes a second."""
        return self.bytes * self.rounds / self.worker.timed(self.rounds)

    def close(self):
        peak = self.worker.peak()
        self.worker.close()
        return peak


class Files:
    """The program itself, files to all tables, without what a run over one article takes."""

    said, failed = (), 0

    def __init__(self, peer, texts):
        self.peer, self.peaks = peer, []
        run(
            "cargo",
            "build",
            "--release",
            "--bin",
            "extract",
            "--manifest-path",
            ROOT / "Cargo.toml",
            "--target-dir",
            TARGET,
        )
        self.corpus, alone = OWN / "files", OWN / "one"
        for folder in (self.corpus, alone):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
        for copy in range(math.ceil(BYTES / sum(len(text.encode()) for text in texts))):
            for at, text in enumerate(texts):
                (self.corpus / f"{copy:03}-{at:02}.txt").write_text(text, encoding="utf-8")
        shutil.copy(self.corpus / "000-00.txt", alone)
        self.bytes = sum(path.stat().st_size for path in self.corpus.iterdir())
        self.start = statistics.median(self.over(alone) for _ in range(STARTS))

    def over(self, folder):
        """Processor time of a run over a folder that nothing was written of before."""
        output = OWN / "output"
        shutil.rmtree(output, ignore_errors=True)
        command = [str(TARGET / "release/extract"), str(folder), "-o", str(output), "--jobs", "1", "--quiet"]
        process = subprocess.Popen(command, cwd=OWN, preexec_fn=one_core)
        _, status, used = os.wait4(process.pid, 0)
        if status:
            raise Skip(f"extract ends with {status}")
        self.peaks.append(used.ru_maxrss * 1024 / 1e6)
        return used.ru_utime + used.ru_stime

    def once(self):
        return self.bytes / (self.over(self.corpus) - self.start)

    def close(self):
        return max(self.peaks)


def measure(peers, texts):
    """Rows of results, and what was said of the phrases. The passes go round all, so that a busy minute hits all alike."""
    ready, rows, said = [], [], {}
    for peer in peers:
        try:
            ready.append((Files if peer.id == "extract-files" else Memory)(peer, texts))
            said.update(
                {(peer.id, p["phrase"]): json.dumps(a, ensure_ascii=False) for p, a in zip(phrases(), ready[-1].said)}
            )
            print(f"{peer.name}: ready", flush=True)
        except (Skip, OSError) as why:
            print(f"{peer.name}: skipped: {why}", flush=True)
            rows.append({**about(peer), "skipped": str(why)})
    speeds = [[one.once() for one in ready] for _ in range(PASSES)]
    for one, speed in zip(ready, zip(*speeds)):
        rows.append(row(one, statistics.median(speed)))
        print(
            f"{one.peer.name}: {rows[-1]['mb_per_s']} MB/s, from {min(speed) / 1e6:.2g} to {max(speed) / 1e6:.2g}",
            flush=True,
        )
    return rows, said


def row(one, speed):
    peak = one.close()
    return {
        **about(one.peer),
        "mb_per_s": f"{speed / 1e6:.2g}",
        "start_s": f"{one.start:.2g}",
        "peak_mb": f"{peak:.0f}" if peak else "",
        "bytes": one.bytes,
        "failed": one.failed,
        "skipped": "",
    }


def about(peer):
    texts = articles()
    return {
        "peer": peer.id,
        "name": peer.name,
        "version": version(peer),
        "measured": datetime.date.today().isoformat(),
        "machine": machine(),
        "load": f"{os.getloadavg()[1]:.1f}" if hasattr(os, "getloadavg") else "",
        "corpus": f"{len(texts)} articles of `corpus/`, {sum(len(text.encode()) for text in texts) / 1e3:.0f} KB",
    }


def version(peer):
    if peer.registry == "here":
        return re.search(r'^version = "(.*)"', (ROOT / "Cargo.toml").read_text(), re.M)[1]
    if peer.id == "aho-corasick":
        return re.search(r'name = "aho-corasick"\nversion = "(.*)"', (HERE / "workers/crates/Cargo.lock").read_text())[
            1
        ]
    return peer.version


def machine():
    try:
        model = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())[1]
    except (OSError, TypeError):
        model = platform.processor()
    return (
        f"{model}, {os.cpu_count()} cores, {platform.system()} {platform.release().split('-')[0]} {platform.machine()}"
    )


# Writing


def phrases():
    return table("phrases.csv")


def table(name):
    path = HERE / name
    if not path.exists():
        return []
    with open(path, encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


def readings(said):
    """Each peer's raw answer to each phrase, what that says, and its mark: anyone can check it."""
    for peer in PEERS:
        for phrase in phrases():
            raw = said.get((peer.id, phrase["phrase"]))
            if raw is not None:
                found = list(getattr(judge, peer.judge)(json.loads(raw), phrase["phrase"]))
                told = {"mark": judge.verdict(phrase, found), "told": judge.told(found), "raw": raw}
                yield {"peer": peer.id, "phrase": phrase["phrase"], **told}


def speed_table(results):
    yield "| program | reads | MB/s | start | memory | from |"
    yield "| --- | --- | ---: | ---: | ---: | --- |"
    for peer in PEERS:
        found = results.get(peer.id, {"skipped": "not yet measured", "version": peer.version})
        source = "this project" if peer.registry == "here" else f"{peer.registry}: `{peer.package}` {found['version']}"
        if found["skipped"]:
            cells = f"skipped: {found['skipped']} | | "
        else:
            fails = (
                f" (fails on {found['failed']} articles, left out)"
                if found.get("failed") not in (None, "", "0", 0)
                else ""
            )
            cells = f"{plain(found['mb_per_s'])}{fails} | {plain(found['start_s'])} s | {found['peak_mb']} MB"
        yield f"| {peer.name} | {peer.reads} | {cells} | {source} |"


def plain(cell):
    """`1.4e+02` as people write it; the clock has ticks of 10 ms."""
    return f"{float(cell):g}" if float(cell) else "under 0.01"


def phrase_table(marks):
    shown = [peer for peer in PEERS if any(peer.id == of for of, _ in marks)]
    yield "| phrase | " + " | ".join(f"`{p.column}`" if p.id == "extract" else p.column for p in shown) + " |"
    yield "|" + " --- |" * (len(shown) + 1)
    for phrase in phrases():
        yield f"| {phrase['phrase']} | " + " | ".join(marks[peer.id, phrase["phrase"]] for peer in shown) + " |"
    count = [[m for (of, _), m in marks.items() if of == peer.id] for peer in shown]
    yield "| **✓, and ~** | " + " | ".join(f"**{m.count('✓')}**, {m.count('~')}" for m in count) + " |"


def conditions(results):
    """When, on what, and what was left out."""
    days, machines, loads, corpora = (
        ", ".join(sorted({r[column] for r in results.values()})) for column in ("measured", "machine", "load", "corpus")
    )
    yield f"Measured {days} on {machines}, which had a load of {loads}: {corpora}, repeated up to {BYTES / 1e6:g} MB"
    yield f"for the fast ones; each program alone on one core, {PASSES} passes in turn, the median."
    yield ""
    yield "Not tried:"
    yield from (f"- {peer.name}: {peer.left_out}" for peer in LEFT_OUT)


def csv_text(columns, rows):
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def rendered(results, said):
    """Every file that is written, by its path."""
    rows = list(readings(said))
    marks = {(r["peer"], r["phrase"]): r["mark"] for r in rows}
    page = ROOT / "docs/peers.md"
    text = page.read_text(encoding="utf-8")
    for name, lines in (
        ("speed", speed_table(results)),
        ("conditions", conditions(results)),
        ("phrases", phrase_table(marks)),
    ):
        written = "\n".join(lines)
        text, n = re.subn(
            rf"(<!-- {name}: .* -->\n)(?:.*\n)*?(<!-- /{name} -->)", lambda m: f"{m[1]}{written}\n{m[2]}", text
        )
        if n != 1:
            sys.exit(f"peers: docs/peers.md has no place for {name}")
    return {
        HERE / "results.csv": csv_text(COLUMNS, [results[peer.id] for peer in PEERS if peer.id in results]),
        HERE / "readings.csv": csv_text(["peer", "phrase", "mark", "told", "raw"], rows),
        page: text,
        ROOT / "docs/images/peers.svg": chart.draw(PEERS, results, marks, len(phrases())),
    }


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--only", help="ids of peers.py, with commas", default=",".join(p.id for p in PEERS))
    options.add_argument("--render", action="store_true", help="measure nothing")
    options.add_argument(
        "--check",
        action="store_true",
        help="write nothing; exit code 1 where a verdict or a file is not what it should be",
    )
    options = options.parse_args()
    wanted = set() if options.render or options.check else set(options.only.split(","))
    if unknown := wanted - {peer.id for peer in PEERS}:
        sys.exit(f"peers: no peer {', '.join(sorted(unknown))} in peers.py")
    results = {r["peer"]: r for r in table("results.csv")}
    said = {(r["peer"], r["phrase"]): r["raw"] for r in table("readings.csv")}
    if options.check:
        wrong = list(judge.wrong_cases(table("cases.csv")))
        for path, text in rendered(results, said).items():
            if path.read_text(encoding="utf-8") != text:
                wrong.append(f"{path.relative_to(ROOT)} is not what --render writes")
        sys.exit("\n".join(wrong) or 0)
    if wanted:
        texts = articles()
        OWN.mkdir(parents=True, exist_ok=True)
        (OWN / "articles.json").write_text(json.dumps(texts, ensure_ascii=False), encoding="utf-8")
        (OWN / "names.json").write_text(json.dumps(names(), ensure_ascii=False), encoding="utf-8")
        rows, answers = measure([peer for peer in PEERS if peer.id in wanted], texts)
        results.update({row["peer"]: row for row in rows})
        said.update(answers)
    for path, text in rendered(results, said).items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
