import { parseDevNo } from '../../../block/dev-no.ts';
import { ownValue } from '../../../own-value.ts';
import type { DeviceRef, ReadingKind } from '../../reading.ts';
import { shellWords } from './shell-words.ts';

/** A command line of dmsetup, as far as it decides what its output tells. */
export type DmsetupCommand = {
  /** `info`, `table`, `ls` … */
  readonly verb: string;
  /** The devices that it names, in their order; null for one that a shell variable named. */
  readonly devices: readonly (DeviceRef | null)[];
  /** By their long names; those without a value are empty. */
  readonly options: ReadonlyMap<string, string>;
  /** It asks for every device, and nothing took lines out afterwards. */
  readonly isOfAll: boolean;
  /** Lines may have been taken out or put in another order. */
  readonly isFiltered: boolean;
};

const WITH_VALUE = new Set(
  `options sort select major minor uuid mode uid gid target exec separator manglename headings count interval
   length start units readahead udevcookie userdata programid region regionid groupid areas areasize bounds
   alias filemap follow table`.split(/\s+/),
);
const FLAGS =
  `columns concise inactive nameprefixes noheadings rows unquoted showkeys tree verbose noflush noopencount checks
   unbuffered deferred force`.split(/\s+/);
const SHORT: Readonly<Record<string, string>> = {
  c: 'columns',
  C: 'columns',
  o: 'options',
  O: 'sort',
  S: 'select',
  j: 'major',
  m: 'minor',
  u: 'uuid',
  v: 'verbose',
  M: 'mode',
  U: 'uid',
  G: 'gid',
};
/** What shows all lines that it got, in their order. */
const SHOWS_ALL = new Set(['cat', 'tee', 'less', 'more', 'column']);

/** Null when it is no command of dmsetup. Options may stand before the verb, and long ones be shortened. */
export function parseDmsetupCommand(command: string): DmsetupCommand | null {
  const { words, pipes, hasMore } = shellWords(command);
  if (!/^(?:.*\/)?dmsetup(?:\.static)?$/.test(words[0] ?? '')) return null;
  const { options, operands } = sorted(words.slice(1));
  const [verb, ...names] = operands;
  if (verb === undefined) return null;
  const devices = [...names.map(refOfArgument), ...refsOfOptions(options)];
  const isFiltered = hasMore || pipes.some(([program = '']) => !SHOWS_ALL.has(program.replace(/^.*\//, '')));
  const isChosen = devices.length > 0 || options.has('target') || options.has('select');
  return { verb, devices, options, isFiltered, isOfAll: !isChosen && !isFiltered };
}

function sorted(words: readonly string[]): { options: ReadonlyMap<string, string>; operands: string[] } {
  const options = new Map<string, string>();
  const operands: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    const [, typed, equals, given = ''] = /^--([\w-]+)(=?)(.*)$/s.exec(word) ?? [];
    if (typed !== undefined) {
      const name = longOption(typed);
      const takesNext = !equals && WITH_VALUE.has(name);
      options.set(name, takesNext ? (words[++at] ?? '') : given);
    } else if (/^-[A-Za-z]/.test(word)) {
      for (let letter = 1; letter < word.length; letter++) {
        const name = ownValue(SHORT, word[letter] ?? '') ?? word[letter] ?? '';
        if (!WITH_VALUE.has(name)) {
          options.set(name, '');
          continue;
        }
        options.set(name, letter + 1 < word.length ? word.slice(letter + 1) : (words[++at] ?? ''));
        break;
      }
    } else operands.push(word);
  }
  return { options, operands };
}

function longOption(typed: string): string {
  if (WITH_VALUE.has(typed) || FLAGS.includes(typed)) return typed;
  const meant = [...FLAGS, ...WITH_VALUE].filter((name) => name.startsWith(typed));
  return meant.length === 1 ? (meant[0] ?? typed) : typed;
}

function refOfArgument(name: string): DeviceRef | null {
  if (name === '' || /[$*?`]/.test(name)) return null;
  const [, mapped] = /^\/dev\/mapper\/(.+)$/.exec(name) ?? [];
  if (mapped !== undefined) return { dmName: mapped };
  const [, path = name] = /^\/dev\/(.+)$/.exec(name) ?? [];
  if (path.includes('/')) return { path };
  return path === name ? { dmName: name } : { kname: path };
}

function refsOfOptions(options: ReadonlyMap<string, string>): readonly (DeviceRef | null)[] {
  const [uuid, major, minor] = [options.get('uuid'), options.get('major'), options.get('minor')];
  if (uuid !== undefined) return [uuid === '' || uuid.includes('$') ? null : { dmUuid: uuid }];
  if (major === undefined && minor === undefined) return [];
  const devNo = parseDevNo(`${major}:${minor}`);
  return [devNo ? { devNo } : null];
}

/** Null for a verb that tells nothing of a stack. */
export function kindOfCommand({ verb, options }: DmsetupCommand): ReadingKind | null {
  if (verb === 'info') return 'dmsetup-info';
  if (verb === 'table') return options.has('inactive') ? 'dmsetup-table-inactive' : 'dmsetup-table';
  if (verb === 'status') return 'dmsetup-status';
  if (verb === 'deps') return 'dmsetup-deps';
  if (verb === 'ls') return options.has('tree') ? 'dmsetup-tree' : 'dmsetup-ls';
  return null;
}

/** For what prints no name of the one device that was asked for. */
export function onlyDevice(command: DmsetupCommand | null): DeviceRef | null {
  return command?.devices.length === 1 ? (command.devices[0] ?? null) : null;
}
