import { type Command, Option } from 'commander';

/** Adds `lvm scan` and `lvm dump`; gives the command they were added to. */
export function addLvmCommands(lvm: Command): Command {
  lvm
    .command('scan')
    .description(
      'Print what is in disks: partitions, PVs, volume groups, volumes, and where each of them lies.',
    )
    .argument('<PATH...>', 'devices and images; all that a group lies on')
    .option('--json', 'as JSON (docs/lvm-scan-schema.md)')
    .addOption(formatOption())
    .option('--with-backing', WITH_BACKING)
    .addHelpText(
      'after',
      '\nIt reads, and never writes or activates. Exit status: 0 there is LVM in it; 1 there is none;\n' +
        '2 failure, usage error, or metadata is damaged and could not be repaired from a copy.',
    )
    .action(async (paths, options) => {
      const { runLvmScan } = await import('./lvm-scan-command.ts');
      process.exitCode = await runLvmScan({ ...options, paths });
    });
  lvm
    .command('dump')
    .usage('[OPTION…] PATH… VG/LV')
    .description('Copy the bytes of a volume out of the disks it lies on, without activating it.')
    .argument(
      '<words...>',
      'the devices and images that its group lies on, then the volume; of a guest, where there are several: HOSTVG/HOSTLV/VG/LV',
    )
    .option('-o, --output <file>', 'to FILE, sparse where there are zeros; - for standard output')
    .option('--list', 'copy nothing, print where its bytes are')
    .option('--resume', 'continue FILE.partial, which an interrupted dump has left')
    .option('--overwrite', 'replace FILE if it is there')
    .addOption(formatOption())
    .option('--with-backing', WITH_BACKING)
    .addHelpText(
      'after',
      '\nIt is written to FILE.partial, and is called FILE when it is whole. What is in use meanwhile is copied as\n' +
        'it is on the disk at each moment. Exit status: 0 success; 1 failure; 2 usage error.',
    )
    .action(async (words, options) => {
      const { runLvmDump } = await import('./lvm-dump-command.ts');
      process.exitCode = await runLvmDump({ ...options, words });
    });
  return lvm;
}

const WITH_BACKING = 'read the further files, too, that the header of a qcow2 image names';

/** Never guessed: any guest can write the header of an image to its raw disk. */
function formatOption(): Option {
  const words = 'what all PATHs are: raw unless given; qcow2 is read through qemu-nbd';
  return new Option('--format <format>', words).choices(['raw', 'qcow2']);
}
