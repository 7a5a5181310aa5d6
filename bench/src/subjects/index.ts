import type { Subject } from '../harness/subject';
import { fanOut, fanOutCalm } from './fan-out';
import { postToScreen } from './post-to-screen';

/** In the order in which all of them run. */
export const subjects: readonly Subject[] = [fanOut, fanOutCalm, postToScreen];
