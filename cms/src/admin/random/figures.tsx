import { hasRole, randomFigures } from '@coco-chat/collections';
import type { ServerProps } from 'payload';

import { LiveFigures } from './live-figures';

interface Props {
  payload: ServerProps['payload'];
  user?: ServerProps['user'] | undefined;
}

/** How the random match is doing, for those who look after it; nothing for anybody else. */
export async function Figures({ payload, user }: Props) {
  if (!hasRole(user, 'admin', 'moderator')) return null;
  return <LiveFigures now={await randomFigures(payload)} />;
}
