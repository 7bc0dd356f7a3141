import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { missingForLab } from '../setup/requirements.ts';

const CLI = fileURLToPath(new URL('cli.ts', import.meta.url));

function lab(args: readonly string[], env: NodeJS.ProcessEnv = process.env) {
  return spawnSync(process.execPath, [CLI, ...args], { encoding: 'utf8', env, timeout: 100_000 });
}

describe('npm run lab', () => {
  test('lists each scenario with its states', () => {
    const { stdout, status } = lab(['--list']);
    expect(status).toBe(0);
    expect(stdout).toContain('before, snapshot, leaked, leaked-mounted, cleaned');
  });

  test.each([
    [['no-such'], /^lab: no scenario no-such; there are: .*\bs1\b.*\n$/],
    [['s1', 'no-such'], /^lab: scenario s1 has no state no-such; it has: before, .*\n$/],
    [['--record', 'dir', 'no-such'], /^lab: no scenario no-such; .*\n$/],
    [['--serve', 's1', '--port', 'x'], /^lab: no port x\n$/],
    [['--bogus'], /^lab: Unknown option '--bogus'.*\n$/],
  ])('says in one line what is wrong with %j, with status 2', (args, message) => {
    const { stdout, stderr, status } = lab(args);
    expect({ stdout, status }).toEqual({ stdout: '', status: 2 });
    expect(stderr).toMatch(message);
  });

  test.skipIf(missingForLab().length > 0)(
    'builds a scenario up to a state and prints transcript and tree',
    () => {
      const { stdout, status, stderr } = lab(['zoo-states', 'states']);
      expect(stderr).toBe('');
      expect(status).toBe(0);
      expect(stdout).toContain('\n# dmsetup create no-table --notable\n');
      expect(stdout).toContain('\n== state states\n');
      expect(stdout).toMatch(/^live-and-inactive \(254:\d+\)\n └─ \(7:0\)$/m);
      expect(stdout).not.toContain('== state suspended');
    },
  );
});
