// chrono-node as a worker; crates/src/lib.rs says how one talks with run.py. Started where `node_modules` is.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const chrono = createRequire(process.cwd() + "/")("chrono-node/it");
const DAY = new Date(2026, 1, 24, 12);
const FIRST = "Il 31 gennaio 2025 sono arrivati 10.000 chip.";
const say = (answer) => process.stdout.write(JSON.stringify(answer) + "\n");

/** What is known of a date as against what is only supposed. */
const point = (date) => date && { known: date.knownValues, date: date.date().toISOString() };

let texts = [];
chrono.parse(FIRST, DAY);
say({ ready: true });
for await (const line of createInterface({ input: process.stdin })) {
    const asked = JSON.parse(line);
    if ("load" in asked) {
        const once = JSON.parse(readFileSync(asked.load, "utf8"));
        texts = Array.from({ length: asked.times }, () => once).flat();
        say({ texts: once.length, bytes: Buffer.byteLength(once.join("")) });
    } else if ("pass" in asked) {
        let found = 0;
        for (let round = 0; round < asked.pass; round++) {
            for (const text of texts) found += chrono.parse(text, DAY).length;
        }
        say({ found });
    } else {
        const found = chrono.parse(asked.read, DAY);
        say({ raw: found.map((f) => ({ start: f.index, text: f.text, from: point(f.start), to: point(f.end) })) });
    }
}
