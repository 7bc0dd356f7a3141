import { escapeMarkup } from '../text/escape-markup.ts';
import { printableHostText } from '../text/host-text.ts';

/** Text as it stands between tags or in quotes: nothing in it is markup, hides or turns what is around it. */
export function escapeHtml(text: string): string {
  return escapeMarkup(printableHostText(text).toWellFormed());
}
