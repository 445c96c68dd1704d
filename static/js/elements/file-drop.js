// <file-drop> around a form with a field for files: the whole of it takes what is dropped, and sends
// it at once. Without script the field itself takes it.
class FileDrop extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input[type=file]");
    if (!this.input || this.isListening) return;
    this.isListening = true;
    this.addEventListener("dragover", (event) => this.onOver(event));
    this.addEventListener("dragleave", () => this.removeAttribute("over"));
    this.addEventListener("drop", (event) => this.onDrop(event));
  }

  onOver(event) {
    if (![...event.dataTransfer.items].some((item) => item.kind === "file")) return;
    event.preventDefault();
    this.setAttribute("over", "");
  }

  onDrop(event) {
    this.removeAttribute("over");
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    this.input.files = event.dataTransfer.files;
    this.input.form.requestSubmit();
  }
}

customElements.define("file-drop", FileDrop);
