// While the parts of a target are typed, what they lack or exceed is said at once; without this file the server says it.
(() => {
  "use strict";
  const form = document.querySelector("form[data-split]");
  if (!form) return;
  const PLACES = 6;
  const number = (text) => {
    const plain = text.replace(/[,，\s]/g, "");
    if (!/^-?\d{1,15}(\.\d{1,6})?$/.test(plain)) return null;
    const minus = plain.startsWith("-");
    const [whole, part = ""] = plain.replace("-", "").split(".");
    const read = BigInt(whole + part.padEnd(PLACES, "0"));
    return minus ? -read : read;
  };
  const plain = (value) => {
    const minus = value < 0n;
    const digits = (minus ? -value : value).toString().padStart(PLACES + 1, "0");
    const part = digits.slice(-PLACES).replace(/0+$/, "");
    return (minus ? "-" : "") + digits.slice(0, -PLACES) + (part ? "." + part : "");
  };
  const field = (name) => form.elements.namedItem(name)?.value ?? "";

  const update = () => {
    const least = number(field("value"));
    const most = number(field("valueTo")) ?? least;
    for (const line of form.querySelectorAll("[data-parts]")) {
      const kind = line.dataset.parts;
      const values = [...form.elements]
        .filter((one) => one.name?.startsWith(kind + ".") && one.value.trim() !== "")
        .map((one) => number(one.value));
      const silent = least === null || values.length === 0 || values.includes(null)
        || (kind === "region" && line.dataset.ratio === "true");
      line.hidden = silent;
      if (silent) continue;
      const last = kind === "month" && line.dataset.stock === "true";
      const sum = last ? values[values.length - 1] : values.reduce((a, b) => a + b, 0n);
      const gap = sum < least ? least - sum : sum > most ? most - sum : 0n;
      const text = gap === 0n ? line.dataset.agree : gap > 0n ? line.dataset.short : line.dataset.over;
      line.textContent = text.replace("{0}", plain(sum)).replace("{1}", plain(gap < 0n ? -gap : gap));
      line.classList.toggle("wrong", gap !== 0n);
    }
  };
  form.addEventListener("input", update);
  update();
})();
