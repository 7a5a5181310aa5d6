/** One server of Redis. */
export interface RedisNode {
  host: string;
  port: number;
}

/** Where Redis is, and how to log in there. */
export interface RedisAddress {
  /** One for a Redis by itself; several are some of the nodes of a cluster, which name the others. */
  nodes: readonly RedisNode[];
  isCluster: boolean;
  isEncrypted: boolean;
  username: string | undefined;
  password: string | undefined;
}

const form = /^(?<scheme>rediss?):\/\/(?:(?<login>[^/?#]*)@)?(?<hosts>[^@/?#]+)(?<rest>[/?#].*)?$/;
const defaultPort = 6379;

/**
 * Reads `redis://[user:password@]host[:port]`, and with several hosts by commas, as MongoDB writes it,
 * those of a cluster.
 *
 * @throws Error that says what is wrong, without any of the URL: it may hold a password
 */
export function parseRedisUrl(url: string): RedisAddress {
  const { scheme, login, hosts, rest = '' } = form.exec(url)?.groups ?? {};
  if (scheme === undefined || hosts === undefined) {
    throw new Error('must begin with redis:// or rediss://, and name a host');
  }
  const names = hosts.split(',');
  const isCluster = names.length > 1;
  if (isCluster && !/^(\/0?)?$/.test(rest)) {
    throw new Error('must end after its hosts where it names several: a cluster has one database');
  }
  const [username, password] = loginOf(login);
  const isEncrypted = scheme === 'rediss';
  return { nodes: names.map(nodeOf), isCluster, isEncrypted, username, password };
}

function nodeOf(name: string): RedisNode {
  const url = `redis://${name}`;
  const { hostname = '', port = '' } = URL.canParse(url) ? new URL(url) : {};
  if (!hostname) throw new Error('must name each host as host or host:port, by commas');
  return { host: hostname.replace(/^\[(.*)\]$/, '$1'), port: Number(port || defaultPort) };
}

function loginOf(login: string | undefined): [string | undefined, string | undefined] {
  const [username, ...password] = (login ?? '').split(':');
  try {
    const decoded = [username ?? '', password.join(':')].map(decodeURIComponent);
    return [decoded[0] || undefined, decoded[1] || undefined];
  } catch {
    throw new Error('must have its password percent-encoded');
  }
}
