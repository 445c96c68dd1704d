// A test is a sentence and a function that throws where the sentence is not true.
export const tests = new Map();

export function test(sentence, check) {
  tests.set(sentence, check);
}

export function equal(actual, expected) {
  const [a, b] = [actual, expected].map((value) => JSON.stringify(value));
  if (a !== b) throw new Error(`${a} is not ${b}`);
}
