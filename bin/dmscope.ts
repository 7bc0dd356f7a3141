import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { addLvmCommands } from './add-lvm-commands.ts';
import { addPlanCommands } from './add-plan-commands.ts';
import { addThinActions } from './add-thin-actions.ts';
import { addThinCommands } from './add-thin-commands.ts';
import { addUserCommands } from './add-user-commands.ts';
import { commandLineWords } from './command-line-words.ts';
import { ExitStatus, printError } from './exit-status.ts';
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
    '\nWithout --capture FILE a command looks at this host. FILE may be - for standard input; a capture,\n' +
      'a sosreport, a folder or archive of saved outputs, or a pasted `dmsetup table` or `ls --tree`.\n' +
      'Exit status: 0 success; 1 failure; 2 usage error.',
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
    'only DEVICE (a name, dm-N, /dev/…, maj:min or UUID), its holders and the devices below it',
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
  .option('--verbose', 'print on standard error what of the capture could not be parsed')
  .action(async (devices, options) => {
    const { runTree } = await import('./tree-command.ts');
    process.exitCode = await runTree({ ...options, devices });
  });

command('stack', 'Print the whole model as JSON (docs/stack-schema.md).')
  .option('--capture <file>', 'of a capture, not of this host')
  .option('--json', 'as JSON, the only form there is')
  .option('--verbose', 'print on standard error what of the capture could not be parsed')
  .action(async (options) => {
    const { runStack } = await import('./stack-command.ts');
    process.exitCode = await runStack(options);
  });

command('findings', 'Say what does not belong or does not work, why, and how to fix it.')
  .option('--capture <file>', 'of a capture, not of this host')
  .option('--previous <file>', 'an earlier capture of it: how fast things fill up, what is new')
  .option('--json', 'as JSON, for programs')
  .option('--verbose', 'print on standard error what of the capture could not be parsed')
  .addHelpText('after', '\nExit status: 0 nothing found; 1 something; 2 failure or usage error.')
  .action(async (options) => {
    const { runFindings } = await import('./findings-command.ts');
    process.exitCode = await runFindings(options);
  });

command('diff', 'Say what was added, removed and changed between two captures, as a tree with marks.')
  .argument(
    '<A>',
    'the earlier: a capture, a sosreport, a folder or archive of outputs; - for standard input',
  )
  .argument('[B]', 'the later, likewise; left out, A is a text in which commands were given more than once')
  .option('--json', 'as JSON, for programs')
  .addHelpText('after', '\nExit status: 0 they are the same; 1 they differ; 2 failure or usage error.')
  .action(async (before, after, options) => {
    const { runDiff } = await import('./diff-command.ts');
    process.exitCode = await runDiff({ ...options, before, after });
  });

command(
  'report',
  'Make a report of a finding, a device, a run or the whole host, to read, to print or to pass on.',
)
  .requiredOption(
    '--format <format>',
    'html, one file that needs no network; md, Markdown; only the picture: svg, or png at twice the size',
  )
  .option('--capture <file>', 'of a capture, not of this host')
  .option('--finding <id>', 'what a finding is about (dmscope findings)')
  .option('--device <device>', 'what holds a device: a name, dm-N, /dev/…, maj:min or UUID')
  .option('--run <run>', 'what a run did, with its journal (dmscope runs)')
  .option('--picture <kind>', 'with svg and png: diagram; extents, of a device; overview, of the host')
  .option('--redact', 'replace host names, UUIDs, serial numbers, labels, names and paths by stand-ins')
  .option('-o, --output <file>', 'write it to FILE instead of standard output')
  .option('--verbose', 'print on standard error what of the capture could not be parsed')
  .action(async (options) => {
    const { runReport } = await import('./report-command.ts');
    process.exitCode = await runReport(options);
  });

addPlanCommands(command);

command('serve', 'Serve the dashboard; what `npm start` runs.')
  .option('--port <n>', 'port to listen on (4000); 0 for any free one')
  .option('--listen <address>', 'address to listen on (127.0.0.1)')
  .option('--capture <file>', 'show a capture, not this host')
  .option('--read-only', 'no user can run anything from it, operators included')
  .option('--allow-host <name>', 'another name it may be called by, such as a reverse proxy’s', more, [])
  .option('--trust-proxy-user <header>', 'the header in which a reverse proxy names the user it signed in')
  .option('--trust-proxy-from <address>', 'believe a proxy at this address or network (loopback)', more, [])
  .action(async (options) => {
    const { runServe } = await import('./serve-command.ts');
    process.exitCode = await runServe(options);
  });

const lvm = addLvmCommands(
  command('lvm', 'Look into disks and images for LVM, without activating anything.').usage(
    'scan|dump PATH… [OPTION…]',
  ),
);

const thin = addThinActions(
  addThinCommands(
    command('thin', 'Look into thin pools, label what is in them, and change unmanaged ones.').usage(
      'COMMAND [OPTION…] POOL|ORIGIN',
    ),
  ),
);

const user = addUserCommands(
  command('user', 'Manage who can sign in to the dashboard with a password.').usage(
    'add|list|remove|passwd [NAME]',
  ),
);

/** For options that may be given more than once. */
function more(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

/** One line for commander's two: what is wrong, then perhaps what was meant. */
function oneLine(text: string): string {
  return text
    .replace(/^error: /, '')
    .trim()
    .replace(/\s*\n\s*/g, ' ');
}

/** `user add `: what leads to a command. */
function wordsOf(each: Command): string {
  return each.parent === null ? '' : `${wordsOf(each.parent)}${each.name()} `;
}

async function main(words: readonly string[]): Promise<void> {
  endQuietlyOnBrokenPipe();
  program
    .version(version, '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .hook('preAction', async (_, command) => {
      const { beforeCommand } = await import('./left-suspended.ts');
      await beforeCommand(command);
    });
  for (const each of [program, ...program.commands, ...lvm.commands, ...thin.commands, ...user.commands]) {
    each.exitOverride().configureOutput({
      outputError: (text) => printError(`${oneLine(text)}; see: dmscope ${wordsOf(each)}--help`),
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
    process.exitCode = error.exitCode === 0 ? ExitStatus.done : ExitStatus.usageError;
  }
}

await main(commandLineWords());
