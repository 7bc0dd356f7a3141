import type { Command } from 'commander';

const AS_CLEAN =
  '\nIt shows the plan and asks, as dmscope clean does. Exit status: 0 success, verified on the host;\n' +
  '1 failure, or refused; 2 usage error, or no host to read; 3 a command was begun, and its result is not verified.';

/** Adds to `dmscope thin` what changes an unmanaged pool, and the labels of its volumes. */
export function addThinActions(thin: Command): Command {
  thin
    .command('snapshot')
    .description('Take a snapshot of a thin volume in an unmanaged pool, without stopping its users.')
    .argument('<ORIGIN>', 'an active thin volume; or a pool, with --origin-id')
    .option(
      '--id <n>',
      "the snapshot's thin ID, one that the pool does not have; without it, dmscope chooses one",
    )
    .requiredOption('--name <name>', "of the snapshot's mapping")
    .option('--origin-id <n>', 'the thin ID of the origin in the pool ORIGIN')
    .option('--activate', 'map it at once')
    .option('--yes', 'do not ask for confirmation')
    .addHelpText('after', AS_CLEAN)
    .action(async (origin, options) => {
      const { runThinSnapshot } = await import('./thin-actions-command.ts');
      process.exitCode = await runThinSnapshot({ ...options, origin });
    });
  thin
    .command('activate')
    .description('Map a thin ID of an unmanaged pool. To remove the mapping: dmscope clean remove.')
    .argument('<POOL>')
    .argument('<ID>')
    .requiredOption('--name <name>', 'of the mapping')
    .requiredOption('--size <size>', 'such as 10G or 2048s: the pool does not know it')
    .option('--yes', 'do not ask for confirmation')
    .addHelpText('after', AS_CLEAN)
    .action(async (pool, id, options) => {
      const { runThinActivate } = await import('./thin-actions-command.ts');
      process.exitCode = await runThinActivate({ ...options, pool, id });
    });
  thin
    .command('delete')
    .description('Delete a thin ID of an unmanaged pool, for good.')
    .argument('<POOL>')
    .argument('<ID>')
    .option('--yes', 'do not ask for confirmation')
    .option('--typed <id>', 'the ID, which confirms it')
    .addHelpText('after', AS_CLEAN)
    .action(async (pool, id, options) => {
      const { runThinDelete } = await import('./thin-actions-command.ts');
      process.exitCode = await runThinDelete({ ...options, pool, id });
    });
  thin
    .command('label')
    .description('Label a thin volume, in up to 256 bytes; without TEXT, print its label.')
    .argument('<POOL>')
    .argument('<ID>')
    .argument('[TEXT]')
    .option('--remove', 'remove its label')
    .addHelpText('after', '\nExit status: 0 success; 1 failure, or no such ID or label; 2 usage error.')
    .action(async (pool, id, text, options) => {
      const { runThinLabel } = await import('./thin-label-command.ts');
      process.exitCode = await runThinLabel({
        ...options,
        pool,
        id,
        ...(text === undefined ? {} : { text }),
      });
    });
  thin
    .command('labels')
    .description('Print the labels of all thin volumes, write them to a file, or import them from one.')
    .option('--export <file>', 'write them to FILE as JSON; - for standard output')
    .option('--import <file>', 'import all labels in FILE, or none; - for standard input')
    .action(async (options) => {
      const { runThinLabels } = await import('./thin-label-command.ts');
      process.exitCode = await runThinLabels(options);
    });
  return thin;
}
