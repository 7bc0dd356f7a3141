/** What a benchmark prints: one figure a line, `name value unit`, so that two runs can be compared by any tool. */
export type Unit = 'ms' | 'ratio' | 'MB' | '%' | 'rows' | 'findings' | 'bytes';

export function printFigure(name: string, value: number, unit: Unit): void {
  const digits = unit === 'ratio' ? 3 : unit === 'ms' || unit === '%' ? 1 : 0;
  console.log(`${name} ${value.toFixed(digits)} ${unit}`);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** What it takes when nobody else wants the processor. */
export function best(values: readonly number[]): number {
  return Math.min(...values);
}
