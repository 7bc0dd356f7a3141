import type { Freshness } from '../../lib/stack/followed-stack.ts';
import { after, before, damaged, whole } from '../page/recorded-stacks.ts';
import { open, openPretended, row } from './reach.ts';
import { type Chapter, LEAKED, type Shot } from './shot.ts';

const NO_DEVICES = 'lib/tree/fixtures/lab-no-devices.capture';

const silent = (reason: string, lastSignAtMs: number | null): Partial<Freshness> => ({
  state: 'stale',
  reason,
  lastSignAtMs,
});

function plain(name: string, words: string, query: string): Shot {
  return {
    name,
    words,
    capture: LEAKED,
    size: 'screen',
    isLightOnly: true,
    show: (page, served) => open(page, served, query),
  };
}

export const STATES: Chapter = {
  title: 'When not all is well',
  words: 'What a reader must know before believing the page.',
  shots: [
    {
      name: 'changes',
      words: 'What has changed while the page was open.',
      capture: LEAKED,
      size: 'screen',
      async show(page, served) {
        const host = await openPretended(page, served, '?panel=changes');
        host.sendFreshness({});
        host.sendStack(before);
        await row(page, /^SNAP/).waitFor();
        host.sendStack(after);
        await page.getByText('now suspended').waitFor();
      },
    },
    {
      name: 'problems',
      words: 'Lines of the host that were not understood.',
      capture: LEAKED,
      size: 'screen',
      async show(page, served) {
        const host = await openPretended(page, served, '?panel=problems');
        host.sendFreshness({});
        host.sendStack(damaged);
        await page.getByText('dmsetup-table:3').waitFor();
      },
    },
    {
      name: 'stale',
      words: 'A host that does not answer.',
      capture: LEAKED,
      size: 'screen',
      async show(page, served) {
        const host = await openPretended(page, served);
        host.sendStack(whole);
        const reason = 'the host has not answered for 17 s, asked for dmsetup-table';
        host.sendFreshness(silent(reason, Date.now() - 17_000));
        await page.getByText(/Stale: last sign/).waitFor();
        await row(page, /^SNAP/).waitFor();
      },
    },
    {
      name: 'lost',
      words: 'A server that is gone.',
      capture: LEAKED,
      size: 'screen',
      async show(page, served) {
        const host = await openPretended(page, served);
        host.sendStack(whole);
        host.sendFreshness({});
        await row(page, /^SNAP/).waitFor();
        host.cut();
        await page.getByText('Connection to dmscope lost').waitFor();
      },
    },
    {
      name: 'not-yet',
      words: 'A host that cannot be asked, and why.',
      capture: LEAKED,
      size: 'screen',
      async show(page, served) {
        const host = await openPretended(page, served);
        host.sendFreshness(silent('the collector ended with status 3: no right to ask device-mapper', null));
        await page.getByText('Nothing from the host yet').waitFor();
      },
    },
    {
      name: 'no-devices',
      words: 'A host without mapped devices.',
      capture: NO_DEVICES,
      size: 'screen',
      show: (page, served) => open(page, served, '?scope=dm'),
    },
    plain('nothing-found', 'A search that finds nothing.', '?q=nosuchthing'),
    plain('gone', 'A link to a device that is no more.', '?device=dm:gone'),
    plain('no-such-host', 'A link to a host that this server does not show.', '?host=elsewhere'),
    {
      name: 'sign-in',
      words: 'Signing in, after a wrong password.',
      capture: LEAKED,
      size: 'screen',
      async show(page, served) {
        await page.context().clearCookies();
        await page.goto(`${served.address}sign-in?problem=wrong`);
        await page.getByRole('button', { name: 'Sign in' }).waitFor();
      },
    },
  ],
};
