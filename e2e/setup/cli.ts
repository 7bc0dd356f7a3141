/** Installs what the tests need; says what it did and what is missing still. Exit status 1 when something is. */
import { installRequirements } from './install.ts';
import { missingForLab } from './requirements.ts';

const { installed, missing, reason } = installRequirements();
if (installed.length > 0) console.log(`installed: ${installed.join(', ')}`);
for (const need of missing) {
  console.log(`missing: ${need.package} (for ${need.neededBy === 'page' ? 'the page tests' : 'the lab'})`);
}
if (reason) console.log(`not installed: ${reason}`);
const keepsLab = missingForLab();
if (missing.length === 0 && keepsLab.length > 0)
  console.log(`the lab cannot run here: it lacks ${keepsLab.join(', ')}`);
process.exitCode = missing.length > 0 || keepsLab.length > 0 ? 1 : 0;
