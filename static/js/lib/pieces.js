// Long work done piece by piece, so that the page answers meanwhile: no task over 50 ms on a slow phone.
const PIECE = 200; // lines or places: some 15 ms of a phone's processor

export function breath() {
  return new Promise((done) => { setTimeout(done); });
}

export async function* pieces(all) {
  for (let at = 0; at < all.length; at += PIECE) {
    yield all.slice(at, at + PIECE);
    await breath();
  }
}
