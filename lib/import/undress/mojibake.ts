/**
 * The guides of a tree in UTF-8, read in another code page: three bytes E2 94 xx came out as three other characters. They are turned
 * back only at the beginning of a line, where guides stand.
 */
const GUIDES = ['─', '│', '└', '├', '┬', '┌'] as const;

/** What the code pages make of E2 94, and of 80, 82, 94, 9C, AC and 8C after it. */
const CODE_PAGES: readonly (readonly [string, readonly string[]])[] = [
  ['â”', ['€', '‚', '”', 'œ', '¬', 'Œ']], // Windows-1252
  ['â"', ['€', '‚', '"', 'œ', '¬', 'Œ']], // the same with straight quotes
  ['â\u0094', ['\u0080', '\u0082', '\u0094', '\u009c', '\u00ac', '\u008c']], // ISO 8859-1
  ['Γö', ['Ç', 'é', 'ö', '£', '¼', 'î']], // 437
  ['Ôö', ['Ç', 'é', 'ö', '£', '¼', 'î']], // 850
  ['‚î', ['Ä', 'Ç', 'î', 'ú', '¨', 'å']], // Mac Roman
  ['в”', ['Ђ', '‚', '”', 'њ', '¬', 'Њ']], // Windows-1251
  ['тФ', ['А', 'В', 'Ф', 'Ь', 'м', 'М']], // 866
  ['Б■', ['─', '┌', '■', '°', '╛', '▄']], // KOI8-R
];

const BROKEN = new Map<string, string>([
  ...CODE_PAGES.flatMap(([lead, ends]) =>
    ends.map((end, i): [string, string] => [lead + end, GUIDES[i] ?? '']),
  ),
  ['â",', '│'],
  ['鈹溾攢', '├─'],
  ['鈹斺攢', '└─'],
]);
const BROKEN_GUIDE = [...BROKEN.keys()].join('|').replaceAll('?', '\\?');
const EACH_BROKEN = new RegExp(BROKEN_GUIDE, 'g');
const GUIDES_FIRST = new RegExp(`^(?:[ \\t\u00a0>─│└├┬┌]|${BROKEN_GUIDE}){1,200}`);
const SUSPECT = /^[ \t\u00a0>─│└├┬┌]{0,200}[âΓÔ‚вБт鈹?\ufffd]/;
/** Where every byte, or every character, became a question mark, the kind of the guide is lost. */
const LOST =
  /^([ \t>]{0,200})((?:[?\ufffd]{1,6} {1,6}){0,20}(?:[?\ufffd]{2}|[?\ufffd]{6}|ââ))(?=[\w/]|[ ]\()/;

/** One line with the guides that were meant; any other text stays as it is. */
export function repairGuides(text: string): string {
  const clean = text.includes('Â\u00a0') ? text.replaceAll('Â\u00a0', ' ') : text;
  if (!SUSPECT.test(clean)) return clean;
  const guides = GUIDES_FIRST.exec(clean)?.[0] ?? '';
  const repaired = guides.replace(EACH_BROKEN, (guide) => BROKEN.get(guide) ?? guide);
  if (repaired !== guides) return repaired + clean.slice(guides.length);
  return repairLost(clean) ?? clean;
}

function repairLost(text: string): string | null {
  const [whole, before = '', guides = ''] = LOST.exec(text) ?? [];
  if (whole === undefined || !/\b\d+:\d+\b/.test(text)) return null;
  const repaired = guides.replace(/(?:[?\ufffd]+|ââ)( *)/g, (_, blanks: string) =>
    blanks === '' ? '├─' : `│${blanks}`,
  );
  return before + repaired + text.slice(whole.length);
}
