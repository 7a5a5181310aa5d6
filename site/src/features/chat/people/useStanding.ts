import { useQuery } from '@apollo/client/react';
import { ViewerRolesDocument, type RoomQuery } from '../../../apollo/generated/chat';
import { standingOf, type Standing } from './powers';

/** What the viewer is in a room. */
export function useStanding(room: NonNullable<RoomQuery['room']>): Standing {
  const { data } = useQuery(ViewerRolesDocument);
  return standingOf(room.membership?.role, data?.viewer?.roles);
}
