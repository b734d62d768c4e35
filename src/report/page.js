// The page's one script. Text of articles is only ever put in as text: el() makes every element, and knows no markup.
"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const SVG = "http://www.w3.org/2000/svg";
  const put = (node, attributes, children) => {
    for (const [key, value] of Object.entries(attributes || {})) {
      if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
      else if (value !== null && value !== undefined && value !== false) node.setAttribute(key, value === true ? "" : value);
    }
    node.append(...children.flat().filter((child) => child || child === 0));
    return node;
  };
  const el = (tag, attributes, ...children) => put(document.createElement(tag), attributes, children);
  const svg = (tag, attributes, ...children) => put(document.createElementNS(SVG, tag), attributes, children);
  const json = (id) => {
    const node = $(id), value = JSON.parse(node.textContent);
    node.remove(); // the text is not needed twice
    return value;
  };

  // ── words and numbers ──
  const summary = json("data-summary");
  const remembered = () => { try { return localStorage.getItem("extract-lang"); } catch { return null; } };
  let lang = remembered() || (/^it\b/i.test(navigator.language) ? "it" : "en");
  let number, compact, collator, dayFormat, monthFormat;
  const t = (key, slots = {}) => {
    const words = summary.labels[key];
    if (!words) return key.replace(/^[a-z]+_/, ""); // a relation of someone's own lexicon is called by its id
    const forms = words[lang === "it" ? 1 : 0].split("|");
    const form = forms.length > 1 && slots.n !== 1 ? forms[1] : forms[0];
    return form.replace(/\{(\w+)\}/g, (_, slot) => (typeof slots[slot] === "number" ? number.format(slots[slot]) : slots[slot]));
  };
  const formats = () => {
    number = new Intl.NumberFormat(lang);
    compact = new Intl.NumberFormat(lang, { notation: "compact", maximumSignificantDigits: 4 });
    collator = new Intl.Collator(lang, { numeric: true });
    dayFormat = new Intl.DateTimeFormat(lang, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
    monthFormat = new Intl.DateTimeFormat(lang, { month: "long", year: "numeric", timeZone: "UTC" });
  };
  // A TIMEX3 value as people say it; what cannot be said better stays as it is.
  const day = (value) => {
    const parts = /^(\d{4})(?:-(?:(\d\d)(?:-(\d\d))?|Q(\d)|H(\d)|W(\d\d)|(SP|SU|FA|WI)))?$/.exec(value);
    if (!parts) return value;
    const [, y, month, date, q, half, w, season] = parts;
    if (q) return t("q", { q, y });
    if (half) return t("h" + half, { y });
    if (w) return t("week", { w: String(+w), y });
    if (season) return t("season_" + season, { y });
    if (!month) return y;
    const at = Date.UTC(y, month - 1, date || 1);
    return Number.isNaN(at) ? value : (date ? dayFormat : monthFormat).format(at);
  };
  const amount = (value, unit) => (Math.abs(value) < 1e6 ? number : compact).format(value) + (unit === "%" ? " %" : unit ? " " + unit : "");
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[’‘]/g, "'").toLowerCase();
  const several = (names) => (names ? names.split("; ") : []);

  // ── top of the page ──
  function drawTop() {
    const { totals, shown, claims } = summary, conflicts = claims.verdicts.conflict || 0;
    const from = totals.published;
    $("lead").textContent = t("lead", { n: totals.articles }) +
      (from ? t("lead_from", { from: day(from[0]), to: day(from[1]) }) : "");
    const count = Object.values(claims.verdicts).reduce((sum, n) => sum + n, 0);
    const figures = [[totals.facts, "facts"], [totals.mentions, "mentions"], [count, "claims"], [conflicts, "conflicts"]];
    $("numbers").replaceChildren(...figures.map(([n, key]) =>
      el("div", { class: key === "conflicts" && n ? "hot" : null }, el("dt", {}, t(key).toLowerCase()), el("dd", {}, number.format(n)))));
    const notices = [];
    if (shown.facts < totals.facts) notices.push(t("notice_facts", { n: shown.facts, m: totals.facts }));
    if (shown.texts < totals.articles) notices.push(t("notice_texts", { n: shown.texts, m: totals.articles }));
    if (claims.claims.length < count) notices.push(t("notice_claims", { n: claims.claims.length, m: count }));
    if (totals.skipped) notices.push(t("notice_skipped", { n: totals.skipped }));
    $("notices").replaceChildren(...notices.map((text) => el("p", { class: "notice" }, text)));
    $("about-list").replaceChildren(...["made", "claims", "keys", "offline"].map((key) => el("li", {}, t("about_" + key))));
    $("skipped").replaceChildren(...(totals.why_skipped.length ? [el("h3", {}, t("skipped")),
      el("ul", {}, totals.why_skipped.map(([name, why]) => el("li", {}, el("bdi", {}, name), ": " + why)))] : []));
  }

  // ── claims ──
  const VERDICTS = ["conflict", "differ", "agree", "copied"];
  let verdict = "", claimsShown = 12;
  const about = (claim) => [claim.company, claim.counterparty, claim.chip, claim.place, claim.of, claim.part].filter(Boolean).join(" · ");
  const family = (claim) => t((summary.labels["relation_" + claim.family] ? "relation_" : "family_") + claim.family);

  function drawClaims() {
    const { claims, verdicts } = summary.claims;
    const tab = (key, name, n) => el("button", { type: "button", "aria-pressed": String(verdict === key),
      onclick: () => { verdict = key; claimsShown = 12; drawClaims(); $("verdicts").querySelector("[aria-pressed=true]").focus(); } },
    `${name} ${number.format(n)}`);
    const all = Object.values(verdicts).reduce((sum, n) => sum + n, 0);
    $("verdicts").replaceChildren(...(all ? [tab("", t("all"), all)] : []),
      ...VERDICTS.filter((key) => verdicts[key]).map((key) => tab(key, t("tab_" + key), verdicts[key])));
    const chosen = claims.filter((claim) => !verdict || claim.verdict === verdict);
    $("claim-list").replaceChildren(...(chosen.length ? chosen.slice(0, claimsShown).map(claimCard) : [el("p", {}, t("claims_none"))]));
    more("more-claims", chosen.length - claimsShown, 24, () => { claimsShown += 24; drawClaims(); });
  }
  function more(id, left, step, go) {
    const button = $(id);
    button.hidden = left <= 0;
    button.textContent = left > step ? t("more", { n: step, m: left }) : t("more_all", { n: left });
    button.onclick = go;
  }
  function claimCard(claim) {
    const scale = scaleOf(claim.voices.filter((voice) => voice.number));
    const head = el("header", {}, el("span", { class: "pill " + claim.verdict }, t(claim.verdict)),
      el("h3", {}, el("bdi", {}, about(claim) || "—"), el("span", {}, " — " + family(claim) + (claim.when ? ", " + day(claim.when) : ""))),
      el("span", { class: "meta" }, t("voices", { n: claim.count }) + ", " + t("lead", { n: claim.articles })));
    const voices = el("ol", { class: "voices" }, claim.voices.map((voice) => voiceRow(voice, claim, scale)));
    const axis = scale && el("div", { class: "voice" }, el("div", { class: "axis", "aria-hidden": "true" }, svg("svg", {},
      scale.ticks.map((tick) => svg("text", { x: scale.at(tick) + "%", y: 15, "text-anchor": anchor(scale.at(tick)) }, amount(tick, claim.unit))))));
    const quotes = el("details", {}, el("summary", {}, t("evidence", { n: claim.voices.length })), claim.voices.map((voice) =>
      el("blockquote", { lang: "it" }, el("bdi", {}, voice.evidence), el("cite", {}, voice.article))));
    return el("article", { class: "claim " + claim.verdict }, head, voices, axis,
      claim.voices.length < claim.count && el("p", { class: "hint" }, t("notice_voices", { n: claim.voices.length, m: claim.count })) || null, quotes);
  }
  const anchor = (percent) => (percent < 8 ? "start" : percent > 92 ? "end" : "middle");
  function voiceRow(voice, claim, scale) {
    const bound = summary.labels["bound_" + voice.bound] ? t("bound_" + voice.bound) + " " : "";
    const [low, high] = [voice.low, voice.high];
    const range = low !== null && high !== null && low !== high ? t("range_between", { a: amount(low, claim.unit), b: amount(high, claim.unit) }) : "";
    return el("li", { class: "voice" },
      el("div", { class: "who" }, el("bdi", {}, voice.source || t("article_itself")),
        el("small", {}, " " + t("certainty_" + voice.certainty) + (voice.date ? ", " + day(voice.date) : ""))),
      el("div", { class: "plot" }, scale ? plot(voice, scale) : "", range && el("span", { class: "hidden" }, range)),
      el("div", { class: "said" }, el("button", { type: "button", onclick: () => go(voice.article, voice.fact) }, bound + voice.figure),
        el("small", {}, el("bdi", {}, titleOf(voice.article)), voice.copies ? " " + t("copies", { n: voice.copies }) : "")));
  }
  // One axis for all voices: from zero where that does not hide the differences, logarithmic where they are many times apart.
  function scaleOf(voices) {
    const ends = voices.flatMap((voice) => [voice.low, voice.high]).filter((end) => end !== null);
    if (!ends.length) return null;
    let [low, high] = [Math.min(...ends), Math.max(...ends)];
    const log = low > 0 && high / low > 50;
    if (low > 0 && !log && (high - low) / high > 0.25) low = 0;
    if (low === high) [low, high] = low ? [low - Math.abs(low) * 0.1, high + Math.abs(high) * 0.1] : [0, 1];
    const f = log ? Math.log10 : (x) => x, pad = (f(high) - f(low)) * 0.06;
    const from = f(low) - (low === 0 ? 0 : pad), to = f(high) + pad;
    const at = (value) => Math.max(0, Math.min(100, ((f(value) - from) / (to - from)) * 96 + 2));
    let ticks = [];
    if (log) for (let e = Math.ceil(from); e <= to; e++) ticks.push(10 ** e);
    else {
      const rough = (to - from) / 4, ten = 10 ** Math.floor(Math.log10(rough));
      const step = [1, 2, 5, 10].map((m) => m * ten).find((s) => s >= rough);
      for (let k = Math.ceil(from / step); k * step <= to; k++) ticks.push(+(k * step).toPrecision(12));
    }
    if (ticks.length > 6) ticks = ticks.filter((_, k) => k % Math.ceil(ticks.length / 6) === 0);
    return { at, ticks };
  }
  function plot(voice, { at, ticks }) {
    const marks = ticks.map((tick) => svg("line", { class: "gridline", x1: at(tick) + "%", x2: at(tick) + "%", y1: 0, y2: "100%" }));
    if (voice.number) {
      const from = voice.low === null ? 0 : at(voice.low), to = voice.high === null ? 100 : at(voice.high);
      if (to - from > 0.4) marks.push(svg("rect", { class: "range", x: from + "%", width: to - from + "%", y: "32%", height: "36%", rx: 3 }));
      if (voice.low === voice.high) marks.push(svg("circle", { class: "dot", cx: from + "%", cy: "50%", r: 6 }));
      for (const [open, x] of [[voice.low === null, from], [voice.high === null, to]]) {
        if (open) marks.push(svg("svg", { x: x + "%", y: "50%", overflow: "visible" }, svg("path", { class: "arrow", d: x ? "M-9-7 3 0-9 7Z" : "M9-7-3 0 9 7Z" })));
        else if (voice.low !== voice.high) marks.push(svg("line", { class: "edge", x1: x + "%", x2: x + "%", y1: "24%", y2: "76%" }));
      }
    }
    return svg("svg", { "aria-hidden": "true", focusable: "false" }, marks);
  }

  // ── facts: columns of integers into lists of different words ──
  let F = null, T = null, N = 0, articleOf, firstSentence, byName = new Map();
  const word = (column, i) => F[column].d[F[column].r[i]];
  const sentenceArticle = (s) => articleOf[s];
  const factArticle = (i) => sentenceArticle(F.sentence[i]);
  const titleOf = (name) => (F && F.title[byName.get(name)]) || name.replace(/^.*\//, "").replace(/\.\w+$/, "");
  const shownTitle = (a) => F.title[a] || titleOf(F.article[a]);
  function loadFacts() {
    F = json("data-facts");
    N = F.id.length;
    const total = F.sentences.reduce((sum, n) => sum + n, 0);
    articleOf = new Uint32Array(total);
    firstSentence = new Uint32Array(F.article.length + 1);
    F.article.forEach((name, a) => {
      byName.set(name, a);
      firstSentence[a + 1] = firstSentence[a] + F.sentences[a];
      articleOf.fill(a, firstSentence[a], firstSentence[a + 1]);
    });
  }

  // ── search, filters, order ──
  const FILTERS = ["company", "chip", "relation", "source", "place", "certainty"];
  const chosen = {}; // filter → value
  let period = null; // a group of the timeline
  let folded = [], foldedTo = 0, found = new Map(), hits = new Uint32Array(0), order = null, sort = { key: "published", down: true };
  const shownWord = { relation: (id) => t("relation_" + id), certainty: (id) => t("certainty_" + id), date: day };
  const say = (column, value) => (shownWord[column] && value ? shownWord[column](value) : value);

  // Sentences are folded for the search in slices, when nothing else is to be done; what is not yet, when first searched.
  function foldTexts(until) {
    const to = Math.min(until, T.text.length);
    for (; foldedTo < to; foldedTo++) folded[foldedTo] = fold(T.text[foldedTo]);
  }
  function foldLater() {
    foldTexts(foldedTo + 3000);
    if (foldedTo < T.text.length) setTimeout(foldLater, 4);
  }
  const SEARCHED = ["company", "counterparty", "chip", "figure", "of", "part", "place", "source", "relation", "certainty", "date"];
  const masked = (column, test) => Uint8Array.from(F[column].d, (value) => (test(value) ? 1 : 0));
  // Which facts hold a word, in a slot, in their sentence or in their article's name; looked for among those that hold its
  // beginning, where that was searched before.
  function factsWith(part) {
    if (found.has(part)) return found.get(part);
    if (T) foldTexts(Infinity);
    let before = null;
    for (let end = part.length - 1; end > 0 && !before; end--) before = found.get(part.slice(0, end));
    const words = SEARCHED.map((column) => [masked(column, (cell) => cell && fold(cell + " " + (say(column, cell) || "")).includes(part)), F[column].r]);
    const titles = Uint8Array.from(F.article, (name, a) => (fold(name + " " + F.title[a] + " " + F.published[a]).includes(part) ? 1 : 0));
    const looked = new Uint8Array(articleOf.length); // at a sentence: 1 it is not there, 2 it is
    const mask = new Uint8Array(N);
    for (let i = 0; i < N; i++) {
      if (before && !before[i]) continue;
      const s = F.sentence[i];
      if (!looked[s]) looked[s] = titles[articleOf[s]] || (T && folded[s].includes(part)) ? 2 : 1;
      let hit = looked[s] === 2;
      for (let k = 0; !hit && k < words.length; k++) hit = words[k][0][words[k][1][i]] === 1;
      if (hit) mask[i] = 1;
    }
    if (found.size > 40) found.clear();
    found.set(part, mask);
    return mask;
  }
  function search() {
    if (!order) order = sorted();
    const tests = [];
    for (const [column, value] of Object.entries(chosen)) {
      if (value) { const mask = masked(column, (cell) => several(cell).includes(value)), rows = F[column].r; tests.push((i) => mask[rows[i]]); }
    }
    if (period) {
      const mask = new Uint8Array(N);
      for (const i of period.facts) mask[i] = 1;
      tests.push((i) => mask[i]);
    }
    const parts = [...fold($("search").value).matchAll(/["“«]([^"”»]+)["”»]?|[^\s"“”«»]+/g)].map((m) => m[1] || m[0]);
    const masks = parts.map(factsWith);
    const kept = new Uint32Array(N);
    let n = 0;
    next: for (let k = 0; k < N; k++) {
      const i = order[k];
      for (let j = 0; j < masks.length; j++) if (!masks[j][i]) continue next;
      for (let j = 0; j < tests.length; j++) if (!tests[j](i)) continue next;
      kept[n++] = i;
    }
    hits = kept.subarray(0, n);
    active = 0;
    $("grid").scrollTop = 0;
    $("count").textContent = t("count", { n, m: N });
    $("clear").hidden = !parts.length && !period && !Object.values(chosen).some(Boolean);
    $("empty").hidden = n > 0;
    $("grid").setAttribute("aria-rowcount", n + 1);
    $("period-chip").replaceChildren(...(period ? [el("button", { type: "button", class: "token", onclick: () => setPeriod(null) }, period.name + " ×")] : []));
    drawRows();
  }
  function sorted() {
    const { key, down } = sort, none = down ? -Infinity : Infinity, keys = new Float64Array(N);
    const ranks = (values) => {
      const ranked = values.map((_, k) => k).sort((a, b) => collator.compare(values[a], values[b])), rank = new Float64Array(values.length);
      let at = 0;
      ranked.forEach((k, n) => { if (n && values[k] !== values[ranked[n - 1]]) at++; rank[k] = values[k] === "" ? NaN : at; });
      return rank;
    };
    if (key === "published") {
      const rank = ranks(F.published);
      for (let i = 0; i < N; i++) keys[i] = rank[factArticle(i)];
    } else if (key === "figure") { // by unit, then by number: a count is not more than a percentage
      const rank = ranks(F.unit.d.map((unit) => unit || "\u0001")), spread = Float64Array.from(F.value, (v) => (v === null ? NaN : v));
      const highest = spread.reduce((max, v) => (v > max ? v : max), 1);
      for (let i = 0; i < N; i++) keys[i] = rank[F.unit.r[i]] * 2 + spread[i] / highest;
    } else {
      const column = key === "date" ? "date_from" : key, rank = ranks(F[column].d.map((value) => say(column, value)));
      for (let i = 0; i < N; i++) keys[i] = rank[F[column].r[i]];
    }
    for (let i = 0; i < N; i++) if (Number.isNaN(keys[i])) keys[i] = none;
    const rows = Uint32Array.from(keys, (_, i) => i);
    return rows.sort(down ? (a, b) => (keys[a] < keys[b] ? 1 : keys[a] > keys[b] ? -1 : a - b) : (a, b) => (keys[a] < keys[b] ? -1 : keys[a] > keys[b] ? 1 : a - b));
  }
  function drawFilters() {
    const options = (column) => {
      const counts = new Map(), rows = new Uint32Array(F[column].d.length);
      for (let i = 0; i < N; i++) rows[F[column].r[i]]++;
      F[column].d.forEach((cell, k) => several(cell).forEach((value) => counts.set(value, (counts.get(value) || 0) + rows[k])));
      return [...counts].sort((a, b) => b[1] - a[1] || collator.compare(a[0], b[0]));
    };
    $("selects").replaceChildren(...FILTERS.map((column) => {
      const select = el("select", { id: "filter-" + column, onchange: (event) => { chosen[column] = event.target.value; search(); } },
        el("option", { value: "" }, t("all")),
        options(column).map(([value, n]) => el("option", { value }, `${say(column, value)} (${number.format(n)})`)));
      select.value = chosen[column] || "";
      return el("div", {}, el("label", { for: "filter-" + column }, t(column)), select);
    }));
  }
  function choose(values) {
    for (const column of FILTERS) { chosen[column] = values[column] || ""; $("filter-" + column).value = chosen[column]; }
    if ("search" in values) $("search").value = values.search;
    setPeriod("");
  }

  // ── the table: only the rows in sight are elements ──
  const COLUMNS = ["published", "company", "relation", "figure", "chip", "place", "date", "source", "certainty"];
  let active = 0;
  function drawHead() {
    $("head").replaceChildren(...COLUMNS.map((key, k) => el("div", { role: "columnheader", class: "col-" + key, "aria-colindex": k + 1,
      "aria-sort": sort.key === key ? (sort.down ? "descending" : "ascending") : null },
    el("button", { type: "button", onclick: () => {
      sort = { key, down: sort.key === key ? !sort.down : key === "published" || key === "figure" };
      order = sorted(); drawHead(); search(); $("head").children[k].firstChild.focus();
    } }, t(key)))));
    $("grid").setAttribute("aria-colcount", COLUMNS.length + 1);
  }
  function cells(i) {
    const a = factArticle(i);
    const shown = {
      published: F.published[a] ? day(F.published[a]) : t("undated"), company: word("company", i) || word("counterparty", i) || "—",
      relation: say("relation", word("relation", i)), figure: [word("figure", i), el("small", {}, " " + counted(i))], chip: word("chip", i), place: word("place", i),
      date: say("date", word("date", i)), source: word("source", i), certainty: say("certainty", word("certainty", i)),
    };
    const classes = { figure: " num", published: " day", certainty: " sure" };
    return COLUMNS.map((key, k) => el("div", { role: "gridcell", class: "col-" + key + (classes[key] || ""), "aria-colindex": k + 1 }, shown[key]))
      .concat(el("div", { role: "gridcell", class: "ev", lang: "it", "aria-colindex": COLUMNS.length + 1 }, T ? T.text[F.sentence[i]] : ""));
  }
  const counted = (i) => (word("of", i) === word("chip", i) ? "" : word("of", i)); // «400.000 H200» of H200 is said once
  const row = (k) => el("div", { role: "row", "aria-rowindex": k + 2, tabindex: k === active ? 0 : -1, "data-k": k }, cells(hits[k]));
  function drawRows() {
    const grid = $("grid"), rows = $("rows"), height = parseFloat(getComputedStyle(grid).getPropertyValue("--row"));
    const held = rows.contains(document.activeElement);
    rows.style.height = hits.length * height + "px";
    const from = Math.max(0, Math.floor(grid.scrollTop / height) - 6), to = Math.min(hits.length, from + Math.ceil((grid.clientHeight || 900) / height) + 14);
    const window = [];
    for (let k = from; k < to; k++) window.push(k);
    if (active < hits.length && (active < from || active >= to)) window.push(active); // what has the focus must not vanish
    rows.replaceChildren(...window.map((k) => { const node = row(k); node.style.top = k * height + "px"; return node; }));
    if (held) focusRow();
  }
  const focusRow = () => { const node = $("rows").querySelector(`[data-k="${active}"]`); if (node) node.focus({ preventScroll: true }); };
  function moveTo(k) {
    const grid = $("grid"), height = parseFloat(getComputedStyle(grid).getPropertyValue("--row")), head = $("head").offsetHeight;
    active = Math.max(0, Math.min(hits.length - 1, k));
    const top = active * height, sight = grid.clientHeight - head;
    if (top < grid.scrollTop) grid.scrollTop = top;
    else if (top + height > grid.scrollTop + sight) grid.scrollTop = top + height - sight;
    drawRows();
    focusRow();
  }
  let asked = false;
  const soon = () => { if (!asked) { asked = true; requestAnimationFrame(() => { asked = false; drawRows(); }); } };
  const openRow = (k) => { const i = hits[k]; go(F.article[factArticle(i)], F.id[i]); };
  function gridKeys(event) {
    if (!event.target.closest("#rows") || event.altKey || event.metaKey) return;
    const page = Math.max(1, Math.floor($("grid").clientHeight / parseFloat(getComputedStyle($("grid")).getPropertyValue("--row"))) - 1);
    const steps = { ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + page, PageUp: active - page, Home: 0, End: hits.length - 1 };
    if (event.key in steps) { event.preventDefault(); moveTo(steps[event.key]); }
    else if (event.key === "Enter" || event.key === " ") { event.preventDefault(); openRow(active); }
  }

  // ── timeline ──
  const DAY = 864e5, LANE = 24, LANES = 9, HIGH = 90;
  let datedShown = 12, groups = null; // key → facts of one time: a month's, with its days; a quarter's; a year's
  function groupDates() {
    groups = new Map();
    for (let i = 0; i < N; i++) {
      const from = word("date_from", i), to = word("date_to", i) || from;
      let start = Date.parse(from), end = Date.parse(to) + DAY;
      if (!(end > start)) continue;
      const short = end - start < 40 * DAY, key = short ? from.slice(0, 7) : from + "|" + to, first = new Date(start);
      if (short) [start, end] = [Date.UTC(first.getUTCFullYear(), first.getUTCMonth()), Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1)];
      if (!groups.has(key)) groups.set(key, { key, start, end, short, year: from.slice(0, 4), name: day(short ? key : word("date", i)), facts: [] });
      groups.get(key).facts.push(i);
    }
    const latest = (i) => F.date_from.d[F.date_from.r[i]];
    for (const group of groups.values()) group.facts.sort((a, b) => (latest(a) < latest(b) ? 1 : latest(a) > latest(b) ? -1 : a - b));
    return [...groups.values()].sort((a, b) => b.start - a.start || a.end - b.end);
  }
  const size = (list) => list.reduce((sum, group) => sum + group.facts.length, 0);
  function drawTimeline() {
    const list = groupDates(), dated = size(list), years = [...new Set(list.map((group) => group.year))];
    $("timeline-intro").textContent = dated ? t("timeline_intro", { n: dated, m: N }) : t("dated_none");
    $("period").parentNode.hidden = !dated;
    $("chart").replaceChildren(...(dated ? [drawChart(list)] : []));
    $("period").replaceChildren(el("option", { value: "" }, `${t("new_first")} (${number.format(dated)})`), ...years.map((year) => {
      const own = list.filter((group) => group.year === year), facts = own.flatMap((group) => group.facts);
      groups.set(year, { key: year, name: year, facts });
      return el("optgroup", { label: year }, [groups.get(year), ...own].map((group, k) =>
        el("option", { value: group.key }, `${group.name}${k ? "" : ": " + t("all")} (${number.format(group.facts.length)})`)));
    }));
    groups.set("", { key: "", name: "", facts: list.flatMap((group) => group.facts) });
    if (period) period = groups.get(period.key);
    markPeriod();
  }
  function drawChart(list) {
    // The few facts far from all others would press the rest together: the middle 98 in 100 are drawn.
    const starts = list.flatMap((group) => group.facts.map(() => group.start));
    const year = (part) => new Date(starts[Math.floor((starts.length - 1) * part)]).getUTCFullYear();
    const [first, last] = [year(0.99), year(0.01) + 1], from = Date.UTC(first, 0), to = Date.UTC(last, 0);
    const x = (time) => ((Math.min(time, to) - from) / (to - from)) * 100, drawn = list.filter((group) => group.start >= from && group.start < to);
    let hidden = size(list) - size(drawn);
    const most = (short) => Math.max(1, ...drawn.filter((group) => group.short === short).map((group) => group.facts.length));
    const [mostShort, mostLong] = [most(true), most(false)], top = drawn.some((group) => group.short) ? HIGH + 22 : 0;
    const lanes = [], marks = [];
    // Months stand as bars on a line; longer times lie below it, each in the first lane where it has room.
    for (const group of drawn.sort((a, b) => a.end - a.start - (b.end - b.start))) {
      const n = group.facts.length, left = x(group.start), width = Math.max(0.3, x(group.end) - left);
      const bin = { x: left + 0.06 + "%", width: width - 0.12 + "%", "data-period": group.key, onclick: () => setPeriod(group.key) };
      const title = svg("title", {}, `${group.name}: ${number.format(n)}`);
      if (group.short) {
        const height = Math.max(3, (n / mostShort) * HIGH);
        marks.push(svg("rect", { ...bin, class: "bin", y: top - height, height, rx: 1.5 }, title));
        continue;
      }
      const long = group.end - group.start > 200 * DAY; // years lie below all that is shorter
      let lane = lanes.findIndex((taken) => taken.long === long && taken.every(([a, b]) => group.end <= a || b <= group.start));
      if (lane < 0 && lanes.length === LANES) { hidden += n; continue; }
      if (lane < 0) { lane = lanes.push([]) - 1; lanes[lane].long = long; }
      lanes[lane].push([group.start, group.end]);
      const y = top + 4 + lane * LANE, shade = (0.3 + 0.7 * Math.sqrt(n / mostLong)).toFixed(2);
      marks.push(svg("rect", { ...bin, class: "bin long", y, height: LANE - 3, rx: 3, "fill-opacity": shade }, title));
      const fits = width * $("chart").clientWidth > 900 * String(n).length; // 9 pixels a digit
      if (fits) marks.push(svg("text", { class: "inside", x: left + width / 2 + "%", y: y + 15, "text-anchor": "middle" }, number.format(n)));
    }
    if (hidden) $("timeline-intro").append(" " + t("timeline_outside", { n: hidden }));
    const height = top + 8 + lanes.length * LANE, lines = [], step = Math.ceil((last - first) / 10);
    for (let y = first; y <= last; y++) {
      const at = x(Date.UTC(y, 0)) + "%";
      lines.push(svg("line", { class: "gridline", x1: at, x2: at, y1: 14, y2: height + 6 }));
      if (y < last && (y - first) % step === 0) lines.push(svg("text", { x: at, dx: 5, y: height + 16 }, String(y)));
    }
    const newest = summary.totals.published && Date.parse(summary.totals.published[1]), end = x(newest) > 75;
    if (newest > from && newest < to) lines.push(svg("line", { class: "today", x1: x(newest) + "%", x2: x(newest) + "%", y1: 0, y2: height }),
      svg("text", { x: x(newest) + "%", dx: end ? -6 : 6, y: 9, "text-anchor": end ? "end" : "start" }, t("last_article")));
    return svg("svg", { role: "img", "aria-label": $("timeline-intro").textContent, height: height + 24 }, lines, marks);
  }
  function markPeriod() {
    const key = period ? period.key : "";
    $("period").value = key;
    const lit = (own) => key !== "" && (own === key || groups.get(own).year === key);
    for (const bin of document.querySelectorAll(".bin")) bin.classList.toggle("on", lit(bin.dataset.period));
    const facts = groups.get(key).facts;
    $("dated").replaceChildren(...facts.slice(0, datedShown).map((i) => el("li", {}, el("span", {}, day(word("date", i))), factLine(i))));
    more("more-dated", facts.length - datedShown, 30, () => { datedShown += 30; markPeriod(); });
  }
  function setPeriod(key) {
    period = key ? groups.get(key) : null;
    datedShown = 12;
    markPeriod();
    search();
  }
  function factLine(i) {
    const figure = [word("figure", i), counted(i)].filter(Boolean).join(" ");
    const parts = [word("company", i), say("relation", word("relation", i)), figure, word("chip", i), word("place", i)];
    const note = [word("source", i), say("certainty", word("certainty", i))].filter(Boolean).join(", ");
    return el("div", {}, el("button", { type: "button", onclick: () => go(F.article[factArticle(i)], F.id[i]) }, el("bdi", {}, parts.filter(Boolean).join(" · "))),
      el("small", {}, el("bdi", {}, note)));
  }

  // ── companies × chips ──
  let cellsShown = [15, 14];
  function drawMatrix() {
    const pairs = new Map(), sums = [new Map(), new Map()], rivals = new Set();
    const bump = (map, key) => map.set(key, (map.get(key) || 0) + 1);
    const companies = F.company.d.map(several), chips = F.chip.d.map(several);
    for (let i = 0; i < N; i++) {
      for (const company of companies[F.company.r[i]]) for (const chip of chips[F.chip.r[i]]) {
        bump(pairs, company + "\u0000" + chip); bump(sums[0], company); bump(sums[1], chip);
      }
    }
    for (const claim of summary.claims.claims) if (claim.verdict === "conflict") {
      for (const company of several(claim.company)) for (const chip of several(claim.chip)) rivals.add(company + "\u0000" + chip);
    }
    const top = sums.map((map, k) => [...map].sort((a, b) => b[1] - a[1] || collator.compare(a[0], b[0])).slice(0, cellsShown[k]).map(([name]) => name));
    let most = 1;
    for (const n of pairs.values()) most = Math.max(most, n);
    $("matrix-intro").textContent = t(pairs.size ? "matrix_intro" : "matrix_none");
    $("cells").hidden = !pairs.size;
    $("cells").setAttribute("aria-label", t("matrix"));
    const cell = (company, chip) => {
      const n = pairs.get(company + "\u0000" + chip), rival = rivals.has(company + "\u0000" + chip);
      if (!n) return el("td");
      const button = el("button", { type: "button", "aria-label": `${company}, ${chip}: ${number.format(n)}${rival ? ", " + t("conflict") : ""}`,
        onclick: () => { choose({ company, chip, search: "" }); toFacts(); } },
      number.format(n), rival && el("span", { class: "dot", "aria-hidden": "true" }, " •"));
      button.style.setProperty("--heat", (0.25 + 0.75 * Math.sqrt(n / most)).toFixed(2));
      return el("td", {}, button);
    };
    const columns = [t("company"), ...top[1]].map((name) => el("th", { scope: "col" }, name));
    $("cells").replaceChildren(el("table", {}, el("thead", {}, el("tr", {}, columns)),
      el("tbody", {}, top[0].map((company) => el("tr", {}, el("th", { scope: "row", title: company }, company), top[1].map((chip) => cell(company, chip)))))));
    more("more-cells", Math.max(sums[0].size - cellsShown[0], 0), 30, () => { cellsShown = [cellsShown[0] + 30, cellsShown[1] + 20]; drawMatrix(); });
  }
  const toFacts = () => { $("facts").scrollIntoView(); $("facts").focus({ preventScroll: true }); };

  // ── an article ──
  let opener = null;
  const go = (name, fact) => {
    opener = document.activeElement;
    location.hash = new URLSearchParams({ article: name, fact: fact || "" });
  };
  function route() {
    const asked = new URLSearchParams(location.hash.slice(1)), name = asked.get("article"), sheet = $("sheet");
    if (name === null || !F) { if (sheet.open) sheet.close(); return; }
    if (!T) loadTexts();
    openArticle(name, asked.get("fact"));
  }
  function openArticle(name, id) {
    const a = byName.get(name), sheet = $("sheet");
    $("sheet-h").textContent = a === undefined ? titleOf(name) : shownTitle(a);
    const meta = [a !== undefined && F.published[a] ? day(F.published[a]) + " · " : "", el("bdi", {}, name)];
    $("sheet-meta").replaceChildren(...meta, ...(a === undefined ? [] : address(F.url[a])));
    const own = [];
    if (a !== undefined) for (let i = firstFact(a); i < N && factArticle(i) === a; i++) own.push(i);
    const shown = own.find((i) => F.id[i] === id);
    drawFact(shown);
    drawText(a, shown, name, id);
    $("sheet-facts-h").hidden = !own.length;
    $("sheet-facts").replaceChildren(...own.map((i) => el("li", { "aria-current": i === shown ? "true" : null },
      el("span", {}, say("certainty", word("certainty", i))), factLine(i))));
    $("legend").replaceChildren(...["company", "chip", "place", "figure", "date", "person", "institution", "model"].map((kind) =>
      el("mark", { class: kind }, t("mention_" + kind))));
    if (!sheet.open) sheet.showModal();
    $("sheet-h").focus({ preventScroll: true });
    const lit = $("text").querySelector(".lit");
    sheet.scrollTop = 0; // what the fact is stands on top, and stays in sight where its sentence does, too
    if (lit && lit.getBoundingClientRect().bottom > innerHeight * 0.9) lit.scrollIntoView({ block: "center", behavior: "instant" });
  }
  // How many of n stand before: they are in order.
  function lowest(n, before) {
    let [low, high] = [0, n];
    while (low < high) { const middle = (low + high) >> 1; if (before(middle)) low = middle + 1; else high = middle; }
    return low;
  }
  const firstFact = (a) => lowest(N, (i) => factArticle(i) < a);
  function address(url) {
    if (!/^https?:\/\//i.test(url)) return []; // no other scheme is a place on the web
    return [" · ", el("a", { href: url, rel: "noopener noreferrer nofollow", target: "_blank" }, t("open_source"))];
  }
  function drawFact(i) {
    const rows = i === undefined ? [] : ["company", "relation", "counterparty", "figure", "of", "part", "chip", "place", "date", "source", "certainty"]
      .map((column) => [column, say(column, word(column, i))]).filter(([, value]) => value);
    if (i !== undefined && summary.labels["bound_" + word("bound", i)]) {
      const at = rows.find(([column]) => column === "figure");
      if (at) at[1] += ` (${t("bound_" + word("bound", i))})`;
    }
    $("fact").replaceChildren(...(rows.length ? [el("dl", {}, rows.map(([column, value]) => el("div", {}, el("dt", {}, t(column)), el("dd", {}, value))))] : []));
  }
  function drawText(a, fact, name, id) {
    const text = $("text");
    if (a === undefined) { // not in the page: a claim's voice still knows its sentence
      const voice = summary.claims.claims.flatMap((claim) => claim.voices).find((voice) => voice.article === name && voice.fact === id);
      text.replaceChildren(el("p", { class: "sheet-note" }, t("only_evidence")), voice ? el("p", {}, el("span", { class: "lit" }, voice.evidence)) : "");
      return;
    }
    const paragraphs = F.whole[a] ? [] : [el("p", { class: "sheet-note" }, t("only_evidence"))];
    let open = null, before = 0;
    for (let s = firstSentence[a]; s < firstSentence[a + 1]; s++) {
      const skipped = T.number[s] !== before + 1;
      before = T.number[s];
      if (!open || T.gap[s] > 1 || skipped) {
        if (skipped && !F.whole[a]) paragraphs.push(el("p", { class: "cut", "aria-hidden": "true" }, "[…]"));
        paragraphs.push(open = el("p", { dir: "auto" }));
      } else if (T.gap[s]) open.append(" ");
      const lit = fact !== undefined && F.sentence[fact] === s;
      open.append(el("span", { class: lit ? "lit" : null }, pieces(s, lit ? [F.start[fact], F.end[fact]] : [0, 0])));
    }
    text.replaceChildren(...paragraphs);
  }
  // A sentence cut where a mention, or the fact's own words, begin or end; of mentions within one another the longer shows.
  function pieces(s, own) {
    const whole = T.text[s], [first, last] = mentionsOf(s), cuts = new Set([0, whole.length, ...own]), cover = [];
    for (let m = first; m < last; m++) {
      const start = T.start[m], end = start + T.length[m];
      cover.push({ start, end, kind: T.kind.d[T.kind.r[m]], name: T.name.d[T.name.r[m]] });
      cuts.add(start).add(end);
    }
    cover.sort((x, y) => y.end - y.start - (x.end - x.start));
    const at = [...cuts].filter((c) => c <= whole.length).sort((x, y) => x - y), out = [];
    for (let k = 0; k + 1 < at.length; k++) {
      const piece = whole.slice(at[k], at[k + 1]), mention = cover.find((c) => c.start <= at[k] && at[k + 1] <= c.end);
      let node = mention ? el("mark", { class: mention.kind, title: `${t("mention_" + mention.kind)}${mention.name ? ": " + mention.name : ""}` }, piece) : piece;
      if (own[0] <= at[k] && at[k + 1] <= own[1]) node = el("span", { class: "own" }, node);
      out.push(node);
    }
    return out;
  }
  function mentionsOf(s) {
    const first = (s) => lowest(T.mention.length, (m) => T.mention[m] < s);
    return [first(s), first(s + 1)];
  }

  // ── all together ──
  function loadTexts() {
    if (T) return;
    T = json("data-texts");
    foldLater();
  }
  function draw() {
    formats();
    document.documentElement.lang = lang;
    document.title = t("title") + " · extract";
    for (const node of document.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
    for (const button of $("langs").children) button.setAttribute("aria-pressed", String(button.dataset.lang === lang));
    $("nav").setAttribute("aria-label", t("title"));
    $("langs").setAttribute("aria-label", t("language"));
    $("verdicts").setAttribute("aria-label", t("claims"));
    drawTop();
    drawClaims();
    if (F) drawTables();
  }
  function drawTables() {
    order = null;
    found.clear(); // labels are searched, too
    drawTimeline();
    drawMatrix();
    drawFilters();
    drawHead();
    search();
  }
  $("langs").addEventListener("click", (event) => {
    const to = event.target.dataset.lang;
    if (!to || to === lang) return;
    lang = to;
    try { localStorage.setItem("extract-lang", lang); } catch { /* from a disk that keeps nothing */ }
    draw();
    route();
  });
  $("search").addEventListener("input", search);
  $("filters").addEventListener("submit", (event) => event.preventDefault());
  $("clear").addEventListener("click", () => { choose({ search: "" }); $("search").focus(); });
  $("period").addEventListener("change", (event) => setPeriod(event.target.value));
  $("grid").addEventListener("scroll", soon, { passive: true });
  $("grid").addEventListener("keydown", gridKeys);
  $("rows").addEventListener("click", (event) => {
    const node = event.target.closest("[data-k]");
    if (node && getSelection().isCollapsed) { active = +node.dataset.k; moveTo(active); openRow(active); }
  });
  $("close").addEventListener("click", () => $("sheet").close());
  $("sheet").addEventListener("click", (event) => { // beside it
    if (event.target === $("sheet") && event.clientX < $("sheet").getBoundingClientRect().left) $("sheet").close();
  });
  $("sheet").addEventListener("close", () => {
    if (location.hash.includes("article=")) history.replaceState(null, "", location.href.split("#")[0] + "#");
    if (opener && opener.isConnected) opener.focus({ preventScroll: true }); else focusRow();
  });
  addEventListener("hashchange", route);
  addEventListener("resize", soon);
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) || $("sheet").open) return;
    event.preventDefault();
    $("facts").scrollIntoView();
    $("search").focus({ preventScroll: true });
  });
  // Paper has no rows out of sight: the first few hundred are laid out, and the page says so.
  addEventListener("beforeprint", () => {
    const n = Math.min(hits.length, 300);
    $("rows").replaceChildren(...Array.from({ length: n }, (_, k) => row(k)));
    $("printed").textContent = n < hits.length ? t("printed", { n, m: hits.length }) : "";
  });
  addEventListener("afterprint", drawRows);

  draw();
  document.addEventListener("DOMContentLoaded", () => {
    loadFacts();
    drawClaims(); // with the articles' titles
    drawTables();
    setTimeout(() => { // the table is painted before the texts are read
      loadTexts();
      if ($("search").value) { found.clear(); search(); } else drawRows();
      route();
      document.documentElement.dataset.ready = Math.round(performance.now());
    }, 0);
  });
})();
