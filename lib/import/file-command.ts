import { commandOf, kindByPath } from './evidence.ts';
import { READERS } from './readers/readers.ts';
import { isOfSupportconfig } from './supportconfig.ts';

/** The command whose output a file holds, by its name: `cat /proc/mdstat` of a copy of it. Empty where the name does not tell. */
export function commandOfFile(path: string): string {
  const [, file] = /(?:^|\/)((?:proc|sys|etc)\/.*)$/.exec(path) ?? [];
  if (file !== undefined) return `cat /${file}`;
  const command = commandOf(path);
  const isKnown = kindByPath(path) !== null || READERS.some((reader) => reader.isCommand(command));
  return isKnown ? command : '';
}

/** Whether a file's name says that something of it can be used. */
export function isNamed(path: string): boolean {
  return kindByPath(path) !== null || READERS.some((reader) => reader.isCommand(commandOfFile(path)));
}

/** Whether a file of a folder or an archive could be of use, by its path. A capture is known by its contents only. */
export function isOfUse(path: string): boolean {
  const isOfSuse = isOfSupportconfig(path);
  if (isOfSuse !== null) return isOfSuse;
  return path.split('/').length <= 2 || isNamed(path);
}
