/**
 * An id that a person can type: the rule, then ten hexadecimal digits that stand for the identities of the devices
 * that are the cause, in any order. 40 bits: among a thousand findings of a host two are the same once in two million
 * hosts, and `findings` tells those apart.
 */
export function findingId(rule: string, cause: readonly string[]): string {
  const text = [...cause].sort().join('\n');
  const high = fnv1a(text, 0x811c9dc5);
  const low = fnv1a(text, high ^ 0x5bd1e995);
  return `${rule}-${hex(high, 8)}${hex(low & 0xff, 2)}`;
}

/** FNV-1a over UTF-16 units, 32 bits. */
function fnv1a(text: string, seed: number): number {
  let hash = seed;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
