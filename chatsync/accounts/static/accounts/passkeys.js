// Shows the browser's passkey dialogue and sends its answer with the form (W3C WebAuthn, level 3).
// A form says what it wants: data-passkey (create or get), and data-options, or data-ask, the
// address that gives the options. Without passkeys in the browser its button goes.

function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

function text(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function named(list) {
  return (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));
}

function wish(options) {
  const key = { ...options.publicKey, challenge: bytes(options.publicKey.challenge) };
  if (key.user) key.user = { ...key.user, id: bytes(key.user.id) };
  if (key.excludeCredentials) key.excludeCredentials = named(key.excludeCredentials);
  if (key.allowCredentials) key.allowCredentials = named(key.allowCredentials);
  return { publicKey: key };
}

function answer(credential) {
  const given = credential.response;
  const response = { clientDataJSON: text(given.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (given[part]) response[part] = text(given[part]);
  }
  return JSON.stringify({
    type: credential.type,
    id: credential.id,
    rawId: text(credential.rawId),
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  });
}

async function optionsOf(form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options);
  const asked = await fetch(form.dataset.ask, { headers: { Accept: "application/json" } });
  if (!asked.ok) throw new Error(String(asked.status));
  return asked.json();
}

async function present(form) {
  const wanted = wish(await optionsOf(form));
  const credential =
    form.dataset.passkey === "create"
      ? await navigator.credentials.create(wanted)
      : await navigator.credentials.get(wanted);
  form.elements.credential.value = answer(credential);
  form.submit();
}

function prepare(form) {
  const button = form.querySelector("button");
  const fault = form.querySelector("[role=alert]");
  delete button.dataset.waits;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    fault.hidden = true;
    button.disabled = true;
    present(form)
      .catch(() => {
        fault.hidden = false;
      })
      .finally(() => {
        button.disabled = false;
      });
  });
}

function withdraw(form) {
  form.querySelector("button").hidden = true;
}

document
  .querySelectorAll("form[data-passkey]")
  .forEach(window.PublicKeyCredential ? prepare : withdraw);
