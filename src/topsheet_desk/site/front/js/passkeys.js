/* Shows what needs a passkey where the browser can do one, and says in words what went wrong. */
const WORDS = {
  NotAllowedError: "No passkey was given: the question was closed, or no passkey of this desk is on this device.",
  InvalidStateError: "This device holds a passkey of yours already.",
  SecurityError: "Passkeys do not work under this address. Open the desk by its name, over HTTPS.",
};
const OTHER = "The passkey did not work. Try again, or use your password.";

export function preparePasskeys() {
  const forms = document.querySelectorAll("[data-passkey]");
  const numbers = /^(\d+\.){3}\d+$|^\[/.test(window.location.hostname);
  if (!forms.length || !window.PublicKeyCredential || numbers) return;
  for (const form of forms) form.hidden = false;
  for (const note of document.querySelectorAll("[data-passkey-no]")) note.hidden = true;
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    for (const place of document.querySelectorAll("[data-passkey-failed]")) {
      place.textContent = WORDS[event.detail.exception?.name] ?? OTHER;
      place.hidden = false;
    }
  });
}
