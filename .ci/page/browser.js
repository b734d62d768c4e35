// The browser, the reports, and what every test of the page begins with.
import { chromium } from "playwright-core";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
export const folder = mkdtempSync(join(tmpdir(), "page-"));

// The program under test; `.ci/run` names it.
const extract = process.env.EXTRACT || join(root, "target", "debug", "extract");
const chrome = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
  .find((path) => path && existsSync(path));

// Reads a corpus and writes its page; its place.
export function report(corpus, name) {
  const out = join(folder, name);
  const run = spawnSync(extract, [corpus, "-o", out, "--format", "html", "--quiet"], { encoding: "utf8" });
  if (run.status === null || run.status > 1) throw new Error(`${extract} failed: ${run.error || run.stderr}`);
  return join(out, "report.html");
}

// root in a container needs --no-sandbox; the network is cut, as the page must not miss it
export const browser = () =>
  chromium.launch({ executablePath: chrome, args: ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND"] });

// Opens a page and waits until it is drawn. What it says on the console, asks of the network or opens as a dialog is kept in
// `page.told`: it must stay empty.
export async function open(chrome, file, options = {}) {
  const { hash = "", ...rest } = options;
  const context = await chrome.newContext({ locale: "it-IT", viewport: { width: 1280, height: 900 }, ...rest });
  const page = await context.newPage();
  page.told = [];
  page.on("console", (message) => page.told.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => page.told.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => { page.told.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on("request", (request) => { if (!/^(file|data):/.test(request.url())) page.told.push(`request: ${request.url()}`); });
  await page.goto(pathToFileURL(file).href + hash);
  await page.waitForSelector("html[data-ready]", { timeout: 60_000 });
  return page;
}
