import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readCapture } from '../capture/read-capture.ts';
import { buildStack } from '../stack/build-stack.ts';
import type { Stack } from '../stack/stack.ts';
import { findDevice } from '../tree/find-device.ts';
import type { Intent } from './intent.ts';
import { planFor } from './plan-for.ts';
import { renderPlan } from './render-text.ts';

/**
 * cases/HOST/host.capture is what the collector printed on a real kernel (npm run lab -- --record); each *.txt beside it
 * begins with what is asked, and goes on with the plan. For another case, write its first line and run
 * `npx vitest run lib/plan/cases.test.ts -u`, then read what came of it.
 */
const FOLDER = fileURLToPath(new URL('./cases/', import.meta.url));

for (const host of readdirSync(FOLDER)) {
  describe(`the plan on ${host}`, () => {
    const stack = stackOf(`${FOLDER}${host}/host.capture`);
    const files = readdirSync(`${FOLDER}${host}`).filter((file) => file.endsWith('.txt'));
    test.each(files)('is as a person read it: %s', async (file) => {
      const path = `${FOLDER}${host}/${file}`;
      const [question = ''] = readFileSync(path, 'utf8').split('\n');
      const text = renderPlan(planFor(intentOf(question, stack), stack));
      await expect(`${question}\n${text}`).toMatchFileSnapshot(path);
    });
  });
}

function stackOf(file: string): Stack {
  const { value, problems } = readCapture(readFileSync(file));
  if (!value) throw new Error(`${file} is no capture`);
  const stack = buildStack(value, problems);
  expect(stack.problems).toEqual([]);
  return stack;
}

/** `$ dmscope plan KIND [--deferred] DEVICE [TYPED]`. */
function intentOf(question: string, stack: Stack): Intent {
  const words = question.replace(/^\$ dmscope plan /, '').split(' ');
  const [kind, word = '', typed = ''] = words.filter((each) => each !== '--deferred');
  const found = findDevice(stack, word);
  if (found.kind !== 'found') throw new Error(`${word} is ${found.kind}`);
  const device = { identity: found.device.identity };
  switch (kind) {
    case 'free':
    case 'remove':
      return words.includes('--deferred') ? { kind, device, isDeferred: true } : { kind, device };
    case 'resume':
    case 'clear':
      return { kind, device };
    case 'free-and-lvremove':
      return { kind, device, typed };
    default:
      throw new Error(`not a question: ${question}`);
  }
}
