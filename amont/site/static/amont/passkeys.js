/* Passkeys need the browser's help: what asks for one is hidden until the browser can, then tied to the library's
   script, and what went wrong is said. A button says what it does: data-passkey-act, data-credential, data-choice. */
(() => {
  "use strict";
  const able = Boolean(window.PublicKeyCredential && navigator.credentials && window.allauth);
  for (const place of document.querySelectorAll("[data-passkey]")) place.hidden = !able;
  for (const place of document.querySelectorAll("[data-no-passkey]")) place.hidden = able;
  if (!able) return;
  for (const button of document.querySelectorAll("[data-passkey-act]")) {
    const { passkeyAct, credential, choice } = button.dataset;
    const ids = { login: button.id, authenticate: button.id, add: button.id, credential, data: "js_data" };
    if (choice) ids.passwordless = choice;
    window.allauth.webauthn.forms[passkeyAct]({ ids });
  }
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    const said = document.getElementById("cle-refusee");
    if (!said) return;
    said.hidden = false;
    said.focus();
  });
})();
