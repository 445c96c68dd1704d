// SHA-256 (FIPS 180-4) of a short message. Browsers offer their own only on https and localhost.
const K = Uint32Array.from(primes(64), (p) => fraction(Math.cbrt(p)));
const START = Uint32Array.from(primes(8), (p) => fraction(Math.sqrt(p)));

// bytes: Uint8Array of at most 55 bytes, which is one block. Returns 32 bytes.
export function sha256(bytes) {
  if (bytes.length > 55) throw new RangeError("one block only");
  const block = new DataView(new ArrayBuffer(64));
  bytes.forEach((byte, at) => block.setUint8(at, byte));
  block.setUint8(bytes.length, 0x80);
  block.setUint32(60, bytes.length * 8);
  const words = new Uint32Array(64);
  for (let t = 0; t < 64; t++) words[t] = t < 16 ? block.getUint32(t * 4) : mixed(words, t);
  const digest = new DataView(new ArrayBuffer(32));
  rounds(words).forEach((word, at) => digest.setUint32(at * 4, word + START[at]));
  return new Uint8Array(digest.buffer);
}

function mixed(w, t) {
  const a = turned(w[t - 15], 7) ^ turned(w[t - 15], 18) ^ (w[t - 15] >>> 3);
  const b = turned(w[t - 2], 17) ^ turned(w[t - 2], 19) ^ (w[t - 2] >>> 10);
  return w[t - 16] + a + w[t - 7] + b;
}

function rounds(words) {
  let [a, b, c, d, e, f, g, h] = START;
  for (let t = 0; t < 64; t++) {
    const up = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
    const first = (h + up + ((e & f) ^ (~e & g)) + K[t] + words[t]) | 0;
    const down = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22);
    const second = (down + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [a, b, c, d, e, f, g, h] = [(first + second) | 0, a, b, c, (d + first) | 0, e, f, g];
  }
  return [a, b, c, d, e, f, g, h];
}

function turned(word, by) {
  return (word >>> by) | (word << (32 - by));
}

function fraction(root) {
  return Math.floor((root - Math.floor(root)) * 2 ** 32);
}

function primes(count) {
  const found = [];
  for (let n = 2; found.length < count; n++) if (found.every((p) => n % p)) found.push(n);
  return found;
}
