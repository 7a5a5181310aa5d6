import { readdirSync, readFileSync } from 'node:fs';

const nanosecondsPerSecond = 1e9;

/**
 * The processor time that a process has used, in seconds, in user and kernel mode, all threads together.
 * The scheduler counts it in nanoseconds; `/proc/<pid>/stat` would in steps of 10 ms.
 *
 * @throws Error where there is no such process, or no Linux
 */
export function processorTime(pid: number): number {
  let nanoseconds = 0;
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    try {
      const [running] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ');
      nanoseconds += Number(running);
    } catch {
      // A thread that ended since the folder was read.
    }
  }
  return nanoseconds / nanosecondsPerSecond;
}

/** Processor time of several processes together, in seconds. */
export const processorTimeOf = (pids: readonly number[]): number =>
  pids.reduce((sum, pid) => sum + processorTime(pid), 0);

/** What a process keeps in memory, in bytes (VmRSS). */
export function residentMemory(pid: number): number {
  const [, kibibytes] =
    /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kibibytes) * 1024;
}
