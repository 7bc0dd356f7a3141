/** A command line as far as a reader of its output must know it. */
export type CommandWords = {
  readonly program: string;
  readonly args: readonly string[];
  /** Its output went through something that can leave lines out: `| grep`, `| head`. */
  readonly isFiltered: boolean;
};

/** These pass every line on as it is. */
const PASS_ON = /^\s*(?:cat|less|more|tee|column)\b/;
const WORD = /"[^"]*"|'[^']*'|\S+/g;

/** `mount; df`, `cd /dev && ls -l`: several commands, and it is unknown which lines are of which. */
export function isChained(command: string): boolean {
  return /;|&&|\|\|/.test(command.replace(/"[^"]*"|'[^']*'|\\./g, ''));
}

/** Words of the first command of a pipe, without quotes, backslashes and redirections. */
export function commandWords(command: string): CommandWords {
  const [first = '', ...filters] = command.split(/\|\|?|;|&&/);
  const words = (first.replace(/\d?>>?\s*(?:&\d|\S+)/g, ' ').match(WORD) ?? []).map((word) =>
    word.replace(/^(["'])(.*)\1$/, '$2').replace(/\\(.)/g, '$1'),
  );
  const [program = '', ...args] = words;
  return { program, args, isFiltered: filters.some((filter) => !PASS_ON.test(filter)) };
}

export type CommandOptions = {
  /** `-h`, `--json`: each letter of `-hT` by itself. */
  readonly flags: ReadonlySet<string>;
  /** `-o` or `--output` with what follows. */
  readonly values: ReadonlyMap<string, string>;
  readonly rest: readonly string[];
};

/** Options of a command (getopt(3)). `withValue` lists those that take one: `['-o', '--output']`. */
export function optionsOf(args: readonly string[], withValue: readonly string[]): CommandOptions {
  const flags = new Set<string>();
  const values = new Map<string, string>();
  const rest: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const word = args[i] ?? '';
    if (/^--./.test(word)) {
      const [name = '', value] = word.split(/=(.*)/s);
      flags.add(name);
      if (value !== undefined) values.set(name, value);
      else if (withValue.includes(name)) values.set(name, args[++i] ?? '');
    } else if (/^-./.test(word)) {
      const at = [...word.slice(1)].findIndex((letter) => withValue.includes(`-${letter}`));
      const letters = at < 0 ? word.slice(1) : word.slice(1, at + 2);
      for (const letter of letters) flags.add(`-${letter}`);
      if (at >= 0) values.set(`-${letters.at(-1)}`, word.slice(at + 2) || (args[++i] ?? ''));
    } else if (word !== '' && word !== '--') rest.push(word);
  }
  return { flags, values, rest };
}

export function hasFlag({ flags }: CommandOptions, ...names: readonly string[]): boolean {
  return names.some((name) => flags.has(name));
}

/** What `cat /proc/mdstat` prints, or that path alone: whether it is of that file, and all of it. */
export function fileRead(command: string, file: RegExp): { readonly isWhole: boolean } | null {
  const { program, args, isFiltered } = commandWords(command);
  if (file.test(program) && args.length === 0) return { isWhole: !isFiltered };
  const isReader = /^(?:cat|less|more|head|tail|tac|[ef]?grep|sed|awk|watch|vi|vim|view|nano)$/.test(program);
  if (!isReader || !args.some((word) => file.test(word))) return null;
  const isAlone =
    /^(?:cat|less|more|vi|vim|view|nano)$/.test(program) &&
    args.filter((word) => !word.startsWith('-')).length === 1;
  return { isWhole: isAlone && !isFiltered };
}
