import type { Subject } from '../harness/subject';
import { content } from './content';
import { fanOut, fanOutCalm } from './fan-out';
import { growth } from './growth';
import { idle } from './idle';
import { postToScreen } from './post-to-screen';
import { posting } from './posting';
import { randomMatch } from './random-match';
import { reconnectStorm } from './reconnect-storm';
import { scaleOut } from './scale-out';
import { site } from './site';
import { start } from './start';

/** In the order in which all of them run. */
export const subjects: readonly Subject[] = [
  fanOut,
  fanOutCalm,
  postToScreen,
  posting,
  idle,
  reconnectStorm,
  start,
  content,
  scaleOut,
  site,
  growth,
  randomMatch,
];
