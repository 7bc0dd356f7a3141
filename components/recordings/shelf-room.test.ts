import { expect, test } from 'vitest';
import { isLocalId, type LocalRecording, localIdOf, outOfRoom } from './shelf-room.ts';

const recording = (at: number, sizeBytes = 10): LocalRecording => ({
  id: localIdOf(String(at).padStart(64, '0').slice(-16)),
  fileName: `${at}.capture`,
  host: 'host1',
  timeSeconds: 0,
  origin: null,
  sizeBytes,
  openedAtMs: at,
});

const names = (recordings: readonly LocalRecording[]) => recordings.map(({ fileName }) => fileName);

test('what was opened longest ago goes first, by count and by size', () => {
  const kept = [recording(3), recording(1), recording(2)];
  expect(names(outOfRoom(kept, recording(4), { count: 4, bytes: 1000 }))).toEqual([]);
  expect(names(outOfRoom(kept, recording(4), { count: 3, bytes: 1000 }))).toEqual(['1.capture']);
  expect(names(outOfRoom(kept, recording(4), { count: 20, bytes: 25 }))).toEqual(['2.capture', '1.capture']);
});

test('one that is opened again takes its own place, and one that is too large alone is kept all the same', () => {
  const kept = [recording(1), recording(2)];
  expect(outOfRoom(kept, recording(2), { count: 2, bytes: 1000 })).toEqual([]);
  expect(names(outOfRoom(kept, recording(3, 5000), { count: 20, bytes: 1000 }))).toEqual([
    '2.capture',
    '1.capture',
  ]);
});

test('an id tells a file from a host of the server', () => {
  expect(isLocalId(recording(7).id)).toBe(true);
  for (const id of ['this-host', 'recording', 'file-', 'file-server']) expect(isLocalId(id)).toBe(false);
});
