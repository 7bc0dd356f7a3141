import type { Command } from 'commander';

/** `dmscope user …`: the words of it; what they do is in user-command.ts. */
export function addUserCommands(user: Command): Command {
  user
    .command('add')
    .description('Let NAME sign in. Asks for the password, or reads it as one line of standard input.')
    .argument('<NAME>')
    .requiredOption('--role <role>', 'viewer: sees everything; operator: also runs what dmscope plans')
    .action(async (name, options) => {
      const { runUserAdd } = await import('./user-command.ts');
      process.exitCode = await runUserAdd(name, options);
    });

  user
    .command('list')
    .description('Print the users and their roles.')
    .action(async () => {
      const { runUserList } = await import('./user-command.ts');
      process.exitCode = await runUserList();
    });

  user
    .command('remove')
    .description('Remove user NAME, and sign them out.')
    .argument('<NAME>')
    .action(async (name) => {
      const { runUserRemove } = await import('./user-command.ts');
      process.exitCode = await runUserRemove(name);
    });

  user
    .command('passwd')
    .description('Set another password for NAME, and sign them out.')
    .argument('<NAME>')
    .action(async (name) => {
      const { runUserPasswd } = await import('./user-command.ts');
      process.exitCode = await runUserPasswd(name);
    });
  return user;
}
