// A panel's sheets side by side: each row is saved while it is typed, totals and mean follow, and the keys walk from cell to
// cell. Without this file the page's buttons do the same.
(() => {
  "use strict";
  const form = document.querySelector("form[data-entry]");
  if (!form) return;
  document.documentElement.classList.add("entry-live");
  const csrf = document.querySelector("meta[name=csrf]");
  const line = form.querySelector(".draft-state");
  const say = (text) => { if (line) line.textContent = text; };
  let running = Promise.resolve();

  const cells = (row) => [...row.element.querySelectorAll("[data-cell]")];
  const typed = (row) => {
    const points = {};
    let comment = null;
    for (const cell of cells(row)) {
      if (cell.dataset.cell === "comment") comment = cell.value.trim();
      else points[cell.dataset.cell] = cell.value.trim();
    }
    return { points, comment };
  };
  const text = (row) => JSON.stringify(typed(row));
  const rows = new Map();
  for (const element of form.querySelectorAll("tr[data-sheet]")) {
    const row = { element, id: element.dataset.sheet, version: Number(element.dataset.version), timer: 0, wait: 1000, rival: null, sent: null, refused: null };
    // What the page could not keep is not what the server has.
    row.kept = element.dataset.state === "open" && element.querySelector("input[name$='.mark']").value === "" ? "" : text(row);
    rows.set(row.id, row);
  }
  const open = (row) => row.element.dataset.state === "open";
  const dirty = (row) => open(row) && text(row) !== row.kept;
  // What the last request of a page that is left would not save either: on top of one under way, refused, or without network.
  const unsure = (row) => {
    if (row.rival) return true;
    if (!dirty(row)) return false;
    const now = text(row);
    return row.sent !== null && row.sent !== now || row.refused === now || row.wait > 1000;
  };

  // ---- what a row shows ----
  const hundredths = (value) => {
    const found = /^(\d{1,4})(?:\.(\d{1,2}))?$/.exec(value.trim());
    return found ? Number(found[1]) * 100 + Number((found[2] ?? "").padEnd(2, "0")) : null;
  };
  const sum = (row) => {
    let total = 0;
    let some = false;
    for (const cell of cells(row)) {
      if (cell.dataset.cell === "comment") continue;
      const value = cell.closest("td").classList.contains("wrong") ? null : hundredths(cell.value);
      if (value !== null) { total += value; some = true; }
    }
    row.element.querySelector("[data-total]").textContent = some ? String(total / 100) : "";
  };
  const wrong = (row, errors) => {
    for (const place of row.element.querySelectorAll("[data-error]")) {
      const message = errors[place.dataset.error] ?? "";
      place.hidden = message === "";
      place.firstElementChild.textContent = message;
      const cell = place.closest("td");
      cell.classList.toggle("wrong", message !== "");
      const control = cell.querySelector("[data-cell]");
      if (message) {
        control.setAttribute("aria-invalid", "true");
        if (place.id) control.setAttribute("aria-describedby", place.id);
      } else { control.removeAttribute("aria-invalid"); control.removeAttribute("aria-describedby"); }
    }
  };
  const note = (row, message, ...buttons) => {
    const place = row.element.querySelector("[data-note]");
    place.hidden = message === "";
    place.textContent = message;
    if (buttons.length) place.append(document.createElement("br"), ...buttons);
  };
  const fill = (row, sheet) => {
    for (const cell of cells(row)) cell.value = cell.dataset.cell === "comment" ? sheet.comment : sheet.points[cell.dataset.cell] ?? "";
    row.kept = text(row);
    row.version = sheet.version;
  };
  const show = (row, sheet) => {
    if (open(row) && !sheet.editable) {
      // Signed or taken over by somebody else: it is read from now on.
      row.element.dataset.state = "fixed";
      if (sheet.complete) fill(row, sheet);
      cells(row).forEach((cell) => { cell.readOnly = true; });
    }
    wrong(row, sheet.errors);
    row.element.querySelector("[data-total]").textContent = sheet.total;
    row.element.querySelector("[data-dropped]").hidden = !sheet.dropped;
    const tag = row.element.querySelector(".tag");
    tag.textContent = sheet.state.label;
    tag.className = "tag " + sheet.state.tone.toLowerCase().replaceAll("_", "-");
  };
  const rival = (row, message, sheet) => {
    row.rival = sheet;
    row.element.classList.add("rival");
    const button = (label, act) => {
      const made = Object.assign(document.createElement("button"), { type: "button", textContent: label });
      made.addEventListener("click", () => {
        row.rival = null;
        row.element.classList.remove("rival");
        note(row, "");
        act();
        cells(row)[0]?.focus();
      });
      return made;
    };
    note(row, message,
      button(form.dataset.mine, () => { row.version = sheet.version; save(row); }),
      button(form.dataset.theirs, () => { fill(row, sheet); show(row, sheet); }));
  };
  const apply = (told, saved, sent) => {
    for (const sheet of told.sheets) {
      const row = rows.get(sheet.id);
      if (!row) continue;
      if (row === saved) { row.kept = sent; row.version = sheet.version; }
      else if (!dirty(row) && open(row) && sheet.editable && sheet.version > row.version) fill(row, sheet);
      if (!dirty(row)) show(row, sheet);
      else row.element.querySelector("[data-dropped]").hidden = !sheet.dropped;
    }
    form.querySelector("[data-mean]").textContent = told.mean || "—";
    form.querySelector("[data-counted]").textContent = form.dataset.counted.replace("#", told.counted);
  };

  // ---- saving ----
  const send = async (row) => {
    if (!dirty(row) || row.rival) return;
    const sent = text(row);
    row.sent = sent;
    row.refused = null;
    say(line?.dataset.saving ?? "");
    let answer;
    try {
      answer = await fetch(`${form.dataset.entry}/sheets/${row.id}`, {
        method: "PUT", redirect: "error", body: JSON.stringify({ version: row.version, ...JSON.parse(sent) }),
        headers: { "Content-Type": "application/json", Accept: "application/json", [csrf.dataset.header]: csrf.content },
      });
      const told = await answer.json();
      if (answer.ok) {
        row.wait = 1000;
        note(row, "");
        apply(told, row, sent);
        say(line?.dataset.saved ?? "");
        if (dirty(row)) later(row);
        return;
      }
      if (answer.status === 409) { say(""); rival(row, told.detail, told.sheet); return; }
      if (answer.status < 500) {
        say("");
        row.refused = sent;
        row.wait = 1000;
        note(row, told.errors?.[0]?.message ?? told.detail ?? told.title ?? form.dataset.failed);
        return;
      }
      throw new Error(String(answer.status));
    } catch {
      say(form.dataset.failed);
      row.wait = Math.min(row.wait * 2, 30000);
      later(row);
    } finally {
      row.sent = null;
    }
  };
  const save = (row) => {
    clearTimeout(row.timer);
    running = running.then(() => send(row));
    return running;
  };
  const later = (row) => {
    clearTimeout(row.timer);
    row.timer = setTimeout(() => save(row), row.wait);
  };
  const of = (target) => target.matches?.("[data-cell]") ? rows.get(target.closest("tr").dataset.sheet) : undefined;

  form.addEventListener("input", ({ target }) => {
    const row = of(target);
    if (!row) return;
    target.closest("td").classList.remove("wrong");
    sum(row);
    later(row);
  });
  // Whoever goes to another row is done with this one for now.
  form.addEventListener("focusout", ({ target, relatedTarget }) => {
    const row = of(target);
    if (row && dirty(row) && !row.element.contains(relatedTarget)) save(row);
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopPropagation();
    const signs = event.submitter?.name === "sign";
    for (const row of rows.values()) if (dirty(row)) await save(row);
    const first = [...rows.values()].find((row) => dirty(row) || row.rival);
    if (first) { say(form.dataset.unsaved); cells(first)[0]?.focus(); return; }
    if (signs) location.assign(form.getAttribute("action") + "/sign");
  });
  addEventListener("pagehide", () => {
    for (const row of rows.values()) {
      if (!dirty(row) || row.rival) continue;
      clearTimeout(row.timer);
      fetch(`${form.dataset.entry}/sheets/${row.id}`, {
        method: "PUT", keepalive: true, body: JSON.stringify({ version: row.version, ...typed(row) }),
        headers: { "Content-Type": "application/json", [csrf.dataset.header]: csrf.content },
      });
    }
  });
  addEventListener("beforeunload", (event) => { if ([...rows.values()].some(unsure)) event.preventDefault(); });

  // ---- keys ----
  const walk = () => [...form.querySelectorAll("tr[data-state=open] [data-cell]")];
  const go = (cell) => {
    if (!cell) return false;
    cell.focus();
    if (cell.matches("input")) cell.select();
    return true;
  };
  form.addEventListener("focusin", ({ target }) => { if (target.matches("input[data-cell]")) target.select(); });
  form.addEventListener("keydown", (event) => {
    const cell = event.target;
    if (!cell.matches("[data-cell]") || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    const all = walk();
    const at = all.indexOf(cell);
    const lines = cell.matches("textarea");
    const start = cell.selectionStart === 0;
    const end = cell.selectionEnd === cell.value.length;
    const whole = start && end && !lines;
    const column = all.filter((one) => one.dataset.cell === cell.dataset.cell);
    const place = column.indexOf(cell);
    let to = null;
    if (event.key === "Enter" && !event.shiftKey) to = all[at + 1] ?? form.querySelector("button[name=sign]") ?? cell;
    else if (event.key === "Enter" && !lines) to = all[at - 1] ?? cell;
    else if (event.shiftKey) return;
    else if (event.key === "ArrowUp" && (!lines || start)) to = column[place - 1];
    else if (event.key === "ArrowDown" && (!lines || end)) to = column[place + 1];
    else if (event.key === "ArrowLeft" && (whole || start && cell.selectionEnd === 0)) to = all[at - 1];
    else if (event.key === "ArrowRight" && (whole || end && cell.selectionStart === cell.value.length)) to = all[at + 1];
    else return;
    if (go(to)) event.preventDefault();
  });
})();
