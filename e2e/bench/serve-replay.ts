/**
 * `dmscope serve` with a watcher on a collector that replays captures: everything is the real thing but the host. The
 * hosts of a process hang on globalThis (server/hosts.ts), so they can be put there first.
 */
import { DEFAULT_SERVE_OPTIONS, serve } from '../../bin/serve.ts';
import { buildStack } from '../../lib/stack/build-stack.ts';
import { collectorCommand } from '../../server/collector-process.ts';
import { type Hosts, liveHost } from '../../server/hosts.ts';
import { createWatcher } from '../../server/watcher.ts';

const [script = ''] = process.argv.slice(2);
const watcher = createWatcher({ start: collectorCommand(script), build: buildStack });
const hosts: Hosts = { list: [liveHost('generated', watcher)], stop: () => watcher.stop() };
(globalThis as { [key: symbol]: unknown })[Symbol.for('dmscope.hosts')] = Promise.resolve(hosts);
await serve({ ...DEFAULT_SERVE_OPTIONS, port: 0 });
