import { copyFile, mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

import { nginxBinary, startProcess } from '../servers';
import { repositoryRoot } from './repository-root';
import { renderTemplates, type TemplateVariables } from './render-templates';
import { stablePort } from './stable-port';

/** What the nginx image is made of. */
const nginxSources = path.join(repositoryRoot, 'deploy', 'nginx');
const certificateScript = path.join(nginxSources, 'entrypoint', '40-certificate.sh');

export interface NginxOptions {
  /** A folder of its own: rendered configuration, certificate, logs, temporary files. */
  readonly dir: string;
  /** `host:port` of the cms. */
  readonly cms: readonly string[];
  /** `host:port` of every chat-server. */
  readonly chat: readonly string[];
  /** The built site. */
  readonly siteRoot: string;
  /** Any `NGINX_…` of the templates; what the image's Dockerfile sets is not looked at. */
  readonly variables?: TemplateVariables;
}

/** One line of the access log, as far as tests look at it. */
export interface AccessLogEntry {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** `host:port` of the server that answered; several, comma-separated, where the first did not. */
  readonly upstream: string;
}

export interface RunningNginx {
  /** http://127.0.0.1:… */
  readonly origin: string;
  /** https://127.0.0.1:…, with a certificate that nobody signed. */
  readonly httpsOrigin: string;
  /** The access log so far. WebSockets are in it once they are closed. */
  accessLog(): Promise<AccessLogEntry[]>;
  stop(): Promise<void>;
}

function serverLines(addresses: readonly string[]): string {
  return addresses
    .map((address) => `server ${address} max_fails=1 fail_timeout=2s;`)
    .join('\n    ');
}

/**
 * Every variable of the templates, for nginx as a plain process on loopback: its own ports, its files
 * in `dir`, servers by number, limits too high to be met by chance.
 */
function variablesFor(options: NginxOptions, http: number, https: number): TemplateVariables {
  return {
    NGINX_USER_DIRECTIVE: process.getuid?.() === 0 ? 'user root;' : '',
    NGINX_RUN_DIR: path.join(options.dir, 'run'),
    NGINX_LOG_LEVEL: 'alert',
    NGINX_ACCESS_LOG: path.join(options.dir, 'access.log'),
    NGINX_PUBLIC_URL: `http://127.0.0.1:${http}`,
    NGINX_HTTP_PORT: `127.0.0.1:${http}`,
    NGINX_HTTPS_PORT: `127.0.0.1:${https}`,
    NGINX_HTTPS_REDIRECT: 'off',
    NGINX_HTTP2_DIRECTIVE: '',
    NGINX_TLS_DIR: path.join(options.dir, 'tls'),
    NGINX_CERTIFICATE_CHECK_SECONDS: '0',
    NGINX_ACME_ROOT: path.join(options.dir, 'acme'),
    NGINX_SITE_ROOT: options.siteRoot,
    NGINX_RESOLVER_DIRECTIVE: '',
    NGINX_CMS_SERVERS: serverLines(options.cms),
    NGINX_CHAT_SERVERS: serverLines(options.chat),
    NGINX_API_RATE: '10000r/s',
    NGINX_LOGIN_RATE: '10000r/s',
    NGINX_CHAT_RATE: '10000r/s',
    NGINX_CHAT_CONNECTIONS: '10000',
    NGINX_UPLOAD_LIMIT: '25m',
    NGINX_SERVED_BY: '$upstream_addr',
    ...options.variables,
  };
}

/** Lays out a folder as /etc/nginx is in the image: the templates rendered, the rest copied. */
async function layOut(conf: string, variables: TemplateVariables): Promise<void> {
  await renderTemplates(path.join(nginxSources, 'templates'), conf, variables);
  const plain = (await readdir(nginxSources)).filter((name) => name.endsWith('.conf'));
  await Promise.all(
    plain.map((name) => copyFile(path.join(nginxSources, name), path.join(conf, name))),
  );
}

/**
 * Starts a real nginx from the files of the nginx image, unprivileged, after the image's own entry point
 * has seen to the certificate.
 *
 * @throws MissingRequirement where there is no nginx; otherwise what nginx said against its configuration
 */
export async function startNginx(options: NginxOptions): Promise<RunningNginx> {
  const { dir } = options;
  const [http, https] = [await stablePort(), await stablePort()];
  const variables = variablesFor(options, http, https);
  const conf = path.join(dir, 'conf');
  await mkdir(path.join(dir, 'run'), { recursive: true });
  await layOut(conf, variables);

  const origin = `http://127.0.0.1:${http}`;
  const nginx = ['-p', dir, '-c', path.join(conf, 'nginx.conf'), '-g', 'daemon off;'];
  const server = await startProcess({
    command: 'sh',
    args: ['-c', '"$0" && exec "$@"', certificateScript, nginxBinary(), ...nginx],
    env: variables,
    ready: async () => (await fetch(`${origin}/healthz`)).ok,
  });

  return {
    origin,
    httpsOrigin: `https://127.0.0.1:${https}`,
    async accessLog() {
      const log = await readFile(path.join(dir, 'access.log'), 'utf8');
      return log
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as AccessLogEntry);
    },
    // SIGQUIT would wait for every WebSocket.
    stop: () => server.stop('SIGTERM'),
  };
}
