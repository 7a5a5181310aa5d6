import type { ApolloClient } from '@apollo/client';
import { useMemo } from 'react';
import { useChatServices } from '../../../apollo/chatServices';
import {
  AddReactionDocument,
  DeleteMessageDocument,
  EditMessageDocument,
  RemoveReactionDocument,
} from '../../../apollo/generated/chat';
import type { MessageChange } from '../timeline/pendingChanges';
import type { Message } from '../timeline/timeline';
import { MessageChanges } from './MessageChanges';
import type { RoomFeed } from './RoomFeed';

export function useMessageChanges(feed: RoomFeed | null): MessageChanges {
  const { apollo } = useChatServices();
  return useMemo(
    () =>
      new MessageChanges({
        send: (messageId, change) => send(apollo, messageId, change),
        onChanged: (message) => feed?.acknowledge(message),
      }),
    [apollo, feed],
  );
}

async function send(apollo: ApolloClient, id: string, change: MessageChange): Promise<Message> {
  const message = await ask(apollo, id, change);
  if (!message) throw new Error('The API answered without the message.');
  return message;
}

/** Whether a moderator hides a message or its author deletes it, the server sees by who asks. */
async function ask(
  apollo: ApolloClient,
  id: string,
  change: MessageChange,
): Promise<Message | undefined> {
  const fetchPolicy = 'no-cache';
  switch (change.kind) {
    case 'edit': {
      const variables = { id, text: change.text };
      const mutation = EditMessageDocument;
      return (await apollo.mutate({ mutation, variables, fetchPolicy })).data?.editMessage;
    }
    case 'delete':
    case 'hide': {
      const mutation = DeleteMessageDocument;
      return (await apollo.mutate({ mutation, variables: { id }, fetchPolicy })).data
        ?.deleteMessage;
    }
    case 'react': {
      const variables = { messageId: id, emoji: change.emoji };
      const mutation = AddReactionDocument;
      return (await apollo.mutate({ mutation, variables, fetchPolicy })).data?.addReaction;
    }
    case 'unreact': {
      const variables = { messageId: id, emoji: change.emoji };
      const mutation = RemoveReactionDocument;
      return (await apollo.mutate({ mutation, variables, fetchPolicy })).data?.removeReaction;
    }
  }
}
