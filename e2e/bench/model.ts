import { readCapture } from '../../lib/capture/read-capture.ts';
import { buildStack } from '../../lib/stack/build-stack.ts';
import { indexStack } from '../../lib/stack/index-stack.ts';
import { USUAL, unfoldRows } from '../../lib/tree/rows.ts';
import { plantForest } from '../../lib/tree/unfold.ts';
import { median, printFigure } from './figures.ts';
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
    // What it takes when nobody else wants the processor.
    printFigure(`model_${count}_capture_to_rows_best`, Math.min(...rounds), 'ms');
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

function rowsOf(bytes: Uint8Array): number {
  const { value, problems } = readCapture(bytes);
  if (!value) throw new Error('the generated host is no capture');
  const stack = buildStack(value, problems);
  if (stack.problems.length > 0)
    throw new Error(`the generated host has problems: ${JSON.stringify(stack.problems[0])}`);
  return unfoldRows(plantForest(indexStack(stack), 'holders-first', 'all'), USUAL).rows.length;
}
