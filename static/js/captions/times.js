// Times as people write them here: 0:17.715, 1:02:03.500.
export function shortTime(ms) {
  const [seconds, rest] = [Math.floor(ms / 1000), ms % 1000];
  const [minutes, hours] = [Math.floor(seconds / 60) % 60, Math.floor(seconds / 3600)];
  const tail = `${String(seconds % 60).padStart(2, "0")}.${String(rest).padStart(3, "0")}`;
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${tail}` : `${minutes}:${tail}`;
}

// null where it is no time. Seconds alone will do; so will a comma.
export function parsedTime(text) {
  const match = /^\s*(?:(?:(\d{1,4}):)?(\d{1,4}):)?(\d{1,6})(?:[.,](\d{1,9}))?\s*$/.exec(text);
  if (!match) return null;
  const [hours, minutes, seconds] = match.slice(1, 4).map((part) => Number(part ?? 0));
  if ((match[2] !== undefined && seconds > 59) || (match[1] !== undefined && minutes > 59)) return null;
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + Number((match[4] ?? "").slice(0, 3).padEnd(3, "0"));
}
