/** What is replaced, by the word that stands in for it. */
export type SecretKind = 'host' | 'uuid' | 'name' | 'serial' | 'path' | 'user' | 'address';

/** The same secret gets the same stand-in, counted from 1 in the order of asking: `host-1`, `uuid-1`, `uuid-2`. */
export type StandIns = (kind: SecretKind, secret: string) => string;

export function createStandIns(): StandIns {
  const known = new Map<string, string>();
  const counts = new Map<SecretKind, number>();
  return (kind, secret) => {
    const key = `${kind} ${kind === 'uuid' ? canonicalUuid(secret) : secret}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    const made = `${kind}-${count}`;
    known.set(key, made);
    return made;
  };
}

/** One UUID is written in many ways: LVM's with and without dashes, an array's with colons, hexadecimal in either case. */
export function canonicalUuid(uuid: string): string {
  const digits = uuid.replace(/[-:]/g, '');
  return /^[0-9a-f]+$/i.test(digits) ? digits.toLowerCase() : digits;
}

const WAYS: readonly (readonly [readonly number[], string])[] = [
  [[6, 4, 4, 4, 4, 4, 6], '-'],
  [[8, 4, 4, 4, 12], '-'],
  [[8, 8, 8, 8], ':'],
];

/** All the ways in which a UUID is written. */
export function writtenUuids(uuid: string): readonly string[] {
  const digits = canonicalUuid(uuid);
  const forms = [uuid, digits];
  if (digits.length === 32)
    for (const [lengths, separator] of WAYS) forms.push(cut(digits, lengths).join(separator));
  const isHex = /^[0-9a-f]+$/.test(digits);
  return [
    ...new Set(isHex ? forms.flatMap((form) => [form, form.toLowerCase(), form.toUpperCase()]) : forms),
  ];
}

function cut(text: string, lengths: readonly number[]): readonly string[] {
  let at = 0;
  return lengths.map((length) => {
    at += length;
    return text.slice(at - length, at);
  });
}
