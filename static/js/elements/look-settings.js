// <look-settings>: light or dark, the size of the text and movement show at once as they are chosen;
// the form's button keeps them.
const AT_ONCE = ["theme", "text", "motion"];

class LookSettings extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", ({ target }) => {
      if (AT_ONCE.includes(target.name)) document.documentElement.dataset[target.name] = target.value;
    });
  }
}

customElements.define("look-settings", LookSettings);
