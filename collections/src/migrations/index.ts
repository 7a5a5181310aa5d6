import * as migration_20261122_212345_initial from './20261122_212345_initial';

export const migrations = [
  {
    up: migration_20261122_212345_initial.up,
    down: migration_20261122_212345_initial.down,
    name: '20261122_212345_initial'
  },
];
