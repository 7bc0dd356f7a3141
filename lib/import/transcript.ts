/**
 * A piece of a terminal as people paste it: a prompt with a command, its output, the next prompt. Split, each output has its
 * command's name. What stands before the first prompt is left out.
 */
export type TranscriptPart = { readonly command: string; readonly text: string };

const PROMPT =
  /^(?:[^\s#$]*[\w\])~] ?[#$] ?|[#$] |\[[^\]]*\][#$] |[\w.-]+@[\w.-]+:[^#$]*[#$] )(?:sudo (?:-\S+ )*)?(?:\/usr)?(?:\/s?bin\/)?((?:dmsetup|lsblk|losetup|blkid|uname|hostname|date|cat)\b.*)$/;
const ANY_PROMPT = /^(?:\[[^\]]*\][#$]|[\w.-]+@[\w.-]+:[^#$]*[#$]|[#$])(?: |$)/;

/** Empty when there is no prompt in it. */
export function splitTranscript(text: string): readonly TranscriptPart[] {
  const parts: { command: string; lines: string[] }[] = [];
  let isKnown = false;
  for (const line of text.replaceAll('\r\n', '\n').split('\n')) {
    const command = PROMPT.exec(line)?.[1]?.trim();
    if (command !== undefined) {
      parts.push({ command, lines: [] });
      isKnown = true;
    } else if (ANY_PROMPT.test(line)) isKnown = false;
    else if (isKnown) parts.at(-1)?.lines.push(line);
  }
  return parts.map(({ command, lines }) => ({ command, text: `${lines.join('\n').replace(/\n+$/, '')}\n` }));
}
