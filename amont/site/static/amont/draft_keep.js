/* What is typed is kept on this device at once and on the node when the line is there; sent once; duties beside. */
(() => {
  "use strict";
  const grid = window.amontGrid;
  if (!grid) return;
  const { facts, say, items, fill } = grid;
  const own = (name) => document.getElementById(`saisie-${name}`);
  const heads = Array.from(document.querySelectorAll("#saisie [data-case]")).filter((box) => box.id.startsWith("case-"));
  const place = `saisie ${facts.person} ${facts.key}`;
  const address = `${facts.root}${facts.key}/`;
  const token = document.querySelector("#saisie [name=csrfmiddlewaretoken]").value;
  const PAUSE = 600;
  const EVERY = 5_000;
  const APART = 5_000; // so long without a sign: no other page is typing it
  let seen = facts.seen;
  let wanted = false; // to be sent as soon as the line is there
  let isBusy = false;
  let isApart = false; // two of them, and nobody has chosen

  const header = () => Object.fromEntries(heads.filter((box) => box.value).map((box) => [box.dataset.case, box.value]));
  const typed = () => ({ header: header(), items: items() });
  const text = (one) => JSON.stringify([one.header, one.items]);
  let saved = "";
  const show = (one) => {
    for (const box of heads) box.value = one.header[box.dataset.case] ?? "";
    fill(one.items);
  };
  const here = () => {
    try {
      localStorage.setItem(place, JSON.stringify({ ...typed(), seen, wanted, at: Date.now() }));
    } catch {
      own("etat").textContent = say("no_place"); // full, or forbidden by the browser: the node alone keeps it
    }
  };
  const post = (to, body) =>
    fetch(to, { method: "POST", headers: { "Content-Type": "application/json", "X-CSRFToken": token }, body: JSON.stringify(body) });

  const refuse = (problem) => {
    const list = own("refus");
    const said = problem.errors?.length ? problem.errors : [{ detail: problem.detail }];
    list.replaceChildren(...said.map((one) => Object.assign(document.createElement("p"), { textContent: one.detail })));
    list.hidden = false;
    for (const one of problem.errors ?? []) {
      const [, first, row, name] = (one.pointer ?? "").split("/");
      const box = first === "items" ? grid.box(Number(row), name) : heads.find((each) => each.dataset.case === first);
      box?.setAttribute("aria-invalid", "true");
    }
    document.querySelector("#saisie [aria-invalid]")?.focus();
  };
  const choose = async () => {
    isApart = true;
    const other = await (await fetch(`${address}garde`)).json();
    const list = own("refus");
    const choice = (name, act) => {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "btn am-btn-line", textContent: say(name) });
      button.addEventListener("click", () => {
        seen = other.seen;
        saved = text(other);
        act();
        isApart = false;
        list.hidden = true;
        here();
        keep();
      });
      return button;
    };
    list.replaceChildren(Object.assign(document.createElement("p"), { textContent: say("changed") }),
      choice("mine", () => {}), choice("theirs", () => show(other)));
    list.hidden = false;
  };

  const keep = async () => {
    if (isBusy || isApart || facts.sent) return;
    const now = typed();
    if (text(now) === saved && !wanted) return;
    isBusy = true;
    try {
      if (text(now) !== saved) {
        const answer = await post(`${address}garder`, { seen, ...now });
        if (answer.redirected || answer.status === 401 || answer.status === 403) own("etat").textContent = say("sign_in");
        else if (answer.status === 409) await choose();
        else if (!answer.ok) refuse(await answer.json());
        else {
          seen = (await answer.json()).seen;
          saved = text(now);
          own("etat").textContent = say("kept");
          here();
          history.replaceState(null, "", address);
        }
      }
      if (wanted && text(typed()) === saved) await send();
    } catch {
      own("etat").textContent = say(wanted ? "waits" : "here");
    } finally {
      isBusy = false;
    }
  };
  const send = async () => {
    const answer = await post(`${address}envoyer`, { seen });
    wanted = false;
    here();
    if (!answer.ok) return refuse(await answer.json());
    localStorage.removeItem(place);
    location.assign((await answer.json()).url);
  };

  /* ---- sums and running duties ---- */
  const figure = (value) => Number(String(value ?? "").replace(/\s/g, "").replace(",", ".")) || 0;
  const line = (words) => Object.assign(document.createElement("p"), { className: "am-small", textContent: words });
  const sums = () => {
    const rows = items();
    const sum = (name) => rows.reduce((all, row) => all + figure(row[name]), 0);
    own("sommes").textContent = say("sums", { items: rows.length, packages: sum("packages"), gross: sum("gross_kg"), net: sum("net_kg") });
    return rows.flatMap((row, at) =>
      row.gross_kg && figure(row.net_kg) > figure(row.gross_kg) ? [line(say("net_above", { n: at + 1 }))] : []);
  };
  let asked = 0;
  const duties = async () => {
    const mine = ++asked;
    const doubts = sums();
    try {
      const answer = await post(facts.duties, { seen, ...typed() });
      const told = await answer.json();
      if (mine !== asked) return;
      if (!answer.ok) return own("droits").replaceChildren(...doubts, line(told.detail));
      const rows = told.items.flatMap((one) =>
        one.refusal ? [line(one.refusal)]
          : [line(`${say("item", { n: one.item })} : ${one.total} ${told.currency}`),
            ...one.lines.map((each) => line(`${each.code} = ${each.formula} = ${each.amount}`))]);
      const fees = told.fees.map((each) => line(`${each.code} = ${each.formula} = ${each.amount}`));
      const total = Object.assign(document.createElement("strong"), { textContent: `${say("total")} : ${told.total} ${told.currency}` });
      own("droits").replaceChildren(...doubts, ...rows, ...fees, total);
    } catch {
      own("droits").replaceChildren(...doubts);
    }
  };

  let pause = 0;
  const noted = () => {
    here();
    clearTimeout(pause);
    pause = setTimeout(() => {
      keep();
      duties();
    }, PAUSE);
  };
  document.addEventListener("saisie", noted);
  for (const box of heads) box.addEventListener("input", noted);
  own("envoyer").addEventListener("click", () => {
    for (const box of document.querySelectorAll("#saisie [aria-invalid]")) box.removeAttribute("aria-invalid");
    own("refus").hidden = !isApart;
    wanted = true;
    here();
    keep();
  });
  window.addEventListener("online", keep);
  setInterval(keep, EVERY);

  /* What this device kept and the node has not is taken up again: its own, or one that never had an answer. */
  const stored = (name) => JSON.parse(localStorage.getItem(name) ?? "null");
  const orphan = () => {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(`saisie ${facts.person} `) && name !== place);
    const found = names.map((name) => [name, stored(name)]).filter(([, one]) =>
      one && !one.seen && Date.now() - (one.at ?? 0) > APART && (one.items.some((row) => Object.keys(row).length) || Object.keys(one.header).length));
    if (!found.length) return null;
    localStorage.removeItem(found[0][0]);
    return { ...found[0][1], wanted: false };
  };
  const before = stored(place) ?? (facts.seen ? null : orphan());
  show(facts);
  saved = text(typed()); // an empty form that nobody typed in is no draft
  if (before && !facts.sent) show(before);
  if (before && !facts.sent) {
    seen = before.seen;
    wanted = before.wanted;
    if (text(before) === text(facts)) seen = facts.seen;
  }
  if (facts.sent) own("envoyer").disabled = true;
  history.replaceState(null, "", facts.seen || before ? address : location.href);
  keep();
  duties();
})();
