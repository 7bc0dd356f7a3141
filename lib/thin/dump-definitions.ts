/** Runs of blocks that a dump names once and refers to: memory for a bounded number of them, and no more. */
const MOST_RUNS = 2_000_000;
const MOST_DEFINITIONS = 500_000;
/** A few bytes that refer to a long run are much to do: seconds altogether. */
const MOST_REFERRED = 100_000_000;

export function createDefinitions(leaveOut: (why: string) => void) {
  const begins: number[] = [];
  const lengths: number[] = [];
  const byName = new Map<string, { readonly from: number; readonly to: number }>();
  let referred = 0;
  let open: { readonly name: string; readonly from: number } | null = null;
  const end = (): void => {
    if (open === null) return;
    if (byName.has(open.name)) leaveOut('it defines a run twice');
    else byName.set(open.name, { from: open.from, to: begins.length });
    open = null;
  };
  return {
    isOpen: (): boolean => open !== null,
    begin: (name: string): void => {
      end();
      if (byName.size >= MOST_DEFINITIONS) leaveOut(TOO_MANY);
      open = { name, from: begins.length };
    },
    add: (begin: number, length: number): void => {
      if (begins.length >= MOST_RUNS) {
        leaveOut(TOO_MANY);
        return;
      }
      begins.push(begin);
      lengths.push(length);
    },
    end,
    /** Also of use while another definition is open: it then gets these as well. */
    runsOf: (name: string, tell: (begin: number, length: number) => void): void => {
      const found = byName.get(name);
      if (found === undefined) {
        leaveOut('it refers to a run that it does not define');
        return;
      }
      referred += found.to - found.from;
      if (referred > MOST_REFERRED) {
        leaveOut(TOO_MANY);
        return;
      }
      for (let at = found.from; at < found.to; at++) tell(begins[at] ?? 0, lengths[at] ?? 0);
    },
  };
}

const TOO_MANY = 'it defines more runs than are kept; what refers to the others is not counted';
