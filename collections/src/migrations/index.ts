import * as migration_20261122_214229_initial from './20261122_214229_initial';
import * as migration_20261123_000739_chat from './20261123_000739_chat';
import * as migration_20261123_002937_attachments from './20261123_002937_attachments';
import * as migration_20261123_010500_message_search from './20261123_010500_message_search';
import * as migration_20261125_134457_random from './20261125_134457_random';
import * as migration_20261125_173651_indexes from './20261125_173651_indexes';
import * as migration_20261125_205500_search_blocks from './20261125_205500_search_blocks';
import * as migration_20261125_210013_message_indexes from './20261125_210013_message_indexes';

export const migrations = [
  {
    up: migration_20261122_214229_initial.up,
    down: migration_20261122_214229_initial.down,
    name: '20261122_214229_initial',
  },
  {
    up: migration_20261123_000739_chat.up,
    down: migration_20261123_000739_chat.down,
    name: '20261123_000739_chat',
  },
  {
    up: migration_20261123_002937_attachments.up,
    down: migration_20261123_002937_attachments.down,
    name: '20261123_002937_attachments',
  },
  {
    up: migration_20261123_010500_message_search.up,
    down: migration_20261123_010500_message_search.down,
    name: '20261123_010500_message_search',
  },
  {
    up: migration_20261125_134457_random.up,
    down: migration_20261125_134457_random.down,
    name: '20261125_134457_random',
  },
  {
    up: migration_20261125_173651_indexes.up,
    down: migration_20261125_173651_indexes.down,
    name: '20261125_173651_indexes',
  },
  {
    up: migration_20261125_205500_search_blocks.up,
    down: migration_20261125_205500_search_blocks.down,
    name: '20261125_205500_search_blocks',
  },
  {
    up: migration_20261125_210013_message_indexes.up,
    down: migration_20261125_210013_message_indexes.down,
    name: '20261125_210013_message_indexes'
  },
];
