#!/usr/bin/env python3
"""Run the recipes of the README and of docs/formats.md: the code in them, and what they say of commands and cron.

    recipes.py EXTRACT CORPUS

EXTRACT is the program. Needs pandas, pyarrow, duckdb, polars and datasette; `.ci/run` makes an environment that has them. Each block runs
in a folder with `corpus/`, an `output/` of every format, and an `excel/` of that dialect. What needs R or sqlite3 runs where those are.
"""
import json, os, pathlib, re, shutil, socket, subprocess, sys, tempfile, time, urllib.request

import duckdb

ROOT = pathlib.Path(__file__).resolve().parent.parent


def fenced(page):
    return re.findall(r"^```(\w+)\n(.*?)^```", page, re.S | re.M)


def indented(page):
    """The indented blocks of each section, as in the language its title names."""
    languages = {"pandas": "python", "DuckDB": "sql", "Polars": "python", "R": "r", "SQLite and Datasette": "sh"}
    for section in re.split(r"^## ", page, flags=re.M)[1:]:
        title, body = section.split("\n", 1)
        if title in languages:
            for block in re.findall(r"(?:^    .*\n)+", body, re.M):
                yield languages[title], re.sub(r"^    ", "", block, flags=re.M)


def shell(line, folder):
    done = subprocess.run(["sh", "-c", line], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
    return done.stdout


def datasette(line, folder):
    """Serves, answers a search and a view, is stopped."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen([*line.split(), "--port", str(port)], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    ask = lambda path: json.load(urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30))
    try:
        begun = time.monotonic()
        while True:
            try:
                ask("/tables.json")
                break
            except OSError:
                assert server.poll() is None and time.monotonic() - begun < 120, server.poll() and server.stderr.read()
                time.sleep(0.2)
        found = ask("/tables/facts.json?_search=nvidia&_shape=array")
        assert found and all("nvidia" in row["evidence"].lower() for row in found), "the full-text index is found by itself"
        assert ask("/tables/conflicts.json?_shape=array"), "the view of conflicts has rows"
    finally:
        server.terminate()
        server.wait()


def cron(line, folder):
    """A line of a crontab: five fields, then a command; run twice, in a folder that stands for the one it names."""
    *when, command = line.split(None, 5)
    assert len(when) == 5 and all(re.fullmatch(r"[\d*/,-]+", field) for field in when), line
    place = re.search(r"cd (\S+) && ", command)[1]
    (folder / "incoming").mkdir()
    shutil.copy(next((folder / "corpus").glob("*.txt")), folder / "incoming")
    for _ in range(2):
        assert shell(command.replace(place, str(folder)), folder) == "", "nothing to mail"
    assert (folder / "tables/facts.csv").exists()


def run(language, block, folder):
    if language == "python":
        done = subprocess.run([sys.executable, "-c", block], cwd=folder, capture_output=True, text=True)
        assert done.returncode == 0, f"{block}\n{done.stderr}"
    elif language == "sql":
        # tables are named by their place below the folder
        for query in filter(str.strip, block.replace("'output/", f"'{folder}/output/").split(";\n")):
            assert duckdb.sql(query.strip().rstrip(";")).fetchall(), f"no rows: {query}"
    elif language == "cron":
        cron(block.strip(), folder)
    elif language == "sh":
        for line in filter(None, block.splitlines()):
            if line.startswith("datasette "):
                datasette(line, folder)
            elif shutil.which(line.split()[0]):
                assert shell(line, folder) or not line.startswith("sqlite3"), f"no rows: {line}"
            else:
                return False
    elif language == "r":
        if not shutil.which("Rscript"):
            return False
        subprocess.run(["Rscript", "-e", block], cwd=folder, check=True, capture_output=True)
    else:
        return False
    return True


def main(extract, corpus):
    extract = pathlib.Path(extract).resolve()
    os.environ["PATH"] = f"{extract.parent}:{pathlib.Path(sys.executable).parent}:{os.environ['PATH']}"
    blocks = [("README.md", *block) for block in fenced((ROOT / "README.md").read_text(encoding="utf-8"))]
    blocks += [("docs/formats.md", *block) for block in indented((ROOT / "docs/formats.md").read_text(encoding="utf-8"))]
    assert {"python", "sql", "sh", "cron"} <= {language for _, language, _ in blocks}
    with tempfile.TemporaryDirectory() as ready:
        ready = pathlib.Path(ready)
        shutil.copytree(corpus, ready / "corpus")
        shell(f"{extract} corpus -o output --format csv,json,jsonl,parquet,sqlite --quiet", ready)
        shell(f"{extract} corpus -o excel --format csv --csv-dialect excel-it --quiet", ready)
        for at, (page, language, block) in enumerate(blocks):
            # each has a folder of its own
            folder = ready / f"recipe-{at}"
            folder.mkdir()
            for part in ("corpus", "output", "excel"):
                shutil.copytree(ready / part, folder / part)
            done = run(language, block, folder)
            print(f"{page}: {language}: {'ran' if done else 'skipped'}: {block.strip().splitlines()[0]}")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
