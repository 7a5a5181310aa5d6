import type { Place } from '../store/room-store';
import { placeCursor } from './cursor';

interface PageInfo {
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  startCursor: string | null;
  endCursor: string | null;
}

export interface Connection<Node> {
  edges: { cursor: string; node: Node }[];
  pageInfo: PageInfo;
}

export function createConnection<Node>(
  nodes: readonly Node[],
  cursorOf: (node: Node) => string,
  has: Pick<PageInfo, 'hasNextPage' | 'hasPreviousPage'>,
): Connection<Node> {
  const edges = nodes.map((node) => ({ cursor: cursorOf(node), node }));
  return {
    edges,
    pageInfo: {
      ...has,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/** A page of a list that is only read forwards; `nodes` has one more than `first` where there is more. */
export const forwardConnection = <Node>(
  nodes: readonly Node[],
  placeOf: (node: Node) => Place,
  { first, after }: { first: number; after: Place | null },
): Connection<Node> =>
  createConnection(nodes.slice(0, first), (node) => placeCursor(placeOf(node)), {
    hasNextPage: nodes.length > first,
    hasPreviousPage: after !== null,
  });
