/** What things cost, as measured. Processor times are in microseconds, memory in KiB. */
export interface Costs {
  /** Of a chat-server, to bring one message to one subscriber. */
  readonly delivery: number;
  /** Of a chat-server, to check, store and acknowledge a message. */
  readonly post: number;
  /** Of a chat-server with listeners of a message, to hear of it, whoever stored it: it is executed and encoded there. */
  readonly hear: number;
  /** Of a chat-server, each second for each connection at rest. */
  readonly rest: number;
  /** Of a chat-server, to let somebody in who comes back: handshake, token, subscription, what was missed. */
  readonly connect: number;
  /** Resident memory of a connection. */
  readonly memory: number;
  /** Of Redis for each message, and besides for each chat-server that hears of it. */
  readonly redis: { readonly message: number; readonly receiver: number };
  /** Of MongoDB's primary for each message. */
  readonly mongo: number;
}

/** What people do. */
export interface Habits {
  /** Messages that somebody online sends in a minute. */
  readonly messagesPerMinute: number;
  /** How many subscribe to the room of a message. */
  readonly listeners: number;
}

/** What there is to do it with. */
export interface Hardware {
  /** Cores of a host for chat-servers, one process each. */
  readonly cores: number;
  /** Of a host, in GiB, for connections. */
  readonly memory: number;
  /** How much of a core or a server is used when all is well, from 0 to 1: the rest is for storms. */
  readonly utilisation: number;
  /** Cores of MongoDB's primary. */
  readonly mongoCores: number;
}

/** What somewhere sets the limit, and how many people online that is. */
export interface Capacity {
  readonly people: number;
  readonly limit: 'processor' | 'memory' | 'Redis' | 'MongoDB';
}

const microseconds = 1e6;
const kibibytesPerGibibyte = 1024 * 1024;

/** How many chat-servers hear of a message: a room is heard of where it has listeners. */
const hearing = ({ listeners }: Habits, processes: number): number =>
  Math.min(processes, listeners);

/** Processor time that one person online costs all chat-servers together each second, in microseconds. */
export const costOfPerson = (
  { delivery, hear, post, rest }: Costs,
  habits: Habits,
  processes: number,
): number => {
  const message = post + hearing(habits, processes) * hear + habits.listeners * delivery;
  return (habits.messagesPerMinute / 60) * message + rest;
};

/** How many people online one process on one core carries, of so many that carry them together. */
export const peopleOfProcess = (
  costs: Costs,
  habits: Habits,
  utilisation: number,
  processes = 1,
): number => (utilisation * microseconds) / costOfPerson(costs, habits, processes);

/** How many messages a second one Redis carries to so many chat-servers. */
export const messagesOfRedis = (
  { redis }: Costs,
  habits: Habits,
  { utilisation }: Hardware,
  processes: number,
): number =>
  (utilisation * microseconds) / (redis.message + redis.receiver * hearing(habits, processes));

/** How many messages a second one primary stores. */
export const messagesOfMongo = ({ mongo }: Costs, { mongoCores, utilisation }: Hardware): number =>
  (mongoCores * utilisation * microseconds) / mongo;

/**
 * How many people online a site carries, and what sets the limit.
 *
 * @param shards of Redis and MongoDB each, over which rooms are spread
 */
export function capacityOf(
  costs: Costs,
  habits: Habits,
  hardware: Hardware,
  { hosts, shards }: { hosts: number; shards: number },
): Capacity {
  const { cores, memory, utilisation } = hardware;
  const processes = hosts * cores;
  const peopleFor = (messages: number): number => (messages * 60) / habits.messagesPerMinute;
  const limits: Capacity[] = [
    {
      limit: 'processor',
      people: processes * peopleOfProcess(costs, habits, utilisation, processes),
    },
    { limit: 'memory', people: (hosts * memory * kibibytesPerGibibyte) / costs.memory },
    {
      limit: 'Redis',
      people: peopleFor(shards * messagesOfRedis(costs, habits, hardware, processes)),
    },
    { limit: 'MongoDB', people: peopleFor(shards * messagesOfMongo(costs, hardware)) },
  ];
  return limits.reduce((least, one) => (one.people < least.people ? one : least));
}
