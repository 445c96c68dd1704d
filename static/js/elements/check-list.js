// <check-list name="…">: remembers its ticked boxes in this browser only, by their ids.
class CheckList extends HTMLElement {
  connectedCallback() {
    this.key = `checked:${this.getAttribute("name")}`;
    const kept = new Set(this.kept());
    for (const box of this.boxes()) box.checked = kept.has(box.id);
    this.addEventListener("change", () => this.keep());
    const clear = this.querySelector("button[data-clear]");
    if (!clear) return;
    clear.hidden = this.boxes().length === 0;
    clear.addEventListener("click", () => {
      for (const box of this.boxes()) box.checked = false;
      this.keep();
    });
  }

  boxes() {
    return [...this.querySelectorAll('.checklist input[type="checkbox"]')];
  }

  // Storage may be refused (private windows): then the boxes tick, and are forgotten.
  kept() {
    try {
      const value = JSON.parse(localStorage.getItem(this.key) ?? "[]");
      return Array.isArray(value) ? value : [];
    } catch {
      return [];
    }
  }

  keep() {
    const ids = this.boxes().filter((box) => box.checked).map((box) => box.id);
    try {
      if (ids.length) localStorage.setItem(this.key, JSON.stringify(ids));
      else localStorage.removeItem(this.key);
    } catch {
      // nothing is kept, which is what this browser was told
    }
  }
}

customElements.define("check-list", CheckList);
