export { hasRole } from './access/has-role';
export { createConfig, type ConfigOptions } from './config';
export { databaseKind, type DatabaseKind } from './database';
export * from './events';
export { migrateDatabase, NewerDatabaseError } from './migrate';
export type * from './payload-types';
export { roles, staffRoles, type Role } from './people/roles';
export { recordAudit } from './safety/record-audit';
