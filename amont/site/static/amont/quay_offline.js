/* The quay without a line: the same addresses, drawn from what this phone took along. */
(() => {
  "use strict";
  const store = window.amontQuay;
  const shell = document.getElementById("quai-pages");
  if (!shell) return;
  if (!store?.state) return;
  const { say, make } = store;
  const root = document.getElementById("quai").dataset.pages;
  const language = document.documentElement.lang;
  const number = (value) => (value === null ? "–" : new Intl.NumberFormat(language).format(value));
  const EVERY = 15_000;

  const heading = (title, under, back) => {
    document.querySelector(".am-hand-top h1").textContent = title;
    document.querySelector(".am-hand-top span").textContent = under;
    document.querySelector(".am-hand-top a").href = back;
    document.title = `${title} · Amont`;
  };
  const section = (title, ...inside) => make("section", {}, title ? make("h2", {}, title) : "", ...inside);
  const sentence = (name, facts) => section("", make("p", {}, say(name, facts)));
  const link = (address, text) => make("a", { href: address }, text);

  /* ---- manifests that are on the phone ---- */
  const manifests = async () => {
    heading(say("heading"), "", "/");
    const rows = await store.all("manifests");
    if (!rows.length) return [sentence("none_here")];
    return rows.map((row) =>
      section(row.vessel || row.voyage, make("p", {}, link(`${root}${row.id}/`, say("open", { voyage: row.voyage }))),
        make("p", { class: "am-small am-quiet" }, say("taken", { at: store.day(row.at) }))));
  };

  /* ---- one manifest: its bills and boxes, narrowed by a number ---- */
  const standing = (isDone, isKept) => say(isKept ? "kept_here" : isDone ? "counted" : "to_count");
  const bill = (row, manifest, mine) => {
    const address = `${root}${manifest.id}/titres/${row.id}/`;
    const isKept = (box) => mine.has(`${row.id} ${box}`);
    const boxes = row.boxes.map((box) =>
      make("li", {}, link(`${address}?conteneur=${encodeURIComponent(box.number)}`, box.number), " · ", standing(box.done, isKept(box.number))));
    const head = make("h2", {}, link(address, row.number));
    const figures = say("figures", { packages: number(row.packages), kg: number(row.kg) });
    return make("section", { "data-numeros": [row.number, ...row.boxes.map((box) => box.number)].join(" ") }, head,
      make("p", { class: "am-small am-quiet" }, row.goods || "–"),
      make("p", { class: "am-small" }, `${figures} · `, standing(row.done, isKept(""))),
      boxes.length ? make("ul", {}, ...boxes) : "");
  };
  const bare = (text) => text.toUpperCase().replace(/[\s./-]/g, "");
  const MOST_SHOWN = 100;
  const manifest = async (row) => {
    heading(row.vessel || row.voyage, `${row.voyage} · ${row.state}`, root);
    const mine = new Set((await store.all("counts")).map((one) => `${one.bill} ${one.box}`));
    const list = make("div", {});
    const field = make("input", { class: "form-control", type: "search", id: "id_q", maxlength: "60", autocapitalize: "characters", autocomplete: "off" });
    const narrow = () => {
      const asked = bare(field.value);
      const rows = row.bills.filter((one) => [one.number, ...one.boxes.map((box) => box.number)].some((text) => bare(text).includes(asked)));
      list.replaceChildren(...rows.slice(0, MOST_SHOWN).map((one) => bill(one, row, mine)));
      if (!rows.length) list.append(sentence("no_such"));
      if (rows.length > MOST_SHOWN) list.append(sentence("more", { n: number(rows.length - MOST_SHOWN) }));
    };
    field.addEventListener("input", narrow);
    narrow();
    return [section("", make("label", { class: "form-label", for: "id_q" }, say("search")), field), list,
      section("", make("p", { class: "am-acts" }, make("a", { class: "btn am-btn-line", href: `${root}${row.id}/autre/` }, say("other"))))];
  };

  /* ---- one count ---- */
  const form = (row, found, box) => {
    const shown = document.getElementById("quai-compte").content.cloneNode(true).querySelector("form");
    const said = box ?? found;
    if (found) shown.querySelector("[data-autre]").remove();
    else {
      shown.querySelector("h2").textContent = say("found");
      for (const place of shown.querySelectorAll("[data-annonce]")) place.remove();
    }
    for (const place of shown.querySelectorAll("[data-dit]")) {
      const value = said?.[place.dataset.dit];
      place.textContent = Array.isArray(value) ? value.join(", ") || "–" : number(value ?? null) + (place.dataset.unite ?? "");
    }
    if (!box) shown.querySelector("[data-scelles]")?.remove();
    Object.assign(shown.dataset, {
      manifeste: row.id, titre: found?.id ?? "", conteneur: box?.number ?? "", nom: box?.number ?? found?.number ?? "",
      comptes: `${root}${row.id}/comptes`, retour: `${root}${row.id}/`,
    });
    shown.querySelector("[data-revenir]").href = shown.dataset.retour;
    shown.elements.seen.value = row.seen;
    return shown;
  };
  const count = async (row, found, box) => {
    heading(box?.number ?? found?.number ?? say("unannounced"), row.voyage, `${root}${row.id}/`);
    const shown = form(row, found, box);
    await store.tie(shown);
    return [shown];
  };

  /* ---- the address tells which ---- */
  const drawn = async () => {
    const [id, kind, bill] = location.pathname.slice(root.length).split("/");
    if (!id) return manifests();
    const row = await store.one("manifests", id);
    if (!row) return [sentence("not_here")];
    if (kind === "titres") {
      const found = row.bills.find((one) => String(one.id) === bill);
      const asked = new URL(location.href).searchParams.get("conteneur");
      const box = found?.boxes.find((one) => one.number === asked);
      return found && (!asked || box) ? count(row, found, box) : [sentence("not_here")];
    }
    if (kind === "autre") return count(row, null, null);
    return kind ? [sentence("needs_line")] : manifest(row);
  };
  const draw = async () => {
    await store.started;
    store.lost();
    if (!(await store.person())) shell.replaceChildren(sentence("nobody"));
    else shell.replaceChildren(...(await drawn()));
  };
  /* The line is back: the real page takes the place of this one, but never under a form being filled in. */
  const look = async () => {
    const known = await store.state();
    if (known && !shell.querySelector("form")) location.reload();
    else if (known && known !== "signed-out") store.back();
  };
  draw();
  window.addEventListener("online", look);
  setInterval(look, EVERY);
})();
