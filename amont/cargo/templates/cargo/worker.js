{% load static %}/* Without a line, pages of the quay are one page that holds no data and reads what the phone keeps. */
"use strict";
const KEPT = "amont-quai-{{ release }}-{{ language }}";
const SHELL = "{% url "take_over_offline" %}";
const STATIC = "{% get_static_prefix %}";
const PATIENCE = 15000;
const PARTS = [
  "{% static "vendor/tabler.css" %}", "{% static "amont/amont.css" %}", "{% static "vendor/icons.svg" %}",
  "{% static "django_htmx/htmx-2.min.js" %}", "{% static "amont/amont.js" %}", "{% static "amont/quay_store.js" %}",
  "{% static "amont/quay_line.js" %}", "{% static "amont/quay_pages.js" %}", "{% static "amont/quay_offline.js" %}",
];

const stock = async () => {
  const cache = await caches.open(KEPT);
  const shell = await fetch(SHELL, { cache: "reload", redirect: "error" });
  if (!shell.ok) throw new Error(String(shell.status));
  await cache.put(SHELL, shell);
  await cache.addAll(PARTS);
};
const clear = async () => {
  for (const name of await caches.keys()) {
    if (name.startsWith("amont-quai-") && name !== KEPT) await caches.delete(name);
  }
  await self.clients.claim();
};
const kept = async (what) => (await caches.match(what, { ignoreSearch: true })) ?? Response.error();

const page = async (request) => {
  try {
    const late = new Promise((_, no) => setTimeout(no, PATIENCE, new Error("late")));
    const answer = await Promise.race([fetch(request), late]);
    return [502, 503, 504].includes(answer.status) ? await kept(SHELL) : answer;
  } catch {
    return kept(SHELL);
  }
};
const part = async (request) => {
  try {
    return await fetch(request);
  } catch {
    return kept(request.url);
  }
};

self.addEventListener("install", (event) => event.waitUntil(stock().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(clear()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (new URL(request.url).pathname.startsWith(STATIC)) event.respondWith(part(request));
});
