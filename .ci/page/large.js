// How long a page with many facts takes: to be painted first, to be ready, to answer a key in the search field.
// EXTRACT=… node large.js [FACTS]: reads the sample articles again and again, each time with other figures, until there are as many.
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { browser, folder, open, report, root } from "./browser.js";

const wanted = +(process.argv[2] || 100_000);
const given = process.argv[3]; // a page that is there already

function corpus() {
  const sample = join(root, "corpus"), into = join(folder, "large-corpus");
  const articles = readdirSync(sample, { recursive: true }).filter((name) => name.endsWith(".txt"));
  const per = readFileSync(join(root, "output", "facts.csv"), "utf8").split("\n").filter((line) => /^[0-9a-f]{16},/.test(line)).length;
  for (let k = 0; k * per < wanted; k++) {
    for (const name of articles) {
      // other figures, so that no article is another's copy; «H100» and dates keep theirs
      const text = readFileSync(join(sample, name), "utf8")
        .replace(/(?<![\w.,-])([1-9]\d?)(?=[.,]\d|\s(?:miliardi|milioni|mila|per cento)|%)/g, (n) => String(((+n + k) % 98) + 1));
      const path = join(into, String(k).padStart(4, "0"), name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
  }
  return into;
}

const median = (times) => times.sort((a, b) => a - b)[times.length >> 1];
const file = given || report(corpus(), "large");
const chrome = await browser();
const seen = { paint: [], ready: [], key: [], own: [], first: [], sort: [] };
let facts, heap;
for (let run = 0; run < 3; run++) {
  const page = await open(chrome, file);
  const timing = await page.evaluate(() => [performance.getEntriesByName("first-contentful-paint")[0]?.startTime, +document.documentElement.dataset.ready]);
  seen.paint.push(timing[0]);
  seen.ready.push(timing[1]);
  await page.waitForTimeout(3000); // the sentences are folded for the search in the meantime
  facts = await page.locator("#count").textContent();
  // from the key to the frame that shows what it found
  const typed = async (text) => page.evaluate((text) => new Promise((done) => {
    const search = document.getElementById("search"), start = performance.now();
    search.value = text;
    search.dispatchEvent(new Event("input"));
    requestAnimationFrame(() => { const channel = new MessageChannel(); channel.port1.onmessage = () => done(performance.now() - start); channel.port2.postMessage(0); });
  }), text);
  const words = "deepseek h100 cinquantamila";
  seen.first.push(await typed("d"));
  // the processor's own time, too: a machine may have other work
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const spent = async () => (await session.send("Performance.getMetrics")).metrics.find((metric) => metric.name === "TaskDuration").value * 1000;
  const before = await spent();
  const keys = [];
  for (let end = 2; end <= words.length; end++) keys.push(await typed(words.slice(0, end)));
  seen.own.push((await spent() - before) / keys.length);
  seen.key.push(median(keys), Math.max(...keys));
  await typed("");
  const clicked = async (selector) => page.evaluate((selector) => new Promise((done) => {
    const start = performance.now();
    document.querySelector(selector).click();
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
  }), selector);
  seen.sort.push(await clicked(".head .col-company button"));
  heap = await page.evaluate(() => performance.memory?.usedJSHeapSize);
  await page.context().close();
}
await chrome.close();
const ms = (times) => `${Math.round(median(times))} ms`;
const keys = seen.key, medians = keys.filter((_, k) => k % 2 === 0), worst = keys.filter((_, k) => k % 2 === 1);
console.log(`${facts}; ${(statSync(file).size / 1e6).toFixed(1)} MB, ${Math.round(heap / 1e6)} MB of memory`);
console.log(`first paint ${ms(seen.paint)}, ready ${ms(seen.ready)}`);
console.log(`a key: ${ms(medians)} (${ms(seen.own)} of the processor), the slowest ${ms(worst)}, the first letter ${ms(seen.first)}; sorting ${ms(seen.sort)}`);
