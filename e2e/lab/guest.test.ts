import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { missingForLab } from '../setup/requirements.ts';
import { bootGuest, type Guest } from './guest.ts';

describe.skipIf(missingForLab().length > 0)('a guest', () => {
  let guest: Guest;
  beforeAll(async () => {
    guest = await bootGuest({ name: 'driver' });
  });
  afterAll(() => guest?.down());

  test('gives back every byte, both streams apart, and the exit status', async () => {
    const result = await guest.run(String.raw`printf 'a\xff\0b\n'; echo bad >&2; exit 7`);
    expect(result.stdout).toEqual(Buffer.from([0x61, 0xff, 0, 0x62, 0x0a]));
    expect(result).toMatchObject({ stderr: 'bad\n', exitStatus: 7, timedOut: false });
  });

  test('writes files of any bytes under any name', async () => {
    const bytes = Uint8Array.from({ length: 1000 }, (_, i) => i % 256);
    await guest.writeFile("/lab/it's ü", bytes);
    expect((await guest.run(`cat "/lab/it's ü"`)).stdout).toEqual(Buffer.from(bytes));
  });

  test('runs commands side by side', async () => {
    const began = performance.now();
    const outputs = await Promise.all([1, 2, 3].map((i) => guest.ok(`sleep 4; echo ${i}`)));
    expect(outputs).toEqual(['1\n', '2\n', '3\n']);
    expect(performance.now() - began).toBeLessThan(11_000);
  });

  test('stays usable after a command that hangs in the kernel for good, and the command goes on resume', async () => {
    await guest.ok('dmsetup create stuck --table "0 8192 linear /dev/ubda 0" && dmsetup suspend stuck');
    const began = performance.now();
    const result = await guest.run('dd if=/dev/mapper/stuck of=/dev/null bs=4k count=1', { timeoutMs: 500 });
    expect(result).toMatchObject({ timedOut: true, exitStatus: null });
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(await guest.ok('dmsetup info -c --noheadings -o suspended stuck')).toContain('Suspended');
    await guest.ok(
      'dmsetup resume stuck; while pgrep -x dd; do sleep 0.1; done; dmsetup remove --retry stuck',
    );
  });

  test('kills what did not end in time', async () => {
    await guest.run('exec -a never-ending sleep 1000', { timeoutMs: 300 });
    expect((await guest.run('pgrep -f never-endin[g]')).exitStatus).toBe(1);
  });

  test('a port of it is a port of 127.0.0.1 here', async () => {
    const server = `require('http').createServer((q, r) => r.end('hello from ' + require('os').hostname())).listen(3999)`;
    const node = await guest.start(`cd /mnt/dmscope && exec node_modules/.bin/node -e "${server}"`);
    const port = await guest.forward(3999);
    let text = '';
    for (let i = 0; i < 100 && text === ''; i++) {
      text = await fetch(`http://127.0.0.1:${port}/`)
        .then((r) => r.text())
        .catch(() => '');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(text).toBe('hello from host1.example.com');
    await guest.run(`kill ${node.pid}`);
  });

  test('writes nothing to this machine', async () => {
    await guest.ok('echo x >/etc/dmscope-lab-was-here; echo x >/mnt/dmscope/dmscope-lab-was-here');
    const found = ['/etc/', fileURLToPath(new URL('../../', import.meta.url))].map((folder) =>
      execFileSync('ls', [folder], { encoding: 'utf8' }).includes('dmscope-lab-was-here'),
    );
    expect(found).toEqual([false, false]);
  });

  test('goes with its driver, even when that is killed', async () => {
    const guestModule = new URL('guest.ts', import.meta.url).href;
    const script = `const { bootGuest } = await import(${JSON.stringify(guestModule)});
      await bootGuest({ name: 'orphan-${process.pid}' }); console.log('up'); setInterval(() => {}, 1000);`;
    const driver = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(driver.stdout, 'data');
    expect(isRunning(`umid=orphan-${process.pid}`)).toBe(true);
    driver.kill('SIGKILL');
    for (let i = 0; i < 100 && isRunning(`umid=orphan-${process.pid}`); i++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(isRunning(`umid=orphan-${process.pid}`)).toBe(false);
  });
});

function isRunning(argument: string): boolean {
  return execFileSync('ps', ['-e', '-o', 'args='], { encoding: 'utf8' })
    .split('\n')
    .some((line) => line.includes(argument));
}
