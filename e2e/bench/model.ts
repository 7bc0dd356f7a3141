import { readCapture } from '../../lib/capture/read-capture.ts';
import { buildStack } from '../../lib/stack/build-stack.ts';
import { indexStack } from '../../lib/stack/index-stack.ts';
import type { Stack } from '../../lib/stack/stack.ts';
import { USUAL, unfoldRows } from '../../lib/tree/rows.ts';
import { plantForest } from '../../lib/tree/unfold.ts';
import { best, median, printFigure } from './figures.ts';
import { generateHost } from './generate-host.ts';

const ROUNDS = 15;

/** From the bytes of a capture to the rows of its tree, for made-up hosts of rising size. */
export function benchModel(): void {
  const times = [100, 1_000, 10_000].map((count) => {
    const bytes = generateHost(count);
    let rows = 0;
    const round = () => {
      const began = performance.now();
      rows = rowsOf(bytes);
      return performance.now() - began;
    };
    round();
    const rounds = Array.from({ length: ROUNDS }, round);
    const took = median(rounds);
    printFigure(`model_${count}_capture_to_rows`, took, 'ms');
    printFigure(`model_${count}_capture_to_rows_best`, best(rounds), 'ms');
    printFigure(`model_${count}_rows`, rows, 'rows');
    return { count, took };
  });
  const [, thousand, tenThousand] = times;
  if (!thousand || !tenThousand) return;
  // 1 is n log n between these two sizes; below it is better.
  const nLogN = (n: number) => n * Math.log2(n);
  const growth = tenThousand.took / thousand.took / (nLogN(tenThousand.count) / nLogN(thousand.count));
  printFigure('model_growth_against_n_log_n', growth, 'ratio');
}

export function rowsOf(bytes: Uint8Array): number {
  return unfoldRows(plantForest(indexStack(stackOf(bytes)), 'holders-first', 'all'), USUAL).rows.length;
}

export function stackOf(bytes: Uint8Array): Stack {
  const { value, problems } = readCapture(bytes);
  if (!value) throw new Error('the generated host is no capture');
  const stack = buildStack(value, problems);
  if (stack.problems.length > 0)
    throw new Error(`the generated host has problems: ${JSON.stringify(stack.problems[0])}`);
  return stack;
}
