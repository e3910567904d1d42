// Passkeys. A form with data-passkey asks the browser's authenticators first and sends their answer along.
const waiting = { abort: null };

export function offerPasskeys(root) {
  const known = Boolean(window.PublicKeyCredential && navigator.credentials);
  for (const part of root.querySelectorAll(known ? "[data-passkeys]" : "[data-passkeys-missing]")) part.hidden = false;
  if (!known) return;
  for (const form of root.querySelectorAll("form[data-passkey]")) {
    form.addEventListener("submit", (event) => {
      if (form.elements.credential.value) return;
      event.preventDefault();
      ceremony(form);
    });
    if (form.dataset.beside) offerInField(form, root.querySelector(form.dataset.beside));
  }
}

// The browser offers passkeys in the field for the address, as it offers passwords.
async function offerInField(form, field) {
  if (!field || !(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
  field.autocomplete = "username webauthn";
  waiting.abort = new AbortController();
  try {
    const options = await optionsFor(form);
    send(form, await asked(form, options, { mediation: "conditional", signal: waiting.abort.signal }));
  } catch {
    // Nobody has asked for it: the button is still there.
  }
}

async function ceremony(form) {
  waiting.abort?.abort();
  const button = form.querySelector("button[type=submit]");
  button.disabled = true;
  say(form, "waiting");
  try {
    send(form, await asked(form, await optionsFor(form)));
  } catch (error) {
    say(form, reasonOf(error), error.sentence);
    button.disabled = false;
  }
}

async function optionsFor(form) {
  const body = new URLSearchParams(new FormData(form));
  const answer = await fetch(form.dataset.options, { method: "POST", body, headers: { Accept: "application/json" } });
  const read = await answer.json();
  if (!answer.ok) throw Object.assign(new Error("refused"), { sentence: read.error?.message });
  return read;
}

async function asked(form, options, more = {}) {
  const publicKey = form.dataset.passkey === "create" ? creation(options) : request(options);
  return navigator.credentials[form.dataset.passkey]({ publicKey, ...more });
}

function send(form, credential) {
  form.elements.credential.value = JSON.stringify(answerOf(credential));
  form.submit();
}

function reasonOf(error) {
  if (error.name === "NotAllowedError" || error.name === "AbortError") return "cancelled";
  return error.name === "InvalidStateError" ? "known" : "failed";
}

function say(form, what, sentence) {
  const place = form.querySelector("[data-passkey-says]");
  place.textContent = sentence || place.dataset[what];
  place.classList.toggle("field-error", what !== "waiting");
  place.hidden = false;
}

function creation(options) {
  const user = { ...options.user, id: bytesOf(options.user.id) };
  return { ...options, user, challenge: bytesOf(options.challenge), excludeCredentials: known(options.excludeCredentials) };
}

function request(options) {
  return { ...options, challenge: bytesOf(options.challenge), allowCredentials: known(options.allowCredentials) };
}

function known(list = []) {
  return list.map((one) => ({ ...one, id: bytesOf(one.id) }));
}

function answerOf(credential) {
  const { response } = credential;
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const texts = parts.filter((part) => response[part]).map((part) => [part, textOf(response[part])]);
  return {
    id: credential.id,
    rawId: textOf(credential.rawId),
    type: credential.type,
    response: { ...Object.fromEntries(texts), transports: response.getTransports?.() ?? [] },
  };
}

function bytesOf(text) {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
}

function textOf(buffer) {
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
