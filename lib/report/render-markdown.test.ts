import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapeMarkdown, escapeMarkdownLine, fenced } from './escape-markdown.ts';
import { renderMarkdown } from './render-markdown.ts';

const HOSTILE = '<img src=x onerror=alert(1)> ![a](http://evil/) `code` **b** | www.evil.com\n# h \u202e';

describe('the Markdown report', () => {
  test('has no markup that a name brought along', () => {
    expect(escapeMarkdown(HOSTILE)).toBe(
      '\\<img src=x onerror=alert(1)\\> !\\[a\\](http\\://evil/) \\`code\\` \\*\\*b\\*\\* \\| www\\.evil.com\\x0a# h \\u202e'
        .replace('\\x0a', '\\\\x0a')
        .replace('\\u202e', '\\\\u202e'),
    );
  });

  test.each([
    ['# heading', '\\# heading'],
    ['- item', '\\- item'],
    ['12. item', '12\\. item'],
    ['=== rule', '\\=== rule'],
    ['   code', 'code'],
    ['plain-name (254:4)', 'plain-name (254:4)'],
  ])('at the beginning of a line %j is text', (text, escaped) => {
    expect(escapeMarkdownLine(text)).toBe(escaped);
  });

  test('no content breaks out of a fence', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom('`', '~', 'a', ' ', '\n', '>') })), (lines) => {
        const [first = '', ...rest] = fenced(lines);
        const fence = /^`+/.exec(first)?.[0] ?? '';
        const closing = rest.findIndex(
          (line) => /^ {0,3}(`{3,})\s*$/.test(line) && line.trim().length >= fence.length,
        );
        expect(closing).toBe(rest.length - 1);
        expect(rest).toHaveLength(lines.length + 1);
      }),
    );
  });

  test('indents what belongs to a step as far as its text, fences too', () => {
    const code = { kind: 'code', label: 'In ```', lines: ['a ```', '```'], isShown: false } as const;
    const steps = { kind: 'steps', steps: [{ text: 'Do it.', blocks: [code] }] } as const;
    expect(renderMarkdown({ title: 'T', facts: [], blocks: [steps] })).toBe(
      '# T\n\n1. Do it.\n\n   ````text\n   a ```\n   ```\n   ````\n',
    );
  });
});
