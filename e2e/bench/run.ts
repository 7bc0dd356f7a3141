/** `npm run bench [-- PART…]`: what things cost, one figure a line: `name value unit`. */
import { missingForLab } from '../setup/requirements.ts';
import { benchChangeToPage } from './change-to-page.ts';
import { benchFindings } from './findings.ts';
import { benchHost } from './host.ts';
import { benchLvmDump } from './lvm-dump.ts';
import { benchModel } from './model.ts';
import { benchPage } from './page.ts';
import { benchServer } from './server.ts';
import { benchThin } from './thin.ts';

const PARTS: Readonly<Record<string, { readonly needsLab: boolean; readonly run: () => Promise<void> }>> = {
  model: { needsLab: false, run: async () => benchModel() },
  findings: { needsLab: false, run: async () => benchFindings() },
  server: { needsLab: false, run: () => benchServer(10_000) },
  host: {
    needsLab: true,
    run: async () => {
      await benchHost(1_000);
      await benchHost(3_000);
    },
  },
  page: { needsLab: false, run: () => benchPage(10_000) },
  lvm: { needsLab: false, run: async () => benchLvmDump() },
  thin: { needsLab: false, run: async () => benchThin() },
  change: { needsLab: true, run: () => benchChangeToPage(1_000) },
};

const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(PARTS);
const unknown = wanted.find((name) => !Object.hasOwn(PARTS, name));
if (unknown !== undefined) {
  console.error(`bench: no part is called ${unknown}; there are ${Object.keys(PARTS).join(', ')}`);
  process.exit(2);
}
const missing = missingForLab();
for (const name of wanted) {
  const part = PARTS[name];
  if (part?.needsLab && missing.length > 0)
    console.error(`bench: ${name} left out, missing: ${missing.join(', ')}`);
  else await part?.run();
}
process.exit(0);
