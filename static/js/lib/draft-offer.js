// What only this browser kept, offered above the form: take it, see what it says, throw it away.
import { forgetDraft } from "./browser-drafts.js";
import { text } from "./strings.js";

export function offerOf(draft, form, keyInput) {
  const box = element("div", { className: "notice stack kept-draft" });
  const newest = Number(form.querySelector('input[name="version"]')?.value ?? draft.madeFrom);
  const when = new Date(draft.at).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  const key = newest === draft.madeFrom ? "draft_in_browser" : "draft_in_browser_behind";
  const buttons = element("p", { className: "cluster" });
  buttons.append(
    button("draft_take", () => takeDraft(draft, form, keyInput)),
    button("draft_throw_away", () => {
      forgetDraft(draft.key);
      box.remove();
      form.querySelector("input:not([type=hidden]), textarea")?.focus();
    }),
  );
  box.append(element("p", { textContent: text(key, { when, made: draft.madeFrom, newest }) }), look(draft, form), buttons);
  return box;
}

// The site draws the form with the text in it, rows and all, and saves nothing.
function takeDraft(draft, form, keyInput) {
  const copy = element("form", { method: "post", action: form.action, hidden: true });
  const given = [...draft.fields, ["csrf_token", form.elements.csrf_token.value], ["restore", "1"]];
  given.push([keyInput.name, `${draft.key}:${draft.sequence}`]);
  copy.append(...given.map(([name, value]) => Object.assign(element("textarea", { value }), { name })));
  document.body.append(copy);
  copy.submit();
}

function look(draft, form) {
  const details = element("details", {});
  details.append(element("summary", { textContent: text("draft_look") }));
  for (const [name, value] of draft.fields) {
    const field = form.elements[name];
    const isShown = value && field?.type !== "hidden" && field?.value !== value;
    if (isShown) details.append(element("p", { textContent: value, className: "kept-words", dir: "auto" }));
  }
  return details;
}

function button(key, onClick) {
  const made = element("button", { type: "button", className: "button-quiet", textContent: text(key) });
  made.addEventListener("click", onClick);
  return made;
}

function element(name, fields) {
  return Object.assign(document.createElement(name), fields);
}
