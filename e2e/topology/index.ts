/**
 * The product as people run it, for end-to-end tests: the compose topology as plain processes, or the one
 * process of `npm start`. Both run what `npm run build` made.
 */
export { startEmbedded, type EmbeddedOptions } from './embedded';
export { startNginx, type AccessLogEntry, type NginxOptions, type RunningNginx } from './nginx';
export type { TemplateVariables } from './render-templates';
export { startServer, type Server, type ServerOptions } from './server';
export { stablePort } from './stable-port';
export { startTopology, topologyNeeds, type Topology, type TopologyOptions } from './topology';
