/**
 * A scenario (scenarios/*.sh) builds a situation with the real tools, and stops at each state that is worth looking
 * at until it is told to go on. It stays alive in between: what it holds open stays open, and the step to the next
 * state can happen while a page watches.
 */
import { readdirSync, readFileSync } from 'node:fs';
import type { GuestCommand, StartOptions } from './command.ts';
import { withDeadline } from './deadline.ts';

export type ScenarioDescription = {
  readonly name: string;
  /** First line of its opening comment. */
  readonly title: string;
  /** In the order it passes them. */
  readonly states: readonly string[];
  /** A command it cannot do without and that not every machine with a lab has (`# needs COMMAND`); null for none. */
  readonly needs: string | null;
};

export type RunningScenario = {
  /** Goes on up to this state, or to the next one; resolves with its name. Throws with the transcript on failure. */
  readonly advance: (state?: string) => Promise<string>;
};

/** From the command to its transcript: what a scenario needs of a guest. */
type Start = (command: string, options?: StartOptions) => Promise<GuestCommand>;

const STATE_LIMIT_MS = 900_000;
const folder = new URL('scenarios/', import.meta.url);

export function listScenarios(): readonly ScenarioDescription[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sh'))
    .sort()
    .map((file) => describeScenario(file.slice(0, -'.sh'.length)));
}

function describeScenario(name: string): ScenarioDescription {
  const text = readFileSync(new URL(`${name}.sh`, folder), 'utf8');
  const title = /^# (.*)$/m.exec(text)?.[1] ?? '';
  const states = [...text.matchAll(/^state ([\w-]+)$/gm)].flatMap((match) => match[1] ?? []);
  return { name, title, states, needs: /^# needs (\S+)$/m.exec(text)?.[1] ?? null };
}

/** The scenario and state of these names, or null; an error message is the caller's. */
export function findScenario(name: string, state?: string): ScenarioDescription | null {
  const found = listScenarios().find((scenario) => scenario.name === name) ?? null;
  return found && (state === undefined || found.states.includes(state)) ? found : null;
}

export async function startScenario(
  start: Start,
  name: string,
  options: {
    readonly env?: Readonly<Record<string, string>>;
    readonly onTranscript?: (chunk: string) => void;
  },
): Promise<RunningScenario> {
  if (!findScenario(name)) throw new Error(`no scenario ${name}`);
  const env = Object.entries(options.env ?? {}).map(([key, value]) => `${key}='${value}' `);
  const script = `cd /lab && ${env.join('')}exec bash /mnt/dmscope/e2e/lab/scenarios/${name}.sh 2>&1`;
  const command = await start(script, { isInteractive: true });
  const transcript = followTranscript(command, options.onTranscript);
  let reached: string | null = null;

  const next = async (): Promise<string> => {
    if (reached !== null) command.stdin.write('\n');
    reached = await transcript.nextState();
    return reached;
  };
  const advance = async (state?: string): Promise<string> => {
    let at = await next();
    while (state !== undefined && at !== state) at = await next();
    return at;
  };
  return {
    advance: (state) => {
      const late = `scenario ${name} does not reach ${state ?? 'its next state'}`;
      return withDeadline(advance(state), STATE_LIMIT_MS, late).catch((error) => {
        throw new Error(`${error.message}\n${transcript.text()}`);
      });
    },
  };
}

type Transcript = { readonly nextState: () => Promise<string>; readonly text: () => string };

/** Reads the transcript as it comes; a line `== state NAME` says that the scenario waits there. */
function followTranscript(command: GuestCommand, onTranscript?: (chunk: string) => void): Transcript {
  let text = '';
  let statesSeen = 0;
  let isOver = false;
  let wake = () => {};
  command.stderr.resume();
  command.stdout.setEncoding('utf8');
  command.stdout.on('data', (chunk: string) => {
    text += chunk;
    onTranscript?.(chunk);
    wake();
  });
  command.exited.then(() => {
    isOver = true;
    // The last output may still be on its way.
    setTimeout(() => wake(), 100);
  });
  const nextState = async () => {
    for (;;) {
      const states = [...text.matchAll(/^== state (\S+)\n/gm)];
      const state = states[statesSeen]?.[1];
      if (state !== undefined) {
        statesSeen++;
        return state;
      }
      if (isOver) throw new Error('the scenario has ended');
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  return { nextState, text: () => text };
}
