import type { GivenLine, IgnoredLine } from '../../reading.ts';
import { commandWords, optionsOf } from './command-words.ts';
import { areAllMounts, mountedDevices, mountFacts, type ShownMount } from './mounted-devices.ts';
import { areMostly, ignoredLine, toolReader } from './tool-reader.ts';

const WITH_VALUE = ['-t', '-O', '-o', '-L', '-U', '-N', '--types', '--options', '--namespace'];

/** `mount` without what to mount, which lists what is: `/dev/sda1 on / type ext4 (rw,relatime)` (mount(8)). */
export const mountReader = toolReader({
  kind: 'mount',
  assumedCommand: 'mount',
  isCommand: (command) => {
    const { program, args } = commandWords(command);
    const { rest, flags } = optionsOf(args, WITH_VALUE);
    return program === 'mount' && rest.length === 0 && !flags.has('-a') && !flags.has('--all');
  },
  looksLike: (lines) => areMostly(lines, (text) => mountOf({ text, at: 0 }) !== null),
  find: (lines, { command }) => {
    const ignored: IgnoredLine[] = [];
    const shown: ShownMount[] = [];
    for (const line of lines) {
      const mount = mountOf(line);
      if (mount) shown.push(mount);
      else ignored.push(ignoredLine(line, 'mount'));
    }
    const { args, isFiltered } = commandWords(command);
    const { values } = optionsOf(args, WITH_VALUE);
    const isAll =
      command === ''
        ? areAllMounts(shown.map(({ mount }) => mount.mountPoint))
        : !isFiltered && values.size === 0;
    return { devices: mountedDevices(shown), ignored, whole: isAll ? ['mounts'] : [] };
  },
});

/** Read from its end: blanks, ` on ` and ` type ` may be in a name, and `mount -l` adds the label in brackets. */
function mountOf({ text, at }: GivenLine): ShownMount | null {
  const line = text.replace(
    /^(\S+) {2,}on {2,}(.*)$/,
    (_, source, rest) => `${source} on ${rest.replace(/ {2,}/g, ' ')}`,
  );
  const label = line.endsWith(']') ? line.lastIndexOf(') [') : -1;
  const shown = label < 0 ? line : line.slice(0, label + 1);
  const type = shown.lastIndexOf(' type ');
  const on = shown.indexOf(' on /');
  const [, fsType = '', options = ''] = /^ type (\S+) \((.*)\)$/.exec(shown.slice(type)) ?? [];
  if (on <= 0 || type < on || fsType === '') return null;
  const mountPoint = shown.slice(on + ' on '.length, type);
  return { at, source: shown.slice(0, on), mount: mountFacts({ mountPoint, fsType, options }) };
}
