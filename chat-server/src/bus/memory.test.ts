import { describe } from '@jest/globals';
import { pino } from 'pino';

import { describeBus } from './bus.contract';
import { MemoryBus } from './memory';

describe('MemoryBus', () => {
  describeBus(() => {
    // All of them are in one process, which has one bus.
    const bus = new MemoryBus(pino({ level: 'silent' }));
    return Promise.resolve({ open: () => Promise.resolve(bus), close: () => bus.close() });
  });
});
