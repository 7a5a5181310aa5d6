import * as migration_20261122_214229_initial from './20261122_214229_initial';

export const migrations = [
  {
    up: migration_20261122_214229_initial.up,
    down: migration_20261122_214229_initial.down,
    name: '20261122_214229_initial'
  },
];
