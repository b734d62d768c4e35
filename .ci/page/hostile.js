// Articles full of what could become markup, script, or a mess: their facts are read as any other's.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

// What must be seen in the text as it is written.
export const MARKS = [
  "</script><script>window.harmed=1</script>", "<img src=x onerror=\"window.harmed=1\">", "<!--<script>", "]]>", "{{summary}}",
  "\"'`${window.harmed=1}", "&lt;b&gt;&amp;", "\\u003cscript\\u003e", "\u202Eesrever\u202C", "<svg/onload=window.harmed=1>",
];

export function hostileCorpus(folder) {
  const corpus = join(folder, "hostile-corpus");
  mkdirSync(join(corpus, "javascript:alert(1)"), { recursive: true });
  const body = MARKS.map((mark, k) => `Nvidia ha venduto ${k + 2}.000 H20 in Cina, scrive ${mark} il quotidiano Reuters.`).join("\n\n");
  writeFileSync(join(corpus, "2026-02-01_<img src=x onerror=alert(1)>.txt".replaceAll("/", "")), `--- \n\n${body}\n`);
  writeFileSync(join(corpus, "javascript:alert(1)", "\"><script>.md.txt"),
    `---\ntitle: "</title><script>window.harmed=1</script>"\ndate: 2026-02-02\nurl: "javascript:window.harmed=1"\n---\n\nSecondo Reuters, Nvidia ha venduto 99.000 H20 in Cina. </textarea></style><script>alert(1)</script>\n`);
  writeFileSync(join(corpus, "control.txt"), `Nvidia ha ve\u0007nduto 7.000 H20.\u001b[31m Amd ha venduto 8.000 MI308\u2028 in Cina.\u0085 \u{FEFF}\u200F Intel ha 9.000 dipendenti\u{FFFF}.\n`);
  writeFileSync(join(corpus, "not-text<script>.bin.txt"), Buffer.from([0, 1, 2, 0, 255, 254, 0, 0, 3]));
  return corpus;
}
