// Lines that are put in another order without asking the server: by their buttons, by Alt with the
// arrow keys, by dragging. Each line is a [data-row]; fields named with its place get the new one.
// Without script the same buttons send the form, and the page comes back in the new order.

class RowOrder extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => this.#press(event));
    this.addEventListener("keydown", (event) => this.#key(event));
    this.addEventListener("pointerdown", (event) => this.#arm(event));
    this.addEventListener("dragstart", (event) => this.#start(event));
    this.addEventListener("dragover", (event) => this.#over(event));
    this.addEventListener("drop", (event) => event.preventDefault());
    this.addEventListener("dragend", () => this.#end());
    this.#number();
  }

  get #rows() {
    return [...this.querySelectorAll("[data-row]")];
  }

  #press(event) {
    const button = event.target.closest("button[name=move]");
    if (!button) return;
    event.preventDefault();
    this.#move(button.closest("[data-row]"), button.value.endsWith("|up") ? -1 : 1, button);
  }

  #key(event) {
    const row = event.target.closest("[data-row]");
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!row || !by || !event.altKey) return;
    event.preventDefault();
    this.#move(row, by, event.target);
  }

  #move(row, by, focused) {
    const rows = this.#rows;
    const other = rows[rows.indexOf(row) + by];
    if (!other) return;
    if (by < 0) other.before(row);
    else other.after(row);
    this.#number();
    (focused.disabled ? row.querySelector("button[name=move]:not(:disabled)") : focused).focus();
  }

  // Text in a line must stay selectable, so only the empty part of a line begins to drag it.
  #arm(event) {
    const row = event.target.closest("[data-row]");
    if (row) row.draggable = !event.target.closest("input, select, textarea, button, a, label");
  }

  #start(event) {
    this.dragged = event.target.closest("[data-row]");
    event.dataTransfer.effectAllowed = "move";
  }

  #over(event) {
    const row = event.target.closest("[data-row]");
    if (!this.dragged || !row || row === this.dragged) return;
    event.preventDefault();
    const { top, height } = row.getBoundingClientRect();
    if (event.clientY < top + height / 2) row.before(this.dragged);
    else row.after(this.dragged);
  }

  #end() {
    this.dragged?.removeAttribute("draggable");
    this.dragged = null;
    this.#number();
  }

  #number() {
    const rows = this.#rows;
    rows.forEach((row, place) => {
      for (const button of row.querySelectorAll("button[name=move]")) {
        const [list, , way] = button.value.split("|");
        button.value = `${list}|${place}|${way}`;
        button.disabled = way === "up" ? place === 0 : place === rows.length - 1;
      }
      for (const part of row.querySelectorAll("[name], [id], [for]")) renumber(part, place);
    });
    this.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function renumber(part, place) {
  for (const name of ["name", "id", "for", "aria-describedby"]) {
    const value = part.getAttribute(name);
    if (value) part.setAttribute(name, value.replace(/^(\w+)-\d+-/, `$1-${place}-`));
  }
}

customElements.define("row-order", RowOrder);
