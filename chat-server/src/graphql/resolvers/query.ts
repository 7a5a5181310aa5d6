import { badInput } from '../../errors';
import { findMessage } from '../../rooms/message-access';
import { findRoom } from '../../rooms/room-access';
import { forwardConnection } from '../connections';
import { signedIn } from '../context';
import { placeOfCursor } from '../cursor';
import type { QueryResolvers, RoomConnectionResolvers } from '../generated/resolvers';
import { pageSize } from '../page-size';
import { randomQueries } from './queries/random';
import { searchQueries } from './queries/search';

/** The longest search, in characters. */
const longestSearch = 100;

export const Query = {
  ...randomQueries,
  ...searchQueries,

  viewer: (_parent, _args, { session }) => session,

  rooms: async (_parent, args, context) => {
    const { joinedOnly } = args;
    if (joinedOnly) signedIn(context);
    const filter = { viewerId: context.viewerId, joinedOnly, search: searchText(args.search) };
    const first = pageSize(args.first, 20, 'first');
    const after = args.after == null ? null : placeOfCursor(args.after, 'after');
    const rooms = await context.stores.rooms.listRooms(filter, after, first + 1);
    const placeOf = ({ createdAt: at, id }: { createdAt: string; id: string }) => ({ at, id });
    return { ...forwardConnection(rooms, placeOf, { first, after }), filter };
  },

  room: async (_parent, { id, slug }, { loaders, viewerId }) => {
    if ((id == null) === (slug == null)) throw badInput('Give either the id or the slug.', 'id');
    const by = id != null ? { id } : { slug: (slug ?? '').normalize('NFC') };
    return (await findRoom(loaders, viewerId, by))?.room ?? null;
  },

  message: async (_parent, { id }, { loaders, viewerId }) =>
    (await findMessage(loaders, viewerId, id))?.message ?? null,
} satisfies QueryResolvers;

export const RoomConnection: RoomConnectionResolvers = {
  totalCount: ({ filter }, _args, { stores }) => stores.rooms.countRooms(filter),
};

function searchText(search: string | null | undefined): string | null {
  const text = search?.normalize('NFC').trim() ?? '';
  if (text.length > longestSearch) {
    throw badInput(`A search has at most ${longestSearch} characters.`, 'search');
  }
  return text === '' ? null : text;
}
