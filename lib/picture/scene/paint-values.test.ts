import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PAINT_VALUES } from './paint-values.ts';

test("a picture's colours are the light theme's tokens", () => {
  const css = readFileSync(new URL('../../../components/ui/tokens.css', import.meta.url), 'utf8');
  for (const [paint, value] of Object.entries(PAINT_VALUES)) {
    const [, token = ''] = new RegExp(`^ *--${paint}: (.*);$`, 'm').exec(css) ?? [];
    expect(token.replace(/^light-dark\((#\w+),.*/, '$1'), paint).toBe(value);
  }
});
