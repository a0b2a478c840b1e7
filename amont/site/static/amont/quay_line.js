/* What goes over the line: photos made smaller before they leave, counts sent once, a manifest taken along. */
(() => {
  "use strict";
  const store = window.amontQuay;
  if (!store) return;
  const place = document.getElementById("quai");
  const PATIENCE = 10_000;
  const SENDING = 120_000;
  const MOST_SIDE = 1600;

  const asked = (address, wait, more = {}) =>
    fetch(address, { ...more, redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(wait) });

  /* {token} when the node answers and knows us, "signed-out" when it does not know us, null without a line. */
  const state = async () => {
    try {
      const answer = await asked(place.dataset.line, PATIENCE);
      if (answer.type === "opaqueredirect" || [401, 403].includes(answer.status)) return "signed-out";
      if (!answer.ok) return null;
      const told = await answer.json();
      await store.holds(told.person);
      return told;
    } catch {
      return null;
    }
  };

  /* ---- photos ---- */
  const hex = (bytes) => Array.from(new Uint8Array(bytes), (one) => one.toString(16).padStart(2, "0")).join("");
  const smaller = async (file) => {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const share = Math.min(1, MOST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * share);
    canvas.height = Math.round(picture.height * share);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.82));
    return blob.arrayBuffer();
  };
  const photo = async (file) => {
    const whole = await file.arrayBuffer();
    const original = hex(await crypto.subtle.digest("SHA-256", whole));
    const bytes = await smaller(file).catch(() => whole); // what the browser cannot open, the node will judge
    return { original, bytes };
  };

  /* ---- counts ---- */
  const body = async (count) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(count.fields)) form.append(name, value);
    form.append("bill", count.bill ?? "");
    form.append("container", count.box ?? "");
    for (const digest of count.originals) form.append("originals", digest);
    for (const bytes of await store.files("counts", count.id)) {
      form.append("photos", new Blob([bytes], { type: "image/jpeg" }), "photo.jpg");
    }
    return form;
  };

  const BUSY = [408, 425, 429];
  const isLater = ({ status }) => status >= 500 || BUSY.includes(status);
  /* "sent", "refused", "signed-out" or "later"; what the node said is kept until it is read. */
  const send = async (count, token) => {
    let answer;
    try {
      const address = count.address + "?langue=" + encodeURIComponent(count.language);
      answer = await asked(address, SENDING, {
        method: "POST",
        body: await body(count),
        headers: { "X-CSRFToken": token, Accept: "application/json" },
      });
    } catch {
      return "later";
    }
    if (answer.type === "opaqueredirect" || answer.status === 401) return "signed-out";
    if (isLater(answer)) return "later";
    const said = await answer.json().catch(() => null); // what lies between may answer in its own words
    if (!said && (answer.ok || answer.status === 403)) return "later";
    if (!answer.ok) {
      await store.keep("answers", count.id, { ...count, refused: said?.detail ?? "" });
      return "refused";
    }
    await store.drop("counts", count.id);
    const shown = { manifest: count.manifest, label: count.label, said };
    await store.keep("answers", count.id, shown).catch(() => null); // a full phone: the node has the count
    return "sent";
  };

  const waiting = async () => {
    const refused = new Set((await store.all("answers")).filter((one) => "refused" in one).map((one) => one.id));
    return (await store.all("counts")).filter((one) => !refused.has(one.id));
  };

  /* One page at a time sends: the same count sent twice would be one, but for nothing. Only what belongs to
     whom the node knows leaves; a count that it cannot take now keeps none of the others back. */
  const sendAll = () =>
    navigator.locks.request("amont-quai", async () => {
      if (!(await waiting()).length) return "nothing";
      const known = await state();
      if (!known || known === "signed-out") return known ?? "later";
      const became = new Set();
      for (const count of await waiting()) {
        const one = await send(count, known.token);
        became.add(one);
        if (one === "signed-out" || (one === "later" && !(await state()))) return one;
      }
      return became.has("later") ? "later" : became.size ? "sent" : "nothing";
    });

  /* ---- a manifest taken along: again only when it changed ---- */
  const take = async (address, manifest, stand) => {
    const kept = await store.one("manifests", manifest);
    if (kept?.stand === stand) return kept;
    const answer = await asked(address, SENDING);
    if (!answer.ok) return kept;
    await store.keep("manifests", manifest, await answer.json());
    return store.one("manifests", manifest);
  };

  Object.assign(store, { state, photo, sendAll, take });
})();
