// Finds the counter of a challenge of ALTCHA's library (version 2, SHA-256, cost 1): the key, the
// hash of salt, nonce and counter, must begin with the prefix. No DOM.
import { sha256 } from "./sha256.js";

const AT_ONCE = 512;

export async function solve(challenge, { subtle = globalThis.crypto?.subtle, until = 1e7 } = {}) {
  const { salt, nonce, keyPrefix } = challenge.parameters;
  const head = [...bytesOf(salt), ...bytesOf(nonce)];
  const digest = subtle
    ? async (bytes) => new Uint8Array(await subtle.digest("SHA-256", bytes))
    : async (bytes) => sha256(bytes);
  for (let first = 0; first < until; first += AT_ONCE) {
    const keys = await Promise.all(counters(first).map((c) => digest(message(head, c))));
    const at = keys.findIndex((key) => hexOf(key.subarray(0, keyPrefix.length / 2)) === keyPrefix);
    if (at >= 0) return payload(challenge, first + at, hexOf(keys[at]));
    if (!subtle) await new Promise((resume) => setTimeout(resume)); // the page stays alive
  }
  return "";
}

function counters(first) {
  return Array.from({ length: AT_ONCE }, (_, index) => first + index);
}

function message(head, counter) {
  const bytes = new Uint8Array(head.length + 4);
  bytes.set(head);
  new DataView(bytes.buffer).setUint32(head.length, counter);
  return bytes;
}

function payload(challenge, counter, derivedKey) {
  return btoa(JSON.stringify({ challenge, solution: { counter, derivedKey, time: 0 } }));
}

function bytesOf(hex) {
  return (hex.match(/../g) ?? []).map((pair) => parseInt(pair, 16));
}

function hexOf(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
