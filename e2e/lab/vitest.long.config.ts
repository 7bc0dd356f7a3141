import { defineConfig } from 'vitest/config';
import usual from './vitest.config.ts';

/** What takes too long for every day, and is as true: `npm run test:long`. */
// biome-ignore lint/style/noDefaultExport: vitest wants it
export default defineConfig({ test: { ...usual.test, include: ['**/*.long.test.ts'], exclude: [] } });
