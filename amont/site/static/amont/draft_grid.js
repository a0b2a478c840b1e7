/* The items of a declaration as a table that works by keyboard: arrows, copies, pasted rows, undo. */
(() => {
  "use strict";
  const told = document.getElementById("saisie-dit");
  if (!told) return;
  const facts = JSON.parse(told.textContent);
  const { columns, words, most } = facts;
  const body = document.getElementById("saisie-articles");
  const undo = document.getElementById("saisie-annuler");
  const state = document.getElementById("saisie-etat");
  let removed = null;

  const say = (name, holes = {}) =>
    Object.entries(holes).reduce((text, [hole, value]) => text.replace(`{${hole}}`, String(value)), words[name]);
  const changed = () => document.dispatchEvent(new CustomEvent("saisie"));
  const lines = () => Array.from(body.rows);
  const boxes = (line) => Array.from(line.querySelectorAll("input"));
  const items = () =>
    lines().map((line) => Object.fromEntries(boxes(line).filter((box) => box.value).map((box) => [box.dataset.case, box.value])));

  const head = document.createElement("tr");
  head.append(document.createElement("td"));
  for (const column of columns) {
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.textContent = `${column.title} (${column.box})`;
    head.append(cell);
  }
  head.append(document.createElement("td"));
  document.getElementById("saisie-titres").append(head);

  const number = () => {
    lines().forEach((line, at) => {
      const name = say("item", { n: at + 1 });
      line.querySelector("th").textContent = String(at + 1);
      for (const box of boxes(line)) box.setAttribute("aria-label", `${name}, ${box.dataset.title}`);
      line.querySelector("button").setAttribute("aria-label", `${words.remove} ${name}`);
    });
  };
  const line = (values = {}) => {
    const row = document.createElement("tr");
    const name = document.createElement("th");
    name.scope = "row";
    row.append(name);
    for (const column of columns) {
      const cell = document.createElement("td");
      const box = document.createElement("input");
      Object.assign(box, { className: "form-control", value: values[column.name] ?? "", maxLength: 2000, autocomplete: "off" });
      Object.assign(box.dataset, { case: column.name, title: column.title });
      if (column.kind === "number") box.inputMode = "decimal";
      cell.dataset.title = column.title;
      cell.append(box);
      row.append(cell);
    }
    const cell = document.createElement("td");
    const away = document.createElement("button");
    Object.assign(away, { type: "button", className: "btn am-btn-line", textContent: words.remove });
    cell.append(away);
    row.append(cell);
    return row;
  };
  const add = (values, before = null) => {
    if (lines().length >= most) {
      state.textContent = say("full", { most });
      return null;
    }
    const row = line(values);
    body.insertBefore(row, before);
    number();
    return row;
  };
  const at = (row, column) => boxes(row)[column]?.focus();

  const values = (row) => Object.fromEntries(boxes(row).map((box) => [box.dataset.case, box.value]));
  const repeat = () => {
    const here = document.activeElement.closest("#saisie-articles tr") ?? body.lastElementChild;
    const row = add(here ? values(here) : {}, here?.nextElementSibling ?? null);
    if (row) at(row, 0);
    changed();
  };
  const down = (row, column) => {
    const next = row.nextElementSibling ?? add({});
    if (next) at(next, column);
    changed();
  };
  body.addEventListener("keydown", (event) => {
    const row = event.target.closest("tr");
    if (event.target.tagName !== "INPUT") return;
    const column = boxes(row).indexOf(event.target);
    const above = row.previousElementSibling;
    const isCopy = event.ctrlKey && event.key.toLowerCase() === "d";
    if (event.key === "Enter" || event.key === "ArrowDown") down(row, column);
    else if (event.key === "ArrowUp" && above) at(above, column);
    else if (isCopy && above) {
      event.target.value = boxes(above)[column].value;
      changed();
    } else if (!isCopy) return;
    event.preventDefault();
  });

  /* Rows of a spreadsheet: with the names of columns above them, or in the order of the table from here on. */
  body.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain").replace(/\r/g, "").replace(/\n+$/, "");
    if (!/[\t\n]/.test(text)) return;
    event.preventDefault();
    const rows = text.split("\n").map((one) => one.split("\t"));
    const known = new Set(columns.map((column) => column.name));
    const isHead = rows[0].some((name) => known.has(name.trim()));
    const start = boxes(event.target.closest("tr")).indexOf(event.target);
    const names = isHead ? rows.shift().map((name) => name.trim()) : columns.slice(start).map((column) => column.name);
    let row = event.target.closest("tr");
    for (const cells of rows) {
      row ??= add({});
      if (!row) break;
      cells.forEach((cell, place) => {
        const box = boxes(row).find((one) => one.dataset.case === names[place]);
        if (box) box.value = cell.trim();
      });
      row = row.nextElementSibling;
    }
    changed();
  });

  body.addEventListener("click", (event) => {
    const away = event.target.closest("button");
    if (!away) return;
    const row = away.closest("tr");
    const place = lines().indexOf(row);
    removed = { row, place };
    row.remove();
    number();
    state.textContent = say("removed", { n: place + 1 });
    undo.hidden = false;
    undo.focus();
    changed();
  });
  undo.addEventListener("click", () => {
    if (removed) body.insertBefore(removed.row, lines()[removed.place] ?? null);
    removed = null;
    undo.hidden = true;
    number();
    changed();
  });
  document.getElementById("saisie-ajouter").addEventListener("click", () => {
    const row = add({});
    if (row) at(row, 0);
    changed();
  });
  document.getElementById("saisie-recopier").addEventListener("click", repeat);
  body.addEventListener("input", changed);

  const fill = (rows) => {
    body.replaceChildren();
    for (const one of rows.length ? rows : [{}]) add(one);
  };
  window.amontGrid = { facts, say, items, fill, box: (row, name) => boxes(lines()[row] ?? document.createElement("tr")).find((one) => one.dataset.case === name) };
})();
