import { describe, expect, test } from 'vitest';
import { printable } from './fit-text.ts';
import { renderSvg, svgNumber } from './render-svg.ts';
import type { Shape } from './scene.ts';

const HOSTILE = '</text><script>alert("x")</script>&\u0000\u202e\udcff\ud800\ufffe';

function svgOf(...shapes: readonly Shape[]): string {
  return renderSvg({ width: 10, height: 10, title: printable(HOSTILE), shapes });
}

describe('an SVG file', () => {
  test('says a hostile name as text, wherever it stands', () => {
    const name = printable(HOSTILE);
    const text = { kind: 'text', x: 0, y: 0, text: name, face: 'mono', size: 10, paint: 'text' } as const;
    const svg = svgOf({ kind: 'group', title: name, identity: HOSTILE, shapes: [text] });
    const escaped =
      '&lt;/text&gt;&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;\\x00\\u202e\\xff\ufffd\ufffd';
    expect(svg.split(escaped)).toHaveLength(4);
    expect(svg).not.toContain('<script');
    // Nothing that XML forbids: controls, lone surrogates, the two non-characters.
    expect(svg).not.toMatch(/[\x00-\x08\x0b-\x1f\ufffe\uffff]/);
    expect(svg.isWellFormed()).toBe(true);
  });

  test('fetches nothing and runs nothing', () => {
    const svg = svgOf({ kind: 'path', d: 'M0 0', stroke: { paint: 'text', width: 1, dash: 'dashed' } });
    expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(
      /https?:|url\(|href|style|<script|on\w+=/,
    );
  });

  test('has one element a line, and numbers with one decimal', () => {
    const rect = { kind: 'rect', x: 1 / 3, y: -0.04, width: 2, height: 3, fill: 'text' } as const;
    expect(svgOf(rect).split('\n')).toContain('<rect x="0.3" y="0" width="2" height="3" fill="#16191d"/>');
    expect(svgNumber(-0.001)).toBe('0');
  });
});
