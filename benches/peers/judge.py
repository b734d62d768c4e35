"""What a peer's raw answer says of a phrase, and whether that is right.

The rule, the same for all:

  ✓  a reading tells all that is expected: value, unit, bound and direction of a figure; first and last day of a date, and
     its part («metà»)
  ~  a reading has the right number, one end of a range with its unit, or days that lie within or around the right ones, or
     the right days among others; something of the rest is lacking or wrong. So is a right reading another one contradicts
  ✗  something is read, nothing of it right
  –  nothing is read

A reading inside a longer one is left out: the longer one says what it is. What is read beside the right thing («un» as 1)
is not held against a peer. Units go by their codes, whatever the peer calls them.
"""

import calendar, datetime, json, re
from dataclasses import dataclass, field
from typing import Optional

UNITS = {"$": "USD", "dollar": "USD", "dollars": "USD", "€": "EUR", "euro": "EUR", "percent": "%"}
GRAINS = {"second", "minute", "hour", "nograin", "day"}


@dataclass
class Reading:
    type: str  # figure or date
    text: str  # as it stands in the phrase
    value: Optional[float] = None
    value_high: Optional[float] = None
    unit: str = ""
    bound: str = "="
    direction: str = ""
    mod: str = ""
    days: list = field(default_factory=list)  # of a date: (first, last), more than one where the peer leaves a choice


def number(text):
    """«5,5» and «50000» as a number; None for what is none."""
    try:
        return float(str(text).replace(",", ".").rstrip("%"))
    except ValueError:
        return None


def code(unit):
    return UNITS.get(str(unit).lower(), str(unit))


def day(text):
    return datetime.date.fromisoformat(str(text)[:10])


def grain_days(start, grain):
    """First and last day of what begins on a day and is as long as the grain."""
    first, grain = day(start), grain.lower()
    if grain in GRAINS:
        return first, first
    if grain == "week":
        return first, first + datetime.timedelta(6)
    months = {"month": 1, "quarter": 3, "year": 12}[grain]
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return first, datetime.date(year, month + 1, 1) - datetime.timedelta(1)


def timex_days(value):
    """First and last day of a TIMEX3 value; nothing for one that is no day, week, month or year."""
    if found := re.fullmatch(r"(\d{4})-W(\d\d)", value):
        monday = datetime.date.fromisocalendar(int(found[1]), int(found[2]), 1)
        return [(monday, monday + datetime.timedelta(6))]
    if re.fullmatch(r"\d{4}-\d\d-\d\d.*", value):
        return [(day(value), day(value))]
    if found := re.fullmatch(r"(\d{4})-(\d\d)", value):
        year, month = int(found[1]), int(found[2])
        return [(datetime.date(year, month, 1), datetime.date(year, month, calendar.monthrange(year, month)[1]))]
    if re.fullmatch(r"\d{4}", value):
        return [(datetime.date(int(value), 1, 1), datetime.date(int(value), 12, 31))]
    return []


def extract(raw, _):
    for row in raw:
        if row["type"] == "figure":
            value, high = number(row.get("value")), number(row["value_high"]) if "value_high" in row else None
            told = {name: row.get(name, "") for name in ("unit", "bound", "direction")}
            yield Reading("figure", row["text"], value, high, **told)
        elif row["type"] == "date":
            yield Reading("date", row["text"], days=timex_days(row.get("value", "")), mod=row.get("mod", ""))


def recognizers(raw, _):
    for found in raw:
        told, text = found["resolution"], found["text"].strip()
        if found["type"].startswith("datetimeV2"):
            days, mods = [], set()
            for choice in told["values"]:
                if "start" in choice and "end" in choice:
                    days.append((day(choice["start"]), day(choice["end"]) - datetime.timedelta(1)))
                elif re.match(r"\d{4}-", str(choice.get("value"))):
                    days.append((day(choice["value"]), day(choice["value"])))
                mods.add(choice.get("Mod", "").upper())
            yield Reading("date", text, days=days, mod=mods.pop() if len(mods) == 1 else "")
        elif number(told.get("value")) is not None:
            unit = "%" if found["type"] == "percentage" else code(told.get("isoCurrency") or told.get("unit", ""))
            yield Reading("figure", text, number(told["value"]), unit=unit)


def duckling_crate(raw, _):
    def point(value):
        kind = next(iter(value.values()))
        return grain_days(kind["value"], kind["grain"])

    for found in raw:
        ((kind, value),) = found["value"].items()
        if kind == "Numeral":
            yield Reading("figure", found["body"], value)
        elif kind == "AmountOfMoney":
            if "Value" in value:
                yield Reading("figure", found["body"], value["Value"]["value"], unit=code(value["Value"]["unit"]))
            else:
                ends = [value["Interval"].get(end) for end in ("from", "to")]
                low, high = (end and end["value"] for end in ends)
                bound = "=" if low is not None and high is not None else ">" if high is None else "<"
                unit = code(next(end for end in ends if end)["unit"])
                yield Reading(
                    "figure",
                    found["body"],
                    high if low is None else low,
                    high if low is not None else None,
                    unit,
                    bound,
                )
        elif kind == "Time":
            if "Single" in value:
                days = [point(value["Single"]["value"])]
            else:
                ends = value["Interval"]
                ends = ends.get("value", ends)
                days = [(point(ends["from"])[0], point(ends["to"])[0])] if ends.get("from") and ends.get("to") else []
            yield Reading("date", found["body"], days=days)


def edn(text):
    """What Clojure prints, as Python's lists and dictionaries: enough of it for Duckling's answers."""
    tokens = iter(re.findall(r'"(?:[^"\\]|\\.)*"|[(\[{}\])]|[^\s,(\[{}\])]+', text))

    def value(token):
        if token in ("(", "["):
            return list(iter(lambda: value(next(tokens)), None))
        if token == "{":
            cells = list(iter(lambda: value(next(tokens)), None))
            return dict(zip(cells[::2], cells[1::2]))
        if token in (")", "]", "}"):
            return None
        if token.startswith('"'):
            return json.loads(token)
        plain = token.lstrip(":")
        return {"nil": "", "true": True, "false": False}.get(
            plain, number(plain) if number(plain) is not None else plain
        )

    return value(next(tokens))


def duckling_clojure(raw, _):
    if raw.startswith("fails"):
        return
    for found in edn(raw):
        value = found["value"]
        if found["dim"] == "number" and "value" in value:
            yield Reading("figure", found["body"], value["value"])
        elif found["dim"] == "time" and value.get("type") == "interval":
            ends = [value[end]["value"] for end in ("from", "to") if end in value]
            days = [(day(ends[0]), day(ends[1]) - datetime.timedelta(1))] if len(ends) == 2 else []
            yield Reading("date", found["body"], days=days)
        elif found["dim"] == "time":
            yield Reading("date", found["body"], days=[grain_days(value["value"], value["grain"])])


def snips(raw, _):
    for found in raw:
        told, text = found["entity"], found["value"]
        bound = "~" if told.get("precision") == "Approximate" else "="
        if told["kind"] in ("Number", "AmountOfMoney", "Percentage"):
            unit = "%" if told["kind"] == "Percentage" else code(told.get("unit") or "")
            yield Reading("figure", text, told["value"], unit=unit, bound=bound)
        elif told["kind"] == "InstantTime":
            yield Reading("date", text, days=[grain_days(told["value"], told["grain"])])
        elif told["kind"] == "TimeInterval":
            whole = told.get("from") and told.get("to")
            days = [(day(told["from"]), day(told["to"]) - datetime.timedelta(1))] if whole else []
            yield Reading("date", text, days=days)


def heideltime(raw, _):
    for tag in raw:
        told = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if told["type"] in ("DATE", "TIME"):
            yield Reading("date", re.sub("<[^>]*>", "", tag), days=timex_days(told["value"]), mod=told.get("mod", ""))


def dateparser(raw, _):
    for found in raw:
        yield Reading("date", found["text"], days=[(day(found["date"]),) * 2])


def chrono(raw, _):
    for found in raw:
        known, start = found["from"]["known"], found["from"]["date"]
        grain = "day" if "day" in known or "weekday" in known or "month" not in known else "month"
        first, last = grain_days(start, grain)
        if found.get("to"):
            last = day(found["to"]["date"])
        yield Reading("date", found["text"], days=[(first, last)])


def text2num(raw, phrase):
    before = phrase.split()
    for word in raw.split():
        if word not in before and number(word) is not None:
            yield Reading("figure", word, number(word))


def inside(one, other, phrase):
    """Whether a reading lies in another, longer one."""
    return len(one.text) < len(other.text) and one.text in other.text and other.text in phrase


def overlap(one, other, phrase):
    (a, b), (c, d) = ((phrase.find(r.text), phrase.find(r.text) + len(r.text)) for r in (one, other))
    return a < d and c < b


def grade_figure(expected, reading):
    """2 right, 1 in part, 0 wrong."""
    high = number(expected["value_high"]) if expected["value_high"] else None
    if reading.type != "figure":
        return 0
    if high is not None and reading.value_high is None:
        return int(reading.value in (number(expected["value"]), high) and reading.unit == expected["unit"])
    if reading.value != number(expected["value"]) or reading.value_high != high:
        return 0
    direction = reading.direction == expected["direction"] or expected["direction"] in reading.text
    return 1 + (reading.unit == expected["unit"] and reading.bound == expected["bound"] and direction)


def grade_date(expected, reading):
    if reading.type != "date":
        return 0
    ((first, last),) = timex_days(expected["value"])
    middle = first + (last - first) / 2

    def right(one):
        if expected["mod"] == "MID" and reading.mod == "":
            return first < one[0] < middle < one[1] < last
        return one == (first, last) and reading.mod == expected["mod"]

    if any(right(one) for one in reading.days):
        return 2 if len(reading.days) == 1 else 1
    within = any(first <= a and b <= last or a <= first and last <= b for a, b in reading.days)
    return int(within)


def verdict(expected, readings):
    """The mark of what was read in a phrase."""
    phrase = expected["phrase"]
    readings = [r for r in readings if not any(inside(r, other, phrase) for other in readings)]
    if not readings:
        return "–"
    grade = grade_date if expected["type"] == "date" else grade_figure
    grades = [grade(expected, reading) for reading in readings]
    best = max(grades)
    of_best = readings[grades.index(best)]
    contradicted = any(g == 0 and overlap(r, of_best, phrase) for g, r in zip(grades, readings))
    return {0: "✗", 1: "~", 2: "~" if contradicted else "✓"}[best]


def told(readings):
    """Readings in a line, for people."""
    return "; ".join(
        " ".join(
            str(part)
            for part in (
                r.type,
                f"«{r.text}»",
                *([f"{r.value:.15g}"] if r.value is not None else []),
                *([f"to {r.value_high:.15g}"] if r.value_high is not None else []),
                *(f"{a}/{b}" for a, b in r.days),
                r.unit,
                "" if r.bound == "=" else r.bound,
                r.direction,
                r.mod,
            )
            if part
        )
        for r in readings
    )


def wrong_cases(cases):
    """The rows of cases.csv that come out otherwise: a peer's answer to a phrase, and the mark it should get."""
    for case in cases:
        found = list(globals()[case["judge"]](json.loads(case["raw"]), case["phrase"]))
        if (mark := verdict(case, found)) != case["mark"]:
            yield f"cases.csv: {case['judge']}, {case['phrase']}: {mark}, not {case['mark']}: {told(found)}"
