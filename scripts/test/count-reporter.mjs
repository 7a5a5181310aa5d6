import { countsOf } from './counts.mjs';

/** A jest reporter that tells the process that started jest how many tests passed, failed and were skipped. */
export default class CountReporter {
  /**
   * @param {unknown} _contexts
   * @param {import('@jest/reporters').AggregatedResult} results
   */
  onRunComplete(_contexts, results) {
    process.send?.(countsOf(results));
  }
}
