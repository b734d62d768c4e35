#!/usr/bin/env python3
"""Have `extract export` read back by the tools it is written for, and hold what they find against mentions.csv.

    export.py EXTRACT CORPUS

EXTRACT is the program. Needs label-studio-sdk, spacy, seqeval, pandas, chardet, pyexcel, and doccano, of which only the importer is
used (`pip install --no-deps doccano`); `.ci/run` makes an environment that has them.
"""
import csv, json, pathlib, re, subprocess, sys, tempfile

from backend.data_import.pipeline.parsers import CoNLLParser, JSONLParser
from label_studio_sdk.label_interface import LabelInterface
from seqeval.metrics import f1_score
from seqeval.metrics.sequence_labeling import get_entities
from seqeval.scheme import IOB2, Entities
from spacy.training.converters import conll_ner_to_docs

HOSTILE = {
    "emoji.txt": "😀 L’azienda «cinese» 𝒳 👨🏻‍🚒 Nvidia ha venduto 10.000 H20 in Cina; ieri Amd 4mila.",
    "lines.txt": "date 2026-02-24\r\n\r\nNvidia\tha venduto\u2028«10.000 H20»\u0085in Cina\u001d. </script>\r\nL’H200s costa 6 dollari l’ora.",
    "quotes.md": "# \"Titolo\"\n\nNvidia ha *venduto* 1, 6 miliardi di H20.",
}


def config():
    page = pathlib.Path(__file__).resolve().parent.parent / "docs/export.md"
    return re.search(r"```xml\n(.*?)```", page.read_text(encoding="utf-8"), re.S)[1]


def mentions(folder):
    """Of each article in turn: its spans as code points, with the type and the words."""
    found = {}
    for row in csv.DictReader(open(folder / "articles.csv", encoding="utf-8", newline="")):
        found[row["article"]] = []
    for row in csv.DictReader(open(folder / "mentions.csv", encoding="utf-8", newline="")):
        found[row["article"]].append((int(row["start"]), int(row["end"]), row["type"], row["text"]))
    return found


def label_studio(path, expected):
    interface = LabelInterface(config())
    interface.validate()
    tasks = json.loads(path.read_text(encoding="utf-8"))
    assert [task["data"]["article"] for task in tasks] == list(expected)
    for task in tasks:
        [prediction] = task.pop("predictions")
        assert interface.validate_task(task), task["data"]["article"]
        errors = interface.validate_prediction(prediction, return_errors=True)
        assert not errors, errors
        for region in prediction["result"][:1]:
            wrong = {"result": [region | {"value": region["value"] | {"labels": ["firm"]}}]}
            assert interface.validate_prediction(wrong, return_errors=True), "a label the interface lacks is refused"
        told = [(v["start"], v["end"], v["labels"][0], v["text"]) for v in (r["value"] for r in prediction["result"])]
        assert told == expected[task["data"]["article"]], task["data"]["article"]
        assert all(task["data"]["text"][start:end] == words for start, end, _, words in told)
    return len(tasks)


def doccano(path, expected):
    """By doccano's importer; words are cut out as its editor does, in UTF-16 units."""
    parser = JSONLParser(encoding="utf-8")
    lines = list(parser.parse(str(path)))
    assert not parser.errors and [line["article"] for line in lines] == list(expected), parser.errors
    for line in lines:
        units = line["text"].encode("utf-16-le")
        told = [(kind, units[2 * start : 2 * end].decode("utf-16-le")) for start, end, kind in line["label"]]
        assert told == [(kind, words) for _, _, kind, words in expected[line["article"]]], line["article"]
    return len(lines)


def conll(path, expected):
    """By doccano's importer, spaCy's converter and seqeval: the same mentions in the same order."""
    bare = lambda words: re.sub(r"\s", "", words)
    every = [(kind, bare(words)) for found in expected.values() for _, _, kind, words in found]
    parser = CoNLLParser(encoding="utf-8", scheme="IOB2")
    sentences = list(parser.parse(str(path)))
    assert not parser.errors, parser.errors
    told = [(kind, bare(s["text"][start:end])) for s in sentences for start, end, kind in s["label"]]
    assert told == every, "doccano"
    text = path.read_text(encoding="utf-8")
    docs = list(conll_ner_to_docs(text, n_sents=0, no_print=True))
    told = [(entity.label_, bare("".join(t.text for t in entity))) for doc in docs for entity in doc.ents]
    assert told == every, "spaCy"
    tags = [[line.split("\t")[1] for line in part.split("\n")] for part in text.strip("\n").split("\n\n")]
    assert sum(len(sentence) for sentence in Entities(tags, IOB2).entities) == len(every) == len(get_entities(tags)), "seqeval"
    assert f1_score(tags, tags, mode="strict", scheme=IOB2) == 1.0
    return len(sentences)


def main(extract, corpus):
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        hostile = work / "hostile"
        hostile.mkdir()
        for name, text in HOSTILE.items():
            (hostile / name).write_bytes(text.encode())
        for folder in [pathlib.Path(corpus), hostile]:
            subprocess.run([extract, folder, "-o", work / "output", "--quiet"], check=True)
            expected = mentions(work / "output")
            for to, read in [("label-studio", label_studio), ("doccano", doccano), ("conll", conll)]:
                path = work / f"exported.{to}"
                subprocess.run([extract, "export", folder, "--to", to, "-o", path], check=True)
                count = read(path, expected)
                print(f"{folder.name}: {to}: {count} read, {sum(map(len, expected.values()))} mentions found again")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
