// Reads a waveform as `audiowaveform` writes it: version 2, 8 bits, one channel.
const HEAD_BYTES = 24;

export function pointsFrom(buffer) {
  const head = new DataView(buffer);
  if (buffer.byteLength < HEAD_BYTES || head.getInt32(0, true) !== 2) return null;
  const [rate, samplesAPoint, count] = [head.getInt32(8, true), head.getUint32(12, true), head.getUint32(16, true)];
  const points = new Int8Array(buffer, HEAD_BYTES, count * 2);
  return {
    count,
    durationMs: (count * samplesAPoint * 1000) / rate,
    // Lowest and highest between two parts of the whole, 0 to 1.
    between(from, to) {
      const first = Math.min(Math.floor(from * count), count - 1);
      const last = Math.max(Math.min(Math.ceil(to * count), count), first + 1);
      let [low, high] = [127, -128];
      for (let index = Math.max(first, 0); index < last && index < count; index += 1) {
        low = Math.min(low, points[index * 2]);
        high = Math.max(high, points[index * 2 + 1]);
      }
      return count ? [low, high] : [0, 0];
    },
  };
}

// Null where it cannot be had, or is not a waveform.
export async function pointsAt(address) {
  try {
    const answer = await fetch(address);
    return answer.ok ? pointsFrom(await answer.arrayBuffer()) : null;
  } catch {
    return null;
  }
}

// Named for people who cannot see it by the element's label.
export function canvasIn(element) {
  const canvas = document.createElement("canvas");
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", element.getAttribute("label"));
  element.append(canvas);
  return canvas;
}
