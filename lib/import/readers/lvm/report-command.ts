import { defaultFields, fieldOfOption, type ReportProgram } from './report-fields.ts';

/** What the command line of a report tells of its form. */
export type ReportCommand = {
  /** Null where nothing tells. */
  readonly program: ReportProgram | null;
  /** Of each column, in order; undefined where the line does not tell. */
  readonly fields?: readonly string[];
  readonly hasHeadings: boolean;
  readonly separator: string;
  readonly units: string;
  /** Whether devices are listed too that are no PVs. */
  readonly isAll: boolean;
};

const PROGRAM =
  /^(?:lvm\s+)?(?:(lvs|vgs|pvs|fullreport)|(lvdisplay|vgdisplay|pvdisplay)(?=.*\s(?:-C|--columns)\b))(?:\s|$)/;
const PROGRAMS: Readonly<Record<string, ReportProgram>> = {
  lvs: 'lvs',
  lvdisplay: 'lvs',
  vgs: 'vgs',
  vgdisplay: 'vgs',
  pvs: 'pvs',
  pvdisplay: 'pvs',
  fullreport: 'lvs',
};

export function isReportCommand(command: string): boolean {
  return PROGRAM.test(command);
}

export function readReportCommand(command: string): ReportCommand {
  const [, report, display] = PROGRAM.exec(command) ?? [];
  const program = PROGRAMS[report ?? display ?? ''] ?? null;
  const options = optionsOf(command);
  const has = (...names: readonly string[]) => options.some(({ name }) => names.includes(name));
  const last = (...names: readonly string[]) =>
    options.findLast(({ name }) => names.includes(name))?.value ?? '';
  const fields = program && fieldsOf(program, options, has('--segments'));
  return {
    program,
    ...(fields && { fields }),
    hasHeadings: !has('--noheadings'),
    separator: last('--separator'),
    // Without a suffix the unit is LVM's own choice unless it was named.
    units: last('--units'),
    isAll: has('-a', '--all'),
  };
}

type Option = { readonly name: string; readonly value: string };

const WITH_VALUE = new Set([
  '-o',
  '--options',
  '--separator',
  '--units',
  '-S',
  '--select',
  '-O',
  '--sort',
  '--config',
]);

/** Short options may be joined, and have their value behind them: `-ao +devices`, `-aovg_name`. */
function optionsOf(command: string): readonly Option[] {
  const words = wordsOf(command);
  const options: Option[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (/^[|;&>]/.test(word)) break;
    const [, long, given] = /^(--[a-z]+)(?:=(.*))?$/.exec(word) ?? [];
    if (long !== undefined) {
      const takesNext = given === undefined && WITH_VALUE.has(long);
      options.push({ name: long, value: given ?? (takesNext ? (words[at + 1] ?? '') : '') });
      if (takesNext) at += 1;
    } else if (/^-[a-zA-Z]/.test(word)) at += takeLetters(options, word.slice(1), words[at + 1] ?? '');
  }
  return options;
}

/** How many of the next words it took. */
function takeLetters(options: Option[], letters: string, next: string): number {
  for (let at = 0; at < letters.length; at += 1) {
    const name = `-${letters[at]}`;
    if (!WITH_VALUE.has(name)) options.push({ name, value: '' });
    else {
      const rest = letters.slice(at + 1);
      options.push({ name, value: rest || next });
      return rest === '' ? 1 : 0;
    }
  }
  return 0;
}

/** The words of a shell's line, without quotes. */
function wordsOf(command: string): readonly string[] {
  return [...command.matchAll(/(?:[^\s'"\\]+|'[^']*'|"[^"]*"|\\.)+/g)].map(([word]) =>
    word.replace(/'([^']*)'|"([^"]*)"|\\(.)/g, '$1$2$3'),
  );
}

function fieldsOf(
  program: ReportProgram,
  options: readonly Option[],
  hasSegments: boolean,
): readonly string[] | null {
  let fields = defaultFields(program, hasSegments);
  // Verbose reports have columns of their own.
  if (options.some(({ name }) => name === '-v' || name === '--verbose')) return null;
  for (const { name, value } of options) {
    if (name !== '-o' && name !== '--options') continue;
    const words = value.replace(/^[+#-]/, '').split(',');
    if (words.some((word) => /all$/.test(word)) || /^[#-]/.test(value)) return null;
    const named = words.filter((word) => word !== '').map((word) => fieldOfOption(word, program));
    fields = value.startsWith('+') ? [...fields, ...named] : named;
  }
  return fields;
}
