import type { Replacements } from './secrets.ts';
import type { StandIns } from './stand-ins.ts';

/**
 * Texts with stand-ins in place of secrets. Known ones are looked up, the longest first, short ones only as whole
 * words; in what is left, whatever looks like an id or an address is replaced as well, since a capture tells of more than its devices.
 */
export function textRedactor(
  known: Replacements,
  standIns: StandIns,
  domains: readonly string[],
): (text: string) => string {
  const lengths = lengthsByStart(known);
  const patterns = patternsFor(domains);
  const rest = (text: string) =>
    patterns.reduce(
      (left, { kind, pattern }) => left.replace(pattern, (secret: string) => standIns(kind, secret)),
      text,
    );
  return (text) => {
    const parts: string[] = [];
    let start = 0;
    for (let at = 0; at < text.length; at++) {
      const end = longestAt(text, at, { known, lengths });
      if (end === null) continue;
      parts.push(rest(text.slice(start, at)), known.get(text.slice(at, end)) ?? '');
      start = end;
      at = end - 1;
    }
    return start === 0 ? rest(text) : `${parts.join('')}${rest(text.slice(start))}`;
  };
}

type Forms = { readonly known: Replacements; readonly lengths: ReadonlyMap<string, readonly number[]> };

/** Falling. */
function lengthsByStart(known: Replacements): Forms['lengths'] {
  const lengths = new Map<string, Set<number>>();
  for (const form of known.keys()) {
    const start = form.slice(0, 2);
    lengths.set(start, (lengths.get(start) ?? new Set()).add(form.length));
  }
  return new Map([...lengths].map(([start, some]) => [start, [...some].sort((a, b) => b - a)]));
}

function longestAt(text: string, at: number, { known, lengths }: Forms): number | null {
  for (const length of lengths.get(text.slice(at, at + 2)) ?? []) {
    const end = at + length;
    if (known.has(text.slice(at, end)) && (length >= LONG || isWhole(text, at, end))) return end;
  }
  return null;
}

/** What is so long is no part of another word by chance. */
const LONG = 8;

function isWhole(text: string, at: number, end: number): boolean {
  return (
    !isWithinWord(text.slice(Math.max(0, at - 1), at + 1)) && !isWithinWord(text.slice(end - 1, end + 1))
  );
}

/** Of two signs: whether a name that ended between them would be torn out of a longer word. */
function isWithinWord(signs: string): boolean {
  return /^[\p{L}\p{N}]{2}$/u.test(signs);
}

function patternsFor(domains: readonly string[]) {
  const hosts = domains.map((domain) => ({
    kind: 'host' as const,
    pattern: new RegExp(`(?<![\\w.-])(?:[\\w-]+\\.)*${domain.replaceAll('.', '\\.')}(?![\\w-])`, 'g'),
  }));
  return [...hosts, ...PATTERNS];
}

const PATTERNS = [
  { kind: 'uuid', pattern: /(?<=\bLVM-)[A-Za-z0-9#!]{64}/g },
  { kind: 'uuid', pattern: /\b[A-Za-z0-9]{6}-(?:[A-Za-z0-9]{4}-){5}[A-Za-z0-9]{6}\b/g },
  { kind: 'uuid', pattern: /\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/gi },
  { kind: 'uuid', pattern: /\b[0-9a-f]{8}(?::[0-9a-f]{8}){3}\b/gi },
  { kind: 'serial', pattern: /\b(?:0x|naa\.|eui\.|t10\.)[0-9a-f]{16,}\b/gi },
  { kind: 'serial', pattern: /\b(?=\d*[a-f])[0-9a-f]{16,}\b/gi },
  { kind: 'name', pattern: /\biqn\.\d{4}-\d\d\.[^\s"',]+/g },
  { kind: 'address', pattern: /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])/g },
] as const;
