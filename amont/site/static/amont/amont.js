/* Makes better what already works without: keys, focus after a change, the count of chosen rows.
   No code from text, no style written, nothing kept but in the page. */
(() => {
  "use strict";
  const page = document;
  const one = (what, within = page) => within.querySelector(what);
  const all = (what, within = page) => Array.from(within.querySelectorAll(what));

  /* ---- focus ---- */
  const summary = () => all("#erreurs").find((place) => !place.closest("[data-quiet]"));
  const focusOn = (place) => {
    if (!place) return;
    if (!place.hasAttribute("tabindex")) place.setAttribute("tabindex", "-1");
    place.focus();
  };
  const announce = (text) => {
    const place = one("#annonce");
    if (place) place.textContent = text;
  };
  const afterSwap = (event) => {
    const changed = event.detail.target;
    const root = changed && changed.id ? page.getElementById(changed.id) : changed;
    if (!root || root.closest("[data-quiet]")) return;
    const heading = one("[data-said], #erreurs, h1, h2, caption", root);
    if (!heading) return;
    announce(heading.textContent.trim());
    focusOn(heading);
    count();
  };

  /* ---- rows chosen in a list ---- */
  const count = () => {
    for (const form of all("[data-choice]")) {
      const chosen = all("input[name='row']:checked", form).length;
      for (const place of all("[data-chosen]", form)) {
        place.hidden = chosen === 0;
        place.textContent = place.dataset[chosen === 1 ? "one" : "many"].replace("%(n)s", String(chosen));
      }
    }
  };

  /* ---- keys ---- */
  const rows = () => all("table tbody tr").filter((row) => one("th a, td a", row) && row.offsetParent);
  const move = (step) => {
    const list = rows();
    if (!list.length) return;
    const at = list.findIndex((row) => row.classList.contains("am-at"));
    const next = list[Math.min(list.length - 1, Math.max(0, at < 0 ? 0 : at + step))];
    if (at >= 0) list[at].classList.remove("am-at");
    next.classList.add("am-at");
    one("th a, td a", next).focus();
    next.scrollIntoView({ block: "nearest" });
  };
  const typing = (place) => place.closest("input, textarea, select, [contenteditable], dialog[open]");
  const acts = {
    "/": () => all("input[name='q']").find((field) => field.offsetParent)?.focus(),
    j: () => move(1),
    k: () => move(-1),
    f: () => one("#filtres input:not([type=hidden]), #filtres select")?.focus(),
    "?": () => one("#raccourcis-liste dialog")?.showModal(),
  };
  const onKey = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    if (event.key === "f" && one("#filtres")) location.hash = "filtres"; // on a phone the filters open by their address
    act();
  };
  const showKeys = () => {
    const source = one("#raccourcis");
    const work = one("#travail");
    if (!source || !work || page.body.dataset.shortcuts === "off") return;
    const shown = page.createElement("div");
    shown.id = "raccourcis-liste";
    shown.append(source.content.cloneNode(true));
    if (!rows().length) one(".am-keys", shown).remove();
    work.insertBefore(shown, one(":scope > .am-actbar", work));
    for (const form of all(".am-search")) {
      const key = page.createElement("kbd");
      key.textContent = "/";
      form.append(key);
    }
    page.addEventListener("keydown", onKey);
  };

  /* ---- print: a button needs script, a link leads to the page on paper without it ---- */
  const print = (event) => {
    if (!event.target.closest("[data-print]")) return;
    event.preventDefault();
    window.print();
  };
  for (const button of all("button[data-print]")) button.hidden = false;

  focusOn(summary());
  showKeys();
  count();
  page.addEventListener("change", count);
  page.addEventListener("click", print);
  page.body.addEventListener("htmx:afterSettle", afterSwap);
})();
