import { useEffect, useMemo } from 'react';
import { useChatServices } from '../../../apollo/chatServices';
import { SetTypingDocument } from '../../../apollo/generated/chat';
import { TypingNotice } from './TypingNotice';

export function useTypingNotice(roomId: string): TypingNotice {
  const { apollo } = useChatServices();
  const notice = useMemo(
    () =>
      new TypingNotice((isTyping) => {
        // Nobody misses it where it does not arrive.
        apollo
          .mutate({
            mutation: SetTypingDocument,
            variables: { roomId, isTyping },
            fetchPolicy: 'no-cache',
          })
          .catch(() => undefined);
      }),
    [apollo, roomId],
  );
  useEffect(() => () => notice.stop(), [notice]);
  return notice;
}
