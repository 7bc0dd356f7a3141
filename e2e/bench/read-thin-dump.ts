/** Reads a dump, and says how long that took and how much memory the whole process had: for thin.ts. */
import { createReadStream } from 'node:fs';
import { createDumpReader } from '../../lib/thin/read-dump.ts';

const began = performance.now();
const reader = createDumpReader();
for await (const chunk of createReadStream(process.argv[2] ?? '')) reader.push(chunk);
const read = reader.end();
const ms = performance.now() - began;
if (!read.ok || read.value.problems.length > 0) throw new Error(JSON.stringify(read).slice(0, 2000));
console.log(JSON.stringify({ ms, rssBytes: process.resourceUsage().maxRSS * 1024 }));
