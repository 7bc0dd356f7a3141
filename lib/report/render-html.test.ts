import { describe, expect, test } from 'vitest';
import { hostileReport, inCase, recorded, S1, writtenFinding } from './recorded.fixture.ts';

describe('the HTML report', () => {
  test.each([
    ['of the recording', writtenFinding(recorded(S1)).html],
    ['of a suspended device', writtenFinding(recorded(inCase('suspended-middle'))).html],
    ['of hostile names', hostileReport().html],
  ])('%s has no script, no handler and nothing that would be fetched', (_, html) => {
    for (const { name, attributes } of tagsOf(html)) {
      expect([
        'script',
        'iframe',
        'object',
        'embed',
        'link',
        'img',
        'base',
        'form',
        'image',
        'use',
      ]).not.toContain(name);
      for (const [attribute, value] of attributes) {
        expect(attribute).not.toMatch(/^on|^(?:src|href|xlink:href|action|srcset|poster)$/);
        if (attribute !== 'xmlns') expect(value).not.toMatch(/^\s*(?:https?:)?\/\/|^\s*javascript:/i);
      }
    }
    const [, style = ''] = /<style>(.*?)<\/style>/s.exec(html) ?? [];
    expect(style).not.toBe('');
    expect(style).not.toMatch(/url\(|@import|expression\(/);
  });

  test('has one h1, and no heading that skips a level', () => {
    const levels = [...writtenFinding(recorded(S1)).html.matchAll(/<h(\d)/g)].map(([, level]) =>
      Number(level),
    );
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    for (const [at, level] of levels.entries()) expect(level - (levels[at - 1] ?? 0)).toBeLessThanOrEqual(1);
  });
});

type Tag = { readonly name: string; readonly attributes: readonly (readonly [string, string])[] };

/** Tags as a browser's tokenizer takes them: whatever begins with `<` and a letter is one. */
function tagsOf(html: string): readonly Tag[] {
  return [...html.matchAll(/<([a-zA-Z][^\s/>]*)((?:"[^"]*"|'[^']*'|[^>"'])*)>/g)].map(
    ([, name = '', rest = '']) => ({
      name: name.toLowerCase(),
      attributes: [...rest.matchAll(/([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g)].map(
        ([, key = '', ...values]) =>
          [key.toLowerCase(), values.find((value) => value !== undefined) ?? ''] as const,
      ),
    }),
  );
}
