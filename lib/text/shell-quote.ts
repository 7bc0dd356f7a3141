import { encodeHostText } from './host-text.ts';

/** Words that mean themselves to every POSIX shell. */
const PLAIN = /^[A-Za-z0-9_%+,./:@-][A-Za-z0-9_%+,./:=@-]*$/;

/** What must not reach a terminal as it is: controls, marks that turn or hide text, bytes that are no text. */
const UNFIT_FOR_A_TERMINAL =
  /[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|(?<![\ud800-\udbff])[\udc80-\udcff]/;

/**
 * One argument as a POSIX shell (dash, busybox, bash) takes it: what the shell hands on is byte for byte the argument.
 * Anything that would act on a terminal is spelled in octal. NUL cannot be part of an argument and is left out.
 */
export function shellQuote(word: string): string {
  if (PLAIN.test(word)) return word;
  if (UNFIT_FOR_A_TERMINAL.test(word)) return spelled(word.replaceAll('\0', ''));
  return `'${word.replaceAll("'", "'\\''")}'`;
}

/** A whole command for a shell. */
export function shellCommand(argv: readonly string[]): string {
  return argv.map(shellQuote).join(' ');
}

/** `$(…)` drops newlines at the very end, so those stand in quotes after it; printf takes a leading dash for an option. */
function spelled(word: string): string {
  const body = word.replace(/\n+$/, '');
  const newlines = word.slice(body.length);
  const octal = [...encodeHostText(body)].map(spelledByte).join('').replace(/^-/, '\\055');
  const start = body === '' ? '' : `"$(printf '${octal}')"`;
  return newlines === '' ? start || "''" : `${start}'${newlines}'`;
}

function spelledByte(byte: number): string {
  const isPlain = byte > 0x20 && byte < 0x7f && !'\'"\\%$`!'.includes(String.fromCharCode(byte));
  return isPlain ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`;
}
