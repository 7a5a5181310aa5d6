import { writeFileSync } from 'node:fs';

import { countsOf } from './counts.mjs';

/** A jest reporter that writes how many tests passed, failed and were skipped to a file, as JSON. */
export default class CountReporter {
  /**
   * @param {unknown} _globalConfig
   * @param {{ file?: string }} options
   */
  constructor(_globalConfig, { file = process.env.COCO_CHAT_TEST_COUNTS } = {}) {
    this.file = file;
  }

  /**
   * @param {unknown} _contexts
   * @param {import('@jest/reporters').AggregatedResult} results
   */
  onRunComplete(_contexts, results) {
    if (this.file !== undefined) writeFileSync(this.file, JSON.stringify(countsOf(results)));
  }
}
