// <rich-paste rich="…" plain="…"> around a form with a textarea and a hidden field `markup`: what is
// pasted into the empty textarea keeps the clipboard's HTML in that field. Typing lets go of it, so
// that what is sent is what stands there. Without script the text alone is sent.
class RichPaste extends HTMLElement {
  connectedCallback() {
    this.textarea = this.querySelector("textarea");
    this.markup = this.querySelector("input[name=markup]");
    this.status = this.querySelector("[role=status]");
    if (!this.textarea || !this.markup || this.isListening) return;
    this.isListening = true;
    this.textarea.addEventListener("paste", (event) => this.onPaste(event));
    this.textarea.addEventListener("input", () => this.onInput());
  }

  onPaste(event) {
    const html = event.clipboardData?.getData("text/html");
    const { selectionStart, selectionEnd, value } = this.textarea;
    const takesAll = selectionStart === 0 && selectionEnd === value.length;
    this.pasted = takesAll && html ? html : "";
  }

  onInput() {
    const had = this.markup.value;
    this.markup.value = this.pasted ?? "";
    this.pasted = "";
    if (this.markup.value) this.say("rich");
    else if (had) this.say("plain");
  }

  say(which) {
    if (this.status) this.status.textContent = this.getAttribute(which);
  }
}

customElements.define("rich-paste", RichPaste);
