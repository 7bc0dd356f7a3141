import { fileURLToPath } from 'node:url';
import { drag, drop } from '../page/drop-files.ts';
import { inspector, open, row } from './reach.ts';
import { type Chapter, LEAKED, LIVE } from './shot.ts';

const file = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const SOSREPORT = file('lib/import/fixtures/sosreport-host1-s1-leaked.tar.xz');
const BEFORE = file('lib/plan/cases/s1-snapshot/host.capture');
const AFTER = file('lib/plan/cases/s1-leaked/host.capture');

export const ELSEWHERE: Chapter = {
  title: 'Captures from elsewhere, and other times',
  words: 'Read in the browser, sent nowhere.',
  shots: [
    {
      name: 'drop',
      words: 'A sosreport, held over the page.',
      capture: LEAKED,
      size: 'screen',
      async show(page, served) {
        await open(page, served);
        await drag(page, SOSREPORT);
      },
    },
    {
      name: 'sosreport',
      words: 'The sosreport, opened: what it is, and what it does not tell.',
      capture: LEAKED,
      size: 'screen',
      isLightOnly: true,
      async show(page, served) {
        await open(page, served);
        await drop(page, SOSREPORT);
        await page.getByText(/Read 21 outputs in a sosreport/).waitFor();
        await row(page, /^SNAP/).waitFor();
      },
    },
    {
      name: 'hosts',
      words: 'What can be shown: hosts, recordings of the server, and those that this browser alone has.',
      capture: LEAKED,
      size: 'screen',
      async show(page, served) {
        await open(page, served);
        await drop(page, SOSREPORT);
        await page.getByText(/Read 21 outputs in a sosreport/).waitFor();
        await page.getByRole('button', { name: 'Choose what is shown' }).click();
        await page.locator('.menu').waitFor();
      },
    },
    {
      name: 'compare',
      words: 'Two captures compared as a tree: what was added, removed and changed.',
      capture: LEAKED,
      size: 'screen',
      async show(page, served) {
        await open(page, served);
        await drop(page, AFTER, BEFORE);
        await page.getByRole('button', { name: 'Compare them' }).click();
        await row(page, /snap--docker2.example.com--volumes/).click();
        await inspector(page).getByText('open count 0 → 2').waitFor();
      },
    },
    {
      name: 'compare-diagram',
      words: 'The same as a diagram.',
      capture: LEAKED,
      size: 'screen',
      isLightOnly: true,
      async show(page, served) {
        await open(page, served);
        await drop(page, AFTER, BEFORE);
        await page.getByRole('button', { name: 'Compare them' }).click();
        await page.getByRole('radio', { name: 'Diagram' }).click();
        await page.locator('.scene').getByText('+ added').first().waitFor();
      },
    },
    {
      name: 'moment',
      words: 'A moment of a live host, kept by a link.',
      capture: LIVE,
      size: 'screen',
      async show(page, served) {
        await open(page, served);
        await row(page, /^SNAP/).click();
        await page.getByRole('banner').getByRole('button', { name: 'Copy link' }).click();
        const link = page.getByRole('dialog').getByRole('textbox', { name: 'Link' });
        await page.goto(await link.inputValue());
        await row(page, /^SNAP/).waitFor();
      },
    },
    {
      name: 'link',
      words: 'Copying that link.',
      capture: LIVE,
      size: 'screen',
      isLightOnly: true,
      async show(page, served) {
        await open(page, served);
        await row(page, /^SNAP/).click();
        await page.getByRole('banner').getByRole('button', { name: 'Copy link' }).click();
        await page.getByRole('dialog').getByRole('textbox', { name: 'Link' }).waitFor();
      },
    },
  ],
};
