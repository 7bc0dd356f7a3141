import { typedCommand } from './typed-command.ts';

/** Lines of script(1) around what it recorded. */
export function isScriptLine(text: string): boolean {
  return text.startsWith('Script ') && /^Script (?:started|done)(?: on |,)/.test(text);
}

/** The command in the header of watch(1), `Every 2.0s: lsblk   host: date`; null: it is none. */
export function watchedCommand(text: string): string | null {
  if (!text.startsWith('Every ')) return null;
  const rest = /^Every \d{1,6}(?:[.,]\d{1,3})?s: +(\S.*)$/.exec(text)?.[1];
  if (rest === undefined) return null;
  const host = rest.search(/\s{2}\S|\s\S{1,80}: [A-Z]\S{2} /);
  return typedCommand(host < 0 ? rest : rest.slice(0, host));
}
