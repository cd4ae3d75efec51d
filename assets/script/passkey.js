// SPDX-License-Identifier: MIT
// Passkeys: asks the device to sign or to make one, puts its answer into the form and sends it.
const decoded = (text) => Uint8Array.from(
  atob(text.replaceAll("-", "+").replaceAll("_", "/")), (each) => each.charCodeAt(0)
);
const encoded = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

function listed(credentials = []) {
  return credentials.map((each) => ({ ...each, id: decoded(each.id) }));
}

async function signed({ publicKey }) {
  const { challenge, allowCredentials } = publicKey;
  const answer = await navigator.credentials.get({
    publicKey: { ...publicKey, challenge: decoded(challenge), allowCredentials: listed(allowCredentials) }
  });
  const { clientDataJSON, authenticatorData, signature, userHandle } = answer.response;
  return asSent(answer, {
    clientDataJSON: encoded(clientDataJSON),
    authenticatorData: encoded(authenticatorData),
    signature: encoded(signature),
    userHandle: userHandle ? encoded(userHandle) : null
  });
}

async function made({ publicKey }) {
  const { challenge, user, excludeCredentials } = publicKey;
  const answer = await navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: decoded(challenge),
      user: { ...user, id: decoded(user.id) },
      excludeCredentials: listed(excludeCredentials)
    }
  });
  const { clientDataJSON, attestationObject } = answer.response;
  return asSent(answer, {
    clientDataJSON: encoded(clientDataJSON),
    attestationObject: encoded(attestationObject)
  });
}

function asSent(answer, response) {
  return {
    type: answer.type,
    id: answer.id,
    rawId: encoded(answer.rawId),
    authenticatorAttachment: answer.authenticatorAttachment,
    clientExtensionResults: answer.getClientExtensionResults(),
    response
  };
}

function watch(button) {
  const { passkeyGet, passkeyCreate, passkeyField } = button.dataset;
  const { form } = button;
  const status = form.querySelector("[data-passkey-status]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    status.textContent = "";
    button.disabled = true;
    try {
      const answer = passkeyGet ? await signed(JSON.parse(passkeyGet)) : await made(JSON.parse(passkeyCreate));
      form.elements[passkeyField].value = JSON.stringify(answer);
      form.submit();
    } catch {
      status.textContent = status.dataset.passkeyFailed;
      button.disabled = false;
    }
  });
}

if (window.PublicKeyCredential) {
  document.querySelectorAll("[data-passkey-get], [data-passkey-create]").forEach(watch);
}
