import { ApolloClient, ApolloLink, HttpLink } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { OperationTypeNode } from 'graphql';
import { apiSocketUrl, apiUrl } from '../api/address';
import { createStore, useStore } from '../app/store';
import { sessionStore } from '../features/account/session';
import { currentToken, renewSession } from '../features/account/sessionRenewal';
import { authorizationLink } from './authorizationLink';
import { createChatCache } from './chatCache';
import { createConnection, type Connection } from './connection';
import { SendMessageDocument } from './generated/chat';
import { Outbox } from './outbox';
import { outboxStorage } from './outboxStorage';

/** What chat is made of, for one account or for nobody: nothing of it survives a change of account. */
export interface ChatServices {
  readonly apollo: ApolloClient;
  readonly connection: Connection;
  /** Null when nobody is logged in. */
  readonly outbox: Outbox | null;
}

const path = '/chat/graphql';
/** An answer slower than this counts as none. */
const timeoutMs = 20_000;

function createChatServices(userId: string | undefined): ChatServices {
  const connection = createConnection({
    url: apiSocketUrl(path),
    token: currentToken,
    renew: renewSession,
  });
  const apollo = new ApolloClient({
    cache: createChatCache(),
    // Tells the server nothing it could use.
    enhancedClientAwareness: { transport: false },
    link: ApolloLink.split(
      ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
      new GraphQLWsLink(connection.client),
      authorizationLink.concat(
        new HttpLink({ uri: apiUrl(path), credentials: 'omit', fetch: fetchInTime }),
      ),
    ),
  });
  const outbox = userId === undefined ? null : createOutbox(apollo, userId);
  outbox?.start();
  return { apollo, connection, outbox };
}

function createOutbox(apollo: ApolloClient, userId: string): Outbox {
  return new Outbox({
    storage: outboxStorage(userId),
    async send({ roomId, clientMessageId, text, replyTo, attachments }) {
      const { data } = await apollo.mutate({
        mutation: SendMessageDocument,
        variables: {
          input: {
            roomId,
            clientMessageId,
            text,
            replyToId: replyTo?.id ?? null,
            attachmentIds: attachments.map(({ id }) => id),
          },
        },
        fetchPolicy: 'no-cache',
      });
      if (!data) throw new Error('The API answered without the message.');
      return data.sendMessage;
    },
  });
}

const fetchInTime: typeof fetch = (input, init) => {
  const timeout = AbortSignal.timeout(timeoutMs);
  const signal = init?.signal ? AbortSignal.any([init.signal, timeout]) : timeout;
  return fetch(input, { ...init, signal });
};

let userId = sessionStore.get()?.user.id;
const chatStore = createStore(createChatServices(userId));

sessionStore.subscribe(() => {
  const nextUserId = sessionStore.get()?.user.id;
  if (nextUserId === userId) return;
  userId = nextUserId;
  const previous = chatStore.get();
  chatStore.set(createChatServices(userId));
  previous.outbox?.stop();
  previous.connection.close();
  previous.apollo.stop();
});

/** Chat for whoever is logged in now. */
export function useChatServices(): ChatServices {
  return useStore(chatStore);
}
