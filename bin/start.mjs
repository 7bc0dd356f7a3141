/**
 * `npm start`: from a fresh clone to a served dashboard. Plain JavaScript for any Node ≥ 20, since it runs before the
 * Node that the rest is written for is there: it installs when it must, builds when it must, and hands over to
 * `dmscope serve`. When there is nothing to do it costs a look at some hundred file times.
 */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installCommand, markInstalled, needsInstall } from './install.mjs';

const projectDir = dirname(dirname(fileURLToPath(import.meta.url)));
const SOURCES = ['app', 'components', 'lib', 'server', 'public', 'next.config.ts', 'package-lock.json'];
const NOT_BUILT = /\.(test\.ts|test\.tsx|fixture\.ts|capture|sh|md)$/;
const STAMP = '.next/dmscope-built';
const USAGE =
  'npm start -- [--port N] [--listen ADDR] [--capture FILE] [--read-only] [--allow-host NAME] [--trust-proxy-user HEADER] [--trust-proxy-from ADDR]';
/** What `dmscope serve` takes, and whether a value follows. */
const OPTIONS = {
  '--port': true,
  '--listen': true,
  '--capture': true,
  '--read-only': false,
  '--allow-host': true,
  '--trust-proxy-user': true,
  '--trust-proxy-from': true,
};

/** The child under way; signals go to it. */
let child = null;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => child?.kill(signal) || process.exit(130));

// npm, told to end, ends the shell between us, which does not pass it on.
const parent = process.ppid;
if (process.env.npm_lifecycle_event) {
  setInterval(() => process.ppid === parent || process.emit('SIGTERM'), 300).unref();
}

process.exitCode = await main(process.argv.slice(2));

async function main(args) {
  if (args.includes('--help') || args.includes('-h')) {
    console.log(`Usage: ${USAGE}\nServes the dashboard, by default on http://127.0.0.1:4000/`);
    return 0;
  }
  const mistake = mistakeIn(args);
  if (mistake !== null) return fail(`${mistake}; usage: ${USAGE}`, 2);
  if (needsInstall(projectDir)) {
    console.log('dmscope: installing (npm install), this takes a minute');
    const status = await install();
    if (status !== 0) return fail(`npm install ended with status ${status}`, 1);
  }
  const node = pinnedNode();
  if (needsBuild()) {
    console.log('dmscope: building (next build), this takes a minute');
    const status = await build(node);
    if (status !== 0) return fail(`next build ended with status ${status}`, 1);
  }
  return run('sh', ['bin/dmscope', 'serve', ...args], 'inherit');
}

/** What is wrong with the arguments, found before anything is installed; null if nothing. */
function mistakeIn(args) {
  for (let i = 0; i < args.length; i++) {
    const [name, joined] = args[i].split(/=(.*)/s);
    if (!Object.hasOwn(OPTIONS, name)) return `unknown argument: ${args[i]}`;
    if (!OPTIONS[name]) {
      if (joined !== undefined) return `${name} takes no value`;
      continue;
    }
    const value = joined ?? args[++i];
    if (value === undefined || value === '') return `${name} needs a value`;
    if (name === '--port' && !(/^\d{1,5}$/.test(value) && Number(value) < 65536)) return `no port: ${value}`;
  }
  return null;
}

async function install() {
  const [command, args] = installCommand();
  const status = await run(command, args, 'quiet');
  if (status === 0) markInstalled(projectDir);
  return status;
}

/** The Node that came with the packages; where there is none for this platform, the one that runs this. */
function pinnedNode() {
  const pinned = join(projectDir, `node_modules/node-${process.platform}-${process.arch}/bin/node`);
  return existsSync(pinned) ? pinned : process.execPath;
}

function needsBuild() {
  const builtMs = modifiedMs(STAMP);
  return builtMs === 0 || SOURCES.some((path) => newestMs(path) > builtMs);
}

async function build(node) {
  const beganAt = new Date();
  const status = await run(node, ['node_modules/next/dist/bin/next', 'build'], 'quiet');
  if (status === 0) {
    writeFileSync(join(projectDir, STAMP), '');
    // What was edited while the build ran is not in it.
    utimesSync(join(projectDir, STAMP), beganAt, beganAt);
  }
  return status;
}

/** Newest modification below a path; a folder's own tells of what was deleted. */
function newestMs(path) {
  const ownMs = modifiedMs(path);
  if (ownMs === 0 || !statSync(join(projectDir, path)).isDirectory()) return ownMs;
  const entries = readdirSync(join(projectDir, path)).filter((name) => !NOT_BUILT.test(name));
  return Math.max(ownMs, ...entries.map((name) => newestMs(join(path, name))));
}

/** 0 if it does not exist. */
function modifiedMs(path) {
  return statSync(join(projectDir, path), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** Runs a program in the project; resolves to its exit status. `quiet`: what it prints is shown only when it fails. */
function run(command, args, output) {
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1' };
  const stdio = output === 'inherit' ? 'inherit' : ['ignore', 'pipe', 'pipe'];
  return new Promise((resolve) => {
    child = spawn(command, args, { cwd: projectDir, env, stdio });
    const printed = [];
    child.stdout?.on('data', (chunk) => printed.push(chunk));
    child.stderr?.on('data', (chunk) => printed.push(chunk));
    child.on('error', (error) => resolve(fail(`${command}: ${error.message}`, 1)));
    child.on('close', (code, signal) => {
      if (code !== 0 && signal === null) process.stderr.write(Buffer.concat(printed));
      resolve(code ?? (signal === 'SIGINT' ? 130 : 143));
    });
  });
}

function fail(message, status) {
  console.error(`dmscope: ${message}`);
  return status;
}
