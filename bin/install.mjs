import { statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';

/** How the packages come into a clone, for whatever Node ≥ 20 is there: shared by `npm start` and `npm test`. */

const MARK = 'node_modules/.package-lock.json';

export function needsInstall(projectDir) {
  const modifiedMs = (path) => statSync(join(projectDir, path), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return modifiedMs(MARK) < modifiedMs('package-lock.json');
}

/**
 * A command and its arguments. It installs what package-lock.json names, which stays as it is. Not `npm ci`: that refuses
 * a lock without the packages for other platforms, as npm makes it where the registry does not have them.
 */
export function installCommand() {
  const args = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
  // npm tells its scripts where it is; without it, the one on the path.
  const npm = process.env.npm_execpath;
  return npm ? [process.execPath, [npm, ...args]] : ['npm', args];
}

/** npm leaves its own mark alone when there was nothing to do. */
export function markInstalled(projectDir) {
  const now = new Date();
  utimesSync(join(projectDir, MARK), now, now);
}
