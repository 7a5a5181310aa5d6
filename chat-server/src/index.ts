export type { Bus } from './bus/bus';
export { createBus } from './bus/create-bus';
export { connectedToAll, connectToRedis } from './bus/redis-connection';
export { withEnvFile } from './env-file';
export { readEnvironment, type Environment } from './environment';
export { EnvironmentError } from './environment-error';
export { attachChat, type AttachedChat } from './attach-chat';
export { createLogger, type Logger } from './logger';
export { createPresenceStore } from './rooms/presence/create-presence-store';
export { countOnline, type PresenceStore } from './rooms/presence/presence-store';
export { clientAddress, hashAddress } from './transport/client-address';
export {
  chatPath,
  createChatServer,
  type ChatServer,
  type ChatServerOptions,
  watchReadiness,
} from './server';
export type { Readiness } from './transport/health';
