/**
 * LVM's filters as LVM reads them (lib/filters/filter-regex.c): a list of patterns, `a|regex|` to let in and `r|regex|` to
 * keep out, in any delimiter. A name is judged by the first pattern that matches it. A device has many names: it is let in
 * when one of them is, and kept out only when one is kept out and none is let in. That is why a list that ends with
 * "a|.*|" keeps out nothing: every device has a name that nobody thought of.
 */
export type FilterVerdict = {
  readonly isLetIn: boolean;
  /** The pattern that decided; null when none matches any name, which lets in. */
  readonly by: string | null;
};

/** Null where a pattern is beyond what is understood here. */
export function filterVerdict(patterns: readonly string[], names: readonly string[]): FilterVerdict | null {
  const read = patternsOf(patterns);
  let keptOutBy: string | null = null;
  for (const name of names) {
    for (const { text, pattern } of read) {
      if (pattern === null) return null;
      if (!pattern.regex.test(name)) continue;
      if (pattern.letsIn) return { isLetIn: true, by: text };
      keptOutBy ??= text;
      break;
    }
  }
  return { isLetIn: keptOutBy === null, by: keptOutBy };
}

const readBefore = new WeakMap<readonly string[], readonly { text: string; pattern: Pattern | null }[]>();

/** A host has one filter and may have hundreds of devices to judge by it. */
function patternsOf(patterns: readonly string[]) {
  let read = readBefore.get(patterns);
  if (!read) {
    read = patterns.map((text) => ({ text, pattern: readPattern(text) }));
    readBefore.set(patterns, read);
  }
  return read;
}

type Pattern = { readonly letsIn: boolean; readonly regex: RegExp };

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** LVM's regular expressions know `.` `*` `+` `?` `|` `()` `[]` `^` `$` and a backslash. Those that could take long are left. */
function readPattern(text: string): Pattern | null {
  const [action = '', delimiter = ''] = text;
  const end = text.lastIndexOf(CLOSING[delimiter] ?? delimiter);
  if (!/^[ar]$/.test(action) || delimiter === '' || end < 2 || end !== text.length - 1) return null;
  const body = text.slice(2, end);
  const repeats = body.match(/[*+]/g)?.length ?? 0;
  if (body.length > 200 || repeats > 4 || /\)[*+?]|[{}]/.test(body)) return null;
  try {
    return { letsIn: action === 'a', regex: new RegExp(body) };
  } catch {
    return null;
  }
}
