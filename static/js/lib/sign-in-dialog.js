// The site's own sign-in form in a dialog on the page at hand: the page and its text stay.
// signInHere("/sign-in", "Close") gives true when somebody has signed in, false where it was closed.
export async function signInHere(address, closeWords) {
  const dialog = document.createElement("dialog");
  dialog.className = "sign-in-dialog";
  const part = await signInPart(await fetch(address, { headers: { Accept: "text/html" } }));
  if (!part) return true; // signed in already, in another tab
  return new Promise((resolve) => {
    const finish = (isSignedIn) => {
      dialog.remove();
      resolve(isSignedIn);
    };
    const show = (content) => {
      const close = document.createElement("button");
      Object.assign(close, { type: "button", className: "button-plain", textContent: closeWords });
      close.addEventListener("click", () => dialog.close());
      dialog.replaceChildren(content, close);
      content.querySelector('[role="alert"], input:not([type="hidden"])')?.focus();
    };
    dialog.addEventListener("close", () => finish(false));
    dialog.addEventListener("submit", async (event) => {
      event.preventDefault();
      const form = event.target;
      const body = new URLSearchParams(new FormData(form));
      const answer = await fetch(form.action, { method: "POST", body }).catch(() => null);
      if (!answer) return;
      const refused = await signInPart(answer);
      if (refused) show(refused);
      else finish(true);
    });
    document.body.append(dialog);
    show(part);
    dialog.showModal();
    dialog.querySelector('input[type="email"]')?.focus();
  });
}

// Null where the answer is another page: then somebody is signed in.
async function signInPart(answer) {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.querySelector("[data-sign-in]");
}
