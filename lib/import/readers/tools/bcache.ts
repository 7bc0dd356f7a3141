import type { DeviceFacts, GivenLine } from '../../reading.ts';
import { refOfPath } from '../ref-of-path.ts';
import { commandWords, optionsOf } from './command-words.ts';
import { ignoredLine, toolReader } from './tool-reader.ts';

/** `sb.version		1 [backing device]` */
const FIELD = /^((?:sb|dev|cset)\.[a-z_.]{1,40})\s+(\S.*)$/;

/** `bcache-super-show DEVICE` (bcache-tools), `bcache super-show DEVICE`: that a device is a part of a bcache, not of which. */
export const bcacheReader = toolReader({
  kind: 'bcache',
  assumedCommand: 'bcache-super-show',
  isCommand: (command) => {
    const { program, args } = commandWords(command);
    return program === 'bcache-super-show' || (program === 'bcache' && args[0] === 'super-show');
  },
  looksLike: (lines) => lines.filter(({ text }) => FIELD.test(text)).length > 3,
  find: (lines, { command }) => {
    const fields = new Map(lines.flatMap(({ text }) => fieldOf(text)));
    const path = optionsOf(commandWords(command).args, []).rest.at(-1) ?? '';
    const device = deviceOf(path, fields, lines);
    const why = 'which device it is of is not known';
    return {
      devices: device ? [device] : [],
      ignored: device
        ? lines.filter(({ text }) => !FIELD.test(text)).map((line) => ignoredLine(line, 'bcache-super-show'))
        : lines.map((line) => ({ ...line, why })),
    };
  },
});

function fieldOf(text: string): readonly (readonly [string, string])[] {
  const [, key, value = ''] = FIELD.exec(text) ?? [];
  return key === undefined ? [] : [[key, value]];
}

function deviceOf(
  path: string,
  fields: ReadonlyMap<string, string>,
  [first]: readonly GivenLine[],
): DeviceFacts | null {
  const ref = path.startsWith('/dev/') ? refOfPath(path) : null;
  const uuid = fields.get('dev.uuid');
  const isRead = fields.get('sb.magic') === 'ok' && uuid !== undefined;
  if (!ref || !isRead) return null;
  const label = fields.get('dev.label') ?? '(empty)';
  return {
    ref,
    at: first?.at ?? 1,
    content: { type: 'bcache', uuid, ...(label === '(empty)' ? {} : { label }) },
  };
}
