import { createConfig } from '@coco-chat/collections';

import { configOptions } from './config-options';

/** The config as Next's routes load it; the server makes the same one, with its own logger. */
export default createConfig(configOptions(process.env));
