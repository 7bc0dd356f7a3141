/**
 * What takes a stack down, tried on stacks that are built one at a time (side-by-side-stacks.ts) and told in the same terms
 * for each tool: what was removed, what is left, its last line, its exit status and its time.
 */
import { decodeHostText } from '../../lib/text/host-text.ts';
import { shellCommand } from '../../lib/text/shell-quote.ts';
import type { Guest } from './guest.ts';
import { MOUNT, type StackCase } from './side-by-side-stacks.ts';

export type Tool = {
  readonly name: string;
  readonly argv: (stack: StackCase) => readonly string[];
  readonly limitMs: number;
  /** The line of its output that tells what came of it. */
  readonly lastWord: (output: string) => string;
};

export const TOOLS: readonly Tool[] = [
  {
    name: 'blkdeactivate -d retry',
    argv: ({ target }) => ['blkdeactivate', '-d', 'retry', `/dev/${target}`],
    limitMs: 45_000,
    lastWord: lastLine,
  },
  {
    name: 'dmscope clean',
    argv: ({ goal, target }) => ['/mnt/dmscope/bin/dmscope', 'clean', goal, target, '--yes'],
    limitMs: 180_000,
    // Above its last line it tells why, or where the run is to be found.
    lastWord: (output) =>
      /^Refused:\n- (.*)$/m.exec(output)?.[1] ?? lastLine(output.replace(/^In the journal: .*\n/m, '')),
  },
];

export type Outcome = {
  readonly removed: readonly string[];
  readonly left: readonly string[];
  readonly said: string;
  /** Null: it had not ended when its time was up. */
  readonly exitStatus: number | null;
  readonly tookMs: number;
};

export async function tryOn(guest: Guest, tool: Tool, stack: StackCase): Promise<Outcome> {
  const before = await parts(guest);
  const began = performance.now();
  // Not killed when it is late: what waits for a suspended device cannot be.
  const { stdout, exitStatus } = await guest.run(`${shellCommand(tool.argv(stack))} </dev/null 2>&1`, {
    timeoutMs: tool.limitMs,
    isAbandoned: true,
  });
  const tookMs = performance.now() - began;
  const after = await parts(guest);
  return {
    removed: before.filter((part) => !after.includes(part)),
    left: stack.standing.filter((part) => after.includes(part)),
    said: tool.lastWord(decodeHostText(stdout)).trim(),
    exitStatus,
    tookMs,
  };
}

/** Everything on the host that a tool may take away, by nothing that may hang. */
async function parts(guest: Guest): Promise<readonly string[]> {
  const listed = await guest.ok(
    `dmsetup info -c --noheadings -o name 2>&1 | grep -v '^No devices found$'
    for part in /sys/block/loop*/loop /sys/block/nbd*/pid /sys/block/md*/md; do
      [ ! -e "$part" ] || echo "$part" | cut -d/ -f4
    done
    ! grep -q ' /mnt/guest ' /proc/mounts || echo '${MOUNT}'`,
  );
  return listed.split('\n').filter((part) => part !== '');
}

function lastLine(output: string): string {
  return output.trimEnd().split('\n').at(-1) ?? '';
}

/** Markdown. Numbers that another boot gives anew are left out. */
export function comparisonTable(
  stacks: readonly StackCase[],
  seen: ReadonlyMap<Tool, ReadonlyMap<StackCase, Outcome>>,
): string {
  const rows = stacks.flatMap((stack) =>
    [...seen].flatMap(([tool, outcomes], at) => {
      const outcome = outcomes.get(stack);
      return outcome ? [row([at === 0 ? stack.title : '', `\`${tool.name}\``, ...cells(outcome, tool)])] : [];
    }),
  );
  const heading = ['Stack', 'Tool', 'Removed', 'Left', 'Said last', 'Status', 'Seconds'];
  return [row(heading), row(heading.map(() => '---')), ...rows, ''].join('\n');
}

function cells({ removed, left, said, exitStatus, tookMs }: Outcome, { limitMs }: Tool): readonly string[] {
  const steady = said.replaceAll(/ \((\d+:\d+|dm-\d+)\)/g, '').replaceAll(/process \d+/g, 'process N');
  const list = (names: readonly string[]) => (names.length === 0 ? 'nothing' : names.join(', '));
  const status = exitStatus === null ? `none after ${limitMs / 1000} s` : String(exitStatus);
  return [list(removed), list(left), steady.replaceAll('|', '\\|'), status, (tookMs / 1000).toFixed(1)];
}

function row(texts: readonly string[]): string {
  return `| ${texts.join(' | ')} |`;
}

/** Of a table: all but its last column, which no two runs have alike. */
export function withoutSeconds(table: string): string {
  return table.replaceAll(/[^|\n]*\|$/gm, '');
}
