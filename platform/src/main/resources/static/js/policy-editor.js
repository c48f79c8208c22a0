// The editor of policies: line numbers, problems that lead to their place, and what was typed kept until it is saved.
// Without this file the text is a plain field and the check comes with the page.
(() => {
  "use strict";
  const text = document.querySelector("[data-policy-editor]");
  if (!text) return;
  const check = document.querySelector(text.dataset.policyEditor);

  // ---- line numbers ----
  const numbers = document.createElement("div");
  numbers.className = "line-numbers";
  numbers.setAttribute("aria-hidden", "true");
  text.parentElement.prepend(numbers);
  const style = getComputedStyle(text);
  numbers.style.paddingTop = style.paddingTop;
  const count = () => text.value.split("\n").length;
  const draw = () => {
    const lines = count();
    while (numbers.children.length > lines) numbers.lastChild.remove();
    for (let i = numbers.children.length + 1; i <= lines; i++) {
      numbers.append(Object.assign(document.createElement("span"), { textContent: i }));
    }
    numbers.scrollTop = text.scrollTop;
  };
  const mark = () => {
    for (const number of numbers.children) number.className = "";
    for (const [list, css] of [[".problems:not(.warnings) [data-line], .cases .fails[data-line]", "wrong"], [".problems.warnings [data-line]", "warned"]]) {
      for (const item of check.querySelectorAll(list)) {
        const number = numbers.children[item.dataset.line - 1];
        if (number && !number.className) number.className = css;
      }
    }
    for (const list of check.querySelectorAll(".problems, .cases")) list.classList.add("jump");
    numbers.scrollTop = text.scrollTop;
  };
  const resize = () => { numbers.style.height = text.offsetHeight + "px"; };
  new ResizeObserver(resize).observe(text);
  text.addEventListener("scroll", () => { numbers.scrollTop = text.scrollTop; });
  text.addEventListener("input", draw);

  // ---- from a problem to its place ----
  const go = (line, column) => {
    const lines = text.value.split("\n");
    const before = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    const at = before + Math.max(0, Math.min(column - 1, (lines[line - 1] ?? "").length));
    const height = parseFloat(style.lineHeight);
    text.focus();
    text.setSelectionRange(at, before + (lines[line - 1] ?? "").length);
    text.scrollTop = Math.max(0, (line - 8) * height);
  };
  check.addEventListener("click", ({ target }) => {
    const item = target.closest("[data-line]");
    if (item && !target.closest("summary, a")) go(Number(item.dataset.line), Number(item.dataset.column));
  });
  // htmx comes when the page is there; what was typed or restored before is checked then.
  document.addEventListener("htmx:load", ({ detail }) => {
    if (detail.elt === document.body && text.value !== text.defaultValue) text.dispatchEvent(new Event("input", { bubbles: true }));
  });
  document.addEventListener("htmx:afterSwap", ({ detail }) => { if (detail.target === check) mark(); });

  // ---- kept until it is saved ----
  const key = text.dataset.keep;
  const saved = text.defaultValue;
  let sent = false;
  const keep = () => {
    try {
      if (text.value === saved) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify({ revision: text.dataset.revision, text: text.value }));
    } catch { /* no room or not allowed: then only the page keeps it */ }
  };
  const offer = () => {
    let kept = null;
    try { kept = JSON.parse(localStorage.getItem(key)); } catch { return; }
    if (!kept || typeof kept.text !== "string" || kept.text.trim() === saved.trim()) { try { localStorage.removeItem(key); } catch { /* as above */ } return; }
    // A page that came back refused holds what was typed already.
    if (text.getAttribute("aria-invalid") === "true") return;
    const box = document.createElement("div");
    box.className = "notice info restore";
    box.setAttribute("role", "status");
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: text.dataset.restore });
    button.addEventListener("click", () => {
      text.value = kept.text;
      box.remove();
      text.dispatchEvent(new Event("input", { bubbles: true }));
      text.focus();
    });
    box.append(Object.assign(document.createElement("p"), { textContent: text.dataset.restored }), button);
    text.closest("form").prepend(box);
  };
  text.addEventListener("input", keep);
  text.form.addEventListener("submit", () => { sent = true; });
  addEventListener("beforeunload", (event) => { if (!sent && text.value !== saved) event.preventDefault(); });

  draw();
  resize();
  mark();
  offer();
})();
