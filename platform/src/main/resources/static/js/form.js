// The form of an application, field by field: each is saved while it is typed, sums follow, and questions that an answer
// opens or closes are fetched anew. Without this file the page's buttons do the same.
(() => {
  "use strict";
  const csrf = document.querySelector("meta[name=csrf]");
  const waiting = new Map();
  let tokens = new Map();
  let asked = "";
  let running = Promise.resolve();

  const form = () => document.getElementById("application-form");
  const state = () => form()?.querySelector(".draft-state");
  const say = (what) => {
    const line = state();
    if (line) line.textContent = line.dataset[what] ?? what;
  };
  const address = () => form().action.replace(/[^/]+$/, "save");

  const readTokens = () => {
    tokens = new Map();
    for (const line of form().elements.tokens.value.split("\n")) {
      const blank = line.indexOf(" ");
      if (blank > 0) tokens.set(line.slice(0, blank), line.slice(blank + 1));
    }
  };
  const writeTokens = () => {
    form().elements.tokens.value = [...tokens].map(([path, token]) => `${path} ${token}\n`).join("");
  };
  const value = (path) => new FormData(form()).getAll(path).join(",");

  const tell = (path, message) => {
    const control = document.getElementById("f-" + path);
    const box = control?.closest("td, .field");
    if (!box) return;
    let note = box.querySelector(":scope > .field-error.live");
    if (!message) { note?.remove(); return; }
    if (!note) {
      note = document.createElement("p");
      note.className = "field-error live";
      box.append(note);
    }
    note.replaceChildren(Object.assign(document.createElement("span"), { textContent: message }));
  };

  // The page once more, where its questions changed; whoever types goes on at the same place.
  const refresh = async () => {
    const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const active = document.activeElement;
    const id = active?.id;
    const caret = active && "selectionStart" in active ? active.selectionStart : null;
    const typed = active && "value" in active ? active.value : null;
    for (const part of [".form-section", ".form-sections"]) {
      const now = document.querySelector(part);
      const next = fresh.querySelector(part);
      if (now && next) now.replaceWith(document.importNode(next, true));
    }
    readTokens();
    const again = id ? document.getElementById(id) : null;
    if (!again) return;
    if (typed !== null && waiting.has(again.name)) again.value = typed;
    again.focus();
    try { if (caret !== null) again.setSelectionRange(caret, caret); } catch { /* not a text */ }
  };

  const save = async (path) => {
    waiting.delete(path);
    if (!tokens.has(path) || !form()) return;
    say("saving");
    const body = new URLSearchParams({ path, value: value(path), token: tokens.get(path) });
    try {
      const answer = await fetch(address(), { method: "POST", body, headers: { [csrf.dataset.header]: csrf.content }, redirect: "error" });
      const told = await answer.json();
      if (answer.status === 422) { say("failed"); tell(path, told.message); return; }
      if (!answer.ok) throw new Error(String(answer.status));
      tokens.set(path, told.token);
      writeTokens();
      tell(path, told.message);
      for (const [at, sum] of Object.entries(told.totals)) {
        const cell = document.querySelector(`[data-total="${CSS.escape(at)}"]`);
        if (cell) cell.textContent = sum;
      }
      const now = told.asked.join(" ");
      const changed = asked !== "" && asked !== now;
      asked = now;
      say(told.state === "rival" ? "rival" : "saved");
      if (changed || told.state === "rival") await refresh();
    } catch {
      say("failed");
      schedule(path, 5000);
    }
  };
  const schedule = (path, delay) => {
    clearTimeout(waiting.get(path));
    waiting.set(path, setTimeout(() => { running = running.then(() => save(path)); }, delay));
  };

  document.addEventListener("input", ({ target }) => {
    if (target.form !== form() || !tokens.has(target.name)) return;
    schedule(target.name, target.type === "radio" || target.type === "checkbox" || target.tagName === "SELECT" ? 0 : 800);
  });
  document.addEventListener("change", ({ target }) => {
    if (target.form !== form() || target.type !== "file" || !target.files.length) return;
    // A file is sent as soon as it is chosen.
    form().requestSubmit(target.closest(".field.full")?.parentElement.querySelector(".upload-button"));
  });
  // The buttons send everything anyway.
  document.addEventListener("submit", ({ target }) => {
    if (target !== form()) return;
    for (const timer of waiting.values()) clearTimeout(timer);
    waiting.clear();
  });
  addEventListener("pagehide", () => {
    for (const [path, timer] of waiting) {
      clearTimeout(timer);
      const body = new URLSearchParams({ path, value: value(path), token: tokens.get(path) });
      fetch(address(), { method: "POST", body, keepalive: true, headers: { [csrf.dataset.header]: csrf.content } });
    }
  });
  if (form()) readTokens();
})();
