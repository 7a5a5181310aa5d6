import { useQuery } from '@apollo/client/react';
import { RoomDocument } from '../../../apollo/generated/chat';
import { useText } from '../../../app/locale';
import { Notice } from '../../../ui/Notice';
import { Unreachable } from '../../../ui/Unreachable';
import { useDocumentTitle } from '../../../ui/useDocumentTitle';
import { chatText } from '../chatText';
import { Conversation } from './Conversation';
import { LogSkeleton } from './LogSkeleton';
import { RoomClosed } from './RoomClosed';
import { RoomFrame } from './RoomFrame';
import { useRoomFeed } from './useRoomFeed';

export function RoomView({ slug }: { slug: string }) {
  const text = useText(chatText);
  const { data, error, refetch } = useQuery(RoomDocument, {
    variables: { slug },
    fetchPolicy: 'cache-and-network',
  });
  const room = data?.room;
  const feed = useRoomFeed({ slug, memberOfRoomId: room?.membership ? room.id : undefined });
  const isSentOut = feed.refusal?.code === 'FORBIDDEN';
  useDocumentTitle(room?.title ?? text.rooms.title);

  if (room) {
    return (
      <RoomFrame room={room}>
        {isSentOut ? <RoomClosed /> : <Conversation room={room} feed={feed} />}
      </RoomFrame>
    );
  }
  if (error) return <Unreachable onRetry={() => void refetch()} />;
  if (data) {
    return (
      <Notice
        level={1}
        icon="lock"
        title={text.room.notFound.title}
        text={text.room.notFound.text}
      />
    );
  }
  return <LogSkeleton />;
}
