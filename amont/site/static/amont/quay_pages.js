/* The pages of the quay, with or without a line: the count kept before it is sent, what waits, what the node said. */
(() => {
  "use strict";
  const store = window.amontQuay;
  const place = document.getElementById("quai");
  if (!store?.state || !place) return;
  const words = JSON.parse(document.getElementById("quai-mots").textContent);
  const language = document.documentElement.lang;
  const EVERY = 20_000;
  const KEY_BYTES = 16;

  /* ---- words and elements; text is never read as code ---- */
  const say = (name, facts = {}) => words[name].replace(/\{(\w+)\}/g, (_, fact) => facts[fact] ?? "");
  const clock = (at) => new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit" }).format(at);
  const day = (at) => new Intl.DateTimeFormat(language, { dateStyle: "short", timeStyle: "short" }).format(at);
  const make = (tag, facts = {}, ...inside) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(facts)) {
      if (name === "on") made.addEventListener("click", value);
      else if (value !== null && value !== false) made.setAttribute(name, value === true ? "" : value);
    }
    made.append(...inside.filter((one) => one !== null && one !== ""));
    return made;
  };
  const button = (name, on) => make("button", { type: "button", class: "btn am-btn-line", on }, say(name));

  /* ---- the line ---- */
  const banner = (since) => {
    const shown = document.getElementById("quai-ligne");
    shown.hidden = !since;
    const cells = shown.querySelectorAll("[data-mot]");
    cells[0].textContent = since ? say("offline_since", { since: clock(since) }) : "";
    cells[1].textContent = since ? say("offline_kept") : "";
  };
  const lost = () => {
    const since = Number(sessionStorage.getItem("quai-depuis")) || Date.now();
    sessionStorage.setItem("quai-depuis", String(since));
    banner(since);
  };
  const back = () => {
    sessionStorage.removeItem("quai-depuis");
    banner(0);
  };

  /* ---- what waits, and what the node said ---- */
  const waiting = (count) =>
    make("li", { "data-attend": count.id }, make("strong", {}, count.label), make("span", { class: "am-small am-quiet" },
      say("waits", { at: day(count.at) })));
  const read = async (answer) => {
    await store.drop("answers", answer.id);
    await show();
  };
  const remove = async (answer) => {
    if (!window.confirm(say("remove_sure", { label: answer.label }))) return;
    await store.drop("counts", answer.id);
    await read(answer);
  };
  const again = async (answer) => {
    location.assign(answer.page + (answer.page.includes("?") ? "&" : "?") + "reprendre=" + encodeURIComponent(answer.id));
  };
  const refused = (answer) =>
    make("li", { "data-refuse": answer.id }, make("strong", {}, answer.label), make("span", {}, answer.refused || say("not_taken")),
      make("p", { class: "am-acts" }, button("take_up", () => again(answer)), button("remove", () => remove(answer))));
  const accepted = (answer) => {
    const { changed, differences } = answer.said;
    const lines = differences.map((one) => make("span", {}, one.sentence));
    if (changed.length) lines.push(make("span", {}, say("changed", { numbers: changed.join(", ") })));
    if (!lines.length) lines.push(make("span", {}, say("same")));
    return make("li", { "data-envoye": answer.id }, make("strong", {}, answer.label), ...lines,
      make("p", { class: "am-acts" }, button("read", () => read(answer))));
  };
  const show = async () => {
    const answers = await store.all("answers");
    const known = new Set(answers.map((one) => one.id));
    const counts = (await store.all("counts")).filter((one) => !known.has(one.id));
    const parts = [
      ["waiting", counts.map(waiting)],
      ["refused", answers.filter((one) => "refused" in one).map(refused)],
      ["sent", answers.filter((one) => !("refused" in one)).map(accepted)],
    ];
    const shown = document.getElementById("quai-envois");
    shown.replaceChildren(...parts.filter(([, rows]) => rows.length).map(([name, rows]) =>
      make("section", { "aria-label": say(name) }, make("h2", {}, say(name)),
        make("ul", { class: "am-steps" }, ...rows), name === "waiting" && button("send", () => settle(true)) || "")));
    return counts.length;
  };
  const settle = async (isAsked = false) => {
    const became = await store.sendAll();
    if (became === "later") lost();
    else if (became !== "nothing") back();
    if (became === "signed-out" || (isAsked && became === "later")) {
      document.getElementById("annonce").textContent = say(became === "later" ? "still_lost" : "sign_in");
    }
    const shown = document.getElementById("quai-connexion");
    shown.hidden = became !== "signed-out";
    await show();
    return became;
  };

  /* ---- the form of a count ---- */
  const FIGURE = /^[\d\s.,'’\u00a0\u202f]*$/;
  const wrong = (form) => {
    const value = (name) => form.elements[name]?.value.trim() ?? "";
    for (const name of ["packages", "kg"]) {
      if (!FIGURE.test(value(name))) return [name, say("no_figure", { text: value(name) })];
    }
    if (form.elements.no_seal.checked && value("seals")) return ["no_seal", say("seals_noted")];
    if (form.elements.number && !value("number") && !value("box")) return ["number", say("no_number")];
    return null;
  };
  const refuse = (form, name, sentence) => {
    const shown = document.getElementById("quai-erreur");
    shown.hidden = false;
    shown.querySelector("[data-mot]").textContent = sentence;
    form.elements[name]?.setAttribute("aria-invalid", "true");
    shown.focus();
  };
  const SENT = ["number", "box", "packages", "kg", "seals", "no_seal", "damage", "is_part", "holder", "place"];
  const fields = (form, id) => {
    const said = { key: id, seen: form.elements.seen.value, counted_at: new Date().toISOString() };
    for (const name of SENT) {
      const field = form.elements[name];
      if (field?.type === "checkbox") {
        if (field.checked) said[name] = "on";
      } else if (field) said[name] = field.value;
    }
    return said;
  };
  const fresh = () => Array.from(crypto.getRandomValues(new Uint8Array(KEY_BYTES)), (one) => one.toString(16).padStart(2, "0")).join("");
  /* Photos just taken; else those of the count that is taken up again. */
  const shots = async (form, taken) => {
    const files = Array.from(form.elements.photos.files);
    if (files.length || !taken) return Promise.all(files.map(store.photo));
    const before = await store.one("counts", taken);
    const bytes = await store.files("counts", taken);
    return bytes.map((one, at) => ({ bytes: one, original: before.originals[at] }));
  };
  const label = (form) => form.dataset.nom || form.elements.box?.value || form.elements.number?.value;
  const keep = async (form) => {
    const id = fresh();
    const taken = form.dataset.repris;
    const page = new URL(location.href);
    page.searchParams.delete("reprendre");
    const photos = await shots(form, taken);
    await store.keep("counts", id, {
      manifest: form.dataset.manifeste, bill: form.dataset.titre, box: form.dataset.conteneur, label: label(form),
      address: form.dataset.comptes, page: page.pathname + page.search, language, fields: fields(form, id),
      originals: photos.map((one) => one.original),
    }, photos.map((one) => one.bytes));
  };
  const keptNot = async (form) => {
    const known = place.dataset.personne && (await store.state());
    if (known?.person === place.dataset.personne) form.submit(); // the page works without us
    else refuse(form, "", say("full"));
  };
  /* Whoever opened the page signs: not who came since, on another page of this phone. */
  const isAnothers = async () => {
    const person = place.dataset.personne;
    return Boolean(person) && (await store.person().catch(() => person)) !== person;
  };
  const signed = async (event) => {
    event.preventDefault();
    const form = event.target;
    const fault = wrong(form);
    if (fault) return refuse(form, ...fault);
    const sending = form.querySelector("button[type=submit]");
    if (sending.disabled) return;
    sending.disabled = true;
    const isKept = !(await isAnothers()) && (await keep(form).then(() => true, () => false));
    if (!isKept) {
      sending.disabled = false;
      return (await isAnothers()) ? refuse(form, "", say("anothers")) : keptNot(form);
    }
    const taken = form.dataset.repris; // kept: from here on nothing may send it a second time
    await Promise.allSettled(taken ? [store.drop("counts", taken), store.drop("answers", taken)] : []);
    await settle().catch(() => null);
    location.assign(form.dataset.retour);
  };
  const fill = async (form) => {
    const id = new URL(location.href).searchParams.get("reprendre");
    const count = id && (await store.one("counts", id));
    if (!count) return;
    form.dataset.repris = id;
    for (const [name, value] of Object.entries(count.fields)) {
      const field = form.elements[name];
      if (!field || ["key", "seen", "counted_at"].includes(name)) continue;
      if (field.type === "checkbox") field.checked = value === "on";
      else field.value = value;
    }
  };
  const tie = (form) => {
    form.addEventListener("submit", signed);
    return fill(form);
  };

  /* ---- from the first look on ---- */
  const renew = () => place.dataset.emporter && location.reload(); // what was just sent is now counted
  const started = async () => {
    navigator.serviceWorker?.register(place.dataset.worker, { scope: place.dataset.pages });
    const person = place.dataset.personne;
    if (person) {
      await store.holds(person);
      back();
      const form = document.getElementById("compte");
      if (form) await tie(form);
    }
    await show();
    if (person && (await settle()) === "sent") renew();
    const along = place.dataset.emporter;
    if (person && along) {
      const kept = await store.take(along, place.dataset.manifeste, place.dataset.etat).catch(() => null);
      if (kept) document.getElementById("quai-emporte").textContent = say("taken", { at: clock(kept.at) });
    }
  };
  const look = async () => {
    if ((await show()) > 0 && (await settle()) === "sent") renew();
  };
  Object.assign(store, { say, make, tie, show, settle, lost, back, day });
  store.started = started();
  window.addEventListener("online", look);
  window.addEventListener("offline", lost);
  setInterval(look, EVERY);
})();
