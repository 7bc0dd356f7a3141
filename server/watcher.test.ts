import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { buildStack } from '../lib/stack/build-stack.ts';
import { collectorCommand } from './collector-process.ts';
import { captureOf, createReplay, type Replay, until } from './testing/replay.ts';
import { createWatcher, type Watcher, type WatcherOptions, type WatcherTiming } from './watcher.ts';

let replay: Replay;
let watcher: Watcher;

const TIMING: Partial<WatcherTiming> = {
  silenceMs: 500,
  firstRestartMs: 50,
  lastRestartMs: 400,
  extrasMs: 10,
};

function watch(timing = TIMING): Watcher {
  watcher = createWatcher({ start: collectorCommand(replay.script), build: buildStack, timing });
  return watcher;
}

function names(): readonly string[] {
  return (watcher.revisions.stack()?.devices ?? []).filter(({ dm }) => dm !== null).map(({ name }) => name);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

beforeEach(async () => {
  replay = await createReplay();
});

afterEach(async () => {
  await watcher.stop();
  await replay.remove();
});

describe('a watcher', () => {
  it('is starting, then live with the stack of the first capture', async () => {
    expect(watch().freshness()).toEqual({
      state: 'starting',
      reason: null,
      lastSignAtMs: null,
      lastLookAtMs: null,
    });
    await replay.print(captureOf(2));
    await until(() => watcher.freshness().state === 'live');
    expect(names()).toEqual(['vm--volumes-snap', 'docker--volumes-docker--data']);
    expect(Date.now() - (watcher.freshness().lastSignAtMs ?? 0)).toBeLessThan(1000);
  });

  it('gives a patch for each change, and nothing for a capture in which nothing changed', async () => {
    await replay.print(captureOf(1));
    watch();
    await until(() => names().length === 1);
    const position = watcher.revisions.position();
    await replay.print(captureOf(1, 2));
    await replay.print(captureOf(3, 3));
    await until(() => names().length === 3);
    const missed = watcher.revisions.since(position);
    expect(missed).toMatchObject([{ kind: 'patch', revision: 2, patch: { removed: [], changed: [] } }]);
    expect(missed[0]?.kind === 'patch' && missed[0].patch.added.map(({ device }) => device.devNo)).toEqual([
      '254:5',
      '254:6',
    ]);
  });

  it('says why it is stale when the collector ends, starts another, and is live again with its first capture', async () => {
    await replay.print(captureOf(1));
    watch();
    await until(() => watcher.freshness().state === 'live');
    await replay.set(
      'die',
      'a first line\ndmscope collector: no answer for 60 s while asking for: dmsetup-deps\n',
    );
    await until(() => watcher.freshness().state === 'stale');
    expect(watcher.freshness().reason).toBe(
      'the collector ended with status 4: no answer for 60 s while asking for: dmsetup-deps',
    );
    expect(names()).toEqual(['vm--volumes-snap']);
    await until(() => watcher.freshness().state === 'live');
    expect((await replay.starts()).length).toBe(2);
  });

  it('waits longer after each collector that ends at once', async () => {
    await replay.set('die', 'device-mapper answers only root');
    watch({ ...TIMING, firstRestartMs: 100, lastRestartMs: 100_000 });
    const began = Date.now();
    await until(async () => (await replay.starts()).length === 2);
    await replay.set('die', 'device-mapper answers only root');
    await until(async () => (await replay.starts()).length === 3);
    expect(Date.now() - began).toBeGreaterThan(300);
    expect(watcher.freshness()).toMatchObject({ state: 'stale' });
  });

  it('is stale while the host is silent, waits for the same collector, and is live when it speaks again', async () => {
    await replay.print(captureOf(1));
    watch();
    await until(() => watcher.freshness().state === 'live');
    await replay.set('silent', '');
    await until(() => watcher.freshness().state === 'stale');
    expect(watcher.freshness().reason).toMatch(/^no sign of life for \d+ s$/);
    await replay.unset('silent');
    await until(() => watcher.freshness().state === 'live');
    expect((await replay.starts()).length).toBe(1);
  });

  it('tells its listeners of a change of state without being asked', async () => {
    await replay.print(captureOf(1));
    watch();
    const states: string[] = [];
    watcher.onChange(() => states.push(watcher.freshness().state));
    await until(() => states.includes('live'));
    await replay.set('silent', '');
    await until(() => states.includes('stale'));
  });

  it('never has two collectors, however often they end', async () => {
    await replay.print(captureOf(1));
    watch({ ...TIMING, firstRestartMs: 1, lastRestartMs: 1 });
    for (let round = 1; round <= 4; round++) {
      await until(async () => (await replay.starts()).length === round);
      const [running, ...others] = (await replay.starts()).toReversed();
      expect(others.filter(isAlive)).toEqual([]);
      expect(running && isAlive(running)).toBe(true);
      await replay.set('die', 'again');
    }
  });

  it('ends its collector when it is stopped, at once', async () => {
    await replay.print(captureOf(1));
    watch();
    await until(() => names().length === 1);
    const [pid = 0] = await replay.starts();
    const began = Date.now();
    await watcher.stop();
    expect(Date.now() - began).toBeLessThan(3000);
    expect(isAlive(pid)).toBe(false);
    expect(await replay.ends()).toEqual([pid]);
    expect(watcher.isStopped()).toBe(true);
  });

  it('goes on with the stack it has, and says so, when one cannot be built', async () => {
    const silence = vi.spyOn(console, 'error').mockImplementation(() => {});
    await replay.print(captureOf(1));
    const build: WatcherOptions['build'] = (capture) => {
      if (capture.sequence === 2) throw new Error('a mistake');
      return buildStack(capture);
    };
    watcher = createWatcher({ start: collectorCommand(replay.script), build, timing: TIMING });
    await until(() => watcher.freshness().state === 'live');
    await replay.print(captureOf(3, 2));
    await until(() => watcher.freshness().state === 'stale');
    expect(watcher.freshness().reason).toBe('dmscope failed to read the capture: Error: a mistake');
    expect(names()).toEqual(['vm--volumes-snap']);
    await replay.print(captureOf(2, 3));
    await until(() => watcher.freshness().state === 'live');
    silence.mockRestore();
  });

  it('says so when there is no collector to start', async () => {
    watcher = createWatcher({
      start: collectorCommand('/nonexistent/collector.sh'),
      build: buildStack,
      timing: TIMING,
    });
    await until(() => watcher.freshness().state === 'stale');
    expect(watcher.freshness().reason).toMatch(/^the collector ended with status \d+: .*nonexistent/);
  });
});
