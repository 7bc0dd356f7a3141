import { expect, it } from 'vitest';
import type { User } from './asker.ts';
import { createSessions, IDLE_MS, LONGEST_MS, type SessionStart } from './sessions.ts';

const vera: User = { name: 'vera', role: 'viewer' };
const byPassword: SessionStart = { user: vera, by: 'password', passwordHash: 'x' };

function sessionsAt() {
  let nowMs = 1_000_000;
  const pass = (ms: number) => {
    nowMs += ms;
  };
  return { ...createSessions(() => nowMs), pass };
}

it('finds a session by its token alone, and gives every session another', () => {
  const { begin, find } = sessionsAt();
  const [one, other] = [begin(byPassword), begin(byPassword)];
  expect(one).not.toBe(other);
  expect(find(one)?.user).toEqual(vera);
  expect(find(`${one}x`)).toBeNull();
  expect(find('')).toBeNull();
});

it('ends after an hour without use, and not while something is being sent', () => {
  const { begin, find, keepOpen, pass } = sessionsAt();
  const token = begin(byPassword);
  pass(IDLE_MS - 1);
  const session = find(token);
  if (session === null) throw new Error('ended too early');
  const close = keepOpen(session);
  pass(2 * IDLE_MS);
  expect(find(token)).not.toBeNull();
  pass(2 * IDLE_MS);
  close();
  pass(IDLE_MS - 1);
  expect(find(token)).not.toBeNull();
  pass(IDLE_MS);
  expect(find(token)).toBeNull();
  expect(session.ended.aborted).toBe(true);
});

it('ends after a shift, however much it is used', () => {
  const { begin, find, pass } = sessionsAt();
  const token = begin(byPassword);
  for (let i = 0; i < 24; i++) {
    expect(find(token)).not.toBeNull();
    pass(LONGEST_MS / 24);
  }
  expect(find(token)).toBeNull();
});

it('tells what is being sent that it is over', () => {
  const { begin, find, end, endThose } = sessionsAt();
  const token = begin(byPassword);
  const signal = find(token)?.ended;
  const other = begin(byPassword);
  end(token);
  expect(signal?.aborted).toBe(true);
  expect(find(token)).toBeNull();
  expect(find(other)).not.toBeNull();
  endThose(({ user }) => user.name === 'vera');
  expect(find(other)).toBeNull();
});

it('keeps eight of a user and ends the oldest; the link’s are not counted with them', () => {
  const { begin, find } = sessionsAt();
  const link = begin({ user: vera, by: 'link' });
  const tokens = Array.from({ length: 10 }, () => begin(byPassword));
  expect(tokens.map((token) => find(token) !== null)).toEqual([false, false, ...Array(8).fill(true)]);
  expect(find(link)).not.toBeNull();
});
