/* What the phone keeps of the quay: manifests taken along, counts not yet sent, answers not yet read.
   Encrypted with a key that never leaves this browser; erased once sent and read, or after 72 hours.
   A count of one's own is never erased before the node answered it, whatever the clock of the phone says. */
(() => {
  "use strict";
  if (!window.isSecureContext || !window.crypto?.subtle || !window.indexedDB) return;
  const NAME = "amont-quai";
  const KINDS = ["manifests", "counts", "answers"];
  const KEPT = 72 * 3600 * 1000;
  const text = new TextEncoder();

  const done = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });

  let opening;
  const opened = () => {
    opening ??= new Promise((resolve, reject) => {
      const request = indexedDB.open(NAME, 1);
      request.onupgradeneeded = () => {
        for (const kind of [...KINDS, "settings"]) request.result.createObjectStore(kind, { keyPath: "id" });
      };
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    return opening;
  };
  const within = async (kind) => (await opened()).transaction(kind, "readonly").objectStore(kind);
  /* Written when the transaction is over: only then does a full phone say that it is full. */
  const write = async (kind, act) => {
    const writing = (await opened()).transaction(kind, "readwrite");
    const over = new Promise((resolve, reject) => {
      writing.oncomplete = () => resolve();
      writing.onabort = () => reject(writing.error);
    });
    act(writing.objectStore(kind));
    return over;
  };

  /* ---- who holds the phone, and the key ---- */
  const setting = async (id) => (await done((await within("settings")).get(id)))?.value;
  const set = (id, value) => write("settings", (rows) => rows.put({ id, value }));
  const key = async () => {
    const kept = await setting("key");
    if (kept) return kept;
    const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    try {
      await write("settings", (rows) => rows.add({ id: "key", value: made }));
    } catch {
      return setting("key"); // another page of ours made it meanwhile
    }
    return made;
  };

  const closed = async (bytes, about) => {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const how = { name: "AES-GCM", iv, additionalData: text.encode(about) };
    return { iv, body: await crypto.subtle.encrypt(how, await key(), bytes) };
  };
  const read = async ({ iv, body }, about) =>
    crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: text.encode(about) }, await key(), body);

  /* ---- rows: their content closed, their owner and hour in clear ---- */
  const keep = async (kind, id, content, files = []) => {
    const by = await setting("person");
    const about = `${kind} ${id} ${by}`;
    const sealed = await closed(text.encode(JSON.stringify(content)), about);
    const photos = await Promise.all(files.map((bytes) => closed(bytes, about)));
    await write(kind, (rows) => rows.put({ id, by, at: Date.now(), sealed, photos }));
  };
  const drop = (kind, id) => write(kind, (rows) => rows.delete(id));
  const shown = async (kind, row) => {
    const about = `${kind} ${row.id} ${row.by}`;
    try {
      const content = JSON.parse(new TextDecoder().decode(await read(row.sealed, about)));
      return { ...content, id: row.id, at: row.at };
    } catch {
      return null; // of a key that is gone
    }
  };
  const forget = async (kind, id) => {
    await drop(kind, id);
    if (kind === "answers") await drop("counts", id); // refused, and never taken up again
  };
  const all = async (kind) => {
    const person = await setting("person");
    const rows = await done((await within(kind)).getAll());
    const found = [];
    for (const row of rows) {
      const isUnsent = kind === "counts" && row.by === person;
      if (row.at + KEPT < Date.now() && !isUnsent) await forget(kind, row.id);
      else if (row.by === person) found.push(await shown(kind, row));
    }
    return found.filter(Boolean).sort((a, b) => a.at - b.at);
  };
  const one = async (kind, id) => (await all(kind)).find((row) => row.id === id);
  const files = async (kind, id) => {
    const row = await done((await within(kind)).get(id));
    const about = `${kind} ${id} ${row.by}`;
    return Promise.all(row.photos.map((photo) => read(photo, about)));
  };

  /* Who signs in reads only what is his; what was taken along by another leaves the phone. */
  const holds = async (person) => {
    const before = await setting("person");
    if (before !== person) await leave();
    await set("person", person);
  };
  const leave = async () => {
    for (const kind of ["manifests", "answers"]) await write(kind, (rows) => rows.clear());
    await set("person", "");
  };

  window.amontQuay = { keep, drop, all, one, files, holds, leave, person: () => setting("person") };
  if (document.querySelector("[data-signed-out]")) leave();
})();
