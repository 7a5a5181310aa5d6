import { stopSharedMongo } from './shared-mongo.mjs';

/** After the last test of a run. */
export default async function tearDown() {
  await stopSharedMongo();
}
