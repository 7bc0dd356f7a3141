import type { Unit } from './figures.ts';
import type { Task } from './main-thread.ts';

/** Figures of one round by name: what they are called, and their units, is the same in every round. */
export type Figures = ReadonlyMap<string, readonly [value: number, unit: Unit]>;

export function longest(name: string, tasks: readonly Task[]): Figures {
  return new Map([
    [`${name}_longest_task`, [Math.max(0, ...tasks.map((task) => task.wallMs)), 'ms']],
    [`${name}_longest_task_cpu`, [Math.max(0, ...tasks.map((task) => task.cpuMs)), 'ms']],
  ]);
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
