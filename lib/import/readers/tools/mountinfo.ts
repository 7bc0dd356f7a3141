import { parseMountinfo } from '../../../block/parse-mountinfo.ts';
import { decodeOctalEscapes } from '../../../text/escapes.ts';
import type { GivenLine, IgnoredLine } from '../../reading.ts';
import { fileRead } from './command-words.ts';
import { areAllMounts, mountedDevices, mountFacts, type ShownMount } from './mounted-devices.ts';
import { areMostly, ignoredLine, toolReader } from './tool-reader.ts';

const FILE = /^\/?(?:proc\/(?:(?:self|thread-self|\d+|\$\$)\/)?(?:mountinfo|mounts)|etc\/mtab)$/;
/** Init sees what the host sees; any other process may live in another mount namespace. */
const OF_ANOTHER = /(?:^|[\s/])proc\/(?!1\/)\d+\//;

/** /proc/self/mountinfo, /proc/mounts and /etc/mtab (proc(5), fstab(5)). */
export const mountinfoReader = toolReader({
  kind: 'mountinfo',
  assumedCommand: 'cat /proc/self/mountinfo',
  isCommand: (command) => fileRead(command, FILE) !== null,
  looksLike: (lines) => areMostly(lines, (text) => mountOf({ text, at: 0 }) !== null),
  find: (lines, { command, path }) => {
    const ignored: IgnoredLine[] = [];
    const shown: ShownMount[] = [];
    for (const line of lines) {
      const mount = mountOf(line);
      if (mount) shown.push(mount);
      else ignored.push(ignoredLine(line, '/proc/self/mountinfo or /proc/mounts'));
    }
    const isAll =
      command === ''
        ? areAllMounts(shown.map(({ mount }) => mount.mountPoint))
        : (fileRead(command, FILE)?.isWhole ?? false);
    const isOwn = !OF_ANOTHER.test(command) && !OF_ANOTHER.test(path);
    return { devices: mountedDevices(shown), ignored, whole: isAll && isOwn ? ['mounts'] : [] };
  },
});

function mountOf(line: GivenLine): ShownMount | null {
  const text = line.text.trimStart().replace(/^\/proc\/\S+?:/, '');
  const [info] = /^\d/.test(text) ? parseMountinfo(text).value : [];
  if (info) {
    const { mountPoint, fsType, root, source, devNo, isReadOnly } = info;
    return {
      at: line.at,
      source,
      devNo,
      mount: mountFacts({ mountPoint, fsType, root, options: isReadOnly ? 'ro' : 'rw' }),
    };
  }
  const fields = text.split(/[ \t]+/);
  const [source = '', mountPoint = '', fsType = '', options = '', dump = '', pass = ''] = fields;
  const isMount = fields.length === 6 && /^\d$/.test(dump) && /^\d$/.test(pass);
  // /etc/fstab has the same fields; what is only written there says `defaults` or names no device.
  if (!isMount || !mountPoint.startsWith('/') || !/^(?:rw|ro)(?:,|$)/.test(options)) return null;
  return {
    at: line.at,
    source: decodeOctalEscapes(source),
    mount: mountFacts({ mountPoint: decodeOctalEscapes(mountPoint), fsType, options }),
  };
}
