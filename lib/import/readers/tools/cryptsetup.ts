import type { DeviceFacts, IgnoredLine } from '../../reading.ts';
import { refOfPath } from '../ref-of-path.ts';
import { commandWords, optionsOf } from './command-words.ts';
import { ignoredLine, toolReader } from './tool-reader.ts';

const HEAD = /^(\/dev\/mapper\/.+?) is (active|inactive)(?: and is in use)?\.$/;
/** A paste may have lost the indent. */
const FIELD =
  /^(?:\s+|(?=(?:type|cipher|keysize|key location|device|loop|sector size|offset|size|mode|flags):))([a-z][a-z ]{2,24}):\s*(.*)$/i;
const RESULT = /^(?:Command (?:successful|failed)|#\s)/;
/** Of dm-crypt and dm-verity; an integrity device may keep its tags elsewhere. */
const BASES = ['device', 'data device', 'hash device', 'metadata device', 'FEC device'];
const DELETED = ' (deleted)';

/** `cryptsetup status NAME`, `veritysetup status`, `integritysetup status` (cryptsetup-status(8)). */
export const cryptsetupReader = toolReader({
  kind: 'cryptsetup',
  assumedCommand: 'cryptsetup status',
  isCommand: (command) => {
    const { program, args } = commandWords(command);
    return /^(?:crypt|verity|integrity)setup$/.test(program) && optionsOf(args, []).rest[0] === 'status';
  },
  looksLike: (lines) => lines.some(({ text }) => HEAD.test(text)),
  find: (lines) => {
    const devices: DeviceFacts[] = [];
    const ignored: IgnoredLine[] = [];
    let name = '';
    let at = 0;
    let fields = new Map<string, string>();
    const end = () => {
      if (name !== '') devices.push(...devicesOf(name, at, fields));
      name = '';
      fields = new Map();
    };
    for (const line of lines) {
      const [, path = '', state] = HEAD.exec(line.text) ?? [];
      const [, key, value = ''] = FIELD.exec(line.text) ?? [];
      if (state !== undefined) {
        end();
        name = state === 'active' ? path : '';
        at = line.at;
      } else if (key !== undefined && at > 0) fields.set(key, value.trim());
      else if (!RESULT.test(line.text)) ignored.push(ignoredLine(line, 'cryptsetup status'));
    }
    end();
    return { devices, ignored };
  },
});

function devicesOf(path: string, at: number, fields: ReadonlyMap<string, string>): readonly DeviceFacts[] {
  const ref = refOfPath(path);
  if (!ref) return [];
  const bases = BASES.flatMap((key) => refOfPath(fields.get(key) ?? '') ?? []);
  const sectors = /^(\d{1,16}) (?:sectors|\[512-byte units\])/.exec(fields.get('size') ?? '')?.[1];
  const mode = fields.get('mode');
  const isShown = BASES.some((key) => fields.has(key));
  const mapped: DeviceFacts = {
    ref,
    at,
    type: 'crypt',
    ...(sectors === undefined ? {} : { size: { bytes: Number(sectors) * 512, isRounded: false } }),
    ...(mode === undefined ? {} : { isReadOnly: !mode.startsWith('read/write') }),
    // `(null)` is a device that is gone, so not all that it stands on is known.
    ...(isShown && BASES.every((key) => refOfPath(fields.get(key) ?? '/dev/x') !== null) ? { bases } : {}),
  };
  return [mapped, ...loopOf(fields.get('loop'), fields.get('device'), at)];
}

function loopOf(file: string | undefined, device: string | undefined, at: number): readonly DeviceFacts[] {
  const ref = refOfPath(device ?? '');
  if (!file?.startsWith('/') || !ref?.kname?.startsWith('loop')) return [];
  const isDeleted = file.endsWith(DELETED);
  const plain = isDeleted ? file.slice(0, -DELETED.length) : file;
  return [{ ref, at, type: 'loop', loop: { file: plain, isDeleted } }];
}
