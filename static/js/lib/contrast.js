// How far two colours (#rrggbb) can be told apart: WCAG 2.2, contrast ratio, 1 to 21. The site judges
// by the same sum (episodes/identity/colours.py).
const HEX = /^#[0-9a-f]{6}$/;

export function isColour(value) {
  return HEX.test(value);
}

export function contrast(one, other) {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour) {
  const [red, green, blue] = [1, 3, 5].map((at) => linear(parseInt(colour.slice(at, at + 2), 16) / 255));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function linear(channel) {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}
