/* Asks the browser for a passkey when its form is sent, and sends the answer along.

   action: "create" or "get"; options: what the server asks of the browser, as JSON; unsupported,
   refused: what to say where there is no passkey. Without script the form stays hidden. */
class PassKey extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector("form");
    form.hidden = false;
    if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) {
      this.#say(this.getAttribute("unsupported"));
      form.querySelector("button").disabled = true;
      return;
    }
    form.addEventListener("submit", (event) => this.#ask(event, form));
  }

  async #ask(event, form) {
    event.preventDefault();
    this.#say("");
    try {
      const credential = await this.#credential();
      form.elements.credential.value = JSON.stringify(credential);
    } catch {
      this.#say(this.getAttribute("refused"));
      return;
    }
    form.submit(); // past the listener: this time with the answer
  }

  #credential() {
    const options = JSON.parse(this.getAttribute("options"));
    if (this.getAttribute("action") === "create") {
      const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
      return navigator.credentials.create({ publicKey });
    }
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
    return navigator.credentials.get({ publicKey });
  }

  #say(words) {
    this.querySelector("[data-part=problem]").textContent = words;
  }
}

customElements.define("pass-key", PassKey);
