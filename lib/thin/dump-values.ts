/** Looks names up that stand in bytes, without making strings of them. */
export function namesByLength<T>(
  names: readonly (readonly [string, T])[],
): (bytes: Uint8Array, from: number, to: number) => T | undefined {
  const encoder = new TextEncoder();
  const byLength: { readonly name: Uint8Array; readonly value: T }[][] = [];
  for (const [name, value] of names) {
    const known = byLength[name.length] ?? [];
    known.push({ name: encoder.encode(name), value });
    byLength[name.length] = known;
  }
  return (bytes, from, to) => {
    const known = byLength[to - from];
    if (known === undefined) return undefined;
    for (const { name, value } of known) if (standsAt(bytes, from, name)) return value;
    return undefined;
  };
}

function standsAt(bytes: Uint8Array, from: number, name: Uint8Array): boolean {
  for (let at = 0; at < name.length; at++) if (bytes[from + at] !== name[at]) return false;
  return true;
}

/** Decimal digits and nothing else: not a number for anything else, infinite for what is too large to be exact. */
export function numberIn(bytes: Uint8Array, from: number, to: number): number {
  if (from >= to) return Number.NaN;
  let value = 0;
  for (let at = from; at < to; at++) {
    const digit = (bytes[at] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value > Number.MAX_SAFE_INTEGER ? Number.POSITIVE_INFINITY : value;
}

const MOST_TEXT_BYTES = 64;

export function latin1Text(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, Math.min(to, from + MOST_TEXT_BYTES)));
}

/** A tag in exactly these bytes, but for its numbers, and where each of those goes. */
export type TagLayout = { readonly bytes: Uint8Array; readonly slots: readonly number[] };

/** `#` stands for a number. */
export function layoutOf(text: string, slots: readonly number[]): TagLayout {
  return { bytes: new TextEncoder().encode(text), slots };
}

const NUMBER = 0x23;
/** Of a number that is exact; longer ones are for the careful way. */
const MOST_DIGITS = 15;
/** With all its numbers no tag in a layout is longer. */
const MOST_LAYOUT_BYTES = 160;

/** Where the tag ends; 0 when it is not in exactly these bytes, or perhaps not all there. */
export function readLayout(
  { bytes: layout, slots }: TagLayout,
  bytes: Uint8Array,
  { begin, values }: { readonly begin: number; readonly values: Float64Array },
): number {
  if (bytes.length - begin < MOST_LAYOUT_BYTES) return 0;
  let at = begin;
  let slot = 0;
  for (let i = 0; i < layout.length; i++) {
    const wanted = layout[i];
    if (wanted !== NUMBER) {
      if (bytes[at++] !== wanted) return 0;
      continue;
    }
    const first = at;
    let value = 0;
    for (let digit = digitAt(bytes, at); digit <= 9; digit = digitAt(bytes, ++at)) value = value * 10 + digit;
    if (at === first || at - first > MOST_DIGITS) return 0;
    values[slots[slot++] ?? 0] = value;
  }
  return at;
}

/** More than 9 for what is no digit. */
function digitAt(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) - 0x30) >>> 0;
}
