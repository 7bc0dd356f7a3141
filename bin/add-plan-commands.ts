import type { Command } from 'commander';

/** The commands that plan, that run a plan, and that tell what was run. */
export function addPlanCommands(command: (name: string, description: string) => Command): void {
  command(
    'plan',
    'Print what would take devices down, step by step, and what speaks against it. It runs nothing.',
  )
    .argument(
      '<intent>',
      'free: all that stands on DEVICE; remove: that and DEVICE; resume DEVICE; clear its inactive table',
    )
    .argument('<DEVICE>', 'a name, dm-N, /dev/…, maj:min or UUID')
    .option('--capture <file>', 'of a capture, not of this host')
    .option('--json', 'as JSON')
    .option('--deferred', 'let what is open go when its last user closes it')
    .option('--verbose', 'say on standard error what of the capture was not understood')
    .addHelpText(
      'after',
      '\nExit status: 0 it could be run; 1 it is refused; 2 asked wrongly, or there is nothing to look at.',
    )
    .action(async (intent, device, options) => {
      const { runPlan } = await import('./plan-command.ts');
      process.exitCode = await runPlan({ ...options, intent, device });
    });

  command(
    'clean',
    'Take down what does not belong: shows the plan, asks, runs it, and looks whether it is so.',
  )
    .usage('[OPTION…] FINDING | free|remove|resume|clear|free-and-lvremove DEVICE…')
    .argument(
      '<what>',
      'the id of a finding (dmscope findings), or what to do with each DEVICE, as of dmscope plan',
    )
    .argument('[DEVICE...]', 'a name, dm-N, /dev/…, maj:min or UUID')
    .option('--yes', 'do not ask')
    .option('--deferred', 'let what is open go when its last user closes it')
    .option('--typed <name>', 'with free-and-lvremove: the name that would have to be typed')
    .addHelpText(
      'after',
      '\nExit status: 0 what was asked for is so, verified on the host; 1 it is not; 2 usage error, or no host to look at;\n' +
        '3 a command was begun, and its outcome is not verified: the host may be changed.',
    )
    .action(async (what, devices, options) => {
      const { runClean } = await import('./clean-command.ts');
      process.exitCode = await runClean({ ...options, what, devices });
    });

  command('runs', 'Print the journal: what dmscope did on this host, for whom, and what came of it.')
    .argument('[RUN]', 'all of one run')
    .option('--json', 'as JSON')
    .option('--limit <n>', 'so many of them, newest first', '50')
    .action(async (runId, options) => {
      const { runRuns } = await import('./runs-command.ts');
      process.exitCode = await runRuns({ ...options, runId });
    });
}
