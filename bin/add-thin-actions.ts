import type { Command } from 'commander';

const AS_CLEAN =
  '\nIt shows the plan and asks, as dmscope clean does. Exit status: 0 what was asked for is so, verified on the\n' +
  'host; 1 it is not; 2 usage error, or no host to look at; 3 a command was begun, and its outcome is not verified.';

/** Adds to `dmscope thin` what changes a pool that nobody manages, and the labels of its volumes. */
export function addThinActions(thin: Command): Command {
  thin
    .command('snapshot')
    .description(
      'Take a snapshot of a thin volume in a pool that nobody manages, without stopping who uses it.',
    )
    .argument('<ORIGIN>', 'an active thin volume; or a pool, with --origin-id')
    .option(
      '--id <n>',
      "the snapshot's thin ID, one that the pool does not have; without it, one is looked for",
    )
    .requiredOption('--name <name>', "of the snapshot's mapping")
    .option('--origin-id <n>', 'the thin ID of the origin in the pool ORIGIN')
    .option('--activate', 'map it at once')
    .option('--yes', 'do not ask')
    .addHelpText('after', AS_CLEAN)
    .action(async (origin, options) => {
      const { runThinSnapshot } = await import('./thin-actions-command.ts');
      process.exitCode = await runThinSnapshot({ ...options, origin });
    });
  thin
    .command('activate')
    .description(
      'Map a thin ID of a pool that nobody manages. To take the mapping away: dmscope clean remove.',
    )
    .argument('<POOL>')
    .argument('<ID>')
    .requiredOption('--name <name>', 'of the mapping')
    .requiredOption('--size <size>', 'such as 10G or 2048s: the pool does not know it')
    .option('--yes', 'do not ask')
    .addHelpText('after', AS_CLEAN)
    .action(async (pool, id, options) => {
      const { runThinActivate } = await import('./thin-actions-command.ts');
      process.exitCode = await runThinActivate({ ...options, pool, id });
    });
  thin
    .command('delete')
    .description('Delete a thin ID of a pool that nobody manages, for good.')
    .argument('<POOL>')
    .argument('<ID>')
    .option('--yes', 'do not ask')
    .option('--typed <id>', 'the ID, which would have to be typed')
    .addHelpText('after', AS_CLEAN)
    .action(async (pool, id, options) => {
      const { runThinDelete } = await import('./thin-actions-command.ts');
      process.exitCode = await runThinDelete({ ...options, pool, id });
    });
  thin
    .command('label')
    .description('Call a thin volume something, in up to 256 bytes; without TEXT, print what it is called.')
    .argument('<POOL>')
    .argument('<ID>')
    .argument('[TEXT]')
    .option('--remove', 'take its label away')
    .addHelpText(
      'after',
      '\nExit status: 0 done; 1 there is no such ID or label, or it failed; 2 asked wrongly.',
    )
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
    .description('Print the labels of all thin volumes, or write them to a file, or take them over from one.')
    .option('--export <file>', 'write them to FILE as JSON; - for standard output')
    .option('--import <file>', 'take over all that are in FILE, or none; - for standard input')
    .action(async (options) => {
      const { runThinLabels } = await import('./thin-label-command.ts');
      process.exitCode = await runThinLabels(options);
    });
  return thin;
}
