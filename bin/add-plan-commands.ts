import type { Command } from 'commander';

/** The commands that plan, that run a plan, and that tell what was run. */
export function addPlanCommands(command: (name: string, description: string) => Command): void {
  command(
    'plan',
    'Print the plan that would remove devices, step by step, and what prevents it. It runs nothing.',
  )
    .argument(
      '<intent>',
      'free: remove all holders of DEVICE; remove: its holders and DEVICE; resume DEVICE; clear its inactive table',
    )
    .argument('<DEVICE>', 'a name, dm-N, /dev/…, maj:min or UUID')
    .option('--capture <file>', 'of a capture, not of this host')
    .option('--json', 'as JSON')
    .option('--deferred', 'remove what is open when its last user closes it')
    .option('--verbose', 'print on standard error what of the capture could not be parsed')
    .addHelpText(
      'after',
      '\nExit status: 0 it can be run; 1 it is refused; 2 usage error, or no host to read.',
    )
    .action(async (intent, device, options) => {
      const { runPlan } = await import('./plan-command.ts');
      process.exitCode = await runPlan({ ...options, intent, device });
    });

  command('clean', 'Remove what does not belong: show the plan, ask, run it, and verify the result.')
    .usage('[OPTION…] FINDING | free|remove|resume|clear|free-and-lvremove DEVICE…')
    .argument(
      '<what>',
      'the id of a finding (dmscope findings), or what to do with each DEVICE, as of dmscope plan',
    )
    .argument('[DEVICE...]', 'a name, dm-N, /dev/…, maj:min or UUID')
    .option('--yes', 'do not ask for confirmation')
    .option('--deferred', 'remove what is open when its last user closes it')
    .option('--typed <name>', 'with free-and-lvremove: the name that confirms it')
    .addHelpText(
      'after',
      '\nExit status: 0 success, verified on the host; 1 failure, or refused; 2 usage error, or no host to read;\n' +
        '3 a command was begun, and its result is not verified: the host may be changed.',
    )
    .action(async (what, devices, options) => {
      const { runClean } = await import('./clean-command.ts');
      process.exitCode = await runClean({ ...options, what, devices });
    });

  command('runs', 'Print the journal: what dmscope did on this host, for whom, and with what result.')
    .argument('[RUN]', 'all of one run')
    .option('--json', 'as JSON')
    .option('--limit <n>', 'so many of them, newest first', '50')
    .action(async (runId, options) => {
      const { runRuns } = await import('./runs-command.ts');
      process.exitCode = await runRuns({ ...options, runId });
    });
}
