// What pages gain when scripts run. Every page works without: links are links, forms are forms, charts are tables.
(() => {
  "use strict";
  const assets = document.documentElement.dataset.assets;
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const within = (root, selector) => (root.matches?.(selector) ? [root] : []).concat(all(selector, root));

  // Libraries are fetched once, and only by pages that need them.
  const fetched = new Map();
  const library = (file) => {
    if (!fetched.has(file)) {
      fetched.set(file, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = assets + file;
        script.onload = resolve;
        script.onerror = () => reject(new Error(file));
        document.head.append(script);
      }));
    }
    return fetched.get(file);
  };
  // htmx sets itself up only when it comes before the document is ready or after it is complete: so after.
  const complete = new Promise((resolve) => {
    if (document.readyState === "complete") resolve();
    else addEventListener("load", resolve, { once: true });
  });
  const data = (element) => JSON.parse(element.querySelector("script[type='application/json']").textContent);
  const colours = ["#1458c0", "#17703f", "#b56a00", "#6b3fa0", "#0f7c8a", "#a03b5c"];
  const font = getComputedStyle(document.body).fontFamily;
  const size = () => Math.round(parseFloat(getComputedStyle(document.documentElement).fontSize) * 0.75);

  // ---- charts ----
  const option = (chart) => {
    const text = { fontFamily: font, fontSize: size(), color: "#1f2733" };
    const category = { type: "category", data: chart.categories, axisTick: { show: false }, axisLabel: text, axisLine: { lineStyle: { color: "#8a94a3" } } };
    const value = { type: "value", axisLabel: text, splitLine: { lineStyle: { color: "#e9edf2" } } };
    const tooltip = { renderMode: "richText", trigger: chart.type === "PIE" ? "item" : "axis", textStyle: text };
    const common = { animation: false, aria: { enabled: false }, textStyle: text, color: colours, tooltip,
      grid: { left: 8, right: 16, top: chart.series.length > 1 ? 36 : 24, bottom: 8, containLabel: true } };
    if (chart.series.length > 1 || chart.type === "PIE") common.legend = { top: 0, textStyle: text, icon: "roundRect", itemHeight: 10, itemWidth: 14 };
    if (chart.type === "PIE") {
      return { ...common, series: [{ type: "pie", radius: ["36%", "56%"], top: 24, label: { ...text, formatter: ({ percent }) => percent.toFixed(1) + "%" },
        data: chart.categories.map((name, i) => ({ name, value: chart.series[0].values[i] })) }] };
    }
    const ranking = chart.type === "RANKING";
    const series = chart.series.map((one) => ({
      name: one.name, data: one.values, type: chart.type === "LINE" ? "line" : "bar",
      stack: chart.type === "STACKED" ? "all" : undefined, barMaxWidth: 28, connectNulls: false, symbolSize: 7,
      label: { ...text, show: chart.series.length === 1 && chart.categories.length <= 16, position: ranking ? "right" : "top" },
    }));
    return { ...common, series, xAxis: ranking ? value : category, yAxis: ranking ? { ...category, inverse: true } : value };
  };
  const draw = async (figure, file, prepare) => {
    const area = figure.querySelector(".chart-drawing");
    try {
      await library(file);
      const options = await prepare(data(figure));
      area.hidden = false;
      const chart = echarts.init(area, null, { renderer: "svg" });
      chart.setOption(options);
      new ResizeObserver(() => chart.resize()).observe(area);
      addEventListener("beforeprint", () => chart.resize());
      figure.querySelector("details")?.removeAttribute("open");
      return chart;
    } catch (problem) {
      area.hidden = true; // the table below says the same
      console.warn("chart not drawn", problem);
    }
  };
  const drawMap = async (map) => {
    const answer = await fetch(map.boundaries.path);
    if (!answer.ok) throw new Error(map.boundaries.path);
    const shapes = await answer.json();
    const names = new Map(map.areas.map((area) => [area.code, area.name]));
    for (const shape of shapes.features) shape.properties.name = names.get(String(shape.properties.adcode)) ?? shape.properties.name;
    echarts.registerMap(map.id, shapes);
    const values = map.areas.filter((area) => area.value !== null);
    return { animation: false, tooltip: { renderMode: "richText", trigger: "item" },
      visualMap: { type: "piecewise", min: 0, max: Math.max(1, ...values.map((area) => area.value)), splitNumber: 5, calculable: false,
        inRange: { color: ["#eaf2fe", "#c6dbfa", "#9cc0f5", "#1d63cf", "#0e4496"] }, textStyle: { fontFamily: font, fontSize: size() } },
      series: [{ type: "map", map: map.id, roam: false, label: { show: true, fontFamily: font, fontSize: size() },
        data: values.map(({ name, value, path }) => ({ name, value, path })) }] };
  };
  // A spreadsheet runs texts that start like a formula: those get a quote in front. Figures stay figures.
  const csvCell = (cell) => {
    const copy = cell.cloneNode(true);
    all(".for-ear, .sort-mark", copy).forEach((node) => node.remove());
    let text = copy.textContent.trim();
    if (cell.classList.contains("figure") && cell.tagName === "TD") text = text.replaceAll(",", "").replace("−", "-");
    else if (/^[=+\-@\t\r]/.test(text)) text = "'" + text;
    return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const exportCsv = (button) => {
    const rows = all("tr", button.closest("figure").querySelector("table"));
    const text = "\ufeff" + rows.map((row) => [...row.cells].map(csvCell).join(",")).join("\r\n");
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
    link.download = button.dataset.name + ".csv";
    link.click();
    URL.revokeObjectURL(link.href);
  };

  // ---- forms: saved as typed ----
  const keepDraft = (form) => {
    const state = form.querySelector(".draft-state");
    let timer = 0;
    let wait = 1500;
    const save = async () => {
      state.textContent = state.dataset.saving;
      try {
        const body = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
        const answer = await fetch(form.dataset.draft, { method: "POST", body, redirect: "error" });
        if (!answer.ok) throw new Error(String(answer.status));
        state.textContent = state.dataset.saved;
        wait = 1500;
      } catch {
        state.textContent = state.dataset.failed;
        wait = Math.min(wait * 2, 60000);
        timer = setTimeout(save, wait);
      }
    };
    form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(save, wait); });
    form.addEventListener("submit", () => clearTimeout(timer));
  };

  // ---- whatever comes into the page, at first or by htmx ----
  const start = (root) => {
    within(root, "[data-chart]").forEach((figure) => draw(figure, figure.dataset.chart, option));
    within(root, "[data-map]").forEach(async (figure) => {
      const chart = await draw(figure, figure.dataset.map, drawMap);
      chart?.on("click", ({ data: area }) => { if (area?.path) location.assign(area.path); });
    });
    within(root, "form[data-draft]").forEach(keepDraft);
    within(root, ".export-csv, [data-choose-all]").forEach((control) => { control.hidden = false; });
    if (root !== document) within(root, ".error-summary").forEach((summary) => summary.focus());
    within(root, ".table-scroll").forEach((box) => { if (box.scrollWidth > box.clientWidth) box.tabIndex = 0; });
    if (within(root, "[hx-get], [hx-post], [hx-put], [hx-delete], [hx-boost]").length) complete.then(() => library("vendor/htmx-2.0.10/htmx.min.js"));
  };

  document.addEventListener("click", (event) => {
    const target = event.target.closest("[data-dialog], [data-close], .export-csv");
    all("details.menu[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
    if (!target) return;
    const dialog = target.dataset.dialog ? document.getElementById(target.dataset.dialog) : target.closest("dialog");
    if (target.matches(".export-csv")) { event.preventDefault(); exportCsv(target); }
    else if (dialog && target.dataset.dialog) { event.preventDefault(); dialog.showModal(); }
    else if (dialog) { event.preventDefault(); dialog.close(); }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    all("details.menu[open]").forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
  });
  document.addEventListener("change", ({ target }) => {
    if (!target.dataset?.chooseAll) return;
    all(`input[name="${CSS.escape(target.dataset.chooseAll)}"]`).forEach((box) => { box.checked = target.checked; });
  });
  // A form is sent once, however often its button is pressed; coming back by the browser's button frees it again.
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target.method !== "post") return;
    if (event.target.dataset.sent) { event.preventDefault(); return; }
    event.target.dataset.sent = "1";
    setTimeout(() => delete event.target.dataset.sent, 8000);
  });
  addEventListener("pageshow", () => all("form[data-sent]").forEach((form) => delete form.dataset.sent));

  // ---- keys of a check list: j and k walk, p and f tick off, buttons have their own letter ----
  document.addEventListener("keydown", (event) => {
    const sheet = document.querySelector("[data-check]");
    if (!sheet || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.matches("input:not([type=radio], [type=checkbox]), textarea, select")) return;
    const items = all("[data-item]", sheet);
    const at = items.findIndex((item) => item.contains(document.activeElement));
    const focus = (item) => item && (item.querySelector("input:checked") ?? item.querySelector("input"))?.focus();
    const key = event.key.toLowerCase();
    if (key === "j") focus(items[Math.min(at + 1, items.length - 1)]);
    else if (key === "k") focus(items[Math.max(at - 1, 0)]);
    else if ((key === "p" || key === "f") && items.length) {
      const item = items[Math.max(at, 0)];
      item.querySelector(`input[type=radio][value=${key === "p" ? "pass" : "fail"}]`).checked = true;
      if (key === "p") focus(items[Math.min(Math.max(at, 0) + 1, items.length - 1)]);
      else item.querySelector("input:not([type=radio])").focus();
    } else {
      const button = sheet.querySelector(`[data-key="${CSS.escape(key)}"]`);
      if (!button) return;
      button.click();
    }
    event.preventDefault();
  });

  // ---- keys of a list whose items have buttons with a letter: j and k walk, the letter presses ----
  const keyed = { next: 0 };
  const walkTo = (item) => {
    if (!item) return;
    all(".current").forEach((mark) => mark.classList.remove("current"));
    const mark = item.dataset.mark && document.querySelector(item.dataset.mark);
    mark?.classList.add("current");
    mark?.scrollIntoView({ block: "center" });
    item.focus();
  };
  document.addEventListener("keydown", (event) => {
    const list = document.querySelector("[data-keyed]");
    if (!list || event.ctrlKey || event.altKey || event.metaKey || event.target.matches("input, textarea, select")) return;
    const items = all("[data-item]", list);
    const at = items.findIndex((item) => item.contains(document.activeElement));
    const key = event.key.toLowerCase();
    if (key === "j") walkTo(items[Math.min(at + 1, items.length - 1)]);
    else if (key === "k") walkTo(items[Math.max(at - 1, 0)]);
    else {
      const button = items[at]?.querySelector(`[data-key="${CSS.escape(key)}"]`);
      if (!button) return;
      keyed.next = at;
      button.click();
    }
    event.preventDefault();
  });
  document.addEventListener("htmx:afterSettle", () => {
    const items = all("[data-keyed] [data-item]");
    if (items.length) walkTo(items.slice(keyed.next).find((item) => item.dataset.open) ?? items[keyed.next]);
  });

  // ---- htmx ----
  document.addEventListener("htmx:configRequest", ({ detail }) => {
    const csrf = document.querySelector("meta[name=csrf]");
    detail.headers[csrf.dataset.header] = csrf.content;
  });
  // A refused form (422) is a page to show like any other; a login that has ended or a broken page is shown whole.
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    if (detail.xhr.status === 422) { detail.shouldSwap = true; detail.isError = false; }
    else if (detail.xhr.status === 401 || detail.xhr.status === 403) location.reload();
  });
  // The text comes with the page, as there may be no connection left to ask for it.
  for (const broken of ["htmx:responseError", "htmx:sendError"]) {
    document.addEventListener(broken, () => {
      const main = document.getElementById("main");
      main.querySelector(".notice.broken")?.remove();
      const notice = document.createElement("div");
      notice.className = "notice error broken";
      notice.setAttribute("role", "alert");
      notice.append(Object.assign(document.createElement("p"), { textContent: document.body.dataset.broken }));
      main.prepend(notice);
    });
  }
  document.addEventListener("htmx:load", ({ detail }) => { if (detail.elt !== document.body) start(detail.elt); });

  start(document);
  document.querySelector(".areas [aria-current]")?.scrollIntoView({ inline: "nearest", block: "nearest" });
})();
