// Clicks through report.html as people do: with a mouse, by keyboard, on a phone, in the dark, on paper; and looks whether what
// articles hold can do any harm. `npm ci && npm test`; EXTRACT names the program, CHROMIUM the browser, KEEP_SHOTS=1 renews
// docs/images/.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { browser, open, report, root, folder } from "./browser.js";
import { hostileCorpus, MARKS } from "./hostile.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
let chrome, file;

before(async () => {
  file = report(join(root, "corpus"), "corpus");
  chrome = await browser();
});
after(() => chrome?.close());

// Opens the page, does something with it, and sees to it that nothing was told on the console.
async function on(options, look) {
  const page = await open(chrome, options.file || file, { ...options, file: undefined });
  await look(page);
  assert.deepEqual(page.told, []);
  await page.context().close();
}
const rows = (page) => page.locator("#rows [role=row]");
const count = async (page) => +(await page.locator("#count").textContent()).replace(/\D.*$/, "");
const cells = (page, column) => page.locator(`#rows .col-${column}`).allTextContents();
// the tables themselves, as text: no CSV reader is needed to count lines that begin with an id
const facts = () => readFileSync(join(root, "output", "facts.csv"), "utf8").split("\n").filter((line) => /^[0-9a-f]{16},/.test(line));

describe("what is on the page", () => {
  test("the numbers of the run", () => on({}, async (page) => {
    const numbers = await page.locator("#numbers dd").allTextContents();
    assert.equal(+numbers[0].replace(".", ""), facts().length);
    assert.match(await page.locator("#lead").textContent(), /^\d+ articoli, /);
    assert.equal(await page.locator(".notice:visible").count(), 0, "a small corpus is there as a whole");
  }));

  test("conflicts come first, each voice on one axis with its source", () => on({}, async (page) => {
    const verdicts = await page.locator(".claim .pill").allTextContents();
    const order = ["conflitto", "divergono", "concordano", "copiata"];
    assert.deepEqual(verdicts, [...verdicts].sort((a, b) => order.indexOf(a) - order.indexOf(b)));
    assert.equal(verdicts[0], "conflitto");
    const first = page.locator(".claim").first();
    const voices = await first.locator(".voices .voice").count();
    assert.ok(voices >= 2);
    assert.equal(await first.locator(".voices .plot svg").count(), voices);
    const at = await first.locator(".dot").evaluateAll((dots) => dots.map((dot) => dot.getBoundingClientRect().x));
    assert.ok(Math.max(...at) - Math.min(...at) > 100, "figures that conflict lie apart");
    await page.locator("#verdicts button", { hasText: "concordano" }).click();
    assert.deepEqual([...new Set(await page.locator(".claim .pill").allTextContents())], ["concordano"]);
  }));

  test("a voice leads to its sentence", () => on({}, async (page) => {
    const voice = page.locator(".claim .voice").nth(2);
    await page.locator(".claim summary").first().click();
    const evidence = await page.locator(".claim").first().locator("blockquote bdi").nth(2).textContent();
    await voice.locator("button").click();
    assert.equal(await page.locator("#text .lit").textContent(), evidence);
  }));

  test("the timeline shows a period's facts, and so does the table", () => on({}, async (page) => {
    const option = page.locator("#period optgroup option").first();
    const [, n] = /\((\d+)\)/.exec(await option.textContent());
    await page.locator("#period").selectOption(await option.getAttribute("value"));
    assert.equal(await count(page), +n);
    await page.locator("#period-chip button").click();
    assert.equal(await count(page), facts().length);
    await page.locator("#chart .bin").first().click();
    assert.ok(await count(page) < facts().length);
  }));

  test("a cell of companies by chips shows its facts", () => on({}, async (page) => {
    const cell = page.locator("#cells td button").first();
    const [, company, chip, n] = /^(.*), (.*): (\d+)/.exec(await cell.getAttribute("aria-label"));
    await cell.click();
    assert.equal(await count(page), +n);
    for (const text of await cells(page, "company")) assert.ok(text.includes(company), text);
    for (const text of await cells(page, "chip")) assert.ok(text.includes(chip), text);
  }));
});

describe("the table of facts", () => {
  test("search takes words in any order, without accents, and phrases", () => on({}, async (page) => {
    const search = async (text) => { await page.fill("#search", text); return count(page); };
    const all = await count(page);
    assert.equal(all, facts().length);
    const deepseek = await search("deepseek");
    assert.ok(deepseek > 0 && deepseek < all);
    const both = await search("h100 deepseek");
    assert.ok(both > 0 && both < deepseek);
    assert.equal(await search("DEEPSEEK H100"), both);
    assert.equal(await search("xyzzy"), 0);
    assert.ok(await page.locator("#empty").isVisible());
    const phrase = await search('"di NVIDIA"');
    assert.ok(phrase > 0 && phrase < await search("di NVIDIA"));
    assert.equal(await search("capacita"), await search("capacità"));
    await page.click("#clear");
    assert.equal(await count(page), all);
  }));

  test("filters narrow one another", () => on({}, async (page) => {
    const option = await page.locator("#filter-company option", { hasText: "NVIDIA" }).first();
    const [, n] = /\((\d+)\)/.exec(await option.textContent());
    await page.selectOption("#filter-company", "NVIDIA");
    assert.equal(await count(page), +n);
    await page.selectOption("#filter-certainty", "reported");
    assert.ok(await count(page) < +n);
    for (const text of await cells(page, "certainty")) assert.equal(text, "riferito");
  }));

  test("a header sorts, and sorts the other way", () => on({}, async (page) => {
    await page.click(".head .col-company button");
    const up = await cells(page, "company");
    assert.equal(await page.locator(".head .col-company").getAttribute("aria-sort"), "ascending");
    const known = up.filter((name) => name !== "—").slice(0, 20);
    assert.deepEqual(known, [...known].sort((a, b) => a.localeCompare(b, "it", { numeric: true })));
    await page.click(".head .col-company button");
    assert.notEqual((await cells(page, "company"))[0], up[0]);
    await page.fill("#search", "miliardi dollari");
    await page.click(".head .col-figure button");
    assert.equal(await page.locator(".head .col-figure").getAttribute("aria-sort"), "descending");
  }));

  test("only rows in sight are elements, and all can be reached", () => on({}, async (page) => {
    assert.ok(await rows(page).count() < 60);
    assert.equal(+(await page.locator("#grid").getAttribute("aria-rowcount")), facts().length + 1);
    await page.locator("#grid").evaluate((grid) => { grid.scrollTop = grid.scrollHeight; });
    await page.waitForSelector(`#rows [aria-rowindex="${facts().length + 1}"]`);
  }));

  test("a row leads to its article, the evidence lit and mentions in colour", () => on({}, async (page) => {
    await page.fill("#search", "cinquantamila");
    const evidence = await rows(page).first().locator(".ev").textContent();
    await rows(page).first().click();
    await page.locator("#sheet").waitFor();
    assert.equal(await page.locator("#text .lit").textContent(), evidence);
    assert.equal((await page.locator("#text .own").allTextContents()).join(""), "cinquantamila");
    assert.ok(await page.locator("#text mark.company").count() > 3);
    const own = await page.locator("#text .lit").evaluate((node) => getComputedStyle(node).backgroundColor);
    assert.notEqual(own, "rgba(0, 0, 0, 0)");
    assert.match(page.url(), /#article=.*&fact=[0-9a-f]{16}$/);
    await page.locator("#sheet-facts button").last().click();
    await page.locator("#sheet-facts li[aria-current] >> nth=0").waitFor();
    await page.goBack();
    await page.locator("#text .lit", { hasText: evidence }).waitFor();
    await page.click("#close");
    await page.locator("#sheet").waitFor({ state: "hidden" });
  }));

  test("an address with a fact opens it", () => on({}, async (page) => {
    await rows(page).nth(3).click();
    const [hash, text] = [new URL(page.url()).hash, await page.locator("#text").textContent()];
    await on({ hash }, async (again) => assert.equal(await again.locator("#text").textContent(), text));
  }));

  test("the whole text is there, in the order of the article", () => on({}, async (page) => {
    await page.fill("#search", "cinquantamila");
    await rows(page).first().click();
    const name = await page.locator("#sheet-meta bdi").textContent();
    const flat = (text) => text.replace(/\s+/g, "");
    const article = flat(readFileSync(join(root, "corpus", name), "utf8").replace(/^---\n[^]*?\n---\n/, "").replace(/^ ?date [\d-]+ /, ""));
    assert.equal(flat(await page.locator("#text").textContent()), article);
  }));
});

describe("for everybody", () => {
  test("by keyboard alone", () => on({}, async (page) => {
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
    await page.keyboard.press("/");
    assert.equal(await page.evaluate(() => document.activeElement.id), "search");
    await page.keyboard.type("h200");
    const n = await count(page);
    for (let k = 0; k < 40 && !(await page.evaluate(() => document.activeElement.closest("#rows"))); k++) await page.keyboard.press("Tab");
    const at = () => page.evaluate(() => +document.activeElement.getAttribute("aria-rowindex"));
    assert.equal(await at(), 2);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    assert.equal(await at(), 4);
    await page.keyboard.press("End");
    assert.equal(await at(), n + 1);
    await page.keyboard.press("Home");
    await page.keyboard.press("PageDown");
    assert.ok(await at() > 4);
    const before = await at();
    await page.keyboard.press("Enter");
    await page.locator("#text .lit").waitFor();
    assert.ok(await page.evaluate(() => document.activeElement.closest("#sheet") !== null), "the focus is in the article");
    await page.keyboard.press("Escape");
    await page.locator("#sheet").waitFor({ state: "hidden" });
    await page.waitForFunction((row) => document.activeElement.getAttribute("aria-rowindex") === String(row), before); // and back
  }));

  test("in Italian or English, as the browser is, or as asked", () => on({ locale: "en-GB" }, async (page) => {
    assert.equal(await page.locator("h1").textContent(), "The facts, source by source");
    assert.equal(await page.locator("html").getAttribute("lang"), "en");
    await page.click("#langs [data-lang=it]");
    assert.equal(await page.locator("h1").textContent(), "I fatti, fonte per fonte");
    assert.equal(await page.locator("html").getAttribute("lang"), "it");
    assert.equal(await page.locator(".claim .pill").first().textContent(), "conflitto");
    assert.ok((await page.locator("body").innerText()).match(/\{\w+\}/) === null, "a slot was not filled");
  }));

  for (const [name, options] of Object.entries({ light: {}, dark: { colorScheme: "dark" }, phone, english: { locale: "en-GB" } })) {
    test(`axe finds nothing to mend: ${name}`, () => on(options, async (page) => {
      const check = async () => {
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
        assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).slice(0, 3).join(" ")}`), []);
      };
      await check();
      await rows(page).first().click();
      await check();
    }));
  }

  test("on a phone nothing is wider than the screen", () => on(phone, async (page) => {
    const wide = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.equal(await wide(), 0);
    assert.ok(await rows(page).first().locator(".ev").isVisible());
    await rows(page).first().tap();
    const sheet = await page.locator("#sheet").boundingBox();
    assert.ok(sheet.width <= 390 && sheet.x >= 0);
    await page.locator("#text .lit").waitFor();
    const small = await page.locator("#close").boundingBox();
    assert.ok(small.height >= 32);
  }));

  test("in the dark it is dark", () => on({ colorScheme: "dark" }, async (page) => {
    const [paper, ink] = await page.evaluate(() => ["backgroundColor", "color"].map((of) => getComputedStyle(document.body)[of].match(/\d+/g).map(Number)));
    assert.ok(Math.max(...paper) < 60 && Math.min(...ink) > 180);
  }));

  test("on paper: claims and the filtered facts, without controls", () => on({}, async (page) => {
    await page.fill("#search", "deepseek");
    const pdf = await page.pdf({ format: "A4", path: join(folder, "report.pdf") });
    assert.ok(pdf.length > 20_000);
    await page.emulateMedia({ media: "print" });
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    assert.equal(await rows(page).count(), await count(page));
    assert.ok(!(await page.locator("nav").isVisible()) && !(await page.locator("#search").isVisible()));
    assert.ok(await page.locator(".claim").first().isVisible());
  }));
});

describe("articles that mean harm", () => {
  let hostile;
  before(() => { hostile = report(hostileCorpus(folder), "hostile"); });

  test("are text and nothing else", () => on({ file: hostile }, async (page) => {
    assert.ok(await count(page) > 3);
    assert.equal(await page.evaluate(() => window.harmed), undefined);
    assert.equal(await page.locator("script:not([type])").count(), 1, "the page's own script alone");
    assert.equal(await page.locator("img, iframe, object, embed, form[action], base, style ~ style").count(), 0);
    const names = await page.locator("#skipped, .claim").allTextContents();
    assert.ok(names !== null);
    await rows(page).first().focus();
    for (let k = 0, n = await count(page); k < n; k++) {
      await page.keyboard.press("Enter");
      await page.locator("#text .lit").waitFor();
      await page.keyboard.press("Escape");
      await page.locator("#sheet").waitFor({ state: "hidden" });
      await page.keyboard.press("ArrowDown");
    }
    await page.fill("#search", "quotidiano </script>");
    assert.ok(await count(page) > 0, "and can be searched for");
    await rows(page).first().click();
    const text = await page.locator("#text").textContent();
    for (const mark of MARKS) assert.ok(text.includes(mark), `${JSON.stringify(mark)} is shown as it is`);
    assert.equal(await page.evaluate(() => window.harmed), undefined);
  }));

  test("an address that names no article, or markup, opens nothing bad", () =>
    on({ file: hostile, hash: "#article=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&fact=%22%3E" }, async (page) => {
      assert.equal(await page.locator("img").count(), 0);
      assert.match(await page.locator("#sheet-h").textContent(), /<img/);
    }));

  test("no script but the page's own can run", () => on({}, async (page) => {
    const ran = await page.evaluate(() => {
      const script = document.createElement("script");
      try { script.textContent = "window.harmed = 1"; document.body.append(script); } catch { return "refused"; }
      return window.harmed;
    });
    assert.equal(ran, "refused");
    const put = await page.evaluate(() => { try { document.body.innerHTML = "<b>"; return "put"; } catch { return "refused"; } });
    assert.equal(put, "refused");
    page.told.length = 0; // the browser says what it refused
  }));
});

test("pictures of it", { skip: !process.env.KEEP_SHOTS }, async () => {
  const shots = { light: {}, dark: { colorScheme: "dark" }, phone };
  for (const [name, options] of Object.entries(shots)) {
    await on({ ...options, ...(name === "light" ? { viewport: { width: 1280, height: 1230 } } : {}) }, async (page) => {
      if (name !== "light") await rows(page).first()[name === "phone" ? "tap" : "click"]();
      await page.waitForTimeout(300);
      const path = join(root, "docs", "images", `report-${name}.png`);
      await page.screenshot({ path });
      assert.ok(statSync(path).size < 400_000);
    });
  }
});
