"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const $ = (id) => document.getElementById(id);
  const root = document.documentElement;
  const main = $("main"), list = $("list"), tip = $("tip"), search = $("search");
  const byFilter = $("by-filter"), bySite = $("by-site");

  /* Everything from the data is put in as text, here and nowhere else. */
  function el(tag, props, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(props || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (name === "hue") made.style.setProperty("--h", value);
      else if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
      else made.setAttribute(name, value === true ? "" : value);
    }
    made.append(...children.flat(9).filter((child) => child !== null && child !== undefined && child !== false));
    return made;
  }

  const whole = new Intl.NumberFormat("en");
  const number = (n) => whole.format(n);
  const many = (n, noun) => `${number(n)} ${noun}${n === 1 ? "" : "s"}`;
  function percent(part, all) {
    if (!all) return "0 %";
    const share = (100 * part) / all;
    if (share > 0 && share < 0.1) return "< 0.1 %";
    return `${share < 10 ? share.toFixed(1) : Math.min(100, Math.round(share))} %`;
  }

  /* Neighbours in the list of filters get hues far apart. */
  const order = new Map(data.filters.map((filter, index) => [filter.name, index]));
  const hue = (name) => Math.round((195 + (order.get(name) ?? 0) * 137.5) % 360);
  const shares = (doc) => doc.would ? doc.would[0] / Math.max(1, doc.would[1]) : doc.words ? Math.min(1, doc.removed / doc.words) : null;

  function chip(name, text) {
    return el("span", { class: "chip", hue: hue(name) }, text || name);
  }
  function filterButton(name, text) {
    return el("button", { class: "chip", type: "button", hue: hue(name), title: `Show documents with ${name}`, onclick: () => choose(name) }, text || name);
  }
  function choose(name) {
    byFilter.value = name;
    search.value = "";
    refresh();
    const first = list.querySelector("a");
    if (first) first.focus();
  }

  /* Overview */

  function overview() {
    const all = data.all, known = data.unknown === 0;
    const tile = (name, value, small) => el("div", {}, el("dt", {}, name), el("dd", {}, value, small && el("small", {}, small)));
    const tiles = el("dl", { class: "tiles" },
      tile("Documents", number(data.documents), `${number(data.changed)} changed`),
      tile("Words removed", known ? percent(all.removed_words, all.words) : number(all.removed_words),
        known ? `${number(all.removed_words)} of ${number(all.words)}` : "of the documents in the ledger"),
      tile("Lines removed", number(all.removed_lines), data.documents ? `${(all.removed_lines / data.documents).toFixed(1)} a document` : null),
      tile("Lines changed", number(all.changed_lines), "and kept"),
      tile("Over budget", el("span", { class: data.over ? "over" : "" }, number(data.over)), data.over ? "left as they were" : "none"));
    return el("div", { class: "page" },
      el("h1", { tabindex: "-1" }, data.title),
      el("p", { class: "lede" }, summary()),
      tiles,
      sampling(),
      filterTable(),
      el("div", { class: "two" }, often("Lines removed most often", "Line", data.lines, true), often("Rules that removed most lines", "Reason", data.rules, false)),
      siteTable());
  }

  function summary() {
    if (!data.documents) return "There is no document in this report.";
    if (!data.filters.length) return "No filter found anything to do.";
    const top = [...data.filters].sort((a, b) => b.removed_words - a.removed_words)[0];
    if (!top.removed_words) return "Characters and spacing were repaired; no line was removed.";
    return `Most words went with ${top.name}: ${percent(top.removed_words, data.all.removed_words)} of all that were removed. Every figure on this page counts every document.`;
  }

  function sampling() {
    const shown = data.sample.length, notes = [];
    if (shown < data.documents) {
      notes.push(`The list shows ${number(shown)} of ${many(data.documents, "document")}: those over budget, those that lost most, some of every filter and a random sample. Totals and tables count all of them.`);
    }
    if (data.short) notes.push(`There were too many different lines to count each: the counts of the tables of lines and rules may be up to ${number(data.short)} too low.`);
    if (data.unknown) notes.push(`The source of ${many(data.unknown, "document")} is not known: only lines that were changed are shown, and documents in which nothing changed are not counted. Give the texts with --texts to see all.`);
    return notes.length ? el("p", { class: "notice", id: "sampling" }, notes.join(" ")) : null;
  }

  function meter(part, of, name, label) {
    if (!part) return el("div", { class: "meter" }, el("b", { "aria-hidden": "true" }), el("span", {}, "–"));
    const bar = el("i", name ? { hue: hue(name) } : {});
    bar.style.width = `${of ? Math.min(100, (100 * part) / of) : 0}%`;
    return el("div", { class: "meter" }, el("b", { "aria-hidden": "true" }, bar), el("span", {}, ...label));
  }

  function filterTable() {
    if (!data.filters.length) return null;
    const known = data.unknown === 0, base = known ? data.all.words : data.all.removed_words;
    const most = Math.max(...data.filters.map((f) => f.removed_words)), touched = Math.max(...data.filters.map((f) => f.documents));
    const rows = data.filters.map((f) => el("tr", {},
      el("td", {}, filterButton(f.name)),
      el("td", { class: "wide" }, meter(f.removed_words, most, f.name, [el("strong", {}, percent(f.removed_words, base)), ` · ${number(f.removed_words)}`])),
      el("td", { class: "wide" }, meter(f.documents, touched, f.name, [el("strong", {}, percent(f.documents, data.documents)), ` · ${number(f.documents)}`])),
      el("td", { class: "num" }, f.removed_lines ? number(f.removed_lines) : "–"),
      el("td", { class: "num" }, f.changed_lines ? number(f.changed_lines) : "–")));
    return el("section", {},
      el("h2", {}, "What each filter did"),
      el("p", { class: "note" }, known ? "Words removed as a share of all words, and the documents that it touched." : "Words removed as a share of all words removed, and the documents that it touched."),
      frame("What each filter did", ["Filter", "Words removed", "Documents touched", "#Lines removed", "#Lines changed"], rows));
  }

  function frame(name, heads, rows) {
    return el("div", { class: "frame", tabindex: "0", role: "region", "aria-label": name },
      el("table", {}, el("thead", {}, el("tr", {}, heads.map((head) => el("th", { scope: "col", class: head[0] === "#" ? "num" : null }, head.replace("#", ""))))), el("tbody", {}, rows)));
  }

  function often(name, head, entries, searchable) {
    if (!entries.length) return null;
    /* What came once says little, unless there is nothing else. */
    const rows = entries.filter((one, at) => one[2] > 1 || at < 8).map(([filter, text, times]) => el("tr", {},
      el("td", { dir: "auto" }, !readable(text) ? spelled(text) : searchable ? el("button", { class: "link", type: "button", title: "Search for this line", onclick: () => seek(text) }, text) : text),
      el("td", {}, filterButton(filter)),
      el("td", { class: "num" }, number(times))));
    return el("section", {}, el("h2", {}, name), el("p", { class: "note" }, searchable ? "Case and quotation marks aside; click one to find it." : "The reason as the ledger has it."), frame(name, [head, "Filter", "#Times"], rows));
  }

  function seek(text) {
    byFilter.value = bySite.value = "";
    search.value = text;
    refresh();
    search.focus();
  }

  function siteTable() {
    if (!data.sites.length) return null;
    const most = Math.max(...data.sites.map((s) => s.removed_words / Math.max(1, s.words)));
    const rows = data.sites.map((s) => el("tr", {},
      el("td", {}, s.name || "not known"),
      el("td", { class: "num" }, number(s.documents)),
      el("td", { class: "wide" }, meter(s.removed_words / Math.max(1, s.words), most, null, [el("strong", {}, percent(s.removed_words, s.words)), ` · ${number(s.removed_words)}`])),
      el("td", { class: "num" }, number(s.removed_lines))));
    const rest = data.siteCount - data.sites.length;
    return el("section", {}, el("h2", {}, "Sites"),
      el("p", { class: "note" }, rest > 0 ? `The ${data.sites.length} with most documents, of ${number(data.siteCount)}.` : "By documents."),
      frame("Sites", ["Site", "#Documents", "Words removed", "#Lines removed"], rows));
  }

  /* A document */

  const NAMED = { 0x20: "·", 0x09: "⇥", 0xa0: "⍽", 0xfeff: "BOM", 0xad: "SHY", 0x200b: "ZWSP", 0x200c: "ZWNJ", 0x200d: "ZWJ", 0x200e: "LRM", 0x200f: "RLM", 0x202f: "NNBSP" };
  const UNSEEN = /[\u0000-\u0020\u007f-\u00a0\u00ad\u2000-\u200f\u2028-\u202f\u205f-\u2064\u2066-\u206f\u3000\ufeff]/u;

  /* Characters that cannot be seen, spelled out where they were changed. A single space between words stays one. */
  function spelled(text) {
    const out = [];
    let plain = "";
    for (const c of text) {
      const between = c === " " && text.trim() && text !== " ";
      if (!UNSEEN.test(c) || between) { plain += c; continue; }
      if (plain) out.push(plain);
      plain = "";
      const code = c.codePointAt(0);
      out.push(el("span", { class: "sign" }, NAMED[code] || `U+${code.toString(16).toUpperCase().padStart(4, "0")}`));
    }
    if (plain) out.push(plain);
    return out;
  }

  const readable = (text) => [...text].some((c) => !UNSEEN.test(c));

  let hiding = false;

  function docView(index) {
    const doc = data.sample[index];
    const copies = new Map();
    for (const row of doc.rows || []) {
      for (const [filter, , of] of row.k || []) {
        if (of === null) continue;
        if (!copies.has(of)) copies.set(of, []);
        copies.get(of).push([row.n, filter]);
      }
    }
    const lines = new Set((doc.rows || []).filter((row) => row.m === undefined).map((row) => row.n));
    const rows = (doc.rows || []).map((row) => rowView(index, row, copies.get(row.n) || [], lines));
    const holder = el("ol", { class: hiding ? "lines hiding" : "lines", id: "lines", "aria-label": "Lines of the source" }, rows);
    return el("div", { class: "page" }, docHead(doc, index, holder), docNotice(doc), holder);
  }

  function docHead(doc, index, holder) {
    const at = shown.indexOf(index);
    const neighbour = (step, text, key) => {
      const other = shown[at + step];
      return at >= 0 && other !== undefined ? el("a", { href: `#/d/${other}`, title: `${text} (${key})`, "aria-label": `${text} document` }, step < 0 ? "←" : "→") : null;
    };
    const share = shares(doc);
    const counts = new Map();
    for (const row of doc.rows || []) for (const [filter] of row.k || []) counts.set(filter, (counts.get(filter) || 0) + 1);
    const hide = el("button", {
      class: "switch", type: "button", id: "hide", "aria-pressed": String(hiding), title: "Hide what was removed (h)",
      onclick: () => {
        hiding = !hiding;
        hide.setAttribute("aria-pressed", String(hiding));
        holder.classList.toggle("hiding", hiding);
      },
    }, "Cleaned text only");
    return el("header", { class: "head" },
      el("div", { class: "title" }, el("h1", { tabindex: "-1", dir: "auto" }, doc.id || "(no name)"),
        el("div", { class: "pager" }, neighbour(-1, "Previous", "k"), neighbour(1, "Next", "j"))),
      el("div", { class: "line-up" },
        doc.site ? el("span", {}, doc.site) : null,
        doc.would ? null : share !== null ? el("span", {}, el("strong", {}, percent(doc.removed, doc.words)), ` of ${many(doc.words, "word")} removed`) : el("span", {}, el("strong", {}, number(doc.removed)), " words removed"),
        el("span", {}, el("strong", {}, number(doc.lines)), ` line${doc.lines === 1 ? "" : "s"} removed`),
        doc.changed ? el("span", {}, el("strong", {}, number(doc.changed)), " changed") : null,
        doc.lines || doc.changed ? hide : null),
      counts.size ? el("div", { class: "legend", "aria-label": "Filters that acted", role: "group" }, [...counts].map(([name, times]) => filterButton(name, `${name} ${times}`))) : null);
  }

  function docNotice(doc) {
    if (doc.would) {
      const budget = data.maxLoss === null ? "max_loss" : `max_loss of ${Math.round(100 * data.maxLoss)} %`;
      const marked = (doc.rows || []).some((row) => row.d === 2);
      return el("p", { class: "notice warn" }, `Over budget: ${number(doc.would[0])} of ${number(doc.would[1])} words (${percent(...doc.would)}) would have gone, more than the ${budget}, so every line stayed.${marked ? " The lines that would have gone are underlined." : ""}`);
    }
    if (!doc.rows) return el("p", { class: "notice" }, "The report is full: the lines of this document are not in it.");
    if (!doc.filters.length) return el("p", { class: "notice" }, doc.words === null ? "Only line ends and blank lines changed." : "No line of this document was changed; at most line ends and blank lines were.");
    if (doc.words === null) return el("p", { class: "notice" }, "The source is not known: lines that stay are only counted.");
    return null;
  }

  function rowView(index, row, copies, lines) {
    if (row.m !== undefined) return el("li", { class: "row gap" }, el("span", { class: "no" }, row.n), el("div", { class: "tx" }, `${many(row.m, "paragraph")} ${row.m === 1 ? "stays" : "stay"} as ${row.m === 1 ? "it is" : "they are"}`));
    const steps = row.k || [];
    const name = steps.length ? (row.d ? steps[steps.length - 1][0] : steps[0][0]) : null;
    const to = (line, text) => lines.has(line) ? el("a", { href: `#/d/${index}/L${line}` }, text) : el("span", {}, text);
    const kind = row.d === 1 ? "gone" : row.d === 2 ? "would" : row.p ? "edited" : "kept";
    const reason = steps.length ? el("div", { class: "reason", id: `why-${row.n}` }, steps.map(([filter, why]) => `${filter}: ${why || "changed"}`).join("; ")) : null;
    const links = [
      ...steps.filter((step) => step[2] !== null).map((step) => to(step[2], `copy of line ${step[2]}`)),
      ...copies.map(([line]) => to(line, `copied in line ${line}`)),
    ];
    return el("li", {
      class: `row ${kind}${steps.length ? " did" : ""}`, id: `L${row.n}`, hue: name ? hue(name) : null,
      tabindex: steps.length || copies.length ? "0" : null, "aria-describedby": reason ? `why-${row.n}` : null, "data-row": steps.length ? row.n : null,
    },
      el("span", { class: "no", title: row.s ? `Lines ${row.n} to ${row.n + row.s - 1}` : null }, row.n),
      el("div", { class: "tx", dir: "auto" }, content(row)),
      steps.length || links.length ? el("div", { class: "by" }, links, acted(row, steps).map((filter) => chip(filter))) : null,
      reason);
  }

  /* Of a removed line only what removed it: the rest is in its reason. */
  function acted(row, steps) {
    const names = [...new Set(steps.map((step) => step[0]))];
    return row.d ? names.slice(-1) : names;
  }

  function content(row) {
    if (row.p) return row.p.map(([sign, text]) => sign === 0 ? text : el(sign === 1 ? "del" : "ins", { class: "part" }, spelled(text)));
    return row.d ? el("del", {}, row.t) : row.t;
  }

  /* The reason beside a line, on hover and on focus */

  function explain(row) {
    const doc = data.sample[current];
    const found = (doc.rows || []).find((r) => r.n === Number(row.dataset.row) && r.k);
    if (!found) return;
    tip.replaceChildren(...found.k.map(([filter, why, of], at) => {
      const last = at === found.k.length - 1;
      const does = found.d === 1 && last ? "removed" : found.d === 2 && last ? "would be removed" : "changed";
      return el("p", {}, chip(filter), `${does}${why ? `: ${why}` : ""}${of !== null ? ` (line ${of})` : ""}`);
    }));
    tip.hidden = false;
    const box = row.getBoundingClientRect(), own = tip.getBoundingClientRect();
    const below = box.bottom + own.height + 12 < innerHeight;
    tip.style.left = `${Math.max(8, Math.min(box.left + 56, innerWidth - own.width - 16))}px`;
    tip.style.top = `${below ? box.bottom + 6 : Math.max(8, box.top - own.height - 6)}px`;
  }
  const quiet = () => { tip.hidden = true; };
  for (const [on, off] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
    main.addEventListener(on, (event) => {
      const row = event.target.closest("[data-row]");
      if (row) explain(row); else quiet();
    });
    main.addEventListener(off, quiet);
  }
  addEventListener("scroll", quiet, { passive: true });

  /* The list */

  const fold = (text) => text.toLowerCase().replace(/[\u2018\u2019]/g, "'").replace(/[\u201c\u201d\u201e]/g, '"').replace(/\s+/g, " ");
  const texts = [];
  function textOf(index) {
    if (texts[index] === undefined) {
      const doc = data.sample[index];
      const rows = (doc.rows || []).map((row) => row.p ? row.p.filter((p) => p[0] !== 2).map((p) => p[1]).join("") : row.t || "");
      texts[index] = fold([doc.id, doc.site, ...rows].join("\n"));
    }
    return texts[index];
  }

  let shown = [];
  let current = -1;

  function refresh() {
    const wanted = fold(search.value.trim()), filter = byFilter.value, site = bySite.value;
    shown = [];
    data.sample.forEach((doc, index) => {
      if (filter && !doc.filters.includes(filter)) return;
      if (site && doc.site !== site) return;
      if (wanted && !textOf(index).includes(wanted)) return;
      shown.push(index);
    });
    list.replaceChildren(...shown.map(entry));
    const narrowed = wanted || filter || site;
    const all = data.sample.length < data.documents ? "sampled documents" : "documents";
    $("count").replaceChildren(narrowed ? `${number(shown.length)} of ${number(data.sample.length)} ${all} ` : `${number(shown.length)} ${shown.length === 1 ? all.slice(0, -1) : all}, most removed first`,
      narrowed ? el("button", { type: "button", id: "all", onclick: () => { search.value = byFilter.value = bySite.value = ""; refresh(); search.focus(); } }, "Show all") : "");
    mark();
  }

  function entry(index) {
    const doc = data.sample[index], share = shares(doc);
    const value = share === null ? many(doc.removed, "word") : percent(share, 1);
    return el("li", {}, el("a", { href: `#/d/${index}`, "data-index": index, "aria-current": index === current ? "page" : null },
      el("span", { class: "name", title: doc.id }, el("bdi", {}, doc.id || "(no name)")),
      el("span", { class: doc.would ? "share over" : "share" }, value),
      el("span", { class: "under" },
        doc.would ? el("span", { class: "over" }, "over budget") : el("span", { class: "dots", "aria-hidden": "true" }, doc.filters.slice(0, 9).map((name) => el("i", { hue: hue(name) }))),
        doc.site || ""),
      el("span", { class: "lines-gone" }, doc.lines ? many(doc.lines, "line") : doc.changed ? `${number(doc.changed)} changed` : "")));
  }

  function mark() {
    for (const link of list.querySelectorAll("a")) {
      if (Number(link.dataset.index) === current) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    if (!CSS.highlights) return;
    CSS.highlights.delete("found");
    const wanted = fold(search.value.trim());
    if (current < 0 || !wanted) return;
    const ranges = [], walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.data.toLowerCase().replace(/[\u2018\u2019]/g, "'").replace(/[\u201c\u201d\u201e]/g, '"');
      if (text.length !== node.data.length) continue;
      for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
        const range = new Range();
        range.setStart(node, at);
        range.setEnd(node, at + wanted.length);
        ranges.push(range);
      }
    }
    if (ranges.length) CSS.highlights.set("found", new Highlight(...ranges));
  }

  /* Where we are */

  let started = false;
  function route() {
    const match = /^#\/d\/(\d+)(?:\/L(\d+))?$/.exec(location.hash);
    const index = match && Number(match[1]) < data.sample.length ? Number(match[1]) : -1;
    quiet();
    if (!started || index !== current) {
      current = index;
      main.replaceChildren(index < 0 ? overview() : docView(index));
      document.body.classList.toggle("reading", index >= 0);
      document.title = index < 0 ? data.title : `${data.sample[index].id} – ${data.title}`;
      mark();
      if (!(match && match[2])) scrollTo(0, 0);
      const link = list.querySelector(`a[data-index="${index}"]`);
      if (link) link.scrollIntoView({ block: "nearest" });
      if (started && !document.activeElement.closest(".side")) main.querySelector("h1").focus({ preventScroll: true });
    }
    started = true;
    if (match && match[2]) show($(`L${match[2]}`));
  }

  function show(row) {
    if (!row) return;
    for (const other of main.querySelectorAll(".lit")) other.classList.remove("lit");
    row.classList.add("lit");
    if (!row.hasAttribute("tabindex")) row.setAttribute("tabindex", "-1");
    row.scrollIntoView({ block: "center" });
    row.focus({ preventScroll: true });
  }

  function change(step) {
    const rows = [...main.querySelectorAll("[data-row]")].filter((row) => row.offsetParent);
    if (!rows.length) return;
    const at = rows.indexOf(document.activeElement.closest ? document.activeElement.closest("[data-row]") : null);
    show(rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : (at + step + rows.length) % rows.length]);
  }

  function step(by) {
    if (!shown.length) return;
    const at = shown.indexOf(current);
    const next = at < 0 ? (by > 0 ? 0 : shown.length - 1) : at + by;
    if (next >= 0 && next < shown.length) location.hash = `#/d/${shown[next]}`;
  }

  /* Keys */

  const KEYS = {
    "/": () => { search.focus(); search.select(); },
    "?": () => $("keys").showModal(),
    j: () => step(1), k: () => step(-1), n: () => change(1), p: () => change(-1),
    o: () => { location.hash = "#/"; }, t: turn,
    h: () => { const hide = $("hide"); if (hide) hide.click(); },
    Escape: () => { if (search.value) { search.value = ""; refresh(); } else location.hash = "#/"; },
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || $("keys").open) return;
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (typing && event.key !== "Escape") {
      if (event.target === search && (event.key === "ArrowDown" || event.key === "Enter")) {
        const first = list.querySelector("a");
        if (first) { event.preventDefault(); first.focus(); if (event.key === "Enter") first.click(); }
      }
      return;
    }
    if (list.contains(event.target) && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      const item = event.target.closest("li");
      const other = event.key === "ArrowDown" ? item.nextElementSibling : item.previousElementSibling;
      event.preventDefault();
      (other ? other.querySelector("a") : search).focus();
      return;
    }
    const action = KEYS[event.key];
    if (action) { event.preventDefault(); if (typing) event.target.blur(); action(); }
  });

  /* Light and dark */

  const stored = { get: () => { try { return localStorage.getItem("cleaner-theme"); } catch { return null; } }, set: (value) => { try { localStorage.setItem("cleaner-theme", value); } catch { /* A page from a file may have no storage. */ } } };
  function turn() {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    stored.set(root.dataset.theme);
  }
  if (stored.get() === "light" || stored.get() === "dark") root.dataset.theme = stored.get();

  /* Start */

  $("brand").textContent = data.title;
  $("run").textContent = `${many(data.documents, "document")} · cleaner ${data.version}`;
  for (const filter of data.filters) byFilter.append(el("option", { value: filter.name }, filter.name));
  const sites = [...new Set(data.sample.map((doc) => doc.site).filter(Boolean))].sort();
  for (const site of sites) bySite.append(el("option", { value: site }, site));
  bySite.disabled = !sites.length;
  $("theme").addEventListener("click", turn);
  $("help").addEventListener("click", () => $("keys").showModal());
  $("find").addEventListener("submit", (event) => event.preventDefault());
  search.addEventListener("input", refresh);
  byFilter.addEventListener("change", refresh);
  bySite.addEventListener("change", refresh);
  addEventListener("hashchange", route);
  refresh();
  route();
})();
