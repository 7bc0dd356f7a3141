import { createInterface } from 'node:readline';

const ENTER = /[\r\n]/;
const ERASE = /[\b\x7f]/;
const ERASE_ALL = '\x15';
const INTERRUPT = '\x03';
const END = '\x04';

/**
 * A new password: asked for twice on a terminal, which shows nothing of it; else one line of standard input. Null, with
 * what is wrong, if there is none or the two are not the same.
 */
export async function askNewPassword(name: string): Promise<{ readonly password: string } | string> {
  if (!process.stdin.isTTY) {
    const line = await firstLine();
    return line === null ? 'standard input has no password' : { password: line };
  }
  const password = await askHidden(`Password for ${name}: `);
  if (password === null) return 'no password was given';
  const again = await askHidden('Again: ');
  return password === again ? { password } : 'the two passwords are not the same';
}

async function firstLine(): Promise<string | null> {
  try {
    for await (const line of createInterface(process.stdin)) return line;
    return null;
  } finally {
    // Whoever wrote the line may keep it open for long.
    process.stdin.destroy();
  }
}

/** Null if it was left with Ctrl-C or Ctrl-D. */
function askHidden(question: string): Promise<string | null> {
  const { stdin, stderr } = process;
  stderr.write(question);
  stdin.setRawMode(true).setEncoding('utf8').resume();
  return new Promise((resolve) => {
    let typed = '';
    const end = (answer: string | null) => {
      stdin.off('data', read).setRawMode(false).pause();
      stderr.write('\n');
      resolve(answer);
    };
    function read(text: string) {
      for (const letter of text) {
        if (ENTER.test(letter)) return end(typed);
        if (letter === INTERRUPT || (letter === END && typed === '')) return end(null);
        if (letter === ERASE_ALL) typed = '';
        else if (ERASE.test(letter)) typed = [...typed].slice(0, -1).join('');
        else typed += letter;
      }
    }
    stdin.on('data', read);
  });
}
