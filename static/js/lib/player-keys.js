// Which key does what in the player. No DOM: a key in, the name of an action out.
const ACTIONS = new Map([
  [" ", "toggle"], ["k", "toggle"],
  ["j", "back"], ["arrowleft", "back"], ["l", "forward"], ["arrowright", "forward"],
  ["arrowup", "louder"], ["arrowdown", "quieter"], ["m", "mute"],
  ["c", "captions"], ["f", "fullscreen"], ["i", "pip"], ["s", "skip"],
  ["<", "slower"], [">", "faster"], ["home", "start"], ["end", "end"], ["?", "help"],
]);
const OF_CONTROLS = new Set([" ", "enter", "arrowleft", "arrowright", "arrowup", "arrowdown", "home", "end"]);

// isInControl: the focus is on a button, slider or list, which has its own use for some keys.
export function actionFor(event, { isInControl = false, isOff = false } = {}) {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const key = event.key.toLowerCase();
  const isLetter = key.length === 1 && key !== " ";
  if (isOff && isLetter && key !== "?") return undefined;
  if (isInControl && OF_CONTROLS.has(key)) return undefined;
  return /^[0-9]$/.test(key) ? `tenth-${key}` : ACTIONS.get(key);
}
