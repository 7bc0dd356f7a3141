import { expect, test } from 'vitest';
import { isLinkToRun, viewLink } from './view-link.ts';

const PAGE = 'http://127.0.0.1:4000/';

test('a link names the host and the moment, and keeps the rest of the view but open panels', () => {
  const href = `${PAGE}?device=dm:LVM-x%20y&panel=moments&q=a%26b&at=2026-11-21T10:00:00Z`;
  expect(viewLink(href, { id: 'this-host' }, '2026-11-21T15:56:00Z')).toBe(
    `${PAGE}?device=dm:LVM-x+y&q=a%26b&at=2026-11-21T15:56:00Z&host=this-host`,
  );
});

test('without a moment it leads to the host as it will be', () => {
  expect(viewLink(`${PAGE}?at=2026-11-21T10:00:00Z`, { id: 'recording' }, null)).toBe(
    `${PAGE}?host=recording`,
  );
});

test('a link to a run is told apart', () => {
  expect(isLinkToRun(`${PAGE}?run=20261121-143002-3f9a`)).toBe(true);
  expect(isLinkToRun(`${PAGE}?device=run`)).toBe(false);
});
