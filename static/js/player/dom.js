// Elements and icons that the player's parts are made of.
const SVG = "http://www.w3.org/2000/svg";
const ICONS = {
  play: "M7 4.5v15l12-7.5z",
  pause: "M8 5v14M16 5v14",
  back: "M12 5a7 7 0 1 1-6.6 4.6M5 4v5.5h5.5",
  forward: "M12 5a7 7 0 1 0 6.6 4.6M19 4v5.5h-5.5",
  sound: "M5 9v6h3l5 4V5L8 9zM17 9a4 4 0 0 1 0 6",
  muted: "M5 9v6h3l5 4V5L8 9zM17 9.5l4 5M21 9.5l-4 5",
  settings: "M4 7h9M17 7h3M4 12h3M11 12h9M4 17h10M18 17h2M17 7a2 2 0 1 1-4 0 2 2 0 0 1 4 0zM11 12a2 2 0 1 1-4 0 2 2 0 0 1 4 0zM18 17a2 2 0 1 1-4 0 2 2 0 0 1 4 0z",
  pip: "M4 5h16v14H4zM12 12h6v5h-6z",
  fullscreen: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5",
  shrink: "M9 4v5H4M15 4v5h5M9 20v-5H4M15 20v-5h5",
  close: "M6 6l12 12M18 6L6 18",
  up: "M6 15l6-6 6 6",
  down: "M6 9l6 6 6-6",
};
const FILLED = new Set(["play"]);

export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== undefined && value !== null) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", FILLED.has(name) ? "ep-icon ep-icon-filled" : "ep-icon");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

// A button that shows an icon; its name is both what is read out and what a mouse is told.
export function iconButton(name, label, act, className = "") {
  const button = make("button", { type: "button", class: `ep-button ${className}`.trim(), onclick: act }, icon(name));
  nameButton(button, label);
  return button;
}

export function nameButton(button, label) {
  button.setAttribute("aria-label", label);
  button.title = label;
}

export function showIcon(button, name) {
  button.replaceChildren(icon(name));
}
