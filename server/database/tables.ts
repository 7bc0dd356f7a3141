import type { Generated } from 'kysely';

/**
 * What dmscope's database holds. Times are milliseconds since 1970; `body` is JSON. In the database the names are
 * written with underscores.
 */
export type Tables = {
  readonly user: UserRow;
  readonly runEvent: RunEventRow;
  readonly thinLabel: ThinLabelRow;
};

export type UserRow = {
  readonly name: string;
  readonly role: string;
  readonly passwordHash: string;
  readonly createdAtMs: number;
};

/** What an operator called a thin volume (lib/thin/label.ts). */
export type ThinLabelRow = {
  readonly pool: string;
  readonly thinId: number;
  readonly transactionId: number;
  readonly createdTime: number;
  readonly text: string;
  readonly setAtMs: number;
  readonly setBy: string;
};

/** The journal. Rows are added and never changed: the database itself refuses that. */
export type RunEventRow = {
  readonly seq: Generated<number>;
  readonly runId: string;
  readonly atMs: number;
  readonly kind: string;
  readonly body: string;
};
