import type { DevNo } from '../../../block/dev-no.ts';
import type { DeviceFacts, DeviceRef, GivenLine, IgnoredLine } from '../../reading.ts';
import { refOfPath } from '../ref-of-path.ts';
import { commandWords, optionsOf } from './command-words.ts';
import { linkFacts, resolvedPath } from './dev-link.ts';
import { isTotal, type ListedLine, listedLine } from './listed-line.ts';
import { ignoredLine, toolReader } from './tool-reader.ts';

const HEADING = /^["']?((?:\/dev|\.{1,2})(?:\/\S*)?)["']?:$/;

type Listed = ListedLine & { readonly line: GivenLine; readonly path: string };

/** `ls -l` of /dev and folders below it, `find /dev -ls`: nodes tell numbers, links what the other names of a device are. */
export const devListingReader = toolReader({
  kind: 'dev-listing',
  assumedCommand: 'ls -l /dev',
  isCommand: (command) => {
    const { program, args } = commandWords(command);
    const { rest, flags } = optionsOf(args, []);
    const isOfDev = rest.length > 0 && rest.every((path) => /^\/dev(?:\/|$)/.test(path));
    if (program === 'find') return /^\/dev(?:\/|$)/.test(args[0] ?? '') && args.includes('-ls');
    return (
      isOfDev &&
      (program === 'll' || (program === 'ls' && ['-l', '-n', '-g', '-o'].some((flag) => flags.has(flag))))
    );
  },
  looksLike: (lines) =>
    hasControl(lines) ||
    lines.some(({ text }, i) => {
      const listed = listedLine(text);
      if (!listed)
        return (
          HEADING.test(text) &&
          text.startsWith('/dev') &&
          lines.length > i + 1 &&
          areListed(lines.slice(i + 1, i + 4))
        );
      return isAbsolute(listed.name);
    }),
  find: (lines, { command }) => {
    const ignored: IgnoredLine[] = [];
    const listed: Listed[] = [];
    let folder = folderOf(command) ?? (hasControl(lines) ? '/dev/mapper' : null);
    for (const line of lines) {
      const found = listedLine(line.text);
      const heading = HEADING.exec(line.text)?.[1];
      if (heading !== undefined) folder = heading.startsWith('/') ? resolvedPath('/', heading) : null;
      else if (found && isAbsolute(found.name)) listed.push({ ...found, line, path: found.name });
      else if (found && folder !== null)
        listed.push({ ...found, line, path: resolvedPath(folder, found.name) });
      else if (found) ignored.push({ ...line, why: 'its folder is not known' });
      else if (!isTotal(line.text)) ignored.push(ignoredLine(line, 'ls -l'));
    }
    return { devices: factsOf(listed), ignored };
  },
});

function areListed(lines: readonly GivenLine[]): boolean {
  return lines.some(({ text }) => listedLine(text) !== null);
}

/** Only /dev/mapper has device-mapper's control node. */
function hasControl(lines: readonly GivenLine[]): boolean {
  return lines.some(({ text }) => {
    const listed = listedLine(text);
    return listed?.type === 'c' && listed.name === 'control';
  });
}

function isAbsolute(name: string): boolean {
  return name.startsWith('/dev/');
}

/** The folder whose entries are listed without a heading; null where the command does not tell. */
function folderOf(command: string): string | null {
  const { rest } = optionsOf(commandWords(command).args, []);
  const [path = ''] = rest;
  return rest.length === 1 && /^\/dev(?:\/|$)/.test(path) ? path : null;
}

function factsOf(listed: readonly Listed[]): readonly DeviceFacts[] {
  const numbers = new Map<string, DevNo>();
  const characters = new Set<string>();
  for (const { type, path, devNo } of listed) {
    if (type === 'b' && devNo !== null) numbers.set(path, devNo);
    if (type === 'c') characters.add(path);
  }
  return listed.flatMap(({ type, path, target, line }): readonly DeviceFacts[] => {
    const devNo = numbers.get(path);
    if (type === 'b' && devNo !== undefined) {
      const ref: DeviceRef | null = refOfPath(path);
      return [{ ref: { ...ref, devNo }, at: line.at }];
    }
    const goal = target === '' ? '' : resolvedPath(path.slice(0, path.lastIndexOf('/')), target);
    if (goal === '' || characters.has(goal)) return [];
    const facts = linkFacts(path, goal, numbers.get(goal) ?? null);
    return facts ? [{ ...facts, at: line.at }] : [];
  });
}
