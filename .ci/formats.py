#!/usr/bin/env python3
"""Read every format of a run back with the tools people use, and hold each cell against the CSV.

    formats.py EXTRACT CORPUS

EXTRACT is the program. Besides CORPUS, a few hostile articles are read: markup, control characters, what spreadsheets run. Needs
pandas, duckdb, polars, pyarrow, openpyxl, frictionless and jsonschema; `.ci/run` makes an environment that has them. LibreOffice
with Italian settings is asked, too, where it is installed.
"""
import csv, datetime, json, math, pathlib, re, shutil, sqlite3, subprocess, sys, tempfile

import duckdb, jsonschema, openpyxl, pandas, polars, pyarrow.parquet
import frictionless

csv.field_size_limit(1 << 30)
FORMATS = "csv,json,jsonl,xlsx,parquet,sqlite"
FIGURE = "Nvidia ha venduto 10.000 H20 in Cina, +740% in un anno."
HOSTILE = {
    "script.txt": f"<script>alert('{FIGURE}')</script> ]]> <!-- {FIGURE} --> </script><b onclick=\"x\">\n\n{FIGURE}",
    "=cmd|'calc'!A0.txt": FIGURE,
    "+a.txt": f"=HYPERLINK(\"http://x\";\"{FIGURE}\")\n\n{FIGURE}",
    "-b.txt": f"-2+3+cmd|' /C calc'!A0 {FIGURE}\n\n@SUM(1+1) {FIGURE}",
    "@c;d\",e.txt": f"=1+1;\"=1+1\" {FIGURE}\n\n\t=1+1 {FIGURE}\n\n\" =1+1\" {FIGURE}\n\n＝1+1 {FIGURE}",
    "control.txt": f"A\u0001B\u0008C\u001bD\u007fE\u0085F\u2028G\u202eH\ufffeI _x0041_ {FIGURE}\r\n\r\n{FIGURE}",
    "long.txt": "Nvidia ha venduto 10.000 H20 in Cina e " + "x" * 40_000 + ".",
    "emoji.txt": f"😀 L’azienda «cinese» 𝒳 {FIGURE}; {FIGURE}",
}
DANGEROUS = "=+-@\t\r\n＝＋－＠"


class Table:
    """A table as CSV tells it: its fields, and its rows typed by them."""

    def __init__(self, folder, resource):
        self.name, self.fields = resource["name"], resource["schema"]["fields"]
        with open(folder / resource["path"], encoding="utf-8", newline="") as file:
            self.header, *self.cells = csv.reader(file)
        assert self.header == [field["name"] for field in self.fields], self.name
        types = self.header.index("type") if self.name == "mentions" else None
        self.rows = [[self.value(f, c, types is not None and row[types]) for f, c in zip(self.fields, row)] for row in self.cells]

    def value(self, field, cell, kind):
        if "joined by" in field["description"]:
            return cell.split("; ") if cell else []
        if cell == "":
            return None
        if field["type"] == "any":
            return float(cell) if kind == "figure" else cell
        if field["type"] == "date":
            return datetime.date.fromisoformat(cell)
        return {"integer": int, "number": float, "string": str}[field["type"]](cell)

    def equal(self, what, rows, see=lambda field, told: told):
        rows = [list(row) for row in rows]
        assert len(rows) == len(self.rows), f"{what}: {self.name} has {len(rows)} rows, not {len(self.rows)}"
        for at, (row, expected) in enumerate(zip(rows, self.rows)):
            for field, told, cell in zip(self.fields, row, expected):
                told, cell = see(field, told), cell
                assert told == cell, f"{what}: {self.name}, row {at + 1}, {field['name']}: {told!r} is not {cell!r}"


def none(value):
    """Nothing, whatever a library calls it."""
    if value is None or value is pandas.NaT or (isinstance(value, float) and math.isnan(value)):
        return None
    return value


def joined(field, value):
    """A list where the CSV's text is one."""
    return (value.split("; ") if value else []) if "joined by" in field["description"] else value


def read_csv(folder, tables):
    for table in tables:
        path = str(folder / f"{table.name}.csv")
        frame = pandas.read_csv(path, dtype=str, keep_default_na=False)
        assert frame.values.tolist() == table.cells, f"pandas: {table.name}"
        frame = polars.read_csv(path, infer_schema=False)
        assert [[cell or "" for cell in row] for row in frame.iter_rows()] == table.cells, f"polars: {table.name}"
        rows = duckdb.execute("SELECT * FROM read_csv(?, all_varchar = true, header = true)", [path]).fetchall()
        assert [[cell or "" for cell in row] for row in rows] == table.cells, f"duckdb: {table.name}"
        typed = pandas.read_csv(path, keep_default_na=False, na_values=[""])
        for field in table.fields:
            if field["type"] in ("integer", "number") and any(typed[field["name"]].notna()):
                assert pandas.api.types.is_numeric_dtype(typed[field["name"]]), f"pandas: {table.name}.{field['name']}"


def read_parquet(folder, tables):
    for table in tables:
        path = str(folder / f"{table.name}.parquet")
        file = pyarrow.parquet.read_table(path)
        assert file.column_names == table.header, table.name

        def see(field, told):
            return float(told) if field["type"] == "any" and told is not None and told.replace(".", "", 1).isdigit() else told

        def text(rows):
            """A measure is text in Parquet; which are numbers, the row's type says."""
            at = [i for i, field in enumerate(table.fields) if field["type"] == "any"]
            for row in rows:
                row = list(row)
                for i in at:
                    if row[i] is not None and row[table.header.index("type")] == "figure":
                        row[i] = float(row[i])
                yield row

        table.equal("pyarrow", text(zip(*(file.column(name).to_pylist() for name in table.header))))
        table.equal("polars", text(polars.read_parquet(path).iter_rows()))
        table.equal("duckdb", text(duckdb.execute("SELECT * FROM read_parquet(?)", [path]).fetchall()))
        assert len(pandas.read_parquet(path)) == len(table.rows)


def read_jsonl(folder, tables):
    schema = json.loads((folder / "schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    for table in tables:
        path = folder / f"{table.name}.jsonl"
        records = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
        inner = schema if table.name == "facts" else schema["$defs"][table.name] | {"$defs": schema["$defs"]}
        validator = jsonschema.Draft202012Validator(inner)
        for record in records:
            validator.validate(record)
        if table.name in ("facts", "claims"):
            whole = json.loads((folder / f"{table.name}.json").read_text(encoding="utf-8"))
            assert records == whole, table.name
        if table.name == "claims":
            assert sum(len(record["voices"]) for record in records) == len(table.rows)
            continue

        def see(field, told):
            if isinstance(told, list):
                return [name["name"] if isinstance(name, dict) else name for name in told]
            if field["type"] == "date" and told is not None:
                return datetime.date.fromisoformat(told)
            # the unit of a count is the empty string in facts.json, and null where there is no figure
            return None if told == "" else told

        table.equal("jsonl", ([record[name] for name in table.header] for record in records), see)
        assert duckdb.execute("SELECT count(*) FROM read_ndjson_objects(?)", [str(path)]).fetchone()[0] == len(table.rows)
        if records:
            assert len(polars.read_ndjson(path, infer_schema_length=None)) == len(table.rows), table.name


def read_xlsx(folder, tables):
    book = openpyxl.load_workbook(folder / "tables.xlsx")
    assert book.sheetnames == ["run"] + [table.name for table in tables], book.sheetnames
    for table in tables:
        sheet = book[table.name]
        header, *rows = sheet.iter_rows()
        assert [cell.value for cell in header] == table.header
        assert all(cell.comment is not None for cell in header), "a note on each header"
        assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref, table.name
        for row in rows:
            for cell in row:
                assert cell.data_type != "f" and cell.hyperlink is None, f"{table.name}: {cell.coordinate} is a formula or a link"

        def see(field, told):
            if isinstance(told, datetime.datetime):
                told = told.date()
                # a day is a date where it is known, also where the column holds months, too
                return told if field["type"] == "date" else told.isoformat()
            if isinstance(told, str):
                told = plain(told)
            if "joined by" in field["description"]:
                return joined(field, told or "")
            return told

        cut = {(a, b) for a, row in enumerate(table.cells) for b, cell in enumerate(row) if units(cell) > 32767}
        values = [[cell.value for cell in row] for row in rows]
        for a, b in cut:
            assert f"cut: {len(table.cells[a][b])} characters" in values[a][b], "what is cut says so"
            values[a][b] = table.rows[a][b]
        for row, cells in zip(values, rows):
            row.extend([None] * (len(table.header) - len(row)))
        table.equal("openpyxl", values, see)


def units(text):
    return len(text.encode("utf-16-le")) // 2


def plain(text):
    """Excel writes a control character as _x0001_, and reads it so; openpyxl leaves that to its user."""
    return openpyxl.utils.escape.unescape(text)


def read_sqlite(folder, tables):
    base = sqlite3.connect(folder / "tables.sqlite")
    assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    for table in tables:

        def see(field, told):
            if "joined by" in field["description"]:
                return joined(field, told or "")
            if field["type"] == "date" and told is not None:
                return datetime.date.fromisoformat(told)
            return told

        table.equal("sqlite3", base.execute(f"SELECT * FROM {table.name} ORDER BY rowid"), see)
        kinds = {name: kind for _, name, kind, *_ in base.execute(f"PRAGMA table_info({table.name})")}
        for field in table.fields:
            assert kinds[field["name"]] == {"integer": "INTEGER", "number": "REAL", "any": ""}.get(field["type"], "TEXT")
    facts = {table.name: table for table in tables}["facts"]
    at = {name: facts.header.index(name) for name in facts.header}
    expected = sum("nvidia" in row[at["evidence"]].lower() for row in facts.cells)
    found = base.execute("SELECT count(*) FROM facts_fts WHERE facts_fts MATCH 'nvidia'").fetchone()[0]
    assert 0 < found <= expected, f"{found} facts with the word, of {expected} with the letters"
    for view, column in (("by_company", "company"), ("by_chip", "chip")):
        expected = sum(len(row[at[column]]) for row in facts.rows)
        assert base.execute(f"SELECT count(*) FROM {view}").fetchone()[0] == expected, view
    for view in ("companies", "conflicts"):
        base.execute(f"SELECT * FROM {view}").fetchall()


def read_excel_it(extract, corpus, folder, tables):
    run(extract, corpus, folder, "--csv-dialect", "excel-it", "--format", "csv", "--tables", "articles,sentences,mentions,facts,claims")
    for table in tables:
        path = folder / f"{table.name}.csv"
        raw = path.read_bytes()
        assert raw.startswith(b"\xef\xbb\xbf") and raw.split(b"\r\n")[0].count(b";") == len(table.header) - 1
        with open(path, encoding="utf-8-sig", newline="") as file:
            header, *rows = csv.reader(file, delimiter=";")
        assert header == table.header and len(rows) == len(table.cells)
        for row, cells, values in zip(rows, table.cells, table.rows):
            for field, cell, before, value in zip(table.fields, row, cells, values):
                if isinstance(value, float):
                    assert cell == before.replace(".", ","), f"{table.name}: {cell}"
                elif "enum" in field.get("constraints", {}) or not isinstance(value, (str, list)):
                    assert cell == before
                else:
                    stripped = before.lstrip("\"' \u00a0\ufeff\u200b")
                    runs = before[:1] in tuple(DANGEROUS) or stripped[:1] in tuple(DANGEROUS)
                    assert cell == ("'" + before if runs else before) or (cell == "'" + before and before.strip()[:1] in "\"'"), (cell, before)
                    assert cell[:1] not in tuple(DANGEROUS), f"{table.name}: {cell!r} runs"
        frame = pandas.read_csv(path, sep=";", decimal=",", encoding="utf-8-sig", keep_default_na=False, na_values=[""])
        assert len(frame) == len(table.cells)
    validate(folder)


def validate(folder):
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, json.dumps(report.flatten(["title", "rowNumber", "fieldName", "message"])[:5], indent=1, default=str)


# A person's LibreOffice with Italian settings; it asks nothing and keeps nothing.
ITALIAN = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>it-IT</value></prop></item>
</oor:items>
"""
# Every sheet to a CSV: comma, quotes, UTF-8, cells as stored, not as shown.
TO_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
# What the dialog offers for a file of Italian Excel: semicolon, UTF-8, Italian, numbers and dates found out.
FROM_CSV = "--infilter=CSV:59,34,76,1,,1040,false,true"


def read_libreoffice(folder, tables, *how):
    """What LibreOffice with Italian settings has in its cells; nothing where it is not installed."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if not office:
        return None
    with tempfile.TemporaryDirectory() as out:
        out = pathlib.Path(out)
        (out / "home/user").mkdir(parents=True)
        (out / "home/user/registrymodifications.xcu").write_text(ITALIAN, encoding="utf-8")
        files = [folder / f"{table.name}.csv" for table in tables] if how else [folder / "tables.xlsx"]
        for file in files:
            subprocess.run([office, f"-env:UserInstallation=file://{out}/home", "--headless", *how, "--convert-to", TO_CSV,
                            "--outdir", out, file], check=True, capture_output=True, timeout=600)
        found = {}
        for table in tables:
            path = out / (f"{table.name}-{table.name}.csv" if how else f"tables-{table.name}.csv")
            with open(path, encoding="utf-8", newline="") as file:
                header, *found[table.name] = csv.reader(file)
            assert header == table.header and len(found[table.name]) == len(table.cells), f"LibreOffice: {table.name}"
        return found


def each_cell(tables, found):
    for table in tables:
        for at, (told, cells, values) in enumerate(zip(found[table.name], table.cells, table.rows)):
            for field, cell, before, value in zip(table.fields, told, cells, values):
                yield f"LibreOffice: {table.name}, row {at + 1}, {field['name']}", field, cell, before, value


def read_xlsx_in_libreoffice(folder, tables):
    found = read_libreoffice(folder, tables)
    if found is None:
        print("LibreOffice: skipped, it is not installed")
        return
    for place, _, cell, before, value in each_cell(tables, found):
        if isinstance(value, float):
            assert float(cell.replace(",", ".")) == value and "." not in cell, f"{place}: {cell!r} is not {value}"
        elif units(before) <= 32767:
            # line ends within a cell are its own
            assert before.splitlines() in (cell.splitlines(), plain(cell).splitlines()), f"{place}: {cell!r} is not {before!r}"
    print("LibreOffice: tables.xlsx is the same, cell by cell")


def read_excel_it_in_libreoffice(folder, tables):
    found = read_libreoffice(folder, tables, FROM_CSV)
    taken = 0
    for place, field, cell, before, value in each_cell(tables, found) if found else []:
        if isinstance(value, float):
            assert float(cell.replace(",", ".")) == value and "." not in cell, f"{place}: {cell!r} is not {value}"
        elif field["name"] in ("figure", "text") and cell != before and re.fullmatch(r"[\d.,/%]+", cell):
            # a figure or date as it is written, «10.000», is taken for what it says
            taken += 1
        elif not isinstance(value, list):
            assert cell.removeprefix("'").splitlines() == before.removeprefix("'").splitlines(), f"{place}: {cell!r} is not {before!r}"
    if found:
        print(f"LibreOffice: CSV of excel-it is the same, but for {taken} figures and dates as written, which became numbers and days")


def run(extract, corpus, output, *more):
    done = subprocess.run([extract, corpus, "-o", output, "--quiet", *more], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stderr


def main(extract, corpus):
    extract = pathlib.Path(extract).resolve()
    with tempfile.TemporaryDirectory() as own:
        own = pathlib.Path(own)
        (own / "hostile").mkdir()
        for name, text in HOSTILE.items():
            (own / "hostile" / name).write_bytes(text.encode())
        for what, articles in (("corpus", pathlib.Path(corpus)), ("hostile", own / "hostile")):
            output = own / f"{what}-out"
            # twice, with one article less first: the table of changes has rows then
            some = own / f"{what}-some"
            shutil.copytree(articles, some)
            min(path for path in some.rglob("*.txt")).unlink()
            run(extract, some, output, "--format", FORMATS)
            told = run(extract, articles, output, "--format", FORMATS)
            assert what != "hostile" or "are cut and say so" in told, told
            package = json.loads((output / "datapackage.json").read_text(encoding="utf-8"))
            tables = [Table(output, resource) for resource in package["resources"]]
            assert all(table.rows for table in tables if (what, table.name) != ("hostile", "claims")), "no table is empty"
            without_changes = [table for table in tables if table.name != "changes"]
            validate(output)
            read_csv(output, tables)
            read_jsonl(output, tables)
            read_parquet(output, tables)
            read_xlsx(output, without_changes)
            read_sqlite(output, without_changes)
            read_xlsx_in_libreoffice(output, without_changes)
            read_excel_it(extract, articles, output, without_changes)
            read_excel_it_in_libreoffice(output, without_changes)
            print(f"{what}: {', '.join(f'{len(table.rows)} {table.name}' for table in tables)}: every format tells the same")


if __name__ == "__main__":
    main(*sys.argv[1:])
