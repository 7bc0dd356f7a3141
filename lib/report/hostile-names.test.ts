import { expect, test } from 'vitest';
import { hostileReport } from './recorded.fixture.ts';

const { html, md } = hostileReport();

test('HTML says a hostile name as text, with the marks that turn it spelled out', () => {
  expect(html).toContain('&lt;img/src=x/onerror=alert(1)&gt;&amp;quot;&quot;```\\u202e');
  expect(html).not.toContain('\u202e');
  expect(html).not.toContain('<img');
});

test('Markdown has every sign of markup escaped outside of fences, and no line that ends one', () => {
  let fence: string | null = null;
  for (const line of md.split('\n')) {
    const [, ticks] = /^ *(`{3,})/.exec(line) ?? [];
    if (fence !== null) {
      if (line.trim() === fence) fence = null;
    } else if (ticks !== undefined && /^ *`+text$/.test(line)) fence = ticks;
    else expect(line.replaceAll(/\\[\\`*_[\]<>|~&$]/g, '')).not.toMatch(/[`<[\]*]/);
    expect(line).not.toContain('\u202e');
  }
  expect(fence).toBe(null);
});
