/** What the server found wrong (server/sign-in/answers.ts), for a person. Null for what it never says. */
export function problemText(problem: string | null, seconds: number): string | null {
  switch (problem) {
    case 'wrong':
      return 'Name or password is wrong.';
    case 'wait':
      return `Too many attempts. Try again in ${waitText(seconds)}.`;
    case 'used':
      return 'That link has been used, or is too old. Where dmscope runs it says how to get another one.';
    case 'no-users':
      return 'dmscope cannot read its users now. Sign in with the link that it printed when it started.';
    default:
      return null;
  }
}

function waitText(seconds: number): string {
  if (!(seconds >= 1)) return 'a moment';
  if (seconds < 60) return seconds === 1 ? '1 second' : `${Math.ceil(seconds)} seconds`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes > 60) return 'an hour or more';
  return minutes === 1 ? '1 minute' : `${minutes} minutes`;
}
