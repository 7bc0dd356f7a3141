/**
 * `npm run lab`: a real kernel with device-mapper, in a few seconds, on a machine that has none. This file reads the
 * command line; what it asks for is in show.ts and record.ts.
 */
import { parseArgs } from 'node:util';
import { missingForLab } from '../setup/requirements.ts';
import { record } from './record.ts';
import { findScenario, listScenarios } from './scenario.ts';
import { serveScenario, shellInScenario, showScenario, type Wanted } from './show.ts';

const USAGE = `usage: npm run lab -- SCENARIO [STATE] [NAME=VALUE…]     build it, print the transcript and dmsetup's tree
       npm run lab -- --serve SCENARIO [STATE] [--port N]  run dmscope on it, at 127.0.0.1:N, until Ctrl-C
       npm run lab -- --shell SCENARIO [STATE]             a root shell in it
       npm run lab -- --record DIR [SCENARIO…]             store captures and trees of all states
       npm run lab -- --list                               the scenarios and their states`;

/** Exit status: 0 done, 1 it failed, 2 not understood, 3 this machine cannot. */
async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      list: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
      serve: { type: 'boolean' },
      shell: { type: 'boolean' },
      record: { type: 'string' },
      port: { type: 'string' },
    },
  });
  if (values.help) return say(USAGE, 0);
  if (values.list) return say(describeAll(), 0);
  const names = positionals.filter((word) => !word.includes('='));
  if (names.length === 0 && values.record === undefined) return complain(USAGE, 2);
  const port = Number(values.port ?? 4000);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) return complain(`lab: no port ${values.port}`, 2);
  const unknown =
    values.record === undefined ? whyUnknown(names) : names.map((n) => whyUnknown([n])).find(Boolean);
  if (unknown) return complain(`lab: ${unknown}`, 2);
  const missing = missingForLab();
  if (missing.length > 0) return complain(`lab: not possible here, missing: ${missing.join(', ')}`, 3);
  if (values.record !== undefined) return record(values.record, names);
  const wanted: Wanted = { scenario: names[0] ?? '', state: names[1], env: environment(positionals) };
  if (values.serve) return serveScenario(wanted, port);
  return values.shell ? shellInScenario(wanted) : showScenario(wanted);
}

function whyUnknown([scenario = '', state, ...rest]: readonly string[]): string | null {
  if (rest.length > 0) return `one scenario and one state, not also ${rest.join(' ')}`;
  const found = findScenario(scenario);
  if (!found)
    return `no scenario ${scenario}; there are: ${listScenarios()
      .map(({ name }) => name)
      .join(', ')}`;
  if (state === undefined || found.states.includes(state)) return null;
  return `scenario ${scenario} has no state ${state}; it has: ${found.states.join(', ')}`;
}

function environment(words: readonly string[]): Record<string, string> {
  const pairs = words.flatMap((word) => {
    const [, name, value] = /^([A-Za-z_]\w*)=(.*)$/s.exec(word) ?? [];
    return name !== undefined && value !== undefined ? [[name, value] as const] : [];
  });
  return Object.fromEntries(pairs);
}

function describeAll(): string {
  return listScenarios()
    .map(({ name, title, states }) => `${name.padEnd(13)} ${title}\n${''.padEnd(13)} ${states.join(', ')}`)
    .join('\n');
}

function say(text: string, status: number): number {
  console.log(text);
  return status;
}

function complain(text: string, status: number): number {
  console.error(text);
  return status;
}

process.exitCode = await main(process.argv.slice(2)).catch((error) => {
  const isUsage = String(error?.code).startsWith('ERR_PARSE_ARGS');
  return complain(`lab: ${error instanceof Error ? error.message : error}`, isUsage ? 2 : 1);
});
