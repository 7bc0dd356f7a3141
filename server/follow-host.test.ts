import { describe, expect, it } from 'vitest';
import { deviceFixture, stackFixture } from '../lib/stack/device.fixture.ts';
import { followStack, NOTHING_FOLLOWED } from '../lib/stack/followed-stack.ts';
import { type Event, followHost } from './follow-host.ts';
import { createRevisions } from './revisions.ts';
import type { Watcher } from './watcher.ts';

/** A watcher whose stacks a test publishes itself. */
function createHandWatcher() {
  const revisions = createRevisions();
  const listeners = new Set<() => void>();
  let isStopped = false;
  const ring = () => {
    for (const listener of [...listeners]) listener();
  };
  const watcher: Watcher = {
    revisions,
    capture: () => null,
    freshness: () => ({ state: 'live', reason: null, lastSignAtMs: 1, lastLookAtMs: 1 }),
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    isStopped: () => isStopped,
    stop: async () => {
      isStopped = true;
      ring();
    },
  };
  const publish = (count: number) => {
    const devices = Array.from({ length: count }, (_, i) => deviceFixture(`254:${i}`));
    revisions.publish(stackFixture(devices));
    ring();
  };
  return { watcher, publish, listeners };
}

async function read(events: AsyncGenerator<Event>, kind: Event['message']['kind']): Promise<Event> {
  while (true) {
    const { value, done } = await events.next();
    if (done) throw new Error('the stream ended');
    if (value.message.kind === kind) return value;
  }
}

function open(watcher: Watcher, lastEventId: string | null) {
  const viewer = new AbortController();
  return { viewer, events: followHost(watcher, { lastEventId, signal: viewer.signal, heartbeatMs: 50 }) };
}

describe('following a host', () => {
  it('gives the freshness first, then the whole stack, then patches as they come', async () => {
    const { watcher, publish } = createHandWatcher();
    publish(1);
    const { events } = open(watcher, null);
    expect((await events.next()).value?.message.kind).toBe('freshness');
    expect((await events.next()).value?.message).toMatchObject({ kind: 'stack', revision: 1 });
    publish(2);
    expect((await read(events, 'patch')).message).toMatchObject({ revision: 2 });
    await events.return(undefined);
  });

  it('gives the stack as soon as there is one', async () => {
    const { watcher, publish } = createHandWatcher();
    const { events } = open(watcher, null);
    await read(events, 'freshness');
    setTimeout(() => publish(1), 20);
    expect((await read(events, 'stack')).message).toMatchObject({ revision: 1 });
    await events.return(undefined);
  });

  it('resumes after the last event without a gap and without repeating anything', async () => {
    const { watcher, publish } = createHandWatcher();
    publish(1);
    const first = open(watcher, null);
    const seen = await read(first.events, 'stack');
    let state = followStack(NOTHING_FOLLOWED, seen.message, 0);
    await first.events.return(undefined);
    for (const count of [2, 3, 5, 4]) publish(count);
    const second = open(watcher, seen.id);
    const revisions: number[] = [];
    while (state.revision !== 5) {
      const { message } = await read(second.events, 'patch');
      if (message.kind === 'patch') revisions.push(message.revision);
      state = followStack(state, message, 0);
    }
    expect(revisions).toEqual([2, 3, 4, 5]);
    expect(state.stack).toEqual(watcher.revisions.stack());
    await second.events.return(undefined);
  });

  it('misses nothing that is published while the viewer is still taking the last event', async () => {
    const { watcher, publish } = createHandWatcher();
    publish(1);
    const { events } = open(watcher, null);
    let state = followStack(NOTHING_FOLLOWED, (await read(events, 'stack')).message, 0);
    for (let count = 2; count <= 30; count++) {
      publish(count);
      if (count % 3 === 0) state = followStack(state, (await read(events, 'patch')).message, 0);
    }
    while (state.revision !== 30) state = followStack(state, (await read(events, 'patch')).message, 0);
    expect(state.stack).toEqual(watcher.revisions.stack());
    await events.return(undefined);
  });

  it('sends the whole stack to who comes from before a restart, or with nonsense', async () => {
    const { watcher, publish } = createHandWatcher();
    publish(1);
    for (const id of [
      '00000000-0000-0000-0000-000000000000:1',
      'nonsense',
      '',
      `${watcher.revisions.position().epoch}:99`,
    ]) {
      const { events } = open(watcher, id);
      expect((await read(events, 'stack')).message).toMatchObject({ revision: 1 });
      await events.return(undefined);
    }
  });

  it('gives a heartbeat that keeps the place of the last event', async () => {
    const { watcher, publish } = createHandWatcher();
    publish(1);
    const { events } = open(watcher, null);
    const { id } = await read(events, 'stack');
    expect((await read(events, 'freshness')).id).toBe(id);
    await events.return(undefined);
  });

  it('ends when the viewer leaves and when the watcher stops, and listens no longer', async () => {
    for (const how of ['leave', 'stop']) {
      const { watcher, publish, listeners } = createHandWatcher();
      publish(1);
      const { viewer, events } = open(watcher, null);
      await read(events, 'stack');
      const rest = (async () => {
        for await (const _ of events);
      })();
      if (how === 'leave') viewer.abort();
      else await watcher.stop();
      await rest;
      expect(listeners.size).toBe(0);
    }
  });
});
