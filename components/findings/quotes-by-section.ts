import type { Evidence } from '../../lib/findings/finding.ts';

/** Evidence under the section of the capture that it was read from, in the order in which they come first. */
export function quotesBySection(evidence: readonly Evidence[]): ReadonlyMap<string, readonly string[]> {
  const sections = new Map<string, string[]>();
  for (const { section, quote } of evidence) {
    const quotes = sections.get(section);
    if (quotes) quotes.push(quote);
    else sections.set(section, [quote]);
  }
  return sections;
}
