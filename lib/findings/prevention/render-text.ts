import { printableHostText } from '../../text/host-text.ts';
import { asItem, wrap } from '../wrap.ts';
import type { Prevention, PreventionStep, PreventionTable } from './prevention.ts';

/** As lines of at most `width`; what is to be copied stays as it is. */
export function preventionLines({ sentences, table, steps }: Prevention, width: number): readonly string[] {
  return [
    ...sentences.flatMap((sentence) => asItem(sentence, width)),
    ...(table ? tableLines(table) : []),
    ...steps.flatMap((step, i) => stepLines(step, `${i + 1}. `, width)),
  ];
}

function tableLines({ head, rows }: PreventionTable): readonly string[] {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  return all.map((row) => `  ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')}`.trimEnd());
}

function stepLines(
  { sentence, where, lines }: PreventionStep,
  number: string,
  width: number,
): readonly string[] {
  const indent = ' '.repeat(number.length);
  const said = wrap(lines.length > 0 ? `${sentence} In ${where}:` : sentence, width - number.length);
  return [
    ...said.map((line, i) => `${i === 0 ? number : indent}${line}`),
    ...lines.map((line) => `${indent}  ${printableHostText(line.replaceAll('\t', '    '))}`),
  ];
}
