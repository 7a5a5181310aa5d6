/**
 * Real servers for tests: found or fetched once by `npm test`, started by the test that wants one, gone
 * when its process is. Imported as `@coco-chat/e2e/servers`, by tests only.
 */
export * from './start';
export { describeNeeds, itNeeds } from './requirements';
