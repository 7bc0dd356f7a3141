import { expect, test } from 'vitest';
import { multipath } from './multipath.ts';
import { reasonOf, statusOf, tableOf } from './target-line.fixture.ts';

test('groups, selectors and paths are read by their counts', () => {
  const table = tableOf(
    multipath,
    '0 131072 multipath 1 queue_if_no_path 0 2 1 service-time 0 2 2 7:36 1 1 7:37 1 1 round-robin 0 1 1 7:38 1 ',
  );
  expect(table).toMatchObject({ queuesIfNoPath: true, hwHandler: [], firstGroup: 1 });
  expect(table.groups).toEqual([
    {
      selector: 'service-time',
      selectorArgs: [],
      paths: [
        { device: '7:36', args: ['1', '1'] },
        { device: '7:37', args: ['1', '1'] },
      ],
    },
    { selector: 'round-robin', selectorArgs: [], paths: [{ device: '7:38', args: ['1'] }] },
  ]);
  expect(table.devices.map(({ device }) => device)).toEqual(['7:36', '7:37', '7:38']);
  expect(table.summary).toBe(
    '3 paths to one disk in 2 groups (service-time and round-robin); I/O waits when no path is left.',
  );
});

test('features with values, a hardware handler and selector arguments are read', () => {
  // Hand-made from multipath_status in dm-mpath.c; historical-service-time has two selector arguments.
  const features = '7 queue_if_no_path pg_init_retries 50 pg_init_delay_msecs 100 queue_mode bio';
  const group = 'historical-service-time 2 10 4 1 1 8:0 1';
  expect(tableOf(multipath, `0 8 multipath ${features} 1 alua 1 1 ${group}`)).toMatchObject({
    pgInitRetries: 50,
    pgInitDelayMs: 100,
    queueMode: 'bio',
    hwHandler: ['alua'],
    groups: [{ selectorArgs: ['10', '4'], paths: [{ device: '8:0', args: ['1'] }] }],
  });
  expect(tableOf(multipath, '0 8 multipath 0 0 0 0').summary).toBe(
    '0 paths to one disk in no path group; I/O fails when no path is left.',
  );
  expect(reasonOf(multipath, '0 0 1 1 round-robin 0 9 1 8:0 1')).toBe(
    'argument 7: 9 paths need 9 arguments, found 3',
  );
  expect(reasonOf(multipath, '0 0 900000000 1')).toBe(
    'argument 5: expected the path selector, found the end',
  );
});

test('its status counts the paths that work', () => {
  const status = statusOf(multipath, '2 0 0 0 2 1 A 0 2 2 7:36 A 0 0 1 7:37 F 1 0 1 E 0 1 0 7:38 A 0 ');
  expect(status).toMatchObject({
    isQueueing: false,
    pgInitCount: 0,
    currentGroup: 1,
    health: 'degraded',
    badge: '2/3 paths',
    summary: '2 of 3 paths work; 1 has failed.',
  });
  expect(status.groups[0]).toEqual({
    state: 'active',
    selectorArgs: [],
    paths: [
      { device: '7:36', isActive: true, failCount: 0, args: ['0', '1'] },
      { device: '7:37', isActive: false, failCount: 1, args: ['0', '1'] },
    ],
  });
  expect(statusOf(multipath, '2 0 1 0 1 1 A 0 1 2 8:0 A 0 0 1 ')).toMatchObject({
    badge: '1/1 paths',
    summary: 'Its only path works.',
  });
  expect(statusOf(multipath, '2 0 1 0 2 1 A 0 1 2 8:0 A 2 0 1 E 0 1 2 8:16 A 0 0 1').summary).toBe(
    'Both paths work; 2 failures so far.',
  );
});

test('without a path, the table tells whether I/O waits or fails', () => {
  const queues = '0 8 multipath 1 queue_if_no_path 0 1 1 round-robin 0 1 1 8:0 1';
  const fails = '0 8 multipath 0 0 1 1 round-robin 0 1 1 8:0 1';
  const dead = '2 1 0 0 1 1 E 0 1 0 8:0 F 3';
  expect(statusOf(multipath, dead, queues)).toMatchObject({
    isQueueing: true,
    health: 'failed',
    badge: '0/1 paths',
    summary: 'Its only path has failed: I/O waits until one is back.',
  });
  expect(statusOf(multipath, dead, fails).summary).toBe('Its only path has failed: I/O fails.');
});
