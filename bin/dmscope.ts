import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { complain, ExitStatus } from './exit-status.ts';
import { endQuietlyOnBrokenPipe } from './write-out.ts';

/**
 * The command line: reads words, and hands over to one file per command. Those are imported only when they are asked
 * for, so that `dmscope tree` starts without what `dmscope serve` needs.
 */
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  readonly version: string;
};

const program = new Command('dmscope')
  .description(
    'Shows what sits on what below the file systems of a Linux host, exactly as its kernel has it.',
  )
  .usage('COMMAND [OPTION…] [DEVICE…]')
  .addHelpText(
    'after',
    '\nWithout --capture FILE a command looks at this host. FILE may be - for standard input.\n' +
      'Exit status: 0 done; 1 it failed; 2 it was asked wrongly.',
  );

/** Sets what every command has alike. */
function command(name: string, description: string): Command {
  return program
    .command(name)
    .description(description)
    .version(version, '--version', 'print the version')
    .helpOption('-h, --help', 'print this help');
}

command('capture', "Print a capture of this host: its own tools' output, in one text file.")
  .option('-o, --output <file>', 'write it to FILE instead of standard output')
  .option('--script', 'print the collector, a POSIX shell script: ssh HOST sh < collector.sh > HOST.capture')
  .action(async (options) => {
    const { runCapture } = await import('./capture-command.ts');
    process.exitCode = await runCapture(options);
  });

command('tree', 'Print the tree of devices, byte for byte as `dmsetup ls --tree`.')
  .argument(
    '[DEVICE...]',
    'only what stands on DEVICE and what it stands on: a name, dm-N, /dev/…, maj:min or UUID',
  )
  .option('--capture <file>', 'of a capture, not of this host')
  .option(
    '--all',
    'every device and what dmsetup cannot show: partitions, md, loop, nbd and the files between',
  )
  .option(
    '-o, --options <list>',
    "dmsetup's: active,ascii,blkdevname,compact,device,inverted,nodevice,notrunc,open,rw,status,table,utf,uuid,vt100",
  )
  .option(
    '--manglename <mode>',
    "dmsetup's: auto shows names as people write them, none as the kernel has them",
    'auto',
  )
  .option('--verbose', 'say on standard error what of the capture was not understood')
  .action(async (devices, options) => {
    const { runTree } = await import('./tree-command.ts');
    process.exitCode = await runTree({ ...options, devices });
  });

command('stack', 'Print the whole model as JSON (docs/stack-schema.md).')
  .option('--capture <file>', 'of a capture, not of this host')
  .option('--json', 'as JSON, the only form there is')
  .option('--verbose', 'say on standard error what of the capture was not understood')
  .action(async (options) => {
    const { runStack } = await import('./stack-command.ts');
    process.exitCode = await runStack(options);
  });

command('findings', 'Say what does not belong or does not work, why, and what would mend it.')
  .option('--capture <file>', 'of a capture, not of this host')
  .option('--previous <file>', 'an earlier capture of it: how fast things fill up, what is new')
  .option('--json', 'as JSON, for programs')
  .option('--verbose', 'say on standard error what of the capture was not understood')
  .addHelpText('after', '\nExit status: 0 nothing found; 1 something; 2 it failed, or was asked wrongly.')
  .action(async (options) => {
    const { runFindings } = await import('./findings-command.ts');
    process.exitCode = await runFindings(options);
  });

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

command('serve', 'Serve the dashboard; what `npm start` runs.')
  .option('--port <n>', 'port to listen on (4000); 0 for any free one')
  .option('--listen <address>', 'address to listen on (127.0.0.1)')
  .option('--capture <file>', 'show a capture, not this host')
  .action(async (options) => {
    const { runServe } = await import('./serve-command.ts');
    process.exitCode = await runServe(options);
  });

/** One line for commander's two: what is wrong, then perhaps what was meant. */
function oneLine(text: string): string {
  return text
    .replace(/^error: /, '')
    .trim()
    .replace(/\s*\n\s*/g, ' ');
}

async function main(words: readonly string[]): Promise<void> {
  endQuietlyOnBrokenPipe();
  program
    .version(version, '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false);
  for (const each of [program, ...program.commands]) {
    each.exitOverride().configureOutput({
      outputError: (text) =>
        complain(`${oneLine(text)}; see: dmscope ${each === program ? '' : `${each.name()} `}--help`),
    });
  }
  if (words.length === 0) {
    program.outputHelp();
    return;
  }
  try {
    await program.parseAsync(words, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? ExitStatus.done : ExitStatus.askedWrongly;
  }
}

await main(process.argv.slice(2));
