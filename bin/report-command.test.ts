import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { readCapture } from '../lib/capture/read-capture.ts';
import { planFor } from '../lib/plan/plan-for.ts';
import type { RunEvent, RunEventBody } from '../lib/run/run-event.ts';
import { buildStack } from '../lib/stack/build-stack.ts';
import { openDatabase } from '../server/database/open-database.ts';
import { openJournal } from '../server/runs/journal.ts';

const DMSCOPE = fileURLToPath(new URL('./dmscope', import.meta.url));
const CASES = fileURLToPath(new URL('../e2e/cases/', import.meta.url));
const LEAKED = `${CASES}s1-leaked/capture`;
const folder = mkdtempSync(join(tmpdir(), 'dmscope-report-'));

afterAll(() => rmSync(folder, { recursive: true }));

type Environment = { readonly DMSCOPE_STATE_DIR: string };

function report(...words: readonly (string | Environment)[]) {
  const args = words.filter((word) => typeof word === 'string');
  const env = words.filter((word) => typeof word !== 'string');
  return spawnSync(DMSCOPE, ['report', ...args], {
    maxBuffer: 1 << 24,
    env: Object.assign({}, process.env, ...env),
  });
}

function findingIds(): readonly string[] {
  const { stdout } = spawnSync(DMSCOPE, ['findings', '--json', '--capture', LEAKED], { encoding: 'utf8' });
  return JSON.parse(stdout).findings.map(({ id }: { readonly id: string }) => id);
}

/** A run as the journal has it after its first step, in a database of its own. */
async function journalledRun(stateDir: string): Promise<string> {
  const runId = '20261121-143002-3f9a';
  const { value } = readCapture(readFileSync(`${CASES}suspended-middle/capture`));
  if (!value) throw new Error('there is no capture');
  const stack = buildStack(value);
  const identity = stack.devices.find(({ name }) => name === 'middle')?.identity ?? '';
  const intent = { kind: 'resume', device: { identity } } as const;
  const plan = planFor(intent, stack);
  const end = { exitStatus: 0, signal: null, stdout: '', stderr: '', durationMs: 12 };
  const bodies: readonly RunEventBody[] = [
    { kind: 'begun', who: { name: 'ada', via: 'command line' }, host: plan.host, intent, plan },
    { kind: 'state', when: 'before', stack },
    { kind: 'command-began', step: 0, argv: plan.steps[0]?.argv ?? [] },
    { kind: 'command-ended', step: 0, ...end },
  ];
  const database = await openDatabase(stateDir);
  await openJournal(database).add(...bodies.map((body, at): RunEvent => ({ ...body, runId, atMs: at + 1 })));
  await database.destroy();
  return runId;
}

describe('dmscope report', () => {
  test('draws a finding as SVG that says what holds the snapshot', () => {
    const [id = ''] = findingIds();
    const { status, stdout } = report('--format', 'svg', '--capture', LEAKED, '--finding', id);
    expect(status).toBe(0);
    const svg = stdout.toString('utf8');
    expect(svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg"')).toBe(true);
    expect(svg.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')).toContain(
      'vm--volumes-snap--docker2.example.com--volumes is held by docker--volumes-docker--data and docker--volumes-docker--meta.',
    );
  });

  test('writes PNG at twice the size of the SVG, without a browser', () => {
    const file = join(folder, 'extents.png');
    const asked = ['--capture', LEAKED, '--device', 'md125', '--picture', 'extents'];
    expect(report('--format', 'png', ...asked, '-o', file).status).toBe(0);
    const png = readFileSync(file);
    expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
    const [, width] = /width="(\d+)"/.exec(report('--format', 'svg', ...asked).stdout.toString('utf8')) ?? [];
    expect(png.readUInt32BE(16)).toBe(Number(width) * 2);
  });

  test('writes a finding as an HTML file and as Markdown, with what made it and the raw lines', () => {
    const [id] = findingIds();
    const html = report('--format', 'html', '--capture', LEAKED, '--finding', id ?? '').stdout.toString(
      'utf8',
    );
    expect(html.startsWith('<!DOCTYPE html>\n<html lang="en">')).toBe(true);
    const md = report('--format', 'md', '--capture', LEAKED, '--finding', id ?? '').stdout.toString('utf8');
    expect(md).toMatch(/^- Made by: dmscope \d+\.\d+/m);
    expect(md).toContain('\n## Raw lines\n');
  });

  test.each(['html', 'md', 'svg'])('--redact leaves no name of the host in %s', (format) => {
    const words = ['--format', format, '--capture', LEAKED, '--finding', findingIds()[0] ?? ''];
    expect(report(...words).stdout.toString('utf8')).toContain('docker2.example.com');
    const redacted = report(...words, '--redact');
    expect(redacted.status).toBe(0);
    expect(redacted.stdout.toString('utf8')).not.toMatch(/docker|vm-?-volumes|host1|example\.com/);
  });

  test('tells of a run by its journal, and in one line that there is no such run', async () => {
    const state = mkdtempSync(join(folder, 'state-'));
    const id = await journalledRun(state);
    const words = ['--run', id, '--format', 'md', '--capture', `${CASES}suspended-middle/capture`];
    const { status, stdout, stderr } = report(...words, { DMSCOPE_STATE_DIR: state });
    expect(stderr.toString('utf8')).toBe('');
    expect(status).toBe(0);
    expect(stdout.toString('utf8')).toContain(`- Run: ${id}\n- By: ada (command line)`);
    expect(stdout.toString('utf8')).toContain('   Command, exit status 0 after 12 ms:');
    const none = report('--run', 'no-such', '--format', 'md', { DMSCOPE_STATE_DIR: state });
    expect(none.status).toBe(2);
    expect(none.stderr.toString('utf8')).toContain('the journal has no run no-such');
  });

  test.each([
    [['--format', 'tiff']],
    [['--format', 'md', '--capture', LEAKED, '--picture', 'overview']],
    [['--format', 'md', '--capture', LEAKED, '--finding', 'a', '--device', 'b']],
    [['--format', 'md', '--capture', LEAKED, '--finding', 'no-such']],
    [['--format', 'svg', '--capture', LEAKED, '--finding', 'no-such']],
    [['--format', 'svg', '--capture', LEAKED, '--device', 'no-such']],
    [['--format', 'svg', '--capture', LEAKED, '--picture', 'extents']],
    [['--format', 'svg', '--capture', LEAKED, '--picture', 'portrait']],
  ])('ends with 2 and one line when asked for what there is not: %j', (words) => {
    const { status, stdout, stderr } = report(...words);
    expect(status).toBe(2);
    expect(stdout).toHaveLength(0);
    expect(stderr.toString('utf8').trimEnd().split('\n')).toHaveLength(1);
  });
});
