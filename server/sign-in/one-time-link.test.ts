import { expect, it } from 'vitest';
import { createOneTimeLink, LINK_VALID_MS, linkTo } from './one-time-link.ts';

it('is spent once', () => {
  const link = createOneTimeLink();
  expect(link.spend('')).toBe(false);
  const token = link.renew();
  expect(link.spend('guess')).toBe(false);
  expect(link.spend(token)).toBe(true);
  expect(link.spend(token)).toBe(false);
});

it('is void when it is an hour old, or when there is a newer one', () => {
  let nowMs = 0;
  const link = createOneTimeLink(() => nowMs);
  const late = link.renew();
  nowMs += LINK_VALID_MS;
  expect(link.spend(late)).toBe(false);
  const [older, newer] = [link.renew(), link.renew()];
  expect(link.spend(older)).toBe(false);
  expect(link.spend(newer)).toBe(true);
});

it('has its token where a browser keeps it to itself', () => {
  expect(linkTo('http://127.0.0.1:4000/', 'abc')).toBe('http://127.0.0.1:4000/sign-in#abc');
});
