import type { Host } from '../../stack/stack.ts';
import type { PreventionStep } from './prevention.ts';

/** By the tool that makes it; what distributions ship them. */
const COMMANDS = [
  { tool: 'update-initramfs', command: 'update-initramfs -u -k all', of: 'Debian, Ubuntu' },
  { tool: 'dracut', command: 'dracut -f --regenerate-all', of: 'Fedora, RHEL, SUSE' },
  { tool: 'mkinitcpio', command: 'mkinitcpio -P', of: 'Arch' },
] as const;

export function initramfsStep({ tools }: Host): PreventionStep {
  const installed = COMMANDS.filter(({ tool }) => tools?.includes(tool));
  const [only] = installed;
  return {
    sentence:
      'Then rebuild the initramfs: it holds a copy of the configuration, and activates groups at boot by that.',
    where: "root's shell",
    lines:
      installed.length === 1 && only
        ? [only.command]
        : COMMANDS.filter((each) => installed.length === 0 || installed.includes(each)).map(
            ({ command, of }) => `${command}   # ${of}`,
          ),
  };
}
