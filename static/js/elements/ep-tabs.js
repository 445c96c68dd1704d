// <ep-tabs>: sections that stand under each other without scripts become tabs. Each section is named
// by its heading; attribute `label` names the list of tabs.
class EpTabs extends HTMLElement {
  connectedCallback() {
    if (this.tabs) return;
    this.sections = [...this.querySelectorAll(":scope > section")];
    const list = this.querySelector(":scope > .tabs");
    if (!list || this.sections.length < 2) return;
    this.tabs = this.sections.map((section, index) => this.tab(section, index));
    const holder = document.createElement("div");
    holder.setAttribute("role", "tablist");
    holder.setAttribute("aria-label", this.getAttribute("label"));
    holder.append(...this.tabs);
    list.prepend(holder);
    list.hidden = false;
    this.addEventListener("keydown", (event) => this.onKey(event));
    this.show(Math.max(0, this.sections.findIndex((s) => `#${s.id}` === location.hash)));
  }

  tab(section, index) {
    const tab = document.createElement("button");
    tab.type = "button";
    tab.id = `tab-${section.id}`;
    tab.textContent = section.querySelector("h2").textContent;
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", section.id);
    tab.addEventListener("click", () => this.show(index));
    section.setAttribute("role", "tabpanel");
    section.setAttribute("aria-labelledby", tab.id);
    section.querySelector("h2").classList.add("visually-hidden");
    return tab;
  }

  show(chosen) {
    this.sections.forEach((section, index) => {
      section.hidden = index !== chosen;
      this.tabs[index].setAttribute("aria-selected", String(index === chosen));
      this.tabs[index].tabIndex = index === chosen ? 0 : -1;
    });
  }

  onKey(event) {
    const at = this.tabs.indexOf(event.target);
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (at < 0 || !step) return;
    event.preventDefault();
    const next = (at + step + this.tabs.length) % this.tabs.length;
    this.show(next);
    this.tabs[next].focus();
  }
}

customElements.define("ep-tabs", EpTabs);
