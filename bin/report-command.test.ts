import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';

const DMSCOPE = fileURLToPath(new URL('./dmscope', import.meta.url));
const CASES = fileURLToPath(new URL('../e2e/cases/', import.meta.url));
const LEAKED = `${CASES}s1-leaked/capture`;
const folder = mkdtempSync(join(tmpdir(), 'dmscope-report-'));

afterAll(() => rmSync(folder, { recursive: true }));

function report(...words: readonly string[]) {
  return spawnSync(DMSCOPE, ['report', ...words], { maxBuffer: 1 << 24 });
}

describe('dmscope report', () => {
  test('draws a finding as SVG that says what holds the snapshot', () => {
    const listed = spawnSync(DMSCOPE, ['findings', '--json', '--capture', LEAKED], { encoding: 'utf8' });
    const [{ id }] = JSON.parse(listed.stdout).findings;
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

  test.each([
    [['--format', 'tiff']],
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
