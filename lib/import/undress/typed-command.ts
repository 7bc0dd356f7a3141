/** Folders of programs that are not part of a command's name. */
const FOLDER = /^(?:\/(?:usr\/|usr\/local\/|run\/current-system\/sw\/)?s?bin\/|\/opt\/[\w./-]{1,60}bin\/|\\)/;
const ASSIGNMENT = /^[A-Za-z_]\w*=(?:'[^']*'|"[^"]*"|\S*)\s+/;
const WRAPPER = /^(sudo|doas|env|command|exec|nohup|nice|ionice|time|busybox)\s+/;
const OPTION_WITH_VALUE = /^-[ugUhpCrtDRTnc]\s+\S+\s+/;
const OPTION = /^-{1,2}[\w-]*(?:=\S*)?\s+/;
/** What some prompts put at the right edge. */
const RIGHT_PROMPT = /\s{2,}(?:at )?[[(]?\d\d?:\d\d(?::\d\d)?(?: ?[AP]M)?[\])]?$/;

/** A typed line as the command that it runs: without sudo, the program's folder and a comment; pipes and chains stay. */
export function typedCommand(typed: string): string {
  const line = withoutRightPrompt(withoutComment(typed.trim()).trim());
  let command = line;
  for (let left = 12; left > 0; left--) {
    const before = command;
    command = command.replace(FOLDER, '').replace(ASSIGNMENT, '');
    const wrapper = WRAPPER.exec(command);
    if (wrapper) command = withoutOptions(command.slice(wrapper[0].length), wrapper[1] ?? '');
    if (command === before) break;
  }
  return command === '' ? line : command;
}

function withoutRightPrompt(line: string): string {
  const end = line.slice(-30);
  return RIGHT_PROMPT.test(end) ? (line.slice(0, -30) + end.replace(RIGHT_PROMPT, '')).trimEnd() : line;
}

function withoutOptions(text: string, wrapper: string): string {
  const hasValues = /^(?:sudo|doas|nice|ionice)$/.test(wrapper);
  let rest = text;
  for (let left = 12; left > 0 && rest.startsWith('-'); left--) {
    const isBare = wrapper === 'sudo' && rest.startsWith('-n ');
    const value = hasValues && !isBare ? OPTION_WITH_VALUE.exec(rest) : null;
    const option = (value ?? OPTION.exec(rest))?.[0];
    if (option === undefined) return '';
    rest = rest.slice(option.length);
  }
  return rest;
}

/** Up to a `#` that begins a word outside of quotes. */
function withoutComment(line: string): string {
  if (!line.includes('#')) return line;
  let quote = '';
  for (let i = 0; i < line.length; i++) {
    const char = line.charAt(i);
    if (quote !== '') quote = char === quote ? '' : quote;
    else if (char === '\\') i += 1;
    else if (char === "'" || char === '"') quote = char;
    else if (char === '#' && (i === 0 || /\s/.test(line.charAt(i - 1)))) return line.slice(0, i);
  }
  return line;
}
