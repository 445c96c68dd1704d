// <kept-words for="…">: copies or saves what somebody typed, on the page that gives it back. Passwords
// and hidden fields are never among it. Without script the fields can be chosen and copied by hand.
import { text } from "../lib/strings.js";

class KeptWords extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    this.addEventListener("click", (event) => {
      const act = event.target.closest("button")?.dataset.act;
      if (act === "copy") this.copy();
      if (act === "download") this.download();
    });
  }

  // As it stands in the fields now: something may have been mended.
  get words() {
    const form = document.getElementById(this.getAttribute("for"));
    return [...form.querySelectorAll('[id^="typed-"]:is(textarea, input:not([type]))')]
      .map((field) => field.value)
      .join("\n\n");
  }

  async copy() {
    try {
      await navigator.clipboard.writeText(this.words);
      this.say("copied");
    } catch {
      this.say("not_copied"); // no permission, or no https
    }
  }

  download() {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([this.words], { type: "text/plain;charset=utf-8" }));
    link.download = text("file");
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // the browser may still be reading
  }

  say(key) {
    this.querySelector("[role=status]").textContent = text(key);
  }
}

customElements.define("kept-words", KeptWords);
