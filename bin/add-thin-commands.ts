import type { Command } from 'commander';

/** Adds to `dmscope thin` what tells of pools; gives the command it was added to. */
export function addThinCommands(thin: Command): Command {
  thin
    .command('list')
    .description('Print the thin pools of this host, and how full they are.')
    .option('--json', 'as JSON')
    .action(async (options) => {
      const { runThinList } = await import('./thin-list-command.ts');
      process.exitCode = await runThinList(options);
    });
  thin
    .command('show')
    .description(
      'Print every thin ID of a pool: what it has, who claims it, with whom it shares; then what is wrong.',
    )
    .argument('<POOL>', 'a name, VG/LV, dm-N, /dev/…, maj:min or UUID')
    .option('--json', 'as JSON (docs/thin-schema.md)')
    .addHelpText(
      'after',
      '\nFor a moment the pool has a metadata snapshot, which is always released again, and thin_dump has its metadata\n' +
        'device open. Exit status: 0 success; 1 the pool cannot be read; 2 usage error.',
    )
    .action(async (pool, options) => {
      const { runThinShow } = await import('./thin-show-command.ts');
      process.exitCode = await runThinShow({ ...options, pool });
    });
  return thin;
}
