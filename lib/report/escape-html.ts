import { printableHostText } from '../text/host-text.ts';

/** Text as it stands between tags or in quotes: nothing in it is markup, hides or turns what is around it. */
export function escapeHtml(text: string): string {
  return printableHostText(text)
    .toWellFormed()
    .replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? '');
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
