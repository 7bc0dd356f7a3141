// `npm test`: installs what the tests need, then runs all of them. Plain JavaScript for whatever Node ≥ 20 is here;
// everything after the install runs on the pinned one.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { installCommand, markInstalled, needsInstall } from './install.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const out = path.join(root, 'e2e', 'out');
const bin = (name) => path.join(root, 'node_modules', '.bin', name);
const counts = { passed: 0, failed: 0, skipped: 0 };
const failedSteps = [];

/** The pinned Node comes first, for the tools and for what the tests start. */
const PATH = `${path.join(root, 'node_modules', '.bin')}${path.delimiter}${process.env.PATH ?? ''}`;

function run(name, command, args, env = {}) {
  console.log(`\n── ${name}`);
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH, ...env },
  });
  if (error) console.error(error.message);
  if (status !== 0) failedSteps.push(name);
  return status === 0;
}

/** Lint and types count as one test each. */
function check(name, command, args) {
  counts[run(name, command, args) ? 'passed' : 'failed'] += 1;
}

function readReport(file) {
  const report = path.join(out, file);
  return existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : null;
}

function vitest(name, ...args) {
  const file = `${name.replaceAll(' ', '-')}.json`;
  run(name, bin('vitest'), [
    'run',
    ...args,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${path.join(out, file)}`,
  ]);
  const report = readReport(file);
  if (!report) {
    counts.failed += 1;
    return;
  }
  counts.passed += report.numPassedTests;
  counts.failed += report.numFailedTests + (report.success || report.numFailedTests > 0 ? 0 : 1);
  counts.skipped += report.numPendingTests + (report.numTodoTests ?? 0);
}

function playwright(name, ...args) {
  const file = 'browser.json';
  run(name, bin('playwright'), ['test', ...args, '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: path.join(out, file),
  });
  const stats = readReport(file)?.stats;
  if (!stats) {
    counts.failed += 1;
    return;
  }
  counts.passed += stats.expected + stats.flaky;
  counts.failed += stats.unexpected;
  counts.skipped += stats.skipped;
}

if (needsInstall(root)) {
  const [command, args] = installCommand();
  if (!run('install', command, args)) process.exit(1);
  markInstalled(root);
}
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

const setup = spawnSync(bin('node'), [path.join(root, 'e2e', 'setup', 'cli.ts')], {
  cwd: root,
  stdio: ['ignore', 'inherit', 'inherit'],
});
if (setup.status !== 0)
  console.log('Some of what the tests need is missing, see above; tests that need it are skipped.');

check('lint', bin('biome'), ['check', '--error-on-warnings', '.']);
check('types', bin('tsc'), ['--noEmit']);
vitest('unit tests');
check('build', bin('next'), ['build']);
vitest('the lab', '--config', 'e2e/lab/vitest.config.ts');
playwright('the page');

console.log(failedSteps.length > 0 ? `\nfailed: ${failedSteps.join(', ')}` : '\nall steps passed');
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exitCode = failedSteps.length > 0 || counts.failed > 0 ? 1 : 0;
