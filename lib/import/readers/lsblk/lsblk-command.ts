import { ownValue } from '../../../own-value.ts';
import { columnOf, DEFAULT_COLUMNS } from './lsblk-columns.ts';

/** What the command line says of the output. */
export type LsblkCommand = {
  readonly isInverse: boolean;
  readonly isRaw: boolean;
  /** Nothing on the command line leaves devices, rows or edges out. */
  readonly isOfAll: boolean;
  /** Of `-o`; null where it was not given, or has a column that is unknown. */
  readonly columns: readonly string[] | null;
  readonly hasHeader: boolean;
};

/** Short options with an argument. */
const WITH_ARGUMENT = 'eEIowxQ';
/** The letter of each long option that matters here. */
const LONG: Readonly<Record<string, string>> = {
  inverse: 's',
  raw: 'r',
  output: 'o',
  exclude: 'e',
  include: 'I',
  dedup: 'E',
  filter: 'Q',
  nodeps: 'd',
  noheadings: 'n',
  scsi: 'S',
  nvme: 'N',
  virtio: 'v',
  width: 'w',
  sort: 'x',
};
/** They take an argument of their own, and tell nothing. */
const LONG_WITH_ARGUMENT = ['sysroot', 'ct', 'ct-filter', 'highlight', 'properties-by'];
const LEAVES_OUT = 'eIEQdSNvn';

type Given = { readonly letter: string; readonly argument: string };

/** Reads `lsblk -pso +FSTYPE /dev/sda | grep vg`. */
export function readLsblkCommand(command: string): LsblkCommand {
  const options: Given[] = [];
  const pipeline = command.replace(/\s*(?:\d?>>?|<|&>)\s*(?:&\d|\S+)/g, '').split('|');
  const words = (pipeline[0] ?? '').trim().split(/\s+/).slice(1).reverse();
  let hasOperands = false;
  for (let word = words.pop(); word !== undefined; word = words.pop()) {
    if (word.startsWith('--')) options.push(longOption(word.slice(2), words));
    else if (word.startsWith('-')) options.push(...shortOptions(word.slice(1), words));
    else hasOperands = hasOperands || word !== '';
  }
  const has = (letter: string) => options.some((option) => option.letter === letter);
  const passesAll = pipeline.slice(1).every((program) => /^\s*(?:cat|tee|less|more)\b/.test(program));
  const output = options.findLast(({ letter }) => letter === 'o')?.argument ?? '';
  return {
    isInverse: has('s'),
    isRaw: has('r'),
    isOfAll: passesAll && !hasOperands && !options.some(({ letter }) => LEAVES_OUT.includes(letter)),
    columns: outputColumns(output),
    hasHeader: !has('n'),
  };
}

function longOption(text: string, rest: string[]): Given {
  const [name = '', value] = text.split('=', 2);
  const whole = Object.keys(LONG).find((known) => name.length > 1 && known.startsWith(name)) ?? '';
  const letter = ownValue(LONG, whole) ?? '';
  const takes = (letter !== '' && WITH_ARGUMENT.includes(letter)) || LONG_WITH_ARGUMENT.includes(name);
  return { letter, argument: value ?? (takes ? (rest.pop() ?? '') : '') };
}

function shortOptions(letters: string, rest: string[]): Given[] {
  const options: Given[] = [];
  for (let at = 0; at < letters.length; at++) {
    const letter = letters[at] ?? '';
    if (letter === 'T') break;
    if (WITH_ARGUMENT.includes(letter)) {
      options.push({ letter, argument: letters.slice(at + 1) || (rest.pop() ?? '') });
      break;
    }
    options.push({ letter, argument: '' });
  }
  return options;
}

function outputColumns(output: string): readonly string[] | null {
  const list = output.replace(/["'=]/g, '');
  if (list === '') return null;
  const columns = list
    .replace(/^\+/, '')
    .split(',')
    .map((title) => columnOf(title));
  const known = columns.filter((column) => column !== null);
  if (known.length < columns.length) return null;
  return list.startsWith('+') ? [...DEFAULT_COLUMNS, ...known] : known;
}
