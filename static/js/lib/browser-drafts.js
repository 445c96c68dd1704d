// Unsaved text in this browser's own storage: a record for each sitting at a form,
// {key, form, thing, person, sequence, madeFrom, at, fields}. Read and written by one person's pages
// only; what nobody came back for goes after as many days as on the site.
const PREFIX = "querent-draft:";
const KEPT_MS = 60 * 24 * 3600 * 1000;

export function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// False where the browser has no room or keeps nothing.
export function storeDraft(draft) {
  try {
    localStorage.setItem(PREFIX + draft.key, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

export function forgetDraft(key) {
  try {
    localStorage.removeItem(PREFIX + key);
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}

// Of this person, form and thing; newest first.
export function draftsFor({ form, thing, person }) {
  return all()
    .filter((draft) => draft.form === form && draft.thing === thing && draft.person === person)
    .sort((one, other) => other.at - one.at);
}

function all() {
  try {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
    const drafts = names.map((name) => JSON.parse(localStorage.getItem(name)));
    const old = drafts.filter((draft) => Math.abs(Date.now() - draft.at) > KEPT_MS); // clocks may be wrong
    old.forEach((draft) => forgetDraft(draft.key));
    return drafts.filter((draft) => !old.includes(draft));
  } catch {
    return [];
  }
}
